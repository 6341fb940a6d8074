#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""alarms.py ALARMS OUT FUNCTION...: the table of what was proved; fails on an alarm that is not in the list.

ALARMS has one alarm a line, `file | function | property`, under a comment with the reason why it cannot happen; behind
it `| n` where n places of that function give it, not one. A function of a header is named with the file whose copy of
it gives the alarm: `text.h of callback.c`.
"""
import csv
import re
import sys
from pathlib import Path

SOURCES = {path.name: path.read_text() for path in Path("lib/core").glob("*.[ch]")}
EXTERNAL = {name: file for file, text in SOURCES.items() if file.endswith(".c")
            for name in re.findall(r"^(?!static)\w[^;{}#]*?\b(orgpol_\w+)\(", text, re.M)}


def listed(path):
    entries = {}
    for line in Path(path).read_text().splitlines():
        if line.strip() and not line.startswith("#"):
            file, function, alarm, *places = (part.strip() for part in line.split(" | "))
            entries[file, function, alarm] = int(places[0]) if places else 1
    return entries


def owners(parsed):
    """The file that each definition belongs to, whose external functions come behind its copies of headers."""
    found, waiting = {}, []
    for name in re.findall(r"^\w[^;{}]*?\b(\w+)\([^;{}]*\)\n\{", parsed.read_text(), re.M):
        waiting.append(name)
        if name in EXTERNAL:
            found.update(dict.fromkeys(waiting, EXTERNAL[name]))
            waiting = []
    return found


def place_of(file, function, owner):
    """File and function as they stand in the source: the analyser has numbered functions of one name."""
    if not re.search(rf"\b{function}\(", SOURCES.get(file, "")):
        function = re.sub(r"_\d+\Z", "", function)
    return (f"{file} of {owner}" if file.endswith(".h") else file), function


def alarms_of(table, owner):
    """Properties that are not valid, each with its lines."""
    found = {}
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
            file, function = place_of(row["file"], row["function"], owner.get(row["function"]))
            found.setdefault((file, function, f'{row["property kind"]}: {what}'), set()).add(row["line"])
    # Of what may not be readable Eva also says that it may not be written or dangle.
    for file, function, what in list(found):
        if re.search(r": (danglingness|initialization)\b", what):
            readable = re.sub(r": (danglingness|initialization)(: )?", lambda m: ": valid_" if m[2] else ": valid", what)
            if found.get((file, function, readable), set()) >= found[file, function, what]:
                del found[file, function, what]
    return found


def main():
    known, out, functions = listed(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:]
    owner = owners(out / "parsed.c")
    seen, failed = {}, False
    print(f'{"function":<40} {"statements":>18} {"alarms":>7}')
    for function in functions:
        log, table = out / f"{function}.log", out / f"{function}.csv"
        covered = re.search(r"functions, (\d+) statements reached \(out of (\d+)\)", log.read_text())
        if not covered or not table.exists():
            print(f"{function:<40} {'not analysed':>18}")
            failed = True
            continue
        alarms = alarms_of(table, owner)
        for alarm, lines in alarms.items():
            seen.setdefault(alarm, set()).update(lines)
        reached, whole = int(covered[1]), int(covered[2])
        print(f"{function:<40} {reached:>5} of {whole:>5} {100 * reached // whole:>3}% {len(alarms):>7}")
    places = {alarm: len(lines) for alarm, lines in seen.items()}
    for alarm, count in sorted(places.items()):
        if count > known.get(alarm, 0):
            print("alarm that is not in the list: " + " | ".join(alarm) + (f" | {count}" if count > 1 else ""))
            failed = True
    for alarm, count in sorted(known.items()) if len(functions) > 30 else ():
        if count > places.get(alarm, 0):
            print("entry that no alarm meets: " + " | ".join(alarm) + (f" | {count}" if count > 1 else ""))
            failed = True
    print(f"{'NOT ' if failed else ''}proved: {len(functions)} functions, {len(seen)} alarms left, each with its reason")
    sys.exit(failed)


main()
