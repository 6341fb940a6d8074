# SPDX-License-Identifier: MIT
PEERS := $(O)/test/bench/peers

C_FILES += $(wildcard test/bench/peers/*.[ch])
-include $(PEERS)/ours.d
