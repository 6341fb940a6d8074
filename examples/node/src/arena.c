/* SPDX-License-Identifier: MIT */
/* Memory of one call: a piece of the stack, then blocks of the heap. */
#include "rows.h"

#include <stdlib.h>

struct block {
    struct block *next;
    _Alignas(16) unsigned char bytes[];
};

void *arena_take(struct arena *arena, size_t size)
{
    struct block *block;
    void *bytes;

    if (size <= sizeof arena->first - arena->used) {
        bytes = arena->first + arena->used;
        arena->used += (size + 15) & ~(size_t)15;
        return bytes;
    }
    block = size < SIZE_MAX - sizeof *block ? malloc(sizeof *block + size) : NULL;
    if (block == NULL)
        return NULL;
    block->next = arena->blocks;
    arena->blocks = block;
    return block->bytes;
}

void arena_free(struct arena *arena)
{
    while (arena->blocks) {
        struct block *block = arena->blocks;

        arena->blocks = block->next;
        free(block);
    }
}
