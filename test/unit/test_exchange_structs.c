/* SPDX-License-Identifier: MIT */
/* Token exchanges that cannot be read: sizes, reserved members, words, lists, and rows of others. */
#include "exchanges.h"
#include "lists.h"

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

static struct said ask(void)
{
    struct orgpol_exchange_result result = ORGPOL_EXCHANGE_RESULT_INIT;
    struct orgpol_str scopes[2][8] = {{ORGPOL_STR_NONE}};
    const struct orgpol_decision decision =
        orgpol_check_token_exchange(&w->request, &result, scopes[0], 8, scopes[1], 8);
    struct said all = said(decision, &result, sizeof result);

    memcpy(all.written, scopes, sizeof scopes);
    return all;
}

static void lists_end_at_their_count(void **state)
{
    static const char *const words[] = {
        "openid",   "cal.read", "cal.write", "repo", "offline_access", "https://api", "https://acme.example/",
        "0.0.0.0/0"};
    const size_t count = sizeof words / sizeof *words;

    (void)state;
    for (int kind = OF_REFRESH_TOKEN; kind <= OF_WORKER; kind++) {
        make_exchange(w, (enum kind_of_exchange)kind);
        ask_for(w, "cal.read");
        assert_ends_before(&w->asked[1], words, count, ask);
        make_exchange(w, (enum kind_of_exchange)kind);
        require_scopes(w, "cal.read drive");
        assert_ends_before(&w->required[2], words, count, ask);
        hold(w, "openid cal.read");
        assert_ends_before(&w->held[2], words, count, ask);
        provide(w, "openid cal.read");
        assert_ends_before(&w->provided[2], words, count, ask);
        make_exchange(w, (enum kind_of_exchange)kind);
        w->token.audience_count = kind == OF_ACCESS_TOKEN;
        assert_ends_before(&w->audiences[w->token.audience_count], words, count, ask);
    }
    make_exchange(w, OF_WORKER);
    grant(w, "openid cal.read");
    ask_for(w, "cal.read cal.write");
    assert_ends_before(&w->granted[0][2], words, count, ask);
    SPOILED(w, OF_WORKER, w->access.ip_allowlist_count = 0, "ip_allowlist_empty");
    assert_ends_before(&w->ip_allowlist[0], words, count, ask);
    SPOILED(w, OF_WORKER,
            (w->request.source_ip = ORGPOL_STR("2001:db8:5::7"), w->access.ip_allowlist_count = 1),
            "source_ip_not_allowed");
    SPOILED(w, OF_WORKER, w->access.grant_count = 0, "grants_empty");
    SPOILED(w, OF_WORKER,
            (w->grants[1] = w->grants[0], w->grants[0].connection = ORGPOL_STR("github"),
             w->access.grant_count = 1),
            "connection_not_granted");
    SPOILED(w, OF_WORKER, w->token.kid = ORGPOL_STR("worker-key-2"), "jwt_key_unknown");
    SPOILED(w, OF_WORKER,
            (w->options.lenient_worker_audience = 1, w->custom_domains[1] = ORGPOL_STR("other.example"),
             w->audiences[0] = ORGPOL_STR("https://other.example/")),
            "jwt_aud_invalid");
    SPOILED(w, OF_WORKER, (w->grants[1].connection = w->grants[0].connection, w->access.grant_count = 1), "");
    SPOILED(
        w, OF_ACCESS_TOKEN, /* ATX-16: no host of the tenant's */
        (w->custom_domains[1] = ORGPOL_STR("other.example"),
         w->audiences[1] = w->client.resource_server_identifier = ORGPOL_STR("https://other.example/me/")),
        "");
    SPOILED(w, OF_REFRESH_TOKEN, w->account.account_count = 0, "account_not_found");
}

static void empty_lists_need_no_pointer(void **state)
{

    (void)state;
    make_exchange(w, OF_WORKER);
    w->account.account_count = w->access.ip_allowlist_count = w->access.grant_count = 0;
    w->access.credential_count = w->token.audience_count = w->settings.custom_domain_count = 0;
    w->account.accounts = EMPTY;
    w->access.ip_allowlist = w->token.audiences = w->settings.custom_domains = EMPTY;
    w->access.grants = EMPTY;
    w->access.credentials = EMPTY;
    w->request.scopes = w->request.provider_scopes = w->request.required_scopes = EMPTY;
    assert_int_equal(ask().decision.effect, ORGPOL_EFFECT_DENY);
    make_exchange(w, OF_WORKER);
    w->accounts[0].scopes = w->grants[0].scopes = w->grants[1].scopes = EMPTY;
    w->accounts[0].scope_count = w->grants[0].scope_count = w->grants[1].scope_count = 0;
    assert_int_equal(ask().decision.effect, ORGPOL_EFFECT_ALLOW); /* all that it holds is pinned */
}

/* Any of the custom domains is a host of the tenant's. */
static void every_custom_domain_counts(void **state)
{
    static const char *const hosts[] = {"login.acme.example", "other.example"};
    static const char *const urls[] = {"https://login.acme.example/", "https://other.example/"};
    static const char *const apis[] = {"https://login.acme.example/me/", "https://other.example/me/"};

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        make_exchange(w, OF_WORKER); /* PWX-16 */
        w->options.lenient_worker_audience = 1;
        w->custom_domains[1] = orgpol_str_of(hosts[1]);
        w->settings.custom_domain_count = 2;
        w->audiences[0] = orgpol_str_of(urls[i]);
        assert_unmet(w, "");
        make_exchange(w, OF_ACCESS_TOKEN); /* ATX-16 */
        w->custom_domains[1] = orgpol_str_of(hosts[1]);
        w->settings.custom_domain_count = 2;
        w->audiences[1] = w->client.resource_server_identifier = orgpol_str_of(apis[i]);
        assert_unmet(w, "audience_not_linked");
    }
}

/* A denial writes no scopes. */
static void denials_write_nothing(void **state)
{
    (void)state;
    for (int kind = OF_REFRESH_TOKEN; kind <= OF_WORKER; kind++) {
        struct orgpol_str room[2][8];

        for (size_t i = 0; i < 8; i++)
            room[0][i] = room[1][i] = ORGPOL_STR("left");
        make_exchange(w, (enum kind_of_exchange)kind);
        require_scopes(w, "drive");
        w->request.is_authenticated = 0;
        assert_int_equal(orgpol_check_token_exchange(&w->request, NULL, room[0], 8, room[1], 8).effect,
                         ORGPOL_EFFECT_DENY);
        for (size_t i = 0; i < 8; i++) {
            assert_string_equal(room[0][i].ptr, "left");
            assert_string_equal(room[1][i].ptr, "left");
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(unreadable_questions_are_errors),
        cmocka_unit_test(words_are_in_their_lists),
        cmocka_unit_test(lists_are_there),
        cmocka_unit_test(rows_belong_together),
        cmocka_unit_test(structs_may_be_of_other_sizes),
        cmocka_unit_test(lists_end_at_their_count),
        cmocka_unit_test(empty_lists_need_no_pointer),
        cmocka_unit_test(every_custom_domain_counts),
        cmocka_unit_test(denials_write_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
