/* SPDX-License-Identifier: MIT */
/* Which connected account serves the user? The rules are in select_table.h; here are the facts. */
#include "select.h"

#include "decision.h"
#include "keys.h"
#include "options.h"
#include "rows.h"

/* ---- reading ---- */

static enum orgpol_reason rows_error(const struct account_rows *rows)
{
    const struct orgpol_account_request *request = rows->request;
    const struct list lists[] = {
        {request->linked_user_ids, request->linked_user_id_count},
    };
    const struct key user = {request->user, rows->user->user_id, request->user_id,
                             ORGPOL_REASON_ROW_OF_OTHER_USER};
    enum orgpol_reason error;

    if ((request->reserved | rows->user->reserved) != 0 || !options_are_known(rows->options) ||
        !orgpol_vault_options_are_known(rows->options))
        return ORGPOL_REASON_UNSUPPORTED_INPUT;
    if (lists_are_missing(lists, sizeof lists / sizeof *lists))
        return ORGPOL_REASON_MISSING_INPUT;
    error = orgpol_account_list_error(&rows->accounts);
    return error != ORGPOL_REASON_NONE ? error : first_wrong_key(&user, 1);
}

enum orgpol_reason orgpol_read_account_request(const struct orgpol_account_request *request,
                                               struct account_rows *rows, struct account_copies *copies)
{
    static const struct account_copies none = {
        .request = ORGPOL_ACCOUNT_REQUEST_INIT,
        .user = ORGPOL_USER_INIT,
        .options = ORGPOL_OPTIONS_INIT,
    };
    bool unsupported = false;

#define READ(member, row) \
    (rows->member = read_row((row), &none.member, &copies->member, sizeof none.member, &unsupported))
    if (request == NULL)
        return ORGPOL_REASON_MISSING_INPUT;
    READ(request, request);
    READ(user, rows->request->user);
    READ(options, rows->request->options);
#undef READ
    rows->has_user = rows->request->user != NULL;
    rows->accounts = orgpol_account_list(rows->request->accounts, rows->request->account_count);
    return unsupported ? ORGPOL_REASON_UNSUPPORTED_INPUT : rows_error(rows);
}

/* ---- facts ---- */

bool orgpol_is_user_usable(const struct account_rows *rows)
{
    const bool blocked_too = rows->options->blocked_user == ORGPOL_ALLOWED;

    return rows->has_user & (blocked_too | !rows->user->is_blocked);
}

bool orgpol_is_account_own(const struct account_rows *rows, const struct orgpol_connected_account *account)
{
    const struct orgpol_account_request *request = rows->request;
    const bool linked =
        text_listed(request->linked_user_ids, request->linked_user_id_count, account->user_id);

    return text_equal(account->user_id, request->user_id) ||
           (rows->options->link_carries_accounts && linked); /* LINK-05 */
}

/* ORG-10, ORG-11: may the account be used in the session's organization, or without one? */
static bool is_of_session(const struct account_rows *rows, const struct orgpol_connected_account *account)
{
    const uint8_t binding = rows->options->org_binding;
    const struct orgpol_str session = rows->request->organization_id;
    const bool exact = binding == ORGPOL_ORG_BINDING_EXACT;
    const bool untagged = !text_given(account->organization_id) && !(exact && text_given(session));

    return binding == ORGPOL_ORG_BINDING_OFF || untagged || text_equal(account->organization_id, session);
}

/* SEL-05, SEL-07: the hint is the user's id at the provider, and by the option the e-mail (SEL-08). */
static bool is_hinted(const struct account_rows *rows, const struct orgpol_connected_account *account)
{
    const struct orgpol_str hint = rows->request->login_hint;
    const bool by_email = rows->options->hint_matches_email && text_equal(account->email, hint);

    return text_absent(hint) || text_equal(account->idp_user_id, hint) || by_email;
}

/* ---- the choice ---- */

/* Accounts that fit equally well, of which only the newest matter. */
struct pool {
    const struct orgpol_connected_account *newest;
    struct orgpol_time created_at; /* of the newest */
    size_t newest_count;           /* of that age */
    size_t count;
};

/* Below, at or above zero as memcmp. A time that is absent is before any other. */
static int time_order(struct orgpol_time a, struct orgpol_time b)
{
    const bool both = a.is_given && b.is_given;

    return both ? (a.s > b.s) - (a.s < b.s) : (a.is_given != 0) - (b.is_given != 0);
}

static void put(struct pool *pool, const struct orgpol_connected_account *given,
                struct orgpol_time created_at)
{
    const int order = pool->count ? time_order(created_at, pool->created_at) : 1;

