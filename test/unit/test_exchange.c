/* SPDX-License-Identifier: MIT */
/*
 * Token exchanges as an interface: parameters, variants, client, subject token and context. What cannot be
 * read, the JWT of workers, the stored tokens and the scopes have tests of their own.
 */
#include "exchanges.h"

static struct exchange_world world;
static struct exchange_world *const w = &world;

static struct orgpol_decision decide(struct orgpol_exchange_result *result)
{
    *result = (struct orgpol_exchange_result)ORGPOL_EXCHANGE_RESULT_INIT;
    return orgpol_check_token_exchange(&w->request, result, NULL, 0, NULL, 0);
}

static uint32_t advice(void)
{
    struct orgpol_exchange_result result;

    decide(&result);
    return result.advice;
}

static void each_kind_can_be_allowed(void **state)
{
    static const uint8_t families[] = {ORGPOL_FAMILY_REFRESH_TOKEN_EXCHANGE,
                                       ORGPOL_FAMILY_ACCESS_TOKEN_EXCHANGE, ORGPOL_FAMILY_WORKER_EXCHANGE};

    (void)state;
    for (int kind = OF_REFRESH_TOKEN; kind <= OF_WORKER; kind++) {
        struct orgpol_exchange_result result;
        struct orgpol_decision decision;

        make_exchange(w, (enum kind_of_exchange)kind);
        assert_unmet(w, "");
        decision = decide(&result);
        assert_int_equal(decision.family, families[kind]);
        assert_int_equal(decision.reason, ORGPOL_REASON_NONE);
        assert_int_equal(decision.obligations,
                         ORGPOL_MUST_TOUCH_LAST_USED | (kind == OF_WORKER ? ORGPOL_MUST_RECORD_JTI : 0));
        assert_int_equal(result.is_privileged_worker, kind == OF_WORKER);
        assert_int_equal(result.advice, 0);
        assert_ptr_equal(result.account, &w->accounts[0]);
        assert_int_equal(result.has_expires_in, 1);
        assert_int_equal(result.expires_in_s, 1377);
        assert_int_equal(result.scope_count, 3);
        enter_organization(w);
        assert_unmet(w, "");
    }
}

static void parameters_are_required(void **state)
{
    (void)state;
    SPOILED(w, OF_REFRESH_TOKEN, w->request.requested_token_type = NO_TEXT, "requested_token_type_missing");
    SPOILED(w, OF_WORKER, w->request.requested_token_type.len = 0, "requested_token_type_missing");
    SPOILED(w, OF_REFRESH_TOKEN, w->request.subject_token_type = NO_TEXT, "parameter_missing");
    SPOILED(w, OF_REFRESH_TOKEN, w->request.subject_token_type.len = 0, "parameter_missing");
    SPOILED(w, OF_REFRESH_TOKEN, (w->request.subject_token = NULL, w->request.account = NULL),
            "parameter_missing");
    SPOILED(w, OF_WORKER, (w->request.subject_token = NULL, w->request.account = NULL), "parameter_missing");
    for (int kind = OF_REFRESH_TOKEN; kind <= OF_WORKER; kind++) {
        SPOILED(w, (enum kind_of_exchange)kind,
                (w->request.connection = ORGPOL_STR(""), w->request.connection_row = NULL,
                 w->request.enabled_client = NULL),
                "parameter_missing");
        SPOILED(w, (enum kind_of_exchange)kind, w->request.audience = ORGPOL_STR("https://api"),
                "audience_not_supported");
        SPOILED(w, (enum kind_of_exchange)kind, w->request.resource = ORGPOL_STR(""),
                "audience_not_supported");
        SPOILED(w, (enum kind_of_exchange)kind, w->request.actor_token = ORGPOL_STR("t"),
                "actor_token_not_supported");
        w->options.unsupported_parameters = ORGPOL_IGNORE;
        w->request.audience = ORGPOL_STR("a");
        assert_unmet(w, "");
        SPOILED(w, (enum kind_of_exchange)kind, w->request.login_hint = ORGPOL_STR(""), "login_hint_empty");
        w->options.empty_login_hint = ORGPOL_EMPTY_LOGIN_HINT_ABSENT;
        assert_unmet(w, "");
        w->options.worker_login_hint = ORGPOL_WORKER_LOGIN_HINT_DENY;
        assert_unmet(w, "");
        w->request.login_hint = ORGPOL_STR("g-100");
        assert_unmet(w, kind == OF_WORKER ? "login_hint_not_supported" : "");
        w->request.login_hint = ORGPOL_STR("");
        w->options.empty_login_hint = ORGPOL_EMPTY_LOGIN_HINT_DENY;
        assert_unmet(w, kind == OF_WORKER ? "login_hint_empty login_hint_not_supported" : "login_hint_empty");
    }
}

