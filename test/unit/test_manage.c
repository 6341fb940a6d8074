/* SPDX-License-Identifier: MIT */
/* Managing connected accounts as an interface. The rules are in test/vectors/manage.txt. */
#include "lists.h"

#include "../property/manage_space.h"

static struct world world;
static struct orgpol_manage_request *const request = &world.request;

/* Alice and her account, and nothing in the way. */
static void make_usable(uint8_t operation)
{
    build(&world, open_point);
    request->operation = operation;
}

static void make_list(void)
{
    make_usable(ORGPOL_MANAGE_OPERATION_LIST);
}

static void make_delete(void)
{
    make_usable(ORGPOL_MANAGE_OPERATION_DELETE);
}

static void assert_error(enum orgpol_reason reason)
{
    struct orgpol_manage_result result = ORGPOL_MANAGE_RESULT_INIT;
    struct orgpol_decision decision;

    result.http_status = 204;
    result.has_problem = 1;
    decision = orgpol_can_manage_connected_accounts(request, &result);
    assert_broken(decision, ORGPOL_FAMILY_MANAGE, reason);
    assert_int_equal(result.http_status, 0);
    assert_int_equal(result.has_problem, 0);
    assert_int_equal(orgpol_is_account_listed(request, &world.account, &world.connection), 0);
}

static void assert_first_reason(enum orgpol_reason reason)
{
    const struct orgpol_decision decision = orgpol_can_manage_connected_accounts(request, NULL);

    assert_int_equal(decision.effect, reason ? ORGPOL_EFFECT_DENY : ORGPOL_EFFECT_ALLOW);
    assert_int_equal(decision.reason, reason);
}

static bool is_listed(void)
{
    return orgpol_is_account_listed(request, &world.account, &world.connection) == 1;
}

