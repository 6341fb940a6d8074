/* SPDX-License-Identifier: MIT */
/*
 * Starts of the Connected Accounts flow over their whole input space, condition by condition: every point of
 * the product of its attributes, all other attributes at random, compared with a model written from WIRE
 * section 5.2; and a proof by sampling that it depends on nothing else. With --print, writes the truth table
 * that is committed as connect.golden; without, checks it.
 *
 * QUICK=1 in the environment visits and draws less (for sanitizers).
 */
#include "connect_space.h"

/* ---- the model ---- */

/* Is the axis at one of the values, which stand between spaces? */
static bool at(const unsigned char *a, int axis, const char *values)
{
    const char *const name = value(a, axis);
    const size_t length = strlen(name);

    for (const char *here = strstr(values, name); here; here = strstr(here + 1, name))
        if ((here == values || here[-1] == ' ') && (here[length] == ' ' || here[length] == '\0'))
            return true;
    return false;
}

/* The rows that there are. */
static bool token(const unsigned char *a)
{
    return at(a, TOKEN, "given");
}

static bool application(const unsigned char *a)
{
    return token(a) && !at(a, CLIENT, "unknown");
}

static bool target(const unsigned char *a)
{
    return at(a, CONNECTION, "found") && !at(a, NAME, "empty");
}

static bool one_domain(const unsigned char *a)
{
    if (at(a, HOST, "empty foreign"))
        return false;
    if (!token(a) || at(a, AUDIENCE, "none userinfo no_slash"))
        return true; /* no host to compare with */
    return at(a, AUDIENCE, at(a, HOST, "custom") ? "me_custom me_both" : "me me_both");
}

static bool proven(const unsigned char *a)
{
    if (at(a, PROOF, "refused"))
        return false;
    if (!token(a))
        return true;
    if (at(a, BOUND, "yes"))
        return at(a, PROOF, "valid");
    return at(a, ACTIVE, "no") || at(a, BINDING, "no");
}

static bool good_scopes(const unsigned char *a)
{
    return !at(a, ASKED, "empty no_texts 101 twice empty_item 256");
}

static bool offline_needed(const unsigned char *a)
{
    return at(a, REQUIRED, "absent") ? at(a, STRATEGY, "google-oauth2 google-apps")
                                     : at(a, REQUIRED, "true odd");
}

static bool offline_missing(const unsigned char *a)
{
    return target(a) && offline_needed(a) && at(a, OFFLINE, "off") && !at(a, STRATEGY, "github");
}

static bool google_missing(const unsigned char *a)
{
    return target(a) && at(a, STRATEGY, "google-oauth2") && good_scopes(a) &&
           !at(a, ASKED, "absent openid+profile openid+profile+offline_access");
}

static bool usage_violated(const unsigned char *a)
{
    const bool takes = at(a, USAGE, "allow require");
    const bool needs = at(a, USAGE, "require odd");

    return application(a) && (at(a, USAGE, "odd") || (!at(a, ORGANIZATION, "absent") && !takes) ||
                              (at(a, SESSION, "absent empty") && needs));
}

