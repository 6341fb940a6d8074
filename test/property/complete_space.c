/* SPDX-License-Identifier: MIT */
/*
 * Completing an account over its whole input space, cut into groups of conditions that share attributes:
 * every point of every group's product, all other attributes at random, compared with the rules as one would
 * explain them; a proof by sampling that the groups depend on nothing else; then what must never happen, and
 * the table in complete.golden (--print prints it).
 *
 * QUICK=1 in the environment visits and draws less (for sanitizers).
 */
#include "complete_space.h"

/* ---- the rules a second time ---- */

/* Two texts are the same: both were sent, and neither is empty. */
static bool same(const unsigned char *a, int left, int right)
{
    return !is(a, left, "absent") && !is(a, left, "empty") && is(a, right, value(a, left));
}

/* A required text that the body has: it can be compared. */
static bool sent(const unsigned char *a, int axis)
{
    return !is(a, axis, "absent") && !is(a, axis, "empty");
}

static bool token_is_for_some_account_api(const unsigned char *a)
{
    return is(a, AUDIENCE, "me") || is(a, AUDIENCE, "me_custom") || is(a, AUDIENCE, "me_foreign") ||
           is(a, AUDIENCE, "me_both");
}

/* MYA-12: the host is the tenant's, and the token, when it is for an account API at all, for that host's. */
static bool domains_agree(const unsigned char *a)
{
    const bool custom = is(a, HOST, "custom");

    if (is(a, HOST, "empty") || is(a, HOST, "foreign"))
        return false;
    if (is(a, TOKEN, "none") || !token_is_for_some_account_api(a))
        return true;
    return is(a, AUDIENCE, "me_both") || is(a, AUDIENCE, custom ? "me_custom" : "me");
}

/* COMPLETE-04: which values of each member are within its limits. */
static bool body_is_good(const unsigned char *a)
{
    if (is(a, UNKNOWN_MEMBER, "yes") || !sent(a, BODY_SESSION) || !sent(a, BODY_CODE) || !sent(a, BODY_URI))
        return false;
    if (is(a, BODY_SESSION, "65") || is(a, BODY_CODE, "47") || is(a, BODY_URI, "2049"))
        return false;
    return !is(a, VERIFIER, "empty") && !is(a, VERIFIER, "42") && !is(a, VERIFIER, "129");
}

static bool session_is_good(const unsigned char *a)
{
    if (is(a, TRANSACTION, "none") || is(a, STORED_SESSION, "absent"))
        return false;
    if (sent(a, BODY_SESSION) && !same(a, BODY_SESSION, STORED_SESSION))
        return false;
    return is(a, TOKEN, "none") || is(a, SUB, "absent") || same(a, SUB, OWNER);
}

/* COMPLETE-07, MYA-17 */
static bool proof_is_good(const unsigned char *a)
{
    const bool started_bound = is(a, TRANSACTION, "given") && is(a, STORED_BOUND, "yes");
    const bool token_bound = is(a, TOKEN, "given") && is(a, BOUND, "yes");
    const bool must = is(a, ACTIVE, "yes") && is(a, BINDING, "yes");

    if (is(a, PROOF, "refused"))
        return false;
    if (must && is(a, TOKEN, "given") && !token_bound)
        return false;
    return is(a, PROOF, "valid") || (!started_bound && !token_bound);
}

/* COMPLETE-15 */
static bool connection_is_available(const unsigned char *a)
{
    const bool client_known = is(a, TOKEN, "given") && sent(a, AZP) && !is(a, CLIENT, "unknown");

    if (!sent(a, STORED_CONNECTION))
        return false;
    if (is(a, OPTION_RECHECK, "false"))
        return true;
    if (is(a, CONNECTION, "unknown") || is(a, UPSTREAM, "yes") || is(a, PURPOSE, "off"))
        return false;
    if (!is(a, STRATEGY, "github") && is(a, OPTION_STRATEGY, "deny"))
        return false;
    return is(a, ENABLED, "yes") || !client_known;
}

struct row {
    uint16_t reason;
    bool good;
};

