/* SPDX-License-Identifier: MIT */
/* The arrays a tenant's rows stand in, and the tables over them. */
#include "load.h"

#include "orgpol/tenant.h"

#include "../core/text.h"

#include <stdlib.h>
#include <string.h>

#define ARRAY(pointer, number)                                                           \
    {                                                                                    \
        offsetof(struct orgpol_tenant, pointer), offsetof(struct orgpol_tenant, number), \
            sizeof *((struct orgpol_tenant *)0)->pointer                                 \
    }

const struct tenant_array_info orgpol_tenant_arrays[ARRAY_COUNT] = {
    [ARRAY_CLIENTS] = ARRAY(clients, client_count),
    [ARRAY_CONNECTIONS] = ARRAY(connections, connection_count),
    [ARRAY_RESOURCE_SERVERS] = ARRAY(resource_servers, resource_server_count),
    [ARRAY_CLIENT_GRANTS] = ARRAY(client_grants, client_grant_count),
    [ARRAY_ORGANIZATIONS] = ARRAY(organizations, organization_count),
    [ARRAY_USERS] = ARRAY(users, user_count),
    [ARRAY_ROLES] = ARRAY(roles, role_count),
    [ARRAY_PERMISSIONS] = ARRAY(permissions, permission_count),
    [ARRAY_ENABLED_CLIENTS] = ARRAY(enabled_clients, enabled_client_count),
    [ARRAY_ENABLED_CONNECTIONS] = ARRAY(enabled_connections, enabled_connection_count),
    [ARRAY_ORGANIZATION_CLIENTS] = ARRAY(organization_clients, organization_client_count),
    [ARRAY_ORGANIZATION_GRANTS] = ARRAY(organization_grants, organization_grant_count),
    [ARRAY_DISCOVERY_DOMAINS] = ARRAY(discovery_domains, discovery_domain_count),
    [ARRAY_DOMAIN_ORDER] = ARRAY(domain_order, domain_order_count),
    [ARRAY_MEMBERSHIPS] = ARRAY(memberships, membership_count),
    [ARRAY_MEMBERSHIP_MORES] = ARRAY(membership_mores, membership_more_count),
    [ARRAY_INVITATIONS] = ARRAY(invitations, invitation_count),
    [ARRAY_QUOTAS] = ARRAY(quotas, quota_count),
    [ARRAY_USER_MORES] = ARRAY(user_mores, user_more_count),
    [ARRAY_USER_GRANTS] = ARRAY(user_grants, user_grant_count),
    [ARRAY_ACCOUNTS] = ARRAY(accounts, account_count),
    [ARRAY_ACCOUNT_OWNERS] = ARRAY(account_owners, account_owner_count),
    [ARRAY_BUILT_ACCOUNTS] = ARRAY(built_accounts, built_account_count),
    [ARRAY_RULES] = ARRAY(rules, rule_count),
    [ARRAY_HOOKS] = ARRAY(hooks, hook_count),
    [ARRAY_CUSTOM_DOMAINS] = ARRAY(custom_domains, custom_domain_count),
};

size_t orgpol_tenant_count(const struct orgpol_tenant *tenant, enum tenant_array array)
{
    size_t count;

    memcpy(&count, (const char *)tenant + orgpol_tenant_arrays[array].count, sizeof count);
    return count;
}

void orgpol_tenant_set_count(struct orgpol_tenant *tenant, enum tenant_array array, size_t count)
{
    memcpy((char *)tenant + orgpol_tenant_arrays[array].count, &count, sizeof count);
}

/* Pointers to rows are all as large as one another, and are copied as bytes. */
void *orgpol_tenant_rows(const struct orgpol_tenant *tenant, enum tenant_array array)
{
    void *rows;

    memcpy(&rows, (const char *)tenant + orgpol_tenant_arrays[array].rows, sizeof rows);
    return rows;
}

void orgpol_tenant_set_rows(struct orgpol_tenant *tenant, enum tenant_array array, void *rows,
                            size_t capacity)
{
    memcpy((char *)tenant + orgpol_tenant_arrays[array].rows, &rows, sizeof rows);
    tenant->capacities[array] = capacity;
}

bool orgpol_tenant_resize(struct orgpol_tenant *tenant, enum tenant_array array, size_t capacity)
{
    void *rows = orgpol_tenant_rows(tenant, array);
    void *resized = NULL;

    if (capacity == tenant->capacities[array])
        return true;
    if (capacity == 0)
        free(rows);
    else if ((resized = realloc(rows, capacity * orgpol_tenant_arrays[array].size)) == NULL)
        return false;
    orgpol_tenant_set_rows(tenant, array, resized, capacity);
    return true;
}