static uint64_t model_unmet(const unsigned char *a)
{
    const struct {
        uint16_t reason;
        bool met;
    } rows[] = {
        {ORGPOL_REASON_API_NOT_ACTIVE, at(a, ACTIVE, "yes")},
        {ORGPOL_REASON_TOKEN_INVALID, token(a) && at(a, VALID, "yes") && at(a, ENDS, "now+1") &&
                                          at(a, AUDIENCE, "me me_custom me_foreign me_both")},
        {ORGPOL_REASON_WRONG_DOMAIN, one_domain(a)},
        {ORGPOL_REASON_MACHINE_TOKEN, !token(a) || at(a, MACHINE, "user")},
        {ORGPOL_REASON_TOKEN_OTHER_USER,
         !token(a) || (at(a, SUB, "alice bob") && strcmp(value(a, SUB), value(a, SUBJECT)) == 0)},
        {ORGPOL_REASON_CLIENT_THIRD_PARTY, !token(a) || at(a, CLIENT, "first_party")},
        {ORGPOL_REASON_CONNECT_PROOF_INVALID, proven(a)},
        {ORGPOL_REASON_CREATE_SCOPE_MISSING, !token(a) || at(a, GRANTED, "create read_create")},
        {ORGPOL_REASON_CONTENT_TYPE_NOT_JSON, at(a, TYPE, "absent json JSON;charset")},
        {ORGPOL_REASON_BODY_INVALID, at(a, UNKNOWN_MEMBER, "no") && at(a, NAME, "sent 128") &&
                                         at(a, URI, "registered other 2048 longer") &&
                                         at(a, STATE, "absent sent 4096")},
        {ORGPOL_REASON_CODE_CHALLENGE_INVALID,
         at(a, CHALLENGE_KIND, "text") &&
             (at(a, CHALLENGE, "absent") ? at(a, METHOD, "absent S256")
                                         : at(a, CHALLENGE, "43 128") && at(a, METHOD, "S256"))},
        {ORGPOL_REASON_SCOPES_INVALID, good_scopes(a)},
        {ORGPOL_REASON_AUTHORIZATION_PARAMS_INVALID, at(a, PARAMS, "absent empty good")},
        {ORGPOL_REASON_CONNECTION_UNKNOWN, at(a, NAME, "empty") || target(a)},
        {ORGPOL_REASON_STRATEGY_UNSUPPORTED,
         !target(a) || at(a, OPTION_STRATEGY, "allow") || !at(a, STRATEGY, "samlp none")},
        {ORGPOL_REASON_UPSTREAM_DPOP, !target(a) || at(a, UPSTREAM, "no")},
        {ORGPOL_REASON_CONNECTED_ACCOUNTS_OFF, !target(a) || at(a, PURPOSE, "on")},
        {ORGPOL_REASON_CONNECTION_NOT_ENABLED, !target(a) || !application(a) || at(a, ENABLED, "yes")},
        {ORGPOL_REASON_REDIRECT_URI_NOT_REGISTERED,
         !application(a) || !at(a, URI, "other 2049_other longer")},
        {ORGPOL_REASON_ORGANIZATION_USAGE_VIOLATED, !usage_violated(a)},
        {ORGPOL_REASON_ORGANIZATION_MISMATCH, !token(a) || at(a, ORGANIZATION, "absent") ||
                                                  (at(a, ORGANIZATION, "org_1") && at(a, SESSION, "org_1"))},
        {ORGPOL_REASON_CONNECTION_NOT_IN_ORGANIZATION,
         at(a, OPTION_ORG, "false") || !token(a) || !target(a) || at(a, SESSION, "absent") ||
             (at(a, SESSION, "org_1") && at(a, ORG_CONNECTION, "enabled"))},
        {ORGPOL_REASON_OFFLINE_ACCESS_OFF, !offline_missing(a) || at(a, OPTION_OFFLINE, "warn")},
        {ORGPOL_REASON_GOOGLE_SCOPES_MISSING, !google_missing(a) || at(a, OPTION_GOOGLE, "warn")},
    };
    uint64_t unmet = 0;

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (!rows[i].met)
            unmet |= condition(ORGPOL_FAMILY_CONNECT, rows[i].reason);
    return unmet;
}

static uint32_t model_advice(const unsigned char *a)
{
    uint32_t advice = 0;

    if (at(a, STATE, "absent"))
        advice |= ORGPOL_ADVICE_STATE_MISSING;
    if (offline_missing(a) && at(a, OPTION_OFFLINE, "warn"))
        advice |= ORGPOL_ADVICE_OFFLINE_ACCESS_OFF;
    if (google_missing(a) && at(a, OPTION_GOOGLE, "warn"))
        advice |= ORGPOL_ADVICE_GOOGLE_SCOPES_MISSING;
    if (target(a) && at(a, OWN_KEYS, "absent") && at(a, STRATEGY, "google-oauth2 github slack"))
        advice |= ORGPOL_ADVICE_DEVELOPER_KEYS;
    return advice;
}

