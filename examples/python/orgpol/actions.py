# SPDX-License-Identifier: MIT
"""The actions of the AuthZEN layer as functions."""
from __future__ import annotations

from typing import Any, Callable, Dict, Mapping, Optional, Tuple, Union

from orgpol.decision import Decision

# {"type", "id"}, or the id alone
Entity = Union[str, Mapping[str, Any]]

_DOC = """%s

    subject   id of a %s; or {"type", "id"}, of type %s
    resource  %s{"type", "id"}, of type %s
    context   the members that include/orgpol/authzen.h lists for %s; None: none is sent

    Answers and errors are those of evaluate(). Cost: that of evaluate().
    """


def _entity(name: str, types: Tuple[str, ...], given: Entity) -> Mapping[str, Any]:
    """Subject or resource as the request has it."""
    if isinstance(given, Mapping):
        return given
    if not isinstance(given, str):
        raise TypeError("%s: expected an id or a mapping, found %s" % (name, type(given).__name__))
    # A subject is a user where it can be one; of a resource nothing is guessed.
    if name == "resource" and len(types) > 1:
        raise TypeError('%s: expected {"type", "id"}, of type %s; found an id alone' % (name, " or ".join(types)))
    return {"type": types[0], "id": given}


def _action(name: str, subjects: str, resources: str, question: str) -> Callable[..., Decision]:
    """The function of an action; the types it takes are separated by spaces."""
    subject_types, resource_types = tuple(subjects.split()), tuple(resources.split())

    def decide(self: Decisions, *, subject: Entity, resource: Entity, context: Optional[Mapping[str, Any]] = None) \
            -> Decision:
        request: Dict[str, Any] = {
            "subject": _entity("subject", subject_types, subject),
            "action": {"name": name},
            "resource": _entity("resource", resource_types, resource),
        }
        if context is not None:
            request["context"] = context
        return self.evaluate(request)

    decide.__name__ = name
    decide.__qualname__ = "Decisions." + name
    decide.__doc__ = _DOC % (question, subject_types[0], " or ".join(subject_types),
                             "id; or " if len(resource_types) == 1 else "", " or ".join(resource_types), name)
    return decide


class Decisions:
    """A function for each action, over evaluate(). Actions that take any subject have the type user here."""

    def evaluate(self, request: Union[Mapping[str, Any], str, bytes]) -> Decision:
        raise NotImplementedError

    can_login = _action("can_login", "user anonymous", "client", "May this application log this user in?")
    can_third_party_login = _action("can_third_party_login", "user anonymous", "client",
                                    "May this third-party application log this user in?")
    resolve_org_prompt_mode = _action("resolve_org_prompt_mode", "user anonymous", "client",
                                      "Which organization prompt comes first?")
    check_authorize_request = _action("check_authorize_request", "user anonymous", "client",
                                      "Are the parameters of this authorization request good?")
    check_endpoint_request = _action("check_endpoint_request", "client", "endpoint",
                                     "May this application use this endpoint in this way?")
    check_client_grant = _action("check_client_grant", "client", "resource_server",
                                 "May this application have a token in its own name?")
    check_user_grant = _action("check_user_grant", "user", "resource_server",
                               "May an application call this API for this user?")
    check_consent = _action("check_consent", "user", "resource_server", "Must the user consent or confirm?")
    consent_key_for = _action("consent_key_for", "user", "resource_server",
                              "Under which key is the consent stored?")
    check_token_organization = _action("check_token_organization", "client", "client resource_server",
                                       "Is the organization in this token the one expected?")
    check_client_config = _action("check_client_config", "user", "client", "May this application be saved?")
    check_organization_config = _action("check_organization_config", "user", "organization",
                                        "May this organization be saved?")
    check_connection_config = _action("check_connection_config", "user", "connection",
                                      "May this connection be saved?")
    check_resource_server_config = _action("check_resource_server_config", "user", "resource_server",
                                           "May this API be saved?")
    check_client_grant_config = _action("check_client_grant_config", "user", "client_grant",
                                        "May this client grant be saved?")
    can_manage_connected_accounts = _action("can_manage_connected_accounts", "user client",
                                            "user connected_account",
                                            "May this caller list or delete connected accounts?")
    check_my_account_token = _action("check_my_account_token", "user client", "resource_server",
                                     "May an application have a My Account token for this user?")
    can_complete_account = _action("can_complete_account", "user client", "connection",
                                   "May the user's account be connected: the end of the flow?")
    can_connect_account = _action("can_connect_account", "user client", "connection",
                                  "May the user's account be connected: the start of the flow?")
    check_token_exchange = _action("check_token_exchange", "client", "connection",
                                   "May this client have the provider's token?")
    select_connected_account = _action("select_connected_account", "user", "connection",
                                       "Which of the user's accounts serves?")
