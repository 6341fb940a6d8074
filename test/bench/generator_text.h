/* SPDX-License-Identifier: MIT */
/* What the objects of generated tenants are written with: draws, ids, and the text of rows. */
#ifndef ORGPOL_BENCH_GENERATOR_TEXT_H
#define ORGPOL_BENCH_GENERATOR_TEXT_H

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

#endif
