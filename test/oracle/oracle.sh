#!/bin/sh
# SPDX-License-Identifier: MIT
# oracle.sh DIRECTORY ANSWERS SEED SPACE:COMPLETIONS:SAMPLE...
# STRICT in the environment fails where Cedar cannot be installed.
#
# Compares the library, through the program ANSWERS, with Cedar over each space, two processes at a time. Cedar is
# installed below DIRECTORY from test/oracle/package-lock.json, unless it is there already.
set -eu

directory=$1
answers=$2
seed=$3
shift 3

if ! test/tools/npm.sh test/oracle "$directory"; then
    test/tools/skip.sh "oracle: npm cannot install Cedar" "${STRICT:-}"
    exit
fi
NODE_PATH=$(cd "$directory" && pwd)/node_modules
export NODE_PATH

status=0
for run; do
    space=${run%%:*}
    numbers=${run#*:}
    pids=
    for part in 0 1; do
        node test/oracle/compare.js "$answers" "$space" "${numbers%:*}" "${numbers#*:}" "$seed" "$part/2" &
        pids="$pids $!"
    done
    for pid in $pids; do
        wait "$pid" || status=1
    done
done
exit $status
