/* SPDX-License-Identifier: MIT */
/* Tenants that come one object a line. */
#include "cli.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <sodium/crypto_shorthash.h>

/* A row others can be added to, in the tree that the lines make together. */
struct owner {
    const char *section; /* NULL: the place is free */
    const char *id;
    cJSON *row;
};

struct tree {
    cJSON *document; /* NULL: it is not wanted */
    struct owner *owners;
    size_t size; /* a power of two, or 0 */
    size_t count;
};

/* Whose id owners go by, and where what is added to them belongs; all else belongs to organizations. */
static const struct {
    const char *section;
    const char *id;
    const char *parts[3];
} sections[] = {
    {"connections", "id", {"enabled_clients", NULL}},
    {"users", "user_id", {"grants", "connected_accounts", NULL}},
    {"organizations", "id", {NULL}},
};
#define ORGANIZATIONS 2

bool is_lines(const char *name)
{
    const size_t length = strlen(name);

    return length >= 7 && strcmp(name + length - 7, ".ndjson") == 0;
}

/* Where the owner of a section and an id stands, or would. */
static struct owner *place_of(const struct tree *tree, const char *section, const char *id)
{
    const struct orgpol_json_options options = hashed_options();
    unsigned char hash[crypto_shorthash_BYTES];
    size_t at;

    crypto_shorthash(hash, (const unsigned char *)id, strlen(id), options.hash_key);
    memcpy(&at, hash, sizeof at);
    for (at &= tree->size - 1; tree->owners[at].section; at = (at + 1) & (tree->size - 1))
        if (strcmp(tree->owners[at].section, section) == 0 && strcmp(tree->owners[at].id, id) == 0)
            break;
    return &tree->owners[at];
}

static bool grow(struct tree *tree)
{
    struct tree grown = {.size = tree->size ? 2 * tree->size : 1024};

    if (2 * tree->count < tree->size)
        return true;
    grown.owners = calloc(grown.size, sizeof *grown.owners);
    if (grown.owners == NULL)
        return false;
    for (size_t i = 0; i < tree->size; i++)
        if (tree->owners[i].section)
            *place_of(&grown, tree->owners[i].section, tree->owners[i].id) = tree->owners[i];
    free(tree->owners);
    tree->owners = grown.owners;
    tree->size = grown.size;
    return true;
}

/* Remembers a row by its id; of two with one id the last. */
static bool remember(struct tree *tree, const char *kind, cJSON *row)
{
    for (size_t i = 0; i < sizeof sections / sizeof *sections; i++) {
        const char *id = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(row, sections[i].id));
        struct owner *owner;

        if (strcmp(kind, sections[i].section) != 0 || id == NULL)
            continue;
        if (!grow(tree))
            return false;
        owner = place_of(tree, sections[i].section, id);
        tree->count += owner->section == NULL;
        *owner = (struct owner){sections[i].section, id, row};
    }
    return true;
}

static const char *section_of(const char *kind)
{
    for (size_t i = 0; i < ORGANIZATIONS; i++)
        for (size_t j = 0; sections[i].parts[j]; j++)
            if (strcmp(kind, sections[i].parts[j]) == 0)
                return sections[i].section;
    return sections[ORGANIZATIONS].section;
}

/* Puts an object, which it takes over, into a row's or the document's array of a kind. */
static bool put_into(cJSON *row, const char *kind, cJSON *object)
{
    cJSON *array = cJSON_GetObjectItemCaseSensitive(row, kind);

    if (!cJSON_IsArray(array)) { /* null, or none yet */
        cJSON_DeleteItemFromObjectCaseSensitive(row, kind);
        array = cJSON_AddArrayToObject(row, kind);
    }
    if (array && cJSON_AddItemToArray(array, object))
        return true;
    cJSON_Delete(object);
    return false;
}

