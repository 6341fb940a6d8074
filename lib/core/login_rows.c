/* SPDX-License-Identifier: MIT */
/* Reads a login request: sizes, words, keys, and that its rows belong together. */
#include "login.h"
#include "rows.h"
#include "text.h"

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
           request->response_mode <= ORGPOL_RESPONSE_MODE_WEB_MESSAGE &&
           rows->options->absent_security_mode <= ORGPOL_ABSENT_SECURITY_MODE_PERMISSIVE &&
           rows->options->refresh_recheck <= ORGPOL_REFRESH_RECHECK_OFF &&
           (request->cross_app_access == NULL || request->protocol == ORGPOL_PROTOCOL_UNSET);
}

static bool reserved_are_zero(const struct login_rows *rows)
{
    return (rows->request->reserved | rows->request->reserved2 | rows->options->reserved |
            rows->settings->reserved | rows->client->reserved | rows->organization->reserved |
            rows->organization->reserved2 | rows->connection->reserved | rows->connection->reserved2 |
            rows->enabled_client->reserved | rows->enabled_connection->reserved |
            rows->organization_client->reserved | rows->organization_client->reserved2 |
            rows->member->reserved | rows->user->reserved | rows->cross_app_access->reserved |
            rows->cross_app_access->reserved2 | rows->cross_app_access->reserved3 |
            rows->resource_server->reserved | rows->resource_server->reserved2 |
            rows->client_grant->reserved | rows->default_client_grant->reserved) == 0;
}

/* A row that is there has every id of its key. */
static bool keys_are_given(const struct login_rows *rows)
{
    const struct orgpol_login_request *request = rows->request;

    return !(request->client && text_absent(rows->client->client_id)) &&
           !(request->organization && text_absent(rows->organization->id)) &&
           !(request->connection && text_absent(rows->connection->id)) &&
           !(request->user && text_absent(rows->user->user_id)) &&
           !(request->enabled_client && (text_absent(rows->enabled_client->connection_id) ||
                                         text_absent(rows->enabled_client->client_id))) &&
           !(request->enabled_connection && (text_absent(rows->enabled_connection->organization_id) ||
                                             text_absent(rows->enabled_connection->connection_id))) &&
           !(request->organization_client && (text_absent(rows->organization_client->organization_id) ||
                                              text_absent(rows->organization_client->client_id))) &&
           !(request->member &&
             (text_absent(rows->member->organization_id) || text_absent(rows->member->user_id)));
}

static enum orgpol_reason foreign_row(const struct login_rows *rows)
{
    const struct orgpol_login_request *request = rows->request;
    const struct orgpol_str client_id = rows->client->client_id;
    const struct orgpol_str organization_id = rows->organization->id;
    const struct orgpol_str connection_id = rows->connection->id;

    if (request->organization && !text_same(organization_id, request->organization_id))
        return ORGPOL_REASON_ROW_OF_OTHER_ORGANIZATION;
    if (request->enabled_connection && !text_same(rows->enabled_connection->organization_id, organization_id))
        return ORGPOL_REASON_ROW_OF_OTHER_ORGANIZATION;
    if (request->organization_client &&
        !text_same(rows->organization_client->organization_id, organization_id))
        return ORGPOL_REASON_ROW_OF_OTHER_ORGANIZATION;
    if (request->member && !text_same(rows->member->organization_id, organization_id))
        return ORGPOL_REASON_ROW_OF_OTHER_ORGANIZATION;
    if (request->enabled_client && !text_same(rows->enabled_client->client_id, client_id))
        return ORGPOL_REASON_ROW_OF_OTHER_CLIENT;
    if (request->organization_client && !text_same(rows->organization_client->client_id, client_id))
        return ORGPOL_REASON_ROW_OF_OTHER_CLIENT;
    if (request->enabled_client && !text_same(rows->enabled_client->connection_id, connection_id))
        return ORGPOL_REASON_ROW_OF_OTHER_CONNECTION;
    if (request->enabled_connection && !text_same(rows->enabled_connection->connection_id, connection_id))
        return ORGPOL_REASON_ROW_OF_OTHER_CONNECTION;
    if (request->member && !text_same(rows->member->user_id, rows->user->user_id))
        return ORGPOL_REASON_ROW_OF_OTHER_USER;
    return ORGPOL_REASON_NONE;
}

/* The same for the rows of a Cross App Access exchange, where the client and the audience are the key. */
static enum orgpol_reason foreign_exchange_row(const struct login_rows *rows)
{
    const struct orgpol_cross_app_access *exchange = rows->cross_app_access;
    const struct orgpol_client_grant *own = rows->client_grant;
    const struct orgpol_client_grant *fallback = rows->default_client_grant;

    if ((exchange->resource_server && text_absent(rows->resource_server->identifier)) ||
        (exchange->client_grant && (text_absent(own->client_id) || text_absent(own->audience))) ||
        (exchange->default_client_grant && text_absent(fallback->audience)))
        return ORGPOL_REASON_ROW_WITHOUT_ID;
    if (exchange->resource_server && !text_same(rows->resource_server->identifier, rows->audience))
        return ORGPOL_REASON_ROW_OF_OTHER_RESOURCE_SERVER;
    if (exchange->client_grant && !text_same(own->audience, rows->audience))
        return ORGPOL_REASON_ROW_OF_OTHER_RESOURCE_SERVER;
    if (exchange->default_client_grant && !text_same(fallback->audience, rows->audience))
        return ORGPOL_REASON_ROW_OF_OTHER_RESOURCE_SERVER;
    if (exchange->client_grant && !text_same(own->client_id, rows->client->client_id))
        return ORGPOL_REASON_ROW_OF_OTHER_CLIENT;
    if (exchange->default_client_grant && !text_absent(fallback->client_id))
        return ORGPOL_REASON_ROW_OF_OTHER_CLIENT;
    return ORGPOL_REASON_NONE;
}

enum orgpol_reason orgpol_read_login(const struct orgpol_login_request *request, struct login_rows *rows,
                                     struct login_copies *copies)
{
    static const struct login_copies none;
    enum orgpol_reason error;
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
    if (!keys_are_given(rows))
        return ORGPOL_REASON_ROW_WITHOUT_ID;
    error = foreign_row(rows);
    if (error == ORGPOL_REASON_NONE && rows->request->cross_app_access) {
        rows->audience = orgpol_cross_app_access_audience(rows->cross_app_access, rows->settings);
        error = foreign_exchange_row(rows);
    } else {
        rows->audience = (struct orgpol_str)ORGPOL_STR_NONE;
    }
    return error;
}
