/* SPDX-License-Identifier: MIT */
/*
 * Authorization requests over their whole input space.
 *
 * The product of all attributes (about 10^13) is cut into groups of conditions that share attributes.
 * agrees_with_model visits every point of every group's product, several times, with all other attributes
 * drawn at random, and compares the whole answer with a model written from WIRE section 6. is_independent
 * shows that no attribute outside a group changes one of its conditions, so nothing is lost by the cut. Then
 * the invariants that a reader of the rulebook would state first.
 *
 * QUICK=1 in the environment visits and draws less (for sanitizers).
 */
#include "support.h"

#include "authorize_space.h"

/* ---- the model: from the attributes, by the words of the rules ---- */

static bool may_be_strict(const unsigned char *a)
{
    return a[CLASS] == 1 || a[CLASS] >= 3;
}

/* AUTHZ-22, AUTHZ-23 */
static bool redirect_is_good(const unsigned char *a)
{
    const bool exact_there = a[CALLBACKS] == 1 || a[CALLBACKS] == 2;
    const bool star_there = a[CALLBACKS] == 2 || a[CALLBACKS] == 3;
    const bool in_organization = (a[ORGANIZATION] >= 1 && a[ORGANIZATION] <= 3) || a[ORGANIZATION] == 5;

    switch (a[REDIRECT]) {
    case 0:
    case 1: return a[CALLBACKS] == 1;
    case 2:
    case 7: return exact_there;
    case 4: return star_there && !may_be_strict(a);
    case 5:
        return a[CALLBACKS] == 2 && !may_be_strict(a) && in_organization && (a[USAGE] == 2 || a[USAGE] == 3);
    default: return false;
    }
}

static bool type_has(const unsigned char *a, const char *word)
{
    static const char *const words[] = {"",
                                        "",
                                        "[code]",
                                        "[token]",
                                        "[id_token]",
                                        "[code][token]",
                                        "[id_token][code]",
                                        "[token][id_token]",
                                        "[code][token][id_token]",
                                        "[code]",
                                        "",
                                        "[code]",
                                        "[code]"};

    return strstr(words[a[TYPE]], word) != NULL;
}

static uint64_t model_unmet(const unsigned char *a)
{
    const bool strict = may_be_strict(a);
    /* Without the member, strict clients have the code flow alone (TRAP-24). */
    const bool code = a[GRANTS] == 0 || a[GRANTS] == 2 || a[GRANTS] == 4;
    const bool implicit = (a[GRANTS] == 0 && !strict) || a[GRANTS] >= 3;
    const bool challenge = a[CHALLENGE] >= 2;
    const bool method = a[METHOD] >= 2;
    const struct {
        uint16_t reason;
        bool unmet;
    } rows[] = {
        {ORGPOL_REASON_REDIRECT_URI_MISMATCH, !redirect_is_good(a)},
        {ORGPOL_REASON_PARAMETER_REPEATED,
         a[REPEATED] || a[REDIRECT] >= 7 || a[ORGANIZATION] == 5 || a[MODE] == 3},
        {ORGPOL_REASON_PARAMETER_FORBIDDEN, strict && a[FORBIDDEN]},
        {ORGPOL_REASON_EXT_PARAMETER_UNNAMED, strict && a[EXT] == 1},
        {ORGPOL_REASON_PARAMETER_NOT_ALLOWED, strict && a[UNLISTED]},
        {ORGPOL_REASON_RESPONSE_TYPE_MISSING, a[TYPE] <= 1},
        {ORGPOL_REASON_RESPONSE_TYPE_UNSUPPORTED, a[TYPE] >= 9 || (strict && a[TYPE] > 2)},
        {ORGPOL_REASON_GRANT_TYPE_NOT_ENABLED,
         (type_has(a, "[code]") && !code) ||
             ((type_has(a, "[token]") || type_has(a, "[id_token]")) && !implicit)},
        {ORGPOL_REASON_CODE_CHALLENGE_MISSING, strict && !challenge},
        {ORGPOL_REASON_PUBLIC_CLIENT_WITHOUT_PKCE, a[PUBLIC] && a[PKCE] && !challenge},
        {ORGPOL_REASON_CODE_CHALLENGE_METHOD_NOT_S256, a[METHOD] == 3 || (strict && challenge && !method)},
        {ORGPOL_REASON_CODE_CHALLENGE_MALFORMED, a[CHALLENGE] == 3},
        {ORGPOL_REASON_PROMPT_UNKNOWN, strict && (a[PROMPT] == 5 || a[PROMPT] == 6)},
        {ORGPOL_REASON_PROMPT_NONE_COMBINED, a[PROMPT] == 4 || a[PROMPT] == 6},
        {ORGPOL_REASON_TENANT_RULES_ACTIVE, strict && a[RULES]},
    };
    uint64_t unmet = 0;

    if (!a[CLIENT])
        return condition(ORGPOL_FAMILY_AUTHORIZE, ORGPOL_REASON_UNKNOWN_CLIENT);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (rows[i].unmet)
            unmet |= condition(ORGPOL_FAMILY_AUTHORIZE, rows[i].reason);
    return unmet;
}

/* AUTHZ-24 to -26 */
static bool model_page(const unsigned char *a)
{
    return !a[CLIENT] || !redirect_is_good(a) || (may_be_strict(a) && a[REDIRECTION] != 2 && a[MODE] != 2);
}

/* ---- visiting ---- */

