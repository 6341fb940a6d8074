/* SPDX-License-Identifier: MIT */
/*
 * AuthZEN searches: shapes, candidates, errors and pages. That results are those of single evaluations is in
 * test/property/search.c.
 */
#include "tenants.h"

#include <cjson/cJSON.h>

#include "../../lib/json/ids.h"
#include "../../lib/json/page.h"
#include "orgpol/search.h"

#define SUBJECT ORGPOL_AUTHZEN_SEARCH_SUBJECT
#define RESOURCE ORGPOL_AUTHZEN_SEARCH_RESOURCE
#define ACTION ORGPOL_AUTHZEN_SEARCH_ACTION

/* Members of org_a are u1, u3 and the user without a row u7, who is one of org_b too; u5 is there twice. */
#define TENANT                                                                                           \
    "{'clients':[{'client_id':'web','is_first_party':true,'organization_usage':'allow'},"                \
    "{'client_id':'two','is_first_party':true},{'client_id':'spa','is_first_party':true,"                \
    "'organization_usage':'allow'},{'client_id':'two','is_first_party':true}],"                          \
    "'connections':[{'id':'con_db','name':'db','enabled_clients':['web','spa']},{'id':'con_n'},"         \
    "{'id':'con_x','name':'same'},{'id':'con_y','name':'same'}],"                                        \
    "'resource_servers':[{'identifier':'https://a'},{'identifier':'https://b'}],"                        \
    "'client_grants':[{'id':'cgr_1','client_id':'web','audience':'https://a'},"                          \
    "{'id':'cgr_2','client_id':'web','audience':'https://b'}],"                                          \
    "'organizations':[{'id':'org_a','enabled_connections':[{'connection_id':'con_db'}],"                 \
    "'members':[{'user_id':'u7'},{'user_id':'u1'},{'user_id':'u3'},{'user_id':'u5'},{'user_id':'u6'}]}," \
    "{'id':'org_b','members':[{'user_id':'u7'}]}],"                                                      \
    "'users':[{'user_id':'u3'},{'user_id':'u5'},{'user_id':'u1'},{'user_id':'u2'},{'user_id':'u5'}]}"

static struct orgpol_tenant *tenant;

static int load(void **state)
{
    (void)state;
    tenant = loaded(TENANT);
    return 0;
}

static int unload(void **state)
{
    (void)state;
    orgpol_tenant_free(tenant);
    return 0;
}

static char answer[1 << 20];
static struct orgpol_json_error error;

/* Searches `of`, NULL for no tenant, with ' for ". */
static enum orgpol_status ask_of(const struct orgpol_tenant *of, uint32_t search, const char *request)
{
    char *text = quoted(request);
    enum orgpol_status status;

    error = (struct orgpol_json_error)ORGPOL_JSON_ERROR_INIT;
    status = orgpol_authzen_search(of, search, text, strlen(text), NULL, answer, sizeof answer, NULL, &error);
    assert_int_equal(error.status, status);
    free(text);
    return status;
}

static enum orgpol_status ask(uint32_t search, const char *request)
{
    return ask_of(tenant, search, request);
}

/* The results and next_token of the last answer; with commas between. */
static char results[1 << 16];
static char next[64];

static void read_answer(const char *key)
{
    cJSON *document = cJSON_Parse(answer);
    const cJSON *page = cJSON_GetObjectItemCaseSensitive(document, "page");
    const cJSON *result;
    size_t length = 0;
    int count = 0;

    *results = '\0';
    cJSON_ArrayForEach(result, cJSON_GetObjectItemCaseSensitive(document, "results"))
    {
        const char *text = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(result, key));

        length += (size_t)snprintf(results + length, sizeof results - length, "%s%s", count ? "," : "", text);
        assert_true(length < sizeof results);
        count++;
    }
    assert_int_equal(cJSON_GetNumberValue(cJSON_GetObjectItemCaseSensitive(page, "count")), count);
    snprintf(next, sizeof next, "%s",
             cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(page, "next_token")));
    cJSON_Delete(document);
}

