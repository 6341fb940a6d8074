/* SPDX-License-Identifier: MIT */
/*
 * May this application log this user in, over this connection, with or without an organization?
 *
 * Rules LOGIN-01..37, XAA-01..10, ENT-01..18 of the organizations rulebook, and those of PROMPT, AUTHZ, TOKEN
 * and ERR that a login meets. One decision serves three transactions: a login (any protocol), a refresh token
 * exchange, and a Cross App Access (ID-JAG) exchange. Session reuse is decided in session.h.
 */
#ifndef ORGPOL_LOGIN_H
#define ORGPOL_LOGIN_H

#include "orgpol/decision.h"
#include "orgpol/model.h"

#ifdef __cplusplus
extern "C" {
#endif

enum orgpol_protocol {
    ORGPOL_PROTOCOL_UNSET = 0, /* oidc */
    ORGPOL_PROTOCOL_OIDC = 1,
    ORGPOL_PROTOCOL_SAMLP = 2,
    ORGPOL_PROTOCOL_WSFED = 3,
    ORGPOL_PROTOCOL_CLASSIC_LOGIN = 4,
    ORGPOL_PROTOCOL_LOCK = 5,
    ORGPOL_PROTOCOL_DEVICE_CODE = 6,
    ORGPOL_PROTOCOL_PASSWORD = 7,
    ORGPOL_PROTOCOL_PASSKEY = 8,
    ORGPOL_PROTOCOL_TOKEN_EXCHANGE = 9,
    ORGPOL_PROTOCOL_REFRESH_TOKEN = 10 /* not a login: reads no connection */
};

enum orgpol_mfa {
    ORGPOL_MFA_UNSET = 0, /* satisfied */
    ORGPOL_MFA_SATISFIED = 1,
    ORGPOL_MFA_REQUIRED = 2, /* a factor would have to be asked for */
    ORGPOL_MFA_FAILED = 3
};

enum orgpol_action_verdict {
    ORGPOL_ACTION_VERDICT_UNSET = 0, /* allow */
    ORGPOL_ACTION_VERDICT_ALLOW = 1,
    ORGPOL_ACTION_VERDICT_DENY = 2
};

enum orgpol_response_mode {
    ORGPOL_RESPONSE_MODE_UNSET = 0, /* query, fragment or any other */
    ORGPOL_RESPONSE_MODE_WEB_MESSAGE = 1
};

/* An organization that has this many members takes no more (LOGIN-22). */
#define ORGPOL_MEMBER_LIMIT 100000u

/*
 * The facts of a Cross App Access exchange. `resource_server` is the row of the audience that
 * orgpol_cross_app_access_audience names; the two grants are rows for that audience with subject_type `user`.
 */
struct orgpol_cross_app_access {
    uint32_t struct_size;
    uint8_t is_assertion_valid; /* signature, issuer, expiry; default no */
    uint8_t reserved;
    uint16_t reserved2;
    uint32_t organization_count; /* organizations that have the connection enabled (XAA-04) */
    uint32_t reserved3;
    struct orgpol_str assertion_resource;                   /* claim `resource` of the assertion */
    struct orgpol_str resource;                             /* parameter `resource` of the request */
    const struct orgpol_resource_server *resource_server;   /* NULL: no such API */
    const struct orgpol_client_grant *client_grant;         /* the client's own; NULL: none */
    const struct orgpol_client_grant *default_client_grant; /* of third-party clients; NULL: none */
};
#define ORGPOL_CROSS_APP_ACCESS_INIT                                                                       \
    {                                                                                                      \
        (uint32_t)sizeof(struct orgpol_cross_app_access), 0, 0, 0, 0, 0, ORGPOL_STR_NONE, ORGPOL_STR_NONE, \
            NULL, NULL, NULL                                                                               \
    }

/*
 * The question. Rows are those the server fetched by key for exactly this question; NULL means that there is
 * none. The organization is the one the transaction is in, however it was chosen (LOGIN-27); for Cross App
 * Access it is the one that has the connection enabled, unless another was sent (XAA-04).
 */
struct orgpol_login_request {
    uint32_t struct_size;
    uint8_t protocol;               /* enum orgpol_protocol; must stay unset with cross_app_access */
    uint8_t mfa;                    /* enum orgpol_mfa */
    uint8_t action_verdict;         /* enum orgpol_action_verdict of Post-Login Actions */
    uint8_t response_mode;          /* enum orgpol_response_mode; decides only where an error is shown */
    uint8_t is_signup;              /* the user signs up instead of logging in */
    uint8_t is_invitation_accepted; /* an invitation was accepted in this transaction (PROMPT-33) */
    uint16_t reserved;
    uint32_t member_count; /* members the organization has; read only when one is to be added */
    uint32_t reserved2;
    struct orgpol_str organization_id;                            /* absent: no organization */
    const struct orgpol_options *options;                         /* NULL: every default */
    const struct orgpol_tenant_settings *settings;                /* NULL: every default */
    const struct orgpol_client *client;                           /* NULL: unknown client */
    const struct orgpol_organization *organization;               /* row of organization_id; NULL: unknown */
    const struct orgpol_connection *connection;                   /* NULL: unknown connection */
    const struct orgpol_enabled_client *enabled_client;           /* (connection, client) */
    const struct orgpol_enabled_connection *enabled_connection;   /* (organization, connection) */
    const struct orgpol_organization_client *organization_client; /* (organization, client) */
    const struct orgpol_organization_member *member;              /* (organization, user) */
    const struct orgpol_user *user;                         /* NULL: no such profile, or not created yet */
    const struct orgpol_cross_app_access *cross_app_access; /* NULL: not such an exchange */
};
#define ORGPOL_LOGIN_REQUEST_INIT                                                                        \
    {                                                                                                    \
        (uint32_t)sizeof(struct orgpol_login_request), 0, 0, 0, 0, 0, 0, 0, 0, 0, ORGPOL_STR_NONE, NULL, \
            NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL                                   \
    }

/*
 * What goes with the decision. Strings point into the rows that were passed in. On anything but ALLOW only
 * `advice` is set.
 */
struct orgpol_login_result {
    uint32_t struct_size;
    uint32_t advice;            /* mask of enum orgpol_advice */
    struct orgpol_str org_id;   /* claim org_id; absent: not issued (TOKEN-01, -03; XAA: members only) */
    struct orgpol_str org_name; /* claim org_name; absent: not issued (TOKEN-02) */
    struct orgpol_str audience; /* Cross App Access only (XAA-09); absent: none */
};
#define ORGPOL_LOGIN_RESULT_INIT                                                                           \
    {                                                                                                      \
        (uint32_t)sizeof(struct orgpol_login_result), 0, ORGPOL_STR_NONE, ORGPOL_STR_NONE, ORGPOL_STR_NONE \
    }

/*
 * May the application log the user in? For clients of every class.
 *
 * `request`: the question; NULL is an error. `result`: may be NULL when only the decision is wanted.
 *
 * Answers ALLOW; DENY with any of the conditions UNKNOWN_CLIENT .. LOGIN_DENIED_BY_ACTION, all unmet ones in
 * `unmet` and the first as `reason`; or ERROR with MISSING_INPUT (request NULL, or an
 * organization_count of 1 without organization_id), UNSUPPORTED_INPUT (the struct_size rule, a reserved
 * member, a word of the request or an option outside its list, protocol beside cross_app_access),
 * ROW_WITHOUT_ID (a row given without its key), or ROW_OF_OTHER_* (a row of another client, organization,
 * connection, user or API). A condition whose row is missing is not evaluated; with an unknown client nothing
 * else is.
 *
 * Obligations: MUST_ADD_MEMBER on an ALLOW that makes the user a member (LOGIN-19, PROMPT-33), and on a
 * denial by LOGIN-25 alone (LOGIN-21: the membership stands); MUST_SHOW_ERROR_PAGE on a denial that must not
 * be redirected (AUTHZ-24 to -26).
 *
 * An accepted invitation never helps a strict client: such a client cannot take part in one (PROMPT-30).
 *
 * Cost: no allocation, no loop; about ten comparisons of ids. Source: rulebook 2.1, 2.8, 2.9.
 */
ORGPOL_API struct orgpol_decision orgpol_can_login(const struct orgpol_login_request *request,
                                                   struct orgpol_login_result *result);

/* The same question about third-party applications: a first-party client is denied with
 * CLIENT_IS_FIRST_PARTY. */
ORGPOL_API struct orgpol_decision orgpol_can_third_party_login(const struct orgpol_login_request *request,
                                                               struct orgpol_login_result *result);

/*
 * The audience of a Cross App Access exchange (XAA-09): the assertion's `resource`, else the request's, else
 * the tenant's default audience. Look the API and the grants up with it. NULL gives the absent string.
 */
ORGPOL_API struct orgpol_str orgpol_cross_app_access_audience(const struct orgpol_cross_app_access *exchange,
                                                              const struct orgpol_tenant_settings *settings);

#ifdef __cplusplus
}
#endif

#endif
