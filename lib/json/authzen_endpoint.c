/* SPDX-License-Identifier: MIT */
/* check_endpoint_request: reads the form and the record, asks the core, writes the answer. */
#include "orgpol/endpoint.h"
#include "orgpol/search.h"

#include "parameters.h"

/* The members of `context`, strings pointing into the request's tree. */
struct endpoint_context {
    struct orgpol_endpoint_request request;
    struct orgpol_authorization_code code;
    struct orgpol_refresh_token refresh_token;
    struct orgpol_organization of_code;
    struct orgpol_organization of_refresh_token;
    const cJSON *code_member;
    const cJSON *refresh_member;
    struct parameter_members members;
    struct parameter_list parameters;
};

#define AT(member) offsetof(struct endpoint_context, member)

static const struct field context_fields[] = {
    {"query", FIELD_TEXT, AT(members.query), NULL, false},
    {"parameters", FIELD_OBJECT, AT(members.parameters), NULL, false},
    {"code", FIELD_OBJECT, AT(code_member), NULL, false},
    {"code.client_id", FIELD_TEXT, AT(code.client_id), NULL, false},
    {"code.redirect_uri", FIELD_TEXT, AT(code.redirect_uri), NULL, false},
    {"code.code_challenge", FIELD_TEXT, AT(code.code_challenge), NULL, false},
    {"code.organization", FIELD_TEXT, AT(code.organization_id), NULL, false},
    {"code.used", FIELD_FLAG, AT(code.is_used), NULL, false},
    {"refresh_token", FIELD_OBJECT, AT(refresh_member), NULL, false},
    {"refresh_token.client_id", FIELD_TEXT, AT(refresh_token.client_id), NULL, false},
    {"refresh_token.organization", FIELD_TEXT, AT(refresh_token.organization_id), NULL, false},
};
static const struct field_table context_members = FIELD_TABLE(context_fields);

static enum orgpol_status read_context(const struct evaluation *evaluation, struct endpoint_context *context)
{
    enum orgpol_status status = ORGPOL_OK;

    if (evaluation->subject_id.len == 0)
        return orgpol_decode_fail(evaluation->error, PATH_MEMBER(PATH_MEMBER(NULL, "subject"), "id"),
                                  "required, and empty");
    if (evaluation->resource_id.len == 0)
        return orgpol_decode_fail(evaluation->error, PATH_MEMBER(PATH_MEMBER(NULL, "resource"), "id"),
                                  "required, and empty");
    if (evaluation->context)
        status = orgpol_decode_fields(evaluation->context, PATH_MEMBER(NULL, "context"), &context_members,
                                      context, evaluation->error);
    if (status != ORGPOL_OK)
        return status;
    return orgpol_read_parameters(evaluation, &context->members, false, &context->parameters);
}

static const struct orgpol_organization *
organization_of(const struct orgpol_tenant *tenant, struct orgpol_str id, struct orgpol_organization *row)
{
    return orgpol_tenant_organization_row(tenant, orgpol_tenant_organization(tenant, id), row);
}

static enum orgpol_status find_rows(struct evaluation *evaluation, struct endpoint_context *context)
{
    const struct orgpol_tenant *tenant = evaluation->tenant;
    struct orgpol_endpoint_request *request = &context->request;

    request->options = &tenant->options;
    request->settings = &tenant->settings;
    request->client = orgpol_tenant_client(tenant, evaluation->subject_id);
    request->path = evaluation->resource_id;
    request->parameters = context->parameters.list;
    request->parameter_count = context->parameters.count;
    context->code.organization = organization_of(tenant, context->code.organization_id, &context->of_code);
    context->refresh_token.organization =
        organization_of(tenant, context->refresh_token.organization_id, &context->of_refresh_token);
    request->code = context->code_member ? &context->code : NULL;
    request->refresh_token = context->refresh_member ? &context->refresh_token : NULL;
    return orgpol_check_client_id(evaluation, &context->members, &context->parameters, request->client,
                                  ORGPOL_AUTHZEN_SEARCH_SUBJECT);
}

static enum orgpol_status error_of(const struct evaluation *evaluation)
{
    const uint16_t reason = evaluation->decision.reason;

    if (reason == ORGPOL_REASON_UNSUPPORTED_INPUT) /* rows of a tenant are sound, which leaves the path */
        return orgpol_decode_fail(evaluation->error, PATH_MEMBER(PATH_MEMBER(NULL, "resource"), "id"),
                                  "not a path in normal form");
    return orgpol_decode_fail(evaluation->error, NULL, "%s", orgpol_reason_info(reason)->summary);
}

static void write_claims(struct answer *answer, const struct orgpol_endpoint_result *result)
{
    orgpol_answer_open(answer, "claims", '{');
    if (result->org_id.len > 0)
        orgpol_answer_text(answer, "org_id", result->org_id);
    if (result->org_name.len > 0)
        orgpol_answer_text(answer, "org_name", result->org_name);
    orgpol_answer_close(answer, '}');
}

static enum orgpol_status answer(struct evaluation *evaluation, struct endpoint_context *context)
{
    struct orgpol_description_values values = ORGPOL_DESCRIPTION_VALUES_INIT;
    struct orgpol_endpoint_result result = ORGPOL_ENDPOINT_RESULT_INIT;
    const enum orgpol_status status = find_rows(evaluation, context);

    if (status != ORGPOL_OK)
        return status;
    evaluation->decision = orgpol_check_endpoint_request(&context->request, &result);
    if (evaluation->decision.effect == ORGPOL_EFFECT_ERROR)
        return error_of(evaluation);
    values.grant_type = result.grant_type;
    orgpol_answer_decision_begin(evaluation->answer, evaluation->decision, 0, &values);
    if (evaluation->decision.effect == ORGPOL_EFFECT_ALLOW)
        write_claims(evaluation->answer, &result);
    orgpol_answer_decision_end(evaluation->answer, evaluation->decision);
    return ORGPOL_OK;
}

enum orgpol_status orgpol_authzen_endpoint(struct evaluation *evaluation)
{
    struct endpoint_context context = {.request = ORGPOL_ENDPOINT_REQUEST_INIT,
                                       .code = ORGPOL_AUTHORIZATION_CODE_INIT,
                                       .refresh_token = ORGPOL_REFRESH_TOKEN_INIT};
    const enum orgpol_status status = read_context(evaluation, &context);

    return status == ORGPOL_OK ? answer(evaluation, &context) : status;
}
