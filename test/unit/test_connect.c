/* SPDX-License-Identifier: MIT */
/* The start of the Connected Accounts flow as an interface. The rules are in test/vectors/connect.txt. */
#include "support.h"

#define NOW INT64_C(1790000000)
#define AUDIENCE "https://acme.example/me/"
#define CALLBACK "https://app.example/cb"

static struct orgpol_tenant_settings settings;
static struct orgpol_options options;
static struct orgpol_resource_server api;
static struct orgpol_client client;
static struct orgpol_user user;
static struct orgpol_str callbacks[2];
static struct orgpol_str audiences[1];
static struct orgpol_str granted[1];
static struct orgpol_access_token token;
static struct orgpol_my_account_caller caller;
static struct orgpol_str configured[3];
static struct orgpol_connection connection;
static struct orgpol_enabled_client enabled_client;
static struct orgpol_enabled_connection enabled_connection;
static struct orgpol_str asked[101];
static char names[101][8];
static struct orgpol_authorization_params params;
static struct orgpol_connect_body body;
static struct orgpol_connect_request request;

static void make_caller(void)
{
    settings = (struct orgpol_tenant_settings)ORGPOL_TENANT_SETTINGS_INIT;
    settings.domain = ORGPOL_STR("acme.example");
    options = (struct orgpol_options)ORGPOL_OPTIONS_INIT;
    api = (struct orgpol_resource_server)ORGPOL_RESOURCE_SERVER_INIT;
    api.identifier = ORGPOL_STR(AUDIENCE);
    callbacks[0] = ORGPOL_STR("https://app.example/");
    callbacks[1] = ORGPOL_STR(CALLBACK);
    client = (struct orgpol_client)ORGPOL_CLIENT_INIT;
    client.client_id = ORGPOL_STR("web");
    client.is_first_party = 1;
    client.organization_usage = ORGPOL_USAGE_ALLOW;
    client.callbacks = callbacks;
    client.callback_count = 2;
    user = (struct orgpol_user)ORGPOL_USER_INIT;
    user.user_id = ORGPOL_STR("auth0|a");
    audiences[0] = ORGPOL_STR(AUDIENCE);
    granted[0] = ORGPOL_STR("create:me:connected_accounts");
    token = (struct orgpol_access_token)ORGPOL_ACCESS_TOKEN_INIT;
    token.is_valid = 1;
    token.expires_at = (struct orgpol_time){NOW + 1, 1};
    token.sub = ORGPOL_STR("auth0|a");
    token.azp = ORGPOL_STR("web");
    token.audiences = audiences;
    token.audience_count = 1;
    token.scopes = granted;
    token.scope_count = 1;
    caller = (struct orgpol_my_account_caller)ORGPOL_MY_ACCOUNT_CALLER_INIT;
    caller.now_s = NOW;
    caller.user_id = ORGPOL_STR("auth0|a");
    caller.token = &token;
    caller.client = &client;
    caller.user = &user;
    caller.resource_server = &api;
    caller.settings = &settings;
    caller.options = &options;
}

/* A start that nothing is wrong with, in an organization. */
static void make_usable(void)
{
    make_caller();
    token.org_id = ORGPOL_STR("org_1");
    configured[0] = ORGPOL_STR("openid");
    configured[1] = ORGPOL_STR("profile");
    configured[2] = ORGPOL_STR("cal");
    connection = (struct orgpol_connection)ORGPOL_CONNECTION_INIT;
    connection.id = ORGPOL_STR("con_1");
    connection.name = ORGPOL_STR("google");
    connection.strategy = ORGPOL_STR("google-oauth2");
    connection.is_connected_accounts_active = 1;
    connection.has_offline_access = 1;
    connection.has_client_id = 1;
    connection.scopes = configured;
    connection.scope_count = 3;
    enabled_client = (struct orgpol_enabled_client)ORGPOL_ENABLED_CLIENT_INIT;
    enabled_client.connection_id = ORGPOL_STR("con_1");
    enabled_client.client_id = ORGPOL_STR("web");
    enabled_connection = (struct orgpol_enabled_connection)ORGPOL_ENABLED_CONNECTION_INIT;
    enabled_connection.organization_id = ORGPOL_STR("org_1");
    enabled_connection.connection_id = ORGPOL_STR("con_1");
    for (size_t i = 0; i < 101; i++) {
        snprintf(names[i], sizeof names[i], "s%zu", i);
        asked[i] = orgpol_str_of(names[i]);
    }
    params = (struct orgpol_authorization_params)ORGPOL_AUTHORIZATION_PARAMS_INIT;
    body = (struct orgpol_connect_body)ORGPOL_CONNECT_BODY_INIT;
    body.connection = ORGPOL_STR("google");
    body.redirect_uri = ORGPOL_STR(CALLBACK);
    body.state = ORGPOL_STR("xyz");
    request = (struct orgpol_connect_request)ORGPOL_CONNECT_REQUEST_INIT;
    request.caller = &caller;
    request.body = &body;
    request.organization_id = ORGPOL_STR("org_1");
    request.connection_name = ORGPOL_STR("google");
    request.connection = &connection;
    request.enabled_client = &enabled_client;
    request.enabled_connection = &enabled_connection;
}

