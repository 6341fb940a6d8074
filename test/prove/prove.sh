#!/bin/sh
# SPDX-License-Identifier: MIT
# prove.sh OUT [FUNCTION...]: Frama-C Eva over public functions of the core, all of them unless named, with every input
# in the bounds of inputs.h. Fails when there is an alarm that is not in alarms.txt, or an entry that no alarm meets.
set -eu
out=$1
shift
here=test/prove
: "${MACHDEP:=gcc_x86_64}" "${JOBS:=2}" "${TIMEOUT:=900}"

mkdir -p "$out"
python3 $here/harness.py >"$out/harness.c"
# The attribute of visibility hides a struct that is returned from the analyser; it changes no value.
frama-c -c11 -machdep "$MACHDEP" -cpp-extra-args="-I$here -Iinclude '-Dvisibility(x)='" \
    -kernel-warn-key CERT:EXP:46=inactive "$out/harness.c" $here/*.c lib/core/*.c -save "$out/parsed.sav" \
    >"$out/parse.log" 2>&1 || { cat "$out/parse.log"; exit 1; }
frama-c -load "$out/parsed.sav" -print -ocode "$out/parsed.c" >"$out/print.log" 2>&1

# The longest first, so that both processes end at one time.
longest='orgpol_resolve_org_prompt_mode
orgpol_check_token_exchange
orgpol_check_client_config'
# shellcheck disable=SC2046,SC2086
[ $# -gt 0 ] || set -- $longest $(python3 $here/harness.py --list | grep -vxF "$longest") read_row write_result
rm -f "$out"/*.csv "$out"/*_*.log
printf '%s\n' "$@" | OUT=$out TIMEOUT=$TIMEOUT xargs -P "$JOBS" -n 1 $here/eva.sh
python3 $here/alarms.py $here/alarms.txt "$out" "$@"
