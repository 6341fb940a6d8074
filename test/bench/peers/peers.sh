#!/bin/sh
# SPDX-License-Identifier: MIT
# peers.sh check|bench DIRECTORY ORGPOL
# STRICT in the environment fails where an engine is missing.
#
# Installs the engines below DIRECTORY unless they are there, writes what they are asked, and compares or times them:
# see peers.js. Cedar is the one of test/oracle. casbin for Go is Debian's, and left out where it is not installed.
set -eu

mode=$1
directory=$2
orgpol=$3
source=test/bench/peers
gocode=/usr/share/gocode

skip() {
    test/tools/skip.sh "peers: $1" "${STRICT:-}"
}

for tool in node npm; do
    if ! command -v $tool >/dev/null; then
        skip "$tool is missing (Debian: nodejs, npm)"
        exit
    fi
done
if ! test/tools/npm.sh test/oracle "$directory/cedar" || ! test/tools/npm.sh $source "$directory/npm"; then
    skip "npm cannot install the engines"
    exit
fi
NODE_PATH=$(cd "$directory" && pwd)
NODE_PATH=$NODE_PATH/cedar/node_modules:$NODE_PATH/npm/node_modules
export NODE_PATH

casbin_version=
if ! command -v go >/dev/null || [ ! -d $gocode/src/github.com/casbin/casbin ]; then
    skip "casbin for Go is missing (Debian: golang-go, golang-github-casbin-casbin-dev)"
else
    casbin_version=$(dpkg-query -W -f '${Version}' golang-github-casbin-casbin-dev)
    GO111MODULE=off GOPATH=$gocode GOCACHE=$(cd "$directory" && pwd)/go-cache \
        go build -o "$directory/casbin" $source/casbin.go
fi

"$directory/ours" space >"$directory/space"
[ "$mode" = check ] || "$directory/ours" stream 1000000 >"$directory/stream"
# shellcheck disable=SC2086
node $source/peers.js "$mode" "$directory" "$orgpol" $casbin_version
