/* SPDX-License-Identifier: MIT */
/* May this application log this user in? Conditions stand in evaluation order, each beside its rule id. */
#include "login.h"

#include "client.h"
#include "decision.h"
#include "rows.h"
#include "text.h"

#define PROTOCOL(name) (UINT32_C(1) << ORGPOL_PROTOCOL_##name)
#define CROSS_APP_ACCESS (UINT32_C(1) << 31) /* the transaction beside the protocols */

#define LOGINS                                                                                       \
    (PROTOCOL(OIDC) | PROTOCOL(SAMLP) | PROTOCOL(WSFED) | PROTOCOL(CLASSIC_LOGIN) | PROTOCOL(LOCK) | \
     PROTOCOL(DEVICE_CODE) | PROTOCOL(PASSWORD) | PROTOCOL(PASSKEY) | PROTOCOL(TOKEN_EXCHANGE))
#define NOT_FOR_STRICT \
    (PROTOCOL(SAMLP) | PROTOCOL(WSFED) | PROTOCOL(CLASSIC_LOGIN) | PROTOCOL(LOCK) | PROTOCOL(DEVICE_CODE))
#define NOT_FOR_ORGANIZATION \
    (PROTOCOL(CLASSIC_LOGIN) | PROTOCOL(LOCK) | PROTOCOL(PASSWORD) | PROTOCOL(DEVICE_CODE) | PROTOCOL(WSFED))
#define AT_TOKEN_ENDPOINT                                                                          \
    (PROTOCOL(PASSWORD) | PROTOCOL(PASSKEY) | PROTOCOL(TOKEN_EXCHANGE) | PROTOCOL(REFRESH_TOKEN) | \
     CROSS_APP_ACCESS)

/* One condition of the family: adds its bit to the local `unmet` when it is not met. */
#define UNMET(name, condition) (unmet |= unmet_if(LOGIN_##name, (condition)))

/* What several conditions share. */
struct facts {
    struct client_class class;
    uint32_t transaction; /* one PROTOCOL bit, or CROSS_APP_ACCESS */
    bool third_party;
    bool login; /* neither a refresh nor Cross App Access */
    bool refresh;
    bool refresh_recheck;    /* a refresh that asks again (option refresh_recheck) */
    bool exchange;           /* Cross App Access */
    bool organization;       /* the transaction is in an organization ... */
    bool organization_found; /* ... that exists */
    bool usage_with;         /* organization_usage admits transactions with an organization ... */
    bool usage_without;      /* ... and without */
    bool reads_connection;   /* not a refresh */
    bool connection;         /* the connection is read, and exists */
    bool enabled_for_client;
    bool enabled_for_organization;
    bool member;
    bool joins; /* the login makes the user a member */
};

static uint32_t transaction_of(const struct orgpol_login_request *request)
{
    const uint32_t protocol = UINT32_C(1) << request->protocol;

    if (request->cross_app_access)
        return CROSS_APP_ACCESS;
    return protocol == PROTOCOL(UNSET) ? PROTOCOL(OIDC) : protocol;
}

static struct facts facts_of(const struct login_rows *in)
{
    const struct orgpol_login_request *request = in->request;
    const uint8_t usage = in->client->organization_usage;
    struct facts f;

