/* SPDX-License-Identifier: MIT */
/* Lint: ids that lead nowhere, and two rows under one key. */
#include <stdlib.h>
#include <string.h>

#include "lint.h"

#define NESTED 3

/* One array of the document, and the place of the outermost row it stands in. */
struct instance {
    const cJSON *array;
    const struct json_path *path;
    size_t place;
    const cJSON *outermost; /* that row; NULL for a section */
};

/* Arrays inside rows of arrays. Names end with NULL. */
struct walk {
    const char *const *names;
    size_t level;
    const cJSON *row[NESTED]; /* where each level is; its rows are in at_row[level] */
    struct json_path at_array[NESTED];
    struct json_path at_row[NESTED];
};

/* Goes into the array of a level, which may be absent. */
static const cJSON *enter(struct walk *walk, size_t level, const cJSON *owner)
{
    const cJSON *array = lint_member(owner, walk->names[level]);

    walk->at_array[level] =
        (struct json_path){level > 0 ? &walk->at_row[level - 1] : NULL, walk->names[level], 0};
    walk->at_row[level] = (struct json_path){&walk->at_array[level], NULL, 0};
    return array;
}

/*
 * The next array that the names lead to; *walk begins zeroed but for the names. False when there is none.
 * Every level but the last stands on a row; the last one is the array given.
 */
static bool next_array(const cJSON *document, struct walk *walk, bool *begun, struct instance *out)
{
    size_t last = 0;
    const cJSON *array;

    while (walk->names[last + 1])
        last++;
    if (last == 0) {
        array = *begun ? NULL : enter(walk, 0, document);
        *begun = true;
        *out = (struct instance){array, &walk->at_array[0], 0, NULL};
        return array != NULL;
    }
    if (!*begun) {
        array = enter(walk, 0, document);
        walk->row[0] = array ? array->child : NULL;
        walk->level = 0;
        *begun = true;
    }
    for (;;) {
        const size_t level = walk->level;
        const cJSON *row = walk->row[level];

        if (row == NULL) {
            if (level == 0)
                return false;
            walk->level--;
            walk->row[level - 1] = walk->row[level - 1]->next;
            walk->at_row[level - 1].index++;
            continue;
        }
        array = enter(walk, level + 1, row);
        if (level + 1 < last) {
            walk->row[level + 1] = array ? array->child : NULL;
            walk->level = level + 1;
            continue;
        }
        *out = (struct instance){array, &walk->at_array[last], walk->at_row[0].index,
                                 last == 1 ? row : walk->row[0]};
        walk->row[level] = row->next;
        if (array)
            return true;
        walk->at_row[level].index++;
    }
}

/* After an array has been used: its row is done. */
static void done(struct walk *walk)
{
    walk->at_row[walk->level].index++;
}

/* ---- ids that lead nowhere ---- */

enum target { CLIENTS, CONNECTIONS, APIS, GRANTS, ORGANIZATIONS, USERS, ROLES, ORGANIZATION_ROLES };

static const struct {
    const char *section;
    enum index_kind kind;
    const char *message;
} targets[] = {
    [CLIENTS] = {"clients", KIND_CLIENT, "No client has this id."},
    [CONNECTIONS] = {"connections", KIND_CONNECTION, "No connection has this id."},
    [APIS] = {"resource_servers", KIND_RESOURCE_SERVER, "No API has this identifier."},
    [GRANTS] = {"client_grants", KIND_CLIENT_GRANT_ID, "No client grant has this id."},
    [ORGANIZATIONS] = {"organizations", KIND_ORGANIZATION, "No organization has this id."},
    [USERS] = {"users", KIND_USER, "No user has this id."},
    [ROLES] = {"roles", KIND_ROLE, "No role of the tenant has this id."},
    [ORGANIZATION_ROLES] = {"roles", KIND_ROLE, "No role of the tenant or the organization has this id."},
};

