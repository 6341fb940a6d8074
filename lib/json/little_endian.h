/* SPDX-License-Identifier: MIT */
/* Numbers as bytes, the lowest first on every machine. */
#ifndef ORGPOL_JSON_LITTLE_ENDIAN_H
#define ORGPOL_JSON_LITTLE_ENDIAN_H

#include <stdint.h>

static inline uint64_t little_endian_read(const unsigned char bytes[8])
{
    return (uint64_t)bytes[0] | (uint64_t)bytes[1] << 8 | (uint64_t)bytes[2] << 16 |
           (uint64_t)bytes[3] << 24 | (uint64_t)bytes[4] << 32 | (uint64_t)bytes[5] << 40 |
           (uint64_t)bytes[6] << 48 | (uint64_t)bytes[7] << 56;
}

static inline void little_endian_write(unsigned char bytes[8], uint64_t number)
{
    for (int i = 0; i < 8; i++)
        bytes[i] = (unsigned char)(number >> 8 * i);
}

#endif
