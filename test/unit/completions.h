/* SPDX-License-Identifier: MIT */
/* An end of the Connected Accounts flow that is allowed, and that tests spoil one thing at a time. */
#ifndef ORGPOL_TEST_COMPLETIONS_H
#define ORGPOL_TEST_COMPLETIONS_H

#include "support.h"

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

static inline void make_caller(void)
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

static inline struct orgpol_connected_account account_of(const char *id, const char *connection_name,
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
static inline void make_usable(void)
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

static inline void assert_error(enum orgpol_reason reason)
{
    struct orgpol_complete_result result = ORGPOL_COMPLETE_RESULT_INIT;
    struct orgpol_decision decision;

    result.user_id = ORGPOL_STR("stale");
    result.http_status = 201;
    result.replaced = accounts;
    decision = orgpol_can_complete_account(&request, &result);
    assert_broken(decision, ORGPOL_FAMILY_COMPLETE, reason);
    assert_null(result.user_id.ptr);
    assert_null(result.replaced);
    assert_null(result.problem);
    assert_int_equal(result.http_status, 0);
}

/* The names of what is unmet; none is an ALLOW. */
static inline struct orgpol_decision assert_unmet(const char *names)
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

#endif
