/* SPDX-License-Identifier: MIT */
/* The organization of a token, as an interface. The rules are in test/vectors/token.txt. */
#include "support.h"

static const struct orgpol_known_organization known[] = {
    {ORGPOL_STR_NONE, ORGPOL_STR_NONE}, /* for the test of rows without id; the others begin at 1 */
    {{"org_A", 5}, {"acme", 4}},
    {{"org_B", 5}, {NULL, 0}},
};

static struct orgpol_token_organization_request usable(void)
{
    struct orgpol_token_organization_request request = ORGPOL_TOKEN_ORGANIZATION_REQUEST_INIT;

    request.issuer = ORGPOL_STR("https://t.example/");
    request.iss = ORGPOL_STR("https://t.example/");
    request.org_id = ORGPOL_STR("org_A");
    request.org_name = ORGPOL_STR("acme");
    request.expected_organization = ORGPOL_STR("org_A");
    request.known_organizations = known + 1;
    request.known_organization_count = 2;
    return request;
}

static uint16_t reason_of(const struct orgpol_token_organization_request *request)
{
    const struct orgpol_decision decision = orgpol_check_token_organization(request, NULL);

    assert_int_equal(decision.family, ORGPOL_FAMILY_TOKEN_ORGANIZATION);
    assert_int_equal(decision.obligations, 0);
    assert_int_equal(decision.unmet != 0, decision.effect == ORGPOL_EFFECT_DENY);
    assert_int_equal(decision.reason == 0, decision.effect == ORGPOL_EFFECT_ALLOW);
    return decision.reason;
}

static void assert_error(const struct orgpol_token_organization_request *request, uint16_t reason)
{
    struct orgpol_token_organization_result result = ORGPOL_TOKEN_ORGANIZATION_RESULT_INIT;
    struct orgpol_decision decision;

    result.org_id = ORGPOL_STR("left");
    result.org_name = ORGPOL_STR("over");
    decision = orgpol_check_token_organization(request, &result);
    assert_int_equal(decision.effect, ORGPOL_EFFECT_ERROR);
    assert_int_equal(decision.family, ORGPOL_FAMILY_TOKEN_ORGANIZATION);
    assert_int_equal(decision.reason, reason);
    assert_int_equal(decision.unmet, 0);
    assert_int_equal(result.org_id.len, 0);
    assert_int_equal(result.org_name.len, 0);
}

static void unreadable_questions_are_errors(void **state)
{
    struct orgpol_token_organization_request request = usable();

    (void)state;
    assert_int_equal(reason_of(&request), ORGPOL_REASON_NONE);
    assert_error(NULL, ORGPOL_REASON_MISSING_INPUT);
    request.issuer.len = 0;
    assert_error(&request, ORGPOL_REASON_MISSING_INPUT);
    request = usable();
    request.known_organizations = NULL;
    assert_error(&request, ORGPOL_REASON_MISSING_INPUT);
    request.known_organization_count = 1;
    assert_error(&request, ORGPOL_REASON_MISSING_INPUT);
    request.known_organization_count = 0;
    assert_int_equal(reason_of(&request), ORGPOL_REASON_NONE);
    for (size_t place = 0; place < 3; place++) {
        struct orgpol_known_organization rows[3] = {known[1], known[1], known[2]};

        rows[place].id = known[0].id;
        request = usable();
        request.known_organizations = rows;
        request.known_organization_count = 3;
        assert_error(&request, ORGPOL_REASON_ROW_WITHOUT_ID);
    }
    request = usable();
    request.reserved = 1;
    assert_error(&request, ORGPOL_REASON_UNSUPPORTED_INPUT);
    request = usable();
    request.reserved2 = 1;
    assert_error(&request, ORGPOL_REASON_UNSUPPORTED_INPUT);
    request = usable();
    request.validator = ORGPOL_TOKEN_VALIDATOR_API + 1;
    assert_error(&request, ORGPOL_REASON_UNSUPPORTED_INPUT);
    request.validator = ORGPOL_WORD_UNKNOWN;
    assert_error(&request, ORGPOL_REASON_UNSUPPORTED_INPUT);
    request = usable();
    request.struct_size = 0;
    assert_error(&request, ORGPOL_REASON_UNSUPPORTED_INPUT);
    request.struct_size = sizeof request + 4;
    assert_error(&request, ORGPOL_REASON_UNSUPPORTED_INPUT);
}

/* A struct of an older header ends before the known organizations; of a newer one, has a tail. */
static void other_sizes_are_read(void **state)
{
    struct {
        struct orgpol_token_organization_request request;
        uint64_t tail;
    } newer = {usable(), 0};
    struct orgpol_token_organization_request older = usable();

    (void)state;
    newer.request.struct_size = sizeof newer;
    assert_int_equal(reason_of(&newer.request), ORGPOL_REASON_NONE);
    newer.tail = 1;
    assert_error(&newer.request, ORGPOL_REASON_UNSUPPORTED_INPUT);
    older.struct_size = offsetof(struct orgpol_token_organization_request, known_organizations);
    older.org_name = ORGPOL_STR("globex"); /* which the list, unread, would contradict */
    assert_int_equal(reason_of(&older), ORGPOL_REASON_NONE);
    older.struct_size = sizeof older;
    assert_int_equal(reason_of(&older), ORGPOL_REASON_ORG_NAME_NOT_OF_ORGANIZATION);
}