/* With `open`, most attributes hinder nobody. */
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
    struct orgpol_authorize_result result = ORGPOL_AUTHORIZE_RESULT_INIT;
    const uint64_t unmet = model_unmet(a);
    const uint32_t must = unmet && model_page(a) ? ORGPOL_MUST_SHOW_ERROR_PAGE : 0;
    const bool id_token = !unmet && !may_be_strict(a) && (a[SCOPE] == 1 || a[SCOPE] == 3);
    struct orgpol_decision decision;

    build(&world, a);
    decision = orgpol_check_authorize_request(&world.request, &result);
    if (decision.unmet != unmet || decision.obligations != must || result.has_id_token != id_token ||
        (result.redirect_uri.ptr != NULL) != (a[CLIENT] && redirect_is_good(a)) ||
        decision.effect != (unmet ? ORGPOL_EFFECT_DENY : ORGPOL_EFFECT_ALLOW)) {
        print_point(axes, ATTRIBUTES, a);
        fail_msg("unmet %llx, the model says %llx; obligations %x, %x; id token %d, %d",
                 (unsigned long long)decision.unmet, (unsigned long long)unmet, decision.obligations, must,
                 result.has_id_token, id_token);
    }
}

static const struct space space = {ORGPOL_FAMILY_AUTHORIZE, ATTRIBUTES, axes, groups, GROUPS, draw,
                                   assert_answer,           decide};

static void agrees_with_model(void **state)
{
    (void)state;
    assert_answers(&space, quick() ? 2 : 6);
}

/* Where errors are shown, in full: the attributes it depends on, over requests denied for every reason. */
static void delivery_agrees_with_model(void **state)
{
    static const int order[] = {CLIENT, CLASS, REDIRECTION, MODE, CALLBACKS, REDIRECT, PROMPT, RULES, -1};
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
    assert_independence(&space, quick() ? 15 : 300);
}

/* What no strict client is ever allowed, stated from the inputs. */
static void strict_is_strict(void **state)
{
    const int draws = quick() ? 20000 : 200000;
    int allowed = 0;

    (void)state;
    for (int times = 0; times < draws; times++) {
        unsigned char a[ATTRIBUTES];
        bool sound;

        draw(a, true);
        if (decide(a).effect != ORGPOL_EFFECT_ALLOW)
            continue;
        sound = a[CLIENT] && a[TYPE] >= 2 && !a[REPEATED] && a[REDIRECT] != 3 && a[REDIRECT] < 6;
        if (may_be_strict(a)) {
            allowed++;
            sound = sound && a[TYPE] == 2 && a[CHALLENGE] == 2 && a[METHOD] == 2 && !a[RULES] &&
                    !a[FORBIDDEN] && a[EXT] != 1 && !a[UNLISTED] && a[REDIRECT] < 4 &&
                    (a[PROMPT] <= 3 || a[PROMPT] == 7);
        }
        if (!sound) {
            print_point(axes, ATTRIBUTES, a);
            fail_msg("allowed, and must not be");
        }
    }
    assert_true(allowed > 100);
}

/* The value on the left never allows less than the one on the right, all else equal. */
static void less_never_allows_more(void **state)
{
    static const struct {
        int attribute;
        unsigned char more;
        unsigned char less;
    } permissions[] = {
        {GRANTS, 4, 3},    {GRANTS, 4, 2}, {GRANTS, 2, 1}, {GRANTS, 3, 1}, {USAGE, 2, 0},
        {USAGE, 2, 1},     {USAGE, 3, 4},  {RULES, 0, 1},  {PKCE, 0, 1},   {CHALLENGE, 2, 0},
        {CHALLENGE, 2, 3}, {METHOD, 2, 0}, {METHOD, 2, 3}, {CLIENT, 1, 0}, {CLASS, 0, 3},
        {CLASS, 1, 3},     {CLASS, 2, 4},  {CLASS, 1, 4},  {PROMPT, 0, 5}, {ORGANIZATION, 1, 4},
    };
    const int draws = quick() ? 5000 : 100000;

    (void)state;
    for (int times = 0; times < draws; times++)
        for (size_t i = 0; i < sizeof permissions / sizeof *permissions; i++) {
            unsigned char a[ATTRIBUTES];

            draw(a, true);
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

static void swap_parameters(struct orgpol_parameter *a, struct orgpol_parameter *b)
{
    const struct orgpol_parameter kept = *a;

    *a = *b;
    *b = kept;
}

/* The order of parameters (but for values of one name) and of callbacks makes no difference. */
static void order_makes_no_difference(void **state)
{
    const int draws = quick() ? 5000 : 100000;

    (void)state;
    for (int times = 0; times < draws; times++) {
        static struct world world;
        struct orgpol_decision before;
        struct orgpol_decision after;
        unsigned char a[ATTRIBUTES];

        draw(a, times % 2 == 0);
        build(&world, a);
        before = orgpol_check_authorize_request(&world.request, NULL);
        for (size_t i = world.request.parameter_count; i > 1; i--)
            swap_parameters(&world.parameters[i - 1], &world.parameters[random_bits() % i]);
        for (size_t i = world.client.callback_count; i > 1; i--) {
            const size_t other = random_bits() % i;
            const struct orgpol_str kept = world.callbacks[i - 1];

            world.callbacks[i - 1] = world.callbacks[other];
            world.callbacks[other] = kept;
        }
        after = orgpol_check_authorize_request(&world.request, NULL);
        if (memcmp(&before, &after, sizeof before) != 0) {
            print_point(axes, ATTRIBUTES, a);
            fail_msg("the order of parameters or callbacks makes a difference");
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(agrees_with_model),      cmocka_unit_test(delivery_agrees_with_model),
        cmocka_unit_test(is_independent),         cmocka_unit_test(strict_is_strict),
        cmocka_unit_test(less_never_allows_more), cmocka_unit_test(order_makes_no_difference),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
