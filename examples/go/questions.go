// SPDX-License-Identifier: MIT

package orgpol

// LoginRequest asks whether the application may log the user in (orgpol/login.h).
type LoginRequest struct {
	Protocol             Protocol
	MFA                  MFA
	ActionVerdict        ActionVerdict
	ResponseMode         ResponseMode
	IsSignup             bool
	IsInvitationAccepted bool
	MemberCount          uint32 // members the organization has; read only when one is to be added
	OrganizationID       string // "": no organization
	UserID               string // who logs in, for Description alone; "": as in User
	Options              Options
	Settings             TenantSettings
	Client               *Client
	Organization         *Organization
	Connection           *Connection
	EnabledClient        *EnabledClient
	EnabledConnection    *EnabledConnection
	OrganizationClient   *OrganizationClient
	Member               *OrganizationMember
	User                 *User
	CrossAppAccess       *CrossAppAccess
}

// CrossAppAccess are the facts of such an exchange.
type CrossAppAccess struct {
	IsAssertionValid   bool
	OrganizationCount  uint32 // organizations that have the connection enabled
	AssertionResource  string
	Resource           string
	ResourceServer     *ResourceServer
	ClientGrant        *ClientGrant
	DefaultClientGrant *ClientGrant
}

// LoginDecision is a decision with what goes into the token of an allowed login.
type LoginDecision struct {
	Decision
	Advice   []string
	OrgID    string
	OrgName  string
	Audience string
}

// ClientGrantRequest asks whether the application may have a token in its own name (orgpol/client_grant.h).
type ClientGrantRequest struct {
	IsClientAuthenticated    bool
	HasSeveralClientGrants   bool
	ActionVerdict            ActionVerdict
	Audience                 string
	Resource                 string
	SentOrganization         string   // id or name, as sent
	Scopes                   []string // none: everything the grant has
	Options                  Options
	Settings                 TenantSettings
	Client                   *Client
	ResourceServer           *ResourceServer
	ClientGrant              *ClientGrant
	DefaultClientGrant       *ClientGrant
	Organization             *Organization
	OrganizationClientGrant  *OrganizationClientGrant
	ClientQuota              *TokenQuota
	DefaultClientQuota       *TokenQuota
	OrganizationQuota        *TokenQuota
	DefaultOrganizationQuota *TokenQuota
	ClientUsage              *TokenUsage
	OrganizationUsage        *TokenUsage
}

// ClientGrantDecision is a decision with what goes into the token.
type ClientGrantDecision struct {
	Decision
	Advice         []string
	Scopes         []string
	MissingScopes  []string // of a denial: requested, and not granted
	TokenProfile   TokenProfile
	IsDefaultGrant bool
	GrantID        string
	Audience       string
	ClientID       string
	OrgID          string
	OrgName        string
}

// ConsentKeyRequest is what a consent key names (orgpol/consent.h).
type ConsentKeyRequest struct {
	UserID               string
	ClientID             string
	Audience             string
	OrganizationID       string
	HasEmptyOrganization bool // the organization is the empty text, which is not "none"
	HasScopes            bool // Scopes, perhaps none, are part of the key
	Scopes               []string
	Secret               []byte // 16 to 64 bytes; nil: the key is unkeyed
}
