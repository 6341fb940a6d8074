/* SPDX-License-Identifier: MIT */
/* Lookups in a loaded tenant. Rows are put together from compact ones, with the strings of their owners. */
#include "store.h"

#include "../core/text.h"

#include <string.h>

static bool value_of(const struct orgpol_tenant *tenant, enum index_kind kind, size_t owner, uint32_t id,
                     uint32_t *value)
{
    const struct index_key key = {.kind = kind, .owner = (uint32_t)owner, .id = id};

    return orgpol_tenant_find(tenant, key, value);
}

/* How many rows hold a key that only one may hold; *place is meaningful for ONE. */
enum holders { NONE, ONE, SEVERAL };

/* An id to look rows up by. */
struct sought {
    struct orgpol_str id;
    uint64_t hash;
};

static struct sought seek(const struct orgpol_tenant *tenant, struct orgpol_str id)
{
    return (struct sought){id, id.len > 0 ? orgpol_index_hash(&tenant->index, id.ptr, id.len) : 0};
}

static enum holders look_up_sought(const struct orgpol_tenant *tenant, enum index_kind kind,
                                   const struct sought *sought, uint32_t *place)
{
    if (sought->id.len == 0 || !orgpol_tenant_find_id(tenant, kind, sought->id, sought->hash, place))
        return NONE;
    return *place == AMBIGUOUS ? SEVERAL : ONE;
}

static enum holders look_up(const struct orgpol_tenant *tenant, enum index_kind kind, struct orgpol_str id,
                            uint32_t *place)
{
    const struct sought sought = seek(tenant, id);

    return look_up_sought(tenant, kind, &sought, place);
}

static bool is_url(struct orgpol_str text)
{
    for (size_t i = 0; i + 2 < text.len; i++)
        if (memcmp(text.ptr + i, "://", 3) == 0)
            return true;
    return false;
}

/*
 * Where a row stands that is looked up by its id or by a second key. Two claimants, by either route, leave it
 * unfound.
 */
static bool find_place(const struct orgpol_tenant *tenant, enum index_kind by_id, enum index_kind by_second,
                       struct orgpol_str text, uint32_t *place)
{
    const struct sought sought = seek(tenant, text);
    uint32_t second = AMBIGUOUS;
    const enum holders holders = look_up_sought(tenant, by_id, &sought, place);
    const enum holders others =
        by_second != KIND_NONE ? look_up_sought(tenant, by_second, &sought, &second) : NONE;

    if (holders == SEVERAL || others == SEVERAL || (holders == ONE && others == ONE && *place != second))
        return false;
    if (holders == NONE)
        *place = second;
    return holders == ONE || others == ONE;
}

/*
 * LOGIN-01: a URL may also be the external id of a client registered by its metadata document. Here and
 * below, a row is not found by another key either when two have its id: their relations could be either's.
 */
const struct orgpol_client *orgpol_tenant_client(const struct orgpol_tenant *tenant, struct orgpol_str id)
{
    const bool external = tenant->tables[KIND_EXTERNAL_CLIENT].count > 0 && is_url(id);
    uint32_t place;

    return find_place(tenant, KIND_CLIENT, external ? KIND_EXTERNAL_CLIENT : KIND_NONE, id, &place) &&
                   tenant->clients[place].has_own_id
               ? &tenant->clients[place].row
               : NULL;
}

const struct orgpol_client_grant *orgpol_tenant_client_grant_by_id(const struct orgpol_tenant *tenant,
                                                                   struct orgpol_str id)
{
    uint32_t place;

    return look_up(tenant, KIND_CLIENT_GRANT_ID, id, &place) == ONE ? &tenant->client_grants[place].row
                                                                    : NULL;
}

const struct tenant_quota *orgpol_tenant_client_quota(const struct orgpol_client *client)
{
    return &((const struct tenant_client *)(const void *)client)->quota;
}

const struct tenant_connection *orgpol_tenant_connection(const struct orgpol_tenant *tenant,
                                                         struct orgpol_str id_or_name)
{
    uint32_t place;

    return find_place(tenant, KIND_CONNECTION, KIND_CONNECTION_NAME, id_or_name, &place) &&
                   tenant->connections[place].has_own_id
               ? &tenant->connections[place]
               : NULL;
}

const struct tenant_connection *orgpol_tenant_connection_by_id(const struct orgpol_tenant *tenant,
                                                               struct orgpol_str id)
{
    uint32_t place;

    return look_up(tenant, KIND_CONNECTION, id, &place) == ONE ? &tenant->connections[place] : NULL;
}

const struct tenant_connection *orgpol_tenant_connection_by_name(const struct orgpol_tenant *tenant,
                                                                 struct orgpol_str name)
{
    uint32_t place;

