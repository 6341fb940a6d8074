/* SPDX-License-Identifier: MIT */
/* A document printed from the strict reader's tree, and read again. */
#ifndef ORGPOL_TEST_ROUND_TRIP_H
#define ORGPOL_TEST_ROUND_TRIP_H

#include "support.h"

#include "../../lib/json/strict.h"

/* The strict reader's tree, in the room; NULL when it refuses. */
static inline cJSON *read_strictly(const char *bytes, size_t length, struct room *room)
{
    static const struct orgpol_json_options options = {sizeof options, ORGPOL_JSON_MAX_DEPTH_CEILING,
                                                       ORGPOL_JSON_MAX_BYTES, NULL};
    struct orgpol_json_error error = ORGPOL_JSON_ERROR_INIT;
    cJSON *tree;

    return orgpol_json_read(bytes, length, &options, room, 0, &tree, &error) == ORGPOL_OK ? tree : NULL;
}

/* The value after this one in the order of the document, inside `root`; NULL after the last. */
static inline cJSON *next_value(const cJSON *root, cJSON *value, cJSON **above, size_t *depth)
{
    if (value->child) {
        above[(*depth)++] = value;
        return value->child;
    }
    while (value != root && value->next == NULL)
        value = above[--*depth];
    return value == root ? NULL : value->next;
}

/*
 * cJSON prints a number in 15 digits where the result differs little, and 17 tell every double apart: so it
 * is given the numbers as text. The caller frees the result with cJSON_free.
 */
static inline char *print_exactly(const cJSON *tree)
{
    cJSON *const copy = cJSON_Duplicate(tree, true);
    cJSON *above[ORGPOL_JSON_MAX_DEPTH_CEILING];
    size_t depth = 0;
    char *text;

    for (cJSON *value = copy; value; value = next_value(copy, value, above, &depth))
        if (cJSON_IsNumber(value)) {
            value->valuestring = cJSON_malloc(32);
            snprintf(value->valuestring, 32, "%.17g", value->valuedouble);
            value->type = cJSON_Raw;
        }
    text = cJSON_PrintUnformatted(copy);
    cJSON_Delete(copy);
    return text;
}

static inline bool same_text(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

/* The same kind and value, with the same members in the same order. A zero has a sign. */
static inline bool same_tree(const cJSON *a, const cJSON *b)
{
    const cJSON *x = a->child;
    const cJSON *y = b->child;

    if (a->type != b->type || !same_text(a->valuestring, b->valuestring) ||
        memcmp(&a->valuedouble, &b->valuedouble, sizeof a->valuedouble) != 0)
        return false;
    for (; x && y; x = x->next, y = y->next)
        if (!same_tree(x, y) || (cJSON_IsObject(a) && !same_text(x->string, y->string)))
            return false;
    return x == NULL && y == NULL;
}

/* What else cJSON's functions read: whole numbers, names, which are only members', and the way back. */
static inline bool same_links(const cJSON *a, const cJSON *b)
{
    const cJSON *last = NULL;
    const cJSON *x = a->child;

    if (a->valueint != b->valueint || !same_text(a->string, b->string) ||
        (a->child == NULL) != (b->child == NULL))
        return false;
    for (const cJSON *y = b->child; x && y; last = x, x = x->next, y = y->next)
        if (!same_links(x, y) || (last && x->prev != last))
            return false;
    return a->child == NULL || a->child->prev == last;
}

#endif
