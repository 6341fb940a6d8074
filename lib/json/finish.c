/* SPDX-License-Identifier: MIT */
/*
 * Making rows that have been loaded a tenant to ask. First comes what needs memory: no answer depends on
 * whether it has been done, so when memory ends the tenant is as good as before. The rest cannot fail.
 */
#include "load.h"

#include <stdio.h>
#include <stdlib.h>

#include "../core/strategy.h"

/* A membership with what it is sorted by. */
struct joined {
    struct tenant_membership row;
    int64_t created_at;
};

struct finish {
    struct orgpol_tenant *tenant;
    struct table tables[KIND_BUILT];
    struct joined *joined;    /* NULL: no membership says when it began */
    char *my_account_api;     /* its identifier; NULL: the tenant has no domain */
    struct orgpol_str *hosts; /* custom domains */
};

/* ---- members ---- */

static int by_user_and_organization(const void *left, const void *right)
{
    const struct tenant_membership *a = left;
    const struct tenant_membership *b = right;
    const int user = by_value(a->user, b->user);
    const int organization = by_value(a->organization, b->organization);

    return user ? user : organization ? organization : by_value(a->more, b->more);
}

static int by_user_and_time(const void *left, const void *right)
{
    const struct joined *a = left;
    const struct joined *b = right;
    const int user = by_value(a->row.user, b->row.user);
    const int time = by_value(a->created_at, b->created_at);

    return user ? user : time ? time : by_value(a->row.organization, b->row.organization);
}

static int by_address(const void *left, const void *right)
{
    const struct orgpol_str *a = left;
    const struct orgpol_str *b = right;

    return ((uintptr_t)a->ptr > (uintptr_t)b->ptr) - ((uintptr_t)a->ptr < (uintptr_t)b->ptr);
}

/*
 * What both lists have, in the order of the first; both are in the tenant's own room. The other list is
 * sorted for it: its row is gone afterwards.
 */
static void intersect(struct text_list *list, const struct text_list *other)
{
    struct orgpol_str *texts = (struct orgpol_str *)list->texts;
    struct orgpol_str *others = (struct orgpol_str *)other->texts;
    size_t count = 0;

    /* The tenant keeps every text once, so equal texts are at one place. */
    if (other->count > 0)
        qsort(others, other->count, sizeof *others, by_address);
    for (size_t i = 0; i < list->count && other->count > 0; i++)
        if (bsearch(&texts[i], others, other->count, sizeof *others, by_address))
            texts[count++] = texts[i];
    list->count = count;
}

/* A second row for a member leaves the roles both have, and the later time. */
static void merge_member(struct orgpol_tenant *tenant, struct tenant_membership *kept,
                         const struct tenant_membership *other)
{
    struct tenant_membership_more *more;
    const struct tenant_membership_more *others;

    if (kept->more == 0 || other->more == 0) {
        kept->more = 0; /* no roles, and an unknown time */
        return;
    }
    more = &tenant->membership_mores[kept->more - 1];
    others = &tenant->membership_mores[other->more - 1];
    if (others->created_at > more->created_at)
        more->created_at = others->created_at;
    intersect(&more->roles, &others->roles);
}

/* Merges members' rows, which stand in the order of users and organizations, and orders them by time. */
static void order_members(struct finish *finish)
{
    struct orgpol_tenant *tenant = finish->tenant;
    struct tenant_membership *rows = tenant->memberships;
    size_t kept = 0;

    for (size_t i = 0; i < tenant->membership_count; i++) {
        tenant->organizations[rows[i].organization].member_count++; /* LOGIN-22 counts rows */
        if (kept > 0 && rows[kept - 1].user == rows[i].user &&
            rows[kept - 1].organization == rows[i].organization)
            merge_member(tenant, &rows[kept - 1], &rows[i]);
        else
            rows[kept++] = rows[i];
    }
    tenant->membership_count = kept;
    if (finish->joined == NULL)
        return;
    for (size_t i = 0; i < kept; i++)
        finish->joined[i] = (struct joined){
            rows[i], rows[i].more ? tenant->membership_mores[rows[i].more - 1].created_at : INT64_MAX};
    qsort(finish->joined, kept, sizeof *finish->joined, by_user_and_time);
    for (size_t i = 0; i < kept; i++)
        rows[i] = finish->joined[i].row;
}

/* ---- lookups ---- */

/* Whether a row is looked up under its key in a table of this kind. */
static bool is_entered(const struct orgpol_tenant *tenant, enum index_kind kind, size_t place)
{
    const struct index_key key = orgpol_tenant_key(tenant, kind, place);

    if (place > 0 && (kind == KIND_MEMBERSHIPS || kind == KIND_DISCOVERY_DOMAINS))
        return orgpol_tenant_key(tenant, kind, place - 1).id != key.id; /* the first of several */
    return key.id != 0;
}

