/* SPDX-License-Identifier: MIT */
/* May this application log this user in? The rules are in login_table.h; here are its sets and facts. */
#include "login.h"

#include "client.h"
#include "decision.h"
#include "login_table.h"
#include "rows.h"
#include "text.h"

/* Transactions: the protocols of a login, refreshes that ask again and that do not, Cross App Access. */
enum { UNCHECKED_REFRESH = ORGPOL_PROTOCOL_REFRESH_TOKEN + 1, CROSS_APP_ACCESS, TRANSACTIONS };
enum {
    OIDC = 1 << ORGPOL_PROTOCOL_OIDC | 1 << ORGPOL_PROTOCOL_UNSET,
    SAMLP = 1 << ORGPOL_PROTOCOL_SAMLP,
    LEGACY = 1 << ORGPOL_PROTOCOL_WSFED | 1 << ORGPOL_PROTOCOL_CLASSIC_LOGIN | 1 << ORGPOL_PROTOCOL_LOCK |
             1 << ORGPOL_PROTOCOL_DEVICE_CODE,
    PASSWORD = 1 << ORGPOL_PROTOCOL_PASSWORD,
    PASSKEY = 1 << ORGPOL_PROTOCOL_PASSKEY,
    TOKEN_EXCHANGE = 1 << ORGPOL_PROTOCOL_TOKEN_EXCHANGE,
    LOGIN = OIDC | SAMLP | LEGACY | PASSWORD | PASSKEY | TOKEN_EXCHANGE,
    RECHECK = 1 << ORGPOL_PROTOCOL_REFRESH_TOKEN,
    REFRESH = RECHECK | 1 << UNCHECKED_REFRESH,
    EXCHANGE = 1 << CROSS_APP_ACCESS,
    ANY = LOGIN | REFRESH | EXCHANGE,
    AT_TOKEN_ENDPOINT = PASSWORD | PASSKEY | TOKEN_EXCHANGE | REFRESH | EXCHANGE,
};

/* Whether the transaction is in an organization, and whether that exists. */
enum { NO_ORGANIZATION, ORGANIZATION_UNKNOWN, ORGANIZATION_FOUND, PRESENCES };
enum {
    WITHOUT = 1 << NO_ORGANIZATION,
    WITH_UNKNOWN = 1 << ORGANIZATION_UNKNOWN,
    WITH_FOUND = 1 << ORGANIZATION_FOUND,
    WITH = WITH_UNKNOWN | WITH_FOUND,
    NOT_UNKNOWN = WITHOUT | WITH_FOUND,
    EITHER_WAY = WITHOUT | WITH,
};

/*
 * The columns of the table turned over: for each transaction, set of classes and presence of an organization,
 * the conditions that apply to it.
 */
#define APPLIES(set, member, reason) | (uint64_t)(((set) & (member)) != 0) << LOGIN_##reason
#define IN_TRANSACTION(x, rule, reason, transactions, classes, presence, unmet) \
    APPLIES(transactions, x, reason)
#define IN_CLASSES(x, rule, reason, transactions, classes, presence, unmet) APPLIES(classes, x, reason)
#define IN_PRESENCE(x, rule, reason, transactions, classes, presence, unmet) APPLIES(presence, x, reason)

