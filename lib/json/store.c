/* SPDX-License-Identifier: MIT */
/* Lookups in a loaded tenant. Rows are put together from the index, with the strings of their owners. */
#include "store.h"

#include "orgpol/tenant.h"

#include <stdlib.h>
#include <string.h>

static bool value_of(const struct orgpol_tenant *tenant, enum index_kind kind, size_t owner, uint32_t id,
                     uint32_t *value)
{
    const struct index_key key = {.kind = kind, .owner = (uint32_t)owner, .id = id};

    return id != 0 && orgpol_index_get(&tenant->index, key, value);
}

/* How many rows hold a key that only one may hold; *place is meaningful for ONE. */
enum holders { NONE, ONE, SEVERAL };

static enum holders look_up(const struct orgpol_tenant *tenant, enum index_kind kind, struct orgpol_str text,
                            uint32_t *place)
{
    if (!value_of(tenant, kind, 0, orgpol_index_find_text(&tenant->index, text), place))
        return NONE;
    return *place == AMBIGUOUS ? SEVERAL : ONE;
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
 * unfound, and so do two rows with its id: their relations could be either's.
 */
static bool find_place(const struct orgpol_tenant *tenant, enum index_kind by_id, enum index_kind by_second,
                       struct orgpol_str text, uint32_t *place)
{
    uint32_t second;
    const enum holders holders = look_up(tenant, by_id, text, place);
    const enum holders others = by_second != KIND_NONE ? look_up(tenant, by_second, text, &second) : NONE;

    if (holders == SEVERAL || others == SEVERAL || (holders == ONE && others == ONE && *place != second))
        return false;
    if (holders == NONE && others == ONE)
        *place = second;
    return holders == ONE || others == ONE;
}

/* LOGIN-01: a URL may also be the external id of a client registered by its metadata document. */
const struct orgpol_client *orgpol_tenant_client(const struct orgpol_tenant *tenant, struct orgpol_str id)
{
    uint32_t place;
    uint32_t own;

    if (!find_place(tenant, KIND_CLIENT, is_url(id) ? KIND_EXTERNAL_CLIENT : KIND_NONE, id, &place) ||
        look_up(tenant, KIND_CLIENT, tenant->clients[place].client_id, &own) != ONE)
        return NULL;
    return &tenant->clients[place];
}

const struct tenant_connection *orgpol_tenant_connection(const struct orgpol_tenant *tenant,
                                                         struct orgpol_str id_or_name)
{
    uint32_t place;
    uint32_t own;

    if (!find_place(tenant, KIND_CONNECTION, KIND_CONNECTION_NAME, id_or_name, &place) ||
        look_up(tenant, KIND_CONNECTION, tenant->connections[place].row.id, &own) != ONE)
        return NULL;
    return &tenant->connections[place];
}

const struct tenant_connection *orgpol_tenant_connection_by_id(const struct orgpol_tenant *tenant,
                                                               struct orgpol_str id)
{
    uint32_t place;

    return look_up(tenant, KIND_CONNECTION, id, &place) == ONE ? &tenant->connections[place] : NULL;
}

const struct tenant_organization *orgpol_tenant_organization(const struct orgpol_tenant *tenant,
                                                             struct orgpol_str id)
{
    uint32_t place;

    return look_up(tenant, KIND_ORGANIZATION, id, &place) == ONE ? &tenant->organizations[place] : NULL;
}

bool orgpol_tenant_user(const struct orgpol_tenant *tenant, struct orgpol_str user_id,
                        struct orgpol_user *user)
{
    uint32_t value;

    *user = (struct orgpol_user)ORGPOL_USER_INIT;
    user->user_id = user_id;
    return look_up(tenant, KIND_USER, user_id, &value) == ONE;
}

bool orgpol_tenant_resource_server(const struct orgpol_tenant *tenant, struct orgpol_str identifier,
                                   struct orgpol_resource_server *row)
{
    uint32_t is_system;
    const bool found = look_up(tenant, KIND_RESOURCE_SERVER, identifier, &is_system) == ONE;

    *row = (struct orgpol_resource_server)ORGPOL_RESOURCE_SERVER_INIT;
    row->identifier = identifier;
    row->is_system = found && is_system;
    return found;
}

unsigned orgpol_tenant_client_grant(const struct orgpol_tenant *tenant, struct orgpol_str client_id,
                                    struct orgpol_str audience, uint8_t subject_type,
                                    struct orgpol_client_grant *row)
{
    const struct index_key key = {
        .kind = KIND_CLIENT_GRANT,
        .owner = orgpol_index_find_text(&tenant->index, client_id),
        .id = orgpol_index_find_text(&tenant->index, audience),
        .more = subject_type,
    };
    uint32_t value;

    *row = (struct orgpol_client_grant)ORGPOL_CLIENT_GRANT_INIT;
    row->subject_type = subject_type;
    row->client_id = client_id;
    row->audience = audience;
    row->default_for = client_id.len == 0 ? ORGPOL_DEFAULT_FOR_THIRD_PARTY_CLIENTS : ORGPOL_DEFAULT_FOR_UNSET;
    if ((client_id.len > 0 && key.owner == 0) || key.id == 0 ||
        !orgpol_index_get(&tenant->index, key, &value))
        return 0;
    return value == AMBIGUOUS ? 2 : 1;
}

static size_t place_of_connection(const struct orgpol_tenant *tenant,
                                  const struct tenant_connection *connection)
{
    return (size_t)(connection - tenant->connections);
}

static size_t place_of_organization(const struct orgpol_tenant *tenant,
                                    const struct tenant_organization *organization)
{
    return (size_t)(organization - tenant->organizations);
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
                    orgpol_index_find_text(&tenant->index, client->client_id), &value);
}

