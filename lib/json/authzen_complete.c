/* SPDX-License-Identifier: MIT */
/* can_complete_account: reads body, transaction and provider's answer, finds the rows, asks the core,
 * answers.
 */
#include "orgpol/complete.h"

#include <string.h>

#include "authzen_grant.h"
#include "authzen_vault.h"
#include "orgpol/search.h"

/* The members of `context`, strings pointing into the request's tree, and the rows found. */
struct complete_question {
    struct orgpol_complete_request request;
    struct orgpol_complete_body body;
    struct orgpol_connect_transaction transaction;
    struct orgpol_provider_account provider_account;
    struct orgpol_enabled_client enabled_client;
    struct caller_context caller;
    struct text_array scopes;
    const cJSON *body_member;
    const cJSON *transaction_member;
    const cJSON *provider_member;
    const cJSON *scopes_member;
};

#define AT(member) offsetof(struct complete_question, member)

static const struct field context_fields[] = {
    {"content_type", FIELD_TEXT, AT(request.content_type), NULL, false},
    {"same_device", FIELD_FLAG, AT(request.is_same_device), NULL, false},
    {"body", FIELD_OBJECT, AT(body_member), NULL, true},
    {"transaction", FIELD_OBJECT, AT(transaction_member), NULL, false},
    {"transaction.auth_session", FIELD_TEXT, AT(transaction.auth_session), NULL, false},
    {"transaction.user_id", FIELD_TEXT, AT(transaction.user_id), NULL, false},
    {"transaction.client_id", FIELD_TEXT, AT(transaction.client_id), NULL, false},
    {"transaction.connection", FIELD_TEXT, AT(transaction.connection), NULL, false},
    {"transaction.redirect_uri", FIELD_TEXT, AT(transaction.redirect_uri), NULL, false},
    {"transaction.code_challenge", FIELD_TEXT, AT(transaction.code_challenge), NULL, false},
    {"transaction.ticket_expires_at", FIELD_SECONDS, AT(transaction.ticket_expires_at), NULL, false},
    {"transaction.dpop_bound", FIELD_FLAG, AT(transaction.is_dpop_bound), NULL, false},
    {"transaction.connect_code", FIELD_TEXT, AT(transaction.connect_code), NULL, false},
    {"transaction.connect_code_used", FIELD_SETTING, AT(transaction.connect_code_used), NULL, false},
    {"transaction.org_id", FIELD_TEXT, AT(transaction.org_id), NULL, false},
    {"provider_account", FIELD_OBJECT, AT(provider_member), NULL, false},
    {"provider_account.idp_user_id", FIELD_TEXT, AT(provider_account.idp_user_id), NULL, false},
    {"provider_account.scopes", FIELD_ARRAY, AT(scopes_member), NULL, false},
    {"provider_account.refresh_token_issued", FIELD_FLAG, AT(provider_account.is_refresh_token_issued), NULL,
     false},
    {"provider_account.expires_at", FIELD_SECONDS, AT(provider_account.expires_at), NULL, false},
};
static const struct field_table context_members = FIELD_TABLE(context_fields);

/* ---- reading ---- */

/* A closed object, in which everything that is wrong is the end user's and no error (COMPLETE-04). */
static void read_body(const cJSON *object, struct orgpol_complete_body *body)
{
    const struct {
        const char *name;
        struct orgpol_str *text;
    } members[] = {
        {"auth_session", &body->auth_session},
        {"connect_code", &body->connect_code},
        {"redirect_uri", &body->redirect_uri},
        {"code_verifier", &body->code_verifier},
    };
    const cJSON *item;

    cJSON_ArrayForEach(item, object)
    {
        struct orgpol_str *text = NULL;

        for (size_t i = 0; i < sizeof members / sizeof *members; i++)
            if (strcmp(item->string, members[i].name) == 0)
                text = members[i].text;
        if (text && cJSON_IsString(item))
            *text = orgpol_str_of(item->valuestring);
        else if (!cJSON_IsNull(item))
            body->has_unknown_member = 1;
    }
}

static enum orgpol_status read_context(struct evaluation *evaluation, struct complete_question *question)
{
    const struct json_path *path = PATH_MEMBER(NULL, "context");
    const struct orgpol_str *connection = &question->transaction.connection;
    enum orgpol_status status = orgpol_read_caller_context(evaluation, &question->caller);

