/* SPDX-License-Identifier: MIT */
/* What a loaded tenant finds: memberships, domains, invitations, permissions, stored consents, quotas. */
#include "support.h"

#include "../../lib/json/store.h"
#include "orgpol/tenant.h"

static struct orgpol_tenant *loaded(const char *json)
{
    struct orgpol_json_error error = ORGPOL_JSON_ERROR_INIT;
    struct orgpol_tenant *tenant;
    char *text = strdup(json);

    for (char *c = text; *c; c++)
        if (*c == '\'')
            *c = '"';
    if (orgpol_tenant_load(text, strlen(text), NULL, &tenant, &error) != ORGPOL_OK)
        fail_msg("%s: %s", error.pointer, error.message);
    free(text);
    return tenant;
}

static void assert_text(struct orgpol_str text, const char *expected)
{
    assert_int_equal(text.len, strlen(expected));
    assert_memory_equal(text.ptr, expected, text.len);
}

static struct orgpol_str id_of(const struct orgpol_tenant *tenant,
                               const struct tenant_organization *organization)
{
    return orgpol_index_text(&tenant->index, organization->id);
}

/* The ids of the organizations, in order, one letter each. */
static const char *joined(const struct orgpol_tenant *tenant, const char *user, char *out)
{
    size_t count;
    const struct tenant_membership *rows = orgpol_tenant_memberships(tenant, orgpol_str_of(user), &count);

    for (size_t i = 0; i < count; i++)
        out[i] = id_of(tenant, &tenant->organizations[rows[i].organization]).ptr[0];
    out[count] = '\0';
    return out;
}

static void memberships_are_in_the_order_joined(void **state)
{
    struct orgpol_tenant *tenant = loaded(
        "{'organizations':["
        "{'id':'a','members':[{'user_id':'u'},{'user_id':'v','created_at':'2026-01-02T00:00:00Z'}]},"
        "{'id':'b','members':[{'user_id':'u','created_at':'2026-03-01T00:00:00.999Z'},{'user_id':'v'}]},"
        "{'id':'c','members':[{'user_id':'u','created_at':'2026-02-28T23:59:59Z'}]},"
        "{'id':'d','members':[{'user_id':'u'}]},"
        "{'id':'e','members':[{'user_id':'u','created_at':'2026-03-01T00:00:00Z'}]}]}");
    char out[16];

    (void)state;
    assert_string_equal(joined(tenant, "u", out), "cbead"); /* fractions dropped, so b and e tie */
    assert_string_equal(joined(tenant, "v", out), "ab");
    assert_string_equal(joined(tenant, "w", out), "");
    orgpol_tenant_free(tenant);
}

static void doubled_members_keep_what_both_have(void **state)
{
    struct orgpol_tenant *tenant =
        loaded("{'organizations':[{'id':'a','members':["
               "{'user_id':'u','roles':[{'id':'r1'},{'id':'r2'}],'created_at':'2026-01-01T00:00:00Z'},"
               "{'user_id':'u','roles':[{'id':'r2'},{'id':'r3'}]}]}]}");
    size_t count;
    const struct tenant_membership *rows = orgpol_tenant_memberships(tenant, ORGPOL_STR("u"), &count);
    const struct tenant_membership_more *more;

    (void)state;
    assert_int_equal(count, 1);
    more = orgpol_tenant_membership_more(tenant, &rows[0]);
    assert_int_equal(more->roles.count, 1);
    assert_text(more->roles.texts[0], "r2");
    assert_true(more->created_at == INT64_MAX);
    assert_int_equal(tenant->organizations[0].member_count, 2);
    orgpol_tenant_free(tenant);
}

