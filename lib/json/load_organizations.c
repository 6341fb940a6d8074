/* SPDX-License-Identifier: MIT */
/* Loading organizations and what stands in them. */
#include "load.h"

#define DAY_SECONDS INT64_C(86400)
#define DEFAULT_TTL_SECONDS (7 * DAY_SECONDS)

enum orgpol_status orgpol_load_enabled_connection(struct loader *load, const cJSON *json,
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
        load, ARRAY_ENABLED_CONNECTIONS, owner, object.row.connection_id,
        (object.row.is_disabled ? ENABLED_CONNECTION_NEVER : ENABLED_CONNECTION_ENABLED) |
            (object.row.assign_membership_on_login ? ENABLED_CONNECTION_ASSIGN : 0) |
            (object.row.is_signup_enabled ? ENABLED_CONNECTION_SIGNUP : 0) |
            (object.is_hidden ? 0 : ENABLED_CONNECTION_SHOWN));
}

enum orgpol_status orgpol_load_organization_client(struct loader *load, const cJSON *json,
                                                   const struct json_path *path, size_t owner)
{
    struct orgpol_organization_client row = ORGPOL_ORGANIZATION_CLIENT_INIT;
    enum orgpol_status status =
        orgpol_decode_fields(json, path, &orgpol_organization_client_members, &row, load->error);

    if (status == ORGPOL_OK)
        status = orgpol_load_require(load, row.client_id, path, "client_id");
    if (status != ORGPOL_OK)
        return status;
    return orgpol_load_relation(load, ARRAY_ORGANIZATION_CLIENTS, owner, row.client_id,
                                row.use_for_member_access);
}

enum orgpol_status orgpol_load_organization_client_grant(struct loader *load, const cJSON *json,
                                                         const struct json_path *path, size_t owner)
{
    struct organization_client_grant_object object = {ORGPOL_STR_NONE, ORGPOL_STR_NONE};
    const enum orgpol_status status =
        orgpol_decode_fields(json, path, &orgpol_organization_client_grant_members, &object, load->error);
    const struct orgpol_str id = object.grant_id.len > 0 ? object.grant_id : object.id;

    return status == ORGPOL_OK ? orgpol_load_relation(load, ARRAY_ORGANIZATION_GRANTS, owner, id, 0) : status;
}

enum orgpol_status orgpol_load_member(struct loader *load, const cJSON *json, const struct json_path *path,
                                      size_t owner)
{
    struct member_object object = {.user_id = ORGPOL_STR_NONE};
    struct tenant_membership member = {.organization = (uint32_t)owner};
    struct tenant_membership_more more = {.created_at = INT64_MAX};
    enum orgpol_status status =
        orgpol_decode_fields(json, path, &orgpol_member_members, &object, load->error);

    if (status == ORGPOL_OK)
        status = orgpol_load_require(load, object.user_id, path, "user_id");
    if (status == ORGPOL_OK)
        status = orgpol_load_keep(load, &object.user_id, &member.user);
    if (status == ORGPOL_OK)
        status = orgpol_load_list(load, object.roles, PATH_MEMBER(path, "roles"), &orgpol_role_id_members,
                                  &more.roles);
    if (object.created_at.is_given)
        more.created_at = object.created_at.seconds;
    if (status == ORGPOL_OK && (object.created_at.is_given || more.roles.count > 0)) {
        status = orgpol_load_append(load, ARRAY_MEMBERSHIP_MORES, &more);
        member.more = (uint32_t)load->tenant->membership_more_count;
    }
    return status == ORGPOL_OK ? orgpol_load_append(load, ARRAY_MEMBERSHIPS, &member) : status;
}

