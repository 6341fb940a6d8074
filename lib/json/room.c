/* SPDX-License-Identifier: MIT */
#include "room.h"

#include <stdint.h>
#include <string.h>

#include <cjson/cJSON.h>

struct room_block {
    struct room_block *older;
    size_t size;
    _Alignas(max_align_t) char bytes[];
};

bool orgpol_room_add(struct room *room, size_t bytes)
{
    const size_t size = bytes > ROOM_BLOCK_BYTES ? bytes : ROOM_BLOCK_BYTES;
    struct room_block *block = size <= SIZE_MAX / 2 ? cJSON_malloc(sizeof *block + size) : NULL;

    if (block == NULL)
        return false;
    block->older = room->blocks;
    block->size = size;
    *room = (struct room){block->bytes, size, block};
    if (ROOM_IS_APART)
        memset(block->bytes, 0xA5, size); /* nobody takes it for cleared */
    return true;
}

void *orgpol_room_items(struct room *room, size_t count, size_t size)
{
    return count <= SIZE_MAX / size ? orgpol_room_take(room, count * size) : NULL;
}

void *orgpol_room_array(struct room *room, size_t count, size_t size)
{
    void *const array = orgpol_room_items(room, count, size);

    return array ? memset(array, 0, count * size) : NULL;
}

void orgpol_room_trim(struct room *room, void *piece, size_t used)
{
    if (piece == NULL || ROOM_IS_APART)
        return;
    room->left += (size_t)(room->at - (char *)piece) - room_rounded(used);
    room->at = (char *)piece + room_rounded(used);
}

void orgpol_room_restore(struct room *room, const struct room *before)
{
    while (room->blocks != before->blocks) {
        struct room_block *const older = room->blocks->older;

        cJSON_free(room->blocks);
        room->blocks = older;
    }
    *room = *before;
}

void orgpol_room_free(struct room *room)
{
    static const struct room empty;

    orgpol_room_restore(room, &empty);
}

size_t orgpol_room_bytes(const struct room *room)
{
    size_t bytes = 0;

    for (const struct room_block *block = room->blocks; block; block = block->older)
        bytes += sizeof *block + block->size;
    return bytes;
}