    return look_up(tenant, KIND_CONNECTION_NAME, name, &place) == ONE && tenant->connections[place].has_own_id
               ? &tenant->connections[place]
               : NULL;
}

const struct tenant_organization *orgpol_tenant_organization(const struct orgpol_tenant *tenant,
                                                             struct orgpol_str id)
{
    uint32_t place;

    return look_up(tenant, KIND_ORGANIZATION, id, &place) == ONE ? &tenant->organizations[place] : NULL;
}

const struct tenant_organization *orgpol_tenant_organization_at(const struct orgpol_tenant *tenant,
                                                                uint32_t place)
{
    return tenant->organizations[place].has_own_id ? &tenant->organizations[place] : NULL;
}

/* The text in lower case in `lower`, or absent when it does not fit: no row has so long a name. */
static struct orgpol_str lower_cased(struct orgpol_str text, char *lower, size_t size)
{
    if (text.ptr == NULL || text.len > size)
        return (struct orgpol_str)ORGPOL_STR_NONE;
    for (size_t i = 0; i < text.len; i++)
        lower[i] = (char)text_lowered(text.ptr[i]);
    return (struct orgpol_str){lower, text.len};
}

const struct tenant_organization *orgpol_tenant_organization_by_name(const struct orgpol_tenant *tenant,
                                                                     struct orgpol_str name)
{
    char lower[256];
    uint32_t place;

    if (look_up(tenant, KIND_ORGANIZATION_NAME, lower_cased(name, lower, sizeof lower), &place) != ONE)
        return NULL;
    return orgpol_tenant_organization_at(tenant, place);
}

const struct tenant_user *orgpol_tenant_user(const struct orgpol_tenant *tenant, struct orgpol_str user_id)
{
    uint32_t place;

    return look_up(tenant, KIND_USER, user_id, &place) == ONE ? &tenant->users[place] : NULL;
}

const struct orgpol_resource_server *orgpol_tenant_resource_server(const struct orgpol_tenant *tenant,
                                                                   struct orgpol_str identifier)
{
    uint32_t place;

    return look_up(tenant, KIND_RESOURCE_SERVER, identifier, &place) == ONE
               ? &tenant->resource_servers[place].row
               : NULL;
}

uint32_t orgpol_tenant_audience(const struct orgpol_tenant *tenant, const struct orgpol_resource_server *api,
                                struct orgpol_str identifier)
{
    return api ? ((const struct tenant_resource_server *)(const void *)api)->identifier
               : orgpol_index_find_text(&tenant->index, identifier);
}

const struct orgpol_resource_server *orgpol_tenant_my_account_api(const struct orgpol_tenant *tenant)
{
    return tenant->my_account_api;
}

/* The number of a client's id. Rows of the tenant have it with them; a request may bring another row. */
static uint32_t number_of(const struct orgpol_tenant *tenant, const struct orgpol_client *client)
{
    const uintptr_t offset = (uintptr_t)client - (uintptr_t)tenant->clients;

    if (offset < tenant->client_count * sizeof *tenant->clients)
        return tenant->clients[offset / sizeof *tenant->clients].id;
    return orgpol_index_find_text(&tenant->index, client->client_id);
}

/* How many grants hold a key of numbers; that of the default grant has 0 for the client. */
static unsigned grants_of(const struct orgpol_tenant *tenant, uint32_t client, uint32_t audience,
                          uint8_t subject_type, const struct orgpol_client_grant **row)
{
    const struct index_key key = {
        .kind = KIND_CLIENT_GRANT, .owner = client, .id = audience, .more = subject_type};
    uint32_t place;

    *row = NULL;
    if (!orgpol_tenant_find(tenant, key, &place))
        return 0;
    if (place == AMBIGUOUS)
        return 2;
    *row = &tenant->client_grants[place].row;
    return 1;
}

unsigned orgpol_tenant_client_grant(const struct orgpol_tenant *tenant, struct orgpol_str client_id,
                                    struct orgpol_str audience, uint8_t subject_type,
                                    const struct orgpol_client_grant **row)
{
    const uint32_t client = orgpol_index_find_text(&tenant->index, client_id);

    *row = NULL;
    if (client_id.len > 0 && client == 0)
        return 0;
    return grants_of(tenant, client, orgpol_index_find_text(&tenant->index, audience), subject_type, row);
}

unsigned orgpol_tenant_own_grant(const struct orgpol_tenant *tenant, const struct orgpol_client *client,
                                 uint32_t audience, uint8_t subject_type,
                                 const struct orgpol_client_grant **row)
{
    const uint32_t number = number_of(tenant, client);

    if (number != 0)
        return grants_of(tenant, number, audience, subject_type, row);
    *row = NULL;
    return 0;
}

