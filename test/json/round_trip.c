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

static size_t long_numbers; /* documents with some */

/* cJSON reads no more than 63 characters of a number. */
static bool has_long_number(const char *bytes, size_t length)
{
    size_t run = 0;

    for (size_t i = 0; i < length && run < 64; i++)
        run = bytes[i] && strchr("+-.0123456789Ee", bytes[i]) ? run + 1 : 0;
    return run == 64;
}

/* cJSON's own parser makes the same tree. */
static void compare_with_cjson(const char *name, const cJSON *tree, const char *bytes, size_t length)
{
    cJSON *const theirs = cJSON_ParseWithLength(bytes, length);

    if (theirs == NULL || !same_tree(tree, theirs) || !same_links(tree, theirs))
        fail_msg("%s: cJSON reads it otherwise", name);
    cJSON_Delete(theirs);
}

/* The text that a document prints as; the caller frees it with cJSON_free. */
static char *round_trip(const char *name, const char *bytes, size_t length)
{
    struct room room = {NULL, 0, NULL};
    cJSON *const tree = read_strictly(bytes, length, &room);
    cJSON *again;
    char *text;
    char *text_again;

    if (tree == NULL)
        fail_msg("%s is refused", name);
    if (has_long_number(bytes, length))
        long_numbers++;
    else
        compare_with_cjson(name, tree, bytes, length);
    text = print_exactly(tree);
    again = read_strictly(text, strlen(text), &room);
    if (again == NULL || !same_tree(tree, again))
        fail_msg("%s: %s: %s", name, again ? "reads otherwise" : "is refused", text);
    text_again = print_exactly(again);
    assert_string_equal(text_again, text);
    cJSON_free(text_again);
    orgpol_room_free(&room);
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
    long_numbers = 0;
    assert_true(every_list(false) > 100);
    print_message("%zu have numbers too long for cJSON\n", long_numbers);
    assert_in_range(long_numbers, 5, 40);
}

/* The reader makes the same tree of what a tree prints as. */
static void same_again(const char *name, cJSON *tree)
{
    char *const text = print_exactly(tree);
    struct room room = {NULL, 0, NULL};
    cJSON *const again = read_strictly(text, strlen(text), &room);

    if (again == NULL || !same_tree(tree, again))
        fail_msg("%s: %s reads otherwise", name, text);
    cJSON_free(round_trip(name, text, strlen(text)));
    cJSON_free(text);
    orgpol_room_free(&room);
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
