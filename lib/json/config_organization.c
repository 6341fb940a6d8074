/* SPDX-License-Identifier: MIT */
/* The configuration check of organizations. */
#include <stdlib.h>

#include "../core/text.h"
#include "config.h"

/* What the core reads by pointer. */
struct organization_work {
    const struct orgpol_organization *organization;
    struct orgpol_enabled_connection *enabled; /* in the order of their connections */
    struct orgpol_configured_connection *connections;
    size_t connection_count;
    struct orgpol_enabled_connection **by_id; /* `enabled`, sorted */
    struct orgpol_configured_invitation *invitations;
    size_t invitation_count;
    struct text_list grants;
    struct text_list domains;
    size_t client_count;
};

static int by_connection_id(const void *a, const void *b)
{
    const struct orgpol_enabled_connection *const *left = a;
    const struct orgpol_enabled_connection *const *right = b;

    return text_order((*left)->connection_id, (*right)->connection_id);
}

static bool make_room(struct room *room, struct organization_work *work, size_t connections,
                      size_t invitations)
{
    work->connection_count = connections;
    work->invitation_count = invitations;
    work->enabled = orgpol_room_array(room, connections, sizeof *work->enabled);
    work->connections = orgpol_room_array(room, connections, sizeof *work->connections);
    work->by_id = orgpol_room_array(room, connections, sizeof(struct orgpol_enabled_connection *));
    work->invitations = orgpol_room_array(room, invitations, sizeof *work->invitations);
    return work->enabled && work->connections && work->by_id && work->invitations;
}

/* The connection's rows, once its own is in place. */
static void place_connection(const struct orgpol_tenant *tenant, struct organization_work *work, size_t at)
{
    struct orgpol_configured_connection row = ORGPOL_CONFIGURED_CONNECTION_INIT;
    const struct tenant_connection *connection =
        orgpol_tenant_connection_by_id(tenant, work->enabled[at].connection_id);

    work->enabled[at].organization_id = work->organization->id;
    row.enabled_connection = &work->enabled[at];
    row.connection = connection ? &connection->row : NULL;
    work->connections[at] = row;
    work->by_id[at] = &work->enabled[at];
}

/* The rows an invitation names, once what it says itself is in place. */
static void place_invitation(const struct orgpol_tenant *tenant, struct organization_work *work,
                             struct orgpol_configured_invitation *row)
{
    const struct orgpol_client *client = orgpol_tenant_client(tenant, row->client_id);
    const struct tenant_connection *connection = orgpol_tenant_connection_by_id(tenant, row->connection_id);
    const struct orgpol_enabled_connection key = {.connection_id = row->connection_id};
    const struct orgpol_enabled_connection *wanted = &key;
    struct orgpol_enabled_connection **enabled =
        bsearch(&wanted, work->by_id, work->connection_count, sizeof(struct orgpol_enabled_connection *),
                by_connection_id);

    if (client && text_same(client->client_id, row->client_id))
        row->client = client;
    row->connection = connection ? &connection->row : NULL;
    row->enabled_connection = row->connection_id.len > 0 && enabled ? *enabled : NULL;
    row->has_login_route = tenant->has_default_login_route ||
                           (row->client && tenant_client_of(row->client)->has_initiate_login_uri);
}

static void sort_connections(struct organization_work *work)
{
    qsort(work->by_id, work->connection_count, sizeof(struct orgpol_enabled_connection *), by_connection_id);
}

/* ---- out of a request ---- */

static enum orgpol_status read_connections(struct config_check *check, struct organization_work *work,
                                           const struct organization_object *object)
{
    static const char *const names[] = {"enabled_connections", "connections"};
    const cJSON *const arrays[] = {object->enabled_connections, object->connections};
    enum orgpol_status status = ORGPOL_OK;
    size_t at = 0;

    for (size_t i = 0; i < 2; i++) {
        const struct json_path *path = PATH_MEMBER(check->object_path, names[i]);
        const cJSON *item = arrays[i] ? arrays[i]->child : NULL;

        for (size_t index = 0; item && status == ORGPOL_OK; item = item->next, index++, at++) {
            struct enabled_connection_object row = {.row = ORGPOL_ENABLED_CONNECTION_INIT};
            const struct json_path *place = PATH_ELEMENT(path, index);

            status =
                orgpol_decode_fields(item, place, &orgpol_enabled_connection_members, &row, check->error);
            if (status == ORGPOL_OK && row.row.connection_id.len == 0)
                status = orgpol_decode_fail(check->error, PATH_MEMBER(place, "connection_id"),
                                            "required, and absent or empty");
            work->enabled[at] = row.row;
            place_connection(check->tenant, work, at);
        }
    }
    return status;
}

