# SPDX-License-Identifier: MIT
STRICT_DEPS += frama-c=frama-c-base
# Public functions of the core to analyse; none: all.
PROVE ?=

## prove: Frama-C Eva over every public function of the core: no undefined behaviour in the bounds of test/prove
.PHONY: prove
prove:
	@if ! command -v frama-c >/dev/null; then test/tools/skip.sh "proof: frama-c is missing" "$(STRICT)"; \
	else test/prove/prove.sh $(O)/prove $(PROVE); fi
