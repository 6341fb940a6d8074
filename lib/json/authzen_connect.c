/* SPDX-License-Identifier: MIT */
/* can_connect_account: reads the body as it was sent, finds the rows, asks the core, writes the answer. */
#include "orgpol/connect.h"

#include <string.h>

#include "authzen_grant.h"
#include "authzen_vault.h"
#include "orgpol/search.h"

/* One more scope than there may be, so that too many are seen. */
#define MOST_SCOPES (ORGPOL_CONNECT_SCOPE_LIMIT + 1)

/* The members of `context`, strings pointing into the request's tree, and the rows found. */
struct connect_question {
    struct orgpol_connect_request request;
    struct caller_context caller;
    struct orgpol_connect_body body;
    struct orgpol_authorization_params params;
    struct orgpol_enabled_client enabled_client;
    struct orgpol_enabled_connection enabled_connection;
    const cJSON *body_member;
    struct text_array requested; /* with `room` for as many as there can be */
    size_t room;
    struct orgpol_str scopes[MOST_SCOPES]; /* the last member, and not cleared */
};

#define AT(member) offsetof(struct connect_question, member)

static const struct field context_fields[] = {
    {"content_type", FIELD_TEXT, AT(request.content_type), NULL, false},
    {"organization", FIELD_TEXT, AT(request.organization_id), NULL, false},
    {"body", FIELD_OBJECT, AT(body_member), NULL, true},
};
static const struct field_table context_members = FIELD_TABLE(context_fields);

/* ---- the body: whatever is wrong in it is the end user's, and a denial ---- */

/* A member of a closed object. */
struct closed_member {
    const char *name;
    size_t text;  /* where the text goes */
    size_t wrong; /* where it is noted that it is none */
};

#define BODY(member) offsetof(struct orgpol_connect_body, member)
#define PARAMS(member) offsetof(struct orgpol_authorization_params, member)
#define NOWHERE SIZE_MAX /* read elsewhere, or nothing to note */

/* A connection and redirect_uri that are no texts are missing, which is as wrong. */
static const struct closed_member body_members[] = {
    {"connection", BODY(connection), NOWHERE},
    {"redirect_uri", BODY(redirect_uri), NOWHERE},
    {"state", BODY(state), BODY(is_state_malformed)},
    {"code_challenge", BODY(code_challenge), BODY(is_code_challenge_malformed)},
    {"code_challenge_method", BODY(code_challenge_method), BODY(is_code_challenge_malformed)},
    {"scopes", NOWHERE, NOWHERE},
    {"authorization_params", NOWHERE, NOWHERE},
    {NULL, NOWHERE, NOWHERE},
};

static const struct closed_member params_members[] = {
    {"acr_values", PARAMS(acr_values), PARAMS(is_malformed)},
    {"audience", PARAMS(audience), PARAMS(is_malformed)},
    {"resource", PARAMS(resource), PARAMS(is_malformed)},
    {"display", PARAMS(display), PARAMS(is_malformed)},
    {"id_token_hint", PARAMS(id_token_hint), PARAMS(is_malformed)},
    {"login_hint", PARAMS(login_hint), PARAMS(is_malformed)},
    {"max_age", NOWHERE, NOWHERE},
    {"prompt", PARAMS(prompt), PARAMS(is_malformed)},
    {"ui_locales", PARAMS(ui_locales), PARAMS(is_malformed)},
    {NULL, NOWHERE, NOWHERE},
};

static const struct closed_member *find_member(const struct closed_member *members, const char *name)
{
    while (members->name && strcmp(members->name, name) != 0)
        members++;
    return members->name ? members : NULL;
}

/* Reads the texts of a closed object; null is absent. Returns whether it has a member that is not listed. */
static bool read_closed(const cJSON *object, const struct closed_member *members, void *target)
{
    bool unknown = false;
    const cJSON *value;

    cJSON_ArrayForEach(value, object)
    {
        const struct closed_member *member = find_member(members, value->string);

        if (cJSON_IsNull(value))
            continue;
        unknown |= member == NULL;
        if (member == NULL || member->text == NOWHERE)
            continue;
        if (cJSON_IsString(value))
            *(struct orgpol_str *)((char *)target + member->text) = orgpol_str_of(value->valuestring);
        else if (member->wrong != NOWHERE)
            *((uint8_t *)target + member->wrong) = 1;
    }
    return unknown;
}

static void read_scopes(const cJSON *value, struct connect_question *question)
{
    struct orgpol_connect_body *body = &question->body;
    const cJSON *item;

    if (value == NULL)
        return;
    body->has_scopes = 1;
    body->scopes = question->scopes;
    body->are_scopes_malformed = !cJSON_IsArray(value);
    for (item = cJSON_IsArray(value) ? value->child : NULL; item && body->scope_count < MOST_SCOPES;
         item = item->next) {
        body->are_scopes_malformed |= !cJSON_IsString(item);
        question->scopes[body->scope_count++] = orgpol_str_of(item->valuestring);
    }
}

/* A number that is not whole is of the wrong type; what is out of range stays so. */
static void read_max_age(const cJSON *value, struct orgpol_authorization_params *params)
{
    const bool number = cJSON_IsNumber(value);
    double age;
    bool fits;

    if (value == NULL)
        return;
    age = number ? value->valuedouble : 0;
    fits = age >= 0 && age < 9007199254740992.0; /* 2^53: exact */
    params->has_max_age = 1;
    params->max_age_s = fits ? (int64_t)age : -1;
    params->is_malformed |= !number || (fits && (double)params->max_age_s < age);
}

