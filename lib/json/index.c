/* SPDX-License-Identifier: MIT */
#include "index.h"

#include <stdlib.h>
#include <string.h>

#include <sodium/crypto_shorthash.h>

#define FIRST_SLOTS 64
#define CHUNK_BYTES 4096

_Static_assert(crypto_shorthash_KEYBYTES == 16, "the key of index_init");

struct index_chunk {
    struct index_chunk *next;
    size_t used;
    size_t size;
    char bytes[];
};
_Static_assert(offsetof(struct index_chunk, bytes) % sizeof(void *) == 0, "room for rows");

static size_t hash(const struct index *index, const void *bytes, size_t length)
{
    unsigned char out[crypto_shorthash_BYTES];
    uint64_t value;

    crypto_shorthash(out, bytes, length, index->hash_key);
    memcpy(&value, out, sizeof value);
    return (size_t)value;
}

bool orgpol_index_init(struct index *index, const uint8_t hash_key[16])
{
    memset(index, 0, sizeof *index);
    memcpy(index->hash_key, hash_key, sizeof index->hash_key);
    index->text_slot_count = index->entry_slot_count = FIRST_SLOTS;
    index->text_capacity = FIRST_SLOTS;
    index->text_count = 1;
    index->text_slots = calloc(index->text_slot_count, sizeof *index->text_slots);
    index->texts = calloc(index->text_capacity, sizeof *index->texts);
    index->entries = calloc(index->entry_slot_count, sizeof *index->entries);
    return index->text_slots && index->texts && index->entries;
}

void orgpol_index_free(struct index *index)
{
    while (index->chunks) {
        struct index_chunk *chunk = index->chunks;

        index->chunks = chunk->next;
        free(chunk);
    }
    free(index->text_slots);
    free(index->texts);
    free(index->entries);
}

/* Room for `length` bytes that stays where it is; `align` is a power of two up to that of a pointer. */
static char *room(struct index *index, size_t length, size_t align)
{
    struct index_chunk *chunk = index->chunks;

    if (chunk)
        chunk->used = (chunk->used + align - 1) & ~(align - 1);
    if (chunk == NULL || chunk->used > chunk->size || chunk->size - chunk->used < length) {
        const size_t size = length > CHUNK_BYTES ? length : CHUNK_BYTES;

        chunk = size > SIZE_MAX - sizeof *chunk ? NULL : malloc(sizeof *chunk + size);
        if (chunk == NULL)
            return NULL;
        chunk->next = index->chunks;
        chunk->used = 0;
        chunk->size = size;
        index->chunks = chunk;
    }
    chunk->used += length;
    return chunk->bytes + chunk->used - length;
}

void *orgpol_index_room(struct index *index, size_t size)
{
    return room(index, size, sizeof(void *));
}

/* The slot that holds the string's number, or the free one where it belongs. */
static uint32_t *text_slot(const struct index *index, uint32_t *slots, size_t count, struct orgpol_str text)
{
    size_t at = hash(index, text.ptr, text.len) & (count - 1);

    for (;; at = (at + 1) & (count - 1)) {
        const struct orgpol_str held = index->texts[slots[at]];

        if (slots[at] == 0 || (held.len == text.len && memcmp(held.ptr, text.ptr, text.len) == 0))
            return &slots[at];
    }
}

static bool grow_texts(struct index *index)
{
    if (index->text_count == index->text_capacity) {
        struct orgpol_str *texts;

        if (index->text_capacity > UINT32_MAX / 2)
            return false;
        texts = realloc(index->texts, 2 * (size_t)index->text_capacity * sizeof *texts);
        if (texts == NULL)
            return false;
        index->texts = texts;
        index->text_capacity *= 2;
    }
    if (2 * (size_t)index->text_count >= index->text_slot_count) {
        const size_t count = 2 * index->text_slot_count;
        uint32_t *slots = calloc(count, sizeof *slots);

        if (slots == NULL)
            return false;
        for (uint32_t number = 1; number < index->text_count; number++)
            *text_slot(index, slots, count, index->texts[number]) = number;
        free(index->text_slots);
        index->text_slots = slots;
        index->text_slot_count = count;
    }
    return true;
}

bool orgpol_index_add_text(struct index *index, struct orgpol_str text, uint32_t *number)
{
    uint32_t *slot;
    char *bytes;

    *number = 0;
    if (text.len == 0)
        return true;
    if (!grow_texts(index))
        return false;
    slot = text_slot(index, index->text_slots, index->text_slot_count, text);
    if (*slot == 0) {
        bytes = room(index, text.len, 1);
        if (bytes == NULL)
            return false;
        memcpy(bytes, text.ptr, text.len);
        index->texts[index->text_count] = (struct orgpol_str){bytes, text.len};
        *slot = index->text_count++;
    }
    *number = *slot;
    return true;
}

uint32_t orgpol_index_find_text(const struct index *index, struct orgpol_str text)
{
    return text.len == 0 ? 0 : *text_slot(index, index->text_slots, index->text_slot_count, text);
}

struct orgpol_str orgpol_index_text(const struct index *index, uint32_t number)
{
    return index->texts[number];
}

static struct index_entry *entry_slot(const struct index *index, struct index_entry *slots, size_t count,
                                      struct index_key key)
{
    size_t at = hash(index, &key, sizeof key) & (count - 1);

    while (slots[at].used && memcmp(&slots[at].key, &key, sizeof key) != 0)
        at = (at + 1) & (count - 1);
    return &slots[at];
}

uint32_t *orgpol_index_put(struct index *index, struct index_key key, bool *found)
{
    struct index_entry *entry;

    if (2 * index->entry_count >= index->entry_slot_count) {
        const size_t count = 2 * index->entry_slot_count;
        struct index_entry *slots = calloc(count, sizeof *slots);

        if (slots == NULL)
            return NULL;
        for (size_t i = 0; i < index->entry_slot_count; i++)
            if (index->entries[i].used)
                *entry_slot(index, slots, count, index->entries[i].key) = index->entries[i];
        free(index->entries);
        index->entries = slots;
        index->entry_slot_count = count;
    }
    entry = entry_slot(index, index->entries, index->entry_slot_count, key);
    *found = entry->used;
    if (!entry->used) {
        *entry = (struct index_entry){.key = key, .used = 1};
        index->entry_count++;
    }
    return &entry->value;
}

bool orgpol_index_get(const struct index *index, struct index_key key, uint32_t *value)
{
    const struct index_entry *entry = entry_slot(index, index->entries, index->entry_slot_count, key);

    *value = entry->value;
    return entry->used;
}
