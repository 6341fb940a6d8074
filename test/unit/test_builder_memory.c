/* SPDX-License-Identifier: MIT */
/*
 * What building a tenant takes from the heap: how much, and what a refused allocation leaves.
 */
#include "memory/heap.h"

#include "builders.h"

static const char *const steps[] = {
    "{'kind':'settings','object':{'domain':'t.example','default_directory':'n'}}",
    "{'kind':'custom_domains','object':{'domain':'h'}}",
    "{'kind':'connections','object':{'id':'k','name':'n','options':{'scope':['a','b'],'domain_aliases':['X']}"
    ","
    "'enabled_clients':['c']}}",
    "{'kind':'clients','object':{'client_id':'c','callbacks':['x'],'token_vault_privileged_access':{"
    "'grants':[{'connection':'n','scopes':['s']}]}}}",
    "{'kind':'resource_servers','object':{'identifier':'https://t.example/me/','scopes':[{'value':'r'}]}}",
    "{'kind':'client_grants','object':{'id':'g','client_id':'c','audience':'a','scope':['r']}}",
    "{'kind':'organizations','object':{'id':'o','name':'on','token_quota':{'client_credentials':{'per_day':1}"
    "},"
    "'enabled_connections':[{'connection_id':'k'}],'roles':[{'id':'r','permissions':[{'permission_name':'p',"
    "'resource_server_identifier':'a'}]}],'invitations':[{'ticket_id':'t','roles':['r']}]}}",
    "{'kind':'organizations','object':{'id':'p','members':[{'user_id':'u'}]}}",
    "{'kind':'users','object':{'user_id':'u','email':'e','roles':[{'id':'r'}],'identities':[{'provider':'a',"
    "'user_id':'1'}],'multifactor':['f'],'grants':[{'id':'x','client_id':'c','audience':'a','scope':['r']}]}"
    "}",
    "{'kind':'members','owner':'p','object':{'user_id':'u','created_at':'2026-01-01T00:00:00Z'}}",
    "{'kind':'members','owner':'o','object':{'user_id':'u','roles':[{'id':'r'}]}}",
    "{'kind':'discovery_domains','owner':'p','object':{'domain':'D','status':'verified'}}",
    "{'kind':'discovery_domains','owner':'o','object':{'domain':'d'}}",
    "{'kind':'connected_accounts','owner':'u','object':{'id':'a1','connection':'n','scopes':['s']}}",
    "{'kind':'members','owner':'o','object':{'user_id':'v'},'replace':true}",
    "{'kind':'members','owner':'o','object':{'user_id':'u','roles':[{'id':'q'}]},'replace':true}",
    "{'kind':'discovery_domains','owner':'p','remove':'D'}",
    "{'kind':'organizations','object':{'id':'p','name':'pn'},'replace':true}",
    "{'kind':'enabled_connections','owner':'p','object':{'connection_id':'k'}}",
    "{'kind':'users','object':{'user_id':'w'}}",
    "{'kind':'users','remove':'w'}",
    "{'kind':'organizations','object':{'id':'z','members':[{'user_id':'u'}]}}",
    "{'kind':'enabled_connections','owner':'o','object':{'connection_id':'l'}}",
    NULL,
};

/* Does what a step says, again when it failed for want of memory, and for nothing else. */
static void take_again(struct orgpol_tenant_builder *builder, const char *line, bool *hit)
{
    char *text;
    struct orgpol_json_error error = ORGPOL_JSON_ERROR_INIT;
    enum orgpol_status status;
    const long left = until_failure;

    until_failure = -1;
    text = quoted(line);
    until_failure = left;
    failed = false;
    status = orgpol_tenant_builder_add_line(builder, text, strlen(text), &error);
    if (failed) {
        until_failure = -1;
        *hit = true;
        assert_int_equal(status, ORGPOL_ERR_MEMORY);
        assert_int_equal(error.status, ORGPOL_ERR_MEMORY);
        status = orgpol_tenant_builder_add_line(builder, text, strlen(text), &error);
    }
    assert_int_equal(status, ORGPOL_OK);
    free(text);
}

