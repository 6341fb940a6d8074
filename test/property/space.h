/* SPDX-License-Identifier: MIT */
/*
 * The input space of the login family: every attribute that its conditions read, with every value that makes
 * a difference, and how a point of the space becomes a request. What the attributes leave out is checked
 * elsewhere: struct sizes, foreign rows and words out of range are errors (test_login.c).
 */
#ifndef ORGPOL_TEST_SPACE_H
#define ORGPOL_TEST_SPACE_H

#include "truth_table.h"

enum attribute {
    TRANSACTION, /* the protocols, then refresh, then exchange (Cross App Access) */
    QUESTION,    /* can_login, can_third_party_login */
    CLIENT,
    FIRST_PARTY_MEMBER,
    MODE,
    METADATA,
    PREFIX,
    OPTION_MODE,
    USAGE,
    BEHAVIOR,
    REDIRECTION,
    RESPONSE,
    GRANTS,
    XAA_ACTIVE,
    RULES,
    ORGANIZATION,
    ACCESS,
    ENTITLEMENT,
    LISTED,
    ORG_COUNT,
    CONNECTION,
    AUTHENTICATION,
    DOMAIN,
    CLIENTS,
    STATUS,
    STRATEGY,
    ORG_CONNECTION,
    AUTO,
    ORG_SIGNUP,
    USER,
    MEMBER,
    INVITED,
    SIGNUP,
    FULL,
    MFA,
    VERDICT,
    OPTION_APP,
    OPTION_RECHECK,
    NAMES,
    ASSERTION,
    SEVERAL,
    API,
    OWN_GRANT,
    DEFAULT_GRANT,
    ATTRIBUTES,
    CLASS = ATTRIBUTES, /* the client's class, which five attributes make; of products, not of points */
    AXES
};

/* The value's place is the value. */
static const struct axis axes[AXES] = {
    [TRANSACTION] = {"transaction",
                     {"oidc", "samlp", "wsfed", "classic_login", "lock", "device_code", "password", "passkey",
                      "token_exchange", "refresh", "exchange"}},
    [QUESTION] = {"question", {"can_login", "can_third_party_login"}},
    [CLIENT] = {"client", {"unknown", "known"}},
    [FIRST_PARTY_MEMBER] = {"is_first_party", {"false", "true"}},
    [MODE] = {"mode", {"absent", "strict", "permissive", "odd"}},
    [METADATA] = {"metadata", {"absent", "cimd", "dcr", "odd"}},
    [PREFIX] = {"tpc_", {"no", "yes"}},
    [OPTION_MODE] = {"absent_security_mode", {"strict", "permissive"}},
    [USAGE] = {"usage", {"absent", "deny", "allow", "require", "odd"}},
    [BEHAVIOR] = {"behavior", {"absent", "no_prompt", "pre_login", "post_login", "odd"}},
    [REDIRECTION] = {"redirection", {"absent", "protected", "allow_always", "odd"}},
    [RESPONSE] = {"response_mode", {"absent", "web_message"}},
    [GRANTS] = {"grant_types", {"absent", "code", "implicit", "neither"}},
    [XAA_ACTIVE] = {"xaa_active", {"false", "true"}},
    [RULES] = {"rules", {"none", "enabled"}},
    [ORGANIZATION] = {"organization", {"none", "unknown", "found"}},
    [ACCESS] = {"access", {"absent", "block", "allow", "odd"}},
    [ENTITLEMENT] = {"entitlement", {"off", "on"}},
    [LISTED] = {"listed", {"no", "without_access", "with_access"}},
    [ORG_COUNT] = {"org_connections", {"none", "some"}},
    [CONNECTION] = {"connection", {"unknown", "found"}},
    [AUTHENTICATION] = {"authentication", {"active", "inactive"}},
    [DOMAIN] = {"domain_level", {"no", "yes"}},
    [CLIENTS] = {"enabled_clients", {"none", "others", "this"}},
    [STATUS] = {"xaa_status", {"absent", "disabled", "enabled", "odd"}},
    [STRATEGY] = {"strategy", {"enterprise", "database"}},
    [ORG_CONNECTION] = {"org_connection", {"none", "disabled", "enabled"}},
    [AUTO] = {"assign_membership", {"off", "on"}},
    [ORG_SIGNUP] = {"org_signup", {"off", "on"}},
    [USER] = {"user", {"unknown", "known"}},
    [MEMBER] = {"member", {"no", "yes"}},
    [INVITED] = {"invitation", {"none", "accepted"}},
    [SIGNUP] = {"signup", {"no", "yes"}},
    [FULL] = {"members", {"99999", "100000"}},
    [MFA] = {"mfa", {"absent", "satisfied", "required", "failed"}},
    [VERDICT] = {"action", {"absent", "allow", "deny"}},
    [OPTION_APP] = {"require_app_connection", {"false", "true"}},
    [OPTION_RECHECK] = {"refresh_recheck", {"true", "false"}},
    [NAMES] = {"organization_names", {"off", "on"}},
    [ASSERTION] = {"assertion", {"invalid", "valid"}},
    [SEVERAL] = {"organizations_of_connection", {"0", "1", "2"}},
    [API] = {"api", {"none", "registered", "system"}},
    [OWN_GRANT] = {"own_grant", {"none", "user", "client", "odd"}},
    [DEFAULT_GRANT] = {"default_grant", {"none", "user", "client"}},
    [CLASS] = {"class",
               {"first_party", "strict", "permissive", "first_party_or_strict", "permissive_or_strict"}},
};

