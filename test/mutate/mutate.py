# SPDX-License-Identifier: MIT
"""mutate.py BUILD [FILE...] [--jobs N] [--shard I/N] [--sample N --seed S] [--near] [--retry] [--report]

Changes one condition, constant, text or table row of lib/core at a time (mutants.py), builds what the change touches,
and runs the tests until one fails. A mutant that no test kills is a survivor: it stands in test/mutate/survivors.txt
with the reason why it changes nothing, or the run fails. BUILD/results.jsonl keeps what was found, so that a run
goes on where one was stopped. Survivors that are not listed are asked again when the tests have changed, all
with --retry; a listed one that is killed fails the run.

BUILD has the tests, linked against a shared liborgpol that exports everything (mutate.mk). Where tcc is installed, it
compiles what the tests see, in a tenth of the time; what survives that is compared as CC compiles it.
"""
import argparse
import collections
import concurrent.futures
import hashlib
import json
import os
import pathlib
import queue
import random
import re
import resource
import shutil
import subprocess
import sys
import threading

import mutants

CORE = pathlib.Path("lib/core")
SURVIVORS = pathlib.Path("test/mutate/survivors.txt")
FLAGS = ["-std=c11", "-fPIC", "-O1", "-w", "-fvisibility=default", "-fno-semantic-interposition"]
CPU_S = 60         # what one test may take
MEMORY_KB = 4 << 20
# A test that takes longer is asked only about its own family; with --near, about the others' when it is quick, and about
# its own unless it takes very long.
SLOW_S = 1.0
NEAR_S = 0.1
LONG_S = 4.0
# What the files of a family are named after, besides the family.
PARTS = r"_(rows|table|key|course|discover|parse|route|body|account|client|client_grant|connection|context|jwt|organization|" \
        r"privileged_access|resource_server|scope|token)$"
ALWAYS = ("vectors/evaluations", "unit/test_decision", "unit/test_describe", "unit/test_orders")


def squeezed(text):
    return re.sub(r"\s+", " ", text).strip()


class Mutant:
    def __init__(self, path, text, change):
        self.path = path
        self.kind, self.start, self.end, self.new = change
        self.text = text[:self.start] + self.new + text[self.end:]
        begin = text.rfind("\n", 0, self.start) + 1
        over = text.find("\n", self.end) if text.find("\n", self.end) >= 0 else len(text)
        self.line = text.count("\n", 0, self.start) + 1
        self.before = squeezed(text[begin:over])
        self.after = self.kind if self.kind.startswith("row") else \
            squeezed(text[begin:self.start] + self.new + text[self.end:over])
        what = f"{path}\0{text}\0{self.start}\0{self.end}\0{self.new}"
        self.key = hashlib.sha256(what.encode()).hexdigest()[:20]

        places = re.findall(r"^(?!#)[a-zA-Z][^\n;=]*?\b(\w+)(?:\(|\[| =)", text[:self.start], re.MULTILINE)
        self.place = f"{path}:{places[-1]}" if places else str(path)

    def entry(self):
        """How the list of survivors names it."""
        return self.place, self.before, self.after


# ---- what a change touches ----

