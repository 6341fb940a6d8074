/* SPDX-License-Identifier: MIT */
/* Lists end where their count says: what stands behind them is not read, and an empty one's pointer not at
 * all. */
#include "lists.h"

#include "orgpol/select.h"

#include "../property/grants.h"

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

/* ---- grants: "r", "w" and "d" are the API's scopes, the grant has "w" and "r" ---- */

static const char *const scope_names[] = {"r", "w", "d", "x", "openid", "offline_access", "payment"};

#define SCOPE_NAMES scope_names, sizeof scope_names / sizeof *scope_names

static struct grant_world world;
static struct orgpol_client_grant_request client_question;
static struct orgpol_user_grant_request user_question;
static struct orgpol_consent_request consent_question;
static struct orgpol_consent_key_request key_question;
static struct orgpol_user_grant stored;

static struct said ask_client_grant(void)
{
    struct orgpol_client_grant_result result = ORGPOL_CLIENT_GRANT_RESULT_INIT;
    struct orgpol_str scopes[2][8] = {{ORGPOL_STR_NONE}};
    const struct orgpol_decision decision =
        orgpol_check_client_grant(&client_question, &result, scopes[0], 8, scopes[1], 8);
    struct said all = said(decision, &result, sizeof result);

    memcpy(all.written, scopes, sizeof scopes);
    return all;
}

static struct said ask_user_grant(void)
{
    struct orgpol_user_grant_result result = ORGPOL_USER_GRANT_RESULT_INIT;
    struct orgpol_str scopes[2][8] = {{ORGPOL_STR_NONE}};
    const struct orgpol_decision decision =
        orgpol_check_user_grant(&user_question, &result, scopes[0], 8, scopes[1], 8);
    struct said all = said(decision, &result, sizeof result);

    memcpy(all.written, scopes, sizeof scopes);
    return all;
}

static struct said ask_consent(void)
{
    struct orgpol_consent_result result = ORGPOL_CONSENT_RESULT_INIT;
    struct orgpol_str scopes[2][8] = {{ORGPOL_STR_NONE}};
    const struct orgpol_decision decision =
        orgpol_check_consent(&consent_question, &result, scopes[0], 8, scopes[1], 8);
    struct said all = said(decision, &result, sizeof result);

    memcpy(all.written, scopes, sizeof scopes);
    return all;
}

static struct said ask_key(void)
{
    uint8_t key[ORGPOL_CONSENT_KEY_BYTES];
    const struct orgpol_decision decision = orgpol_consent_key_for(&key_question, key);

    return said(decision, key, sizeof key);
}

/* Two scopes asked for under a consent that has none yet. */
static void make_consent(const struct orgpol_str *asked)
{
    user_request(&world); /* of which the client is taken */
    stored = (struct orgpol_user_grant)ORGPOL_USER_GRANT_INIT;
    stored.user_id = ORGPOL_STR("auth0|u");
    stored.client_id = world.client.client_id;
    stored.audience = GRANT_AUDIENCE;
    consent_question = (struct orgpol_consent_request)ORGPOL_CONSENT_REQUEST_INIT;
    consent_question.user_id = stored.user_id;
    consent_question.audience = GRANT_AUDIENCE;
    consent_question.client = &world.client;
    consent_question.options = &world.options;
    consent_question.user_grant = &stored;
    consent_question.scopes = asked;
    consent_question.scope_count = 2;
}

static void scopes_of_machines_end_at_their_count(void **state)
{
    struct orgpol_str asked[4] = {ORGPOL_STR("r"), ORGPOL_STR("x"), ORGPOL_STR("d")};

    (void)state;
    for (size_t count = 0; count <= 3; count++) { /* none: all that is granted; from "x" on, a denial */
        client_question = client_request(&world);
        client_question.scopes = asked;
        client_question.scope_count = count;
        assert_int_equal(ask_client_grant().decision.effect,
                         count < 2 ? ORGPOL_EFFECT_ALLOW : ORGPOL_EFFECT_DENY);
        assert_ends_before(&asked[count], SCOPE_NAMES, ask_client_grant);
        world.own.scope_count = 1;
        assert_ends_before(&world.own_scopes[1], SCOPE_NAMES, ask_client_grant);
        world.api.scope_count = 2;
        assert_ends_before(&world.api_scopes[2], SCOPE_NAMES, ask_client_grant);
    }
    client_question.scopes = world.api.scopes = world.own.scopes = EMPTY;
    client_question.scope_count = world.api.scope_count = world.own.scope_count = 0;
    assert_int_equal(ask_client_grant().decision.effect, ORGPOL_EFFECT_ALLOW);
}

