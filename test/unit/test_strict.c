/* SPDX-License-Identifier: MIT */
/*
 * The strict reader, through orgpol_tenant_load: many names, limits, and what errors say. What it accepts and
 * refuses is the matter of test/json.
 */
#include "support.h"

#include "orgpol/json.h"
#include "orgpol/tenant.h"

static enum orgpol_status load(const char *json, size_t length, const struct orgpol_json_options *options,
                               struct orgpol_json_error *error)
{
    struct orgpol_tenant *tenant = (struct orgpol_tenant *)1;
    char *exact = malloc(length ? length : 1); /* so that a read beyond the end is seen */
    enum orgpol_status status;

    assert_non_null(exact);
    memcpy(exact, json, length);
    *error = (struct orgpol_json_error)ORGPOL_JSON_ERROR_INIT;
    status = orgpol_tenant_load(exact, length, options, &tenant, error);
    free(exact);
    if (status == ORGPOL_OK)
        assert_non_null(tenant);
    else
        assert_null(tenant);
    assert_int_equal(error->status, status);
    orgpol_tenant_free(tenant);
    return status;
}

/* 16 names are compared pair by pair, more are sorted: both find every pair of equal names, and only those.
 */
static void duplicates_are_found_among_many(void **state)
{
    (void)state;
    for (int names = 2; names <= 40; names++)
        for (int first = 0; first < names; first++)
            for (int second = first; second < names; second++) {
                struct orgpol_json_error error;
                char json[1024] = "{";
                size_t offset = 0;

                for (int i = 0; i < names; i++) {
                    const int name = i == second ? first : i;

                    if (i == second)
                        offset = strlen(json);
                    snprintf(json + strlen(json), sizeof json - strlen(json),
                             i % 3 ? "\"n%02d\":1%s" : "\"\\u006e%02d\":1%s", 'A' + name,
                             i + 1 < names ? "," : "}");
                }
                if (first == second) {
                    assert_int_equal(load(json, strlen(json), NULL, &error), ORGPOL_OK);
                } else {
                    assert_int_equal(load(json, strlen(json), NULL, &error), ORGPOL_ERR_SYNTAX);
                    assert_int_equal(error.offset, offset);
                    assert_string_equal(error.message, "duplicate member name");
                }
            }
}

/* The first name that repeats one is reported, in whatever order sorting leaves the others. */
static void the_first_duplicate_is_reported(void **state)
{
    (void)state;
    for (int names = 6; names <= 40; names++) {
        struct orgpol_json_error error;
        char json[1024] = "{";
        size_t offset = 0;

        for (int i = 0; i < names; i++) {
            /* 99 stands at 1, 3 and 5; 0 at the beginning and at the end. */
            const int name = i == 1 || i == 3 || i == 5 ? 99 : i == names - 1 ? 0 : i;

            if (i == 3)
                offset = strlen(json);
            snprintf(json + strlen(json), sizeof json - strlen(json), "\"n%02d\":1%s", name,
                     i + 1 < names ? "," : "}");
        }
        assert_int_equal(load(json, strlen(json), NULL, &error), ORGPOL_ERR_SYNTAX);
        assert_string_equal(error.pointer, "/n99");
        assert_int_equal(error.offset, offset);
    }
}

/* More member names open at once than the reader holds without allocating. */
static void many_names_may_be_open(void **state)
{
    struct orgpol_json_error error;
    char *json = malloc(1 << 20);

    (void)state;
    assert_non_null(json);
    strcpy(json, "{");
    for (int i = 0; i < 3000; i++)
        sprintf(json + strlen(json), "\"name%d\":1,", i);
    strcat(json, "\"last\":{\"inner\":1}}");
    assert_int_equal(load(json, strlen(json), NULL, &error), ORGPOL_OK);
    strcpy(strstr(json, "\"last\""), "\"name1500\":2}");
    assert_int_equal(load(json, strlen(json), NULL, &error), ORGPOL_ERR_SYNTAX);
    assert_string_equal(error.pointer, "/name1500");
    free(json);
}

