#!/bin/sh
# SPDX-License-Identifier: MIT
# headers.sh BUILD-DIR HEADER...: every header alone, as C11 and as C++11, with every initializer used.
set -eu
build=$1
shift
warnings="-Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror"
mkdir -p "$build/headers"

# A compiler may bring options, as CC="gcc -m64" does.
found=
for compiler in "${CC:-cc}" gcc clang g++ clang++; do
    if command -v "${compiler%% *}" >/dev/null 2>&1; then
        found="$found, $compiler"
    else
        test/tools/skip.sh "headers with $compiler: it is missing" "${STRICT:-}"
    fi
done

# compile STANDARD SOURCE COMPILER...: with each compiler that is there; runs what comes out.
compile() {
    standard=$1
    source=$2
    shift 2
    for compiler; do
        command -v "${compiler%% *}" >/dev/null 2>&1 || continue
        # shellcheck disable=SC2086
        $compiler "-std=$standard" $warnings -Iinclude "$source" -o "$source.out"
        "$source.out" || { echo "$header: an initializer sets another size"; exit 1; }
    done
}

for header; do
    name=${header#include/}
    base=$build/headers/$(echo "$name" | tr '/.' '__')
    {
        echo "#include <$name>"
        echo "int main(void);"
        # Every struct with an initializer, made with it.
        sed -n 's/^#define ORGPOL_\([A-Z_]*\)_INIT.*/\1/p' "$header" | while read -r type; do
            struct=$(echo "$type" | tr 'A-Z' 'a-z')
            echo "static const struct orgpol_$struct made_$struct = ORGPOL_${type}_INIT;"
        done
        echo "int main(void) {"
        echo "    unsigned sum = 0;"
        sed -n 's/^#define ORGPOL_\([A-Z_]*\)_INIT.*/\1/p' "$header" | while read -r type; do
            struct=$(echo "$type" | tr 'A-Z' 'a-z')
            echo "    sum += made_$struct.struct_size == sizeof(struct orgpol_$struct) ? 0u : 1u;"
        done
        echo "    return (int)sum;"
        echo "}"
    } >"$base.c"
    cp "$base.c" "$base.cc"
    compile c11 "$base.c" "${CC:-cc}" gcc clang
    compile c++11 "$base.cc" g++ clang++
done
echo "ok      headers alone: ${found#, }"
