/* SPDX-License-Identifier: MIT */
/* Proof Key for Code Exchange, method S256 (RFC 7636). Private. */
#ifndef ORGPOL_CORE_PKCE_H
#define ORGPOL_CORE_PKCE_H

#include <stdbool.h>

#include "orgpol/base.h"

/* 43 characters of base64url (AUTHZ-14). */
bool orgpol_is_code_challenge(struct orgpol_str challenge);

/* Is the challenge that of the verifier? The time taken does not tell where they differ. */
bool orgpol_code_verifier_fits(struct orgpol_str verifier, struct orgpol_str challenge);

#endif
