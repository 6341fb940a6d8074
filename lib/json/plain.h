/* SPDX-License-Identifier: MIT */
/* The bytes of a JSON string that stand for themselves, whoever reads or writes it. Private. */
#ifndef ORGPOL_JSON_PLAIN_H
#define ORGPOL_JSON_PLAIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* ASCII without controls, DEL, the quote and the backslash. */
static inline bool is_plain(unsigned char c)
{
    return c >= 0x20 && c < 0x7F && c != '"' && c != '\\';
}

/*
 * Whether eight bytes are plain. In each byte of a sum the highest bit tells that the byte is not: as it
 * stands (above ASCII), less 0x20 (a control), less 1 after "\"" or "\\" was made 0, or plus 1 (DEL). A byte
 * that borrows from the next one, or carries into it, has told already.
 */
static inline bool are_plain(const unsigned char *bytes)
{
    const uint64_t each = UINT64_C(0x0101010101010101);
    uint64_t word;
    uint64_t odd;

    memcpy(&word, bytes, sizeof word);
    odd = word | (word - 0x20 * each) | ((word ^ '"' * each) - each) | ((word ^ '\\' * each) - each) |
          (word + each);
    return (odd & 0x80 * each) == 0;
}

/* How many bytes are plain before one that is not, or the end. */
static inline size_t plain_length(const unsigned char *bytes, size_t length)
{
    size_t plain = 0;

    while (length - plain >= sizeof(uint64_t) && are_plain(bytes + plain))
        plain += sizeof(uint64_t);
    while (plain < length && is_plain(bytes[plain]))
        plain++;
    return plain;
}

#endif
