/* SPDX-License-Identifier: MIT */
/*
 * The input space of completing an account: every fact that the conditions and the result read, with every
 * value that makes a difference, and how a point of it becomes a request. Rows that do not belong together
 * are errors (test_complete_structs.c).
 */
#ifndef ORGPOL_TEST_COMPLETE_SPACE_H
#define ORGPOL_TEST_COMPLETE_SPACE_H

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
    AZP,
    CLIENT,
    BOUND,
    BINDING,
    PROOF,
    SCOPES,
    SESSION,
    CONTENT_TYPE,
    DEVICE,
    UNKNOWN_MEMBER,
    BODY_SESSION,
    BODY_CODE,
    BODY_URI,
    VERIFIER,
    TRANSACTION,
    STORED_SESSION,
    OWNER,
    STARTER,
    STORED_BOUND,
    STORED_CODE,
    USED,
    STORED_URI,
    CHALLENGE,
    TICKET,
    STORED_ORG,
    STORED_CONNECTION,
    CONNECTION,
    STRATEGY,
    UPSTREAM,
    PURPOSE,
    ENABLED,
    PROVIDER,
    ISSUED,
    IDP,
    ACCOUNTS,
    TAGS,
    OPTION_STRATEGY,
    OPTION_VERIFIER,
    OPTION_CLIENT,
    OPTION_ORGANIZATION,
    OPTION_RECHECK,
    OPTION_FAILED,
    OPTION_USED,
    ATTRIBUTES
};

