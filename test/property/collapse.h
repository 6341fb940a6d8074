/* SPDX-License-Identifier: MIT */
/*
 * Truth tables, collapsed: the values of a dimension whose tables are alike share one line, and a dimension
 * that changes nothing is left out. And the check against the committed file.
 */
#ifndef ORGPOL_TEST_COLLAPSE_H
#define ORGPOL_TEST_COLLAPSE_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "orgpol.h"

struct dimension {
    const char *name;
    int count;
    const char *values[6];
};

static void *must(void *memory)
{
    if (memory == NULL)
        exit(2);
    return memory;
}

static void append(char **to, const char *text)
{
    const size_t length = *to ? strlen(*to) : 0;

    *to = must(realloc(*to, length + strlen(text) + 1));
    strcpy(*to + length, text);
}

static void append_prefixed(char **to, const char *prefix, const char *lines)
{
    while (*lines) {
        const size_t length = strcspn(lines, "\n") + 1;
        char *line = must(malloc(length + 1));

        memcpy(line, lines, length);
        line[length] = '\0';
        append(to, prefix);
        append(to, line);
        free(line);
        lines += length;
    }
}

/* The table over `order`, which ends with -1; `leaf` gives the line of a point, to be freed. */
static char *collapsed(const struct dimension *dimensions, const int *order, int *at,
                       char *(*leaf)(const int *at))
{
    const struct dimension *dimension = &dimensions[*order < 0 ? 0 : *order];
    char *parts[6] = {NULL};
    char *lines = NULL;

    if (*order < 0)
        return leaf(at);
    for (int value = 0; value < dimension->count; value++) {
        at[*order] = value;
        parts[value] = collapsed(dimensions, order + 1, at, leaf);
    }
    append(&lines, "");
    for (int value = 0; value < dimension->count; value++) {
        char prefix[256];
        int alike = 0;

        if (parts[value] == NULL)
            continue;
        snprintf(prefix, sizeof prefix, "%s=%s", dimension->name, dimension->values[value]);
        for (int other = value + 1; other < dimension->count; other++)
            if (parts[other] && strcmp(parts[value], parts[other]) == 0) {
                strcat(prefix, "|");
                strcat(prefix, dimension->values[other]);
                free(parts[other]);
                parts[other] = NULL;
                alike++;
            }
        strcat(prefix, " ");
        append_prefixed(&lines, alike == dimension->count - 1 ? "" : prefix, parts[value]);
        free(parts[value]);
        parts[value] = NULL;
    }
    return lines;
}

/* 0 when the committed file has this text; else prints the first line that differs. */
static int check_golden(const char *text, const char *name)
{
    FILE *file = fopen(name, "r");
    char want[4096];
    int number = 0;
    int same;

    if (file == NULL) {
        fprintf(stderr, "%s cannot be read\n", name);
        return 1;
    }
    while (fgets(want, sizeof want, file)) {
        const size_t length = strcspn(text, "\n") + (strchr(text, '\n') ? 1 : 0);

        number++;
        if (length != strlen(want) || memcmp(text, want, length) != 0) {
            fprintf(stderr, "%s:%d differs; committed: %sthe library: %.*s", name, number, want, (int)length,
                    text);
            break;
        }
        text += length;
    }
    same = feof(file) && *text == '\0';
    fclose(file);
    if (!same)
        fprintf(stderr,
                "if the change of behaviour is intended, run make golden and commit the difference\n");
    return !same;
}

/* The names of the unmet conditions, as a line of a table. */
static char *line_of(struct orgpol_decision decision, const char *more)
{
    char *line = NULL;

    append(&line, "=>");
    for (unsigned place = 0; place < orgpol_family_size(decision.family); place++)
        if (decision.unmet >> place & 1) {
            append(&line, " ");
            append(&line, orgpol_reason_info(orgpol_family_reason(decision.family, place))->name);
        }
    append(&line, decision.unmet ? "" : more);
    append(&line, "\n");
    return line;
}

#endif
