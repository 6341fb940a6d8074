/* SPDX-License-Identifier: MIT */
/*
 * The input space of managing connected accounts: every fact that the conditions and the list read, with
 * every value that makes a difference, and how a point of it becomes a request. Rows that do not belong
 * together are errors (test_manage.c).
 */
#ifndef ORGPOL_TEST_MANAGE_SPACE_H
#define ORGPOL_TEST_MANAGE_SPACE_H

#include "truth_table.h"

enum attribute {
    API,
    OPERATION,
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
    SCOPES,
    RESOURCE,
    FILTER,
    TAKE,
    FROM,
    ID,
    OWNER,
    LINKED,
    OPTION_LINK,
    CONNECTION,
    OPTION_PURPOSE,
    OPTION_FOREIGN,
    TAG,
    SESSION,
    OPTION_ALL,
    ATTRIBUTES
};

static const struct axis axes[ATTRIBUTES] = {
    [API] = {"api", {"unset", "my_account", "management"}},
    [OPERATION] = {"operation", {"list", "delete", "list_connections"}},
    [ACTIVE] = {"api_active", {"no", "yes"}},
    [TOKEN] = {"token", {"none", "given"}},
    [VALID] = {"valid", {"no", "yes"}},
    [ENDS] = {"expires_at", {"absent", "now-1", "now", "now+1"}},
    [AUDIENCE] = {"aud",
                  {"none", "me", "me_custom", "me_foreign", "me_both", "management", "management_custom",
                   "userinfo", "me+management"}},
    [HOST] = {"host", {"absent", "empty", "canonical", "custom", "foreign"}},
    [MACHINE] = {"gty", {"user", "machine"}},
    [SUB] = {"sub", {"absent", "empty", "alice", "bob", "nobody"}},
    [SUBJECT] = {"subject", {"client", "alice", "bob", "nobody"}},
    [CLIENT] = {"client", {"unknown", "first_party", "third_party", "first_party_or_strict"}},
    [BOUND] = {"token_bound", {"no", "yes"}},
    [BINDING] = {"binding_required", {"no", "yes"}},
    [PROOF] = {"proof", {"none", "valid", "refused"}},
    [SCOPES] = {"scope", {"none", "create", "read", "delete", "read:users", "read_delete", "all"}},
    [RESOURCE] = {"resource_user", {"absent", "empty", "alice", "bob", "nobody"}},
    [FILTER] = {"filter",
                {"absent", "its", "another", "empty", "128", "129", "20_with_its", "21_with_its", "no_text",
                 "malformed"}},
    [TAKE] = {"take", {"absent", "0", "1", "20", "21", "100", "101", "malformed"}},
    [FROM] = {"from", {"good", "malformed"}},
    [ID] = {"id",
            {"absent", "empty", "cac_aZ09", "cac_", "cac_a-1", "aZ09", "CAC_a", "cac_\xc3\xa9", "cac_a_"}},
    [OWNER] = {"owner", {"no_account", "alice", "bob", "carol", "absent"}},
    [LINKED] = {"linked", {"none", "carol"}},
    [OPTION_LINK] = {"link_carries_accounts", {"no", "yes"}},
    [CONNECTION] = {"connection", {"unknown", "off", "on"}},
    [OPTION_PURPOSE] = {"when_purpose_off", {"allow", "deny"}},
    [OPTION_FOREIGN] = {"foreign_delete", {"not_found", "no_content"}},
    [TAG] = {"tag", {"none", "empty", "org_1", "org_2"}},
    [SESSION] = {"session", {"none", "empty", "org_1"}},
    [OPTION_ALL] = {"list_all_orgs", {"true", "false"}},
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

/* Everything a request points at. */
struct world {
    struct orgpol_manage_request request;
    struct orgpol_my_account_caller caller;
    struct orgpol_access_token token;
    struct orgpol_client client;
    struct orgpol_user caller_user;
    struct orgpol_user user;
    struct orgpol_resource_server resource_server;
    struct orgpol_tenant_settings settings;
    struct orgpol_options options;
    struct orgpol_connected_account account;
    struct orgpol_connection connection;
    struct orgpol_str audiences[2];
    struct orgpol_str names[21];
};

/* absent, empty, or the text. */
static inline struct orgpol_str text_of(const unsigned char *a, int axis)
{
    const char *name = value(a, axis);

    if (strcmp(name, "absent") == 0 || strcmp(name, "none") == 0)
        return (struct orgpol_str)ORGPOL_STR_NONE;
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
        {"https://" DOMAIN "/api/v2/", NULL},
        {"https://" CUSTOM "/api/v2/", NULL},
        {"https://" DOMAIN "/userinfo", NULL},
        {"https://" DOMAIN "/me/", "https://" DOMAIN "/api/v2/"},
    };
    static const struct orgpol_str all[] = {{"create:me:connected_accounts", 28},
                                            {"read:me:connected_accounts", 26},
                                            {"delete:me:connected_accounts", 28},
                                            {"read:users", 10}};
    static const struct {
        size_t first;
        size_t count;
    } scopes[] = {{0, 0}, {0, 1}, {1, 1}, {2, 1}, {3, 1}, {1, 2}, {0, 4}};
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
    token->scopes = all + scopes[a[SCOPES]].first;
    token->scope_count = scopes[a[SCOPES]].count;
}

