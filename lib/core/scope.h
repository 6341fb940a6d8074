/* SPDX-License-Identifier: MIT */
/* Sets of scopes, without allocation; close to linear, but for scopes that collide on purpose. Private. */
#ifndef ORGPOL_CORE_SCOPE_H
#define ORGPOL_CORE_SCOPE_H

#include <stdbool.h>

#include "orgpol/base.h"

/* The longest list read. */
#define SCOPE_LIMIT ((size_t)1024)
/* More than that, so that lookups end early; not many more, for sets stand on the stack. */
#define SCOPE_SLOTS (SCOPE_LIMIT + 3 * SCOPE_LIMIT / 8)
#define SCOPE_WORD_BITS 64

/* A list to look scopes up in. It points at the list, which must outlive it. */
struct scope_set {
    const struct orgpol_str *scopes;
    size_t slot_count;           /* those in use, twice as many as scopes while there are so many */
    uint16_t slots[SCOPE_SLOTS]; /* place in the list, plus one; 0: free */
};

/*
 * Some places of a set's list: place n is bit n % 64 of word n / 64. A scope that the list has twice stands
 * at its first place only, so that sets of the same list are cut by `&` and written without doubles.
 */
struct scope_mask {
    uint64_t words[SCOPE_LIMIT / SCOPE_WORD_BITS];
};

/* The list's scopes as a set; at most SCOPE_LIMIT. Doubled and empty ones are no matter. */
void orgpol_scope_set(struct scope_set *set, const struct orgpol_str *scopes, size_t count);

/* The same, and the places of its scopes, each at its first. */
void orgpol_scope_set_of(struct scope_set *set, struct scope_mask *firsts, const struct orgpol_str *scopes,
                         size_t count);

/* Is it in the set? Absent text never is. */
bool orgpol_scope_set_has(const struct scope_set *set, struct orgpol_str scope);

/* The places of `scopes` in the set; true when one of them, not counting absent text, has none. */
bool orgpol_scope_mask_of(struct scope_mask *mask, const struct scope_set *set,
                          const struct orgpol_str *scopes, size_t count);

/* Takes out of `mask` what is not in `other`. */
void orgpol_scope_mask_cut(struct scope_mask *mask, const struct scope_mask *other);

/* Takes out of `mask` what is in `other`. */
void orgpol_scope_mask_drop(struct scope_mask *mask, const struct scope_mask *other);

/* Is a place of `mask` missing in `other`? */
bool orgpol_scope_mask_exceeds(const struct scope_mask *mask, const struct scope_mask *other);

bool orgpol_scope_mask_is_empty(const struct scope_mask *mask);

/* Is the scope at this place of the list in the mask? Of equal ones, only the first is. */
static inline bool orgpol_scope_mask_at(const struct scope_mask *mask, size_t place)
{
    return place < SCOPE_LIMIT && (mask->words[place / SCOPE_WORD_BITS] >> place % SCOPE_WORD_BITS & 1) != 0;
}

/* Is the scope in the mask? */
bool orgpol_scope_mask_has(const struct scope_mask *mask, const struct scope_set *set,
                           struct orgpol_str scope);

/* Takes the scope out of the mask; was it in? */
bool orgpol_scope_mask_take(struct scope_mask *mask, const struct scope_set *set, struct orgpol_str scope);

/*
 * Writes the mask's scopes in the order of the set's `list` behind the first `count` of `scopes`, as far as
 * there is room for `capacity` in all, and returns how many it would be without that end. `scopes` may be
 * NULL when `capacity` is 0.
 */
size_t orgpol_scope_mask_append(const struct scope_mask *mask, const struct orgpol_str *list,
                                struct orgpol_str *scopes, size_t count, size_t capacity);

/* The same from the beginning. */
static inline size_t orgpol_scope_mask_write(const struct scope_mask *mask, const struct orgpol_str *list,
                                             struct orgpol_str *scopes, size_t capacity)
{
    return orgpol_scope_mask_append(mask, list, scopes, 0, capacity);
}

/* These places alone. */
void orgpol_scope_distinct(struct scope_mask *mask, const struct orgpol_str *scopes, size_t count);

/* Those of them that another list lacks. */
void orgpol_scope_missing(struct scope_mask *mask, const struct orgpol_str *scopes, size_t count,
                          const struct orgpol_str *others, size_t other_count);

/* Is the scope in the list? Reads the whole list. */
bool orgpol_scope_listed(const struct orgpol_str *scopes, size_t count, struct orgpol_str scope);

#endif
