# SPDX-License-Identifier: MIT
# GNU make. `make help` lists the targets; every variable below may be set on the command line.

O          ?= build
PREFIX     ?= /usr/local
LIBDIR     ?= $(PREFIX)/lib
INCLUDEDIR ?= $(PREFIX)/include
BINDIR     ?= $(PREFIX)/bin
DESTDIR    ?=
CFLAGS     ?= -O2 -g
CPPFLAGS   ?=
LDFLAGS    ?=
AR         ?= ar
INSTALL    ?= install
PKG_CONFIG ?= pkg-config
STRICT     ?=
WERROR     ?= $(STRICT)
# Recorded tenants to load in `make check`, when there are any.
RECORDED   ?= ../shared/data

VERSION := $(shell sed -n 's/^.define ORGPOL_VERSION "\(.*\)"/\1/p' include/orgpol/version.h)
# Moves when the ABI breaks, and only then.
SONAME  := 0

# `make clean` removes $(O) with all that is in it.
ifneq ($(words $(O)),1)
$(error O must be one directory without spaces)
endif
ifneq ($(filter $(patsubst %/,%,$(abspath $(O)))/%,$(CURDIR)/Makefile),)
$(error O=$(O) contains the sources)
endif

CORE_SOURCES := $(wildcard lib/core/*.c)
JSON_SOURCES := $(wildcard lib/json/*.c)
TOOL_SOURCES := $(wildcard examples/orgpol/*.c)
SERVER_SOURCES := $(wildcard examples/authzen-server/*.c)
HEADERS      := include/orgpol.h $(wildcard include/orgpol/*.h)
C_FILES      := $(wildcard lib/*/*.[ch] include/*.h include/*/*.h examples/*.c examples/*/*.[ch] test/*/*.[ch])

WARNINGS := -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wstrict-prototypes -Wmissing-prototypes \
            -Wundef -Wvla -Wwrite-strings $(if $(WERROR),-Werror)
# On x86 gcc clears and copies structs by "rep stos", which takes longer than the memset it saves: 3 % of a request.
BY_CALL  := $(shell $(CC) -mstringop-strategy=libcall -E -x c /dev/null >/dev/null 2>&1 && echo -mstringop-strategy=libcall)
REQUIRED := -std=c11 -fPIC -fvisibility=hidden $(BY_CALL) $(WARNINGS) -Iinclude
# What decides how files are compiled and linked.
FLAGS    := $(CC) $(REQUIRED) $(CPPFLAGS) $(CFLAGS) $(LDFLAGS)
# The command and the tests may use POSIX; the libraries may not.
POSIX    := -D_POSIX_C_SOURCE=200809L

CORE_LIBS = $(shell $(PKG_CONFIG) --libs libsodium)
CORE_CPPFLAGS = $(shell $(PKG_CONFIG) --cflags libsodium)
JSON_LIBS = $(shell $(PKG_CONFIG) --libs libcjson libsodium)
JSON_CPPFLAGS = $(shell $(PKG_CONFIG) --cflags libcjson libsodium)
TEST_LIBS = $(shell $(PKG_CONFIG) --libs cmocka)
# Only of the AuthZEN server.
HTTP_LIBS = $(shell $(PKG_CONFIG) --libs libmicrohttpd 2>/dev/null)
HTTP_CPPFLAGS = $(shell $(PKG_CONFIG) --cflags libmicrohttpd)

CORE_OBJECTS := $(CORE_SOURCES:%.c=$(O)/%.o)
JSON_OBJECTS := $(JSON_SOURCES:%.c=$(O)/%.o)
TOOL_OBJECTS := $(TOOL_SOURCES:%.c=$(O)/%.o)
SERVER_OBJECTS := $(SERVER_SOURCES:%.c=$(O)/%.o)

STATIC := $(O)/liborgpol.a $(O)/liborgpol-json.a
SHARED := $(O)/liborgpol.so $(O)/liborgpol-json.so
# BRIEF=1 leaves out properties and benchmarks: instrumented, they take long.
BRIEF  ?=
TESTS  := $(patsubst test/%.c,$(O)/test/%,$(wildcard test/unit/test_*.c test/vectors/*.c test/fuzz/*.c test/json/*.c \
            $(if $(BRIEF),,test/property/*.c)))

.DEFAULT_GOAL := all
.DELETE_ON_ERROR:
.SUFFIXES:

## all: both libraries, static and shared, and the orgpol command
.PHONY: all
all: static shared $(O)/orgpol

## static: liborgpol.a and liborgpol-json.a
.PHONY: static
static: $(STATIC)

## shared: liborgpol.so and liborgpol-json.so
.PHONY: shared
shared: $(SHARED)

## demo: set up, build, and decide the Travel0 sample
.PHONY: demo
demo:
	@.ci/deps !pkg-config=pkgconf libcjson=libcjson-dev libsodium=libsodium-dev
	@$(MAKE) --no-print-directory -s $(O)/orgpol
	@test/tools/demo.sh $(O)/orgpol

## check: set up, and run every test; STRICT=1 fails where a tool is missing instead of skipping
.PHONY: check
check: deps
	@$(MAKE) --no-print-directory run-checks

## deps: install the Debian packages that are missing (with STRICT=1 the tools of the optional checks too)
.PHONY: deps
deps:
	@.ci/deps !pkg-config=pkgconf libcjson=libcjson-dev libsodium=libsodium-dev cmocka=libcmocka-dev
ifneq ($(STRICT),)
	@.ci/deps !g++=g++ !clang=clang !clang-format=clang-format !clang-tidy=clang-tidy !cppcheck=cppcheck \
	    !python3=python3 !xmllint=libxml2-utils libmicrohttpd=libmicrohttpd-dev $(STRICT_DEPS)
endif

.PHONY: run-checks
run-checks: all
	@$(MAKE) --no-print-directory tests
	@$(MAKE) --no-print-directory check-headers check-symbols check-rules check-docs check-tool check-build check-recorded \
	    check-install check-consent-keys check-authzen-server check-clang check-sanitize tsan lint $(CHECKS)
	@echo "all checks passed"

## tests: unit tests, vectors, properties, and the fuzz corpora; the benchmarks are built, not run
.PHONY: tests
tests: $(TESTS)
	@test/tools/run.sh $(sort $(TESTS))

.PHONY: check-headers check-symbols check-rules check-docs check-tool check-build check-recorded check-install check-consent-keys \
        check-clang check-authzen-server
check-headers:
	@CC="$(CC)" STRICT="$(STRICT)" test/tools/headers.sh $(O) $(HEADERS)

check-symbols: static shared
	@test/tools/symbols.sh $(O) $(SONAME)

check-rules:
	@test/tools/rules.sh

check-docs: static $(O)/orgpol $(O)/test/docs/reasons_page
	@$(O)/test/docs/reasons_page | diff -u lib/core/REASONS.md - || \
	    { echo "lib/core/REASONS.md is out of date: run make reference"; exit 1; }
	@CC="$(CC)" test/tools/readme.sh $(O)

check-tool: $(O)/orgpol
	@set -e; for script in $(filter-out %_common.sh,$(wildcard test/tools/tool*.sh)); do \
	    STRICT="$(STRICT)" $$script $(O)/orgpol; done

check-build:
	@MAKE="$(MAKE)" test/tools/build.sh

check-recorded: $(O)/test/tools/recorded
	@if [ -d "$(RECORDED)" ]; then $(O)/test/tools/recorded "$(RECORDED)"; \
	    else echo "SKIP: recorded tenants: there are none at $(RECORDED) (they are not part of this repository)"; fi

# Directories of the environment, and of the command line.
check-install:
	@LIBDIR=/elsewhere/lib $(MAKE) --no-print-directory installcheck BINDIR=/elsewhere/bin

# Published and random keys against those of Python.
check-consent-keys: $(O)/test/vectors/consent_key
	@if command -v python3 >/dev/null; then \
	    $(O)/test/vectors/consent_key --random 2000 > $(O)/consent_keys.txt && PYTHONDONTWRITEBYTECODE=1 \
	        python3 test/tools/consent_key.py test/vectors/consent_key.txt $(O)/consent_keys.txt; \
	else test/tools/skip.sh "consent keys in another language: python3 is missing" "$(STRICT)"; fi

# The certification scenario, limits, reloads and the end, over loopback.
check-authzen-server:
	@if [ -z "$(HTTP_LIBS)" ]; then test/tools/skip.sh "AuthZEN server: libmicrohttpd is missing" "$(STRICT)"; \
	elif ! command -v python3 >/dev/null; then test/tools/skip.sh "AuthZEN server: python3 is missing" "$(STRICT)"; \
	else $(MAKE) --no-print-directory $(O)/authzen-server $(O)/authzen-server-failing && \
	    PYTHONDONTWRITEBYTECODE=1 python3 test/server/run.py $(O)/authzen-server; fi

# The other compiler, warnings as errors.
check-clang:
	@if command -v clang >/dev/null; then \
	    $(MAKE) --no-print-directory O=$(O)/clang CC=clang WERROR=1 CFLAGS=-O0 all $(if $(HTTP_LIBS),authzen-server); \
	else test/tools/skip.sh "clang is missing" "$(STRICT)"; fi

## sanitize: tests, command and server under AddressSanitizer (with leaks) and UndefinedBehaviorSanitizer
## check-sanitize: the same without the properties
.PHONY: sanitize check-sanitize
check-sanitize:
	@$(MAKE) --no-print-directory sanitize BRIEF=1

# Their own exit status, so that what a sanitizer ends is not taken for an answer of the command.
sanitize:
	@ASAN_OPTIONS=exitcode=99 UBSAN_OPTIONS=exitcode=99 SANITIZED=1 $(MAKE) --no-print-directory O=$(O)/sanitize QUICK=1 \
	    tests check-allocations check-tool check-authzen-server \
	    CFLAGS="-O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer -DORGPOL_ROOM_APART"

CJSON ?=

## tsan: threads over one tenant, and the server, under ThreadSanitizer; CJSON=.../cJSON.c: cJSON instrumented too
.PHONY: tsan
tsan:
	@MAKE="$(MAKE)" CC="$(CC)" STRICT="$(STRICT)" test/tools/tsan.sh $(O)/tsan $(CJSON)
	@TSAN_OPTIONS=exitcode=99 $(MAKE) --no-print-directory O=$(O)/tsan check-authzen-server CFLAGS="-O1 -g -fsanitize=thread"

## lint: clang-format, clang-tidy and cppcheck
.PHONY: lint
lint:
	@STRICT="$(STRICT)" test/tools/lint.sh $(C_FILES)

## format: rewrite the sources as clang-format has them
.PHONY: format
format:
	clang-format -i $(C_FILES)

## reference: write lib/core/REASONS.md and the README's snippets anew
.PHONY: reference
reference: static $(O)/orgpol $(O)/test/docs/reasons_page
	$(O)/test/docs/reasons_page > lib/core/REASONS.md
	@CC="$(CC)" test/tools/readme.sh $(O) --write

# Programs of test/property that print a family's table, FAMILY_table or FAMILY_space.
GOLDEN := login_table prompt_table authorize_table endpoint_table client_grant_space user_grant_space \
          complete_space consent_space token_space config_table manage_space my_account_space select_space \
          exchange_table connect_space worker_config_space

## golden: write the committed truth tables anew; a difference is a change of behaviour, and of the rules version
.PHONY: golden
golden: $(GOLDEN:%=$(O)/test/property/%)
	$(foreach name,$(GOLDEN),$(O)/test/property/$(name) --print > test/property/$(patsubst %_space,%,$(name:%_table=%)).golden;)

## install, uninstall: under PREFIX (with LIBDIR, INCLUDEDIR, BINDIR), below DESTDIR
.PHONY: install uninstall
install: all $(O)/orgpol.pc $(O)/orgpol-json.pc
	$(INSTALL) -d "$(DESTDIR)$(INCLUDEDIR)/orgpol" "$(DESTDIR)$(LIBDIR)/pkgconfig" "$(DESTDIR)$(BINDIR)"
	$(INSTALL) -m 644 include/orgpol.h "$(DESTDIR)$(INCLUDEDIR)"
	$(INSTALL) -m 644 $(filter include/orgpol/%,$(HEADERS)) "$(DESTDIR)$(INCLUDEDIR)/orgpol"
	$(INSTALL) -m 644 $(STATIC) "$(DESTDIR)$(LIBDIR)"
	$(INSTALL) -m 755 $(SHARED:%=%.$(VERSION)) "$(DESTDIR)$(LIBDIR)"
	for name in liborgpol liborgpol-json; do \
	    ln -sf $$name.so.$(VERSION) "$(DESTDIR)$(LIBDIR)/$$name.so.$(SONAME)" && \
	    ln -sf $$name.so.$(SONAME) "$(DESTDIR)$(LIBDIR)/$$name.so" || exit 1; \
	done
	$(INSTALL) -m 644 $(O)/orgpol.pc $(O)/orgpol-json.pc "$(DESTDIR)$(LIBDIR)/pkgconfig"
	$(INSTALL) -m 755 $(O)/orgpol "$(DESTDIR)$(BINDIR)"

uninstall:
	rm -f "$(DESTDIR)$(INCLUDEDIR)/orgpol.h" "$(DESTDIR)$(BINDIR)/orgpol"
	rm -f $(patsubst include/%,"$(DESTDIR)$(INCLUDEDIR)/%",$(filter include/orgpol/%,$(HEADERS)))
	rm -f "$(DESTDIR)$(LIBDIR)/pkgconfig/orgpol.pc" "$(DESTDIR)$(LIBDIR)/pkgconfig/orgpol-json.pc"
	for name in liborgpol liborgpol-json; do \
	    rm -f "$(DESTDIR)$(LIBDIR)/$$name.a" "$(DESTDIR)$(LIBDIR)/$$name.so" \
	        "$(DESTDIR)$(LIBDIR)/$$name.so.$(SONAME)" "$(DESTDIR)$(LIBDIR)/$$name.so.$(VERSION)"; \
	done
	-rmdir "$(DESTDIR)$(INCLUDEDIR)/orgpol" 2>/dev/null

## installcheck: install to a scratch directory, build the examples against it, uninstall
.PHONY: installcheck
installcheck: all
	@MAKE="$(MAKE)" CC="$(CC)" O="$(O)" PKG_CONFIG="$(PKG_CONFIG)" test/install/check.sh $(VERSION) $(SONAME)

## clean: remove the build directory
.PHONY: clean
clean:
	rm -rf $(O)

## help: this list
.PHONY: help
help:
	@echo "orgpol $(VERSION). Targets:"
	@sed -n 's/^## \([^:]*\): \(.*\)/  \1|\2/p' $(MAKEFILE_LIST) | awk -F'|' '{ printf "%-18s %s\n", $$1, $$2 }'
	@echo "Variables: O=$(O) PREFIX=$(PREFIX) LIBDIR INCLUDEDIR BINDIR DESTDIR CC CFLAGS LDFLAGS STRICT WERROR"

# What a folder of tests adds: its targets, CHECKS (of `make check`) and STRICT_DEPS (what .ci/deps then installs).
include $(sort $(wildcard test/*/*.mk))