/* Types are compared letter by letter. Without one that is known only what all exchanges share is read. */
static void types_select_the_variant(void **state)
{
    struct orgpol_exchange_result result;

    (void)state;
    SPOILED(w, OF_REFRESH_TOKEN,
            w->request.subject_token_type = ORGPOL_STR("urn:ietf:params:oauth:token-type:id_token"),
            "subject_token_type_unsupported");
    SPOILED(w, OF_REFRESH_TOKEN,
            w->request.subject_token_type = ORGPOL_STR("URN:ietf:params:oauth:token-type:refresh_token"),
            "subject_token_type_unsupported");
    SPOILED(w, OF_WORKER, w->request.subject_token_type = ORGPOL_STR("urn:ietf:params:oauth:token-type:jwt "),
            "subject_token_type_unsupported");
    w->token.is_valid = 0; /* of no token is it said what it must be */
    w->settings.mfa_policy = ORGPOL_MFA_POLICY_ALWAYS;
    w->request.requested_token_type = ORGPOL_STR("x");
    w->accounts[0].connection = ORGPOL_STR("github");
    assert_unmet(w, "subject_token_type_unsupported mfa_policy_always account_not_found");
    assert_int_equal(decide(&result).family, ORGPOL_FAMILY_REFRESH_TOKEN_EXCHANGE);
    assert_int_equal(result.is_privileged_worker, 0);
    for (int kind = OF_REFRESH_TOKEN; kind <= OF_WORKER; kind++) {
        SPOILED(w, (enum kind_of_exchange)kind,
                w->request.requested_token_type =
                    ORGPOL_STR("http://auth0.com/oauth/token-type/token-vault-refresh-token"),
                "provider_refresh_token_requested");
        SPOILED(w, (enum kind_of_exchange)kind, w->request.requested_token_type = ORGPOL_STR("x"),
                kind == OF_WORKER ? "worker_token_type_unsupported" : "requested_token_type_unsupported");
    }
    SPOILED(w, OF_ACCESS_TOKEN, w->request.requested_token_type = ORGPOL_STR(ORGPOL_TOKEN_TYPE_TOKEN_VAULT),
            "requested_token_type_alias");
    w->options.accept_rtt_alias = 1;
    assert_unmet(w, "");
    SPOILED(w, OF_WORKER, w->request.requested_token_type = ORGPOL_STR(ORGPOL_TOKEN_TYPE_FEDERATED),
            "worker_token_type_unsupported");
    w->options.accept_rtt_alias = 1;
    assert_unmet(w, "worker_token_type_unsupported");
}

static void clients_are_authenticated_and_eligible(void **state)
{
    (void)state;
    for (int kind = OF_REFRESH_TOKEN; kind <= OF_WORKER; kind++) {
        const enum kind_of_exchange of = (enum kind_of_exchange)kind;

        SPOILED(w, of, w->request.is_authenticated = 0, "client_not_authenticated");
        SPOILED(w, of, w->request.authenticated_by = 0, "client_not_authenticated");
        SPOILED(w, of, (w->request.client = NULL, w->request.enabled_client = NULL),
                "client_not_authenticated");
        w->request.authenticated_by = ORGPOL_AUTHENTICATED_BY_NONE;
        assert_unmet(w, "client_not_authenticated");
        SPOILED(w, of, w->client.is_first_party = 0, "client_not_first_party");
        SPOILED(w, of, w->client.external_metadata_type = ORGPOL_METADATA_CIMD, "client_not_first_party");
        SPOILED(w, of, w->client.external_metadata_type = ORGPOL_WORD_UNKNOWN, "client_not_first_party");
        SPOILED(w, of, w->client.is_oidc_conformant = 0, "client_not_oidc_conformant");
        SPOILED(w, of,
                (w->client.token_endpoint_auth_method = ORGPOL_AUTH_METHOD_NONE,
                 w->request.authenticated_by = ORGPOL_AUTHENTICATED_BY_NONE),
                "client_not_confidential");
        w->request.is_authenticated = 0; /* it has nothing that could be wrong */
        assert_unmet(w, "client_not_confidential");
        w->request.authenticated_by = ORGPOL_AUTHENTICATED_BY_UNSET;
        assert_unmet(w, "client_not_confidential");
        SPOILED(w, of, w->request.authenticated_by = ORGPOL_AUTHENTICATED_BY_NONE,
                "client_not_authenticated"); /* whoever said so */
        SPOILED(w, of, w->client.token_endpoint_auth_method = ORGPOL_WORD_UNKNOWN, "client_not_confidential");
        SPOILED(w, of, w->client.grant_types ^= ORGPOL_GRANT_TYPE_FEDERATED_CONNECTION_ACCESS_TOKEN,
                "token_vault_grant_missing");
        SPOILED(w, of, w->client.grant_types = 0, "token_vault_grant_missing"); /* ELIG-07 */
        assert_int_equal(advice(), of == OF_REFRESH_TOKEN ? ORGPOL_ADVICE_LOGIN_GRANTS_MISSING : 0);
    }
    SPOILED(w, OF_ACCESS_TOKEN, w->client.token_endpoint_auth_method = ORGPOL_AUTH_METHOD_UNSET,
            "client_not_confidential");              /* ATX-06 */
    w->client.has_client_authentication_methods = 1; /* ELIG-03 */
    assert_unmet(w, "");
}

