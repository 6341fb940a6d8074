/* SPDX-License-Identifier: MIT */
/* check_user_grant: finds the rows, asks the core, writes the answer. */
#include "authzen_grant.h"

#define AT(member) offsetof(struct user_grant_question, member)

static const struct field context_fields[] = {
    {"client", FIELD_TEXT, AT(client), NULL, true},
    {"organization", FIELD_TEXT, AT(request.organization_id), NULL, false},
    {"scope", FIELD_TEXT, AT(scope), NULL, false},
    {"permissions", FIELD_ARRAY, AT(permissions_member), NULL, false},
    {"resource", FIELD_TEXT, AT(request.resource), NULL, false},
    {"original_scope", FIELD_TEXT, AT(original_scope), NULL, false},
    {"authorization_details", FIELD_ARRAY, AT(authorization_details), NULL, false},
    {"response_mode", FIELD_TEXT, AT(response_mode), NULL, false},
};
static const struct field_table context_members = FIELD_TABLE(context_fields);

static enum orgpol_status read_context(const struct evaluation *evaluation,
                                       struct user_grant_question *question)
{
    static const cJSON no_context = {.type = cJSON_Object};
    const struct json_path *path = PATH_MEMBER(NULL, "context");
    struct orgpol_json_error *error = evaluation->error;
    enum orgpol_status status = orgpol_decode_fields(evaluation->context ? evaluation->context : &no_context,
                                                     path, &context_members, question, error);

    if (status == ORGPOL_OK && question->client.len == 0)
        status = orgpol_decode_fail(error, PATH_MEMBER(path, "client"), "required, and empty");
    if (status == ORGPOL_OK)
        status = orgpol_read_texts(evaluation, question->permissions_member, PATH_MEMBER(path, "permissions"),
                                   NULL, &question->permissions);
    if (status == ORGPOL_OK)
        status = orgpol_read_texts(evaluation, question->authorization_details,
                                   PATH_MEMBER(path, "authorization_details"), "type",
                                   &question->authorization_details_types);
    if (status == ORGPOL_OK)
        status =
            orgpol_read_scope(evaluation, question->scope, PATH_MEMBER(path, "scope"), &question->scopes);
    if (status == ORGPOL_OK)
        status = orgpol_read_scope(evaluation, question->original_scope, PATH_MEMBER(path, "original_scope"),
                                   &question->original_scopes);
    if (status != ORGPOL_OK)
        return status;
    question->request.is_refresh = question->original_scope.len > 0;
    question->request.response_mode = response_mode_of(question->response_mode);
    return ORGPOL_OK;
}

/* UAPI-12: the scopes of the API that the user has by the roles of this organization, or outside any. */
static enum orgpol_status find_permissions(const struct evaluation *evaluation,
                                           const struct tenant_organization *organization,
                                           const struct orgpol_resource_server *api,
                                           struct text_array *permissions)
{
    const struct tenant_user *user = orgpol_tenant_user(evaluation->tenant, evaluation->subject_id);
    const size_t most = api->scope_count < ORGPOL_SCOPE_LIMIT ? api->scope_count : ORGPOL_SCOPE_LIMIT;

    if (user == NULL)
        return ORGPOL_OK;
    if (orgpol_texts_room(evaluation, permissions, most) != ORGPOL_OK)
        return ORGPOL_ERR_MEMORY;
    for (size_t i = 0; i < api->scope_count && permissions->count < most; i++)
        if (orgpol_tenant_has_permission(evaluation->tenant, user, organization, api->identifier,
                                         api->scopes[i]))
            permissions->texts[permissions->count++] = api->scopes[i];
    return ORGPOL_OK;
}

static enum orgpol_status find_rows(const struct evaluation *evaluation, struct user_grant_question *question)
{
    const struct orgpol_tenant *tenant = evaluation->tenant;
    struct orgpol_user_grant_request *request = &question->request;
    const struct tenant_organization *organization =
        orgpol_tenant_organization(tenant, request->organization_id);
    enum orgpol_status status = ORGPOL_OK;
    struct orgpol_str audience;

