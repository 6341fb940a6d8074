#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""analyzer.py KNOWN CC FILE...: gcc -fanalyzer over the files, two at a time; fails on a warning that KNOWN does not
name, or on an entry that no warning meets."""
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

FLAGS = "-std=c11 -O2 -g -D_POSIX_C_SOURCE=200809L -Iinclude -fanalyzer -fdiagnostics-path-format=none -c -o".split()
WARNING = re.compile(r"^([^:\s]+):\d+:\d+: warning: .*\[(-Wanalyzer-[\w-]+)\]")


def warnings_of(file):
    run = subprocess.run([sys.argv[2], *FLAGS, os.devnull, file], text=True, stderr=subprocess.PIPE,
                         env={**os.environ, "LC_ALL": "C"}, check=False)
    function, found = "?", set()
    for line in run.stderr.splitlines():
        inside = re.search(r"In function '(\w+)'", line)
        warning = WARNING.match(line)
        if inside:
            function = inside[1]
        if warning:
            found.add(f"{warning[1]} | {function} | {warning[2]}")
    if run.returncode != 0:
        found.add(f"{file} | | {run.stderr.strip()}")
    return found


def main():
    with open(sys.argv[1], encoding="utf-8") as lines:
        known = {line.strip() for line in lines if line.strip() and not line.startswith("#")}
    with ThreadPoolExecutor(2) as pool:
        found = set().union(*pool.map(warnings_of, sys.argv[3:]))
    new, stale = found - known, known - found
    for entry in sorted(new):
        print(f"analyzer: not in {sys.argv[1]}: {entry}")
    for entry in sorted(stale):
        print(f"analyzer: no longer said: {entry}")
    if new or stale:
        sys.exit(1)
    print(f"ok      gcc -fanalyzer: {len(sys.argv) - 3} files, {len(known)} warnings known by name")


main()