static enum orgpol_status read_invitations(struct config_check *check, struct organization_work *work,
                                           const cJSON *array)
{
    const struct json_path *path = PATH_MEMBER(check->object_path, "invitations");
    enum orgpol_status status = ORGPOL_OK;
    size_t at = 0;

    for (const cJSON *item = array ? array->child : NULL; item && status == ORGPOL_OK;
         item = item->next, at++) {
        struct invitation_object object = {.ticket_id = ORGPOL_STR_NONE};
        struct orgpol_configured_invitation row = ORGPOL_CONFIGURED_INVITATION_INIT;

        status = orgpol_decode_fields(item, PATH_ELEMENT(path, at), &orgpol_invitation_members, &object,
                                      check->error);
        row.is_used = object.used;
        row.ttl_sec = object.ttl_sec.value < UINT32_MAX ? (uint32_t)object.ttl_sec.value : UINT32_MAX;
        row.role_count = (uint32_t)(object.roles ? cJSON_GetArraySize(object.roles) : 0);
        row.client_id = object.client_id;
        row.connection_id = object.connection_id;
        place_invitation(check->tenant, work, &row);
        work->invitations[at] = row;
    }
    return status;
}

static enum orgpol_status read_client_grants(struct config_check *check, struct organization_work *work,
                                             const cJSON *array)
{
    const struct json_path *path = PATH_MEMBER(check->object_path, "client_grants");
    struct orgpol_str *ids =
        orgpol_room_array(check->room, (size_t)(array ? cJSON_GetArraySize(array) : 0), sizeof *ids);
    enum orgpol_status status = ORGPOL_OK;
    size_t at = 0;

    if (ids == NULL)
        return orgpol_json_no_memory(check->error);
    for (const cJSON *item = array ? array->child : NULL; item && status == ORGPOL_OK;
         item = item->next, at++) {
        struct organization_client_grant_object row = {ORGPOL_STR_NONE, ORGPOL_STR_NONE};

        status = orgpol_decode_fields(item, PATH_ELEMENT(path, at), &orgpol_organization_client_grant_members,
                                      &row, check->error);
        ids[at] = row.grant_id.len > 0 ? row.grant_id : row.id;
    }
    work->grants = (struct text_list){ids, at};
    return status;
}

static enum orgpol_status read_clients(struct config_check *check, struct organization_work *work,
                                       const cJSON *array)
{
    const struct json_path *path = PATH_MEMBER(check->object_path, "clients");
    enum orgpol_status status = ORGPOL_OK;

    for (const cJSON *item = array ? array->child : NULL; item && status == ORGPOL_OK; item = item->next) {
        struct orgpol_organization_client row = ORGPOL_ORGANIZATION_CLIENT_INIT;

        status = orgpol_decode_fields(item, PATH_ELEMENT(path, work->client_count++),
                                      &orgpol_organization_client_members, &row, check->error);
    }
    return status;
}

/* Elements no rule is about, and members of those it is about: each known one must have its type. */
static enum orgpol_status read_others(struct config_check *check, const struct organization_object *object)
{
    const struct {
        const char *name;
        const cJSON *array;
        const struct field_table *table;
    } arrays[] = {{"members", object->members, &orgpol_member_members},
                  {"roles", object->roles, &orgpol_role_members},
                  {"discovery_domains", object->discovery_domains, &orgpol_discovery_domain_members}};
    enum orgpol_status status = ORGPOL_OK;

    for (size_t i = 0; i < sizeof arrays / sizeof *arrays; i++) {
        const struct json_path *path = PATH_MEMBER(check->object_path, arrays[i].name);
        const cJSON *item = arrays[i].array ? arrays[i].array->child : NULL;

        for (size_t index = 0; item && status == ORGPOL_OK; item = item->next) {
            union {
                struct member_object member;
                struct role_object role;
                struct discovery_domain_object domain;
            } unread;

            status = orgpol_decode_fields(item, PATH_ELEMENT(path, index++), arrays[i].table, &unread,
                                          check->error);
        }
    }
    return status;
}

/* Reads the object's relations into `work`. */
static enum orgpol_status read_relations(struct config_check *check, struct organization_work *work,
                                         const struct organization_object *object)
{
    const int connections =
        (object->enabled_connections ? cJSON_GetArraySize(object->enabled_connections) : 0) +
        (object->connections ? cJSON_GetArraySize(object->connections) : 0);
    const int invitations = object->invitations ? cJSON_GetArraySize(object->invitations) : 0;
    enum orgpol_status status = ORGPOL_OK;

    if (!make_room(check->room, work, (size_t)connections, (size_t)invitations))
        return orgpol_json_no_memory(check->error);
    status = read_connections(check, work, object);
    if (status != ORGPOL_OK)
        return status;
    sort_connections(work);
    status = read_invitations(check, work, object->invitations);
    if (status == ORGPOL_OK)
        status = read_client_grants(check, work, object->client_grants);
    if (status == ORGPOL_OK)
        status = read_clients(check, work, object->clients);
    if (status == ORGPOL_OK)
        status = orgpol_config_texts(check, object->discovery_domains,
                                     PATH_MEMBER(check->object_path, "discovery_domains"),
                                     &orgpol_domain_members, &work->domains);
    if (status == ORGPOL_OK)
        status = read_others(check, object);
    return status;
}

