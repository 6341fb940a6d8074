/* SPDX-License-Identifier: MIT */
/* What a builder refuses, and that it is as before then. */
#include "builders.h"

#define LONG \
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"

/* Lines that leave something before they fail, and what is said of them. */
static const struct {
    const char *line;
    enum orgpol_status status;
    const char *pointer;
    const char *message; /* part of it */
} refused[] = {
    {"{'kind':'clients','object':{'client_id':'n1'", ORGPOL_ERR_SYNTAX, "/object/client_id", ""},
    {"{'kind':'clients','object':{'client_id':'n1','client_id':'n2'}}", ORGPOL_ERR_SYNTAX,
     "/object/client_id", "duplicate"},
    {"", ORGPOL_ERR_SYNTAX, "", ""},
    {"[]", ORGPOL_ERR_REQUEST, "", "expected an object"},
    {"{'object':{'client_id':'n1'}}", ORGPOL_ERR_REQUEST, "/kind", "required"},
    {"{'kind':'clients'}", ORGPOL_ERR_REQUEST, "/object", "required"},
    {"{'kind':'clients','object':null}", ORGPOL_ERR_REQUEST, "/object", "required"},
    {"{'kind':'clients','onwer':'o','object':{'client_id':'n1'}}", ORGPOL_ERR_REQUEST, "/onwer",
     "a line has kind, owner"},
    {"{'kind':'client','object':{'client_id':'n1'}}", ORGPOL_ERR_REQUEST, "/kind", "unknown kind \"client\""},
    {"{'kind':'users','owner':'o','object':{'user_id':'n1'}}", ORGPOL_ERR_REQUEST, "/owner",
     "users have no owner"},
    {"{'kind':'members','object':{'user_id':'n1'}}", ORGPOL_ERR_REQUEST, "/owner", "members need an owner"},
    {"{'kind':'members','owner':'nobody','object':{'user_id':'n1'}}", ORGPOL_ERR_REQUEST, "/owner",
     "no organization with this id has been added: \"nobody\""},
    {"{'kind':'members','owner':'u','object':{'user_id':'n1'}}", ORGPOL_ERR_REQUEST, "/owner",
     "no organization"}, /* the id of a user */
    {"{'kind':'grants','owner':'o','object':{'client_id':'n1'}}", ORGPOL_ERR_REQUEST, "/owner", "no user"},
    {"{'kind':'enabled_clients','owner':'o','object':'n1'}", ORGPOL_ERR_REQUEST, "/owner", "no connection"},
    {"{'kind':'enabled_clients','owner':'k','object':{}}", ORGPOL_ERR_REQUEST, "/object", "expected text"},
    {"{'kind':'settings','object':{'domain':'n1'}}", ORGPOL_ERR_REQUEST, "/kind",
     "settings were added already"},
    {"{'kind':'options','object':{'clock_skew_s':61}}", ORGPOL_ERR_REQUEST, "/object/clock_skew_s", "60"},
    {"{'kind':'settings','object':{'domain':'n1','default_directory':'n2','default_token_quota':{'clients':"
     "{'client_credentials':{'per_day':-1}}}},'replace':true}",
     ORGPOL_ERR_REQUEST, "/object/default_token_quota/clients/client_credentials/per_day", "whole number"},
    {"{'kind':'clients','object':{'client_id':'n1','callbacks':['n2',1]}}", ORGPOL_ERR_REQUEST,
     "/object/callbacks/1", "expected text"},
    {"{'kind':'clients','object':{'client_id':''}}", ORGPOL_ERR_REQUEST, "/object/client_id", "required"},
    {"{'kind':'connections','object':{'id':'n1','name':'n2','enabled_clients':['n3','n4',[]]}}",
     ORGPOL_ERR_REQUEST, "/object/enabled_clients/2", "expected text"},
    {"{'kind':'resource_servers','object':{'identifier':'n1','scopes':[{'value':'n2'},0]}}",
     ORGPOL_ERR_REQUEST, "/object/scopes/1", "expected an object"},
    {"{'kind':'client_grants','object':{'id':'n1','scope':['n2',0]}}", ORGPOL_ERR_REQUEST, "/object/scope/1",
     "expected text"},
    {"{'kind':'client_grants','object':{'client_id':'n1'},'replace':true}", ORGPOL_ERR_REQUEST, "/object",
     "has no id to replace"},
    /* Everything an organization can have, and then a mistake in the last of it. */
    {"{'kind':'organizations','object':{'id':'n1','name':'n2','token_quota':{'client_credentials':{"
     "'per_day':1}},'enabled_connections':[{'connection_id':'n3'}],'clients':[{'client_id':'n4'}],"
     "'client_grants':[{'id':'n5'}],'members':[{'user_id':'n6','roles':[{'id':'n7'}]}],"
     "'roles':[{'id':'n8','permissions':[{'permission_name':'n9','resource_server_identifier':'n10'}]}],"
     "'discovery_domains':[{'domain':'N11'}],'invitations':[{'ticket_id':'n12','roles':['n13']},"
     "{'ttl_sec':'n14'}]}}",
     ORGPOL_ERR_REQUEST, "/object/invitations/1/ttl_sec", "whole number"},
    {"{'kind':'organizations','object':{'id':'o','name':'n2','members':[{}]},'replace':true}",
     ORGPOL_ERR_REQUEST, "/object/members/0/user_id", "required"},
    {"{'kind':'users','object':{'user_id':'n1','email':'n2','roles':[{'id':'n3'}],"
     "'identities':[{'provider':'n4','user_id':'n5'}],'multifactor':['n6'],"
     "'connected_accounts':[{'id':'n7','scopes':['n8']}],'grants':[{'client_id':'n9','audience':'n10'},"
     "{'audience':0}]}}",
     ORGPOL_ERR_REQUEST, "/object/grants/1/audience", "expected text"},
    {"{'kind':'connected_accounts','owner':'u','object':{'connection':'n1'}}", ORGPOL_ERR_REQUEST,
     "/object/id", "required"},
    {"{'kind':'members','owner':'o','remove':'nobody'}", ORGPOL_ERR_REQUEST, "/remove",
     "nothing to remove: no row of members has the key \"nobody\""},
    {"{'kind':'members','owner':'p','remove':'u'}", ORGPOL_ERR_REQUEST, "/remove", "nothing to remove"},
    {"{'kind':'members','owner':'o','remove':''}", ORGPOL_ERR_REQUEST, "/remove", "nothing to remove"},
    {"{'kind':'settings','remove':'x'}", ORGPOL_ERR_REQUEST, "/remove", "nothing to remove"},
    {"{'kind':'options','remove':''}", ORGPOL_ERR_REQUEST, "/remove", "nothing to remove"},
    {"{'kind':'users','remove':'u','object':{'user_id':'n1'}}", ORGPOL_ERR_REQUEST, "/remove", "excludes"},
    {"{'kind':'users','remove':'u','replace':true}", ORGPOL_ERR_REQUEST, "/remove", "excludes"},
    {"{'kind':'users','remove':1}", ORGPOL_ERR_REQUEST, "/remove", "expected text"},
    {"{'kind':'roles','owner':'','object':{'id':'n1'}}", ORGPOL_ERR_REQUEST, "/owner", "empty"},
    {"{'kind':'roles','owner':null,'object':{'id':'n1'}}", ORGPOL_ERR_REQUEST, "/owner", "empty"},
    {"{'kind':'members','owner':'','object':{'user_id':'n1'}}", ORGPOL_ERR_REQUEST, "/owner", "empty"},
    /* 127 bytes, and a character of two: what is shown is text. */
    {"{'kind':'members','owner':'" LONG "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\xC3\xA9','object':{'user_id':'n1'}}",
     ORGPOL_ERR_REQUEST, "/owner", "aaaa\""},
    {"{'kind':'" LONG LONG LONG "','object':{}}", ORGPOL_ERR_REQUEST, "/kind", "unknown kind \"aaa"},
};

