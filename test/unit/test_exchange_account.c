/* SPDX-License-Identifier: MIT */
/* Token exchanges: which account, what the vault holds of it, and times at their ends. */
#include "exchanges.h"

static struct exchange_world world;
static struct exchange_world *const w = &world;

#define REFRESHES \
    (ORGPOL_MUST_REFRESH_PROVIDER_TOKEN | ORGPOL_MUST_STORE_TOKENS | ORGPOL_MUST_TOUCH_LAST_USED)

static struct orgpol_decision decide(struct orgpol_exchange_result *result)
{
    *result = (struct orgpol_exchange_result)ORGPOL_EXCHANGE_RESULT_INIT;
    return orgpol_check_token_exchange(&w->request, result, NULL, 0, NULL, 0);
}

/* Allowed with these obligations, for so many seconds; -1: it is not known for how many. */
static void assert_lasts(uint32_t obligations, int64_t seconds)
{
    struct orgpol_exchange_result result;
    const struct orgpol_decision decision = decide(&result);

    assert_int_equal(decision.effect, ORGPOL_EFFECT_ALLOW);
    assert_int_equal(decision.obligations, obligations);
    assert_int_equal(result.has_expires_in, seconds >= 0);
    assert_int_equal(result.expires_in_s, seconds >= 0 ? seconds : 0);
}

/* Denied for this alone, and the user is told to connect the account again, or not. */
static void assert_denied(const char *name, bool reconnect)
{
    struct orgpol_exchange_result result;

    assert_unmet(w, name);
    assert_int_equal(decide(&result).obligations, 0);
    assert_int_equal(result.advice, reconnect ? ORGPOL_ADVICE_RECONNECT_ACCOUNT : 0);
    assert_null(result.account);
    assert_int_equal(result.has_expires_in, 0);
}

/* The stored access token is over, and may be refreshed. */
static void make_over(void)
{
    make_exchange(w, OF_REFRESH_TOKEN);
    w->accounts[0].access_token_expires_at = at_time(NOW);
}

static void accounts_are_chosen(void **state)
{
    struct orgpol_exchange_result result;

    (void)state;
    make_exchange(w, OF_REFRESH_TOKEN);
    w->account.account_count = 0;
    assert_denied("account_not_found", true);
    SPOILED(w, OF_REFRESH_TOKEN, w->accounts[0].connection = ORGPOL_STR("github"), "account_not_found");
    SPOILED(w, OF_REFRESH_TOKEN, w->accounts[0].user_id = ORGPOL_STR("auth0|b"), "account_not_found");
    w->account.linked_user_ids = &w->accounts[0].user_id;
    w->account.linked_user_id_count = 1;
    w->options.link_carries_accounts = 1; /* the request's options are those of the selection */
    assert_unmet(w, "");
    make_exchange(w, OF_REFRESH_TOKEN);
    w->account.account_count = 2;
    assert_denied("account_ambiguous", false);
    w->options.ambiguous = ORGPOL_AMBIGUOUS_LATEST;
    w->accounts[1].created_at = at_time(NOW - 5);
    decide(&result);
    assert_ptr_equal(result.account, &w->accounts[1]);
    w->request.login_hint = ORGPOL_STR("g-100");
    decide(&result);
    assert_ptr_equal(result.account, &w->accounts[0]);
    w->request.login_hint = ORGPOL_STR("g-300");
    assert_denied("account_hint_not_found", true);
    make_exchange(w, OF_REFRESH_TOKEN);
    w->accounts[0].organization_id = ORGPOL_STR("org_2");
    assert_denied("account_other_organization", true);
    enter_organization(w);
    assert_denied("account_other_organization", true);
    w->accounts[0].organization_id = ORGPOL_STR("org_1");
    assert_unmet(w, "");
    w->account.account_count = 2; /* ORG-12 */
    decide(&result);
    assert_ptr_equal(result.account, &w->accounts[0]);
}

/* What the account request says itself of connection, hint, organization and options is not read. */
static void the_exchange_says_what_is_wanted(void **state)
{
    static struct orgpol_options unreadable = {.struct_size = 9};

    (void)state;
    make_exchange(w, OF_REFRESH_TOKEN);
    w->account.connection = ORGPOL_STR("github");
    w->account.login_hint = ORGPOL_STR("nobody");
    w->account.organization_id = ORGPOL_STR("org_9");
    w->account.options = &unreadable;
    assert_unmet(w, "");
    w->accounts[0].connection = ORGPOL_STR("github");
    assert_unmet(w, "account_not_found");
}

