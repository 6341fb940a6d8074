/* SPDX-License-Identifier: MIT */
/* Strategies of connections. Private to both layers. */
#ifndef ORGPOL_CORE_STRATEGY_H
#define ORGPOL_CORE_STRATEGY_H

#include "text.h"

/* LOGIN-17, PROMPT-41: the strategy is an enterprise one. */
static inline bool is_enterprise(struct orgpol_str strategy)
{
    static const char words[][13] = {"ad",    "adfs",       "auth0-adldap", "custom", "google-apps",
                                     "ip",    "oidc",       "office365",    "okta",   "pingfederate",
                                     "samlp", "sharepoint", "waad"};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (text_same(strategy, (struct orgpol_str){words[i], strlen(words[i])}))
            return true;
    return false;
}

#endif
