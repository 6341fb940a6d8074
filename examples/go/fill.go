// SPDX-License-Identifier: MIT

package orgpol

// #include <orgpol.h>
import "C"

// Each row as the C struct of the same name, in an arena. nil stays NULL.

func (a *arena) client(r *Client) *C.struct_orgpol_client {
	if r == nil {
		return nil
	}
	c, size := row[C.struct_orgpol_client](a)
	c.struct_size = size
	c.client_id = a.text(r.ClientID)
	c.is_first_party = flag(r.IsFirstParty)
	c.third_party_security_mode = C.uint8_t(r.ThirdPartySecurityMode)
	c.external_metadata_type = C.uint8_t(r.ExternalMetadataType)
	c.redirection_policy = C.uint8_t(r.RedirectionPolicy)
	c.organization_usage = C.uint8_t(r.OrganizationUsage)
	c.organization_require_behavior = C.uint8_t(r.OrganizationRequireBehavior)
	c.identity_assertion_authorization_grant_active = flag(r.IdentityAssertionGrantActive)
	c.grant_types = C.uint32_t(r.GrantTypes)
	c.token_endpoint_auth_method = C.uint8_t(r.TokenEndpointAuthMethod)
	c.has_client_authentication_methods = flag(r.HasClientAuthenticationMethods)
	c.app_type = C.uint8_t(r.AppType)
	c.default_organization_for_client_credentials = flag(r.DefaultOrganizationForClientCredentials)
	c.default_organization_id = a.text(r.DefaultOrganizationID)
	return c
}

func (a *arena) organization(r *Organization) *C.struct_orgpol_organization {
	if r == nil {
		return nil
	}
	c, size := row[C.struct_orgpol_organization](a)
	c.struct_size = size
	c.id = a.text(r.ID)
	c.name = a.text(r.Name)
	c.third_party_client_access = C.uint8_t(r.ThirdPartyClientAccess)
	c.is_app_entitlement_active = flag(r.IsAppEntitlementActive)
	c.enabled_connection_count = C.uint32_t(r.EnabledConnectionCount)
	return c
}

func (a *arena) connection(r *Connection) *C.struct_orgpol_connection {
	if r == nil {
		return nil
	}
	c, size := row[C.struct_orgpol_connection](a)
	c.struct_size = size
	c.id = a.text(r.ID)
	c.strategy = a.text(r.Strategy)
	c.is_domain_connection = flag(r.IsDomainConnection)
	c.is_authentication_inactive = flag(r.IsAuthenticationInactive)
	if r.CrossAppAccessResourceAppActive {
		c.cross_app_access_resource_app_status = C.ORGPOL_CROSS_APP_ACCESS_ENABLED
	}
	c.enabled_client_count = C.uint32_t(r.EnabledClientCount)
	return c
}

func (a *arena) enabledClient(r *EnabledClient) *C.struct_orgpol_enabled_client {
	if r == nil {
		return nil
	}
	c, size := row[C.struct_orgpol_enabled_client](a)
	c.struct_size = size
	c.connection_id = a.text(r.ConnectionID)
	c.client_id = a.text(r.ClientID)
	return c
}

func (a *arena) enabledConnection(r *EnabledConnection) *C.struct_orgpol_enabled_connection {
	if r == nil {
		return nil
	}
	c, size := row[C.struct_orgpol_enabled_connection](a)
	c.struct_size = size
	c.organization_id = a.text(r.OrganizationID)
	c.connection_id = a.text(r.ConnectionID)
	c.is_disabled = flag(r.IsDisabled)
	c.assign_membership_on_login = flag(r.AssignMembershipOnLogin)
	c.is_signup_enabled = flag(r.IsSignupEnabled)
	return c
}

func (a *arena) organizationClient(r *OrganizationClient) *C.struct_orgpol_organization_client {
	if r == nil {
		return nil
	}
	c, size := row[C.struct_orgpol_organization_client](a)
	c.struct_size = size
	c.organization_id = a.text(r.OrganizationID)
	c.client_id = a.text(r.ClientID)
	c.use_for_member_access = flag(r.UseForMemberAccess)
	return c
}

func (a *arena) member(r *OrganizationMember) *C.struct_orgpol_organization_member {
	if r == nil {
		return nil
	}
	c, size := row[C.struct_orgpol_organization_member](a)
	c.struct_size = size
	c.organization_id = a.text(r.OrganizationID)
	c.user_id = a.text(r.UserID)
	return c
}

func (a *arena) user(r *User) *C.struct_orgpol_user {
	if r == nil {
		return nil
	}
	c, size := row[C.struct_orgpol_user](a)
	c.struct_size = size
	c.user_id = a.text(r.UserID)
	return c
}

