/* SPDX-License-Identifier: MIT */
/*
 * The login decision over its whole input space.
 *
 * The product of all attributes is beyond enumeration (about 10^17), so it is cut into groups of conditions
 * that share attributes. agrees_with_model: for every point of every group's product, with all other
 * attributes drawn at random, the group's conditions are those of the model (model.h). is_independent: no
 * attribute outside a group ever changes one of its conditions. Together: the decision is the model's
 * everywhere, since `unmet` is the union of the groups and effect and reason follow from `unmet`, which is
 * asserted at every point. Then the invariants that a reader of the rulebook would state first.
 *
 * QUICK=1 in the environment visits one point in 16 of the large products (for sanitizers).
 */
#include "model.h"

static struct point random_point(void)
{
    struct point point;

    for (int attribute = 0; attribute < ATTRIBUTES; attribute++)
        point.at[attribute] = random_value(&axes[attribute]);
    return point;
}

/* A point at which nothing that is not varied stands in the way. */
static struct point open_point(void)
{
    struct point point = {.at = {0}};

    point.at[CLIENT] = point.at[XAA_ACTIVE] = point.at[USER] = point.at[ASSERTION] = point.at[API] = 1;
    point.at[OWN_GRANT] = 1;
    point.at[STATUS] = 2;
    point.at[ORG_COUNT] = point.at[STRATEGY] = 1;
    return point;
}

/* A point at which most attributes hinder nobody, so that a good share of them is allowed. */
static struct point random_open_point(void)
{
    struct point point = open_point();

    point.at[USAGE] = point.at[ACCESS] = point.at[CLIENTS] = point.at[ORG_CONNECTION] = 2;
    point.at[CONNECTION] = point.at[DOMAIN] = point.at[MEMBER] = 1;
    for (int attribute = 0; attribute < ATTRIBUTES; attribute++)
        if (random_bits() % 6 == 0)
            point.at[attribute] = random_value(&axes[attribute]);
    return point;
}

static bool makes_class(int attribute)
{
    return attribute == FIRST_PARTY_MEMBER || attribute == MODE || attribute == METADATA ||
           attribute == PREFIX || attribute == OPTION_MODE;
}

/* One of the many ways to be a client of the class, or of the two an unknown registration leaves open. */
static void draw_class(struct point *point, unsigned char value)
{
    static const bool of[][3] = {{true, false, false},
                                 {false, true, false},
                                 {false, false, true},
                                 {true, true, false},
                                 {false, true, true}};
    bool drawn = false;

    while (!drawn) {
        for (int attribute = 0; attribute < ATTRIBUTES; attribute++)
            if (makes_class(attribute))
                point->at[attribute] = random_value(&axes[attribute]);
        drawn = true;
        for (int class = MODEL_FIRST_PARTY; class <= MODEL_PERMISSIVE; class ++)
            drawn = drawn && may_be(point->at, (enum model_class) class) == of[value][class];
    }
}

/* Goes to a point of a product. */
static void set(struct point *point, const int *order, const unsigned char *values)
{
    for (; *order >= 0; order++)
        if (*order == CLASS)
            draw_class(point, values[CLASS]);
        else
            point->at[*order] = values[*order];
}

/* What must hold of every decision, whatever the rules: effect and reason follow from `unmet`. */
static void assert_coherent(const struct point *point, struct orgpol_decision decision)
{
    bool coherent = decision.family == ORGPOL_FAMILY_LOGIN;

    if (decision.effect == ORGPOL_EFFECT_ALLOW) {
        coherent = coherent && decision.unmet == 0 && decision.reason == ORGPOL_REASON_NONE;
    } else {
        unsigned first = 0;

        while (first < 63 && (decision.unmet >> first & 1) == 0)
            first++;
        coherent = coherent && decision.effect == ORGPOL_EFFECT_DENY && decision.unmet != 0 &&
                   decision.reason == orgpol_family_reason(ORGPOL_FAMILY_LOGIN, first);
    }
    if (!coherent) {
        print_point(axes, ATTRIBUTES, point->at);
        fail_msg("effect %d, reason %d and unmet %llx do not fit", decision.effect, decision.reason,
                 (unsigned long long)decision.unmet);
    }
}

static struct orgpol_decision decide(const struct point *point, struct orgpol_login_result *result)
{
    static struct world world;
    struct orgpol_decision decision;

    build(&world, point);
    decision = point->at[QUESTION] ? orgpol_can_third_party_login(&world.request, result)
                                   : orgpol_can_login(&world.request, result);
    assert_coherent(point, decision);
    return decision;
}

