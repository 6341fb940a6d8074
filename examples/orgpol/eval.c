/* SPDX-License-Identifier: MIT */
/* orgpol eval: requests in, answers out. */
#include "cli.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

struct evaluator {
    const char *file; /* where the requests come from, for messages */
    struct orgpol_tenant *tenant;
    char *tenant_error;  /* the answer to every request, when the tenant did not load */
    struct table *table; /* NULL: JSON lines */
    struct bytes answer;
    bool given; /* an answer */
    int status;
};

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
    if (to->table == NULL && to->tenant_error) { /* written by cJSON, which leaves U+007F-009F as they are */
        print_text(stdout, answer);
        return putchar('\n') != EOF;
    }
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

    if (to->tenant_error)
        return give(to, request, length, to->tenant_error);
    status = ask(to->tenant, request, length, &to->answer, &decision, &error);
    if (to->answer.length >= to->answer.size) {
        to->status = EXIT_ERROR;
        return false;
    }
    if (status != ORGPOL_OK)
        to->status = complain_json(to->file, line, &error);
    else if (decision.effect != ORGPOL_EFFECT_ALLOW && to->status == EXIT_YES)
        to->status = EXIT_NO;
    return give(to, request, length, to->answer.ptr);
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static void answer_lines(struct evaluator *to)
{
    FILE *file = open_input(to->file);
    struct bytes text = {0};
    bool read = true;

    if (file == NULL) {
        to->status = EXIT_ERROR;
        return;
    }
    for (size_t line = 1; (read = read_until(file, '\n', &text)) && text.length > 0; line++) {
        while (text.length > 0 && text.length < INPUT_MAX && is_blank(text.ptr[text.length - 1]))
            text.length--;
        if (text.length > 0 && !answer_request(to, text.ptr, text.length, line))
            break;
    }
    if (!read)
        to->status = complain("%s: out of memory", to->file);
    else if (ferror(file))
        to->status = complain("%s: %s", to->file, strerror(errno));
    free(text.ptr);
    if (file != stdin)
        fclose(file);
}

static void answer_document(struct evaluator *to)
{
    struct bytes text = {0};

    if (read_file(to->file, &text))
        answer_request(to, text.length ? text.ptr : "", text.length, 0);
    else
        to->status = EXIT_ERROR;
    free(text.ptr);
}

/* Loads the tenant. When it does not load, its error is what every request is answered with. */
static char *load_tenant_or_error(struct evaluator *to, const char *file)
{
    struct orgpol_json_error error;

    if (load_tenant(file, &to->tenant, &error) != ORGPOL_OK) {
        to->tenant_error = error_answer(error.message, error.pointer);
        to->status = EXIT_ERROR;
    }
    return to->tenant_error;
}

struct command_line {
    const char *tenant;
    const char *request;
    bool lines;
    bool table;
    bool help;
};

static int read_command_line(char **arguments, struct command_line *line)
{
    bool options = true;

    for (; *arguments; arguments++) {
        const bool is_tenant = options && strncmp(*arguments, "--tenant", 8) == 0;

        if (is_tenant && ((*arguments)[8] == '\0' || (*arguments)[8] == '=')) {
            if (line->tenant)
                return misused("--tenant is given twice");
            line->tenant = (*arguments)[8] ? *arguments + 9 : *++arguments;
            if (line->tenant == NULL || *line->tenant == '\0')
                return misused("--tenant needs a file");
        } else if (options && strcmp(*arguments, "--ndjson") == 0) {
            line->lines = true;
        } else if (options && strcmp(*arguments, "--table") == 0) {
            line->table = true;
        } else if (options && asks_help(*arguments)) {
            line->help = true;
        } else if (options && strcmp(*arguments, "--") == 0) {
            options = false;
        } else if (options && (*arguments)[0] == '-' && (*arguments)[1]) {
            return misused("unknown option '%s'", *arguments);
        } else if (line->request) {
            return misused("more than one request file: '%s'", *arguments);
        } else {
            line->request = *arguments;
        }
    }
    if (line->request == NULL)
        line->request = "-";
    if (line->tenant && strcmp(line->tenant, "-") == 0 && strcmp(line->request, "-") == 0)
        return misused("the tenant and the request cannot both come from standard input");
    return EXIT_YES;
}

int command_eval(char **arguments)
{
    struct evaluator to = {0};
    struct command_line line = {0};
    char *unloaded = NULL;

    if (read_command_line(arguments, &line) != EXIT_YES)
        return EXIT_ERROR;
    if (line.help)
        return print_usage();
    to.file = line.request;
    to.table = line.table ? table_new() : NULL;
    if (line.table && to.table == NULL)
        return complain("out of memory");
    if (line.tenant)
        unloaded = load_tenant_or_error(&to, line.tenant);
    if (line.tenant && to.tenant == NULL && unloaded == NULL)
        to.status = complain("out of memory");
    else if (line.lines)
        answer_lines(&to);
    else
        answer_document(&to);
    if (!to.given && to.status == EXIT_YES)
        to.status = complain("%s: no request", to.file); /* silence must not pass for a yes */
    if (to.table)
        table_print(to.table);
    table_free(to.table);
    orgpol_tenant_free(to.tenant);
    free(to.answer.ptr);
    cJSON_free(unloaded);
    return to.status;
}
