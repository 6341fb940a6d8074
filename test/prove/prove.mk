# SPDX-License-Identifier: MIT
CHECKS += check-analyzer check-prove
STRICT_DEPS += !frama-c=frama-c-base
# What `make prove` analyses; nothing: every public function of the core, and the struct_size rule.
PROVE ?=
# Of it in `make check`: the struct_size rule, and families without an alarm or with few.
PROVE_CHECKED := read_row write_result orgpol_can_third_party_login orgpol_consent_key_for \
                 orgpol_check_token_organization

## prove: Frama-C Eva over every public function of the core: no undefined behaviour in the bounds of test/prove
.PHONY: prove check-prove
prove:
	@if ! command -v frama-c >/dev/null; then test/tools/skip.sh "proof: frama-c is missing" "$(STRICT)"; \
	else test/prove/prove.sh $(O)/prove $(PROVE); fi

check-prove:
	@$(MAKE) --no-print-directory prove PROVE="$(PROVE_CHECKED)"

## check-analyzer: gcc -fanalyzer over the libraries and the command; what it gets wrong is in test/prove/analyzer.txt
.PHONY: check-analyzer
check-analyzer:
	@if ! command -v gcc >/dev/null || ! command -v python3 >/dev/null; then \
	    test/tools/skip.sh "gcc -fanalyzer: gcc or python3 is missing" "$(STRICT)"; \
	else python3 test/prove/analyzer.py test/prove/analyzer.txt gcc $(CORE_SOURCES) $(JSON_SOURCES) $(TOOL_SOURCES); fi
