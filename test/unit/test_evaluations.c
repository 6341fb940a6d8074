/* SPDX-License-Identifier: MIT */
/* AuthZEN evaluations: defaults, semantics, errors of items and of the whole. */
#include "tenants.h"

#include <cjson/cJSON.h>

#include "orgpol/authzen.h"

/* Users u1 and u2 are members of org_a, u3 is not. */
#define TENANT                                                                             \
    "{'clients':[{'client_id':'web','is_first_party':true,'organization_usage':'allow'}]," \
    "'connections':[{'id':'con_db','name':'db','enabled_clients':['web']}],"               \
    "'organizations':[{'id':'org_a','enabled_connections':[{'connection_id':'con_db'}],"   \
    "'members':[{'user_id':'u1'},{'user_id':'u2'}]}],"                                     \
    "'users':[{'user_id':'u1'},{'user_id':'u2'},{'user_id':'u3'}]}"

#define WEB "'action':{'name':'can_login'},'resource':{'type':'client','id':'web'}"
#define IN_A "'context':{'organization':'org_a','connection':'db'}"
#define USER(id) "{'subject':{'type':'user','id':'" id "'}}"

#define YES                                                                                                  \
    "{'decision':true,'context':{'http_status':200,'obligations':[],'advice':[],'claims':{'org_id':'org_a'}" \
    "}}"
#define NO                                                                                         \
    "{'decision':false,'context':{'reason':'user_not_member','rule':'LOGIN-18','http_status':403," \
    "'error':'access_denied','error_description':'user u3 is not part of the org_a organization'," \
    "'unmet':['user_not_member'],'obligations':[],'advice':[],"                                    \
    "'remedy':'Add the user to the organization.'}}"
#define WRONG(message, pointer) \
    "{'decision':false,'context':{'error':{'status':400,'message':'" message "','pointer':'" pointer "'}}}"

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

static char answer[1 << 19];
static struct orgpol_json_error error;

/* Asks of `of`, NULL for no tenant, with ' for ". */
static enum orgpol_status ask_of(const struct orgpol_tenant *of, const char *request)
{
    char *text = quoted(request);
    enum orgpol_status status;

    error = (struct orgpol_json_error)ORGPOL_JSON_ERROR_INIT;
    status = orgpol_authzen_evaluations(of, text, strlen(text), NULL, answer, sizeof answer, NULL, &error);
    assert_int_equal(error.status, status);
    free(text);
    return status;
}

static void assert_answered(const struct orgpol_tenant *of, const char *request, const char *expected)
{
    char *text = quoted(expected);

    if (ask_of(of, request) != ORGPOL_OK)
        fail_msg("%s: %s: %s", request, error.pointer, error.message);
    assert_string_equal(answer, text);
    free(text);
}

static void items_are_answered_in_order(void **state)
{
    (void)state;
    assert_answered(tenant, "{" WEB "," IN_A ",'evaluations':[" USER("u1") "," USER("u3") "," USER("u2") "]}",
                    "{'evaluations':[" YES "," NO "," YES "]}");
    /* Nothing but items. */
    assert_answered(tenant,
                    "{'evaluations':[{'subject':{'type':'user','id':'u3'}," WEB "," IN_A
                    "},{'subject':{'type':'user','id':'u1'}," WEB "," IN_A "}]}",
                    "{'evaluations':[" NO "," YES "]}");
}

/* The member of an item takes the place of the default as a whole. */
static void defaults_are_replaced_and_not_merged(void **state)
{
    (void)state;
    assert_answered(
        tenant,
        "{'subject':{'type':'user','id':'u3'}," WEB "," IN_A
        ",'evaluations':[{},{'subject':{'type':'user','id':'u1'}},"
        "{'context':{'organization':'org_a'}},{'resource':{'type':'client'}},"
        "{'subject':{'id':'u1'}},{'action':{}},{'subject':null},{'context':null}]}",
        "{'evaluations':[" NO "," YES
        "," WRONG("required, and absent", "/evaluations/2/context/connection") "," WRONG(
            "required, and absent",
            "/evaluations/3/resource/id") "," WRONG("required, and absent",
                                                    "/evaluations/4/subject/type") "," WRONG("required, and "
                                                                                             "absent",
                                                                                             "/evaluations/5/"
                                                                                             "action/name") "," NO
                                                                                                            "," NO
                                                                                                            "]}");
}

