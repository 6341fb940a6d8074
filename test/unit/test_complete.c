/* SPDX-License-Identifier: MIT */
/* The end of the Connected Accounts flow as an interface. The rules are in test/vectors/complete.txt. */
#include "completions.h"

/* RFC 7636 appendix B. */
#define VERIFIER "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
#define CHALLENGE "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"

/* COMPLETE-18, COMPLETE-19, ORG-04 */
static void the_account_replaced_is_the_users_own(void **state)
{
    struct orgpol_complete_result result = ORGPOL_COMPLETE_RESULT_INIT;
    struct orgpol_decision decision;

    (void)state;
    make_usable();
    decision = orgpol_can_complete_account(&request, &result);
    assert_int_equal(decision.effect, ORGPOL_EFFECT_ALLOW);
    assert_int_equal(decision.obligations, ORGPOL_MUST_CONSUME_CONNECT_CODE |
                                               ORGPOL_MUST_ADD_CONNECTED_ACCOUNT | ORGPOL_MUST_STORE_TOKENS);
    assert_null(result.replaced);
    provider_account.idp_user_id = ORGPOL_STR("h-2");
    decision = orgpol_can_complete_account(&request, &result);
    assert_int_equal(decision.obligations, ORGPOL_MUST_CONSUME_CONNECT_CODE |
                                               ORGPOL_MUST_UPDATE_CONNECTED_ACCOUNT |
                                               ORGPOL_MUST_STORE_TOKENS);
    assert_ptr_equal(result.replaced, &accounts[2]);
    accounts[1] = account_of("cac_2", "github", "h-2", "alice"); /* of two, the first of the profile */
    orgpol_can_complete_account(&request, &result);
    assert_ptr_equal(result.replaced, &accounts[1]);
    accounts[1].user_id = absent; /* nobody's */
    orgpol_can_complete_account(&request, &result);
    assert_ptr_equal(result.replaced, &accounts[2]);
    options.link_carries_accounts = 1; /* accounts that serve the user are not the user's own */
    accounts[2].user_id = ORGPOL_STR("bob");
    orgpol_can_complete_account(&request, &result);
    assert_null(result.replaced);

    make_usable();
    accounts[2].idp_user_id = ORGPOL_STR(""); /* no known account is another one */
    provider_account.idp_user_id = ORGPOL_STR("");
    orgpol_can_complete_account(&request, &result);
    assert_null(result.replaced);
    accounts[2].idp_user_id = absent;
    provider_account.idp_user_id = absent;
    orgpol_can_complete_account(&request, &result);
    assert_null(result.replaced);
    request.provider_account = NULL;
    orgpol_can_complete_account(&request, &result);
    assert_null(result.replaced);
    request.accounts = NULL;
    request.account_count = 0;
    assert_unmet("");
}

static void the_result_says_what(void **state)
{
    struct orgpol_complete_result result = ORGPOL_COMPLETE_RESULT_INIT;

    (void)state;
    make_usable();
    token.org_id = ORGPOL_STR("org_1");
    transaction.org_id = token.org_id;
    orgpol_can_complete_account(&request, &result);
    assert_int_equal(result.http_status, 201);
    assert_int_equal(result.advice, 0);
    assert_null(result.problem);
    assert_ptr_equal(result.user_id.ptr, token.sub.ptr);
    assert_ptr_equal(result.connection.ptr, transaction.connection.ptr);
    assert_null(result.org_id.ptr); /* ORG-13: only with the flag */
    settings.token_vault_org_binding = 1;
    orgpol_can_complete_account(&request, &result);
    assert_ptr_equal(result.org_id.ptr, transaction.org_id.ptr);
    transaction.org_id = absent; /* the tag is the start's, not the token's */
    orgpol_can_complete_account(&request, &result);
    assert_null(result.org_id.ptr);
    provider_account.is_refresh_token_issued = 0;
    orgpol_can_complete_account(&request, &result);
    assert_int_equal(result.advice, ORGPOL_ADVICE_NO_REFRESH_TOKEN);
    request.provider_account = NULL;
    orgpol_can_complete_account(&request, &result);
    assert_int_equal(result.advice, ORGPOL_ADVICE_NO_REFRESH_TOKEN);
    request.is_same_device = 0;
    orgpol_can_complete_account(&request, &result);
    assert_int_equal(result.advice, 0);
    assert_int_equal(result.http_status, 404);
    assert_ptr_equal(result.problem, orgpol_problem_info(ORGPOL_REASON_OTHER_DEVICE));
    assert_null(result.user_id.ptr);
    assert_null(result.connection.ptr);
    assert_null(result.org_id.ptr);
    assert_null(result.replaced);
}