static void read_params(const cJSON *value, struct connect_question *question)
{
    struct orgpol_authorization_params *params = &question->params;

    if (value == NULL)
        return;
    question->body.are_authorization_params_malformed = !cJSON_IsObject(value);
    if (!cJSON_IsObject(value))
        return;
    question->body.authorization_params = params;
    params->has_unknown_member = read_closed(value, params_members, params);
    read_max_age(orgpol_decode_member(value, "max_age"), params);
}

static enum orgpol_status read_body(struct evaluation *evaluation, struct connect_question *question)
{
    struct orgpol_connect_body *body = &question->body;

    body->has_unknown_member = read_closed(question->body_member, body_members, body);
    read_scopes(orgpol_decode_member(question->body_member, "scopes"), question);
    read_params(orgpol_decode_member(question->body_member, "authorization_params"), question);
    if (body->connection.ptr == NULL || text_same(body->connection, evaluation->resource_id))
        return ORGPOL_OK;
    evaluation->unfit = ORGPOL_AUTHZEN_SEARCH_RESOURCE;
    return orgpol_decode_fail(evaluation->error, PATH_MEMBER(PATH_MEMBER(NULL, "resource"), "id"),
                              "another connection than the body names");
}

static enum orgpol_status read_context(struct evaluation *evaluation, struct connect_question *question)
{
    enum orgpol_status status = orgpol_read_caller_context(evaluation, &question->caller);

    if (status == ORGPOL_OK)
        status = orgpol_decode_fields(evaluation->context, PATH_MEMBER(NULL, "context"), &context_members,
                                      question, evaluation->error);
    return status == ORGPOL_OK ? read_body(evaluation, question) : status;
}

/* ---- the rows ---- */

static enum orgpol_status find_rows(const struct evaluation *evaluation, struct connect_question *question)
{
    const struct orgpol_tenant *tenant = evaluation->tenant;
    struct orgpol_connect_request *request = &question->request;
    const struct tenant_organization *organization =
        orgpol_tenant_organization(tenant, question->caller.token.org_id);
    const struct tenant_connection *connection =
        evaluation->resource_id.len > 0 ? orgpol_tenant_connection_by_name(tenant, evaluation->resource_id)
                                        : NULL;
    const size_t configured = connection ? connection->row.scope_count : 0;
    const size_t sent = question->body.scope_count;

    request->caller = &question->caller.caller;
    request->body = &question->body;
    request->connection_name = evaluation->resource_id;
    request->connection = connection ? &connection->row : NULL;
    request->enabled_client = orgpol_find_enabled_client(tenant, connection, question->caller.caller.client,
                                                         &question->enabled_client);
    if (organization && connection &&
        orgpol_tenant_enabled_connection(tenant, organization, connection, &question->enabled_connection))
        request->enabled_connection = &question->enabled_connection;
    question->room = (configured > sent ? configured : sent) + 1;
    return orgpol_texts_room(evaluation, &question->requested, question->room);
}

/* ---- the answer ---- */

static void write_transaction(struct answer *answer, const struct connect_question *question,
                              const struct orgpol_connect_result *result)
{
    orgpol_answer_texts(answer, "requested_scopes", question->requested.texts, result->scope_count);
    orgpol_answer_open(answer, "transaction", '{');
    orgpol_answer_text(answer, "user_id", result->user_id);
    orgpol_answer_text(answer, "client_id", result->client_id);
    orgpol_answer_text(answer, "connection", result->connection);
    orgpol_answer_text(answer, "redirect_uri", result->redirect_uri);
    if (result->code_challenge.ptr)
        orgpol_answer_text(answer, "code_challenge", result->code_challenge);
    orgpol_answer_texts(answer, "scopes", question->requested.texts, result->scope_count);
    orgpol_answer_bool(answer, "dpop_bound", result->is_dpop_bound != 0);
    if (result->organization_id.ptr)
        orgpol_answer_text(answer, "org_id", result->organization_id);
    orgpol_answer_close(answer, '}');
}

static enum orgpol_status answer(struct evaluation *evaluation, struct connect_question *question)
{
    struct orgpol_connect_result result = ORGPOL_CONNECT_RESULT_INIT;
    const enum orgpol_status status = find_rows(evaluation, question);

    if (status != ORGPOL_OK)
        return status;
    evaluation->decision =
        orgpol_can_connect_account(&question->request, &result, question->requested.texts, question->room);
    if (evaluation->decision.effect == ORGPOL_EFFECT_ERROR)
        return orgpol_fail_with_reason(evaluation);
    orgpol_answer_my_account_begin(evaluation, result.advice, 201); /* CONNECT-20 */
    if (evaluation->decision.effect == ORGPOL_EFFECT_ALLOW)
        write_transaction(evaluation->answer, question, &result);
    orgpol_answer_decision_end(evaluation->answer, evaluation->decision);
    return ORGPOL_OK;
}

enum orgpol_status orgpol_authzen_connect(struct evaluation *evaluation)
{
    struct connect_question question;
    enum orgpol_status status;

    memset(&question, 0, AT(scopes));
    question.request = (struct orgpol_connect_request)ORGPOL_CONNECT_REQUEST_INIT;
    question.body = (struct orgpol_connect_body)ORGPOL_CONNECT_BODY_INIT;
    question.params = (struct orgpol_authorization_params)ORGPOL_AUTHORIZATION_PARAMS_INIT;
    status = read_context(evaluation, &question);
    return status == ORGPOL_OK ? answer(evaluation, &question) : status;
}
