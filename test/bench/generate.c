/* SPDX-License-Identifier: MIT */
/*
 * generate [--lines] [--lean] [--seed N] [--memberships N] ORGANIZATIONS: writes a tenant (generator.h) to
 * standard output. Without --lines one document; without --memberships as many as organizations.
 */
#include <errno.h>

#include "generator.h"

static int usage(void)
{
    fputs("usage: generate [--lines] [--lean] [--seed N] [--memberships N] ORGANIZATIONS\n"
          "ORGANIZATIONS from 1 to 10000000, memberships up to 100000000\n",
          stderr);
    return 2;
}

/* False unless the text is a number from `least` to `most`. */
static bool number_of(const char *text, uint64_t least, uint64_t most, uint64_t *number)
{
    char *end;

    errno = 0;
    *number = strtoull(text ? text : "", &end, 10);
    return errno == 0 && text && *text >= '0' && *text <= '9' && *end == '\0' && *number >= least &&
           *number <= most;
}

int main(int count, char **arguments)
{
    uint64_t organizations = 0;
    uint64_t memberships = UINT64_MAX;
    uint64_t seed = 1;
    bool lines = false;
    bool lean = false;
    struct generator g;

    for (int i = 1; i < count; i++) {
        if (strcmp(arguments[i], "--lines") == 0) {
            lines = true;
        } else if (strcmp(arguments[i], "--lean") == 0) {
            lean = true;
        } else if (strcmp(arguments[i], "--seed") == 0) {
            if (!number_of(arguments[++i], 0, UINT64_MAX, &seed))
                return usage();
        } else if (strcmp(arguments[i], "--memberships") == 0) {
            if (!number_of(arguments[++i], 0, 100000000, &memberships))
                return usage();
        } else if (organizations != 0 || !number_of(arguments[i], 1, 10000000, &organizations)) {
            return usage();
        }
    }
    if (organizations == 0)
        return usage();
    g = generator_of(seed, (uint32_t)organizations,
                     (uint32_t)(memberships == UINT64_MAX ? organizations : memberships), lines, lean);
    while (generator_step(&g))
        if (g.length >= 65536) {
            fwrite(g.text, 1, g.length, stdout);
            g.length = 0;
        }
    fwrite(g.text, 1, g.length, stdout);
    free(g.text);
    if (fflush(stdout) != 0 || ferror(stdout)) {
        fputs("the tenant could not be written\n", stderr);
        return 2;
    }
    return 0;
}