static void send_scopes(size_t count)
{
    body.has_scopes = 1;
    body.scopes = asked;
    body.scope_count = count;
}

static void send_params(void)
{
    params = (struct orgpol_authorization_params)ORGPOL_AUTHORIZATION_PARAMS_INIT;
    body.authorization_params = &params;
}

static void assert_error(enum orgpol_reason reason)
{
    struct orgpol_connect_result result = ORGPOL_CONNECT_RESULT_INIT;
    struct orgpol_str scopes[4] = {ORGPOL_STR_NONE};
    struct orgpol_decision decision;

    result.user_id = ORGPOL_STR("stale");
    result.advice = UINT32_MAX;
    decision = orgpol_can_connect_account(&request, &result, scopes, 4);
    assert_int_equal(decision.effect, ORGPOL_EFFECT_ERROR);
    assert_int_equal(decision.family, ORGPOL_FAMILY_CONNECT);
    assert_int_equal(decision.reason, reason);
    assert_int_equal(decision.unmet, 0);
    assert_int_equal(decision.obligations, 0);
    assert_null(result.user_id.ptr);
    assert_int_equal(result.advice, 0);
    assert_null(scopes[0].ptr);
}

/* The unmet conditions by name; "" is ALLOW. */
static void assert_unmet(const char *expected)
{
    const struct orgpol_decision decision = orgpol_can_connect_account(&request, NULL, NULL, 0);
    char have[1024];

    unmet_names(decision, have, sizeof have);
    assert_string_equal(have, expected);
    assert_int_equal(decision.effect, *expected ? ORGPOL_EFFECT_DENY : ORGPOL_EFFECT_ALLOW);
    assert_int_equal(decision.obligations, *expected ? 0 : ORGPOL_MUST_CREATE_AUTH_SESSION);
}

static uint32_t advice(void)
{
    struct orgpol_connect_result result = ORGPOL_CONNECT_RESULT_INIT;

    assert_int_not_equal(orgpol_can_connect_account(&request, &result, NULL, 0).effect, ORGPOL_EFFECT_ERROR);
    return result.advice;
}

