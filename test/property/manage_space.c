/* SPDX-License-Identifier: MIT */
/*
 * Managing connected accounts over its whole input space, cut into groups of conditions that share
 * attributes: every point of every group's product, all other attributes at random, compared with the rules
 * as one would explain them; a proof by sampling that the groups depend on nothing else; the same for the
 * list; then what must never happen, and the table in manage.golden (--print prints it).
 *
 * QUICK=1 in the environment visits and draws less (for sanitizers).
 */
#include "manage_space.h"

/* ---- the rules a second time ---- */

/* One of the names, which stand between bars. */
static bool is_any(const unsigned char *a, int axis, const char *names)
{
    char barred[40];

    snprintf(barred, sizeof barred, "|%s|", value(a, axis));
    return strstr(names, barred) != NULL;
}

static bool through_management(const unsigned char *a)
{
    return is(a, API, "management");
}

static bool has_ended(const unsigned char *a)
{
    return !is(a, ENDS, "now+1");
}

/* A token for one host does not do for another, though both are the tenant's. */
static bool is_for_host_called(const unsigned char *a)
{
    if (is_any(a, HOST, "|absent|canonical|"))
        return is_any(a, AUDIENCE, "|me|me_both|me+management|");
    return is(a, HOST, "custom") && is_any(a, AUDIENCE, "|me_custom|me_both|");
}

static bool is_for_some_my_account(const unsigned char *a)
{
    return is_any(a, AUDIENCE, "|me|me_custom|me_foreign|me_both|me+management|");
}

/* The account that the id of the request finds belongs to the person named. */
static bool belongs_to(const unsigned char *a, const char *person)
{
    if (is(a, OWNER, "carol") && a[LINKED] && a[OPTION_LINK])
        return true;
    return is_any(a, OWNER, "|alice|bob|") && is(a, OWNER, person);
}

static bool connects_no_more(const unsigned char *a)
{
    return is(a, OPTION_PURPOSE, "deny") && !is(a, CONNECTION, "on");
}

static bool is_filter_bad(const unsigned char *a)
{
    return is_any(a, FILTER, "|129|21_with_its|no_text|malformed|");
}

static bool is_take_bad(const unsigned char *a)
{
    if (is_any(a, TAKE, "|0|101|malformed|"))
        return true;
    return is_any(a, TAKE, "|21|100|") && !through_management(a);
}

static bool is_proof_bad(const unsigned char *a)
{
    const bool bound = is(a, BOUND, "yes");

    if (is(a, PROOF, "refused"))
        return true;
    if (!a[TOKEN])
        return false;
    return bound ? is(a, PROOF, "none") : is(a, ACTIVE, "yes") && is(a, BINDING, "yes");
}

/* Of delete, when a user and a sound id are there to look for. */
static bool looks_for_account(const unsigned char *a)
{
    return !through_management(a) && is(a, OPERATION, "delete") && a[TOKEN] &&
           is_any(a, SUB, "|alice|bob|") && is(a, ID, "cac_aZ09");
}

static bool model_my_account(uint16_t reason, const unsigned char *a)
{
    const bool bad = !a[TOKEN] || !a[VALID] || has_ended(a) || !is_for_some_my_account(a);
    const bool can_read = is_any(a, SCOPES, "|read|read_delete|all|");
    const bool can_delete = is_any(a, SCOPES, "|delete|read_delete|all|");

    switch (reason) {
    case ORGPOL_REASON_API_NOT_ACTIVE: return is(a, ACTIVE, "no");
    case ORGPOL_REASON_LIST_TOKEN_INVALID: return is(a, OPERATION, "list") && bad;
    case ORGPOL_REASON_DELETE_TOKEN_INVALID: return is(a, OPERATION, "delete") && bad;
    case ORGPOL_REASON_CONNECTIONS_TOKEN_INVALID: return is(a, OPERATION, "list_connections") && bad;
    case ORGPOL_REASON_WRONG_DOMAIN:
        return is_any(a, HOST, "|empty|foreign|") ||
               (a[TOKEN] && is_for_some_my_account(a) && !is_for_host_called(a));
    case ORGPOL_REASON_MACHINE_TOKEN: return a[TOKEN] && is(a, MACHINE, "machine");
    case ORGPOL_REASON_CALLER_NOT_USER:
        return a[TOKEN] && !(is_any(a, SUB, "|alice|bob|") && is(a, SUBJECT, value(a, SUB)));
    case ORGPOL_REASON_CLIENT_THIRD_PARTY: return a[TOKEN] && !is(a, CLIENT, "first_party");
    case ORGPOL_REASON_PROOF_INVALID: return is_proof_bad(a);
    case ORGPOL_REASON_LIST_SCOPE_MISSING: return a[TOKEN] && is(a, OPERATION, "list") && !can_read;
    case ORGPOL_REASON_DELETE_SCOPE_MISSING: return a[TOKEN] && is(a, OPERATION, "delete") && !can_delete;
    case ORGPOL_REASON_CONNECTIONS_SCOPE_MISSING:
        return a[TOKEN] && is(a, OPERATION, "list_connections") && !can_read;
    case ORGPOL_REASON_ACCOUNT_ID_MALFORMED: return is(a, OPERATION, "delete") && !is(a, ID, "cac_aZ09");
    case ORGPOL_REASON_OTHER_USER:
        return !is(a, OPERATION, "delete") && a[TOKEN] && !is_any(a, SUB, "|absent|empty|") &&
               !is(a, RESOURCE, value(a, SUB));
    case ORGPOL_REASON_ACCOUNT_NOT_OWN: return looks_for_account(a) && !belongs_to(a, value(a, SUB));
    case ORGPOL_REASON_PURPOSE_OFF:
        return looks_for_account(a) && belongs_to(a, value(a, SUB)) && connects_no_more(a);
    default: return false;
    }
}