static inline void build_caller(struct world *w, const unsigned char *a)
{
    static const struct orgpol_str custom[] = {{CUSTOM, sizeof CUSTOM - 1}};
    static const char *const hosts[] = {NULL, "", DOMAIN, CUSTOM, FOREIGN};
    const bool known = is(a, SUB, "alice") || is(a, SUB, "bob");

    build_token(w, a);
    w->settings = (struct orgpol_tenant_settings)ORGPOL_TENANT_SETTINGS_INIT;
    w->settings.domain = ORGPOL_STR(DOMAIN);
    w->settings.custom_domains = custom;
    w->settings.custom_domain_count = 1;
    w->client = (struct orgpol_client)ORGPOL_CLIENT_INIT;
    w->client.client_id = ORGPOL_STR("client");
    w->client.is_first_party = a[CLIENT] != 2;
    w->client.external_metadata_type = a[CLIENT] == 3 ? ORGPOL_WORD_UNKNOWN : ORGPOL_METADATA_UNSET;
    w->caller_user = (struct orgpol_user)ORGPOL_USER_INIT;
    w->caller_user.user_id = w->token.sub;
    w->resource_server = (struct orgpol_resource_server)ORGPOL_RESOURCE_SERVER_INIT;
    w->resource_server.identifier = ORGPOL_STR("https://" DOMAIN "/me/");
    w->resource_server.is_dpop_required = a[BINDING];
    w->options = (struct orgpol_options)ORGPOL_OPTIONS_INIT;
    w->options.link_carries_accounts = a[OPTION_LINK];
    w->options.manage_when_purpose_off = a[OPTION_PURPOSE];
    w->options.foreign_delete = a[OPTION_FOREIGN];
    w->options.list_all_orgs_off = a[OPTION_ALL];
    w->caller = (struct orgpol_my_account_caller)ORGPOL_MY_ACCOUNT_CALLER_INIT;
    w->caller.now_s = NOW;
    w->caller.dpop_proof = a[PROOF];
    w->caller.host = orgpol_str_of(hosts[a[HOST]]);
    w->caller.user_id = orgpol_str_of(a[SUBJECT] ? value(a, SUBJECT) : NULL);
    w->caller.token = a[TOKEN] ? &w->token : NULL;
    w->caller.client = a[TOKEN] && a[CLIENT] ? &w->client : NULL;
    w->caller.user = a[TOKEN] && known ? &w->caller_user : NULL;
    w->caller.resource_server = a[ACTIVE] ? &w->resource_server : NULL;
    w->caller.settings = &w->settings;
    w->caller.options = &w->options;
}