/* The caller and the body. */
static uint64_t model_request(const unsigned char *a)
{
    const bool none = is(a, TOKEN, "none");
    const bool user = is(a, SUB, "alice") || is(a, SUB, "bob");
    const struct row rows[] = {
        {ORGPOL_REASON_API_NOT_ACTIVE, is(a, ACTIVE, "yes")},
        {ORGPOL_REASON_COMPLETION_TOKEN_INVALID,
         !none && is(a, VALID, "yes") && is(a, ENDS, "now+1") && token_is_for_some_account_api(a)},
        {ORGPOL_REASON_WRONG_DOMAIN, domains_agree(a)},
        {ORGPOL_REASON_MACHINE_TOKEN, none || is(a, MACHINE, "user")},
        {ORGPOL_REASON_TOKEN_OTHER_USER, none || (user && same(a, SUB, SUBJECT))},
        {ORGPOL_REASON_CLIENT_THIRD_PARTY, none || (sent(a, AZP) && is(a, CLIENT, "first_party"))},
        {ORGPOL_REASON_COMPLETION_SCOPE_MISSING, none || is(a, SCOPES, "create") || is(a, SCOPES, "both")},
        {ORGPOL_REASON_COMPLETION_CONTENT_TYPE_NOT_JSON,
         is(a, CONTENT_TYPE, "absent") || is(a, CONTENT_TYPE, "application/json") ||
             is(a, CONTENT_TYPE, "Application/JSON; charset=utf-8")},
        {ORGPOL_REASON_COMPLETION_BODY_INVALID, body_is_good(a)},
        {ORGPOL_REASON_AUTH_SESSION_INVALID, session_is_good(a)},
        {ORGPOL_REASON_COMPLETION_PROOF_INVALID, proof_is_good(a)},
    };
    uint64_t unmet = 0;

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (!rows[i].good)
            unmet |= condition(ORGPOL_FAMILY_COMPLETE, rows[i].reason);
    return unmet;
}

/* What is held against the transaction, when there is one. */
static uint64_t model_transaction(const unsigned char *a)
{
    const bool none = is(a, TOKEN, "none");
    const bool started_with_challenge = !is(a, CHALLENGE, "absent");
    const struct row rows[] = {
        {ORGPOL_REASON_OTHER_DEVICE, is(a, DEVICE, "same")},
        {ORGPOL_REASON_CONNECT_CODE_INVALID,
         !sent(a, BODY_CODE) || (same(a, BODY_CODE, STORED_CODE) && is(a, USED, "no"))},
        {ORGPOL_REASON_CODE_VERIFIER_INVALID, !started_with_challenge || is(a, VERIFIER, "empty") ||
                                                  is(a, VERIFIER, "42") || is(a, VERIFIER, "129") ||
                                                  (is(a, CHALLENGE, "s256") && is(a, VERIFIER, "right"))},
        {ORGPOL_REASON_CODE_VERIFIER_UNEXPECTED,
         started_with_challenge || is(a, VERIFIER, "absent") || is(a, OPTION_VERIFIER, "ignore")},
        {ORGPOL_REASON_REDIRECT_URI_CHANGED, !sent(a, BODY_URI) || same(a, BODY_URI, STORED_URI)},
        {ORGPOL_REASON_SESSION_EXPIRED, is(a, TICKET, "now+1")},
        {ORGPOL_REASON_OTHER_CLIENT,
         none || is(a, AZP, "absent") || is(a, OPTION_CLIENT, "any") || same(a, STARTER, AZP)},
        {ORGPOL_REASON_COMPLETION_ORGANIZATION_MISMATCH, none || is(a, OPTION_ORGANIZATION, "any") ||
                                                             is(a, STORED_ORG, "absent") ||
                                                             same(a, STORED_ORG, SESSION)},
        {ORGPOL_REASON_CONNECTION_NOT_AVAILABLE, connection_is_available(a)},
    };
    uint64_t unmet = 0;

    if (is(a, TRANSACTION, "none"))
        return 0;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (!rows[i].good)
            unmet |= condition(ORGPOL_FAMILY_COMPLETE, rows[i].reason);
    return unmet;
}

static uint64_t model_unmet(const unsigned char *a)
{
    return model_request(a) | model_transaction(a);
}

/* COMPLETE-18, -19: the place of the entry that is replaced, or -1. */
static int model_replaced(const unsigned char *a)
{
    if (is(a, PROVIDER, "none") || !is(a, IDP, "h-1"))
        return -1;
    if (is(a, SUB, "bob"))
        return 0;
    return is(a, ACCOUNTS, "its") || is(a, ACCOUNTS, "its_twice") ? DECOYS : -1;
}

