/* SPDX-License-Identifier: MIT */
/* check_consent and consent_key_for: finds the rows, asks the core, writes the answer. */
#include "orgpol/consent.h"

#include "authzen_grant.h"

static void write_key(struct answer *answer, const uint8_t *key)
{
    static const char digits[] = "0123456789abcdef";
    char text[2 * ORGPOL_CONSENT_KEY_BYTES];

    for (size_t i = 0; i < ORGPOL_CONSENT_KEY_BYTES; i++) {
        text[2 * i] = digits[key[i] >> 4];
        text[2 * i + 1] = digits[key[i] & 15];
    }
    orgpol_answer_text(answer, "key", (struct orgpol_str){text, sizeof text});
}

/* ---- check_consent ---- */

/* The question and what it needs room for. On the heap, because of its lists, which begin with `missing`. */
struct consent_question {
    struct orgpol_consent_request request;
    struct orgpol_user_grant user_grant;
    struct orgpol_session session;
    const cJSON *session_member;
    struct orgpol_str session_connection; /* checked, not read */
    struct orgpol_consent_result result;
    uint32_t advice; /* of the user grant */
    struct orgpol_str grant_id;
    struct orgpol_str missing[ORGPOL_SCOPE_LIMIT];
    struct orgpol_str store[2 * ORGPOL_SCOPE_LIMIT];
};

static const struct word session_kind_words[] = {
    {"browser", ORGPOL_SESSION_BROWSER},
    {"session_transfer", ORGPOL_SESSION_TRANSFER},
    {"delegated", ORGPOL_SESSION_DELEGATED},
    {NULL, 0},
};

#define AT(member) offsetof(struct consent_question, member)

static const struct field consent_fields[] = {
    {"prompt", FIELD_TEXT, AT(request.prompt), NULL, false},
    {"session", FIELD_OBJECT, AT(session_member), NULL, false},
    {"session.connection", FIELD_TEXT, AT(session_connection), NULL, false},
    {"session.organization", FIELD_TEXT, AT(session.organization_id), NULL, false},
    {"session.kind", FIELD_CHOICE, AT(session.kind), session_kind_words, false},
    {"redirect_uri", FIELD_TEXT, AT(request.redirect_uri), NULL, false},
    {"screen_shown", FIELD_FLAG, AT(request.is_screen_shown), NULL, false},
    {"approved", FIELD_SETTING, AT(request.approval), NULL, false},
    {"interaction_needed", FIELD_FLAG, AT(request.is_interaction_needed), NULL, false},
    {"grant_type", FIELD_TEXT, AT(request.grant_type), NULL, false},
};
static const struct field_table consent_members = FIELD_TABLE(consent_fields);

/* The members that section 8 does not have. */
static enum orgpol_status read_context(const struct evaluation *evaluation, struct consent_question *question)
{
    static const uint8_t approvals[] = {[ORGPOL_SETTING_UNSET] = ORGPOL_APPROVAL_UNSET,
                                        [ORGPOL_SETTING_OFF] = ORGPOL_APPROVAL_REFUSED,
                                        [ORGPOL_SETTING_ON] = ORGPOL_APPROVAL_GIVEN};
    const enum orgpol_status status = orgpol_decode_fields(evaluation->context, PATH_MEMBER(NULL, "context"),
                                                           &consent_members, question, evaluation->error);

    if (status == ORGPOL_OK) {
        question->request.approval = approvals[question->request.approval];
        question->request.session = question->session_member ? &question->session : NULL;
    }
    return status;
}

/* The user's access has been allowed: its outcome and its rows are this question's. */
static void find_rows(const struct evaluation *evaluation, const struct user_grant_question *access,
                      const struct orgpol_user_grant_result *outcome, struct consent_question *question)
{
    struct orgpol_consent_request *request = &question->request;
    const struct tenant_user *user = orgpol_tenant_user(evaluation->tenant, evaluation->subject_id);

    request->user_id = evaluation->subject_id;
    request->audience = outcome->audience;
    request->organization_id = access->request.organization_id;
    request->is_refresh = access->request.is_refresh;
    request->response_mode = access->request.response_mode;
    request->options = access->request.options;
    request->settings = access->request.settings;
    request->client = access->request.client;
    request->resource_server = access->request.resource_server;
    request->scopes = access->effective;
    request->scope_count = outcome->scope_count;
    if (user && orgpol_tenant_user_grant(evaluation->tenant, user, request->client->client_id,
                                         request->audience, request->organization_id, &question->user_grant))
        request->user_grant = &question->user_grant;
}

static void write_result(struct answer *answer, const struct consent_question *question, bool is_stored)
{
    const struct orgpol_consent_request *request = &question->request;
    const struct orgpol_consent_result *result = &question->result;

    orgpol_answer_grant(answer, question->grant_id, request->audience, request->scopes, request->scope_count,
                        request->organization_id);
    orgpol_answer_open(answer, "consent", '{');
    orgpol_answer_bool(answer, "required", result->is_consent_required);
    if (request->audience.len > 0)
        write_key(answer, result->key);
    else
        orgpol_answer_null(answer, "key");
    orgpol_answer_texts(answer, "scopes", request->scopes, request->scope_count);
    orgpol_answer_texts(answer, "missing_scopes", question->missing, result->missing_scope_count);
    if (is_stored)
        orgpol_answer_texts(answer, "store_scopes", question->store, result->store_scope_count);
    else
        orgpol_answer_null(answer, "store_scopes");
    orgpol_answer_bool(answer, "confirmation", result->is_confirmation_required);
    orgpol_answer_close(answer, '}');
}