    request->user_id = evaluation->subject_id;
    request->audience = evaluation->resource_id;
    request->options = &tenant->options;
    request->settings = &tenant->settings;
    request->client = orgpol_tenant_client(tenant, question->client);
    request->organization = orgpol_tenant_organization_row(tenant, organization, &question->organization);
    audience = orgpol_resolve_audience(request->audience, request->resource, request->settings);
    request->resource_server = orgpol_tenant_resource_server(tenant, audience);
    orgpol_find_grants(tenant, request->client, request->resource_server, audience, ORGPOL_SUBJECT_TYPE_USER,
                       &request->client_grant, &request->default_client_grant,
                       &request->has_several_client_grants);
    /* With an organization that is unknown, the user has no roles. */
    if (question->permissions_member == NULL && request->resource_server &&
        request->resource_server->enforce_policies && (organization || request->organization_id.len == 0))
        status = find_permissions(evaluation, organization, request->resource_server, &question->permissions);
    request->scopes = question->scopes.texts;
    request->scope_count = question->scopes.count;
    request->original_scopes = question->original_scopes.texts;
    request->original_scope_count = question->original_scopes.count;
    request->permissions = question->permissions.texts;
    request->permission_count = question->permissions.count;
    request->authorization_details_types = question->authorization_details_types.texts;
    request->authorization_details_type_count = question->authorization_details_types.count;
    return status;
}

enum orgpol_status orgpol_ask_user_grant(const struct evaluation *evaluation,
                                         struct user_grant_question **question)
{
    enum orgpol_status status;

    *question = NULL;
    if (evaluation->subject_id.len == 0)
        return orgpol_decode_fail(evaluation->error, PATH_MEMBER(PATH_MEMBER(NULL, "subject"), "id"),
                                  "required, and empty");
    *question = orgpol_question_room(evaluation, sizeof **question, AT(effective));
    if (*question == NULL)
        return orgpol_json_no_memory(evaluation->error);
    (*question)->request = (struct orgpol_user_grant_request)ORGPOL_USER_GRANT_REQUEST_INIT;
    status = read_context(evaluation, *question);
    if (status == ORGPOL_OK)
        status = find_rows(evaluation, *question);
    if (status != ORGPOL_OK)
        *question = NULL;
    return status;
}

struct orgpol_description_values orgpol_user_grant_values(const struct evaluation *evaluation,
                                                          const struct user_grant_question *question)
{
    const struct orgpol_user_grant_request *request = &question->request;
    struct orgpol_description_values values = ORGPOL_DESCRIPTION_VALUES_INIT;

    values.org_id = request->organization_id;
    values.user_id = evaluation->subject_id;
    values.client_id = question->client;
    values.audience = orgpol_resolve_audience(request->audience, request->resource, request->settings);
    return values;
}

static void write_result(struct answer *answer, const struct orgpol_user_grant_result *result,
                         const struct user_grant_question *question)
{
    orgpol_answer_grant(answer, result->grant_id, result->audience, question->effective, result->scope_count,
                        result->org_id);
    orgpol_answer_open(answer, "claims", '{');
    orgpol_answer_text(answer, "sub", result->sub);
    orgpol_answer_client_claims(answer, result->token_profile, result->client_id,
                                result->is_refresh ? "refresh_token" : NULL, result->org_id,
                                result->org_name);
    if (result->has_permissions)
        orgpol_answer_texts(answer, "permissions", question->claim, result->permission_count);
    orgpol_answer_close(answer, '}');
    orgpol_answer_token(answer, result->token_profile, result->is_id_token_issued,
                        result->may_have_refresh_token);
}

enum orgpol_status orgpol_authzen_user_grant(struct evaluation *evaluation)
{
    struct orgpol_user_grant_result result = ORGPOL_USER_GRANT_RESULT_INIT;
    struct orgpol_description_values values;
    struct user_grant_question *question;
    enum orgpol_status status = orgpol_ask_user_grant(evaluation, &question);

    if (question == NULL)
        return status;
    evaluation->decision = orgpol_check_user_grant(&question->request, &result, question->effective,
                                                   ORGPOL_SCOPE_LIMIT, question->claim, ORGPOL_SCOPE_LIMIT);
    if (evaluation->decision.effect == ORGPOL_EFFECT_ERROR)
        return orgpol_fail_with_reason(evaluation);
    values = orgpol_user_grant_values(evaluation, question);
    orgpol_answer_decision_begin(evaluation->answer, evaluation->decision, result.advice, &values);
    if (evaluation->decision.effect == ORGPOL_EFFECT_ALLOW)
        write_result(evaluation->answer, &result, question);
    orgpol_answer_decision_end(evaluation->answer, evaluation->decision);
    return ORGPOL_OK;
}
