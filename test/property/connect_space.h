/* SPDX-License-Identifier: MIT */
/*
 * The input space of starting the Connected Accounts flow: every fact that its conditions and its result
 * read, with every value that makes a difference, and how a point of it becomes a request. Rows that do not
 * belong together are errors (test_connect.c), and every limit of the body stands to the character
 * (test_connect_body.c).
 */
#ifndef ORGPOL_TEST_CONNECT_SPACE_H
#define ORGPOL_TEST_CONNECT_SPACE_H

#include "truth_table.h"

enum attribute {
    ACTIVE,
    TOKEN,
    VALID,
    ENDS,
    AUDIENCE,
    HOST,
    MACHINE,
    SUB,
    SUBJECT,
    CLIENT,
    BOUND,
    BINDING,
    PROOF,
    GRANTED,
    TYPE,
    UNKNOWN_MEMBER,
    NAME,
    URI,
    STATE,
    CHALLENGE,
    METHOD,
    CHALLENGE_KIND,
    ASKED,
    PARAMS,
    CONNECTION,
    STRATEGY,
    OPTION_STRATEGY,
    UPSTREAM,
    PURPOSE,
    LOGIN,
    ENABLED,
    USAGE,
    ORGANIZATION,
    SESSION,
    ORG_CONNECTION,
    OPTION_ORG,
    REQUIRED,
    OFFLINE,
    CONFIGURED,
    OWN_KEYS,
    OPTION_OFFLINE,
    OPTION_GOOGLE,
    ATTRIBUTES
};

static const struct axis axes[ATTRIBUTES] = {
    [ACTIVE] = {"api_active", {"no", "yes"}},
    [TOKEN] = {"token", {"none", "given"}},
    [VALID] = {"valid", {"no", "yes"}},
    [ENDS] = {"expires_at", {"absent", "now-1", "now", "now+1"}},
    [AUDIENCE] = {"aud", {"none", "me", "me_custom", "me_foreign", "me_both", "userinfo", "no_slash"}},
    [HOST] = {"host", {"absent", "empty", "canonical", "custom", "foreign"}},
    [MACHINE] = {"gty", {"user", "machine"}},
    [SUB] = {"sub", {"absent", "empty", "alice", "bob", "nobody"}},
    [SUBJECT] = {"subject", {"client", "alice", "bob", "nobody"}},
    [CLIENT] = {"client", {"unknown", "first_party", "third_party", "first_party_or_strict"}},
    [BOUND] = {"token_bound", {"no", "yes"}},
    [BINDING] = {"binding_required", {"no", "yes"}},
    [PROOF] = {"proof", {"none", "valid", "refused"}},
    [GRANTED] = {"scope", {"none", "create", "read", "alike", "read_create"}},
    [TYPE] = {"content_type", {"absent", "empty", "json", "JSON;charset", "text"}},
    [UNKNOWN_MEMBER] = {"unknown_member", {"no", "yes"}},
    [NAME] = {"connection_name", {"sent", "not_sent", "empty", "128", "129"}},
    [URI] = {"redirect_uri",
             {"absent", "empty", "registered", "other", "2048", "2049", "2049_other", "longer"}},
    [STATE] = {"state", {"absent", "no_text", "empty", "sent", "4096", "4097"}},
    [CHALLENGE] = {"code_challenge", {"absent", "empty", "42", "43", "128", "129"}},
    [METHOD] = {"code_challenge_method", {"absent", "empty", "S256", "s256", "plain"}},
    [CHALLENGE_KIND] = {"challenge_kind", {"text", "other"}},
    [ASKED] = {"scopes",
               {"absent", "empty", "no_texts", "openid+profile", "openid", "profile+mail",
                "mail+offline_access", "openid+profile+offline_access", "100", "101", "twice", "empty_item",
                "255", "256"}},
    [PARAMS] = {"authorization_params",
                {"absent", "empty", "no_object", "good", "unknown", "malformed", "too_long", "too_old",
                 "two_prompts", "empty_display"}},
    [CONNECTION] = {"connection", {"unknown", "found"}},
    [STRATEGY] = {"strategy", {"google-oauth2", "google-apps", "github", "slack", "oidc", "samlp", "none"}},
    [OPTION_STRATEGY] = {"unsupported_strategy", {"deny", "allow"}},
    [UPSTREAM] = {"upstream_dpop", {"no", "yes"}},
    [PURPOSE] = {"connected_accounts", {"off", "on"}},
    [LOGIN] = {"authentication", {"on", "off"}},
    [ENABLED] = {"enabled", {"no", "yes"}},
    [USAGE] = {"usage", {"absent", "deny", "allow", "require", "odd"}},
    [ORGANIZATION] = {"organization", {"absent", "empty", "org_1", "org_2"}},
    [SESSION] = {"session", {"absent", "empty", "org_1"}},
    [ORG_CONNECTION] = {"org_connection", {"none", "disabled", "enabled"}},
    [OPTION_ORG] = {"require_org_connection", {"false", "true"}},
    [REQUIRED] = {"offline_required", {"absent", "false", "true", "odd"}},
    [OFFLINE] = {"offline_access", {"off", "on"}},
    [CONFIGURED] = {"configured", {"none", "cal", "offline_access+cal"}},
    [OWN_KEYS] = {"client_id", {"absent", "given"}},
    [OPTION_OFFLINE] = {"missing_offline", {"deny", "warn"}},
    [OPTION_GOOGLE] = {"google_minimum", {"deny", "warn"}},
};

