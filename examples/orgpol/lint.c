/* SPDX-License-Identifier: MIT */
/* orgpol lint: what is wrong with a tenant, and what is worth a look. */
#include "cli.h"

#include <stdlib.h>
#include <string.h>

/* One finding for people: where, and under it what and what to change. */
static bool print_finding(const char *json, size_t length, bool colour)
{
    cJSON *line = cJSON_ParseWithLength(json, length);
    const bool error = strcmp(text_member(line, "severity"), "error") == 0;

    if (line == NULL)
        return false;
    printf("%s%s%s  ", colour ? (error ? "\033[31m" : "\033[33m") : "", text_member(line, "severity"),
           colour ? "\033[0m" : "");
    print_text(stdout, *text_member(line, "pointer") ? text_member(line, "pointer") : "the document");
    printf("  [%s]\n    because ", text_member(line, "rule"));
    print_text(stdout, text_member(line, "message"));
    if (*text_member(line, "remedy")) {
        printf("\n    change  ");
        print_text(stdout, text_member(line, "remedy"));
    }
    putchar('\n');
    cJSON_Delete(line);
    return true;
}

static bool print_table(const char *findings, const struct orgpol_lint_result *result)
{
    const bool colour = colour_wanted();

    while (*findings) {
        const size_t length = strcspn(findings, "\n");

        if (!print_finding(findings, length, colour))
            return false;
        findings += length + 1;
    }
    printf("%zu errors, %zu advice\n", result->error_count, result->advice_count);
    return true;
}

static int lint(const char *file, bool table)
{
    const struct orgpol_json_options options = hashed_options();
    struct orgpol_lint_result result = ORGPOL_LINT_RESULT_INIT;
    struct orgpol_json_error error = ORGPOL_JSON_ERROR_INIT;
    struct bytes tenant = {NULL, 0, 0};
    char *findings = NULL;
    size_t length = 0;
    int status = EXIT_ERROR;

    if (is_lines(file))
        return complain("%s: lint takes a document, not lines: what it finds has a place in it", file);
    if (read_file(file, &tenant)) {
        enum orgpol_status linted = orgpol_tenant_lint(tenant.ptr ? tenant.ptr : "", tenant.length, &options,
                                                       NULL, 0, &length, &result, &error);

        if (linted == ORGPOL_ERR_BUFFER && (findings = malloc(length + 1)) != NULL)
            linted = orgpol_tenant_lint(tenant.ptr, tenant.length, &options, findings, length + 1, &length,
                                        &result, &error);
        if (linted == ORGPOL_ERR_BUFFER || (linted == ORGPOL_OK && table && findings == NULL))
            complain("out of memory");
        else if (linted != ORGPOL_OK)
            complain_json(file, 0, &error);
        else if (!table)
            status = fputs(findings ? findings : "", stdout) < 0 ? EXIT_ERROR : EXIT_YES;
        else
            status = print_table(findings, &result) ? EXIT_YES : complain("out of memory");
    }
    if (status == EXIT_YES && result.error_count > 0)
        status = EXIT_NO;
    free(findings);
    free(tenant.ptr);
    return status;
}

int command_lint(char **arguments)
{
    const char *tenant = NULL;
    bool table = false;

    for (; *arguments; arguments++) {
        if (asks_help(*arguments))
            return print_usage();
        if (strcmp(*arguments, "--table") == 0) {
            table = true;
        } else if (strcmp(*arguments, "--tenant") == 0) {
            if (tenant || arguments[1] == NULL)
                return misused(tenant ? "--tenant is given twice" : "--tenant needs a file");
            tenant = *++arguments;
        } else {
            return misused("unknown option '%s'", *arguments);
        }
    }
    return tenant ? lint(tenant, table) : misused("--tenant is needed");
}
