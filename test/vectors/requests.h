/* SPDX-License-Identifier: MIT */
/* The rows of the vector files of AuthZEN actions (README.md), and the requests they stand for. */
#ifndef ORGPOL_TEST_REQUESTS_H
#define ORGPOL_TEST_REQUESTS_H

#include "support.h"

#include <cjson/cJSON.h>

enum { ID, RULES, ACTION, SUBJECT, RESOURCE, CONTEXT, TENANT, DECISION, UNMET, MUST, ANSWER };
#define CELLS (ANSWER + 1)

/* The types of an action's subject, unless anonymous, and of its resource, unless the cell says. */
static const struct {
    const char *action;
    const char *subject;
    const char *resource;
} types[] = {
    {"can_login", "user", "client"},
    {"can_third_party_login", "user", "client"},
    {"resolve_org_prompt_mode", "user", "client"},
    {"check_authorize_request", "user", "client"},
    {"check_client_grant", "client", "resource_server"},
    {"check_user_grant", "user", "resource_server"},
    {"check_consent", "user", "resource_server"},
    {"consent_key_for", "user", "resource_server"},
    {"check_token_organization", "client", "client"},
    {"check_endpoint_request", "client", "endpoint"},
    {"check_client_config", "user", "client"},
    {"check_organization_config", "user", "organization"},
    {"check_connection_config", "user", "connection"},
    {"check_resource_server_config", "user", "resource_server"},
    {"check_client_grant_config", "user", "client_grant"},
    {"check_my_account_token", "user", "resource_server"},
    {"can_connect_account", "user", "connection"},
    {"can_complete_account", "user", "connection"},
    {"can_manage_connected_accounts", "user", "user"},
    {"check_token_exchange", "client", "connection"},
    {"select_connected_account", "user", "connection"},
};

static const char *const token_vault_families[] = {"worker_config", "token_vault", "select", "connect",
                                                   "complete",      "my_account",  "manage", "exchange"};

/* The tenant document of a family; `tenant_name`: NULL: the file of the family, or else tenant.json. */
static inline cJSON *family_document(const char *family, const char *tenant_name)
{
    char name[64];
    size_t length;
    char *text;
    cJSON *document;
    FILE *own;

    snprintf(name, sizeof name, "test/vectors/%s.json", tenant_name ? tenant_name : family);
    own = fopen(name, "rb");
    if (own)
        fclose(own);
    text = slurp(own ? name : "test/vectors/tenant.json", &length);
    document = cJSON_Parse(text);
    free(text);
    assert_non_null(document);
    return document;
}

static inline char *family_rows(const char *family)
{
    char name[64];
    size_t length;

    snprintf(name, sizeof name, "test/vectors/%s.txt", family);
    return slurp(name, &length);
}

static inline cJSON *parsed(const char *id, const char *cell)
{
    cJSON *value = *cell ? cJSON_Parse(cell) : cJSON_CreateObject();

    if (!cJSON_IsObject(value))
        fail_msg("%s: not an object: %s", id, cell);
    return value;
}

/* The row of an array that has this id under any of the names ids have. */
static inline cJSON *row_of(cJSON *array, const char *id)
{
    static const char *const names[] = {"id",       "client_id", "identifier",    "user_id",
                                        "grant_id", "ticket_id", "connection_id", "domain"};
    cJSON *row;

    cJSON_ArrayForEach(row, array) for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    {
        const char *value = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(row, names[i]));

        if (value && strcmp(value, id) == 0)
            return row;
    }
    return NULL;
}

static inline void change(cJSON *into, const cJSON *changes);

static inline void change_rows(cJSON *array, const cJSON *changes)
{
    const cJSON *item;

    cJSON_ArrayForEach(item, changes)
    {
        cJSON *row = row_of(array, item->string);

        if (row)
            change(row, item);
        else
            cJSON_AddItemToArray(array, cJSON_Duplicate(item, true));
    }
}

static inline void change(cJSON *into, const cJSON *changes)
{
    const cJSON *item;

    cJSON_ArrayForEach(item, changes)
    {
        cJSON *old = cJSON_GetObjectItemCaseSensitive(into, item->string);

        if (cJSON_IsObject(item) && cJSON_IsObject(old))
            change(old, item);
        else if (cJSON_IsObject(item) && cJSON_IsArray(old))
            change_rows(old, item);
        else {
            cJSON_DeleteItemFromObjectCaseSensitive(into, item->string);
            cJSON_AddItemToObject(into, item->string, cJSON_Duplicate(item, true));
        }
    }
}

/* `cell` is an id, of the type that the action's parties have, or type=id. */
static inline void add_party(cJSON *request, const char *name, const char *usual, const char *cell)
{
    const char *const equals = strchr(cell, '=');
    cJSON *party = cJSON_AddObjectToObject(request, name);
    char type[32];

    snprintf(type, sizeof type, "%.*s", equals ? (int)(equals - cell) : 0, cell);
    cJSON_AddStringToObject(party, "type", equals ? type : usual);
    cJSON_AddStringToObject(party, "id", equals ? equals + 1 : cell);
}

/* The members of `context`: an object, or @name and the changes to that one of the document's contexts. */
static inline cJSON *context_of(const cJSON *base, char **cells)
{
    const cJSON *contexts = cJSON_GetObjectItemCaseSensitive(base, "contexts");
    const size_t length = strcspn(cells[CONTEXT] + 1, " ");
    char name[32];
    cJSON *context;
    cJSON *changes;

    if (*cells[CONTEXT] != '@')
        return parsed(cells[ID], cells[CONTEXT]);
    snprintf(name, sizeof name, "%.*s", (int)length, cells[CONTEXT] + 1);
    context = cJSON_Duplicate(cJSON_GetObjectItemCaseSensitive(contexts, name), true);
    if (context == NULL)
        fail_msg("%s: no context %s", cells[ID], name);
    changes = parsed(cells[ID], trimmed(cells[CONTEXT] + 1 + length));
    change(context, changes);
    cJSON_Delete(changes);
    return context;
}

static inline char *request_of(const cJSON *base, char **cells)
{
    cJSON *request = cJSON_CreateObject();
    cJSON *action = cJSON_AddObjectToObject(request, "action");
    const bool anonymous = strcmp(cells[SUBJECT], "-") == 0;
    size_t row = 0;
    char *text;

    while (row < sizeof types / sizeof *types && strcmp(types[row].action, cells[ACTION]) != 0)
        row++;
    if (row == sizeof types / sizeof *types)
        fail_msg("%s: unknown action %s", cells[ID], cells[ACTION]);
    add_party(request, "subject", anonymous ? "anonymous" : types[row].subject, cells[SUBJECT]);
    add_party(request, "resource", types[row].resource, cells[RESOURCE]);
    cJSON_AddStringToObject(action, "name", cells[ACTION]);
    cJSON_AddItemToObject(request, "context", context_of(base, cells));
    text = cJSON_PrintUnformatted(request);
    cJSON_Delete(request);
    return text;
}

#endif
