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

/*
 * Rows. The first member of each is a place, a number or a struct_size: NOBODY there means that the row was
 * removed. A number is that of a text in the index, 0 for an absent one.
 */
#define NOBODY UINT32_MAX

/* As the owner of a role: the tenant itself. */
#define TENANT_ITSELF (UINT32_MAX - 1)

struct tenant_client {
    struct orgpol_client row; /* first: lookups give the row */
    struct tenant_quota quota;
    struct orgpol_client_config config; /* its rows are NULL */
    uint8_t has_initiate_login_uri;
    uint32_t id;          /* number of client_id */
    uint32_t external_id; /* number of external_client_id */
};

/* A connection, and what the organizations make of it. */
struct tenant_connection {
    struct orgpol_connection row;
    uint32_t id;                       /* numbers: of id ... */
    uint32_t name;                     /* ... and of name */
    uint32_t issuer_for_exchange;      /* of the issuer, where Cross App Access is enabled */
    uint32_t organization_count;       /* organizations that have it enabled ... */
    uint32_t organization;             /* ... and the place of the last of them */
    uint32_t login_organization_count; /* organizations a login over it may be in (PROMPT-41) */
    uint32_t auto_membership_count;    /* organizations that make members of who logs in over it ... */
    uint32_t auto_membership;          /* ... and the place of the last of them (PROMPT-26) */
    struct orgpol_str issuer;          /* of the identity provider */
    struct text_list domain_aliases;   /* lower case */
};

struct tenant_resource_server {
    struct orgpol_resource_server row; /* first: lookups give the row */
    uint8_t is_client_policy_allow_all;
    uint32_t identifier; /* its number */
};

struct tenant_client_grant {
    struct orgpol_client_grant row; /* first: lookups give the row */
    uint32_t id;                    /* numbers */
    uint32_t client_id;
    uint32_t audience;
    uint8_t is_grant; /* of one client or a default; another grants nothing (CFG-25) */
};

/* orgpol_tenant_organization_row gives it as decisions read it. */
struct tenant_organization {
    uint32_t id; /* numbers */
    uint32_t name;
    uint32_t enabled_connection_count;
    uint32_t visible_connection_count; /* enabled, and not both enterprise and hidden (LOGIN-17) */
    uint32_t member_count;
    uint8_t third_party_client_access;
    uint8_t is_app_entitlement_active;
    uint8_t has_quota; /* orgpol_tenant_organization_quota gives it */
    uint8_t reserved;
};

struct tenant_organization_quota {
    uint32_t organization; /* place */
    struct tenant_quota quota;
};

/* What stands inside an organization or a connection under an id, in the owner's order. */
struct tenant_relation {
    uint32_t owner; /* place */
    uint32_t id;    /* number */
    uint32_t value; /* settings; of doubled rows, the first has what all of them have */
};

/* Settings of a discovery domain. */
enum { DOMAIN_IS_VERIFIED = 1, DOMAIN_IS_FOR_DISCOVERY = 2 };

/* A member; those of one user stand together, in the order joined. */
struct tenant_membership {
    uint32_t organization; /* place */
    uint32_t user;         /* number of the user_id */
    uint32_t more;         /* place plus one of a struct tenant_membership_more; 0: neither */
};

struct tenant_membership_more {
    int64_t created_at; /* INT64_MAX: unknown, which comes last */
    struct text_list roles;
};

struct tenant_invitation {
    uint32_t organization; /* place; those of one stand together */
    uint32_t ticket_id;    /* numbers */
    uint32_t client_id;
    uint32_t email;
    uint32_t connection_id; /* absent: any of the organization's */
    uint32_t ttl_sec;       /* 0: the default */
    int64_t expires_at;     /* seconds since 1970; INT64_MIN where the row does not say */
    struct text_list roles; /* ids */
    uint8_t used;
};

