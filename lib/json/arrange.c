/* SPDX-License-Identifier: MIT */
/* Putting loaded rows where lookups expect them. Before and after, they say the same. */
#include "load.h"

#include <stdlib.h>

/* Places of removed rows are taken over by those that follow. */
struct places {
    uint32_t *now; /* by the place before; NULL: all are as they were */
    size_t count;
};

/* ---- rows that were removed ---- */

static char *row_at(const struct orgpol_tenant *tenant, enum tenant_array array, size_t place)
{
    return (char *)orgpol_tenant_rows(tenant, array) + place * orgpol_tenant_arrays[array].size;
}

/* The array whose places an array's rows begin with, or ARRAY_COUNT. */
static enum tenant_array owners_of(enum tenant_array array)
{
    switch (array) {
    case ARRAY_ROLES:
    case ARRAY_ENABLED_CONNECTIONS:
    case ARRAY_ORGANIZATION_CLIENTS:
    case ARRAY_ORGANIZATION_GRANTS:
    case ARRAY_DISCOVERY_DOMAINS:
    case ARRAY_MEMBERSHIPS:
    case ARRAY_INVITATIONS:
    case ARRAY_QUOTAS: return ARRAY_ORGANIZATIONS;
    case ARRAY_USER_MORES:
    case ARRAY_USER_GRANTS:
    case ARRAY_BUILT_ACCOUNTS: return ARRAY_USERS;
    case ARRAY_ENABLED_CLIENTS: return ARRAY_CONNECTIONS;
    default: return ARRAY_COUNT;
    }
}

/* Where the rows of an array will be. */
static bool new_places(const struct orgpol_tenant *tenant, enum tenant_array array, struct places *places)
{
    uint32_t next = 0;

    places->count = orgpol_tenant_count(tenant, array);
    places->now = malloc((places->count + 1) * sizeof *places->now);
    for (size_t i = 0; places->now && i < places->count; i++)
        places->now[i] = orgpol_row_first(row_at(tenant, array, i)) == NOBODY ? NOBODY : next++;
    return places->now != NULL;
}

/* Sets the owners' new places; the rows of a removed owner are removed too. */
static void move_owners(struct orgpol_tenant *tenant, enum tenant_array array, const struct places *places)
{
    const size_t count = orgpol_tenant_count(tenant, array);

    for (size_t i = 0; i < count; i++) {
        char *row = row_at(tenant, array, i);
        const uint32_t owner = orgpol_row_first(row);

        if (owner < places->count)
            memcpy(row, &places->now[owner], sizeof *places->now);
    }
}

/* Closes the gaps. Roles and memberships' lists stay where they are, for other rows know their places. */
static void close_gaps(struct orgpol_tenant *tenant, enum tenant_array array)
{
    const size_t count = orgpol_tenant_count(tenant, array);
    const size_t size = orgpol_tenant_arrays[array].size;
    size_t kept = 0;

    if (array == ARRAY_ROLES || array == ARRAY_MEMBERSHIP_MORES)
        return;
    for (size_t i = 0; i < count; i++) {
        const char *row = row_at(tenant, array, i);

        if (orgpol_row_first(row) == NOBODY)
            continue;
        if (kept < i)
            memcpy(row_at(tenant, array, kept), row, size);
        kept++;
    }
    orgpol_tenant_set_count(tenant, array, kept);
}

static bool drop_removed(struct orgpol_tenant *tenant)
{
    static const enum tenant_array owners[] = {ARRAY_ORGANIZATIONS, ARRAY_USERS, ARRAY_CONNECTIONS};
    struct places places[3] = {{NULL, 0}};
    bool done = true;

    if (!tenant->has_removed_rows)
        return true;
    for (size_t i = 0; i < 3 && done; i++)
        done = new_places(tenant, owners[i], &places[i]);
    for (size_t array = 0; array < ARRAY_COUNT && done; array++) {
        const enum tenant_array owner = owners_of((enum tenant_array)array);

        for (size_t i = 0; i < 3; i++)
            if (owner == owners[i])
                move_owners(tenant, (enum tenant_array)array, &places[i]);
    }
    for (size_t array = 0; array < ARRAY_COUNT && done; array++)
        close_gaps(tenant, (enum tenant_array)array);
    for (size_t i = 0; i < 3; i++)
        free(places[i].now);
    tenant->has_removed_rows &= !done;
    return done;
}

/* ---- rows by owner ---- */

static bool is_grouped(const struct orgpol_tenant *tenant, enum tenant_array array)
{
    const size_t count = orgpol_tenant_count(tenant, array);
    bool grouped = true;

    for (size_t i = 1; i < count; i++)
        grouped &=
            orgpol_row_first(row_at(tenant, array, i - 1)) <= orgpol_row_first(row_at(tenant, array, i));
    return grouped;
}

