// SPDX-License-Identifier: MIT

package orgpol

import (
	"math"
	"strings"
)

// A tenant document as a server's database: rows are found by key, and filled into structs.
type document struct{ members map[string]any }

type object = map[string]any

// A member below others: at(row, "authentication", "active").
func at(row object, path ...string) any {
	var value any = row
	for _, name := range path {
		members, _ := value.(object)
		value = members[name]
	}
	return value
}

func textOf(row object, path ...string) string { text, _ := at(row, path...).(string); return text }
func isTrue(row object, path ...string) bool   { return at(row, path...) == true }
func isFalse(row object, path ...string) bool  { return at(row, path...) == false }

func list(row object, name string) []any { all, _ := row[name].([]any); return all }

// The only row that has it under one of the names; a key that two rows hold is found by no lookup.
func (d document) find(section, key string, names ...string) object {
	var found []object
	for _, item := range list(d.members, section) {
		row := item.(object)
		for _, name := range names {
			if key != "" && row[name] == key {
				found = append(found, row)
				break
			}
		}
	}
	if len(found) != 1 {
		return nil
	}
	return found[0]
}

// The first word is 1, the next 2, as in orgpol/model.h; "" is unset, another word unknown.
func word(text, words string) uint8 {
	if text == "" {
		return 0
	}
	for i, one := range strings.Fields(words) {
		if one == text {
			return uint8(i + 1)
		}
	}
	return WordUnknown
}

var grantTypeNames = map[string]GrantTypes{
	"authorization_code": GrantTypeAuthorizationCode, "implicit": GrantTypeImplicit, "refresh_token": GrantTypeRefreshToken,
	"client_credentials": GrantTypeClientCredentials, "password": GrantTypePassword,
}

func (d document) client(id string) *Client {
	row := d.find("clients", id, "client_id", "external_client_id")
	if row == nil {
		return nil
	}
	var types GrantTypes
	if all, given := row["grant_types"].([]any); given {
		types = GrantTypeOther
		for _, name := range all {
			types |= grantTypeNames[name.(string)]
		}
	}
	methods, _ := row["client_authentication_methods"].(object)
	hasMethods := false
	for _, method := range methods {
		hasMethods = hasMethods || method != nil
	}
	flows, _ := at(row, "default_organization", "flows").([]any)
	inFlows := false
	for _, flow := range flows {
		inFlows = inFlows || flow == "client_credentials"
	}
	return &Client{
		ClientID:                                textOf(row, "client_id"),
		IsFirstParty:                            isTrue(row, "is_first_party"),
		ThirdPartySecurityMode:                  SecurityMode(word(textOf(row, "third_party_security_mode"), "strict permissive")),
		ExternalMetadataType:                    MetadataType(word(textOf(row, "external_metadata_type"), "cimd dcr")),
		RedirectionPolicy:                       RedirectionPolicy(word(textOf(row, "redirection_policy"), "open_redirect_protection allow_always")),
		OrganizationUsage:                       OrganizationUsage(word(textOf(row, "organization_usage"), "deny allow require")),
		OrganizationRequireBehavior:             RequireBehavior(word(textOf(row, "organization_require_behavior"), "no_prompt pre_login_prompt post_login_prompt")),
		IdentityAssertionGrantActive:            isTrue(row, "identity_assertion_authorization_grant", "active"),
		GrantTypes:                              types,
		TokenEndpointAuthMethod:                 AuthMethod(word(textOf(row, "token_endpoint_auth_method"), "none client_secret_post client_secret_basic private_key_jwt")),
		HasClientAuthenticationMethods:          hasMethods,
		AppType:                                 AppType(word(textOf(row, "app_type"), "spa native regular_web non_interactive resource_server")),
		DefaultOrganizationForClientCredentials: inFlows,
		DefaultOrganizationID:                   textOf(row, "default_organization", "organization_id"),
	}
}

func enabledConnections(organization object) []any {
	return append(append([]any{}, list(organization, "enabled_connections")...), list(organization, "connections")...)
}

func (d document) organization(row object) *Organization {
	if row == nil {
		return nil
	}
	enabled := 0
	for _, item := range enabledConnections(row) {
		if !isFalse(item.(object), "is_enabled") {
			enabled++
		}
	}
	return &Organization{
		ID:                     textOf(row, "id"),
		Name:                   textOf(row, "name"),
		ThirdPartyClientAccess: ThirdPartyAccess(word(textOf(row, "third_party_client_access"), "block allow")),
		IsAppEntitlementActive: isTrue(row, "is_app_entitlement_active"),
		EnabledConnectionCount: uint32(enabled),
	}
}

