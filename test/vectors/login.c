/* SPDX-License-Identifier: MIT */
/* Runs login.txt through the AuthZEN interface. */
#include "support.h"

#include <cjson/cJSON.h>

#include "orgpol/authzen.h"

enum {
    ID,
    RULES,
    ACTION,
    USER,
    CLIENT,
    ORGANIZATION,
    CONNECTION,
    CONTEXT,
    TENANT,
    DECISION,
    UNMET,
    MUST,
    ANSWER
};
#define CELLS (ANSWER + 1)

static cJSON *base_tenant(void)
{
    size_t length;
    char *text = slurp("test/vectors/tenant.json", &length);
    cJSON *tenant = cJSON_Parse(text);

    free(text);
    assert_non_null(tenant);
    return tenant;
}

/* Moves the members of the object in `cell` into `into`, in place of those of the same name. */
static void merge(cJSON *into, const char *cell, const char *id)
{
    cJSON *members = *cell ? cJSON_Parse(cell) : cJSON_CreateObject();

    if (members == NULL)
        fail_msg("%s: not JSON: %s", id, cell);
    while (members->child) {
        cJSON *member = cJSON_DetachItemViaPointer(members, members->child);
        char name[64];

        snprintf(name, sizeof name, "%s", member->string);
        cJSON_DeleteItemFromObjectCaseSensitive(into, name);
        cJSON_AddItemToObject(into, name, member);
    }
    cJSON_Delete(members);
}

static char *request_of(char **cells)
{
    cJSON *request = cJSON_CreateObject();
    cJSON *subject = cJSON_AddObjectToObject(request, "subject");
    cJSON *action = cJSON_AddObjectToObject(request, "action");
    cJSON *resource = cJSON_AddObjectToObject(request, "resource");
    cJSON *context = cJSON_AddObjectToObject(request, "context");
    const bool anonymous = strcmp(cells[USER], "-") == 0;
    char *text;

    cJSON_AddStringToObject(subject, "type", anonymous ? "anonymous" : "user");
    cJSON_AddStringToObject(subject, "id", cells[USER]);
    cJSON_AddStringToObject(action, "name", cells[ACTION]);
    cJSON_AddStringToObject(resource, "type", "client");
    cJSON_AddStringToObject(resource, "id", cells[CLIENT]);
    if (*cells[ORGANIZATION])
        cJSON_AddStringToObject(context, "organization", cells[ORGANIZATION]);
    if (*cells[CONNECTION])
        cJSON_AddStringToObject(context, "connection", cells[CONNECTION]);
    merge(context, cells[CONTEXT], cells[ID]);
    text = cJSON_PrintUnformatted(request);
    cJSON_Delete(request);
    return text;
}

static struct orgpol_tenant *tenant_of(const cJSON *base, char **cells)
{
    struct orgpol_json_error error = ORGPOL_JSON_ERROR_INIT;
    cJSON *document = cJSON_Duplicate(base, true);
    struct orgpol_tenant *tenant;
    char *text;

    merge(document, cells[TENANT], cells[ID]);
    text = cJSON_PrintUnformatted(document);
    if (orgpol_tenant_load(text, strlen(text), NULL, &tenant, &error) != ORGPOL_OK)
        fail_msg("%s: %s: %s", cells[ID], error.pointer, error.message);
    cJSON_free(text);
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
    struct orgpol_tenant *tenant = tenant_of(base, cells);
    char *request = request_of(cells);
    struct orgpol_decision decision;
    char answer[4096];
    char names[1024];
    int differences;

    if (orgpol_authzen_evaluate(tenant, request, strlen(request), NULL, answer, sizeof answer, NULL,
                                &decision, &error) != ORGPOL_OK)
        fail_msg("%s: %s: %s", cells[ID], error.pointer, error.message);
    differences = differs(cells[ID], "decision", decision.effect == ORGPOL_EFFECT_ALLOW ? "yes" : "no",
                          cells[DECISION]);
    unmet_names(decision, names, sizeof names);
    differences += differs(cells[ID], "unmet", names, cells[UNMET]);
    obligation_names(decision, names, sizeof names);
    differences += differs(cells[ID], "obligations", names, cells[MUST]);
    differences += context_differs(cells[ID], answer, cells[ANSWER]);
    cJSON_free(request);
    orgpol_tenant_free(tenant);
    return differences;
}

static void every_row(void **state)
{
    size_t length;
    char *text = slurp("test/vectors/login.txt", &length);
    cJSON *base = base_tenant();
    char *next = text;
    char *row;
    int differences = 0;
    int rows = 0;

    (void)state;
    while ((row = next_row(&next))) {
        char *cells[CELLS];

        if (cells_of(row, cells, CELLS) != CELLS)
            fail_msg("%s: too few cells", cells[ID]);
        differences += run_row(base, cells);
        rows++;
    }
    print_message("%d rows of login.txt\n", rows);
    assert_int_equal(differences, 0);
    assert_true(rows > 100);
    cJSON_Delete(base);
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_row)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
