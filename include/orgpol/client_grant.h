/* SPDX-License-Identifier: MIT */
/*
 * May this application have a token for this API in its own name (client credentials), in an organization or
 * not, and with which scopes? Rules M2M-01..36 of the organizations rulebook, and TOKEN-01, -02, -06, -07.
 */
#ifndef ORGPOL_CLIENT_GRANT_H
#define ORGPOL_CLIENT_GRANT_H

#include "orgpol/login.h"
#include "orgpol/scope.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A token quota, `token_quota.client_credentials`. */
struct orgpol_token_quota {
    uint32_t struct_size;
    uint8_t has_per_hour;    /* there is a limit an hour; default none */
    uint8_t has_per_day;     /* there is a limit a day; default none */
    uint8_t is_not_enforced; /* enforce is false: passing a limit is only reported; default enforced */
    uint8_t reserved;
    uint64_t per_hour; /* tokens; read with has_per_hour */
    uint64_t per_day;  /* tokens; read with has_per_day */
};
#define ORGPOL_TOKEN_QUOTA_INIT                                       \
    {                                                                 \
        (uint32_t)sizeof(struct orgpol_token_quota), 0, 0, 0, 0, 0, 0 \
    }

/* Tokens issued so far, in the running hour and day of UTC, this one not counted. */
struct orgpol_token_usage {
    uint32_t struct_size;
    uint32_t reserved;
    uint64_t hour;
    uint64_t day;
};
#define ORGPOL_TOKEN_USAGE_INIT                              \
    {                                                        \
        (uint32_t)sizeof(struct orgpol_token_usage), 0, 0, 0 \
    }

/*
 * The question. Rows are those the server fetched by key for exactly this question; NULL means that there is
 * none.
 *
 * The API and the two grants are those of orgpol_resolve_audience(audience, resource, settings), the grants
 * with subject_type `client`. The organization is the one that `sent_organization` names: text that begins
 * with `org_` is an id, other text a name, looked up in lower case (TRAP-48). When nothing is sent, it is the
 * client's default organization, fetched always: M2M-22 says whether it counts.
 */
struct orgpol_client_grant_request {
    uint32_t struct_size;
    uint8_t is_client_authenticated;   /* the client proved who it is; default no */
    uint8_t has_several_client_grants; /* the client has two grants of this key, or it is a third party
                                          without one and there are two default ones, and so none (CFG-26) */
    uint8_t action_verdict;            /* enum orgpol_action_verdict of credentials-exchange Actions */
    uint8_t reserved;
    struct orgpol_str audience;          /* parameter `audience`; absent: not sent */
    struct orgpol_str resource;          /* parameter `resource` (RFC 8707); absent: not sent */
    struct orgpol_str sent_organization; /* parameter `organization`, id or name; absent: not sent */
    const struct orgpol_str *scopes;     /* parameter `scope`, split; none: everything the grant has */
    size_t scope_count;
    const struct orgpol_options *options;                   /* NULL: every default */
    const struct orgpol_tenant_settings *settings;          /* NULL: every default */
    const struct orgpol_client *client;                     /* NULL: unknown client */
    const struct orgpol_resource_server *resource_server;   /* NULL: no such API */
    const struct orgpol_client_grant *client_grant;         /* the client's own */
    const struct orgpol_client_grant *default_client_grant; /* of third-party clients */
    const struct orgpol_organization *organization;         /* NULL: unknown */
    const struct orgpol_organization_client_grant
        *organization_client_grant;                        /* (organization, client_grant) */
    const struct orgpol_token_quota *client_quota;         /* the client's own; NULL: the default */
    const struct orgpol_token_quota *default_client_quota; /* the tenant's of clients; NULL: none */
    const struct orgpol_token_quota *organization_quota;   /* the organization's own; NULL: the default */
    const struct orgpol_token_quota *default_organization_quota; /* the tenant's of organizations */
    const struct orgpol_token_usage *client_usage;               /* NULL: no tokens yet */
    const struct orgpol_token_usage *organization_usage;         /* NULL: no tokens yet */
};
#define ORGPOL_CLIENT_GRANT_REQUEST_INIT                                                                    \
    {                                                                                                       \
        (uint32_t)sizeof(struct orgpol_client_grant_request), 0, 0, 0, 0, ORGPOL_STR_NONE, ORGPOL_STR_NONE, \
            ORGPOL_STR_NONE, NULL, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,     \
            NULL, NULL, NULL                                                                                \
    }

