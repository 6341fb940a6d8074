/* SPDX-License-Identifier: MIT */
/*
 * Whose account serves: random tenants, in which users hold the same external accounts, with tags, hints and
 * e-mails that coincide, linked profiles, owners that are organizations or nobody, and a caller who passes
 * every account of the tenant for every user. Selections and the three exchanges are asked, and whatever they
 * answer must be the user's own, in its organization, and the same without the accounts of others (SEL-14,
 * ORG-04 to ORG-10, LINK-05).
 *
 * QUICK=1 in the environment draws less (for sanitizers).
 */
#include "unit/exchanges.h"

#include "random.h"

enum { USERS = 5, ORGANIZATIONS = 3, CONNECTIONS = 2, HINTS = 4, MOST_ACCOUNTS = 14, MOST_LINKED = 2 };

static const char *const user_ids[USERS + 1] = {"auth0|0", "auth0|1", "auth0|2",
                                                "auth0|3", "auth0|4", "auth0|nobody"};
static const char *const gone_ids[] = {"auth0|gone0", "auth0|gone1"};
static const char *const organization_ids[ORGANIZATIONS] = {"org_0", "org_1", "org_2"};
static const char *const connections[CONNECTIONS] = {"google", "github"};
static const char *const hints[HINTS] = {"h-0", "h-1", "h-2", "a@b.example"};
static const char *const account_ids[MOST_ACCOUNTS] = {"cac_0",  "cac_1",  "cac_2",  "cac_3", "cac_4",
                                                       "cac_5",  "cac_6",  "cac_7",  "cac_8", "cac_9",
                                                       "cac_10", "cac_11", "cac_12", "cac_13"};

struct tenant {
    struct orgpol_user users[USERS];
    bool members[USERS][ORGANIZATIONS];
    struct orgpol_str linked[USERS][MOST_LINKED];
    size_t linked_count[USERS];
    struct orgpol_connected_account accounts[MOST_ACCOUNTS];
    struct orgpol_str scopes[MOST_ACCOUNTS][1]; /* of each account another one, its id */
    size_t account_count;
};

struct question {
    size_t user; /* USERS: nobody */
    const char *connection;
    struct orgpol_str hint;
    struct orgpol_str session;
    struct orgpol_options options;
    unsigned spoiled; /* what is wrong with an exchange; 0: nothing */
};

/* What is asked: a selection, or an exchange. */
enum asked { SELECTION, BY_REFRESH_TOKEN, BY_ACCESS_TOKEN, BY_WORKER, WAYS };

struct answer {
    struct orgpol_decision decision;
    const char *account; /* its id; NULL: none */
    const char *scope;   /* of the token; NULL: none, or a selection */
};

/* ---- tenants and questions ---- */

static uint64_t below(uint64_t count)
{
    return random_bits() % count;
}

/* Absent, "", or one of the texts; `chances` to one against either of the first two. */
static struct orgpol_str draw_text(const char *const *texts, size_t count, uint64_t chances)
{
    const uint64_t drawn = below(chances + 2);

    if (drawn == 0)
        return NO_TEXT;
    return drawn == 1 ? ORGPOL_STR("") : orgpol_str_of(texts[below(count)]);
}

static struct orgpol_str draw_owner(void)
{
    const uint64_t drawn = below(16);

    if (drawn < 12)
        return orgpol_str_of(user_ids[below(USERS)]);
    if (drawn == 12)
        return orgpol_str_of(organization_ids[below(ORGANIZATIONS)]);
    return drawn == 13 ? draw_text(user_ids, USERS, 0) : orgpol_str_of(gone_ids[below(2)]);
}

static void draw_account(struct tenant *t, size_t place)
{
    struct orgpol_connected_account *account = &t->accounts[place];

    make_account(account, account_ids[place], "");
    account->user_id = draw_owner();
    account->connection = orgpol_str_of(connections[below(CONNECTIONS)]);
    account->idp_user_id = draw_text(hints, HINTS, 14);
    account->email = draw_text(hints, HINTS, 4);
    account->organization_id = below(2) ? NO_TEXT : draw_text(organization_ids, ORGANIZATIONS, 14);
    account->created_at = below(4) ? at_time((int64_t)below(4)) : NO_TIME;
    t->scopes[place][0] = account->id;
    account->scopes = t->scopes[place];
    account->scope_count = 1;
}