    f.class = client_class(in->client, in->options);
    f.third_party = !f.class.first_party;
    f.transaction = transaction_of(request);
    f.login = (f.transaction & LOGINS) != 0;
    f.refresh = f.transaction == PROTOCOL(REFRESH_TOKEN);
    f.refresh_recheck = f.refresh & (in->options->refresh_recheck == ORGPOL_REFRESH_RECHECK_ON);
    f.exchange = f.transaction == CROSS_APP_ACCESS;
    f.organization = !text_absent(request->organization_id);
    f.organization_found = request->organization != NULL;
    f.usage_with = (usage == ORGPOL_USAGE_ALLOW) | (usage == ORGPOL_USAGE_REQUIRE);
    f.usage_without =
        (usage == ORGPOL_USAGE_UNSET) | (usage == ORGPOL_USAGE_DENY) | (usage == ORGPOL_USAGE_ALLOW);
    f.reads_connection = !f.refresh;
    f.connection = f.reads_connection & (request->connection != NULL);
    f.enabled_for_client = request->enabled_client != NULL;
    f.enabled_for_organization = (request->enabled_connection != NULL) & !in->enabled_connection->is_disabled;
    f.member = request->member != NULL;
    f.joins = f.login & f.organization_found & !f.member &
              ((in->enabled_connection->assign_membership_on_login != 0) |  /* LOGIN-19 LOGIN-20 */
               ((request->is_invitation_accepted != 0) & !f.class.strict)); /* PROMPT-33 PROMPT-30 */
    return f;
}

static uint64_t client_conditions(const struct login_rows *in, const struct facts *f, bool third_party_only)
{
    const uint32_t grant_types = in->client->grant_types;
    const bool logs_in =
        (grant_types == 0) |
        ((grant_types & (ORGPOL_GRANT_TYPE_AUTHORIZATION_CODE | ORGPOL_GRANT_TYPE_IMPLICIT)) != 0);
    const bool required = in->client->organization_usage == ORGPOL_USAGE_REQUIRE;
    const bool rules = in->settings->has_enabled_rule != 0;
    const bool oidc = f->transaction == PROTOCOL(OIDC);
    const bool password = f->transaction == PROTOCOL(PASSWORD);
    const bool passkey = f->transaction == PROTOCOL(PASSKEY);
    const bool token_exchange = f->transaction == PROTOCOL(TOKEN_EXCHANGE);
    const bool not_for_strict = (f->transaction & NOT_FOR_STRICT) != 0;
    const bool not_for_organization = (f->transaction & NOT_FOR_ORGANIZATION) != 0;
    uint64_t unmet = 0;

    /* LOGIN-02 */ UNMET(CLIENT_IS_FIRST_PARTY, third_party_only & f->class.first_party);
    /* ENT-13   */ UNMET(CLIENT_CANNOT_LOG_USERS_IN, oidc & !logs_in);
    /* AUTHZ-27 */ UNMET(TENANT_RULES_ACTIVE, f->class.strict & rules);
    /* AUTHZ-27 */ UNMET(PROTOCOL_NOT_FOR_STRICT, f->class.strict & not_for_strict);
    /* AUTHZ-17 */ UNMET(PASSWORD_NOT_FOR_STRICT, f->class.strict & password);
    /* AUTHZ-18 */ UNMET(PASSWORD_NOT_FOR_PERMISSIVE, f->class.permissive & password);
    /* LOGIN-35 */ UNMET(TOKEN_EXCHANGE_NOT_FOR_THIRD_PARTY, f->third_party & token_exchange);
    /* LOGIN-36 */ UNMET(PASSKEY_NOT_FOR_THIRD_PARTY, f->third_party & passkey);
    /* LOGIN-36 */ UNMET(PASSKEY_NEEDS_ORGANIZATION, passkey & required & !f->organization);
    /* LOGIN-29 */ UNMET(PROTOCOL_NOT_FOR_ORGANIZATION, f->organization & not_for_organization);
    return unmet;
}

static uint64_t exchange_conditions(const struct login_rows *in, const struct facts *f)
{
    const bool active = in->client->identity_assertion_authorization_grant_active != 0;
    const bool valid = in->cross_app_access->is_assertion_valid != 0;
    const bool user = in->request->user != NULL;
    const bool several = in->cross_app_access->organization_count > 1;
    uint64_t unmet = 0;

    /* XAA-01 */ UNMET(CROSS_APP_ACCESS_OFF, f->exchange & !active);
    /* XAA-10 */ UNMET(ASSERTION_INVALID, f->exchange & !valid);
    /* XAA-06 */ UNMET(XAA_USER_NOT_FOUND, f->exchange & !user);
    /* XAA-04 */ UNMET(CONNECTION_IN_SEVERAL_ORGANIZATIONS, f->exchange & several);
    return unmet;
}

