// SPDX-License-Identifier: MIT

package orgpol

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
)

const travel0 = "../travel0/tenant.json"

func loadTravel0(t testing.TB) *Tenant {
	t.Helper()
	tenant, err := LoadTenant(slurp(t, travel0))
	if err != nil {
		t.Fatal(err)
	}
	return tenant
}

// Jonno at Rocky Mountain High, where he may, and at Granite Outpost, where he may not.
func jonnoAt(organization string) Request {
	return Request{Subject: Entity{ID: "jonno"}, Action: Action{"can_third_party_login"}, Resource: Entity{ID: "tpc_trailmap"},
		Context: map[string]any{"organization": organization, "connection": "travel0-database"}}
}

func jonnoJSON(t testing.TB, organization string) []byte {
	r := jonnoAt(organization)
	r.Subject.Type, r.Resource.Type = "user", "client"
	return marshalled(t, r)
}

// README.md's snippet is the body of Example.
func TestReadme(t *testing.T) {
	_, snippet, _ := strings.Cut(string(slurp(t, "README.md")), "```go\n")
	snippet, _, found := strings.Cut(snippet, "```\n")
	example := strings.ReplaceAll(string(slurp(t, "example_test.go")), "\n\t", "\n")
	if !found || len(snippet) < 100 || !strings.Contains(example, "func Example() {\n"+snippet+"}\n") {
		t.Error("README.md's snippet is not Example")
	}
}

func TestZeroDecisionIsDenial(t *testing.T) {
	var zero Decision
	if zero.Allowed() || (LoginDecision{}).Allowed() || (ClientGrantDecision{}).Allowed() || (Evaluation{}).Allowed() {
		t.Error("a zero decision is an allow")
	}
}

func TestClosedTenant(t *testing.T) {
	closed := loadTravel0(t)
	if d, err := closed.Evaluate(jonnoJSON(t, "org_rocky")); err != nil || !d.Allowed() {
		t.Fatalf("before: %v %v", d, err)
	}
	closed.Close()
	closed.Close()
	for name, tenant := range map[string]*Tenant{"closed": closed, "nil": nil, "zero": {}} {
		if d, err := tenant.Evaluate(jonnoJSON(t, "org_rocky")); !errors.Is(err, ErrClosed) || d.Allowed() {
			t.Errorf("%s: %v %v", name, d, err)
		}
		if d, err := tenant.CanThirdPartyLogin(jonnoAt("org_rocky")); !errors.Is(err, ErrClosed) || d.Allowed() {
			t.Errorf("%s: method: %v %v", name, d, err)
		}
		if all, err := tenant.EvaluateBatch(jonnoJSON(t, "org_rocky")); !errors.Is(err, ErrClosed) || all != nil {
			t.Errorf("%s: batch: %v %v", name, all, err)
		}
		tenant.Close()
	}
}

// Bytes that are no request are errors with a place, never an answer.
func TestHostileRequests(t *testing.T) {
	tenant := loadTravel0(t)
	defer tenant.Close()
	good := string(jonnoJSON(t, "org_rocky"))
	for name, text := range map[string]string{
		"nothing":         "",
		"NUL":             "\x00",
		"NUL behind":      good + "\x00",
		"NUL in an id":    strings.Replace(good, "jonno", "jonno\x00", 1),
		"escaped NUL":     strings.Replace(good, "jonno", `jonno\u0000`, 1),
		"broken UTF-8":    strings.Replace(good, "jonno", "jonno\xff", 1),
		"lone surrogate":  strings.Replace(good, "jonno", `\ud800`, 1),
		"twice":           strings.Replace(good, `"context":`, `"context":{},"context":`, 1),
		"deep":            strings.Repeat("[", 100000),
		"deep and closed": strings.Repeat("[", 1000) + strings.Repeat("]", 1000),
		"long":            good + strings.Repeat(" ", 1<<20),
		"two":             good + good,
		"no object":       "[]",
		"unknown action":  strings.Replace(good, "can_third_party_login", "can_fly", 1),
		"wrong type":      strings.Replace(good, `"org_rocky"`, "7", 1),
		"own tenant":      strings.Replace(good, `"context":{`, `"context":{"tenant":{},`, 1),
	} {
		var wrong *RequestError
		for way, ask := range map[string]func([]byte) (Decision, error){"loaded": tenant.Evaluate, "inline": EvaluateInline} {
			if name == "own tenant" && way == "inline" {
				continue
			}
			d, err := ask([]byte(text))
			if !errors.As(err, &wrong) || d.Allowed() || wrong.Message == "" {
				t.Errorf("%s, %s: %v %v", name, way, d, err)
			}
		}
		if all, err := tenant.EvaluateBatch([]byte(text)); !errors.As(err, &wrong) || all != nil {
			if len(all) != 1 || !errors.As(all[0].Err, &wrong) {
				t.Errorf("%s, batch: %v %v", name, all, err)
			}
		}
	}
}

func TestPlaces(t *testing.T) {
	tenant := loadTravel0(t)
	defer tenant.Close()
	var request *RequestError
	_, err := tenant.Evaluate([]byte("{\"subject\":\n{\"type\":\"user\",\n\"id\":7}}"))
	if !errors.As(err, &request) || request.Pointer != "/subject/id" || request.Line != 3 || request.Offset != 33 {
		t.Errorf("%+v", request)
	}
	if text := fmt.Sprint(err); !strings.HasPrefix(text, "orgpol: request: line 3: /subject/id: ") {
		t.Error(text)
	}
	var document *TenantError
	broken, err := LoadTenant([]byte("{\"clients\":\n[{\"client_id\":[]}]}"))
	if !errors.As(err, &document) || document.Pointer != "/clients/0/client_id" || document.Line != 2 || broken != nil {
		t.Errorf("%+v", document)
	}
	for _, text := range []string{"", "\x00", "[]", "{", `{"clients":[{}]}`, `{"options":{"scope_subset":"all"}}`} {
		if broken, err := LoadTenant([]byte(text)); !errors.As(err, &document) || broken != nil {
			t.Errorf("%q: %v", text, err)
		}
	}
}

