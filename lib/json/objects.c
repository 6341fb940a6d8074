/* SPDX-License-Identifier: MIT */
#include "objects.h"

#define END     \
    {           \
        NULL, 0 \
    }
#define AT(type, member) offsetof(struct type, member)

static const struct word metadata_words[] = {
    {"cimd", ORGPOL_METADATA_CIMD},
    {"dcr", ORGPOL_METADATA_DCR},
    END,
};
static const struct word security_mode_words[] = {
    {"strict", ORGPOL_SECURITY_MODE_STRICT},
    {"permissive", ORGPOL_SECURITY_MODE_PERMISSIVE},
    END,
};
static const struct word redirection_words[] = {
    {"open_redirect_protection", ORGPOL_REDIRECTION_OPEN_REDIRECT_PROTECTION},
    {"allow_always", ORGPOL_REDIRECTION_ALLOW_ALWAYS},
    END,
};
static const struct word usage_words[] = {
    {"deny", ORGPOL_USAGE_DENY},
    {"allow", ORGPOL_USAGE_ALLOW},
    {"require", ORGPOL_USAGE_REQUIRE},
    END,
};
static const struct word behavior_words[] = {
    {"no_prompt", ORGPOL_BEHAVIOR_NO_PROMPT},
    {"pre_login_prompt", ORGPOL_BEHAVIOR_PRE_LOGIN_PROMPT},
    {"post_login_prompt", ORGPOL_BEHAVIOR_POST_LOGIN_PROMPT},
    END,
};
static const struct word grant_type_words[] = {
    {"authorization_code", ORGPOL_GRANT_TYPE_AUTHORIZATION_CODE},
    {"implicit", ORGPOL_GRANT_TYPE_IMPLICIT},
    {"refresh_token", ORGPOL_GRANT_TYPE_REFRESH_TOKEN},
    {"client_credentials", ORGPOL_GRANT_TYPE_CLIENT_CREDENTIALS},
    {"password", ORGPOL_GRANT_TYPE_PASSWORD},
    {"http://auth0.com/oauth/grant-type/password-realm", ORGPOL_GRANT_TYPE_PASSWORD_REALM},
    {"http://auth0.com/oauth/grant-type/mfa-oob", ORGPOL_GRANT_TYPE_MFA_OOB},
    {"http://auth0.com/oauth/grant-type/mfa-otp", ORGPOL_GRANT_TYPE_MFA_OTP},
    {"http://auth0.com/oauth/grant-type/mfa-recovery-code", ORGPOL_GRANT_TYPE_MFA_RECOVERY_CODE},
    {"http://auth0.com/oauth/grant-type/passwordless/otp", ORGPOL_GRANT_TYPE_PASSWORDLESS_OTP},
    {"urn:auth0:params:oauth:grant-type:token-exchange:federated-connection-access-token",
     ORGPOL_GRANT_TYPE_FEDERATED_CONNECTION_ACCESS_TOKEN},
    {"urn:ietf:params:oauth:grant-type:device_code", ORGPOL_GRANT_TYPE_DEVICE_CODE},
    {"urn:ietf:params:oauth:grant-type:token-exchange", ORGPOL_GRANT_TYPE_TOKEN_EXCHANGE},
    {"urn:ietf:params:oauth:grant-type:jwt-bearer", ORGPOL_GRANT_TYPE_JWT_BEARER},
    {"urn:openid:params:grant-type:ciba", ORGPOL_GRANT_TYPE_CIBA},
    {"urn:okta:params:oauth:grant-type:webauthn", ORGPOL_GRANT_TYPE_WEBAUTHN},
    END,
};
_Static_assert(MASK_OTHER == ORGPOL_GRANT_TYPE_OTHER, "a word outside the list");
const struct word orgpol_discovery_words[] = {
    {"email", ORGPOL_DISCOVERY_EMAIL},
    {"organization_name", ORGPOL_DISCOVERY_ORGANIZATION_NAME},
    END,
};
static const struct word flow_words[] = {
    {"client_credentials", 1},
    END,
};
static const struct word auth_method_words[] = {
    {"none", ORGPOL_AUTH_METHOD_NONE},
    {"client_secret_post", ORGPOL_AUTH_METHOD_CLIENT_SECRET_POST},
    {"client_secret_basic", ORGPOL_AUTH_METHOD_CLIENT_SECRET_BASIC},
    {"private_key_jwt", ORGPOL_AUTH_METHOD_PRIVATE_KEY_JWT},
    {"tls_client_auth", ORGPOL_AUTH_METHOD_TLS_CLIENT_AUTH},
    {"self_signed_tls_client_auth", ORGPOL_AUTH_METHOD_SELF_SIGNED_TLS_CLIENT_AUTH},
    END,
};
static const struct word algorithm_words[] = {
    {"HS256", ORGPOL_SIGNING_HS256},
    {"RS256", ORGPOL_SIGNING_RS256},
    {"RS512", ORGPOL_SIGNING_RS512},
    {"PS256", ORGPOL_SIGNING_PS256},
    END,
};
static const struct word expiration_words[] = {
    {"expiring", ORGPOL_EXPIRATION_EXPIRING},
    {"non-expiring", ORGPOL_EXPIRATION_NON_EXPIRING},
    END,
};
static const struct word rotation_words[] = {
    {"non-rotating", ORGPOL_ROTATION_NON_ROTATING},
    {"rotating", ORGPOL_ROTATION_ROTATING},
    END,
};
static const struct word app_type_words[] = {
    {"spa", ORGPOL_APP_TYPE_SPA},
    {"native", ORGPOL_APP_TYPE_NATIVE},
    {"regular_web", ORGPOL_APP_TYPE_REGULAR_WEB},
    {"non_interactive", ORGPOL_APP_TYPE_NON_INTERACTIVE},
    {"resource_server", ORGPOL_APP_TYPE_RESOURCE_SERVER},
    END,
};
static const struct word user_policy_words[] = {
    {"allow_all", ORGPOL_USER_POLICY_ALLOW_ALL},
    {"deny_all", ORGPOL_USER_POLICY_DENY_ALL},
    {"require_client_grant", ORGPOL_USER_POLICY_REQUIRE_CLIENT_GRANT},
    END,
};
static const struct word client_policy_words[] = {
    {"deny_all", ORGPOL_CLIENT_POLICY_DENY_ALL},
    {"require_client_grant", ORGPOL_CLIENT_POLICY_REQUIRE_CLIENT_GRANT},
    END,
};
static const struct word mechanism_words[] = {
    {"dpop", MECHANISM_DPOP},
    {"mtls", MECHANISM_MTLS},
    END,
};
static const struct word mfa_policy_words[] = {
    {"confidence-score", MFA_ADAPTIVE},
    {"all-applications", MFA_ALWAYS},
    END,
};
static const struct word dialect_words[] = {
    {"access_token", ORGPOL_TOKEN_DIALECT_ACCESS_TOKEN},
    {"access_token_authz", ORGPOL_TOKEN_DIALECT_ACCESS_TOKEN_AUTHZ},
    {"rfc9068_profile", ORGPOL_TOKEN_DIALECT_RFC9068_PROFILE},
    {"rfc9068_profile_authz", ORGPOL_TOKEN_DIALECT_RFC9068_PROFILE_AUTHZ},
    END,
};
static const struct word domain_status_words[] = {
    {"pending", 0},
    {"verified", DOMAIN_VERIFIED},
    END,
};
static const struct word resource_profile_words[] = {
    {"audience", ORGPOL_RESOURCE_PROFILE_AUDIENCE},
    {"compatibility", ORGPOL_RESOURCE_PROFILE_COMPATIBILITY},
    END,
};
static const struct word access_words[] = {
    {"block", ORGPOL_ACCESS_BLOCK},
    {"allow", ORGPOL_ACCESS_ALLOW},
    END,
};
static const struct word cross_app_access_words[] = {
    {"enabled", ORGPOL_CROSS_APP_ACCESS_ENABLED},
    {"disabled", ORGPOL_CROSS_APP_ACCESS_DISABLED},
    END,
};
static const struct word subject_type_words[] = {
    {"client", ORGPOL_SUBJECT_TYPE_CLIENT},
    {"user", ORGPOL_SUBJECT_TYPE_USER},
    END,
};
static const struct word default_for_words[] = {
    {"third_party_clients", ORGPOL_DEFAULT_FOR_THIRD_PARTY_CLIENTS},
    END,
};
static const struct field tenant_fields[] = {
    {"options", FIELD_OBJECT, AT(tenant_object, options), NULL, false},
    {"settings", FIELD_OBJECT, AT(tenant_object, settings), NULL, false},
    {"custom_domains", FIELD_ARRAY, AT(tenant_object, custom_domains), NULL, false},
    {"clients", FIELD_ARRAY, AT(tenant_object, clients), NULL, false},
    {"connections", FIELD_ARRAY, AT(tenant_object, connections), NULL, false},
    {"resource_servers", FIELD_ARRAY, AT(tenant_object, resource_servers), NULL, false},
    {"client_grants", FIELD_ARRAY, AT(tenant_object, client_grants), NULL, false},
    {"organizations", FIELD_ARRAY, AT(tenant_object, organizations), NULL, false},
    {"users", FIELD_ARRAY, AT(tenant_object, users), NULL, false},
    {"roles", FIELD_ARRAY, AT(tenant_object, roles), NULL, false},
    {"rules", FIELD_ARRAY, AT(tenant_object, rules), NULL, false},
    {"hooks", FIELD_ARRAY, AT(tenant_object, hooks), NULL, false},
};
const struct field_table orgpol_tenant_members = FIELD_TABLE(tenant_fields);