static void assert_found(uint32_t search, const char *request, const char *expected)
{
    if (ask(search, request) != ORGPOL_OK)
        fail_msg("%s: %s: %s", request, error.pointer, error.message);
    read_answer(search == ACTION ? "name" : "id");
    if (strcmp(results, expected) != 0)
        fail_msg("%s: %s and not %s", request, results, expected);
}

#define WHO                                                                                             \
    "{'subject':{'type':'user'},'action':{'name':'can_login'},'resource':{'type':'client','id':'web'}," \
    "'context':{'organization':'org_a','connection':'db'}"
/* Who may be asked to consent: everybody, with a row or without. */
#define ANYBODY                                                                                            \
    "{'subject':{'type':'user'},'action':{'name':'consent_key_for'},'resource':{'type':'resource_server'," \
    "'id':'https://a'},'context':{'client':'web'}"

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

/* Two accounts of one id are none, and nobody's are none. */
static void accounts_of_one_id_are_no_candidates(void **state)
{
    struct orgpol_tenant *own =
        loaded("{'users':[{'user_id':'u','connected_accounts':[{'id':'a','connection':'c'},{'id':'b',"
               "'connection':'c'},{'id':'a','connection':'d'}]},{'user_id':'v'}]}");
    const struct orgpol_str owner = ORGPOL_STR("u");
    const struct orgpol_str nobody = ORGPOL_STR("w");

    (void)state;
    assert_int_equal(orgpol_ids_count(own, IDS_CONNECTED_ACCOUNT, owner), 3);
    assert_absent(orgpol_id_at(own, IDS_CONNECTED_ACCOUNT, owner, 0));
    assert_text(orgpol_id_at(own, IDS_CONNECTED_ACCOUNT, owner, 1), "b");
    assert_absent(orgpol_id_at(own, IDS_CONNECTED_ACCOUNT, owner, 2));
    assert_absent(orgpol_id_at(own, IDS_CONNECTED_ACCOUNT, owner, 3));
    assert_int_equal(orgpol_ids_count(own, IDS_CONNECTED_ACCOUNT, nobody), 0);
    assert_absent(orgpol_id_at(own, IDS_CONNECTED_ACCOUNT, nobody, 0));
    orgpol_tenant_free(own);
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

/* ---- pages ---- */

/* Every page of the request, whose last brace is missing; the results of all with a bar after each page. */
static void all_pages(uint32_t search, const char *request, const char *limit, char *out, size_t size)
{
    char page[2048];

    *out = '\0';
    *next = '\0';
    do {
        snprintf(page, sizeof page, "%s,'page':{%s'token':'%s'}}", request, limit, next);
        if (ask(search, page) != ORGPOL_OK)
            fail_msg("%s: %s", page, error.message);
        read_answer(search == ACTION ? "name" : "id");
        snprintf(out + strlen(out), size - strlen(out), "%s|", results);
    } while (*next);
}

static void pages_have_their_limit(void **state)
{
#define ACTIONS                                                                                    \
    "{'subject':{'type':'user','id':'u1'},'resource':{'type':'resource_server','id':'https://a'}," \
    "'context':{'client':'web'}"
    static const struct {
        uint32_t search;
        const char *request;
        const char *limit;
        const char *pages;
    } rows[] = {
        {SUBJECT, ANYBODY, "", "u3,u1,u2,u7,u6|"},
        {SUBJECT, ANYBODY, "'limit':null,", "u3,u1,u2,u7,u6|"},
        {SUBJECT, ANYBODY, "'limit':1,", "u3|u1|u2|u7|u6|"},
        {SUBJECT, ANYBODY, "'limit':2,", "u3,u1|u2,u7|u6|"},
        {SUBJECT, ANYBODY, "'limit':4,", "u3,u1,u2,u7|u6|"},
        {SUBJECT, ANYBODY, "'limit':5,", "u3,u1,u2,u7,u6|"},
        {SUBJECT, ANYBODY, "'limit':1e300,", "u3,u1,u2,u7,u6|"},
        {SUBJECT, WHO, "'limit':1,", "u3|u1|"},
        {SUBJECT, WHO, "'limit':2,", "u3,u1|"}, /* who comes after u1 may not, so this is the last page */
        {ACTION, ACTIONS, "'limit':1,",
         "check_user_grant|check_consent|consent_key_for|check_resource_server_config|"},
        {ACTION, ACTIONS, "'limit':2,",
         "check_user_grant,check_consent|consent_key_for,check_resource_server_config|"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char pages[256];

        all_pages(rows[i].search, rows[i].request, rows[i].limit, pages, sizeof pages);
        if (strcmp(pages, rows[i].pages) != 0)
            fail_msg("%s %s: %s and not %s", rows[i].request, rows[i].limit, pages, rows[i].pages);
    }
}

/* A limit of 0 asks whether there is any. */
static void no_results_are_a_page_too(void **state)
{
    char request[1024];

    (void)state;
    /* Where actions are searched, one that is sent is ignored, whatever it is. */
    assert_found(ACTION,
                 "{'subject':{'type':'user','id':'u1'},'action':'read','resource':{'type':'x','id':'x'},"
                 "'context':{}}",
                 "");
    assert_found(SUBJECT, ANYBODY ",'page':{'limit':0}}", "");
    assert_string_not_equal(next, "");
    snprintf(request, sizeof request, ANYBODY ",'page':{'token':'%s'}}", next); /* and then the usual limit */
    assert_found(SUBJECT, request, "u3,u1,u2,u7,u6");
    assert_string_equal(next, "");
    assert_found(
        SUBJECT,
        "{'subject':{'type':'user'},'action':{'name':'can_login'},'resource':{'type':'client','id':'x'},"
        "'context':{'connection':'db'},'page':{'limit':0}}",
        "");
    assert_string_equal(next, "");
}

/* The first token of a search in pages of two. */
static void first_token(char token[64])
{
    assert_found(SUBJECT, ANYBODY ",'page':{'limit':2}}", "u3,u1");
    strcpy(token, next);
    assert_int_equal(strlen(token), 36);
}

static void a_token_goes_with_its_request(void **state)
{
    /* All of them say the same. */
    static const char *const same[] = {
        ANYBODY ",'page':{'token':'%s'}}",
        ANYBODY ",'page':{'limit':2,'token':'%s'}}",
        ANYBODY ",'page':{'limit':2,'token':'%s','properties':{'a':1},'more':[]},'more':1}",
        "{ 'page' : {'token':'%s'}, 'context':{'client':'\\u0077eb'},\n'action':{'name':'consent_key_for'},"
        "'resource':{'id':'https:\\/\\/a','type':'resource_server'},'subject':{'type':'user'}}",
    };
    static const struct {
        const char *request;
        const char *pointer;
    } others[] = {
        {ANYBODY ",'page':{'limit':3,'token':'%s'}}", "/page/limit"},
        {ANYBODY ",'page':{'limit':0,'token':'%s'}}", "/page/limit"},
        {"{'subject':{'type':'user','id':'u1'},'action':{'name':'consent_key_for'},'resource':{'type':"
         "'resource_server','id':'https://a'},'context':{'client':'web'},'page':{'token':'%s'}}",
         "/page/token"},
        {"{'subject':{'type':'user'},'action':{'name':'consent_key_for'},'resource':{'type':"
         "'resource_server','id':'https://b'},'context':{'client':'web'},'page':{'token':'%s'}}",
         "/page/token"},
        {"{'subject':{'type':'user'},'action':{'name':'consent_key_for'},'resource':{'type':"
         "'resource_server','id':'https://a'},'context':{'client':'spa'},'page':{'token':'%s'}}",
         "/page/token"},
        {"{'subject':{'type':'user'},'action':{'name':'consent_key_for'},'resource':{'type':"
         "'resource_server','id':'https://a'},'context':{'client':'web','x':[]},'page':{'token':'%s'}}",
         "/page/token"},
        {"{'subject':{'type':'user'},'action':{'name':'check_consent'},'resource':{'type':"
         "'resource_server','id':'https://a'},'context':{'client':'web'},'page':{'token':'%s'}}",
         "/page/token"},
    };
    char token[64];
    char request[1024];

    (void)state;
    first_token(token);
    for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
        snprintf(request, sizeof request, same[i], token);
        assert_found(SUBJECT, request, "u2,u7");
    }
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        snprintf(request, sizeof request, others[i].request, token);
        if (ask(SUBJECT, request) != ORGPOL_ERR_REQUEST || strcmp(error.pointer, others[i].pointer) != 0)
            fail_msg("%s: %s: %s", request, error.pointer, error.message);
        assert_null(strstr(answer, "results"));
    }
    /* The same members in another kind of search. */
    snprintf(request, sizeof request,
             "{'subject':{'type':'user','id':'u1'},'action':{'name':'can_login'},'resource':{'type':'client',"
             "'id':'web'},'context':{'organization':'org_a','connection':'db'},'page':{'limit':1}}");
    assert_found(SUBJECT, request, "u3");
    snprintf(request, sizeof request,
             "{'subject':{'type':'user','id':'u1'},'action':{'name':'can_login'},'resource':{'type':'client',"
             "'id':'web'},'context':{'organization':'org_a','connection':'db'},'page':{'token':'%s'}}",
             next);
    assert_int_equal(ask(RESOURCE, request), ORGPOL_ERR_REQUEST);
    assert_string_equal(error.message, "is that of another request, or was altered");
    assert_int_equal(ask(ACTION, request), ORGPOL_ERR_REQUEST);
    assert_found(SUBJECT, request, "u1");
}

