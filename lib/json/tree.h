/* SPDX-License-Identifier: MIT */
/* cJSON's tree, as the strict reader makes it. Private. */
#ifndef ORGPOL_JSON_TREE_H
#define ORGPOL_JSON_TREE_H

#include <stdbool.h>
#include <stddef.h>

#include <cjson/cJSON.h>

#include "names.h"
#include "number.h"
#include "room.h"

/* A tree under construction. */
struct tree {
    struct room *room;
    cJSON *root; /* NULL: nothing was added yet */
    char *texts; /* where the next text goes; there is room for all of the document's */
};

/* Begins the tree of a document of that many bytes, with `spare` ones behind it. False when there is no
 * memory. */
bool orgpol_tree_start(struct tree *tree, struct room *room, size_t document_length, size_t spare);

/* What a text says, terminated. Each text of the document can be taken once. */
char *orgpol_tree_text(struct tree *tree, const struct raw_text *text);

/* The same of a text that stands at `texts` already, with its length. */
static inline char *orgpol_tree_copied(struct tree *tree, size_t length)
{
    char *const kept = tree->texts;

    kept[length] = '\0';
    tree->texts = kept + length + 1;
    return kept;
}

/* As cJSON links them: the first child's `prev` is the last one. */
static inline void orgpol_tree_append(cJSON *into, cJSON *node)
{
    if (into->child == NULL) {
        into->child = node;
    } else {
        node->prev = into->child->prev;
        node->prev->next = node;
    }
    into->child->prev = node;
}

/*
 * Adds a node at the end of an object or array, `into`; the first one is the root, and goes into NULL. `name`
 * is NULL but for a member. NULL when there is no memory.
 */
static inline cJSON *orgpol_tree_add(struct tree *tree, cJSON *into, char *name, int type)
{
    cJSON *node = orgpol_room_take(tree->room, sizeof *node);

    if (node == NULL)
        return NULL;
    *node = (cJSON){.type = type, .valueint = type == cJSON_True, .string = name};
    if (into)
        orgpol_tree_append(into, node);
    else
        tree->root = node;
    return node;
}

/* Gives a node the value of a number. False when the C library does not read it whole in this locale. */
bool orgpol_tree_number(cJSON *node, const struct number *number);

#endif
