/* SPDX-License-Identifier: MIT */
/* orgpol_tenant_lint: one finding a row, and the interface. */
#include "support.h"

#include <cjson/cJSON.h>

#include "orgpol/authzen.h"
#include "orgpol/lint.h"

/* Documents, and the findings: "severity rule pointer" of each line, with "; " between. */
static const struct {
    const char *document;
    const char *findings;
} rows[] = {
    {"{}", ""},
    {"{\"clients\":[{\"client_id\":\"a\",\"is_first_party\":true}]}", ""},

    /* the checks, one of each kind; the row that stands there is not chosen anew */
    {"{\"clients\":[{\"client_id\":\"a\",\"third_party_security_mode\":\"permissive\"}]}", ""},
    {"{\"clients\":[{\"client_id\":\"a\"},{\"client_id\":\"b\",\"callbacks\":[\"https://"
     "x.example\",\"*\"]}]}",
     "error CFG-11 /clients/1/callbacks/1"},
    {"{\"clients\":[{\"client_id\":\"a\",\"jwt_configuration\":{\"alg\":\"HS256\"}}]}",
     "error CFG-10 /clients/0/jwt_configuration/alg"},
    {"{\"clients\":[{\"client_id\":\"a\",\"organization_usage\":\"allow\"}]}",
     "advice PROMPT-29 /clients/0/organization_require_behavior"},
    {"{\"clients\":[{\"client_id\":\"a\",\"third_party_security_mode\":\"permissive\","
     "\"organization_usage\":\"allow\"}]}",
     "advice CFG-22 /clients/0/organization_usage"},
    {"{\"client_grants\":[{\"id\":\"g\"}]}", "error CFG-25 /client_grants/0/client_id"},
    {"{\"client_grants\":[{\"client_id\":\"a\",\"audience\":\"x\"},{\"client_id\":\"a\",\"audience\":\"x\"}]"
     "}",
     "error CFG-26 /client_grants/0/audience; error CFG-26 /client_grants/1/audience"},
    {"{\"client_grants\":[{\"id\":\"g\",\"client_id\":\"a\",\"audience\":\"x\",\"scope\":[\"r\",\"w\"]}],"
     "\"resource_servers\":[{\"identifier\":\"x\",\"scopes\":[{\"value\":\"r\"}]}]}",
     "advice CFG-31 /client_grants/0/scope/1"},
    {"{\"resource_servers\":[{\"identifier\":\"x\",\"subject_type_authorization\":{\"client\":{\"policy\":"
     "\"allow_all\"}}}]}",
     "error CFG-36 /resource_servers/0/subject_type_authorization/client/policy"},
    {"{\"connections\":[{\"id\":\"a\",\"options\":{\"issuer\":\"i\"},\"cross_app_access_resource_app\":{"
     "\"status\":\"enabled\"}},{\"id\":\"b\",\"options\":{\"issuer\":\"i\"},"
     "\"cross_app_access_resource_app\":{\"status\":\"enabled\"}}]}",
     "error CFG-42 /connections/0/options/issuer; error CFG-42 /connections/1/options/issuer"},
    {"{\"connections\":[{\"id\":\"a\",\"options\":{\"issuer\":\"i\"},\"cross_app_access_resource_app\":{"
     "\"status\":\"enabled\"}},{\"id\":\"b\",\"options\":{\"issuer\":\"i\"}},{\"id\":\"c\",\"options\":{"
     "\"issuer\":\"j\"},\"cross_app_access_resource_app\":{\"status\":\"enabled\"}},{\"id\":\"d\","
     "\"cross_app_access_resource_app\":{\"status\":\"enabled\"}},{\"id\":\"e\","
     "\"cross_app_access_resource_app\":{\"status\":\"enabled\"}}]}",
     ""},
    {"{\"organizations\":[{\"id\":\"a\",\"name\":\"x\"},{\"id\":\"b\",\"name\":\"x\"}]}",
     "error CFG-23 /organizations/0/name; error CFG-23 /organizations/1/name"},
    {"{\"organizations\":[{\"id\":\"a\",\"name\":\"x\",\"enabled_connections\":[{\"connection_id\":\"c\"}],"
     "\"connections\":[{\"connection_id\":\"d\"},{\"connection_id\":\"c\"}]}]}",
     "error CFG-37 /organizations/0/connections/1"},
    {"{\"organizations\":[{\"id\":\"a\",\"name\":\"x\",\"invitations\":[{\"client_id\":\"c\"}]}]}",
     "error CFG-40 /organizations/0/invitations/0/client_id"},
    {"{\"organizations\":[{\"id\":\"a\",\"name\":\"org_x\"}]}", "advice TRAP-48 /organizations/0/name"},
    {"{\"clients\":[{\"client_id\":\"a\",\"organization_discovery_methods\":[]}]}",
     "advice CFG-19 /clients/0/organization_discovery_methods"},
    {"{\"clients\":[{\"client_id\":\"a\",\"organization_discovery_methods\":[\"email\",\"email\"]}]}",
     "advice CFG-19 /clients/0/organization_discovery_methods"},
    {"{\"clients\":[{\"client_id\":\"a\",\"organization_discovery_methods\":[\"email\",\"organization_name\","
     "\"email\"]},{\"client_id\":\"b\",\"organization_discovery_methods\":[\"email\",\"organization_name\"]}]"
     "}",
     "advice CFG-19 /clients/0/organization_discovery_methods"},

    /* words */
    {"{\"clients\":[{\"client_id\":\"a\",\"organization_usage\":\"sometimes\"}]}",
     "advice CFG-43 /clients/0/organization_usage"},
    {"{\"clients\":[{\"client_id\":\"a\",\"organization_discovery_methods\":[\"email\",\"phone\"]}]}",
     "advice CFG-43 /clients/0/organization_discovery_methods/1"},
    {"{\"connections\":[{\"id\":\"a\",\"cross_app_access_resource_app\":{\"status\":\"maybe\"}}]}",
     "advice CFG-43 /connections/0/cross_app_access_resource_app/status"},
    {"{\"resource_servers\":[{\"identifier\":\"x\",\"token_dialect\":\"new\","
     "\"subject_type_authorization\":{\"client\":{\"policy\":\"some\"},\"user\":{\"policy\":\"some\"}}}]}",
     "advice CFG-43 /resource_servers/0/subject_type_authorization/user/policy; "
     "advice CFG-43 /resource_servers/0/subject_type_authorization/client/policy; "
     "advice CFG-43 /resource_servers/0/token_dialect"},
    {"{\"client_grants\":[{\"id\":\"g\",\"client_id\":\"a\",\"audience\":\"x\",\"subject_type\":\"anybody\"}]"
     "}",
     "advice CFG-43 /client_grants/0/subject_type"},
    {"{\"organizations\":[{\"id\":\"a\",\"name\":\"x\",\"third_party_client_access\":\"deny\"}]}",
     "error CFG-24 /organizations/0/third_party_client_access"},
    {"{\"organizations\":[{\"id\":\"a\",\"name\":\"x\",\"discovery_domains\":[{\"domain\":\"x.example\","
     "\"status\":\"pending\"},{\"domain\":\"y.example\",\"status\":\"failed\"}]}]}",
     "advice CFG-43 /organizations/0/discovery_domains/1/status"},
    {"{\"settings\":{\"resource_parameter_profile\":\"both\"}}",
     "advice CFG-43 /settings/resource_parameter_profile"},
    {"{\"clients\":[{\"client_id\":\"a\",\"is_first_party\":true,\"app_type\":\"new\",\"grant_types\":["
     "\"new\"],"
     "\"token_endpoint_auth_method\":\"new\"}]}",
     ""},

    /* options */
    {"{\"options\":{\"require_pkce\":false,\"scope_subset\":\"subset\",\"default_discovery_methods\":"
     "[\"email\"],\"refresh_recheck\":null}}",
     ""},
    {"{\"options\":{\"require_pkce\":true}}", "advice option /options/require_pkce"},
    {"{\"options\":{\"clock_skew_s\":5,\"enforce_jti\":true,\"list_all_orgs\":true,\"ambiguous\":\"deny\"}}",
     ""},
    {"{\"options\":{\"clock_skew_s\":0,\"enforce_jti\":false,\"ambiguous\":\"latest\"}}",
     "advice option /options/clock_skew_s; advice option /options/enforce_jti; advice option "
     "/options/ambiguous"},
    {"{\"clients\":[{\"client_id\":\"a\",\"is_first_party\":true,\"refresh_token\":{\"rotation_type\":"
     "\"spin\"}}]}",
     "advice CFG-43 /clients/0/refresh_token/rotation_type"},
    {"{\"settings\":{\"mfa\":{\"policy\":[\"all-applications\",\"sometimes\"]}},\"resource_servers\":[{"
     "\"identifier\":\"a\",\"proof_of_possession\":{\"mechanism\":\"mtls\"}},{\"identifier\":\"b\","
     "\"proof_of_possession\":{\"mechanism\":\"stamp\"}}],\"users\":[{\"user_id\":\"u\",\"connected_"
     "accounts\":"
     "[{\"id\":\"x\",\"access_type\":\"offline\"},{\"id\":\"y\",\"access_type\":\"online\"}]}]}",
     "advice CFG-43 /settings/mfa/policy/1; "
     "advice CFG-43 /resource_servers/1/proof_of_possession/mechanism; "
     "advice CFG-43 /users/0/connected_accounts/1/access_type"},
    {"{\"options\":{\"refresh_recheck\":false,\"picker_filter\":\"none\"}}",
     "advice option /options/refresh_recheck; advice option /options/picker_filter"},
    {"{\"options\":{\"require/pkce\":true}}", "advice option /options"},

    /* references, into sections that are there */
    {"{\"clients\":[{\"client_id\":\"a\",\"is_first_party\":true,\"default_organization\":{"
     "\"organization_id\":\"o\",\"flows\":[\"client_credentials\"]}}]}",
     ""},
    {"{\"clients\":[{\"client_id\":\"a\",\"is_first_party\":true,\"default_organization\":{"
     "\"organization_id\":\"o\",\"flows\":[\"client_credentials\"]}}],\"organizations\":[]}",
     "advice reference /clients/0/default_organization/organization_id"},
    {"{\"clients\":[],\"connections\":[{\"id\":\"c\"},{\"id\":\"d\",\"enabled_clients\":[\"a\"]}]}",
     "advice reference /connections/1/enabled_clients/0"},
    {"{\"clients\":[],\"resource_servers\":[],\"client_grants\":[{\"client_id\":\"a\",\"audience\":\"x\"}]}",
     "advice reference /client_grants/0/client_id; advice reference /client_grants/0/audience"},
    {"{\"connections\":[],\"clients\":[],\"client_grants\":[],\"users\":[],\"roles\":[],\"organizations\":["
     "{\"id\":\"a\",\"name\":\"a\"},{\"id\":\"b\",\"name\":\"b\",\"enabled_connections\":[{\"connection_id\":"
     "\"c\"}],\"connections\":[{\"connection_id\":\"d\"}],\"clients\":[{\"client_id\":\"x\"}],"
     "\"client_grants\":[{\"id\":\"g\"},{\"id\":\"h\",\"grant_id\":\"i\"}],\"members\":[{\"user_id\":\"u\"},{"
     "\"user_id\":\"v\",\"roles\":[{\"id\":\"r\"}]}]}]}",
     "advice reference /organizations/1/enabled_connections/0/connection_id; "
     "advice reference /organizations/1/connections/0/connection_id; "
     "advice reference /organizations/1/clients/0/client_id; "
     "advice reference /organizations/1/client_grants/1/grant_id; "
     "advice reference /organizations/1/client_grants/0/id; "
     "advice reference /organizations/1/members/0/user_id; "
     "advice reference /organizations/1/members/1/user_id; "
     "advice reference /organizations/1/members/1/roles/0/id"},
    {"{\"organizations\":[{\"id\":\"a\",\"name\":\"a\",\"members\":[{\"user_id\":\"u\",\"roles\":[{\"id\":"
     "\"r\"}]}]},{\"id\":\"b\",\"name\":\"b\",\"roles\":[{\"id\":\"s\"}],\"members\":[{\"user_id\":\"u\","
     "\"roles\":[{\"id\":\"r\"},{\"id\":\"s\"}]}]}]}",
     "advice reference /organizations/1/members/0/roles/0/id"},
    {"{\"resource_servers\":[],\"roles\":[{\"id\":\"r\",\"permissions\":[{\"permission_name\":\"p\","
     "\"resource_server_identifier\":\"x\"}]}]}",
     "advice reference /roles/0/permissions/0/resource_server_identifier"},
    {"{\"clients\":[],\"resource_servers\":[],\"organizations\":[],\"roles\":[],\"users\":[{\"user_id\":"
     "\"u\","
     "\"roles\":[{\"id\":\"r\"}],\"grants\":[{\"clientID\":\"a\",\"audience\":\"x\",\"organization_id\":"
     "\"o\"}]}]}",
     "advice reference /users/0/roles/0/id; advice reference /users/0/grants/0/clientID; "
     "advice reference /users/0/grants/0/audience; advice reference /users/0/grants/0/organization_id"},
    {"{\"settings\":{\"default_audience\":\"x\",\"default_directory\":\"c\"},\"connections\":[],"
     "\"resource_servers\":[]}",
     "advice reference /settings/default_audience; advice reference /settings/default_directory"},
    {"{\"settings\":{\"default_audience\":\"x\",\"default_directory\":\"c\"},\"connections\":[{\"id\":\"1\","
     "\"name\":"
     "\"c\"}],\"resource_servers\":[{\"identifier\":\"x\"}]}",
     ""},

    /* keys held twice */
    {"{\"clients\":[{\"client_id\":\"a\"},{\"client_id\":\"b\",\"external_client_id\":\"e\"},{\"client_id\":"
     "\"a\",\"external_client_id\":\"e\"}]}",
     "advice duplicate /clients/2/client_id; advice duplicate /clients/2/external_client_id"},
    {"{\"connections\":[{\"id\":\"c\",\"name\":\"n\",\"enabled_clients\":[\"a\",\"b\",\"a\",\"a\"]},{\"id\":"
     "\"c\",\"name\":\"n\"}]}",
     "advice duplicate /connections/1/id; advice duplicate /connections/1/name; "
     "advice duplicate /connections/0/enabled_clients/2; advice duplicate /connections/0/enabled_clients/3"},
    {"{\"users\":[{\"user_id\":\"u\"},{\"user_id\":\"u\"}],\"roles\":[{\"id\":\"r\"},{\"id\":\"r\"}]}",
     "advice duplicate /users/1/user_id; advice duplicate /roles/1/id"},
    {"{\"organizations\":[{\"id\":\"a\",\"name\":\"a\",\"members\":[{\"user_id\":\"u\"},{\"user_id\":\"u\"}],"
     "\"clients\":[{\"client_id\":\"c\"},{\"client_id\":\"c\"}]}]}",
     "advice duplicate /organizations/0/clients/1/client_id; "
     "advice duplicate /organizations/0/members/1/user_id"},
    {"{\"resource_servers\":[{\"identifier\":\"x\",\"scopes\":[{\"value\":\"r\"},{\"value\":\"r\"}]}]}",
     "advice duplicate /resource_servers/0/scopes/1/value"},
    {"{\"users\":[{\"user_id\":\"u\",\"roles\":[{\"id\":\"r\"},{\"id\":\"s\"},{\"id\":\"r\"}],\"grants\":["
     "{\"client_id\":\"a\",\"audience\":\"x\"},{\"clientID\":\"a\",\"audience\":\"x\",\"organization_id\":"
     "\"o\"},{\"clientID\":\"a\",\"audience\":\"y\"},{\"clientID\":\"a\",\"audience\":\"x\"}]},{\"user_id\":"
     "\"v\",\"grants\":[{\"client_id\":\"a\",\"audience\":\"x\"}]}]}",
     "advice duplicate /users/0/roles/2/id; advice duplicate /users/0/grants/3"},
    {"{\"organizations\":[{\"id\":\"a\",\"name\":\"a\"},{\"id\":\"b\",\"name\":\"b\",\"members\":[{\"user_"
     "id\":"
     "\"u\"},{\"user_id\":\"v\",\"roles\":[{\"id\":\"r\"},{\"id\":\"r\"}]},{\"user_id\":\"w\",\"roles\":[{"
     "\"id\":\"r\"}]}]}]}",
     "advice duplicate /organizations/1/members/1/roles/1/id"},
    {"{\"clients\":[{\"client_id\":\"https://a\"},{\"client_id\":\"b\",\"external_client_id\":\"https://"
     "a\"},{"
     "\"client_id\":\"https://c\",\"external_client_id\":\"https://c\"}]}",
     "advice duplicate /clients/1/external_client_id"},
    {"{\"connections\":[{\"id\":\"c\",\"name\":\"d\"},{\"id\":\"d\",\"name\":\"e\"},{\"id\":\"f\",\"name\":"
     "\"f\"}]}",
     "advice duplicate /connections/0/name"},
    {"{\"roles\":[{\"id\":\"r\",\"permissions\":[{\"permission_name\":\"p\",\"resource_server_identifier\":"
     "\"x\"},{"
     "\"permission_name\":\"p\",\"resource_server_identifier\":\"y\"},{\"permission_name\":\"p\","
     "\"resource_server_identifier\":\"x\"}]}]}",
     "advice duplicate /roles/0/permissions/2"},
};

