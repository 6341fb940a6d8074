/* SPDX-License-Identifier: MIT */
/*
 * A program as an embedder has it, compiled against the headers in its include path - the first that
 * compiled programs may have been built with, or the current ones - and run with the current library.
 * README.md.
 */
#include <stdio.h>
#include <string.h>

#include "orgpol/authzen.h"
#include "orgpol/login.h"
#include "orgpol/session.h"
#include "orgpol/tenant.h"

static int failures;

static void expect(const char *what, int holds)
{
    if (!holds) {
        printf("consumer: not so: %s\n", what);
        failures++;
    }
}

/* A strict third-party login through an organization, which every test below spoils. */
struct rows {
    struct orgpol_client client;
    struct orgpol_organization organization;
    struct orgpol_connection connection;
    struct orgpol_enabled_client enabled_client;
    struct orgpol_enabled_connection enabled_connection;
    struct orgpol_organization_client organization_client;
    struct orgpol_organization_member member;
    struct orgpol_user user;
    struct orgpol_options options;
    struct orgpol_tenant_settings settings;
    struct orgpol_login_request request;
};

static void allowed_login(struct rows *rows)
{
    const struct rows none = {
        ORGPOL_CLIENT_INIT,
        ORGPOL_ORGANIZATION_INIT,
        ORGPOL_CONNECTION_INIT,
        ORGPOL_ENABLED_CLIENT_INIT,
        ORGPOL_ENABLED_CONNECTION_INIT,
        ORGPOL_ORGANIZATION_CLIENT_INIT,
        ORGPOL_ORGANIZATION_MEMBER_INIT,
        ORGPOL_USER_INIT,
        ORGPOL_OPTIONS_INIT,
        ORGPOL_TENANT_SETTINGS_INIT,
        ORGPOL_LOGIN_REQUEST_INIT,
    };

    *rows = none;
    rows->client.client_id = ORGPOL_STR("tpc_trailmap");
    rows->client.organization_usage = ORGPOL_USAGE_ALLOW;
    rows->organization.id = ORGPOL_STR("org_rocky");
    rows->organization.name = ORGPOL_STR("rocky");
    rows->organization.third_party_client_access = ORGPOL_ACCESS_ALLOW;
    rows->connection.id = ORGPOL_STR("con_travel0");
    rows->connection.is_domain_connection = 1;
    rows->enabled_client.connection_id = rows->connection.id;
    rows->enabled_client.client_id = rows->client.client_id;
    rows->enabled_connection.organization_id = rows->organization.id;
    rows->enabled_connection.connection_id = rows->connection.id;
    rows->organization_client.organization_id = rows->organization.id;
    rows->organization_client.client_id = rows->client.client_id;
    rows->organization_client.use_for_member_access = 1;
    rows->user.user_id = ORGPOL_STR("auth0|jonno");
    rows->member.organization_id = rows->organization.id;
    rows->member.user_id = rows->user.user_id;
    rows->request.organization_id = rows->organization.id;
    rows->request.options = &rows->options;
    rows->request.settings = &rows->settings;
    rows->request.client = &rows->client;
    rows->request.organization = &rows->organization;
    rows->request.connection = &rows->connection;
    rows->request.enabled_client = &rows->enabled_client;
    rows->request.enabled_connection = &rows->enabled_connection;
    rows->request.organization_client = &rows->organization_client;
    rows->request.member = &rows->member;
    rows->request.user = &rows->user;
}

static int is(struct orgpol_decision decision, enum orgpol_effect effect, enum orgpol_reason reason)
{
    return decision.effect == effect && decision.reason == reason;
}

static void logins(void)
{
    struct orgpol_login_result result = ORGPOL_LOGIN_RESULT_INIT;
    struct orgpol_session session = ORGPOL_SESSION_INIT;
    struct orgpol_decision decision = {0, 0, 0, 0, 0};
    struct rows rows;

    allowed_login(&rows);
    decision = orgpol_can_third_party_login(&rows.request, &result);
    expect("the login is allowed", decision.effect == ORGPOL_EFFECT_ALLOW && decision.unmet == 0);
    expect("org_id is issued (TOKEN-01)",
           result.org_id.len == 9 && memcmp(result.org_id.ptr, "org_rocky", 9) == 0);

    rows.organization.third_party_client_access = ORGPOL_ACCESS_BLOCK;
    decision = orgpol_can_third_party_login(&rows.request, &result);
    expect("LOGIN-07 denies", is(decision, ORGPOL_EFFECT_DENY, ORGPOL_REASON_ORG_BLOCKS_THIRD_PARTY));
    expect("its name has not changed",
           strcmp(orgpol_reason_info(decision.reason)->name, "org_blocks_third_party") == 0);
    expect("its rule has not", strcmp(orgpol_reason_info(decision.reason)->rule, "LOGIN-07") == 0);
    expect("nothing else is unmet", (decision.unmet & (decision.unmet - 1)) == 0);
    expect("no claim is issued", result.org_id.len == 0);

    allowed_login(&rows);
    rows.connection.is_domain_connection = 0;
    expect("a connection of one organization's own denies a strict application (LOGIN-08)",
           is(orgpol_can_login(&rows.request, NULL), ORGPOL_EFFECT_DENY,
              ORGPOL_REASON_CONNECTION_NOT_DOMAIN_LEVEL));

    allowed_login(&rows);
    rows.member.user_id = ORGPOL_STR("auth0|ann");
    expect("a row of another user is an error",
           is(orgpol_can_login(&rows.request, NULL), ORGPOL_EFFECT_ERROR, ORGPOL_REASON_ROW_OF_OTHER_USER));

    allowed_login(&rows);
    rows.enabled_connection.organization_id = ORGPOL_STR("org_canyon");
    expect("a row of another organization is an error",
           is(orgpol_can_login(&rows.request, NULL), ORGPOL_EFFECT_ERROR,
              ORGPOL_REASON_ROW_OF_OTHER_ORGANIZATION));

    allowed_login(&rows);
    session.kind = ORGPOL_SESSION_TRANSFER;
    session.organization_id = ORGPOL_STR("org_canyon");
    expect("a session transferred from another organization is not reused",
           is(orgpol_can_reuse_session(&rows.request, &session), ORGPOL_EFFECT_DENY,
              ORGPOL_REASON_SESSION_TRANSFER_ORGANIZATION_MISMATCH));
    session.organization_id = rows.organization.id;
    expect("one of this organization is",
           orgpol_can_reuse_session(&rows.request, &session).effect == ORGPOL_EFFECT_ALLOW);
}

