/* SPDX-License-Identifier: MIT */
/* Loading a tenant document: its settings, and the members that hold everything else. */
#include "orgpol/tenant.h"

#include <stdlib.h>
#include <string.h>

#include "load.h"

enum orgpol_status orgpol_load_rule(struct loader *load, const cJSON *json, const struct json_path *path,
                                    size_t owner)
{
    struct rule_object rule = {.is_disabled = 0};
    struct tenant_part row = {.id = 0};
    enum orgpol_status status = orgpol_decode_fields(json, path, &orgpol_rule_members, &rule, load->error);

    (void)owner;
    if (status == ORGPOL_OK)
        status = orgpol_load_keep(load, &rule.id, &row.id);
    row.counts = !rule.is_disabled;
    return status == ORGPOL_OK ? orgpol_load_append(load, ARRAY_RULES, &row) : status;
}

enum orgpol_status orgpol_load_hook(struct loader *load, const cJSON *json, const struct json_path *path,
                                    size_t owner)
{
    struct rule_object hook = {.is_disabled = 0};
    struct tenant_part row = {.id = 0};
    enum orgpol_status status = orgpol_decode_fields(json, path, &orgpol_rule_members, &hook, load->error);

    (void)owner;
    if (status == ORGPOL_OK)
        status = orgpol_load_keep(load, &hook.id, &row.id);
    row.counts = !hook.is_disabled && hook.trigger_id.len > 0 &&
                 strcmp(hook.trigger_id.ptr, "credentials-exchange") == 0;
    return status == ORGPOL_OK ? orgpol_load_append(load, ARRAY_HOOKS, &row) : status;
}

enum orgpol_status orgpol_load_custom_domain(struct loader *load, const cJSON *json,
                                             const struct json_path *path, size_t owner)
{
    struct text_object object = {ORGPOL_STR_NONE};
    struct tenant_part row = {.id = 0};
    enum orgpol_status status =
        orgpol_decode_fields(json, path, &orgpol_domain_members, &object, load->error);

    (void)owner;
    if (status == ORGPOL_OK)
        status = orgpol_load_keep(load, &object.text, &row.id);
    return status == ORGPOL_OK ? orgpol_load_append(load, ARRAY_CUSTOM_DOMAINS, &row) : status;
}

enum orgpol_status orgpol_load_options(struct loader *load, const cJSON *json, const struct json_path *path,
                                       size_t owner)
{
    struct option_object object = {.row = ORGPOL_OPTIONS_INIT};
    enum orgpol_status status =
        orgpol_decode_fields(json, path, &orgpol_option_members, &object, load->error);

    (void)owner;
    if (object.default_discovery_methods & MASK_OTHER)
        object.row.default_discovery_methods = ORGPOL_DISCOVERY_OTHER;
    object.row.default_discovery_methods |= (uint8_t)(object.default_discovery_methods & 0xFF);
    if (status == ORGPOL_OK)
        status =
            orgpol_load_clock_skew(load, object.clock_skew_s, PATH_MEMBER(path, "clock_skew_s"), &object.row);
    if (status != ORGPOL_OK)
        return status;
    load->tenant->options = object.row;
    load->tenant->has_options = 1;
    return ORGPOL_OK;
}

enum orgpol_status orgpol_load_settings(struct loader *load, const cJSON *json, const struct json_path *path,
                                        size_t owner)
{
    struct orgpol_tenant *tenant = load->tenant;
    const struct json_path *quotas = PATH_MEMBER(path, "default_token_quota");
    struct setting_object object = {.row = ORGPOL_TENANT_SETTINGS_INIT};
    struct tenant_quota clients_quota;
    struct tenant_quota organizations_quota;
    enum orgpol_status status =
        orgpol_decode_fields(json, path, &orgpol_setting_members, &object, load->error);
    uint32_t number;

    (void)owner;
    if (status == ORGPOL_OK)
        status = orgpol_load_keep(load, &object.row.default_audience, &number);
    if (status == ORGPOL_OK)
        status = orgpol_load_keep(load, &object.row.default_directory, &number);
    if (status == ORGPOL_OK)
        status = orgpol_load_keep_given(load, &object.row.domain);
    if (status == ORGPOL_OK)
        status = orgpol_load_quota(load, object.clients_quota,
                                   PATH_MEMBER(PATH_MEMBER(quotas, "clients"), "client_credentials"),
                                   &clients_quota);
    if (status == ORGPOL_OK)
        status = orgpol_load_quota(load, object.organizations_quota,
                                   PATH_MEMBER(PATH_MEMBER(quotas, "organizations"), "client_credentials"),
                                   &organizations_quota);
    if (status != ORGPOL_OK)
        return status;
    object.row.mfa_policy = orgpol_mfa_policy_of(&object);
    tenant->settings = object.row;
    tenant->clients_quota = clients_quota;
    tenant->organizations_quota = organizations_quota;
    tenant->has_default_login_route = object.default_redirection_uri.len > 0;
    tenant->has_settings = 1;
    return ORGPOL_OK;
}

