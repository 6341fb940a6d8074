/* SPDX-License-Identifier: MIT */
/*
 * What decisions a run has seen, as counters that libFuzzer reads: conditions are bits of a mask that no
 * branch depends on, so that coverage alone does not tell a request with one unmet condition from one with
 * ten.
 */
#ifndef ORGPOL_TEST_FUZZ_SEEN_H
#define ORGPOL_TEST_FUZZ_SEEN_H

#include "orgpol/decision.h"

#define SEEN_OF_FAMILY 192

static inline void note(struct orgpol_decision decision)
{
#ifdef LIBFUZZER
    __attribute__((
        section("__libfuzzer_extra_counters"))) static uint8_t seen[ORGPOL_FAMILY_COUNT * SEEN_OF_FAMILY];
    uint8_t *const of_family = seen + decision.family * (size_t)SEEN_OF_FAMILY;

    of_family[__builtin_popcountll(decision.unmet)] = 1;
    for (unsigned bit = 0; bit < 64; bit++)
        of_family[65 + bit] |= decision.unmet >> bit & 1;
    for (unsigned bit = 0; bit < 32; bit++)
        of_family[129 + bit] |= decision.obligations >> bit & 1;
    if (decision.effect == ORGPOL_EFFECT_ERROR)
        of_family[161 + decision.reason % 31] = 1;
#else
    (void)decision;
#endif
}

#endif
