/* SPDX-License-Identifier: MIT */
/* Organizations of generated tenants, and what stands in them. */
#ifndef ORGPOL_BENCH_GENERATOR_ORGANIZATIONS_H
#define ORGPOL_BENCH_GENERATOR_ORGANIZATIONS_H

#include "generator_objects.h"

static inline void write_enabled_connection(struct generator *g, const char *organization, uint32_t place,
                                            bool own)
{
    const uint64_t bits = drawn(g, OF_CONNECTION, place, own);
    const bool assign = own || bits % 4 == 0;
    id_text id;

    row_begin(g, "enabled_connections", organization);
    put(g, "{'connection_id':'%s'", own ? own_connection_id(g, place, id) : connection_id(g, place, id));
    if (assign || !g->lean)
        put(g, ",'assign_membership_on_login':%s", assign ? "true" : "false");
    put_full(g, ",'show_as_button':true,'is_signup_enabled':false");
    if (own)
        put_full(g, ",'connection':{'name':'customer-%u','strategy':'samlp'}", place);
    else
        put_full(g, ",'connection':{'name':'%s-%u','strategy':'%s'}", *shared_strategy(place), place,
                 *shared_strategy(place));
    put(g, "}");
    row_end(g);
}

static inline void write_enabled_connections(struct generator *g, const char *organization, uint32_t at)
{
    const uint32_t first = popular(drawn(g, OF_ORGANIZATION, at, 1), SHARED_CONNECTIONS);
    const uint32_t second = popular(drawn(g, OF_ORGANIZATION, at, 2), SHARED_CONNECTIONS);

    if (has_own_connection(at)) {
        write_enabled_connection(g, organization, at, true);
        own_connection_id(g, at, g->question.connection);
    } else {
        connection_id(g, first, g->question.connection);
    }
    write_enabled_connection(g, organization, first, false);
    if (second != first && at % 3 == 0)
        write_enabled_connection(g, organization, second, false);
}

/* Several clients that differ, the popular ones first. */
static inline void write_organization_clients(struct generator *g, const char *organization, uint32_t at)
{
    const uint32_t first = popular(drawn(g, OF_ORGANIZATION, at, 3), g->clients);
    const uint32_t count = 1 + at % 3;
    id_text id;

    for (uint32_t i = 0; i < count; i++) {
        row_begin(g, "clients", organization);
        put(g, "{'client_id':'%s','use_for_member_access':%s}", client_id(g, (first + i) % g->clients, id),
            i == 2 ? "false" : "true");
        row_end(g);
    }
}

static inline void write_organization_grants(struct generator *g, const char *organization, uint32_t at)
{
    const uint32_t machines = (g->clients + 1) / 8;
    const uint32_t client = (uint32_t)(drawn(g, OF_ORGANIZATION, at, 4) % machines) * 8 + 6;
    id_text id;
    id_text api;

    put_api(g, client % APIS, api);
    row_begin(g, "client_grants", organization);
    put(g, "{'id':'%s'", grant_id(g, client, id));
    put_full(g,
             ",'client_id':'%s','audience':'%s','scope':['read:items0','read:items1'],"
             "'allow_any_organization':false",
             client_id(g, client, id), api);
    put(g, "}");
    row_end(g);
}

static inline void write_member(struct generator *g, const char *organization, uint32_t user)
{
    const uint32_t role = popular(drawn(g, OF_MEMBER, g->members, 1), ROLES);
    id_text id;
    id_text role_text;

    row_begin(g, "members", organization);
    put(g, "{'user_id':'%s'", user_id(g, user, id));
    if (is_one_of(g, OF_MEMBER, g->members, 2, 25)) {
        put(g, ",'roles':[{'id':'%s'", role_id(g, role, role_text));
        put_full(g, ",'name':'role-%u'", role);
        put(g, "}]");
    }
    put_full(g,
             ",'email':'user%u@mail.example','name':'User %u','picture':"
             "'https://cdn.product.example/avatars/%u.png'",
             user, user, user);
    put(g, "}");
    row_end(g);
    g->members++;
}

/* How many members an organization has that are in none before, and how many that are. */
static inline uint32_t member_count(const struct generator *g, uint32_t at)
{
    const uint32_t rank = (uint32_t)((uint64_t)at * g->stride % g->organizations) + 1;
    uint64_t bits = drawn(g, OF_ORGANIZATION, at, 5);
    uint32_t count = g->share / rank + g->spread / 1024;

    /* Each further one with a probability q such that q / (1 - q) are expected. */
    for (const uint32_t left = g->spread % 1024; bits % (1024 + left) < left; count++)
        bits = mixed(bits);
    return count;
}

