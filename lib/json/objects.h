/* SPDX-License-Identifier: MIT */
/* The Management API objects of a tenant document: which members are read, and into what. Private. */
#ifndef ORGPOL_JSON_OBJECTS_H
#define ORGPOL_JSON_OBJECTS_H

#include "decode.h"
#include "orgpol/config.h"
#include "orgpol/vault.h"

/* Everything points into the document's tree. */
struct tenant_object {
    const cJSON *options;
    const cJSON *settings;
    const cJSON *custom_domains;
    const cJSON *clients;
    const cJSON *connections;
    const cJSON *resource_servers;
    const cJSON *client_grants;
    const cJSON *organizations;
    const cJSON *users;
    const cJSON *roles;
    const cJSON *rules;
    const cJSON *hooks;
};

struct option_object {
    struct orgpol_options row;
    uint32_t default_discovery_methods;
    const cJSON *clock_skew_s; /* as it stands */
};

struct setting_object {
    struct orgpol_tenant_settings row;
    const cJSON *mfa_policies; /* mfa.policy ... */
    uint32_t mfa_policy;       /* ... and its words, mask of MFA_ADAPTIVE and MFA_ALWAYS */
    const cJSON *clients_quota;
    const cJSON *organizations_quota;
    struct orgpol_str default_redirection_uri;
};

/* token_quota.client_credentials */
struct quota_object {
    struct given_count per_hour;
    struct given_count per_day;
    uint8_t is_not_enforced;
};

struct client_object {
    struct orgpol_client row;
    struct orgpol_client_config config;
    uint32_t discovery_methods;
    uint32_t default_organization_flows;
    struct orgpol_str token_endpoint_auth_method; /* as text */
    struct orgpol_str initiate_login_uri;
    const cJSON *authentication_methods;
    const cJSON *method; /* one of them, not read but for its type */
    const cJSON *default_organization;
    const cJSON *grant_types;
    const cJSON *callbacks;
    const cJSON *allowed_origins;
    const cJSON *web_origins;
    const cJSON *quota;
    const cJSON *refresh_token_policies;
    const cJSON *privileged_access;
};

/* refresh_token.policies[] */
struct token_policy_object {
    struct orgpol_str audience;
    const cJSON *scope;
};

/* token_vault_privileged_access, and what stands in it */
struct privileged_access_object {
    const cJSON *credentials;
    const cJSON *ip_allowlist;
    const cJSON *grants;
};

struct credential_object {
    struct orgpol_credential row;
    struct orgpol_str id; /* not read but for its type */
};

struct worker_grant_object {
    struct orgpol_str connection;
    const cJSON *scopes;
};

struct connection_object {
    struct orgpol_connection row;
    const cJSON *scope;                 /* options.scope: text or an array */
    struct orgpol_str dpop_signing_alg; /* options.dpop_signing_alg */
    struct orgpol_str client_id;        /* options.client_id */
    struct orgpol_str issuer;           /* options.issuer ... */
    struct orgpol_str metadata_issuer;  /* ... or, without it, options.oidc_metadata.issuer */
    const cJSON *enabled_clients;
    const cJSON *domain_aliases;
};

struct resource_server_object {
    struct orgpol_resource_server row;
    struct orgpol_str client_policy; /* as text */
    const cJSON *scopes;
    uint8_t proof_mechanism; /* proof_of_possession.mechanism: MECHANISM_DPOP ... */
};

struct client_grant_object {
    struct orgpol_client_grant row;
    const cJSON *scope;
    const cJSON *authorization_details_types;
    uint8_t is_system;
};

struct organization_object {
    struct orgpol_organization row;
    const cJSON *quota;
    const cJSON *enabled_connections;
    const cJSON *connections; /* the other spelling */
    const cJSON *clients;
    const cJSON *client_grants;
    const cJSON *members;
    const cJSON *roles;
    const cJSON *discovery_domains;
    const cJSON *invitations;
};

struct enabled_connection_object {
    struct orgpol_enabled_connection row;
    uint8_t is_hidden; /* show_as_button is false */
};

struct organization_client_grant_object {
    struct orgpol_str id;
    struct orgpol_str grant_id; /* the other spelling */
};

struct member_object {
    struct orgpol_str user_id;
    struct given_time created_at;
    const cJSON *roles;
};

struct discovery_domain_object {
    struct orgpol_str domain;
    uint8_t status;
    uint8_t use_for_organization_discovery;
};

struct invitation_object {
    struct orgpol_str ticket_id;
    struct orgpol_str client_id;
    struct orgpol_str email;
    struct orgpol_str connection_id;
    uint8_t used;
    struct given_count ttl_sec;
    struct given_time created_at;
    struct given_time expires_at;
    const cJSON *roles;
};

struct role_object {
    struct orgpol_str id;
    const cJSON *permissions;
};

struct permission_object {
    struct orgpol_str permission_name;
    struct orgpol_str resource_server_identifier;
};

