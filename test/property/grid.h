/* SPDX-License-Identifier: MIT */
/*
 * A space of attributes with named values, visited group by group, and its collapsed truth table. The
 * programs that use it define GRID_ATTRIBUTES, a table grid_names, and the groups.
 */
#ifndef ORGPOL_TEST_GRID_H
#define ORGPOL_TEST_GRID_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "orgpol.h"

#define GRID_VALUES 16

struct grid_name {
    const char *name;
    const char *values[GRID_VALUES];
};

/* Conditions that share attributes: they depend on these and on no others. */
struct grid_group {
    const char *name;
    uint16_t reasons[10]; /* ends with 0 */
    int attributes[16];   /* ends with -1 */
};

struct grid {
    const struct grid_name *names;
    int attribute_count;
    const struct grid_group *groups;
    size_t group_count;
    uint8_t family;
    struct orgpol_decision (*decide)(const unsigned char *at);
    const unsigned char *open; /* a point at which nothing is in the way */
};

static inline int grid_values(const struct grid *grid, int attribute)
{
    int count = 0;

    while (count < GRID_VALUES && grid->names[attribute].values[count])
        count++;
    return count;
}

static inline uint64_t grid_bit(uint8_t family, uint16_t reason)
{
    for (unsigned place = 0; place < orgpol_family_size(family); place++)
        if (orgpol_family_reason(family, place) == reason)
            return UINT64_C(1) << place;
    return 0;
}

static inline uint64_t grid_mask(const struct grid *grid, const struct grid_group *group)
{
    uint64_t mask = 0;

    for (int i = 0; group->reasons[i]; i++)
        mask |= grid_bit(grid->family, group->reasons[i]);
    return mask;
}

static inline bool grid_has(const struct grid_group *group, int attribute)
{
    for (int i = 0; group->attributes[i] >= 0; i++)
        if (group->attributes[i] == attribute)
            return true;
    return false;
}

/* Goes to the next point of a group's product; false after the last. */
static inline bool grid_next(const struct grid *grid, const struct grid_group *group, unsigned char *at)
{
    for (int i = 0; group->attributes[i] >= 0; i++) {
        unsigned char *value = &at[group->attributes[i]];

        if (++*value < grid_values(grid, group->attributes[i]))
            return true;
        *value = 0;
    }
    return false;
}

/* ---- the collapsed table ---- */

static inline char *grid_append(char *text, const char *more, size_t length)
{
    const size_t old = text ? strlen(text) : 0;
    char *grown = realloc(text, old + length + 1);

    if (grown == NULL)
        abort();
    memcpy(grown + old, more, length);
    grown[old + length] = '\0';
    return grown;
}

static inline char *grid_line(const struct grid *grid, const unsigned char *at, uint64_t mask)
{
    const uint64_t unmet = grid->decide(at).unmet & mask;
    char *line = grid_append(NULL, "=>", 2);

    for (unsigned place = 0; place < 64; place++)
        if (unmet >> place & 1) {
            const char *name = orgpol_reason_info(orgpol_family_reason(grid->family, place))->name;

            line = grid_append(line, " ", 1);
            line = grid_append(line, name, strlen(name));
        }
    return grid_append(line, unmet ? "\n" : " -\n", unmet ? 1 : 3);
}

/* The lines of the table over the group's attributes from `depth` on. */
static inline char *grid_lines(const struct grid *grid, const struct grid_group *group, int depth,
                               unsigned char *at, uint64_t mask)
{
    const int attribute = group->attributes[depth];
    const int count = attribute < 0 ? 0 : grid_values(grid, attribute);
    char *parts[GRID_VALUES];
    char *lines = grid_append(NULL, "", 0);

    if (attribute < 0) {
        free(lines);
        return grid_line(grid, at, mask);
    }
    for (int value = 0; value < count; value++) {
        at[attribute] = (unsigned char)value;
        parts[value] = grid_lines(grid, group, depth + 1, at, mask);
    }
    for (int value = 0; value < count; value++) {
        char prefix[512];
        int alike = 1;

        if (parts[value] == NULL)
            continue;
        snprintf(prefix, sizeof prefix, "%s=%s", grid->names[attribute].name,
                 grid->names[attribute].values[value]);
        for (int other = value + 1; other < count; other++)
            if (parts[other] && strcmp(parts[value], parts[other]) == 0) {
                snprintf(prefix + strlen(prefix), sizeof prefix - strlen(prefix), "|%s",
                         grid->names[attribute].values[other]);
                free(parts[other]);
                parts[other] = NULL;
                alike++;
            }
        strcat(prefix, " ");
        for (const char *line = parts[value]; *line; line += strcspn(line, "\n") + 1) {
            if (alike < count)
                lines = grid_append(lines, prefix, strlen(prefix));
            lines = grid_append(lines, line, strcspn(line, "\n") + 1);
        }
        free(parts[value]);
        parts[value] = NULL;
    }
    return lines;
}

static inline char *grid_table(const struct grid *grid, const char *heading)
{
    char *text = grid_append(NULL, heading, strlen(heading));

    for (size_t i = 0; i < grid->group_count; i++) {
        unsigned char at[64];
        char title[64];
        char *lines;

        memcpy(at, grid->open, (size_t)grid->attribute_count);
        lines = grid_lines(grid, &grid->groups[i], 0, at, grid_mask(grid, &grid->groups[i]));
        snprintf(title, sizeof title, "\n== %s ==\n", grid->groups[i].name);
        text = grid_append(text, title, strlen(title));
        text = grid_append(text, lines, strlen(lines));
        free(lines);
    }
    return text;
}

/* With --print prints the table; else compares it with the committed one. Returns the exit status. */
static inline int grid_main(const struct grid *grid, const char *heading, const char *golden, bool print)
{
    char *text = grid_table(grid, heading);
    const char *at = text;
    FILE *file = print ? NULL : fopen(golden, "r");
    char want[4096];
    int status = !print && file == NULL;
    int number = 0;

    if (print)
        fputs(text, stdout);
    while (file && !status && fgets(want, sizeof want, file)) {
        const size_t length = strcspn(at, "\n") + (strchr(at, '\n') ? 1 : 0);

        number++;
        status = length != strlen(want) || memcmp(at, want, length) != 0;
        if (status)
            fprintf(stderr, "%s:%d differs; committed: %sthe library: %.*s", golden, number, want,
                    (int)length, at);
        at += length;
    }
    if (file && !status && *at)
        status = 1;
    if (status)
        fprintf(stderr,
                "%s: if the change of behaviour is intended, run make golden and commit the difference\n",
                golden);
    if (file)
        fclose(file);
    free(text);
    return status;
}

#endif
