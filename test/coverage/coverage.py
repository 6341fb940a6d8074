# SPDX-License-Identifier: MIT
"""coverage.py BUILD TEST...: runs tests built with COVERAGE=1 and says which branches nobody took.

lib/core: every branch is taken by tests that include no private header of lib/core, or stands in
test/coverage/exclusions. lib/json: 95 %, by tests that include no private header but, to look at the tenant that public
functions made, lib/json/store.h; what they take in the files that looking goes through does not count. gcov counts
(-b), as gcc -O0 makes branches; those of an inline function are added up over the files that have it. Nothing else is
left out of the count.
"""
import collections
import concurrent.futures
import json
import os
import pathlib
import re
import subprocess
import sys

EXCLUSIONS = pathlib.Path("test/coverage/exclusions")
JSON_PERCENT = 95.0
LOOK = {"lib/json/store.h"}
LOOKED_THROUGH = {f"lib/json/{name}" for name in ("store.c", "store.h", "store_rows.c", "index.c", "table.c", "arrays.c",
                                                  "tenant.c")}


def private_headers(source, seen=None):
    """The headers of the libraries' own folders that a test sees, itself or through the headers of tests."""
    seen = set() if seen is None else seen
    found = set()
    for name in re.findall(r'^#include "(.*)"', source.read_text(), re.MULTILINE):
        for folder in (source.parent, pathlib.Path("test")):
            path = pathlib.Path(os.path.normpath(folder / name))
            if not path.is_file() or path in seen:
                continue
            seen.add(path)
            found |= {str(path)} if path.parts[0] == "lib" else private_headers(path, seen)
    return found


def run(build, tests):
    """Runs the tests, two at a time; what they count is added to what is there."""
    def one(test):
        done = subprocess.run([build / "test" / test], env={**os.environ, "QUICK": "1"}, capture_output=True,
                              check=False)
        return test, done.returncode, done.stdout + done.stderr
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        for test, status, output in pool.map(one, tests):
            if status != 0:
                sys.exit(f"FAILED  {test}\n{output.decode(errors='replace')}")


def counts(build):
    """{(file, line): (function, [how often each branch was taken])} of the libraries."""
    notes = sorted(build.glob("lib/*/*.gcno"))
    output = subprocess.run(["gcov", "--branch-probabilities", "--branch-counts", "--json-format", "--stdout", *notes],
                            capture_output=True, check=True).stdout
    several = collections.defaultdict(list)
    functions = {}
    for document in output.decode().splitlines():
        for file in json.loads(document)["files"]:
            for line in file["lines"]:
                if file["file"].startswith("lib/") and line["branches"]:
                    place = file["file"], line["line_number"]
                    several[place].append([branch["count"] for branch in line["branches"]])
                    functions[place] = line.get("function_name", "")
    return {place: (functions[place], added(entries)) for place, entries in several.items()}


def added(entries):
    """One entry of branch counts for a line: its instances' sums. One that is always inlined repeats its branches."""
    size = min(len(entry) for entry in entries)
    total = [0] * size
    for entry in entries:
        for at, count in enumerate(entry):
            total[at % size] += count
    return total


def exclusions():
    """{(file, function, text of the line): untaken branches}"""
    entries = {}
    for number, row in enumerate(EXCLUSIONS.read_text().splitlines(), 1):
        if not row.strip() or row.startswith("#"):
            continue
        cells = re.fullmatch(r"(\S+) ; (\w+) ; (.+) ; (\d+) ; (\S.*)", row)
        if cells is None:
            sys.exit(f"{EXCLUSIONS}:{number}: not five cells: file ; function ; line ; branches ; reason")
        entries[cells.group(1, 2, 3)] = int(cells.group(4))
    return entries


def untaken(branches, folder):
    """[(file, line, function, text, branches not taken)] of a folder, how many branches it has, how many not taken"""
    found, all_of_them = [], 0
    for (file, line), (function, taken) in sorted(branches.items()):
        if file.startswith(folder):
            all_of_them += len(taken)
            text = pathlib.Path(file).read_text().splitlines()[line - 1].strip()
            if 0 in taken:
                found.append((file, line, function, text, taken))
    return found, all_of_them, sum(row[4].count(0) for row in found)


def show(rows):
    for file, line, function, text, taken in rows:
        print(f"{file}:{line}: {function}: taken {'/'.join(map(str, taken))}: {text}")


def check_core(branches):
    found, total, missing = untaken(branches, "lib/core/")
    listed = exclusions()
    seen = collections.Counter()
    for file, _, function, text, taken in found:
        seen[file, function, text] += taken.count(0)
    wrong = [row for row in found if seen[row[0], row[2], row[3]] != listed.get((row[0], row[2], row[3]))]
    stale = [entry for entry in listed if entry not in seen]
    show(wrong)
    for entry in stale:
        print(f"{EXCLUSIONS}: not needed: {' ; '.join(entry)}")
    print(f"lib/core: {total - missing} of {total} branches taken, {missing} excluded or missing")
    return not wrong and not stale


def check_json(branches, verbose):
    found, total, missing = untaken(branches, "lib/json/")
    percent = 100 * (total - missing) / total
    if verbose or percent < JSON_PERCENT:
        show(found)
    print(f"lib/json: {total - missing} of {total} branches taken, {percent:.2f} %, {JSON_PERCENT:.0f} % asked")
    return percent >= JSON_PERCENT


def main():
    build = pathlib.Path(sys.argv[1])
    private = {test: private_headers(pathlib.Path("test", test + ".c")) for test in sys.argv[2:]}
    public = [test for test in private if not private[test]]
    looking = [test for test in private if private[test] and private[test] <= LOOK]
    of_core = [test for test in private if any(name.startswith("lib/core/") for name in private[test])]
    for old in build.glob("lib/*/*.gcda"):
        old.unlink()
    run(build, public)
    by_public = counts(build)
    run(build, looking)
    good = check_json({place: by_public[place] if place[0] in LOOKED_THROUGH else row
                       for place, row in counts(build).items()}, os.environ.get("V"))
    run(build, [test for test in private if test not in public + looking + of_core])
    good &= check_core(counts(build))
    sys.exit(not good)


if __name__ == "__main__":
    main()
