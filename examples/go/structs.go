// SPDX-License-Identifier: MIT

package orgpol

// #include <orgpol.h>
import "C"

import (
	"sync"
	"unsafe"
)

// CanLogin answers whether the application may log the user in, for applications of every class. A denial is no
// error; rows that do not belong together are a *RequestError.
func CanLogin(r LoginRequest) (LoginDecision, error) {
	return login(&r, func(q *C.struct_orgpol_login_request, to *C.struct_orgpol_login_result) C.struct_orgpol_decision {
		return C.orgpol_can_login(q, to)
	})
}

// CanThirdPartyLogin is the same question about third-party applications; a first-party one is denied.
func CanThirdPartyLogin(r LoginRequest) (LoginDecision, error) {
	return login(&r, func(q *C.struct_orgpol_login_request, to *C.struct_orgpol_login_result) C.struct_orgpol_decision {
		return C.orgpol_can_third_party_login(q, to)
	})
}

type decideLogin func(*C.struct_orgpol_login_request, *C.struct_orgpol_login_result) C.struct_orgpol_decision

func login(r *LoginRequest, decide decideLogin) (LoginDecision, error) {
	var a arena
	defer a.free()
	q, size := row[C.struct_orgpol_login_request](&a)
	q.struct_size = size
	q.protocol = C.uint8_t(r.Protocol)
	q.mfa = C.uint8_t(r.MFA)
	q.action_verdict = C.uint8_t(r.ActionVerdict)
	q.response_mode = C.uint8_t(r.ResponseMode)
	q.is_signup = flag(r.IsSignup)
	q.is_invitation_accepted = flag(r.IsInvitationAccepted)
	q.member_count = C.uint32_t(r.MemberCount)
	q.organization_id = a.text(r.OrganizationID)
	q.options = a.options(&r.Options)
	q.settings = a.settings(&r.Settings)
	q.client = a.client(r.Client)
	q.organization = a.organization(r.Organization)
	q.connection = a.connection(r.Connection)
	q.enabled_client = a.enabledClient(r.EnabledClient)
	q.enabled_connection = a.enabledConnection(r.EnabledConnection)
	q.organization_client = a.organizationClient(r.OrganizationClient)
	q.member = a.member(r.Member)
	q.user = a.user(r.User)
	q.cross_app_access = a.crossAppAccess(r.CrossAppAccess)

	to, size := row[C.struct_orgpol_login_result](&a)
	to.struct_size = size
	decided := decide(q, to)
	values, size := row[C.struct_orgpol_description_values](&a)
	values.struct_size = size
	values.org_id = q.organization_id
	values.user_id = a.text(r.UserID)
	if r.UserID == "" && r.User != nil {
		values.user_id = q.user.user_id
	}
	decision, err := a.decision(decided, values)
	if err != nil {
		return LoginDecision{}, err
	}
	return LoginDecision{
		Decision: decision,
		Advice:   bitNames(uint64(to.advice), &names().advice),
		OrgID:    goText(to.org_id),
		OrgName:  goText(to.org_name),
		Audience: goText(to.audience),
	}, nil
}

// CheckClientGrant answers whether the application may have a token for the API in its own name.
func CheckClientGrant(r ClientGrantRequest) (ClientGrantDecision, error) {
	var a arena
	defer a.free()
	q, size := row[C.struct_orgpol_client_grant_request](&a)
	q.struct_size = size
	q.is_client_authenticated = flag(r.IsClientAuthenticated)
	q.has_several_client_grants = flag(r.HasSeveralClientGrants)
	q.action_verdict = C.uint8_t(r.ActionVerdict)
	q.audience = a.text(r.Audience)
	q.resource = a.text(r.Resource)
	q.sent_organization = a.text(r.SentOrganization)
	q.scopes, q.scope_count = a.texts(r.Scopes)
	q.options = a.options(&r.Options)
	q.settings = a.settings(&r.Settings)
	q.client = a.client(r.Client)
	q.resource_server = a.resourceServer(r.ResourceServer)
	q.client_grant = a.clientGrant(r.ClientGrant)
	q.default_client_grant = a.clientGrant(r.DefaultClientGrant)
	q.organization = a.organization(r.Organization)
	q.organization_client_grant = a.organizationClientGrant(r.OrganizationClientGrant)
	q.client_quota = a.quota(r.ClientQuota)
	q.default_client_quota = a.quota(r.DefaultClientQuota)
	q.organization_quota = a.quota(r.OrganizationQuota)
	q.default_organization_quota = a.quota(r.DefaultOrganizationQuota)
	q.client_usage = a.usage(r.ClientUsage)
	q.organization_usage = a.usage(r.OrganizationUsage)

	to, size := row[C.struct_orgpol_client_grant_result](&a)
	to.struct_size = size
	granted := 0 // a token has no scope that its API does not define
	if r.ResourceServer != nil {
		granted = len(r.ResourceServer.Scopes)
	}
	scopes, missing := a.list(granted), a.list(len(r.Scopes))
	decided := C.orgpol_check_client_grant(q, to, scopes, C.size_t(granted), missing, C.size_t(len(r.Scopes)))

	values, size := row[C.struct_orgpol_description_values](&a)
	values.struct_size = size
	values.org_id = q.sent_organization
	values.audience = C.orgpol_resolve_audience(q.audience, q.resource, q.settings)
	values.scopes, values.scope_count = missing, C.size_t(to.missing_scope_count)
	if r.Client != nil {
		values.client_id = q.client.client_id
		if r.SentOrganization == "" {
			values.org_id = q.client.default_organization_id // M2M-24
		}
	}
	decision, err := a.decision(decided, values)
	if err != nil {
		return ClientGrantDecision{}, err
	}
	return ClientGrantDecision{
		Decision:       decision,
		Advice:         bitNames(uint64(to.advice), &names().advice),
		Scopes:         goTexts(scopes, to.scope_count),
		MissingScopes:  goTexts(missing, to.missing_scope_count),
		TokenProfile:   TokenProfile(to.token_profile),
		IsDefaultGrant: to.is_default_grant != 0,
		GrantID:        goText(to.grant_id),
		Audience:       goText(to.audience),
		ClientID:       goText(to.client_id),
		OrgID:          goText(to.org_id),
		OrgName:        goText(to.org_name),
	}, nil
}

