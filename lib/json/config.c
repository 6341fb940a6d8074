/* SPDX-License-Identifier: MIT */
/* The configuration checks of applications, connections, APIs and client grants. */
#include "config.h"

#include "../core/text.h"

enum orgpol_status orgpol_config_no_row(struct config_check *check)
{
    check->is_row_missing = true;
    return orgpol_decode_fail(check->error, check->object_path,
                              "required, because the tenant has no row with this id, or two");
}

enum orgpol_status orgpol_config_texts(const struct config_check *check, const cJSON *array,
                                       const struct json_path *path, const struct field_table *table,
                                       struct text_list *list)
{
    const size_t count = (size_t)(array ? cJSON_GetArraySize(array) : 0);
    struct orgpol_str *texts = count > 0 ? orgpol_room_array(check->room, count, sizeof *texts) : NULL;
    enum orgpol_status status = ORGPOL_OK;
    size_t index = 0;

    *list = (struct text_list){texts, count};
    if (count > 0 && texts == NULL)
        return orgpol_json_no_memory(check->error);
    for (const cJSON *item = count > 0 ? array->child : NULL; item && status == ORGPOL_OK;
         item = item->next) {
        struct text_object object = {ORGPOL_STR_NONE};
        const struct json_path *place = PATH_ELEMENT(path, index);

        status = table ? orgpol_decode_fields(item, place, table, &object, check->error)
                       : orgpol_decode_text_element(item, place, &object.text, check->error);
        texts[index++] = object.text;
    }
    return status;
}

/* ---- connections ---- */

/*
 * CFG-42: another connection for Cross App Access with the issuer, or NULL; when several have it, `several`
 * stands for one of them.
 */
static const struct orgpol_connection *same_issuer(const struct config_check *check, struct orgpol_str issuer,
                                                   struct orgpol_connection *several)
{
    const struct orgpol_tenant *tenant = check->tenant;
    const struct index_key key = {.kind = KIND_ISSUER, .id = orgpol_index_find_text(&tenant->index, issuer)};
    uint32_t place;

    if (key.id == 0 || !orgpol_tenant_find(tenant, key, &place))
        return NULL;
    if (place == AMBIGUOUS) {
        several->cross_app_access_resource_app_status = ORGPOL_CROSS_APP_ACCESS_ENABLED;
        return several;
    }
    return text_same(tenant->connections[place].row.id, check->id) ? NULL : &tenant->connections[place].row;
}

/* CFG-42: how many organizations have the connection, also one that no row has yet, or that two rows have. */
static uint32_t organizations_with(const struct orgpol_tenant *tenant, struct orgpol_str id)
{
    const uint32_t connection = orgpol_index_find_text(&tenant->index, id);
    uint32_t count = 0;

    for (size_t i = 0; i < tenant->enabled_connection_count && connection != 0; i++) {
        const struct tenant_relation *row = &tenant->enabled_connections[i];

        /* Of doubled rows the first has what all of them say. */
        if (row->id == connection && !(row->value & ENABLED_CONNECTION_NEVER) &&
            orgpol_tenant_leads_to(tenant, KIND_ENABLED_CONNECTION, i))
            count++;
    }
    return count;
}

enum orgpol_status orgpol_config_connection(struct config_check *check)
{
    const struct tenant_connection *stored = orgpol_tenant_connection_by_id(check->tenant, check->id);
    struct connection_object object = {.row = ORGPOL_CONNECTION_INIT};
    struct orgpol_connection several = ORGPOL_CONNECTION_INIT;
    struct orgpol_connection_config config = ORGPOL_CONNECTION_CONFIG_INIT;
    struct orgpol_str issuer;

    if (check->object == NULL && stored == NULL)
        return orgpol_config_no_row(check);
    if (check->object) {
        const enum orgpol_status status = orgpol_decode_fields(
            check->object, check->object_path, &orgpol_connection_members, &object, check->error);

        if (status != ORGPOL_OK)
            return status;
        issuer = object.issuer.len > 0 ? object.issuer : object.metadata_issuer;
        config.connection = &object.row;
    } else {
        issuer = stored->issuer;
        config.connection = &stored->row;
    }
    config.organization_count =
        stored ? stored->organization_count : organizations_with(check->tenant, check->id);
    config.same_issuer = same_issuer(check, issuer, &several);
    check->decision =
        orgpol_check_connection_config(&config, &check->result, check->findings, check->capacity);
    return ORGPOL_OK;
}

/* ---- APIs ---- */

enum orgpol_status orgpol_config_resource_server(struct config_check *check)
{
    const struct orgpol_resource_server *stored = orgpol_tenant_resource_server(check->tenant, check->id);
    struct resource_server_object object = {.row = ORGPOL_RESOURCE_SERVER_INIT};
    struct orgpol_resource_server_config config = ORGPOL_RESOURCE_SERVER_CONFIG_INIT;
    enum orgpol_status status = ORGPOL_OK;

