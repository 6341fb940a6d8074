/* SPDX-License-Identifier: MIT */
/*
 * The organization prompt over its input space (prompt_space.h): at every point the library answers what the
 * model (prompt_model.h) reads off the contract; lists may be permuted; taking a permission away never turns
 * a denial into an allow; prompt=none turns an interaction into an error and changes nothing else.
 *
 * The whole product has about 10^14 points. It is cut into groups of attributes that meet in a condition,
 * each enumerated completely around bases in which the rest hinders nobody, and the whole is sampled at
 * random besides, so that a dependence between groups would show. QUICK=1 in the environment visits one point
 * in 16 (for sanitizers).
 */
#include <inttypes.h>

#include "prompt_model.h"

static int failures;

static bool is_id(struct orgpol_str have, int organization)
{
    if (organization < 0)
        return have.len == 0 || have.ptr == NULL;
    return have.len == 5 && memcmp(have.ptr, prompt_ids[organization].ptr, 5) == 0;
}

static bool is_connection(struct orgpol_str have, int connection)
{
    const struct orgpol_str want = connection == CON_DB    ? ORGPOL_STR("con_db")
                                   : connection == CON_ENT ? ORGPOL_STR("con_ent")
                                                           : (struct orgpol_str)ORGPOL_STR_NONE;

    return have.len == want.len && (want.len == 0 || memcmp(have.ptr, want.ptr, want.len) == 0);
}

static const char *difference(const unsigned char *at)
{
    static struct prompt_world world;
    struct orgpol_prompt_result result = ORGPOL_PROMPT_RESULT_INIT;
    struct orgpol_str candidates[ORGPOL_PICKER_LIMIT];
    const struct expected want = model_prompt(at);
    struct orgpol_decision have;

    build_prompt(&world, at);
    have = orgpol_resolve_org_prompt_mode(&world.request, &result, candidates, ORGPOL_PICKER_LIMIT);
    if (have.effect != (want.unmet ? ORGPOL_EFFECT_DENY : ORGPOL_EFFECT_ALLOW))
        return "effect";
    if (have.unmet != want.unmet)
        return "unmet";
    if (have.obligations != want.must)
        return "obligations";
    if (result.advice != want.advice)
        return "advice";
    if (result.mode != want.mode)
        return "mode";
    if (!is_id(result.organization_id, want.organization))
        return "organization";
    if (!is_connection(result.connection_id, want.connection))
        return "connection";
    if (!is_id(result.auto_membership_id, want.auto_membership))
        return "auto_membership";
    if (result.methods != want.methods || result.offers_personal_account != want.personal)
        return "methods or personal account";
    if (result.is_invitation_accepted != want.accepted || (result.role_count == 1) != want.accepted)
        return "invitation";
    if (result.candidate_count != want.candidate_count)
        return "candidate count";
    for (size_t i = 0; i < want.candidate_count; i++)
        if (!is_id(candidates[i], want.candidates[i]))
            return "candidates";
    return NULL;
}

static void visit(const unsigned char *at)
{
    const char *what = difference(at);

    if (what == NULL)
        return;
    if (failures++ < 10) {
        static struct prompt_world world;
        struct orgpol_decision have;

        build_prompt(&world, at);
        have = orgpol_resolve_org_prompt_mode(&world.request, NULL, NULL, 0);
        fprintf(stderr, "%s: unmet %" PRIx64 " reason %u, expected %" PRIx64 ":", what, have.unmet,
                have.reason, model_prompt(at).unmet);
        print_point(prompt_axes, AXES, at);
    }
}

/* A point at which nothing hinders a login. */
static void base(unsigned char *at)
{
    memset(at, 0, AXES);
    at[CLIENT] = at[DOMAIN_LEVEL] = at[FOR_CLIENT] = at[ACTIVE] = at[MEMBER] = 1;
    at[USAGE] = at[A_DB] = 2;
}

