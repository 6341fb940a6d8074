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
