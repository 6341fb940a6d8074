// SPDX-License-Identifier: MIT

package orgpol

import (
	"bytes"
	"encoding/json"
)

// Entity is the subject or the resource of a request.
type Entity struct {
	Type string `json:"type"`
	ID   string `json:"id"`
}

// Action is what is asked about.
type Action struct {
	Name string `json:"name"`
}

// Request is an AuthZEN evaluation request, ready to be marshalled.
type Request struct {
	Subject  Entity `json:"subject"`
	Action   Action `json:"action"`
	Resource Entity `json:"resource"`
	Context  any    `json:"context,omitempty"` // a map, or a struct of yours; its members: orgpol/authzen.h
}

// Asks for one action. A type that is not set is the one that the action usually has.
func (t *Tenant) ask(action, subject, resource string, r Request) (Decision, error) {
	if r.Action.Name != "" && r.Action.Name != action {
		return Decision{}, &RequestError{Place{Message: "is not " + action, Pointer: "/action/name"}}
	}
	r.Action.Name = action
	if r.Subject.Type == "" {
		r.Subject.Type = subject
	}
	if r.Resource.Type == "" {
		r.Resource.Type = resource
	}
	text, err := json.Marshal(r)
	if err != nil {
		return Decision{}, &RequestError{Place{Message: err.Error()}}
	}
	// What is not UTF-8 is marshalled as this escape, and would name somebody else.
	if bytes.Contains(text, []byte(`\ufffd`)) {
		return Decision{}, &RequestError{Place{Message: "a text is not UTF-8"}}
	}
	return t.Evaluate(text)
}

// Every action of the library, with the usual types of its subject and resource. r.Action may stay empty.

func (t *Tenant) CanLogin(r Request) (Decision, error) {
	return t.ask("can_login", "user", "client", r)
}

func (t *Tenant) CanThirdPartyLogin(r Request) (Decision, error) {
	return t.ask("can_third_party_login", "user", "client", r)
}

func (t *Tenant) ResolveOrgPromptMode(r Request) (Decision, error) {
	return t.ask("resolve_org_prompt_mode", "user", "client", r)
}

func (t *Tenant) CheckAuthorizeRequest(r Request) (Decision, error) {
	return t.ask("check_authorize_request", "user", "client", r)
}

func (t *Tenant) CheckEndpointRequest(r Request) (Decision, error) {
	return t.ask("check_endpoint_request", "client", "endpoint", r)
}

func (t *Tenant) CheckClientGrant(r Request) (Decision, error) {
	return t.ask("check_client_grant", "client", "resource_server", r)
}

func (t *Tenant) CheckUserGrant(r Request) (Decision, error) {
	return t.ask("check_user_grant", "user", "resource_server", r)
}

func (t *Tenant) CheckConsent(r Request) (Decision, error) {
	return t.ask("check_consent", "user", "resource_server", r)
}

func (t *Tenant) ConsentKeyFor(r Request) (Decision, error) {
	return t.ask("consent_key_for", "user", "resource_server", r)
}

func (t *Tenant) CheckTokenOrganization(r Request) (Decision, error) {
	return t.ask("check_token_organization", "client", "client", r)
}

func (t *Tenant) CheckClientConfig(r Request) (Decision, error) {
	return t.ask("check_client_config", "user", "client", r)
}

func (t *Tenant) CheckOrganizationConfig(r Request) (Decision, error) {
	return t.ask("check_organization_config", "user", "organization", r)
}

func (t *Tenant) CheckConnectionConfig(r Request) (Decision, error) {
	return t.ask("check_connection_config", "user", "connection", r)
}

func (t *Tenant) CheckResourceServerConfig(r Request) (Decision, error) {
	return t.ask("check_resource_server_config", "user", "resource_server", r)
}

func (t *Tenant) CheckClientGrantConfig(r Request) (Decision, error) {
	return t.ask("check_client_grant_config", "user", "client_grant", r)
}

func (t *Tenant) CheckMyAccountToken(r Request) (Decision, error) {
	return t.ask("check_my_account_token", "user", "resource_server", r)
}

func (t *Tenant) CanConnectAccount(r Request) (Decision, error) {
	return t.ask("can_connect_account", "user", "connection", r)
}

func (t *Tenant) CanCompleteAccount(r Request) (Decision, error) {
	return t.ask("can_complete_account", "user", "connection", r)
}

func (t *Tenant) CanManageConnectedAccounts(r Request) (Decision, error) {
	return t.ask("can_manage_connected_accounts", "user", "user", r)
}

func (t *Tenant) CheckTokenExchange(r Request) (Decision, error) {
	return t.ask("check_token_exchange", "client", "connection", r)
}

func (t *Tenant) SelectConnectedAccount(r Request) (Decision, error) {
	return t.ask("select_connected_account", "user", "connection", r)
}