#define BY_TRANSACTION(transaction) [transaction] = 0 LOGIN_TABLE(IN_TRANSACTION, 1 << (transaction))
static const uint64_t by_transaction[TRANSACTIONS] = {
    BY_TRANSACTION(ORGPOL_PROTOCOL_UNSET),
    BY_TRANSACTION(ORGPOL_PROTOCOL_OIDC),
    BY_TRANSACTION(ORGPOL_PROTOCOL_SAMLP),
    BY_TRANSACTION(ORGPOL_PROTOCOL_WSFED),
    BY_TRANSACTION(ORGPOL_PROTOCOL_CLASSIC_LOGIN),
    BY_TRANSACTION(ORGPOL_PROTOCOL_LOCK),
    BY_TRANSACTION(ORGPOL_PROTOCOL_DEVICE_CODE),
    BY_TRANSACTION(ORGPOL_PROTOCOL_PASSWORD),
    BY_TRANSACTION(ORGPOL_PROTOCOL_PASSKEY),
    BY_TRANSACTION(ORGPOL_PROTOCOL_TOKEN_EXCHANGE),
    BY_TRANSACTION(ORGPOL_PROTOCOL_REFRESH_TOKEN),
    BY_TRANSACTION(UNCHECKED_REFRESH),
    BY_TRANSACTION(CROSS_APP_ACCESS),
};

#define BY_CLASSES(classes) [classes] = 0 LOGIN_TABLE(IN_CLASSES, classes)
static const uint64_t by_classes[CLASS_SETS] = {
    [0] = UINT64_MAX, /* never met; without a class no condition must fall away */
    BY_CLASSES(FIRST_PARTY),
    BY_CLASSES(STRICT),
    BY_CLASSES(PERMISSIVE),
    BY_CLASSES(FIRST_PARTY | STRICT),
    BY_CLASSES(FIRST_PARTY | PERMISSIVE),
    BY_CLASSES(STRICT | PERMISSIVE),
    BY_CLASSES(EVERYONE),
};

#define BY_PRESENCE(presence) [presence] = 0 LOGIN_TABLE(IN_PRESENCE, 1 << (presence))
static const uint64_t by_presence[PRESENCES] = {
    BY_PRESENCE(NO_ORGANIZATION),
    BY_PRESENCE(ORGANIZATION_UNKNOWN),
    BY_PRESENCE(ORGANIZATION_FOUND),
};

/* Which columns of the table the question is in, and what is decided besides `unmet`. */
struct scope {
    unsigned transaction;
    unsigned classes;
    unsigned presence;
    bool joins; /* LOGIN-19, PROMPT-33: the login makes the user a member */
};

static unsigned transaction_of(const struct login_rows *in)
{
    const bool unchecked = (in->request->protocol == ORGPOL_PROTOCOL_REFRESH_TOKEN) &
                           (in->options->refresh_recheck == ORGPOL_REFRESH_RECHECK_OFF);

    const unsigned exchange = in->request->cross_app_access ? CROSS_APP_ACCESS : 0;

    return in->request->protocol + (unsigned)unchecked + exchange; /* an exchange has no protocol */
}

INLINE struct scope scope_of(const struct login_rows *in)
{
    const struct orgpol_login_request *request = in->request;
    const struct orgpol_enabled_connection *enabled = in->enabled_connection;
    struct scope scope;
    bool login;
    bool invited;

    scope.transaction = transaction_of(in);
    scope.classes = classes_of(in->client, in->options);
    scope.presence = (unsigned)!text_absent(request->organization_id) + (request->organization != NULL);
    login = (1u << scope.transaction & LOGIN) != 0;
    invited =
        (request->is_invitation_accepted != 0) & ((scope.classes & STRICT) == 0); /* PROMPT-33 PROMPT-30 */
    scope.joins = login & (request->organization != NULL) & (request->member == NULL) &
                  ((enabled->assign_membership_on_login != 0) | invited); /* LOGIN-19 LOGIN-20 */
    return scope;
}

/*
 * The facts of the table's last column are the local variables here. All are computed, without a branch on
 * any, but for what is read only of an exchange or of a signup. A line's condition is added to twice what the
 * lines after it come to: its bit is the line's place in its part of the table.
 */
/* NOLINTBEGIN(bugprone-macro-parentheses): each is a piece of one expression */
#define UNMET(x, rule, reason, transactions, classes, presence, unmet) (uint64_t)(bool)(unmet) + 2 * (
#define REST(x, rule, reason, transactions, classes, presence, unmet) )
#define ONE(x, rule, reason, transactions, classes, presence, unmet) +1
/* NOLINTEND(bugprone-macro-parentheses) */

