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
static bool words_are_known(const struct orgpol_login_request *request, const struct orgpol_options *options)
{
    return request->protocol <= ORGPOL_PROTOCOL_REFRESH_TOKEN && request->mfa <= ORGPOL_MFA_FAILED &&
           request->action_verdict <= ORGPOL_ACTION_VERDICT_DENY &&
           request->response_mode <= ORGPOL_RESPONSE_MODE_WEB_MESSAGE && options_are_known(options) &&
           (request->cross_app_access == NULL || request->protocol == ORGPOL_PROTOCOL_UNSET);
}

static inline bool is_named(struct orgpol_str id)
{
    return !text_absent(id);
}

/* Is the id the owner's? Empty ids name nobody; an owner whose own is absent does not fit at its own row. */
static inline bool is_of(struct orgpol_str id, struct orgpol_str owner)
{
    if (id.len != owner.len || id.len == 0)
        return false;
    return id.ptr == owner.ptr || (id.ptr && owner.ptr && memcmp(id.ptr, owner.ptr, id.len) == 0);
}

/*
 * The rows, an owner before what it owns: the members of each that must be zero, and what must be true of its
 * keys. `row` is the row; of one that is not there nothing is asked.
 */
/* clang-format off */
/*    type                        row                  its reserved members                             its keys */
#define LOGIN_ROWS(X)                                                                                                                                          \
    X(orgpol_options,             options,             0,                                               true)                                                  \
    X(orgpol_tenant_settings,     settings,            row->reserved | row->reserved2,                  true)                                                  \
    X(orgpol_client,              client,              row->reserved,                                   is_named(row->client_id))                              \
    X(orgpol_organization,        organization,        row->reserved | row->reserved2,                  is_of(row->id, request->organization_id) &&            \
                                                                                                        is_named(row->id))                                     \
    X(orgpol_connection,          connection,          row->reserved | row->reserved2 | row->reserved3, is_named(row->id))                                     \
    X(orgpol_user,                user,                row->reserved,                                   is_named(row->user_id))                                \
    X(orgpol_enabled_client,      enabled_client,      row->reserved,                                   is_of(row->client_id, rows->client->client_id) &&      \
                                                                                                        is_of(row->connection_id, rows->connection->id))       \
    X(orgpol_enabled_connection,  enabled_connection,  row->reserved,                                   is_of(row->organization_id, rows->organization->id) && \
                                                                                                        is_of(row->connection_id, rows->connection->id))       \
    X(orgpol_organization_client, organization_client, row->reserved | row->reserved2,                  is_of(row->organization_id, rows->organization->id) && \
                                                                                                        is_of(row->client_id, rows->client->client_id))        \
    X(orgpol_organization_member, member,              row->reserved,                                   is_of(row->organization_id, rows->organization->id) && \
                                                                                                        is_of(row->user_id, rows->user->user_id))
/* clang-format on */

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
    const struct orgpol_cross_app_access *exchange = rows->exchange->cross_app_access;
    const struct orgpol_client_grant *own = rows->exchange->client_grant;
    const struct orgpol_client_grant *fallback = rows->exchange->default_client_grant;
    const struct orgpol_str audience = rows->exchange->audience;
    const struct key keys[] = {
        {exchange->resource_server, rows->exchange->resource_server->identifier, audience,
         ORGPOL_REASON_ROW_OF_OTHER_RESOURCE_SERVER},
        {exchange->client_grant, own->audience, audience, ORGPOL_REASON_ROW_OF_OTHER_RESOURCE_SERVER},
        {exchange->default_client_grant, fallback->audience, audience,
         ORGPOL_REASON_ROW_OF_OTHER_RESOURCE_SERVER},
        {exchange->client_grant, own->client_id, rows->client->client_id, ORGPOL_REASON_ROW_OF_OTHER_CLIENT},
    };
    const enum orgpol_reason error = first_wrong_key(keys, sizeof keys / sizeof *keys);

    if (exchange->organization_count == 1 && text_absent(rows->request->organization_id))
        return ORGPOL_REASON_MISSING_INPUT; /* XAA-04: the exchange is in that organization */
    if (error == ORGPOL_REASON_NONE && exchange->default_client_grant && !text_absent(fallback->client_id))
        return ORGPOL_REASON_ROW_OF_OTHER_CLIENT; /* a default grant is nobody's own */
    return error;
}

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

/* Reads the rows of an exchange, and says what their reserved members come to. */
static RARE uint32_t read_exchange(const struct login_rows *rows, struct login_copies *copies,
                                   bool *unsupported)
{
    struct cross_app_rows *exchange = &copies->exchange;
    const struct orgpol_cross_app_access *row;
    const struct orgpol_resource_server *server;
    const struct orgpol_client_grant *own;
    const struct orgpol_client_grant *fallback;

    row = read_present_row(rows->request->cross_app_access, &none.cross_app_access, &copies->cross_app_access,
                           sizeof *row, unsupported);
    server = read_row(row->resource_server, &none.resource_server, &copies->resource_server, sizeof *server,
                      unsupported);
    own = read_row(row->client_grant, &none.client_grant, &copies->client_grant, sizeof *own, unsupported);
    fallback = read_row(row->default_client_grant, &none.default_client_grant, &copies->default_client_grant,
                        sizeof *fallback, unsupported);
    *exchange = (struct cross_app_rows){row, server, own, fallback,
                                        orgpol_cross_app_access_audience(row, rows->settings)};
    return row->reserved | row->reserved2 | row->reserved3 | server->reserved | own->reserved |
           own->reserved2 | own->reserved3 | fallback->reserved | fallback->reserved2 | fallback->reserved3;
}

enum orgpol_reason orgpol_read_login(const struct orgpol_login_request *request, struct login_rows *rows,
                                     struct login_copies *copies)
{
    bool unsupported = false;
    bool fit = true;
    uint32_t reserved;

#define READ(type, member, reserved_members, keys)                                                       \
    if (request->member) {                                                                               \
        const struct type *row =                                                                         \
            read_present_row(request->member, &none.member, &copies->member, sizeof *row, &unsupported); \
                                                                                                         \
        rows->member = row;                                                                              \
        reserved |= (reserved_members);                                                                  \
        if (!(keys))                                                                                     \
            fit = false;                                                                                 \
    } else {                                                                                             \
        rows->member = &none.member;                                                                     \
    }
    if (request == NULL)
        return ORGPOL_REASON_MISSING_INPUT;
    request = read_present_row(request, &none.request, &copies->request, sizeof *request, &unsupported);
    rows->request = request;
    rows->exchange = NULL;
    reserved = request->reserved | request->reserved2;
    LOGIN_ROWS(READ)
#undef READ
    if (request->cross_app_access) {
        rows->exchange = &copies->exchange;
        reserved |= read_exchange(rows, copies, &unsupported);
    }
    if (unsupported || reserved != 0 || !words_are_known(request, rows->options))
        return ORGPOL_REASON_UNSUPPORTED_INPUT;
    if (!fit)
        return rows_error(rows);
    return request->cross_app_access ? exchange_error(rows) : ORGPOL_REASON_NONE;
}
