/* SPDX-License-Identifier: MIT */
/*
 * AuthZEN searches: shapes, candidates and errors. That results are those of single evaluations is in
 * test/property/search.c.
 */
#include "searches.h"

static void the_answers_have_the_shapes_of_the_specification(void **state)
{
    static const struct {
        uint32_t search;
        const char *request;
        const char *answer;
    } rows[] = {
        {SUBJECT, WHO "}",
         "{'page':{'next_token':'','count':2},'results':[{'type':'user','id':'u3'},{'type':'user','id':'u1'}]"
         "}"},
        {RESOURCE,
         "{'subject':{'type':'user','id':'u1'},'action':{'name':'can_login'},'resource':{'type':'client'},"
         "'context':{'organization':'org_a','connection':'db'}}",
         "{'page':{'next_token':'','count':2},'results':[{'type':'client','id':'web'},{'type':'client','id':"
         "'spa'}]}"},
        {ACTION,
         "{'subject':{'type':'user','id':'u1'},'resource':{'type':'client','id':'web'},"
         "'context':{'organization':'org_a','connection':'db'}}",
         "{'page':{'next_token':'','count':3},'results':[{'name':'can_login'},{'name':'resolve_org_prompt_"
         "mode'},{'name':'check_client_config'}]"
         "}"},
        {SUBJECT,
         "{'subject':{'type':'user'},'action':{'name':'can_login'},'resource':{'type':'client','id':'nobody'}"
         ","
         "'context':{'organization':'org_a','connection':'db'}}",
         "{'page':{'next_token':'','count':0},'results':[]}"},
        {SUBJECT,
         "{'subject':{'type':'spaceship'},'action':{'name':'can_login'},'resource':{'type':'client','id':'"
         "web'}}",
         "{'page':{'next_token':'','count':0},'context':{'note':'can_login takes user or anonymous, found "
         "\\'spaceship\\''},'results':[]}"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char *expected = quoted(rows[i].answer);

        if (ask(rows[i].search, rows[i].request) != ORGPOL_OK)
            fail_msg("%s: %s: %s", rows[i].request, error.pointer, error.message);
        assert_string_equal(answer, expected);
        free(expected);
    }
}

/* Every list, in the tenant's order; an id of two rows is in none. */
static void the_candidates_of_each_type(void **state)
{
#define CHECKED_BY(type)                                                                                  \
    "{'subject':{'type':'" type "'},'action':{'name':'check_client_config'},'resource':{'type':'client'," \
    "'id':'x'},'context':{'object':{'client_id':'x','is_first_party':true}}}"
    static const struct {
        uint32_t search;
        const char *request;
        const char *ids;
    } rows[] = {
        {SUBJECT, ANYBODY "}", "u3,u1,u2,u7,u6"},
        {SUBJECT, CHECKED_BY("user"), "u3,u1,u2,u7,u6"},
        {SUBJECT, CHECKED_BY("client"), "web,spa"},
        {SUBJECT, CHECKED_BY("connection"), "con_db,con_n,con_x,con_y"},
        {SUBJECT, CHECKED_BY("resource_server"), "https://a,https://b"},
        {SUBJECT, CHECKED_BY("organization"), "org_a,org_b"},
        {SUBJECT, CHECKED_BY("client_grant"), "cgr_1,cgr_2"},
        {SUBJECT, CHECKED_BY("connected_account"), ""},
        {SUBJECT, CHECKED_BY("spaceship"), ""},
        {RESOURCE,
         "{'subject':{'type':'user','id':'u'},'action':{'name':'check_connection_config'},'resource':{'type':"
         "'connection'},'context':{'object':{'name':'x','strategy':'auth0'}}}",
         "con_db,con_n,con_x,con_y"},
        {RESOURCE,
         "{'subject':{'type':'user','id':'u'},'action':{'name':'consent_key_for'},'resource':{'type':"
         "'resource_server'},'context':{'client':'web'}}",
         "https://a,https://b"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_found(rows[i].search, rows[i].request, rows[i].ids);
}

/* Connections by name, and accounts of the subject's, over the tenant of Token Vault. */
static void the_candidates_of_token_vault(void **state)
{
#define DELETING(id)                                                                                     \
    "{'subject':{'type':'user','id':'" id "'},'action':{'name':'can_manage_connected_accounts'},"        \
    "'resource':{'type':'connected_account'},'context':{'now':1790000000,'operation':'delete','token':{" \
    "'valid':true,'expires_at':1790003600,'sub':'" id "','azp':'C-WEB','aud':"                           \
    "'https://acme.example.auth0.com/me/','scope':'delete:me:connected_accounts'}}}"
#define CONNECTING                                                                                         \
    "{'now':1790000000,'token':{'valid':true,'expires_at':1790003600,'sub':'auth0|a','azp':'C-WEB','aud':" \
    "'https://acme.example.auth0.com/me/','scope':'create:me:connected_accounts'},'body':{'connection':"   \
    "'github','redirect_uri':'https://app.example.com/cb','state':'xyz','scopes':['repo']}}"
    size_t length;
    char *document = slurp("test/vectors/vault.json", &length);
    struct orgpol_tenant *vault = loaded(document);

    (void)state;
    assert_int_equal(ask_of(vault, RESOURCE,
                            "{'subject':{'type':'user','id':'auth0|a'},'action':{'name':"
                            "'select_connected_account'},'resource':{'type':'connection'}}"),
                     ORGPOL_OK);
    read_answer("id");
    assert_string_equal(results, "google-oauth2,github");
    /* What the body and the transaction name is the one connection that fits. */
    assert_int_equal(
        ask_of(vault, RESOURCE,
               "{'subject':{'type':'user','id':'auth0|a'},'action':{'name':'can_connect_account'},"
               "'resource':{'type':'connection'},'context':" CONNECTING "}"),
        ORGPOL_OK);
    read_answer("id");
    assert_string_equal(results, "github");
    assert_int_equal(
        ask_of(vault, RESOURCE,
               "{'subject':{'type':'user','id':'auth0|a'},'action':{'name':'can_complete_account'},"
               "'resource':{'type':'connection'},'context':{'now':1,'body':{},'transaction':{"
               "'connection':'github'}}}"),
        ORGPOL_OK);
    read_answer("id");
    assert_string_equal(results, "");
    assert_int_equal(ask_of(vault, RESOURCE, DELETING("auth0|a")), ORGPOL_OK);
    read_answer("id");
    assert_string_equal(results, "cac_A1,cac_A2");
    assert_int_equal(ask_of(vault, RESOURCE, DELETING("auth0|b")), ORGPOL_OK);
    read_answer("id");
    assert_string_equal(results, "");
    orgpol_tenant_free(vault);
    free(document);
}

static void an_id_that_is_searched_is_ignored(void **state)
{
    static const char *const subjects[] = {"'type':'user','id':'u2'", "'type':'user','id':7",
                                           "'id':null,'type':'user','properties':{'a':1}"};

    (void)state;
    for (size_t i = 0; i < sizeof subjects / sizeof *subjects; i++) {
        char request[512];

        snprintf(request, sizeof request,
                 "{'subject':{%s},'action':{'name':'can_login'},'resource':{'type':'client','id':'web'},"
                 "'context':{'organization':'org_a','connection':'db'},'more':1}",
                 subjects[i]);
        assert_found(SUBJECT, request, "u3,u1");
    }
    /* And so is an action where actions are searched. */
    assert_found(
        ACTION,
        "{'subject':{'type':'user','id':'u1'},'action':{'name':'can_fly'},'resource':{'type':'client',"
        "'id':'web'},'context':{'organization':'org_a','connection':'db'}}",
        "can_login,resolve_org_prompt_mode,check_client_config");
}

static void wrong_requests_are_errors(void **state)
{
#define CAN_LOGIN "'action':{'name':'can_login'}"
#define OF_WEB "'resource':{'type':'client','id':'web'}"
    static const struct {
        uint32_t search;
        const char *request;
        const char *pointer;
        const char *message;
    } rows[] = {
        {SUBJECT, "[]", "", "expected an object, found an array"},
        {SUBJECT, "{" CAN_LOGIN "," OF_WEB "}", "/subject", "required, and absent"},
        {SUBJECT, "{'subject':{}," CAN_LOGIN "," OF_WEB "}", "/subject/type", "required, and absent"},
        {SUBJECT, "{'subject':{'type':'user'}," OF_WEB "}", "/action", "required, and absent"},
        {SUBJECT, "{'subject':{'type':'user'},'action':{}," OF_WEB "}", "/action/name",
         "required, and absent"},
        {SUBJECT, "{'subject':{'type':'user'},'action':{'name':'can_fly'}," OF_WEB "}", "/action/name",
         "unknown action \"can_fly\", expected one that orgpol/authzen.h lists"},
        {SUBJECT, "{'subject':{'type':'user'}," CAN_LOGIN "}", "/resource", "required, and absent"},
        {SUBJECT, "{'subject':{'type':'user'}," CAN_LOGIN ",'resource':{'type':'client'}}", "/resource/id",
         "required, and absent"},
        {SUBJECT, "{'subject':{'type':'user'}," CAN_LOGIN "," OF_WEB "}", "/context/connection",
         "required, and absent"},
        {SUBJECT, "{'subject':{'type':'user'}," CAN_LOGIN "," OF_WEB ",'context':{'connection':7}}",
         "/context/connection", "expected text, found a number"},
        {SUBJECT, "{'subject':{'type':'user'}," CAN_LOGIN "," OF_WEB ",'context':{'tenant':{}}}",
         "/context/tenant", "a tenant is loaded already; send none"},
        {SUBJECT, "{'subject':{'type':'anonymous'}," CAN_LOGIN "," OF_WEB ",'context':{'connection':'db'}}",
         "/subject/type", "there is no list of \"anonymous\" to search"},
        {SUBJECT,
         "{'subject':{'type':'user'},'action':{'name':'check_client_config'},'resource':{'type':'client','id'"
         ":"
         "'ghost'}}",
         "/context/object", "required, because the tenant has no row with this id, or two"},
        {RESOURCE,
         "{'subject':{'type':'client','id':'web'},'action':{'name':'check_endpoint_request'},'resource':"
         "{'type':'endpoint'}}",
         "/resource/type", "there is no list of \"endpoint\" to search"},
        {RESOURCE, "{'subject':{'type':'user'}," CAN_LOGIN ",'resource':{'type':'client'}}", "/subject/id",
         "required, and absent"},
        {RESOURCE, "{'subject':{'type':'user','id':'u1'}," CAN_LOGIN ",'resource':{}}", "/resource/type",
         "required, and absent"},
        {RESOURCE, "{'subject':{'type':'user','id':''}," CAN_LOGIN ",'resource':{'type':'client'}}",
         "/subject/id", "required, and empty"},
        {ACTION, "{'subject':{'type':'user','id':'u1'}}", "/resource", "required, and absent"},
        {ACTION, "{'subject':{'type':'user'}," OF_WEB "}", "/subject/id", "required, and absent"},
        {ACTION, "{'subject':{'type':'user','id':'u1'}," OF_WEB ",'context':[]}", "/context",
         "expected an object, found an array"},
        {SUBJECT, WHO ",'page':[]}", "/page", "expected an object, found an array"},
        {SUBJECT, WHO ",'page':{'limit':'5'}}", "/page/limit", "expected a whole number, found text"},
        {SUBJECT, WHO ",'page':{'limit':-1}}", "/page/limit", "expected a whole number from 0"},
        {SUBJECT, WHO ",'page':{'limit':1.5}}", "/page/limit", "expected a whole number from 0"},
        {SUBJECT, WHO ",'page':{'properties':7}}", "/page/properties", "expected an object, found a number"},
        {SUBJECT, WHO ",'page':{'token':7}}", "/page/token", "expected text, found a number"},
        {SUBJECT, WHO ",'page':{'token':'x'}}", "/page/token",
         "malformed: expected the next_token of the page before"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (ask(rows[i].search, rows[i].request) != ORGPOL_ERR_REQUEST ||
            strcmp(error.pointer, rows[i].pointer) != 0 || strcmp(error.message, rows[i].message) != 0)
            fail_msg("%s: %s: %s", rows[i].request, error.pointer, error.message);
        assert_int_equal(strncmp(answer, "{\"decision\":false,\"context\":{\"error\":", 37), 0);
    }
    assert_int_equal(ask(SUBJECT, "{'subject':"), ORGPOL_ERR_SYNTAX);
    assert_int_equal(ask_of(NULL, SUBJECT, WHO "}"), ORGPOL_ERR_REQUEST);
    assert_string_equal(error.pointer, "/context/tenant");
    assert_string_equal(error.message, "no tenant is loaded, and none was sent");
}

/* With no user to ask about, the rest of the request is checked still. */
static void errors_do_not_hide_in_an_empty_list(void **state)
{
    struct orgpol_tenant *empty = loaded("{'clients':[{'client_id':'web'}]}");

    (void)state;
    assert_int_equal(ask_of(empty, SUBJECT, WHO "}"), ORGPOL_OK);
    assert_string_equal(answer, "{\"page\":{\"next_token\":\"\",\"count\":0},\"results\":[]}");
    assert_int_equal(ask_of(empty, SUBJECT, WHO ",'page':{'limit':0}}"), ORGPOL_OK);
    assert_string_equal(answer, "{\"page\":{\"next_token\":\"\",\"count\":0},\"results\":[]}");
    assert_int_equal(
        ask_of(empty, SUBJECT, "{'subject':{'type':'user'}," CAN_LOGIN "," OF_WEB ",'context':{'mfa':'x'}}"),
        ORGPOL_ERR_REQUEST);
    assert_string_equal(error.pointer, "/context/mfa");
    /* That there is no organization is no fault of the request. */
    assert_int_equal(
        ask_of(empty, RESOURCE,
               "{'subject':{'type':'user','id':'u'},'action':{'name':'check_organization_config'},"
               "'resource':{'type':'organization'}}"),
        ORGPOL_OK);
    orgpol_tenant_free(empty);
}

/* Parameters that name one client fit that client only; those of another id in the request are wrong. */
static void parameters_name_the_client(void **state)
{
    static const char document[] =
        "{'clients':[{'client_id':'web','is_first_party':true,'callbacks':['https://w/cb']},"
        "{'client_id':'spa','is_first_party':true,'callbacks':['https://w/cb']}]}";
#define AUTHORIZE(resource)                                                                     \
    "'action':{'name':'check_authorize_request'},'resource':{" resource "},'context':{'query':" \
    "'client_id=spa&response_type=code&redirect_uri=https%3A%2F%2Fw%2Fcb&state=s'}}"
    struct orgpol_tenant *own = loaded(document);

    (void)state;
    assert_int_equal(
        ask_of(own, RESOURCE, "{'subject':{'type':'user','id':'u'}," AUTHORIZE("'type':'client'")),
        ORGPOL_OK);
    read_answer("id");
    assert_string_equal(results, "spa");
    assert_int_equal(
        ask_of(own, SUBJECT, "{'subject':{'type':'user'}," AUTHORIZE("'type':'client','id':'web'")),
        ORGPOL_ERR_REQUEST);
    assert_string_equal(error.pointer, "/context/query");
    orgpol_tenant_free(own);
}

static void an_action_that_lacks_something_is_no_result(void **state)
{
    (void)state;
    assert_found(ACTION, "{'subject':{'type':'user','id':'u1'},'resource':{'type':'client','id':'web'}}",
                 "resolve_org_prompt_mode,check_client_config");
    assert_found(
        ACTION,
        "{'subject':{'type':'user','id':'u1'},'resource':{'type':'resource_server','id':'https://a'}}",
        "check_resource_server_config");
    assert_found(
        ACTION,
        "{'subject':{'type':'user','id':'u1'},'resource':{'type':'resource_server','id':'https://a'},"
        "'context':{'client':'web'}}",
        "check_user_grant,check_consent,consent_key_for,check_resource_server_config");
    assert_found(ACTION, "{'subject':{'type':'user','id':'u1'},'resource':{'type':'spaceship','id':'x'}}",
                 "");
}

static void inline_tenants_are_searched(void **state)
{
#define INLINE                                                                                          \
    "{'subject':{'type':'user'},'action':{'name':'can_login'},'resource':{'type':'client','id':'web'}," \
    "'context':{'organization':'org_a','connection':'db','tenant':" TENANT "}"
    char request[4096];

    (void)state;
    assert_int_equal(ask_of(NULL, SUBJECT, INLINE ",'page':{'limit':1}}"), ORGPOL_OK);
    read_answer("id");
    assert_string_equal(results, "u3");
    snprintf(request, sizeof request, INLINE ",'page':{'token':'%s'}}", next);
    assert_int_equal(ask_of(NULL, SUBJECT, request), ORGPOL_OK);
    read_answer("id");
    assert_string_equal(results, "u1");
    assert_string_equal(next, "");
    assert_int_equal(ask_of(NULL, SUBJECT,
                            "{'subject':{'type':'user'}," CAN_LOGIN "," OF_WEB
                            ",'context':{'connection':'db','tenant':{'users':7}}}"),
                     ORGPOL_ERR_REQUEST);
    assert_string_equal(error.pointer, "/context/tenant/users");
}

static void buffers_are_not_overrun(void **state)
{
    char *request = quoted(ANYBODY ",'page':{'limit':2}}");
    char buffer[512];
    char whole_text[512];
    size_t whole;
    size_t length;

    (void)state;
    assert_int_equal(orgpol_authzen_search(tenant, SUBJECT, request, strlen(request), NULL, whole_text,
                                           sizeof whole_text, &whole, NULL),
                     ORGPOL_OK);
    for (size_t size = 0; size < whole + 10; size++) {
        memset(buffer, '#', sizeof buffer);
        assert_int_equal(orgpol_authzen_search(tenant, SUBJECT, request, strlen(request), NULL,
                                               size ? buffer : NULL, size, &length, NULL),
                         size > whole ? ORGPOL_OK : ORGPOL_ERR_BUFFER);
        assert_int_equal(length, whole);
        if (size > 0)
            assert_string_equal(buffer, size > whole ? whole_text : "");
        for (size_t i = size; i < sizeof buffer; i++)
            assert_int_equal(buffer[i], '#');
    }
    free(request);
}

static void arguments_are_checked(void **state)
{
    struct orgpol_json_options options = ORGPOL_JSON_OPTIONS_INIT;

    (void)state;
    assert_int_equal(ask(ORGPOL_AUTHZEN_SEARCH_UNSET, WHO "}"), ORGPOL_ERR_ARGUMENT);
    assert_string_equal(error.message, "expected one of enum orgpol_authzen_search, found 0");
    assert_int_equal(ask(4, WHO "}"), ORGPOL_ERR_ARGUMENT);
    assert_int_equal(strncmp(answer, "{\"decision\":false,", 18), 0);
    assert_int_equal(orgpol_authzen_search(tenant, SUBJECT, NULL, 0, NULL, answer, sizeof answer, NULL, NULL),
                     ORGPOL_ERR_ARGUMENT);
    options.struct_size = 1;
    assert_int_equal(orgpol_authzen_search(tenant, SUBJECT, "{}", 2, &options, NULL, 0, NULL, NULL),
                     ORGPOL_ERR_ARGUMENT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_answers_have_the_shapes_of_the_specification),
        cmocka_unit_test(the_candidates_of_each_type),
        cmocka_unit_test(the_candidates_of_token_vault),
        cmocka_unit_test(an_id_that_is_searched_is_ignored),
        cmocka_unit_test(wrong_requests_are_errors),
        cmocka_unit_test(errors_do_not_hide_in_an_empty_list),
        cmocka_unit_test(parameters_name_the_client),
        cmocka_unit_test(an_action_that_lacks_something_is_no_result),
        cmocka_unit_test(inline_tenants_are_searched),
        cmocka_unit_test(buffers_are_not_overrun),
        cmocka_unit_test(arguments_are_checked),
    };

    return cmocka_run_group_tests(tests, load, unload);
}