/* Every point of a product; how many there are. */
static uint64_t every(const int *order, unsigned char *at)
{
    first_point(order, at);
    do
        if (!quick() || random_bits() % 16 == 0)
            visit(at);
    while (next_point(prompt_axes, order, at));
    return point_count(prompt_axes, order);
}

/* Groups of attributes, with what differs from the base: pairs of axis and value. */
static const struct {
    const char *name;
    int axes[12];
    int settings[10];
} groups[] = {
    {"request", {CLIENT, USAGE, BEHAVIOR, ORGANIZATION, NAMES, CHOICE, WORDS, WHO, -1}, {-1}},
    {"invitation",
     {CLIENT, INVITATION, ORGANIZATION, WHO, A_DB, MEMBER, FULL, CONNECTION, -1},
     {NAMES, 1, -1}},
    {"discovery", {CLIENT, USAGE, TYPED, MATCHES, METHODS, GATE, OPTION, CHOICE, -1}, {BEHAVIOR, 2, -1}},
    {"picker",
     {CLIENT, USAGE, MEMBERSHIPS, AUTO, GATE, OPTION, CONNECTION, A_DB, DOMAIN_LEVEL, CHOICE, FULL, -1},
     {BEHAVIOR, 3, WHO, 1, -1}},
    {"picker of a session",
     {CLIENT, USAGE, MEMBERSHIPS, AUTO, OPTION, WHO, WORDS, A_DB, DOMAIN_LEVEL, FOR_CLIENT, -1},
     {BEHAVIOR, 3, -1}},
    {"gate and connection",
     {CLIENT, GATE, ORGANIZATION, CONNECTION, WHO, DOMAIN_LEVEL, FOR_CLIENT, ACTIVE, A_DB, A_ENT, OPTION, -1},
     {NAMES, 1, -1}},
    {"route",
     {CLIENT, ORGANIZATION, BEHAVIOR, TYPED, ENT, DIRECTORY, DOMAIN_LEVEL, FOR_CLIENT, ACTIVE, A_DB, A_ENT,
      -1},
     {-1}},
    {"session",
     {CLIENT, WHO, WORDS, ORGANIZATION, BEHAVIOR, CHOICE, CONNECTION, DOMAIN_LEVEL, FOR_CLIENT, MEMBER, MODE,
      -1},
     {-1}},
};

static void enumerate(void)
{
    for (size_t i = 0; i < sizeof groups / sizeof *groups; i++) {
        unsigned char at[AXES];

        base(at);
        for (int j = 0; groups[i].settings[j] >= 0; j += 2)
            at[groups[i].settings[j]] = (unsigned char)groups[i].settings[j + 1];
        printf("%-20s %" PRIu64 " points\n", groups[i].name, every(groups[i].axes, at));
    }
}

static void draw(unsigned char *at)
{
    for (int axis = 0; axis < AXES; axis++)
        at[axis] = random_value(&prompt_axes[axis]);
}

/* Draws a point that is not denied at the first glance, so that later conditions are reached. */
static void draw_near(unsigned char *at)
{
    unsigned char other[AXES];

    base(at);
    draw(other);
    for (int axis = 0; axis < AXES; axis++)
        if (random_bits() % 3 == 0)
            at[axis] = other[axis];
}

static struct orgpol_decision ask_world(struct prompt_world *world)
{
    return orgpol_resolve_org_prompt_mode(&world->request, NULL, NULL, 0);
}

static void expect(bool holds, const char *what, const unsigned char *at)
{
    if (!holds && failures++ < 10) {
        fprintf(stderr, "%s:", what);
        print_point(prompt_axes, AXES, at);
    }
}

