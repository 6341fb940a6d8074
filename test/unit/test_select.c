/* SPDX-License-Identifier: MIT */
/* The selection of a connected account as an interface. The rules are in test/vectors/select.txt. */
#include "support.h"

#include "orgpol/select.h"

#define MOST 3

static struct orgpol_connected_account accounts[MOST];
static struct orgpol_str linked[2];
static struct orgpol_user user;
static struct orgpol_options options;
static struct orgpol_account_request request;
static struct orgpol_account_result result;

static void add(const char *id, const char *owner, const char *idp_user_id)
{
    struct orgpol_connected_account *account = &accounts[request.account_count++];

    *account = (struct orgpol_connected_account)ORGPOL_CONNECTED_ACCOUNT_INIT;
    account->id = orgpol_str_of(id);
    account->connection = ORGPOL_STR("github");
    account->user_id = orgpol_str_of(owner);
    account->idp_user_id = orgpol_str_of(idp_user_id);
}

/* A user with one account that serves. */
static void make_usable(void)
{
    user = (struct orgpol_user)ORGPOL_USER_INIT;
    user.user_id = ORGPOL_STR("auth0|a");
    options = (struct orgpol_options)ORGPOL_OPTIONS_INIT;
    linked[0] = ORGPOL_STR("auth0|linked");
    linked[1] = ORGPOL_STR("");
    result = (struct orgpol_account_result)ORGPOL_ACCOUNT_RESULT_INIT;
    request = (struct orgpol_account_request)ORGPOL_ACCOUNT_REQUEST_INIT;
    request.user_id = ORGPOL_STR("auth0|a");
    request.user = &user;
    request.connection = ORGPOL_STR("github");
    request.accounts = accounts;
    request.options = &options;
    request.linked_user_ids = linked;
    request.linked_user_id_count = 2;
    add("cac_1", "auth0|a", "h-1");
}

/* Two accounts of the user. */
static void make_two(void)
{
    make_usable();
    add("cac_2", "auth0|a", "h-2");
}

static void assert_error(enum orgpol_reason reason)
{
    struct orgpol_decision decision;

    result.account = accounts;
    result.advice = UINT32_MAX;
    decision = orgpol_select_connected_account(&request, &result);
    assert_broken(decision, ORGPOL_FAMILY_SELECT, reason);
    assert_null(result.account);
    assert_int_equal(result.advice, 0);
}

/* The account with this id serves. */
static void assert_serves(const char *id)
{
    const struct orgpol_decision decision = orgpol_select_connected_account(&request, &result);

    assert_int_equal(decision.effect, ORGPOL_EFFECT_ALLOW);
    assert_int_equal(decision.family, ORGPOL_FAMILY_SELECT);
    assert_int_equal(decision.reason, ORGPOL_REASON_NONE);
    assert_int_equal(decision.unmet, 0);
    assert_int_equal(decision.obligations, 0);
    assert_int_equal(result.advice, 0);
    assert_non_null(result.account);
    assert_int_equal(result.account->id.len, strlen(id));
    assert_memory_equal(result.account->id.ptr, id, strlen(id));
}

/* None serves, for these reasons. */
static void assert_unmet(const char *reasons, bool reconnect)
{
    const struct orgpol_decision decision = orgpol_select_connected_account(&request, &result);
    char names[256];

    unmet_names(decision, names, sizeof names);
    assert_string_equal(names, reasons);
    assert_int_equal(decision.effect, ORGPOL_EFFECT_DENY);
    assert_int_equal(decision.obligations, 0);
    assert_null(result.account);
    assert_int_equal(result.advice, reconnect ? ORGPOL_ADVICE_RECONNECT_ACCOUNT : 0);
}

#define BROKEN(change, reason) \
    do {                       \
        make_two();            \
        change;                \
        assert_error(reason);  \
    } while (0)

