# SPDX-License-Identifier: MIT
"""The layout of everything public, as text, and whether a change of it breaks programs that were compiled.

layout.py check SONAME COMPILER...   against test/abi/*.layout; fails where it differs
layout.py update SONAME              writes them; refuses what breaks programs while the SONAME stays
"""
import os
import re
import sys

from headers import Headers, run, umbrella

HERE = os.path.relpath(os.path.dirname(__file__))
FIRST = os.path.join(HERE, "first")
# Structs as 64 bits have them, and 32: where 64-bit integers are aligned to 4, and where they are to 8.
TARGETS = {"values": "x86_64-linux-gnu", "lp64": "x86_64-linux-gnu", "ilp32": "i386-linux-gnu",
           "ilp32-aligned": "arm-linux-gnueabihf"}
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


def layout(headers, soname, name, compiler):
    fact = facts(headers, compiler)
    lines = ["SONAME %s" % soname]
    if name == "values":
        lines += ["constant %s: %d" % (constant, fact[constant]) for constant in headers.constants]
        for enum in sorted(headers.enums):
            lines.append("enum %s" % enum)
            lines += ["    %s: %d" % (constant, fact[constant]) for constant in headers.enums[enum]]
    else:
        for struct in sorted(headers.structs):
            lines += struct_lines(fact, struct, headers.structs[struct])
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


def is_reserved(member):
    return re.match(r"reserved\d*$", member)


def member_breaks(name, old, new):
    """What of struct `name` is no longer where, or what, compiled programs think."""
    size, align, members = old
    new_size, new_align, new_members = new
    if new_align != align:
        yield "struct %s: alignment %d becomes %d" % (name, align, new_align)
    for member, place in members.items():
        if is_reserved(member) or new_members.get(member) == place:
            continue
        if member in new_members:
            yield "struct %s: member %s at %d, %d bytes, %s becomes at %d, %d bytes, %s" \
                % (name, member, *place, *new_members[member])
        else:
            yield "struct %s: member %s (at %d, %d bytes) is gone" % (name, member, *place[:2])
    # A reserved member is zero in every compiled program, a hole is anything, and more is read by struct_size.
    room = [place for member, place in members.items() if is_reserved(member)]
    for member, place in new_members.items():
        at, end = place[0], place[0] + place[1]
        known = members.get(member) == place or (member in members and not is_reserved(member))
        if not known and at < size and not any(start <= at and end <= start + length for start, length, _ in room):
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


def compare(mode, path, new):
    """False: the committed layout is another, and stays."""
    old = []
    if os.path.exists(path):
        with open(path) as file:
            old = file.read().splitlines()
    if old == new:
        return True
    broken = list(breaks(old, new)) if old[:1] == new[:1] else []
    for line in broken:
        print("%s: breaks compiled programs: %s" % (path, line))
    if mode == "update" and not (broken and not os.environ.get("ABI_BREAK")):
        with open(path, "w") as file:
            file.write("\n".join(new) + "\n")
        print("%s is written" % path)
        return True
    if not broken:
        print("\n".join(differences(old, new)))
    print("%s: %s" % (path, REMEDY_BROKEN if broken else REMEDY))
    return False


def main(mode, soname, *compiler):
    headers, first = Headers("include"), Headers(FIRST)
    new, good = {}, True
    for name, target in TARGETS.items():
        clang = ["clang", "--target=" + target]
        new[name] = layout(headers, soname, name, clang)
        good = compare(mode, os.path.join(HERE, name + ".layout"), new[name]) and good
        for line in breaks(layout(first, soname, name, clang), new[name]):
            print("breaks programs compiled against the first headers (%s): %s" % (target, line))
            good = False
    if compiler and layout(headers, soname, "structs", list(compiler)) not in new.values():
        print("%s gives the structs none of the layouts in %s" % (" ".join(compiler), HERE))
        good = False
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
