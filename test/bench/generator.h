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

#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SHARED_CONNECTIONS 8
#define STAFF 8 /* users who are in many organizations */
#define ROLES 4
#define APIS 4

/* What ids are of, and what is drawn for. */
enum subject {
    OF_CLIENT,
    OF_CONNECTION,
    OF_OWN_CONNECTION,
    OF_ORGANIZATION,
    OF_USER,
    OF_ROLE,
    OF_GRANT,
    OF_TICKET,
    OF_API,
    OF_DATE,
    OF_MEMBER,
    OF_QUESTION,
};

typedef char id_text[96];

/* A login that can be asked of the tenant. */
struct question {
    id_text organization;
    id_text connection;
    id_text client;
    id_text user;
};

struct generator {
    uint64_t seed;
    uint32_t organizations;
    uint32_t memberships; /* about; the rows are up to a tenth more */
    bool lines;
    bool lean;

    uint32_t clients;
    uint32_t share;    /* members of the first by rank */
    uint32_t stride;   /* rank of an organization by its place: coprime to their number */
    uint32_t spread;   /* members that the ranks leave, of 1024 organizations */
    int stage;         /* of the document */
    uint32_t at;       /* row of the stage */
    const char *array; /* of the present owner, that is open; NULL: none */

    uint64_t rows; /* objects so far, relations too */
    uint32_t members;
    uint32_t users;
    struct question question; /* about the organization written last ... */
    bool has_question;        /* ... which was in the last step */

    char *text;
    size_t length;
    size_t size;
};

/* ---- numbers ---- */

static inline uint64_t mixed(uint64_t z)
{
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9;
    z = (z ^ z >> 27) * 0x94D049BB133111EB;
    return z ^ z >> 31;
}

/* The bits of row `index`, for the use `of`; `more` tells several draws apart. */
static inline uint64_t drawn(const struct generator *g, enum subject of, uint64_t index, uint64_t more)
{
    return mixed(mixed(mixed(g->seed + (uint64_t)of) + index) + more);
}

/* True for `percent` of 100 rows. */
static inline bool is_one_of(const struct generator *g, enum subject of, uint64_t index, uint64_t more,
                             unsigned percent)
{
    return drawn(g, of, index, more) % 100 < percent;
}

/* 0 for half of the draws, 1 for a quarter and so on, of `count`. */
static inline uint32_t popular(uint64_t bits, uint32_t count)
{
    uint32_t place = 0;

    while (place < 12 && bits >> place & 1)
        place++;
    /* Behind the popular ones all are alike. */
    return place < 12 && place < count ? place : (uint32_t)((bits >> 12) % count);
}

/* ---- text ---- */

/* Appends; ' stands for ". */
__attribute__((format(printf, 2, 3))) static inline void put(struct generator *g, const char *format, ...)
{
    for (int attempt = 0; attempt < 2; attempt++) {
        va_list arguments;
        int length;

        va_start(arguments, format);
        length = vsnprintf(g->text ? g->text + g->length : NULL, g->size - g->length, format, arguments);
        va_end(arguments);
        if (length < 0)
            abort();
        if ((size_t)length < g->size - g->length) {
            for (char *c = g->text + g->length; *c; c++)
                if (*c == '\'')
                    *c = '"';
            g->length += (size_t)length;
            return;
        }
        g->size = 2 * g->size + (size_t)length + 4096;
        g->text = realloc(g->text, g->size);
        if (g->text == NULL) {
            fputs("out of memory\n", stderr);
            exit(2);
        }
    }
}

/* Appends what a lean tenant leaves out. */
#define put_full(g, ...)         \
    do {                         \
        if (!(g)->lean)          \
            put(g, __VA_ARGS__); \
    } while (0)

/* `prefix` and characters of an alphabet of `base`. */
static inline const char *opaque(const struct generator *g, enum subject of, uint64_t index,
                                 const char *prefix, size_t length, unsigned base, id_text id)
{
    static const char alphabet[] = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    const size_t start = strlen(prefix);
    uint64_t bits = 0;

    memcpy(id, prefix, start);
    for (size_t i = 0; i < length; i++) {
        bits = i % 8 == 0 ? drawn(g, of, index, 1000 + i) : bits / base;
        id[start + i] = alphabet[bits % base];
    }
    id[start + length] = '\0';
    return id;
}

static inline const char *client_id(const struct generator *g, uint32_t client, id_text id)
{
    return opaque(g, OF_CLIENT, client, "", 32, 62, id);
}

