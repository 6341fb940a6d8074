/* SPDX-License-Identifier: MIT */
/* Lint: ids that lead nowhere, and two rows under one key. */
#include <stdlib.h>
#include <string.h>

#include "../core/text.h"
#include "lint.h"

#define NESTED 3

/* One array of the document, and the place of the outermost row it stands in. */
struct instance {
    const cJSON *array;
    const struct json_path *path;
    size_t place;
    const cJSON *outermost; /* that row; NULL for a section */
};

/* What is done with an array; `at` is the place in the table that names it. */
typedef enum orgpol_status visit_array(struct lint *lint, size_t at, const struct instance *instance);

/* Visits every array that the names lead to: each but the last is one of rows, and the next is in its rows.
 */
static enum orgpol_status each_array(struct lint *lint, const char *const *names, visit_array *visit,
                                     size_t at)
{
    const cJSON *row[NESTED] = {lint->document}; /* where the array of each level is a member */
    struct json_path at_array[NESTED];
    struct json_path at_row[NESTED]; /* the row of the level after */
    enum orgpol_status status = ORGPOL_OK;
    size_t level = 0;

    for (;;) {
        const cJSON *array = lint_member(row[level], names[level]);

        at_array[level] = (struct json_path){level > 0 ? &at_row[level - 1] : NULL, names[level], 0};
        if (names[level + 1] && array && array->child) {
            at_row[level] = (struct json_path){&at_array[level], NULL, 0};
            row[++level] = array->child;
            continue;
        }
        if (names[level + 1] == NULL && array) {
            const struct instance instance = {array, &at_array[level], level > 0 ? at_row[0].index : 0,
                                              level > 0 ? row[1] : NULL};

            status = visit(lint, at, &instance);
        }
        while (level > 0 && row[level]->next == NULL)
            level--;
        if (level == 0 || status != ORGPOL_OK)
            return status;
        row[level] = row[level]->next;
        at_row[level - 1].index++;
    }
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

    return key.id != 0 && orgpol_tenant_find(tenant, key, &value);
}

static bool leads_somewhere(const struct lint *lint, enum target target, size_t place, struct orgpol_str id)
{
    const enum index_kind kind = targets[target].kind;

    return id.len == 0 || holds(lint->tenant, kind, kind == KIND_ROLE ? TENANT_ITSELF : 0, id) ||
           (target == ORGANIZATION_ROLES && holds(lint->tenant, kind, place, id));
}

/* A section the document leaves out says nothing about ids. */
static bool section_is_given(const struct lint *lint, enum target target, const cJSON *organization)
{
    return lint_member(lint->document, targets[target].section) != NULL ||
           (target == ORGANIZATION_ROLES && lint_member(organization, "roles") != NULL);
}

static enum orgpol_status lint_reference(struct lint *lint, size_t at, const struct instance *instance)
{
    const char *name = references[at].name;
    const enum target target = references[at].target;
    const struct lint_line line = {"reference", name ? name : instance->path->name, targets[target].message,
                                   "Correct the id, or remove the reference.", false};
    size_t index = 0;

    if (!section_is_given(lint, target, instance->outermost))
        return ORGPOL_OK;
    for (const cJSON *item = instance->array->child; item; item = item->next, index++) {
        const struct json_path *place = PATH_ELEMENT(instance->path, index);
        const struct orgpol_str id =
            name ? orgpol_lint_text(item, name) : orgpol_str_of(cJSON_GetStringValue(item));

        if (references[at].unless && orgpol_lint_text(item, references[at].unless).len > 0)
            continue;
        if (!leads_somewhere(lint, target, instance->place, id))
            orgpol_lint_write(lint, name ? PATH_MEMBER(place, name) : place, &line);
    }
    return ORGPOL_OK;
}

