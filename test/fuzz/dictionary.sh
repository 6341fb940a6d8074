#!/bin/sh
# SPDX-License-Identifier: MIT
# dictionary.sh: a libFuzzer dictionary of what the library reads: every name of a member, word, action and reason,
# taken from the text in its sources, so that none can be missing.
set -eu
sources=$(find lib include -name '*.[ch]' -o -name '*.def')
words() { grep -o '"[^"\\]*"' | tr -d '"'; }
{
    # shellcheck disable=SC2086 # a list
    grep -hv '^#include' $sources | words
    # A dot leads into an object: its names alone too.
    grep -h 'FIELD_' lib/json/*.c | words | tr . '\n'
} | LC_ALL=C sort -u | sed -n '/^[!-~]\{2,100\}$/s/.*/"&"/p'