static inline const char *connection_id(const struct generator *g, uint32_t connection, id_text id)
{
    return opaque(g, OF_CONNECTION, connection, "con_", 16, 62, id);
}

static inline const char *own_connection_id(const struct generator *g, uint32_t organization, id_text id)
{
    return opaque(g, OF_OWN_CONNECTION, organization, "con_", 16, 62, id);
}

static inline const char *organization_id(const struct generator *g, uint32_t organization, id_text id)
{
    return opaque(g, OF_ORGANIZATION, organization, "org_", 16, 62, id);
}

static inline const char *role_id(const struct generator *g, uint32_t role, id_text id)
{
    return opaque(g, OF_ROLE, role, "rol_", 16, 62, id);
}

static inline const char *grant_id(const struct generator *g, uint32_t grant, id_text id)
{
    return opaque(g, OF_GRANT, grant, "cgr_", 16, 62, id);
}

/* The provider of a user, and the id that it gave. */
static inline const char *user_provider(const struct generator *g, uint32_t user)
{
    static const char *const providers[] = {"auth0", "auth0", "auth0", "auth0",         "auth0",
                                            "auth0", "auth0", "waad",  "google-oauth2", "google-oauth2"};

    return providers[drawn(g, OF_USER, user, 1) % 10];
}

static inline const char *user_id(const struct generator *g, uint32_t user, id_text id)
{
    const char *provider = user_provider(g, user);
    char prefix[32];

    snprintf(prefix, sizeof prefix, "%s|", provider);
    if (*provider == 'a')
        return opaque(g, OF_USER, user, prefix, 24, 16, id);
    return *provider == 'g' ? opaque(g, OF_USER, user, prefix, 21, 10, id)
                            : opaque(g, OF_USER, user, prefix, 43, 62, id);
}

/* A moment of the year 2026. */
static inline const char *date_of(const struct generator *g, enum subject of, uint64_t index, char date[32])
{
    const uint64_t bits = drawn(g, OF_DATE, index, (uint64_t)of);

    snprintf(date, 32, "2026-%02u-%02uT%02u:%02u:%02u.%03uZ", (unsigned)(bits % 12 + 1),
             (unsigned)(bits >> 8) % 28 + 1, (unsigned)(bits >> 16) % 24, (unsigned)(bits >> 24) % 60,
             (unsigned)(bits >> 32) % 60, (unsigned)(bits >> 40) % 1000);
    return date;
}

/* ---- rows: an object of the tenant, then what stands in it ---- */

static inline void owner_begin(struct generator *g, const char *kind)
{
    g->rows++;
    if (g->lines)
        put(g, "{'kind':'%s','object':", kind);
    put(g, "{");
}

/* After the owner's own members. */
static inline void owner_members_end(struct generator *g)
{
    if (g->lines)
        put(g, "}}\n");
    g->array = NULL;
}

static inline void owner_end(struct generator *g)
{
    if (!g->lines)
        put(g, g->array ? "]}" : "}");
}

static inline void row_begin(struct generator *g, const char *array, const char *owner)
{
    g->rows++;
    if (g->lines)
        put(g, "{'kind':'%s','owner':'%s','object':", array, owner);
    else if (g->array && strcmp(g->array, array) == 0)
        put(g, ",");
    else
        put(g, "%s,'%s':[", g->array ? "]" : "", array);
    g->array = array;
}

static inline void row_end(struct generator *g)
{
    if (g->lines)
        put(g, "}\n");
}

/* ---- the objects ---- */

static inline bool is_third_party(uint32_t client)
{
    return client % 4 == 3;
}

static inline bool is_machine(uint32_t client)
{
    return client % 8 == 6;
}

static inline void put_api(const struct generator *g, uint32_t api, id_text identifier)
{
    (void)g;
    snprintf(identifier, sizeof(id_text), "https://api%u.product.example/", api);
}

static inline void write_settings(struct generator *g, uint32_t at)
{
    (void)at;
    owner_begin(g, "settings");
    put(g, "'domain':'login.product.example','allow_organization_name_in_authentication_api':true,"
           "'default_redirection_uri':'https://app0.example/start'");
    put_full(g, ",'friendly_name':'Product','support_email':'support@product.example',"
                "'session_lifetime':72,'idle_session_lifetime':24,'enabled_locales':['en'],"
                "'picture_url':'https://cdn.product.example/logo.png'");
    owner_members_end(g);
    owner_end(g);
}

