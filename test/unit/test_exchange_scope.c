/* SPDX-License-Identifier: MIT */
/* Token exchanges: what a worker is pinned to, and the scopes of the provider's token. */
#include "exchanges.h"

static struct exchange_world world;
static struct exchange_world *const w = &world;

static uint32_t obligations;
static uint32_t advice;

/* Texts with spaces between them. */
static void join(char *out, size_t size, const struct orgpol_str *texts, size_t count)
{
    out[0] = '\0';
    for (size_t i = 0; i < count; i++)
        snprintf(out + strlen(out), size - strlen(out), "%s%.*s", i ? " " : "", (int)texts[i].len,
                 texts[i].ptr);
}

/* Allowed, with a token of these scopes that lacks those. */
static void assert_scopes(const char *scopes, const char *missing)
{
    struct orgpol_exchange_result result = ORGPOL_EXCHANGE_RESULT_INIT;
    struct orgpol_str written[SCOPE_ROOM];
    struct orgpol_str lacking[SCOPE_ROOM];
    char text[256];
    const struct orgpol_decision decision =
        orgpol_check_token_exchange(&w->request, &result, written, SCOPE_ROOM, lacking, SCOPE_ROOM);

    assert_int_equal(decision.effect, ORGPOL_EFFECT_ALLOW);
    obligations = decision.obligations;
    advice = result.advice;
    join(text, sizeof text, written, result.scope_count);
    assert_string_equal(text, scopes);
    join(text, sizeof text, lacking, result.missing_scope_count);
    assert_string_equal(text, missing);
}

static bool downscopes(void)
{
    return (obligations & ORGPOL_MUST_DOWNSCOPE_PROVIDER_TOKEN) != 0;
}

/* SCOPE-09 to -11 */
static void users_get_what_the_account_has(void **state)
{
    (void)state;
    for (int kind = OF_REFRESH_TOKEN; kind <= OF_ACCESS_TOKEN; kind++) {
        make_exchange(w, (enum kind_of_exchange)kind);
        assert_scopes("openid cal.read cal.write", "");
        assert_false(downscopes());
        ask_for(w, "cal.read");
        assert_scopes("openid cal.read cal.write", "");
        ask_for(w, "drive");
        assert_scopes("openid cal.read cal.write", "");
        w->options.strict_scope = 1;
        assert_unmet(w, "requested_scope_not_held");
        ask_for(w, "cal.write openid");
        assert_scopes("openid cal.read cal.write", "");
        ask_for(w, "");
        assert_scopes("openid cal.read cal.write", "");
        hold(w, "");
        assert_scopes("", ""); /* SCOPE-07 */
        ask_for(w, "openid");
        assert_unmet(w, "requested_scope_not_held");
        w->account.account_count = 0;
        assert_unmet(w, "account_not_found");
        make_exchange(w, (enum kind_of_exchange)kind);
        hold(w, "b a b");
        assert_scopes("b a b", "");
        provide(w, "c b c");
        assert_scopes("c b c", "");
        provide(w, "");
        assert_scopes("", "");
    }
}

/* SCOPE-13 */
static void missing_scopes_are_told(void **state)
{
    (void)state;
    make_exchange(w, OF_REFRESH_TOKEN);
    require_scopes(w, "cal.read openid");
    assert_scopes("openid cal.read cal.write", "");
    assert_int_equal(advice, 0);
    require_scopes(w, "drive cal.read mail drive");
    assert_scopes("openid cal.read cal.write", "drive mail");
    assert_int_equal(advice, ORGPOL_ADVICE_RECONNECT_ACCOUNT);
    provide(w, "drive");
    assert_scopes("drive", "cal.read mail");
    make_exchange(w, OF_WORKER);
    ask_for(w, "cal.read");
    require_scopes(w, "openid cal.read");
    assert_scopes("cal.read", "openid"); /* not of the token, though the account has it */
    provide(w, "openid");
    assert_scopes("cal.read", "openid"); /* a worker's are the ones it asked for */
    assert_int_equal(advice, ORGPOL_ADVICE_RECONNECT_ACCOUNT);
}

