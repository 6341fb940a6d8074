/* SPDX-License-Identifier: MIT */
/* check_my_account_token as JSON: what is an error, and where it points. The decisions are in the vectors. */
#include "support.h"

#include "orgpol/authzen.h"

static struct orgpol_tenant *tenant;

static int load(void **state)
{
    size_t length;
    char *document = slurp("test/vectors/vault.json", &length);
    const enum orgpol_status status = orgpol_tenant_load(document, length, NULL, &tenant, NULL);

    (void)state;
    free(document);
    return status == ORGPOL_OK ? 0 : -1;
}

static int unload(void **state)
{
    (void)state;
    orgpol_tenant_free(tenant);
    return 0;
}

static char answer[8192];

static enum orgpol_status ask_as(const char *subject, const char *resource, const char *context,
                                 struct orgpol_json_error *error, struct orgpol_decision *decision)
{
    static char request[65536];

    snprintf(request, sizeof request,
             "{\"subject\":{\"type\":\"%s\",\"id\":\"auth0|a\"},\"action\":{\"name\":"
             "\"check_my_account_token\"},\"resource\":{\"type\":\"%s\",\"id\":"
             "\"https://acme.example.auth0.com/me/\"}%s%s}",
             subject, resource, *context ? ",\"context\":" : "", context);
    *error = (struct orgpol_json_error)ORGPOL_JSON_ERROR_INIT;
    return orgpol_authzen_evaluate(tenant, request, strlen(request), NULL, answer, sizeof answer, NULL,
                                   decision, error);
}

#define GOOD "\"now\":1790000000,\"client\":\"C-WEB\",\"grant_type\":\"authorization_code\""
#define SCOPE "\"scope\":\"create:me:connected_accounts\""

