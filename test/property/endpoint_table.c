/* SPDX-License-Identifier: MIT */
/* The collapsed truth table of requests to endpoints, kept in endpoint.golden; --print prints it. */
#include "endpoint_space.h"

int main(int count, char **arguments)
{
    return grid_main(&grid,
                     "# The conditions of requests to endpoints, group by group: which are unmet when.\n"
                     "# Written by `make golden` from the library itself; read endpoint_space.h first.\n",
                     "test/property/endpoint.golden", count > 1 && strcmp(arguments[1], "--print") == 0);
}