/* The places at which the parts begin. */
enum {
    EXCHANGE_PLACE = 0 LOGIN_CLIENT(ONE, 0),
    ORGANIZATION_PLACE = EXCHANGE_PLACE LOGIN_EXCHANGE(ONE, 0),
    CONNECTION_PLACE = ORGANIZATION_PLACE LOGIN_ORGANIZATION(ONE, 0),
    USER_PLACE = CONNECTION_PLACE LOGIN_CONNECTION(ONE, 0),
};

INLINE uint64_t client_conditions(const struct login_rows *in, bool third_party_only)
{
    const struct orgpol_client *client = in->client;
    const uint32_t logins = ORGPOL_GRANT_TYPE_AUTHORIZATION_CODE | ORGPOL_GRANT_TYPE_IMPLICIT;
    const bool known = in->request->client != NULL;
    const bool logs_users_in = (client->grant_types == 0) | ((client->grant_types & logins) != 0);
    const bool enabled_rule = in->settings->has_enabled_rule != 0;
    const bool usage_require = client->organization_usage == ORGPOL_USAGE_REQUIRE;

    return LOGIN_CLIENT(UNMET, 0) UINT64_C(0) LOGIN_CLIENT(REST, 0);
}

static RARE uint64_t conditions_of_exchange(const struct login_rows *in)
{
    const bool exchange_active = in->client->identity_assertion_authorization_grant_active != 0;
    const bool assertion_valid = in->exchange->cross_app_access->is_assertion_valid != 0;
    const bool user_found = in->request->user != NULL;
    const bool several_organizations = in->exchange->cross_app_access->organization_count > 1;

    return (LOGIN_EXCHANGE(UNMET, 0) UINT64_C(0) LOGIN_EXCHANGE(REST, 0)) << EXCHANGE_PLACE;
}

static inline uint64_t exchange_conditions(const struct login_rows *in)
{
    return in->request->cross_app_access ? conditions_of_exchange(in) : 0;
}

/*
 * LOGIN-11: a first-party client meets neither third_party_client_access nor the domain level. Nothing is
 * read of the connection, which the organization prompt relies on (prompt_course.c).
 */
INLINE uint64_t organization_conditions(const struct login_rows *in, const struct scope *scope)
{
    const struct orgpol_client *client = in->client;
    const bool usage_with = admits_with(client->organization_usage);
    const bool usage_without = admits_without(client->organization_usage);
    const bool post_login_prompt = client->organization_require_behavior == ORGPOL_BEHAVIOR_POST_LOGIN_PROMPT;
    const bool entitlement = in->organization->is_app_entitlement_active != 0;
    const bool listed = in->request->organization_client != NULL;
    const bool access_off = entitlement & listed & !in->organization_client->use_for_member_access;
    const bool not_listed = entitlement & !listed;
    const bool not_entitled = access_off | (not_listed & ((scope->classes & FIRST_PARTY) != 0));
    const bool opted_in = in->organization->third_party_client_access == ORGPOL_ACCESS_ALLOW;
    const bool blocked =
        !(opted_in | (entitlement & listed)); /* ENT-06 ENT-08 ENT-09: a listing goes first */

    return (LOGIN_ORGANIZATION(UNMET, 0) UINT64_C(0) LOGIN_ORGANIZATION(REST, 0)) << ORGANIZATION_PLACE;
}

static bool takes_signups(const struct login_rows *in)
{
    const bool database = text_same(in->connection->strategy, ORGPOL_STR("auth0"));

    return database & (in->enabled_connection->is_signup_enabled != 0); /* PROMPT-37 */
}

static inline bool lacks_signup(const struct login_rows *in)
{
    return in->request->is_signup && !takes_signups(in);
}

