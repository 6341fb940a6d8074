/* SPDX-License-Identifier: MIT */
/*
 * The input space of the my_account family: every fact that its conditions read, with every value that makes
 * a difference, and how a point of it becomes a request. What is an error is checked in test_my_account.c.
 */
#ifndef ORGPOL_TEST_MY_ACCOUNT_SPACE_H
#define ORGPOL_TEST_MY_ACCOUNT_SPACE_H

#include "truth_table.h"

#include "orgpol/my_account.h"

enum {
    API,
    HOST,
    AUDIENCE,
    SUBJECT,
    GRANT_TYPE,
    LOGIN,
    CLIENT,
    CLASS,
    USER_POLICY,
    GRANT,
    POLICY,
    SKIP,
    DEFAULT_POLICY,
    VERDICT,
    USER,
    FACTOR,
    EMAIL,
    AUTH_TIME,
    MFA_TIME,
    SCOPE,
    RBAC,
    PERMISSIONS,
    CONSENT,
    AXES
};

#define TIMES                                          \
    {                                                  \
        "absent", "901_s", "900_s", "now", "in_future" \
    }

static const struct axis axes[AXES] = {
    [API] = {"api", {"none", "active"}},
    [HOST] = {"host", {"absent", "canonical", "custom", "foreign", "empty"}},
    [AUDIENCE] = {"audience", {"canonical", "custom", "foreign", "without_slash", "other_api"}},
    [SUBJECT] = {"subject", {"user", "client"}},
    [GRANT_TYPE] = {"grant_type", {"?", "authorization_code", "refresh_token", "client_credentials"}},
    [LOGIN] = {"refresh_token_audience", {"absent", "empty", "same", "other"}},
    [CLIENT] = {"client", {"unknown", "known"}},
    [CLASS] = {"class",
               {"first_party", "strict", "permissive", "first_party_or_strict", "permissive_or_strict"}},
    [USER_POLICY] = {"user_policy", {"absent", "allow_all", "deny_all", "require_client_grant", "?"}},
    [GRANT] = {"grant", {"none", "client", "user", "?", "two_owners"}},
    [POLICY] = {"policies", {"none", "others", "one", "two"}},
    [SKIP] = {"skip_consent", {"false", "true"}},
    [DEFAULT_POLICY] = {"default_policy", {"off", "on"}},
    [VERDICT] = {"action_verdict", {"none", "allow", "challenge", "deny"}},
    [USER] = {"user", {"unknown", "known"}},
    [FACTOR] = {"factor", {"no", "yes"}},
    [EMAIL] = {"email_verified", {"no", "yes"}},
    [AUTH_TIME] = {"auth_time", TIMES},
    [MFA_TIME] = {"mfa_time", TIMES},
    [SCOPE] = {"scope", {"absent", "empty", "r", "c_r", "f", "openid_d"}},
    [RBAC] = {"enforce_policies", {"false", "true"}},
    [PERMISSIONS] = {"permissions", {"none", "r", "r_d_f"}},
    [CONSENT] = {"consented", {"none", "c_f", "r_d"}},
};

#define FAMILY ORGPOL_FAMILY_MY_ACCOUNT

static const struct group groups[] = {
    {"API and host", ORGPOL_REASON_API_NOT_ACTIVE, ORGPOL_REASON_WRONG_DOMAIN, {API, HOST, AUDIENCE, -1}},
    {"grant type",
     ORGPOL_REASON_MACHINE_TOKEN,
     ORGPOL_REASON_GRANT_TYPE_UNSUPPORTED,
     {SUBJECT, GRANT_TYPE, -1}},
    {"client",
     ORGPOL_REASON_CLIENT_THIRD_PARTY,
     ORGPOL_REASON_CLIENT_GRANT_MISSING,
     {API, CLIENT, CLASS, USER_POLICY, GRANT, -1}},
    {"refresh",
     ORGPOL_REASON_AUDIENCE_NOT_IN_POLICY,
     ORGPOL_REASON_CONSENT_NOT_SKIPPABLE,
     {GRANT_TYPE, LOGIN, CLIENT, POLICY, API, SKIP, -1}},
    {"authentication",
     ORGPOL_REASON_MFA_NEEDED,
     ORGPOL_REASON_AUTHENTICATION_TOO_OLD,
     {SUBJECT, GRANT_TYPE, VERDICT, DEFAULT_POLICY, USER, FACTOR, EMAIL, AUTH_TIME, MFA_TIME, -1}},
    {"scopes",
     ORGPOL_REASON_NO_USABLE_SCOPE,
     ORGPOL_REASON_NO_USABLE_SCOPE,
     {API, CLIENT, USER_POLICY, GRANT, GRANT_TYPE, LOGIN, POLICY, SCOPE, RBAC, PERMISSIONS, SKIP, CONSENT,
      -1}},
};
#define GROUPS (sizeof groups / sizeof *groups)