static const struct field setting_fields[] = {
    {"allow_organization_name_in_authentication_api", FIELD_FLAG,
     AT(setting_object, row.allow_organization_name_in_authentication_api), NULL, false},
    {"default_audience", FIELD_TEXT, AT(setting_object, row.default_audience), NULL, false},
    {"default_directory", FIELD_TEXT, AT(setting_object, row.default_directory), NULL, false},
    {"resource_parameter_profile", FIELD_WORD, AT(setting_object, row.resource_parameter_profile),
     resource_profile_words, false},
    {"skip_non_verifiable_callback_uri_confirmation_prompt", FIELD_FLAG,
     AT(setting_object, row.skip_non_verifiable_callback_uri_confirmation_prompt), NULL, false},
    {"flags.revoke_refresh_token_grant", FIELD_FLAG, AT(setting_object, row.revoke_refresh_token_grant), NULL,
     false},
    {"flags.token_vault_org_binding", FIELD_FLAG, AT(setting_object, row.token_vault_org_binding), NULL,
     false},
    {"my_account.default_policy", FIELD_FLAG, AT(setting_object, row.my_account_default_policy), NULL, false},
    {"mfa.policy", FIELD_MASK, AT(setting_object, mfa_policy), mfa_policy_words, false},
    {"mfa.policy", FIELD_ARRAY, AT(setting_object, mfa_policies), NULL, false},
    {"domain", FIELD_TEXT, AT(setting_object, row.domain), NULL, false},
    {"default_redirection_uri", FIELD_TEXT, AT(setting_object, default_redirection_uri), NULL, false},
    {"default_token_quota.clients.client_credentials", FIELD_OBJECT, AT(setting_object, clients_quota), NULL,
     false},
    {"default_token_quota.organizations.client_credentials", FIELD_OBJECT,
     AT(setting_object, organizations_quota), NULL, false},
};
const struct field_table orgpol_setting_members = FIELD_TABLE(setting_fields);