/* A name of 128 characters, each of two bytes; then one more character. */
static inline struct orgpol_str long_name(bool too_long)
{
    static char text[257];

    for (size_t i = 0; i < 256; i += 2)
        memcpy(text + i, "\xc3\xa9", 2);
    text[256] = 'x';
    return (struct orgpol_str){text, too_long ? 257 : 256};
}

static inline void build_query(struct world *w, const unsigned char *a)
{
    static const size_t counts[] = {0, 1, 1, 1, 1, 1, 20, 21, 2, 0};
    static const uint32_t takes[] = {0, 0, 1, 20, 21, 100, 101, 0};
    struct orgpol_manage_request *request = &w->request;

    for (size_t i = 0; i < 21; i++)
        w->names[i] = ORGPOL_STR("other");
    if (is(a, FILTER, "its") || is(a, FILTER, "no_text") || is(a, FILTER, "20_with_its") ||
        is(a, FILTER, "21_with_its"))
        w->names[0] = ORGPOL_STR("github");
    if (is(a, FILTER, "no_text"))
        w->names[1] = (struct orgpol_str)ORGPOL_STR_NONE;
    if (is(a, FILTER, "empty"))
        w->names[0] = (struct orgpol_str){"", 0};
    if (is(a, FILTER, "128") || is(a, FILTER, "129"))
        w->names[0] = long_name(is(a, FILTER, "129"));
    request->connection_names = counts[a[FILTER]] ? w->names : NULL;
    request->connection_name_count = counts[a[FILTER]];
    request->is_filter_malformed = is(a, FILTER, "malformed");
    request->take = takes[a[TAKE]];
    request->has_take = a[TAKE] >= 1 && a[TAKE] <= 6;
    request->is_take_malformed = is(a, TAKE, "malformed");
    request->is_from_malformed = a[FROM];
}

static inline void build_account(struct world *w, const unsigned char *a)
{
    w->account = (struct orgpol_connected_account)ORGPOL_CONNECTED_ACCOUNT_INIT;
    w->account.id = a[ID] > 1 ? text_of(a, ID) : (struct orgpol_str){"cac_x", 5};
    w->account.connection = ORGPOL_STR("github");
    w->account.user_id = text_of(a, OWNER);
    w->account.organization_id = text_of(a, TAG);
    w->connection = (struct orgpol_connection)ORGPOL_CONNECTION_INIT;
    w->connection.id = ORGPOL_STR("con_github");
    w->connection.name = ORGPOL_STR("github");
    w->connection.is_connected_accounts_active = a[CONNECTION] == 2;
}

static inline void build(struct world *w, const unsigned char *a)
{
    static const struct orgpol_str linked[] = {{"carol", 5}};
    const bool found = a[ID] > 1 && a[OWNER];
    struct orgpol_manage_request *request = &w->request;

    *request = (struct orgpol_manage_request)ORGPOL_MANAGE_REQUEST_INIT;
    build_caller(w, a);
    build_query(w, a);
    build_account(w, a);
    w->user = (struct orgpol_user)ORGPOL_USER_INIT;
    w->user.user_id = text_of(a, RESOURCE);
    request->api = a[API];
    request->operation = (uint8_t)(a[OPERATION] + 1);
    request->caller = &w->caller;
    request->user_id = w->user.user_id;
    request->user = is(a, RESOURCE, "alice") || is(a, RESOURCE, "bob") ? &w->user : NULL;
    request->account_id = text_of(a, ID);
    request->account = found ? &w->account : NULL;
    request->connection = found && a[CONNECTION] ? &w->connection : NULL;
    request->linked_user_ids = a[LINKED] ? linked : NULL;
    request->linked_user_id_count = a[LINKED];
}

static inline struct orgpol_decision decide(const unsigned char *a)
{
    static struct world world;

    build(&world, a);
    return orgpol_can_manage_connected_accounts(&world.request, NULL);
}