static void limits_are_exact(void **state)
{
    struct orgpol_json_options options = ORGPOL_JSON_OPTIONS_INIT;
    struct orgpol_json_error error;
    char json[1024];

    (void)state;
    for (uint32_t limit = 2; limit <= ORGPOL_JSON_MAX_DEPTH_CEILING; limit++) {
        for (uint32_t depth = limit; depth <= limit + 1; depth++) {
            char *at = json + sprintf(json, "{\"x\":");

            for (uint32_t i = 1; i < depth; i++)
                *at++ = '[';
            for (uint32_t i = 1; i < depth; i++)
                *at++ = ']';
            strcpy(at, "}");
            options.max_depth = limit;
            assert_int_equal(load(json, strlen(json), &options, &error),
                             depth <= limit ? ORGPOL_OK : ORGPOL_ERR_LIMIT);
            if (depth > limit)
                assert_int_equal(error.offset, 5 + limit - 1);
            options.max_depth = 0;
            assert_int_equal(load(json, strlen(json), &options, &error),
                             depth <= ORGPOL_JSON_MAX_DEPTH ? ORGPOL_OK : ORGPOL_ERR_LIMIT);
        }
    }
    options.max_depth = ORGPOL_JSON_MAX_DEPTH_CEILING + 1;
    assert_int_equal(load("{}", 2, &options, &error), ORGPOL_ERR_ARGUMENT);
    options.max_depth = 0;
    options.max_bytes = 9;
    assert_int_equal(load("{\"x\":100}", 9, &options, &error), ORGPOL_OK);
    assert_int_equal(load("{\"x\":100} ", 10, &options, &error), ORGPOL_ERR_LIMIT);
    assert_int_equal(error.offset, 9);
    options.struct_size = 4;
    assert_int_equal(load("{}", 2, &options, &error), ORGPOL_ERR_ARGUMENT);
}

/* Pointers and messages that do not fit are cut, at a whole segment and a whole character. */
static void long_errors_are_cut(void **state)
{
    struct orgpol_json_error error;
    char json[4096] = "";
    char name[201];

    (void)state;
    memset(name, 'n', sizeof name - 1);
    name[sizeof name - 1] = '\0';
    snprintf(json, sizeof json, "{\"%s\":{\"%s\":tru", name, name);
    assert_int_equal(load(json, strlen(json), NULL, &error), ORGPOL_ERR_SYNTAX);
    assert_int_equal(strlen(error.pointer), 201);
    memset(name, '~', sizeof name - 1);
    snprintf(json, sizeof json, "{\"a\":{\"%s\":tru", name);
    assert_int_equal(load(json, strlen(json), NULL, &error), ORGPOL_ERR_SYNTAX);
    assert_string_equal(error.pointer, "/a");
    strcpy(json, "{\"options\":{\"absent_security_mode\":\"");
    for (int i = 0; i < 200; i++)
        strcat(json, "\xe2\x82\xac");
    strcat(json, "\"}}");
    assert_int_equal(load(json, strlen(json), NULL, &error), ORGPOL_ERR_REQUEST);
    assert_true(strlen(error.message) > 250);
    assert_int_equal((unsigned char)error.message[strlen(error.message) - 1], 0xac);
}

#define NAME_50 "nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn"
#define NAME_300 NAME_50 NAME_50 NAME_50 NAME_50 NAME_50 NAME_50
#define NAME_254 NAME_50 NAME_50 NAME_50 NAME_50 NAME_50 "nnnn"

