/* SPDX-License-Identifier: MIT */
/* Loading what Token Vault reads of connections, users and their accounts: members, defaults, "", null. */
#include "tenants.h"

/* ---- connections ---- */

static void connection_members(void **state)
{
    static const struct {
        const char *members;
        const char *expected; /* active offline required dpop downscoping client_id, then scopes */
    } rows[] = {
        {"'strategy':'x'", "000000 "},
        {"'connected_accounts':null,'options':null", "000000 "},
        {"'connected_accounts':{},'options':{}", "000000 "},
        {"'connected_accounts':{'active':null}", "000000 "},
        {"'connected_accounts':{'active':false}", "000000 "},
        {"'connected_accounts':{'active':true}", "100000 "},
        {"'options':{'offline_access':true}", "010000 "},
        {"'options':{'offline_access':false}", "000000 "},
        {"'options':{'offline_access_required':false}", "001000 "},
        {"'options':{'offline_access_required':true}", "002000 "},
        {"'options':{'offline_access_required':null,'offline_access':null,'downscoping':null}", "000000 "},
        {"'options':{'dpop_signing_alg':'ES256'}", "000100 "},
        {"'options':{'dpop_signing_alg':''}", "000100 "},
        {"'options':{'dpop_signing_alg':null}", "000000 "},
        {"'options':{'downscoping':true}", "000010 "},
        {"'options':{'client_id':'x'}", "000001 "},
        {"'options':{'client_id':''}", "000000 "},
        {"'options':{'client_id':null,'scope':null}", "000000 "},
        {"'options':{'scope':[]}", "000000 "},
        {"'options':{'scope':''}", "000000 "},
        {"'options':{'scope':'openid  profile '}", "000000 openid,profile"},
        {"'options':{'scope':['openid','','a b']}", "000000 openid,,a b"},
        {"'options':{'scope':'one'}", "000000 one"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char json[256];
        char read[256];
        struct orgpol_tenant *tenant;
        const struct orgpol_connection *row;

        snprintf(json, sizeof json, "{'connections':[{'id':'c',%s}]}", rows[i].members);
        tenant = loaded(json);
        row = &orgpol_tenant_connection_by_id(tenant, ORGPOL_STR("c"))->row;
        snprintf(read, sizeof read, "%u%u%u%u%u%u ", row->is_connected_accounts_active,
                 row->has_offline_access, row->offline_access_required, row->has_upstream_dpop,
                 row->has_downscoping, row->has_client_id);
        for (size_t at = 0; at < row->scope_count; at++)
            snprintf(read + strlen(read), sizeof read - strlen(read), "%s%.*s", at ? "," : "",
                     (int)row->scopes[at].len, row->scopes[at].ptr);
        if (strcmp(read, rows[i].expected) != 0)
            fail_msg("%s: %s", rows[i].members, read);
        orgpol_tenant_free(tenant);
    }
}

static void names_find_connections(void **state)
{
    struct orgpol_tenant *tenant =
        loaded("{'connections':[{'id':'c1','name':'one'},{'id':'c2','name':'two'},{'id':'c3','name':'two'},"
               "{'id':'c4','name':'four'},{'id':'c4','name':'five'},{'id':'c6','name':''},{'id':'c7'},"
               "{'id':'c8','name':'c1'}]}");
    const struct tenant_connection *one = orgpol_tenant_connection_by_name(tenant, ORGPOL_STR("one"));

    (void)state;
    assert_text(one->row.id, "c1");
    assert_null(orgpol_tenant_connection_by_name(tenant, ORGPOL_STR("two")));
    assert_null(orgpol_tenant_connection_by_name(tenant, ORGPOL_STR("four"))); /* two rows of its id */
    assert_null(orgpol_tenant_connection_by_name(tenant, ORGPOL_STR("")));
    assert_null(orgpol_tenant_connection_by_name(tenant, (struct orgpol_str)ORGPOL_STR_NONE));
    assert_null(orgpol_tenant_connection_by_name(tenant, ORGPOL_STR("c6")));
    assert_null(orgpol_tenant_connection_by_name(tenant, ORGPOL_STR("One")));
    /* A name only, never an id. */
    assert_text(orgpol_tenant_connection_by_name(tenant, ORGPOL_STR("c1"))->row.id, "c8");
    orgpol_tenant_free(tenant);
}

/* ---- users ---- */

static void user_flags(void **state)
{
    struct orgpol_tenant *tenant = loaded(
        "{'users':[{'user_id':'none'},{'user_id':'nulls','blocked':null,'email_verified':null,"
        "'multifactor':null,'identities':null,'connected_accounts':null},{'user_id':'off','blocked':false,"
        "'email_verified':false,'multifactor':[],'identities':[],'connected_accounts':[]},"
        "{'user_id':'on','blocked':true,'email_verified':true,'multifactor':['guardian']}]}");
    static const char *const ids[] = {"none", "nulls", "off", "on"};

    (void)state;
    for (size_t i = 0; i < 4; i++) {
        const struct tenant_user *user = orgpol_tenant_user(tenant, orgpol_str_of(ids[i]));

        assert_int_equal(user->is_blocked, i == 3);
        assert_int_equal(user->is_email_verified, i == 3);
        assert_int_equal(user->has_factor, i == 3);
        assert_int_equal(orgpol_tenant_user_more(tenant, user)->linked_user_ids.count, 0);
        assert_int_equal(tenant->account_count, 0);
    }
    orgpol_tenant_free(tenant);
}

static void identities_are_linked_profiles(void **state)
{
    static const struct {
        const char *identities;
        const char *linked;
    } rows[] = {
        {"{'provider':'auth0','user_id':'u'}", ""},            /* the user's own */
        {"{'provider':'x','user_id':'auth0|u'}", "x|auth0|u"}, /* of the two, one is the user's own */
        {"{'provider':'github','user_id':'7'}", "github|7"},
        {"{'provider':'github','user_id':7}", "github|7"},
        {"{'provider':'github','user_id':9007199254740991}", "github|9007199254740991"},
        {"{'provider':'oidc','user_id':'con|7'}", "oidc|con|7"},
        {"{'user_id':'con|7'}", "con|7"},
        {"{'provider':'','user_id':'con|7'}", "con|7"},
        {"{'user_id':'7'}", ""},
        {"{'provider':'github'}", ""},
        {"{'provider':'github','user_id':''}", ""},
        {"{'provider':null,'user_id':null}", ""},
        {"{'provider':'a','user_id':'1'},{},{'provider':'b','user_id':'2'}", "a|1,b|2"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char json[256];
        struct orgpol_tenant *tenant;
        const struct tenant_user *user;
        struct text_list linked;

        snprintf(json, sizeof json, "{'users':[{'user_id':'auth0|u','identities':[%s]}]}",
                 rows[i].identities);
        tenant = loaded(json);
        user = orgpol_tenant_user(tenant, ORGPOL_STR("auth0|u"));
        linked = orgpol_tenant_user_more(tenant, user)->linked_user_ids;
        assert_texts(linked.texts, linked.count, rows[i].linked);
        orgpol_tenant_free(tenant);
    }
}

/* ---- connected accounts ---- */

/* The one account of the user u that has these members beside its id. */
static struct orgpol_tenant *with_account(const char *members, const struct orgpol_connected_account **row)
{
    char json[512];
    struct orgpol_tenant *tenant;
    size_t count;

    snprintf(json, sizeof json, "{'users':[{'user_id':'u','connected_accounts':[{'id':'cac_1'%s%s}]}]}",
             *members ? "," : "", members);
    tenant = loaded(json);
    *row = accounts_of(tenant, "u", &count);
    assert_int_equal(count, 1);
    assert_text((*row)->id, "cac_1");
    return tenant;
}

static void account_defaults(void **state)
{
    static const char *const rows[] = {
        "",
        "'connection':null,'access_type':null,'scopes':null,'created_at':null,'expires_at':null,"
        "'org_id':null,'organization_id':null,'idp_user_id':null,'email':null,'access_token_expires_at':null,"
        "'access_token_issued_at':null,'refresh_token_stored':null,'last_used_at':null,'user_id':null",
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct orgpol_connected_account *row;
        struct orgpol_tenant *tenant = with_account(rows[i], &row);

        assert_absent(row->connection);
        assert_text(row->user_id, "u");
        assert_absent(row->organization_id);
        assert_absent(row->idp_user_id);
        assert_absent(row->email);
        assert_int_equal(row->is_access_type_offline, 0);
        assert_int_equal(row->refresh_token_stored, ORGPOL_REFRESH_TOKEN_STORED_UNSET);
        assert_int_equal(row->scope_count, 0);
        assert_int_equal(row->created_at.is_given | row->expires_at.is_given |
                             row->access_token_expires_at.is_given | row->access_token_issued_at.is_given |
                             row->last_used_at.is_given,
                         0);
        orgpol_tenant_free(tenant);
    }
}

static void account_members(void **state)
{
    const struct orgpol_connected_account *row;
    struct orgpol_tenant *tenant = with_account(
        "'connection':'','user_id':'','idp_user_id':'','email':'','scopes':[],'org_id':''", &row);

    (void)state;
    assert_text(row->connection, "");
    assert_text(row->user_id, "");
    assert_text(row->idp_user_id, "");
    assert_text(row->email, "");
    assert_text(row->organization_id, "");
    orgpol_tenant_free(tenant);
    tenant =
        with_account("'connection':'c','user_id':'v','idp_user_id':'i','email':'e','scopes':['a','','b'],"
                     "'created_at':'1970-01-01T00:00:10.999Z','expires_at':'1969-12-31T23:59:59Z',"
                     "'access_token_expires_at':0,'access_token_issued_at':9223372036854775807,"
                     "'last_used_at':1e300,'refresh_token_stored':false",
                     &row);
    assert_text(row->connection, "c");
    assert_text(row->user_id, "v");
    assert_text(row->idp_user_id, "i");
    assert_text(row->email, "e");
    assert_texts(row->scopes, row->scope_count, "a,,b");
    assert_time(row->created_at, 10);
    assert_time(row->expires_at, -1);
    assert_time(row->access_token_expires_at, 0);
    assert_time(row->access_token_issued_at, INT64_MAX);
    assert_time(row->last_used_at, INT64_MAX);
    assert_int_equal(row->refresh_token_stored, ORGPOL_REFRESH_TOKEN_STORED_NO);
    orgpol_tenant_free(tenant);
}

static void account_words_and_tags(void **state)
{
    static const struct {
        const char *members;
        uint8_t offline;
        const char *tag; /* NULL: absent */
    } rows[] = {
        {"'access_type':'offline'", 1, NULL},
        {"'access_type':'online'", 0, NULL},
        {"'access_type':''", 0, NULL},
        {"'access_type':'Offline'", 0, NULL},
        {"'org_id':'o'", 0, "o"},
        {"'organization_id':'o'", 0, "o"},
        {"'org_id':'o','organization_id':'o'", 0, "o"},
        {"'org_id':'o','organization_id':null", 0, "o"},
        {"'org_id':null,'organization_id':'o'", 0, "o"},
        {"'org_id':'o','organization_id':'p'", 0, ""},
        {"'org_id':'','organization_id':'p'", 0, ""},
        {"'org_id':'o','organization_id':''", 0, ""},
        {"'org_id':'','organization_id':''", 0, ""},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct orgpol_connected_account *row;
        struct orgpol_tenant *tenant = with_account(rows[i].members, &row);

        assert_int_equal(row->is_access_type_offline, rows[i].offline);
        if (rows[i].tag)
            assert_text(row->organization_id, rows[i].tag);
        else
            assert_absent(row->organization_id);
        orgpol_tenant_free(tenant);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(connection_members),
        cmocka_unit_test(names_find_connections),
        cmocka_unit_test(user_flags),
        cmocka_unit_test(identities_are_linked_profiles),
        cmocka_unit_test(account_defaults),
        cmocka_unit_test(account_members),
        cmocka_unit_test(account_words_and_tags),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