enum orgpol_status orgpol_load_discovery_domain(struct loader *load, const cJSON *json,
                                                const struct json_path *path, size_t owner)
{
    struct discovery_domain_object object = {.domain = ORGPOL_STR_NONE};
    struct tenant_relation row = {.owner = (uint32_t)owner};
    enum orgpol_status status =
        orgpol_decode_fields(json, path, &orgpol_discovery_domain_members, &object, load->error);

    if (status == ORGPOL_OK)
        status = orgpol_load_keep_lower(load, &object.domain, &row.id);
    row.value = (object.status == DOMAIN_VERIFIED ? DOMAIN_IS_VERIFIED : 0) |
                (object.use_for_organization_discovery ? DOMAIN_IS_FOR_DISCOVERY : 0);
    return status == ORGPOL_OK ? orgpol_load_append(load, ARRAY_DISCOVERY_DOMAINS, &row) : status;
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

enum orgpol_status orgpol_load_invitation(struct loader *load, const cJSON *json,
                                          const struct json_path *path, size_t owner)
{
    struct invitation_object object = {.ticket_id = ORGPOL_STR_NONE};
    struct tenant_invitation row = {.organization = (uint32_t)owner};
    enum orgpol_status status =
        orgpol_decode_fields(json, path, &orgpol_invitation_members, &object, load->error);

    if (status == ORGPOL_OK)
        status = orgpol_load_keep(load, &object.ticket_id, &row.ticket_id);
    if (status == ORGPOL_OK)
        status = orgpol_load_keep(load, &object.client_id, &row.client_id);
    if (status == ORGPOL_OK)
        status = orgpol_load_keep(load, &object.email, &row.email);
    if (status == ORGPOL_OK)
        status = orgpol_load_keep(load, &object.connection_id, &row.connection_id);
    if (status == ORGPOL_OK)
        status = orgpol_load_list(load, object.roles, PATH_MEMBER(path, "roles"), NULL, &row.roles);
    row.expires_at = expiry_of(&object);
    row.ttl_sec = object.ttl_sec.value < UINT32_MAX ? (uint32_t)object.ttl_sec.value : UINT32_MAX;
    row.used = object.used;
    return status == ORGPOL_OK ? orgpol_load_append(load, ARRAY_INVITATIONS, &row) : status;
}

/* Its quota, where it has one of its own. */
static enum orgpol_status load_quota(struct loader *load, const cJSON *json, const struct json_path *path,
                                     struct tenant_organization *organization)
{
    struct tenant_organization_quota row = {.organization = (uint32_t)load->tenant->organization_count};
    const enum orgpol_status status = orgpol_load_quota(
        load, json, PATH_MEMBER(PATH_MEMBER(path, "token_quota"), "client_credentials"), &row.quota);

    organization->has_quota = row.quota.is_given;
    return status == ORGPOL_OK && row.quota.is_given ? orgpol_load_append(load, ARRAY_QUOTAS, &row) : status;
}

enum orgpol_status orgpol_load_organization(struct loader *load, const cJSON *json,
                                            const struct json_path *path, size_t owner)
{
    struct organization_object object = {.row = ORGPOL_ORGANIZATION_INIT};
    struct tenant_organization organization = {.id = 0};
    const size_t place = load->tenant->organization_count;
    enum orgpol_status status =
        orgpol_decode_fields(json, path, &orgpol_organization_members, &object, load->error);

    (void)owner;
    if (status == ORGPOL_OK)
        status = orgpol_load_require(load, object.row.id, path, "id");
    if (status == ORGPOL_OK)
        status = orgpol_load_keep(load, &object.row.id, &organization.id);
    if (status == ORGPOL_OK)
        status = orgpol_load_keep(load, &object.row.name, &organization.name);
    if (status == ORGPOL_OK)
        status = load_quota(load, object.quota, path, &organization);
    if (status != ORGPOL_OK)
        return status;
    orgpol_organization_object_complete(&object, json);
    organization.third_party_client_access = object.row.third_party_client_access;
    organization.is_app_entitlement_active = object.row.is_app_entitlement_active;
    status = orgpol_load_append(load, ARRAY_ORGANIZATIONS, &organization);
    if (status != ORGPOL_OK)
        return status;

    const struct load_array arrays[] = {
        {"enabled_connections", object.enabled_connections, orgpol_load_enabled_connection},
        {"connections", object.connections, orgpol_load_enabled_connection},
        {"clients", object.clients, orgpol_load_organization_client},
        {"client_grants", object.client_grants, orgpol_load_organization_client_grant},
        {"members", object.members, orgpol_load_member},
        {"roles", object.roles, orgpol_load_role},
        {"discovery_domains", object.discovery_domains, orgpol_load_discovery_domain},
        {"invitations", object.invitations, orgpol_load_invitation},
    };
    return orgpol_load_arrays(load, arrays, sizeof arrays / sizeof *arrays, path, place);
}
