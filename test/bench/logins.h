/* SPDX-License-Identifier: MIT */
/*
 * Logins asked of a loaded tenant, as AuthZEN's can_login asks them, without JSON; and their floor, which is
 * the hash lookups that a login cannot do without, in the tenant's own tables, and nothing else: of a row
 * only its id is read, and nothing is put together or decided.
 */
#ifndef ORGPOL_BENCH_LOGINS_H
#define ORGPOL_BENCH_LOGINS_H

#include "../../lib/json/store.h"
#include "orgpol/login.h"

/* A question, its texts in memory of the bench. */
struct login {
    struct orgpol_str organization;
    struct orgpol_str connection;
    struct orgpol_str client;
    struct orgpol_str user;
};

/* Finds the rows and decides. */
static inline struct orgpol_decision decide_login(const struct orgpol_tenant *tenant,
                                                  const struct login *login)
{
    const struct orgpol_client *client = orgpol_tenant_client(tenant, login->client);
    const struct tenant_connection *connection = orgpol_tenant_connection(tenant, login->connection);
    const struct tenant_organization *organization = orgpol_tenant_organization(tenant, login->organization);
    const struct tenant_user *user = orgpol_tenant_user(tenant, login->user);
    struct orgpol_login_request request = ORGPOL_LOGIN_REQUEST_INIT;
    struct orgpol_organization organization_row;
    struct orgpol_user user_row;
    struct orgpol_enabled_client enabled_client;
    struct orgpol_enabled_connection enabled_connection;
    struct orgpol_organization_client organization_client;
    struct orgpol_organization_member member;

    request.settings = &tenant->settings;
    request.options = &tenant->options;
    request.organization_id = login->organization;
    request.client = client;
    request.user = orgpol_tenant_user_row(tenant, user, &user_row);
    request.organization = orgpol_tenant_organization_row(tenant, organization, &organization_row);
    request.connection = connection ? &connection->row : NULL;
    if (connection && client && orgpol_tenant_enabled_client(tenant, connection, client, &enabled_client))
        request.enabled_client = &enabled_client;
    if (organization && connection &&
        orgpol_tenant_enabled_connection(tenant, organization, connection, &enabled_connection))
        request.enabled_connection = &enabled_connection;
    if (organization && client &&
        orgpol_tenant_organization_client(tenant, organization, client, &organization_client))
        request.organization_client = &organization_client;
    if (organization && user && orgpol_tenant_member(tenant, organization, user, &member))
        request.member = &member;
    request.member_count = organization ? organization->member_count : 0;
    return orgpol_can_login(&request, NULL);
}

/* The place of a relation. */
static inline uint32_t floor_relation(const struct orgpol_tenant *tenant, enum index_kind kind,
                                      uint32_t owner, uint32_t id)
{
    const struct index_key key = {.kind = kind, .owner = owner, .id = id};
    uint32_t place;

    orgpol_tenant_find(tenant, key, &place);
    return place;
}

/* The place of a row by its id, whose hash is known. */
static inline uint32_t floor_row(const struct orgpol_tenant *tenant, enum index_kind kind,
                                 struct orgpol_str id, uint64_t hash)
{
    uint32_t place;

    orgpol_tenant_find_id(tenant, kind, id, hash, &place);
    return place;
}

static inline uint64_t floor_hash(const struct orgpol_tenant *tenant, struct orgpol_str id)
{
    return orgpol_index_hash(&tenant->index, id.ptr, id.len);
}

/* 9 lookups under 8 hashes: four rows by id, and the connection's second key; four relations. */
static inline uint32_t floor_login_lookups(const struct orgpol_tenant *tenant, const struct login *login)
{
    const uint64_t connection_hash = floor_hash(tenant, login->connection);
    const uint32_t client = floor_row(tenant, KIND_CLIENT, login->client, floor_hash(tenant, login->client));
    const uint32_t connection = floor_row(tenant, KIND_CONNECTION, login->connection, connection_hash);
    const uint32_t name = floor_row(tenant, KIND_CONNECTION_NAME, login->connection, connection_hash);
    const uint32_t organization =
        floor_row(tenant, KIND_ORGANIZATION, login->organization, floor_hash(tenant, login->organization));
    const uint32_t user = floor_row(tenant, KIND_USER, login->user, floor_hash(tenant, login->user));
    const uint32_t client_id = client == AMBIGUOUS ? 0 : tenant->clients[client].id;
    const uint32_t connection_id = connection == AMBIGUOUS ? 0 : tenant->connections[connection].id;
    const uint32_t user_id = user == AMBIGUOUS ? 0 : tenant->users[user].user_id;

    return client + name + user + floor_relation(tenant, KIND_ENABLED_CLIENT, connection, client_id) +
           floor_relation(tenant, KIND_ENABLED_CONNECTION, organization, connection_id) +
           floor_relation(tenant, KIND_ORGANIZATION_CLIENT, organization, client_id) +
           floor_relation(tenant, KIND_MEMBER, organization, user_id);
}

#endif