/* A number is a text of so many characters, each of two bytes. */
static const struct axis axes[ATTRIBUTES] = {
    [ACTIVE] = {"api_active", {"no", "yes"}},
    [TOKEN] = {"token", {"none", "given"}},
    [VALID] = {"valid", {"no", "yes"}},
    [ENDS] = {"expires_at", {"absent", "now-1", "now", "now+1"}},
    [AUDIENCE] = {"aud", {"none", "me", "me_custom", "me_foreign", "me_both", "userinfo"}},
    [HOST] = {"host", {"absent", "empty", "canonical", "custom", "foreign"}},
    [MACHINE] = {"gty", {"user", "machine"}},
    [SUB] = {"sub", {"absent", "empty", "alice", "bob", "nobody"}},
    [SUBJECT] = {"subject", {"client", "alice", "bob", "nobody"}},
    [AZP] = {"azp", {"absent", "empty", "web", "spa"}},
    [CLIENT] = {"client", {"unknown", "first_party", "third_party", "first_party_or_strict"}},
    [BOUND] = {"token_bound", {"no", "yes"}},
    [BINDING] = {"binding_required", {"no", "yes"}},
    [PROOF] = {"proof", {"none", "valid", "refused"}},
    [SCOPES] = {"scope", {"none", "read", "create", "both"}},
    [SESSION] = {"token_org", {"absent", "empty", "org_1", "org_2"}},
    [CONTENT_TYPE] = {"content_type",
                      {"absent", "empty", "application/json", "Application/JSON; charset=utf-8",
                       "application/json5", "text/plain"}},
    [DEVICE] = {"device", {"another", "same"}},
    [UNKNOWN_MEMBER] = {"unknown_member", {"no", "yes"}},
    [BODY_SESSION] = {"auth_session", {"absent", "empty", "as-1", "as-2", "64", "65"}},
    [BODY_CODE] = {"connect_code", {"absent", "empty", "cc-1", "cc-2", "46", "47"}},
    [BODY_URI] = {"redirect_uri", {"absent", "empty", "https://a/cb", "https://a/CB", "2048", "2049"}},
    [VERIFIER] = {"code_verifier",
                  {"absent", "empty", "right", "wrong", "the_challenge", "42", "43", "128", "129"}},
    [TRANSACTION] = {"transaction", {"none", "given"}},
    [STORED_SESSION] = {"stored_session", {"absent", "empty", "as-1", "64", "65"}},
    [OWNER] = {"stored_user", {"absent", "empty", "alice", "bob", "nobody"}},
    [STARTER] = {"stored_client", {"absent", "empty", "web", "spa"}},
    [STORED_BOUND] = {"stored_bound", {"no", "yes"}},
    [STORED_CODE] = {"stored_code", {"absent", "empty", "cc-1", "46", "47"}},
    [USED] = {"used", {"unset", "no", "yes", "odd"}},
    [STORED_URI] = {"stored_uri", {"absent", "empty", "https://a/cb", "2048", "2049"}},
    [CHALLENGE] = {"code_challenge", {"absent", "empty", "s256", "plain"}},
    [TICKET] = {"ticket_expires_at", {"absent", "now-1", "now", "now+1"}},
    [STORED_ORG] = {"stored_org", {"absent", "empty", "org_1", "org_2"}},
    [STORED_CONNECTION] = {"stored_connection", {"absent", "empty", "github"}},
    [CONNECTION] = {"connection", {"unknown", "known"}},
    [STRATEGY] = {"strategy", {"absent", "samlp", "github"}},
    [UPSTREAM] = {"upstream_dpop", {"no", "yes"}},
    [PURPOSE] = {"connected_accounts", {"off", "on"}},
    [ENABLED] = {"enabled", {"no", "yes"}},
    [PROVIDER] = {"provider_account", {"none", "given"}},
    [ISSUED] = {"refresh_token", {"no", "yes"}},
    [IDP] = {"idp_user_id", {"absent", "empty", "h-1", "h-2"}},
    [ACCOUNTS] = {"accounts", {"none", "its", "its_twice", "nobodys", "without_idp", "with_empty_idp"}},
    [TAGS] = {"org_binding", {"off", "on"}},
    [OPTION_STRATEGY] = {"unsupported_strategy", {"deny", "allow"}},
    [OPTION_VERIFIER] = {"verifier_without_challenge", {"deny", "ignore"}},
    [OPTION_CLIENT] = {"complete_client", {"same", "any"}},
    [OPTION_ORGANIZATION] = {"complete_organization", {"same", "any"}},
    [OPTION_RECHECK] = {"recheck_connection", {"true", "false"}},
    [OPTION_FAILED] = {"failed_complete", {"spend_code", "keep_code"}},
    [OPTION_USED] = {"used_code", {"not_found", "conflict"}},
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

/* RFC 7636 appendix B. */
#define RIGHT_VERIFIER "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
#define WRONG_VERIFIER "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXj"
#define S256_CHALLENGE "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"

#define DECOYS 2 /* accounts before those of the axis */

/* Everything a request points at. */
struct world {
    struct orgpol_complete_request request;
    struct orgpol_my_account_caller caller;
    struct orgpol_access_token token;
    struct orgpol_client client;
    struct orgpol_user user;
    struct orgpol_resource_server resource_server;
    struct orgpol_tenant_settings settings;
    struct orgpol_options options;
    struct orgpol_complete_body body;
    struct orgpol_connect_transaction transaction;
    struct orgpol_provider_account provider_account;
    struct orgpol_connection connection;
    struct orgpol_enabled_client enabled_client;
    struct orgpol_connected_account accounts[DECOYS + 2];
    struct orgpol_str audiences[2];
};

/* absent, empty, so many characters, or the text. */
static inline struct orgpol_str text_of(const unsigned char *a, int axis)
{
    static char characters[2 * 2049];
    const char *name = value(a, axis);
    const size_t count = strtoul(name, NULL, 10);

    if (strcmp(name, "absent") == 0)
        return (struct orgpol_str)ORGPOL_STR_NONE;
    if (strcmp(name, "empty") == 0)
        return (struct orgpol_str){"", 0};
    for (size_t i = 0; i < 2 * count; i += 2)
        memcpy(characters + i, "\xc3\xa9", 2);
    return count ? (struct orgpol_str){characters, 2 * count} : orgpol_str_of(name);
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
    };
    static const struct orgpol_str scopes[] = {{"read:me:connected_accounts", 26},
                                               {"create:me:connected_accounts", 28}};
    struct orgpol_access_token *token = &w->token;

    *token = (struct orgpol_access_token)ORGPOL_ACCESS_TOKEN_INIT;
    token->is_valid = a[VALID];
    token->is_machine = a[MACHINE];
    token->is_dpop_bound = a[BOUND];
    token->expires_at = (struct orgpol_time){a[ENDS] ? NOW - 2 + a[ENDS] : 0, a[ENDS] != 0};
    token->sub = text_of(a, SUB);
    token->azp = text_of(a, AZP);
    token->org_id = text_of(a, SESSION);
    token->audiences = w->audiences;
    for (size_t i = 0; i < 2; i++)
        if (audiences[a[AUDIENCE]][i])
            w->audiences[token->audience_count++] = orgpol_str_of(audiences[a[AUDIENCE]][i]);
    token->scopes = is(a, SCOPES, "create") ? scopes + 1 : scopes;
    token->scope_count = a[SCOPES] == 3 ? 2 : a[SCOPES] != 0;
}

