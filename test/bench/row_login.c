/* SPDX-License-Identifier: MIT */
/* The login decision, a million varied requests, against the mask over flat attributes (floor.h). */
#include "bench.h"

#include <stdio.h>
#include <string.h>

#include "../property/random.h"
#include "../property/space.h"
#include "floor.h"

#define BATCH 32 /* varied requests that stay in the cache */

/* Ids as rows from a database have them: the same text, each in memory of its own. */
struct own_ids {
    char bytes[9][24];
};

static struct world worlds[BATCH];
static struct own_ids ids[BATCH];
static struct flat flats[BATCH];
static bool own;

/*
 * Logins, refreshes and exchanges in about the mix a server sees, every attribute varied; about half are
 * allowed.
 */
static struct point varied_point(void)
{
    static const int usual[] = {CLIENT,    CONNECTION, USER, MEMBER,    DOMAIN,
                                ORG_COUNT, ASSERTION,  API,  OWN_GRANT, XAA_ACTIVE};
    struct point point;

    for (int attribute = 0; attribute < ATTRIBUTES; attribute++)
        point.at[attribute] = random_value(&axes[attribute]);
    /* What is usually so: most rows exist, most settings are the ones that work. */
    for (size_t i = 0; i < sizeof usual / sizeof *usual; i++)
        if (random_bits() % 24)
            point.at[usual[i]] = 1;
    if (point.at[METADATA] == 3)
        point.at[METADATA] = 0; /* the floor knows one class at a time */
    if (random_bits() % 8)
        point.at[TRANSACTION] = random_bits() % 4 ? 0 : 9;
    if (random_bits() % 16)
        point.at[USAGE] = 2;
    if (random_bits() % 16)
        point.at[ACCESS] = point.at[ORG_CONNECTION] = point.at[STATUS] = point.at[CLIENTS] = 2;
    if (random_bits() % 16)
        point.at[ORGANIZATION] = random_bits() % 4 ? 2 : 0;
    if (random_bits() % 16)
        point.at[METADATA] = point.at[AUTHENTICATION] = point.at[RULES] = point.at[SIGNUP] =
            point.at[GRANTS] = 0;
    if (random_bits() % 8)
        point.at[MFA] = point.at[VERDICT] = point.at[OPTION_APP] = point.at[FULL] = point.at[QUESTION] = 0;
    if (point.at[MODE] == 2 && random_bits() % 4)
        point.at[MODE] = 1;
    return point;
}

static void give_own_ids(struct world *world, struct own_ids *given)
{
    struct orgpol_str *const texts[] = {
        &world->request.organization_id,
        &world->enabled_client.connection_id,
        &world->enabled_client.client_id,
        &world->enabled_connection.organization_id,
        &world->enabled_connection.connection_id,
        &world->organization_client.organization_id,
        &world->organization_client.client_id,
        &world->member.organization_id,
        &world->member.user_id,
    };

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        if (texts[i]->len == 0)
            continue;
        memcpy(given->bytes[i], texts[i]->ptr, texts[i]->len);
        texts[i]->ptr = given->bytes[i];
    }
}

static void setup(size_t kind, bool counting)
{
    (void)counting;
    own = kind == 1;
}

static void prepare(void)
{
    for (size_t i = 0; i < BATCH; i++) {
        const struct point point = varied_point();

        build(&worlds[i], &point);
        if (own)
            give_own_ids(&worlds[i], &ids[i]);
        flatten(&flats[i], &point);
    }
}

static void check(void)
{
    for (size_t i = 0; i < BATCH; i++)
        if (orgpol_can_third_party_login(&worlds[i].request, NULL).unmet != floor_login(&flats[i]))
            bench_fail("login", "the floor decides otherwise");
}

static uint64_t library(size_t from, size_t to)
{
    uint64_t sum = 0;

    for (size_t i = from; i < to; i++)
        sum += orgpol_can_third_party_login(&worlds[i].request, NULL).unmet;
    return sum;
}

static uint64_t floor_of(size_t from, size_t to)
{
    uint64_t sum = 0;

    for (size_t i = from; i < to; i++)
        sum += floor_login(&flats[i]);
    return sum;
}

#define LOGIN .batch = BATCH, .setup = setup, .prepare = prepare, .library = library, .check = check
#define FLAT \
    .against = "the mask over flat attributes", .group = 16, .rounds = 1024, .counted = 64, .floor = floor_of

const struct bench login_rows[] = {
    {.name = "login", .kind = 0, .limit = 2.0, FLAT, LOGIN},
    /* That rows belong together costs comparisons of ids, which the floor has none of. */
    {.name = "login, ids in memory of their own", .kind = 1, .limit = 3.0, .is_guard = true, FLAT, LOGIN},
    /* Each call for itself, which costs precision, but no call hides among others. */
    {.name = "login, p99",
     .kind = 0,
     .is_tail = true,
     .limit = 2.0,
     .against = "its median",
     .group = 1,
     .rounds = 256,
     LOGIN},
    {.name = NULL},
};