static bool make_tables(struct finish *finish)
{
    const struct orgpol_tenant *tenant = finish->tenant;

    for (enum index_kind kind = KIND_NONE + 1; kind < KIND_BUILT; kind++) {
        const size_t rows = orgpol_tenant_count(tenant, orgpol_tenant_array_of(kind));
        size_t count = 0;

        for (size_t place = 0; place < rows; place++)
            count += is_entered(tenant, kind, place);
        if (!orgpol_table_init(&finish->tables[kind], count))
            return false;
    }
    return true;
}

/* A second row for a key. */
static void merge(struct orgpol_tenant *tenant, enum index_kind kind, uint32_t *slot, size_t place)
{
    switch (kind) {
    case KIND_ENABLED_CONNECTION:
        tenant->enabled_connections[*slot].value &= tenant->enabled_connections[place].value;
        break;
    case KIND_ORGANIZATION_CLIENT:
        tenant->organization_clients[*slot].value &= tenant->organization_clients[place].value;
        break;
    case KIND_USER_GRANT:
        intersect(&tenant->user_grants[*slot].scopes, &tenant->user_grants[place].scopes);
        break;
    case KIND_ENABLED_CLIENT:
    case KIND_ORGANIZATION_GRANT:
    case KIND_PERMISSION: break;
    default: *slot |= AMBIGUOUS_PLACE; break;
    }
}

/* Enters the row under its key, unless another one holds it. */
static void enter(struct orgpol_tenant *tenant, enum index_kind kind, size_t place)
{
    const struct index_key key = orgpol_tenant_key(tenant, kind, place);
    const uint64_t hash = orgpol_tenant_hash(tenant, &key);
    struct table_walk walk = orgpol_table_walk(&tenant->tables[kind], hash);
    uint32_t *slot;

    while ((slot = orgpol_table_next(&walk)) != NULL) {
        const struct index_key held = orgpol_tenant_key(tenant, kind, *slot & ~AMBIGUOUS_PLACE);

        if (index_key_same(&held, &key)) {
            merge(tenant, kind, slot, place);
            return;
        }
    }
    orgpol_table_enter(&tenant->tables[kind], hash, (uint32_t)place);
    if (kind == KIND_ENABLED_CLIENT)
        tenant->connections[key.owner].row.enabled_client_count++;
}

static void fill_tables(struct finish *finish)
{
    struct orgpol_tenant *tenant = finish->tenant;

    for (enum index_kind kind = KIND_NONE + 1; kind < KIND_BUILT; kind++) {
        const size_t rows = orgpol_tenant_count(tenant, orgpol_tenant_array_of(kind));

        tenant->tables[kind] = finish->tables[kind];
        for (size_t place = 0; place < rows; place++)
            if (is_entered(tenant, kind, place))
                enter(tenant, kind, place);
    }
}

static void mark_own_ids(struct orgpol_tenant *tenant)
{
    for (size_t i = 0; i < tenant->client_count; i++)
        tenant->clients[i].has_own_id = orgpol_tenant_leads_to(tenant, KIND_CLIENT, i);
    for (size_t i = 0; i < tenant->connection_count; i++)
        tenant->connections[i].has_own_id = orgpol_tenant_leads_to(tenant, KIND_CONNECTION, i);
    for (size_t i = 0; i < tenant->organization_count; i++)
        tenant->organizations[i].has_own_id = orgpol_tenant_leads_to(tenant, KIND_ORGANIZATION, i);
    for (size_t i = 0; i < tenant->client_grant_count; i++)
        tenant->client_grants[i].has_own_id = orgpol_tenant_leads_to(tenant, KIND_CLIENT_GRANT_ID, i);
    for (size_t i = 0; i < tenant->connection_count; i++) {
        struct tenant_connection *connection = &tenant->connections[i];

        connection->has_own_name = orgpol_tenant_connection(tenant, connection->row.name) == connection;
    }
}

/* ---- counts ---- */

/* An organization's row for a connection, after doubled rows were merged. */
static void count_enabled_connection(struct orgpol_tenant *tenant, const struct tenant_relation *row)
{
    struct tenant_organization *organization = &tenant->organizations[row->owner];
    const bool is_enabled = (row->value & ENABLED_CONNECTION_ENABLED) != 0;
    struct tenant_connection *connection;
    uint32_t place;

    organization->enabled_connection_count += is_enabled;
    orgpol_tenant_find(tenant, (struct index_key){.kind = KIND_CONNECTION, .id = row->id}, &place);
    if (place == AMBIGUOUS || (row->value & ENABLED_CONNECTION_NEVER))
        return;
    connection = &tenant->connections[place];
    if (is_enabled && !(is_enterprise(connection->row.strategy) && !(row->value & ENABLED_CONNECTION_SHOWN)))
        organization->visible_connection_count++;
    connection->organization_count++;
    connection->organization = row->owner;
    if (is_enabled && orgpol_tenant_organization_at(tenant, row->owner))
        connection->login_organization_count++; /* the strict reading; organization_count is the other */
    if (is_enabled && (row->value & ENABLED_CONNECTION_ASSIGN)) {
        connection->auto_membership_count++;
        connection->auto_membership = row->owner;
    }
}

