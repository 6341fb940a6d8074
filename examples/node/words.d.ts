// SPDX-License-Identifier: MIT
// Written by tools/types.js (make node-types) from the library's tables and those of the addon.
import type { Decision, Json, Question } from "./index";

export type Reason =
  | "missing_input"
  | "unsupported_input"
  | "row_without_id"
  | "row_of_other_client"
  | "row_of_other_organization"
  | "row_of_other_connection"
  | "row_of_other_user"
  | "row_of_other_resource_server"
  | "row_of_other_client_grant"
  | "result_too_small"
  | "too_many_scopes"
  | "parameter_of_other_client"
  | "too_many_parameters"
  | "query_malformed"
  | "unknown_client"
  | "client_is_first_party"
  | "client_cannot_log_users_in"
  | "tenant_rules_active"
  | "protocol_not_for_strict"
  | "password_not_for_strict"
  | "password_not_for_permissive"
  | "token_exchange_not_for_third_party"
  | "passkey_not_for_third_party"
  | "passkey_needs_organization"
  | "protocol_not_for_organization"
  | "cross_app_access_off"
  | "assertion_invalid"
  | "xaa_user_not_found"
  | "connection_in_several_organizations"
  | "unknown_organization"
  | "organization_not_allowed"
  | "organization_required"
  | "org_not_for_permissive"
  | "member_access_off"
  | "client_not_listed"
  | "third_party_member_access_off"
  | "entitlement_lost"
  | "org_blocks_third_party"
  | "third_party_access_lost"
  | "xaa_org_blocks_third_party"
  | "connection_disabled"
  | "no_domain_level_connection"
  | "connection_not_enabled_for_client"
  | "connection_not_for_permissive"
  | "connection_not_domain_level"
  | "org_has_no_connections"
  | "connection_not_enabled_for_org"
  | "app_connection_required"
  | "signup_not_enabled"
  | "user_not_member"
  | "membership_lost"
  | "xaa_user_not_member"
  | "member_limit_reached"
  | "xaa_no_client_grant"
  | "mfa_required_on_refresh"
  | "login_denied_by_action"
  | "delegated_session_needs_interaction"
  | "session_transfer_organization_mismatch"
  | "session_not_usable"
  | "no_visible_connection"
  | "invitation_not_for_strict"
  | "organization_must_be_id"
  | "unknown_organization_name"
  | "invitation_without_organization"
  | "invitation_not_found"
  | "invitation_expired"
  | "identifier_kind_not_enabled"
  | "no_organization_for_email"
  | "no_organization_of_name"
  | "no_organization_membership"
  | "organization_page_needed"
  | "invitation_other_connection"
  | "invitation_email_mismatch"
  | "redirect_uri_mismatch"
  | "parameter_repeated"
  | "parameter_forbidden"
  | "ext_parameter_unnamed"
  | "parameter_not_allowed"
  | "response_type_missing"
  | "response_type_unsupported"
  | "grant_type_not_enabled"
  | "code_challenge_missing"
  | "public_client_without_pkce"
  | "code_challenge_method_not_s256"
  | "code_challenge_malformed"
  | "prompt_unknown"
  | "endpoint_not_for_strict"
  | "grant_type_not_for_strict"
  | "code_invalid"
  | "code_verifier_mismatch"
  | "m2m_client_not_authenticated"
  | "client_credentials_not_enabled"
  | "client_is_public"
  | "client_is_dynamic"
  | "m2m_audience_missing"
  | "m2m_audience_unknown"
  | "m2m_system_api"
  | "api_denies_clients"
  | "no_client_grant_strict"
  | "no_client_grant"
  | "m2m_organization_must_be_id"
  | "m2m_organization_unknown"
  | "default_organization_unknown"
  | "default_grant_without_organization"
  | "grant_denies_organization"
  | "grant_requires_organization"
  | "grant_not_associated"
  | "scope_not_in_client_grant"
  | "client_quota_exceeded"
  | "organization_quota_exceeded"
  | "hook_not_for_strict"
  | "exchange_denied_by_action"
  | "service_not_found"
  | "system_api_not_for_third_party"
  | "api_denies_users"
  | "no_user_grant_strict"
  | "no_user_grant"
  | "authorization_details_not_granted"
  | "scope_exceeds_original"
  | "prompt_none_combined"
  | "consent_refused"
  | "login_required"
  | "consent_required"
  | "interaction_required"
  | "confirmation_required"
  | "issuer_mismatch"
  | "organization_claim_missing"
  | "org_id_mismatch"
  | "org_name_mismatch"
  | "organization_unexpected"
  | "organization_not_known"
  | "org_name_not_of_organization"
  | "cfg_01"
  | "cfg_02"
  | "cfg_03"
  | "cfg_06"
  | "cfg_07"
  | "cfg_08"
  | "cfg_09"
  | "cfg_10"
  | "cfg_11"
  | "cfg_12"
  | "cfg_14"
  | "cfg_15"
  | "cfg_18"
  | "cfg_20"
  | "cfg_23"
  | "cfg_24"
  | "cfg_35"
  | "cfg_37"
  | "cfg_38"
  | "cfg_39"
  | "cfg_40"
  | "cfg_42"
  | "cfg_36"
  | "cfg_25"
  | "cfg_26"
  | "cfg_27"
  | "cfg_28"
  | "cfg_29"
  | "cfg_30"
  | "cfg_32"
  | "cfg_33"
  | "api_not_active"
  | "wrong_domain"
  | "machine_token"
  | "grant_type_unsupported"
  | "client_third_party"
  | "client_grant_missing"
  | "audience_not_in_policy"
  | "consent_not_skippable"
  | "mfa_needed"
  | "authentication_too_old"
  | "no_usable_scope"
  | "token_invalid"
  | "token_other_user"
  | "connect_proof_invalid"
  | "create_scope_missing"
  | "content_type_not_json"
  | "body_invalid"
  | "code_challenge_invalid"
  | "scopes_invalid"
  | "authorization_params_invalid"
  | "connection_unknown"
  | "strategy_unsupported"
  | "upstream_dpop"
  | "connected_accounts_off"
  | "connection_not_enabled"
  | "redirect_uri_not_registered"
  | "organization_usage_violated"
  | "organization_mismatch"
  | "connection_not_in_organization"
  | "offline_access_off"
  | "google_scopes_missing"
  | "completion_token_invalid"
  | "completion_scope_missing"
  | "completion_content_type_not_json"
  | "completion_body_invalid"
  | "auth_session_invalid"
  | "other_device"
  | "completion_proof_invalid"
  | "connect_code_invalid"
  | "code_verifier_invalid"
  | "code_verifier_unexpected"
  | "redirect_uri_changed"
  | "session_expired"
  | "other_client"
  | "completion_organization_mismatch"
  | "connection_not_available"
  | "list_token_invalid"
  | "delete_token_invalid"
  | "connections_token_invalid"
  | "caller_not_user"
  | "proof_invalid"
  | "list_scope_missing"
  | "delete_scope_missing"
  | "connections_scope_missing"
  | "operation_not_available"
  | "management_token_invalid"
  | "management_scope_missing"
  | "management_user_not_found"
  | "connection_filter_invalid"
  | "paging_invalid"
  | "account_id_malformed"
  | "other_user"
  | "account_not_own"
  | "purpose_off"
  | "parameter_missing"
  | "requested_token_type_missing"
  | "audience_not_supported"
  | "actor_token_not_supported"
  | "login_hint_empty"
  | "login_hint_not_supported"
  | "client_not_authenticated"
  | "asymmetric_authentication_required"
  | "token_vault_grant_missing"
  | "login_grants_missing"
  | "client_not_first_party"
  | "client_not_confidential"
  | "client_not_oidc_conformant"
  | "subject_token_type_unsupported"
  | "provider_refresh_token_requested"
  | "requested_token_type_alias"
  | "requested_token_type_unsupported"
  | "worker_token_type_unsupported"
  | "client_not_resource_server"
  | "privileged_access_not_configured"
  | "ip_allowlist_empty"
  | "grants_empty"
  | "source_ip_not_allowed"
  | "rotation_enabled"
  | "subject_token_invalid"
  | "subject_user_not_found"
  | "exchange_proof_invalid"
  | "not_a_refresh_token"
  | "refresh_token_other_client"
  | "refresh_token_without_user"
  | "not_an_access_token"
  | "access_token_without_user"
  | "subject_token_rotating"
  | "jwt_typ_invalid"
  | "jwt_alg_invalid"
  | "jwt_key_unknown"
  | "credential_expired"
  | "jwt_signature_invalid"
  | "jwt_iss_invalid"
  | "jwt_aud_invalid"
  | "jwt_sub_missing"
  | "jwt_iat_missing"
  | "jwt_too_old"
  | "jwt_expired"
  | "jwt_not_yet_valid"
  | "audit_context_invalid"
  | "jti_missing"
  | "jti_reused"
  | "audience_not_linked"
  | "connection_not_granted"
  | "worker_scope_missing"
  | "worker_scope_not_granted"
  | "organization_not_member"
  | "mfa_policy_always"
  | "risk_challenge"
  | "action_requires_mfa"
  | "connection_not_vault_enabled"
  | "exchange_connection_not_enabled"
  | "worker_connection_not_enabled"
  | "account_not_found"
  | "account_other_organization"
  | "account_hint_not_found"
  | "account_ambiguous"
  | "provider_refresh_token_missing"
  | "provider_refresh_token_expired"
  | "account_unused"
  | "provider_refresh_failed"
  | "scope_not_held"
  | "downscoping_unsupported"
  | "requested_scope_not_held"
  | "credentials_missing"
  | "too_many_credentials"
  | "credential_invalid"
  | "too_many_ip_entries"
  | "ip_entry_invalid"
  | "too_many_grants"
  | "too_many_grant_scopes"
  | "grant_scopes_empty"
  | "grant_connection_repeated";