/* Puts a line that the library has accepted into the tree. False when memory ends. */
static bool add_to_tree(struct tree *tree, const char *line, size_t length)
{
    cJSON *parsed = cJSON_ParseWithLength(line, length);
    cJSON *object = cJSON_DetachItemFromObjectCaseSensitive(parsed, "object");
    const char *kind = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(parsed, "kind"));
    const char *owner = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(parsed, "owner"));
    bool done = object && kind;

    if (done && owner && *owner)
        done = put_into(place_of(tree, section_of(kind), owner)->row, kind, object);
    else if (done && (strcmp(kind, "settings") == 0 || strcmp(kind, "options") == 0))
        done = cJSON_AddItemToObject(tree->document, kind, object);
    else if (done)
        done = put_into(tree->document, kind, object) && remember(tree, kind, object);
    cJSON_Delete(parsed);
    return done;
}

/* Whether a line changes what others have added. */
static bool is_change(const char *line, size_t length)
{
    cJSON *parsed = cJSON_ParseWithLength(line, length);
    const bool change = cJSON_IsString(cJSON_GetObjectItemCaseSensitive(parsed, "remove")) ||
                        cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(parsed, "replace"));

    cJSON_Delete(parsed);
    return change;
}

static enum orgpol_status fail(struct orgpol_json_error *error, enum orgpol_status status,
                               const char *message)
{
    *error = (struct orgpol_json_error)ORGPOL_JSON_ERROR_INIT;
    error->status = (uint32_t)status;
    snprintf(error->message, sizeof error->message, "%s", message);
    return status;
}

static enum orgpol_status add_line(struct orgpol_tenant_builder *builder, struct tree *tree,
                                   const struct bytes *line, struct orgpol_json_error *error)
{
    const enum orgpol_status status = orgpol_tenant_builder_add_line(builder, line->ptr, line->length, error);

    if (status != ORGPOL_OK || tree->document == NULL)
        return status;
    if (is_change(line->ptr, line->length))
        return fail(error, ORGPOL_ERR_REQUEST, "this subcommand takes no lines that replace or remove");
    return add_to_tree(tree, line->ptr, line->length) ? ORGPOL_OK
                                                      : fail(error, ORGPOL_ERR_MEMORY, "out of memory");
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* Adds every line of the file that is not blank. `number` is that of the last line read. */
static enum orgpol_status add_lines(FILE *file, struct orgpol_tenant_builder *builder, struct tree *tree,
                                    size_t *number, struct orgpol_json_error *error)
{
    enum orgpol_status status = ORGPOL_OK;
    struct bytes line = {0};

    while (status == ORGPOL_OK) {
        if (!read_until(file, '\n', &line))
            status = fail(error, ORGPOL_ERR_MEMORY, "out of memory");
        else if (ferror(file))
            status = fail(error, ORGPOL_ERR_ARGUMENT, strerror(errno));
        if (status != ORGPOL_OK || line.length == 0)
            break;
        ++*number;
        while (line.length > 0 && line.length < INPUT_MAX && is_blank(line.ptr[line.length - 1]))
            line.length--;
        if (line.length > 0)
            status = add_line(builder, tree, &line, error);
    }
    free(line.ptr);
    return status;
}

enum orgpol_status load_lines(const char *name, struct orgpol_tenant **tenant, cJSON **document,
                              struct orgpol_json_error *error)
{
    const struct orgpol_json_options options = hashed_options();
    struct orgpol_tenant_builder *builder = NULL;
    struct tree tree = {.document = document ? cJSON_CreateObject() : NULL};
    FILE *file = open_input(name);
    size_t number = 0;
    enum orgpol_status status;

    if (file == NULL) {
        cJSON_Delete(tree.document);
        return fail(error, ORGPOL_ERR_ARGUMENT, "the tenant cannot be read");
    }
    status = document && (tree.document == NULL || !grow(&tree))
                 ? fail(error, ORGPOL_ERR_MEMORY, "out of memory")
                 : orgpol_tenant_builder_new(&options, &builder, error);
    if (status == ORGPOL_OK)
        status = add_lines(file, builder, &tree, &number, error);
    if (status == ORGPOL_OK) {
        number = 0;
        status = orgpol_tenant_builder_publish(builder, tenant, error);
    }
    if (status != ORGPOL_OK)
        complain_json(name, number, error);
    orgpol_tenant_builder_free(builder);
    free(tree.owners);
    if (status == ORGPOL_OK && document)
        *document = tree.document;
    else
        cJSON_Delete(tree.document);
    if (file != stdin)
        fclose(file);
    return status;
}
