#!/bin/sh
# SPDX-License-Identifier: MIT
# readme.sh BUILD-DIR [--write]: the README's snippets are the files and outputs they claim to be. With --write
# they are put in anew.
set -eu
build=$1
mode=${2:-check}
mkdir -p "$build/readme"
out=$build/readme

# The programs as a reader builds them, without the warnings turned off.
mkdir -p "$out/bin"
example() { # NAME LIBRARY...
    name=$1
    shift
    ${CC:-cc} -std=c11 -Wall -Wextra -Wpedantic -Werror -Iinclude "examples/$name.c" "$@" -o "$out/bin/$name"
}
example quickstart "$build/liborgpol.a"
"$out/bin/quickstart" >"$out/quickstart.out" || [ $? -eq 1 ]
# shellcheck disable=SC2046
example who "$build/liborgpol-json.a" "$build/liborgpol.a" $(${PKG_CONFIG:-pkg-config} --libs libcjson libsodium)

# The commands of the README, with `orgpol` and the programs from the build directory: run1.sh, run2.sh ...
rm -f "$out"/run*
awk -v out="$out" '
    /^<!-- run -->$/ { wait = 1; next }
    wait && /^```sh$/ { on = 1; wait = 0; file = out "/run" ++number ".sh"; next }
    on && /^```$/ { on = 0 }
    on { print >file }
' README.md
ln -sf "$(cd "$build" && pwd)/orgpol" "$out/bin/orgpol"
for script in "$out"/run*.sh; do
    [ -s "$script" ] || { echo "README.md: no command to run"; exit 1; }
    PATH="$out/bin:$PATH" sh "$script" >"${script%.sh}.out" || [ $? -eq 1 ]
done

"$build/orgpol" --help >"$out/usage.out"

# Fills the block after each marker.
awk -v shown="$out/quickstart.out" -v answer="$out/run" \
    -v usage="$out/usage.out" '
    function put(file,   line) { while ((getline line < file) > 0) print line; close(file) }
    /^<!-- examples\/[a-z]*.c -->$/ { file = $2 }
    /^<!-- output of examples\/quickstart.c -->$/ { file = shown }
    /^<!-- output -->$/ { file = answer (++outputs) ".out" }
    /^<!-- orgpol --help -->$/ { file = usage }
    file != before { marked++ }
    skipping && /^```$/ { skipping = 0 }
    skipping { next }
    { print }
    file && /^```/ { put(file); file = ""; skipping = 1; filled++ }
    { before = file }
    END { if (marked < 5 || filled != marked) { print "README.md: " filled + 0 " of " marked " marked snippets" >"/dev/stderr"; exit 1 } }
' README.md >"$out/README.md"

if [ "$mode" = --write ]; then
    cp "$out/README.md" README.md
elif ! diff -u README.md "$out/README.md"; then
    echo "README.md: a snippet is not what it claims to be; run make reference"
    exit 1
fi
echo "ok      README: the quickstart, the commands, their outputs and the usage"
