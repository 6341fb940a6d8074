/* SPDX-License-Identifier: MIT */
#include "index.h"

#include <stdlib.h>
#include <string.h>

#include <sodium/crypto_shorthash.h>

#include "little_endian.h"

#define SEGMENT_BYTES 4096u
#define LENGTH_BYTES 5 /* most that a length takes */

_Static_assert(crypto_shorthash_KEYBYTES == 16, "the key of index_init");

uint64_t orgpol_index_hash(const struct index *index, const void *bytes, size_t length)
{
    unsigned char out[crypto_shorthash_BYTES];

    crypto_shorthash(out, bytes, length, index->hash_key);
    return little_endian_read(out);
}

void orgpol_index_init(struct index *index, const uint8_t hash_key[16])
{
    memset(index, 0, sizeof *index);
    memcpy(index->hash_key, hash_key, sizeof index->hash_key);
    for (unsigned char i = 0; i <= INDEX_NUMBERS; i++)
        index->factors[i] = orgpol_index_hash(index, &i, sizeof i);
}

/* Frees the segments from one on. */
static void free_segments(struct index *index, uint32_t first)
{
    for (uint32_t i = first; i < index->segment_count; i++)
        free(index->segments[i]);
    index->segment_count = first;
}

void orgpol_index_free(struct index *index)
{
    free_segments(index, 0);
    orgpol_room_free(&index->room);
    free(index->segments);
    orgpol_table_free(&index->texts);
}

/* ---- strings ---- */

/* The string that begins at a number, and how many bytes its length takes. */
static struct orgpol_str text_at(const struct index *index, uint32_t number, uint32_t *prefix)
{
    const char *at = index->segments[number / SEGMENT_BYTES] + number % SEGMENT_BYTES;
    size_t length = 0;
    uint32_t count = 0;
    unsigned char byte;

    do {
        byte = (unsigned char)at[count];
        length |= (size_t)(byte & 0x7F) << (7 * count++);
    } while (byte & 0x80);
    *prefix = count;
    return (struct orgpol_str){at + count, length};
}

struct orgpol_str orgpol_index_text(const struct index *index, uint32_t number)
{
    uint32_t prefix;

    return number == 0 ? (struct orgpol_str)ORGPOL_STR_NONE : text_at(index, number, &prefix);
}

/* Whether a string of `length` bytes, with its own length, goes on into a NULL segment. */
static bool is_long(uint32_t number, size_t length)
{
    return number % SEGMENT_BYTES + length > SEGMENT_BYTES;
}

/* Goes on to the number of the next string; `end` when there is none. */
static uint32_t next_number(const struct index *index, uint32_t number)
{
    uint32_t prefix;
    const struct orgpol_str text = text_at(index, number, &prefix);
    const uint64_t next = (uint64_t)number + prefix + text.len;
    const uint64_t boundary = (next + SEGMENT_BYTES - 1) / SEGMENT_BYTES * SEGMENT_BYTES;

    if (next >= index->end)
        return index->end;
    /* A length of 0 leaves the rest of its segment unused; so does a string of several segments. */
    if (next == boundary || (!is_long(number, prefix + text.len) &&
                             *(index->segments[next / SEGMENT_BYTES] + next % SEGMENT_BYTES) != '\0'))
        return (uint32_t)next;
    return boundary < index->end ? (uint32_t)boundary : index->end;
}

/* The entry of a string, or NULL. */
static const uint32_t *find(const struct index *index, struct orgpol_str text, uint64_t hash)
{
    struct table_walk walk = orgpol_table_walk(&index->texts, hash);
    const uint32_t *slot;
    uint32_t prefix;

    while ((slot = orgpol_table_next(&walk)) != NULL) {
        const struct orgpol_str held = text_at(index, *slot, &prefix);

        if (held.len == text.len && memcmp(held.ptr, text.ptr, text.len) == 0)
            return slot;
    }
    return NULL;
}

/* Puts the lookup into a table of another size. */
static bool resize(struct index *index, size_t count)
{
    struct table table;

    if (!orgpol_table_init(&table, count))
        return false;
    /* In their order, so that those entered last can be taken out again. */
    for (uint32_t number = 1; number < index->end; number = next_number(index, number)) {
        const struct orgpol_str text = orgpol_index_text(index, number);

        orgpol_table_enter(&table, orgpol_index_hash(index, text.ptr, text.len), number);
    }
    orgpol_table_free(&index->texts);
    index->texts = table;
    return true;
}

/* One more segment, or as many as hold `length` bytes in one piece. */
static bool add_segments(struct index *index, size_t length)
{
    const uint32_t count = (uint32_t)((length + SEGMENT_BYTES - 1) / SEGMENT_BYTES);
    char *bytes;

    if (index->segment_count + count > index->segment_capacity) {
        const uint32_t capacity = index->segment_count + count + index->segment_count / 2;
        char **segments = realloc(index->segments, capacity * sizeof *segments);

        if (segments == NULL)
            return false;
        index->segments = segments;
        index->segment_capacity = capacity;
    }
    bytes = malloc((size_t)count * SEGMENT_BYTES);
    if (bytes == NULL)
        return false;
    index->segments[index->segment_count] = bytes;
    for (uint32_t i = 1; i < count; i++)
        index->segments[index->segment_count + i] = NULL;
    index->segment_count += count;
    return true;
}

