/* SPDX-License-Identifier: MIT */
/* May this client grant be saved? */
#include "client.h"
#include "config.h"
#include "decision.h"
#include "keys.h"
#include "options.h"
#include "rows.h"
#include "scope.h"

/* The rows, each readable. */
struct grant_rows {
    const struct orgpol_client_grant_config *config;
    const struct orgpol_client_grant *grant;
    const struct orgpol_client_grant *same_key;
    const struct orgpol_client *client;
    const struct orgpol_resource_server *resource_server;
    const struct orgpol_options *options;
};

struct grant_copies {
    struct orgpol_client_grant_config config;
    struct orgpol_client_grant grant;
    struct orgpol_client_grant same_key;
    struct orgpol_client client;
    struct orgpol_resource_server resource_server;
    struct orgpol_options options;
};

/* What the conditions of the table turn on, in their order. */
struct grant_facts {
    bool both_or_neither, unknown_default, key_taken, details_without_user, all_scopes_and_some;
    bool default_with_usage, default_with_any, any_for_third_party, system_api, system_grant;
};

static bool has_reserved(const struct orgpol_client_grant *grant)
{
    return grant->reserved || grant->reserved2 || grant->reserved3;
}

static uint8_t subject_type_of(const struct orgpol_client_grant *grant)
{
    return grant->subject_type == ORGPOL_SUBJECT_TYPE_UNSET ? ORGPOL_SUBJECT_TYPE_CLIENT
                                                            : grant->subject_type;
}

/* CFG-26: what only one grant may hold. */
static bool same_key(const struct orgpol_client_grant *a, const struct orgpol_client_grant *b)
{
    return text_same(a->client_id, b->client_id) && a->default_for == b->default_for &&
           text_same(a->audience, b->audience) && subject_type_of(a) == subject_type_of(b);
}

/* The rows that are there belong together. */
static enum orgpol_reason rows_fit(const struct grant_rows *rows)
{
    const struct orgpol_client_grant_config *config = rows->config;
    const struct orgpol_client_grant *grant = rows->grant;
    const struct list types = {grant->authorization_details_types, grant->authorization_details_type_count};
    const struct list scopes[] = {{grant->scopes, grant->scope_count},
                                  {rows->resource_server->scopes, rows->resource_server->scope_count}};

    if (config->client && !text_same(rows->client->client_id, grant->client_id))
        return ORGPOL_REASON_ROW_OF_OTHER_CLIENT;
    if (config->resource_server && !text_same(rows->resource_server->identifier, grant->audience))
        return ORGPOL_REASON_ROW_OF_OTHER_RESOURCE_SERVER;
    if (config->same_key && !same_key(rows->same_key, grant))
        return ORGPOL_REASON_ROW_OF_OTHER_CLIENT_GRANT;
    if (lists_are_missing(&types, 1))
        return ORGPOL_REASON_MISSING_INPUT;
    return first_wrong_list(scopes, sizeof scopes / sizeof *scopes);
}

static enum orgpol_reason read_config(const struct orgpol_client_grant_config *given, struct grant_rows *rows,
                                      struct grant_copies *copies)
{
    static const struct orgpol_client_grant_config no_config = ORGPOL_CLIENT_GRANT_CONFIG_INIT;
    static const struct orgpol_client_grant no_grant = ORGPOL_CLIENT_GRANT_INIT;
    static const struct orgpol_client no_client = ORGPOL_CLIENT_INIT;
    static const struct orgpol_resource_server no_server = ORGPOL_RESOURCE_SERVER_INIT;
    static const struct orgpol_options defaults = ORGPOL_OPTIONS_INIT;
    const struct orgpol_client_grant_config *config;
    bool unsupported = false;

    config = read_row(given, &no_config, &copies->config, sizeof no_config, &unsupported);
    rows->config = config;
    rows->grant = read_row(config->client_grant, &no_grant, &copies->grant, sizeof no_grant, &unsupported);
    rows->same_key = read_row(config->same_key, &no_grant, &copies->same_key, sizeof no_grant, &unsupported);
    rows->client = read_row(config->client, &no_client, &copies->client, sizeof no_client, &unsupported);
    rows->resource_server = read_row(config->resource_server, &no_server, &copies->resource_server,
                                     sizeof no_server, &unsupported);
    rows->options = read_row(config->options, &defaults, &copies->options, sizeof defaults, &unsupported);
    if (unsupported || config->reserved || config->reserved2 || has_reserved(rows->grant) ||
        has_reserved(rows->same_key) || rows->client->reserved || rows->resource_server->reserved ||
        !options_are_known(rows->options))
        return ORGPOL_REASON_UNSUPPORTED_INPUT;
    return config->client_grant ? rows_fit(rows) : ORGPOL_REASON_MISSING_INPUT;
}

