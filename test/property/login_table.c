/* SPDX-License-Identifier: MIT */
/*
 * Prints the truth table of the login family, collapsed, group by group (space.h): a line for each way to
 * leave conditions unmet. `make golden` keeps it in login.golden, so that every change of behaviour is a
 * visible difference; without --print it compares.
 */
#include "space.h"

static void answer(const unsigned char *at, uint64_t mask, char *line, size_t size)
{
    static struct world world;
    struct point point;

    memcpy(point.at, at, sizeof point.at);
    point.at[FIRST_PARTY_MEMBER] = at[CLASS] == 0 || at[CLASS] == 3;
    point.at[MODE] = at[CLASS] == 2 || at[CLASS] == 4 ? 2 : 1;
    point.at[METADATA] = at[CLASS] >= 3 ? 3 : 0;
    build(&world, &point);
    condition_names(at[QUESTION] ? orgpol_can_third_party_login(&world.request, NULL)
                                 : orgpol_can_login(&world.request, NULL),
                    mask, line, size);
}

/* Everything that is not in a group stands at a value that hinders nobody. */
static const unsigned char base[AXES] = {
    [CLIENT] = 1,    [CONNECTION] = 1,     [USER] = 1,         [MEMBER] = 1,  [DOMAIN] = 1,
    [ORG_COUNT] = 1, [XAA_ACTIVE] = 1,     [ASSERTION] = 1,    [API] = 1,     [OWN_GRANT] = 1,
    [USAGE] = 2,     [ACCESS] = 2,         [ORGANIZATION] = 2, [CLIENTS] = 2, [STATUS] = 2,
    [CLASS] = 1,     [ORG_CONNECTION] = 2,
};

int main(int count, char **arguments)
{
    struct truth_table table = {axes, answer, NULL};

    append_text(&table.text, "# The login family's conditions, group by group: which are unmet when.\n"
                             "# Written by `make golden` from the library itself; read "
                             "test/property/space.h first.\n");
    for (size_t i = 0; i < GROUPS; i++) {
        unsigned char at[AXES];

        memcpy(at, base, sizeof at);
        add_product(&table, groups[i].name, groups[i].order, at, conditions(ORGPOL_FAMILY_LOGIN, &groups[i]));
    }
    return golden_status(table.text, "test/property/login.golden", is_print(count, arguments));
}
