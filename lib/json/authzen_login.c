/* SPDX-License-Identifier: MIT */
/* can_login and can_third_party_login: finds the rows, asks the core, writes the answer. */
#include "orgpol/login.h"

#include <string.h>

#include "authzen.h"

/* The members of `context`, strings pointing into the request's tree. */
struct login_context {
    struct orgpol_login_request request;
    struct orgpol_str connection;
    struct orgpol_str response_mode;
    struct given_count member_count;
    struct orgpol_cross_app_access exchange;
    const cJSON *cross_app_access;
    const cJSON *protocol_member;
};

static const struct word protocol_words[] = {
    {"oidc", ORGPOL_PROTOCOL_OIDC},
    {"samlp", ORGPOL_PROTOCOL_SAMLP},
    {"wsfed", ORGPOL_PROTOCOL_WSFED},
    {"classic_login", ORGPOL_PROTOCOL_CLASSIC_LOGIN},
    {"lock", ORGPOL_PROTOCOL_LOCK},
    {"device_code", ORGPOL_PROTOCOL_DEVICE_CODE},
    {"password", ORGPOL_PROTOCOL_PASSWORD},
    {"passkey", ORGPOL_PROTOCOL_PASSKEY},
    {"token_exchange", ORGPOL_PROTOCOL_TOKEN_EXCHANGE},
    {"refresh_token", ORGPOL_PROTOCOL_REFRESH_TOKEN},
    {NULL, 0},
};
static const struct word mfa_words[] = {
    {"satisfied", ORGPOL_MFA_SATISFIED},
    {"required", ORGPOL_MFA_REQUIRED},
    {"failed", ORGPOL_MFA_FAILED},
    {NULL, 0},
};
static const struct word verdict_words[] = {
    {"allow", ORGPOL_ACTION_VERDICT_ALLOW},
    {"deny", ORGPOL_ACTION_VERDICT_DENY},
    {NULL, 0},
};

#define AT(member) offsetof(struct login_context, member)

static const struct field context_fields[] = {
    {"organization", FIELD_TEXT, AT(request.organization_id), NULL, false},
    {"connection", FIELD_TEXT, AT(connection), NULL, false},
    {"protocol", FIELD_CHOICE, AT(request.protocol), protocol_words, false},
    {"cross_app_access", FIELD_OBJECT, AT(cross_app_access), NULL, false},
    {"cross_app_access.assertion_valid", FIELD_FLAG, AT(exchange.is_assertion_valid), NULL, false},
    {"cross_app_access.assertion_resource", FIELD_TEXT, AT(exchange.assertion_resource), NULL, false},
    {"cross_app_access.resource", FIELD_TEXT, AT(exchange.resource), NULL, false},
    {"signup", FIELD_FLAG, AT(request.is_signup), NULL, false},
    {"invitation_accepted", FIELD_FLAG, AT(request.is_invitation_accepted), NULL, false},
    {"member_count", FIELD_COUNT, AT(member_count), NULL, false},
    {"mfa", FIELD_CHOICE, AT(request.mfa), mfa_words, false},
    {"action_verdict", FIELD_CHOICE, AT(request.action_verdict), verdict_words, false},
    {"response_mode", FIELD_TEXT, AT(response_mode), NULL, false},
};
static const struct field_table context_members = FIELD_TABLE(context_fields);

static enum orgpol_status read_context(const struct evaluation *evaluation, struct login_context *context)
{
    const struct json_path *path = PATH_MEMBER(NULL, "context");
    enum orgpol_status status = ORGPOL_OK;

    if (evaluation->subject_id.len == 0)
        return orgpol_decode_fail(evaluation->error, PATH_MEMBER(PATH_MEMBER(NULL, "subject"), "id"),
                                  "required, and empty");
    if (evaluation->resource_id.len == 0)
        return orgpol_decode_fail(evaluation->error, PATH_MEMBER(PATH_MEMBER(NULL, "resource"), "id"),
                                  "required, and empty");
    if (evaluation->context)
        status =
            orgpol_decode_fields(evaluation->context, path, &context_members, context, evaluation->error);
    if (status != ORGPOL_OK)
        return status;
    if (context->cross_app_access && context->request.protocol != ORGPOL_PROTOCOL_UNSET)
        return orgpol_decode_fail(evaluation->error, PATH_MEMBER(path, "protocol"),
                                  "excludes cross_app_access");
    if (context->connection.len == 0 && context->request.protocol != ORGPOL_PROTOCOL_REFRESH_TOKEN)
        return orgpol_decode_fail(evaluation->error, PATH_MEMBER(path, "connection"),
                                  context->connection.ptr ? "required, and empty" : "required, and absent");
    context->request.response_mode = response_mode_of(context->response_mode);
    return ORGPOL_OK;
}

/* Everything the core reads by pointer. */
struct found_rows {
    struct orgpol_organization organization;
    struct orgpol_user user;
    struct orgpol_enabled_client enabled_client;
    struct orgpol_enabled_connection enabled_connection;
    struct orgpol_organization_client organization_client;
    struct orgpol_organization_member member;
};

/* XAA-04: the exchange is in the organization that has the connection enabled. */
static const struct tenant_organization *organization_of(const struct evaluation *evaluation,
                                                         struct login_context *context,
                                                         const struct tenant_connection *connection)
{
    struct orgpol_str *id = &context->request.organization_id;

    if (context->cross_app_access && connection) {
        context->exchange.organization_count = connection->organization_count;
        if (id->len == 0 && connection->organization_count == 1)
            *id = orgpol_index_text(&evaluation->tenant->index,
                                    evaluation->tenant->organizations[connection->organization].id);
    }
    return orgpol_tenant_organization(evaluation->tenant, *id);
}

