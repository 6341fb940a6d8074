/* SPDX-License-Identifier: MIT */
/* Rows of the grant families for the tests: a world in which everything is allowed, to be changed. */
#ifndef ORGPOL_TEST_GRANTS_H
#define ORGPOL_TEST_GRANTS_H

#include "orgpol.h"

/* "r", "w" and "d" are the API's scopes; the grants have "w" and "r". */
struct grant_world {
    struct orgpol_options options;
    struct orgpol_tenant_settings settings;
    struct orgpol_client client;
    struct orgpol_organization organization;
    struct orgpol_resource_server api;
    struct orgpol_client_grant own;
    struct orgpol_client_grant fallback;
    struct orgpol_organization_client_grant association;
    struct orgpol_token_quota client_quota;
    struct orgpol_token_quota default_client_quota;
    struct orgpol_token_quota organization_quota;
    struct orgpol_token_quota default_organization_quota;
    struct orgpol_token_usage client_usage;
    struct orgpol_token_usage organization_usage;
    struct orgpol_str api_scopes[3];
    struct orgpol_str own_scopes[2];
    struct orgpol_str fallback_scopes[1];
};

#define GRANT_AUDIENCE ORGPOL_STR("https://api.example.com")

static inline void build_grants(struct grant_world *world, uint8_t subject_type)
{
    *world = (struct grant_world){
        .options = ORGPOL_OPTIONS_INIT,
        .settings = ORGPOL_TENANT_SETTINGS_INIT,
        .client = ORGPOL_CLIENT_INIT,
        .organization = ORGPOL_ORGANIZATION_INIT,
        .api = ORGPOL_RESOURCE_SERVER_INIT,
        .own = ORGPOL_CLIENT_GRANT_INIT,
        .fallback = ORGPOL_CLIENT_GRANT_INIT,
        .association = ORGPOL_ORGANIZATION_CLIENT_GRANT_INIT,
        .client_quota = ORGPOL_TOKEN_QUOTA_INIT,
        .default_client_quota = ORGPOL_TOKEN_QUOTA_INIT,
        .organization_quota = ORGPOL_TOKEN_QUOTA_INIT,
        .default_organization_quota = ORGPOL_TOKEN_QUOTA_INIT,
        .client_usage = ORGPOL_TOKEN_USAGE_INIT,
        .organization_usage = ORGPOL_TOKEN_USAGE_INIT,
    };
    world->client.client_id = ORGPOL_STR("app");
    world->client.is_first_party = 1;
    world->client.grant_types = ORGPOL_GRANT_TYPE_AUTHORIZATION_CODE | ORGPOL_GRANT_TYPE_REFRESH_TOKEN |
                                ORGPOL_GRANT_TYPE_CLIENT_CREDENTIALS;
    world->organization.id = ORGPOL_STR("org_a");
    world->organization.name = ORGPOL_STR("acme");
    world->api_scopes[0] = ORGPOL_STR("r");
    world->api_scopes[1] = ORGPOL_STR("w");
    world->api_scopes[2] = ORGPOL_STR("d");
    world->api.identifier = GRANT_AUDIENCE;
    world->api.scopes = world->api_scopes;
    world->api.scope_count = 3;
    world->own_scopes[0] = ORGPOL_STR("w");
    world->own_scopes[1] = ORGPOL_STR("r");
    world->own.id = ORGPOL_STR("cgr_own");
    world->own.client_id = world->client.client_id;
    world->own.audience = GRANT_AUDIENCE;
    world->own.subject_type = subject_type;
    world->own.scopes = world->own_scopes;
    world->own.scope_count = 2;
    world->fallback_scopes[0] = ORGPOL_STR("r");
    world->fallback.id = ORGPOL_STR("cgr_default");
    world->fallback.default_for = ORGPOL_DEFAULT_FOR_THIRD_PARTY_CLIENTS;
    world->fallback.audience = GRANT_AUDIENCE;
    world->fallback.subject_type = subject_type;
    world->fallback.scopes = world->fallback_scopes;
    world->fallback.scope_count = 1;
    world->association.organization_id = world->organization.id;
    world->association.grant_id = world->own.id;
}

/* A first-party client of the API, outside any organization. */
static inline struct orgpol_client_grant_request client_request(struct grant_world *world)
{
    struct orgpol_client_grant_request request = ORGPOL_CLIENT_GRANT_REQUEST_INIT;

    build_grants(world, ORGPOL_SUBJECT_TYPE_CLIENT);
    request.is_client_authenticated = 1;
    request.audience = GRANT_AUDIENCE;
    request.options = &world->options;
    request.settings = &world->settings;
    request.client = &world->client;
    request.resource_server = &world->api;
    request.client_grant = &world->own;
    return request;
}

static inline struct orgpol_user_grant_request user_request(struct grant_world *world)
{
    struct orgpol_user_grant_request request = ORGPOL_USER_GRANT_REQUEST_INIT;

    build_grants(world, ORGPOL_SUBJECT_TYPE_USER);
    request.user_id = ORGPOL_STR("auth0|u");
    request.audience = GRANT_AUDIENCE;
    request.options = &world->options;
    request.settings = &world->settings;
    request.client = &world->client;
    request.resource_server = &world->api;
    request.client_grant = &world->own;
    return request;
}

static inline void make_third_party(struct grant_world *world, uint8_t mode)
{
    world->client.is_first_party = 0;
    world->client.third_party_security_mode = mode;
}

#endif
