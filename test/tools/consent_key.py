#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Consent keys a second time, from the specification in include/orgpol/consent.h alone.

consent_key.py FILE...   checks every key of the files which are written like
                         test/vectors/consent_key.txt: one JSON object a line, "#" begins a comment.
"""
import hashlib
import json
import sys


def number(value):
    return value.to_bytes(8, "little")


def text(value):
    data = value.encode("utf-8")
    return number(len(data)) + data


def encoding(question):
    data = b"orgpol-consent-1"
    data += text(question["user"]) + text(question["client"]) + text(question.get("audience", ""))
    if "organization" in question:
        data += b"\x01" + text(question["organization"])
    else:
        data += b"\x00"
    if "scopes" in question:
        scopes = sorted({scope for scope in question["scopes"] if scope}, key=lambda scope: scope.encode("utf-8"))
        data += b"\x01" + number(len(scopes)) + b"".join(text(scope) for scope in scopes)
    else:
        data += b"\x00"
    return data


def key(question):
    secret = bytes.fromhex(question.get("secret", ""))
    return hashlib.blake2b(encoding(question), digest_size=32, key=secret).hexdigest()


def check(lines, name):
    count = failures = 0
    keys = {}
    for place, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        question = json.loads(line)
        count += 1
        if question["key"] != key(question):
            print(f"{name}:{place}: {question['id']}: the key is {key(question)}")
            failures += 1
        if question.get("bytes", len(encoding(question))) != len(encoding(question)):
            print(f"{name}:{place}: {question['id']}: {len(encoding(question))} bytes are hashed")
            failures += 1
        # Keys are alike when, and only when, the same bytes are hashed under the same secret.
        hashed = (question.get("secret", ""), encoding(question))
        if keys.setdefault(question["key"], hashed) != hashed:
            print(f"{name}:{place}: {question['id']}: has the key of another question")
            failures += 1
    if count == 0:
        print(f"{name}: no keys")
    return count, failures + (count == 0)


def main(names):
    count = failures = 0
    for name in names:
        with open(name, encoding="utf-8") as file:
            found = check(file, name)
        count += found[0]
        failures += found[1]
    if failures == 0:
        print(f"ok      consent keys: {count} the same in Python")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