/* orgpol_tenant_user_row gives it as decisions read it, orgpol_tenant_user_more the lists. */
struct tenant_user {
    uint32_t user_id; /* numbers */
    uint32_t email;
    uint8_t is_blocked;
    uint8_t is_email_verified;
    uint8_t has_factor;
    uint8_t has_more;
};

struct tenant_user_more {
    uint32_t user;                    /* place */
    struct text_list roles;           /* ids of the roles assigned directly */
    struct text_list linked_user_ids; /* ids its identities may have as profiles, but its own (LINK-05) */
};

/* While the tenant is built, its accounts; then they stand in tenant->accounts. */
struct tenant_account {
    uint32_t user; /* place */
    uint32_t id;   /* number */
    struct orgpol_connected_account row;
};

/* A stored consent. */
struct tenant_user_grant {
    uint32_t user; /* place */
    uint32_t id;   /* numbers */
    uint32_t client_id;
    uint32_t audience;
    uint32_t organization_id;
    uint32_t reserved;
    struct text_list scopes;
};

/* Roles keep their places when others are removed. */
struct tenant_role {
    uint32_t owner; /* place of the organization, or TENANT_ITSELF */
    uint32_t id;    /* number */
};

struct tenant_permission {
    uint32_t role; /* place */
    uint32_t name; /* numbers */
    uint32_t resource_server;
};

/* A rule, a hook, or a custom domain. */
struct tenant_part {
    uint32_t id; /* number; of a custom domain, that of the domain */
    uint8_t counts;
};

/* The arrays of a tenant, as tenant_arrays describes them. */
enum tenant_array {
    ARRAY_CLIENTS,
    ARRAY_CONNECTIONS,
    ARRAY_RESOURCE_SERVERS,
    ARRAY_CLIENT_GRANTS,
    ARRAY_ORGANIZATIONS,
    ARRAY_USERS,
    ARRAY_ROLES,
    ARRAY_PERMISSIONS,
    ARRAY_ENABLED_CLIENTS, /* of connections */
    ARRAY_ENABLED_CONNECTIONS,
    ARRAY_ORGANIZATION_CLIENTS,
    ARRAY_ORGANIZATION_GRANTS,
    ARRAY_DISCOVERY_DOMAINS,
    ARRAY_DOMAIN_ORDER,
    ARRAY_MEMBERSHIPS,
    ARRAY_MEMBERSHIP_MORES,
    ARRAY_INVITATIONS,
    ARRAY_QUOTAS,
    ARRAY_USER_MORES,
    ARRAY_USER_GRANTS,
    ARRAY_ACCOUNTS,
    ARRAY_ACCOUNT_OWNERS,
    ARRAY_BUILT_ACCOUNTS, /* from here on only while the tenant is built */
    ARRAY_RULES,
    ARRAY_HOOKS,
    ARRAY_CUSTOM_DOMAINS,
    ARRAY_COUNT
};

/*
 * What the keys of lookups are about: a row of one array, whose place is the value. `owner` is a place in the
 * tenant's arrays; ids, and what has no other word to it, are the numbers of texts.
 */
