// SPDX-License-Identifier: MIT

package orgpol

// The rows that logins and client grants read, with the names of orgpol/model.h. What is not set is the default, or
// the stricter choice; a nil row is one that does not exist. Fetch rows by key for exactly the question: a row of
// another client, organization, connection or user is an error, never a pass.

// Client is an application.
type Client struct {
	ClientID                                string
	IsFirstParty                            bool
	ThirdPartySecurityMode                  SecurityMode
	ExternalMetadataType                    MetadataType
	RedirectionPolicy                       RedirectionPolicy
	OrganizationUsage                       OrganizationUsage
	OrganizationRequireBehavior             RequireBehavior
	IdentityAssertionGrantActive            bool // Cross App Access
	GrantTypes                              GrantTypes
	TokenEndpointAuthMethod                 AuthMethod
	HasClientAuthenticationMethods          bool
	AppType                                 AppType
	DefaultOrganizationForClientCredentials bool
	DefaultOrganizationID                   string
}

// Organization is one customer's organization.
type Organization struct {
	ID                     string
	Name                   string // for the claim org_name
	ThirdPartyClientAccess ThirdPartyAccess
	IsAppEntitlementActive bool
	EnabledConnectionCount uint32 // tells an empty list from a missing row
}

// Connection is a source of users.
type Connection struct {
	ID                              string
	Strategy                        string
	IsDomainConnection              bool
	IsAuthenticationInactive        bool
	CrossAppAccessResourceAppActive bool // cross_app_access_resource_app.status is "enabled"
	EnabledClientCount              uint32
}

// EnabledClient exists when the connection is enabled for the client.
type EnabledClient struct {
	ConnectionID string
	ClientID     string
}

// EnabledConnection is a connection of an organization.
type EnabledConnection struct {
	OrganizationID          string
	ConnectionID            string
	IsDisabled              bool
	AssignMembershipOnLogin bool
	IsSignupEnabled         bool
}

// OrganizationClient is an application listed in an organization.
type OrganizationClient struct {
	OrganizationID     string
	ClientID           string
	UseForMemberAccess bool
}

// OrganizationMember exists when the user is a member.
type OrganizationMember struct {
	OrganizationID string
	UserID         string
}

// User is a profile.
type User struct{ UserID string }

// ResourceServer is an API.
type ResourceServer struct {
	Identifier   string
	IsSystem     bool
	ClientPolicy ClientPolicy
	TokenDialect TokenDialect
	Scopes       []string // what it defines, in its order
}

// ClientGrant is one client's, or the default of all third-party clients.
type ClientGrant struct {
	ID                   string
	ClientID             string
	Audience             string
	SubjectType          SubjectType
	DefaultFor           DefaultFor
	OrganizationUsage    OrganizationUsage
	AllowAnyOrganization bool
	AllowAllScopes       bool
	Scopes               []string
}

// OrganizationClientGrant exists when the grant is associated with the organization.
type OrganizationClientGrant struct {
	OrganizationID string
	GrantID        string
}

// TokenQuota is token_quota.client_credentials; a nil limit is none.
type TokenQuota struct {
	PerHour       *uint64
	PerDay        *uint64
	IsNotEnforced bool
}

// TokenUsage is how many tokens were issued in this hour and day, this one not counted.
type TokenUsage struct{ Hour, Day uint64 }

// TenantSettings are those of the tenant that these decisions read.
type TenantSettings struct {
	AllowOrganizationNameInAuthenticationAPI bool
	HasEnabledRule                           bool
	HasCredentialsExchangeHook               bool
	IsResourceParameterCompatible            bool // resource_parameter_profile is "compatibility"
	DefaultAudience                          string
}

// Options are choices that public sources leave open; false is the stricter one.
type Options struct {
	RequireAppConnectionInOrg    bool // TRAP-09
	AbsentSecurityModePermissive bool // TRAP-49
	RefreshRecheckOff            bool // LOGIN-34, ENT-17
	ScopeSubsetCeiling           bool // M2M-29
}
