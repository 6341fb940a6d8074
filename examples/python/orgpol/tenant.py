# SPDX-License-Identifier: MIT
"""Tenants, and AuthZEN requests asked of them: JSON in, decisions out."""
from __future__ import annotations

import ctypes
import json as jsonlib
import os
from types import TracebackType
from typing import Any, List, Mapping, NoReturn, Optional, Type, Union

from orgpol.actions import Decisions
from orgpol.decision import Decision, decision_of_answer, plain, read_answer
from orgpol.errors import ClosedError, InputError, OrgpolError, RequestError, TenantError
from orgpol.library import JsonError, JsonOptions, RawDecision
from orgpol.library import json as library
from orgpol.words import Effect, Status

Request = Union[Mapping[str, Any], str, bytes]

_HASH_KEY = os.urandom(16)  # so that nobody can choose ids whose lookups are slow
_ANSWER_BYTES = 4096  # room for nearly every answer; a longer one is asked for again


class _Handle:
    """The tenant in C, freed when the last who uses it lets go: a call that is running, or the Tenant."""

    def __init__(self, address: int) -> None:
        self.address = address
        self._free = library.orgpol_tenant_free

    def __del__(self) -> None:
        self._free(self.address)

    def __reduce__(self) -> NoReturn:
        raise TypeError("a tenant stays in its process")


class Tenant(Decisions):
    """A tenant document, loaded once and then asked many questions, by any number of threads at once.

        with Tenant.from_file("tenant.json") as tenant:
            decision = tenant.can_login(subject="jonno", resource="web", context={"connection": "db"})

    `document`: JSON text, as include/orgpol/tenant.h describes it. `max_bytes`, `max_depth`: limits; 0 are the
    library's, 64 MiB and 64 levels.

    TenantError: it does not load; says what is wrong, and where. Cost: linear in the document. The tenant holds no
    reference to it.
    """

    def __init__(self, document: Union[str, bytes], *, max_bytes: int = 0, max_depth: int = 0) -> None:
        self._handle: Optional[_Handle] = None
        data = _bytes_of(document, TenantError)
        options, error, address = _options(max_bytes, max_depth), _error(), ctypes.c_void_p()
        status = library.orgpol_tenant_load(data, len(data), options, ctypes.byref(address), ctypes.byref(error))
        _raise_unless_ok(status, error, document, TenantError)
        if not address.value:
            raise OrgpolError("the library loaded no tenant")
        self._handle = _Handle(address.value)

    @classmethod
    def from_file(cls, path: Union[str, "os.PathLike[str]"], *, max_bytes: int = 0, max_depth: int = 0) -> Tenant:
        """The tenant of a file. OSError: it cannot be read."""
        with open(path, "rb") as file:
            return cls(file.read(), max_bytes=max_bytes, max_depth=max_depth)

    def evaluate(self, request: Request, *, max_bytes: int = 0) -> Decision:
        """Answers one AuthZEN request, as JSON text or as the object itself.

        RequestError: it is malformed, or larger than `max_bytes` (0: 1 MiB); says what was expected, and where.
        MemoryError: no answer. Cost: some microseconds; most of them are Python writing and reading JSON.
        """
        return _evaluate(self._open(), request, max_bytes)

    def evaluations(self, request: Request, *, max_bytes: int = 0) -> List[Decision]:
        """Answers the items of the request's `evaluations`, in their order.

        A malformed item is a Decision that is not allowed and has an `error`; it spoils no other one. With the
        semantics deny_on_first_deny and permit_on_first_permit the deciding item is the last. RequestError: what
        concerns all is malformed.
        """
        return _evaluations(self._open(), request, max_bytes)

    @property
    def memory_bytes(self) -> int:
        """The bytes that the tenant holds outside of Python. Cost: linear in them, by blocks."""
        return int(library.orgpol_tenant_memory_bytes(self._open().address))

    @property
    def closed(self) -> bool:
        return self._handle is None

    def close(self) -> None:
        """Lets the tenant go, now or when the calls that are running end. Closing twice is fine."""
        self._handle = None

    def __enter__(self) -> Tenant:
        self._open()
        return self

    def __exit__(self, kind: Optional[Type[BaseException]], error: Optional[BaseException],
                 traceback: Optional[TracebackType]) -> None:
        self.close()

    def _open(self) -> _Handle:
        handle = self._handle
        if handle is None:
            raise ClosedError("the tenant is closed")
        return handle