/* A point at which nothing is in the way. */
static const unsigned char open_point[AXES] = {
    [API] = 1,  [GRANT_TYPE] = 1, [LOGIN] = 3, [CLIENT] = 1,    [GRANT] = 2,    [POLICY] = 2,
    [SKIP] = 1, [USER] = 1,       [EMAIL] = 1, [AUTH_TIME] = 3, [MFA_TIME] = 3, [SCOPE] = 3,
};

/* ---- from a point to a request ---- */

#define NOW INT64_C(1790000000)
#define CANONICAL "https://t.example/me/"
#define CUSTOM "https://login.example/me/"

struct scope_list {
    struct orgpol_str texts[8];
    size_t count;
};

/* Everything a request points at. */
static struct world {
    struct orgpol_my_account_request request;
    struct orgpol_options options;
    struct orgpol_tenant_settings settings;
    struct orgpol_client client;
    struct orgpol_user user;
    struct orgpol_resource_server api;
    struct orgpol_client_grant grant;
    struct orgpol_refresh_token_policy policies[3];
    struct orgpol_str hosts[1];
    struct scope_list defined, granted, first, second, asked, login, permitted, consented;
} world;

/* A letter is a scope, and the other way round. */
static inline struct orgpol_str scope_of(char letter)
{
    return letter == 'c'   ? ORGPOL_STR("create:me:connected_accounts")
           : letter == 'r' ? ORGPOL_STR("read:me:connected_accounts")
           : letter == 'd' ? ORGPOL_STR("delete:me:connected_accounts")
           : letter == 'f' ? ORGPOL_STR("read:me:factors")
                           : ORGPOL_STR("openid");
}

static inline char letter_of(struct orgpol_str scope)
{
    for (const char *letter = "crdfo"; *letter; letter++)
        if (scope.len == scope_of(*letter).len && memcmp(scope.ptr, scope_of(*letter).ptr, scope.len) == 0)
            return *letter;
    return '?';
}

static inline void fill(struct scope_list *list, const char *letters)
{
    for (list->count = 0; letters[list->count]; list->count++)
        list->texts[list->count] = scope_of(letters[list->count]);
}

static inline void build_client(const unsigned char *a)
{
    static const uint8_t types[] = {0, ORGPOL_SUBJECT_TYPE_CLIENT, ORGPOL_SUBJECT_TYPE_USER,
                                    ORGPOL_WORD_UNKNOWN, ORGPOL_SUBJECT_TYPE_USER};

    world.client = (struct orgpol_client)ORGPOL_CLIENT_INIT;
    world.client.client_id = ORGPOL_STR("client");
    world.client.is_first_party = a[CLASS] == 0 || a[CLASS] == 3;
    world.client.third_party_security_mode =
        a[CLASS] == 2 || a[CLASS] == 4 ? ORGPOL_SECURITY_MODE_PERMISSIVE : ORGPOL_SECURITY_MODE_UNSET;
    world.client.external_metadata_type = a[CLASS] >= 3 ? ORGPOL_WORD_UNKNOWN : ORGPOL_METADATA_UNSET;
    fill(&world.first, "crd");
    fill(&world.second, "fdr");
    world.policies[0].audience = ORGPOL_STR("https://api.example");
    world.policies[1].audience = ORGPOL_STR(CANONICAL);
    world.policies[2].audience = ORGPOL_STR(CANONICAL);
    world.client.refresh_token_policies = world.policies;
    world.client.refresh_token_policy_count = a[POLICY];
    world.grant = (struct orgpol_client_grant)ORGPOL_CLIENT_GRANT_INIT;
    world.grant.client_id = ORGPOL_STR("client");
    world.grant.audience = ORGPOL_STR(CANONICAL);
    world.grant.subject_type = types[a[GRANT]];
    world.grant.default_for =
        a[GRANT] == 4 ? ORGPOL_DEFAULT_FOR_THIRD_PARTY_CLIENTS : ORGPOL_DEFAULT_FOR_UNSET;
    fill(&world.granted, "crf");
}

