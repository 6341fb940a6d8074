/* SPDX-License-Identifier: MIT */
/*
 * The selection of an account over small worlds: up to three accounts of every owner, tag, connection, id,
 * e-mail and age, every session, hint and option; each compared with the procedure of rulebook 2.18, worked
 * with sets. Then come the invariants, and the table in select.golden (--print prints it).
 *
 * QUICK=1 in the environment visits and draws less (for sanitizers).
 */
#include "truth_table.h"

#include "orgpol/select.h"

enum { OWNER, CONNECTION, TAG, ID, EMAIL, AGE, OF_ACCOUNT };
enum { ACCOUNTS = 3 };
#define OF(account, axis) ((account)*OF_ACCOUNT + (axis))
enum { USER = ACCOUNTS * OF_ACCOUNT, BLOCKED, HINT, EMPTY, EMAILS, SESSION, BINDING, AMBIGUOUS, LINK, AXES };

/* What a value is called in the table. A dash is absent, and quotes are the empty text. */
#define ABSENT "-"
#define EMPTY_TEXT "''"

#define ACCOUNT_AXES(n, name)                                                                       \
    [OF(n, OWNER)] = {name "owner", {"no_account", "user", "other", "linked", ABSENT, EMPTY_TEXT}}, \
           [OF(n, CONNECTION)] = {name "connection", {"asked", "other"}},                           \
           [OF(n, TAG)] = {name "tag", {ABSENT, "org_1", "org_2", EMPTY_TEXT}},                     \
           [OF(n, ID)] = {name "id", {"h-1", "h-2", ABSENT, EMPTY_TEXT}},                           \
           [OF(n, EMAIL)] = {name "email", {ABSENT, "h-1", EMPTY_TEXT}},                            \
           [OF(n, AGE)] = {name "created_at", {ABSENT, "-1", "0", "1"}}

static const struct axis axes[AXES] = {
    ACCOUNT_AXES(0, ""),
    ACCOUNT_AXES(1, "second_"),
    ACCOUNT_AXES(2, "third_"),
    [USER] = {"user", {"there", "blocked", "unknown"}},
    [BLOCKED] = {"blocked_user", {"deny", "allow"}},
    [HINT] = {"login_hint", {ABSENT, EMPTY_TEXT, "h-1", "h-2", "h-9"}},
    [EMPTY] = {"empty_login_hint", {"deny", "absent"}},
    [EMAILS] = {"hint_matches_email", {"false", "true"}},
    [SESSION] = {"session", {ABSENT, "org_1", "org_2", EMPTY_TEXT}},
    [BINDING] = {"org_binding", {"strict", "exact", "off"}},
    [AMBIGUOUS] = {"ambiguous", {"deny", "latest"}},
    [LINK] = {"link_carries_accounts", {"false", "true"}},
};

/* A user there is, one good account, and no other. */
static const unsigned char open_point[AXES] = {[OF(0, OWNER)] = 1};

static const char *value_at(const unsigned char *at, int axis)
{
    return axes[axis].values[at[axis]];
}

/* ---- how a point becomes a question ---- */

struct world {
    struct orgpol_account_request request;
    struct orgpol_connected_account accounts[ACCOUNTS];
    struct orgpol_user user;
    struct orgpol_options options;
    struct orgpol_str linked;
};

static struct orgpol_str text_at(const unsigned char *at, int axis)
{
    const char *text = value_at(at, axis);

    if (strcmp(text, ABSENT) == 0)
        return (struct orgpol_str)ORGPOL_STR_NONE;
    return strcmp(text, EMPTY_TEXT) == 0 ? ORGPOL_STR("") : orgpol_str_of(text);
}

