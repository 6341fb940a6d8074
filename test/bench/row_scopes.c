/* SPDX-License-Identifier: MIT */
/*
 * Grants of many scopes: 273 granted against 273 requested in 20 us; more scopes cost as many times more,
 * within a half.
 */
#include "bench.h"

#include <stdio.h>

#include "../property/grants.h"

#define FEWEST 273

/* As many scopes in the API, in the grant and in the request, each text in memory of its own. */
struct scopes_world {
    size_t count;
    struct grant_world rows;
    struct orgpol_client_grant_request client;
    struct orgpol_user_grant_request user;
    struct orgpol_str lists[3][ORGPOL_SCOPE_LIMIT];
    char texts[3][ORGPOL_SCOPE_LIMIT][40];
    struct orgpol_str effective[ORGPOL_SCOPE_LIMIT];
};

static struct scopes_world many;
static struct scopes_world fewest;

/* In the grant they stand the other way round. */
static void build(struct scopes_world *world, size_t count, bool user)
{
    world->count = count;
    world->client = client_request(&world->rows);
    if (user)
        world->user = user_request(&world->rows);
    make_third_party(&world->rows, ORGPOL_SECURITY_MODE_STRICT);
    for (size_t list = 0; list < 3; list++)
        for (size_t i = 0; i < count; i++) {
            const size_t number = list == 1 ? count - 1 - i : i;

            snprintf(world->texts[list][i], sizeof world->texts[list][i], "read:resource_%zu", number);
            world->lists[list][i] = orgpol_str_of(world->texts[list][i]);
        }
    world->rows.api.scopes = world->lists[0];
    world->rows.own.scopes = world->lists[1];
    world->client.scopes = world->user.scopes = world->lists[2];
    world->rows.api.scope_count = world->rows.own.scope_count = count;
    world->client.scope_count = world->user.scope_count = count;
}

/* How many scopes are granted. */
static uint64_t decide_client(struct scopes_world *world)
{
    struct orgpol_client_grant_result result = ORGPOL_CLIENT_GRANT_RESULT_INIT;

    orgpol_check_client_grant(&world->client, &result, world->effective, world->count, NULL, 0);
    return result.scope_count;
}

static uint64_t decide_user(struct scopes_world *world)
{
    struct orgpol_user_grant_result result = ORGPOL_USER_GRANT_RESULT_INIT;

    orgpol_check_user_grant(&world->user, &result, world->effective, world->count, NULL, 0);
    return result.scope_count;
}

/* The kind is the number of scopes. */
static void setup_client(size_t kind, bool counting)
{
    (void)counting;
    build(&many, kind, false);
    build(&fewest, FEWEST, false);
}

static void setup_user(size_t kind, bool counting)
{
    (void)counting;
    build(&many, kind, true);
    build(&fewest, FEWEST, true);
}

static uint64_t library_client(size_t from, size_t to)
{
    (void)from;
    (void)to;
    return decide_client(&many);
}

static uint64_t floor_client(size_t from, size_t to)
{
    (void)from;
    (void)to;
    return decide_client(&fewest);
}

static uint64_t library_user(size_t from, size_t to)
{
    (void)from;
    (void)to;
    return decide_user(&many);
}

static uint64_t floor_user(size_t from, size_t to)
{
    (void)from;
    (void)to;
    return decide_user(&fewest);
}

static void check_client(void)
{
    if (decide_client(&many) != many.count || decide_client(&fewest) != FEWEST)
        bench_fail("client grant, scopes", "not all scopes are granted");
}

static void check_user(void)
{
    if (decide_user(&many) != many.count || decide_user(&fewest) != FEWEST)
        bench_fail("user grant, scopes", "not all scopes are granted");
}

#define GRANT(who)                                                                                  \
    .batch = 1, .group = 1, .rounds = 32, .counted = 1, .setup = setup_##who, .check = check_##who, \
    .library = library_##who
#define ABSOLUTE .kind = FEWEST, .against = "20 us", .limit = 1.0, .floor_ns = 20000
#define GROWTH(count) \
    .kind = (count), .against = "as many of 273", .limit = 1.5, .floor_times = (double)(count) / FEWEST

const struct bench scope_rows[] = {
    {.name = "client grant, 273 x 273 scopes", ABSOLUTE, GRANT(client)},
    {.name = "client grant, 546 scopes", GROWTH(546), .floor = floor_client, GRANT(client)},
    {.name = "client grant, 1024 scopes", GROWTH(1024), .floor = floor_client, GRANT(client)},
    {.name = "user grant, 273 x 273 scopes", ABSOLUTE, GRANT(user)},
    {.name = "user grant, 546 scopes", GROWTH(546), .floor = floor_user, GRANT(user)},
    {.name = "user grant, 1024 scopes", GROWTH(1024), .floor = floor_user, GRANT(user)},
    {.name = NULL},
};
