#!/bin/sh
# SPDX-License-Identifier: MIT
# node.sh check-node|bench-node|node-types DIRECTORY ADDON
# MAKE, and STRICT, which fails where a tool is missing, in the environment.
#
# Installs node-gyp and TypeScript below DIRECTORY from examples/node/package-lock.json, unless they are there, makes
# ADDON, and runs its tests.
set -eu

target=$1
directory=$2
addon=$3

skip() {
    test/tools/skip.sh "${target#*-}: $1" "${STRICT:-}"
    exit
}

for tool in node npm pkg-config; do
    command -v $tool >/dev/null || skip "$tool is missing (Debian: nodejs, npm, pkgconf)"
done
node -e 'process.exit(process.versions.node.split(".")[0] >= 20 ? 0 : 1)' || skip "node is older than 20"
prefix=$(node -p 'require("path").dirname(require("path").dirname(process.execPath))')
[ -f "$prefix/include/node/node_api.h" ] ||
    skip "node's headers are missing at $prefix/include/node (Debian: libnode-dev)"
test/tools/npm.sh examples/node "$directory/tools" || skip "npm cannot install node-gyp and TypeScript"

$MAKE --no-print-directory "$addon"
package=$(cd "${addon%/build/*}" && pwd)
NODE_PATH=$(cd "$directory/tools" && pwd)/node_modules
export NODE_PATH

case $target in
check-node) timeout --kill-after=5 300 node --expose-gc --test --test-reporter="$PWD/test/bindings/reporter.js" "$package"/test/*.test.js ;;
bench-node) node test/bindings/bench.js "$package" ;;
node-types) node "$package/tools/types.js" >examples/node/words.d.ts ;;
esac