static void login_grants_are_expected_of_refresh_tokens(void **state)
{
    const uint32_t vault = ORGPOL_GRANT_TYPE_FEDERATED_CONNECTION_ACCESS_TOKEN;

    (void)state;
    make_exchange(w, OF_REFRESH_TOKEN);
    w->client.grant_types = vault | ORGPOL_GRANT_TYPE_AUTHORIZATION_CODE;
    assert_unmet(w, "");
    assert_int_equal(advice(), ORGPOL_ADVICE_LOGIN_GRANTS_MISSING);
    w->options.login_grants = ORGPOL_LOGIN_GRANTS_DENY;
    assert_unmet(w, "login_grants_missing");
    assert_int_equal(advice(), 0);
    w->client.grant_types = ORGPOL_GRANT_TYPE_REFRESH_TOKEN;
    assert_unmet(w, "token_vault_grant_missing login_grants_missing");
    SPOILED(w, OF_ACCESS_TOKEN, w->client.grant_types = vault, "");
    w->options.login_grants = ORGPOL_LOGIN_GRANTS_DENY;
    assert_unmet(w, "");
    assert_int_equal(advice(), 0);
}

static void rotation_is_off(void **state)
{
    (void)state;
    SPOILED(w, OF_REFRESH_TOKEN, w->client.refresh_token_rotation_type = ORGPOL_ROTATION_NON_ROTATING, "");
    SPOILED(w, OF_REFRESH_TOKEN, w->client.refresh_token_rotation_type = ORGPOL_ROTATION_ROTATING,
            "rotation_enabled");
    SPOILED(w, OF_REFRESH_TOKEN, w->client.refresh_token_rotation_type = ORGPOL_WORD_UNKNOWN,
            "rotation_enabled");
    SPOILED(w, OF_ACCESS_TOKEN, w->client.refresh_token_rotation_type = ORGPOL_ROTATION_ROTATING, "");
    SPOILED(w, OF_REFRESH_TOKEN, w->token.is_rotating = 1, "subject_token_rotating");
}

