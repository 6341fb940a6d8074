/* SPDX-License-Identifier: MIT */
/* The collapsed truth table of requests to endpoints, kept in endpoint.golden; --print prints it. */
#include "endpoint_space.h"

static void answer(const unsigned char *at, uint64_t mask, char *line, size_t size)
{
    condition_names(decide(at), mask, line, size);
}

int main(int count, char **arguments)
{
    struct truth_table table = {axes, answer, NULL};

    append_text(&table.text,
                "# The conditions of requests to endpoints, group by group: which are unmet when.\n"
                "# Written by `make golden` from the library itself; read endpoint_space.h first.\n");
    for (size_t i = 0; i < GROUPS; i++) {
        unsigned char at[ATTRIBUTES];

        memcpy(at, open_point, sizeof at);
        add_product(&table, groups[i].name, groups[i].order, at,
                    conditions(ORGPOL_FAMILY_ENDPOINT, &groups[i]));
    }
    return golden_status(table.text, "test/property/endpoint.golden", is_print(count, arguments));
}
