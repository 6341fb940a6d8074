/* SPDX-License-Identifier: MIT */
/* Tenants: what a wrong document is told, how odd ones are read, and that any order of the rows is the same.
 */
#include "support.h"

#include "orgpol/authzen.h"

static struct orgpol_tenant *loaded(const char *json)
{
    struct orgpol_json_error error = ORGPOL_JSON_ERROR_INIT;
    struct orgpol_tenant *tenant;

    if (orgpol_tenant_load(json, strlen(json), NULL, &tenant, &error) != ORGPOL_OK)
        fail_msg("%s: %s", error.pointer, error.message);
    return tenant;
}

static void wrong_types_are_named(void **state)
{
    static const struct {
        const char *json;
        const char *at; /* what stands at the offset */
        const char *pointer;
        const char *message;
    } documents[] = {
        {"[]", "[]", "", "expected an object, found an array"},
        {"1", "1", "", "expected an object, found a number"},
        {"{\"clients\":{}}", "{}}", "/clients", "expected an array, found an object"},
        {"{\"clients\":[1]}", "1]}", "/clients/0", "expected an object, found a number"},
        {"{\"clients\":[{\"client_id\":\"a\"},null]}", "null]}", "/clients/1",
         "expected an object, found null"},
        {"{\"clients\":[{\"client_id\":7}]}", "7}]}", "/clients/0/client_id",
         "expected text, found a number"},
        {"{\"clients\":[{\"is_first_party\":\"true\"}]}", "\"true\"}]}", "/clients/0/is_first_party",
         "expected true or false, found text"},
        {"{\"clients\":[{\"is_first_party\":1}]}", "1}]}", "/clients/0/is_first_party",
         "expected true or false, found a number"},
        {"{\"clients\":[{\"organization_usage\":true}]}", "true}]}", "/clients/0/organization_usage",
         "expected text, found true"},
        {"{\"clients\":[{\"grant_types\":\"implicit\"}]}", "\"implicit\"}]}", "/clients/0/grant_types",
         "expected an array, found text"},
        {"{\"clients\":[{\"grant_types\":[\"implicit\",false]}]}", "false]}]}", "/clients/0/grant_types/1",
         "expected text, found false"},
        {"{\"clients\":[{\"identity_assertion_authorization_grant\":true}]}", "true}]}",
         "/clients/0/identity_assertion_authorization_grant", "expected an object, found true"},
        {"{\"clients\":[{\"identity_assertion_authorization_grant\":{\"active\":\"x\"}}]}", "\"x\"}}]}",
         "/clients/0/identity_assertion_authorization_grant/active", "expected true or false, found text"},
        {"{\"connections\":[{\"id\":\"c\",\"enabled_clients\":\"web\"}]}", "\"web\"}]}",
         "/connections/0/enabled_clients", "expected an array, found text"},
        {"{\"connections\":[{\"id\":\"c\",\"enabled_clients\":[\"a\",{}]}]}", "{}]}]}",
         "/connections/0/enabled_clients/1", "expected text, found an object"},
        {"{\"connections\":[{\"authentication\":{\"active\":0}}]}", "0}}]}",
         "/connections/0/authentication/active", "expected true or false, found a number"},
        {"{\"organizations\":[{\"id\":\"o\",\"members\":[{\"user_id\":1}]}]}", "1}]}]}",
         "/organizations/0/members/0/user_id", "expected text, found a number"},
        {"{\"organizations\":[{\"id\":\"o\",\"enabled_connections\":[{\"connection_id\":\"c\",\"is_enabled\":"
         "null},{\"is_enabled\":"
         "\"\"}]}]}",
         "\"\"}]}]}", "/organizations/0/enabled_connections/1/is_enabled",
         "expected true or false, found text"},
        {"{\"organizations\":[{\"id\":\"o\",\"connections\":[[]]}]}", "[]]}]}",
         "/organizations/0/connections/0", "expected an object, found an array"},
        {"{\"organizations\":[{\"id\":\"o\",\"clients\":[{\"use_for_member_access\":\"yes\"}]}]}",
         "\"yes\"}]}]}", "/organizations/0/clients/0/use_for_member_access",
         "expected true or false, found text"},
        {"{\"resource_servers\":[{\"is_system\":[]}]}", "[]}]}", "/resource_servers/0/is_system",
         "expected true or false, found an array"},
        {"{\"client_grants\":[{\"audience\":[]}]}", "[]}]}", "/client_grants/0/audience",
         "expected text, found an array"},
        {"{\"users\":[{\"user_id\":{}}]}", "{}}]}", "/users/0/user_id", "expected text, found an object"},
        {"{\"rules\":[{\"enabled\":\"no\"}]}", "\"no\"}]}", "/rules/0/enabled",
         "expected true or false, found text"},
        {"{\"settings\":[]}", "[]}", "/settings", "expected an object, found an array"},
        {"{\"settings\":{\"default_audience\":1}}", "1}}", "/settings/default_audience",
         "expected text, found a number"},
        {"{\"options\":{\"refresh_recheck\":\"off\"}}", "\"off\"}}", "/options/refresh_recheck",
         "expected true or false, found text"},
        {"{\"options\":{\"absent_security_mode\":\"lax\"}}", "\"lax\"}}", "/options/absent_security_mode",
         "expected one of strict, permissive, found \"lax\""},
        {"{\"options\":{\"default_discovery_methods\":[\"email\",\"phone\"]}}", "\"phone\"]}}",
         "/options/default_discovery_methods/1", "expected one of email, organization_name, found \"phone\""},
        {"{\"clients\":[{\"client_id\":\"a\",\"callbacks\":[\"x\",1]}]}", "1]}]}", "/clients/0/callbacks/1",
         "expected text, found a number"},
        {"{\"resource_servers\":[{\"identifier\":\"a\",\"scopes\":[{\"value\":true}]}]}", "true}]}]}",
         "/resource_servers/0/scopes/0/value", "expected text, found true"},
        {"{\"resource_servers\":[{\"identifier\":\"a\",\"subject_type_authorization\":{\"user\":[]}}]}",
         "[]}}]}", "/resource_servers/0/subject_type_authorization/user",
         "expected an object, found an array"},
        {"{\"organizations\":[{\"id\":\"o\",\"invitations\":[{\"expires_at\":\"2026-02-29T00:00:00Z\"}]}]}",
         "\"2026-02-29T00:00:00Z\"}]}]}", "/organizations/0/invitations/0/expires_at",
         "expected an RFC 3339 time in UTC, such as 2026-01-31T12:00:00Z"},
        {"{\"organizations\":[{\"id\":\"o\",\"members\":[{\"user_id\":\"u\",\"roles\":[\"r\"]}]}]}",
         "\"r\"]}]}]}", "/organizations/0/members/0/roles/0", "expected an object, found text"},
        {"{\"settings\":{\"default_token_quota\":{\"clients\":{\"client_credentials\":{\"per_hour\":-1}}}}}",
         "-1}}}}}", "/settings/default_token_quota/clients/client_credentials/per_hour",
         "expected a whole number from 0"},
        {"{\"users\":[{\"user_id\":\"u\",\"grants\":[{\"scope\":\"r\"}]}]}", "\"r\"}]}]}",
         "/users/0/grants/0/scope", "expected an array, found text"},
        /* A row without its key is refused: leaving out a row that denies would permit. */
        {"{\"clients\":[{}]}", "{}]}", "/clients/0/client_id", "required, and absent or empty"},
        {"{\"clients\":[{\"client_id\":\"\"}]}", "\"\"}]}", "/clients/0/client_id",
         "required, and absent or empty"},
        {"{\"connections\":[{\"id\":null}]}", "null}]}", "/connections/0/id",
         "required, and absent or empty"},
        {"{\"resource_servers\":[{\"id\":\"x\"}]}", "{\"id\":\"x\"}]}", "/resource_servers/0/identifier",
         "required, and absent or empty"},
        {"{\"organizations\":[{\"ID\":\"x\"}]}", "{\"ID\":\"x\"}]}", "/organizations/0/id",
         "required, and absent or empty"},
        {"{\"organizations\":[{\"id\":\"o\",\"connections\":[{}]}]}", "{}]}]}",
         "/organizations/0/connections/0/connection_id", "required, and absent or empty"},
        {"{\"organizations\":[{\"id\":\"o\",\"clients\":[{}]}]}", "{}]}]}",
         "/organizations/0/clients/0/client_id", "required, and absent or empty"},
        {"{\"organizations\":[{\"id\":\"o\",\"members\":[{}]}]}", "{}]}]}",
         "/organizations/0/members/0/user_id", "required, and absent or empty"},
        {"{\"users\":[{}]}", "{}]}", "/users/0/user_id", "required, and absent or empty"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof documents / sizeof *documents; i++) {
        struct orgpol_json_error error = ORGPOL_JSON_ERROR_INIT;
        struct orgpol_tenant *tenant = (struct orgpol_tenant *)1;

        if (orgpol_tenant_load(documents[i].json, strlen(documents[i].json), NULL, &tenant, &error) !=
                ORGPOL_ERR_REQUEST ||
            tenant != NULL ||
            error.offset != (size_t)(strstr(documents[i].json, documents[i].at) - documents[i].json) ||
            strcmp(error.pointer, documents[i].pointer) != 0 ||
            strcmp(error.message, documents[i].message) != 0)
            fail_msg("%s: offset %zu, pointer %s, %s", documents[i].json, error.offset, error.pointer,
                     error.message);
    }
}

/* Absence and null are ordinary, unknown members and words too. */
static void odd_documents_load(void **state)
{
    static const char *const documents[] = {
        "{}",
        "{\"clients\":null,\"settings\":null,\"options\":null,\"organizations\":[]}",
        "{\"clients\":[{\"client_id\":\"a\"},{\"client_id\":\"a\"}]}",
        "{\"clients\":[{\"client_id\":\"a\",\"organization_usage\":null,\"is_first_party\":null,\"grant_"
        "types\":null,"
        "\"identity_assertion_authorization_grant\":null,\"third_party_security_mode\":\"tomorrow\"}]}",
        "{\"clients\":[{\"client_id\":\"a\",\"Is_First_Party\":5,\"organization_usage\":\"\"}],\"Clients\":"
        "5}",
        "{\"organizations\":[{\"id\":\"o\",\"members\":null,\"client_grants\":[{}],\"invitations\":[{}],"
        "\"roles\":[{}],\"discovery_domains\":[{}]}]}",
        "{\"organizations\":[{\"id\":\"o\",\"enabled_connections\":[{\"connection_id\":\"gone\"}]}]}",
        "{\"client_grants\":[{},{\"client_id\":\"a\"},{\"client_id\":\"a\",\"default_for\":\"third_party_"
        "clients\","
        "\"audience\":\"x\"},{\"default_for\":\"everybody\",\"audience\":\"x\"},{\"client_id\":\"a\","
        "\"audience\":\"x\","
        "\"subject_type\":\"anonymous_user\"}]}",
        "{\"options\":{\"absent_security_mode\":null,\"an_option_of_another_release\":7}}",
        "{\"branding\":{\"colors\":[1,2,3]},\"log_streams\":5}",
    };

    (void)state;
    for (size_t i = 0; i < sizeof documents / sizeof *documents; i++)
        orgpol_tenant_free(loaded(documents[i]));
}

static void arguments_are_checked(void **state)
{
    struct orgpol_json_error error = ORGPOL_JSON_ERROR_INIT;
    struct orgpol_tenant *tenant = (struct orgpol_tenant *)1;

    (void)state;
    assert_int_equal(orgpol_tenant_load(NULL, 0, NULL, &tenant, &error), ORGPOL_ERR_ARGUMENT);
    assert_null(tenant);
    assert_int_equal(error.status, ORGPOL_ERR_ARGUMENT);
    assert_int_equal(orgpol_tenant_load("{}", 2, NULL, NULL, &error), ORGPOL_ERR_ARGUMENT);
    assert_int_equal(orgpol_tenant_load("{", 1, NULL, &tenant, NULL), ORGPOL_ERR_SYNTAX);
    orgpol_tenant_free(NULL);
}

/* Asks whether `client` may log auth0|u in over `connection` in `organization`. */
static struct orgpol_decision ask(const struct orgpol_tenant *tenant, const char *client,
                                  const char *organization, const char *connection)
{
    struct orgpol_json_error error = ORGPOL_JSON_ERROR_INIT;
    struct orgpol_decision decision;
    char request[512];
    char answer[4096];

    snprintf(request, sizeof request,
             "{\"subject\":{\"type\":\"user\",\"id\":\"auth0|u\"},\"action\":{\"name\":\"can_login\"},"
             "\"resource\":{\"type\":\"client\",\"id\":\"%s\"},"
             "\"context\":{\"organization\":\"%s\",\"connection\":\"%s\"}}",
             client, organization, connection);
    if (orgpol_authzen_evaluate(tenant, request, strlen(request), NULL, answer, sizeof answer, NULL,
                                &decision, &error) != ORGPOL_OK)
        fail_msg("%s: %s", error.pointer, error.message);
    return decision;
}

static void assert_reason(const char *json, const char *client, const char *organization,
                          const char *connection, enum orgpol_reason reason)
{
    struct orgpol_tenant *tenant = loaded(json);
    const struct orgpol_decision decision = ask(tenant, client, organization, connection);

    if (decision.reason != reason)
        fail_msg("%s, expected %s", decision.reason ? orgpol_reason_info(decision.reason)->name : "allowed",
                 reason ? orgpol_reason_info(reason)->name : "allowed");
    orgpol_tenant_free(tenant);
}

#define USERS "\"users\":[{\"user_id\":\"auth0|u\"}]"
#define CLIENT(id) "{\"client_id\":\"" id "\",\"is_first_party\":true,\"organization_usage\":\"allow\"}"
#define CONNECTION(id, name) \
    "{\"id\":\"" id "\",\"name\":\"" name "\",\"strategy\":\"auth0\",\"enabled_clients\":[\"web\"]}"
#define MEMBERS "\"members\":[{\"user_id\":\"auth0|u\"}]"

/* A key that two rows hold is found by no lookup, whichever comes first. */
static void doubled_keys_find_nothing(void **state)
{
    (void)state;
    assert_reason("{" USERS ",\"clients\":[" CLIENT("web") "],\"connections\":[" CONNECTION("c", "db") "]}",
                  "web", "", "db", ORGPOL_REASON_NONE);
    assert_reason("{" USERS ",\"clients\":[" CLIENT("web") "," CLIENT("web") "],\"connections\":[" CONNECTION(
                      "c", "db") "]}",
                  "web", "", "db", ORGPOL_REASON_UNKNOWN_CLIENT);
    assert_reason("{" USERS ",\"clients\":[" CLIENT("web") "],\"connections\":[" CONNECTION(
                      "c", "db") "," CONNECTION("c", "other") "]}",
                  "web", "", "c", ORGPOL_REASON_CONNECTION_DISABLED);
    assert_reason("{" USERS ",\"clients\":[" CLIENT("web") "],\"connections\":[" CONNECTION(
                      "c", "db") "," CONNECTION("d", "db") "]}",
                  "web", "", "db", ORGPOL_REASON_CONNECTION_DISABLED);
    /* Their ids still find them. */
    assert_reason("{" USERS ",\"clients\":[" CLIENT("web") "],\"connections\":[" CONNECTION(
                      "c", "db") "," CONNECTION("d", "db") "]}",
                  "web", "", "d", ORGPOL_REASON_NONE);
    /* One's id is the other's name: neither is meant for certain. */
    assert_reason("{" USERS ",\"clients\":[" CLIENT("web") "],\"connections\":[" CONNECTION(
                      "c", "d") "," CONNECTION("d", "e") "]}",
                  "web", "", "d", ORGPOL_REASON_CONNECTION_DISABLED);
    assert_reason("{" USERS ",\"clients\":[" CLIENT("web") "],\"connections\":[" CONNECTION("c", "c") "]}",
                  "web", "", "c", ORGPOL_REASON_NONE);
    assert_reason("{\"users\":[{\"user_id\":\"auth0|u\"},{\"user_id\":\"auth0|u\"}],\"clients\":[" CLIENT(
                      "web") "],"
                             "\"connections\":[" CONNECTION(
                                 "c", "db") "],\"organizations\":[{\"id\":\"o\"," MEMBERS
                                            ",\"connections\":[{\"connection_id\":\"c\"}]}]}",
                  "web", "o", "db", ORGPOL_REASON_USER_NOT_MEMBER);
}

/* A row whose id another row has is found by nothing: its relations could be either's. */
static void rows_with_doubled_ids_are_unreachable(void **state)
{
    struct orgpol_tenant *tenant;
    char request[1024];
    char answer[2048];
    struct orgpol_decision decision;

    (void)state;
    /* con_x twice: not by the name of either. */
    assert_reason(
        "{" USERS
        ",\"clients\":[" CLIENT("web") "],\"connections\":[" CONNECTION("con_x", "db") "," CONNECTION(
            "con_x", "other") "],\"organizations\":[{\"id\":\"o\"," MEMBERS
                              ",\"connections\":[{\"connection_id\":\"con_x\"}]}]}",
        "web", "o", "db", ORGPOL_REASON_CONNECTION_DISABLED);
    /* web twice: not by the URL of either. */
    assert_reason("{\"clients\":[" CLIENT(
                      "web") ",{\"client_id\":\"web\",\"external_client_id\":\"https://a\","
                             "\"is_first_party\":true}],\"connections\":[" CONNECTION("c", "db") "]}",
                  "https://a", "", "db", ORGPOL_REASON_UNKNOWN_CLIENT);
    /* A third claimant does not make a key findable again. */
    assert_reason("{\"clients\":[" CLIENT("web") "],\"connections\":[" CONNECTION("zz", "a") "," CONNECTION(
                      "zz", "b") "," CONNECTION("c", "zz") "]}",
                  "web", "", "zz", ORGPOL_REASON_CONNECTION_DISABLED);
    assert_reason("{\"clients\":[" CLIENT("web") "],\"connections\":[" CONNECTION("zz", "a") "," CONNECTION(
                      "b", "zz") "," CONNECTION("c", "zz") "]}",
                  "web", "", "zz", ORGPOL_REASON_CONNECTION_DISABLED);
    /* Cross App Access over such a connection is in no organization, and refused. */
    snprintf(request, sizeof request,
             "{\"subject\":{\"type\":\"user\",\"id\":\"auth0|u\"},\"action\":{\"name\":\"can_login\"},"
             "\"resource\":{"
             "\"type\":\"client\",\"id\":\"web\"},\"context\":{\"connection\":\"idp\",\"cross_app_access\":{"
             "\"assertion_valid\":true}}}");
#define XAA "\"enabled_clients\":[\"web\"],\"cross_app_access_resource_app\":{\"status\":\"enabled\"}"
    tenant = loaded(
        "{" USERS
        ",\"clients\":[{\"client_id\":\"web\",\"organization_usage\":\"allow\",\"is_first_party\":true,"
        "\"identity_assertion_authorization_grant\":{\"active\":true}}],\"connections\":[{\"id\":\"con\","
        "\"name\":\"idp\"," XAA "},{\"id\":\"con\",\"name\":\"old\"," XAA
        "}],\"organizations\":[{\"id\":\"o\",\"connections\":[{\"connection_id\":\"con\"}]}]}");
    assert_int_equal(orgpol_authzen_evaluate(tenant, request, strlen(request), NULL, answer, sizeof answer,
                                             NULL, &decision, NULL),
                     ORGPOL_OK);
    assert_int_equal(decision.reason, ORGPOL_REASON_CONNECTION_DISABLED);
    orgpol_tenant_free(tenant);
    /* Doubled rows that disagree whether the organization has it: it has, and it is not enabled. */
    tenant = loaded(
        "{" USERS
        ",\"clients\":[{\"client_id\":\"web\",\"organization_usage\":\"allow\",\"is_first_party\":true,"
        "\"identity_assertion_authorization_grant\":{\"active\":true}}],\"connections\":[{\"id\":\"con\","
        "\"name\":\"idp\"," XAA "}],\"organizations\":[{\"id\":\"o\",\"connections\":[{\"connection_id\":"
        "\"con\",\"is_enabled\":false}],"
        "\"enabled_connections\":[{\"connection_id\":\"con\"}]}]}");
    assert_int_equal(orgpol_authzen_evaluate(tenant, request, strlen(request), NULL, answer, sizeof answer,
                                             NULL, &decision, NULL),
                     ORGPOL_OK);
    assert_int_equal(decision.reason, ORGPOL_REASON_ORG_HAS_NO_CONNECTIONS);
    orgpol_tenant_free(tenant);
#undef XAA
}

static void external_ids_are_urls(void **state)
{
    (void)state;
#define CIMD(id, url) "{\"client_id\":\"" id "\",\"external_client_id\":\"" url "\",\"is_first_party\":true}"
    assert_reason("{\"clients\":[" CIMD("web", "https://a") "],\"connections\":[" CONNECTION("c", "db") "]}",
                  "https://a", "", "db", ORGPOL_REASON_NONE);
    assert_reason("{\"clients\":[" CIMD("web", "plain") "],\"connections\":[" CONNECTION("c", "db") "]}",
                  "plain", "", "db", ORGPOL_REASON_UNKNOWN_CLIENT);
    assert_reason("{\"clients\":[" CIMD("web", "https://a") "," CIMD(
                      "app", "https://a") "],\"connections\":[" CONNECTION("c", "db") "]}",
                  "https://a", "", "db", ORGPOL_REASON_UNKNOWN_CLIENT);
    assert_reason("{\"clients\":[" CIMD("https://a", "") "," CIMD(
                      "web", "https://a") "],\"connections\":[" CONNECTION("c", "db") "]}",
                  "https://a", "", "db", ORGPOL_REASON_UNKNOWN_CLIENT);
#undef CIMD
}

/* Two rows for one id inside one owner count setting by setting as the stricter. */
static void doubled_relations_are_the_stricter(void **state)
{
#define ORG(rows)                                                                                        \
    "{" USERS ",\"clients\":[" CLIENT("web") "],\"connections\":[" CONNECTION("c", "db") "," CONNECTION( \
        "d", "other") "],\"organizations\":[{\"id\":\"o\"," rows "}]}"
    (void)state;
    assert_reason(ORG(MEMBERS ",\"enabled_connections\":[{\"connection_id\":\"c\"}]"), "web", "o", "db",
                  ORGPOL_REASON_NONE);
    assert_reason(ORG(MEMBERS ",\"enabled_connections\":[{\"connection_id\":\"c\"},{\"connection_id\":\"d\"},"
                              "{\"connection_id\":\"c\",\"is_enabled\":false}]"),
                  "web", "o", "db", ORGPOL_REASON_CONNECTION_NOT_ENABLED_FOR_ORG);
    assert_reason(ORG(MEMBERS ",\"enabled_connections\":[{\"connection_id\":\"c\",\"is_enabled\":false}],"
                              "\"connections\":[{\"connection_id\":\"c\"}]"),
                  "web", "o", "db", ORGPOL_REASON_ORG_HAS_NO_CONNECTIONS);
    assert_reason(ORG("\"enabled_connections\":[{\"connection_id\":\"c\",\"assign_membership_on_login\":true}"
                      ",{\"connection_id\":\"c\"}]"),
                  "web", "o", "db", ORGPOL_REASON_USER_NOT_MEMBER);
    assert_reason(
        ORG(MEMBERS
            ",\"is_app_entitlement_active\":true,\"enabled_connections\":[{\"connection_id\":\"c\"}],"
            "\"clients\":[{\"client_id\":\"web\",\"use_for_member_access\":true},{\"client_id\":\"web\"}]"),
        "web", "o", "db", ORGPOL_REASON_MEMBER_ACCESS_OFF);
    assert_reason(
        ORG(MEMBERS ",\"enabled_connections\":[{\"connection_id\":\"c\"},{\"connection_id\":\"c\"}]"), "web",
        "o", "db", ORGPOL_REASON_NONE);
#undef ORG
}

/* Members of one organization, connection or client are not another's, whatever the numbers inside. */
static void owners_are_kept_apart(void **state)
{
    struct orgpol_tenant *tenant;
    char *json = malloc(1 << 20);
    int allowed = 0;

    (void)state;
    assert_non_null(json);
    strcpy(json, "{" USERS ",\"clients\":[" CLIENT("web") "],\"connections\":[");
    for (int i = 0; i < 40; i++)
        sprintf(json + strlen(json), "%s{\"id\":\"c%d\",\"name\":\"n%d\"}", i ? "," : "", i, i);
    strcat(json, "],\"organizations\":[");
    for (int i = 0; i < 40; i++)
        sprintf(json + strlen(json),
                "%s{\"id\":\"o%d\",\"enabled_connections\":[{\"connection_id\":\"c%d\"}],\"members\":[{"
                "\"user_id\":\"%s\"}]}",
                i ? "," : "", i, i, i % 3 ? "auth0|v" : "auth0|u");
    strcat(json, "]}");
    tenant = loaded(json);
    for (int o = 0; o < 40; o++)
        for (int c = 0; c < 40; c++) {
            char organization[16];
            char connection[16];
            struct orgpol_decision decision;

            snprintf(organization, sizeof organization, "o%d", o);
            snprintf(connection, sizeof connection, c % 2 ? "c%d" : "n%d", c);
            decision = ask(tenant, "web", organization, connection);
            assert_int_equal(decision.effect == ORGPOL_EFFECT_ALLOW, o == c && o % 3 == 0);
            allowed += decision.effect == ORGPOL_EFFECT_ALLOW;
        }
    assert_int_equal(allowed, 14);
    orgpol_tenant_free(tenant);
    free(json);
}

/* The hash key changes where rows lie, never what is decided. */
static void hash_keys_do_not_matter(void **state)
{
    size_t length;
    char *json = slurp("test/vectors/tenant.json", &length);
    uint8_t key[16] = {0};

    (void)state;
    for (int round = 0; round < 32; round++) {
        struct orgpol_json_options options = ORGPOL_JSON_OPTIONS_INIT;
        struct orgpol_tenant *tenant;

        key[round % 16] = (uint8_t)(round * 37 + 1);
        options.hash_key = key;
        assert_int_equal(orgpol_tenant_load(json, length, &options, &tenant, NULL), ORGPOL_OK);
        assert_int_equal(ask(tenant, "web", "org_A", "db").reason, ORGPOL_REASON_USER_NOT_MEMBER);
        assert_int_equal(ask(tenant, "tps", "org_B", "con_db").reason, ORGPOL_REASON_ORG_BLOCKS_THIRD_PARTY);
        assert_int_equal(ask(tenant, "web", "", "ent").reason, ORGPOL_REASON_NONE);
        orgpol_tenant_free(tenant);
    }
    free(json);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(wrong_types_are_named),
        cmocka_unit_test(odd_documents_load),
        cmocka_unit_test(arguments_are_checked),
        cmocka_unit_test(doubled_keys_find_nothing),
        cmocka_unit_test(rows_with_doubled_ids_are_unreachable),
        cmocka_unit_test(external_ids_are_urls),
        cmocka_unit_test(doubled_relations_are_the_stricter),
        cmocka_unit_test(owners_are_kept_apart),
        cmocka_unit_test(hash_keys_do_not_matter),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
