/* SPDX-License-Identifier: MIT */
/* Every word a tenant's objects may hold, and what it is read as: one read as another would permit. */
#include "support.h"

#include <cjson/cJSON.h>

#include "../../lib/json/objects.h"

static const struct {
    const struct field_table *table;
    const char *name;
    const char *word;
    size_t offset;
    uint32_t value;
} words[] = {
    {&orgpol_client_members, "external_metadata_type", "cimd",
     offsetof(struct client_object, row.external_metadata_type), ORGPOL_METADATA_CIMD},
    {&orgpol_client_members, "external_metadata_type", "dcr",
     offsetof(struct client_object, row.external_metadata_type), ORGPOL_METADATA_DCR},
    {&orgpol_client_members, "third_party_security_mode", "strict",
     offsetof(struct client_object, row.third_party_security_mode), ORGPOL_SECURITY_MODE_STRICT},
    {&orgpol_client_members, "third_party_security_mode", "permissive",
     offsetof(struct client_object, row.third_party_security_mode), ORGPOL_SECURITY_MODE_PERMISSIVE},
    {&orgpol_client_members, "redirection_policy", "open_redirect_protection",
     offsetof(struct client_object, row.redirection_policy), ORGPOL_REDIRECTION_OPEN_REDIRECT_PROTECTION},
    {&orgpol_client_members, "redirection_policy", "allow_always",
     offsetof(struct client_object, row.redirection_policy), ORGPOL_REDIRECTION_ALLOW_ALWAYS},
    {&orgpol_client_members, "organization_usage", "deny",
     offsetof(struct client_object, row.organization_usage), ORGPOL_USAGE_DENY},
    {&orgpol_client_members, "organization_usage", "allow",
     offsetof(struct client_object, row.organization_usage), ORGPOL_USAGE_ALLOW},
    {&orgpol_client_members, "organization_usage", "require",
     offsetof(struct client_object, row.organization_usage), ORGPOL_USAGE_REQUIRE},
    {&orgpol_client_members, "organization_require_behavior", "no_prompt",
     offsetof(struct client_object, row.organization_require_behavior), ORGPOL_BEHAVIOR_NO_PROMPT},
    {&orgpol_client_members, "organization_require_behavior", "pre_login_prompt",
     offsetof(struct client_object, row.organization_require_behavior), ORGPOL_BEHAVIOR_PRE_LOGIN_PROMPT},
    {&orgpol_client_members, "organization_require_behavior", "post_login_prompt",
     offsetof(struct client_object, row.organization_require_behavior), ORGPOL_BEHAVIOR_POST_LOGIN_PROMPT},
    {&orgpol_client_members, "organization_discovery_methods", "email",
     offsetof(struct client_object, discovery_methods), ORGPOL_DISCOVERY_EMAIL},
    {&orgpol_client_members, "organization_discovery_methods", "organization_name",
     offsetof(struct client_object, discovery_methods), ORGPOL_DISCOVERY_ORGANIZATION_NAME},
    {&orgpol_client_members, "default_organization.flows", "client_credentials",
     offsetof(struct client_object, default_organization_flows), 1},
    {&orgpol_client_members, "grant_types", "authorization_code",
     offsetof(struct client_object, row.grant_types), ORGPOL_GRANT_TYPE_AUTHORIZATION_CODE},
    {&orgpol_client_members, "grant_types", "implicit", offsetof(struct client_object, row.grant_types),
     ORGPOL_GRANT_TYPE_IMPLICIT},
    {&orgpol_client_members, "grant_types", "refresh_token", offsetof(struct client_object, row.grant_types),
     ORGPOL_GRANT_TYPE_REFRESH_TOKEN},
    {&orgpol_client_members, "grant_types", "client_credentials",
     offsetof(struct client_object, row.grant_types), ORGPOL_GRANT_TYPE_CLIENT_CREDENTIALS},
    {&orgpol_client_members, "grant_types", "password", offsetof(struct client_object, row.grant_types),
     ORGPOL_GRANT_TYPE_PASSWORD},
    {&orgpol_client_members, "grant_types", "http://auth0.com/oauth/grant-type/password-realm",
     offsetof(struct client_object, row.grant_types), ORGPOL_GRANT_TYPE_PASSWORD_REALM},
    {&orgpol_client_members, "grant_types", "http://auth0.com/oauth/grant-type/mfa-oob",
     offsetof(struct client_object, row.grant_types), ORGPOL_GRANT_TYPE_MFA_OOB},
    {&orgpol_client_members, "grant_types", "http://auth0.com/oauth/grant-type/mfa-otp",
     offsetof(struct client_object, row.grant_types), ORGPOL_GRANT_TYPE_MFA_OTP},
    {&orgpol_client_members, "grant_types", "http://auth0.com/oauth/grant-type/mfa-recovery-code",
     offsetof(struct client_object, row.grant_types), ORGPOL_GRANT_TYPE_MFA_RECOVERY_CODE},
    {&orgpol_client_members, "grant_types", "http://auth0.com/oauth/grant-type/passwordless/otp",
     offsetof(struct client_object, row.grant_types), ORGPOL_GRANT_TYPE_PASSWORDLESS_OTP},
    {&orgpol_client_members, "grant_types",
     "urn:auth0:params:oauth:grant-type:token-exchange:federated-connection-access-token",
     offsetof(struct client_object, row.grant_types), ORGPOL_GRANT_TYPE_FEDERATED_CONNECTION_ACCESS_TOKEN},
    {&orgpol_client_members, "grant_types", "urn:ietf:params:oauth:grant-type:device_code",
     offsetof(struct client_object, row.grant_types), ORGPOL_GRANT_TYPE_DEVICE_CODE},
    {&orgpol_client_members, "grant_types", "urn:ietf:params:oauth:grant-type:token-exchange",
     offsetof(struct client_object, row.grant_types), ORGPOL_GRANT_TYPE_TOKEN_EXCHANGE},
    {&orgpol_client_members, "grant_types", "urn:ietf:params:oauth:grant-type:jwt-bearer",
     offsetof(struct client_object, row.grant_types), ORGPOL_GRANT_TYPE_JWT_BEARER},
    {&orgpol_client_members, "grant_types", "urn:openid:params:grant-type:ciba",
     offsetof(struct client_object, row.grant_types), ORGPOL_GRANT_TYPE_CIBA},
    {&orgpol_client_members, "grant_types", "urn:okta:params:oauth:grant-type:webauthn",
     offsetof(struct client_object, row.grant_types), ORGPOL_GRANT_TYPE_WEBAUTHN},
    {&orgpol_client_members, "token_endpoint_auth_method", "none",
     offsetof(struct client_object, row.token_endpoint_auth_method), ORGPOL_AUTH_METHOD_NONE},
    {&orgpol_client_members, "token_endpoint_auth_method", "client_secret_post",
     offsetof(struct client_object, row.token_endpoint_auth_method), ORGPOL_AUTH_METHOD_CLIENT_SECRET_POST},
    {&orgpol_client_members, "token_endpoint_auth_method", "client_secret_basic",
     offsetof(struct client_object, row.token_endpoint_auth_method), ORGPOL_AUTH_METHOD_CLIENT_SECRET_BASIC},
    {&orgpol_client_members, "app_type", "spa", offsetof(struct client_object, row.app_type),
     ORGPOL_APP_TYPE_SPA},
    {&orgpol_client_members, "app_type", "native", offsetof(struct client_object, row.app_type),
     ORGPOL_APP_TYPE_NATIVE},
    {&orgpol_client_members, "app_type", "regular_web", offsetof(struct client_object, row.app_type),
     ORGPOL_APP_TYPE_REGULAR_WEB},
    {&orgpol_client_members, "app_type", "non_interactive", offsetof(struct client_object, row.app_type),
     ORGPOL_APP_TYPE_NON_INTERACTIVE},
    {&orgpol_client_members, "app_type", "resource_server", offsetof(struct client_object, row.app_type),
     ORGPOL_APP_TYPE_RESOURCE_SERVER},
    {&orgpol_connection_members, "cross_app_access_resource_app.status", "enabled",
     offsetof(struct connection_object, row.cross_app_access_resource_app_status),
     ORGPOL_CROSS_APP_ACCESS_ENABLED},
    {&orgpol_connection_members, "cross_app_access_resource_app.status", "disabled",
     offsetof(struct connection_object, row.cross_app_access_resource_app_status),
     ORGPOL_CROSS_APP_ACCESS_DISABLED},
    {&orgpol_resource_server_members, "subject_type_authorization.user.policy", "allow_all",
     offsetof(struct resource_server_object, row.user_policy), ORGPOL_USER_POLICY_ALLOW_ALL},
    {&orgpol_resource_server_members, "subject_type_authorization.user.policy", "deny_all",
     offsetof(struct resource_server_object, row.user_policy), ORGPOL_USER_POLICY_DENY_ALL},
    {&orgpol_resource_server_members, "subject_type_authorization.user.policy", "require_client_grant",
     offsetof(struct resource_server_object, row.user_policy), ORGPOL_USER_POLICY_REQUIRE_CLIENT_GRANT},
    {&orgpol_resource_server_members, "subject_type_authorization.client.policy", "deny_all",
     offsetof(struct resource_server_object, row.client_policy), ORGPOL_CLIENT_POLICY_DENY_ALL},
    {&orgpol_resource_server_members, "subject_type_authorization.client.policy", "require_client_grant",
     offsetof(struct resource_server_object, row.client_policy), ORGPOL_CLIENT_POLICY_REQUIRE_CLIENT_GRANT},
    {&orgpol_resource_server_members, "token_dialect", "access_token",
     offsetof(struct resource_server_object, row.token_dialect), ORGPOL_TOKEN_DIALECT_ACCESS_TOKEN},
    {&orgpol_resource_server_members, "token_dialect", "access_token_authz",
     offsetof(struct resource_server_object, row.token_dialect), ORGPOL_TOKEN_DIALECT_ACCESS_TOKEN_AUTHZ},
    {&orgpol_resource_server_members, "token_dialect", "rfc9068_profile",
     offsetof(struct resource_server_object, row.token_dialect), ORGPOL_TOKEN_DIALECT_RFC9068_PROFILE},
    {&orgpol_resource_server_members, "token_dialect", "rfc9068_profile_authz",
     offsetof(struct resource_server_object, row.token_dialect), ORGPOL_TOKEN_DIALECT_RFC9068_PROFILE_AUTHZ},
    {&orgpol_client_grant_members, "default_for", "third_party_clients",
     offsetof(struct client_grant_object, row.default_for), ORGPOL_DEFAULT_FOR_THIRD_PARTY_CLIENTS},
    {&orgpol_client_grant_members, "subject_type", "client",
     offsetof(struct client_grant_object, row.subject_type), ORGPOL_SUBJECT_TYPE_CLIENT},
    {&orgpol_client_grant_members, "subject_type", "user",
     offsetof(struct client_grant_object, row.subject_type), ORGPOL_SUBJECT_TYPE_USER},
    {&orgpol_client_grant_members, "organization_usage", "deny",
     offsetof(struct client_grant_object, row.organization_usage), ORGPOL_USAGE_DENY},
    {&orgpol_client_grant_members, "organization_usage", "allow",
     offsetof(struct client_grant_object, row.organization_usage), ORGPOL_USAGE_ALLOW},
    {&orgpol_client_grant_members, "organization_usage", "require",
     offsetof(struct client_grant_object, row.organization_usage), ORGPOL_USAGE_REQUIRE},
    {&orgpol_organization_members, "third_party_client_access", "block",
     offsetof(struct organization_object, row.third_party_client_access), ORGPOL_ACCESS_BLOCK},
    {&orgpol_organization_members, "third_party_client_access", "allow",
     offsetof(struct organization_object, row.third_party_client_access), ORGPOL_ACCESS_ALLOW},
    {&orgpol_client_members, "jwt_configuration.alg", "HS256",
     offsetof(struct client_object, config.signing_algorithm), ORGPOL_SIGNING_HS256},
    {&orgpol_client_members, "jwt_configuration.alg", "RS256",
     offsetof(struct client_object, config.signing_algorithm), ORGPOL_SIGNING_RS256},
    {&orgpol_client_members, "jwt_configuration.alg", "RS512",
     offsetof(struct client_object, config.signing_algorithm), ORGPOL_SIGNING_RS512},
    {&orgpol_client_members, "jwt_configuration.alg", "PS256",
     offsetof(struct client_object, config.signing_algorithm), ORGPOL_SIGNING_PS256},
    {&orgpol_client_members, "refresh_token.expiration_type", "expiring",
     offsetof(struct client_object, config.refresh_token_expiration_type), ORGPOL_EXPIRATION_EXPIRING},
    {&orgpol_client_members, "refresh_token.expiration_type", "non-expiring",
     offsetof(struct client_object, config.refresh_token_expiration_type), ORGPOL_EXPIRATION_NON_EXPIRING},
    {&orgpol_discovery_domain_members, "status", "pending", offsetof(struct discovery_domain_object, status),
     0},
    {&orgpol_discovery_domain_members, "status", "verified", offsetof(struct discovery_domain_object, status),
     DOMAIN_VERIFIED},
    {&orgpol_setting_members, "resource_parameter_profile", "audience",
     offsetof(struct setting_object, row.resource_parameter_profile), ORGPOL_RESOURCE_PROFILE_AUDIENCE},
    {&orgpol_setting_members, "resource_parameter_profile", "compatibility",
     offsetof(struct setting_object, row.resource_parameter_profile), ORGPOL_RESOURCE_PROFILE_COMPATIBILITY},
    {&orgpol_option_members, "default_discovery_methods", "email",
     offsetof(struct option_object, default_discovery_methods), ORGPOL_DISCOVERY_EMAIL},
    {&orgpol_option_members, "default_discovery_methods", "organization_name",
     offsetof(struct option_object, default_discovery_methods), ORGPOL_DISCOVERY_ORGANIZATION_NAME},
    {&orgpol_option_members, "scope_subset", "subset", offsetof(struct option_object, row.scope_subset),
     ORGPOL_SCOPE_SUBSET_SUBSET},
    {&orgpol_option_members, "scope_subset", "ceiling", offsetof(struct option_object, row.scope_subset),
     ORGPOL_SCOPE_SUBSET_CEILING},
    {&orgpol_option_members, "discovery_filter", "none", offsetof(struct option_object, row.discovery_filter),
     ORGPOL_DISCOVERY_FILTER_NONE},
    {&orgpol_option_members, "discovery_filter", "gate", offsetof(struct option_object, row.discovery_filter),
     ORGPOL_DISCOVERY_FILTER_GATE},
    {&orgpol_option_members, "picker_filter", "gate", offsetof(struct option_object, row.picker_filter),
     ORGPOL_PICKER_FILTER_GATE},
    {&orgpol_option_members, "picker_filter", "none", offsetof(struct option_object, row.picker_filter),
     ORGPOL_PICKER_FILTER_NONE},
    {&orgpol_option_members, "absent_security_mode", "strict",
     offsetof(struct option_object, row.absent_security_mode), ORGPOL_ABSENT_SECURITY_MODE_STRICT},
    {&orgpol_option_members, "absent_security_mode", "permissive",
     offsetof(struct option_object, row.absent_security_mode), ORGPOL_ABSENT_SECURITY_MODE_PERMISSIVE},
    {&orgpol_option_members, "consented_scopes", "union",
     offsetof(struct option_object, row.consented_scopes), ORGPOL_CONSENTED_SCOPES_UNION},
    {&orgpol_option_members, "consented_scopes", "replace",
     offsetof(struct option_object, row.consented_scopes), ORGPOL_CONSENTED_SCOPES_REPLACE},
    {&orgpol_client_members, "token_endpoint_auth_method", "private_key_jwt",
     offsetof(struct client_object, row.token_endpoint_auth_method), ORGPOL_AUTH_METHOD_PRIVATE_KEY_JWT},
    {&orgpol_client_members, "token_endpoint_auth_method", "tls_client_auth",
     offsetof(struct client_object, row.token_endpoint_auth_method), ORGPOL_AUTH_METHOD_TLS_CLIENT_AUTH},
    {&orgpol_client_members, "token_endpoint_auth_method", "self_signed_tls_client_auth",
     offsetof(struct client_object, row.token_endpoint_auth_method),
     ORGPOL_AUTH_METHOD_SELF_SIGNED_TLS_CLIENT_AUTH},
    {&orgpol_client_members, "refresh_token.rotation_type", "non-rotating",
     offsetof(struct client_object, row.refresh_token_rotation_type), ORGPOL_ROTATION_NON_ROTATING},
    {&orgpol_client_members, "refresh_token.rotation_type", "rotating",
     offsetof(struct client_object, row.refresh_token_rotation_type), ORGPOL_ROTATION_ROTATING},
    {&orgpol_resource_server_members, "proof_of_possession.mechanism", "dpop",
     offsetof(struct resource_server_object, proof_mechanism), 1},
    {&orgpol_resource_server_members, "proof_of_possession.mechanism", "mtls",
     offsetof(struct resource_server_object, proof_mechanism), 2},
    {&orgpol_setting_members, "mfa.policy", "confidence-score", offsetof(struct setting_object, mfa_policy),
     MFA_ADAPTIVE},
    {&orgpol_setting_members, "mfa.policy", "all-applications", offsetof(struct setting_object, mfa_policy),
     MFA_ALWAYS},
    {&orgpol_credential_members, "alg", "RS256", offsetof(struct credential_object, row.alg),
     ORGPOL_CREDENTIAL_ALGORITHM_RS256},
    {&orgpol_credential_members, "alg", "RS384", offsetof(struct credential_object, row.alg),
     ORGPOL_CREDENTIAL_ALGORITHM_RS384},
    {&orgpol_credential_members, "alg", "PS256", offsetof(struct credential_object, row.alg),
     ORGPOL_CREDENTIAL_ALGORITHM_PS256},
    {&orgpol_credential_members, "credential_type", "public_key",
     offsetof(struct credential_object, row.credential_type), ORGPOL_CREDENTIAL_TYPE_PUBLIC_KEY},
    {&orgpol_connected_account_members, "access_type", "offline",
     offsetof(struct connected_account_object, access_type), ACCESS_TYPE_OFFLINE},
    {&orgpol_option_members, "unsupported_strategy", "deny",
     offsetof(struct option_object, row.unsupported_strategy), ORGPOL_UNSUPPORTED_STRATEGY_DENY},
    {&orgpol_option_members, "unsupported_strategy", "allow",
     offsetof(struct option_object, row.unsupported_strategy), ORGPOL_UNSUPPORTED_STRATEGY_ALLOW},
    {&orgpol_option_members, "missing_offline_access", "deny",
     offsetof(struct option_object, row.missing_offline_access), ORGPOL_MISSING_SCOPES_DENY},
    {&orgpol_option_members, "missing_offline_access", "warn",
     offsetof(struct option_object, row.missing_offline_access), ORGPOL_MISSING_SCOPES_WARN},
    {&orgpol_option_members, "google_minimum_scopes", "deny",
     offsetof(struct option_object, row.google_minimum_scopes), ORGPOL_MISSING_SCOPES_DENY},
    {&orgpol_option_members, "google_minimum_scopes", "warn",
     offsetof(struct option_object, row.google_minimum_scopes), ORGPOL_MISSING_SCOPES_WARN},
    {&orgpol_option_members, "verifier_without_challenge", "deny",
     offsetof(struct option_object, row.verifier_without_challenge), ORGPOL_VERIFIER_WITHOUT_CHALLENGE_DENY},
    {&orgpol_option_members, "verifier_without_challenge", "ignore",
     offsetof(struct option_object, row.verifier_without_challenge),
     ORGPOL_VERIFIER_WITHOUT_CHALLENGE_IGNORE},
    {&orgpol_option_members, "complete_client", "same", offsetof(struct option_object, row.complete_client),
     ORGPOL_SAME},
    {&orgpol_option_members, "complete_client", "any", offsetof(struct option_object, row.complete_client),
     ORGPOL_ANY},
    {&orgpol_option_members, "complete_organization", "same",
     offsetof(struct option_object, row.complete_organization), ORGPOL_SAME},
    {&orgpol_option_members, "complete_organization", "any",
     offsetof(struct option_object, row.complete_organization), ORGPOL_ANY},
    {&orgpol_option_members, "failed_complete", "spend_code",
     offsetof(struct option_object, row.failed_complete), ORGPOL_FAILED_COMPLETE_SPEND_CODE},
    {&orgpol_option_members, "failed_complete", "keep_code",
     offsetof(struct option_object, row.failed_complete), ORGPOL_FAILED_COMPLETE_KEEP_CODE},
    {&orgpol_option_members, "used_code", "not_found", offsetof(struct option_object, row.used_code),
     ORGPOL_USED_CODE_NOT_FOUND},
    {&orgpol_option_members, "used_code", "conflict", offsetof(struct option_object, row.used_code),
     ORGPOL_USED_CODE_CONFLICT},
    {&orgpol_option_members, "org_binding", "strict", offsetof(struct option_object, row.org_binding),
     ORGPOL_ORG_BINDING_STRICT},
    {&orgpol_option_members, "org_binding", "exact", offsetof(struct option_object, row.org_binding),
     ORGPOL_ORG_BINDING_EXACT},
    {&orgpol_option_members, "org_binding", "off", offsetof(struct option_object, row.org_binding),
     ORGPOL_ORG_BINDING_OFF},
    {&orgpol_option_members, "ambiguous", "deny", offsetof(struct option_object, row.ambiguous),
     ORGPOL_AMBIGUOUS_DENY},
    {&orgpol_option_members, "ambiguous", "latest", offsetof(struct option_object, row.ambiguous),
     ORGPOL_AMBIGUOUS_LATEST},
    {&orgpol_option_members, "empty_login_hint", "deny", offsetof(struct option_object, row.empty_login_hint),
     ORGPOL_EMPTY_LOGIN_HINT_DENY},
    {&orgpol_option_members, "empty_login_hint", "absent",
     offsetof(struct option_object, row.empty_login_hint), ORGPOL_EMPTY_LOGIN_HINT_ABSENT},
    {&orgpol_option_members, "unused_after", "365_days", offsetof(struct option_object, row.unused_after),
     ORGPOL_UNUSED_AFTER_365_DAYS},
    {&orgpol_option_members, "unused_after", "calendar_year",
     offsetof(struct option_object, row.unused_after), ORGPOL_UNUSED_AFTER_CALENDAR_YEAR},
    {&orgpol_option_members, "never_exchanged", "created_at",
     offsetof(struct option_object, row.never_exchanged), ORGPOL_NEVER_EXCHANGED_CREATED_AT},
    {&orgpol_option_members, "never_exchanged", "never_ages",
     offsetof(struct option_object, row.never_exchanged), ORGPOL_NEVER_EXCHANGED_NEVER_AGES},
    {&orgpol_option_members, "foreign_delete", "not_found",
     offsetof(struct option_object, row.foreign_delete), ORGPOL_FOREIGN_DELETE_NOT_FOUND},
    {&orgpol_option_members, "foreign_delete", "no_content",
     offsetof(struct option_object, row.foreign_delete), ORGPOL_FOREIGN_DELETE_NO_CONTENT},
    {&orgpol_option_members, "manage_when_purpose_off", "allow",
     offsetof(struct option_object, row.manage_when_purpose_off), ORGPOL_MANAGE_WHEN_PURPOSE_OFF_ALLOW},
    {&orgpol_option_members, "manage_when_purpose_off", "deny",
     offsetof(struct option_object, row.manage_when_purpose_off), ORGPOL_MANAGE_WHEN_PURPOSE_OFF_DENY},
    {&orgpol_option_members, "organization_membership", "require",
     offsetof(struct option_object, row.organization_membership), ORGPOL_ORGANIZATION_MEMBERSHIP_REQUIRE},
    {&orgpol_option_members, "organization_membership", "ignore",
     offsetof(struct option_object, row.organization_membership), ORGPOL_ORGANIZATION_MEMBERSHIP_IGNORE},
    {&orgpol_option_members, "unsupported_parameters", "deny",
     offsetof(struct option_object, row.unsupported_parameters), ORGPOL_DENY},
    {&orgpol_option_members, "unsupported_parameters", "ignore",
     offsetof(struct option_object, row.unsupported_parameters), ORGPOL_IGNORE},
    {&orgpol_option_members, "blocked_user", "deny", offsetof(struct option_object, row.blocked_user),
     ORGPOL_DENIED},
    {&orgpol_option_members, "blocked_user", "allow", offsetof(struct option_object, row.blocked_user),
     ORGPOL_ALLOWED},
    {&orgpol_option_members, "adaptive_mfa", "verdict", offsetof(struct option_object, row.adaptive_mfa),
     ORGPOL_ADAPTIVE_MFA_VERDICT},
    {&orgpol_option_members, "adaptive_mfa", "allow", offsetof(struct option_object, row.adaptive_mfa),
     ORGPOL_ADAPTIVE_MFA_ALLOW},
    {&orgpol_option_members, "adaptive_mfa", "deny", offsetof(struct option_object, row.adaptive_mfa),
     ORGPOL_ADAPTIVE_MFA_DENY},
    {&orgpol_option_members, "purpose_off_exchange", "deny",
     offsetof(struct option_object, row.purpose_off_exchange), ORGPOL_DENIED},
    {&orgpol_option_members, "purpose_off_exchange", "allow",
     offsetof(struct option_object, row.purpose_off_exchange), ORGPOL_ALLOWED},
    {&orgpol_option_members, "login_grants", "warn", offsetof(struct option_object, row.login_grants),
     ORGPOL_LOGIN_GRANTS_WARN},
    {&orgpol_option_members, "login_grants", "deny", offsetof(struct option_object, row.login_grants),
     ORGPOL_LOGIN_GRANTS_DENY},
    {&orgpol_option_members, "ipv4_mapped", "ipv4", offsetof(struct option_object, row.ipv4_mapped),
     ORGPOL_IPV4_MAPPED_IPV4},
    {&orgpol_option_members, "ipv4_mapped", "ipv6", offsetof(struct option_object, row.ipv4_mapped),
     ORGPOL_IPV4_MAPPED_IPV6},
    {&orgpol_option_members, "audit_context_unit", "code_points",
     offsetof(struct option_object, row.audit_context_unit), ORGPOL_AUDIT_CONTEXT_CODE_POINTS},
    {&orgpol_option_members, "audit_context_unit", "bytes",
     offsetof(struct option_object, row.audit_context_unit), ORGPOL_AUDIT_CONTEXT_BYTES},
    {&orgpol_option_members, "absent_worker_scope", "pinned",
     offsetof(struct option_object, row.absent_worker_scope), ORGPOL_ABSENT_WORKER_SCOPE_PINNED},
    {&orgpol_option_members, "absent_worker_scope", "deny",
     offsetof(struct option_object, row.absent_worker_scope), ORGPOL_ABSENT_WORKER_SCOPE_DENY},
    {&orgpol_option_members, "worker_login_hint", "accept",
     offsetof(struct option_object, row.worker_login_hint), ORGPOL_WORKER_LOGIN_HINT_ACCEPT},
    {&orgpol_option_members, "worker_login_hint", "deny",
     offsetof(struct option_object, row.worker_login_hint), ORGPOL_WORKER_LOGIN_HINT_DENY},
    {&orgpol_option_members, "offline_scope", "ignore", offsetof(struct option_object, row.offline_scope),
     ORGPOL_OFFLINE_SCOPE_IGNORE},
    {&orgpol_option_members, "offline_scope", "compare", offsetof(struct option_object, row.offline_scope),
     ORGPOL_OFFLINE_SCOPE_COMPARE},
};
#define WORDS (sizeof words / sizeof *words)

