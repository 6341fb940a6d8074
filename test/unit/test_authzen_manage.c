/* SPDX-License-Identifier: MIT */
/*
 * can_manage_connected_accounts as JSON: what is an error and where it points, and whole answers. The
 * decisions are in the vectors.
 */
#include "support.h"

#include "orgpol/authzen.h"

#define TOKEN(sub, scope)                                                                      \
    "{\"valid\":true,\"expires_at\":1790003600,\"sub\":\"" sub "\",\"azp\":\"C-WEB\",\"aud\":" \
    "\"https://acme.example.auth0.com/me/\",\"scope\":\"" scope "\"}"
#define READER TOKEN("auth0|a", "read:me:connected_accounts")
#define DELETER TOKEN("auth0|a", "delete:me:connected_accounts")
#define USER "user\",\"id\":\"auth0|a"
#define ACCOUNT "connected_account\",\"id\":\"cac_A1"

static struct orgpol_tenant *tenant;
static char request[16384];
static char answer[8192];

/* The tenant of the vectors, with options or without. */
static struct orgpol_tenant *loaded(const char *options)
{
    struct orgpol_json_error error = ORGPOL_JSON_ERROR_INIT;
    struct orgpol_tenant *result;
    size_t length;
    char *document = slurp("test/vectors/vault.json", &length);
    char *text = malloc(length + 256);

    assert_non_null(text);
    snprintf(text, length + 256, "{%s%s", options, strchr(document, '{') + 1);
    if (orgpol_tenant_load(text, strlen(text), NULL, &result, &error) != ORGPOL_OK)
        fail_msg("%s: %s", error.pointer, error.message);
    free(text);
    free(document);
    return result;
}

static int load(void **state)
{
    (void)state;
    tenant = loaded("");
    return 0;
}

static int unload(void **state)
{
    (void)state;
    orgpol_tenant_free(tenant);
    return 0;
}

static enum orgpol_status ask_of(const struct orgpol_tenant *of, const char *subject, const char *resource,
                                 const char *context, struct orgpol_json_error *error)
{
    struct orgpol_decision decision = {.effect = ORGPOL_EFFECT_ALLOW};
    enum orgpol_status status;

    snprintf(request, sizeof request,
             "{\"subject\":{\"type\":\"%s\",\"id\":\"auth0|a\"},\"action\":{\"name\":"
             "\"can_manage_connected_accounts\"},\"resource\":{\"type\":\"%s\"},\"context\":%s}",
             subject, resource, context);
    *error = (struct orgpol_json_error)ORGPOL_JSON_ERROR_INIT;
    status = orgpol_authzen_evaluate(of, request, strlen(request), NULL, answer, sizeof answer, NULL,
                                     &decision, error);
    if (status != ORGPOL_OK)
        assert_int_equal(decision.effect, ORGPOL_EFFECT_ERROR);
    return status;
}

static void assert_answer(const char *resource, const char *context, const char *want)
{
    struct orgpol_json_error error;

    if (ask_of(tenant, "user", resource, context, &error) != ORGPOL_OK)
        fail_msg("%s: %s", error.pointer, error.message);
    assert_string_equal(answer, want);
}

