/* SPDX-License-Identifier: MIT */
/* The conditions of each family and their order, against tables written down once more from the contract. */
#include "support.h"

/* A family's conditions are these, in this order. */
static void assert_order(uint8_t family, const char *const *order, size_t count)
{
    assert_int_equal(orgpol_family_size(family), count);
    for (unsigned place = 0; place < count; place++) {
        const struct orgpol_reason_entry *info = orgpol_reason_info(orgpol_family_reason(family, place));
        char line[128];

        snprintf(line, sizeof line, "%s %s", info->rule, info->name);
        assert_string_equal(line, order[place]);
    }
}

/* The order of WIRE section 4, written down once more: the contract other tools rely on. */
static void login_order_is_the_contract(void **state)
{
    static const char *const order[] = {
        "LOGIN-01 unknown_client",
        "LOGIN-02 client_is_first_party",
        "ENT-13 client_cannot_log_users_in",
        "AUTHZ-27 tenant_rules_active",
        "AUTHZ-27 protocol_not_for_strict",
        "AUTHZ-17 password_not_for_strict",
        "AUTHZ-18 password_not_for_permissive",
        "LOGIN-35 token_exchange_not_for_third_party",
        "LOGIN-36 passkey_not_for_third_party",
        "LOGIN-36 passkey_needs_organization",
        "LOGIN-29 protocol_not_for_organization",
        "XAA-01 cross_app_access_off",
        "XAA-10 assertion_invalid",
        "XAA-06 xaa_user_not_found",
        "XAA-04 connection_in_several_organizations",
        "LOGIN-28 unknown_organization",
        "PROMPT-07 organization_not_allowed",
        "PROMPT-12 organization_required",
        "LOGIN-03 org_not_for_permissive",
        "ENT-04 member_access_off",
        "ENT-05 client_not_listed",
        "ENT-07 third_party_member_access_off",
        "ENT-17 entitlement_lost",
        "LOGIN-07 org_blocks_third_party",
        "LOGIN-34 third_party_access_lost",
        "XAA-03 xaa_org_blocks_third_party",
        "LOGIN-16 connection_disabled",
        "LOGIN-04 no_domain_level_connection",
        "LOGIN-05 connection_not_enabled_for_client",
        "LOGIN-15 connection_not_for_permissive",
        "LOGIN-08 connection_not_domain_level",
        "LOGIN-09 org_has_no_connections",
        "LOGIN-09 connection_not_enabled_for_org",
        "LOGIN-12 app_connection_required",
        "LOGIN-23 signup_not_enabled",
        "LOGIN-18 user_not_member",
        "LOGIN-34 membership_lost",
        "XAA-05 xaa_user_not_member",
        "LOGIN-22 member_limit_reached",
        "XAA-08 xaa_no_client_grant",
        "AUTHZ-20 mfa_required_on_refresh",
        "LOGIN-25 login_denied_by_action",
    };

    (void)state;
    assert_order(ORGPOL_FAMILY_LOGIN, order, sizeof order / sizeof *order);
}

/* WIRE sections 6 and 11. */
static void authorize_order_is_the_contract(void **state)
{
    static const char *const order[] = {
        "LOGIN-01 unknown_client",
        "AUTHZ-22 redirect_uri_mismatch",
        "AUTHZ-09 parameter_repeated",
        "AUTHZ-04 parameter_forbidden",
        "AUTHZ-08 ext_parameter_unnamed",
        "AUTHZ-07 parameter_not_allowed",
        "AUTHZ-11 response_type_missing",
        "AUTHZ-10 response_type_unsupported",
        "AUTHZ-16 grant_type_not_enabled",
        "AUTHZ-12 code_challenge_missing",
        "AUTHZ-15 public_client_without_pkce",
        "AUTHZ-13 code_challenge_method_not_s256",
        "AUTHZ-14 code_challenge_malformed",
        "AUTHZ-30 prompt_unknown",
        "CONSENT-12 prompt_none_combined",
        "AUTHZ-27 tenant_rules_active",
    };

    (void)state;
    assert_order(ORGPOL_FAMILY_AUTHORIZE, order, sizeof order / sizeof *order);
}

static void endpoint_order_is_the_contract(void **state)
{
    static const char *const order[] = {
        "LOGIN-01 unknown_client",
        "AUTHZ-27 endpoint_not_for_strict",
        "AUTHZ-17 grant_type_not_for_strict",
        "AUTHZ-18 password_not_for_permissive",
        "AUTHZ-16 grant_type_not_enabled",
        "LOGIN-35 token_exchange_not_for_third_party",
        "AUTHZ-19 code_invalid",
        "AUTHZ-19 code_verifier_mismatch",
    };

    (void)state;
    assert_order(ORGPOL_FAMILY_ENDPOINT, order, sizeof order / sizeof *order);
}

