/* SPDX-License-Identifier: MIT */
/* check_my_account_token: reads the parameters, finds the rows, asks the core, writes the answer. */
#include "orgpol/my_account.h"

#include <string.h>

#include "authzen_grant.h"
#include "authzen_vault.h"

/* The members of `context`, strings pointing into the request's tree, and the rows found. On the heap. */
struct my_account_question {
    struct orgpol_my_account_request request;
    struct orgpol_user user;
    struct orgpol_time now;
    struct orgpol_str client;
    struct orgpol_str scope;
    struct orgpol_str login_scope;
    const cJSON *permissions_member;
    const cJSON *consented_member;
    struct text_array scopes;
    struct text_array login_scopes;
    struct text_array permissions;
    struct text_array consented_scopes;
    struct orgpol_str effective[ORGPOL_SCOPE_LIMIT];
};

#define END     \
    {           \
        NULL, 0 \
    }
#define AT(member) offsetof(struct my_account_question, member)

static const struct word grant_words[] = {
    {"authorization_code", ORGPOL_MY_ACCOUNT_GRANT_AUTHORIZATION_CODE},
    {"refresh_token", ORGPOL_MY_ACCOUNT_GRANT_REFRESH_TOKEN},
    {"client_credentials", ORGPOL_MY_ACCOUNT_GRANT_CLIENT_CREDENTIALS},
    END,
};
static const struct word verdict_words[] = {
    {"allow", ORGPOL_MY_ACCOUNT_VERDICT_ALLOW},
    {"challenge", ORGPOL_MY_ACCOUNT_VERDICT_CHALLENGE},
    {"deny", ORGPOL_MY_ACCOUNT_VERDICT_DENY},
    END,
};

static const struct field context_fields[] = {
    {"now", FIELD_SECONDS, AT(now), NULL, true},
    {"client", FIELD_TEXT, AT(client), NULL, true},
    {"grant_type", FIELD_GIVEN_WORD, AT(request.grant_type), grant_words, true}, /* another: MYA-11 */
    {"scope", FIELD_TEXT, AT(scope), NULL, false},
    {"refresh_token_audience", FIELD_TEXT, AT(request.refresh_token_audience), NULL, false},
    {"login_scope", FIELD_TEXT, AT(login_scope), NULL, false},
    {"permissions", FIELD_ARRAY, AT(permissions_member), NULL, false},
    {"consented_scopes", FIELD_ARRAY, AT(consented_member), NULL, false},
    {"auth_time", FIELD_SECONDS, AT(request.auth_time), NULL, false},
    {"mfa_time", FIELD_SECONDS, AT(request.mfa_time), NULL, false},
    {"action_verdict", FIELD_ONE_OF, AT(request.action_verdict), verdict_words, false},
    {"host", FIELD_TEXT, AT(request.host), NULL, false},
};
static const struct field_table context_members = FIELD_TABLE(context_fields);

static enum orgpol_status read_lists(const struct evaluation *evaluation,
                                     struct my_account_question *question)
{
    const struct json_path *path = PATH_MEMBER(NULL, "context");
    enum orgpol_status status = orgpol_split_texts(evaluation, question->scope, false, &question->scopes);

    if (status == ORGPOL_OK)
        status = orgpol_split_texts(evaluation, question->login_scope, false, &question->login_scopes);
    if (status == ORGPOL_OK)
        status = orgpol_read_text_array(evaluation, question->permissions_member,
                                        PATH_MEMBER(path, "permissions"), &question->permissions);
    if (status == ORGPOL_OK)
        status = orgpol_read_text_array(evaluation, question->consented_member,
                                        PATH_MEMBER(path, "consented_scopes"), &question->consented_scopes);
    return status;
}

static enum orgpol_status read_context(const struct evaluation *evaluation,
                                       struct my_account_question *question)
{
    struct orgpol_my_account_request *request = &question->request;
    enum orgpol_status status =
        orgpol_read_timed_context(evaluation, &context_members, question, &question->now);

    if (status == ORGPOL_OK)
        status = read_lists(evaluation, question);
    if (status != ORGPOL_OK)
        return status;
    request->now_s = question->now.s;
    request->audience = evaluation->resource_id;
    if (strcmp(evaluation->subject_type, "user") == 0) /* a client has no user (MYA-04) */
        request->user_id = evaluation->subject_id;
    request->has_scopes = question->scope.ptr != NULL;
    request->scopes = question->scopes.texts;
    request->scope_count = question->scopes.count;
    request->login_scopes = question->login_scopes.texts;
    request->login_scope_count = question->login_scopes.count;
    request->permissions = question->permissions.texts;
    request->permission_count = question->permissions.count;
    request->consented_scopes = question->consented_scopes.texts;
    request->consented_scope_count = question->consented_scopes.count;
    return ORGPOL_OK;
}

static void find_rows(const struct orgpol_tenant *tenant, struct my_account_question *question)
{
    struct orgpol_my_account_request *request = &question->request;
    const struct tenant_user *user =
        request->user_id.ptr ? orgpol_tenant_user(tenant, request->user_id) : NULL;

    request->settings = &tenant->settings;
    request->options = &tenant->options;
    request->client = orgpol_vault_client(tenant, question->client);
    request->user = orgpol_tenant_user_row(tenant, user, &question->user);
    request->resource_server = orgpol_tenant_my_account_api(tenant);
    if (request->client && request->resource_server) /* of two grants there is none (CFG-26) */
        orgpol_tenant_client_grant(tenant, request->client->client_id, request->resource_server->identifier,
                                   ORGPOL_SUBJECT_TYPE_USER, &request->client_grant);
}

static enum orgpol_status answer(struct evaluation *evaluation, struct my_account_question *question)
{
    struct orgpol_my_account_result result = ORGPOL_MY_ACCOUNT_RESULT_INIT;
    struct orgpol_description_values values = ORGPOL_DESCRIPTION_VALUES_INIT;

    find_rows(evaluation->tenant, question);
    evaluation->decision =
        orgpol_check_my_account_token(&question->request, &result, question->effective, ORGPOL_SCOPE_LIMIT);
    if (evaluation->decision.effect == ORGPOL_EFFECT_ERROR)
        return orgpol_fail_with_reason(evaluation);
    values.client_id = question->client;
    values.audience = evaluation->resource_id;
    orgpol_answer_decision_begin(evaluation->answer, evaluation->decision, 0, &values);
    if (evaluation->decision.effect == ORGPOL_EFFECT_ALLOW)
        orgpol_answer_texts(evaluation->answer, "scopes", question->effective, result.scope_count);
    orgpol_answer_decision_end(evaluation->answer, evaluation->decision);
    return ORGPOL_OK;
}

enum orgpol_status orgpol_authzen_my_account(struct evaluation *evaluation)
{
    struct my_account_question *question = orgpol_question_room(evaluation, sizeof *question, AT(effective));
    enum orgpol_status status;

    if (question == NULL)
        return orgpol_json_no_memory(evaluation->error);
    question->request = (struct orgpol_my_account_request)ORGPOL_MY_ACCOUNT_REQUEST_INIT;
    status = read_context(evaluation, question);
    return status == ORGPOL_OK ? answer(evaluation, question) : status;
}