/* The value at a pointer, or the deepest one on the way to it; `at` is what stands there. */
static void values_are_located(void **state)
{
    static const struct {
        const char *json;
        const char *pointer;
        const char *at;
    } places[] = {
        {" {\"a\":1}", "", "{\"a\""},
        {"{\"a\":1}", "/b", "{\"a\""},
        {"{\"a\":1,\"b\":{\"c\":2}}", "/b/c", "2}"},
        {"{\"a\":1,\"b\":{\"c\":2}}", "/b/d", "{\"c\":2"},
        {"{\"a\":{\"c\":1},\"x\":{\"b\":2},\"b\":3}", "/a/b", "{\"c\":1"},
        {"{\"x\":{\"a\":{\"b\":1}},\"a\":{\"b\":2}}", "/a/b", "2}"},
        {"{\"ab\":1,\"a\":2}", "/a", "2}"},
        {"{\"a\":2,\"ab\":1}", "/ab", "1}"},
        {"[[1,2],[3,[4,5]],6]", "/1/1/0", "4,"},
        {"[0,1,2,3,4,5,6,7,8,9,\"ten\"]", "/10", "\"ten\""},
        {"[0,1,2,3,4,5,6,7,8,9,\"ten\"]", "/1", "1,2"},
        {"{\"a~b\":1,\"a/b\":2}", "/a~0b", "1,"},
        {"{\"a~b\":1,\"a/b\":2}", "/a~1b", "2}"},
        {"{\"\":[0,1]}", "//1", "1]"},
        {"{\"\\u0061\":7}", "/a", "7}"},
        {"{\"" NAME_300 "\":1,\"a\":2}", "", "{\"nnn"},
        {"{\"" NAME_300 "\":1,\"a\":2}", "/b", "{\"nnn"},
        {"{\"" NAME_300 "\":[1,2],\"a\":3}", "/a", "3}"},
        {"{\"a\":{\"" NAME_300 "\":{\"b\":1},\"b\":2}}", "/a/b", "2}"},
        {"{\"a\":{\"" NAME_300 "\":{\"c\":1}}}", "/a/c", "{\"nnn"},
        {"{\"" NAME_254 "\":7}", "/" NAME_254, "7}"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        const size_t found = orgpol_json_offset(places[i].json, strlen(places[i].json), places[i].pointer);

        if (strncmp(places[i].json + found, places[i].at, strlen(places[i].at)) != 0)
            fail_msg("%s in %s: found at %zu", places[i].pointer, places[i].json, found);
    }
}

/* An error struct of unusable size is an error, and none that was used before keeps what it said. */
static void errors_are_always_written(void **state)
{
    struct orgpol_json_options options = ORGPOL_JSON_OPTIONS_INIT;
    struct orgpol_json_error error = ORGPOL_JSON_ERROR_INIT;
    struct orgpol_tenant *tenant = NULL;

    (void)state;
    assert_int_equal(orgpol_tenant_load("[}", 2, NULL, &tenant, &error), ORGPOL_ERR_SYNTAX);
    assert_int_equal(error.offset, 1);
    assert_int_equal(orgpol_tenant_load("{}", 2, NULL, &tenant, &error), ORGPOL_OK);
    assert_int_equal(error.status, ORGPOL_OK);
    assert_int_equal(error.offset, 0);
    assert_string_equal(error.message, "");
    orgpol_tenant_free(tenant);
    assert_int_equal(orgpol_tenant_load(NULL, 0, NULL, &tenant, &error), ORGPOL_ERR_ARGUMENT);
    assert_null(tenant);
    assert_string_equal(error.message, "expected a document and a place for the tenant, found NULL");
    assert_int_equal(orgpol_tenant_load("{}", 2, NULL, NULL, &error), ORGPOL_ERR_ARGUMENT);
    options.struct_size = 4;
    assert_int_equal(orgpol_tenant_load("{}", 2, &options, &tenant, &error), ORGPOL_ERR_ARGUMENT);
    assert_string_equal(error.message, "expected options with the struct_size of ORGPOL_JSON_OPTIONS_INIT");
    tenant = (struct orgpol_tenant *)1;
    error.struct_size = 0;
    assert_int_equal(orgpol_tenant_load("{}", 2, NULL, &tenant, &error), ORGPOL_ERR_ARGUMENT);
    assert_null(tenant);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(duplicates_are_found_among_many),
        cmocka_unit_test(the_first_duplicate_is_reported),
        cmocka_unit_test(many_names_may_be_open),
        cmocka_unit_test(limits_are_exact),
        cmocka_unit_test(long_errors_are_cut),
        cmocka_unit_test(errors_are_always_written),
        cmocka_unit_test(values_are_located),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