static void append(char *to, size_t size, const char *text)
{
    snprintf(to + strlen(to), size - strlen(to), "%s", text);
}

/* Every line as "severity rule pointer"; each must be one object with a message. */
static void summarize(const char *answer, char *out, size_t size)
{
    out[0] = '\0';
    while (*answer) {
        const size_t length = strcspn(answer, "\n");
        cJSON *line = cJSON_ParseWithLength(answer, length);
        static const char *const names[] = {"severity", "rule", "pointer"};

        assert_non_null(line);
        assert_int_equal(answer[length], '\n');
        append(out, size, *out ? "; " : "");
        for (int i = 0; i < 3; i++) {
            append(out, size, i ? " " : "");
            append(out, size, cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(line, names[i])));
        }
        assert_true(strlen(cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(line, "message"))) > 0);
        assert_non_null(cJSON_GetObjectItemCaseSensitive(line, "field"));
        cJSON_Delete(line);
        answer += length + 1;
    }
}

static void findings_are_these(void **state)
{
    int differences = 0;

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct orgpol_lint_result result = ORGPOL_LINT_RESULT_INIT;
        struct orgpol_json_error error = ORGPOL_JSON_ERROR_INIT;
        char answer[16384];
        char have[4096];
        size_t length;
        size_t count = 0;

        if (orgpol_tenant_lint(rows[i].document, strlen(rows[i].document), NULL, answer, sizeof answer,
                               &length, &result, &error) != ORGPOL_OK)
            fail_msg("%s: %s", rows[i].document, error.message);
        assert_int_equal(length, strlen(answer));
        summarize(answer, have, sizeof have);
        if (strcmp(have, rows[i].findings) != 0) {
            print_error("%s\n  have %s\n  want %s\n", rows[i].document, have, rows[i].findings);
            differences++;
        }
        for (const char *c = answer; *c; c++)
            count += *c == '\n';
        assert_int_equal(result.error_count + result.advice_count, count);
        assert_int_equal(result.error_count > 0, strstr(have, "error ") != NULL);
    }
    assert_int_equal(differences, 0);
}

