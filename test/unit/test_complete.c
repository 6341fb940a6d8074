/* SPDX-License-Identifier: MIT */
/* The end of the Connected Accounts flow as an interface. The rules are in test/vectors/complete.txt. */
#include "support.h"

/* RFC 7636 appendix B. */
#define VERIFIER "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
#define CHALLENGE "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
#define NOW 1790000060

static const struct orgpol_str absent = ORGPOL_STR_NONE;
static const struct orgpol_str audience = {"https://acme.example/me/", 24};
static const struct orgpol_str create_scope = {"create:me:connected_accounts", 28};
static const struct orgpol_str granted[] = {{"repo", 4}};

static struct orgpol_options options;
static struct orgpol_tenant_settings settings;
static struct orgpol_resource_server api;
static struct orgpol_client client;
static struct orgpol_user user;
static struct orgpol_access_token token;
static struct orgpol_my_account_caller caller;
static struct orgpol_complete_body body;
static struct orgpol_connect_transaction transaction;
static struct orgpol_provider_account provider_account;
static struct orgpol_connection connection;
static struct orgpol_enabled_client enabled_client;
static struct orgpol_connected_account accounts[3];
static struct orgpol_complete_request request;

static void make_caller(void)
{
    options = (struct orgpol_options)ORGPOL_OPTIONS_INIT;
    settings = (struct orgpol_tenant_settings)ORGPOL_TENANT_SETTINGS_INIT;
    settings.domain = ORGPOL_STR("acme.example");
    api = (struct orgpol_resource_server)ORGPOL_RESOURCE_SERVER_INIT;
    api.identifier = audience;
    client = (struct orgpol_client)ORGPOL_CLIENT_INIT;
    client.client_id = ORGPOL_STR("web");
    client.is_first_party = 1;
    user = (struct orgpol_user)ORGPOL_USER_INIT;
    user.user_id = ORGPOL_STR("alice");
    token = (struct orgpol_access_token)ORGPOL_ACCESS_TOKEN_INIT;
    token.is_valid = 1;
    token.expires_at = (struct orgpol_time){NOW + 1, 1};
    token.sub = user.user_id;
    token.azp = client.client_id;
    token.audiences = &audience;
    token.audience_count = 1;
    token.scopes = &create_scope;
    token.scope_count = 1;
    caller = (struct orgpol_my_account_caller)ORGPOL_MY_ACCOUNT_CALLER_INIT;
    caller.now_s = NOW;
    caller.user_id = user.user_id;
    caller.token = &token;
    caller.client = &client;
    caller.user = &user;
    caller.resource_server = &api;
    caller.settings = &settings;
    caller.options = &options;
}

static struct orgpol_connected_account account_of(const char *id, const char *connection_name,
                                                  const char *idp_user_id, const char *owner)
{
    struct orgpol_connected_account account = ORGPOL_CONNECTED_ACCOUNT_INIT;

    account.id = orgpol_str_of(id);
    account.connection = orgpol_str_of(connection_name);
    account.idp_user_id = orgpol_str_of(idp_user_id);
    account.user_id = orgpol_str_of(owner);
    return account;
}