static uint64_t visit_group(const struct group *group)
{
    const uint64_t mask = conditions(ORGPOL_FAMILY_LOGIN, group);
    const uint64_t total = point_count(axes, group->order);
    unsigned char values[AXES] = {0};
    uint64_t visited = 0;

    do {
        struct point point = random_point();
        struct orgpol_decision decision;

        if (quick() && total > 50000 && random_bits() % 16)
            continue;
        set(&point, group->order, values);
        decision = decide(&point, NULL);
        if ((decision.unmet & mask) != model_mask(mask, point.at)) {
            print_point(axes, ATTRIBUTES, point.at);
            fail_msg("%s: unmet %llx, the model says %llx", group->name,
                     (unsigned long long)(decision.unmet & mask),
                     (unsigned long long)model_mask(mask, point.at));
        }
        visited++;
    } while (next_point(axes, group->order, values));
    return visited;
}

static void agrees_with_model(void **state)
{
    uint64_t covered = 0;

    (void)state;
    for (size_t i = 0; i < GROUPS; i++) {
        print_message("  %-13s %8llu points\n", groups[i].name, (unsigned long long)visit_group(&groups[i]));
        covered |= conditions(ORGPOL_FAMILY_LOGIN, &groups[i]);
    }
    /* Every condition of the family is in a group. */
    assert_int_equal(covered, (UINT64_C(1) << orgpol_family_size(ORGPOL_FAMILY_LOGIN)) - 1);
}

static bool in_group(const struct group *group, int attribute)
{
    return is_among(group->order, makes_class(attribute) ? CLASS : attribute) ||
           is_among(group->order, attribute);
}

/* The five attributes of the class, in full: every way to write a client down is of the classes the model
 * says. */
static void class_is_complete(void **state)
{
    static const int order[] = {FIRST_PARTY_MEMBER, MODE, METADATA, PREFIX, OPTION_MODE, -1};
    /* Told apart by what each class alone is denied: LOGIN-02, AUTHZ-17, AUTHZ-18. */
    static const uint16_t reasons[] = {ORGPOL_REASON_CLIENT_IS_FIRST_PARTY,
                                       ORGPOL_REASON_PASSWORD_NOT_FOR_STRICT,
                                       ORGPOL_REASON_PASSWORD_NOT_FOR_PERMISSIVE};
    struct point point = {.at = {[QUESTION] = 1, [TRANSACTION] = 6, [CLIENT] = 1, [CONNECTION] = 1}};

    (void)state;
    do {
        const uint64_t unmet = decide(&point, NULL).unmet;

        for (int class = 0; class < 3; class ++)
            assert_int_equal((unmet & condition(ORGPOL_FAMILY_LOGIN, reasons[class])) != 0,
                             may_be(point.at, (enum model_class) class));
    } while (next_point(axes, order, point.at));
}

/*
 * CFG-43: a word orgpol does not know never allows what some known word, or the word's absence, denies. For
 * every attribute that is such a word: whatever the unknown one allows, at least one other value allows too;
 * and where the rulebook names the strictest word, that one does.
 */
static void unknown_words_only_restrict(void **state)
{
    static const struct {
        int attribute;
        unsigned char odd;
        unsigned char strictest[3]; /* ends with 255 */
    } words[] = {
        {METADATA, 3, {0, 1, 255}}, {ACCESS, 3, {1, 255}}, {STATUS, 3, {1, 255}},   {USAGE, 4, {2, 255}},
        {OWN_GRANT, 3, {0, 255}},   {MODE, 3, {1, 255}},   {BEHAVIOR, 4, {1, 255}},
    };
    const int draws = quick() ? 20000 : 400000;

    (void)state;
    for (int draw = 0; draw < draws; draw++)
        for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
            struct point point = draw % 2 ? random_point() : random_open_point();

            point.at[words[i].attribute] = words[i].odd;
            if (decide(&point, NULL).effect != ORGPOL_EFFECT_ALLOW)
                continue;
            for (int k = 0; words[i].strictest[k] != 255; k++) {
                point.at[words[i].attribute] = words[i].strictest[k];
                if (decide(&point, NULL).effect != ORGPOL_EFFECT_ALLOW) {
                    print_point(axes, ATTRIBUTES, point.at);
                    fail_msg("an unknown %s allows more", axes[words[i].attribute].name);
                }
            }
        }
}

