/* SPDX-License-Identifier: MIT */
/*
 * Client grants, varied requests, against their conditions written by hand over attributes that lie flat: no
 * rows, no ids, no checks, and whether the scopes are among the granted ones is known beforehand. The project
 * has no target for it; the limit is a guard of this folder.
 */
#include "bench.h"

#include "../property/grants.h"
#include "../property/random.h"

#define BATCH 32

/* One of a kind each: the floor knows one class at a time. */
enum { FIRST, STRICT, PERMISSIVE };
enum { DENIED = 1, ADMITTED, REQUIRED };

struct flat {
    uint8_t known, authenticated, class, enabled, public, dynamic;
    uint8_t audience, api, system, policy, own, default_row, usage, any;
    uint8_t by_id, by_name, names, row, default_organization, associated;
    uint8_t scopes, client_quota, organization_quota, hook, denied;
};

static struct grant_world worlds[BATCH];
static struct orgpol_client_grant_request requests[BATCH];
static struct flat flats[BATCH];
static const struct orgpol_str requested[2] = {{"r", 1}, {"d", 1}};

static bool one_in(unsigned number)
{
    return random_bits() % number == 0;
}

/* What is usually so: the rows exist and the settings work; what varies is the organization and the scopes.
 */
static struct flat draw(void)
{
    struct flat f = {
        .known = !one_in(24),
        .authenticated = !one_in(24),
        .class = (uint8_t)(random_bits() % 3),
        .enabled = !one_in(16),
        .public = one_in(24),
        .dynamic = one_in(24),
        .audience = !one_in(24),
        .system = one_in(24),
        .policy = !one_in(24),
        .default_row = one_in(2),
        .usage = (uint8_t)(one_in(8) ? DENIED : ADMITTED + random_bits() % 2),
        .any = one_in(4),
        .by_id = !one_in(3),
        .names = one_in(2),
        .default_organization = one_in(4),
        .associated = !one_in(8),
        .scopes = (uint8_t)(one_in(8) ? 2 : random_bits() % 2),
        .client_quota = one_in(16),
        .organization_quota = one_in(16),
        .hook = one_in(16),
        .denied = one_in(24),
    };

    f.api = f.audience && !one_in(24);
    f.own = f.known && f.api && !one_in(8);
    f.by_name = !f.by_id && one_in(2);
    f.row = !one_in(16) && (f.by_id || f.by_name || (f.default_organization && f.known));
    f.associated = f.associated && f.row && f.own;
    return f;
}

/* The rows that stand for the attributes. */
static void build(struct grant_world *world, struct orgpol_client_grant_request *request,
                  const struct flat *f)
{
    *request = client_request(world);
    request->client = f->known ? &world->client : NULL;
    request->is_client_authenticated = f->authenticated;
    world->client.is_first_party = f->class == FIRST;
    world->client.third_party_security_mode =
        f->class == PERMISSIVE ? ORGPOL_SECURITY_MODE_PERMISSIVE : ORGPOL_SECURITY_MODE_STRICT;
    world->client.grant_types = f->enabled ? ORGPOL_GRANT_TYPE_CLIENT_CREDENTIALS : ORGPOL_GRANT_TYPE_OTHER;
    world->client.token_endpoint_auth_method =
        f->public ? ORGPOL_AUTH_METHOD_NONE : ORGPOL_AUTH_METHOD_CLIENT_SECRET_POST;
    world->client.external_metadata_type = f->dynamic ? ORGPOL_METADATA_DCR : ORGPOL_METADATA_UNSET;
    if (!f->audience)
        request->audience = (struct orgpol_str)ORGPOL_STR_NONE;
    request->resource_server = f->api ? &world->api : NULL;
    world->api.is_system = f->system;
    world->api.client_policy =
        f->policy ? ORGPOL_CLIENT_POLICY_REQUIRE_CLIENT_GRANT : ORGPOL_CLIENT_POLICY_DENY_ALL;
    request->client_grant = f->own ? &world->own : NULL;
    request->default_client_grant = f->audience && f->default_row ? &world->fallback : NULL;
    world->own.organization_usage =
        (const uint8_t[]){0, ORGPOL_USAGE_DENY, ORGPOL_USAGE_ALLOW, ORGPOL_USAGE_REQUIRE}[f->usage];
    world->own.allow_any_organization = f->any;
    world->settings.allow_organization_name_in_authentication_api = f->names;
    if (f->by_id || f->by_name)
        request->sent_organization = f->by_id ? world->organization.id : world->organization.name;
    if (f->default_organization)
        world->client.default_organization_id = world->organization.id;
    world->client.default_organization_for_client_credentials = f->default_organization;
    request->organization = f->row ? &world->organization : NULL;
    request->organization_client_grant = f->associated ? &world->association : NULL;
    request->scopes = requested;
    request->scope_count = f->scopes;
    world->client_quota.has_per_hour = world->organization_quota.has_per_day = 1;
    world->client_usage.hour = f->client_quota;
    world->organization_usage.day = f->organization_quota;
    world->client_quota.per_hour = world->organization_quota.per_day = 1;
    request->client_quota = &world->client_quota;
    request->organization_quota = &world->organization_quota;
    request->client_usage = &world->client_usage;
    request->organization_usage = &world->organization_usage;
    world->settings.has_credentials_exchange_hook = f->hook;
    request->action_verdict = f->denied ? ORGPOL_ACTION_VERDICT_DENY : ORGPOL_ACTION_VERDICT_ALLOW;
}

