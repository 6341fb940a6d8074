/* SPDX-License-Identifier: MIT */
/*
 * The organization prompt, varied requests. The project has no target for it; the limit is a guard of this
 * folder. A prompt holds several organizations and connections against the login's conditions, which by hand
 * would be the rule once more; so the floor is only what nobody can leave out: the ids of every row that a
 * request brings are compared with those of the rows they belong to.
 */
#include "bench.h"

#include <string.h>

#include "../property/prompt_space.h"
#include "../property/random.h"
#include "same.h"

#define BATCH 32

static struct prompt_world worlds[BATCH];

/* What is usually so: a known application and user, no invitation, and something that varies. */
static void draw(unsigned char *at)
{
    for (int axis = 0; axis < AXES; axis++)
        at[axis] = random_value(&prompt_axes[axis]);
    if (random_bits() % 16)
        at[CLIENT] = (unsigned char)(1 + random_bits() % 2);
    if (random_bits() % 8)
        at[DOMAIN_LEVEL] = at[FOR_CLIENT] = at[ACTIVE] = at[MEMBER] = 1;
    if (random_bits() % 8)
        at[A_DB] = at[USAGE] = 2;
    if (random_bits() % 8)
        at[INVITATION] = at[WORDS] = at[OPTION] = at[FULL] = at[GATE] = 0;
    if (random_bits() % 4)
        at[ORGANIZATION] = random_bits() % 2;
}

static void prepare(void)
{
    for (size_t i = 0; i < BATCH; i++) {
        unsigned char at[AXES];

        draw(at);
        build_prompt(&worlds[i], at);
    }
}

static uint64_t library(size_t from, size_t to)
{
    uint64_t sum = 0;

    for (size_t i = from; i < to; i++) {
        struct orgpol_prompt_result result = ORGPOL_PROMPT_RESULT_INIT;
        struct orgpol_str candidates[8];

        sum += orgpol_resolve_org_prompt_mode(&worlds[i].request, &result, candidates, 8).unmet + result.mode;
    }
    return sum;
}

/* ---- the floor: how many rows belong where they stand ---- */

static uint64_t connection_row_belongs(const struct orgpol_prompt_connection *row,
                                       const struct orgpol_prompt_request *request,
                                       const struct orgpol_organization *organization)
{
    uint64_t rows = 0;

    if (row->enabled_client)
        rows += same(row->enabled_client->connection_id, row->connection->id) &
                same(row->enabled_client->client_id, request->client->client_id);
    if (row->enabled_connection && organization)
        rows += same(row->enabled_connection->connection_id, row->connection->id) &
                same(row->enabled_connection->organization_id, organization->id);
    return rows;
}

static uint64_t organization_row_belongs(const struct orgpol_prompt_organization *row,
                                         const struct orgpol_prompt_request *request)
{
    uint64_t rows = 0;

    if (row == NULL)
        return 0;
    if (row->organization_client)
        rows += same(row->organization_client->organization_id, row->organization->id) &
                same(row->organization_client->client_id, request->client->client_id);
    if (row->member)
        rows += same(row->member->organization_id, row->organization->id) &
                same(row->member->user_id, request->user_id);
    if (row->discovery_domain)
        rows += same(row->discovery_domain->organization_id, row->organization->id);
    for (size_t i = 0; i < row->connection_count; i++)
        rows += connection_row_belongs(row->connections[i], request, row->organization);
    return rows;
}

static uint64_t rows_belong(const struct orgpol_prompt_request *request)
{
    uint64_t rows = organization_row_belongs(request->organization_row, request) +
                    organization_row_belongs(request->chosen_organization, request) +
                    organization_row_belongs(request->auto_membership, request);

    for (size_t i = 0; i < request->match_count; i++)
        rows += organization_row_belongs(request->matches[i], request);
    for (size_t i = 0; i < request->membership_count; i++)
        rows += organization_row_belongs(request->memberships[i], request);
    for (size_t i = 0; i < request->connection_count; i++)
        rows += connection_row_belongs(request->connections[i], request, NULL);
    if (request->user)
        rows += same(request->user->user_id, request->user_id);
    return rows;
}

static uint64_t floor_of(size_t from, size_t to)
{
    uint64_t rows = 0;

    for (size_t i = from; i < to; i++)
        rows += rows_belong(&worlds[i].request);
    return rows;
}

/* Every request is answered, and a row that belongs elsewhere makes it an error. */
static void check(void)
{
    for (size_t i = 0; i < BATCH; i++)
        if (orgpol_resolve_org_prompt_mode(&worlds[i].request, NULL, NULL, 0).effect == ORGPOL_EFFECT_ERROR)
            bench_fail("prompt", "a request is none");
    if (floor_of(0, BATCH) == 0)
        bench_fail("prompt", "the floor finds nothing that fits");
}

const struct bench prompt_rows[] = {
    {.name = "prompt",
     .against = "comparing the ids of the same rows",
     .limit = 12.0,
     .is_guard = true,
     .batch = BATCH,
     .group = 8,
     .rounds = 64,
     .counted = 64,
     .prepare = prepare,
     .library = library,
     .floor = floor_of,
     .check = check},
    {.name = NULL},
};
