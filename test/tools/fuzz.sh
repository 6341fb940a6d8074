#!/bin/sh
# SPDX-License-Identifier: MIT
# fuzz.sh SECONDS TARGET...: runs fuzz targets under libFuzzer with AddressSanitizer and UndefinedBehaviorSanitizer,
# FUZZ_JOBS at a time. A target is a program of test/fuzz, or an AuthZEN action.
# O is the build directory; what runs find and the corpora they grow stay there.
# fuzz.sh check: that the programs compile as targets, and that the dictionary has the words the documentation has.
set -eu
sanitize="-O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all -DORGPOL_ROOM_APART"

# actions.c is the program of every action, which it knows by its name.
program_of() { if [ -f "test/fuzz/$1.c" ]; then echo "$1"; else echo actions; fi; }

compile() { # TARGET
    program=$(program_of "$1")
    [ -f "$O/bin/$program" ] || $CC -std=c11 -D_POSIX_C_SOURCE=200809L -DLIBFUZZER -Iinclude -Itest $sanitize \
        -fsanitize=fuzzer "test/fuzz/$program.c" "$O/liborgpol-json.a" "$O/liborgpol.a" \
        $(pkg-config --cflags --libs libcjson libsodium cmocka) -o "$O/bin/$program"
    [ "$program" = "$1" ] || ln -f "$O/bin/$program" "$O/bin/$1"
}

run() { # TARGET
    seeds=$O/seeds/$1
    corpus=test/fuzz/$(program_of "$1").corpus
    rm -rf "$seeds"
    mkdir -p "$seeds" "$O/grown/$1" "$O/found/$1"
    # A seed is a line, without its end.
    awk -v dir="$seeds" '{ file = sprintf("%s/%04d", dir, NR); printf "%s", $0 > file; close(file) }' "$corpus"
    log=$O/found/$1/log
    "$O/bin/$1" -max_total_time="$FUZZ_S" -timeout=60 -dict="$O/orgpol.dict" -artifact_prefix="$O/found/$1/" \
        -print_final_stats=1 "$O/grown/$1" "$seeds" 2>"$log" ||
        { echo "$1: FOUND, see $O/found/$1"; tail -n 40 "$log"; exit 1; }
    echo "$1: $(sed -n 's/^stat::number_of_executed_units: *//p' "$log") executions," \
        "$(sed -n 's/.*DONE *\(cov: [0-9]* ft: [0-9]* corp: [0-9]*\).*/\1/p' "$log"), no finding"
}

check() {
    dictionary=$(test/fuzz/dictionary.sh)
    documented=$(sed -n 's/^ \*   \([a-z_]\{2,\}\)  .*/\1/p' include/orgpol/authzen.h
        grep -o '`[a-z]*_[a-z_]*`' include/orgpol/authzen.h | grep -v answer_length | grep -v base_url | tr -d '`'
        sed -n 's/^| *[0-9]* | [^|]* | `\([a-z0-9_]*\)` |.*/\1/p' lib/core/REASONS.md)
    [ "$(echo "$documented" | wc -l)" -gt 400 ] || { echo "fuzz: the documentation reads differently"; exit 1; }
    for word in $documented; do
        case "
$dictionary
" in *"
\"$word\"
"*) ;; *) echo "fuzz: the dictionary lacks $word"; exit 1 ;; esac
    done
    command -v "$CC" >/dev/null || { test/tools/skip.sh "$CC is missing: fuzz targets" "$STRICT"; exit; }
    for program in test/fuzz/*.c; do
        $CC -std=c11 -D_POSIX_C_SOURCE=200809L -DLIBFUZZER -Wall -Wextra -Werror -Iinclude -Itest -fsyntax-only \
            $(pkg-config --cflags libcjson cmocka) "$program"
    done
    echo "ok      fuzz: targets compile, and $(echo "$documented" | sort -u | wc -l) documented words are in the dictionary"
}

if [ "$1" = check ]; then
    check
    exit
fi
if [ "$1" = run ]; then
    run "$2"
    exit
fi
FUZZ_S=$1
# Filling what is freed takes most of the time where files are read into large buffers.
export O FUZZ_S ASAN_OPTIONS="${ASAN_OPTIONS:-max_free_fill_size=0}"
shift
$MAKE --no-print-directory O="$O" CC="$CC" CFLAGS="$sanitize -fsanitize=fuzzer-no-link" static
rm -rf "${O:?}/bin"
mkdir -p "$O/bin"
test/fuzz/dictionary.sh >"$O/orgpol.dict"
for target in "$@"; do compile "$target"; done
printf '%s\n' "$@" | xargs -P "${FUZZ_JOBS:-1}" -n 1 "$0" run
