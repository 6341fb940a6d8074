/* SPDX-License-Identifier: MIT */
/*
 * The structs of the questions that rows can ask, member by member. A member of the library's that none of
 * these questions reads is not here, so that it is refused instead of being without effect.
 */
#include "rows.h"

#include <orgpol/client_grant.h>
#include <orgpol/consent.h>
#include <orgpol/login.h>

/* clang-format off */
#define END {NULL, 0}

static const struct word security_mode_words[] = {
    {"strict", ORGPOL_SECURITY_MODE_STRICT}, {"permissive", ORGPOL_SECURITY_MODE_PERMISSIVE}, END};
static const struct word metadata_words[] = {{"cimd", ORGPOL_METADATA_CIMD}, {"dcr", ORGPOL_METADATA_DCR}, END};
static const struct word redirection_words[] = {
    {"open_redirect_protection", ORGPOL_REDIRECTION_OPEN_REDIRECT_PROTECTION},
    {"allow_always", ORGPOL_REDIRECTION_ALLOW_ALWAYS}, END};
static const struct word usage_words[] = {
    {"deny", ORGPOL_USAGE_DENY}, {"allow", ORGPOL_USAGE_ALLOW}, {"require", ORGPOL_USAGE_REQUIRE}, END};
static const struct word behavior_words[] = {
    {"no_prompt", ORGPOL_BEHAVIOR_NO_PROMPT}, {"pre_login_prompt", ORGPOL_BEHAVIOR_PRE_LOGIN_PROMPT},
    {"post_login_prompt", ORGPOL_BEHAVIOR_POST_LOGIN_PROMPT}, END};
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
    {"other", ORGPOL_GRANT_TYPE_OTHER}, END};
static const struct word auth_method_words[] = {
    {"none", ORGPOL_AUTH_METHOD_NONE},
    {"client_secret_post", ORGPOL_AUTH_METHOD_CLIENT_SECRET_POST},
    {"client_secret_basic", ORGPOL_AUTH_METHOD_CLIENT_SECRET_BASIC},
    {"private_key_jwt", ORGPOL_AUTH_METHOD_PRIVATE_KEY_JWT},
    {"tls_client_auth", ORGPOL_AUTH_METHOD_TLS_CLIENT_AUTH},
    {"self_signed_tls_client_auth", ORGPOL_AUTH_METHOD_SELF_SIGNED_TLS_CLIENT_AUTH}, END};
static const struct word app_type_words[] = {
    {"spa", ORGPOL_APP_TYPE_SPA}, {"native", ORGPOL_APP_TYPE_NATIVE},
    {"regular_web", ORGPOL_APP_TYPE_REGULAR_WEB}, {"non_interactive", ORGPOL_APP_TYPE_NON_INTERACTIVE},
    {"resource_server", ORGPOL_APP_TYPE_RESOURCE_SERVER}, END};
static const struct word access_words[] = {{"block", ORGPOL_ACCESS_BLOCK}, {"allow", ORGPOL_ACCESS_ALLOW}, END};
static const struct word cross_app_access_words[] = {
    {"disabled", ORGPOL_CROSS_APP_ACCESS_DISABLED}, {"enabled", ORGPOL_CROSS_APP_ACCESS_ENABLED}, END};
static const struct word client_policy_words[] = {
    {"deny_all", ORGPOL_CLIENT_POLICY_DENY_ALL},
    {"require_client_grant", ORGPOL_CLIENT_POLICY_REQUIRE_CLIENT_GRANT}, END};
static const struct word dialect_words[] = {
    {"access_token", ORGPOL_TOKEN_DIALECT_ACCESS_TOKEN},
    {"access_token_authz", ORGPOL_TOKEN_DIALECT_ACCESS_TOKEN_AUTHZ},
    {"rfc9068_profile", ORGPOL_TOKEN_DIALECT_RFC9068_PROFILE},
    {"rfc9068_profile_authz", ORGPOL_TOKEN_DIALECT_RFC9068_PROFILE_AUTHZ}, END};
