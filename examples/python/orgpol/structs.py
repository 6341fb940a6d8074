# SPDX-License-Identifier: MIT
"""The rows and questions of orgpol/model.h, login.h, client_grant.h and consent.h: the same names, in the same order.

What each member means, its words and its default are in the headers. Rows are those that the server fetched by key for
exactly this question; None means that there is none. examples/python/tests compares every offset and size with the
layout that compiled programs rely on.
"""
from __future__ import annotations

from ctypes import POINTER, c_char_p, c_size_t, c_uint8, c_uint16, c_uint32, c_uint64, c_void_p

from orgpol.memory import Row, Text, TextList


class TenantSettings(Row):
    """Tenant settings. None where a question takes them: every default."""

    _fields_ = [
        ("struct_size", c_uint32),
        ("allow_organization_name_in_authentication_api", c_uint8),
        ("has_enabled_rule", c_uint8),
        ("has_credentials_exchange_hook", c_uint8),
        ("resource_parameter_profile", c_uint8),
        ("skip_non_verifiable_callback_uri_confirmation_prompt", c_uint8),
        ("revoke_refresh_token_grant", c_uint8),
        ("mfa_policy", c_uint8),
        ("my_account_default_policy", c_uint8),
        ("token_vault_org_binding", c_uint8),
        ("reserved", c_uint8),
        ("reserved2", c_uint16),
        ("default_audience", Text),
        ("default_directory", Text),
        ("domain", Text),
        ("custom_domains", TextList),
        ("custom_domain_count", c_size_t),
    ]


class Options(Row):
    """Choices that the sources leave open, under their rules in orgpol/options.h. None: every default."""

    _fields_ = [("struct_size", c_uint32)] + [(name, c_uint8) for name in (
        "require_app_connection_in_org", "absent_security_mode", "refresh_recheck", "default_discovery_methods",
        "localhost_forces_consent", "scope_subset", "discovery_filter", "picker_filter", "require_pkce",
        "consented_scopes", "user_grant_ceiling", "reserved", "unsupported_strategy", "missing_offline_access",
        "google_minimum_scopes", "verifier_without_challenge", "complete_client", "complete_organization",
        "recheck_connection_off", "failed_complete", "used_code", "org_binding", "hint_matches_email", "ambiguous",
        "empty_login_hint", "strict_scope", "unused_after", "never_exchanged", "foreign_delete",
        "manage_when_purpose_off", "list_all_orgs_off", "link_carries_accounts", "organization_membership",
        "require_org_connection", "accept_rtt_alias", "unsupported_parameters", "blocked_user", "adaptive_mfa",
        "purpose_off_exchange", "access_token_client_enabled", "login_grants", "require_asymmetric_auth",
        "ipv4_mapped", "lenient_worker_audience", "clock_skew", "audit_context_unit", "absent_worker_scope",
        "worker_login_hint", "offline_scope", "enforce_jti_off", "enforce_audit_context_off",
        "enforce_ip_allowlist_off"
    )]


class Client(Row):
    """An application. Key: client_id. Token Vault's policies cannot be set here: these questions do not read them."""

    _fields_ = [
        ("struct_size", c_uint32),
        ("is_first_party", c_uint8),
        ("third_party_security_mode", c_uint8),
        ("external_metadata_type", c_uint8),
        ("redirection_policy", c_uint8),
        ("organization_usage", c_uint8),
        ("organization_require_behavior", c_uint8),
        ("identity_assertion_authorization_grant_active", c_uint8),
        ("organization_discovery_methods", c_uint8),
        ("grant_types", c_uint32),
        ("token_endpoint_auth_method", c_uint8),
        ("has_client_authentication_methods", c_uint8),
        ("app_type", c_uint8),
        ("is_oidc_conformant", c_uint8),
        ("skip_non_verifiable_callback_uri_confirmation_prompt", c_uint8),
        ("default_organization_for_client_credentials", c_uint8),
        ("refresh_token_rotation_type", c_uint8),
        ("reserved", c_uint8),
        ("client_id", Text),
        ("external_client_id", Text),
        ("default_organization_id", Text),
        ("callbacks", TextList),
        ("callback_count", c_size_t),
        ("resource_server_identifier", Text),
        ("refresh_token_policies", c_void_p),
        ("refresh_token_policy_count", c_size_t),
        ("token_vault_privileged_access", c_void_p),
    ]


