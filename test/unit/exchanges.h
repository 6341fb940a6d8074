/* SPDX-License-Identifier: MIT */
/* Token exchanges that are allowed, one of each kind, and that tests spoil one thing at a time. */
#ifndef ORGPOL_TEST_EXCHANGES_H
#define ORGPOL_TEST_EXCHANGES_H

#include "support.h"

#define NOW INT64_C(1790000000)
#define DAY INT64_C(86400)
#define SCOPE_ROOM 8

enum kind_of_exchange { OF_REFRESH_TOKEN, OF_ACCESS_TOKEN, OF_WORKER };

/* Everything a request points at. */
struct exchange_world {
    struct orgpol_exchange_request request;
    struct orgpol_subject_token token;
    struct orgpol_client client;
    struct orgpol_privileged_access access;
    struct orgpol_credential credentials[3];
    struct orgpol_str ip_allowlist[3];
    struct orgpol_worker_grant grants[3];
    struct orgpol_str granted[2][SCOPE_ROOM];
    struct orgpol_organization organization;
    struct orgpol_organization_member member;
    struct orgpol_connection connection;
    struct orgpol_enabled_client enabled_client;
    struct orgpol_tenant_settings settings;
    struct orgpol_options options;
    struct orgpol_account_request account;
    struct orgpol_user user;
    struct orgpol_connected_account accounts[3];
    struct orgpol_str held[SCOPE_ROOM];
    struct orgpol_str asked[SCOPE_ROOM];
    struct orgpol_str provided[SCOPE_ROOM];
    struct orgpol_str required[SCOPE_ROOM];
    struct orgpol_str audiences[3];
    struct orgpol_str custom_domains[2];
};

static inline struct orgpol_time at_time(int64_t seconds)
{
    return (struct orgpol_time){seconds, 1};
}

#define NO_TIME ((struct orgpol_time)ORGPOL_TIME_NONE)
#define NO_TEXT ((struct orgpol_str)ORGPOL_STR_NONE)

/* Puts the words of a text into a list of scopes, and returns how many there are. */
static inline size_t list_scopes(struct orgpol_str *scopes, const char *words)
{
    const size_t count = orgpol_split_scope(orgpol_str_of(words), scopes, SCOPE_ROOM);

    assert_true(count <= SCOPE_ROOM);
    return count;
}

/* The scopes asked for; NULL: the parameter is not sent. */
static inline void ask_for(struct exchange_world *w, const char *words)
{
    w->request.has_scopes = words != NULL;
    w->request.scope_count = words ? list_scopes(w->asked, words) : 0;
}

static inline void hold(struct exchange_world *w, const char *words)
{
    w->accounts[0].scope_count = list_scopes(w->held, words);
}

static inline void grant(struct exchange_world *w, const char *words)
{
    w->grants[0].scope_count = list_scopes(w->granted[0], words);
}

static inline void require_scopes(struct exchange_world *w, const char *words)
{
    w->request.required_scope_count = list_scopes(w->required, words);
}

static inline void provide(struct exchange_world *w, const char *words)
{
    w->request.has_provider_scopes = 1;
    w->request.provider_scope_count = list_scopes(w->provided, words);
}

static inline void make_account(struct orgpol_connected_account *account, const char *id, const char *hint)
{
    *account = (struct orgpol_connected_account)ORGPOL_CONNECTED_ACCOUNT_INIT;
    account->id = orgpol_str_of(id);
    account->connection = ORGPOL_STR("google");
    account->user_id = ORGPOL_STR("auth0|a");
    account->idp_user_id = orgpol_str_of(hint);
    account->is_access_type_offline = 1;
    account->access_token_expires_at = at_time(NOW + 1377);
    account->created_at = at_time(NOW - 30 * DAY);
    account->last_used_at = at_time(NOW - DAY);
}

static inline void make_user(struct exchange_world *w)
{
    w->user = (struct orgpol_user)ORGPOL_USER_INIT;
    w->user.user_id = ORGPOL_STR("auth0|a");
    make_account(&w->accounts[0], "cac_1", "g-100");
    make_account(&w->accounts[1], "cac_2", "g-200");
    make_account(&w->accounts[2], "cac_3", "g-300");
    w->accounts[0].scopes = w->held;
    hold(w, "openid cal.read cal.write");
    w->account = (struct orgpol_account_request)ORGPOL_ACCOUNT_REQUEST_INIT;
    w->account.user_id = w->user.user_id;
    w->account.user = &w->user;
    w->account.accounts = w->accounts;
    w->account.account_count = 1;
    w->organization = (struct orgpol_organization)ORGPOL_ORGANIZATION_INIT;
    w->organization.id = ORGPOL_STR("org_1");
    w->member = (struct orgpol_organization_member)ORGPOL_ORGANIZATION_MEMBER_INIT;
    w->member.organization_id = ORGPOL_STR("org_1");
    w->member.user_id = w->user.user_id;
}

