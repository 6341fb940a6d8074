/* SPDX-License-Identifier: MIT */
/*
 * The families of Token Vault, against tables written down once more from the contract: WIRE sections 1 and
 * 5, and the errors (E-, A-, M-) of rulebook 2.0. What is told of a reason depends on it alone.
 */
#include "support.h"

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

/* ---- errors of the token endpoint: status and code ---- */

#define E_CLIENT_AUTH 401, "invalid_client"
#define E_GRANT 403, "unauthorized_client"
#define E_ELIG 403, "unauthorized_client"
#define E_REQ 400, "invalid_request"
#define E_STT 400, "invalid_request"
#define E_RTT 400, "invalid_request"
#define E_SUBJ 401, "invalid_grant"
#define E_ROT 400, "invalid_request"
#define E_NOTRS 403, "unauthorized_client"
#define E_AUD 403, "unauthorized_client"
#define E_MFA 403, "mfa_required"
#define E_CONN 400, "invalid_request"
#define E_CONN_CLIENT 400, "invalid_request"
#define E_NOACCT 401, "federated_connection_refresh_token_not_found"
#define E_HINT 401, "user_not_found"
#define E_REFRESH 401, "federated_connection_refresh_token_flow_failed"
#define E_PW_IP 403, "access_denied"
#define E_PW_CONN 403, "access_denied"
#define E_PW_SCOPE 400, "invalid_scope"
#define E_PW_DOWN 400, "invalid_scope"
#define E_PW_JWT 401, "invalid_grant"
#define E_PW_OLD 401, "invalid_grant"
#define E_PW_REPLAY 401, "invalid_grant"
#define E_PW_CFG 403, "unauthorized_client"
#define E_ORG 403, "access_denied"
#define E_AMBIG 400, "invalid_request"
#define E_SCOPE 400, "invalid_scope"

#define A_INACTIVE 404, "access_denied"
#define A_GRANT 400, "invalid_request"
#define A_MACHINE 403, "access_denied"
#define A_THIRD 403, "access_denied"
#define A_TARGET 400, "invalid_target"
#define A_MFA 403, "mfa_required"
#define A_UNMET 400, "unmet_authentication_requirements"
#define A_SCOPE 400, "invalid_scope"

/* A condition, and what the token endpoint answers. */
struct condition {
    const char *line; /* rule and name */
    int status;
    const char *error;
};

/* WIRE 5.1 */
static const struct condition my_account[] = {
    {"MYA-01 api_not_active", A_INACTIVE},
    {"MYA-12 wrong_domain", A_GRANT},
    {"MYA-04 machine_token", A_MACHINE},
    {"MYA-11 grant_type_unsupported", A_GRANT},
    {"MYA-07 client_third_party", A_THIRD},
    {"MYA-02 client_grant_missing", A_GRANT},
    {"MYA-08 audience_not_in_policy", A_TARGET},
    {"MYA-09 consent_not_skippable", A_TARGET},
    {"MYA-13 mfa_needed", A_MFA},
    {"MYA-14 authentication_too_old", A_UNMET},
    {"MYA-06 no_usable_scope", A_SCOPE},
};

/* WIRE 5.6 */
static const struct condition selecting[] = {
    {"SEL-13 login_hint_empty", E_REQ},        {"VAULT-14 subject_user_not_found", E_SUBJ},
    {"SEL-04 account_not_found", E_NOACCT},    {"ORG-10 account_other_organization", E_NOACCT},
    {"SEL-06 account_hint_not_found", E_HINT}, {"SEL-10 account_ambiguous", E_AMBIG},
};

