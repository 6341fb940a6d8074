// SPDX-License-Identifier: MIT

package orgpol

import (
	"errors"
	"fmt"
)

// ErrClosed is what a tenant answers that is nil, or was closed.
var ErrClosed = errors.New("orgpol: the tenant is closed")

// Place is what was wrong with a document, and where.
type Place struct {
	Message string
	Pointer string // RFC 6901; "" is the whole document, or unknown
	Offset  int    // bytes before the fault
	Line    int    // of the fault, from 1; 0: it is in no document
}

func (p Place) text(what string) string {
	text := "orgpol: " + what
	if p.Line > 0 {
		text += fmt.Sprintf(": line %d", p.Line)
	}
	if p.Pointer != "" {
		text += ": " + p.Pointer
	}
	return text + ": " + p.Message
}

// TenantError says why a tenant document was not loaded.
type TenantError struct{ Place }

func (e *TenantError) Error() string { return e.text("tenant") }

// RequestError says why a request was not decided. It is no denial: nothing was evaluated.
type RequestError struct{ Place }

func (e *RequestError) Error() string { return e.text("request") }
