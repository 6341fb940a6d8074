/* SPDX-License-Identifier: MIT */
/* resolve_org_prompt_mode as a JSON interface: errors, whole answers, long lists, doubled rows. */
#include "support.h"

#include "orgpol/authzen.h"

#define REQUEST(subject, context)                                                                          \
    "{\"subject\":{" subject "},\"action\":{\"name\":\"resolve_org_prompt_mode\"},\"resource\":{\"type\":" \
    "\"client\",\"id\":\"web\"},\"context\":" context "}"
#define USER "\"type\":\"user\",\"id\":\"u0\""
#define NOBODY "\"type\":\"anonymous\",\"id\":\"-\""

static struct orgpol_tenant *loaded(const char *json)
{
    struct orgpol_json_error error = ORGPOL_JSON_ERROR_INIT;
    struct orgpol_tenant *tenant;

    if (orgpol_tenant_load(json, strlen(json), NULL, &tenant, &error) != ORGPOL_OK)
        fail_msg("%s: %s", error.pointer, error.message);
    return tenant;
}

static char answer[1 << 16];

static void assert_answer(const struct orgpol_tenant *tenant, const char *request, const char *expected)
{
    struct orgpol_json_error error = ORGPOL_JSON_ERROR_INIT;

    if (orgpol_authzen_evaluate(tenant, request, strlen(request), NULL, answer, sizeof answer, NULL, NULL,
                                &error) != ORGPOL_OK)
        fail_msg("%s: %s: %s", request, error.pointer, error.message);
    assert_string_equal(answer, expected);
}

static void malformed_requests_are_errors(void **state)
{
    static const struct {
        const char *request;
        const char *pointer;
    } rows[] = {
        {REQUEST(NOBODY, "{\"session\":{\"connection\":\"db\"}}"), "/context/session"},
        {REQUEST(USER, "{\"invitation\":\"tkt\",\"organization\":\"org_A\"}"), "/context/now"},
        {REQUEST(USER, "{\"invitation\":\"tkt\",\"now\":\"1\"}"), "/context/now"},
        {REQUEST(USER, "{\"invitation\":\"tkt\",\"now\":1.5}"), "/context/now"},
        {REQUEST(USER, "{\"invitation\":\"tkt\",\"now\":-1}"), "/context/now"},
        {REQUEST(USER, "{\"organization\":7}"), "/context/organization"},
        {REQUEST(USER, "{\"invitation\":true}"), "/context/invitation"},
        {REQUEST(USER, "{\"identifier\":[]}"), "/context/identifier"},
        {REQUEST(USER, "{\"choice\":{}}"), "/context/choice"},
        {REQUEST(USER, "{\"connection\":1}"), "/context/connection"},
        {REQUEST(USER, "{\"prompt\":[\"none\"]}"), "/context/prompt"},
        {REQUEST(USER, "{\"response_mode\":1}"), "/context/response_mode"},
        {REQUEST(USER, "{\"session\":\"db\"}"), "/context/session"},
        {REQUEST(USER, "{\"session\":{\"kind\":\"magic\"}}"), "/context/session/kind"},
        {REQUEST(USER, "{\"session\":{\"connection\":1}}"), "/context/session/connection"},
        {REQUEST(USER, "{\"session\":{\"organization\":1}}"), "/context/session/organization"},
        {REQUEST("\"type\":\"client\",\"id\":\"x\"", "{}"), "/subject/type"},
        {REQUEST("\"type\":\"user\",\"id\":\"\"", "{}"), "/subject/id"},
    };
    struct orgpol_tenant *tenant = loaded("{}");

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct orgpol_json_error error = ORGPOL_JSON_ERROR_INIT;
        struct orgpol_decision decision;

        assert_int_equal(orgpol_authzen_evaluate(tenant, rows[i].request, strlen(rows[i].request), NULL,
                                                 answer, sizeof answer, NULL, &decision, &error),
                         ORGPOL_ERR_REQUEST);
        assert_string_equal(error.pointer, rows[i].pointer);
        assert_int_equal(decision.effect, ORGPOL_EFFECT_ERROR);
    }
    orgpol_tenant_free(tenant);
}