func (d document) settings() TenantSettings {
	settings, _ := d.members["settings"].(object)
	s := TenantSettings{
		AllowOrganizationNameInAuthenticationAPI: isTrue(settings, "allow_organization_name_in_authentication_api"),
		IsResourceParameterCompatible:            textOf(settings, "resource_parameter_profile") == "compatibility",
		DefaultAudience:                          textOf(settings, "default_audience"),
	}
	for _, rule := range list(d.members, "rules") {
		s.HasEnabledRule = s.HasEnabledRule || !isFalse(rule.(object), "enabled")
	}
	for _, hook := range list(d.members, "hooks") {
		row := hook.(object)
		s.HasCredentialsExchangeHook = s.HasCredentialsExchangeHook || textOf(row, "triggerId") == "credentials-exchange" && isTrue(row, "enabled")
	}
	return s
}

func (d document) options() Options {
	options, _ := d.members["options"].(object)
	return Options{
		RequireAppConnectionInOrg:    isTrue(options, "require_app_connection_in_org"),
		AbsentSecurityModePermissive: textOf(options, "absent_security_mode") == "permissive",
		RefreshRecheckOff:            isFalse(options, "refresh_recheck"),
		ScopeSubsetCeiling:           textOf(options, "scope_subset") == "ceiling",
	}
}

// What is no scope token (RFC 6749, 3.3) is no scope; the loader drops it, and so must whoever fills structs.
func isScope(text string) bool {
	for i := 0; i < len(text); i++ {
		if c := text[i]; c <= ' ' || c > '~' || c == '"' || c == '\\' {
			return false
		}
	}
	return text != ""
}

func scopesOf(values []any, member string) []string {
	var scopes []string
	for _, value := range values {
		if row, isRow := value.(object); isRow {
			value = row[member]
		}
		if text := value.(string); isScope(text) {
			scopes = append(scopes, text)
		}
	}
	return scopes
}

func (d document) resourceServer(audience string) *ResourceServer {
	row := d.find("resource_servers", audience, "identifier")
	if row == nil {
		return nil
	}
	return &ResourceServer{
		Identifier:   audience,
		IsSystem:     isTrue(row, "is_system"),
		ClientPolicy: ClientPolicy(word(textOf(row, "subject_type_authorization", "client", "policy"), "deny_all require_client_grant")),
		TokenDialect: TokenDialect(word(textOf(row, "token_dialect"), "access_token access_token_authz rfc9068_profile rfc9068_profile_authz")),
		Scopes:       scopesOf(list(row, "scopes"), "value"),
	}
}

// The grants of a client, or with "" the default ones, of an API and a subject type.
func (d document) grants(clientID, audience string, subject SubjectType) []*ClientGrant {
	var found []*ClientGrant
	for _, item := range list(d.members, "client_grants") {
		row := item.(object)
		g := &ClientGrant{
			ID:                   textOf(row, "id"),
			ClientID:             textOf(row, "client_id"),
			Audience:             textOf(row, "audience"),
			SubjectType:          SubjectType(word(textOf(row, "subject_type"), "client user")),
			DefaultFor:           DefaultFor(word(textOf(row, "default_for"), "third_party_clients")),
			OrganizationUsage:    OrganizationUsage(word(textOf(row, "organization_usage"), "deny allow require")),
			AllowAnyOrganization: isTrue(row, "allow_any_organization"),
			AllowAllScopes:       isTrue(row, "allow_all_scopes"),
			Scopes:               scopesOf(list(row, "scope"), ""),
		}
		kind := g.SubjectType
		if kind == 0 {
			kind = SubjectTypeClient
		}
		isDefault := g.ClientID == "" && g.DefaultFor == DefaultForThirdPartyClients
		if g.Audience == audience && kind == subject && g.ClientID == clientID && (clientID != "" || isDefault) {
			found = append(found, g)
		}
	}
	return found
}

// The client's own grant, or else the default one; two of one key are none.
func (d document) grantOf(client *Client, audience string, subject SubjectType) (own, fallback *ClientGrant, several bool) {
	if client == nil {
		return nil, nil, false
	}
	found := d.grants(client.ClientID, audience, subject)
	if len(found) == 1 {
		return found[0], nil, false
	}
	if len(found) > 1 {
		return nil, nil, true
	}
	found = d.grants("", audience, subject)
	if len(found) == 1 {
		return nil, found[0], false
	}
	return nil, nil, len(found) > 1 && !client.IsFirstParty
}