// What encoding/json would replace in silence, and another action than the method's.
func TestHostileMethods(t *testing.T) {
	tenant := loadTravel0(t)
	defer tenant.Close()
	var wrong *RequestError
	broken, context, action, cyclic := jonnoAt("org_rocky"), jonnoAt("org_rocky\xff"), jonnoAt("org_rocky"), jonnoAt("org_rocky")
	broken.Subject.ID = "jonno\xff"
	action.Action.Name = "can_login"
	cyclic.Context = func() {}
	for name, r := range map[string]Request{"id": broken, "context": context, "action": action, "context of no JSON": cyclic, "zero": {}} {
		if d, err := tenant.CanThirdPartyLogin(r); !errors.As(err, &wrong) || d.Allowed() {
			t.Errorf("%s: %v %v", name, d, err)
		}
	}
}

func TestInline(t *testing.T) {
	inline := func(organization string) []byte {
		r := jonnoAt(organization)
		r.Subject.Type, r.Resource.Type = "user", "client"
		r.Context.(map[string]any)["tenant"] = json.RawMessage(slurp(t, travel0))
		return marshalled(t, r)
	}
	if d, err := EvaluateInline(inline("org_rocky")); err != nil || !d.Allowed() {
		t.Error(d, err)
	}
	if d, err := EvaluateInline(inline("org_granite")); err != nil || d.Allowed() || d.Reason != "org_blocks_third_party" {
		t.Error(d, err)
	}
}

func TestBatch(t *testing.T) {
	tenant := loadTravel0(t)
	defer tenant.Close()
	item := `{"context":{"organization":"%s","connection":"travel0-database"}}`
	rocky, granite := fmt.Sprintf(item, "org_rocky"), fmt.Sprintf(item, "org_granite")
	shared := `{"subject":{"type":"user","id":"jonno"},"action":{"name":"can_third_party_login"},
		"resource":{"type":"client","id":"tpc_trailmap"},"evaluations":[%s]%s}`
	all, err := tenant.EvaluateBatch([]byte(fmt.Sprintf(shared, rocky+","+granite+",{\"context\":7},"+rocky, "")))
	if err != nil || len(all) != 4 {
		t.Fatal(all, err)
	}
	var wrong *RequestError
	if !all[0].Allowed() || all[1].Allowed() || all[1].Reason != "org_blocks_third_party" || all[2].Allowed() || !all[3].Allowed() {
		t.Error(all)
	}
	if !errors.As(all[2].Err, &wrong) || wrong.Pointer != "/evaluations/2/context" || all[1].Err != nil {
		t.Error(all[2].Err)
	}
	stop := `,"options":{"evaluations_semantic":"deny_on_first_deny"}`
	if all, err = tenant.EvaluateBatch([]byte(fmt.Sprintf(shared, rocky+","+granite+","+rocky, stop))); err != nil || len(all) != 2 {
		t.Error(all, err)
	}
	if all, err = tenant.EvaluateBatch(jonnoJSON(t, "org_rocky")); err != nil || len(all) != 1 || !all[0].Allowed() {
		t.Error(all, err)
	}
	// An answer that is longer than the first buffer.
	if all, err = tenant.EvaluateBatch([]byte(fmt.Sprintf(shared, strings.Repeat(granite+",", 999)+rocky, ""))); err != nil || len(all) != 1000 {
		t.Fatal(len(all), err)
	}
	for i, one := range all {
		if one.Allowed() != (i == 999) {
			t.Errorf("item %d", i)
		}
	}
}

// A description longer than the first buffer, and one by one afterwards.
func TestLongAnswers(t *testing.T) {
	tenant := loadTravel0(t)
	defer tenant.Close()
	organization := "org_" + strings.Repeat("x", 10000)
	d, err := tenant.CanThirdPartyLogin(jonnoAt(organization))
	if err != nil || d.Allowed() || d.Description != "parameter organization is invalid: "+organization {
		t.Error(err, len(d.Description))
	}
	if d, err = tenant.CanThirdPartyLogin(jonnoAt("org_rocky")); err != nil || !d.Allowed() {
		t.Error(d, err)
	}
}

// Run it with -race. Whoever asks gets the answer, or after Close the error.
func TestConcurrent(t *testing.T) {
	tenant := loadTravel0(t)
	rocky, granite := jonnoJSON(t, "org_rocky"), jonnoJSON(t, "org_granite")
	var all sync.WaitGroup
	for i := 0; i < 8; i++ {
		all.Add(1)
		go func(mine int) {
			defer all.Done()
			for n := 0; n < 200; n++ {
				d, err := tenant.Evaluate(rocky)
				if errors.Is(err, ErrClosed) {
					return
				}
				no, err2 := tenant.Evaluate(granite)
				if err != nil || !d.Allowed() || no.Allowed() || (err2 != nil && !errors.Is(err2, ErrClosed)) {
					t.Errorf("%v %v %v %v", d, err, no, err2)
				}
				if mine == 0 && n == 150 {
					tenant.Close()
				}
				r := rockyLogin()
				if d, err := CanThirdPartyLogin(r); err != nil || !d.Allowed() {
					t.Errorf("structs: %v %v", d, err)
				}
			}
		}(i)
	}
	all.Wait()
}
