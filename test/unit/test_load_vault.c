/* SPDX-License-Identifier: MIT */
/*
 * Loading what Token Vault reads of settings, APIs and clients: every member, its default, "", null, odd
 * words; and a whole tenant.
 */
#include "tenants.h"

static const struct orgpol_client *client_of(const struct orgpol_tenant *tenant, const char *id)
{
    const struct orgpol_client *client = orgpol_tenant_client(tenant, orgpol_str_of(id));

    assert_non_null(client);
    return client;
}

/* ---- the fixture ---- */

static struct orgpol_tenant *fixture(void)
{
    size_t length;
    char *text = slurp("test/vectors/vault.json", &length);
    struct orgpol_tenant *tenant = loaded(text);

    free(text);
    return tenant;
}

static void fixture_settings_and_api(void **state)
{
    struct orgpol_tenant *tenant = fixture();
    const struct orgpol_tenant_settings *settings = &tenant->settings;
    const struct orgpol_resource_server *api = orgpol_tenant_my_account_api(tenant);

    (void)state;
    assert_text(settings->domain, "acme.example.auth0.com");
    assert_texts(settings->custom_domains, settings->custom_domain_count, "login.acme.example");
    assert_int_equal(settings->mfa_policy, ORGPOL_MFA_POLICY_UNSET);
    assert_int_equal(settings->my_account_default_policy, 0);
    assert_int_equal(settings->token_vault_org_binding, 0);
    assert_non_null(api);
    assert_text(api->identifier, "https://acme.example.auth0.com/me/");
    assert_int_equal(api->user_policy, ORGPOL_USER_POLICY_REQUIRE_CLIENT_GRANT);
    assert_int_equal(api->skip_consent_for_verifiable_first_party_clients, 1);
    assert_int_equal(api->enforce_policies, 0);
    assert_int_equal(api->is_dpop_required, 0);
    assert_texts(api->scopes, api->scope_count,
                 "create:me:connected_accounts,read:me:connected_accounts,delete:me:connected_accounts,"
                 "read:me:authentication_methods");
    orgpol_tenant_free(tenant);
}

static void fixture_clients(void **state)
{
    struct orgpol_tenant *tenant = fixture();
    const struct orgpol_client *web = client_of(tenant, "C-WEB");
    const struct orgpol_client *api = client_of(tenant, "C-API");
    const struct orgpol_client *worker = client_of(tenant, "C-WRK");
    const struct orgpol_privileged_access *access = worker->token_vault_privileged_access;

    (void)state;
    assert_int_equal(web->refresh_token_rotation_type, ORGPOL_ROTATION_NON_ROTATING);
    assert_int_equal(web->refresh_token_policy_count, 1);
    assert_text(web->refresh_token_policies[0].audience, "https://acme.example.auth0.com/me/");
    assert_texts(web->refresh_token_policies[0].scopes, web->refresh_token_policies[0].scope_count,
                 "create:me:connected_accounts,read:me:connected_accounts,delete:me:connected_accounts");
    assert_null(web->token_vault_privileged_access);
    assert_absent(web->resource_server_identifier);
    assert_text(api->resource_server_identifier, "https://api.example.com");
    assert_int_equal(api->refresh_token_rotation_type, ORGPOL_ROTATION_UNSET);
    assert_int_equal(api->refresh_token_policy_count, 0);
    assert_int_equal(worker->token_endpoint_auth_method, ORGPOL_AUTH_METHOD_UNSET);
    assert_int_equal(worker->has_client_authentication_methods, 1);
    assert_non_null(access);
    assert_int_equal(access->struct_size, sizeof *access);
    assert_int_equal(access->has_credentials, 1);
    assert_int_equal(access->credential_count, 1);
    assert_text(access->credentials[0].kid, "worker-key-1");
    assert_int_equal(access->credentials[0].alg, ORGPOL_CREDENTIAL_ALGORITHM_RS256);
    assert_int_equal(access->credentials[0].credential_type, ORGPOL_CREDENTIAL_TYPE_PUBLIC_KEY);
    assert_absent(access->credentials[0].name);
    assert_int_equal(access->credentials[0].expires_at.is_given, 0);
    assert_texts(access->ip_allowlist, access->ip_allowlist_count, "203.0.113.0/24,2001:db8:5::7");
    assert_int_equal(access->grant_count, 2);
    assert_text(access->grants[0].connection, "google-oauth2");
    assert_texts(access->grants[0].scopes, access->grants[0].scope_count, "openid,cal.read,cal.write");
    assert_text(access->grants[1].connection, "github");
    assert_texts(access->grants[1].scopes, access->grants[1].scope_count, "repo");
    orgpol_tenant_free(tenant);
}

