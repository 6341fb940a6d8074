#!/bin/sh
# SPDX-License-Identifier: MIT
# eva.sh FUNCTION: analyses one function of what prove.sh parsed into $OUT, and leaves a log and a table there.
#
# On besides the defaults (memory, initialization, division, shifts, signed overflow, pointer comparison and
# subtraction, trap values): invalid pointers. Unsigned numbers may wrap, which C defines.
# The returns that are kept apart are those that say whether rows were read.
set -eu
function=$1
timeout "$TIMEOUT" frama-c -load "$OUT/parsed.sav" -main "prove_$function" -eva -warn-invalid-pointer \
    -eva-precision 3 -eva-auto-loop-unroll 16 -eva-slevel-function "prove_$function:0" -eva-split-return auto \
    -eva-split-return-function "orgpol_read_login:full,words_are_known:1" \
    -eva-msg-key=-initial-state,-final-states -then -report-csv "$OUT/$function.csv" >"$OUT/$function.log" 2>&1 ||
    echo "$function: the analysis failed or took over $TIMEOUT s: $OUT/$function.log"
