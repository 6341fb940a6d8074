/* SPDX-License-Identifier: MIT */
/* From the facts of a question to the library's own requests. There is one row of each kind, so every id is
 * fixed; only client_id varies, whose beginning the class of a client may follow from (TRAP-49). */
#include "answers.h"

#include <stdio.h>
#include <stdlib.h>

#define ORGANIZATION ORGPOL_STR("org_a")
#define ORGANIZATION_NAME ORGPOL_STR("acme")
#define CONNECTION ORGPOL_STR("con_a")
#define USER ORGPOL_STR("auth0|u1")
#define AUDIENCE ORGPOL_STR("https://api")
#define OWN_GRANT ORGPOL_STR("cgr_own")
#define DEFAULT_GRANT ORGPOL_STR("cgr_default")

static const struct {
    const char *name;
    uint32_t bit;
} grant_types[] = {
    {"authorization_code", ORGPOL_GRANT_TYPE_AUTHORIZATION_CODE},
    {"implicit", ORGPOL_GRANT_TYPE_IMPLICIT},
    {"refresh_token", ORGPOL_GRANT_TYPE_REFRESH_TOKEN},
    {"client_credentials", ORGPOL_GRANT_TYPE_CLIENT_CREDENTIALS},
    {"password", ORGPOL_GRANT_TYPE_PASSWORD},
    {"device_code", ORGPOL_GRANT_TYPE_DEVICE_CODE},
    {"token_exchange", ORGPOL_GRANT_TYPE_TOKEN_EXCHANGE},
    {"jwt_bearer", ORGPOL_GRANT_TYPE_JWT_BEARER},
};

static uint32_t grant_type_bit(struct orgpol_str name)
{
    for (size_t i = 0; i < sizeof grant_types / sizeof *grant_types; i++)
        if (strlen(grant_types[i].name) == name.len && memcmp(grant_types[i].name, name.ptr, name.len) == 0)
            return grant_types[i].bit;
    fprintf(stderr, "answers: no such grant type: %s\n", name.ptr);
    exit(2);
}

void init_facts(struct facts *facts)
{
    *facts = (struct facts){
        .options = ORGPOL_OPTIONS_INIT,
        .settings = ORGPOL_TENANT_SETTINGS_INIT,
        .client = ORGPOL_CLIENT_INIT,
        .organization = ORGPOL_ORGANIZATION_INIT,
        .connection = ORGPOL_CONNECTION_INIT,
        .enabled_client = ORGPOL_ENABLED_CLIENT_INIT,
        .enabled_connection = ORGPOL_ENABLED_CONNECTION_INIT,
        .organization_client = ORGPOL_ORGANIZATION_CLIENT_INIT,
        .member = ORGPOL_ORGANIZATION_MEMBER_INIT,
        .user = ORGPOL_USER_INIT,
        .cross_app_access = ORGPOL_CROSS_APP_ACCESS_INIT,
        .resource_server = ORGPOL_RESOURCE_SERVER_INIT,
        .client_grant = ORGPOL_CLIENT_GRANT_INIT,
        .default_client_grant = ORGPOL_CLIENT_GRANT_INIT,
        .organization_client_grant = ORGPOL_ORGANIZATION_CLIENT_GRANT_INIT,
        .client_quota = ORGPOL_TOKEN_QUOTA_INIT,
        .default_client_quota = ORGPOL_TOKEN_QUOTA_INIT,
        .organization_quota = ORGPOL_TOKEN_QUOTA_INIT,
        .default_organization_quota = ORGPOL_TOKEN_QUOTA_INIT,
        .client_usage = ORGPOL_TOKEN_USAGE_INIT,
        .organization_usage = ORGPOL_TOKEN_USAGE_INIT,
        .login = ORGPOL_LOGIN_REQUEST_INIT,
        .exchange = ORGPOL_CLIENT_GRANT_REQUEST_INIT,
        .access = ORGPOL_USER_GRANT_REQUEST_INIT,
    };
}

static void finish_grant(struct orgpol_client_grant *grant, const struct list *scopes,
                         const struct list *types)
{
    grant->audience = AUDIENCE;
    grant->scopes = scopes->items;
    grant->scope_count = scopes->count;
    grant->authorization_details_types = types->items;
    grant->authorization_details_type_count = types->count;
}

void finish_facts(struct facts *facts)
{
    struct orgpol_client *client = &facts->client;

    if (facts->grant_types.is_given && facts->grant_types.count == 0)
        client->grant_types = ORGPOL_GRANT_TYPE_OTHER;
    for (size_t i = 0; i < facts->grant_types.count; i++)
        client->grant_types |= grant_type_bit(facts->grant_types.items[i]);
    facts->organization.id = ORGANIZATION;
    facts->organization.name = ORGANIZATION_NAME;
    facts->connection.id = CONNECTION;
    facts->user.user_id = USER;
    facts->enabled_client.connection_id = CONNECTION;
    facts->enabled_client.client_id = client->client_id;
    facts->enabled_connection.organization_id = ORGANIZATION;
    facts->enabled_connection.connection_id = CONNECTION;
    facts->organization_client.organization_id = ORGANIZATION;
    facts->organization_client.client_id = client->client_id;
    facts->member.organization_id = ORGANIZATION;
    facts->member.user_id = USER;
    facts->resource_server.identifier = AUDIENCE;
    facts->resource_server.scopes = facts->resource_server_scopes.items;
    facts->resource_server.scope_count = facts->resource_server_scopes.count;
    finish_grant(&facts->client_grant, &facts->client_grant_scopes, &facts->client_grant_types);
    facts->client_grant.id = OWN_GRANT;
    facts->client_grant.client_id = client->client_id;
    finish_grant(&facts->default_client_grant, &facts->default_client_grant_scopes,
                 &facts->default_client_grant_types);
    facts->default_client_grant.id = DEFAULT_GRANT;
    facts->default_client_grant.default_for = ORGPOL_DEFAULT_FOR_THIRD_PARTY_CLIENTS;
    facts->organization_client_grant.organization_id = ORGANIZATION;
    facts->organization_client_grant.grant_id = OWN_GRANT;
}