static void results_keep_to_their_size(void **state)
{
    struct {
        struct orgpol_token_organization_result result;
        uint64_t tail;
    } newer = {ORGPOL_TOKEN_ORGANIZATION_RESULT_INIT, 7};
    struct orgpol_token_organization_result result = ORGPOL_TOKEN_ORGANIZATION_RESULT_INIT;
    const struct orgpol_token_organization_request request = usable();

    (void)state;
    assert_int_equal(orgpol_check_token_organization(&request, &result).effect, ORGPOL_EFFECT_ALLOW);
    assert_int_equal(result.struct_size, sizeof result);
    assert_ptr_equal(result.org_id.ptr, request.org_id.ptr);
    assert_ptr_equal(result.org_name.ptr, request.org_name.ptr);
    newer.result.struct_size = sizeof newer;
    orgpol_check_token_organization(&request, &newer.result);
    assert_int_equal(newer.tail, 0);
    assert_int_equal(newer.result.org_id.len, 5);
    result = (struct orgpol_token_organization_result)ORGPOL_TOKEN_ORGANIZATION_RESULT_INIT;
    result.struct_size = offsetof(struct orgpol_token_organization_result, org_name);
    orgpol_check_token_organization(&request, &result);
    assert_int_equal(result.org_id.len, 5);
    assert_int_equal(result.org_name.len, 0);
    result.struct_size = 0;
    assert_error(NULL, ORGPOL_REASON_MISSING_INPUT);
    assert_int_equal(orgpol_check_token_organization(&request, &result).reason,
                     ORGPOL_REASON_UNSUPPORTED_INPUT);
}

/* On a denial the result names no organization to serve. */
static void denials_give_no_claims(void **state)
{
    struct orgpol_token_organization_result result = ORGPOL_TOKEN_ORGANIZATION_RESULT_INIT;
    struct orgpol_token_organization_request request = usable();

    (void)state;
    request.iss = ORGPOL_STR("https://other.example/");
    result.org_id = ORGPOL_STR("left");
    assert_int_equal(orgpol_check_token_organization(&request, &result).reason,
                     ORGPOL_REASON_ISSUER_MISMATCH);
    assert_int_equal(result.org_id.len, 0);
    assert_int_equal(result.org_name.len, 0);
}

/* An unset validator accepts what a relying party does: an API would take the known organization. */
static void unset_validator_is_the_stricter(void **state)
{
    struct orgpol_token_organization_request request = usable();

    (void)state;
    request.expected_organization = ORGPOL_STR("org_B");
    assert_int_equal(reason_of(&request), ORGPOL_REASON_ORG_ID_MISMATCH);
    request.validator = ORGPOL_TOKEN_VALIDATOR_RELYING_PARTY;
    assert_int_equal(reason_of(&request), ORGPOL_REASON_ORG_ID_MISMATCH);
    request.validator = ORGPOL_TOKEN_VALIDATOR_API;
    assert_int_equal(reason_of(&request), ORGPOL_REASON_NONE);
}

static void only_ascii_letters_have_case(void **state)
{
    struct orgpol_token_organization_request request = usable();

    (void)state;
    request.known_organization_count = 0;
    request.expected_organization = ORGPOL_STR("ac-me_@[");
    request.org_name = ORGPOL_STR("AC-ME_@[");
    assert_int_equal(reason_of(&request), ORGPOL_REASON_NONE);
    request.org_name = ORGPOL_STR("AC-ME_@{"); /* differs from "[" by the bit that letters' case is */
    assert_int_equal(reason_of(&request), ORGPOL_REASON_ORG_NAME_MISMATCH);
    request.org_name = ORGPOL_STR("AC-ME_`[");
    assert_int_equal(reason_of(&request), ORGPOL_REASON_ORG_NAME_MISMATCH);
    request.expected_organization = ORGPOL_STR("k");
    request.org_name = ORGPOL_STR("\xE2\x84\xAA"); /* the Kelvin sign, whose lower case is k */
    assert_int_equal(reason_of(&request), ORGPOL_REASON_ORG_NAME_MISMATCH);
    request.expected_organization = ORGPOL_STR("\xC3\xA4");
    request.org_name = ORGPOL_STR("\xC3\x84");
    assert_int_equal(reason_of(&request), ORGPOL_REASON_ORG_NAME_MISMATCH);
    request.org_name = ORGPOL_STR("\xC3\xA4");
    assert_int_equal(reason_of(&request), ORGPOL_REASON_NONE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(unreadable_questions_are_errors), cmocka_unit_test(other_sizes_are_read),
        cmocka_unit_test(results_keep_to_their_size),      cmocka_unit_test(denials_give_no_claims),
        cmocka_unit_test(unset_validator_is_the_stricter), cmocka_unit_test(only_ascii_letters_have_case),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
