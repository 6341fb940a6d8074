/* SPDX-License-Identifier: MIT */
/* May the application use this endpoint? The rules are in endpoint_table.h; here are the facts. */
#include "orgpol/endpoint.h"

#include "client.h"
#include "decision.h"
#include "grant_type.h"
#include "options.h"
#include "parameters.h"
#include "pkce.h"
#include "rows.h"
#include "text.h"

struct endpoint_rows {
    const struct orgpol_endpoint_request *request;
    const struct orgpol_options *options;
    const struct orgpol_tenant_settings *settings;
    const struct orgpol_client *client;
    const struct orgpol_authorization_code *code;
    const struct orgpol_organization *code_organization;
    const struct orgpol_refresh_token *refresh_token;
    const struct orgpol_organization *refresh_organization;
};

struct endpoint_copies {
    struct orgpol_endpoint_request request;
    struct orgpol_options options;
    struct orgpol_tenant_settings settings;
    struct orgpol_client client;
    struct orgpol_authorization_code code;
    struct orgpol_organization code_organization;
    struct orgpol_refresh_token refresh_token;
    struct orgpol_organization refresh_organization;
};

static struct sent sent_in(const struct endpoint_rows *in, struct orgpol_str name)
{
    return sent_as(in->request->parameters, in->request->parameter_count, name);
}

/* ---- the path ---- */

/* Printable ASCII that stands for itself. */
static bool is_plain(char c)
{
    return c > ' ' && c <= '~' && c != '%' && c != '\\' && c != '?' && c != '#';
}

/* A slash and segments with slashes between them, none of which is empty or dots. */
static bool is_normal_path(struct orgpol_str path)
{
    size_t begin = 1;

    if (text_absent(path) || path.ptr[0] != '/')
        return false;
    for (size_t i = 1; i <= path.len; i++) {
        const size_t length = i - begin;

        if (i < path.len && path.ptr[i] != '/') {
            if (!is_plain(path.ptr[i]))
                return false;
            continue;
        }
        if (length == 0 || (length <= 2 && memcmp(path.ptr + begin, "..", length) == 0))
            return false;
        begin = i + 1;
    }
    return true;
}

/* The path in any case: servers differ in what they take for the same (to deny, never to allow). */
static bool is_path(struct orgpol_str path, struct orgpol_str lower)
{
    bool same = text_length(path) == lower.len;

    for (size_t i = 0; same && i < lower.len; i++)
        same = text_lower(path.ptr[i]) == lower.ptr[i];
    return same;
}

/* AUTHZ-27, AUTHZ-28: the endpoints that strict clients may use. */
static bool is_open_to_strict(struct orgpol_str path)
{
    return text_same(path, ORGPOL_STR("/authorize")) || text_same(path, ORGPOL_STR("/oauth/token")) ||
           text_same(path, ORGPOL_STR("/oauth/revoke")) ||
           text_starts_with(path, ORGPOL_STR("/.well-known/"));
}

/* ---- reading ---- */

/* The row of a record's organization is of the organization that the record names. */
static enum orgpol_reason organization_error(const void *row, const struct orgpol_organization *organization,
                                             struct orgpol_str id)
{
    if (row == NULL)
        return ORGPOL_REASON_NONE;
    if (text_absent(organization->id))
        return ORGPOL_REASON_ROW_WITHOUT_ID;
    return text_same(organization->id, id) ? ORGPOL_REASON_NONE : ORGPOL_REASON_ROW_OF_OTHER_ORGANIZATION;
}

static bool reserved_are_zero(const struct endpoint_rows *in)
{
    return (in->request->reserved | in->settings->reserved | in->settings->reserved2 | in->client->reserved |
            in->code->reserved | in->code->reserved2 | in->refresh_token->reserved |
            in->code_organization->reserved | in->code_organization->reserved2 |
            in->refresh_organization->reserved | in->refresh_organization->reserved2) == 0;
}

static enum orgpol_reason rows_error(const struct endpoint_rows *in)
{
    const struct orgpol_endpoint_request *request = in->request;
    enum orgpol_reason error = parameters_error(request->parameters, request->parameter_count);

