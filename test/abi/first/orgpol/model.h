/* SPDX-License-Identifier: MIT */
#ifndef ORGPOL_MODEL_H
#define ORGPOL_MODEL_H
#include "orgpol/base.h"
#ifdef __cplusplus
extern "C" {
#endif
#define ORGPOL_WORD_UNKNOWN 255
enum orgpol_third_party_security_mode {
    ORGPOL_SECURITY_MODE_UNSET = 0,
    ORGPOL_SECURITY_MODE_STRICT = 1,
    ORGPOL_SECURITY_MODE_PERMISSIVE = 2
};
enum orgpol_external_metadata_type {
    ORGPOL_METADATA_UNSET = 0,
    ORGPOL_METADATA_CIMD = 1,
    ORGPOL_METADATA_DCR = 2
};
enum orgpol_redirection_policy {
    ORGPOL_REDIRECTION_UNSET = 0,
    ORGPOL_REDIRECTION_OPEN_REDIRECT_PROTECTION = 1,
    ORGPOL_REDIRECTION_ALLOW_ALWAYS = 2
};
enum orgpol_organization_usage {
    ORGPOL_USAGE_UNSET = 0,
    ORGPOL_USAGE_DENY = 1,
    ORGPOL_USAGE_ALLOW = 2,
    ORGPOL_USAGE_REQUIRE = 3
};
enum orgpol_organization_require_behavior {
    ORGPOL_BEHAVIOR_UNSET = 0,
    ORGPOL_BEHAVIOR_NO_PROMPT = 1,
    ORGPOL_BEHAVIOR_PRE_LOGIN_PROMPT = 2,
    ORGPOL_BEHAVIOR_POST_LOGIN_PROMPT = 3
};
enum orgpol_grant_type {
    ORGPOL_GRANT_TYPE_AUTHORIZATION_CODE = 1 << 0,
    ORGPOL_GRANT_TYPE_IMPLICIT = 1 << 1,
    ORGPOL_GRANT_TYPE_REFRESH_TOKEN = 1 << 2,
    ORGPOL_GRANT_TYPE_CLIENT_CREDENTIALS = 1 << 3,
    ORGPOL_GRANT_TYPE_PASSWORD = 1 << 4,
    ORGPOL_GRANT_TYPE_PASSWORD_REALM = 1 << 5,
    ORGPOL_GRANT_TYPE_MFA_OOB = 1 << 6,
    ORGPOL_GRANT_TYPE_MFA_OTP = 1 << 7,
    ORGPOL_GRANT_TYPE_MFA_RECOVERY_CODE = 1 << 8,
    ORGPOL_GRANT_TYPE_PASSWORDLESS_OTP = 1 << 9,
    ORGPOL_GRANT_TYPE_FEDERATED_CONNECTION_ACCESS_TOKEN = 1 << 10,
    ORGPOL_GRANT_TYPE_DEVICE_CODE = 1 << 11,
    ORGPOL_GRANT_TYPE_TOKEN_EXCHANGE = 1 << 12,
    ORGPOL_GRANT_TYPE_JWT_BEARER = 1 << 13,
    ORGPOL_GRANT_TYPE_CIBA = 1 << 14,
    ORGPOL_GRANT_TYPE_WEBAUTHN = 1 << 15,
    ORGPOL_GRANT_TYPE_OTHER = 1 << 30
};
enum orgpol_token_endpoint_auth_method {
    ORGPOL_AUTH_METHOD_UNSET = 0,
    ORGPOL_AUTH_METHOD_NONE = 1,
    ORGPOL_AUTH_METHOD_CLIENT_SECRET_POST = 2,
    ORGPOL_AUTH_METHOD_CLIENT_SECRET_BASIC = 3
};
enum orgpol_app_type {
    ORGPOL_APP_TYPE_UNSET = 0,
    ORGPOL_APP_TYPE_SPA = 1,
    ORGPOL_APP_TYPE_NATIVE = 2,
    ORGPOL_APP_TYPE_REGULAR_WEB = 3,
    ORGPOL_APP_TYPE_NON_INTERACTIVE = 4,
    ORGPOL_APP_TYPE_RESOURCE_SERVER = 5
};
enum orgpol_discovery_method {
    ORGPOL_DISCOVERY_EMAIL = 1 << 0,
    ORGPOL_DISCOVERY_ORGANIZATION_NAME = 1 << 1,
    ORGPOL_DISCOVERY_OTHER = 1 << 7
};
enum orgpol_setting { ORGPOL_SETTING_UNSET = 0, ORGPOL_SETTING_OFF = 1, ORGPOL_SETTING_ON = 2 };
struct orgpol_client {
    uint32_t struct_size;
    uint8_t is_first_party;
    uint8_t third_party_security_mode;
    uint8_t external_metadata_type;
    uint8_t redirection_policy;
    uint8_t organization_usage;
    uint8_t organization_require_behavior;
    uint8_t identity_assertion_authorization_grant_active;
    uint8_t organization_discovery_methods;
    uint32_t grant_types;
    uint8_t token_endpoint_auth_method;
    uint8_t has_client_authentication_methods;
    uint8_t app_type;
    uint8_t is_oidc_conformant;
    uint8_t
        skip_non_verifiable_callback_uri_confirmation_prompt;
    uint8_t
        default_organization_for_client_credentials;
    uint16_t reserved;
    struct orgpol_str client_id;
    struct orgpol_str external_client_id;
    struct orgpol_str default_organization_id;
    const struct orgpol_str *callbacks;
    size_t callback_count;
};
#define ORGPOL_CLIENT_INIT \
    { \
        (uint32_t)sizeof(struct orgpol_client), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, \
            ORGPOL_STR_NONE, ORGPOL_STR_NONE, ORGPOL_STR_NONE, NULL, 0 \
    }
enum orgpol_third_party_client_access {
    ORGPOL_ACCESS_UNSET = 0,
    ORGPOL_ACCESS_BLOCK = 1,
    ORGPOL_ACCESS_ALLOW = 2
};
struct orgpol_organization {
    uint32_t struct_size;
    uint8_t third_party_client_access;
    uint8_t is_app_entitlement_active;
    uint16_t reserved;
    uint32_t
        enabled_connection_count;
    uint32_t reserved2;
    struct orgpol_str id;
    struct orgpol_str name;
};
#define ORGPOL_ORGANIZATION_INIT \
    { \
        (uint32_t)sizeof(struct orgpol_organization), 0, 0, 0, 0, 0, ORGPOL_STR_NONE, ORGPOL_STR_NONE \
    }
enum orgpol_cross_app_access_status {
    ORGPOL_CROSS_APP_ACCESS_UNSET = 0,
    ORGPOL_CROSS_APP_ACCESS_DISABLED = 1,
    ORGPOL_CROSS_APP_ACCESS_ENABLED = 2
};
struct orgpol_connection {
    uint32_t struct_size;
    uint8_t is_domain_connection;
    uint8_t is_authentication_inactive;
    uint8_t cross_app_access_resource_app_status;
    uint8_t reserved;
    uint32_t enabled_client_count;
    uint32_t reserved2;
    struct orgpol_str id;
    struct orgpol_str strategy;
};
#define ORGPOL_CONNECTION_INIT \
    { \
        (uint32_t)sizeof(struct orgpol_connection), 0, 0, 0, 0, 0, 0, ORGPOL_STR_NONE, ORGPOL_STR_NONE \
    }
struct orgpol_enabled_client {
    uint32_t struct_size;
    uint32_t reserved;
    struct orgpol_str connection_id;
    struct orgpol_str client_id;
};
#define ORGPOL_ENABLED_CLIENT_INIT \
    { \
        (uint32_t)sizeof(struct orgpol_enabled_client), 0, ORGPOL_STR_NONE, ORGPOL_STR_NONE \
    }
struct orgpol_enabled_connection {
    uint32_t struct_size;
    uint8_t is_disabled;
    uint8_t assign_membership_on_login;
    uint8_t is_signup_enabled;
    uint8_t reserved;
    struct orgpol_str organization_id;
    struct orgpol_str connection_id;
};
#define ORGPOL_ENABLED_CONNECTION_INIT \
    { \
        (uint32_t)sizeof(struct orgpol_enabled_connection), 0, 0, 0, 0, ORGPOL_STR_NONE, ORGPOL_STR_NONE \
    }
struct orgpol_organization_client {
    uint32_t struct_size;
    uint8_t use_for_member_access;
    uint8_t reserved;
    uint16_t reserved2;
    struct orgpol_str organization_id;
    struct orgpol_str client_id;
};
#define ORGPOL_ORGANIZATION_CLIENT_INIT \
    { \
        (uint32_t)sizeof(struct orgpol_organization_client), 0, 0, 0, ORGPOL_STR_NONE, ORGPOL_STR_NONE \
    }
struct orgpol_organization_member {
    uint32_t struct_size;
    uint32_t reserved;
    struct orgpol_str organization_id;
    struct orgpol_str user_id;
};
#define ORGPOL_ORGANIZATION_MEMBER_INIT \
    { \
        (uint32_t)sizeof(struct orgpol_organization_member), 0, ORGPOL_STR_NONE, ORGPOL_STR_NONE \
    }
struct orgpol_user {
    uint32_t struct_size;
    uint32_t reserved;
    struct orgpol_str user_id;
    struct orgpol_str email;
};
#define ORGPOL_USER_INIT \
    { \
        (uint32_t)sizeof(struct orgpol_user), 0, ORGPOL_STR_NONE, ORGPOL_STR_NONE \
    }
enum orgpol_user_policy {
    ORGPOL_USER_POLICY_UNSET = 0,
    ORGPOL_USER_POLICY_ALLOW_ALL = 1,
    ORGPOL_USER_POLICY_DENY_ALL = 2,
    ORGPOL_USER_POLICY_REQUIRE_CLIENT_GRANT = 3
};
enum orgpol_client_policy {
    ORGPOL_CLIENT_POLICY_UNSET = 0,
    ORGPOL_CLIENT_POLICY_DENY_ALL = 1,
    ORGPOL_CLIENT_POLICY_REQUIRE_CLIENT_GRANT = 2
};
enum orgpol_token_dialect {
    ORGPOL_TOKEN_DIALECT_UNSET = 0,
    ORGPOL_TOKEN_DIALECT_ACCESS_TOKEN = 1,
    ORGPOL_TOKEN_DIALECT_ACCESS_TOKEN_AUTHZ = 2,
    ORGPOL_TOKEN_DIALECT_RFC9068_PROFILE = 3,
    ORGPOL_TOKEN_DIALECT_RFC9068_PROFILE_AUTHZ = 4
};
struct orgpol_resource_server {
    uint32_t struct_size;
    uint8_t is_system;
    uint8_t user_policy;
    uint8_t client_policy;
    uint8_t enforce_policies;
    uint8_t skip_consent_for_verifiable_first_party_clients;
    uint8_t allow_offline_access;
    uint8_t token_dialect;
    uint8_t reserved;
    uint32_t reserved2;
    struct orgpol_str identifier;
    const struct orgpol_str *scopes;
    size_t scope_count;
};
#define ORGPOL_RESOURCE_SERVER_INIT \
    { \
        (uint32_t)sizeof(struct orgpol_resource_server), 0, 0, 0, 0, 0, 0, 0, 0, 0, ORGPOL_STR_NONE, NULL, 0 \
    }
enum orgpol_subject_type {
    ORGPOL_SUBJECT_TYPE_UNSET = 0,
    ORGPOL_SUBJECT_TYPE_CLIENT = 1,
    ORGPOL_SUBJECT_TYPE_USER = 2
};
enum orgpol_default_for {
    ORGPOL_DEFAULT_FOR_UNSET = 0,
    ORGPOL_DEFAULT_FOR_THIRD_PARTY_CLIENTS = 1
};
struct orgpol_client_grant {
    uint32_t struct_size;
    uint8_t subject_type;
    uint8_t default_for;
    uint8_t organization_usage;
    uint8_t allow_any_organization;
    uint8_t allow_all_scopes;
    uint8_t reserved;
    uint16_t reserved2;
    uint32_t reserved3;
    struct orgpol_str id;
    struct orgpol_str client_id;
    struct orgpol_str audience;
    const struct orgpol_str *scopes;
    size_t scope_count;
    const struct orgpol_str *authorization_details_types;
    size_t authorization_details_type_count;
};
#define ORGPOL_CLIENT_GRANT_INIT \
    { \
        (uint32_t)sizeof(struct orgpol_client_grant), 0, 0, 0, 0, 0, 0, 0, 0, ORGPOL_STR_NONE, \
            ORGPOL_STR_NONE, ORGPOL_STR_NONE, NULL, 0, NULL, 0 \
    }
struct orgpol_organization_client_grant {
    uint32_t struct_size;
    uint32_t reserved;
    struct orgpol_str organization_id;
    struct orgpol_str grant_id;
};
#define ORGPOL_ORGANIZATION_CLIENT_GRANT_INIT \
    { \
        (uint32_t)sizeof(struct orgpol_organization_client_grant), 0, ORGPOL_STR_NONE, ORGPOL_STR_NONE \
    }
struct orgpol_user_grant {
    uint32_t struct_size;
    uint32_t reserved;
    struct orgpol_str user_id;
    struct orgpol_str client_id;
    struct orgpol_str audience;
    struct orgpol_str organization_id;
    const struct orgpol_str *scopes;
    size_t scope_count;
};
#define ORGPOL_USER_GRANT_INIT \
    { \
        (uint32_t)sizeof(struct orgpol_user_grant), 0, ORGPOL_STR_NONE, ORGPOL_STR_NONE, ORGPOL_STR_NONE, \
            ORGPOL_STR_NONE, NULL, 0 \
    }
enum orgpol_resource_parameter_profile {
    ORGPOL_RESOURCE_PROFILE_UNSET = 0,
    ORGPOL_RESOURCE_PROFILE_AUDIENCE = 1,
    ORGPOL_RESOURCE_PROFILE_COMPATIBILITY = 2
};
struct orgpol_tenant_settings {
    uint32_t struct_size;
    uint8_t
        allow_organization_name_in_authentication_api;
    uint8_t has_enabled_rule;
    uint8_t has_credentials_exchange_hook;
    uint8_t resource_parameter_profile;
    uint8_t skip_non_verifiable_callback_uri_confirmation_prompt;
    uint8_t revoke_refresh_token_grant;
    uint16_t reserved;
    uint32_t reserved2;
    struct orgpol_str default_audience;
    struct orgpol_str default_directory;
};
#define ORGPOL_TENANT_SETTINGS_INIT \
    { \
        (uint32_t)sizeof(struct orgpol_tenant_settings), 0, 0, 0, 0, 0, 0, 0, 0, ORGPOL_STR_NONE, \
            ORGPOL_STR_NONE \
    }
enum orgpol_absent_security_mode {
    ORGPOL_ABSENT_SECURITY_MODE_STRICT = 0,
    ORGPOL_ABSENT_SECURITY_MODE_PERMISSIVE = 1
};
enum orgpol_refresh_recheck {
    ORGPOL_REFRESH_RECHECK_ON = 0,
    ORGPOL_REFRESH_RECHECK_OFF = 1
};
enum orgpol_scope_subset {
    ORGPOL_SCOPE_SUBSET_SUBSET = 0,
    ORGPOL_SCOPE_SUBSET_CEILING = 1
};
enum orgpol_discovery_filter {
    ORGPOL_DISCOVERY_FILTER_NONE = 0,
    ORGPOL_DISCOVERY_FILTER_GATE = 1
};
enum orgpol_picker_filter {
    ORGPOL_PICKER_FILTER_GATE = 0,
    ORGPOL_PICKER_FILTER_NONE = 1
};
enum orgpol_consented_scopes { ORGPOL_CONSENTED_SCOPES_UNION = 0, ORGPOL_CONSENTED_SCOPES_REPLACE = 1 };
struct orgpol_options {
    uint32_t struct_size;
    uint8_t
        require_app_connection_in_org;
    uint8_t absent_security_mode;
    uint8_t refresh_recheck;
    uint8_t default_discovery_methods;
    uint8_t localhost_forces_consent;
    uint8_t scope_subset;
    uint8_t discovery_filter;
    uint8_t picker_filter;
    uint8_t require_pkce;
    uint8_t consented_scopes;
    uint8_t user_grant_ceiling;
    uint8_t reserved;
};
#define ORGPOL_OPTIONS_INIT \
    { \
        (uint32_t)sizeof(struct orgpol_options), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 \
    }
#ifdef __cplusplus
}
#endif
#endif
