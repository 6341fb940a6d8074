#!/bin/sh
# SPDX-License-Identifier: MIT
# abi.sh check|update BUILD-DIR SONAME: layouts and interfaces against those that are committed (README.md).
set -eu
mode=$1
build=$2
soname=$3
here=test/abi
compiler=${CC:-cc} # may have options
export PYTHONDONTWRITEBYTECODE=1
failed=0

if [ "$mode" = update ]; then
    python3 $here/layout.py update "$soname"
else
    # shellcheck disable=SC2086
    python3 $here/layout.py check "$soname" $compiler || failed=1
    # Programs compiled against the first headers decide as those against the current ones do.
    for headers in $here/first include; do
        # shellcheck disable=SC2086
        $compiler -std=c11 -I$headers $here/consumer.c -L"$build" -lorgpol-json -lorgpol -o "$build/consumer"
        LD_LIBRARY_PATH=$build "$build/consumer" || { echo "a program compiled against $headers fails"; failed=1; }
    done
fi

describe() { # only what callers see, and nothing of the machine that built it
    abidw --headers-dir include --drop-private-types --exported-interfaces-only --no-corpus-path --no-comp-dir-path \
        --no-show-locs --no-parameter-names --no-write-default-sizes --no-elf-needed "$build/lib$1.so"
}
compare() { # NAME OPTION...
    name=$1
    shift
    abidiff "$@" --headers-dir2 include --drop-private-types --exported-interfaces-only \
        "$here/$name.abi" "$build/lib$name.so"
}
# The interfaces are those of one machine; the layouts above are of the others too.
libraries="orgpol orgpol-json"
if [ "$(readelf -h "$build/liborgpol.so" | sed -n 's/ *Machine: *//p')" != "Advanced Micro Devices X86-64" ]; then
    echo "the stored interfaces are of x86-64: not compared here"
    libraries=
fi
for name in $libraries; do
    readelf -S "$build/lib$name.so" | grep -q '\.debug_info' ||
        { echo "$build/lib$name.so has no debug information: build with -g"; exit 1; }
    status=0
    [ ! -e "$here/$name.abi" ] || compare "$name" --no-added-syms >"$build/$name.abidiff" || status=$?
    if [ "$mode" = update ]; then
        # 8 is abidiff's bit for what cannot be compatible: a function that is gone, for example.
        if [ $((status & 8)) -ne 0 ] && [ -z "${ABI_BREAK:-}" ] && grep -q "soname='lib$name.so.$soname'" "$here/$name.abi"; then
            cat "$build/$name.abidiff"
            echo "lib$name breaks compiled programs under the same SONAME"
            failed=1
        elif [ $failed = 0 ]; then
            describe "$name" >"$here/$name.abi"
            echo "$here/$name.abi is written"
        fi
    elif [ $status -ne 0 ]; then
        cat "$build/$name.abidiff"
        echo "lib$name.so.$soname is not what $here/$name.abi has; if no compiled program breaks: make abi-update"
        failed=1
    elif ! compare "$name" >"$build/$name.abidiff"; then
        echo "lib$name.so.$soname has more than $here/$name.abi, which breaks nobody; make abi-update takes it in"
    fi
done
[ $failed = 0 ] || exit 1
[ "$mode" = update ] || echo "ok      ABI: layouts of 64 and 32 bits, interfaces as committed"