export type Obligation =
  | "add_member"
  | "assign_roles"
  | "verify_email"
  | "consume_invitation"
  | "reject_session_transfer_token"
  | "authenticate"
  | "show_organization_prompt"
  | "show_consent"
  | "store_consent"
  | "show_confirmation"
  | "delete_user_grant"
  | "log_quota_exceeded"
  | "add_jti"
  | "show_prompt_error"
  | "show_error_page"
  | "create_auth_session"
  | "consume_connect_code"
  | "add_connected_account"
  | "update_connected_account"
  | "record_jti"
  | "refresh_provider_token"
  | "downscope_provider_token"
  | "store_tokens"
  | "touch_last_used"
  | "delete_tokens"
  | "delete_connected_account"
  | "challenge_mfa";

export type Advice =
  | "no_prompt_unreliable"
  | "unknown_scope"
  | "state_missing"
  | "offline_access_off"
  | "google_scopes_missing"
  | "developer_keys"
  | "no_refresh_token"
  | "login_grants_missing"
  | "symmetric_client_authentication"
  | "reconnect_account"
  | "privileged_access_incomplete"
  | "client_not_eligible"
  | "grant_type_missing"
  | "rotation_enabled"
  | "connection_unknown"
  | "connection_not_enabled";

export type ActionName =
  | "can_login"
  | "can_third_party_login"
  | "resolve_org_prompt_mode"
  | "check_authorize_request"
  | "check_endpoint_request"
  | "check_client_grant"
  | "check_user_grant"
  | "check_consent"
  | "consent_key_for"
  | "check_token_organization"
  | "check_client_config"
  | "check_organization_config"
  | "check_connection_config"
  | "check_resource_server_config"
  | "check_client_grant_config"
  | "check_my_account_token"
  | "can_connect_account"
  | "can_complete_account"
  | "can_manage_connected_accounts"
  | "check_token_exchange"
  | "select_connected_account";