static void whole_answers(void **state)
{
    size_t length;
    char *json = slurp("test/vectors/prompt.json", &length);
    struct orgpol_tenant *tenant = loaded(json);

    (void)state;
    /* the example of the contract */
    assert_answer(tenant, REQUEST(NOBODY, "{}"),
                  "{\"decision\":true,\"context\":{\"http_status\":200,\"obligations\":[\"authenticate\"],"
                  "\"advice\":[],\"prompt\":{\"mode\":\"none\",\"organization\":null,\"candidates\":[],"
                  "\"methods\":[],\"personal_account\":false,\"connection\":\"con_db\","
                  "\"auto_membership\":null}}}");
    /* null and "" are absent, and members of no meaning here are not read */
    assert_answer(tenant,
                  REQUEST(NOBODY, "{\"organization\":\"\",\"choice\":null,\"prompt\":\"\",\"scope\":7}"),
                  "{\"decision\":true,\"context\":{\"http_status\":200,\"obligations\":[\"authenticate\"],"
                  "\"advice\":[],\"prompt\":{\"mode\":\"none\",\"organization\":null,\"candidates\":[],"
                  "\"methods\":[],\"personal_account\":false,\"connection\":\"con_db\","
                  "\"auto_membership\":null}}}");
    assert_answer(
        tenant, REQUEST(USER, "{\"organization\":\"org_A\",\"connection\":\"db\"}"),
        "{\"decision\":false,\"context\":{\"reason\":\"user_not_member\",\"rule\":\"LOGIN-18\","
        "\"http_status\":403,\"error\":\"access_denied\",\"error_description\":\"user u0 is not part of the "
        "org_A organization\",\"unmet\":[\"user_not_member\"],\"obligations\":[],\"advice\":[],"
        "\"remedy\":\"Add the user to the organization.\"}}");
    orgpol_tenant_free(tenant);
    free(json);
}

/* An error that stays on the prompt has a description, the prompt, and no OAuth error (ERR-02). */
static void prompt_errors_have_no_error(void **state)
{
    struct orgpol_tenant *tenant =
        loaded("{\"clients\":[{\"client_id\":\"web\",\"is_first_party\":true,\"organization_usage\":"
               "\"require\",\"organization_require_behavior\":\"pre_login_prompt\"}]}");

    (void)state;
    assert_answer(tenant, REQUEST(NOBODY, "{\"identifier\":\"a@b.example\"}"),
                  "{\"decision\":false,\"context\":{\"reason\":\"no_organization_for_email\",\"rule\":"
                  "\"PROMPT-18\",\"http_status\":400,\"error_description\":\"The organization you entered is "
                  "invalid\",\"unmet\":[\"no_organization_for_email\"],\"obligations\":["
                  "\"show_prompt_error\"],\"advice\":[],\"prompt\":{\"mode\":\"organization_prompt\","
                  "\"organization\":null,\"candidates\":[],\"methods\":[\"email\"],\"personal_account\":"
                  "false,\"connection\":null,\"auto_membership\":null},\"remedy\":\"Verify the domain in the "
                  "organization and set use_for_organization_discovery to true on it.\"}}");
    orgpol_tenant_free(tenant);
}

#define MANY 300