/* Values that could be taken for one another in a hash of the request. */
static void requests_that_differ_have_other_tokens(void **state)
{
    static const char *const contexts[] = {
        "{}",
        "{'a':{}}",
        "{'a':[]}",
        "{'a':''}",
        "{'a':0}",
        "{'a':false}",
        "{'a':true}",
        "{'a':[0,1]}",
        "{'a':[1,0]}",
        "{'a':[[0],1]}",
        "{'a':[0,[1]]}",
        "{'a':1}",
        "{'a':'1'}",
        "{'a':'0'}",
        "{'a':{'b':1}}",
        "{'a':[{'b':1}]}",
        "{'b':{'a':1}}",
        "{'a':{'b':1},'c':2}",
        "{'a':{'b':1,'c':2}}",
        "{'a':{'b':2},'c':1}",
        "{'a':['b']}",
        "{'a':'b'}",
        "{'ab':''}",
        "{'a':{'a':1}}",
        "{'a':1,'b':1}",
        "{'a':null}",
    };
    enum { COUNT = sizeof contexts / sizeof *contexts };
    char tokens[COUNT][64];

    (void)state;
    for (size_t i = 0; i < COUNT; i++) {
        char request[512];

        snprintf(
            request, sizeof request,
            "{'subject':{'type':'user'},'action':{'name':'check_client_config'},'resource':{'type':'client',"
            "'id':'web'},'context':%s,'page':{'limit':1}}",
            contexts[i]);
        assert_found(SUBJECT, request, "u3");
        strcpy(tokens[i], next);
        for (size_t j = 0; j < i; j++)
            if (strcmp(tokens[i], tokens[j]) == 0)
                fail_msg("%s and %s have one token", contexts[i], contexts[j]);
    }
}