unsigned orgpol_tenant_default_grant(const struct orgpol_tenant *tenant, uint32_t audience,
                                     uint8_t subject_type, const struct orgpol_client_grant **row)
{
    return grants_of(tenant, 0, audience, subject_type, row);
}

static size_t place_of_connection(const struct orgpol_tenant *tenant,
                                  const struct tenant_connection *connection)
{
    return (size_t)(connection - tenant->connections);
}

bool orgpol_tenant_enabled_client(const struct orgpol_tenant *tenant,
                                  const struct tenant_connection *connection,
                                  const struct orgpol_client *client, struct orgpol_enabled_client *row)
{
    uint32_t value;

    *row = (struct orgpol_enabled_client)ORGPOL_ENABLED_CLIENT_INIT;
    row->connection_id = connection->row.id;
    row->client_id = client->client_id;
    return value_of(tenant, KIND_ENABLED_CLIENT, place_of_connection(tenant, connection),
                    number_of(tenant, client), &value);
}

/* The row of a connection whose id has this number; false when there is none. */
static bool find_enabled_connection(const struct orgpol_tenant *tenant,
                                    const struct tenant_organization *organization, uint32_t connection,
                                    struct orgpol_enabled_connection *row)
{
    uint32_t place;
    const bool found = value_of(tenant, KIND_ENABLED_CONNECTION, place_of_organization(tenant, organization),
                                connection, &place);
    const uint32_t flags = found ? tenant->enabled_connections[place].value : 0;

    *row = (struct orgpol_enabled_connection)ORGPOL_ENABLED_CONNECTION_INIT;
    row->organization_id = orgpol_index_text(&tenant->index, organization->id);
    row->connection_id = orgpol_index_text(&tenant->index, connection);
    row->is_disabled = (flags & ENABLED_CONNECTION_ENABLED) == 0;
    row->assign_membership_on_login = (flags & ENABLED_CONNECTION_ASSIGN) != 0;
    row->is_signup_enabled = (flags & ENABLED_CONNECTION_SIGNUP) != 0;
    return found;
}

bool orgpol_tenant_enabled_connection(const struct orgpol_tenant *tenant,
                                      const struct tenant_organization *organization,
                                      const struct tenant_connection *connection,
                                      struct orgpol_enabled_connection *row)
{
    return find_enabled_connection(tenant, organization, connection->id, row);
}

struct orgpol_enabled_connection
orgpol_tenant_enabled_connection_row(const struct orgpol_tenant *tenant,
                                     const struct tenant_organization *organization, uint32_t connection)
{
    struct orgpol_enabled_connection row;

    find_enabled_connection(tenant, organization, connection, &row);
    return row;
}

bool orgpol_tenant_organization_client(const struct orgpol_tenant *tenant,
                                       const struct tenant_organization *organization,
                                       const struct orgpol_client *client,
                                       struct orgpol_organization_client *row)
{
    uint32_t place;
    const bool found = value_of(tenant, KIND_ORGANIZATION_CLIENT, place_of_organization(tenant, organization),
                                number_of(tenant, client), &place);

    *row = (struct orgpol_organization_client)ORGPOL_ORGANIZATION_CLIENT_INIT;
    row->organization_id = orgpol_index_text(&tenant->index, organization->id);
    row->client_id = client->client_id;
    row->use_for_member_access = found && tenant->organization_clients[place].value != 0;
    return found;
}

bool orgpol_tenant_member(const struct orgpol_tenant *tenant, const struct tenant_organization *organization,
                          const struct tenant_user *user, struct orgpol_organization_member *row)
{
    uint32_t value;

    *row = (struct orgpol_organization_member)ORGPOL_ORGANIZATION_MEMBER_INIT;
    row->organization_id = orgpol_index_text(&tenant->index, organization->id);
    row->user_id = orgpol_index_text(&tenant->index, user->user_id);
    return value_of(tenant, KIND_MEMBER, place_of_organization(tenant, organization), user->user_id, &value);
}

bool orgpol_tenant_organization_client_grant(const struct orgpol_tenant *tenant,
                                             const struct tenant_organization *organization,
                                             const struct orgpol_client_grant *grant,
                                             struct orgpol_organization_client_grant *row)
{
    const struct tenant_client_grant *own = (const struct tenant_client_grant *)(const void *)grant;
    uint32_t value;

    *row = (struct orgpol_organization_client_grant)ORGPOL_ORGANIZATION_CLIENT_GRANT_INIT;
    row->organization_id = orgpol_index_text(&tenant->index, organization->id);
    row->grant_id = grant->id;
    return own->has_own_id && value_of(tenant, KIND_ORGANIZATION_GRANT,
                                       place_of_organization(tenant, organization), own->id, &value);
}