static const struct field quota_fields[] = {
    {"per_hour", FIELD_COUNT, AT(quota_object, per_hour), NULL, false},
    {"per_day", FIELD_COUNT, AT(quota_object, per_day), NULL, false},
    {"enforce", FIELD_FLAG_OFF, AT(quota_object, is_not_enforced), NULL, false},
};
const struct field_table orgpol_quota_members = FIELD_TABLE(quota_fields);

static const struct field client_fields[] = {
    {"client_id", FIELD_TEXT, AT(client_object, row.client_id), NULL, false},
    {"external_client_id", FIELD_TEXT, AT(client_object, row.external_client_id), NULL, false},
    {"external_metadata_type", FIELD_WORD, AT(client_object, row.external_metadata_type), metadata_words,
     false},
    {"is_first_party", FIELD_FLAG, AT(client_object, row.is_first_party), NULL, false},
    {"third_party_security_mode", FIELD_WORD, AT(client_object, row.third_party_security_mode),
     security_mode_words, false},
    {"redirection_policy", FIELD_WORD, AT(client_object, row.redirection_policy), redirection_words, false},
    {"organization_usage", FIELD_WORD, AT(client_object, row.organization_usage), usage_words, false},
    {"organization_require_behavior", FIELD_WORD, AT(client_object, row.organization_require_behavior),
     behavior_words, false},
    {"organization_discovery_methods", FIELD_MASK, AT(client_object, discovery_methods),
     orgpol_discovery_words, false},
    {"default_organization.organization_id", FIELD_TEXT, AT(client_object, row.default_organization_id), NULL,
     false},
    {"default_organization.flows", FIELD_MASK, AT(client_object, default_organization_flows), flow_words,
     false},
    {"identity_assertion_authorization_grant.active", FIELD_FLAG,
     AT(client_object, row.identity_assertion_authorization_grant_active), NULL, false},
    {"grant_types", FIELD_MASK, AT(client_object, row.grant_types), grant_type_words, false},
    {"token_endpoint_auth_method", FIELD_WORD, AT(client_object, row.token_endpoint_auth_method),
     auth_method_words, false},
    {"client_authentication_methods", FIELD_OBJECT, AT(client_object, authentication_methods), NULL, false},
    {"client_authentication_methods.private_key_jwt", FIELD_OBJECT, AT(client_object, method), NULL, false},
    {"client_authentication_methods.tls_client_auth", FIELD_OBJECT, AT(client_object, method), NULL, false},
    {"client_authentication_methods.self_signed_tls_client_auth", FIELD_OBJECT, AT(client_object, method),
     NULL, false},
    {"app_type", FIELD_WORD, AT(client_object, row.app_type), app_type_words, false},
    {"oidc_conformant", FIELD_FLAG, AT(client_object, row.is_oidc_conformant), NULL, false},
    {"callbacks", FIELD_ARRAY, AT(client_object, callbacks), NULL, false},
    {"skip_non_verifiable_callback_uri_confirmation_prompt", FIELD_SETTING,
     AT(client_object, row.skip_non_verifiable_callback_uri_confirmation_prompt), NULL, false},
    {"token_quota.client_credentials", FIELD_OBJECT, AT(client_object, quota), NULL, false},
    {"token_endpoint_auth_method", FIELD_TEXT, AT(client_object, token_endpoint_auth_method), NULL, false},
    {"initiate_login_uri", FIELD_TEXT, AT(client_object, initiate_login_uri), NULL, false},
    {"default_organization", FIELD_OBJECT, AT(client_object, default_organization), NULL, false},
    {"grant_types", FIELD_ARRAY, AT(client_object, grant_types), NULL, false},
    {"allowed_origins", FIELD_ARRAY, AT(client_object, allowed_origins), NULL, false},
    {"web_origins", FIELD_ARRAY, AT(client_object, web_origins), NULL, false},
    {"jwt_configuration.alg", FIELD_WORD, AT(client_object, config.signing_algorithm), algorithm_words,
     false},
    {"refresh_token.expiration_type", FIELD_WORD, AT(client_object, config.refresh_token_expiration_type),
     expiration_words, false},
    {"refresh_token.infinite_idle_token_lifetime", FIELD_FLAG,
     AT(client_object, config.has_infinite_idle_token_lifetime), NULL, false},
    {"refresh_token.rotation_type", FIELD_GIVEN_WORD, AT(client_object, row.refresh_token_rotation_type),
     rotation_words, false},
    {"refresh_token.policies", FIELD_ARRAY, AT(client_object, refresh_token_policies), NULL, false},
    {"resource_server_identifier", FIELD_TEXT, AT(client_object, row.resource_server_identifier), NULL,
     false},
    {"token_vault_privileged_access", FIELD_OBJECT, AT(client_object, privileged_access), NULL, false},
};
const struct field_table orgpol_client_members = FIELD_TABLE(client_fields);