/* LOGIN-11: a first-party client meets neither third_party_client_access nor the domain level. */
static uint64_t organization_conditions(const struct login_rows *in, const struct facts *f)
{
    const bool first_party = f->class.first_party;
    const bool post_login = in->client->organization_require_behavior == ORGPOL_BEHAVIOR_POST_LOGIN_PROMPT;
    const bool entitlement = f->organization_found & (in->organization->is_app_entitlement_active != 0);
    const bool listed = in->request->organization_client != NULL;
    const bool off = entitlement & !in->organization_client->use_for_member_access;
    const bool first_party_off = first_party & listed & off;
    const bool first_party_unlisted = first_party & !listed & entitlement;
    const bool strict_off = f->class.strict & listed & off;
    const bool not_entitled = first_party_off | first_party_unlisted | strict_off;
    const bool opted_in = in->organization->third_party_client_access == ORGPOL_ACCESS_ALLOW;
    /* ENT-06 ENT-08 ENT-09: while entitlement is on, a listing speaks in place of the access setting. */
    const bool blocked = f->organization_found & f->class.strict & !(entitlement & listed) & !opted_in;
    uint64_t unmet = 0;

    /* LOGIN-28  */ UNMET(UNKNOWN_ORGANIZATION, f->organization & !f->organization_found);
    /* PROMPT-07 */ UNMET(ORGANIZATION_NOT_ALLOWED, f->organization & !f->usage_with);
    /* PROMPT-12 */ UNMET(ORGANIZATION_REQUIRED,
                          f->login & !f->organization & !f->usage_without & !post_login);
    /* LOGIN-03  */ UNMET(ORG_NOT_FOR_PERMISSIVE, f->organization & f->class.permissive);
    /* ENT-04    */ UNMET(MEMBER_ACCESS_OFF, f->login & first_party_off);
    /* ENT-05    */ UNMET(CLIENT_NOT_LISTED, f->login & first_party_unlisted);
    /* ENT-07    */ UNMET(THIRD_PARTY_MEMBER_ACCESS_OFF, f->login & strict_off);
    /* ENT-17    */ UNMET(ENTITLEMENT_LOST, (f->refresh_recheck | f->exchange) & not_entitled);
    /* LOGIN-07  */ UNMET(ORG_BLOCKS_THIRD_PARTY, f->login & blocked);
    /* LOGIN-34  */ UNMET(THIRD_PARTY_ACCESS_LOST, f->refresh_recheck & blocked);
    /* XAA-03    */ UNMET(XAA_ORG_BLOCKS_THIRD_PARTY, f->exchange & blocked);
    return unmet;
}