/* One value for every attribute. */
struct point {
    unsigned char at[ATTRIBUTES];
};

/* Everything a request points at. */
struct world {
    struct orgpol_login_request request;
    struct orgpol_options options;
    struct orgpol_tenant_settings settings;
    struct orgpol_client client;
    struct orgpol_organization organization;
    struct orgpol_connection connection;
    struct orgpol_enabled_client enabled_client;
    struct orgpol_enabled_connection enabled_connection;
    struct orgpol_organization_client organization_client;
    struct orgpol_organization_member member;
    struct orgpol_user user;
    struct orgpol_cross_app_access exchange;
    struct orgpol_resource_server resource_server;
    struct orgpol_client_grant own_grant;
    struct orgpol_client_grant default_grant;
};

/* Odd words: one that is reserved for "unknown", and one beyond every list. */
static inline uint8_t word(unsigned char value, unsigned char odd)
{
    return value == odd ? ORGPOL_WORD_UNKNOWN : value;
}

static inline void build_client(struct world *w, const unsigned char *a)
{
    static const uint32_t grants[] = {0, ORGPOL_GRANT_TYPE_AUTHORIZATION_CODE, ORGPOL_GRANT_TYPE_IMPLICIT,
                                      ORGPOL_GRANT_TYPE_OTHER};

    w->client = (struct orgpol_client)ORGPOL_CLIENT_INIT;
    w->client.client_id = a[PREFIX] ? ORGPOL_STR("tpc_client") : ORGPOL_STR("client");
    w->client.is_first_party = a[FIRST_PARTY_MEMBER];
    w->client.third_party_security_mode = word(a[MODE], 3);
    w->client.external_metadata_type = word(a[METADATA], 3);
    w->client.redirection_policy = a[REDIRECTION] == 3 ? ORGPOL_WORD_UNKNOWN : a[REDIRECTION];
    w->client.organization_usage = word(a[USAGE], 4);
    w->client.organization_require_behavior = word(a[BEHAVIOR], 4);
    w->client.identity_assertion_authorization_grant_active = a[XAA_ACTIVE];
    w->client.grant_types = grants[a[GRANTS]];
    w->options = (struct orgpol_options)ORGPOL_OPTIONS_INIT;
    w->options.require_app_connection_in_org = a[OPTION_APP];
    w->options.absent_security_mode = a[OPTION_MODE];
    w->options.refresh_recheck = a[OPTION_RECHECK];
    w->settings = (struct orgpol_tenant_settings)ORGPOL_TENANT_SETTINGS_INIT;
    w->settings.has_enabled_rule = a[RULES];
    w->settings.allow_organization_name_in_authentication_api = a[NAMES];
}

