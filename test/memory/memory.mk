# SPDX-License-Identifier: MIT
CHECKS += check-stack
STACK_LIMIT := 8192

## check-stack: the stack each exported function needs, at most 8 KiB, and that nothing calls itself; needs gcc
# gcc alone writes call graphs. -O2 is what ships and what the limit is for, in the build that instructions are
# counted in (test/bench); `make stack` shows -O0 beside it.
.PHONY: stack check-stack
check-stack: counted
	@if [ -z "$(STACK_FLAGS)" ]; then test/tools/skip.sh "stack use: gcc 10 or later is missing" "$(STRICT)"; \
	elif ! command -v python3 >/dev/null; then test/tools/skip.sh "stack use: python3 is missing" "$(STRICT)"; \
	else python3 test/memory/stack.py $(O)/count=$(STACK_LIMIT); fi

stack: check-stack
	@$(MAKE) --no-print-directory O=$(O)/stack CC=gcc CFLAGS="-O0 -g $(STACK_FLAGS)" static && \
	    python3 test/memory/stack.py $(O)/stack=

# The programs of this folder refuse allocations, and so does one of the unit tests.
ALLOCATIONS := $(patsubst test/%.c,$(O)/test/%,$(filter-out %/msan_libraries.c,$(wildcard test/memory/*.c)))
$(ALLOCATIONS) $(O)/test/unit/test_builder_memory: \
    TEST_LDFLAGS := -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc,--wrap=free

CHECKS += check-allocations

## allocations: every call of the JSON layer with every allocation refused; check-allocations: each row others
# Blocks are counted as they are; refused is each piece of a block (lib/json/room.h), in a build of its own.
.PHONY: allocations check-allocations
ifneq ($(findstring ORGPOL_ROOM_APART,$(CFLAGS)),)
allocations: $(ALLOCATIONS)
	@EVERY=1 test/tools/run.sh $(ALLOCATIONS)

check-allocations: $(ALLOCATIONS)
	@test/tools/run.sh $(ALLOCATIONS)
else
allocations check-allocations: $(O)/liborgpol.a $(O)/test/memory/counts
	@! nm -u $(O)/liborgpol.a | grep -wE 'malloc|calloc|realloc|free|strdup|aligned_alloc' || \
	    { echo "FAILED  the core allocates"; exit 1; }
	@test/tools/run.sh $(O)/test/memory/counts
	+@$(MAKE) --no-print-directory O=$(O)/apart CFLAGS="-O1 -g -DORGPOL_ROOM_APART" $@
endif

UNIT_TESTS := $(patsubst test/%.c,%,$(wildcard test/unit/test_*.c))

# `make check` takes what reads and builds most; the sanitizers run every test.
VALGRIND_NOW   := $(addprefix unit/test_,builder builder_errors client_grant complete connect consent consent_key evaluations \
                  exchange lint load_options login prompt search store strict tenant) vectors/session
VALGRIND_ALL   := $(UNIT_TESTS) vectors/session vectors/evaluations

CHECKS += check-valgrind
STRICT_DEPS += !valgrind=valgrind

## valgrind: unit tests and vectors under memcheck; check-valgrind: some of the unit tests
.PHONY: valgrind check-valgrind
valgrind: $(VALGRIND_ALL:%=$(O)/test/%)
	@CC="$(CC)" STRICT="$(STRICT)" test/memory/valgrind.sh $(O)/valgrind $^

check-valgrind: $(VALGRIND_NOW:%=$(O)/test/%)
	@CC="$(CC)" STRICT="$(STRICT)" test/memory/valgrind.sh $(O)/valgrind $^

# A program with a malloc of its own cannot take the interceptor's hooks as well; threads are TSan's.
MSAN_ALL := $(filter-out unit/test_builder_memory unit/test_threads,$(UNIT_TESTS)) vectors/session \
            vectors/evaluations $(patsubst test/%.c,%,$(wildcard test/fuzz/*.c))
MSAN_NOW := fuzz/requests fuzz/lines fuzz/worker_jwt vectors/session

## msan: unit tests, vectors and fuzz corpora under clang's MemorySanitizer; check-msan: the corpora alone, a minute
.PHONY: msan check-msan
msan:
	@MAKE="$(MAKE)" STRICT="$(STRICT)" test/memory/msan.sh $(O)/msan $(MSAN_ALL)

check-msan:
	@MAKE="$(MAKE)" STRICT="$(STRICT)" test/memory/msan.sh $(O)/msan $(MSAN_NOW)
