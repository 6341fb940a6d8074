/* SPDX-License-Identifier: MIT */
/* The answer every decision function gives, and the words that explain it. */
#ifndef ORGPOL_DECISION_H
#define ORGPOL_DECISION_H

#include "orgpol/base.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Only ORGPOL_EFFECT_ALLOW lets anything happen: compare with it, never with zero. */
enum orgpol_effect {
    ORGPOL_EFFECT_ERROR = 0, /* the question was malformed, or nothing was evaluated */
    ORGPOL_EFFECT_DENY = 1,  /* a successful answer: no */
    ORGPOL_EFFECT_ALLOW = 2  /* yes, once every obligation is met */
};

/* Whose ordered conditions `unmet` indexes. Numbers are append-only. */
enum orgpol_family {
    ORGPOL_FAMILY_NONE = 0,
    ORGPOL_FAMILY_LOGIN = 1,               /* login.h */
    ORGPOL_FAMILY_SESSION = 2,             /* session.h, orgpol_can_reuse_session */
    ORGPOL_FAMILY_CONNECTION_OFFER = 3,    /* session.h, orgpol_can_offer_connections */
    ORGPOL_FAMILY_PROMPT = 4,              /* prompt.h */
    ORGPOL_FAMILY_AUTHORIZE = 5,           /* authorize.h */
    ORGPOL_FAMILY_ENDPOINT = 6,            /* endpoint.h */
    ORGPOL_FAMILY_CLIENT_GRANT = 7,        /* client_grant.h */
    ORGPOL_FAMILY_USER_GRANT = 8,          /* user_grant.h */
    ORGPOL_FAMILY_CONSENT = 9,             /* consent.h */
    ORGPOL_FAMILY_TOKEN_ORGANIZATION = 10, /* token.h */
    ORGPOL_FAMILY_CLIENT_CONFIG = 11,      /* config.h, and the four below */
    ORGPOL_FAMILY_ORGANIZATION_CONFIG = 12,
    ORGPOL_FAMILY_CONNECTION_CONFIG = 13,
    ORGPOL_FAMILY_RESOURCE_SERVER_CONFIG = 14,
    ORGPOL_FAMILY_CLIENT_GRANT_CONFIG = 15,
    ORGPOL_FAMILY_MY_ACCOUNT = 16,             /* my_account.h */
    ORGPOL_FAMILY_CONNECT = 17,                /* connect.h */
    ORGPOL_FAMILY_COMPLETE = 18,               /* complete.h */
    ORGPOL_FAMILY_MANAGE = 19,                 /* manage.h */
    ORGPOL_FAMILY_SELECT = 20,                 /* select.h */
    ORGPOL_FAMILY_REFRESH_TOKEN_EXCHANGE = 21, /* exchange.h, and the two below */
    ORGPOL_FAMILY_ACCESS_TOKEN_EXCHANGE = 22,
    ORGPOL_FAMILY_WORKER_EXCHANGE = 23,
    ORGPOL_FAMILY_COUNT = 24 /* one more than the highest number */
};

/*
 * One decision. 16 bytes, returned by value in two registers; the layout is frozen. A zeroed decision means
 * "not evaluated", which is not "allowed".
 */
struct orgpol_decision {
    uint8_t effect;       /* enum orgpol_effect */
    uint8_t family;       /* enum orgpol_family */
    uint16_t reason;      /* enum orgpol_reason: first unmet condition, or why it is an error; 0 on ALLOW */
    uint32_t obligations; /* mask of enum orgpol_obligation: what the caller must do when it acts on this */
    uint64_t unmet;       /* every unmet condition of the family; bit = place in evaluation order */
};

/*
 * Obligations (XACML's word). A caller that cannot meet one must not act on the decision.
 */