static void good_tokens_are_served(void **state)
{
    (void)state;
    make_exchange(w, OF_REFRESH_TOKEN);
    assert_lasts(ORGPOL_MUST_TOUCH_LAST_USED, 1377);
    w->accounts[0].access_token_expires_at = at_time(NOW + 1);
    assert_lasts(ORGPOL_MUST_TOUCH_LAST_USED, 1);
    /* EXPIRY-07: however little can be refreshed */
    w->accounts[0].refresh_token_stored = ORGPOL_REFRESH_TOKEN_STORED_NO;
    w->accounts[0].expires_at = at_time(NOW - DAY);
    w->accounts[0].last_used_at = at_time(NOW - 800 * DAY);
    w->request.provider_refresh = ORGPOL_PROVIDER_REFRESH_FAILED;
    assert_lasts(ORGPOL_MUST_TOUCH_LAST_USED, 1);
    w->request.provider_refresh = ORGPOL_PROVIDER_REFRESH_OK;
    w->request.provider_refresh_expires_at = at_time(NOW + 50);
    assert_lasts(ORGPOL_MUST_TOUCH_LAST_USED, 1);
    /* SCOPE-17 */
    make_exchange(w, OF_REFRESH_TOKEN);
    w->accounts[0].access_token_expires_at = NO_TIME;
    assert_lasts(REFRESHES, -1);
    w->accounts[0].access_token_issued_at = at_time(NOW - 599);
    assert_lasts(ORGPOL_MUST_TOUCH_LAST_USED, 1);
    w->accounts[0].access_token_issued_at = at_time(NOW - 600);
    assert_lasts(REFRESHES, -1);
    w->accounts[0].access_token_expires_at = at_time(NOW + 9); /* it says when */
    assert_lasts(ORGPOL_MUST_TOUCH_LAST_USED, 9);
}

static void tokens_are_refreshed(void **state)
{
    const uint32_t stored = ORGPOL_MUST_STORE_TOKENS | ORGPOL_MUST_TOUCH_LAST_USED;

    (void)state;
    make_over();
    assert_lasts(REFRESHES, -1);
    w->request.provider_refresh = ORGPOL_PROVIDER_REFRESH_OK;
    assert_lasts(stored, 600);
    w->request.provider_refresh_expires_at = at_time(NOW + 3599);
    assert_lasts(stored, 3599);
    w->request.provider_refresh_expires_at = at_time(NOW - 3);
    assert_lasts(stored, 0);
    w->request.provider_refresh = ORGPOL_PROVIDER_REFRESH_FAILED;
    assert_denied("provider_refresh_failed", true);
    w->request.provider_refresh = ORGPOL_PROVIDER_REFRESH_OK; /* a refresh that must not have been tried */
    w->accounts[0].refresh_token_stored = ORGPOL_REFRESH_TOKEN_STORED_NO;
    assert_denied("provider_refresh_token_missing", true);
}

static void refresh_tokens_are_stored(void **state)
{
    static const struct {
        uint8_t stored;
        uint8_t offline;
        bool missing;
    } rows[] = {
        {ORGPOL_REFRESH_TOKEN_STORED_UNSET, 0, true},
        {ORGPOL_REFRESH_TOKEN_STORED_UNSET, 1, false},
        {ORGPOL_REFRESH_TOKEN_STORED_NO, 1, true},
        {ORGPOL_REFRESH_TOKEN_STORED_YES, 0, false},
        {ORGPOL_WORD_UNKNOWN, 1, true},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        make_over();
        w->accounts[0].refresh_token_stored = rows[i].stored;
        w->accounts[0].is_access_type_offline = rows[i].offline;
        assert_unmet(w, rows[i].missing ? "provider_refresh_token_missing" : "");
    }
    make_over();
    w->accounts[0].expires_at = at_time(NOW + 1);
    assert_unmet(w, "");
    w->accounts[0].expires_at = at_time(NOW);
    assert_denied("provider_refresh_token_expired", true);
    w->accounts[0].refresh_token_stored = ORGPOL_REFRESH_TOKEN_STORED_NO;
    w->accounts[0].last_used_at = at_time(NOW - 366 * DAY);
    w->request.provider_refresh = ORGPOL_PROVIDER_REFRESH_FAILED;
    assert_unmet(w, "provider_refresh_token_missing provider_refresh_token_expired account_unused "
                    "provider_refresh_failed");
}

