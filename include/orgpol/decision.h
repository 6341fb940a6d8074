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
    ORGPOL_FAMILY_COUNT = 16 /* one more than the highest number */
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
    ORGPOL_MUST_SHOW_ERROR_PAGE = 1 << 14     /* do not redirect the error (AUTHZ-24, -25) */
};

/* Advice: warnings that change nothing. Each family's result carries a mask of them. */
enum orgpol_advice {
    ORGPOL_ADVICE_NO_PROMPT_UNRELIABLE = 1 << 0, /* PROMPT-29: third-party application on No Prompt */
    ORGPOL_ADVICE_UNKNOWN_SCOPE = 1 << 1         /* CFG-31: a grant names a scope its API does not have */
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

    ORGPOL_REASON_COUNT = 220 /* one more than the highest number */
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
};
#define ORGPOL_DESCRIPTION_VALUES_INIT                                                           \
    {                                                                                            \
        (uint32_t)sizeof(struct orgpol_description_values), 0, ORGPOL_STR_NONE, ORGPOL_STR_NONE, \
            ORGPOL_STR_NONE, ORGPOL_STR_NONE, ORGPOL_STR_NONE, NULL, 0                           \
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
