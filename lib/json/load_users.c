/* SPDX-License-Identifier: MIT */
/* Loading users, their stored consents, and roles. */
#include "load.h"

/* The key of a grant's chain, and the grant's texts as the tenant's. */
static enum orgpol_status keep_user_grant(struct loader *load, struct orgpol_user_grant *row,
                                          struct index_key *key)
{
    uint32_t number;
    enum orgpol_status status = orgpol_load_keep(load, &row->client_id, &key->id);

    if (status == ORGPOL_OK)
        status = orgpol_load_keep(load, &row->audience, &key->more);
    if (status == ORGPOL_OK)
        status = orgpol_load_keep(load, &row->organization_id, &number);
    return status;
}

/* The grant of the chain that is for the same organization, or NULL. */
static struct tenant_user_grant *same_organization(const struct orgpol_tenant *tenant, uint32_t place,
                                                   struct orgpol_str organization_id)
{
    for (; place != 0; place = tenant->user_grants[place - 1].next)
        if (tenant->user_grants[place - 1].row.organization_id.ptr == organization_id.ptr)
            return &tenant->user_grants[place - 1];
    return NULL;
}

/* A second grant of one key leaves the scopes both have. */
static enum orgpol_status merge_user_grant(struct loader *load, struct orgpol_user_grant *old,
                                           const struct text_list *scopes)
{
    struct text_list both = {old->scopes, old->scope_count};
    const enum orgpol_status status = orgpol_load_intersect(load, &both, scopes);

    old->scopes = both.texts;
    old->scope_count = both.count;
    return status;
}

static enum orgpol_status enter_user_grant(struct loader *load, struct tenant_user_grant *grant,
                                           struct index_key key)
{
    struct orgpol_tenant *tenant = load->tenant;
    const struct text_list scopes = {grant->row.scopes, grant->row.scope_count};
    struct tenant_user_grant *old;
    bool found;
    uint32_t *entry = orgpol_index_put(&tenant->index, key, &found);
    void *rows;

    if (entry == NULL)
        return orgpol_load_no_memory(load);
    old = found ? same_organization(tenant, *entry + 1, grant->row.organization_id) : NULL;
    if (old)
        return merge_user_grant(load, &old->row, &scopes);
    grant->next = found ? *entry + 1 : 0;
    *entry = (uint32_t)tenant->user_grant_count;
    rows = orgpol_load_append(tenant->user_grants, &tenant->user_grant_count, grant, sizeof *grant);
    if (rows == NULL)
        return orgpol_load_no_memory(load);
    tenant->user_grants = rows;
    return ORGPOL_OK;
}

static enum orgpol_status load_user_grant(struct loader *load, const cJSON *json,
                                          const struct json_path *path, size_t owner)
{
    struct user_grant_object object = {.client_id = ORGPOL_STR_NONE};
    struct tenant_user_grant grant = {.row = ORGPOL_USER_GRANT_INIT};
    struct index_key key = {.kind = KIND_USER_GRANT, .owner = (uint32_t)owner};
    struct text_list scopes;
    enum orgpol_status status =
        orgpol_decode_fields(json, path, &orgpol_user_grant_members, &object, load->error);

    if (status == ORGPOL_OK)
        status = orgpol_load_list(load, object.scope, PATH_MEMBER(path, "scope"), NULL, &scopes);
    if (status != ORGPOL_OK)
        return status;
    grant.row.user_id = load->tenant->users[owner].row.user_id;
    grant.row.client_id = object.client_id.len > 0 ? object.client_id : object.clientID;
    grant.row.audience = object.audience;
    grant.row.organization_id = object.organization_id;
    grant.row.scopes = scopes.texts;
    grant.row.scope_count = scopes.count;
    status = keep_user_grant(load, &grant.row, &key);
    if (status != ORGPOL_OK || key.id == 0 || key.more == 0)
        return status;
    return enter_user_grant(load, &grant, key);
}

enum orgpol_status orgpol_load_user(struct loader *load, const cJSON *json, const struct json_path *path,
                                    size_t owner)
{
    struct orgpol_tenant *tenant = load->tenant;
    struct user_object object = {.row = ORGPOL_USER_INIT};
    struct tenant_user user = {.row = ORGPOL_USER_INIT};
    const size_t place = tenant->user_count;
    enum orgpol_status status = orgpol_decode_fields(json, path, &orgpol_user_members, &object, load->error);
    const struct load_array grants = {"grants", object.grants, load_user_grant};
    uint32_t email;
    void *rows;

    (void)owner;
    if (status == ORGPOL_OK)
        status = orgpol_load_require(load, object.row.user_id, path, "user_id");
    if (status == ORGPOL_OK)
        status = orgpol_load_row(load, KIND_USER, &object.row.user_id, place);
    if (status == ORGPOL_OK)
        status = orgpol_load_keep(load, &object.row.email, &email);
    if (status == ORGPOL_OK)
        status = orgpol_load_list(load, object.roles, PATH_MEMBER(path, "roles"), &orgpol_role_id_members,
                                  &user.roles);
    user.row = object.row;
    if (status == ORGPOL_OK)
        status = orgpol_load_vault_user(load, &object, path, &user);
    if (status != ORGPOL_OK)
        return status;
    rows = orgpol_load_append(tenant->users, &tenant->user_count, &user, sizeof user);
    if (rows == NULL)
        return orgpol_load_no_memory(load);
    tenant->users = rows;
    return orgpol_load_arrays(load, &grants, 1, path, place);
}

/* `owner`: the role's number. */
static enum orgpol_status load_permission(struct loader *load, const cJSON *json,
                                          const struct json_path *path, size_t owner)
{
    struct permission_object object = {ORGPOL_STR_NONE, ORGPOL_STR_NONE};
    struct index_key key = {.kind = KIND_PERMISSION, .owner = (uint32_t)owner};
    enum orgpol_status status =
        orgpol_decode_fields(json, path, &orgpol_permission_members, &object, load->error);
    bool found;

    if (status == ORGPOL_OK)
        status = orgpol_load_keep(load, &object.permission_name, &key.id);
    if (status == ORGPOL_OK)
        status = orgpol_load_keep(load, &object.resource_server_identifier, &key.more);
    if (status != ORGPOL_OK || key.id == 0 || key.more == 0)
        return status;
    return orgpol_index_put(&load->tenant->index, key, &found) ? ORGPOL_OK : orgpol_load_no_memory(load);
}

enum orgpol_status orgpol_load_role(struct loader *load, const cJSON *json, const struct json_path *path,
                                    size_t owner)
{
    struct role_object object = {.id = ORGPOL_STR_NONE};
    struct index_key key = {.kind = KIND_ROLE, .owner = (uint32_t)owner};
    const uint32_t number = load->tenant->role_count;
    enum orgpol_status status = orgpol_decode_fields(json, path, &orgpol_role_members, &object, load->error);
    const struct load_array permissions = {"permissions", object.permissions, load_permission};

    if (status == ORGPOL_OK)
        status = orgpol_load_keep(load, &object.id, &key.id);
    if (status == ORGPOL_OK)
        status = orgpol_load_unique(load, key, number);
    if (status != ORGPOL_OK)
        return status;
    load->tenant->role_count++;
    return orgpol_load_arrays(load, &permissions, 1, path, number);
}