class Sources:
    """Which files of lib/core have to be compiled again for a change of one."""

    def __init__(self):
        self.texts = {path.name: path.read_text() for path in mutants.core_files()}
        self.included = {name: set() for name in self.texts}
        for name in self.texts:
            self.follow(name, name)

    def follow(self, name, of):
        for header in re.findall(r'^#include "(\w+\.\w+)"', self.texts[of], re.MULTILINE):
            if header in self.texts and header not in self.included[name]:
                self.included[name].add(header)
                self.follow(name, header)

    def own_text(self, name):
        """Of a source and the private headers it sees, but for the tables of all families."""
        return self.texts[name] + "".join(self.texts[header] for header in self.included[name]
                                          if not header.endswith("_table.h") and header != "decision.h")

    def touched_by(self, mutant):
        name = mutant.path.name
        if mutant.path.suffix == ".c":
            return [name]
        sources = [source for source in self.texts if source.endswith(".c") and name in self.included[source]]
        if name.endswith("_table.h"):
            prefixes = re.findall(r"#define (\w+)_TABLE\b", self.texts[name])
            wanted = re.compile(r"\b(?:" + "|".join(prefixes) + r")_[A-Z]")
            return [source for source in sources if source == "decision.c" or wanted.search(self.own_text(source))]
        function = self.function_at(name, mutant.start)
        if function is None:
            return sources
        return [source for source in sources if self.uses(source, name, function)]

    def function_at(self, name, at):
        """The inline function of a header that the byte is in, or None."""
        found = None
        for match in re.finditer(r"^(?:static|INLINE)\b[^;{}=]*?\b(\w+)\([^;{}]*\)\n\{.*?^\}", self.texts[name],
                                 re.MULTILINE | re.DOTALL):
            if match.start() <= at < match.end():
                found = match.group(1)
        return found

    def uses(self, source, header, function):
        text = self.own_text(source)
        return len(re.findall(rf"\b{function}\b", text)) > len(re.findall(rf"\b{function}\(", self.texts[header])) or \
            len(re.findall(rf"\b{function}\b", self.texts[header])) > 1


# ---- building and running ----

def compilers():
    """The quick one, if there is one, and the one that decides."""
    return (["tcc"] if shutil.which("tcc") else []) + [os.environ.get("CC", "cc")]


def objects_as_they_are(build, compiler):
    return build.resolve() / "objects" / compiler


class Workshop:
    """A copy of lib/core where one mutant at a time is built and tried."""

    def __init__(self, build, number):
        self.build = build.resolve()
        self.folder = (build / "work" / str(number)).resolve()
        shutil.rmtree(self.folder, ignore_errors=True)
        (self.folder / "objects").mkdir(parents=True)
        shutil.copytree(CORE, self.folder / "core")

    def compile(self, source, to, compiler):
        command = [compiler, *FLAGS, f"-I{pathlib.Path('include').resolve()}",
                   *os.environ.get("CORE_CPPFLAGS", "").split(), "-c", source, "-o", to]
        return subprocess.run(command, cwd=self.folder / "core", capture_output=True, check=False).returncode == 0

    def link(self, changed, compiler):
        """A shared library of the changed objects, and of the others as they were."""
        objects = [changed.get(path.name, path) for path in sorted(objects_as_they_are(self.build, compiler).glob("*.o"))]
        subprocess.run(["ld", "-shared", "-soname", "liborgpol.so", *objects, *os.environ["CORE_LIBS"].split(), "-o",
                        self.folder / "liborgpol.so"],
                       check=True, capture_output=True)

    def objects_of(self, mutant, sources, compiler):
        """{name: changed object}; None when it does not compile."""
        place = self.folder / "core" / mutant.path.name
        original = place.read_text()
        place.write_text(mutant.text)
        changed = {}
        try:
            for source in sources:
                to = self.folder / "objects" / (source[:-2] + ".o")
                if not self.compile(source, to, compiler):
                    return None
                if to.read_bytes() != (objects_as_they_are(self.build, compiler) / to.name).read_bytes():
                    changed[to.name] = to
        finally:
            place.write_text(original)
        return changed

    def killer(self, tests):
        """The first of tests [(test, seconds)] that fails or takes longer than its seconds; None when none does."""
        script = f"ulimit -v {MEMORY_KB} -c 0\nfor test; do (ulimit -t \"${{test%%:*}}\"; exec \"$0/${{test#*:}}\") " \
                 ">/dev/null 2>&1 || { echo \"${test#*:}\"; exit 0; }; done"
        limited = [f"{seconds}:{test}" for test, seconds in tests]
        done = subprocess.run(["sh", "-c", script, self.build / "test", *limited], capture_output=True, text=True,
                              env={**os.environ, "LD_LIBRARY_PATH": str(self.folder), "QUICK": "1"}, check=False)
        return done.stdout.strip() or None

    def status(self, mutant, sources, tests):
        touched = sources.touched_by(mutant)
        tried = False
        for compiler in compilers():
            changed = self.objects_of(mutant, touched, compiler)
            if changed and not tried:
                tried = True
                self.link(changed, compiler)
                killer = self.killer(tests)
                if killer:
                    return "killed", killer
        return ("no compile" if changed is None else "survived" if changed else "equal"), None


