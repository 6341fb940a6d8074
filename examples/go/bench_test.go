// SPDX-License-Identifier: MIT

package orgpol

import (
	"fmt"
	"os"
	"sort"
	"testing"
	"time"
)

// `make bench-go`: nanoseconds a decision, the median of 32 runs of 2000, half of them denied.
func TestBench(t *testing.T) {
	format := os.Getenv("ORGPOL_BENCH")
	if format == "" {
		t.Skip("ORGPOL_BENCH is not set")
	}
	tenant := loadTravel0(t)
	defer tenant.Close()
	texts := [2][]byte{jonnoJSON(t, "org_rocky"), jonnoJSON(t, "org_granite")}
	requests := [2]Request{jonnoAt("org_rocky"), jonnoAt("org_granite")}
	logins := [2]LoginRequest{rockyLogin(), rockyLogin()}
	logins[1].Organization.ThirdPartyClientAccess = AccessBlock
	for _, row := range []struct {
		name string
		ask  func(int) (bool, error)
	}{
		{"login, Go structs", func(i int) (bool, error) { d, err := CanThirdPartyLogin(logins[i]); return d.Allowed(), err }},
		{"login, Go AuthZEN bytes", func(i int) (bool, error) { d, err := tenant.Evaluate(texts[i]); return d.Allowed(), err }},
		{"login, Go AuthZEN request", func(i int) (bool, error) { d, err := tenant.CanThirdPartyLogin(requests[i]); return d.Allowed(), err }},
	} {
		const runs, each = 32, 2000
		var times []float64
		for run := 0; run < runs; run++ {
			begin := time.Now()
			for i := 0; i < each; i++ {
				if allowed, err := row.ask(i & 1); err != nil || allowed != (i&1 == 0) {
					t.Fatal(row.name, allowed, err)
				}
			}
			times = append(times, float64(time.Since(begin).Nanoseconds())/each)
		}
		sort.Float64s(times)
		median := (times[runs/2-1] + times[runs/2]) / 2
		if format == "json" {
			fmt.Printf("{\"name\":\"%s\",\"p50_ns\":%.2f}\n", row.name, median)
		} else {
			fmt.Printf("%-28s %8.0f ns\n", row.name, median)
		}
	}
}
