/* SPDX-License-Identifier: MIT */
/* check_client_grant and check_user_grant as requests: shapes and errors. The decisions are in test/vectors.
 */
#include "support.h"

#include "orgpol/authzen.h"

static struct orgpol_tenant *tenant;

static int load_tenant(void **state)
{
    size_t length;
    char *json = slurp("test/vectors/client_grant.json", &length);
    const enum orgpol_status status = orgpol_tenant_load(json, length, NULL, &tenant, NULL);

    (void)state;
    free(json);
    return status != ORGPOL_OK;
}

static int free_tenant(void **state)
{
    (void)state;
    orgpol_tenant_free(tenant);
    return 0;
}

static const char *const actions[] = {"check_client_grant", "check_user_grant"};

static char *request_of(const char *action, const char *subject_type, const char *subject,
                        const char *resource_type, const char *context)
{
    const size_t size = strlen(context) + 512;
    char *request = malloc(size);

    assert_non_null(request);
    snprintf(request, size,
             "{\"subject\":{\"type\":\"%s\",\"id\":\"%s\"},\"action\":{\"name\":\"%s\"},"
             "\"resource\":{\"type\":\"%s\",\"id\":\"https://api1.example.com\"},\"context\":%s}",
             subject_type, subject, action, resource_type, context);
    return request;
}

static void assert_refused(char *request, const char *pointer, const char *message)
{
    struct orgpol_decision decision = {.effect = ORGPOL_EFFECT_ALLOW};
    struct orgpol_json_error error = ORGPOL_JSON_ERROR_INIT;
    char answer[1024];

    assert_int_equal(orgpol_authzen_evaluate(tenant, request, strlen(request), NULL, answer, sizeof answer,
                                             NULL, &decision, &error),
                     ORGPOL_ERR_REQUEST);
    assert_int_equal(decision.effect, ORGPOL_EFFECT_ERROR);
    assert_string_equal(error.pointer, pointer);
    if (message)
        assert_string_equal(error.message, message);
    assert_non_null(strstr(answer, "{\"decision\":false,\"context\":{\"error\":{\"status\":400,"));
    free(request);
}

static void types_are_those_of_the_action(void **state)
{
    (void)state;
    assert_refused(request_of(actions[0], "user", "u1", "resource_server", "{}"), "/subject/type", NULL);
    assert_refused(request_of(actions[0], "client", "web", "client", "{}"), "/resource/type", NULL);
    assert_refused(request_of(actions[0], "client", "", "resource_server", "{}"), "/subject/id",
                   "required, and empty");
    assert_refused(request_of(actions[1], "anonymous", "-", "resource_server", "{\"client\":\"web\"}"),
                   "/subject/type", NULL);
    assert_refused(request_of(actions[1], "user", "u1", "client", "{\"client\":\"web\"}"), "/resource/type",
                   NULL);
    assert_refused(request_of(actions[1], "user", "", "resource_server", "{\"client\":\"web\"}"),
                   "/subject/id", "required, and empty");
}

static void members_have_types(void **state)
{
    static const struct {
        const char *context;
        const char *pointer;
    } client[] = {
        {"{\"organization\":1}", "/context/organization"},
        {"{\"scope\":[\"r\"]}", "/context/scope"},
        {"{\"resource\":{}}", "/context/resource"},
        {"{\"client_authenticated\":\"yes\"}", "/context/client_authenticated"},
        {"{\"token_usage\":1}", "/context/token_usage"},
        {"{\"token_usage\":{\"client\":1}}", "/context/token_usage/client"},
        {"{\"token_usage\":{\"client\":{\"hour\":-1}}}", "/context/token_usage/client/hour"},
        {"{\"token_usage\":{\"organization\":{\"day\":1.5}}}", "/context/token_usage/organization/day"},
        {"{\"action_verdict\":\"maybe\"}", "/context/action_verdict"},
    };
    static const struct {
        const char *context;
        const char *pointer;
    } user[] = {
        {"{}", "/context/client"},
        {"{\"client\":null}", "/context/client"},
        {"{\"client\":\"\"}", "/context/client"},
        {"{\"client\":{}}", "/context/client"},
        {"{\"client\":\"web\",\"organization\":[]}", "/context/organization"},
        {"{\"client\":\"web\",\"scope\":1}", "/context/scope"},
        {"{\"client\":\"web\",\"original_scope\":true}", "/context/original_scope"},
        {"{\"client\":\"web\",\"permissions\":\"r\"}", "/context/permissions"},
        {"{\"client\":\"web\",\"permissions\":[\"r\",1]}", "/context/permissions/1"},
        {"{\"client\":\"web\",\"authorization_details\":{}}", "/context/authorization_details"},
        {"{\"client\":\"web\",\"authorization_details\":[\"x\"]}", "/context/authorization_details/0"},
        {"{\"client\":\"web\",\"authorization_details\":[{\"type\":\"x\"},{}]}",
         "/context/authorization_details/1/type"},
        {"{\"client\":\"web\",\"authorization_details\":[{\"type\":\"\"}]}",
         "/context/authorization_details/0/type"},
        {"{\"client\":\"web\",\"response_mode\":1}", "/context/response_mode"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof client / sizeof *client; i++)
        assert_refused(request_of(actions[0], "client", "web", "resource_server", client[i].context),
                       client[i].pointer, NULL);
    for (size_t i = 0; i < sizeof user / sizeof *user; i++)
        assert_refused(request_of(actions[1], "user", "u1", "resource_server", user[i].context),
                       user[i].pointer, NULL);
}

/* `count` scopes, or elements of an array. */
static char *long_context(const char *member, size_t count, bool array, const char *element)
{
    char *text = malloc(count * (strlen(element) + 1) + 256);
    size_t length;

    assert_non_null(text);
    length = (size_t)sprintf(text, "{\"client\":\"web\",\"%s\":%s", member, array ? "[" : "\"");
    for (size_t i = 0; i < count; i++)
        length += (size_t)sprintf(text + length, "%s%s", i ? array ? "," : " " : "", element);
    strcpy(text + length, array ? "]}" : "\"}");
    return text;
}

static void too_many_scopes_are_named(void **state)
{
    static const struct {
        int action;
        const char *member;
        bool array;
        const char *element;
    } lists[] = {
        {0, "scope", false, "r"},
        {1, "scope", false, "r"},
        {1, "original_scope", false, "r"},
        {1, "permissions", true, "\"r\""},
        {1, "authorization_details", true, "{\"type\":\"t\"}"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        for (size_t count = ORGPOL_SCOPE_LIMIT; count <= ORGPOL_SCOPE_LIMIT + 1; count++) {
            char *context = long_context(lists[i].member, count, lists[i].array, lists[i].element);
            char *request = request_of(actions[lists[i].action], lists[i].action ? "user" : "client",
                                       lists[i].action ? "u1" : "web", "resource_server", context);
            char pointer[64];

            snprintf(pointer, sizeof pointer, "/context/%s", lists[i].member);
            if (count > ORGPOL_SCOPE_LIMIT)
                assert_refused(request, pointer, "A list has more than 1,024 scopes.");
            else {
                assert_int_equal(orgpol_authzen_evaluate(tenant, request, strlen(request), NULL, NULL, 0,
                                                         NULL, NULL, NULL),
                                 ORGPOL_ERR_BUFFER); /* answered, if anybody had asked for the text */
                free(request);
            }
            free(context);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(types_are_those_of_the_action),
        cmocka_unit_test(members_have_types),
        cmocka_unit_test(too_many_scopes_are_named),
    };

    return cmocka_run_group_tests(tests, load_tenant, free_tenant);
}