    if (check->object)
        status = orgpol_decode_fields(check->object, check->object_path, &orgpol_resource_server_members,
                                      &object, check->error);
    else if (stored == NULL)
        status = orgpol_config_no_row(check);
    if (status != ORGPOL_OK)
        return status;
    config.resource_server = check->object ? &object.row : stored;
    config.is_client_policy_allow_all = check->object
                                            ? orgpol_is_client_policy_allow_all(&object)
                                            : tenant_resource_server_of(stored)->is_client_policy_allow_all;
    check->decision =
        orgpol_check_resource_server_config(&config, &check->result, check->findings, check->capacity);
    return ORGPOL_OK;
}

/* ---- client grants ---- */

/* CFG-26: another grant that holds the key; when several do, `several` stands for one of them. */
static const struct orgpol_client_grant *same_key(const struct config_check *check,
                                                  const struct orgpol_client_grant *grant,
                                                  struct orgpol_client_grant *several)
{
    const bool client = grant->client_id.len > 0 && grant->default_for == ORGPOL_DEFAULT_FOR_UNSET;
    const bool default_grant =
        grant->client_id.len == 0 && grant->default_for == ORGPOL_DEFAULT_FOR_THIRD_PARTY_CLIENTS;
    const uint8_t type =
        grant->subject_type == ORGPOL_SUBJECT_TYPE_UNSET ? ORGPOL_SUBJECT_TYPE_CLIENT : grant->subject_type;
    const struct orgpol_client_grant *row = NULL;
    unsigned holders = 0;

    if ((client || default_grant) && type <= ORGPOL_SUBJECT_TYPE_USER)
        holders = orgpol_tenant_client_grant(check->tenant, grant->client_id, grant->audience, type, &row);
    /* A row without an id that stands in the tenant is the one that holds its key. */
    if (holders == 0 ||
        (holders == 1 && (check->id.len > 0 || check->is_stored) && text_same(row->id, check->id)))
        return NULL;
    *several = *grant;
    several->id = (struct orgpol_str)ORGPOL_STR_NONE;
    return several;
}

static void ask_client_grant(struct config_check *check, const struct orgpol_client_grant *grant,
                             bool was_system)
{
    struct orgpol_client_grant_config config = ORGPOL_CLIENT_GRANT_CONFIG_INIT;
    struct orgpol_client_grant several;
    const struct orgpol_client *client = orgpol_tenant_client(check->tenant, grant->client_id);

    config.was_system = was_system;
    config.client_grant = grant;
    config.same_key = same_key(check, grant, &several);
    /* A grant names its client by client_id, and not by the URL of a metadata document. */
    config.client = client && text_same(client->client_id, grant->client_id) ? client : NULL;
    config.resource_server = orgpol_tenant_resource_server(check->tenant, grant->audience);
    config.options = &check->tenant->options;
    check->decision =
        orgpol_check_client_grant_config(&config, &check->result, check->findings, check->capacity);
}

static enum orgpol_status check_client_grant_object(struct config_check *check, bool was_system)
{
    struct client_grant_object object = {.row = ORGPOL_CLIENT_GRANT_INIT};
    struct text_list scopes = {NULL, 0};
    struct text_list types = {NULL, 0};
    enum orgpol_status status = orgpol_decode_fields(check->object, check->object_path,
                                                     &orgpol_client_grant_members, &object, check->error);

    if (status == ORGPOL_OK)
        status =
            orgpol_config_texts(check, object.scope, PATH_MEMBER(check->object_path, "scope"), NULL, &scopes);
    if (status == ORGPOL_OK)
        status =
            orgpol_config_texts(check, object.authorization_details_types,
                                PATH_MEMBER(check->object_path, "authorization_details_types"), NULL, &types);
    if (status == ORGPOL_OK) {
        object.row.scopes = scopes.texts;
        object.row.scope_count = scopes.count;
        object.row.authorization_details_types = types.texts;
        object.row.authorization_details_type_count = types.count;
        ask_client_grant(check, &object.row, was_system);
    }
    return status;
}

enum orgpol_status orgpol_config_client_grant(struct config_check *check)
{
    struct client_grant_object previous = {.row = ORGPOL_CLIENT_GRANT_INIT};
    const struct orgpol_client_grant *row;
    enum orgpol_status status = ORGPOL_OK;

    if (check->previous)
        status = orgpol_decode_fields(check->previous, check->previous_path, &orgpol_client_grant_members,
                                      &previous, check->error);
    if (status != ORGPOL_OK)
        return status;
    if (check->object)
        return check_client_grant_object(check, previous.is_system != 0);
    row = orgpol_tenant_client_grant_by_id(check->tenant, check->id);
    if (row == NULL)
        return orgpol_config_no_row(check);
    ask_client_grant(check, row, previous.is_system != 0);
    return ORGPOL_OK;
}