INLINE uint64_t connection_conditions(const struct login_rows *in, const struct scope *scope)
{
    const struct orgpol_login_request *request = in->request;
    const struct orgpol_connection *row = in->connection;
    const bool connection = request->connection != NULL;
    const bool domain = row->is_domain_connection != 0;
    const bool for_client = request->enabled_client != NULL;
    const bool for_nobody = (row->enabled_client_count == 0) & !for_client;
    const bool first_party = (scope->classes & FIRST_PARTY) != 0;
    const bool permissive = (scope->classes & PERMISSIVE) != 0;
    const bool unused =
        for_nobody & (scope->presence == NO_ORGANIZATION) & (first_party | (permissive & !domain));
    const bool exchange_off = (scope->transaction == CROSS_APP_ACCESS) &
                              (row->cross_app_access_resource_app_status != ORGPOL_CROSS_APP_ACCESS_ENABLED);
    const bool disabled = (row->is_authentication_inactive != 0) | unused | exchange_off; /* PURP-02 */
    const bool enabled = (request->enabled_connection != NULL) & !in->enabled_connection->is_disabled;
    const bool has_any = in->organization->enabled_connection_count != 0;
    const bool org_has_none = connection & !enabled & !has_any;
    const bool org_lacks_it = connection & !enabled & has_any;
    const bool app_option = in->options->require_app_connection_in_org != 0; /* TRAP-09 */
    const bool no_signup = lacks_signup(in);

    return (LOGIN_CONNECTION(UNMET, 0) UINT64_C(0) LOGIN_CONNECTION(REST, 0)) << CONNECTION_PLACE;
}

/* UAPI-07, UAPI-08: a registered API that is no system API, and a grant of the right kind for it. */
static RARE bool has_grant(const struct login_rows *in)
{
    const struct cross_app_rows *rows = in->exchange;
    const struct orgpol_cross_app_access *exchange = rows->cross_app_access;
    const bool own = (exchange->client_grant != NULL) &
                     (rows->client_grant->subject_type == ORGPOL_SUBJECT_TYPE_USER) &
                     (rows->client_grant->default_for == ORGPOL_DEFAULT_FOR_UNSET);
    const bool fallback = (exchange->default_client_grant != NULL) &
                          (rows->default_client_grant->subject_type == ORGPOL_SUBJECT_TYPE_USER) &
                          (rows->default_client_grant->default_for == ORGPOL_DEFAULT_FOR_THIRD_PARTY_CLIENTS);

    return (exchange->resource_server != NULL) & !rows->resource_server->is_system & (own | fallback);
}

static inline bool is_granted(const struct login_rows *in)
{
    return in->request->cross_app_access && has_grant(in);
}

INLINE uint64_t user_conditions(const struct login_rows *in, const struct scope *scope)
{
    const struct orgpol_login_request *request = in->request;
    const bool member = request->member != NULL;
    const bool joins = scope->joins;
    const bool usage_without = admits_without(in->client->organization_usage);
    const bool full = request->member_count >= ORGPOL_MEMBER_LIMIT;
    const bool granted = is_granted(in);
    const bool mfa_required = request->mfa == ORGPOL_MFA_REQUIRED;
    const bool denied =
        (request->action_verdict == ORGPOL_ACTION_VERDICT_DENY) | (request->mfa == ORGPOL_MFA_FAILED);

    return (LOGIN_USER(UNMET, 0) UINT64_C(0) LOGIN_USER(REST, 0)) << USER_PLACE;
}

INLINE uint64_t unmet_conditions(const struct login_rows *in, const struct scope *scope,
                                 bool third_party_only)
{
    const uint64_t unmet = client_conditions(in, third_party_only) | exchange_conditions(in) |
                           organization_conditions(in, scope) | connection_conditions(in, scope) |
                           user_conditions(in, scope);
    const uint64_t nothing_else = in->request->client ? UINT64_MAX : UINT64_C(1) << LOGIN_UNKNOWN_CLIENT;

    return unmet & by_transaction[scope->transaction] & by_classes[scope->classes] &
           by_presence[scope->presence] & nothing_else; /* LOGIN-01 */
}

