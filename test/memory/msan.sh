#!/bin/sh
# SPDX-License-Identifier: MIT
# msan.sh DIR TEST...: builds tests (unit/test_x, fuzz/x) under clang's MemorySanitizer into DIR and runs them; first
# of all a program that decides by what was never written, which must be found.
set -u
dir=$1
shift
flags="-O1 -g -fsanitize=memory -fno-omit-frame-pointer -DORGPOL_ROOM_APART"
wraps=-Wl,--wrap=crypto_generichash_init,--wrap=crypto_generichash_update,--wrap=crypto_generichash_final
wraps=$wraps,--wrap=crypto_hash_sha256,--wrap=crypto_shorthash
mkdir -p "$dir"
echo '#include <stdlib.h>
int main(void) { volatile char *p = malloc(2); if (p[1]) abort(); return 0; }' >"$dir/fault.c"
# shellcheck disable=SC2086
if ! clang $flags -w "$dir/fault.c" -o "$dir/fault" 2>"$dir/log"; then
    exec test/tools/skip.sh "MemorySanitizer is missing (it is clang's)" "${STRICT:-}"
fi
export MSAN_OPTIONS=exitcode=99
"$dir/fault" >"$dir/log" 2>&1
if ! grep -q 'use-of-uninitialized-value' "$dir/log"; then
    cat "$dir/log"
    echo "FAILED  msan: what was never written was not found"
    exit 1
fi
# shellcheck disable=SC2046,SC2086
clang $flags $(pkg-config --cflags libcjson libsodium) -c test/memory/msan_libraries.c -o "$dir/libraries.o" || exit 1
programs=
for test; do programs="$programs $dir/test/$test"; done
# shellcheck disable=SC2086
${MAKE:-make} -s --no-print-directory O="$dir" CC=clang CFLAGS="$flags" TEST_LDFLAGS="$dir/libraries.o $wraps" \
    $programs || exit 1
# shellcheck disable=SC2086
QUICK=1 test/tools/run.sh $programs
