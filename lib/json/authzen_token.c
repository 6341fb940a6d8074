/* SPDX-License-Identifier: MIT */
/* check_token_organization: reads the claims, asks the core, writes the answer. */
#include "orgpol/token.h"

#include <string.h>

#include "authzen_grant.h"

/* The members of `context`, strings pointing into the request's tree. */
struct token_context {
    struct orgpol_token_organization_request request;
    const cJSON *claims;
    const cJSON *known_organizations;
};

#define AT(member) offsetof(struct token_context, member)

static const struct field context_fields[] = {
    {"claims", FIELD_OBJECT, AT(claims), NULL, true},
    {"issuer", FIELD_TEXT, AT(request.issuer), NULL, true},
    {"expected_organization", FIELD_TEXT, AT(request.expected_organization), NULL, false},
    {"known_organizations", FIELD_ARRAY, AT(known_organizations), NULL, false},
};
static const struct field_table context_members = FIELD_TABLE(context_fields);

static const struct field known_fields[] = {
    {"id", FIELD_TEXT, offsetof(struct orgpol_known_organization, id), NULL, true},
    {"name", FIELD_TEXT, offsetof(struct orgpol_known_organization, name), NULL, false},
};
static const struct field_table known_members = FIELD_TABLE(known_fields);

/* A claim that is no text reads as missing (TOKEN-28). */
static struct orgpol_str claim(const cJSON *claims, const char *name)
{
    return orgpol_str_of(cJSON_GetStringValue(orgpol_decode_member(claims, name)));
}

/* A known organization is its id, or an object that has id and name. */
static enum orgpol_status read_known(const cJSON *item, const struct json_path *path,
                                     struct orgpol_known_organization *known, struct orgpol_json_error *error)
{
    enum orgpol_status status;

    if (cJSON_IsString(item))
        status = orgpol_decode_text_element(item, path, &known->id, error);
    else
        status = orgpol_decode_fields(item, path, &known_members, known, error);
    if (status == ORGPOL_OK && known->id.len == 0)
        return orgpol_decode_fail(error, cJSON_IsString(item) ? path : PATH_MEMBER(path, "id"),
                                  "required, and empty");
    return status;
}

/* The request's known_organizations. */
static enum orgpol_status read_all_known(const struct evaluation *evaluation, struct token_context *context)
{
    const struct json_path *path = PATH_MEMBER(PATH_MEMBER(NULL, "context"), "known_organizations");
    const size_t count = (size_t)cJSON_GetArraySize(context->known_organizations);
    struct orgpol_known_organization *known;
    enum orgpol_status status = ORGPOL_OK;
    const cJSON *item;
    size_t at = 0;

    if (count == 0)
        return ORGPOL_OK;
    known = orgpol_room_array(evaluation->room, count, sizeof *known);
    if (known == NULL)
        return orgpol_json_no_memory(evaluation->error);
    cJSON_ArrayForEach(item, context->known_organizations)
    {
        if (status == ORGPOL_OK)
            status = read_known(item, PATH_ELEMENT(path, at), &known[at], evaluation->error);
        at++;
    }
    context->request.known_organizations = known;
    context->request.known_organization_count = count;
    return status;
}

static enum orgpol_status read_context(const struct evaluation *evaluation, struct token_context *context)
{
    const struct json_path *path = PATH_MEMBER(NULL, "context");
    enum orgpol_status status;

    if (evaluation->context == NULL)
        return orgpol_decode_fail(evaluation->error, PATH_MEMBER(path, "claims"), "required, and absent");
    status = orgpol_decode_fields(evaluation->context, path, &context_members, context, evaluation->error);
    if (status != ORGPOL_OK)
        return status;
    if (context->request.issuer.len == 0)
        return orgpol_decode_fail(evaluation->error, PATH_MEMBER(path, "issuer"), "required, and empty");
    context->request.iss = claim(context->claims, "iss");
    context->request.org_id = claim(context->claims, "org_id");
    context->request.org_name = claim(context->claims, "org_name");
    context->request.validator = strcmp(evaluation->resource_type, "client") == 0
                                     ? ORGPOL_TOKEN_VALIDATOR_RELYING_PARTY
                                     : ORGPOL_TOKEN_VALIDATOR_API;
    return ORGPOL_OK;
}

static enum orgpol_status answer(struct evaluation *evaluation,
                                 const struct orgpol_token_organization_request *request)
{
    struct orgpol_token_organization_result result = ORGPOL_TOKEN_ORGANIZATION_RESULT_INIT;

    evaluation->decision = orgpol_check_token_organization(request, &result);
    if (evaluation->decision.effect == ORGPOL_EFFECT_ERROR)
        return orgpol_fail_with_reason(evaluation);
    orgpol_answer_decision_begin(evaluation->answer, evaluation->decision, 0, NULL);
    if (evaluation->decision.effect == ORGPOL_EFFECT_ALLOW) {
        orgpol_answer_open(evaluation->answer, "claims", '{');
        if (result.org_id.len > 0)
            orgpol_answer_text(evaluation->answer, "org_id", result.org_id);
        if (result.org_name.len > 0)
            orgpol_answer_text(evaluation->answer, "org_name", result.org_name);
        orgpol_answer_close(evaluation->answer, '}');
    }
    orgpol_answer_decision_end(evaluation->answer, evaluation->decision);
    return ORGPOL_OK;
}

enum orgpol_status orgpol_authzen_token_organization(struct evaluation *evaluation)
{
    struct token_context context = {.request = ORGPOL_TOKEN_ORGANIZATION_REQUEST_INIT};
    enum orgpol_status status = read_context(evaluation, &context);

    if (status == ORGPOL_OK)
        status = read_all_known(evaluation, &context);
    return status == ORGPOL_OK ? answer(evaluation, &context.request) : status;
}