static void semantics_end_with_the_item_that_decides(void **state)
{
#define ASKING(semantic, items)                                                                              \
    "{" WEB "," IN_A ",'options':{'evaluations_semantic':'" semantic "','more':7},'evaluations':[" items "]" \
    "}"
#define NO_SUBJECT(at) WRONG("required, and absent", "/evaluations/" at "/subject")
    static const struct {
        const char *request;
        const char *answer;
    } rows[] = {
        {ASKING("execute_all", USER("u1") "," USER("u3") ",{}," USER("u1")),
         YES "," NO "," NO_SUBJECT("2") "," YES},
        {ASKING("deny_on_first_deny", USER("u1") "," USER("u3") "," USER("u1")), YES "," NO},
        {ASKING("deny_on_first_deny", USER("u1") ",{}," USER("u1")), YES "," NO_SUBJECT("1")},
        {ASKING("deny_on_first_deny", USER("u1") "," USER("u2")), YES "," YES},
        {ASKING("deny_on_first_deny", USER("u3") "," USER("u1")), NO},
        {ASKING("permit_on_first_permit", USER("u3") "," USER("u1") "," USER("u3")), NO "," YES},
        {ASKING("permit_on_first_permit", "{}," USER("u2") "," USER("u2")), NO_SUBJECT("0") "," YES},
        {ASKING("permit_on_first_permit", USER("u3") "," USER("u3")), NO "," NO},
        {ASKING("permit_on_first_permit", USER("u1") "," USER("u3")), YES},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char expected[4096];

        snprintf(expected, sizeof expected, "{'evaluations':[%s]}", rows[i].answer);
        assert_answered(tenant, rows[i].request, expected);
    }
}

/* An item in error is answered where it stands, with the pointer into the request. */
static void items_in_error_spoil_no_others(void **state)
{
    static const struct {
        const char *item;
        const char *answer;
    } rows[] = {
        {"7", WRONG("expected an object, found a number", "/evaluations/1")},
        {"[]", WRONG("expected an object, found an array", "/evaluations/1")},
        {"null", WRONG("expected an object, found null", "/evaluations/1")},
        {"{'subject':'u1'}", WRONG("expected an object, found text", "/evaluations/1/subject")},
        {"{'action':{'name':'can_fly'}}",
         WRONG("unknown action \\'can_fly\\', expected one that orgpol/authzen.h lists",
               "/evaluations/1/action/name")},
        {"{'subject':{'type':'client','id':'web'}}",
         WRONG("can_login takes user or anonymous, found \\'client\\'", "/evaluations/1/subject/type")},
        {"{'context':{'connection':['db']}}",
         WRONG("expected text, found an array", "/evaluations/1/context/connection")},
        {"{'context':[]}", WRONG("expected an object, found an array", "/evaluations/1/context")},
        {"{'context':{'tenant':{}}}",
         WRONG("a tenant is loaded already; send none", "/evaluations/1/context/tenant")},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char request[1024];
        char expected[2048];

        snprintf(request, sizeof request,
                 "{'subject':{'type':'user','id':'u3'}," WEB "," IN_A ",'evaluations':[{},%s,{}]}",
                 rows[i].item);
        snprintf(expected, sizeof expected, "{'evaluations':[" NO ",%s," NO "]}", rows[i].answer);
        assert_answered(tenant, request, expected);
    }
}

/* A default that is wrong is where the pointer leads, and wrong only for the items that have it. */
static void wrong_defaults_are_pointed_at(void **state)
{
    (void)state;
    assert_answered(tenant,
                    "{'subject':{'type':'user','id':''}," WEB ",'context':{'connection':5},"
                    "'evaluations':[{},{" IN_A "},{'subject':{'type':'user','id':'u1'}," IN_A
                    "},{'subject':{'type':'user','id':'u1'}}]}",
                    "{'evaluations':[" WRONG("required, and empty", "/subject/id") "," WRONG(
                        "required, and empty", "/subject/id") "," YES
                                                              "," WRONG("expected text, found a number",
                                                                        "/context/connection") "]}");
}

static void without_items_it_is_one_evaluation(void **state)
{
    static const char *const ends[] = {"}", ",'evaluations':[]}", ",'evaluations':null}",
                                       ",'options':{'evaluations_semantic':'deny_on_first_deny'}}"};

    (void)state;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        char request[1024];

        snprintf(request, sizeof request, "{'subject':{'type':'user','id':'u3'}," WEB "," IN_A "%s", ends[i]);
        assert_answered(tenant, request, NO);
        /* Then its error is that of the whole. */
        snprintf(request, sizeof request, "{" WEB "," IN_A "%s", ends[i]);
        assert_int_equal(ask_of(tenant, request), ORGPOL_ERR_REQUEST);
        assert_string_equal(error.pointer, "/subject");
        assert_string_equal(error.message, "required, and absent");
    }
}

