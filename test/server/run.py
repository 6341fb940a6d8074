#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""run.py SERVER [--list]: tests the AuthZEN server; --list names what is tested of the certification scenario."""
import sys
import traceback
from http.client import HTTPException

from frame import FRAME
from harness import Checks, Server
from lifecycle import LIFECYCLE
from scenario import NOT_APPLICABLE, REQUIREMENTS


def attempt(check, function, subject):
    try:
        function(check, subject)
    except (OSError, ValueError, LookupError, TypeError, AttributeError, HTTPException):
        check(False, traceback.format_exc())


def scenario(check, binary):
    with Server(binary) as server:
        for function in dict.fromkeys(function for _, _, function in REQUIREMENTS):
            check.name = "; ".join("%s %s" % row[:2] for row in REQUIREMENTS if row[2] is function)
            attempt(check, function, server)
        check.equal(server.errors(), "", "standard error")


def main(binary, *options):
    check = Checks()
    if options == ("--list",):
        for section, title, _ in sorted(REQUIREMENTS, key=lambda row: row[0]):
            print("tested          %s: %s" % (section, title))
        for section, why in NOT_APPLICABLE.items():
            print("not applicable  %s: %s" % (section, why))
        return 0
    for function in scenario, *FRAME, *LIFECYCLE:
        check.name = function.__name__
        attempt(check, function, binary)
    if not check.failed:
        print("ok      AuthZEN server: %d requirements of the certification scenario and the specification, %d checks" %
              (len(REQUIREMENTS), check.count))
    return check.failed > 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
