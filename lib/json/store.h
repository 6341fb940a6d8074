/* SPDX-License-Identifier: MIT */
/* A loaded tenant, and the lookups decisions need. Private. */
#ifndef ORGPOL_JSON_STORE_H
#define ORGPOL_JSON_STORE_H

#include "index.h"
#include "orgpol/config.h"
#include "orgpol/vault.h"
#include "strict.h"

struct text_list {
    const struct orgpol_str *texts;
    size_t count;
};

/* A client_credentials quota; without is_given there is none of its own. */
struct tenant_quota {
    uint64_t per_hour;
    uint64_t per_day;
    uint8_t is_given;
    uint8_t has_per_hour;
    uint8_t has_per_day;
    uint8_t is_not_enforced;
};

struct tenant_client {
    struct orgpol_client row; /* first: lookups give the row */
    struct tenant_quota quota;
    struct orgpol_client_config config; /* its rows are NULL */
    uint8_t has_initiate_login_uri;
};

/* A connection, and what the organizations make of it. */
struct tenant_connection {
    struct orgpol_connection row;
    struct orgpol_str issuer;          /* of the identity provider */
    struct text_list domain_aliases;   /* lower case */
    uint32_t organization_count;       /* organizations that have it enabled ... */
    uint32_t organization;             /* ... and the place of the last of them */
    uint32_t login_organization_count; /* organizations a login over it may be in (PROMPT-41) */
    uint32_t auto_membership_count;    /* organizations that make members of who logs in over it ... */
    uint32_t auto_membership;          /* ... and the place of the last of them (PROMPT-26) */
};

struct tenant_organization {
    struct orgpol_organization row;
    struct tenant_quota quota;
    uint32_t member_count;
    uint32_t visible_connection_count; /* enabled, and not both enterprise and hidden (LOGIN-17) */
    /* For the configuration checks, which count rows that are doubled. */
    const uint32_t *relations; /* numbers of ids: connections, then client grants, then domains */
    uint32_t connection_row_count;
    uint32_t client_grant_row_count;
    uint32_t discovery_domain_row_count;
    uint32_t client_row_count;
    uint32_t first_invitation; /* place; they stand together */
    uint32_t invitation_count;
};

struct tenant_resource_server {
    struct orgpol_resource_server row; /* first: lookups give the row */
    uint8_t is_client_policy_allow_all;
};

/* A member, under the organization and the user; those of one user stand together, in the order joined. */
struct tenant_membership {
    uint32_t organization; /* place */
    uint32_t user;         /* number of the user_id */
    int64_t created_at;    /* INT64_MAX: unknown, which comes last */
    struct text_list roles;
};

/* A domain of an organization; those of one name stand together, organizations in tenant order. */
struct tenant_discovery_domain {
    uint32_t organization; /* place */
    uint32_t domain;       /* number of the name, in lower case */
    uint8_t is_verified;
    uint8_t use_for_organization_discovery;
};

struct tenant_invitation {
    uint32_t organization; /* place */
    struct orgpol_str ticket_id;
    struct orgpol_str client_id;
    struct orgpol_str email;
    struct orgpol_str connection_id; /* absent: any of the organization's */
    struct text_list roles;          /* ids */
    int64_t expires_at;              /* seconds since 1970; INT64_MIN where the row does not say */
    uint32_t ttl_sec;                /* 0: the default */
    uint8_t used;
};

struct tenant_user {
    struct orgpol_user row;
    struct text_list roles;           /* ids of the roles assigned directly */
    struct text_list linked_user_ids; /* ids its identities may have as profiles, but its own (LINK-05) */
    const struct orgpol_connected_account *connected_accounts;
    size_t connected_account_count;
};

/* A stored consent; those of one user, client and API are chained. */
struct tenant_user_grant {
    struct orgpol_user_grant row;
    uint32_t next; /* place plus one; 0: the last */
};