/* Puts the rows in the order of their owners; those of one keep theirs. */
static bool group(struct orgpol_tenant *tenant, enum tenant_array array)
{
    const size_t owner_count = orgpol_tenant_count(tenant, owners_of(array));
    const size_t count = orgpol_tenant_count(tenant, array);
    const size_t size = orgpol_tenant_arrays[array].size;
    uint32_t *next;
    char *rows;

    if (is_grouped(tenant, array))
        return true;
    next = calloc(owner_count + 1, sizeof *next);
    rows = malloc(count * size);
    if (next == NULL || rows == NULL) {
        free(next);
        free(rows);
        return false;
    }
    for (size_t i = 0; i < count; i++)
        next[orgpol_row_first(row_at(tenant, array, i)) + 1]++;
    for (size_t i = 0; i < owner_count; i++)
        next[i + 1] += next[i];
    for (size_t i = 0; i < count; i++) {
        const char *row = row_at(tenant, array, i);

        memcpy(rows + next[orgpol_row_first(row)]++ * size, row, size);
    }
    free(next);
    free(orgpol_tenant_rows(tenant, array));
    orgpol_tenant_set_rows(tenant, array, rows, count);
    return true;
}

static bool group_all(struct orgpol_tenant *tenant)
{
    static const enum tenant_array arrays[] = {
        ARRAY_ENABLED_CLIENTS,
        ARRAY_ENABLED_CONNECTIONS,
        ARRAY_ORGANIZATION_CLIENTS,
        ARRAY_ORGANIZATION_GRANTS,
        ARRAY_DISCOVERY_DOMAINS,
        ARRAY_INVITATIONS,
        ARRAY_QUOTAS,
        ARRAY_USER_MORES,
        ARRAY_BUILT_ACCOUNTS,
    };

    for (size_t i = 0; i < sizeof arrays / sizeof *arrays; i++)
        if (!group(tenant, arrays[i]))
            return false;
    return true;
}

/* The accounts in one array, and whose they are in another. */
static bool place_accounts(struct orgpol_tenant *tenant)
{
    const size_t count = tenant->built_account_count;

    tenant->account_count = tenant->account_owner_count = 0; /* of a publication that failed */
    if (!orgpol_tenant_resize(tenant, ARRAY_ACCOUNTS, count) ||
        !orgpol_tenant_resize(tenant, ARRAY_ACCOUNT_OWNERS, count))
        return false;
    for (size_t i = 0; i < count; i++) {
        tenant->accounts[i] = tenant->built_accounts[i].row;
        tenant->account_owners[i] = tenant->built_accounts[i].user;
    }
    tenant->account_count = tenant->account_owner_count = count;
    return true;
}

struct domain_place {
    uint32_t domain;
    uint32_t place;
};

static int by_domain(const void *left, const void *right)
{
    const struct domain_place *a = left;
    const struct domain_place *b = right;
    const int domain = by_value(a->domain, b->domain);

    return domain ? domain : by_value(a->place, b->place);
}

/* Domains by name, organizations in tenant order. A doubled row leaves the settings that both have. */
static bool order_domains(struct orgpol_tenant *tenant)
{
    struct tenant_relation *rows = tenant->discovery_domains;
    struct domain_place *sorted = malloc((tenant->discovery_domain_count + 1) * sizeof *sorted);
    size_t count = 0;
    size_t kept = 0;

    if (sorted == NULL || !orgpol_tenant_resize(tenant, ARRAY_DOMAIN_ORDER, tenant->discovery_domain_count)) {
        free(sorted);
        return false;
    }
    for (size_t i = 0; i < tenant->discovery_domain_count; i++)
        if (rows[i].id != 0)
            sorted[count++] = (struct domain_place){rows[i].id, (uint32_t)i};
    qsort(sorted, count, sizeof *sorted, by_domain);
    for (size_t i = 0; i < count; i++) {
        struct tenant_relation *row = &rows[sorted[i].place];
        struct tenant_relation *last = kept > 0 ? &rows[tenant->domain_order[kept - 1]] : NULL;

        if (last && last->id == row->id && last->owner == row->owner)
            last->value &= row->value;
        else
            tenant->domain_order[kept++] = sorted[i].place;
    }
    tenant->domain_order_count = kept;
    free(sorted);
    return true;
}

bool orgpol_tenant_arrange(struct orgpol_tenant *tenant)
{
    return drop_removed(tenant) && group_all(tenant) && place_accounts(tenant) && order_domains(tenant);
}
