/* SPDX-License-Identifier: MIT */
/* Names from inside: of members as they stand in a document, and of actions. */
#include "support.h"

#include "../../lib/json/authzen.h"
#include "../../lib/json/names.h"

/* Of a long name only what fits is read: otherwise each value under it would cost its length again. */
static void long_names_are_read_in_part(void **state)
{
    static const char *const repeated[] = {"n", "\\u006e", "\xc3\xa9", "\\uD83D\\uDE00"};
    static char name[3 << 16];
    char out[256];

    (void)state;
    for (size_t i = 0; i < sizeof repeated / sizeof *repeated; i++) {
        struct raw_text text = {.at = (const unsigned char *)name, .escaped = *repeated[i] == '\\'};

        while (text.length < sizeof name - 16) {
            strcpy(name + text.length, repeated[i]);
            text.length += strlen(repeated[i]);
        }
        assert_in_range(orgpol_raw_unescape(&text, out, sizeof out), sizeof out + 1, sizeof out + 4);
        text.length = 4 * strlen(repeated[i]);
        assert_in_range(orgpol_raw_unescape(&text, out, sizeof out), 4, 16);
    }
}

/* Behind each name stands a zero, and each is found by itself alone. */
static void actions_are_found_by_name(void **state)
{
    const struct action *action;

    (void)state;
    for (size_t i = 0; (action = orgpol_authzen_action(i)) != NULL; i++) {
        struct orgpol_str name = {action->name, strlen(action->name)};

        assert_int_equal(action->name[sizeof action->name - 1], '\0');
        assert_ptr_equal(orgpol_authzen_find_action(name), action);
        name.len--;
        assert_null(orgpol_authzen_find_action(name));
    }
    assert_null(orgpol_authzen_find_action(ORGPOL_STR("")));
    assert_null(orgpol_authzen_find_action(ORGPOL_STR("a name that is longer than any action has")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(long_names_are_read_in_part),
        cmocka_unit_test(actions_are_found_by_name),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