static void fixture_connections(void **state)
{
    struct orgpol_tenant *tenant = fixture();
    const struct orgpol_connection *google =
        &orgpol_tenant_connection_by_name(tenant, ORGPOL_STR("google-oauth2"))->row;
    const struct orgpol_connection *okta =
        &orgpol_tenant_connection_by_name(tenant, ORGPOL_STR("okta-oidc"))->row;

    (void)state;
    assert_text(google->id, "con_google");
    assert_text(google->name, "google-oauth2");
    assert_int_equal(google->is_connected_accounts_active, 1);
    assert_int_equal(google->has_offline_access, 1);
    assert_int_equal(google->offline_access_required, ORGPOL_SETTING_ON);
    assert_int_equal(google->has_downscoping, 1);
    assert_int_equal(google->has_client_id, 1);
    assert_int_equal(google->has_upstream_dpop, 0);
    assert_texts(google->scopes, google->scope_count, "openid,profile,cal.read");
    assert_int_equal(okta->is_connected_accounts_active, 0);
    assert_int_equal(okta->has_offline_access, 0);
    assert_int_equal(okta->offline_access_required, ORGPOL_SETTING_UNSET);
    assert_int_equal(okta->has_downscoping, 0);
    assert_int_equal(okta->scope_count, 0);
    orgpol_tenant_free(tenant);
}

static void fixture_users(void **state)
{
    struct orgpol_tenant *tenant = fixture();
    const struct tenant_user *alice = orgpol_tenant_user(tenant, ORGPOL_STR("auth0|a"));
    size_t count;
    const struct orgpol_connected_account *accounts = orgpol_tenant_accounts(tenant, alice, &count);
    const struct text_list linked = orgpol_tenant_user_more(tenant, alice)->linked_user_ids;

    (void)state;
    assert_int_equal(alice->is_email_verified, 1);
    assert_int_equal(alice->is_blocked, 0);
    assert_int_equal(alice->has_factor, 0);
    /* Her own profile is no linked one; the other identity may be either. */
    assert_texts(linked.texts, linked.count, "oidc|okta-oidc|77");
    assert_int_equal(count, 2);
    assert_int_equal(accounts[0].struct_size, sizeof *accounts);
    assert_text(accounts[0].id, "cac_A1");
    assert_text(accounts[0].connection, "google-oauth2");
    assert_text(accounts[0].user_id, "auth0|a");
    assert_absent(accounts[0].organization_id);
    assert_int_equal(accounts[0].is_access_type_offline, 1);
    assert_int_equal(accounts[0].refresh_token_stored, ORGPOL_REFRESH_TOKEN_STORED_YES);
    assert_texts(accounts[0].scopes, accounts[0].scope_count, "openid,profile,cal.read,cal.write");
    assert_time(accounts[0].created_at, 1785574800); /* 2026-08-01T09:00:00Z */
    assert_int_equal(accounts[0].expires_at.is_given, 0);
    assert_text(accounts[0].idp_user_id, "g-100");
    assert_text(accounts[0].email, "alice@gmail.example");
    assert_time(accounts[0].access_token_expires_at, 1790001377);
    assert_int_equal(accounts[0].access_token_issued_at.is_given, 0);
    assert_time(accounts[0].last_used_at, 1789913600);
    assert_text(accounts[1].id, "cac_A2");
    assert_absent(accounts[1].email);
    accounts_of(tenant, "auth0|b", &count);
    assert_int_equal(count, 0);
    orgpol_tenant_free(tenant);
}

/* ---- settings ---- */