static void domains_are_found_in_tenant_order(void **state)
{
    struct orgpol_tenant *tenant = loaded(
        "{'organizations':["
        "{'id':'a','discovery_domains':[{'domain':'X.example','status':'verified'},{'domain':'y.example'}]},"
        "{'id':'b','discovery_domains':[{'domain':'x.example','status':'pending'}]},"
        "{'id':'c','discovery_domains':[{'domain':'x.example','status':'verified','use_for_organization_"
        "discovery':true},{'domain':'x.EXAMPLE','use_for_organization_discovery':true}]},"
        "{'id':'d','discovery_domains':[{'domain':'x.example','status':'verified','use_for_organization_"
        "discovery':true}]}]}");
    size_t count;
    const uint32_t *places = orgpol_tenant_discovery_domains(tenant, ORGPOL_STR("x.Example"), &count);
    const uint32_t expected[] = {DOMAIN_IS_VERIFIED, 0, DOMAIN_IS_FOR_DISCOVERY,
                                 DOMAIN_IS_VERIFIED | DOMAIN_IS_FOR_DISCOVERY};

    (void)state;
    assert_int_equal(count, 4);
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(tenant->discovery_domains[places[i]].owner, i);
        assert_int_equal(tenant->discovery_domains[places[i]].value, expected[i]);
    }
    assert_null(orgpol_tenant_discovery_domains(tenant, ORGPOL_STR("example"), &count));
    assert_int_equal(count, 0);
    orgpol_tenant_free(tenant);
}

static void invitations_end(void **state)
{
    static const struct {
        const char *members;
        int64_t expires_at;
    } rows[] = {
        {"'created_at':'1970-01-01T00:00:00Z'", 604800},
        {"'created_at':'1970-01-01T00:00:00Z','ttl_sec':0", 604800},
        {"'created_at':'1970-01-01T00:00:10+00:00','ttl_sec':5", 15},
        {"'created_at':'1970-01-01T00:00:00Z','ttl_sec':5,'expires_at':'1970-01-01T00:01:00.5Z'", 60},
        {"'ttl_sec':5", INT64_MIN},
        {"'created_at':'2024-02-29T12:30:45Z','ttl_sec':1", 1709209846},
        {"'created_at':'2000-03-01T00:00:00Z','ttl_sec':1e300", 951868800 + INT64_C(4294967295)},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char json[512];
        struct orgpol_tenant *tenant;
        const struct tenant_invitation *invitation;

        snprintf(json, sizeof json,
                 "{'organizations':[{'id':'a','invitations':[{'ticket_id':'t',%s,'invitee':{'email':'e@x'},"
                 "'client_id':'c','roles':['r']}]},{'id':'b'}]}",
                 rows[i].members);
        tenant = loaded(json);
        invitation = orgpol_tenant_invitation(tenant, &tenant->organizations[0], ORGPOL_STR("t"));
        assert_non_null(invitation);
        assert_true(invitation->expires_at == rows[i].expires_at);
        assert_text(orgpol_index_text(&tenant->index, invitation->email), "e@x");
        assert_text(invitation->roles.texts[0], "r");
        assert_null(orgpol_tenant_invitation(tenant, &tenant->organizations[1], ORGPOL_STR("t")));
        assert_null(orgpol_tenant_invitation(tenant, &tenant->organizations[0], ORGPOL_STR("")));
        orgpol_tenant_free(tenant);
    }
}

static void doubled_tickets_are_not_found(void **state)
{
    struct orgpol_tenant *tenant =
        loaded("{'organizations':[{'id':'a','invitations':[{'ticket_id':'t'},{'ticket_id':'t'}]}]}");

    (void)state;
    assert_null(orgpol_tenant_invitation(tenant, &tenant->organizations[0], ORGPOL_STR("t")));
    orgpol_tenant_free(tenant);
}

