/* SPDX-License-Identifier: MIT */
/* Runs the vector files of every AuthZEN action; README.md has their columns. */
#include "lines.h"
#include "vectors/rows.h"

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
    cJSON *document = document_of(base, cells);
    struct orgpol_tenant *tenant = tenant_of(document, cells[ID]);
    struct orgpol_tenant *built = tenant_of_lines(document);
    cJSON *asked = request_of(base, cells);
    char *request = cJSON_PrintUnformatted(asked);
    struct orgpol_decision decision;
    char answer[16384];
    char other[16384];
    char names[2048];
    int differences;

    if (orgpol_authzen_evaluate(tenant, request, strlen(request), NULL, answer, sizeof answer, NULL,
                                &decision, &error) != ORGPOL_OK)
        fail_msg("%s: %s: %s", cells[ID], error.pointer, error.message);
    assert_int_equal(
        orgpol_authzen_evaluate(built, request, strlen(request), NULL, other, sizeof other, NULL, NULL, NULL),
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
    cJSON_Delete(asked);
    cJSON_Delete(document);
    orgpol_tenant_free(tenant);
    orgpol_tenant_free(built);
    return differences;
}

/* `tenant_name`: as vectors_of has it. */
static void every_row_over(const char *family, const char *tenant_name)
{
    struct vector_file file = vectors_of(family, tenant_name);
    char *cells[CELLS];
    int differences = 0;
    int rows = 0;

    for (; next_cells(&file, cells); rows++)
        differences += run_row(file.base, cells);
    print_message("%d rows of test/vectors/%s.txt\n", rows, family);
    assert_int_equal(differences, 0);
    assert_true(rows > 0);
    close_vectors(&file);
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
    int families = 0;

    (void)state;
    for (size_t i = 0; i < VECTOR_FAMILIES; i++)
        if (vector_families[i].tenant) {
            every_row_over(vector_families[i].family, vector_families[i].tenant);
            families++;
        }
    assert_int_equal(families, 8);
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
