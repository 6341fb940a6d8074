/* SPDX-License-Identifier: MIT */
/* The configuration checks as AuthZEN actions: what is an error and not a denial. */
#include "support.h"

#include "orgpol/authzen.h"

#define CONTEXT(action, type, context)                                                 \
    "{\"subject\":{\"type\":\"anything\",\"id\":\"x\"},\"action\":{\"name\":\"" action \
    "\"},\"resource\":{\"type\":\"" type "\",\"id\":\"i\"},\"context\":" context "}"

/* A request without a tenant's row, and where it is wrong; NULL: it is right. */
static const struct {
    const char *request;
    const char *pointer;
} requests[] = {
    {CONTEXT("check_client_config", "client", "{\"object\":{}}"), NULL},
    {CONTEXT("check_organization_config", "organization", "{\"object\":{\"name\":\"a\"}}"), NULL},
    {CONTEXT("check_connection_config", "connection", "{\"object\":{}}"), NULL},
    {CONTEXT("check_resource_server_config", "resource_server", "{\"object\":{}}"), NULL},
    {CONTEXT("check_client_grant_config", "client_grant", "{\"object\":{}}"), NULL},

    /* the tenant has no such row, and none is brought */
    {CONTEXT("check_client_config", "client", "{}"), "/context/object"},
    {CONTEXT("check_organization_config", "organization", "{}"), "/context/object"},
    {CONTEXT("check_connection_config", "connection", "{\"object\":null}"), "/context/object"},
    {CONTEXT("check_resource_server_config", "resource_server", "{}"), "/context/object"},
    {CONTEXT("check_client_grant_config", "client_grant", "{}"), "/context/object"},

    /* types */
    {CONTEXT("check_client_config", "organization", "{\"object\":{}}"), "/resource/type"},
    {CONTEXT("check_client_config", "client", "{\"object\":[]}"), "/context/object"},
    {CONTEXT("check_client_config", "client", "{\"object\":{},\"previous\":1}"), "/context/previous"},
    {CONTEXT("check_client_config", "client", "{\"object\":{\"is_first_party\":1}}"),
     "/context/object/is_first_party"},
    {CONTEXT("check_client_config", "client", "{\"object\":{},\"previous\":{\"is_first_party\":\"no\"}}"),
     "/context/previous/is_first_party"},
    {CONTEXT("check_client_config", "client", "{\"object\":{\"callbacks\":[\"a\",1]}}"),
     "/context/object/callbacks/1"},
    {CONTEXT("check_client_config", "client", "{\"object\":{\"web_origins\":[null]}}"),
     "/context/object/web_origins/0"},
    {CONTEXT("check_client_config", "client", "{\"object\":{\"default_organization\":\"org_a\"}}"),
     "/context/object/default_organization"},
    {CONTEXT("check_client_config", "client", "{\"object\":{\"client_authentication_methods\":[\"a\"]}}"),
     "/context/object/client_authentication_methods"},
    {CONTEXT("check_client_config", "client",
             "{\"object\":{},\"previous\":{\"client_authentication_methods\":[\"a\"]}}"),
     "/context/previous/client_authentication_methods"},
    {CONTEXT("check_client_config", "client",
             "{\"object\":{\"client_authentication_methods\":{\"private_key_jwt\":true}}}"),
     "/context/object/client_authentication_methods/private_key_jwt"},
    {CONTEXT(
         "check_client_config", "client",
         "{\"object\":{\"client_authentication_methods\":{\"private_key_jwt\":{},\"tls_client_auth\":0}}}"),
     "/context/object/client_authentication_methods/tls_client_auth"},
    {CONTEXT("check_client_config", "client",
             "{\"object\":{\"client_authentication_methods\":{\"self_signed_tls_client_auth\":[]}}}"),
     "/context/object/client_authentication_methods/self_signed_tls_client_auth"},
    {CONTEXT("check_client_config", "client", "{\"object\":{\"grant_types\":{\"a\":1}}}"),
     "/context/object/grant_types"},
    {CONTEXT("check_client_config", "client", "{\"object\":{\"jwt_configuration\":{\"alg\":1}}}"),
     "/context/object/jwt_configuration/alg"},
    {CONTEXT("check_client_config", "client", "{\"object\":{\"token_vault_privileged_access\":[]}}"),
     "/context/object/token_vault_privileged_access"},
    {CONTEXT("check_client_config", "client",
             "{\"object\":{\"token_vault_privileged_access\":{\"credentials\":[{},1]}}}"),
     "/context/object/token_vault_privileged_access/credentials/1"},
    {CONTEXT("check_client_config", "client",
             "{\"object\":{\"token_vault_privileged_access\":{\"credentials\":[{\"expires_at\":\"\"}]}}}"),
     "/context/object/token_vault_privileged_access/credentials/0/expires_at"},
    {CONTEXT("check_client_config", "client",
             "{\"object\":{\"token_vault_privileged_access\":{\"ip_allowlist\":[1]}}}"),
     "/context/object/token_vault_privileged_access/ip_allowlist/0"},
    {CONTEXT("check_client_config", "client",
             "{\"object\":{\"token_vault_privileged_access\":{\"grants\":[{\"scopes\":[\"a\",{}]}]}}}"),
     "/context/object/token_vault_privileged_access/grants/0/scopes/1"},
    {CONTEXT("check_client_config", "client",
             "{\"object\":{\"refresh_token\":{\"policies\":[{\"audience\":1}]}}}"),
     "/context/object/refresh_token/policies/0/audience"},
    {CONTEXT("check_client_config", "client",
             "{\"object\":{\"refresh_token\":{\"policies\":[{\"scope\":\"a\"}]}}}"),
     "/context/object/refresh_token/policies/0/scope"},
    {CONTEXT("check_client_config", "client", "{\"object\":{\"resource_server_identifier\":1}}"),
     "/context/object/resource_server_identifier"},
    {CONTEXT("check_client_config", "client",
             "{\"object\":{},\"previous\":{\"token_vault_privileged_access\":1}}"),
     "/context/previous/token_vault_privileged_access"},
    {CONTEXT("check_organization_config", "organization",
             "{\"object\":{\"third_party_client_access\":true}}"),
     "/context/object/third_party_client_access"},
    {CONTEXT("check_organization_config", "organization", "{\"object\":{\"enabled_connections\":[{}]}}"),
     "/context/object/enabled_connections/0/connection_id"},
    {CONTEXT("check_organization_config", "organization",
             "{\"object\":{\"connections\":[{\"connection_id\":\"c\",\"is_enabled\":\"yes\"}]}}"),
     "/context/object/connections/0/is_enabled"},
    {CONTEXT("check_organization_config", "organization", "{\"object\":{\"client_grants\":[\"g\"]}}"),
     "/context/object/client_grants/0"},
    {CONTEXT("check_organization_config", "organization", "{\"object\":{\"clients\":[{\"client_id\":1}]}}"),
     "/context/object/clients/0/client_id"},
    {CONTEXT("check_organization_config", "organization",
             "{\"object\":{\"discovery_domains\":[{\"domain\":1}]}}"),
     "/context/object/discovery_domains/0/domain"},
    {CONTEXT("check_organization_config", "organization",
             "{\"object\":{\"discovery_domains\":[{\"domain\":\"a.b\",\"status\":1}]}}"),
     "/context/object/discovery_domains/0/status"},
    {CONTEXT("check_organization_config", "organization",
             "{\"object\":{\"invitations\":[{\"ttl_sec\":\"1\"}]}}"),
     "/context/object/invitations/0/ttl_sec"},
    {CONTEXT("check_organization_config", "organization", "{\"object\":{\"members\":[{\"user_id\":1}]}}"),
     "/context/object/members/0/user_id"},
    {CONTEXT("check_organization_config", "organization", "{\"object\":{\"roles\":[1]}}"),
     "/context/object/roles/0"},
    {CONTEXT("check_connection_config", "connection", "{\"object\":{\"options\":{\"issuer\":1}}}"),
     "/context/object/options/issuer"},
    {CONTEXT("check_resource_server_config", "resource_server",
             "{\"object\":{\"subject_type_authorization\":{\"client\":{\"policy\":1}}}}"),
     "/context/object/subject_type_authorization/client/policy"},
    {CONTEXT("check_client_grant_config", "client_grant", "{\"object\":{\"scope\":\"r\"}}"),
     "/context/object/scope"},
    {CONTEXT("check_client_grant_config", "client_grant", "{\"object\":{\"scope\":[1]}}"),
     "/context/object/scope/0"},
    {CONTEXT("check_client_grant_config", "client_grant",
             "{\"object\":{\"authorization_details_types\":[1]}}"),
     "/context/object/authorization_details_types/0"},
    {CONTEXT("check_client_grant_config", "client_grant", "{\"object\":{},\"previous\":{\"is_system\":1}}"),
     "/context/previous/is_system"},

    /* a row of another client is no row before an update */
    {CONTEXT("check_client_config", "client",
             "{\"object\":{\"client_id\":\"a\"},\"previous\":{\"client_id\":\"b\"}}"),
     "/context/object"},
};