/* Where ids stand: in the rows of an array, under a name, or as its elements. */
static const struct {
    const char *arrays[NESTED + 1];
    const char *name;   /* NULL: the element itself */
    const char *unless; /* not read where this other spelling is there */
    enum target target;
} references[] = {
    {{"clients", NULL}, "default_organization.organization_id", NULL, ORGANIZATIONS},
    {{"connections", "enabled_clients", NULL}, NULL, NULL, CLIENTS},
    {{"client_grants", NULL}, "client_id", NULL, CLIENTS},
    {{"client_grants", NULL}, "audience", NULL, APIS},
    {{"organizations", "enabled_connections", NULL}, "connection_id", NULL, CONNECTIONS},
    {{"organizations", "connections", NULL}, "connection_id", NULL, CONNECTIONS},
    {{"organizations", "clients", NULL}, "client_id", NULL, CLIENTS},
    {{"organizations", "client_grants", NULL}, "grant_id", NULL, GRANTS},
    {{"organizations", "client_grants", NULL}, "id", "grant_id", GRANTS},
    {{"organizations", "members", NULL}, "user_id", NULL, USERS},
    {{"organizations", "members", "roles", NULL}, "id", NULL, ORGANIZATION_ROLES},
    {{"organizations", "invitations", "roles", NULL}, NULL, NULL, ORGANIZATION_ROLES},
    {{"organizations", "roles", "permissions", NULL}, "resource_server_identifier", NULL, APIS},
    {{"users", "roles", NULL}, "id", NULL, ROLES},
    {{"users", "grants", NULL}, "client_id", NULL, CLIENTS},
    {{"users", "grants", NULL}, "clientID", "client_id", CLIENTS},
    {{"users", "grants", NULL}, "audience", NULL, APIS},
    {{"users", "grants", NULL}, "organization_id", NULL, ORGANIZATIONS},
    {{"roles", "permissions", NULL}, "resource_server_identifier", NULL, APIS},
};
#define REFERENCES (sizeof references / sizeof *references)

static bool holds(const struct orgpol_tenant *tenant, enum index_kind kind, size_t owner,
                  struct orgpol_str id)
{
    const struct index_key key = {
        .kind = kind, .owner = (uint32_t)owner, .id = orgpol_index_find_text(&tenant->index, id)};
    uint32_t value;

    return key.id != 0 && orgpol_index_get(&tenant->index, key, &value);
}

static bool leads_somewhere(const struct lint *lint, enum target target, size_t place, struct orgpol_str id)
{
    const enum index_kind kind = targets[target].kind;

    return id.len == 0 || holds(lint->tenant, kind, 0, id) ||
           (target == ORGANIZATION_ROLES && holds(lint->tenant, kind, place + 1, id));
}

/* A section the document leaves out says nothing about ids. */
static bool section_is_given(const struct lint *lint, enum target target, const cJSON *organization)
{
    return lint_member(lint->document, targets[target].section) != NULL ||
           (target == ORGANIZATION_ROLES && lint_member(organization, "roles") != NULL);
}

static void lint_reference(struct lint *lint, size_t at, const struct instance *instance)
{
    const char *name = references[at].name;
    const enum target target = references[at].target;
    const struct lint_line line = {"reference", name ? name : instance->path->name, targets[target].message,
                                   "Correct the id, or remove the reference.", false};
    size_t index = 0;

    if (!section_is_given(lint, target, instance->outermost))
        return;
    for (const cJSON *item = instance->array->child; item; item = item->next, index++) {
        const struct json_path *place = PATH_ELEMENT(instance->path, index);
        const struct orgpol_str id =
            name ? orgpol_lint_text(item, name) : orgpol_str_of(cJSON_GetStringValue(item));

        if (references[at].unless && orgpol_lint_text(item, references[at].unless).len > 0)
            continue;
        if (!leads_somewhere(lint, target, instance->place, id))
            orgpol_lint_write(lint, name ? PATH_MEMBER(place, name) : place, &line);
    }
}

void orgpol_lint_references(struct lint *lint)
{
    const struct orgpol_tenant *tenant = lint->tenant;
    const struct json_path *settings = PATH_MEMBER(NULL, "settings");
    static const struct lint_line audience = {"reference", "default_audience", "No API has this identifier.",
                                              "Correct the identifier, or remove it.", false};
    static const struct lint_line directory = {"reference", "default_directory",
                                               "No connection has this name.",
                                               "Correct the name, or remove it.", false};

    if (tenant->settings.default_audience.len > 0 && section_is_given(lint, APIS, NULL) &&
        !holds(tenant, KIND_RESOURCE_SERVER, 0, tenant->settings.default_audience))
        orgpol_lint_write(lint, PATH_MEMBER(settings, audience.field), &audience);
    if (tenant->settings.default_directory.len > 0 && section_is_given(lint, CONNECTIONS, NULL) &&
        !holds(tenant, KIND_CONNECTION_NAME, 0, tenant->settings.default_directory))
        orgpol_lint_write(lint, PATH_MEMBER(settings, directory.field), &directory);
    for (size_t i = 0; i < REFERENCES; i++) {
        struct walk walk = {.names = references[i].arrays};
        struct instance instance;
        bool begun = false;

        while (next_array(lint->document, &walk, &begun, &instance)) {
            lint_reference(lint, i, &instance);
            done(&walk);
        }
    }
}