class Order:
    """Tests in the order in which they kill soonest: what killed mutants of the file, its family's, quick ones."""

    def __init__(self, seconds, results, near):
        self.seconds = {test: took for test, took in seconds.items() if took < LONG_S or not near}
        self.limit = NEAR_S if near else SLOW_S
        self.kills = collections.Counter()
        self.lock = threading.Lock()
        for result in results:
            self.count(result)

    def count(self, result):
        if result["killer"]:
            with self.lock:
                self.kills[result["file"], result["killer"]] += 1

    def of(self, path):
        family = re.sub(PARTS, "", path.stem)

        def rank(test):
            near = self.kills[str(path), test] + (0.5 if family in test else 0.3 if test in ALWAYS else 0.01)
            return -near / (0.05 + self.seconds[test])
        with self.lock:
            chosen = [test for test in self.seconds
                      if self.seconds[test] < self.limit or family in test or test in ALWAYS or
                      self.kills[str(path), test]]
            return [(test, int(2 + 5 * self.seconds[test])) for test in sorted(chosen, key=rank)]


def digest_of(paths):
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def data_of_tests():
    return sorted([*pathlib.Path("test/vectors").glob("*.*"), *pathlib.Path("test/property").glob("*.golden")])


def prepare(build, tests):
    """The objects as they are, and how long each test takes with them, which all pass: {test: seconds}."""
    shop = Workshop(build, "base")
    kept = build / "seconds.json"
    known = json.loads(kept.read_text()) if kept.exists() else {}
    core = digest_of([*mutants.core_files(), *sorted(pathlib.Path("include").glob("**/*.h"))])
    wanted = [core, FLAGS, compilers()]
    if known.get("core") != wanted:
        known = {"core": wanted}
        shutil.rmtree(build / "objects", ignore_errors=True)
        for compiler in compilers():
            objects_as_they_are(build, compiler).mkdir(parents=True)
            for path in sorted(CORE.glob("*.c")):
                to = objects_as_they_are(build, compiler) / (path.stem + ".o")
                if not (shop.compile(path.name, to, compiler) or shop.compile(path.name, to, compilers()[-1])):
                    sys.exit(f"{path} does not compile")
    shop.link({}, compilers()[0])
    for test in tests:
        digest = digest_of([build / "test" / test, *data_of_tests()])
        if known.get(test, [None])[0] != digest:
            begin = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
            if shop.killer([(test, CPU_S)]):
                sys.exit(f"{test} fails without a change")
            known[test] = [digest, resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - begin]
    kept.write_text(json.dumps(known))
    return {test: known[test][1] for test in tests}


# ---- results ----

def read_results(file):
    rows = [json.loads(row) for row in file.read_text().splitlines()] if file.exists() else []
    return {row["key"]: row for row in rows}


def listed_survivors():
    entries = {}
    for number, row in enumerate(SURVIVORS.read_text().splitlines(), 1):
        if row.strip() and not row.startswith("#"):
            cells = [cell.strip() for cell in row.split(" ;; ")]
            if len(cells) != 4:
                sys.exit(f"{SURVIVORS}:{number}: not four cells: file:function ;; line ;; the line changed ;; reason")
            entries[tuple(cells[:3])] = cells[3]
    return entries


