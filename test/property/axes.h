/* SPDX-License-Identifier: MIT */
/*
 * Truth tables for people: the product of some attributes, one line for each way to come to an answer.
 * Attributes that make no difference on a line are left out; values that act alike stand together.
 */
#ifndef ORGPOL_TEST_AXES_H
#define ORGPOL_TEST_AXES_H

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MOST_AXES 24
#define MOST_VALUES 16

/* An attribute with the names of its values, which end with NULL. */
struct axis {
    const char *name;
    const char *values[MOST_VALUES + 1];
};

/* Writes the answer for one point, a value for each axis. */
typedef void leaf_text(const unsigned char *at, char *line, size_t size);

static inline unsigned char values_of_axis(const struct axis *axis)
{
    unsigned char count = 0;

    while (axis->values[count])
        count++;
    return count;
}

static inline char *grown(char *text, const char *more, size_t length)
{
    const size_t old = text ? strlen(text) : 0;

    text = realloc(text, old + length + 1);
    if (text == NULL)
        abort();
    memcpy(text + old, more, length);
    text[old + length] = '\0';
    return text;
}

/*
 * The table over the axes that `order` names, which ends with a negative number, at `at` for all others. As
 * deep as `order` is long.
 */
static inline char *collapse(const struct axis *axes, const int *order, unsigned char *at, leaf_text *leaf)
{
    const int axis = *order;
    char *parts[MOST_VALUES];
    char *lines = NULL;
    unsigned char before;
    unsigned char count;

    if (axis < 0) {
        char line[512] = "=> ";

        leaf(at, line + 3, sizeof line - 4);
        return grown(grown(NULL, line, strlen(line)), "\n", 1);
    }
    before = at[axis];
    count = values_of_axis(&axes[axis]);
    for (at[axis] = 0; at[axis] < count; at[axis]++)
        parts[at[axis]] = collapse(axes, order + 1, at, leaf);
    at[axis] = before;
    for (unsigned char value = 0; value < count; value++) {
        char prefix[256];
        int alike = 1;

        if (parts[value] == NULL)
            continue;
        snprintf(prefix, sizeof prefix, "%s=%s", axes[axis].name, axes[axis].values[value]);
        for (unsigned char other = (unsigned char)(value + 1); other < count; other++)
            if (parts[other] && strcmp(parts[value], parts[other]) == 0) {
                snprintf(prefix + strlen(prefix), sizeof prefix - strlen(prefix), "|%s",
                         axes[axis].values[other]);
                free(parts[other]);
                parts[other] = NULL;
                alike++;
            }
        strcat(prefix, " ");
        for (const char *line = parts[value]; *line; line += strcspn(line, "\n") + 1) {
            if (alike < count)
                lines = grown(lines, prefix, strlen(prefix));
            lines = grown(lines, line, strcspn(line, "\n") + 1);
        }
        free(parts[value]);
    }
    return lines;
}

/* Prints the table with --print; else compares it with the committed one. The program's exit status. */
static inline int give_table(const char *text, const char *name, bool print)
{
    FILE *file = print ? NULL : fopen(name, "r");
    char want[1024];
    int number = 0;

    if (print)
        return fputs(text, stdout) < 0;
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
    number = !feof(file) || *text != '\0';
    fclose(file);
    if (number)
        fprintf(stderr,
                "if the change of behaviour is intended, run make golden and commit the difference\n");
    return number;
}

#endif