static void mfa_policies(void **state)
{
    static const struct {
        const char *mfa;
        uint8_t policy;
    } rows[] = {
        {"null", ORGPOL_MFA_POLICY_UNSET},
        {"{}", ORGPOL_MFA_POLICY_UNSET},
        {"{'policy':null}", ORGPOL_MFA_POLICY_UNSET},
        {"{'policy':[]}", ORGPOL_MFA_POLICY_UNSET},
        {"{'policy':['confidence-score']}", ORGPOL_MFA_POLICY_ADAPTIVE},
        {"{'policy':['all-applications']}", ORGPOL_MFA_POLICY_ALWAYS},
        {"{'policy':['confidence-score','all-applications']}", ORGPOL_MFA_POLICY_ALWAYS},
        {"{'policy':['all-applications','confidence-score']}", ORGPOL_MFA_POLICY_ALWAYS},
        {"{'policy':['sometimes']}", ORGPOL_MFA_POLICY_ALWAYS},
        {"{'policy':['confidence-score','']}", ORGPOL_MFA_POLICY_ALWAYS},
        {"{'policy':['']}", ORGPOL_MFA_POLICY_ALWAYS},
        {"{'policy':['Confidence-Score']}", ORGPOL_MFA_POLICY_ALWAYS},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char json[256];
        struct orgpol_tenant *tenant;

        snprintf(json, sizeof json, "{'settings':{'mfa':%s}}", rows[i].mfa);
        tenant = loaded(json);
        if (tenant->settings.mfa_policy != rows[i].policy)
            fail_msg("%s is read as %u", rows[i].mfa, tenant->settings.mfa_policy);
        orgpol_tenant_free(tenant);
    }
}

static void other_settings(void **state)
{
    struct orgpol_tenant *tenant = loaded("{'settings':{'domain':'','my_account':{'default_policy':true},"
                                          "'flags':{'token_vault_org_binding':true}},'custom_domains':[{},"
                                          "{'domain':null},{'domain':'a.example'},{'domain':'b.example'}]}");

    (void)state;
    assert_text(tenant->settings.domain, "");
    assert_int_equal(tenant->settings.my_account_default_policy, 1);
    assert_int_equal(tenant->settings.token_vault_org_binding, 1);
    assert_texts(tenant->settings.custom_domains, tenant->settings.custom_domain_count,
                 "a.example,b.example");
    assert_null(orgpol_tenant_my_account_api(tenant));
    orgpol_tenant_free(tenant);
    tenant = loaded("{'settings':{'domain':null,'my_account':null,'flags':{'token_vault_org_binding':null}},"
                    "'custom_domains':null}");
    assert_absent(tenant->settings.domain);
    assert_int_equal(tenant->settings.my_account_default_policy, 0);
    assert_int_equal(tenant->settings.token_vault_org_binding, 0);
    assert_int_equal(tenant->settings.custom_domain_count, 0);
    orgpol_tenant_free(tenant);
}

static void my_account_api(void **state)
{
    static const struct {
        const char *json;
        int active;
    } rows[] = {
        {"{'settings':{'domain':'d'},'resource_servers':[{'identifier':'https://d/me/'}]}", 1},
        {"{'resource_servers':[{'identifier':'https://d/me/'}],'settings':{'domain':'d'}}", 1},
        {"{'settings':{'domain':'d'},'resource_servers':[{'identifier':'x'},{'identifier':'https://d/me/'},"
         "{'identifier':'y'}]}",
         1},
        {"{'settings':{'domain':'d'},'resource_servers':[{'identifier':'https://d/me'}]}", 0},
        {"{'settings':{'domain':'d'},'resource_servers':[{'identifier':'http://d/me/'}]}", 0},
        {"{'settings':{'domain':'D'},'resource_servers':[{'identifier':'https://d/me/'}]}", 0},
        {"{'settings':{'domain':''},'resource_servers':[{'identifier':'https:///me/'}]}", 0},
        {"{'resource_servers':[{'identifier':'https://d/me/'}]}", 0},
        {"{'settings':{'domain':'d'},'custom_domains':[{'domain':'c'}],"
         "'resource_servers':[{'identifier':'https://c/me/'}]}",
         0},
        {"{'settings':{'domain':'d'},'resource_servers':[{'identifier':'https://d/me/'},"
         "{'identifier':'https://d/me/'}]}",
         0}, /* two rows: neither can be told to be the API's */
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct orgpol_tenant *tenant = loaded(rows[i].json);
        const struct orgpol_resource_server *api = orgpol_tenant_my_account_api(tenant);

        if ((api != NULL) != rows[i].active)
            fail_msg("%s", rows[i].json);
        if (api)
            assert_text(api->identifier, "https://d/me/");
        orgpol_tenant_free(tenant);
    }
}

