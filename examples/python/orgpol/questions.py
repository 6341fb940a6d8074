# SPDX-License-Identifier: MIT
"""The decisions over structs, without JSON: for servers that have fetched the rows themselves."""
from __future__ import annotations

import ctypes
from functools import lru_cache
from typing import Any, Dict, Iterable, Mapping, Optional, Tuple

from orgpol.decision import Decision, decision_of_context
from orgpol.errors import OrgpolError, RequestError
from orgpol.library import DescriptionValues, RawDecision, ReasonEntry, core
from orgpol.memory import Text
from orgpol.structs import ClientGrantRequest, ClientGrantResult, ConsentKeyRequest, LoginRequest, LoginResult
from orgpol.words import Effect

_SCOPE_LIMIT = 1024  # ORGPOL_SCOPE_LIMIT
_KEY_BYTES = 32  # ORGPOL_CONSENT_KEY_BYTES


def can_login(request: LoginRequest, *, user_id: Optional[str] = None) -> Decision:
    """May the application log the user in? For clients of every class.

    user_id   for the description only, where the question has no user's row

    The decision's context is that of the JSON answer, with `claims` {org_id, org_name} on an allow, and `audience`
    for Cross App Access. RequestError: the question is malformed (a row of another organization, an unknown word);
    its `reason` says how. Cost: a call into C and a few names; no JSON.
    """
    return _login(core.orgpol_can_login, request, user_id)


def can_third_party_login(request: LoginRequest, *, user_id: Optional[str] = None) -> Decision:
    """The same about third-party applications: a first-party client is denied."""
    return _login(core.orgpol_can_third_party_login, request, user_id)


def check_client_grant(request: ClientGrantRequest) -> Decision:
    """May the application have a token for the API in its own name, and with which scopes?

    On an allow the context has `grant` {id, audience, scopes, organization} and `claims` {org_id, org_name}.
    RequestError as above. Cost: a call into C, and a str for each scope of the token.
    """
    _expect(request, ClientGrantRequest)
    api = request.resource_server
    # A token has no more scopes than its API, and misses no more than were asked for. Longer lists are an error.
    scopes = (Text * min(api.contents.scope_count if api else 0, _SCOPE_LIMIT))()
    missing = (Text * min(request.scope_count, _SCOPE_LIMIT))()
    result = ClientGrantResult()
    raw = core.orgpol_check_client_grant(request, result, scopes, len(scopes), missing, len(missing))

    def values() -> DescriptionValues:
        client = request.client.contents if request.client else None
        sent = request.sent_organization.read() or (client and client.default_organization_id.read())  # M2M-24
        return DescriptionValues(
            org_id=sent, client_id=client and client.client_id.read(),
            audience=core.orgpol_resolve_audience(request.audience, request.resource, request.settings).read(),
            scopes=[text.read() or "" for text in missing[:result.missing_scope_count]])

    def given() -> Dict[str, Any]:
        return {"grant": {"id": result.grant_id.read(), "audience": result.audience.read(),
                          "scopes": [text.read() for text in scopes[:result.scope_count]],
                          "organization": result.org_id.read()},
                "claims": _present(org_id=result.org_id, org_name=result.org_name)}
    return _decision(raw, result.advice, values, given)


def consent_key(*, user: str, client: str, audience: str = "", organization: Optional[str] = None,
                scopes: Optional[Iterable[str]] = None, secret: Optional[bytes] = None) -> bytes:
    """The 32 bytes under which a consent is stored (orgpol/consent.h has the encoding).

    organization  None is none; "" is the organization that is the empty text
    scopes        None: not part of the key; else any iterable, in any order: the key of that exact set
    secret        16 to 64 bytes; None: the key is unkeyed

    RequestError: user or client is empty, the secret has another length, there are too many scopes.
    """
    request = ConsentKeyRequest(user_id=user, client_id=client, audience=audience, organization_id=organization,
                                has_empty_organization=organization == "")
    if scopes is not None:
        request.has_scopes = 1
        request.scopes = scopes
    if secret is not None:
        request.secret = secret
        if not secret:  # C takes no bytes for no secret; here it was given
            raise RequestError("expected a secret of 16 to 64 bytes, found none", reason="unsupported_input")
    key = ctypes.create_string_buffer(_KEY_BYTES)
    raw = core.orgpol_consent_key_for(request, key)
    _raise_on_error(raw)
    if raw.effect != Effect.ALLOW:
        raise OrgpolError("the library made no key")
    return key.raw