class Organization(Row):
    """An organization. Key: id."""

    _fields_ = [
        ("struct_size", c_uint32),
        ("third_party_client_access", c_uint8),
        ("is_app_entitlement_active", c_uint8),
        ("reserved", c_uint16),
        ("enabled_connection_count", c_uint32),
        ("reserved2", c_uint32),
        ("id", Text),
        ("name", Text),
    ]


class Connection(Row):
    """A connection. Key: id."""

    _fields_ = [
        ("struct_size", c_uint32),
        ("is_domain_connection", c_uint8),
        ("is_authentication_inactive", c_uint8),
        ("cross_app_access_resource_app_status", c_uint8),
        ("is_connected_accounts_active", c_uint8),
        ("enabled_client_count", c_uint32),
        ("has_offline_access", c_uint8),
        ("offline_access_required", c_uint8),
        ("has_upstream_dpop", c_uint8),
        ("has_downscoping", c_uint8),
        ("id", Text),
        ("strategy", Text),
        ("name", Text),
        ("scopes", TextList),
        ("scope_count", c_size_t),
        ("has_client_id", c_uint8),
        ("reserved", c_uint8),
        ("reserved2", c_uint16),
        ("reserved3", c_uint32),
    ]


class EnabledClient(Row):
    """One entry of a connection's enabled_clients."""

    _fields_ = [
        ("struct_size", c_uint32),
        ("reserved", c_uint32),
        ("connection_id", Text),
        ("client_id", Text),
    ]


class EnabledConnection(Row):
    """One connection of an organization."""

    _fields_ = [
        ("struct_size", c_uint32),
        ("is_disabled", c_uint8),
        ("assign_membership_on_login", c_uint8),
        ("is_signup_enabled", c_uint8),
        ("reserved", c_uint8),
        ("organization_id", Text),
        ("connection_id", Text),
    ]


class OrganizationClient(Row):
    """One application listed in an organization."""

    _fields_ = [
        ("struct_size", c_uint32),
        ("use_for_member_access", c_uint8),
        ("reserved", c_uint8),
        ("reserved2", c_uint16),
        ("organization_id", Text),
        ("client_id", Text),
    ]


class OrganizationMember(Row):
    """One membership."""

    _fields_ = [
        ("struct_size", c_uint32),
        ("reserved", c_uint32),
        ("organization_id", Text),
        ("user_id", Text),
    ]


class User(Row):
    """A user profile. Key: user_id."""

    _fields_ = [
        ("struct_size", c_uint32),
        ("is_blocked", c_uint8),
        ("is_email_verified", c_uint8),
        ("has_factor", c_uint8),
        ("reserved", c_uint8),
        ("user_id", Text),
        ("email", Text),
    ]


class ResourceServer(Row):
    """An API. Key: identifier."""

    _fields_ = [
        ("struct_size", c_uint32),
        ("is_system", c_uint8),
        ("user_policy", c_uint8),
        ("client_policy", c_uint8),
        ("enforce_policies", c_uint8),
        ("skip_consent_for_verifiable_first_party_clients", c_uint8),
        ("allow_offline_access", c_uint8),
        ("token_dialect", c_uint8),
        ("is_dpop_required", c_uint8),
        ("reserved", c_uint32),
        ("identifier", Text),
        ("scopes", TextList),
        ("scope_count", c_size_t),
    ]


class ClientGrant(Row):
    """A client grant: of one client (client_id), or the default of all third-party clients (default_for)."""

    _fields_ = [
        ("struct_size", c_uint32),
        ("subject_type", c_uint8),
        ("default_for", c_uint8),
        ("organization_usage", c_uint8),
        ("allow_any_organization", c_uint8),
        ("allow_all_scopes", c_uint8),
        ("reserved", c_uint8),
        ("reserved2", c_uint16),
        ("reserved3", c_uint32),
        ("id", Text),
        ("client_id", Text),
        ("audience", Text),
        ("scopes", TextList),
        ("scope_count", c_size_t),
        ("authorization_details_types", TextList),
        ("authorization_details_type_count", c_size_t),
    ]


class OrganizationClientGrant(Row):
    """The association of a client grant with an organization."""

    _fields_ = [
        ("struct_size", c_uint32),
        ("reserved", c_uint32),
        ("organization_id", Text),
        ("grant_id", Text),
    ]


class CrossAppAccess(Row):
    """The facts of a Cross App Access exchange."""

    _fields_ = [
        ("struct_size", c_uint32),
        ("is_assertion_valid", c_uint8),
        ("reserved", c_uint8),
        ("reserved2", c_uint16),
        ("organization_count", c_uint32),
        ("reserved3", c_uint32),
        ("assertion_resource", Text),
        ("resource", Text),
        ("resource_server", POINTER(ResourceServer)),
        ("client_grant", POINTER(ClientGrant)),
        ("default_client_grant", POINTER(ClientGrant)),
    ]


