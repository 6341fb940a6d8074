/* SPDX-License-Identifier: MIT */
/* The catalogue, the families, descriptions, and the version of the rules. */
#include "support.h"

#include <ctype.h>
#include <glob.h>

#include <sodium/crypto_generichash.h>

#include "orgpol/authzen.h"

static void decision_is_frozen(void **state)
{
    (void)state;
    assert_int_equal(sizeof(struct orgpol_decision), 16);
    assert_int_equal(offsetof(struct orgpol_decision, effect), 0);
    assert_int_equal(offsetof(struct orgpol_decision, family), 1);
    assert_int_equal(offsetof(struct orgpol_decision, reason), 2);
    assert_int_equal(offsetof(struct orgpol_decision, obligations), 4);
    assert_int_equal(offsetof(struct orgpol_decision, unmet), 8);
    assert_int_equal(ORGPOL_EFFECT_ERROR, 0);
}

/* Those from here on are in test_vault_reasons.c. */
#define FIRST_OF_TOKEN_VAULT ORGPOL_REASON_API_NOT_ACTIVE

static void every_reason_is_complete(void **state)
{
    int count = 0;

    (void)state;
    for (uint16_t reason = 1; reason < FIRST_OF_TOKEN_VAULT; reason++) {
        const struct orgpol_reason_entry *info = orgpol_reason_info(reason);

        if (info == NULL)
            continue;
        count++;
        assert_true(strlen(info->name) > 0 && strlen(info->name) < 64);
        for (const char *c = info->name; *c; c++)
            assert_true(islower((unsigned char)*c) || isdigit((unsigned char)*c) || *c == '_');
        assert_int_equal(orgpol_reason_by_name(orgpol_str_of(info->name)), reason);
        assert_true(strlen(info->summary) > 0);
        if (reason <= ORGPOL_REASON_QUERY_MALFORMED) {
            assert_null(info->rule);
            assert_null(info->error);
            continue;
        }
        assert_non_null(info->rule);
        if (strncmp(info->rule, "CFG-", 4) == 0) { /* no application is told */
            assert_null(info->error);
            assert_null(info->description);
            assert_int_equal(info->http_status, 400);
            continue;
        }
        assert_int_equal(info->error == NULL, reason >= ORGPOL_REASON_IDENTIFIER_KIND_NOT_ENABLED &&
                                                  reason <= ORGPOL_REASON_NO_ORGANIZATION_OF_NAME);
        assert_non_null(info->description);
        assert_true(info->http_status >= 400 && info->http_status < 500);
    }
    assert_int_equal(count, 14 + 46 + 17 + 22 + 7 + 6 + 7 + 13 + 31);
    assert_null(orgpol_reason_info(ORGPOL_REASON_NONE));
    assert_null(orgpol_reason_info(15));
    assert_null(orgpol_reason_info(ORGPOL_REASON_COUNT));
    assert_null(orgpol_reason_info(UINT16_MAX));
    assert_int_equal(orgpol_reason_by_name(ORGPOL_STR("")), ORGPOL_REASON_NONE);
    assert_int_equal(orgpol_reason_by_name(ORGPOL_STR("ORG_BLOCKS_THIRD_PARTY")), ORGPOL_REASON_NONE);
    assert_int_equal(orgpol_reason_by_name((struct orgpol_str){NULL, 5}), ORGPOL_REASON_NONE);
}

static int status_of(const char *error)
{
    static const char *const forbidden[] = {"unauthorized_client", "access_denied", "invalid_grant"};

    for (size_t i = 0; i < sizeof forbidden / sizeof *forbidden; i++)
        if (strcmp(error, forbidden[i]) == 0)
            return 403;
    return strcmp(error, "invalid_token") == 0 ? 401 : strcmp(error, "too_many_requests") == 0 ? 429 : 400;
}

/* Statuses follow the error code (WIRE section 1), but for XAA-10 and M2M-01. */
static void statuses_follow_errors(void **state)
{
    (void)state;
    for (uint16_t reason = 1; reason < FIRST_OF_TOKEN_VAULT; reason++) {
        const struct orgpol_reason_entry *info = orgpol_reason_info(reason);

        if (info == NULL || info->error == NULL || reason == ORGPOL_REASON_ASSERTION_INVALID ||
            reason == ORGPOL_REASON_M2M_CLIENT_NOT_AUTHENTICATED)
            continue;
        assert_int_equal(info->http_status, status_of(info->error));
    }
    assert_int_equal(orgpol_reason_info(ORGPOL_REASON_ASSERTION_INVALID)->http_status, 400);
    assert_int_equal(orgpol_reason_info(ORGPOL_REASON_M2M_CLIENT_NOT_AUTHENTICATED)->http_status, 401);
}

