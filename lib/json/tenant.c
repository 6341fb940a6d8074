/* SPDX-License-Identifier: MIT */
/* Loading a tenant document: Management API objects into rows, and an index over them. */
#include "orgpol/tenant.h"

#include <stdlib.h>
#include <string.h>

#include "../core/strategy.h"
#include "load.h"

static enum orgpol_status load_rule(struct loader *load, const cJSON *json, const struct json_path *path,
                                    size_t owner)
{
    struct rule_object rule = {0};
    const enum orgpol_status status =
        orgpol_decode_fields(json, path, &orgpol_rule_members, &rule, load->error);

    (void)owner;
    if (status == ORGPOL_OK && !rule.is_disabled)
        load->tenant->settings.has_enabled_rule = 1;
    return status;
}

static enum orgpol_status load_hook(struct loader *load, const cJSON *json, const struct json_path *path,
                                    size_t owner)
{
    struct rule_object hook = {0};
    const enum orgpol_status status =
        orgpol_decode_fields(json, path, &orgpol_rule_members, &hook, load->error);

    (void)owner;
    if (status == ORGPOL_OK && !hook.is_disabled && hook.trigger_id.len > 0 &&
        strcmp(hook.trigger_id.ptr, "credentials-exchange") == 0)
        load->tenant->settings.has_credentials_exchange_hook = 1;
    return status;
}

/* Counts what organizations have enabled, once every row is there and doubled rows are merged. */
static void count_enabled_connections(struct orgpol_tenant *tenant)
{
    const struct index *index = &tenant->index;

    for (size_t i = 0; i < index->entry_slot_count; i++) {
        const struct index_entry *entry = &index->entries[i];
        struct tenant_organization *organization;
        const struct tenant_connection *found;
        struct tenant_connection *connection;
        bool hidden;

        if (!entry->used || entry->key.kind != KIND_ENABLED_CONNECTION)
            continue;
        organization = &tenant->organizations[entry->key.owner];
        if (entry->value & ENABLED_CONNECTION_ENABLED)
            organization->row.enabled_connection_count++;
        found = orgpol_tenant_connection_by_id(tenant, orgpol_index_text(index, entry->key.id));
        if (found == NULL || (entry->value & ENABLED_CONNECTION_NEVER))
            continue;
        hidden = is_enterprise(found->row.strategy) && !(entry->value & ENABLED_CONNECTION_SHOWN);
        if ((entry->value & ENABLED_CONNECTION_ENABLED) && !hidden)
            organization->visible_connection_count++;
        connection = &tenant->connections[found - tenant->connections];
        connection->organization_count++;
        connection->organization = entry->key.owner;
        if ((entry->value & ENABLED_CONNECTION_ENABLED) &&
            orgpol_tenant_organization_at(tenant, entry->key.owner))
            connection->login_organization_count++; /* the strict reading; organization_count is the other */
        if ((entry->value & ENABLED_CONNECTION_ENABLED) && (entry->value & ENABLED_CONNECTION_ASSIGN)) {
            connection->auto_membership_count++;
            connection->auto_membership = entry->key.owner;
        }
    }
}