enum orgpol_obligation {
    ORGPOL_MUST_ADD_MEMBER = 1 << 0,         /* add the user to the organization (LOGIN-19) */
    ORGPOL_MUST_ASSIGN_ROLES = 1 << 1,       /* give the member the invitation's roles (PROMPT-33) */
    ORGPOL_MUST_VERIFY_EMAIL = 1 << 2,       /* mark the user's e-mail verified (PROMPT-33) */
    ORGPOL_MUST_CONSUME_INVITATION = 1 << 3, /* mark the ticket used (PROMPT-33, -34) */
    ORGPOL_MUST_REJECT_SESSION_TRANSFER_TOKEN = 1 << 4, /* LOGIN-32 */
    ORGPOL_MUST_AUTHENTICATE = 1 << 5,                  /* ask for credentials */
    ORGPOL_MUST_SHOW_ORGANIZATION_PROMPT = 1 << 6,      /* show the page that the mode names */
    ORGPOL_MUST_SHOW_CONSENT = 1 << 7,                  /* show the consent page */
    ORGPOL_MUST_STORE_CONSENT = 1 << 8,                 /* store the user grant (CONSENT-07) */
    ORGPOL_MUST_SHOW_CONFIRMATION = 1 << 9,             /* show the confirmation page (CONSENT-18) */
    ORGPOL_MUST_DELETE_USER_GRANT = 1 << 10,            /* delete the user grant (CONSENT-24) */
    ORGPOL_MUST_LOG_QUOTA_EXCEEDED = 1 << 11, /* a quota that is not enforced is exceeded (M2M-32) */
    ORGPOL_MUST_ADD_JTI = 1 << 12,            /* put a `jti` claim into the token (TOKEN-07) */
    ORGPOL_MUST_SHOW_PROMPT_ERROR = 1 << 13,  /* stay on the prompt (ERR-02) */
    ORGPOL_MUST_SHOW_ERROR_PAGE = 1 << 14,    /* do not redirect the error (AUTHZ-24, -25) */
    ORGPOL_MUST_CREATE_AUTH_SESSION = 1
                                      << 15, /* store the transaction, with a new auth_session (CONNECT-21) */
    ORGPOL_MUST_CONSUME_CONNECT_CODE = 1 << 16,     /* mark the connect_code used (COMPLETE-08, -21) */
    ORGPOL_MUST_ADD_CONNECTED_ACCOUNT = 1 << 17,    /* to the user's profile (COMPLETE-16, -19) */
    ORGPOL_MUST_UPDATE_CONNECTED_ACCOUNT = 1 << 18, /* replace the one of the result's id (COMPLETE-18) */
    ORGPOL_MUST_RECORD_JTI = 1 << 19,               /* as used, for this client, for at least 60 s (PWX-22) */
    ORGPOL_MUST_REFRESH_PROVIDER_TOKEN = 1 << 20,   /* at the provider, then ask again (VAULT-25) */
    ORGPOL_MUST_DOWNSCOPE_PROVIDER_TOKEN = 1 << 21, /* to the result's scopes (PWX-29) */
    ORGPOL_MUST_STORE_TOKENS = 1 << 22,             /* the provider's, in the vault (COMPLETE-16, VAULT-25) */
    ORGPOL_MUST_TOUCH_LAST_USED = 1 << 23,          /* of the account, to now (VAULT-30) */
    ORGPOL_MUST_DELETE_TOKENS = 1 << 24,            /* the provider's, from the vault (MGE-07) */
    ORGPOL_MUST_DELETE_CONNECTED_ACCOUNT = 1 << 25, /* from the user's profile (MGE-05) */
    ORGPOL_MUST_CHALLENGE_MFA = 1 << 26             /* ask for a second factor (MYA-13) */
};

/* Advice: warnings that change nothing. Each family's result carries a mask of them. */
enum orgpol_advice {
    ORGPOL_ADVICE_NO_PROMPT_UNRELIABLE = 1 << 0,  /* PROMPT-29: third-party application on No Prompt */
    ORGPOL_ADVICE_UNKNOWN_SCOPE = 1 << 1,         /* CFG-31: a grant names a scope its API does not have */
    ORGPOL_ADVICE_STATE_MISSING = 1 << 2,         /* CONNECT-10: clients should send `state` */
    ORGPOL_ADVICE_OFFLINE_ACCESS_OFF = 1 << 3,    /* CONNECT-16, where the option only warns */
    ORGPOL_ADVICE_GOOGLE_SCOPES_MISSING = 1 << 4, /* CONNECT-17, where the option only warns */
    ORGPOL_ADVICE_DEVELOPER_KEYS = 1 << 5,        /* PURP-11: nothing is stored for Auth0's developer keys */
    ORGPOL_ADVICE_NO_REFRESH_TOKEN = 1
                                     << 6, /* COMPLETE-20: the account can be used until its token is over */
    ORGPOL_ADVICE_LOGIN_GRANTS_MISSING = 1 << 7,            /* RTX-01, where the option only warns */
    ORGPOL_ADVICE_SYMMETRIC_CLIENT_AUTHENTICATION = 1 << 8, /* PWX-09: a worker should use a key */
    ORGPOL_ADVICE_RECONNECT_ACCOUNT = 1 << 9, /* CACHE-03: connecting the account again would help */
    ORGPOL_ADVICE_PRIVILEGED_ACCESS_INCOMPLETE = 1 << 10, /* PWX-02 to -04: refuses every exchange */
    ORGPOL_ADVICE_CLIENT_NOT_ELIGIBLE = 1 << 11,          /* ELIG-05: refuses every exchange */
    ORGPOL_ADVICE_GRANT_TYPE_MISSING = 1 << 12,           /* ELIG-06: refuses every exchange */
    ORGPOL_ADVICE_ROTATION_ENABLED = 1 << 13,             /* RTX-04: refuses every refresh token exchange */
    ORGPOL_ADVICE_CONNECTION_UNKNOWN = 1 << 14,           /* PWX-41: a grant names no connection */
    ORGPOL_ADVICE_CONNECTION_NOT_ENABLED = 1 << 15        /* PWX-34: a granted connection is not enabled */
};

