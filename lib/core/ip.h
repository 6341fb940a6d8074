/* SPDX-License-Identifier: MIT */
/* Addresses and ranges of addresses, as text. Private. */
#ifndef ORGPOL_CORE_IP_H
#define ORGPOL_CORE_IP_H

#include <stdbool.h>

#include "orgpol/base.h"

/* A range: an address is one of the longest prefix. IPv4 stands in the first four bytes. */
struct ip_range {
    uint8_t bytes[16];
    uint8_t length; /* of the address, in bytes: 4 or 16 */
    uint8_t prefix; /* in bits */
};

/*
 * Reads an address, or with `ranges` also one with a slash and a prefix length. IPv4: four decimal numbers up
 * to 255 without leading zeros. IPv6: RFC 4291 section 2.2, the last 32 bits perhaps as IPv4; no zone
 * (PWX-07). Bits behind the prefix are no matter. With `map`, ::ffff:a.b.c.d, in any form and with a
 * prefix of at least 96, reads as IPv4. False, and *range is not set, for anything else.
 */
bool orgpol_read_ip(struct orgpol_str text, bool ranges, bool map, struct ip_range *range);

/* Is the address in the range? Those of different families never are (PWX-06, PWX-07). */
bool orgpol_is_ip_in(const struct ip_range *address, const struct ip_range *range);

#endif
