/* SPDX-License-Identifier: MIT */
/*
 * Is this authorization request one the application may make, and where may its answer be sent?
 *
 * Rules AUTHZ-01..16, -22..27, -29 and -30, CONSENT-12, and those of LOGIN, TOKEN and CFG that the request
 * meets. The decision is about the form of the request: who logs in, over what and in which organization, are
 * the questions of login.h and its neighbours. `/oauth/token` and the other endpoints are in endpoint.h.
 */
#ifndef ORGPOL_AUTHORIZE_H
#define ORGPOL_AUTHORIZE_H

#include "orgpol/decision.h"
#include "orgpol/model.h"

#ifdef __cplusplus
extern "C" {
#endif

/* More parameters than this are an error. */
#define ORGPOL_PARAMETER_LIMIT 128

/*
 * One parameter of a request, decoded. A name that was sent twice stands twice. The layout is frozen, as that
 * of struct orgpol_str. A parameter counts by its name even when its value is empty; otherwise an empty value
 * is absent. Names are compared byte by byte (AUTHZ-08).
 */
struct orgpol_parameter {
    struct orgpol_str name;
    struct orgpol_str value;
};

/*
 * The question. Rows are those the server fetched by key for exactly this request; NULL means that there is
 * none.
 *
 * The transaction is in `organization` when the parameter `organization` names it (by id or, where the tenant
 * allows names, by name, PROMPT-01 to -03), or organization_id does, for one that was selected otherwise (a
 * picker, a session). NULL: in none, or in one that does not exist.
 */
struct orgpol_authorize_request {
    uint32_t struct_size;
    uint32_t reserved;
    const struct orgpol_options *options;           /* NULL: every default */
    const struct orgpol_tenant_settings *settings;  /* NULL: every default */
    const struct orgpol_client *client;             /* NULL: unknown client */
    const struct orgpol_organization *organization; /* read for {organization_name} alone */
    struct orgpol_str organization_id;              /* selected otherwise than by parameter; absent: none */
    const struct orgpol_parameter *parameters;      /* every parameter, in the order sent */
    size_t parameter_count;
};
#define ORGPOL_AUTHORIZE_REQUEST_INIT                                                                        \
    {                                                                                                        \
        (uint32_t)sizeof(struct orgpol_authorize_request), 0, NULL, NULL, NULL, NULL, ORGPOL_STR_NONE, NULL, \
            0                                                                                                \
    }

/* What goes with the decision. Strings point into what was passed in, or live as long as the library. */
struct orgpol_authorize_result {
    uint32_t struct_size;
    uint8_t has_id_token; /* ALLOW only: an ID token is issued (TOKEN-04, -05, AUTHZ-29) */
    uint8_t reserved;
    uint16_t reserved2;
    struct orgpol_str redirect_uri; /* where to answer, also on DENY; absent: nowhere (AUTHZ-24) */
    struct orgpol_str parameter;    /* DENY: the first parameter that is repeated or refused; else absent */
    struct orgpol_str grant_type;   /* DENY with GRANT_TYPE_NOT_ENABLED: the one that is missing */
};
#define ORGPOL_AUTHORIZE_RESULT_INIT                                                                 \
    {                                                                                                \
        (uint32_t)sizeof(struct orgpol_authorize_result), 0, 0, 0, ORGPOL_STR_NONE, ORGPOL_STR_NONE, \
            ORGPOL_STR_NONE                                                                          \
    }

/*
 * May the application make this request?
 *
 * `request`: the question; NULL is an error. `result`: may be NULL when only the decision is wanted; the
 * error texts of GRANT_TYPE_NOT_ENABLED want result.grant_type as {grant_type}.
 *
 * ALLOW, or DENY with any of:
 *   UNKNOWN_CLIENT                 nothing else is evaluated (LOGIN-01)
 *   REDIRECT_URI_MISMATCH          redirect_uri is not one of the client's callbacks (below)
 *   PARAMETER_REPEATED             a name stands twice, whatever its values (AUTHZ-09)
 *   PARAMETER_FORBIDDEN            strict: refused by name (AUTHZ-04)
 *   EXT_PARAMETER_UNNAMED          strict: `ext-` with nothing behind it (AUTHZ-08)
 *   PARAMETER_NOT_ALLOWED          strict: not on the list of AUTHZ-03, -05, -06 (AUTHZ-07)
 *   RESPONSE_TYPE_MISSING          (AUTHZ-11)
 *   RESPONSE_TYPE_UNSUPPORTED      strict: anything but exactly `code`; everyone: a word that is not `code`,
 *                                  `token` or `id_token`, or a word twice; any order will do (AUTHZ-10)
 *   GRANT_TYPE_NOT_ENABLED         the client's grant_types lack what response_type needs (AUTHZ-16)
 *   CODE_CHALLENGE_MISSING         strict, confidential ones too (AUTHZ-12)
 *   PUBLIC_CLIENT_WITHOUT_PKCE     public, under option require_pkce (AUTHZ-15)
 *   CODE_CHALLENGE_METHOD_NOT_S256 another method; strict: also none beside a challenge (AUTHZ-13)
 *   CODE_CHALLENGE_MALFORMED       not 43 characters of base64url (AUTHZ-14)
 *   PROMPT_UNKNOWN                 strict: a word that is not none, login, consent, select_account (AUTHZ-30)
 *   PROMPT_NONE_COMBINED           `none` beside another word (CONSENT-12)
 *   TENANT_RULES_ACTIVE            strict: one of the tenant's Rules is enabled (AUTHZ-27)
 * or ERROR with MISSING_INPUT (request NULL), UNSUPPORTED_INPUT (the struct_size rule, a reserved member, an
 * option outside its list, a list without its pointer), TOO_MANY_PARAMETERS, ROW_WITHOUT_ID,
 * ROW_OF_OTHER_ORGANIZATION (the organization is not the one named, or none is named), or
 * PARAMETER_OF_OTHER_CLIENT (a parameter client_id that is neither the client's client_id nor its
 * external_client_id).
 *
 * Obligation: MUST_SHOW_ERROR_PAGE on a denial that must not be redirected: unknown client, bad redirect_uri
 * (AUTHZ-24), and strict clients unless redirection_policy is allow_always or response_mode is web_message
 * (AUTHZ-25, -26).
 *
 * redirect_uri. Without one, the client's only callback is used; without exactly one there is no answer. For
 * strict clients a redirect_uri matches the callback that has the same bytes, and no other (AUTHZ-22,
 * CFG-11). First-party and permissive clients have two patterns besides, in a callback that begins with
 * `http://` or `https://`, in lower case:
 *   `*.`                    any one host label of lower-case letters, digits and inner hyphens stands there
 *   `{organization_name}.`  the name of the transaction's organization stands there, when the client's
 *                           organization_usage is allow or require (AUTHZ-23)
 * The placeholder is the whole left-most label; at least two labels follow it, the last of which begins with
 * a letter; then an optional port, path, query and fragment, in which `*`, `{` and `}` stand nowhere. All but
 * the label is compared byte by byte. So a pattern never matches a dot, an empty label, upper case, a percent
 * sign, anything that is not ASCII, another scheme or port, user information, a backslash, or an IP address.
 * Whatever else has `{` or `}`, or `*` in its authority, matches nothing, not even itself; custom domain
 * placeholders are among that. The library knows no public suffixes: `*.co.uk` is as wide as it looks.
 * When the parameter is repeated, every value must match.
 *
 * Cost: no allocation; bounded by the parameters (pairs of names) and the callbacks.
 * Source: rulebook 2.6, 2.9.
 */
ORGPOL_API struct orgpol_decision
orgpol_check_authorize_request(const struct orgpol_authorize_request *request,
                               struct orgpol_authorize_result *result);

/* What orgpol_split_query found. */
struct orgpol_query_split {
    uint32_t struct_size;
    uint8_t is_name_repeated; /* a name stands twice ... */
    uint8_t reserved;
    uint16_t reserved2;
    struct orgpol_str repeated_name; /* ... this one, the first that does; it may be empty */
    size_t parameter_count;          /* parameters in the query, also when the array is too small */
    size_t offset;                   /* QUERY_MALFORMED: byte of the query where the fault begins */
};
#define ORGPOL_QUERY_SPLIT_INIT                                                     \
    {                                                                               \
        (uint32_t)sizeof(struct orgpol_query_split), 0, 0, 0, ORGPOL_STR_NONE, 0, 0 \
    }

/*
 * Splits a form-encoded text (a query without its `?`, or a form body) into parameters, decoded: `+` is a
 * space, `%hh` a byte. `a=1&&b` are two parameters, `a` and `b` with an empty value; `=x` has an empty name.
 *
 * `query`: absent: no parameters. `parameters`: room for `capacity` of them; ORGPOL_PARAMETER_LIMIT always
 * will do. `buffer`: `size` bytes that the parameters point into and that outlive them; as many as the query
 * has always will do. It may be the query's own memory, which then is overwritten. `split`: may be NULL.
 *
 * Returns ORGPOL_REASON_NONE, or, with nothing to be read in `parameters`: MISSING_INPUT (parameters or
 * buffer NULL where room is needed), UNSUPPORTED_INPUT (split's struct_size), RESULT_TOO_SMALL (`capacity`,
 * see split.parameter_count, or `size`), TOO_MANY_PARAMETERS (more than ORGPOL_PARAMETER_LIMIT), or
 * QUERY_MALFORMED: a `%` without two hexadecimal digits, a zero byte in any form, or what is not UTF-8 after
 * decoding. A name sent twice is no error here (AUTHZ-09 denies it). Cost: one pass, and pairs of names.
 */
ORGPOL_API uint16_t orgpol_split_query(struct orgpol_str query, struct orgpol_parameter *parameters,
                                       size_t capacity, char *buffer, size_t size,
                                       struct orgpol_query_split *split);

#ifdef __cplusplus
}
#endif

#endif