/* Lists whose order means nothing. */
static void permute(const unsigned char *at)
{
    static struct prompt_world world, other;
    const struct orgpol_prompt_connection *connection;
    const struct orgpol_prompt_organization *match;
    struct orgpol_decision have, want;

    build_prompt(&world, at);
    build_prompt(&other, at);
    connection = other.list[0];
    other.list[0] = other.list[1];
    other.list[1] = connection;
    if (other.p_a.connection_count == 2) {
        connection = other.a_list[0];
        other.a_list[0] = other.a_list[1];
        other.a_list[1] = connection;
    }
    if (other.request.match_count == 2) {
        match = other.matches[0];
        other.matches[0] = other.matches[1];
        other.matches[1] = match;
    }
    have = ask_world(&other);
    want = ask_world(&world);
    expect(memcmp(&have, &want, sizeof have) == 0, "permutation", at);
}

/* Attributes whose lower values permit less, everything else alike: less never turns no into yes. */
static void take_away(const unsigned char *at)
{
    static const struct {
        int axis;
        unsigned char more;
        unsigned char less;
    } steps[] = {
        {GATE, 0, 1}, {GATE, 2, 3},  {GATE, 2, 4}, {A_DB, 3, 2},       {A_DB, 2, 1},       {MEMBER, 1, 0},
        {FULL, 0, 1}, {USAGE, 3, 4}, {WHO, 2, 3},  {INVITATION, 2, 3}, {INVITATION, 2, 4},
    };
    static struct prompt_world world;

    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        unsigned char changed[AXES];
        struct orgpol_decision more, less;

        memcpy(changed, at, AXES);
        changed[steps[i].axis] = steps[i].more;
        build_prompt(&world, changed);
        more = ask_world(&world);
        changed[steps[i].axis] = steps[i].less;
        build_prompt(&world, changed);
        less = ask_world(&world);
        /*
         * Where less makes the user log in anew, find another organization or none at all, the answer is
         * about another login; the claim is about logins that end in A, as a known user.
         */
        if (at[ORGANIZATION] == 1 && (less.obligations & ORGPOL_MUST_AUTHENTICATE) == 0)
            expect(more.effect == ORGPOL_EFFECT_ALLOW || less.effect == ORGPOL_EFFECT_DENY, "less allows",
                   at);
    }
}

/* prompt=none: no interaction is left, and nothing that was denied is allowed. */
static void silence(const unsigned char *at)
{
    static struct prompt_world world;
    unsigned char changed[AXES];
    struct orgpol_decision loud, silent;
    const uint32_t interaction = ORGPOL_MUST_AUTHENTICATE | ORGPOL_MUST_SHOW_ORGANIZATION_PROMPT |
                                 ORGPOL_MUST_REJECT_SESSION_TRANSFER_TOKEN;

    memcpy(changed, at, AXES);
    changed[WORDS] = 0;
    build_prompt(&world, changed);
    loud = ask_world(&world);
    changed[WORDS] = 1;
    build_prompt(&world, changed);
    silent = ask_world(&world);
    expect((silent.unmet & loud.unmet) == loud.unmet, "prompt=none drops a condition", at);
    if (silent.effect == ORGPOL_EFFECT_ALLOW)
        expect(loud.obligations == silent.obligations && (silent.obligations & interaction) == 0,
               "prompt=none allows an interaction", at);
    else if (loud.effect == ORGPOL_EFFECT_ALLOW)
        expect((loud.obligations & interaction) != 0 || at[WHO] == 1, "prompt=none denies what needs none",
               at);
}

int main(void)
{
    const unsigned draws = quick() ? 50000 : 500000;
    unsigned char at[AXES];

    enumerate();
    for (unsigned i = 0; i < draws; i++) {
        draw(at);
        visit(at);
        draw_near(at);
        visit(at);
    }
    for (unsigned i = 0; i < draws / 4; i++) {
        draw_near(at);
        permute(at);
        take_away(at);
        silence(at);
    }
    printf("%-20s %u points\n", "random", 2 * draws);
    if (failures)
        fprintf(stderr, "%d points differ\n", failures);
    return failures != 0;
}
