/* SPDX-License-Identifier: MIT */
/* Ids that are compared, for floors. */
#ifndef ORGPOL_BENCH_SAME_H
#define ORGPOL_BENCH_SAME_H

#include <stdint.h>
#include <string.h>

#include "orgpol/base.h"

/* 1 or 0. */
static inline uint64_t same(struct orgpol_str a, struct orgpol_str b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

#endif
