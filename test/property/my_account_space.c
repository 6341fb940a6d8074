/* SPDX-License-Identifier: MIT */
/*
 * The my_account family, against a model written from WIRE section 5.1 for itself.
 *
 * The space is cut into groups of conditions that share attributes. Every point of every group's product is
 * visited, all other attributes once at values that hinder nobody and once at random; and draws look for
 * conditions that depend on an attribute of no group of theirs. The scopes are sets: of four scopes in each
 * of eight lists, every pair of sets under every limit alone, and draws of all of them at once.
 *
 * With --print, writes the truth tables that are committed as my_account.golden; without, checks them.
 * QUICK=1 in the environment draws less (for sanitizers).
 */
#include "my_account_space.h"

/* ---- the model: WIRE 5.1, told as it is told there ---- */

struct expected {
    uint64_t unmet;
    uint32_t obligations;
    char scopes[16];
};

static void deny(struct expected *expected, uint16_t reason)
{
    expected->unmet |= condition(FAMILY, reason);
}

/* The letters of `asked` that all of the limits have, each once. */
static void keep(char *scopes, const char *asked, const char *const *limits)
{
    size_t count = 0;

    for (; *asked; asked++) {
        bool kept = memchr(scopes, *asked, count) == NULL;

        for (const char *const *limit = limits; *limit; limit++)
            kept = kept && strchr(*limit, *asked);
        if (kept)
            scopes[count++] = *asked;
    }
    scopes[count] = '\0';
}

/* Places of TIMES: absent, 901 s ago, 900 s ago, now, in the future. */
static bool model_recent(unsigned char time)
{
    return time == 2 || time == 3;
}

static void model_authentication(const unsigned char *a, struct expected *expected)
{
    const bool has_factor = a[USER] && (a[FACTOR] || a[EMAIL]);

    if (a[VERDICT] == 2)
        deny(expected, ORGPOL_REASON_MFA_NEEDED);
    else if (a[VERDICT] == 3)
        deny(expected, ORGPOL_REASON_AUTHENTICATION_TOO_OLD);
    else if (a[VERDICT] == 0 && a[DEFAULT_POLICY]) {
        if ((!a[USER] || has_factor) && !model_recent(a[MFA_TIME])) /* who is unknown may have one */
            deny(expected, ORGPOL_REASON_MFA_NEEDED);
        if (!has_factor && !model_recent(a[AUTH_TIME]))
            deny(expected, ORGPOL_REASON_AUTHENTICATION_TOO_OLD);
    }
}

/* Of a client that exists, at an API that is active. */
static void model_scopes(const unsigned char *a, bool multi, struct expected *expected)
{
    const bool all = a[USER_POLICY] == 1;
    const char *const limits[] = {"crdf",
                                  all ? "crdf" : "crf",
                                  multi ? "crd" : "crdf",
                                  multi && a[POLICY] == 3 ? "rdf" : "crdf",
                                  a[RBAC] ? permitted_letters[a[PERMISSIONS]] : "crdf",
                                  a[SKIP] ? "crdf" : consented_letters[a[CONSENT]],
                                  NULL};

    keep(expected->scopes, multi && a[SCOPE] == 0 ? "ofcrd" : asked_letters[a[SCOPE]], limits);
    if (strpbrk(expected->scopes, "crd") == NULL)
        deny(expected, ORGPOL_REASON_NO_USABLE_SCOPE);
}

static struct expected model(const unsigned char *a)
{
    const bool machine = a[SUBJECT] || a[GRANT_TYPE] == 3;
    const bool multi = a[GRANT_TYPE] == 2 && a[LOGIN] != 2;
    const bool one_host = (a[AUDIENCE] == 0 && a[HOST] <= 1) || (a[AUDIENCE] == 1 && a[HOST] == 2);
    const bool by_grant = a[USER_POLICY] == 0 || a[USER_POLICY] == 3;
    const bool granted = a[USER_POLICY] == 1 || (by_grant && a[GRANT] == 2);
    struct expected expected = {0, 0, ""};
    bool complete = a[API] && a[CLIENT];