static void add_account(struct world *w, const unsigned char *at, int n)
{
    static const char *const ids[ACCOUNTS] = {"cac_1", "cac_2", "cac_3"};
    struct orgpol_connected_account *account = &w->accounts[w->request.account_count++];

    *account = (struct orgpol_connected_account)ORGPOL_CONNECTED_ACCOUNT_INIT;
    account->id = orgpol_str_of(ids[n]);
    account->user_id = text_at(at, OF(n, OWNER));
    account->connection = text_at(at, OF(n, CONNECTION));
    account->organization_id = text_at(at, OF(n, TAG));
    account->idp_user_id = text_at(at, OF(n, ID));
    account->email = text_at(at, OF(n, EMAIL));
    account->created_at.is_given = at[OF(n, AGE)] != 0;
    account->created_at.s = at[OF(n, AGE)] - 2;
}

/* The accounts in the order of `places`. */
static void build_in_order(struct world *w, const unsigned char *at, const int *places)
{
    w->request = (struct orgpol_account_request)ORGPOL_ACCOUNT_REQUEST_INIT;
    w->request.user_id = ORGPOL_STR("user");
    w->request.connection = ORGPOL_STR("asked");
    w->request.login_hint = text_at(at, HINT);
    w->request.organization_id = text_at(at, SESSION);
    w->request.accounts = w->accounts;
    for (int i = 0; i < ACCOUNTS; i++)
        if (at[OF(places[i], OWNER)] != 0)
            add_account(w, at, places[i]);
    w->linked = ORGPOL_STR("linked");
    w->request.linked_user_ids = &w->linked;
    w->request.linked_user_id_count = 1;
    w->user = (struct orgpol_user)ORGPOL_USER_INIT;
    w->user.user_id = ORGPOL_STR("user");
    w->user.is_blocked = at[USER] == 1;
    w->request.user = at[USER] == 2 ? NULL : &w->user;
    w->options = (struct orgpol_options)ORGPOL_OPTIONS_INIT;
    w->options.blocked_user = at[BLOCKED];
    w->options.empty_login_hint = at[EMPTY];
    w->options.hint_matches_email = at[EMAILS];
    w->options.org_binding = at[BINDING];
    w->options.ambiguous = at[AMBIGUOUS];
    w->options.link_carries_accounts = at[LINK];
    w->request.options = &w->options;
}

static const int as_they_stand[ACCOUNTS] = {0, 1, 2};

/* The account that serves, or the unmet conditions, which are reasons. */
static void answer_in_order(const unsigned char *at, const int *places, char *line, size_t size)
{
    struct orgpol_account_result result = ORGPOL_ACCOUNT_RESULT_INIT;
    struct orgpol_decision decision;
    struct world w;

    build_in_order(&w, at, places);
    decision = orgpol_select_connected_account(&w.request, &result);
    assert_int_not_equal(decision.effect, ORGPOL_EFFECT_ERROR);
    assert_int_equal(decision.family, ORGPOL_FAMILY_SELECT);
    assert_int_equal(decision.obligations, 0);
    assert_int_equal(result.account != NULL, decision.effect == ORGPOL_EFFECT_ALLOW);
    unmet_names(decision, line, size);
    if (decision.effect == ORGPOL_EFFECT_ALLOW)
        snprintf(line, size, "%.*s", (int)result.account->id.len, result.account->id.ptr);
    else
        assert_true(strlen(line) > 0);
}

static void answer(const unsigned char *at, uint64_t mask, char *line, size_t size)
{
    (void)mask;
    answer_in_order(at, as_they_stand, line, size);
}

/* ---- the model: sets of accounts, a bit each ---- */

static bool is(const unsigned char *at, int axis, const char *value)
{
    return strcmp(value_at(at, axis), value) == 0;
}

/* Both are texts, and the same one. */
static bool matches(const unsigned char *at, int one, int other)
{
    return is(at, one, value_at(at, other)) && !is(at, one, ABSENT) && !is(at, one, EMPTY_TEXT);
}

/* c = the accounts of the user that are of the connection */
static unsigned candidates(const unsigned char *at)
{
    unsigned c = 0;

    for (int n = 0; n < ACCOUNTS; n++)
        if (is(at, OF(n, CONNECTION), "asked") &&
            (is(at, OF(n, OWNER), "user") || (is(at, OF(n, OWNER), "linked") && is(at, LINK, "true"))))
            c |= 1u << n;
    return c;
}

