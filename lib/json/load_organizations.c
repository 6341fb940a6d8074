/* SPDX-License-Identifier: MIT */
/* Loading organizations and what stands in them. */
#include "load.h"

#define DAY_SECONDS INT64_C(86400)
#define DEFAULT_TTL_SECONDS (7 * DAY_SECONDS)

static enum orgpol_status load_enabled_connection(struct loader *load, const cJSON *json,
                                                  const struct json_path *path, size_t owner)
{
    struct enabled_connection_object object = {.row = ORGPOL_ENABLED_CONNECTION_INIT};
    enum orgpol_status status =
        orgpol_decode_fields(json, path, &orgpol_enabled_connection_members, &object, load->error);

    if (status == ORGPOL_OK)
        status = orgpol_load_require(load, object.row.connection_id, path, "connection_id");
    if (status != ORGPOL_OK)
        return status;
    return orgpol_load_relation(
        load, KIND_ENABLED_CONNECTION, owner, object.row.connection_id,
        (object.row.is_disabled ? ENABLED_CONNECTION_NEVER : ENABLED_CONNECTION_ENABLED) |
            (object.row.assign_membership_on_login ? ENABLED_CONNECTION_ASSIGN : 0) |
            (object.row.is_signup_enabled ? ENABLED_CONNECTION_SIGNUP : 0) |
            (object.is_hidden ? 0 : ENABLED_CONNECTION_SHOWN),
        NULL);
}

static enum orgpol_status load_organization_client(struct loader *load, const cJSON *json,
                                                   const struct json_path *path, size_t owner)
{
    struct orgpol_organization_client row = ORGPOL_ORGANIZATION_CLIENT_INIT;
    enum orgpol_status status =
        orgpol_decode_fields(json, path, &orgpol_organization_client_members, &row, load->error);

    if (status == ORGPOL_OK)
        status = orgpol_load_require(load, row.client_id, path, "client_id");
    if (status != ORGPOL_OK)
        return status;
    return orgpol_load_relation(load, KIND_ORGANIZATION_CLIENT, owner, row.client_id,
                                row.use_for_member_access, NULL);
}

static enum orgpol_status load_organization_client_grant(struct loader *load, const cJSON *json,
                                                         const struct json_path *path, size_t owner)
{
    struct organization_client_grant_object object = {ORGPOL_STR_NONE, ORGPOL_STR_NONE};
    const enum orgpol_status status =
        orgpol_decode_fields(json, path, &orgpol_organization_client_grant_members, &object, load->error);
    const struct orgpol_str id = object.grant_id.len > 0 ? object.grant_id : object.id;

    return status == ORGPOL_OK ? orgpol_load_relation(load, KIND_ORGANIZATION_GRANT, owner, id, 0, NULL)
                               : status;
}

/* A second row for a member leaves the roles both have, and the later time. */
static enum orgpol_status merge_member(struct loader *load, struct tenant_membership *old,
                                       const struct tenant_membership *other)
{
    if (other->created_at > old->created_at)
        old->created_at = other->created_at;
    return orgpol_load_intersect(load, &old->roles, &other->roles);
}

static enum orgpol_status load_member(struct loader *load, const cJSON *json, const struct json_path *path,
                                      size_t owner)
{
    struct orgpol_tenant *tenant = load->tenant;
    struct member_object object = {.user_id = ORGPOL_STR_NONE};
    struct tenant_membership member = {.organization = (uint32_t)owner};
    struct index_key key = {.kind = KIND_MEMBER, .owner = (uint32_t)owner};
    enum orgpol_status status =
        orgpol_decode_fields(json, path, &orgpol_member_members, &object, load->error);
    uint32_t *entry;
    bool found;
    void *rows;

    if (status == ORGPOL_OK)
        status = orgpol_load_require(load, object.user_id, path, "user_id");
    if (status == ORGPOL_OK)
        status = orgpol_load_keep(load, &object.user_id, &key.id);
    if (status == ORGPOL_OK)
        status = orgpol_load_list(load, object.roles, PATH_MEMBER(path, "roles"), &orgpol_role_id_members,
                                  &member.roles);
    if (status != ORGPOL_OK)
        return status;
    tenant->organizations[owner].member_count++; /* LOGIN-22 counts rows */
    member.user = key.id;
    member.created_at = object.created_at.is_given ? object.created_at.seconds : INT64_MAX;
    entry = orgpol_index_put(&tenant->index, key, &found);
    if (entry == NULL)
        return orgpol_load_no_memory(load);
    if (found)
        return merge_member(load, &tenant->memberships[*entry], &member);
    *entry = (uint32_t)tenant->membership_count;
    rows = orgpol_load_append(tenant->memberships, &tenant->membership_count, &member, sizeof member);
    if (rows == NULL)
        return orgpol_load_no_memory(load);
    tenant->memberships = rows;
    return ORGPOL_OK;
}

