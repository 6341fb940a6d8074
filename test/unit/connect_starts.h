/* SPDX-License-Identifier: MIT */
/* A start of the Connected Accounts flow that is allowed, and that tests spoil one thing at a time. */
#ifndef ORGPOL_TEST_CONNECT_STARTS_H
#define ORGPOL_TEST_CONNECT_STARTS_H

#include "support.h"

#define NOW INT64_C(1790000000)
#define AUDIENCE "https://acme.example/me/"
#define CALLBACK "https://app.example/cb"

static struct orgpol_tenant_settings settings;
static struct orgpol_options options;
static struct orgpol_resource_server api;
static struct orgpol_client client;
static struct orgpol_user user;
static struct orgpol_str callbacks[2];
static struct orgpol_str audiences[1];
static struct orgpol_str granted[1];
static struct orgpol_access_token token;
static struct orgpol_my_account_caller caller;
static struct orgpol_str configured[3];
static struct orgpol_connection connection;
static struct orgpol_enabled_client enabled_client;
static struct orgpol_enabled_connection enabled_connection;
static struct orgpol_str asked[101];
static char names[101][8];
static struct orgpol_authorization_params params;
static struct orgpol_connect_body body;
static struct orgpol_connect_request request;

static const struct orgpol_str empty = {"", 0};

static inline void make_caller(void)
{
    settings = (struct orgpol_tenant_settings)ORGPOL_TENANT_SETTINGS_INIT;
    settings.domain = ORGPOL_STR("acme.example");
    options = (struct orgpol_options)ORGPOL_OPTIONS_INIT;
    api = (struct orgpol_resource_server)ORGPOL_RESOURCE_SERVER_INIT;
    api.identifier = ORGPOL_STR(AUDIENCE);
    callbacks[0] = ORGPOL_STR("https://app.example/");
    callbacks[1] = ORGPOL_STR(CALLBACK);
    client = (struct orgpol_client)ORGPOL_CLIENT_INIT;
    client.client_id = ORGPOL_STR("web");
    client.is_first_party = 1;
    client.organization_usage = ORGPOL_USAGE_ALLOW;
    client.callbacks = callbacks;
    client.callback_count = 2;
    user = (struct orgpol_user)ORGPOL_USER_INIT;
    user.user_id = ORGPOL_STR("auth0|a");
    audiences[0] = ORGPOL_STR(AUDIENCE);
    granted[0] = ORGPOL_STR("create:me:connected_accounts");
    token = (struct orgpol_access_token)ORGPOL_ACCESS_TOKEN_INIT;
    token.is_valid = 1;
    token.expires_at = (struct orgpol_time){NOW + 1, 1};
    token.sub = ORGPOL_STR("auth0|a");
    token.azp = ORGPOL_STR("web");
    token.audiences = audiences;
    token.audience_count = 1;
    token.scopes = granted;
    token.scope_count = 1;
    caller = (struct orgpol_my_account_caller)ORGPOL_MY_ACCOUNT_CALLER_INIT;
    caller.now_s = NOW;
    caller.user_id = ORGPOL_STR("auth0|a");
    caller.token = &token;
    caller.client = &client;
    caller.user = &user;
    caller.resource_server = &api;
    caller.settings = &settings;
    caller.options = &options;
}

/* A start that nothing is wrong with, in an organization. */
static inline void make_usable(void)
{
    make_caller();
    token.org_id = ORGPOL_STR("org_1");
    configured[0] = ORGPOL_STR("openid");
    configured[1] = ORGPOL_STR("profile");
    configured[2] = ORGPOL_STR("cal");
    connection = (struct orgpol_connection)ORGPOL_CONNECTION_INIT;
    connection.id = ORGPOL_STR("con_1");
    connection.name = ORGPOL_STR("google");
    connection.strategy = ORGPOL_STR("google-oauth2");
    connection.is_connected_accounts_active = 1;
    connection.has_offline_access = 1;
    connection.has_client_id = 1;
    connection.scopes = configured;
    connection.scope_count = 3;
    enabled_client = (struct orgpol_enabled_client)ORGPOL_ENABLED_CLIENT_INIT;
    enabled_client.connection_id = ORGPOL_STR("con_1");
    enabled_client.client_id = ORGPOL_STR("web");
    enabled_connection = (struct orgpol_enabled_connection)ORGPOL_ENABLED_CONNECTION_INIT;
    enabled_connection.organization_id = ORGPOL_STR("org_1");
    enabled_connection.connection_id = ORGPOL_STR("con_1");
    for (size_t i = 0; i < 101; i++) {
        snprintf(names[i], sizeof names[i], "s%zu", i);
        asked[i] = orgpol_str_of(names[i]);
    }
    body = (struct orgpol_connect_body)ORGPOL_CONNECT_BODY_INIT;
    body.connection = ORGPOL_STR("google");
    body.redirect_uri = ORGPOL_STR(CALLBACK);
    body.state = ORGPOL_STR("xyz");
    request = (struct orgpol_connect_request)ORGPOL_CONNECT_REQUEST_INIT;
    request.caller = &caller;
    request.body = &body;
    request.organization_id = ORGPOL_STR("org_1");
    request.connection_name = ORGPOL_STR("google");
    request.connection = &connection;
    request.enabled_client = &enabled_client;
    request.enabled_connection = &enabled_connection;
}

static inline void send_scopes(size_t count)
{
    body.has_scopes = 1;
    body.scopes = asked;
    body.scope_count = count;
}

static inline void send_params(void)
{
    params = (struct orgpol_authorization_params)ORGPOL_AUTHORIZATION_PARAMS_INIT;
    body.authorization_params = &params;
}

static inline void assert_error(enum orgpol_reason reason)
{
    struct orgpol_connect_result result = ORGPOL_CONNECT_RESULT_INIT;
    struct orgpol_str scopes[4] = {ORGPOL_STR_NONE};
    struct orgpol_decision decision;

    result.user_id = ORGPOL_STR("stale");
    result.advice = UINT32_MAX;
    decision = orgpol_can_connect_account(&request, &result, scopes, 4);
    assert_broken(decision, ORGPOL_FAMILY_CONNECT, reason);
    assert_null(result.user_id.ptr);
    assert_int_equal(result.advice, 0);
    assert_null(scopes[0].ptr);
}

/* The unmet conditions by name; "" is ALLOW. */
static inline void assert_unmet(const char *expected)
{
    const struct orgpol_decision decision = orgpol_can_connect_account(&request, NULL, NULL, 0);
    char have[1024];

    unmet_names(decision, have, sizeof have);
    assert_string_equal(have, expected);
    assert_int_equal(decision.effect, *expected ? ORGPOL_EFFECT_DENY : ORGPOL_EFFECT_ALLOW);
    assert_int_equal(decision.obligations, *expected ? 0 : ORGPOL_MUST_CREATE_AUTH_SESSION);
}

#define BROKEN(change, reason) \
    do {                       \
        make_usable();         \
        change;                \
        assert_error(reason);  \
    } while (0)

#endif
