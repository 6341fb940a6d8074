/* SPDX-License-Identifier: MIT */
/* Tenants built object by object: what is added, replaced and removed, and what a failure leaves. */
#include "builders.h"

#include "../../lib/json/build.h"
#include "lines.h"
#include "orgpol/authzen.h"

/* ---- the same as a document ---- */

static void travel0_answers_the_same_by_lines(void **state)
{
    size_t length;
    char *text = slurp("examples/travel0/tenant.json", &length);
    char *questions = slurp("examples/travel0/questions.ndjson", &length);
    char *answers = slurp("examples/travel0/answers.ndjson", &length);
    cJSON *document = cJSON_Parse(text);

    (void)state;
    for (int round = 0; round < 20; round++) {
        struct orgpol_tenant *tenant = tenant_of_lines(document);
        const char *question = questions;
        const char *answer = answers;
        int count = 0;

        for (; *question; question += strcspn(question, "\n") + 1, answer += strcspn(answer, "\n") + 1) {
            char have[4096];
            size_t size;

            assert_int_equal(orgpol_authzen_evaluate(tenant, question, strcspn(question, "\n"), NULL, have,
                                                     sizeof have, &size, NULL, NULL),
                             ORGPOL_OK);
            assert_int_equal(size, strcspn(answer, "\n"));
            assert_memory_equal(have, answer, size);
            count++;
        }
        assert_true(count > 10);
        orgpol_tenant_free(tenant);
    }
    cJSON_Delete(document);
    free(text);
    free(questions);
    free(answers);
}

/* A document of everything that has a key, twice. */
static const char everything[] =
    "{'settings':{'domain':'t.example'},'options':{'clock_skew_s':7},"
    "'custom_domains':[{'domain':'h1'},{},{'domain':'h2'}],"
    "'clients':[{'client_id':'c1','callbacks':['a','b']},{'client_id':'c2'},{'client_id':'c2'}],"
    "'connections':[{'id':'k1','name':'n','enabled_clients':['c1','c2','c1']},{'id':'k2','name':'n'}],"
    "'resource_servers':[{'identifier':'https://t.example/me/','scopes':[{'value':'r'}]}],"
    "'client_grants':[{'id':'g1','client_id':'c1','audience':'x'},{'id':'g1','client_id':'c1','audience':"
    "'x'}],"
    "'organizations':[{'id':'o1','name':'one','token_quota':{'client_credentials':{'per_day':1}},"
    "'enabled_connections':[{'connection_id':'k1','assign_membership_on_login':true}],"
    "'connections':[{'connection_id':'k1'},{'connection_id':'k2'}],"
    "'clients':[{'client_id':'c1','use_for_member_access':true},{'client_id':'c1'}],"
    "'client_grants':[{'grant_id':'g1'},{}],"
    "'members':[{'user_id':'u1','roles':[{'id':'r1'},{'id':'r2'}],'created_at':'2026-01-02T00:00:00Z'},"
    "{'user_id':'u1','roles':[{'id':'r2'}],'created_at':'2026-01-01T00:00:00Z'},{'user_id':'u2'}],"
    "'roles':[{'id':'r1','permissions':[{'permission_name':'p','resource_server_identifier':'x'}]}],"
    "'discovery_domains':[{'domain':'D.example','status':'verified'},{}],"
    "'invitations':[{'ticket_id':'t1','roles':['r1']},{'ticket_id':'t2'}]},"
    "{'id':'o2','name':'two','members':[{'user_id':'u1','created_at':'2025-01-01T00:00:00Z'}],"
    "'discovery_domains':[{'domain':'d.EXAMPLE'}]}],"
    "'users':[{'user_id':'u1','email':'e@x','roles':[{'id':'r3'}],"
    "'identities':[{'provider':'a','user_id':'1'}],'multifactor':['m'],"
    "'grants':[{'client_id':'c1','audience':'x','scope':['r','w']},{'clientID':'c1','audience':'x','scope':"
    "['w']}],"
    "'connected_accounts':[{'id':'a1','connection':'k1','scopes':['s']},{'id':'a2','connection':'k1'}]},"
    "{'user_id':'u2'}],"
    "'roles':[{'id':'r3'}],'rules':[{'id':'x','enabled':true}],"
    "'hooks':[{'triggerId':'credentials-exchange'}]}";

