/* SPDX-License-Identifier: MIT */
/* Loading users, their stored consents, and roles. */
#include "load.h"

enum orgpol_status orgpol_load_user_grant(struct loader *load, const cJSON *json,
                                          const struct json_path *path, size_t owner)
{
    struct user_grant_object object = {.client_id = ORGPOL_STR_NONE};
    struct tenant_user_grant row = {.user = (uint32_t)owner};
    struct orgpol_str client_id;
    enum orgpol_status status =
        orgpol_decode_fields(json, path, &orgpol_user_grant_members, &object, load->error);

    client_id = object.client_id.len > 0 ? object.client_id : object.clientID;
    if (status == ORGPOL_OK)
        status = orgpol_load_list(load, object.scope, PATH_MEMBER(path, "scope"), NULL, &row.scopes);
    if (status == ORGPOL_OK)
        status = orgpol_load_keep(load, &object.id, &row.id);
    if (status == ORGPOL_OK)
        status = orgpol_load_keep(load, &client_id, &row.client_id);
    if (status == ORGPOL_OK)
        status = orgpol_load_keep(load, &object.audience, &row.audience);
    if (status == ORGPOL_OK)
        status = orgpol_load_keep(load, &object.organization_id, &row.organization_id);
    return status == ORGPOL_OK ? orgpol_load_append(load, ARRAY_USER_GRANTS, &row) : status;
}

enum orgpol_status orgpol_load_user(struct loader *load, const cJSON *json, const struct json_path *path,
                                    size_t owner)
{
    struct user_object object = {.row = ORGPOL_USER_INIT};
    struct tenant_user user = {.user_id = 0};
    const size_t place = load->tenant->user_count;
    struct tenant_user_more more = {.user = (uint32_t)place};
    enum orgpol_status status = orgpol_decode_fields(json, path, &orgpol_user_members, &object, load->error);
    const struct load_array arrays[] = {
        {"connected_accounts", object.connected_accounts, orgpol_load_account},
        {"grants", object.grants, orgpol_load_user_grant},
    };

    (void)owner;
    if (status == ORGPOL_OK)
        status = orgpol_load_require(load, object.row.user_id, path, "user_id");
    if (status == ORGPOL_OK)
        status = orgpol_load_keep(load, &object.row.user_id, &user.user_id);
    if (status == ORGPOL_OK)
        status = orgpol_load_keep(load, &object.row.email, &user.email);
    if (status == ORGPOL_OK)
        status = orgpol_load_list(load, object.roles, PATH_MEMBER(path, "roles"), &orgpol_role_id_members,
                                  &more.roles);
    if (status == ORGPOL_OK)
        status = orgpol_load_vault_user(load, &object, path, &user, &more);
    user.is_blocked = object.row.is_blocked;
    user.is_email_verified = object.row.is_email_verified;
    user.has_more = more.roles.count > 0 || more.linked_user_ids.count > 0;
    if (status == ORGPOL_OK && user.has_more)
        status = orgpol_load_append(load, ARRAY_USER_MORES, &more);
    if (status == ORGPOL_OK)
        status = orgpol_load_append(load, ARRAY_USERS, &user);
    if (status != ORGPOL_OK)
        return status;
    return orgpol_load_arrays(load, arrays, sizeof arrays / sizeof *arrays, path, place);
}

/* `owner`: the role's place. */
static enum orgpol_status load_permission(struct loader *load, const cJSON *json,
                                          const struct json_path *path, size_t owner)
{
    struct permission_object object = {ORGPOL_STR_NONE, ORGPOL_STR_NONE};
    struct tenant_permission row = {.role = (uint32_t)owner};
    enum orgpol_status status =
        orgpol_decode_fields(json, path, &orgpol_permission_members, &object, load->error);

    if (status == ORGPOL_OK)
        status = orgpol_load_keep(load, &object.permission_name, &row.name);
    if (status == ORGPOL_OK)
        status = orgpol_load_keep(load, &object.resource_server_identifier, &row.resource_server);
    return status == ORGPOL_OK ? orgpol_load_append(load, ARRAY_PERMISSIONS, &row) : status;
}

enum orgpol_status orgpol_load_role(struct loader *load, const cJSON *json, const struct json_path *path,
                                    size_t owner)
{
    struct role_object object = {.id = ORGPOL_STR_NONE};
    struct tenant_role role = {.owner = (uint32_t)owner};
    const size_t place = load->tenant->role_count;
    enum orgpol_status status = orgpol_decode_fields(json, path, &orgpol_role_members, &object, load->error);
    const struct load_array permissions = {"permissions", object.permissions, load_permission};

    if (status == ORGPOL_OK)
        status = orgpol_load_keep(load, &object.id, &role.id);
    if (status == ORGPOL_OK)
        status = orgpol_load_append(load, ARRAY_ROLES, &role);
    return status == ORGPOL_OK ? orgpol_load_arrays(load, &permissions, 1, path, place) : status;
}
