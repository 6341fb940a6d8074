/* SPDX-License-Identifier: MIT */
/* Reads a login request: sizes, words, keys, and that its rows belong together. */
#include "login.h"

#include "keys.h"
#include "options.h"

struct orgpol_str orgpol_cross_app_access_audience(const struct orgpol_cross_app_access *exchange,
                                                   const struct orgpol_tenant_settings *settings)
{
    static const struct orgpol_cross_app_access no_exchange = ORGPOL_CROSS_APP_ACCESS_INIT;
    static const struct orgpol_tenant_settings no_settings = ORGPOL_TENANT_SETTINGS_INIT;
    struct orgpol_cross_app_access exchange_copy;
    struct orgpol_tenant_settings settings_copy;
    bool unsupported = false;

    exchange = read_row(exchange, &no_exchange, &exchange_copy, sizeof no_exchange, &unsupported);
    settings = read_row(settings, &no_settings, &settings_copy, sizeof no_settings, &unsupported);
    if (unsupported)
        return (struct orgpol_str)ORGPOL_STR_NONE;
    if (!text_absent(exchange->assertion_resource))
        return exchange->assertion_resource;
    if (!text_absent(exchange->resource))
        return exchange->resource;
    return settings->default_audience;
}

/* Unknown words of a row only restrict, but a question with an unknown word cannot be answered. */
static bool words_are_known(const struct login_rows *rows)
{
    const struct orgpol_login_request *request = rows->request;

    return request->protocol <= ORGPOL_PROTOCOL_REFRESH_TOKEN && request->mfa <= ORGPOL_MFA_FAILED &&
           request->action_verdict <= ORGPOL_ACTION_VERDICT_DENY &&
           request->response_mode <= ORGPOL_RESPONSE_MODE_WEB_MESSAGE && options_are_known(rows->options) &&
           (request->cross_app_access == NULL || request->protocol == ORGPOL_PROTOCOL_UNSET);
}

static bool reserved_are_zero(const struct login_rows *rows)
{
    return (rows->request->reserved | rows->request->reserved2 | rows->settings->reserved |
            rows->client->reserved | rows->organization->reserved | rows->organization->reserved2 |
            rows->connection->reserved | rows->connection->reserved2 | rows->connection->reserved3 |
            rows->enabled_client->reserved | rows->enabled_connection->reserved |
            rows->organization_client->reserved | rows->organization_client->reserved2 |
            rows->member->reserved | rows->user->reserved | rows->cross_app_access->reserved |
            rows->cross_app_access->reserved2 | rows->cross_app_access->reserved3 |
            rows->resource_server->reserved | rows->client_grant->reserved | rows->client_grant->reserved2 |
            rows->client_grant->reserved3 | rows->default_client_grant->reserved |
            rows->default_client_grant->reserved2 | rows->default_client_grant->reserved3 |
            rows->settings->reserved2) == 0;
}

/* True when a row that is there names its owner by `id`. Empty ids name nobody. */
static inline bool owned(const void *row, struct orgpol_str id, struct orgpol_str owner)
{
    const bool alike = (id.len == owner.len) & (id.len != 0) & (id.ptr != NULL) & (owner.ptr != NULL);

    if (alike & (id.ptr != owner.ptr) & (row != NULL))
        return memcmp(id.ptr, owner.ptr, id.len) == 0;
    return alike | (row == NULL);
}

/* The rows that are there have their keys and belong together. */
static bool rows_fit(const struct login_rows *rows)
{
    const struct orgpol_login_request *request = rows->request;
    const struct orgpol_str client = rows->client->client_id;
    const struct orgpol_str organization = rows->organization->id;
    const struct orgpol_str connection = rows->connection->id;
    const struct orgpol_str user = rows->user->user_id;

    bool fit = true;

    fit &= request->client == NULL || !text_absent(client);
    fit &= request->connection == NULL || !text_absent(connection);
    fit &= request->user == NULL || !text_absent(user);
    fit &= owned(request->organization, request->organization_id, organization);
    fit &= owned(request->enabled_client, rows->enabled_client->client_id, client);
    fit &= owned(request->enabled_client, rows->enabled_client->connection_id, connection);
    fit &= owned(request->enabled_connection, rows->enabled_connection->organization_id, organization);
    fit &= owned(request->enabled_connection, rows->enabled_connection->connection_id, connection);
    fit &= owned(request->organization_client, rows->organization_client->organization_id, organization);
    fit &= owned(request->organization_client, rows->organization_client->client_id, client);
    fit &= owned(request->member, rows->member->organization_id, organization);
    fit &= owned(request->member, rows->member->user_id, user);
    return fit;
}