/* What is asked for, with plus signs, where it can be written down so. */
static void model_requested(const unsigned char *a, char *text, size_t size)
{
    const char *const own = value(a, at(a, ASKED, "absent") ? CONFIGURED : ASKED);
    const char *const base = strcmp(own, "none") == 0 ? "" : own;
    const bool adds = offline_needed(a) && at(a, OFFLINE, "on") && !strstr(base, "offline_access");

    snprintf(text, size, "%s%s%s", base, adds && *base ? "+" : "", adds ? "offline_access" : "");
}

/* ---- visiting ---- */

static void draw(unsigned char *a, bool open)
{
    memcpy(a, open_point, ATTRIBUTES);
    for (int i = 0; i < ATTRIBUTES; i++)
        if (!open || random_bits() % 12 == 0)
            a[i] = random_value(&axes[i]);
}

static bool text_is(struct orgpol_str text, const char *expected)
{
    return text.len == strlen(expected) && memcmp(text.ptr, expected, text.len) == 0;
}

static bool result_agrees(const unsigned char *a, const struct orgpol_connect_result *result,
                          const struct orgpol_str *scopes)
{
    char expected[128];
    char have[2048] = "";

    model_requested(a, expected, sizeof expected);
    for (size_t i = 0; i < result->scope_count; i++)
        snprintf(have + strlen(have), sizeof have - strlen(have), "%s%.*s", i ? "+" : "", (int)scopes[i].len,
                 scopes[i].ptr);
    if (at(a, ASKED, "100 255")) { /* too long to write down: how many, and the last */
        const size_t sent = at(a, ASKED, "100") ? 100 : 1;
        const bool adds = strstr(expected, "offline_access") != NULL;

        if (result->scope_count != sent + adds || (adds && !text_is(scopes[sent], "offline_access")))
            return false;
    } else if (strcmp(have, expected) != 0)
        return false;
    return text_is(result->user_id, value(a, SUB)) && text_is(result->client_id, "client") &&
           result->connection.len == (at(a, NAME, "128") ? 256 : 4) &&
           result->redirect_uri.len == (at(a, URI, "2048") ? 4096 : strlen(CALLBACK)) &&
           (result->code_challenge.ptr == NULL) == at(a, CHALLENGE, "absent") &&
           (result->organization_id.ptr == NULL) == at(a, SESSION, "absent") &&
           result->is_dpop_bound == at(a, BOUND, "yes");
}

static void assert_answer(const unsigned char *a)
{
    static struct world world;
    struct orgpol_connect_result result = ORGPOL_CONNECT_RESULT_INIT;
    struct orgpol_str scopes[102];
    const uint64_t unmet = model_unmet(a);
    const uint32_t must = unmet ? 0 : ORGPOL_MUST_CREATE_AUTH_SESSION;
    struct orgpol_decision decision;
    bool agrees;

    build(&world, a);
    decision = orgpol_can_connect_account(&world.request, &result, scopes, 102);
    agrees =
        decision.unmet == unmet && decision.obligations == must && result.advice == model_advice(a) &&
        decision.effect == (unmet ? ORGPOL_EFFECT_DENY : ORGPOL_EFFECT_ALLOW) &&
        (unmet ? result.scope_count == 0 && result.user_id.ptr == NULL : result_agrees(a, &result, scopes));
    if (!agrees) {
        print_point(axes, ATTRIBUTES, a);
        fail_msg("unmet %llx, the model says %llx; obligations %x, %x; advice %x, %x",
                 (unsigned long long)decision.unmet, (unsigned long long)unmet, decision.obligations, must,
                 result.advice, model_advice(a));
    }
}

static const struct space space = {ORGPOL_FAMILY_CONNECT, ATTRIBUTES, axes, groups, GROUPS, draw,
                                   assert_answer,         decide};

static void agrees_with_model(void **state)
{
    (void)state;
    assert_answers(&space, quick() ? 2 : 20);
}

/* What an allowed start asks for and stores, in full. */
static const int result_order[] = {STRATEGY, REQUIRED, OFFLINE,        CONFIGURED,    ASKED,
                                   OWN_KEYS, STATE,    OPTION_OFFLINE, OPTION_GOOGLE, -1};
static const int transaction_order[] = {NAME, URI, CHALLENGE, METHOD, BOUND, SESSION, ORGANIZATION, -1};