enum orgpol_status orgpol_lint_references(struct lint *lint)
{
    const struct orgpol_tenant *tenant = lint->tenant;
    const struct json_path *settings = PATH_MEMBER(NULL, "settings");
    static const struct lint_line audience = {"reference", "default_audience", "No API has this identifier.",
                                              "Correct the identifier, or remove it.", false};
    static const struct lint_line directory = {"reference", "default_directory",
                                               "No connection has this name.",
                                               "Correct the name, or remove it.", false};
    enum orgpol_status status = ORGPOL_OK;

    if (tenant->settings.default_audience.len > 0 && section_is_given(lint, APIS, NULL) &&
        !holds(tenant, KIND_RESOURCE_SERVER, 0, tenant->settings.default_audience))
        orgpol_lint_write(lint, PATH_MEMBER(settings, audience.field), &audience);
    if (tenant->settings.default_directory.len > 0 && section_is_given(lint, CONNECTIONS, NULL) &&
        !holds(tenant, KIND_CONNECTION_NAME, 0, tenant->settings.default_directory))
        orgpol_lint_write(lint, PATH_MEMBER(settings, directory.field), &directory);
    for (size_t i = 0; i < REFERENCES && status == ORGPOL_OK; i++)
        status = each_array(lint, references[i].arrays, lint_reference, i);
    return status;
}

/* ---- two rows under one key ---- */

#define KEY_PARTS 3

static const char unfound[] = "Another row has this key; no lookup finds either.";
static const char stricter[] = "The row stands there twice; each setting reads as the stricter of both.";
static const char once[] = "It stands there twice, and counts once.";

static const struct {
    const char *arrays[NESTED + 1];
    const char *names[KEY_PARTS + 1]; /* members that make the key; none: the element itself */
    const char *message;
} keys[] = {
    {{"clients", NULL}, {"client_id"}, unfound},
    {{"clients", NULL}, {"external_client_id"}, unfound},
    {{"connections", NULL}, {"id"}, unfound},
    {{"connections", NULL}, {"name"}, unfound},
    {{"connections", "enabled_clients", NULL}, {NULL}, once},
    {{"resource_servers", NULL}, {"identifier"}, unfound},
    {{"resource_servers", "scopes", NULL}, {"value"}, once},
    {{"client_grants", NULL}, {"id"}, unfound},
    {{"client_grants", "scope", NULL}, {NULL}, once},
    {{"organizations", NULL}, {"id"}, unfound},
    {{"organizations", "clients", NULL}, {"client_id"}, stricter},
    {{"organizations", "members", NULL}, {"user_id"}, stricter},
    {{"organizations", "members", "roles", NULL}, {"id"}, once},
    {{"organizations", "roles", NULL}, {"id"}, unfound},
    {{"organizations", "roles", "permissions", NULL},
     {"permission_name", "resource_server_identifier"},
     once},
    {{"organizations", "invitations", NULL}, {"ticket_id"}, unfound},
    {{"organizations", "invitations", "roles", NULL}, {NULL}, once},
    {{"users", NULL}, {"user_id"}, unfound},
    {{"users", "roles", NULL}, {"id"}, once},
    {{"users", "grants", NULL}, {"client_id", "audience", "organization_id"}, stricter},
    {{"users", "grants", "scope", NULL}, {NULL}, once},
    {{"roles", NULL}, {"id"}, unfound},
    {{"roles", "permissions", NULL}, {"permission_name", "resource_server_identifier"}, once},
};
#define KEYS (sizeof keys / sizeof *keys)

struct entry {
    struct orgpol_str parts[KEY_PARTS];
    size_t index;
    bool is_twice;
};

static int by_parts(const struct entry *a, const struct entry *b)
{
    int order = 0;

    for (size_t i = 0; i < KEY_PARTS && order == 0; i++)
        order = text_order(a->parts[i], b->parts[i]);
    return order;
}

static int by_index(const void *a, const void *b)
{
    const struct entry *left = a;
    const struct entry *right = b;

    return (left->index > right->index) - (left->index < right->index);
}