bool orgpol_tenant_enabled_connection(const struct orgpol_tenant *tenant,
                                      const struct tenant_organization *organization,
                                      const struct tenant_connection *connection,
                                      struct orgpol_enabled_connection *row)
{
    uint32_t flags = 0;
    const bool found = value_of(tenant, KIND_ENABLED_CONNECTION, place_of_organization(tenant, organization),
                                orgpol_index_find_text(&tenant->index, connection->row.id), &flags);

    *row = (struct orgpol_enabled_connection)ORGPOL_ENABLED_CONNECTION_INIT;
    row->organization_id = organization->row.id;
    row->connection_id = connection->row.id;
    row->is_disabled = (flags & ENABLED_CONNECTION_ENABLED) == 0;
    row->assign_membership_on_login = (flags & ENABLED_CONNECTION_ASSIGN) != 0;
    row->is_signup_enabled = (flags & ENABLED_CONNECTION_SIGNUP) != 0;
    return found;
}

bool orgpol_tenant_organization_client(const struct orgpol_tenant *tenant,
                                       const struct tenant_organization *organization,
                                       const struct orgpol_client *client,
                                       struct orgpol_organization_client *row)
{
    uint32_t use_for_member_access = 0;
    const bool found =
        value_of(tenant, KIND_ORGANIZATION_CLIENT, place_of_organization(tenant, organization),
                 orgpol_index_find_text(&tenant->index, client->client_id), &use_for_member_access);

    *row = (struct orgpol_organization_client)ORGPOL_ORGANIZATION_CLIENT_INIT;
    row->organization_id = organization->row.id;
    row->client_id = client->client_id;
    row->use_for_member_access = use_for_member_access != 0;
    return found;
}

bool orgpol_tenant_member(const struct orgpol_tenant *tenant, const struct tenant_organization *organization,
                          const struct orgpol_user *user, struct orgpol_organization_member *row)
{
    uint32_t value;

    *row = (struct orgpol_organization_member)ORGPOL_ORGANIZATION_MEMBER_INIT;
    row->organization_id = organization->row.id;
    row->user_id = user->user_id;
    return value_of(tenant, KIND_MEMBER, place_of_organization(tenant, organization),
                    orgpol_index_find_text(&tenant->index, user->user_id), &value);
}

void orgpol_tenant_free(struct orgpol_tenant *tenant)
{
    if (tenant == NULL)
        return;
    orgpol_index_free(&tenant->index);
    free(tenant->clients);
    free(tenant->connections);
    free(tenant->organizations);
    free(tenant);
}