static const struct field connection_fields[] = {
    {"id", FIELD_TEXT, AT(connection_object, row.id), NULL, false},
    {"name", FIELD_TEXT, AT(connection_object, row.name), NULL, false},
    {"strategy", FIELD_TEXT, AT(connection_object, row.strategy), NULL, false},
    {"is_domain_connection", FIELD_FLAG, AT(connection_object, row.is_domain_connection), NULL, false},
    {"authentication.active", FIELD_FLAG_OFF, AT(connection_object, row.is_authentication_inactive), NULL,
     false},
    {"cross_app_access_resource_app.status", FIELD_WORD,
     AT(connection_object, row.cross_app_access_resource_app_status), cross_app_access_words, false},
    {"enabled_clients", FIELD_ARRAY, AT(connection_object, enabled_clients), NULL, false},
    {"connected_accounts.active", FIELD_FLAG, AT(connection_object, row.is_connected_accounts_active), NULL,
     false},
    {"options.scope", FIELD_TEXTS, AT(connection_object, scope), NULL, false},
    {"options.offline_access", FIELD_FLAG, AT(connection_object, row.has_offline_access), NULL, false},
    {"options.offline_access_required", FIELD_SETTING, AT(connection_object, row.offline_access_required),
     NULL, false},
    {"options.downscoping", FIELD_FLAG, AT(connection_object, row.has_downscoping), NULL, false},
    {"options.dpop_signing_alg", FIELD_TEXT, AT(connection_object, dpop_signing_alg), NULL, false},
    {"options.client_id", FIELD_TEXT, AT(connection_object, client_id), NULL, false},
    {"options.domain_aliases", FIELD_ARRAY, AT(connection_object, domain_aliases), NULL, false},
    {"options.issuer", FIELD_TEXT, AT(connection_object, issuer), NULL, false},
    {"options.oidc_metadata.issuer", FIELD_TEXT, AT(connection_object, metadata_issuer), NULL, false},
};
const struct field_table orgpol_connection_members = FIELD_TABLE(connection_fields);

