/* SPDX-License-Identifier: MIT */
/*
 * Bytes of a fuzzer as a row of choices. A byte is one of 95, so that every input has a twin that can be
 * printed and be a line of a corpus; after the end every choice is the first one.
 */
#ifndef ORGPOL_TEST_FUZZ_CHOICES_H
#define ORGPOL_TEST_FUZZ_CHOICES_H

#include <stddef.h>
#include <stdint.h>

#define CHOICES 95u
#define FIRST_CHOICE ((unsigned)'.') /* the byte that chooses the first of everything */

struct choices {
    const uint8_t *at;
    size_t left;
};

static inline unsigned choose(struct choices *choices)
{
    if (choices->left == 0)
        return 0;
    choices->left--;
    return (*choices->at++ + CHOICES - FIRST_CHOICE) % CHOICES;
}

static inline unsigned choose_of(struct choices *choices, size_t count)
{
    return choose(choices) % (unsigned)count;
}

#endif
