/* SPDX-License-Identifier: MIT */
/*
 * May this client obtain a My Account token with which accounts can be connected? Rules MYA-01..16.
 */
#ifndef ORGPOL_MY_ACCOUNT_H
#define ORGPOL_MY_ACCOUNT_H

#include "orgpol/vault.h"

#ifdef __cplusplus
extern "C" {
#endif

enum orgpol_my_account_grant {
    ORGPOL_MY_ACCOUNT_GRANT_UNSET = 0, /* and anything not listed: not supported (MYA-11) */
    ORGPOL_MY_ACCOUNT_GRANT_AUTHORIZATION_CODE = 1,
    ORGPOL_MY_ACCOUNT_GRANT_REFRESH_TOKEN = 2,
    ORGPOL_MY_ACCOUNT_GRANT_CLIENT_CREDENTIALS = 3 /* always denied (MYA-04) */
};

enum orgpol_action_verdict {
    ORGPOL_ACTION_VERDICT_NONE = 0, /* the Default Policy decides */
    ORGPOL_ACTION_VERDICT_ALLOW = 1,
    ORGPOL_ACTION_VERDICT_CHALLENGE = 2,
    ORGPOL_ACTION_VERDICT_DENY = 3
};

/* How long a login or a second factor is recent, inclusive (MYA-13, MYA-16). */
#define ORGPOL_RECENT_AUTHENTICATION_S 900

/* The question. */
struct orgpol_my_account_request {
    uint32_t struct_size;
    uint8_t grant_type;        /* enum orgpol_my_account_grant */
    uint8_t is_machine;        /* the subject is a client, and no user */
    uint8_t is_multi_resource; /* refresh_token: the login was for another API (MYA-08) */
    uint8_t action_verdict;    /* enum orgpol_action_verdict (MYA-15) */
    int64_t now_s;
    struct orgpol_time auth_time;                         /* last login; absent: too long ago */
    struct orgpol_time mfa_time;                          /* last second factor; absent: too long ago */
    struct orgpol_str audience;                           /* as requested: https://{host}/me/ */
    struct orgpol_str host;                               /* that was called; absent: the tenant's domain */
    const struct orgpol_client *client;                   /* NULL: unknown, and so a third party */
    const struct orgpol_user *user;                       /* NULL: unknown: no factor, no verified e-mail */
    const struct orgpol_resource_server *resource_server; /* https://{domain}/me/; NULL: not active */
    const struct orgpol_client_grant
        *client_grant; /* the client's, subject_type user, for that API; NULL: none */
    const struct orgpol_tenant_settings *settings;
    const struct orgpol_options *options;
    const struct orgpol_str *scopes; /* requested */
    size_t scope_count;
    const struct orgpol_str *login_scopes; /* of the login; read by a multi-resource refresh without scopes */
    size_t login_scope_count;
    const struct orgpol_str *permissions; /* the user's, on this API; read when it enforces RBAC */
    size_t permission_count;
    const struct orgpol_str *consented_scopes; /* read when the API does not skip consent; none: none */
    size_t consented_scope_count;
    uint8_t has_scopes; /* the parameter was sent, perhaps empty */
    uint8_t reserved;
    uint16_t reserved2;
    uint32_t reserved3;
};
#define ORGPOL_MY_ACCOUNT_REQUEST_INIT                                                                       \
    {                                                                                                        \
        (uint32_t)sizeof(struct orgpol_my_account_request), 0, 0, 0, 0, 0, ORGPOL_TIME_NONE,                 \
            ORGPOL_TIME_NONE, ORGPOL_STR_NONE, ORGPOL_STR_NONE, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, \
            NULL, 0, NULL, 0, NULL, 0, 0, 0, 0, 0                                                            \
    }
/* What goes with the decision. */
struct orgpol_my_account_result {
    uint32_t struct_size;
    uint32_t reserved;
    size_t scope_count; /* scopes written, or, on RESULT_TOO_SMALL, needed; 0 on DENY */
};
#define ORGPOL_MY_ACCOUNT_RESULT_INIT                           \
    {                                                           \
        (uint32_t)sizeof(struct orgpol_my_account_result), 0, 0 \
    }

/*
 * May the client obtain the token, and with which scopes?
 *
 * `request`: the question; NULL is an error. `result`: may be NULL. `scopes`: room for `capacity` scopes, the
 * effective ones (MYA-06) in the order requested; as many as were requested always suffice, or, for a
 * multi-resource refresh without scopes, those of the login and of the policy together.
 *
 * ALLOW when at least one of the three me:connected_accounts scopes is effective. DENY with any of
 * API_NOT_ACTIVE, WRONG_DOMAIN, MACHINE_TOKEN, GRANT_TYPE_UNSUPPORTED, CLIENT_THIRD_PARTY,
 * CLIENT_GRANT_MISSING, AUDIENCE_NOT_IN_POLICY, CONSENT_NOT_SKIPPABLE, MFA_NEEDED, AUTHENTICATION_TOO_OLD,
 * NO_USABLE_SCOPE. What cannot be known because a row is missing is not evaluated: the condition that says
 * that the row is missing is unmet instead. MUST_CHALLENGE_MFA on a DENY whose reason is MFA_NEEDED.
 *
 * ERROR with MISSING_INPUT (request NULL, or a list NULL that has a count), UNSUPPORTED_INPUT (the
 * struct_size rule, a reserved member, a word outside its list), ROW_WITHOUT_ID, ROW_OF_OTHER_CLIENT,
 * ROW_OF_OTHER_RESOURCE_SERVER, TOO_MANY_SCOPES, RESULT_TOO_SMALL.
 *
 * Effective are the requested scopes that the API defines, that the client grant lists (under
 * require_client_grant, which is the default here), that the policy lists (multi-resource refresh), that the
 * user is permitted (when the API enforces RBAC) and has consented to (when the API does not skip consent).
 * Unknown ones are dropped (MYA-10). The window of 15 minutes is inclusive (MYA-16).
 *
 * Cost: no allocation; close to linear in the scopes. Source: rulebook 2.3.
 */
ORGPOL_API struct orgpol_decision
orgpol_check_my_account_token(const struct orgpol_my_account_request *request,
                              struct orgpol_my_account_result *result, struct orgpol_str *scopes,
                              size_t capacity);

#ifdef __cplusplus
}
#endif

#endif
