/* SPDX-License-Identifier: MIT */
/*
 * cJSON's tree, as the strict reader makes it: nodes and texts in a few blocks of memory, from cJSON's
 * allocator. Such a tree is read like any other of cJSON's, and freed by orgpol_json_free alone. Private.
 */
#ifndef ORGPOL_JSON_TREE_H
#define ORGPOL_JSON_TREE_H

#include <stdbool.h>
#include <stddef.h>

#include <cjson/cJSON.h>

#include "names.h"
#include "number.h"

#define TREE_BLOCK_NODES 1024 /* in a block, at most */

struct tree_block;

/* A tree under construction. */
struct tree {
    struct tree_block *first; /* which begins with the root */
    struct tree_block *last;
    cJSON *next; /* node of the last block ... */
    size_t left; /* ... and how many it has room for */
    char *texts; /* where the next text goes; there is room for all of the document's */
};

/* Takes memory for the tree of a document of that many bytes. False when there is none. */
bool orgpol_tree_start(struct tree *tree, size_t document_length);

/*
 * Adds a node at the end of an object or array, `into`; the first one is the root, and goes into NULL. `name`
 * is NULL but for a member. NULL when there is no memory.
 */
cJSON *orgpol_tree_add(struct tree *tree, cJSON *into, const struct raw_text *name, int type);

/* What a text says, terminated. Each text of the document can be taken once. */
char *orgpol_tree_text(struct tree *tree, const struct raw_text *text);

/* Gives a node the value of a number. False when there is no memory. */
bool orgpol_tree_number(cJSON *node, const struct number *number);

/* The root, for orgpol_json_free also when nothing was added yet. */
cJSON *orgpol_tree_root(const struct tree *tree);

#endif