static const struct field resource_server_fields[] = {
    {"identifier", FIELD_TEXT, AT(resource_server_object, row.identifier), NULL, false},
    {"is_system", FIELD_FLAG, AT(resource_server_object, row.is_system), NULL, false},
    {"subject_type_authorization.user.policy", FIELD_WORD, AT(resource_server_object, row.user_policy),
     user_policy_words, false},
    {"subject_type_authorization.client.policy", FIELD_WORD, AT(resource_server_object, row.client_policy),
     client_policy_words, false},
    {"subject_type_authorization.client.policy", FIELD_TEXT, AT(resource_server_object, client_policy), NULL,
     false},
    {"enforce_policies", FIELD_FLAG, AT(resource_server_object, row.enforce_policies), NULL, false},
    {"skip_consent_for_verifiable_first_party_clients", FIELD_FLAG,
     AT(resource_server_object, row.skip_consent_for_verifiable_first_party_clients), NULL, false},
    {"allow_offline_access", FIELD_FLAG, AT(resource_server_object, row.allow_offline_access), NULL, false},
    {"token_dialect", FIELD_WORD, AT(resource_server_object, row.token_dialect), dialect_words, false},
    {"scopes", FIELD_ARRAY, AT(resource_server_object, scopes), NULL, false},
    /* A mechanism nobody knows that is required is read as dpop: it can only restrict (MYA-17). */
    {"proof_of_possession.required", FIELD_FLAG, AT(resource_server_object, row.is_dpop_required), NULL,
     false},
    {"proof_of_possession.mechanism", FIELD_GIVEN_WORD, AT(resource_server_object, proof_mechanism),
     mechanism_words, false},
};
const struct field_table orgpol_resource_server_members = FIELD_TABLE(resource_server_fields);

static const struct field client_grant_fields[] = {
    {"id", FIELD_TEXT, AT(client_grant_object, row.id), NULL, false},
    {"client_id", FIELD_TEXT, AT(client_grant_object, row.client_id), NULL, false},
    {"default_for", FIELD_WORD, AT(client_grant_object, row.default_for), default_for_words, false},
    {"audience", FIELD_TEXT, AT(client_grant_object, row.audience), NULL, false},
    {"subject_type", FIELD_WORD, AT(client_grant_object, row.subject_type), subject_type_words, false},
    {"organization_usage", FIELD_WORD, AT(client_grant_object, row.organization_usage), usage_words, false},
    {"allow_any_organization", FIELD_FLAG, AT(client_grant_object, row.allow_any_organization), NULL, false},
    {"is_system", FIELD_FLAG, AT(client_grant_object, is_system), NULL, false},
    {"allow_all_scopes", FIELD_FLAG, AT(client_grant_object, row.allow_all_scopes), NULL, false},
    {"scope", FIELD_ARRAY, AT(client_grant_object, scope), NULL, false},
    {"authorization_details_types", FIELD_ARRAY, AT(client_grant_object, authorization_details_types), NULL,
     false},
};
const struct field_table orgpol_client_grant_members = FIELD_TABLE(client_grant_fields);

