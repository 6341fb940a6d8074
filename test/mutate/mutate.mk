# SPDX-License-Identifier: MIT
# Changes of lib/core, one at a time, that the tests must see. MUTATING=1 links tests to a shared liborgpol that
# exports everything, so that another one can take its place.
ifneq ($(MUTATING),)
# In place of the archive, what sends the linker to the shared library.
$(O)/liborgpol.a: $(O)/base/liborgpol.so
	@printf 'INPUT(%s)\n' '$(abspath $<)' > $@

$(O)/base/liborgpol.so: $(CORE_OBJECTS)
	@mkdir -p $(@D)
	$(Q)$(CC) -shared $(CORE_OBJECTS) $(CORE_LIBS) -Wl,-soname,liborgpol.so -o $@
MUTATE_TESTS := $(patsubst test/%.c,$(O)/test/%,$(filter-out test/unit/test_threads.c,$(wildcard test/unit/test_*.c \
                test/vectors/*.c test/property/*.c)))
endif

MUTATE ?=
JOBS   ?= 2
MUTATE_FLAGS ?=

## mutate: changes of lib/core that no test sees (hours); MUTATE="FILE...", MUTATE_FLAGS="--sample 50 --shard 1/8"
.PHONY: mutate mutate-tests
mutate:
	@if ! command -v python3 >/dev/null; then test/tools/skip.sh "mutants: python3 is missing" "$(STRICT)"; else \
	$(MAKE) --no-print-directory -j$(JOBS) O=$(O)/mutate MUTATING=1 CFLAGS="-O1 -fvisibility=default" mutate-tests && \
	CC="$(CC)" CORE_CPPFLAGS="$(CORE_CPPFLAGS)" CORE_LIBS="$(CORE_LIBS)" PYTHONDONTWRITEBYTECODE=1 \
	    python3 test/mutate/mutate.py $(O)/mutate $(MUTATE) --jobs $(JOBS) $(MUTATE_FLAGS); fi

mutate-tests: $(MUTATE_TESTS)
