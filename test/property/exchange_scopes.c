/* SPDX-License-Identifier: MIT */
/*
 * The algebra of scopes in token exchanges (PWX-27 to -33, SCOPE-09 to -14) against sets of small numbers:
 * every grant, account, request, second grant and option over four scopes; then lists of up to 60 of forty
 * scopes, with doubles, in any order.
 *
 * QUICK=1 in the environment draws less (for sanitizers).
 */
#include "random.h"

#include "unit/exchanges.h"

#define SCOPES 40
#define LONGEST 60
#define ABSENT SIZE_MAX

static char names[SCOPES][16] = {"offline_access", "offline.access"};

/* A list of scopes: their numbers, in an order, perhaps some twice. */
struct numbers {
    size_t count; /* ABSENT: no such list */
    uint8_t at[LONGEST];
};

/* One question, as numbers. The scopes of small ones are 0, 2, 3, 4: one for a refresh token, and three. */
struct question {
    bool worker;
    struct numbers grant;
    struct numbers second_grant; /* of the same connection */
    struct numbers held;
    struct numbers asked;
    struct numbers provided;
    struct numbers required;
    bool downscoping;
    bool compares_offline;
    bool strict;
};

/* What the rules say: a set is a number with a bit for each scope. */
struct expected {
    bool not_granted;
    bool not_held;
    bool not_narrowable;
    bool narrowed;
    struct numbers scopes;
    struct numbers missing;
};

/* ---- the rules, on sets ---- */

static uint64_t set_of(const struct numbers *list)
{
    uint64_t set = 0;

    for (size_t i = 0; list->count != ABSENT && i < list->count; i++)
        set |= UINT64_C(1) << list->at[i];
    return set;
}

/* The numbers of a list that are in the set, each once, in the list's order. */
static struct numbers kept(const struct numbers *list, uint64_t set)
{
    struct numbers kept = {0, {0}};

    for (size_t i = 0; i < list->count; i++)
        if (set >> list->at[i] & 1) {
            set &= ~(UINT64_C(1) << list->at[i]);
            kept.at[kept.count++] = list->at[i];
        }
    return kept;
}

/* pw_scope of rulebook 2.18 */
static void expect_worker(const struct question *q, struct expected *e)
{
    const uint64_t rights = q->compares_offline ? UINT64_MAX : ~UINT64_C(3);
    const uint64_t granted =
        q->second_grant.count == ABSENT ? set_of(&q->grant) : set_of(&q->grant) & set_of(&q->second_grant);
    const bool pinned = q->asked.count == ABSENT;
    const uint64_t want = pinned ? granted & set_of(&q->held) : set_of(&q->asked);

    e->not_granted = (want | granted) != granted;
    e->not_held = (want | set_of(&q->held)) != set_of(&q->held);
    e->narrowed = (set_of(&q->held) & rights & ~want) != 0;
    e->not_narrowable = e->narrowed && (!q->downscoping || want == 0);
    e->scopes = kept(pinned ? &q->grant : &q->asked, want);
}

static void expect_user(const struct question *q, struct expected *e)
{
    e->not_held = q->strict && q->asked.count != ABSENT && (set_of(&q->asked) & ~set_of(&q->held)) != 0;
    e->scopes = q->provided.count == ABSENT ? q->held : q->provided;
}

static struct expected expect(const struct question *q)
{
    struct expected e = {.not_granted = false};

    if (q->worker)
        expect_worker(q, &e);
    else
        expect_user(q, &e);
    e.missing = kept(&q->required, ~set_of(&e.scopes));
    return e;
}

/* ---- the library ---- */

struct lists {
    struct orgpol_str grant[LONGEST];
    struct orgpol_str second_grant[LONGEST];
    struct orgpol_str held[LONGEST];
    struct orgpol_str asked[LONGEST];
    struct orgpol_str provided[LONGEST];
    struct orgpol_str required[LONGEST];
};

static size_t fill(struct orgpol_str *texts, const struct numbers *list)
{
    const size_t count = list->count == ABSENT ? 0 : list->count;

    for (size_t i = 0; i < count; i++)
        texts[i] = orgpol_str_of(names[list->at[i]]);
    return count;
}

