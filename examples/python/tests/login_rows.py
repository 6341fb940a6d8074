# SPDX-License-Identifier: MIT
"""A login's AuthZEN request over a tenant document, as the struct question that a server would put together."""
from collections import Counter
from typing import Any, Dict, List, Optional, Type

from orgpol import structs, words


def word(enum: Type[Any], text: Optional[str]) -> int:
    """The number of a word of the Management API; 0 when it is absent."""
    if not text:
        return 0
    return int(getattr(enum, text.upper(), words.WORD_UNKNOWN))


def mask(enum: Type[Any], texts: Optional[List[str]]) -> int:
    """The bits of a list of words; 0 when it is absent, OTHER for what is empty or not listed."""
    if texts is None:
        return 0
    bits = 0 if texts else int(enum.OTHER)
    for text in texts:
        bits |= int(getattr(enum, text.upper(), enum.OTHER))
    return bits


def only(rows: List[Dict[str, Any]], **key: Any) -> Optional[Dict[str, Any]]:
    """The row of a key, unless two have it."""
    found = [row for row in rows if all(row.get(name) == value for name, value in key.items())]
    return found[0] if len(found) == 1 else None


def repeats(rows: List[Dict[str, Any]], name: str) -> bool:
    return any(count > 1 for count in Counter(row.get(name) for row in rows).values())


def client_row(row: Dict[str, Any]) -> structs.Client:
    return structs.Client(
        client_id=row["client_id"], external_client_id=row.get("external_client_id"),
        is_first_party=row.get("is_first_party", False),
        third_party_security_mode=word(words.ThirdPartySecurityMode, row.get("third_party_security_mode")),
        external_metadata_type=word(words.ExternalMetadataType, row.get("external_metadata_type")),
        redirection_policy=word(words.RedirectionPolicy, row.get("redirection_policy")),
        organization_usage=word(words.OrganizationUsage, row.get("organization_usage")),
        organization_require_behavior=word(words.OrganizationRequireBehavior, row.get("organization_require_behavior")),
        identity_assertion_authorization_grant_active=(row.get("identity_assertion_authorization_grant") or {}).get(
            "active", False),
        grant_types=mask(words.GrantType, row.get("grant_types")),
        token_endpoint_auth_method=word(words.TokenEndpointAuthMethod, row.get("token_endpoint_auth_method")),
        app_type=word(words.AppType, row.get("app_type")))


def connection_row(row: Dict[str, Any]) -> structs.Connection:
    return structs.Connection(
        id=row["id"], name=row.get("name"), strategy=row.get("strategy"),
        is_domain_connection=row.get("is_domain_connection", False),
        is_authentication_inactive=not (row.get("authentication") or {}).get("active", True),
        enabled_client_count=len(row.get("enabled_clients", [])),
        cross_app_access_resource_app_status=word(
            words.CrossAppAccessStatus, (row.get("cross_app_access_resource_app") or {}).get("status")))


def settings_row(document: Dict[str, Any]) -> structs.TenantSettings:
    settings = document.get("settings", {})
    name = "allow_organization_name_in_authentication_api"
    return structs.TenantSettings(
        allow_organization_name_in_authentication_api=settings.get(name, False),
        has_enabled_rule=any(rule.get("enabled", True) for rule in document.get("rules", [])))


def options_row(document: Dict[str, Any]) -> structs.Options:
    options = document.get("options", {})
    return structs.Options(
        require_app_connection_in_org=options.get("require_app_connection_in_org", False),
        absent_security_mode=word(words.AbsentSecurityMode, options.get("absent_security_mode")),
        refresh_recheck=words.RefreshRecheck.ON if options.get("refresh_recheck", True) else words.RefreshRecheck.OFF)


def fill_organization(request: structs.LoginRequest, row: Dict[str, Any], connection: Optional[Dict[str, Any]]) -> bool:
    """The organization, and its rows for this login. False: two rows are to be read as one, which is not done here."""
    enabled, members = row.get("enabled_connections", []) + row.get("connections", []), row.get("members", [])
    clients = row.get("clients", [])
    if repeats(enabled, "connection_id") or repeats(members, "user_id") or repeats(clients, "client_id"):
        return False
    request.organization = structs.Organization(
        id=row["id"], name=row.get("name"), is_app_entitlement_active=row.get("is_app_entitlement_active") or False,
        third_party_client_access=word(words.ThirdPartyClientAccess, row.get("third_party_client_access")),
        enabled_connection_count=len(enabled))
    request.member_count = len(members)
    through = only(enabled, connection_id=connection["id"]) if connection else None
    if through:
        request.enabled_connection = structs.EnabledConnection(
            organization_id=row["id"], connection_id=connection["id"], is_disabled=not through.get("is_enabled", True),
            assign_membership_on_login=through.get("assign_membership_on_login", False),
            is_signup_enabled=through.get("is_signup_enabled", False))
    listed = only(clients, client_id=request.client.contents.client_id.read()) if request.client else None
    if listed:
        request.organization_client = structs.OrganizationClient(
            organization_id=row["id"], client_id=listed["client_id"],
            use_for_member_access=listed.get("use_for_member_access", False))
    if request.user and only(members, user_id=request.user.contents.user_id.read()):
        request.member = structs.OrganizationMember(organization_id=row["id"],
                                                    user_id=request.user.contents.user_id.read())
    return True


def login_request(document: Dict[str, Any], asked: Dict[str, Any]) -> Optional[structs.LoginRequest]:
    """The question; None where it needs more than is done here: Cross App Access, and rows that are there twice."""
    context, key = asked["context"], asked["resource"]["id"]
    if "cross_app_access" in context:
        return None
    request = structs.LoginRequest(
        settings=settings_row(document), options=options_row(document), organization_id=context.get("organization"),
        protocol=word(words.Protocol, context.get("protocol")), mfa=word(words.Mfa, context.get("mfa")),
        action_verdict=word(words.ActionVerdict, context.get("action_verdict")),
        response_mode=context.get("response_mode") == "web_message", is_signup=context.get("signup", False),
        is_invitation_accepted=context.get("invitation_accepted", False))
    client = only(document["clients"], client_id=key)
    if not client and "://" in key:
        client = only(document["clients"], external_client_id=key)
    name = context.get("connection")
    connection = only(document["connections"], id=name) or only(document["connections"], name=name) if name else None
    user = only(document["users"], user_id=asked["subject"]["id"]) if asked["subject"]["type"] == "user" else None
    organization = only(document["organizations"], id=context.get("organization"))
    if client:
        request.client = client_row(client)
    if user:
        request.user = structs.User(user_id=user["user_id"])
    if connection:
        request.connection = connection_row(connection)
    if client and connection and client["client_id"] in connection.get("enabled_clients", []):
        request.enabled_client = structs.EnabledClient(connection_id=connection["id"], client_id=client["client_id"])
    if organization and not fill_organization(request, organization, connection):
        return None
    if "member_count" in context:
        request.member_count = min(int(context["member_count"]), (1 << 32) - 1)
    return request