/* A row that no decision can read is one finding, and the rows after it are read. */
static void a_grant_of_too_many_scopes_is_a_finding(void **state)
{
    static const char begin[] = "{\"resource_servers\":[{\"identifier\":\"y\",\"scopes\":[";
    static const char middle[] =
        "]}],\"client_grants\":[{\"id\":\"g\",\"client_id\":\"a\",\"audience\":\"x\","
        "\"scope\":[";
    static const char end[] = "]},{\"id\":\"h\",\"client_id\":\"a\",\"audience\":\"y\"},{\"id\":\"i\"}]}";
    static char document[65536];
    char answer[4096];
    char have[1024];

    (void)state;
    append(document, sizeof document, begin);
    for (int i = 0; i <= 1024; i++)
        snprintf(document + strlen(document), 32, "%s{\"value\":\"s%d\"}", i ? "," : "", i);
    append(document, sizeof document, middle);
    for (int i = 0; i <= 1024; i++)
        snprintf(document + strlen(document), 32, "%s\"s%d\"", i ? "," : "", i);
    append(document, sizeof document, end);
    assert_int_equal(
        orgpol_tenant_lint(document, strlen(document), NULL, answer, sizeof answer, NULL, NULL, NULL),
        ORGPOL_OK);
    summarize(answer, have, sizeof have);
    assert_string_equal(have, "error limit /client_grants/0/scope; error limit /client_grants/1/audience; "
                              "error CFG-25 /client_grants/2/client_id; "
                              "advice reference /client_grants/0/audience");
}