/* Every row of every lookup, as a line: kind, key, and the place where it leads. Returns how many there are.
 */
static size_t dump(const struct orgpol_tenant *tenant, char *out, size_t size)
{
    size_t lines = 0;
    size_t used = 0;

    for (enum index_kind kind = KIND_NONE + 1; kind < KIND_BUILT; kind++) {
        const size_t rows = orgpol_tenant_count(tenant, orgpol_tenant_array_of(kind));

        for (size_t place = 0; place < rows; place++) {
            const struct index_key key = orgpol_tenant_key(tenant, kind, place);
            const struct orgpol_str text = orgpol_index_text(&tenant->index, key.id);
            uint32_t found = 0;

            /* Members stand in the order of their texts, roles in that in which all were added. */
            if (key.id == 0 || kind == KIND_MEMBER || kind == KIND_MEMBERSHIPS || kind == KIND_ROLE ||
                kind == KIND_PERMISSION)
                continue;
            assert_true(orgpol_tenant_find(tenant, key, &found));
            used += (size_t)snprintf(out + used, size - used, "%d %u %.*s %d\n", kind,
                                     kind == KIND_CLIENT_GRANT ? 0 : key.owner, /* a text there */
                                     (int)text.len, text.ptr, (int)found);
            assert_true(used < size);
            lines++;
        }
    }
    return lines;
}

static void everything_is_the_same_by_lines(void **state)
{
    struct orgpol_tenant *whole = loaded(everything);
    char *text = quoted(everything);
    cJSON *document = cJSON_Parse(text);
    static char want[65536];
    static char have[65536];

    (void)state;
    assert_true(dump(whole, want, sizeof want) > 30);
    for (int round = 0; round < 50; round++) {
        struct orgpol_tenant *tenant = tenant_of_lines(document);
        size_t count;
        const struct tenant_membership *joined;

        dump(tenant, have, sizeof have);
        assert_string_equal(have, want);
        assert_int_equal(tenant->options.clock_skew, 8);
        assert_text(tenant->settings.custom_domains[1], "h2");
        assert_int_equal(tenant->settings.custom_domain_count, 2);
        assert_int_equal(tenant->connections[0].row.enabled_client_count, 2);
        assert_int_equal(tenant->connections[0].organization_count, 1);
        assert_int_equal(tenant->connections[0].auto_membership_count, 0); /* the other row says no */
        assert_int_equal(tenant->organizations[0].enabled_connection_count, 2);
        assert_int_equal(tenant->organizations[0].member_count, 3);
        assert_true(tenant->settings.has_enabled_rule && tenant->settings.has_credentials_exchange_hook);
        assert_non_null(orgpol_tenant_my_account_api(tenant));
        joined = orgpol_tenant_memberships(tenant, ORGPOL_STR("u1"), &count);
        assert_int_equal(count, 2);
        assert_int_equal(joined[0].organization, 1);
        assert_texts(orgpol_tenant_membership_more(tenant, &joined[1])->roles.texts,
                     orgpol_tenant_membership_more(tenant, &joined[1])->roles.count, "r2");
        accounts_of(tenant, "u1", &count);
        assert_int_equal(count, 2);
        orgpol_tenant_free(tenant);
    }
    cJSON_Delete(document);
    free(text);
    orgpol_tenant_free(whole);
}

/* ---- replacing and removing ---- */

/* Whether someone of this id, whose row need not be there, is a member. */
static bool is_member(const struct orgpol_tenant *tenant, const struct tenant_organization *organization,
                      const char *id)
{
    const struct tenant_user user = {.user_id = orgpol_index_find_text(&tenant->index, orgpol_str_of(id))};
    struct orgpol_organization_member row;

    return orgpol_tenant_member(tenant, organization, &user, &row);
}