static void draw_tenant(struct tenant *t)
{
    t->account_count = MOST_ACCOUNTS - below(MOST_ACCOUNTS + 1) * below(2);
    for (size_t i = 0; i < t->account_count; i++)
        draw_account(t, i);
    for (size_t user = 0; user < USERS; user++) {
        t->users[user] = (struct orgpol_user)ORGPOL_USER_INIT;
        t->users[user].user_id = orgpol_str_of(user_ids[user]);
        t->users[user].is_blocked = below(16) == 0;
        for (size_t i = 0; i < ORGANIZATIONS; i++)
            t->members[user][i] = below(4) != 0;
        t->linked_count[user] = below(MOST_LINKED + 1);
        for (size_t i = 0; i < MOST_LINKED; i++) /* profiles that are gone, mostly */
            t->linked[user][i] = orgpol_str_of(below(4) ? gone_ids[below(2)] : user_ids[below(USERS)]);
    }
}

static void draw_question(struct question *q)
{
    struct orgpol_options *options = &q->options;

    q->user = below(32) ? below(USERS) : USERS;
    q->connection = connections[below(CONNECTIONS)];
    q->hint = below(2) ? NO_TEXT : draw_text(hints, HINTS, 14);
    q->session = below(2) ? NO_TEXT : draw_text(organization_ids, ORGANIZATIONS, 14);
    q->spoiled = below(4) ? 0 : (unsigned)below(8);
    *options = (struct orgpol_options)ORGPOL_OPTIONS_INIT;
    options->org_binding = (uint8_t)(below(2) ? 0 : below(3));
    options->ambiguous = below(2) != 0;
    options->hint_matches_email = below(2) != 0;
    options->empty_login_hint = below(2) != 0;
    options->link_carries_accounts = below(3) == 0;
    options->blocked_user = below(2) != 0;
    options->organization_membership = below(2) != 0;
}

static bool same(struct orgpol_str text, const char *other)
{
    return text.ptr && text.len == strlen(other) && memcmp(text.ptr, other, text.len) == 0;
}

/* Both are there, and alike. */
static bool alike(struct orgpol_str one, struct orgpol_str other)
{
    return one.ptr && other.ptr && one.len == other.len && memcmp(one.ptr, other.ptr, one.len) == 0;
}

/* ---- asking, over any accounts ---- */

static void fill_accounts(struct orgpol_account_request *request, const struct tenant *t,
                          const struct question *q, const struct orgpol_connected_account *accounts,
                          size_t count)
{
    *request = (struct orgpol_account_request)ORGPOL_ACCOUNT_REQUEST_INIT;
    request->user_id = orgpol_str_of(user_ids[q->user]);
    request->connection = orgpol_str_of(q->connection);
    request->login_hint = q->hint;
    request->organization_id = q->session;
    request->options = &q->options;
    request->accounts = accounts;
    request->account_count = count;
    if (q->user == USERS)
        return;
    request->user = &t->users[q->user];
    request->linked_user_ids = t->linked[q->user];
    request->linked_user_id_count = t->linked_count[q->user];
}

/* The id as it stands in account_ids, so that answers can be compared by address. */
static const char *id_of(struct orgpol_str text)
{
    for (size_t i = 0; i < MOST_ACCOUNTS; i++)
        if (same(text, account_ids[i]))
            return account_ids[i];
    return NULL;
}

static const char *id_of_account(const struct orgpol_connected_account *account)
{
    return account ? id_of(account->id) : NULL;
}

static struct answer select_one(const struct tenant *t, const struct question *q,
                                const struct orgpol_connected_account *accounts, size_t count)
{
    struct orgpol_account_result result = ORGPOL_ACCOUNT_RESULT_INIT;
    struct orgpol_account_request request;
    struct orgpol_decision decision;

    fill_accounts(&request, t, q, accounts, count);
    decision = orgpol_select_connected_account(&request, &result);
    return (struct answer){decision, id_of_account(result.account), NULL};
}

static void spoil(struct exchange_world *w, unsigned what)
{
    w->token.is_valid = what != 1;
    w->request.is_authenticated = what != 2;
    w->client.is_first_party = what != 3;
    w->connection.is_connected_accounts_active = what != 4;
    w->settings.mfa_policy = what == 5 ? ORGPOL_MFA_POLICY_ALWAYS : ORGPOL_MFA_POLICY_UNSET;
    w->request.enabled_client = what == 6 ? NULL : &w->enabled_client;
    w->request.connection_row = what == 7 ? NULL : &w->connection;
    w->request.enabled_client = what == 7 ? NULL : w->request.enabled_client;
}