    if (!reserved_are_zero(in) || !options_are_known(in->options) || !is_normal_path(request->path))
        return ORGPOL_REASON_UNSUPPORTED_INPUT;
    if (error != ORGPOL_REASON_NONE)
        return error;
    if (request->client && text_absent(in->client->client_id))
        return ORGPOL_REASON_ROW_WITHOUT_ID;
    if (request->client && !client_id_fits(in->client, request->parameters, request->parameter_count))
        return ORGPOL_REASON_PARAMETER_OF_OTHER_CLIENT;
    error = organization_error(in->code->organization, in->code_organization, in->code->organization_id);
    if (error == ORGPOL_REASON_NONE)
        error = organization_error(in->refresh_token->organization, in->refresh_organization,
                                   in->refresh_token->organization_id);
    return error;
}

static enum orgpol_reason read_rows(const struct orgpol_endpoint_request *request, struct endpoint_rows *rows,
                                    struct endpoint_copies *copies)
{
    static const struct endpoint_copies none = {
        .request = ORGPOL_ENDPOINT_REQUEST_INIT,
        .options = ORGPOL_OPTIONS_INIT,
        .settings = ORGPOL_TENANT_SETTINGS_INIT,
        .client = ORGPOL_CLIENT_INIT,
        .code = ORGPOL_AUTHORIZATION_CODE_INIT,
        .code_organization = ORGPOL_ORGANIZATION_INIT,
        .refresh_token = ORGPOL_REFRESH_TOKEN_INIT,
        .refresh_organization = ORGPOL_ORGANIZATION_INIT,
    };
    bool unsupported = false;

#define READ(member, row) \
    (rows->member = read_row((row), &none.member, &copies->member, sizeof none.member, &unsupported))
    if (request == NULL)
        return ORGPOL_REASON_MISSING_INPUT;
    READ(request, request);
    READ(options, rows->request->options);
    READ(settings, rows->request->settings);
    READ(client, rows->request->client);
    READ(code, rows->request->code);
    READ(code_organization, rows->code->organization);
    READ(refresh_token, rows->request->refresh_token);
    READ(refresh_organization, rows->refresh_token->organization);
#undef READ
    return unsupported ? ORGPOL_REASON_UNSUPPORTED_INPUT : rows_error(rows);
}

/* ---- facts ---- */

/* AUTHZ-19: the record is there, unused, this client's, and of the redirect_uri sent. */
static bool is_code_good(const struct endpoint_rows *in)
{
    const struct sent redirect_uri = sent_in(in, ORGPOL_STR("redirect_uri"));

    return in->request->code && !in->code->is_used && is_id_of(in->client, in->code->client_id) &&
           text_same(redirect_uri.value, in->code->redirect_uri) && redirect_uri.count <= 1 &&
           sent_in(in, ORGPOL_STR("code")).count <= 1;
}

/*
 * AUTHZ-19: the verifier is the challenge's, or there is neither. That a client must send a challenge is
 * decided where it is sent (AUTHZ-12, AUTHZ-15).
 */
static bool is_verifier_good(const struct endpoint_rows *in)
{
    const struct sent verifier = sent_in(in, ORGPOL_STR("code_verifier"));

    if (text_absent(in->code->code_challenge))
        return text_absent(verifier.value);
    return verifier.count == 1 && orgpol_code_verifier_fits(verifier.value, in->code->code_challenge);
}

/* AUTHZ-19: the record is there, and this client's. */
static bool is_refresh_good(const struct endpoint_rows *in)
{
    return in->request->refresh_token && is_id_of(in->client, in->refresh_token->client_id) &&
           sent_in(in, ORGPOL_STR("refresh_token")).count <= 1;
}

/* AUTHZ-16; for the JWT bearer grant the toggle of Cross App Access stands for grant_types (XAA-01). */
static bool is_grant_enabled(const struct endpoint_rows *in, uint32_t grant, unsigned classes)
{
    if (grant == ORGPOL_GRANT_TYPE_JWT_BEARER)
        return in->client->identity_assertion_authorization_grant_active != 0;
    return (grant & grant_types_of(in->client, classes)) != 0;
}