static void the_interface_refuses(void **state)
{
    static const char document[] = "{\"clients\":[{\"client_id\":\"a\",\"organization_usage\":\"allow\"}]}";
    static const char bad[] = "{\"clients\":[{\"client_id\":1}]}";
    struct orgpol_lint_result result = ORGPOL_LINT_RESULT_INIT;
    struct orgpol_json_error error = ORGPOL_JSON_ERROR_INIT;
    char answer[1024];
    size_t length;

    (void)state;
    assert_int_equal(orgpol_tenant_lint(NULL, 0, NULL, answer, sizeof answer, &length, &result, &error),
                     ORGPOL_ERR_ARGUMENT);
    assert_string_equal(answer, "");
    assert_int_equal(
        orgpol_tenant_lint(bad, sizeof bad - 1, NULL, answer, sizeof answer, &length, &result, &error),
        ORGPOL_ERR_REQUEST);
    assert_string_equal(error.pointer, "/clients/0/client_id");
    assert_int_equal(error.offset, 25);
    assert_string_equal(answer, "");
    assert_int_equal(length, 0);
    assert_int_equal(orgpol_tenant_lint("[", 1, NULL, answer, sizeof answer, &length, NULL, NULL),
                     ORGPOL_ERR_SYNTAX);
    assert_int_equal(
        orgpol_tenant_lint(document, sizeof document - 1, NULL, NULL, 0, &length, &result, &error),
        ORGPOL_ERR_BUFFER);
    assert_int_equal(result.error_count, 0);
    assert_int_equal(result.advice_count, 1);
    assert_true(length > 0 && length < sizeof answer);
    assert_int_equal(
        orgpol_tenant_lint(document, sizeof document - 1, NULL, answer, length, NULL, NULL, NULL),
        ORGPOL_ERR_BUFFER);
    assert_string_equal(answer, "");
    assert_int_equal(
        orgpol_tenant_lint(document, sizeof document - 1, NULL, answer, length + 1, NULL, NULL, NULL),
        ORGPOL_OK);
    assert_int_equal(strlen(answer), length);
    result.struct_size = 14;
    assert_int_equal(
        orgpol_tenant_lint(document, sizeof document - 1, NULL, answer, sizeof answer, NULL, &result, &error),
        ORGPOL_ERR_ARGUMENT);
}

