/* SPDX-License-Identifier: MIT */
/* Splitting a query: what it gives, what it refuses, and at which byte. */
#include "support.h"

static struct orgpol_parameter parameters[ORGPOL_PARAMETER_LIMIT];
static char buffer[4096];

static void assert_text(struct orgpol_str text, const char *want)
{
    assert_int_equal(text.len, strlen(want));
    assert_true(text.len == 0 || memcmp(text.ptr, want, text.len) == 0);
}

/* Splits; `want` is the parameters with a line for each, name and value separated by a bar. */
static void assert_splits(struct orgpol_str query, const char *want)
{
    struct orgpol_query_split split = ORGPOL_QUERY_SPLIT_INIT;
    char have[4096] = "";

    assert_int_equal(orgpol_split_query(query, parameters, ORGPOL_PARAMETER_LIMIT, buffer, query.len, &split),
                     ORGPOL_REASON_NONE);
    for (size_t i = 0; i < split.parameter_count; i++)
        snprintf(have + strlen(have), sizeof have - strlen(have), "%.*s|%.*s\n", (int)parameters[i].name.len,
                 parameters[i].name.len ? parameters[i].name.ptr : "", (int)parameters[i].value.len,
                 parameters[i].value.len ? parameters[i].value.ptr : "");
    assert_string_equal(have, want);
    assert_int_equal(split.offset, 0);
}

static void forms_are_split(void **state)
{
    (void)state;
    assert_splits((struct orgpol_str)ORGPOL_STR_NONE, "");
    assert_splits(ORGPOL_STR(""), "");
    assert_splits(ORGPOL_STR("&&&"), "");
    assert_splits(ORGPOL_STR("a=1&b=2"), "a|1\nb|2\n");
    assert_splits(ORGPOL_STR("&a=1&&b=2&"), "a|1\nb|2\n");
    assert_splits(ORGPOL_STR("a"), "a|\n");
    assert_splits(ORGPOL_STR("a="), "a|\n");
    assert_splits(ORGPOL_STR("=a"), "|a\n");
    assert_splits(ORGPOL_STR("="), "|\n");
    assert_splits(ORGPOL_STR("a=b=c"), "a|b=c\n");
    assert_splits(ORGPOL_STR("a%3Db=c%26d%3d"), "a=b|c&d=\n");
    assert_splits(ORGPOL_STR("a+b=c+d%2B"), "a b|c d+\n");
    assert_splits(ORGPOL_STR("%41%7A=%c3%A9\xc3\xa9"), "Az|\xc3\xa9\xc3\xa9\n");
    assert_splits(ORGPOL_STR("a=%E0%A0%80%ED%9F%BF%F0%90%80%80%F4%8F%BF%BF"),
                  "a|\xe0\xa0\x80\xed\x9f\xbf\xf0\x90\x80\x80\xf4\x8f\xbf\xbf\n");
    assert_splits(ORGPOL_STR("?a=1;b=2#c"), "?a|1;b=2#c\n"); /* no separators here */
}

static void malformed_forms_are_refused(void **state)
{
    static const struct {
        struct orgpol_str query;
        size_t offset;
    } bad[] = {
        {{"a=%", 3}, 2},
        {{"a=%4", 4}, 2},
        {{"a=%4`", 5}, 2},
        {{"a=%4_", 5}, 2},
        {{"a=%g0", 5}, 2},
        {{"a=%C3%C0", 8}, 2}, /* no continuation of UTF-8 */
        {{"a=%E1%80%C0", 11}, 2},
        {{"a=%F1%80%80%C0", 14}, 2},
        {{"a=%41", 3}, 2}, /* it ends where it ends, whatever stands behind it in memory */
        {{"a=%41", 4}, 2},
        {{"a=%4&b", 6}, 2},
        {{"a=%4g", 5}, 2},
        {{"a=%g4", 5}, 2},
        {{"a=%%41", 6}, 2},
        {{"%", 1}, 0},
        {{"ab=x&%zz=1", 10}, 5},
        {{"a=%00", 5}, 2},
        {{"a%00b=c", 7}, 1},
        {{"a=b\0c", 5}, 3},
        {{"a=\x80", 3}, 2},
        {{"a=\xc3", 3}, 2},        /* ends in the middle */
        {{"a=\xc3&b=\xa9", 7}, 2}, /* a sequence does not go on over a separator */
        {{"a=x%C3y", 7}, 3},       /* the sequence begins there */
        {{"a=x%C3%C3", 9}, 3},
        {{"a=\xc0\xaf", 4}, 2}, /* longer than need be */
        {{"a=%C1%81", 8}, 2},
        {{"a=%E0%80%AF", 11}, 2},
        {{"a=%F0%80%80%AF", 14}, 2},
        {{"a=%ED%A0%80", 11}, 2},    /* a surrogate */
        {{"a=%F4%90%80%80", 14}, 2}, /* beyond 10FFFF */
        {{"a=%F5%80%80%80", 14}, 2},
        {{"a=%FF", 5}, 2},
        {{"a=%E2%82", 8}, 2},
        {{"a=%E2%82=", 9}, 2},
    };

    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct orgpol_query_split split = ORGPOL_QUERY_SPLIT_INIT;

        split.parameter_count = 9;
        assert_int_equal(orgpol_split_query(bad[i].query, parameters, ORGPOL_PARAMETER_LIMIT, buffer,
                                            sizeof buffer, &split),
                         ORGPOL_REASON_QUERY_MALFORMED);
        assert_int_equal(split.offset, bad[i].offset);
        assert_int_equal(split.parameter_count, 0);
        assert_int_equal(split.is_name_repeated, 0);
    }
}

