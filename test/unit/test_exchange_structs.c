/* SPDX-License-Identifier: MIT */
/* Token exchanges that cannot be read: sizes, reserved members, words, lists, and rows of others. */
#include "exchanges.h"

static struct exchange_world world;
static struct exchange_world *const w = &world;

static void assert_error(enum orgpol_reason reason)
{
    struct orgpol_exchange_result result = ORGPOL_EXCHANGE_RESULT_INIT;
    struct orgpol_decision decision;

    result.account = w->accounts;
    result.advice = 1;
    decision = orgpol_check_token_exchange(&w->request, &result, NULL, 0, NULL, 0);
    assert_int_equal(decision.effect, ORGPOL_EFFECT_ERROR);
    assert_int_equal(decision.reason, reason);
    assert_int_equal(decision.unmet, 0);
    assert_int_equal(decision.obligations, 0);
    assert_null(result.account);
    assert_int_equal(result.advice, 0);
}

/* A worker's exchange in an organization, so that every row is there, with a change, is an error. */
#define BROKEN(change, reason)         \
    do {                               \
        make_exchange(w, OF_WORKER);   \
        enter_organization(w);         \
        change;                        \
        assert_error(ORGPOL_##reason); \
    } while (0)

static void unreadable_questions_are_errors(void **state)
{
    (void)state;
    assert_int_equal(orgpol_check_token_exchange(NULL, NULL, NULL, 0, NULL, 0).reason,
                     ORGPOL_REASON_MISSING_INPUT);
    BROKEN(w->request.struct_size = 0, REASON_UNSUPPORTED_INPUT);
    BROKEN(w->token.struct_size = 14, REASON_UNSUPPORTED_INPUT);
    BROKEN(w->client.struct_size = 4, REASON_UNSUPPORTED_INPUT);
    BROKEN(w->access.struct_size = ORGPOL_STRUCT_SIZE_MAX + 8, REASON_UNSUPPORTED_INPUT);
    BROKEN(w->organization.struct_size = 0, REASON_UNSUPPORTED_INPUT);
    BROKEN(w->member.struct_size = 0, REASON_UNSUPPORTED_INPUT);
    BROKEN(w->connection.struct_size = 0, REASON_UNSUPPORTED_INPUT);
    BROKEN(w->enabled_client.struct_size = 0, REASON_UNSUPPORTED_INPUT);
    BROKEN(w->settings.struct_size = 0, REASON_UNSUPPORTED_INPUT);
    BROKEN(w->options.struct_size = 0, REASON_UNSUPPORTED_INPUT);
    BROKEN(w->account.struct_size = 0, REASON_UNSUPPORTED_INPUT);
    BROKEN(w->user.struct_size = 0, REASON_UNSUPPORTED_INPUT);
    BROKEN(w->accounts[0].struct_size = 0, REASON_UNSUPPORTED_INPUT);
    BROKEN(w->request.reserved = 1, REASON_UNSUPPORTED_INPUT);
    BROKEN(w->token.reserved = 1, REASON_UNSUPPORTED_INPUT);
    BROKEN(w->client.reserved = 1, REASON_UNSUPPORTED_INPUT);
    BROKEN(w->access.reserved = 1, REASON_UNSUPPORTED_INPUT);
    BROKEN(w->access.reserved2 = 1, REASON_UNSUPPORTED_INPUT);
    BROKEN(w->credentials[0].reserved = 1, REASON_UNSUPPORTED_INPUT);
    BROKEN((w->credentials[1].reserved2 = 1, w->access.credential_count = 2), REASON_UNSUPPORTED_INPUT);
    BROKEN(w->credentials[0].reserved3 = 1u << 31, REASON_UNSUPPORTED_INPUT);
    BROKEN(w->organization.reserved = 1, REASON_UNSUPPORTED_INPUT);
    BROKEN(w->organization.reserved2 = 1, REASON_UNSUPPORTED_INPUT);
    BROKEN(w->member.reserved = 1, REASON_UNSUPPORTED_INPUT);
    BROKEN(w->connection.reserved = 1, REASON_UNSUPPORTED_INPUT);
    BROKEN(w->connection.reserved2 = 1, REASON_UNSUPPORTED_INPUT);
    BROKEN(w->connection.reserved3 = 1, REASON_UNSUPPORTED_INPUT);
    BROKEN(w->enabled_client.reserved = 1, REASON_UNSUPPORTED_INPUT);
    BROKEN(w->settings.reserved = 1, REASON_UNSUPPORTED_INPUT);
    BROKEN(w->settings.reserved2 = 1, REASON_UNSUPPORTED_INPUT);
    BROKEN(w->options.reserved = 1, REASON_UNSUPPORTED_INPUT);
    BROKEN(w->account.reserved = 1, REASON_UNSUPPORTED_INPUT);
    BROKEN(w->user.reserved = 1, REASON_UNSUPPORTED_INPUT);
    BROKEN(w->accounts[0].reserved = 1, REASON_UNSUPPORTED_INPUT);
}

static void words_are_in_their_lists(void **state)
{
#define OPTION(name) offsetof(struct orgpol_options, name)
    static const size_t two_words[] = {
        /* the options that are one of two */
        OPTION(unsupported_strategy),
        OPTION(missing_offline_access),
        OPTION(google_minimum_scopes),
        OPTION(verifier_without_challenge),
        OPTION(complete_client),
        OPTION(complete_organization),
        OPTION(failed_complete),
        OPTION(used_code),
        OPTION(ambiguous),
        OPTION(empty_login_hint),
        OPTION(unused_after),
        OPTION(never_exchanged),
        OPTION(foreign_delete),
        OPTION(manage_when_purpose_off),
        OPTION(organization_membership),
        OPTION(unsupported_parameters),
        OPTION(blocked_user),
        OPTION(purpose_off_exchange),
        OPTION(login_grants),
        OPTION(ipv4_mapped),
        OPTION(audit_context_unit),
        OPTION(absent_worker_scope),
        OPTION(worker_login_hint),
        OPTION(offline_scope),
    };

    (void)state;
    BROKEN(w->request.authenticated_by = 7, REASON_UNSUPPORTED_INPUT);
    BROKEN(w->request.dpop_proof = 3, REASON_UNSUPPORTED_INPUT);
    BROKEN(w->request.risk_verdict = 3, REASON_UNSUPPORTED_INPUT);
    BROKEN(w->request.provider_refresh = 3, REASON_UNSUPPORTED_INPUT);
    BROKEN(w->token.kind = 4, REASON_UNSUPPORTED_INPUT);
    BROKEN(w->options.refresh_recheck = 2, REASON_UNSUPPORTED_INPUT);
    BROKEN(w->options.clock_skew = 62, REASON_UNSUPPORTED_INPUT);
    BROKEN(w->options.adaptive_mfa = 3, REASON_UNSUPPORTED_INPUT);
    BROKEN(w->options.org_binding = 3, REASON_UNSUPPORTED_INPUT);
    for (size_t i = 0; i < sizeof two_words / sizeof *two_words; i++)
        BROKEN(((uint8_t *)&w->options)[two_words[i]] = 2, REASON_UNSUPPORTED_INPUT);
    BROKEN(w->request.scope_count = 1, REASON_UNSUPPORTED_INPUT); /* without has_scopes */
    BROKEN(w->request.provider_scope_count = 1, REASON_UNSUPPORTED_INPUT);
}

static void lists_are_there(void **state)
{
    static struct orgpol_str many[ORGPOL_SCOPE_LIMIT + 1];

    (void)state;
    BROKEN(w->request.client_id = NO_TEXT, REASON_MISSING_INPUT);
    BROKEN(w->request.settings = NULL, REASON_MISSING_INPUT);
    BROKEN(w->request.now_s = 0, REASON_MISSING_INPUT);
    BROKEN(w->token.audiences = NULL, REASON_MISSING_INPUT);
    BROKEN(w->settings.custom_domains = NULL, REASON_MISSING_INPUT);
    BROKEN(w->access.credentials = NULL, REASON_MISSING_INPUT);
    BROKEN(w->access.ip_allowlist = NULL, REASON_MISSING_INPUT);
    BROKEN(w->access.grants = NULL, REASON_MISSING_INPUT);
    BROKEN(w->grants[0].scopes = NULL, REASON_MISSING_INPUT);
    BROKEN(w->grants[1].scopes = NULL, REASON_MISSING_INPUT);
    BROKEN(w->account.accounts = NULL, REASON_MISSING_INPUT);
    BROKEN(w->accounts[0].scopes = NULL, REASON_MISSING_INPUT);
    BROKEN((ask_for(w, "openid"), w->request.scopes = NULL), REASON_MISSING_INPUT);
    BROKEN((provide(w, "openid"), w->request.provider_scopes = NULL), REASON_MISSING_INPUT);
    BROKEN((require_scopes(w, "openid"), w->request.required_scopes = NULL), REASON_MISSING_INPUT);
    BROKEN((ask_for(w, ""), w->request.scopes = many, w->request.scope_count = ORGPOL_SCOPE_LIMIT + 1),
           REASON_TOO_MANY_SCOPES);
    BROKEN((provide(w, ""), w->request.provider_scopes = many,
            w->request.provider_scope_count = ORGPOL_SCOPE_LIMIT + 1),
           REASON_TOO_MANY_SCOPES);
    BROKEN((w->request.required_scopes = many, w->request.required_scope_count = ORGPOL_SCOPE_LIMIT + 1),
           REASON_TOO_MANY_SCOPES);
    BROKEN((w->grants[0].scopes = many, w->grants[0].scope_count = ORGPOL_SCOPE_LIMIT + 1),
           REASON_TOO_MANY_SCOPES);
    BROKEN((w->grants[1].scopes = many, w->grants[1].scope_count = ORGPOL_SCOPE_LIMIT + 1),
           REASON_TOO_MANY_SCOPES);
    BROKEN((w->accounts[0].scopes = many, w->accounts[0].scope_count = ORGPOL_SCOPE_LIMIT + 1),
           REASON_TOO_MANY_SCOPES);
    w->accounts[0].scope_count = ORGPOL_SCOPE_LIMIT;
    assert_unmet(w, "");
}

static void rows_belong_together(void **state)
{
    const struct orgpol_str other = ORGPOL_STR("other");

    (void)state;
    BROKEN(w->client.client_id = other, REASON_ROW_OF_OTHER_CLIENT);
    BROKEN(w->client.client_id = NO_TEXT, REASON_ROW_WITHOUT_ID);
    BROKEN(w->request.client_id = ORGPOL_STR(""), REASON_ROW_OF_OTHER_CLIENT);
    BROKEN(w->enabled_client.client_id = other, REASON_ROW_OF_OTHER_CLIENT);
    BROKEN(w->enabled_client.connection_id = other, REASON_ROW_OF_OTHER_CONNECTION);
    BROKEN(w->request.connection_row = NULL, REASON_ROW_OF_OTHER_CONNECTION); /* enabled in nothing */
    BROKEN(w->connection.name = other, REASON_ROW_OF_OTHER_CONNECTION);
    BROKEN(w->connection.name = NO_TEXT, REASON_ROW_WITHOUT_ID);
    BROKEN(w->request.connection = NO_TEXT, REASON_ROW_OF_OTHER_CONNECTION);
    BROKEN(w->organization.id = other, REASON_ROW_OF_OTHER_ORGANIZATION);
    BROKEN(w->member.organization_id = other, REASON_ROW_OF_OTHER_ORGANIZATION);
    BROKEN(w->token.org_id = other, REASON_ROW_OF_OTHER_ORGANIZATION);
    BROKEN(w->token.org_id = NO_TEXT, REASON_ROW_OF_OTHER_ORGANIZATION);
    BROKEN(w->member.user_id = other, REASON_ROW_OF_OTHER_USER);
    BROKEN((w->request.member = NULL, w->token.sub = other), REASON_ROW_OF_OTHER_USER);
    BROKEN((w->request.member = NULL, w->token.sub = NO_TEXT), REASON_ROW_OF_OTHER_USER);
    BROKEN((w->request.member = NULL, w->request.organization = NULL, w->request.subject_token = NULL),
           REASON_ROW_OF_OTHER_USER);
    BROKEN(w->user.user_id = other, REASON_ROW_OF_OTHER_USER);
    BROKEN(w->account.user_id = NO_TEXT, REASON_ROW_OF_OTHER_USER);
    BROKEN(w->accounts[0].id = NO_TEXT, REASON_ROW_WITHOUT_ID);
    BROKEN((forget_user(w), w->account.user_id = other), REASON_ROW_OF_OTHER_USER);
    /* an account request without user_id is nobody's */
    make_exchange(w, OF_REFRESH_TOKEN);
    forget_user(w);
    w->account.user_id = NO_TEXT;
    assert_unmet(w, "subject_user_not_found");
}

/* Structs of an older and of a newer header. */
static void structs_may_be_of_other_sizes(void **state)
{
    struct {
        struct orgpol_exchange_request request;
        uint64_t tail;
    } longer = {ORGPOL_EXCHANGE_REQUEST_INIT, 0};
    struct {
        struct orgpol_exchange_result result;
        uint64_t tail;
    } answer = {ORGPOL_EXCHANGE_RESULT_INIT, 7};

    (void)state;
    longer.request = *make_exchange(w, OF_REFRESH_TOKEN);
    longer.request.struct_size = sizeof longer;
    answer.result.struct_size = sizeof answer;
    assert_int_equal(orgpol_check_token_exchange(&longer.request, &answer.result, NULL, 0, NULL, 0).effect,
                     ORGPOL_EFFECT_ALLOW);
    assert_int_equal(answer.tail, 0);
    assert_ptr_equal(answer.result.account, &w->accounts[0]);
    longer.tail = 1;
    assert_int_equal(orgpol_check_token_exchange(&longer.request, NULL, NULL, 0, NULL, 0).reason,
                     ORGPOL_REASON_UNSUPPORTED_INPUT);
    answer.result.struct_size = 9;
    assert_int_equal(orgpol_check_token_exchange(&w->request, &answer.result, NULL, 0, NULL, 0).reason,
                     ORGPOL_REASON_UNSUPPORTED_INPUT);
    /* without its tail an account says nothing of when it was used, or of a token */
    w->accounts[0].struct_size = offsetof(struct orgpol_connected_account, access_token_expires_at);
    assert_unmet(w, "");
    assert_int_equal(orgpol_check_token_exchange(&w->request, NULL, NULL, 0, NULL, 0).obligations,
                     ORGPOL_MUST_REFRESH_PROVIDER_TOKEN | ORGPOL_MUST_STORE_TOKENS |
                         ORGPOL_MUST_TOUCH_LAST_USED);
    w->token.struct_size = offsetof(struct orgpol_subject_token, azp);
    assert_unmet(w, "refresh_token_other_client");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(unreadable_questions_are_errors),
        cmocka_unit_test(words_are_in_their_lists),
        cmocka_unit_test(lists_are_there),
        cmocka_unit_test(rows_belong_together),
        cmocka_unit_test(structs_may_be_of_other_sizes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