static void build(struct exchange_world *w, struct lists *lists, const struct question *q)
{
    make_exchange(w, q->worker ? OF_WORKER : OF_REFRESH_TOKEN);
    w->grants[0].scopes = lists->grant;
    w->grants[0].scope_count = fill(lists->grant, &q->grant);
    w->grants[2] = w->grants[0];
    w->grants[2].scopes = lists->second_grant;
    w->grants[2].scope_count = fill(lists->second_grant, &q->second_grant);
    w->access.grant_count = q->second_grant.count == ABSENT ? 2 : 3;
    w->accounts[0].scopes = lists->held;
    w->accounts[0].scope_count = fill(lists->held, &q->held);
    w->request.has_scopes = q->asked.count != ABSENT;
    w->request.scopes = lists->asked;
    w->request.scope_count = fill(lists->asked, &q->asked);
    w->request.has_provider_scopes = q->provided.count != ABSENT;
    w->request.provider_scopes = lists->provided;
    w->request.provider_scope_count = fill(lists->provided, &q->provided);
    w->request.required_scopes = lists->required;
    w->request.required_scope_count = fill(lists->required, &q->required);
    w->connection.has_downscoping = q->downscoping;
    w->options.offline_scope = q->compares_offline;
    w->options.strict_scope = q->strict;
}

static bool same(const struct orgpol_str *texts, size_t count, const struct numbers *list)
{
    if (count != list->count)
        return false;
    for (size_t i = 0; i < count; i++)
        if (strncmp(names[list->at[i]], texts[i].ptr, texts[i].len) != 0 ||
            strlen(names[list->at[i]]) != texts[i].len)
            return false;
    return true;
}

static void print(const char *name, const struct numbers *list)
{
    fprintf(stderr, " %s=%s", name, list->count == ABSENT ? "absent" : "");
    for (size_t i = 0; list->count != ABSENT && i < list->count; i++)
        fprintf(stderr, "%s%u", i ? "," : "", list->at[i]);
}

static void fail_at(const struct question *q)
{
    print("grant", &q->grant);
    print("second", &q->second_grant);
    print("held", &q->held);
    print("asked", &q->asked);
    print("provided", &q->provided);
    print("required", &q->required);
    fail_msg("worker=%d downscoping=%d compares_offline=%d strict=%d", q->worker, q->downscoping,
             q->compares_offline, q->strict);
}

static bool unmet(struct orgpol_decision decision, uint16_t reason)
{
    for (unsigned place = 0; place < orgpol_family_size(decision.family); place++)
        if (orgpol_family_reason(decision.family, place) == reason)
            return decision.unmet >> place & 1;
    return false;
}

static bool check(const struct question *q)
{
    static struct exchange_world world;
    static struct lists lists;
    struct orgpol_exchange_result result = ORGPOL_EXCHANGE_RESULT_INIT;
    struct orgpol_str scopes[LONGEST];
    struct orgpol_str missing[LONGEST];
    const struct expected e = expect(q);
    const bool allowed = !e.not_granted && !e.not_held && !e.not_narrowable;
    struct orgpol_decision decision;

    build(&world, &lists, q);
    decision = orgpol_check_token_exchange(&world.request, &result, scopes, LONGEST, missing, LONGEST);
    if ((decision.effect == ORGPOL_EFFECT_ALLOW) != allowed ||
        unmet(decision, ORGPOL_REASON_WORKER_SCOPE_NOT_GRANTED) != e.not_granted ||
        unmet(decision, q->worker ? ORGPOL_REASON_SCOPE_NOT_HELD : ORGPOL_REASON_REQUESTED_SCOPE_NOT_HELD) !=
            e.not_held ||
        unmet(decision, ORGPOL_REASON_DOWNSCOPING_UNSUPPORTED) != e.not_narrowable)
        fail_at(q);
    if (!allowed)
        return false;
    if (!same(scopes, result.scope_count, &e.scopes) ||
        !same(missing, result.missing_scope_count, &e.missing) ||
        ((decision.obligations & ORGPOL_MUST_DOWNSCOPE_PROVIDER_TOKEN) != 0) != e.narrowed ||
        (result.advice == ORGPOL_ADVICE_RECONNECT_ACCOUNT) != (e.missing.count > 0))
        fail_at(q);
    return true;
}

