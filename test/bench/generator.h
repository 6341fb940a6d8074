/* SPDX-License-Identifier: MIT */
/*
 * Tenants of any size, out of a seed: the same seed, the same bytes, on any machine (integers only).
 *
 * Two texts of one tenant: a document as orgpol_tenant_load reads it, or a line for every object,
 * {"kind", "owner", "object"}. And two sizes of either: full, with the members that the Management API sends
 * along, or lean, with those alone that orgpol reads, and hardly any that say what absence says too: about
 * the smallest JSON that decides alike.
 *
 * What is in it, for N organizations and M memberships:
 *   members        two fifths of M lie as 1/rank: the first of 10^6 organizations has 28,000 of 10^6; the
 *                  rest is spread, none or one or a few each. A quarter has a role. One in eight is a user of
 *                  another organization too, and 8 users are in every 64th or so
 *   users          every user_id that a member row has
 *   clients        16 and N/1000; few are popular. Every fourth is a third party, every eighth a machine
 *   connections    8 that organizations share, the first ones most, and one of its own for every 20th
 *   rows of a few  out of 100 organizations: 10 allow third parties and 10 block them, 3 list clients, 3 have
 *                  client grants, 4 discovery domains, 3 an invitation; out of 100 users 2 have a consent
 */
#ifndef ORGPOL_BENCH_GENERATOR_H
#define ORGPOL_BENCH_GENERATOR_H

#include "generator_organizations.h"

static inline uint32_t common_divisor(uint32_t a, uint32_t b)
{
    while (b) {
        const uint32_t rest = a % b;

        a = b;
        b = rest;
    }
    return a;
}

/* The generator's text is the caller's to read and to empty (length 0) after every step, and to free. */
static inline struct generator generator_of(uint64_t seed, uint32_t organizations, uint32_t memberships,
                                            bool lines, bool lean)
{
    struct generator g = {.seed = mixed(seed + 1),
                          .organizations = organizations,
                          .memberships = memberships,
                          .lines = lines,
                          .lean = lean};
    uint64_t harmonic = 0; /* of 2^-32 */
    uint32_t ranked = 0;

    g.clients = 16 + organizations / 1000;
    for (uint32_t rank = 1; rank <= organizations; rank++)
        harmonic += (UINT64_C(1) << 32) / rank;
    g.share = (uint32_t)(((uint64_t)memberships << 32) / harmonic * 2 / 5);
    for (uint32_t rank = 1; rank <= organizations && g.share / rank; rank++)
        ranked += g.share / rank;
    g.spread = (uint32_t)((uint64_t)(memberships - ranked) * 1024 / organizations);
    g.stride = organizations / 2 + organizations / 9 + 1;
    while (common_divisor(g.stride, organizations) != 1)
        g.stride++;
    return g;
}

/* Appends the next piece of the tenant, an object with all that stands in it. False after the last. */
static inline bool generator_step(struct generator *g)
{
    const struct {
        const char *name;
        void (*write)(struct generator *g, uint32_t at);
        uint32_t count;
    } stages[] = {
        {"settings", write_settings, 1},
        {"clients", write_client, g->clients},
        {"connections", write_connection, SHARED_CONNECTIONS + own_connections(g)},
        {"resource_servers", write_api, APIS},
        {"client_grants", write_client_grant, g->clients},
        {"roles", write_role, ROLES},
        {"organizations", write_organization, g->organizations},
        {"users", write_user, g->users}, /* those that the organizations have */
    };
    const int last = (int)(sizeof stages / sizeof *stages);

    g->has_question = false;
    if (g->stage == last)
        return false;
    if (g->at == 0 && !g->lines)
        put(g, g->stage ? ",'%s':[" : "{'%s':", stages[g->stage].name);
    if (g->at > 0 && !g->lines)
        put(g, ",");
    if (g->at < stages[g->stage].count)
        stages[g->stage].write(g, g->at++);
    if (g->at >= stages[g->stage].count) {
        if (!g->lines)
            put(g, "%s%s", g->stage ? "]" : "", g->stage + 1 == last ? "}\n" : "");
        g->at = 0;
        g->stage++;
    }
    return true;
}

#endif
