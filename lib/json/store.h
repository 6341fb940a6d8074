/* SPDX-License-Identifier: MIT */
/* A loaded tenant, and the lookups decisions need. Private. */
#ifndef ORGPOL_JSON_STORE_H
#define ORGPOL_JSON_STORE_H

#include "index.h"
#include "orgpol/model.h"
#include "strict.h"

/* A connection, and what the organizations make of it. */
struct tenant_connection {
    struct orgpol_connection row;
    uint32_t organization_count; /* organizations that have it enabled ... */
    uint32_t organization;       /* ... and the place of the last of them */
};

struct tenant_organization {
    struct orgpol_organization row;
    uint32_t member_count;
};

struct orgpol_tenant {
    struct orgpol_tenant_settings settings;
    struct orgpol_options options;
    struct index index;
    struct orgpol_client *clients;
    size_t client_count;
    struct tenant_connection *connections;
    size_t connection_count;
    struct tenant_organization *organizations;
    size_t organization_count;
};

/* What the keys of the index are about. `owner` is a place in the tenant's arrays, `id` a text's number. */
enum index_kind {
    KIND_NONE,
    KIND_CLIENT,          /* id: client_id. Value: place */
    KIND_EXTERNAL_CLIENT, /* id: external_client_id. Value: place */
    KIND_CONNECTION,      /* id. Value: place */
    KIND_CONNECTION_NAME, /* id: name. Value: place */
    KIND_ORGANIZATION,    /* id. Value: place */
    KIND_USER,            /* id: user_id */
    KIND_RESOURCE_SERVER, /* id: identifier. Value: is_system */
    KIND_CLIENT_GRANT, /* owner: client_id's number, or 0 for the default; id: audience; more: subject type */
    KIND_ENABLED_CLIENT,      /* owner: connection; id: client_id */
    KIND_ENABLED_CONNECTION,  /* owner: organization; id: connection id. Value: ENABLED, ASSIGN, SIGNUP */
    KIND_ORGANIZATION_CLIENT, /* owner: organization; id: client_id. Value: use_for_member_access */
    KIND_MEMBER,              /* owner: organization; id: user_id */
};

/* The value of a key that two rows hold: no lookup finds it. */
#define AMBIGUOUS UINT32_MAX

/*
 * The settings of an enabled connection. Doubled rows keep what all of them have: the stricter reading of
 * each. Whether the connection is the organization's (XAA-04) is read the other way round, as NEVER: it takes
 * all rows to say no.
 */
enum {
    ENABLED_CONNECTION_ENABLED = 1,
    ENABLED_CONNECTION_ASSIGN = 2,
    ENABLED_CONNECTION_SIGNUP = 4,
    ENABLED_CONNECTION_NEVER = 8,
};

/*
 * Builds a tenant from a tree that stands at `path`. On failure *tenant is NULL. The tree may be freed
 * afterwards.
 */
struct json_path;
enum orgpol_status orgpol_tenant_build(const cJSON *tree, const struct json_path *path,
                                       const uint8_t *hash_key, struct orgpol_tenant **tenant,
                                       struct orgpol_json_error *error);

/* Lookups. NULL or false: there is none, or two. */
const struct orgpol_client *orgpol_tenant_client(const struct orgpol_tenant *tenant, struct orgpol_str id);
const struct tenant_connection *orgpol_tenant_connection(const struct orgpol_tenant *tenant,
                                                         struct orgpol_str id_or_name);
const struct tenant_connection *orgpol_tenant_connection_by_id(const struct orgpol_tenant *tenant,
                                                               struct orgpol_str id);
const struct tenant_organization *orgpol_tenant_organization(const struct orgpol_tenant *tenant,
                                                             struct orgpol_str id);
bool orgpol_tenant_user(const struct orgpol_tenant *tenant, struct orgpol_str user_id,
                        struct orgpol_user *user);
bool orgpol_tenant_resource_server(const struct orgpol_tenant *tenant, struct orgpol_str identifier,
                                   struct orgpol_resource_server *row);

/* How many grants hold the key of `client_id` (absent: of the default grant); two count for more. */
unsigned orgpol_tenant_client_grant(const struct orgpol_tenant *tenant, struct orgpol_str client_id,
                                    struct orgpol_str audience, uint8_t subject_type,
                                    struct orgpol_client_grant *row);

/* Rows between two others; the strings of the rows are those of their owners. */
bool orgpol_tenant_enabled_client(const struct orgpol_tenant *tenant,
                                  const struct tenant_connection *connection,
                                  const struct orgpol_client *client, struct orgpol_enabled_client *row);
bool orgpol_tenant_enabled_connection(const struct orgpol_tenant *tenant,
                                      const struct tenant_organization *organization,
                                      const struct tenant_connection *connection,
                                      struct orgpol_enabled_connection *row);
bool orgpol_tenant_organization_client(const struct orgpol_tenant *tenant,
                                       const struct tenant_organization *organization,
                                       const struct orgpol_client *client,
                                       struct orgpol_organization_client *row);
bool orgpol_tenant_member(const struct orgpol_tenant *tenant, const struct tenant_organization *organization,
                          const struct orgpol_user *user, struct orgpol_organization_member *row);

#endif
