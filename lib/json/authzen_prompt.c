/* SPDX-License-Identifier: MIT */
/* resolve_org_prompt_mode: finds the rows, asks the core, writes the answer. */
#include "orgpol/prompt.h"

#include <string.h>

#include "authzen.h"
#include "prompt_rows.h"

/* The members of `context`, strings pointing into the request's tree. */
struct prompt_context {
    struct orgpol_prompt_request request;
    struct orgpol_session session;
    struct orgpol_str response_mode;
    struct given_count now;
    struct prompt_keys keys;
    const cJSON *session_member;
};

static const struct word session_words[] = {
    {"browser", ORGPOL_SESSION_BROWSER},
    {"session_transfer", ORGPOL_SESSION_TRANSFER},
    {"delegated", ORGPOL_SESSION_DELEGATED},
    {NULL, 0},
};

#define AT(member) offsetof(struct prompt_context, member)

static const struct field context_fields[] = {
    {"organization", FIELD_TEXT, AT(request.organization), NULL, false},
    {"invitation", FIELD_TEXT, AT(request.invitation), NULL, false},
    {"now", FIELD_COUNT, AT(now), NULL, false},
    {"identifier", FIELD_TEXT, AT(request.identifier), NULL, false},
    {"choice", FIELD_TEXT, AT(request.choice), NULL, false},
    {"connection", FIELD_TEXT, AT(request.connection), NULL, false},
    {"prompt", FIELD_TEXT, AT(request.prompt), NULL, false},
    {"session", FIELD_OBJECT, AT(session_member), NULL, false},
    {"session.connection", FIELD_TEXT, AT(keys.session_connection), NULL, false},
    {"session.organization", FIELD_TEXT, AT(session.organization_id), NULL, false},
    {"session.kind", FIELD_CHOICE, AT(session.kind), session_words, false},
    {"response_mode", FIELD_TEXT, AT(response_mode), NULL, false},
};
static const struct field_table context_members = FIELD_TABLE(context_fields);

static enum orgpol_status read_context(const struct evaluation *evaluation, struct prompt_context *context)
{
    const struct json_path *path = PATH_MEMBER(NULL, "context");
    const bool person = strcmp(evaluation->subject_type, "user") == 0;
    struct orgpol_prompt_request *request = &context->request;
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
    if (context->session_member && !person)
        return orgpol_decode_fail(evaluation->error, PATH_MEMBER(path, "session"),
                                  "an anonymous person has no session");
    if (request->invitation.len > 0 && !context->now.is_given)
        return orgpol_decode_fail(evaluation->error, PATH_MEMBER(path, "now"),
                                  "required with an invitation, and absent");
    /* 0 is absent to the core; no invitation is so old that the next second makes a difference. */
    request->now_s = context->now.value < INT64_MAX ? (int64_t)context->now.value : INT64_MAX;
    if (request->now_s == 0)
        request->now_s = 1;
    request->response_mode = response_mode_of(context->response_mode);
    if (person)
        request->user_id = evaluation->subject_id;
    if (context->session_member)
        request->session = &context->session;
    context->keys.has_session = context->session_member != NULL;
    return ORGPOL_OK;
}

static void write_id(struct answer *answer, const char *name, struct orgpol_str id)
{
    if (id.len > 0)
        orgpol_answer_text(answer, name, id);
    else
        orgpol_answer_null(answer, name);
}

static void write_ids(struct answer *answer, const char *name, const struct orgpol_str *ids, size_t count)
{
    orgpol_answer_open(answer, name, '[');
    for (size_t i = 0; i < count; i++)
        orgpol_answer_text(answer, NULL, ids[i]);
    orgpol_answer_close(answer, ']');
}