static void families_are_ordered_lists(void **state)
{
    (void)state;
    assert_int_equal(orgpol_family_size(ORGPOL_FAMILY_LOGIN), 42);
    assert_int_equal(orgpol_family_size(ORGPOL_FAMILY_SESSION), 3);
    assert_int_equal(orgpol_family_size(ORGPOL_FAMILY_CONNECTION_OFFER), 3);
    assert_int_equal(orgpol_family_size(ORGPOL_FAMILY_PROMPT), 37);
    assert_int_equal(orgpol_family_size(ORGPOL_FAMILY_AUTHORIZE), 16);
    assert_int_equal(orgpol_family_size(ORGPOL_FAMILY_ENDPOINT), 8);
    assert_int_equal(orgpol_family_size(ORGPOL_FAMILY_CLIENT_GRANT), 22);
    assert_int_equal(orgpol_family_size(ORGPOL_FAMILY_USER_GRANT), 9);
    assert_int_equal(orgpol_family_size(ORGPOL_FAMILY_CONSENT), 7);
    assert_int_equal(orgpol_family_size(ORGPOL_FAMILY_TOKEN_ORGANIZATION), 7);
    assert_int_equal(orgpol_family_size(ORGPOL_FAMILY_NONE), 0);
    assert_int_equal(orgpol_family_size(ORGPOL_FAMILY_COUNT), 0);
    assert_int_equal(orgpol_family_size(255), 0);
    assert_null(orgpol_family_name(ORGPOL_FAMILY_NONE));
    assert_null(orgpol_family_name(255));
    assert_string_equal(orgpol_family_name(ORGPOL_FAMILY_LOGIN), "login");
    assert_string_equal(orgpol_family_name(ORGPOL_FAMILY_SESSION), "session");
    assert_string_equal(orgpol_family_name(ORGPOL_FAMILY_CONNECTION_OFFER), "connection_offer");
    assert_string_equal(orgpol_family_name(ORGPOL_FAMILY_PROMPT), "prompt");
    assert_string_equal(orgpol_family_name(ORGPOL_FAMILY_AUTHORIZE), "authorize");
    assert_string_equal(orgpol_family_name(ORGPOL_FAMILY_ENDPOINT), "endpoint");
    assert_string_equal(orgpol_family_name(ORGPOL_FAMILY_CLIENT_GRANT), "client_grant");
    assert_string_equal(orgpol_family_name(ORGPOL_FAMILY_USER_GRANT), "user_grant");
    assert_string_equal(orgpol_family_name(ORGPOL_FAMILY_CONSENT), "consent");
    assert_string_equal(orgpol_family_name(ORGPOL_FAMILY_TOKEN_ORGANIZATION), "token_organization");
    assert_int_equal(orgpol_family_reason(ORGPOL_FAMILY_LOGIN, 0), ORGPOL_REASON_UNKNOWN_CLIENT);
    assert_int_equal(orgpol_family_reason(ORGPOL_FAMILY_LOGIN, 41), ORGPOL_REASON_LOGIN_DENIED_BY_ACTION);
    assert_int_equal(orgpol_family_reason(ORGPOL_FAMILY_LOGIN, 42), ORGPOL_REASON_NONE);
    assert_int_equal(orgpol_family_reason(ORGPOL_FAMILY_LOGIN, UINT32_MAX), ORGPOL_REASON_NONE);
    assert_int_equal(orgpol_family_reason(ORGPOL_FAMILY_NONE, 0), ORGPOL_REASON_NONE);
    for (unsigned place = 0; place < 42; place++)
        for (unsigned other = 0; other < place; other++)
            assert_int_not_equal(orgpol_family_reason(ORGPOL_FAMILY_LOGIN, place),
                                 orgpol_family_reason(ORGPOL_FAMILY_LOGIN, other));
}

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

