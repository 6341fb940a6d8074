/* SPDX-License-Identifier: MIT */
/*
 * Every row of the vector files over its loaded tenant: how many blocks an evaluation takes from the heap
 * beside the one that the request's tree is made in, which has room for the evaluation too (more, where the
 * tree has more values than such texts have).
 */
#include "memory/heap.h"

#include "../../lib/json/strict.h"
#include "vectors/rows.h"

/* The most by action, and why there are any; actions that are not here take none. */
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

static size_t blocks_of_tree(const char *text)
{
    static const struct orgpol_json_options options = {sizeof options, ORGPOL_JSON_MAX_DEPTH_CEILING,
                                                       ORGPOL_JSON_MAX_BYTES, NULL};
    struct orgpol_json_error error = ORGPOL_JSON_ERROR_INIT;
    const size_t before = made;
    struct room room = {NULL, 0, NULL};
    cJSON *tree;

    assert_int_equal(orgpol_json_read(text, strlen(text), &options, &room, 0, &tree, &error), ORGPOL_OK);
    orgpol_room_free(&room);
    assert_true(made > before);
    return made - before;
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

static long more; /* rows whose tree needs more than a block */

static void run_row(const cJSON *base, char **cells)
{
    cJSON *document = document_of(base, cells);
    cJSON *request = request_of(base, cells);
    char *text = cJSON_PrintUnformatted(request);
    struct orgpol_tenant *tenant = tenant_of(document, cells[ID]);
    const size_t of_tree = blocks_of_tree(text);
    const size_t evaluation = blocks_of_evaluation(tenant, text);

    more += of_tree > 1;
    if (evaluation < of_tree || evaluation - of_tree > most_of(cells[ACTION]))
        fail_msg("%s: %s takes %zu blocks, %zu for the tree", cells[ID], cells[ACTION], evaluation, of_tree);
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
    print_message("%ld rows, the tree of %ld in more than a block\n", rows, more);
    assert_true(rows > 2000 && more < rows / 50);
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