/* WIRE 5.5, X1 to X14, variant R */
static const struct condition refresh_token_exchange[] = {
    {"VAULT-04 parameter_missing", E_REQ},
    {"VAULT-05 requested_token_type_missing", E_REQ},
    {"VAULT-11 audience_not_supported", E_REQ},
    {"VAULT-12 actor_token_not_supported", E_REQ},
    {"SEL-13 login_hint_empty", E_REQ},
    {"VAULT-01 client_not_authenticated", E_CLIENT_AUTH},
    {"ELIG-06 token_vault_grant_missing", E_GRANT},
    {"RTX-01 login_grants_missing", E_GRANT},
    {"ELIG-01 client_not_first_party", E_ELIG},
    {"ELIG-02 client_not_confidential", E_ELIG},
    {"ELIG-04 client_not_oidc_conformant", E_ELIG},
    {"VAULT-06 subject_token_type_unsupported", E_STT},
    {"VAULT-10 provider_refresh_token_requested", E_RTT},
    {"VAULT-09 requested_token_type_alias", E_RTT},
    {"VAULT-07 requested_token_type_unsupported", E_RTT},
    {"RTX-04 rotation_enabled", E_ROT},
    {"VAULT-13 subject_token_invalid", E_SUBJ},
    {"VAULT-14 subject_user_not_found", E_SUBJ},
    {"VAULT-27 exchange_proof_invalid", E_SUBJ},
    {"RTX-02 not_a_refresh_token", E_SUBJ},
    {"RTX-03 refresh_token_other_client", E_SUBJ},
    {"RTX-10 refresh_token_without_user", E_SUBJ},
    {"RTX-05 subject_token_rotating", E_ROT},
    {"ORG-15 organization_not_member", E_ORG},
    {"VAULT-15 mfa_policy_always", E_MFA},
    {"VAULT-16 risk_challenge", E_MFA},
    {"VAULT-17 action_requires_mfa", E_MFA},
    {"PURP-09 strategy_unsupported", E_CONN},
    {"PURP-10 upstream_dpop", E_CONN},
    {"VAULT-19 connection_not_vault_enabled", E_CONN},
    {"VAULT-20 exchange_connection_not_enabled", E_CONN_CLIENT},
    {"SEL-04 account_not_found", E_NOACCT},
    {"ORG-10 account_other_organization", E_NOACCT},
    {"SEL-06 account_hint_not_found", E_HINT},
    {"SEL-10 account_ambiguous", E_AMBIG},
    {"VAULT-26 provider_refresh_token_missing", E_NOACCT},
    {"EXPIRY-01 provider_refresh_token_expired", E_NOACCT},
    {"EXPIRY-02 account_unused", E_NOACCT},
    {"VAULT-25 provider_refresh_failed", E_REFRESH},
    {"SCOPE-11 requested_scope_not_held", E_SCOPE},
};

/* ... variant A */
static const struct condition access_token_exchange[] = {
    {"VAULT-04 parameter_missing", E_REQ},
    {"VAULT-05 requested_token_type_missing", E_REQ},
    {"VAULT-11 audience_not_supported", E_REQ},
    {"VAULT-12 actor_token_not_supported", E_REQ},
    {"SEL-13 login_hint_empty", E_REQ},
    {"VAULT-01 client_not_authenticated", E_CLIENT_AUTH},
    {"ELIG-06 token_vault_grant_missing", E_GRANT},
    {"ELIG-01 client_not_first_party", E_ELIG},
    {"ELIG-02 client_not_confidential", E_ELIG},
    {"ELIG-04 client_not_oidc_conformant", E_ELIG},
    {"VAULT-06 subject_token_type_unsupported", E_STT},
    {"VAULT-10 provider_refresh_token_requested", E_RTT},
    {"VAULT-09 requested_token_type_alias", E_RTT},
    {"VAULT-07 requested_token_type_unsupported", E_RTT},
    {"ATX-01 client_not_resource_server", E_NOTRS},
    {"VAULT-13 subject_token_invalid", E_SUBJ},
    {"VAULT-14 subject_user_not_found", E_SUBJ},
    {"VAULT-27 exchange_proof_invalid", E_SUBJ},
    {"ATX-08 not_an_access_token", E_SUBJ},
    {"ATX-09 access_token_without_user", E_SUBJ},
    {"ATX-02 audience_not_linked", E_AUD},
    {"ORG-15 organization_not_member", E_ORG},
    {"VAULT-15 mfa_policy_always", E_MFA},
    {"VAULT-16 risk_challenge", E_MFA},
    {"VAULT-17 action_requires_mfa", E_MFA},
    {"PURP-09 strategy_unsupported", E_CONN},
    {"PURP-10 upstream_dpop", E_CONN},
    {"VAULT-19 connection_not_vault_enabled", E_CONN},
    {"VAULT-20 exchange_connection_not_enabled", E_CONN_CLIENT},
    {"SEL-04 account_not_found", E_NOACCT},
    {"ORG-10 account_other_organization", E_NOACCT},
    {"SEL-06 account_hint_not_found", E_HINT},
    {"SEL-10 account_ambiguous", E_AMBIG},
    {"VAULT-26 provider_refresh_token_missing", E_NOACCT},
    {"EXPIRY-01 provider_refresh_token_expired", E_NOACCT},
    {"EXPIRY-02 account_unused", E_NOACCT},
    {"VAULT-25 provider_refresh_failed", E_REFRESH},
    {"SCOPE-11 requested_scope_not_held", E_SCOPE},
};

