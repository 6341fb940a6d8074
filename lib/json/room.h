/* SPDX-License-Identifier: MIT */
/*
 * Memory that is taken piece by piece and given back at once: for the tree of a document, for what an
 * evaluation puts together and forgets with its answer, and for the lists of a tenant. It comes in blocks
 * from cJSON's allocator. Private.
 */
#ifndef ORGPOL_JSON_ROOM_H
#define ORGPOL_JSON_ROOM_H

#include <stdbool.h>
#include <stddef.h>

/* Each piece in a block of its own, of its size: for sanitizers, and for tests that refuse memory. */
#ifdef ORGPOL_ROOM_APART
#define ROOM_IS_APART true
#define ROOM_BLOCK_BYTES 0u
#else
#define ROOM_IS_APART false
#define ROOM_BLOCK_BYTES 4096u /* least that is added */
#endif

struct room_block;

/* Begins zeroed. */
struct room {
    char *at; /* what is free of the youngest block */
    size_t left;
    struct room_block *blocks; /* the youngest first */
};

/* Adds a block, for so many bytes at least. False when there is no memory. */
bool orgpol_room_add(struct room *room, size_t bytes);

static inline size_t room_rounded(size_t bytes)
{
    const size_t alignment = _Alignof(max_align_t);

    return (bytes + alignment - 1) / alignment * alignment;
}

/* Bytes that are aligned for anything, and not cleared; not NULL for none. NULL when there is no memory. */
static inline void *orgpol_room_take(struct room *room, size_t bytes)
{
    const size_t rounded = bytes > 0 ? room_rounded(bytes) : room_rounded(1);
    const size_t taken = ROOM_IS_APART ? bytes : rounded;

    if (rounded < bytes || ((ROOM_IS_APART || room->left < taken) && !orgpol_room_add(room, taken)))
        return NULL;
    room->at += taken;
    room->left -= taken;
    return room->at - taken;
}

/* `count` elements of `size` bytes each, not cleared; and cleared. */
void *orgpol_room_items(struct room *room, size_t count, size_t size);
void *orgpol_room_array(struct room *room, size_t count, size_t size);

/* Gives back all but the first `used` bytes of the piece that was taken last; NULL is none. */
void orgpol_room_trim(struct room *room, void *piece, size_t used);

/* Gives back what was taken since the room was `before`. */
void orgpol_room_restore(struct room *room, const struct room *before);

/* Gives back everything. */
void orgpol_room_free(struct room *room);

/* What its blocks take. */
size_t orgpol_room_bytes(const struct room *room);

#endif