static void scopes_of_users_end_at_their_count(void **state)
{
    struct orgpol_str asked[4] = {ORGPOL_STR("r"), ORGPOL_STR("openid"), ORGPOL_STR("d")};
    struct orgpol_str original[3] = {ORGPOL_STR("r"), ORGPOL_STR("d")};
    struct orgpol_str permissions[3] = {ORGPOL_STR("r"), ORGPOL_STR("x")};
    struct orgpol_str types[3] = {ORGPOL_STR("payment"), ORGPOL_STR("payment")};
    struct orgpol_str granted_types[2] = {ORGPOL_STR("payment"), ORGPOL_STR("payment")};

    (void)state;
    for (int refresh = 0; refresh <= 1; refresh++)
        for (size_t count = 0; count <= 3; count++) {
            user_question = user_request(&world);
            world.api.enforce_policies = 1;
            world.api.token_dialect = ORGPOL_TOKEN_DIALECT_ACCESS_TOKEN_AUTHZ;
            world.api.allow_offline_access = 1;
            world.api.user_policy = ORGPOL_USER_POLICY_REQUIRE_CLIENT_GRANT;
            world.own.authorization_details_types = granted_types;
            world.own.authorization_details_type_count = 1;
            user_question.is_refresh = refresh != 0;
            user_question.scopes = asked;
            user_question.scope_count = count;
            user_question.original_scopes = original;
            user_question.original_scope_count = refresh ? 2 : 0;
            user_question.permissions = permissions;
            user_question.permission_count = 2;
            user_question.authorization_details_types = types;
            user_question.authorization_details_type_count = 2;
            assert_int_equal(ask_user_grant().decision.effect, ORGPOL_EFFECT_ALLOW);
            assert_ends_before(&asked[count], SCOPE_NAMES, ask_user_grant);
            if (refresh)
                assert_ends_before(&original[2], SCOPE_NAMES, ask_user_grant);
            assert_ends_before(&permissions[2], SCOPE_NAMES, ask_user_grant);
            assert_ends_before(&types[2], SCOPE_NAMES, ask_user_grant);
            types[1] = ORGPOL_STR("other");
            assert_ends_before(&granted_types[1], SCOPE_NAMES, ask_user_grant);
            types[1] = ORGPOL_STR("payment");
            world.own.scope_count = 1;
            assert_ends_before(&world.own_scopes[1], SCOPE_NAMES, ask_user_grant);
            world.api.scope_count = 2;
            assert_ends_before(&world.api_scopes[2], SCOPE_NAMES, ask_user_grant);
        }
    user_question.scopes = user_question.original_scopes = user_question.permissions = EMPTY;
    user_question.authorization_details_types = world.own.authorization_details_types = EMPTY;
    world.own.scopes = world.api.scopes = EMPTY;
    user_question.scope_count = user_question.original_scope_count = user_question.permission_count = 0;
    user_question.authorization_details_type_count = world.own.authorization_details_type_count = 0;
    world.own.scope_count = world.api.scope_count = 0;
    assert_int_equal(ask_user_grant().decision.effect, ORGPOL_EFFECT_ALLOW);
}

static void scopes_of_consent_end_at_their_count(void **state)
{
    struct orgpol_str asked[3] = {ORGPOL_STR("r"), ORGPOL_STR("w")};
    struct orgpol_str kept[3] = {ORGPOL_STR("d"), ORGPOL_STR("r")};

    (void)state;
    make_consent(asked);
    stored.scopes = kept;
    stored.scope_count = 2;
    key_question = (struct orgpol_consent_key_request)ORGPOL_CONSENT_KEY_REQUEST_INIT;
    key_question.user_id = stored.user_id;
    key_question.client_id = world.client.client_id;
    key_question.has_scopes = 1;
    key_question.scopes = asked;
    key_question.scope_count = 2;
    for (uint8_t approval = ORGPOL_APPROVAL_UNSET; approval <= ORGPOL_APPROVAL_GIVEN; approval++)
        for (uint8_t replace = 0; replace <= 1; replace++) {
            consent_question.approval = approval;
            world.options.consented_scopes =
                replace ? ORGPOL_CONSENTED_SCOPES_REPLACE : ORGPOL_CONSENTED_SCOPES_UNION;
            assert_ends_before(&asked[2], SCOPE_NAMES, ask_consent);
            assert_ends_before(&kept[2], SCOPE_NAMES, ask_consent);
        }
    assert_ends_before(&asked[2], SCOPE_NAMES, ask_key);
    consent_question.scopes = stored.scopes = key_question.scopes = EMPTY;
    consent_question.scope_count = stored.scope_count = key_question.scope_count = 0;
    assert_int_equal(ask_consent().decision.effect, ORGPOL_EFFECT_ALLOW);
    assert_int_equal(ask_key().decision.effect, ORGPOL_EFFECT_ALLOW);
}

