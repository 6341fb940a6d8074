/* SPDX-License-Identifier: MIT */
/*
 * A login's lookups in a tenant of 10^6 organizations, and the decision, against the 9 lookups alone
 * (logins.h). 32,768 questions, each of another organization. While one half is asked of the library, the
 * other half is asked of the floor, so that neither finds its rows in the cache because the other has just
 * been there. `make bench-scale` has the same for other sizes, in CPU time, and the memory.
 */
#include "bench.h"

#include "loaded.h"

#define ORGANIZATIONS 1000000
#define COUNTED_ORGANIZATIONS 1000 /* enough to count instructions */
#define QUESTIONS 32768
#define BATCH 512

static struct orgpol_tenant *tenant;
static struct logins logins;
static size_t batch_at;
static size_t allowed;
static size_t asked;

static void setup(size_t kind, bool counting)
{
    struct loading loading;

    (void)kind;
    allowed = asked = batch_at = 0;
    logins = logins_of(counting ? COUNTED_ORGANIZATIONS : QUESTIONS);
    tenant = load_generated(counting ? COUNTED_ORGANIZATIONS : ORGANIZATIONS, true, &loading, &logins);
    if (logins.count < BATCH)
        bench_fail("lookups", "there are too few logins");
}

static void prepare(void)
{
    batch_at += BATCH;
}

static const struct login *login_at(size_t at)
{
    return &logins.at[(batch_at + at) % logins.count];
}

static uint64_t library(size_t from, size_t to)
{
    uint64_t sum = 0;

    for (size_t i = from; i < to; i++)
        sum += decide_login(tenant, login_at(i)).unmet;
    return sum;
}

static uint64_t floor_of(size_t from, size_t to)
{
    uint64_t sum = 0;

    for (size_t i = from; i < to; i++)
        sum += floor_login_lookups(tenant, login_at(i + logins.count / 2));
    return sum;
}

/* Every login is in an organization that exists, and the floor finds rows. */
static void check(void)
{
    for (size_t i = 0; i < BATCH; i += 16) {
        const struct login *login = login_at(i);

        if (orgpol_tenant_organization(tenant, login->organization) == NULL)
            bench_fail("lookups", "there is no such organization");
        if (floor_login_lookups(tenant, login) == 0)
            bench_fail("lookups", "the floor finds nothing");
        allowed += decide_login(tenant, login).effect == ORGPOL_EFFECT_ALLOW;
        asked++;
    }
}

static void teardown(void)
{
    if (allowed * 10 < asked || (asked - allowed) * 10 < asked)
        bench_fail("lookups", "hardly any login is allowed, or hardly any is denied");
    orgpol_tenant_free(tenant);
    free_logins(&logins);
}

const struct bench lookup_rows[] = {
    {.name = "login in a tenant of 10^6",
     .against = "its 9 lookups alone",
     .limit = 1.5,
     .batch = BATCH,
     .group = 64,
     .rounds = 32,
     .counted = 1,
     .setup = setup,
     .prepare = prepare,
     .library = library,
     .floor = floor_of,
     .check = check,
     .teardown = teardown},
    {.name = NULL},
};
