#!/bin/sh
# SPDX-License-Identifier: MIT
# run.sh PROGRAM...: runs test programs; prints the output of those that fail.
set -u
failed=0
for program; do
    if output=$("$program" 2>&1); then
        echo "ok      ${program##*/test/}"
    else
        echo "FAILED  ${program##*/test/}"
        echo "$output"
        failed=1
    fi
done
exit $failed