/* Every condition of the family has a problem: M-INACTIVE, M-TOKEN ... of WIRE section 1. */
static void every_denial_has_a_problem(void **state)
{
    static const uint16_t statuses[] = {404, 401, 401, 401, 401, 403, 403, 415, 400, 404,
                                        404, 401, 404, 400, 400, 400, 404, 404, 403, 400};

    (void)state;
    assert_int_equal(orgpol_family_size(ORGPOL_FAMILY_COMPLETE), sizeof statuses / sizeof *statuses);
    for (unsigned place = 0; place < sizeof statuses / sizeof *statuses; place++) {
        const struct orgpol_problem_entry *problem =
            orgpol_problem_info(orgpol_family_reason(ORGPOL_FAMILY_COMPLETE, place));

        assert_non_null(problem);
        assert_int_equal(problem->http_status, statuses[place]);
    }
}

/* COMPLETE-08, option used_code */
static void used_codes_are_conflicts_by_the_option(void **state)
{
    struct orgpol_complete_result result = ORGPOL_COMPLETE_RESULT_INIT;

    (void)state;
    make_usable();
    transaction.connect_code_used = ORGPOL_SETTING_ON;
    orgpol_can_complete_account(&request, &result);
    assert_int_equal(result.http_status, 404);
    options.used_code = ORGPOL_USED_CODE_CONFLICT;
    assert_int_equal(orgpol_can_complete_account(&request, &result).reason,
                     ORGPOL_REASON_CONNECT_CODE_INVALID);
    assert_int_equal(result.http_status, 409);
    assert_int_equal(result.problem->http_status, 409);
    assert_string_equal(result.problem->type, "about:blank");
    transaction.redirect_uri = absent; /* another reason behind it */
    orgpol_can_complete_account(&request, &result);
    assert_int_equal(result.http_status, 409);
    body.connect_code = ORGPOL_STR("cc-2"); /* a wrong code, used or not, is not found */
    orgpol_can_complete_account(&request, &result);
    assert_int_equal(result.http_status, 404);
    body.connect_code = transaction.connect_code;
    request.is_same_device = 0; /* another reason before it */
    orgpol_can_complete_account(&request, &result);
    assert_ptr_equal(result.problem, orgpol_problem_info(ORGPOL_REASON_OTHER_DEVICE));
}

/* COMPLETE-21 */
static void failures_spend_the_code(void **state)
{
    (void)state;
    make_usable();
    request.is_same_device = 0;
    assert_int_equal(assert_unmet("other_device").obligations, ORGPOL_MUST_CONSUME_CONNECT_CODE);
    options.failed_complete = ORGPOL_FAILED_COMPLETE_KEEP_CODE;
    assert_int_equal(assert_unmet("other_device").obligations, 0);
    request.is_same_device = 1;
    assert_int_equal(assert_unmet("").obligations & ORGPOL_MUST_CONSUME_CONNECT_CODE,
                     ORGPOL_MUST_CONSUME_CONNECT_CODE);
    options.failed_complete = ORGPOL_FAILED_COMPLETE_SPEND_CODE;
    request.is_same_device = 0;
    body.auth_session = ORGPOL_STR("as-2"); /* nobody spends another session's code */
    assert_int_equal(assert_unmet("auth_session_invalid other_device").obligations, 0);
    body.auth_session = ORGPOL_STR("as-1");
    token.is_valid = 0;
    assert_int_equal(assert_unmet("completion_token_invalid other_device").obligations, 0);
}