enum orgpol_status orgpol_load_append(struct loader *load, enum tenant_array array, const void *row)
{
    struct orgpol_tenant *tenant = load->tenant;
    const size_t count = orgpol_tenant_count(tenant, array);
    const size_t size = orgpol_tenant_arrays[array].size;

    if (count >= AMBIGUOUS_PLACE - 1)
        tenant->index.is_full = true;
    if (tenant->index.is_full ||
        (count == tenant->capacities[array] &&
         !orgpol_tenant_resize(tenant, array, count + count / 2 + (count < 8 ? 2 : 8))))
        return orgpol_load_no_memory(load);
    memcpy((char *)orgpol_tenant_rows(tenant, array) + count * size, row, size);
    orgpol_tenant_set_count(tenant, array, count + 1);
    return ORGPOL_OK;
}

/* ---- keys ---- */

static const uint8_t arrays_of_kinds[KIND_COUNT] = {
    [KIND_CLIENT] = ARRAY_CLIENTS,
    [KIND_EXTERNAL_CLIENT] = ARRAY_CLIENTS,
    [KIND_CONNECTION] = ARRAY_CONNECTIONS,
    [KIND_CONNECTION_NAME] = ARRAY_CONNECTIONS,
    [KIND_ISSUER] = ARRAY_CONNECTIONS,
    [KIND_ORGANIZATION] = ARRAY_ORGANIZATIONS,
    [KIND_ORGANIZATION_NAME] = ARRAY_ORGANIZATIONS,
    [KIND_USER] = ARRAY_USERS,
    [KIND_RESOURCE_SERVER] = ARRAY_RESOURCE_SERVERS,
    [KIND_CLIENT_GRANT] = ARRAY_CLIENT_GRANTS,
    [KIND_CLIENT_GRANT_ID] = ARRAY_CLIENT_GRANTS,
    [KIND_ENABLED_CLIENT] = ARRAY_ENABLED_CLIENTS,
    [KIND_ENABLED_CONNECTION] = ARRAY_ENABLED_CONNECTIONS,
    [KIND_ORGANIZATION_CLIENT] = ARRAY_ORGANIZATION_CLIENTS,
    [KIND_ORGANIZATION_GRANT] = ARRAY_ORGANIZATION_GRANTS,
    [KIND_MEMBER] = ARRAY_MEMBERSHIPS,
    [KIND_MEMBERSHIPS] = ARRAY_MEMBERSHIPS,
    [KIND_DISCOVERY_DOMAINS] = ARRAY_DOMAIN_ORDER,
    [KIND_INVITATION] = ARRAY_INVITATIONS,
    [KIND_ROLE] = ARRAY_ROLES,
    [KIND_PERMISSION] = ARRAY_PERMISSIONS,
    [KIND_USER_GRANT] = ARRAY_USER_GRANTS,
    [KIND_USER_GRANT_ID] = ARRAY_USER_GRANTS,
    [KIND_ACCOUNT] = ARRAY_BUILT_ACCOUNTS,
    [KIND_DISCOVERY_DOMAIN] = ARRAY_DISCOVERY_DOMAINS,
    [KIND_RULE] = ARRAY_RULES,
    [KIND_HOOK] = ARRAY_HOOKS,
    [KIND_CUSTOM_DOMAIN] = ARRAY_CUSTOM_DOMAINS,
};

enum tenant_array orgpol_tenant_array_of(enum index_kind kind)
{
    return (enum tenant_array)arrays_of_kinds[kind];
}

static struct index_key own(uint32_t id)
{
    return (struct index_key){.id = id};
}

static struct index_key related(uint32_t owner, uint32_t id)
{
    return (struct index_key){.owner = owner, .id = owner == NOBODY ? 0 : id};
}

static struct index_key relation_key(const struct tenant_relation *rows, size_t place)
{
    return related(rows[place].owner, rows[place].id);
}

static struct index_key client_grant_key(const struct tenant_client_grant *row)
{
    return (struct index_key){
        .owner = row->client_id,
        .id = row->is_grant ? row->audience : 0,
        .more = row->row.subject_type,
    };
}

static struct index_key permission_key(const struct tenant_permission *row)
{
    return (struct index_key){
        .owner = row->role, .id = row->resource_server ? row->name : 0, .more = row->resource_server};
}

