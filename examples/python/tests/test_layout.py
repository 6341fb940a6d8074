# SPDX-License-Identifier: MIT
"""Structs, words and functions against what test/abi and lib say of the C library."""
import ast
import ctypes
import inspect
import re
import unittest
from enum import Enum
from pathlib import Path

import orgpol
from orgpol import actions, library, memory, questions, structs, words
from orgpol.memory import Row

NAMES = {"RawDecision": "orgpol_decision", "Text": "orgpol_str"}


def c_name(name):
    """RawDecision: orgpol_decision; JsonError: orgpol_json_error"""
    return NAMES.get(name, "orgpol" + re.sub("[A-Z]", lambda letter: "_" + letter[0].lower(), name))


def layouts():
    """name: (size, alignment, [(member, offset, size)]), of this platform"""
    if ctypes.sizeof(ctypes.c_void_p) == 8:
        name = "lp64"
    else:
        name = "ilp32-aligned" if ctypes.alignment(ctypes.c_uint64) == 8 else "ilp32"
    structs_of = {}
    for line in Path("test/abi", name + ".layout").read_text(encoding="utf-8").splitlines():
        head = re.fullmatch(r"struct (\w+): (\d+) bytes, aligned to (\d+)", line)
        member = re.fullmatch(r"    (\d+) \+(\d+): (\w+), (.*)", line)
        if head:
            members = []
            structs_of[head[1]] = int(head[2]), int(head[3]), members
        elif member:
            members.append((member[3], int(member[1]), int(member[2]), member[4]))
    return structs_of


def mirrors():
    """Every struct of the module."""
    return [kind for module in (structs, library, memory) for name, kind in vars(module).items()
            if inspect.isclass(kind) and issubclass(kind, ctypes.Structure) and kind not in (Row, ctypes.Structure)
            and kind.__module__ == module.__name__]


def type_name(kind):
    """A ctypes type as the layouts write it. char * and void * stand for texts, bytes and structs without a mirror."""
    if issubclass(kind, ctypes._Pointer):
        return "const struct %s *" % c_name(kind._type_.__name__)
    if issubclass(kind, ctypes.Structure):
        return "struct " + c_name(kind.__name__)
    if issubclass(kind, ctypes.Array):
        return "char[%d]" % kind._length_
    if kind in (ctypes.c_char_p, ctypes.c_void_p):
        return "pointer"
    return "uint%d_t" % (8 * ctypes.sizeof(kind))


class Layout(unittest.TestCase):
    def test_every_member(self):
        committed = layouts()
        self.assertGreater(len(mirrors()), 25)
        for kind in mirrors():
            with self.subTest(struct=kind.__name__):
                size, alignment, members = committed[c_name(kind.__name__)]
                self.assertEqual([ctypes.sizeof(kind), ctypes.alignment(kind)], [size, alignment])
                found = [(name, getattr(kind, name).offset, getattr(kind, name).size) for name, _ in kind._fields_]
                self.assertEqual(found, [member[:3] for member in members])

    def test_every_type(self):
        committed = layouts()
        size_t = "uint%d_t" % (8 * ctypes.sizeof(ctypes.c_size_t))
        for kind in mirrors():
            for (name, member), (_, _, _, wanted) in zip(kind._fields_, committed[c_name(kind.__name__)][2]):
                with self.subTest(struct=kind.__name__, member=name):
                    found = type_name(member)
                    if found == "pointer":
                        self.assertRegex(wanted, r"^const (char|uint8_t|struct orgpol_(refresh_token_policy|"
                                                 r"privileged_access)) \*$")
                    else:
                        self.assertEqual(found, wanted.replace("size_t", size_t))

    def test_struct_size_is_set(self):
        for kind in mirrors():
            if issubclass(kind, Row):
                self.assertEqual(kind().struct_size, ctypes.sizeof(kind))
                self.assertFalse(any(bytes(kind())[4:]), "%s begins as zero" % kind.__name__)


