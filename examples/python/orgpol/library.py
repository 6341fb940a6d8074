# SPDX-License-Identifier: MIT
"""Finds and loads liborgpol and liborgpol-json, and declares what this module calls in them."""
from __future__ import annotations

import ctypes
import os
from ctypes import POINTER, c_char, c_char_p, c_size_t, c_uint, c_uint8, c_uint16, c_uint32, c_uint64, c_void_p
from typing import Any, Dict, Tuple

from orgpol.errors import LibraryError
from orgpol.memory import Row, Text, TextList
from orgpol.structs import ClientGrantRequest, ClientGrantResult, ConsentKeyRequest, LoginRequest, LoginResult, \
    TenantSettings


class RawDecision(ctypes.Structure):
    """struct orgpol_decision. Zero is an error, which is no allow."""

    _fields_ = [("effect", c_uint8), ("family", c_uint8), ("reason", c_uint16), ("obligations", c_uint32),
                ("unmet", c_uint64)]


class ReasonEntry(ctypes.Structure):
    """struct orgpol_reason_entry"""

    _fields_ = [("name", c_char_p), ("rule", c_char_p), ("error", c_char_p), ("description", c_char_p),
                ("summary", c_char_p), ("remedy", c_char_p), ("http_status", c_uint16)]


class DescriptionValues(Row):
    """struct orgpol_description_values"""

    _fields_ = [("struct_size", c_uint32), ("reserved", c_uint32), ("org_id", Text), ("user_id", Text),
                ("client_id", Text), ("audience", Text), ("grant_type", Text), ("scopes", TextList),
                ("scope_count", c_size_t), ("subject_token", Text)]


class JsonError(ctypes.Structure):
    """struct orgpol_json_error"""

    _fields_ = [("struct_size", c_uint32), ("status", c_uint32), ("offset", c_size_t), ("pointer", c_char * 256),
                ("message", c_char * 256)]


class JsonOptions(ctypes.Structure):
    """struct orgpol_json_options"""

    _fields_ = [("struct_size", c_uint32), ("max_depth", c_uint32), ("max_bytes", c_size_t), ("hash_key", c_char_p)]


# name: (what it returns, what it takes)
_Functions = Dict[str, Tuple[Any, Tuple[Any, ...]]]
_LOGIN = (RawDecision, (POINTER(LoginRequest), POINTER(LoginResult)))
_CORE: _Functions = {
    "orgpol_version": (c_char_p, ()),
    "orgpol_rules_version": (c_char_p, ()),
    "orgpol_reason_info": (POINTER(ReasonEntry), (c_uint16,)),
    "orgpol_family_reason": (c_uint16, (c_uint8, c_uint)),
    "orgpol_obligation_name": (c_char_p, (c_uint32,)),
    "orgpol_advice_name": (c_char_p, (c_uint32,)),
    "orgpol_describe": (c_size_t, (c_uint16, POINTER(DescriptionValues), POINTER(c_char), c_size_t)),
    "orgpol_resolve_audience": (Text, (Text, Text, POINTER(TenantSettings))),
    "orgpol_can_login": _LOGIN,
    "orgpol_can_third_party_login": _LOGIN,
    "orgpol_check_client_grant": (RawDecision, (POINTER(ClientGrantRequest), POINTER(ClientGrantResult), TextList,
                                                c_size_t, TextList, c_size_t)),
    "orgpol_consent_key_for": (RawDecision, (POINTER(ConsentKeyRequest), POINTER(c_char))),
}
# A tenant is an address and nothing else here; what is behind it is the library's.
_ANSWER = (POINTER(JsonOptions), POINTER(c_char), c_size_t, POINTER(c_size_t))
_JSON: _Functions = {
    "orgpol_tenant_load": (c_uint32, (c_char_p, c_size_t, POINTER(JsonOptions), POINTER(c_void_p),
                                      POINTER(JsonError))),
    "orgpol_tenant_free": (None, (c_void_p,)),
    "orgpol_tenant_memory_bytes": (c_size_t, (c_void_p,)),
    "orgpol_authzen_evaluate": (c_uint32, (c_void_p, c_char_p, c_size_t) + _ANSWER
                                + (POINTER(RawDecision), POINTER(JsonError))),
    "orgpol_authzen_evaluations": (c_uint32, (c_void_p, c_char_p, c_size_t) + _ANSWER + (POINTER(JsonError),)),
}


def _paths() -> Tuple[str, str]:
    """The files of liborgpol and liborgpol-json: beside one another where ORGPOL_LIBRARY says, or as installed."""
    path = os.environ.get("ORGPOL_LIBRARY")
    if not path:
        return "liborgpol.so.0", "liborgpol-json.so.0"
    folder, name = os.path.split(os.path.abspath(path))
    if not name.startswith("liborgpol-json."):
        raise LibraryError("ORGPOL_LIBRARY: expected the path of liborgpol-json.so, found %s" % path)
    return os.path.join(folder, name.replace("liborgpol-json", "liborgpol", 1)), os.path.join(folder, name)


def _load(path: str, functions: _Functions) -> ctypes.CDLL:
    try:
        library = ctypes.CDLL(path)
        for name, (returns, takes) in functions.items():
            function = getattr(library, name)
            function.restype = returns
            function.argtypes = takes
    except (OSError, AttributeError) as error:
        raise LibraryError("%s (set ORGPOL_LIBRARY to the path of liborgpol-json.so)" % error) from error
    return library


# liborgpol comes first: liborgpol-json then finds the one that is there.
_core_path, _json_path = _paths()
core = _load(_core_path, _CORE)
json = _load(_json_path, _JSON)


def version() -> str:
    """The version of the library, "0.1.0"."""
    return str(core.orgpol_version().decode("ascii"))


def rules_version() -> str:
    """Which rules decide. Log it beside a decision."""
    return str(core.orgpol_rules_version().decode("ascii"))
