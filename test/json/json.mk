# SPDX-License-Identifier: MIT
CHECKS += check-json

## check-json: the lists of test/json as Python's json judges them
.PHONY: check-json
check-json: $(O)/test/json/round_trip
	@if command -v python3 >/dev/null; then PYTHONDONTWRITEBYTECODE=1 python3 test/json/another.py $<; \
	else test/tools/skip.sh "JSON in another language: python3 is missing" "$(STRICT)"; fi

## judge-json: every changed request of test/json/bytes.c judged, where `make check` takes one in many
.PHONY: judge-json
judge-json: $(O)/test/json/bytes
	@ALL=1 $<
