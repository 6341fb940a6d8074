/* SPDX-License-Identifier: MIT */
/* The body that starts the Connected Accounts flow: its limits, and what of it the transaction keeps. */
#include "connect_starts.h"

/* A text of `count` characters of two bytes, in a buffer that lives on. */
static struct orgpol_str characters(size_t count)
{
    static char bytes[2 * 4100];

    for (size_t i = 0; i < count; i++)
        bytes[2 * i] = '\xc3', bytes[2 * i + 1] = '\xa9';
    return (struct orgpol_str){bytes, 2 * count};
}

/* A letter, and bytes that only go on with it. */
static struct orgpol_str one_character(size_t length)
{
    static char bytes[4 * 256];

    memset(bytes, '\x80', sizeof bytes);
    bytes[0] = 'a';
    return (struct orgpol_str){bytes, length};
}

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
    asked[50] = one_character(4 * 255); /* no character of UTF-8 has more than four bytes */
    assert_unmet("");
    asked[50] = one_character(4 * 255 + 1);
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
    assert_broken(orgpol_can_connect_account(&request, &result, scopes, 3), ORGPOL_FAMILY_CONNECT,
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

/* CONNECT-09: a list that is there was sent, and any two that are the same are refused. */
static void scopes_that_are_there_were_sent(void **state)
{
    (void)state;
    make_usable();
    connection.strategy = ORGPOL_STR("github");
    body.scopes = asked;
    body.scope_count = 1;
    assert_requested("s0", false); /* and not those of the connection (SCOPE-02) */
    for (size_t a = 0; a < 3; a++)
        for (size_t b = a + 1; b < 3; b++) {
            make_usable();
            connection.strategy = ORGPOL_STR("github");
            send_scopes(3);
            assert_unmet("");
            asked[b] = asked[a];
            assert_unmet("scopes_invalid");
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_body_has_limits),
        cmocka_unit_test(challenges_are_s256),
        cmocka_unit_test(scopes_are_few_and_different),
        cmocka_unit_test(params_are_closed_and_bounded),
        cmocka_unit_test(scopes_replace_the_connections),
        cmocka_unit_test(the_result_is_the_transaction),
        cmocka_unit_test(scopes_that_are_there_were_sent),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
