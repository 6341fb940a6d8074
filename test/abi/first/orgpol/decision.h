/* SPDX-License-Identifier: MIT */
#ifndef ORGPOL_DECISION_H
#define ORGPOL_DECISION_H
#include "orgpol/base.h"
#ifdef __cplusplus
extern "C" {
#endif
enum orgpol_effect {
    ORGPOL_EFFECT_ERROR = 0,
    ORGPOL_EFFECT_DENY = 1,
    ORGPOL_EFFECT_ALLOW = 2
};
enum orgpol_family {
    ORGPOL_FAMILY_NONE = 0,
    ORGPOL_FAMILY_LOGIN = 1,
    ORGPOL_FAMILY_SESSION = 2,
    ORGPOL_FAMILY_CONNECTION_OFFER = 3,
    ORGPOL_FAMILY_COUNT = 4
};
struct orgpol_decision {
    uint8_t effect;
    uint8_t family;
    uint16_t reason;
    uint32_t obligations;
    uint64_t unmet;
};
enum orgpol_obligation {
    ORGPOL_MUST_ADD_MEMBER = 1 << 0,
    ORGPOL_MUST_ASSIGN_ROLES = 1 << 1,
    ORGPOL_MUST_VERIFY_EMAIL = 1 << 2,
    ORGPOL_MUST_CONSUME_INVITATION = 1 << 3,
    ORGPOL_MUST_REJECT_SESSION_TRANSFER_TOKEN = 1 << 4,
    ORGPOL_MUST_AUTHENTICATE = 1 << 5,
    ORGPOL_MUST_SHOW_ORGANIZATION_PROMPT = 1 << 6,
    ORGPOL_MUST_SHOW_CONSENT = 1 << 7,
    ORGPOL_MUST_STORE_CONSENT = 1 << 8,
    ORGPOL_MUST_SHOW_CONFIRMATION = 1 << 9,
    ORGPOL_MUST_DELETE_USER_GRANT = 1 << 10,
    ORGPOL_MUST_LOG_QUOTA_EXCEEDED = 1 << 11,
    ORGPOL_MUST_ADD_JTI = 1 << 12,
    ORGPOL_MUST_SHOW_PROMPT_ERROR = 1 << 13,
    ORGPOL_MUST_SHOW_ERROR_PAGE = 1 << 14
};
enum orgpol_advice {
    ORGPOL_ADVICE_NO_PROMPT_UNRELIABLE = 1 << 0,
    ORGPOL_ADVICE_UNKNOWN_SCOPE = 1 << 1
};
enum orgpol_reason {
    ORGPOL_REASON_NONE = 0,
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
    ORGPOL_REASON_DELEGATED_SESSION_NEEDS_INTERACTION = 58,
    ORGPOL_REASON_SESSION_TRANSFER_ORGANIZATION_MISMATCH = 59,
    ORGPOL_REASON_SESSION_NOT_USABLE = 60,
    ORGPOL_REASON_NO_VISIBLE_CONNECTION = 61,
    ORGPOL_REASON_COUNT = 62
};
struct orgpol_reason_entry {
    const char *name;
    const char *rule;
    const char *error;
    const char *description;
    const char *summary;
    const char *remedy;
    uint16_t http_status;
};
ORGPOL_API const struct orgpol_reason_entry *orgpol_reason_info(uint16_t reason);
ORGPOL_API uint16_t orgpol_reason_by_name(struct orgpol_str name);
ORGPOL_API unsigned orgpol_family_size(uint8_t family);
ORGPOL_API const char *orgpol_family_name(uint8_t family);
ORGPOL_API uint16_t orgpol_family_reason(uint8_t family, unsigned place);
ORGPOL_API const char *orgpol_obligation_name(uint32_t bit);
ORGPOL_API const char *orgpol_advice_name(uint32_t bit);
struct orgpol_description_values {
    uint32_t struct_size;
    uint32_t reserved;
    struct orgpol_str org_id;
    struct orgpol_str user_id;
    struct orgpol_str client_id;
    struct orgpol_str audience;
    struct orgpol_str grant_type;
    const struct orgpol_str *scopes;
    size_t scope_count;
};
#define ORGPOL_DESCRIPTION_VALUES_INIT \
    { \
        (uint32_t)sizeof(struct orgpol_description_values), 0, ORGPOL_STR_NONE, ORGPOL_STR_NONE, \
            ORGPOL_STR_NONE, ORGPOL_STR_NONE, ORGPOL_STR_NONE, NULL, 0 \
    }
ORGPOL_API size_t orgpol_describe(uint16_t reason, const struct orgpol_description_values *values,
                                  char *buffer, size_t size);
ORGPOL_API struct orgpol_str
orgpol_description_part(uint16_t reason, const struct orgpol_description_values *values, size_t part);
#ifdef __cplusplus
}
#endif
#endif