/* ---- two rows under one key ---- */

static const char unfound[] = "Another row has this key; no lookup finds either.";
static const char stricter[] = "The row stands there twice; each setting reads as the stricter of both.";

static const struct {
    const char *arrays[NESTED + 1];
    const char *name; /* NULL: the element itself */
    const char *message;
} keys[] = {
    {{"clients", NULL}, "client_id", unfound},
    {{"clients", NULL}, "external_client_id", unfound},
    {{"connections", NULL}, "id", unfound},
    {{"connections", NULL}, "name", unfound},
    {{"connections", "enabled_clients", NULL}, NULL, stricter},
    {{"resource_servers", NULL}, "identifier", unfound},
    {{"resource_servers", "scopes", NULL}, "value", stricter},
    {{"client_grants", NULL}, "id", unfound},
    {{"client_grants", "scope", NULL}, NULL, stricter},
    {{"organizations", NULL}, "id", unfound},
    {{"organizations", "clients", NULL}, "client_id", stricter},
    {{"organizations", "members", NULL}, "user_id", stricter},
    {{"organizations", "roles", NULL}, "id", unfound},
    {{"organizations", "invitations", NULL}, "ticket_id", unfound},
    {{"users", NULL}, "user_id", unfound},
    {{"roles", NULL}, "id", unfound},
};
#define KEYS (sizeof keys / sizeof *keys)

struct entry {
    struct orgpol_str text;
    size_t index;
    bool is_twice;
};

static int by_text(const void *a, const void *b)
{
    const struct entry *left = a;
    const struct entry *right = b;
    const size_t shorter = left->text.len < right->text.len ? left->text.len : right->text.len;
    const int order = shorter > 0 ? memcmp(left->text.ptr, right->text.ptr, shorter) : 0;

    if (order)
        return order;
    if (left->text.len != right->text.len)
        return left->text.len < right->text.len ? -1 : 1;
    return (left->index > right->index) - (left->index < right->index);
}

static int by_index(const void *a, const void *b)
{
    const struct entry *left = a;
    const struct entry *right = b;

    return (left->index > right->index) - (left->index < right->index);
}

static bool same_text(const struct entry *a, const struct entry *b)
{
    return a->text.len == b->text.len && a->text.len > 0 &&
           memcmp(a->text.ptr, b->text.ptr, a->text.len) == 0;
}

/* Writes a line for every row that has the key of one before it. */
static enum orgpol_status lint_key(struct lint *lint, size_t at, const struct instance *instance)
{
    const char *name = keys[at].name;
    const size_t count = (size_t)cJSON_GetArraySize(instance->array);
    const struct lint_line line = {"duplicate", name ? name : instance->path->name, keys[at].message,
                                   "Keep one of the rows.", false};
    struct entry *entries = count > 1 ? malloc(count * sizeof *entries) : NULL;
    size_t index = 0;

    if (count < 2)
        return ORGPOL_OK;
    if (entries == NULL)
        return orgpol_config_no_memory(lint->error);
    for (const cJSON *item = instance->array->child; item; item = item->next, index++) {
        const struct orgpol_str text =
            name ? orgpol_lint_text(item, name) : orgpol_str_of(cJSON_GetStringValue(item));

        entries[index] = (struct entry){text, index, false};
    }
    qsort(entries, count, sizeof *entries, by_text);
    for (size_t i = 1; i < count; i++)
        entries[i].is_twice = same_text(&entries[i], &entries[i - 1]);
    qsort(entries, count, sizeof *entries, by_index);
    for (size_t i = 0; i < count; i++) {
        const struct json_path *place = PATH_ELEMENT(instance->path, i);

        if (entries[i].is_twice)
            orgpol_lint_write(lint, name ? PATH_MEMBER(place, name) : place, &line);
    }
    free(entries);
    return ORGPOL_OK;
}

enum orgpol_status orgpol_lint_duplicates(struct lint *lint)
{
    enum orgpol_status status = ORGPOL_OK;

    for (size_t i = 0; i < KEYS; i++) {
        struct walk walk = {.names = keys[i].arrays};
        struct instance instance;
        bool begun = false;

        while (status == ORGPOL_OK && next_array(lint->document, &walk, &begun, &instance)) {
            status = lint_key(lint, i, &instance);
            done(&walk);
        }
    }
    return status;
}