static inline void build_options(struct world *w, const unsigned char *a)
{
    w->options = (struct orgpol_options)ORGPOL_OPTIONS_INIT;
    w->options.unsupported_strategy = a[OPTION_STRATEGY];
    w->options.verifier_without_challenge = a[OPTION_VERIFIER];
    w->options.complete_client = a[OPTION_CLIENT];
    w->options.complete_organization = a[OPTION_ORGANIZATION];
    w->options.recheck_connection_off = a[OPTION_RECHECK];
    w->options.failed_complete = a[OPTION_FAILED];
    w->options.used_code = a[OPTION_USED];
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
    w->settings.token_vault_org_binding = a[TAGS];
    w->client = (struct orgpol_client)ORGPOL_CLIENT_INIT;
    w->client.client_id = w->token.azp;
    w->client.is_first_party = a[CLIENT] != 2;
    w->client.external_metadata_type = a[CLIENT] == 3 ? ORGPOL_WORD_UNKNOWN : ORGPOL_METADATA_UNSET;
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
    w->caller.client = a[TOKEN] && a[AZP] > 1 && a[CLIENT] ? &w->client : NULL;
    w->caller.user = a[TOKEN] && known ? &w->user : NULL;
    w->caller.resource_server = a[ACTIVE] ? &w->resource_server : NULL;
    w->caller.settings = &w->settings;
    w->caller.options = &w->options;
}

static inline void build_body(struct world *w, const unsigned char *a)
{
    static const char *const verifiers[] = {NULL, "", RIGHT_VERIFIER, WRONG_VERIFIER, S256_CHALLENGE};

    w->body = (struct orgpol_complete_body)ORGPOL_COMPLETE_BODY_INIT;
    w->body.has_unknown_member = a[UNKNOWN_MEMBER];
    w->body.auth_session = text_of(a, BODY_SESSION);
    w->body.connect_code = text_of(a, BODY_CODE);
    w->body.redirect_uri = text_of(a, BODY_URI);
    w->body.code_verifier = a[VERIFIER] < 5 ? orgpol_str_of(verifiers[a[VERIFIER]]) : text_of(a, VERIFIER);
}

static inline void build_transaction(struct world *w, const unsigned char *a)
{
    static const char *const challenges[] = {NULL, "", S256_CHALLENGE, RIGHT_VERIFIER};
    static const uint8_t used[] = {ORGPOL_SETTING_UNSET, ORGPOL_SETTING_OFF, ORGPOL_SETTING_ON,
                                   ORGPOL_WORD_UNKNOWN};
    struct orgpol_connect_transaction *stored = &w->transaction;

    *stored = (struct orgpol_connect_transaction)ORGPOL_CONNECT_TRANSACTION_INIT;
    stored->is_dpop_bound = a[STORED_BOUND];
    stored->connect_code_used = used[a[USED]];
    stored->auth_session = text_of(a, STORED_SESSION);
    stored->user_id = text_of(a, OWNER);
    stored->client_id = text_of(a, STARTER);
    stored->connection = text_of(a, STORED_CONNECTION);
    stored->redirect_uri = text_of(a, STORED_URI);
    stored->code_challenge = orgpol_str_of(challenges[a[CHALLENGE]]);
    stored->connect_code = text_of(a, STORED_CODE);
    stored->org_id = text_of(a, STORED_ORG);
    stored->ticket_expires_at = (struct orgpol_time){a[TICKET] ? NOW - 2 + a[TICKET] : 0, a[TICKET] != 0};
}

