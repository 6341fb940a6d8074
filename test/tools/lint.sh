#!/bin/sh
# SPDX-License-Identifier: MIT
# lint.sh FILE...: clang-format, clang-tidy, cppcheck and the house rules. A missing tool is skipped, or fails
# under STRICT.
set -u
failed=0

missing() { test/tools/skip.sh "$1 is missing" "${STRICT:-}" || failed=1; }

if command -v clang-format >/dev/null; then
    clang-format --dry-run -Werror "$@" || failed=1
else
    missing clang-format
fi

sources=$(printf '%s\n' "$@" | grep '\.c$' | grep -E '^(lib|examples)/')
without() { # LIBRARY FOLDERS: what cannot be read without it is left out
    pkg-config --exists "$1" && return
    missing "$1"
    sources=$(printf '%s\n' "$sources" | grep -vE "^examples/($2)/")
}
without libmicrohttpd 'authzen-server|authorize-gate'
without sqlite3 authorize-gate
if command -v clang-tidy >/dev/null; then
    noise=$(mktemp)
    printf '%s\n' "$sources" | xargs -r -P "$(nproc)" -n 4 sh -c \
        'exec clang-tidy --quiet "$@" -- -std=c11 -D_POSIX_C_SOURCE=200809L -Iinclude' tidy 2>"$noise" || failed=1
    grep -v 'warnings generated\|^Suppressed\|^Use -header-filter' "$noise"
    rm -f "$noise"
else
    missing clang-tidy
fi
if command -v cppcheck >/dev/null; then
    # missingIncludeSystem: it is not told where the headers of libc and the libraries are, and needs none of them
    # shellcheck disable=SC2086
    cppcheck --quiet -j "$(nproc)" --std=c11 --enable=warning,performance,portability --error-exitcode=1 --inline-suppr \
        --suppress=missingIncludeSystem -Iinclude $sources || failed=1
else
    missing cppcheck
fi

# House rules: no file over 500 lines, no function over 60, nothing left behind.
for file in "$@"; do
    length=$(wc -l <"$file")
    case $file in
    lib/* | include/* | examples/*)
        [ "$length" -le 500 ] || { echo "$file: $length lines, more than 500"; failed=1; }
        [ "${file%.c}" = "$file" ] || awk -v file="$file" '/^[a-z].*[^;]$/ { start = NR } /^}/ { if (start && NR - start > 62) { print file ": " NR - start " lines in a function at line " start; bad = 1 } start = 0 } END { exit bad }' "$file" || failed=1
        ;;
    esac
done
for file in "$@" Makefile .ci/* test/*/*.sh test/*/*.mk; do
    head -n 2 "$file" | grep -q 'SPDX-License-Identifier: MIT' || { echo "$file: no SPDX line"; failed=1; }
    if grep -nE 'TOD[O]|FIXM[E]|XX[X]|HAC[K]' "$file" /dev/null; then failed=1; fi
done
[ $failed -eq 0 ] && echo "ok      lint"
exit $failed
