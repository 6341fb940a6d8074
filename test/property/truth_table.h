/* SPDX-License-Identifier: MIT */
/*
 * The input space of a family: axes with named values, visited product by product; and truth tables for
 * people, which the .golden files keep. A table has one line for each way to come to an answer: axes that
 * make no difference on a line are left out, values that act alike stand together.
 */
#ifndef ORGPOL_TEST_TRUTH_TABLE_H
#define ORGPOL_TEST_TRUTH_TABLE_H

#include "support.h"

#include "random.h"

#define MOST_VALUES 16
#define MOST_AXES 16       /* of a group */
#define MOST_ATTRIBUTES 64 /* of a space */

/* An attribute with the names of its values; a point has the place of one of them for each axis. */
struct axis {
    const char *name;
    const char *values[MOST_VALUES + 1]; /* ends with NULL */
};

/* ---- points; `order` names the axes of a product and ends with -1 ---- */

static inline unsigned char value_count(const struct axis *axis)
{
    unsigned char count = 0;

    while (axis->values[count])
        count++;
    return count;
}

static inline unsigned char random_value(const struct axis *axis)
{
    return (unsigned char)(random_bits() % value_count(axis));
}

static inline uint64_t point_count(const struct axis *axes, const int *order)
{
    uint64_t count = 1;

    for (; *order >= 0; order++)
        count *= value_count(&axes[*order]);
    return count;
}

/* The first point of a product; what is not in it keeps its value. */
static inline void first_point(const int *order, unsigned char *at)
{
    for (; *order >= 0; order++)
        at[*order] = 0;
}

/* Goes to the next point of a product; after the last returns false, at the first. */
static inline bool next_point(const struct axis *axes, const int *order, unsigned char *at)
{
    for (; *order >= 0; order++) {
        if (++at[*order] < value_count(&axes[*order]))
            return true;
        at[*order] = 0;
    }
    return false;
}

static inline bool is_among(const int *order, int axis)
{
    while (*order >= 0 && *order != axis)
        order++;
    return *order == axis;
}

static inline void print_point(const struct axis *axes, int count, const unsigned char *at)
{
    for (int axis = 0; axis < count; axis++)
        fprintf(stderr, " %s=%s", axes[axis].name, axes[axis].values[at[axis]]);
    fprintf(stderr, "\n");
}

/* ---- conditions ---- */

/* The conditions of a family from `first` to `last`, which depend on the axes of `order` and on no other. */
struct group {
    const char *name;
    uint16_t first;
    uint16_t last;
    int order[MOST_AXES + 1];
};

/* The bit of a condition in `unmet`. */
static inline uint64_t condition(uint8_t family, uint16_t reason)
{
    for (unsigned place = 0; place < orgpol_family_size(family); place++)
        if (orgpol_family_reason(family, place) == reason)
            return UINT64_C(1) << place;
    fail_msg("reason %u is not of the family", reason);
    return 0;
}

static inline uint64_t conditions(uint8_t family, const struct group *group)
{
    return 2 * condition(family, group->last) - condition(family, group->first);
}

/* ---- a family, group by group ---- */

/* `draw` draws all attributes; with `open`, most of them are out of the way. */
struct space {
    uint8_t family;
    int attribute_count;
    const struct axis *axes;
    const struct group *groups;
    size_t group_count;
    void (*draw)(unsigned char *at, bool open);
    void (*assert_answer)(const unsigned char *at);
    struct orgpol_decision (*decide)(const unsigned char *at);
};

/* Every point of a group's product, `times` times each, all other attributes drawn. How many that were. */
static inline uint64_t visit_points(const struct space *space, const struct group *group, int times)
{
    unsigned char at[MOST_ATTRIBUTES] = {0};
    uint64_t visited = 0;

    do
        for (int again = 0; again < times; again++) {
            unsigned char drawn[MOST_ATTRIBUTES];

            space->draw(drawn, again % 2 == 0);
            for (const int *axis = group->order; *axis >= 0; axis++)
                drawn[*axis] = at[*axis];
            space->assert_answer(drawn);
            visited++;
        }
    while (next_point(space->axes, group->order, at));
    return visited;
}

/* The answers of all groups, to which every condition of the family belongs. */
static inline void assert_answers(const struct space *space, int times)
{
    uint64_t covered = 0;

    assert_true(space->attribute_count <= MOST_ATTRIBUTES);
    for (size_t i = 0; i < space->group_count; i++) {
        const struct group *group = &space->groups[i];

        covered |= conditions(space->family, group);
        print_message("  %-30s %8llu points\n", group->name,
                      (unsigned long long)visit_points(space, group, times));
    }
    assert_int_equal(covered, (UINT64_C(1) << orgpol_family_size(space->family)) - 1);
}