enum index_kind {
    KIND_NONE,
    KIND_CLIENT,            /* id: client_id */
    KIND_EXTERNAL_CLIENT,   /* id: external_client_id */
    KIND_CONNECTION,        /* id */
    KIND_CONNECTION_NAME,   /* id: name */
    KIND_ISSUER,            /* id: issuer, of connections enabled for Cross App Access */
    KIND_ORGANIZATION,      /* id */
    KIND_ORGANIZATION_NAME, /* id: name */
    KIND_USER,              /* id: user_id */
    KIND_RESOURCE_SERVER,   /* id: identifier */
    KIND_CLIENT_GRANT,      /* owner: client_id, or 0 for the default; id: audience; more: subject type */
    KIND_CLIENT_GRANT_ID,   /* id; of a row that is no grant too (CFG-25) */
    KIND_ENABLED_CLIENT,    /* owner: connection; id: client_id */
    KIND_ENABLED_CONNECTION,  /* owner: organization; id: connection id */
    KIND_ORGANIZATION_CLIENT, /* owner: organization; id: client_id */
    KIND_ORGANIZATION_GRANT,  /* owner: organization; id: grant id */
    KIND_MEMBER,              /* owner: organization; id: user_id */
    KIND_MEMBERSHIPS,         /* id: user_id; the first of them */
    KIND_DISCOVERY_DOMAINS,   /* id: domain; the first of them in domain_order */
    KIND_INVITATION,          /* owner: organization; id: ticket_id */
    KIND_ROLE,                /* owner: organization, or TENANT_ITSELF; id */
    KIND_PERMISSION,          /* owner: role; id: permission name; more: API */
    KIND_USER_GRANT,          /* owner: user; id: client_id; more: API; last: organization id */
    KIND_BUILT,               /* from here on only while a tenant is built */
    KIND_USER_GRANT_ID = KIND_BUILT, /* owner: user; id */
    KIND_ACCOUNT,                    /* owner: user; id */
    KIND_DISCOVERY_DOMAIN,           /* owner: organization; id: domain */
    KIND_RULE,                       /* id */
    KIND_HOOK,                       /* id */
    KIND_CUSTOM_DOMAIN,              /* id: domain */
    KIND_COUNT
};

struct index_key {
    uint32_t kind;
    uint32_t owner;
    uint32_t id; /* 0: no key */
    uint32_t more;
    uint32_t last;
};

struct orgpol_tenant {
    struct orgpol_tenant_settings settings;
    struct orgpol_options options;
    struct tenant_quota clients_quota;
    struct tenant_quota organizations_quota;
    struct index index;
    struct table tables[KIND_BUILT];
    size_t capacities[ARRAY_COUNT];
    struct tenant_client *clients;
    size_t client_count;
    struct tenant_connection *connections;
    size_t connection_count;
    struct tenant_resource_server *resource_servers;
    size_t resource_server_count;
    struct tenant_client_grant *client_grants;
    size_t client_grant_count;
    struct tenant_organization *organizations;
    size_t organization_count;
    struct tenant_user *users;
    size_t user_count;
    struct tenant_role *roles;
    size_t role_count;
    struct tenant_permission *permissions;
    size_t permission_count;
    struct tenant_relation *enabled_clients;
    size_t enabled_client_count;
    struct tenant_relation *enabled_connections;
    size_t enabled_connection_count;
    struct tenant_relation *organization_clients;
    size_t organization_client_count;
    struct tenant_relation *organization_grants;
    size_t organization_grant_count;
    struct tenant_relation *discovery_domains;
    size_t discovery_domain_count;
    uint32_t *domain_order; /* places of discovery_domains, by domain and organization, each pair once */
    size_t domain_order_count;
    struct tenant_membership *memberships;
    size_t membership_count;
    struct tenant_membership_more *membership_mores;
    size_t membership_more_count;
    struct tenant_invitation *invitations;
    size_t invitation_count;
    struct tenant_organization_quota *quotas;
    size_t quota_count;
    struct tenant_user_more *user_mores;
    size_t user_more_count;
    struct tenant_user_grant *user_grants;
    size_t user_grant_count;
    struct orgpol_connected_account *accounts; /* by user, in the profile's order */
    size_t account_count;
    uint32_t *account_owners; /* places of their users */
    size_t account_owner_count;
    struct tenant_account *built_accounts;
    size_t built_account_count;
    struct tenant_part *rules;
    size_t rule_count;
    struct tenant_part *hooks;
    size_t hook_count;
    struct tenant_part *custom_domains;
    size_t custom_domain_count;
    const struct orgpol_resource_server *my_account_api; /* NULL: not active */
    uint8_t has_default_login_route;                     /* settings.default_redirection_uri */
    uint8_t has_options;                                 /* what the builder was given */
    uint8_t has_settings;
    uint8_t has_removed_rows;
};