static const struct field organization_fields[] = {
    {"id", FIELD_TEXT, AT(organization_object, row.id), NULL, false},
    {"name", FIELD_TEXT, AT(organization_object, row.name), NULL, false},
    {"third_party_client_access", FIELD_WORD, AT(organization_object, row.third_party_client_access),
     access_words, false},
    {"is_app_entitlement_active", FIELD_FLAG, AT(organization_object, row.is_app_entitlement_active), NULL,
     false},
    {"token_quota.client_credentials", FIELD_OBJECT, AT(organization_object, quota), NULL, false},
    {"enabled_connections", FIELD_ARRAY, AT(organization_object, enabled_connections), NULL, false},
    {"connections", FIELD_ARRAY, AT(organization_object, connections), NULL, false},
    {"clients", FIELD_ARRAY, AT(organization_object, clients), NULL, false},
    {"client_grants", FIELD_ARRAY, AT(organization_object, client_grants), NULL, false},
    {"members", FIELD_ARRAY, AT(organization_object, members), NULL, false},
    {"roles", FIELD_ARRAY, AT(organization_object, roles), NULL, false},
    {"discovery_domains", FIELD_ARRAY, AT(organization_object, discovery_domains), NULL, false},
    {"invitations", FIELD_ARRAY, AT(organization_object, invitations), NULL, false},
};
const struct field_table orgpol_organization_members = FIELD_TABLE(organization_fields);

static const struct field enabled_connection_fields[] = {
    {"connection_id", FIELD_TEXT, AT(enabled_connection_object, row.connection_id), NULL, false},
    {"is_enabled", FIELD_FLAG_OFF, AT(enabled_connection_object, row.is_disabled), NULL, false},
    {"assign_membership_on_login", FIELD_FLAG, AT(enabled_connection_object, row.assign_membership_on_login),
     NULL, false},
    {"is_signup_enabled", FIELD_FLAG, AT(enabled_connection_object, row.is_signup_enabled), NULL, false},
    {"show_as_button", FIELD_FLAG_OFF, AT(enabled_connection_object, is_hidden), NULL, false},
};
const struct field_table orgpol_enabled_connection_members = FIELD_TABLE(enabled_connection_fields);

static const struct field organization_client_fields[] = {
    {"client_id", FIELD_TEXT, AT(orgpol_organization_client, client_id), NULL, false},
    {"use_for_member_access", FIELD_FLAG, AT(orgpol_organization_client, use_for_member_access), NULL, false},
};
const struct field_table orgpol_organization_client_members = FIELD_TABLE(organization_client_fields);

static const struct field organization_client_grant_fields[] = {
    {"id", FIELD_TEXT, AT(organization_client_grant_object, id), NULL, false},
    {"grant_id", FIELD_TEXT, AT(organization_client_grant_object, grant_id), NULL, false},
};
const struct field_table orgpol_organization_client_grant_members =
    FIELD_TABLE(organization_client_grant_fields);

static const struct field member_fields[] = {
    {"user_id", FIELD_TEXT, AT(member_object, user_id), NULL, false},
    {"created_at", FIELD_TIME, AT(member_object, created_at), NULL, false},
    {"roles", FIELD_ARRAY, AT(member_object, roles), NULL, false},
};
const struct field_table orgpol_member_members = FIELD_TABLE(member_fields);

static const struct field discovery_domain_fields[] = {
    {"domain", FIELD_TEXT, AT(discovery_domain_object, domain), NULL, false},
    {"status", FIELD_WORD, AT(discovery_domain_object, status), domain_status_words, false},
    {"use_for_organization_discovery", FIELD_FLAG,
     AT(discovery_domain_object, use_for_organization_discovery), NULL, false},
};
const struct field_table orgpol_discovery_domain_members = FIELD_TABLE(discovery_domain_fields);