/* Which claims an access token has beside the others (TOKEN-07, -08). */
enum orgpol_token_profile {
    ORGPOL_TOKEN_PROFILE_UNSET = 0,  /* no JWT is issued */
    ORGPOL_TOKEN_PROFILE_AUTH0 = 1,  /* header typ `JWT`; claims azp and gty */
    ORGPOL_TOKEN_PROFILE_RFC9068 = 2 /* header typ `at+jwt`; claims client_id and jti, no gty */
};

/*
 * What goes with the decision. Strings point into the rows and texts that were passed in. On anything but
 * ALLOW only `advice` and `missing_scope_count` are set, and with RESULT_TOO_SMALL the counts.
 */
struct orgpol_client_grant_result {
    uint32_t struct_size;
    uint32_t advice;              /* mask of enum orgpol_advice */
    uint32_t scope_count;         /* scopes the token has */
    uint32_t missing_scope_count; /* requested scopes that the client was not granted (M2M-28) */
    uint8_t token_profile;        /* enum orgpol_token_profile */
    uint8_t is_default_grant;     /* the grant is the default one of third-party clients */
    uint16_t reserved;
    uint32_t reserved2;
    struct orgpol_str grant_id;  /* the grant that governs */
    struct orgpol_str audience;  /* claim aud */
    struct orgpol_str client_id; /* claim azp or client_id; with "@clients" after it, claim sub (TOKEN-06) */
    struct orgpol_str org_id;    /* claim org_id; absent: the token is of no organization */
    struct orgpol_str org_name;  /* claim org_name; absent: not issued (TOKEN-02) */
};
#define ORGPOL_CLIENT_GRANT_RESULT_INIT                                                            \
    {                                                                                              \
        (uint32_t)sizeof(struct orgpol_client_grant_result), 0, 0, 0, 0, 0, 0, 0, ORGPOL_STR_NONE, \
            ORGPOL_STR_NONE, ORGPOL_STR_NONE, ORGPOL_STR_NONE, ORGPOL_STR_NONE                     \
    }

/*
 * May the application have the token?
 *
 * `request`: the question; NULL is an error. `result`: may be NULL when only the decision is wanted.
 * `scopes`: takes the scopes of the token, each once, in the API's order; `missing_scopes`: those of M2M-28,
 * as and in the order requested. Each may be NULL when it is not wanted. ORGPOL_SCOPE_LIMIT is room enough
 * for both.
 *
 * The scopes: those of the grant that the API still has, or all of the API's with allow_all_scopes (M2M-26,
 * CFG-31); all of them where none is requested (M2M-27), else the requested ones, or with option scope_subset
 * `ceiling` all of them again (M2M-29).
 *
 * Answers ALLOW; DENY with any of the conditions M2M_CLIENT_NOT_AUTHENTICATED .. EXCHANGE_DENIED_BY_ACTION,
 * all unmet ones in `unmet` and the first as `reason`; or ERROR with MISSING_INPUT (request NULL, or a count
 * without its list), UNSUPPORTED_INPUT (the struct_size rule, a reserved member, a word of the request or an
 * option outside its list), ROW_WITHOUT_ID, ROW_OF_OTHER_* (a row of another client, API, organization or
 * grant), TOO_MANY_SCOPES (a list longer than ORGPOL_SCOPE_LIMIT) or RESULT_TOO_SMALL (an array given has no
 * room; the result has the counts). A condition whose row is missing is not evaluated; with an unknown client
 * nothing else is, and without API or grant nothing that reads it.
 *
 * Obligations: MUST_LOG_QUOTA_EXCEEDED where a quota that is not enforced is passed and nothing before the
 * quotas is unmet (M2M-32); MUST_ADD_JTI on an ALLOW in the RFC 9068 profile. Advice: UNKNOWN_SCOPE.
 *
 * third_party_client_access, entitlement, membership, permissions and the client's own organization_usage are
 * not read (M2M-16, -17, -31, -35). There is no refresh token and no consent.
 *
 * Cost: no allocation; one hash of each scope in the API, the grant and the request, about 5 kB of stack.
 * Source: rulebook 2.3, 2.7.
 */
ORGPOL_API struct orgpol_decision orgpol_check_client_grant(const struct orgpol_client_grant_request *request,
                                                            struct orgpol_client_grant_result *result,
                                                            struct orgpol_str *scopes, size_t scope_capacity,
                                                            struct orgpol_str *missing_scopes,
                                                            size_t missing_scope_capacity);

#ifdef __cplusplus
}
#endif

#endif