static inline void write_members(struct generator *g, const char *organization, uint32_t at)
{
    const uint32_t count = member_count(g, at);
    const uint32_t before = g->users;
    const uint32_t known = before > 16 * STAFF ? count / 8 : 0;
    const uint32_t start =
        before > STAFF ? (uint32_t)(drawn(g, OF_ORGANIZATION, at, 6) % (before - STAFF)) : 0;
    const uint64_t bits = drawn(g, OF_QUESTION, at, 1);

    if (before > STAFF && at % 8 == 5 && drawn(g, OF_ORGANIZATION, at, 7) % 8 == 0)
        write_member(g, organization, at / 8 % STAFF);
    for (uint32_t i = 0; i < known && i < before - STAFF; i++)
        write_member(g, organization, STAFF + (start + i) % (before - STAFF));
    while (g->users - before < count - known)
        write_member(g, organization, g->users++);
    /* A question is about a member mostly. */
    if (g->users == 0)
        snprintf(g->question.user, sizeof g->question.user, "auth0|nobody");
    else
        user_id(g,
                g->users > before && bits % 4 ? before + (uint32_t)((bits >> 8) % (g->users - before))
                                              : (uint32_t)((bits >> 8) % g->users),
                g->question.user);
}

static inline void write_discovery_domain(struct generator *g, const char *organization, uint32_t at)
{
    id_text id;

    row_begin(g, "discovery_domains", organization);
    put(g, "{'domain':'customer%u.example','status':'%s','use_for_organization_discovery':true", at,
        at % 5 ? "verified" : "pending");
    put_full(g,
             ",'id':'%s','verification_host':'_verification.%s.customer%u.example','verification_txt':"
             "'%016llx%016llx'",
             opaque(g, OF_TICKET, at, "ord_", 22, 62, id), organization, at,
             (unsigned long long)drawn(g, OF_TICKET, at, 1), (unsigned long long)drawn(g, OF_TICKET, at, 2));
    put(g, "}");
    row_end(g);
}

static inline void write_invitation(struct generator *g, const char *organization, uint32_t at)
{
    const uint32_t invited = popular(drawn(g, OF_TICKET, at, 3), g->clients);
    id_text ticket;
    id_text client;
    char date[32];

    opaque(g, OF_TICKET, at, "", 32, 62, ticket);
    row_begin(g, "invitations", organization);
    put(g, "{'ticket_id':'%s','client_id':'%s','invitee':{'email':'new%u@mail.example'},'expires_at':'%s'",
        ticket, client_id(g, is_machine(invited) ? 0 : invited, client), at, date_of(g, OF_TICKET, at, date));
    put_full(g,
             ",'id':'uinv_%.16s','inviter':{'name':'User %u'},'invitation_url':"
             "'https://app0.example/login?invitation=%s&organization=%s','created_at':'%s',"
             "'organization_id':'%s'",
             ticket, at, ticket, organization, date, organization);
    put(g, "}");
    row_end(g);
}

static inline void write_organization(struct generator *g, uint32_t at)
{
    static const char *const words[] = {"amber",  "birch",  "cedar",  "delta",   "ember",   "fjord",
                                        "grove",  "harbor", "inlet",  "juniper", "kestrel", "lagoon",
                                        "meadow", "north",  "orchid", "pine"};
    const char *const first = words[drawn(g, OF_ORGANIZATION, at, 10) % 16];
    const char *const second = words[drawn(g, OF_ORGANIZATION, at, 11) % 16];
    const unsigned access = (unsigned)(drawn(g, OF_ORGANIZATION, at, 12) % 10);
    const bool listed = is_one_of(g, OF_ORGANIZATION, at, 13, 3);
    id_text id;

    organization_id(g, at, id);
    g->has_question = true;
    memcpy(g->question.organization, id, sizeof id);
    client_id(g, popular(drawn(g, OF_QUESTION, at, 2), g->clients), g->question.client);
    owner_begin(g, "organizations");
    put(g, "'id':'%s','name':'%s-%s-%u'", id, first, second, at);
    if (access < 2)
        put(g, ",'third_party_client_access':'%s'", access ? "allow" : "block");
    if (listed)
        put(g, ",'is_app_entitlement_active':true");
    put_full(g,
             ",'display_name':'%s %s %u','branding':{'logo_url':'https://cdn.product.example/logos/%s.png',"
             "'colors':{'primary':'#%06x','page_background':'#ffffff'}},'metadata':{'plan':'%s','region':"
             "'%s','account':'%u'}",
             first, second, at, id, (unsigned)(drawn(g, OF_ORGANIZATION, at, 14) & 0xffffff),
             at % 5 ? "team" : "enterprise", at % 2 ? "eu" : "us", 100000 + at);
    owner_members_end(g);
    write_enabled_connections(g, id, at);
    if (listed)
        write_organization_clients(g, id, at);
    if (is_one_of(g, OF_ORGANIZATION, at, 15, 3))
        write_organization_grants(g, id, at);
    write_members(g, id, at);
    if (is_one_of(g, OF_ORGANIZATION, at, 16, 4))
        write_discovery_domain(g, id, at);
    if (is_one_of(g, OF_ORGANIZATION, at, 17, 3))
        write_invitation(g, id, at);
    owner_end(g);
}

#endif
