#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""stack.py FOLDER=[LIMIT]...: the stack that each exported function needs at most, and what calls itself.

A folder is a build of the libraries with gcc's -fcallgraph-info=su: beside each object file there is a .ci
file with its functions, their frames and their calls. What a function needs is its frame and the largest
need of what it calls; without a limit it is only shown. Calls of other libraries are listed and count
nothing: their frames are not ours. Calls through a pointer are listed below with every function that can be
meant; a function that nothing leads to shows that one is missing there. Nothing may call itself, by
whatever way round, and no frame may be without a bound.
"""
import pathlib
import re
import sys

ELEMENTS = """orgpol_load_client orgpol_load_connection orgpol_load_resource_server orgpol_load_client_grant
    orgpol_load_organization orgpol_load_user orgpol_load_role orgpol_load_rule orgpol_load_hook
    orgpol_load_custom_domain"""
RELATIONS = """orgpol_load_enabled_connection orgpol_load_organization_client orgpol_load_role
    orgpol_load_organization_client_grant orgpol_load_member orgpol_load_discovery_domain orgpol_load_invitation"""
CHECKS = """orgpol_config_client orgpol_config_connection orgpol_config_resource_server
    orgpol_config_client_grant orgpol_config_organization"""

# What the calls through a pointer in a file lead to.
POINTERS = {
    "lib/json/answer.c": "orgpol_advice_name orgpol_obligation_name",
    "lib/json/authzen.c": """orgpol_authzen_login orgpol_authzen_prompt orgpol_authzen_authorize
        orgpol_authzen_endpoint orgpol_authzen_client_grant orgpol_authzen_user_grant orgpol_authzen_consent
        orgpol_authzen_consent_key orgpol_authzen_token_organization orgpol_authzen_config orgpol_authzen_manage
        orgpol_authzen_my_account orgpol_authzen_complete orgpol_authzen_connect orgpol_authzen_exchange
        orgpol_authzen_select""",
    "lib/json/authzen_config.c": CHECKS,
    "lib/json/builder.c": ELEMENTS + " " + RELATIONS + """ orgpol_load_settings orgpol_load_options
        orgpol_load_enabled_client orgpol_load_user_grant orgpol_load_account""",
    "lib/json/lint_keys.c": "lint_reference lint_key",
    "lib/json/lint_rows.c": CHECKS,
}

# Functions that call what they are handed: who hands them what, by the file of the caller. Seen so, the
# arrays of a document and those inside its rows are no recursion.
HANDED = {
    "orgpol_load_arrays": {
        "lib/json/tenant.c": ELEMENTS,
        "lib/json/load_organizations.c": RELATIONS,
        "lib/json/load_applications.c": "orgpol_load_enabled_client",
        "lib/json/load_users.c": "orgpol_load_account orgpol_load_user_grant load_permission",
    },
    "orgpol_authzen_serve": {
        "lib/json/authzen.c": "orgpol_authzen_single",
        "lib/json/authzen_batch.c": "answer_batch",
        "lib/json/search.c": "answer_search nothing_to_search",
    },
    "qsort": {
        "lib/json/arrange.c": "by_domain",
        "lib/json/config_organization.c": "by_connection_id",
        "lib/json/finish.c": "by_address by_user_and_time by_user_and_organization",
        "lib/json/lint_keys.c": "by_key by_index",
        "lib/json/names.c": "by_name",
        "lib/json/prompt_rows.c": "by_number",
    },
}
HANDED["bsearch"] = HANDED["qsort"]

FOREIGN = re.compile(r"cJSON_\w+|crypto_\w+|sodium_memcmp|mem\w+|str\w+|v?snprintf|malloc|calloc|realloc|free|qsort|bsearch|localeconv")
POINTER = "__indirect_call"


class Function:
    def __init__(self, file, frame=0, kind="static", in_header=False):
        self.file, self.frame, self.kind, self.in_header = file, frame, kind, in_header
        self.calls = set()


def base(title):
    """The name of a function without its file, and without what the compiler adds to parts of it."""
    return title.rsplit(":", 1)[-1].split(".")[0]


class Graph:
    """Nodes are (title, file): the file from which a function was handed what it calls, or None."""

    def __init__(self, folder):
        self.functions = {}  # by title, which has the file in front of a static one's name
        self.foreign = set()
        self.problems = []
        self.done = {}  # need and way of a node
        self.open = []  # nodes on the way
        files = sorted(pathlib.Path(folder).glob("lib/*/*.ci"))
        if not files:
            sys.exit(f"{folder}: no .ci files")
        for file in files:
            self.read(file.read_text(), str(file.relative_to(folder).with_suffix(".c")))
        self.by_name = {}
        for title in self.functions:
            self.by_name.setdefault(base(title), []).append(title)

    def read(self, text, file):
        for title, label in re.findall(r'^node: \{ title: "([^"]*)" label: "([^"]*)"', text, re.M):
            frame = re.search(r"\\n(\d+) bytes \(([^)]*)\)", label)
            if frame:
                in_header = re.search(r"\\n[^\\]*\.h:\d+:\d+\\n", label) is not None
                self.functions[title] = Function(file, int(frame[1]), frame[2], in_header)
        for caller, target in re.findall(r'^edge: \{ sourcename: "([^"]*)" targetname: "([^"]*)"', text, re.M):
            self.functions[caller].calls.add(target)

    def problem(self, text):
        if text not in self.problems:
            self.problems.append(text)

    def listed(self, file, handed_by, caller):
        """The functions that a call through a pointer can mean."""
        if handed_by:
            names = HANDED.get(handed_by[0], {}).get(handed_by[1])
        else:
            names = POINTERS.get(file)
        if names is None:
            self.problem(f"{caller}: a call through a pointer that stack.py does not list")
            names = ""
        for name in names.split():
            titles = self.by_name.get(name, [])
            own = [title for title in titles if self.functions[title].file == (handed_by[1] if handed_by else file)]
            if not titles:
                self.problem(f"stack.py lists {name} for {file}, which is not there")
            yield from own or titles

    def calls(self, node):
        title, handed_by = node
        function = self.functions.get(title)
        if function is None:  # qsort and bsearch, which call what they are handed
            yield from ((target, None) for target in self.listed(None, handed_by, title))
            return
        for target in sorted(function.calls):
            if target in HANDED:
                yield target, (target, function.file)
            elif target == POINTER:
                yield from ((meant, None) for meant in self.listed(function.file, handed_by, title))
            elif target in self.functions:
                same = self.functions[target].file == function.file
                yield target, handed_by if same else None
            elif not FOREIGN.fullmatch(target):
                self.problem(f"{title} calls {target}, which is nowhere")
            if FOREIGN.fullmatch(target):
                self.foreign.add(target)

    def need(self, node):
        """Bytes and the way that takes them."""
        if node in self.done:
            return self.done[node]
        if node in self.open:
            way = [base(title) for title, _ in self.open[self.open.index(node):]]
            self.problem("recursion: " + " -> ".join(way + way[:1]))
            return 0, ()
        self.open.append(node)
        most, way = max((self.need(call) for call in self.calls(node)), default=(0, ()))
        self.open.pop()
        function = self.functions.get(node[0], Function(None))
        if function.kind == "dynamic":
            self.problem(f"{node[0]}: a frame without a bound")
        self.done[node] = function.frame + most, (f"{base(node[0])} {function.frame}", *way)
        return self.done[node]


def report(folder, limit):
    graph = Graph(folder)
    needs = []
    for symbols in sorted(pathlib.Path("test/abi").glob("*.symbols")):
        for name in symbols.read_text().split():
            if name not in graph.functions:
                graph.problem(f"{name}: exported, and not in {folder}")
            else:
                needs.append((*graph.need((name, None)), name))
    needs.sort(reverse=True)
    for need, way, name in needs:
        if limit and need > limit:
            graph.problem(f"{name} needs {need} bytes: {', '.join(way)}")
    reached = {title for title, _ in graph.done}
    for title in sorted(graph.functions.keys() - reached):
        if not graph.functions[title].in_header:
            graph.problem(f"{title}: nothing leads there; is a pointer missing in stack.py?")
    print(f"{folder}: {len(graph.functions)} functions, {len(needs)} exported; the five that need most:")
    for need, way, name in needs[:5]:
        print(f"  {need:6} {name}")
    print(f"  not counted: {' '.join(sorted(graph.foreign))}")
    return graph.problems


def main():
    problems = []
    for argument in sys.argv[1:]:
        folder, _, limit = argument.partition("=")
        problems += report(folder, int(limit or 0))
    for problem in problems:
        print(problem)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
