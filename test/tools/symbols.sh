#!/bin/sh
# SPDX-License-Identifier: MIT
# symbols.sh BUILD-DIR SONAME: what the libraries export and import.
set -eu
build=$1
number=$2

expect() { # NAME ACTUAL-COMMAND...: compares with the committed list
    list=$1
    shift
    if ! "$@" | LC_ALL=C sort -u | diff -u "$list" -; then
        echo "$list: the exports differ; an intended change goes into the list and the linker map"
        exit 1
    fi
}

dynamic() { nm -D --defined-only "$1" | awk '$2 ~ /[TDBR]/ { sub(/@.*/, "", $3); print $3 }'; }
# Public names of the archive: global, and not hidden.
public() {
    readelf -sW "$1" | awk '$5 == "GLOBAL" && $6 == "DEFAULT" && $7 != "UND" { print $8 }'
}
mapped() { sed -n 's/^    \(orgpol_[a-z_]*\);.*/\1/p' "$1"; }

for library in orgpol orgpol-json; do
    expect "test/abi/$library.symbols" dynamic "$build/lib$library.so"
    expect "test/abi/$library.symbols" public "$build/lib$library.a"
    expect "test/abi/$library.symbols" mapped "lib/$library.map"
    # Hidden or not, every global of an archive meets the program's own names.
    if nm --defined-only "$build/lib$library.a" | awk 'NF == 3 && $2 ~ /[A-Z]/ { print $3 }' | grep -v '^orgpol_'; then
        echo "lib$library.a has the globals above, which do not begin with orgpol_"
        exit 1
    fi
done

# The core computes. It imports memory and string primitives, libsodium's hashes and its comparison, and nothing
# that could allocate, read, write, or tell the time.
allowed='memcpy|memmove|memset|memcmp|bcmp|memchr|strlen|strchr|strcmp|strncmp|strcspn|strspn'
allowed="$allowed|sodium_memcmp|crypto_generichash[a-z0-9_]*|crypto_shorthash[a-z0-9_]*|crypto_hash_sha256[a-z0-9_]*"
allowed="$allowed|_GLOBAL_OFFSET_TABLE_|__stack_chk_fail|orgpol_[a-z_]*"
if nm -u "$build/liborgpol.a" | awk 'NF == 2 { print $2 }' | sort -u | grep -vxE "$allowed"; then
    echo "liborgpol.a imports the above, which a pure library has no use for"
    exit 1
fi
# It has no state either: nothing that can be written.
if nm "$build/liborgpol.a" | awk 'NF == 3 && $2 ~ /[bBdDC]/ && $3 !~ /^([a-z_]+\.)?(families|reasons|problems|conflict)(\.[0-9]+)?$/ { print $3 }' | grep .; then
    echo "liborgpol.a has the writable data above"
    exit 1
fi
for library in orgpol orgpol-json; do
    soname=$(readelf -d "$build/lib$library.so" | sed -n 's/.*SONAME.*\[\(.*\)\]/\1/p')
    [ "$soname" = "lib$library.so.$number" ] || { echo "the SONAME of lib$library is $soname"; exit 1; }
done
echo "ok      symbols: exports as committed, the core pure"