/* The value's name. */
static inline const char *value(const unsigned char *a, int axis)
{
    return axes[axis].values[a[axis]];
}

static inline bool is(const unsigned char *a, int axis, const char *name)
{
    return strcmp(value(a, axis), name) == 0;
}

#define NOW INT64_C(1790000000)
#define DOMAIN "acme.example"
#define CUSTOM "login.acme.example"
#define FOREIGN "evil.example"
#define CALLBACK "https://app.example/cb"

/* Everything a request points at. */
struct world {
    struct orgpol_connect_request request;
    struct orgpol_my_account_caller caller;
    struct orgpol_access_token token;
    struct orgpol_client client;
    struct orgpol_user user;
    struct orgpol_resource_server resource_server;
    struct orgpol_tenant_settings settings;
    struct orgpol_options options;
    struct orgpol_connect_body body;
    struct orgpol_authorization_params params;
    struct orgpol_connection connection;
    struct orgpol_enabled_client enabled_client;
    struct orgpol_enabled_connection enabled_connection;
    struct orgpol_str audiences[2];
    struct orgpol_str callbacks[3];
    struct orgpol_str scopes[101];
    char numbers[101][8];
};

/* `count` characters of two bytes. */
static inline struct orgpol_str characters(size_t count)
{
    static char bytes[2 * 4100];

    if (bytes[0] == '\0')
        for (size_t i = 0; i < sizeof bytes; i += 2)
            bytes[i] = '\xc3', bytes[i + 1] = '\xa9';
    return (struct orgpol_str){bytes, 2 * count};
}

/* absent, empty, as many characters as the number says, or the text. */
static inline struct orgpol_str text_of(const unsigned char *a, int axis)
{
    const char *name = value(a, axis);
    const size_t count = strtoul(name, NULL, 10);

    if (strcmp(name, "absent") == 0 || strcmp(name, "none") == 0)
        return (struct orgpol_str)ORGPOL_STR_NONE;
    if (count > 0)
        return characters(count);
    return strcmp(name, "empty") == 0 ? (struct orgpol_str){"", 0} : orgpol_str_of(name);
}