static const struct word subject_type_words[] = {
    {"client", ORGPOL_SUBJECT_TYPE_CLIENT}, {"user", ORGPOL_SUBJECT_TYPE_USER}, END};
static const struct word default_for_words[] = {
    {"third_party_clients", ORGPOL_DEFAULT_FOR_THIRD_PARTY_CLIENTS}, END};
static const struct word resource_profile_words[] = {
    {"audience", ORGPOL_RESOURCE_PROFILE_AUDIENCE}, {"compatibility", ORGPOL_RESOURCE_PROFILE_COMPATIBILITY}, END};
static const struct word protocol_words[] = {
    {"oidc", ORGPOL_PROTOCOL_OIDC}, {"samlp", ORGPOL_PROTOCOL_SAMLP}, {"wsfed", ORGPOL_PROTOCOL_WSFED},
    {"classic_login", ORGPOL_PROTOCOL_CLASSIC_LOGIN}, {"lock", ORGPOL_PROTOCOL_LOCK},
    {"device_code", ORGPOL_PROTOCOL_DEVICE_CODE}, {"password", ORGPOL_PROTOCOL_PASSWORD},
    {"passkey", ORGPOL_PROTOCOL_PASSKEY}, {"token_exchange", ORGPOL_PROTOCOL_TOKEN_EXCHANGE},
    {"refresh_token", ORGPOL_PROTOCOL_REFRESH_TOKEN}, END};
static const struct word mfa_words[] = {
    {"satisfied", ORGPOL_MFA_SATISFIED}, {"required", ORGPOL_MFA_REQUIRED}, {"failed", ORGPOL_MFA_FAILED}, END};
static const struct word verdict_words[] = {
    {"allow", ORGPOL_ACTION_VERDICT_ALLOW}, {"deny", ORGPOL_ACTION_VERDICT_DENY}, END};
static const struct word response_mode_words[] = {{"web_message", ORGPOL_RESPONSE_MODE_WEB_MESSAGE}, END};
static const struct word absent_security_mode_words[] = {
    {"strict", ORGPOL_ABSENT_SECURITY_MODE_STRICT}, {"permissive", ORGPOL_ABSENT_SECURITY_MODE_PERMISSIVE}, END};
static const struct word refresh_recheck_words[] = {
    {"on", ORGPOL_REFRESH_RECHECK_ON}, {"off", ORGPOL_REFRESH_RECHECK_OFF}, END};
static const struct word scope_subset_words[] = {
    {"subset", ORGPOL_SCOPE_SUBSET_SUBSET}, {"ceiling", ORGPOL_SCOPE_SUBSET_CEILING}, END};

#define NAMED(member) #member, sizeof #member - 1
#define TEXT(member) {NAMED(member), MEMBER_TEXT, offsetof(ROW, member), 0, NULL, NULL}
#define TEXTS(member, counter) {NAMED(member), MEMBER_TEXTS, offsetof(ROW, member), offsetof(ROW, counter), NULL, NULL}
#define FLAG(member) {NAMED(member), MEMBER_FLAG, offsetof(ROW, member), 0, NULL, NULL}
#define WORD(member, words) {NAMED(member), MEMBER_WORD, offsetof(ROW, member), 0, words, NULL}
#define WORDS(member, words) {NAMED(member), MEMBER_WORDS, offsetof(ROW, member), 0, words, NULL}
#define BYTES(member, counter) {NAMED(member), MEMBER_BYTES, offsetof(ROW, member), offsetof(ROW, counter), NULL, NULL}
#define COUNT_32(member) {NAMED(member), MEMBER_COUNT_32, offsetof(ROW, member), 0, NULL, NULL}
#define COUNT_64(member) {NAMED(member), MEMBER_COUNT_64, offsetof(ROW, member), 0, NULL, NULL}
#define LINK(member, type) {NAMED(member), MEMBER_ROW, offsetof(ROW, member), 0, NULL, &type}
#define TYPE(name) {#name, sizeof(struct orgpol_##name), name##_members, sizeof name##_members / sizeof *name##_members}