/* M2M-27, UAPI-13: an empty text asks for nothing, and a list that begins with one may still ask. */
static void a_scope_behind_an_empty_one_is_asked_for(void **state)
{
    const struct orgpol_str asked[] = {ORGPOL_STR(""), ORGPOL_STR("r")};
    const struct orgpol_str original[] = {ORGPOL_STR("w"), ORGPOL_STR("r")};
    struct said answer;

    (void)state;
    for (size_t count = 1; count <= 2; count++) {
        client_question = client_request(&world);
        client_question.scopes = asked;
        client_question.scope_count = count;
        answer = ask_client_grant();
        assert_int_equal(answer.decision.effect, ORGPOL_EFFECT_ALLOW);
        assert_int_equal(answer.written[0][0].ptr[0], 'r');
        assert_int_equal(answer.written[0][1].len, count == 1); /* "w" is granted too */
        user_question = user_request(&world);
        user_question.is_refresh = 1;
        user_question.original_scopes = original;
        user_question.original_scope_count = 2;
        user_question.scopes = asked;
        user_question.scope_count = count;
        answer = ask_user_grant();
        assert_int_equal(answer.decision.effect, ORGPOL_EFFECT_ALLOW);
        assert_int_equal(answer.written[0][0].ptr[0], 'r');
        assert_int_equal(answer.written[0][1].len, count == 1);
    }
}

/* What an array is too small for is not written, the error is the family's, and says how much there is. */
static void rooms_that_are_too_small_are_left_alone(void **state)
{
    struct orgpol_client_grant_result client_result = ORGPOL_CLIENT_GRANT_RESULT_INIT;
    struct orgpol_str room[2] = {ORGPOL_STR("left"), ORGPOL_STR("left")};

    (void)state;
    client_question = client_request(&world);
    assert_broken(orgpol_check_client_grant(&client_question, &client_result, room, 1, NULL, 0),
                  ORGPOL_FAMILY_CLIENT_GRANT, ORGPOL_REASON_RESULT_TOO_SMALL);
    assert_int_equal(client_result.scope_count, 2);
    user_question = user_request(&world);
    user_question.scopes = world.own_scopes;
    user_question.scope_count = 2;
    assert_broken(orgpol_check_user_grant(&user_question, NULL, room, 1, NULL, 0), ORGPOL_FAMILY_USER_GRANT,
                  ORGPOL_REASON_RESULT_TOO_SMALL);
    for (size_t i = 0; i < 2; i++)
        assert_string_equal(room[i].ptr, "left");
}

/* A denial writes no scopes of a token. */
static void denials_write_no_scopes(void **state)
{
    struct orgpol_str room[4] = {ORGPOL_STR("left"), ORGPOL_STR("left"), ORGPOL_STR("left"),
                                 ORGPOL_STR("left")};
    struct orgpol_str missing[1] = {ORGPOL_STR("left")};
    const struct orgpol_str asked[] = {ORGPOL_STR("r"), ORGPOL_STR("d")};

    (void)state;
    client_question = client_request(&world);
    client_question.scopes = asked;
    client_question.scope_count = 2; /* M2M-28 */
    assert_int_equal(orgpol_check_client_grant(&client_question, NULL, room, 4, missing, 1).effect,
                     ORGPOL_EFFECT_DENY);
    assert_string_equal(missing[0].ptr, "d");
    user_question = user_request(&world);
    user_question.scopes = asked;
    user_question.scope_count = 2;
    world.api.user_policy = ORGPOL_USER_POLICY_DENY_ALL;
    assert_int_equal(orgpol_check_user_grant(&user_question, NULL, room, 4, room, 4).effect,
                     ORGPOL_EFFECT_DENY);
    make_consent(asked);
    consent_question.prompt = ORGPOL_STR("none"); /* CONSENT-17 */
    assert_int_equal(orgpol_check_consent(&consent_question, NULL, room, 4, room, 4).effect,
                     ORGPOL_EFFECT_DENY);
    for (size_t i = 0; i < 4; i++)
        assert_string_equal(room[i].ptr, "left");
    consent_question.prompt = (struct orgpol_str)ORGPOL_STR_NONE;
    consent_question.approval = ORGPOL_APPROVAL_GIVEN;
    assert_int_equal(orgpol_check_consent(&consent_question, NULL, NULL, 4, NULL, 4).effect,
                     ORGPOL_EFFECT_ALLOW);
    client_question = client_request(&world); /* without an array none is written, whatever its capacity */
    assert_int_equal(orgpol_check_client_grant(&client_question, NULL, NULL, 4, NULL, 4).effect,
                     ORGPOL_EFFECT_ALLOW);
    user_question = user_request(&world);
    assert_int_equal(orgpol_check_user_grant(&user_question, NULL, NULL, 4, NULL, 4).effect,
                     ORGPOL_EFFECT_ALLOW);
}