/* The session, and the user in it. */
static void enter_session(struct exchange_world *w, const struct tenant *t, const struct question *q)
{
    w->token.org_id = q->session;
    for (size_t i = 0; i < ORGANIZATIONS; i++)
        if (same(q->session, organization_ids[i])) {
            w->organization.id = w->member.organization_id = q->session;
            w->request.organization = &w->organization;
            w->member.user_id = w->token.sub;
            w->request.member = q->user < USERS && t->members[q->user][i] ? &w->member : NULL;
        }
}

/* A worker is pinned to every account's scope. */
static void pin_worker(struct exchange_world *w, const struct question *q)
{
    static struct orgpol_str every[MOST_ACCOUNTS];

    for (size_t i = 0; i < MOST_ACCOUNTS; i++)
        every[i] = orgpol_str_of(account_ids[i]);
    w->grants[0].connection = orgpol_str_of(q->connection);
    w->grants[0].scopes = every;
    w->grants[0].scope_count = MOST_ACCOUNTS;
    w->access.grant_count = 1;
}

static struct answer exchange(const struct tenant *t, const struct question *q, enum kind_of_exchange kind,
                              const struct orgpol_connected_account *accounts, size_t count)
{
    static struct exchange_world w;
    struct orgpol_exchange_result result = ORGPOL_EXCHANGE_RESULT_INIT;
    struct orgpol_str scopes[MOST_ACCOUNTS];
    struct answer answer = {.scope = NULL};

    make_exchange(&w, kind);
    w.options = q->options;
    w.token.sub = orgpol_str_of(user_ids[q->user]);
    fill_accounts(&w.account, t, q, accounts, count);
    w.account.connection = w.account.login_hint = w.account.organization_id = ORGPOL_STR("not read");
    w.account.options = NULL;
    w.request.connection = w.connection.name = orgpol_str_of(q->connection);
    w.request.login_hint = q->hint;
    enter_session(&w, t, q);
    pin_worker(&w, q);
    spoil(&w, q->spoiled);
    answer.decision = orgpol_check_token_exchange(&w.request, &result, scopes, MOST_ACCOUNTS, NULL, 0);
    answer.account = id_of_account(result.account);
    if (answer.account) {
        assert_int_equal(result.scope_count, 1);
        answer.scope = id_of(scopes[0]);
    }
    return answer;
}

static struct answer ask(enum asked way, const struct tenant *t, const struct question *q,
                         const struct orgpol_connected_account *accounts, size_t count)
{
    struct answer answer = way == SELECTION
                               ? select_one(t, q, accounts, count)
                               : exchange(t, q, (enum kind_of_exchange)(way - 1), accounts, count);

    assert_int_not_equal(answer.decision.effect, ORGPOL_EFFECT_ERROR);
    assert_int_equal(answer.account != NULL, answer.decision.effect == ORGPOL_EFFECT_ALLOW);
    return answer;
}

/* ---- what must hold ---- */

static bool is_linked(const struct tenant *t, const struct question *q, struct orgpol_str owner)
{
    bool linked = false;

    for (size_t i = 0; q->user < USERS && i < t->linked_count[q->user]; i++)
        linked |= owner.len > 0 && alike(owner, t->linked[q->user][i]);
    return linked && q->options.link_carries_accounts;
}

/* An account of somebody else: not the user's, nor, where links carry accounts, of a profile linked. */
static bool is_foreign(const struct tenant *t, const struct question *q,
                       const struct orgpol_connected_account *account)
{
    return !same(account->user_id, user_ids[q->user]) && !is_linked(t, q, account->user_id);
}

/* How often what. */
static struct {
    long asked[WAYS];
    long allowed[WAYS];
    long tempted; /* allowed, while somebody else's account would have fitted as well */
    long tagged;
    long linked;
    long hinted;
    long reasons[4];
} seen;

static const uint16_t account_reasons[4] = {
    ORGPOL_REASON_ACCOUNT_NOT_FOUND, ORGPOL_REASON_ACCOUNT_OTHER_ORGANIZATION,
    ORGPOL_REASON_ACCOUNT_HINT_NOT_FOUND, ORGPOL_REASON_ACCOUNT_AMBIGUOUS};

/* Somebody else has an account of the connection, and of the hint if there is one. */
static bool is_tempted(const struct tenant *t, const struct question *q)
{
    bool tempted = false;

    for (size_t i = 0; i < t->account_count; i++)
        tempted |= is_foreign(t, q, &t->accounts[i]) && same(t->accounts[i].connection, q->connection) &&
                   (q->hint.ptr == NULL || alike(t->accounts[i].idp_user_id, q->hint));
    return tempted;
}

