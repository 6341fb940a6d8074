/* SPDX-License-Identifier: MIT */
/* What is told of a reason: descriptions, whole and in parts. */
#include "support.h"

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
    assert_string_equal(text, "Client has not been granted scopes: ");
    values.struct_size = 8; /* an older header, which had no values at all */
    orgpol_describe(ORGPOL_REASON_UNKNOWN_ORGANIZATION, &values, text, sizeof text);
    assert_string_equal(text, "parameter organization is invalid: ");
}

static void parts_make_the_whole(void **state)
{
    const struct orgpol_str scopes[] = {ORGPOL_STR("r"), ORGPOL_STR_NONE, ORGPOL_STR("w")};
    struct orgpol_description_values values = ORGPOL_DESCRIPTION_VALUES_INIT;

    (void)state;
    values.org_id = ORGPOL_STR("org_x");
    values.user_id = ORGPOL_STR("auth0|u");
    values.scopes = scopes;
    values.scope_count = 3;
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

/* {scopes} is the scopes and the spaces between them; none, and one, are one part. */
static void scopes_are_a_part_each(void **state)
{
    static const char *const parts[] = {"r", " ", "", " ", "w"};
    const struct orgpol_str scopes[] = {ORGPOL_STR("r"), ORGPOL_STR_NONE, ORGPOL_STR("w")};
    const uint16_t reason = ORGPOL_REASON_SCOPE_NOT_IN_CLIENT_GRANT;
    struct orgpol_description_values values = ORGPOL_DESCRIPTION_VALUES_INIT;
    struct orgpol_str part;

    (void)state;
    assert_int_equal(orgpol_description_part(reason, &values, 1).len, 0);
    assert_non_null(orgpol_description_part(reason, &values, 1).ptr);
    assert_null(orgpol_description_part(reason, &values, 2).ptr);
    values.scopes = scopes;
    for (values.scope_count = 1; values.scope_count <= 3; values.scope_count++) {
        const size_t count = 2 * values.scope_count - 1;

        for (size_t i = 0; i < count; i++) {
            part = orgpol_description_part(reason, &values, 1 + i);
            assert_int_equal(part.len, strlen(parts[i]));
            assert_memory_equal(part.ptr, parts[i], part.len);
        }
        assert_null(orgpol_description_part(reason, &values, 1 + count).ptr);
        assert_null(orgpol_description_part(reason, &values, SIZE_MAX).ptr);
    }
}

/* The library goes behind the brace that ends a placeholder, so there must be one, and knows these names. */
static void placeholders_end(void **state)
{
    static const char *const known[] = {"{org_id}",     "{user_id}",       "{client_id}", "{audience}",
                                        "{grant_type}", "{subject_token}", "{scopes}"};

    (void)state;
    for (uint16_t reason = 0; reason < ORGPOL_REASON_COUNT; reason++) {
        const struct orgpol_reason_entry *info = orgpol_reason_info(reason);
        const char *at = info ? info->description : NULL;

        while (at && (at = strchr(at, '{'))) {
            size_t name = 0;

            while (name < sizeof known / sizeof *known && strncmp(at, known[name], strlen(known[name])) != 0)
                name++;
            if (name == sizeof known / sizeof *known)
                fail_msg("a placeholder of \"%s\" is none, or does not end", info->description);
            at++;
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(exact_texts_are_exact),       cmocka_unit_test(describe_is_like_snprintf),
        cmocka_unit_test(describe_refuses_odd_values), cmocka_unit_test(parts_make_the_whole),
        cmocka_unit_test(scopes_are_a_part_each),      cmocka_unit_test(placeholders_end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
