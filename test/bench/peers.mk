# SPDX-License-Identifier: MIT
PEERS := $(O)/test/bench/peers

C_FILES += $(wildcard test/bench/peers/*.c)

## bench-peers: the login rule through Cedar, casbin and CASL, answers compared, times; BENCH_JSON=1; needs npm, golang
## check-peers: the answers only
.PHONY: bench-peers check-peers
bench-peers check-peers: $(PEERS)/ours $(O)/orgpol
	@STRICT="$(STRICT)" test/bench/peers/peers.sh $(@:%-peers=%) $(PEERS) $(O)/orgpol

-include $(PEERS)/ours.d
