// SPDX-License-Identifier: MIT

package orgpol

// #include <orgpol.h>
import "C"

// Words of the rows (orgpol/model.h). Zero is the default, and a number that is not listed can only restrict: map a
// word you do not know to WordUnknown.
const WordUnknown = C.ORGPOL_WORD_UNKNOWN

type SecurityMode uint8

const (
	SecurityModeStrict     SecurityMode = C.ORGPOL_SECURITY_MODE_STRICT
	SecurityModePermissive SecurityMode = C.ORGPOL_SECURITY_MODE_PERMISSIVE
)

type MetadataType uint8

const (
	MetadataCIMD MetadataType = C.ORGPOL_METADATA_CIMD
	MetadataDCR  MetadataType = C.ORGPOL_METADATA_DCR
)

type RedirectionPolicy uint8

const (
	RedirectionOpenRedirectProtection RedirectionPolicy = C.ORGPOL_REDIRECTION_OPEN_REDIRECT_PROTECTION
	RedirectionAllowAlways            RedirectionPolicy = C.ORGPOL_REDIRECTION_ALLOW_ALWAYS
)

type OrganizationUsage uint8

const (
	UsageDeny    OrganizationUsage = C.ORGPOL_USAGE_DENY
	UsageAllow   OrganizationUsage = C.ORGPOL_USAGE_ALLOW
	UsageRequire OrganizationUsage = C.ORGPOL_USAGE_REQUIRE
)

type RequireBehavior uint8

const (
	BehaviorNoPrompt        RequireBehavior = C.ORGPOL_BEHAVIOR_NO_PROMPT
	BehaviorPreLoginPrompt  RequireBehavior = C.ORGPOL_BEHAVIOR_PRE_LOGIN_PROMPT
	BehaviorPostLoginPrompt RequireBehavior = C.ORGPOL_BEHAVIOR_POST_LOGIN_PROMPT
)

// GrantTypes is a mask. Zero: the client has no such member; GrantTypeOther alone stands for an empty list.
type GrantTypes uint32

const (
	GrantTypeAuthorizationCode GrantTypes = C.ORGPOL_GRANT_TYPE_AUTHORIZATION_CODE
	GrantTypeImplicit          GrantTypes = C.ORGPOL_GRANT_TYPE_IMPLICIT
	GrantTypeRefreshToken      GrantTypes = C.ORGPOL_GRANT_TYPE_REFRESH_TOKEN
	GrantTypeClientCredentials GrantTypes = C.ORGPOL_GRANT_TYPE_CLIENT_CREDENTIALS
	GrantTypePassword          GrantTypes = C.ORGPOL_GRANT_TYPE_PASSWORD
	GrantTypeDeviceCode        GrantTypes = C.ORGPOL_GRANT_TYPE_DEVICE_CODE
	GrantTypeTokenExchange     GrantTypes = C.ORGPOL_GRANT_TYPE_TOKEN_EXCHANGE
	GrantTypeOther             GrantTypes = C.ORGPOL_GRANT_TYPE_OTHER
)

type AuthMethod uint8

const (
	AuthMethodNone                    AuthMethod = C.ORGPOL_AUTH_METHOD_NONE
	AuthMethodClientSecretPost        AuthMethod = C.ORGPOL_AUTH_METHOD_CLIENT_SECRET_POST
	AuthMethodClientSecretBasic       AuthMethod = C.ORGPOL_AUTH_METHOD_CLIENT_SECRET_BASIC
	AuthMethodPrivateKeyJWT           AuthMethod = C.ORGPOL_AUTH_METHOD_PRIVATE_KEY_JWT
	AuthMethodTLSClientAuth           AuthMethod = C.ORGPOL_AUTH_METHOD_TLS_CLIENT_AUTH
	AuthMethodSelfSignedTLSClientAuth AuthMethod = C.ORGPOL_AUTH_METHOD_SELF_SIGNED_TLS_CLIENT_AUTH
)

type AppType uint8

