/* SPDX-License-Identifier: MIT */
/*
 * The collapsed truth tables of the three token exchanges, kept in exchange.golden; --print prints them. A
 * condition that several of them have is in one table.
 */
#include "exchange_parts.h"

static const struct part *part; /* whose table it is */

static void answer(const unsigned char *at, uint64_t mask, char *line, size_t size)
{
    condition_names(decide(at, NULL, NULL), mask & part_mask(family_at(at), part), line, size);
}

/* The first kind of exchange whose family has the conditions. */
static unsigned char type_of(void)
{
    unsigned char a[ATTRIBUTES] = {[TYPE] = TYPE_REFRESH};

    while (part_mask(family_at(a), part) == 0)
        a[TYPE]++;
    return a[TYPE];
}

int main(int count, char **arguments)
{
    struct truth_table table = {axes, answer, NULL};

    append_text(&table.text,
                "# The conditions of token exchanges, group by group: which are unmet when. Where "
                "the type of the subject\n# token is not said, it makes no difference.\n"
                "# Written by `make golden` from the library itself; read exchange_space.h first.\n");
    for (part = parts; part < parts + PARTS; part++) {
        unsigned char at[ATTRIBUTES];

        open_point(at, type_of());
        add_product(&table, part->group.name, part->group.order, at, EVERY_CONDITION);
    }
    return golden_status(table.text, "test/property/exchange.golden", is_print(count, arguments));
}
