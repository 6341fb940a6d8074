/* SPDX-License-Identifier: MIT */
/* Strings. Private to both layers. */
#ifndef ORGPOL_CORE_TEXT_H
#define ORGPOL_CORE_TEXT_H

#include <stdbool.h>
#include <string.h>

#include "orgpol/base.h"

static inline size_t text_length(struct orgpol_str text)
{
    return text.ptr ? text.len : 0;
}

static inline bool text_absent(struct orgpol_str text)
{
    return text_length(text) == 0;
}

/* Byte by byte (TRAP-47). Strings that share their bytes, as those of one tenant do, are not read. */
static inline bool text_same(struct orgpol_str a, struct orgpol_str b)
{
    const size_t length = text_length(a);
    const bool alike = length == text_length(b);

    if (alike & (length != 0) & (a.ptr != b.ptr))
        return memcmp(a.ptr, b.ptr, length) == 0;
    return alike;
}

/* ASCII letters only. */
static inline char text_lower(char c)
{
    return (char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

static inline bool text_starts_with(struct orgpol_str text, struct orgpol_str prefix)
{
    return text_length(text) >= prefix.len && memcmp(text.ptr, prefix.ptr, prefix.len) == 0;
}

#endif