/* Without a connection only LOGIN-16 is evaluated. XAA-02: the domain level is asked of logins only. */
static uint64_t connection_conditions(const struct login_rows *in, const struct facts *f)
{
    const struct orgpol_connection *connection = in->connection;
    const bool first_party = f->class.first_party;
    const bool domain = connection->is_domain_connection != 0;
    const bool permissive_not_domain = f->class.permissive & !domain;
    const bool for_nobody = (connection->enabled_client_count == 0) & !f->enabled_for_client;
    const bool inactive = connection->is_authentication_inactive != 0; /* PURP-02 */
    const bool not_for_exchange =
        f->exchange & (connection->cross_app_access_resource_app_status != ORGPOL_CROSS_APP_ACCESS_ENABLED);
    const bool unused = for_nobody & (first_party | permissive_not_domain) & !f->organization;
    const bool unusable = inactive | unused | not_for_exchange | !f->connection;
    const bool with = f->connection & f->organization;
    const bool without = f->connection & !f->organization;
    const bool organization_has_it = f->enabled_for_organization | !f->organization_found;
    const bool organization_has_any = in->organization->enabled_connection_count != 0;
    const bool database = text_same(connection->strategy, ORGPOL_STR("auth0"));
    const bool signup_enabled = database & (in->enabled_connection->is_signup_enabled != 0); /* PROMPT-37 */
    const bool signup = in->request->is_signup != 0;
    const bool option = in->options->require_app_connection_in_org != 0; /* TRAP-09 */
    uint64_t unmet = 0;

    /* LOGIN-16 */ UNMET(CONNECTION_DISABLED, f->reads_connection & unusable);
    /* LOGIN-04 */ UNMET(NO_DOMAIN_LEVEL_CONNECTION, f->login & without & f->class.strict & !domain);
    /* LOGIN-05 */ UNMET(CONNECTION_NOT_ENABLED_FOR_CLIENT, without & first_party & !f->enabled_for_client);
    /* LOGIN-15 */ UNMET(CONNECTION_NOT_FOR_PERMISSIVE,
                         without & permissive_not_domain & !f->enabled_for_client);
    /* LOGIN-08 */ UNMET(CONNECTION_NOT_DOMAIN_LEVEL, f->login & with & f->class.strict & !domain);
    /* LOGIN-09 */ UNMET(ORG_HAS_NO_CONNECTIONS, with & !organization_has_it & !organization_has_any);
    /* LOGIN-09 */ UNMET(CONNECTION_NOT_ENABLED_FOR_ORG, with & !organization_has_it & organization_has_any);
    /* LOGIN-12 */ UNMET(APP_CONNECTION_REQUIRED, with & first_party & option & !f->enabled_for_client);
    /* LOGIN-23 */ UNMET(SIGNUP_NOT_ENABLED, with & f->organization_found & signup & !signup_enabled);
    return unmet;
}

static uint64_t user_conditions(const struct login_rows *in, const struct facts *f)
{
    const struct orgpol_cross_app_access *exchange = in->cross_app_access;
    const bool stranger = f->organization_found & !f->member;
    const bool no_membership = !f->organization | stranger;
    const bool full = in->request->member_count >= ORGPOL_MEMBER_LIMIT;
    const bool own_grant = (exchange->client_grant != NULL) &
                           (in->client_grant->subject_type == ORGPOL_SUBJECT_TYPE_USER) &
                           (in->client_grant->default_for == ORGPOL_DEFAULT_FOR_UNSET);
    const bool default_grant =
        (exchange->default_client_grant != NULL) &
        (in->default_client_grant->subject_type == ORGPOL_SUBJECT_TYPE_USER) &
        (in->default_client_grant->default_for == ORGPOL_DEFAULT_FOR_THIRD_PARTY_CLIENTS);
    const bool granted = (exchange->resource_server != NULL) & !in->resource_server->is_system &
                         (own_grant | default_grant); /* UAPI-07 UAPI-08 */
    const bool mfa_required = in->request->mfa == ORGPOL_MFA_REQUIRED;
    const bool denied =
        (in->request->action_verdict == ORGPOL_ACTION_VERDICT_DENY) | (in->request->mfa == ORGPOL_MFA_FAILED);
    uint64_t unmet = 0;

    /* LOGIN-18 */ UNMET(USER_NOT_MEMBER, f->login & stranger & !f->joins);
    /* LOGIN-34 */ UNMET(MEMBERSHIP_LOST, f->refresh_recheck & f->class.strict & stranger);
    /* XAA-05   */ UNMET(XAA_USER_NOT_MEMBER, f->exchange & !f->usage_without & no_membership);
    /* LOGIN-22 */ UNMET(MEMBER_LIMIT_REACHED, f->joins & full);
    /* XAA-08   */ UNMET(XAA_NO_CLIENT_GRANT, f->exchange & f->third_party & !granted);
    /* AUTHZ-20 */ UNMET(MFA_REQUIRED_ON_REFRESH, f->refresh & f->class.strict & mfa_required);
    /* LOGIN-25 */ UNMET(LOGIN_DENIED_BY_ACTION, denied);
    return unmet;
}