/* The wire texts that public sources show (rulebook 2.10), and the one with a fixed part (LOGIN-22). */
static void exact_texts_are_exact(void **state)
{
    static const struct {
        uint16_t reason;
        const char *error;
        const char *text;
    } exact[] = {
        {ORGPOL_REASON_UNKNOWN_CLIENT, "invalid_request", "Unknown client"},
        {ORGPOL_REASON_PASSWORD_NOT_FOR_STRICT, "unauthorized_client",
         "Grant type 'password' not allowed for the client."},
        {ORGPOL_REASON_PASSWORD_NOT_FOR_PERMISSIVE, "unauthorized_client",
         "Grant type 'password' not allowed for the client."},
        {ORGPOL_REASON_ASSERTION_INVALID, "invalid_grant", "Assertion is invalid or has expired"},
        {ORGPOL_REASON_XAA_USER_NOT_FOUND, "invalid_grant", "User not found error"},
        {ORGPOL_REASON_UNKNOWN_ORGANIZATION, "invalid_request", "parameter organization is invalid: org_x"},
        {ORGPOL_REASON_ORGANIZATION_NOT_ALLOWED, "invalid_request",
         "parameter organization is not allowed for this client"},
        {ORGPOL_REASON_ORGANIZATION_REQUIRED, "invalid_request",
         "parameter organization is required for this client"},
        {ORGPOL_REASON_ORG_NOT_FOR_PERMISSIVE, "invalid_request",
         "parameter organization is not allowed for this client"},
        {ORGPOL_REASON_MEMBER_ACCESS_OFF, "invalid_request", "parameter organization is invalid: org_x"},
        {ORGPOL_REASON_CLIENT_NOT_LISTED, "invalid_request", "parameter organization is invalid: org_x"},
        {ORGPOL_REASON_THIRD_PARTY_MEMBER_ACCESS_OFF, "invalid_request",
         "parameter organization is invalid: org_x"},
        {ORGPOL_REASON_ORG_BLOCKS_THIRD_PARTY, "invalid_request", "parameter organization is invalid: org_x"},
        {ORGPOL_REASON_XAA_ORG_BLOCKS_THIRD_PARTY, "invalid_request",
         "parameter organization is invalid: org_x"},
        {ORGPOL_REASON_CONNECTION_DISABLED, "invalid_request", "the connection was disabled"},
        {ORGPOL_REASON_NO_DOMAIN_LEVEL_CONNECTION, "invalid_request",
         "no connections enabled for the client"},
        {ORGPOL_REASON_CONNECTION_NOT_ENABLED_FOR_CLIENT, "invalid_request",
         "no connections enabled for the client"},
        {ORGPOL_REASON_CONNECTION_NOT_FOR_PERMISSIVE, "invalid_request",
         "no connections enabled for the client"},
        {ORGPOL_REASON_ORG_HAS_NO_CONNECTIONS, "invalid_request",
         "no connections enabled for the organization"},
        {ORGPOL_REASON_APP_CONNECTION_REQUIRED, "invalid_request", "no connections enabled for the client"},
        {ORGPOL_REASON_USER_NOT_MEMBER, "access_denied",
         "user auth0|u is not part of the org_x organization"},
        {ORGPOL_REASON_SESSION_NOT_USABLE, "login_required", "Login required"},
        {ORGPOL_REASON_NO_VISIBLE_CONNECTION, "invalid_request",
         "no connections enabled for the organization are visible"},
        {ORGPOL_REASON_ORGANIZATION_MUST_BE_ID, "invalid_request",
         "authorization request parameter organization must be an organization id"},
        {ORGPOL_REASON_UNKNOWN_ORGANIZATION_NAME, "invalid_request",
         "parameter organization is invalid: org_x"},
        {ORGPOL_REASON_INVITATION_NOT_FOUND, "invalid_request", "invitation not found or already used"},
        {ORGPOL_REASON_INVITATION_EXPIRED, "invalid_request", "invitation not found or already used"},
        {ORGPOL_REASON_NO_ORGANIZATION_MEMBERSHIP, "invalid_request",
         "client requires organization membership, but user does not belong to any organization"},
        {ORGPOL_REASON_LOGIN_REQUIRED, "login_required", "Login required"},
        {ORGPOL_REASON_IDENTIFIER_KIND_NOT_ENABLED, NULL, "The organization you entered is invalid"},
        {ORGPOL_REASON_NO_ORGANIZATION_FOR_EMAIL, NULL, "The organization you entered is invalid"},
        {ORGPOL_REASON_NO_ORGANIZATION_OF_NAME, NULL, "The organization you entered is invalid"},
        {ORGPOL_REASON_REDIRECT_URI_MISMATCH, "invalid_request",
         "Callback URL mismatch. The provided redirect_uri is not in the list of allowed callback URLs."},
        {ORGPOL_REASON_GRANT_TYPE_NOT_ENABLED, "unauthorized_client",
         "Grant type 'g' not allowed for the client."},
        {ORGPOL_REASON_GRANT_TYPE_NOT_FOR_STRICT, "unauthorized_client",
         "Grant type 'g' not allowed for the client."},
        {ORGPOL_REASON_CODE_INVALID, "invalid_grant", "Invalid authorization code"},
        {ORGPOL_REASON_CODE_VERIFIER_MISMATCH, "invalid_grant", "Failed to verify code verifier"},
        {ORGPOL_REASON_M2M_CLIENT_NOT_AUTHENTICATED, "access_denied", "Unauthorized"},
        {ORGPOL_REASON_CLIENT_CREDENTIALS_NOT_ENABLED, "unauthorized_client",
         "Grant type 'client_credentials' not allowed for the client."},
        {ORGPOL_REASON_CLIENT_IS_PUBLIC, "unauthorized_client",
         "Grant type 'client_credentials' not allowed for the client."},
        {ORGPOL_REASON_CLIENT_IS_DYNAMIC, "unauthorized_client",
         "Grant type 'client_credentials' not allowed for the client."},
        {ORGPOL_REASON_M2M_AUDIENCE_MISSING, "access_denied",
         "Non-global clients are not allowed access to APIv1"},
        {ORGPOL_REASON_M2M_AUDIENCE_UNKNOWN, "access_denied", "Service not enabled within domain: https://a"},
        {ORGPOL_REASON_M2M_SYSTEM_API, "access_denied",
         "Client \"tps\" is not authorized to access resource server \"https://a\". You need to create a "
         "\"client-grant\" associated to this API."},
        {ORGPOL_REASON_API_DENIES_CLIENTS, "access_denied",
         "Client \"tps\" is not authorized to access resource server \"https://a\". You need to create a "
         "\"client-grant\" associated to this API."},
        {ORGPOL_REASON_NO_CLIENT_GRANT_STRICT, "unauthorized_client",
         "Client \"tps\" is not authorized to access resource server \"https://a\". You need to create a "
         "\"client-grant\" associated to this API."},
        {ORGPOL_REASON_NO_CLIENT_GRANT, "access_denied",
         "Client \"tps\" is not authorized to access resource server \"https://a\". You need to create a "
         "\"client-grant\" associated to this API."},
        {ORGPOL_REASON_M2M_ORGANIZATION_MUST_BE_ID, "invalid_request",
         "authorization request parameter organization must be an organization id"},
        {ORGPOL_REASON_M2M_ORGANIZATION_UNKNOWN, "invalid_request",
         "parameter organization is invalid: org_x"},
        {ORGPOL_REASON_DEFAULT_ORGANIZATION_UNKNOWN, "invalid_request",
         "parameter organization is invalid: org_x"},
        {ORGPOL_REASON_DEFAULT_GRANT_WITHOUT_ORGANIZATION, "invalid_request",
         "parameter organization is not allowed for this client"},
        {ORGPOL_REASON_GRANT_DENIES_ORGANIZATION, "invalid_request",
         "parameter organization is not allowed for this client"},
        {ORGPOL_REASON_GRANT_REQUIRES_ORGANIZATION, "invalid_request",
         "parameter organization is required for this client"},
        {ORGPOL_REASON_SCOPE_NOT_IN_CLIENT_GRANT, "access_denied", "Client has not been granted scopes: r w"},
        {ORGPOL_REASON_CLIENT_QUOTA_EXCEEDED, "too_many_requests", "Client quota exceeded"},
        {ORGPOL_REASON_SERVICE_NOT_FOUND, "access_denied", "Service not found: https://a"},
        {ORGPOL_REASON_SYSTEM_API_NOT_FOR_THIRD_PARTY, "unauthorized_client",
         "Client \"tps\" is not authorized to access resource server \"https://a\"."},
        {ORGPOL_REASON_API_DENIES_USERS, "unauthorized_client",
         "Client \"tps\" is not authorized to access resource server \"https://a\"."},
        {ORGPOL_REASON_NO_USER_GRANT_STRICT, "unauthorized_client",
         "Client \"tps\" is not authorized to access resource server \"https://a\"."},
        {ORGPOL_REASON_NO_USER_GRANT, "invalid_request",
         "Client \"tps\" is not authorized to access resource server \"https://a\"."},
        {ORGPOL_REASON_CONSENT_REFUSED, "access_denied", "User did not authorize the request"},
        {ORGPOL_REASON_CONSENT_REQUIRED, "consent_required", "Consent required"},
    };
    struct orgpol_description_values values = ORGPOL_DESCRIPTION_VALUES_INIT;
    const struct orgpol_str scopes[] = {ORGPOL_STR("r"), ORGPOL_STR("w")};
    char text[256];

    (void)state;
    values.org_id = ORGPOL_STR("org_x");
    values.user_id = ORGPOL_STR("auth0|u");
    values.grant_type = ORGPOL_STR("g");
    values.client_id = ORGPOL_STR("tps");
    values.audience = ORGPOL_STR("https://a");
    values.scopes = scopes;
    values.scope_count = 2;
    for (size_t i = 0; i < sizeof exact / sizeof *exact; i++) {
        assert_int_equal(orgpol_describe(exact[i].reason, &values, text, sizeof text), strlen(exact[i].text));
        assert_string_equal(text, exact[i].text);
        if (exact[i].error)
            assert_string_equal(orgpol_reason_info(exact[i].reason)->error, exact[i].error);
        else
            assert_null(orgpol_reason_info(exact[i].reason)->error);
    }
    assert_non_null(strstr(orgpol_reason_info(ORGPOL_REASON_MEMBER_LIMIT_REACHED)->description,
                           "organization member limit"));
}

