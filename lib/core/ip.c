/* SPDX-License-Identifier: MIT */
/* Addresses and ranges of addresses: byte by byte, as ip.h says, and nothing that is not there. */
#include "ip.h"

#include "text.h"

#define NO_GAP SIZE_MAX

/* Takes a character off the beginning, if it is there. */
static bool take(struct orgpol_str *text, char c)
{
    const bool there = text->len > 0 && *text->ptr == c;

    text->ptr += there;
    text->len -= there;
    return there;
}

static bool take_two_colons(struct orgpol_str *text)
{
    const bool there = text->len >= 2 && text->ptr[0] == ':' && text->ptr[1] == ':';

    text->ptr += there ? 2 : 0;
    text->len -= there ? 2 : 0;
    return there;
}

/* Takes a decimal number up to `most`: all the digits there are, without leading zeros. */
static bool take_number(struct orgpol_str *text, unsigned most, uint8_t *number)
{
    const bool zero = text->len > 0 && *text->ptr == '0';
    unsigned value = 0;
    size_t digits = 0;

    for (; digits < text->len && text->ptr[digits] >= '0' && text->ptr[digits] <= '9'; digits++) {
        value = value * 10 + (unsigned)(text->ptr[digits] - '0');
        if (value > most)
            return false;
    }
    if (digits == 0 || (zero && digits > 1))
        return false;
    text->ptr += digits;
    text->len -= digits;
    *number = (uint8_t)value;
    return true;
}

/* The value of a hexadecimal digit, 16 for another character. */
static unsigned digit_of(char c)
{
    const unsigned char lower = text_lowered(c);

    if (lower >= '0' && lower <= '9')
        return lower - (unsigned)'0';
    return lower >= 'a' && lower <= 'f' ? lower - (unsigned)'a' + 10 : 16;
}

/* Takes a group of IPv6, one to four digits; a fifth stays and fits nothing. */
static bool take_group(struct orgpol_str *text, uint8_t bytes[2])
{
    unsigned value = 0;
    size_t digits = 0;

    for (; digits < text->len && digits < 4 && digit_of(text->ptr[digits]) < 16; digits++)
        value = value * 16 + digit_of(text->ptr[digits]);
    text->ptr += digits;
    text->len -= digits;
    bytes[0] = (uint8_t)(value >> 8);
    bytes[1] = (uint8_t)(value & 0xFF);
    return digits > 0;
}

/* Takes an IPv4 address. When there is none, the text stays as it is. */
static bool take_ipv4(struct orgpol_str *text, uint8_t bytes[4])
{
    struct orgpol_str rest = *text;

    for (size_t i = 0; i < 4; i++)
        if ((i > 0 && !take(&rest, '.')) || !take_number(&rest, 255, &bytes[i]))
            return false;
    *text = rest;
    return true;
}

/* Moves what stands behind the gap to the end, with zeros before it. */
static void fill_gap(uint8_t bytes[16], size_t gap, size_t length)
{
    const size_t tail = length - gap;

    memmove(&bytes[16 - tail], &bytes[gap], tail);
    memset(bytes + gap, 0, 16 - length);
}

/* Takes an IPv6 address: eight groups, or fewer and two colons for the rest, which is at least one group. */
static bool take_ipv6(struct orgpol_str *text, uint8_t bytes[16])
{
    size_t length = 0;
    size_t gap = take_two_colons(text) ? 0 : NO_GAP;
    bool more = gap == NO_GAP || (text->len > 0 && digit_of(*text->ptr) < 16);

    while (more) {
        if (length <= 12 && take_ipv4(text, bytes + length)) {
            length += 4; /* the last 32 bits: nothing may follow */
            break;
        }
        if (length > 14 || !take_group(text, bytes + length))
            return false;
        length += 2;
        if (gap == NO_GAP && take_two_colons(text)) {
            gap = length;
            more = text->len > 0 && digit_of(*text->ptr) < 16;
        } else
            more = take(text, ':');
    }
    if (gap == NO_GAP)
        return length == 16;
    if (length > 14)
        return false;
    fill_gap(bytes, gap, length);
    return true;
}

/* PWX-07: ::ffff:0:0/96 and what is in it, in any form, is IPv4. */
static void read_mapped(struct ip_range *range)
{
    static const uint8_t mapped[12] = {[10] = 0xFF, [11] = 0xFF};

    if (range->length == 4 || range->prefix < 96 || memcmp(range->bytes, mapped, sizeof mapped) != 0)
        return;
    memmove(range->bytes, range->bytes + 12, 4);
    memset(range->bytes + 4, 0, 12);
    range->length = 4;
    range->prefix = (uint8_t)(range->prefix - 96);
}

bool orgpol_read_ip(struct orgpol_str text, bool ranges, bool map, struct ip_range *range)
{
    struct orgpol_str rest = {text.ptr, text_length(text)};
    struct ip_range read = {.length = 4};

    if (rest.len == 0)
        return false;
    if (!take_ipv4(&rest, read.bytes)) {
        read = (struct ip_range){.length = 16};
        if (!take_ipv6(&rest, read.bytes))
            return false;
    }
    read.prefix = (uint8_t)(8 * read.length);
    if (ranges && take(&rest, '/') && !take_number(&rest, read.prefix, &read.prefix))
        return false;
    if (rest.len > 0)
        return false;
    if (map)
        read_mapped(&read);
    *range = read;
    return true;
}

bool orgpol_is_ip_in(const struct ip_range *address, const struct ip_range *range)
{
    unsigned differences = 0;

    for (unsigned i = 0; i < sizeof range->bytes; i++) {
        const unsigned rest = range->prefix > 8 * i ? range->prefix - 8 * i : 0; /* bits from this byte on */
        const unsigned mask = 0xFF00u >> (rest < 8 ? rest : 8);

        differences |= (unsigned)(address->bytes[i] ^ range->bytes[i]) & mask & 0xFF;
    }
    return (address->length == range->length) & (differences == 0);
}