static void what_is_malformed_is_an_error(void **state)
{
    static const struct {
        const char *resource;
        const char *context;
        const char *pointer;
    } rows[] = {
        {USER, "{}", "/context/now"},
        {USER, "{\"now\":1}", "/context/operation"},
        {USER, "{\"operation\":\"list\"}", "/context/now"},
        {USER, "{\"now\":1,\"operation\":null}", "/context/operation"},
        {USER, "{\"now\":1,\"operation\":\"\"}", "/context/operation"},
        {USER, "{\"now\":1,\"operation\":\"create\"}", "/context/operation"},
        {USER, "{\"now\":1,\"operation\":\"List\"}", "/context/operation"},
        {USER, "{\"now\":1,\"operation\":1}", "/context/operation"},
        {USER, "{\"now\":1,\"operation\":\"list\",\"api\":\"\"}", "/context/api"},
        {USER, "{\"now\":1,\"operation\":\"list\",\"api\":\"admin\"}", "/context/api"},
        {USER, "{\"now\":1,\"operation\":\"list\",\"query\":\"connection=github\"}", "/context/query"},
        {USER, "{\"now\":1,\"operation\":\"list\",\"query\":[]}", "/context/query"},
        {USER, "{\"now\":1,\"operation\":\"list\",\"token\":\"ey\"}", "/context/token"},
        {USER, "{\"now\":1,\"operation\":\"list\",\"token\":{\"scope\":[]}}", "/context/token/scope"},
        {USER, "{\"now\":1,\"operation\":\"list\",\"token\":{\"aud\":1}}", "/context/token/aud"},
        {USER, "{\"now\":1,\"operation\":\"list\",\"host\":1}", "/context/host"},
        {USER, "{\"now\":1,\"operation\":\"list\",\"dpop_proof_valid\":0}", "/context/dpop_proof_valid"},
        {USER, "{\"now\":1.5,\"operation\":\"list\"}", "/context/now"},
        {USER, "{\"now\":1,\"operation\":\"delete\"}", "/resource/type"},
        {USER, "{\"now\":1,\"operation\":\"delete\",\"api\":\"management\"}", "/resource/type"},
        {ACCOUNT, "{\"now\":1,\"operation\":\"list\"}", "/resource/type"},
        {ACCOUNT, "{\"now\":1,\"operation\":\"list\",\"api\":\"management\"}", "/resource/type"},
        {ACCOUNT, "{\"now\":1,\"operation\":\"list_connections\"}", "/resource/type"},
        {"connection\",\"id\":\"github", "{\"now\":1,\"operation\":\"list\"}", "/resource/type"},
    };
    struct orgpol_json_error error;

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (ask_of(tenant, "user", rows[i].resource, rows[i].context, &error) != ORGPOL_ERR_REQUEST ||
            strcmp(error.pointer, rows[i].pointer) != 0)
            fail_msg("%s: %s: %s", rows[i].context, error.pointer, error.message);
    assert_int_equal(ask_of(tenant, "anonymous", USER, "{\"now\":1,\"operation\":\"list\"}", &error),
                     ORGPOL_ERR_REQUEST);
    assert_string_equal(error.pointer, "/subject/type");
    assert_int_equal(ask_of(tenant, "user", ACCOUNT, "{\"now\":1,\"operation\":\"list\"}", &error),
                     ORGPOL_ERR_REQUEST);
    assert_string_equal(error.message, "the operation takes user");
    assert_int_equal(ask_of(tenant, "user", USER, "{\"now\":1,\"operation\":\"delete\"}", &error),
                     ORGPOL_ERR_REQUEST);
    assert_string_equal(error.message, "the operation takes connected_account");
}

