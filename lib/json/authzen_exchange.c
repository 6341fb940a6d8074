/* SPDX-License-Identifier: MIT */
/* check_token_exchange: reads the parameters and the token, finds the rows, asks the core, writes the answer.
 */
#include "orgpol/exchange.h"

#include "authzen_grant.h"
#include "authzen_vault.h"

/* The members of `context`, strings pointing into the request's tree, and the rows found. On the heap. */
struct exchange_question {
    struct orgpol_exchange_request request;
    struct orgpol_subject_token token;
    struct orgpol_account_request account;
    struct orgpol_organization organization;
    struct orgpol_user user;
    struct orgpol_organization_member member;
    struct orgpol_enabled_client enabled_client;
    struct orgpol_time now;
    struct orgpol_str gty;
    struct orgpol_str scope;
    struct orgpol_str provider_scope;
    const cJSON *subject_token;
    const cJSON *provider_refresh;
    const cJSON *required_scopes;
    uint8_t dpop_proof_valid; /* enum orgpol_setting */
    uint8_t refresh_ok;
    struct text_array audiences;
    struct text_array scopes;
    struct text_array provider_scopes;
    struct text_array required;
    struct orgpol_str effective[ORGPOL_SCOPE_LIMIT];
    struct orgpol_str missing[ORGPOL_SCOPE_LIMIT];
};

#define END     \
    {           \
        NULL, 0 \
    }
#define AT(member) offsetof(struct exchange_question, member)

static const struct word method_words[] = {
    {"none", ORGPOL_AUTHENTICATED_BY_NONE},
    {"client_secret_post", ORGPOL_AUTHENTICATED_BY_CLIENT_SECRET_POST},
    {"client_secret_basic", ORGPOL_AUTHENTICATED_BY_CLIENT_SECRET_BASIC},
    {"private_key_jwt", ORGPOL_AUTHENTICATED_BY_PRIVATE_KEY_JWT},
    {"tls_client_auth", ORGPOL_AUTHENTICATED_BY_TLS_CLIENT_AUTH},
    {"self_signed_tls_client_auth", ORGPOL_AUTHENTICATED_BY_SELF_SIGNED_TLS_CLIENT_AUTH},
    END,
};
static const struct word kind_words[] = {
    {"refresh_token", ORGPOL_SUBJECT_TOKEN_REFRESH_TOKEN},
    {"access_token", ORGPOL_SUBJECT_TOKEN_ACCESS_TOKEN},
    {"jwt", ORGPOL_SUBJECT_TOKEN_JWT},
    END,
};
static const struct word risk_words[] = {
    {"allow", ORGPOL_RISK_ALLOW},
    {"challenge", ORGPOL_RISK_CHALLENGE},
    END,
};

