/* SPDX-License-Identifier: MIT */
/* Runs the vector files of every AuthZEN action; README.md has their columns. */
#include "support.h"

#include <cjson/cJSON.h>

#include "lines.h"
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

static cJSON *parsed(const char *id, const char *cell)
{
    cJSON *value = *cell ? cJSON_Parse(cell) : cJSON_CreateObject();

    if (!cJSON_IsObject(value))
        fail_msg("%s: not an object: %s", id, cell);
    return value;
}

/* The row of an array that has this id under any of the names ids have. */
static cJSON *row_of(cJSON *array, const char *id)
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

static void change(cJSON *into, const cJSON *changes);

static void change_rows(cJSON *array, const cJSON *changes)
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

static void change(cJSON *into, const cJSON *changes)
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
static void add_party(cJSON *request, const char *name, const char *usual, const char *cell)
{
    const char *const equals = strchr(cell, '=');
    cJSON *party = cJSON_AddObjectToObject(request, name);
    char type[32];

    snprintf(type, sizeof type, "%.*s", equals ? (int)(equals - cell) : 0, cell);
    cJSON_AddStringToObject(party, "type", equals ? type : usual);
    cJSON_AddStringToObject(party, "id", equals ? equals + 1 : cell);
}

/* The members of `context`: an object, or @name and the changes to that one of the document's contexts. */
static cJSON *context_of(const cJSON *base, char **cells)
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

static char *request_of(const cJSON *base, char **cells)
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

/* The tenant with a row's changes, and once more, built from lines. */
static struct orgpol_tenant *tenant_of(const cJSON *base, char **cells, struct orgpol_tenant **built)
{
    struct orgpol_json_error error = ORGPOL_JSON_ERROR_INIT;
    cJSON *document = cJSON_Duplicate(base, true);
    cJSON *changes = parsed(cells[ID], cells[TENANT]);
    struct orgpol_tenant *tenant;
    char *text;

    change(document, changes);
    text = cJSON_PrintUnformatted(document);
    if (orgpol_tenant_load(text, strlen(text), NULL, &tenant, &error) != ORGPOL_OK)
        fail_msg("%s: %s: %s", cells[ID], error.pointer, error.message);
    *built = tenant_of_lines(document);
    cJSON_free(text);
    cJSON_Delete(changes);
    cJSON_Delete(document);
    return tenant;
}

/* Compares one thing; prints what differs. */
static int differs(const char *id, const char *what, const char *have, const char *want)
{
    if (strcmp(have, want) == 0)
        return 0;
    print_error("%s: %s is \"%s\", expected \"%s\"\n", id, what, have, want);
    return 1;
}

static int context_differs(const char *id, const char *answer, const char *cell)
{
    cJSON *document = cJSON_Parse(answer);
    const cJSON *context = cJSON_GetObjectItemCaseSensitive(document, "context");
    cJSON *wanted = *cell ? cJSON_Parse(cell) : cJSON_CreateObject();
    const cJSON *member;
    int differences = 0;

    assert_non_null(context);
    if (wanted == NULL)
        fail_msg("%s: not JSON: %s", id, cell);
    cJSON_ArrayForEach(member, wanted)
    {
        const cJSON *have = cJSON_GetObjectItemCaseSensitive(context, member->string);
        char *want_text = cJSON_PrintUnformatted(member);
        char *have_text = have ? cJSON_PrintUnformatted(have) : NULL;

        differences += differs(id, member->string, have_text ? have_text : "absent", want_text);
        cJSON_free(want_text);
        cJSON_free(have_text);
    }
    cJSON_Delete(wanted);
    cJSON_Delete(document);
    return differences;
}

