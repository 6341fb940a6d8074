/* SPDX-License-Identifier: MIT */
/* The configuration checks byte by byte and row by row: URLs, domains, and that every row of a list counts.
 */
#include "unit/config_setups.h"

static struct orgpol_config_result result;

/* How many findings there are; the advice is in `result`. */
static size_t findings_of(uint8_t family)
{
    const struct base base = {.family = family};

    result = (struct orgpol_config_result)ORGPOL_CONFIG_RESULT_INIT;
    assert_int_not_equal(check(&base, &setup, &result, NULL, 0).effect, ORGPOL_EFFECT_ERROR);
    return result.finding_count;
}

/* CFG-11: an absolute URL that stands for itself. */
static void urls_are_exact(void **state)
{
    static const char *const exact[] = {"app:x",        "az:/cb",          "AZ:/cb",
                                        "a09:/cb",      "a+b-c.d:/cb",     "https://a",
                                        "http://a/b#c", "https://u@a?x=1", "https://a:1"};
    static const char *const inexact[] = {
        "app:",       "app",       ":x",          "a@b:/cb",   "a`b:/cb",     "a{b:/cb",        "@:/cb",
        "0a:/cb",     "+a:/cb",    "https://",    "https://#", "https://?",   "https:///",      "https://#cb",
        "https://u@", "https://@", "https://u@#", "a b:/cb",   "https://a/ ", "https://a/\x7f", ""};

    (void)state;
    for (size_t i = 0; i < sizeof exact / sizeof *exact; i++) {
        base_of(ORGPOL_FAMILY_CLIENT_CONFIG);
        strict(&setup);
        setup.callbacks[1] = orgpol_str_of(exact[i]);
        if (findings_of(ORGPOL_FAMILY_CLIENT_CONFIG) != 0)
            fail_msg("%s is refused", exact[i]);
    }
    for (size_t i = 0; i < sizeof inexact / sizeof *inexact; i++) {
        base_of(ORGPOL_FAMILY_CLIENT_CONFIG);
        strict(&setup);
        setup.callbacks[1] = orgpol_str_of(inexact[i]);
        if (findings_of(ORGPOL_FAMILY_CLIENT_CONFIG) != 1)
            fail_msg("%s is accepted", inexact[i]);
    }
}

/* CFG-38: labels have up to 63 characters, and hyphens inside. */
static void labels_of_domains_have_a_length(void **state)
{
    char domain[80] = "";

    (void)state;
    memset(domain, 'a', 64);
    strcpy(domain + 64, ".example");
    base_of(ORGPOL_FAMILY_ORGANIZATION_CONFIG);
    setup.domains[12 + 7] = orgpol_str_of(domain);
    assert_int_equal(findings_of(ORGPOL_FAMILY_ORGANIZATION_CONFIG), 1); /* any domain of the list */
    setup.domains[12 + 7] = orgpol_str_of(domain + 1);
    assert_int_equal(findings_of(ORGPOL_FAMILY_ORGANIZATION_CONFIG), 0);
    setup.domains[12 + 7] = ORGPOL_STR("a-b.x--y.example");
    assert_int_equal(findings_of(ORGPOL_FAMILY_ORGANIZATION_CONFIG), 0);
}

/* CFG-35, CFG-37, CFG-38: ids are compared as they are, and domains whatever their case. */
static void ids_have_case(void **state)
{
    (void)state;
    base_of(ORGPOL_FAMILY_ORGANIZATION_CONFIG);
    setup.organization_config.client_grant_count = 2;
    setup.grants[0] = ORGPOL_STR("cgr_a");
    setup.grants[1] = ORGPOL_STR("cgr_A");
    assert_int_equal(findings_of(ORGPOL_FAMILY_ORGANIZATION_CONFIG), 0);
    setup.grants[1] = ORGPOL_STR("cgr_a");
    assert_int_equal(findings_of(ORGPOL_FAMILY_ORGANIZATION_CONFIG), 1);
    base_of(ORGPOL_FAMILY_ORGANIZATION_CONFIG);
    setup.enabled[1].connection_id = setup.enabled_of[1].id = ORGPOL_STR("CON_2");
    assert_int_equal(findings_of(ORGPOL_FAMILY_ORGANIZATION_CONFIG), 0);
    setup.enabled[1].connection_id = setup.enabled_of[1].id = ORGPOL_STR("con_2");
    assert_int_equal(findings_of(ORGPOL_FAMILY_ORGANIZATION_CONFIG), 1);
}

/* CFG-40: any of the invitations; one to a connection that is not there is to none that is enabled. */
static void every_invitation_counts(void **state)
{
    struct orgpol_configured_invitation invitations[3];

    (void)state;
    for (size_t i = 0; i < 3; i++) {
        base_of(ORGPOL_FAMILY_ORGANIZATION_CONFIG);
        invitations[0] = invitations[1] = invitations[2] = setup.invitation;
        setup.organization_config.invitations = invitations;
        setup.organization_config.invitation_count = 3;
        invitations[i].has_login_route = 0;
        assert_int_equal(findings_of(ORGPOL_FAMILY_ORGANIZATION_CONFIG), 1);
        invitations[i] = setup.invitation;
        invitations[i].connection = NULL;
        assert_int_equal(findings_of(ORGPOL_FAMILY_ORGANIZATION_CONFIG), 1);
        invitations[i].connection = setup.invitation.connection;
        assert_int_equal(findings_of(ORGPOL_FAMILY_ORGANIZATION_CONFIG), 0);
        invitations[i].reserved = 1;
        assert_error(ORGPOL_FAMILY_ORGANIZATION_CONFIG, ORGPOL_REASON_UNSUPPORTED_INPUT);
    }
}

