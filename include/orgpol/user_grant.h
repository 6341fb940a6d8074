/* SPDX-License-Identifier: MIT */
/*
 * May this application have a token for this API in the name of a user, and with which scopes? Rules
 * UAPI-01..20 of the organizations rulebook, and TOKEN-01..05, -09, -10, -13. Whether the user must consent
 * is asked afterwards.
 */
#ifndef ORGPOL_USER_GRANT_H
#define ORGPOL_USER_GRANT_H

#include "orgpol/client_grant.h"

#ifdef __cplusplus
extern "C" {
#endif

/*
 * The question. Rows are those the server fetched by key for exactly this question; NULL means that there is
 * none. The API and the two grants are those of orgpol_resolve_audience(audience, resource, settings), the
 * grants with subject_type `user`. Whether the user may log in is orgpol_can_login's question.
 */
struct orgpol_user_grant_request {
    uint32_t struct_size;
    uint8_t is_refresh;                /* a refresh token is exchanged; original_scopes are its scopes */
    uint8_t has_several_client_grants; /* the client has two grants of this key, or it is a third party
                                          without one and there are two default ones, and so none (CFG-26);
                                          under user_grant_ceiling none of their scopes */
    uint8_t response_mode;             /* enum orgpol_response_mode; decides only where an error is shown */
    uint8_t reserved;
    struct orgpol_str user_id;         /* required; claim sub */
    struct orgpol_str audience;        /* parameter `audience`; absent: not sent */
    struct orgpol_str resource;        /* parameter `resource` (RFC 8707); absent: not sent */
    struct orgpol_str organization_id; /* organization the transaction is in; absent: none */
    const struct orgpol_str *scopes;   /* parameter `scope`, split */
    size_t scope_count;
    const struct orgpol_str *original_scopes; /* of the refresh token; none without is_refresh */
    size_t original_scope_count;
    const struct orgpol_str *permissions; /* the user's on this API: in the organization, from roles held
                                             there; without one, from the tenant's roles (UAPI-12) */
    size_t permission_count;
    const struct orgpol_str *authorization_details_types; /* `type` of each object requested (RFC 9396) */
    size_t authorization_details_type_count;
    const struct orgpol_options *options;                   /* NULL: every default */
    const struct orgpol_tenant_settings *settings;          /* NULL: every default */
    const struct orgpol_client *client;                     /* NULL: unknown client */
    const struct orgpol_organization *organization;         /* row of organization_id; NULL: unknown */
    const struct orgpol_resource_server *resource_server;   /* NULL: no such API */
    const struct orgpol_client_grant *client_grant;         /* the client's own */
    const struct orgpol_client_grant *default_client_grant; /* of third-party clients */
};
#define ORGPOL_USER_GRANT_REQUEST_INIT                                                                    \
    {                                                                                                     \
        (uint32_t)sizeof(struct orgpol_user_grant_request), 0, 0, 0, 0, ORGPOL_STR_NONE, ORGPOL_STR_NONE, \
            ORGPOL_STR_NONE, ORGPOL_STR_NONE, NULL, 0, NULL, 0, NULL, 0, NULL, 0, NULL, NULL, NULL, NULL, \
            NULL, NULL, NULL                                                                              \
    }

/*
 * What goes with the decision. Strings point into the rows and texts that were passed in. On anything but
 * ALLOW only `advice` is set, and with RESULT_TOO_SMALL the counts.
 */
struct orgpol_user_grant_result {
    uint32_t struct_size;
    uint32_t advice;                /* mask of enum orgpol_advice */
    uint32_t scope_count;           /* API scopes of the token, always the effective set (TOKEN-13) */
    uint32_t permission_count;      /* entries of the claim permissions */
    uint8_t token_profile;          /* enum orgpol_token_profile; unset without an audience */
    uint8_t is_grant_governing;     /* a client grant limits the scopes: grant_id names it */
    uint8_t is_default_grant;       /* it is the default one of third-party clients */
    uint8_t has_permissions;        /* claim permissions is issued, be it empty (TOKEN-09) */
    uint8_t is_id_token_issued;     /* TOKEN-04, -05 */
    uint8_t may_have_refresh_token; /* offline_access is asked for and possible (UAPI-16) */
    uint8_t is_refresh;             /* claim gty `refresh_token`, in the Auth0 profile (TOKEN-08) */
    uint8_t reserved;
    struct orgpol_str grant_id;  /* absent: no grant governs */
    struct orgpol_str audience;  /* absent: no API, and an opaque token (UAPI-01) */
    struct orgpol_str sub;       /* claim sub */
    struct orgpol_str client_id; /* claim azp or client_id; of a cimd client its URL (TOKEN-10) */
    struct orgpol_str org_id;    /* claim org_id; absent: not issued (TOKEN-01, -03) */
    struct orgpol_str org_name;  /* claim org_name; absent: not issued (TOKEN-02) */
};
#define ORGPOL_USER_GRANT_RESULT_INIT                                                                        \
    {                                                                                                        \
        (uint32_t)sizeof(struct orgpol_user_grant_result), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, ORGPOL_STR_NONE, \
            ORGPOL_STR_NONE, ORGPOL_STR_NONE, ORGPOL_STR_NONE, ORGPOL_STR_NONE, ORGPOL_STR_NONE              \
    }

/*
 * May the application have the token?
 *
 * `request`: the question; NULL is an error. `result`: may be NULL when only the decision is wanted.
 * `scopes`: takes the API scopes of the token, each once, in the API's order; `permissions`: those of the
 * claim, in the API's order. Each may be NULL when it is not wanted. ORGPOL_SCOPE_LIMIT is room enough for
 * both.
 *
 * The scopes: requested, defined by the API, in the grant where one governs, and among the user's permissions
 * where the API enforces policies (UAPI-10); what is outside is dropped without an error, and an empty set is
 * no denial (UAPI-15). Nothing requested is nothing granted (UAPI-13), but on a refresh it is what was
 * granted originally. openid, profile, email and offline_access are no scopes of an API, also where the API
 * defines one of that name (UAPI-16); whether they bring an ID token or a refresh token the result says. A
 * grant governs strict clients, everybody under require_client_grant, and with option user_grant_ceiling
 * everybody who has one (UAPI-04).
 *
 * Answers ALLOW; DENY with any of UNKNOWN_CLIENT, UNKNOWN_ORGANIZATION, SERVICE_NOT_FOUND ..
 * SCOPE_EXCEEDS_ORIGINAL, all unmet ones in `unmet` and the first as `reason`; or ERROR with MISSING_INPUT
 * (request NULL, no user, or a count without its list), UNSUPPORTED_INPUT (the struct_size rule, a reserved
 * member, a word of the request or an option outside its list, original_scopes without is_refresh),
 * ROW_WITHOUT_ID, ROW_OF_OTHER_* (a row of another client, API or organization), TOO_MANY_SCOPES (a list
 * longer than ORGPOL_SCOPE_LIMIT) or RESULT_TOO_SMALL (an array given has no room; the result has the
 * counts). A condition whose row is missing is not evaluated; with an unknown client nothing else is.
 *
 * Obligations: MUST_ADD_JTI on an ALLOW in the RFC 9068 profile; MUST_SHOW_ERROR_PAGE on a denial that must
 * not be redirected (AUTHZ-24 to -26), never on a refresh (ERR-03). Advice: UNKNOWN_SCOPE.
 *
 * Cost: no allocation; one hash of each scope in the lists, about 5 kB of stack. Source: rulebook 2.4, 2.7.
 */
ORGPOL_API struct orgpol_decision orgpol_check_user_grant(const struct orgpol_user_grant_request *request,
                                                          struct orgpol_user_grant_result *result,
                                                          struct orgpol_str *scopes, size_t scope_capacity,
                                                          struct orgpol_str *permissions,
                                                          size_t permission_capacity);

#ifdef __cplusplus
}
#endif

#endif