struct orgpol_tenant {
    struct orgpol_tenant_settings settings;
    struct orgpol_options options;
    struct tenant_quota clients_quota;
    struct tenant_quota organizations_quota;
    struct index index;
    struct tenant_client *clients;
    size_t client_count;
    struct tenant_connection *connections;
    size_t connection_count;
    struct tenant_resource_server *resource_servers;
    size_t resource_server_count;
    struct orgpol_client_grant *client_grants;
    size_t client_grant_count;
    struct tenant_organization *organizations;
    size_t organization_count;
    struct tenant_membership *memberships;
    size_t membership_count;
    struct tenant_discovery_domain *discovery_domains;
    size_t discovery_domain_count;
    struct tenant_invitation *invitations;
    size_t invitation_count;
    struct tenant_user *users;
    size_t user_count;
    struct tenant_user_grant *user_grants;
    size_t user_grant_count;
    const struct orgpol_resource_server *my_account_api; /* NULL: not active */
    uint32_t role_count;                                 /* roles are in the index only */
    uint8_t has_default_login_route;                     /* settings.default_redirection_uri */
};

/* What the keys of the index are about. `owner` is a place in the tenant's arrays, `id` a text's number. */
enum index_kind {
    KIND_NONE,
    KIND_CLIENT,            /* id: client_id. Value: place */
    KIND_EXTERNAL_CLIENT,   /* id: external_client_id. Value: place */
    KIND_CONNECTION,        /* id. Value: place */
    KIND_CONNECTION_NAME,   /* id: name. Value: place */
    KIND_ISSUER,            /* id: issuer, of connections enabled for Cross App Access. Value: place */
    KIND_ORGANIZATION,      /* id. Value: place */
    KIND_ORGANIZATION_NAME, /* id: name. Value: place */
    KIND_USER,              /* id: user_id. Value: place */
    KIND_RESOURCE_SERVER,   /* id: identifier. Value: place */
    KIND_CLIENT_GRANT, /* owner: client_id's number, or 0 for the default; id: audience; more: subject type.
                          Value: place */
    KIND_CLIENT_GRANT_ID,     /* id. Value: place, of a row that is no grant too (CFG-25) */
    KIND_ENABLED_CLIENT,      /* owner: connection; id: client_id */
    KIND_ENABLED_CONNECTION,  /* owner: organization; id: connection id. Value: ENABLED, ASSIGN ... */
    KIND_ORGANIZATION_CLIENT, /* owner: organization; id: client_id. Value: use_for_member_access */
    KIND_ORGANIZATION_GRANT,  /* owner: organization; id: grant id */
    KIND_MEMBER,              /* owner: organization; id: user_id. Value: place */
    KIND_MEMBERSHIPS,         /* id: user_id. Value: place of the first */
    KIND_DISCOVERY_DOMAIN,    /* owner: organization; id: domain. Value: place */
    KIND_DISCOVERY_DOMAINS,   /* id: domain. Value: place of the first */
    KIND_INVITATION,          /* owner: organization; id: ticket_id. Value: place */
    KIND_ROLE,                /* owner: organization plus one, 0: the tenant's; id. Value: its number */
    KIND_PERMISSION,          /* owner: role's number; id: permission name; more: API's number */
    KIND_USER_GRANT,          /* owner: user; id: client_id; more: API's number. Value: first of the chain */
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
    ENABLED_CONNECTION_SHOWN = 16,
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
/* The same by name alone, as Token Vault goes. */
const struct tenant_connection *orgpol_tenant_connection_by_name(const struct orgpol_tenant *tenant,
                                                                 struct orgpol_str name);
const struct tenant_organization *orgpol_tenant_organization(const struct orgpol_tenant *tenant,
                                                             struct orgpol_str id);
const struct orgpol_resource_server *orgpol_tenant_resource_server(const struct orgpol_tenant *tenant,
                                                                   struct orgpol_str identifier);
const struct tenant_user *orgpol_tenant_user(const struct orgpol_tenant *tenant, struct orgpol_str user_id);

/* The API of the tenant's own domain, https://{settings.domain}/me/ (MYA-01). */
const struct orgpol_resource_server *orgpol_tenant_my_account_api(const struct orgpol_tenant *tenant);

/* The connected accounts in a user's profile, in its order, and how many; also those of other owners. */
const struct orgpol_connected_account *orgpol_tenant_accounts(const struct orgpol_tenant *tenant,
                                                              const struct tenant_user *user, size_t *count);

/* The organization at a place, or NULL when another one has its id. */
const struct tenant_organization *orgpol_tenant_organization_at(const struct orgpol_tenant *tenant,
                                                                uint32_t place);

/* By name, which is lower-cased first (PROMPT-03). */
const struct tenant_organization *orgpol_tenant_organization_by_name(const struct orgpol_tenant *tenant,
                                                                     struct orgpol_str name);

/* How many grants hold the key of `client_id` (absent: of the default grant), 2 for more than one; *row is
 * set when it is one. `subject_type` is client or user. */
unsigned orgpol_tenant_client_grant(const struct orgpol_tenant *tenant, struct orgpol_str client_id,
                                    struct orgpol_str audience, uint8_t subject_type,
                                    const struct orgpol_client_grant **row);

/* The grant of an id, whether or not it is one that grants something (CFG-25). */
const struct orgpol_client_grant *orgpol_tenant_client_grant_by_id(const struct orgpol_tenant *tenant,
                                                                   struct orgpol_str id);

/* The quota of a client this tenant's lookup gave; is_given tells whether it has one of its own. */
const struct tenant_quota *orgpol_tenant_client_quota(const struct orgpol_client *client);

/* Rows between two others; the strings of the rows are those of their owners. */
bool orgpol_tenant_enabled_client(const struct orgpol_tenant *tenant,
                                  const struct tenant_connection *connection,
                                  const struct orgpol_client *client, struct orgpol_enabled_client *row);
bool orgpol_tenant_enabled_connection(const struct orgpol_tenant *tenant,
                                      const struct tenant_organization *organization,
                                      const struct tenant_connection *connection,
                                      struct orgpol_enabled_connection *row);
/* The same by the number of a connection's id, which need not be in the tenant; the row exists. */
struct orgpol_enabled_connection
orgpol_tenant_enabled_connection_row(const struct orgpol_tenant *tenant,
                                     const struct tenant_organization *organization, uint32_t connection);
bool orgpol_tenant_organization_client(const struct orgpol_tenant *tenant,
                                       const struct tenant_organization *organization,
                                       const struct orgpol_client *client,
                                       struct orgpol_organization_client *row);
bool orgpol_tenant_member(const struct orgpol_tenant *tenant, const struct tenant_organization *organization,
                          const struct orgpol_user *user, struct orgpol_organization_member *row);
/* Grants whose id two rows have are associated with nothing. */
bool orgpol_tenant_organization_client_grant(const struct orgpol_tenant *tenant,
                                             const struct tenant_organization *organization,
                                             const struct orgpol_client_grant *grant,
                                             struct orgpol_organization_client_grant *row);

/* The user's memberships in the order joined: an array, and how many. */
const struct tenant_membership *orgpol_tenant_memberships(const struct orgpol_tenant *tenant,
                                                          struct orgpol_str user_id, size_t *count);

/* The organizations' rows of a domain, which is lower-cased first, in tenant order: an array, and how many.
 */
const struct tenant_discovery_domain *
orgpol_tenant_discovery_domains(const struct orgpol_tenant *tenant, struct orgpol_str domain, size_t *count);

const struct tenant_invitation *orgpol_tenant_invitation(const struct orgpol_tenant *tenant,
                                                         const struct tenant_organization *organization,
                                                         struct orgpol_str ticket_id);

/*
 * UAPI-12: does the user hold the permission on the API, through the roles held in the organization, or,
 * when that is NULL, through those assigned directly?
 */
bool orgpol_tenant_has_permission(const struct orgpol_tenant *tenant, const struct tenant_user *user,
                                  const struct tenant_organization *organization, struct orgpol_str audience,
                                  struct orgpol_str permission);

/* The stored consent of the key; organization_id absent means none (CONSENT-05). */
const struct orgpol_user_grant *orgpol_tenant_user_grant(const struct orgpol_tenant *tenant,
                                                         const struct tenant_user *user,
                                                         struct orgpol_str client_id,
                                                         struct orgpol_str audience,
                                                         struct orgpol_str organization_id);

#endif