static void each_allocation_can_fail(void **state)
{
    const size_t before = live;
    struct orgpol_tenant *want = built(steps);
    bool hit = true;
    long n = 0;

    (void)state;
    for (; hit; n++) {
        const size_t start = live;
        struct orgpol_tenant_builder *builder = NULL;
        struct orgpol_tenant *have = NULL;
        enum orgpol_status status;

        hit = false;
        until_failure = n;
        failed = false;
        status = orgpol_tenant_builder_new(NULL, &builder, NULL);
        if (failed) {
            assert_int_equal(status, ORGPOL_ERR_MEMORY);
            assert_null(builder);
            assert_int_equal(live, start);
            hit = true;
            continue;
        }
        for (size_t i = 0; steps[i]; i++)
            take_again(builder, steps[i], &hit);
        failed = false;
        status = orgpol_tenant_builder_publish(builder, &have, NULL);
        if (failed) {
            until_failure = -1;
            hit = true;
            assert_int_equal(status, ORGPOL_ERR_MEMORY);
            assert_null(have);
            status = orgpol_tenant_builder_publish(builder, &have, NULL);
        }
        until_failure = -1;
        assert_int_equal(status, ORGPOL_OK);
        orgpol_tenant_builder_free(builder);
        assert_same(have, want);
        assert_int_equal(have->organizations[0].member_count, want->organizations[0].member_count);
        orgpol_tenant_free(have);
        assert_int_equal(live, start);
    }
    print_message("%ld allocations, each failed once\n", n);
    assert_true(n > 100);
    orgpol_tenant_free(want);
    assert_int_equal(live, before);
}

/* After a publication that failed, the builder takes more, and the next one has it all. */
static void a_failed_publication_can_be_gone_on_from(void **state)
{
    static const char *const more[] = {
        "{'kind':'members','owner':'o','remove':'v'}",
        "{'kind':'members','owner':'z','object':{'user_id':'v'}}",
        "{'kind':'enabled_connections','owner':'o','object':{'connection_id':'k'}}",
        "{'kind':'organizations','remove':'p'}",
        "{'kind':'connected_accounts','owner':'u','object':{'id':'a0'}}",
        "{'kind':'connected_accounts','owner':'u','remove':'a1'}",
        "{'kind':'discovery_domains','owner':'z','object':{'domain':'d'}}",
        NULL,
    };
    struct orgpol_tenant_builder *builder = new_builder();
    struct orgpol_tenant *want;

    (void)state;
    for (size_t i = 0; steps[i]; i++)
        take(builder, steps[i]);
    for (size_t i = 0; more[i]; i++)
        take(builder, more[i]);
    want = published(builder);
    for (long n = 0;; n++) {
        struct orgpol_tenant *have;

        builder = new_builder();
        for (size_t i = 0; steps[i]; i++)
            take(builder, steps[i]);
        until_failure = n;
        if (orgpol_tenant_builder_publish(builder, &have, NULL) == ORGPOL_OK) {
            until_failure = -1;
            orgpol_tenant_free(have);
            orgpol_tenant_builder_free(builder);
            assert_true(n > 20);
            break;
        }
        until_failure = -1;
        for (size_t i = 0; more[i]; i++)
            take(builder, more[i]);
        have = published(builder);
        assert_same(have, want);
        orgpol_tenant_free(have);
    }
    orgpol_tenant_free(want);
}

/*
 * A tenant of which nothing is left out that its size could be made up with: ids as long as Auth0's, and only
 * the members that orgpol reads.
 */
enum { ORGANIZATIONS = 2000 };

static size_t add(struct orgpol_tenant_builder *builder, const char *kind, const char *owner,
                  const char *object)
{
    char *text = quoted(object);
    struct orgpol_json_error error = ORGPOL_JSON_ERROR_INIT;

    if (orgpol_tenant_builder_add(builder, orgpol_str_of(kind), orgpol_str_of(owner), text, strlen(text),
                                  &error) != ORGPOL_OK)
        fail_msg("%s: %s: %s", object, error.pointer, error.message);
    free(text);
    return strlen(object) + 1; /* and a comma */
}

static struct orgpol_tenant *built_large(size_t *document_bytes)
{
    struct orgpol_tenant_builder *builder = new_builder();
    size_t bytes = 0;