static inline void make_privileged_access(struct exchange_world *w)
{
    memset(w->credentials, 0, sizeof w->credentials);
    memset(w->grants, 0, sizeof w->grants);
    w->credentials[0].kid = ORGPOL_STR("worker-key-1");
    w->credentials[1].kid = ORGPOL_STR("worker-key-2");
    w->ip_allowlist[0] = ORGPOL_STR("203.0.113.0/24");
    w->ip_allowlist[1] = ORGPOL_STR("2001:db8:5::7");
    w->grants[0].connection = ORGPOL_STR("google");
    w->grants[0].scopes = w->granted[0];
    grant(w, "openid cal.read cal.write");
    w->grants[1].connection = ORGPOL_STR("github");
    w->grants[1].scopes = w->granted[1];
    w->grants[1].scope_count = list_scopes(w->granted[1], "repo");
    w->access = (struct orgpol_privileged_access)ORGPOL_PRIVILEGED_ACCESS_INIT;
    w->access.has_credentials = 1;
    w->access.credentials = w->credentials;
    w->access.credential_count = 1;
    w->access.ip_allowlist = w->ip_allowlist;
    w->access.ip_allowlist_count = 2;
    w->access.grants = w->grants;
    w->access.grant_count = 2;
}

static inline void make_client(struct exchange_world *w, enum kind_of_exchange kind)
{
    w->client = (struct orgpol_client)ORGPOL_CLIENT_INIT;
    w->client.client_id = ORGPOL_STR("client");
    w->client.is_first_party = 1;
    w->client.is_oidc_conformant = 1;
    w->client.token_endpoint_auth_method = ORGPOL_AUTH_METHOD_CLIENT_SECRET_POST;
    w->client.grant_types = ORGPOL_GRANT_TYPE_AUTHORIZATION_CODE | ORGPOL_GRANT_TYPE_REFRESH_TOKEN |
                            ORGPOL_GRANT_TYPE_FEDERATED_CONNECTION_ACCESS_TOKEN;
    w->client.app_type =
        kind == OF_ACCESS_TOKEN ? ORGPOL_APP_TYPE_RESOURCE_SERVER : ORGPOL_APP_TYPE_REGULAR_WEB;
    w->client.resource_server_identifier = kind == OF_ACCESS_TOKEN ? ORGPOL_STR("https://api") : NO_TEXT;
    w->client.token_vault_privileged_access = kind == OF_WORKER ? &w->access : NULL;
    make_privileged_access(w);
}

static inline void make_token(struct exchange_world *w, enum kind_of_exchange kind)
{
    static const uint8_t kinds[] = {ORGPOL_SUBJECT_TOKEN_REFRESH_TOKEN, ORGPOL_SUBJECT_TOKEN_ACCESS_TOKEN,
                                    ORGPOL_SUBJECT_TOKEN_JWT};

    w->token = (struct orgpol_subject_token)ORGPOL_SUBJECT_TOKEN_INIT;
    w->token.kind = kinds[kind];
    w->token.is_valid = 1;
    w->token.sub = w->user.user_id;
    w->token.audiences = w->audiences;
    if (kind == OF_REFRESH_TOKEN)
        w->token.azp = ORGPOL_STR("client");
    if (kind == OF_ACCESS_TOKEN) {
        w->token.azp = ORGPOL_STR("spa");
        w->token.expires_at = at_time(NOW + 3600);
        w->audiences[0] = ORGPOL_STR("https://acme.example/userinfo");
        w->audiences[1] = ORGPOL_STR("https://api");
        w->token.audience_count = 2;
    }
    if (kind == OF_WORKER) {
        w->audiences[0] = ORGPOL_STR("https://acme.example/");
        w->token.audience_count = 1;
        w->token.typ = ORGPOL_STR("token-vault-req+jwt");
        w->token.alg = ORGPOL_STR("RS256");
        w->token.kid = ORGPOL_STR("worker-key-1");
        w->token.iss = ORGPOL_STR("client");
        w->token.jti = ORGPOL_STR("jti-1");
        w->token.is_jti_unused = 1;
        w->token.audit_context = ORGPOL_STR("nightly sync");
        w->token.iat = at_time(NOW - 10);
    }
}