#define BROKEN(change, reason) \
    do {                       \
        make_usable();         \
        change;                \
        assert_error(reason);  \
    } while (0)

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
    BROKEN(caller.struct_size = 9, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(caller.dpop_proof = 3, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(token.reserved = 1, ORGPOL_REASON_UNSUPPORTED_INPUT);
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
    struct {
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
    result.struct_size = 12;
    assert_int_equal(orgpol_can_connect_account(&request, &result, NULL, 0).reason,
                     ORGPOL_REASON_UNSUPPORTED_INPUT);
}

/* A text of `count` characters of two bytes, in a buffer that lives on. */
static struct orgpol_str characters(size_t count)
{
    static char bytes[2 * 4100];

    for (size_t i = 0; i < count; i++)
        bytes[2 * i] = '\xc3', bytes[2 * i + 1] = '\xa9';
    return (struct orgpol_str){bytes, 2 * count};
}

static const struct orgpol_str empty = {"", 0};

/* CONNECT-07: lengths count characters, not bytes. */
static void the_body_has_limits(void **state)
{
    (void)state;
    make_usable();
    body.has_unknown_member = 1;
    assert_unmet("body_invalid");
    make_usable();
    for (size_t length = 0; length <= 129; length++) {
        connection.name = body.connection = request.connection_name = characters(length);
        if (length == 0)
            request.connection = NULL, request.enabled_client = NULL, request.enabled_connection = NULL;
        else
            request.connection = &connection, request.enabled_client = &enabled_client,
            request.enabled_connection = &enabled_connection;
        assert_unmet(length >= 1 && length <= 128 ? "" : "body_invalid");
    }
    make_usable();
    body.connection.ptr = NULL; /* which connection is meant is known all the same */
    assert_unmet("body_invalid");
    connection.is_connected_accounts_active = 0;
    assert_unmet("body_invalid connected_accounts_off");
    make_usable();
    body.redirect_uri = callbacks[1] = characters(2048);
    assert_unmet("");
    body.redirect_uri = callbacks[1] = characters(2049);
    assert_unmet("body_invalid");
    callbacks[1] = ORGPOL_STR(CALLBACK);
    assert_unmet("body_invalid redirect_uri_not_registered");
    callbacks[1] = body.redirect_uri = empty;
    assert_unmet("body_invalid");
    body.redirect_uri.ptr = NULL;
    assert_unmet("body_invalid");
    make_usable();
    body.state = characters(4096);
    assert_unmet("");
    body.state = characters(4097);
    assert_unmet("body_invalid");
    body.state = empty;
    assert_unmet("body_invalid");
    body.state = ORGPOL_STR("x");
    body.is_state_malformed = 1;
    assert_unmet("body_invalid");
}

/* CONNECT-08 */
static void challenges_are_s256(void **state)
{
    static const struct {
        size_t length; /* 0: absent */
        const char *method;
        bool good;
    } rows[] = {
        {0, NULL, true},      {0, "S256", true},   {0, "plain", false},  {0, "", false},
        {42, "S256", false},  {43, "S256", true},  {128, "S256", true},  {129, "S256", false},
        {43, NULL, false},    {43, "s256", false}, {43, "plain", false}, {43, "", false},
        {43, "S256 ", false}, {128, NULL, false},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        make_usable();
        body.code_challenge =
            rows[i].length ? characters(rows[i].length) : (struct orgpol_str)ORGPOL_STR_NONE;
        body.code_challenge_method = orgpol_str_of(rows[i].method);
        assert_unmet(rows[i].good ? "" : "code_challenge_invalid");
        body.is_code_challenge_malformed = 1;
        assert_unmet("code_challenge_invalid");
    }
    make_usable();
    body.code_challenge = empty;
    body.code_challenge_method = ORGPOL_STR("S256");
    assert_unmet("code_challenge_invalid");
}

/* CONNECT-09, and CONNECT-17 that reads well-formed scopes only. */
static void scopes_are_few_and_different(void **state)
{
    (void)state;
    make_usable();
    connection.strategy = ORGPOL_STR("slack");
    send_scopes(0);
    assert_unmet("scopes_invalid");
    body.scopes = NULL;
    assert_unmet("scopes_invalid");
    send_scopes(1);
    assert_unmet("");
    body.has_scopes = 0; /* scopes that are there were sent */
    assert_unmet("");
    send_scopes(100);
    assert_unmet("");
    send_scopes(101);
    assert_unmet("scopes_invalid");
    send_scopes(100);
    asked[99] = asked[0];
    assert_unmet("scopes_invalid");
    asked[99] = ORGPOL_STR("s0");
    assert_unmet("scopes_invalid");
    asked[99] = ORGPOL_STR("S0");
    assert_unmet("");
    asked[50] = empty;
    assert_unmet("scopes_invalid");
    asked[50].ptr = NULL;
    assert_unmet("scopes_invalid");
    asked[50] = characters(255);
    assert_unmet("");
    asked[50] = characters(256);
    assert_unmet("scopes_invalid");
    make_usable();
    body.are_scopes_malformed = 1;
    assert_unmet("scopes_invalid");
    send_scopes(1);
    assert_unmet("scopes_invalid");
    body.are_scopes_malformed = 0;
    assert_unmet("google_scopes_missing");
    asked[0] = ORGPOL_STR("openid");
    assert_unmet("google_scopes_missing");
    send_scopes(2);
    asked[1] = ORGPOL_STR("profile");
    assert_unmet("");
    asked[0] = ORGPOL_STR("email");
    assert_unmet("google_scopes_missing");
    asked[0] = asked[1];
    assert_unmet("scopes_invalid");
    send_scopes(0);
    assert_unmet("scopes_invalid");
}

static void assert_params(bool good)
{
    assert_unmet(good ? "" : "authorization_params_invalid");
}

/* CONNECT-22 */
static void params_are_closed_and_bounded(void **state)
{
    static const struct {
        size_t member;
        size_t most;
    } texts[] = {
        {offsetof(struct orgpol_authorization_params, acr_values), 1024},
        {offsetof(struct orgpol_authorization_params, audience), 512},
        {offsetof(struct orgpol_authorization_params, resource), 512},
        {offsetof(struct orgpol_authorization_params, id_token_hint), 4096},
        {offsetof(struct orgpol_authorization_params, login_hint), 255},
        {offsetof(struct orgpol_authorization_params, ui_locales), 100},
    };
    static const struct {
        const char *display;
        const char *prompt;
        bool good;
    } words[] = {
        {"page", NULL, true},
        {"popup", "none", true},
        {"touch", "login", true},
        {"wap", "consent", true},
        {NULL, "select_account", true},
        {"", NULL, false},
        {NULL, "", false},
        {"Page", NULL, false},
        {NULL, "create", false},
        {NULL, "login consent", false},
        {NULL, "none ", false},
        {"page popup", NULL, false},
    };
    static const struct {
        int64_t age;
        bool good;
    } ages[] = {{0, true},   {2147483647, true}, {2147483648, false},
                {-1, false}, {INT64_MIN, false}, {INT64_MAX, false}};

    (void)state;
    make_usable();
    send_params();
    assert_params(true);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct orgpol_str *text = (struct orgpol_str *)((char *)&params + texts[i].member);

        send_params();
        *text = empty;
        assert_params(true);
        *text = characters(texts[i].most);
        assert_params(true);
        *text = characters(texts[i].most + 1);
        assert_params(false);
    }
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        send_params();
        params.display = orgpol_str_of(words[i].display);
        params.prompt = orgpol_str_of(words[i].prompt);
        assert_params(words[i].good);
    }
    for (size_t i = 0; i < sizeof ages / sizeof *ages; i++) {
        send_params();
        params.max_age_s = ages[i].age; /* not read unless it is there */
        assert_params(true);
        params.has_max_age = 1;
        assert_params(ages[i].good);
    }
    send_params();
    params.has_unknown_member = 1;
    assert_params(false);
    send_params();
    params.is_malformed = 1;
    assert_params(false);
    make_usable();
    body.are_authorization_params_malformed = 1;
    assert_params(false);
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
        assert_unmet("");
        token.org_id = (struct orgpol_str)ORGPOL_STR_NONE;
        request.enabled_connection = NULL;
        assert_unmet(rows[i].without ? "" : "organization_usage_violated");
    }
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