uint64_t orgpol_login_unmet(const struct login_rows *rows)
{
    const struct scope scope = scope_of(rows);

    return unmet_conditions(rows, &scope, false);
}

static uint32_t obligations_of(const struct login_rows *in, const struct scope *scope, uint64_t unmet)
{
    const uint64_t action = UINT64_C(1) << LOGIN_LOGIN_DENIED_BY_ACTION;
    const bool known = in->request->client != NULL;
    const bool page = (1u << scope->transaction & AT_TOKEN_ENDPOINT) == 0; /* ERR-03 */
    const bool kept = shows_error_page(in->client, known, scope->classes, in->request->response_mode);
    const bool added = scope->joins & ((unmet & ~action) == 0); /* LOGIN-21 */

    return (uint32_t)added * ORGPOL_MUST_ADD_MEMBER |
           (uint32_t)((unmet != 0) & page & kept) * ORGPOL_MUST_SHOW_ERROR_PAGE;
}

static struct orgpol_login_result result_of(const struct login_rows *in, const struct scope *scope,
                                            bool allowed)
{
    struct orgpol_login_result result = ORGPOL_LOGIN_RESULT_INIT;
    const uint8_t behavior = in->client->organization_require_behavior;
    const bool prompts =
        behavior == ORGPOL_BEHAVIOR_PRE_LOGIN_PROMPT || behavior == ORGPOL_BEHAVIOR_POST_LOGIN_PROMPT;
    const bool third_party = in->request->client && (scope->classes & THIRD_PARTY);
    const bool exchange = scope->transaction == CROSS_APP_ACCESS;

    if (third_party && scope->presence == NO_ORGANIZATION && !prompts)
        result.advice |= ORGPOL_ADVICE_NO_PROMPT_UNRELIABLE; /* PROMPT-29 */
    if (allowed && exchange)
        result.audience = in->exchange->audience; /* XAA-09 */
    if (allowed && (in->request->member || !exchange)) {
        result.org_id = in->organization->id; /* TOKEN-01 TOKEN-03 XAA-04 */
        if (in->settings->allow_organization_name_in_authentication_api)
            result.org_name = in->organization->name; /* TOKEN-02 */
    }
    return result;
}

static struct orgpol_decision decide(const struct orgpol_login_request *request,
                                     struct orgpol_login_result *result, bool third_party_only)
{
    static const struct orgpol_login_result strictest = ORGPOL_LOGIN_RESULT_INIT;
    const bool writable = write_result(result, &strictest, sizeof strictest);
    struct login_copies copies;
    struct login_rows rows;
    const enum orgpol_reason error = orgpol_read_login(request, &rows, &copies);
    struct scope scope;
    uint64_t unmet;

    if (!writable)
        return orgpol_error(ORGPOL_FAMILY_LOGIN, ORGPOL_REASON_UNSUPPORTED_INPUT);
    if (error != ORGPOL_REASON_NONE)
        return orgpol_error(ORGPOL_FAMILY_LOGIN, error);
    scope = scope_of(&rows);
    unmet = unmet_conditions(&rows, &scope, third_party_only);
    if (result) {
        const struct orgpol_login_result answer = result_of(&rows, &scope, unmet == 0);

        write_result(result, &answer, sizeof answer);
    }
    return decision_of(ORGPOL_FAMILY_LOGIN, orgpol_login_conditions, unmet,
                       obligations_of(&rows, &scope, unmet));
}

struct orgpol_decision orgpol_can_login(const struct orgpol_login_request *request,
                                        struct orgpol_login_result *result)
{
    return decide(request, result, false);
}

struct orgpol_decision orgpol_can_third_party_login(const struct orgpol_login_request *request,
                                                    struct orgpol_login_result *result)
{
    return decide(request, result, true);
}
