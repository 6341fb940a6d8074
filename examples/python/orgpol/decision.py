# SPDX-License-Identifier: MIT
"""What the library decided, as Python reads it."""
from __future__ import annotations

import json
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Dict, Mapping, NoReturn, Optional, Tuple

from orgpol.errors import OrgpolError, RequestError


@dataclass(frozen=True, eq=False, repr=False)
class Decision:
    """One answer. True for allow, and only for allow:

        if decision: ...      every obligation is to be met; who cannot meet one must not act on it

    allowed      the same as a bool
    reason       name of the first unmet condition; None on an allow
    unmet        names of all unmet conditions, in evaluation order
    obligations  what the caller must do when it acts on this, "add_member"
    description  the OAuth error_description, or the problem's detail; None where there is none
    context      everything that goes with the decision, read-only: objects are mappings, arrays tuples
    error        of an item of a batch that was malformed: what is wrong with it; else None

    A decision equals itself or nothing: comparing it with True, False or a word is a TypeError, because
    `decision == False` would else quietly be no for every denial.
    """

    allowed: bool
    reason: Optional[str]
    unmet: Tuple[str, ...]
    obligations: Tuple[str, ...]
    description: Optional[str]
    context: Mapping[str, Any]
    error: Optional[RequestError] = None

    def __bool__(self) -> bool:
        return self.allowed is True

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Decision):
            raise TypeError("a Decision is no %s: write `if decision:` or read .reason" % type(other).__name__)
        return self is other

    __hash__ = object.__hash__

    def __reduce__(self) -> NoReturn:
        raise TypeError("a Decision cannot be stored; log its context, and ask again")

    def __repr__(self) -> str:
        return "<Decision %s>" % ("allow" if self else self.error or "deny: " + ", ".join(self.unmet))

    def json(self) -> str:
        """The answer as AuthZEN has it, for logs."""
        return json.dumps({"decision": bool(self), "context": self.context}, default=plain)


def decision_of_context(allowed: bool, context: Mapping[str, Any]) -> Decision:
    """A Decision over the `context` of an answer."""
    problem = context.get("problem") or {}
    return Decision(
        allowed=allowed,
        reason=context.get("reason"),
        unmet=tuple(context.get("unmet", ())),
        obligations=tuple(context.get("obligations", ())),
        description=context.get("error_description", problem.get("detail")),
        context=frozen(context),
        error=_error_of(context),
    )


def read_answer(text: bytes) -> Mapping[str, Any]:
    """The object that an answer is. OrgpolError: it is something else."""
    try:
        answer = json.loads(text.decode("utf-8"))
    except ValueError as error:
        raise OrgpolError("the library's answer is not JSON") from error
    if not isinstance(answer, dict):
        raise OrgpolError("the library's answer is no object")
    return answer


def decision_of_answer(answer: object) -> Decision:
    """A Decision over {"decision", "context"}. OrgpolError: it is something else."""
    if not isinstance(answer, dict) or not isinstance(answer.get("decision"), bool) \
            or not isinstance(answer.get("context"), dict):
        raise OrgpolError("the library's answer is no decision")
    decision = decision_of_context(answer["decision"], answer["context"])
    if decision and (decision.reason or decision.unmet or decision.error):
        raise OrgpolError("the library's answer contradicts itself")
    return decision


def frozen(value: Any) -> Any:
    """The same value, read-only."""
    if isinstance(value, dict):
        return MappingProxyType({name: frozen(member) for name, member in value.items()})
    if isinstance(value, (list, tuple)):
        return tuple(frozen(item) for item in value)
    return value


def plain(value: object) -> Dict[str, Any]:
    """What json.dumps makes of a read-only object, as its `default`."""
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError("a %s is no JSON" % type(value).__name__)


def _error_of(context: Mapping[str, Any]) -> Optional[RequestError]:
    error = context.get("error")  # text is the OAuth error of a denial
    if not isinstance(error, dict):
        return None
    return RequestError(str(error.get("message")), pointer=str(error.get("pointer", "")))