/* Every reason a decision can give. Numbers and names are append-only; 0 is no reason. */
enum orgpol_reason {
    ORGPOL_REASON_NONE = 0,

    /* errors: the question was malformed */
    ORGPOL_REASON_MISSING_INPUT = 1,
    ORGPOL_REASON_UNSUPPORTED_INPUT = 2,
    ORGPOL_REASON_ROW_WITHOUT_ID = 3,
    ORGPOL_REASON_ROW_OF_OTHER_CLIENT = 4,
    ORGPOL_REASON_ROW_OF_OTHER_ORGANIZATION = 5,
    ORGPOL_REASON_ROW_OF_OTHER_CONNECTION = 6,
    ORGPOL_REASON_ROW_OF_OTHER_USER = 7,
    ORGPOL_REASON_ROW_OF_OTHER_RESOURCE_SERVER = 8,
    ORGPOL_REASON_ROW_OF_OTHER_CLIENT_GRANT = 9,
    ORGPOL_REASON_RESULT_TOO_SMALL = 10,
    ORGPOL_REASON_TOO_MANY_SCOPES = 11,
    ORGPOL_REASON_PARAMETER_OF_OTHER_CLIENT = 12,
    ORGPOL_REASON_TOO_MANY_PARAMETERS = 13,
    ORGPOL_REASON_QUERY_MALFORMED = 14,

    /* login.h */
    ORGPOL_REASON_UNKNOWN_CLIENT = 16,
    ORGPOL_REASON_CLIENT_IS_FIRST_PARTY = 17,
    ORGPOL_REASON_CLIENT_CANNOT_LOG_USERS_IN = 18,
    ORGPOL_REASON_TENANT_RULES_ACTIVE = 19,
    ORGPOL_REASON_PROTOCOL_NOT_FOR_STRICT = 20,
    ORGPOL_REASON_PASSWORD_NOT_FOR_STRICT = 21,
    ORGPOL_REASON_PASSWORD_NOT_FOR_PERMISSIVE = 22,
    ORGPOL_REASON_TOKEN_EXCHANGE_NOT_FOR_THIRD_PARTY = 23,
    ORGPOL_REASON_PASSKEY_NOT_FOR_THIRD_PARTY = 24,
    ORGPOL_REASON_PASSKEY_NEEDS_ORGANIZATION = 25,
    ORGPOL_REASON_PROTOCOL_NOT_FOR_ORGANIZATION = 26,
    ORGPOL_REASON_CROSS_APP_ACCESS_OFF = 27,
    ORGPOL_REASON_ASSERTION_INVALID = 28,
    ORGPOL_REASON_XAA_USER_NOT_FOUND = 29,
    ORGPOL_REASON_CONNECTION_IN_SEVERAL_ORGANIZATIONS = 30,
    ORGPOL_REASON_UNKNOWN_ORGANIZATION = 31,
    ORGPOL_REASON_ORGANIZATION_NOT_ALLOWED = 32,
    ORGPOL_REASON_ORGANIZATION_REQUIRED = 33,
    ORGPOL_REASON_ORG_NOT_FOR_PERMISSIVE = 34,
    ORGPOL_REASON_MEMBER_ACCESS_OFF = 35,
    ORGPOL_REASON_CLIENT_NOT_LISTED = 36,
    ORGPOL_REASON_THIRD_PARTY_MEMBER_ACCESS_OFF = 37,
    ORGPOL_REASON_ENTITLEMENT_LOST = 38,
    ORGPOL_REASON_ORG_BLOCKS_THIRD_PARTY = 39,
    ORGPOL_REASON_THIRD_PARTY_ACCESS_LOST = 40,
    ORGPOL_REASON_XAA_ORG_BLOCKS_THIRD_PARTY = 41,
    ORGPOL_REASON_CONNECTION_DISABLED = 42,
    ORGPOL_REASON_NO_DOMAIN_LEVEL_CONNECTION = 43,
    ORGPOL_REASON_CONNECTION_NOT_ENABLED_FOR_CLIENT = 44,
    ORGPOL_REASON_CONNECTION_NOT_FOR_PERMISSIVE = 45,
    ORGPOL_REASON_CONNECTION_NOT_DOMAIN_LEVEL = 46,
    ORGPOL_REASON_ORG_HAS_NO_CONNECTIONS = 47,
    ORGPOL_REASON_CONNECTION_NOT_ENABLED_FOR_ORG = 48,
    ORGPOL_REASON_APP_CONNECTION_REQUIRED = 49,
    ORGPOL_REASON_SIGNUP_NOT_ENABLED = 50,
    ORGPOL_REASON_USER_NOT_MEMBER = 51,
    ORGPOL_REASON_MEMBERSHIP_LOST = 52,
    ORGPOL_REASON_XAA_USER_NOT_MEMBER = 53,
    ORGPOL_REASON_MEMBER_LIMIT_REACHED = 54,
    ORGPOL_REASON_XAA_NO_CLIENT_GRANT = 55,
    ORGPOL_REASON_MFA_REQUIRED_ON_REFRESH = 56,
    ORGPOL_REASON_LOGIN_DENIED_BY_ACTION = 57,

