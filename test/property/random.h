/* SPDX-License-Identifier: MIT */
/* Numbers drawn for tests: SplitMix64, the same sequence in every run. */
#ifndef ORGPOL_TEST_RANDOM_H
#define ORGPOL_TEST_RANDOM_H

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

static inline uint64_t random_bits(void)
{
    static uint64_t state = 0x9E3779B97F4A7C15;
    uint64_t z = state += 0x9E3779B97F4A7C15;

    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9;
    z = (z ^ z >> 27) * 0x94D049BB133111EB;
    return z ^ z >> 31;
}

/* QUICK=1 in the environment asks for less (for sanitizers). */
static inline bool quick(void)
{
    static int answer = -1;

    if (answer < 0)
        answer = getenv("QUICK") != NULL;
    return answer;
}

#endif
