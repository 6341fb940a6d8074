/* SPDX-License-Identifier: MIT */
/* May the Connected Accounts flow start? The rules are in connect_table.h; here are the facts. */
#include "connect.h"

#include "decision.h"
#include "keys.h"
#include "options.h"
#include "rows.h"
#include "vault.h"

struct connect_rows {
    struct caller_rows caller;
    struct connect_body_rows body;
    const struct orgpol_connect_request *request;
    const struct orgpol_connection *connection;
    const struct orgpol_enabled_client *enabled_client;
    const struct orgpol_enabled_connection *enabled_connection;
};

struct connect_copies {
    struct caller_copies caller;
    struct orgpol_connect_request request;
    struct orgpol_connect_body body;
    struct orgpol_authorization_params params;
    struct orgpol_connection connection;
    struct orgpol_enabled_client enabled_client;
    struct orgpol_enabled_connection enabled_connection;
};

/* ---- reading ---- */

static bool reserved_are_zero(const struct connect_rows *in)
{
    return (in->request->reserved | in->body.body->reserved | in->body.body->reserved2 |
            in->body.params->reserved | in->enabled_client->reserved | in->enabled_connection->reserved) ==
               0 &&
           is_connection_reserved_zero(in->connection);
}

static enum orgpol_reason rows_error(const struct connect_rows *in)
{
    const struct orgpol_connect_request *request = in->request;
    const struct orgpol_connect_body *body = in->body.body;
    const struct orgpol_str id = in->connection->id;
    const struct orgpol_str org_id = in->caller.token->org_id;
    const struct list lists[] = {
        {body->scopes, body->scope_count},
        {in->connection->scopes, in->connection->scope_count},
    };
    const struct key keys[] = {
        {request->connection, id, id, ORGPOL_REASON_ROW_OF_OTHER_CONNECTION},
        {request->connection, in->connection->name, request->connection_name,
         ORGPOL_REASON_ROW_OF_OTHER_CONNECTION},
        {request->enabled_client, in->enabled_client->client_id, in->caller.token->azp,
         ORGPOL_REASON_ROW_OF_OTHER_CLIENT},
        {request->enabled_client, in->enabled_client->connection_id, id,
         ORGPOL_REASON_ROW_OF_OTHER_CONNECTION},
        {request->enabled_connection, in->enabled_connection->organization_id, org_id,
         ORGPOL_REASON_ROW_OF_OTHER_ORGANIZATION},
        {request->enabled_connection, in->enabled_connection->connection_id, id,
         ORGPOL_REASON_ROW_OF_OTHER_CONNECTION},
    };

    if (!reserved_are_zero(in))
        return ORGPOL_REASON_UNSUPPORTED_INPUT;
    if (lists_are_missing(lists, sizeof lists / sizeof *lists))
        return ORGPOL_REASON_MISSING_INPUT;
    if (text_given(body->connection) && !text_same(body->connection, request->connection_name))
        return ORGPOL_REASON_ROW_OF_OTHER_CONNECTION;
    return first_wrong_key(keys, sizeof keys / sizeof *keys);
}

static enum orgpol_reason read_rows(const struct orgpol_connect_request *request, struct connect_rows *rows,
                                    struct connect_copies *copies)
{
    static const struct orgpol_connect_request no_request = ORGPOL_CONNECT_REQUEST_INIT;
    static const struct orgpol_connect_body no_body = ORGPOL_CONNECT_BODY_INIT;
    static const struct orgpol_authorization_params no_params = ORGPOL_AUTHORIZATION_PARAMS_INIT;
    static const struct orgpol_connection no_connection = ORGPOL_CONNECTION_INIT;
    static const struct orgpol_enabled_client no_enabled_client = ORGPOL_ENABLED_CLIENT_INIT;
    static const struct orgpol_enabled_connection no_enabled_connection = ORGPOL_ENABLED_CONNECTION_INIT;
    enum orgpol_reason error;
    bool unsupported = false;

#define READ(row, member) read_row((row), &no_##member, &copies->member, sizeof no_##member, &unsupported)
    if (request == NULL)
        return ORGPOL_REASON_MISSING_INPUT;
    rows->request = READ(request, request);
    if (unsupported)
        return ORGPOL_REASON_UNSUPPORTED_INPUT;
    error = orgpol_read_caller(rows->request->caller, &rows->caller, &copies->caller);
    if (error != ORGPOL_REASON_NONE)
        return error;
    if (rows->request->body == NULL)
        return ORGPOL_REASON_MISSING_INPUT;
    rows->body.body = READ(rows->request->body, body);
    rows->body.params = READ(rows->body.body->authorization_params, params);
    rows->connection = READ(rows->request->connection, connection);
    rows->enabled_client = READ(rows->request->enabled_client, enabled_client);
    rows->enabled_connection = READ(rows->request->enabled_connection, enabled_connection);
#undef READ
    return unsupported ? ORGPOL_REASON_UNSUPPORTED_INPUT : rows_error(rows);
}

