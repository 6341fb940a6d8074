/* SPDX-License-Identifier: MIT */
#include "ids.h"

#include "../core/text.h"

static const struct orgpol_str none = ORGPOL_STR_NONE;

/* What the rows of a list are found by; KIND_NONE where they are no array of the tenant. */
static const enum index_kind kinds[] = {
    [IDS_USER] = KIND_USER,
    [IDS_CLIENT] = KIND_CLIENT,
    [IDS_CONNECTION] = KIND_CONNECTION,
    [IDS_CONNECTION_NAME] = KIND_CONNECTION_NAME,
    [IDS_RESOURCE_SERVER] = KIND_RESOURCE_SERVER,
    [IDS_ORGANIZATION] = KIND_ORGANIZATION,
    [IDS_CLIENT_GRANT] = KIND_CLIENT_GRANT_ID,
    [IDS_CONNECTED_ACCOUNT] = KIND_NONE,
};

/* The id of the row at a place, when a lookup of it leads there. */
static struct orgpol_str found_at(const struct orgpol_tenant *tenant, enum index_kind kind, size_t place)
{
    return orgpol_tenant_leads_to(tenant, kind, place)
               ? orgpol_index_text(&tenant->index, orgpol_tenant_key(tenant, kind, place).id)
               : none;
}

/* Who is a member and has no row: the memberships of one user stand together, so the first tells. */
static struct orgpol_str member_at(const struct orgpol_tenant *tenant, size_t place)
{
    const struct tenant_membership *members = tenant->memberships;
    const struct index_key user = {.kind = KIND_USER, .id = members[place].user};
    uint32_t value;

    if (place > 0 && members[place - 1].user == members[place].user)
        return none;
    return orgpol_tenant_find(tenant, user, &value) ? none : orgpol_index_text(&tenant->index, user.id);
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
    const struct tenant_user *user = list == IDS_CONNECTED_ACCOUNT ? orgpol_tenant_user(tenant, owner) : NULL;
    size_t count = 0;

    if (user)
        orgpol_tenant_accounts(tenant, user, &count);
    if (kinds[list] != KIND_NONE)
        count = orgpol_tenant_count(tenant, orgpol_tenant_array_of(kinds[list]));
    return list == IDS_USER ? count + tenant->membership_count : count;
}

struct orgpol_str orgpol_id_at(const struct orgpol_tenant *tenant, enum id_list list, struct orgpol_str owner,
                               size_t place)
{
    if (place >= orgpol_ids_count(tenant, list, owner))
        return none;
    if (list == IDS_CONNECTED_ACCOUNT)
        return account_at(tenant, owner, place);
    if (list == IDS_USER && place >= tenant->user_count)
        return member_at(tenant, place - tenant->user_count);
    return found_at(tenant, kinds[list], place);
}