# ---- how things are built; V=1 shows the commands ----

Q   := $(if $(V),,@)
SAY  = @$(if $(V),:,printf '  %-3s %s\n' $(1) $(2))

# Other flags rebuild everything.
$(O)/flags: FORCE
	@mkdir -p $(@D)
	@printf '%s\n' '$(subst ','\'',$(FLAGS))' | cmp -s - $@ || printf '%s\n' '$(subst ','\'',$(FLAGS))' > $@

$(O)/lib/core/%.o: lib/core/%.c $(O)/flags
	@mkdir -p $(@D)
	$(call SAY,CC,$@)
	$(Q)$(CC) $(REQUIRED) $(CORE_CPPFLAGS) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c $< -o $@

$(O)/lib/json/%.o: lib/json/%.c $(O)/flags
	@mkdir -p $(@D)
	$(call SAY,CC,$@)
	$(Q)$(CC) $(REQUIRED) $(JSON_CPPFLAGS) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c $< -o $@

$(O)/examples/%.o: examples/%.c $(O)/flags
	@mkdir -p $(@D)
	$(call SAY,CC,$@)
	$(Q)$(CC) $(REQUIRED) $(POSIX) $(JSON_CPPFLAGS) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c $< -o $@

$(O)/liborgpol.a: $(CORE_OBJECTS)
$(O)/liborgpol-json.a: $(JSON_OBJECTS)
$(O)/%.a:
	$(call SAY,AR,$@)
	$(Q)rm -f $@ && $(AR) rcD $@ $^