#define UNMET(classes_of_client, rule, reason, classes, unmet) \
    | unmet_if(ENDPOINT_##reason, (((classes) & (classes_of_client)) != 0) & (unmet))

/* `grant`: the bit of the grant type sent; 0 away from /oauth/token, and for what is none. */
static uint64_t unmet_conditions(const struct endpoint_rows *in, bool token, bool revocation, uint32_t grant)
{
    const uint32_t for_strict = ORGPOL_GRANT_TYPE_AUTHORIZATION_CODE | ORGPOL_GRANT_TYPE_REFRESH_TOKEN |
                                ORGPOL_GRANT_TYPE_CLIENT_CREDENTIALS | ORGPOL_GRANT_TYPE_JWT_BEARER;
    const unsigned classes = classes_of(in->client, in->options);
    const bool known = in->request->client != NULL;
    const bool open_to_strict = is_open_to_strict(in->request->path);
    const bool grant_for_strict = (grant & for_strict) != 0;
    const bool grant_enabled = is_grant_enabled(in, grant, classes);
    const bool password = grant == ORGPOL_GRANT_TYPE_PASSWORD;
    const bool exchange = grant == ORGPOL_GRANT_TYPE_TOKEN_EXCHANGE;
    const bool with_code = grant == ORGPOL_GRANT_TYPE_AUTHORIZATION_CODE;
    const bool bad_code = with_code & !is_code_good(in);
    const bool with_refresh = (grant == ORGPOL_GRANT_TYPE_REFRESH_TOKEN) |
                              (revocation & (in->request->refresh_token != NULL)); /* AUTHZ-28 */
    const bool bad_refresh = with_refresh & !is_refresh_good(in);
    const bool bad_verifier = with_code & (in->request->code != NULL) & !is_verifier_good(in);
    const uint64_t nothing_else = known ? UINT64_MAX : UINT64_C(1) << ENDPOINT_UNKNOWN_CLIENT;

    return (0 ENDPOINT_TABLE(UNMET, classes)) & nothing_else; /* LOGIN-01 */
}

/* AUTHZ-21: the organization is that of the code or refresh token, whatever the form says. */
static void add_claims(const struct endpoint_rows *in, uint32_t grant, struct orgpol_endpoint_result *result)
{
    const struct orgpol_organization *organization = NULL;

    if (grant == ORGPOL_GRANT_TYPE_AUTHORIZATION_CODE) {
        result->org_id = in->code->organization_id;
        organization = in->code_organization;
    } else if (grant == ORGPOL_GRANT_TYPE_REFRESH_TOKEN) {
        result->org_id = in->refresh_token->organization_id;
        organization = in->refresh_organization;
    }
    if (organization && in->settings->allow_organization_name_in_authentication_api)
        result->org_name = organization->name; /* TOKEN-02 */
}

struct orgpol_decision orgpol_check_endpoint_request(const struct orgpol_endpoint_request *request,
                                                     struct orgpol_endpoint_result *result)
{
    static const struct orgpol_endpoint_result strictest = ORGPOL_ENDPOINT_RESULT_INIT;
    const bool writable = write_result(result, &strictest, sizeof strictest);
    struct orgpol_endpoint_result answer = ORGPOL_ENDPOINT_RESULT_INIT;
    struct endpoint_copies copies;
    struct endpoint_rows rows;
    const enum orgpol_reason error = read_rows(request, &rows, &copies);

    if (!writable)
        return orgpol_error(ORGPOL_FAMILY_ENDPOINT, ORGPOL_REASON_UNSUPPORTED_INPUT);
    if (error != ORGPOL_REASON_NONE)
        return orgpol_error(ORGPOL_FAMILY_ENDPOINT, error);

    const struct sent sent = sent_in(&rows, ORGPOL_STR("grant_type"));
    const bool token = is_path(rows.request->path, ORGPOL_STR("/oauth/token"));
    const bool revocation = is_path(rows.request->path, ORGPOL_STR("/oauth/revoke"));
    const uint32_t grant = token && sent.count == 1 ? orgpol_grant_type_sent(sent.value) : 0;
    const uint64_t unmet = unmet_conditions(&rows, token, revocation, grant);
    const bool deletes = (unmet == 0) & revocation & (rows.settings->revoke_refresh_token_grant != 0);

    if (token)
        answer.grant_type = sent.value;
    if (unmet == 0)
        add_claims(&rows, grant, &answer);
    write_result(result, &answer, sizeof answer);
    return orgpol_answer(ORGPOL_FAMILY_ENDPOINT, unmet,
                         (uint32_t)deletes * ORGPOL_MUST_DELETE_USER_GRANT); /* CONSENT-24 AUTHZ-28 */
}