static inline void build_organization(struct world *w, const unsigned char *a)
{
    w->organization = (struct orgpol_organization)ORGPOL_ORGANIZATION_INIT;
    w->organization.id = ORGPOL_STR("org_x");
    w->organization.name = ORGPOL_STR("acme");
    w->organization.third_party_client_access = word(a[ACCESS], 3);
    w->organization.is_app_entitlement_active = a[ENTITLEMENT];
    w->organization.enabled_connection_count = a[ORG_COUNT] ? 3 : 0;
    w->organization_client = (struct orgpol_organization_client)ORGPOL_ORGANIZATION_CLIENT_INIT;
    w->organization_client.organization_id = w->organization.id;
    w->organization_client.client_id = w->client.client_id;
    w->organization_client.use_for_member_access = a[LISTED] == 2;
    w->user = (struct orgpol_user)ORGPOL_USER_INIT;
    w->user.user_id = ORGPOL_STR("auth0|u");
    w->member = (struct orgpol_organization_member)ORGPOL_ORGANIZATION_MEMBER_INIT;
    w->member.organization_id = w->organization.id;
    w->member.user_id = w->user.user_id;
}

static inline void build_connection(struct world *w, const unsigned char *a)
{
    w->connection = (struct orgpol_connection)ORGPOL_CONNECTION_INIT;
    w->connection.id = ORGPOL_STR("con_x");
    w->connection.strategy = a[STRATEGY] ? ORGPOL_STR("auth0") : ORGPOL_STR("okta");
    w->connection.is_domain_connection = a[DOMAIN];
    w->connection.is_authentication_inactive = a[AUTHENTICATION];
    w->connection.cross_app_access_resource_app_status = word(a[STATUS], 3);
    w->connection.enabled_client_count = a[CLIENTS] ? 2 : 0;
    w->enabled_client = (struct orgpol_enabled_client)ORGPOL_ENABLED_CLIENT_INIT;
    w->enabled_client.connection_id = w->connection.id;
    w->enabled_client.client_id = w->client.client_id;
    w->enabled_connection = (struct orgpol_enabled_connection)ORGPOL_ENABLED_CONNECTION_INIT;
    w->enabled_connection.organization_id = w->organization.id;
    w->enabled_connection.connection_id = w->connection.id;
    w->enabled_connection.is_disabled = a[ORG_CONNECTION] != 2;
    w->enabled_connection.assign_membership_on_login = a[AUTO];
    w->enabled_connection.is_signup_enabled = a[ORG_SIGNUP];
}

static inline void build_exchange(struct world *w, const unsigned char *a)
{
    static const uint8_t types[] = {0, ORGPOL_SUBJECT_TYPE_USER, ORGPOL_SUBJECT_TYPE_CLIENT,
                                    ORGPOL_WORD_UNKNOWN};

    w->exchange = (struct orgpol_cross_app_access)ORGPOL_CROSS_APP_ACCESS_INIT;
    w->exchange.is_assertion_valid = a[ASSERTION];
    /* With exactly one, the exchange is in that one: without an organization it cannot be. */
    w->exchange.organization_count = a[SEVERAL] == 1 && !a[ORGANIZATION] ? 0 : a[SEVERAL];
    w->exchange.assertion_resource = ORGPOL_STR("https://api");
    w->resource_server = (struct orgpol_resource_server)ORGPOL_RESOURCE_SERVER_INIT;
    w->resource_server.identifier = ORGPOL_STR("https://api");
    w->resource_server.is_system = a[API] == 2;
    w->own_grant = (struct orgpol_client_grant)ORGPOL_CLIENT_GRANT_INIT;
    w->own_grant.client_id = w->client.client_id;
    w->own_grant.audience = ORGPOL_STR("https://api");
    w->own_grant.subject_type = types[a[OWN_GRANT]];
    w->default_grant = (struct orgpol_client_grant)ORGPOL_CLIENT_GRANT_INIT;
    w->default_grant.default_for = ORGPOL_DEFAULT_FOR_THIRD_PARTY_CLIENTS;
    w->default_grant.audience = ORGPOL_STR("https://api");
    w->default_grant.subject_type = types[a[DEFAULT_GRANT]];
    w->exchange.resource_server = a[API] ? &w->resource_server : NULL;
    w->exchange.client_grant = a[OWN_GRANT] && a[CLIENT] ? &w->own_grant : NULL;
    w->exchange.default_client_grant = a[DEFAULT_GRANT] ? &w->default_grant : NULL;
}

