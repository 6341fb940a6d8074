#!/bin/sh
# SPDX-License-Identifier: MIT
# idp.sh check-idp|demo-idp|idp-pictures DIRECTORY ADDON
# MAKE, and STRICT, which fails where a tool is missing, in the environment.
#
# Installs below DIRECTORY what examples/oidc-provider/package-lock.json pins, unless it is there, makes ADDON, copies
# the example and its tests beside them, and runs what is asked for.
set -eu

target=$1
directory=$2
addon=$3

skip() {
    test/tools/skip.sh "identity provider: $1" "${STRICT:-}"
    exit
}

for tool in node npm pkg-config; do
    command -v $tool >/dev/null || skip "$tool is missing (Debian: nodejs, npm, pkgconf)"
done
node -e 'process.exit(process.versions.node.split(".")[0] >= 20 ? 0 : 1)' || skip "node is older than 20"
prefix=$(node -p 'require("path").dirname(require("path").dirname(process.execPath))')
[ -f "$prefix/include/node/node_api.h" ] ||
    skip "node's headers are missing at $prefix/include/node (Debian: libnode-dev)"
test/tools/npm.sh examples/node "${addon%/orgpol/*}/tools" || skip "npm cannot install node-gyp"
test/tools/npm.sh examples/oidc-provider "$directory" || skip "npm cannot install oidc-provider"

$MAKE --no-print-directory "$addon"
package=$(cd "${addon%/build/*}" && pwd)
rm -rf "$directory/app" "$directory/test" "$directory/node_modules/orgpol"
cp -R examples/oidc-provider "$directory/app"
cp -R test/bindings/idp "$directory/test"
ln -s "$package" "$directory/node_modules/orgpol"
root=$PWD
pictures=$root/examples/oidc-provider/pictures
reporter=$root/test/bindings/reporter.js
CHROMIUM=$(command -v chromium || :)
export CHROMIUM
cd "$directory"

# run NAME FILE...
run() {
    SUITE=$1
    export SUITE
    shift
    timeout --kill-after=5 300 node --test --test-reporter="$reporter" "$@"
}

case $target in
check-idp)
    run idp test/*.test.js
    if [ -z "$CHROMIUM" ]; then cd "$root" && skip "chromium is missing"; fi
    run "idp in Chromium" test/chromium.js
    ;;
demo-idp) exec node app/demo.js ;;
idp-pictures)
    mkdir -p "$pictures"
    PICTURES=$pictures run "idp in Chromium" test/chromium.js
    ;;
esac
