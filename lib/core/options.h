/* SPDX-License-Identifier: MIT */
/* Checks of rows that every family reads. Private. */
#ifndef ORGPOL_CORE_OPTIONS_H
#define ORGPOL_CORE_OPTIONS_H

#include <stdbool.h>

#include "orgpol/model.h"

/* An option outside its list cannot be followed. Flags are 0 or 1, and any other value reads as 1. */
static inline bool options_are_known(const struct orgpol_options *options)
{
    const uint8_t methods =
        ORGPOL_DISCOVERY_EMAIL | ORGPOL_DISCOVERY_ORGANIZATION_NAME | ORGPOL_DISCOVERY_OTHER;

    return options->absent_security_mode <= ORGPOL_ABSENT_SECURITY_MODE_PERMISSIVE &&
           options->refresh_recheck <= ORGPOL_REFRESH_RECHECK_OFF &&
           (options->default_discovery_methods & ~methods) == 0 &&
           options->scope_subset <= ORGPOL_SCOPE_SUBSET_CEILING &&
           options->discovery_filter <= ORGPOL_DISCOVERY_FILTER_GATE &&
           options->picker_filter <= ORGPOL_PICKER_FILTER_NONE &&
           options->consented_scopes <= ORGPOL_CONSENTED_SCOPES_REPLACE && options->reserved == 0;
}

#endif
