// SPDX-License-Identifier: MIT

package orgpol

import (
	"encoding/hex"
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"testing"
)

// Trailmap logs a member of Rocky Mountain High in over its database.
func rockyLogin() LoginRequest {
	return LoginRequest{
		OrganizationID:    "org_rocky",
		Client:            &Client{ClientID: "tpc_trailmap", OrganizationUsage: UsageAllow},
		Organization:      &Organization{ID: "org_rocky", Name: "rocky-mountain-high", ThirdPartyClientAccess: AccessAllow, EnabledConnectionCount: 1},
		Connection:        &Connection{ID: "con_travel0", Strategy: "auth0", IsDomainConnection: true},
		EnabledConnection: &EnabledConnection{OrganizationID: "org_rocky", ConnectionID: "con_travel0"},
		Member:            &OrganizationMember{OrganizationID: "org_rocky", UserID: "jonno"},
		User:              &User{UserID: "jonno"},
	}
}

func TestLogin(t *testing.T) {
	if d, err := CanThirdPartyLogin(rockyLogin()); err != nil || !d.Allowed() || d.OrgID != "org_rocky" {
		t.Error(d, err)
	}
	blocked := rockyLogin()
	blocked.Organization.ThirdPartyClientAccess = 0
	d, err := CanThirdPartyLogin(blocked)
	if err != nil || d.Allowed() || d.Reason != "org_blocks_third_party" ||
		d.Description != "parameter organization is invalid: org_rocky" || d.Context != nil {
		t.Error(d, err)
	}
}

// CFG-26: of several grants none counts, not even the one that is given.
func TestSeveralGrants(t *testing.T) {
	r := ClientGrantRequest{
		IsClientAuthenticated: true,
		Audience:              "https://api.example.com",
		Client:                &Client{ClientID: "c", IsFirstParty: true, AppType: AppTypeNonInteractive, GrantTypes: GrantTypeClientCredentials},
		ResourceServer:        &ResourceServer{Identifier: "https://api.example.com", Scopes: []string{"r"}},
		ClientGrant:           &ClientGrant{ID: "g", ClientID: "c", Audience: "https://api.example.com", Scopes: []string{"r"}},
	}
	if d, err := CheckClientGrant(r); err != nil || !d.Allowed() || len(d.Scopes) != 1 {
		t.Error(d, err)
	}
	r.HasSeveralClientGrants = true
	if d, err := CheckClientGrant(r); err != nil || d.Allowed() {
		t.Error(d, err)
	}
}

// Who logs in stands in the description, by the row or, without one, by name.
func TestUserOfDescription(t *testing.T) {
	for id, change := range map[string]func(*LoginRequest){
		"jonno":  func(r *LoginRequest) {},
		"nobody": func(r *LoginRequest) { r.User, r.UserID = nil, "nobody" },
	} {
		r := rockyLogin()
		r.Member = nil
		change(&r)
		want := "user " + id + " is not part of the org_rocky organization"
		if d, err := CanThirdPartyLogin(r); err != nil || d.Allowed() || d.Description != want {
			t.Error(d, err)
		}
	}
}

// A row of somebody else, and a word of the request that does not exist.
func TestRowsOfOthers(t *testing.T) {
	var wrong *RequestError
	other, word := rockyLogin(), rockyLogin()
	other.Member.OrganizationID = "org_granite"
	word.Protocol = 99
	for text, r := range map[string]LoginRequest{"row_of_other_organization": other, "unsupported_input": word} {
		for _, ask := range []func(LoginRequest) (LoginDecision, error){CanLogin, CanThirdPartyLogin} {
			d, err := ask(r)
			if !errors.As(err, &wrong) || !strings.HasPrefix(wrong.Message, text+": ") || !reflect.DeepEqual(d, LoginDecision{}) {
				t.Error(d, err)
			}
		}
	}
	for _, ask := range []func(LoginRequest) (LoginDecision, error){CanLogin, CanThirdPartyLogin} {
		if d, err := ask(LoginRequest{}); err != nil || d.Allowed() || d.Reason != "unknown_client" {
			t.Error(d, err)
		}
	}
	if d, err := CheckClientGrant(ClientGrantRequest{}); err != nil || d.Allowed() {
		t.Error(d, err)
	}
	long := ClientGrantRequest{Client: &Client{ClientID: "c"}, Scopes: make([]string, 1025)}
	if d, err := CheckClientGrant(long); !errors.As(err, &wrong) || d.Allowed() {
		t.Error(d, err)
	}
}

