// SPDX-License-Identifier: MIT

package orgpol

import (
	"encoding/json"
	"os"
	"reflect"
	"regexp"
	"sort"
	"strings"
	"testing"
)

// The files of test/vectors whose rows are AuthZEN evaluations, by the tenant that the rows change; "": the file of
// the family's name, or else tenant.json. The other two are read by programs of their own.
var vectorTenants = map[string]string{
	"login": "", "prompt": "", "authorize": "", "endpoint": "", "client_grant": "", "user_grant": "", "consent": "",
	"token": "", "config": "", "worker_config": "vault", "token_vault": "vault", "select": "vault", "connect": "vault",
	"complete": "vault", "my_account": "vault", "manage": "vault", "exchange": "vault",
}
var otherFiles = map[string]bool{"consent_key": true, "session": true, "rules": true}

const vectorsFolder = "../../test/vectors/"

// A row of a file, with its columns as test/vectors/README.md has them.
type vector struct {
	id, action, subject, resource string
	context, tenant               map[string]any
	decision                      string
	unmet, obligations            string
	answer                        map[string]any
}

func slurp(t testing.TB, name string) []byte {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func parsed(t testing.TB, cell string) map[string]any {
	t.Helper()
	members := map[string]any{}
	if cell == "" {
		return members
	}
	if err := json.Unmarshal([]byte(cell), &members); err != nil {
		t.Fatalf("%s: %v", cell, err)
	}
	return members
}

func copied(t testing.TB, members map[string]any) map[string]any {
	return parsed(t, string(marshalled(t, members)))
}

func marshalled(t testing.TB, value any) []byte {
	t.Helper()
	text, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

var idNames = []string{"id", "client_id", "identifier", "user_id", "grant_id", "ticket_id", "connection_id", "domain"}

func rowOf(array []any, id string) map[string]any {
	for _, item := range array {
		row, _ := item.(map[string]any)
		for _, name := range idNames {
			if row[name] == id {
				return row
			}
		}
	}
	return nil
}

// Column 7: an object is merged into an object; where an array stands, its names are ids of rows.
func change(into, changes map[string]any) {
	for name, value := range changes {
		object, isObject := value.(map[string]any)
		switch old := into[name].(type) {
		case map[string]any:
			if isObject {
				change(old, object)
				continue
			}
		case []any:
			if isObject {
				into[name] = changedRows(old, object)
				continue
			}
		}
		into[name] = value
	}
}

func changedRows(array []any, changes map[string]any) []any {
	ids := make([]string, 0, len(changes))
	for id := range changes {
		ids = append(ids, id)
	}
	sort.Strings(ids)
	for _, id := range ids {
		members := changes[id].(map[string]any)
		if row := rowOf(array, id); row != nil {
			change(row, members)
		} else {
			array = append(array, members)
		}
	}
	return array
}

// A bar between two other characters, as in auth0|a, is text.
var bar = regexp.MustCompile(`^\|| \||\|( |$)`)

func cellsOf(row string) []string {
	var cells []string
	for len(cells) < 10 {
		at := bar.FindStringIndex(row)
		if at == nil {
			break
		}
		end := at[0] + strings.IndexByte(row[at[0]:], '|')
		cells = append(cells, strings.TrimSpace(row[:end]))
		row = row[end+1:]
	}
	return append(cells, strings.TrimSpace(row))
}

// A file's tenant, and its rows with their tenants as changed.
func vectorsOf(t testing.TB, family string) []vector {
	t.Helper()
	name := vectorTenants[family]
	if name == "" {
		name = family
	}
	if _, err := os.Stat(vectorsFolder + name + ".json"); err != nil {
		name = "tenant"
	}
	base := slurp(t, vectorsFolder+name+".json")
	contexts, _ := parsed(t, string(base))["contexts"].(map[string]any)
	var rows []vector
	for _, line := range strings.Split(string(slurp(t, vectorsFolder+family+".txt")), "\n") {
		if strings.TrimSpace(line) == "" || strings.HasPrefix(line, "#") {
			continue
		}
		cells := cellsOf(line)
		if len(cells) != 11 {
			t.Fatalf("%s: %d cells: %s", family, len(cells), line)
		}
		v := vector{id: cells[0], action: cells[2], subject: cells[3], resource: cells[4], tenant: parsed(t, string(base)),
			decision: cells[7], unmet: cells[8], obligations: cells[9], answer: parsed(t, cells[10])}
		change(v.tenant, parsed(t, cells[6]))
		if named := strings.TrimPrefix(cells[5], "@"); named != cells[5] {
			context, changes, _ := strings.Cut(named, " ")
			members, found := contexts[context].(map[string]any)
			if !found {
				t.Fatalf("%s: no context %s", v.id, context)
			}
			v.context = copied(t, members)
			change(v.context, parsed(t, changes))
		} else {
			v.context = parsed(t, cells[5])
		}
		rows = append(rows, v)
	}
	return rows
}

func (v vector) load(t testing.TB) *Tenant {
	t.Helper()
	tenant, err := LoadTenant(marshalled(t, v.tenant))
	if err != nil {
		t.Fatalf("%s: %v", v.id, err)
	}
	return tenant
}

func entity(cell string) Entity {
	if kind, id, found := strings.Cut(cell, "="); found {
		return Entity{kind, id}
	}
	return Entity{ID: cell}
}

// The request, without the types that the action usually has.
func (v vector) request() Request {
	r := Request{Subject: entity(v.subject), Resource: entity(v.resource), Context: v.context}
	if v.subject == "-" {
		r.Subject.Type = "anonymous"
	}
	return r
}

// "can_login" is the method CanLogin.
func methodName(action string) string {
	name := ""
	for _, word := range strings.Split(action, "_") {
		name += strings.ToUpper(word[:1]) + word[1:]
	}
	return name
}

func ask(t testing.TB, tenant *Tenant, action string, r Request) (Decision, error) {
	t.Helper()
	method := reflect.ValueOf(tenant).MethodByName(methodName(action))
	if !method.IsValid() {
		t.Fatalf("no method for %s", action)
	}
	out := method.Call([]reflect.Value{reflect.ValueOf(r)})
	err, _ := out[1].Interface().(error)
	return out[0].Interface().(Decision), err
}

func (v vector) compare(t *testing.T, d Decision) {
	t.Helper()
	if d.Allowed() != (v.decision == "yes") {
		t.Errorf("%s: allowed is %t", v.id, d.Allowed())
	}
	unmet := strings.Join(d.Unmet, " ")
	if unmet != v.unmet {
		t.Errorf("%s: unmet is %q, expected %q", v.id, unmet, v.unmet)
	}
	if reason, _, _ := strings.Cut(v.unmet, " "); d.Reason != reason {
		t.Errorf("%s: reason is %q, expected %q", v.id, d.Reason, reason)
	}
	if obligations := strings.Join(d.Obligations, " "); obligations != v.obligations {
		t.Errorf("%s: obligations are %q, expected %q", v.id, obligations, v.obligations)
	}
	if text, expected := v.answer["error_description"].(string); expected && d.Description != text {
		t.Errorf("%s: description is %q, expected %q", v.id, d.Description, text)
	}
}

func TestVectors(t *testing.T) {
	files, err := os.ReadDir(vectorsFolder)
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		family := strings.TrimSuffix(file.Name(), ".txt")
		if _, known := vectorTenants[family]; !known {
			if family != file.Name() && !otherFiles[family] {
				t.Errorf("%s is read by no test", file.Name())
			}
			continue
		}
		rows := vectorsOf(t, family)
		if len(rows) == 0 {
			t.Errorf("%s has no rows", file.Name())
		}
		for _, v := range rows {
			tenant := v.load(t)
			d, err := ask(t, tenant, v.action, v.request())
			tenant.Close()
			if err != nil {
				t.Errorf("%s: %v", v.id, err)
				continue
			}
			v.compare(t, d)
			have := parsed(t, string(d.Context))
			for name, want := range v.answer {
				if !reflect.DeepEqual(have[name], want) {
					t.Errorf("%s: %s is %v, expected %v", v.id, name, have[name], want)
				}
			}
		}
		t.Logf("%d rows of %s", len(rows), file.Name())
	}
}

// Every action that the library has is a method, and no other is.
func TestActions(t *testing.T) {
	source := string(slurp(t, "../../lib/json/authzen_actions.c"))
	actions := map[string]bool{}
	for _, found := range regexp.MustCompile(`(?m)^    \{"([a-z_]+)",`).FindAllStringSubmatch(source, -1) {
		actions[methodName(found[1])] = true
	}
	if len(actions) < 21 {
		t.Errorf("%d actions in the library", len(actions))
	}
	kind := reflect.TypeOf(&Tenant{})
	for i := 0; i < kind.NumMethod(); i++ {
		method := kind.Method(i)
		if method.Type.NumIn() == 2 && method.Type.In(1) == reflect.TypeOf(Request{}) && !actions[method.Name] {
			t.Errorf("%s is no action of the library", method.Name)
		}
		delete(actions, method.Name)
	}
	for name := range actions {
		t.Errorf("no method %s", name)
	}
}