static void unreadable_questions_are_errors(void **state)
{
    static struct orgpol_str dangling = {NULL, 5};

    (void)state;
    assert_int_equal(orgpol_can_manage_connected_accounts(NULL, NULL).reason, ORGPOL_REASON_MISSING_INPUT);
    assert_int_equal(orgpol_can_manage_connected_accounts(NULL, NULL).effect, ORGPOL_EFFECT_ERROR);
    assert_int_equal(orgpol_is_account_listed(NULL, NULL, NULL), 0);
    make_list();
    assert_int_equal(orgpol_is_account_listed(NULL, &world.account, &world.connection), 0);
    assert_first_reason(ORGPOL_REASON_NONE);
    assert_true(is_listed());
#define BROKEN(change, reason) \
    do {                       \
        make_delete();         \
        change;                \
        assert_error(reason);  \
        make_list();           \
        change;                \
        assert_error(reason);  \
    } while (0)
    BROKEN(request->struct_size = 0, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(request->reserved = 1, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(request->operation = ORGPOL_MANAGE_OPERATION_UNSET, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(request->operation = ORGPOL_MANAGE_OPERATION_LIST_CONNECTIONS + 1,
           ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(request->operation = ORGPOL_WORD_UNKNOWN, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(request->api = ORGPOL_MANAGE_API_MANAGEMENT + 1, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(request->caller = NULL, ORGPOL_REASON_MISSING_INPUT);
    BROKEN(world.caller.reserved = 1, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(world.caller.dpop_proof = ORGPOL_DPOP_PROOF_INVALID + 1, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(world.token.reserved = 1, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(world.token.struct_size = 9, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(world.token.scopes = NULL, ORGPOL_REASON_MISSING_INPUT);
    BROKEN(world.token.audiences = NULL, ORGPOL_REASON_MISSING_INPUT);
    BROKEN(world.options.foreign_delete = 2, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(world.options.manage_when_purpose_off = 2, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(world.options.picker_filter = 2, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(world.client.client_id = ORGPOL_STR("other"), ORGPOL_REASON_ROW_OF_OTHER_CLIENT);
    BROKEN(world.caller_user.user_id = ORGPOL_STR("bob"), ORGPOL_REASON_ROW_OF_OTHER_USER);
    BROKEN(world.resource_server.identifier = ORGPOL_STR("https://evil.example/me/"),
           ORGPOL_REASON_ROW_OF_OTHER_RESOURCE_SERVER);
    BROKEN(world.user.reserved = 1, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(world.user.struct_size = 3, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(world.user.user_id.len = 0, ORGPOL_REASON_ROW_WITHOUT_ID);
    BROKEN(world.user.user_id = ORGPOL_STR("bob"), ORGPOL_REASON_ROW_OF_OTHER_USER);
    BROKEN(request->user_id = ORGPOL_STR("bob"), ORGPOL_REASON_ROW_OF_OTHER_USER);
    BROKEN(request->user_id.ptr = NULL, ORGPOL_REASON_ROW_OF_OTHER_USER);
    BROKEN(request->connection_name_count = 1, ORGPOL_REASON_MISSING_INPUT);
    BROKEN(request->linked_user_id_count = 1, ORGPOL_REASON_MISSING_INPUT);
    BROKEN(world.account.reserved = 1, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(world.account.struct_size = 1, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(world.account.scope_count = 1, ORGPOL_REASON_MISSING_INPUT);
    BROKEN(world.account.id.len = 0, ORGPOL_REASON_ROW_WITHOUT_ID);
    BROKEN(world.account.id = ORGPOL_STR("cac_b"), ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(request->account_id = dangling, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(world.connection.reserved = 1, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(world.connection.reserved2 = 1, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(world.connection.reserved3 = 1, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(world.connection.struct_size = 1, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(world.connection.scope_count = 1, ORGPOL_REASON_MISSING_INPUT);
    BROKEN(world.connection.name.len = 0, ORGPOL_REASON_ROW_WITHOUT_ID);
    BROKEN(world.connection.name = ORGPOL_STR("gitlab"), ORGPOL_REASON_ROW_OF_OTHER_CONNECTION);
    BROKEN(request->account = NULL, ORGPOL_REASON_ROW_OF_OTHER_CONNECTION);
    BROKEN(world.account.connection.ptr = NULL, ORGPOL_REASON_ROW_OF_OTHER_CONNECTION);
}

/* The rows of the list are checked as those of the request are. */
static void rows_of_the_list_are_checked(void **state)
{
    struct orgpol_connected_account account;
    struct orgpol_connection connection;

    (void)state;
    make_list();
    request->account = NULL; /* a list has none in its question */
    request->connection = NULL;
    assert_true(is_listed());
    assert_int_equal(orgpol_is_account_listed(request, NULL, NULL), 0);
    assert_int_equal(orgpol_is_account_listed(request, NULL, &world.connection), 0);
    assert_int_equal(orgpol_is_account_listed(request, &world.account, NULL), 1);
#define LEFT_OUT(change)                                                               \
    do {                                                                               \
        account = world.account;                                                       \
        connection = world.connection;                                                 \
        change;                                                                        \
        assert_int_equal(orgpol_is_account_listed(request, &account, &connection), 0); \
    } while (0)
    LEFT_OUT(account.struct_size = 0);
    LEFT_OUT(account.reserved = 1);
    LEFT_OUT(account.id.len = 0);
    LEFT_OUT(account.scope_count = 1);
    LEFT_OUT(account.user_id.len = 0);
    LEFT_OUT(account.user_id.ptr = NULL);
    LEFT_OUT(account.connection = ORGPOL_STR("gitlab"));
    LEFT_OUT(connection.struct_size = 0);
    LEFT_OUT(connection.reserved3 = 1);
    LEFT_OUT(connection.name.ptr = NULL);
    LEFT_OUT(connection.name = ORGPOL_STR("gitlab"));
    request->user_id = ORGPOL_STR("bob"); /* denied */
    request->user = NULL;
    assert_false(is_listed());
    make_usable(ORGPOL_MANAGE_OPERATION_LIST_CONNECTIONS);
    assert_first_reason(ORGPOL_REASON_NONE);
    assert_false(is_listed());
    make_delete();
    assert_first_reason(ORGPOL_REASON_NONE);
    assert_false(is_listed());
}

/* A shorter struct, from a header that had fewer members, reads as if they were absent. */
static void other_sizes_are_read(void **state)
{
    static struct {
        struct orgpol_manage_request request;
        uint64_t tail;
    } longer;
    static struct {
        struct orgpol_connected_account account;
        uint64_t tail;
    } longer_account;
    static const struct orgpol_str carol[] = {{"carol", 5}};

    (void)state;
    make_delete();
    request->struct_size = (uint32_t)offsetof(struct orgpol_manage_request, linked_user_ids);
    assert_first_reason(ORGPOL_REASON_NONE);
    world.account.user_id = ORGPOL_STR("carol");
    world.options.link_carries_accounts = 1;
    request->linked_user_ids = carol; /* beyond what the struct says it has */
    request->linked_user_id_count = 1;
    assert_first_reason(ORGPOL_REASON_ACCOUNT_NOT_OWN);
    request->struct_size = (uint32_t)sizeof *request;
    assert_first_reason(ORGPOL_REASON_NONE);
    request->struct_size = (uint32_t)offsetof(struct orgpol_manage_request, account);
    assert_first_reason(ORGPOL_REASON_ACCOUNT_NOT_OWN);
    request->struct_size = (uint32_t)offsetof(struct orgpol_manage_request, caller);
    assert_error(ORGPOL_REASON_MISSING_INPUT);

    make_list();
    longer.request = *request;
    longer.request.struct_size = (uint32_t)sizeof longer;
    assert_int_equal(orgpol_can_manage_connected_accounts(&longer.request, NULL).effect, ORGPOL_EFFECT_ALLOW);
    assert_int_equal(orgpol_is_account_listed(&longer.request, &world.account, NULL), 1);
    longer.tail = 1;
    assert_int_equal(orgpol_can_manage_connected_accounts(&longer.request, NULL).reason,
                     ORGPOL_REASON_UNSUPPORTED_INPUT);
    assert_int_equal(orgpol_is_account_listed(&longer.request, &world.account, NULL), 0);

    longer_account.account = world.account;
    longer_account.account.struct_size = (uint32_t)sizeof longer_account;
    assert_int_equal(orgpol_is_account_listed(request, &longer_account.account, NULL), 1);
    longer_account.tail = 1;
    assert_int_equal(orgpol_is_account_listed(request, &longer_account.account, NULL), 0);
    world.account.struct_size = (uint32_t)offsetof(struct orgpol_connected_account, user_id);
    assert_false(is_listed()); /* no owner */
    world.account.struct_size = (uint32_t)offsetof(struct orgpol_connected_account, organization_id);
    assert_true(is_listed());
}

static void results_are_written_as_far_as_they_reach(void **state)
{
    struct {
        struct orgpol_manage_result result;
        uint64_t tail;
    } longer = {ORGPOL_MANAGE_RESULT_INIT, 7};

    (void)state;
    make_delete();
    longer.result.struct_size = (uint32_t)sizeof longer;
    assert_int_equal(orgpol_can_manage_connected_accounts(request, &longer.result).effect,
                     ORGPOL_EFFECT_ALLOW);
    assert_int_equal(longer.result.struct_size, sizeof longer);
    assert_int_equal(longer.result.http_status, 204);
    assert_int_equal(longer.result.has_problem, 0);
    assert_int_equal(longer.tail, 0);
    longer.result.struct_size = 4;
    assert_int_equal(orgpol_can_manage_connected_accounts(request, &longer.result).reason,
                     ORGPOL_REASON_UNSUPPORTED_INPUT);
    assert_int_equal(longer.result.http_status, 204); /* not ours to write */
}

static void answers_carry_their_status(void **state)
{
    struct orgpol_manage_result result = ORGPOL_MANAGE_RESULT_INIT;
    struct orgpol_decision decision;

    (void)state;
    make_list();
    decision = orgpol_can_manage_connected_accounts(request, &result);
    assert_int_equal(decision.obligations, 0);
    assert_int_equal(result.http_status, 200);
    make_delete();
    decision = orgpol_can_manage_connected_accounts(request, &result);
    assert_int_equal(decision.obligations, ORGPOL_MUST_DELETE_TOKENS | ORGPOL_MUST_DELETE_CONNECTED_ACCOUNT);
    assert_int_equal(result.http_status, 204);
    world.account.user_id = ORGPOL_STR("bob");
    decision = orgpol_can_manage_connected_accounts(request, &result);
    assert_int_equal(decision.reason, ORGPOL_REASON_ACCOUNT_NOT_OWN);
    assert_int_equal(decision.obligations, 0);
    assert_int_equal(result.http_status, 404);
    assert_int_equal(result.has_problem, 1);
    world.options.foreign_delete = ORGPOL_FOREIGN_DELETE_NO_CONTENT; /* denied still, and it looks done */
    decision = orgpol_can_manage_connected_accounts(request, &result);
    assert_int_equal(decision.effect, ORGPOL_EFFECT_DENY);
    assert_int_equal(decision.obligations, 0);
    assert_int_equal(result.http_status, 204);
    assert_int_equal(result.has_problem, 0);
    world.token.is_valid = 0; /* another reason comes first, and has its own status */
    orgpol_can_manage_connected_accounts(request, &result);
    assert_int_equal(result.http_status, 401);
    assert_int_equal(result.has_problem, 1);
    request->api = ORGPOL_MANAGE_API_MANAGEMENT;
    orgpol_can_manage_connected_accounts(request, &result);
    assert_int_equal(result.http_status, 404);
}

/* MGE-05: every byte at every place of a short id. */
static void ids_are_letters_and_digits(void **state)
{
    (void)state;
    for (int byte = 0; byte < 256; byte++) {
        const bool plain =
            (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z');

        for (size_t place = 0; place < 7; place++) {
            char id[] = "cac_xyz";
            const bool good = place < 4 ? id[place] == (char)byte : plain;

            id[place] = (char)byte;
            make_delete();
            request->account_id = (struct orgpol_str){id, 7};
            world.account.id = request->account_id;
            assert_first_reason(good ? ORGPOL_REASON_NONE : ORGPOL_REASON_ACCOUNT_ID_MALFORMED);
        }
    }
    make_delete();
    world.account.id = request->account_id = ORGPOL_STR("cac_1");
    assert_first_reason(ORGPOL_REASON_NONE);
    world.account.id = request->account_id = ORGPOL_STR("cac_");
    assert_first_reason(ORGPOL_REASON_ACCOUNT_ID_MALFORMED);
    world.account.id = request->account_id = ORGPOL_STR("cac");
    assert_first_reason(ORGPOL_REASON_ACCOUNT_ID_MALFORMED);
    request->account = NULL;
    request->connection = NULL;
    request->account_id = (struct orgpol_str)ORGPOL_STR_NONE;
    assert_first_reason(ORGPOL_REASON_ACCOUNT_ID_MALFORMED);
}

/* MGE-03, MGE-04: the limits, and that any value but 0 of a flag is on. */
static void limits_are_inclusive(void **state)
{
    static struct orgpol_str names[ORGPOL_MANAGE_FILTER_MAX + 1];

    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        names[i] = ORGPOL_STR("github");
    make_list();
    request->connection_names = names;
    request->connection_name_count = ORGPOL_MANAGE_FILTER_MAX;
    assert_first_reason(ORGPOL_REASON_NONE);
    names[19] = long_name(false);
    assert_first_reason(ORGPOL_REASON_NONE);
    names[19] = long_name(true);
    assert_first_reason(ORGPOL_REASON_CONNECTION_FILTER_INVALID);
    names[19] = (struct orgpol_str){"", 0};
    assert_first_reason(ORGPOL_REASON_NONE);
    names[19] = (struct orgpol_str){NULL, 6};
    assert_first_reason(ORGPOL_REASON_CONNECTION_FILTER_INVALID);
    names[19] = names[0];
    request->connection_name_count++;
    assert_first_reason(ORGPOL_REASON_CONNECTION_FILTER_INVALID);
    request->connection_name_count = 0;
    assert_first_reason(ORGPOL_REASON_NONE);
    request->is_filter_malformed = 2;
    assert_first_reason(ORGPOL_REASON_CONNECTION_FILTER_INVALID);
    request->is_filter_malformed = 0;
    request->is_take_malformed = 2;
    assert_first_reason(ORGPOL_REASON_PAGING_INVALID);
    request->is_take_malformed = 0;
    request->is_from_malformed = 2;
    assert_first_reason(ORGPOL_REASON_PAGING_INVALID);
    request->is_from_malformed = 0;
    request->take = UINT32_MAX; /* not sent */
    assert_first_reason(ORGPOL_REASON_NONE);
    request->has_take = 2;
    assert_first_reason(ORGPOL_REASON_PAGING_INVALID);
    for (uint32_t take = 0; take <= 102; take++) {
        request->take = take;
        request->api = ORGPOL_MANAGE_API_MY_ACCOUNT;
        assert_first_reason(take >= 1 && take <= 20 ? ORGPOL_REASON_NONE : ORGPOL_REASON_PAGING_INVALID);
        request->api = ORGPOL_MANAGE_API_MANAGEMENT;
        assert_first_reason(take >= 1 && take <= 100 ? ORGPOL_REASON_NONE : ORGPOL_REASON_PAGING_INVALID);
    }
}

/* A token of the Management API needs no user and no client; the list is that of the user it names. */
static void administrators_list_anybodys_accounts(void **state)
{
    (void)state;
    make_list();
    request->api = ORGPOL_MANAGE_API_MANAGEMENT;
    world.token.is_machine = 1;
    world.token.sub = ORGPOL_STR("worker@clients");
    world.caller.user = NULL;
    world.caller.client = NULL;
    world.caller.resource_server = NULL;
    world.caller.user_id = (struct orgpol_str)ORGPOL_STR_NONE;
    world.caller.dpop_proof = ORGPOL_DPOP_PROOF_INVALID;
    assert_first_reason(ORGPOL_REASON_MANAGEMENT_TOKEN_INVALID);
    world.caller.dpop_proof = ORGPOL_DPOP_PROOF_NONE;
    world.token.is_dpop_bound = 1;
    assert_first_reason(ORGPOL_REASON_MANAGEMENT_TOKEN_INVALID);
    world.caller.dpop_proof = ORGPOL_DPOP_PROOF_VALID;
    assert_first_reason(ORGPOL_REASON_NONE);
    world.token.is_dpop_bound = 0;
    assert_first_reason(ORGPOL_REASON_NONE);
    assert_true(is_listed());
    world.account.user_id = ORGPOL_STR("bob");
    assert_false(is_listed());
    world.account.user_id = ORGPOL_STR("worker@clients");
    assert_false(is_listed());
    world.settings.domain = (struct orgpol_str)ORGPOL_STR_NONE; /* then the audience is nobody's */
    assert_first_reason(ORGPOL_REASON_MANAGEMENT_TOKEN_INVALID);
    world.caller.settings = NULL;
    assert_first_reason(ORGPOL_REASON_MANAGEMENT_TOKEN_INVALID);
}

/* Nobody is somebody: a token without a sub, and accounts without an owner. */
static void absent_owners_match_nobody(void **state)
{
    (void)state;
    make_list();
    world.token.sub = (struct orgpol_str)ORGPOL_STR_NONE;
    world.caller.user = NULL;
    world.caller.user_id = (struct orgpol_str)ORGPOL_STR_NONE;
    request->user_id = (struct orgpol_str)ORGPOL_STR_NONE;
    request->user = NULL;
    world.account.user_id = (struct orgpol_str)ORGPOL_STR_NONE;
    assert_first_reason(ORGPOL_REASON_CALLER_NOT_USER);
    assert_false(is_listed());
    request->api = ORGPOL_MANAGE_API_MANAGEMENT;
    assert_first_reason(ORGPOL_REASON_MANAGEMENT_USER_NOT_FOUND);
    assert_false(is_listed());
}

static struct said ask(void)
{
    struct orgpol_manage_result result = ORGPOL_MANAGE_RESULT_INIT;
    struct said all = said(orgpol_can_manage_connected_accounts(request, &result), &result, sizeof result);

    all.written[0][0].len = is_listed();
    return all;
}

static void lists_end_at_their_count(void **state)
{
    static const char *const words[] = {"github",
                                        "",
                                        "alice",
                                        "https://" DOMAIN "/me/",
                                        "https://" DOMAIN "/api/v2/",
                                        "read:me:connected_accounts"};
    const size_t count = sizeof words / sizeof *words;
    struct orgpol_str linked[] = {ORGPOL_STR("carol"), ORGPOL_STR_NONE};
    struct orgpol_str scopes[] = {ORGPOL_STR("create:me:connected_accounts"), ORGPOL_STR_NONE};

    (void)state;
    make_list();
    request->connection_names = world.names;
    request->connection_name_count = 1;
    assert_ends_before(&world.names[1], words, count, ask);
    assert_false(is_listed());
    request->connection_names = EMPTY;
    request->connection_name_count = 0;
    assert_true(is_listed()); /* MGE-03: no filter */
    make_delete();
    world.options.link_carries_accounts = 1;
    world.account.user_id = ORGPOL_STR("bob");
    request->linked_user_ids = linked;
    request->linked_user_id_count = 1;
    linked[1] = ORGPOL_STR("bob");
    assert_first_reason(ORGPOL_REASON_ACCOUNT_NOT_OWN);
    request->linked_user_ids = EMPTY;
    request->linked_user_id_count = 0;
    assert_first_reason(ORGPOL_REASON_ACCOUNT_NOT_OWN);
    make_list();
    world.audiences[0] = ORGPOL_STR("https://api.example");
    world.token.audience_count = 1;
    assert_ends_before(&world.audiences[1], words, count, ask);
    make_list();
    request->api = ORGPOL_MANAGE_API_MANAGEMENT;
    world.token.audience_count = 1;
    assert_ends_before(&world.audiences[1], words, count, ask);
    make_list();
    world.token.scopes = scopes;
    world.token.scope_count = 1;
    assert_ends_before(&scopes[1], words, count, ask);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(unreadable_questions_are_errors),
        cmocka_unit_test(rows_of_the_list_are_checked),
        cmocka_unit_test(other_sizes_are_read),
        cmocka_unit_test(results_are_written_as_far_as_they_reach),
        cmocka_unit_test(answers_carry_their_status),
        cmocka_unit_test(ids_are_letters_and_digits),
        cmocka_unit_test(limits_are_inclusive),
        cmocka_unit_test(administrators_list_anybodys_accounts),
        cmocka_unit_test(absent_owners_match_nobody),
        cmocka_unit_test(lists_end_at_their_count),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
