/* SPDX-License-Identifier: MIT */
/* What the Token Vault actions share. */
#include "authzen_vault.h"

#include <string.h>

#include "orgpol/scope.h"

/* ---- lists ---- */

enum orgpol_status orgpol_read_text_array(const struct evaluation *evaluation, const cJSON *value,
                                          const struct json_path *path, struct text_array *array)
{
    struct orgpol_json_error *error = evaluation->error;
    enum orgpol_status status;
    const cJSON *item;

    if (value && !cJSON_IsArray(value))
        return orgpol_decode_fail(error, path, "expected an array, found %s", orgpol_decode_kind_name(value));
    status = orgpol_texts_room(evaluation, array, (size_t)cJSON_GetArraySize(value));
    cJSON_ArrayForEach(item, value)
    {
        if (status == ORGPOL_OK)
            status = orgpol_decode_text_element(item, PATH_ELEMENT(path, array->count),
                                                &array->texts[array->count], error);
        array->count += status == ORGPOL_OK;
    }
    return status;
}

enum orgpol_status orgpol_read_text_or_texts(const struct evaluation *evaluation, const cJSON *value,
                                             const struct json_path *path, struct text_array *array)
{
    enum orgpol_status status;

    if (value == NULL || cJSON_IsArray(value))
        return orgpol_read_text_array(evaluation, value, path, array);
    if (!cJSON_IsString(value))
        return orgpol_decode_fail(evaluation->error, path, "expected text or an array of text, found %s",
                                  orgpol_decode_kind_name(value));
    status = orgpol_texts_room(evaluation, array, 1);
    if (status == ORGPOL_OK)
        array->texts[array->count++] = orgpol_str_of(value->valuestring);
    return status;
}

enum orgpol_status orgpol_split_texts(const struct evaluation *evaluation, struct orgpol_str text,
                                      bool commas, struct text_array *array)
{
    const char *const separators = commas ? " ," : " ";
    enum orgpol_status status;
    size_t count = 0;

    for (size_t pass = 0; pass < 2; pass++) {
        const char *at = text.ptr ? text.ptr : "";

        for (at += strspn(at, separators); *at; at += strspn(at, separators)) {
            const size_t length = strcspn(at, separators);

            if (pass == 0)
                count++;
            else
                array->texts[array->count++] = (struct orgpol_str){at, length};
            at += length;
        }
        status = pass == 0 ? orgpol_texts_room(evaluation, array, count) : ORGPOL_OK;
        if (status != ORGPOL_OK)
            return status;
    }
    return ORGPOL_OK;
}

/* ---- rows ---- */

const struct orgpol_client *orgpol_vault_client(const struct orgpol_tenant *tenant,
                                                struct orgpol_str client_id)
{
    const struct orgpol_client *client = orgpol_tenant_client(tenant, client_id);

    return client && text_same(client->client_id, client_id) ? client : NULL;
}

const struct tenant_user *orgpol_find_accounts(const struct orgpol_tenant *tenant, struct orgpol_str user_id,
                                               struct orgpol_account_request *request,
                                               struct orgpol_user *row)
{
    const struct tenant_user *user = orgpol_tenant_user(tenant, user_id);
    const struct tenant_user_more *more = user ? orgpol_tenant_user_more(tenant, user) : NULL;

    if (user == NULL)
        return NULL;
    request->user = orgpol_tenant_user_row(tenant, user, row);
    request->user_id = request->user->user_id;
    request->accounts = orgpol_tenant_accounts(tenant, user, &request->account_count);
    request->linked_user_ids = more->linked_user_ids.texts;
    request->linked_user_id_count = more->linked_user_ids.count;
    return user;
}

const struct orgpol_enabled_client *orgpol_find_enabled_client(const struct orgpol_tenant *tenant,
                                                               const struct tenant_connection *connection,
                                                               const struct orgpol_client *client,
                                                               struct orgpol_enabled_client *row)
{
    return connection && client && orgpol_tenant_enabled_client(tenant, connection, client, row) ? row : NULL;
}

/* ---- the caller ---- */

struct caller_members {
    struct orgpol_time now;
    struct orgpol_str host;
    struct orgpol_str scope;
    struct orgpol_str gty;
    const cJSON *token;
    uint8_t dpop_proof_valid; /* enum orgpol_setting */
};

#define AT(member) offsetof(struct caller_members, member)

static const struct field caller_fields[] = {
    {"now", FIELD_SECONDS, AT(now), NULL, true},
    {"host", FIELD_TEXT, AT(host), NULL, false},
    {"dpop_proof_valid", FIELD_SETTING, AT(dpop_proof_valid), NULL, false},
    {"token", FIELD_OBJECT, AT(token), NULL, false},
    {"token.scope", FIELD_TEXT, AT(scope), NULL, false},
    {"token.gty", FIELD_TEXT, AT(gty), NULL, false},
};
static const struct field_table caller_table = FIELD_TABLE(caller_fields);