static uint32_t model_obligations(const unsigned char *a)
{
    const uint64_t session = condition(ORGPOL_FAMILY_COMPLETE, ORGPOL_REASON_AUTH_SESSION_INVALID);
    const uint64_t unmet = model_unmet(a);

    if (unmet == 0)
        return ORGPOL_MUST_CONSUME_CONNECT_CODE | ORGPOL_MUST_STORE_TOKENS |
               (uint32_t)(model_replaced(a) < 0 ? ORGPOL_MUST_ADD_CONNECTED_ACCOUNT
                                                : ORGPOL_MUST_UPDATE_CONNECTED_ACCOUNT);
    if (is(a, OPTION_FAILED, "keep_code"))
        return 0;
    /* All that is unmet comes after the session. */
    return unmet % (2 * session) == 0 ? ORGPOL_MUST_CONSUME_CONNECT_CODE : 0;
}

static unsigned model_status(const unsigned char *a, uint16_t reason)
{
    if (reason == ORGPOL_REASON_NONE)
        return 201;
    if (reason == ORGPOL_REASON_CONNECT_CODE_INVALID && is(a, OPTION_USED, "conflict") &&
        same(a, BODY_CODE, STORED_CODE))
        return 409;
    return orgpol_problem_info(reason)->http_status;
}

/* ---- visiting ---- */

static void draw(unsigned char *a, bool open)
{
    memcpy(a, open_point, ATTRIBUTES);
    for (int i = 0; i < ATTRIBUTES; i++)
        if (!open || random_bits() % 12 == 0)
            a[i] = random_value(&axes[i]);
}

static bool texts_are(struct orgpol_str text, const char *wanted)
{
    return wanted ? text.ptr && text.len == strlen(wanted) && memcmp(text.ptr, wanted, text.len) == 0
                  : text.ptr == NULL;
}

/* The result of an ALLOW says whose, of what and where; of a DENY, what to answer. */
static bool result_is_right(const struct world *w, const unsigned char *a,
                            const struct orgpol_complete_result *result, struct orgpol_decision decision)
{
    const bool allowed = decision.effect == ORGPOL_EFFECT_ALLOW;
    /* The entries of this space have no tag that one that is replaced could keep. */
    const bool tagged = allowed && is(a, TAGS, "on") && !is(a, STORED_ORG, "absent");
    const bool usable = is(a, PROVIDER, "given") && is(a, ISSUED, "yes");
    const int place = allowed ? model_replaced(a) : -1;
    const char *const tag = is(a, STORED_ORG, "empty") ? "" : value(a, STORED_ORG);

    return result->http_status == model_status(a, decision.reason) && (result->problem != NULL) == !allowed &&
           (!result->problem || result->problem->http_status == result->http_status) &&
           result->replaced == (place < 0 ? NULL : &w->accounts[place]) &&
           result->advice == (allowed && !usable ? (uint32_t)ORGPOL_ADVICE_NO_REFRESH_TOKEN : 0) &&
           texts_are(result->user_id, allowed ? value(a, SUB) : NULL) &&
           texts_are(result->connection, allowed ? "github" : NULL) &&
           texts_are(result->org_id, tagged ? tag : NULL);
}

static void assert_answer(const unsigned char *a)
{
    static struct world world;
    struct orgpol_complete_result result = ORGPOL_COMPLETE_RESULT_INIT;
    const uint64_t unmet = model_unmet(a);
    struct orgpol_decision decision;

    build(&world, a);
    decision = orgpol_can_complete_account(&world.request, &result);
    if (decision.unmet != unmet || decision.effect != (unmet ? ORGPOL_EFFECT_DENY : ORGPOL_EFFECT_ALLOW) ||
        decision.obligations != model_obligations(a) || !result_is_right(&world, a, &result, decision)) {
        print_point(axes, ATTRIBUTES, a);
        fail_msg("effect %d, unmet %llx, the model says %llx; obligations %x, %x; status %u", decision.effect,
                 (unsigned long long)decision.unmet, (unsigned long long)unmet, decision.obligations,
                 model_obligations(a), result.http_status);
    }
}

static const struct space space = {ORGPOL_FAMILY_COMPLETE, ATTRIBUTES, axes, groups, GROUPS, draw,
                                   assert_answer,          decide};

