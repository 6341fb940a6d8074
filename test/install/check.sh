#!/bin/sh
# SPDX-License-Identifier: MIT
# check.sh VERSION SONAME: installs below a scratch DESTDIR, compares what is there with files.txt, builds and runs
# the examples through pkg-config, shared and static, and finds nothing left after uninstall. Also with a LIBDIR
# that does not lie under PREFIX/lib.
set -eu
version=$1
soname=$2
pkg_config=${PKG_CONFIG:-pkg-config}
cc=${CC:-cc}
stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT
failed=0

# Directories of the outer make or the environment must not reach the stage.
run_make() {
    "${MAKE:-make}" --no-print-directory -s O="$O" PREFIX=/opt/orgpol LIBDIR=/opt/orgpol/lib \
        INCLUDEDIR=/opt/orgpol/include BINDIR=/opt/orgpol/bin DESTDIR="$stage/root" "$@"
}

check() { # LIBDIR-relative-to-prefix MAKE-VARIABLES...
    libdir=$1
    shift
    rm -rf "$stage/root"
    run_make install "$@" >/dev/null
    sed -e "s/VERSION/$version/" -e "s/SONAME/$soname/" -e "s#^lib/#$libdir/#" test/install/files.txt | LC_ALL=C sort >"$stage/want"
    (cd "$stage/root/opt/orgpol" && find . ! -type d | sed 's#^\./##' | LC_ALL=C sort) >"$stage/have"
    diff -u "$stage/want" "$stage/have" || { echo "installcheck: the list of installed files differs"; failed=1; }
    if [ "$(find "$stage/root" ! -type d | wc -l)" -ne "$(wc -l <"$stage/want")" ]; then
        echo "installcheck: something was installed outside PREFIX"
        failed=1
    fi

    # pkg-config as a user has it, with the stage as its root.
    export PKG_CONFIG_PATH="$stage/root/opt/orgpol/$libdir/pkgconfig"
    for module in orgpol orgpol-json; do
        have=$($pkg_config --modversion $module)
        [ "$have" = "$version" ] || { echo "installcheck: $module.pc says $have"; failed=1; }
    done
    have=$($pkg_config --print-requires orgpol-json)
    [ "$have" = "orgpol = $version" ] || { echo "installcheck: orgpol-json.pc requires $have"; failed=1; }
    root=$stage/root/opt/orgpol
    flags() { $pkg_config "$@" | sed "s#/opt/orgpol#$root#g"; }

    # shellcheck disable=SC2046
    $cc -std=c11 examples/quickstart.c $(flags --cflags --libs orgpol) -o "$stage/quickstart"
    LD_LIBRARY_PATH="$root/$libdir" "$stage/quickstart" >"$stage/shared.out" || [ $? -eq 1 ]
    readelf -d "$stage/quickstart" | grep -q "liborgpol.so.$soname" || { echo "installcheck: quickstart is not linked to liborgpol.so.$soname"; failed=1; }
    # shellcheck disable=SC2046
    $cc -std=c11 -D_POSIX_C_SOURCE=200809L examples/orgpol/*.c $(flags --cflags --libs orgpol-json) \
        -lcjson -lsodium -o "$stage/orgpol"
    demo="eval --ndjson --tenant examples/travel0/tenant.json examples/travel0/questions.ndjson"
    # shellcheck disable=SC2086
    LD_LIBRARY_PATH="$root/$libdir" "$stage/orgpol" $demo >"$stage/demo.shared" || [ $? -eq 1 ]
    # shellcheck disable=SC2086
    "$root/bin/orgpol" $demo >"$stage/demo.installed" || [ $? -eq 1 ]
    cmp "$stage/demo.shared" "$stage/demo.installed" || failed=1

    # Static: the same flags with --static where only the archives are.
    rm -f "$root/$libdir"/*.so*
    # shellcheck disable=SC2046
    $cc -std=c11 examples/quickstart.c $(flags --static --cflags --libs orgpol) -o "$stage/quickstart"
    "$stage/quickstart" >"$stage/static.out" || [ $? -eq 1 ]
    cmp "$stage/shared.out" "$stage/static.out" || failed=1
    # shellcheck disable=SC2046
    $cc -std=c11 -D_POSIX_C_SOURCE=200809L examples/orgpol/*.c $(flags --static --cflags --libs orgpol-json) -o "$stage/orgpol"
    # shellcheck disable=SC2086
    "$stage/orgpol" $demo >"$stage/demo.static" || [ $? -eq 1 ]
    cmp "$stage/demo.shared" "$stage/demo.static" || failed=1
    [ "$(wc -l <"$stage/demo.static")" -eq "$(wc -l <examples/travel0/questions.ndjson)" ] || failed=1

    run_make uninstall "$@" >/dev/null
    left=$(find "$stage/root" ! -type d)
    [ -z "$left" ] || { echo "installcheck: left after uninstall: $left"; failed=1; }
    [ ! -d "$root/include/orgpol" ] || { echo "installcheck: include/orgpol is left after uninstall"; failed=1; }
}

check lib
check lib/multiarch LIBDIR=/opt/orgpol/lib/multiarch
[ $failed -eq 0 ] && echo "ok      install: files, pkg-config shared and static, uninstall"
exit $failed