static inline struct orgpol_connected_account account_of(const char *owner, const char *connection,
                                                         const char *idp_user_id)
{
    struct orgpol_connected_account account = ORGPOL_CONNECTED_ACCOUNT_INIT;

    account.id = ORGPOL_STR("cac_x");
    account.user_id = orgpol_str_of(owner);
    account.connection = orgpol_str_of(connection);
    account.idp_user_id = orgpol_str_of(idp_user_id);
    return account;
}

static inline void build_accounts(struct world *w, const unsigned char *a)
{
    const char *const owner = is(a, ACCOUNTS, "nobodys") ? NULL : "alice";
    const char *const idp = is(a, ACCOUNTS, "without_idp")      ? NULL
                            : is(a, ACCOUNTS, "with_empty_idp") ? ""
                                                                : "h-1";

    w->accounts[0] = account_of("bob", "github", "h-1");
    w->accounts[1] = account_of("alice", "google-oauth2", "h-1");
    w->accounts[2] = account_of(owner, "github", idp);
    w->accounts[3] = w->accounts[2];
    w->provider_account = (struct orgpol_provider_account)ORGPOL_PROVIDER_ACCOUNT_INIT;
    w->provider_account.is_refresh_token_issued = a[ISSUED];
    w->provider_account.idp_user_id = text_of(a, IDP);
    w->request.provider_account = a[PROVIDER] ? &w->provider_account : NULL;
    w->request.accounts = w->accounts;
    w->request.account_count = (size_t)(DECOYS + (a[ACCOUNTS] != 0) + (is(a, ACCOUNTS, "its_twice") ? 1 : 0));
}

static inline void build(struct world *w, const unsigned char *a)
{
    struct orgpol_complete_request *request = &w->request;
    const bool named = a[TRANSACTION] && is(a, STORED_CONNECTION, "github");
    const bool found = named && a[CONNECTION];

    *request = (struct orgpol_complete_request)ORGPOL_COMPLETE_REQUEST_INIT;
    build_caller(w, a);
    build_body(w, a);
    build_transaction(w, a);
    build_accounts(w, a);
    w->connection = (struct orgpol_connection)ORGPOL_CONNECTION_INIT;
    w->connection.id = ORGPOL_STR("con_github");
    w->connection.name = ORGPOL_STR("github");
    w->connection.strategy = text_of(a, STRATEGY);
    w->connection.has_upstream_dpop = a[UPSTREAM];
    w->connection.is_connected_accounts_active = a[PURPOSE];
    w->enabled_client = (struct orgpol_enabled_client)ORGPOL_ENABLED_CLIENT_INIT;
    w->enabled_client.connection_id = w->connection.id;
    w->enabled_client.client_id = w->token.azp;
    request->is_same_device = a[DEVICE];
    request->caller = &w->caller;
    request->content_type = text_of(a, CONTENT_TYPE);
    request->body = &w->body;
    request->transaction = a[TRANSACTION] ? &w->transaction : NULL;
    request->connection = found ? &w->connection : NULL;
    request->enabled_client = found && a[TOKEN] && a[AZP] > 1 && a[ENABLED] ? &w->enabled_client : NULL;
}

static inline struct orgpol_decision decide(const unsigned char *a)
{
    static struct world world;

    build(&world, a);
    return orgpol_can_complete_account(&world.request, NULL);
}

#define ALONE(name, reason, ...)                              \
    {                                                         \
        name, ORGPOL_REASON_##reason, ORGPOL_REASON_##reason, \
        {                                                     \
            __VA_ARGS__, -1                                   \
        }                                                     \
    }

