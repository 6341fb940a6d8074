#!/bin/sh
# SPDX-License-Identifier: MIT
# npm.sh SOURCE DIRECTORY: installs what SOURCE/package-lock.json pins below DIRECTORY, unless it is there already.
# Fails where npm cannot.
set -eu

mkdir -p "$2"
cmp -s "$1/package-lock.json" "$2/installed" && exit
rm -rf "$2/node_modules"
cp "$1/package.json" "$1/package-lock.json" "$2"
npm ci --prefix "$2" --ignore-scripts --no-audit --no-fund --silent
cp "$1/package-lock.json" "$2/installed"