/* UAPI-12: which roles count depends on where the user is. */
static void permissions_come_from_the_roles_held_there(void **state)
{
    struct orgpol_tenant *tenant = loaded(
        "{'roles':[{'id':'t1','permissions':[{'permission_name':'r','resource_server_identifier':'api'}]},"
        "{'id':'twice','permissions':[{'permission_name':'x','resource_server_identifier':'api'}]},"
        "{'id':'twice'}],"
        "'organizations':[{'id':'a','roles':[{'id':'o1','permissions':[{'permission_name':'w',"
        "'resource_server_identifier':'api'}]}],"
        "'members':[{'user_id':'u','roles':[{'id':'o1'},{'id':'twice'},{'id':'gone'}]},"
        "{'user_id':'v','roles':[{'id':'t1'}]}]},"
        "{'id':'b','members':[{'user_id':'v','roles':[{'id':'o1'}]}]}],"
        "'users':[{'user_id':'u','roles':[{'id':'t1'},{'id':'o1'}]},{'user_id':'v'}]}");
    const struct tenant_user *u = orgpol_tenant_user(tenant, ORGPOL_STR("u"));
    const struct tenant_user *v = orgpol_tenant_user(tenant, ORGPOL_STR("v"));
    const struct tenant_organization *a = orgpol_tenant_organization(tenant, ORGPOL_STR("a"));
    const struct tenant_organization *b = orgpol_tenant_organization(tenant, ORGPOL_STR("b"));
    const struct orgpol_str api = ORGPOL_STR("api");

    (void)state;
    assert_true(orgpol_tenant_has_permission(tenant, u, NULL, api, ORGPOL_STR("r")));
    assert_false(orgpol_tenant_has_permission(tenant, u, NULL, api, ORGPOL_STR("w"))); /* a's role */
    assert_false(orgpol_tenant_has_permission(tenant, u, a, api, ORGPOL_STR("r")));    /* held directly */
    assert_true(orgpol_tenant_has_permission(tenant, u, a, api, ORGPOL_STR("w")));
    assert_false(orgpol_tenant_has_permission(tenant, u, a, api, ORGPOL_STR("x"))); /* doubled role */
    assert_false(orgpol_tenant_has_permission(tenant, u, a, ORGPOL_STR("other"), ORGPOL_STR("w")));
    assert_false(orgpol_tenant_has_permission(tenant, u, b, api, ORGPOL_STR("w"))); /* no member */
    assert_true(orgpol_tenant_has_permission(tenant, v, a, api, ORGPOL_STR("r")));
    assert_false(orgpol_tenant_has_permission(tenant, v, b, api, ORGPOL_STR("w"))); /* another's role */
    assert_false(orgpol_tenant_has_permission(tenant, v, NULL, api, ORGPOL_STR("r")));
    orgpol_tenant_free(tenant);
}

static void consents_are_kept_by_organization(void **state)
{
    struct orgpol_tenant *tenant =
        loaded("{'users':[{'user_id':'u','grants':["
               "{'clientID':'c','audience':'api','scope':['r']},"
               "{'client_id':'c','audience':'api','scope':['r','w'],'organization_id':'a'},"
               "{'client_id':'c','audience':'api','scope':['w','d'],'organization_id':'a'},"
               "{'client_id':'c','audience':'api','scope':[],'organization_id':'b'},"
               "{'client_id':'c','audience':'api2','scope':['x']},{'audience':'api'}]},{'user_id':'v'}]}");
    const struct tenant_user *u = orgpol_tenant_user(tenant, ORGPOL_STR("u"));
    const struct tenant_user *v = orgpol_tenant_user(tenant, ORGPOL_STR("v"));
    const struct orgpol_str c = ORGPOL_STR("c");
    const struct orgpol_str api = ORGPOL_STR("api");
    const struct orgpol_str none = ORGPOL_STR_NONE;
    struct orgpol_user_grant row;

    (void)state;
    assert_true(orgpol_tenant_user_grant(tenant, u, c, api, none, &row));
    assert_int_equal(row.scope_count, 1);
    assert_text(row.user_id, "u");
    assert_true(orgpol_tenant_user_grant(tenant, u, c, api, ORGPOL_STR("a"), &row));
    assert_int_equal(row.scope_count, 1); /* doubled: what both have */
    assert_text(row.scopes[0], "w");
    assert_true(orgpol_tenant_user_grant(tenant, u, c, api, ORGPOL_STR("b"), &row));
    assert_int_equal(row.scope_count, 0);
    assert_false(orgpol_tenant_user_grant(tenant, u, c, api, ORGPOL_STR("d"), &row));
    assert_false(orgpol_tenant_user_grant(tenant, u, ORGPOL_STR("x"), api, none, &row));
    assert_false(orgpol_tenant_user_grant(tenant, v, c, api, none, &row));
    orgpol_tenant_free(tenant);
}

