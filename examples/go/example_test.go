// SPDX-License-Identifier: MIT

package orgpol_test

import (
	"fmt"
	"os"

	"orgpol.example/orgpol"
)

// The snippet of README.md.
func Example() {
	document, err := os.ReadFile("../travel0/tenant.json")
	if err != nil {
		panic(err)
	}
	tenant, err := orgpol.LoadTenant(document)
	if err != nil {
		panic(err) // a *orgpol.TenantError: message, pointer, offset, line
	}
	defer tenant.Close()

	decision, err := tenant.CanThirdPartyLogin(orgpol.Request{
		Subject:  orgpol.Entity{ID: "jonno"},
		Resource: orgpol.Entity{ID: "tpc_trailmap"},
		Context:  map[string]any{"organization": "org_granite", "connection": "travel0-database"},
	})
	if err != nil {
		panic(err) // a *orgpol.RequestError: a malformed question, no denial and no allow
	}
	fmt.Println(decision.Allowed(), decision.Unmet)
	// Output: false [org_blocks_third_party user_not_member]
}

// The same from a server's own rows: no tenant, no JSON.
func Example_structs() {
	login := orgpol.LoginRequest{
		OrganizationID:    "org_granite",
		Client:            &orgpol.Client{ClientID: "tpc_trailmap", OrganizationUsage: orgpol.UsageAllow},
		Organization:      &orgpol.Organization{ID: "org_granite", EnabledConnectionCount: 2},
		Connection:        &orgpol.Connection{ID: "con_travel0", Strategy: "auth0", IsDomainConnection: true},
		EnabledConnection: &orgpol.EnabledConnection{OrganizationID: "org_granite", ConnectionID: "con_travel0"},
		User:              &orgpol.User{UserID: "jonno"}, // Member is nil: he is none
	}
	decision, err := orgpol.CanThirdPartyLogin(login)
	if err != nil {
		panic(err)
	}
	fmt.Println(decision.Allowed(), decision.Reason)
	fmt.Println(decision.Description)
	// Output:
	// false org_blocks_third_party
	// parameter organization is invalid: org_granite
}