class Words(unittest.TestCase):
    def values(self):
        enums = {}
        for line in Path("test/abi/values.layout").read_text(encoding="utf-8").splitlines():
            if line.startswith("enum "):
                current = enums[line.split()[1]] = []
            elif line.startswith("    "):
                name, _, value = line.strip().partition(": ")
                current.append((name, int(value)))
        return enums

    def test_every_word(self):
        committed = self.values()
        enums = [kind for kind in vars(words).values() if inspect.isclass(kind) and issubclass(kind, Enum)
                 and kind.__module__ == words.__name__]
        self.assertEqual(len(enums), 30)
        for kind in enums:
            with self.subTest(enum=kind.__name__):
                wanted = committed[c_name(kind.__name__)]
                self.assertEqual([int(word) for word in kind], [value for _, value in wanted])
                for word, (name, _) in zip(kind, wanted):
                    self.assertTrue(name.endswith("_" + word.name), name)

    def test_constants(self):
        text = Path("test/abi/values.layout").read_text(encoding="utf-8")
        for name, value in [("WORD_UNKNOWN", words.WORD_UNKNOWN), ("SCOPE_LIMIT", questions._SCOPE_LIMIT),
                            ("CONSENT_KEY_BYTES", questions._KEY_BYTES)]:
            self.assertIn("constant ORGPOL_%s: %d\n" % (name, value), text)

    def test_every_member_of_words_exists(self):
        members = {name for kind in mirrors() for name, _ in kind._fields_}
        self.assertLessEqual(set(words.WORDS), members)
        # A member that the headers describe with an enum that is mirrored here takes its words.
        headers = "".join(Path("include/orgpol", name).read_text(encoding="utf-8")
                          for name in ("model.h", "login.h", "client_grant.h", "options.h"))
        for name, enum in re.findall(r"uint(?:8|32)_t\s+(\w+);\s*/\* [^/]*?enum (orgpol_\w+)", headers):
            if name in words.WORDS:
                self.assertEqual(c_name(words.WORDS[name].__name__), enum, name)


class Functions(unittest.TestCase):
    def test_every_action(self):
        source = Path("lib/json/authzen_actions.c").read_text(encoding="utf-8")
        table = re.findall(r'\{"(\w+)",\s*\{(.*?)\},\s*\{(.*?)\},', source, re.S)
        self.assertEqual(len(table), 21)
        names = {name for name, member in vars(actions.Decisions).items() if inspect.isfunction(member)}
        self.assertEqual(names - {"evaluate"}, {name for name, _, _ in table})
        for name, subjects, resources in table:
            function = getattr(actions.Decisions, name)
            cells = inspect.getclosurevars(function).nonlocals
            self.assertEqual(function.__name__, name)
            self.assertEqual(cells["name"], name)
            self.assertEqual(cells["subject_types"], tuple(re.findall(r'"(\w+)"', subjects)) or ("user",), name)
            self.assertEqual(cells["resource_types"], tuple(re.findall(r'"(\w+)"', resources)), name)

    def test_every_function_is_exported(self):
        for functions, symbols in [(library._CORE, "orgpol"), (library._JSON, "orgpol-json")]:
            exported = Path("test/abi", symbols + ".symbols").read_text(encoding="utf-8").split()
            self.assertLessEqual(set(functions), set(exported))

    def test_as_many_arguments_as_the_headers_have(self):
        headers = "".join(path.read_text(encoding="utf-8") for path in Path("include/orgpol").glob("*.h"))
        for name, (_, takes) in {**library._CORE, **library._JSON}.items():
            declared = re.search(r"ORGPOL_API [^;]*?\b%s\((.*?)\);" % name, headers, re.S)
            parameters = [] if declared[1] == "void" else declared[1].split(",")
            self.assertEqual(len(takes), len(parameters), name)

    def test_sources_are_of_python_3_9(self):
        for path in Path("examples/python").rglob("*.py"):
            ast.parse(path.read_text(encoding="utf-8"), str(path), feature_version=(3, 9))

    def test_all_is_documented_and_typed(self):
        for name in orgpol.__all__:
            self.assertTrue(getattr(orgpol, name).__doc__, name)
        for module in (orgpol.tenant, orgpol.questions, orgpol.decision, orgpol.memory, orgpol.actions):
            for name, member in inspect.getmembers(module, inspect.isfunction):
                if not member.__module__.startswith("orgpol"):
                    continue
                missing = [parameter for parameter in inspect.signature(member).parameters.values()
                           if parameter.annotation is parameter.empty]
                self.assertFalse(missing, name)


if __name__ == "__main__":
    unittest.main()