static unsigned tagged(const unsigned char *at, unsigned c)
{
    for (int n = 0; n < ACCOUNTS; n++)
        if (is(at, OF(n, TAG), ABSENT))
            c &= ~(1u << n);
    return c;
}

/* c = those of c without tag, or with that of the session */
static unsigned of_session(const unsigned char *at, unsigned c)
{
    unsigned untagged = c & ~tagged(at, c);
    unsigned equal = 0;

    for (int n = 0; n < ACCOUNTS; n++)
        equal |= matches(at, OF(n, TAG), SESSION) ? c & 1u << n : 0;
    if (is(at, BINDING, "off"))
        return c;
    if (is(at, BINDING, "exact") && !is(at, SESSION, ABSENT))
        untagged = 0;
    return untagged | equal;
}

static bool is_hint_given(const unsigned char *at)
{
    return !is(at, HINT, ABSENT) && !is(at, HINT, EMPTY_TEXT);
}

/* c = those of c that the hint names */
static unsigned of_hint(const unsigned char *at, unsigned c)
{
    unsigned named = 0;

    for (int n = 0; n < ACCOUNTS; n++)
        if (matches(at, OF(n, ID), HINT) || (is(at, EMAILS, "true") && matches(at, OF(n, EMAIL), HINT)))
            named |= 1u << n;
    return is_hint_given(at) ? c & named : c;
}

/* c = those of c that no other of c is younger than */
static unsigned youngest(const unsigned char *at, unsigned c)
{
    unsigned older = 0;

    for (int n = 0; n < ACCOUNTS; n++)
        for (int m = 0; m < ACCOUNTS; m++) /* the values stand in the order of their times */
            if ((c >> n & 1) && (c >> m & 1) && at[OF(n, AGE)] < at[OF(m, AGE)])
                older |= 1u << n;
    return c & ~older;
}

/* The procedure: the error, or NULL with one account in *c. */
static const char *select_account(const unsigned char *at, unsigned *c)
{
    *c = candidates(at);
    if (*c == 0)
        return "account_not_found";
    *c = of_session(at, *c);
    if (*c == 0)
        return "account_other_organization";
    *c = of_hint(at, *c);
    if (*c == 0)
        return "account_hint_not_found";
    if (!is(at, BINDING, "off") && tagged(at, *c))
        *c = tagged(at, *c);
    if (is(at, AMBIGUOUS, "latest"))
        *c = youngest(at, *c);
    return *c & (*c - 1) ? "account_ambiguous" : NULL;
}

static void model(const unsigned char *at, char *line, size_t size)
{
    static const char *const ids[] = {"", "cac_1", "cac_2", "", "cac_3"};
    const bool empty = is(at, HINT, EMPTY_TEXT) && is(at, EMPTY, "deny");
    const bool no_user = is(at, USER, "unknown") || (is(at, USER, "blocked") && is(at, BLOCKED, "deny"));
    unsigned c = 0;
    const char *error = is(at, USER, "unknown") ? NULL : select_account(at, &c);

    snprintf(line, size, "%s%s%s%s%s", empty ? "login_hint_empty" : "",
             empty && (no_user || error) ? " " : "", no_user ? "subject_user_not_found" : "",
             no_user && error ? " " : "", error ? error : "");
    if (*line == '\0')
        snprintf(line, size, "%s", ids[c]);
}

/* ---- every point of some products, and some points of all ---- */

static void compare(const unsigned char *at)
{
    char have[256];
    char want[256];

    answer_in_order(at, as_they_stand, have, sizeof have);
    model(at, want, sizeof want);
    if (strcmp(have, want) == 0)
        return;
    print_point(axes, AXES, at);
    fail_msg("the library: %s; the model: %s", have, want);
}

static uint64_t visit_product(const int *order)
{
    unsigned char at[AXES];
    uint64_t count = 0;

    memcpy(at, open_point, sizeof at);
    first_point(order, at);
    do {
        compare(at);
        count++;
    } while (next_point(axes, order, at));
    assert_int_equal(count, point_count(axes, order));
    return count;
}

