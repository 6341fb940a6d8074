# SPDX-License-Identifier: MIT
# Absolute: go runs where the package is. Only what is in the build folder is found, and nothing is downloaded.
GO_BUILD := $(abspath $(O))/go
GO_ENV   := PKG_CONFIG_PATH=$(GO_BUILD)/pkgconfig LD_LIBRARY_PATH=$(abspath $(O)) GOCACHE=$(GO_BUILD)/cache \
            GOFLAGS=-mod=mod GOPROXY=off
GO_MODULES := $(GO_BUILD)/pkgconfig/orgpol.pc $(GO_BUILD)/pkgconfig/orgpol-json.pc
GO_MISSING := $(if $(shell command -v go),,Go binding: go is missing (Debian: golang-go))

# As `make install` writes them, but of the build folder, so that installcheck can write its own meanwhile.
$(GO_BUILD)/pkgconfig/%.pc: pkgconfig/%.pc.in Makefile include/orgpol/version.h
	@mkdir -p $(@D)
	@sed -e 's|@PREFIX@|$(CURDIR)|' -e 's|@LIBDIR@|$(abspath $(O))|' -e 's|@INCLUDEDIR@|$(CURDIR)/include|' \
	    -e 's|@VERSION@|$(VERSION)|' $< > $@

## check-go: the Go package: every vector, hostile input, gofmt and vet; needs go (golang-go)
## check-go-race: the same under the race detector, and with cgo's pointer checks
## bench-go: nanoseconds per decision through the Go package; BENCH_JSON=1
.PHONY: check-go check-go-race bench-go
check-go: shared $(GO_MODULES)
	@$(if $(GO_MISSING),test/tools/skip.sh "$(GO_MISSING)" "$(STRICT)",$(GO_ENV) test/bindings/go.sh check)

check-go-race: shared $(GO_MODULES)
	@$(if $(GO_MISSING),test/tools/skip.sh "$(GO_MISSING)" "$(STRICT)",$(GO_ENV) test/bindings/go.sh race)

bench-go: shared $(GO_MODULES)
	@$(if $(GO_MISSING),test/tools/skip.sh "$(GO_MISSING)" "$(STRICT)",$(GO_ENV) test/bindings/go.sh bench)

CHECKS += check-go
STRICT_DEPS += !go=golang-go

.PHONY: bindings bench-bindings
bindings: check-go
bench-bindings: bench-go