static struct index_key user_grant_key(const struct tenant_user_grant *row)
{
    return (struct index_key){.owner = row->user,
                              .id = row->audience ? row->client_id : 0,
                              .more = row->audience,
                              .last = row->organization_id};
}

static struct index_key key_of(const struct orgpol_tenant *t, enum index_kind kind, size_t place)
{
    switch (kind) {
    case KIND_CLIENT: return own(t->clients[place].id);
    case KIND_EXTERNAL_CLIENT: return own(t->clients[place].external_id);
    case KIND_CONNECTION: return own(t->connections[place].id);
    case KIND_CONNECTION_NAME: return own(t->connections[place].name);
    case KIND_ISSUER: return own(t->connections[place].issuer_for_exchange);
    case KIND_ORGANIZATION: return own(t->organizations[place].id);
    case KIND_ORGANIZATION_NAME: return own(t->organizations[place].name);
    case KIND_USER: return own(t->users[place].user_id);
    case KIND_RESOURCE_SERVER: return own(t->resource_servers[place].identifier);
    case KIND_CLIENT_GRANT: return client_grant_key(&t->client_grants[place]);
    case KIND_CLIENT_GRANT_ID: return own(t->client_grants[place].id);
    case KIND_ENABLED_CLIENT: return relation_key(t->enabled_clients, place);
    case KIND_ENABLED_CONNECTION: return relation_key(t->enabled_connections, place);
    case KIND_ORGANIZATION_CLIENT: return relation_key(t->organization_clients, place);
    case KIND_ORGANIZATION_GRANT: return relation_key(t->organization_grants, place);
    case KIND_MEMBER: return related(t->memberships[place].organization, t->memberships[place].user);
    case KIND_MEMBERSHIPS: return own(t->memberships[place].user);
    case KIND_DISCOVERY_DOMAIN: return relation_key(t->discovery_domains, place);
    case KIND_DISCOVERY_DOMAINS: return own(t->discovery_domains[t->domain_order[place]].id);
    case KIND_INVITATION: return related(t->invitations[place].organization, t->invitations[place].ticket_id);
    case KIND_ROLE: return related(t->roles[place].owner, t->roles[place].id);
    case KIND_PERMISSION: return permission_key(&t->permissions[place]);
    case KIND_USER_GRANT: return user_grant_key(&t->user_grants[place]);
    case KIND_USER_GRANT_ID: return related(t->user_grants[place].user, t->user_grants[place].id);
    case KIND_ACCOUNT: return related(t->built_accounts[place].user, t->built_accounts[place].id);
    case KIND_RULE: return own(t->rules[place].id);
    case KIND_HOOK: return own(t->hooks[place].id);
    case KIND_CUSTOM_DOMAIN: return own(t->custom_domains[place].id);
    case KIND_NONE:
    case KIND_COUNT: break;
    }
    return own(0);
}

struct index_key orgpol_tenant_key(const struct orgpol_tenant *tenant, enum index_kind kind, size_t place)
{
    struct index_key key = key_of(tenant, kind, place);

    key.kind = kind;
    return key;
}

#define KIND_BIT(kind) (UINT32_C(1) << (kind))
#define KINDS_OF_AN_ID_ALONE                                                                          \
    (KIND_BIT(KIND_CLIENT) | KIND_BIT(KIND_EXTERNAL_CLIENT) | KIND_BIT(KIND_CONNECTION) |             \
     KIND_BIT(KIND_CONNECTION_NAME) | KIND_BIT(KIND_ISSUER) | KIND_BIT(KIND_ORGANIZATION) |           \
     KIND_BIT(KIND_ORGANIZATION_NAME) | KIND_BIT(KIND_USER) | KIND_BIT(KIND_RESOURCE_SERVER) |        \
     KIND_BIT(KIND_CLIENT_GRANT_ID) | KIND_BIT(KIND_MEMBERSHIPS) | KIND_BIT(KIND_DISCOVERY_DOMAINS) | \
     KIND_BIT(KIND_RULE) | KIND_BIT(KIND_HOOK) | KIND_BIT(KIND_CUSTOM_DOMAIN))

_Static_assert(KIND_COUNT <= 32, "a bit for each kind");

uint64_t orgpol_tenant_hash(const struct orgpol_tenant *tenant, const struct index_key *key)
{
    const uint32_t parts[INDEX_NUMBERS] = {key->owner, key->id, key->more, key->last};

    if (KINDS_OF_AN_ID_ALONE & KIND_BIT(key->kind)) {
        const struct orgpol_str text = orgpol_index_text(&tenant->index, key->id);

        return orgpol_index_hash(&tenant->index, text.ptr, text.len);
    }
    return orgpol_index_hash_numbers(&tenant->index, parts);
}