static const struct field context_fields[] = {
    {"now", FIELD_SECONDS, AT(now), NULL, true},
    {"client_authentication.method", FIELD_ONE_OF, AT(request.authenticated_by), method_words, false},
    {"client_authentication.valid", FIELD_FLAG, AT(request.is_authenticated), NULL, false},
    {"subject_token_type", FIELD_TEXT, AT(request.subject_token_type), NULL, false},
    {"requested_token_type", FIELD_TEXT, AT(request.requested_token_type), NULL, false},
    {"subject_token", FIELD_OBJECT, AT(subject_token), NULL, false},
    {"login_hint", FIELD_TEXT, AT(request.login_hint), NULL, false},
    {"audience", FIELD_TEXT, AT(request.audience), NULL, false},
    {"resource", FIELD_TEXT, AT(request.resource), NULL, false},
    {"actor_token", FIELD_TEXT, AT(request.actor_token), NULL, false},
    {"scope", FIELD_TEXT, AT(scope), NULL, false},
    {"source_ip", FIELD_TEXT, AT(request.source_ip), NULL, false},
    {"dpop_proof_valid", FIELD_SETTING, AT(dpop_proof_valid), NULL, false},
    {"risk_verdict", FIELD_ONE_OF, AT(request.risk_verdict), risk_words, false},
    {"action_requires_mfa", FIELD_FLAG, AT(request.action_requires_mfa), NULL, false},
    {"provider_refresh", FIELD_OBJECT, AT(provider_refresh), NULL, false},
    {"provider_refresh.ok", FIELD_FLAG, AT(refresh_ok), NULL, false},
    {"provider_refresh.expires_at", FIELD_SECONDS, AT(request.provider_refresh_expires_at), NULL, false},
    {"provider_scope", FIELD_TEXT, AT(provider_scope), NULL, false},
    {"required_scopes", FIELD_ARRAY, AT(required_scopes), NULL, false},
    {"subject_token.type", FIELD_ONE_OF, AT(token.kind), kind_words, false},
    {"subject_token.valid", FIELD_FLAG, AT(token.is_valid), NULL, false},
    {"subject_token.sub", FIELD_TEXT, AT(token.sub), NULL, false},
    {"subject_token.org_id", FIELD_TEXT, AT(token.org_id), NULL, false},
    {"subject_token.expires_at", FIELD_SECONDS, AT(token.expires_at), NULL, false},
    {"subject_token.azp", FIELD_TEXT, AT(token.azp), NULL, false},
    {"subject_token.gty", FIELD_TEXT, AT(gty), NULL, false},
    {"subject_token.dpop_bound", FIELD_FLAG, AT(token.is_dpop_bound), NULL, false},
    {"subject_token.rotating", FIELD_FLAG, AT(token.is_rotating), NULL, false},
    {"subject_token.typ", FIELD_TEXT, AT(token.typ), NULL, false},
    {"subject_token.alg", FIELD_TEXT, AT(token.alg), NULL, false},
    {"subject_token.kid", FIELD_TEXT, AT(token.kid), NULL, false},
    {"subject_token.iss", FIELD_TEXT, AT(token.iss), NULL, false},
    {"subject_token.jti", FIELD_TEXT, AT(token.jti), NULL, false},
    {"subject_token.audit_context", FIELD_TEXT, AT(token.audit_context), NULL, false},
    {"subject_token.iat", FIELD_SECONDS, AT(token.iat), NULL, false},
    {"subject_token.exp", FIELD_SECONDS, AT(token.exp), NULL, false},
    {"subject_token.nbf", FIELD_SECONDS, AT(token.nbf), NULL, false},
    {"subject_token.jti_unused", FIELD_FLAG, AT(token.is_jti_unused), NULL, false},
};
static const struct field_table context_members = FIELD_TABLE(context_fields);

/* ---- reading ---- */

static enum orgpol_status read_lists(const struct evaluation *evaluation, struct exchange_question *question)
{
    const struct json_path *path = PATH_MEMBER(NULL, "context");
    const struct json_path *token = PATH_MEMBER(path, "subject_token");
    enum orgpol_status status =
        orgpol_read_text_or_texts(evaluation, orgpol_decode_member(question->subject_token, "aud"),
                                  PATH_MEMBER(token, "aud"), &question->audiences);

    if (status == ORGPOL_OK)
        status = orgpol_split_texts(evaluation, question->scope, false, &question->scopes);
    if (status == ORGPOL_OK)
        status = orgpol_split_texts(evaluation, question->provider_scope, true, &question->provider_scopes);
    if (status == ORGPOL_OK)
        status = orgpol_read_text_array(evaluation, question->required_scopes,
                                        PATH_MEMBER(path, "required_scopes"), &question->required);
    return status;
}

static enum orgpol_status read_context(const struct evaluation *evaluation,
                                       struct exchange_question *question)
{
    struct orgpol_exchange_request *request = &question->request;
    enum orgpol_status status =
        orgpol_read_timed_context(evaluation, &context_members, question, &question->now);