export interface CanLoginContext {
  organization?: string | null;
  connection?: string | null;
  protocol?: "oidc" | "samlp" | "wsfed" | "classic_login" | "lock" | "device_code" | "password" | "passkey" | "token_exchange" | "refresh_token" | null;
  cross_app_access?: Json | null;
  signup?: boolean | null;
  invitation_accepted?: boolean | null;
  member_count?: number | null;
  mfa?: "satisfied" | "required" | "failed" | null;
  action_verdict?: "allow" | "deny" | null;
  response_mode?: string | null;
}

export interface CanThirdPartyLoginContext {
  organization?: string | null;
  connection?: string | null;
  protocol?: "oidc" | "samlp" | "wsfed" | "classic_login" | "lock" | "device_code" | "password" | "passkey" | "token_exchange" | "refresh_token" | null;
  cross_app_access?: Json | null;
  signup?: boolean | null;
  invitation_accepted?: boolean | null;
  member_count?: number | null;
  mfa?: "satisfied" | "required" | "failed" | null;
  action_verdict?: "allow" | "deny" | null;
  response_mode?: string | null;
}

export interface ResolveOrgPromptModeContext {
  organization?: string | null;
  invitation?: string | null;
  now?: number | null;
  identifier?: string | null;
  choice?: string | null;
  connection?: string | null;
  prompt?: string | null;
  session?: Json | null;
  response_mode?: string | null;
}