class LoginRequest(Row):
    """The question of can_login and can_third_party_login (orgpol/login.h)."""

    _fields_ = [
        ("struct_size", c_uint32),
        ("protocol", c_uint8),
        ("mfa", c_uint8),
        ("action_verdict", c_uint8),
        ("response_mode", c_uint8),
        ("is_signup", c_uint8),
        ("is_invitation_accepted", c_uint8),
        ("reserved", c_uint16),
        ("member_count", c_uint32),
        ("reserved2", c_uint32),
        ("organization_id", Text),
        ("options", POINTER(Options)),
        ("settings", POINTER(TenantSettings)),
        ("client", POINTER(Client)),
        ("organization", POINTER(Organization)),
        ("connection", POINTER(Connection)),
        ("enabled_client", POINTER(EnabledClient)),
        ("enabled_connection", POINTER(EnabledConnection)),
        ("organization_client", POINTER(OrganizationClient)),
        ("member", POINTER(OrganizationMember)),
        ("user", POINTER(User)),
        ("cross_app_access", POINTER(CrossAppAccess)),
    ]


class LoginResult(Row):
    """What goes with a login decision."""

    _fields_ = [
        ("struct_size", c_uint32),
        ("advice", c_uint32),
        ("org_id", Text),
        ("org_name", Text),
        ("audience", Text),
    ]


class TokenQuota(Row):
    """A token quota."""

    _fields_ = [
        ("struct_size", c_uint32),
        ("has_per_hour", c_uint8),
        ("has_per_day", c_uint8),
        ("is_not_enforced", c_uint8),
        ("reserved", c_uint8),
        ("per_hour", c_uint64),
        ("per_day", c_uint64),
    ]


class TokenUsage(Row):
    """Tokens issued so far, in the running hour and day of UTC."""

    _fields_ = [
        ("struct_size", c_uint32),
        ("reserved", c_uint32),
        ("hour", c_uint64),
        ("day", c_uint64),
    ]


class ClientGrantRequest(Row):
    """The question of check_client_grant (orgpol/client_grant.h)."""

    _fields_ = [
        ("struct_size", c_uint32),
        ("is_client_authenticated", c_uint8),
        ("has_several_client_grants", c_uint8),
        ("action_verdict", c_uint8),
        ("reserved", c_uint8),
        ("audience", Text),
        ("resource", Text),
        ("sent_organization", Text),
        ("scopes", TextList),
        ("scope_count", c_size_t),
        ("options", POINTER(Options)),
        ("settings", POINTER(TenantSettings)),
        ("client", POINTER(Client)),
        ("resource_server", POINTER(ResourceServer)),
        ("client_grant", POINTER(ClientGrant)),
        ("default_client_grant", POINTER(ClientGrant)),
        ("organization", POINTER(Organization)),
        ("organization_client_grant", POINTER(OrganizationClientGrant)),
        ("client_quota", POINTER(TokenQuota)),
        ("default_client_quota", POINTER(TokenQuota)),
        ("organization_quota", POINTER(TokenQuota)),
        ("default_organization_quota", POINTER(TokenQuota)),
        ("client_usage", POINTER(TokenUsage)),
        ("organization_usage", POINTER(TokenUsage)),
    ]


class ClientGrantResult(Row):
    """What goes with the decision about a client grant."""

    _fields_ = [
        ("struct_size", c_uint32),
        ("advice", c_uint32),
        ("scope_count", c_uint32),
        ("missing_scope_count", c_uint32),
        ("token_profile", c_uint8),
        ("is_default_grant", c_uint8),
        ("reserved", c_uint16),
        ("reserved2", c_uint32),
        ("grant_id", Text),
        ("audience", Text),
        ("client_id", Text),
        ("org_id", Text),
        ("org_name", Text),
    ]


class ConsentKeyRequest(Row):
    """What a consent key names (orgpol/consent.h)."""

    _fields_ = [
        ("struct_size", c_uint32),
        ("has_empty_organization", c_uint8),
        ("has_scopes", c_uint8),
        ("reserved", c_uint16),
        ("user_id", Text),
        ("client_id", Text),
        ("audience", Text),
        ("organization_id", Text),
        ("scopes", TextList),
        ("scope_count", c_size_t),
        ("secret", c_char_p),
        ("secret_bytes", c_size_t),
    ]
