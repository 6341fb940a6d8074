/* SPDX-License-Identifier: MIT */
/* The catalogue of Token Vault: texts, words, and that every reason has what it needs. */
#include "support.h"

#include <ctype.h>

/* Texts that sources show, letter by letter (rulebook 2.0.1 and 2.0.2). */
static void exact_texts_are_exact(void **state)
{
    static const char grant[] = "Grant type 'g' not allowed for the client.";
    static const char token[] = "Unknown or invalid refresh token.";
    static const char rotating[] = "Rotating refresh token not supported";
    static const char mfa[] = "Multifactor authentication required";
    static const char connection[] = "Token Vault is not enabled for the provided connection";
    static const char account[] = "Federated connection Refresh Token not found.";
    static const char client[] = "Client \"C-WEB\" is not authorized to access resource server "
                                 "\"https://acme.example.auth0.com/me/\".";
    static const struct {
        const char *name;
        const char *text;
    } exact[] = {
        {"requested_token_type_missing", "requested_token_type is required"},
        {"token_vault_grant_missing", grant},
        {"login_grants_missing", grant},
        {"client_not_resource_server",
         "This client is not a resource server and cannot exchange access tokens"},
        {"rotation_enabled", rotating},
        {"subject_token_rotating", rotating},
        {"subject_token_invalid", token},
        {"subject_user_not_found", token},
        {"exchange_proof_invalid", token},
        {"not_a_refresh_token", token},
        {"refresh_token_other_client", token},
        {"refresh_token_without_user", token},
        {"mfa_policy_always", mfa},
        {"risk_challenge", mfa},
        {"action_requires_mfa", mfa},
        {"strategy_unsupported", connection},
        {"upstream_dpop", connection},
        {"connection_not_vault_enabled", connection},
        {"account_not_found", account},
        {"account_other_organization", account},
        {"provider_refresh_token_missing", account},
        {"provider_refresh_token_expired", account},
        {"account_unused", account},
        {"account_hint_not_found", "Identity User not found."},
        {"provider_refresh_failed", "Refresh Token flow for the Federated Connection failed"},
        {"wrong_domain", client},
        {"machine_token", client},
        {"grant_type_unsupported", client},
        {"client_grant_missing", client},
    };
    struct orgpol_description_values values = ORGPOL_DESCRIPTION_VALUES_INIT;

    (void)state;
    values.grant_type = ORGPOL_STR("g");
    values.subject_token = ORGPOL_STR("refresh token");
    values.client_id = ORGPOL_STR("C-WEB");
    values.audience = ORGPOL_STR("https://acme.example.auth0.com/me/");
    for (size_t i = 0; i < sizeof exact / sizeof *exact; i++) {
        const uint16_t reason = orgpol_reason_by_name(orgpol_str_of(exact[i].name));
        char text[256];

        assert_int_not_equal(reason, ORGPOL_REASON_NONE);
        orgpol_describe(reason, &values, text, sizeof text);
        assert_string_equal(text, exact[i].text);
    }
}

/* The subject token is called what it is. */
static void the_subject_token_has_a_name(void **state)
{
    static const char *const names[] = {"refresh token", "access token", "JWT", "user", ""};
    struct orgpol_description_values values = ORGPOL_DESCRIPTION_VALUES_INIT;

    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char want[64];
        char have[64];

        values.subject_token = orgpol_str_of(names[i]);
        snprintf(want, sizeof want, "Unknown or invalid %s.", names[i]);
        orgpol_describe(ORGPOL_REASON_SUBJECT_USER_NOT_FOUND, &values, have, sizeof have);
        assert_string_equal(have, want);
    }
    assert_string_equal(orgpol_problem_info(ORGPOL_REASON_MANAGEMENT_SCOPE_MISSING)->detail,
                        "Insufficient scope; expected any of: read:users.");
}

static bool is_of(uint8_t first, uint8_t last, uint16_t reason)
{
    for (uint8_t family = first; family <= last; family++)
        for (unsigned place = 0; place < orgpol_family_size(family); place++)
            if (orgpol_family_reason(family, place) == reason)
                return true;
    return false;
}