static inline void make_connection(struct exchange_world *w)
{
    w->connection = (struct orgpol_connection)ORGPOL_CONNECTION_INIT;
    w->connection.id = ORGPOL_STR("con_1");
    w->connection.name = ORGPOL_STR("google");
    w->connection.strategy = ORGPOL_STR("google-oauth2");
    w->connection.is_connected_accounts_active = 1;
    w->connection.has_client_id = 1;
    w->connection.has_downscoping = 1;
    w->enabled_client = (struct orgpol_enabled_client)ORGPOL_ENABLED_CLIENT_INIT;
    w->enabled_client.connection_id = w->connection.id;
    w->enabled_client.client_id = ORGPOL_STR("client");
    w->settings = (struct orgpol_tenant_settings)ORGPOL_TENANT_SETTINGS_INIT;
    w->settings.domain = ORGPOL_STR("acme.example");
    w->custom_domains[0] = ORGPOL_STR("login.acme.example");
    w->settings.custom_domains = w->custom_domains;
    w->settings.custom_domain_count = 1;
}

/* An exchange that nothing is wrong with. */
static inline struct orgpol_exchange_request *make_exchange(struct exchange_world *w,
                                                            enum kind_of_exchange kind)
{
    static const char *const types[] = {ORGPOL_TOKEN_TYPE_REFRESH_TOKEN, ORGPOL_TOKEN_TYPE_ACCESS_TOKEN,
                                        ORGPOL_TOKEN_TYPE_JWT};

    make_user(w);
    make_client(w, kind);
    make_token(w, kind);
    make_connection(w);
    w->options = (struct orgpol_options)ORGPOL_OPTIONS_INIT;
    w->request = (struct orgpol_exchange_request)ORGPOL_EXCHANGE_REQUEST_INIT;
    w->request.now_s = NOW;
    w->request.client_id = ORGPOL_STR("client");
    w->request.authenticated_by = kind == OF_WORKER ? ORGPOL_AUTHENTICATED_BY_PRIVATE_KEY_JWT
                                                    : ORGPOL_AUTHENTICATED_BY_CLIENT_SECRET_POST;
    w->request.is_authenticated = 1;
    w->request.subject_token_type = orgpol_str_of(types[kind]);
    w->request.requested_token_type =
        orgpol_str_of(kind == OF_WORKER ? ORGPOL_TOKEN_TYPE_TOKEN_VAULT : ORGPOL_TOKEN_TYPE_FEDERATED);
    w->request.connection = ORGPOL_STR("google");
    w->request.source_ip = ORGPOL_STR("203.0.113.10");
    w->request.subject_token = &w->token;
    w->request.client = &w->client;
    w->request.account = &w->account;
    w->request.connection_row = &w->connection;
    w->request.enabled_client = &w->enabled_client;
    w->request.settings = &w->settings;
    w->request.options = &w->options;
    w->request.scopes = w->asked;
    w->request.provider_scopes = w->provided;
    w->request.required_scopes = w->required;
    return &w->request;
}

/* The session is one of the organization, of which the user is a member. */
static inline void enter_organization(struct exchange_world *w)
{
    w->token.org_id = w->organization.id;
    w->request.organization = &w->organization;
    w->request.member = &w->member;
}

/* Nobody is known by the token's sub. */
static inline void forget_user(struct exchange_world *w)
{
    w->account.user = NULL;
    w->account.account_count = 0;
    w->request.member = NULL;
}

/* Is exactly this unmet? Names, with spaces between them; "": allowed. */
#define assert_unmet(w, names)                                                                  \
    do {                                                                                        \
        const struct orgpol_decision decision_ =                                                \
            orgpol_check_token_exchange(&(w)->request, NULL, NULL, 0, NULL, 0);                 \
        char unmet_[1024];                                                                      \
                                                                                                \
        assert_int_not_equal(decision_.effect, ORGPOL_EFFECT_ERROR);                            \
        unmet_names(decision_, unmet_, sizeof unmet_);                                          \
        assert_string_equal(unmet_, names);                                                     \
        assert_int_equal(decision_.effect, *unmet_ ? ORGPOL_EFFECT_DENY : ORGPOL_EFFECT_ALLOW); \
    } while (0)

/* An exchange of that kind, with a change, has this unmet and no more. */
#define SPOILED(w, kind, change, names) \
    do {                                \
        make_exchange(w, kind);         \
        change;                         \
        assert_unmet(w, names);         \
    } while (0)

#endif