static void an_altered_token_is_an_error(void **state)
{
    char token[64];
    char request[1024];

    (void)state;
    first_token(token);
    for (size_t i = 0; i < strlen(token); i++)
        for (const char *other = "0123456789abcdefA g\\u00e9"; *other; other++) {
            char altered[64];

            strcpy(altered, token);
            altered[i] = *other;
            if (*other == '\\' || strcmp(altered, token) == 0)
                continue;
            snprintf(request, sizeof request, ANYBODY ",'page':{'token':'%s'}}", altered);
            if (ask(SUBJECT, request) != ORGPOL_ERR_REQUEST || strcmp(error.pointer, "/page/token") != 0)
                fail_msg("%s: %s", request, error.message);
        }
    for (size_t length = 1; length < 40; length++) {
        char other[64] = "0000000000000000000000000000000000000000";

        memcpy(other, token, length < 36 ? length : 36);
        other[length] = '\0';
        if (length == 36)
            continue;
        snprintf(request, sizeof request, ANYBODY ",'page':{'token':'%s'}}", other);
        assert_int_equal(ask(SUBJECT, request), ORGPOL_ERR_REQUEST);
        assert_string_equal(error.message, "malformed: expected the next_token of the page before");
    }
}

/* Whoever makes a token up gets no more of it than one that was given. */
static void a_made_up_token_has_the_limits_of_others(void **state)
{
    static const struct {
        uint16_t limit;
        uint64_t place;
        enum orgpol_status status;
    } rows[] = {
        {ORGPOL_AUTHZEN_SEARCH_MAX_LIMIT, 0, ORGPOL_OK},
        {ORGPOL_AUTHZEN_SEARCH_MAX_LIMIT, UINT64_MAX, ORGPOL_OK},
        {ORGPOL_AUTHZEN_SEARCH_MAX_LIMIT + 1, 0, ORGPOL_ERR_REQUEST},
        {UINT16_MAX, 0, ORGPOL_ERR_REQUEST},
    };
    struct orgpol_json_error wrong = ORGPOL_JSON_ERROR_INIT;
    char *text = quoted(ANYBODY "}");
    cJSON *tree = cJSON_Parse(text);
    const struct question question = {.subject = cJSON_GetObjectItem(tree, "subject"),
                                      .action = cJSON_GetObjectItem(tree, "action"),
                                      .resource = cJSON_GetObjectItem(tree, "resource"),
                                      .context = cJSON_GetObjectItem(tree, "context")};
    struct page page;

    (void)state;
    assert_int_equal(orgpol_page_read(tree, SUBJECT, &question, &page, &wrong), ORGPOL_OK);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char token[PAGE_TOKEN_DIGITS + 1];
        char request[512];

        page.limit = rows[i].limit;
        orgpol_page_token(&page, rows[i].place, token);
        snprintf(request, sizeof request, ANYBODY ",'page':{'token':'%s'}}", token);
        assert_int_equal(ask(SUBJECT, request), rows[i].status);
    }
    cJSON_Delete(tree);
    free(text);
}

