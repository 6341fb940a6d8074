/* SPDX-License-Identifier: MIT */
/* The start of the Connected Accounts flow as an interface. The rules are in test/vectors/connect.txt. */
#include "connect_starts.h"
#include "lists.h"

static void unreadable_questions_are_errors(void **state)
{
    (void)state;
    assert_int_equal(orgpol_can_connect_account(NULL, NULL, NULL, 0).reason, ORGPOL_REASON_MISSING_INPUT);
    make_usable();
    assert_unmet("");
    BROKEN(request.struct_size = 0, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(request.reserved = 1, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(request.caller = NULL, ORGPOL_REASON_MISSING_INPUT);
    BROKEN(request.body = NULL, ORGPOL_REASON_MISSING_INPUT);
    BROKEN(caller.now_s = 0, ORGPOL_REASON_MISSING_INPUT);
    BROKEN(caller.struct_size = 9, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(caller.dpop_proof = 3, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(caller.reserved = 1, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(caller.reserved2 = 1, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(token.reserved = 1, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(client.reserved = 1, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(user.reserved = 1, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(api.reserved = 1, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(settings.reserved = 1, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(settings.reserved2 = 1, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(body.struct_size = 1, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(body.reserved = 1, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(body.reserved2 = 1, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN((send_params(), params.struct_size = 4), ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN((send_params(), params.reserved = 1), ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(connection.struct_size = 4104, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(connection.reserved = 1, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(connection.reserved2 = 1, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(connection.reserved3 = 1, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(enabled_client.struct_size = 7, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(enabled_client.reserved = 1, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(enabled_connection.struct_size = 7, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(enabled_connection.reserved = 1, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(options.unsupported_strategy = 2, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(options.missing_offline_access = 2, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(options.google_minimum_scopes = 2, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(options.scope_subset = 2, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN((body.scopes = NULL, body.scope_count = 1), ORGPOL_REASON_MISSING_INPUT);
    BROKEN(connection.scopes = NULL, ORGPOL_REASON_MISSING_INPUT);
    BROKEN(client.callbacks = NULL, ORGPOL_REASON_MISSING_INPUT);
    BROKEN((settings.custom_domains = NULL, settings.custom_domain_count = 1), ORGPOL_REASON_MISSING_INPUT);
    BROKEN(token.audiences = NULL, ORGPOL_REASON_MISSING_INPUT);
    BROKEN(token.scope_count = 1025, ORGPOL_REASON_TOO_MANY_SCOPES);
}

static void rows_of_others_are_errors(void **state)
{
    (void)state;
    BROKEN(body.connection = ORGPOL_STR("github"), ORGPOL_REASON_ROW_OF_OTHER_CONNECTION);
    BROKEN(body.connection = ORGPOL_STR(""), ORGPOL_REASON_ROW_OF_OTHER_CONNECTION);
    BROKEN(request.connection_name.ptr = NULL, ORGPOL_REASON_ROW_OF_OTHER_CONNECTION);
    BROKEN((body.connection.ptr = NULL, request.connection_name = ORGPOL_STR("github")),
           ORGPOL_REASON_ROW_OF_OTHER_CONNECTION);
    BROKEN((body.connection.ptr = NULL, request.connection_name.ptr = NULL),
           ORGPOL_REASON_ROW_OF_OTHER_CONNECTION);
    BROKEN(connection.name.len = 0, ORGPOL_REASON_ROW_WITHOUT_ID);
    BROKEN(connection.id.len = 0, ORGPOL_REASON_ROW_WITHOUT_ID);
    BROKEN(connection.name = ORGPOL_STR("Google"), ORGPOL_REASON_ROW_OF_OTHER_CONNECTION);
    BROKEN(client.client_id = ORGPOL_STR("spa"), ORGPOL_REASON_ROW_OF_OTHER_CLIENT);
    BROKEN(client.client_id.len = 0, ORGPOL_REASON_ROW_WITHOUT_ID);
    BROKEN(user.user_id = ORGPOL_STR("auth0|b"), ORGPOL_REASON_ROW_OF_OTHER_USER);
    BROKEN(api.identifier.len = 0, ORGPOL_REASON_ROW_WITHOUT_ID);
    BROKEN(api.identifier = ORGPOL_STR("https://api"), ORGPOL_REASON_ROW_OF_OTHER_RESOURCE_SERVER);
    BROKEN(enabled_client.client_id = ORGPOL_STR("spa"), ORGPOL_REASON_ROW_OF_OTHER_CLIENT);
    BROKEN(enabled_client.client_id.len = 0, ORGPOL_REASON_ROW_WITHOUT_ID);
    BROKEN(enabled_client.connection_id = ORGPOL_STR("con_2"), ORGPOL_REASON_ROW_OF_OTHER_CONNECTION);
    BROKEN(request.connection = NULL, ORGPOL_REASON_ROW_OF_OTHER_CONNECTION); /* of none */
    BROKEN((request.connection = NULL, request.enabled_client = NULL), ORGPOL_REASON_ROW_OF_OTHER_CONNECTION);
    BROKEN(enabled_connection.organization_id = ORGPOL_STR("org_2"), ORGPOL_REASON_ROW_OF_OTHER_ORGANIZATION);
    BROKEN(token.org_id.ptr = NULL, ORGPOL_REASON_ROW_OF_OTHER_ORGANIZATION);
    BROKEN(enabled_connection.connection_id = ORGPOL_STR("con_2"), ORGPOL_REASON_ROW_OF_OTHER_CONNECTION);
    BROKEN(enabled_connection.connection_id.len = 0, ORGPOL_REASON_ROW_WITHOUT_ID);
}

/* Structs of older and newer headers (base.h). */
static void sizes_follow_the_rule(void **state)
{
    static struct { /* static, so that what a compiler leaves between the two is zero */
        struct orgpol_connect_body body;
        uint64_t tail;
    } newer;
    struct orgpol_connect_result result = ORGPOL_CONNECT_RESULT_INIT;

    (void)state;
    make_usable();
    send_params();
    params.prompt = ORGPOL_STR("?");
    assert_unmet("authorization_params_invalid");
    body.struct_size = offsetof(struct orgpol_connect_body, authorization_params); /* not read */
    assert_unmet("");
    body.struct_size = offsetof(struct orgpol_connect_body, redirect_uri);
    assert_unmet("body_invalid");
    make_usable();
    newer.body = body;
    newer.tail = 0;
    newer.body.struct_size = sizeof newer;
    request.body = &newer.body;
    assert_unmet("");
    newer.tail = UINT64_C(1) << 63;
    assert_error(ORGPOL_REASON_UNSUPPORTED_INPUT);
    make_usable();
    request.struct_size = offsetof(struct orgpol_connect_request, enabled_client);
    assert_unmet("connection_not_enabled");
    make_usable();
    result.struct_size = 8;
    result.scope_count = 77;
    assert_int_equal(orgpol_can_connect_account(&request, &result, NULL, 0).effect, ORGPOL_EFFECT_ALLOW);
    assert_int_equal(result.scope_count, 77);
    result.struct_size = 14;
    assert_int_equal(orgpol_can_connect_account(&request, &result, NULL, 0).reason,
                     ORGPOL_REASON_UNSUPPORTED_INPUT);
}

/* One thing that is missing is one unmet condition. */
static void what_is_missing_hides_what_depends_on_it(void **state)
{
    (void)state;
    make_usable();
    client.organization_usage = ORGPOL_USAGE_DENY;
    client.callback_count = 0;
    request.enabled_client = NULL;
    assert_unmet("connection_not_enabled redirect_uri_not_registered organization_usage_violated");
    caller.client = NULL;
    assert_unmet("client_third_party");
    make_usable();
    options.require_org_connection = 1;
    request.enabled_client = NULL;
    request.enabled_connection = NULL;
    caller.token = NULL;
    caller.client = NULL;
    caller.user = NULL;
    assert_unmet("token_invalid");
    caller.dpop_proof = ORGPOL_DPOP_PROOF_INVALID; /* facts of their own */
    caller.resource_server = NULL;
    caller.host = ORGPOL_STR("other.example");
    request.content_type = ORGPOL_STR("text/plain");
    assert_unmet("api_not_active token_invalid wrong_domain connect_proof_invalid content_type_not_json");
    make_usable();
    request.connection = NULL;
    request.enabled_client = NULL;
    request.enabled_connection = NULL;
    options.require_org_connection = 1;
    send_scopes(1);
    assert_unmet("connection_unknown");
    body.connection = request.connection_name = empty; /* none was named */
    assert_unmet("body_invalid");
}

/* MYA-01, CONNECT-06: an audience is https://{host}/me/, and a media type may have parameters. */
static void audiences_and_media_types(void **state)
{
    static const char *const others[] = {"", "x", "https:///me/", "https://acme.example/me",
                                         "https://a/b/me/"};
    static const struct {
        const char *type;
        const char *unmet;
    } types_of_media[] = {
        {"application/json", ""},
        {"Application/JSON;charset=utf-8", ""},
        {"application/json \t ; charset=utf-8", ""},
        {"application/jso", "content_type_not_json"},
        {"application/json5", "content_type_not_json"},
        {" \t;application/json", "content_type_not_json"},
        {"", "content_type_not_json"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        make_usable();
        audiences[0] = orgpol_str_of(others[i]);
        assert_unmet("token_invalid");
    }
    for (size_t i = 0; i < sizeof types_of_media / sizeof *types_of_media; i++) {
        make_usable();
        request.content_type = orgpol_str_of(types_of_media[i].type);
        assert_unmet(types_of_media[i].unmet);
    }
}

static void organizations_are_compared_by_id(void **state)
{
    (void)state;
    make_usable();
    token.org_id = ORGPOL_STR("org_12");
    request.enabled_connection = NULL;
    assert_unmet("organization_mismatch");
    token.org_id.len = 4;
    assert_unmet("organization_mismatch");
    token.org_id = (struct orgpol_str)ORGPOL_STR_NONE;
    assert_unmet("organization_mismatch");
    request.organization_id = (struct orgpol_str)ORGPOL_STR_NONE;
    assert_unmet("");
    request.organization_id = empty; /* was sent, and is equal to nothing */
    assert_unmet("organization_mismatch");
    token.org_id = empty;
    assert_unmet("organization_mismatch");
    options.require_org_connection = 1;
    client.organization_usage = ORGPOL_USAGE_REQUIRE;
    request.organization_id = (struct orgpol_str)ORGPOL_STR_NONE;
    assert_unmet("organization_usage_violated connection_not_in_organization");
    make_usable();
    options.require_org_connection = 2; /* a flag: any value but 0 is on */
    assert_unmet("");
    enabled_connection.is_disabled = 1;
    assert_unmet("connection_not_in_organization");
    options.require_org_connection = 0;
    assert_unmet("");
}

/* ORG-02 over every usage, with and without `organization` and token.org_id. */
static void usage_admits_with_and_without(void **state)
{
    static const struct {
        uint8_t usage;
        bool with;
        bool without;
    } rows[] = {
        {ORGPOL_USAGE_UNSET, false, true},
        {ORGPOL_USAGE_DENY, false, true},
        {ORGPOL_USAGE_ALLOW, true, true},
        {ORGPOL_USAGE_REQUIRE, true, false},
        {4, false, false},
        {ORGPOL_WORD_UNKNOWN, false, false},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        make_usable();
        client.organization_usage = rows[i].usage;
        assert_unmet(rows[i].with ? "" : "organization_usage_violated");
        request.organization_id = (struct orgpol_str)ORGPOL_STR_NONE;
        assert_unmet(rows[i].with || rows[i].without ? "" : "organization_usage_violated");
        token.org_id = (struct orgpol_str)ORGPOL_STR_NONE;
        request.enabled_connection = NULL;
        assert_unmet(rows[i].without ? "" : "organization_usage_violated");
    }
}

static uint32_t advice(void)
{
    struct orgpol_connect_result result = ORGPOL_CONNECT_RESULT_INIT;

    assert_int_not_equal(orgpol_can_connect_account(&request, &result, NULL, 0).effect, ORGPOL_EFFECT_ERROR);
    return result.advice;
}

/* CONNECT-16: the member, or else the strategy. */
static void offline_access_is_needed(void **state)
{
    static const struct {
        const char *strategy;
        uint8_t required;
        bool needed;
    } rows[] = {
        {"google-oauth2", ORGPOL_SETTING_UNSET, true},
        {"google-apps", ORGPOL_SETTING_UNSET, true},
        {"slack", ORGPOL_SETTING_UNSET, false},
        {"google-oauth2", ORGPOL_SETTING_OFF, false},
        {"slack", ORGPOL_SETTING_ON, true},
        {"slack", ORGPOL_WORD_UNKNOWN, true},
        {"github", ORGPOL_SETTING_ON, false},
        {"github", ORGPOL_SETTING_UNSET, false},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        make_usable();
        connection.strategy = orgpol_str_of(rows[i].strategy);
        connection.offline_access_required = rows[i].required;
        assert_unmet("");
        assert_int_equal(advice(), 0);
        connection.has_offline_access = 0;
        assert_unmet(rows[i].needed ? "offline_access_off" : "");
        options.missing_offline_access = ORGPOL_MISSING_SCOPES_WARN;
        assert_unmet("");
        assert_int_equal(advice(), rows[i].needed ? ORGPOL_ADVICE_OFFLINE_ACCESS_OFF : 0);
    }
}

static void advice_changes_nothing(void **state)
{
    static const char *const social[] = {"google-oauth2", "windowslive", "box",     "slack",
                                         "github",        "oauth2",      "dropbox", "salesforce",
                                         "figma",         "twitter",     "tumblr"};
    static const char *const others[] = {"google-apps", "waad", "oidc", "auth0", ""};

    (void)state;
    make_usable();
    options.unsupported_strategy = ORGPOL_UNSUPPORTED_STRATEGY_ALLOW;
    connection.has_client_id = 0;
    for (size_t i = 0; i < sizeof social / sizeof *social; i++) {
        connection.strategy = orgpol_str_of(social[i]);
        assert_unmet("");
        assert_int_equal(advice(), ORGPOL_ADVICE_DEVELOPER_KEYS);
    }
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        connection.strategy = orgpol_str_of(others[i]);
        assert_unmet("");
        assert_int_equal(advice(), 0);
    }
    make_usable();
    body.state.ptr = NULL;
    assert_unmet("");
    assert_int_equal(advice(), ORGPOL_ADVICE_STATE_MISSING);
    body.is_state_malformed = 1; /* it was sent */
    assert_unmet("body_invalid");
    assert_int_equal(advice(), 0);
    make_usable();
    options.google_minimum_scopes = ORGPOL_MISSING_SCOPES_WARN;
    send_scopes(1);
    assert_unmet("");
    assert_int_equal(advice(), ORGPOL_ADVICE_GOOGLE_SCOPES_MISSING);
    token.is_valid = 0; /* on a denial too */
    assert_unmet("token_invalid");
    assert_int_equal(advice(), ORGPOL_ADVICE_GOOGLE_SCOPES_MISSING);
    body.are_scopes_malformed = 1; /* not known */
    assert_int_equal(advice(), 0);
    connection.strategy = ORGPOL_STR("slack");
    body.are_scopes_malformed = 0;
    assert_int_equal(advice(), 0);
}

static uint8_t available(void)
{
    return orgpol_is_connection_available(&connection, &enabled_client, &options);
}

static void connections_are_available(void **state)
{
    (void)state;
#define UNAVAILABLE(change)               \
    do {                                  \
        make_usable();                    \
        change;                           \
        assert_int_equal(available(), 0); \
    } while (0)
    make_usable();
    assert_int_equal(available(), 1);
    assert_int_equal(orgpol_is_connection_available(&connection, &enabled_client, NULL), 1);
    assert_int_equal(orgpol_is_connection_available(NULL, &enabled_client, &options), 0);
    assert_int_equal(orgpol_is_connection_available(&connection, NULL, &options), 0);
    assert_int_equal(orgpol_is_connection_available(NULL, NULL, NULL), 0);
    UNAVAILABLE(connection.is_connected_accounts_active = 0);
    UNAVAILABLE(connection.has_upstream_dpop = 1);
    UNAVAILABLE(connection.strategy = ORGPOL_STR("samlp"));
    UNAVAILABLE(connection.strategy.len = 0);
    UNAVAILABLE(enabled_client.connection_id = ORGPOL_STR("con_2"));
    UNAVAILABLE(enabled_client.client_id.len = 0);
    UNAVAILABLE((connection.id.len = 0, enabled_client.connection_id.len = 0));
    UNAVAILABLE(connection.struct_size = 4);
    UNAVAILABLE(connection.reserved = 1);
    UNAVAILABLE(connection.reserved3 = 1);
    UNAVAILABLE(enabled_client.struct_size = 4);
    UNAVAILABLE(enabled_client.reserved = 1);
    UNAVAILABLE(options.struct_size = 4);
    UNAVAILABLE(options.reserved = 1);
    UNAVAILABLE(options.unsupported_strategy = 2);
    make_usable();
    options.unsupported_strategy = ORGPOL_UNSUPPORTED_STRATEGY_ALLOW;
    connection.strategy = ORGPOL_STR("samlp");
    connection.is_authentication_inactive = 1; /* CONNECT-14 */
    connection.has_offline_access = 0;         /* asked at the start */
    assert_int_equal(available(), 1);
}

static void connect_order_is_the_contract(void **state)
{
    static const char *const order[] = {
        "api_not_active",
        "token_invalid",
        "wrong_domain",
        "machine_token",
        "token_other_user",
        "client_third_party",
        "connect_proof_invalid",
        "create_scope_missing",
        "content_type_not_json",
        "body_invalid",
        "code_challenge_invalid",
        "scopes_invalid",
        "authorization_params_invalid",
        "connection_unknown",
        "strategy_unsupported",
        "upstream_dpop",
        "connected_accounts_off",
        "connection_not_enabled",
        "redirect_uri_not_registered",
        "organization_usage_violated",
        "organization_mismatch",
        "connection_not_in_organization",
        "offline_access_off",
        "google_scopes_missing",
    };
    static const uint16_t statuses[] = {404, 401, 401, 401, 401, 403, 401, 403, 415, 400, 400, 400,
                                        400, 400, 400, 400, 400, 400, 400, 403, 403, 403, 400, 400};

    (void)state;
    assert_int_equal(orgpol_family_size(ORGPOL_FAMILY_CONNECT), sizeof order / sizeof *order);
    for (unsigned place = 0; place < sizeof order / sizeof *order; place++) {
        const uint16_t reason = orgpol_family_reason(ORGPOL_FAMILY_CONNECT, place);
        const struct orgpol_problem_entry *problem = orgpol_problem_info(reason);

        assert_string_equal(orgpol_reason_info(reason)->name, order[place]);
        assert_non_null(problem);
        assert_int_equal(problem->http_status, statuses[place]);
    }
}

static struct said ask(void)
{
    struct orgpol_connect_result result = ORGPOL_CONNECT_RESULT_INIT;
    struct orgpol_str scopes[2][8] = {{ORGPOL_STR_NONE}};
    const struct orgpol_decision decision = orgpol_can_connect_account(&request, &result, scopes[0], 8);
    struct said all = said(decision, &result, sizeof result);

    memcpy(all.written, scopes, sizeof scopes);
    return all;
}

static void lists_end_at_their_count(void **state)
{
    static const char *const words[] = {
        "openid", "profile", "offline_access", "s0", AUDIENCE, CALLBACK, "create:me:connected_accounts"};
    const size_t count = sizeof words / sizeof *words;
    struct orgpol_str hosts[] = {ORGPOL_STR("other.example"), ORGPOL_STR("login.acme.example")};
    struct orgpol_str two[2];

    (void)state;
    make_usable();
    send_scopes(2);
    assert_ends_before(&asked[2], words, count, ask);
    send_scopes(0); /* CONNECT-09: sent, and empty */
    assert_ends_before(&asked[0], words, count, ask);
    make_usable();
    connection.scope_count = 2;
    assert_ends_before(&configured[2], words, count, ask);
    make_usable();
    client.callback_count = 1;
    assert_ends_before(&callbacks[1], words, count, ask);
    client.callbacks = EMPTY;
    client.callback_count = 0;
    assert_unmet("redirect_uri_not_registered");
    make_usable();
    two[0] = ORGPOL_STR("https://api.example");
    token.audiences = two;
    assert_ends_before(&two[1], words, count, ask);
    token.audiences = EMPTY;
    token.audience_count = 0;
    assert_unmet("token_invalid");
    make_usable();
    token.scopes = two;
    assert_ends_before(&two[1], words, count, ask);
    token.scopes = EMPTY;
    token.scope_count = 0;
    assert_unmet("create_scope_missing");
    make_usable();
    caller.host = hosts[1];
    settings.custom_domains = hosts;
    settings.custom_domain_count = 1;
    assert_unmet("wrong_domain");
}

/* CONNECT-01: an audience without a host is no My Account API's; with one of another host it is another's. */
static void audiences_have_hosts(void **state)
{
    (void)state;
    make_usable();
    audiences[0] = ORGPOL_STR("https:///me/");
    assert_unmet("token_invalid");
    audiences[0] = ORGPOL_STR("https://x/me/");
    assert_unmet("wrong_domain");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(unreadable_questions_are_errors),
        cmocka_unit_test(rows_of_others_are_errors),
        cmocka_unit_test(sizes_follow_the_rule),
        cmocka_unit_test(what_is_missing_hides_what_depends_on_it),
        cmocka_unit_test(audiences_and_media_types),
        cmocka_unit_test(organizations_are_compared_by_id),
        cmocka_unit_test(usage_admits_with_and_without),
        cmocka_unit_test(offline_access_is_needed),
        cmocka_unit_test(advice_changes_nothing),
        cmocka_unit_test(connections_are_available),
        cmocka_unit_test(connect_order_is_the_contract),
        cmocka_unit_test(lists_end_at_their_count),
        cmocka_unit_test(audiences_have_hosts),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