/* The field's value after reading the member with this word. */
static uint32_t value_of(const struct field *field, const struct field_table *table, const char *word)
{
    const bool wide = field->kind == FIELD_MASK || field->kind == FIELD_CHOICES;
    struct orgpol_json_error error = ORGPOL_JSON_ERROR_INIT;
    uint64_t object[128] = {0};
    char json[512] = "";
    char name[128];
    char *rest = name;
    char *dot;
    int depth = 1;
    uint32_t mask;
    uint8_t value;
    cJSON *tree;

    snprintf(name, sizeof name, "%s", field->name);
    while ((dot = strchr(rest, '.')) != NULL) {
        *dot = '\0';
        snprintf(json + strlen(json), sizeof json - strlen(json), "{\"%s\":", rest);
        rest = dot + 1;
        depth++;
    }
    snprintf(json + strlen(json), sizeof json - strlen(json), wide ? "{\"%s\":[\"%s\"]" : "{\"%s\":\"%s\"",
             rest, word);
    while (depth-- > 0)
        strcat(json, "}");
    tree = cJSON_Parse(json);
    assert_non_null(tree);
    assert_int_equal(orgpol_decode_fields(tree, NULL, table, object, &error), ORGPOL_OK);
    cJSON_Delete(tree);
    memcpy(&mask, (const char *)object + field->offset, sizeof mask);
    memcpy(&value, (const char *)object + field->offset, sizeof value);
    return wide ? mask : value;
}

