/* SPDX-License-Identifier: MIT */
/*
 * Token Vault exchanges of the three kinds, varied requests. The project has no target for it; the limit is
 * a guard of this folder. By hand it would be three families of conditions once more; so the floor is only
 * what nobody can leave out: the ids and scopes that a request brings are compared with those of its rows.
 */
#include "bench.h"

#include "../property/exchange_parts.h"
#include "../property/random.h"
#include "same.h"

#define BATCH 32

static struct exchange_world worlds[BATCH];

/* One attribute in 24 is drawn, about three of them, the others are what works. */
static void prepare(void)
{
    for (size_t i = 0; i < BATCH; i++) {
        unsigned char at[ATTRIBUTES];

        open_point(at, (unsigned char)(random_bits() % 3));
        for (int attribute = 0; attribute < ATTRIBUTES; attribute++)
            if (attribute != TYPE && random_bits() % 24 == 0)
                at[attribute] = random_value(&axes[attribute]);
        build(&worlds[i], at);
    }
}

static struct orgpol_decision exchange(const struct exchange_world *world,
                                       struct orgpol_exchange_result *result)
{
    struct orgpol_str scopes[SCOPE_ROOM];

    return orgpol_check_token_exchange(&world->request, result, scopes, SCOPE_ROOM, NULL, 0);
}

static uint64_t library(size_t from, size_t to)
{
    uint64_t sum = 0;

    for (size_t i = from; i < to; i++) {
        struct orgpol_exchange_result result = ORGPOL_EXCHANGE_RESULT_INIT;

        sum += exchange(&worlds[i], &result).unmet + result.scope_count;
    }
    return sum;
}

/* ---- the floor: how many ids and scopes fit ---- */

static uint64_t scopes_that_fit(const struct orgpol_exchange_request *request,
                                const struct orgpol_connected_account *account)
{
    uint64_t fit = 0;

    for (size_t i = 0; i < request->scope_count; i++)
        for (size_t held = 0; held < account->scope_count; held++)
            fit += same(request->scopes[i], account->scopes[held]);
    return fit;
}

static uint64_t account_fits(const struct orgpol_exchange_request *request)
{
    const struct orgpol_account_request *account = request->account;
    uint64_t fit = 0;

    if (account == NULL || account->user == NULL)
        return 0;
    fit += same(account->user->user_id, account->user_id);
    for (size_t i = 0; i < account->account_count; i++)
        fit += same(account->accounts[i].user_id, account->user_id) +
               same(account->accounts[i].connection, request->connection) +
               same(account->accounts[i].idp_user_id, request->login_hint) +
               scopes_that_fit(request, &account->accounts[i]);
    if (request->organization && request->member)
        fit += same(request->member->organization_id, request->organization->id) &
               same(request->member->user_id, account->user_id);
    return fit;
}

static uint64_t request_fits(const struct orgpol_exchange_request *request)
{
    const struct orgpol_subject_token *token = request->subject_token;
    uint64_t fit = account_fits(request);

    if (request->client && request->enabled_client && request->connection_row)
        fit += same(request->client->client_id, request->client_id) &
               same(request->enabled_client->client_id, request->client_id) &
               same(request->enabled_client->connection_id, request->connection_row->id);
    if (request->connection_row)
        fit += same(request->connection_row->name, request->connection);
    if (token == NULL)
        return fit;
    fit += same(token->azp, request->client_id) + same(token->iss, request->client_id) +
           same(token->sub, request->account ? request->account->user_id : token->sub);
    if (request->organization)
        fit += same(token->org_id, request->organization->id);
    return fit + same(request->subject_token_type, ORGPOL_STR(ORGPOL_TOKEN_TYPE_REFRESH_TOKEN)) +
           same(request->requested_token_type, ORGPOL_STR(ORGPOL_TOKEN_TYPE_FEDERATED));
}

static uint64_t floor_of(size_t from, size_t to)
{
    uint64_t fit = 0;

    for (size_t i = from; i < to; i++)
        fit += request_fits(&worlds[i].request);
    return fit;
}

/* Every request is answered: none is malformed, which would be cheaper. */
static void check(void)
{
    for (size_t i = 0; i < BATCH; i++)
        if (exchange(&worlds[i], NULL).effect == ORGPOL_EFFECT_ERROR)
            bench_fail("vault exchange", "a request is none");
    if (floor_of(0, BATCH) == 0)
        bench_fail("vault exchange", "the floor finds nothing that fits");
}

const struct bench exchange_rows[] = {
    {.name = "vault exchange",
     .against = "comparing the same ids and scopes",
     .limit = 30.0,
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