    /* session.h */
    ORGPOL_REASON_DELEGATED_SESSION_NEEDS_INTERACTION = 58,
    ORGPOL_REASON_SESSION_TRANSFER_ORGANIZATION_MISMATCH = 59,
    ORGPOL_REASON_SESSION_NOT_USABLE = 60,
    ORGPOL_REASON_NO_VISIBLE_CONNECTION = 61,

    /* prompt.h */
    ORGPOL_REASON_INVITATION_NOT_FOR_STRICT = 62,
    ORGPOL_REASON_ORGANIZATION_MUST_BE_ID = 63,
    ORGPOL_REASON_UNKNOWN_ORGANIZATION_NAME = 64,
    ORGPOL_REASON_INVITATION_WITHOUT_ORGANIZATION = 65,
    ORGPOL_REASON_INVITATION_NOT_FOUND = 66,
    ORGPOL_REASON_INVITATION_EXPIRED = 67,
    ORGPOL_REASON_IDENTIFIER_KIND_NOT_ENABLED = 68,
    ORGPOL_REASON_NO_ORGANIZATION_FOR_EMAIL = 69,
    ORGPOL_REASON_NO_ORGANIZATION_OF_NAME = 70,
    ORGPOL_REASON_NO_ORGANIZATION_MEMBERSHIP = 71,
    ORGPOL_REASON_ORGANIZATION_PAGE_NEEDED = 72,
    ORGPOL_REASON_INVITATION_OTHER_CONNECTION = 73,
    ORGPOL_REASON_INVITATION_EMAIL_MISMATCH = 74,

    /* authorize.h */
    ORGPOL_REASON_REDIRECT_URI_MISMATCH = 85,
    ORGPOL_REASON_PARAMETER_REPEATED = 86,
    ORGPOL_REASON_PARAMETER_FORBIDDEN = 87,
    ORGPOL_REASON_EXT_PARAMETER_UNNAMED = 88,
    ORGPOL_REASON_PARAMETER_NOT_ALLOWED = 89,
    ORGPOL_REASON_RESPONSE_TYPE_MISSING = 90,
    ORGPOL_REASON_RESPONSE_TYPE_UNSUPPORTED = 91,
    ORGPOL_REASON_GRANT_TYPE_NOT_ENABLED = 92,
    ORGPOL_REASON_CODE_CHALLENGE_MISSING = 93,
    ORGPOL_REASON_PUBLIC_CLIENT_WITHOUT_PKCE = 94,
    ORGPOL_REASON_CODE_CHALLENGE_METHOD_NOT_S256 = 95,
    ORGPOL_REASON_CODE_CHALLENGE_MALFORMED = 96,
    ORGPOL_REASON_PROMPT_UNKNOWN = 97,

    /* endpoint.h */
    ORGPOL_REASON_ENDPOINT_NOT_FOR_STRICT = 105,
    ORGPOL_REASON_GRANT_TYPE_NOT_FOR_STRICT = 106,
    ORGPOL_REASON_CODE_INVALID = 107,
    ORGPOL_REASON_CODE_VERIFIER_MISMATCH = 108,

    /* client_grant.h */
    ORGPOL_REASON_M2M_CLIENT_NOT_AUTHENTICATED = 113,
    ORGPOL_REASON_CLIENT_CREDENTIALS_NOT_ENABLED = 114,
    ORGPOL_REASON_CLIENT_IS_PUBLIC = 115,
    ORGPOL_REASON_CLIENT_IS_DYNAMIC = 116,
    ORGPOL_REASON_M2M_AUDIENCE_MISSING = 117,
    ORGPOL_REASON_M2M_AUDIENCE_UNKNOWN = 118,
    ORGPOL_REASON_M2M_SYSTEM_API = 119,
    ORGPOL_REASON_API_DENIES_CLIENTS = 120,
    ORGPOL_REASON_NO_CLIENT_GRANT_STRICT = 121,
    ORGPOL_REASON_NO_CLIENT_GRANT = 122,
    ORGPOL_REASON_M2M_ORGANIZATION_MUST_BE_ID = 123,
    ORGPOL_REASON_M2M_ORGANIZATION_UNKNOWN = 124,
    ORGPOL_REASON_DEFAULT_ORGANIZATION_UNKNOWN = 125,
    ORGPOL_REASON_DEFAULT_GRANT_WITHOUT_ORGANIZATION = 126,
    ORGPOL_REASON_GRANT_DENIES_ORGANIZATION = 127,
    ORGPOL_REASON_GRANT_REQUIRES_ORGANIZATION = 128,
    ORGPOL_REASON_GRANT_NOT_ASSOCIATED = 129,
    ORGPOL_REASON_SCOPE_NOT_IN_CLIENT_GRANT = 130,
    ORGPOL_REASON_CLIENT_QUOTA_EXCEEDED = 131,
    ORGPOL_REASON_ORGANIZATION_QUOTA_EXCEEDED = 132,
    ORGPOL_REASON_HOOK_NOT_FOR_STRICT = 133,
    ORGPOL_REASON_EXCHANGE_DENIED_BY_ACTION = 134,