/* M2M-28, UAPI-10: any scope of a long list counts, also those behind the first 64. */
static void scopes_of_long_lists_count(void **state)
{
    enum { MANY = 200 };
    static char names[MANY][8];
    static struct orgpol_str many[MANY];

    (void)state;
    for (size_t i = 0; i < MANY; i++) {
        snprintf(names[i], sizeof names[i], "s%zu", i);
        many[i] = orgpol_str_of(names[i]);
    }
    for (size_t i = 0; i < MANY; i++) {
        const struct orgpol_str asked[] = {many[i], ORGPOL_STR("gone")};
        struct orgpol_client_grant_result granted = ORGPOL_CLIENT_GRANT_RESULT_INIT;

        client_question = client_request(&world);
        world.api.scopes = world.own.scopes = many;
        world.api.scope_count = world.own.scope_count = MANY;
        client_question.scopes = asked;
        client_question.scope_count = 2; /* only what is gone is missing */
        orgpol_check_client_grant(&client_question, &granted, NULL, 0, NULL, 0);
        assert_int_equal(granted.missing_scope_count, 1);
        client_question.scope_count = 1;
        assert_int_equal(ask_client_grant().decision.effect, ORGPOL_EFFECT_ALLOW);
        world.own.scopes = many + i + 1; /* all behind it */
        world.own.scope_count = MANY - i - 1;
        assert_int_equal(ask_client_grant().decision.effect, ORGPOL_EFFECT_DENY);
        user_question = user_request(&world);
        world.api.scopes = many;
        world.api.scope_count = MANY;
        world.own.scopes = many + i + 1;
        world.own.scope_count = MANY - i - 1;
        world.api.user_policy = ORGPOL_USER_POLICY_REQUIRE_CLIENT_GRANT;
        user_question.scopes = asked;
        user_question.scope_count = 1;
        assert_int_equal(ask_user_grant().decision.effect, ORGPOL_EFFECT_ALLOW);
        assert_int_equal(ask_user_grant().written[0][0].len, 0);
    }
}

/* ---- token ---- */

static void known_organizations_end_at_their_count(void **state)
{
    const struct orgpol_known_organization known[] = {
        {ORGPOL_STR("org_B"), ORGPOL_STR("globex")},
        {ORGPOL_STR("org_A"), ORGPOL_STR("acme")},
    };
    struct orgpol_token_organization_request request = ORGPOL_TOKEN_ORGANIZATION_REQUEST_INIT;

    (void)state;
    request.issuer = request.iss = ORGPOL_STR("https://t.example/");
    request.org_id = ORGPOL_STR("org_A");
    request.org_name = ORGPOL_STR("acme");
    request.known_organizations = known;
    request.known_organization_count = 2;
    assert_int_equal(orgpol_check_token_organization(&request, NULL).effect, ORGPOL_EFFECT_ALLOW);
    request.known_organization_count = 1; /* TOKEN-24 */
    assert_int_equal(orgpol_check_token_organization(&request, NULL).effect, ORGPOL_EFFECT_DENY);
    request.known_organizations = known + 1;
    request.known_organization_count = 0;
    assert_int_equal(orgpol_check_token_organization(&request, NULL).effect, ORGPOL_EFFECT_DENY);
    request.known_organizations = EMPTY;
    assert_int_equal(orgpol_check_token_organization(&request, NULL).effect, ORGPOL_EFFECT_DENY);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parameters_end_at_their_count),
        cmocka_unit_test(accounts_end_at_their_count),
        cmocka_unit_test(scopes_of_machines_end_at_their_count),
        cmocka_unit_test(scopes_of_users_end_at_their_count),
        cmocka_unit_test(scopes_of_consent_end_at_their_count),
        cmocka_unit_test(a_scope_behind_an_empty_one_is_asked_for),
        cmocka_unit_test(rooms_that_are_too_small_are_left_alone),
        cmocka_unit_test(denials_write_no_scopes),
        cmocka_unit_test(scopes_of_long_lists_count),
        cmocka_unit_test(known_organizations_end_at_their_count),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