static void a_replaced_row_leaves_nothing(void **state)
{
    static const char *const lines[] = {
        "{'kind':'organizations','object':{'id':'o','name':'old','members':[{'user_id':'u'}]}}",
        "{'kind':'connections','object':{'id':'k'}}",
        "{'kind':'enabled_connections','owner':'o','object':{'connection_id':'k'}}",
        "{'kind':'organizations','object':{'id':'o','name':'new'},'replace':true}",
        "{'kind':'organizations','object':{'id':'p','name':'old'},'replace':true}", /* there was none */
        "{'kind':'members','owner':'o','object':{'user_id':'v'}}",
        "{'kind':'clients','object':{'client_id':'c','is_first_party':true}}",
        "{'kind':'clients','object':{'client_id':'c','is_first_party':true}}",
        "{'kind':'clients','object':{'client_id':'c','is_first_party':false},'replace':true}",
        NULL,
    };
    struct orgpol_tenant *tenant = built(lines);
    const struct tenant_organization *o = orgpol_tenant_organization(tenant, ORGPOL_STR("o"));
    struct orgpol_enabled_connection enabled;

    (void)state;
    assert_non_null(o);
    assert_ptr_equal(orgpol_tenant_organization_by_name(tenant, ORGPOL_STR("new")), o);
    assert_ptr_equal(orgpol_tenant_organization_by_name(tenant, ORGPOL_STR("old")),
                     orgpol_tenant_organization(tenant, ORGPOL_STR("p"))); /* the name was free */
    assert_false(is_member(tenant, o, "u"));
    assert_true(is_member(tenant, o, "v"));
    assert_int_equal(o->member_count, 1);
    assert_int_equal(o->enabled_connection_count, 0);
    assert_false(orgpol_tenant_enabled_connection(
        tenant, o, orgpol_tenant_connection(tenant, ORGPOL_STR("k")), &enabled));
    assert_int_equal(orgpol_tenant_connection(tenant, ORGPOL_STR("k"))->organization_count, 0);
    assert_int_equal(tenant->organization_count, 2);
    assert_int_equal(tenant->client_count, 1); /* both rows went */
    assert_int_equal(orgpol_tenant_client(tenant, ORGPOL_STR("c"))->is_first_party, 0);
    orgpol_tenant_free(tenant);
}

static void a_removed_owner_goes_with_what_it_owns(void **state)
{
    char *text = quoted(everything);
    cJSON *document = cJSON_Parse(text);
    struct lines lines = lines_of(document);
    struct orgpol_tenant_builder *builder = new_builder();
    struct orgpol_tenant *tenant;
    size_t count;

    (void)state;
    shuffle_lines(&lines);
    for (size_t i = 0; i < lines.count; i++)
        take(builder, lines.lines[i].text);
    take(builder, "{'kind':'organizations','remove':'o1'}");
    take(builder, "{'kind':'users','remove':'u1'}");
    take(builder, "{'kind':'connections','remove':'k1'}");
    take(builder, "{'kind':'settings','remove':''}");
    take(builder, "{'kind':'options','remove':''}");
    tenant = published(builder);
    assert_int_equal(tenant->organization_count, 1);
    assert_text(orgpol_index_text(&tenant->index, tenant->organizations[0].id), "o2");
    assert_null(orgpol_tenant_organization(tenant, ORGPOL_STR("o1")));
    assert_null(orgpol_tenant_organization_by_name(tenant, ORGPOL_STR("one")));
    assert_int_equal(tenant->enabled_connection_count, 0);
    assert_int_equal(tenant->organization_client_count, 0);
    assert_int_equal(tenant->organization_grant_count, 0);
    assert_int_equal(tenant->invitation_count, 0);
    assert_int_equal(tenant->quota_count, 0);
    assert_int_equal(tenant->enabled_client_count, 0);
    assert_int_equal(tenant->user_grant_count, 0);
    assert_int_equal(tenant->account_count, 0);
    assert_int_equal(tenant->user_more_count, 0);
    /* What is left is found where it is now. */
    orgpol_tenant_memberships(tenant, ORGPOL_STR("u1"), &count);
    assert_int_equal(count, 1); /* of o2 */
    assert_int_equal(orgpol_tenant_memberships(tenant, ORGPOL_STR("u1"), &count)->organization, 0);
    orgpol_tenant_discovery_domains(tenant, ORGPOL_STR("d.example"), &count);
    assert_int_equal(count, 1);
    assert_non_null(orgpol_tenant_user(tenant, ORGPOL_STR("u2")));
    assert_null(orgpol_tenant_user(tenant, ORGPOL_STR("u1")));
    /* Its namesake can be named now. */
    assert_text(orgpol_tenant_connection_by_name(tenant, ORGPOL_STR("n"))->row.id, "k2");
    assert_absent(tenant->settings.domain);
    assert_int_equal(tenant->options.clock_skew, 0);
    orgpol_tenant_free(tenant);
    free_lines(&lines);
    cJSON_Delete(document);
    free(text);
}