static void describe_is_like_snprintf(void **state)
{
    static const char whole[] = "user auth0|u is not part of the org_x organization";
    struct orgpol_description_values values = ORGPOL_DESCRIPTION_VALUES_INIT;
    char text[64];

    (void)state;
    values.org_id = ORGPOL_STR("org_x");
    values.user_id = ORGPOL_STR("auth0|u");
    for (size_t size = 0; size < sizeof text; size++) {
        memset(text, '#', sizeof text);
        assert_int_equal(orgpol_describe(ORGPOL_REASON_USER_NOT_MEMBER, &values, text, size), strlen(whole));
        if (size > 0) {
            assert_int_equal(strlen(text), size <= strlen(whole) ? size - 1 : strlen(whole));
            assert_memory_equal(text, whole, strlen(text));
        }
        for (size_t i = size; i < sizeof text; i++)
            assert_int_equal(text[i], '#');
    }
    assert_int_equal(orgpol_describe(ORGPOL_REASON_USER_NOT_MEMBER, NULL, NULL, 0), strlen(whole) - 12);
    assert_int_equal(orgpol_describe(ORGPOL_REASON_USER_NOT_MEMBER, &values, NULL, 40), strlen(whole));
    assert_int_equal(orgpol_describe(ORGPOL_REASON_USER_NOT_MEMBER, NULL, text, sizeof text),
                     strlen(whole) - 12);
    assert_string_equal(text, "user  is not part of the  organization");
    assert_int_equal(orgpol_describe(ORGPOL_REASON_MISSING_INPUT, &values, text, sizeof text), 0);
    assert_string_equal(text, "");
    assert_int_equal(orgpol_describe(UINT16_MAX, &values, text, sizeof text), 0);
}

