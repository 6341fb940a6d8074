# SPDX-License-Identifier: MIT
CHECKS += check-stack
STACK_LIMIT := 8192

## check-stack: the stack each exported function needs, at most 8 KiB, and that nothing calls itself; needs gcc
# gcc alone writes call graphs. -O2 is what ships and what the limit is for; -O0 is shown beside it.
.PHONY: check-stack
check-stack:
	@mkdir -p $(O)/stack; if ! gcc -fcallgraph-info=su -c -x c /dev/null -o $(O)/stack/probe.o 2>/dev/null; then \
	    test/tools/skip.sh "stack use: gcc 10 or later is missing" "$(STRICT)"; \
	elif ! command -v python3 >/dev/null; then test/tools/skip.sh "stack use: python3 is missing" "$(STRICT)"; \
	else for level in 0 2; do \
	    $(MAKE) --no-print-directory O=$(O)/stack/O$$level CC=gcc \
	        CFLAGS="-O$$level -g -fstack-usage -fcallgraph-info=su" static || exit 1; done && \
	    python3 test/memory/stack.py $(O)/stack/O2=$(STACK_LIMIT) $(O)/stack/O0=; fi

# The programs of this folder refuse allocations, and so does one of the unit tests.
ALLOCATIONS := $(patsubst test/%.c,$(O)/test/%,$(wildcard test/memory/*.c))
$(ALLOCATIONS) $(O)/test/unit/test_builder_memory: \
    TEST_LDFLAGS := -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc,--wrap=free

CHECKS += check-allocations

## allocations: every call of the JSON layer with every allocation refused; check-allocations: each row others
.PHONY: allocations check-allocations
allocations: $(ALLOCATIONS)
	@EVERY=1 test/tools/run.sh $(ALLOCATIONS)

check-allocations: $(ALLOCATIONS)
	@! nm -u $(O)/liborgpol.a | grep -wE 'malloc|calloc|realloc|free|strdup|aligned_alloc' || \
	    { echo "FAILED  the core allocates"; exit 1; }
	@test/tools/run.sh $(ALLOCATIONS)