export interface CheckAuthorizeRequestContext {
  query?: string | null;
  parameters?: Json | null;
  organization?: string | null;
}

export interface CheckEndpointRequestContext {
  query?: string | null;
  parameters?: Json | null;
  code?: Json | null;
  refresh_token?: Json | null;
}

export interface CheckClientGrantContext {
  organization?: string | null;
  scope?: string | null;
  resource?: string | null;
  client_authenticated?: boolean | null;
  token_usage?: Json | null;
  action_verdict?: "allow" | "deny" | null;
}

export interface CheckUserGrantContext {
  client?: string | null;
  organization?: string | null;
  scope?: string | null;
  resource?: string | null;
  permissions?: readonly string[] | null;
  original_scope?: string | null;
  authorization_details?: readonly Json[] | null;
  response_mode?: string | null;
}

export interface CheckConsentContext {
  client?: string | null;
  organization?: string | null;
  scope?: string | null;
  resource?: string | null;
  permissions?: readonly string[] | null;
  original_scope?: string | null;
  authorization_details?: readonly Json[] | null;
  response_mode?: string | null;
  prompt?: string | null;
  session?: Json | null;
  redirect_uri?: string | null;
  screen_shown?: boolean | null;
  approved?: boolean | null;
  interaction_needed?: boolean | null;
  grant_type?: string | null;
}

export interface ConsentKeyForContext {
  client?: string | null;
  organization?: string | null;
  scope?: string | null;
}

export interface CheckTokenOrganizationContext {
  claims?: Json | null;
  issuer?: string | null;
  expected_organization?: string | null;
  known_organizations?: readonly Json[] | null;
}

export interface CheckClientConfigContext {
  object?: Json | null;
  previous?: Json | null;
}

export interface CheckOrganizationConfigContext {
  object?: Json | null;
  previous?: Json | null;
}

export interface CheckConnectionConfigContext {
  object?: Json | null;
  previous?: Json | null;
}

export interface CheckResourceServerConfigContext {
  object?: Json | null;
  previous?: Json | null;
}

export interface CheckClientGrantConfigContext {
  object?: Json | null;
  previous?: Json | null;
}

export interface CheckMyAccountTokenContext {
  client?: string | null;
  grant_type?: string | null;
  scope?: string | null;
  refresh_token_audience?: string | null;
  login_scope?: string | null;
  permissions?: readonly string[] | null;
  consented_scopes?: readonly string[] | null;
  auth_time?: number | null;
  mfa_time?: number | null;
  action_verdict?: "allow" | "challenge" | "deny" | null;
  host?: string | null;
  now?: number | null;
}

export interface CanConnectAccountContext {
  token?: Json | null;
  host?: string | null;
  dpop_proof_valid?: boolean | null;
  now?: number | null;
  content_type?: string | null;
  body?: Json | null;
  organization?: string | null;
}

export interface CanCompleteAccountContext {
  token?: Json | null;
  host?: string | null;
  dpop_proof_valid?: boolean | null;
  now?: number | null;
  content_type?: string | null;
  body?: Json | null;
  same_device?: boolean | null;
  transaction?: Json | null;
  provider_account?: Json | null;
}

export interface CanManageConnectedAccountsContext {
  token?: Json | null;
  host?: string | null;
  dpop_proof_valid?: boolean | null;
  now?: number | null;
  operation?: "list" | "delete" | "list_connections" | null;
  api?: "my_account" | "management" | null;
  query?: Json | null;
}

export interface CheckTokenExchangeContext {
  client_authentication?: Json | null;
  subject_token_type?: string | null;
  requested_token_type?: string | null;
  login_hint?: string | null;
  audience?: string | null;
  resource?: string | null;
  actor_token?: string | null;
  scope?: string | null;
  subject_token?: Json | null;
  source_ip?: string | null;
  dpop_proof_valid?: boolean | null;
  risk_verdict?: "allow" | "challenge" | null;
  action_requires_mfa?: boolean | null;
  provider_refresh?: Json | null;
  provider_scope?: string | null;
  required_scopes?: readonly string[] | null;
  now?: number | null;
}

export interface SelectConnectedAccountContext {
  login_hint?: string | null;
  organization?: string | null;
}