// ConsentKey names one stored consent. On an error the key is zeros, and names nothing.
func ConsentKey(r ConsentKeyRequest) ([C.ORGPOL_CONSENT_KEY_BYTES]byte, error) {
	var a arena
	var key [C.ORGPOL_CONSENT_KEY_BYTES]byte
	defer a.free()
	q, size := row[C.struct_orgpol_consent_key_request](&a)
	q.struct_size = size
	q.has_empty_organization = flag(r.HasEmptyOrganization)
	q.has_scopes = flag(r.HasScopes)
	q.user_id = a.text(r.UserID)
	q.client_id = a.text(r.ClientID)
	q.audience = a.text(r.Audience)
	q.organization_id = a.text(r.OrganizationID)
	q.scopes, q.scope_count = a.texts(r.Scopes)
	if r.Secret != nil {
		secret := a.take(len(r.Secret) + 1) // even an empty one is a secret, of a wrong length
		copy(unsafe.Slice((*byte)(secret), len(r.Secret)), r.Secret)
		q.secret, q.secret_bytes = (*C.uint8_t)(secret), C.size_t(len(r.Secret))
	}
	_, err := a.decision(C.orgpol_consent_key_for(q, (*C.uint8_t)(&key[0])), nil)
	return key, err
}

// The library's words, read once.
type wordTable struct {
	unmet       [C.ORGPOL_FAMILY_COUNT][64]string
	obligations [64]string
	advice      [64]string
}

var words wordTable
var wordsOnce sync.Once

func names() *wordTable {
	wordsOnce.Do(func() {
		for family := range words.unmet {
			for place := 0; place < int(C.orgpol_family_size(C.uint8_t(family))); place++ {
				reason := C.orgpol_family_reason(C.uint8_t(family), C.uint(place))
				words.unmet[family][place] = C.GoString(C.orgpol_reason_info(reason).name)
			}
		}
		for bit := 0; bit < 32; bit++ {
			words.obligations[bit] = C.GoString(C.orgpol_obligation_name(1 << bit))
			words.advice[bit] = C.GoString(C.orgpol_advice_name(1 << bit))
		}
	})
	return &words
}

func bitNames(mask uint64, of *[64]string) []string {
	var all []string
	for bit, name := range of {
		if mask>>bit&1 != 0 {
			all = append(all, name)
		}
	}
	return all
}

// The decision in words; one that is an error as a *RequestError.
func (a *arena) decision(d C.struct_orgpol_decision, values *C.struct_orgpol_description_values) (Decision, error) {
	switch d.effect {
	case C.ORGPOL_EFFECT_ALLOW, C.ORGPOL_EFFECT_DENY:
		decision := Decision{
			allowed:     d.effect == C.ORGPOL_EFFECT_ALLOW,
			Unmet:       bitNames(uint64(d.unmet), &names().unmet[d.family]),
			Obligations: bitNames(uint64(d.obligations), &names().obligations),
		}
		if !decision.allowed {
			decision.Reason = C.GoString(C.orgpol_reason_info(d.reason).name)
			length := C.orgpol_describe(d.reason, values, nil, 0)
			text := (*C.char)(a.take(int(length) + 1))
			C.orgpol_describe(d.reason, values, text, length+1)
			decision.Description = C.GoStringN(text, C.int(length))
		}
		return decision, nil
	default:
		info := C.orgpol_reason_info(d.reason)
		if info == nil {
			return Decision{}, &RequestError{Place{Message: "not evaluated"}}
		}
		return Decision{}, &RequestError{Place{Message: C.GoString(info.name) + ": " + C.GoString(info.summary)}}
	}
}