static inline void write_client(struct generator *g, uint32_t at)
{
    const bool third = is_third_party(at);
    id_text id;

    owner_begin(g, "clients");
    put(g,
        "'client_id':'%s','is_first_party':%s,'oidc_conformant':true,'callbacks':['https://app%u.example/"
        "callback'],'grant_types':[%s]",
        client_id(g, at, id), third ? "false" : "true", at,
        is_machine(at) ? "'client_credentials'" : "'authorization_code','refresh_token'");
    if (!is_machine(at))
        put(g, ",'organization_usage':'%s'", third || at % 3 ? "allow" : "require");
    if (third)
        put(g, ",'third_party_security_mode':'strict'");
    put(g,
        ",'app_type':'%s','token_endpoint_auth_method':'%s','refresh_token':{'rotation_type':"
        "'%srotating','expiration_type':'%sexpiring'",
        is_machine(at) ? "non_interactive" : "regular_web", third ? "none" : "client_secret_post",
        third ? "" : "non-", third ? "" : "non-");
    put_full(g,
             ",'leeway':0,'token_lifetime':2592000,'infinite_token_lifetime':%s,"
             "'infinite_idle_token_lifetime':%s,'idle_token_lifetime':1296000",
             third ? "false" : "true", third ? "false" : "true");
    put(g, "}");
    put_full(g,
             ",'name':'Application %u','description':'What application %u is for.','tenant':'product',"
             "'global':false,'custom_login_page_on':true,'cross_origin_auth':false,'sso_disabled':false,"
             "'is_token_endpoint_ip_header_trusted':false,'jwt_configuration':{'alg':'RS256',"
             "'lifetime_in_seconds':36000,'secret_encoded':false},'client_metadata':{'team':'team-%u'}",
             at, at, at % 37);
    owner_members_end(g);
    owner_end(g);
}

/* The organization that has an own connection: every 20th. */
static inline bool has_own_connection(uint32_t organization)
{
    return organization % 20 == 7;
}

static inline uint32_t own_connections(const struct generator *g)
{
    return (g->organizations + 12) / 20;
}

static inline const char *const *shared_strategy(uint32_t connection)
{
    static const char *const strategies[] = {"auth0", "google-oauth2", "windowslive", "github",
                                             "email", "sms",           "linkedin",    "apple"};

    return &strategies[connection % SHARED_CONNECTIONS];
}

static inline void write_enabled_clients(struct generator *g, uint32_t first, uint32_t count)
{
    id_text id;

    put(g, ",'enabled_clients':[");
    for (uint32_t i = 0; i < count; i++)
        put(g, "%s'%s'", i ? "," : "", client_id(g, (first + i) % g->clients, id));
    put(g, "]");
}

static inline void write_connection(struct generator *g, uint32_t at)
{
    const bool shared = at < SHARED_CONNECTIONS;
    const uint32_t owner = shared ? 0 : (at - SHARED_CONNECTIONS) * 20 + 7;
    id_text id;

    owner_begin(g, "connections");
    if (shared) {
        put(g, "'id':'%s','name':'%s-%u','strategy':'%s'", connection_id(g, at, id), *shared_strategy(at), at,
            *shared_strategy(at));
        if (at < 2)
            put(g, ",'is_domain_connection':true");
        write_enabled_clients(g, 0, g->clients < 64 ? g->clients : 64);
        put_full(g,
                 ",'realms':['%s-%u'],'options':{'mfa':{'active':true,'return_enroll_settings':true},"
                 "'passwordPolicy':'good','brute_force_protection':true}",
                 *shared_strategy(at), at);
    } else {
        put(g, "'id':'%s','name':'customer-%u','strategy':'samlp'", own_connection_id(g, owner, id), owner);
        write_enabled_clients(g, 0, 1 + owner % 3);
        put(g, ",'options':{'domain_aliases':['customer%u.example']", owner);
        put_full(g,
                 ",'signInEndpoint':'https://idp.customer%u.example/saml','signatureAlgorithm':"
                 "'rsa-sha256','digestAlgorithm':'sha256','protocolBinding':"
                 "'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect','thumbprints':["
                 "'%016llx%016llx00000000'],'subject':{'commonName':'idp.customer%u.example'},"
                 "'fieldsMap':{'email':'mail','name':'cn'}",
                 owner, (unsigned long long)drawn(g, OF_OWN_CONNECTION, owner, 1),
                 (unsigned long long)drawn(g, OF_OWN_CONNECTION, owner, 2), owner);
        put(g, "}");
        put_full(g, ",'display_name':'Customer %u','show_as_button':false,'realms':['customer-%u']", owner,
                 owner);
    }
    owner_members_end(g);
    owner_end(g);
}