/* Values of an unusable struct are not read. */
static void describe_refuses_odd_values(void **state)
{
    struct orgpol_description_values values = ORGPOL_DESCRIPTION_VALUES_INIT;
    char text[64];

    (void)state;
    values.org_id = ORGPOL_STR("org_x");
    values.struct_size = 0;
    orgpol_describe(ORGPOL_REASON_UNKNOWN_ORGANIZATION, &values, text, sizeof text);
    assert_string_equal(text, "parameter organization is invalid: ");
    values = (struct orgpol_description_values)ORGPOL_DESCRIPTION_VALUES_INIT;
    values.org_id = ORGPOL_STR("org_x");
    values.reserved = 1;
    orgpol_describe(ORGPOL_REASON_UNKNOWN_ORGANIZATION, &values, text, sizeof text);
    assert_string_equal(text, "parameter organization is invalid: ");
    values.reserved = 0;
    values.scopes = &values.org_id; /* a list that is there and has nothing in it */
    orgpol_describe(ORGPOL_REASON_SCOPE_NOT_IN_CLIENT_GRANT, &values, text, sizeof text);
    assert_null(strstr(text, "org_x"));
    values.struct_size = 8; /* an older header, which had no values at all */
    orgpol_describe(ORGPOL_REASON_UNKNOWN_ORGANIZATION, &values, text, sizeof text);
    assert_string_equal(text, "parameter organization is invalid: ");
}

