/* SPDX-License-Identifier: MIT */
/* What the consent key and the consent decision share. Private. */
#ifndef ORGPOL_CORE_CONSENT_H
#define ORGPOL_CORE_CONSENT_H

#include "orgpol/consent.h"
#include "scope.h"

/*
 * Writes the places of a list's scopes in ascending order of their bytes, each scope once (of equal ones the
 * first) and no empty one. Returns how many. At most SCOPE_LIMIT are read.
 */
size_t orgpol_scope_order(const struct orgpol_str *scopes, size_t count, uint16_t order[SCOPE_LIMIT]);

/* The secret can be used, or there is none. */
bool orgpol_consent_secret_is_usable(const uint8_t *secret, size_t bytes);

#endif