static void prepare(void)
{
    for (size_t i = 0; i < BATCH; i++) {
        flats[i] = draw();
        build(&worlds[i], &requests[i], &flats[i]);
    }
}

static uint64_t library(size_t from, size_t to)
{
    uint64_t sum = 0;

    for (size_t i = from; i < to; i++) {
        struct orgpol_client_grant_result result = ORGPOL_CLIENT_GRANT_RESULT_INIT;
        struct orgpol_str scopes[4];

        sum +=
            orgpol_check_client_grant(&requests[i], &result, scopes, 4, NULL, 0).unmet + result.scope_count;
    }
    return sum;
}

#define BIT(place, condition) ((uint64_t)(condition) << (place))

static uint64_t unmet_of(const struct flat *f)
{
    const bool strict = f->class == STRICT;
    const bool granted = f->api & (f->own | (f->default_row & (f->class != FIRST)));
    const bool own = granted & f->own;
    const bool fallback = granted & !f->own;
    const bool sent = f->by_id | f->by_name;
    const bool readable = f->by_id | f->names;
    const bool with = f->usage != DENIED;
    const bool by_default = !sent & own & (f->usage == REQUIRED) & f->default_organization;
    const bool found = f->row & ((sent & readable) | by_default);
    const uint64_t mask =
        BIT(0, !f->authenticated) | BIT(1, !f->enabled) | BIT(2, f->public) | BIT(3, f->dynamic) |
        BIT(4, !f->audience) | BIT(5, f->audience & !f->api) |
        BIT(6, f->api & f->system & (f->class != FIRST)) | BIT(7, f->api & !f->policy) |
        BIT(8, f->api & !granted & strict) | BIT(9, f->api & !granted & !strict) | BIT(10, sent & !readable) |
        BIT(11, sent & readable & !f->row) | BIT(12, by_default & !f->row) | BIT(13, fallback & sent) |
        BIT(14, own & sent & !with) | BIT(15, own & !sent & !by_default & (f->usage == REQUIRED)) |
        BIT(16, own & found & with & !f->associated & !(f->any & (f->class == FIRST))) |
        BIT(17, granted & (f->scopes == 2)) | BIT(18, f->client_quota) |
        BIT(19, found & f->organization_quota) | BIT(20, strict & f->hook) | BIT(21, f->denied);

    return f->known ? mask : 1;
}

static uint64_t floor_of(size_t from, size_t to)
{
    uint64_t sum = 0;

    for (size_t i = from; i < to; i++)
        sum += unmet_of(&flats[i]);
    return sum;
}

static void check(void)
{
    for (size_t i = 0; i < BATCH; i++)
        if (orgpol_check_client_grant(&requests[i], NULL, NULL, 0, NULL, 0).unmet != unmet_of(&flats[i]))
            bench_fail("client grant", "the floor decides otherwise");
}

const struct bench grant_rows[] = {
    {.name = "client grant",
     .against = "a mask over flat attributes",
     .limit = 40.0,
     .is_guard = true,
     .batch = BATCH,
     .group = 16,
     .rounds = 256,
     .counted = 64,
     .prepare = prepare,
     .library = library,
     .floor = floor_of,
     .check = check},
    {.name = NULL},
};