static void errors_are_no_denials(void **state)
{
    struct orgpol_tenant *tenant;

    (void)state;
    assert_int_equal(orgpol_tenant_load("{}", 2, NULL, &tenant, NULL), ORGPOL_OK);
    for (size_t i = 0; i < sizeof requests / sizeof *requests; i++) {
        struct orgpol_json_error error = ORGPOL_JSON_ERROR_INIT;
        struct orgpol_decision decision;
        char answer[4096];
        const enum orgpol_status status =
            orgpol_authzen_evaluate(tenant, requests[i].request, strlen(requests[i].request), NULL, answer,
                                    sizeof answer, NULL, &decision, &error);

        if (status != (requests[i].pointer ? ORGPOL_ERR_REQUEST : ORGPOL_OK) ||
            strcmp(error.pointer, requests[i].pointer ? requests[i].pointer : "") != 0)
            fail_msg("%s: status %d, pointer %s, %s", requests[i].request, status, error.pointer,
                     error.message);
        assert_int_equal(decision.effect == ORGPOL_EFFECT_ERROR, requests[i].pointer != NULL);
    }
    orgpol_tenant_free(tenant);
}

static void answers_have_no_status_when_allowed(void **state)
{
    static const char request[] =
        CONTEXT("check_client_config", "client",
                "{\"tenant\":{},\"object\":{\"client_id\":\"i\",\"organization_usage\":\"allow\"}}");
    char answer[512];

    (void)state;
    assert_int_equal(orgpol_authzen_evaluate(NULL, request, sizeof request - 1, NULL, answer, sizeof answer,
                                             NULL, NULL, NULL),
                     ORGPOL_OK);
    assert_string_equal(answer,
                        "{\"decision\":true,\"context\":{\"obligations\":[],\"advice\":[],\"warnings\":[]}}");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(errors_are_no_denials),
        cmocka_unit_test(answers_have_no_status_when_allowed),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
