# SPDX-License-Identifier: MIT
"""The words of the struct members, as the headers number them. UNSET is what a zeroed member says: the default.

Which member has which is in WORDS, at the end. Give WORD_UNKNOWN for a stored word that is not in the list: it
satisfies no condition.
"""
from enum import IntEnum, IntFlag
from typing import Dict, Type

WORD_UNKNOWN = 255


class Effect(IntEnum):
    """The effect of a decision. Only ALLOW lets anything happen."""

    ERROR = 0
    DENY = 1
    ALLOW = 2


class Protocol(IntEnum):
    """LoginRequest.protocol"""

    UNSET = 0
    OIDC = 1
    SAMLP = 2
    WSFED = 3
    CLASSIC_LOGIN = 4
    LOCK = 5
    DEVICE_CODE = 6
    PASSWORD = 7
    PASSKEY = 8
    TOKEN_EXCHANGE = 9
    REFRESH_TOKEN = 10


class Mfa(IntEnum):
    """LoginRequest.mfa"""

    UNSET = 0
    SATISFIED = 1
    REQUIRED = 2
    FAILED = 3


class ActionVerdict(IntEnum):
    """action_verdict of LoginRequest and ClientGrantRequest"""

    UNSET = 0
    ALLOW = 1
    DENY = 2


class ResponseMode(IntEnum):
    """LoginRequest.response_mode"""

    UNSET = 0
    WEB_MESSAGE = 1


class ThirdPartySecurityMode(IntEnum):
    """Client.third_party_security_mode"""

    UNSET = 0
    STRICT = 1
    PERMISSIVE = 2


class ExternalMetadataType(IntEnum):
    """Client.external_metadata_type"""

    UNSET = 0
    CIMD = 1
    DCR = 2


class RedirectionPolicy(IntEnum):
    """Client.redirection_policy"""

    UNSET = 0
    OPEN_REDIRECT_PROTECTION = 1
    ALLOW_ALWAYS = 2


class OrganizationUsage(IntEnum):
    """organization_usage of Client and ClientGrant"""

    UNSET = 0
    DENY = 1
    ALLOW = 2
    REQUIRE = 3


class OrganizationRequireBehavior(IntEnum):
    """Client.organization_require_behavior"""

    UNSET = 0
    NO_PROMPT = 1
    PRE_LOGIN_PROMPT = 2
    POST_LOGIN_PROMPT = 3


class GrantType(IntFlag):
    """Client.grant_types, a mask. Zero: the client has no such member; OTHER alone: an empty list"""

    AUTHORIZATION_CODE = 1
    IMPLICIT = 2
    REFRESH_TOKEN = 4
    CLIENT_CREDENTIALS = 8
    PASSWORD = 16
    PASSWORD_REALM = 32
    MFA_OOB = 64
    MFA_OTP = 128
    MFA_RECOVERY_CODE = 256
    PASSWORDLESS_OTP = 512
    FEDERATED_CONNECTION_ACCESS_TOKEN = 1024
    DEVICE_CODE = 2048
    TOKEN_EXCHANGE = 4096
    JWT_BEARER = 8192
    CIBA = 16384
    WEBAUTHN = 32768
    OTHER = 1073741824


class TokenEndpointAuthMethod(IntEnum):
    """Client.token_endpoint_auth_method"""

    UNSET = 0
    NONE = 1
    CLIENT_SECRET_POST = 2
    CLIENT_SECRET_BASIC = 3
    PRIVATE_KEY_JWT = 4
    TLS_CLIENT_AUTH = 5
    SELF_SIGNED_TLS_CLIENT_AUTH = 6


class RotationType(IntEnum):
    """Client.refresh_token_rotation_type"""

    UNSET = 0
    NON_ROTATING = 1
    ROTATING = 2


class AppType(IntEnum):
    """Client.app_type"""

    UNSET = 0
    SPA = 1
    NATIVE = 2
    REGULAR_WEB = 3
    NON_INTERACTIVE = 4
    RESOURCE_SERVER = 5


class DiscoveryMethod(IntFlag):
    """Client.organization_discovery_methods and Options.default_discovery_methods, a mask"""

    EMAIL = 1
    ORGANIZATION_NAME = 2
    OTHER = 128


