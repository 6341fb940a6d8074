# SPDX-License-Identifier: MIT
"""The layout of everything public, as text, and whether a change of it breaks programs that were compiled.

layout.py print - - COMPILER...             the layout that a compiler gives include/
layout.py check FILE SONAME COMPILER...     against a committed one; 1: it differs
layout.py update FILE SONAME COMPILER...    writes it; refuses what breaks programs while the SONAME stays

FILE is values.layout, of what is the same everywhere, or any other name, of structs.
"""
import os
import re
import sys

from headers import Headers, run, umbrella

REMEDY_BROKEN = "the SONAME must move, or the change be undone (before a release: make abi-update ABI_BREAK=1)"
REMEDY = "the layout differs, compatibly or under a new SONAME; make abi-update takes it in"


def facts(headers, compiler):
    """What the compiler makes of every question, read from its assembly: nothing has to run."""
    questions = []
    for struct, members in headers.structs.items():
        questions += ["sizeof(struct %s)" % struct, "_Alignof(struct %s)" % struct]
        for member, _ in members:
            questions += ["offsetof(struct %s, %s)" % (struct, member), "sizeof(((struct %s *)0)->%s)" % (struct, member)]
    for constants in headers.enums.values():
        questions += constants
    questions += headers.constants
    # Plus 7, so that none is 0: zeros have a notation of their own in assembly.
    text = umbrella(headers.include) + "extern const unsigned facts[];\nconst unsigned facts[] = {\n%s};\n" \
        % "".join("(unsigned)(%s) + 7u,\n" % question for question in questions)
    assembly = run(compiler + ["-x", "c", "-std=c11", "-ffreestanding", "-I" + headers.include, "-S", "-o", "-", "-"], text)
    answers = re.findall(r"^\s*\.(?:long|word|4byte)\s+(-?\d+)", assembly, re.M)
    if len(answers) != len(questions):
        raise SystemExit("%s: the assembly does not answer every question" % " ".join(compiler))
    return {question: (int(answer) - 7) % (1 << 32) for question, answer in zip(questions, answers)}


def struct_lines(fact, struct, members):
    size, end = fact["sizeof(struct %s)" % struct], 0
    lines = ["struct %s: %d bytes, aligned to %d" % (struct, size, fact["_Alignof(struct %s)" % struct])]
    for member, kind in members:
        at = fact["offsetof(struct %s, %s)" % (struct, member)]
        length = fact["sizeof(((struct %s *)0)->%s)" % (struct, member)]
        if at > end:
            lines.append("    %d +%d: a hole" % (end, at - end))
        lines.append("    %d +%d: %s, %s" % (at, length, member, kind))
        end = at + length
    if size > end:
        lines.append("    %d +%d: a hole" % (end, size - end))
    return lines


def layout(include, part, soname, compiler):
    headers = Headers(include)
    fact = facts(headers, compiler)
    lines = ["SONAME %s" % soname]
    if part == "values":
        lines += ["constant %s: %d" % (name, fact[name]) for name in headers.constants]
        for name in sorted(headers.enums):
            lines.append("enum %s" % name)
            lines += ["    %s: %d" % (constant, fact[constant]) for constant in headers.enums[name]]
    else:
        for name in sorted(headers.structs):
            lines += struct_lines(fact, name, headers.structs[name])
    return lines


def parse(lines):
    """(values, structs): values by their names, structs as name -> (head, {member: (at, size, type)})."""
    values, structs, current = {}, {}, None
    for line in lines:
        head = re.match(r"struct (\w+): (\d+) bytes, aligned to (\d+)$", line)
        member = re.match(r"    (\d+) \+(\d+): (\w+), (.*)$", line)
        value = re.match(r" *(?:constant )?(ORGPOL_\w+): (-?\d+)$", line)
        if head:
            current = structs[head[1]] = (int(head[2]), int(head[3]), {})
        elif member:
            current[2][member[3]] = (int(member[1]), int(member[2]), member[4])
        elif value:
            values[value[1]] = int(value[2])
    return values, structs


def member_breaks(name, old, new):
    """What of struct `name` is no longer where, or what, compiled programs think."""
    size, align, members = old
    new_size, new_align, new_members = new
    if new_align != align:
        yield "struct %s: alignment %d becomes %d" % (name, align, new_align)
    for member, place in members.items():
        if member not in new_members and not re.match(r"reserved\d*$", member):
            yield "struct %s: member %s (at %d, %d bytes) is gone" % (name, member, *place[:2])
        elif member in new_members and new_members[member] != place and not re.match(r"reserved\d*$", member):
            yield "struct %s: member %s at %d, %d bytes, %s becomes at %d, %d bytes, %s" \
                % (name, member, *place, *new_members[member])
    # A reserved member is zero in every compiled program, and a longer struct is read by its struct_size.
    taken = [place for member, place in members.items() if re.match(r"reserved\d*$", member)]
    for member, (at, length, _) in new_members.items():
        free = [1 for start, room, _ in taken if start <= at and at + length <= start + room]
        if member not in members and at < size and not free:
            yield "struct %s: new member %s at %d, where no reserved member was" % (name, member, at)
    if new_size < size or (new_size > size and "struct_size" not in members):
        yield "struct %s: %d bytes become %d" % (name, size, new_size)


def breaks(old_lines, new_lines):
    (old_values, old_structs), (new_values, new_structs) = parse(old_lines), parse(new_lines)
    for name, value in old_values.items():
        if name.endswith("_COUNT") and new_values.get(name, 0) >= value:
            continue  # how many there are; it grows
        if new_values.get(name) != value:
            yield "%s: %d becomes %s" % (name, value, new_values.get(name, "nothing"))
    for name, struct in old_structs.items():
        if name in new_structs:
            yield from member_breaks(name, struct, new_structs[name])
        else:
            yield "struct %s is gone" % name


def differences(old, new):
    """Lines that only one has, each under the struct or enum that it belongs to."""
    def named(lines):
        owner, out = "", []
        for line in lines:
            owner = owner if line.startswith(" ") else line.split(":")[0]
            out.append("%s |%s" % (owner, line) if line.startswith(" ") else line)
        return out
    before, after = named(old), named(new)
    return ["- " + line for line in before if line not in set(after)] + ["+ " + line for line in after if line not in set(before)]


def main(mode, path, soname, *compiler):
    part = "values" if os.path.basename(path) == "values.layout" else "structs"
    new = layout("include", part, soname, list(compiler))
    if mode == "print":
        print("\n".join(new))
        return 0
    old = []
    if os.path.exists(path):
        with open(path) as file:
            old = file.read().splitlines()
    if old == new:
        return 0
    broken = list(breaks(old, new)) if old[:1] == new[:1] else []
    for line in broken:
        print("%s: breaks compiled programs: %s" % (path, line))
    if mode == "update" and not (broken and not os.environ.get("ABI_BREAK")):
        with open(path, "w") as file:
            file.write("\n".join(new) + "\n")
        print("%s is written" % path)
        return 0
    print("\n".join(differences(old, new)))
    print("%s, with %s: %s" % (path, " ".join(compiler), REMEDY_BROKEN if broken else REMEDY))
    return 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