static void proof_of_possession(void **state)
{
    static const struct {
        const char *json;
        uint8_t required;
    } rows[] = {
        {"null", 0},
        {"{}", 0},
        {"{'mechanism':'dpop'}", 0},
        {"{'mechanism':'dpop','required':false}", 0},
        {"{'mechanism':'dpop','required':null}", 0},
        {"{'mechanism':'dpop','required':true}", 1},
        {"{'mechanism':'mtls','required':true}", 0},
        {"{'mechanism':'','required':true}", 1},
        {"{'mechanism':null,'required':true}", 1},
        {"{'mechanism':'mtls','required':false}", 0},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char json[256];
        struct orgpol_tenant *tenant;

        snprintf(json, sizeof json, "{'resource_servers':[{'identifier':'a','proof_of_possession':%s}]}",
                 rows[i].json);
        tenant = loaded(json);
        if (orgpol_tenant_resource_server(tenant, ORGPOL_STR("a"))->is_dpop_required != rows[i].required)
            fail_msg("%s", rows[i].json);
        orgpol_tenant_free(tenant);
    }
}

/* ---- clients ---- */

static void client_defaults(void **state)
{
    static const char *const documents[] = {
        "{'clients':[{'client_id':'c'}]}",
        ("{'clients':[{'client_id':'c','resource_server_identifier':null,'refresh_token':null,"
         "'token_vault_privileged_access':null,'token_endpoint_auth_method':null}]}"),
        "{'clients':[{'client_id':'c','refresh_token':{'rotation_type':null,'policies':null}}]}",
    };

    (void)state;
    for (size_t i = 0; i < sizeof documents / sizeof *documents; i++) {
        struct orgpol_tenant *tenant = loaded(documents[i]);
        const struct orgpol_client *client = client_of(tenant, "c");

        assert_absent(client->resource_server_identifier);
        assert_int_equal(client->refresh_token_rotation_type, ORGPOL_ROTATION_UNSET);
        assert_int_equal(client->refresh_token_policy_count, 0);
        assert_null(client->token_vault_privileged_access);
        assert_int_equal(client->token_endpoint_auth_method, ORGPOL_AUTH_METHOD_UNSET);
        orgpol_tenant_free(tenant);
    }
}

static void client_words(void **state)
{
    static const struct {
        const char *member;
        uint8_t method;
        uint8_t rotation;
    } rows[] = {
        {"'token_endpoint_auth_method':'private_key_jwt'", ORGPOL_AUTH_METHOD_PRIVATE_KEY_JWT, 0},
        {"'token_endpoint_auth_method':'tls_client_auth'", ORGPOL_AUTH_METHOD_TLS_CLIENT_AUTH, 0},
        {"'token_endpoint_auth_method':'self_signed_tls_client_auth'",
         ORGPOL_AUTH_METHOD_SELF_SIGNED_TLS_CLIENT_AUTH, 0},
        {"'token_endpoint_auth_method':'magic'", ORGPOL_WORD_UNKNOWN, 0},
        {"'refresh_token':{'rotation_type':'non-rotating'}", 0, ORGPOL_ROTATION_NON_ROTATING},
        {"'refresh_token':{'rotation_type':'rotating'}", 0, ORGPOL_ROTATION_ROTATING},
        {"'refresh_token':{'rotation_type':'sometimes'}", 0, ORGPOL_WORD_UNKNOWN},
        {"'refresh_token':{'rotation_type':''}", 0, ORGPOL_WORD_UNKNOWN},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char json[256];
        struct orgpol_tenant *tenant;
        const struct orgpol_client *client;

        snprintf(json, sizeof json, "{'clients':[{'client_id':'c',%s}]}", rows[i].member);
        tenant = loaded(json);
        client = client_of(tenant, "c");
        if (client->token_endpoint_auth_method != rows[i].method ||
            client->refresh_token_rotation_type != rows[i].rotation)
            fail_msg("%s", rows[i].member);
        orgpol_tenant_free(tenant);
    }
}

static void policies_keep_every_text(void **state)
{
    struct orgpol_tenant *tenant = loaded(
        "{'clients':[{'client_id':'c','resource_server_identifier':'','refresh_token':{'policies':[{},"
        "{'audience':'','scope':[]},{'audience':'a','scope':['r','','r w']},{'audience':null,'scope':null}]}"
        "}]}");
    const struct orgpol_client *client = client_of(tenant, "c");
    const struct orgpol_refresh_token_policy *policies = client->refresh_token_policies;

    (void)state;
    assert_text(client->resource_server_identifier, "");
    assert_int_equal(client->refresh_token_policy_count, 4);
    assert_absent(policies[0].audience);
    assert_int_equal(policies[0].scope_count, 0);
    assert_text(policies[1].audience, "");
    assert_int_equal(policies[1].scope_count, 0);
    assert_text(policies[2].audience, "a");
    assert_int_equal(policies[2].scope_count, 3);
    assert_texts(policies[2].scopes, policies[2].scope_count, "r,,r w");
    assert_absent(policies[3].audience);
    assert_int_equal(policies[3].scope_count, 0);
    orgpol_tenant_free(tenant);
}