    if (order > 0) {
        pool->newest = given;
        pool->created_at = created_at;
    }
    pool->newest_count = (order > 0 ? 0 : pool->newest_count) + (order >= 0);
    pool->count++;
}

struct chosen_account orgpol_choose_account(const struct account_rows *rows)
{
    const bool tags_read = rows->options->org_binding != ORGPOL_ORG_BINDING_OFF;
    const bool newest_wins = rows->options->ambiguous == ORGPOL_AMBIGUOUS_LATEST;
    struct pool pools[2] = {{NULL, ORGPOL_TIME_NONE, 0, 0}, {NULL, ORGPOL_TIME_NONE, 0, 0}};
    const struct pool *pool;
    bool own = false;
    bool usable = false;
    bool wanted = false;
    bool several;

    for (size_t i = 0; i < rows->accounts.count; i++) {
        struct orgpol_connected_account copy;
        const struct orgpol_connected_account *const given = orgpol_account_given(&rows->accounts, i);
        const struct orgpol_connected_account *const account = orgpol_account_read(given, &copy);
        const bool tagged = text_given(account->organization_id);
        const bool is_own = orgpol_is_account_own(rows, account) &&
                            text_equal(account->connection, rows->request->connection); /* SEL-01 SEL-03 */
        const bool is_usable = is_own && is_of_session(rows, account);
        const bool is_wanted = is_usable && is_hinted(rows, account);

        own |= is_own;
        usable |= is_usable;
        wanted |= is_wanted;
        if (is_wanted)
            put(&pools[tags_read & tagged], given, account->created_at);
    }
    pool = &pools[pools[1].count > 0]; /* ORG-12 */
    several = (newest_wins ? pool->newest_count : pool->count) > 1;
    return (struct chosen_account){
        .account = several ? NULL : pool->newest, /* SEL-09 */
        .none = !own,
        .other_organization = own & !usable,
        .no_hinted = usable & !wanted,
        .several = several,
    };
}

bool orgpol_helps_to_reconnect(uint16_t reason)
{
    switch (reason) {
    case ORGPOL_REASON_ACCOUNT_NOT_FOUND:
    case ORGPOL_REASON_ACCOUNT_OTHER_ORGANIZATION:
    case ORGPOL_REASON_ACCOUNT_HINT_NOT_FOUND:
    case ORGPOL_REASON_PROVIDER_REFRESH_TOKEN_MISSING:
    case ORGPOL_REASON_PROVIDER_REFRESH_TOKEN_EXPIRED:
    case ORGPOL_REASON_ACCOUNT_UNUSED:
    case ORGPOL_REASON_PROVIDER_REFRESH_FAILED: return true;
    default: return false;
    }
}

/* ---- the decision ---- */

static uint64_t unmet_conditions(const struct account_rows *rows, struct chosen_account chosen)
{
    const struct {
        bool hint_empty;
        bool no_user;
    } is = {
        .hint_empty = is_hint_empty(rows->request->login_hint, rows->options),
        .no_user = !orgpol_is_user_usable(rows),
    };

    return 0 SELECT_TABLE(FAMILY_UNMET, SELECT);
}

struct orgpol_decision orgpol_select_connected_account(const struct orgpol_account_request *request,
                                                       struct orgpol_account_result *result)
{
    static const struct orgpol_account_result strictest = ORGPOL_ACCOUNT_RESULT_INIT;
    const bool writable = write_result(result, &strictest, sizeof strictest);
    struct orgpol_account_result answer = ORGPOL_ACCOUNT_RESULT_INIT;
    struct chosen_account chosen = {NULL, false, false, false, false};
    struct orgpol_decision decision;
    struct account_copies copies;
    struct account_rows rows;
    const enum orgpol_reason error = orgpol_read_account_request(request, &rows, &copies);

    if (!writable)
        return orgpol_error(ORGPOL_FAMILY_SELECT, ORGPOL_REASON_UNSUPPORTED_INPUT);
    if (error != ORGPOL_REASON_NONE)
        return orgpol_error(ORGPOL_FAMILY_SELECT, error);
    if (rows.has_user)
        chosen = orgpol_choose_account(&rows);
    decision = orgpol_answer(ORGPOL_FAMILY_SELECT, unmet_conditions(&rows, chosen), 0);
    if (decision.effect == ORGPOL_EFFECT_ALLOW)
        answer.account = chosen.account;
    if (orgpol_helps_to_reconnect(decision.reason))
        answer.advice = ORGPOL_ADVICE_RECONNECT_ACCOUNT; /* CACHE-03 */
    write_result(result, &answer, sizeof answer);
    return decision;
}