/* ... variant W */
static const struct condition worker_exchange[] = {
    {"VAULT-04 parameter_missing", E_REQ},
    {"VAULT-05 requested_token_type_missing", E_REQ},
    {"VAULT-11 audience_not_supported", E_REQ},
    {"VAULT-12 actor_token_not_supported", E_REQ},
    {"SEL-13 login_hint_empty", E_REQ},
    {"PWX-36 login_hint_not_supported", E_REQ},
    {"VAULT-01 client_not_authenticated", E_CLIENT_AUTH},
    {"PWX-09 asymmetric_authentication_required", E_CLIENT_AUTH},
    {"ELIG-06 token_vault_grant_missing", E_GRANT},
    {"ELIG-01 client_not_first_party", E_ELIG},
    {"ELIG-02 client_not_confidential", E_ELIG},
    {"ELIG-04 client_not_oidc_conformant", E_ELIG},
    {"VAULT-06 subject_token_type_unsupported", E_STT},
    {"VAULT-10 provider_refresh_token_requested", E_RTT},
    {"VAULT-08 worker_token_type_unsupported", E_RTT},
    {"PWX-02 privileged_access_not_configured", E_PW_CFG},
    {"PWX-03 ip_allowlist_empty", E_PW_CFG},
    {"PWX-04 grants_empty", E_PW_CFG},
    {"PWX-05 source_ip_not_allowed", E_PW_IP},
    {"PWX-10 jwt_typ_invalid", E_PW_JWT},
    {"PWX-11 jwt_alg_invalid", E_PW_JWT},
    {"PWX-12 jwt_key_unknown", E_PW_JWT},
    {"PWX-14 credential_expired", E_PW_JWT},
    {"PWX-13 jwt_signature_invalid", E_PW_JWT},
    {"PWX-15 jwt_iss_invalid", E_PW_JWT},
    {"PWX-16 jwt_aud_invalid", E_PW_JWT},
    {"PWX-17 jwt_sub_missing", E_PW_JWT},
    {"PWX-18 jwt_iat_missing", E_PW_JWT},
    {"PWX-20 jwt_too_old", E_PW_OLD},
    {"PWX-19 jwt_expired", E_PW_JWT},
    {"PWX-21 jwt_not_yet_valid", E_PW_JWT},
    {"PWX-23 audit_context_invalid", E_PW_JWT},
    {"PWX-22 jti_missing", E_PW_JWT},
    {"PWX-22 jti_reused", E_PW_REPLAY},
    {"VAULT-14 subject_user_not_found", E_SUBJ},
    {"PWX-26 connection_not_granted", E_PW_CONN},
    {"PWX-31 worker_scope_missing", E_PW_SCOPE},
    {"PWX-27 worker_scope_not_granted", E_PW_SCOPE},
    {"ORG-15 organization_not_member", E_ORG},
    {"VAULT-15 mfa_policy_always", E_MFA},
    {"VAULT-16 risk_challenge", E_MFA},
    {"VAULT-17 action_requires_mfa", E_MFA},
    {"PURP-09 strategy_unsupported", E_CONN},
    {"PURP-10 upstream_dpop", E_CONN},
    {"VAULT-19 connection_not_vault_enabled", E_CONN},
    {"PWX-34 worker_connection_not_enabled", E_CONN_CLIENT},
    {"SEL-04 account_not_found", E_NOACCT},
    {"ORG-10 account_other_organization", E_NOACCT},
    {"SEL-06 account_hint_not_found", E_HINT},
    {"SEL-10 account_ambiguous", E_AMBIG},
    {"VAULT-26 provider_refresh_token_missing", E_NOACCT},
    {"EXPIRY-01 provider_refresh_token_expired", E_NOACCT},
    {"EXPIRY-02 account_unused", E_NOACCT},
    {"VAULT-25 provider_refresh_failed", E_REFRESH},
    {"PWX-33 scope_not_held", E_PW_SCOPE},
    {"PWX-30 downscoping_unsupported", E_PW_DOWN},
};