static void assert_served_well(enum asked way, const struct tenant *t, const struct question *q,
                               const struct answer *answer)
{
    const struct orgpol_connected_account *account = NULL;

    for (size_t i = 0; i < t->account_count; i++)
        if (account_ids[i] == answer->account)
            account = &t->accounts[i];
    assert_non_null(account);
    assert_true(q->user < USERS);
    assert_false(is_foreign(t, q, account));
    assert_true(same(account->connection, q->connection));
    if (account->organization_id.ptr && q->options.org_binding != ORGPOL_ORG_BINDING_OFF)
        assert_true(account->organization_id.len > 0 && alike(account->organization_id, q->session));
    if (q->hint.ptr && q->hint.len > 0) {
        assert_true(alike(account->idp_user_id, q->hint) ||
                    (q->options.hint_matches_email && alike(account->email, q->hint)));
        seen.hinted++;
    }
    if (way != SELECTION)
        assert_ptr_equal(answer->scope, answer->account); /* the scopes are of the same account */
    seen.tagged += account->organization_id.ptr != NULL;
    seen.linked += !same(account->user_id, user_ids[q->user]);
    seen.tempted += is_tempted(t, q);
}

static void assert_same_answer(const struct answer *one, const struct answer *other)
{
    assert_memory_equal(&one->decision, &other->decision, sizeof one->decision);
    assert_ptr_equal(one->account, other->account);
    assert_ptr_equal(one->scope, other->scope);
}

/* The accounts without one; `place` beyond the last: without every account of others. */
static size_t remove_foreign(const struct tenant *t, const struct question *q, size_t place,
                             struct orgpol_connected_account *left)
{
    size_t count = 0;

    for (size_t i = 0; i < t->account_count; i++)
        if (!is_foreign(t, q, &t->accounts[i]) || (place < t->account_count && i != place))
            left[count++] = t->accounts[i];
    return count;
}

/* Without an account of somebody else, whichever, and without any of them, the answer is the same. */
static void assert_others_make_no_difference(enum asked way, const struct tenant *t, const struct question *q,
                                             const struct answer *answer)
{
    const size_t drawn = t->account_count ? below(t->account_count) : 0;

    for (size_t place = 0; place <= t->account_count; place++) {
        struct orgpol_connected_account left[MOST_ACCOUNTS];
        struct answer without;

        if (place < t->account_count &&
            (!is_foreign(t, q, &t->accounts[place]) || (way != SELECTION && place != drawn)))
            continue;
        without = ask(way, t, q, left, remove_foreign(t, q, place, left));
        assert_same_answer(answer, &without);
    }
}

/* Others' accounts that fit in everything but their owner, and are the newest, are no matter either. */
static void assert_others_cannot_tempt(enum asked way, const struct tenant *t, const struct question *q,
                                       const struct answer *answer)
{
    struct orgpol_connected_account accounts[MOST_ACCOUNTS];
    struct answer with;

    for (size_t i = 0; i < t->account_count; i++) {
        accounts[i] = t->accounts[i];
        if (!is_foreign(t, q, &accounts[i]))
            continue;
        accounts[i].connection = orgpol_str_of(q->connection);
        accounts[i].organization_id = q->session;
        accounts[i].idp_user_id = accounts[i].email = q->hint;
        accounts[i].created_at = at_time(INT64_MAX);
    }
    with = ask(way, t, q, accounts, t->account_count);
    assert_same_answer(answer, &with);
}

/* The order of the accounts is no matter. */
static void assert_order_makes_no_difference(enum asked way, const struct tenant *t, const struct question *q,
                                             const struct answer *answer)
{
    struct orgpol_connected_account accounts[MOST_ACCOUNTS];
    struct answer shuffled;

    memcpy(accounts, t->accounts, sizeof accounts);
    for (size_t i = t->account_count; i > 1; i--) {
        const size_t other = below(i);
        const struct orgpol_connected_account kept = accounts[i - 1];

        accounts[i - 1] = accounts[other];
        accounts[other] = kept;
    }
    shuffled = ask(way, t, q, accounts, t->account_count);
    assert_same_answer(answer, &shuffled);
}

static bool has_reason(const struct orgpol_decision decision, uint16_t reason)
{
    for (unsigned place = 0; place < orgpol_family_size(decision.family); place++)
        if (orgpol_family_reason(decision.family, place) == reason)
            return decision.unmet >> place & 1;
    return false;
}