/* ---- the tests ---- */

static const struct numbers absent = {ABSENT, {0}};

/* A subset of four scopes. */
static struct numbers small(unsigned subset)
{
    static const uint8_t scopes[] = {0, 2, 3, 4};
    struct numbers list = {0, {0}};

    for (unsigned i = 0; i < 4; i++)
        if (subset >> i & 1)
            list.at[list.count++] = scopes[i];
    return list;
}

/* A subset, or after the last one no list. */
static struct numbers small_or_absent(unsigned subset)
{
    return subset == 16 ? absent : small(subset);
}

static void workers_over_four_scopes(void **state)
{
    unsigned allowed = 0;

    (void)state;
    for (unsigned i = 0; i < 16 * 16 * 17 * 17 * 4; i++) {
        const struct question q = {
            .worker = true,
            .grant = small(i % 16),
            .held = small(i / 16 % 16),
            .asked = small_or_absent(i / 256 % 17),
            .second_grant = small_or_absent(i / 256 / 17 % 17),
            .provided = absent,
            .downscoping = i / 256 / 289 & 1,
            .compares_offline = i / 256 / 289 & 2,
        };

        allowed += check(&q);
    }
    print_message("  %u allowed\n", allowed);
    assert_true(allowed > 0);
}

static void users_over_four_scopes(void **state)
{
    (void)state;
    for (unsigned i = 0; i < 16 * 17 * 17 * 16 * 2; i++) {
        const struct question q = {
            .grant = absent,
            .second_grant = absent,
            .held = small(i % 16),
            .asked = small_or_absent(i / 16 % 17),
            .provided = small_or_absent(i / 16 / 17 % 17),
            .required = small(i / 16 / 289 % 16),
            .strict = i / 256 / 289,
        };

        check(&q);
    }
}

/* Scopes of a pool, each with some chance, some twice, in any order. */
static struct numbers drawn(uint64_t pool)
{
    struct numbers list = {0, {0}};

    for (size_t i = 0; i < LONGEST && list.count < LONGEST; i++) {
        const uint8_t scope = (uint8_t)(random_bits() % SCOPES);

        if (pool >> scope & 1)
            list.at[list.count++] = scope;
    }
    return list;
}

static uint64_t few(void)
{
    return random_bits() & random_bits() & random_bits();
}

static void longer_lists(void **state)
{
    const int draws = quick() ? 3000 : 60000;
    int allowed = 0;

    (void)state;
    for (int times = 0; times < draws; times++) {
        const uint64_t pool = random_bits() | random_bits();
        struct question q = {
            .worker = times % 3 != 0,
            .grant = drawn(pool | few()),
            .second_grant = random_bits() % 4 ? absent : drawn(pool),
            .held = drawn(pool | few()),
            .provided = random_bits() % 2 ? absent : drawn(pool),
            .required = drawn(random_bits()),
            .downscoping = random_bits() % 4 != 0,
            .compares_offline = random_bits() % 2,
            .strict = random_bits() % 2,
        };
        const uint64_t both = set_of(&q.held) & (q.worker ? set_of(&q.grant) : UINT64_MAX);

        if (q.second_grant.count != ABSENT && random_bits() % 4)
            q.second_grant = q.grant;
        q.asked = random_bits() % 3 ? drawn(both | (random_bits() % 4 ? 0 : few())) : absent;
        allowed += check(&q);
    }
    print_message("  %d of %d allowed\n", allowed, draws);
    assert_true(allowed > draws / 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(workers_over_four_scopes),
        cmocka_unit_test(users_over_four_scopes),
        cmocka_unit_test(longer_lists),
    };

    for (unsigned i = 2; i < SCOPES; i++)
        snprintf(names[i], sizeof names[i], "scope:%u", i);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