#define FAMILY(family, name, table)             \
    {                                           \
        (family), (name), (table), COUNT(table) \
    }

static const struct {
    uint8_t family;
    const char *name;
    const struct condition *conditions;
    size_t count;
} families[] = {
    FAMILY(ORGPOL_FAMILY_MY_ACCOUNT, "my_account", my_account),
    FAMILY(ORGPOL_FAMILY_SELECT, "select", selecting),
    FAMILY(ORGPOL_FAMILY_REFRESH_TOKEN_EXCHANGE, "refresh_token_exchange", refresh_token_exchange),
    FAMILY(ORGPOL_FAMILY_ACCESS_TOKEN_EXCHANGE, "access_token_exchange", access_token_exchange),
    FAMILY(ORGPOL_FAMILY_WORKER_EXCHANGE, "worker_exchange", worker_exchange),
};

/* ---- problems of the My Account API: status, type and title; NULL: our own words ---- */

#define A0E(code) "https://auth0.com/api-errors/A0E-" code
#define BLANK "about:blank"
#define M_TOKEN 401, A0E("401-0003"), "Invalid Token"
#define M_SCOPE 403, A0E("403-0002"), "Insufficient Scope"
#define M_BODY 400, A0E("400-0003"), "Invalid request payload input"
#define M_TYPE 415, BLANK, "Unsupported Media Type"
#define M_CONN 400, BLANK, "The specified connection does not support connected accounts"
#define M_REDIRECT 400, BLANK, "Invalid redirect_uri"
#define M_SESSION 404, A0E("404-0001"), "Invalid or expired session"
#define M_INACTIVE 404, A0E("404-0001"), NULL
#define P_ORG 403, BLANK, NULL
#define P_THIRD 403, BLANK, NULL
#define P_401 401, BLANK, NULL
#define P_403 403, BLANK, NULL
#define P_404 404, BLANK, NULL

struct problem {
    const char *line;
    int status;
    const char *type;
    const char *title;
};

