/* SPDX-License-Identifier: MIT */
/* Loading clients, connections, APIs and client grants. */
#include "load.h"

/* A member path of two names, for error messages. */
#define PATH_NESTED(path, outer, inner) PATH_MEMBER(PATH_MEMBER(path, outer), inner)

enum orgpol_status orgpol_load_client(struct loader *load, const cJSON *json, const struct json_path *path,
                                      size_t owner)
{
    struct client_object object = {.row = ORGPOL_CLIENT_INIT, .config = ORGPOL_CLIENT_CONFIG_INIT};
    struct tenant_client client = {.has_initiate_login_uri = 0};
    struct text_list callbacks;
    struct text_list allowed_origins;
    struct text_list web_origins;
    enum orgpol_status status =
        orgpol_decode_fields(json, path, &orgpol_client_members, &object, load->error);
    uint32_t number;

    (void)owner;
    if (status == ORGPOL_OK)
        status = orgpol_load_require(load, object.row.client_id, path, "client_id");
    if (status == ORGPOL_OK)
        status = orgpol_load_keep(load, &object.row.client_id, &client.id);
    if (status == ORGPOL_OK)
        status = orgpol_load_keep(load, &object.row.external_client_id, &client.external_id);
    if (status == ORGPOL_OK)
        status = orgpol_load_keep(load, &object.row.default_organization_id, &number);
    if (status == ORGPOL_OK)
        status = orgpol_load_vault_client(load, &object, path);
    if (status == ORGPOL_OK)
        status = orgpol_load_list(load, object.callbacks, PATH_MEMBER(path, "callbacks"), NULL, &callbacks);
    if (status == ORGPOL_OK)
        status = orgpol_load_list(load, object.allowed_origins, PATH_MEMBER(path, "allowed_origins"), NULL,
                                  &allowed_origins);
    if (status == ORGPOL_OK)
        status =
            orgpol_load_list(load, object.web_origins, PATH_MEMBER(path, "web_origins"), NULL, &web_origins);
    if (status == ORGPOL_OK)
        status = orgpol_load_quota(load, object.quota, PATH_NESTED(path, "token_quota", "client_credentials"),
                                   &client.quota);
    if (status != ORGPOL_OK)
        return status;
    orgpol_client_object_complete(&object);
    object.row.callbacks = callbacks.texts;
    object.row.callback_count = callbacks.count;
    client.row = object.row;
    client.config = object.config;
    client.config.allowed_origins = allowed_origins.texts;
    client.config.allowed_origin_count = allowed_origins.count;
    client.config.web_origins = web_origins.texts;
    client.config.web_origin_count = web_origins.count;
    client.has_initiate_login_uri = object.initiate_login_uri.len > 0;
    return orgpol_load_append(load, ARRAY_CLIENTS, &client);
}

enum orgpol_status orgpol_load_enabled_client(struct loader *load, const cJSON *json,
                                              const struct json_path *path, size_t owner)
{
    struct orgpol_str client_id;
    const enum orgpol_status status = orgpol_decode_text_element(json, path, &client_id, load->error);

    if (status != ORGPOL_OK || client_id.len == 0)
        return status;
    return orgpol_load_relation(load, ARRAY_ENABLED_CLIENTS, owner, client_id, 0);
}

static enum orgpol_status load_domain_aliases(struct loader *load, const cJSON *array,
                                              const struct json_path *path, struct text_list *list)
{
    enum orgpol_status status = orgpol_load_list(load, array, path, NULL, list);
    struct orgpol_str *texts = (struct orgpol_str *)list->texts; /* in the tenant's own room */
    uint32_t number;

    for (size_t i = 0; i < list->count && status == ORGPOL_OK; i++)
        status = orgpol_load_keep_lower(load, &texts[i], &number);
    return status;
}

enum orgpol_status orgpol_load_connection(struct loader *load, const cJSON *json,
                                          const struct json_path *path, size_t owner)
{
    struct connection_object object = {.row = ORGPOL_CONNECTION_INIT};
    struct tenant_connection connection = {.row = ORGPOL_CONNECTION_INIT};
    const size_t place = load->tenant->connection_count;
    enum orgpol_status status =
        orgpol_decode_fields(json, path, &orgpol_connection_members, &object, load->error);
    const struct load_array enabled_clients = {"enabled_clients", object.enabled_clients,
                                               orgpol_load_enabled_client};
    uint32_t number = 0;

    (void)owner;
    if (status == ORGPOL_OK)
        status = orgpol_load_require(load, object.row.id, path, "id");
    if (status == ORGPOL_OK)
        status = orgpol_load_keep(load, &object.row.id, &connection.id);
    if (status == ORGPOL_OK)
        status = orgpol_load_keep(load, &object.row.name, &connection.name);
    if (status == ORGPOL_OK)
        status = orgpol_load_keep(load, &object.row.strategy, &number);
    if (status == ORGPOL_OK)
        status = orgpol_load_vault_connection(load, &object, path);
    connection.issuer = object.issuer.len > 0 ? object.issuer : object.metadata_issuer;
    if (status == ORGPOL_OK)
        status = orgpol_load_keep(load, &connection.issuer, &number);
    if (object.row.cross_app_access_resource_app_status == ORGPOL_CROSS_APP_ACCESS_ENABLED)
        connection.issuer_for_exchange = number;
    if (status == ORGPOL_OK)
        status =
            load_domain_aliases(load, object.domain_aliases, PATH_NESTED(path, "options", "domain_aliases"),
                                &connection.domain_aliases);
    if (status != ORGPOL_OK)
        return status;
    connection.row = object.row;
    status = orgpol_load_append(load, ARRAY_CONNECTIONS, &connection);
    return status == ORGPOL_OK ? orgpol_load_arrays(load, &enabled_clients, 1, path, place) : status;
}

