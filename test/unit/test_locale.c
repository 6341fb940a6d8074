/* SPDX-License-Identifier: MIT */
/* Numbers in a locale whose decimal point the C library then does not take: refused, and never cut short. */
#include "support.h"

#include <locale.h>

#include "orgpol/authzen.h"

static char point[16] = ".";

/* In place of the C library's, whose strtod goes on taking a point. */
struct lconv *localeconv(void)
{
    static struct lconv fake;

    fake.decimal_point = point;
    return &fake;
}

static enum orgpol_status ask(const char *number, struct orgpol_json_error *error)
{
    char request[256];
    char answer[1024];

    *error = (struct orgpol_json_error)ORGPOL_JSON_ERROR_INIT;
    snprintf(request, sizeof request,
             "{\"subject\":{\"type\":\"user\",\"id\":\"u\"},\"action\":{\"name\":\"consent_key_for\"},"
             "\"resource\":"
             "{\"type\":\"resource_server\",\"id\":\"a\"},\"context\":{\"client\":\"c\"},\"x\":[%s]}",
             number);
    return orgpol_authzen_evaluate(NULL, request, strlen(request), NULL, answer, sizeof answer, NULL, NULL,
                                   error);
}

static void a_number_is_read_whole_or_not_at_all(void **state)
{
    static const char *const points[] = {",", "\xd9\xab", "too long.", ""};
    struct orgpol_json_error error;

    (void)state;
    snprintf(point, sizeof point, "%s", ".");
    assert_int_equal(ask("1.5", &error), ORGPOL_OK);
    assert_int_equal(ask("99999.9e3", &error), ORGPOL_OK);
    for (size_t i = 0; i < sizeof points / sizeof *points; i++) {
        snprintf(point, sizeof point, "%s", points[i]);
        assert_int_equal(ask("15,-3", &error), ORGPOL_OK);
        assert_int_equal(ask("7,1.5", &error), ORGPOL_ERR_SYNTAX);
    }
    snprintf(point, sizeof point, "%s", ",");
    assert_int_equal(ask("7,99999.9e3", &error), ORGPOL_ERR_SYNTAX);
    assert_string_equal(error.pointer, "/x/1");
    assert_string_equal(error.message, "the number cannot be read in the locale of the process");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_number_is_read_whole_or_not_at_all)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
