/* SPDX-License-Identifier: MIT */
/*
 * The rows decisions read. Nouns, field names and words are the Management API's.
 *
 * Zero is the strictest reading: a zeroed member is "absent" and means what the documentation's default says,
 * or the stricter choice where it says nothing. Flags are 0 or 1; any other value reads as 1. A flag whose
 * documented default is true stands here under the opposite name (`is_enabled` is `is_disabled`), so that
 * zero keeps meaning the default. A word stored that orgpol does not know is ORGPOL_WORD_UNKNOWN: it
 * satisfies no condition, so it can only restrict (CFG-43); any value not listed reads the same way.
 *
 * Rows name their owners, and decisions check it: a row of another client, organization, connection, user or
 * API is an error, never a pass.
 */
#ifndef ORGPOL_MODEL_H
#define ORGPOL_MODEL_H

#include "orgpol/base.h"
#include "orgpol/options.h"

#ifdef __cplusplus
extern "C" {
#endif

#define ORGPOL_WORD_UNKNOWN 255

enum orgpol_third_party_security_mode {
    ORGPOL_SECURITY_MODE_UNSET = 0, /* strict, unless the option absent_security_mode says otherwise */
    ORGPOL_SECURITY_MODE_STRICT = 1,
    ORGPOL_SECURITY_MODE_PERMISSIVE = 2
};

enum orgpol_external_metadata_type {
    ORGPOL_METADATA_UNSET = 0, /* registered by an administrator */
    ORGPOL_METADATA_CIMD = 1,  /* client id metadata document: always strict (CFG-05) */
    ORGPOL_METADATA_DCR = 2    /* dynamic client registration */
};

enum orgpol_redirection_policy {
    ORGPOL_REDIRECTION_UNSET = 0, /* open_redirect_protection */
    ORGPOL_REDIRECTION_OPEN_REDIRECT_PROTECTION = 1,
    ORGPOL_REDIRECTION_ALLOW_ALWAYS = 2
};

/* An unknown word denies logins with and without an organization. */
enum orgpol_organization_usage {
    ORGPOL_USAGE_UNSET = 0, /* deny */
    ORGPOL_USAGE_DENY = 1,
    ORGPOL_USAGE_ALLOW = 2,
    ORGPOL_USAGE_REQUIRE = 3
};

enum orgpol_organization_require_behavior {
    ORGPOL_BEHAVIOR_UNSET = 0, /* no_prompt */
    ORGPOL_BEHAVIOR_NO_PROMPT = 1,
    ORGPOL_BEHAVIOR_PRE_LOGIN_PROMPT = 2,
    ORGPOL_BEHAVIOR_POST_LOGIN_PROMPT = 3
};

/* Mask. Zero means that the client has no such member; OTHER alone stands for an empty list. */
enum orgpol_grant_type {
    ORGPOL_GRANT_TYPE_AUTHORIZATION_CODE = 1 << 0,
    ORGPOL_GRANT_TYPE_IMPLICIT = 1 << 1,
    ORGPOL_GRANT_TYPE_REFRESH_TOKEN = 1 << 2,
    ORGPOL_GRANT_TYPE_CLIENT_CREDENTIALS = 1 << 3,
    ORGPOL_GRANT_TYPE_PASSWORD = 1 << 4,
    ORGPOL_GRANT_TYPE_PASSWORD_REALM = 1 << 5, /* http://auth0.com/oauth/grant-type/password-realm */
    ORGPOL_GRANT_TYPE_MFA_OOB = 1 << 6,        /* http://auth0.com/oauth/grant-type/mfa-oob */
    ORGPOL_GRANT_TYPE_MFA_OTP = 1 << 7,        /* http://auth0.com/oauth/grant-type/mfa-otp */
    ORGPOL_GRANT_TYPE_MFA_RECOVERY_CODE = 1 << 8,
    ORGPOL_GRANT_TYPE_PASSWORDLESS_OTP = 1 << 9, /* http://auth0.com/oauth/grant-type/passwordless/otp */
    ORGPOL_GRANT_TYPE_FEDERATED_CONNECTION_ACCESS_TOKEN = 1 << 10, /* urn:auth0:params:... (Token Vault) */
    ORGPOL_GRANT_TYPE_DEVICE_CODE = 1 << 11,    /* urn:ietf:params:oauth:grant-type:device_code */
    ORGPOL_GRANT_TYPE_TOKEN_EXCHANGE = 1 << 12, /* urn:ietf:params:oauth:grant-type:token-exchange */
    ORGPOL_GRANT_TYPE_JWT_BEARER = 1 << 13,     /* urn:ietf:params:oauth:grant-type:jwt-bearer */
    ORGPOL_GRANT_TYPE_CIBA = 1 << 14,           /* urn:openid:params:grant-type:ciba */
    ORGPOL_GRANT_TYPE_WEBAUTHN = 1 << 15,       /* urn:okta:params:oauth:grant-type:webauthn */
    ORGPOL_GRANT_TYPE_OTHER = 1 << 30
};

/* The names of client_authentication_methods stand here too: dynamic registrations store them so. */
enum orgpol_token_endpoint_auth_method {
    ORGPOL_AUTH_METHOD_UNSET = 0, /* follows from client_authentication_methods and app_type */
    ORGPOL_AUTH_METHOD_NONE = 1,  /* a public client */
    ORGPOL_AUTH_METHOD_CLIENT_SECRET_POST = 2,
    ORGPOL_AUTH_METHOD_CLIENT_SECRET_BASIC = 3,
    ORGPOL_AUTH_METHOD_PRIVATE_KEY_JWT = 4,
    ORGPOL_AUTH_METHOD_TLS_CLIENT_AUTH = 5,
    ORGPOL_AUTH_METHOD_SELF_SIGNED_TLS_CLIENT_AUTH = 6
};

/* refresh_token.rotation_type */
enum orgpol_rotation_type {
    ORGPOL_ROTATION_UNSET = 0, /* non-rotating */
    ORGPOL_ROTATION_NON_ROTATING = 1,
    ORGPOL_ROTATION_ROTATING = 2
};

enum orgpol_app_type {
    ORGPOL_APP_TYPE_UNSET = 0,
    ORGPOL_APP_TYPE_SPA = 1,
    ORGPOL_APP_TYPE_NATIVE = 2,
    ORGPOL_APP_TYPE_REGULAR_WEB = 3,
    ORGPOL_APP_TYPE_NON_INTERACTIVE = 4,
    ORGPOL_APP_TYPE_RESOURCE_SERVER = 5
};

/* Mask. Zero means that the client has no such member; OTHER alone stands for an empty list. */
enum orgpol_discovery_method {
    ORGPOL_DISCOVERY_EMAIL = 1 << 0,
    ORGPOL_DISCOVERY_ORGANIZATION_NAME = 1 << 1,
    ORGPOL_DISCOVERY_OTHER = 1 << 7
};

/* A member that, when absent, leaves the answer to another row. */
enum orgpol_setting { ORGPOL_SETTING_UNSET = 0, ORGPOL_SETTING_OFF = 1, ORGPOL_SETTING_ON = 2 };

struct orgpol_refresh_token_policy;
struct orgpol_privileged_access;

/* An application. Key: client_id. */
struct orgpol_client {
    uint32_t struct_size;
    uint8_t is_first_party;                /* absent reads as third party, the stricter class */
    uint8_t third_party_security_mode;     /* enum orgpol_third_party_security_mode */
    uint8_t external_metadata_type;        /* enum orgpol_external_metadata_type; unknown: strict too */
    uint8_t redirection_policy;            /* enum orgpol_redirection_policy */
    uint8_t organization_usage;            /* enum orgpol_organization_usage */
    uint8_t organization_require_behavior; /* enum orgpol_organization_require_behavior */
    uint8_t identity_assertion_authorization_grant_active; /* Cross App Access toggle; default off */
    uint8_t organization_discovery_methods;                /* mask of enum orgpol_discovery_method */
    uint32_t grant_types;                                  /* mask of enum orgpol_grant_type */
    uint8_t token_endpoint_auth_method;                    /* enum orgpol_token_endpoint_auth_method; unknown:
                                                              confidential, but not for Token Vault (VAULT-01) */
    uint8_t has_client_authentication_methods; /* client_authentication_methods has one that is not null */
    uint8_t app_type;                          /* enum orgpol_app_type */
    uint8_t is_oidc_conformant;                /* default off; strict clients always are */
    uint8_t
        skip_non_verifiable_callback_uri_confirmation_prompt; /* enum orgpol_setting; unset: the tenant's */
    uint8_t
        default_organization_for_client_credentials; /* default_organization.flows has client_credentials */
    uint8_t refresh_token_rotation_type;             /* enum orgpol_rotation_type (RTX-04) */
    uint8_t reserved;
    struct orgpol_str client_id;
    struct orgpol_str external_client_id;      /* URL of the metadata document; cimd clients */
    struct orgpol_str default_organization_id; /* default_organization.organization_id; absent: none */
    const struct orgpol_str *callbacks;        /* registered redirect URIs */
    size_t callback_count;
    /* Token Vault reads these only. */
    struct orgpol_str resource_server_identifier; /* the API of a Custom API Client (ATX-02) */
    const struct orgpol_refresh_token_policy *refresh_token_policies; /* refresh_token.policies, vault.h */
    size_t refresh_token_policy_count;
    const struct orgpol_privileged_access *token_vault_privileged_access; /* vault.h; NULL: no such block */
};
#define ORGPOL_CLIENT_INIT                                                                             \
    {                                                                                                  \
        (uint32_t)sizeof(struct orgpol_client), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,     \
            ORGPOL_STR_NONE, ORGPOL_STR_NONE, ORGPOL_STR_NONE, NULL, 0, ORGPOL_STR_NONE, NULL, 0, NULL \
    }

enum orgpol_third_party_client_access {
    ORGPOL_ACCESS_UNSET = 0, /* block */
    ORGPOL_ACCESS_BLOCK = 1,
    ORGPOL_ACCESS_ALLOW = 2
};

/* An organization. Key: id. */
struct orgpol_organization {
    uint32_t struct_size;
    uint8_t third_party_client_access; /* enum orgpol_third_party_client_access */
    uint8_t is_app_entitlement_active; /* per-application access (ENT); default off */
    uint16_t reserved;
    uint32_t
        enabled_connection_count; /* connections enabled for it; tells an empty list from a missing row */
    uint32_t reserved2;
    struct orgpol_str id;
    struct orgpol_str name; /* for the claim org_name */
};
#define ORGPOL_ORGANIZATION_INIT                                                                      \
    {                                                                                                 \
        (uint32_t)sizeof(struct orgpol_organization), 0, 0, 0, 0, 0, ORGPOL_STR_NONE, ORGPOL_STR_NONE \
    }

enum orgpol_cross_app_access_status {
    ORGPOL_CROSS_APP_ACCESS_UNSET = 0, /* disabled */
    ORGPOL_CROSS_APP_ACCESS_DISABLED = 1,
    ORGPOL_CROSS_APP_ACCESS_ENABLED = 2
};

/* A connection. Key: id; Token Vault goes by the name. */
struct orgpol_connection {
    uint32_t struct_size;
    uint8_t is_domain_connection;                 /* promoted to domain level; default no */
    uint8_t is_authentication_inactive;           /* authentication.active is false; default active */
    uint8_t cross_app_access_resource_app_status; /* enum orgpol_cross_app_access_status */
    uint8_t is_connected_accounts_active;         /* connected_accounts.active; default off (PURP-05) */
    uint32_t enabled_client_count;                /* applications it is enabled for */
    uint8_t has_offline_access;                   /* options.offline_access, the Dashboard's switch */
    uint8_t offline_access_required; /* enum orgpol_setting; unset: as the strategy needs it (CONNECT-16) */
    uint8_t has_upstream_dpop;       /* options.dpop_signing_alg is set (PURP-10) */
    uint8_t has_downscoping;         /* options.downscoping: the provider can narrow scopes (PWX-29) */
    struct orgpol_str id;
    struct orgpol_str strategy; /* "auth0" is a database */
    /* Token Vault reads these only. */
    struct orgpol_str name;          /* the value of every `connection` parameter */
    const struct orgpol_str *scopes; /* options.scope: what a connected account asks for (SCOPE-01) */
    size_t scope_count;
    uint8_t has_client_id; /* options.client_id is set: not on Auth0's developer keys (PURP-11) */
    uint8_t reserved;
    uint16_t reserved2;
    uint32_t reserved3;
};
#define ORGPOL_CONNECTION_INIT                                                                  \
    {                                                                                           \
        (uint32_t)sizeof(struct orgpol_connection), 0, 0, 0, 0, 0, 0, 0, 0, 0, ORGPOL_STR_NONE, \
            ORGPOL_STR_NONE, ORGPOL_STR_NONE, NULL, 0, 0, 0, 0, 0                               \
    }

/* One entry of a connection's enabled_clients: the row exists when the connection is enabled for the client.
 */
struct orgpol_enabled_client {
    uint32_t struct_size;
    uint32_t reserved;
    struct orgpol_str connection_id;
    struct orgpol_str client_id;
};
#define ORGPOL_ENABLED_CLIENT_INIT                                                          \
    {                                                                                       \
        (uint32_t)sizeof(struct orgpol_enabled_client), 0, ORGPOL_STR_NONE, ORGPOL_STR_NONE \
    }

/* One connection of an organization (enabled_connections). show_as_button never decides a login (LOGIN-17).
 */
struct orgpol_enabled_connection {
    uint32_t struct_size;
    uint8_t is_disabled;                /* is_enabled is false; default enabled */
    uint8_t assign_membership_on_login; /* auto-membership; default off */
    uint8_t is_signup_enabled;          /* organization signup, databases only; default off */
    uint8_t reserved;
    struct orgpol_str organization_id;
    struct orgpol_str connection_id;
};
#define ORGPOL_ENABLED_CONNECTION_INIT                                                                   \
    {                                                                                                    \
        (uint32_t)sizeof(struct orgpol_enabled_connection), 0, 0, 0, 0, ORGPOL_STR_NONE, ORGPOL_STR_NONE \
    }

/* One application listed in an organization (per-application access). */
struct orgpol_organization_client {
    uint32_t struct_size;
    uint8_t use_for_member_access; /* Member Access; default off */
    uint8_t reserved;
    uint16_t reserved2;
    struct orgpol_str organization_id;
    struct orgpol_str client_id;
};
#define ORGPOL_ORGANIZATION_CLIENT_INIT                                                                \
    {                                                                                                  \
        (uint32_t)sizeof(struct orgpol_organization_client), 0, 0, 0, ORGPOL_STR_NONE, ORGPOL_STR_NONE \
    }

/* One membership: the row exists when the user is a member. */
struct orgpol_organization_member {
    uint32_t struct_size;
    uint32_t reserved;
    struct orgpol_str organization_id;
    struct orgpol_str user_id;
};
#define ORGPOL_ORGANIZATION_MEMBER_INIT                                                          \
    {                                                                                            \
        (uint32_t)sizeof(struct orgpol_organization_member), 0, ORGPOL_STR_NONE, ORGPOL_STR_NONE \
    }

/* An unknown word reads as pending. */
enum orgpol_discovery_domain_status {
    ORGPOL_DOMAIN_STATUS_UNSET = 0, /* pending */
    ORGPOL_DOMAIN_STATUS_PENDING = 1,
    ORGPOL_DOMAIN_STATUS_VERIFIED = 2
};

/* A domain of an organization, for discovery by e-mail address (PROMPT-17). */
struct orgpol_discovery_domain {
    uint32_t struct_size;
    uint8_t status;                         /* enum orgpol_discovery_domain_status */
    uint8_t use_for_organization_discovery; /* default off */
    uint16_t reserved;
    struct orgpol_str organization_id;
    struct orgpol_str domain;
};
#define ORGPOL_DISCOVERY_DOMAIN_INIT                                                                \
    {                                                                                               \
        (uint32_t)sizeof(struct orgpol_discovery_domain), 0, 0, 0, ORGPOL_STR_NONE, ORGPOL_STR_NONE \
    }

/* An invitation into an organization. Key: ticket_id, which is what the parameter `invitation` carries. */
struct orgpol_invitation {
    uint32_t struct_size;
    uint8_t is_used;
    uint8_t reserved;
    uint16_t reserved2;
    int64_t created_at_s; /* seconds since 1970; 0: unknown */
    int64_t expires_at_s; /* 0: created_at_s and ttl_s say; with neither, it has expired */
    uint32_t ttl_s;       /* 0: ORGPOL_INVITATION_TTL_S */
    uint32_t reserved3;
    struct orgpol_str ticket_id;
    struct orgpol_str organization_id;
    struct orgpol_str client_id;
    struct orgpol_str connection_id; /* the connection it must be accepted over; absent: any */
    struct orgpol_str email;         /* invitee.email */
    const struct orgpol_str *roles;  /* ids of the roles it gives */
    size_t role_count;
};
#define ORGPOL_INVITATION_INIT                                                                             \
    {                                                                                                      \
        (uint32_t)sizeof(struct orgpol_invitation), 0, 0, 0, 0, 0, 0, 0, ORGPOL_STR_NONE, ORGPOL_STR_NONE, \
            ORGPOL_STR_NONE, ORGPOL_STR_NONE, ORGPOL_STR_NONE, NULL, 0                                     \
    }

/* How long an invitation lasts that does not say (PROMPT-36). */
#define ORGPOL_INVITATION_TTL_S 604800u

/* A user profile. Key: user_id. */
struct orgpol_user {
    uint32_t struct_size;
    uint8_t is_blocked;        /* blocked; default no. Token Vault reads these three only */
    uint8_t is_email_verified; /* default no */
    uint8_t has_factor;        /* multifactor is not empty: a second factor is enrolled */
    uint8_t reserved;
    struct orgpol_str user_id;
    struct orgpol_str email; /* absent: unknown */
};
#define ORGPOL_USER_INIT                                                                   \
    {                                                                                      \
        (uint32_t)sizeof(struct orgpol_user), 0, 0, 0, 0, ORGPOL_STR_NONE, ORGPOL_STR_NONE \
    }

enum orgpol_user_policy {
    ORGPOL_USER_POLICY_UNSET = 0, /* allow_all; an unknown word is deny_all */
    ORGPOL_USER_POLICY_ALLOW_ALL = 1,
    ORGPOL_USER_POLICY_DENY_ALL = 2,
    ORGPOL_USER_POLICY_REQUIRE_CLIENT_GRANT = 3
};

enum orgpol_client_policy {
    ORGPOL_CLIENT_POLICY_UNSET = 0, /* require_client_grant; an unknown word is deny_all */
    ORGPOL_CLIENT_POLICY_DENY_ALL = 1,
    ORGPOL_CLIENT_POLICY_REQUIRE_CLIENT_GRANT = 2
};

/* An unknown word reads as access_token. */
enum orgpol_token_dialect {
    ORGPOL_TOKEN_DIALECT_UNSET = 0, /* access_token */
    ORGPOL_TOKEN_DIALECT_ACCESS_TOKEN = 1,
    ORGPOL_TOKEN_DIALECT_ACCESS_TOKEN_AUTHZ = 2,
    ORGPOL_TOKEN_DIALECT_RFC9068_PROFILE = 3,
    ORGPOL_TOKEN_DIALECT_RFC9068_PROFILE_AUTHZ = 4
};

/* An API. Key: identifier. */
struct orgpol_resource_server {
    uint32_t struct_size;
    uint8_t is_system;        /* Management, My Account, My Organization, MFA APIs */
    uint8_t user_policy;      /* subject_type_authorization.user.policy: enum orgpol_user_policy */
    uint8_t client_policy;    /* subject_type_authorization.client.policy: enum orgpol_client_policy */
    uint8_t enforce_policies; /* RBAC; default off */
    uint8_t skip_consent_for_verifiable_first_party_clients; /* default off */
    uint8_t allow_offline_access;                            /* default off */
    uint8_t token_dialect;                                   /* enum orgpol_token_dialect */
    uint8_t is_dpop_required; /* proof_of_possession is required, by dpop (MYA-17); default off */
    uint32_t reserved;
    struct orgpol_str identifier;
    const struct orgpol_str *scopes; /* what the API defines, in its order */
    size_t scope_count;
};
#define ORGPOL_RESOURCE_SERVER_INIT                                                                          \
    {                                                                                                        \
        (uint32_t)sizeof(struct orgpol_resource_server), 0, 0, 0, 0, 0, 0, 0, 0, 0, ORGPOL_STR_NONE, NULL, 0 \
    }

/* An unknown word makes the row no grant. */
enum orgpol_subject_type {
    ORGPOL_SUBJECT_TYPE_UNSET = 0, /* client */
    ORGPOL_SUBJECT_TYPE_CLIENT = 1,
    ORGPOL_SUBJECT_TYPE_USER = 2
};

enum orgpol_default_for {
    ORGPOL_DEFAULT_FOR_UNSET = 0, /* the grant is one client's */
    ORGPOL_DEFAULT_FOR_THIRD_PARTY_CLIENTS = 1
};

/* A client grant: of one client (client_id) or the default of all third-party clients (default_for). */
struct orgpol_client_grant {
    uint32_t struct_size;
    uint8_t subject_type;           /* enum orgpol_subject_type */
    uint8_t default_for;            /* enum orgpol_default_for */
    uint8_t organization_usage;     /* enum orgpol_organization_usage; client credentials only (CFG-34) */
    uint8_t allow_any_organization; /* default off; never for third parties (CFG-30) */
    uint8_t allow_all_scopes;       /* every scope of the API, `scopes` not read (CFG-28); default off */
    uint8_t reserved;
    uint16_t reserved2;
    uint32_t reserved3;
    struct orgpol_str id;
    struct orgpol_str client_id;
    struct orgpol_str audience;
    const struct orgpol_str *scopes; /* `scope` */
    size_t scope_count;
    const struct orgpol_str *authorization_details_types;
    size_t authorization_details_type_count;
};
#define ORGPOL_CLIENT_GRANT_INIT                                                               \
    {                                                                                          \
        (uint32_t)sizeof(struct orgpol_client_grant), 0, 0, 0, 0, 0, 0, 0, 0, ORGPOL_STR_NONE, \
            ORGPOL_STR_NONE, ORGPOL_STR_NONE, NULL, 0, NULL, 0                                 \
    }

/* The association of a client grant with an organization: the row exists when they are associated. */
struct orgpol_organization_client_grant {
    uint32_t struct_size;
    uint32_t reserved;
    struct orgpol_str organization_id;
    struct orgpol_str grant_id;
};
#define ORGPOL_ORGANIZATION_CLIENT_GRANT_INIT                                                          \
    {                                                                                                  \
        (uint32_t)sizeof(struct orgpol_organization_client_grant), 0, ORGPOL_STR_NONE, ORGPOL_STR_NONE \
    }

/* A stored consent. Key: user, client, audience and organization, absent meaning none (CONSENT-05). */
struct orgpol_user_grant {
    uint32_t struct_size;
    uint32_t reserved;
    struct orgpol_str user_id;
    struct orgpol_str client_id;
    struct orgpol_str audience;
    struct orgpol_str organization_id;
    const struct orgpol_str *scopes; /* `scope` */
    size_t scope_count;
};
#define ORGPOL_USER_GRANT_INIT                                                                            \
    {                                                                                                     \
        (uint32_t)sizeof(struct orgpol_user_grant), 0, ORGPOL_STR_NONE, ORGPOL_STR_NONE, ORGPOL_STR_NONE, \
            ORGPOL_STR_NONE, NULL, 0                                                                      \
    }

enum orgpol_resource_parameter_profile {
    ORGPOL_RESOURCE_PROFILE_UNSET = 0, /* audience; so is an unknown word */
    ORGPOL_RESOURCE_PROFILE_AUDIENCE = 1,
    ORGPOL_RESOURCE_PROFILE_COMPATIBILITY = 2 /* `resource` counts where no `audience` is sent */
};

/* An unknown word reads as always. */
enum orgpol_mfa_policy {
    ORGPOL_MFA_POLICY_UNSET = 0, /* never */
    ORGPOL_MFA_POLICY_NEVER = 1,
    ORGPOL_MFA_POLICY_ADAPTIVE = 2, /* confidence-score */
    ORGPOL_MFA_POLICY_ALWAYS = 3    /* all-applications */
};

/* Tenant settings. NULL where a decision takes them: every default. */
struct orgpol_tenant_settings {
    uint32_t struct_size;
    uint8_t
        allow_organization_name_in_authentication_api; /* adds org_name to tokens (TOKEN-02); default off */
    uint8_t has_enabled_rule;                          /* one of the tenant's Rules is enabled (AUTHZ-27) */
    uint8_t has_credentials_exchange_hook; /* an enabled Hook with triggerId credentials-exchange (M2M-33) */
    uint8_t resource_parameter_profile;    /* enum orgpol_resource_parameter_profile */
    uint8_t skip_non_verifiable_callback_uri_confirmation_prompt; /* default off */
    uint8_t revoke_refresh_token_grant; /* flags.revoke_refresh_token_grant; default off */
    uint8_t mfa_policy;                 /* mfa.policy: enum orgpol_mfa_policy (VAULT-15) */
    uint8_t my_account_default_policy;  /* my_account.default_policy: "Require 2FA"; default off (MYA-13) */
    uint8_t token_vault_org_binding;    /* flags.token_vault_org_binding; default off (ORG-13) */
    uint8_t reserved;
    uint16_t reserved2;
    struct orgpol_str default_audience;  /* default: none */
    struct orgpol_str default_directory; /* name of a connection; default: none */
    /* Token Vault reads these only. */
    struct orgpol_str domain;                /* the canonical host: "acme.example.auth0.com" */
    const struct orgpol_str *custom_domains; /* further hosts */
    size_t custom_domain_count;
};
#define ORGPOL_TENANT_SETTINGS_INIT                                                                        \
    {                                                                                                      \
        (uint32_t)sizeof(struct orgpol_tenant_settings), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, ORGPOL_STR_NONE, \
            ORGPOL_STR_NONE, ORGPOL_STR_NONE, NULL, 0                                                      \
    }

#ifdef __cplusplus
}
#endif

#endif
