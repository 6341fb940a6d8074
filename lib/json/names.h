/* SPDX-License-Identifier: MIT */
/* Names and strings of JSON text as they stand there, escapes and all. Private. */
#ifndef ORGPOL_JSON_NAMES_H
#define ORGPOL_JSON_NAMES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "plain.h"

/* The text between two quotes. */
struct raw_text {
    const unsigned char *at;
    size_t length;
    bool escaped; /* a backslash stands in it */
};

/* Where orgpol_raw_scan goes on: at a byte that is not plain, or the end; `text` begins there or before. */
const char *orgpol_raw_scan_on(const unsigned char *at, const unsigned char *end, struct raw_text *text,
                               const unsigned char **stop);

/*
 * Reads a string whose opening quote is before `at`. Returns NULL, or what is wrong with it; then *stop is
 * where. Otherwise *stop is after the closing quote.
 */
static inline const char *orgpol_raw_scan(const unsigned char *at, const unsigned char *end,
                                          struct raw_text *text, const unsigned char **stop)
{
    const size_t plain = plain_length(at, (size_t)(end - at));

    *text = (struct raw_text){at, plain, false};
    if (at + plain == end || at[plain] != '"')
        return orgpol_raw_scan_on(at + plain, end, text, stop);
    *stop = at + plain + 1;
    return NULL;
}

/*
 * Writes the UTF-8 of an accepted string, at most `size` bytes; returns how many there are. When there are
 * more it returns a number that is up to 4 above `size`, and the rest of the text is not read.
 */
size_t orgpol_raw_unescape(const struct raw_text *text, char *out, size_t size);

/*
 * Looks for equal names (after unescaping), sorting the array when it is long. Returns the first in the
 * document that repeats one before it, or NULL.
 */
const struct raw_text *orgpol_raw_duplicate(struct raw_text *names, size_t count);

#endif