static void grants_of_one_id_are_associated_with_nothing(void **state)
{
    struct orgpol_tenant *tenant =
        loaded("{'client_grants':[{'id':'g1','client_id':'c','audience':'x','scope':['r']},"
               "{'id':'g2','client_id':'c','audience':'y'},{'id':'g2','client_id':'c','audience':'z'}],"
               "'organizations':[{'id':'a','client_grants':[{'id':'g1'},{'grant_id':'g2'}]},{'id':'b'}]}");
    struct orgpol_organization_client_grant row;
    const struct orgpol_client_grant *grant;

    (void)state;
    assert_int_equal(orgpol_tenant_client_grant(tenant, ORGPOL_STR("c"), ORGPOL_STR("x"),
                                                ORGPOL_SUBJECT_TYPE_CLIENT, &grant),
                     1);
    assert_text(grant->scopes[0], "r");
    assert_true(orgpol_tenant_organization_client_grant(tenant, &tenant->organizations[0], grant, &row));
    assert_text(row.organization_id, "a");
    assert_text(row.grant_id, "g1");
    assert_false(orgpol_tenant_organization_client_grant(tenant, &tenant->organizations[1], grant, &row));
    assert_int_equal(orgpol_tenant_client_grant(tenant, ORGPOL_STR("c"), ORGPOL_STR("y"),
                                                ORGPOL_SUBJECT_TYPE_CLIENT, &grant),
                     1);
    assert_false(orgpol_tenant_organization_client_grant(tenant, &tenant->organizations[0], grant, &row));
    assert_int_equal(orgpol_tenant_client_grant(tenant, ORGPOL_STR("c"), ORGPOL_STR("x"),
                                                ORGPOL_SUBJECT_TYPE_USER, &grant),
                     0);
    assert_null(grant);
    orgpol_tenant_free(tenant);
}

static void quotas_and_settings_are_read(void **state)
{
    struct orgpol_tenant *tenant = loaded(
        "{'settings':{'default_directory':'d','flags':{'revoke_refresh_token_grant':true},"
        "'default_token_quota':{'organizations':{'client_credentials':{'per_day':3,'enforce':false}}}},"
        "'hooks':[{'triggerId':'credentials-exchange','enabled':false},{'triggerId':'x'}],"
        "'clients':[{'client_id':'c','token_quota':{'client_credentials':{'per_hour':0}},"
        "'default_organization':{'organization_id':'a','flows':['client_credentials']}},"
        "{'client_id':'d','client_authentication_methods':{},'organization_discovery_methods':[]}]}");
    const struct orgpol_client *c = orgpol_tenant_client(tenant, ORGPOL_STR("c"));
    const struct orgpol_client *d = orgpol_tenant_client(tenant, ORGPOL_STR("d"));

    (void)state;
    assert_text(tenant->settings.default_directory, "d");
    assert_true(tenant->settings.revoke_refresh_token_grant);
    assert_false(tenant->settings.has_credentials_exchange_hook);
    assert_false(tenant->clients_quota.is_given);
    assert_true(tenant->organizations_quota.is_given && tenant->organizations_quota.has_per_day);
    assert_true(!tenant->organizations_quota.has_per_hour && tenant->organizations_quota.is_not_enforced);
    assert_true(tenant->organizations_quota.per_day == 3);
    assert_true(orgpol_tenant_client_quota(c)->has_per_hour &&
                !orgpol_tenant_client_quota(c)->is_not_enforced);
    assert_false(orgpol_tenant_client_quota(d)->is_given);
    assert_true(c->default_organization_for_client_credentials);
    assert_text(c->default_organization_id, "a");
    assert_false(d->has_client_authentication_methods);
    assert_int_equal(d->organization_discovery_methods, ORGPOL_DISCOVERY_OTHER);
    orgpol_tenant_free(tenant);
    tenant = loaded("{'hooks':[{'triggerId':'credentials-exchange'}]}");
    assert_true(tenant->settings.has_credentials_exchange_hook);
    orgpol_tenant_free(tenant);
}

