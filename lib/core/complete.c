/* SPDX-License-Identifier: MIT */
/* May the Connected Accounts flow end? The rules are in complete_table.h; here are the facts. */
#include "orgpol/complete.h"

#include "accounts.h"
#include "decision.h"
#include "keys.h"
#include "pkce.h"
#include "rows.h"
#include "secret.h"
#include "vault.h"

struct complete_rows {
    struct caller_rows caller;
    const struct orgpol_complete_request *request;
    const struct orgpol_complete_body *body;
    const struct orgpol_connect_transaction *transaction;
    const struct orgpol_provider_account *provider_account;
    const struct orgpol_connection *connection;
    const struct orgpol_enabled_client *enabled_client;
    struct account_list accounts;
};

struct complete_copies {
    struct caller_copies caller;
    struct orgpol_complete_request request;
    struct orgpol_complete_body body;
    struct orgpol_connect_transaction transaction;
    struct orgpol_provider_account provider_account;
    struct orgpol_connection connection;
    struct orgpol_enabled_client enabled_client;
};

/* ---- reading ---- */

static bool reserved_are_zero(const struct complete_rows *in)
{
    return (in->request->reserved | in->request->reserved2 | in->body->reserved | in->body->reserved2 |
            in->transaction->reserved | in->provider_account->reserved | in->provider_account->reserved2 |
            in->enabled_client->reserved) == 0 &&
           is_connection_reserved_zero(in->connection);
}

static enum orgpol_reason rows_error(const struct complete_rows *in)
{
    const struct orgpol_complete_request *request = in->request;
    const struct orgpol_connection *connection = in->connection;
    const struct orgpol_enabled_client *enabled = in->enabled_client;
    const struct list lists[] = {
        {in->provider_account->scopes, in->provider_account->scope_count},
        {connection->scopes, connection->scope_count},
    };
    const struct key keys[] = {
        {request->connection, connection->id, connection->id, ORGPOL_REASON_ROW_OF_OTHER_CONNECTION},
        {request->connection, connection->name, in->transaction->connection,
         ORGPOL_REASON_ROW_OF_OTHER_CONNECTION},
        {request->enabled_client, enabled->connection_id, connection->id,
         ORGPOL_REASON_ROW_OF_OTHER_CONNECTION},
        {request->enabled_client, enabled->client_id, in->caller.token->azp,
         ORGPOL_REASON_ROW_OF_OTHER_CLIENT},
    };
    enum orgpol_reason error;

    if (!reserved_are_zero(in))
        return ORGPOL_REASON_UNSUPPORTED_INPUT;
    if (request->body == NULL || lists_are_missing(lists, sizeof lists / sizeof *lists))
        return ORGPOL_REASON_MISSING_INPUT;
    error = orgpol_account_list_error(&in->accounts);
    return error != ORGPOL_REASON_NONE ? error : first_wrong_key(keys, sizeof keys / sizeof *keys);
}

static enum orgpol_reason read_rows(const struct orgpol_complete_request *request, struct complete_rows *rows,
                                    struct complete_copies *copies)
{
    static const struct {
        struct orgpol_complete_request request;
        struct orgpol_complete_body body;
        struct orgpol_connect_transaction transaction;
        struct orgpol_provider_account provider_account;
        struct orgpol_connection connection;
        struct orgpol_enabled_client enabled_client;
    } none = {
        .request = ORGPOL_COMPLETE_REQUEST_INIT,
        .body = ORGPOL_COMPLETE_BODY_INIT,
        .transaction = ORGPOL_CONNECT_TRANSACTION_INIT,
        .provider_account = ORGPOL_PROVIDER_ACCOUNT_INIT,
        .connection = ORGPOL_CONNECTION_INIT,
        .enabled_client = ORGPOL_ENABLED_CLIENT_INIT,
    };
    bool unsupported = false;
    enum orgpol_reason error;

#define READ(member, row) \
    (rows->member = read_row((row), &none.member, &copies->member, sizeof none.member, &unsupported))
    if (request == NULL)
        return ORGPOL_REASON_MISSING_INPUT;
    READ(request, request);
    READ(body, rows->request->body);
    READ(transaction, rows->request->transaction);
    READ(provider_account, rows->request->provider_account);
    READ(connection, rows->request->connection);
    READ(enabled_client, rows->request->enabled_client);
#undef READ
    rows->accounts = orgpol_account_list(rows->request->accounts, rows->request->account_count);
    if (unsupported)
        return ORGPOL_REASON_UNSUPPORTED_INPUT;
    error = orgpol_read_caller(rows->request->caller, &rows->caller, &copies->caller);
    return error != ORGPOL_REASON_NONE ? error : rows_error(rows);
}

/* ---- facts ---- */

struct complete_facts {
    bool not_json;
    bool body_wrong;
    bool session_unknown; /* then nothing below is evaluated */
    bool other_session;
    bool other_owner;
    bool other_device;
    bool unproven; /* the transaction's part; the caller's faults have the token's */
    bool other_code;
    bool code_used;
    bool verifier_wrong;
    bool verifier_unexpected;
    bool other_redirect_uri;
    bool expired;
    bool other_client;
    bool other_organization;
    bool unavailable;
};