static const struct group groups[] = {
    ALONE("API", API_NOT_ACTIVE, ACTIVE),
    ALONE("token", COMPLETION_TOKEN_INVALID, TOKEN, VALID, ENDS, AUDIENCE),
    ALONE("domain", WRONG_DOMAIN, HOST, TOKEN, AUDIENCE),
    {"caller",
     ORGPOL_REASON_MACHINE_TOKEN,
     ORGPOL_REASON_TOKEN_OTHER_USER,
     {TOKEN, MACHINE, SUB, SUBJECT, -1}},
    ALONE("application", CLIENT_THIRD_PARTY, TOKEN, AZP, CLIENT),
    ALONE("scope", COMPLETION_SCOPE_MISSING, TOKEN, SCOPES),
    ALONE("content type", COMPLETION_CONTENT_TYPE_NOT_JSON, CONTENT_TYPE),
    ALONE("body", COMPLETION_BODY_INVALID, UNKNOWN_MEMBER, BODY_SESSION, BODY_CODE, BODY_URI, VERIFIER),
    ALONE("session", AUTH_SESSION_INVALID, TRANSACTION, STORED_SESSION, BODY_SESSION, TOKEN, SUB, OWNER),
    ALONE("device", OTHER_DEVICE, TRANSACTION, DEVICE),
    ALONE("proof", COMPLETION_PROOF_INVALID, PROOF, TRANSACTION, STORED_BOUND, TOKEN, BOUND, ACTIVE, BINDING),
    ALONE("code", CONNECT_CODE_INVALID, TRANSACTION, STORED_CODE, BODY_CODE, USED),
    {"verifier",
     ORGPOL_REASON_CODE_VERIFIER_INVALID,
     ORGPOL_REASON_CODE_VERIFIER_UNEXPECTED,
     {TRANSACTION, CHALLENGE, VERIFIER, OPTION_VERIFIER, -1}},
    ALONE("redirect_uri", REDIRECT_URI_CHANGED, TRANSACTION, STORED_URI, BODY_URI),
    ALONE("ticket", SESSION_EXPIRED, TRANSACTION, TICKET),
    ALONE("client", OTHER_CLIENT, TRANSACTION, TOKEN, OPTION_CLIENT, STARTER, AZP),
    ALONE("organization", COMPLETION_ORGANIZATION_MISMATCH, TRANSACTION, TOKEN, OPTION_ORGANIZATION,
          STORED_ORG, SESSION),
    ALONE("connection", CONNECTION_NOT_AVAILABLE, TRANSACTION, STORED_CONNECTION, OPTION_RECHECK, CONNECTION,
          OPTION_STRATEGY, STRATEGY, UPSTREAM, PURPOSE, ENABLED, TOKEN, AZP, CLIENT),
};
#define GROUPS (sizeof groups / sizeof *groups)

/* What an answer says beside its reasons: of a failure, and of the account. */
static const int failure_order[] = {SCOPES,    BODY_SESSION, OPTION_FAILED, DEVICE,
                                    BODY_CODE, USED,         OPTION_USED,   -1};
static const int account_order[] = {PROVIDER, ISSUED, SUB, IDP, ACCOUNTS, TAGS, STORED_ORG, -1};

/* A point at which nothing is in the way of alice. */
static const unsigned char open_point[ATTRIBUTES] = {
    [ACTIVE] = 1,       [TOKEN] = 1,       [VALID] = 1,
    [ENDS] = 3,         [AUDIENCE] = 1,    [SUB] = 2,
    [SUBJECT] = 1,      [AZP] = 2,         [CLIENT] = 1,
    [SCOPES] = 2,       [SESSION] = 2,     [DEVICE] = 1,
    [BODY_SESSION] = 2, [BODY_CODE] = 2,   [BODY_URI] = 2,
    [VERIFIER] = 2,     [TRANSACTION] = 1, [STORED_SESSION] = 2,
    [OWNER] = 2,        [STARTER] = 2,     [STORED_CODE] = 2,
    [USED] = 1,         [STORED_URI] = 2,  [CHALLENGE] = 2,
    [TICKET] = 3,       [STORED_ORG] = 2,  [STORED_CONNECTION] = 2,
    [CONNECTION] = 1,   [STRATEGY] = 2,    [PURPOSE] = 1,
    [ENABLED] = 1,      [PROVIDER] = 1,    [ISSUED] = 1,
    [IDP] = 2,          [ACCOUNTS] = 1,
};

#endif
