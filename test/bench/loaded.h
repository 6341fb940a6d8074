/* SPDX-License-Identifier: MIT */
/*
 * Generated tenants (generator.h), loaded as they are generated, and logins to ask of them in an order that
 * has nothing to do with that of the tenant.
 */
#ifndef ORGPOL_BENCH_LOADED_H
#define ORGPOL_BENCH_LOADED_H

#include "generator.h"
#include "logins.h"
#include "measure.h"
#include "orgpol/tenant.h"

#define SEED 5
#define CHUNK (4 << 20) /* bytes of lines that are generated before they are loaded */

static const uint8_t hash_key[16] = "benchmarks' key";

static inline _Noreturn void fail(const char *what)
{
    fprintf(stderr, "%s\n", what);
    exit(2);
}

static inline void *must(void *memory)
{
    if (memory == NULL)
        fail("out of memory");
    return memory;
}

/* ---- logins ---- */

struct logins {
    struct login *at;
    size_t count;
    size_t wanted;
};

static inline struct logins logins_of(size_t wanted)
{
    return (struct logins){.at = must(calloc(wanted ? wanted : 1, sizeof(struct login))), .wanted = wanted};
}

static inline struct orgpol_str kept(const char *text)
{
    return (struct orgpol_str){must(strdup(text)), strlen(text)};
}

/* Keeps the question of the organization written last when it is drawn, as `wanted` of all are. */
static inline void keep_login(struct logins *logins, const struct generator *g)
{
    const struct question *question = &g->question;

    if (logins->count >= logins->wanted ||
        drawn(g, OF_QUESTION, g->at, 3) % g->organizations >= logins->wanted)
        return;
    logins->at[logins->count++] = (struct login){kept(question->organization), kept(question->connection),
                                                 kept(question->client), kept(question->user)};
}

static inline void shuffle(struct logins *logins)
{
    for (size_t i = logins->count; i > 1; i--) {
        const size_t other = mixed(i) % i;
        const struct login login = logins->at[i - 1];

        logins->at[i - 1] = logins->at[other];
        logins->at[other] = login;
    }
}

static inline void free_logins(struct logins *logins)
{
    for (size_t i = 0; i < logins->count; i++) {
        const struct orgpol_str texts[] = {logins->at[i].organization, logins->at[i].connection,
                                           logins->at[i].client, logins->at[i].user};

        for (size_t text = 0; text < 4; text++)
            free((void *)(uintptr_t)texts[text].ptr);
    }
    free(logins->at);
}

/* ---- tenants ---- */

/* What loading one was like. */
struct loading {
    uint64_t objects;
    uint64_t members;
    uint64_t users;
    uint64_t lines_bytes;
    double load_ns; /* of an object */
};

/* Adds every line of the generator's text, and empties it. */
static inline void add_lines(struct orgpol_tenant_builder *builder, struct generator *g)
{
    struct orgpol_json_error error = ORGPOL_JSON_ERROR_INIT;
    const char *line = g->text;
    const char *const end = g->text + g->length;

    while (line < end) {
        const char *next = memchr(line, '\n', (size_t)(end - line));

        if (orgpol_tenant_builder_add_line(builder, line, (size_t)(next - line), &error) != ORGPOL_OK)
            fail(error.message);
        line = next + 1;
    }
    g->length = 0;
}

/*
 * Loads a tenant from its lines, generated chunk by chunk, and draws logins of it; CPU time counts only while
 * lines are added.
 */
static inline struct orgpol_tenant *load_generated(uint32_t organizations, bool lean, struct loading *loading,
                                                   struct logins *logins)
{
    struct orgpol_json_options options = ORGPOL_JSON_OPTIONS_INIT;
    struct generator g = generator_of(SEED, organizations, organizations, true, lean);
    struct orgpol_tenant_builder *builder;
    struct orgpol_tenant *tenant;
    bool more = true;
    double load_ns = 0;
    double start;

    options.hash_key = hash_key;
    if (orgpol_tenant_builder_new(&options, &builder, NULL) != ORGPOL_OK)
        fail("no builder");
    loading->lines_bytes = 0;
    while (more) {
        while (g.length < CHUNK && more) {
            more = generator_step(&g);
            if (g.has_question)
                keep_login(logins, &g);
        }
        loading->lines_bytes += g.length;
        start = cpu_ns();
        add_lines(builder, &g);
        load_ns += cpu_ns() - start;
    }
    start = cpu_ns();
    if (orgpol_tenant_builder_publish(builder, &tenant, NULL) != ORGPOL_OK)
        fail("the tenant could not be published");
    orgpol_tenant_builder_free(builder);
    load_ns += cpu_ns() - start;
    loading->load_ns = load_ns / (double)g.rows;
    loading->objects = g.rows;
    loading->members = g.members;
    loading->users = g.users;
    free(g.text);
    shuffle(logins);
    return tenant;
}

#endif