/* ---- the connection ---- */

static bool is_strategy(const struct orgpol_connection *connection, struct orgpol_str strategy)
{
    return text_same(connection->strategy, strategy);
}

/* CONNECT-16: what the member says; without it, the strategy. An unknown word needs it, which restricts. */
static bool needs_offline_access(const struct orgpol_connection *connection)
{
    const bool google = is_strategy(connection, ORGPOL_STR("google-oauth2")) ||
                        is_strategy(connection, ORGPOL_STR("google-apps"));
    const uint8_t required = connection->offline_access_required;

    return required == ORGPOL_SETTING_UNSET ? google : required != ORGPOL_SETTING_OFF;
}

/* ---- facts ---- */

struct connect_facts {
    bool not_json;            /* CONNECT-06 */
    bool body_wrong;          /* CONNECT-07 */
    bool challenge_wrong;     /* CONNECT-08 */
    bool scopes_wrong;        /* CONNECT-09 */
    bool params_wrong;        /* CONNECT-22 */
    bool unknown;             /* CONNECT-11 */
    bool unsupported;         /* PURP-09 */
    bool bound_upstream;      /* PURP-10 */
    bool purpose_off;         /* CONNECT-12 */
    bool not_enabled;         /* CONNECT-13 */
    bool not_registered;      /* CONNECT-15 */
    bool denied_organization; /* ORG-02: one is named, and the application takes none */
    bool no_organization;     /* ORG-02: the session has none, and the application needs one */
    bool other_organization;  /* ORG-01 CONNECT-05 ORG-22 */
    bool not_in_organization; /* ORG-17 */
    bool offline_off;         /* CONNECT-16 */
    bool google_incomplete;   /* CONNECT-17 */
    uint32_t advice;
};

/* CONNECT-17 of a Google connection: the body's scopes lack one of those that Google needs. */
static bool lacks_google_scopes(const struct orgpol_connect_body *body)
{
    return !text_listed(body->scopes, body->scope_count, ORGPOL_STR("openid")) ||
           !text_listed(body->scopes, body->scope_count, ORGPOL_STR("profile"));
}

/* CONNECT-16, CONNECT-17 and what is only advice; an option turns the two into advice. */
static void add_provider_facts(const struct connect_rows *in, struct connect_facts *is)
{
    const struct orgpol_options *options = in->caller.options;
    const struct orgpol_connect_body *body = in->body.body;
    const struct orgpol_connection *connection = in->connection;
    const bool known = in->request->connection != NULL;
    const bool github = is_strategy(connection, ORGPOL_STR("github"));
    const bool google = is_strategy(connection, ORGPOL_STR("google-oauth2"));
    const bool readable = sends_scopes(body) && !is->scopes_wrong;
    const bool needed = needs_offline_access(connection);
    const bool off = known & !github & needed & !connection->has_offline_access;
    const bool incomplete = known & google & readable && lacks_google_scopes(body);
    const bool warn_off = options->missing_offline_access == ORGPOL_MISSING_SCOPES_WARN;
    const bool warn_scopes = options->google_minimum_scopes == ORGPOL_MISSING_SCOPES_WARN;
    const bool stateless = !text_given(body->state) && !body->is_state_malformed;
    const bool developer_keys = known && orgpol_is_on_developer_keys(connection);

    is->offline_off = off & !warn_off;
    is->google_incomplete = incomplete & !warn_scopes;
    is->advice = (uint32_t)stateless * ORGPOL_ADVICE_STATE_MISSING |                          /* CONNECT-10 */
                 (uint32_t)(off & warn_off) * ORGPOL_ADVICE_OFFLINE_ACCESS_OFF |              /* CONNECT-16 */
                 (uint32_t)(incomplete & warn_scopes) * ORGPOL_ADVICE_GOOGLE_SCOPES_MISSING | /* CONNECT-17 */
                 (uint32_t)developer_keys * ORGPOL_ADVICE_DEVELOPER_KEYS;                     /* PURP-11 */
}

