/* SPDX-License-Identifier: MIT */
/* The user_grant question as the rules read it, for the families that ask it first. Private. */
#ifndef ORGPOL_CORE_USER_GRANT_H
#define ORGPOL_CORE_USER_GRANT_H

#include <stdbool.h>

#include "orgpol/user_grant.h"
#include "scope.h"

/* Every row of a request; a missing one points at zeros, so that conditions need no branch for it. */
struct user_grant_rows {
    const struct orgpol_user_grant_request *request;
    const struct orgpol_options *options;
    const struct orgpol_tenant_settings *settings;
    const struct orgpol_client *client;
    const struct orgpol_organization *organization;
    const struct orgpol_resource_server *resource_server;
    const struct orgpol_client_grant *client_grant;
    const struct orgpol_client_grant *default_client_grant;
    struct orgpol_str audience; /* UAPI-01; absent: no API is asked for */
    unsigned classes;           /* client.h */
};

/* Room for rows whose struct is of another size than ours. */
struct user_grant_copies {
    struct orgpol_user_grant_request request;
    struct orgpol_options options;
    struct orgpol_tenant_settings settings;
    struct orgpol_client client;
    struct orgpol_organization organization;
    struct orgpol_resource_server resource_server;
    struct orgpol_client_grant client_grant;
    struct orgpol_client_grant default_client_grant;
};

/*
 * Fills `rows` from the request and checks that they can be read and belong together. Returns the error, or
 * ORGPOL_REASON_NONE. `copies` must outlive `rows`.
 */
enum orgpol_reason orgpol_read_user_grant(const struct orgpol_user_grant_request *request,
                                          struct user_grant_rows *rows, struct user_grant_copies *copies);

/* What is decided. The sets point into the rows. */
struct user_grant_answer {
    struct orgpol_decision decision;         /* never an error */
    uint32_t advice;                         /* mask of enum orgpol_advice */
    bool is_default_grant;                   /* `grant` is the default one */
    bool is_id_token_issued;                 /* TOKEN-04 TOKEN-05 */
    bool may_have_refresh_token;             /* UAPI-16 */
    const struct orgpol_client_grant *grant; /* the grant that governs; NULL: none does */
    struct scope_set api;                    /* the API's scopes, in its order */
    struct scope_mask effective;             /* UAPI-10 without consent: those of the token */
    struct scope_mask permissions;           /* the user's, that the API defines */
};

/*
 * Decides. The effective scopes, in the API's order, are what
 * orgpol_scope_mask_write(&answer->effective, answer->api.scopes, ...) writes; on a denial they are none.
 */
void orgpol_decide_user_grant(const struct user_grant_rows *rows, struct user_grant_answer *answer);

/* The result that goes with the answer, its counts included. */
struct orgpol_user_grant_result orgpol_user_grant_result_of(const struct user_grant_rows *rows,
                                                            const struct user_grant_answer *answer);

#endif