/* PWX-26 to -28 */
static void workers_are_pinned(void **state)
{
    (void)state;
    make_exchange(w, OF_WORKER);
    assert_scopes("openid cal.read cal.write", "");
    SPOILED(w, OF_WORKER, w->grants[0].connection = ORGPOL_STR("GOOGLE"), "connection_not_granted");
    ask_for(w, "repo");
    assert_unmet(w, "connection_not_granted"); /* nothing is compared with a grant that is not there */
    SPOILED(w, OF_WORKER, ask_for(w, "cal.read repo"), "worker_scope_not_granted scope_not_held");
    hold(w, "openid cal.read cal.write repo");
    assert_unmet(w, "worker_scope_not_granted"); /* of github's grant */
    ask_for(w, "cal.read");
    assert_unmet(w, "");
    /* two grants of a connection: what both list, in the order of the first */
    make_exchange(w, OF_WORKER);
    w->grants[1].connection = ORGPOL_STR("google");
    w->grants[1].scope_count = list_scopes(w->granted[1], "cal.write openid");
    assert_scopes("openid cal.write", "");
    ask_for(w, "cal.write openid");
    assert_scopes("cal.write openid", "");
    ask_for(w, "cal.read");
    assert_unmet(w, "worker_scope_not_granted");
    SPOILED(w, OF_WORKER, w->options.absent_worker_scope = ORGPOL_ABSENT_WORKER_SCOPE_DENY,
            "worker_scope_missing");
    ask_for(w, "openid cal.read cal.write");
    assert_unmet(w, "");
}

/* PWX-29 to -33 */
static void tokens_are_narrowed(void **state)
{
    (void)state;
    make_exchange(w, OF_WORKER);
    ask_for(w, "cal.read");
    assert_scopes("cal.read", "");
    assert_true(downscopes());
    w->connection.has_downscoping = 0;
    assert_unmet(w, "downscoping_unsupported");
    ask_for(w, "cal.write openid cal.read cal.write");
    assert_scopes("cal.write openid cal.read", ""); /* PWX-32: neither order nor doubles */
    assert_false(downscopes());
    ask_for(w, "");
    assert_unmet(w, "downscoping_unsupported");
    w->connection.has_downscoping = 1;
    assert_unmet(w, "downscoping_unsupported"); /* who asks for no scope is given all */
    hold(w, "");
    assert_scopes("", "");
    assert_false(downscopes());
    hold(w, "openid cal.read cal.write");
    /* PWX-31: without scope what is granted and held */
    ask_for(w, NULL);
    grant(w, "mail cal.write cal.read");
    assert_scopes("cal.write cal.read", "");
    assert_true(downscopes());
    w->connection.has_downscoping = 0;
    assert_unmet(w, "downscoping_unsupported");
    hold(w, "cal.read cal.write");
    assert_scopes("cal.write cal.read", "");
    /* PWX-33 */
    ask_for(w, "mail cal.write cal.read");
    assert_unmet(w, "scope_not_held");
    ask_for(w, "mail");
    assert_unmet(w, "scope_not_held downscoping_unsupported");
    w->connection.has_downscoping = 1;
    assert_unmet(w, "scope_not_held");
    w->account.account_count = 0;
    assert_unmet(w, "account_not_found");
}

static void offline_access_is_no_right(void **state)
{
    (void)state;
    SPOILED(w, OF_WORKER,
            (w->connection.has_downscoping = 0, hold(w, "cal.read offline_access offline.access"),
             grant(w, "cal.read mail")),
            "");
    assert_scopes("cal.read", "");
    assert_false(downscopes());
    w->options.offline_scope = ORGPOL_OFFLINE_SCOPE_COMPARE;
    assert_unmet(w, "downscoping_unsupported");
    w->connection.has_downscoping = 1;
    assert_scopes("cal.read", "");
    assert_true(downscopes());
    w->options.offline_scope = ORGPOL_OFFLINE_SCOPE_IGNORE;
    ask_for(w, "cal.read offline_access"); /* whoever asks for it needs it granted */
    assert_unmet(w, "worker_scope_not_granted");
    grant(w, "cal.read offline_access");
    assert_scopes("cal.read offline_access", "");
    hold(w, "cal.read");
    assert_unmet(w, "scope_not_held");
}

