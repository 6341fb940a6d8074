// SPDX-License-Identifier: MIT

// Package orgpol decides what Auth0 decides about organizations, third-party applications, grants, consent and
// Token Vault, in process and without I/O, through liborgpol-json.
//
// Two ways lead to a decision. A Tenant is loaded from a document and answers AuthZEN requests; or a server that
// has its own rows fills them into structs and asks CanThirdPartyLogin, CanLogin, CheckClientGrant or ConsentKey.
// All of it may be used by any number of goroutines at once.
package orgpol

/*
#cgo pkg-config: orgpol-json
#include "bridge.h"
*/
import "C"

import (
	"bytes"
	"crypto/rand"
	"encoding/json"
	"sync"
	"unsafe"
)

// Tenant is a loaded tenant document. Close it when it is used no more.
type Tenant struct {
	lock   sync.RWMutex // held for reading by every call, so that Close waits for them
	handle *C.struct_orgpol_tenant
}

// Keys every lookup, so that whoever writes a tenant cannot choose ids that make them slow.
var hashKey [16]byte
var hashKeyErr error
var hashKeyOnce sync.Once

func key() (*C.uint8_t, error) {
	hashKeyOnce.Do(func() { _, hashKeyErr = rand.Read(hashKey[:]) })
	return (*C.uint8_t)(unsafe.Pointer(&hashKey[0])), hashKeyErr
}

// C takes no pointer to nothing.
func filled(text []byte) []byte {
	if len(text) == 0 {
		return []byte{0}
	}
	return text
}

// LoadTenant reads a tenant document (orgpol/tenant.h), whole or not at all: else the error is a *TenantError.
func LoadTenant(document []byte) (*Tenant, error) {
	hash, err := key()
	if err != nil {
		return nil, err
	}
	var out C.struct_outcome
	text := filled(document)
	handle := C.load((*C.char)(unsafe.Pointer(&text[0])), C.size_t(len(document)), hash, &out)
	if handle == nil {
		return nil, &TenantError{placeOf(&out, document)}
	}
	return &Tenant{handle: handle}, nil
}

// Close frees the tenant once nobody uses it any more. Closing it again does nothing.
func (t *Tenant) Close() {
	if t == nil {
		return
	}
	t.lock.Lock()
	defer t.lock.Unlock()
	C.orgpol_tenant_free(t.handle)
	t.handle = nil
}

// Evaluate answers one AuthZEN request (orgpol/authzen.h). A denial is no error; an error is a *RequestError, or
// ErrClosed.
func (t *Tenant) Evaluate(request []byte) (Decision, error) {
	if t == nil {
		return Decision{}, ErrClosed
	}
	t.lock.RLock()
	defer t.lock.RUnlock()
	if t.handle == nil {
		return Decision{}, ErrClosed
	}
	return evaluateOne(t.handle, request)
}

// EvaluateInline answers a request that brings its tenant, as context.tenant, or needs none.
func EvaluateInline(request []byte) (Decision, error) {
	return evaluateOne(nil, request)
}

// Evaluation is one item of a batch: a decision, or why there is none.
type Evaluation struct {
	Decision
	Err error // a *RequestError: this item is malformed
}

// EvaluateBatch answers the items of `evaluations`, in their order; without any, the request itself. With
// options.evaluations_semantic there may be fewer answers than items.
func (t *Tenant) EvaluateBatch(request []byte) ([]Evaluation, error) {
	if t == nil {
		return nil, ErrClosed
	}
	t.lock.RLock()
	defer t.lock.RUnlock()
	if t.handle == nil {
		return nil, ErrClosed
	}
	b := buffers.Get().(*buffer)
	defer b.put()
	text, err := b.ask(t.handle, request, true)
	if err != nil {
		return nil, err
	}
	var whole struct {
		answer
		Evaluations []answer `json:"evaluations"`
	}
	if err := json.Unmarshal(text, &whole); err != nil {
		return nil, err
	}
	if whole.Evaluations == nil {
		whole.Evaluations = []answer{whole.answer}
	}
	all := make([]Evaluation, len(whole.Evaluations))
	for i, item := range whole.Evaluations {
		all[i].Decision, all[i].Err = item.decision(item.Decision)
	}
	return all, nil
}

func evaluateOne(handle *C.struct_orgpol_tenant, request []byte) (Decision, error) {
	b := buffers.Get().(*buffer)
	defer b.put()
	text, err := b.ask(handle, request, false)
	if err != nil {
		return Decision{}, err
	}
	var whole answer
	if err := json.Unmarshal(text, &whole); err != nil {
		return Decision{}, err
	}
	return whole.decision(b.out.decision.effect == C.ORGPOL_EFFECT_ALLOW)
}

// Room for one answer, used again.
type buffer struct {
	out  C.struct_outcome
	text []byte
}

const answerBytes = 4096

var buffers = sync.Pool{New: func() any { return &buffer{text: make([]byte, answerBytes)} }}

func (b *buffer) put() {
	if len(b.text) == answerBytes {
		buffers.Put(b)
	}
}

// The answer's text, which lies in the buffer; when that is too small, it is asked again with a larger one.
func (b *buffer) ask(handle *C.struct_orgpol_tenant, request []byte, batch bool) ([]byte, error) {
	hash, err := key()
	if err != nil {
		return nil, err
	}
	text := filled(request)
	for {
		var status uint32
		if batch {
			status = C.evaluations(handle, (*C.char)(unsafe.Pointer(&text[0])), C.size_t(len(request)), hash,
				(*C.char)(unsafe.Pointer(&b.text[0])), C.size_t(len(b.text)), &b.out)
		} else {
			status = C.evaluate(handle, (*C.char)(unsafe.Pointer(&text[0])), C.size_t(len(request)), hash,
				(*C.char)(unsafe.Pointer(&b.text[0])), C.size_t(len(b.text)), &b.out)
		}
		length := int(b.out.answer_length)
		switch {
		case status == C.ORGPOL_ERR_BUFFER && length >= len(b.text):
			b.text = make([]byte, length+1)
		case status == C.ORGPOL_OK:
			return b.text[:length], nil
		default:
			return nil, &RequestError{placeOf(&b.out, request)}
		}
	}
}

func placeOf(out *C.struct_outcome, document []byte) Place {
	place := Place{
		Message: C.GoString(&out.error.message[0]),
		Pointer: C.GoString(&out.error.pointer[0]),
		Offset:  int(out.error.offset),
	}
	if place.Offset <= len(document) {
		place.Line = 1 + bytes.Count(document[:place.Offset], []byte{'\n'})
	}
	return place
}
