# SPDX-License-Identifier: MIT
"""A second opinion on the lists: Python's json, and the rules it does not have added to it.

another.py ROUND_TRIP: that program prints what the strict reader made of every accepted document; the value
must be the one that is read here.
"""
import fnmatch
import json
import math
import re
import subprocess
import sys

LISTS = ("grammar", "numbers", "strings", "names")

# What Python's json accepts by itself although the lists refuse it.
LENIENT = {
    "reject-names-*": "the last of several members with one name counts",
    "reject-nul-*": "\\u0000 is a character like others",
    "reject-surrogate-*": "a str may hold half of a pair",
    "reject-noncharacter-*": "noncharacters are characters",
    "reject-number-nan": "NaN is a number",
    "reject-number-infinity*": "Infinity is a number",
    "reject-number-half-unit*": "what is beyond a double is infinity, and whole numbers have no end",
    "reject-number-2-1024": "the same",
    "reject-number-rounds-beyond*": "the same",
    "reject-number-1e*": "the same",
    "reject-number-0.1e*": "the same",
    "reject-number-309-nines": "the same",
    "reject-number-exponent-sum": "the same",
}

# What has another value here.
OTHER_VALUE = {"accept-number-halfway-and-a-bit"}  # of more than 63 characters the first 40 digits count


def bytes_of(cell):
    """A cell as README.md has it."""
    def one(found):
        text = found.group(0)
        if text[1:2] == b"x":
            return bytes([int(text[2:], 16)])
        if text[1:2] == b"!":
            return b""
        if text[1:2] == b"{":
            times, repeated = text[2:-1].split(b"*", 1)
            return repeated * int(times)
        return text
    return re.sub(rb"\\(x[0-9a-f]{2}|\{[0-9]+\*[^}]*\}|.)", one, cell, flags=re.S)


def documents():
    for name in LISTS:
        with open(f"test/json/{name}.txt", "rb") as rows:
            for row in rows:
                if row.strip() and not row.startswith(b"#"):
                    cells = row.split(b"| ", 1 if row.startswith(b"accept-") else 3)
                    yield cells[0].strip().decode(), bytes_of(cells[-1].strip())


def number(text):
    value = float(text)
    if not math.isfinite(value):
        raise ValueError("no double")
    return value


def constant(text):
    raise ValueError(text)


def members(pairs):
    if len({name for name, _ in pairs}) < len(pairs):
        raise ValueError("a name twice")
    return dict(pairs)


def check_texts(value):
    if isinstance(value, dict):
        for name, inner in value.items():
            check_texts(name)
            check_texts(inner)
    elif isinstance(value, list):
        for inner in value:
            check_texts(inner)
    elif isinstance(value, str):
        for point in map(ord, value):
            if point == 0 or 0xD800 <= point <= 0xDFFF or 0xFDD0 <= point <= 0xFDEF or point & 0xFFFE == 0xFFFE:
                raise ValueError("a character that is not allowed")


def read(data):
    value = json.loads(data.decode("utf-8"), parse_float=number, parse_int=number, parse_constant=constant,
                       object_pairs_hook=members)
    check_texts(value)
    return value


def accepted(reader, data):
    try:
        reader(data)
        return True
    except (ValueError, RecursionError):
        return False


def same(a, b):
    """Equal, of the same kinds, in the same order, and zeros with the same sign."""
    return repr(a) == repr(b)


def main(round_trip):
    printed = subprocess.run([round_trip, "--print"], check=True, stdout=subprocess.PIPE).stdout
    values = dict(line.split(b"\t", 1) for line in printed.splitlines())
    counts = {True: 0, False: 0}
    lenient = set()
    wrong = []
    for name, data in documents():
        expected = name.startswith("accept-")
        counts[expected] += 1
        if accepted(read, data) != expected:
            wrong.append(f"{name}: {'refused' if expected else 'accepted'} here")
        patterns = [pattern for pattern in LENIENT if fnmatch.fnmatchcase(name, pattern)]
        if accepted(lambda text: json.loads(text.decode("utf-8")), data) != expected:
            lenient.update(patterns)
            if not patterns:
                wrong.append(f"{name}: {'refused' if expected else 'accepted'} by json alone")
        if expected and same(read(data), read(values.pop(name.encode()))) == (name in OTHER_VALUE):
            wrong.append(f"{name}: {'the same' if name in OTHER_VALUE else 'another'} value here")
    wrong += [f"{pattern}: json alone refuses all of them" for pattern in LENIENT if pattern not in lenient]
    wrong += [f"{name.decode()}: not in the lists" for name in values]
    print("\n".join(wrong + [f"json of Python: {counts[True]} documents accepted, {counts[False]} refused"]))
    return bool(wrong)


sys.exit(main(sys.argv[1]))
