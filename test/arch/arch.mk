# SPDX-License-Identifier: MIT
CHECKS += check-arch
STRICT_DEPS += !qemu-s390x=qemu-user !s390x-linux-gnu-gcc=gcc-s390x-linux-gnu !s390x-linux-gnu-ar=binutils-s390x-linux-gnu \
    !arm-linux-gnueabihf-gcc=gcc-arm-linux-gnueabihf !arm-linux-gnueabihf-ar=binutils-arm-linux-gnueabihf

ARCH_TESTS ?= $(TESTS:$(O)/test/%=%)

ARCH = @QEMU="$(1)" MAKE="$(MAKE)" STRICT="$(STRICT)" TESTS="$(ARCH_TESTS)" test/arch/arch.sh

## arch: every test on a big-endian machine (s390x) and on a 32-bit one (armhf), under qemu-user
.PHONY: arch arch-s390x arch-armhf check-arch
arch: arch-s390x arch-armhf

arch-s390x:
	$(call ARCH,qemu-s390x) s390x s390x-linux-gnu $(O)/arch/s390x

arch-armhf:
	$(call ARCH,qemu-arm) armhf arm-linux-gnueabihf $(O)/arch/armhf
