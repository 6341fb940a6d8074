/* SPDX-License-Identifier: MIT */
/* Lint: the configuration checks over every row. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lint.h"
#include "orgpol/scope.h"

/* The sections whose rows a check is about, and where their keys are. */
static const struct section {
    const char *name;
    const char *key;
    check_config *check;
} sections[] = {
    {"clients", "client_id", orgpol_config_client},
    {"connections", "id", orgpol_config_connection},
    {"resource_servers", "identifier", orgpol_config_resource_server},
    {"client_grants", "id", orgpol_config_client_grant},
    {"organizations", "id", orgpol_config_organization},
};

/* Runs the check with room for every finding. */
static enum orgpol_status run_check(struct lint *lint, const struct section *section,
                                    struct config_check *check)
{
    const struct room before = lint->room;
    enum orgpol_status status;

    for (;;) {
        struct orgpol_config_finding *grown;
        size_t wanted;

        check->findings = lint->findings;
        check->capacity = lint->capacity;
        status = section->check(check);
        orgpol_room_restore(&lint->room, &before);
        if (status != ORGPOL_OK || (lint->findings && check->result.finding_count <= lint->capacity))
            return status;
        wanted = check->result.finding_count > 16 ? check->result.finding_count : 16;
        grown = realloc(lint->findings, wanted * sizeof *grown);
        if (grown == NULL)
            return orgpol_json_no_memory(lint->error);
        lint->findings = grown;
        lint->capacity = wanted;
    }
}

/* The path of a finding: its field, the element, and what of it. */
static void write_finding(struct lint *lint, const struct json_path *row, const cJSON *json,
                          const struct orgpol_config_finding *finding)
{
    const char *array = finding->field;
    size_t index = finding->index;
    struct lint_line line = {.rule = finding->rule,
                             .message = finding->message,
                             .remedy = finding->remedy,
                             .is_error = finding->severity == ORGPOL_SEVERITY_ERROR};
    char field[128];

    /* The two spellings of an organization's connections are one list. */
    if (strcmp(array, "enabled_connections") == 0 && finding->index != ORGPOL_NO_INDEX) {
        const cJSON *first = lint_member(json, array);
        const size_t count = (size_t)(first ? cJSON_GetArraySize(first) : 0);

        array = index < count ? array : "connections";
        index -= index < count ? 0 : count;
    }
    snprintf(field, sizeof field, "%s%s%s", array, finding->member ? "." : "",
             finding->member ? finding->member : "");
    line.field = field;

    const struct json_path at_array = {row, array, 0};
    const struct json_path at_element = {&at_array, NULL, index};
    const struct json_path *place = finding->index == ORGPOL_NO_INDEX ? &at_array : &at_element;
    const struct json_path at_member = {place, finding->member, 0};

    orgpol_lint_write(lint, finding->member ? &at_member : place, &line);
}

/* TRAP-48, CFG-19: allowed, and not what it seems. */
static void advise(struct lint *lint, const struct section *section, const struct json_path *row,
                   const cJSON *json)
{
    static const char methods[] = "organization_discovery_methods";
    static const struct lint_line taken_for_id = {
        "TRAP-48", "name", "A name that begins with org_ is read as an id.", "Choose another name.", false};
    static const struct lint_line empty = {"CFG-19", methods, "The list is empty, or names a method twice.",
                                           "Name each method once, or leave the member out.", false};
    const struct orgpol_str name = orgpol_lint_text(json, "name");
    const cJSON *list = lint_member(json, methods);
    bool odd = list && list->child == NULL;
    unsigned seen = 0;

    if (section->check == orgpol_config_organization && name.len >= 4 && memcmp(name.ptr, "org_", 4) == 0)
        orgpol_lint_write(lint, PATH_MEMBER(row, "name"), &taken_for_id);
    for (const cJSON *item = list ? list->child : NULL; item; item = item->next) {
        const unsigned method = strcmp(item->valuestring, "email") == 0               ? 1
                                : strcmp(item->valuestring, "organization_name") == 0 ? 2
                                                                                      : 0; /* CFG-43 */

        odd |= (seen & method) != 0;
        seen |= method;
    }
    if (section->check == orgpol_config_client && odd)
        orgpol_lint_write(lint, PATH_MEMBER(row, methods), &empty);
}

/* The grant's own scopes, or those of its API. */
static void write_too_many_scopes(struct lint *lint, const struct json_path *row, const cJSON *json)
{
    const struct orgpol_reason_entry *info = orgpol_reason_info(ORGPOL_REASON_TOO_MANY_SCOPES);
    const cJSON *own = lint_member(json, "scope");
    const bool too_many = own && cJSON_GetArraySize(own) > ORGPOL_SCOPE_LIMIT;
    const struct lint_line line = {"limit", too_many ? "scope" : "audience", info->summary, info->remedy,
                                   true};

    orgpol_lint_write(lint, PATH_MEMBER(row, line.field), &line);
}

static enum orgpol_status lint_row(struct lint *lint, const struct section *section, const cJSON *json,
                                   const struct json_path *path)
{
    struct config_check check = {.tenant = lint->tenant,
                                 .id = orgpol_lint_text(json, section->key),
                                 .object = json,
                                 .object_path = path,
                                 .is_stored = true,
                                 .result = ORGPOL_CONFIG_RESULT_INIT,
                                 .room = &lint->room,
                                 .error = lint->error};
    const enum orgpol_status status = run_check(lint, section, &check);

    if (status != ORGPOL_OK)
        return status;
    if (check.decision.reason == ORGPOL_REASON_TOO_MANY_SCOPES)
        write_too_many_scopes(lint, path, json);
    else if (check.decision.effect == ORGPOL_EFFECT_ERROR)
        return orgpol_decode_fail(lint->error, path, "%s",
                                  orgpol_reason_info(check.decision.reason)->summary);
    for (size_t i = 0; i < check.result.finding_count; i++)
        write_finding(lint, path, json, &lint->findings[i]);
    advise(lint, section, path, json);
    return ORGPOL_OK;
}

enum orgpol_status orgpol_lint_rows(struct lint *lint)
{
    enum orgpol_status status = ORGPOL_OK;

    for (size_t i = 0; i < sizeof sections / sizeof *sections; i++) {
        const struct json_path *array = PATH_MEMBER(NULL, sections[i].name);
        const cJSON *rows = lint_member(lint->document, sections[i].name);
        size_t index = 0;

        for (const cJSON *row = rows ? rows->child : NULL; row && status == ORGPOL_OK; row = row->next)
            status = lint_row(lint, &sections[i], row, PATH_ELEMENT(array, index++));
    }
    return status;
}