/* The API of the exchange, and the grants for it. Two grants of one client keep the default one out (CFG-26).
 */
static void find_exchange_rows(const struct orgpol_tenant *tenant, struct login_context *context)
{
    struct orgpol_cross_app_access *exchange = &context->exchange;
    const struct orgpol_str audience = orgpol_cross_app_access_audience(exchange, &tenant->settings);
    const struct orgpol_client *client = context->request.client;
    unsigned own = 0;
    uint32_t number;

    exchange->resource_server = orgpol_tenant_resource_server(tenant, audience);
    number = orgpol_tenant_audience(tenant, exchange->resource_server, audience);
    if (client)
        own = orgpol_tenant_own_grant(tenant, client, number, ORGPOL_SUBJECT_TYPE_USER,
                                      &exchange->client_grant);
    if (own == 0)
        orgpol_tenant_default_grant(tenant, number, ORGPOL_SUBJECT_TYPE_USER,
                                    &exchange->default_client_grant);
    context->request.cross_app_access = exchange;
}

static void find_rows(const struct evaluation *evaluation, struct login_context *context,
                      struct found_rows *rows)
{
    const struct orgpol_tenant *tenant = evaluation->tenant;
    struct orgpol_login_request *request = &context->request;
    const struct orgpol_client *client = orgpol_tenant_client(tenant, evaluation->resource_id);
    const struct tenant_connection *connection = orgpol_tenant_connection(tenant, context->connection);
    const struct tenant_organization *organization = organization_of(evaluation, context, connection);
    const bool person = strcmp(evaluation->subject_type, "user") == 0;
    const struct tenant_user *found = person ? orgpol_tenant_user(tenant, evaluation->subject_id) : NULL;
    const struct orgpol_user *user = orgpol_tenant_user_row(tenant, found, &rows->user);

    request->settings = &tenant->settings;
    request->options = &tenant->options;
    request->client = client;
    request->user = user;
    request->organization = orgpol_tenant_organization_row(tenant, organization, &rows->organization);
    request->connection = connection ? &connection->row : NULL;
    if (connection && client &&
        orgpol_tenant_enabled_client(tenant, connection, client, &rows->enabled_client))
        request->enabled_client = &rows->enabled_client;
    if (organization && connection &&
        orgpol_tenant_enabled_connection(tenant, organization, connection, &rows->enabled_connection))
        request->enabled_connection = &rows->enabled_connection;
    if (organization && client &&
        orgpol_tenant_organization_client(tenant, organization, client, &rows->organization_client))
        request->organization_client = &rows->organization_client;
    if (organization && found && orgpol_tenant_member(tenant, organization, found, &rows->member))
        request->member = &rows->member;
    request->member_count = organization ? organization->member_count : 0;
    if (context->member_count.is_given)
        request->member_count =
            context->member_count.value < UINT32_MAX ? (uint32_t)context->member_count.value : UINT32_MAX;
    if (context->cross_app_access)
        find_exchange_rows(tenant, context);
}

static void write_login_result(struct answer *answer, const struct orgpol_login_result *result, bool exchange)
{
    orgpol_answer_open(answer, "claims", '{');
    if (result->org_id.len > 0)
        orgpol_answer_text(answer, "org_id", result->org_id);
    if (result->org_name.len > 0)
        orgpol_answer_text(answer, "org_name", result->org_name);
    orgpol_answer_close(answer, '}');
    if (!exchange)
        return;
    if (result->audience.len > 0)
        orgpol_answer_text(answer, "audience", result->audience);
    else
        orgpol_answer_null(answer, "audience");
    orgpol_answer_open(answer, "token", '{'); /* XAA-07 TOKEN-11 */
    orgpol_answer_bool(answer, "id_token", false);
    orgpol_answer_bool(answer, "refresh_token", false);
    orgpol_answer_close(answer, '}');
}

enum orgpol_status orgpol_authzen_login(struct evaluation *evaluation)
{
    struct login_context context = {.request = ORGPOL_LOGIN_REQUEST_INIT,
                                    .exchange = ORGPOL_CROSS_APP_ACCESS_INIT};
    struct orgpol_description_values values = ORGPOL_DESCRIPTION_VALUES_INIT;
    struct orgpol_login_result result = ORGPOL_LOGIN_RESULT_INIT;
    struct found_rows rows;
    enum orgpol_status status = read_context(evaluation, &context);

    if (status != ORGPOL_OK)
        return status;
    find_rows(evaluation, &context, &rows);
    evaluation->decision = strcmp(evaluation->action, "can_third_party_login") == 0
                               ? orgpol_can_third_party_login(&context.request, &result)
                               : orgpol_can_login(&context.request, &result);
    if (evaluation->decision.effect == ORGPOL_EFFECT_ERROR)
        return orgpol_decode_fail(evaluation->error, NULL, "%s",
                                  orgpol_reason_info(evaluation->decision.reason)->summary);
    values.org_id = context.request.organization_id;
    values.user_id = evaluation->subject_id;
    orgpol_answer_decision_begin(evaluation->answer, evaluation->decision, result.advice, &values);
    if (evaluation->decision.effect == ORGPOL_EFFECT_ALLOW)
        write_login_result(evaluation->answer, &result, context.cross_app_access != NULL);
    orgpol_answer_decision_end(evaluation->answer, evaluation->decision);
    return ORGPOL_OK;
}
