/* SPDX-License-Identifier: MIT */
/* Strings. Private to both layers. */
#ifndef ORGPOL_CORE_TEXT_H
#define ORGPOL_CORE_TEXT_H

#include <stdbool.h>
#include <string.h>

#include "orgpol/base.h"

/* The length, 0 for absent text. */
#define TEXT_LENGTH(text) ((text).ptr ? (text).len : 0)

/* Macros for the analyser, which sees in an expression that what has a length has a pointer. */
#ifdef __FRAMAC__
#define text_length(text) TEXT_LENGTH(text)
#define text_absent(text) (TEXT_LENGTH(text) == 0)
#else
static inline size_t text_length(struct orgpol_str text)
{
    return TEXT_LENGTH(text);
}

static inline bool text_absent(struct orgpol_str text)
{
    return (text.ptr == NULL) | (text.len == 0); /* no branch */
}
#endif

/* Byte by byte (TRAP-47). Strings that share their bytes, as those of one tenant do, are not read. */
static inline bool text_same(struct orgpol_str a, struct orgpol_str b)
{
    const size_t length = text_length(a);
    const bool alike = length == text_length(b);

    if (alike & (length != 0) & (a.ptr != b.ptr))
        return memcmp(a.ptr, b.ptr, length) == 0;
    return alike;
}

/* The order of the bytes, a shorter text before what it begins: below, above or at zero, as memcmp. */
static inline int text_order(struct orgpol_str a, struct orgpol_str b)
{
    const size_t left = text_length(a);
    const size_t right = text_length(b);
    const size_t shorter = left < right ? left : right;
    const int order = shorter > 0 ? memcmp(a.ptr, b.ptr, shorter) : 0;

    return order != 0 ? order : (left > right) - (left < right);
}

static inline bool text_starts_with(struct orgpol_str text, struct orgpol_str prefix)
{
    return text.ptr && text.len >= prefix.len && memcmp(text.ptr, prefix.ptr, prefix.len) == 0;
}

/* PROMPT-17: what stands behind the last '@', even if that is nothing; {NULL, 0} where there is no '@'. */
static inline struct orgpol_str text_domain(struct orgpol_str identifier)
{
    size_t at = text_length(identifier);

    while (at > 0 && identifier.ptr[at - 1] != '@')
        at--;
    return at > 0 ? (struct orgpol_str){identifier.ptr + at, identifier.len - at}
                  : (struct orgpol_str)ORGPOL_STR_NONE;
}

/* PROMPT-01, TRAP-48: text for an organization that begins like this is an id, and anything else a name. */
static inline bool text_is_organization_id(struct orgpol_str text)
{
    return text_starts_with(text, ORGPOL_STR("org_"));
}

/* Only ASCII has case here: no other letter may stand for one of its letters. */
static inline unsigned char text_lowered(char byte)
{
    const unsigned char c = (unsigned char)byte;

    return c >= 'A' && c <= 'Z' ? (unsigned char)(c - 'A' + 'a') : c;
}

/* Is the text, once in lower case, `lower`? What is stored in lower case is compared so (PROMPT-03). */
static inline bool text_same_lowered(struct orgpol_str text, struct orgpol_str lower)
{
    const size_t length = text_length(text);
    unsigned char differences = 0;

    if (length != text_length(lower))
        return false;
    for (size_t i = 0; i < length; i++)
        differences |= (unsigned char)(text_lowered(text.ptr[i]) ^ (unsigned char)lower.ptr[i]);
    return differences == 0;
}

/* The same text but for case, where nobody says that either is in lower case. */
static inline bool text_same_folded(struct orgpol_str a, struct orgpol_str b)
{
    const size_t length = text_length(a);
    unsigned char differences = 0;

    if (length != text_length(b))
        return false;
    for (size_t i = 0; i < length; i++)
        differences |= (unsigned char)(text_lowered(a.ptr[i]) ^ text_lowered(b.ptr[i]));
    return differences == 0;
}

#endif