/* What lint finds wrong is what the checks deny: asked one by one, every row of the vectors' tenant agrees.
 */
static void lint_agrees_with_the_actions(void **state)
{
    static const struct {
        const char *section;
        const char *key;
        const char *type;
    } sections[] = {{"clients", "client_id", "client"},
                    {"connections", "id", "connection"},
                    {"resource_servers", "identifier", "resource_server"},
                    {"client_grants", "id", "client_grant"},
                    {"organizations", "id", "organization"}};
    static char findings[65536];
    size_t length;
    char *text = slurp("test/vectors/config.json", &length);
    cJSON *document = cJSON_Parse(text);
    struct orgpol_tenant *tenant;
    int denied = 0;

    (void)state;
    assert_int_equal(orgpol_tenant_load(text, length, NULL, &tenant, NULL), ORGPOL_OK);
    assert_int_equal(orgpol_tenant_lint(text, length, NULL, findings, sizeof findings, NULL, NULL, NULL),
                     ORGPOL_OK);
    for (size_t i = 0; i < sizeof sections / sizeof *sections; i++) {
        const cJSON *row;
        int index = 0;

        cJSON_ArrayForEach(row, cJSON_GetObjectItemCaseSensitive(document, sections[i].section))
        {
            const char *id = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(row, sections[i].key));
            struct orgpol_decision decision;
            char request[512];
            char answer[4096];
            char pointer[64];
            bool found = false;

            snprintf(request, sizeof request,
                     "{\"subject\":{\"type\":\"x\",\"id\":\"y\"},\"action\":{\"name\":\"check_%s_config\"},"
                     "\"resource\":{\"type\":\"%s\",\"id\":\"%s\"}}",
                     sections[i].type, sections[i].type, id);
            snprintf(pointer, sizeof pointer, "{\"pointer\":\"/%s/%d/", sections[i].section, index++);
            if (orgpol_authzen_evaluate(tenant, request, strlen(request), NULL, answer, sizeof answer, NULL,
                                        &decision, NULL) != ORGPOL_OK)
                continue; /* "twice" */
            for (const char *line = findings; (line = strstr(line, pointer)) != NULL; line++)
                found |= strncmp(strstr(line, "\"severity\":\"") + 12, "error", 5) == 0;
            assert_int_equal(decision.effect == ORGPOL_EFFECT_DENY, found);
            denied += decision.effect == ORGPOL_EFFECT_DENY;
        }
    }
    assert_true(denied > 5);
    orgpol_tenant_free(tenant);
    cJSON_Delete(document);
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(findings_are_these),
        cmocka_unit_test(a_grant_of_too_many_scopes_is_a_finding),
        cmocka_unit_test(the_interface_refuses),
        cmocka_unit_test(lint_agrees_with_the_actions),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
