#!/bin/sh
# SPDX-License-Identifier: MIT
# valgrind.sh DIR PROGRAM...: runs test programs under Valgrind's memcheck, as many at a time as there are
# processors; first of all a program that reads what was never written, and one that leaks, which must be found.
set -u
dir=$1
shift
memcheck="valgrind -q --error-exitcode=99 --leak-check=full --show-leak-kinds=all --errors-for-leak-kinds=all"
if [ "$dir" = --one ]; then
    if output=$(QUICK=1 $memcheck "$1" 2>&1); then
        echo "ok      valgrind ${1##*/test/}"
    else
        printf 'FAILED  valgrind %s\n%s\n' "${1##*/test/}" "$output"
        exit 1
    fi
    exit
fi
if ! command -v valgrind >/dev/null; then
    exec test/tools/skip.sh "valgrind is missing" "${STRICT:-}"
fi
mkdir -p "$dir"
for fault in "volatile int *p = malloc(4); if (*p == 1) puts(\"\"); free((void *)p);" "puts(malloc(4) ? \"\" : \"\");"; do
    echo "#include <stdio.h>
#include <stdlib.h>
int main(void) { $fault return 0; }" >"$dir/fault.c"
    ${CC:-cc} -O0 -w "$dir/fault.c" -o "$dir/fault" || exit 1
    $memcheck "$dir/fault" >"$dir/log" 2>&1
    if [ $? -ne 99 ]; then
        cat "$dir/log"
        echo "FAILED  valgrind: not found: $fault"
        exit 1
    fi
done
printf '%s\n' "$@" | xargs -P "$(nproc)" -n 1 "$0" --one
