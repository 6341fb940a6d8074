#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Nanoseconds a decision of the Python module takes, against a floor: what a caller cannot do without.

The module and its floor take turns; a sample is GROUP calls, a run SAMPLES of them. p50 and p99 are medians of the
runs', and so is the ratio of the medians; best is the lower quartile of the ratios. BENCH_JSON=1: one JSON object a
line.
"""
import json
import os
import sys
from statistics import median
from time import perf_counter_ns
from typing import Any, Callable, List, Tuple

import orgpol
from orgpol import structs, words
from orgpol.library import core

RUNS, SAMPLES, GROUP = 15, 200, 10
TENANT = "examples/travel0/tenant.json"
REQUEST = {"subject": {"type": "user", "id": "jonno"}, "action": {"name": "can_third_party_login"},
           "resource": {"type": "client", "id": "tpc_trailmap"},
           "context": {"organization": "org_rocky", "connection": "travel0-database"}}

Call = Callable[[], Any]


def login() -> structs.LoginRequest:
    """The same login as rows."""
    return structs.LoginRequest(
        organization_id="org_rocky",
        client=structs.Client(client_id="tpc_trailmap", organization_usage=words.OrganizationUsage.ALLOW),
        organization=structs.Organization(id="org_rocky", name="rocky-mountain-high",
                                          third_party_client_access=words.ThirdPartyClientAccess.ALLOW),
        connection=structs.Connection(id="con_travel0", is_domain_connection=True),
        enabled_connection=structs.EnabledConnection(organization_id="org_rocky", connection_id="con_travel0"),
        member=structs.OrganizationMember(organization_id="org_rocky", user_id="jonno"),
        user=structs.User(user_id="jonno"))


def rows() -> List[Tuple[str, Call, str, Call]]:
    tenant = orgpol.Tenant.from_file(TENANT)
    text = json.dumps(REQUEST).encode()
    answer = tenant.evaluate(text).json()
    request, ask = login(), core.orgpol_can_third_party_login
    result = structs.LoginResult()
    for decision in tenant.evaluate(REQUEST), orgpol.can_third_party_login(request):
        if not decision:
            sys.exit("python_bench: the login should be allowed: %r" % decision)
    return [
        ("python, structs", lambda: orgpol.can_third_party_login(request), "the call into C",
         lambda: ask(request, result)),
        ("python, structs, rows made anew", lambda: orgpol.can_third_party_login(login()), "the call into C",
         lambda: ask(request, result)),
        ("python, JSON, from a dict", lambda: tenant.evaluate(REQUEST), "json.dumps and json.loads",
         lambda: json.loads(answer) and json.dumps(REQUEST)),
        ("python, JSON, from bytes", lambda: tenant.evaluate(text), "json.loads", lambda: json.loads(answer)),
    ]


def sample(call: Call) -> float:
    begin = perf_counter_ns()
    for _ in range(GROUP):
        call()
    return (perf_counter_ns() - begin) / GROUP


def measure(call: Call, floor: Call) -> Tuple[float, float, float, float, float]:
    runs = []
    for _ in range(RUNS):
        ours = sorted(sample(call) for _ in range(SAMPLES))
        theirs = sorted(sample(floor) for _ in range(SAMPLES))
        p50, floor_ns = ours[SAMPLES // 2], theirs[SAMPLES // 2]
        runs.append((p50, ours[(SAMPLES - 1) * 99 // 100], floor_ns, p50 / floor_ns))
    p50, p99, floor_ns, ratio = (median(run[member] for run in runs) for member in range(4))
    return p50, p99, floor_ns, ratio, sorted(run[3] for run in runs)[RUNS // 4]


def main() -> None:
    wants_json = os.environ.get("BENCH_JSON", "0") not in ("", "0")
    if not wants_json:
        print("%-34s %9s %9s %9s %6s %6s  %s" % ("row", "p50 ns", "p99 ns", "floor ns", "ratio", "best", "floor"))
    for name, call, against, floor in rows():
        p50, p99, floor_ns, ratio, best = measure(call, floor)
        if wants_json:
            print(json.dumps({"name": name, "p50_ns": round(p50, 2), "p99_ns": round(p99, 2), "floor": against,
                              "floor_ns": round(floor_ns, 2), "ratio": round(ratio, 3), "best_ratio": round(best, 3)},
                             separators=(",", ":")), flush=True)
        else:
            print("%-34s %9.1f %9.1f %9.1f %6.2f %6.2f  %s" % (name, p50, p99, floor_ns, ratio, best, against),
                  flush=True)


if __name__ == "__main__":
    main()
