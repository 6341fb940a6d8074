/* SPDX-License-Identifier: MIT */
/*
 * The strict reader for documents of the caller: orgpol_json_check and orgpol_json_offset. What it accepts
 * and refuses, and its limits, are the matter of test/json.
 */
#include "support.h"

#include "orgpol/tenant.h"

#define DOCUMENT(text) text, sizeof(text) - 1

static void takes_any_document(void **state)
{
    static const struct {
        const char *json;
        size_t length;
    } documents[] = {
        {DOCUMENT("{}")},
        {DOCUMENT("[1,{\"a\":[]}]")},
        {DOCUMENT("null")},
        {DOCUMENT(" \"text\" ")},
        {DOCUMENT("0.1")},
        {DOCUMENT("[12345678901234567890123456789012345678901234567890123456789012345678]")},
    };
    struct orgpol_json_error error = ORGPOL_JSON_ERROR_INIT;

    (void)state;
    for (size_t i = 0; i < sizeof documents / sizeof *documents; i++) {
        error.status = ORGPOL_ERR_SYNTAX;
        error.message[0] = 'x';
        assert_int_equal(orgpol_json_check(documents[i].json, documents[i].length, NULL, &error), ORGPOL_OK);
        assert_int_equal(error.status, ORGPOL_OK);
        assert_string_equal(error.message, "");
        assert_int_equal(orgpol_json_check(documents[i].json, documents[i].length, NULL, NULL), ORGPOL_OK);
    }
}

static void refuses_what_it_cannot_use(void **state)
{
    struct orgpol_json_options options = ORGPOL_JSON_OPTIONS_INIT;
    struct orgpol_json_error error = ORGPOL_JSON_ERROR_INIT;

    (void)state;
    assert_int_equal(orgpol_json_check(NULL, 0, NULL, &error), ORGPOL_ERR_ARGUMENT);
    assert_string_equal(error.message, "expected a document, found NULL");
    options.struct_size = 0;
    assert_int_equal(orgpol_json_check(DOCUMENT("{}"), &options, &error), ORGPOL_ERR_ARGUMENT);
    error.struct_size = 0;
    assert_int_equal(orgpol_json_check(DOCUMENT("{}"), NULL, &error), ORGPOL_ERR_ARGUMENT);
}

static void finds_values(void **state)
{
    static const char json[] = "{\"a\": [1, {\"b/c\": true}],\n \"~\": null}";
    static const struct {
        const char *pointer;
        size_t offset;
    } values[] = {
        {"", 0},           {"/a", 6},        {"/a/0", 7},  {"/a/1", 10},  {"/a/1/b~1c", 18}, {"/~0", 32},
        {"/a/1/none", 10}, {"/a/7/none", 6}, {"/none", 0}, {"/a/0/x", 7}, {"nonsense", 0},
    };

    (void)state;
    for (size_t i = 0; i < sizeof values / sizeof *values; i++)
        if (orgpol_json_offset(json, sizeof json - 1, values[i].pointer) != values[i].offset)
            fail_msg("%s: %zu", values[i].pointer,
                     orgpol_json_offset(json, sizeof json - 1, values[i].pointer));
    assert_int_equal(orgpol_json_offset(NULL, 0, "/a"), 0);
    assert_int_equal(orgpol_json_offset(json, sizeof json - 1, NULL), 0);
}

/* It is meant for accepted documents; another must not make it read beyond the end. */
static void stays_inside_any_document(void **state)
{
    static const char json[] = "{\"a\": [1, {\"b\": \"x";

    (void)state;
    for (size_t length = 0; length < sizeof json; length++) {
        char *exact = malloc(length ? length : 1);

        assert_non_null(exact);
        memcpy(exact, json, length);
        assert_true(orgpol_json_offset(exact, length, "/a/1/b") <= length);
        free(exact);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(takes_any_document),
        cmocka_unit_test(refuses_what_it_cannot_use),
        cmocka_unit_test(finds_values),
        cmocka_unit_test(stays_inside_any_document),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