/* The number a string of `length` bytes, with its own length, gets; 0 when memory ended. */
static uint32_t place_text(struct index *index, size_t length)
{
    const uint64_t room = (uint64_t)index->segment_count * SEGMENT_BYTES;
    uint64_t at = index->end == 0 ? 1 : index->end; /* 0 is the absent string */

    if (length > UINT32_MAX / 2 || room + length > UINT32_MAX - 2 * SEGMENT_BYTES) {
        index->is_full = true;
        return 0;
    }
    if (at + length > room || at / SEGMENT_BYTES != (at + length - 1) / SEGMENT_BYTES) {
        /* A first segment begins with the absent string's byte. */
        if (!add_segments(index, length + (room == 0)))
            return 0;
        if (at < room)
            *(index->segments[at / SEGMENT_BYTES] + at % SEGMENT_BYTES) = '\0';
        at = room == 0 ? 1 : room;
    }
    return (uint32_t)at;
}

bool orgpol_index_add_text(struct index *index, struct orgpol_str text, uint32_t *number)
{
    unsigned char prefix[LENGTH_BYTES];
    uint64_t hash;
    const uint32_t *slot;
    size_t count = 0;
    char *bytes;

    *number = 0;
    if (text.len == 0)
        return true;
    hash = orgpol_index_hash(index, text.ptr, text.len);
    slot = find(index, text, hash);
    if (slot) {
        *number = *slot;
        return true;
    }
    if (!orgpol_table_has_room(&index->texts) &&
        !resize(index, (size_t)index->texts.count + index->texts.count / 2 + TABLE_GROUP))
        return false;
    for (size_t rest = text.len; count == 0 || (rest > 0 && count < LENGTH_BYTES); rest >>= 7)
        prefix[count++] = (unsigned char)((rest & 0x7F) | (rest >> 7 ? 0x80 : 0));
    *number = place_text(index, count + text.len);
    if (*number == 0)
        return false;
    bytes = index->segments[*number / SEGMENT_BYTES] + *number % SEGMENT_BYTES;
    memcpy(bytes, prefix, count);
    memcpy(bytes + count, text.ptr, text.len);
    index->end = *number + (uint32_t)(count + text.len);
    if (is_long(*number, count + text.len)) /* no number may lie in a NULL segment */
        index->end = index->segment_count * SEGMENT_BYTES;
    orgpol_table_enter(&index->texts, hash, *number);
    return true;
}

uint32_t orgpol_index_find_text(const struct index *index, struct orgpol_str text)
{
    const uint32_t *slot =
        text.len == 0 ? NULL : find(index, text, orgpol_index_hash(index, text.ptr, text.len));

    return slot ? *slot : 0;
}

struct index_mark orgpol_index_mark(const struct index *index)
{
    return (struct index_mark){
        .end = index->end,
        .segment_count = index->segment_count,
        .room = index->room,
    };
}

void orgpol_index_go_back(struct index *index, const struct index_mark *mark)
{
    uint32_t first = mark->end == 0 ? 1 : mark->end;

    orgpol_room_restore(&index->room, &mark->room);
    index->is_full = false;
    /* The next string may have gone to a segment of its own. */
    if (first < index->end && first < (uint64_t)mark->segment_count * SEGMENT_BYTES &&
        *(index->segments[first / SEGMENT_BYTES] + first % SEGMENT_BYTES) == '\0')
        first = mark->segment_count * SEGMENT_BYTES;
    for (uint32_t number = first; number < index->end; number = next_number(index, number)) {
        const struct orgpol_str text = orgpol_index_text(index, number);

        orgpol_table_take_out(&index->texts, orgpol_index_hash(index, text.ptr, text.len), number);
    }
    free_segments(index, mark->segment_count);
    index->end = mark->end;
}

bool orgpol_index_finish(struct index *index)
{
    char **segments;

    if (index->segment_count == 0) { /* there may have been some */
        free(index->segments);
        index->segments = NULL;
        index->segment_capacity = 0;
        orgpol_table_free(&index->texts);
        return true;
    }
    segments = realloc(index->segments, index->segment_count * sizeof *segments);
    if (segments == NULL)
        return false;
    index->segments = segments;
    index->segment_capacity = index->segment_count;
    return resize(index, index->texts.count);
}

size_t orgpol_index_bytes(const struct index *index)
{
    return orgpol_table_bytes(&index->texts) + index->segment_capacity * sizeof *index->segments +
           (size_t)index->segment_count * SEGMENT_BYTES + orgpol_room_bytes(&index->room);
}
