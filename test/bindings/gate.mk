# SPDX-License-Identifier: MIT
SQLITE_LIBS = $(shell $(PKG_CONFIG) --libs sqlite3 2>/dev/null)
SQLITE_CPPFLAGS = $(shell $(PKG_CONFIG) --cflags sqlite3)
GATE_OBJECT := $(O)/examples/authorize-gate/gate.o

## authorize-gate: the nginx auth_request backend over SQLite; needs libmicrohttpd and libsqlite3
.PHONY: authorize-gate
authorize-gate: $(O)/authorize-gate

$(GATE_OBJECT): JSON_CPPFLAGS = $(HTTP_CPPFLAGS) $(SQLITE_CPPFLAGS)

# liborgpol alone: the structs need no JSON.
$(O)/authorize-gate: $(GATE_OBJECT) $(O)/liborgpol.a
	$(call SAY,LD,$@)
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) $^ $(CORE_LIBS) $(HTTP_LIBS) $(SQLITE_LIBS) -pthread -o $@

.PHONY: check-authorize-gate
check-authorize-gate:
	@if [ -z "$(HTTP_LIBS)" ]; then \
	    test/tools/skip.sh "authorize-gate: libmicrohttpd is missing (Debian: libmicrohttpd-dev)" "$(STRICT)"; \
	elif [ -z "$(SQLITE_LIBS)" ]; then \
	    test/tools/skip.sh "authorize-gate: libsqlite3 is missing (Debian: libsqlite3-dev)" "$(STRICT)"; \
	elif ! command -v python3 >/dev/null; then test/tools/skip.sh "authorize-gate: python3 is missing" "$(STRICT)"; \
	else $(MAKE) --no-print-directory $(O)/authorize-gate && \
	    PYTHONDONTWRITEBYTECODE=1 python3 test/bindings/gate.py $(O)/authorize-gate; fi

CHECKS += check-authorize-gate
STRICT_DEPS += sqlite3=libsqlite3-dev libmicrohttpd=libmicrohttpd-dev

-include $(GATE_OBJECT:.o=.d)
