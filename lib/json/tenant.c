/* SPDX-License-Identifier: MIT */
/* Loading a tenant document: Management API objects into rows, and an index over them. */
#include "orgpol/tenant.h"

#include <stdlib.h>
#include <string.h>

#include "objects.h"
#include "store.h"

/* What a load carries along. */
struct loader {
    struct orgpol_tenant *tenant;
    struct orgpol_json_error *error;
};

/* Stores one element of an array of the document. `owner` is the place of the row it belongs to. */
typedef enum orgpol_status add_element(struct loader *load, const cJSON *json, const struct json_path *path,
                                       size_t owner);

static enum orgpol_status no_memory(struct loader *load)
{
    return orgpol_json_fail(load->error, ORGPOL_ERR_MEMORY, 0, NULL, "out of memory");
}

/* Calls `add` for every element; a missing array has none. */
static enum orgpol_status add_each(struct loader *load, const cJSON *array, const struct json_path *path,
                                   size_t owner, add_element *add)
{
    enum orgpol_status status = ORGPOL_OK;
    size_t index = 0;

    for (const cJSON *item = array ? array->child : NULL; item && status == ORGPOL_OK; item = item->next)
        status = add(load, item, PATH_ELEMENT(path, index++), owner);
    return status;
}

/* The array with room for one more element, or NULL. It doubles at powers of two. */
static void *grown(void *array, size_t count, size_t size)
{
    if (count >= UINT32_MAX / 2)
        return NULL;
    if (array && (count & (count - 1)) != 0)
        return array;
    return realloc(array, (count == 0 ? 1 : 2 * count) * size);
}

/* Puts the index's copy in place of a text of the document, and gives its number. */
static enum orgpol_status keep(struct loader *load, struct orgpol_str *text, uint32_t *number)
{
    if (!orgpol_index_add_text(&load->tenant->index, *text, number))
        return no_memory(load);
    *text = orgpol_index_text(&load->tenant->index, *number);
    return ORGPOL_OK;
}

/* Enters a key that only one row may hold; a second one makes it AMBIGUOUS. An absent id is no key. */
static enum orgpol_status put_unique(struct loader *load, struct index_key key, size_t value)
{
    uint32_t *entry;
    bool found;

    if (key.id == 0)
        return ORGPOL_OK;
    entry = orgpol_index_put(&load->tenant->index, key, &found);
    if (entry == NULL)
        return no_memory(load);
    *entry = found ? AMBIGUOUS : (uint32_t)value;
    return ORGPOL_OK;
}

/* The same for a row of its own under its text. */
static enum orgpol_status put_row(struct loader *load, enum index_kind kind, struct orgpol_str *text,
                                  size_t value)
{
    struct index_key key = {.kind = kind};
    const enum orgpol_status status = keep(load, text, &key.id);

    return status == ORGPOL_OK ? put_unique(load, key, value) : status;
}

/* Enters a relation; a second row for the same two leaves only the settings both have. */
static enum orgpol_status put_relation(struct loader *load, enum index_kind kind, size_t owner,
                                       struct orgpol_str id, uint32_t settings, uint32_t *count)
{
    struct index_key key = {.kind = kind, .owner = (uint32_t)owner};
    const enum orgpol_status status = keep(load, &id, &key.id);
    uint32_t *entry;
    bool found;

    if (status != ORGPOL_OK || key.id == 0)
        return status;
    entry = orgpol_index_put(&load->tenant->index, key, &found);
    if (entry == NULL)
        return no_memory(load);
    *entry = found ? *entry & settings : settings;
    *count += !found;
    return ORGPOL_OK;
}

static enum orgpol_status add_client(struct loader *load, const cJSON *json, const struct json_path *path,
                                     size_t owner)
{
    struct orgpol_tenant *tenant = load->tenant;
    struct client_object object = {.row = ORGPOL_CLIENT_INIT};
    const size_t place = tenant->client_count;
    enum orgpol_status status =
        orgpol_decode_fields(json, path, &orgpol_client_members, &object, load->error);
    struct orgpol_client *clients;

    (void)owner;
    if (status != ORGPOL_OK || object.row.client_id.len == 0)
        return status;
    clients = grown(tenant->clients, place, sizeof *clients);
    if (clients == NULL)
        return no_memory(load);
    tenant->clients = clients;
    status = put_row(load, KIND_CLIENT, &object.row.client_id, place);
    if (status == ORGPOL_OK)
        status = put_row(load, KIND_EXTERNAL_CLIENT, &object.external_client_id, place);
    clients[place] = object.row;
    tenant->client_count++;
    return status;
}