/* A place past the end, which another tenant of the same request may have had. */
static void a_place_past_the_end_is_the_end(void **state)
{
    struct orgpol_tenant *shrunk = loaded("{'users':[{'user_id':'u3'}]}");
    char token[64];
    char request[1024];

    (void)state;
    first_token(token);
    snprintf(request, sizeof request, ANYBODY ",'page':{'token':'%s'}}", token);
    assert_int_equal(ask_of(shrunk, SUBJECT, request), ORGPOL_OK);
    assert_string_equal(answer, "{\"page\":{\"next_token\":\"\",\"count\":0},\"results\":[]}");
    orgpol_tenant_free(shrunk);
}

/* A page ends when it has looked at enough, whether or not it found something. */
static void pages_are_bounded(void **state)
{
    enum { USERS = 2 * ORGPOL_AUTHZEN_SEARCH_MAX_CANDIDATES + 500 };
    char *document = malloc(USERS * 40);
    size_t length = (size_t)sprintf(document,
                                    "{'clients':[{'client_id':'web','is_first_party':true,"
                                    "'organization_usage':'allow'}],'connections':[{'id':'con_db',"
                                    "'name':'db','enabled_clients':['web']}],'organizations':[{'id':"
                                    "'org_a','enabled_connections':[{'connection_id':'con_db'}],"
                                    "'members':[{'user_id':'u3'},{'user_id':'u%d'}]}],'users':[",
                                    USERS - 1);
    const struct orgpol_tenant *before = tenant;
    struct orgpol_tenant *large;
    char pages[64];

    (void)state;
    for (int i = 0; i < USERS; i++)
        length += (size_t)sprintf(document + length, "%s{'user_id':'u%d'}", i > 0 ? "," : "", i);
    strcpy(document + length, "]}");
    tenant = large = loaded(document);
    all_pages(SUBJECT, WHO, "", pages, sizeof pages);
    assert_string_equal(pages, "u3||u20499|");
    all_pages(SUBJECT, WHO, "'limit':1,", pages, sizeof pages);
    assert_string_equal(pages, "u3||u20499|");
    /* The default limit, and the highest. */
    assert_int_equal(ask(SUBJECT, ANYBODY "}"), ORGPOL_OK);
    read_answer("id");
    assert_non_null(strstr(answer, "\"count\":100}"));
    assert_int_equal(ask(SUBJECT, ANYBODY ",'page':{'limit':1001}}"), ORGPOL_OK);
    read_answer("id");
    assert_non_null(strstr(answer, "\"count\":1000}"));
    tenant = (struct orgpol_tenant *)before;
    orgpol_tenant_free(large);
    free(document);
}