#define TOKEN(member) offsetof(struct orgpol_access_token, member)

static const struct field token_fields[] = {
    {"valid", FIELD_FLAG, TOKEN(is_valid), NULL, false},
    {"expires_at", FIELD_SECONDS, TOKEN(expires_at), NULL, false},
    {"sub", FIELD_TEXT, TOKEN(sub), NULL, false},
    {"azp", FIELD_TEXT, TOKEN(azp), NULL, false},
    {"org_id", FIELD_TEXT, TOKEN(org_id), NULL, false},
    {"dpop_bound", FIELD_FLAG, TOKEN(is_dpop_bound), NULL, false},
};
static const struct field_table token_table = FIELD_TABLE(token_fields);

static enum orgpol_status read_token(const struct evaluation *evaluation,
                                     const struct caller_members *members, struct caller_context *context)
{
    const struct json_path *path = PATH_MEMBER(PATH_MEMBER(NULL, "context"), "token");
    enum orgpol_status status =
        orgpol_decode_fields(members->token, path, &token_table, &context->token, evaluation->error);

    if (status == ORGPOL_OK)
        status = orgpol_read_text_or_texts(evaluation, orgpol_decode_member(members->token, "aud"),
                                           PATH_MEMBER(path, "aud"), &context->audiences);
    if (status == ORGPOL_OK)
        status = orgpol_split_texts(evaluation, members->scope, false, &context->scopes);
    context->token.is_machine = is_machine_gty(members->gty);
    context->token.audiences = context->audiences.texts;
    context->token.audience_count = context->audiences.count;
    context->token.scopes = context->scopes.texts;
    context->token.scope_count = context->scopes.count;
    return status;
}

enum orgpol_status orgpol_read_timed_context(const struct evaluation *evaluation,
                                             const struct field_table *members, void *target,
                                             const struct orgpol_time *now)
{
    static const cJSON none = {.type = cJSON_Object};
    const struct json_path *path = PATH_MEMBER(NULL, "context");
    const enum orgpol_status status = orgpol_decode_fields(evaluation->context ? evaluation->context : &none,
                                                           path, members, target, evaluation->error);

    if (status == ORGPOL_OK && now->s == 0)
        return orgpol_decode_fail(evaluation->error, PATH_MEMBER(path, "now"), "expected the time, found 0");
    return status;
}

enum orgpol_status orgpol_read_caller_context(const struct evaluation *evaluation,
                                              struct caller_context *context)
{
    const struct orgpol_tenant *tenant = evaluation->tenant;
    const bool is_user = strcmp(evaluation->subject_type, "user") == 0;
    struct orgpol_my_account_caller *caller = &context->caller;
    struct caller_members members = {.token = NULL};
    enum orgpol_status status;

    *context =
        (struct caller_context){.caller = ORGPOL_MY_ACCOUNT_CALLER_INIT, .token = ORGPOL_ACCESS_TOKEN_INIT};
    status = orgpol_read_timed_context(evaluation, &caller_table, &members, &members.now);
    if (status == ORGPOL_OK && members.token)
        status = read_token(evaluation, &members, context);
    if (status != ORGPOL_OK)
        return status;
    caller->now_s = members.now.s;
    caller->host = members.host;
    caller->dpop_proof = dpop_proof_of(members.dpop_proof_valid);
    if (is_user)
        caller->user_id = evaluation->subject_id;
    caller->settings = &tenant->settings;
    caller->options = &tenant->options;
    caller->resource_server = orgpol_tenant_my_account_api(tenant);
    if (members.token) {
        caller->token = &context->token;
        caller->client = orgpol_vault_client(tenant, context->token.azp);
        caller->user =
            orgpol_tenant_user_row(tenant, orgpol_tenant_user(tenant, context->token.sub), &context->user);
    }
    return ORGPOL_OK;
}

/* ---- answers ---- */

void orgpol_answer_my_account_begin(struct evaluation *evaluation, uint32_t advice, unsigned allowed_status)
{
    const struct orgpol_problem_entry *problem = orgpol_problem_info(evaluation->decision.reason);

    orgpol_answer_problem_begin(evaluation->answer, evaluation->decision, advice, problem,
                                problem ? problem->http_status : allowed_status);
}

void orgpol_answer_account(struct answer *answer, const struct orgpol_connected_account *account)
{
    orgpol_answer_open(answer, "connected_account", '{');
    orgpol_answer_text(answer, "id", account->id);
    orgpol_answer_text(answer, "connection", account->connection);
    orgpol_answer_text(answer, "user_id", account->user_id);
    if (account->organization_id.ptr)
        orgpol_answer_text(answer, "org_id", account->organization_id);
    orgpol_answer_close(answer, '}');
}
