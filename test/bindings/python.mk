# SPDX-License-Identifier: MIT
# Nothing is written beside the sources, and every warning is an error.
PYTHON_RUN = ORGPOL_LIBRARY=$(O)/liborgpol-json.so PYTHONPATH=examples/python PYTHONDONTWRITEBYTECODE=1 python3 -W error
PYTHON_MISSING = test/tools/skip.sh "Python module: python3 is missing (on Debian: apt-get install python3)" "$(STRICT)"

STRICT_DEPS += !python3=python3
CHECKS += check-python

## bindings: build and test the Python, Node and Go bindings
## bench-bindings: nanoseconds a decision through each of them; BENCH_JSON=1 prints one JSON object a line
.PHONY: bindings bench-bindings
bindings: check-python
bench-bindings: bench-python

## check-python: the Python module examples/python: vectors, struct layouts, hostile input, lifetimes, threads
.PHONY: check-python
check-python: $(SHARED)
	@if command -v python3 >/dev/null; then $(PYTHON_RUN) -m unittest discover -s examples/python/tests -b; \
	else $(PYTHON_MISSING); fi

## bench-python: nanoseconds a decision in Python, through structs and through JSON
.PHONY: bench-python
bench-python: $(SHARED)
	@if command -v python3 >/dev/null; then $(PYTHON_RUN) test/bindings/python_bench.py; else $(PYTHON_MISSING); fi