static int run_row(const cJSON *base, char **cells)
{
    struct orgpol_json_error error = ORGPOL_JSON_ERROR_INIT;
    struct orgpol_tenant *built;
    struct orgpol_tenant *tenant = tenant_of(base, cells, &built);
    char *request = request_of(base, cells);
    struct orgpol_decision decision;
    char answer[16384];
    char other[16384];
    char names[2048];
    int differences;

    if (orgpol_authzen_evaluate(tenant, request, strlen(request), NULL, answer, sizeof answer, NULL,
                                &decision, &error) != ORGPOL_OK)
        fail_msg("%s: %s: %s", cells[ID], error.pointer, error.message);
    assert_int_equal(orgpol_authzen_evaluate(built, request, strlen(request), NULL, other, sizeof other, NULL,
                                             NULL, NULL),
                     ORGPOL_OK);
    assert_string_equal(other, answer);
    differences = differs(cells[ID], "decision", decision.effect == ORGPOL_EFFECT_ALLOW ? "yes" : "no",
                          cells[DECISION]);
    unmet_names(decision, names, sizeof names);
    differences += differs(cells[ID], "unmet", names, cells[UNMET]);
    obligation_names(decision, names, sizeof names);
    differences += differs(cells[ID], "obligations", names, cells[MUST]);
    differences += context_differs(cells[ID], answer, cells[ANSWER]);
    cJSON_free(request);
    orgpol_tenant_free(tenant);
    orgpol_tenant_free(built);
    return differences;
}

/* `tenant_name`: NULL: the file of the family, or else tenant.json. */
static void every_row_over(const char *family, const char *tenant_name)
{
    char name[64];
    size_t length;
    char *text;
    char *tenant;
    char *next;
    char *row;
    cJSON *base;
    FILE *own;
    int differences = 0;
    int rows = 0;

    snprintf(name, sizeof name, "test/vectors/%s.json", tenant_name ? tenant_name : family);
    own = fopen(name, "rb");
    if (own)
        fclose(own);
    tenant = slurp(own ? name : "test/vectors/tenant.json", &length);
    base = cJSON_Parse(tenant);
    free(tenant);
    assert_non_null(base);
    snprintf(name, sizeof name, "test/vectors/%s.txt", family);
    next = text = slurp(name, &length);
    while ((row = next_row(&next))) {
        char *cells[CELLS];

        if (cells_of(row, cells, CELLS) != CELLS)
            fail_msg("%s: too few cells", cells[ID]);
        differences += run_row(base, cells);
        rows++;
    }
    print_message("%d rows of %s\n", rows, name);
    assert_int_equal(differences, 0);
    assert_true(rows > 0);
    cJSON_Delete(base);
    free(text);
}

static void every_row_of(const char *family)
{
    every_row_over(family, NULL);
}

static void login(void **state)
{
    (void)state;
    every_row_of("login");
}

static void prompt(void **state)
{
    (void)state;
    every_row_of("prompt");
}

static void authorize(void **state)
{
    (void)state;
    every_row_of("authorize");
}

static void endpoint(void **state)
{
    (void)state;
    every_row_of("endpoint");
}

static void client_grant(void **state)
{
    (void)state;
    every_row_of("client_grant");
}

static void user_grant(void **state)
{
    (void)state;
    every_row_of("user_grant");
}

static void consent(void **state)
{
    (void)state;
    every_row_of("consent");
}

static void token(void **state)
{
    (void)state;
    every_row_of("token");
}

static void config(void **state)
{
    (void)state;
    every_row_of("config");
}

/* Every family of Token Vault. */
static void token_vault(void **state)
{
    static const char *const families[] = {"worker_config", "token_vault", "select", "connect",
                                           "complete",      "my_account",  "manage", "exchange"};

    (void)state;
    for (size_t i = 0; i < sizeof families / sizeof *families; i++)
        every_row_over(families[i], "vault");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(login),       cmocka_unit_test(prompt),       cmocka_unit_test(authorize),
        cmocka_unit_test(endpoint),    cmocka_unit_test(client_grant), cmocka_unit_test(user_grant),
        cmocka_unit_test(consent),     cmocka_unit_test(token),        cmocka_unit_test(config),
        cmocka_unit_test(token_vault),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