func (a *arena) resourceServer(r *ResourceServer) *C.struct_orgpol_resource_server {
	if r == nil {
		return nil
	}
	c, size := row[C.struct_orgpol_resource_server](a)
	c.struct_size = size
	c.identifier = a.text(r.Identifier)
	c.is_system = flag(r.IsSystem)
	c.client_policy = C.uint8_t(r.ClientPolicy)
	c.token_dialect = C.uint8_t(r.TokenDialect)
	c.scopes, c.scope_count = a.texts(r.Scopes)
	return c
}

func (a *arena) clientGrant(r *ClientGrant) *C.struct_orgpol_client_grant {
	if r == nil {
		return nil
	}
	c, size := row[C.struct_orgpol_client_grant](a)
	c.struct_size = size
	c.id = a.text(r.ID)
	c.client_id = a.text(r.ClientID)
	c.audience = a.text(r.Audience)
	c.subject_type = C.uint8_t(r.SubjectType)
	c.default_for = C.uint8_t(r.DefaultFor)
	c.organization_usage = C.uint8_t(r.OrganizationUsage)
	c.allow_any_organization = flag(r.AllowAnyOrganization)
	c.allow_all_scopes = flag(r.AllowAllScopes)
	c.scopes, c.scope_count = a.texts(r.Scopes)
	return c
}

func (a *arena) organizationClientGrant(r *OrganizationClientGrant) *C.struct_orgpol_organization_client_grant {
	if r == nil {
		return nil
	}
	c, size := row[C.struct_orgpol_organization_client_grant](a)
	c.struct_size = size
	c.organization_id = a.text(r.OrganizationID)
	c.grant_id = a.text(r.GrantID)
	return c
}

func (a *arena) quota(r *TokenQuota) *C.struct_orgpol_token_quota {
	if r == nil {
		return nil
	}
	c, size := row[C.struct_orgpol_token_quota](a)
	c.struct_size = size
	c.is_not_enforced = flag(r.IsNotEnforced)
	if r.PerHour != nil {
		c.has_per_hour, c.per_hour = 1, C.uint64_t(*r.PerHour)
	}
	if r.PerDay != nil {
		c.has_per_day, c.per_day = 1, C.uint64_t(*r.PerDay)
	}
	return c
}

func (a *arena) usage(r *TokenUsage) *C.struct_orgpol_token_usage {
	if r == nil {
		return nil
	}
	c, size := row[C.struct_orgpol_token_usage](a)
	c.struct_size = size
	c.hour = C.uint64_t(r.Hour)
	c.day = C.uint64_t(r.Day)
	return c
}

func (a *arena) settings(r *TenantSettings) *C.struct_orgpol_tenant_settings {
	c, size := row[C.struct_orgpol_tenant_settings](a)
	c.struct_size = size
	c.allow_organization_name_in_authentication_api = flag(r.AllowOrganizationNameInAuthenticationAPI)
	c.has_enabled_rule = flag(r.HasEnabledRule)
	c.has_credentials_exchange_hook = flag(r.HasCredentialsExchangeHook)
	if r.IsResourceParameterCompatible {
		c.resource_parameter_profile = C.ORGPOL_RESOURCE_PROFILE_COMPATIBILITY
	}
	c.default_audience = a.text(r.DefaultAudience)
	return c
}

func (a *arena) options(r *Options) *C.struct_orgpol_options {
	c, size := row[C.struct_orgpol_options](a)
	c.struct_size = size
	c.require_app_connection_in_org = flag(r.RequireAppConnectionInOrg)
	c.absent_security_mode = flag(r.AbsentSecurityModePermissive)
	c.refresh_recheck = flag(r.RefreshRecheckOff)
	c.scope_subset = flag(r.ScopeSubsetCeiling)
	return c
}

func (a *arena) crossAppAccess(r *CrossAppAccess) *C.struct_orgpol_cross_app_access {
	if r == nil {
		return nil
	}
	c, size := row[C.struct_orgpol_cross_app_access](a)
	c.struct_size = size
	c.is_assertion_valid = flag(r.IsAssertionValid)
	c.organization_count = C.uint32_t(r.OrganizationCount)
	c.assertion_resource = a.text(r.AssertionResource)
	c.resource = a.text(r.Resource)
	c.resource_server = a.resourceServer(r.ResourceServer)
	c.client_grant = a.clientGrant(r.ClientGrant)
	c.default_client_grant = a.clientGrant(r.DefaultClientGrant)
	return c
}
