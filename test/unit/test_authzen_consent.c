/* SPDX-License-Identifier: MIT */
/* check_consent and consent_key_for in JSON: the example of the contract, tenants, and what cannot be read.
 */
#include "support.h"

#include "orgpol/authzen.h"

#define REQUEST_OF(action, type, id, resource, context)                                     \
    "{\"subject\":{\"type\":\"" type "\",\"id\":\"" id "\"},\"action\":{\"name\":\"" action \
    "\"},\"resource\":{\"type\":\"resource_server\",\"id\":\"" resource "\"},\"context\":" context "}"
#define CONSENT(context) REQUEST_OF("check_consent", "user", "u1", "https://api1.example.com", context)
#define KEY(context) REQUEST_OF("consent_key_for", "user", "u1", "https://api1.example.com", context)

static struct orgpol_tenant *tenant;

static int load_tenant(void **state)
{
    size_t length;
    char *json = slurp("test/vectors/consent.json", &length);
    const enum orgpol_status status = orgpol_tenant_load(json, length, NULL, &tenant, NULL);

    (void)state;
    free(json);
    return status != ORGPOL_OK;
}

static int free_tenant(void **state)
{
    (void)state;
    orgpol_tenant_free(tenant);
    return 0;
}

static enum orgpol_status evaluate(const struct orgpol_tenant *of, const char *request, char *answer,
                                   size_t size, struct orgpol_json_error *error)
{
    return orgpol_authzen_evaluate(of, request, strlen(request), NULL, answer, size, NULL, NULL, error);
}

/* The example of WIRE section 9, over a grant and without a stored consent; the key is Python's. */
static void the_wire_example(void **state)
{
    static const char request[] =
        REQUEST_OF("check_consent", "user", "auth0|u1", "https://api1.example.com",
                   "{\"client\":\"tps_new\",\"organization\":\"org_A\",\"scope\":\"r w\"}");
    static const char expected[] =
        "{\"decision\":true,\"context\":{\"http_status\":200,\"obligations\":[\"show_consent\"],\"advice\":[]"
        ","
        "\"grant\":{\"id\":\"cgr_2\",\"audience\":\"https://api1.example.com\",\"scopes\":[\"r\",\"w\"],"
        "\"organization\":\"org_A\"},\"consent\":{\"required\":true,\"key\":"
        "\"71493d6b8c57a15b47338a5e368afd6319fbace8290c1fd0a27ba4783f53aee7\",\"scopes\":[\"r\",\"w\"],"
        "\"missing_scopes\":[\"r\",\"w\"],\"store_scopes\":null,\"confirmation\":false}}}";
    char answer[1024];

    (void)state;
    assert_int_equal(evaluate(tenant, request, answer, sizeof answer, NULL), ORGPOL_OK);
    assert_string_equal(answer, expected);
}

/* consent_key_for: without a tenant, with one, and with an inline one; both at once are an error. */
static void keys_need_no_tenant(void **state)
{
    static const char plain[] = KEY("{\"client\":\"tps\"}");
    static const char with_inline[] = KEY("{\"client\":\"tps\",\"tenant\":{}}");
    static const char external[] = KEY("{\"client\":\"https://agent.example/meta.json\"}");
    static const char internal[] = KEY("{\"client\":\"cimd\"}");
    struct orgpol_json_error error = ORGPOL_JSON_ERROR_INIT;
    char expected[512];
    char answer[512];

    (void)state;
    assert_int_equal(evaluate(NULL, plain, expected, sizeof expected, NULL), ORGPOL_OK);
    assert_non_null(strstr(expected, "{\"decision\":true,\"context\":{\"http_status\":200,\"obligations\":[],"
                                     "\"advice\":[],\"consent\":{\"key\":\""));
    assert_int_equal(evaluate(tenant, plain, answer, sizeof answer, NULL), ORGPOL_OK);
    assert_string_equal(answer, expected);
    assert_int_equal(evaluate(NULL, with_inline, answer, sizeof answer, NULL), ORGPOL_OK);
    assert_string_equal(answer, expected);
    assert_int_equal(evaluate(tenant, with_inline, answer, sizeof answer, &error), ORGPOL_ERR_REQUEST);
    assert_string_equal(error.pointer, "/context/tenant");
    /* An external client id is another client's, unless a tenant says whose it is. */
    assert_int_equal(evaluate(tenant, internal, expected, sizeof expected, NULL), ORGPOL_OK);
    assert_int_equal(evaluate(tenant, external, answer, sizeof answer, NULL), ORGPOL_OK);
    assert_string_equal(answer, expected);
    assert_int_equal(evaluate(NULL, external, answer, sizeof answer, NULL), ORGPOL_OK);
    assert_string_not_equal(answer, expected);
}