static void count_enabled_connections(struct orgpol_tenant *tenant)
{
    for (size_t i = 0; i < tenant->enabled_connection_count; i++) {
        if (orgpol_tenant_leads_to(tenant, KIND_ENABLED_CONNECTION, i))
            count_enabled_connection(tenant, &tenant->enabled_connections[i]);
    }
}

/* ---- all of it ---- */

static bool has_times(const struct orgpol_tenant *tenant)
{
    bool any = false;

    for (size_t i = 0; i < tenant->membership_more_count; i++)
        any |= tenant->membership_mores[i].created_at != INT64_MAX;
    return any;
}

/* Room for what is not in the tenant already. */
static bool make_room(struct finish *finish)
{
    struct orgpol_tenant *tenant = finish->tenant;
    const struct orgpol_str domain = tenant->settings.domain;
    const size_t size = sizeof "https:///me/" + domain.len;

    if (has_times(tenant) &&
        (finish->joined = malloc((tenant->membership_count + 1) * sizeof *finish->joined)) == NULL)
        return false;
    if (tenant->custom_domain_count > 0 &&
        (finish->hosts = orgpol_room_take(&tenant->index.room,
                                          tenant->custom_domain_count * sizeof *finish->hosts)) == NULL)
        return false;
    if (domain.len == 0)
        return true;
    finish->my_account_api = malloc(size);
    if (finish->my_account_api)
        snprintf(finish->my_account_api, size, "https://%.*s/me/", (int)domain.len, domain.ptr);
    return finish->my_account_api != NULL;
}

/* Arrays as long as their rows need, and none for what nobody asks for any more. */
static bool trim(struct orgpol_tenant *tenant)
{
    for (size_t array = 0; array < ARRAY_BUILT_ACCOUNTS; array++)
        if (!orgpol_tenant_resize(tenant, (enum tenant_array)array,
                                  orgpol_tenant_count(tenant, (enum tenant_array)array)))
            return false;
    return true;
}

static void forget_built(struct orgpol_tenant *tenant)
{
    for (size_t array = ARRAY_BUILT_ACCOUNTS; array < ARRAY_COUNT; array++) {
        orgpol_tenant_set_count(tenant, (enum tenant_array)array, 0);
        orgpol_tenant_resize(tenant, (enum tenant_array)array, 0);
    }
}

/* What no allocation can stop. */
static void settle(struct finish *finish)
{
    struct orgpol_tenant *tenant = finish->tenant;
    size_t host_count = 0;

    for (size_t i = 0; i < tenant->rule_count; i++)
        tenant->settings.has_enabled_rule |= tenant->rules[i].counts;
    for (size_t i = 0; i < tenant->hook_count; i++)
        tenant->settings.has_credentials_exchange_hook |= tenant->hooks[i].counts;
    for (size_t i = 0; i < tenant->custom_domain_count; i++)
        if (tenant->custom_domains[i].id != 0)
            finish->hosts[host_count++] = orgpol_index_text(&tenant->index, tenant->custom_domains[i].id);
    tenant->settings.custom_domains = finish->hosts;
    tenant->settings.custom_domain_count = host_count;
    order_members(finish);
    fill_tables(finish);
    mark_own_ids(tenant);
    count_enabled_connections(tenant);
    if (finish->my_account_api) /* MYA-01 */
        tenant->my_account_api = orgpol_tenant_resource_server(tenant, orgpol_str_of(finish->my_account_api));
    forget_built(tenant);
}

enum orgpol_status orgpol_tenant_finish(struct loader *load)
{
    struct orgpol_tenant *tenant = load->tenant;
    struct finish finish = {.tenant = tenant};
    const struct room before = tenant->index.room;
    bool done = orgpol_tenant_arrange(tenant);

    if (tenant->membership_count > 0)
        qsort(tenant->memberships, tenant->membership_count, sizeof *tenant->memberships,
              by_user_and_organization);
    /* What arrays do not need goes to the tables. */
    done = done && make_room(&finish) && trim(tenant) && orgpol_index_finish(&tenant->index) &&
           make_tables(&finish);
    if (done)
        settle(&finish);
    for (size_t kind = 0; kind < KIND_BUILT && !done; kind++)
        orgpol_table_free(&finish.tables[kind]);
    if (!done)
        orgpol_room_restore(&tenant->index.room, &before);
    free(finish.joined);
    free(finish.my_account_api);
    return done ? ORGPOL_OK : orgpol_load_no_memory(load);
}