static enum orgpol_status load_discovery_domain(struct loader *load, const cJSON *json,
                                                const struct json_path *path, size_t owner)
{
    struct orgpol_tenant *tenant = load->tenant;
    struct discovery_domain_object object = {.domain = ORGPOL_STR_NONE};
    struct tenant_discovery_domain domain = {.organization = (uint32_t)owner};
    struct index_key key = {.kind = KIND_DISCOVERY_DOMAIN, .owner = (uint32_t)owner};
    enum orgpol_status status =
        orgpol_decode_fields(json, path, &orgpol_discovery_domain_members, &object, load->error);
    uint32_t *entry;
    bool found;
    void *rows;

    if (status == ORGPOL_OK)
        status = orgpol_load_keep_lower(load, &object.domain, &key.id);
    if (status != ORGPOL_OK || key.id == 0)
        return status;
    domain.domain = key.id;
    domain.is_verified = object.status == DOMAIN_VERIFIED;
    domain.use_for_organization_discovery = object.use_for_organization_discovery;
    entry = orgpol_index_put(&tenant->index, key, &found);
    if (entry == NULL)
        return orgpol_load_no_memory(load);
    if (found) {
        tenant->discovery_domains[*entry].is_verified &= domain.is_verified;
        tenant->discovery_domains[*entry].use_for_organization_discovery &=
            domain.use_for_organization_discovery;
        return ORGPOL_OK;
    }
    *entry = (uint32_t)tenant->discovery_domain_count;
    rows = orgpol_load_append(tenant->discovery_domains, &tenant->discovery_domain_count, &domain,
                              sizeof domain);
    if (rows == NULL)
        return orgpol_load_no_memory(load);
    tenant->discovery_domains = rows;
    return ORGPOL_OK;
}

/* PROMPT-36. A row that says neither when it ends nor when it began has ended. */
static int64_t expiry_of(const struct invitation_object *object)
{
    const uint64_t given = object->ttl_sec.value;
    const int64_t ttl = given == 0           ? DEFAULT_TTL_SECONDS
                        : given < UINT32_MAX ? (int64_t)given
                                             : (int64_t)UINT32_MAX;

    if (object->expires_at.is_given)
        return object->expires_at.seconds;
    return object->created_at.is_given ? object->created_at.seconds + ttl : INT64_MIN;
}

static enum orgpol_status load_invitation(struct loader *load, const cJSON *json,
                                          const struct json_path *path, size_t owner)
{
    struct orgpol_tenant *tenant = load->tenant;
    struct invitation_object object = {.ticket_id = ORGPOL_STR_NONE};
    struct tenant_invitation row = {.organization = (uint32_t)owner};
    struct index_key key = {.kind = KIND_INVITATION, .owner = (uint32_t)owner};
    enum orgpol_status status =
        orgpol_decode_fields(json, path, &orgpol_invitation_members, &object, load->error);
    uint32_t number;
    void *rows;

    if (status == ORGPOL_OK)
        status = orgpol_load_keep(load, &object.ticket_id, &key.id);
    if (status == ORGPOL_OK)
        status = orgpol_load_keep(load, &object.client_id, &number);
    if (status == ORGPOL_OK)
        status = orgpol_load_keep(load, &object.email, &number);
    if (status == ORGPOL_OK)
        status = orgpol_load_keep(load, &object.connection_id, &number);
    if (status == ORGPOL_OK)
        status = orgpol_load_list(load, object.roles, PATH_MEMBER(path, "roles"), NULL, &row.roles);
    if (status == ORGPOL_OK)
        status = orgpol_load_unique(load, key, tenant->invitation_count);
    if (status != ORGPOL_OK)
        return status;
    row.ticket_id = object.ticket_id;
    row.client_id = object.client_id;
    row.email = object.email;
    row.connection_id = object.connection_id;
    row.expires_at = expiry_of(&object);
    row.ttl_sec = object.ttl_sec.value < UINT32_MAX ? (uint32_t)object.ttl_sec.value : UINT32_MAX;
    row.used = object.used;
    rows = orgpol_load_append(tenant->invitations, &tenant->invitation_count, &row, sizeof row);
    if (rows == NULL)
        return orgpol_load_no_memory(load);
    tenant->invitations = rows;
    return ORGPOL_OK;
}