static void one_account(void **state)
{
    static const int order[] = {
        USER,         BLOCKED,           HINT,       EMPTY,     EMAILS,       SESSION, BINDING, LINK,
        OF(0, OWNER), OF(0, CONNECTION), OF(0, TAG), OF(0, ID), OF(0, EMAIL), -1};
    static const int less[] = {USER,    BLOCKED, HINT,         EMPTY,      EMAILS,    SESSION,
                               BINDING, LINK,    OF(0, OWNER), OF(0, TAG), OF(0, ID), -1};

    (void)state;
    print_message("%llu points\n", (unsigned long long)visit_product(quick() ? less : order));
}

static void two_accounts(void **state)
{
    static const int hints[] = {HINT,         EMAILS,     SESSION,   BINDING,      LINK,
                                OF(0, OWNER), OF(0, TAG), OF(0, ID), OF(0, EMAIL), OF(1, OWNER),
                                OF(1, TAG),   OF(1, ID),  -1};
    static const int ages[] = {SESSION,      BINDING,    AMBIGUOUS,  LINK,
                               OF(0, OWNER), OF(0, TAG), OF(0, AGE), OF(1, OWNER),
                               OF(1, TAG),   OF(1, AGE), -1};

    (void)state;
    if (!quick())
        print_message("%llu points\n", (unsigned long long)visit_product(hints));
    print_message("%llu points\n", (unsigned long long)visit_product(ages));
}

static void three_accounts(void **state)
{
    static const int order[] = {SESSION,    BINDING,    AMBIGUOUS,  OF(0, TAG), OF(0, AGE),
                                OF(1, TAG), OF(1, AGE), OF(2, TAG), OF(2, AGE), -1};
    unsigned char at[AXES];
    uint64_t count = 0;

    (void)state;
    memcpy(at, open_point, sizeof at);
    at[OF(1, OWNER)] = at[OF(2, OWNER)] = 1;
    first_point(order, at);
    do {
        compare(at);
        count++;
    } while (next_point(axes, order, at));
    print_message("%llu points\n", (unsigned long long)count);
}

/* A point of the whole space. `open` makes it likely that several accounts come to be counted. */
static void draw(unsigned char *at, bool open)
{
    for (int axis = 0; axis < AXES; axis++)
        at[axis] = random_value(&axes[axis]);
    if (!open)
        return;
    at[USER] = 0;
    at[HINT] = random_bits() % 2 ? 0 : 2;
    for (int n = 0; n < ACCOUNTS; n++) {
        at[OF(n, OWNER)] = random_bits() % 4 ? 1 : at[OF(n, OWNER)];
        at[OF(n, CONNECTION)] = random_bits() % 8 == 0;
        at[OF(n, TAG)] = random_bits() % 4 ? (unsigned char)(random_bits() % 2) : at[OF(n, TAG)];
        at[OF(n, ID)] = random_bits() % 2 ? 0 : at[OF(n, ID)];
    }
    at[SESSION] = random_bits() % 4 ? 1 : at[SESSION];
}

static void random_worlds(void **state)
{
    const int draws = quick() ? 50000 : 1000000;
    unsigned char at[AXES];

    (void)state;
    for (int times = 0; times < draws; times++) {
        draw(at, times % 2);
        compare(at);
    }
}

/* ---- invariants ---- */