static void texts_of_the_body_have_lengths(void **state)
{
    static const struct {
        size_t offset;
        size_t stored; /* where the transaction has the same text; 0: it has none */
        size_t least;
        size_t most;
    } members[] = {
        {offsetof(struct orgpol_complete_body, auth_session),
         offsetof(struct orgpol_connect_transaction, auth_session), 1, 64},
        {offsetof(struct orgpol_complete_body, connect_code),
         offsetof(struct orgpol_connect_transaction, connect_code), 1, 46},
        {offsetof(struct orgpol_complete_body, redirect_uri),
         offsetof(struct orgpol_connect_transaction, redirect_uri), 1, 2048},
        {offsetof(struct orgpol_complete_body, code_verifier), 0, 43, 128},
    };
    static char text[2 * 2049];

    (void)state;
    for (size_t i = 0; i < sizeof text; i++)
        text[i] = (char)(i % 2 ? 0xa9 : 0xc3); /* an e with an acute accent */
    for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
        const size_t lengths[] = {members[i].least - 1, members[i].least, members[i].most,
                                  members[i].most + 1};

        for (size_t k = 0; k < 4; k++) {
            const struct orgpol_str sent = {text, 2 * lengths[k]};

            make_usable();
            options.verifier_without_challenge = ORGPOL_VERIFIER_WITHOUT_CHALLENGE_IGNORE;
            memcpy((char *)&body + members[i].offset, &sent, sizeof sent);
            if (members[i].stored)
                memcpy((char *)&transaction + members[i].stored, &sent, sizeof sent);
            assert_unmet(k == 0 || k == 3 ? "completion_body_invalid" : "");
        }
    }
    DENIED(body.has_unknown_member = 1, "completion_body_invalid");
}

/* What is missing has one reason; what was sent and is wrong hides nothing. */
static void one_fault_has_one_reason(void **state)
{
    (void)state;
    DENIED(body.auth_session = absent, "completion_body_invalid");
    DENIED(body.auth_session = ORGPOL_STR(""), "completion_body_invalid");
    DENIED(body.connect_code = absent, "completion_body_invalid");
    DENIED((body.connect_code = absent, transaction.connect_code_used = 0), "completion_body_invalid");
    DENIED(body.redirect_uri = absent, "completion_body_invalid");
    DENIED((body.auth_session = absent, transaction.user_id = ORGPOL_STR("bob")),
           "completion_body_invalid auth_session_invalid");
    DENIED(transaction.auth_session = absent, "auth_session_invalid");
    DENIED(transaction.user_id = absent, "auth_session_invalid");
    DENIED(transaction.client_id = absent, "other_client");
    DENIED(transaction.redirect_uri = absent, "redirect_uri_changed");
    DENIED(transaction.connect_code = absent, "connect_code_invalid");
    DENIED(transaction.connect_code_used = ORGPOL_SETTING_UNSET, "connect_code_invalid");
    DENIED(transaction.connect_code_used = ORGPOL_WORD_UNKNOWN, "connect_code_invalid");
    DENIED((request.connection = NULL, request.enabled_client = NULL, transaction.connection = absent),
           "connection_not_available");
    DENIED((request.connection = NULL, request.enabled_client = NULL, transaction.connection = absent,
            options.recheck_connection_off = 1),
           "connection_not_available");
    DENIED((request.connection = NULL, request.enabled_client = NULL, options.recheck_connection_off = 1),
           "");
    DENIED(request.enabled_client = NULL, "connection_not_available");
    DENIED((request.enabled_client = NULL, caller.client = NULL), "client_third_party");

    /* Without a transaction, nothing that compares with it. */
    make_usable();
    request.transaction = NULL;
    request.connection = NULL;
    request.enabled_client = NULL;
    request.is_same_device = 0;
    body.code_verifier = ORGPOL_STR(VERIFIER);
    assert_unmet("auth_session_invalid");
    caller.dpop_proof = ORGPOL_DPOP_PROOF_INVALID;
    assert_unmet("auth_session_invalid completion_proof_invalid");

    /* Without a token, nothing that reads it. */
    make_usable();
    caller.token = NULL;
    caller.client = NULL;
    caller.user = NULL;
    request.enabled_client = NULL;
    transaction.user_id = ORGPOL_STR("bob");
    transaction.client_id = ORGPOL_STR("spa");
    transaction.org_id = ORGPOL_STR("org_1");
    assert_unmet("completion_token_invalid");
    transaction.is_dpop_bound = 1;
    assert_unmet("completion_token_invalid completion_proof_invalid");

    make_usable();
    token.is_valid = 0;
    transaction.user_id = ORGPOL_STR("bob");
    assert_unmet("completion_token_invalid auth_session_invalid");
}