static void is_independent(void **state)
{
    const int draws = quick() ? 200 : 4000;

    (void)state;
    for (size_t i = 0; i < GROUPS; i++) {
        const uint64_t mask = conditions(ORGPOL_FAMILY_LOGIN, &groups[i]);

        for (int attribute = 0; attribute < ATTRIBUTES; attribute++) {
            if (in_group(&groups[i], attribute))
                continue;
            for (int draw = 0; draw < draws; draw++) {
                struct point point = random_point();
                const uint64_t before = decide(&point, NULL).unmet & mask;

                for (int value = 0; value < value_count(&axes[attribute]); value++) {
                    point.at[attribute] = (unsigned char)value;
                    if ((decide(&point, NULL).unmet & mask) != before) {
                        print_point(axes, ATTRIBUTES, point.at);
                        fail_msg("%s depends on %s", groups[i].name, axes[attribute].name);
                    }
                }
            }
        }
    }
}

/*
 * The attributes that open or close a door, in full product: every transaction, class, usage, organization,
 * gate, connection and membership. The rest is drawn at random from what hinders nobody.
 */
static const int doors[] = {
    TRANSACTION,    CLASS,  USAGE,   ORGANIZATION,   ACCESS, ENTITLEMENT, LISTED,  CONNECTION,
    AUTHENTICATION, DOMAIN, CLIENTS, ORG_CONNECTION, AUTO,   MEMBER,      INVITED, -1};

/* LOGIN-10, LOGIN-03, TPCA ignored for first parties; stated from the inputs, not from the conditions. */
static void assert_door(const struct point *point, struct orgpol_decision decision)
{
    const unsigned char *a = point->at;
    const bool strict = may_be(a, MODEL_STRICT);
    const bool first_party = may_be(a, MODEL_FIRST_PARTY);
    const bool opted_in = a[ACCESS] == 2 && !(a[ENTITLEMENT] && a[LISTED]);
    const bool admitted = a[ENTITLEMENT] && a[LISTED] == 2;
    bool sound = true;

    if (decision.effect == ORGPOL_EFFECT_ALLOW && a[ORGANIZATION]) {
        sound = a[ORGANIZATION] == 2 && !may_be(a, MODEL_PERMISSIVE);
        if (is_a_login(a))
            sound = sound && a[CONNECTION] && a[ORG_CONNECTION] == 2 && !a[AUTHENTICATION];
        if (strict)
            sound = sound && (opted_in || admitted);
        if (strict && is_a_login(a))
            sound = sound && a[DOMAIN] && (a[MEMBER] || a[AUTO]);
        if (first_party && is_a_login(a))
            sound = sound && (a[MEMBER] || a[AUTO] || a[INVITED]) && (!a[ENTITLEMENT] || a[LISTED] == 2);
    }
    if (!sound) {
        print_point(axes, ATTRIBUTES, point->at);
        fail_msg("allowed, and must not be");
    }
}

/* Permissions: the value on the left never allows less than the one on the right, all else equal. */
static const struct {
    int attribute;
    unsigned char more;
    unsigned char less;
} permissions[] = {
    {USAGE, 2, 0},          {USAGE, 2, 1},          {USAGE, 2, 3},   {USAGE, 0, 4},   {USAGE, 3, 4},
    {ACCESS, 2, 0},         {ACCESS, 2, 1},         {ACCESS, 2, 3},  {LISTED, 2, 1},  {CONNECTION, 1, 0},
    {AUTHENTICATION, 0, 1}, {DOMAIN, 1, 0},         {CLIENTS, 2, 1}, {CLIENTS, 1, 0}, {ORG_CONNECTION, 2, 1},
    {ORG_CONNECTION, 1, 0}, {ORG_CONNECTION, 2, 0}, {AUTO, 1, 0},    {MEMBER, 1, 0},  {INVITED, 1, 0},
};

/* Visits every door, keeping the answers; then compares every point with those that have one permission less.
 */
static void doors_are_sound_and_monotone(void **state)
{
    unsigned char values[AXES] = {0};
    size_t stride[AXES];
    size_t total = 1;
    size_t at = 0;
    size_t allowed_count = 0;
    unsigned char *allowed;

    (void)state;
    for (int i = 0; doors[i] >= 0; i++) {
        stride[doors[i]] = total;
        total *= value_count(&axes[doors[i]]);
    }
    allowed = calloc(total, 1);
    assert_non_null(allowed);
    do {
        struct point point = open_point();
        struct orgpol_decision decision;

        set(&point, doors, values);
        decision = decide(&point, NULL);
        assert_door(&point, decision);
        allowed[at] = decision.effect == ORGPOL_EFFECT_ALLOW;
        allowed_count += allowed[at++];
    } while (next_point(axes, doors, values));
    assert_int_equal(at, total);
    print_message("  doors         %8zu points, %zu allowed\n", total, allowed_count);
    assert_true(allowed_count > 0);

    for (size_t p = 0; p < sizeof permissions / sizeof *permissions; p++) {
        const int attribute = permissions[p].attribute;
        const size_t step = stride[attribute];
        const size_t size = value_count(&axes[attribute]);

        assert_true(is_among(doors, attribute));
        for (size_t i = 0; i < total; i++)
            if (i / step % size == permissions[p].less &&
                allowed[i] > allowed[i - permissions[p].less * step + permissions[p].more * step])
                fail_msg("taking %s from %s allows more", axes[attribute].name,
                         axes[attribute].values[permissions[p].more]);
    }
    free(allowed);
}

