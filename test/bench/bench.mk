# SPDX-License-Identifier: MIT
# The programs; `make tests` builds them and does not run them.
BENCHES := $(O)/test/bench/bench $(O)/test/bench/scale $(O)/test/bench/generate
tests: $(if $(BRIEF),,$(BENCHES))

# The rows of `make bench`: a file for every group.
BENCH_OBJECTS := $(patsubst test/%.c,$(O)/test/%.o,test/bench/bench.c $(wildcard test/bench/row_*.c))

$(BENCH_OBJECTS): $(O)/test/%.o: test/%.c $(O)/flags | deps
	@mkdir -p $(@D)
	$(call SAY,CC,$@)
	$(Q)$(CC) $(REQUIRED) $(POSIX) $(JSON_CPPFLAGS) $(CPPFLAGS) $(CFLAGS) -Itest -MMD -MP -c $< -o $@

$(O)/test/bench/bench: $(BENCH_OBJECTS) $(O)/liborgpol-json.a $(O)/liborgpol.a
	$(call SAY,LD,$@)
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) $(filter %.o %.a,$^) $(JSON_LIBS) $(TEST_LIBS) -o $@

## bench: decisions against their floors, and through the bindings; BENCH_JSON=1 prints one JSON object a line
.PHONY: bench
bench: $(O)/test/bench/bench
	@status=0; $(O)/test/bench/bench || status=$$?; $(MAKE) --no-print-directory bench-bindings && exit $$status

## bench-scale: tenants of 10^4 to 10^6 organizations (BENCH_ORGS): loading, memory, logins, threads
.PHONY: bench-scale
bench-scale: $(O)/test/bench/scale
	@$(O)/test/bench/scale

# Instructions are counted, and stack is measured, in a build of its own, whatever CC and the flags are, and a
# distribution's defaults. STACK_FLAGS write what check-stack reads.
COUNTED := $(O)/count/test/bench/bench
STACK_FLAGS = $(shell mkdir -p $(O)/count; gcc -fcallgraph-info=su -c -x c /dev/null -o $(O)/count/probe.o 2>/dev/null && \
                echo -fstack-usage -fcallgraph-info=su)
COUNT_BUILD = $(MAKE) --no-print-directory O=$(O)/count CC=gcc CPPFLAGS= \
    CFLAGS="-O2 -g -fno-stack-protector -U_FORTIFY_SOURCE $(STACK_FLAGS)" LDFLAGS= $(COUNTED)

CHECKS += check-instructions

## check-instructions: instructions of each row of bench, by callgrind, against test/bench/baseline.txt
## baseline: write test/bench/baseline.txt anew
.PHONY: check-instructions baseline counted
counted:
	+@! command -v gcc >/dev/null || $(COUNT_BUILD)

check-instructions: counted
	@for tool in valgrind python3 gcc; do \
	    command -v $$tool >/dev/null || exec test/tools/skip.sh "instructions: $$tool is missing" "$(STRICT)"; done; \
	    STRICT="$(STRICT)" python3 test/bench/instructions.py $(COUNTED)

baseline: counted
	@python3 test/bench/instructions.py $(COUNTED) --write
