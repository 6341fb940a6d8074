/* SPDX-License-Identifier: MIT */
/* orgpol explain: what a reason means. */
#include "cli.h"

#include <stdlib.h>
#include <string.h>

static void print_line(const char *label, const char *text, bool colour)
{
    if (text)
        printf("  %s%-12s%s%s\n", colour ? "\033[2m" : "", label, colour ? "\033[0m" : "", text);
}

/* What the My Account API answers; some reasons it alone gives, and those have no OAuth error. */
static bool is_problem_only(const struct orgpol_reason_entry *info,
                            const struct orgpol_problem_entry *problem)
{
    return problem && info->error == NULL;
}

static void print_table(const struct orgpol_reason_entry *info, const struct orgpol_problem_entry *problem,
                        bool colour)
{
    const bool oauth = info->description && !is_problem_only(info, problem);
    char error[256];

    printf("%s%s%s\n", colour ? "\033[1m" : "", info->name, colour ? "\033[0m" : "");
    print_line("rule", info->rule, colour);
    print_line("cause", info->summary, colour);
    print_line("remedy", info->remedy, colour);
    snprintf(error, sizeof error, "%u %s%s%s", info->http_status, info->error ? info->error : "",
             info->error ? ": " : "", info->description ? info->description : "");
    print_line("error", oauth ? error : NULL, colour); /* without a code: it stays on the prompt */
    if (problem)
        snprintf(error, sizeof error, "%u %s: %s", problem->http_status, problem->title, problem->detail);
    print_line("problem", problem ? error : NULL, colour);
}

static void add_text(cJSON *object, const char *name, const char *text)
{
    if (text)
        cJSON_AddStringToObject(object, name, text);
}

static void add_problem(cJSON *object, const struct orgpol_problem_entry *problem)
{
    cJSON *member = problem ? cJSON_AddObjectToObject(object, "problem") : NULL;

    if (member == NULL)
        return;
    add_text(member, "type", problem->type);
    add_text(member, "title", problem->title);
    cJSON_AddNumberToObject(member, "status", problem->http_status);
    add_text(member, "detail", problem->detail);
}

static bool print_json(const struct orgpol_reason_entry *info, const struct orgpol_problem_entry *problem)
{
    cJSON *object = cJSON_CreateObject();
    char *line;

    add_text(object, "reason", info->name);
    add_text(object, "rule", info->rule);
    cJSON_AddNumberToObject(object, "http_status", info->http_status);
    add_text(object, "error", info->error);
    if (!is_problem_only(info, problem))
        add_text(object, "error_description", info->description);
    add_problem(object, problem);
    add_text(object, "cause", info->summary);
    add_text(object, "remedy", info->remedy);
    line = cJSON_PrintUnformatted(object);
    if (line)
        puts(line);
    cJSON_free(line);
    cJSON_Delete(object);
    return line != NULL;
}

int command_explain(char **arguments)
{
    char **names = arguments; /* the reasons, moved to the front */
    size_t count = 0;
    bool options = true;
    bool table = false;
    bool all = false;

    for (char **at = arguments; *at; at++) {
        if (!options || (*at)[0] != '-')
            names[count++] = *at;
        else if (strcmp(*at, "--") == 0)
            options = false;
        else if (asks_help(*at))
            return print_usage();
        else if (strcmp(*at, "--table") == 0)
            table = true;
        else if (strcmp(*at, "--all") == 0)
            all = true;
        else
            return misused("unknown option '%s'", *at);
    }
    if (all == (count > 0))
        return misused(all ? "--all or reasons, not both" : "a reason is needed, or --all");
    for (size_t i = 0; i < count; i++)
        if (orgpol_reason_by_name(orgpol_str_of(names[i])) == ORGPOL_REASON_NONE)
            return misused("no reason is called '%s'; 'orgpol explain --all' lists them", names[i]);
    for (unsigned reason = 1; reason < ORGPOL_REASON_COUNT; reason++) {
        const struct orgpol_reason_entry *info = orgpol_reason_info((uint16_t)reason);
        const struct orgpol_problem_entry *problem = orgpol_problem_info((uint16_t)reason);
        bool wanted = all;

        for (size_t i = 0; i < count && !wanted; i++)
            wanted = info && strcmp(names[i], info->name) == 0;
        if (info == NULL || !wanted)
            continue;
        if (table)
            print_table(info, problem, colour_wanted());
        else if (!print_json(info, problem))
            return complain("out of memory");
    }
    return EXIT_YES;
}