static bool model_management(uint16_t reason, const unsigned char *a)
{
    const bool ours = is_any(a, AUDIENCE, "|management|me+management|");

    switch (reason) {
    case ORGPOL_REASON_OPERATION_NOT_AVAILABLE: return !is(a, OPERATION, "list");
    case ORGPOL_REASON_MANAGEMENT_TOKEN_INVALID:
        return !a[TOKEN] || !a[VALID] || has_ended(a) || !ours || is(a, PROOF, "refused") ||
               (is(a, BOUND, "yes") && is(a, PROOF, "none"));
    case ORGPOL_REASON_MANAGEMENT_SCOPE_MISSING: return a[TOKEN] && !is_any(a, SCOPES, "|read:users|all|");
    case ORGPOL_REASON_MANAGEMENT_USER_NOT_FOUND:
        return !is(a, OPERATION, "delete") && !is_any(a, RESOURCE, "|alice|bob|");
    default: return false;
    }
}

static bool model(uint16_t reason, const unsigned char *a)
{
    const bool lists_something = !is(a, OPERATION, "delete");

    switch (reason) {
    case ORGPOL_REASON_CONNECTION_FILTER_INVALID: return lists_something && is_filter_bad(a);
    case ORGPOL_REASON_PAGING_INVALID: return lists_something && (is_take_bad(a) || is(a, FROM, "malformed"));
    default: return through_management(a) ? model_management(reason, a) : model_my_account(reason, a);
    }
}

static uint64_t model_unmet(const unsigned char *a)
{
    uint64_t unmet = 0;

    for (unsigned place = 0; place < orgpol_family_size(ORGPOL_FAMILY_MANAGE); place++)
        if (model(orgpol_family_reason(ORGPOL_FAMILY_MANAGE, place), a))
            unmet |= UINT64_C(1) << place;
    return unmet;
}

static bool model_listed(const unsigned char *a)
{
    const char *whose = through_management(a) ? value(a, RESOURCE) : value(a, SUB);
    const bool in_session = is(a, OPTION_ALL, "false") && !is(a, SESSION, "none");
    const bool tag_fits = is(a, TAG, "none") || (is(a, TAG, "org_1") && is(a, SESSION, "org_1"));

    if (model_unmet(a) || !is(a, OPERATION, "list") || !belongs_to(a, whose))
        return false;
    if (!is_any(a, FILTER, "|absent|its|20_with_its|"))
        return false;
    return !connects_no_more(a) && (tag_fits || !in_session);
}

/* 204 for a delete that succeeds, or that is to look so. */
static unsigned model_status(const unsigned char *a, struct orgpol_decision decision)
{
    if (decision.effect == ORGPOL_EFFECT_ALLOW)
        return is(a, OPERATION, "delete") ? 204 : 200;
    if (decision.reason == ORGPOL_REASON_ACCOUNT_NOT_OWN && is(a, OPTION_FOREIGN, "no_content"))
        return 204;
    switch (decision.reason) {
    case ORGPOL_REASON_LIST_TOKEN_INVALID:
    case ORGPOL_REASON_DELETE_TOKEN_INVALID:
    case ORGPOL_REASON_CONNECTIONS_TOKEN_INVALID:
    case ORGPOL_REASON_WRONG_DOMAIN:
    case ORGPOL_REASON_MACHINE_TOKEN:
    case ORGPOL_REASON_CALLER_NOT_USER:
    case ORGPOL_REASON_PROOF_INVALID:
    case ORGPOL_REASON_MANAGEMENT_TOKEN_INVALID: return 401;
    case ORGPOL_REASON_CLIENT_THIRD_PARTY:
    case ORGPOL_REASON_LIST_SCOPE_MISSING:
    case ORGPOL_REASON_DELETE_SCOPE_MISSING:
    case ORGPOL_REASON_CONNECTIONS_SCOPE_MISSING:
    case ORGPOL_REASON_MANAGEMENT_SCOPE_MISSING: return 403;
    case ORGPOL_REASON_API_NOT_ACTIVE:
    case ORGPOL_REASON_OPERATION_NOT_AVAILABLE:
    case ORGPOL_REASON_MANAGEMENT_USER_NOT_FOUND:
    case ORGPOL_REASON_OTHER_USER:
    case ORGPOL_REASON_ACCOUNT_NOT_OWN: return 404;
    default: return 400;
    }
}