static enum orgpol_status add_enabled_client(struct loader *load, const cJSON *json,
                                             const struct json_path *path, size_t owner)
{
    struct orgpol_connection *connection = &load->tenant->connections[owner].row;
    struct orgpol_str client_id;
    const enum orgpol_status status = orgpol_decode_text_element(json, path, &client_id, load->error);

    if (status != ORGPOL_OK)
        return status;
    return put_relation(load, KIND_ENABLED_CLIENT, owner, client_id, 0, &connection->enabled_client_count);
}

static enum orgpol_status add_connection(struct loader *load, const cJSON *json, const struct json_path *path,
                                         size_t owner)
{
    struct orgpol_tenant *tenant = load->tenant;
    struct connection_object object = {.row = ORGPOL_CONNECTION_INIT};
    const size_t place = tenant->connection_count;
    enum orgpol_status status =
        orgpol_decode_fields(json, path, &orgpol_connection_members, &object, load->error);
    struct tenant_connection *connections;
    uint32_t strategy;

    (void)owner;
    if (status != ORGPOL_OK || object.row.id.len == 0)
        return status;
    connections = grown(tenant->connections, place, sizeof *connections);
    if (connections == NULL)
        return no_memory(load);
    tenant->connections = connections;
    status = put_row(load, KIND_CONNECTION, &object.row.id, place);
    if (status == ORGPOL_OK)
        status = put_row(load, KIND_CONNECTION_NAME, &object.name, place);
    if (status == ORGPOL_OK)
        status = keep(load, &object.row.strategy, &strategy);
    connections[place] = (struct tenant_connection){.row = object.row};
    tenant->connection_count++;
    if (status != ORGPOL_OK)
        return status;
    return add_each(load, object.enabled_clients, PATH_MEMBER(path, "enabled_clients"), place,
                    add_enabled_client);
}

static enum orgpol_status add_enabled_connection(struct loader *load, const cJSON *json,
                                                 const struct json_path *path, size_t owner)
{
    struct orgpol_enabled_connection row = ORGPOL_ENABLED_CONNECTION_INIT;
    const enum orgpol_status status =
        orgpol_decode_fields(json, path, &orgpol_enabled_connection_members, &row, load->error);
    uint32_t count = 0;

    if (status != ORGPOL_OK)
        return status;
    return put_relation(load, KIND_ENABLED_CONNECTION, owner, row.connection_id,
                        (row.is_disabled ? ENABLED_CONNECTION_NEVER : ENABLED_CONNECTION_ENABLED) |
                            (row.assign_membership_on_login ? ENABLED_CONNECTION_ASSIGN : 0) |
                            (row.is_signup_enabled ? ENABLED_CONNECTION_SIGNUP : 0),
                        &count);
}

static enum orgpol_status add_organization_client(struct loader *load, const cJSON *json,
                                                  const struct json_path *path, size_t owner)
{
    struct orgpol_organization_client row = ORGPOL_ORGANIZATION_CLIENT_INIT;
    const enum orgpol_status status =
        orgpol_decode_fields(json, path, &orgpol_organization_client_members, &row, load->error);
    uint32_t count = 0;

    if (status != ORGPOL_OK)
        return status;
    return put_relation(load, KIND_ORGANIZATION_CLIENT, owner, row.client_id, row.use_for_member_access,
                        &count);
}

static enum orgpol_status add_member(struct loader *load, const cJSON *json, const struct json_path *path,
                                     size_t owner)
{
    struct orgpol_organization_member row = ORGPOL_ORGANIZATION_MEMBER_INIT;
    const enum orgpol_status status =
        orgpol_decode_fields(json, path, &orgpol_organization_member_members, &row, load->error);

    uint32_t count = 0;

    if (status != ORGPOL_OK)
        return status;
    load->tenant->organizations[owner].member_count++; /* LOGIN-22 counts rows */
    return put_relation(load, KIND_MEMBER, owner, row.user_id, 0, &count);
}

