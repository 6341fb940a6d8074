/* SPDX-License-Identifier: MIT */
/* Comparing what proves who asks. Private. */
#ifndef ORGPOL_CORE_SECRET_H
#define ORGPOL_CORE_SECRET_H

#include <sodium/utils.h>

#include "text.h"

/* The same bytes? The time taken tells whether the lengths differ, and never where the bytes do. */
static inline bool secret_same(struct orgpol_str a, struct orgpol_str b)
{
    const size_t length = text_length(a);

    return length == text_length(b) && sodium_memcmp(a.ptr, b.ptr, length) == 0;
}

#endif
