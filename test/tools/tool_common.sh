# SPDX-License-Identifier: MIT
# What the tests of the command line share; sourced, with the command as $1.
set -u
orgpol=$1
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
tenant=examples/travel0/tenant.json
failed=0
checks=0
: >"$dir/in"

# run STATUS ARGUMENTS...: runs orgpol with $dir/in as standard input; keeps $dir/out and $dir/err.
run() {
    want=$1
    shift
    "$orgpol" "$@" <"$dir/in" >"$dir/out" 2>"$dir/err"
    have=$?
    checks=$((checks + 1))
    [ "$have" -eq "$want" ] || fail "orgpol $*: exit status $have, expected $want"
}
fail() {
    echo "$1"
    sed 's/^/    out: /' "$dir/out"
    sed 's/^/    err: /' "$dir/err"
    failed=1
}
out() { grep -qF -- "$1" "$dir/out" || fail "not on standard output: $1"; }
err() { grep -qF -- "$1" "$dir/err" || fail "not on standard error: $1"; }
silent() { [ ! -s "$dir/$1" ] || fail "$1 is not empty"; }
lines() { [ "$(wc -l <"$dir/out")" -eq "$1" ] || fail "expected $1 lines of output"; }

# finish NAME: says how it went, and exits.
finish() {
    [ $failed -eq 0 ] && echo "ok      $1: $checks runs"
    exit $failed
}