/* WIRE 5.2 */
static const struct problem connecting[] = {
    {"MYA-01 api_not_active", M_INACTIVE},
    {"CONNECT-01 token_invalid", M_TOKEN},
    {"MYA-12 wrong_domain", M_TOKEN},
    {"MYA-04 machine_token", M_TOKEN},
    {"CONNECT-02 token_other_user", M_TOKEN},
    {"MYA-07 client_third_party", P_THIRD},
    {"CONNECT-04 connect_proof_invalid", M_TOKEN},
    {"CONNECT-03 create_scope_missing", M_SCOPE},
    {"CONNECT-06 content_type_not_json", M_TYPE},
    {"CONNECT-07 body_invalid", M_BODY},
    {"CONNECT-08 code_challenge_invalid", M_BODY},
    {"CONNECT-09 scopes_invalid", M_BODY},
    {"CONNECT-22 authorization_params_invalid", M_BODY},
    {"CONNECT-11 connection_unknown", M_CONN},
    {"PURP-09 strategy_unsupported", M_CONN},
    {"PURP-10 upstream_dpop", M_CONN},
    {"CONNECT-12 connected_accounts_off", M_CONN},
    {"CONNECT-13 connection_not_enabled", M_CONN},
    {"CONNECT-15 redirect_uri_not_registered", M_REDIRECT},
    {"ORG-02 organization_usage_violated", P_ORG},
    {"ORG-01 organization_mismatch", P_ORG},
    {"ORG-17 connection_not_in_organization", P_ORG},
    {"CONNECT-16 offline_access_off", M_CONN},
    {"CONNECT-17 google_scopes_missing", M_BODY},
};

/* WIRE 5.3 */
static const struct problem completing[] = {
    {"MYA-01 api_not_active", M_INACTIVE},
    {"COMPLETE-01 completion_token_invalid", M_TOKEN},
    {"MYA-12 wrong_domain", M_TOKEN},
    {"MYA-04 machine_token", M_TOKEN},
    {"CONNECT-02 token_other_user", M_TOKEN},
    {"MYA-07 client_third_party", P_THIRD},
    {"COMPLETE-02 completion_scope_missing", M_SCOPE},
    {"COMPLETE-03 completion_content_type_not_json", M_TYPE},
    {"COMPLETE-04 completion_body_invalid", M_BODY},
    {"COMPLETE-05 auth_session_invalid", M_SESSION},
    {"COMPLETE-06 other_device", M_SESSION},
    {"COMPLETE-07 completion_proof_invalid", M_TOKEN},
    {"COMPLETE-08 connect_code_invalid", M_SESSION},
    {"COMPLETE-09 code_verifier_invalid", M_BODY},
    {"COMPLETE-10 code_verifier_unexpected", M_BODY},
    {"COMPLETE-11 redirect_uri_changed", M_REDIRECT},
    {"COMPLETE-12 session_expired", M_SESSION},
    {"COMPLETE-13 other_client", M_SESSION},
    {"COMPLETE-14 completion_organization_mismatch", P_ORG},
    {"COMPLETE-15 connection_not_available", M_CONN},
};

/* WIRE 5.4: those of both APIs in one list, of which each reads its own, in their order */
static const struct problem managing[] = {
    {"MYA-01 api_not_active", M_INACTIVE},
    {"MGE-01 list_token_invalid", M_TOKEN},
    {"MGE-05 delete_token_invalid", M_TOKEN},
    {"MGE-09 connections_token_invalid", M_TOKEN},
    {"MYA-12 wrong_domain", M_TOKEN},
    {"MYA-04 machine_token", M_TOKEN},
    {"MGE-17 caller_not_user", M_TOKEN},
    {"MYA-07 client_third_party", P_THIRD},
    {"MYA-17 proof_invalid", M_TOKEN},
    {"MGE-01 list_scope_missing", M_SCOPE},
    {"MGE-05 delete_scope_missing", M_SCOPE},
    {"MGE-09 connections_scope_missing", M_SCOPE},
    {"MGE-12 operation_not_available", P_404},
    {"MGE-11 management_token_invalid", P_401},
    {"MGE-11 management_scope_missing", P_403},
    {"MGE-11 management_user_not_found", P_404},
    {"MGE-03 connection_filter_invalid", M_BODY},
    {"MGE-04 paging_invalid", M_BODY},
    {"MGE-05 account_id_malformed", M_BODY},
    {"MGE-02 other_user", P_404},
    {"MGE-06 account_not_own", P_404},
    {"MGE-16 purpose_off", M_CONN},
};