/* LOGIN-11: what the organization thinks of third parties is nothing to a first-party client. */
static void first_parties_ignore_third_party_settings(void **state)
{
    static const int ignored[] = {ACCESS, DOMAIN,      MODE,      PREFIX, OPTION_MODE,
                                  RULES,  REDIRECTION, OWN_GRANT, API};
    const int draws = quick() ? 10000 : 200000;

    (void)state;
    for (int draw = 0; draw < draws; draw++) {
        struct point point = random_point();
        struct orgpol_decision before;

        draw_class(&point, MODEL_FIRST_PARTY);
        point.at[CLIENT] = 1;
        before = decide(&point, NULL);
        for (size_t i = 0; i < sizeof ignored / sizeof *ignored; i++) {
            struct point changed = point;
            struct orgpol_decision after;

            changed.at[ignored[i]] = random_value(&axes[ignored[i]]);
            after = decide(&changed, NULL);
            assert_memory_equal(&before, &after, sizeof before);
        }
    }
}

static void assert_delivery(const struct point *point)
{
    const unsigned char *a = point->at;
    const uint64_t action = UINT64_C(1) << (orgpol_family_size(ORGPOL_FAMILY_LOGIN) - 1);
    struct orgpol_login_result result = ORGPOL_LOGIN_RESULT_INIT;
    const struct orgpol_decision decision = decide(point, &result);
    const bool allowed = decision.effect == ORGPOL_EFFECT_ALLOW;
    const bool third_party = may_be_third_party(a);
    const bool claims = allowed && a[ORGANIZATION] && (is_member(a) || !is(a, "exchange"));
    uint32_t obligations = 0;

    if (becomes_member(a) && (decision.unmet & ~action) == 0)
        obligations |= ORGPOL_MUST_ADD_MEMBER;
    if (!allowed && model_error_page(a))
        obligations |= ORGPOL_MUST_SHOW_ERROR_PAGE;
    if (decision.obligations != obligations)
        print_point(axes, ATTRIBUTES, point->at);
    assert_int_equal(decision.obligations, obligations);
    assert_int_equal(result.advice,
                     a[CLIENT] && third_party && !a[ORGANIZATION] && a[BEHAVIOR] != 2 && a[BEHAVIOR] != 3
                         ? ORGPOL_ADVICE_NO_PROMPT_UNRELIABLE
                         : 0);
    assert_int_equal(result.org_id.len, claims ? strlen("org_x") : 0);
    assert_int_equal(result.org_name.len, claims && a[NAMES] ? strlen("acme") : 0);
    assert_int_equal(result.audience.len, allowed && is(a, "exchange") ? strlen("https://api") : 0);
}

/* Obligations, advice, claims and audience, over the product of what they depend on and at random. */
static void delivery_is_as_specified(void **state)
{
    static const int delivery[] = {TRANSACTION,  CLIENT,   CLASS, REDIRECTION, RESPONSE,
                                   ORGANIZATION, BEHAVIOR, NAMES, MEMBER,      VERDICT,
                                   AUTO,         INVITED,  -1};
    const int draws = quick() ? 20000 : 500000;
    unsigned char values[AXES] = {0};

    (void)state;
    do {
        struct point point = open_point();

        point.at[USAGE] = point.at[ACCESS] = point.at[CLIENTS] = point.at[ORG_CONNECTION] = 2;
        point.at[DOMAIN] = 1;
        point.at[CONNECTION] = 1;
        set(&point, delivery, values);
        assert_delivery(&point);
    } while (next_point(axes, delivery, values));
    for (int draw = 0; draw < draws; draw++) {
        const struct point point = random_point();

        assert_delivery(&point);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(class_is_complete),
        cmocka_unit_test(unknown_words_only_restrict),
        cmocka_unit_test(agrees_with_model),
        cmocka_unit_test(is_independent),
        cmocka_unit_test(doors_are_sound_and_monotone),
        cmocka_unit_test(first_parties_ignore_third_party_settings),
        cmocka_unit_test(delivery_is_as_specified),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