/* An end of the flow that nothing is wrong with: a new account, the other three being none of it. */
static void make_usable(void)
{
    make_caller();
    body = (struct orgpol_complete_body)ORGPOL_COMPLETE_BODY_INIT;
    body.auth_session = ORGPOL_STR("as-1");
    body.connect_code = ORGPOL_STR("cc-1");
    body.redirect_uri = ORGPOL_STR("https://app.example/cb");
    transaction = (struct orgpol_connect_transaction)ORGPOL_CONNECT_TRANSACTION_INIT;
    transaction.auth_session = body.auth_session;
    transaction.user_id = user.user_id;
    transaction.client_id = client.client_id;
    transaction.connection = ORGPOL_STR("github");
    transaction.redirect_uri = body.redirect_uri;
    transaction.connect_code = body.connect_code;
    transaction.connect_code_used = ORGPOL_SETTING_OFF;
    transaction.ticket_expires_at = (struct orgpol_time){NOW + 1, 1};
    provider_account = (struct orgpol_provider_account)ORGPOL_PROVIDER_ACCOUNT_INIT;
    provider_account.idp_user_id = ORGPOL_STR("h-1");
    provider_account.is_refresh_token_issued = 1;
    provider_account.scopes = granted;
    provider_account.scope_count = 1;
    connection = (struct orgpol_connection)ORGPOL_CONNECTION_INIT;
    connection.id = ORGPOL_STR("con_github");
    connection.name = transaction.connection;
    connection.strategy = ORGPOL_STR("github");
    connection.is_connected_accounts_active = 1;
    enabled_client = (struct orgpol_enabled_client)ORGPOL_ENABLED_CLIENT_INIT;
    enabled_client.connection_id = connection.id;
    enabled_client.client_id = client.client_id;
    accounts[0] = account_of("cac_1", "github", "h-1", "bob");
    accounts[1] = account_of("cac_2", "google", "h-1", "alice");
    accounts[2] = account_of("cac_3", "github", "h-2", "alice");
    request = (struct orgpol_complete_request)ORGPOL_COMPLETE_REQUEST_INIT;
    request.is_same_device = 1;
    request.caller = &caller;
    request.body = &body;
    request.transaction = &transaction;
    request.provider_account = &provider_account;
    request.connection = &connection;
    request.enabled_client = &enabled_client;
    request.accounts = accounts;
    request.account_count = 3;
}

static void assert_error(enum orgpol_reason reason)
{
    struct orgpol_complete_result result = ORGPOL_COMPLETE_RESULT_INIT;
    struct orgpol_decision decision;

    result.user_id = ORGPOL_STR("stale");
    result.http_status = 201;
    result.replaced = accounts;
    decision = orgpol_can_complete_account(&request, &result);
    assert_int_equal(decision.effect, ORGPOL_EFFECT_ERROR);
    assert_int_equal(decision.family, ORGPOL_FAMILY_COMPLETE);
    assert_int_equal(decision.reason, reason);
    assert_int_equal(decision.unmet, 0);
    assert_int_equal(decision.obligations, 0);
    assert_null(result.user_id.ptr);
    assert_null(result.replaced);
    assert_null(result.problem);
    assert_int_equal(result.http_status, 0);
}

/* The names of what is unmet; none is an ALLOW. */
static struct orgpol_decision assert_unmet(const char *names)
{
    const struct orgpol_decision decision = orgpol_can_complete_account(&request, NULL);
    char unmet[1024];

    unmet_names(decision, unmet, sizeof unmet);
    assert_string_equal(unmet, names);
    assert_int_equal(decision.effect, *names ? ORGPOL_EFFECT_DENY : ORGPOL_EFFECT_ALLOW);
    return decision;
}

#define BROKEN(change, reason) \
    do {                       \
        make_usable();         \
        change;                \
        assert_error(reason);  \
    } while (0)
#define DENIED(change, names) \
    do {                      \
        make_usable();        \
        change;               \
        assert_unmet(names);  \
    } while (0)