/* Is the account listed? */
static inline bool lists(const unsigned char *a)
{
    static struct world world;

    build(&world, a);
    return orgpol_is_account_listed(&world.request, a[OWNER] ? &world.account : NULL,
                                    a[OWNER] && a[CONNECTION] ? &world.connection : NULL) == 1;
}

static const struct group groups[] = {
    {"API", ORGPOL_REASON_API_NOT_ACTIVE, ORGPOL_REASON_API_NOT_ACTIVE, {API, ACTIVE, -1}},
    {"token",
     ORGPOL_REASON_LIST_TOKEN_INVALID,
     ORGPOL_REASON_CONNECTIONS_TOKEN_INVALID,
     {API, OPERATION, TOKEN, VALID, ENDS, AUDIENCE, -1}},
    {"domain", ORGPOL_REASON_WRONG_DOMAIN, ORGPOL_REASON_WRONG_DOMAIN, {API, HOST, TOKEN, AUDIENCE, -1}},
    {"caller",
     ORGPOL_REASON_MACHINE_TOKEN,
     ORGPOL_REASON_CALLER_NOT_USER,
     {API, TOKEN, MACHINE, SUB, SUBJECT, -1}},
    {"client", ORGPOL_REASON_CLIENT_THIRD_PARTY, ORGPOL_REASON_CLIENT_THIRD_PARTY, {API, TOKEN, CLIENT, -1}},
    {"proof",
     ORGPOL_REASON_PROOF_INVALID,
     ORGPOL_REASON_PROOF_INVALID,
     {API, PROOF, TOKEN, BOUND, ACTIVE, BINDING, -1}},
    {"scope",
     ORGPOL_REASON_LIST_SCOPE_MISSING,
     ORGPOL_REASON_CONNECTIONS_SCOPE_MISSING,
     {API, OPERATION, TOKEN, SCOPES, -1}},
    {"management",
     ORGPOL_REASON_OPERATION_NOT_AVAILABLE,
     ORGPOL_REASON_MANAGEMENT_USER_NOT_FOUND,
     {API, OPERATION, TOKEN, VALID, ENDS, AUDIENCE, SCOPES, RESOURCE, -1}},
    {"parameters",
     ORGPOL_REASON_CONNECTION_FILTER_INVALID,
     ORGPOL_REASON_ACCOUNT_ID_MALFORMED,
     {OPERATION, API, ID, FILTER, TAKE, FROM, -1}},
    {"user", ORGPOL_REASON_OTHER_USER, ORGPOL_REASON_OTHER_USER, {API, OPERATION, TOKEN, SUB, RESOURCE, -1}},
    {"account",
     ORGPOL_REASON_ACCOUNT_NOT_OWN,
     ORGPOL_REASON_PURPOSE_OFF,
     {API, OPERATION, TOKEN, SUB, ID, OWNER, OPTION_LINK, LINKED, OPTION_PURPOSE, CONNECTION, -1}},
};
#define GROUPS (sizeof groups / sizeof *groups)

/* What the list reads, for a request that nothing is wrong with. */
static const int list_order[] = {API,        OWNER,   SUB, OPTION_LINK,    LINKED,     FILTER,
                                 OPTION_ALL, SESSION, TAG, OPTION_PURPOSE, CONNECTION, -1};

/* What the result says beside the reason. */
static const int result_order[] = {API, OPERATION, SCOPES, OWNER, ID, OPTION_FOREIGN, -1};

/*
 * A point at which nothing is in the way of alice and her account, through either API: the token has both
 * audiences and every scope.
 */
static const unsigned char open_point[ATTRIBUTES] = {
    [API] = 1,     [ACTIVE] = 1, [TOKEN] = 1,  [VALID] = 1,    [ENDS] = 3, [AUDIENCE] = 8, [SUB] = 2,
    [SUBJECT] = 1, [CLIENT] = 1, [SCOPES] = 6, [RESOURCE] = 2, [ID] = 2,   [OWNER] = 1,    [CONNECTION] = 2,
};

#endif