static void results_agree_with_model(void **state)
{
    unsigned char a[ATTRIBUTES];

    (void)state;
    memcpy(a, open_point, sizeof a);
    first_point(result_order, a);
    do
        assert_answer(a);
    while (next_point(axes, result_order, a));
    memcpy(a, open_point, sizeof a);
    first_point(transaction_order, a);
    do
        assert_answer(a);
    while (next_point(axes, transaction_order, a));
}

static void is_independent(void **state)
{
    (void)state;
    assert_independence(&space, quick() ? 4 : 60);
}

/* No account is connected for anybody but the user of the token, and none without a token for it (ORG-04). */
static void starts_are_the_users_own(void **state)
{
    const int draws = quick() ? 20000 : 200000;
    int allowed = 0;

    (void)state;
    for (int times = 0; times < draws; times++) {
        static struct world world;
        struct orgpol_connect_result result = ORGPOL_CONNECT_RESULT_INIT;
        unsigned char a[ATTRIBUTES];
        bool own;

        draw(a, true);
        build(&world, a);
        if (orgpol_can_connect_account(&world.request, &result, NULL, 0).effect != ORGPOL_EFFECT_ALLOW)
            continue;
        allowed++;
        own = text_is(result.user_id, value(a, SUBJECT)) && a[TOKEN] && a[VALID] && !a[MACHINE] &&
              world.token.expires_at.s > NOW && a[CLIENT] == 1 && a[PURPOSE] && a[ENABLED] && a[CONNECTION];
        if (!own ||
            !orgpol_is_connection_available(&world.connection, &world.enabled_client, &world.options)) {
            print_point(axes, ATTRIBUTES, a);
            fail_msg("allowed, and must not be");
        }
    }
    assert_true(allowed > 1000);
}

/* A connection is available where a start has nothing against the connection itself (MGE-10). */
static void available_is_what_can_be_started(void **state)
{
    static const int order[] = {CONNECTION, STRATEGY, OPTION_STRATEGY, UPSTREAM, PURPOSE, ENABLED, LOGIN, -1};
    const uint64_t against = condition(ORGPOL_FAMILY_CONNECT, ORGPOL_REASON_CONNECTION_UNKNOWN) |
                             condition(ORGPOL_FAMILY_CONNECT, ORGPOL_REASON_STRATEGY_UNSUPPORTED) |
                             condition(ORGPOL_FAMILY_CONNECT, ORGPOL_REASON_UPSTREAM_DPOP) |
                             condition(ORGPOL_FAMILY_CONNECT, ORGPOL_REASON_CONNECTED_ACCOUNTS_OFF) |
                             condition(ORGPOL_FAMILY_CONNECT, ORGPOL_REASON_CONNECTION_NOT_ENABLED);
    static struct world world;
    unsigned char a[ATTRIBUTES];

    (void)state;
    memcpy(a, open_point, sizeof a);
    first_point(order, a);
    do {
        uint8_t available;

        build(&world, a);
        available = orgpol_is_connection_available(world.request.connection, world.request.enabled_client,
                                                   &world.options);
        if (available != ((model_unmet(a) & against) == 0)) {
            print_point(axes, ATTRIBUTES, a);
            fail_msg("available %u", available);
        }
    } while (next_point(axes, order, a));
}