/* Callbacks and usage are known of a known application only, and the session's organization of a token. */
static void add_application_facts(const struct connect_rows *in, struct connect_facts *is)
{
    const struct orgpol_client *client = in->caller.client;
    const struct orgpol_connect_request *request = in->request;
    const struct orgpol_str redirect_uri = in->body.body->redirect_uri;
    const struct orgpol_str org_id = in->caller.token->org_id;
    const bool known = in->caller.has_client;
    const bool connection = request->connection != NULL;
    const bool named = text_given(request->organization_id);
    const bool in_organization = !text_absent(org_id); /* an empty id is no organization's */
    const bool checked = in->caller.options->require_org_connection != 0;
    const bool enabled = request->enabled_connection && !in->enabled_connection->is_disabled;

    is->not_registered = known && !text_absent(redirect_uri) &&
                         !text_listed(client->callbacks, client->callback_count, redirect_uri);
    is->denied_organization = known && named && !admits_with(client->organization_usage);
    /* A word nobody knows admits neither (CFG-43). */
    is->no_organization = known && !admits_without(client->organization_usage) &&
                          !(in_organization && admits_with(client->organization_usage));
    is->other_organization = in->caller.has_token && named && !text_equal(request->organization_id, org_id);
    is->not_in_organization = checked && connection && text_given(org_id) && !enabled;
}

static struct connect_facts facts_of(const struct connect_rows *in)
{
    const struct connect_body_faults body = orgpol_connect_body_faults_of(&in->body);
    const struct connection_faults target =
        connection_faults_of(in->connection, in->request->connection != NULL,
                             in->request->enabled_client != NULL, in->caller.has_client, in->caller.options);
    struct connect_facts is = {
        .not_json = !orgpol_is_json_type(in->request->content_type),
        .body_wrong = body.body_wrong,
        .challenge_wrong = body.challenge_wrong,
        .scopes_wrong = body.scopes_wrong,
        .params_wrong = body.params_wrong,
        .unknown = target.unknown && !text_absent(in->request->connection_name),
        .unsupported = target.unsupported,
        .bound_upstream = target.bound_upstream,
        .purpose_off = target.purpose_off,
        .not_enabled = target.not_enabled,
    };

    add_application_facts(in, &is);
    add_provider_facts(in, &is);
    return is;
}

static uint64_t unmet_conditions(const struct connect_rows *in, struct connect_facts is)
{
    const struct caller_faults by =
        orgpol_caller_faults_of(&in->caller, ORGPOL_STR("create:me:connected_accounts"));

    return 0 CONNECT_TABLE(FAMILY_UNMET, CONNECT);
}

/* ---- results ---- */

/* The scopes that the provider is asked for. */
struct requested {
    const struct orgpol_str *scopes;
    size_t count;
    bool offline_access; /* SCOPE-03: and that one after them */
};

static struct requested requested_by(const struct connect_rows *in)
{
    const struct orgpol_connect_body *body = in->body.body;
    const bool own = sends_scopes(body); /* SCOPE-02: in place of the connection's (SCOPE-01) */
    struct requested requested = {own ? body->scopes : in->connection->scopes,
                                  own ? body->scope_count : in->connection->scope_count, false};

    requested.offline_access = needs_offline_access(in->connection) && in->connection->has_offline_access &&
                               !text_listed(requested.scopes, requested.count, ORGPOL_STR("offline_access"));
    return requested; /* SCOPE-04: and else it is not added */
}

static void write_scopes(const struct requested *requested, struct orgpol_str *scopes)
{
    for (size_t i = 0; i < requested->count; i++)
        scopes[i] = requested->scopes[i];
    if (requested->offline_access)
        scopes[requested->count] = ORGPOL_STR("offline_access");
}