#define ROW struct orgpol_options
static const struct member options_members[] = {
    FLAG(require_app_connection_in_org), WORD(absent_security_mode, absent_security_mode_words),
    WORD(refresh_recheck, refresh_recheck_words), WORD(scope_subset, scope_subset_words),
};
static const struct row_type options_type = TYPE(options);
#undef ROW
#define ROW struct orgpol_tenant_settings
static const struct member tenant_settings_members[] = {
    FLAG(allow_organization_name_in_authentication_api), FLAG(has_enabled_rule), FLAG(has_credentials_exchange_hook),
    WORD(resource_parameter_profile, resource_profile_words), TEXT(default_audience),
};
static const struct row_type tenant_settings_type = TYPE(tenant_settings);
#undef ROW
#define ROW struct orgpol_client
static const struct member client_members[] = {
    TEXT(client_id), FLAG(is_first_party), WORD(third_party_security_mode, security_mode_words),
    WORD(external_metadata_type, metadata_words), WORD(redirection_policy, redirection_words),
    WORD(organization_usage, usage_words), WORD(organization_require_behavior, behavior_words),
    FLAG(identity_assertion_authorization_grant_active), WORDS(grant_types, grant_type_words),
    WORD(token_endpoint_auth_method, auth_method_words), FLAG(has_client_authentication_methods),
    WORD(app_type, app_type_words), FLAG(default_organization_for_client_credentials), TEXT(default_organization_id),
};
static const struct row_type client_type = TYPE(client);
#undef ROW
#define ROW struct orgpol_organization
static const struct member organization_members[] = {
    TEXT(id), TEXT(name), WORD(third_party_client_access, access_words), FLAG(is_app_entitlement_active),
    COUNT_32(enabled_connection_count),
};
static const struct row_type organization_type = TYPE(organization);
#undef ROW
#define ROW struct orgpol_connection
static const struct member connection_members[] = {
    TEXT(id), TEXT(strategy), FLAG(is_domain_connection), FLAG(is_authentication_inactive),
    WORD(cross_app_access_resource_app_status, cross_app_access_words), COUNT_32(enabled_client_count),
};
static const struct row_type connection_type = TYPE(connection);
#undef ROW
#define ROW struct orgpol_enabled_client
static const struct member enabled_client_members[] = {TEXT(connection_id), TEXT(client_id)};
static const struct row_type enabled_client_type = TYPE(enabled_client);
#undef ROW
#define ROW struct orgpol_enabled_connection
static const struct member enabled_connection_members[] = {
    TEXT(organization_id), TEXT(connection_id), FLAG(is_disabled), FLAG(assign_membership_on_login),
    FLAG(is_signup_enabled),
};
static const struct row_type enabled_connection_type = TYPE(enabled_connection);
#undef ROW
#define ROW struct orgpol_organization_client
static const struct member organization_client_members[] = {
    TEXT(organization_id), TEXT(client_id), FLAG(use_for_member_access),
};
static const struct row_type organization_client_type = TYPE(organization_client);
#undef ROW
#define ROW struct orgpol_organization_member
static const struct member organization_member_members[] = {TEXT(organization_id), TEXT(user_id)};
static const struct row_type organization_member_type = TYPE(organization_member);
#undef ROW
#define ROW struct orgpol_user
static const struct member user_members[] = {TEXT(user_id)};
static const struct row_type user_type = TYPE(user);
#undef ROW
#define ROW struct orgpol_resource_server
static const struct member resource_server_members[] = {
    TEXT(identifier), TEXTS(scopes, scope_count), FLAG(is_system), WORD(client_policy, client_policy_words),
    WORD(token_dialect, dialect_words),
};
static const struct row_type resource_server_type = TYPE(resource_server);
#undef ROW
#define ROW struct orgpol_client_grant
static const struct member client_grant_members[] = {
    TEXT(id), TEXT(client_id), TEXT(audience), TEXTS(scopes, scope_count), WORD(subject_type, subject_type_words),
    WORD(default_for, default_for_words), WORD(organization_usage, usage_words), FLAG(allow_any_organization),
    FLAG(allow_all_scopes),
};
static const struct row_type client_grant_type = TYPE(client_grant);
#undef ROW
#define ROW struct orgpol_organization_client_grant
static const struct member organization_client_grant_members[] = {TEXT(organization_id), TEXT(grant_id)};
static const struct row_type organization_client_grant_type = TYPE(organization_client_grant);
#undef ROW
#define ROW struct orgpol_token_quota
static const struct member token_quota_members[] = {
    FLAG(has_per_hour), FLAG(has_per_day), FLAG(is_not_enforced), COUNT_64(per_hour), COUNT_64(per_day),
};
static const struct row_type token_quota_type = TYPE(token_quota);
#undef ROW
#define ROW struct orgpol_token_usage
static const struct member token_usage_members[] = {COUNT_64(hour), COUNT_64(day)};
static const struct row_type token_usage_type = TYPE(token_usage);
#undef ROW
#define ROW struct orgpol_cross_app_access
static const struct member cross_app_access_members[] = {
    FLAG(is_assertion_valid), COUNT_32(organization_count), TEXT(assertion_resource), TEXT(resource),
    LINK(resource_server, resource_server_type), LINK(client_grant, client_grant_type),
    LINK(default_client_grant, client_grant_type),
};
static const struct row_type cross_app_access_type = TYPE(cross_app_access);
#undef ROW
#define ROW struct orgpol_login_request
static const struct member login_request_members[] = {
    WORD(protocol, protocol_words), WORD(mfa, mfa_words), WORD(action_verdict, verdict_words),
    WORD(response_mode, response_mode_words), FLAG(is_signup), FLAG(is_invitation_accepted), COUNT_32(member_count),
    TEXT(organization_id), LINK(options, options_type), LINK(settings, tenant_settings_type),
    LINK(client, client_type), LINK(organization, organization_type), LINK(connection, connection_type),
    LINK(enabled_client, enabled_client_type), LINK(enabled_connection, enabled_connection_type),
    LINK(organization_client, organization_client_type), LINK(member, organization_member_type),
    LINK(user, user_type), LINK(cross_app_access, cross_app_access_type),
};
const struct row_type login_request_type = TYPE(login_request);
#undef ROW
#define ROW struct orgpol_client_grant_request
static const struct member client_grant_request_members[] = {
    FLAG(is_client_authenticated), FLAG(has_several_client_grants), WORD(action_verdict, verdict_words),
    TEXT(audience), TEXT(resource), TEXT(sent_organization), TEXTS(scopes, scope_count), LINK(options, options_type),
    LINK(settings, tenant_settings_type), LINK(client, client_type), LINK(resource_server, resource_server_type),
    LINK(client_grant, client_grant_type), LINK(default_client_grant, client_grant_type),
    LINK(organization, organization_type), LINK(organization_client_grant, organization_client_grant_type),
    LINK(client_quota, token_quota_type), LINK(default_client_quota, token_quota_type),
    LINK(organization_quota, token_quota_type), LINK(default_organization_quota, token_quota_type),
    LINK(client_usage, token_usage_type), LINK(organization_usage, token_usage_type),
};
const struct row_type client_grant_request_type = TYPE(client_grant_request);
#undef ROW
#define ROW struct orgpol_consent_key_request
static const struct member consent_key_request_members[] = {
    TEXT(user_id), TEXT(client_id), TEXT(audience), TEXT(organization_id),
    TEXTS(scopes, scope_count), BYTES(secret, secret_bytes),
};
const struct row_type consent_key_request_type = TYPE(consent_key_request);
#undef ROW
/* clang-format on */

const struct row_type *row_type_at(size_t place)
{
    static const struct row_type *const types[] = {
        &options_type,
        &tenant_settings_type,
        &client_type,
        &organization_type,
        &connection_type,
        &enabled_client_type,
        &enabled_connection_type,
        &organization_client_type,
        &organization_member_type,
        &user_type,
        &resource_server_type,
        &client_grant_type,
        &organization_client_grant_type,
        &token_quota_type,
        &token_usage_type,
        &cross_app_access_type,
        &login_request_type,
        &client_grant_request_type,
        &consent_key_request_type,
    };

    return place < sizeof types / sizeof *types ? types[place] : NULL;
}