static const struct field invitation_fields[] = {
    {"ticket_id", FIELD_TEXT, AT(invitation_object, ticket_id), NULL, false},
    {"client_id", FIELD_TEXT, AT(invitation_object, client_id), NULL, false},
    {"invitee.email", FIELD_TEXT, AT(invitation_object, email), NULL, false},
    {"connection_id", FIELD_TEXT, AT(invitation_object, connection_id), NULL, false},
    {"roles", FIELD_ARRAY, AT(invitation_object, roles), NULL, false},
    {"used", FIELD_FLAG, AT(invitation_object, used), NULL, false},
    {"ttl_sec", FIELD_COUNT, AT(invitation_object, ttl_sec), NULL, false},
    {"created_at", FIELD_TIME, AT(invitation_object, created_at), NULL, false},
    {"expires_at", FIELD_TIME, AT(invitation_object, expires_at), NULL, false},
};
const struct field_table orgpol_invitation_members = FIELD_TABLE(invitation_fields);

static const struct field role_fields[] = {
    {"id", FIELD_TEXT, AT(role_object, id), NULL, false},
    {"permissions", FIELD_ARRAY, AT(role_object, permissions), NULL, false},
};
const struct field_table orgpol_role_members = FIELD_TABLE(role_fields);

static const struct field permission_fields[] = {
    {"permission_name", FIELD_TEXT, AT(permission_object, permission_name), NULL, false},
    {"resource_server_identifier", FIELD_TEXT, AT(permission_object, resource_server_identifier), NULL,
     false},
};
const struct field_table orgpol_permission_members = FIELD_TABLE(permission_fields);

static const struct field user_fields[] = {
    {"user_id", FIELD_TEXT, AT(user_object, row.user_id), NULL, false},
    {"email", FIELD_TEXT, AT(user_object, row.email), NULL, false},
    {"blocked", FIELD_FLAG, AT(user_object, row.is_blocked), NULL, false},
    {"email_verified", FIELD_FLAG, AT(user_object, row.is_email_verified), NULL, false},
    {"multifactor", FIELD_ARRAY, AT(user_object, multifactor), NULL, false},
    {"identities", FIELD_ARRAY, AT(user_object, identities), NULL, false},
    {"connected_accounts", FIELD_ARRAY, AT(user_object, connected_accounts), NULL, false},
    {"roles", FIELD_ARRAY, AT(user_object, roles), NULL, false},
    {"grants", FIELD_ARRAY, AT(user_object, grants), NULL, false},
};
const struct field_table orgpol_user_members = FIELD_TABLE(user_fields);

static const struct field user_grant_fields[] = {
    {"id", FIELD_TEXT, AT(user_grant_object, id), NULL, false},
    {"client_id", FIELD_TEXT, AT(user_grant_object, client_id), NULL, false},
    {"clientID", FIELD_TEXT, AT(user_grant_object, clientID), NULL, false},
    {"audience", FIELD_TEXT, AT(user_grant_object, audience), NULL, false},
    {"organization_id", FIELD_TEXT, AT(user_grant_object, organization_id), NULL, false},
    {"scope", FIELD_ARRAY, AT(user_grant_object, scope), NULL, false},
};
const struct field_table orgpol_user_grant_members = FIELD_TABLE(user_grant_fields);

static const struct field domain_fields[] = {
    {"domain", FIELD_TEXT, AT(text_object, text), NULL, false},
};
const struct field_table orgpol_domain_members = FIELD_TABLE(domain_fields);

static const struct field scope_fields[] = {
    {"value", FIELD_TEXT, AT(text_object, text), NULL, false},
};
const struct field_table orgpol_scope_members = FIELD_TABLE(scope_fields);

static const struct field role_id_fields[] = {
    {"id", FIELD_TEXT, AT(text_object, text), NULL, false},
};
const struct field_table orgpol_role_id_members = FIELD_TABLE(role_id_fields);

static const struct field rule_fields[] = {
    {"id", FIELD_TEXT, AT(rule_object, id), NULL, false},
    {"enabled", FIELD_FLAG_OFF, AT(rule_object, is_disabled), NULL, false},
    {"triggerId", FIELD_TEXT, AT(rule_object, trigger_id), NULL, false},
};
const struct field_table orgpol_rule_members = FIELD_TABLE(rule_fields);