    if (!a[API])
        deny(&expected, ORGPOL_REASON_API_NOT_ACTIVE);
    if (!one_host)
        deny(&expected, ORGPOL_REASON_WRONG_DOMAIN);
    if (machine)
        deny(&expected, ORGPOL_REASON_MACHINE_TOKEN);
    else if (a[GRANT_TYPE] == 0)
        deny(&expected, ORGPOL_REASON_GRANT_TYPE_UNSUPPORTED);
    if (!a[CLIENT] || a[CLASS] != 0)
        deny(&expected, ORGPOL_REASON_CLIENT_THIRD_PARTY);
    if (a[API] && a[CLIENT] && !granted) {
        deny(&expected, ORGPOL_REASON_CLIENT_GRANT_MISSING);
        complete = false;
    }
    if (multi && a[CLIENT] && a[POLICY] < 2) {
        deny(&expected, ORGPOL_REASON_AUDIENCE_NOT_IN_POLICY);
        complete = false;
    }
    if (multi && a[API] && !a[SKIP])
        deny(&expected, ORGPOL_REASON_CONSENT_NOT_SKIPPABLE);
    if (!machine)
        model_authentication(a, &expected);
    if (complete)
        model_scopes(a, multi, &expected);
    if (expected.unmet) {
        const uint64_t bit = condition(FAMILY, ORGPOL_REASON_MFA_NEEDED);

        *expected.scopes = '\0';
        expected.obligations =
            (expected.unmet & bit) && expected.unmet % bit == 0 ? ORGPOL_MUST_CHALLENGE_MFA : 0;
    }
    return expected;
}

/* ---- the comparison ---- */

static unsigned long points;

static void fail_at(const unsigned char *a, const char *what)
{
    fprintf(stderr, "%s at", what);
    print_point(axes, AXES, a);
    exit(1);
}

/* Asks for the scopes too; their letters, in order. */
static struct orgpol_decision ask(const struct orgpol_my_account_request *request, char *letters)
{
    struct orgpol_my_account_result result = ORGPOL_MY_ACCOUNT_RESULT_INIT;
    struct orgpol_str scopes[16];
    const struct orgpol_decision decision = orgpol_check_my_account_token(request, &result, scopes, 16);

    for (size_t i = 0; i < result.scope_count; i++)
        letters[i] = letter_of(scopes[i]);
    letters[result.scope_count] = '\0';
    return decision;
}

static void check_point(const unsigned char *a)
{
    const struct expected expected = model(a);
    char letters[17];
    const struct orgpol_decision decision = ask(build(a), letters);

    points++;
    if (decision.effect != (expected.unmet ? ORGPOL_EFFECT_DENY : ORGPOL_EFFECT_ALLOW) ||
        decision.unmet != expected.unmet)
        fail_at(a, "another decision than the model's");
    if (decision.obligations != expected.obligations)
        fail_at(a, "other obligations than the model's");
    if (strcmp(letters, expected.scopes) != 0)
        fail_at(a, "other scopes than the model's");
}

/* With `open`, most attributes are out of the way. */
static void draw(unsigned char *a, bool open)
{
    memcpy(a, open_point, AXES);
    for (int i = 0; i < AXES; i++)
        if (!open || random_bits() % 6 == 0)
            a[i] = random_value(&axes[i]);
}

static void enumerate(const struct group *group)
{
    unsigned char at[AXES] = {0};
    unsigned char a[AXES];

    do
        for (int again = 0; again < 2; again++) {
            if (again)
                draw(a, false);
            else
                memcpy(a, open_point, sizeof a);
            for (int k = 0; group->order[k] >= 0; k++)
                a[group->order[k]] = at[group->order[k]];
            check_point(a);
        }
    while (next_point(axes, group->order, at));
}

/* The value on the right never allows what the one on the left does not, all else equal. */
static void check_monotony(int draws)
{
    static const unsigned char permissions[][3] = {
        {API, 1, 0},      {CLIENT, 1, 0},         {CLASS, 0, 3},       {GRANT, 2, 0},       {GRANT, 2, 3},
        {POLICY, 2, 0},   {POLICY, 2, 1},         {POLICY, 2, 3},      {SKIP, 1, 0},        {RBAC, 0, 1},
        {SUBJECT, 0, 1},  {GRANT_TYPE, 1, 3},     {AUTH_TIME, 3, 0},   {AUTH_TIME, 2, 1},   {MFA_TIME, 3, 0},
        {MFA_TIME, 2, 1}, {DEFAULT_POLICY, 0, 1}, {VERDICT, 1, 0},     {VERDICT, 0, 2},     {VERDICT, 0, 3},
        {LOGIN, 2, 3},    {USER_POLICY, 1, 0},    {USER_POLICY, 3, 4}, {PERMISSIONS, 2, 1}, {CONSENT, 2, 0},
    };

    for (int times = 0; times < draws; times++)
        for (size_t i = 0; i < sizeof permissions / sizeof *permissions; i++) {
            const unsigned char *p = permissions[i];
            unsigned char a[AXES];

            draw(a, true);
            if (p[0] == LOGIN && a[SCOPE] == 0) /* only there scopes come from the login (MYA-10) */
                continue;
            a[p[0]] = p[2];
            if (decide(a).effect != ORGPOL_EFFECT_ALLOW)
                continue;
            a[p[0]] = p[1];
            if (decide(a).effect != ORGPOL_EFFECT_ALLOW)
                fail_at(a, "less allows more");
        }
}