LINK_SHARED = $(CC) -shared $(CFLAGS) $(LDFLAGS) -Wl,-soname,$(@F:.$(VERSION)=.$(SONAME)) \
              -Wl,-z,relro,-z,now $(if $(findstring -fsanitize,$(CFLAGS)),,-Wl,-z,defs)

$(O)/liborgpol.so.$(VERSION): $(CORE_OBJECTS) lib/orgpol.map
	$(call SAY,LD,$@)
	$(Q)$(LINK_SHARED) -Wl,--version-script=lib/orgpol.map $(CORE_OBJECTS) $(CORE_LIBS) -o $@

$(O)/liborgpol-json.so.$(VERSION): $(JSON_OBJECTS) lib/orgpol-json.map $(O)/liborgpol.so
	$(call SAY,LD,$@)
	$(Q)$(LINK_SHARED) -Wl,--version-script=lib/orgpol-json.map $(JSON_OBJECTS) -L$(O) -lorgpol $(JSON_LIBS) -o $@

$(O)/%.so: $(O)/%.so.$(VERSION)
	@ln -sf $(<F) $(O)/$*.so.$(SONAME)
	@ln -sf $(*F).so.$(SONAME) $@

# Statically linked, so that it runs from the build directory and depends on no installed orgpol.
$(O)/orgpol: $(TOOL_OBJECTS) $(O)/liborgpol-json.a $(O)/liborgpol.a
	$(call SAY,LD,$@)
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) $^ $(JSON_LIBS) -o $@

