# SPDX-License-Identifier: MIT
# Branches of the libraries that tests reach. COVERAGE=1 builds the libraries for counting, the tests as ever; each piece of
# a room has a block of its own, so that those which refuse memory can refuse each.
ifneq ($(COVERAGE),)
$(CORE_OBJECTS) $(JSON_OBJECTS): override CFLAGS += -O0 --coverage
endif

# What counts of which library: coverage.py. Properties that take long, and threads, whose counters race, are left out.
COVERAGE_PROPERTIES := redirect_uri search query batch ownership token_space prompt_space
COVERAGE_TESTS := $(filter-out unit/test_threads,$(patsubst test/%.c,%,$(wildcard test/unit/test_*.c test/vectors/*.c \
                  test/fuzz/*.c))) $(COVERAGE_PROPERTIES:%=property/%) memory/documents memory/requests

CHECKS += check-coverage
STRICT_DEPS += !gcov=gcc

## coverage: every branch of lib/core and 95 % of lib/json are taken by tests, but for test/coverage/exclusions
.PHONY: coverage check-coverage coverage-count
coverage check-coverage:
	@if ! command -v gcc >/dev/null || ! command -v gcov >/dev/null; then \
	    test/tools/skip.sh "coverage: gcc is missing" "$(STRICT)"; \
	elif ! command -v python3 >/dev/null; then test/tools/skip.sh "coverage: python3 is missing" "$(STRICT)"; \
	else $(MAKE) --no-print-directory O=$(O)/coverage COVERAGE=1 CC=gcc CFLAGS="-O0 -DORGPOL_ROOM_APART" LDFLAGS=-lgcov \
	    coverage-count; fi

coverage-count: $(COVERAGE_TESTS:%=$(O)/test/%)
	@PYTHONDONTWRITEBYTECODE=1 python3 test/coverage/coverage.py $(O) $(COVERAGE_TESTS)
