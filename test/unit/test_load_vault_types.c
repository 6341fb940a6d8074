/* SPDX-License-Identifier: MIT */
/* What of Token Vault's members does not load: wrong types, and rows without their key. */
#include "tenants.h"

static void assert_refused(const char *json, const char *pointer, const char *message)
{
    struct orgpol_json_error error = ORGPOL_JSON_ERROR_INIT;
    struct orgpol_tenant *tenant;
    char *text = quoted(json);

    if (orgpol_tenant_load(text, strlen(text), NULL, &tenant, &error) != ORGPOL_ERR_REQUEST || tenant ||
        strcmp(error.pointer, pointer) != 0 || strcmp(error.message, message) != 0)
        fail_msg("%s: %s: %s", json, error.pointer, error.message);
    free(text);
}

static void wrong_types_are_named(void **state)
{
#define CLIENT(members) "{'clients':[{'client_id':'c'," members "}]}"
#define BLOCK(members) CLIENT("'token_vault_privileged_access':{" members "}")
#define CONNECTION(members) "{'connections':[{'id':'c'," members "}]}"
#define USER(members) "{'users':[{'user_id':'u'," members "}]}"
#define ACCOUNT(members) USER("'connected_accounts':[{'id':'x'," members "}]")
#define BLOCK_AT "/clients/0/token_vault_privileged_access"
#define ACCOUNT_AT "/users/0/connected_accounts/0"
    static const char time[] = "expected an RFC 3339 time in UTC, such as 2026-01-31T12:00:00Z";
    static const struct {
        const char *json;
        const char *pointer;
        const char *message;
    } rows[] = {
        {"{'settings':{'domain':1}}", "/settings/domain", "expected text, found a number"},
        {"{'settings':{'mfa':[]}}", "/settings/mfa", "expected an object, found an array"},
        {"{'settings':{'mfa':{'policy':'all-applications'}}}", "/settings/mfa/policy",
         "expected an array, found text"},
        {"{'settings':{'mfa':{'policy':[1]}}}", "/settings/mfa/policy/0", "expected text, found a number"},
        {"{'settings':{'my_account':{'default_policy':1}}}", "/settings/my_account/default_policy",
         "expected true or false, found a number"},
        {"{'settings':{'flags':{'token_vault_org_binding':'true'}}}",
         "/settings/flags/token_vault_org_binding", "expected true or false, found text"},
        {"{'custom_domains':{}}", "/custom_domains", "expected an array, found an object"},
        {"{'custom_domains':['x']}", "/custom_domains/0", "expected an object, found text"},
        {"{'custom_domains':[{'domain':true}]}", "/custom_domains/0/domain", "expected text, found true"},
        {"{'resource_servers':[{'identifier':'a','proof_of_possession':true}]}",
         "/resource_servers/0/proof_of_possession", "expected an object, found true"},
        {"{'resource_servers':[{'identifier':'a','proof_of_possession':{'required':'yes'}}]}",
         "/resource_servers/0/proof_of_possession/required", "expected true or false, found text"},
        {"{'resource_servers':[{'identifier':'a','proof_of_possession':{'mechanism':1}}]}",
         "/resource_servers/0/proof_of_possession/mechanism", "expected text, found a number"},
        {CLIENT("'resource_server_identifier':[]"), "/clients/0/resource_server_identifier",
         "expected text, found an array"},
        {CLIENT("'refresh_token':[]"), "/clients/0/refresh_token", "expected an object, found an array"},
        {CLIENT("'refresh_token':{'rotation_type':true}"), "/clients/0/refresh_token/rotation_type",
         "expected text, found true"},
        {CLIENT("'refresh_token':{'policies':{}}"), "/clients/0/refresh_token/policies",
         "expected an array, found an object"},
        {CLIENT("'refresh_token':{'policies':[{},'x']}"), "/clients/0/refresh_token/policies/1",
         "expected an object, found text"},
        {CLIENT("'refresh_token':{'policies':[{'audience':1}]}"),
         "/clients/0/refresh_token/policies/0/audience", "expected text, found a number"},
        {CLIENT("'refresh_token':{'policies':[{'scope':'r w'}]}"),
         "/clients/0/refresh_token/policies/0/scope", "expected an array, found text"},
        {CLIENT("'refresh_token':{'policies':[{'scope':['r',1]}]}"),
         "/clients/0/refresh_token/policies/0/scope/1", "expected text, found a number"},
        {CLIENT("'token_vault_privileged_access':[]"), BLOCK_AT, "expected an object, found an array"},
        {BLOCK("'credentials':{}"), BLOCK_AT "/credentials", "expected an array, found an object"},
        {BLOCK("'credentials':[1]"), BLOCK_AT "/credentials/0", "expected an object, found a number"},
        {BLOCK("'credentials':[{'id':1}]"), BLOCK_AT "/credentials/0/id", "expected text, found a number"},
        {BLOCK("'credentials':[{},{'kid':1}]"), BLOCK_AT "/credentials/1/kid",
         "expected text, found a number"},
        {BLOCK("'credentials':[{'alg':1}]"), BLOCK_AT "/credentials/0/alg", "expected text, found a number"},
        {BLOCK("'credentials':[{'credential_type':{}}]"), BLOCK_AT "/credentials/0/credential_type",
         "expected text, found an object"},
        {BLOCK("'credentials':[{'name':[]}]"), BLOCK_AT "/credentials/0/name",
         "expected text, found an array"},
        {BLOCK("'credentials':[{'expires_at':1790000000}]"), BLOCK_AT "/credentials/0/expires_at",
         "expected a time, found a number"},
        {BLOCK("'credentials':[{'expires_at':''}]"), BLOCK_AT "/credentials/0/expires_at", time},
        {BLOCK("'credentials':[{'expires_at':'never'}]"), BLOCK_AT "/credentials/0/expires_at", time},
        {BLOCK("'ip_allowlist':'::1'"), BLOCK_AT "/ip_allowlist", "expected an array, found text"},
        {BLOCK("'ip_allowlist':['::1',null]"), BLOCK_AT "/ip_allowlist/1", "expected text, found null"},
        {BLOCK("'grants':{}"), BLOCK_AT "/grants", "expected an array, found an object"},
        {BLOCK("'grants':['g']"), BLOCK_AT "/grants/0", "expected an object, found text"},
        {BLOCK("'grants':[{'connection':1}]"), BLOCK_AT "/grants/0/connection",
         "expected text, found a number"},
        {BLOCK("'grants':[{'scopes':'repo'}]"), BLOCK_AT "/grants/0/scopes", "expected an array, found text"},
        {BLOCK("'grants':[{'scopes':['repo',{}]}]"), BLOCK_AT "/grants/0/scopes/1",
         "expected text, found an object"},
        {CONNECTION("'name':1"), "/connections/0/name", "expected text, found a number"},
        {CONNECTION("'connected_accounts':true"), "/connections/0/connected_accounts",
         "expected an object, found true"},
        {CONNECTION("'connected_accounts':{'active':'on'}"), "/connections/0/connected_accounts/active",
         "expected true or false, found text"},
        {CONNECTION("'options':{'scope':{}}"), "/connections/0/options/scope",
         "expected text or an array of text, found an object"},
        {CONNECTION("'options':{'scope':['a',1]}"), "/connections/0/options/scope/1",
         "expected text, found a number"},
        {CONNECTION("'options':{'offline_access':1}"), "/connections/0/options/offline_access",
         "expected true or false, found a number"},
        {CONNECTION("'options':{'offline_access_required':''}"),
         "/connections/0/options/offline_access_required", "expected true or false, found text"},
        {CONNECTION("'options':{'downscoping':0}"), "/connections/0/options/downscoping",
         "expected true or false, found a number"},
        {CONNECTION("'options':{'dpop_signing_alg':true}"), "/connections/0/options/dpop_signing_alg",
         "expected text, found true"},
        {CONNECTION("'options':{'client_id':1}"), "/connections/0/options/client_id",
         "expected text, found a number"},
        {USER("'blocked':'false'"), "/users/0/blocked", "expected true or false, found text"},
        {USER("'email_verified':1"), "/users/0/email_verified", "expected true or false, found a number"},
        {USER("'multifactor':'guardian'"), "/users/0/multifactor", "expected an array, found text"},
        {USER("'multifactor':[null]"), "/users/0/multifactor/0", "expected text, found null"},
        {USER("'identities':{}"), "/users/0/identities", "expected an array, found an object"},
        {USER("'identities':['x']"), "/users/0/identities/0", "expected an object, found text"},
        {USER("'identities':[{'provider':1}]"), "/users/0/identities/0/provider",
         "expected text, found a number"},
        {USER("'identities':[{'user_id':true}]"), "/users/0/identities/0/user_id",
         "expected text, found true"},
        {USER("'identities':[{'user_id':1.5}]"), "/users/0/identities/0/user_id",
         "expected text or a whole number from 0"},
        {USER("'identities':[{'user_id':-1}]"), "/users/0/identities/0/user_id",
         "expected text or a whole number from 0"},
        {USER("'identities':[{'user_id':9007199254740992}]"), "/users/0/identities/0/user_id",
         "expected text or a whole number from 0"},
        {USER("'connected_accounts':{}"), "/users/0/connected_accounts",
         "expected an array, found an object"},
        {USER("'connected_accounts':['x']"), ACCOUNT_AT, "expected an object, found text"},
        {USER("'connected_accounts':[{}]"), ACCOUNT_AT "/id", "required, and absent or empty"},
        {USER("'connected_accounts':[{'id':''}]"), ACCOUNT_AT "/id", "required, and absent or empty"},
        {USER("'connected_accounts':[{'id':null}]"), ACCOUNT_AT "/id", "required, and absent or empty"},
        {USER("'connected_accounts':[{'id':1}]"), ACCOUNT_AT "/id", "expected text, found a number"},
        {ACCOUNT("'connection':1"), ACCOUNT_AT "/connection", "expected text, found a number"},
        {ACCOUNT("'access_type':1"), ACCOUNT_AT "/access_type", "expected text, found a number"},
        {ACCOUNT("'scopes':'a'"), ACCOUNT_AT "/scopes", "expected an array, found text"},
        {ACCOUNT("'scopes':[[]]"), ACCOUNT_AT "/scopes/0", "expected text, found an array"},
        {ACCOUNT("'created_at':1"), ACCOUNT_AT "/created_at", "expected a time, found a number"},
        {ACCOUNT("'created_at':''"), ACCOUNT_AT "/created_at", time},
        {ACCOUNT("'expires_at':'2026-02-29T00:00:00Z'"), ACCOUNT_AT "/expires_at", time},
        {ACCOUNT("'org_id':1"), ACCOUNT_AT "/org_id", "expected text, found a number"},
        {ACCOUNT("'organization_id':false"), ACCOUNT_AT "/organization_id", "expected text, found false"},
        {ACCOUNT("'idp_user_id':1"), ACCOUNT_AT "/idp_user_id", "expected text, found a number"},
        {ACCOUNT("'email':[]"), ACCOUNT_AT "/email", "expected text, found an array"},
        {ACCOUNT("'access_token_expires_at':'1'"), ACCOUNT_AT "/access_token_expires_at",
         "expected a whole number, found text"},
        {ACCOUNT("'access_token_issued_at':-1"), ACCOUNT_AT "/access_token_issued_at",
         "expected a whole number from 0"},
        {ACCOUNT("'last_used_at':0.5"), ACCOUNT_AT "/last_used_at", "expected a whole number from 0"},
        {ACCOUNT("'refresh_token_stored':'yes'"), ACCOUNT_AT "/refresh_token_stored",
         "expected true or false, found text"},
        {ACCOUNT("'user_id':1"), ACCOUNT_AT "/user_id", "expected text, found a number"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_refused(rows[i].json, rows[i].pointer, rows[i].message);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(wrong_types_are_named),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
