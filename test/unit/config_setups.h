/* SPDX-License-Identifier: MIT */
/* The rows of a configuration check, built anew for each test. */
#ifndef ORGPOL_TEST_UNIT_CONFIG_SETUPS_H
#define ORGPOL_TEST_UNIT_CONFIG_SETUPS_H

#include "support.h"

#include "property/config_changes.h"

static struct setup setup;

static inline const struct base *base_of(uint8_t family)
{
    size_t at = 0;

    while (bases[at].family != family)
        at++;
    memset(&setup, 0, sizeof setup);
    bases[at].build(&setup);
    return &bases[at];
}

static inline void assert_error(uint8_t family, enum orgpol_reason reason)
{
    const struct base base = {.family = family};
    struct orgpol_config_result result = {.struct_size = sizeof result, .advice = 7, .finding_count = 7};

    assert_broken(check(&base, &setup, &result, NULL, 0), family, reason);
    assert_int_equal(result.advice, 0);
    assert_int_equal(result.finding_count, 0);
}

#endif
