/* SPDX-License-Identifier: MIT */
#include "names.h"

#include <stdlib.h>
#include <string.h>

#include "plain.h"

const unsigned char *orgpol_raw_copy(const unsigned char *at, const unsigned char *end, char *copy)
{
    const size_t left = (size_t)(end - at);

    return at + (copy ? plain_copy((unsigned char *)copy, at, left) : plain_length(at, left));
}

/* I-JSON forbids noncharacters (RFC 7493 section 2.1). */
static bool is_noncharacter(uint32_t point)
{
    return (point >= 0xFDD0 && point <= 0xFDEF) || (point & 0xFFFE) == 0xFFFE;
}

/* Reads one multi-byte UTF-8 sequence. Returns its length, or 0 when it is none. */
static size_t utf8_scan(const unsigned char *at, const unsigned char *end, uint32_t *point)
{
    const unsigned char lead = *at;
    const size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    const uint32_t lowest = length == 4 ? 0x10000 : length == 3 ? 0x800 : 0x80;

    if (lead < 0xC2 || lead > 0xF4 || (size_t)(end - at) < length)
        return 0;
    *point = lead & (0x7Fu >> length);
    for (size_t i = 1; i < length; i++) {
        if ((at[i] & 0xC0) != 0x80)
            return 0;
        *point = *point << 6 | (at[i] & 0x3F);
    }
    if (*point < lowest || *point > 0x10FFFF || (*point >= 0xD800 && *point <= 0xDFFF))
        return 0;
    return length;
}

/* Reads four hexadecimal digits. */
static bool hex4(const unsigned char *at, const unsigned char *end, uint32_t *value)
{
    static const char digits[] = "0123456789abcdef";

    *value = 0;
    if (end - at < 4)
        return false;
    for (int i = 0; i < 4; i++) {
        const int lower = at[i] >= 'A' && at[i] <= 'F' ? at[i] + 'a' - 'A' : at[i];
        const char *digit = lower ? strchr(digits, lower) : NULL;

        if (digit == NULL)
            return false;
        *value = *value << 4 | (uint32_t)(digit - digits);
    }
    return true;
}

/* Reads what follows a backslash. Returns NULL and the code point and length, or what is wrong. */
static const char *escape_scan(const unsigned char *at, const unsigned char *end, uint32_t *point,
                               size_t *length)
{
    static const char letters[] = "\"\\/bfnrt";
    static const char values[] = "\"\\/\b\f\n\r\t";
    const char *letter = at < end && *at ? strchr(letters, *at) : NULL;
    uint32_t low;

    *length = letter ? 1 : 5;
    if (letter) {
        *point = (unsigned char)values[letter - letters];
        return NULL;
    }
    if (at == end || *at != 'u')
        return "expected one of \" \\ / b f n r t u after \\";
    if (!hex4(at + 1, end, point))
        return "expected four hexadecimal digits after \\u";
    if (*point == 0)
        return "\\u0000 is not allowed";
    if (*point >= 0xD800 && *point <= 0xDBFF) {
        if (end - at < 11 || at[5] != '\\' || at[6] != 'u' || !hex4(at + 7, end, &low) || low < 0xDC00 ||
            low > 0xDFFF)
            return "expected a pair of surrogates, found half of one";
        *point = 0x10000 + ((*point - 0xD800) << 10) + (low - 0xDC00);
        *length = 11;
    }
    if (*point >= 0xDC00 && *point <= 0xDFFF)
        return "expected a pair of surrogates, found half of one";
    return is_noncharacter(*point) ? "noncharacters are not allowed" : NULL;
}

const char *orgpol_raw_scan_on(const unsigned char *at, const unsigned char *end, struct raw_text *text,
                               const unsigned char **stop)
{
    const char *wrong = NULL;
    uint32_t point;
    size_t length;

    while (wrong == NULL && at < end && *at != '"') {
        if (*at == '\\') {
            text->escaped = true;
            wrong = escape_scan(at + 1, end, &point, &length);
            length++;
        } else if (*at < 0x20) {
            wrong = "control characters must be escaped";
        } else if (*at < 0x80) {
            length = 1;
        } else {
            length = utf8_scan(at, end, &point);
            wrong = length == 0              ? "invalid UTF-8"
                    : is_noncharacter(point) ? "noncharacters are not allowed"
                                             : NULL;
        }
        if (wrong == NULL) {
            at += length;
            at += plain_length(at, (size_t)(end - at));
        }
    }
    text->length = (size_t)(at - text->at);
    *stop = at + (wrong == NULL && at < end);
    return wrong == NULL && at == end ? "the string does not end" : wrong;
}

/* The next code point of an accepted string; `left` must not be empty. */
static uint32_t next_point(struct raw_text *left)
{
    uint32_t point = *left->at;
    size_t length = 1;

    if (point == '\\') {
        escape_scan(left->at + 1, left->at + left->length, &point, &length);
        length++;
    } else if (point >= 0x80) {
        length = utf8_scan(left->at, left->at + left->length, &point);
    }
    left->at += length;
    left->length -= length;
    return point;
}

size_t orgpol_raw_unescape(const struct raw_text *text, char *out, size_t size)
{
    struct raw_text left = *text;
    size_t length = 0;

    while (left.length > 0 && length <= size) {
        const uint32_t point = next_point(&left);
        const unsigned more = point < 0x80 ? 0 : point < 0x800 ? 1 : point < 0x10000 ? 2 : 3;
        const unsigned char lead[] = {0, 0xC0, 0xE0, 0xF0};

        for (unsigned i = 0; i <= more; i++, length++) {
            const uint32_t bits = point >> 6 * (more - i);
            if (length < size)
                out[length] = (char)(i == 0 ? lead[more] | bits : 0x80 | (bits & 0x3F));
        }
    }
    return length;
}

static int compare_names(const struct raw_text *a, const struct raw_text *b)
{
    struct raw_text x = *a;
    struct raw_text y = *b;

    if (!a->escaped && !b->escaped) {
        const int order = memcmp(a->at, b->at, a->length < b->length ? a->length : b->length);
        return order ? order : (a->length > b->length) - (a->length < b->length);
    }
    while (x.length > 0 && y.length > 0) {
        const uint32_t p = next_point(&x);
        const uint32_t q = next_point(&y);
        if (p != q)
            return p < q ? -1 : 1;
    }
    return (x.length > 0) - (y.length > 0);
}

static bool same_name(const struct raw_text *a, const struct raw_text *b)
{
    if (a->escaped || b->escaped)
        return compare_names(a, b) == 0;
    return a->length == b->length && memcmp(a->at, b->at, a->length) == 0;
}

/* Of equal names the earlier one first: what is reported must not depend on how qsort sorts. */
static int by_name(const void *a, const void *b)
{
    const struct raw_text *x = a;
    const struct raw_text *y = b;
    const int order = compare_names(x, y);

    return order ? order : (x->at > y->at) - (x->at < y->at);
}

const struct raw_text *orgpol_raw_duplicate(struct raw_text *names, size_t count)
{
    const bool sorted = count > FEW_NAMES;
    const struct raw_text *again = NULL;

    if (sorted)
        qsort(names, count, sizeof *names, by_name);
    for (size_t i = 1; i < count; i++)
        for (size_t k = sorted ? i - 1 : 0; k < i; k++)
            if (same_name(&names[i], &names[k]) && (again == NULL || names[i].at < again->at))
                again = &names[i];
    return again;
}