static inline void write_api(struct generator *g, uint32_t at)
{
    id_text api;

    put_api(g, at, api);
    owner_begin(g, "resource_servers");
    put(g, "'identifier':'%s','scopes':[", api);
    for (uint32_t i = 0; i < 8; i++) {
        put(g, "%s{'value':'%s:items%u'", i ? "," : "", i % 2 ? "write" : "read", i / 2);
        put_full(g, ",'description':'What scope %u of API %u lets do'", i, at);
        put(g, "}");
    }
    put(g,
        "],'subject_type_authorization':{'user':{'policy':'%s'},'client':{'policy':"
        "'require_client_grant'}},'allow_offline_access':true",
        at % 2 ? "require_client_grant" : "allow_all");
    put_full(g,
             ",'name':'API %u','signing_alg':'RS256','token_lifetime':86400,"
             "'token_lifetime_for_web':7200,'token_dialect':'access_token'",
             at);
    owner_members_end(g);
    owner_end(g);
}

/* One for every client; machines have theirs for themselves, and may use it in organizations. */
static inline void write_client_grant(struct generator *g, uint32_t at)
{
    id_text id;
    id_text client;
    id_text api;

    put_api(g, at % APIS, api);
    owner_begin(g, "client_grants");
    put(g, "'id':'%s','client_id':'%s','audience':'%s','scope':['read:items0','read:items1']",
        grant_id(g, at, id), client_id(g, at, client), api);
    put(g,
        is_machine(at) ? ",'subject_type':'client','organization_usage':'allow'" : ",'subject_type':'user'");
    owner_members_end(g);
    owner_end(g);
}

static inline void write_role(struct generator *g, uint32_t at)
{
    id_text id;
    id_text api;

    put_api(g, 0, api);
    owner_begin(g, "roles");
    put(g, "'id':'%s','permissions':[", role_id(g, at, id));
    for (uint32_t i = 0; i <= at; i++)
        put(g, "%s{'permission_name':'%s:items%u','resource_server_identifier':'%s'}", i ? "," : "",
            i % 2 ? "write" : "read", i / 2, api);
    put(g, "]");
    put_full(g, ",'name':'role-%u','description':'What role %u is for'", at, at);
    owner_members_end(g);
    owner_end(g);
}

/* ---- organizations ---- */

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

/* ---- users ---- */

static inline void write_user(struct generator *g, uint32_t at)
{
    const char *const provider = user_provider(g, at);
    char date[32];
    id_text id;
    id_text client;
    id_text api;

    user_id(g, at, id);
    owner_begin(g, "users");
    put(g, "'user_id':'%s','email':'user%u@mail.example'", id, at);
    if (at % 16)
        put(g, ",'email_verified':true");
    else
        put_full(g, ",'email_verified':false");
    put(g, ",'identities':[{'provider':'%s','user_id':'%s'", provider, strchr(id, '|') + 1);
    put_full(g, ",'connection':'%s','isSocial':%s", provider, *provider == 'g' ? "true" : "false");
    put(g, "}]");
    date_of(g, OF_USER, at, date);
    put_full(g,
             ",'name':'User %u','given_name':'User','family_name':'%u','nickname':'user%u','picture':"
             "'https://cdn.product.example/avatars/%u.png','created_at':'%s','updated_at':'%s',"
             "'last_login':'%s','last_ip':'192.0.2.%u','logins_count':%u,'user_metadata':{'theme':'%s'},"
             "'app_metadata':{'account':%u}",
             at, at, at, at, date, date, date, at % 256, at % 100, at % 3 ? "light" : "dark", at);
    owner_members_end(g);
    if (is_one_of(g, OF_USER, at, 3, 2)) {
        const uint32_t third = popular(drawn(g, OF_USER, at, 4), g->clients / 4) * 4 + 3;

        put_api(g, third % APIS, api);
        row_begin(g, "grants", id);
        put(g, "{'clientID':'%s','audience':'%s','scope':['read:items0']", client_id(g, third, client), api);
        put_full(g, ",'id':'%024x','user_id':'%s'", at, id);
        put(g, "}");
        row_end(g);
    }
    owner_end(g);
}

/* ---- the tenant ---- */

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
