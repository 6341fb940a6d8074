/* SPDX-License-Identifier: MIT */
/* What every subcommand reads: files, tenants, and the library's answers. */
#include "cli.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <sodium/randombytes.h>

bool append_text(struct bytes *to, const char *text)
{
    const size_t length = strlen(text);
    const size_t needed = to->length + length + 1;

    if (needed > to->size) {
        char *grown = realloc(to->ptr, 2 * needed);

        if (grown == NULL)
            return false;
        to->ptr = grown;
        to->size = 2 * needed;
    }
    memcpy(to->ptr + to->length, text, length + 1);
    to->length += length;
    return true;
}

void *with_room(void *array, size_t count, size_t *capacity, size_t size)
{
    const size_t doubled = count > 0 ? 2 * count : 16;
    void *grown;

    if (count < *capacity)
        return array;
    grown = realloc(array, doubled * size);
    if (grown)
        *capacity = doubled;
    return grown;
}

const char *text_member(const cJSON *object, const char *name)
{
    const char *text = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(object, name));

    return text ? text : "";
}

FILE *open_input(const char *name)
{
    FILE *file = strcmp(name, "-") == 0 ? stdin : fopen(name, "rb");

    if (file == NULL)
        complain("%s: %s", name, strerror(errno));
    return file;
}

bool read_until(FILE *file, int stop, struct bytes *to)
{
    int c = 0;

    to->length = 0;
    while ((to->length < INPUT_MAX || stop != EOF) && c != stop && (c = getc_unlocked(file)) != EOF) {
        if (to->length == to->size && to->size < INPUT_MAX) {
            const size_t size = to->size == 0 ? 65536 : to->size <= INPUT_MAX / 2 ? 2 * to->size : INPUT_MAX;
            char *grown = realloc(to->ptr, size);

            if (grown == NULL)
                return false;
            to->ptr = grown;
            to->size = size;
        }
        if (to->length < to->size)
            to->ptr[to->length++] = (char)c;
    }
    return true;
}

bool read_file(const char *name, struct bytes *to)
{
    FILE *file = open_input(name);
    bool read = false;

    if (file == NULL)
        return false;
    if (!read_until(file, EOF, to))
        complain("%s: out of memory", name);
    else if (ferror(file))
        complain("%s: %s", name, strerror(errno));
    else
        read = true;
    if (file != stdin)
        fclose(file);
    return read;
}

struct orgpol_json_options hashed_options(void)
{
    static uint8_t hash_key[16];
    static bool drawn;
    struct orgpol_json_options options = ORGPOL_JSON_OPTIONS_INIT;

    if (!drawn)
        randombytes_buf(hash_key, sizeof hash_key);
    drawn = true;
    options.hash_key = hash_key;
    options.max_bytes = ORGPOL_JSON_MAX_BYTES;
    return options;
}

enum orgpol_status load_document(const char *name, struct orgpol_tenant **tenant, cJSON **document,
                                 struct orgpol_json_error *error)
{
    const struct orgpol_json_options options = hashed_options();
    struct bytes text = {0};
    enum orgpol_status status = ORGPOL_ERR_ARGUMENT;

    *tenant = NULL;
    *error = (struct orgpol_json_error)ORGPOL_JSON_ERROR_INIT;
    if (document)
        *document = NULL;
    if (is_lines(name))
        return load_lines(name, tenant, document, error);
    if (read_file(name, &text)) {
        status = orgpol_tenant_load(text.length ? text.ptr : "", text.length, &options, tenant, error);
        if (status != ORGPOL_OK)
            complain_json(name, 0, error);
    } else {
        snprintf(error->message, sizeof error->message, "the tenant cannot be read");
    }
    if (status == ORGPOL_OK && document &&
        (*document = cJSON_ParseWithLength(text.ptr, text.length)) == NULL) {
        complain("%s: out of memory", name);
        orgpol_tenant_free(*tenant);
        *tenant = NULL;
        status = ORGPOL_ERR_MEMORY;
    }
    free(text.ptr);
    return status;
}

enum orgpol_status load_tenant(const char *name, struct orgpol_tenant **tenant,
                               struct orgpol_json_error *error)
{
    return load_document(name, tenant, NULL, error);
}

enum orgpol_status load_tree(const cJSON *tree, struct orgpol_tenant **tenant, size_t *length,
                             struct orgpol_json_error *error)
{
    struct orgpol_json_options options = hashed_options();
    char *text = tree ? cJSON_PrintUnformatted(tree) : NULL;
    enum orgpol_status status = ORGPOL_ERR_MEMORY;

    *tenant = NULL;
    *length = text ? strlen(text) : 0;
    *error = (struct orgpol_json_error)ORGPOL_JSON_ERROR_INIT;
    options.max_bytes = *length + 1; /* the files were within their limits */
    if (text)
        status = orgpol_tenant_load(text, *length, &options, tenant, error);
    cJSON_free(text);
    return status;
}

enum orgpol_status ask(const struct orgpol_tenant *tenant, const char *request, size_t length,
                       struct bytes *answer, struct orgpol_decision *decision,
                       struct orgpol_json_error *error)
{
    const struct orgpol_json_options options = hashed_options();

    for (;;) {
        const enum orgpol_status status = orgpol_authzen_evaluate(
            tenant, request, length, &options, answer->ptr, answer->size, &answer->length, decision, error);
        char *grown;

        if (answer->length < answer->size)
            return status;
        grown = realloc(answer->ptr, answer->length + 1);
        if (grown == NULL) {
            complain("out of memory");
            return ORGPOL_ERR_MEMORY;
        }
        answer->ptr = grown;
        answer->size = answer->length + 1;
    }
}
