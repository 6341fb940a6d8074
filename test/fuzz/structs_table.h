/* SPDX-License-Identifier: MIT */
/*
 * Every struct that a decision reads, member by member, in the order of its header. What is missing here, a
 * member that a header gained, is found when a program starts: the members must fill their struct.
 */
#ifndef ORGPOL_TEST_FUZZ_STRUCTS_TABLE_H
#define ORGPOL_TEST_FUZZ_STRUCTS_TABLE_H

/* clang-format off */
#define STRUCT struct orgpol_options
static const struct member members_of_options[] = {
    SIZE(struct_size), BYTE(require_app_connection_in_org), BYTE(absent_security_mode),
    BYTE(refresh_recheck), BYTE(default_discovery_methods), BYTE(localhost_forces_consent),
    BYTE(scope_subset), BYTE(discovery_filter), BYTE(picker_filter), BYTE(require_pkce),
    BYTE(consented_scopes), BYTE(user_grant_ceiling), ZERO(reserved), BYTE(unsupported_strategy),
    BYTE(missing_offline_access), BYTE(google_minimum_scopes), BYTE(verifier_without_challenge),
    BYTE(complete_client), BYTE(complete_organization), BYTE(recheck_connection_off), BYTE(failed_complete),
    BYTE(used_code), BYTE(org_binding), BYTE(hint_matches_email), BYTE(ambiguous), BYTE(empty_login_hint),
    BYTE(strict_scope), BYTE(unused_after), BYTE(never_exchanged), BYTE(foreign_delete),
    BYTE(manage_when_purpose_off), BYTE(list_all_orgs_off), BYTE(link_carries_accounts),
    BYTE(organization_membership), BYTE(require_org_connection), BYTE(accept_rtt_alias),
    BYTE(unsupported_parameters), BYTE(blocked_user), BYTE(adaptive_mfa), BYTE(purpose_off_exchange),
    BYTE(access_token_client_enabled), BYTE(login_grants), BYTE(require_asymmetric_auth), BYTE(ipv4_mapped),
    BYTE(lenient_worker_audience), BYTE(clock_skew), BYTE(audit_context_unit), BYTE(absent_worker_scope),
    BYTE(worker_login_hint), BYTE(offline_scope), BYTE(enforce_jti_off), BYTE(enforce_audit_context_off),
    BYTE(enforce_ip_allowlist_off),
};
#undef STRUCT
#define STRUCT struct orgpol_tenant_settings
static const struct member members_of_tenant_settings[] = {
    SIZE(struct_size), BYTE(allow_organization_name_in_authentication_api), BYTE(has_enabled_rule),
    BYTE(has_credentials_exchange_hook), BYTE(resource_parameter_profile),
    BYTE(skip_non_verifiable_callback_uri_confirmation_prompt), BYTE(revoke_refresh_token_grant),
    WORD(mfa_policy, 1), WORD(my_account_default_policy, 1), BYTE(token_vault_org_binding), ZERO(reserved),
    ZERO(reserved2), SELDOM(default_audience, API), SELDOM(default_directory, CONNECTION_NAME),
    TEXT(domain, DOMAIN), TEXTS(custom_domains, custom_domain_count, DOMAIN),
};
#undef STRUCT
#define STRUCT struct orgpol_refresh_token_policy
static const struct member members_of_refresh_token_policy[] = {
    TEXT(audience, API), TEXTS(scopes, scope_count, SCOPE),
};
#undef STRUCT
#define STRUCT struct orgpol_credential
static const struct member members_of_credential[] = {
    TEXT(kid, SECRET), TEXT(name, ANY), TIME(expires_at), BYTE(alg), BYTE(credential_type), ZERO(reserved),
    ZERO(reserved2), ZERO(reserved3),
};
#undef STRUCT
#define STRUCT struct orgpol_worker_grant
static const struct member members_of_worker_grant[] = {
    TEXT(connection, CONNECTION_NAME), TEXTS(scopes, scope_count, SCOPE),
};
#undef STRUCT
#define STRUCT struct orgpol_privileged_access
static const struct member members_of_privileged_access[] = {
    SIZE(struct_size), ON(has_credentials), ZERO(reserved), ZERO(reserved2),
    ROWS(credentials, credential_count, credential), TEXTS(ip_allowlist, ip_allowlist_count, ADDRESS),
    ROWS(grants, grant_count, worker_grant),
};
#undef STRUCT
#define STRUCT struct orgpol_client
static const struct member members_of_client[] = {
    SIZE(struct_size), ON(is_first_party), BYTE(third_party_security_mode), BYTE(external_metadata_type),
    BYTE(redirection_policy), WORD(organization_usage, 2), BYTE(organization_require_behavior),
    ON(identity_assertion_authorization_grant_active), BYTE(organization_discovery_methods),
    MASK(grant_types), BYTE(token_endpoint_auth_method), ON(has_client_authentication_methods),
    WORD(app_type, 3), ON(is_oidc_conformant), BYTE(skip_non_verifiable_callback_uri_confirmation_prompt),
    BYTE(default_organization_for_client_credentials), BYTE(refresh_token_rotation_type), ZERO(reserved),
    TEXT(client_id, CLIENT), SELDOM(external_client_id, CLIENT),
    SELDOM(default_organization_id, ORGANIZATION), TEXTS(callbacks, callback_count, PLACE),
    TEXT(resource_server_identifier, API),
    ROWS(refresh_token_policies, refresh_token_policy_count, refresh_token_policy),
    ROW(token_vault_privileged_access, privileged_access),
};
#undef STRUCT
#define STRUCT struct orgpol_organization
static const struct member members_of_organization[] = {
    SIZE(struct_size), WORD(third_party_client_access, 2), BYTE(is_app_entitlement_active), ZERO(reserved),
    SOME(enabled_connection_count), ZERO(reserved2), TEXT(id, ORGANIZATION), TEXT(name, ANY),
};
#undef STRUCT
#define STRUCT struct orgpol_connection
static const struct member members_of_connection[] = {
    SIZE(struct_size), ON(is_domain_connection), BYTE(is_authentication_inactive),
    WORD(cross_app_access_resource_app_status, 2), ON(is_connected_accounts_active),
    SOME(enabled_client_count), ON(has_offline_access), BYTE(offline_access_required),
    BYTE(has_upstream_dpop), BYTE(has_downscoping), TEXT(id, CONNECTION_ID), TEXT(strategy, STRATEGY),
    TEXT(name, CONNECTION_NAME), TEXTS(scopes, scope_count, SCOPE), ON(has_client_id), ZERO(reserved),
    ZERO(reserved2), ZERO(reserved3),
};
#undef STRUCT
#define STRUCT struct orgpol_enabled_client
static const struct member members_of_enabled_client[] = {
    SIZE(struct_size), ZERO(reserved), TEXT(connection_id, CONNECTION_ID), TEXT(client_id, CLIENT),
};
#undef STRUCT
#define STRUCT struct orgpol_enabled_connection
static const struct member members_of_enabled_connection[] = {
    SIZE(struct_size), BYTE(is_disabled), BYTE(assign_membership_on_login), BYTE(is_signup_enabled),
    ZERO(reserved), TEXT(organization_id, ORGANIZATION), TEXT(connection_id, CONNECTION_ID),
};
#undef STRUCT
#define STRUCT struct orgpol_organization_client
static const struct member members_of_organization_client[] = {
    SIZE(struct_size), ON(use_for_member_access), ZERO(reserved), ZERO(reserved2),
    TEXT(organization_id, ORGANIZATION), TEXT(client_id, CLIENT),
};
#undef STRUCT
#define STRUCT struct orgpol_organization_member
static const struct member members_of_organization_member[] = {
    SIZE(struct_size), ZERO(reserved), TEXT(organization_id, ORGANIZATION), TEXT(user_id, USER),
};
#undef STRUCT
#define STRUCT struct orgpol_user
static const struct member members_of_user[] = {
    SIZE(struct_size), BYTE(is_blocked), ON(is_email_verified), ON(has_factor), ZERO(reserved),
    TEXT(user_id, USER), TEXT(email, EMAIL),
};
#undef STRUCT
#define STRUCT struct orgpol_resource_server
static const struct member members_of_resource_server[] = {
    SIZE(struct_size), BYTE(is_system), WORD(user_policy, 1), WORD(client_policy, 2),
    BYTE(enforce_policies), BYTE(skip_consent_for_verifiable_first_party_clients),
    BYTE(allow_offline_access), BYTE(token_dialect), BYTE(is_dpop_required), ZERO(reserved),
    TEXT(identifier, API), TEXTS(scopes, scope_count, SCOPE),
};
#undef STRUCT
#define STRUCT struct orgpol_client_grant
static const struct member members_of_client_grant[] = {
    SIZE(struct_size), WORD(subject_type, 1), BYTE(default_for), WORD(organization_usage, 2),
    ON(allow_any_organization), BYTE(allow_all_scopes), ZERO(reserved), ZERO(reserved2), ZERO(reserved3),
    TEXT(id, GRANT), TEXT(client_id, CLIENT), TEXT(audience, API), TEXTS(scopes, scope_count, SCOPE),
    SELDOM_TEXTS(authorization_details_types, authorization_details_type_count, ANY),
};
#undef STRUCT
#define STRUCT struct orgpol_cross_app_access
static const struct member members_of_cross_app_access[] = {
    SIZE(struct_size), ON(is_assertion_valid), ZERO(reserved), ZERO(reserved2), NUMBER(organization_count),
    ZERO(reserved3), TEXT(assertion_resource, API), SELDOM(resource, API),
    ROW(resource_server, resource_server), ROW(client_grant, client_grant),
    NONE(default_client_grant, client_grant),
};
#undef STRUCT
#define STRUCT struct orgpol_login_request
static const struct member members_of_login_request[] = {
    SIZE(struct_size), BYTE(protocol), BYTE(mfa), BYTE(action_verdict), BYTE(response_mode),
    BYTE(is_signup), BYTE(is_invitation_accepted), ZERO(reserved), NUMBER(member_count), ZERO(reserved2),
    TEXT(organization_id, ORGANIZATION), NONE(options, options), ROW(settings, tenant_settings),
    ROW(client, client), ROW(organization, organization), ROW(connection, connection),
    ROW(enabled_client, enabled_client), ROW(enabled_connection, enabled_connection),
    ROW(organization_client, organization_client), ROW(member, organization_member), ROW(user, user),
    NONE(cross_app_access, cross_app_access),
};
#undef STRUCT
#define STRUCT struct orgpol_session
static const struct member members_of_session[] = {
    SIZE(struct_size), BYTE(kind), BYTE(is_login_prompted), BYTE(is_interaction_needed), ZERO(reserved),
    SELDOM(organization_id, ORGANIZATION),
};
#undef STRUCT
#define STRUCT struct orgpol_invitation
static const struct member members_of_invitation[] = {
    SIZE(struct_size), BYTE(is_used), ZERO(reserved), ZERO(reserved2), SECONDS(created_at_s),
    SECONDS(expires_at_s), NUMBER(ttl_s), ZERO(reserved3), TEXT(ticket_id, SECRET),
    TEXT(organization_id, ORGANIZATION), TEXT(client_id, CLIENT), TEXT(connection_id, CONNECTION_ID),
    TEXT(email, EMAIL), TEXTS(roles, role_count, ANY),
};
#undef STRUCT
#define STRUCT struct orgpol_prompt_connection
static const struct member members_of_prompt_connection[] = {
    SIZE(struct_size), NUMBER(organization_count), TEXT(name, CONNECTION_NAME),
    TEXTS(domain_aliases, domain_alias_count, DOMAIN), ROW(connection, connection),
    ROW(enabled_client, enabled_client), NONE(enabled_connection, enabled_connection),
};
#undef STRUCT
#define STRUCT struct orgpol_discovery_domain
static const struct member members_of_discovery_domain[] = {
    SIZE(struct_size), WORD(status, 2), ON(use_for_organization_discovery), ZERO(reserved),
    TEXT(organization_id, ORGANIZATION), TEXT(domain, DOMAIN),
};
#undef STRUCT
#define STRUCT struct orgpol_prompt_organization
static const struct member members_of_prompt_organization[] = {
    SIZE(struct_size), NUMBER(member_count), SOME(visible_connection_count), ZERO(reserved),
    ROW(organization, organization), ROW(organization_client, organization_client),
    ROW(member, organization_member), ROW(discovery_domain, discovery_domain),
    EACH(connections, connection_count, prompt_connection),
};
#undef STRUCT
#define STRUCT struct orgpol_prompt_request
static const struct member members_of_prompt_request[] = {
    SIZE(struct_size), BYTE(response_mode), ZERO(reserved), ZERO(reserved2), NUMBER(auto_membership_count),
    ZERO(reserved3), SECONDS(now_s), TEXT(organization, ORGANIZATION), SELDOM(invitation, SECRET),
    SELDOM(identifier, EMAIL), SELDOM(choice, ORGANIZATION), TEXT(connection, CONNECTION_NAME),
    SELDOM(prompt, PROMPT), TEXT(user_id, USER), NONE(options, options), ROW(settings, tenant_settings),
    ROW(client, client), ROW(user, user), NONE(session, session), NONE(invitation_row, invitation),
    ROW(connection_row, prompt_connection), NONE(session_connection, prompt_connection),
    ROW(organization_row, prompt_organization), NONE(chosen_organization, prompt_organization),
    NONE(auto_membership, prompt_organization), EACH(matches, match_count, prompt_organization),
    EACH(memberships, membership_count, prompt_organization),
    EACH(connections, connection_count, prompt_connection),
};
#undef STRUCT
#define STRUCT struct orgpol_parameter
static const struct member members_of_parameter[] = {
    TEXT(name, PARAMETER), TEXT(value, VALUE),
};
#undef STRUCT
#define STRUCT struct orgpol_authorize_request
static const struct member members_of_authorize_request[] = {
    SIZE(struct_size), ZERO(reserved), NONE(options, options), ROW(settings, tenant_settings),
    ROW(client, client), ROW(organization, organization), TEXT(organization_id, ORGANIZATION),
    ROWS(parameters, parameter_count, parameter),
};
#undef STRUCT
#define STRUCT struct orgpol_authorization_code
static const struct member members_of_authorization_code[] = {
    SIZE(struct_size), BYTE(is_used), ZERO(reserved), ZERO(reserved2), TEXT(client_id, CLIENT),
    TEXT(redirect_uri, PLACE), SELDOM(code_challenge, CODE), TEXT(organization_id, ORGANIZATION),
    ROW(organization, organization),
};
#undef STRUCT
#define STRUCT struct orgpol_refresh_token
static const struct member members_of_refresh_token[] = {
    SIZE(struct_size), ZERO(reserved), TEXT(client_id, CLIENT), TEXT(organization_id, ORGANIZATION),
    ROW(organization, organization),
};
#undef STRUCT
#define STRUCT struct orgpol_endpoint_request
static const struct member members_of_endpoint_request[] = {
    SIZE(struct_size), ZERO(reserved), NONE(options, options), ROW(settings, tenant_settings),
    ROW(client, client), TEXT(path, PATH), ROWS(parameters, parameter_count, parameter),
    ROW(code, authorization_code), ROW(refresh_token, refresh_token),
};
#undef STRUCT
#define STRUCT struct orgpol_organization_client_grant
static const struct member members_of_organization_client_grant[] = {
    SIZE(struct_size), ZERO(reserved), TEXT(organization_id, ORGANIZATION), TEXT(grant_id, GRANT),
};
#undef STRUCT
#define STRUCT struct orgpol_token_quota
static const struct member members_of_token_quota[] = {
    SIZE(struct_size), BYTE(has_per_hour), BYTE(has_per_day), BYTE(is_not_enforced), ZERO(reserved),
    NUMBER(per_hour), NUMBER(per_day),
};
#undef STRUCT
#define STRUCT struct orgpol_token_usage
static const struct member members_of_token_usage[] = {
    SIZE(struct_size), ZERO(reserved), NUMBER(hour), NUMBER(day),
};
#undef STRUCT
#define STRUCT struct orgpol_client_grant_request
static const struct member members_of_client_grant_request[] = {
    SIZE(struct_size), ON(is_client_authenticated), BYTE(has_several_client_grants), BYTE(action_verdict),
    ZERO(reserved), TEXT(audience, API), SELDOM(resource, API), TEXT(sent_organization, ORGANIZATION),
    TEXTS(scopes, scope_count, SCOPE), NONE(options, options), ROW(settings, tenant_settings),
    ROW(client, client), ROW(resource_server, resource_server), ROW(client_grant, client_grant),
    NONE(default_client_grant, client_grant), ROW(organization, organization),
    ROW(organization_client_grant, organization_client_grant), NONE(client_quota, token_quota),
    NONE(default_client_quota, token_quota), NONE(organization_quota, token_quota),
    NONE(default_organization_quota, token_quota), ROW(client_usage, token_usage),
    ROW(organization_usage, token_usage),
};
#undef STRUCT
#define STRUCT struct orgpol_user_grant_request
static const struct member members_of_user_grant_request[] = {
    SIZE(struct_size), WORD(is_refresh, 1), BYTE(has_several_client_grants), BYTE(response_mode),
    ZERO(reserved), TEXT(user_id, USER), TEXT(audience, API), SELDOM(resource, API),
    TEXT(organization_id, ORGANIZATION), TEXTS(scopes, scope_count, SCOPE),
    TEXTS(original_scopes, original_scope_count, SCOPE), TEXTS(permissions, permission_count, SCOPE),
    SELDOM_TEXTS(authorization_details_types, authorization_details_type_count, ANY),
    NONE(options, options), ROW(settings, tenant_settings), ROW(client, client),
    ROW(organization, organization), ROW(resource_server, resource_server), ROW(client_grant, client_grant),
    NONE(default_client_grant, client_grant),
};
#undef STRUCT
#define STRUCT struct orgpol_user_grant
static const struct member members_of_user_grant[] = {
    SIZE(struct_size), ZERO(reserved), TEXT(user_id, USER), TEXT(client_id, CLIENT), TEXT(audience, API),
    TEXT(organization_id, ORGANIZATION), TEXTS(scopes, scope_count, SCOPE),
};
#undef STRUCT
#define STRUCT struct orgpol_consent_request
static const struct member members_of_consent_request[] = {
    SIZE(struct_size), BYTE(approval), BYTE(is_screen_shown), BYTE(is_interaction_needed), BYTE(is_refresh),
    BYTE(response_mode), ZERO(reserved), ZERO(reserved2), ZERO(reserved3), TEXT(user_id, USER),
    TEXT(audience, API), TEXT(organization_id, ORGANIZATION), TEXT(grant_type, GRANT_TYPE),
    SELDOM(prompt, PROMPT), TEXT(redirect_uri, PLACE), NONE(options, options),
    ROW(settings, tenant_settings), ROW(client, client), ROW(resource_server, resource_server),
    ROW(user_grant, user_grant), ROW(session, session), TEXTS(scopes, scope_count, SCOPE),
    BYTES(secret, secret_bytes),
};
#undef STRUCT
#define STRUCT struct orgpol_consent_key_request
static const struct member members_of_consent_key_request[] = {
    SIZE(struct_size), BYTE(has_empty_organization), ON(has_scopes), ZERO(reserved), TEXT(user_id, USER),
    TEXT(client_id, CLIENT), TEXT(audience, API), TEXT(organization_id, ORGANIZATION),
    TEXTS(scopes, scope_count, SCOPE), BYTES(secret, secret_bytes),
};
#undef STRUCT
#define STRUCT struct orgpol_known_organization
static const struct member members_of_known_organization[] = {
    TEXT(id, ORGANIZATION), TEXT(name, ANY),
};
#undef STRUCT
#define STRUCT struct orgpol_token_organization_request
static const struct member members_of_token_organization_request[] = {
    SIZE(struct_size), WORD(validator, 1), ZERO(reserved), ZERO(reserved2), TEXT(issuer, ISSUER),
    TEXT(iss, ISSUER), TEXT(org_id, ORGANIZATION), TEXT(org_name, ANY),
    TEXT(expected_organization, ORGANIZATION),
    ROWS(known_organizations, known_organization_count, known_organization),
};
#undef STRUCT
#define STRUCT struct orgpol_granted_connection
static const struct member members_of_granted_connection[] = {
    SIZE(struct_size), ZERO(reserved), ROW(connection, connection), ROW(enabled_client, enabled_client),
};
#undef STRUCT
#define STRUCT struct orgpol_client_config
static const struct member members_of_client_config[] = {
    SIZE(struct_size), BYTE(signing_algorithm), BYTE(refresh_token_expiration_type),
    BYTE(has_infinite_idle_token_lifetime), BYTE(client_authentication_methods), BYTE(has_no_grant_types),
    BYTE(has_default_organization), BYTE(default_organization_flows), ZERO(reserved), ZERO(reserved2),
    ROW(client, client), NONE(previous, client), NONE(options, options),
    TEXTS(allowed_origins, allowed_origin_count, PLACE), TEXTS(web_origins, web_origin_count, PLACE),
    ROWS(granted_connections, granted_connection_count, granted_connection),
};
#undef STRUCT
#define STRUCT struct orgpol_configured_connection
static const struct member members_of_configured_connection[] = {
    SIZE(struct_size), ZERO(reserved), ROW(enabled_connection, enabled_connection),
    ROW(connection, connection),
};
#undef STRUCT
#define STRUCT struct orgpol_configured_invitation
static const struct member members_of_configured_invitation[] = {
    SIZE(struct_size), BYTE(is_used), ON(has_login_route), ZERO(reserved), NUMBER(ttl_sec),
    NUMBER(role_count), TEXT(client_id, CLIENT), TEXT(connection_id, CONNECTION_ID), ROW(client, client),
    ROW(connection, connection), ROW(enabled_connection, enabled_connection),
};
#undef STRUCT
#define STRUCT struct orgpol_organization_config
static const struct member members_of_organization_config[] = {
    SIZE(struct_size), ZERO(reserved), ROW(organization, organization), NONE(same_name, organization),
    NONE(options, options), ROWS(enabled_connections, enabled_connection_count, configured_connection),
    ROWS(invitations, invitation_count, configured_invitation),
    TEXTS(client_grants, client_grant_count, GRANT), TEXTS(discovery_domains, discovery_domain_count, NAME),
    NUMBER(client_count),
};
#undef STRUCT
#define STRUCT struct orgpol_connection_config
static const struct member members_of_connection_config[] = {
    SIZE(struct_size), NUMBER(organization_count), ROW(connection, connection),
    NONE(same_issuer, connection),
};
#undef STRUCT
#define STRUCT struct orgpol_resource_server_config
static const struct member members_of_resource_server_config[] = {
    SIZE(struct_size), BYTE(is_client_policy_allow_all), ZERO(reserved), ZERO(reserved2),
    ROW(resource_server, resource_server),
};
#undef STRUCT
#define STRUCT struct orgpol_client_grant_config
static const struct member members_of_client_grant_config[] = {
    SIZE(struct_size), BYTE(was_system), ZERO(reserved), ZERO(reserved2), ROW(client_grant, client_grant),
    NONE(same_key, client_grant), ROW(client, client), ROW(resource_server, resource_server),
    NONE(options, options),
};
#undef STRUCT
#define STRUCT struct orgpol_description_values
static const struct member members_of_description_values[] = {
    SIZE(struct_size), ZERO(reserved), TEXT(org_id, ORGANIZATION), TEXT(user_id, USER),
    TEXT(client_id, CLIENT), TEXT(audience, API), TEXT(grant_type, GRANT_TYPE),
    TEXTS(scopes, scope_count, SCOPE), TEXT(subject_token, ANY),
};
#undef STRUCT

/* clang-format on */

#endif
