/* SPDX-License-Identifier: MIT */
/* The rows a loaded tenant is made of, and what they are found by. Private. */
#ifndef ORGPOL_JSON_TENANT_ROWS_H
#define ORGPOL_JSON_TENANT_ROWS_H

#include "orgpol/config.h"
#include "orgpol/vault.h"

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
    uint8_t has_own_id;   /* it has an id, which no other one has */
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
    uint8_t has_own_id;                /* it has an id, which no other one has */
    uint8_t has_own_name;              /* a lookup by its name leads to it */
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
    uint8_t has_own_id; /* it has an id, which no other one has */
    uint8_t is_grant;   /* of one client or a default; another grants nothing (CFG-25) */
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
    uint8_t has_quota;  /* orgpol_tenant_organization_quota gives it */
    uint8_t has_own_id; /* it has an id, which no other one has */
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

/* The arrays of a tenant, as orgpol_tenant_arrays describes them. */
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
    KIND_CLIENT,              /* id: client_id */
    KIND_EXTERNAL_CLIENT,     /* id: external_client_id */
    KIND_CONNECTION,          /* id */
    KIND_CONNECTION_NAME,     /* id: name */
    KIND_ISSUER,              /* id: issuer, of connections enabled for Cross App Access */
    KIND_ORGANIZATION,        /* id */
    KIND_ORGANIZATION_NAME,   /* id: name */
    KIND_USER,                /* id: user_id */
    KIND_RESOURCE_SERVER,     /* id: identifier */
    KIND_CLIENT_GRANT,        /* owner: client_id, or 0 for the default; id: audience; more: subject type */
    KIND_CLIENT_GRANT_ID,     /* id; of a row that is no grant too (CFG-25) */
    KIND_ENABLED_CLIENT,      /* owner: connection; id: client_id */
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

#endif