static uint64_t unmet_conditions(const struct login_rows *in, const struct facts *f, bool third_party_only)
{
    const bool known = in->request->client != NULL;
    const uint64_t unmet = client_conditions(in, f, third_party_only) | exchange_conditions(in, f) |
                           organization_conditions(in, f) | connection_conditions(in, f) |
                           user_conditions(in, f);

    /* LOGIN-01: nothing else is evaluated for an unknown client. */
    return (unmet & (UINT64_C(0) - known)) | unmet_if(LOGIN_UNKNOWN_CLIENT, !known);
}

uint64_t orgpol_login_unmet(const struct login_rows *rows)
{
    const struct facts f = facts_of(rows);

    return unmet_conditions(rows, &f, false);
}

static uint32_t obligations_of(const struct login_rows *in, const struct facts *f, uint64_t unmet)
{
    const uint64_t action = UINT64_C(1) << LOGIN_LOGIN_DENIED_BY_ACTION;
    const bool known = in->request->client != NULL;
    const bool page = (f->transaction & AT_TOKEN_ENDPOINT) == 0;                              /* ERR-03 */
    const bool web_message = in->request->response_mode == ORGPOL_RESPONSE_MODE_WEB_MESSAGE;  /* AUTHZ-26 */
    const bool protected = in->client->redirection_policy != ORGPOL_REDIRECTION_ALLOW_ALWAYS; /* CFG-13 */
    const bool kept = (f->class.strict & protected & !web_message) | !known; /* AUTHZ-24 AUTHZ-25 */
    const bool added = f->joins & ((unmet & ~action) == 0);                  /* LOGIN-21 */

    return (uint32_t)added * ORGPOL_MUST_ADD_MEMBER |
           (uint32_t)((unmet != 0) & page & kept) * ORGPOL_MUST_SHOW_ERROR_PAGE;
}

static struct orgpol_login_result result_of(const struct login_rows *in, const struct facts *f, bool allowed)
{
    struct orgpol_login_result result = ORGPOL_LOGIN_RESULT_INIT;
    const uint8_t behavior = in->client->organization_require_behavior;
    const bool no_prompt =
        (behavior != ORGPOL_BEHAVIOR_PRE_LOGIN_PROMPT) & (behavior != ORGPOL_BEHAVIOR_POST_LOGIN_PROMPT);
    const bool known = in->request->client != NULL;
    const bool claims = f->organization & (f->member | !f->exchange); /* TOKEN-01 TOKEN-03 XAA-04 */

    if (known & f->third_party & !f->organization & no_prompt) /* PROMPT-29 */
        result.advice |= ORGPOL_ADVICE_NO_PROMPT_UNRELIABLE;
    if (allowed & claims)
        result.org_id = in->organization->id;
    if (allowed & claims & (in->settings->allow_organization_name_in_authentication_api != 0)) /* TOKEN-02 */
        result.org_name = in->organization->name;
    if (allowed & f->exchange)
        result.audience = in->audience; /* XAA-09 */
    return result;
}

static struct orgpol_decision decide(const struct orgpol_login_request *request,
                                     struct orgpol_login_result *result, bool third_party_only)
{
    const struct orgpol_login_result strictest = ORGPOL_LOGIN_RESULT_INIT;
    const bool writable = write_result(result, &strictest, sizeof strictest);
    struct login_copies copies;
    struct login_rows rows;
    struct orgpol_login_result answer;
    enum orgpol_reason error = orgpol_read_login(request, &rows, &copies);
    struct facts f;
    uint64_t unmet;

    if (!writable)
        error = ORGPOL_REASON_UNSUPPORTED_INPUT;
    if (error != ORGPOL_REASON_NONE)
        return orgpol_error(ORGPOL_FAMILY_LOGIN, error);
    f = facts_of(&rows);
    unmet = unmet_conditions(&rows, &f, third_party_only);
    if (result) {
        answer = result_of(&rows, &f, unmet == 0);
        write_result(result, &answer, sizeof answer);
    }
    return orgpol_answer(ORGPOL_FAMILY_LOGIN, unmet, obligations_of(&rows, &f, unmet));
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
