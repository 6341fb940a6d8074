/* SPDX-License-Identifier: MIT */
/* check_client_config: the application, the row before it, and the connections that a worker is granted. */
#include "config.h"

#include "load.h"

/*
 * What the lists of an object are loaded into, as a tenant's are: a tenant with nothing but room. Only where
 * the object has such lists.
 */
static enum orgpol_status load_lists(struct config_check *check, struct client_object *object,
                                     struct orgpol_tenant *room)
{
    struct loader load = {.tenant = room, .error = check->error};

    if (object->privileged_access == NULL && object->refresh_token_policies == NULL)
        return ORGPOL_OK;
    orgpol_index_init(&room->index, check->tenant->index.hash_key);
    return orgpol_load_vault_client(&load, object, check->object_path);
}

/* Puts the application before the core, with the tenant's rows of the connections granted. */
static enum orgpol_status ask(struct config_check *check, struct orgpol_client_config *config)
{
    const struct orgpol_privileged_access *access = config->client->token_vault_privileged_access;
    const size_t count = access ? access->grant_count : 0;
    struct orgpol_granted_connection *rows = orgpol_room_array(check->room, count, sizeof *rows);
    struct orgpol_enabled_client *enabled = orgpol_room_array(check->room, count, sizeof *enabled);

    if (rows == NULL || enabled == NULL)
        return orgpol_json_no_memory(check->error);
    for (size_t i = 0; i < count; i++) {
        const struct tenant_connection *connection =
            orgpol_tenant_connection_by_name(check->tenant, access->grants[i].connection);

        rows[i] = (struct orgpol_granted_connection)ORGPOL_GRANTED_CONNECTION_INIT;
        rows[i].connection = connection ? &connection->row : NULL;
        if (connection &&
            orgpol_tenant_enabled_client(check->tenant, connection, config->client, &enabled[i]))
            rows[i].enabled_client = &enabled[i];
    }
    config->granted_connections = rows;
    config->granted_connection_count = count;
    check->decision = orgpol_check_client_config(config, &check->result, check->findings, check->capacity);
    return ORGPOL_OK;
}

static enum orgpol_status read_client(const cJSON *json, const struct json_path *path,
                                      struct client_object *client, struct orgpol_json_error *error)
{
    const enum orgpol_status status = orgpol_decode_fields(json, path, &orgpol_client_members, client, error);

    if (status == ORGPOL_OK)
        orgpol_client_object_complete(client);
    return status;
}

/* Puts the object before the core. */
static enum orgpol_status check_client_object(struct config_check *check, struct orgpol_client_config *config)
{
    struct client_object object = {.row = ORGPOL_CLIENT_INIT, .config = ORGPOL_CLIENT_CONFIG_INIT};
    struct text_list lists[3] = {{NULL, 0}, {NULL, 0}, {NULL, 0}};
    struct orgpol_tenant room = {.index = {.segments = NULL}};
    enum orgpol_status status = read_client(check->object, check->object_path, &object, check->error);
    const struct {
        const char *name;
        const cJSON *array;
    } arrays[] = {{"callbacks", object.callbacks},
                  {"allowed_origins", object.allowed_origins},
                  {"web_origins", object.web_origins}};

    for (size_t i = 0; i < 3 && status == ORGPOL_OK; i++)
        status = orgpol_config_texts(check, arrays[i].array, PATH_MEMBER(check->object_path, arrays[i].name),
                                     NULL, &lists[i]);
    if (status == ORGPOL_OK)
        status = load_lists(check, &object, &room);
    if (status == ORGPOL_OK) {
        object.config.client = &object.row;
        object.config.previous = check->is_stored ? &object.row : config->previous;
        object.config.options = config->options;
        object.config.allowed_origins = lists[1].texts;
        object.config.allowed_origin_count = lists[1].count;
        object.config.web_origins = lists[2].texts;
        object.config.web_origin_count = lists[2].count;
        object.row.callbacks = lists[0].texts;
        object.row.callback_count = lists[0].count;
        if (object.row.client_id.len == 0)
            object.row.client_id = check->id;
        status = ask(check, &object.config);
    }
    orgpol_index_free(&room.index);
    return status;
}

enum orgpol_status orgpol_config_client(struct config_check *check)
{
    struct client_object previous = {.row = ORGPOL_CLIENT_INIT};
    struct orgpol_client_config config = ORGPOL_CLIENT_CONFIG_INIT;
    const struct orgpol_client *row = NULL;
    enum orgpol_status status = ORGPOL_OK;

    if (check->previous)
        status = read_client(check->previous, check->previous_path, &previous, check->error);
    if (status != ORGPOL_OK)
        return status;
    if (check->object == NULL) {
        row = orgpol_tenant_client(check->tenant, check->id);
        if (row == NULL)
            return orgpol_config_no_row(check);
        config = tenant_client_of(row)->config;
    }
    config.client = row;
    /* The tenant's row as it stands: nothing is chosen anew. */
    config.previous = check->previous ? &previous.row : row;
    config.options = &check->tenant->options;
    if (check->object)
        return check_client_object(check, &config);
    return ask(check, &config);
}