enum orgpol_status orgpol_load_document(struct loader *load, const cJSON *tree, const struct json_path *path)
{
    struct tenant_object document = {0};
    enum orgpol_status status =
        orgpol_decode_fields(tree, path, &orgpol_tenant_members, &document, load->error);
    const struct load_array arrays[] = {
        {"custom_domains", document.custom_domains, orgpol_load_custom_domain},
        {"clients", document.clients, orgpol_load_client},
        {"connections", document.connections, orgpol_load_connection},
        {"resource_servers", document.resource_servers, orgpol_load_resource_server},
        {"client_grants", document.client_grants, orgpol_load_client_grant},
        {"organizations", document.organizations, orgpol_load_organization},
        {"users", document.users, orgpol_load_user},
        {"roles", document.roles, orgpol_load_role},
        {"rules", document.rules, orgpol_load_rule},
        {"hooks", document.hooks, orgpol_load_hook},
    };

    if (status == ORGPOL_OK && document.options)
        status = orgpol_load_options(load, document.options, PATH_MEMBER(path, "options"), 0);
    if (status == ORGPOL_OK && document.settings)
        status = orgpol_load_settings(load, document.settings, PATH_MEMBER(path, "settings"), 0);
    if (status == ORGPOL_OK)
        status = orgpol_load_arrays(load, arrays, sizeof arrays / sizeof *arrays, path, TENANT_ITSELF);
    return status == ORGPOL_OK ? orgpol_tenant_finish(load) : status;
}

enum orgpol_status orgpol_tenant_build(const cJSON *tree, const struct json_path *path,
                                       const uint8_t *hash_key, struct orgpol_tenant **tenant,
                                       struct orgpol_json_error *error)
{
    struct loader load = {.tenant = orgpol_tenant_new(hash_key), .error = error};
    enum orgpol_status status;

    *tenant = NULL;
    if (load.tenant == NULL)
        return orgpol_json_no_memory(error);
    status = orgpol_load_document(&load, tree, path);
    if (status != ORGPOL_OK) {
        orgpol_tenant_free(load.tenant);
        return status;
    }
    *tenant = load.tenant;
    return ORGPOL_OK;
}

static enum orgpol_status load_document(const char *json, size_t length,
                                        const struct orgpol_json_options *options,
                                        struct orgpol_tenant **tenant, struct orgpol_json_error *error)
{
    struct room room = {NULL, 0, NULL};
    cJSON *tree;
    enum orgpol_status status = orgpol_json_read(json, length, options, &room, 0, &tree, error);

    if (status == ORGPOL_OK)
        status = orgpol_tenant_build(tree, NULL, options->hash_key, tenant, error);
    orgpol_room_free(&room);
    if (status == ORGPOL_ERR_REQUEST)
        error->offset = orgpol_json_locate(json, length, error->pointer);
    return status;
}

enum orgpol_status orgpol_tenant_load(const char *json, size_t length,
                                      const struct orgpol_json_options *options,
                                      struct orgpol_tenant **tenant, struct orgpol_json_error *error)
{
    struct orgpol_json_error local = ORGPOL_JSON_ERROR_INIT;
    struct orgpol_json_options read;
    enum orgpol_status status;

    if (tenant)
        *tenant = NULL;
    status = orgpol_json_begin(options, ORGPOL_JSON_MAX_BYTES, &read, error, &local);
    if (status == ORGPOL_OK)
        status = tenant && json
                     ? load_document(json, length, &read, tenant, &local)
                     : orgpol_json_fail(&local, ORGPOL_ERR_ARGUMENT, 0, NULL,
                                        "expected a document and a place for the tenant, found NULL");
    orgpol_json_give_error(error, &local);
    return status;
}
