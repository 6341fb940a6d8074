/* SPDX-License-Identifier: MIT */
/* A tenant document taken apart into the lines a builder takes, in an order drawn from those that mean the
 * same. */
#ifndef ORGPOL_TEST_LINES_H
#define ORGPOL_TEST_LINES_H

#include "support.h"

#include <cjson/cJSON.h>

#include "orgpol/tenant.h"
#include "property/random.h"

struct line {
    char *text;
    size_t sequence; /* lines of one keep their order */
    size_t after;    /* number of the owner's line plus one; 0: none */
};

struct lines {
    struct line *lines;
    size_t count;
    size_t sequences;
};

/* Which arrays stand in which rows, and what those rows go by. The two spellings of one follow one another.
 */
static const struct {
    const char *section;
    const char *id;
    const char *arrays[9];
} line_owners[] = {
    {"organizations",
     "id",
     {"enabled_connections", "connections", "clients", "client_grants", "members", "roles",
      "discovery_domains", "invitations", NULL}},
    {"users", "user_id", {"grants", "connected_accounts", NULL}},
    {"connections", "id", {"enabled_clients", NULL}},
};

static inline void add_line(struct lines *to, const char *kind, const char *owner, const cJSON *object,
                            size_t after)
{
    cJSON *line = cJSON_CreateObject();

    cJSON_AddStringToObject(line, "kind", kind);
    if (owner)
        cJSON_AddStringToObject(line, "owner", owner);
    cJSON_AddItemToObject(line, "object", cJSON_Duplicate(object, true));
    to->lines = realloc(to->lines, (to->count + 1) * sizeof *to->lines);
    to->lines[to->count++] = (struct line){cJSON_PrintUnformatted(line), to->sequences, after};
    cJSON_Delete(line);
}

/* The id of a row that is the only one with it; NULL otherwise. */
static inline const char *own_id(const cJSON *rows, const cJSON *row, const char *member)
{
    const char *id = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(row, member));
    size_t holders = 0;
    const cJSON *other;

    cJSON_ArrayForEach(other, rows)
    {
        const char *value = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(other, member));

        holders += id && value && strcmp(value, id) == 0;
    }
    return holders == 1 && *id ? id : NULL;
}

/* A row, and the arrays in it that `arrays` names as lines of their own. */
static inline void add_apart(struct lines *to, const char *section, size_t sequence, cJSON *row,
                             const char *const *arrays, const char *id)
{
    const size_t own = to->count;
    cJSON *parts[9] = {NULL};
    const cJSON *item;

    for (size_t i = 0; arrays[i]; i++)
        if (cJSON_IsArray(cJSON_GetObjectItemCaseSensitive(row, arrays[i])))
            parts[i] = cJSON_DetachItemFromObjectCaseSensitive(row, arrays[i]);
    add_line(to, section, NULL, row, 0);
    to->lines[own].sequence = sequence;
    for (size_t i = 0; arrays[i]; i++) {
        if (strcmp(arrays[i], "connections") != 0)
            to->sequences++;
        cJSON_ArrayForEach(item, parts[i]) add_line(to, arrays[i], id, item, own + 1);
        cJSON_Delete(parts[i]);
    }
}

/* Every row of a document's section; half of them with what stands in them as it is. */
static inline void add_section(struct lines *to, const cJSON *section)
{
    static const char *const none[] = {NULL};
    const size_t sequence = ++to->sequences;
    const cJSON *item;

    if (cJSON_IsObject(section))
        add_line(to, section->string, NULL, section, 0);
    for (item = cJSON_IsArray(section) ? section->child : NULL; item; item = item->next) {
        cJSON *row = cJSON_Duplicate(item, true);
        const char *const *arrays = none;
        const char *id = NULL;

        for (size_t i = 0; i < sizeof line_owners / sizeof *line_owners && id == NULL; i++)
            if (strcmp(section->string, line_owners[i].section) == 0 && random_bits() % 2 == 0 &&
                (id = own_id(section, item, line_owners[i].id)) != NULL)
                arrays = line_owners[i].arrays;
        add_apart(to, section->string, sequence, row, arrays, id);
        cJSON_Delete(row);
    }
}

static const char *const sections[] = {
    "settings",      "options",       "custom_domains", "clients", "connections", "resource_servers",
    "client_grants", "organizations", "users",          "roles",   "rules",       "hooks"};

/* The lines of a document, which free_lines frees. */
static inline struct lines lines_of(const cJSON *document)
{
    struct lines lines = {NULL, 0, 0};

    for (size_t i = 0; i < sizeof sections / sizeof *sections; i++) {
        const cJSON *section = cJSON_GetObjectItemCaseSensitive(document, sections[i]);

        if (section)
            add_section(&lines, section);
    }
    return lines;
}

/* Puts them into another order, in which a sequence keeps its own and owners come before what they own. */
static inline void shuffle_lines(struct lines *lines)
{
    struct line *order = malloc((lines->count + 1) * sizeof *order);
    bool *taken = calloc(lines->count + 1, sizeof *taken);

    for (size_t at = 0; at < lines->count;) {
        size_t next = random_bits() % lines->count;

        /* Of the sequence of the line drawn, the first that is left. */
        for (size_t i = lines->count; i-- > 0;)
            if (!taken[i] && lines->lines[i].sequence == lines->lines[next].sequence)
                next = i;
        if (taken[next] || (lines->lines[next].after && !taken[lines->lines[next].after - 1]))
            continue;
        taken[next] = true;
        order[at++] = lines->lines[next];
    }
    free(lines->lines);
    free(taken);
    lines->lines = order;
}

static inline void free_lines(struct lines *lines)
{
    for (size_t i = 0; i < lines->count; i++)
        cJSON_free(lines->lines[i].text);
    free(lines->lines);
}

/* The tenant of a document, built from its lines in an order drawn. */
static inline struct orgpol_tenant *tenant_of_lines(const cJSON *document)
{
    struct orgpol_json_error error = ORGPOL_JSON_ERROR_INIT;
    struct lines lines = lines_of(document);
    struct orgpol_tenant_builder *builder;
    struct orgpol_tenant *tenant;

    shuffle_lines(&lines);
    assert_int_equal(orgpol_tenant_builder_new(NULL, &builder, NULL), ORGPOL_OK);
    for (size_t i = 0; i < lines.count; i++)
        if (orgpol_tenant_builder_add_line(builder, lines.lines[i].text, strlen(lines.lines[i].text),
                                           &error) != ORGPOL_OK)
            fail_msg("%s: %s: %s", lines.lines[i].text, error.pointer, error.message);
    assert_int_equal(orgpol_tenant_builder_publish(builder, &tenant, NULL), ORGPOL_OK);
    orgpol_tenant_builder_free(builder);
    free_lines(&lines);
    return tenant;
}

#endif