static inline void build_tenant(const unsigned char *a)
{
    world.options = (struct orgpol_options)ORGPOL_OPTIONS_INIT;
    world.hosts[0] = ORGPOL_STR("login.example");
    world.settings = (struct orgpol_tenant_settings)ORGPOL_TENANT_SETTINGS_INIT;
    world.settings.domain = ORGPOL_STR("t.example");
    world.settings.custom_domains = world.hosts;
    world.settings.custom_domain_count = 1;
    world.settings.my_account_default_policy = a[DEFAULT_POLICY];
    world.api = (struct orgpol_resource_server)ORGPOL_RESOURCE_SERVER_INIT;
    world.api.identifier = ORGPOL_STR(CANONICAL);
    world.api.user_policy = a[USER_POLICY] == 4 ? ORGPOL_WORD_UNKNOWN : a[USER_POLICY];
    world.api.skip_consent_for_verifiable_first_party_clients = a[SKIP];
    world.api.enforce_policies = a[RBAC];
    fill(&world.defined, "fdrc");
    world.user = (struct orgpol_user)ORGPOL_USER_INIT;
    world.user.user_id = ORGPOL_STR("auth0|u");
    world.user.has_factor = a[FACTOR];
    world.user.is_email_verified = a[EMAIL];
}

static inline struct orgpol_time time_of(unsigned char value)
{
    static const int64_t seconds[] = {NOW, NOW - 901, NOW - 900, NOW, NOW + 5000};

    return (struct orgpol_time){seconds[value], value != 0};
}

/* Where lists stand in the request, once they are filled. */
static inline void point_at_lists(struct orgpol_my_account_request *request)
{
    world.api.scopes = world.defined.texts;
    world.api.scope_count = world.defined.count;
    world.grant.scopes = world.granted.texts;
    world.grant.scope_count = world.granted.count;
    world.policies[1].scopes = world.first.texts;
    world.policies[1].scope_count = world.first.count;
    world.policies[2].scopes = world.second.texts;
    world.policies[2].scope_count = world.second.count;
    request->scopes = world.asked.texts;
    request->scope_count = world.asked.count;
    request->login_scopes = world.login.texts;
    request->login_scope_count = world.login.count;
    request->permissions = world.permitted.texts;
    request->permission_count = world.permitted.count;
    request->consented_scopes = world.consented.texts;
    request->consented_scope_count = world.consented.count;
}

static const char *const asked_letters[] = {"", "", "r", "cr", "f", "od"};
static const char *const permitted_letters[] = {"", "r", "rdf"};
static const char *const consented_letters[] = {"", "cf", "rd"};

static inline struct orgpol_my_account_request *build(const unsigned char *a)
{
    static const char *const hosts[] = {NULL, "t.example", "login.example", "foreign.example", ""};
    static const char *const audiences[] = {CANONICAL, CUSTOM, "https://foreign.example/me/",
                                            "https://t.example/me", "https://api.example"};
    const char *const logins[] = {NULL, "", audiences[a[AUDIENCE]], "https://login.of/another"};
    struct orgpol_my_account_request *request = &world.request;

    build_client(a);
    build_tenant(a);
    *request = (struct orgpol_my_account_request)ORGPOL_MY_ACCOUNT_REQUEST_INIT;
    request->grant_type = a[GRANT_TYPE];
    request->action_verdict = a[VERDICT];
    request->has_scopes = a[SCOPE] != 0;
    request->now_s = NOW;
    request->auth_time = time_of(a[AUTH_TIME]);
    request->mfa_time = time_of(a[MFA_TIME]);
    request->audience = orgpol_str_of(audiences[a[AUDIENCE]]);
    request->host = orgpol_str_of(hosts[a[HOST]]);
    request->user_id = orgpol_str_of(a[SUBJECT] ? NULL : "auth0|u");
    request->refresh_token_audience = orgpol_str_of(logins[a[LOGIN]]);
    request->client = a[CLIENT] ? &world.client : NULL;
    request->user = a[USER] && !a[SUBJECT] ? &world.user : NULL;
    request->resource_server = a[API] ? &world.api : NULL;
    request->client_grant = a[GRANT] && a[CLIENT] ? &world.grant : NULL;
    request->settings = &world.settings;
    request->options = &world.options;
    fill(&world.asked, asked_letters[a[SCOPE]]);
    fill(&world.login, "of");
    fill(&world.permitted, permitted_letters[a[PERMISSIONS]]);
    fill(&world.consented, consented_letters[a[CONSENT]]);
    point_at_lists(request);
    return request;
}

static inline struct orgpol_decision decide(const unsigned char *a)
{
    return orgpol_check_my_account_token(build(a), NULL, NULL, 0);
}

#endif
