/* SPDX-License-Identifier: MIT */
/* Grants of many scopes: the time against its limit, and against that of fewer scopes. */
#ifndef ORGPOL_BENCH_SCOPES_H
#define ORGPOL_BENCH_SCOPES_H

#include <stdio.h>

#include "../property/grants.h"

/* As many scopes in the API, in the grant and in the request, each text in memory of its own. */
struct scopes_world {
    struct grant_world rows;
    struct orgpol_client_grant_request client;
    struct orgpol_user_grant_request user;
    struct orgpol_str lists[3][ORGPOL_SCOPE_LIMIT];
    char texts[3][ORGPOL_SCOPE_LIMIT][40];
    struct orgpol_str effective[ORGPOL_SCOPE_LIMIT];
};

static inline void build_scopes(struct scopes_world *world, size_t count, bool user)
{
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

/* Decides once; exits when not every scope is granted. */
static inline void decide_scopes(struct scopes_world *world, size_t count, bool user)
{
    struct orgpol_client_grant_result client = ORGPOL_CLIENT_GRANT_RESULT_INIT;
    struct orgpol_user_grant_result person = ORGPOL_USER_GRANT_RESULT_INIT;

    if (user)
        orgpol_check_user_grant(&world->user, &person, world->effective, count, NULL, 0);
    else
        orgpol_check_client_grant(&world->client, &client, world->effective, count, NULL, 0);
    if (client.scope_count + person.scope_count != count) {
        fprintf(stderr, "%u scopes, not %zu\n", client.scope_count + person.scope_count, count);
        exit(2);
    }
}

#endif
