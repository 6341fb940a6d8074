/* SPDX-License-Identifier: MIT */
/* Lists end where their count says: what stands behind them is not read, and an empty one's pointer not at
 * all. */
#include "support.h"

#include "orgpol/select.h"

/* An empty list of a caller whose language gives it a pointer all the same, which is no address (Rust). */
#define EMPTY ((const void *)(uintptr_t)sizeof(void *))

/* ---- authorize ---- */

static void parameters_end_at_their_count(void **state)
{
    const struct orgpol_str callbacks[] = {ORGPOL_STR("https://{organization_name}.example.com/cb"),
                                           ORGPOL_STR("https://evil.example/cb")};
    struct orgpol_parameter parameters[] = {
        {ORGPOL_STR("response_type"), ORGPOL_STR("code")},
        {ORGPOL_STR("organization"), ORGPOL_STR("org_A")},
        {ORGPOL_STR("redirect_uri"), ORGPOL_STR("https://acme.example.com/cb")},
        {ORGPOL_STR_NONE, ORGPOL_STR_NONE},
    };
    const struct orgpol_parameter behind[] = {
        {ORGPOL_STR("organization"), ORGPOL_STR("org_B")},
        {ORGPOL_STR("redirect_uri"), ORGPOL_STR("https://evil.example/cb")},
        {ORGPOL_STR("client_id"), ORGPOL_STR("other")},
        {ORGPOL_STR("response_type"), ORGPOL_STR("token")},
    };
    struct orgpol_authorize_request request = ORGPOL_AUTHORIZE_REQUEST_INIT;
    struct orgpol_organization organization = ORGPOL_ORGANIZATION_INIT;
    struct orgpol_client client = ORGPOL_CLIENT_INIT;

    (void)state;
    client.client_id = ORGPOL_STR("web");
    client.is_first_party = 1;
    client.organization_usage = ORGPOL_USAGE_ALLOW;
    client.grant_types = ORGPOL_GRANT_TYPE_AUTHORIZATION_CODE;
    client.callbacks = callbacks;
    client.callback_count = 1;
    organization.id = ORGPOL_STR("org_A");
    organization.name = ORGPOL_STR("acme");
    request.client = &client;
    request.organization = &organization;
    request.parameters = parameters;
    request.parameter_count = 3;
    for (size_t i = 0; i < sizeof behind / sizeof *behind; i++) {
        parameters[3] = behind[i];
        assert_int_equal(orgpol_check_authorize_request(&request, NULL).effect, ORGPOL_EFFECT_ALLOW);
    }
    parameters[2].value = ORGPOL_STR("https://evil.example/cb"); /* AUTHZ-22: the second callback is none */
    assert_int_equal(orgpol_check_authorize_request(&request, NULL).reason,
                     ORGPOL_REASON_REDIRECT_URI_MISMATCH);
    request.parameters = EMPTY;
    request.parameter_count = 0;
    client.callbacks = EMPTY;
    client.callback_count = 0;
    request.organization_id = ORGPOL_STR("org_A");
    assert_int_equal(orgpol_check_authorize_request(&request, NULL).effect, ORGPOL_EFFECT_DENY);
}

/* ---- accounts ---- */

static void accounts_end_at_their_count(void **state)
{
    struct orgpol_connected_account accounts[2] = {ORGPOL_CONNECTED_ACCOUNT_INIT,
                                                   ORGPOL_CONNECTED_ACCOUNT_INIT};
    const struct orgpol_str linked[] = {ORGPOL_STR("auth0|x"), ORGPOL_STR("auth0|b")};
    struct orgpol_account_request request = ORGPOL_ACCOUNT_REQUEST_INIT;
    struct orgpol_account_result result = ORGPOL_ACCOUNT_RESULT_INIT;
    struct orgpol_options options = ORGPOL_OPTIONS_INIT;
    struct orgpol_user user = ORGPOL_USER_INIT;

    (void)state;
    request.options = &options;
    user.user_id = ORGPOL_STR("auth0|a");
    for (size_t i = 0; i < 2; i++) {
        accounts[i].id = ORGPOL_STR("cac_1");
        accounts[i].connection = ORGPOL_STR("github");
        accounts[i].user_id = ORGPOL_STR("auth0|a");
    }
    request.user_id = user.user_id;
    request.user = &user;
    request.connection = ORGPOL_STR("github");
    request.accounts = accounts;
    request.account_count = 1;
    request.linked_user_ids = linked;
    request.linked_user_id_count = 1;
    assert_int_equal(orgpol_select_connected_account(&request, &result).effect, ORGPOL_EFFECT_ALLOW);
    assert_ptr_equal(result.account, &accounts[0]);
    accounts[1].struct_size = 0;
    assert_int_equal(orgpol_select_connected_account(&request, &result).effect, ORGPOL_EFFECT_ALLOW);
    accounts[0].user_id = ORGPOL_STR("auth0|b"); /* of a user who was not linked (LINK-05) */
    options.link_carries_accounts = 1;
    assert_int_equal(orgpol_select_connected_account(&request, &result).reason,
                     ORGPOL_REASON_ACCOUNT_NOT_FOUND);
    request.accounts = EMPTY;
    request.account_count = 0;
    request.linked_user_ids = EMPTY;
    request.linked_user_id_count = 0;
    assert_int_equal(orgpol_select_connected_account(&request, &result).reason,
                     ORGPOL_REASON_ACCOUNT_NOT_FOUND);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parameters_end_at_their_count),
        cmocka_unit_test(accounts_end_at_their_count),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
