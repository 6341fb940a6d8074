/* SPDX-License-Identifier: MIT */
/* The words of the parameter grant_type. Private. */
#ifndef ORGPOL_CORE_GRANT_TYPE_H
#define ORGPOL_CORE_GRANT_TYPE_H

#include "orgpol/model.h"

/*
 * The bit of a grant type that can be sent to the token endpoint (enum orgpol_grant_type); 0 for any other
 * text. `implicit` is among the others: it is of /authorize alone.
 */
uint32_t orgpol_grant_type_sent(struct orgpol_str name);

#endif
