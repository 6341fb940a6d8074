/* SPDX-License-Identifier: MIT */
#include "ids.h"

#include "../core/text.h"

static const struct orgpol_str none = ORGPOL_STR_NONE;

/* The text, when a lookup of it leads to the place it was read from. */
static struct orgpol_str found_at(const struct orgpol_tenant *tenant, enum index_kind kind,
                                  struct orgpol_str text, size_t place)
{
    const struct index_key key = {.kind = kind, .id = orgpol_index_find_text(&tenant->index, text)};
    uint32_t value;

    return key.id != 0 && orgpol_index_get(&tenant->index, key, &value) && value == place ? text : none;
}

/* Who is a member and has no row: the memberships of one user stand together, so the first tells. */
static struct orgpol_str member_at(const struct orgpol_tenant *tenant, size_t place)
{
    const struct tenant_membership *members = tenant->memberships;
    const struct index_key user = {.kind = KIND_USER, .id = members[place].user};
    uint32_t value;

    if (place > 0 && members[place - 1].user == members[place].user)
        return none;
    return orgpol_index_get(&tenant->index, user, &value) ? none : orgpol_index_text(&tenant->index, user.id);
}

/* Two accounts of one id in a profile are none, as everywhere. */
static struct orgpol_str account_at(const struct orgpol_tenant *tenant, struct orgpol_str owner, size_t place)
{
    const struct tenant_user *user = orgpol_tenant_user(tenant, owner);
    size_t count;
    const struct orgpol_connected_account *accounts = orgpol_tenant_accounts(tenant, user, &count);

    for (size_t i = 0; i < count; i++)
        if (i != place && text_same(accounts[i].id, accounts[place].id))
            return none;
    return accounts[place].id;
}

size_t orgpol_ids_count(const struct orgpol_tenant *tenant, enum id_list list, struct orgpol_str owner)
{
    const struct tenant_user *user = NULL;
    size_t count = 0;

    switch (list) {
    case IDS_NONE: break;
    case IDS_USER: return tenant->user_count + tenant->membership_count;
    case IDS_CLIENT: return tenant->client_count;
    case IDS_CONNECTION:
    case IDS_CONNECTION_NAME: return tenant->connection_count;
    case IDS_RESOURCE_SERVER: return tenant->resource_server_count;
    case IDS_ORGANIZATION: return tenant->organization_count;
    case IDS_CLIENT_GRANT: return tenant->client_grant_count;
    case IDS_CONNECTED_ACCOUNT:
        user = orgpol_tenant_user(tenant, owner);
        if (user)
            orgpol_tenant_accounts(tenant, user, &count);
        break;
    }
    return count;
}

struct orgpol_str orgpol_id_at(const struct orgpol_tenant *tenant, enum id_list list, struct orgpol_str owner,
                               size_t place)
{
    if (place >= orgpol_ids_count(tenant, list, owner))
        return none;
    switch (list) {
    case IDS_NONE: break;
    case IDS_USER:
        if (place >= tenant->user_count)
            return member_at(tenant, place - tenant->user_count);
        return found_at(tenant, KIND_USER, tenant->users[place].row.user_id, place);
    case IDS_CLIENT: return found_at(tenant, KIND_CLIENT, tenant->clients[place].row.client_id, place);
    case IDS_CONNECTION: return found_at(tenant, KIND_CONNECTION, tenant->connections[place].row.id, place);
    case IDS_CONNECTION_NAME:
        return found_at(tenant, KIND_CONNECTION_NAME, tenant->connections[place].row.name, place);
    case IDS_RESOURCE_SERVER:
        return found_at(tenant, KIND_RESOURCE_SERVER, tenant->resource_servers[place].row.identifier, place);
    case IDS_ORGANIZATION:
        return found_at(tenant, KIND_ORGANIZATION, tenant->organizations[place].row.id, place);
    case IDS_CLIENT_GRANT:
        return found_at(tenant, KIND_CLIENT_GRANT_ID, tenant->client_grants[place].id, place);
    case IDS_CONNECTED_ACCOUNT: return account_at(tenant, owner, place);
    }
    return none;
}