static void parts_make_the_whole(void **state)
{
    struct orgpol_description_values values = ORGPOL_DESCRIPTION_VALUES_INIT;

    (void)state;
    values.org_id = ORGPOL_STR("org_x");
    values.user_id = ORGPOL_STR("auth0|u");
    for (uint16_t reason = 0; reason < ORGPOL_REASON_COUNT; reason++) {
        struct orgpol_str part;
        char whole[512];
        char joined[512] = "";

        orgpol_describe(reason, &values, whole, sizeof whole);
        for (size_t i = 0; (part = orgpol_description_part(reason, &values, i)).ptr; i++)
            strncat(joined, part.ptr, part.len);
        assert_string_equal(joined, whole);
        assert_null(strchr(whole, '{'));
    }
}

/* The library goes behind the brace that ends a placeholder, so there must be one. */
static void placeholders_end(void **state)
{
    (void)state;
    for (uint16_t reason = 0; reason < ORGPOL_REASON_COUNT; reason++) {
        const struct orgpol_reason_entry *info = orgpol_reason_info(reason);
        const char *at = info ? info->description : NULL;

        while (at && (at = strchr(at, '{'))) {
            at = strchr(at, '}');
            assert_non_null(at);
        }
    }
}

static void families_end_where_they_end(void **state)
{
    (void)state;
    for (unsigned family = ORGPOL_FAMILY_COUNT; family <= UINT8_MAX; family++) {
        assert_null(orgpol_family_name((uint8_t)family));
        assert_int_equal(orgpol_family_size((uint8_t)family), 0);
        assert_int_equal(orgpol_family_reason((uint8_t)family, 0), ORGPOL_REASON_NONE);
    }
}

/* Bits nobody uses have no name, nor have several bits; no two bits share one. */
static void unknown_bits_have_no_name(void **state)
{
    (void)state;
    for (unsigned bit = 0; bit < 32; bit++)
        for (unsigned other = 0; other < bit; other++) {
            const uint32_t mask = UINT32_C(1) << bit | UINT32_C(1) << other;
            const char *const advice = orgpol_advice_name(UINT32_C(1) << bit);
            const char *const obligation = orgpol_obligation_name(UINT32_C(1) << bit);

            assert_null(orgpol_advice_name(mask));
            assert_null(orgpol_obligation_name(mask));
            assert_true(advice == NULL || orgpol_advice_name(UINT32_C(1) << other) != advice);
            assert_true(obligation == NULL || orgpol_obligation_name(UINT32_C(1) << other) != obligation);
        }
    assert_null(orgpol_advice_name(UINT32_C(1) << 31));
    assert_null(orgpol_obligation_name(UINT32_C(1) << 31));
}

static void masks_have_names(void **state)
{
    (void)state;
    assert_string_equal(orgpol_obligation_name(ORGPOL_MUST_ADD_MEMBER), "add_member");
    assert_string_equal(orgpol_obligation_name(ORGPOL_MUST_REJECT_SESSION_TRANSFER_TOKEN),
                        "reject_session_transfer_token");
    assert_string_equal(orgpol_obligation_name(ORGPOL_MUST_AUTHENTICATE), "authenticate");
    assert_string_equal(orgpol_obligation_name(ORGPOL_MUST_SHOW_ERROR_PAGE), "show_error_page");
    assert_null(orgpol_obligation_name(0));
    assert_null(orgpol_obligation_name(ORGPOL_MUST_ADD_MEMBER | ORGPOL_MUST_AUTHENTICATE));
    assert_string_equal(orgpol_advice_name(ORGPOL_ADVICE_NO_PROMPT_UNRELIABLE), "no_prompt_unreliable");
    assert_null(orgpol_advice_name(0));
}

static void add(crypto_generichash_state *hash, const char *text)
{
    crypto_generichash_update(hash, (const unsigned char *)(text ? text : ""), text ? strlen(text) + 1 : 1);
}

