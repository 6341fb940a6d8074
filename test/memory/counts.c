/* SPDX-License-Identifier: MIT */
/*
 * Every row of the vector files over its loaded tenant: an evaluation takes one block from the heap, for the
 * request's tree and all else.
 */
#include "memory/heap.h"

#include "vectors/rows.h"

/* The most beside it by action, and why there are any; actions that are not here take none. */
static const struct {
    const char *action;
    size_t most;
} allowed[] = {
    {"check_client_config", 4}, /* the lists of a worker, which are loaded as a tenant's are */
};
#define ALLOWED (sizeof allowed / sizeof *allowed)

static size_t most_of(const char *action)
{
    for (size_t i = 0; i < ALLOWED; i++)
        if (strcmp(allowed[i].action, action) == 0)
            return allowed[i].most;
    return 0;
}

static size_t blocks_of_evaluation(const struct orgpol_tenant *tenant, const char *text)
{
    static char answer[16384];
    const size_t before = made;

    assert_int_equal(
        orgpol_authzen_evaluate(tenant, text, strlen(text), NULL, answer, sizeof answer, NULL, NULL, NULL),
        ORGPOL_OK);
    return made - before;
}

static void run_row(const cJSON *base, char **cells)
{
    cJSON *document = document_of(base, cells);
    cJSON *request = request_of(base, cells);
    char *text = cJSON_PrintUnformatted(request);
    struct orgpol_tenant *tenant = tenant_of(document, cells[ID]);
    const size_t evaluation = blocks_of_evaluation(tenant, text);

    if (evaluation == 0 || evaluation > 1 + most_of(cells[ACTION]))
        fail_msg("%s: %s takes %zu blocks", cells[ID], cells[ACTION], evaluation);
    orgpol_tenant_free(tenant);
    cJSON_free(text);
    cJSON_Delete(request);
    cJSON_Delete(document);
}

static void every_row(void **state)
{
    long rows = 0;

    (void)state;
    for (size_t i = 0; i < VECTOR_FAMILIES; i++) {
        struct vector_file file = vectors_of(vector_families[i].family, vector_families[i].tenant);
        char *cells[CELLS];

        for (; next_cells(&file, cells); rows++)
            run_row(file.base, cells);
        close_vectors(&file);
    }
    print_message("%ld rows\n", rows);
    assert_true(rows > 2000);
}

/* Where every piece has a block of its own, there is nothing to count. */
int main(void)
{
#ifdef ORGPOL_ROOM_APART
    return 0;
#endif
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_row)};

    return cmocka_run_group_tests(tests, with_hooks, NULL);
}
