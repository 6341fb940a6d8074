/* SPDX-License-Identifier: MIT */
/* The pages of AuthZEN searches: limits, tokens, and what bounds a page. */
#include "searches.h"

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

/* Servers of one service may be unlike machines: SipHash-2-4 over numbers as little-endian bytes. */
static void a_token_is_the_same_on_every_machine(void **state)
{
    (void)state;
    assert_found(
        SUBJECT,
        "{'subject':{'type':'user'},'action':{'name':'consent_key_for'},'resource':{'type':'resource_server',"
        "'id':'https://a'},'context':{'client':'web','x':[true,1.5]},'page':{'limit':2}}",
        "u3,u1");
    assert_string_equal(next, "00020000000000000003b27392e529be1034");
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
int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pages_have_their_limit),
        cmocka_unit_test(no_results_are_a_page_too),
        cmocka_unit_test(a_token_is_the_same_on_every_machine),
        cmocka_unit_test(a_token_goes_with_its_request),
        cmocka_unit_test(requests_that_differ_have_other_tokens),
        cmocka_unit_test(an_altered_token_is_an_error),
        cmocka_unit_test(a_place_past_the_end_is_the_end),
        cmocka_unit_test(pages_are_bounded),
        cmocka_unit_test(long_requests_have_shorter_pages),
    };

    return cmocka_run_group_tests(tests, load, unload);
}
