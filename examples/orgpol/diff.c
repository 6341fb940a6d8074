/* SPDX-License-Identifier: MIT */
/* orgpol diff: which decisions flip between two tenants, and which changes flip them. */
#include "diff.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool collect(struct diff *diff)
{
    return changes_list(diff->trees, &diff->changes) &&
           ids_collect(diff->trees, "clients", "client_id", &diff->clients) &&
           ids_collect(diff->trees, "connections", "id", &diff->connections) &&
           ids_collect(diff->trees, "connections", "name", &diff->names) &&
           ids_collect(diff->trees, "resource_servers", "identifier", &diff->apis) &&
           ids_collect(diff->trees, "organizations", "id", &diff->organizations) && find_audiences(diff) &&
           add_any_member(diff) && people_collect(diff->trees, &diff->people);
}

static int run(struct diff *diff, bool table)
{
    int status = EXIT_YES;
    bool done;

    if (!collect(diff))
        return complain("out of memory");
    touch(diff);
    done = diff->changes.count == 0 || (load_tenants(diff) && ask_questions(diff) && find_causes(diff));
    clear_progress(diff);
    if (!done || !print_flips(diff, table))
        return EXIT_ERROR;
    for (size_t i = 0; i < diff->flip_count; i++)
        if (diff->flips[i].outcome[NEW] == ORGPOL_EFFECT_ALLOW)
            status = EXIT_NO;
    return status;
}

static void free_diff(struct diff *diff)
{
    for (size_t i = 0; i < diff->flip_count; i++) {
        free(diff->flips[i].request);
        cJSON_free(diff->flips[i].before);
        cJSON_free(diff->flips[i].after);
        free(diff->flips[i].changes);
    }
    free(diff->flips);
    changes_free(&diff->changes);
    ids_free(&diff->clients);
    ids_free(&diff->connections);
    ids_free(&diff->names);
    ids_free(&diff->audiences);
    ids_free(&diff->apis);
    ids_free(&diff->organizations);
    people_free(&diff->people);
    free(diff->request.ptr);
    for (int side = 0; side < SIDES; side++) {
        free(diff->audience_texts[side]);
        free(diff->answers[side].ptr);
        orgpol_tenant_free(diff->tenants[side]);
        cJSON_Delete(diff->trees[side]);
    }
}

struct command_line {
    const char *files[SIDES];
    size_t count;
    bool table;
    bool help;
};

static int read_command_line(char **arguments, struct command_line *line)
{
    for (; *arguments; arguments++) {
        const char *const argument = *arguments;

        if (strncmp(argument, "--tenant", 8) == 0 && (argument[8] == '\0' || argument[8] == '=')) {
            const char *file = argument[8] ? argument + 9 : *++arguments;

            if (file == NULL || *file == '\0')
                return misused("--tenant needs a file");
            if (line->count == SIDES)
                return misused("--tenant is given three times: OLD and NEW are enough");
            line->files[line->count++] = file;
        } else if (strcmp(argument, "--table") == 0) {
            line->table = true;
        } else if (asks_help(argument)) {
            line->help = true;
            return EXIT_YES;
        } else {
            return misused(argument[0] == '-' && argument[1] ? "unknown option '%s'"
                                                             : "a tenant is given by --tenant: '%s'",
                           argument);
        }
    }
    if (line->count < SIDES)
        return misused("--tenant is needed twice: OLD, then NEW");
    if (strcmp(line->files[OLD], "-") == 0 && strcmp(line->files[NEW], "-") == 0)
        return misused("the tenants cannot both come from standard input");
    return EXIT_YES;
}

int command_diff(char **arguments)
{
    struct diff diff = {.progress = isatty(STDERR_FILENO)};
    struct command_line line = {.files = {NULL, NULL}};
    struct orgpol_json_error error;
    int status = read_command_line(arguments, &line);

    if (status != EXIT_YES)
        return status;
    if (line.help)
        return print_usage();
    for (int side = 0; side < SIDES; side++)
        if (load_document(line.files[side], &diff.tenants[side], &diff.trees[side], &error) != ORGPOL_OK)
            status = EXIT_ERROR;
    if (status == EXIT_YES)
        status = run(&diff, line.table);
    free_diff(&diff);
    return status;
}
