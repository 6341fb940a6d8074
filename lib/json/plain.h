/* SPDX-License-Identifier: MIT */
/* The bytes of a JSON string that stand for themselves, whoever reads or writes it. Private. */
#ifndef ORGPOL_JSON_PLAIN_H
#define ORGPOL_JSON_PLAIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "little_endian.h"

/* ASCII without controls, DEL, the quote and the backslash. */
static inline bool is_plain(unsigned char c)
{
    return c >= 0x20 && c < 0x7F && c != '"' && c != '\\';
}

#define EACH_BYTE UINT64_C(0x0101010101010101)

/*
 * Marks, in the highest bit of each of eight bytes, those that are not plain: as they stand (above ASCII),
 * less 0x21 after 0x20 and "\"" changed places (a control or "\""), less 1 after "\\" was made 0, or plus 1
 * (DEL). A byte that borrows from the next one, or carries into it, is marked itself: up to the first mark,
 * counted from the lowest byte, they are right.
 */
static inline uint64_t mark_odd(uint64_t bytes)
{
    const uint64_t marks = bytes | ((bytes ^ (' ' ^ '"') * EACH_BYTE) - 0x21 * EACH_BYTE) |
                           ((bytes ^ '\\' * EACH_BYTE) - EACH_BYTE) | (bytes + EACH_BYTE);

    return marks & 0x80 * EACH_BYTE;
}

/* How many bytes are below the lowest mark, 0x80 << 8 * that: the product has it in its highest byte. */
static inline size_t count_unmarked(uint64_t marks)
{
    const uint64_t lowest = marks & (0 - marks);

    return (size_t)((lowest >> 7) * UINT64_C(0x0001020304050607) >> 56);
}

/* How many bytes are plain before one that is not, or the end. */
static inline size_t plain_length(const unsigned char *bytes, size_t length)
{
    const size_t word = sizeof(uint64_t);
    size_t plain = 0;
    uint64_t marks;

    if (length < word) {
        while (plain < length && is_plain(bytes[plain]))
            plain++;
        return plain;
    }
    for (; length - plain >= word; plain += word) {
        marks = mark_odd(little_endian_read(bytes + plain));
        if (marks)
            return plain + count_unmarked(marks);
    }
    /* The last word, some bytes of which are known to be plain. */
    marks = mark_odd(little_endian_read(bytes + length - word));
    return marks ? length - word + count_unmarked(marks) : length;
}

/* The same, and copies them; the rest of the copy, up to `length`, has no meaning. */
static inline size_t plain_copy(unsigned char *copy, const unsigned char *bytes, size_t length)
{
    const size_t word = sizeof(uint64_t);
    size_t plain = 0;
    uint64_t marks;

    if (length < word) {
        for (; plain < length && is_plain(bytes[plain]); plain++)
            copy[plain] = bytes[plain];
        return plain;
    }
    for (; length - plain >= word; plain += word) {
        marks = mark_odd(little_endian_read(bytes + plain));
        memcpy(copy + plain, bytes + plain, word);
        if (marks)
            return plain + count_unmarked(marks);
    }
    marks = mark_odd(little_endian_read(bytes + length - word));
    memcpy(copy + length - word, bytes + length - word, word);
    return marks ? length - word + count_unmarked(marks) : length;
}

#endif