    if (status == ORGPOL_OK) /* then there is a context, since `now` is required */
        status =
            orgpol_decode_fields(evaluation->context, path, &context_members, question, evaluation->error);
    if (status == ORGPOL_OK)
        status = orgpol_read_text_array(evaluation, question->scopes_member,
                                        PATH_MEMBER(PATH_MEMBER(path, "provider_account"), "scopes"),
                                        &question->scopes);
    if (status != ORGPOL_OK)
        return status;
    if (connection->ptr && !text_same(*connection, evaluation->resource_id)) {
        evaluation->unfit = ORGPOL_AUTHZEN_SEARCH_RESOURCE;
        return orgpol_decode_fail(evaluation->error, PATH_MEMBER(PATH_MEMBER(NULL, "resource"), "id"),
                                  "another connection than the transaction's");
    }
    read_body(question->body_member, &question->body);
    question->provider_account.scopes = question->scopes.texts;
    question->provider_account.scope_count = question->scopes.count;
    return ORGPOL_OK;
}

/* The connection is the transaction's: without one, nobody has named any. */
static void find_rows(const struct evaluation *evaluation, struct complete_question *question)
{
    const struct orgpol_tenant *tenant = evaluation->tenant;
    const struct orgpol_my_account_caller *caller = &question->caller.caller;
    const struct tenant_connection *connection =
        orgpol_tenant_connection_by_name(tenant, question->transaction.connection);
    const struct tenant_user *user = caller->user ? orgpol_tenant_user(tenant, caller->user->user_id) : NULL;
    struct orgpol_complete_request *request = &question->request;

    request->caller = caller;
    request->body = &question->body;
    request->transaction = question->transaction_member ? &question->transaction : NULL;
    request->provider_account = question->provider_member ? &question->provider_account : NULL;
    request->connection = connection ? &connection->row : NULL;
    request->enabled_client =
        orgpol_find_enabled_client(tenant, connection, caller->client, &question->enabled_client);
    if (user)
        request->accounts = orgpol_tenant_accounts(tenant, user, &request->account_count);
}

/* ---- the answer ---- */

static void write_account(struct answer *answer, const struct complete_question *question,
                          const struct orgpol_complete_result *result)
{
    orgpol_answer_open(answer, "connected_account", '{');
    if (result->replaced)
        orgpol_answer_text(answer, "id", result->replaced->id);
    orgpol_answer_text(answer, "connection", result->connection);
    orgpol_answer_text(answer, "access_type", ORGPOL_STR("offline"));                      /* COMPLETE-20 */
    orgpol_answer_texts(answer, "scopes", question->scopes.texts, question->scopes.count); /* COMPLETE-17 */
    orgpol_answer_text(answer, "user_id", result->user_id);
    if (result->org_id.ptr)
        orgpol_answer_text(answer, "org_id", result->org_id);
    orgpol_answer_close(answer, '}');
}

static enum orgpol_status answer(struct evaluation *evaluation, struct complete_question *question)
{
    struct orgpol_complete_result result = ORGPOL_COMPLETE_RESULT_INIT;

    find_rows(evaluation, question);
    evaluation->decision = orgpol_can_complete_account(&question->request, &result);
    if (evaluation->decision.effect == ORGPOL_EFFECT_ERROR)
        return orgpol_fail_with_reason(evaluation);
    orgpol_answer_problem_begin(evaluation->answer, evaluation->decision, result.advice, result.problem,
                                result.http_status);
    if (evaluation->decision.effect == ORGPOL_EFFECT_ALLOW)
        write_account(evaluation->answer, question, &result);
    orgpol_answer_decision_end(evaluation->answer, evaluation->decision);
    return ORGPOL_OK;
}

enum orgpol_status orgpol_authzen_complete(struct evaluation *evaluation)
{
    struct complete_question question = {.request = ORGPOL_COMPLETE_REQUEST_INIT,
                                         .body = ORGPOL_COMPLETE_BODY_INIT,
                                         .transaction = ORGPOL_CONNECT_TRANSACTION_INIT,
                                         .provider_account = ORGPOL_PROVIDER_ACCOUNT_INIT};
    const enum orgpol_status status = read_context(evaluation, &question);

    return status == ORGPOL_OK ? answer(evaluation, &question) : status;
}