/* Adds, removes and adds again, for every kind that has a key. */
static void every_kind_is_removed_by_its_key(void **state)
{
    static const struct {
        const char *line;
        const char *key;
        enum tenant_array array;
    } rows[] = {
        {"'kind':'clients','object':{'client_id':'K'}", "K", ARRAY_CLIENTS},
        {"'kind':'connections','object':{'id':'K'}", "K", ARRAY_CONNECTIONS},
        {"'kind':'resource_servers','object':{'identifier':'K'}", "K", ARRAY_RESOURCE_SERVERS},
        {"'kind':'client_grants','object':{'id':'K'}", "K", ARRAY_CLIENT_GRANTS},
        {"'kind':'organizations','object':{'id':'K'}", "K", ARRAY_ORGANIZATIONS},
        {"'kind':'users','object':{'user_id':'K'}", "K", ARRAY_USERS},
        {"'kind':'rules','object':{'id':'K'}", "K", ARRAY_RULES},
        {"'kind':'hooks','object':{'id':'K'}", "K", ARRAY_HOOKS},
        {"'kind':'custom_domains','object':{'domain':'K'}", "K", ARRAY_CUSTOM_DOMAINS},
        {"'kind':'enabled_clients','owner':'k','object':'K'", "K", ARRAY_ENABLED_CLIENTS},
        {"'kind':'enabled_connections','owner':'o','object':{'connection_id':'K'}", "K",
         ARRAY_ENABLED_CONNECTIONS},
        {"'kind':'connections','owner':'o','object':{'connection_id':'K'}", "K", ARRAY_ENABLED_CONNECTIONS},
        {"'kind':'clients','owner':'o','object':{'client_id':'K'}", "K", ARRAY_ORGANIZATION_CLIENTS},
        {"'kind':'client_grants','owner':'o','object':{'id':'K'}", "K", ARRAY_ORGANIZATION_GRANTS},
        {"'kind':'members','owner':'o','object':{'user_id':'K'}", "K", ARRAY_MEMBERSHIPS},
        {"'kind':'discovery_domains','owner':'o','object':{'domain':'K'}", "k", ARRAY_DISCOVERY_DOMAINS},
        {"'kind':'invitations','owner':'o','object':{'ticket_id':'K'}", "K", ARRAY_INVITATIONS},
        {"'kind':'grants','owner':'u','object':{'id':'K','client_id':'c','audience':'a'}", "K",
         ARRAY_USER_GRANTS},
        {"'kind':'connected_accounts','owner':'u','object':{'id':'K'}", "K", ARRAY_ACCOUNTS},
    };
    static const char *const owners[] = {"{'kind':'organizations','object':{'id':'o'}}",
                                         "{'kind':'users','object':{'user_id':'u'}}",
                                         "{'kind':'connections','object':{'id':'k'}}", NULL};
    struct orgpol_tenant *empty = built(owners);

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        for (int again = 0; again < 2; again++) {
            struct orgpol_json_error error = ORGPOL_JSON_ERROR_INIT;
            struct orgpol_tenant_builder *builder = new_builder();
            struct orgpol_tenant *tenant;
            char line[256];
            char removal[256];

            for (size_t j = 0; owners[j]; j++)
                take(builder, owners[j]);
            snprintf(line, sizeof line, "{%s}", rows[i].line);
            snprintf(removal, sizeof removal, "{%.*s'remove':'%s'}",
                     (int)(strstr(rows[i].line, "'object'") - rows[i].line), rows[i].line, rows[i].key);
            assert_int_equal(try_line(builder, removal, &error), ORGPOL_ERR_REQUEST);
            assert_string_equal(error.pointer, "/remove");
            take(builder, line);
            take(builder, line);
            take(builder, removal); /* both */
            assert_int_equal(try_line(builder, removal, NULL), ORGPOL_ERR_REQUEST);
            if (again)
                take(builder, line);
            /* What is built only is gone once it is published; its effect on settings is tested below. */
            tenant = published(builder);
            if (rows[i].array < ARRAY_BUILT_ACCOUNTS)
                assert_int_equal(orgpol_tenant_count(tenant, rows[i].array),
                                 orgpol_tenant_count(empty, rows[i].array) + (size_t)again);
            orgpol_tenant_free(tenant);
        }
    orgpol_tenant_free(empty);
}

