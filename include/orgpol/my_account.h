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

/* What an Action that ran said. It takes the place of the Default Policy (MYA-15). */
enum orgpol_my_account_verdict {
    ORGPOL_MY_ACCOUNT_VERDICT_UNSET = 0, /* nothing: the Default Policy decides */
    ORGPOL_MY_ACCOUNT_VERDICT_ALLOW = 1,
    ORGPOL_MY_ACCOUNT_VERDICT_CHALLENGE = 2,
    ORGPOL_MY_ACCOUNT_VERDICT_DENY = 3
};

/* How long a login or a second factor is recent, inclusive (MYA-13, MYA-14, MYA-16). */
#define ORGPOL_RECENT_AUTHENTICATION_S 900

/* The question. */
struct orgpol_my_account_request {
    uint32_t struct_size;
    uint8_t grant_type;     /* enum orgpol_my_account_grant */
    uint8_t action_verdict; /* enum orgpol_my_account_verdict */
    uint8_t has_scopes;     /* the parameter `scope` was sent, perhaps empty */
    uint8_t reserved;
    int64_t now_s;                /* required; 0 is an error */
    struct orgpol_time auth_time; /* last login; absent: too long ago */
    struct orgpol_time mfa_time;  /* last second factor; absent: too long ago */
    struct orgpol_str audience;   /* as requested: https://{host}/me/ */
    struct orgpol_str host;       /* that was called; absent: the tenant's domain */
    struct orgpol_str user_id;    /* whose token it is to be; absent: no user's, a machine's (MYA-04) */
    struct orgpol_str refresh_token_audience; /* of the login; see below. Read on a refresh only */
    const struct orgpol_client *client;       /* NULL: unknown, and so a third party */
    const struct orgpol_user *user;           /* row of user_id; NULL: unknown, who may have a factor */
    const struct orgpol_resource_server *resource_server; /* https://{domain}/me/; NULL: not active */
    const struct orgpol_client_grant
        *client_grant; /* the client's, for that API, subject_type user; NULL: none, or two (CFG-26) */
    const struct orgpol_tenant_settings *settings; /* NULL: every default; then no API is active */
    const struct orgpol_options *options;          /* NULL: every default */
    const struct orgpol_str *scopes;               /* `scope`, split with orgpol_split_scope */
    size_t scope_count;
    const struct orgpol_str *login_scopes; /* of the login; read by a multi-resource refresh without scopes */
    size_t login_scope_count;
    const struct orgpol_str *permissions; /* the user's, on this API; read when it enforces RBAC */
    size_t permission_count;
    const struct orgpol_str *consented_scopes; /* read when the API does not skip consent */
    size_t consented_scope_count;
};
#define ORGPOL_MY_ACCOUNT_REQUEST_INIT                                                                  \
    {                                                                                                   \
        (uint32_t)sizeof(struct orgpol_my_account_request), 0, 0, 0, 0, 0, ORGPOL_TIME_NONE,            \
            ORGPOL_TIME_NONE, ORGPOL_STR_NONE, ORGPOL_STR_NONE, ORGPOL_STR_NONE, ORGPOL_STR_NONE, NULL, \
            NULL, NULL, NULL, NULL, NULL, NULL, 0, NULL, 0, NULL, 0, NULL, 0                            \
    }

/* What goes with the decision. */
struct orgpol_my_account_result {
    uint32_t struct_size;
    uint32_t reserved;
    size_t scope_count; /* effective scopes; on RESULT_TOO_SMALL those that need room; 0 on DENY */
};
#define ORGPOL_MY_ACCOUNT_RESULT_INIT                           \
    {                                                           \
        (uint32_t)sizeof(struct orgpol_my_account_result), 0, 0 \
    }

/*
 * May the client obtain a My Account token for the user, and with which scopes?
 *
 * `request`: the question; NULL is an error. `result`: may be NULL. `scopes`: room for `capacity` scopes, the
 * effective ones in the order requested, each once; NULL: they are counted only. As much room as scopes were
 * requested always suffices or, for a multi-resource refresh without scopes, as those of the login and of the
 * policy together.
 *
 * ALLOW when at least one of the three me:connected_accounts scopes is effective. DENY with any of
 * - API_NOT_ACTIVE (MYA-01): `resource_server` is NULL;
 * - WRONG_DOMAIN (MYA-12): `host` is none of the tenant's, or `audience` is not exactly https://{host}/me/;
 * - MACHINE_TOKEN (MYA-04): there is no `user_id`, or the grant is client_credentials;
 * - GRANT_TYPE_UNSUPPORTED (MYA-11): a user's, and neither authorization_code nor refresh_token;
 * - CLIENT_THIRD_PARTY (MYA-07, ELIG-08): the client is unknown, or not first party and nothing else;
 * - CLIENT_GRANT_MISSING (MYA-02, MYA-03, MYA-05): the API's user policy is not allow_all, and is an unknown
 *   word or deny_all, or there is no grant for users. Absent, the policy is require_client_grant here;
 * - AUDIENCE_NOT_IN_POLICY (MYA-08), CONSENT_NOT_SKIPPABLE (MYA-09): on a multi-resource refresh, the
 *   client's refresh_token_policies do not list https://{domain}/me/, the API does not skip consent;
 * - MFA_NEEDED (MYA-13), AUTHENTICATION_TOO_OLD (MYA-14): the Action's verdict is CHALLENGE, DENY. Without a
 *   verdict and under the Default Policy: the last second factor of a user who has one, as which a verified
 *   e-mail counts, is not recent; of one who has none, the last login is not. Of an unknown user both must be
 *   recent. Recent is up to and including ORGPOL_RECENT_AUTHENTICATION_S seconds ago (MYA-16), and
 *   in the future as far as the option clock_skew_s goes. Not evaluated for a machine;
 * - NO_USABLE_SCOPE (MYA-06).
 * What cannot be known because a row is missing is not evaluated: the condition that says that it is missing
 * is unmet instead. Without the client that is the grant, the policy and the scopes; without the API the
 * grant, consent and the scopes; without grant or policy the scopes.
 *
 * A refresh is plain where `refresh_token_audience` is `audience`, and else, also where it is absent, a
 * multi-resource refresh.
 *
 * Effective are the requested scopes that the API defines (MYA-10), that the client grant lists, or all with
 * its allow_all_scopes (not read under allow_all), that the policy lists (multi-resource refresh; of two
 * policies of the API, what both list), that the user is permitted (when the API enforces RBAC) and has
 * consented to (when the API does not skip consent) (MYA-06). Requested are `scopes`; on a multi-resource
 * refresh to which none were sent those of the login, then those of the policy (MYA-10).
 *
 * MUST_CHALLENGE_MFA on a DENY whose reason is MFA_NEEDED.
 *
 * ERROR with MISSING_INPUT (request NULL, now_s 0, or a list NULL that has a count), UNSUPPORTED_INPUT (the
 * struct_size rule, a reserved member, an option or verdict outside its list), ROW_WITHOUT_ID,
 * ROW_OF_OTHER_CLIENT (client_grant), ROW_OF_OTHER_USER (`user` is another than user_id),
 * ROW_OF_OTHER_RESOURCE_SERVER (resource_server and client_grant are not of https://{domain}/me/, domain
 * being that of the settings), TOO_MANY_SCOPES (a list, also of custom domains, longer than
 * ORGPOL_SCOPE_LIMIT), RESULT_TOO_SMALL (`scopes` has no room for the effective ones).
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