/* Where the rows of an array stand in the tenant, and how large one is. */
struct tenant_array_info {
    size_t rows;  /* offset of the pointer */
    size_t count; /* offset of the count */
    size_t size;
};
extern const struct tenant_array_info orgpol_tenant_arrays[ARRAY_COUNT];

size_t orgpol_tenant_count(const struct orgpol_tenant *tenant, enum tenant_array array);
void *orgpol_tenant_rows(const struct orgpol_tenant *tenant, enum tenant_array array);

/* The array a kind's values are places in, and the key a row has there. */
enum tenant_array orgpol_tenant_array_of(enum index_kind kind);
struct index_key orgpol_tenant_key(const struct orgpol_tenant *tenant, enum index_kind kind, size_t place);

uint64_t orgpol_tenant_hash(const struct orgpol_tenant *tenant, const struct index_key *key);

static inline bool index_key_same(const struct index_key *a, const struct index_key *b)
{
    return a->owner == b->owner && a->id == b->id && a->more == b->more && a->last == b->last;
}

/* The place of a key's row, AMBIGUOUS when only one row may hold it and two do. False when there is none. */
bool orgpol_tenant_find(const struct orgpol_tenant *tenant, struct index_key key, uint32_t *place);

/* Where the rows of an owner begin in an array that is in the order of owners, and how many there are. */
size_t orgpol_tenant_slice(const struct orgpol_tenant *tenant, enum tenant_array array, size_t owner,
                           size_t *count);

/* The value of a key that two rows hold: no lookup finds it. */
#define AMBIGUOUS UINT32_MAX

/* In a table, the place of a row whose key others hold too. */
#define AMBIGUOUS_PLACE 0x80000000u

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

/* A tenant with nothing in it, keyed with 16 bytes. NULL when memory ended. */
struct orgpol_tenant *orgpol_tenant_new(const uint8_t *hash_key);

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

/* A row as decisions read it, in `row`, whose address is given back; NULL for NULL. */
const struct orgpol_organization *
orgpol_tenant_organization_row(const struct orgpol_tenant *tenant,
                               const struct tenant_organization *organization,
                               struct orgpol_organization *row);
const struct orgpol_user *orgpol_tenant_user_row(const struct orgpol_tenant *tenant,
                                                 const struct tenant_user *user, struct orgpol_user *row);

/* The quota of an organization; is_given tells whether it has one of its own. */
const struct tenant_quota *
orgpol_tenant_organization_quota(const struct orgpol_tenant *tenant,
                                 const struct tenant_organization *organization);

/* A user's lists, and a member's. */
const struct tenant_user_more *orgpol_tenant_user_more(const struct orgpol_tenant *tenant,
                                                       const struct tenant_user *user);
const struct tenant_membership_more *orgpol_tenant_membership_more(const struct orgpol_tenant *tenant,
                                                                   const struct tenant_membership *member);

/* What stands in an organization, row by row in its order: an array, and how many. */
const struct tenant_relation *orgpol_tenant_relations(const struct orgpol_tenant *tenant,
                                                      enum tenant_array array,
                                                      const struct tenant_organization *organization,
                                                      size_t *count);
const struct tenant_invitation *orgpol_tenant_invitations(const struct orgpol_tenant *tenant,
                                                          const struct tenant_organization *organization,
                                                          size_t *count);

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

/* The organizations' rows of a domain, which is lower-cased first, in tenant order: their places in
 * discovery_domains, and how many. */
const uint32_t *orgpol_tenant_discovery_domains(const struct orgpol_tenant *tenant, struct orgpol_str domain,
                                                size_t *count);

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

/* The stored consent of the key, put into `row`; organization_id absent means none (CONSENT-05). */
bool orgpol_tenant_user_grant(const struct orgpol_tenant *tenant, const struct tenant_user *user,
                              struct orgpol_str client_id, struct orgpol_str audience,
                              struct orgpol_str organization_id, struct orgpol_user_grant *row);

#endif
