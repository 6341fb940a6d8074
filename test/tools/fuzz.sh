#!/bin/sh
# SPDX-License-Identifier: MIT
# fuzz.sh SECONDS TARGET...: runs fuzz targets under libFuzzer with AddressSanitizer and UndefinedBehaviorSanitizer.
# O is the build directory; what a run finds stays there, beside the corpus it has grown.
set -eu
seconds=$1
shift
sanitize="-O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all"
for target in "$@"; do
    $MAKE --no-print-directory O="$O" CC=clang CFLAGS="$sanitize -fsanitize=fuzzer-no-link" static
    mkdir -p "$O/$target"
    split -l 1 -a 4 "test/fuzz/$target.corpus" "$O/$target/seed-"
    $CC -std=c11 -D_POSIX_C_SOURCE=200809L -DLIBFUZZER -Iinclude -Itest $sanitize -fsanitize=fuzzer \
        "test/fuzz/$target.c" "$O/liborgpol-json.a" "$O/liborgpol.a" $(pkg-config --cflags --libs libcjson libsodium) \
        -o "$O/$target/fuzz"
    "$O/$target/fuzz" -max_total_time="$seconds" -timeout=10 -artifact_prefix="$O/$target/" -print_final_stats=1 \
        "$O/$target" 2>"$O/$target/log" || { tail -n 40 "$O/$target/log"; exit 1; }
    echo "$target: $(sed -n 's/^stat::number_of_executed_units: *//p' "$O/$target/log") executions, no finding"
done
