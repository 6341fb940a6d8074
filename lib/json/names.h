/* SPDX-License-Identifier: MIT */
/* Names and strings of JSON text as they stand there, escapes and all. Private. */
#ifndef ORGPOL_JSON_NAMES_H
#define ORGPOL_JSON_NAMES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define FEW_NAMES 16 /* up to here all pairs are compared */

/* The text between two quotes. */
struct raw_text {
    const unsigned char *at;
    size_t length;
    bool escaped; /* a backslash stands in it */
};

/*
 * The first byte that is not plain, or the end. Those before it are copied, and behind them whatever comes,
 * up to the end at most, unless `copy` is NULL.
 */
const unsigned char *orgpol_raw_copy(const unsigned char *at, const unsigned char *end, char *copy);

/*
 * Reads on in a string at a byte that is not plain, or the end; `text` begins there or before. Returns NULL,
 * or what is wrong with it; then *stop is where. Otherwise *stop is after the closing quote.
 */
const char *orgpol_raw_scan_on(const unsigned char *at, const unsigned char *end, struct raw_text *text,
                               const unsigned char **stop);

/*
 * Writes the UTF-8 of an accepted string, at most `size` bytes; returns how many there are. When there are
 * more it returns a number that is up to 4 above `size`, and the rest of the text is not read.
 */
size_t orgpol_raw_unescape(const struct raw_text *text, char *out, size_t size);

/* Whether a few names differ already in their length or first byte; false when this does not tell. */
static inline bool orgpol_raw_differ(const struct raw_text *names, size_t count)
{
    if (count > FEW_NAMES)
        return false;
    for (size_t i = 1; i < count; i++)
        for (size_t k = 0; k < i; k++)
            if (names[i].escaped || names[k].escaped ||
                (names[i].length == names[k].length && *names[i].at == *names[k].at))
                return false;
    return true;
}

/*
 * Looks for equal names (after unescaping), sorting the array when it is long. Returns the first in the
 * document that repeats one before it, or NULL.
 */
const struct raw_text *orgpol_raw_duplicate(struct raw_text *names, size_t count);

#endif