/* The order of WIRE section 5. */
static void prompt_order_is_the_contract(void **state)
{
    static const char *const order[] = {
        "LOGIN-01 unknown_client",
        "CONSENT-12 prompt_none_combined",
        "PROMPT-30 invitation_not_for_strict",
        "PROMPT-02 organization_must_be_id",
        "LOGIN-28 unknown_organization",
        "PROMPT-03 unknown_organization_name",
        "PROMPT-07 organization_not_allowed",
        "PROMPT-12 organization_required",
        "PROMPT-31 invitation_without_organization",
        "PROMPT-32 invitation_not_found",
        "PROMPT-36 invitation_expired",
        "PROMPT-16 identifier_kind_not_enabled",
        "PROMPT-18 no_organization_for_email",
        "PROMPT-19 no_organization_of_name",
        "PROMPT-21 no_organization_membership",
        "LOGIN-03 org_not_for_permissive",
        "ENT-04 member_access_off",
        "ENT-05 client_not_listed",
        "ENT-07 third_party_member_access_off",
        "LOGIN-07 org_blocks_third_party",
        "LOGIN-16 connection_disabled",
        "LOGIN-04 no_domain_level_connection",
        "LOGIN-05 connection_not_enabled_for_client",
        "LOGIN-15 connection_not_for_permissive",
        "LOGIN-08 connection_not_domain_level",
        "LOGIN-09 org_has_no_connections",
        "LOGIN-09 connection_not_enabled_for_org",
        "LOGIN-12 app_connection_required",
        "LOGIN-17 no_visible_connection",
        "LOGIN-33 delegated_session_needs_interaction",
        "CONSENT-17 login_required",
        "PROMPT-45 organization_page_needed",
        "LOGIN-30 session_not_usable",
        "PROMPT-35 invitation_other_connection",
        "PROMPT-34 invitation_email_mismatch",
        "LOGIN-18 user_not_member",
        "LOGIN-22 member_limit_reached",
    };

    (void)state;
    assert_order(ORGPOL_FAMILY_PROMPT, order, sizeof order / sizeof *order);
}

/* WIRE section 7. */
static void client_grant_order_is_the_contract(void **state)
{
    static const char *const order[] = {
        "M2M-01 m2m_client_not_authenticated",
        "M2M-02 client_credentials_not_enabled",
        "M2M-03 client_is_public",
        "M2M-04 client_is_dynamic",
        "M2M-05 m2m_audience_missing",
        "M2M-06 m2m_audience_unknown",
        "M2M-07 m2m_system_api",
        "M2M-08 api_denies_clients",
        "M2M-09 no_client_grant_strict",
        "M2M-09 no_client_grant",
        "M2M-15 m2m_organization_must_be_id",
        "M2M-14 m2m_organization_unknown",
        "M2M-24 default_organization_unknown",
        "M2M-20 default_grant_without_organization",
        "M2M-18 grant_denies_organization",
        "M2M-18 grant_requires_organization",
        "M2M-19 grant_not_associated",
        "M2M-28 scope_not_in_client_grant",
        "M2M-32 client_quota_exceeded",
        "M2M-32 organization_quota_exceeded",
        "M2M-33 hook_not_for_strict",
        "M2M-34 exchange_denied_by_action",
    };

    (void)state;
    assert_order(ORGPOL_FAMILY_CLIENT_GRANT, order, sizeof order / sizeof *order);
}

/* WIRE section 8. */
static void user_grant_order_is_the_contract(void **state)
{
    static const char *const order[] = {
        "LOGIN-01 unknown_client",        "LOGIN-28 unknown_organization",
        "UAPI-02 service_not_found",      "UAPI-08 system_api_not_for_third_party",
        "UAPI-03 api_denies_users",       "UAPI-05 no_user_grant_strict",
        "UAPI-06 no_user_grant",          "UAPI-17 authorization_details_not_granted",
        "UAPI-14 scope_exceeds_original",
    };

    (void)state;
    assert_order(ORGPOL_FAMILY_USER_GRANT, order, sizeof order / sizeof *order);
}

/* WIRE section 9. */
static void consent_order_is_the_contract(void **state)
{
    static const char *const order[] = {
        "CONSENT-12 prompt_none_combined",
        "CONSENT-16 consent_refused",
        "LOGIN-33 delegated_session_needs_interaction",
        "CONSENT-17 login_required",
        "CONSENT-11 consent_required",
        "CONSENT-17 interaction_required",
        "CONSENT-22 confirmation_required",
    };

    (void)state;
    assert_order(ORGPOL_FAMILY_CONSENT, order, sizeof order / sizeof *order);
}

/* WIRE section 10. */
static void token_order_is_the_contract(void **state)
{
    static const char *const order[] = {
        "TOKEN-20 issuer_mismatch",
        "TOKEN-23 organization_claim_missing",
        "TOKEN-21 org_id_mismatch",
        "TOKEN-22 org_name_mismatch",
        "TOKEN-24 organization_unexpected",
        "TOKEN-25 organization_not_known",
        "TOKEN-26 org_name_not_of_organization",
    };

    (void)state;
    assert_order(ORGPOL_FAMILY_TOKEN_ORGANIZATION, order, sizeof order / sizeof *order);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(login_order_is_the_contract),
        cmocka_unit_test(prompt_order_is_the_contract),
        cmocka_unit_test(authorize_order_is_the_contract),
        cmocka_unit_test(endpoint_order_is_the_contract),
        cmocka_unit_test(client_grant_order_is_the_contract),
        cmocka_unit_test(user_grant_order_is_the_contract),
        cmocka_unit_test(consent_order_is_the_contract),
        cmocka_unit_test(token_order_is_the_contract),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
