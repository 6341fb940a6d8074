/* SPDX-License-Identifier: MIT */
/*
 * May this application use this endpoint, and at `/oauth/token`, this grant?
 *
 * Rules AUTHZ-16..19, -21, -27, -28, LOGIN-35, XAA-01 and CONSENT-24. Which API and organization a client
 * credentials token is for, and whether a login may be refreshed, are other families' questions (login.h).
 */
#ifndef ORGPOL_ENDPOINT_H
#define ORGPOL_ENDPOINT_H

#include "orgpol/authorize.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What an authorization code stands for, as the server stored it when it issued the code. */
struct orgpol_authorization_code {
    uint32_t struct_size;
    uint8_t is_used; /* exchanged before (AUTHZ-19) */
    uint8_t reserved;
    uint16_t reserved2;
    struct orgpol_str client_id;
    struct orgpol_str redirect_uri;    /* the parameter of the authorization request; absent: none was sent */
    struct orgpol_str code_challenge;  /* S256; absent: none was sent */
    struct orgpol_str organization_id; /* absent: none */
    const struct orgpol_organization *organization; /* row of organization_id; NULL: none, or gone */
};
#define ORGPOL_AUTHORIZATION_CODE_INIT                                                                 \
    {                                                                                                  \
        (uint32_t)sizeof(struct orgpol_authorization_code), 0, 0, 0, ORGPOL_STR_NONE, ORGPOL_STR_NONE, \
            ORGPOL_STR_NONE, ORGPOL_STR_NONE, NULL                                                     \
    }

/* What a refresh token stands for, as the server stored it. */
struct orgpol_refresh_token {
    uint32_t struct_size;
    uint32_t reserved;
    struct orgpol_str client_id;
    struct orgpol_str organization_id;              /* absent: none */
    const struct orgpol_organization *organization; /* row of organization_id; NULL: none, or gone */
};
#define ORGPOL_REFRESH_TOKEN_INIT                                                                \
    {                                                                                            \
        (uint32_t)sizeof(struct orgpol_refresh_token), 0, ORGPOL_STR_NONE, ORGPOL_STR_NONE, NULL \
    }

/* The question. */
struct orgpol_endpoint_request {
    uint32_t struct_size;
    uint32_t reserved;
    const struct orgpol_options *options;          /* NULL: every default */
    const struct orgpol_tenant_settings *settings; /* NULL: every default */
    const struct orgpol_client *client;            /* NULL: unknown client */
    struct orgpol_str path;                        /* of the endpoint, "/oauth/token" */
    const struct orgpol_parameter *parameters;     /* the form sent, authorize.h */
    size_t parameter_count;
    const struct orgpol_authorization_code *code;     /* record of the code sent; NULL: there is none */
    const struct orgpol_refresh_token *refresh_token; /* record of the token sent; NULL: there is none */
};
#define ORGPOL_ENDPOINT_REQUEST_INIT                                                                     \
    {                                                                                                    \
        (uint32_t)sizeof(struct orgpol_endpoint_request), 0, NULL, NULL, NULL, ORGPOL_STR_NONE, NULL, 0, \
            NULL, NULL                                                                                   \
    }

/* What goes with the decision. Strings point into what was passed in. */
struct orgpol_endpoint_result {
    uint32_t struct_size;
    uint32_t reserved;
    struct orgpol_str grant_type; /* as sent to /oauth/token, also on DENY: {grant_type} of the error texts */
    struct orgpol_str org_id;     /* ALLOW: claim org_id; absent: not issued (AUTHZ-21) */
    struct orgpol_str org_name;   /* ALLOW: claim org_name; absent: not issued (TOKEN-02) */
};
#define ORGPOL_ENDPOINT_RESULT_INIT                                                           \
    {                                                                                         \
        (uint32_t)sizeof(struct orgpol_endpoint_result), 0, ORGPOL_STR_NONE, ORGPOL_STR_NONE, \
            ORGPOL_STR_NONE                                                                   \
    }

/*
 * May the application make this request to this endpoint?
 *
 * `request`: the question; NULL is an error. `result`: may be NULL when only the decision is wanted.
 *
 * ALLOW, or DENY with any of:
 *   UNKNOWN_CLIENT                     nothing else is evaluated (LOGIN-01)
 *   ENDPOINT_NOT_FOR_STRICT            strict, and the path is not /authorize, /oauth/token, /oauth/revoke or
 *                                      below /.well-known/ (AUTHZ-27, -28)
 * and at /oauth/token:
 *   GRANT_TYPE_NOT_FOR_STRICT          strict: not authorization_code, refresh_token, client_credentials or
 *                                      urn:ietf:params:oauth:grant-type:jwt-bearer (AUTHZ-17)
 *   PASSWORD_NOT_FOR_PERMISSIVE        permissive: `password` (AUTHZ-18)
 *   GRANT_TYPE_NOT_ENABLED             not in the client's grant_types; for jwt-bearer instead: Cross App
 *                                      Access is not on (AUTHZ-16, XAA-01)
 *   TOKEN_EXCHANGE_NOT_FOR_THIRD_PARTY (LOGIN-35)
 *   CODE_INVALID                       authorization_code: no record, used, another client's, or another
 *                                      redirect_uri than sent, either way round; refresh_token: no record, or
 *                                      another client's, which is so at /oauth/revoke too (AUTHZ-19)
 *   CODE_VERIFIER_MISMATCH             authorization_code with a record: the record has a code_challenge and
 *                                      code_verifier is not 43 to 128 unreserved characters whose SHA-256 it
 *                                      is; or the record has none and a code_verifier is sent, since a code
 *                                      that lost its challenge on the way is an attack (AUTHZ-19)
 *
 * A record with neither challenge nor verifier passes: who must send a challenge is decided where it is sent
 * (AUTHZ-12), so keep it with the code.
 *
 * A grant_type that is missing, sent twice, or known to orgpol by no name is not enabled. A code,
 * redirect_uri, code_verifier or refresh_token sent twice matches nothing. Records name their client, and
 * another client's is a denial here, not an error, since a client can send any code it likes.
 *
 * ERROR with MISSING_INPUT (request NULL), UNSUPPORTED_INPUT (the struct_size rule, a reserved member, an
 * option outside its list, a list without its pointer, or a path that is not in normal form: it begins with a
 * slash and has no empty, `.` or `..` segment, and no space, control, `%`, `\`, `?`, `#` or byte beyond
 * ASCII), TOO_MANY_PARAMETERS, ROW_WITHOUT_ID, ROW_OF_OTHER_ORGANIZATION (a record's organization is another
 * than its organization_id), or PARAMETER_OF_OTHER_CLIENT (as authorize.h).
 *
 * Obligation: MUST_DELETE_USER_GRANT on an ALLOW at /oauth/revoke when the tenant's flag
 * revoke_refresh_token_grant is on (CONSENT-24). A denial is never redirected from here and so never carries
 * MUST_SHOW_ERROR_PAGE (ERR-03).
 *
 * The organization of the tokens is the record's, whatever the form says (AUTHZ-21). Paths of
 * /oauth/token and /oauth/revoke are recognized in any case, to deny; a strict client may use them as they
 * are written here only.
 *
 * Cost: no allocation; bounded by the parameters; one SHA-256 of at most 128 bytes. The comparison with the
 * challenge takes the same time wherever they differ. Source: rulebook 2.6.
 */
ORGPOL_API struct orgpol_decision orgpol_check_endpoint_request(const struct orgpol_endpoint_request *request,
                                                                struct orgpol_endpoint_result *result);

#ifdef __cplusplus
}
#endif

#endif