    /* user_grant.h */
    ORGPOL_REASON_SERVICE_NOT_FOUND = 140,
    ORGPOL_REASON_SYSTEM_API_NOT_FOR_THIRD_PARTY = 141,
    ORGPOL_REASON_API_DENIES_USERS = 142,
    ORGPOL_REASON_NO_USER_GRANT_STRICT = 143,
    ORGPOL_REASON_NO_USER_GRANT = 144,
    ORGPOL_REASON_AUTHORIZATION_DETAILS_NOT_GRANTED = 145,
    ORGPOL_REASON_SCOPE_EXCEEDS_ORIGINAL = 146,
    /* consent.h */
    ORGPOL_REASON_PROMPT_NONE_COMBINED = 150,
    ORGPOL_REASON_CONSENT_REFUSED = 151,
    ORGPOL_REASON_LOGIN_REQUIRED = 152,
    ORGPOL_REASON_CONSENT_REQUIRED = 153,
    ORGPOL_REASON_INTERACTION_REQUIRED = 154,
    ORGPOL_REASON_CONFIRMATION_REQUIRED = 155,

    /* token.h */
    ORGPOL_REASON_ISSUER_MISMATCH = 160,
    ORGPOL_REASON_ORGANIZATION_CLAIM_MISSING = 161,
    ORGPOL_REASON_ORG_ID_MISMATCH = 162,
    ORGPOL_REASON_ORG_NAME_MISMATCH = 163,
    ORGPOL_REASON_ORGANIZATION_UNEXPECTED = 164,
    ORGPOL_REASON_ORGANIZATION_NOT_KNOWN = 165,
    ORGPOL_REASON_ORG_NAME_NOT_OF_ORGANIZATION = 166,

    /* config.h */
    ORGPOL_REASON_CFG_01 = 170,
    ORGPOL_REASON_CFG_02 = 171,
    ORGPOL_REASON_CFG_03 = 172,
    ORGPOL_REASON_CFG_06 = 173,
    ORGPOL_REASON_CFG_07 = 174,
    ORGPOL_REASON_CFG_08 = 175,
    ORGPOL_REASON_CFG_09 = 176,
    ORGPOL_REASON_CFG_10 = 177,
    ORGPOL_REASON_CFG_11 = 178,
    ORGPOL_REASON_CFG_12 = 179,
    ORGPOL_REASON_CFG_14 = 180,
    ORGPOL_REASON_CFG_15 = 181,
    ORGPOL_REASON_CFG_18 = 182,
    ORGPOL_REASON_CFG_20 = 183,
    ORGPOL_REASON_CFG_23 = 184,
    ORGPOL_REASON_CFG_24 = 185,
    ORGPOL_REASON_CFG_35 = 186,
    ORGPOL_REASON_CFG_37 = 187,
    ORGPOL_REASON_CFG_38 = 188,
    ORGPOL_REASON_CFG_39 = 189,
    ORGPOL_REASON_CFG_40 = 190,
    ORGPOL_REASON_CFG_42 = 191,
    ORGPOL_REASON_CFG_36 = 192,
    ORGPOL_REASON_CFG_25 = 193,
    ORGPOL_REASON_CFG_26 = 194,
    ORGPOL_REASON_CFG_27 = 195,
    ORGPOL_REASON_CFG_28 = 196,
    ORGPOL_REASON_CFG_29 = 197,
    ORGPOL_REASON_CFG_30 = 198,
    ORGPOL_REASON_CFG_32 = 199,
    ORGPOL_REASON_CFG_33 = 200,

    /* my_account.h */
    ORGPOL_REASON_API_NOT_ACTIVE = 221,
    ORGPOL_REASON_WRONG_DOMAIN = 222,
    ORGPOL_REASON_MACHINE_TOKEN = 223,
    ORGPOL_REASON_GRANT_TYPE_UNSUPPORTED = 224,
    ORGPOL_REASON_CLIENT_THIRD_PARTY = 225,
    ORGPOL_REASON_CLIENT_GRANT_MISSING = 226,
    ORGPOL_REASON_AUDIENCE_NOT_IN_POLICY = 227,
    ORGPOL_REASON_CONSENT_NOT_SKIPPABLE = 228,
    ORGPOL_REASON_MFA_NEEDED = 229,
    ORGPOL_REASON_AUTHENTICATION_TOO_OLD = 230,
    ORGPOL_REASON_NO_USABLE_SCOPE = 231,