const struct tenant_membership *orgpol_tenant_memberships(const struct orgpol_tenant *tenant,
                                                          struct orgpol_str user_id, size_t *count)
{
    uint32_t first;

    *count = 0;
    if (look_up(tenant, KIND_MEMBERSHIPS, user_id, &first) != ONE)
        return NULL;
    while (first + *count < tenant->membership_count &&
           tenant->memberships[first + *count].user == tenant->memberships[first].user)
        ++*count;
    return &tenant->memberships[first];
}

const uint32_t *orgpol_tenant_discovery_domains(const struct orgpol_tenant *tenant, struct orgpol_str domain,
                                                size_t *count)
{
    const struct tenant_relation *rows = tenant->discovery_domains;
    const uint32_t *order = tenant->domain_order;
    char lower[256];
    uint32_t first;

    *count = 0;
    if (look_up(tenant, KIND_DISCOVERY_DOMAINS, lower_cased(domain, lower, sizeof lower), &first) != ONE)
        return NULL;
    while (first + *count < tenant->domain_order_count &&
           rows[order[first + *count]].id == rows[order[first]].id)
        ++*count;
    return &order[first];
}

const struct tenant_invitation *orgpol_tenant_invitation(const struct orgpol_tenant *tenant,
                                                         const struct tenant_organization *organization,
                                                         struct orgpol_str ticket_id)
{
    uint32_t place;

    if (!value_of(tenant, KIND_INVITATION, place_of_organization(tenant, organization),
                  orgpol_index_find_text(&tenant->index, ticket_id), &place) ||
        place == AMBIGUOUS)
        return NULL;
    return &tenant->invitations[place];
}

/* Does the role have the permission? `owner`: place of the organization, or TENANT_ITSELF. */
static bool role_permits(const struct orgpol_tenant *tenant, size_t owner, struct orgpol_str role_id,
                         struct index_key permission)
{
    uint32_t value;

    if (!value_of(tenant, KIND_ROLE, owner, orgpol_index_find_text(&tenant->index, role_id),
                  &permission.owner) ||
        permission.owner == AMBIGUOUS)
        return false;
    return orgpol_tenant_find(tenant, permission, &value);
}

bool orgpol_tenant_has_permission(const struct orgpol_tenant *tenant, const struct tenant_user *user,
                                  const struct tenant_organization *organization, struct orgpol_str audience,
                                  struct orgpol_str permission)
{
    const struct index_key key = {
        .kind = KIND_PERMISSION,
        .id = orgpol_index_find_text(&tenant->index, permission),
        .more = orgpol_index_find_text(&tenant->index, audience),
    };
    struct text_list roles;
    size_t owner = TENANT_ITSELF;
    uint32_t place;

    if (key.id == 0 || key.more == 0)
        return false;
    if (organization) {
        owner = place_of_organization(tenant, organization);
        if (!value_of(tenant, KIND_MEMBER, owner, user->user_id, &place))
            return false;
        roles = orgpol_tenant_membership_more(tenant, &tenant->memberships[place])->roles;
    } else {
        roles = orgpol_tenant_user_more(tenant, user)->roles;
    }
    for (size_t i = 0; i < roles.count; i++)
        if (role_permits(tenant, TENANT_ITSELF, roles.texts[i], key) ||
            (organization && role_permits(tenant, owner, roles.texts[i], key)))
            return true;
    return false;
}

bool orgpol_tenant_user_grant(const struct orgpol_tenant *tenant, const struct tenant_user *user,
                              struct orgpol_str client_id, struct orgpol_str audience,
                              struct orgpol_str organization_id, struct orgpol_user_grant *row)
{
    const struct index *index = &tenant->index;
    const struct index_key key = {
        .kind = KIND_USER_GRANT,
        .owner = (uint32_t)(user - tenant->users),
        .id = orgpol_index_find_text(index, client_id),
        .more = orgpol_index_find_text(index, audience),
        .last = orgpol_index_find_text(index, organization_id),
    };
    const struct tenant_user_grant *found;
    uint32_t place;

    if (key.more == 0 || (organization_id.len > 0 && key.last == 0) ||
        !orgpol_tenant_find(tenant, key, &place))
        return false;
    found = &tenant->user_grants[place];
    *row = (struct orgpol_user_grant)ORGPOL_USER_GRANT_INIT;
    row->user_id = orgpol_index_text(index, user->user_id);
    row->client_id = orgpol_index_text(index, found->client_id);
    row->audience = orgpol_index_text(index, found->audience);
    row->organization_id = orgpol_index_text(index, found->organization_id);
    row->scopes = found->scopes.texts;
    row->scope_count = found->scopes.count;
    return true;
}
