/* SPDX-License-Identifier: MIT */
/*
 * The lists of documents, each through every function that reads JSON: what is accepted, and of what is
 * refused where and why. README.md says where the expectations are from.
 */
#include "json/documents.h"

#include "orgpol/authzen.h"

enum reader { CHECK, TENANT, REQUEST, REQUESTS, READERS };

/* One of the public functions over a copy without a byte to spare, so that a read beyond the end is seen. */
static enum orgpol_status read_by(enum reader reader, const char *bytes, size_t length,
                                  struct orgpol_json_error *error)
{
    struct orgpol_tenant *tenant = NULL;
    char *const exact = malloc(length ? length : 1);
    enum orgpol_status status = ORGPOL_ERR_ARGUMENT;

    assert_non_null(exact);
    memcpy(exact, bytes, length);
    *error = (struct orgpol_json_error)ORGPOL_JSON_ERROR_INIT;
    switch (reader) {
    case CHECK: status = orgpol_json_check(exact, length, NULL, error); break;
    case TENANT: status = orgpol_tenant_load(exact, length, NULL, &tenant, error); break;
    case REQUEST:
        status = orgpol_authzen_evaluate(NULL, exact, length, NULL, NULL, 0, NULL, NULL, error);
        break;
    case REQUESTS:
        status = orgpol_authzen_evaluations(NULL, exact, length, NULL, NULL, 0, NULL, error);
        break;
    case READERS: break;
    }
    free(exact);
    orgpol_tenant_free(tenant);
    assert_int_equal(error->status, status);
    return status;
}

/* Well-formed JSON may still be no tenant and no request. */
static int judge(const struct document *document, enum reader reader)
{
    struct orgpol_json_error error;
    const enum orgpol_status status = read_by(reader, document->bytes, document->length, &error);
    const bool well_formed = status == ORGPOL_OK || (reader != CHECK && status == ORGPOL_ERR_REQUEST);
    const bool refused = status == ORGPOL_ERR_SYNTAX && error.offset == document->offset;

    if (document->accepted ? well_formed
                           : refused && strcmp(error.pointer, document->pointer) == 0 &&
                                 strcmp(error.message, document->message) == 0)
        return 0;
    print_error("%s: reader %d: status %d at %zu, pointer \"%s\": %s\n", document->name, (int)reader,
                (int)status, error.offset, error.pointer, error.message);
    if (!document->accepted)
        print_error("    expected %zu, pointer \"%s\": %s\n", document->offset, document->pointer,
                    document->message);
    return 1;
}

static void every_document(void **state)
{
    size_t counts[2] = {0};
    int wrong = 0;

    (void)state;
    for (size_t list = 0; list < DOCUMENT_LISTS; list++) {
        struct document_file file = open_documents(document_lists[list]);
        struct document document;

        for (; next_document(&file, &document); free_document(&document)) {
            for (enum reader reader = CHECK; reader < READERS; reader++)
                wrong += judge(&document, reader);
            counts[document.accepted]++;
        }
        free(file.text);
    }
    print_message("%zu documents accepted, %zu refused\n", counts[1], counts[0]);
    assert_int_equal(wrong, 0);
    assert_true(counts[0] + counts[1] >= 300);
}

/* No name and no document is there twice. */
static void all_are_different(void **state)
{
    static struct document documents[2048];
    struct document_file files[DOCUMENT_LISTS];
    size_t count = 0;

    (void)state;
    for (size_t list = 0; list < DOCUMENT_LISTS; list++) {
        files[list] = open_documents(document_lists[list]);
        while (next_document(&files[list], &documents[count]))
            assert_true(++count < sizeof documents / sizeof *documents);
    }
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < i; k++)
            if (strcmp(documents[i].name, documents[k].name) == 0 ||
                (documents[i].length == documents[k].length &&
                 memcmp(documents[i].bytes, documents[k].bytes, documents[i].length) == 0))
                fail_msg("%s and %s are the same", documents[k].name, documents[i].name);
    for (size_t i = 0; i < count; i++)
        free_document(&documents[i]);
    for (size_t list = 0; list < DOCUMENT_LISTS; list++)
        free(files[list].text);
}

/*
 * What ends in a bracket or a quote is not complete before it: of every such document that is accepted, every
 * beginning is refused. Those of more than a kilobyte are left out.
 */
static void every_beginning_is_refused(void **state)
{
    size_t beginnings = 0;

    (void)state;
    for (size_t list = 0; list < DOCUMENT_LISTS; list++) {
        struct document_file file = open_documents(document_lists[list]);
        struct document document;

        for (; next_document(&file, &document); free_document(&document)) {
            size_t end = document.length;

            while (end > 0 && strchr(" \t\r\n", document.bytes[end - 1]))
                end--;
            if (!document.accepted || document.length > 1024 ||
                strchr("]}\"", document.bytes[end - 1]) == NULL)
                continue;
            for (size_t length = 0; length < end; length++, beginnings++) {
                struct orgpol_json_error error;

                if (read_by(CHECK, document.bytes, length, &error) != ORGPOL_ERR_SYNTAX ||
                    error.offset > length)
                    fail_msg("%s: %zu bytes of it: status %u at %zu", document.name, length, error.status,
                             error.offset);
            }
        }
        free(file.text);
    }
    print_message("%zu beginnings refused\n", beginnings);
    assert_true(beginnings > 1000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_document),
        cmocka_unit_test(all_are_different),
        cmocka_unit_test(every_beginning_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