static void assert_requested(const char *expected, bool added)
{
    struct orgpol_connect_result result = ORGPOL_CONNECT_RESULT_INIT;
    struct orgpol_str scopes[8];
    char have[128] = "";

    assert_int_equal(orgpol_can_connect_account(&request, &result, scopes, 8).effect, ORGPOL_EFFECT_ALLOW);
    for (size_t i = 0; i < result.scope_count; i++)
        snprintf(have + strlen(have), sizeof have - strlen(have), "%s%.*s", i ? " " : "", (int)scopes[i].len,
                 scopes[i].ptr);
    assert_string_equal(have, expected);
    assert_int_equal(result.is_offline_access_added, added);
}

/* SCOPE-01 to SCOPE-05 */
static void scopes_replace_the_connections(void **state)
{
    (void)state;
    make_usable();
    assert_requested("openid profile cal offline_access", true);
    connection.offline_access_required = ORGPOL_SETTING_OFF;
    assert_requested("openid profile cal", false);
    connection.offline_access_required = ORGPOL_SETTING_ON;
    connection.strategy = ORGPOL_STR("github");
    assert_requested("openid profile cal offline_access", true);
    connection.has_offline_access = 0;
    assert_requested("openid profile cal", false);
    make_usable();
    configured[0] = ORGPOL_STR("offline_access");
    assert_requested("offline_access profile cal", false);
    send_scopes(3);
    asked[0] = ORGPOL_STR("profile");
    asked[1] = ORGPOL_STR("mail");
    asked[2] = ORGPOL_STR("openid");
    assert_requested("profile mail openid offline_access", true);
    asked[1] = ORGPOL_STR("offline_access");
    assert_requested("profile offline_access openid", false);
    connection.offline_access_required = ORGPOL_SETTING_OFF; /* the application may ask for it itself */
    connection.has_offline_access = 0;
    assert_requested("profile offline_access openid", false);
    make_usable();
    connection.scope_count = 0;
    assert_requested("offline_access", true);
    connection.strategy = ORGPOL_STR("oidc");
    assert_requested("", false);
}