static void what_is_wrong_for_all_is_an_error(void **state)
{
    static const struct {
        const char *request;
        enum orgpol_status status;
        const char *pointer;
        const char *message;
        size_t offset;
    } rows[] = {
        {"[]", ORGPOL_ERR_REQUEST, "", "expected an object, found an array", 0},
        {"{'evaluations':{}}", ORGPOL_ERR_REQUEST, "/evaluations", "expected an array, found an object", 15},
        {"{'evaluations':[{}],'subject':'u1'}", ORGPOL_ERR_REQUEST, "/subject",
         "expected an object, found text", 30},
        {"{'evaluations':[{}],'context':[]}", ORGPOL_ERR_REQUEST, "/context",
         "expected an object, found an array", 30},
        {"{'evaluations':[{}],'options':[]}", ORGPOL_ERR_REQUEST, "/options",
         "expected an object, found an array", 30},
        {"{'evaluations':[{}],'options':{'evaluations_semantic':'first'}}", ORGPOL_ERR_REQUEST,
         "/options/evaluations_semantic",
         "expected one of execute_all, deny_on_first_deny, permit_on_first_permit, found \"first\"", 54},
        {"{'evaluations':[{}],'options':{'evaluations_semantic':''}}", ORGPOL_ERR_REQUEST,
         "/options/evaluations_semantic",
         "expected one of execute_all, deny_on_first_deny, permit_on_first_permit, found \"\"", 54},
        {"{'evaluations':[{}],'options':{'evaluations_semantic':true}}", ORGPOL_ERR_REQUEST,
         "/options/evaluations_semantic", "expected text, found true", 54},
        {"{'evaluations':[{}],'context':{'tenant':{}}}", ORGPOL_ERR_REQUEST, "/context/tenant",
         "a tenant is loaded already; send none", 40},
        {"{'evaluations':[{}", ORGPOL_ERR_SYNTAX, "/evaluations/0", "expected a comma or ]", 18},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (ask_of(tenant, rows[i].request) != rows[i].status ||
            strcmp(error.pointer, rows[i].pointer) != 0 || strcmp(error.message, rows[i].message) != 0 ||
            error.offset != rows[i].offset)
            fail_msg("%s: %s: %s at %zu", rows[i].request, error.pointer, error.message, error.offset);
        assert_int_equal(strncmp(answer, "{\"decision\":false,\"context\":{\"error\":{\"status\":400,", 51),
                         0);
    }
}

/* The request with so many items. */
static char *with_items(size_t count)
{
    char *request = malloc(count * 3 + 512);
    size_t length =
        (size_t)sprintf(request, "{'subject':{'type':'user','id':'u1'}," WEB "," IN_A ",'evaluations':[");

    for (size_t i = 0; i < count; i++)
        length += (size_t)sprintf(request + length, "%s{}", i > 0 ? "," : "");
    strcpy(request + length, "]}");
    return request;
}

static void items_are_limited(void **state)
{
    char *request = with_items(ORGPOL_AUTHZEN_MAX_EVALUATIONS);
    const char *at;
    size_t count = 0;

    (void)state;
    assert_int_equal(ask_of(tenant, request), ORGPOL_OK);
    for (at = answer; (at = strstr(at, "\"decision\":true")) != NULL; at++)
        count++;
    assert_int_equal(count, ORGPOL_AUTHZEN_MAX_EVALUATIONS);
    free(request);
    request = with_items(ORGPOL_AUTHZEN_MAX_EVALUATIONS + 1);
    assert_int_equal(ask_of(tenant, request), ORGPOL_ERR_REQUEST);
    assert_string_equal(error.pointer, "/evaluations");
    assert_string_equal(error.message, "expected at most 1000 evaluations, found 1001");
    assert_null(strstr(answer, "\"decision\":true"));
    free(request);
}

