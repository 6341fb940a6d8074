/* SPDX-License-Identifier: MIT */
/*
 * orgpol test: denials because an id of the request leads nowhere. They say nothing of the tenant's policy,
 * and a misspelt id would pass wherever a denial is expected; so only an expectation that names a reason is
 * met.
 */
#include "test.h"

#include <stdlib.h>
#include <string.h>

enum row { ROW_ANY, ROW_CLIENT, ROW_CONNECTION };

static const char *const row_names[] = {"", "client", "connection"};

/* Reasons that say that there is no such row; but for ROW_ANY they say other things too, and ids are looked
 * up. */
static const struct {
    const char *name;
    enum row row;
} reasons[] = {
    {"unknown_client", ROW_ANY},
    {"unknown_organization", ROW_ANY},
    {"unknown_organization_name", ROW_ANY},
    {"service_not_found", ROW_ANY},
    {"m2m_audience_unknown", ROW_ANY},
    {"m2m_organization_unknown", ROW_ANY},
    {"connection_unknown", ROW_ANY},
    {"management_user_not_found", ROW_ANY},
    {"m2m_client_not_authenticated", ROW_CLIENT},
    {"client_not_authenticated", ROW_CLIENT},
    {"client_third_party", ROW_CLIENT},
    {"connection_disabled", ROW_CONNECTION},
    {"connection_not_available", ROW_CONNECTION},
    {"connection_not_vault_enabled", ROW_CONNECTION},
    {"account_not_found", ROW_CONNECTION},
};

/* Where requests have ids. An object with a type has those of that type. */
static const struct {
    enum row row;
    const char *way[3];
} places[] = {
    {ROW_CLIENT, {"subject", "id"}},
    {ROW_CLIENT, {"resource", "id"}},
    {ROW_CLIENT, {"context", "client"}},
    {ROW_CLIENT, {"context", "token", "azp"}},
    {ROW_CONNECTION, {"resource", "id"}},
    {ROW_CONNECTION, {"context", "connection"}},
    {ROW_CONNECTION, {"context", "session", "connection"}},
};

static const cJSON *member_of(const cJSON *object, const char *name)
{
    return cJSON_GetObjectItemCaseSensitive(object, name);
}

/* The id of such a row at a place; NULL when there is none. */
static const char *id_at(const cJSON *request, size_t place)
{
    const char *const *way = places[place].way;
    const cJSON *object = member_of(request, way[0]);
    const char *type;

    if (way[2])
        object = member_of(object, way[1]);
    type = cJSON_GetStringValue(member_of(object, "type"));
    if (type && strcmp(type, row_names[places[place].row]) != 0)
        return NULL;
    return cJSON_GetStringValue(member_of(object, way[2] ? way[2] : way[1]));
}

static bool has_reason(const cJSON *answer, const char *reason)
{
    const cJSON *name;

    cJSON_ArrayForEach(name, member_of(member_of(answer, "context"), "unmet"))
    {
        if (strcmp(cJSON_GetStringValue(name), reason) == 0)
            return true;
    }
    return false;
}

/* A question whose answer tells whether there is such a row; each action reads what concerns it. NULL when
 * memory ends. */
static char *question(const cJSON *tenant, const char *action, const char *type, const char *id)
{
    cJSON *request = cJSON_CreateObject();
    cJSON *subject = cJSON_AddObjectToObject(request, "subject");
    cJSON *resource = cJSON_AddObjectToObject(request, "resource");
    cJSON *context = cJSON_AddObjectToObject(request, "context");
    const bool complete =
        cJSON_AddStringToObject(subject, "type", "user") && cJSON_AddStringToObject(subject, "id", "-") &&
        cJSON_AddStringToObject(cJSON_AddObjectToObject(request, "action"), "name", action) &&
        cJSON_AddStringToObject(resource, "type", type) && cJSON_AddStringToObject(resource, "id", id) &&
        cJSON_AddStringToObject(context, "connection", "-") && cJSON_AddNumberToObject(context, "now", 1) &&
        cJSON_AddStringToObject(cJSON_AddObjectToObject(context, "body"), "connection", id) &&
        (tenant == NULL || cJSON_AddItemReferenceToObject(context, "tenant", (cJSON *)tenant));
    char *text = complete ? cJSON_PrintUnformatted(request) : NULL;

    cJSON_Delete(request);
    return text;
}

/* What is answered about an id; NULL when memory ends. */
static cJSON *look_up(const struct test *test, const cJSON *tenant, const char *action, const char *type,
                      const char *id)
{
    struct orgpol_json_error error = ORGPOL_JSON_ERROR_INIT;
    struct bytes answer = {0};
    char *text = question(tenant, action, type, id);
    cJSON *found = NULL;

    if (text && ask(test->tenant ? test->tenant->tenant : NULL, text, strlen(text), &answer, NULL, &error) !=
                    ORGPOL_ERR_MEMORY)
        found = cJSON_Parse(answer.ptr);
    cJSON_free(text);
    free(answer.ptr);
    return found;
}

/* Whether the tenant has no such client or connection. False when memory ends. */
static bool find_row(const struct test *test, const cJSON *tenant, enum row row, const char *id,
                     bool *missing)
{
    const bool client = row == ROW_CLIENT;
    cJSON *by_name = look_up(test, tenant, client ? "can_login" : "can_connect_account", row_names[row], id);
    cJSON *by_id = client ? NULL : look_up(test, tenant, "check_connection_config", "connection", id);
    const bool found = by_name != NULL && (client || by_id != NULL);

    *missing = found && has_reason(by_name, client ? "unknown_client" : "connection_unknown") &&
               (client || cJSON_IsObject(member_of(member_of(by_id, "context"), "error")));
    cJSON_Delete(by_name);
    cJSON_Delete(by_id);
    return found;
}

/* Whether one of the ids of the request that a reason may be about leads nowhere. False when memory ends. */
static bool find_rows(const struct test *test, const cJSON *request, enum row row, bool *missing)
{
    const cJSON *tenant = member_of(member_of(request, "context"), "tenant");

    *missing = row == ROW_ANY;
    for (size_t i = 0; i < sizeof places / sizeof *places && !*missing; i++) {
        const char *id = places[i].row == row ? id_at(request, i) : NULL;

        if (id && !find_row(test, tenant, row, id, missing))
            return false;
    }
    return true;
}

bool find_unknown(const struct test *test, const cJSON *answer, const char **reason)
{
    cJSON *request = cJSON_Parse(test->request);
    bool found = request != NULL;

    *reason = NULL;
    for (size_t i = 0; i < sizeof reasons / sizeof *reasons && found && *reason == NULL; i++) {
        bool missing = false;

        if (has_reason(answer, reasons[i].name))
            found = find_rows(test, request, reasons[i].row, &missing);
        if (missing)
            *reason = reasons[i].name;
    }
    cJSON_Delete(request);
    return found;
}