/* Whatever the value of an attribute, the conditions of the group are the same. */
static inline void assert_makes_no_difference(const struct space *space, const struct group *group,
                                              int attribute, int draws)
{
    const uint64_t mask = conditions(space->family, group);
    const struct axis *axis = &space->axes[attribute];

    for (int times = 0; times < draws; times++) {
        unsigned char at[MOST_ATTRIBUTES];
        uint64_t before;

        space->draw(at, times % 2);
        before = space->decide(at).unmet & mask;
        for (unsigned char value = 0; value < value_count(axis); value++) {
            at[attribute] = value;
            if ((space->decide(at).unmet & mask) != before) {
                print_point(space->axes, space->attribute_count, at);
                fail_msg("%s depends on %s", group->name, axis->name);
            }
        }
    }
}

/* The conditions of a group depend on no attribute but its own. */
static inline void assert_independence(const struct space *space, int draws)
{
    assert_true(space->attribute_count <= MOST_ATTRIBUTES);
    for (size_t i = 0; i < space->group_count; i++)
        for (int attribute = 0; attribute < space->attribute_count; attribute++)
            if (!is_among(space->groups[i].order, attribute))
                assert_makes_no_difference(space, &space->groups[i], attribute, draws);
}

/* ---- tables ---- */

/* The names of the unmet conditions in `mask`, or a dash. */
static inline void condition_names(struct orgpol_decision decision, uint64_t mask, char *line, size_t size)
{
    decision.unmet &= mask;
    unmet_names(decision, line, size);
    if (*line == '\0')
        snprintf(line, size, "-");
}

#define EVERY_CONDITION UINT64_MAX

/* Writes the answer at a point, of the unmet conditions only those in `mask`. */
typedef void write_answer(const unsigned char *at, uint64_t mask, char *line, size_t size);

struct truth_table {
    const struct axis *axes;
    write_answer *answer;
    char *text; /* on the heap */
};

static inline void append(char **to, const char *text, size_t length)
{
    const size_t old = *to ? strlen(*to) : 0;

    *to = realloc(*to, old + length + 1);
    if (*to == NULL)
        abort();
    memcpy(*to + old, text, length);
    (*to)[old + length] = '\0';
}

static inline void append_text(char **to, const char *text)
{
    append(to, text, strlen(text));
}

/* The lines over `order`, at `at` for all other axes. As deep as `order` is long. */
static inline char *collapsed(const struct truth_table *table, const int *order, unsigned char *at,
                              uint64_t mask)
{
    const struct axis *axis = &table->axes[*order < 0 ? 0 : *order];
    const unsigned char count = *order < 0 ? 0 : value_count(axis);
    char *parts[MOST_VALUES] = {NULL};
    char *lines = NULL;

    if (*order < 0) {
        char line[512];

        table->answer(at, mask, line, sizeof line);
        append_text(&lines, "=> ");
        append_text(&lines, line);
        append_text(&lines, "\n");
    }
    for (unsigned char value = 0; value < count; value++) {
        at[*order] = value;
        parts[value] = collapsed(table, order + 1, at, mask);
    }
    for (int value = 0; value < count; value++) {
        char *prefix = NULL;
        int alike = 0;

        if (parts[value] == NULL)
            continue;
        append_text(&prefix, axis->name);
        for (int other = value; other < count; other++)
            if (parts[other] && strcmp(parts[value], parts[other]) == 0) {
                append_text(&prefix, alike++ ? "|" : "=");
                append_text(&prefix, axis->values[other]);
                if (other > value) {
                    free(parts[other]);
                    parts[other] = NULL;
                }
            }
        append_text(&prefix, " ");
        for (const char *line = parts[value]; *line; line += strcspn(line, "\n") + 1) {
            append_text(&lines, alike < count ? prefix : "");
            append(&lines, line, strcspn(line, "\n") + 1);
        }
        free(prefix);
        free(parts[value]);
    }
    return lines;
}

/* Adds the product of the axes of `order`, at `at` for all others; leaves `at` at its last point. */
static inline void add_product(struct truth_table *table, const char *name, const int *order,
                               unsigned char *at, uint64_t mask)
{
    char *lines = collapsed(table, order, at, mask);

    if (name) {
        append_text(&table->text, "\n== ");
        append_text(&table->text, name);
        append_text(&table->text, " ==\n");
    }
    append_text(&table->text, lines);
    free(lines);
}

/* With --print prints the text, which it frees; else compares it with the committed one. An exit status. */
static inline int golden_status(char *text, const char *name, bool print)
{
    size_t start = 0; /* of the line that differs */
    size_t same = 0;
    int number = 1;
    bool differs;
    char *want;

    if (print) {
        differs = fputs(text, stdout) < 0;
        free(text);
        return differs;
    }
    want = slurp(name, &(size_t){0});
    for (; text[same] && text[same] == want[same]; same++)
        if (text[same] == '\n') {
            start = same + 1;
            number++;
        }
    differs = text[same] != want[same];
    if (differs)
        fprintf(stderr,
                "%s:%d differs; committed: %.*s\nthe library: %.*s\n"
                "if the change of behaviour is intended, run make golden and commit the difference\n",
                name, number, (int)strcspn(want + start, "\n"), want + start,
                (int)strcspn(text + start, "\n"), text + start);
    free(want);
    free(text);
    return differs;
}

static inline bool is_print(int count, char **arguments)
{
    return count > 1 && strcmp(arguments[1], "--print") == 0;
}

#endif
