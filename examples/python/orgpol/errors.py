# SPDX-License-Identifier: MIT
"""What orgpol raises. None of it is an answer: whoever catches one has been allowed nothing."""
from __future__ import annotations

from typing import Optional


class OrgpolError(Exception):
    """The base of all below; by itself, an answer of the library that makes no sense."""


class LibraryError(OrgpolError, ImportError):
    """The shared library cannot be loaded, or is not the one this module was written for."""


class ClosedError(OrgpolError):
    """A tenant was used after it was closed."""


class InputError(OrgpolError):
    """A document or a question is wrong.

    message   what was found and what was expected
    pointer   where: JSON pointer (RFC 6901); "" is the whole document, or unknown
    offset    where: byte offset into the text that was given; None where it was an object, or structs
    line      the line of that byte, from 1; None likewise
    reason    of a question of structs, the name of the reason ("row_of_other_client"); else None
    """

    def __init__(self, message: str, *, pointer: str = "", offset: Optional[int] = None, line: Optional[int] = None,
                 reason: Optional[str] = None) -> None:
        place = [pointer] if pointer else []
        place += ["line %d, byte %d" % (line, offset)] if line is not None and offset is not None else []
        super().__init__(": ".join([", ".join(place), message] if place else [message]))
        self.message = message
        self.pointer = pointer
        self.offset = offset
        self.line = line
        self.reason = reason


class TenantError(InputError):
    """A tenant document does not load."""


class RequestError(InputError):
    """A request is malformed. It is neither allowed nor denied."""
