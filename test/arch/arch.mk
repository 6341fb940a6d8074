# SPDX-License-Identifier: MIT
CHECKS += check-arch
STRICT_DEPS += !qemu-s390x=qemu-user !s390x-linux-gnu-gcc=gcc-s390x-linux-gnu !arm-linux-gnueabihf-gcc=gcc-arm-linux-gnueabihf \
    !/usr/s390x-linux-gnu/lib/ld64.so.1=libc6-dev-s390x-cross \
    !/usr/arm-linux-gnueabihf/lib/ld-linux-armhf.so.3=libc6-dev-armhf-cross

ARCH_TESTS ?= $(TESTS:$(O)/test/%=%)
ARCH = QEMU="$(1)" MAKE="$(MAKE)" STRICT="$(STRICT)" TESTS="$(ARCH_TESTS)" GOLDEN="$(GOLDEN)" \
       NATIVE="$(O)/test/vectors/consent_key" test/arch/arch.sh

## arch: every test on a big-endian machine (s390x) and on a 32-bit one (armhf), under qemu-user
.PHONY: arch arch-s390x arch-armhf check-arch
arch: arch-s390x arch-armhf

arch-s390x: $(O)/test/vectors/consent_key
	@$(call ARCH,qemu-s390x) s390x s390x-linux-gnu $(O)/arch/s390x

arch-armhf: $(O)/test/vectors/consent_key
	@$(call ARCH,qemu-arm) armhf arm-linux-gnueabihf $(O)/arch/armhf

# What depends on the order or the size of numbers: the truth tables, the vectors, the keys, sizes of structs,
# numbers and tables of the JSON layer. `make arch` has the rest.
ARCH_UNIT := index flood search_pages strict objects decision describe consent consent_key scope exchange_structs
check-arch:
	@$(MAKE) --no-print-directory arch ARCH_TESTS="$(filter vectors/% abi/%,$(TESTS:$(O)/test/%=%)) $(ARCH_UNIT:%=unit/test_%)" \
	    GOLDEN="$(filter-out login_table,$(GOLDEN))"