static enum orgpol_status decide(struct evaluation *evaluation, struct user_grant_question *access,
                                 struct consent_question *question)
{
    struct orgpol_user_grant_result outcome = ORGPOL_USER_GRANT_RESULT_INIT;
    struct orgpol_decision *decision = &evaluation->decision;
    struct orgpol_description_values values;

    *decision =
        orgpol_check_user_grant(&access->request, &outcome, access->effective, ORGPOL_SCOPE_LIMIT, NULL, 0);
    if (decision->effect == ORGPOL_EFFECT_ALLOW) { /* CONSENT-13: scopes are computed first */
        question->grant_id = outcome.grant_id;
        find_rows(evaluation, access, &outcome, question);
        *decision =
            orgpol_check_consent(&question->request, &question->result, question->missing, ORGPOL_SCOPE_LIMIT,
                                 question->store, sizeof question->store / sizeof *question->store);
    }
    if (decision->effect == ORGPOL_EFFECT_ERROR)
        return orgpol_fail_with_reason(evaluation);
    values = orgpol_user_grant_values(evaluation, access);
    orgpol_answer_decision_begin(evaluation->answer, *decision, outcome.advice, &values);
    if (decision->effect == ORGPOL_EFFECT_ALLOW)
        write_result(evaluation->answer, question, (decision->obligations & ORGPOL_MUST_STORE_CONSENT) != 0);
    orgpol_answer_decision_end(evaluation->answer, *decision);
    return ORGPOL_OK;
}

enum orgpol_status orgpol_authzen_consent(struct evaluation *evaluation)
{
    struct consent_question *question;
    struct user_grant_question *access;
    enum orgpol_status status = orgpol_ask_user_grant(evaluation, &access);

    if (access == NULL)
        return status;
    question = orgpol_question_room(evaluation, sizeof *question, AT(missing));
    if (question == NULL)
        return orgpol_json_no_memory(evaluation->error);
    question->request = (struct orgpol_consent_request)ORGPOL_CONSENT_REQUEST_INIT;
    question->session = (struct orgpol_session)ORGPOL_SESSION_INIT;
    question->result = (struct orgpol_consent_result)ORGPOL_CONSENT_RESULT_INIT;
    status = read_context(evaluation, question);
    return status == ORGPOL_OK ? decide(evaluation, access, question) : status;
}

/* ---- consent_key_for ---- */

/* The members of `context`, strings pointing into the request's tree. One that is sent empty has a pointer.
 */
struct key_context {
    struct orgpol_str client;
    struct orgpol_str organization;
    struct orgpol_str scope;
};

#define KEY_AT(member) offsetof(struct key_context, member)

static const struct field key_fields[] = {
    {"client", FIELD_TEXT, KEY_AT(client), NULL, true},
    {"organization", FIELD_TEXT, KEY_AT(organization), NULL, false},
    {"scope", FIELD_TEXT, KEY_AT(scope), NULL, false},
};
static const struct field_table key_members = FIELD_TABLE(key_fields);

static enum orgpol_status read_key_context(const struct evaluation *evaluation, struct key_context *context)
{
    const struct json_path *path = PATH_MEMBER(NULL, "context");
    enum orgpol_status status;

    if (evaluation->subject_id.len == 0)
        return orgpol_decode_fail(evaluation->error, PATH_MEMBER(PATH_MEMBER(NULL, "subject"), "id"),
                                  "required, and empty");
    if (evaluation->context == NULL)
        return orgpol_decode_fail(evaluation->error, PATH_MEMBER(path, "client"), "required, and absent");
    status = orgpol_decode_fields(evaluation->context, path, &key_members, context, evaluation->error);
    if (status == ORGPOL_OK && context->client.len == 0)
        return orgpol_decode_fail(evaluation->error, PATH_MEMBER(path, "client"), "required, and empty");
    return status;
}

enum orgpol_status orgpol_authzen_consent_key(struct evaluation *evaluation)
{
    struct orgpol_consent_key_request request = ORGPOL_CONSENT_KEY_REQUEST_INIT;
    struct key_context context = {ORGPOL_STR_NONE, ORGPOL_STR_NONE, ORGPOL_STR_NONE};
    const struct orgpol_client *client = NULL;
    uint8_t key[ORGPOL_CONSENT_KEY_BYTES];
    struct text_array scopes = {.texts = NULL};
    enum orgpol_status status = read_key_context(evaluation, &context);

    if (status != ORGPOL_OK)
        return status;
    if (evaluation->tenant)
        client = orgpol_tenant_client(evaluation->tenant, context.client);
    request.user_id = evaluation->subject_id;
    request.client_id = client ? client->client_id : context.client; /* the row's, for an external id */
    request.audience = evaluation->resource_id;
    request.organization_id = context.organization;
    request.has_empty_organization = context.organization.ptr && context.organization.len == 0;
    request.has_scopes = context.scope.ptr != NULL;
    if (request.has_scopes) {
        status = orgpol_read_scope(evaluation, context.scope,
                                   PATH_MEMBER(PATH_MEMBER(NULL, "context"), "scope"), &scopes);
        request.scopes = scopes.texts;
        request.scope_count = scopes.count;
    }
    if (status != ORGPOL_OK)
        return status;
    evaluation->decision = orgpol_consent_key_for(&request, key);
    if (evaluation->decision.effect == ORGPOL_EFFECT_ERROR)
        return orgpol_fail_with_reason(evaluation);
    orgpol_answer_decision_begin(evaluation->answer, evaluation->decision, 0, NULL);
    orgpol_answer_open(evaluation->answer, "consent", '{');
    write_key(evaluation->answer, key);
    orgpol_answer_close(evaluation->answer, '}');
    orgpol_answer_decision_end(evaluation->answer, evaluation->decision);
    return ORGPOL_OK;
}
