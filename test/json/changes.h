/* SPDX-License-Identifier: MIT */
/* Changes of one byte, and which place of a document one of them changed. */
#ifndef ORGPOL_TEST_CHANGES_H
#define ORGPOL_TEST_CHANGES_H

#include "json/round_trip.h"

/* Each of the eight bits, then: */
enum change { BITS = 8, DROP = 8, DOUBLE, CUT, CHANGES };

/* The text with the change made at a byte, or cut before it. Returns its length; `out` has room for one more.
 */
static inline size_t change_byte(const char *text, size_t length, size_t at, enum change how, char *out)
{
    memcpy(out, text, length);
    switch (how) {
    case DROP: memmove(out + at, text + at + 1, length - at - 1); return length - 1;
    case DOUBLE: memcpy(out + at + 1, text + at, length - at); return length + 1;
    case CUT: return at;
    default: out[at] = (char)(text[at] ^ 1 << how); return length;
    }
}

#define PLACE_DEPTH 16

/* The smallest value, or the one member name, that holds all that differs between two trees. */
struct place {
    bool renamed;      /* a member has another name, and the same value */
    char pointer[256]; /* with * for an index; of a member under its old name */
    const cJSON *changed;
    size_t path[PLACE_DEPTH]; /* which child of which, from the top */
    size_t depth;
};

/* The only pair of children that differ; false when there are none, several, or not as many in both. */
static inline bool only_difference(const cJSON *a, const cJSON *b, const cJSON **x, const cJSON **y,
                                   size_t *index)
{
    const cJSON *left = a->child;
    const cJSON *right = b->child;
    size_t differences = 0;

    for (size_t i = 0; left && right; i++, left = left->next, right = right->next)
        if (!same_tree(left, right) || (cJSON_IsObject(a) && !same_text(left->string, right->string))) {
            *x = left;
            *y = right;
            *index = i;
            differences++;
        }
    return a->type == b->type && left == NULL && right == NULL && differences == 1;
}

/* False when the trees are the same. */
static inline bool find_place(const cJSON *original, const cJSON *changed, struct place *place)
{
    const cJSON *x = NULL;
    const cJSON *y = NULL;
    size_t index = 0;

    *place = (struct place){.changed = changed};
    if (same_tree(original, changed))
        return false;
    while (!place->renamed && place->depth < PLACE_DEPTH &&
           only_difference(original, changed, &x, &y, &index)) {
        const bool member = cJSON_IsObject(original);
        const size_t length = strlen(place->pointer);

        if (member && !same_text(x->string, y->string)) {
            if (!same_tree(x, y))
                break; /* another name and another value: the object changed */
            place->renamed = true;
        }
        snprintf(place->pointer + length, sizeof place->pointer - length, "/%s", member ? x->string : "*");
        place->path[place->depth++] = index;
        place->changed = y;
        original = x;
        changed = y;
    }
    return true;
}

/* The original with that one value as it is in the other tree, its name too; or without it. */
static inline cJSON *rebuilt(const cJSON *original, const struct place *place, bool without)
{
    cJSON *const tree = cJSON_Duplicate(place->depth ? original : place->changed, true);
    cJSON *parent = NULL;
    cJSON *value = tree;

    for (size_t i = 0; i < place->depth; i++) {
        parent = value;
        value = cJSON_GetArrayItem(parent, (int)place->path[i]);
    }
    if (without)
        cJSON_Delete(cJSON_DetachItemViaPointer(parent, value));
    else if (parent)
        cJSON_ReplaceItemViaPointer(parent, value, cJSON_Duplicate(place->changed, true));
    return tree;
}

#endif