/* ---- scopes: every set of four in each list ---- */

enum {
    MULTI = 1,
    SECOND_POLICY = 2,
    WITH_RBAC = 4,
    WITH_CONSENT = 8,
    ALLOW_ALL = 16,
    ALL_SCOPES = 32,
    NOT_SENT = 64
};
enum { DEFINED, GRANTED, FIRST, SECOND, ASKED, OF_LOGIN, PERMITTED, CONSENTED, LISTS };

/* The letters of a set; the order's number says which permutation. */
static void subset(unsigned set, unsigned order, char *letters)
{
    size_t count = 0;

    for (unsigned i = 0; i < 4; i++)
        if (set >> i & 1)
            letters[count++] = "crdf"[i];
    letters[count] = '\0';
    for (size_t i = count; i > 1; i--) {
        const char last = letters[i - 1];

        letters[i - 1] = letters[order % i];
        letters[order % i] = last;
        order /= (unsigned)i;
    }
}

static void build_sets(char lists[LISTS][5], unsigned flags)
{
    struct scope_list *const built[LISTS] = {&world.defined,   &world.granted,  &world.first,
                                             &world.second,    &world.asked,    &world.login,
                                             &world.permitted, &world.consented};

    build(open_point);
    for (int i = 0; i < LISTS; i++)
        fill(built[i], lists[i]);
    point_at_lists(&world.request);
    world.request.grant_type =
        flags & MULTI ? ORGPOL_MY_ACCOUNT_GRANT_REFRESH_TOKEN : ORGPOL_MY_ACCOUNT_GRANT_AUTHORIZATION_CODE;
    world.request.has_scopes = (flags & NOT_SENT) == 0;
    world.request.scope_count = flags & NOT_SENT ? 0 : world.asked.count;
    world.client.refresh_token_policy_count = flags & SECOND_POLICY ? 3 : 2;
    world.api.enforce_policies = (flags & WITH_RBAC) != 0;
    world.api.skip_consent_for_verifiable_first_party_clients = (flags & WITH_CONSENT) == 0;
    world.api.user_policy = flags & ALLOW_ALL ? ORGPOL_USER_POLICY_ALLOW_ALL : ORGPOL_USER_POLICY_UNSET;
    world.grant.allow_all_scopes = (flags & ALL_SCOPES) != 0;
}

static void check_sets(const unsigned *sets, unsigned order, unsigned flags)
{
    static const char every[] = "crdf";
    const bool multi = (flags & MULTI) != 0;
    char lists[LISTS][5];
    char asked[10];
    char want[16];
    char have[17];
    bool allowed;

    for (unsigned i = 0; i < LISTS; i++)
        subset(sets[i], order + 5 * i, lists[i]);
    snprintf(asked, sizeof asked, "%s%s",
             !(flags & NOT_SENT) ? lists[ASKED]
             : multi             ? lists[OF_LOGIN]
                                 : "",
             multi && (flags & NOT_SENT) ? lists[FIRST] : "");
    keep(want, asked,
         (const char *const[]){lists[DEFINED], flags & (ALLOW_ALL | ALL_SCOPES) ? every : lists[GRANTED],
                               multi ? lists[FIRST] : every,
                               multi && (flags & SECOND_POLICY) ? lists[SECOND] : every,
                               flags & WITH_RBAC ? lists[PERMITTED] : every,
                               flags & WITH_CONSENT ? lists[CONSENTED] : every, NULL});
    allowed = strpbrk(want, "crd") && !(multi && (flags & WITH_CONSENT));
    build_sets(lists, flags);
    points++;
    if ((ask(&world.request, have).effect == ORGPOL_EFFECT_ALLOW) != allowed ||
        strcmp(have, allowed ? want : "") != 0) {
        fprintf(stderr, "scopes: flags %x, asked %s:", flags, asked);
        for (int i = 0; i < LISTS; i++)
            fprintf(stderr, " %s", lists[i]);
        fprintf(stderr, ": %s, the model says %s\n", have, allowed ? want : "nothing");
        exit(1);
    }
}