static int by_key(const void *a, const void *b)
{
    const int order = by_parts(a, b);

    return order ? order : by_index(a, b);
}

static struct entry entry_of(const cJSON *item, const char *const *names, size_t index)
{
    struct entry entry = {.index = index};

    if (names[0] == NULL)
        entry.parts[0] = orgpol_str_of(cJSON_GetStringValue(item));
    for (size_t i = 0; names[i]; i++)
        entry.parts[i] = orgpol_lint_text(item, names[i]);
    if (names[0] && entry.parts[0].len == 0 && strcmp(names[0], "client_id") == 0)
        entry.parts[0] = orgpol_lint_text(item, "clientID"); /* of a user's grant */
    return entry;
}

/* Writes a line for every row that has the key of one before it. */
static enum orgpol_status lint_key(struct lint *lint, size_t at, const struct instance *instance)
{
    const char *name = keys[at].names[1] ? NULL : keys[at].names[0];
    const size_t count = (size_t)cJSON_GetArraySize(instance->array);
    const struct lint_line line = {"duplicate", name ? name : instance->path->name, keys[at].message,
                                   "Keep one of the rows.", false};
    struct entry *entries = count > 1 ? malloc(count * sizeof *entries) : NULL;
    size_t index = 0;

    if (count < 2)
        return ORGPOL_OK;
    if (entries == NULL)
        return orgpol_json_no_memory(lint->error);
    for (const cJSON *item = instance->array->child; item; item = item->next, index++)
        entries[index] = entry_of(item, keys[at].names, index);
    qsort(entries, count, sizeof *entries, by_key);
    for (size_t i = 1; i < count; i++)
        entries[i].is_twice = entries[i].parts[0].len > 0 && by_parts(&entries[i], &entries[i - 1]) == 0;
    qsort(entries, count, sizeof *entries, by_index);
    for (size_t i = 0; i < count; i++) {
        const struct json_path *place = PATH_ELEMENT(instance->path, i);

        if (entries[i].is_twice)
            orgpol_lint_write(lint, name ? PATH_MEMBER(place, name) : place, &line);
    }
    free(entries);
    return ORGPOL_OK;
}

/* Second keys, by which lookups find a row too: none is found where it is another row's id. */
static void lint_second_keys(struct lint *lint)
{
    const struct orgpol_tenant *tenant = lint->tenant;
    static const struct lint_line client = {"duplicate", "external_client_id", unfound,
                                            "Keep one of the rows.", false};
    static const struct lint_line connection = {"duplicate", "name", unfound, "Choose another name.", false};

    for (size_t i = 0; i < tenant->client_count; i++) {
        const struct orgpol_client *row = &tenant->clients[i].row;
        const struct json_path *place = PATH_ELEMENT(PATH_MEMBER(NULL, "clients"), i);

        if (!text_same(row->external_client_id, row->client_id) &&
            holds(tenant, KIND_CLIENT, 0, row->external_client_id) &&
            orgpol_tenant_client(tenant, row->external_client_id) == NULL)
            orgpol_lint_write(lint, PATH_MEMBER(place, client.field), &client);
    }
    for (size_t i = 0; i < tenant->connection_count; i++) {
        const struct tenant_connection *row = &tenant->connections[i];
        const struct json_path *place = PATH_ELEMENT(PATH_MEMBER(NULL, "connections"), i);

        if (!text_same(row->row.name, row->row.id) && holds(tenant, KIND_CONNECTION, 0, row->row.name))
            orgpol_lint_write(lint, PATH_MEMBER(place, connection.field), &connection);
    }
}

enum orgpol_status orgpol_lint_duplicates(struct lint *lint)
{
    enum orgpol_status status = ORGPOL_OK;

    for (size_t i = 0; i < KEYS && status == ORGPOL_OK; i++)
        status = each_array(lint, keys[i].arrays, lint_key, i);
    if (status == ORGPOL_OK)
        lint_second_keys(lint);
    return status;
}
