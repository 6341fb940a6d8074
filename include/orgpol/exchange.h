/* SPDX-License-Identifier: MIT */
/*
 * May this client exchange an Auth0 token for the access token of the user's external account? Three
 * variants, by subject_token_type (VAULT-06): the refresh token of a user who logged in (RTX), an access
 * token that came to a Custom API Client (ATX), and a JWT that a privileged worker signed (PWX).
 *
 * Rules VAULT-01..32, RTX, ATX, PWX, ELIG, SEL, ORG, SCOPE, EXPIRY. Everything cryptographic is a fact that
 * the caller supplies, after it has verified it.
 */
#ifndef ORGPOL_EXCHANGE_H
#define ORGPOL_EXCHANGE_H

#include "orgpol/select.h"

#ifdef __cplusplus
extern "C" {
#endif

enum orgpol_client_authentication_by {
    ORGPOL_AUTHENTICATED_BY_UNSET = 0, /* failed */
    ORGPOL_AUTHENTICATED_BY_NONE = 1,  /* for a public client, which passes here and meets ELIG-02 */
    ORGPOL_AUTHENTICATED_BY_CLIENT_SECRET_POST = 2,
    ORGPOL_AUTHENTICATED_BY_CLIENT_SECRET_BASIC = 3,
    ORGPOL_AUTHENTICATED_BY_PRIVATE_KEY_JWT = 4,
    ORGPOL_AUTHENTICATED_BY_TLS_CLIENT_AUTH = 5,
    ORGPOL_AUTHENTICATED_BY_SELF_SIGNED_TLS_CLIENT_AUTH = 6
};

enum orgpol_subject_token_kind {
    ORGPOL_SUBJECT_TOKEN_UNSET = 0, /* fits no subject_token_type */
    ORGPOL_SUBJECT_TOKEN_REFRESH_TOKEN = 1,
    ORGPOL_SUBJECT_TOKEN_ACCESS_TOKEN = 2,
    ORGPOL_SUBJECT_TOKEN_JWT = 3
};

/* The subject token, verified by the caller. What a kind of token does not have is not read for it. */
struct orgpol_subject_token {
    uint32_t struct_size;
    uint8_t kind; /* enum orgpol_subject_token_kind: what it is, whatever subject_token_type says */
    uint8_t
        is_valid;       /* refresh token: found and active. Access token: signature and issuer are good. JWT:
                           the signature verifies with the credential that kid names, or the only one (PWX-12) */
    uint8_t is_machine; /* gty is client-credentials; refresh and access tokens */
    uint8_t is_dpop_bound; /* refresh and access tokens */
    uint8_t is_rotating;   /* refresh token: issued while rotation was on (RTX-05) */
    uint8_t is_jti_unused; /* JWT: the replay store does not hold its jti for this client (PWX-22) */
    uint16_t reserved;
    struct orgpol_str sub;
    struct orgpol_str org_id;           /* organization of the session; absent: none */
    struct orgpol_str azp;              /* refresh and access tokens: the client it was issued to */
    const struct orgpol_str *audiences; /* aud; an access token without is opaque (ATX-11) */
    size_t audience_count;
    struct orgpol_time expires_at; /* refresh token: absent, it does not end; access token: absent, over */
    /* JWT: header and payload */
    struct orgpol_str typ;
    struct orgpol_str alg;
    struct orgpol_str kid;
    struct orgpol_str iss;
    struct orgpol_str jti;
    struct orgpol_str audit_context;
    struct orgpol_time iat;
    struct orgpol_time exp;
    struct orgpol_time nbf;
};
#define ORGPOL_SUBJECT_TOKEN_INIT                                                                          \
    {                                                                                                      \
        (uint32_t)sizeof(struct orgpol_subject_token), 0, 0, 0, 0, 0, 0, 0, ORGPOL_STR_NONE,               \
            ORGPOL_STR_NONE, ORGPOL_STR_NONE, NULL, 0, ORGPOL_TIME_NONE, ORGPOL_STR_NONE, ORGPOL_STR_NONE, \
            ORGPOL_STR_NONE, ORGPOL_STR_NONE, ORGPOL_STR_NONE, ORGPOL_STR_NONE, ORGPOL_TIME_NONE,          \
            ORGPOL_TIME_NONE, ORGPOL_TIME_NONE                                                             \
    }

enum orgpol_risk_verdict {
    ORGPOL_RISK_UNSET = 0, /* allow */
    ORGPOL_RISK_ALLOW = 1,
    ORGPOL_RISK_CHALLENGE = 2
};

enum orgpol_provider_refresh {
    ORGPOL_PROVIDER_REFRESH_NOT_TRIED = 0,
    ORGPOL_PROVIDER_REFRESH_FAILED = 1,
    ORGPOL_PROVIDER_REFRESH_OK = 2
};

/*
 * The question. Parameters are as sent; "" was sent. Of `account` the members user_id, user, accounts and
 * linked_user_ids are the rows of subject_token.sub, and where user_id is given it is that; its connection,
 * login_hint, organization_id and options are not read but taken from here and from the subject token.
 */
struct orgpol_exchange_request {
    uint32_t struct_size;
    uint8_t authenticated_by;    /* enum orgpol_client_authentication_by */
    uint8_t is_authenticated;    /* the authentication succeeded */
    uint8_t dpop_proof;          /* enum orgpol_dpop_proof; refresh and access tokens */
    uint8_t risk_verdict;        /* enum orgpol_risk_verdict; read when the MFA policy is adaptive */
    uint8_t action_requires_mfa; /* an Action asks for a second factor (VAULT-17) */
    uint8_t provider_refresh;    /* enum orgpol_provider_refresh */
    uint8_t has_scopes;          /* the parameter `scope` was sent, perhaps empty; without it no `scopes` */
    uint8_t has_provider_scopes; /* the provider's answer had scopes, perhaps none; likewise */
    uint32_t reserved;
    int64_t now_s; /* required: 0 is no clock, which would find nothing over */
    struct orgpol_time provider_refresh_expires_at; /* of the token that the refresh gave; absent: 600 s */
    struct orgpol_str client_id;                    /* of the caller; required */
    struct orgpol_str subject_token_type;
    struct orgpol_str requested_token_type;
    struct orgpol_str connection; /* name */
    struct orgpol_str login_hint;
    struct orgpol_str audience;
    struct orgpol_str resource;
    struct orgpol_str actor_token;
    struct orgpol_str source_ip;                      /* the TCP peer, never a forwarded address (PWX-08) */
    const struct orgpol_subject_token *subject_token; /* NULL: not sent */
    const struct orgpol_client *client;               /* NULL: unknown */
    const struct orgpol_account_request *account;     /* NULL: no user, no accounts */
    const struct orgpol_organization *organization;   /* of subject_token.org_id; NULL: none, or unknown */
    const struct orgpol_organization_member *member;  /* of that organization and the user; NULL: no member */
    const struct orgpol_connection *connection_row;   /* of `connection`; NULL: unknown */
    const struct orgpol_enabled_client *enabled_client; /* of connection and client; NULL: not enabled */
    const struct orgpol_tenant_settings *settings;      /* required: the MFA policy is there */
    const struct orgpol_options *options;
    const struct orgpol_str *scopes; /* requested; orgpol_split_scope */
    size_t scope_count;
    const struct orgpol_str *provider_scopes; /* split at spaces and commas (SCOPE-14) */
    size_t provider_scope_count;
    const struct orgpol_str *required_scopes; /* what the application needs (SCOPE-13) */
    size_t required_scope_count;
};
#define ORGPOL_EXCHANGE_REQUEST_INIT                                                                      \
    {                                                                                                     \
        (uint32_t)sizeof(struct orgpol_exchange_request), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, ORGPOL_TIME_NONE, \
            ORGPOL_STR_NONE, ORGPOL_STR_NONE, ORGPOL_STR_NONE, ORGPOL_STR_NONE, ORGPOL_STR_NONE,          \
            ORGPOL_STR_NONE, ORGPOL_STR_NONE, ORGPOL_STR_NONE, ORGPOL_STR_NONE, NULL, NULL, NULL, NULL,   \
            NULL, NULL, NULL, NULL, NULL, NULL, 0, NULL, 0, NULL, 0                                       \
    }

/* What goes with the decision. Strings point into what was passed in. */
struct orgpol_exchange_result {
    uint32_t struct_size;
    uint32_t advice;              /* mask of enum orgpol_advice */
    uint8_t is_privileged_worker; /* subject_token_type is the JWT's; also on DENY, for the log (VAULT-31) */
    uint8_t has_expires_in;       /* not while a refresh of the provider's token is due */
    uint16_t reserved;
    uint32_t reserved2;
    int64_t expires_in_s;                           /* of the provider's token */
    const struct orgpol_connected_account *account; /* ALLOW: the account selected, one of the caller's */
    size_t scope_count;                             /* ALLOW: scopes of the token, written to `scopes` */
    size_t missing_scope_count; /* ALLOW: required scopes that it lacks, written to `missing_scopes` */
};
#define ORGPOL_EXCHANGE_RESULT_INIT                                                   \
    {                                                                                 \
        (uint32_t)sizeof(struct orgpol_exchange_result), 0, 0, 0, 0, 0, 0, NULL, 0, 0 \
    }

/* A worker's JWT is refused when it is older, whatever its exp says (PWX-20). */
#define ORGPOL_WORKER_JWT_MAX_AGE_S 60
/* The longest audit_context, in code points or, by the option, bytes (PWX-23). */
#define ORGPOL_AUDIT_CONTEXT_MAX 256
/* An account unused for longer cannot be refreshed (EXPIRY-03). */
#define ORGPOL_ACCOUNT_UNUSED_AFTER_S 31536000

/*
 * May the client have the provider's access token?
 *
 * `request`: the question; NULL is an error. `result`: may be NULL. `scopes`: takes those of the provider's
 * token (SCOPE-10). A user's exchange has the provider's, or else the account's, as they are; a worker's,
 * each once, what `scope` asks for in that order, or, where it was not sent, what the account has of the
 * grant in the grant's order. `missing_scopes`: takes the required scopes that are not among those, each once
 * (SCOPE-13); they deny nothing. ORGPOL_SCOPE_LIMIT is room enough for each; NULL with capacity 0: not
 * wanted.
 *
 * The decision's family says which exchange it is: REFRESH_TOKEN_EXCHANGE, ACCESS_TOKEN_EXCHANGE or
 * WORKER_EXCHANGE. A subject_token_type that is missing or not supported is answered as a
 * REFRESH_TOKEN_EXCHANGE of which only the conditions that all three share are evaluated; none of those is
 * about the subject token itself.
 *
 * The conditions, with their order and errors, are in exchange_table.h and REASONS.md. A condition that
 * cannot be evaluated because a row or a parameter is missing is left out: the one that says so is unmet. The
 * stored tokens are looked at only when the stored access token is over (EXPIRY-07): with it good, the token
 * is served although the refresh token is gone, and a refresh that failed is no matter.
 *
 * Obligations on ALLOW: REFRESH_PROVIDER_TOKEN (the stored token is over, and no refresh was tried: refresh
 * it, then ask again with provider_refresh, for which the JWT's jti is still unused), STORE_TOKENS (a refresh
 * is due or was made), DOWNSCOPE_PROVIDER_TOKEN (PWX-29), TOUCH_LAST_USED. RECORD_JTI for a worker whose JWT
 * has a jti, also on a DENY, when everything about the JWT and before it is met (X1 to X7).
 *
 * Advice, on ALLOW and DENY: LOGIN_GRANTS_MISSING, SYMMETRIC_CLIENT_AUTHENTICATION, DEVELOPER_KEYS,
 * RECONNECT_ACCOUNT (CACHE-03: connecting the account again helps against the reason, or gives the scopes
 * that are missing).
 *
 * ERROR with MISSING_INPUT (request or settings NULL, no client_id, no clock, or a list or an array NULL that
 * has a count),
 * UNSUPPORTED_INPUT (the struct_size rule, a reserved member, a word or an option outside its list, scopes
 * that were not sent), ROW_WITHOUT_ID, ROW_OF_OTHER_CLIENT, _USER, _ORGANIZATION, _CONNECTION,
 * TOO_MANY_SCOPES (a list of them, the account's too, is longer than ORGPOL_SCOPE_LIMIT), RESULT_TOO_SMALL
 * (an array given has no room; the result has the counts). The connection's row is known by its name, and by
 * its id where enabled_client names one.
 *
 * The exchange does not consume the subject token (RTX-06), and gives neither an id token nor any refresh
 * token (VAULT-29). token_type is Bearer (VAULT-28); issued_token_type is the requested one.
 *
 * Cost: no allocation; linear in scopes and accounts (scopes chosen to collide: up to 1,024 comparisons each,
 * some milliseconds in all); about 6 kB of stack. Source: rulebook 2.7 to 2.12.
 */
ORGPOL_API struct orgpol_decision orgpol_check_token_exchange(const struct orgpol_exchange_request *request,
                                                              struct orgpol_exchange_result *result,
                                                              struct orgpol_str *scopes, size_t capacity,
                                                              struct orgpol_str *missing_scopes,
                                                              size_t missing_capacity);

#ifdef __cplusplus
}
#endif

#endif