/* Every pair of sets with every set asked for under each limit alone; then all limits at once. */
static void check_all_sets(int draws)
{
    static const unsigned char limits[][2] = {{GRANTED, 0},
                                              {GRANTED, ALLOW_ALL},
                                              {GRANTED, ALL_SCOPES},
                                              {FIRST, MULTI},
                                              {FIRST, 0},
                                              {FIRST, MULTI | NOT_SENT},
                                              {SECOND, MULTI},
                                              {SECOND, MULTI | SECOND_POLICY},
                                              {SECOND, MULTI | SECOND_POLICY | NOT_SENT},
                                              {PERMITTED, WITH_RBAC},
                                              {PERMITTED, 0},
                                              {CONSENTED, WITH_CONSENT},
                                              {CONSENTED, 0}};
    unsigned sets[LISTS];

    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++)
        for (unsigned code = 0; code < 16 * 16 * 16 * 24; code++) {
            for (int list = 0; list < LISTS; list++)
                sets[list] = 15;
            sets[limits[i][0]] = code % 16;
            sets[DEFINED] = code / 16 % 16;
            sets[ASKED] = sets[OF_LOGIN] = code / 256 % 16;
            check_sets(sets, code / 4096, limits[i][1]);
        }
    while (draws--) {
        for (int list = 0; list < LISTS; list++)
            sets[list] = (unsigned)(random_bits() % 16 | random_bits() % 16);
        check_sets(sets, (unsigned)(random_bits() % 24), (unsigned)(random_bits() % 128));
    }
}

/* ---- the committed tables ---- */

static void answer(const unsigned char *at, uint64_t mask, char *line, size_t size)
{
    char letters[17];
    const struct orgpol_decision decision = ask(build(at), letters);

    condition_names(decision, mask, line, size);
    if (decision.effect == ORGPOL_EFFECT_ALLOW && mask == EVERY_CONDITION)
        snprintf(line, size, "scopes %s", letters);
    if ((decision.obligations & ORGPOL_MUST_CHALLENGE_MFA) &&
        (mask & condition(FAMILY, ORGPOL_REASON_MFA_NEEDED)))
        snprintf(line + strlen(line), size - strlen(line), " (challenge)");
}

static int golden(bool print)
{
    static const int granted[] = {SCOPE, USER_POLICY, GRANT, RBAC, SKIP, -1};
    static const int refreshed[] = {LOGIN, SCOPE, POLICY, RBAC, SKIP, -1};
    struct truth_table table = {axes, answer, NULL};
    unsigned char at[AXES];

    append_text(
        &table.text,
        "# The conditions of My Account tokens, group by group: which are unmet when; and the scopes\n"
        "# of the token, by the first letters of create, read, delete, and of another (f).\n"
        "# Written by `make golden` from the library itself; read test/property/my_account_space.h"
        " first.\n");
    for (size_t i = 0; i < GROUPS - 1; i++) {
        memcpy(at, open_point, sizeof at);
        add_product(&table, groups[i].name, groups[i].order, at, conditions(FAMILY, &groups[i]));
    }
    memcpy(at, open_point, sizeof at);
    at[PERMISSIONS] = at[CONSENT] = 1;
    add_product(&table, "scopes of a login", granted, at, EVERY_CONDITION);
    memcpy(at, open_point, sizeof at);
    at[PERMISSIONS] = at[CONSENT] = 1;
    at[GRANT_TYPE] = 2;
    add_product(&table, "scopes of a refresh", refreshed, at, EVERY_CONDITION);
    return golden_status(table.text, "test/property/my_account.golden", print);
}

static const struct space space = {
    .family = FAMILY,
    .attribute_count = AXES,
    .axes = axes,
    .groups = groups,
    .group_count = GROUPS,
    .draw = draw,
    .decide = decide,
};

int main(int count, char **arguments)
{
    const int status = golden(is_print(count, arguments));
    uint64_t covered = 0;

    if (is_print(count, arguments))
        return status;
    for (size_t i = 0; i < GROUPS; i++) {
        enumerate(&groups[i]);
        covered |= conditions(FAMILY, &groups[i]);
    }
    if (covered != (UINT64_C(1) << orgpol_family_size(FAMILY)) - 1)
        fail_at(open_point, "no group has a condition");
    assert_independence(&space, quick() ? 20 : 300);
    check_monotony(quick() ? 1000 : 20000);
    check_all_sets(quick() ? 20000 : 400000);
    printf("%lu points\n", points);
    return status;
}