static void unreadable_questions_are_errors(void **state)
{
    (void)state;
    assert_int_equal(orgpol_can_complete_account(NULL, NULL).reason, ORGPOL_REASON_MISSING_INPUT);
    make_usable();
    assert_unmet("");
    BROKEN(request.caller = NULL, ORGPOL_REASON_MISSING_INPUT);
    BROKEN(request.body = NULL, ORGPOL_REASON_MISSING_INPUT);
    BROKEN(request.accounts = NULL, ORGPOL_REASON_MISSING_INPUT);
    BROKEN(provider_account.scopes = NULL, ORGPOL_REASON_MISSING_INPUT);
    BROKEN(connection.scope_count = 1, ORGPOL_REASON_MISSING_INPUT);
    BROKEN(accounts[2].scope_count = 1, ORGPOL_REASON_MISSING_INPUT);
    BROKEN(token.scopes = NULL, ORGPOL_REASON_MISSING_INPUT);
    BROKEN(request.reserved = 1, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(request.reserved2 = 1, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(body.reserved = 1, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(body.reserved2 = 1, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(transaction.reserved = 1, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(provider_account.reserved = 1, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(provider_account.reserved2 = 1, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(connection.reserved = 1, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(connection.reserved2 = 1, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(connection.reserved3 = 1, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(enabled_client.reserved = 1, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(accounts[1].reserved = 1, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(caller.reserved = 1, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(caller.dpop_proof = ORGPOL_DPOP_PROOF_INVALID + 1, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(options.verifier_without_challenge = 2, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(options.complete_client = 2, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(options.complete_organization = 2, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(options.failed_complete = 2, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(options.used_code = 2, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(options.unsupported_strategy = 2, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(options.refresh_recheck = 2, ORGPOL_REASON_UNSUPPORTED_INPUT);
}

static void foreign_rows_are_errors(void **state)
{
    (void)state;
    BROKEN(connection.id = absent, ORGPOL_REASON_ROW_WITHOUT_ID);
    BROKEN(connection.name = absent, ORGPOL_REASON_ROW_WITHOUT_ID);
    BROKEN(connection.name = ORGPOL_STR("google"), ORGPOL_REASON_ROW_OF_OTHER_CONNECTION);
    BROKEN(transaction.connection = absent, ORGPOL_REASON_ROW_OF_OTHER_CONNECTION);
    BROKEN(request.transaction = NULL, ORGPOL_REASON_ROW_OF_OTHER_CONNECTION);
    BROKEN(enabled_client.connection_id = absent, ORGPOL_REASON_ROW_WITHOUT_ID);
    BROKEN(enabled_client.connection_id = ORGPOL_STR("con_google"), ORGPOL_REASON_ROW_OF_OTHER_CONNECTION);
    BROKEN(request.connection = NULL, ORGPOL_REASON_ROW_OF_OTHER_CONNECTION);
    BROKEN(enabled_client.client_id = absent, ORGPOL_REASON_ROW_WITHOUT_ID);
    BROKEN(enabled_client.client_id = ORGPOL_STR("spa"), ORGPOL_REASON_ROW_OF_OTHER_CLIENT);
    BROKEN(accounts[2].id = ORGPOL_STR(""), ORGPOL_REASON_ROW_WITHOUT_ID);
    BROKEN(client.client_id = ORGPOL_STR("spa"), ORGPOL_REASON_ROW_OF_OTHER_CLIENT);
    BROKEN(user.user_id = ORGPOL_STR("bob"), ORGPOL_REASON_ROW_OF_OTHER_USER);
    BROKEN(api.identifier = ORGPOL_STR("https://other.example/me/"),
           ORGPOL_REASON_ROW_OF_OTHER_RESOURCE_SERVER);
    /* The transaction's user and client come from whoever sends the auth_session: a denial. */
    DENIED(transaction.user_id = ORGPOL_STR("bob"), "auth_session_invalid");
    DENIED(transaction.client_id = ORGPOL_STR("spa"), "other_client");
}

static void structs_of_other_sizes_are_read(void **state)
{
    struct {
        struct orgpol_connect_transaction transaction;
        uint64_t tomorrow;
    } longer;

    (void)state;
    BROKEN(request.struct_size = 0, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(body.struct_size = 9, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(transaction.struct_size = 4, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(provider_account.struct_size = ORGPOL_STRUCT_SIZE_MAX + 8, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(connection.struct_size = 3, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(enabled_client.struct_size = 0, ORGPOL_REASON_UNSUPPORTED_INPUT);

    /* What an older caller does not know is absent: the stricter reading. */
    DENIED(transaction.struct_size = offsetof(struct orgpol_connect_transaction, ticket_expires_at),
           "session_expired");
    DENIED(body.struct_size = offsetof(struct orgpol_complete_body, redirect_uri), "completion_body_invalid");
    DENIED(body.struct_size = offsetof(struct orgpol_complete_body, code_verifier), "");
    DENIED(request.struct_size = offsetof(struct orgpol_complete_request, accounts), "");
    DENIED(request.struct_size = offsetof(struct orgpol_complete_request, enabled_client),
           "connection_not_available");
    DENIED(provider_account.struct_size = offsetof(struct orgpol_provider_account, expires_at), "");

    make_usable();
    longer.transaction = transaction;
    longer.transaction.struct_size = sizeof longer;
    longer.tomorrow = 0;
    request.transaction = &longer.transaction;
    assert_unmet("");
    longer.tomorrow = 1;
    assert_error(ORGPOL_REASON_UNSUPPORTED_INPUT);
}

static void results_of_other_sizes_are_written(void **state)
{
    struct {
        struct orgpol_complete_result result;
        uint64_t tomorrow;
    } longer = {ORGPOL_COMPLETE_RESULT_INIT, 1};
    struct orgpol_complete_result result = ORGPOL_COMPLETE_RESULT_INIT;

    (void)state;
    make_usable();
    longer.result.struct_size = sizeof longer;
    assert_int_equal(orgpol_can_complete_account(&request, &longer.result).effect, ORGPOL_EFFECT_ALLOW);
    assert_int_equal(longer.result.struct_size, sizeof longer);
    assert_int_equal(longer.tomorrow, 0);
    result.struct_size = 16;
    result.connection = ORGPOL_STR("stale");
    assert_int_equal(orgpol_can_complete_account(&request, &result).effect, ORGPOL_EFFECT_ALLOW);
    assert_int_equal(result.http_status, 201);
    assert_string_equal(result.connection.ptr, "stale");
    result.struct_size = 12;
    assert_int_equal(orgpol_can_complete_account(&request, &result).reason, ORGPOL_REASON_UNSUPPORTED_INPUT);
}

/* COMPLETE-18, COMPLETE-19, ORG-04 */
static void the_account_replaced_is_the_users_own(void **state)
{
    struct orgpol_complete_result result = ORGPOL_COMPLETE_RESULT_INIT;
    struct orgpol_decision decision;

    (void)state;
    make_usable();
    decision = orgpol_can_complete_account(&request, &result);
    assert_int_equal(decision.effect, ORGPOL_EFFECT_ALLOW);
    assert_int_equal(decision.obligations, ORGPOL_MUST_CONSUME_CONNECT_CODE |
                                               ORGPOL_MUST_ADD_CONNECTED_ACCOUNT | ORGPOL_MUST_STORE_TOKENS);
    assert_null(result.replaced);
    provider_account.idp_user_id = ORGPOL_STR("h-2");
    decision = orgpol_can_complete_account(&request, &result);
    assert_int_equal(decision.obligations, ORGPOL_MUST_CONSUME_CONNECT_CODE |
                                               ORGPOL_MUST_UPDATE_CONNECTED_ACCOUNT |
                                               ORGPOL_MUST_STORE_TOKENS);
    assert_ptr_equal(result.replaced, &accounts[2]);
    accounts[1] = account_of("cac_2", "github", "h-2", "alice"); /* of two, the first of the profile */
    orgpol_can_complete_account(&request, &result);
    assert_ptr_equal(result.replaced, &accounts[1]);
    accounts[1].user_id = absent; /* nobody's */
    orgpol_can_complete_account(&request, &result);
    assert_ptr_equal(result.replaced, &accounts[2]);
    options.link_carries_accounts = 1; /* accounts that serve the user are not the user's own */
    accounts[2].user_id = ORGPOL_STR("bob");
    orgpol_can_complete_account(&request, &result);
    assert_null(result.replaced);

    make_usable();
    accounts[2].idp_user_id = ORGPOL_STR(""); /* no known account is another one */
    provider_account.idp_user_id = ORGPOL_STR("");
    orgpol_can_complete_account(&request, &result);
    assert_null(result.replaced);
    accounts[2].idp_user_id = absent;
    provider_account.idp_user_id = absent;
    orgpol_can_complete_account(&request, &result);
    assert_null(result.replaced);
    request.provider_account = NULL;
    orgpol_can_complete_account(&request, &result);
    assert_null(result.replaced);
    request.accounts = NULL;
    request.account_count = 0;
    assert_unmet("");
}

/* Accounts of another size: struct_size is the distance between them. */
static void accounts_of_other_sizes_are_read(void **state)
{
    struct {
        struct orgpol_connected_account account;
        uint64_t tomorrow;
    } longer[2];
    _Alignas(uint64_t) char shorter[2 * offsetof(struct orgpol_connected_account, email)];
    struct orgpol_complete_result result = ORGPOL_COMPLETE_RESULT_INIT;
    const uint32_t half = sizeof shorter / 2;

    (void)state;
    make_usable();
    provider_account.idp_user_id = ORGPOL_STR("h-2");
    for (size_t i = 0; i < 2; i++) {
        longer[i].account = accounts[i + 1];
        longer[i].account.struct_size = sizeof *longer;
        longer[i].tomorrow = 0;
        memcpy(shorter + i * half, &accounts[i + 1], half);
        memcpy(shorter + i * half, &half, sizeof half);
    }
    request.account_count = 2;
    request.accounts = &longer[0].account;
    orgpol_can_complete_account(&request, &result);
    assert_ptr_equal(result.replaced, &longer[1].account);
    longer[1].tomorrow = 1;
    assert_error(ORGPOL_REASON_UNSUPPORTED_INPUT);
    request.accounts = (const void *)shorter;
    orgpol_can_complete_account(&request, &result);
    assert_ptr_equal(result.replaced, shorter + half);

    BROKEN(accounts[0].struct_size = 0, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(accounts[0].struct_size = 12, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(accounts[1].struct_size = 16, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(accounts[2].struct_size += 8, ORGPOL_REASON_UNSUPPORTED_INPUT);
}

static void the_result_says_what(void **state)
{
    struct orgpol_complete_result result = ORGPOL_COMPLETE_RESULT_INIT;

    (void)state;
    make_usable();
    token.org_id = ORGPOL_STR("org_1");
    transaction.org_id = token.org_id;
    orgpol_can_complete_account(&request, &result);
    assert_int_equal(result.http_status, 201);
    assert_int_equal(result.advice, 0);
    assert_null(result.problem);
    assert_ptr_equal(result.user_id.ptr, token.sub.ptr);
    assert_ptr_equal(result.connection.ptr, transaction.connection.ptr);
    assert_null(result.org_id.ptr); /* ORG-13: only with the flag */
    settings.token_vault_org_binding = 1;
    orgpol_can_complete_account(&request, &result);
    assert_ptr_equal(result.org_id.ptr, transaction.org_id.ptr);
    transaction.org_id = absent; /* the tag is the start's, not the token's */
    orgpol_can_complete_account(&request, &result);
    assert_null(result.org_id.ptr);
    provider_account.is_refresh_token_issued = 0;
    orgpol_can_complete_account(&request, &result);
    assert_int_equal(result.advice, ORGPOL_ADVICE_NO_REFRESH_TOKEN);
    request.provider_account = NULL;
    orgpol_can_complete_account(&request, &result);
    assert_int_equal(result.advice, ORGPOL_ADVICE_NO_REFRESH_TOKEN);
    request.is_same_device = 0;
    orgpol_can_complete_account(&request, &result);
    assert_int_equal(result.advice, 0);
    assert_int_equal(result.http_status, 404);
    assert_ptr_equal(result.problem, orgpol_problem_info(ORGPOL_REASON_OTHER_DEVICE));
    assert_null(result.user_id.ptr);
    assert_null(result.connection.ptr);
    assert_null(result.org_id.ptr);
    assert_null(result.replaced);
}

/* Every condition of the family has a problem: M-INACTIVE, M-TOKEN ... of WIRE section 1. */
static void every_denial_has_a_problem(void **state)
{
    static const uint16_t statuses[] = {404, 401, 401, 401, 401, 403, 403, 415, 400, 404,
                                        404, 401, 404, 400, 400, 400, 404, 404, 403, 400};

    (void)state;
    assert_int_equal(orgpol_family_size(ORGPOL_FAMILY_COMPLETE), sizeof statuses / sizeof *statuses);
    for (unsigned place = 0; place < sizeof statuses / sizeof *statuses; place++) {
        const struct orgpol_problem_entry *problem =
            orgpol_problem_info(orgpol_family_reason(ORGPOL_FAMILY_COMPLETE, place));

        assert_non_null(problem);
        assert_int_equal(problem->http_status, statuses[place]);
    }
}

/* COMPLETE-08, option used_code */
static void used_codes_are_conflicts_by_the_option(void **state)
{
    struct orgpol_complete_result result = ORGPOL_COMPLETE_RESULT_INIT;

    (void)state;
    make_usable();
    transaction.connect_code_used = ORGPOL_SETTING_ON;
    orgpol_can_complete_account(&request, &result);
    assert_int_equal(result.http_status, 404);
    options.used_code = ORGPOL_USED_CODE_CONFLICT;
    assert_int_equal(orgpol_can_complete_account(&request, &result).reason,
                     ORGPOL_REASON_CONNECT_CODE_INVALID);
    assert_int_equal(result.http_status, 409);
    assert_int_equal(result.problem->http_status, 409);
    assert_string_equal(result.problem->type, "about:blank");
    transaction.redirect_uri = absent; /* another reason behind it */
    orgpol_can_complete_account(&request, &result);
    assert_int_equal(result.http_status, 409);
    body.connect_code = ORGPOL_STR("cc-2"); /* a wrong code, used or not, is not found */
    orgpol_can_complete_account(&request, &result);
    assert_int_equal(result.http_status, 404);
    body.connect_code = transaction.connect_code;
    request.is_same_device = 0; /* another reason before it */
    orgpol_can_complete_account(&request, &result);
    assert_ptr_equal(result.problem, orgpol_problem_info(ORGPOL_REASON_OTHER_DEVICE));
}

/* COMPLETE-21 */
static void failures_spend_the_code(void **state)
{
    (void)state;
    make_usable();
    request.is_same_device = 0;
    assert_int_equal(assert_unmet("other_device").obligations, ORGPOL_MUST_CONSUME_CONNECT_CODE);
    options.failed_complete = ORGPOL_FAILED_COMPLETE_KEEP_CODE;
    assert_int_equal(assert_unmet("other_device").obligations, 0);
    request.is_same_device = 1;
    assert_int_equal(assert_unmet("").obligations & ORGPOL_MUST_CONSUME_CONNECT_CODE,
                     ORGPOL_MUST_CONSUME_CONNECT_CODE);
    options.failed_complete = ORGPOL_FAILED_COMPLETE_SPEND_CODE;
    request.is_same_device = 0;
    body.auth_session = ORGPOL_STR("as-2"); /* nobody spends another session's code */
    assert_int_equal(assert_unmet("auth_session_invalid other_device").obligations, 0);
    body.auth_session = ORGPOL_STR("as-1");
    token.is_valid = 0;
    assert_int_equal(assert_unmet("completion_token_invalid other_device").obligations, 0);
}

static void texts_of_the_body_have_lengths(void **state)
{
    static const struct {
        size_t offset;
        size_t stored; /* where the transaction has the same text; 0: it has none */
        size_t least;
        size_t most;
    } members[] = {
        {offsetof(struct orgpol_complete_body, auth_session),
         offsetof(struct orgpol_connect_transaction, auth_session), 1, 64},
        {offsetof(struct orgpol_complete_body, connect_code),
         offsetof(struct orgpol_connect_transaction, connect_code), 1, 46},
        {offsetof(struct orgpol_complete_body, redirect_uri),
         offsetof(struct orgpol_connect_transaction, redirect_uri), 1, 2048},
        {offsetof(struct orgpol_complete_body, code_verifier), 0, 43, 128},
    };
    static char text[2 * 2049];

    (void)state;
    for (size_t i = 0; i < sizeof text; i++)
        text[i] = (char)(i % 2 ? 0xa9 : 0xc3); /* an e with an acute accent */
    for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
        const size_t lengths[] = {members[i].least - 1, members[i].least, members[i].most,
                                  members[i].most + 1};

        for (size_t k = 0; k < 4; k++) {
            const struct orgpol_str sent = {text, 2 * lengths[k]};

            make_usable();
            options.verifier_without_challenge = ORGPOL_VERIFIER_WITHOUT_CHALLENGE_IGNORE;
            memcpy((char *)&body + members[i].offset, &sent, sizeof sent);
            if (members[i].stored)
                memcpy((char *)&transaction + members[i].stored, &sent, sizeof sent);
            assert_unmet(k == 0 || k == 3 ? "completion_body_invalid" : "");
        }
    }
    DENIED(body.has_unknown_member = 1, "completion_body_invalid");
}

/* What is missing has one reason; what was sent and is wrong hides nothing. */
static void one_fault_has_one_reason(void **state)
{
    (void)state;
    DENIED(body.auth_session = absent, "completion_body_invalid");
    DENIED(body.auth_session = ORGPOL_STR(""), "completion_body_invalid");
    DENIED(body.connect_code = absent, "completion_body_invalid");
    DENIED((body.connect_code = absent, transaction.connect_code_used = 0), "completion_body_invalid");
    DENIED(body.redirect_uri = absent, "completion_body_invalid");
    DENIED((body.auth_session = absent, transaction.user_id = ORGPOL_STR("bob")),
           "completion_body_invalid auth_session_invalid");
    DENIED(transaction.auth_session = absent, "auth_session_invalid");
    DENIED(transaction.user_id = absent, "auth_session_invalid");
    DENIED(transaction.client_id = absent, "other_client");
    DENIED(transaction.redirect_uri = absent, "redirect_uri_changed");
    DENIED(transaction.connect_code = absent, "connect_code_invalid");
    DENIED(transaction.connect_code_used = ORGPOL_SETTING_UNSET, "connect_code_invalid");
    DENIED(transaction.connect_code_used = ORGPOL_WORD_UNKNOWN, "connect_code_invalid");
    DENIED((request.connection = NULL, request.enabled_client = NULL, transaction.connection = absent),
           "connection_not_available");
    DENIED((request.connection = NULL, request.enabled_client = NULL, transaction.connection = absent,
            options.recheck_connection_off = 1),
           "connection_not_available");
    DENIED((request.connection = NULL, request.enabled_client = NULL, options.recheck_connection_off = 1),
           "");
    DENIED(request.enabled_client = NULL, "connection_not_available");
    DENIED((request.enabled_client = NULL, caller.client = NULL), "client_third_party");

    /* Without a transaction, nothing that compares with it. */
    make_usable();
    request.transaction = NULL;
    request.connection = NULL;
    request.enabled_client = NULL;
    request.is_same_device = 0;
    body.code_verifier = ORGPOL_STR(VERIFIER);
    assert_unmet("auth_session_invalid");
    caller.dpop_proof = ORGPOL_DPOP_PROOF_INVALID;
    assert_unmet("auth_session_invalid completion_proof_invalid");

    /* Without a token, nothing that reads it. */
    make_usable();
    caller.token = NULL;
    caller.client = NULL;
    caller.user = NULL;
    request.enabled_client = NULL;
    transaction.user_id = ORGPOL_STR("bob");
    transaction.client_id = ORGPOL_STR("spa");
    transaction.org_id = ORGPOL_STR("org_1");
    assert_unmet("completion_token_invalid");
    transaction.is_dpop_bound = 1;
    assert_unmet("completion_token_invalid completion_proof_invalid");

    make_usable();
    token.is_valid = 0;
    transaction.user_id = ORGPOL_STR("bob");
    assert_unmet("completion_token_invalid auth_session_invalid");
}

static void the_ticket_ends(void **state)
{
    (void)state;
    DENIED(transaction.ticket_expires_at.s = NOW, "session_expired");
    DENIED(transaction.ticket_expires_at.s = NOW + 1, "");
    DENIED(transaction.ticket_expires_at.s = INT64_MIN, "session_expired");
    DENIED(transaction.ticket_expires_at.s = INT64_MAX, "");
    DENIED(transaction.ticket_expires_at.is_given = 0, "session_expired");
    DENIED((caller.now_s = INT64_MAX, token.expires_at.s = INT64_MAX),
           "completion_token_invalid session_expired");
    DENIED(caller.now_s = INT64_MIN, "");
}

static void verifiers_are_checked(void **state)
{
    (void)state;
    DENIED(transaction.code_challenge = ORGPOL_STR(CHALLENGE), "code_verifier_invalid");
    DENIED((transaction.code_challenge = ORGPOL_STR(CHALLENGE), body.code_verifier = ORGPOL_STR(VERIFIER)),
           "");
    DENIED((transaction.code_challenge = ORGPOL_STR(CHALLENGE), body.code_verifier = ORGPOL_STR(CHALLENGE)),
           "code_verifier_invalid");
    DENIED((transaction.code_challenge = ORGPOL_STR(VERIFIER), body.code_verifier = ORGPOL_STR(VERIFIER)),
           "code_verifier_invalid"); /* not `plain` */
    DENIED((transaction.code_challenge = ORGPOL_STR(""), body.code_verifier = ORGPOL_STR(VERIFIER)),
           "code_verifier_invalid");
    DENIED((transaction.code_challenge = ORGPOL_STR(CHALLENGE), body.code_verifier = ORGPOL_STR("")),
           "completion_body_invalid code_verifier_invalid");
    DENIED(body.code_verifier = ORGPOL_STR(VERIFIER), "code_verifier_unexpected");
    DENIED(body.code_verifier = ORGPOL_STR(""), "completion_body_invalid code_verifier_unexpected");
    DENIED((body.code_verifier = ORGPOL_STR(VERIFIER),
            options.verifier_without_challenge = ORGPOL_VERIFIER_WITHOUT_CHALLENGE_IGNORE),
           "");
}

/* COMPLETE-22, COMPLETE-20 and what else is not read. */
static void what_is_not_read(void **state)
{
    (void)state;
    DENIED(connection.is_authentication_inactive = 1, "");
    DENIED(accounts[0] = account_of("cac_1", "github", "h-1", "bob"), "");
    DENIED(user.is_blocked = 1, "");
    DENIED(provider_account.expires_at = ((struct orgpol_time){1, 1}), "");
    DENIED(token.org_id = ORGPOL_STR("org_1"), ""); /* the start was in no organization */
    DENIED(client.organization_usage = ORGPOL_USAGE_REQUIRE, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(unreadable_questions_are_errors),
        cmocka_unit_test(foreign_rows_are_errors),
        cmocka_unit_test(structs_of_other_sizes_are_read),
        cmocka_unit_test(results_of_other_sizes_are_written),
        cmocka_unit_test(the_account_replaced_is_the_users_own),
        cmocka_unit_test(accounts_of_other_sizes_are_read),
        cmocka_unit_test(the_result_says_what),
        cmocka_unit_test(every_denial_has_a_problem),
        cmocka_unit_test(used_codes_are_conflicts_by_the_option),
        cmocka_unit_test(failures_spend_the_code),
        cmocka_unit_test(texts_of_the_body_have_lengths),
        cmocka_unit_test(one_fault_has_one_reason),
        cmocka_unit_test(the_ticket_ends),
        cmocka_unit_test(verifiers_are_checked),
        cmocka_unit_test(what_is_not_read),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