static uint64_t grant_unmet(const struct grant_rows *rows, struct config_findings *f)
{
    const struct orgpol_client_grant *grant = rows->grant;
    const bool is_default = grant->default_for != ORGPOL_DEFAULT_FOR_UNSET;
    const bool one_client = !text_absent(grant->client_id);
    const bool same_row = !text_absent(grant->id) && text_same(grant->id, rows->same_key->id);
    const bool details = grant->authorization_details_type_count > 0;
    const bool third_party = rows->config->client && (classes_of(rows->client, rows->options) & THIRD_PARTY);
    const bool usage = grant->organization_usage != ORGPOL_USAGE_UNSET;
    const bool any = grant->allow_any_organization != 0;
    struct grant_facts is;

    is.both_or_neither = FOUND(f, 25, is_default == one_client, AT_FIELD("client_id"));
    is.unknown_default =
        FOUND(f, 25, grant->default_for > ORGPOL_DEFAULT_FOR_THIRD_PARTY_CLIENTS, AT_FIELD("default_for"));
    is.key_taken = FOUND(f, 26, rows->config->same_key && !same_row, AT_FIELD("audience"));
    is.details_without_user = FOUND(f, 27, details && grant->subject_type != ORGPOL_SUBJECT_TYPE_USER,
                                    AT_FIELD("authorization_details_types"));
    is.all_scopes_and_some =
        FOUND(f, 28, grant->allow_all_scopes && grant->scope_count > 0, AT_FIELD("scope"));
    is.default_with_usage = FOUND(f, 29, is_default && usage, AT_FIELD("organization_usage"));
    is.default_with_any = FOUND(f, 29, is_default && any, AT_FIELD("allow_any_organization"));
    is.any_for_third_party = FOUND(f, 30, third_party && any, AT_FIELD("allow_any_organization"));
    is.system_api =
        FOUND(f, 32, rows->resource_server->is_system && (is_default || third_party), AT_FIELD("audience"));
    is.system_grant = FOUND(f, 33, rows->config->was_system != 0, AT_FIELD("is_system"));
    return 0 CLIENT_GRANT_CONFIG_TABLE(FAMILY_UNMET, CLIENT_GRANT_CONFIG);
}

/* CFG-31 */
static void advise(const struct grant_rows *rows, struct config_findings *f)
{
    const struct orgpol_client_grant *grant = rows->grant;
    const struct config_advice unknown = {ORGPOL_ADVICE_UNKNOWN_SCOPE, "CFG-31",
                                          "The API does not have this scope.",
                                          "Add the scope to the API, or take it out of the grant."};
    const bool read = rows->config->resource_server && !grant->allow_all_scopes;
    struct scope_set known;

    orgpol_scope_set(&known, rows->resource_server->scopes, rows->resource_server->scope_count);
    for (size_t i = 0; i < grant->scope_count; i++)
        orgpol_config_advise(f, &unknown, read && !orgpol_scope_set_has(&known, grant->scopes[i]),
                             AT_ELEMENT("scope", i, NULL));
}

struct orgpol_decision orgpol_check_client_grant_config(const struct orgpol_client_grant_config *config,
                                                        struct orgpol_config_result *result,
                                                        struct orgpol_config_finding *findings,
                                                        size_t capacity)
{
    struct config_findings list = {.array = findings, .capacity = capacity};
    struct grant_copies copies;
    struct grant_rows rows;
    const bool writable = orgpol_config_begin(result);
    const enum orgpol_reason error = read_config(config, &rows, &copies);
    uint64_t unmet;

    if (!writable || error != ORGPOL_REASON_NONE)
        return orgpol_error(ORGPOL_FAMILY_CLIENT_GRANT_CONFIG,
                            writable ? error : ORGPOL_REASON_UNSUPPORTED_INPUT);
    unmet = grant_unmet(&rows, &list);
    advise(&rows, &list);
    return orgpol_config_answer(ORGPOL_FAMILY_CLIENT_GRANT_CONFIG, unmet, &list, result);
}
