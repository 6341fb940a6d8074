/* SPDX-License-Identifier: MIT */
/* check_client_grant: finds the rows, asks the core, writes the answer. */

#include "authzen_grant.h"

/* The members of `context`, rows and results. On the heap, because of the results, from `effective` on. */
struct client_grant_question {
    struct orgpol_client_grant_request request;
    struct orgpol_str scope;
    uint8_t is_unauthenticated;
    struct given_count client_hour;
    struct given_count client_day;
    struct given_count organization_hour;
    struct given_count organization_day;
    struct orgpol_organization organization;
    struct orgpol_organization_client_grant association;
    struct orgpol_token_quota client_quota;
    struct orgpol_token_quota default_client_quota;
    struct orgpol_token_quota organization_quota;
    struct orgpol_token_quota default_organization_quota;
    struct orgpol_token_usage client_usage;
    struct orgpol_token_usage organization_usage;
    struct text_array scopes;
    struct orgpol_str effective[ORGPOL_SCOPE_LIMIT];
    struct orgpol_str missing[ORGPOL_SCOPE_LIMIT];
};

static const struct word verdict_words[] = {
    {"allow", ORGPOL_ACTION_VERDICT_ALLOW},
    {"deny", ORGPOL_ACTION_VERDICT_DENY},
    {NULL, 0},
};

#define AT(member) offsetof(struct client_grant_question, member)

static const struct field context_fields[] = {
    {"organization", FIELD_TEXT, AT(request.sent_organization), NULL, false},
    {"scope", FIELD_TEXT, AT(scope), NULL, false},
    {"resource", FIELD_TEXT, AT(request.resource), NULL, false},
    {"client_authenticated", FIELD_FLAG_OFF, AT(is_unauthenticated), NULL, false},
    {"token_usage.client.hour", FIELD_COUNT, AT(client_hour), NULL, false},
    {"token_usage.client.day", FIELD_COUNT, AT(client_day), NULL, false},
    {"token_usage.organization.hour", FIELD_COUNT, AT(organization_hour), NULL, false},
    {"token_usage.organization.day", FIELD_COUNT, AT(organization_day), NULL, false},
    {"action_verdict", FIELD_CHOICE, AT(request.action_verdict), verdict_words, false},
};
static const struct field_table context_members = FIELD_TABLE(context_fields);

static const struct orgpol_token_quota *quota_of(const struct tenant_quota *given,
                                                 struct orgpol_token_quota *row)
{
    *row = (struct orgpol_token_quota)ORGPOL_TOKEN_QUOTA_INIT;
    row->has_per_hour = given->has_per_hour;
    row->has_per_day = given->has_per_day;
    row->is_not_enforced = given->is_not_enforced;
    row->per_hour = given->per_hour;
    row->per_day = given->per_day;
    return given->is_given ? row : NULL;
}

static const struct orgpol_token_usage *usage_of(struct given_count hour, struct given_count day,
                                                 struct orgpol_token_usage *row)
{
    *row = (struct orgpol_token_usage)ORGPOL_TOKEN_USAGE_INIT;
    row->hour = hour.value;
    row->day = day.value;
    return row;
}

/* PROMPT-01, TRAP-48: by id, or by name where the tenant accepts names; without one sent, the client's
 * default organization. */
static const struct tenant_organization *organization_of(const struct orgpol_tenant *tenant,
                                                         const struct orgpol_client_grant_request *request)
{
    const struct orgpol_str sent = request->sent_organization;

    if (sent.len == 0)
        return request->client ? orgpol_tenant_organization(tenant, request->client->default_organization_id)
                               : NULL;
    if (text_is_organization_id(sent))
        return orgpol_tenant_organization(tenant, sent);
    return tenant->settings.allow_organization_name_in_authentication_api
               ? orgpol_tenant_organization_by_name(tenant, sent)
               : NULL;
}