/* CONNECT-21: what is stored with the auth_session. */
static void add_transaction(const struct connect_rows *in, const struct requested *requested,
                            struct orgpol_connect_result *result)
{
    result->is_dpop_bound = in->caller.token->is_dpop_bound != 0;
    result->is_offline_access_added = requested->offline_access;
    result->scope_count = requested->count + requested->offline_access;
    result->user_id = in->caller.token->sub; /* CONNECT-02 ORG-04 ORG-05 ORG-06 */
    result->client_id = in->caller.token->azp;
    result->connection = in->connection->name;
    result->redirect_uri = in->body.body->redirect_uri;
    result->code_challenge = in->body.body->code_challenge;
    result->organization_id = in->caller.token->org_id;
}

struct orgpol_decision orgpol_can_connect_account(const struct orgpol_connect_request *request,
                                                  struct orgpol_connect_result *result,
                                                  struct orgpol_str *scopes, size_t capacity)
{
    static const struct orgpol_connect_result strictest = ORGPOL_CONNECT_RESULT_INIT;
    const bool writable = write_result(result, &strictest, sizeof strictest);
    struct orgpol_connect_result answer = ORGPOL_CONNECT_RESULT_INIT;
    struct requested requested = {NULL, 0, false};
    struct connect_copies copies;
    struct connect_rows rows;
    enum orgpol_reason error = ORGPOL_REASON_UNSUPPORTED_INPUT;

    if (writable)
        error = read_rows(request, &rows, &copies);
    if (error != ORGPOL_REASON_NONE)
        return orgpol_error(ORGPOL_FAMILY_CONNECT, error);

    const struct connect_facts facts = facts_of(&rows);
    const uint64_t unmet = unmet_conditions(&rows, facts);
    const bool allowed = unmet == 0;

    if (allowed) {
        requested = requested_by(&rows);
        add_transaction(&rows, &requested, &answer);
    }
    if (scopes && answer.scope_count > capacity) {
        struct orgpol_connect_result count = ORGPOL_CONNECT_RESULT_INIT;

        count.scope_count = answer.scope_count;
        write_result(result, &count, sizeof count);
        return orgpol_error(ORGPOL_FAMILY_CONNECT, ORGPOL_REASON_RESULT_TOO_SMALL);
    }
    answer.advice = facts.advice;
    write_result(result, &answer, sizeof answer);
    if (scopes)
        write_scopes(&requested, scopes);
    return orgpol_answer(ORGPOL_FAMILY_CONNECT, unmet,
                         (uint32_t)allowed * ORGPOL_MUST_CREATE_AUTH_SESSION); /* CONNECT-20 CONNECT-21 */
}

/* ---- what can be connected at all ---- */

uint8_t orgpol_is_connection_available(const struct orgpol_connection *connection,
                                       const struct orgpol_enabled_client *enabled_client,
                                       const struct orgpol_options *options)
{
    static const struct connect_copies none = {
        .connection = ORGPOL_CONNECTION_INIT,
        .enabled_client = ORGPOL_ENABLED_CLIENT_INIT,
        .caller.options = ORGPOL_OPTIONS_INIT,
    };
    struct connect_copies copies;
    bool unsupported = false;
    const struct orgpol_connection *row =
        read_row(connection, &none.connection, &copies.connection, sizeof *row, &unsupported);
    const struct orgpol_enabled_client *enabled =
        read_row(enabled_client, &none.enabled_client, &copies.enabled_client, sizeof *enabled, &unsupported);
    const struct orgpol_options *chosen =
        read_row(options, &none.caller.options, &copies.caller.options, sizeof *chosen, &unsupported);
    const bool readable = !unsupported && is_connection_reserved_zero(row) && enabled->reserved == 0 &&
                          options_are_known(chosen) && orgpol_vault_options_are_known(chosen);
    const bool pair = text_equal(enabled->connection_id, row->id) && !text_absent(enabled->client_id);
    const struct connection_faults faults = connection_faults_of(row, connection != NULL, pair, true, chosen);

    return readable && !(faults.unknown | faults.unsupported | faults.bound_upstream | faults.purpose_off |
                         faults.not_enabled);
}