// The asked organization has a connection or client twice, which only the loader settles.
func repeated(v vector) bool {
	row := document{v.tenant}.find("organizations", textOf(v.context, "organization"), "id")
	seen := map[any]bool{}
	for _, item := range append(enabledConnections(row), list(row, "clients")...) {
		key := textOf(item.(object), "connection_id") + "|" + textOf(item.(object), "client_id")
		if seen[key] {
			return true
		}
		seen[key] = true
	}
	return false
}

func count(row object, path ...string) *uint64 {
	number, given := at(row, path...).(float64)
	if !given {
		return nil
	}
	value := uint64(number)
	return &value
}

func quotaOf(row object, path ...string) *TokenQuota {
	quota, given := at(row, path...).(object)
	if !given {
		return nil
	}
	return &TokenQuota{PerHour: count(quota, "per_hour"), PerDay: count(quota, "per_day"), IsNotEnforced: isFalse(quota, "enforce")}
}

func usageOf(context object, who string) *TokenUsage {
	usage := &TokenUsage{}
	if hour := count(context, "token_usage", who, "hour"); hour != nil {
		usage.Hour = *hour
	}
	if day := count(context, "token_usage", who, "day"); day != nil {
		usage.Day = *day
	}
	return usage
}

func loginOf(d document, v vector) LoginRequest {
	r := LoginRequest{
		Protocol: Protocol(word(textOf(v.context, "protocol"),
			"oidc samlp wsfed classic_login lock device_code password passkey token_exchange refresh_token")),
		MFA:                  MFA(word(textOf(v.context, "mfa"), "satisfied required failed")),
		ActionVerdict:        ActionVerdict(word(textOf(v.context, "action_verdict"), "allow deny")),
		IsSignup:             isTrue(v.context, "signup"),
		IsInvitationAccepted: isTrue(v.context, "invitation_accepted"),
		OrganizationID:       textOf(v.context, "organization"),
		UserID:               v.subject,
		Options:              d.options(),
		Settings:             d.settings(),
		Client:               d.client(v.resource),
	}
	if textOf(v.context, "response_mode") == "web_message" {
		r.ResponseMode = ResponseModeWebMessage
	}
	connection := d.find("connections", textOf(v.context, "connection"), "id", "name")
	exchange, isExchange := v.context["cross_app_access"].(object)
	if isExchange {
		r.CrossAppAccess = d.crossAppAccess(exchange, r.Client, r.Settings)
		r.OrganizationID = d.exchangeOrganization(r.CrossAppAccess, textOf(connection, "id"), r.OrganizationID)
	}
	row := d.find("organizations", r.OrganizationID, "id")
	r.Organization = d.organization(row)
	d.connectionRows(&r, connection, row)
	for _, item := range list(row, "clients") {
		if id := textOf(item.(object), "client_id"); r.Client != nil && id == r.Client.ClientID {
			r.OrganizationClient = &OrganizationClient{r.OrganizationID, id, isTrue(item.(object), "use_for_member_access")}
		}
	}
	members := list(row, "members")
	r.MemberCount = uint32(len(members))
	if given := count(v.context, "member_count"); given != nil {
		r.MemberCount = math.MaxUint32
		if *given < math.MaxUint32 {
			r.MemberCount = uint32(*given)
		}
	}
	isMember := false
	for _, item := range members {
		isMember = isMember || textOf(item.(object), "user_id") == v.subject
	}
	if d.find("users", v.subject, "user_id") != nil {
		r.User = &User{v.subject}
		if isMember {
			r.Member = &OrganizationMember{r.OrganizationID, v.subject}
		}
	}
	return r
}

func (d document) connectionRows(r *LoginRequest, connection, organization object) {
	if connection == nil {
		return
	}
	id := textOf(connection, "id")
	clients := map[string]bool{}
	for _, client := range list(connection, "enabled_clients") {
		clients[client.(string)] = true
	}
	r.Connection = &Connection{
		ID:                              id,
		Strategy:                        textOf(connection, "strategy"),
		IsDomainConnection:              isTrue(connection, "is_domain_connection"),
		IsAuthenticationInactive:        isFalse(connection, "authentication", "active"),
		CrossAppAccessResourceAppActive: textOf(connection, "cross_app_access_resource_app", "status") == "enabled",
		EnabledClientCount:              uint32(len(clients)),
	}
	if r.Client != nil && clients[r.Client.ClientID] {
		r.EnabledClient = &EnabledClient{id, r.Client.ClientID}
	}
	for _, item := range enabledConnections(organization) {
		if row := item.(object); textOf(row, "connection_id") == id {
			r.EnabledConnection = &EnabledConnection{
				OrganizationID:          r.OrganizationID,
				ConnectionID:            id,
				IsDisabled:              isFalse(row, "is_enabled"),
				AssignMembershipOnLogin: isTrue(row, "assign_membership_on_login"),
				IsSignupEnabled:         isTrue(row, "is_signup_enabled"),
			}
		}
	}
}

