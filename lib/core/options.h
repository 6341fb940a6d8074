/* SPDX-License-Identifier: MIT */
/* Checks of rows that every family reads. Private. */
#ifndef ORGPOL_CORE_OPTIONS_H
#define ORGPOL_CORE_OPTIONS_H

#include <stdbool.h>

#include "orgpol/model.h"

_Static_assert(ORGPOL_ABSENT_SECURITY_MODE_PERMISSIVE == 1 && ORGPOL_REFRESH_RECHECK_OFF == 1 &&
                   ORGPOL_SCOPE_SUBSET_CEILING == 1 && ORGPOL_DISCOVERY_FILTER_GATE == 1 &&
                   ORGPOL_PICKER_FILTER_NONE == 1 && ORGPOL_CONSENTED_SCOPES_REPLACE == 1,
               "the last words of the options that have two, 0 and 1");

/* An option outside its list cannot be followed. Flags are 0 or 1, and any other value reads as 1. */
static inline bool options_are_known(const struct orgpol_options *options)
{
    const unsigned methods =
        ORGPOL_DISCOVERY_EMAIL | ORGPOL_DISCOVERY_ORGANIZATION_NAME | ORGPOL_DISCOVERY_OTHER;
    const unsigned words = options->absent_security_mode | options->refresh_recheck | options->scope_subset |
                           options->discovery_filter | options->picker_filter | options->consented_scopes;

    return words <= 1 && (options->default_discovery_methods & ~methods) == 0 && options->reserved == 0;
}

#endif