static void privileged_access(void **state)
{
    struct orgpol_tenant *tenant =
        loaded("{'clients':[{'client_id':'empty','token_vault_privileged_access':{}},"
               "{'client_id':'nulls','token_vault_privileged_access':{'credentials':null,'ip_allowlist':null,"
               "'grants':null}},{'client_id':'lists','token_vault_privileged_access':{'credentials':[],"
               "'ip_allowlist':[],'grants':[]}},{'client_id':'odd','token_vault_privileged_access':{"
               "'credentials':[{},{'id':'x','kid':'','name':'','alg':'','credential_type':''},"
               "{'kid':'k','name':'n','alg':'ES256','credential_type':'secret','expires_at':"
               "'1970-01-01T00:01:00Z','pem':7},{'alg':'PS256'},{'alg':'RS384'},"
               "{'kid':null,'name':null,'alg':null,'credential_type':null,'expires_at':null}],"
               "'ip_allowlist':['','::1'],'grants':[{},{'connection':'','scopes':['']},"
               "{'connection':'g','scopes':[]},{'connection':'g','scopes':['a','a']}]}}]}");
    static const char *const empty[] = {"empty", "nulls", "lists"};
    const struct orgpol_privileged_access *access;

    (void)state;
    for (size_t i = 0; i < 3; i++) {
        access = client_of(tenant, empty[i])->token_vault_privileged_access;
        assert_non_null(access);
        assert_int_equal(access->has_credentials, i == 2);
        assert_int_equal(access->credential_count + access->ip_allowlist_count + access->grant_count, 0);
    }
    access = client_of(tenant, "odd")->token_vault_privileged_access;
    assert_int_equal(access->credential_count, 6);
    assert_absent(access->credentials[0].kid);
    assert_int_equal(access->credentials[0].alg, ORGPOL_CREDENTIAL_ALGORITHM_UNSET);
    assert_int_equal(access->credentials[0].credential_type, ORGPOL_CREDENTIAL_TYPE_UNSET);
    assert_text(access->credentials[1].kid, "");
    assert_text(access->credentials[1].name, "");
    assert_int_equal(access->credentials[1].alg, ORGPOL_WORD_UNKNOWN);
    assert_int_equal(access->credentials[1].credential_type, ORGPOL_WORD_UNKNOWN);
    assert_text(access->credentials[2].kid, "k");
    assert_text(access->credentials[2].name, "n");
    assert_int_equal(access->credentials[2].alg, ORGPOL_WORD_UNKNOWN);
    assert_int_equal(access->credentials[2].credential_type, ORGPOL_WORD_UNKNOWN);
    assert_time(access->credentials[2].expires_at, 60);
    assert_int_equal(access->credentials[3].alg, ORGPOL_CREDENTIAL_ALGORITHM_PS256);
    assert_int_equal(access->credentials[4].alg, ORGPOL_CREDENTIAL_ALGORITHM_RS384);
    assert_absent(access->credentials[5].kid);
    assert_int_equal(access->credentials[5].alg, ORGPOL_CREDENTIAL_ALGORITHM_UNSET);
    assert_int_equal(access->credentials[5].expires_at.is_given, 0);
    assert_int_equal(access->ip_allowlist_count, 2);
    assert_texts(access->ip_allowlist, access->ip_allowlist_count, ",::1");
    assert_int_equal(access->grant_count, 4);
    assert_absent(access->grants[0].connection);
    assert_int_equal(access->grants[0].scope_count, 0);
    assert_text(access->grants[1].connection, "");
    assert_int_equal(access->grants[1].scope_count, 1);
    assert_int_equal(access->grants[2].scope_count, 0);
    assert_texts(access->grants[3].scopes, access->grants[3].scope_count, "a,a");
    orgpol_tenant_free(tenant);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fixture_settings_and_api),
        cmocka_unit_test(fixture_clients),
        cmocka_unit_test(fixture_connections),
        cmocka_unit_test(fixture_users),
        cmocka_unit_test(mfa_policies),
        cmocka_unit_test(other_settings),
        cmocka_unit_test(my_account_api),
        cmocka_unit_test(proof_of_possession),
        cmocka_unit_test(client_defaults),
        cmocka_unit_test(client_words),
        cmocka_unit_test(policies_keep_every_text),
        cmocka_unit_test(privileged_access),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
