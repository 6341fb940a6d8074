# SPDX-License-Identifier: MIT
FUZZ_S ?= 60
FUZZ   := $(notdir $(basename $(wildcard test/fuzz/*.c)))

## fuzz: every target of test/fuzz under libFuzzer for FUZZ_S seconds each, beginning with its corpus; needs clang
.PHONY: fuzz
fuzz:
	@CC=clang O="$(O)/fuzz" MAKE="$(MAKE)" test/tools/fuzz.sh $(FUZZ_S) $(FUZZ)