/* The committed truth tables, in the order of their names. */
static void add_golden_tables(crypto_generichash_state *hash)
{
    glob_t found;

    assert_int_equal(glob("test/property/*.golden", 0, NULL, &found), 0);
    for (size_t i = 0; i < found.gl_pathc; i++) {
        size_t length;
        char *text = slurp(found.gl_pathv[i], &length);

        add(hash, found.gl_pathv[i]);
        add(hash, text);
        free(text);
    }
    globfree(&found);
}

static void add_problem(crypto_generichash_state *hash, uint16_t reason)
{
    const struct orgpol_problem_entry *problem = orgpol_problem_info(reason);
    char status[8];

    if (problem == NULL)
        return;
    snprintf(status, sizeof status, "%u", problem->http_status);
    add(hash, status);
    add(hash, problem->type);
    add(hash, problem->title);
    add(hash, problem->detail);
}

/*
 * The digest in the version string is that of the reasons, the order of the conditions and the truth tables,
 * so a change of any text, order or behaviour that shows there changes it.
 */
static void rules_version_names_the_rules(void **state)
{
    crypto_generichash_state hash;
    unsigned char digest[crypto_generichash_BYTES];
    char expected[64];

    (void)state;
    crypto_generichash_init(&hash, NULL, 0, sizeof digest);
    for (uint16_t reason = 0; reason < ORGPOL_REASON_COUNT; reason++) {
        const struct orgpol_reason_entry *info = orgpol_reason_info(reason);
        char number[32];

        if (info == NULL)
            continue;
        snprintf(number, sizeof number, "%u %u", reason, info->http_status);
        add(&hash, number);
        add(&hash, info->name);
        add(&hash, info->rule);
        add(&hash, info->error);
        add(&hash, info->description);
        add(&hash, info->summary);
        add(&hash, info->remedy);
        add_problem(&hash, reason);
    }
    for (uint8_t family = 0; family < ORGPOL_FAMILY_COUNT; family++) {
        add(&hash, orgpol_family_name(family));
        for (unsigned place = 0; place < orgpol_family_size(family); place++)
            add(&hash, orgpol_reason_info(orgpol_family_reason(family, place))->name);
    }
    add_golden_tables(&hash);
    crypto_generichash_final(&hash, digest, sizeof digest);
    snprintf(expected, sizeof expected, "2026-08-20+%02x%02x%02x%02x%02x%02x%02x%02x", digest[0], digest[1],
             digest[2], digest[3], digest[4], digest[5], digest[6], digest[7]);
    /* When this fails, the rules have changed: put `expected` into orgpol_rules_version. */
    assert_string_equal(orgpol_rules_version(), expected);
}

static void versions_agree(void **state)
{
    char text[32];

    (void)state;
    snprintf(text, sizeof text, "%d.%d.%d", ORGPOL_VERSION_MAJOR, ORGPOL_VERSION_MINOR, ORGPOL_VERSION_PATCH);
    assert_string_equal(orgpol_version(), text);
    assert_string_equal(orgpol_version(), ORGPOL_VERSION);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(decision_is_frozen),
        cmocka_unit_test(every_reason_is_complete),
        cmocka_unit_test(statuses_follow_errors),
        cmocka_unit_test(families_are_ordered_lists),
        cmocka_unit_test(families_end_where_they_end),
        cmocka_unit_test(unknown_bits_have_no_name),
        cmocka_unit_test(login_order_is_the_contract),
        cmocka_unit_test(prompt_order_is_the_contract),
        cmocka_unit_test(authorize_order_is_the_contract),
        cmocka_unit_test(endpoint_order_is_the_contract),
        cmocka_unit_test(client_grant_order_is_the_contract),
        cmocka_unit_test(user_grant_order_is_the_contract),
        cmocka_unit_test(consent_order_is_the_contract),
        cmocka_unit_test(token_order_is_the_contract),
        cmocka_unit_test(exact_texts_are_exact),
        cmocka_unit_test(describe_is_like_snprintf),
        cmocka_unit_test(describe_refuses_odd_values),
        cmocka_unit_test(parts_make_the_whole),
        cmocka_unit_test(placeholders_end),
        cmocka_unit_test(masks_have_names),
        cmocka_unit_test(rules_version_names_the_rules),
        cmocka_unit_test(versions_agree),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
