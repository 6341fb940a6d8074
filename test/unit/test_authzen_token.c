/* SPDX-License-Identifier: MIT */
/* check_token_organization in JSON: it needs no tenant, and refuses what it cannot read. */
#include "support.h"

#include "orgpol/authzen.h"

#define REQUEST_OF(subject, resource, context)                                                   \
    "{\"subject\":{\"type\":\"" subject "\",\"id\":\"web\"},\"action\":{\"name\":\"check_token_" \
    "organization\"},\"resource\":{\"type\":\"" resource "\",\"id\":\"web\"},\"context\":" context "}"
#define REQUEST(context) REQUEST_OF("client", "client", context)

#define CLAIMS \
    "\"issuer\":\"https://t.example/\",\"claims\":{\"iss\":\"https://t.example/\",\"org_id\":\"org_A\"}"

static enum orgpol_status evaluate(const struct orgpol_tenant *tenant, const char *request, char *answer,
                                   size_t size, struct orgpol_json_error *error)
{
    return orgpol_authzen_evaluate(tenant, request, strlen(request), NULL, answer, size, NULL, NULL, error);
}

static void the_wire_example(void **state)
{
    static const char request[] =
        "{\"subject\":{\"type\":\"client\",\"id\":\"web\"},\"action\":{\"name\":\"check_token_organization\"}"
        ","
        "\"resource\":{\"type\":\"client\",\"id\":\"web\"},\"context\":{\"issuer\":\"https://t.example/\","
        "\"expected_organization\":\"org_A\",\"claims\":{\"iss\":\"https://t.example/"
        "\",\"org_id\":\"org_a\"}}}";
    static const char expected[] =
        "{\"decision\":false,\"context\":{\"reason\":\"org_id_mismatch\",\"rule\":\"TOKEN-21\",\"http_"
        "status\":"
        "401,\"error\":\"invalid_token\",\"error_description\":\"org_id is not the expected organization\","
        "\"unmet\":[\"org_id_mismatch\"],\"obligations\":[],\"advice\":[]}}";
    char answer[1024];

    (void)state;
    assert_int_equal(evaluate(NULL, request, answer, sizeof answer, NULL), ORGPOL_OK);
    assert_string_equal(answer, expected);
}

/* No tenant, an inline one, and a loaded one: the answer is the same, and both at once are an error. */
static void a_tenant_is_not_needed(void **state)
{
    static const char expected[] =
        "{\"decision\":true,\"context\":{\"http_status\":200,\"obligations\":[],\"advice\":[],"
        "\"claims\":{\"org_id\":\"org_A\"}}}";
    static const char plain[] = REQUEST("{" CLAIMS ",\"known_organizations\":[\"org_A\"]}");
    static const char with_inline[] =
        REQUEST("{" CLAIMS ",\"known_organizations\":[{\"id\":\"org_A\"}],\"tenant\":{}}");
    struct orgpol_json_error error = ORGPOL_JSON_ERROR_INIT;
    struct orgpol_tenant *tenant;
    char answer[1024];

    (void)state;
    assert_int_equal(orgpol_tenant_load("{}", 2, NULL, &tenant, NULL), ORGPOL_OK);
    assert_int_equal(evaluate(NULL, plain, answer, sizeof answer, NULL), ORGPOL_OK);
    assert_string_equal(answer, expected);
    assert_int_equal(evaluate(NULL, with_inline, answer, sizeof answer, NULL), ORGPOL_OK);
    assert_string_equal(answer, expected);
    assert_int_equal(evaluate(tenant, plain, answer, sizeof answer, NULL), ORGPOL_OK);
    assert_string_equal(answer, expected);
    assert_int_equal(evaluate(tenant, with_inline, answer, sizeof answer, &error), ORGPOL_ERR_REQUEST);
    assert_string_equal(error.pointer, "/context/tenant");
    orgpol_tenant_free(tenant);
}

static void malformed_questions_are_errors(void **state)
{
    static const struct {
        const char *request;
        const char *pointer;
    } rows[] = {
        {REQUEST("{}"), "/context/claims"},
        {REQUEST("null"), "/context/claims"},
        {REQUEST("[]"), "/context"},
        {REQUEST("{\"issuer\":\"i\",\"claims\":null}"), "/context/claims"},
        {REQUEST("{\"issuer\":\"i\",\"claims\":[]}"), "/context/claims"},
        {REQUEST("{\"claims\":{}}"), "/context/issuer"},
        {REQUEST("{\"issuer\":\"\",\"claims\":{}}"), "/context/issuer"},
        {REQUEST("{\"issuer\":1,\"claims\":{}}"), "/context/issuer"},
        {REQUEST("{" CLAIMS ",\"expected_organization\":[\"org_A\"]}"), "/context/expected_organization"},
        {REQUEST("{" CLAIMS ",\"known_organizations\":\"org_A\"}"), "/context/known_organizations"},
        {REQUEST("{" CLAIMS ",\"known_organizations\":[\"org_A\",7]}"), "/context/known_organizations/1"},
        {REQUEST("{" CLAIMS ",\"known_organizations\":[null]}"), "/context/known_organizations/0"},
        {REQUEST("{" CLAIMS ",\"known_organizations\":[\"\"]}"), "/context/known_organizations/0"},
        {REQUEST("{" CLAIMS ",\"known_organizations\":[{}]}"), "/context/known_organizations/0/id"},
        {REQUEST("{" CLAIMS ",\"known_organizations\":[{\"id\":\"\"}]}"),
         "/context/known_organizations/0/id"},
        {REQUEST("{" CLAIMS ",\"known_organizations\":[{\"id\":\"a\",\"name\":1}]}"),
         "/context/known_organizations/0/name"},
        {REQUEST_OF("user", "client", "{" CLAIMS "}"), "/subject/type"},
        {REQUEST_OF("anonymous", "client", "{" CLAIMS "}"), "/subject/type"},
        {REQUEST_OF("client", "organization", "{" CLAIMS "}"), "/resource/type"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct orgpol_json_error error = ORGPOL_JSON_ERROR_INIT;
        char answer[1024];

        assert_int_equal(evaluate(NULL, rows[i].request, answer, sizeof answer, &error), ORGPOL_ERR_REQUEST);
        assert_string_equal(error.pointer, rows[i].pointer);
        assert_non_null(strstr(answer, "{\"decision\":false,\"context\":{\"error\":{"));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_wire_example),
        cmocka_unit_test(a_tenant_is_not_needed),
        cmocka_unit_test(malformed_questions_are_errors),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