static void consent_needs_a_tenant(void **state)
{
    struct orgpol_json_error error = ORGPOL_JSON_ERROR_INIT;
    char answer[512];

    (void)state;
    assert_int_equal(evaluate(NULL, CONSENT("{\"client\":\"tps\"}"), answer, sizeof answer, &error),
                     ORGPOL_ERR_REQUEST);
    assert_string_equal(error.pointer, "/context/tenant");
}

static void malformed_questions_are_errors(void **state)
{
    static const struct {
        const char *request;
        const char *pointer;
    } rows[] = {
        {CONSENT("{}"), "/context/client"},
        {CONSENT("null"), "/context/client"},
        {CONSENT("{\"client\":\"\"}"), "/context/client"},
        {CONSENT("{\"client\":\"tps\",\"prompt\":[\"none\"]}"), "/context/prompt"},
        {CONSENT("{\"client\":\"tps\",\"session\":true}"), "/context/session"},
        {CONSENT("{\"client\":\"tps\",\"session\":{\"kind\":\"borrowed\"}}"), "/context/session/kind"},
        {CONSENT("{\"client\":\"tps\",\"session\":{\"connection\":1}}"), "/context/session/connection"},
        {CONSENT("{\"client\":\"tps\",\"session\":{\"organization\":1}}"), "/context/session/organization"},
        {CONSENT("{\"client\":\"tps\",\"redirect_uri\":{}}"), "/context/redirect_uri"},
        {CONSENT("{\"client\":\"tps\",\"screen_shown\":\"yes\"}"), "/context/screen_shown"},
        {CONSENT("{\"client\":\"tps\",\"approved\":\"yes\"}"), "/context/approved"},
        {CONSENT("{\"client\":\"tps\",\"approved\":0}"), "/context/approved"},
        {CONSENT("{\"client\":\"tps\",\"interaction_needed\":1}"), "/context/interaction_needed"},
        {CONSENT("{\"client\":\"tps\",\"grant_type\":false}"), "/context/grant_type"},
        {REQUEST_OF("check_consent", "anonymous", "-", "a", "{\"client\":\"tps\"}"), "/subject/type"},
        {REQUEST_OF("check_consent", "user", "", "a", "{\"client\":\"tps\"}"), "/subject/id"},
        {KEY("{}"), "/context/client"},
        {KEY("null"), "/context/client"},
        {KEY("{\"client\":\"\"}"), "/context/client"},
        {KEY("{\"client\":7}"), "/context/client"},
        {KEY("{\"client\":\"tps\",\"organization\":7}"), "/context/organization"},
        {KEY("{\"client\":\"tps\",\"scope\":[\"r\"]}"), "/context/scope"},
        {REQUEST_OF("consent_key_for", "anonymous", "-", "a", "{\"client\":\"tps\"}"), "/subject/type"},
        {REQUEST_OF("consent_key_for", "user", "", "a", "{\"client\":\"tps\"}"), "/subject/id"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct orgpol_json_error error = ORGPOL_JSON_ERROR_INIT;
        char answer[1024];

        if (evaluate(tenant, rows[i].request, answer, sizeof answer, &error) != ORGPOL_ERR_REQUEST)
            fail_msg("answered: %s", rows[i].request);
        assert_string_equal(error.pointer, rows[i].pointer);
        assert_non_null(strstr(answer, "{\"decision\":false,\"context\":{\"error\":{"));
    }
}

/* Of 1,024 scopes there is a key, of more an error. */
static void long_scope_lists_are_errors(void **state)
{
    static char request[16384];
    struct orgpol_json_error error = ORGPOL_JSON_ERROR_INIT;
    char answer[512];

    (void)state;
    for (int count = 1024; count <= 1026; count++) {
        enum orgpol_status status;

        strcpy(request,
               "{\"subject\":{\"type\":\"user\",\"id\":\"u\"},\"action\":{\"name\":\"consent_key_for\"},"
               "\"resource\":{\"type\":\"resource_server\",\"id\":\"a\"},\"context\":{\"client\":\"c\","
               "\"scope\":\"");
        for (int i = 0; i < count; i++)
            sprintf(request + strlen(request), "%s%d", i ? " " : "", i);
        strcat(request, "\"}}");
        status = evaluate(NULL, request, answer, sizeof answer, &error);
        assert_int_equal(status, count > 1024 ? ORGPOL_ERR_REQUEST : ORGPOL_OK);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_wire_example),
        cmocka_unit_test(keys_need_no_tenant),
        cmocka_unit_test(consent_needs_a_tenant),
        cmocka_unit_test(malformed_questions_are_errors),
        cmocka_unit_test(long_scope_lists_are_errors),
    };

    return cmocka_run_group_tests(tests, load_tenant, free_tenant);
}