/* A scope-token of RFC 6749 section 3.3. */
static bool is_scope(struct orgpol_str text)
{
    bool good = text.len > 0;

    for (size_t i = 0; i < text.len; i++) {
        const char c = text.ptr[i];

        good &= c > ' ' && c <= '~' && c != '"' && c != '\\';
    }
    return good;
}

/* What is no scope is left out: nobody can ask for it, and in a token "r w" would be read as two. */
static enum orgpol_status load_scopes(struct loader *load, const cJSON *array, const struct json_path *path,
                                      struct text_list *list)
{
    const enum orgpol_status status = orgpol_load_list(load, array, path, &orgpol_scope_members, list);
    struct orgpol_str *texts = (struct orgpol_str *)list->texts; /* in the tenant's own room */
    size_t count = 0;

    for (size_t i = 0; i < list->count && status == ORGPOL_OK; i++)
        if (is_scope(texts[i]))
            texts[count++] = texts[i];
    list->count = count;
    return status;
}

enum orgpol_status orgpol_load_resource_server(struct loader *load, const cJSON *json,
                                               const struct json_path *path, size_t owner)
{
    struct resource_server_object object = {.row = ORGPOL_RESOURCE_SERVER_INIT};
    struct tenant_resource_server server = {.identifier = 0};
    struct text_list scopes;
    enum orgpol_status status =
        orgpol_decode_fields(json, path, &orgpol_resource_server_members, &object, load->error);

    (void)owner;
    if (status == ORGPOL_OK)
        status = orgpol_load_require(load, object.row.identifier, path, "identifier");
    if (status == ORGPOL_OK)
        status = orgpol_load_keep(load, &object.row.identifier, &server.identifier);
    if (status == ORGPOL_OK)
        status = load_scopes(load, object.scopes, PATH_MEMBER(path, "scopes"), &scopes);
    if (status != ORGPOL_OK)
        return status;
    object.row.scopes = scopes.texts;
    object.row.scope_count = scopes.count;
    object.row.is_dpop_required &= object.proof_mechanism != MECHANISM_MTLS; /* MYA-17 is about DPoP */
    server.row = object.row;
    server.is_client_policy_allow_all = orgpol_is_client_policy_allow_all(&object);
    return orgpol_load_append(load, ARRAY_RESOURCE_SERVERS, &server);
}

/* A grant of an unknown kind, and one that is a client's and a default at once or neither, is none (CFG-25).
 */
static bool is_grant(const struct orgpol_client_grant *row)
{
    const bool is_default =
        row->default_for == ORGPOL_DEFAULT_FOR_THIRD_PARTY_CLIENTS && row->client_id.len == 0;
    const bool is_own = row->default_for == ORGPOL_DEFAULT_FOR_UNSET && row->client_id.len > 0;

    return row->subject_type <= ORGPOL_SUBJECT_TYPE_USER && (is_default || is_own);
}

enum orgpol_status orgpol_load_client_grant(struct loader *load, const cJSON *json,
                                            const struct json_path *path, size_t owner)
{
    struct client_grant_object object = {.row = ORGPOL_CLIENT_GRANT_INIT};
    struct orgpol_client_grant *row = &object.row;
    struct tenant_client_grant grant = {.id = 0};
    struct text_list scopes;
    struct text_list types;
    enum orgpol_status status =
        orgpol_decode_fields(json, path, &orgpol_client_grant_members, &object, load->error);

    (void)owner;
    if (status == ORGPOL_OK)
        status = orgpol_load_list(load, object.scope, PATH_MEMBER(path, "scope"), NULL, &scopes);
    if (status == ORGPOL_OK)
        status = orgpol_load_list(load, object.authorization_details_types,
                                  PATH_MEMBER(path, "authorization_details_types"), NULL, &types);
    if (status != ORGPOL_OK)
        return status;
    if (row->subject_type == ORGPOL_SUBJECT_TYPE_UNSET)
        row->subject_type = ORGPOL_SUBJECT_TYPE_CLIENT;
    row->scopes = scopes.texts;
    row->scope_count = scopes.count;
    row->authorization_details_types = types.texts;
    row->authorization_details_type_count = types.count;
    status = orgpol_load_keep(load, &row->client_id, &grant.client_id);
    if (status == ORGPOL_OK)
        status = orgpol_load_keep(load, &row->audience, &grant.audience);
    if (status == ORGPOL_OK)
        status = orgpol_load_keep(load, &row->id, &grant.id);
    if (status != ORGPOL_OK)
        return status;
    grant.row = *row;
    grant.is_grant = is_grant(row);
    return orgpol_load_append(load, ARRAY_CLIENT_GRANTS, &grant);
}