static void roles_are_removed_where_they_are(void **state)
{
    static const char *const lines[] = {
        "{'kind':'organizations','object':{'id':'o','members':[{'user_id':'u','roles':[{'id':'r'}]}]}}",
        "{'kind':'users','object':{'user_id':'u','roles':[{'id':'r'}]}}",
        "{'kind':'roles','object':{'id':'r','permissions':[{'permission_name':'a',"
        "'resource_server_identifier':'x'}]}}",
        "{'kind':'roles','owner':'o','object':{'id':'r','permissions':[{'permission_name':'b',"
        "'resource_server_identifier':'x'}]}}",
        "{'kind':'roles','owner':'o','object':{'id':'s'}}",
        "{'kind':'roles','remove':'r'}",
        NULL,
    };
    struct orgpol_tenant *tenant = built(lines);
    const struct tenant_user *u = orgpol_tenant_user(tenant, ORGPOL_STR("u"));
    const struct tenant_organization *o = orgpol_tenant_organization(tenant, ORGPOL_STR("o"));
    const struct orgpol_str x = ORGPOL_STR("x");

    (void)state;
    assert_false(orgpol_tenant_has_permission(tenant, u, NULL, x, ORGPOL_STR("a")));
    assert_false(orgpol_tenant_has_permission(tenant, u, o, x, ORGPOL_STR("a")));
    assert_true(orgpol_tenant_has_permission(tenant, u, o, x, ORGPOL_STR("b")));
    orgpol_tenant_free(tenant);
}

static void rules_hooks_and_hosts_count_while_they_are_there(void **state)
{
    static const char *const lines[] = {
        "{'kind':'rules','object':{'id':'x'}}",
        "{'kind':'hooks','object':{'id':'x','triggerId':'credentials-exchange'}}",
        "{'kind':'custom_domains','object':{'domain':'h'}}",
        "{'kind':'rules','remove':'x'}",
        "{'kind':'hooks','object':{'id':'x','triggerId':'other'},'replace':true}",
        "{'kind':'custom_domains','remove':'h'}",
        "{'kind':'custom_domains','object':{'domain':'i'}}",
        NULL,
    };
    struct orgpol_tenant *tenant = built(lines);

    (void)state;
    assert_false(tenant->settings.has_enabled_rule);
    assert_false(tenant->settings.has_credentials_exchange_hook);
    assert_texts(tenant->settings.custom_domains, tenant->settings.custom_domain_count, "i");
    orgpol_tenant_free(tenant);
}

/* Of two rows with an id, the last added is the owner meant; removing one of two keys leaves the other
 * unique. */
static void two_rows_of_one_id(void **state)
{
    static const char *const lines[] = {
        "{'kind':'connections','object':{'id':'k','name':'n'}}",
        "{'kind':'connections','object':{'id':'l','name':'n'}}",
        "{'kind':'organizations','object':{'id':'o','name':'a'}}",
        "{'kind':'organizations','object':{'id':'o','name':'b'}}",
        "{'kind':'members','owner':'o','object':{'user_id':'u'}}",
        "{'kind':'organizations','object':{'id':'p','name':'c'}}",
        "{'kind':'organizations','object':{'id':'q','name':'c'}}",
        "{'kind':'organizations','remove':'q'}",
        NULL,
    };
    struct orgpol_tenant *tenant = built(lines);

    (void)state;
    assert_null(orgpol_tenant_organization(tenant, ORGPOL_STR("o")));
    assert_int_equal(tenant->organizations[0].member_count, 0);
    assert_int_equal(tenant->organizations[1].member_count, 1);
    assert_null(orgpol_tenant_connection(tenant, ORGPOL_STR("n")));
    assert_non_null(orgpol_tenant_organization_by_name(tenant, ORGPOL_STR("c")));
    orgpol_tenant_free(tenant);
}

