#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""harness.py: a C file with a function prove_X for every public function X of the core, which calls it with every
input in bounds. harness.py --list: the names X, one a line. With MIXED in the environment it also calls it with
every other list missing.

The structs and prototypes are read from the headers, so a new member is varied without a change here.
"""
import os
import re
import sys
from pathlib import Path

HEADERS = sorted(Path("include/orgpol").glob("*.h"))
ROWS = 2
MIXED = bool(os.environ.get("MIXED"))
PUBLIC = re.findall(r"(orgpol_\w+);", Path("lib/orgpol.map").read_text())


def without_comments(text):
    return re.sub(r"/\*.*?\*/", " ", text, flags=re.S)


SOURCE = "\n".join(without_comments(header.read_text()) for header in HEADERS)
MEMBER = re.compile(r"\s*((?:const )?(?:struct )?\w+)\s*((?:\*(?:const )?)*)\s*(\w+)\s*(\[\w+\])?\s*\Z")


def members_of(body):
    found = []
    for line in body.split(";"):
        if line.strip():
            match = MEMBER.match(line)
            if not match:
                sys.exit(f"harness.py: cannot read member: {line.strip()}")
            kind, stars, name, array = match.groups()
            found.append((kind.replace("const ", ""), stars.count("*"), name, array))
    return found


STRUCTS = {name: members_of(body) for name, body in re.findall(r"struct (orgpol_\w+) \{(.*?)\};", SOURCE, re.S)}
FUNCTIONS = {name: (result.strip(), [" ".join(p.split()) for p in arguments.split(",")])
             for result, name, arguments in re.findall(r"ORGPOL_API ([\w\s*]+?)(orgpol_\w+)\(([^)]*)\);", SOURCE)}


class Harness:
    """Statics for the input, and the statements that make them unknown."""

    def __init__(self):
        self.declared = []
        self.body = []
        self.lists = []

    def static(self, kind, path, size=None):
        name = path
        self.declared.append(f"static {kind} {name}{f'[{size}]' if size else ''};")
        return name

    def fill(self, kind, lvalue, path):
        """Makes the struct at lvalue unknown, and what it points to."""
        members = STRUCTS[kind]
        self.body.append(f"unknown(&{lvalue}, sizeof {lvalue});")
        for at, (type_, stars, name, array) in enumerate(members):
            target, inner = f"{lvalue}.{name}", f"{path}__{name}"
            if name == "struct_size":
                self.body.append(f"{target} = SIZE_OF({lvalue});")
            elif stars == 0 and type_ == "struct orgpol_str":
                self.body.append(f"{target} = any_text();")
            elif stars == 0 and type_.startswith("struct ") and not array:
                self.fill(type_[7:], target, inner)
            elif stars == 2:
                self.pointers(type_, target, inner, f"{lvalue}.{members[at + 1][2]}")
            elif stars == 1:
                counted = members[at + 1][2] if at + 1 < len(members) else ""
                if re.search(r"_(count|bytes)\Z", counted):
                    self.array(type_, target, inner, f"{lvalue}.{counted}")
                else:
                    self.pointer(type_, target, inner)

    def array(self, type_, target, path, count):
        """A list that is there; call() also has all of them missing."""
        limit = {"uint8_t": "BYTES", "struct orgpol_str": "TEXTS"}.get(type_, "ROWS")
        name = self.static(type_, path, limit)
        if type_ == "uint8_t":
            self.body.append(f"unknown({name}, sizeof {name});")
        elif type_ == "struct orgpol_str":
            self.body.append(f"any_texts({name});")
        else:
            for at in range(ROWS):
                self.fill(type_[7:], f"{name}[{at}]", f"{path}_{at}")
        self.given(target, name, count, limit)

    def pointers(self, type_, target, path, count):
        name = self.static(f"const {type_} *", path, "ROWS")
        for at in range(ROWS):
            self.pointer(type_, f"{name}[{at}]", f"{path}_{at}")
        self.given(target, name, count, "ROWS")

    def given(self, target, name, count, limit):
        self.lists.append((target, count, name, limit))
        self.set_list(self.lists[-1])

    def set_list(self, given, missing=None):
        """A list that is there, or NULL with this count."""
        target, count, name, limit = given
        self.body.append(f"{target} = {'NULL' if missing else name};")
        self.body.append(f"{count} = {missing or f'Frama_C_size_t_interval(0, {limit})'};")

    def pointer(self, type_, target, path):
        if type_ == "char":
            self.body.append(f"{target} = either(NULL, terminated);")
            return
        name = self.static(type_, path)
        self.fill(type_[7:], name, path)
        self.body.append(f"{target} = either(NULL, &{name});")

    def call(self, function):
        result, parameters = FUNCTIONS[function]
        arguments = []
        for at, parameter in enumerate(parameters):
            if parameter == "void":
                continue
            kind, stars, name, array = MEMBER.match(parameter).groups()
            is_input = kind.startswith("const ")
            kind = kind.replace("const ", "")
            following = parameters[at + 1] if at + 1 < len(parameters) else ""
            arguments.append(name)
            if array:
                self.body.append(f"uint8_t {name}_room{array};\n    uint8_t *{name} = either(NULL, {name}_room);")
            elif not stars and kind == "struct orgpol_str":
                self.body.append(f"struct orgpol_str {name} = any_text();")
            elif not stars and name not in ("capacity", "size") and not name.endswith("_capacity"):
                self.body.append(f"{kind} {name} = any_{kind.split()[-1]}();")
            elif not stars:
                pass
            elif re.search(r"size_t (\w*capacity|size)\Z", following):
                limit = "BYTES" if kind == "char" else "ROOM"
                self.body.append(f"{kind} {name}_room[{limit}];\n    {kind} *{name} = either(NULL, {name}_room);")
                self.body.append(f"size_t {following.split()[1]} = Frama_C_size_t_interval(0, {limit});")
            elif kind == "char":
                self.body.append(f"const char *{name} = either(NULL, terminated);")
            elif not is_input:
                self.body.append(f"{kind} {name}_room;\n    {name}_room.struct_size = SIZE_OF({name}_room);")
                self.body.append(f"{kind} *{name} = either(NULL, &{name}_room);")
            else:
                self.body.append(f"const {kind} *{name};")
                self.pointer(kind, name, f"{function[7:]}__{name}")
        call = f"{function}({', '.join(arguments)})"
        if result == "struct orgpol_decision":
            self.body.append("struct orgpol_decision decision;")
            call = (f"decision = {call};\n"
                    "    /*@ check effect: decision.effect <= ORGPOL_EFFECT_ALLOW; */")
        else:
            call += ";"
        self.body.append(call)
        for count in ("0", "Frama_C_size_t_interval(1, SIZE_MAX)") if self.lists else ():
            for given in self.lists:
                self.set_list(given, count)
            self.body.append(call)
        for half in (0, 1) if MIXED and len(self.lists) > 1 else ():
            for at, given in enumerate(self.lists):
                self.set_list(given, "0" if at % 2 == half else None)
            self.body.append(call)


def main():
    if sys.argv[1:] == ["--list"]:
        print("\n".join(PUBLIC))
        return
    print('/* Made by test/prove/harness.py. */\n#include "inputs.h"')
    for function in PUBLIC:
        harness = Harness()
        harness.call(function)
        print("\n" + "\n".join(harness.declared))
        print(f"\nvoid prove_{function}(void)\n{{\n    make_texts();")
        for line in harness.body:
            print("    " + line)
        print("}")


main()