/* COMPLETE-04: one that is absent has no characters. */
static bool is_body_wrong(const struct orgpol_complete_body *body)
{
    const bool session = text_within(body->auth_session, 1, 64);
    const bool code = text_within(body->connect_code, 1, 46);
    const bool redirect_uri = text_within(body->redirect_uri, 1, 2048);
    const bool verifier = !text_given(body->code_verifier) || text_within(body->code_verifier, 43, 128);

    return (body->has_unknown_member != 0) | !session | !code | !redirect_uri | !verifier;
}

/* A required text of the body is another than the transaction's. COMPLETE-04 says when it is missing. */
static bool differs(struct orgpol_str sent, struct orgpol_str stored)
{
    return !text_absent(sent) && !text_equal(sent, stored);
}

/* The same of a secret. */
static bool differs_in_secret(struct orgpol_str sent, struct orgpol_str stored)
{
    return !text_absent(sent) && !secret_same(sent, stored);
}

/* COMPLETE-15: CONNECT-11 to -13, PURP-09 and PURP-10 again. Without a name there is nothing to connect. */
static bool is_connection_unavailable(const struct complete_rows *in)
{
    const struct orgpol_options *options = in->caller.options;
    const bool known = in->request->connection != NULL;
    const bool enabled = in->request->enabled_client != NULL;
    const struct connection_faults faults =
        connection_faults_of(in->connection, known, enabled, in->caller.has_client, options);
    const bool fault =
        faults.unknown | faults.unsupported | faults.bound_upstream | faults.purpose_off | faults.not_enabled;

    return text_absent(in->transaction->connection) || (fault && !options->recheck_connection_off);
}

static struct complete_facts facts_of(const struct complete_rows *in)
{
    const struct orgpol_complete_body *body = in->body;
    const struct orgpol_connect_transaction *transaction = in->transaction;
    const struct orgpol_options *options = in->caller.options;
    const struct orgpol_access_token *token = in->caller.token;
    const bool started = in->request->transaction != NULL;
    const bool shown = started & in->caller.has_token;
    const bool proven = in->caller.caller->dpop_proof == ORGPOL_DPOP_PROOF_VALID;
    const bool same_session = !differs_in_secret(body->auth_session, transaction->auth_session);
    const bool code_sent = !text_absent(body->connect_code); /* else COMPLETE-04 says that it is missing */
    const bool verifier_sent = text_given(body->code_verifier);
    const bool challenged = text_given(transaction->code_challenge);
    const bool verifier_readable = !verifier_sent || text_within(body->code_verifier, 43, 128); /* else -04 */
    const bool verified = orgpol_code_verifier_fits(body->code_verifier, transaction->code_challenge);
    const bool ignored = options->verifier_without_challenge == ORGPOL_VERIFIER_WITHOUT_CHALLENGE_IGNORE;
    const bool ends = transaction->ticket_expires_at.is_given != 0;
    const bool over = time_is_over(transaction->ticket_expires_at, in->caller.caller->now_s);
    const bool any_client = options->complete_client == ORGPOL_ANY;
    const bool any_organization = options->complete_organization == ORGPOL_ANY;
    const bool in_organization = text_given(transaction->org_id);
    const bool same_organization = text_equal(transaction->org_id, token->org_id);
    const bool same_owner = !text_given(token->sub) || text_equal(transaction->user_id, token->sub);
    const bool same_client = !text_given(token->azp) || text_equal(transaction->client_id, token->azp);

    return (struct complete_facts){
        .not_json = !orgpol_is_json_type(in->request->content_type),
        .body_wrong = is_body_wrong(body),
        .session_unknown = !started,
        .other_session = started & (!same_session | !text_given(transaction->auth_session)),
        .other_owner = shown & !same_owner, /* without a sub TOKEN_OTHER_USER says so */
        .other_device = started & !in->request->is_same_device,
        .unproven = started & (transaction->is_dpop_bound != 0) & !proven,
        .other_code = started & differs_in_secret(body->connect_code, transaction->connect_code),
        .code_used = started & code_sent & (transaction->connect_code_used != ORGPOL_SETTING_OFF),
        .verifier_wrong = started & challenged & verifier_readable & !verified,
        .verifier_unexpected = started & !challenged & verifier_sent & !ignored,
        .other_redirect_uri = started & differs(body->redirect_uri, transaction->redirect_uri),
        .expired = started & (!ends | over),
        .other_client = shown & !any_client & !same_client, /* without an azp CLIENT_THIRD_PARTY does */
        .other_organization = shown & !any_organization & in_organization & !same_organization,
        .unavailable = started & is_connection_unavailable(in),
    };
}

static uint64_t unmet_conditions(const struct complete_rows *in, struct complete_facts is)
{
    const struct caller_faults by =
        orgpol_caller_faults_of(&in->caller, ORGPOL_STR("create:me:connected_accounts"));

    return 0 COMPLETE_TABLE(FAMILY_UNMET, COMPLETE);
}