const (
	AppTypeSPA            AppType = C.ORGPOL_APP_TYPE_SPA
	AppTypeNative         AppType = C.ORGPOL_APP_TYPE_NATIVE
	AppTypeRegularWeb     AppType = C.ORGPOL_APP_TYPE_REGULAR_WEB
	AppTypeNonInteractive AppType = C.ORGPOL_APP_TYPE_NON_INTERACTIVE
	AppTypeResourceServer AppType = C.ORGPOL_APP_TYPE_RESOURCE_SERVER
)

type ThirdPartyAccess uint8

const (
	AccessBlock ThirdPartyAccess = C.ORGPOL_ACCESS_BLOCK
	AccessAllow ThirdPartyAccess = C.ORGPOL_ACCESS_ALLOW
)

type Protocol uint8

const (
	ProtocolOIDC          Protocol = C.ORGPOL_PROTOCOL_OIDC
	ProtocolSAMLP         Protocol = C.ORGPOL_PROTOCOL_SAMLP
	ProtocolWSFed         Protocol = C.ORGPOL_PROTOCOL_WSFED
	ProtocolClassicLogin  Protocol = C.ORGPOL_PROTOCOL_CLASSIC_LOGIN
	ProtocolLock          Protocol = C.ORGPOL_PROTOCOL_LOCK
	ProtocolDeviceCode    Protocol = C.ORGPOL_PROTOCOL_DEVICE_CODE
	ProtocolPassword      Protocol = C.ORGPOL_PROTOCOL_PASSWORD
	ProtocolPasskey       Protocol = C.ORGPOL_PROTOCOL_PASSKEY
	ProtocolTokenExchange Protocol = C.ORGPOL_PROTOCOL_TOKEN_EXCHANGE
	ProtocolRefreshToken  Protocol = C.ORGPOL_PROTOCOL_REFRESH_TOKEN
)

type MFA uint8

const (
	MFASatisfied MFA = C.ORGPOL_MFA_SATISFIED
	MFARequired  MFA = C.ORGPOL_MFA_REQUIRED
	MFAFailed    MFA = C.ORGPOL_MFA_FAILED
)

type ActionVerdict uint8

const (
	ActionVerdictAllow ActionVerdict = C.ORGPOL_ACTION_VERDICT_ALLOW
	ActionVerdictDeny  ActionVerdict = C.ORGPOL_ACTION_VERDICT_DENY
)

type ResponseMode uint8

const ResponseModeWebMessage ResponseMode = C.ORGPOL_RESPONSE_MODE_WEB_MESSAGE

type ClientPolicy uint8

const (
	ClientPolicyDenyAll            ClientPolicy = C.ORGPOL_CLIENT_POLICY_DENY_ALL
	ClientPolicyRequireClientGrant ClientPolicy = C.ORGPOL_CLIENT_POLICY_REQUIRE_CLIENT_GRANT
)

type TokenDialect uint8

const (
	TokenDialectAccessToken         TokenDialect = C.ORGPOL_TOKEN_DIALECT_ACCESS_TOKEN
	TokenDialectAccessTokenAuthz    TokenDialect = C.ORGPOL_TOKEN_DIALECT_ACCESS_TOKEN_AUTHZ
	TokenDialectRFC9068Profile      TokenDialect = C.ORGPOL_TOKEN_DIALECT_RFC9068_PROFILE
	TokenDialectRFC9068ProfileAuthz TokenDialect = C.ORGPOL_TOKEN_DIALECT_RFC9068_PROFILE_AUTHZ
)

type SubjectType uint8

const (
	SubjectTypeClient SubjectType = C.ORGPOL_SUBJECT_TYPE_CLIENT
	SubjectTypeUser   SubjectType = C.ORGPOL_SUBJECT_TYPE_USER
)

type DefaultFor uint8

const DefaultForThirdPartyClients DefaultFor = C.ORGPOL_DEFAULT_FOR_THIRD_PARTY_CLIENTS

type TokenProfile uint8

const (
	TokenProfileAuth0   TokenProfile = C.ORGPOL_TOKEN_PROFILE_AUTH0
	TokenProfileRFC9068 TokenProfile = C.ORGPOL_TOKEN_PROFILE_RFC9068
)
