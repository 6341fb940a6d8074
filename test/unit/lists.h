/* SPDX-License-Identifier: MIT */
/* Lists end where their count says, whatever stands behind them in memory. */
#ifndef ORGPOL_TEST_LISTS_H
#define ORGPOL_TEST_LISTS_H

#include "support.h"

/* An empty list of a caller whose language gives it a pointer all the same, which is no address (Rust). */
#define EMPTY ((const void *)(uintptr_t)sizeof(void *))

/* What a family says: its decision, its result, and what it wrote beside. */
struct said {
    struct orgpol_decision decision;
    unsigned char result[256];
    struct orgpol_str written[2][8];
};

static inline struct said said(struct orgpol_decision decision, const void *result, size_t size)
{
    struct said all;

    memset(&all, 0, sizeof all);
    all.decision = decision;
    assert_true(size <= sizeof all.result);
    if (size)
        memcpy(all.result, result, size);
    return all;
}

/* A family that is asked says the same, whichever of these texts stands behind a list of texts. */
static inline void assert_ends_before(struct orgpol_str *behind, const char *const *texts, size_t count,
                                      struct said (*ask)(void))
{
    const struct orgpol_str was = *behind;
    struct said with_none;

    *behind = (struct orgpol_str)ORGPOL_STR_NONE;
    with_none = ask();
    assert_int_not_equal(with_none.decision.effect, ORGPOL_EFFECT_ERROR);
    for (size_t i = 0; i < count; i++) {
        struct said with_text;

        *behind = orgpol_str_of(texts[i]);
        with_text = ask();
        if (memcmp(&with_text, &with_none, sizeof with_none) != 0)
            fail_msg("\"%s\" behind a list is read", texts[i]);
    }
    *behind = was;
}

#endif