static void refresh_tokens_are_checked(void **state)
{
    (void)state;
    SPOILED(w, OF_REFRESH_TOKEN, w->token.is_valid = 0, "subject_token_invalid");
    SPOILED(w, OF_REFRESH_TOKEN, w->token.expires_at = at_time(NOW + 1), "");
    SPOILED(w, OF_REFRESH_TOKEN, w->token.expires_at = at_time(NOW), "subject_token_invalid");
    SPOILED(w, OF_REFRESH_TOKEN, w->token.kind = 0, "not_a_refresh_token");
    SPOILED(w, OF_REFRESH_TOKEN,
            (w->token.kind = ORGPOL_SUBJECT_TOKEN_ACCESS_TOKEN, w->token.expires_at = at_time(NOW + 1)),
            "not_a_refresh_token");
    w->token.expires_at = NO_TIME;
    assert_unmet(w, "subject_token_invalid not_a_refresh_token");
    SPOILED(w, OF_REFRESH_TOKEN, w->token.azp = ORGPOL_STR("other"), "refresh_token_other_client");
    SPOILED(w, OF_REFRESH_TOKEN, w->token.azp = NO_TEXT, "refresh_token_other_client");
    SPOILED(w, OF_REFRESH_TOKEN, (w->token.sub = NO_TEXT, forget_user(w), w->account.user_id = NO_TEXT),
            "refresh_token_without_user");
    SPOILED(w, OF_REFRESH_TOKEN, (w->token.is_machine = 1, forget_user(w)), "refresh_token_without_user");
    SPOILED(w, OF_REFRESH_TOKEN, forget_user(w), "subject_user_not_found");
    SPOILED(w, OF_REFRESH_TOKEN, w->request.account = NULL, "subject_user_not_found");
    SPOILED(w, OF_REFRESH_TOKEN, w->user.is_blocked = 1, "subject_user_not_found");
    w->options.blocked_user = ORGPOL_ALLOWED;
    assert_unmet(w, "");
    w->options.blocked_user = ORGPOL_DENIED;
    w->account.account_count = 0; /* the accounts of a blocked user are looked at */
    assert_unmet(w, "subject_user_not_found account_not_found");
    SPOILED(w, OF_REFRESH_TOKEN, w->request.dpop_proof = ORGPOL_DPOP_PROOF_VALID, "");
    SPOILED(w, OF_REFRESH_TOKEN, w->request.dpop_proof = ORGPOL_DPOP_PROOF_INVALID, "exchange_proof_invalid");
    SPOILED(w, OF_REFRESH_TOKEN, w->token.is_dpop_bound = 1, "exchange_proof_invalid");
    w->request.dpop_proof = ORGPOL_DPOP_PROOF_VALID;
    assert_unmet(w, "");
    SPOILED(w, OF_WORKER, w->request.dpop_proof = ORGPOL_DPOP_PROOF_INVALID, "");
}

static void access_tokens_are_checked(void **state)
{
    (void)state;
    SPOILED(w, OF_ACCESS_TOKEN, w->token.expires_at = at_time(NOW), "subject_token_invalid");
    SPOILED(w, OF_ACCESS_TOKEN, w->token.expires_at = NO_TIME, "subject_token_invalid");
    SPOILED(w, OF_ACCESS_TOKEN, w->token.expires_at = at_time(NOW + 1), "");
    SPOILED(w, OF_ACCESS_TOKEN, w->token.kind = ORGPOL_SUBJECT_TOKEN_REFRESH_TOKEN, "not_an_access_token");
    SPOILED(w, OF_ACCESS_TOKEN, w->token.kind = 0, "not_an_access_token");
    SPOILED(w, OF_ACCESS_TOKEN, (w->token.is_machine = 1, forget_user(w)), "access_token_without_user");
    SPOILED(w, OF_ACCESS_TOKEN, w->token.azp = NO_TEXT, "");                         /* ATX-12 */
    SPOILED(w, OF_ACCESS_TOKEN, w->token.audience_count = 0, "audience_not_linked"); /* ATX-11 */
    SPOILED(w, OF_ACCESS_TOKEN, w->audiences[1] = ORGPOL_STR("https://api/"), "audience_not_linked");
    SPOILED(w, OF_ACCESS_TOKEN, w->client.resource_server_identifier = NO_TEXT, "audience_not_linked");
    SPOILED(w, OF_ACCESS_TOKEN,
            w->client.resource_server_identifier = w->audiences[1] = ORGPOL_STR("https://acme.example/me/"),
            "audience_not_linked"); /* ATX-16 */
    SPOILED(w, OF_ACCESS_TOKEN,
            w->client.resource_server_identifier = w->audiences[1] =
                ORGPOL_STR("https://login.acme.example/me/"),
            "audience_not_linked");
    SPOILED(w, OF_ACCESS_TOKEN,
            w->client.resource_server_identifier = w->audiences[1] = ORGPOL_STR("https://other.example/me/"),
            "");
    SPOILED(w, OF_ACCESS_TOKEN, w->client.app_type = ORGPOL_APP_TYPE_REGULAR_WEB,
            "client_not_resource_server");
    SPOILED(w, OF_ACCESS_TOKEN, w->client.app_type = ORGPOL_WORD_UNKNOWN, "client_not_resource_server");
}

