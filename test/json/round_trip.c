/* SPDX-License-Identifier: MIT */
/*
 * Whatever the strict reader accepts prints as a document that it accepts again, with the same value: of the
 * lists, the vectors' requests and their tenants. With --print: name and text of what the lists accept, for
 * another.py.
 */
#include "json/round_trip.h"
#include "property/random.h"
#include "vectors/rows.h"
#include "json/documents.h"

/* The text that a document prints as; the caller frees it with cJSON_free. */
static char *round_trip(const char *name, const char *bytes, size_t length)
{
    cJSON *const tree = read_strictly(bytes, length);
    cJSON *again;
    char *text;
    char *text_again;

    if (tree == NULL)
        fail_msg("%s is refused", name);
    text = print_exactly(tree);
    again = read_strictly(text, strlen(text));
    if (again == NULL || !same_tree(tree, again))
        fail_msg("%s: %s: %s", name, again ? "reads otherwise" : "is refused", text);
    text_again = print_exactly(again);
    assert_string_equal(text_again, text);
    cJSON_free(text_again);
    cJSON_Delete(again);
    cJSON_Delete(tree);
    return text;
}

static size_t every_list(bool print)
{
    size_t documents = 0;

    for (size_t list = 0; list < DOCUMENT_LISTS; list++) {
        struct document_file file = open_documents(document_lists[list]);
        struct document document;

        for (; next_document(&file, &document); free_document(&document)) {
            char *text;

            if (!document.accepted)
                continue;
            text = round_trip(document.name, document.bytes, document.length);
            if (print)
                printf("%s\t%s\n", document.name, text);
            cJSON_free(text);
            documents++;
        }
        free(file.text);
    }
    return documents;
}

static void lists(void **state)
{
    (void)state;
    assert_true(every_list(false) > 100);
}

/* The reader makes the same tree of what a tree prints as. */
static void same_again(const char *name, cJSON *tree)
{
    char *const text = print_exactly(tree);
    cJSON *const again = read_strictly(text, strlen(text));

    if (again == NULL || !same_tree(tree, again))
        fail_msg("%s: %s reads otherwise", name, text);
    cJSON_free(round_trip(name, text, strlen(text)));
    cJSON_free(text);
    cJSON_Delete(again);
    cJSON_Delete(tree);
}

/* Of every row of the vectors, or with QUICK=1 of every eighth. */
static void requests_and_tenants(void **state)
{
    size_t rows = 0;
    char *cells[CELLS];

    (void)state;
    for (size_t i = 0; i < VECTOR_FAMILIES; i++) {
        struct vector_file file = vectors_of(vector_families[i].family, vector_families[i].tenant);

        while (next_cells(&file, cells))
            if (rows++ % 8 == 0 || !quick()) {
                same_again(cells[ID], request_of(file.base, cells));
                same_again(cells[ID], document_of(file.base, cells));
            }
        close_vectors(&file);
    }
    print_message("%zu rows\n", rows);
    assert_true(rows > 1000);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lists),
        cmocka_unit_test(requests_and_tenants),
    };

    if (argc == 2 && strcmp(argv[1], "--print") == 0)
        return every_list(true) == 0;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
