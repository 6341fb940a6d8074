/* SPDX-License-Identifier: MIT */
/*
 * Requests to endpoints over their whole input space, cut into groups of conditions that share attributes as
 * in authorize_space.c: every point of every group's product, all other attributes at random, compared with a
 * model written from WIRE section 11; and a proof by sampling that the groups depend on nothing else.
 *
 * QUICK=1 in the environment visits and draws less (for sanitizers).
 */
#include "support.h"

#include "endpoint_space.h"

/* ---- the model ---- */

static bool may_be_strict(const unsigned char *a)
{
    return a[CLASS] == 1 || a[CLASS] >= 3;
}

static bool may_be_permissive(const unsigned char *a)
{
    return a[CLASS] == 2 || a[CLASS] == 4;
}

static bool at_token(const unsigned char *a)
{
    return a[PATH] == AT_TOKEN || a[PATH] == AT_TOKEN_UPPER;
}

static bool grant_is_enabled(const unsigned char *a)
{
    static const bool by_default[2][12] = {{false, true, true, true}, {false, true, true, false}};
    const bool named = a[GRANT] >= 1 && a[GRANT] <= 8;

    if (a[GRANT] == BY_JWT)
        return a[XAA];
    switch (a[GRANTS]) {
    case 0: /* strict clients have the code flow alone (TRAP-24) */
        return may_be_strict(a) ? a[GRANT] == BY_CODE : by_default[a[PUBLIC]][a[GRANT]];
    case 1: return false;
    case 2: return named;
    default: return a[GRANT] == BY_CODE;
    }
}

static bool is_own(unsigned char record)
{
    return record == 1 || record == 2;
}

static bool code_is_good(const unsigned char *a)
{
    const bool same_uri = a[RECORD_URI] ? a[FORM_URI] == 1 : a[FORM_URI] == 0;

    return is_own(a[CODE]) && !a[USED] && same_uri && a[CODES] < 2;
}

static uint64_t model_unmet(const unsigned char *a)
{
    const bool strict = may_be_strict(a);
    const bool token = at_token(a);
    const bool listed = a[GRANT] == BY_CODE || a[GRANT] == BY_REFRESH || a[GRANT] == BY_CLIENT_CREDENTIALS ||
                        a[GRANT] == BY_JWT;
    const bool with_code = token && a[GRANT] == BY_CODE;
    const bool with_refresh = token && a[GRANT] == BY_REFRESH;
    const bool verified = a[CHALLENGE] == 0 ? a[VERIFIER] == 0 : a[CHALLENGE] == 1 && a[VERIFIER] == 1;
    const struct {
        uint16_t reason;
        bool unmet;
    } rows[] = {
        {ORGPOL_REASON_ENDPOINT_NOT_FOR_STRICT, strict && a[PATH] >= 4},
        {ORGPOL_REASON_GRANT_TYPE_NOT_FOR_STRICT, token && strict && !listed},
        {ORGPOL_REASON_PASSWORD_NOT_FOR_PERMISSIVE, token && may_be_permissive(a) && a[GRANT] == BY_PASSWORD},
        {ORGPOL_REASON_GRANT_TYPE_NOT_ENABLED, token && !grant_is_enabled(a)},
        {ORGPOL_REASON_TOKEN_EXCHANGE_NOT_FOR_THIRD_PARTY,
         token && a[GRANT] == BY_EXCHANGE && (strict || may_be_permissive(a))},
        {ORGPOL_REASON_CODE_INVALID,
         (with_code && !code_is_good(a)) || (with_refresh && (!is_own(a[REFRESH]) || a[TOKENS] == 2)) ||
             (a[PATH] == AT_REVOKE && a[REFRESH] && (!is_own(a[REFRESH]) || a[TOKENS] == 2))},
        {ORGPOL_REASON_CODE_VERIFIER_MISMATCH, with_code && a[CODE] && !verified},
    };
    uint64_t unmet = 0;

    if (!a[CLIENT])
        return condition(ORGPOL_FAMILY_ENDPOINT, ORGPOL_REASON_UNKNOWN_CLIENT);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (rows[i].unmet)
            unmet |= condition(ORGPOL_FAMILY_ENDPOINT, rows[i].reason);
    return unmet;
}

/* ---- visiting ---- */

static void draw(unsigned char *a, bool open)
{
    memcpy(a, open_point, ATTRIBUTES);
    for (int i = 0; i < ATTRIBUTES; i++)
        if (!open || random_bits() % 6 == 0)
            a[i] = random_value(&axes[i]);
}

static void assert_answer(const unsigned char *a)
{
    static struct world world;
    struct orgpol_endpoint_result result = ORGPOL_ENDPOINT_RESULT_INIT;
    const uint64_t unmet = model_unmet(a);
    const uint32_t must = !unmet && a[PATH] == AT_REVOKE && a[REVOKES] ? ORGPOL_MUST_DELETE_USER_GRANT : 0;
    const bool claims =
        !unmet && at_token(a) && (a[GRANT] == BY_CODE || a[GRANT] == BY_REFRESH) && a[RECORD_ORGANIZATION];
    const bool name = claims && a[RECORD_ORGANIZATION] == 2 && a[ORGANIZATION_NAMES];
    struct orgpol_decision decision;

    build(&world, a);
    decision = orgpol_check_endpoint_request(&world.request, &result);
    if (decision.unmet != unmet || decision.obligations != must || (result.org_id.len > 0) != claims ||
        (result.org_name.len > 0) != name ||
        (claims && memcmp(result.org_id.ptr, "org_A", 5) != 0) || /* AUTHZ-21 */
        decision.effect != (unmet ? ORGPOL_EFFECT_DENY : ORGPOL_EFFECT_ALLOW)) {
        print_point(axes, ATTRIBUTES, a);
        fail_msg("unmet %llx, the model says %llx; obligations %x, %x", (unsigned long long)decision.unmet,
                 (unsigned long long)unmet, decision.obligations, must);
    }
}