static void agrees_with_model(void **state)
{
    (void)state;
    assert_answers(&space, quick() ? 1 : 2);
    assert_answer(open_point);
    assert_int_equal(model_unmet(open_point), 0);
}

static void results_agree_with_model(void **state)
{
    static const int *const orders[] = {failure_order, account_order};
    unsigned char at[ATTRIBUTES];

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        memcpy(at, open_point, sizeof at);
        first_point(orders[i], at);
        do {
            assert_answer(at);
            if (i == 1 && is(at, SUB, "bob")) { /* his own flow, too */
                unsigned char bobs[ATTRIBUTES];

                memcpy(bobs, at, sizeof bobs);
                bobs[SUBJECT] = 2;
                bobs[OWNER] = 3;
                bobs[OPTION_ORGANIZATION] = 1;
                assert_int_equal(model_unmet(bobs), 0);
                assert_answer(bobs);
            }
        } while (next_point(axes, orders[i], at));
    }
}

static void is_independent(void **state)
{
    (void)state;
    assert_independence(&space, quick() ? 10 : 150);
}

/* ---- what must never happen, stated from the inputs ---- */

/* ORG-04, ORG-05, COMPLETE-05: an account is only ever its user's, who started and who ends. */
static void accounts_are_the_users_own(void **state)
{
    const int draws = quick() ? 20000 : 400000;
    int allowed = 0;

    (void)state;
    for (int times = 0; times < draws; times++) {
        static struct world world;
        struct orgpol_complete_result result = ORGPOL_COMPLETE_RESULT_INIT;
        unsigned char a[ATTRIBUTES];

        draw(a, true);
        build(&world, a);
        if (orgpol_can_complete_account(&world.request, &result).effect != ORGPOL_EFFECT_ALLOW)
            continue;
        allowed++;
        if (!is(a, SUB, value(a, SUBJECT)) || !is(a, SUB, value(a, OWNER)) || !is(a, MACHINE, "user") ||
            !texts_are(result.user_id, value(a, OWNER)) ||
            (result.replaced &&
             (result.replaced->user_id.len != result.user_id.len ||
              memcmp(result.replaced->user_id.ptr, value(a, OWNER), result.user_id.len) != 0))) {
            print_point(axes, ATTRIBUTES, a);
            fail_msg("completed for another user");
        }
        if (!is(a, DEVICE, "same") || !is(a, USED, "no") || is(a, PROOF, "refused") ||
            !is(a, BODY_CODE, value(a, STORED_CODE)) || !is(a, BODY_SESSION, value(a, STORED_SESSION)) ||
            !is(a, BODY_URI, value(a, STORED_URI)) || !is(a, TICKET, "now+1") ||
            (!is(a, CHALLENGE, "absent") && !is(a, VERIFIER, "right"))) {
            print_point(axes, ATTRIBUTES, a);
            fail_msg("completed, and must not be");
        }
    }
    assert_true(allowed > 1000);
}

/* COMPLETE-21: nobody spends the code of a session that is another's, or without its secret. */
static void codes_are_spent_by_their_user(void **state)
{
    const int draws = quick() ? 20000 : 400000;
    int spent = 0;

    (void)state;
    for (int times = 0; times < draws; times++) {
        unsigned char a[ATTRIBUTES];

        draw(a, true);
        if (!(decide(a).obligations & ORGPOL_MUST_CONSUME_CONNECT_CODE))
            continue;
        spent++;
        if (is(a, TRANSACTION, "none") || is(a, TOKEN, "none") || !is(a, VALID, "yes") ||
            !is(a, SUB, value(a, OWNER)) || !is(a, BODY_SESSION, value(a, STORED_SESSION))) {
            print_point(axes, ATTRIBUTES, a);
            fail_msg("spent, and must not be");
        }
    }
    assert_true(spent > 1000);
}

