/* SPDX-License-Identifier: MIT */
/* select_connected_account as JSON: what is an error, and the answer's text. The decisions are in the
 * vectors. */
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

static char answer[4096];

/* `members`: subject, resource and context. */
static enum orgpol_status ask(const char *members, struct orgpol_json_error *error)
{
    static char request[4096];

    snprintf(request, sizeof request, "{\"action\":{\"name\":\"select_connected_account\"},%s}", members);
    *error = (struct orgpol_json_error)ORGPOL_JSON_ERROR_INIT;
    return orgpol_authzen_evaluate(tenant, request, strlen(request), NULL, answer, sizeof answer, NULL, NULL,
                                   error);
}

#define ALICE "\"subject\":{\"type\":\"user\",\"id\":\"auth0|a\"}"
#define GITHUB "\"resource\":{\"type\":\"connection\",\"id\":\"github\"}"

static void what_is_malformed_is_an_error(void **state)
{
    static const struct {
        const char *members;
        const char *pointer;
    } rows[] = {
        {ALICE "," GITHUB ",\"context\":{\"login_hint\":7}", "/context/login_hint"},
        {ALICE "," GITHUB ",\"context\":{\"login_hint\":[\"h-1\"]}", "/context/login_hint"},
        {ALICE "," GITHUB ",\"context\":{\"organization\":{}}", "/context/organization"},
        {ALICE "," GITHUB ",\"context\":{\"organization\":false}", "/context/organization"},
        {ALICE "," GITHUB ",\"context\":[]", "/context"},
        {"\"subject\":{\"type\":\"client\",\"id\":\"C-WEB\"}," GITHUB, "/subject/type"},
        {"\"subject\":{\"type\":\"anonymous\",\"id\":\"x\"}," GITHUB, "/subject/type"},
        {ALICE ",\"resource\":{\"type\":\"connected_account\",\"id\":\"cac_A2\"}", "/resource/type"},
        {ALICE ",\"resource\":{\"type\":\"connection\"}", "/resource/id"},
        {ALICE, "/resource"},
        {GITHUB, "/subject"},
        {ALICE "," GITHUB ",\"context\":{\"tenant\":{}}", "/context/tenant"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct orgpol_json_error error;

        if (ask(rows[i].members, &error) != ORGPOL_ERR_REQUEST || strcmp(error.pointer, rows[i].pointer) != 0)
            fail_msg("%s: %s: %s", rows[i].members, error.pointer, error.message);
    }
}

static void assert_answer(const char *members, const char *text)
{
    struct orgpol_json_error error;

    assert_int_equal(ask(members, &error), ORGPOL_OK);
    assert_string_equal(answer, text);
}

static void answers_are_as_the_contract_has_them(void **state)
{
    static const char found[] =
        "{\"decision\":true,\"context\":{\"http_status\":200,\"obligations\":[],\"advice\":[],"
        "\"connected_account\":{\"id\":\"cac_A2\",\"connection\":\"github\",\"user_id\":\"auth0|a\"},"
        "\"scopes\":[\"repo\"]}}";

    (void)state;
    assert_answer(ALICE "," GITHUB ",\"context\":{\"login_hint\":\"h-1\"}", found);
    assert_answer(ALICE "," GITHUB, found); /* no member of the context is required, nor is it itself */
    assert_answer(ALICE "," GITHUB ",\"context\":{\"now\":\"yesterday\",\"scope\":[]}", found);
    assert_answer("\"subject\":{\"type\":\"user\",\"id\":\"auth0|b\"}," GITHUB,
                  "{\"decision\":false,\"context\":{\"reason\":\"account_not_found\",\"rule\":\"SEL-04\","
                  "\"http_status\":401,\"error\":\"federated_connection_refresh_token_not_found\","
                  "\"error_description\":\"Federated connection Refresh Token not found.\","
                  "\"unmet\":[\"account_not_found\"],\"obligations\":[],\"advice\":[\"reconnect_account\"],"
                  "\"remedy\":\"The user must connect an account of this connection.\"}}");
}

/* An id that is no row's, "" too, is a denial. */
static void unknown_ids_are_denials(void **state)
{
    static const char *const members[] = {
        "\"subject\":{\"type\":\"user\",\"id\":\"\"}," GITHUB,
        "\"subject\":{\"type\":\"user\",\"id\":\"auth0|z\"}," GITHUB,
        ALICE ",\"resource\":{\"type\":\"connection\",\"id\":\"\"}",
        ALICE ",\"resource\":{\"type\":\"connection\",\"id\":\"no-such\"}",
    };
    static const char *const reasons[] = {
        "\"reason\":\"subject_user_not_found\"",
        "\"reason\":\"subject_user_not_found\"",
        "\"reason\":\"account_not_found\"",
        "\"reason\":\"account_not_found\"",
    };

    (void)state;
    for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
        struct orgpol_json_error error;

        assert_int_equal(ask(members[i], &error), ORGPOL_OK);
        assert_non_null(strstr(answer, reasons[i]));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_malformed_is_an_error),
        cmocka_unit_test(answers_are_as_the_contract_has_them),
        cmocka_unit_test(unknown_ids_are_denials),
    };

    return cmocka_run_group_tests(tests, load, unload);
}