static const char *const kept[] = {
    "{'kind':'settings','object':{'domain':'d'}}",
    "{'kind':'connections','object':{'id':'k','name':'kn','enabled_clients':['c']}}",
    "{'kind':'organizations','object':{'id':'o','name':'on','enabled_connections':[{'connection_id':'k'}]}}",
    "{'kind':'organizations','object':{'id':'p','members':[{'user_id':'v'}]}}",
    "{'kind':'users','object':{'user_id':'u'}}",
    "{'kind':'members','owner':'o','object':{'user_id':'u','roles':[{'id':'r'}]}}",
    "{'kind':'clients','object':{'client_id':'c','callbacks':['x']}}",
    "{'kind':'members','owner':'o','object':{'user_id':'w'}}",
    NULL,
};

/* Each refused line is tried once, after `kept` lines up to one that is drawn. */
static void a_refused_line_changes_nothing(void **state)
{
    struct orgpol_tenant *want = built(kept);

    (void)state;
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        struct orgpol_json_error error = ORGPOL_JSON_ERROR_INIT;
        struct orgpol_tenant_builder *builder = new_builder();
        struct orgpol_tenant *have;

        for (size_t j = 0; kept[j]; j++) {
            take(builder, kept[j]);
            if (j < 4) /* what the line is about is not there yet */
                continue;
            assert_int_equal(try_line(builder, refused[i].line, &error), refused[i].status);
            assert_int_equal(error.status, refused[i].status);
            assert_string_equal(error.pointer, refused[i].pointer);
            if (strstr(error.message, refused[i].message) == NULL)
                fail_msg("%s: %s", refused[i].line, error.message);
            assert_true(error.offset <= strlen(refused[i].line));
        }
        have = published(builder);
        assert_same(have, want);
        assert_text(have->settings.domain, "d");
        orgpol_tenant_free(have);
    }
    orgpol_tenant_free(want);
}