static const struct field *field_of(const struct field_table *table, const char *name)
{
    for (size_t i = 0; i < table->count; i++)
        if (strcmp(table->fields[i].name, name) == 0)
            return &table->fields[i];
    fail_msg("no field %s", name);
    return NULL;
}

static void words_are_read_as_themselves(void **state)
{
    (void)state;
    for (size_t i = 0; i < WORDS; i++) {
        const struct field *field = field_of(words[i].table, words[i].name);

        if (field->offset != words[i].offset ||
            value_of(field, words[i].table, words[i].word) != words[i].value)
            fail_msg("%s \"%s\" is read as %u", words[i].name, words[i].word,
                     value_of(field, words[i].table, words[i].word));
    }
}

/* A word that this test does not know fails it, so that a new one cannot be forgotten. */
static void every_word_is_listed(void **state)
{
    (void)state;
    for (size_t i = 0; i < WORDS; i++)
        for (size_t f = 0; f < words[i].table->count; f++) {
            const struct field *field = &words[i].table->fields[f];

            for (const struct word *word = field->words; word && word->text; word++) {
                size_t at = 0;

                while (at < WORDS &&
                       (words[at].table != words[i].table || strcmp(words[at].name, field->name) != 0 ||
                        strcmp(words[at].word, word->text) != 0))
                    at++;
                if (at == WORDS)
                    fail_msg("%s \"%s\" is in no row here", field->name, word->text);
            }
        }
}

static void other_words_are_unknown(void **state)
{
    (void)state;
    for (size_t i = 0; i < WORDS; i++) {
        const struct field *field = field_of(words[i].table, words[i].name);

        if (field->kind == FIELD_WORD || field->kind == FIELD_GIVEN_WORD)
            assert_int_equal(value_of(field, words[i].table, "Tomorrow"), ORGPOL_WORD_UNKNOWN);
        if (field->kind == FIELD_GIVEN_WORD)
            assert_int_equal(value_of(field, words[i].table, ""), ORGPOL_WORD_UNKNOWN);
        if (field->kind == FIELD_MASK)
            assert_int_equal(value_of(field, words[i].table, "Tomorrow"), MASK_OTHER);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_read_as_themselves),
        cmocka_unit_test(every_word_is_listed),
        cmocka_unit_test(other_words_are_unknown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
