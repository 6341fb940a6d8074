/* SPDX-License-Identifier: MIT */
/* Reads a user_grant request: sizes, words, lists, keys, and that its rows belong together. */
#include "user_grant.h"

#include "client.h"
#include "keys.h"
#include "options.h"
#include "rows.h"
#include "text.h"

/*
 * Unknown words of a row only restrict, but a question with an unknown word cannot be answered. Nor can one
 * with the scopes of a refresh token that is none: whoever forgot to say that it is a refresh would not be
 * held to them.
 */
static bool is_understood(const struct user_grant_rows *rows)
{
    const struct orgpol_user_grant_request *request = rows->request;
    const bool original = request->original_scope_count == 0 || request->is_refresh != 0;

    return request->response_mode <= ORGPOL_RESPONSE_MODE_WEB_MESSAGE && original &&
           options_are_known(rows->options);
}

static bool reserved_are_zero(const struct user_grant_rows *rows)
{
    return (rows->request->reserved | rows->settings->reserved | rows->settings->reserved2 |
            rows->client->reserved | rows->organization->reserved | rows->organization->reserved2 |
            rows->resource_server->reserved | rows->client_grant->reserved | rows->client_grant->reserved2 |
            rows->client_grant->reserved3 | rows->default_client_grant->reserved |
            rows->default_client_grant->reserved2 | rows->default_client_grant->reserved3) == 0;
}

static enum orgpol_reason lists_error(const struct user_grant_rows *rows)
{
    const struct orgpol_user_grant_request *request = rows->request;
    const struct orgpol_client_grant *own = rows->client_grant;
    const struct orgpol_client_grant *fallback = rows->default_client_grant;
    const struct list lists[] = {
        {request->scopes, request->scope_count},
        {request->original_scopes, request->original_scope_count},
        {request->permissions, request->permission_count},
        {request->authorization_details_types, request->authorization_details_type_count},
        {rows->resource_server->scopes, rows->resource_server->scope_count},
        {own->scopes, own->scope_count},
        {own->authorization_details_types, own->authorization_details_type_count},
        {fallback->scopes, fallback->scope_count},
        {fallback->authorization_details_types, fallback->authorization_details_type_count},
    };

    return first_wrong_list(lists, sizeof lists / sizeof *lists);
}

static enum orgpol_reason keys_error(const struct user_grant_rows *rows)
{
    const struct orgpol_user_grant_request *request = rows->request;
    const struct orgpol_client_grant *own = rows->client_grant;
    const struct orgpol_client_grant *fallback = rows->default_client_grant;
    const struct orgpol_str audience = rows->audience;
    const struct orgpol_str client = rows->client->client_id;
    const struct key keys[] = {
        {request->client, client, client, ORGPOL_REASON_NONE},
        {request->organization, rows->organization->id, request->organization_id,
         ORGPOL_REASON_ROW_OF_OTHER_ORGANIZATION},
        {request->resource_server, rows->resource_server->identifier, audience,
         ORGPOL_REASON_ROW_OF_OTHER_RESOURCE_SERVER},
        {request->client_grant, own->audience, audience, ORGPOL_REASON_ROW_OF_OTHER_RESOURCE_SERVER},
        {request->default_client_grant, fallback->audience, audience,
         ORGPOL_REASON_ROW_OF_OTHER_RESOURCE_SERVER},
        {request->client_grant, own->client_id, client, ORGPOL_REASON_ROW_OF_OTHER_CLIENT},
    };
    const enum orgpol_reason error = first_wrong_key(keys, sizeof keys / sizeof *keys);

    if (error == ORGPOL_REASON_NONE && request->default_client_grant && !text_absent(fallback->client_id))
        return ORGPOL_REASON_ROW_OF_OTHER_CLIENT; /* a default grant is nobody's own */
    return error;
}

enum orgpol_reason orgpol_read_user_grant(const struct orgpol_user_grant_request *request,
                                          struct user_grant_rows *rows, struct user_grant_copies *copies)
{
    static const struct user_grant_copies none = {
        .request = ORGPOL_USER_GRANT_REQUEST_INIT,
        .options = ORGPOL_OPTIONS_INIT,
        .settings = ORGPOL_TENANT_SETTINGS_INIT,
        .client = ORGPOL_CLIENT_INIT,
        .organization = ORGPOL_ORGANIZATION_INIT,
        .resource_server = ORGPOL_RESOURCE_SERVER_INIT,
        .client_grant = ORGPOL_CLIENT_GRANT_INIT,
        .default_client_grant = ORGPOL_CLIENT_GRANT_INIT,
    };
    bool unsupported = false;
    enum orgpol_reason error;

#define READ(member, row) \
    (rows->member = read_row((row), &none.member, &copies->member, sizeof none.member, &unsupported))
    if (request == NULL)
        return ORGPOL_REASON_MISSING_INPUT;
    READ(request, request);
    request = rows->request;
    READ(options, request->options);
    READ(settings, request->settings);
    READ(client, request->client);
    READ(organization, request->organization);
    READ(resource_server, request->resource_server);
    READ(client_grant, request->client_grant);
    READ(default_client_grant, request->default_client_grant);
#undef READ
    if (unsupported || !is_understood(rows) || !reserved_are_zero(rows))
        return ORGPOL_REASON_UNSUPPORTED_INPUT;
    if (text_absent(request->user_id))
        return ORGPOL_REASON_MISSING_INPUT;
    rows->audience = orgpol_resolve_audience(request->audience, request->resource, request->settings);
    rows->classes = classes_of(rows->client, rows->options);
    error = lists_error(rows);
    return error == ORGPOL_REASON_NONE ? keys_error(rows) : error;
}