/* The row, or NULL when it was not given. */
#define GIVEN(row, member) (facts->is_row_given[row] ? &facts->member : NULL)

struct orgpol_decision ask_login(struct facts *facts)
{
    struct orgpol_login_request *request = &facts->login;

    facts->cross_app_access.resource_server = GIVEN(ROW_RESOURCE_SERVER, resource_server);
    facts->cross_app_access.client_grant = GIVEN(ROW_CLIENT_GRANT, client_grant);
    facts->cross_app_access.default_client_grant = GIVEN(ROW_DEFAULT_CLIENT_GRANT, default_client_grant);
    request->options = GIVEN(ROW_OPTIONS, options);
    request->settings = GIVEN(ROW_SETTINGS, settings);
    request->client = GIVEN(ROW_CLIENT, client);
    request->organization = GIVEN(ROW_ORGANIZATION, organization);
    request->connection = GIVEN(ROW_CONNECTION, connection);
    request->enabled_client = GIVEN(ROW_ENABLED_CLIENT, enabled_client);
    request->enabled_connection = GIVEN(ROW_ENABLED_CONNECTION, enabled_connection);
    request->organization_client = GIVEN(ROW_ORGANIZATION_CLIENT, organization_client);
    request->member = GIVEN(ROW_MEMBER, member);
    request->user = GIVEN(ROW_USER, user);
    request->cross_app_access = GIVEN(ROW_CROSS_APP_ACCESS, cross_app_access);
    return facts->is_third_party_login ? orgpol_can_third_party_login(request, NULL)
                                       : orgpol_can_login(request, NULL);
}

struct orgpol_decision ask_client_grant(struct facts *facts)
{
    struct orgpol_client_grant_request *request = &facts->exchange;

    request->action_verdict = facts->login.action_verdict;
    request->scopes = facts->scopes.items;
    request->scope_count = facts->scopes.count;
    request->options = GIVEN(ROW_OPTIONS, options);
    request->settings = GIVEN(ROW_SETTINGS, settings);
    request->client = GIVEN(ROW_CLIENT, client);
    request->resource_server = GIVEN(ROW_RESOURCE_SERVER, resource_server);
    request->client_grant = GIVEN(ROW_CLIENT_GRANT, client_grant);
    request->default_client_grant = GIVEN(ROW_DEFAULT_CLIENT_GRANT, default_client_grant);
    request->organization = GIVEN(ROW_ORGANIZATION, organization);
    request->organization_client_grant = GIVEN(ROW_ORGANIZATION_CLIENT_GRANT, organization_client_grant);
    request->client_quota = GIVEN(ROW_CLIENT_QUOTA, client_quota);
    request->default_client_quota = GIVEN(ROW_DEFAULT_CLIENT_QUOTA, default_client_quota);
    request->organization_quota = GIVEN(ROW_ORGANIZATION_QUOTA, organization_quota);
    request->default_organization_quota = GIVEN(ROW_DEFAULT_ORGANIZATION_QUOTA, default_organization_quota);
    request->client_usage = GIVEN(ROW_CLIENT_USAGE, client_usage);
    request->organization_usage = GIVEN(ROW_ORGANIZATION_USAGE, organization_usage);
    return orgpol_check_client_grant(request, NULL, NULL, 0, NULL, 0);
}

struct orgpol_decision ask_user_grant(struct facts *facts)
{
    struct orgpol_user_grant_request *request = &facts->access;

    request->user_id = USER;
    request->has_several_client_grants = facts->exchange.has_several_client_grants;
    request->response_mode = facts->login.response_mode;
    request->audience = facts->exchange.audience;
    request->resource = facts->exchange.resource;
    request->organization_id = facts->login.organization_id;
    request->scopes = facts->scopes.items;
    request->scope_count = facts->scopes.count;
    request->original_scopes = facts->original_scopes.items;
    request->original_scope_count = facts->original_scopes.count;
    request->authorization_details_types = facts->authorization_details_types.items;
    request->authorization_details_type_count = facts->authorization_details_types.count;
    request->options = GIVEN(ROW_OPTIONS, options);
    request->settings = GIVEN(ROW_SETTINGS, settings);
    request->client = GIVEN(ROW_CLIENT, client);
    request->organization = GIVEN(ROW_ORGANIZATION, organization);
    request->resource_server = GIVEN(ROW_RESOURCE_SERVER, resource_server);
    request->client_grant = GIVEN(ROW_CLIENT_GRANT, client_grant);
    request->default_client_grant = GIVEN(ROW_DEFAULT_CLIENT_GRANT, default_client_grant);
    return orgpol_check_user_grant(request, NULL, NULL, 0, NULL, 0);
}
