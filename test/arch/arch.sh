#!/bin/sh
# SPDX-License-Identifier: MIT
# arch.sh NAME TRIPLET DIRECTORY: the tests of another machine under qemu-user. NAME is Debian's of it, and qemu's
# is QEMU. Compilers are Debian's cross compilers; libraries are its packages for that machine, unpacked below
# DIRECTORY and installed nowhere. TESTS: the programs to run, without their directory.
set -eu
name=$1
triplet=$2
directory=$3
root=$(pwd)/$directory/root
case $directory in /*) root=$directory/root ;; esac

missing=
for tool in "$triplet-gcc" "$triplet-ar" "$QEMU" apt-get dpkg-deb pkg-config; do
    command -v "$tool" >/dev/null || missing="$missing $tool"
done
if [ -n "$missing" ]; then
    test/tools/skip.sh "tests on $name: these are missing:$missing" "$STRICT"
    exit
fi

# apt with a state of its own, that knows the machine's sources and the other architecture.
fetch() {
    rm -rf "$directory/apt" "$root"
    mkdir -p "$directory/apt/lists/partial" "$directory/apt/archives/partial" "$root"
    : >"$directory/apt/status"
    here=$(cd "$directory/apt" && pwd)
    cat >"$here/apt.conf" <<EOF
APT::Architecture "$name";
APT::Architectures { "$name"; };
APT::Sandbox::User "$(id -un)";
Acquire::Languages "none";
Dir::State "$here";
Dir::State::status "$here/status";
Dir::Cache "$here";
EOF
    export APT_CONFIG="$here/apt.conf"
    apt-get update -qq || true # sources without this architecture; what counts is whether the packages come
    (cd "$here/archives" && apt-get download -qq libcjson1 libcjson-dev libsodium23 libsodium-dev libcmocka0 libcmocka-dev)
    for package in "$here"/archives/*.deb; do
        dpkg-deb -x "$package" "$root"
    done
}

if [ ! -e "$directory/fetched" ]; then
    mkdir -p "$directory"
    if ! (fetch) >"$directory/fetch.log" 2>&1; then
        cat "$directory/fetch.log"
        test/tools/skip.sh "tests on $name: its libraries cannot be had from this machine's package sources" "$STRICT"
        exit
    fi
    : >"$directory/fetched"
fi

libraries=$root/usr/lib/$triplet
built=$directory/build/test
export PKG_CONFIG_LIBDIR="$libraries/pkgconfig" PKG_CONFIG_SYSROOT_DIR="$root" QUICK=1
export RUN="$QEMU -L /usr/$triplet -E LD_LIBRARY_PATH=$libraries"
programs=
for test in $TESTS; do
    programs="$programs $built/$test"
done
tables=
for table in $GOLDEN; do
    tables="$tables $built/property/$table"
done
# shellcheck disable=SC2086
${MAKE:-make} --no-print-directory O="$directory/build" WERROR= CC="$triplet-gcc" AR="$triplet-ar" \
    CPPFLAGS="-isystem $root/usr/include" CFLAGS="-O1" $programs $tables "$built/vectors/consent_key"
# shellcheck disable=SC2086
test/tools/run.sh $programs

# The same truth tables and the same consent keys, byte for byte.
same() { # FILE COMMAND...
    expected=$1
    shift
    "$@" >"$directory/output"
    cmp "$expected" "$directory/output" || { echo "$name answers otherwise: $*"; exit 1; }
}
for table in $tables; do
    family=${table##*/}
    family=${family%_space}
    # shellcheck disable=SC2086
    same "test/property/${family%_table}.golden" $RUN "$table" --print
done
"$NATIVE" --random 500 >"$directory/keys"
# shellcheck disable=SC2086
same "$directory/keys" $RUN "$built/vectors/consent_key" --random 500
echo "ok      $name: tests, truth tables and consent keys"