static void visible_connections_are_counted(void **state)
{
    struct orgpol_tenant *tenant = loaded(
        "{'connections':[{'id':'db','strategy':'auth0'},{'id':'ent','strategy':'samlp'}],'organizations':["
        "{'id':'a','enabled_connections':[{'connection_id':'ent','show_as_button':false},"
        "{'connection_id':'gone'},{'connection_id':'db','is_enabled':false}]},"
        "{'id':'b','enabled_connections':[{'connection_id':'db','show_as_button':false},"
        "{'connection_id':'ent'}]}]}");

    (void)state;
    assert_int_equal(tenant->organizations[0].enabled_connection_count, 2);
    assert_int_equal(tenant->organizations[0].visible_connection_count, 0);
    assert_int_equal(tenant->organizations[1].visible_connection_count, 2);
    orgpol_tenant_free(tenant);
}

static void organizations_are_found_by_name(void **state)
{
    struct orgpol_tenant *tenant =
        loaded("{'organizations':[{'id':'a','name':'acme'},{'id':'b','name':'Big'},{'id':'c','name':'two'},"
               "{'id':'d','name':'two'},{'id':'e','name':'other'},{'id':'e'}]}");

    (void)state;
    assert_text(id_of(tenant, orgpol_tenant_organization_by_name(tenant, ORGPOL_STR("ACME"))), "a");
    assert_null(orgpol_tenant_organization_by_name(tenant, ORGPOL_STR("Big"))); /* names are stored lower */
    assert_null(orgpol_tenant_organization_by_name(tenant, ORGPOL_STR("two")));
    assert_null(orgpol_tenant_organization_by_name(tenant, ORGPOL_STR("other")));
    assert_null(orgpol_tenant_organization_by_name(tenant, ORGPOL_STR("")));
    orgpol_tenant_free(tenant);
}

/* Keys that are an id alone: whoever has hashed the text finds the row of every kind. */
static void ids_are_found_by_their_text(void **state)
{
    static const enum index_kind kinds[] = {
        KIND_CLIENT,      KIND_EXTERNAL_CLIENT,   KIND_CONNECTION,        KIND_CONNECTION_NAME,
        KIND_ISSUER,      KIND_ORGANIZATION,      KIND_ORGANIZATION_NAME, KIND_USER,
        KIND_MEMBERSHIPS, KIND_DISCOVERY_DOMAINS, KIND_RESOURCE_SERVER,   KIND_CLIENT_GRANT_ID,
    };
    struct orgpol_tenant *tenant = loaded(
        "{'clients':[{'client_id':'c','external_client_id':'https://c.example/c.json',"
        "'external_metadata_type':'cimd'}],'resource_servers':[{'identifier':'a'}],"
        "'client_grants':[{'id':'g','client_id':'c','audience':'a'}],'users':[{'user_id':'u'}],"
        "'connections':[{'id':'k','name':'n','strategy':'oidc','options':{'issuer':'https://i.example'},"
        "'cross_app_access_resource_app':{'status':'enabled'}}],"
        "'organizations':[{'id':'o','name':'one','members':[{'user_id':'u'}],"
        "'discovery_domains':[{'domain':'d.example'}]}]}");

    (void)state;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        const struct index_key key = orgpol_tenant_key(tenant, kinds[i], 0);
        const struct orgpol_str text = orgpol_index_text(&tenant->index, key.id);
        uint32_t place;

        assert_int_not_equal(text.len, 0);
        assert_true(orgpol_tenant_find_id(tenant, kinds[i], text,
                                          orgpol_index_hash(&tenant->index, text.ptr, text.len), &place));
        assert_int_equal(place, 0);
        assert_true(orgpol_tenant_find(tenant, key, &place));
        assert_int_equal(place, 0);
    }
    orgpol_tenant_free(tenant);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(memberships_are_in_the_order_joined),
        cmocka_unit_test(doubled_members_keep_what_both_have),
        cmocka_unit_test(domains_are_found_in_tenant_order),
        cmocka_unit_test(invitations_end),
        cmocka_unit_test(doubled_tickets_are_not_found),
        cmocka_unit_test(permissions_come_from_the_roles_held_there),
        cmocka_unit_test(consents_are_kept_by_organization),
        cmocka_unit_test(grants_of_one_id_are_associated_with_nothing),
        cmocka_unit_test(quotas_and_settings_are_read),
        cmocka_unit_test(visible_connections_are_counted),
        cmocka_unit_test(organizations_are_found_by_name),
        cmocka_unit_test(ids_are_found_by_their_text),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