    for (int i = 0; i < 20; i++) {
        char object[512];

        snprintf(object, sizeof object, "{'id':'con_%016d','name':'connection-%d','strategy':'samlp'}", i, i);
        bytes += add(builder, "connections", NULL, object);
    }
    for (int i = 0; i < ORGANIZATIONS; i++) {
        char object[512];

        snprintf(
            object, sizeof object,
            "{'id':'org_%016d','name':'company-%d','enabled_connections':[{'connection_id':'con_%016d'}],"
            "'members':[{'user_id':'auth0|%024d'}]}",
            i, i, i % 20, i);
        bytes += add(builder, "organizations", NULL, object);
        snprintf(object, sizeof object, "{'user_id':'auth0|%024d','email':'user%d@company-%d.example'}", i, i,
                 i);
        bytes += add(builder, "users", NULL, object);
    }
    *document_bytes = bytes;
    return published(builder);
}

static void a_tenant_is_smaller_than_its_document(void **state)
{
    const size_t before = live;
    size_t document_bytes = 0;
    struct orgpol_tenant *tenant;

    (void)state;
    peak = live;
    tenant = built_large(&document_bytes);
    print_message("document %zu, tenant %zu, peak %zu\n", document_bytes, orgpol_tenant_memory_bytes(tenant),
                  peak - before);
    assert_int_equal(orgpol_tenant_memory_bytes(tenant), live - before);
    assert_true(orgpol_tenant_memory_bytes(tenant) < document_bytes);
    /* Arrays have grown by halves. */
    assert_true(peak - before < orgpol_tenant_memory_bytes(tenant) * 3 / 2);
    assert_int_equal(tenant->membership_count, ORGANIZATIONS);
    orgpol_tenant_free(tenant);
    assert_int_equal(live, before);
}

/* Small ones too, by whichever way they came. */
static void memory_is_what_was_asked_for(void **state)
{
    static const char *const names[] = {"test/vectors/tenant.json", "test/vectors/prompt.json",
                                        "test/vectors/config.json", "test/vectors/vault.json",
                                        "examples/travel0/tenant.json"};
    struct orgpol_tenant *tenant;
    size_t before = live;

    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        size_t length;
        char *text = slurp(names[i], &length);

        before = live;
        assert_int_equal(orgpol_tenant_load(text, length, NULL, &tenant, NULL), ORGPOL_OK);
        assert_int_equal(orgpol_tenant_memory_bytes(tenant), live - before);
        orgpol_tenant_free(tenant);
        free(text);
    }
    before = live;
    tenant = built(steps);
    assert_int_equal(orgpol_tenant_memory_bytes(tenant), live - before);
    orgpol_tenant_free(tenant);
}

/* Two publications fail, at every pair of places, and rows go in between: what the third gives is right. */
static void publications_fail_one_after_another(void **state)
{
    static const char *const lines[] = {
        "{'kind':'clients','object':{'client_id':'c'}}",
        "{'kind':'users','object':{'user_id':'u','connected_accounts':[{'id':'a'},{'id':'b'},{'id':'d'}]}}",
    };
    int twice = 0;

    (void)state;
    for (long first = 0; first < 16; first++)
        for (long second = 0; second < 16; second++) {
            struct orgpol_tenant_builder *builder = new_builder();
            struct orgpol_tenant *tenant = NULL;

            take(builder, lines[0]);
            take(builder, lines[1]);
            until_failure = first;
            if (orgpol_tenant_builder_publish(builder, &tenant, NULL) != ORGPOL_OK) {
                until_failure = -1;
                take(builder, "{'kind':'connected_accounts','owner':'u','remove':'a'}");
                until_failure = second;
                if (orgpol_tenant_builder_publish(builder, &tenant, NULL) != ORGPOL_OK) {
                    until_failure = -1;
                    take(builder, "{'kind':'clients','remove':'c'}");
                    assert_int_equal(orgpol_tenant_builder_publish(builder, &tenant, NULL), ORGPOL_OK);
                    assert_int_equal(tenant->account_count, 2);
                    assert_int_equal(tenant->client_count, 0);
                    twice++;
                }
            }
            until_failure = -1;
            orgpol_tenant_builder_free(builder);
            orgpol_tenant_free(tenant);
        }
    assert_true(twice > 30);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(publications_fail_one_after_another),
        cmocka_unit_test(each_allocation_can_fail),
        cmocka_unit_test(a_failed_publication_can_be_gone_on_from),
        cmocka_unit_test(a_tenant_is_smaller_than_its_document),
        cmocka_unit_test(memory_is_what_was_asked_for),
    };

    return cmocka_run_group_tests(tests, with_hooks, NULL);
}
