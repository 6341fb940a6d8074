# SPDX-License-Identifier: MIT
CHECKS += check-stack
STACK_LIMIT := 8192

## check-stack: the stack each exported function needs, at most 8 KiB, and that nothing calls itself; needs gcc
# gcc alone writes call graphs. -O2 is what ships and what the limit is for; -O0 is shown beside it.
.PHONY: check-stack
check-stack:
	@mkdir -p $(O)/stack; if ! gcc -fcallgraph-info=su -c -x c /dev/null -o $(O)/stack/probe.o 2>/dev/null; then \
	    test/tools/skip.sh "stack use: gcc 10 or later is missing" "$(STRICT)"; \
	elif ! command -v python3 >/dev/null; then test/tools/skip.sh "stack use: python3 is missing" "$(STRICT)"; \
	else for level in 0 2; do \
	    $(MAKE) --no-print-directory O=$(O)/stack/O$$level CC=gcc \
	        CFLAGS="-O$$level -g -fstack-usage -fcallgraph-info=su" static || exit 1; done && \
	    python3 test/memory/stack.py $(O)/stack/O2=$(STACK_LIMIT) $(O)/stack/O0=; fi