/* An exchange finds the account that the selection finds, or lacks it for the same reason (SEL-16). */
static void assert_as_selected(const struct question *q, const struct answer *selected,
                               const struct answer *exchanged)
{
    if (exchanged->account)
        assert_ptr_equal(exchanged->account, selected->account);
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(has_reason(selected->decision, account_reasons[i]),
                         has_reason(exchanged->decision, account_reasons[i]));
    if (q->spoiled == 0 && q->user < USERS && q->session.ptr == NULL)
        assert_int_equal(exchanged->decision.effect, selected->decision.effect);
}

static void check_question(const struct tenant *t, const struct question *q)
{
    const struct answer selected = ask(SELECTION, t, q, t->accounts, t->account_count);

    for (size_t i = 0; i < 4; i++)
        seen.reasons[i] += has_reason(selected.decision, account_reasons[i]);
    for (int way = 0; way < WAYS; way++) {
        const struct answer answer =
            way == SELECTION ? selected : ask((enum asked)way, t, q, t->accounts, t->account_count);

        seen.asked[way]++;
        if (answer.account) {
            seen.allowed[way]++;
            assert_served_well((enum asked)way, t, q, &answer);
        }
        assert_as_selected(q, &selected, &answer);
        assert_others_make_no_difference((enum asked)way, t, q, &answer);
        assert_others_cannot_tempt((enum asked)way, t, q, &answer);
        assert_order_makes_no_difference((enum asked)way, t, q, &answer);
    }
}

/* ---- the tests ---- */

static void accounts_serve_their_owners(void **state)
{
    const int tenants = quick() ? 100 : 2500;
    const int questions = 100;

    (void)state;
    for (int i = 0; i < tenants; i++) {
        static struct tenant t;

        draw_tenant(&t);
        for (int j = 0; j < questions; j++) {
            struct question q;

            draw_question(&q);
            check_question(&t, &q);
        }
    }
    for (int way = 0; way < WAYS; way++) {
        print_message("%ld asked, %ld allowed\n", seen.asked[way], seen.allowed[way]);
        assert_true(quick() || seen.asked[way] >= 200000);
        assert_true(seen.allowed[way] > seen.asked[way] / 10); /* or it would all be said of nothing */
    }
    assert_true(seen.tempted > seen.allowed[0] / 10);
    assert_true(seen.tagged > seen.allowed[0] / 50);
    assert_true(seen.linked > seen.allowed[0] / 100);
    assert_true(seen.hinted > seen.allowed[0] / 50);
    for (size_t i = 0; i < 4; i++)
        assert_true(seen.reasons[i] > seen.asked[0] / 100);
}

/* One external account in many hands: each holder is served from the entry of their own, tag or no tag. */
static void one_external_account_in_many_hands(void **state)
{
    static struct tenant t;
    struct question q = {.connection = "google", .options = ORGPOL_OPTIONS_INIT};

    (void)state;
    draw_tenant(&t);
    t.account_count = USERS;
    for (size_t i = 0; i < USERS; i++) {
        make_account(&t.accounts[i], account_ids[i], "h-0");
        t.accounts[i].user_id = orgpol_str_of(user_ids[i]);
        t.accounts[i].scopes = t.scopes[i];
        t.accounts[i].scope_count = 1;
        t.scopes[i][0] = t.accounts[i].id;
        t.users[i].is_blocked = 0;
        memset(t.members[i], true, sizeof t.members[i]);
    }
    for (int tags = 0; tags < 2; tags++)
        for (int hint = 0; hint < 2; hint++)
            for (q.user = 0; q.user < USERS; q.user++) {
                q.hint = hint ? ORGPOL_STR("h-0") : NO_TEXT;
                q.session = tags ? ORGPOL_STR("org_1") : NO_TEXT;
                for (size_t i = 0; i < USERS; i++)
                    t.accounts[i].organization_id = q.session;
                for (int way = 0; way < WAYS; way++)
                    assert_ptr_equal(ask((enum asked)way, &t, &q, t.accounts, USERS).account,
                                     account_ids[q.user]);
                for (int way = 0; way < WAYS; way++) /* and none when theirs is gone */
                    assert_null(ask((enum asked)way, &t, &q, t.accounts, q.user).account);
            }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(accounts_serve_their_owners),
        cmocka_unit_test(one_external_account_in_many_hands),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