static enum orgpol_status add_organization(struct loader *load, const cJSON *json,
                                           const struct json_path *path, size_t owner)
{
    struct orgpol_tenant *tenant = load->tenant;
    struct organization_object object = {.row = ORGPOL_ORGANIZATION_INIT};
    const size_t place = tenant->organization_count;
    enum orgpol_status status =
        orgpol_decode_fields(json, path, &orgpol_organization_members, &object, load->error);
    struct tenant_organization *organizations;
    uint32_t name;

    (void)owner;
    if (status != ORGPOL_OK || object.row.id.len == 0)
        return status;
    organizations = grown(tenant->organizations, place, sizeof *organizations);
    if (organizations == NULL)
        return no_memory(load);
    tenant->organizations = organizations;
    status = put_row(load, KIND_ORGANIZATION, &object.row.id, place);
    if (status == ORGPOL_OK)
        status = keep(load, &object.row.name, &name);
    organizations[place] = (struct tenant_organization){.row = object.row};
    tenant->organization_count++;

    const struct {
        const char *name;
        const cJSON *array;
        add_element *add;
    } relations[] = {
        {"enabled_connections", object.enabled_connections, add_enabled_connection},
        {"connections", object.connections, add_enabled_connection},
        {"clients", object.clients, add_organization_client},
        {"members", object.members, add_member},
    };
    for (size_t i = 0; i < sizeof relations / sizeof *relations && status == ORGPOL_OK; i++)
        status =
            add_each(load, relations[i].array, PATH_MEMBER(path, relations[i].name), place, relations[i].add);
    return status;
}

static enum orgpol_status add_resource_server(struct loader *load, const cJSON *json,
                                              const struct json_path *path, size_t owner)
{
    struct orgpol_resource_server row = ORGPOL_RESOURCE_SERVER_INIT;
    const enum orgpol_status status =
        orgpol_decode_fields(json, path, &orgpol_resource_server_members, &row, load->error);

    (void)owner;
    return status == ORGPOL_OK ? put_row(load, KIND_RESOURCE_SERVER, &row.identifier, row.is_system) : status;
}

/* A grant of an unknown kind, and one that is a client's and a default at once or neither, is none (CFG-25).
 */
static enum orgpol_status add_client_grant(struct loader *load, const cJSON *json,
                                           const struct json_path *path, size_t owner)
{
    struct orgpol_client_grant row = ORGPOL_CLIENT_GRANT_INIT;
    enum orgpol_status status =
        orgpol_decode_fields(json, path, &orgpol_client_grant_members, &row, load->error);
    struct index_key key = {.kind = KIND_CLIENT_GRANT};
    const bool is_default =
        row.default_for == ORGPOL_DEFAULT_FOR_THIRD_PARTY_CLIENTS && row.client_id.len == 0;
    const bool is_own = row.default_for == ORGPOL_DEFAULT_FOR_UNSET && row.client_id.len > 0;

    (void)owner;
    if (status != ORGPOL_OK || row.subject_type > ORGPOL_SUBJECT_TYPE_USER || !(is_default || is_own))
        return status;
    key.more = row.subject_type == ORGPOL_SUBJECT_TYPE_UNSET ? ORGPOL_SUBJECT_TYPE_CLIENT : row.subject_type;
    status = keep(load, &row.client_id, &key.owner);
    if (status == ORGPOL_OK)
        status = keep(load, &row.audience, &key.id);
    return status == ORGPOL_OK ? put_unique(load, key, 0) : status;
}

static enum orgpol_status add_user(struct loader *load, const cJSON *json, const struct json_path *path,
                                   size_t owner)
{
    struct orgpol_user row = ORGPOL_USER_INIT;
    const enum orgpol_status status =
        orgpol_decode_fields(json, path, &orgpol_user_members, &row, load->error);

    (void)owner;
    return status == ORGPOL_OK ? put_row(load, KIND_USER, &row.user_id, 0) : status;
}

static enum orgpol_status add_rule(struct loader *load, const cJSON *json, const struct json_path *path,
                                   size_t owner)
{
    struct rule_object rule = {0};
    const enum orgpol_status status =
        orgpol_decode_fields(json, path, &orgpol_rule_members, &rule, load->error);

    (void)owner;
    if (status == ORGPOL_OK && !rule.is_disabled)
        load->tenant->settings.has_enabled_rule = 1;
    return status;
}

/* Counts what organizations have enabled, once every row is there and doubled rows are merged. */
static void count_enabled_connections(struct orgpol_tenant *tenant)
{
    const struct index *index = &tenant->index;

    for (size_t i = 0; i < index->entry_slot_count; i++) {
        const struct index_entry *entry = &index->entries[i];
        const struct tenant_connection *found;
        struct tenant_connection *connection;

        if (!entry->used || entry->key.kind != KIND_ENABLED_CONNECTION)
            continue;
        if (entry->value & ENABLED_CONNECTION_ENABLED)
            tenant->organizations[entry->key.owner].row.enabled_connection_count++;
        found = orgpol_tenant_connection_by_id(tenant, orgpol_index_text(index, entry->key.id));
        if (found == NULL || (entry->value & ENABLED_CONNECTION_NEVER))
            continue;
        connection = &tenant->connections[found - tenant->connections];
        connection->organization_count++;
        connection->organization = entry->key.owner;
    }
}

