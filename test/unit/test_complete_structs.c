/* SPDX-License-Identifier: MIT */
/* The end of the Connected Accounts flow: structs that are unreadable, foreign, or of another size. */
#include "completions.h"

static void unreadable_questions_are_errors(void **state)
{
    (void)state;
    assert_int_equal(orgpol_can_complete_account(NULL, NULL).reason, ORGPOL_REASON_MISSING_INPUT);
    make_usable();
    assert_unmet("");
    BROKEN(request.caller = NULL, ORGPOL_REASON_MISSING_INPUT);
    BROKEN(request.body = NULL, ORGPOL_REASON_MISSING_INPUT);
    BROKEN(request.accounts = NULL, ORGPOL_REASON_MISSING_INPUT);
    BROKEN(provider_account.scopes = NULL, ORGPOL_REASON_MISSING_INPUT);
    BROKEN(connection.scope_count = 1, ORGPOL_REASON_MISSING_INPUT);
    BROKEN(accounts[2].scope_count = 1, ORGPOL_REASON_MISSING_INPUT);
    BROKEN(token.scopes = NULL, ORGPOL_REASON_MISSING_INPUT);
    BROKEN(request.reserved = 1, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(request.reserved2 = 1, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(body.reserved = 1, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(body.reserved2 = 1, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(transaction.reserved = 1, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(provider_account.reserved = 1, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(provider_account.reserved2 = 1, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(connection.reserved = 1, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(connection.reserved2 = 1, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(connection.reserved3 = 1, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(enabled_client.reserved = 1, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(accounts[1].reserved = 1, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(caller.reserved = 1, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(caller.dpop_proof = ORGPOL_DPOP_PROOF_INVALID + 1, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(options.verifier_without_challenge = 2, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(options.complete_client = 2, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(options.complete_organization = 2, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(options.failed_complete = 2, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(options.used_code = 2, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(options.unsupported_strategy = 2, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(options.refresh_recheck = 2, ORGPOL_REASON_UNSUPPORTED_INPUT);
}

static void foreign_rows_are_errors(void **state)
{
    (void)state;
    BROKEN(connection.id = absent, ORGPOL_REASON_ROW_WITHOUT_ID);
    BROKEN(connection.name = absent, ORGPOL_REASON_ROW_WITHOUT_ID);
    BROKEN(connection.name = ORGPOL_STR("google"), ORGPOL_REASON_ROW_OF_OTHER_CONNECTION);
    BROKEN(transaction.connection = absent, ORGPOL_REASON_ROW_OF_OTHER_CONNECTION);
    BROKEN(request.transaction = NULL, ORGPOL_REASON_ROW_OF_OTHER_CONNECTION);
    BROKEN(enabled_client.connection_id = absent, ORGPOL_REASON_ROW_WITHOUT_ID);
    BROKEN(enabled_client.connection_id = ORGPOL_STR("con_google"), ORGPOL_REASON_ROW_OF_OTHER_CONNECTION);
    BROKEN(request.connection = NULL, ORGPOL_REASON_ROW_OF_OTHER_CONNECTION);
    BROKEN(enabled_client.client_id = absent, ORGPOL_REASON_ROW_WITHOUT_ID);
    BROKEN(enabled_client.client_id = ORGPOL_STR("spa"), ORGPOL_REASON_ROW_OF_OTHER_CLIENT);
    BROKEN(accounts[2].id = ORGPOL_STR(""), ORGPOL_REASON_ROW_WITHOUT_ID);
    BROKEN(client.client_id = ORGPOL_STR("spa"), ORGPOL_REASON_ROW_OF_OTHER_CLIENT);
    BROKEN(user.user_id = ORGPOL_STR("bob"), ORGPOL_REASON_ROW_OF_OTHER_USER);
    BROKEN(api.identifier = ORGPOL_STR("https://other.example/me/"),
           ORGPOL_REASON_ROW_OF_OTHER_RESOURCE_SERVER);
    /* The transaction's user and client come from whoever sends the auth_session: a denial. */
    DENIED(transaction.user_id = ORGPOL_STR("bob"), "auth_session_invalid");
    DENIED(transaction.client_id = ORGPOL_STR("spa"), "other_client");
}

static void structs_of_other_sizes_are_read(void **state)
{
    struct {
        struct orgpol_connect_transaction transaction;
        uint64_t tomorrow;
    } longer;

    (void)state;
    BROKEN(request.struct_size = 0, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(body.struct_size = 9, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(transaction.struct_size = 4, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(provider_account.struct_size = ORGPOL_STRUCT_SIZE_MAX + 8, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(connection.struct_size = 3, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(enabled_client.struct_size = 0, ORGPOL_REASON_UNSUPPORTED_INPUT);

    /* What an older caller does not know is absent: the stricter reading. */
    DENIED(transaction.struct_size = offsetof(struct orgpol_connect_transaction, ticket_expires_at),
           "session_expired");
    DENIED(body.struct_size = offsetof(struct orgpol_complete_body, redirect_uri), "completion_body_invalid");
    DENIED(body.struct_size = offsetof(struct orgpol_complete_body, code_verifier), "");
    DENIED(request.struct_size = offsetof(struct orgpol_complete_request, accounts), "");
    DENIED(request.struct_size = offsetof(struct orgpol_complete_request, enabled_client),
           "connection_not_available");
    DENIED(provider_account.struct_size = offsetof(struct orgpol_provider_account, expires_at), "");

    make_usable();
    longer.transaction = transaction;
    longer.transaction.struct_size = sizeof longer;
    longer.tomorrow = 0;
    request.transaction = &longer.transaction;
    assert_unmet("");
    longer.tomorrow = 1;
    assert_error(ORGPOL_REASON_UNSUPPORTED_INPUT);
}

static void results_of_other_sizes_are_written(void **state)
{
    struct {
        struct orgpol_complete_result result;
        uint64_t tomorrow;
    } longer = {ORGPOL_COMPLETE_RESULT_INIT, 1};
    struct orgpol_complete_result result = ORGPOL_COMPLETE_RESULT_INIT;

    (void)state;
    make_usable();
    longer.result.struct_size = sizeof longer;
    assert_int_equal(orgpol_can_complete_account(&request, &longer.result).effect, ORGPOL_EFFECT_ALLOW);
    assert_int_equal(longer.result.struct_size, sizeof longer);
    assert_int_equal(longer.tomorrow, 0);
    result.struct_size = 16;
    result.connection = ORGPOL_STR("stale");
    assert_int_equal(orgpol_can_complete_account(&request, &result).effect, ORGPOL_EFFECT_ALLOW);
    assert_int_equal(result.http_status, 201);
    assert_string_equal(result.connection.ptr, "stale");
    result.struct_size = 14;
    assert_int_equal(orgpol_can_complete_account(&request, &result).reason, ORGPOL_REASON_UNSUPPORTED_INPUT);
}

/* Accounts of another size: struct_size is the distance between them. */
static void accounts_of_other_sizes_are_read(void **state)
{
    struct {
        struct orgpol_connected_account account;
        uint64_t tomorrow;
    } longer[2];
    _Alignas(uint64_t) char shorter[2 * offsetof(struct orgpol_connected_account, email)];
    struct orgpol_complete_result result = ORGPOL_COMPLETE_RESULT_INIT;
    const uint32_t half = sizeof shorter / 2;

    (void)state;
    make_usable();
    provider_account.idp_user_id = ORGPOL_STR("h-2");
    for (size_t i = 0; i < 2; i++) {
        longer[i].account = accounts[i + 1];
        longer[i].account.struct_size = sizeof *longer;
        longer[i].tomorrow = 0;
        memcpy(shorter + i * half, &accounts[i + 1], half);
        memcpy(shorter + i * half, &half, sizeof half);
    }
    request.account_count = 2;
    request.accounts = &longer[0].account;
    orgpol_can_complete_account(&request, &result);
    assert_ptr_equal(result.replaced, &longer[1].account);
    longer[1].tomorrow = 1;
    assert_error(ORGPOL_REASON_UNSUPPORTED_INPUT);
    request.accounts = (const void *)shorter;
    orgpol_can_complete_account(&request, &result);
    assert_ptr_equal(result.replaced, shorter + half);

    BROKEN(accounts[0].struct_size = 0, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(accounts[0].struct_size = 14, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(accounts[1].struct_size = 16, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(accounts[2].struct_size += 8, ORGPOL_REASON_UNSUPPORTED_INPUT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(unreadable_questions_are_errors),
        cmocka_unit_test(foreign_rows_are_errors),
        cmocka_unit_test(structs_of_other_sizes_are_read),
        cmocka_unit_test(results_of_other_sizes_are_written),
        cmocka_unit_test(accounts_of_other_sizes_are_read),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
