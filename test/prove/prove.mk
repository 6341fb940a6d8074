# SPDX-License-Identifier: MIT
STRICT_DEPS += frama-c=frama-c-base
# Public functions of the core to analyse; none: all.
PROVE ?=

## prove: Frama-C Eva over every public function of the core: no undefined behaviour in the bounds of test/prove
.PHONY: prove
prove:
	@if ! command -v frama-c >/dev/null; then test/tools/skip.sh "proof: frama-c is missing" "$(STRICT)"; \
	else test/prove/prove.sh $(O)/prove $(PROVE); fi

CHECKS += check-analyzer

## check-analyzer: gcc -fanalyzer over the libraries and the command; what it gets wrong is in test/prove/analyzer.txt
.PHONY: check-analyzer
check-analyzer:
	@if ! command -v gcc >/dev/null || ! command -v python3 >/dev/null; then \
	    test/tools/skip.sh "gcc -fanalyzer: gcc or python3 is missing" "$(STRICT)"; \
	else python3 test/prove/analyzer.py test/prove/analyzer.txt gcc $(CORE_SOURCES) $(JSON_SOURCES) $(TOOL_SOURCES); fi