static RARE enum orgpol_reason rows_error(const struct login_rows *rows)
{
    const struct orgpol_login_request *request = rows->request;
    const struct orgpol_str client = rows->client->client_id;
    const struct orgpol_str organization = rows->organization->id;
    const struct orgpol_str connection = rows->connection->id;
    const struct orgpol_str user = rows->user->user_id;
    const struct orgpol_enabled_client *enabled_client = rows->enabled_client;
    const struct orgpol_enabled_connection *enabled_connection = rows->enabled_connection;
    const struct orgpol_organization_client *listing = rows->organization_client;
    const struct orgpol_organization_member *member = rows->member;
    const struct key keys[] = {
        {request->client, client, client, ORGPOL_REASON_NONE},
        {request->connection, connection, connection, ORGPOL_REASON_NONE},
        {request->user, user, user, ORGPOL_REASON_NONE},
        {request->organization, organization, request->organization_id,
         ORGPOL_REASON_ROW_OF_OTHER_ORGANIZATION},
        {request->enabled_connection, enabled_connection->organization_id, organization,
         ORGPOL_REASON_ROW_OF_OTHER_ORGANIZATION},
        {request->organization_client, listing->organization_id, organization,
         ORGPOL_REASON_ROW_OF_OTHER_ORGANIZATION},
        {request->member, member->organization_id, organization, ORGPOL_REASON_ROW_OF_OTHER_ORGANIZATION},
        {request->enabled_client, enabled_client->client_id, client, ORGPOL_REASON_ROW_OF_OTHER_CLIENT},
        {request->organization_client, listing->client_id, client, ORGPOL_REASON_ROW_OF_OTHER_CLIENT},
        {request->enabled_client, enabled_client->connection_id, connection,
         ORGPOL_REASON_ROW_OF_OTHER_CONNECTION},
        {request->enabled_connection, enabled_connection->connection_id, connection,
         ORGPOL_REASON_ROW_OF_OTHER_CONNECTION},
        {request->member, member->user_id, user, ORGPOL_REASON_ROW_OF_OTHER_USER},
    };

    return first_wrong_key(keys, sizeof keys / sizeof *keys);
}

/* The same for the rows of a Cross App Access exchange, where the client and the audience are the key. */
static RARE enum orgpol_reason exchange_error(const struct login_rows *rows)
{
    const struct orgpol_cross_app_access *exchange = rows->cross_app_access;
    const struct orgpol_client_grant *own = rows->client_grant;
    const struct orgpol_client_grant *fallback = rows->default_client_grant;
    const struct orgpol_str audience = rows->audience;
    const struct key keys[] = {
        {exchange->resource_server, rows->resource_server->identifier, audience,
         ORGPOL_REASON_ROW_OF_OTHER_RESOURCE_SERVER},
        {exchange->client_grant, own->audience, audience, ORGPOL_REASON_ROW_OF_OTHER_RESOURCE_SERVER},
        {exchange->default_client_grant, fallback->audience, audience,
         ORGPOL_REASON_ROW_OF_OTHER_RESOURCE_SERVER},
        {exchange->client_grant, own->client_id, rows->client->client_id, ORGPOL_REASON_ROW_OF_OTHER_CLIENT},
    };
    const enum orgpol_reason error = first_wrong_key(keys, sizeof keys / sizeof *keys);

    if (error == ORGPOL_REASON_NONE && exchange->default_client_grant && !text_absent(fallback->client_id))
        return ORGPOL_REASON_ROW_OF_OTHER_CLIENT; /* a default grant is nobody's own */
    return error;
}

enum orgpol_reason orgpol_read_login(const struct orgpol_login_request *request, struct login_rows *rows,
                                     struct login_copies *copies)
{
    static const struct login_copies none = {
        .request = ORGPOL_LOGIN_REQUEST_INIT,
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
    };
    bool unsupported = false;

#define READ(member, row) \
    (rows->member = read_row((row), &none.member, &copies->member, sizeof none.member, &unsupported))
    if (request == NULL)
        return ORGPOL_REASON_MISSING_INPUT;
    READ(request, request);
    READ(options, rows->request->options);
    READ(settings, rows->request->settings);
    READ(client, rows->request->client);
    READ(organization, rows->request->organization);
    READ(connection, rows->request->connection);
    READ(enabled_client, rows->request->enabled_client);
    READ(enabled_connection, rows->request->enabled_connection);
    READ(organization_client, rows->request->organization_client);
    READ(member, rows->request->member);
    READ(user, rows->request->user);
    READ(cross_app_access, rows->request->cross_app_access);
    READ(resource_server, rows->cross_app_access->resource_server);
    READ(client_grant, rows->cross_app_access->client_grant);
    READ(default_client_grant, rows->cross_app_access->default_client_grant);
#undef READ
    if (unsupported || !words_are_known(rows) || !reserved_are_zero(rows))
        return ORGPOL_REASON_UNSUPPORTED_INPUT;
    rows->audience = (struct orgpol_str)ORGPOL_STR_NONE;
    if (!rows_fit(rows))
        return rows_error(rows);
    if (rows->request->cross_app_access == NULL)
        return ORGPOL_REASON_NONE;
    if (rows->cross_app_access->organization_count == 1 && text_absent(rows->request->organization_id))
        return ORGPOL_REASON_MISSING_INPUT; /* XAA-04: the exchange is in that organization */
    rows->audience = orgpol_cross_app_access_audience(rows->cross_app_access, rows->settings);
    return exchange_error(rows);
}
