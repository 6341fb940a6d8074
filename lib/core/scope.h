/* SPDX-License-Identifier: MIT */
/* Sets of scopes, without allocation and close to linear. Private. */
#ifndef ORGPOL_CORE_SCOPE_H
#define ORGPOL_CORE_SCOPE_H

#include <stdbool.h>

#include "orgpol/base.h"

/* The longest list read. */
#define SCOPE_LIMIT ((size_t)1024)
#define SCOPE_SLOTS (2 * SCOPE_LIMIT)

/* A list to look scopes up in. It points at the list, which must outlive it. */
struct scope_set {
    const struct orgpol_str *scopes;
    uint16_t slots[SCOPE_SLOTS]; /* place in the list, plus one; 0: free */
};

/* The list's scopes as a set; at most SCOPE_LIMIT. Doubled and empty ones are no matter. */
void orgpol_scope_set(struct scope_set *set, const struct orgpol_str *scopes, size_t count);

/* Is it in the set? Absent text never is. */
bool orgpol_scope_set_has(const struct scope_set *set, struct orgpol_str scope);

#endif
