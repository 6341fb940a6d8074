#!/bin/sh
# SPDX-License-Identifier: MIT
# build.sh: the Makefile itself: other flags rebuild, the same flags do not, and dangerous values of O are refused.
set -eu
make=${MAKE:-make}
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
unset MAKEFLAGS MFLAGS

compiled() { # EXPECTED MAKE-ARGUMENTS...: how many files are compiled
    expected=$1
    shift
    "$make" O="$dir/o" V= STRICT= "$@" "$dir/o/lib/core/scope.o" >"$dir/out" 2>&1 || { cat "$dir/out"; exit 1; }
    [ "$(grep -c '^  CC' "$dir/out")" -eq "$expected" ] || { echo "make $*: not $expected files compiled"; exit 1; }
}
unset WERROR
compiled 1 CFLAGS="-O0 -DQUOTED='\"a b\"'"
compiled 0 CFLAGS="-O0 -DQUOTED='\"a b\"'"
compiled 1 CFLAGS=-O1
compiled 1 CFLAGS=-O1 STRICT=1

refused() {
    if "$make" -n O="$1" clean >"$dir/out" 2>&1; then echo "make accepts O=$1"; exit 1; fi
    grep -q "^Makefile.* O" "$dir/out" || { cat "$dir/out"; exit 1; }
}
for o in . .. / ./ "$(pwd)" 'a b' ''; do refused "$o"; done
echo "ok      build: flags and output directories"