static inline void build_token(struct world *w, const unsigned char *a)
{
    static const char *const audiences[][2] = {
        {NULL, NULL},
        {"https://" DOMAIN "/me/", NULL},
        {"https://" CUSTOM "/me/", NULL},
        {"https://" FOREIGN "/me/", NULL},
        {"https://" DOMAIN "/me/", "https://" CUSTOM "/me/"},
        {"https://" DOMAIN "/userinfo", NULL},
        {"https://" DOMAIN "/me", NULL},
    };
    static const struct orgpol_str all[] = {{"create:me:connected_accounts", 28},
                                            {"read:me:connected_accounts", 26},
                                            {"create:me:connected_accounts", 28},
                                            {"create:me:connected_accountsx", 29}};
    static const size_t scopes[][2] = {{0, 0}, {0, 1}, {1, 1}, {3, 1}, {1, 2}};
    struct orgpol_access_token *token = &w->token;

    *token = (struct orgpol_access_token)ORGPOL_ACCESS_TOKEN_INIT;
    token->is_valid = a[VALID];
    token->is_machine = a[MACHINE];
    token->is_dpop_bound = a[BOUND];
    token->expires_at = (struct orgpol_time){a[ENDS] ? NOW - 2 + a[ENDS] : 0, a[ENDS] != 0};
    token->sub = text_of(a, SUB);
    token->azp = ORGPOL_STR("client");
    token->org_id = text_of(a, SESSION);
    token->audiences = w->audiences;
    for (size_t i = 0; i < 2; i++)
        if (audiences[a[AUDIENCE]][i])
            w->audiences[token->audience_count++] = orgpol_str_of(audiences[a[AUDIENCE]][i]);
    token->scopes = all + scopes[a[GRANTED]][0];
    token->scope_count = scopes[a[GRANTED]][1];
}

static inline void build_options(struct world *w, const unsigned char *a)
{
    w->options = (struct orgpol_options)ORGPOL_OPTIONS_INIT;
    w->options.unsupported_strategy = a[OPTION_STRATEGY];
    w->options.require_org_connection = a[OPTION_ORG];
    w->options.missing_offline_access = a[OPTION_OFFLINE];
    w->options.google_minimum_scopes = a[OPTION_GOOGLE];
}

static inline void build_caller(struct world *w, const unsigned char *a)
{
    static const struct orgpol_str custom[] = {{CUSTOM, sizeof CUSTOM - 1}};
    static const char *const hosts[] = {NULL, "", DOMAIN, CUSTOM, FOREIGN};
    const bool known = is(a, SUB, "alice") || is(a, SUB, "bob");

    build_token(w, a);
    build_options(w, a);
    w->settings = (struct orgpol_tenant_settings)ORGPOL_TENANT_SETTINGS_INIT;
    w->settings.domain = ORGPOL_STR(DOMAIN);
    w->settings.custom_domains = custom;
    w->settings.custom_domain_count = 1;
    w->settings.mfa_policy = ORGPOL_MFA_POLICY_ALWAYS; /* CONNECT-24: never read */
    w->client = (struct orgpol_client)ORGPOL_CLIENT_INIT;
    w->client.client_id = ORGPOL_STR("client");
    w->client.is_first_party = a[CLIENT] != 2;
    w->client.external_metadata_type = a[CLIENT] == 3 ? ORGPOL_WORD_UNKNOWN : ORGPOL_METADATA_UNSET;
    w->client.organization_usage = a[USAGE] == 4 ? ORGPOL_WORD_UNKNOWN : a[USAGE];
    w->callbacks[0] = ORGPOL_STR(CALLBACK);
    w->callbacks[1] = characters(2048);
    w->callbacks[2] = characters(2049);
    w->client.callbacks = w->callbacks;
    w->client.callback_count = is(a, URI, "2049_other") ? 2 : 3;
    w->user = (struct orgpol_user)ORGPOL_USER_INIT;
    w->user.user_id = w->token.sub;
    w->resource_server = (struct orgpol_resource_server)ORGPOL_RESOURCE_SERVER_INIT;
    w->resource_server.identifier = ORGPOL_STR("https://" DOMAIN "/me/");
    w->resource_server.is_dpop_required = a[BINDING];
    w->caller = (struct orgpol_my_account_caller)ORGPOL_MY_ACCOUNT_CALLER_INIT;
    w->caller.now_s = NOW;
    w->caller.dpop_proof = a[PROOF];
    w->caller.host = orgpol_str_of(hosts[a[HOST]]);
    w->caller.user_id = orgpol_str_of(a[SUBJECT] ? value(a, SUBJECT) : NULL);
    w->caller.token = a[TOKEN] ? &w->token : NULL;
    w->caller.client = a[TOKEN] && a[CLIENT] ? &w->client : NULL;
    w->caller.user = a[TOKEN] && known ? &w->user : NULL;
    w->caller.resource_server = a[ACTIVE] ? &w->resource_server : NULL;
    w->caller.settings = &w->settings;
    w->caller.options = &w->options;
}

