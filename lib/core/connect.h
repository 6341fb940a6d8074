/* SPDX-License-Identifier: MIT */
/* What is wrong with the body of a start. Private to connect.c and connect_body.c. */
#ifndef ORGPOL_CORE_CONNECT_H
#define ORGPOL_CORE_CONNECT_H

#include <stdbool.h>

#include "orgpol/connect.h"

/* A body and its authorization_params, both whole; these are zeros when they were not sent. */
struct connect_body_rows {
    const struct orgpol_connect_body *body;
    const struct orgpol_authorization_params *params;
};

struct connect_body_faults {
    bool body_wrong;      /* CONNECT-07 */
    bool challenge_wrong; /* CONNECT-08 */
    bool scopes_wrong;    /* CONNECT-09 SCOPE-05 */
    bool params_wrong;    /* CONNECT-22 */
};

struct connect_body_faults orgpol_connect_body_faults_of(const struct connect_body_rows *rows);

/* The body has the member scopes, well formed or not. */
static inline bool sends_scopes(const struct orgpol_connect_body *body)
{
    return (body->has_scopes != 0) | (body->scope_count > 0) | (body->are_scopes_malformed != 0);
}

#endif