/* Many rows of many owners, replaced and removed at random, against a plain list of what is there. */
static void members_come_and_go(void **state)
{
    enum { OWNERS = 7, USERS = 23 };
    static int there[OWNERS][USERS];
    struct orgpol_tenant_builder *builder = new_builder();
    struct orgpol_tenant *tenant;
    char line[128];
    size_t members = 0;

    (void)state;
    for (int i = 0; i < OWNERS; i++) {
        snprintf(line, sizeof line, "{'kind':'organizations','object':{'id':'o%d'}}", i);
        take(builder, line);
    }
    for (int round = 0; round < 4000; round++) {
        const int o = (int)(random_bits() % OWNERS);
        const int u = (int)(random_bits() % USERS);
        const int what = (int)(random_bits() % 4);

        snprintf(line, sizeof line,
                 what == 0   ? "{'kind':'members','owner':'o%d','remove':'u%d'}"
                 : what == 1 ? "{'kind':'members','owner':'o%d','object':{'user_id':'u%d'},'replace':true}"
                             : "{'kind':'members','owner':'o%d','object':{'user_id':'u%d'}}",
                 o, u);
        assert_int_equal(try_line(builder, line, NULL),
                         what == 0 && there[o][u] == 0 ? ORGPOL_ERR_REQUEST : ORGPOL_OK);
        there[o][u] = what == 0 ? 0 : what == 1 ? 1 : there[o][u] + 1;
        if (random_bits() % 200 == 0) { /* with all its members */
            snprintf(line, sizeof line, "{'kind':'organizations','object':{'id':'o%d'},'replace':true}", o);
            take(builder, line);
            memset(there[o], 0, sizeof there[o]);
        }
    }
    tenant = published(builder);
    for (int o = 0; o < OWNERS; o++) {
        const struct tenant_organization *organization;
        int count = 0;

        snprintf(line, sizeof line, "o%d", o);
        organization = orgpol_tenant_organization(tenant, orgpol_str_of(line));
        assert_non_null(organization);
        for (int u = 0; u < USERS; u++) {
            char id[16];

            snprintf(id, sizeof id, "u%d", u);
            assert_int_equal(is_member(tenant, organization, id), there[o][u] > 0);
            count += there[o][u];
            members += there[o][u] > 0;
        }
        assert_int_equal(organization->member_count, count);
    }
    assert_int_equal(tenant->membership_count, members);
    assert_true(members > 20);
    orgpol_tenant_free(tenant);
}

/* However often a key comes and goes, its lookup keeps one entry: no call is longer than another. */
static void a_key_that_comes_and_goes_has_one_entry(void **state)
{
    static const uint8_t hash_key[16] = {1};
    struct orgpol_tenant *tenant = orgpol_tenant_new(hash_key);
    struct loader load = {.tenant = tenant};
    struct build_lookup lookup = {.before = NULL};
    struct index_key key = {.kind = KIND_RULE};
    uint32_t other;

    (void)state;
    assert_true(orgpol_index_add_text(&tenant->index, ORGPOL_STR("rul_a"), &key.id));
    assert_true(orgpol_index_add_text(&tenant->index, ORGPOL_STR("rul_b"), &other));
    for (size_t i = 0; i < 1000; i++) {
        const struct tenant_part row = {.id = i == 500 ? other : key.id};
        uint32_t place;

        assert_int_equal(orgpol_load_append(&load, ARRAY_RULES, &row), ORGPOL_OK);
        assert_true(orgpol_build_find(tenant, &lookup, key, tenant->rule_count, &place));
        if (i == 500) {
            assert_int_equal(place, NOBODY);
            continue;
        }
        assert_int_equal(place, i);
        orgpol_build_remove(tenant, &lookup, KIND_RULE, place);
        assert_true(lookup.table.count <= 2);
    }
    key.id = other;
    assert_true(orgpol_build_find(tenant, &lookup, key, tenant->rule_count, &other));
    assert_int_equal(other, 500);
    orgpol_build_free(&lookup);
    orgpol_tenant_free(tenant);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(travel0_answers_the_same_by_lines),
        cmocka_unit_test(everything_is_the_same_by_lines),
        cmocka_unit_test(a_replaced_row_leaves_nothing),
        cmocka_unit_test(a_removed_owner_goes_with_what_it_owns),
        cmocka_unit_test(every_kind_is_removed_by_its_key),
        cmocka_unit_test(roles_are_removed_where_they_are),
        cmocka_unit_test(rules_hooks_and_hosts_count_while_they_are_there),
        cmocka_unit_test(two_rows_of_one_id),
        cmocka_unit_test(members_come_and_go),
        cmocka_unit_test(a_key_that_comes_and_goes_has_one_entry),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