/* ---- what comes of it ---- */

/*
 * COMPLETE-18, COMPLETE-19: the first entry of this external account, which must be the user's own (SEL-14).
 * As the caller has it.
 */
static const struct orgpol_connected_account *replaced_account(const struct complete_rows *in)
{
    const struct orgpol_connected_account *found = NULL;

    for (size_t i = in->accounts.count; i > 0; i--) {
        struct orgpol_connected_account copy;
        const struct orgpol_connected_account *const given = orgpol_account_given(&in->accounts, i - 1);
        const struct orgpol_connected_account *const account = orgpol_account_read(given, &copy);

        if (text_equal(account->user_id, in->caller.token->sub) &&
            text_equal(account->connection, in->transaction->connection) &&
            text_equal(account->idp_user_id, in->provider_account->idp_user_id))
            found = given;
    }
    return found;
}

/*
 * ORG-13: the organization of the start, where the tenant binds accounts. An entry that is replaced else
 * keeps the tag it has: without it the account would serve in every session (ORG-11).
 */
static struct orgpol_str tag_of(const struct complete_rows *in,
                                const struct orgpol_connected_account *replaced)
{
    struct orgpol_connected_account copy;

    if (in->caller.settings->token_vault_org_binding && text_given(in->transaction->org_id))
        return in->transaction->org_id;
    return orgpol_account_read(replaced, &copy)->organization_id;
}

static struct orgpol_complete_result allowed(const struct complete_rows *in)
{
    struct orgpol_complete_result result = ORGPOL_COMPLETE_RESULT_INIT;

    result.http_status = 201; /* COMPLETE-16 */
    result.advice = in->provider_account->is_refresh_token_issued ? 0 : ORGPOL_ADVICE_NO_REFRESH_TOKEN;
    result.replaced = replaced_account(in);
    result.user_id = in->caller.token->sub; /* ORG-04 ORG-06 */
    result.connection = in->transaction->connection;
    result.org_id = tag_of(in, result.replaced);
    return result;
}

/* COMPLETE-08: by the option, a code that is the right one and was used has a problem of its own. */
static struct orgpol_complete_result denied(const struct complete_rows *in, struct complete_facts is,
                                            uint16_t reason)
{
    static const struct orgpol_problem_entry conflict = {"about:blank", "Conflict",
                                                         "this connect_code was used before", 409};
    struct orgpol_complete_result result = ORGPOL_COMPLETE_RESULT_INIT;
    const bool used = (reason == ORGPOL_REASON_CONNECT_CODE_INVALID) & !is.other_code;

    result.problem = orgpol_problem_info(reason);
    if (used && in->caller.options->used_code == ORGPOL_USED_CODE_CONFLICT)
        result.problem = &conflict;
    result.http_status = result.problem->http_status;
    return result;
}

/* COMPLETE-21: the code is spent by whoever knows the session and is its user. */
static uint32_t obligations_of(const struct complete_rows *in, uint64_t unmet, bool replaces)
{
    const uint64_t session = (UINT64_C(2) << COMPLETE_AUTH_SESSION_INVALID) - 1; /* up to COMPLETE-05 */
    const bool spends = in->caller.options->failed_complete == ORGPOL_FAILED_COMPLETE_SPEND_CODE;
    const bool spent = (unmet == 0) | (spends & ((unmet & session) == 0));
    const bool added = (unmet == 0) & !replaces;

    return (uint32_t)spent * ORGPOL_MUST_CONSUME_CONNECT_CODE |
           (uint32_t)added * ORGPOL_MUST_ADD_CONNECTED_ACCOUNT |
           (uint32_t)replaces * ORGPOL_MUST_UPDATE_CONNECTED_ACCOUNT |
           (uint32_t)(unmet == 0) * ORGPOL_MUST_STORE_TOKENS;
}

struct orgpol_decision orgpol_can_complete_account(const struct orgpol_complete_request *request,
                                                   struct orgpol_complete_result *result)
{
    static const struct orgpol_complete_result strictest = ORGPOL_COMPLETE_RESULT_INIT;
    const bool writable = write_result(result, &strictest, sizeof strictest);
    struct orgpol_complete_result answer;
    struct complete_copies copies;
    struct complete_rows rows;
    struct complete_facts facts;
    struct orgpol_decision decision;
    enum orgpol_reason error = ORGPOL_REASON_UNSUPPORTED_INPUT;
    uint64_t unmet;

    if (writable)
        error = read_rows(request, &rows, &copies);
    if (error != ORGPOL_REASON_NONE)
        return orgpol_error(ORGPOL_FAMILY_COMPLETE, error);
    facts = facts_of(&rows);
    unmet = unmet_conditions(&rows, facts);
    decision = orgpol_answer(ORGPOL_FAMILY_COMPLETE, unmet, 0);
    answer = unmet ? denied(&rows, facts, decision.reason) : allowed(&rows);
    decision.obligations = obligations_of(&rows, unmet, answer.replaced != NULL);
    write_result(result, &answer, sizeof answer);
    return decision;
}