/* The words of a list with plus signs between them. */
static inline size_t build_words(struct orgpol_str *words, const char *list)
{
    size_t count = 0;

    for (size_t length; *list; list += length + (list[length] == '+')) {
        length = strcspn(list, "+");
        words[count++] = (struct orgpol_str){list, length};
    }
    return count;
}

static inline void build_scopes(struct world *w, const unsigned char *a)
{
    const char *name = value(a, ASKED);
    const size_t number = strtoul(name, NULL, 10);

    w->body.has_scopes = a[ASKED] != 0;
    w->body.are_scopes_malformed = is(a, ASKED, "no_texts");
    w->body.scopes = a[ASKED] ? w->scopes : NULL;
    if (number == 100 || number == 101) {
        for (size_t i = 0; i < number; i++) {
            snprintf(w->numbers[i], sizeof w->numbers[i], "%zu", i);
            w->scopes[i] = orgpol_str_of(w->numbers[i]);
        }
        w->body.scope_count = number;
    } else if (number > 0) {
        w->scopes[0] = characters(number);
        w->body.scope_count = 1;
    } else if (is(a, ASKED, "twice") || is(a, ASKED, "empty_item")) {
        w->scopes[0] = ORGPOL_STR("mail");
        w->scopes[1] = is(a, ASKED, "twice") ? ORGPOL_STR("mail") : (struct orgpol_str){"", 0};
        w->body.scope_count = 2;
    } else if (a[ASKED] > 2)
        w->body.scope_count = build_words(w->scopes, name);
}

static inline void build_params(struct world *w, const unsigned char *a)
{
    struct orgpol_authorization_params *params = &w->params;

    *params = (struct orgpol_authorization_params)ORGPOL_AUTHORIZATION_PARAMS_INIT;
    w->body.are_authorization_params_malformed = is(a, PARAMS, "no_object");
    w->body.authorization_params = is(a, PARAMS, "absent") || is(a, PARAMS, "no_object") ? NULL : params;
    params->has_unknown_member = is(a, PARAMS, "unknown");
    params->is_malformed = is(a, PARAMS, "malformed");
    if (is(a, PARAMS, "good")) {
        params->login_hint = characters(255);
        params->prompt = ORGPOL_STR("login");
        params->has_max_age = 1;
    }
    if (is(a, PARAMS, "too_long"))
        params->ui_locales = characters(101);
    if (is(a, PARAMS, "too_old")) {
        params->has_max_age = 1;
        params->max_age_s = INT64_C(2147483648);
    }
    if (is(a, PARAMS, "two_prompts"))
        params->prompt = ORGPOL_STR("login consent");
    if (is(a, PARAMS, "empty_display"))
        params->display = (struct orgpol_str){"", 0};
}

static inline struct orgpol_str uri_of(const unsigned char *a)
{
    if (is(a, URI, "registered"))
        return ORGPOL_STR(CALLBACK);
    if (is(a, URI, "other"))
        return ORGPOL_STR("https://app.example/CB");
    return is(a, URI, "longer") ? ORGPOL_STR(CALLBACK "/") : text_of(a, URI);
}