static void accounts_age(void **state)
{
    (void)state;
    make_over();
    w->accounts[0].last_used_at = at_time(NOW - 365 * DAY);
    assert_unmet(w, "");
    w->accounts[0].last_used_at = at_time(NOW - 365 * DAY - 1);
    assert_denied("account_unused", true);
    w->options.never_exchanged = ORGPOL_NEVER_EXCHANGED_NEVER_AGES; /* it was exchanged */
    assert_unmet(w, "account_unused");
    w->accounts[0].last_used_at = at_time(NOW + DAY);
    assert_unmet(w, "");
    make_over(); /* EXPIRY-05 */
    w->accounts[0].last_used_at = NO_TIME;
    w->accounts[0].created_at = at_time(NOW - 365 * DAY);
    assert_unmet(w, "");
    w->accounts[0].created_at = at_time(NOW - 365 * DAY - 1);
    assert_unmet(w, "account_unused");
    w->options.never_exchanged = ORGPOL_NEVER_EXCHANGED_NEVER_AGES;
    assert_unmet(w, "");
    w->accounts[0].created_at = NO_TIME;
    assert_unmet(w, "");
    w->options.never_exchanged = ORGPOL_NEVER_EXCHANGED_CREATED_AT;
    assert_unmet(w, "account_unused");
    w->options.unused_after = ORGPOL_UNUSED_AFTER_CALENDAR_YEAR;
    assert_unmet(w, "account_unused");
}

/* Moments and the same ones a year later; computed with GNU date. */
static void calendar_years_end_on_the_day(void **state)
{
    static const struct {
        int64_t used;
        int64_t end;
    } rows[] = {
        {1709121600, 1740744000},            /* 2024-02-28 12:00:00 to 2025-02-28 */
        {1709208000, 1740744000},            /* 2024-02-29 12:00:00 to 2025-02-28 */
        {1709251199, 1740787199},            /* 2024-02-29 23:59:59 to 2025-02-28 */
        {1709251200, 1740787200},            /* 2024-03-01 00:00:00 to 2025-03-01 */
        {1704067200, 1735689600},            /* 2024-01-01 to 2025-01-01 */
        {1677585600, 1709121600},            /* 2023-02-28 12:00:00 to 2024-02-28 */
        {1677672000, 1709294400},            /* 2023-03-01 12:00:00 to 2024-03-01 */
        {1703980800, 1735603200},            /* 2023-12-31 to 2024-12-31 */
        {951782400, 983318400},              /* 2000-02-29 to 2001-02-28 */
        {4107542399, 4139078399},            /* 2100-02-28 23:59:59 to 2101-02-28 */
        {4107542400, 4139078400},            /* 2100-03-01 to 2101-03-01 */
        {4076006400, 4107542400},            /* 2099-03-01 to 2100-03-01 */
        {INT64_C(13569465600), 13601088000}, /* 2400-01-01 to 2401-01-01 */
        {-1, 31535999},                      /* 1969-12-31 23:59:59 to 1970-12-31 */
        {-58147200, -26524800},              /* 1968-02-28 to 1969-02-28 */
        {-58104000, -26481600},              /* 1968-02-28 12:00:00 to 1969-02-28 */
        {-58060800, -26524800},              /* 1968-02-29 to 1969-02-28 */
        {-2203977600, -2172441600},          /* 1900-02-28 to 1901-02-28 */
        {-2203891200, -2172355200},          /* 1900-03-01 to 1901-03-01 */
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        make_over();
        w->options.unused_after = ORGPOL_UNUSED_AFTER_CALENDAR_YEAR;
        w->accounts[0].access_token_expires_at = NO_TIME;
        w->accounts[0].last_used_at = at_time(rows[i].used);
        w->request.now_s = rows[i].end;
        assert_unmet(w, "");
        w->request.now_s = rows[i].end + 1;
        assert_unmet(w, "account_unused");
    }
}