export interface Actions {
  canLogin(question: Question<CanLoginContext>): Decision;
  canThirdPartyLogin(question: Question<CanThirdPartyLoginContext>): Decision;
  resolveOrgPromptMode(question: Question<ResolveOrgPromptModeContext>): Decision;
  checkAuthorizeRequest(question: Question<CheckAuthorizeRequestContext>): Decision;
  checkEndpointRequest(question: Question<CheckEndpointRequestContext>): Decision;
  checkClientGrant(question: Question<CheckClientGrantContext>): Decision;
  checkUserGrant(question: Question<CheckUserGrantContext>): Decision;
  checkConsent(question: Question<CheckConsentContext>): Decision;
  consentKeyFor(question: Question<ConsentKeyForContext>): Decision;
  checkTokenOrganization(question: Question<CheckTokenOrganizationContext>): Decision;
  checkClientConfig(question: Question<CheckClientConfigContext>): Decision;
  checkOrganizationConfig(question: Question<CheckOrganizationConfigContext>): Decision;
  checkConnectionConfig(question: Question<CheckConnectionConfigContext>): Decision;
  checkResourceServerConfig(question: Question<CheckResourceServerConfigContext>): Decision;
  checkClientGrantConfig(question: Question<CheckClientGrantConfigContext>): Decision;
  checkMyAccountToken(question: Question<CheckMyAccountTokenContext>): Decision;
  canConnectAccount(question: Question<CanConnectAccountContext>): Decision;
  canCompleteAccount(question: Question<CanCompleteAccountContext>): Decision;
  canManageConnectedAccounts(question: Question<CanManageConnectedAccountsContext>): Decision;
  checkTokenExchange(question: Question<CheckTokenExchangeContext>): Decision;
  selectConnectedAccount(question: Question<SelectConnectedAccountContext>): Decision;
}

export interface OptionsRow {
  require_app_connection_in_org?: boolean | null;
  absent_security_mode?: "strict" | "permissive" | null;
  refresh_recheck?: "on" | "off" | null;
  scope_subset?: "subset" | "ceiling" | null;
}

export interface TenantSettingsRow {
  allow_organization_name_in_authentication_api?: boolean | null;
  has_enabled_rule?: boolean | null;
  has_credentials_exchange_hook?: boolean | null;
  resource_parameter_profile?: "audience" | "compatibility" | null;
  default_audience?: string | null;
}

export interface ClientRow {
  client_id?: string | null;
  is_first_party?: boolean | null;
  third_party_security_mode?: "strict" | "permissive" | null;
  external_metadata_type?: "cimd" | "dcr" | null;
  redirection_policy?: "open_redirect_protection" | "allow_always" | null;
  organization_usage?: "deny" | "allow" | "require" | null;
  organization_require_behavior?: "no_prompt" | "pre_login_prompt" | "post_login_prompt" | null;
  identity_assertion_authorization_grant_active?: boolean | null;
  grant_types?: readonly ("authorization_code" | "implicit" | "refresh_token" | "client_credentials" | "password" | "http://auth0.com/oauth/grant-type/password-realm" | "http://auth0.com/oauth/grant-type/mfa-oob" | "http://auth0.com/oauth/grant-type/mfa-otp" | "http://auth0.com/oauth/grant-type/mfa-recovery-code" | "http://auth0.com/oauth/grant-type/passwordless/otp" | "urn:auth0:params:oauth:grant-type:token-exchange:federated-connection-access-token" | "urn:ietf:params:oauth:grant-type:device_code" | "urn:ietf:params:oauth:grant-type:token-exchange" | "urn:ietf:params:oauth:grant-type:jwt-bearer" | "urn:openid:params:grant-type:ciba" | "urn:okta:params:oauth:grant-type:webauthn" | "other")[] | null;
  token_endpoint_auth_method?: "none" | "client_secret_post" | "client_secret_basic" | "private_key_jwt" | "tls_client_auth" | "self_signed_tls_client_auth" | null;
  has_client_authentication_methods?: boolean | null;
  app_type?: "spa" | "native" | "regular_web" | "non_interactive" | "resource_server" | null;
  default_organization_for_client_credentials?: boolean | null;
  default_organization_id?: string | null;
}

export interface OrganizationRow {
  id?: string | null;
  name?: string | null;
  third_party_client_access?: "block" | "allow" | null;
  is_app_entitlement_active?: boolean | null;
  enabled_connection_count?: number | null;
}

export interface ConnectionRow {
  id?: string | null;
  strategy?: string | null;
  is_domain_connection?: boolean | null;
  is_authentication_inactive?: boolean | null;
  cross_app_access_resource_app_status?: "disabled" | "enabled" | null;
  enabled_client_count?: number | null;
}