def report(all_of_them, results, chosen):
    """Prints the counts a file, and what is wrong with the list of survivors. True when nothing is."""
    listed = listed_survivors()
    table = collections.defaultdict(collections.Counter)
    alive, dead, complete = collections.defaultdict(list), set(), True
    for mutant in chosen:
        result = results.get(mutant.key)
        complete &= result is not None
        status = result["status"] if result else "not run"
        if status == "survived":
            alive[mutant.entry()].append(mutant)
            status = "explained" if mutant.entry() in listed else "open"
        elif result:
            dead.add(mutant.entry())
        table[str(mutant.path)][status] += 1
    columns = ["killed", "no compile", "equal", "explained", "open", "not run"]
    print(f"{'file':36} {'mutants':>8} " + " ".join(f"{name:>10}" for name in columns))
    for name, row in [*sorted(table.items()), ("all", sum(table.values(), collections.Counter()))]:
        print(f"{name:36} {sum(row.values()):8} " + " ".join(f"{row[column]:10}" for column in columns))
    for entry, several in sorted(alive.items()):
        if entry not in listed:
            print(f"survived: line {several[0].line}: {' ;; '.join(entry)}")
    known = {mutant.entry() for mutant in all_of_them}
    stale = [entry for entry in listed if entry not in known or (entry in dead and entry not in alive)]
    for entry in stale:
        print(f"{SURVIVORS}: killed, or no mutant: {' ;; '.join(entry)}")
    return complete and not stale and all(entry in listed for entry in alive)


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("files", nargs="*")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--shard", default="1/1")
    parser.add_argument("--sample", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--retry", action="store_true", help="ask again about survivors")
    parser.add_argument("--near", action="store_true", help="only tests of the family, and quick ones")
    parser.add_argument("--report", action="store_true")
    return parser.parse_intermixed_args()


def choose(options, all_of_them):
    wanted = {str(pathlib.Path(name)) for name in options.files}
    chosen = [mutant for mutant in all_of_them if not wanted or str(mutant.path) in wanted]
    if wanted: # in the order asked for
        names = [str(pathlib.Path(name)) for name in options.files]
        chosen.sort(key=lambda mutant: names.index(str(mutant.path)))
    shard, shards = map(int, options.shard.split("/"))
    chosen = chosen[shard - 1::shards]
    if options.sample and options.sample < len(chosen):
        chosen = random.Random(options.seed).sample(chosen, options.sample)
    return chosen


def run(options, left, file, results, tests, digest):
    order = Order(prepare(options.build, tests), results.values(), options.near)
    sources = Sources()
    shops = queue.SimpleQueue()
    for number in range(options.jobs):
        shops.put(Workshop(options.build, f"{options.shard.replace('/', '_')}_{number}"))

    def one(mutant):
        shop = shops.get()
        try:
            status, killer = shop.status(mutant, sources, order.of(mutant.path))
        finally:
            shops.put(shop)
        return {"key": mutant.key, "file": str(mutant.path), "line": mutant.line, "kind": mutant.kind,
                "before": mutant.before, "after": mutant.after, "status": status, "killer": killer, "tests": digest}

    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool, file.open("a") as log:
        for done, result in enumerate(pool.map(one, left), 1):
            results[result["key"]] = result
            order.count(result)
            log.write(json.dumps(result) + "\n")
            log.flush()
            if result["status"] == "survived":
                print("survived: {file}:{line}: {before}  =>  {after}".format(**result), flush=True)
            if done % 100 == 0:
                print(f"{done} of {len(left)}", flush=True)


def main():
    options = arguments()
    siblings = mutants.constants()
    all_of_them = []
    for path in mutants.core_files():
        text = path.read_text()
        all_of_them += [Mutant(path, text, change) for change in mutants.mutants_of(path, siblings)]
    chosen = choose(options, all_of_them)
    tests = sorted(str(path.relative_to(options.build / "test")) for folder in ("unit", "vectors", "property")
                   for path in (options.build / "test" / folder).iterdir() if os.access(path, os.X_OK))
    file = options.build / "results.jsonl"
    results = read_results(file)
    digest = digest_of([*(options.build / "test" / test for test in tests), *data_of_tests()])
    listed = listed_survivors()
    left = [mutant for mutant in chosen if mutant.key not in results or (
        results[mutant.key]["status"] == "survived" and
        (options.retry or (results[mutant.key]["tests"] != digest and mutant.entry() not in listed)))]
    if left and not options.report:
        print(f"{len(left)} of {len(chosen)} mutants to try", flush=True)
        run(options, left, file, results, tests, digest)
    sys.exit(not report(all_of_them, results, chosen))


if __name__ == "__main__":
    main()
