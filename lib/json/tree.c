/* SPDX-License-Identifier: MIT */
#include "tree.h"

#include <stdint.h>
#include <string.h>

#include "strict.h"

#define BLOCK_NODES 1024  /* in a block, at most */
#define BYTES_OF_A_NODE 8 /* of the document, about: how many nodes the first block is made for */
#define SHORT_DIGITS 15   /* so many make a whole number that a double holds exactly */

struct tree_block {
    struct tree_block *next;
    cJSON nodes[];
};

/* A block with room for nodes, and for texts after them. */
static struct tree_block *new_block(size_t nodes, size_t text_bytes)
{
    const size_t bytes = offsetof(struct tree_block, nodes) + nodes * sizeof(cJSON);
    struct tree_block *block = text_bytes <= SIZE_MAX - bytes ? cJSON_malloc(bytes + text_bytes) : NULL;

    if (block)
        block->next = NULL;
    return block;
}

bool orgpol_tree_start(struct tree *tree, size_t document_length)
{
    const size_t nodes = document_length / BYTES_OF_A_NODE + 1;

    tree->left = nodes < BLOCK_NODES ? nodes : BLOCK_NODES;
    /* Quotes leave room for terminators, and no escape is shorter than what it stands for. */
    tree->first = tree->last = new_block(tree->left, document_length);
    if (tree->first == NULL)
        return false;
    tree->texts = (char *)(tree->first->nodes + tree->left);
    tree->next = tree->first->nodes;
    return true;
}

static bool add_block(struct tree *tree)
{
    tree->last->next = new_block(BLOCK_NODES, 0);
    if (tree->last->next == NULL)
        return false;
    tree->last = tree->last->next;
    tree->next = tree->last->nodes;
    tree->left = BLOCK_NODES;
    return true;
}

/* As cJSON links them: the first child's `prev` is the last one. */
static void append(cJSON *into, cJSON *node)
{
    if (into->child == NULL) {
        into->child = node;
    } else {
        node->prev = into->child->prev;
        node->prev->next = node;
    }
    into->child->prev = node;
}

cJSON *orgpol_tree_add(struct tree *tree, cJSON *into, const struct raw_text *name, int type)
{
    cJSON *node;

    if (tree->left == 0 && !add_block(tree))
        return NULL;
    tree->left--;
    node = tree->next++;
    memset(node, 0, sizeof *node);
    node->type = type;
    node->valueint = type == cJSON_True;
    if (name)
        node->string = orgpol_tree_text(tree, name);
    if (into)
        append(into, node);
    return node;
}

char *orgpol_tree_text(struct tree *tree, const struct raw_text *text)
{
    char *const kept = tree->texts;

    if (text->escaped)
        tree->texts += orgpol_raw_unescape(text, kept, text->length);
    else
        tree->texts = (char *)memcpy(kept, text->at, text->length) + text->length;
    *tree->texts++ = '\0';
    return kept;
}

/* A whole number of few digits; false for any other. */
static bool read_short(const struct number *number, double *value)
{
    double digits = 0;

    if (number->end - number->whole > SHORT_DIGITS)
        return false;
    for (const unsigned char *at = number->whole; at < number->end; at++) {
        if (*at < '0' || *at > '9')
            return false;
        digits = digits * 10 + (*at - '0');
    }
    *value = number->whole > number->begin ? -digits : digits;
    return true;
}

bool orgpol_tree_number(cJSON *node, const struct number *number)
{
    const size_t length = (size_t)(number->end - number->begin);
    char text[NUMBER_LENGTH_MAX + 1];
    cJSON *parsed;
    double value;

    if (read_short(number, &value)) {
        cJSON_SetNumberValue(node, value);
        return true;
    }
    parsed = length <= NUMBER_LENGTH_MAX ? cJSON_ParseWithLength((const char *)number->begin, length)
                                         : cJSON_ParseWithLength(text, orgpol_number_shorten(number, text));
    if (parsed == NULL)
        return false;
    cJSON_SetNumberValue(node, parsed->valuedouble);
    cJSON_Delete(parsed);
    return true;
}

cJSON *orgpol_tree_root(const struct tree *tree)
{
    return tree->first->nodes;
}

void orgpol_json_free(cJSON *tree)
{
    struct tree_block *block =
        tree ? (struct tree_block *)((char *)tree - offsetof(struct tree_block, nodes)) : NULL;

    while (block) {
        struct tree_block *const next = block->next;

        cJSON_free(block);
        block = next;
    }
}