static void find_rows(const struct evaluation *evaluation, struct client_grant_question *question)
{
    const struct orgpol_tenant *tenant = evaluation->tenant;
    struct orgpol_client_grant_request *request = &question->request;
    const struct tenant_organization *organization;
    struct orgpol_str audience;

    request->is_client_authenticated = !question->is_unauthenticated;
    request->audience = evaluation->resource_id;
    request->options = &tenant->options;
    request->settings = &tenant->settings;
    request->client = orgpol_tenant_client(tenant, evaluation->subject_id);
    audience = orgpol_resolve_audience(request->audience, request->resource, request->settings);
    request->resource_server = orgpol_tenant_resource_server(tenant, audience);
    orgpol_find_grants(tenant, request->client, request->resource_server, audience,
                       ORGPOL_SUBJECT_TYPE_CLIENT, &request->client_grant, &request->default_client_grant,
                       &request->has_several_client_grants);
    organization = organization_of(tenant, request);
    if (organization) {
        request->organization = orgpol_tenant_organization_row(tenant, organization, &question->organization);
        request->organization_quota =
            quota_of(orgpol_tenant_organization_quota(tenant, organization), &question->organization_quota);
    }
    if (organization && request->client_grant &&
        orgpol_tenant_organization_client_grant(tenant, organization, request->client_grant,
                                                &question->association))
        request->organization_client_grant = &question->association;
    if (request->client)
        request->client_quota =
            quota_of(orgpol_tenant_client_quota(request->client), &question->client_quota);
    request->default_client_quota = quota_of(&tenant->clients_quota, &question->default_client_quota);
    request->default_organization_quota =
        quota_of(&tenant->organizations_quota, &question->default_organization_quota);
    request->client_usage = usage_of(question->client_hour, question->client_day, &question->client_usage);
    request->organization_usage =
        usage_of(question->organization_hour, question->organization_day, &question->organization_usage);
}

static void write_result(struct answer *answer, const struct orgpol_client_grant_result *result,
                         const struct orgpol_str *scopes)
{
    orgpol_answer_grant(answer, result->grant_id, result->audience, scopes, result->scope_count,
                        result->org_id);
    orgpol_answer_open(answer, "claims", '{');
    orgpol_answer_joined(answer, "sub", result->client_id, ORGPOL_STR("@clients")); /* TOKEN-06 */
    orgpol_answer_client_claims(answer, result->token_profile, result->client_id, "client-credentials",
                                result->org_id, result->org_name);
    orgpol_answer_close(answer, '}');
    orgpol_answer_token(answer, result->token_profile, false, false); /* M2M-31 */
}

static enum orgpol_status answer_question(struct evaluation *evaluation,
                                          struct client_grant_question *question)
{
    struct orgpol_description_values values = ORGPOL_DESCRIPTION_VALUES_INIT;
    struct orgpol_client_grant_result result = ORGPOL_CLIENT_GRANT_RESULT_INIT;
    struct orgpol_client_grant_request *request = &question->request;
    enum orgpol_status status = ORGPOL_OK;

    *request = (struct orgpol_client_grant_request)ORGPOL_CLIENT_GRANT_REQUEST_INIT;
    if (evaluation->context)
        status = orgpol_decode_fields(evaluation->context, PATH_MEMBER(NULL, "context"), &context_members,
                                      question, evaluation->error);
    if (status == ORGPOL_OK)
        status = orgpol_read_scope(evaluation, question->scope,
                                   PATH_MEMBER(PATH_MEMBER(NULL, "context"), "scope"), &question->scopes);
    if (status != ORGPOL_OK)
        return status;
    request->scopes = question->scopes.texts;
    request->scope_count = question->scopes.count;
    find_rows(evaluation, question);
    evaluation->decision = orgpol_check_client_grant(
        request, &result, question->effective, ORGPOL_SCOPE_LIMIT, question->missing, ORGPOL_SCOPE_LIMIT);
    if (evaluation->decision.effect == ORGPOL_EFFECT_ERROR)
        return orgpol_fail_with_reason(evaluation);
    values.org_id = request->sent_organization;
    if (values.org_id.len == 0 && request->client)
        values.org_id = request->client->default_organization_id; /* M2M-24 */
    values.client_id = evaluation->subject_id;
    values.audience = orgpol_resolve_audience(request->audience, request->resource, request->settings);
    values.scopes = question->missing;
    values.scope_count = result.missing_scope_count;
    orgpol_answer_decision_begin(evaluation->answer, evaluation->decision, result.advice, &values);
    if (evaluation->decision.effect == ORGPOL_EFFECT_ALLOW)
        write_result(evaluation->answer, &result, question->effective);
    orgpol_answer_decision_end(evaluation->answer, evaluation->decision);
    return ORGPOL_OK;
}

enum orgpol_status orgpol_authzen_client_grant(struct evaluation *evaluation)
{
    struct client_grant_question *question;

    if (evaluation->subject_id.len == 0)
        return orgpol_decode_fail(evaluation->error, PATH_MEMBER(PATH_MEMBER(NULL, "subject"), "id"),
                                  "required, and empty");
    question = orgpol_question_room(evaluation, sizeof *question, AT(effective));
    return question ? answer_question(evaluation, question) : orgpol_json_no_memory(evaluation->error);
}