    /* connect.h */
    ORGPOL_REASON_TOKEN_INVALID = 232,
    ORGPOL_REASON_TOKEN_OTHER_USER = 233,
    ORGPOL_REASON_CONNECT_PROOF_INVALID = 234,
    ORGPOL_REASON_CREATE_SCOPE_MISSING = 235,
    ORGPOL_REASON_CONTENT_TYPE_NOT_JSON = 236,
    ORGPOL_REASON_BODY_INVALID = 237,
    ORGPOL_REASON_CODE_CHALLENGE_INVALID = 238,
    ORGPOL_REASON_SCOPES_INVALID = 239,
    ORGPOL_REASON_AUTHORIZATION_PARAMS_INVALID = 240,
    ORGPOL_REASON_CONNECTION_UNKNOWN = 241,
    ORGPOL_REASON_STRATEGY_UNSUPPORTED = 242,
    ORGPOL_REASON_UPSTREAM_DPOP = 243,
    ORGPOL_REASON_CONNECTED_ACCOUNTS_OFF = 244,
    ORGPOL_REASON_CONNECTION_NOT_ENABLED = 245,
    ORGPOL_REASON_REDIRECT_URI_NOT_REGISTERED = 246,
    ORGPOL_REASON_ORGANIZATION_USAGE_VIOLATED = 247,
    ORGPOL_REASON_ORGANIZATION_MISMATCH = 248,
    ORGPOL_REASON_CONNECTION_NOT_IN_ORGANIZATION = 249,
    ORGPOL_REASON_OFFLINE_ACCESS_OFF = 250,
    ORGPOL_REASON_GOOGLE_SCOPES_MISSING = 251,

    /* complete.h */
    ORGPOL_REASON_COMPLETION_TOKEN_INVALID = 252,
    ORGPOL_REASON_COMPLETION_SCOPE_MISSING = 253,
    ORGPOL_REASON_COMPLETION_CONTENT_TYPE_NOT_JSON = 254,
    ORGPOL_REASON_COMPLETION_BODY_INVALID = 255,
    ORGPOL_REASON_AUTH_SESSION_INVALID = 256,
    ORGPOL_REASON_OTHER_DEVICE = 257,
    ORGPOL_REASON_COMPLETION_PROOF_INVALID = 258,
    ORGPOL_REASON_CONNECT_CODE_INVALID = 259,
    ORGPOL_REASON_CODE_VERIFIER_INVALID = 260,
    ORGPOL_REASON_CODE_VERIFIER_UNEXPECTED = 261,
    ORGPOL_REASON_REDIRECT_URI_CHANGED = 262,
    ORGPOL_REASON_SESSION_EXPIRED = 263,
    ORGPOL_REASON_OTHER_CLIENT = 264,
    ORGPOL_REASON_COMPLETION_ORGANIZATION_MISMATCH = 265,
    ORGPOL_REASON_CONNECTION_NOT_AVAILABLE = 266,

    /* manage.h */
    ORGPOL_REASON_LIST_TOKEN_INVALID = 267,
    ORGPOL_REASON_DELETE_TOKEN_INVALID = 268,
    ORGPOL_REASON_CONNECTIONS_TOKEN_INVALID = 269,
    ORGPOL_REASON_CALLER_NOT_USER = 270,
    ORGPOL_REASON_PROOF_INVALID = 271,
    ORGPOL_REASON_LIST_SCOPE_MISSING = 272,
    ORGPOL_REASON_DELETE_SCOPE_MISSING = 273,
    ORGPOL_REASON_CONNECTIONS_SCOPE_MISSING = 274,
    ORGPOL_REASON_OPERATION_NOT_AVAILABLE = 275,
    ORGPOL_REASON_MANAGEMENT_TOKEN_INVALID = 276,
    ORGPOL_REASON_MANAGEMENT_SCOPE_MISSING = 277,
    ORGPOL_REASON_MANAGEMENT_USER_NOT_FOUND = 278,
    ORGPOL_REASON_CONNECTION_FILTER_INVALID = 279,
    ORGPOL_REASON_PAGING_INVALID = 280,
    ORGPOL_REASON_ACCOUNT_ID_MALFORMED = 281,
    ORGPOL_REASON_OTHER_USER = 282,
    ORGPOL_REASON_ACCOUNT_NOT_OWN = 283,
    ORGPOL_REASON_PURPOSE_OFF = 284,