def _login(function: Any, request: LoginRequest, user_id: Optional[str]) -> Decision:
    _expect(request, LoginRequest)
    result = LoginResult()
    raw = function(request, result)

    def values() -> DescriptionValues:
        user = request.user.contents.user_id.read() if request.user else user_id
        return DescriptionValues(org_id=request.organization_id.read(), user_id=user)

    def given() -> Dict[str, Any]:
        context: Dict[str, Any] = {"claims": _present(org_id=result.org_id, org_name=result.org_name)}
        if request.cross_app_access:
            context["audience"] = result.audience.read()
        return context
    return _decision(raw, result.advice, values, given)


def _expect(request: Any, kind: type) -> None:
    if not isinstance(request, kind):
        raise TypeError("expected %s, found %s" % (kind.__name__, type(request).__name__))


def _present(**texts: Text) -> Dict[str, Optional[str]]:
    return {name: text.read() for name, text in texts.items() if text.len}


def _decision(raw: RawDecision, advice: int, values: Any, given: Any) -> Decision:
    """Reads the decision: `values` makes what a denial's description needs, `given` what goes with an allow."""
    _raise_on_error(raw)
    obligations, warnings = _words("obligation", raw.obligations), _words("advice", advice)
    if raw.effect == Effect.ALLOW and not raw.unmet and not raw.reason:
        return decision_of_context(True, {"http_status": 200, "obligations": obligations, "advice": warnings,
                                          **given()})
    if raw.effect != Effect.DENY:
        raise OrgpolError("the library answered with effect %d" % raw.effect)
    unmet = [_condition(raw.family, place) for place in range(64) if raw.unmet >> place & 1]
    return decision_of_context(False, {**_entry(raw.reason), "error_description": _describe(raw.reason, values()),
                                       "unmet": unmet, "obligations": obligations, "advice": warnings})


def _raise_on_error(raw: RawDecision) -> None:
    if raw.effect == Effect.ERROR:
        info = _info(raw.reason)
        raise RequestError(info.summary.decode("utf-8") if info else "not evaluated",
                           reason=info.name.decode("ascii") if info else None)


def _info(reason: int) -> Optional[ReasonEntry]:
    found = core.orgpol_reason_info(reason)
    return found.contents if found else None


@lru_cache(maxsize=None)
def _entry(reason: int) -> Mapping[str, Any]:
    """What the catalogue says about a reason, as answers have it."""
    info = _info(reason)
    if info is None:
        raise OrgpolError("the library has no reason %d" % reason)
    texts = {"reason": info.name, "rule": info.rule, "error": info.error, "remedy": info.remedy}
    entry: Dict[str, Any] = {name: text.decode("utf-8") for name, text in texts.items() if text}
    return {**entry, "http_status": info.http_status}


@lru_cache(maxsize=None)
def _condition(family: int, place: int) -> str:
    return str(_entry(core.orgpol_family_reason(family, place))["reason"])


@lru_cache(maxsize=1024)
def _words(kind: str, mask: int) -> Tuple[str, ...]:
    """The names of a mask's bits."""
    name_of = core.orgpol_obligation_name if kind == "obligation" else core.orgpol_advice_name
    names = [name_of(1 << bit) for bit in range(32) if mask >> bit & 1]
    if None in names:  # an obligation without a name cannot be met
        raise OrgpolError("the library has no name for an %s in %#x" % (kind, mask))
    return tuple(name.decode("ascii") for name in names)


def _describe(reason: int, values: DescriptionValues) -> str:
    length = core.orgpol_describe(reason, values, None, 0)
    buffer = ctypes.create_string_buffer(length + 1)
    core.orgpol_describe(reason, values, buffer, length + 1)
    return buffer.raw[:length].decode("utf-8")