func (d document) crossAppAccess(exchange object, client *Client, settings TenantSettings) *CrossAppAccess {
	x := &CrossAppAccess{
		IsAssertionValid:  isTrue(exchange, "assertion_valid"),
		AssertionResource: textOf(exchange, "assertion_resource"),
		Resource:          textOf(exchange, "resource"),
	}
	audience := settings.DefaultAudience // XAA-09
	if x.Resource != "" {
		audience = x.Resource
	}
	if x.AssertionResource != "" {
		audience = x.AssertionResource
	}
	x.ResourceServer = d.resourceServer(audience)
	x.ClientGrant, x.DefaultClientGrant, _ = d.grantOf(client, audience, SubjectTypeUser)
	return x
}

// XAA-04: how many organizations have the connection, and which one the exchange is in.
func (d document) exchangeOrganization(x *CrossAppAccess, connection, sent string) string {
	only := ""
	for _, item := range list(d.members, "organizations") {
		row := item.(object)
		for _, enabled := range enabledConnections(row) {
			if connection != "" && textOf(enabled.(object), "connection_id") == connection {
				x.OrganizationCount++
				only = textOf(row, "id")
			}
		}
	}
	if sent == "" && x.OrganizationCount == 1 {
		return only
	}
	return sent
}

func clientGrantOf(d document, v vector) ClientGrantRequest {
	r := ClientGrantRequest{
		IsClientAuthenticated: !isFalse(v.context, "client_authenticated"),
		ActionVerdict:         ActionVerdict(word(textOf(v.context, "action_verdict"), "allow deny")),
		Audience:              v.resource,
		Resource:              textOf(v.context, "resource"),
		SentOrganization:      textOf(v.context, "organization"),
		Scopes:                strings.FieldsFunc(textOf(v.context, "scope"), func(r rune) bool { return r == ' ' }),
		Options:               d.options(),
		Settings:              d.settings(),
		Client:                d.client(v.subject),
		ClientUsage:           usageOf(v.context, "client"),
		OrganizationUsage:     usageOf(v.context, "organization"),
	}
	audience := r.Audience
	if audience == "" && r.Settings.IsResourceParameterCompatible { // TRAP-30
		audience = r.Resource
	}
	if audience == "" {
		audience = r.Settings.DefaultAudience
	}
	r.ResourceServer = d.resourceServer(audience)
	r.ClientGrant, r.DefaultClientGrant, r.HasSeveralClientGrants = d.grantOf(r.Client, audience, SubjectTypeClient)
	var row object
	switch sent := r.SentOrganization; {
	case strings.HasPrefix(sent, "org_"):
		row = d.find("organizations", sent, "id")
	case sent != "" && r.Settings.AllowOrganizationNameInAuthenticationAPI:
		row = d.find("organizations", strings.ToLower(sent), "name") // TRAP-48
	case sent == "" && r.Client != nil:
		row = d.find("organizations", r.Client.DefaultOrganizationID, "id")
	}
	r.Organization = d.organization(row)
	for _, item := range list(row, "client_grants") {
		grant := item.(object)
		if id := textOf(grant, "id") + textOf(grant, "grant_id"); r.ClientGrant != nil && id == r.ClientGrant.ID {
			r.OrganizationClientGrant = &OrganizationClientGrant{r.Organization.ID, id}
		}
	}
	settings, _ := d.members["settings"].(object)
	client := d.find("clients", v.subject, "client_id", "external_client_id")
	r.ClientQuota = quotaOf(client, "token_quota", "client_credentials")
	r.OrganizationQuota = quotaOf(row, "token_quota", "client_credentials")
	r.DefaultClientQuota = quotaOf(settings, "default_token_quota", "clients", "client_credentials")
	r.DefaultOrganizationQuota = quotaOf(settings, "default_token_quota", "organizations", "client_credentials")
	return r
}