    /* exchange.h */
    ORGPOL_REASON_PARAMETER_MISSING = 285,
    ORGPOL_REASON_REQUESTED_TOKEN_TYPE_MISSING = 286,
    ORGPOL_REASON_AUDIENCE_NOT_SUPPORTED = 287,
    ORGPOL_REASON_ACTOR_TOKEN_NOT_SUPPORTED = 288,
    ORGPOL_REASON_LOGIN_HINT_EMPTY = 289,
    ORGPOL_REASON_LOGIN_HINT_NOT_SUPPORTED = 290,
    ORGPOL_REASON_CLIENT_NOT_AUTHENTICATED = 291,
    ORGPOL_REASON_ASYMMETRIC_AUTHENTICATION_REQUIRED = 292,
    ORGPOL_REASON_TOKEN_VAULT_GRANT_MISSING = 293,
    ORGPOL_REASON_LOGIN_GRANTS_MISSING = 294,
    ORGPOL_REASON_CLIENT_NOT_FIRST_PARTY = 295,
    ORGPOL_REASON_CLIENT_NOT_CONFIDENTIAL = 296,
    ORGPOL_REASON_CLIENT_NOT_OIDC_CONFORMANT = 297,
    ORGPOL_REASON_SUBJECT_TOKEN_TYPE_UNSUPPORTED = 298,
    ORGPOL_REASON_PROVIDER_REFRESH_TOKEN_REQUESTED = 299,
    ORGPOL_REASON_REQUESTED_TOKEN_TYPE_ALIAS = 300,
    ORGPOL_REASON_REQUESTED_TOKEN_TYPE_UNSUPPORTED = 301,
    ORGPOL_REASON_WORKER_TOKEN_TYPE_UNSUPPORTED = 302,
    ORGPOL_REASON_CLIENT_NOT_RESOURCE_SERVER = 303,
    ORGPOL_REASON_PRIVILEGED_ACCESS_NOT_CONFIGURED = 304,
    ORGPOL_REASON_IP_ALLOWLIST_EMPTY = 305,
    ORGPOL_REASON_GRANTS_EMPTY = 306,
    ORGPOL_REASON_SOURCE_IP_NOT_ALLOWED = 307,
    ORGPOL_REASON_ROTATION_ENABLED = 308,
    ORGPOL_REASON_SUBJECT_TOKEN_INVALID = 309,
    ORGPOL_REASON_SUBJECT_USER_NOT_FOUND = 310,
    ORGPOL_REASON_EXCHANGE_PROOF_INVALID = 311,
    ORGPOL_REASON_NOT_A_REFRESH_TOKEN = 312,
    ORGPOL_REASON_REFRESH_TOKEN_OTHER_CLIENT = 313,
    ORGPOL_REASON_REFRESH_TOKEN_WITHOUT_USER = 314,
    ORGPOL_REASON_NOT_AN_ACCESS_TOKEN = 315,
    ORGPOL_REASON_ACCESS_TOKEN_WITHOUT_USER = 316,
    ORGPOL_REASON_SUBJECT_TOKEN_ROTATING = 317,
    ORGPOL_REASON_JWT_TYP_INVALID = 318,
    ORGPOL_REASON_JWT_ALG_INVALID = 319,
    ORGPOL_REASON_JWT_KEY_UNKNOWN = 320,
    ORGPOL_REASON_CREDENTIAL_EXPIRED = 321,
    ORGPOL_REASON_JWT_SIGNATURE_INVALID = 322,
    ORGPOL_REASON_JWT_ISS_INVALID = 323,
    ORGPOL_REASON_JWT_AUD_INVALID = 324,
    ORGPOL_REASON_JWT_SUB_MISSING = 325,
    ORGPOL_REASON_JWT_IAT_MISSING = 326,
    ORGPOL_REASON_JWT_TOO_OLD = 327,
    ORGPOL_REASON_JWT_EXPIRED = 328,
    ORGPOL_REASON_JWT_NOT_YET_VALID = 329,
    ORGPOL_REASON_AUDIT_CONTEXT_INVALID = 330,
    ORGPOL_REASON_JTI_MISSING = 331,
    ORGPOL_REASON_JTI_REUSED = 332,
    ORGPOL_REASON_AUDIENCE_NOT_LINKED = 333,
    ORGPOL_REASON_CONNECTION_NOT_GRANTED = 334,
    ORGPOL_REASON_WORKER_SCOPE_MISSING = 335,
    ORGPOL_REASON_WORKER_SCOPE_NOT_GRANTED = 336,
    ORGPOL_REASON_ORGANIZATION_NOT_MEMBER = 337,
    ORGPOL_REASON_MFA_POLICY_ALWAYS = 338,
    ORGPOL_REASON_RISK_CHALLENGE = 339,
    ORGPOL_REASON_ACTION_REQUIRES_MFA = 340,
    ORGPOL_REASON_CONNECTION_NOT_VAULT_ENABLED = 341,
    ORGPOL_REASON_EXCHANGE_CONNECTION_NOT_ENABLED = 342,
    ORGPOL_REASON_WORKER_CONNECTION_NOT_ENABLED = 343,

    /* select.h */
    ORGPOL_REASON_ACCOUNT_NOT_FOUND = 344,
    ORGPOL_REASON_ACCOUNT_OTHER_ORGANIZATION = 345,
    ORGPOL_REASON_ACCOUNT_HINT_NOT_FOUND = 346,
    ORGPOL_REASON_ACCOUNT_AMBIGUOUS = 347,

    /* exchange.h, the stored tokens */
    ORGPOL_REASON_PROVIDER_REFRESH_TOKEN_MISSING = 348,
    ORGPOL_REASON_PROVIDER_REFRESH_TOKEN_EXPIRED = 349,
    ORGPOL_REASON_ACCOUNT_UNUSED = 350,
    ORGPOL_REASON_PROVIDER_REFRESH_FAILED = 351,
    ORGPOL_REASON_SCOPE_NOT_HELD = 352,
    ORGPOL_REASON_DOWNSCOPING_UNSUPPORTED = 353,
    ORGPOL_REASON_REQUESTED_SCOPE_NOT_HELD = 354,

