/* SPDX-License-Identifier: MIT */
/* The collapsed truth table of authorization requests, kept in authorize.golden; --print prints it. */
#include "authorize_space.h"

int main(int count, char **arguments)
{
    return grid_main(&grid,
                     "# The conditions of authorization requests, group by group: which are unmet when.\n"
                     "# Written by `make golden` from the library itself; read authorize_space.h first.\n",
                     "test/property/authorize.golden", count > 1 && strcmp(arguments[1], "--print") == 0);
}