static inline void build_body(struct world *w, const unsigned char *a)
{
    w->body = (struct orgpol_connect_body)ORGPOL_CONNECT_BODY_INIT;
    w->body.has_unknown_member = a[UNKNOWN_MEMBER];
    w->body.connection =
        is(a, NAME, "not_sent") ? (struct orgpol_str)ORGPOL_STR_NONE : w->request.connection_name;
    w->body.redirect_uri = uri_of(a);
    w->body.is_state_malformed = is(a, STATE, "no_text");
    w->body.state = is(a, STATE, "no_text") ? (struct orgpol_str)ORGPOL_STR_NONE : text_of(a, STATE);
    w->body.code_challenge = text_of(a, CHALLENGE);
    w->body.code_challenge_method = is(a, METHOD, "S256") ? ORGPOL_STR("S256") : text_of(a, METHOD);
    w->body.is_code_challenge_malformed = a[CHALLENGE_KIND];
    build_scopes(w, a);
    build_params(w, a);
}

static inline void build_connection(struct world *w, const unsigned char *a)
{
    static const struct orgpol_str configured[] = {{"offline_access", 14}, {"cal", 3}};
    struct orgpol_connection *connection = &w->connection;

    *connection = (struct orgpol_connection)ORGPOL_CONNECTION_INIT;
    connection->id = ORGPOL_STR("con_1");
    connection->name = w->request.connection_name;
    connection->strategy = text_of(a, STRATEGY);
    connection->has_upstream_dpop = a[UPSTREAM];
    connection->is_connected_accounts_active = a[PURPOSE];
    connection->is_authentication_inactive = a[LOGIN];
    connection->offline_access_required = a[REQUIRED] == 3 ? ORGPOL_WORD_UNKNOWN : a[REQUIRED];
    connection->has_offline_access = a[OFFLINE];
    connection->has_client_id = a[OWN_KEYS];
    connection->scopes = configured + (a[CONFIGURED] == 1);
    connection->scope_count = a[CONFIGURED];
    w->enabled_client = (struct orgpol_enabled_client)ORGPOL_ENABLED_CLIENT_INIT;
    w->enabled_client.connection_id = connection->id;
    w->enabled_client.client_id = w->client.client_id;
    w->enabled_connection = (struct orgpol_enabled_connection)ORGPOL_ENABLED_CONNECTION_INIT;
    w->enabled_connection.organization_id = w->token.org_id;
    w->enabled_connection.connection_id = connection->id;
    w->enabled_connection.is_disabled = a[ORG_CONNECTION] == 1;
}

/* Rows whose owner is not there do not exist either. */
static inline void build(struct world *w, const unsigned char *a)
{
    const bool found = is(a, CONNECTION, "found") && !is(a, NAME, "empty");
    struct orgpol_connect_request *request = &w->request;

    *request = (struct orgpol_connect_request)ORGPOL_CONNECT_REQUEST_INIT;
    request->connection_name =
        is(a, NAME, "sent") || is(a, NAME, "not_sent") ? ORGPOL_STR("name") : text_of(a, NAME);
    build_caller(w, a);
    build_body(w, a);
    build_connection(w, a);
    request->caller = &w->caller;
    request->body = &w->body;
    request->content_type = is(a, TYPE, "json")           ? ORGPOL_STR("application/json")
                            : is(a, TYPE, "JSON;charset") ? ORGPOL_STR("application/JSON;charset=utf-8")
                            : is(a, TYPE, "text")         ? ORGPOL_STR("text/json")
                                                          : text_of(a, TYPE);
    request->organization_id = text_of(a, ORGANIZATION);
    request->connection = found ? &w->connection : NULL;
    request->enabled_client = found && a[TOKEN] && a[ENABLED] ? &w->enabled_client : NULL;
    request->enabled_connection =
        found && a[TOKEN] && a[ORG_CONNECTION] && is(a, SESSION, "org_1") ? &w->enabled_connection : NULL;
}

static inline struct orgpol_decision decide(const unsigned char *a)
{
    static struct world world;

    build(&world, a);
    return orgpol_can_connect_account(&world.request, NULL, NULL, 0);
}