/* A request of `count` items that share a default: a query of `length` bytes, or a tenant that long. */
static char *with_default(size_t count, const char *before, size_t length, const char *after)
{
    char *request = malloc(length + count * 3 + 512);
    size_t end =
        (size_t)sprintf(request, "{'subject':{'type':'user','id':'u1'}," WEB ",'context':{%s", before);

    memset(request + end, 'a', length);
    end += length;
    end += (size_t)sprintf(request + end, "%s},'evaluations':[", after);
    for (size_t i = 0; i < count; i++)
        end += (size_t)sprintf(request + end, "%s{}", i > 0 ? "," : "");
    strcpy(request + end, "]}");
    return request;
}

/* Defaults that every item reads again are limited; the tenant in them, which is read once, is not. */
static void defaults_are_limited(void **state)
{
    static const struct {
        size_t count;
        size_t length;
        const char *before;
        const char *after;
        enum orgpol_status status;
    } rows[] = {
        {1000, 16000, "'connection':'db','x':'", "'", ORGPOL_OK},
        {1000, 17000, "'connection':'db','x':'", "'", ORGPOL_ERR_REQUEST},
        {1000, 17000, "'connection':'db','x':[[['", "']]]", ORGPOL_ERR_REQUEST},
        {1000, 17000, "'connection':'db','", "':1", ORGPOL_ERR_REQUEST},
        {100, 160000, "'connection':'db','x':'", "'", ORGPOL_OK},
        {100, 170000, "'connection':'db','x':'", "'", ORGPOL_ERR_REQUEST},
        {1, 900000, "'connection':'db','x':'", "'", ORGPOL_OK},
        {1000, 900000, "'connection':'db','tenant':{'x':'", "'}", ORGPOL_OK},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char *request = with_default(rows[i].count, rows[i].before, rows[i].length, rows[i].after);
        const bool inlined = strstr(rows[i].before, "tenant") != NULL;

        assert_int_equal(ask_of(inlined ? NULL : tenant, request), rows[i].status);
        if (rows[i].status != ORGPOL_OK) {
            assert_string_equal(error.pointer, "/evaluations");
            assert_non_null(strstr(error.message, "expected less than 16777216 in all"));
        }
        free(request);
    }
}

/* The default's tenant is asked by the items with the default context, and by no others. */
static void inline_tenants_are_asked(void **state)
{
    (void)state;
    assert_answered(
        NULL,
        "{" WEB ",'context':{'organization':'org_a','connection':'db','tenant':" TENANT
        "},'evaluations':[" USER("u1") "," USER(
            "u3") ","
                  "{'subject':{'type':'user','id':'u1'}," IN_A "},"
                  "{'subject':{'type':'user','id':'u9'},'context':{'organization':'org_a',"
                  "'connection':'con','tenant':{'clients':[{'client_id':'web','is_first_party':true,"
                  "'organization_usage':'allow'}],'connections':[{'id':'con','enabled_clients':['web']}],"
                  "'organizations':[{'id':'org_a','enabled_connections':[{'connection_id':'con'}],"
                  "'members':[{'user_id':'u9'}]}],'users':[{'user_id':'u9'}]}}},"
                  "{'subject':{'type':'user','id':'u1'},'context':{'tenant':{'users':{}}}}," USER("u2") "]}",
        "{'evaluations':[" YES "," NO
        "," WRONG("no tenant is loaded, and none was sent",
                  "/evaluations/2/context/tenant") "," YES
                                                   "," WRONG("expected an array, found an object",
                                                             "/evaluations/4/context/tenant/users") "," YES
                                                                                                    "]}");
    /* One action needs no tenant. */
    assert_int_equal(ask_of(NULL, "{'subject':{'type':'user','id':'u'},'resource':{'type':'resource_server',"
                                  "'id':'a'},'action':{'name':'consent_key_for'},'context':{'client':'c'},"
                                  "'evaluations':[{},{'action':{'name':'check_consent'}}]}"),
                     ORGPOL_OK);
    assert_int_equal(strncmp(answer, "{\"evaluations\":[{\"decision\":true,", 32), 0);
    assert_non_null(strstr(answer, "no tenant is loaded, and none was sent"));
    /* One that cannot be read is wrong for all. */
    assert_int_equal(
        ask_of(NULL, "{" WEB
                     ",'context':{'connection':'db','tenant':{'clients':7}},'evaluations':[" USER("u1") "]}"),
        ORGPOL_ERR_REQUEST);
    assert_string_equal(error.pointer, "/context/tenant/clients");
}