static bool is_leap(int64_t year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

/* The last days of February and the first of March of four centuries, today's and those before the common
 * era. */
static void calendar_years_of_four_centuries(void **state)
{
    static const int64_t firsts[] = {11017, 11017 - INT64_C(10) *
                                                        146097}; /* March 1 of 2000, and 4000 years before */

    (void)state;
    for (size_t i = 0; i < sizeof firsts / sizeof *firsts; i++) {
        int64_t march = firsts[i];

        for (int64_t year = 2000; year < 2400; year++) {
            const int64_t next = march + 365 + is_leap(year + 1);

            for (int64_t day = -2; day < 2; day++) {
                const int64_t leap_days = is_leap(year + 1) - is_leap(year);
                const int64_t last =
                    is_leap(year) && day == -1 ? next - 1 : next + day - (day < 0 ? leap_days : 0);

                make_over();
                w->options.unused_after = ORGPOL_UNUSED_AFTER_CALENDAR_YEAR;
                w->accounts[0].access_token_expires_at = NO_TIME;
                w->accounts[0].last_used_at = at_time((march + day) * DAY);
                w->request.now_s = last * DAY;
                assert_unmet(w, "");
                w->request.now_s = last * DAY + 1;
                assert_unmet(w, "account_unused");
            }
            march = next;
        }
    }
}

/* Times at the ends of what the type holds: nothing overflows, and nothing is given for want of a number. */
static void no_time_overflows(void **state)
{
    static const int64_t times[] = {INT64_MIN, INT64_MIN + 1, -1, 0, 1, INT64_MAX - 1, INT64_MAX};
    const size_t count = sizeof times / sizeof *times;

    (void)state;
    for (size_t i = 0; i < count * count * count * count; i++) {
        const int64_t now = times[i % count];
        const int64_t end = times[i / count % count];
        const int64_t other = times[i / count / count % count];
        const int64_t third = times[i / count / count / count];

        for (int kind = OF_REFRESH_TOKEN; kind <= OF_WORKER; kind++) {
            struct orgpol_exchange_result result;
            struct orgpol_decision decision;

            make_exchange(w, (enum kind_of_exchange)kind);
            w->options.unused_after = (uint8_t)(i % 2);
            w->request.now_s = now;
            w->request.provider_refresh = (uint8_t)(i % 3);
            w->request.provider_refresh_expires_at = at_time(third);
            w->token.expires_at = at_time(end);
            w->token.iat = at_time(other);
            w->token.exp = at_time(end);
            w->token.nbf = at_time(third);
            w->options.clock_skew = (uint8_t)(i % 62);
            w->credentials[0].expires_at = at_time(end);
            w->accounts[0].access_token_expires_at = i % 5 ? at_time(other) : NO_TIME;
            w->accounts[0].access_token_issued_at = at_time(third);
            w->accounts[0].expires_at = at_time(end);
            w->accounts[0].last_used_at = at_time(other);
            decision = decide(&result);
            assert_int_equal(decision.effect == ORGPOL_EFFECT_ERROR, now == 0);
            assert_true(result.expires_in_s >= 0);
            if (decision.effect == ORGPOL_EFFECT_ALLOW) {
                assert_true(now < end);
                assert_true(kind != OF_WORKER || third <= now);
                assert_true(kind != OF_WORKER || other >= now || (uint64_t)now - (uint64_t)other <= 60);
            }
        }
    }
    make_over();
    w->accounts[0].last_used_at = at_time(INT64_MIN);
    assert_unmet(w, "account_unused");
    w->options.unused_after = ORGPOL_UNUSED_AFTER_CALENDAR_YEAR;
    assert_unmet(w, "account_unused");
    w->accounts[0].last_used_at = at_time(INT64_MAX);
    assert_unmet(w, "");
    make_exchange(w, OF_WORKER);
    w->request.now_s = INT64_MAX - 1;
    w->token.iat = at_time(INT64_MAX - 61);
    w->accounts[0].access_token_expires_at = at_time(INT64_MAX);
    assert_unmet(w, "");
    w->token.iat = at_time(INT64_MAX);
    assert_unmet(w, "");
    w->token.iat = at_time(INT64_MIN);
    assert_unmet(w, "jwt_too_old");
    w->request.now_s = INT64_MIN;
    w->token.iat = at_time(INT64_MIN + 5);
    assert_unmet(w, "");
    w->token.iat = at_time(INT64_MIN + 6);
    assert_unmet(w, "jwt_not_yet_valid");
    make_exchange(w, OF_REFRESH_TOKEN);
    w->request.now_s = INT64_MIN;
    w->accounts[0].access_token_expires_at = at_time(INT64_MAX);
    assert_lasts(ORGPOL_MUST_TOUCH_LAST_USED, INT64_MAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(accounts_are_chosen),
        cmocka_unit_test(the_exchange_says_what_is_wanted),
        cmocka_unit_test(good_tokens_are_served),
        cmocka_unit_test(tokens_are_refreshed),
        cmocka_unit_test(refresh_tokens_are_stored),
        cmocka_unit_test(accounts_age),
        cmocka_unit_test(calendar_years_end_on_the_day),
        cmocka_unit_test(calendar_years_of_four_centuries),
        cmocka_unit_test(no_time_overflows),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
