/* SPDX-License-Identifier: MIT */
/* The catalogue of reasons, the families' order, and the text of a denial. */
#include "decision.h"

#include "orgpol/vault.h"
#include "orgpol/version.h"
#include "text.h"

_Static_assert(sizeof(struct orgpol_decision) == 16, "the decision's layout is frozen");
_Static_assert(offsetof(struct orgpol_decision, reason) == 2, "the decision's layout is frozen");
_Static_assert(offsetof(struct orgpol_decision, obligations) == 4, "the decision's layout is frozen");
_Static_assert(offsetof(struct orgpol_decision, unmet) == 8, "the decision's layout is frozen");

static const struct orgpol_reason_entry reasons[ORGPOL_REASON_COUNT] = {
#define REASON(constant, name, rule, error, status, description, summary, remedy) \
    [ORGPOL_REASON_##constant] = {name, rule, error, description, summary, remedy, status},
#include "reasons.def"
#undef REASON
};

static const struct orgpol_problem_entry problems[ORGPOL_REASON_COUNT] = {
#define PROBLEM(constant, status, type, title, detail) \
    [ORGPOL_REASON_##constant] = {type, title, detail, status},
#include "problems.def"
#undef PROBLEM
};

#define FAMILY_REASON(prefix, rule, reason, ...) ORGPOL_REASON_##reason,
const uint16_t orgpol_login_conditions[PLACES] = {LOGIN_TABLE(FAMILY_REASON, LOGIN)};
static const uint16_t session_conditions[PLACES] = {SESSION_TABLE(FAMILY_REASON, SESSION)};
static const uint16_t connection_offer_conditions[PLACES] = {
    CONNECTION_OFFER_TABLE(FAMILY_REASON, CONNECTION_OFFER)};
static const uint16_t authorize_conditions[PLACES] = {AUTHORIZE_TABLE(FAMILY_REASON, AUTHORIZE)};
static const uint16_t endpoint_conditions[PLACES] = {ENDPOINT_TABLE(FAMILY_REASON, ENDPOINT)};
static const uint16_t client_grant_conditions[PLACES] = {CLIENT_GRANT_TABLE(FAMILY_REASON, CLIENT_GRANT)};
static const uint16_t user_grant_conditions[PLACES] = {USER_GRANT_TABLE(FAMILY_REASON, USER_GRANT)};
static const uint16_t consent_conditions[PLACES] = {CONSENT_TABLE(FAMILY_REASON, CONSENT)};
static const uint16_t token_organization_conditions[PLACES] = {
    TOKEN_ORGANIZATION_TABLE(FAMILY_REASON, TOKEN_ORGANIZATION)};

static const uint16_t prompt_conditions[PLACES] = {PROMPT_TABLE(FAMILY_REASON, PROMPT)};
static const uint16_t client_config_conditions[PLACES] = {CLIENT_CONFIG_TABLE(FAMILY_REASON, CLIENT_CONFIG)};
static const uint16_t organization_config_conditions[PLACES] = {
    ORGANIZATION_CONFIG_TABLE(FAMILY_REASON, ORGANIZATION_CONFIG)};
static const uint16_t connection_config_conditions[PLACES] = {
    CONNECTION_CONFIG_TABLE(FAMILY_REASON, CONNECTION_CONFIG)};
static const uint16_t resource_server_config_conditions[PLACES] = {
    RESOURCE_SERVER_CONFIG_TABLE(FAMILY_REASON, RESOURCE_SERVER_CONFIG)};
static const uint16_t client_grant_config_conditions[PLACES] = {
    CLIENT_GRANT_CONFIG_TABLE(FAMILY_REASON, CLIENT_GRANT_CONFIG)};
static const uint16_t my_account_conditions[PLACES] = {MY_ACCOUNT_TABLE(FAMILY_REASON, MY_ACCOUNT)};
static const uint16_t connect_conditions[PLACES] = {CONNECT_TABLE(FAMILY_REASON, CONNECT)};
static const uint16_t complete_conditions[PLACES] = {COMPLETE_TABLE(FAMILY_REASON, COMPLETE)};
static const uint16_t manage_conditions[PLACES] = {MANAGE_TABLE(FAMILY_REASON, MANAGE)};
static const uint16_t select_conditions[PLACES] = {SELECT_TABLE(FAMILY_REASON, SELECT)};
static const uint16_t refresh_exchange_conditions[PLACES] = {
    REFRESH_EXCHANGE_TABLE(FAMILY_REASON, REFRESH_EXCHANGE)};
static const uint16_t access_exchange_conditions[PLACES] = {
    ACCESS_EXCHANGE_TABLE(FAMILY_REASON, ACCESS_EXCHANGE)};
static const uint16_t worker_exchange_conditions[PLACES] = {
    WORKER_EXCHANGE_TABLE(FAMILY_REASON, WORKER_EXCHANGE)};

static const struct {
    const char *name;
    const uint16_t *conditions; /* PLACES of them, the unused ones zero */
    unsigned size;
} families[ORGPOL_FAMILY_COUNT] = {
    [ORGPOL_FAMILY_LOGIN] = {"login", orgpol_login_conditions, LOGIN_SIZE},
    [ORGPOL_FAMILY_SESSION] = {"session", session_conditions, SESSION_SIZE},
    [ORGPOL_FAMILY_CONNECTION_OFFER] = {"connection_offer", connection_offer_conditions,
                                        CONNECTION_OFFER_SIZE},
    [ORGPOL_FAMILY_PROMPT] = {"prompt", prompt_conditions, PROMPT_SIZE},
    [ORGPOL_FAMILY_AUTHORIZE] = {"authorize", authorize_conditions, AUTHORIZE_SIZE},
    [ORGPOL_FAMILY_ENDPOINT] = {"endpoint", endpoint_conditions, ENDPOINT_SIZE},
    [ORGPOL_FAMILY_CLIENT_GRANT] = {"client_grant", client_grant_conditions, CLIENT_GRANT_SIZE},
    [ORGPOL_FAMILY_USER_GRANT] = {"user_grant", user_grant_conditions, USER_GRANT_SIZE},
    [ORGPOL_FAMILY_CONSENT] = {"consent", consent_conditions, CONSENT_SIZE},
    [ORGPOL_FAMILY_TOKEN_ORGANIZATION] = {"token_organization", token_organization_conditions,
                                          TOKEN_ORGANIZATION_SIZE},
    [ORGPOL_FAMILY_CLIENT_CONFIG] = {"client_config", client_config_conditions, CLIENT_CONFIG_SIZE},
    [ORGPOL_FAMILY_ORGANIZATION_CONFIG] = {"organization_config", organization_config_conditions,
                                           ORGANIZATION_CONFIG_SIZE},
    [ORGPOL_FAMILY_CONNECTION_CONFIG] = {"connection_config", connection_config_conditions,
                                         CONNECTION_CONFIG_SIZE},
    [ORGPOL_FAMILY_RESOURCE_SERVER_CONFIG] = {"resource_server_config", resource_server_config_conditions,
                                              RESOURCE_SERVER_CONFIG_SIZE},
    [ORGPOL_FAMILY_CLIENT_GRANT_CONFIG] = {"client_grant_config", client_grant_config_conditions,
                                           CLIENT_GRANT_CONFIG_SIZE},
    [ORGPOL_FAMILY_MY_ACCOUNT] = {"my_account", my_account_conditions, MY_ACCOUNT_SIZE},
    [ORGPOL_FAMILY_CONNECT] = {"connect", connect_conditions, CONNECT_SIZE},
    [ORGPOL_FAMILY_COMPLETE] = {"complete", complete_conditions, COMPLETE_SIZE},
    [ORGPOL_FAMILY_MANAGE] = {"manage", manage_conditions, MANAGE_SIZE},
    [ORGPOL_FAMILY_SELECT] = {"select", select_conditions, SELECT_SIZE},
    [ORGPOL_FAMILY_REFRESH_TOKEN_EXCHANGE] = {"refresh_token_exchange", refresh_exchange_conditions,
                                              REFRESH_EXCHANGE_SIZE},
    [ORGPOL_FAMILY_ACCESS_TOKEN_EXCHANGE] = {"access_token_exchange", access_exchange_conditions,
                                             ACCESS_EXCHANGE_SIZE},
    [ORGPOL_FAMILY_WORKER_EXCHANGE] = {"worker_exchange", worker_exchange_conditions, WORKER_EXCHANGE_SIZE},
};

struct orgpol_decision orgpol_error(enum orgpol_family family, enum orgpol_reason reason)
{
    return (struct orgpol_decision){
        .effect = ORGPOL_EFFECT_ERROR, .family = (uint8_t)family, .reason = (uint16_t)reason};
}

struct orgpol_decision orgpol_answer(enum orgpol_family family, uint64_t unmet, uint32_t obligations)
{
    return decision_of(family, families[family].conditions, unmet, obligations);
}

const struct orgpol_reason_entry *orgpol_reason_info(uint16_t reason)
{
    if (reason >= ORGPOL_REASON_COUNT || reasons[reason].name == NULL)
        return NULL;
    return &reasons[reason];
}

const struct orgpol_problem_entry *orgpol_problem_info(uint16_t reason)
{
    if (reason >= ORGPOL_REASON_COUNT || problems[reason].type == NULL)
        return NULL;
    return &problems[reason];
}

uint16_t orgpol_reason_by_name(struct orgpol_str name)
{
    for (unsigned reason = 0; reason < ORGPOL_REASON_COUNT; reason++)
        if (reasons[reason].name && text_same(name, orgpol_str_of(reasons[reason].name)))
            return (uint16_t)reason;
    return ORGPOL_REASON_NONE;
}

unsigned orgpol_family_size(uint8_t family)
{
    return family < ORGPOL_FAMILY_COUNT ? families[family].size : 0;
}

const char *orgpol_family_name(uint8_t family)
{
    return family < ORGPOL_FAMILY_COUNT ? families[family].name : NULL;
}

uint16_t orgpol_family_reason(uint8_t family, unsigned place)
{
    return family < ORGPOL_FAMILY_COUNT && place < families[family].size ? families[family].conditions[place]
                                                                         : ORGPOL_REASON_NONE;
}

const char *orgpol_obligation_name(uint32_t bit)
{
    switch (bit) {
    case ORGPOL_MUST_ADD_MEMBER: return "add_member";
    case ORGPOL_MUST_ASSIGN_ROLES: return "assign_roles";
    case ORGPOL_MUST_VERIFY_EMAIL: return "verify_email";
    case ORGPOL_MUST_CONSUME_INVITATION: return "consume_invitation";
    case ORGPOL_MUST_REJECT_SESSION_TRANSFER_TOKEN: return "reject_session_transfer_token";
    case ORGPOL_MUST_AUTHENTICATE: return "authenticate";
    case ORGPOL_MUST_SHOW_ORGANIZATION_PROMPT: return "show_organization_prompt";
    case ORGPOL_MUST_SHOW_CONSENT: return "show_consent";
    case ORGPOL_MUST_STORE_CONSENT: return "store_consent";
    case ORGPOL_MUST_SHOW_CONFIRMATION: return "show_confirmation";
    case ORGPOL_MUST_DELETE_USER_GRANT: return "delete_user_grant";
    case ORGPOL_MUST_LOG_QUOTA_EXCEEDED: return "log_quota_exceeded";
    case ORGPOL_MUST_ADD_JTI: return "add_jti";
    case ORGPOL_MUST_SHOW_PROMPT_ERROR: return "show_prompt_error";
    case ORGPOL_MUST_SHOW_ERROR_PAGE: return "show_error_page";
    case ORGPOL_MUST_CREATE_AUTH_SESSION: return "create_auth_session";
    case ORGPOL_MUST_CONSUME_CONNECT_CODE: return "consume_connect_code";
    case ORGPOL_MUST_ADD_CONNECTED_ACCOUNT: return "add_connected_account";
    case ORGPOL_MUST_UPDATE_CONNECTED_ACCOUNT: return "update_connected_account";
    case ORGPOL_MUST_RECORD_JTI: return "record_jti";
    case ORGPOL_MUST_REFRESH_PROVIDER_TOKEN: return "refresh_provider_token";
    case ORGPOL_MUST_DOWNSCOPE_PROVIDER_TOKEN: return "downscope_provider_token";
    case ORGPOL_MUST_STORE_TOKENS: return "store_tokens";
    case ORGPOL_MUST_TOUCH_LAST_USED: return "touch_last_used";
    case ORGPOL_MUST_DELETE_TOKENS: return "delete_tokens";
    case ORGPOL_MUST_DELETE_CONNECTED_ACCOUNT: return "delete_connected_account";
    case ORGPOL_MUST_CHALLENGE_MFA: return "challenge_mfa";
    default: return NULL;
    }
}

const char *orgpol_advice_name(uint32_t bit)
{
    switch (bit) {
    case ORGPOL_ADVICE_NO_PROMPT_UNRELIABLE: return "no_prompt_unreliable";
    case ORGPOL_ADVICE_UNKNOWN_SCOPE: return "unknown_scope";
    case ORGPOL_ADVICE_STATE_MISSING: return "state_missing";
    case ORGPOL_ADVICE_OFFLINE_ACCESS_OFF: return "offline_access_off";
    case ORGPOL_ADVICE_GOOGLE_SCOPES_MISSING: return "google_scopes_missing";
    case ORGPOL_ADVICE_DEVELOPER_KEYS: return "developer_keys";
    case ORGPOL_ADVICE_NO_REFRESH_TOKEN: return "no_refresh_token";
    case ORGPOL_ADVICE_LOGIN_GRANTS_MISSING: return "login_grants_missing";
    case ORGPOL_ADVICE_SYMMETRIC_CLIENT_AUTHENTICATION: return "symmetric_client_authentication";
    case ORGPOL_ADVICE_RECONNECT_ACCOUNT: return "reconnect_account";
    case ORGPOL_ADVICE_PRIVILEGED_ACCESS_INCOMPLETE: return "privileged_access_incomplete";
    case ORGPOL_ADVICE_CLIENT_NOT_ELIGIBLE: return "client_not_eligible";
    case ORGPOL_ADVICE_GRANT_TYPE_MISSING: return "grant_type_missing";
    case ORGPOL_ADVICE_ROTATION_ENABLED: return "rotation_enabled";
    case ORGPOL_ADVICE_CONNECTION_UNKNOWN: return "connection_unknown";
    case ORGPOL_ADVICE_CONNECTION_NOT_ENABLED: return "connection_not_enabled";
    default: return NULL;
    }
}

struct orgpol_str orgpol_str_of(const char *text)
{
    return (struct orgpol_str){text, text ? strlen(text) : 0};
}

const char *orgpol_version(void)
{
    return ORGPOL_VERSION;
}

const char *orgpol_rules_version(void)
{
    /* test_decision.c computes the digest and says what to write here. */
    return "2026-08-20+cb158e2317060e18";
}