struct user_object {
    struct orgpol_user row;
    const cJSON *roles;
    const cJSON *grants;
    const cJSON *multifactor;
    const cJSON *identities;
    const cJSON *connected_accounts;
};

struct identity_object {
    struct orgpol_str provider;
    const cJSON *user_id; /* text, and from some providers a number */
};

struct connected_account_object {
    struct orgpol_connected_account row; /* without the tag */
    uint8_t access_type;                 /* ACCESS_TYPE_OFFLINE */
    struct orgpol_str org_id;            /* the tag ... */
    struct orgpol_str organization_id;   /* ... in either spelling */
    const cJSON *scopes;
};

struct user_grant_object {
    struct orgpol_str id;
    struct orgpol_str client_id;
    struct orgpol_str clientID; /* the other spelling */
    struct orgpol_str audience;
    struct orgpol_str organization_id;
    const cJSON *scope;
};

/* Values of proof_of_possession.mechanism; 0: absent. */
enum { MECHANISM_DPOP = 1, MECHANISM_MTLS = 2 };

/* A row that is nothing but a text under one name. */
struct text_object {
    struct orgpol_str text;
};

struct rule_object {
    struct orgpol_str id;
    uint8_t is_disabled;
    struct orgpol_str trigger_id; /* hooks only */
};

/* The value of DISCOVERY_DOMAIN's `verified`. */
enum { DOMAIN_VERIFIED = 1 };

/* The value of the access type `offline`. */
enum { ACCESS_TYPE_OFFLINE = 1 };

/* The words of mfa.policy. */
enum { MFA_ADAPTIVE = 1, MFA_ALWAYS = 2 };

/* Fills in what no single member says, once the members of orgpol_client_members are read. */
void orgpol_client_object_complete(struct client_object *client);

/* VAULT-15 VAULT-16: enum orgpol_mfa_policy of mfa.policy. */
uint8_t orgpol_mfa_policy_of(const struct setting_object *settings);

/* Likewise what the members of a connection, and of a connected account, say together. */
void orgpol_connection_object_complete(struct connection_object *connection);
void orgpol_connected_account_object_complete(struct connected_account_object *account);

/* CFG-24: null is no word of third_party_client_access, although it counts as absent elsewhere. */
void orgpol_organization_object_complete(struct organization_object *organization, const cJSON *json);

/* CFG-36: allow_all, which a row cannot hold. */
bool orgpol_is_client_policy_allow_all(const struct resource_server_object *resource_server);

extern const struct word orgpol_discovery_words[]; /* enum orgpol_discovery_method */

extern const struct field_table orgpol_tenant_members;
extern const struct field_table orgpol_option_members;              /* struct option_object */
extern const struct field_table orgpol_setting_members;             /* struct setting_object */
extern const struct field_table orgpol_quota_members;               /* struct quota_object */
extern const struct field_table orgpol_client_members;              /* struct client_object */
extern const struct field_table orgpol_connection_members;          /* struct connection_object */
extern const struct field_table orgpol_resource_server_members;     /* struct resource_server_object */
extern const struct field_table orgpol_client_grant_members;        /* struct client_grant_object */
extern const struct field_table orgpol_organization_members;        /* struct organization_object */
extern const struct field_table orgpol_enabled_connection_members;  /* struct enabled_connection_object */
extern const struct field_table orgpol_organization_client_members; /* struct orgpol_organization_client */
extern const struct field_table orgpol_organization_client_grant_members; /* ..._client_grant_object */
extern const struct field_table orgpol_member_members;                    /* struct member_object */
extern const struct field_table orgpol_discovery_domain_members;          /* struct discovery_domain_object */
extern const struct field_table orgpol_invitation_members;                /* struct invitation_object */
extern const struct field_table orgpol_role_members;                      /* struct role_object */
extern const struct field_table orgpol_permission_members;                /* struct permission_object */
extern const struct field_table orgpol_user_members;                      /* struct user_object */
extern const struct field_table orgpol_user_grant_members;                /* struct user_grant_object */
extern const struct field_table orgpol_token_policy_members;              /* struct token_policy_object */
extern const struct field_table orgpol_privileged_access_members; /* struct privileged_access_object */
extern const struct field_table orgpol_credential_members;        /* struct credential_object */
extern const struct field_table orgpol_worker_grant_members;      /* struct worker_grant_object */
extern const struct field_table orgpol_identity_members;          /* struct identity_object */
extern const struct field_table orgpol_connected_account_members; /* struct connected_account_object */
extern const struct field_table orgpol_domain_members;            /* `domain` of struct text_object */
extern const struct field_table orgpol_scope_members;             /* `value` of struct text_object */
extern const struct field_table orgpol_role_id_members;           /* `id` of struct text_object */
extern const struct field_table orgpol_rule_members;              /* struct rule_object, hooks too */

#endif
