/* SPDX-License-Identifier: MIT */
/* orgpol eval: requests in, answers out. */
#include "cli.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <sodium/randombytes.h>

struct evaluator {
    const char *file; /* where the requests come from, for messages */
    struct orgpol_tenant *tenant;
    const char *tenant_error; /* the answer to every request, when the tenant did not load */
    struct orgpol_json_options options;
    uint8_t hash_key[16];
    struct table *table; /* NULL: JSON lines */
    char *answer;
    size_t size;
    bool given; /* an answer */
    int status;
};

static FILE *open_input(const char *name)
{
    FILE *file = strcmp(name, "-") == 0 ? stdin : fopen(name, "rb");

    if (file == NULL)
        complain("%s: %s", name, strerror(errno));
    return file;
}

char *read_file(const char *name, size_t *length)
{
    FILE *file = open_input(name);
    size_t size = 65536;
    char *bytes = file ? malloc(size) : NULL;

    *length = 0;
    while (bytes && (*length += fread(bytes + *length, 1, size - *length, file)) == size) {
        char *grown = size <= SIZE_MAX / 2 ? realloc(bytes, size * 2) : NULL;

        if (grown == NULL)
            free(bytes);
        bytes = grown;
        size *= 2;
    }
    if (file && bytes == NULL)
        complain("%s: out of memory", name);
    if (file && ferror(file)) {
        complain("%s: %s", name, strerror(errno));
        free(bytes);
        bytes = NULL;
    }
    if (file && file != stdin)
        fclose(file);
    return bytes;
}

/* {"decision":false,"context":{"error":...}}, on the heap; NULL when memory ends. */
static char *error_answer(const char *message, const char *pointer)
{
    cJSON *answer = cJSON_CreateObject();
    cJSON *error;
    char *text;

    cJSON_AddFalseToObject(answer, "decision");
    error = cJSON_AddObjectToObject(cJSON_AddObjectToObject(answer, "context"), "error");
    cJSON_AddNumberToObject(error, "status", 400);
    cJSON_AddStringToObject(error, "message", message);
    cJSON_AddStringToObject(error, "pointer", pointer);
    text = cJSON_PrintUnformatted(answer);
    cJSON_Delete(answer);
    return text;
}

/* Prints or keeps one answer. False when the command cannot go on. */
static bool give(struct evaluator *to, const char *request, size_t length, const char *answer)
{
    to->given = true;
    if (to->table == NULL)
        return puts(answer) >= 0;
    if (table_add(to->table, request, length, answer))
        return true;
    to->status = complain("out of memory");
    return false;
}

/* Answers one request; `line` is 0 outside NDJSON. False when the command cannot go on. */
static bool answer_request(struct evaluator *to, const char *request, size_t length, size_t line)
{
    struct orgpol_json_error error = ORGPOL_JSON_ERROR_INIT;
    struct orgpol_decision decision;
    enum orgpol_status status;
    size_t needed;

    if (to->tenant_error)
        return give(to, request, length, to->tenant_error);
    for (;;) {
        char *grown;

        status = orgpol_authzen_evaluate(to->tenant, request, length, &to->options, to->answer, to->size,
                                         &needed, &decision, &error);
        if (needed < to->size)
            break;
        grown = realloc(to->answer, needed + 1);
        if (grown == NULL) {
            to->status = complain("out of memory");
            return false;
        }
        to->answer = grown;
        to->size = needed + 1;
    }
    if (status != ORGPOL_OK)
        to->status = complain_json(to->file, line, &error);
    else if (decision.effect != ORGPOL_EFFECT_ALLOW && to->status == EXIT_YES)
        to->status = EXIT_NO;
    return give(to, request, length, to->answer);
}

static void answer_lines(struct evaluator *to)
{
    FILE *file = open_input(to->file);
    char *text = NULL;
    size_t size = 0;
    size_t line = 1;
    ssize_t length;

    if (file == NULL) {
        to->status = EXIT_ERROR;
        return;
    }
    for (; (length = getline(&text, &size, file)) >= 0; line++) {
        while (length > 0 && strchr(" \t\r\n", text[length - 1]) && text[length - 1])
            length--;
        if (length > 0 && !answer_request(to, text, (size_t)length, line))
            break;
    }
    if (ferror(file))
        to->status = complain("%s: %s", to->file, strerror(errno));
    free(text);
    if (file != stdin)
        fclose(file);
}

static void answer_document(struct evaluator *to)
{
    size_t length;
    char *text = read_file(to->file, &length);

    if (text == NULL)
        to->status = EXIT_ERROR;
    else
        answer_request(to, text, length, 0);
    free(text);
}

/* Loads the tenant. When it does not load, its error is what every request is answered with. */
static char *load_tenant(struct evaluator *to, const char *file)
{
    struct orgpol_json_error error = ORGPOL_JSON_ERROR_INIT;
    size_t length;
    char *text = read_file(file, &length);
    char *answer = NULL;

    if (text == NULL) {
        answer = error_answer("the tenant cannot be read", "");
    } else if (orgpol_tenant_load(text, length, &to->options, &to->tenant, &error) != ORGPOL_OK) {
        complain_json(file, 0, &error);
        answer = error_answer(error.message, error.pointer);
    }
    if (answer)
        to->status = EXIT_ERROR;
    to->tenant_error = answer;
    free(text);
    return answer;
}

int command_eval(char **arguments)
{
    struct evaluator to = {.options = ORGPOL_JSON_OPTIONS_INIT};
    const char *tenant = NULL;
    char *unloaded = NULL;
    bool lines = false;
    bool table = false;

    for (; *arguments; arguments++) {
        if (strcmp(*arguments, "--tenant") == 0) {
            if (tenant || arguments[1] == NULL)
                return misused(tenant ? "--tenant is given twice" : "--tenant needs a file");
            tenant = *++arguments;
        } else if (strcmp(*arguments, "--ndjson") == 0) {
            lines = true;
        } else if (strcmp(*arguments, "--table") == 0) {
            table = true;
        } else if ((*arguments)[0] == '-' && (*arguments)[1]) {
            return misused("unknown option '%s'", *arguments);
        } else if (to.file) {
            return misused("more than one request file: '%s'", *arguments);
        } else {
            to.file = *arguments;
        }
    }
    if (to.file == NULL)
        to.file = "-";
    if (tenant && strcmp(tenant, "-") == 0 && strcmp(to.file, "-") == 0)
        return misused("the tenant and the request cannot both come from standard input");
    randombytes_buf(to.hash_key, sizeof to.hash_key);
    to.options.hash_key = to.hash_key;
    to.table = table ? table_new() : NULL;
    if (table && to.table == NULL)
        return complain("out of memory");
    if (tenant)
        unloaded = load_tenant(&to, tenant);
    if (tenant && to.tenant == NULL && unloaded == NULL)
        to.status = complain("out of memory");
    else if (lines)
        answer_lines(&to);
    else
        answer_document(&to);
    if (!to.given && to.status == EXIT_YES)
        to.status = complain("%s: no request", to.file); /* silence must not pass for a yes */
    if (to.table)
        table_print(to.table);
    table_free(to.table);
    orgpol_tenant_free(to.tenant);
    free(to.answer);
    cJSON_free(unloaded);
    return to.status;
}