static const struct {
    uint8_t family;
    const char *name;
    const struct problem *problems;
    size_t count;
} problem_families[] = {
    FAMILY(ORGPOL_FAMILY_CONNECT, "connect", connecting),
    FAMILY(ORGPOL_FAMILY_COMPLETE, "complete", completing),
    FAMILY(ORGPOL_FAMILY_MANAGE, "manage", managing),
};

/* ---- the tests ---- */

/* The condition at a place of a family is this line. */
static uint16_t reason_at(uint8_t family, size_t place, const char *line)
{
    const uint16_t reason = orgpol_family_reason(family, (unsigned)place);
    const struct orgpol_reason_entry *info = orgpol_reason_info(reason);
    char have[128];

    assert_non_null(info);
    snprintf(have, sizeof have, "%s %s", info->rule, info->name);
    assert_string_equal(have, line);
    return reason;
}

static void orders_and_errors_are_the_contract(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(families); i++) {
        assert_string_equal(orgpol_family_name(families[i].family), families[i].name);
        assert_int_equal(orgpol_family_size(families[i].family), families[i].count);
        for (size_t place = 0; place < families[i].count; place++) {
            const struct condition *want = &families[i].conditions[place];
            const struct orgpol_reason_entry *info =
                orgpol_reason_info(reason_at(families[i].family, place, want->line));

            if (info->http_status != want->status || info->error == NULL ||
                strcmp(info->error, want->error) != 0)
                fail_msg("%s: %u %s", want->line, info->http_status, info->error);
        }
    }
}

static void orders_and_problems_are_the_contract(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(problem_families); i++) {
        assert_string_equal(orgpol_family_name(problem_families[i].family), problem_families[i].name);
        assert_int_equal(orgpol_family_size(problem_families[i].family), problem_families[i].count);
        for (size_t place = 0; place < problem_families[i].count; place++) {
            const struct problem *want = &problem_families[i].problems[place];
            const uint16_t reason = reason_at(problem_families[i].family, place, want->line);
            const struct orgpol_problem_entry *have = orgpol_problem_info(reason);

            if (have == NULL || have->http_status != want->status || strcmp(have->type, want->type) != 0 ||
                (want->title && strcmp(have->title, want->title) != 0))
                fail_msg("%s: %u %s %s", want->line, have ? have->http_status : 0, have ? have->type : "",
                         have ? have->title : "");
            assert_true(strlen(have->title) > 0 && strlen(have->detail) > 0);
        }
    }
}

/* WIRE 5.7: behind the CFG rules of the same action. */
static void limits_of_workers_follow_the_rules_of_clients(void **state)
{
    static const char *const order[] = {
        "PWX-40 credentials_missing",   "PWX-40 too_many_credentials", "PWX-40 credential_invalid",
        "PWX-40 too_many_ip_entries",   "PWX-40 ip_entry_invalid",     "PWX-40 too_many_grants",
        "PWX-40 too_many_grant_scopes", "PWX-40 grant_scopes_empty",   "PWX-40 grant_connection_repeated",
    };
    const size_t first = orgpol_family_size(ORGPOL_FAMILY_CLIENT_CONFIG) - COUNT(order);

    (void)state;
    for (size_t i = 0; i < COUNT(order); i++) {
        const struct orgpol_reason_entry *info =
            orgpol_reason_info(reason_at(ORGPOL_FAMILY_CLIENT_CONFIG, first + i, order[i]));

        assert_int_equal(info->http_status, 400);
        assert_null(info->error);
        assert_null(info->description);
    }
    for (size_t place = 0; place < first; place++)
        assert_memory_equal(
            orgpol_reason_info(orgpol_family_reason(ORGPOL_FAMILY_CLIENT_CONFIG, (unsigned)place))->rule,
            "CFG-", 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(orders_and_errors_are_the_contract),
        cmocka_unit_test(orders_and_problems_are_the_contract),
        cmocka_unit_test(limits_of_workers_follow_the_rules_of_clients),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
