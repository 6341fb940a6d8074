# SPDX-License-Identifier: MIT
"""What the tests share: the files of test/vectors, and tenants. Tests run in the root of the source tree."""
import copy
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Dict, Iterator, List, Tuple

VECTORS = Path("test/vectors")
TRAVEL0 = Path("examples/travel0/tenant.json")
IDS = ("id", "client_id", "identifier", "user_id", "grant_id", "ticket_id", "connection_id", "domain")

LOGIN = {"subject": {"type": "user", "id": "jonno"}, "action": {"name": "can_third_party_login"},
         "resource": {"type": "client", "id": "tpc_trailmap"},
         "context": {"organization": "org_rocky", "connection": "travel0-database"}}


def login(**context: Any) -> Dict[str, Any]:
    """A login that Travel0 allows, with other members of its context."""
    request: Dict[str, Any] = copy.deepcopy(LOGIN)
    request["context"].update(context)
    return request


@dataclass
class Vector:
    """A row of a vector file, whose columns test/vectors/README.md describes."""

    id: str
    request: Dict[str, Any]
    document: Dict[str, Any]
    allowed: bool
    unmet: Tuple[str, ...]
    obligations: Tuple[str, ...]
    context: Dict[str, Any]


def families() -> List[Tuple[str, str]]:
    """Every file and the tenant its rows change ("": its own, or tenant.json), as the C tests list them."""
    table = re.search(r"vector_families\[\] = \{(.*?)\};", (VECTORS / "rows.h").read_text(encoding="utf-8"), re.S)
    assert table
    return [(family, tenant.strip('"').replace("NULL", ""))
            for family, tenant in re.findall(r'\{"(\w+)", ("\w+"|NULL)\}', table[1])]


def vectors(family: str, tenant: str = "") -> Iterator[Vector]:
    """The rows of one file."""
    name = tenant or (family if (VECTORS / (family + ".json")).exists() else "tenant")
    base = json.loads((VECTORS / (name + ".json")).read_bytes())
    for line in (VECTORS / (family + ".txt")).read_text(encoding="utf-8").splitlines():
        if not line.startswith("#") and line.strip():
            yield _vector(base, _cells(line))


def _cells(line: str) -> List[str]:
    """A bar with a space on one side at least ends a cell; one between two other characters is text."""
    cells = [cell.strip(" \t\r") for cell in re.split(r"(?:^|(?<= ))\||\|(?=[ ]|$)", line)]
    assert len(cells) >= 11, line
    return cells


def _vector(base: Dict[str, Any], cells: List[str]) -> Vector:
    key, _, action, subject, resource, context, changes, decision, unmet, obligations, answer = cells[:11]
    usual = _types()[action]
    request = {"subject": _party(subject, "anonymous" if subject == "-" else usual[0]), "action": {"name": action},
               "resource": _party(resource, usual[1]), "context": _context(base, context)}
    document = copy.deepcopy(base)
    _change(document, json.loads(changes or "{}"))
    return Vector(key, request, document, {"yes": True, "no": False}[decision], tuple(unmet.split()),
                  tuple(obligations.split()), json.loads(answer or "{}"))


def _types() -> Dict[str, Tuple[str, str]]:
    """The types of an action's subject and resource, unless the cell says."""
    text = (VECTORS / "rows.h").read_text(encoding="utf-8")
    table = re.search(r" types\[\] = \{(.*?)\};", text, re.S)
    assert table
    return {name: (subject, resource)
            for name, subject, resource in re.findall(r'\{"(\w+)", "(\w+)", "(\w+)"\}', table[1])}


def _party(cell: str, usual: str) -> Dict[str, str]:
    kind, equals, key = cell.partition("=")
    return {"type": kind, "id": key} if equals else {"type": usual, "id": cell}


def _context(base: Dict[str, Any], cell: str) -> Dict[str, Any]:
    if not cell.startswith("@"):
        return dict(json.loads(cell or "{}"))
    name, _, changes = cell[1:].partition(" ")
    context: Dict[str, Any] = copy.deepcopy(base["contexts"][name])
    _change(context, json.loads(changes.strip() or "{}"))
    return context


def _change(into: Dict[str, Any], changes: Dict[str, Any]) -> None:
    for name, change in changes.items():
        old = into.get(name)
        if isinstance(change, dict) and isinstance(old, dict):
            _change(old, change)
        elif isinstance(change, dict) and isinstance(old, list):
            _change_rows(old, change)
        else:
            into[name] = copy.deepcopy(change)


def _change_rows(rows: List[Any], changes: Dict[str, Any]) -> None:
    for key, change in changes.items():
        row = next((row for row in rows if isinstance(row, dict) and key in [row.get(name) for name in IDS]), None)
        if row is None:
            rows.append(copy.deepcopy(change))
        else:
            _change(row, change)
