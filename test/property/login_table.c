/* SPDX-License-Identifier: MIT */
/*
 * Prints the truth table of the login family, collapsed, group by group (space.h): a line for each way to
 * leave conditions unmet. Attributes that make no difference on a line are left out; values that act alike
 * stand together. `make golden` keeps it in login.golden, so that every change of behaviour is a visible
 * difference; without --print it compares.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "space.h"

static void *must(void *memory)
{
    if (memory == NULL)
        abort();
    return memory;
}

static char *copy_of(const char *text)
{
    char *copy = must(malloc(strlen(text) + 1));

    return strcpy(copy, text);
}

/* Appends to a text on the heap. */
static void append(char **text, const char *more)
{
    const size_t length = strlen(*text);

    *text = must(realloc(*text, length + strlen(more) + 1));
    strcpy(*text + length, more);
}

static int size_of(int attribute)
{
    return attribute == CLASS ? CLASSES : values_of(attribute);
}

static const char *value_name(int attribute, int value)
{
    return attribute == CLASS ? class_names[value] : attribute_names[attribute].values[value];
}

static void set(struct point *point, int attribute, int value)
{
    if (attribute == CLASS) {
        point->at[FIRST_PARTY_MEMBER] = value == 0 || value == 3;
        point->at[MODE] = value == 2 || value == 4 ? 2 : 1;
        point->at[METADATA] = value >= 3 ? 3 : 0;
    } else {
        point->at[attribute] = (unsigned char)value;
    }
}

/* The line of one point: the names of the group's unmet conditions. */
static char *leaf(const struct point *point, uint64_t mask)
{
    static struct world world;
    char *line = copy_of("=>");
    uint64_t unmet;

    build(&world, point);
    unmet = (point->at[QUESTION] ? orgpol_can_third_party_login(&world.request, NULL)
                                 : orgpol_can_login(&world.request, NULL))
                .unmet &
            mask;
    for (unsigned place = 0; place < 64; place++)
        if (unmet >> place & 1) {
            append(&line, " ");
            append(&line, orgpol_reason_info(orgpol_family_reason(ORGPOL_FAMILY_LOGIN, place))->name);
        }
    append(&line, unmet ? "\n" : " -\n");
    return line;
}

/* Puts `prefix` before every line of `lines`. */
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

/* The table over the attributes from `depth` on. As deep as a group has attributes. */
static char *table(const struct group *group, int depth, struct point *point, uint64_t mask)
{
    const int attribute = group->attributes[depth];
    char *parts[16];
    char *lines;
    int count;

    if (attribute < 0)
        return leaf(point, mask);
    count = size_of(attribute);
    for (int value = 0; value < count; value++) {
        set(point, attribute, value);
        parts[value] = table(group, depth + 1, point, mask);
    }
    lines = copy_of("");
    for (int value = 0; value < count; value++) {
        char prefix[256];
        int alike = 0;

        if (parts[value] == NULL)
            continue;
        snprintf(prefix, sizeof prefix, "%s=%s",
                 attribute == CLASS ? "class" : attribute_names[attribute].name,
                 value_name(attribute, value));
        for (int other = value + 1; other < count; other++)
            if (parts[other] && strcmp(parts[value], parts[other]) == 0) {
                snprintf(prefix + strlen(prefix), sizeof prefix - strlen(prefix), "|%s",
                         value_name(attribute, other));
                free(parts[other]);
                parts[other] = NULL;
                alike++;
            }
        strcat(prefix, " ");
        append_prefixed(&lines, alike == count - 1 ? "" : prefix, parts[value]);
        free(parts[value]);
        parts[value] = NULL;
    }
    return lines;
}

/* Everything that is not in the group, at a value that hinders nobody. */
static struct point base_point(void)
{
    struct point point = {.at = {0}};

    point.at[CLIENT] = point.at[CONNECTION] = point.at[USER] = point.at[MEMBER] = point.at[DOMAIN] = 1;
    point.at[ORG_COUNT] = point.at[XAA_ACTIVE] = point.at[ASSERTION] = point.at[API] = point.at[OWN_GRANT] =
        1;
    point.at[USAGE] = point.at[ORGANIZATION] = point.at[ACCESS] = point.at[CLIENTS] = 2;
    point.at[STATUS] = point.at[ORG_CONNECTION] = 2;
    return point;
}

static char *whole_table(void)
{
    char *text =
        copy_of("# The login family's conditions, group by group: which are unmet when.\n"
                "# Written by `make golden` from the library itself; read test/property/space.h first.\n");

    for (size_t i = 0; i < GROUPS; i++) {
        struct point point = base_point();
        char *lines = table(&groups[i], 0, &point, group_mask(&groups[i]));

        append(&text, "\n== ");
        append(&text, groups[i].name);
        append(&text, " ==\n");
        append(&text, lines);
        free(lines);
    }
    return text;
}

/* Compares with the committed table, line by line; prints the first that differs. */
static int check(const char *text, const char *name)
{
    FILE *file = fopen(name, "r");
    char want[4096];
    int number = 0;

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
    number = feof(file) && *text == '\0' ? 0 : 1;
    fclose(file);
    if (number)
        fprintf(stderr,
                "if the change of behaviour is intended, run make golden and commit the difference\n");
    return number;
}

int main(int count, char **arguments)
{
    char *text = whole_table();
    int status = 0;

    if (count > 1 && strcmp(arguments[1], "--print") == 0)
        fputs(text, stdout);
    else
        status = check(text, "test/property/login.golden");
    free(text);
    return status;
}