    /* config.h, token_vault_privileged_access */
    ORGPOL_REASON_CREDENTIALS_MISSING = 355,
    ORGPOL_REASON_TOO_MANY_CREDENTIALS = 356,
    ORGPOL_REASON_CREDENTIAL_INVALID = 357,
    ORGPOL_REASON_TOO_MANY_IP_ENTRIES = 358,
    ORGPOL_REASON_IP_ENTRY_INVALID = 359,
    ORGPOL_REASON_TOO_MANY_GRANTS = 360,
    ORGPOL_REASON_TOO_MANY_GRANT_SCOPES = 361,
    ORGPOL_REASON_GRANT_SCOPES_EMPTY = 362,
    ORGPOL_REASON_GRANT_CONNECTION_REPEATED = 363,

    ORGPOL_REASON_COUNT = 364 /* one more than the highest number */
};

/* What the catalogue says about one reason. Strings live as long as the library and are never freed. */
struct orgpol_reason_entry {
    const char *name;        /* "org_blocks_third_party" */
    const char *rule;        /* rulebook id, "LOGIN-07"; NULL for errors of the input */
    const char *error;       /* OAuth error code; NULL for errors of the input, and on a prompt (ERR-02) */
    const char *description; /* template of error_description, placeholders in braces; NULL for errors */
    const char *summary;     /* the cause, in one line */
    const char *remedy;      /* what an administrator changes; NULL where nothing helps */
    uint16_t http_status;    /* status of the token endpoint's answer; 400 for errors of the input */
};

/* The catalogue entry of a reason (enum orgpol_reason), or NULL when there is no such number. Cost: O(1). */
ORGPOL_API const struct orgpol_reason_entry *orgpol_reason_info(uint16_t reason);

/* The reason with that wire name, or ORGPOL_REASON_NONE. Cost: a scan of the catalogue. */
ORGPOL_API uint16_t orgpol_reason_by_name(struct orgpol_str name);

/* How many conditions the family has (0 for an unknown family), its name, and the reason at one place. */
ORGPOL_API unsigned orgpol_family_size(uint8_t family);
ORGPOL_API const char *orgpol_family_name(uint8_t family);
ORGPOL_API uint16_t orgpol_family_reason(uint8_t family, unsigned place);

/* Wire name of one obligation or advice bit ("add_member"), or NULL. Pass exactly one bit. */
ORGPOL_API const char *orgpol_obligation_name(uint32_t bit);
ORGPOL_API const char *orgpol_advice_name(uint32_t bit);

/* What the placeholders of descriptions stand for. Absent values are written as nothing. */
struct orgpol_description_values {
    uint32_t struct_size;
    uint32_t reserved;
    struct orgpol_str org_id;        /* {org_id}: the organization, as the request sent it */
    struct orgpol_str user_id;       /* {user_id} */
    struct orgpol_str client_id;     /* {client_id} */
    struct orgpol_str audience;      /* {audience} */
    struct orgpol_str grant_type;    /* {grant_type} */
    const struct orgpol_str *scopes; /* {scopes}: written with a space between them */
    size_t scope_count;
    struct orgpol_str subject_token; /* {subject_token}: "refresh token", "access token" or "JWT" */
};
#define ORGPOL_DESCRIPTION_VALUES_INIT                                                           \
    {                                                                                            \
        (uint32_t)sizeof(struct orgpol_description_values), 0, ORGPOL_STR_NONE, ORGPOL_STR_NONE, \
            ORGPOL_STR_NONE, ORGPOL_STR_NONE, ORGPOL_STR_NONE, NULL, 0, ORGPOL_STR_NONE          \
    }

/*
 * Writes the OAuth error_description of `reason`, like snprintf: at most `size` bytes with the terminator,
 * always terminated when size > 0, and returns the length of the whole text without the terminator (0 when
 * the reason has none). `buffer` may be NULL, which counts as size 0; `values` may be NULL. Values are copied
 * as they are: a caller that prints them into HTML or a URL escapes them there. Deciding and describing are
 * separate, so a caller may decide under a lock and describe outside it.
 */
ORGPOL_API size_t orgpol_describe(uint16_t reason, const struct orgpol_description_values *values,
                                  char *buffer, size_t size);

/*
 * The same text in parts, for callers that escape while they write: part 0, 1, 2 ... are literal pieces of
 * the template and filled placeholders in turn; {scopes} is as many parts as it has scopes and spaces between
 * them. {NULL, 0} marks the end; a part may be empty.
 */
ORGPOL_API struct orgpol_str
orgpol_description_part(uint16_t reason, const struct orgpol_description_values *values, size_t part);

#ifdef __cplusplus
}
#endif

#endif