/* All of them in one builder, with texts that fill segments and lists that fill chunks between. */
static void many_refused_lines_change_nothing(void **state)
{
    struct orgpol_tenant_builder *builders[2] = {new_builder(), new_builder()};
    struct orgpol_tenant *tenants[2];

    (void)state;
    for (int b = 0; b < 2; b++) {
        for (size_t j = 0; kept[j]; j++)
            take(builders[b], kept[j]);
        for (int i = 0; i < 700; i++) {
            char line[12000];
            int length = snprintf(line, sizeof line,
                                  "{'kind':'clients','object':{'client_id':'client %d','callbacks':['", i);

            /* Up to three segments long. */
            memset(line + length, 'a' + i % 26, (size_t)(i * i) % 10000 + 1);
            length += i * i % 10000 + 1;
            snprintf(line + length, sizeof line - (size_t)length, "%d']}}", i);
            if (b == 1) {
                const size_t at = strlen(line) - 3;

                snprintf(line + at, sizeof line - at, ",'new %d',0]}}", i);
                assert_int_equal(try_line(builders[1], line, NULL), ORGPOL_ERR_REQUEST);
                assert_int_equal(
                    try_line(builders[1], refused[(size_t)i % (sizeof refused / sizeof *refused)].line, NULL),
                    refused[(size_t)i % (sizeof refused / sizeof *refused)].status);
                snprintf(line + at, sizeof line - at, "]}}");
            }
            take(builders[b], line);
        }
        tenants[b] = published(builders[b]);
    }
    assert_same(tenants[0], tenants[1]);
    for (int i = 0; i < 700; i++) {
        char id[32];
        const struct orgpol_client *client;

        snprintf(id, sizeof id, "client %d", i);
        client = orgpol_tenant_client(tenants[1], orgpol_str_of(id));
        assert_non_null(client);
        assert_int_equal(client->callbacks[0].ptr[0], 'a' + i % 26);
    }
    orgpol_tenant_free(tenants[0]);
    orgpol_tenant_free(tenants[1]);
}

