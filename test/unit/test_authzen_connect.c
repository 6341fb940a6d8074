/* SPDX-License-Identifier: MIT */
/* can_connect_account as JSON: what is an error, and where it points. The decisions are in the vectors. */
#include "support.h"

#include <cjson/cJSON.h>

#include "orgpol/authzen.h"

#define TOKEN                                                                                  \
    "{\"valid\":true,\"expires_at\":1790003600,\"sub\":\"auth0|a\",\"azp\":\"C-WEB\",\"aud\":" \
    "\"https://acme.example.auth0.com/me/\",\"scope\":\"create:me:connected_accounts\"}"
#define BODY "\"connection\":\"github\",\"redirect_uri\":\"https://app.example.com/cb\",\"state\":\"x\""

static struct orgpol_tenant *tenant;
static char answer[16384];

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

static enum orgpol_status ask_as(const char *subject, const char *resource, const char *context,
                                 struct orgpol_json_error *error, struct orgpol_decision *decision)
{
    static char request[16384];

    snprintf(
        request, sizeof request,
        "{\"subject\":{\"type\":\"%s\",\"id\":\"auth0|a\"},\"action\":{\"name\":\"can_connect_account\"},"
        "\"resource\":{\"type\":\"%s\",\"id\":\"github\"},\"context\":%s}",
        subject, resource, context);
    *error = (struct orgpol_json_error)ORGPOL_JSON_ERROR_INIT;
    *decision = (struct orgpol_decision){.effect = ORGPOL_EFFECT_ALLOW};
    return orgpol_authzen_evaluate(tenant, request, strlen(request), NULL, answer, sizeof answer, NULL,
                                   decision, error);
}