// NUL and bytes that are no UTF-8 are bytes of an id like others: ids differ, and nobody is cut short.
func TestHostileIDs(t *testing.T) {
	var wrong *RequestError
	for _, id := range []string{"org_rocky\x00", "org_rocky\xff", "org_rocky\x00evil", strings.Repeat("org_rocky", 100000)} {
		r := rockyLogin()
		r.OrganizationID = id
		if d, err := CanThirdPartyLogin(r); !errors.As(err, &wrong) || d.Allowed() {
			t.Errorf("%.20q: %v %v", id, d, err)
		}
		r = rockyLogin()
		r.OrganizationID, r.Organization.ID = id, id
		r.EnabledConnection.OrganizationID, r.Member.OrganizationID = id, id
		if d, err := CanThirdPartyLogin(r); err != nil || !d.Allowed() || d.OrgID != id {
			t.Errorf("%.20q: %v %v", id, d, err)
		}
	}
}

// The keys that are published for every language.
func TestConsentKeys(t *testing.T) {
	count := 0
	for _, line := range strings.Split(string(slurp(t, vectorsFolder+"consent_key.txt")), "\n") {
		if strings.HasPrefix(line, "#") || strings.TrimSpace(line) == "" {
			continue
		}
		row := struct {
			User, Client, Audience, Secret, Key string
			Organization                        *string
			Scopes                              *[]string
		}{}
		if err := json.Unmarshal([]byte(line), &row); err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		r := ConsentKeyRequest{UserID: row.User, ClientID: row.Client, Audience: row.Audience}
		if row.Organization != nil {
			r.OrganizationID, r.HasEmptyOrganization = *row.Organization, *row.Organization == ""
		}
		if row.Scopes != nil {
			r.Scopes, r.HasScopes = *row.Scopes, true
		}
		if row.Secret != "" {
			r.Secret, _ = hex.DecodeString(row.Secret)
		}
		key, err := ConsentKey(r)
		if have := hex.EncodeToString(key[:]); err != nil || have != row.Key {
			t.Errorf("%s: %s %v", line, have, err)
		}
		count++
	}
	if count < 20 {
		t.Errorf("%d keys", count)
	}
	for name, r := range map[string]ConsentKeyRequest{
		"nothing":       {},
		"no client":     {UserID: "u"},
		"empty secret":  {UserID: "u", ClientID: "c", Secret: []byte{}},
		"short secret":  {UserID: "u", ClientID: "c", Secret: make([]byte, 15)},
		"unkept scopes": {UserID: "u", ClientID: "c", Scopes: []string{"r"}},
	} {
		var wrong *RequestError
		if key, err := ConsentKey(r); !errors.As(err, &wrong) || key != [32]byte{} {
			t.Errorf("%s: %v %v", name, key, err)
		}
	}
}

// Every vector about logins and client grants through the structs too: the rows of its tenant, found here, with the
// same answer as the library's own store.
func TestStructsAnswerAsVectors(t *testing.T) {
	for family, ask := range map[string]func(*testing.T, vector) (Decision, error){"login": askLogin, "client_grant": askClientGrant} {
		asked := 0
		for _, v := range vectorsOf(t, family) {
			if repeated(v) {
				continue
			}
			d, err := ask(t, v)
			if err != nil {
				t.Errorf("%s: %v", v.id, err)
				continue
			}
			v.compare(t, d)
			asked++
		}
		t.Logf("%d rows of %s.txt", asked, family)
		if asked < 100 {
			t.Errorf("%s: %d rows", family, asked)
		}
	}
}

func askLogin(t *testing.T, v vector) (Decision, error) {
	r := loginOf(document{v.tenant}, v)
	decide := CanThirdPartyLogin
	if v.action == "can_login" {
		decide = CanLogin
	}
	d, err := decide(r)
	result := map[string]any{"org_id": d.OrgID, "org_name": d.OrgName}
	claims, given := v.answer["claims"].(map[string]any)
	for name, have := range result {
		if want, _ := claims[name].(string); given && have != want {
			t.Errorf("%s: %s is %q", v.id, name, have)
		}
	}
	if audience, given := v.answer["audience"].(string); given && d.Audience != audience {
		t.Errorf("%s: the audience is %q", v.id, d.Audience)
	}
	if advice, given := v.answer["advice"].([]any); given && strings.Join(scopesOf(advice, ""), " ") != strings.Join(d.Advice, " ") {
		t.Errorf("%s: the advice is %v", v.id, d.Advice)
	}
	return d.Decision, err
}

func askClientGrant(t *testing.T, v vector) (Decision, error) {
	d, err := CheckClientGrant(clientGrantOf(document{v.tenant}, v))
	grant, _ := v.answer["grant"].(map[string]any)
	if scopes, given := grant["scopes"]; given {
		want := []string{}
		if err := json.Unmarshal(marshalled(t, scopes), &want); err != nil || strings.Join(want, " ") != strings.Join(d.Scopes, " ") {
			t.Errorf("%s: scopes are %v", v.id, d.Scopes)
		}
	}
	if id, given := grant["id"]; given && id != d.GrantID {
		t.Errorf("%s: the grant is %s", v.id, d.GrantID)
	}
	return d.Decision, err
}
