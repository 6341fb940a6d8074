#!/bin/sh
# SPDX-License-Identifier: MIT
# eva.sh FUNCTION: analyses one function of what prove.sh parsed into $OUT, and leaves a log and a table there.
#
# On besides the defaults (memory, initialization, division, shifts, signed overflow, pointer comparison and
# subtraction, trap values): invalid pointers. Unsigned numbers may wrap, which C defines.
set -eu
function=$1

# Those that fill a struct of rows, or return early with an error: which of the two is kept apart on return. Functions
# of one name in several files have numbers, in the order of the files.
read=orgpol_read_login:full,orgpol_read_caller:full,orgpol_read_account_request:full,orgpol_read_client_grant:full
read=$read,orgpol_read_user_grant:full,orgpol_read_exchange:full,orgpol_read_worker:full,read_question:full
read=$read,read_request:full,read_config:full,read_config_0:full,read_config_1:full,read_rows:full,read_rows_0:full
read=$read,read_rows_1:full,read_rows_2:full,read_rows_3:full,read_rows_4:full,words_are_known:1

# The largest ones with fewer states kept apart, but with the domains of precision 3.
precision=3
domains="-eva-domains cvalue,equality,gauges,symbolic-locations"
case $function in
orgpol_check_client_config) precision="2 $domains" ;;
orgpol_check_token_exchange | orgpol_resolve_org_prompt_mode | orgpol_describe) precision="1 $domains" ;;
esac

# The harness joins its inputs into one state; that of the struct_size rule keeps the sizes apart.
case $function in
read_row | write_result) states="-eva-slevel 1000 -eva-split-return full" ;;
*) states="-eva-slevel-function prove_$function:0 -eva-split-return auto -eva-split-return-function $read" ;;
esac

# shellcheck disable=SC2086
timeout "$TIMEOUT" frama-c -load "$OUT/parsed.sav" -main "prove_$function" -eva -warn-invalid-pointer \
    -eva-precision $precision -eva-auto-loop-unroll 16 $states -eva-msg-key=-initial-state,-final-states \
    -then -report-csv "$OUT/$function.csv" >"$OUT/$function.log" 2>&1 ||
    echo "$function: the analysis failed or took over $TIMEOUT s: $OUT/$function.log"
