/* SPDX-License-Identifier: MIT */
/* The collapsed truth table of authorization requests, kept in authorize.golden; --print prints it. */
#include "authorize_space.h"

static void answer(const unsigned char *at, uint64_t mask, char *line, size_t size)
{
    condition_names(decide(at), mask, line, size);
}

int main(int count, char **arguments)
{
    struct truth_table table = {axes, answer, NULL};

    append_text(&table.text,
                "# The conditions of authorization requests, group by group: which are unmet when.\n"
                "# Written by `make golden` from the library itself; read authorize_space.h first.\n");
    for (size_t i = 0; i < GROUPS; i++) {
        unsigned char at[ATTRIBUTES];

        memcpy(at, open_point, sizeof at);
        add_product(&table, groups[i].name, groups[i].order, at,
                    conditions(ORGPOL_FAMILY_AUTHORIZE, &groups[i]));
    }
    return golden_status(table.text, "test/property/authorize.golden", is_print(count, arguments));
}