static void the_ticket_ends(void **state)
{
    (void)state;
    DENIED(transaction.ticket_expires_at.s = NOW, "session_expired");
    DENIED(transaction.ticket_expires_at.s = NOW + 1, "");
    DENIED(transaction.ticket_expires_at.s = INT64_MIN, "session_expired");
    DENIED(transaction.ticket_expires_at.s = INT64_MAX, "");
    DENIED(transaction.ticket_expires_at.is_given = 0, "session_expired");
    DENIED((caller.now_s = INT64_MAX, token.expires_at.s = INT64_MAX),
           "completion_token_invalid session_expired");
    DENIED(caller.now_s = INT64_MIN, "");
}

static void verifiers_are_checked(void **state)
{
    (void)state;
    DENIED(transaction.code_challenge = ORGPOL_STR(CHALLENGE), "code_verifier_invalid");
    DENIED((transaction.code_challenge = ORGPOL_STR(CHALLENGE), body.code_verifier = ORGPOL_STR(VERIFIER)),
           "");
    DENIED((transaction.code_challenge = ORGPOL_STR(CHALLENGE), body.code_verifier = ORGPOL_STR(CHALLENGE)),
           "code_verifier_invalid");
    DENIED((transaction.code_challenge = ORGPOL_STR(VERIFIER), body.code_verifier = ORGPOL_STR(VERIFIER)),
           "code_verifier_invalid"); /* not `plain` */
    DENIED((transaction.code_challenge = ORGPOL_STR(""), body.code_verifier = ORGPOL_STR(VERIFIER)),
           "code_verifier_invalid");
    DENIED((transaction.code_challenge = ORGPOL_STR(CHALLENGE), body.code_verifier = ORGPOL_STR("")),
           "completion_body_invalid");
    DENIED(body.code_verifier = ORGPOL_STR(VERIFIER), "code_verifier_unexpected");
    DENIED(body.code_verifier = ORGPOL_STR(""), "completion_body_invalid code_verifier_unexpected");
    DENIED((body.code_verifier = ORGPOL_STR(VERIFIER),
            options.verifier_without_challenge = ORGPOL_VERIFIER_WITHOUT_CHALLENGE_IGNORE),
           "");
}

/* COMPLETE-22, COMPLETE-20 and what else is not read. */
static void what_is_not_read(void **state)
{
    (void)state;
    DENIED(connection.is_authentication_inactive = 1, "");
    DENIED(accounts[0] = account_of("cac_1", "github", "h-1", "bob"), "");
    DENIED(user.is_blocked = 1, "");
    DENIED(provider_account.expires_at = ((struct orgpol_time){1, 1}), "");
    DENIED(token.org_id = ORGPOL_STR("org_1"), ""); /* the start was in no organization */
    DENIED(client.organization_usage = ORGPOL_USAGE_REQUIRE, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_account_replaced_is_the_users_own),
        cmocka_unit_test(the_result_says_what),
        cmocka_unit_test(every_denial_has_a_problem),
        cmocka_unit_test(used_codes_are_conflicts_by_the_option),
        cmocka_unit_test(failures_spend_the_code),
        cmocka_unit_test(texts_of_the_body_have_lengths),
        cmocka_unit_test(one_fault_has_one_reason),
        cmocka_unit_test(the_ticket_ends),
        cmocka_unit_test(verifiers_are_checked),
        cmocka_unit_test(what_is_not_read),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