static const struct space space = {ORGPOL_FAMILY_ENDPOINT, ATTRIBUTES, axes, groups, GROUPS, draw,
                                   assert_answer,          decide};

static void agrees_with_model(void **state)
{
    (void)state;
    assert_answers(&space, quick() ? 1 : 2);
}

/* What an answer carries, in full. */
static void results_agree_with_model(void **state)
{
    static const int order[] = {
        CLIENT, CLASS, PATH, GRANT, RECORD_ORGANIZATION, FORM_ORGANIZATION, ORGANIZATION_NAMES, REVOKES, -1};
    unsigned char at[ATTRIBUTES];

    (void)state;
    memcpy(at, open_point, sizeof at);
    first_point(order, at);
    do
        assert_answer(at);
    while (next_point(axes, order, at));
}

static void is_independent(void **state)
{
    (void)state;
    assert_independence(&space, quick() ? 30 : 600);
}

/* No code is exchanged but a client's own, unused, with its verifier: stated from the inputs. */
static void exchanges_are_sound(void **state)
{
    const int draws = quick() ? 20000 : 200000;
    int allowed = 0;

    (void)state;
    for (int times = 0; times < draws; times++) {
        unsigned char a[ATTRIBUTES];
        bool sound = true;

        draw(a, true);
        if (decide(a).effect != ORGPOL_EFFECT_ALLOW)
            continue;
        allowed++;
        if (at_token(a) && a[GRANT] == BY_CODE)
            sound = is_own(a[CODE]) && !a[USED] && (a[CHALLENGE] != 0) == (a[VERIFIER] == 1) &&
                    (a[CHALLENGE] != 0 || a[VERIFIER] == 0);
        if (at_token(a) && a[GRANT] == BY_REFRESH)
            sound = is_own(a[REFRESH]);
        if (may_be_strict(a))
            sound = sound && a[PATH] < 4 && (!at_token(a) || a[GRANT] <= 3 || a[GRANT] == BY_JWT);
        if (!sound || !a[CLIENT] || (at_token(a) && (a[GRANT] == 0 || a[GRANT] >= 9))) {
            print_point(axes, ATTRIBUTES, a);
            fail_msg("allowed, and must not be");
        }
    }
    assert_true(allowed > 1000);
}

/* The value on the left never allows less than the one on the right, all else equal. */
static void less_never_allows_more(void **state)
{
    static const struct {
        int attribute;
        unsigned char more;
        unsigned char less;
    } permissions[] = {
        {CLIENT, 1, 0},  {GRANTS, 2, 0},  {GRANTS, 2, 1},    {GRANTS, 2, 3}, {XAA, 1, 0},
        {PUBLIC, 0, 1},  {CODE, 1, 0},    {CODE, 1, 3},      {CODE, 2, 4},   {USED, 0, 1},
        {REFRESH, 1, 0}, {REFRESH, 2, 3}, {CHALLENGE, 1, 2}, {CLASS, 0, 3},  {CLASS, 1, 3},
        {CLASS, 0, 2},   {CLASS, 2, 4},   {CLASS, 1, 4},     {CODES, 1, 2},  {TOKENS, 0, 2},
    };
    const int draws = quick() ? 5000 : 100000;

    (void)state;
    for (int times = 0; times < draws; times++)
        for (size_t i = 0; i < sizeof permissions / sizeof *permissions; i++) {
            unsigned char a[ATTRIBUTES];

            draw(a, true);
            if (permissions[i].attribute == REFRESH && a[PATH] == AT_REVOKE)
                continue; /* without a record there is nothing that could be another client's (EX-256) */
            a[permissions[i].attribute] = permissions[i].less;
            if (decide(a).effect != ORGPOL_EFFECT_ALLOW)
                continue;
            a[permissions[i].attribute] = permissions[i].more;
            if (decide(a).effect != ORGPOL_EFFECT_ALLOW) {
                print_point(axes, ATTRIBUTES, a);
                fail_msg("less %s allows more", axes[permissions[i].attribute].name);
            }
        }
}

/* The order of parameters makes no difference. */
static void order_makes_no_difference(void **state)
{
    const int draws = quick() ? 5000 : 50000;

    (void)state;
    for (int times = 0; times < draws; times++) {
        static struct world world;
        struct orgpol_decision before;
        struct orgpol_decision after;
        unsigned char a[ATTRIBUTES];

        draw(a, times % 2);
        build(&world, a);
        before = orgpol_check_endpoint_request(&world.request, NULL);
        for (size_t i = world.request.parameter_count; i > 1; i--) {
            const size_t other = random_bits() % i;
            const struct orgpol_parameter kept = world.parameters[i - 1];

            world.parameters[i - 1] = world.parameters[other];
            world.parameters[other] = kept;
        }
        after = orgpol_check_endpoint_request(&world.request, NULL);
        assert_memory_equal(&before, &after, sizeof before);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(agrees_with_model),      cmocka_unit_test(results_agree_with_model),
        cmocka_unit_test(is_independent),         cmocka_unit_test(exchanges_are_sound),
        cmocka_unit_test(less_never_allows_more), cmocka_unit_test(order_makes_no_difference),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
