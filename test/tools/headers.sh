#!/bin/sh
# headers.sh BUILD-DIR HEADER...: every header alone, as C11 and as C++11, with every initializer used.
set -eu
build=$1
shift
warnings="-Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror"
mkdir -p "$build/headers"

c_compilers=
for compiler in "${CC:-cc}" gcc clang; do
    if command -v "$compiler" >/dev/null 2>&1; then
        c_compilers="$c_compilers $compiler"
    else
        test/tools/skip.sh "headers with $compiler: it is missing" "${STRICT:-}"
    fi
done
cpp_compilers=
for compiler in g++ clang++; do
    if command -v "$compiler" >/dev/null 2>&1; then
        cpp_compilers="$cpp_compilers $compiler"
    else
        test/tools/skip.sh "headers with $compiler: it is missing" "${STRICT:-}"
    fi
done

for header; do
    name=${header#include/}
    source=$build/headers/$(echo "$name" | tr '/.' '__')
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
    } >"$source.c"
    cp "$source.c" "$source.cc"
    # shellcheck disable=SC2086
    for compiler in $c_compilers; do
        $compiler -std=c11 $warnings -Iinclude "$source.c" -o "$source.out"
        "$source.out" || { echo "$header: an initializer sets another size"; exit 1; }
    done
    # shellcheck disable=SC2086
    for compiler in $cpp_compilers; do
        $compiler -std=c++11 $warnings -Iinclude "$source.cc" -o "$source.out"
        "$source.out" || { echo "$header: an initializer sets another size"; exit 1; }
    done
done
echo "ok      headers alone:$c_compilers$cpp_compilers"
