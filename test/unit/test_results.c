/* SPDX-License-Identifier: MIT */
/* What every decision does with its result when nothing can be decided, whatever the family. */
#include "support.h"

/* A result of each family, as large as a later version may have it. */
union any_result {
    uint32_t struct_size;
    unsigned char bytes[1024];
};

/* The decision of a family on no request at all. */
static struct orgpol_decision decide(uint8_t family, void *result)
{
    switch (family) {
    case ORGPOL_FAMILY_LOGIN: return orgpol_can_login(NULL, result);
    case ORGPOL_FAMILY_PROMPT: return orgpol_resolve_org_prompt_mode(NULL, result, NULL, 0);
    case ORGPOL_FAMILY_AUTHORIZE: return orgpol_check_authorize_request(NULL, result);
    case ORGPOL_FAMILY_ENDPOINT: return orgpol_check_endpoint_request(NULL, result);
    case ORGPOL_FAMILY_CLIENT_GRANT: return orgpol_check_client_grant(NULL, result, NULL, 0, NULL, 0);
    case ORGPOL_FAMILY_USER_GRANT: return orgpol_check_user_grant(NULL, result, NULL, 0, NULL, 0);
    case ORGPOL_FAMILY_CONSENT: return orgpol_check_consent(NULL, result, NULL, 0, NULL, 0);
    case ORGPOL_FAMILY_TOKEN_ORGANIZATION: return orgpol_check_token_organization(NULL, result);
    case ORGPOL_FAMILY_MY_ACCOUNT: return orgpol_check_my_account_token(NULL, result, NULL, 0);
    case ORGPOL_FAMILY_CONNECT: return orgpol_can_connect_account(NULL, result, NULL, 0);
    case ORGPOL_FAMILY_COMPLETE: return orgpol_can_complete_account(NULL, result);
    case ORGPOL_FAMILY_MANAGE: return orgpol_can_manage_connected_accounts(NULL, result);
    case ORGPOL_FAMILY_SELECT: return orgpol_select_connected_account(NULL, result);
    case ORGPOL_FAMILY_CLIENT_CONFIG: return orgpol_check_client_config(NULL, result, NULL, 0);
    case ORGPOL_FAMILY_ORGANIZATION_CONFIG: return orgpol_check_organization_config(NULL, result, NULL, 0);
    case ORGPOL_FAMILY_CONNECTION_CONFIG: return orgpol_check_connection_config(NULL, result, NULL, 0);
    case ORGPOL_FAMILY_RESOURCE_SERVER_CONFIG:
        return orgpol_check_resource_server_config(NULL, result, NULL, 0);
    default: return orgpol_check_client_grant_config(NULL, result, NULL, 0);
    }
}

static const uint8_t families[] = {
    ORGPOL_FAMILY_LOGIN,
    ORGPOL_FAMILY_PROMPT,
    ORGPOL_FAMILY_AUTHORIZE,
    ORGPOL_FAMILY_ENDPOINT,
    ORGPOL_FAMILY_CLIENT_GRANT,
    ORGPOL_FAMILY_USER_GRANT,
    ORGPOL_FAMILY_CONSENT,
    ORGPOL_FAMILY_TOKEN_ORGANIZATION,
    ORGPOL_FAMILY_MY_ACCOUNT,
    ORGPOL_FAMILY_CONNECT,
    ORGPOL_FAMILY_COMPLETE,
    ORGPOL_FAMILY_MANAGE,
    ORGPOL_FAMILY_SELECT,
    ORGPOL_FAMILY_CLIENT_CONFIG,
    ORGPOL_FAMILY_ORGANIZATION_CONFIG,
    ORGPOL_FAMILY_CONNECTION_CONFIG,
    ORGPOL_FAMILY_RESOURCE_SERVER_CONFIG,
    ORGPOL_FAMILY_CLIENT_GRANT_CONFIG,
};
#define FAMILIES (sizeof families / sizeof *families)

/* A result that cannot be written is left as it is, and the error is the family's. */
static void unusable_results_are_left_alone(void **state)
{
    static const uint32_t sizes[] = {
        0, 1, 4, 7, 9, 8 + sizeof(void *) / 2, ORGPOL_STRUCT_SIZE_MAX + 8, UINT32_MAX};

    (void)state;
    for (size_t i = 0; i < FAMILIES; i++)
        for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++) {
            union any_result result;
            union any_result before;
            struct orgpol_decision decision;

            memset(&result, 0xA5, sizeof result);
            result.struct_size = sizes[k];
            before = result;
            decision = decide(families[i], &result); /* which of the two errors it names is left open */
            assert_broken(decision, families[i],
                          decision.reason == ORGPOL_REASON_MISSING_INPUT ? ORGPOL_REASON_MISSING_INPUT
                                                                         : ORGPOL_REASON_UNSUPPORTED_INPUT);
            assert_memory_equal(&result, &before, sizeof result);
        }
}

/* No request is an error of the family's, and the result says nothing: its tail that we do not know is zero.
 */
static void no_request_is_an_error(void **state)
{
    (void)state;
    for (size_t i = 0; i < FAMILIES; i++) {
        union any_result result;
        union any_result again;

        assert_broken(decide(families[i], NULL), families[i], ORGPOL_REASON_MISSING_INPUT);
        memset(&result, 0xA5, sizeof result);
        result.struct_size = sizeof result;
        assert_broken(decide(families[i], &result), families[i], ORGPOL_REASON_MISSING_INPUT);
        assert_int_equal(result.struct_size, sizeof result);
        memset(&again, 0, sizeof again); /* what is strictest is the same from whatever was there */
        again.struct_size = sizeof again;
        decide(families[i], &again);
        assert_memory_equal(&result, &again, sizeof result);
        for (size_t byte = 512; byte < sizeof result; byte++)
            assert_int_equal(result.bytes[byte], 0);

        memset(&result, 0xA5, sizeof result); /* of a header without members there is nothing to write */
        result.struct_size = 8;
        assert_broken(decide(families[i], &result), families[i], ORGPOL_REASON_MISSING_INPUT);
        for (size_t byte = 8; byte < sizeof result; byte++)
            assert_int_equal(result.bytes[byte], 0xA5);
    }
}

/* Those that have no result. */
static void decisions_without_results(void **state)
{
    static const struct orgpol_organization nobody = ORGPOL_ORGANIZATION_INIT;
    struct orgpol_organization odd = ORGPOL_ORGANIZATION_INIT;
    uint8_t key[ORGPOL_CONSENT_KEY_BYTES];

    (void)state;
    assert_broken(orgpol_can_reuse_session(NULL, NULL), ORGPOL_FAMILY_SESSION, ORGPOL_REASON_MISSING_INPUT);
    assert_broken(orgpol_consent_key_for(NULL, key), ORGPOL_FAMILY_CONSENT, ORGPOL_REASON_MISSING_INPUT);
    assert_broken(orgpol_can_offer_connections(&nobody, 1), ORGPOL_FAMILY_CONNECTION_OFFER,
                  ORGPOL_REASON_ROW_WITHOUT_ID);
    odd.reserved = 1;
    assert_broken(orgpol_can_offer_connections(&odd, 1), ORGPOL_FAMILY_CONNECTION_OFFER,
                  ORGPOL_REASON_UNSUPPORTED_INPUT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(unusable_results_are_left_alone),
        cmocka_unit_test(no_request_is_an_error),
        cmocka_unit_test(decisions_without_results),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
