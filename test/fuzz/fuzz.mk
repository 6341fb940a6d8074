# SPDX-License-Identifier: MIT
FUZZ_S    ?= 60
FUZZ_JOBS ?= 1
# Every program of test/fuzz, and instead of actions.c every AuthZEN action as a target of its own.
FUZZ_ALL  := $(filter-out actions,$(notdir $(basename $(wildcard test/fuzz/*.c)))) \
             $(shell sed -n 's/^    {"\([a-z_]*\)",.*/\1/p' lib/json/authzen_actions.c)
FUZZ      := $(FUZZ_ALL)

## fuzz: targets of test/fuzz (FUZZ="reader ...", all) under libFuzzer, FUZZ_S seconds each, FUZZ_JOBS at once; needs clang
.PHONY: fuzz
fuzz:
	$(if $(filter-out actions $(FUZZ_ALL),$(FUZZ)),$(error fuzz: no such target; there are $(FUZZ_ALL)))
	@CC=clang O="$(O)/fuzz" MAKE="$(MAKE)" FUZZ_JOBS=$(FUZZ_JOBS) test/tools/fuzz.sh $(FUZZ_S) $(FUZZ)

# No help: `make check` has it.
.PHONY: check-fuzz
check-fuzz:
	@CC=clang STRICT="$(STRICT)" test/tools/fuzz.sh check
CHECKS += check-fuzz
