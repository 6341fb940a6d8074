/* SPDX-License-Identifier: MIT */
/* check_authorize_request: reads the parameters, finds the rows, asks the core, writes the answer. */
#include "orgpol/authorize.h"
#include "orgpol/search.h"

#include <string.h>

#include "parameters.h"

/* The members of `context`, strings pointing into the request's tree. */
struct authorize_context {
    struct orgpol_authorize_request request;
    struct orgpol_organization organization;
    struct parameter_members members;
    struct parameter_list parameters;
};

#define AT(member) offsetof(struct authorize_context, member)

static const struct field context_fields[] = {
    {"query", FIELD_TEXT, AT(members.query), NULL, false},
    {"parameters", FIELD_OBJECT, AT(members.parameters), NULL, false},
    {"organization", FIELD_TEXT, AT(request.organization_id), NULL, false},
};
static const struct field_table context_members = FIELD_TABLE(context_fields);

static enum orgpol_status read_context(const struct evaluation *evaluation, struct authorize_context *context)
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
    return orgpol_read_parameters(evaluation, &context->members, true, &context->parameters);
}

/* The organization that the parameter names: an id, or a name where the tenant allows it (PROMPT-01 to -03).
 */
static const struct tenant_organization *organization_named(const struct orgpol_tenant *tenant,
                                                            struct orgpol_str sent)
{
    if (text_is_organization_id(sent))
        return orgpol_tenant_organization(tenant, sent);
    if (sent.len > 0 && tenant->settings.allow_organization_name_in_authentication_api)
        return orgpol_tenant_organization_by_name(tenant, sent);
    return NULL;
}

static enum orgpol_status find_rows(struct evaluation *evaluation, struct authorize_context *context)
{
    const struct orgpol_tenant *tenant = evaluation->tenant;
    const struct json_path *path = PATH_MEMBER(PATH_MEMBER(NULL, "context"), "organization");
    struct orgpol_authorize_request *request = &context->request;
    const struct orgpol_str sent = orgpol_parameter_value(&context->parameters, ORGPOL_STR("organization"));
    const struct tenant_organization *selected = orgpol_tenant_organization(tenant, request->organization_id);
    const struct tenant_organization *organization =
        sent.len > 0 ? organization_named(tenant, sent) : selected;

    request->options = &tenant->options;
    request->settings = &tenant->settings;
    request->client = orgpol_tenant_client(tenant, evaluation->resource_id);
    request->organization = orgpol_tenant_organization_row(tenant, organization, &context->organization);
    request->parameters = context->parameters.list;
    request->parameter_count = context->parameters.count;
    const bool same_text = sent.len == request->organization_id.len &&
                           (sent.len == 0 || memcmp(sent.ptr, request->organization_id.ptr, sent.len) == 0);

    if (sent.len > 0 && request->organization_id.len > 0 && !same_text &&
        (organization == NULL || organization != selected))
        return orgpol_decode_fail(evaluation->error, path, "another organization than the parameter names");
    return orgpol_check_client_id(evaluation, &context->members, &context->parameters, request->client,
                                  ORGPOL_AUTHZEN_SEARCH_RESOURCE);
}

static enum orgpol_status answer(struct evaluation *evaluation, struct authorize_context *context)
{
    struct orgpol_description_values values = ORGPOL_DESCRIPTION_VALUES_INIT;
    struct orgpol_authorize_result result = ORGPOL_AUTHORIZE_RESULT_INIT;
    const enum orgpol_status status = find_rows(evaluation, context);

    if (status != ORGPOL_OK)
        return status;
    evaluation->decision = orgpol_check_authorize_request(&context->request, &result);
    if (evaluation->decision.effect == ORGPOL_EFFECT_ERROR)
        return orgpol_decode_fail(evaluation->error, NULL, "%s",
                                  orgpol_reason_info(evaluation->decision.reason)->summary);
    values.grant_type = result.grant_type;
    orgpol_answer_decision_begin(evaluation->answer, evaluation->decision, 0, &values);
    if (evaluation->decision.effect == ORGPOL_EFFECT_ALLOW) {
        orgpol_answer_open(evaluation->answer, "token", '{');
        orgpol_answer_bool(evaluation->answer, "id_token", result.has_id_token != 0);
        orgpol_answer_close(evaluation->answer, '}');
    }
    orgpol_answer_decision_end(evaluation->answer, evaluation->decision);
    return ORGPOL_OK;
}

enum orgpol_status orgpol_authzen_authorize(struct evaluation *evaluation)
{
    struct authorize_context context = {.request = ORGPOL_AUTHORIZE_REQUEST_INIT};
    const enum orgpol_status status = read_context(evaluation, &context);

    return status == ORGPOL_OK ? answer(evaluation, &context) : status;
}