class Setting(IntEnum):
    """A member that, unset, leaves the answer to another row"""

    UNSET = 0
    OFF = 1
    ON = 2


class ThirdPartyClientAccess(IntEnum):
    """Organization.third_party_client_access"""

    UNSET = 0
    BLOCK = 1
    ALLOW = 2


class CrossAppAccessStatus(IntEnum):
    """Connection.cross_app_access_resource_app_status"""

    UNSET = 0
    DISABLED = 1
    ENABLED = 2


class UserPolicy(IntEnum):
    """ResourceServer.user_policy"""

    UNSET = 0
    ALLOW_ALL = 1
    DENY_ALL = 2
    REQUIRE_CLIENT_GRANT = 3


class ClientPolicy(IntEnum):
    """ResourceServer.client_policy"""

    UNSET = 0
    DENY_ALL = 1
    REQUIRE_CLIENT_GRANT = 2


class TokenDialect(IntEnum):
    """ResourceServer.token_dialect"""

    UNSET = 0
    ACCESS_TOKEN = 1
    ACCESS_TOKEN_AUTHZ = 2
    RFC9068_PROFILE = 3
    RFC9068_PROFILE_AUTHZ = 4


class SubjectType(IntEnum):
    """ClientGrant.subject_type"""

    UNSET = 0
    CLIENT = 1
    USER = 2


class DefaultFor(IntEnum):
    """ClientGrant.default_for"""

    UNSET = 0
    THIRD_PARTY_CLIENTS = 1


class ResourceParameterProfile(IntEnum):
    """TenantSettings.resource_parameter_profile"""

    UNSET = 0
    AUDIENCE = 1
    COMPATIBILITY = 2


class MfaPolicy(IntEnum):
    """TenantSettings.mfa_policy"""

    UNSET = 0
    NEVER = 1
    ADAPTIVE = 2
    ALWAYS = 3


class AbsentSecurityMode(IntEnum):
    """Options.absent_security_mode"""

    STRICT = 0
    PERMISSIVE = 1


class RefreshRecheck(IntEnum):
    """Options.refresh_recheck"""

    ON = 0
    OFF = 1


class ScopeSubset(IntEnum):
    """Options.scope_subset"""

    SUBSET = 0
    CEILING = 1


class TokenProfile(IntEnum):
    """ClientGrantResult.token_profile"""

    UNSET = 0
    AUTH0 = 1
    RFC9068 = 2


class Status(IntEnum):
    """What the functions that read JSON return"""

    OK = 0
    ARGUMENT = 1
    SYNTAX = 2
    LIMIT = 3
    REQUEST = 4
    MEMORY = 5
    BUFFER = 6


# Member: the words it takes. A member has the same words in every struct.
WORDS: Dict[str, Type[int]] = {
    "protocol": Protocol,
    "mfa": Mfa,
    "action_verdict": ActionVerdict,
    "response_mode": ResponseMode,
    "third_party_security_mode": ThirdPartySecurityMode,
    "external_metadata_type": ExternalMetadataType,
    "redirection_policy": RedirectionPolicy,
    "organization_usage": OrganizationUsage,
    "organization_require_behavior": OrganizationRequireBehavior,
    "grant_types": GrantType,
    "token_endpoint_auth_method": TokenEndpointAuthMethod,
    "refresh_token_rotation_type": RotationType,
    "app_type": AppType,
    "organization_discovery_methods": DiscoveryMethod,
    "default_discovery_methods": DiscoveryMethod,
    "third_party_client_access": ThirdPartyClientAccess,
    "cross_app_access_resource_app_status": CrossAppAccessStatus,
    "offline_access_required": Setting,
    "user_policy": UserPolicy,
    "client_policy": ClientPolicy,
    "token_dialect": TokenDialect,
    "subject_type": SubjectType,
    "default_for": DefaultFor,
    "resource_parameter_profile": ResourceParameterProfile,
    "mfa_policy": MfaPolicy,
    "absent_security_mode": AbsentSecurityMode,
    "refresh_recheck": RefreshRecheck,
    "scope_subset": ScopeSubset,
}
