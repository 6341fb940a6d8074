# SPDX-License-Identifier: MIT
# Nothing is written beside the sources, and every warning is an error.
PYTHON_RUN = $(PYTHON_ENV) ORGPOL_LIBRARY=$(O)/liborgpol-json.so PYTHONPATH=examples/python PYTHONDONTWRITEBYTECODE=1 python3 -W error
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

# Python's own memory comes from malloc then, so that what C reads after Python has freed it is seen. No leaks are
# looked for: the interpreter keeps what it has at its end.
## sanitize-python: the same under AddressSanitizer, the memory of Python's texts and rows included; needs gcc
.PHONY: sanitize-python
sanitize-python:
	@if command -v gcc >/dev/null; then \
	    $(MAKE) --no-print-directory O=$(O)/sanitize-python CC=gcc check-python \
	        CFLAGS="-O1 -g -fsanitize=address -fno-omit-frame-pointer" PYTHON_ENV="PYTHONMALLOC=malloc \
	        ASAN_OPTIONS=detect_leaks=0:exitcode=99 LD_PRELOAD=$$(gcc -print-file-name=libasan.so)"; \
	else test/tools/skip.sh "Python module under AddressSanitizer: gcc is missing" "$(STRICT)"; fi

## bench-python: nanoseconds a decision in Python, through structs and through JSON
.PHONY: bench-python
bench-python: $(SHARED)
	@if command -v python3 >/dev/null; then $(PYTHON_RUN) test/bindings/python_bench.py; else $(PYTHON_MISSING); fi
