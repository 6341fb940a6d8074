/* SPDX-License-Identifier: MIT */
/* Reads a client_grant request: sizes, words, lists, keys, and that its rows belong together. */
#include "client_grant.h"

#include "keys.h"
#include "options.h"
#include "rows.h"
#include "text.h"

/* Unknown words of a row only restrict, but a question with an unknown word cannot be answered. */
static bool words_are_known(const struct client_grant_rows *rows)
{
    return rows->request->action_verdict <= ORGPOL_ACTION_VERDICT_DENY && options_are_known(rows->options);
}

static bool reserved_are_zero(const struct client_grant_rows *rows)
{
    return (rows->request->reserved | rows->settings->reserved | rows->settings->reserved2 |
            rows->client->reserved | rows->resource_server->reserved | rows->client_grant->reserved |
            rows->client_grant->reserved2 | rows->client_grant->reserved3 |
            rows->default_client_grant->reserved | rows->default_client_grant->reserved2 |
            rows->default_client_grant->reserved3 | rows->organization->reserved |
            rows->organization->reserved2 | rows->association->reserved | rows->client_quota->reserved |
            rows->organization_quota->reserved | rows->client_usage->reserved |
            rows->organization_usage->reserved) == 0;
}

static enum orgpol_reason lists_error(const struct client_grant_rows *rows)
{
    const struct list lists[] = {
        {rows->request->scopes, rows->request->scope_count},
        {rows->resource_server->scopes, rows->resource_server->scope_count},
        {rows->client_grant->scopes, rows->client_grant->scope_count},
        {rows->default_client_grant->scopes, rows->default_client_grant->scope_count},
    };

    return first_wrong_list(lists, sizeof lists / sizeof *lists);
}

/* The organization is the one that was sent, by id or name, or else the client's default one. */
static enum orgpol_reason organization_error(const struct client_grant_rows *rows)
{
    const struct orgpol_str sent = rows->request->sent_organization;
    const struct orgpol_str id = rows->organization->id;
    bool fits;

    if (rows->request->organization == NULL)
        return ORGPOL_REASON_NONE;
    if (text_absent(id))
        return ORGPOL_REASON_ROW_WITHOUT_ID;
    if (text_absent(sent))
        fits = text_same(id, rows->client->default_organization_id);
    else if (text_is_organization_id(sent))
        fits = text_same(id, sent);
    else
        fits = text_same_lowered(sent, rows->organization->name);
    return fits ? ORGPOL_REASON_NONE : ORGPOL_REASON_ROW_OF_OTHER_ORGANIZATION;
}

static enum orgpol_reason keys_error(const struct client_grant_rows *rows)
{
    const struct orgpol_client_grant_request *request = rows->request;
    const struct orgpol_client_grant *own = rows->client_grant;
    const struct orgpol_client_grant *fallback = rows->default_client_grant;
    const struct orgpol_organization_client_grant *association = rows->association;
    const struct orgpol_str audience = rows->audience;
    const struct orgpol_str client = rows->client->client_id;
    const struct key keys[] = {
        {request->client, client, client, ORGPOL_REASON_NONE},
        {request->resource_server, rows->resource_server->identifier, audience,
         ORGPOL_REASON_ROW_OF_OTHER_RESOURCE_SERVER},
        {request->client_grant, own->audience, audience, ORGPOL_REASON_ROW_OF_OTHER_RESOURCE_SERVER},
        {request->default_client_grant, fallback->audience, audience,
         ORGPOL_REASON_ROW_OF_OTHER_RESOURCE_SERVER},
        {request->client_grant, own->client_id, client, ORGPOL_REASON_ROW_OF_OTHER_CLIENT},
        {request->organization_client_grant, association->organization_id, rows->organization->id,
         ORGPOL_REASON_ROW_OF_OTHER_ORGANIZATION},
        {request->organization_client_grant, association->grant_id, own->id,
         ORGPOL_REASON_ROW_OF_OTHER_CLIENT_GRANT},
    };
    const enum orgpol_reason error = first_wrong_key(keys, sizeof keys / sizeof *keys);

    if (error != ORGPOL_REASON_NONE)
        return error;
    if (request->default_client_grant && !text_absent(fallback->client_id))
        return ORGPOL_REASON_ROW_OF_OTHER_CLIENT; /* a default grant is nobody's own */
    return organization_error(rows);
}

enum orgpol_reason orgpol_read_client_grant(const struct orgpol_client_grant_request *request,
                                            struct client_grant_rows *rows,
                                            struct client_grant_copies *copies)
{
    static const struct client_grant_copies none = {
        .request = ORGPOL_CLIENT_GRANT_REQUEST_INIT,
        .options = ORGPOL_OPTIONS_INIT,
        .settings = ORGPOL_TENANT_SETTINGS_INIT,
        .client = ORGPOL_CLIENT_INIT,
        .resource_server = ORGPOL_RESOURCE_SERVER_INIT,
        .client_grant = ORGPOL_CLIENT_GRANT_INIT,
        .default_client_grant = ORGPOL_CLIENT_GRANT_INIT,
        .organization = ORGPOL_ORGANIZATION_INIT,
        .association = ORGPOL_ORGANIZATION_CLIENT_GRANT_INIT,
        .client_quota = ORGPOL_TOKEN_QUOTA_INIT,
        .organization_quota = ORGPOL_TOKEN_QUOTA_INIT,
        .client_usage = ORGPOL_TOKEN_USAGE_INIT,
        .organization_usage = ORGPOL_TOKEN_USAGE_INIT,
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
    READ(resource_server, request->resource_server);
    READ(client_grant, request->client_grant);
    READ(default_client_grant, request->default_client_grant);
    READ(organization, request->organization);
    READ(association, request->organization_client_grant);
    READ(client_quota, request->client_quota ? request->client_quota : request->default_client_quota);
    READ(organization_quota,
         request->organization_quota ? request->organization_quota : request->default_organization_quota);
    READ(client_usage, request->client_usage);
    READ(organization_usage, request->organization_usage);
#undef READ
    if (unsupported || !words_are_known(rows) || !reserved_are_zero(rows))
        return ORGPOL_REASON_UNSUPPORTED_INPUT;
    rows->audience = orgpol_resolve_audience(request->audience, request->resource, request->settings);
    error = lists_error(rows);
    return error == ORGPOL_REASON_NONE ? keys_error(rows) : error;
}