static enum orgpol_status fill(struct loader *load, const cJSON *tree, const struct json_path *path)
{
    struct orgpol_tenant *tenant = load->tenant;
    struct tenant_object document = {0};
    enum orgpol_status status =
        orgpol_decode_fields(tree, path, &orgpol_tenant_members, &document, load->error);
    uint32_t audience;

    if (status == ORGPOL_OK && document.options)
        status = orgpol_decode_fields(document.options, PATH_MEMBER(path, "options"), &orgpol_option_members,
                                      &tenant->options, load->error);
    if (status == ORGPOL_OK && document.settings)
        status = orgpol_decode_fields(document.settings, PATH_MEMBER(path, "settings"),
                                      &orgpol_setting_members, &tenant->settings, load->error);
    if (status == ORGPOL_OK)
        status = keep(load, &tenant->settings.default_audience, &audience);

    const struct {
        const char *name;
        const cJSON *array;
        add_element *add;
    } kinds[] = {
        {"clients", document.clients, add_client},
        {"connections", document.connections, add_connection},
        {"resource_servers", document.resource_servers, add_resource_server},
        {"client_grants", document.client_grants, add_client_grant},
        {"organizations", document.organizations, add_organization},
        {"users", document.users, add_user},
        {"rules", document.rules, add_rule},
    };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds && status == ORGPOL_OK; i++)
        status = add_each(load, kinds[i].array, PATH_MEMBER(path, kinds[i].name), 0, kinds[i].add);
    return status;
}

enum orgpol_status orgpol_tenant_build(const cJSON *tree, const struct json_path *path,
                                       const uint8_t *hash_key, struct orgpol_tenant **tenant,
                                       struct orgpol_json_error *error)
{
    static const uint8_t fixed_key[16];
    struct loader load = {.tenant = calloc(1, sizeof *load.tenant), .error = error};
    enum orgpol_status status;

    *tenant = NULL;
    if (load.tenant == NULL)
        return no_memory(&load);
    load.tenant->settings = (struct orgpol_tenant_settings)ORGPOL_TENANT_SETTINGS_INIT;
    load.tenant->options = (struct orgpol_options)ORGPOL_OPTIONS_INIT;
    status = orgpol_index_init(&load.tenant->index, hash_key ? hash_key : fixed_key) ? fill(&load, tree, path)
                                                                                     : no_memory(&load);
    if (status != ORGPOL_OK) {
        orgpol_tenant_free(load.tenant);
        return status;
    }
    count_enabled_connections(load.tenant);
    *tenant = load.tenant;
    return ORGPOL_OK;
}

static enum orgpol_status load_document(const char *json, size_t length,
                                        const struct orgpol_json_options *options,
                                        struct orgpol_tenant **tenant, struct orgpol_json_error *error)
{
    cJSON *tree;
    enum orgpol_status status = orgpol_json_read(json, length, options, &tree, error);

    if (status != ORGPOL_OK)
        return status;
    status = orgpol_tenant_build(tree, NULL, options->hash_key, tenant, error);
    cJSON_Delete(tree);
    if (status == ORGPOL_ERR_REQUEST)
        error->offset = orgpol_json_locate(json, length, error->pointer);
    return status;
}

enum orgpol_status orgpol_tenant_load(const char *json, size_t length,
                                      const struct orgpol_json_options *options,
                                      struct orgpol_tenant **tenant, struct orgpol_json_error *error)
{
    struct orgpol_json_error local = ORGPOL_JSON_ERROR_INIT;
    struct orgpol_json_options read;
    enum orgpol_status status;

    if (tenant)
        *tenant = NULL;
    if (tenant && json && orgpol_json_read_options(options, &read))
        status = load_document(json, length, &read, tenant, &local);
    else
        status = orgpol_json_fail(&local, ORGPOL_ERR_ARGUMENT, 0, NULL,
                                  "a document, a place for the tenant and usable options are needed");
    if (status != ORGPOL_OK)
        orgpol_json_give_error(error, &local);
    return status;
}