static void write_result(struct answer *answer, const struct orgpol_prompt_result *result,
                         const struct orgpol_str *candidates, struct orgpol_str ticket_id)
{
    static const char *const modes[] = {
        [ORGPOL_PROMPT_MODE_ORGANIZATION_LOGIN] = "organization_login",
        [ORGPOL_PROMPT_MODE_NONE] = "none",
        [ORGPOL_PROMPT_MODE_ORGANIZATION_PROMPT] = "organization_prompt",
        [ORGPOL_PROMPT_MODE_ORGANIZATION_SELECTOR] = "organization_selector",
        [ORGPOL_PROMPT_MODE_LOGIN_PROMPT] = "login_prompt",
        [ORGPOL_PROMPT_MODE_ORGANIZATION_PICKER] = "organization_picker",
    };

    orgpol_answer_open(answer, "prompt", '{');
    orgpol_answer_text(answer, "mode", orgpol_str_of(modes[result->mode]));
    write_id(answer, "organization", result->organization_id);
    write_ids(answer, "candidates", candidates, result->candidate_count);
    orgpol_answer_open(answer, "methods", '[');
    if (result->methods & ORGPOL_DISCOVERY_EMAIL)
        orgpol_answer_text(answer, NULL, ORGPOL_STR("email"));
    if (result->methods & ORGPOL_DISCOVERY_ORGANIZATION_NAME)
        orgpol_answer_text(answer, NULL, ORGPOL_STR("organization_name"));
    orgpol_answer_close(answer, ']');
    orgpol_answer_bool(answer, "personal_account", result->offers_personal_account);
    write_id(answer, "connection", result->connection_id);
    write_id(answer, "auto_membership", result->auto_membership_id);
    orgpol_answer_close(answer, '}');
    if (!result->is_invitation_accepted)
        return;
    orgpol_answer_open(answer, "invitation", '{');
    orgpol_answer_text(answer, "ticket_id", ticket_id);
    write_ids(answer, "roles", result->roles, result->role_count);
    orgpol_answer_close(answer, '}');
}

/* Asks the core and writes what it says. */
static enum orgpol_status answer_request(struct evaluation *evaluation,
                                         const struct orgpol_prompt_request *request,
                                         struct orgpol_str *candidates, size_t capacity)
{
    struct orgpol_description_values values = ORGPOL_DESCRIPTION_VALUES_INIT;
    struct orgpol_prompt_result result = ORGPOL_PROMPT_RESULT_INIT;
    struct answer *answer = evaluation->answer;

    evaluation->decision = orgpol_resolve_org_prompt_mode(request, &result, candidates, capacity);
    if (evaluation->decision.effect == ORGPOL_EFFECT_ERROR)
        return orgpol_decode_fail(evaluation->error, NULL, "%s",
                                  orgpol_reason_info(evaluation->decision.reason)->summary);
    values.org_id = result.described_organization;
    values.user_id = evaluation->subject_id;
    orgpol_answer_decision_begin(answer, evaluation->decision, result.advice, &values);
    if (result.mode != ORGPOL_PROMPT_MODE_UNSET)
        write_result(answer, &result, candidates, request->invitation);
    orgpol_answer_decision_end(answer, evaluation->decision);
    return ORGPOL_OK;
}

enum orgpol_status orgpol_authzen_prompt(struct evaluation *evaluation)
{
    struct prompt_context context = {.request = ORGPOL_PROMPT_REQUEST_INIT, .session = ORGPOL_SESSION_INIT};
    const struct orgpol_tenant *tenant = evaluation->tenant;
    struct orgpol_prompt_request *request = &context.request;
    struct orgpol_str *candidates = NULL;
    enum orgpol_status status = read_context(evaluation, &context);
    struct orgpol_user user;
    size_t capacity;

    if (status != ORGPOL_OK)
        return status;
    request->settings = &tenant->settings;
    request->options = &tenant->options;
    request->client = orgpol_tenant_client(tenant, evaluation->resource_id);
    context.keys.user = orgpol_tenant_user(tenant, request->user_id);
    request->user = orgpol_tenant_user_row(tenant, context.keys.user, &user);
    if (orgpol_prompt_find_rows(tenant, &context.keys, request, evaluation->room)) {
        capacity = request->match_count > ORGPOL_PICKER_LIMIT ? request->match_count : ORGPOL_PICKER_LIMIT;
        candidates = orgpol_room_items(evaluation->room, capacity, sizeof *candidates);
    }
    return candidates ? answer_request(evaluation, request, candidates, capacity)
                      : orgpol_json_no_memory(evaluation->error);
}