bool orgpol_tenant_find(const struct orgpol_tenant *tenant, struct index_key key, uint32_t *place)
{
    const enum index_kind kind = (enum index_kind)key.kind;
    struct table_walk walk;
    const uint32_t *slot;

    *place = AMBIGUOUS;
    if (key.id == 0)
        return false;
    walk = orgpol_table_walk(&tenant->tables[kind], orgpol_tenant_hash(tenant, &key));
    while ((slot = orgpol_table_next(&walk)) != NULL) {
        const struct index_key held = orgpol_tenant_key(tenant, kind, *slot & ~AMBIGUOUS_PLACE);

        if (index_key_same(&held, &key)) {
            *place = (*slot & AMBIGUOUS_PLACE) ? AMBIGUOUS : *slot;
            return true;
        }
    }
    return false;
}

bool orgpol_tenant_find_id(const struct orgpol_tenant *tenant, enum index_kind kind, struct orgpol_str id,
                           uint64_t hash, uint32_t *place)
{
    struct table_walk walk = orgpol_table_walk(&tenant->tables[kind], hash);
    const uint32_t *slot;

    *place = AMBIGUOUS;
    while ((slot = orgpol_table_next(&walk)) != NULL) {
        const struct index_key held = orgpol_tenant_key(tenant, kind, *slot & ~AMBIGUOUS_PLACE);

        if (text_same(orgpol_index_text(&tenant->index, held.id), id)) {
            *place = (*slot & AMBIGUOUS_PLACE) ? AMBIGUOUS : *slot;
            return true;
        }
    }
    return false;
}

bool orgpol_tenant_leads_to(const struct orgpol_tenant *tenant, enum index_kind kind, size_t place)
{
    const struct index_key key = orgpol_tenant_key(tenant, kind, place);
    uint32_t found;

    return orgpol_tenant_find(tenant, key, &found) && found == place;
}

size_t orgpol_tenant_slice(const struct orgpol_tenant *tenant, enum tenant_array array, size_t owner,
                           size_t *count)
{
    const char *rows = orgpol_tenant_rows(tenant, array);
    const size_t size = orgpol_tenant_arrays[array].size;
    const size_t end = orgpol_tenant_count(tenant, array);
    size_t first = 0;
    size_t rest = end;

    while (rest > 0) {
        const size_t half = rest / 2;

        if (orgpol_row_first(rows + (first + half) * size) < owner) {
            first += half + 1;
            rest -= half + 1;
        } else {
            rest = half;
        }
    }
    *count = 0;
    while (first + *count < end && orgpol_row_first(rows + (first + *count) * size) == owner)
        ++*count;
    return first;
}

/* ---- a tenant ---- */

struct orgpol_tenant *orgpol_tenant_new(const uint8_t *hash_key)
{
    static const uint8_t fixed_key[16];
    struct orgpol_tenant *tenant = calloc(1, sizeof *tenant);

    if (tenant == NULL)
        return NULL;
    orgpol_index_init(&tenant->index, hash_key ? hash_key : fixed_key);
    tenant->options = (struct orgpol_options)ORGPOL_OPTIONS_INIT;
    tenant->settings = (struct orgpol_tenant_settings)ORGPOL_TENANT_SETTINGS_INIT;
    return tenant;
}

void orgpol_tenant_free(struct orgpol_tenant *tenant)
{
    if (tenant == NULL)
        return;
    orgpol_index_free(&tenant->index);
    for (size_t kind = 0; kind < KIND_BUILT; kind++)
        orgpol_table_free(&tenant->tables[kind]);
    for (size_t array = 0; array < ARRAY_COUNT; array++)
        free(orgpol_tenant_rows(tenant, (enum tenant_array)array));
    free(tenant);
}

size_t orgpol_tenant_memory_bytes(const struct orgpol_tenant *tenant)
{
    size_t bytes;

    if (tenant == NULL)
        return 0;
    bytes = sizeof *tenant + orgpol_index_bytes(&tenant->index);
    for (size_t kind = 0; kind < KIND_BUILT; kind++)
        bytes += orgpol_table_bytes(&tenant->tables[kind]);
    for (size_t array = 0; array < ARRAY_COUNT; array++)
        bytes += tenant->capacities[array] * orgpol_tenant_arrays[array].size;
    return bytes;
}
