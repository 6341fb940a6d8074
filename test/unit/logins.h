/* SPDX-License-Identifier: MIT */
/* Logins that are allowed, and that tests spoil one thing at a time. */
#ifndef ORGPOL_TEST_LOGINS_H
#define ORGPOL_TEST_LOGINS_H

#include "support.h"

#include "../property/space.h"

static struct world world;

/* A strict third-party login that is allowed, and that every other test spoils. */
static inline struct orgpol_login_request *allowed_login(void)
{
    const struct point point = {.at = {[CLIENT] = 1,
                                       [USAGE] = 2,
                                       [ORGANIZATION] = 2,
                                       [ACCESS] = 2,
                                       [LISTED] = 2,
                                       [ORG_COUNT] = 1,
                                       [CONNECTION] = 1,
                                       [DOMAIN] = 1,
                                       [CLIENTS] = 2,
                                       [ORG_CONNECTION] = 2,
                                       [USER] = 1,
                                       [MEMBER] = 1}};

    build(&world, &point);
    assert_int_equal(orgpol_can_third_party_login(&world.request, NULL).effect, ORGPOL_EFFECT_ALLOW);
    return &world.request;
}

/* A Cross App Access exchange that is allowed. */
static inline struct orgpol_login_request *allowed_exchange(void)
{
    const struct point point = {.at = {[TRANSACTION] = 10,
                                       [CLIENT] = 1,
                                       [XAA_ACTIVE] = 1,
                                       [CONNECTION] = 1,
                                       [STATUS] = 2,
                                       [CLIENTS] = 2,
                                       [USER] = 1,
                                       [ASSERTION] = 1,
                                       [API] = 1,
                                       [OWN_GRANT] = 1,
                                       [DEFAULT_GRANT] = 1}};

    build(&world, &point);
    assert_int_equal(orgpol_can_third_party_login(&world.request, NULL).effect, ORGPOL_EFFECT_ALLOW);
    return &world.request;
}

static inline void assert_error(struct orgpol_decision decision, enum orgpol_reason reason)
{
    assert_int_equal(decision.effect, ORGPOL_EFFECT_ERROR);
    assert_int_equal(decision.family, ORGPOL_FAMILY_LOGIN);
    assert_int_equal(decision.reason, reason);
    assert_int_equal(decision.obligations, 0);
    assert_int_equal(decision.unmet, 0);
}

static inline void assert_both_error(const struct orgpol_login_request *request, enum orgpol_reason reason)
{
    struct orgpol_login_result result;

    memset(&result, 0xA5, sizeof result);
    result.struct_size = sizeof result;
    assert_error(orgpol_can_login(request, NULL), reason);
    assert_error(orgpol_can_third_party_login(request, &result), reason);
    assert_int_equal(result.advice, 0);
    assert_null(result.org_id.ptr);
    assert_null(result.org_name.ptr);
    assert_null(result.audience.ptr);
}

#endif