## authzen-server: the AuthZEN HTTP server; needs libmicrohttpd
.PHONY: authzen-server
authzen-server: $(O)/authzen-server

$(SERVER_OBJECTS): JSON_CPPFLAGS += $(HTTP_CPPFLAGS)

$(O)/authzen-server: $(SERVER_OBJECTS) $(O)/liborgpol-json.a $(O)/liborgpol.a
	$(call SAY,LD,$@)
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) $^ $(JSON_LIBS) $(HTTP_LIBS) -pthread -o $@

# The same, with an allocation that fails.
$(O)/authzen-server-failing: test/server/failing.c $(SERVER_OBJECTS) $(O)/liborgpol-json.a $(O)/liborgpol.a
	$(call SAY,LD,$@)
	$(Q)$(CC) $(REQUIRED) $(POSIX) $(JSON_CPPFLAGS) $(CPPFLAGS) $(CFLAGS) $(LDFLAGS) $^ $(JSON_LIBS) $(HTTP_LIBS) -pthread \
	    -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc -o $@

$(O)/%.pc: pkgconfig/%.pc.in Makefile FORCE
	@mkdir -p $(@D)
	@sed -e 's|@PREFIX@|$(PREFIX)|' -e 's|@LIBDIR@|$(LIBDIR)|' -e 's|@INCLUDEDIR@|$(INCLUDEDIR)|' \
	    -e 's|@VERSION@|$(VERSION)|' $< > $@

$(O)/test/%: test/%.c $(O)/flags $(O)/liborgpol-json.a $(O)/liborgpol.a
	@mkdir -p $(@D)
	$(call SAY,CC,$@)
	$(Q)$(CC) $(REQUIRED) $(POSIX) $(JSON_CPPFLAGS) $(CPPFLAGS) $(CFLAGS) -Itest -MMD -MP -MF $@.d -MT $@ $(filter %.c %.a,$^) \
	    $(LDFLAGS) $(JSON_LIBS) $(TEST_LIBS) $(TEST_LDFLAGS) -o $@

.PHONY: FORCE
FORCE:

-include $(CORE_OBJECTS:.o=.d) $(JSON_OBJECTS:.o=.d) $(TOOL_OBJECTS:.o=.d) $(SERVER_OBJECTS:.o=.d) $(wildcard $(O)/test/*/*.d)