static void repeated_names_are_reported(void **state)
{
    struct orgpol_query_split split = ORGPOL_QUERY_SPLIT_INIT;

    (void)state;
    orgpol_split_query(ORGPOL_STR("a=1&b=2&A=3"), parameters, 8, buffer, sizeof buffer, &split);
    assert_int_equal(split.is_name_repeated, 0);
    orgpol_split_query(ORGPOL_STR("b&a&c&%61=2&b"), parameters, 8, buffer, sizeof buffer, &split);
    assert_int_equal(split.is_name_repeated, 1);
    assert_text(split.repeated_name, "a");
    orgpol_split_query(ORGPOL_STR("=&="), parameters, 8, buffer, sizeof buffer, &split);
    assert_int_equal(split.is_name_repeated, 1);
    assert_text(split.repeated_name, "");
}

static void room_is_asked_for(void **state)
{
    struct orgpol_query_split split = ORGPOL_QUERY_SPLIT_INIT;
    const struct orgpol_str query = ORGPOL_STR("ab=cd&e=%66");

    (void)state;
    assert_int_equal(orgpol_split_query(query, parameters, 1, buffer, 6, &split),
                     ORGPOL_REASON_RESULT_TOO_SMALL);
    assert_int_equal(split.parameter_count, 2);
    assert_int_equal(orgpol_split_query(query, NULL, 0, NULL, 0, &split), ORGPOL_REASON_RESULT_TOO_SMALL);
    assert_int_equal(split.parameter_count, 2);
    assert_int_equal(orgpol_split_query(query, parameters, 2, buffer, 5, &split),
                     ORGPOL_REASON_RESULT_TOO_SMALL);
    memset(buffer, '#', sizeof buffer);
    assert_int_equal(orgpol_split_query(query, parameters, 2, buffer, 6, &split), ORGPOL_REASON_NONE);
    assert_memory_equal(buffer, "abcdef#", 7);
    assert_int_equal(orgpol_split_query(query, NULL, 2, buffer, 6, &split), ORGPOL_REASON_MISSING_INPUT);
    assert_int_equal(orgpol_split_query(ORGPOL_STR("&&"), NULL, 0, NULL, 0, &split), ORGPOL_REASON_NONE);
    assert_int_equal(split.parameter_count, 0);
    assert_int_equal(orgpol_split_query(query, parameters, 2, NULL, 6, &split), ORGPOL_REASON_MISSING_INPUT);
    assert_int_equal(orgpol_split_query(query, parameters, 2, buffer, 6, NULL), ORGPOL_REASON_NONE);
    assert_int_equal(orgpol_split_query((struct orgpol_str){NULL, 5}, NULL, 0, NULL, 0, NULL),
                     ORGPOL_REASON_NONE);
    split.struct_size = 7;
    assert_int_equal(orgpol_split_query(query, parameters, 2, buffer, 6, &split),
                     ORGPOL_REASON_UNSUPPORTED_INPUT);
}

static void parameters_are_limited(void **state)
{
    struct orgpol_query_split split = ORGPOL_QUERY_SPLIT_INIT;
    char query[2 * ORGPOL_PARAMETER_LIMIT + 3] = "";

    (void)state;
    for (int i = 0; i < ORGPOL_PARAMETER_LIMIT; i++)
        strcat(query, "a&");
    assert_int_equal(orgpol_split_query(orgpol_str_of(query), parameters, ORGPOL_PARAMETER_LIMIT, buffer,
                                        sizeof buffer, &split),
                     ORGPOL_REASON_NONE);
    assert_int_equal(split.parameter_count, ORGPOL_PARAMETER_LIMIT);
    strcat(query, "a");
    assert_int_equal(orgpol_split_query(orgpol_str_of(query), parameters, ORGPOL_PARAMETER_LIMIT + 1, buffer,
                                        sizeof buffer, &split),
                     ORGPOL_REASON_TOO_MANY_PARAMETERS);
    assert_int_equal(split.parameter_count, ORGPOL_PARAMETER_LIMIT + 1);
}

/* The buffer may be the query itself. */
static void queries_are_split_in_place(void **state)
{
    struct orgpol_query_split split = ORGPOL_QUERY_SPLIT_INIT;
    char text[] = "%61b=c+d&&e=%C3%A9%26&f";

    (void)state;
    assert_int_equal(orgpol_split_query(orgpol_str_of(text), parameters, 8, text, strlen(text), &split),
                     ORGPOL_REASON_NONE);
    assert_int_equal(split.parameter_count, 3);
    assert_text(parameters[0].name, "ab");
    assert_text(parameters[0].value, "c d");
    assert_text(parameters[1].name, "e");
    assert_text(parameters[1].value, "\xc3\xa9&");
    assert_text(parameters[2].name, "f");
    assert_text(parameters[2].value, "");
}

/* Without room for what is there; the offset is of malformed texts only. */
static void rooms_are_asked_for(void **state)
{
    struct orgpol_query_split split = ORGPOL_QUERY_SPLIT_INIT;

    (void)state;
    assert_int_equal(orgpol_split_query(ORGPOL_STR("a=b"), NULL, 1, NULL, 0, &split),
                     ORGPOL_REASON_MISSING_INPUT);
    assert_int_equal(orgpol_split_query(ORGPOL_STR("a=b"), parameters, 1, buffer, 1, &split),
                     ORGPOL_REASON_RESULT_TOO_SMALL);
    assert_int_equal(split.offset, 0);
    assert_int_equal(split.parameter_count, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(forms_are_split),
        cmocka_unit_test(malformed_forms_are_refused),
        cmocka_unit_test(repeated_names_are_reported),
        cmocka_unit_test(room_is_asked_for),
        cmocka_unit_test(parameters_are_limited),
        cmocka_unit_test(queries_are_split_in_place),
        cmocka_unit_test(rooms_are_asked_for),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
