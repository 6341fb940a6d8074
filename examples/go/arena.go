// SPDX-License-Identifier: MIT

package orgpol

// #include <stdlib.h>
// #include <orgpol.h>
import "C"

import "unsafe"

// C memory for the structs of one question and the texts they point to: cgo forbids pointers to Go memory in memory
// that C reads. All of it is freed at once.
type arena struct {
	blocks []unsafe.Pointer
	rest   []byte // of the newest block, zeros
}

const blockBytes = 4096

// Zeroed bytes, aligned for every type.
func (a *arena) take(size int) unsafe.Pointer {
	size = (size + 15) &^ 15
	if size > len(a.rest) {
		room := blockBytes
		if size > room {
			room = size
		}
		block := C.malloc(C.size_t(room)) // cgo's never returns nil
		a.blocks = append(a.blocks, block)
		a.rest = unsafe.Slice((*byte)(block), room)
		for i := range a.rest {
			a.rest[i] = 0
		}
	}
	taken := unsafe.Pointer(&a.rest[0])
	a.rest = a.rest[size:]
	return taken
}

func (a *arena) free() {
	for _, block := range a.blocks {
		C.free(block)
	}
	*a = arena{}
}

// A struct of the library, zeroed, and the size that its struct_size takes.
func row[T any](a *arena) (*T, C.uint32_t) {
	var zero T
	size := int(unsafe.Sizeof(zero))
	return (*T)(a.take(size)), C.uint32_t(size)
}

func (a *arena) text(s string) C.struct_orgpol_str {
	if s == "" {
		return C.struct_orgpol_str{}
	}
	to := a.take(len(s))
	copy(unsafe.Slice((*byte)(to), len(s)), s)
	return C.struct_orgpol_str{ptr: (*C.char)(to), len: C.size_t(len(s))}
}

// Room for texts; nil for none.
func (a *arena) list(count int) *C.struct_orgpol_str {
	if count == 0 {
		return nil
	}
	return (*C.struct_orgpol_str)(a.take(count * int(unsafe.Sizeof(C.struct_orgpol_str{}))))
}

func (a *arena) texts(all []string) (*C.struct_orgpol_str, C.size_t) {
	list := a.list(len(all))
	slots := unsafe.Slice(list, len(all))
	for i := range slots {
		slots[i] = a.text(all[i])
	}
	return list, C.size_t(len(all))
}

func goText(s C.struct_orgpol_str) string {
	return string(unsafe.Slice((*byte)(unsafe.Pointer(s.ptr)), int(s.len)))
}

func goTexts(list *C.struct_orgpol_str, count C.uint32_t) []string {
	var all []string
	for _, s := range unsafe.Slice(list, int(count)) {
		all = append(all, goText(s))
	}
	return all
}

func flag(b bool) C.uint8_t {
	if b {
		return 1
	}
	return 0
}
