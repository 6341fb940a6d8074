#!/bin/sh
# SPDX-License-Identifier: MIT
# go.sh check|race|bench: tests the Go package, under the race detector, or times it. The environment says where
# orgpol is (go.mk).
set -eu
cd examples/go

case $1 in
check)
    unformatted=$(gofmt -l .)
    [ -z "$unformatted" ] || { echo "gofmt would change: $unformatted"; exit 1; }
    for file in *; do
        case $file in README.md) continue ;; esac
        head -n 1 "$file" | grep -q 'SPDX-License-Identifier: MIT' || { echo "examples/go/$file: no SPDX line"; exit 1; }
    done
    go vet .
    go test -count=1 .
    echo "ok      Go package: vectors, structs, hostile input, examples, gofmt, vet"
    ;;
race)
    go test -count=1 -race .
    # Also pointers that are written into C memory (up to Go 1.20 a setting of GODEBUG).
    GODEBUG=cgocheck=2 go test -count=1 .
    ;;
bench)
    if [ -n "${BENCH_JSON:-}" ]; then format=json; else format=text; fi
    ORGPOL_BENCH=$format go test -count=1 -v -run '^TestBench$' . | grep -E 'ns$|^\{|FAIL' || exit 1
    ;;
esac
