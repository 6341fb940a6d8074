/* SPDX-License-Identifier: MIT */
/* orgpol_tenant_lint: the document's rows, one after the other. */
#include "lint.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../core/rows.h"
#include "orgpol/tenant.h"

#define STEPS 16
#define POINTER_MAX 512

static void write_pointer(const struct json_path *path, char *out, size_t size)
{
    const struct json_path *steps[STEPS];
    size_t depth = 0;
    size_t length = 0;

    out[0] = '\0';
    for (; path && depth < STEPS; path = path->up)
        steps[depth++] = path;
    while (depth > 0 && length < size) {
        const struct json_path *step = steps[--depth];
        const int wrote = step->name ? snprintf(out + length, size - length, "/%s", step->name)
                                     : snprintf(out + length, size - length, "/%zu", step->index);

        for (char *dot = out + length; step->name && (dot = strchr(dot, '.')) != NULL;)
            *dot = '/';
        length += wrote > 0 ? (size_t)wrote : 0;
    }
}

void orgpol_lint_write(struct lint *lint, const struct json_path *path, const struct lint_line *line)
{
    struct answer *answer = lint->answer;
    char pointer[POINTER_MAX];

    write_pointer(path, pointer, sizeof pointer);
    lint->result.error_count += line->is_error;
    lint->result.advice_count += !line->is_error;
    answer->is_comma_due = false; /* a line is no element, and no comma goes before it */
    orgpol_answer_open(answer, NULL, '{');
    orgpol_answer_text(answer, "pointer", orgpol_str_of(pointer));
    orgpol_answer_text(answer, "rule", orgpol_str_of(line->rule));
    orgpol_answer_text(answer, "severity", orgpol_str_of(line->is_error ? "error" : "advice"));
    if (line->field)
        orgpol_answer_text(answer, "field", orgpol_str_of(line->field));
    orgpol_answer_text(answer, "message", orgpol_str_of(line->message));
    if (line->remedy)
        orgpol_answer_text(answer, "remedy", orgpol_str_of(line->remedy));
    orgpol_answer_close(answer, '}');
    orgpol_answer_raw(answer, "\n");
}

const cJSON *orgpol_lint_nested(const cJSON *object, const char *name)
{
    char outer[64];

    for (const char *dot; object && (dot = strchr(name, '.')) != NULL; name = dot + 1) {
        snprintf(outer, sizeof outer, "%.*s", (int)(dot - name), name);
        object = lint_member(object, outer);
    }
    return object ? lint_member(object, name) : NULL;
}

struct orgpol_str orgpol_lint_text(const cJSON *object, const char *name)
{
    return orgpol_str_of(cJSON_GetStringValue(orgpol_lint_nested(object, name)));
}

static enum orgpol_status lint_tree(struct lint *lint, const uint8_t *hash_key)
{
    struct orgpol_tenant *tenant = NULL;
    enum orgpol_status status = orgpol_tenant_build(lint->document, NULL, hash_key, &tenant, lint->error);

    if (status != ORGPOL_OK)
        return status;
    lint->tenant = tenant;
    status = orgpol_lint_rows(lint);
    if (status == ORGPOL_OK) {
        orgpol_lint_words(lint);
        orgpol_lint_options(lint);
        status = orgpol_lint_references(lint);
    }
    if (status == ORGPOL_OK)
        status = orgpol_lint_duplicates(lint);
    free(lint->findings);
    orgpol_tenant_free(tenant);
    return status;
}

static enum orgpol_status lint_document(struct lint *lint, const char *json, size_t length,
                                        const struct orgpol_json_options *options)
{
    cJSON *tree = NULL;
    enum orgpol_status status = orgpol_json_read(json, length, options, &lint->room, 0, &tree, lint->error);

    lint->document = tree;
    if (status == ORGPOL_OK)
        status = lint_tree(lint, options->hash_key);
    if (status == ORGPOL_ERR_REQUEST)
        lint->error->offset = orgpol_json_locate(json, length, lint->error->pointer);
    orgpol_room_free(&lint->room);
    return status;
}

enum orgpol_status orgpol_tenant_lint(const char *json, size_t length,
                                      const struct orgpol_json_options *options, char *answer, size_t size,
                                      size_t *answer_length, struct orgpol_lint_result *result,
                                      struct orgpol_json_error *error)
{
    struct orgpol_json_error local = ORGPOL_JSON_ERROR_INIT;
    struct answer text = {.bytes = answer, .size = answer ? size : 0};
    struct lint lint = {.answer = &text, .result = ORGPOL_LINT_RESULT_INIT, .error = &local};
    struct orgpol_json_options read;
    enum orgpol_status status = orgpol_json_begin(options, ORGPOL_JSON_MAX_BYTES, &read, error, &local);

    if (status == ORGPOL_OK && (json == NULL || (result && !usable_size(result->struct_size))))
        status = orgpol_json_fail(&local, ORGPOL_ERR_ARGUMENT, 0, NULL,
                                  "expected a document, and a result that ORGPOL_LINT_RESULT_INIT began");
    if (status == ORGPOL_OK)
        status = lint_document(&lint, json, length, &read);
    if (status != ORGPOL_OK) {
        text.length = 0;
        lint.result = (struct orgpol_lint_result)ORGPOL_LINT_RESULT_INIT;
    }
    if (!orgpol_answer_finish(&text) && status == ORGPOL_OK)
        status =
            orgpol_json_fail(&local, ORGPOL_ERR_BUFFER, 0, NULL, "the answer has %zu bytes", text.length);
    write_result(result, &lint.result, sizeof lint.result);
    orgpol_json_give_error(error, &local);
    if (answer_length)
        *answer_length = text.length;
    return status;
}