export interface EnabledClientRow {
  connection_id?: string | null;
  client_id?: string | null;
}

export interface EnabledConnectionRow {
  organization_id?: string | null;
  connection_id?: string | null;
  is_disabled?: boolean | null;
  assign_membership_on_login?: boolean | null;
  is_signup_enabled?: boolean | null;
}

export interface OrganizationClientRow {
  organization_id?: string | null;
  client_id?: string | null;
  use_for_member_access?: boolean | null;
}

export interface OrganizationMemberRow {
  organization_id?: string | null;
  user_id?: string | null;
}

export interface UserRow {
  user_id?: string | null;
}

export interface ResourceServerRow {
  identifier?: string | null;
  scopes?: readonly string[] | null;
  is_system?: boolean | null;
  client_policy?: "deny_all" | "require_client_grant" | null;
  token_dialect?: "access_token" | "access_token_authz" | "rfc9068_profile" | "rfc9068_profile_authz" | null;
}

export interface ClientGrantRow {
  id?: string | null;
  client_id?: string | null;
  audience?: string | null;
  scopes?: readonly string[] | null;
  subject_type?: "client" | "user" | null;
  default_for?: "third_party_clients" | null;
  organization_usage?: "deny" | "allow" | "require" | null;
  allow_any_organization?: boolean | null;
  allow_all_scopes?: boolean | null;
}

export interface OrganizationClientGrantRow {
  organization_id?: string | null;
  grant_id?: string | null;
}

export interface TokenQuotaRow {
  has_per_hour?: boolean | null;
  has_per_day?: boolean | null;
  is_not_enforced?: boolean | null;
  per_hour?: number | null;
  per_day?: number | null;
}

export interface TokenUsageRow {
  hour?: number | null;
  day?: number | null;
}

export interface CrossAppAccessRow {
  is_assertion_valid?: boolean | null;
  organization_count?: number | null;
  assertion_resource?: string | null;
  resource?: string | null;
  resource_server?: ResourceServerRow | null;
  client_grant?: ClientGrantRow | null;
  default_client_grant?: ClientGrantRow | null;
}

export interface LoginRequestRow {
  protocol?: "oidc" | "samlp" | "wsfed" | "classic_login" | "lock" | "device_code" | "password" | "passkey" | "token_exchange" | "refresh_token" | null;
  mfa?: "satisfied" | "required" | "failed" | null;
  action_verdict?: "allow" | "deny" | null;
  response_mode?: "web_message" | null;
  is_signup?: boolean | null;
  is_invitation_accepted?: boolean | null;
  member_count?: number | null;
  organization_id?: string | null;
  options?: OptionsRow | null;
  settings?: TenantSettingsRow | null;
  client?: ClientRow | null;
  organization?: OrganizationRow | null;
  connection?: ConnectionRow | null;
  enabled_client?: EnabledClientRow | null;
  enabled_connection?: EnabledConnectionRow | null;
  organization_client?: OrganizationClientRow | null;
  member?: OrganizationMemberRow | null;
  user?: UserRow | null;
  cross_app_access?: CrossAppAccessRow | null;
}

export interface ClientGrantRequestRow {
  is_client_authenticated?: boolean | null;
  has_several_client_grants?: boolean | null;
  action_verdict?: "allow" | "deny" | null;
  audience?: string | null;
  resource?: string | null;
  sent_organization?: string | null;
  scopes?: readonly string[] | null;
  options?: OptionsRow | null;
  settings?: TenantSettingsRow | null;
  client?: ClientRow | null;
  resource_server?: ResourceServerRow | null;
  client_grant?: ClientGrantRow | null;
  default_client_grant?: ClientGrantRow | null;
  organization?: OrganizationRow | null;
  organization_client_grant?: OrganizationClientGrantRow | null;
  client_quota?: TokenQuotaRow | null;
  default_client_quota?: TokenQuotaRow | null;
  organization_quota?: TokenQuotaRow | null;
  default_organization_quota?: TokenQuotaRow | null;
  client_usage?: TokenUsageRow | null;
  organization_usage?: TokenUsageRow | null;
}

export interface ConsentKeyRequestRow {
  user_id?: string | null;
  client_id?: string | null;
  audience?: string | null;
  organization_id?: string | null;
  scopes?: readonly string[] | null;
  secret?: Uint8Array | null;
}