/* CFG-37: any of the connections. */
static void every_connection_counts(void **state)
{
    (void)state;
    for (size_t i = 0; i < 3; i++) {
        base_of(ORGPOL_FAMILY_ORGANIZATION_CONFIG);
        setup.organization_config.enabled_connection_count = 3;
        setup.organization_config.invitation_count = 0;
        setup.connections[i].connection = NULL;
        assert_int_equal(findings_of(ORGPOL_FAMILY_ORGANIZATION_CONFIG), 1);
        setup.connections[i].enabled_connection = NULL;
        assert_error(ORGPOL_FAMILY_ORGANIZATION_CONFIG, ORGPOL_REASON_MISSING_INPUT);
    }
}

/* CFG-26: a grant without a subject type is a client's. */
static void the_key_has_a_subject_type(void **state)
{
    static const uint8_t types[] = {ORGPOL_SUBJECT_TYPE_UNSET, ORGPOL_SUBJECT_TYPE_CLIENT,
                                    ORGPOL_SUBJECT_TYPE_USER};

    (void)state;
    for (size_t a = 0; a < 3; a++)
        for (size_t b = 0; b < 3; b++) {
            base_of(ORGPOL_FAMILY_CLIENT_GRANT_CONFIG);
            setup.grant_config.same_key = &setup.same_key;
            setup.same_key = setup.grant;
            setup.grant.subject_type = types[a];
            setup.same_key.subject_type = types[b];
            if ((types[a] == ORGPOL_SUBJECT_TYPE_USER) == (types[b] == ORGPOL_SUBJECT_TYPE_USER))
                findings_of(ORGPOL_FAMILY_CLIENT_GRANT_CONFIG);
            else
                assert_error(ORGPOL_FAMILY_CLIENT_GRANT_CONFIG, ORGPOL_REASON_ROW_OF_OTHER_CLIENT_GRANT);
        }
}

/* CFG-09: a method beside a key is that of the key. */
static void a_key_makes_methods_fit(void **state)
{
    static const uint8_t methods[] = {ORGPOL_AUTH_METHOD_TLS_CLIENT_AUTH,
                                      ORGPOL_AUTH_METHOD_SELF_SIGNED_TLS_CLIENT_AUTH, ORGPOL_WORD_UNKNOWN};

    (void)state;
    for (size_t i = 0; i < sizeof methods / sizeof *methods; i++)
        for (uint8_t key = 0; key <= 1; key++) {
            base_of(ORGPOL_FAMILY_CLIENT_CONFIG);
            document(&setup);
            setup.client_config.previous = NULL;
            setup.client.token_endpoint_auth_method = methods[i];
            setup.client_config.client_authentication_methods =
                key ? ORGPOL_CLIENT_AUTHENTICATION_PRIVATE_KEY_JWT : 0;
            assert_int_equal(findings_of(ORGPOL_FAMILY_CLIENT_CONFIG), key ? 0 : 1);
        }
}

/* What the advice is for programs: a bit, or none where there is no word for it. */
static void advice_has_its_bits(void **state)
{
    (void)state;
    base_of(ORGPOL_FAMILY_CLIENT_CONFIG);
    strict(&setup);
    setup.client.organization_require_behavior = ORGPOL_BEHAVIOR_NO_PROMPT;
    assert_int_equal(findings_of(ORGPOL_FAMILY_CLIENT_CONFIG), 1);
    assert_int_equal(result.advice, ORGPOL_ADVICE_NO_PROMPT_UNRELIABLE);
    permissive(&setup);
    setup.client_config.previous = NULL;
    setup.client.organization_usage = ORGPOL_USAGE_ALLOW; /* CFG-22 */
    assert_int_equal(findings_of(ORGPOL_FAMILY_CLIENT_CONFIG), 1);
    assert_int_equal(result.advice, 0);
    base_of(ORGPOL_FAMILY_CLIENT_GRANT_CONFIG);
    setup.resource_server.scope_count = 1;
    assert_int_equal(findings_of(ORGPOL_FAMILY_CLIENT_GRANT_CONFIG), 1);
    assert_int_equal(result.advice, ORGPOL_ADVICE_UNKNOWN_SCOPE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(urls_are_exact),          cmocka_unit_test(labels_of_domains_have_a_length),
        cmocka_unit_test(ids_have_case),           cmocka_unit_test(every_invitation_counts),
        cmocka_unit_test(every_connection_counts), cmocka_unit_test(the_key_has_a_subject_type),
        cmocka_unit_test(a_key_makes_methods_fit), cmocka_unit_test(advice_has_its_bits),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