static void what_is_malformed_is_an_error(void **state)
{
    static const struct {
        const char *context;
        const char *pointer;
    } rows[] = {
        {"{}", "/context/now"},
        {"{\"now\":1}", "/context/body"},
        {"{\"now\":1,\"body\":null}", "/context/body"},
        {"{\"now\":1,\"body\":[]}", "/context/body"},
        {"{\"now\":1,\"body\":\"{}\"}", "/context/body"},
        {"{\"now\":-1,\"body\":{}}", "/context/now"},
        {"{\"now\":0.5,\"body\":{}}", "/context/now"},
        {"{\"now\":\"1\",\"body\":{}}", "/context/now"},
        {"{\"now\":1,\"body\":{},\"content_type\":1}", "/context/content_type"},
        {"{\"now\":1,\"body\":{},\"organization\":[\"org_1\"]}", "/context/organization"},
        {"{\"now\":1,\"body\":{},\"host\":1}", "/context/host"},
        {"{\"now\":1,\"body\":{},\"dpop_proof_valid\":\"true\"}", "/context/dpop_proof_valid"},
        {"{\"now\":1,\"body\":{},\"token\":\"ey\"}", "/context/token"},
        {"{\"now\":1,\"body\":{},\"token\":{\"valid\":1}}", "/context/token/valid"},
        {"{\"now\":1,\"body\":{},\"token\":{\"expires_at\":-1}}", "/context/token/expires_at"},
        {"{\"now\":1,\"body\":{},\"token\":{\"aud\":[1]}}", "/context/token/aud/0"},
        {"{\"now\":1,\"body\":{},\"token\":{\"scope\":[\"a\"]}}", "/context/token/scope"},
        {"{\"now\":1,\"body\":{},\"token\":{\"org_id\":1}}", "/context/token/org_id"},
        {"{\"now\":1,\"body\":{\"connection\":\"Github\"}}", "/context/body/connection"},
        {"{\"now\":1,\"body\":{\"connection\":\"\"}}", "/context/body/connection"},
        {"{\"now\":1,\"body\":{},\"tenant\":{}}", "/context/tenant"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct orgpol_decision decision;
        struct orgpol_json_error error;

        if (ask_as("user", "connection", rows[i].context, &error, &decision) != ORGPOL_ERR_REQUEST ||
            strcmp(error.pointer, rows[i].pointer) != 0)
            fail_msg("%s: %s: %s", rows[i].context, error.pointer, error.message);
        assert_int_equal(decision.effect, ORGPOL_EFFECT_ERROR);
        assert_null(strstr(answer, "\"reason\""));
    }
}

static void other_types_are_errors(void **state)
{
    struct orgpol_decision decision;
    struct orgpol_json_error error;

    (void)state;
    assert_int_equal(ask_as("anonymous", "connection", "{\"now\":1,\"body\":{}}", &error, &decision),
                     ORGPOL_ERR_REQUEST);
    assert_string_equal(error.pointer, "/subject/type");
    assert_int_equal(ask_as("user", "client", "{\"now\":1,\"body\":{}}", &error, &decision),
                     ORGPOL_ERR_REQUEST);
    assert_string_equal(error.pointer, "/resource/type");
    assert_int_equal(ask_as("client", "connection", "{\"now\":1,\"body\":{}}", &error, &decision), ORGPOL_OK);
    assert_int_equal(decision.effect, ORGPOL_EFFECT_DENY);
}

/* A member beside the good ones; expected are the unmet conditions. */
static void what_is_wrong_in_the_body_is_a_denial(void **state)
{
    static const struct {
        const char *members;
        const char *unmet;
    } rows[] = {
        {"", ""},
        {",\"scopes\":null,\"authorization_params\":null,\"code_challenge\":null,\"x\":null", ""},
        {",\"x\":0", "body_invalid"},
        {",\"Scopes\":[\"a\"]", "body_invalid"},
        {",\"\":1", "body_invalid"},
        {",\"code_challenge\":[]", "code_challenge_invalid"},
        {",\"code_challenge_method\":256", "code_challenge_invalid"},
        {",\"scopes\":\"a b\"", "scopes_invalid"},
        {",\"scopes\":{}", "scopes_invalid"},
        {",\"scopes\":false", "scopes_invalid"},
        {",\"scopes\":[[\"a\"]]", "scopes_invalid"},
        {",\"scopes\":[\"a\",1]", "scopes_invalid"},
        {",\"authorization_params\":[]", "authorization_params_invalid"},
        {",\"authorization_params\":true", "authorization_params_invalid"},
        {",\"authorization_params\":{\"Prompt\":\"none\"}", "authorization_params_invalid"},
        {",\"authorization_params\":{\"prompt\":[\"none\"]}", "authorization_params_invalid"},
        {",\"authorization_params\":{\"audience\":{}}", "authorization_params_invalid"},
        {",\"authorization_params\":{\"max_age\":true}", "authorization_params_invalid"},
        {",\"authorization_params\":{\"max_age\":\"0\"}", "authorization_params_invalid"},
        {",\"authorization_params\":{\"max_age\":-0.5}", "authorization_params_invalid"},
        {",\"authorization_params\":{\"max_age\":1.25}", "authorization_params_invalid"},
        {",\"authorization_params\":{\"max_age\":2147483647.5}", "authorization_params_invalid"},
        {",\"authorization_params\":{\"max_age\":2147483648}", "authorization_params_invalid"},
        {",\"authorization_params\":{\"max_age\":1e300}", "authorization_params_invalid"},
        {",\"authorization_params\":{\"max_age\":-1e300}", "authorization_params_invalid"},
        {",\"authorization_params\":{\"max_age\":2.147483647e9,\"ui_locales\":\"\"}", ""},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct orgpol_decision decision;
        struct orgpol_json_error error;
        char context[1024];
        char names[256];

        snprintf(context, sizeof context, "{\"now\":1790000000,\"token\":" TOKEN ",\"body\":{" BODY "%s}}",
                 rows[i].members);
        if (ask_as("user", "connection", context, &error, &decision) != ORGPOL_OK)
            fail_msg("%s: %s: %s", rows[i].members, error.pointer, error.message);
        unmet_names(decision, names, sizeof names);
        if (strcmp(names, rows[i].unmet) != 0)
            fail_msg("%s: %s", rows[i].members, names);
    }
}

/* More scopes than may be sent, whatever they are, and a body with more of them than the connection has. */
static void many_scopes_are_a_denial(void **state)
{
    static char context[16384];
    size_t length = (size_t)snprintf(
        context, sizeof context, "{\"now\":1790000000,\"token\":" TOKEN ",\"body\":{" BODY ",\"scopes\":[0");
    struct orgpol_decision decision;
    struct orgpol_json_error error;

    (void)state;
    for (int i = 0; i < 3000; i++)
        length += (size_t)snprintf(context + length, sizeof context - length, ",%d", i % 10);
    snprintf(context + length, sizeof context - length, "]}}");
    assert_int_equal(ask_as("user", "connection", context, &error, &decision), ORGPOL_OK);
    assert_int_equal(decision.reason, ORGPOL_REASON_SCOPES_INVALID);
}

static const cJSON *context_of(cJSON *document)
{
    return cJSON_GetObjectItemCaseSensitive(document, "context");
}

/* A denial has a problem and no OAuth error, and no result; an answer yes has no problem. */
static void denials_are_problems(void **state)
{
    static const char *const never_with_denial[] = {"error", "error_description", "requested_scopes",
                                                    "transaction"};
    static const char *const never_with_yes[] = {
        "error", "error_description", "problem", "reason", "remedy", "unmet", "rule"};
    struct orgpol_decision decision;
    struct orgpol_json_error error;
    cJSON *document;

    (void)state;
    assert_int_equal(ask_as("user", "connection", "{\"now\":1,\"body\":{}}", &error, &decision), ORGPOL_OK);
    document = cJSON_Parse(answer);
    assert_non_null(cJSON_GetObjectItemCaseSensitive(context_of(document), "problem"));
    for (size_t i = 0; i < sizeof never_with_denial / sizeof *never_with_denial; i++)
        assert_null(cJSON_GetObjectItemCaseSensitive(context_of(document), never_with_denial[i]));
    cJSON_Delete(document);
    assert_int_equal(ask_as("user", "connection",
                            "{\"now\":1790000000,\"token\":" TOKEN ",\"body\":{" BODY "}}", &error,
                            &decision),
                     ORGPOL_OK);
    assert_int_equal(decision.effect, ORGPOL_EFFECT_ALLOW);
    assert_int_equal(decision.obligations, ORGPOL_MUST_CREATE_AUTH_SESSION);
    document = cJSON_Parse(answer);
    for (size_t i = 0; i < sizeof never_with_yes / sizeof *never_with_yes; i++)
        assert_null(cJSON_GetObjectItemCaseSensitive(context_of(document), never_with_yes[i]));
    cJSON_Delete(document);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_malformed_is_an_error),
        cmocka_unit_test(other_types_are_errors),
        cmocka_unit_test(what_is_wrong_in_the_body_is_a_denial),
        cmocka_unit_test(many_scopes_are_a_denial),
        cmocka_unit_test(denials_are_problems),
    };

    return cmocka_run_group_tests(tests, load, unload);
}