/* ---- visiting ---- */

static void draw(unsigned char *a, bool open)
{
    memcpy(a, open_point, ATTRIBUTES);
    for (int i = 0; i < ATTRIBUTES; i++)
        if (!open || random_bits() % 10 == 0)
            a[i] = random_value(&axes[i]);
}

static void assert_answer(const unsigned char *a)
{
    static struct world world;
    struct orgpol_manage_result result = ORGPOL_MANAGE_RESULT_INIT;
    const uint64_t unmet = model_unmet(a);
    const uint32_t must = !unmet && is(a, OPERATION, "delete")
                              ? ORGPOL_MUST_DELETE_TOKENS | ORGPOL_MUST_DELETE_CONNECTED_ACCOUNT
                              : 0;
    struct orgpol_decision decision;

    build(&world, a);
    decision = orgpol_can_manage_connected_accounts(&world.request, &result);
    if (decision.unmet != unmet || decision.obligations != must ||
        decision.effect != (unmet ? ORGPOL_EFFECT_DENY : ORGPOL_EFFECT_ALLOW) ||
        result.http_status != model_status(a, decision) ||
        result.has_problem != (unmet != 0 && result.http_status != 204) || lists(a) != model_listed(a)) {
        print_point(axes, ATTRIBUTES, a);
        fail_msg("unmet %llx, the model says %llx; obligations %x, %x; status %u, %u; listed %d, %d",
                 (unsigned long long)decision.unmet, (unsigned long long)unmet, decision.obligations, must,
                 result.http_status, model_status(a, decision), lists(a), model_listed(a));
    }
}

static const struct space space = {ORGPOL_FAMILY_MANAGE, ATTRIBUTES, axes, groups, GROUPS, draw,
                                   assert_answer,        decide};

static void agrees_with_model(void **state)
{
    (void)state;
    assert_answers(&space, quick() ? 1 : 2);
    assert_answer(open_point);
    assert_int_equal(model_unmet(open_point), 0);
}

static void results_and_lists_agree_with_model(void **state)
{
    static const int *const orders[] = {result_order, list_order};
    unsigned char at[ATTRIBUTES];
    uint64_t listed = 0;

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        memcpy(at, open_point, sizeof at);
        first_point(orders[i], at);
        do {
            assert_answer(at);
            listed += lists(at);
        } while (next_point(axes, orders[i], at));
    }
    assert_true(listed > 100);
}

static void is_independent(void **state)
{
    (void)state;
    assert_independence(&space, quick() ? 20 : 300);
}

/* ---- what must never happen, stated from the inputs ---- */

/* MGE-02, -06, -14, ORG-06: nobody deletes or sees another's account through the My Account API. */
static void accounts_of_others_are_out_of_reach(void **state)
{
    const int draws = quick() ? 20000 : 400000;
    int reached = 0;

    (void)state;
    for (int times = 0; times < draws; times++) {
        unsigned char a[ATTRIBUTES];
        bool deleted;

        draw(a, true);
        deleted = is(a, OPERATION, "delete") && decide(a).effect == ORGPOL_EFFECT_ALLOW;
        if (!deleted && !lists(a))
            continue;
        reached++;
        if (through_management(a) && deleted) /* MGE-12 */
            fail_msg("deleted by an administrator");
        if (!through_management(a) &&
            (is(a, MACHINE, "machine") || !is(a, SUB, value(a, SUBJECT)) || is(a, OWNER, "absent") ||
             (!is(a, OWNER, value(a, SUB)) && !(is(a, OWNER, "carol") && a[OPTION_LINK])))) {
            print_point(axes, ATTRIBUTES, a);
            fail_msg("reached, and must not be");
        }
    }
    assert_true(reached > 1000);
}