static enum orgpol_status load_organization_role(struct loader *load, const cJSON *json,
                                                 const struct json_path *path, size_t owner)
{
    return orgpol_load_role(load, json, path, owner + 1);
}

static uint32_t rows_of(const cJSON *array)
{
    return (uint32_t)(array ? cJSON_GetArraySize(array) : 0);
}

/* Adds the number of a text that has been kept, in the case its row's key has. */
static enum orgpol_status note(struct loader *load, struct orgpol_str text, bool lower, uint32_t **next)
{
    uint32_t number = 0;
    const enum orgpol_status status =
        lower ? orgpol_load_keep_lower(load, &text, &number) : orgpol_load_keep(load, &text, &number);

    *(*next)++ = number;
    return status;
}

/* Notes the ids of connections, grants and domains row by row; they have been read without an error. */
static enum orgpol_status note_relations(struct loader *load, const struct organization_object *object,
                                         struct tenant_organization *organization)
{
    const cJSON *const arrays[] = {object->enabled_connections, object->connections, object->client_grants,
                                   object->discovery_domains};
    static const char *const names[] = {"connection_id", "connection_id", "grant_id", "domain"};
    enum orgpol_status status = ORGPOL_OK;
    uint32_t *next;

    organization->connection_row_count = rows_of(arrays[0]) + rows_of(arrays[1]);
    organization->client_grant_row_count = rows_of(arrays[2]);
    organization->discovery_domain_row_count = rows_of(arrays[3]);
    organization->client_row_count = rows_of(object->clients);
    next = orgpol_index_room(&load->tenant->index,
                             sizeof *next * ((size_t)organization->connection_row_count +
                                             organization->client_grant_row_count +
                                             organization->discovery_domain_row_count + 1));
    if (next == NULL)
        return orgpol_load_no_memory(load);
    organization->relations = next;
    for (size_t i = 0; i < sizeof names / sizeof(char *); i++)
        for (const cJSON *row = arrays[i] ? arrays[i]->child : NULL; row && status == ORGPOL_OK;
             row = row->next) {
            const char *id = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(row, names[i]));

            if (i == 2 && (id == NULL || *id == '\0'))
                id = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(row, "id"));
            status = note(load, orgpol_str_of(id), i == 3, &next);
        }
    return status;
}

enum orgpol_status orgpol_load_organization(struct loader *load, const cJSON *json,
                                            const struct json_path *path, size_t owner)
{
    struct orgpol_tenant *tenant = load->tenant;
    struct organization_object object = {.row = ORGPOL_ORGANIZATION_INIT};
    struct tenant_organization organization = {.row = ORGPOL_ORGANIZATION_INIT};
    const size_t place = tenant->organization_count;
    enum orgpol_status status =
        orgpol_decode_fields(json, path, &orgpol_organization_members, &object, load->error);
    void *rows;

    (void)owner;
    if (status == ORGPOL_OK)
        status = orgpol_load_require(load, object.row.id, path, "id");
    if (status == ORGPOL_OK)
        status = orgpol_load_row(load, KIND_ORGANIZATION, &object.row.id, place);
    if (status == ORGPOL_OK)
        status = orgpol_load_row(load, KIND_ORGANIZATION_NAME, &object.row.name, place);
    if (status == ORGPOL_OK)
        status = orgpol_load_quota(load, object.quota,
                                   PATH_MEMBER(PATH_MEMBER(path, "token_quota"), "client_credentials"),
                                   &organization.quota);
    if (status != ORGPOL_OK)
        return status;
    orgpol_organization_object_complete(&object, json);
    organization.row = object.row;
    organization.first_invitation = (uint32_t)tenant->invitation_count;
    organization.invitation_count = rows_of(object.invitations);
    rows = orgpol_load_append(tenant->organizations, &tenant->organization_count, &organization,
                              sizeof organization);
    if (rows == NULL)
        return orgpol_load_no_memory(load);
    tenant->organizations = rows;

    const struct load_array arrays[] = {
        {"enabled_connections", object.enabled_connections, load_enabled_connection},
        {"connections", object.connections, load_enabled_connection},
        {"clients", object.clients, load_organization_client},
        {"client_grants", object.client_grants, load_organization_client_grant},
        {"members", object.members, load_member},
        {"roles", object.roles, load_organization_role},
        {"discovery_domains", object.discovery_domains, load_discovery_domain},
        {"invitations", object.invitations, load_invitation},
    };
    status = orgpol_load_arrays(load, arrays, sizeof arrays / sizeof *arrays, path, place);
    return status == ORGPOL_OK ? note_relations(load, &object, &tenant->organizations[place]) : status;
}
