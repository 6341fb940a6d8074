/* SPDX-License-Identifier: MIT */
/* Matching a redirect_uri against registered callbacks; orgpol/authorize.h has the rules. Private. */
#ifndef ORGPOL_CORE_REDIRECT_URI_H
#define ORGPOL_CORE_REDIRECT_URI_H

#include <stdbool.h>

#include "orgpol/model.h"

/* What a client's callbacks may be. */
struct callback_rules {
    bool patterns;                       /* AUTHZ-22: not for strict clients */
    struct orgpol_str organization_name; /* AUTHZ-23: what the placeholder stands for; absent: nothing */
};

/* Is this URI one of the client's callbacks? Absent text never is. */
bool orgpol_redirect_uri_is_registered(const struct orgpol_client *client, const struct callback_rules *rules,
                                       struct orgpol_str uri);

#endif
