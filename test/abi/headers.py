# SPDX-License-Identifier: MIT
"""What include/orgpol/*.h declare, as clang reads them: nothing is listed by hand, so nothing is forgotten."""
import glob
import json
import os
import re
import subprocess


def umbrella(include):
    """Text that includes every public header."""
    names = sorted(glob.glob(os.path.join(include, "orgpol", "*.h")))
    return "".join('#include "orgpol/%s"\n' % os.path.basename(name) for name in names)


def run(command, text):
    return subprocess.run(command, input=text, capture_output=True, text=True, check=True).stdout


class Headers:
    """structs: name -> [(member, type)]; enums: name -> [constant]; constants: macros that are one number;
    functions: name -> (type returned, [(type, parameter)])."""

    def __init__(self, include, clang="clang"):
        self.include = include
        self.structs, self.enums, self.functions = {}, {}, {}
        text = umbrella(include)
        command = [clang, "-x", "c", "-std=c11", "-ffreestanding", "--target=x86_64-linux-gnu", "-I" + include]
        tree = json.loads(run(command + ["-fsyntax-only", "-Xclang", "-ast-dump=json", "-"], text))
        for node in tree["inner"]:
            self.declare(node)
        macros = run(command + ["-dM", "-E", "-"], text)
        self.constants = sorted(re.findall(r"^#define (ORGPOL_(?!VERSION)\w+) (?:\d+u?|UINT\d+_MAX)$", macros, re.M))

    def declare(self, node):
        name, inner = node.get("name", ""), node.get("inner", [])
        if node["kind"] == "RecordDecl" and node.get("completeDefinition") and name.startswith("orgpol_"):
            self.structs[name] = [self.member(name, field) for field in inner]
        elif node["kind"] == "EnumDecl":
            constants = [item["name"] for item in inner if item["kind"] == "EnumConstantDecl"]
            if any(constant.startswith("ORGPOL_") for constant in constants):
                self.enums[name or constants[0]] = constants
        elif node["kind"] == "FunctionDecl" and name.startswith("orgpol_"):
            parameters = [item for item in inner if item["kind"] == "ParmVarDecl"]
            self.functions[name] = (node["type"]["qualType"].split("(")[0].strip(),
                                    [(item["type"]["qualType"], item["name"]) for item in parameters])

    @staticmethod
    def member(struct, field):
        if field["kind"] != "FieldDecl" or field.get("isBitfield") or "name" not in field:
            raise SystemExit("struct %s: a %s, which this check does not know" % (struct, field["kind"]))
        return field["name"], field["type"]["qualType"]
