/* SPDX-License-Identifier: MIT */
/*
 * Every row of the vector files with allocations refused: all of the evaluation's over its tenant; and, each
 * row others, those of reading the tenant, from a document, inside the request, and line by line.
 */
#include "memory/refused_lines.h"

#include "vectors/rows.h"

/* Of what reads a tenant each row refuses every STRIDE-th, beginning with another one than the row before. */
static long stride(void)
{
    return getenv("EVERY") ? 1 : quick() ? 997 : 97;
}

static void run_row(const cJSON *base, char **cells, long row)
{
    static struct got loaded;
    static struct got inlined;
    static struct got ignored;
    cJSON *document = document_of(base, cells);
    cJSON *request = request_of(base, cells);
    char *document_text = cJSON_PrintUnformatted(document);
    char *request_text = cJSON_PrintUnformatted(request);
    const size_t tenant_from = made;
    struct orgpol_tenant *tenant = tenant_of(document, cells[ID]);
    char *inline_text;

    refuse_each(&(struct asked){cells[ID], CALL_EVALUATE, tenant, request_text}, 0, 1, tenant_from, &loaded);
    assert_int_equal(loaded.status, ORGPOL_OK);
    orgpol_tenant_free(tenant);
    refuse_each(&(struct asked){cells[ID], CALL_LOAD, NULL, document_text}, row % stride(), stride(), made,
                &ignored);
    assert_int_equal(ignored.status, ORGPOL_OK);
    refuse_lines(document, row % stride(), 4 * stride());
    cJSON_AddItemToObject(cJSON_GetObjectItemCaseSensitive(request, "context"), "tenant", document);
    inline_text = cJSON_PrintUnformatted(request);
    refuse_each(&(struct asked){cells[ID], CALL_EVALUATE, NULL, inline_text}, row % stride(), stride(), made,
                &inlined);
    assert_true(same(&loaded, &inlined));
    cJSON_free(inline_text);
    cJSON_free(document_text);
    cJSON_free(request_text);
    cJSON_Delete(request);
}

static void every_row(void **state)
{
    long rows = 0;

    (void)state;
    for (size_t i = 0; i < VECTOR_FAMILIES; i++) {
        struct vector_file file = vectors_of(vector_families[i].family, vector_families[i].tenant);
        char *cells[CELLS];

        while (next_cells(&file, cells))
            run_row(file.base, cells, rows++);
        close_vectors(&file);
    }
    print_message("%ld rows, %ld allocations refused\n", rows, refused);
    assert_true(rows > 2000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_row)};

    return cmocka_run_group_tests(tests, with_hooks, NULL);
}