/* Every reason has what it needs, and no family's problem is told at the token endpoint or the other way. */
static void every_reason_is_complete(void **state)
{
    int count = 0;

    (void)state;
    for (uint16_t reason = ORGPOL_REASON_API_NOT_ACTIVE; reason < ORGPOL_REASON_COUNT; reason++) {
        const struct orgpol_reason_entry *info = orgpol_reason_info(reason);
        const struct orgpol_problem_entry *problem = orgpol_problem_info(reason);
        const bool config = is_of(ORGPOL_FAMILY_CLIENT_CONFIG, ORGPOL_FAMILY_CLIENT_CONFIG, reason);
        const bool has_problem = is_of(ORGPOL_FAMILY_CONNECT, ORGPOL_FAMILY_MANAGE, reason);
        const bool has_error = is_of(ORGPOL_FAMILY_SELECT, ORGPOL_FAMILY_WORKER_EXCHANGE, reason) ||
                               is_of(ORGPOL_FAMILY_MY_ACCOUNT, ORGPOL_FAMILY_MY_ACCOUNT, reason);

        assert_non_null(info);
        count++;
        assert_true(strlen(info->name) > 0 && strlen(info->name) < 64);
        for (const char *c = info->name; *c; c++)
            assert_true(islower((unsigned char)*c) || *c == '_');
        assert_int_equal(orgpol_reason_by_name(orgpol_str_of(info->name)), reason);
        assert_true(config || has_problem || has_error);
        assert_int_equal(problem != NULL, has_problem);
        assert_int_equal(info->error != NULL, has_error);
        assert_int_equal(info->description == NULL, config);
        assert_true(info->description == NULL || strlen(info->description) > 0);
        assert_true(strlen(info->summary) > 0 && strlen(info->remedy) > 0);
        assert_true(info->http_status >= 400 && info->http_status < 500);
        if (has_problem && !has_error)
            assert_int_equal(info->http_status, problem->http_status);
    }
    assert_int_equal(count, 11 + 20 + 15 + 18 + 59 + 4 + 7 + 9);
    assert_null(orgpol_problem_info(ORGPOL_REASON_NONE));
    assert_null(orgpol_problem_info(ORGPOL_REASON_ORG_BLOCKS_THIRD_PARTY));
    assert_null(orgpol_problem_info(ORGPOL_REASON_COUNT));
    assert_null(orgpol_problem_info(UINT16_MAX));
}

/* Reasons of the organizations' half have no problem. */
static void problems_are_of_token_vault(void **state)
{
    (void)state;
    for (uint16_t reason = 0; reason < ORGPOL_REASON_API_NOT_ACTIVE; reason++)
        assert_null(orgpol_problem_info(reason));
}

/* The words of WIRE section 1. */
static void words_are_the_contract(void **state)
{
    static const struct {
        uint32_t bit;
        const char *name;
    } obligations[] = {
        {ORGPOL_MUST_CREATE_AUTH_SESSION, "create_auth_session"},
        {ORGPOL_MUST_CONSUME_CONNECT_CODE, "consume_connect_code"},
        {ORGPOL_MUST_ADD_CONNECTED_ACCOUNT, "add_connected_account"},
        {ORGPOL_MUST_UPDATE_CONNECTED_ACCOUNT, "update_connected_account"},
        {ORGPOL_MUST_RECORD_JTI, "record_jti"},
        {ORGPOL_MUST_REFRESH_PROVIDER_TOKEN, "refresh_provider_token"},
        {ORGPOL_MUST_DOWNSCOPE_PROVIDER_TOKEN, "downscope_provider_token"},
        {ORGPOL_MUST_STORE_TOKENS, "store_tokens"},
        {ORGPOL_MUST_TOUCH_LAST_USED, "touch_last_used"},
        {ORGPOL_MUST_DELETE_TOKENS, "delete_tokens"},
        {ORGPOL_MUST_DELETE_CONNECTED_ACCOUNT, "delete_connected_account"},
        {ORGPOL_MUST_CHALLENGE_MFA, "challenge_mfa"},
    };
    static const struct {
        uint32_t bit;
        const char *name;
    } advice[] = {
        {ORGPOL_ADVICE_STATE_MISSING, "state_missing"},
        {ORGPOL_ADVICE_OFFLINE_ACCESS_OFF, "offline_access_off"},
        {ORGPOL_ADVICE_GOOGLE_SCOPES_MISSING, "google_scopes_missing"},
        {ORGPOL_ADVICE_DEVELOPER_KEYS, "developer_keys"},
        {ORGPOL_ADVICE_NO_REFRESH_TOKEN, "no_refresh_token"},
        {ORGPOL_ADVICE_LOGIN_GRANTS_MISSING, "login_grants_missing"},
        {ORGPOL_ADVICE_SYMMETRIC_CLIENT_AUTHENTICATION, "symmetric_client_authentication"},
        {ORGPOL_ADVICE_RECONNECT_ACCOUNT, "reconnect_account"},
        {ORGPOL_ADVICE_PRIVILEGED_ACCESS_INCOMPLETE, "privileged_access_incomplete"},
        {ORGPOL_ADVICE_CLIENT_NOT_ELIGIBLE, "client_not_eligible"},
        {ORGPOL_ADVICE_GRANT_TYPE_MISSING, "grant_type_missing"},
        {ORGPOL_ADVICE_ROTATION_ENABLED, "rotation_enabled"},
        {ORGPOL_ADVICE_CONNECTION_UNKNOWN, "connection_unknown"},
        {ORGPOL_ADVICE_CONNECTION_NOT_ENABLED, "connection_not_enabled"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof obligations / sizeof *obligations; i++) {
        assert_string_equal(orgpol_obligation_name(obligations[i].bit), obligations[i].name);
        if (i > 0) /* they are told in the order of their bits */
            assert_true(obligations[i].bit > obligations[i - 1].bit);
    }
    for (size_t i = 0; i < sizeof advice / sizeof *advice; i++)
        assert_string_equal(orgpol_advice_name(advice[i].bit), advice[i].name);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(exact_texts_are_exact),    cmocka_unit_test(the_subject_token_has_a_name),
        cmocka_unit_test(every_reason_is_complete), cmocka_unit_test(problems_are_of_token_vault),
        cmocka_unit_test(words_are_the_contract),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