/* ---- out of the tenant ---- */

/* The ids of an organization's rows. */
static bool copy_ids(const struct config_check *check, enum tenant_array array,
                     const struct tenant_organization *stored, struct text_list *list)
{
    size_t count;
    const struct tenant_relation *rows = orgpol_tenant_relations(check->tenant, array, stored, &count);
    struct orgpol_str *texts = orgpol_room_array(check->room, count, sizeof *texts);

    for (size_t i = 0; texts && i < count; i++)
        texts[i] = orgpol_index_text(&check->tenant->index, rows[i].id);
    *list = (struct text_list){texts, count};
    return texts != NULL;
}

static enum orgpol_status copy_relations(struct config_check *check, struct organization_work *work,
                                         const struct tenant_organization *stored)
{
    const struct orgpol_tenant *tenant = check->tenant;
    size_t connection_count;
    size_t invitation_count;
    const struct tenant_relation *connections =
        orgpol_tenant_relations(tenant, ARRAY_ENABLED_CONNECTIONS, stored, &connection_count);
    const struct tenant_invitation *invitations =
        orgpol_tenant_invitations(tenant, stored, &invitation_count);

    orgpol_tenant_relations(tenant, ARRAY_ORGANIZATION_CLIENTS, stored, &work->client_count);
    if (!make_room(check->room, work, connection_count, invitation_count) ||
        !copy_ids(check, ARRAY_ORGANIZATION_GRANTS, stored, &work->grants) ||
        !copy_ids(check, ARRAY_DISCOVERY_DOMAINS, stored, &work->domains))
        return orgpol_json_no_memory(check->error);
    for (size_t i = 0; i < work->connection_count; i++) {
        work->enabled[i] = orgpol_tenant_enabled_connection_row(tenant, stored, connections[i].id);
        place_connection(tenant, work, i);
    }
    sort_connections(work);
    for (size_t i = 0; i < work->invitation_count; i++) {
        const struct tenant_invitation *invitation = &invitations[i];
        struct orgpol_configured_invitation row = ORGPOL_CONFIGURED_INVITATION_INIT;

        row.is_used = invitation->used;
        row.ttl_sec = invitation->ttl_sec;
        row.role_count = (uint32_t)invitation->roles.count;
        row.client_id = orgpol_index_text(&tenant->index, invitation->client_id);
        row.connection_id = orgpol_index_text(&tenant->index, invitation->connection_id);
        place_invitation(tenant, work, &row);
        work->invitations[i] = row;
    }
    return ORGPOL_OK;
}

/* CFG-23: another organization with the name; `other` stands for it. */
static bool name_is_taken(const struct config_check *check, const struct orgpol_organization *organization)
{
    const struct orgpol_tenant *tenant = check->tenant;
    const struct index_key key = {.kind = KIND_ORGANIZATION_NAME,
                                  .id = orgpol_index_find_text(&tenant->index, organization->name)};
    uint32_t place;

    if (key.id == 0 || !orgpol_tenant_find(tenant, key, &place))
        return false;
    return place == AMBIGUOUS ||
           !text_same(orgpol_index_text(&tenant->index, tenant->organizations[place].id), check->id);
}

static void ask(struct config_check *check, struct organization_work *work)
{
    struct orgpol_organization_config config = ORGPOL_ORGANIZATION_CONFIG_INIT;
    struct orgpol_organization other = ORGPOL_ORGANIZATION_INIT;

    other.name = work->organization->name;
    config.organization = work->organization;
    config.same_name = name_is_taken(check, work->organization) ? &other : NULL;
    config.options = &check->tenant->options;
    config.enabled_connections = work->connections;
    config.enabled_connection_count = work->connection_count;
    config.invitations = work->invitations;
    config.invitation_count = work->invitation_count;
    config.client_grants = work->grants.texts;
    config.client_grant_count = work->grants.count;
    config.discovery_domains = work->domains.texts;
    config.discovery_domain_count = work->domains.count;
    config.client_count = work->client_count;
    check->decision =
        orgpol_check_organization_config(&config, &check->result, check->findings, check->capacity);
}

enum orgpol_status orgpol_config_organization(struct config_check *check)
{
    const struct tenant_organization *stored = orgpol_tenant_organization(check->tenant, check->id);
    struct organization_object object = {.row = ORGPOL_ORGANIZATION_INIT};
    struct organization_work work = {.organization = &object.row};
    enum orgpol_status status = ORGPOL_OK;

    if (check->object) {
        status = orgpol_decode_fields(check->object, check->object_path, &orgpol_organization_members,
                                      &object, check->error);
        if (status == ORGPOL_OK) {
            orgpol_organization_object_complete(&object, check->object);
            status = read_relations(check, &work, &object);
        }
    } else if (stored) {
        work.organization = orgpol_tenant_organization_row(check->tenant, stored, &object.row);
        status = copy_relations(check, &work, stored);
    } else {
        status = orgpol_config_no_row(check);
    }
    if (status == ORGPOL_OK)
        ask(check, &work);
    return status;
}