static void arguments_are_checked(void **state)
{
    struct orgpol_json_error error = ORGPOL_JSON_ERROR_INIT;
    struct orgpol_json_error unusable = {.struct_size = 2};
    struct orgpol_tenant_builder *builder = new_builder();
    struct orgpol_tenant *tenant = (void *)builder;
    const struct orgpol_str kind = ORGPOL_STR("users");
    const struct orgpol_str none = ORGPOL_STR_NONE;
    static const char user[] = "{\"user_id\":\"u\"}";
    const size_t length = sizeof user - 1;

    (void)state;
    assert_int_equal(orgpol_tenant_builder_new(NULL, NULL, &error), ORGPOL_ERR_ARGUMENT);
    assert_int_equal(orgpol_tenant_builder_add(NULL, kind, none, user, length, &error), ORGPOL_ERR_ARGUMENT);
    assert_int_equal(orgpol_tenant_builder_add(builder, kind, none, NULL, 0, &error), ORGPOL_ERR_ARGUMENT);
    assert_int_equal(orgpol_tenant_builder_add(builder, kind, none, user, length, &unusable),
                     ORGPOL_ERR_ARGUMENT);
    assert_int_equal(orgpol_tenant_builder_add(builder, none, none, user, length, &error),
                     ORGPOL_ERR_REQUEST);
    assert_string_equal(error.pointer, "");
    assert_int_equal(orgpol_tenant_builder_add_line(builder, NULL, 0, &error), ORGPOL_ERR_ARGUMENT);
    assert_int_equal(orgpol_tenant_builder_replace(NULL, kind, none, user, length, &error),
                     ORGPOL_ERR_ARGUMENT);
    assert_int_equal(orgpol_tenant_builder_remove(NULL, kind, none, ORGPOL_STR("u"), &error),
                     ORGPOL_ERR_ARGUMENT);
    assert_int_equal(orgpol_tenant_builder_publish(NULL, &tenant, &error), ORGPOL_ERR_ARGUMENT);
    assert_null(tenant);
    assert_int_equal(orgpol_tenant_builder_publish(builder, NULL, &error), ORGPOL_ERR_ARGUMENT);
    assert_int_equal(orgpol_tenant_memory_bytes(NULL), 0);

    /* What is published is out of the builder's hands. */
    assert_int_equal(orgpol_tenant_builder_add(builder, kind, none, user, length, &error), ORGPOL_OK);
    assert_int_equal(error.status, ORGPOL_OK);
    assert_int_equal(orgpol_tenant_builder_publish(builder, &tenant, &error), ORGPOL_OK);
    assert_non_null(orgpol_tenant_user(tenant, ORGPOL_STR("u")));
    assert_int_equal(orgpol_tenant_builder_add(builder, kind, none, user, length, &error),
                     ORGPOL_ERR_ARGUMENT);
    assert_int_equal(orgpol_tenant_builder_remove(builder, kind, none, ORGPOL_STR("u"), &error),
                     ORGPOL_ERR_ARGUMENT);
    assert_non_null(strstr(error.message, "published"));
    orgpol_tenant_free(tenant);
    assert_int_equal(orgpol_tenant_builder_publish(builder, &tenant, &error), ORGPOL_ERR_ARGUMENT);
    assert_null(tenant);
    orgpol_tenant_builder_free(builder);
    orgpol_tenant_builder_free(NULL);
}

/* The limits are those of one object, and the call is about it: pointers without /object. */
static void each_object_has_the_limits_to_itself(void **state)
{
    struct orgpol_json_options options = ORGPOL_JSON_OPTIONS_INIT;
    struct orgpol_json_error error = ORGPOL_JSON_ERROR_INIT;
    struct orgpol_tenant_builder *builder;
    struct orgpol_tenant *tenant;
    const struct orgpol_str kind = ORGPOL_STR("users");
    const struct orgpol_str none = ORGPOL_STR_NONE;
    char user[64];

    (void)state;
    options.max_bytes = 40;
    options.max_depth = 2;
    assert_int_equal(orgpol_tenant_builder_new(&options, &builder, &error), ORGPOL_OK);
    for (int i = 0; i < 100; i++) {
        const int length = snprintf(user, sizeof user, "{\"user_id\":\"u%d\"}", i);

        assert_int_equal(orgpol_tenant_builder_add(builder, kind, none, user, (size_t)length, &error),
                         ORGPOL_OK);
    }
    memset(user, ' ', sizeof user);
    assert_int_equal(orgpol_tenant_builder_add(builder, kind, none, user, 41, &error), ORGPOL_ERR_LIMIT);
    assert_int_equal(
        orgpol_tenant_builder_replace(builder, kind, none, "{\"roles\":[{\"id\":1}]}", 21, &error),
        ORGPOL_ERR_LIMIT);
    assert_int_equal(orgpol_tenant_builder_add(builder, kind, none, "{\"email\":1}", 11, &error),
                     ORGPOL_ERR_REQUEST);
    assert_string_equal(error.pointer, "/email");
    assert_int_equal(error.offset, 9);
    assert_int_equal(orgpol_tenant_builder_remove(builder, kind, none, ORGPOL_STR("u7"), &error), ORGPOL_OK);
    assert_int_equal(orgpol_tenant_builder_publish(builder, &tenant, &error), ORGPOL_OK);
    assert_int_equal(tenant->user_count, 99);
    orgpol_tenant_builder_free(builder);
    orgpol_tenant_free(tenant);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_refused_line_changes_nothing),
        cmocka_unit_test(many_refused_lines_change_nothing),
        cmocka_unit_test(arguments_are_checked),
        cmocka_unit_test(each_object_has_the_limits_to_itself),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