static void the_result_is_the_transaction(void **state)
{
    struct orgpol_connect_result result = ORGPOL_CONNECT_RESULT_INIT;
    struct orgpol_str scopes[4] = {ORGPOL_STR_NONE};

    (void)state;
    make_usable();
    body.code_challenge = ORGPOL_STR("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
    body.code_challenge_method = ORGPOL_STR("S256");
    assert_int_equal(orgpol_can_connect_account(&request, &result, scopes, 3).reason,
                     ORGPOL_REASON_RESULT_TOO_SMALL);
    assert_int_equal(result.scope_count, 4);
    assert_null(result.user_id.ptr);
    assert_null(scopes[0].ptr);
    assert_int_equal(orgpol_can_connect_account(&request, &result, scopes, 4).effect, ORGPOL_EFFECT_ALLOW);
    assert_int_equal(result.scope_count, 4);
    assert_ptr_equal(scopes[0].ptr, configured[0].ptr);
    assert_ptr_equal(result.user_id.ptr, token.sub.ptr);
    assert_ptr_equal(result.client_id.ptr, token.azp.ptr);
    assert_ptr_equal(result.connection.ptr, connection.name.ptr);
    assert_ptr_equal(result.redirect_uri.ptr, body.redirect_uri.ptr);
    assert_ptr_equal(result.code_challenge.ptr, body.code_challenge.ptr);
    assert_ptr_equal(result.organization_id.ptr, token.org_id.ptr);
    assert_int_equal(result.is_dpop_bound, 0);
    token.is_dpop_bound = 2;
    caller.dpop_proof = ORGPOL_DPOP_PROOF_VALID;
    assert_int_equal(orgpol_can_connect_account(&request, &result, NULL, 0).effect, ORGPOL_EFFECT_ALLOW);
    assert_int_equal(result.is_dpop_bound, 1);
    assert_int_equal(result.scope_count, 4);
    body.state.ptr = NULL;
    connection.is_connected_accounts_active = 0;
    scopes[0].ptr = NULL;
    assert_int_equal(orgpol_can_connect_account(&request, &result, scopes, 4).effect, ORGPOL_EFFECT_DENY);
    assert_int_equal(result.advice, ORGPOL_ADVICE_STATE_MISSING);
    assert_int_equal(result.scope_count, 0);
    assert_int_equal(result.is_dpop_bound, 0);
    assert_int_equal(result.is_offline_access_added, 0);
    assert_null(result.user_id.ptr);
    assert_null(result.organization_id.ptr);
    assert_null(scopes[0].ptr);
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(unreadable_questions_are_errors),
        cmocka_unit_test(rows_of_others_are_errors),
        cmocka_unit_test(sizes_follow_the_rule),
        cmocka_unit_test(the_body_has_limits),
        cmocka_unit_test(challenges_are_s256),
        cmocka_unit_test(scopes_are_few_and_different),
        cmocka_unit_test(params_are_closed_and_bounded),
        cmocka_unit_test(what_is_missing_hides_what_depends_on_it),
        cmocka_unit_test(organizations_are_compared_by_id),
        cmocka_unit_test(usage_admits_with_and_without),
        cmocka_unit_test(offline_access_is_needed),
        cmocka_unit_test(advice_changes_nothing),
        cmocka_unit_test(scopes_replace_the_connections),
        cmocka_unit_test(the_result_is_the_transaction),
        cmocka_unit_test(connections_are_available),
        cmocka_unit_test(connect_order_is_the_contract),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