static int by_value(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

static int by_user_and_time(const void *left, const void *right)
{
    const struct tenant_membership *a = left;
    const struct tenant_membership *b = right;
    const int user = by_value(a->user, b->user);
    const int time = by_value(a->created_at, b->created_at);

    return user ? user : time ? time : by_value(a->organization, b->organization);
}

static int by_domain(const void *left, const void *right)
{
    const struct tenant_discovery_domain *a = left;
    const struct tenant_discovery_domain *b = right;
    const int domain = by_value(a->domain, b->domain);

    return domain ? domain : by_value(a->organization, b->organization);
}

/* Enters a row that has been sorted: its new place, and, for the first of its text, where they begin. */
static enum orgpol_status enter_sorted(struct loader *load, struct index_key own, enum index_kind first,
                                       size_t place, bool is_first)
{
    const struct index_key begins = {.kind = first, .id = own.id};
    bool found;
    uint32_t *entry = orgpol_index_put(&load->tenant->index, own, &found);

    if (entry == NULL)
        return orgpol_load_no_memory(load);
    *entry = (uint32_t)place;
    return is_first ? orgpol_load_unique(load, begins, place) : ORGPOL_OK;
}

/* Puts the memberships of a user, and the organizations of a domain, next to each other. */
static enum orgpol_status sort_rows(struct loader *load)
{
    struct orgpol_tenant *tenant = load->tenant;
    struct tenant_membership *members = tenant->memberships;
    struct tenant_discovery_domain *domains = tenant->discovery_domains;
    const size_t member_count = members ? tenant->membership_count : 0;
    const size_t domain_count = domains ? tenant->discovery_domain_count : 0;
    enum orgpol_status status = ORGPOL_OK;

    if (member_count > 0)
        qsort(members, member_count, sizeof *members, by_user_and_time);
    for (size_t i = 0; i < member_count && status == ORGPOL_OK; i++) {
        const struct index_key key = {
            .kind = KIND_MEMBER, .owner = members[i].organization, .id = members[i].user};

        status =
            enter_sorted(load, key, KIND_MEMBERSHIPS, i, i == 0 || members[i].user != members[i - 1].user);
    }
    if (domain_count > 0)
        qsort(domains, domain_count, sizeof *domains, by_domain);
    for (size_t i = 0; i < domain_count && status == ORGPOL_OK; i++) {
        const struct index_key key = {
            .kind = KIND_DISCOVERY_DOMAIN, .owner = domains[i].organization, .id = domains[i].domain};

        status = enter_sorted(load, key, KIND_DISCOVERY_DOMAINS, i,
                              i == 0 || domains[i].domain != domains[i - 1].domain);
    }
    return status;
}

static enum orgpol_status load_options(struct loader *load, const cJSON *json, const struct json_path *path)
{
    struct option_object object = {.row = ORGPOL_OPTIONS_INIT};
    enum orgpol_status status = ORGPOL_OK;

    if (json)
        status = orgpol_decode_fields(json, path, &orgpol_option_members, &object, load->error);
    if (object.default_discovery_methods & MASK_OTHER)
        object.row.default_discovery_methods = ORGPOL_DISCOVERY_OTHER;
    object.row.default_discovery_methods |= (uint8_t)(object.default_discovery_methods & 0xFF);
    if (status == ORGPOL_OK)
        status =
            orgpol_load_clock_skew(load, object.clock_skew_s, PATH_MEMBER(path, "clock_skew_s"), &object.row);
    load->tenant->options = object.row;
    return status;
}

static enum orgpol_status load_settings(struct loader *load, const cJSON *json, const struct json_path *path)
{
    struct orgpol_tenant *tenant = load->tenant;
    const struct json_path *quotas = PATH_MEMBER(path, "default_token_quota");
    struct setting_object object = {.row = ORGPOL_TENANT_SETTINGS_INIT};
    enum orgpol_status status = ORGPOL_OK;
    uint32_t number;

    if (json)
        status = orgpol_decode_fields(json, path, &orgpol_setting_members, &object, load->error);
    if (status == ORGPOL_OK)
        status = orgpol_load_keep(load, &object.row.default_audience, &number);
    if (status == ORGPOL_OK)
        status = orgpol_load_keep(load, &object.row.default_directory, &number);
    if (status == ORGPOL_OK)
        status = orgpol_load_keep_given(load, &object.row.domain);
    if (status == ORGPOL_OK)
        status = orgpol_load_quota(load, object.clients_quota,
                                   PATH_MEMBER(PATH_MEMBER(quotas, "clients"), "client_credentials"),
                                   &tenant->clients_quota);
    if (status == ORGPOL_OK)
        status = orgpol_load_quota(load, object.organizations_quota,
                                   PATH_MEMBER(PATH_MEMBER(quotas, "organizations"), "client_credentials"),
                                   &tenant->organizations_quota);
    object.row.mfa_policy = orgpol_mfa_policy_of(&object);
    tenant->settings = object.row;
    tenant->has_default_login_route = object.default_redirection_uri.len > 0;
    return status;
}

static enum orgpol_status load_custom_domains(struct loader *load, const cJSON *array,
                                              const struct json_path *path)
{
    struct text_list hosts;
    const enum orgpol_status status = orgpol_load_list(load, array, path, &orgpol_domain_members, &hosts);

    load->tenant->settings.custom_domains = hosts.texts;
    load->tenant->settings.custom_domain_count = hosts.count;
    return status;
}

static enum orgpol_status fill(struct loader *load, const cJSON *tree, const struct json_path *path)
{
    struct tenant_object document = {0};
    enum orgpol_status status =
        orgpol_decode_fields(tree, path, &orgpol_tenant_members, &document, load->error);
    const struct load_array arrays[] = {
        {"clients", document.clients, orgpol_load_client},
        {"connections", document.connections, orgpol_load_connection},
        {"resource_servers", document.resource_servers, orgpol_load_resource_server},
        {"client_grants", document.client_grants, orgpol_load_client_grant},
        {"organizations", document.organizations, orgpol_load_organization},
        {"users", document.users, orgpol_load_user},
        {"roles", document.roles, orgpol_load_role},
        {"rules", document.rules, load_rule},
        {"hooks", document.hooks, load_hook},
    };

    if (status == ORGPOL_OK)
        status = load_options(load, document.options, PATH_MEMBER(path, "options"));
    if (status == ORGPOL_OK)
        status = load_settings(load, document.settings, PATH_MEMBER(path, "settings"));
    if (status == ORGPOL_OK)
        status = load_custom_domains(load, document.custom_domains, PATH_MEMBER(path, "custom_domains"));
    if (status == ORGPOL_OK)
        status = orgpol_load_arrays(load, arrays, sizeof arrays / sizeof *arrays, path, 0);
    if (status == ORGPOL_OK)
        status = sort_rows(load);
    if (status == ORGPOL_OK)
        status = orgpol_load_my_account_api(load);
    if (status == ORGPOL_OK)
        count_enabled_connections(load->tenant);
    return status;
}

enum orgpol_status orgpol_tenant_build(const cJSON *tree, const struct json_path *path,
                                       const uint8_t *hash_key, struct orgpol_tenant **tenant,
                                       struct orgpol_json_error *error)
{
    static const uint8_t fixed_key[16];
    struct loader load = {.tenant = calloc(1, sizeof *load.tenant), .error = error};
    enum orgpol_status status;

    *tenant = NULL;
    if (load.tenant == NULL)
        return orgpol_load_no_memory(&load);
    status = orgpol_index_init(&load.tenant->index, hash_key ? hash_key : fixed_key)
                 ? fill(&load, tree, path)
                 : orgpol_load_no_memory(&load);
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
    cJSON *tree;
    enum orgpol_status status = orgpol_json_read(json, length, options, &tree, error);

    if (status != ORGPOL_OK)
        return status;
    status = orgpol_tenant_build(tree, NULL, options->hash_key, tenant, error);
    cJSON_Delete(tree);
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
