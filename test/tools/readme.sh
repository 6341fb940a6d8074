#!/bin/sh
# SPDX-License-Identifier: MIT
# readme.sh BUILD-DIR [--write]: the README's snippets are the files and outputs they claim to be. With --write
# they are put in anew.
set -eu
build=$1
mode=${2:-check}
mkdir -p "$build/readme"
out=$build/readme

# The quickstart as a reader builds it, without the warnings turned off.
${CC:-cc} -std=c11 -Wall -Wextra -Wpedantic -Werror -Iinclude examples/quickstart.c "$build/liborgpol.a" -o "$out/quickstart"
"$out/quickstart" >"$out/quickstart.out" || [ $? -eq 1 ]

# The command of the README, with `orgpol` from the build directory.
awk '/^<!-- run -->$/ { wait = 1; next } wait && /^```sh$/ { on = 1; wait = 0; next } on && /^```$/ { exit } on' \
    README.md >"$out/run.sh"
mkdir -p "$out/bin"
ln -sf "$(cd "$build" && pwd)/orgpol" "$out/bin/orgpol"
PATH="$out/bin:$PATH" sh "$out/run.sh" >"$out/run.out" || [ $? -eq 1 ]

"$build/orgpol" --help >"$out/usage.out"

# Fills the block after each marker.
awk -v quickstart=examples/quickstart.c -v shown="$out/quickstart.out" -v answer="$out/run.out" \
    -v usage="$out/usage.out" '
    function put(file,   line) { while ((getline line < file) > 0) print line; close(file) }
    /^<!-- examples\/quickstart.c -->$/ { file = quickstart }
    /^<!-- output of examples\/quickstart.c -->$/ { file = shown }
    /^<!-- output -->$/ { file = answer }
    /^<!-- orgpol --help -->$/ { file = usage }
    skipping && /^```$/ { skipping = 0 }
    skipping { next }
    { print }
    file && /^```/ { put(file); file = ""; skipping = 1; filled++ }
    END { if (filled != 4) { print "README.md: " filled + 0 " of 4 marked snippets" >"/dev/stderr"; exit 1 } }
' README.md >"$out/README.md"

if [ "$mode" = --write ]; then
    cp "$out/README.md" README.md
elif ! diff -u README.md "$out/README.md"; then
    echo "README.md: a snippet is not what it claims to be; run make reference"
    exit 1
fi
[ -s "$out/run.sh" ] || { echo "README.md: no command to run"; exit 1; }
echo "ok      README: the quickstart, the command, their outputs and the usage"