    if (status == ORGPOL_OK)
        status = read_lists(evaluation, question);
    if (status != ORGPOL_OK)
        return status;
    request->now_s = question->now.s;
    request->dpop_proof = dpop_proof_of(question->dpop_proof_valid);
    if (question->provider_refresh)
        request->provider_refresh =
            question->refresh_ok ? ORGPOL_PROVIDER_REFRESH_OK : ORGPOL_PROVIDER_REFRESH_FAILED;
    request->has_scopes = question->scope.ptr != NULL;
    request->has_provider_scopes = question->provider_scope.ptr != NULL;
    request->scopes = question->scopes.texts;
    request->scope_count = question->scopes.count;
    request->provider_scopes = question->provider_scopes.texts;
    request->provider_scope_count = question->provider_scopes.count;
    request->required_scopes = question->required.texts;
    request->required_scope_count = question->required.count;
    question->token.is_machine = is_machine_gty(question->gty);
    question->token.audiences = question->audiences.texts;
    question->token.audience_count = question->audiences.count;
    if (question->subject_token)
        request->subject_token = &question->token;
    return ORGPOL_OK;
}

/* The rows of the user whom the subject token names, and of its organization. */
static void find_user(const struct orgpol_tenant *tenant, struct exchange_question *question)
{
    struct orgpol_exchange_request *request = &question->request;
    const struct tenant_organization *organization =
        orgpol_tenant_organization(tenant, question->token.org_id);
    const struct tenant_user *user =
        orgpol_find_accounts(tenant, question->token.sub, &question->account, &question->user);

    request->organization = orgpol_tenant_organization_row(tenant, organization, &question->organization);
    request->account = &question->account;
    if (organization && user && orgpol_tenant_member(tenant, organization, user, &question->member))
        request->member = &question->member;
}

static void find_rows(const struct evaluation *evaluation, struct exchange_question *question)
{
    const struct orgpol_tenant *tenant = evaluation->tenant;
    struct orgpol_exchange_request *request = &question->request;
    const struct tenant_connection *connection =
        orgpol_tenant_connection_by_name(tenant, evaluation->resource_id);

    request->settings = &tenant->settings;
    request->options = &tenant->options;
    request->client_id = evaluation->subject_id;
    request->client = orgpol_vault_client(tenant, evaluation->subject_id);
    request->connection = evaluation->resource_id;
    request->connection_row = connection ? &connection->row : NULL;
    request->enabled_client =
        orgpol_find_enabled_client(tenant, connection, request->client, &question->enabled_client);
    find_user(tenant, question);
}

/* ---- the answer ---- */

static const char *subject_token_name(uint8_t family)
{
    switch (family) {
    case ORGPOL_FAMILY_ACCESS_TOKEN_EXCHANGE: return "access token";
    case ORGPOL_FAMILY_WORKER_EXCHANGE: return "JWT";
    default: return "refresh token";
    }
}

/* The grant type that the client lacks: {grant_type} of the error texts. */
static struct orgpol_str missing_grant(const struct orgpol_client *client, uint16_t reason)
{
    const bool login = reason == ORGPOL_REASON_LOGIN_GRANTS_MISSING && client; /* RTX-01 */

    if (login && !(client->grant_types & ORGPOL_GRANT_TYPE_AUTHORIZATION_CODE))
        return ORGPOL_STR("authorization_code");
    return login ? ORGPOL_STR("refresh_token") : ORGPOL_STR(ORGPOL_GRANT_TYPE_TOKEN_VAULT);
}

static void answer_given(struct answer *answer, const char *name, struct orgpol_str text)
{
    if (text.ptr)
        orgpol_answer_text(answer, name, text);
}

static void write_scopes(struct answer *answer, const struct exchange_question *question,
                         const struct orgpol_exchange_result *result)
{
    orgpol_answer_texts(answer, "scopes", question->effective, result->scope_count);
    if (question->required_scopes == NULL)
        return;
    orgpol_answer_texts(answer, "missing_scopes", question->missing, result->missing_scope_count);
    if (result->missing_scope_count == 0)
        return;
    orgpol_answer_open(answer, "reconnect_scopes", '['); /* SCOPE-13 */
    for (size_t i = 0; i < result->scope_count; i++)
        orgpol_answer_text(answer, NULL, question->effective[i]);
    for (size_t i = 0; i < result->missing_scope_count; i++)
        orgpol_answer_text(answer, NULL, question->missing[i]);
    orgpol_answer_close(answer, ']');
}