static void unreadable_questions_are_errors(void **state)
{
    (void)state;
    make_usable();
    assert_serves("cac_1");
    assert_int_equal(orgpol_select_connected_account(&request, NULL).effect, ORGPOL_EFFECT_ALLOW);
    assert_int_equal(orgpol_select_connected_account(NULL, NULL).reason, ORGPOL_REASON_MISSING_INPUT);
    result.account = accounts;
    assert_int_equal(orgpol_select_connected_account(NULL, &result).reason, ORGPOL_REASON_MISSING_INPUT);
    assert_null(result.account);
    BROKEN(request.struct_size = 0, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(request.struct_size = 9, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(request.reserved = 1, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(user.reserved = 1, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(user.struct_size = 4, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(options.struct_size = ORGPOL_STRUCT_SIZE_MAX + 8, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(options.reserved = 1, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(options.refresh_recheck = 2, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(options.org_binding = ORGPOL_ORG_BINDING_OFF + 1, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(options.ambiguous = 2, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(options.empty_login_hint = 2, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(options.blocked_user = 2, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(options.ipv4_mapped = 255, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(accounts[1].reserved = 1, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(accounts[0].struct_size = 0, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(accounts[1].struct_size = 0, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(request.accounts = NULL, ORGPOL_REASON_MISSING_INPUT);
    BROKEN(request.linked_user_ids = NULL, ORGPOL_REASON_MISSING_INPUT);
    BROKEN(accounts[1].scope_count = 1, ORGPOL_REASON_MISSING_INPUT);
    BROKEN(accounts[1].id = ORGPOL_STR(""), ORGPOL_REASON_ROW_WITHOUT_ID);
    BROKEN(user.user_id.ptr = NULL, ORGPOL_REASON_ROW_WITHOUT_ID);
    BROKEN(user.user_id = ORGPOL_STR("auth0|b"), ORGPOL_REASON_ROW_OF_OTHER_USER);
    BROKEN(request.user_id.ptr = NULL, ORGPOL_REASON_ROW_OF_OTHER_USER);
    BROKEN(request.user_id = ORGPOL_STR(""), ORGPOL_REASON_ROW_OF_OTHER_USER);
}

/* An error is no matter of whose the row is, or whether anybody would look at it. */
static void rows_that_nobody_wants_are_checked(void **state)
{
    (void)state;
    BROKEN((accounts[1].user_id = ORGPOL_STR("auth0|b"), accounts[1].id.len = 0),
           ORGPOL_REASON_ROW_WITHOUT_ID);
    BROKEN((request.user = NULL, accounts[1].reserved = 1), ORGPOL_REASON_UNSUPPORTED_INPUT);
    make_two();
    request.options = NULL;
    request.linked_user_ids = NULL;
    request.linked_user_id_count = 0;
    assert_unmet("account_ambiguous", false);
    request.accounts = NULL;
    request.account_count = 0;
    assert_unmet("account_not_found", true);
}

/* ---- structs of other sizes ---- */

static void results_of_other_sizes(void **state)
{
    struct {
        struct orgpol_account_result result;
        uint64_t tail;
    } longer = {ORGPOL_ACCOUNT_RESULT_INIT, UINT64_MAX};

    (void)state;
    make_usable();
    longer.result.struct_size = sizeof longer;
    assert_int_equal(orgpol_select_connected_account(&request, &longer.result).effect, ORGPOL_EFFECT_ALLOW);
    assert_ptr_equal(longer.result.account, accounts);
    assert_int_equal(longer.result.struct_size, sizeof longer);
    assert_int_equal(longer.tail, 0);
    result.struct_size = 8; /* the advice only */
    result.account = NULL;
    assert_int_equal(orgpol_select_connected_account(&request, &result).effect, ORGPOL_EFFECT_ALLOW);
    assert_null(result.account);
    result.struct_size = 9;
    assert_int_equal(orgpol_select_connected_account(&request, &result).reason,
                     ORGPOL_REASON_UNSUPPORTED_INPUT);
    assert_int_equal(orgpol_select_connected_account(NULL, &result).effect, ORGPOL_EFFECT_ERROR);
}

/* Shorter and longer requests, users and options: a tail that is missing is zero, one that is unknown must
 * be. */
static void questions_of_other_sizes(void **state)
{
    struct {
        struct orgpol_account_request request;
        uint64_t tail;
    } longer = {ORGPOL_ACCOUNT_REQUEST_INIT, 0};

    (void)state;
    make_usable();
    longer.request = request;
    longer.request.struct_size = sizeof longer;
    assert_int_equal(orgpol_select_connected_account(&longer.request, &result).effect, ORGPOL_EFFECT_ALLOW);
    assert_ptr_equal(result.account, accounts);
    longer.tail = 1;
    assert_int_equal(orgpol_select_connected_account(&longer.request, &result).reason,
                     ORGPOL_REASON_UNSUPPORTED_INPUT);
    assert_null(result.account);
    options.org_binding = ORGPOL_ORG_BINDING_OFF + 1;
    request.struct_size = offsetof(struct orgpol_account_request, options); /* which it then has not */
    assert_serves("cac_1");
    request.struct_size = offsetof(struct orgpol_account_request, accounts);
    assert_unmet("account_not_found", true);
    request.struct_size = offsetof(struct orgpol_account_request, user);
    assert_unmet("subject_user_not_found", false);
    make_usable();
    user.struct_size = offsetof(struct orgpol_user, email);
    assert_serves("cac_1");
    user.struct_size = offsetof(struct orgpol_user, user_id);
    assert_error(ORGPOL_REASON_ROW_WITHOUT_ID);
    make_usable();
    options.blocked_user = ORGPOL_ALLOWED;
    options.struct_size = 16; /* from before Token Vault */
    user.is_blocked = 1;
    assert_unmet("subject_user_not_found", false);
}

/* An array of longer structs, of a newer header. */
struct longer_account {
    struct orgpol_connected_account account;
    uint64_t tail;
};

static void accounts_of_longer_structs(void **state)
{
    struct longer_account longer[2];

    (void)state;
    make_two();
    memset(longer, 0, sizeof longer);
    for (size_t i = 0; i < 2; i++) {
        longer[i].account = accounts[i];
        longer[i].account.struct_size = sizeof longer[i];
    }
    request.accounts = &longer[0].account;
    request.login_hint = ORGPOL_STR("h-2");
    assert_serves("cac_2");
    assert_ptr_equal(result.account, &longer[1].account);
    request.login_hint = ORGPOL_STR("h-1");
    assert_serves("cac_1");
    assert_ptr_equal(result.account, &longer[0].account);
    longer[1].tail = 1;
    assert_error(ORGPOL_REASON_UNSUPPORTED_INPUT);
    longer[1].tail = 0;
    longer[1].account.struct_size = sizeof(struct orgpol_connected_account);
    assert_error(ORGPOL_REASON_UNSUPPORTED_INPUT);
    longer[1].account.struct_size = sizeof longer[1] + 1;
    assert_error(ORGPOL_REASON_UNSUPPORTED_INPUT);
    for (size_t i = 0; i < 2; i++)
        longer[i].account.struct_size = sizeof longer[i] + 1;
    assert_error(ORGPOL_REASON_UNSUPPORTED_INPUT);
}

/* An array of shorter structs, of an older header, that end before `created_at`. */
static void accounts_of_shorter_structs(void **state)
{
    enum { SIZE = offsetof(struct orgpol_connected_account, created_at) };
    union {
        struct orgpol_connected_account first; /* for the alignment */
        unsigned char bytes[3 * SIZE];
    } shorter;

    (void)state;
    make_usable();
    add("cac_2", "auth0|a", "h-2");
    add("cac_3", "auth0|b", "h-3");
    accounts[1].created_at = (struct orgpol_time){7, 1}; /* which is cut off */
    for (size_t i = 0; i < 3; i++) {
        accounts[i].struct_size = SIZE;
        memcpy(shorter.bytes + i * SIZE, &accounts[i], SIZE);
    }
    request.accounts = &shorter.first;
    request.login_hint = ORGPOL_STR("h-2");
    assert_int_equal(orgpol_select_connected_account(&request, &result).effect, ORGPOL_EFFECT_ALLOW);
    assert_ptr_equal(result.account, shorter.bytes + SIZE);
    request.login_hint = ORGPOL_STR("h-3");
    assert_unmet("account_hint_not_found", true);
    request.login_hint = (struct orgpol_str)ORGPOL_STR_NONE;
    options.ambiguous = ORGPOL_AMBIGUOUS_LATEST;
    assert_unmet("account_ambiguous", false);
}

/* ---- the rules ---- */

static void the_user_is_there_and_not_blocked(void **state)
{
    (void)state;
    make_two();
    request.user = NULL; /* what is unknown has no accounts to evaluate */
    assert_unmet("subject_user_not_found", false);
    options.blocked_user = ORGPOL_ALLOWED;
    assert_unmet("subject_user_not_found", false);
    request.login_hint = ORGPOL_STR("");
    assert_unmet("login_hint_empty subject_user_not_found", false);
    make_two();
    user.is_blocked = 2; /* a flag: any value but 0 is on */
    assert_unmet("subject_user_not_found account_ambiguous", false);
    request.connection = ORGPOL_STR("slack");
    assert_unmet("subject_user_not_found account_not_found", false);
    make_usable();
    user.is_blocked = 1;
    assert_unmet("subject_user_not_found", false);
    options.blocked_user = ORGPOL_ALLOWED;
    assert_serves("cac_1");
}

static void nobody_is_served_from_the_accounts_of_others(void **state)
{
    (void)state;
    make_usable();
    accounts[0].user_id = ORGPOL_STR("auth0|b");
    assert_unmet("account_not_found", true);
    request.login_hint = ORGPOL_STR("h-1");
    assert_unmet("account_not_found", true);
    accounts[0].user_id = (struct orgpol_str)ORGPOL_STR_NONE;
    assert_unmet("account_not_found", true);
    accounts[0].user_id = ORGPOL_STR("");
    assert_unmet("account_not_found", true);
    accounts[0].user_id = ORGPOL_STR("AUTH0|A");
    assert_unmet("account_not_found", true);
    make_usable();
    add("cac_2", "auth0|b", "h-1"); /* the same external account, held by another */
    assert_serves("cac_1");
    request.login_hint = ORGPOL_STR("h-1");
    assert_serves("cac_1");
}

static void linked_profiles_count_by_the_option_only(void **state)
{
    (void)state;
    make_usable();
    accounts[0].user_id = ORGPOL_STR("auth0|linked");
    assert_unmet("account_not_found", true);
    options.link_carries_accounts = 2;
    assert_serves("cac_1");
    accounts[0].user_id = ORGPOL_STR(""); /* as is one of the list, but it is equal to nothing */
    assert_unmet("account_not_found", true);
    accounts[0].user_id = (struct orgpol_str)ORGPOL_STR_NONE;
    assert_unmet("account_not_found", true);
    accounts[0].user_id = ORGPOL_STR("auth0|linked");
    request.linked_user_id_count = 0;
    assert_unmet("account_not_found", true);
    request.linked_user_id_count = 2;
    add("cac_2", "auth0|a", "h-2");
    assert_unmet("account_ambiguous", false);
    add("cac_3", "auth0|b", "h-3");
    request.login_hint = ORGPOL_STR("h-3");
    assert_unmet("account_hint_not_found", true);
}

static void the_connection_is_exact(void **state)
{
    static const char *const others[] = {"GitHub", "github ", "githu", "github-enterprise", ""};

    (void)state;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        make_usable();
        request.connection = orgpol_str_of(others[i]);
        assert_unmet("account_not_found", true);
        request.connection = ORGPOL_STR("github");
        accounts[0].connection = orgpol_str_of(others[i]);
        assert_unmet("account_not_found", true);
    }
    accounts[0].connection = ORGPOL_STR("");
    request.connection = ORGPOL_STR("");
    assert_unmet("account_not_found", true);
    request.connection.ptr = accounts[0].connection.ptr = NULL;
    assert_unmet("account_not_found", true);
}

static const struct orgpol_str none = ORGPOL_STR_NONE;

static void assert_bound(uint8_t binding, struct orgpol_str tag, struct orgpol_str session, bool usable)
{
    make_usable();
    options.org_binding = binding;
    accounts[0].organization_id = tag;
    request.organization_id = session;
    if (usable)
        assert_serves("cac_1");
    else
        assert_unmet("account_other_organization", true);
}

static void tags_bind_as_the_option_says(void **state)
{
    const struct orgpol_str tag = ORGPOL_STR("org_1");
    const struct orgpol_str other = ORGPOL_STR("org_2");
    const struct orgpol_str empty = ORGPOL_STR("");
    const struct {
        struct orgpol_str tag;
        struct orgpol_str session;
        bool strict;
        bool exact;
    } rows[] = {
        {none, none, true, true},     {none, tag, true, false},    {none, empty, true, false},
        {tag, tag, true, true},       {tag, other, false, false},  {tag, none, false, false},
        {tag, empty, false, false},   {empty, none, false, false}, {empty, tag, false, false},
        {empty, empty, false, false},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_bound(ORGPOL_ORG_BINDING_STRICT, rows[i].tag, rows[i].session, rows[i].strict);
        assert_bound(ORGPOL_ORG_BINDING_EXACT, rows[i].tag, rows[i].session, rows[i].exact);
        assert_bound(ORGPOL_ORG_BINDING_OFF, rows[i].tag, rows[i].session, true);
    }
}

static void tagged_accounts_go_first(void **state)
{
    (void)state;
    make_two();
    accounts[1].organization_id = ORGPOL_STR("org_1");
    assert_serves("cac_1"); /* without an organization only the untagged one is left */
    request.organization_id = ORGPOL_STR("org_2");
    assert_serves("cac_1");
    request.organization_id = ORGPOL_STR("org_1");
    assert_serves("cac_2");
    request.login_hint = ORGPOL_STR("h-1"); /* the hint comes before: the tagged one is not wanted */
    assert_serves("cac_1");
    accounts[0].created_at = (struct orgpol_time){9, 1};
    request.login_hint = none;
    options.ambiguous = ORGPOL_AMBIGUOUS_LATEST;
    assert_serves("cac_2"); /* and the tag comes before the age */
    options.org_binding = ORGPOL_ORG_BINDING_OFF;
    assert_serves("cac_1");
    options.ambiguous = ORGPOL_AMBIGUOUS_DENY;
    assert_unmet("account_ambiguous", false);
}

static void hints_choose_and_never_fall_back(void **state)
{
    (void)state;
    make_two();
    request.login_hint = ORGPOL_STR("h-2");
    assert_serves("cac_2");
    request.login_hint = ORGPOL_STR("H-2");
    assert_unmet("account_hint_not_found", true);
    request.login_hint = ORGPOL_STR("auth0|a");
    assert_unmet("account_hint_not_found", true);
    make_usable();
    request.login_hint = ORGPOL_STR("h-2"); /* though there is one account only */
    assert_unmet("account_hint_not_found", true);
    accounts[0].idp_user_id = none;
    assert_unmet("account_hint_not_found", true);
    accounts[0].organization_id = ORGPOL_STR("org_1"); /* tags come first */
    assert_unmet("account_other_organization", true);
    make_two();
    accounts[1].idp_user_id = ORGPOL_STR("h-1"); /* the hint names two */
    request.login_hint = ORGPOL_STR("h-1");
    assert_unmet("account_ambiguous", false);
}

static void hints_are_emails_by_the_option_only(void **state)
{
    (void)state;
    make_two();
    accounts[1].email = ORGPOL_STR("a@acme.example");
    request.login_hint = ORGPOL_STR("a@acme.example");
    assert_unmet("account_hint_not_found", true);
    options.hint_matches_email = 1;
    assert_serves("cac_2");
    request.login_hint = ORGPOL_STR("h-1"); /* as well, not instead */
    assert_serves("cac_1");
    accounts[1].email = ORGPOL_STR("h-1");
    assert_unmet("account_ambiguous", false);
    accounts[1].email = ORGPOL_STR("A@acme.example");
    request.login_hint = ORGPOL_STR("a@acme.example");
    assert_unmet("account_hint_not_found", true);
}

static void empty_hints_are_none(void **state)
{
    (void)state;
    make_usable();
    request.login_hint = ORGPOL_STR("");
    assert_unmet("login_hint_empty", false);
    accounts[0].idp_user_id = ORGPOL_STR("");
    assert_unmet("login_hint_empty", false);
    request.connection = ORGPOL_STR("slack");
    assert_unmet("login_hint_empty account_not_found", false);
    options.empty_login_hint = ORGPOL_EMPTY_LOGIN_HINT_ABSENT;
    assert_unmet("account_not_found", true);
    request.connection = ORGPOL_STR("github");
    assert_serves("cac_1");
    add("cac_2", "auth0|a", "");
    assert_unmet("account_ambiguous", false);
    options.empty_login_hint = ORGPOL_EMPTY_LOGIN_HINT_DENY;
    request.login_hint = (struct orgpol_str){NULL, 3}; /* absent */
    request.account_count = 1;
    assert_serves("cac_1");
}

static void the_newest_serves_by_the_option_only(void **state)
{
    const struct orgpol_time times[] = {
        ORGPOL_TIME_NONE, {INT64_MIN, 1}, {-1, 1}, {0, 7}, {1, 1}, {INT64_MAX, 1},
    };
    const size_t count = sizeof times / sizeof *times;

    (void)state;
    make_two();
    for (size_t i = 0; i < count * count; i++) {
        accounts[0].created_at = times[i / count];
        accounts[1].created_at = times[i % count];
        options.ambiguous = ORGPOL_AMBIGUOUS_DENY;
        assert_unmet("account_ambiguous", false);
        options.ambiguous = ORGPOL_AMBIGUOUS_LATEST;
        if (i / count == i % count)
            assert_unmet("account_ambiguous", false);
        else
            assert_serves(i / count > i % count ? "cac_1" : "cac_2");
    }
    accounts[0].created_at = (struct orgpol_time){5, 0}; /* not given, whatever it says */
    accounts[1].created_at = (struct orgpol_time){4, 0};
    assert_unmet("account_ambiguous", false);
    add("cac_3", "auth0|a", "h-3");
    accounts[2].created_at = (struct orgpol_time){1, 1};
    assert_serves("cac_3");
    accounts[1].created_at = (struct orgpol_time){1, 2};
    assert_unmet("account_ambiguous", false);
    accounts[0].created_at = (struct orgpol_time){2, 1};
    assert_serves("cac_1");
    accounts[0].user_id = ORGPOL_STR("auth0|b");
    assert_unmet("account_ambiguous", false);
}

/* Neither the tokens nor the rest of the row is read (SEL-16). */
static void what_the_account_holds_is_no_matter(void **state)
{
    static const struct orgpol_str scopes[] = {{"repo", 4}};

    (void)state;
    make_usable();
    accounts[0].refresh_token_stored = ORGPOL_REFRESH_TOKEN_STORED_NO;
    accounts[0].expires_at = accounts[0].access_token_expires_at = (struct orgpol_time){INT64_MIN, 1};
    accounts[0].last_used_at = (struct orgpol_time){INT64_MIN, 1};
    assert_serves("cac_1");
    accounts[0].refresh_token_stored = ORGPOL_WORD_UNKNOWN;
    accounts[0].scopes = scopes;
    accounts[0].scope_count = 1;
    assert_serves("cac_1");
    assert_ptr_equal(result.account->scopes, scopes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(unreadable_questions_are_errors),
        cmocka_unit_test(rows_that_nobody_wants_are_checked),
        cmocka_unit_test(results_of_other_sizes),
        cmocka_unit_test(questions_of_other_sizes),
        cmocka_unit_test(accounts_of_longer_structs),
        cmocka_unit_test(accounts_of_shorter_structs),
        cmocka_unit_test(the_user_is_there_and_not_blocked),
        cmocka_unit_test(nobody_is_served_from_the_accounts_of_others),
        cmocka_unit_test(linked_profiles_count_by_the_option_only),
        cmocka_unit_test(the_connection_is_exact),
        cmocka_unit_test(tags_bind_as_the_option_says),
        cmocka_unit_test(tagged_accounts_go_first),
        cmocka_unit_test(hints_choose_and_never_fall_back),
        cmocka_unit_test(hints_are_emails_by_the_option_only),
        cmocka_unit_test(empty_hints_are_none),
        cmocka_unit_test(the_newest_serves_by_the_option_only),
        cmocka_unit_test(what_the_account_holds_is_no_matter),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
