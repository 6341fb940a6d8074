/* SPDX-License-Identifier: MIT */
/* What belongs to a row that has been found, and the row as decisions read it. */
#include "store.h"

const struct orgpol_organization *
orgpol_tenant_organization_row(const struct orgpol_tenant *tenant,
                               const struct tenant_organization *organization,
                               struct orgpol_organization *row)
{
    if (organization == NULL)
        return NULL;
    *row = (struct orgpol_organization)ORGPOL_ORGANIZATION_INIT;
    row->third_party_client_access = organization->third_party_client_access;
    row->is_app_entitlement_active = organization->is_app_entitlement_active;
    row->enabled_connection_count = organization->enabled_connection_count;
    row->id = orgpol_index_text(&tenant->index, organization->id);
    row->name = orgpol_index_text(&tenant->index, organization->name);
    return row;
}

const struct orgpol_user *orgpol_tenant_user_row(const struct orgpol_tenant *tenant,
                                                 const struct tenant_user *user, struct orgpol_user *row)
{
    if (user == NULL)
        return NULL;
    *row = (struct orgpol_user)ORGPOL_USER_INIT;
    row->is_blocked = user->is_blocked;
    row->is_email_verified = user->is_email_verified;
    row->has_factor = user->has_factor;
    row->user_id = orgpol_index_text(&tenant->index, user->user_id);
    row->email = orgpol_index_text(&tenant->index, user->email);
    return row;
}

const struct orgpol_connected_account *orgpol_tenant_accounts(const struct orgpol_tenant *tenant,
                                                              const struct tenant_user *user, size_t *count)
{
    const size_t first =
        orgpol_tenant_slice(tenant, ARRAY_ACCOUNT_OWNERS, (size_t)(user - tenant->users), count);

    return *count > 0 ? &tenant->accounts[first] : NULL;
}

const struct tenant_quota *orgpol_tenant_organization_quota(const struct orgpol_tenant *tenant,
                                                            const struct tenant_organization *organization)
{
    static const struct tenant_quota none;
    size_t count = 0;
    size_t first = 0;

    if (organization->has_quota)
        first =
            orgpol_tenant_slice(tenant, ARRAY_QUOTAS, place_of_organization(tenant, organization), &count);
    return count > 0 ? &tenant->quotas[first].quota : &none;
}

const struct tenant_user_more *orgpol_tenant_user_more(const struct orgpol_tenant *tenant,
                                                       const struct tenant_user *user)
{
    static const struct tenant_user_more none;
    size_t count = 0;
    size_t first = 0;

    if (user->has_more)
        first = orgpol_tenant_slice(tenant, ARRAY_USER_MORES, (size_t)(user - tenant->users), &count);
    return count > 0 ? &tenant->user_mores[first] : &none;
}

const struct tenant_membership_more *orgpol_tenant_membership_more(const struct orgpol_tenant *tenant,
                                                                   const struct tenant_membership *member)
{
    static const struct tenant_membership_more none = {.created_at = INT64_MAX};

    return member->more ? &tenant->membership_mores[member->more - 1] : &none;
}

const struct tenant_relation *orgpol_tenant_relations(const struct orgpol_tenant *tenant,
                                                      enum tenant_array array,
                                                      const struct tenant_organization *organization,
                                                      size_t *count)
{
    const struct tenant_relation *rows = orgpol_tenant_rows(tenant, array);
    const size_t first =
        orgpol_tenant_slice(tenant, array, place_of_organization(tenant, organization), count);

    return *count > 0 ? rows + first : NULL;
}

const struct tenant_invitation *orgpol_tenant_invitations(const struct orgpol_tenant *tenant,
                                                          const struct tenant_organization *organization,
                                                          size_t *count)
{
    const size_t first =
        orgpol_tenant_slice(tenant, ARRAY_INVITATIONS, place_of_organization(tenant, organization), count);

    return *count > 0 ? &tenant->invitations[first] : NULL;
}
