/* SPDX-License-Identifier: MIT */
/* The answer every decision function gives, and the words that explain it. */
#ifndef ORGPOL_DECISION_H
#define ORGPOL_DECISION_H

#include "orgpol/base.h"
#include "orgpol/reason.h"

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