static void descriptions(void)
{
    struct orgpol_description_values values = ORGPOL_DESCRIPTION_VALUES_INIT;
    char text[128];

    values.org_id = ORGPOL_STR("org_rocky");
    orgpol_describe(ORGPOL_REASON_ORG_BLOCKS_THIRD_PARTY, &values, text, sizeof text);
    expect("a description has its values", strstr(text, "org_rocky") != NULL);
}

/* What a newer header may have behind a struct this library knows. */
static void newer_structs(void)
{
    struct {
        struct orgpol_login_request request;
        uint64_t unknown;
    } newer = {ORGPOL_LOGIN_REQUEST_INIT, 0};
    struct {
        struct orgpol_login_result result;
        uint64_t unknown;
    } longer = {ORGPOL_LOGIN_RESULT_INIT, 7};
    struct rows rows;

    allowed_login(&rows);
    newer.request = rows.request;
    newer.request.struct_size = sizeof newer;
    longer.result.struct_size = sizeof longer;
    expect("a longer struct whose tail is zero is read",
           orgpol_can_login(&newer.request, &longer.result).effect == ORGPOL_EFFECT_ALLOW);
    expect("a longer result is written, its tail zero", longer.result.org_id.len == 9 &&
                                                            longer.unknown == 0 &&
                                                            longer.result.struct_size == sizeof longer);
    newer.unknown = UINT64_C(1) << 63;
    expect("one whose tail is not zero is an error",
           is(orgpol_can_login(&newer.request, NULL), ORGPOL_EFFECT_ERROR, ORGPOL_REASON_UNSUPPORTED_INPUT));
}

static int evaluate(const char *json, const char *request, struct orgpol_decision *decision)
{
    struct orgpol_json_error error = ORGPOL_JSON_ERROR_INIT;
    struct orgpol_tenant *tenant = NULL;
    char answer[4096];
    enum orgpol_status status;

    if (orgpol_tenant_load(json, strlen(json), NULL, &tenant, &error) != ORGPOL_OK) {
        printf("consumer: %s: %s\n", error.pointer, error.message);
        return ORGPOL_ERR_ARGUMENT;
    }
    status = orgpol_authzen_evaluate(tenant, request, strlen(request), NULL, answer, sizeof answer, NULL,
                                     decision, &error);
    orgpol_tenant_free(tenant);
    return (int)status;
}

static void tenants(void)
{
    static const char tenant[] =
        "{\"clients\":[{\"client_id\":\"tpc\",\"is_first_party\":false,\"organization_usage\":\"allow\"}],"
        "\"connections\":[{\"id\":\"con\",\"name\":\"db\",\"is_domain_connection\":true,\"enabled_clients\":["
        "\"tpc\"]}],"
        "\"users\":[{\"user_id\":\"u\"}],"
        "\"organizations\":[{\"id\":\"org_a\",\"name\":\"acme\",\"third_party_client_access\":\"allow\","
        "\"enabled_connections\":[{\"connection_id\":\"con\"}],\"members\":[{\"user_id\":\"u\"}],"
        "\"clients\":[{\"client_id\":\"tpc\",\"use_for_member_access\":true}]},"
        "{\"id\":\"org_b\",\"name\":\"beta\",\"enabled_connections\":[{\"connection_id\":\"con\"}]}]}";
    struct orgpol_decision decision = {0, 0, 0, 0, 0};

    expect(
        "a request is answered",
        evaluate(
            tenant,
            "{\"subject\":{\"type\":\"user\",\"id\":\"u\"},\"action\":{\"name\":\"can_third_party_login\"},"
            "\"resource\":{\"type\":\"client\",\"id\":\"tpc\"},"
            "\"context\":{\"organization\":\"org_a\",\"connection\":\"con\"}}",
            &decision) == ORGPOL_OK);
    expect("its login is allowed", decision.effect == ORGPOL_EFFECT_ALLOW);
    expect(
        "another request is answered",
        evaluate(
            tenant,
            "{\"subject\":{\"type\":\"user\",\"id\":\"u\"},\"action\":{\"name\":\"can_third_party_login\"},"
            "\"resource\":{\"type\":\"client\",\"id\":\"tpc\"},"
            "\"context\":{\"organization\":\"org_b\",\"connection\":\"con\"}}",
            &decision) == ORGPOL_OK);
    expect("its login is denied (LOGIN-07)",
           is(decision, ORGPOL_EFFECT_DENY, ORGPOL_REASON_ORG_BLOCKS_THIRD_PARTY));
    expect("what is no JSON is an error", evaluate(tenant, "{", &decision) == ORGPOL_ERR_SYNTAX);
    expect("and no allow", decision.effect == ORGPOL_EFFECT_ERROR);
}

int main(void)
{
    logins();
    descriptions();
    newer_structs();
    tenants();
    return failures != 0;
}