/* In which order the accounts stand is no matter. */
static void order_makes_no_difference(void **state)
{
    static const int orders[][ACCOUNTS] = {{0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
    const int draws = quick() ? 20000 : 200000;
    unsigned char at[AXES];

    (void)state;
    for (int times = 0; times < draws; times++) {
        char before[256];
        char after[256];

        draw(at, times % 2);
        answer_in_order(at, as_they_stand, before, sizeof before);
        for (size_t i = 0; i < sizeof orders / sizeof *orders; i++) {
            answer_in_order(at, orders[i], after, sizeof after);
            assert_string_equal(before, after);
        }
    }
}

/* What is served at one value of an axis is served at another, where every other axis is the same. */
static void assert_served_too(const unsigned char *point, int axis, unsigned char from, unsigned char to)
{
    unsigned char at[AXES];
    char before[256];
    char after[256];

    memcpy(at, point, sizeof at);
    at[axis] = from;
    answer_in_order(at, as_they_stand, before, sizeof before);
    if (strncmp(before, "cac_", 4) != 0)
        return;
    at[axis] = to;
    answer_in_order(at, as_they_stand, after, sizeof after);
    if (strcmp(before, after) == 0)
        return;
    print_point(axes, AXES, at);
    fail_msg("%s, and with %s=%s %s", after, axes[axis].name, axes[axis].values[from], before);
}

static void options_only_add(void **state)
{
    const int draws = quick() ? 20000 : 500000;
    unsigned char at[AXES];

    (void)state;
    for (int times = 0; times < draws; times++) {
        draw(at, times % 2);
        assert_served_too(at, BINDING, 1, 0);   /* exact, strict */
        assert_served_too(at, AMBIGUOUS, 0, 1); /* deny, latest */
        assert_served_too(at, EMPTY, 0, 1);     /* deny, absent */
        assert_served_too(at, BLOCKED, 0, 1);   /* deny, allow */
        assert_served_too(at, USER, 1, 0);      /* blocked, there */
    }
}

/* ---- the table ---- */

static int golden(bool print)
{
    static const struct {
        const char *name;
        int order[10];
    } products[] = {
        {"the user", {USER, BLOCKED, OF(0, OWNER), -1}},
        {"whose", {OF(0, OWNER), LINK, OF(0, CONNECTION), -1}},
        {"the organization", {BINDING, OF(0, TAG), SESSION, -1}},
        {"the hint", {HINT, EMPTY, OF(0, ID), EMAILS, OF(0, EMAIL), -1}},
        {"the hint of one in another organization", {HINT, EMPTY, OF(0, TAG), OF(0, ID), -1}},
        {"two accounts", {BINDING, SESSION, OF(0, TAG), OF(1, TAG), AMBIGUOUS, OF(1, AGE), -1}},
        {"two accounts and a hint", {HINT, EMAILS, OF(0, ID), OF(0, EMAIL), OF(1, ID), -1}},
        {"two ages", {AMBIGUOUS, OF(0, AGE), OF(1, AGE), -1}},
        {"three ages", {AMBIGUOUS, OF(0, AGE), OF(1, AGE), OF(2, AGE), -1}},
    };
    struct truth_table table = {axes, answer, NULL};

    append_text(
        &table.text,
        "# Which connected account serves, or which conditions are unmet. A dash is absent, '' is the\n"
        "# empty text. Written by `make golden` from the library itself; read select_space.c first.\n");
    for (size_t i = 0; i < sizeof products / sizeof *products; i++) {
        unsigned char at[AXES];

        memcpy(at, open_point, sizeof at);
        at[OF(1, OWNER)] = i >= 5;
        at[OF(2, OWNER)] = i >= 8;
        at[OF(1, ID)] = 1;
        at[OF(0, AGE)] = at[OF(2, AGE)] = 2;
        at[AMBIGUOUS] = 0;
        add_product(&table, products[i].name, products[i].order, at, EVERY_CONDITION);
    }
    return golden_status(table.text, "test/property/select.golden", print);
}

static void the_table_is_the_committed_one(void **state)
{
    (void)state;
    assert_int_equal(golden(false), 0);
}

int main(int count, char **arguments)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_account),
        cmocka_unit_test(two_accounts),
        cmocka_unit_test(three_accounts),
        cmocka_unit_test(random_worlds),
        cmocka_unit_test(order_makes_no_difference),
        cmocka_unit_test(options_only_add),
        cmocka_unit_test(the_table_is_the_committed_one),
    };

    if (is_print(count, arguments))
        return golden(true);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