static void context_is_checked(void **state)
{
    (void)state;
    for (int kind = OF_REFRESH_TOKEN; kind <= OF_WORKER; kind++) {
        const enum kind_of_exchange of = (enum kind_of_exchange)kind;

        SPOILED(w, of, (enter_organization(w), w->request.member = NULL), "organization_not_member");
        w->options.organization_membership = ORGPOL_ORGANIZATION_MEMBERSHIP_IGNORE;
        assert_unmet(w, "");
        SPOILED(w, of, w->token.org_id = ORGPOL_STR("org_9"), "organization_not_member");
        SPOILED(w, of, (enter_organization(w), w->request.organization = NULL), "organization_not_member");
        SPOILED(w, of, (enter_organization(w), forget_user(w)), "subject_user_not_found");
        SPOILED(w, of, w->settings.mfa_policy = ORGPOL_MFA_POLICY_NEVER, "");
        SPOILED(w, of, w->settings.mfa_policy = ORGPOL_MFA_POLICY_ALWAYS, "mfa_policy_always");
        SPOILED(w, of, w->settings.mfa_policy = ORGPOL_WORD_UNKNOWN, "mfa_policy_always");
        SPOILED(w, of, w->request.risk_verdict = ORGPOL_RISK_CHALLENGE, "");
        w->settings.mfa_policy = ORGPOL_MFA_POLICY_ADAPTIVE;
        assert_unmet(w, "risk_challenge");
        w->options.adaptive_mfa = ORGPOL_ADAPTIVE_MFA_ALLOW;
        assert_unmet(w, "");
        w->request.risk_verdict = ORGPOL_RISK_ALLOW;
        w->options.adaptive_mfa = ORGPOL_ADAPTIVE_MFA_DENY;
        assert_unmet(w, "risk_challenge");
        SPOILED(w, of, w->request.action_requires_mfa = 1, "action_requires_mfa");
        SPOILED(w, of, w->connection.strategy = ORGPOL_STR("samlp"), "strategy_unsupported");
        w->options.unsupported_strategy = ORGPOL_UNSUPPORTED_STRATEGY_ALLOW;
        assert_unmet(w, "");
        SPOILED(w, of, w->connection.has_upstream_dpop = 1, "upstream_dpop");
        SPOILED(w, of, w->connection.is_connected_accounts_active = 0, "connection_not_vault_enabled");
        w->options.purpose_off_exchange = ORGPOL_ALLOWED;
        assert_unmet(w, "");
        SPOILED(w, of, (w->request.connection_row = NULL, w->request.enabled_client = NULL),
                "connection_not_vault_enabled");
        w->options.purpose_off_exchange = ORGPOL_ALLOWED;
        assert_unmet(w, "connection_not_vault_enabled");
    }
    SPOILED(w, OF_REFRESH_TOKEN, w->request.enabled_client = NULL, "exchange_connection_not_enabled");
    SPOILED(w, OF_WORKER, w->request.enabled_client = NULL, "worker_connection_not_enabled");
    SPOILED(w, OF_ACCESS_TOKEN, w->request.enabled_client = NULL, "");
    w->options.access_token_client_enabled = 1;
    assert_unmet(w, "exchange_connection_not_enabled");
}

static void developer_keys_are_advised_against(void **state)
{
    static const struct {
        const char *strategy;
        uint32_t advice;
    } rows[] = {{"google-oauth2", ORGPOL_ADVICE_DEVELOPER_KEYS},
                {"github", ORGPOL_ADVICE_DEVELOPER_KEYS},
                {"oidc", 0},
                {"waad", 0},
                {"google-apps", 0},
                {"auth0", 0},
                {"email", 0},
                {"sms", 0},
                {"", 0}};

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        make_exchange(w, OF_REFRESH_TOKEN);
        w->connection.strategy = orgpol_str_of(rows[i].strategy);
        assert_int_equal(advice(), 0);
        w->connection.has_client_id = 0;
        assert_int_equal(advice(), rows[i].advice);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_kind_can_be_allowed),
        cmocka_unit_test(parameters_are_required),
        cmocka_unit_test(types_select_the_variant),
        cmocka_unit_test(clients_are_authenticated_and_eligible),
        cmocka_unit_test(login_grants_are_expected_of_refresh_tokens),
        cmocka_unit_test(rotation_is_off),
        cmocka_unit_test(refresh_tokens_are_checked),
        cmocka_unit_test(access_tokens_are_checked),
        cmocka_unit_test(context_is_checked),
        cmocka_unit_test(developer_keys_are_advised_against),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