/* Each condition depends on its attributes and on no others. */
#define GROUP(reason, ...)                                       \
    {                                                            \
#reason, ORGPOL_REASON_##reason, ORGPOL_REASON_##reason, \
        {                                                        \
            __VA_ARGS__, -1                                      \
        }                                                        \
    }
static const struct group groups[] = {
    GROUP(API_NOT_ACTIVE, ACTIVE),
    GROUP(TOKEN_INVALID, TOKEN, VALID, ENDS, AUDIENCE),
    GROUP(WRONG_DOMAIN, TOKEN, AUDIENCE, HOST),
    GROUP(MACHINE_TOKEN, TOKEN, MACHINE),
    GROUP(TOKEN_OTHER_USER, TOKEN, SUB, SUBJECT),
    GROUP(CLIENT_THIRD_PARTY, TOKEN, CLIENT),
    GROUP(CONNECT_PROOF_INVALID, TOKEN, BOUND, ACTIVE, BINDING, PROOF),
    GROUP(CREATE_SCOPE_MISSING, TOKEN, GRANTED),
    GROUP(CONTENT_TYPE_NOT_JSON, TYPE),
    GROUP(BODY_INVALID, UNKNOWN_MEMBER, NAME, URI, STATE),
    GROUP(CODE_CHALLENGE_INVALID, CHALLENGE, METHOD, CHALLENGE_KIND),
    GROUP(SCOPES_INVALID, ASKED),
    GROUP(AUTHORIZATION_PARAMS_INVALID, PARAMS),
    GROUP(CONNECTION_UNKNOWN, NAME, CONNECTION),
    GROUP(STRATEGY_UNSUPPORTED, NAME, CONNECTION, OPTION_STRATEGY, STRATEGY),
    GROUP(UPSTREAM_DPOP, NAME, CONNECTION, UPSTREAM),
    GROUP(CONNECTED_ACCOUNTS_OFF, NAME, CONNECTION, PURPOSE),
    GROUP(CONNECTION_NOT_ENABLED, NAME, CONNECTION, TOKEN, CLIENT, ENABLED),
    GROUP(REDIRECT_URI_NOT_REGISTERED, TOKEN, CLIENT, URI),
    GROUP(ORGANIZATION_USAGE_VIOLATED, TOKEN, CLIENT, USAGE, ORGANIZATION, SESSION),
    GROUP(ORGANIZATION_MISMATCH, TOKEN, ORGANIZATION, SESSION),
    GROUP(CONNECTION_NOT_IN_ORGANIZATION, OPTION_ORG, NAME, CONNECTION, TOKEN, SESSION, ORG_CONNECTION),
    GROUP(OFFLINE_ACCESS_OFF, OPTION_OFFLINE, NAME, CONNECTION, REQUIRED, OFFLINE, STRATEGY),
    GROUP(GOOGLE_SCOPES_MISSING, OPTION_GOOGLE, NAME, CONNECTION, STRATEGY, ASKED),
};
#define GROUPS (sizeof groups / sizeof *groups)

/* A point at which nothing is in the way. */
static const unsigned char open_point[ATTRIBUTES] = {
    [ACTIVE] = 1,   [TOKEN] = 1,        [VALID] = 1,          [ENDS] = 3,    [AUDIENCE] = 4,
    [SUB] = 2,      [SUBJECT] = 1,      [CLIENT] = 1,         [PROOF] = 1,   [GRANTED] = 4,
    [URI] = 2,      [STATE] = 3,        [CHALLENGE] = 3,      [METHOD] = 2,  [ASKED] = 3,
    [PARAMS] = 3,   [CONNECTION] = 1,   [PURPOSE] = 1,        [ENABLED] = 1, [USAGE] = 2,
    [SESSION] = 2,  [ORGANIZATION] = 2, [ORG_CONNECTION] = 2, [OFFLINE] = 1, [CONFIGURED] = 1,
    [OWN_KEYS] = 1,
};

#endif
