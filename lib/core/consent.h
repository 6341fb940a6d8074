/* SPDX-License-Identifier: MIT */
/* What the consent key and the consent decision share. Private. */
#ifndef ORGPOL_CORE_CONSENT_H
#define ORGPOL_CORE_CONSENT_H

#include <stdbool.h>

#include "orgpol/consent.h"

/* The secret can be used, or there is none. */
bool orgpol_consent_secret_is_usable(const uint8_t *secret, size_t bytes);

#endif