static void what_is_malformed_is_an_error(void **state)
{
    static const struct {
        const char *context;
        const char *pointer;
        const char *message;
    } rows[] = {
        {"", "/context/now", "required, and absent"},
        {"[]", "/context", "expected an object, found an array"},
        {"{}", "/context/now", "required, and absent"},
        {"{\"now\":null}", "/context/now", "required, and absent"},
        {"{\"now\":-1}", "/context/now", "expected a whole number from 0"},
        {"{\"now\":1.5}", "/context/now", "expected a whole number from 0"},
        {"{\"now\":\"1\"}", "/context/now", "expected a whole number, found text"},
        {"{\"now\":1}", "/context/client", "required, and absent"},
        {"{\"now\":1,\"client\":null}", "/context/client", "required, and absent"},
        {"{\"now\":1,\"client\":{}}", "/context/client", "expected text, found an object"},
        {"{\"now\":1,\"client\":\"C-WEB\"}", "/context/grant_type", "required, and absent"},
        {"{\"now\":1,\"client\":\"C-WEB\",\"grant_type\":null}", "/context/grant_type",
         "required, and absent"},
        {"{\"now\":1,\"client\":\"C-WEB\",\"grant_type\":[]}", "/context/grant_type",
         "expected text, found an array"},
        {"{" GOOD ",\"scope\":[]}", "/context/scope", "expected text, found an array"},
        {"{" GOOD ",\"login_scope\":1}", "/context/login_scope", "expected text, found a number"},
        {"{" GOOD ",\"refresh_token_audience\":[]}", "/context/refresh_token_audience",
         "expected text, found an array"},
        {"{" GOOD ",\"host\":true}", "/context/host", "expected text, found true"},
        {"{" GOOD ",\"permissions\":\"a\"}", "/context/permissions", "expected an array, found text"},
        {"{" GOOD ",\"permissions\":[\"a\",null]}", "/context/permissions/1", "expected text, found null"},
        {"{" GOOD ",\"consented_scopes\":{}}", "/context/consented_scopes",
         "expected an array, found an object"},
        {"{" GOOD ",\"consented_scopes\":[1]}", "/context/consented_scopes/0",
         "expected text, found a number"},
        {"{" GOOD ",\"auth_time\":-1}", "/context/auth_time", "expected a whole number from 0"},
        {"{" GOOD ",\"auth_time\":\"2026-09-21T14:13:20Z\"}", "/context/auth_time",
         "expected a whole number, found text"},
        {"{" GOOD ",\"mfa_time\":0.5}", "/context/mfa_time", "expected a whole number from 0"},
        {"{" GOOD ",\"action_verdict\":\"allowed\"}", "/context/action_verdict",
         "expected one of allow, challenge, deny, found \"allowed\""},
        {"{" GOOD ",\"action_verdict\":\"\"}", "/context/action_verdict",
         "expected one of allow, challenge, deny, found \"\""},
        {"{" GOOD ",\"action_verdict\":true}", "/context/action_verdict", "expected text, found true"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct orgpol_decision decision = {.effect = ORGPOL_EFFECT_ALLOW};
        struct orgpol_json_error error;

        assert_int_equal(ask_as("user", "resource_server", rows[i].context, &error, &decision),
                         ORGPOL_ERR_REQUEST);
        assert_string_equal(error.pointer, rows[i].pointer);
        assert_string_equal(error.message, rows[i].message);
        assert_int_equal(decision.effect, ORGPOL_EFFECT_ERROR);
    }
}

static void the_types_are_listed(void **state)
{
    struct orgpol_decision decision;
    struct orgpol_json_error error;

    (void)state;
    assert_int_equal(ask_as("anonymous", "resource_server", "{" GOOD "}", &error, &decision),
                     ORGPOL_ERR_REQUEST);
    assert_string_equal(error.pointer, "/subject/type");
    assert_int_equal(ask_as("user", "client", "{" GOOD "}", &error, &decision), ORGPOL_ERR_REQUEST);
    assert_string_equal(error.pointer, "/resource/type");
    assert_int_equal(ask_as("client", "resource_server", "{" GOOD "," SCOPE "}", &error, &decision),
                     ORGPOL_OK);
    assert_int_equal(decision.reason, ORGPOL_REASON_MACHINE_TOKEN);
}

/* Members that nobody knows, null, and numbers beyond 64 bits are no error. */
static void what_is_odd_is_answered(void **state)
{
    static const char *const contexts[] = {
        "{" GOOD "," SCOPE ",\"whatever\":[1]}",
        "{" GOOD "," SCOPE ",\"host\":null,\"permissions\":null,\"auth_time\":null,\"action_verdict\":null}",
        "{" GOOD "," SCOPE ",\"auth_time\":18446744073709551616,\"mfa_time\":1e300}",
        "{" GOOD ",\"scope\":\"  a  create:me:connected_accounts a \",\"consented_scopes\":[]}",
    };

    (void)state;
    for (size_t i = 0; i < sizeof contexts / sizeof *contexts; i++) {
        struct orgpol_decision decision;
        struct orgpol_json_error error;

        assert_int_equal(ask_as("user", "resource_server", contexts[i], &error, &decision), ORGPOL_OK);
        assert_int_equal(decision.effect, ORGPOL_EFFECT_ALLOW);
        assert_string_equal(answer, "{\"decision\":true,\"context\":{\"http_status\":200,\"obligations\":[],"
                                    "\"advice\":[],\"scopes\":[\"create:me:connected_accounts\"]}}");
    }
}

/* 1,024 scopes are read, and one more is an error, never cut off. */
static void lists_have_a_limit(void **state)
{
    static char context[16384];
    struct orgpol_decision decision;
    struct orgpol_json_error error;

    (void)state;
    for (int count = 1024; count <= 1025; count++) {
        size_t length =
            (size_t)snprintf(context, sizeof context, "{" GOOD ",\"scope\":\"create:me:connected_accounts");

        for (int i = 1; i < count; i++)
            length += (size_t)snprintf(context + length, sizeof context - length, " s");
        snprintf(context + length, sizeof context - length, "\"}");
        assert_int_equal(ask_as("user", "resource_server", context, &error, &decision),
                         count == 1024 ? ORGPOL_OK : ORGPOL_ERR_REQUEST);
        assert_int_equal(decision.effect, count == 1024 ? ORGPOL_EFFECT_ALLOW : ORGPOL_EFFECT_ERROR);
    }
    assert_string_equal(error.message, orgpol_reason_info(ORGPOL_REASON_TOO_MANY_SCOPES)->summary);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_malformed_is_an_error),
        cmocka_unit_test(the_types_are_listed),
        cmocka_unit_test(what_is_odd_is_answered),
        cmocka_unit_test(lists_have_a_limit),
    };

    return cmocka_run_group_tests(tests, load, unload);
}
