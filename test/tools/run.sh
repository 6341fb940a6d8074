#!/bin/sh
# SPDX-License-Identifier: MIT
# run.sh PROGRAM...: runs test programs, as many at a time as there are processors; prints the output of those
# that fail. RUN: a command before each, an emulator for example.
set -u
[ $# -gt 0 ] || { echo "run.sh: no test programs"; exit 1; }
if [ $# -gt 1 ]; then
    printf '%s\n' "$@" | xargs -P "$(nproc)" -n 1 "$0"
    exit
fi
if output=$(${RUN:-} "$1" 2>&1); then
    echo "ok      ${1##*/test/}"
else
    printf 'FAILED  %s\n%s\n' "${1##*/test/}" "$output"
    exit 1
fi
