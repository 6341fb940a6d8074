# SPDX-License-Identifier: MIT
"""Python values as memory that C reads: how texts, lists and rows get into a struct, and stay alive in it.

ctypes keeps alive what is assigned to a member: the bytes of a text, the array of a list, the row that a pointer leads
to. It does so through every level, so a question keeps its rows and their texts as long as it lives itself. Nothing
here stores a bare address, and C keeps none after a call.
"""
from __future__ import annotations

import ctypes
from ctypes import POINTER, c_char_p, c_size_t, c_uint8, c_uint16, c_uint32, c_uint64, c_void_p
from enum import Enum
from typing import Any, Callable, ClassVar, Dict, Optional

from orgpol.words import WORDS

_INTEGERS = (c_uint8, c_uint16, c_uint32, c_uint64, c_size_t)


class Text(ctypes.Structure):
    """struct orgpol_str: UTF-8 bytes and their number. Zero is the absent text, which "" is too."""

    __slots__ = ()
    _fields_ = [("ptr", c_char_p), ("len", c_size_t)]

    @classmethod
    def of(cls, value: Optional[str]) -> Text:
        """A text over bytes of its own. None is absent. ValueError: the str has a lone surrogate."""
        if value is None:
            return cls()
        if not isinstance(value, str):
            raise TypeError("expected str or None, found %s" % type(value).__name__)
        data = value.encode("utf-8")
        return cls(data, len(data))

    def read(self) -> Optional[str]:
        """A copy of the text; None when it is absent. Reads `len` bytes, NULs among them."""
        if not self.len:
            return None
        return ctypes.string_at(c_void_p.from_buffer(self).value or 0, self.len).decode("utf-8")


TextList = POINTER(Text)


class Row(ctypes.Structure):
    """A struct that begins with struct_size, which is set as the ORGPOL_<TYPE>_INIT macro sets it.

    Every other member is zero until it is given, by keyword or by assignment: zero is absent, the default or the
    stricter choice. Members take

        a text          str, or None for absent
        a list of text  any iterable of str; its count is set with it
        a row           the Row, not a copy: what is changed in it later, the question sees; no thread may change it
                        while another asks, for C reads it meanwhile; None: no such row
        a word          of the enum that orgpol.words.WORDS has for the member, or its number
        a number        int or bool within the member's range
        secret          bytes

    TypeError: no such member, one that is not yours to set (struct_size, counts of lists), a value of another type.
    ValueError: a number out of range, text that is not Unicode.
    """

    __slots__ = ()
    _setters: ClassVar[Dict[str, Callable[[Row, Any], None]]] = {}

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        cls._setters = _setters_of(cls.__dict__["_fields_"])

    def __init__(self, **members: Any) -> None:
        super().__init__()
        ctypes.Structure.__setattr__(self, "struct_size", ctypes.sizeof(self))
        for name, value in members.items():
            setattr(self, name, value)

    def __setattr__(self, name: str, value: Any) -> None:
        setter = self._setters.get(name)
        if setter is None:
            raise TypeError("%s has no member %s that can be set" % (type(self).__name__, name))
        try:
            setter(self, value)
        except (TypeError, ValueError) as error:
            kind = TypeError if isinstance(error, TypeError) else ValueError
            raise kind("%s.%s: %s" % (type(self).__name__, name, error)) from error


def _setters_of(fields: Any) -> Dict[str, Callable[[Row, Any], None]]:
    """A setter for each member that a caller may set."""
    setters: Dict[str, Callable[[Row, Any], None]] = {}
    own = {"struct_size"}
    for (name, kind), (following, _) in zip(fields, list(fields[1:]) + [("", None)]):
        if name in own:
            continue
        if kind is c_void_p:  # a struct that has no mirror here
            own.add(following if following.endswith("_count") else name)
        elif kind is TextList:
            own.add(following)
            setters[name] = _list_setter(name, following)
        elif kind is c_char_p:
            own.add(following)
            setters[name] = _bytes_setter(name, following)
        elif kind is Text:
            setters[name] = _text_setter(name)
        elif kind in _INTEGERS:
            setters[name] = _number_setter(name, 8 * ctypes.sizeof(kind))
        elif issubclass(kind, ctypes._Pointer):
            setters[name] = _row_setter(name, kind)
    return setters


def _put(row: Row, name: str, value: Any) -> None:
    """The assignment of ctypes, which keeps `value` alive as long as the row."""
    ctypes.Structure.__setattr__(row, name, value)


def _text_setter(name: str) -> Callable[[Row, Any], None]:
    return lambda row, value: _put(row, name, Text.of(value))


def _list_setter(name: str, count: str) -> Callable[[Row, Any], None]:
    def put(row: Row, value: Any) -> None:
        if isinstance(value, (str, bytes)):
            raise TypeError("expected several texts, found one")
        texts = [Text.of(text) for text in value or ()]
        _put(row, count, 0)
        _put(row, name, (Text * len(texts))(*texts) if texts else None)
        _put(row, count, len(texts))
    return put


def _bytes_setter(name: str, count: str) -> Callable[[Row, Any], None]:
    def put(row: Row, value: Any) -> None:
        if value is not None and not isinstance(value, bytes):
            raise TypeError("expected bytes or None, found %s" % type(value).__name__)
        _put(row, count, 0)
        _put(row, name, value)
        _put(row, count, len(value or b""))
    return put


def _number_setter(name: str, bits: int) -> Callable[[Row, Any], None]:
    words = WORDS.get(name)  # 2 is `allow` of one member and `deny` of another

    def put(row: Row, value: Any) -> None:
        if not isinstance(value, int) or isinstance(value, Enum) and type(value) is not words:
            raise TypeError("expected %s, found %s" % ((words or int).__name__, type(value).__name__))
        if not 0 <= value < 1 << bits:  # ctypes would cut it: 258 would be read as 2
            raise ValueError("%d is out of range" % value)
        _put(row, name, value)
    return put


def _row_setter(name: str, kind: Any) -> Callable[[Row, Any], None]:
    def put(row: Row, value: Any) -> None:
        if value is not None and not isinstance(value, kind._type_):
            raise TypeError("expected %s or None, found %s" % (kind._type_.__name__, type(value).__name__))
        _put(row, name, None if value is None else ctypes.pointer(value))
    return put
