// SPDX-License-Identifier: MIT

package orgpol

import (
	"encoding/json"
	"errors"
)

// Decision is one answer. Its zero value is a denial.
type Decision struct {
	allowed bool

	Reason      string          // the first unmet condition, "org_blocks_third_party"; "" when allowed
	Unmet       []string        // every unmet condition, in evaluation order
	Obligations []string        // what you must do when you act on this; if you cannot, do not act
	Description string          // the OAuth error_description of a denial
	Context     json.RawMessage // the whole context of an AuthZEN answer; nil from structs
}

// Allowed is true only when orgpol allowed it.
func (d Decision) Allowed() bool { return d.allowed }

// An evaluation as the library writes it, and what is read of its context.
type answer struct {
	Decision bool            `json:"decision"`
	Context  json.RawMessage `json:"context"`
}

type answerContext struct {
	Reason      string          `json:"reason"`
	Unmet       []string        `json:"unmet"`
	Obligations []string        `json:"obligations"`
	Description string          `json:"error_description"`
	Error       json.RawMessage `json:"error"` // a text, or in a batch an object: the item was malformed
}

// The decision of an answer; an allow only if the library allowed it, too.
func (a answer) decision(allowed bool) (Decision, error) {
	var context answerContext
	var failure struct{ Message, Pointer string }
	if err := json.Unmarshal(a.Context, &context); err != nil {
		return Decision{}, err
	}
	if len(context.Error) > 0 && context.Error[0] == '{' {
		if err := json.Unmarshal(context.Error, &failure); err != nil {
			return Decision{}, err
		}
		return Decision{}, &RequestError{Place{Message: failure.Message, Pointer: failure.Pointer}}
	}
	if a.Decision != allowed {
		return Decision{}, errors.New("orgpol: the answer is not the decision")
	}
	return Decision{
		allowed:     allowed,
		Reason:      context.Reason,
		Unmet:       context.Unmet,
		Obligations: context.Obligations,
		Description: context.Description,
		Context:     a.Context,
	}, nil
}