/* Each candidate may read a long request again, so that fewer are looked at. */
static void long_requests_have_shorter_pages(void **state)
{
    enum { LONG = 900000 };
    const size_t most = ORGPOL_AUTHZEN_SEARCH_MAX_BYTES / LONG;
    char *document = malloc(1 << 16);
    char *request = malloc(LONG + 1);
    size_t length = (size_t)sprintf(document, "{'users':[");
    struct orgpol_tenant *own;
    char *text;

    (void)state;
    for (int i = 0; i < 1000; i++)
        length += (size_t)sprintf(document + length, "%s{'user_id':'u%d'}", i > 0 ? "," : "", i);
    strcpy(document + length, "]}");
    own = loaded(document);
    text = quoted(ANYBODY ",'page':{'limit':1000}");
    memset(request, ' ', LONG);
    memcpy(request, text, strlen(text));
    request[LONG - 1] = '}';
    request[LONG] = '\0';
    assert_int_equal(
        orgpol_authzen_search(own, SUBJECT, request, LONG, NULL, answer, sizeof answer, NULL, NULL),
        ORGPOL_OK);
    read_answer("id");
    assert_string_not_equal(next, "");
    assert_int_equal(strncmp(results, "u0,u1,u2", 8), 0);
    assert_true(strstr(answer, "\"count\":74}") != NULL && most == 74);
    free(text);
    free(request);
    free(document);
    orgpol_tenant_free(own);
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
        cmocka_unit_test(accounts_of_one_id_are_no_candidates),
        cmocka_unit_test(an_id_that_is_searched_is_ignored),
        cmocka_unit_test(wrong_requests_are_errors),
        cmocka_unit_test(errors_do_not_hide_in_an_empty_list),
        cmocka_unit_test(parameters_name_the_client),
        cmocka_unit_test(an_action_that_lacks_something_is_no_result),
        cmocka_unit_test(pages_have_their_limit),
        cmocka_unit_test(no_results_are_a_page_too),
        cmocka_unit_test(a_token_goes_with_its_request),
        cmocka_unit_test(requests_that_differ_have_other_tokens),
        cmocka_unit_test(an_altered_token_is_an_error),
        cmocka_unit_test(a_made_up_token_has_the_limits_of_others),
        cmocka_unit_test(a_place_past_the_end_is_the_end),
        cmocka_unit_test(pages_are_bounded),
        cmocka_unit_test(long_requests_have_shorter_pages),
        cmocka_unit_test(inline_tenants_are_searched),
        cmocka_unit_test(buffers_are_not_overrun),
        cmocka_unit_test(arguments_are_checked),
    };

    return cmocka_run_group_tests(tests, load, unload);
}