static void arrays_have_room(void **state)
{
    static struct orgpol_str many[ORGPOL_SCOPE_LIMIT];
    static struct orgpol_str written[ORGPOL_SCOPE_LIMIT];
    static char texts[ORGPOL_SCOPE_LIMIT][8];
    struct orgpol_exchange_result result = ORGPOL_EXCHANGE_RESULT_INIT;
    struct orgpol_str scopes[3];
    struct orgpol_str missing[2];
    struct orgpol_decision decision;

    (void)state;
    make_exchange(w, OF_REFRESH_TOKEN);
    require_scopes(w, "x y");
    decision = orgpol_check_token_exchange(&w->request, &result, scopes, 3, missing, 2);
    assert_int_equal(decision.effect, ORGPOL_EFFECT_ALLOW);
    for (size_t room = 0; room < 6; room++) {
        const bool enough_scopes = room % 2 != 0;

        decision = orgpol_check_token_exchange(&w->request, &result, scopes, enough_scopes ? 3 : room / 2,
                                               missing, enough_scopes ? room / 4 : 2);
        assert_int_equal(decision.effect, ORGPOL_EFFECT_ERROR);
        assert_int_equal(decision.reason, ORGPOL_REASON_RESULT_TOO_SMALL);
        assert_int_equal(result.scope_count, 3);
        assert_int_equal(result.missing_scope_count, 2);
        assert_null(result.account);
        assert_int_equal(result.advice, 0);
    }
    assert_int_equal(orgpol_check_token_exchange(&w->request, &result, NULL, 0, missing, 2).effect,
                     ORGPOL_EFFECT_ALLOW);
    assert_int_equal(result.scope_count, 3);
    assert_int_equal(orgpol_check_token_exchange(&w->request, NULL, NULL, 1, NULL, 0).reason,
                     ORGPOL_REASON_MISSING_INPUT);
    assert_int_equal(orgpol_check_token_exchange(&w->request, NULL, NULL, 0, NULL, 1).reason,
                     ORGPOL_REASON_MISSING_INPUT);
    w->request.is_authenticated = 0; /* a denial needs no room, and writes nothing */
    scopes[0] = ORGPOL_STR("untouched");
    assert_int_equal(orgpol_check_token_exchange(&w->request, &result, scopes, 0, missing, 0).effect,
                     ORGPOL_EFFECT_DENY);
    assert_int_equal(result.scope_count, 0);
    assert_int_equal(scopes[0].len, 9);
    /* the longest lists */
    for (size_t i = 0; i < ORGPOL_SCOPE_LIMIT; i++) {
        snprintf(texts[i], sizeof texts[i], "s%zu", i);
        many[i] = orgpol_str_of(texts[i]);
    }
    for (int kind = OF_REFRESH_TOKEN; kind <= OF_WORKER; kind++) {
        make_exchange(w, (enum kind_of_exchange)kind);
        w->accounts[0].scopes = w->grants[0].scopes = w->request.required_scopes = many;
        w->accounts[0].scope_count = w->grants[0].scope_count = w->request.required_scope_count =
            ORGPOL_SCOPE_LIMIT;
        decision = orgpol_check_token_exchange(&w->request, &result, written, ORGPOL_SCOPE_LIMIT, NULL, 0);
        assert_int_equal(decision.effect, ORGPOL_EFFECT_ALLOW);
        assert_int_equal(result.scope_count, ORGPOL_SCOPE_LIMIT);
        assert_int_equal(result.missing_scope_count, 0);
        assert_ptr_equal(written[ORGPOL_SCOPE_LIMIT - 1].ptr, texts[ORGPOL_SCOPE_LIMIT - 1]);
    }
}

/* An empty text is no scope. */
static void empty_texts_are_no_scopes(void **state)
{
    (void)state;
    for (int kind = OF_REFRESH_TOKEN; kind <= OF_WORKER; kind++) {
        make_exchange(w, (enum kind_of_exchange)kind);
        w->connection.has_downscoping = 0;
        w->held[1] = ORGPOL_STR("");
        w->granted[0][1] = NO_TEXT;
        w->required[0] = ORGPOL_STR("");
        w->request.required_scope_count = 1;
        assert_scopes("openid cal.write", "");
        ask_for(w, "cal.write openid x");
        w->asked[2] = ORGPOL_STR("");
        w->options.strict_scope = 1;
        assert_scopes(kind == OF_WORKER ? "cal.write openid" : "openid cal.write", "");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(users_get_what_the_account_has),
        cmocka_unit_test(missing_scopes_are_told),
        cmocka_unit_test(workers_are_pinned),
        cmocka_unit_test(tokens_are_narrowed),
        cmocka_unit_test(offline_access_is_no_right),
        cmocka_unit_test(arrays_have_room),
        cmocka_unit_test(empty_texts_are_no_scopes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