/* Whatever stands in `query` is the end user's, and no error. */
static void what_is_odd_in_the_query_is_a_denial(void **state)
{
    static const struct {
        const char *query;
        const char *unmet;
    } rows[] = {
        {"{\"connection\":7}", "[\"connection_filter_invalid\"]"},
        {"{\"connection\":[[]]}", "[\"connection_filter_invalid\"]"},
        {"{\"connection\":[null]}", "[\"connection_filter_invalid\"]"},
        {"{\"connection\":false}", "[\"connection_filter_invalid\"]"},
        {"{\"connection\":{}}", "[\"connection_filter_invalid\"]"},
        {"{\"take\":\"10\"}", "[\"paging_invalid\"]"},
        {"{\"take\":4294967296}", "[\"paging_invalid\"]"},
        {"{\"take\":4294967297}", "[\"paging_invalid\"]"},
        {"{\"take\":20.5}", "[\"paging_invalid\"]"},
        {"{\"take\":-0.5}", "[\"paging_invalid\"]"},
        {"{\"take\":1e308}", "[\"paging_invalid\"]"},
        {"{\"take\":{}}", "[\"paging_invalid\"]"},
        {"{\"from\":[]}", "[\"paging_invalid\"]"},
        {"{\"from\":false}", "[\"paging_invalid\"]"},
        {"{\"take\":[],\"connection\":[],\"from\":0}", "[\"connection_filter_invalid\",\"paging_invalid\"]"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct orgpol_json_error error;
        char context[512];

        snprintf(context, sizeof context,
                 "{\"now\":1790000000,\"operation\":\"list\",\"token\":" READER ",\"query\":%s}",
                 rows[i].query);
        if (ask_of(tenant, "user", USER, context, &error) != ORGPOL_OK)
            fail_msg("%s: %s: %s", rows[i].query, error.pointer, error.message);
        if (strstr(answer, rows[i].unmet) == NULL)
            fail_msg("%s: %s", rows[i].query, answer);
    }
    assert_answer(USER,
                  "{\"now\":1790000000,\"operation\":\"list\",\"token\":" READER
                  ",\"query\":{\"take\":2e1,\"whatever\":[{}],\"connection\":[\"github\",\"\"]}}",
                  "{\"decision\":true,\"context\":{\"http_status\":200,\"obligations\":[],\"advice\":[],"
                  "\"connected_accounts\":[\"cac_A2\"]}}");
}

/* A filter of any length is read no further than it matters. */
static void long_filters_are_denied(void **state)
{
    struct orgpol_json_error error;
    static char context[12000];
    size_t length = (size_t)snprintf(context, sizeof context,
                                     "{\"now\":1790000000,\"operation\":\"list\",\"token\":" READER
                                     ",\"query\":{\"connection\":[\"github\"");

    (void)state;
    while (length < sizeof context - 32)
        length += (size_t)snprintf(context + length, sizeof context - length, ",\"github\"");
    snprintf(context + length, sizeof context - length, "]}}");
    assert_int_equal(ask_of(tenant, "user", USER, context, &error), ORGPOL_OK);
    assert_non_null(strstr(answer, "\"unmet\":[\"connection_filter_invalid\"]"));
}

static void answers_are_whole(void **state)
{
    (void)state;
    assert_answer(ACCOUNT, "{\"now\":1790000000,\"operation\":\"delete\",\"token\":" DELETER "}",
                  "{\"decision\":true,\"context\":{\"http_status\":204,\"obligations\":[\"delete_tokens\","
                  "\"delete_connected_account\"],\"advice\":[]}}");
    assert_answer(USER, "{\"now\":1790000000,\"operation\":\"list_connections\",\"token\":" READER "}",
                  "{\"decision\":true,\"context\":{\"http_status\":200,\"obligations\":[],\"advice\":[],"
                  "\"connections\":[\"google-oauth2\",\"github\"]}}");
    assert_answer(
        USER, "{\"now\":1790000000,\"operation\":\"list\",\"token\":" DELETER "}",
        "{\"decision\":false,\"context\":{\"reason\":\"list_scope_missing\",\"rule\":\"MGE-01\","
        "\"http_status\":403,\"problem\":{\"type\":\"https://auth0.com/api-errors/A0E-403-0002\","
        "\"title\":\"Insufficient Scope\",\"status\":403,\"detail\":\"insufficient scope; expected "
        "read:me:connected_accounts\"},\"unmet\":[\"list_scope_missing\"],\"obligations\":[],\"advice\":[],"
        "\"remedy\":\"Request the scope read:me:connected_accounts.\"}}");
}

/* MGE-06: by the option, nothing in the status and no problem tells that the account is not the user's. */
static void foreign_deletes_may_look_done(void **state)
{
    static const char context[] = "{\"now\":1790000000,\"operation\":\"delete\",\"token\":" DELETER "}";
    struct orgpol_tenant *lenient = loaded("\"options\":{\"foreign_delete\":\"no_content\"},");
    struct orgpol_json_error error;

    (void)state;
    assert_int_equal(ask_of(lenient, "user", "connected_account\",\"id\":\"cac_B1", context, &error),
                     ORGPOL_OK);
    assert_string_equal(
        answer, "{\"decision\":false,\"context\":{\"reason\":\"account_not_own\",\"rule\":\"MGE-06\","
                "\"http_status\":204,\"unmet\":[\"account_not_own\"],\"obligations\":[],\"advice\":[],"
                "\"remedy\":\"Send the id that the user's own list gave.\"}}");
    orgpol_tenant_free(lenient);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_malformed_is_an_error),
        cmocka_unit_test(what_is_odd_in_the_query_is_a_denial),
        cmocka_unit_test(long_filters_are_denied),
        cmocka_unit_test(answers_are_whole),
        cmocka_unit_test(foreign_deletes_may_look_done),
    };

    return cmocka_run_group_tests(tests, load, unload);
}