/* A domain that many organizations share: all of them are candidates, in the tenant's order. */
static void selectors_have_no_limit(void **state)
{
    static char json[1 << 17];
    static char expected[1 << 14];
    struct orgpol_tenant *tenant;

    (void)state;
    strcpy(json, "{\"clients\":[{\"client_id\":\"web\",\"is_first_party\":true,\"organization_usage\":"
                 "\"require\",\"organization_require_behavior\":\"pre_login_prompt\"}],\"organizations\":[");
    strcpy(expected, "\"candidates\":[");
    for (int i = 0; i < MANY; i++) {
        const int number = i * 7 % MANY; /* not in the order of the ids */

        sprintf(json + strlen(json),
                "%s{\"id\":\"org_%d\",\"name\":\"n%d\",\"discovery_domains\":[{\"domain\":\"B.example\","
                "\"status\":\"verified\",\"use_for_organization_discovery\":true}]}",
                i ? "," : "", number, number);
        sprintf(expected + strlen(expected), "%s\"org_%d\"", i ? "," : "", number);
    }
    strcat(json, "]}");
    strcat(expected, "]");
    tenant = loaded(json);
    assert_int_equal(orgpol_authzen_evaluate(tenant, REQUEST(NOBODY, "{\"identifier\":\"a@b.example\"}"),
                                             strlen(REQUEST(NOBODY, "{\"identifier\":\"a@b.example\"}")),
                                             NULL, answer, sizeof answer, NULL, NULL, NULL),
                     ORGPOL_OK);
    assert_non_null(strstr(answer, "\"organization_selector\""));
    assert_non_null(strstr(answer, expected));
    orgpol_tenant_free(tenant);
}

/* Rows that share a key are found by no lookup, and so select, route and admit nobody. */
static void doubled_rows_are_found_by_nobody(void **state)
{
    static const char client[] =
        "\"clients\":[{\"client_id\":\"web\",\"is_first_party\":true,"
        "\"organization_usage\":\"allow\",\"organization_require_behavior\":\"%s\"}]";
    static const struct {
        const char *behavior;
        const char *tenant;
        const char *request;
        const char *part;
    } rows[] = {
        {"no_prompt",
         "\"organizations\":[{\"id\":\"org_A\",\"name\":\"a\"},{\"id\":\"org_A\",\"name\":\"b\"}]",
         REQUEST(NOBODY, "{\"organization\":\"org_A\"}"), "\"unmet\":[\"unknown_organization\"]"},
        {"no_prompt",
         "\"settings\":{\"allow_organization_name_in_authentication_api\":true},\"organizations\":[{\"id\":"
         "\"org_A\",\"name\":\"a\"},{\"id\":\"org_B\",\"name\":\"a\"}]",
         REQUEST(NOBODY, "{\"organization\":\"a\"}"), "\"unmet\":[\"unknown_organization_name\"]"},
        {"no_prompt",
         "\"connections\":[{\"id\":\"c\",\"name\":\"x\",\"strategy\":\"auth0\",\"enabled_clients\":[\"web\"]}"
         ","
         "{\"id\":\"c\",\"name\":\"y\",\"strategy\":\"auth0\",\"enabled_clients\":[\"web\"]}]",
         REQUEST(NOBODY, "{}"), "\"unmet\":[\"connection_not_enabled_for_client\"]"},
        {"post_login_prompt",
         "\"settings\":{\"default_directory\":\"x\"},\"connections\":[{\"id\":\"c\",\"name\":\"x\","
         "\"strategy\":\"auth0\",\"enabled_clients\":[\"web\"]},{\"id\":\"d\",\"name\":\"x\",\"strategy\":"
         "\"auth0\",\"enabled_clients\":[\"web\"]}]",
         REQUEST(NOBODY, "{}"), "\"unmet\":[\"connection_disabled\"]"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct orgpol_tenant *tenant;
        char head[256];
        char json[1024];

        snprintf(head, sizeof head, client, rows[i].behavior);
        snprintf(json, sizeof json, "{%s,%s}", head, rows[i].tenant);
        tenant = loaded(json);
        assert_int_equal(orgpol_authzen_evaluate(tenant, rows[i].request, strlen(rows[i].request), NULL,
                                                 answer, sizeof answer, NULL, NULL, NULL),
                         ORGPOL_OK);
        if (strstr(answer, rows[i].part) == NULL)
            fail_msg("%s: %s", rows[i].part, answer);
        orgpol_tenant_free(tenant);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(malformed_requests_are_errors),    cmocka_unit_test(whole_answers),
        cmocka_unit_test(prompt_errors_have_no_error),      cmocka_unit_test(selectors_have_no_limit),
        cmocka_unit_test(doubled_rows_are_found_by_nobody),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