/* Rows whose owner is not there do not exist either. */
static inline void build(struct world *w, const struct point *point)
{
    const unsigned char *a = point->at;
    const bool organization = a[ORGANIZATION] == 2;
    struct orgpol_login_request *r = &w->request;

    build_client(w, a);
    build_organization(w, a);
    build_connection(w, a);
    build_exchange(w, a);
    *r = (struct orgpol_login_request)ORGPOL_LOGIN_REQUEST_INIT;
    r->protocol =
        a[TRANSACTION] == 10 ? ORGPOL_PROTOCOL_UNSET : (uint8_t)(a[TRANSACTION] + ORGPOL_PROTOCOL_OIDC);
    r->mfa = a[MFA];
    r->action_verdict = a[VERDICT];
    r->response_mode = a[RESPONSE];
    r->is_signup = a[SIGNUP];
    r->is_invitation_accepted = a[INVITED];
    r->member_count = ORGPOL_MEMBER_LIMIT - 1 + a[FULL];
    r->options = &w->options;
    r->settings = &w->settings;
    r->client = a[CLIENT] ? &w->client : NULL;
    r->connection = a[CONNECTION] ? &w->connection : NULL;
    r->user = a[USER] ? &w->user : NULL;
    r->organization_id = a[ORGANIZATION] ? w->organization.id : (struct orgpol_str)ORGPOL_STR_NONE;
    r->organization = organization ? &w->organization : NULL;
    r->enabled_client = a[CLIENT] && a[CONNECTION] && a[CLIENTS] == 2 ? &w->enabled_client : NULL;
    r->enabled_connection =
        organization && a[CONNECTION] && a[ORG_CONNECTION] ? &w->enabled_connection : NULL;
    r->organization_client = organization && a[CLIENT] && a[LISTED] ? &w->organization_client : NULL;
    r->member = organization && a[USER] && a[MEMBER] ? &w->member : NULL;
    r->cross_app_access = a[TRANSACTION] == 10 ? &w->exchange : NULL;
}

/*
 * The groups of conditions that share attributes. A group's conditions depend on its attributes and on no
 * others (login_space.c shows it), so the product over each group, not over everything, is the whole truth.
 */
static const struct group groups[] = {
    {"client",
     ORGPOL_REASON_UNKNOWN_CLIENT,
     ORGPOL_REASON_PROTOCOL_NOT_FOR_ORGANIZATION,
     {TRANSACTION, CLIENT, QUESTION, CLASS, RULES, GRANTS, USAGE, ORGANIZATION, -1}},
    {"exchange",
     ORGPOL_REASON_CROSS_APP_ACCESS_OFF,
     ORGPOL_REASON_CONNECTION_IN_SEVERAL_ORGANIZATIONS,
     {TRANSACTION, CLIENT, XAA_ACTIVE, ASSERTION, USER, SEVERAL, -1}},
    {"organization",
     ORGPOL_REASON_UNKNOWN_ORGANIZATION,
     ORGPOL_REASON_XAA_ORG_BLOCKS_THIRD_PARTY,
     {TRANSACTION, CLIENT, ORGANIZATION, CLASS, OPTION_RECHECK, USAGE, BEHAVIOR, ENTITLEMENT, LISTED, ACCESS,
      -1}},
    {"connection",
     ORGPOL_REASON_CONNECTION_DISABLED,
     ORGPOL_REASON_SIGNUP_NOT_ENABLED,
     {TRANSACTION, CLIENT, CONNECTION, ORGANIZATION, CLASS, AUTHENTICATION, STATUS, DOMAIN, CLIENTS,
      ORG_CONNECTION, ORG_COUNT, OPTION_APP, SIGNUP, STRATEGY, ORG_SIGNUP, -1}},
    {"membership",
     ORGPOL_REASON_USER_NOT_MEMBER,
     ORGPOL_REASON_MEMBER_LIMIT_REACHED,
     {TRANSACTION, CLIENT, ORGANIZATION, CLASS, USER, MEMBER, OPTION_RECHECK, USAGE, CONNECTION,
      ORG_CONNECTION, AUTO, INVITED, FULL, -1}},
    {"grant",
     ORGPOL_REASON_XAA_NO_CLIENT_GRANT,
     ORGPOL_REASON_XAA_NO_CLIENT_GRANT,
     {TRANSACTION, CLIENT, CLASS, API, OWN_GRANT, DEFAULT_GRANT, -1}},
    {"verdict",
     ORGPOL_REASON_MFA_REQUIRED_ON_REFRESH,
     ORGPOL_REASON_LOGIN_DENIED_BY_ACTION,
     {TRANSACTION, CLIENT, CLASS, MFA, VERDICT, -1}},
};
#define GROUPS (sizeof groups / sizeof *groups)

#endif