/* The value on the left never allows more than the one on the right, all else equal. */
static void less_never_allows_more(void **state)
{
    static const struct {
        int attribute;
        unsigned char less;
        unsigned char more;
    } permissions[] = {
        {ACTIVE, 0, 1},
        {TOKEN, 0, 1},
        {VALID, 0, 1},
        {ENDS, 0, 3},
        {ENDS, 2, 3},
        {AUDIENCE, 2, 4},
        {AUDIENCE, 1, 4},
        {AUDIENCE, 5, 4},
        {HOST, 1, 0},
        {HOST, 4, 0},
        {MACHINE, 1, 0},
        {SUB, 0, 2},
        {SUBJECT, 0, 1},
        {CLIENT, 0, 1},
        {CLIENT, 2, 1},
        {CLIENT, 3, 1},
        {BINDING, 1, 0},
        {PROOF, 0, 1},
        {PROOF, 2, 0},
        {SCOPES, 0, 3},
        {SCOPES, 2, 3},
        {CONTENT_TYPE, 5, 0},
        {DEVICE, 0, 1},
        {UNKNOWN_MEMBER, 1, 0},
        {TRANSACTION, 0, 1},
        {STORED_BOUND, 1, 0},
        {USED, 0, 1},
        {USED, 2, 1},
        {USED, 3, 1},
        {CHALLENGE, 1, 2},
        {CHALLENGE, 3, 2},
        {TICKET, 0, 3},
        {TICKET, 2, 3},
        {STORED_ORG, 1, 0},
        {STORED_ORG, 3, 0},
        {CONNECTION, 0, 1},
        {STRATEGY, 1, 2},
        {UPSTREAM, 1, 0},
        {PURPOSE, 0, 1},
        {ENABLED, 0, 1},
        {OPTION_STRATEGY, 0, 1},
        {OPTION_VERIFIER, 0, 1},
        {OPTION_CLIENT, 0, 1},
        {OPTION_ORGANIZATION, 0, 1},
        {OPTION_RECHECK, 0, 1},
    };
    const int draws = quick() ? 4000 : 40000;

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

/* ---- the table ---- */

static void answer(const unsigned char *at, uint64_t mask, char *line, size_t size)
{
    condition_names(decide(at), mask, line, size);
}

static void answer_result(const unsigned char *at, uint64_t mask, char *line, size_t size)
{
    static struct world world;
    struct orgpol_complete_result result = ORGPOL_COMPLETE_RESULT_INIT;
    struct orgpol_decision decision;
    char must[128];

    build(&world, at);
    decision = orgpol_can_complete_account(&world.request, &result);
    obligation_names(decision, must, sizeof must);
    snprintf(line, size, "%s %u%s%s", decision.unmet & mask ? "no" : "yes", result.http_status,
             *must ? " " : "", must);
    if (result.replaced)
        snprintf(line + strlen(line), size - strlen(line), " account %d",
                 (int)(result.replaced - world.accounts));
    if (result.org_id.ptr)
        snprintf(line + strlen(line), size - strlen(line), " tag \"%.*s\"", (int)result.org_id.len,
                 result.org_id.ptr);
    if (result.advice)
        snprintf(line + strlen(line), size - strlen(line), " %s", orgpol_advice_name(result.advice));
}

static int golden(bool print)
{
    struct truth_table table = {axes, answer, NULL};
    unsigned char at[ATTRIBUTES];

    append_text(&table.text,
                "# The conditions of completing an account, group by group: which are unmet when. Then the\n"
                "# answer beside the reasons.\n"
                "# Written by `make golden` from the library itself; read complete_space.h first.\n");
    for (size_t i = 0; i < GROUPS; i++) {
        memcpy(at, open_point, sizeof at);
        add_product(&table, groups[i].name, groups[i].order, at,
                    conditions(ORGPOL_FAMILY_COMPLETE, &groups[i]));
    }
    table.answer = answer_result;
    memcpy(at, open_point, sizeof at);
    add_product(&table, "failure", failure_order, at, EVERY_CONDITION);
    memcpy(at, open_point, sizeof at);
    add_product(&table, "account", account_order, at, EVERY_CONDITION);
    return golden_status(table.text, "test/property/complete.golden", print);
}

static void the_table_is_the_committed_one(void **state)
{
    (void)state;
    assert_int_equal(golden(false), 0);
}

int main(int count, char **arguments)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(agrees_with_model),
        cmocka_unit_test(results_agree_with_model),
        cmocka_unit_test(is_independent),
        cmocka_unit_test(accounts_are_the_users_own),
        cmocka_unit_test(codes_are_spent_by_their_user),
        cmocka_unit_test(less_never_allows_more),
        cmocka_unit_test(the_table_is_the_committed_one),
    };

    if (is_print(count, arguments))
        return golden(true);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
