/* SPDX-License-Identifier: MIT */
/* A token exchange: the provider's tokens in the vault, and when they are over (X13). */
#include "exchange.h"

#define DAY_S 86400
#define DAYS_OF_400_YEARS 146097

/* Rounded down, as `/` is not for numbers below zero. */
static int64_t whole_days(int64_t time)
{
    return time / DAY_S - (time % DAY_S < 0);
}

/*
 * EXPIRY-03: the days from a moment to the same one a year later, by the calendar (UTC). Counted in years
 * that begin on March 1, so that the leap day a year may have is its last: every other day of it has the leap
 * day between itself and its anniversary. That of February 29 is February 28.
 */
static uint32_t days_of_year_from(int64_t time)
{
    const int64_t days = whole_days(time) + 719468; /* day 0 is 0000-03-01 */
    const int64_t rest = days % DAYS_OF_400_YEARS;
    const int64_t day = rest < 0 ? rest + DAYS_OF_400_YEARS : rest;
    const int64_t year = (day - day / 1460 + day / 36524 - day / 146096) / 365; /* of 400 */
    const int64_t day_of_year = day - (365 * year + year / 4 - year / 100);
    const int64_t ends_in = year + 1;
    const bool has_leap_day = ends_in % 4 == 0 && (ends_in % 100 != 0 || ends_in % 400 == 0);

    return 365 + (uint32_t)(has_leap_day & (day_of_year != 365));
}

/* EXPIRY-02 EXPIRY-03: not used for more than a year. */
static bool is_unused(const struct exchange_rows *in)
{
    const struct orgpol_connected_account *account = in->account;
    const bool never_ages = in->options->never_exchanged == ORGPOL_NEVER_EXCHANGED_NEVER_AGES;
    const bool by_calendar = in->options->unused_after == ORGPOL_UNUSED_AFTER_CALENDAR_YEAR;
    const bool used = account->last_used_at.is_given != 0;
    const struct orgpol_time since = used ? account->last_used_at : account->created_at; /* EXPIRY-05 */
    const uint32_t year =
        by_calendar ? DAY_S * days_of_year_from(since.s) : (uint32_t)ORGPOL_ACCOUNT_UNUSED_AFTER_S;

    if (!used && never_ages)
        return false;
    return !since.is_given || seconds_since(since.s, in->request->now_s) > year;
}

/* VAULT-26: without a word of it, as access_type says; an unknown word is no token. */
static bool is_refresh_token_stored(const struct orgpol_connected_account *account)
{
    return account->refresh_token_stored == ORGPOL_REFRESH_TOKEN_STORED_YES ||
           (account->refresh_token_stored == ORGPOL_REFRESH_TOKEN_STORED_UNSET &&
            account->is_access_type_offline);
}

/* The end of the access token, absent where there is no token. One that does not say is short (SCOPE-17). */
static struct orgpol_time end_of(const struct orgpol_connected_account *account)
{
    const struct orgpol_time issued = account->access_token_issued_at;

    if (account->access_token_expires_at.is_given || !issued.is_given)
        return account->access_token_expires_at;
    return (struct orgpol_time){seconds_after(issued.s, ORGPOL_PROVIDER_TOKEN_DEFAULT_S), 1};
}

struct stored_tokens orgpol_stored_tokens_of(const struct exchange_rows *in)
{
    const int64_t now = in->request->now_s;
    struct orgpol_time end;

    if (in->account == NULL)
        return (struct stored_tokens){.over = false};
    end = end_of(in->account);
    if (time_is_ahead(end, now)) /* VAULT-24 EXPIRY-07 */
        return (struct stored_tokens){.over = false, .end_s = end.s};
    return (struct stored_tokens){
        .over = true,
        .refresh_token_missing = !is_refresh_token_stored(in->account),
        .refresh_token_expired = time_is_over(in->account->expires_at, now),
        .unused = is_unused(in),
        .refresh_failed = in->request->provider_refresh == ORGPOL_PROVIDER_REFRESH_FAILED,
    };
}
