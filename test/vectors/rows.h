/* SPDX-License-Identifier: MIT */
/* Rows of the vector files as tenants and requests; README.md has their columns. */
#ifndef ORGPOL_TEST_ROWS_H
#define ORGPOL_TEST_ROWS_H

#include "support.h"

#include <cjson/cJSON.h>

#include "orgpol/authzen.h"

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

static inline cJSON *request_of(const cJSON *base, char **cells)
{
    cJSON *request = cJSON_CreateObject();
    cJSON *action = cJSON_AddObjectToObject(request, "action");
    const bool anonymous = strcmp(cells[SUBJECT], "-") == 0;
    size_t row = 0;

    while (row < sizeof types / sizeof *types && strcmp(types[row].action, cells[ACTION]) != 0)
        row++;
    if (row == sizeof types / sizeof *types)
        fail_msg("%s: unknown action %s", cells[ID], cells[ACTION]);
    add_party(request, "subject", anonymous ? "anonymous" : types[row].subject, cells[SUBJECT]);
    add_party(request, "resource", types[row].resource, cells[RESOURCE]);
    cJSON_AddStringToObject(action, "name", cells[ACTION]);
    cJSON_AddItemToObject(request, "context", context_of(base, cells));
    return request;
}

/* The tenant document: the file's with the row's changes. */
static inline cJSON *document_of(const cJSON *base, char **cells)
{
    cJSON *document = cJSON_Duplicate(base, true);
    cJSON *changes = parsed(cells[ID], cells[TENANT]);

    change(document, changes);
    cJSON_Delete(changes);
    return document;
}

static inline struct orgpol_tenant *tenant_of(const cJSON *document, const char *id)
{
    struct orgpol_json_error error = ORGPOL_JSON_ERROR_INIT;
    char *text = cJSON_PrintUnformatted(document);
    struct orgpol_tenant *tenant;

    if (orgpol_tenant_load(text, strlen(text), NULL, &tenant, &error) != ORGPOL_OK)
        fail_msg("%s: %s: %s", id, error.pointer, error.message);
    cJSON_free(text);
    return tenant;
}

/* Every file, and the tenant its rows change, as vectors_of has it. */
static const struct {
    const char *family;
    const char *tenant;
} vector_families[] = {
    {"login", NULL},        {"prompt", NULL},           {"authorize", NULL},      {"endpoint", NULL},
    {"client_grant", NULL}, {"user_grant", NULL},       {"consent", NULL},        {"token", NULL},
    {"config", NULL},       {"worker_config", "vault"}, {"token_vault", "vault"}, {"select", "vault"},
    {"connect", "vault"},   {"complete", "vault"},      {"my_account", "vault"},  {"manage", "vault"},
    {"exchange", "vault"},
};
#define VECTOR_FAMILIES (sizeof vector_families / sizeof *vector_families)

/* What a file of vectors is read with: its rows, and the tenant they change. */
struct vector_file {
    char *text;
    char *next; /* what is left of it */
    cJSON *base;
};

/* `tenant_name`: NULL: the file of the family, or else tenant.json. */
static inline struct vector_file vectors_of(const char *family, const char *tenant_name)
{
    struct vector_file file;
    char name[64];
    size_t length;
    char *tenant;
    FILE *own;

    snprintf(name, sizeof name, "test/vectors/%s.json", tenant_name ? tenant_name : family);
    own = fopen(name, "rb");
    if (own)
        fclose(own);
    tenant = slurp(own ? name : "test/vectors/tenant.json", &length);
    file.base = cJSON_Parse(tenant);
    free(tenant);
    assert_non_null(file.base);
    snprintf(name, sizeof name, "test/vectors/%s.txt", family);
    file.next = file.text = slurp(name, &length);
    return file;
}

/* The cells of the next row; false after the last. */
static inline bool next_cells(struct vector_file *file, char **cells)
{
    char *row = next_row(&file->next);

    if (row && cells_of(row, cells, CELLS) != CELLS)
        fail_msg("%s: too few cells", cells[ID]);
    return row != NULL;
}

static inline void close_vectors(struct vector_file *file)
{
    cJSON_Delete(file->base);
    free(file->text);
}

#endif
