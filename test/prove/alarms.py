#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""alarms.py ALARMS OUT FUNCTION...: the table of what was proved; fails on an alarm that is not in the list.

ALARMS has one alarm a line, `file | function | property`, under a comment with the reason why it cannot happen.
"""
import csv
import re
import sys
from pathlib import Path


def listed(path):
    entries = set()
    for line in Path(path).read_text().splitlines():
        if line.strip() and not line.startswith("#"):
            entries.add(tuple(part.strip() for part in line.split(" | ")))
    return entries


def alarms_of(table):
    """Properties that are not valid, without their lines, which move."""
    found = set()
    with table.open() as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            if row["status"] in ("Valid", "Considered valid", "Dead", "Unreachable", "Valid under hypotheses"):
                continue
            # A contract stands there; its place of use has a row of its own.
            if "FRAMAC_SHARE" in row["directory"] or row["directory"].endswith("/sodium"):
                continue
            what = " ".join(row["property"].split())
            if row["property kind"].startswith("precondition of"):  # its name is enough
                what = re.match(r"(?:\w+: )*", what)[0].rstrip(": ")
            found.add((row["file"], row["function"], f'{row["property kind"]}: {what}'))
    return found


def main():
    known, out, functions = listed(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:]
    seen, failed = set(), False
    print(f'{"function":<40} {"statements":>18} {"alarms":>7}')
    for function in functions:
        log, table = out / f"{function}.log", out / f"{function}.csv"
        text = log.read_text()
        covered = re.search(r"functions, (\d+) statements reached \(out of (\d+)\)", text)
        if not covered or not table.exists():
            print(f"{function:<40} {'not analysed':>18}")
            failed = True
            continue
        alarms = alarms_of(table)
        seen |= alarms
        reached, whole = int(covered[1]), int(covered[2])
        print(f"{function:<40} {reached:>5} of {whole:>5} {100 * reached // whole:>3}% {len(alarms):>7}")
    for alarm in sorted(seen - known):
        print("alarm that is not in the list: " + " | ".join(alarm))
        failed = True
    for alarm in sorted(known - seen) if len(functions) > 30 else ():
        print("entry that no alarm meets: " + " | ".join(alarm))
        failed = True
    print(f"{'NOT ' if failed else ''}proved: {len(functions)} functions, {len(seen)} alarms left, each with its reason")
    sys.exit(failed)


main()