/* The value on the left never allows more than the one on the right, all else equal. */
static void less_never_allows_more(void **state)
{
    static const struct {
        int attribute;
        unsigned char less;
        unsigned char more;
    } permissions[] = {
        {ACTIVE, 0, 1},     {TOKEN, 0, 1},      {VALID, 0, 1},          {ENDS, 0, 3},    {ENDS, 2, 3},
        {AUDIENCE, 7, 8},   {AUDIENCE, 1, 8},   {AUDIENCE, 5, 8},       {MACHINE, 1, 0}, {CLIENT, 0, 1},
        {CLIENT, 3, 1},     {SCOPES, 0, 6},     {SCOPES, 2, 5},         {SCOPES, 5, 6},  {FILTER, 9, 0},
        {FILTER, 2, 0},     {TAKE, 7, 0},       {FROM, 1, 0},           {OWNER, 4, 1},   {OPTION_LINK, 0, 1},
        {CONNECTION, 0, 2}, {CONNECTION, 1, 2}, {OPTION_PURPOSE, 1, 0}, {TAG, 3, 0},     {TAG, 1, 0},
        {SESSION, 2, 0},    {OPTION_ALL, 1, 0}, {SUBJECT, 0, 1},
    };
    const int draws = quick() ? 4000 : 60000;

    (void)state;
    for (int times = 0; times < draws; times++)
        for (size_t i = 0; i < sizeof permissions / sizeof *permissions; i++) {
            unsigned char less[ATTRIBUTES];
            unsigned char more[ATTRIBUTES];

            draw(less, true);
            memcpy(more, less, sizeof more);
            less[permissions[i].attribute] = permissions[i].less;
            more[permissions[i].attribute] = permissions[i].more;
            if ((decide(less).effect == ORGPOL_EFFECT_ALLOW && decide(more).effect != ORGPOL_EFFECT_ALLOW) ||
                (lists(less) && !lists(more))) {
                print_point(axes, ATTRIBUTES, less);
                fail_msg("less %s allows more", axes[permissions[i].attribute].name);
            }
        }
}

/* ---- the table ---- */

static void answer(const unsigned char *at, uint64_t mask, char *line, size_t size)
{
    condition_names(decide(at), mask, line, size);
}

static void answer_listed(const unsigned char *at, uint64_t mask, char *line, size_t size)
{
    const struct orgpol_decision decision = decide(at);

    if (decision.unmet & mask)
        condition_names(decision, mask, line, size);
    else
        snprintf(line, size, lists(at) ? "listed" : "left out");
}

static void answer_result(const unsigned char *at, uint64_t mask, char *line, size_t size)
{
    static struct world world;
    struct orgpol_manage_result result = ORGPOL_MANAGE_RESULT_INIT;
    struct orgpol_decision decision;
    char must[128];

    build(&world, at);
    decision = orgpol_can_manage_connected_accounts(&world.request, &result);
    obligation_names(decision, must, sizeof must);
    snprintf(line, size, "%s %u%s%s%s", decision.unmet & mask ? "no" : "yes", result.http_status,
             result.has_problem ? " problem" : "", *must ? " " : "", must);
}

static int golden(bool print)
{
    struct truth_table table = {axes, answer, NULL};
    unsigned char at[ATTRIBUTES];

    append_text(
        &table.text,
        "# The conditions of managing connected accounts, group by group: which are unmet when. Then the\n"
        "# answer beside the reason, and which accounts a list has.\n"
        "# Written by `make golden` from the library itself; read manage_space.h first.\n");
    for (size_t i = 0; i < GROUPS; i++) {
        memcpy(at, open_point, sizeof at);
        add_product(&table, groups[i].name, groups[i].order, at,
                    conditions(ORGPOL_FAMILY_MANAGE, &groups[i]));
    }
    memcpy(at, open_point, sizeof at);
    table.answer = answer_result;
    add_product(&table, "result", result_order, at, EVERY_CONDITION);
    memcpy(at, open_point, sizeof at);
    table.answer = answer_listed;
    add_product(&table, "list", list_order, at, EVERY_CONDITION);
    return golden_status(table.text, "test/property/manage.golden", print);
}

static void the_table_is_the_committed_one(void **state)
{
    (void)state;
    assert_int_equal(golden(false), 0);
}

int main(int count, char **arguments)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(agrees_with_model),      cmocka_unit_test(results_and_lists_agree_with_model),
        cmocka_unit_test(is_independent),         cmocka_unit_test(accounts_of_others_are_out_of_reach),
        cmocka_unit_test(less_never_allows_more), cmocka_unit_test(the_table_is_the_committed_one),
    };

    if (is_print(count, arguments))
        return golden(true);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
