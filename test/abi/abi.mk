# SPDX-License-Identifier: MIT
CHECKS += check-abi
STRICT_DEPS += !clang=clang !python3=python3 !abidw=abigail-tools

ABI_MISSING = $(strip $(foreach tool,clang python3 abidw,$(if $(shell command -v $(tool)),,$(tool))))

## abi: layouts, interfaces and symbols against those committed in test/abi
.PHONY: abi check-abi abi-update
abi: check-symbols check-abi

check-abi: shared
	@if [ -n "$(ABI_MISSING)" ]; then test/tools/skip.sh "ABI: $(ABI_MISSING) is missing" "$(STRICT)"; \
	else CC="$(CC)" test/abi/abi.sh check $(O) $(SONAME); fi

## abi-update: takes a compatible change of the ABI into test/abi; ABI_BREAK=1: any, before a release
abi-update: shared
	@CC="$(CC)" ABI_BREAK="$(ABI_BREAK)" test/abi/abi.sh update $(O) $(SONAME)

# Every struct at every struct_size: one of the tests, so that the sanitizers run it too.
ifeq ($(filter clang python3,$(ABI_MISSING)),)
TESTS += $(O)/test/abi/struct_size
tests: $(O)/test/abi/struct_size
endif

$(O)/abi/tables.c: $(HEADERS) test/abi/struct_size.py test/abi/headers.py
	@mkdir -p $(@D)
	@PYTHONDONTWRITEBYTECODE=1 python3 test/abi/struct_size.py $@ $(@D)/wrap.txt

$(O)/abi/%_main.o: test/vectors/%.c test/abi/struct_size.h $(O)/flags
	@mkdir -p $(@D)
	$(Q)$(CC) $(REQUIRED) $(POSIX) $(JSON_CPPFLAGS) $(CPPFLAGS) $(CFLAGS) -Itest -include test/abi/struct_size.h \
	    -Dmain=$*_main -MMD -MP -c $< -o $@

# The question's functions are wrapped where the linker finds them: tables.c has the wrappers.
$(O)/test/abi/struct_size: test/abi/struct_size.c $(O)/abi/tables.c test/abi/struct_size.h $(O)/abi/evaluations_main.o \
        $(O)/abi/session_main.o $(O)/liborgpol-json.a $(O)/liborgpol.a
	@mkdir -p $(@D)
	$(call SAY,CC,$@)
	$(Q)$(CC) $(REQUIRED) $(POSIX) $(JSON_CPPFLAGS) $(CPPFLAGS) $(CFLAGS) -Itest $(filter %.c %.o,$^) @$(O)/abi/wrap.txt \
	    $(filter %.a,$^) $(LDFLAGS) $(JSON_LIBS) $(TEST_LIBS) -o $@
