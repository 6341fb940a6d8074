/* SPDX-License-Identifier: MIT */
/*
 * May this user, through this application, start to connect an account? The first half of the Connected
 * Accounts flow, POST /me/v1/connected-accounts/connect; complete.h has the second.
 *
 * Rules CONNECT-01..25, PURP-01, -02, -04, -05, -07..11, MYA-01, -04, -07, -12, -17, ORG-01..06, -17, -18,
 * -21, -22 and SCOPE-01..06.
 */
#ifndef ORGPOL_CONNECT_H
#define ORGPOL_CONNECT_H

#include "orgpol/vault.h"

#ifdef __cplusplus
extern "C" {
#endif

/*
 * The member authorization_params of a start: what the provider is asked (CONNECT-22). A text that was not
 * sent is absent. Its login_hint is for the provider, and no login_hint of an exchange.
 */
struct orgpol_authorization_params {
    uint32_t struct_size;
    uint8_t has_unknown_member; /* one that is not below; one whose value is null is absent, and none */
    uint8_t is_malformed;       /* one of the members below is of the wrong type; max_age: no whole number */
    uint8_t has_max_age;
    uint8_t reserved;
    int64_t max_age_s;               /* 0 to 2147483647; read when has_max_age */
    struct orgpol_str acr_values;    /* up to 1024 characters */
    struct orgpol_str audience;      /* up to 512 */
    struct orgpol_str resource;      /* up to 512 */
    struct orgpol_str display;       /* page, popup, touch or wap */
    struct orgpol_str id_token_hint; /* up to 4096 */
    struct orgpol_str login_hint;    /* up to 255 */
    struct orgpol_str prompt;        /* none, login, consent or select_account: one of them */
    struct orgpol_str ui_locales;    /* up to 100 */
};
#define ORGPOL_AUTHORIZATION_PARAMS_INIT                                                         \
    {                                                                                            \
        (uint32_t)sizeof(struct orgpol_authorization_params), 0, 0, 0, 0, 0, ORGPOL_STR_NONE,    \
            ORGPOL_STR_NONE, ORGPOL_STR_NONE, ORGPOL_STR_NONE, ORGPOL_STR_NONE, ORGPOL_STR_NONE, \
            ORGPOL_STR_NONE, ORGPOL_STR_NONE                                                     \
    }

/* How many scopes a start may ask for (CONNECT-09). */
#define ORGPOL_CONNECT_SCOPE_LIMIT 100

/*
 * The body of a start, as it was sent and then parsed. Lengths are in characters (code points). A member that
 * was not sent, or is null, is absent; what a struct cannot hold, the flags report. A connection or
 * redirect_uri of another type than text is left absent: both are required.
 */
struct orgpol_connect_body {
    uint32_t struct_size;
    uint8_t has_unknown_member;          /* one that is not below; one whose value is null is none */
    uint8_t is_state_malformed;          /* state is there, and no text */
    uint8_t is_code_challenge_malformed; /* code_challenge or code_challenge_method is there, and no text */
    uint8_t are_scopes_malformed;        /* scopes is there, and no array of texts */
    uint8_t are_authorization_params_malformed; /* authorization_params is there, and no object */
    uint8_t has_scopes;                         /* scopes was sent, though it may be empty */
    uint16_t reserved;
    uint32_t reserved2;
    struct orgpol_str connection;            /* 1 to 128 characters */
    struct orgpol_str redirect_uri;          /* 1 to 2048 */
    struct orgpol_str state;                 /* 1 to 4096; optional, though clients should send it */
    struct orgpol_str code_challenge;        /* 43 to 128; optional, and needs the method */
    struct orgpol_str code_challenge_method; /* S256 */
    const struct orgpol_str *scopes;         /* 1 to 100 different ones of 1 to 255; optional */
    size_t scope_count;
    const struct orgpol_authorization_params *authorization_params; /* NULL: not sent */
};
#define ORGPOL_CONNECT_BODY_INIT                                                               \
    {                                                                                          \
        (uint32_t)sizeof(struct orgpol_connect_body), 0, 0, 0, 0, 0, 0, 0, 0, ORGPOL_STR_NONE, \
            ORGPOL_STR_NONE, ORGPOL_STR_NONE, ORGPOL_STR_NONE, ORGPOL_STR_NONE, NULL, 0, NULL  \
    }

/* The question. */
struct orgpol_connect_request {
    uint32_t struct_size;
    uint32_t reserved;
    const struct orgpol_my_account_caller *caller; /* vault.h; NULL is an error */
    const struct orgpol_connect_body *body;        /* NULL is an error */
    struct orgpol_str content_type;                /* of the body; absent: application/json */
    struct orgpol_str organization_id; /* target organization, an id and no name (ORG-22); absent: none */
    struct orgpol_str connection_name; /* the target; the body's connection, where that is a text */
    const struct orgpol_connection *connection;         /* row of that name; NULL: unknown */
    const struct orgpol_enabled_client *enabled_client; /* row of connection and token.azp; NULL: none */
    const struct orgpol_enabled_connection
        *enabled_connection; /* row of token.org_id and connection (ORG-17) */
};
#define ORGPOL_CONNECT_REQUEST_INIT                                                                       \
    {                                                                                                     \
        (uint32_t)sizeof(struct orgpol_connect_request), 0, NULL, NULL, ORGPOL_STR_NONE, ORGPOL_STR_NONE, \
            ORGPOL_STR_NONE, NULL, NULL, NULL                                                             \
    }

/*
 * What goes with the decision; strings point into what was passed in. On ALLOW it is the transaction to store
 * under the new auth_session, with the scopes written; on DENY only `advice` is set, and with
 * RESULT_TOO_SMALL only `scope_count`.
 */
struct orgpol_connect_result {
    uint32_t struct_size;
    uint32_t advice;                 /* mask of enum orgpol_advice; also on DENY */
    uint8_t is_dpop_bound;           /* the token is bound, and so must be the one that completes */
    uint8_t is_offline_access_added; /* the last scope is the connection's offline_access (SCOPE-03) */
    uint16_t reserved;
    uint32_t reserved2;
    size_t scope_count;                /* scopes to ask the provider for */
    struct orgpol_str user_id;         /* who will own the account, whatever the organization (ORG-04) */
    struct orgpol_str client_id;       /* of the application that started */
    struct orgpol_str connection;      /* name */
    struct orgpol_str redirect_uri;    /* as sent */
    struct orgpol_str code_challenge;  /* as sent; absent: none */
    struct orgpol_str organization_id; /* of the session; absent: none */
};
#define ORGPOL_CONNECT_RESULT_INIT                                                                          \
    {                                                                                                       \
        (uint32_t)sizeof(struct orgpol_connect_result), 0, 0, 0, 0, 0, 0, ORGPOL_STR_NONE, ORGPOL_STR_NONE, \
            ORGPOL_STR_NONE, ORGPOL_STR_NONE, ORGPOL_STR_NONE, ORGPOL_STR_NONE                              \
    }

/*
 * May the flow start, and which scopes is the provider asked for?
 *
 * `request`: the question; NULL is an error. `result`: may be NULL. `scopes`: room for `capacity` scopes;
 * NULL when only their count is wanted. One more than the body's, or, when it has none, than the
 * connection's, always suffices.
 *
 * ALLOW with MUST_CREATE_AUTH_SESSION: make an auth_session, unique and this user's, and a ticket, which ends
 * (CONNECT-23), and store the result under them (CONNECT-20, CONNECT-21; the answer is 201). Or DENY with any
 * of, in this order:
 *   API_NOT_ACTIVE                 the tenant has no My Account API (MYA-01)
 *   TOKEN_INVALID                  none, not valid, over, or for no My Account API (CONNECT-01)
 *   WRONG_DOMAIN                   host, token and tenant do not agree on a domain (MYA-12)
 *   MACHINE_TOKEN                  (MYA-04, ORG-18)
 *   TOKEN_OTHER_USER               its subject is no user, or not the caller's (CONNECT-02)
 *   CLIENT_THIRD_PARTY             its application is unknown, or a third party (MYA-07, ELIG-08)
 *   CONNECT_PROOF_INVALID          a DPoP proof is needed or refused (CONNECT-04, MYA-17)
 *   CREATE_SCOPE_MISSING           it lacks create:me:connected_accounts (CONNECT-03)
 *   CONTENT_TYPE_NOT_JSON          (CONNECT-06)
 *   BODY_INVALID                   an unknown member; or connection, redirect_uri or state (CONNECT-07)
 *   CODE_CHALLENGE_INVALID         length, or the method is not S256 (CONNECT-08)
 *   SCOPES_INVALID                 too few or many, empty, too long, or one twice (CONNECT-09, SCOPE-05)
 *   AUTHORIZATION_PARAMS_INVALID   an unknown member, or one beyond its limit (CONNECT-22)
 *   CONNECTION_UNKNOWN             then no other condition on the connection is evaluated (CONNECT-11)
 *   STRATEGY_UNSUPPORTED           unless option unsupported_strategy allows (PURP-09)
 *   UPSTREAM_DPOP                  (PURP-10)
 *   CONNECTED_ACCOUNTS_OFF         its purpose Connected Accounts is off (CONNECT-12, PURP-01, -04, -05)
 *   CONNECTION_NOT_ENABLED         for the application (CONNECT-13)
 *   REDIRECT_URI_NOT_REGISTERED    not one of the callbacks, byte by byte (CONNECT-15)
 *   ORGANIZATION_USAGE_VIOLATED    organization_usage admits no organization and one is named; or none is not
 *                                  admitted and the session has none (ORG-02)
 *   ORGANIZATION_MISMATCH          the one named is not that of the session (ORG-01, CONNECT-05, ORG-22)
 *   CONNECTION_NOT_IN_ORGANIZATION option require_org_connection: the session's organization does not have
 *                                  the connection enabled (ORG-17)
 *   OFFLINE_ACCESS_OFF             the connection needs offline access and has it off; never for github;
 *                                  option missing_offline_access makes it advice (CONNECT-16)
 *   GOOGLE_SCOPES_MISSING          strategy google-oauth2, and the body's scopes lack openid or profile;
 *                                  option google_minimum_scopes makes it advice (CONNECT-17)
 *
 * What cannot be known is not evaluated: without a token, what depends on it; with an unknown application,
 * what depends on its row; without a redirect_uri, whether it is registered; with malformed scopes,
 * CONNECT-17. Not read: the login purpose (CONNECT-14, PURP-02), the Token Vault grant (CONNECT-18), accounts
 * that are connected already (CONNECT-19), the tenant's MFA policy (CONNECT-24).
 *
 * The scopes are the body's, or else the connection's, never both (SCOPE-01, -02), then offline_access when
 * the connection needs it, has it on, and the list lacks it (SCOPE-03, -04). The connection needs it when
 * offline_access_required says so, and without that member for strategies google-oauth2 and google-apps.
 *
 * Advice: STATE_MISSING (CONNECT-10), DEVELOPER_KEYS (PURP-11), OFFLINE_ACCESS_OFF, GOOGLE_SCOPES_MISSING;
 * also on DENY, as far as they can be known.
 *
 * ERROR with MISSING_INPUT (request, caller or body NULL, now_s 0, or a list NULL that has a count),
 * UNSUPPORTED_INPUT (the struct_size rule, a reserved member, a word outside its list), ROW_WITHOUT_ID (the
 * connection needs id and name), ROW_OF_OTHER_CLIENT, _USER, _ORGANIZATION, _RESOURCE_SERVER, _CONNECTION
 * (also when the body's connection is a text other than connection_name), TOO_MANY_SCOPES (of the token),
 * RESULT_TOO_SMALL.
 *
 * Cost: no allocation; linear in the input, and at most 100 scopes are compared with one another. Source:
 * rulebook 1.7, 2.2, 2.4, 2.6, 2.12.
 */
ORGPOL_API struct orgpol_decision orgpol_can_connect_account(const struct orgpol_connect_request *request,
                                                             struct orgpol_connect_result *result,
                                                             struct orgpol_str *scopes, size_t capacity);

/*
 * Can accounts of this connection be connected through this application? 1 when CONNECT-12, CONNECT-13,
 * PURP-09 and PURP-10 are all met, else 0; what a list of available connections has (MGE-10).
 *
 * `connection`: its row. `enabled_client`: the row of that connection and the application; NULL: not enabled.
 * `options`: NULL: every default. 0 for a NULL connection, and for rows that cannot be read, lack an id or do
 * not belong together. Cost: no allocation; O(1).
 */
ORGPOL_API uint8_t orgpol_is_connection_available(const struct orgpol_connection *connection,
                                                  const struct orgpol_enabled_client *enabled_client,
                                                  const struct orgpol_options *options);

#ifdef __cplusplus
}
#endif

#endif
