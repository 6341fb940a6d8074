#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""instructions.py PROGRAM [--write]: counts the instructions of each row of the benchmark PROGRAM, those that are
executed in the program itself, by callgrind, and compares them with baseline.txt. Fails when a row takes more than
10 % more, or is in one of the two only. --write writes the baseline anew.

Every row is a run of callgrind, which collects in bench_counted (bench.c) and writes a file with the cost of every
line under the object (ob=) that it is in. The library is linked statically, so all of it is in the program's object;
libc, cJSON and libsodium are objects of their own, and left out: what they execute depends on the processor and the
distribution.
"""
import concurrent.futures
import os
import re
import subprocess
import sys
import tempfile

BASELINE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "baseline.txt")
MOST = 10.0  # per cent

HEAD = """# SPDX-License-Identifier: MIT
# Instructions a question, by callgrind, in liborgpol and the benchmark's loop; README.md says how they are counted.
# Written by `make baseline`.
# compiler: %s
"""


def compiler():
    """The compiler's name, first number and target: another one makes other instructions."""
    def ask(option):
        return subprocess.run(["gcc", option], check=True, capture_output=True, text=True).stdout.strip()
    return "gcc %s %s" % (ask("-dumpversion").split(".")[0], ask("-dumpmachine"))


def own_cost(path, program):
    """The cost of all lines in a file of callgrind's whose object is the program, without what they call."""
    names = {}
    here = None
    cost = everywhere = 0
    is_call = False
    with open(path, encoding="utf-8", errors="replace") as lines:
        for line in lines:
            named = re.match(r"(c?ob)=\((\d+)\)(?: (.*))?", line)
            if named:
                kind, number, name = named.groups()
                if name:
                    names[number] = os.path.realpath(name.strip())
                if kind == "ob":
                    here = names[number]
            elif line.startswith("calls="):
                is_call = True
            elif re.match(r"[0-9+*-]", line):
                numbers = line.split()
                if not is_call and len(numbers) > 1:
                    everywhere += int(numbers[1])
                    cost += int(numbers[1]) if here == program else 0
                is_call = False
            elif line.startswith("totals:") and int(line.split()[1]) != everywhere:
                sys.exit("instructions: %s is not understood: %s and a sum of %d" % (path, line.strip(), everywhere))
    return cost


def count(program, row):
    """Instructions a question."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "out")
        run = subprocess.run(
            ["valgrind", "--tool=callgrind", "--callgrind-out-file=" + path, "--toggle-collect=bench_counted*",
             program, "--count", row], capture_output=True, text=True)
        if run.returncode != 0:
            sys.exit("instructions: %s: exit status %d\n%s%s" % (row, run.returncode, run.stdout, run.stderr))
        return own_cost(path, os.path.realpath(program)) / int(run.stdout)


def count_all(program):
    """Of every row, in the order of the rows; two at a time."""
    rows = subprocess.run([program, "--rows"], check=True, capture_output=True, text=True).stdout.splitlines()
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        return dict(zip(rows, pool.map(lambda row: count(program, row), rows)))


def read_baseline():
    """The baseline's compiler, and its rows."""
    made_by = ""
    rows = {}
    with open(BASELINE, encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("# compiler: "):
                made_by = line[len("# compiler: "):].strip()
            elif not line.startswith("#") and line.strip():
                name, number = line.rsplit(None, 1)
                rows[name] = float(number)
    return made_by, rows


def compare(old, new):
    """Prints every row; returns what is wrong, and whether a row is so much better that the baseline hides losses."""
    wrong = []
    better = False
    print("%-36s %12s %12s %9s" % ("instructions a question", "baseline", "now", "change"))
    for name in list(new) + [name for name in old if name not in new]:
        if name not in new or name not in old:
            wrong.append("%s: %s" % (name, "not in the baseline" if name in new else "no such row any more"))
            continue
        change = (new[name] / old[name] - 1) * 100
        if change > MOST:
            wrong.append("%s: %.1f %% more instructions" % (name, change))
        better = better or change < -MOST
        print("%-36s %12.1f %12.1f %8.1f%%%s" % (name, old[name], new[name], change,
                                                 "  MORE" if change > MOST else "  less" if change < -MOST else ""))
    return wrong, better


def main():
    program = sys.argv[1]
    new = count_all(program)
    if sys.argv[2:] == ["--write"]:
        with open(BASELINE, "w", encoding="utf-8") as out:
            out.write(HEAD % compiler())
            out.writelines("%-36s %12.1f\n" % row for row in new.items())
        print("wrote %d rows to %s" % (len(new), os.path.relpath(BASELINE)))
        return 0
    made_by, old = read_baseline()
    wrong, better = compare(old, new)
    if better:
        print("rows with less: renew the baseline (make baseline), so that a later loss shows")
    if made_by != compiler():
        reason = "instructions: the baseline was made by %s, this is %s" % (made_by, compiler())
        return subprocess.run(["test/tools/skip.sh", reason, os.environ.get("STRICT", "")]).returncode
    for what in wrong:
        print("FAILED  instructions: " + what)
    if wrong:
        print("Find out why. When it is meant and worth it, make baseline renews the numbers.")
        return 1
    print("ok      instructions: %d rows" % len(new))
    return 0


if __name__ == "__main__":
    sys.exit(main())
