// SPDX-License-Identifier: MIT

// casbin for Go: DIRECTORY VERSION FILE COUNT, and then as peer.js has it for the engines in Node; the model and the
// policy are in DIRECTORY. The import is the path that Debian's package has.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"github.com/casbin/casbin"
)

type login struct {
	IsFirstParty            bool   `json:"is_first_party"`
	ThirdPartySecurityMode  string `json:"third_party_security_mode"`
	OrganizationUsage       string `json:"organization_usage"`
	ThirdPartyClientAccess  string `json:"third_party_client_access"`
	IsAppEntitlementActive  bool   `json:"is_app_entitlement_active"`
	MemberAccess            string `json:"member_access"`
	IsDomainConnection      bool   `json:"is_domain_connection"`
	IsConnectionEnabled     bool   `json:"is_connection_enabled"`
	IsMember                bool   `json:"is_member"`
	AssignMembershipOnLogin bool   `json:"assign_membership_on_login"`
	MemberCount             int    `json:"member_count"`
	Mfa                     string `json:"mfa"`
}

// A request, and whether it is allowed.
type question struct {
	action  string
	login   *login
	allowed bool
}

func must(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

func say(answer map[string]interface{}) {
	text, err := json.Marshal(answer)
	must(err)
	fmt.Println(string(text))
}

// The question that a line of the file is: see ours.c.
func read(line string, facts [][]interface{}) question {
	values := map[string]interface{}{}
	for place, fact := range facts {
		values[fact[0].(string)] = fact[1+line[place]-'0']
	}
	text, err := json.Marshal(values)
	must(err)
	asked := question{action: values["action"].(string), login: &login{}, allowed: line[len(facts)] == '1'}
	must(json.Unmarshal(text, asked.login))
	return asked
}

func readAll(name string, count int) []question {
	file, err := os.Open(name)
	must(err)
	defer file.Close()
	lines := bufio.NewScanner(file)
	lines.Scan()
	var facts [][]interface{}
	must(json.Unmarshal(lines.Bytes(), &facts))
	var questions []question
	for len(questions) < count && lines.Scan() {
		questions = append(questions, read(lines.Text(), facts))
	}
	must(lines.Err())
	return questions
}

func round(enforcer *casbin.Enforcer, questions []question) {
	decisions := make([]bool, len(questions))
	start := time.Now()
	for place, asked := range questions {
		decision, err := enforcer.Enforce(asked.login, asked.action)
		must(err)
		decisions[place] = decision
	}
	took := time.Since(start)
	result := map[string]interface{}{"ns": float64(took.Nanoseconds()) / float64(len(questions))}
	for place, decision := range decisions {
		if decision != questions[place].allowed {
			result["different"] = place
			break
		}
	}
	say(result)
}

// A request in JSON. A fact that is missing is the zero of its type, and one of another type an error.
func answer(enforcer *casbin.Enforcer, line string) {
	var asked struct {
		Action string `json:"action"`
		Facts  login  `json:"facts"`
	}
	err := json.Unmarshal([]byte(line), &asked)
	decision := false
	if err == nil {
		decision, err = enforcer.Enforce(&asked.Facts, asked.Action)
	}
	switch {
	case err != nil:
		say(map[string]interface{}{"answer": "error", "message": err.Error()})
	case decision:
		say(map[string]interface{}{"answer": "allow"})
	default:
		say(map[string]interface{}{"answer": "deny"})
	}
}

func main() {
	count, err := strconv.Atoi(os.Args[4])
	must(err)
	directory := os.Args[1]
	enforcer, err := casbin.NewEnforcer(filepath.Join(directory, "login.conf"), filepath.Join(directory, "login.csv"))
	must(err)
	questions := readAll(os.Args[3], count)
	say(map[string]interface{}{"version": os.Args[2], "count": len(questions)})
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		if lines.Text() == "" {
			round(enforcer, questions)
		} else {
			answer(enforcer, lines.Text())
		}
	}
}