def evaluate(request: Request, *, max_bytes: int = 0) -> Decision:
    """As Tenant.evaluate, over the request's own context.tenant, or none where the action needs none."""
    return _evaluate(None, request, max_bytes)


def evaluations(request: Request, *, max_bytes: int = 0) -> List[Decision]:
    """As Tenant.evaluations, over the tenants in the request."""
    return _evaluations(None, request, max_bytes)


def _evaluate(handle: Optional[_Handle], request: Request, max_bytes: int) -> Decision:
    raw = RawDecision()
    answer = read_answer(_ask(library.orgpol_authzen_evaluate, handle, request, max_bytes, ctypes.byref(raw)))
    decision = decision_of_answer(answer)
    if raw.effect == Effect.ERROR or decision.allowed != (raw.effect == Effect.ALLOW):
        raise OrgpolError("the library's answer is not its decision")
    return decision


def _evaluations(handle: Optional[_Handle], request: Request, max_bytes: int) -> List[Decision]:
    answer = read_answer(_ask(library.orgpol_authzen_evaluations, handle, request, max_bytes))
    if "evaluations" not in answer:  # a request without items is one evaluation
        return [decision_of_answer(answer)]
    items = answer["evaluations"]
    if not isinstance(items, list) or not items:  # all() of nothing would be a yes
        raise OrgpolError("the library's answer has no evaluations")
    return [decision_of_answer(item) for item in items]


def _ask(function: Any, handle: Optional[_Handle], request: Request, max_bytes: int, *decision: Any) -> bytes:
    """The answer's text. The caller's frame holds `handle`, so nobody frees the tenant meanwhile."""
    data = _bytes_of(request, RequestError)
    address = None if handle is None else handle.address
    options, error, length = _options(max_bytes, 0), _error(), ctypes.c_size_t()
    size = _ANSWER_BYTES
    for _ in range(2):
        answer = ctypes.create_string_buffer(size)
        status = function(address, data, len(data), options, answer, size, ctypes.byref(length), *decision,
                          ctypes.byref(error))
        if status != Status.BUFFER:
            break
        size = length.value + 1
    _raise_unless_ok(status, error, request, RequestError)
    if length.value >= size:
        raise OrgpolError("the library's answer is longer than its room")
    return ctypes.string_at(answer, length.value)


def _bytes_of(document: Request, kind: Type[InputError]) -> bytes:
    """JSON as the library reads it. TypeError: neither text nor object."""
    if isinstance(document, bytes):
        return document
    try:
        if isinstance(document, str):
            return document.encode("utf-8")
        if isinstance(document, Mapping) and kind is RequestError:
            return jsonlib.dumps(document, allow_nan=False, separators=(",", ":"), default=plain).encode("ascii")
    except (TypeError, ValueError, RecursionError) as error:
        raise kind("not JSON: %s" % error) from error
    raise TypeError("expected JSON text%s, found %s" % (" or an object" if kind is RequestError else "",
                                                        type(document).__name__))


def _options(max_bytes: int, max_depth: int) -> JsonOptions:
    if not 0 <= max_bytes <= ctypes.c_size_t(-1).value or not 0 <= max_depth < 1 << 32:
        raise ValueError("a limit is out of range")
    return JsonOptions(ctypes.sizeof(JsonOptions), max_depth, max_bytes, _HASH_KEY)


def _error() -> JsonError:
    return JsonError(ctypes.sizeof(JsonError))


def _raise_unless_ok(status: int, error: JsonError, document: Request, kind: Type[InputError]) -> None:
    if status == Status.OK:
        return
    message = error.message.decode("utf-8", "replace")
    if status == Status.MEMORY:
        raise MemoryError(message)
    if status not in (Status.ARGUMENT, Status.SYNTAX, Status.LIMIT, Status.REQUEST):
        raise OrgpolError("the library answered with status %d: %s" % (status, message))
    pointer = error.pointer.decode("utf-8", "replace")
    if isinstance(document, Mapping):  # its text is not the caller's
        raise kind(message, pointer=pointer)
    data = document if isinstance(document, bytes) else document.encode("utf-8")
    raise kind(message, pointer=pointer, offset=error.offset, line=data.count(b"\n", 0, error.offset) + 1)