static void write_result(struct answer *answer, const struct exchange_question *question,
                         const struct orgpol_exchange_result *result)
{
    orgpol_answer_account(answer, result->account);
    write_scopes(answer, question, result);
    if (result->has_expires_in)
        orgpol_answer_integer(answer, "expires_in", result->expires_in_s);
    orgpol_answer_text(answer, "token_type", ORGPOL_STR("Bearer"));                          /* VAULT-28 */
    orgpol_answer_text(answer, "issued_token_type", question->request.requested_token_type); /* 3-C23 */
}

/* VAULT-31: what the log says of the exchange, allowed or not. */
static void write_audit(const struct evaluation *evaluation, const struct exchange_question *question,
                        const struct orgpol_exchange_result *result)
{
    const struct orgpol_decision decision = evaluation->decision;
    const bool allowed = decision.effect == ORGPOL_EFFECT_ALLOW;
    struct answer *answer = evaluation->answer;

    orgpol_answer_open(answer, "audit", '{');
    orgpol_answer_text(answer, "type", allowed ? ORGPOL_STR("seta") : ORGPOL_STR("feta"));
    answer_given(answer, "subject_token_type", question->request.subject_token_type);
    if (allowed) {
        orgpol_answer_text(answer, "issued_token_type", question->request.requested_token_type);
        orgpol_answer_spaced(answer, "scope", question->effective, result->scope_count);
    }
    orgpol_answer_bool(answer, "is_privileged_worker", result->is_privileged_worker != 0);
    if (result->is_privileged_worker)
        answer_given(answer, "audit_context", question->token.audit_context); /* PWX-25 */
    if (allowed)
        answer_given(answer, "identity_user_id", result->account->idp_user_id);
    answer_given(answer, "organization_id", question->token.org_id); /* ORG-20 */
    if (!allowed)
        orgpol_answer_text(answer, "failure_reason",
                           orgpol_str_of(orgpol_reason_info(decision.reason)->name));
    orgpol_answer_close(answer, '}');
}

static enum orgpol_status answer(struct evaluation *evaluation, struct exchange_question *question)
{
    struct orgpol_exchange_result result = ORGPOL_EXCHANGE_RESULT_INIT;
    struct orgpol_description_values values = ORGPOL_DESCRIPTION_VALUES_INIT;

    find_rows(evaluation, question);
    evaluation->decision =
        orgpol_check_token_exchange(&question->request, &result, question->effective, ORGPOL_SCOPE_LIMIT,
                                    question->missing, ORGPOL_SCOPE_LIMIT);
    if (evaluation->decision.effect == ORGPOL_EFFECT_ERROR)
        return orgpol_fail_with_reason(evaluation);
    values.grant_type = missing_grant(question->request.client, evaluation->decision.reason);
    values.subject_token = orgpol_str_of(subject_token_name(evaluation->decision.family));
    orgpol_answer_decision_begin(evaluation->answer, evaluation->decision, result.advice, &values);
    if (evaluation->decision.effect == ORGPOL_EFFECT_ALLOW)
        write_result(evaluation->answer, question, &result);
    write_audit(evaluation, question, &result);
    orgpol_answer_decision_end(evaluation->answer, evaluation->decision);
    return ORGPOL_OK;
}

enum orgpol_status orgpol_authzen_exchange(struct evaluation *evaluation)
{
    struct exchange_question *question = orgpol_question_room(evaluation, sizeof *question, AT(effective));
    enum orgpol_status status;

    if (question == NULL)
        return orgpol_json_no_memory(evaluation->error);
    question->request = (struct orgpol_exchange_request)ORGPOL_EXCHANGE_REQUEST_INIT;
    question->token = (struct orgpol_subject_token)ORGPOL_SUBJECT_TOKEN_INIT;
    question->account = (struct orgpol_account_request)ORGPOL_ACCOUNT_REQUEST_INIT;
    status = read_context(evaluation, question);
    return status == ORGPOL_OK ? answer(evaluation, question) : status;
}
