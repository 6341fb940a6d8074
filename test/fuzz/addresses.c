/* SPDX-License-Identifier: MIT */
/*
 * Two texts with a space between them, an address and an entry of an allow list: what is read is what the C
 * library reads, and what matches shares its prefix, bit by bit.
 */
#include <arpa/inet.h>
#include <stdbool.h>

#include "../../lib/core/ip.h"
#include "fuzz/replay.h"

static bool bit_of(const uint8_t *bytes, unsigned bit)
{
    return bytes[bit / 8] >> (7 - bit % 8) & 1;
}

static void check_read(const char *text, const struct ip_range *range)
{
    uint8_t bytes[16];

    MUST(range->length == 4 || range->length == 16);
    MUST(range->prefix == 8 * range->length);
    MUST(inet_pton(range->length == 4 ? AF_INET : AF_INET6, text, bytes) == 1);
    MUST(memcmp(bytes, range->bytes, range->length) == 0);
}

static void check_match(const struct ip_range *address, const struct ip_range *range)
{
    bool same = address->length == range->length;

    MUST(range->prefix <= 8 * range->length);
    for (unsigned bit = 0; same && bit < range->prefix; bit++)
        same = bit_of(address->bytes, bit) == bit_of(range->bytes, bit);
    MUST(orgpol_is_ip_in(address, range) == same);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const uint8_t *const space = size > 0 ? memchr(data, ' ', size) : NULL;
    const size_t first = space ? (size_t)(space - data) : size;
    const struct orgpol_str texts[2] = {
        {(const char *)data, first},
        {space ? (const char *)space + 1 : NULL, space ? size - first - 1 : 0},
    };
    struct ip_range address;
    struct ip_range range;
    char text[64] = "";

    if (texts[0].len < sizeof text)
        memcpy(text, texts[0].ptr, texts[0].len);
    if (orgpol_read_ip(texts[0], false, false, &address))
        check_read(text, &address);
    for (int map = 0; map < 2; map++)
        if (orgpol_read_ip(texts[0], false, map, &address) && orgpol_read_ip(texts[1], true, map, &range))
            check_match(&address, &range);
    return 0;
}

REPLAY("test/fuzz/addresses.corpus")