/* The value on the left never allows less than the one on the right, all else equal. */
static void less_never_allows_more(void **state)
{
    static const struct {
        int attribute;
        unsigned char more;
        unsigned char less;
    } permissions[] = {
        {ACTIVE, 1, 0},
        {TOKEN, 1, 0},
        {VALID, 1, 0},
        {ENDS, 3, 0},
        {ENDS, 3, 2},
        {AUDIENCE, 4, 1},
        {AUDIENCE, 4, 2},
        {AUDIENCE, 1, 5},
        {MACHINE, 0, 1},
        {CLIENT, 1, 0},
        {CLIENT, 1, 2},
        {CLIENT, 1, 3},

        {BINDING, 0, 1},
        {PROOF, 1, 0},
        {PROOF, 1, 2},
        {GRANTED, 4, 1},
        {GRANTED, 1, 3},
        {URI, 2, 3},
        {URI, 4, 5},
        {STATE, 3, 2},
        {STATE, 4, 5},
        {CHALLENGE, 3, 2},
        {METHOD, 2, 3},
        {ASKED, 3, 4},
        {ASKED, 8, 9},
        {PARAMS, 0, 4},
        {CONNECTION, 1, 0},
        {PURPOSE, 1, 0},
        {ENABLED, 1, 0},
        {UPSTREAM, 0, 1},
        {USAGE, 2, 0},
        {USAGE, 2, 1},
        {USAGE, 2, 3},
        {USAGE, 1, 4},
        {USAGE, 3, 4},
        {ORGANIZATION, 0, 1},
        {ORGANIZATION, 0, 2},
        {ORG_CONNECTION, 2, 1},
        {ORG_CONNECTION, 1, 0},
        {OPTION_ORG, 0, 1},
        {OFFLINE, 1, 0},
        {REQUIRED, 1, 2},
        {REQUIRED, 1, 3},
        {OPTION_STRATEGY, 1, 0},
        {OPTION_OFFLINE, 1, 0},
        {OPTION_GOOGLE, 1, 0},
    };
    const int draws = quick() ? 2000 : 20000;

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

static void answer(const unsigned char *a, uint64_t mask, char *line, size_t size)
{
    condition_names(decide(a), mask, line, size);
}

/* The scopes asked for, and the advice. */
static void answer_result(const unsigned char *a, uint64_t mask, char *line, size_t size)
{
    static struct world world;
    struct orgpol_connect_result result = ORGPOL_CONNECT_RESULT_INIT;
    struct orgpol_str scopes[102];

    build(&world, a);
    if (orgpol_can_connect_account(&world.request, &result, scopes, 102).effect != ORGPOL_EFFECT_ALLOW) {
        condition_names(decide(a), mask, line, size);
        return;
    }
    snprintf(line, size, "asks for");
    for (size_t i = 0; i < result.scope_count; i++)
        snprintf(line + strlen(line), size - strlen(line), " %.*s", (int)scopes[i].len, scopes[i].ptr);
    for (unsigned bit = 0; bit < 32; bit++)
        if (result.advice >> bit & 1)
            snprintf(line + strlen(line), size - strlen(line), "; %s",
                     orgpol_advice_name(UINT32_C(1) << bit));
}

static int golden(bool print)
{
    static const int requested[] = {REQUIRED, OFFLINE, STRATEGY, CONFIGURED, -1};
    static const int options[] = {STRATEGY, OPTION_GOOGLE, OPTION_OFFLINE, OFFLINE, OWN_KEYS, STATE, -1};
    struct truth_table table = {axes, answer, NULL};
    unsigned char a[ATTRIBUTES];

    append_text(
        &table.text,
        "# The conditions of starting the Connected Accounts flow, one by one: where they are unmet.\n"
        "# Then the scopes asked for, and the advice.\n"
        "# Written by `make golden` from the library itself; read connect_space.h first.\n");
    for (size_t i = 0; i < GROUPS; i++) {
        memcpy(a, open_point, sizeof a);
        add_product(&table, groups[i].name, groups[i].order, a,
                    conditions(ORGPOL_FAMILY_CONNECT, &groups[i]));
    }
    table.answer = answer_result;
    memcpy(a, open_point, sizeof a);
    a[ASKED] = 0;
    add_product(&table, "scopes of the connection", requested, a, EVERY_CONDITION);
    memcpy(a, open_point, sizeof a);
    a[ASKED] = 7;
    add_product(&table, "scopes of the body", requested, a, EVERY_CONDITION);
    memcpy(a, open_point, sizeof a);
    a[ASKED] = 4;
    add_product(&table, "advice", options, a, EVERY_CONDITION);
    return golden_status(table.text, "test/property/connect.golden", print);
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
        cmocka_unit_test(starts_are_the_users_own),
        cmocka_unit_test(available_is_what_can_be_started),
        cmocka_unit_test(less_never_allows_more),
        cmocka_unit_test(the_table_is_the_committed_one),
    };

    if (is_print(count, arguments))
        return golden(true);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