/* A pointer that gets too long with the item's in front is cut between characters. */
static void long_pointers_are_cut(void **state)
{
    char request[2048];
    char name[601];
    cJSON *document;

    (void)state;
    for (size_t shift = 0; shift < 3; shift++) {
        for (size_t i = 0; i + 2 < sizeof name; i += 2)
            memcpy(name + i, "\xC3\xA9", 3);
        memset(name, 'x', shift * 2);
        name[600 - shift * 2] = '\0';
        snprintf(request, sizeof request,
                 "{'subject':{'type':'user','id':'u1'},'action':{'name':'check_authorize_request'},"
                 "'resource':{'type':'client','id':'web'},'evaluations':[{'context':{'parameters':"
                 "{'%s%s':7}}}]}",
                 shift % 2 ? "y" : "", name);
        assert_int_equal(ask_of(tenant, request), ORGPOL_OK);
        document = cJSON_Parse(answer);
        assert_non_null(document);
        for (const unsigned char *at = (const unsigned char *)answer; *at; at++)
            if (*at == 0xC3)
                assert_int_equal(at[1], 0xA9);
        assert_non_null(strstr(answer, "\"pointer\":\"/evaluations/0/context/parameters/"));
        cJSON_Delete(document);
    }
}

static void buffers_are_not_overrun(void **state)
{
    char *request = quoted("{" WEB "," IN_A ",'evaluations':[" USER("u1") ",{}," USER("u3") "]}");
    char *text = quoted("{'evaluations':[" YES "," NO_SUBJECT("1") "," NO "]}");
    const size_t whole = strlen(text);
    char buffer[2048];
    size_t length;

    (void)state;
    assert_int_equal(
        orgpol_authzen_evaluations(tenant, request, strlen(request), NULL, NULL, 0, &length, NULL),
        ORGPOL_ERR_BUFFER);
    assert_int_equal(length, whole);
    for (size_t size = 0; size < whole + 20; size++) {
        memset(buffer, '#', sizeof buffer);
        assert_int_equal(
            orgpol_authzen_evaluations(tenant, request, strlen(request), NULL, buffer, size, &length, NULL),
            size > whole ? ORGPOL_OK : ORGPOL_ERR_BUFFER);
        assert_int_equal(length, whole);
        if (size > 0)
            assert_string_equal(buffer, size > whole ? text : "");
        for (size_t i = size; i < sizeof buffer; i++)
            assert_int_equal(buffer[i], '#');
    }
    free(text);
    free(request);
}

static void arguments_are_checked(void **state)
{
    struct orgpol_json_options options = ORGPOL_JSON_OPTIONS_INIT;
    struct orgpol_json_error unusable = ORGPOL_JSON_ERROR_INIT;

    (void)state;
    assert_int_equal(orgpol_authzen_evaluations(tenant, NULL, 0, NULL, answer, sizeof answer, NULL, NULL),
                     ORGPOL_ERR_ARGUMENT);
    assert_int_equal(strncmp(answer, "{\"decision\":false,", 18), 0);
    options.struct_size = 1;
    assert_int_equal(orgpol_authzen_evaluations(tenant, "{}", 2, &options, NULL, 0, NULL, NULL),
                     ORGPOL_ERR_ARGUMENT);
    unusable.struct_size = 1;
    assert_int_equal(orgpol_authzen_evaluations(tenant, "{}", 2, NULL, NULL, 0, NULL, &unusable),
                     ORGPOL_ERR_ARGUMENT);
    options = (struct orgpol_json_options)ORGPOL_JSON_OPTIONS_INIT;
    options.max_bytes = 20;
    assert_int_equal(orgpol_authzen_evaluations(tenant, "{\"evaluations\":[{},{}]}", 23, &options, answer,
                                                sizeof answer, NULL, NULL),
                     ORGPOL_ERR_LIMIT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(items_are_answered_in_order),
        cmocka_unit_test(defaults_are_replaced_and_not_merged),
        cmocka_unit_test(semantics_end_with_the_item_that_decides),
        cmocka_unit_test(items_in_error_spoil_no_others),
        cmocka_unit_test(wrong_defaults_are_pointed_at),
        cmocka_unit_test(without_items_it_is_one_evaluation),
        cmocka_unit_test(what_is_wrong_for_all_is_an_error),
        cmocka_unit_test(items_are_limited),
        cmocka_unit_test(defaults_are_limited),
        cmocka_unit_test(inline_tenants_are_asked),
        cmocka_unit_test(long_pointers_are_cut),
        cmocka_unit_test(buffers_are_not_overrun),
        cmocka_unit_test(arguments_are_checked),
    };

    return cmocka_run_group_tests(tests, load, unload);
}
