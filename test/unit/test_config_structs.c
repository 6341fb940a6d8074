/* SPDX-License-Identifier: MIT */
/* The structs of the configuration checks: every reserved member, results, and rows that do not belong. */
#include "unit/config_setups.h"

#include "unit/lists.h"

/* Every byte of a reserved member, in a place of `setup`. */
struct place {
    uint8_t family;
    size_t offset;
    size_t size;
};
#define RESERVED(family, member)                                         \
    {                                                                    \
        ORGPOL_FAMILY_##family##_CONFIG, offsetof(struct setup, member), \
            sizeof(((struct setup *)NULL)->member)                       \
    }

static void reserved_bytes_are_zero(void **state)
{
    static const struct place places[] = {
        RESERVED(CLIENT, client_config.reserved),
        RESERVED(CLIENT, client_config.reserved2),
        RESERVED(CLIENT, client.reserved),
        RESERVED(CLIENT, previous.reserved),
        RESERVED(CLIENT, options.reserved),
        RESERVED(ORGANIZATION, organization_config.reserved),
        RESERVED(ORGANIZATION, organization.reserved),
        RESERVED(ORGANIZATION, organization.reserved2),
        RESERVED(ORGANIZATION, same_name.reserved),
        RESERVED(ORGANIZATION, same_name.reserved2),
        RESERVED(ORGANIZATION, enabled[7].reserved),
        RESERVED(ORGANIZATION, enabled_of[7].reserved),
        RESERVED(ORGANIZATION, enabled_of[7].reserved2),
        RESERVED(ORGANIZATION, enabled_of[7].reserved3),
        RESERVED(ORGANIZATION, connections[7].reserved),
        RESERVED(ORGANIZATION, invitation.reserved),
        RESERVED(ORGANIZATION, invited_client.reserved),
        RESERVED(ORGANIZATION, connection.reserved),
        RESERVED(ORGANIZATION, connection.reserved2),
        RESERVED(ORGANIZATION, connection.reserved3),
        RESERVED(ORGANIZATION, options.reserved),
        RESERVED(CONNECTION, connection.reserved),
        RESERVED(CONNECTION, connection.reserved2),
        RESERVED(CONNECTION, connection.reserved3),
        RESERVED(CONNECTION, same_issuer.reserved),
        RESERVED(CONNECTION, same_issuer.reserved2),
        RESERVED(CONNECTION, same_issuer.reserved3),
        RESERVED(RESOURCE_SERVER, resource_server_config.reserved),
        RESERVED(RESOURCE_SERVER, resource_server_config.reserved2),
        RESERVED(RESOURCE_SERVER, resource_server.reserved),
        RESERVED(CLIENT_GRANT, grant_config.reserved),
        RESERVED(CLIENT_GRANT, grant_config.reserved2),
        RESERVED(CLIENT_GRANT, grant.reserved),
        RESERVED(CLIENT_GRANT, grant.reserved2),
        RESERVED(CLIENT_GRANT, grant.reserved3),
        RESERVED(CLIENT_GRANT, same_key.reserved),
        RESERVED(CLIENT_GRANT, same_key.reserved2),
        RESERVED(CLIENT_GRANT, same_key.reserved3),
        RESERVED(CLIENT_GRANT, client.reserved),
        RESERVED(CLIENT_GRANT, resource_server.reserved),
        RESERVED(CLIENT_GRANT, options.reserved),
    };

    (void)state;
    for (size_t i = 0; i < sizeof places / sizeof *places; i++)
        for (size_t byte = 0; byte < places[i].size; byte++) {
            base_of(places[i].family);
            setup.connection.id = setup.enabled_of[0].id; /* that of the invitation */
            if (places[i].family == ORGPOL_FAMILY_ORGANIZATION_CONFIG) {
                setup.connection = setup.enabled_of[0];
                setup.invitation.connection = &setup.connection;
            }
            ((unsigned char *)&setup)[places[i].offset + byte] = 1;
            assert_error(places[i].family, ORGPOL_REASON_UNSUPPORTED_INPUT);
        }
}

/* The row that enables the invitation's connection is checked like those of the list. */
static void the_invitation_has_rows_of_its_own(void **state)
{
    struct orgpol_enabled_connection enabled;

    (void)state;
    base_of(ORGPOL_FAMILY_ORGANIZATION_CONFIG);
    enabled = setup.enabled[0];
    setup.invitation.enabled_connection = &enabled;
    enabled.reserved = 1;
    assert_error(ORGPOL_FAMILY_ORGANIZATION_CONFIG, ORGPOL_REASON_UNSUPPORTED_INPUT);
    enabled.reserved = 0;
    enabled.organization_id = ORGPOL_STR("org_other");
    assert_error(ORGPOL_FAMILY_ORGANIZATION_CONFIG, ORGPOL_REASON_ROW_OF_OTHER_ORGANIZATION);
}

/* CFG-26: client, default, audience and subject type are the key of a grant. */
static void the_other_grant_has_the_same_key(void **state)
{
    (void)state;
    base_of(ORGPOL_FAMILY_CLIENT_GRANT_CONFIG);
    setup.same_key.client_id = ORGPOL_STR("other");
    assert_error(ORGPOL_FAMILY_CLIENT_GRANT_CONFIG, ORGPOL_REASON_ROW_OF_OTHER_CLIENT_GRANT);
    base_of(ORGPOL_FAMILY_CLIENT_GRANT_CONFIG);
    setup.same_key.default_for = ORGPOL_DEFAULT_FOR_THIRD_PARTY_CLIENTS;
    assert_error(ORGPOL_FAMILY_CLIENT_GRANT_CONFIG, ORGPOL_REASON_ROW_OF_OTHER_CLIENT_GRANT);
}

/* A result that cannot be written is an error of every check, and stays as it is. */
static void results_have_sizes(void **state)
{
    (void)state;
    for (uint8_t family = ORGPOL_FAMILY_CLIENT_CONFIG; family <= ORGPOL_FAMILY_CLIENT_GRANT_CONFIG;
         family++) {
        const struct base base = {.family = family};
        struct orgpol_config_result result = {.struct_size = 3, .advice = 7, .finding_count = 7};

        base_of(family);
        assert_broken(check(&base, &setup, &result, NULL, 0), family, ORGPOL_REASON_UNSUPPORTED_INPUT);
        assert_int_equal(result.struct_size, 3);
        assert_int_equal(result.advice, 7);
        assert_int_equal(result.finding_count, 7);
    }
}

/* CFG-20: flows are a default organization too, and the only ones are those of client_credentials. */
static void flows_alone_are_a_default_organization(void **state)
{
    const struct base base = {.family = ORGPOL_FAMILY_CLIENT_CONFIG};

    (void)state;
    base_of(ORGPOL_FAMILY_CLIENT_CONFIG);
    setup.client_config.default_organization_flows = ORGPOL_DEFAULT_ORGANIZATION_CLIENT_CREDENTIALS;
    assert_int_equal(check(&base, &setup, NULL, NULL, 0).reason, ORGPOL_REASON_CFG_20);
    setup.client.default_organization_id = ORGPOL_STR("org_a");
    assert_int_equal(check(&base, &setup, NULL, NULL, 0).effect, ORGPOL_EFFECT_ALLOW);
    setup.client_config.default_organization_flows = 0; /* and so is an id alone */
    assert_int_equal(check(&base, &setup, NULL, NULL, 0).reason, ORGPOL_REASON_CFG_20);
}

/* CFG-42: an issuer is taken only by a connection that offers Cross App Access itself. */
static void an_issuer_is_taken_for_cross_app_access(void **state)
{
    const struct base base = {.family = ORGPOL_FAMILY_CONNECTION_CONFIG};

    (void)state;
    base_of(ORGPOL_FAMILY_CONNECTION_CONFIG);
    setup.same_issuer.id = ORGPOL_STR("con_b");
    assert_int_equal(check(&base, &setup, NULL, NULL, 0).reason, ORGPOL_REASON_CFG_42);
    setup.same_issuer.cross_app_access_resource_app_status = ORGPOL_CROSS_APP_ACCESS_DISABLED;
    assert_int_equal(check(&base, &setup, NULL, NULL, 0).effect, ORGPOL_EFFECT_ALLOW);
    base_of(ORGPOL_FAMILY_CONNECTION_CONFIG);
    setup.same_issuer.id = ORGPOL_STR("con_b");
    setup.connection_config.same_issuer = NULL;
    assert_int_equal(check(&base, &setup, NULL, NULL, 0).effect, ORGPOL_EFFECT_ALLOW);
}

/* CFG-40: the roles that an invitation gives. */
static void counts_at_their_limits(void **state)
{
    const struct base invitation = {.family = ORGPOL_FAMILY_ORGANIZATION_CONFIG};

    (void)state;
    base_of(ORGPOL_FAMILY_ORGANIZATION_CONFIG);
    setup.invitation.role_count = ORGPOL_INVITATION_ROLES_MAX;
    assert_int_equal(check(&invitation, &setup, NULL, NULL, 0).effect, ORGPOL_EFFECT_ALLOW);
    setup.invitation.role_count++;
    assert_int_equal(check(&invitation, &setup, NULL, NULL, 0).effect, ORGPOL_EFFECT_DENY);
}

/* CFG-35, CFG-38: lists of ids and of domains; a text that is absent is no repetition of another. */
static void absent_texts_are_not_repeated(void **state)
{
    struct orgpol_config_finding findings[8];
    struct orgpol_config_result result = ORGPOL_CONFIG_RESULT_INIT;
    const struct base base = {.family = ORGPOL_FAMILY_ORGANIZATION_CONFIG};

    (void)state;
    base_of(ORGPOL_FAMILY_ORGANIZATION_CONFIG);
    setup.organization_config.client_grant_count = 3;
    setup.grants[1] = setup.grants[2] = (struct orgpol_str)ORGPOL_STR_NONE;
    assert_int_equal(check(&base, &setup, &result, findings, 8).effect, ORGPOL_EFFECT_ALLOW);
    assert_int_equal(result.finding_count, 0);
}

static bool is_name(struct orgpol_str name)
{
    base_of(ORGPOL_FAMILY_ORGANIZATION_CONFIG);
    setup.organization.name = setup.same_name.name = name;
    return orgpol_check_organization_config(&setup.organization_config, NULL, NULL, 0).effect ==
           ORGPOL_EFFECT_ALLOW;
}

static bool is_domain(struct orgpol_str domain)
{
    base_of(ORGPOL_FAMILY_ORGANIZATION_CONFIG);
    setup.domains[12] = domain; /* the first */
    return orgpol_check_organization_config(&setup.organization_config, NULL, NULL, 0).effect ==
           ORGPOL_EFFECT_ALLOW;
}

/* CFG-23, CFG-38: one byte after the other in the middle of a name and of a domain. */
static void names_and_domains_byte_by_byte(void **state)
{
    static const char in_names[] = "abcdefghijklmnopqrstuvwxyz0123456789-_";
    static const char in_domains[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-.";

    (void)state;
    for (int byte = 1; byte < 256; byte++) {
        char name[] = "a?b";
        char domain[] = "ac?me.example";

        name[1] = domain[2] = (char)byte;
        if (is_name(orgpol_str_of(name)) != (strchr(in_names, byte) != NULL))
            fail_msg("the name \"%s\"", name);
        if (is_domain(orgpol_str_of(domain)) != (strchr(in_domains, byte) != NULL))
            fail_msg("the domain \"%s\"", domain);
    }
    assert_true(is_domain(ORGPOL_STR("Acme.Example")));
    assert_false(is_domain(ORGPOL_STR(".acme.example")));
    assert_false(is_domain(ORGPOL_STR("acme.example.")));
    assert_false(is_domain(ORGPOL_STR("acme..example")));
    assert_false(is_domain(ORGPOL_STR("-acme.example")));
    assert_false(is_domain(ORGPOL_STR("acme-.example")));
    assert_false(is_domain(ORGPOL_STR("acme.-example")));
    assert_false(is_domain(ORGPOL_STR("acme.example-")));
    assert_true(is_domain(ORGPOL_STR("ac-me.example")));
}

/* The words of the advice that a lint shows (CFG-22, CFG-31, PROMPT-29). */
static void assert_advice(uint8_t family, const char *rule, const char *message, const char *remedy)
{
    const struct base base = {.family = family};
    struct orgpol_config_finding findings[8];
    struct orgpol_config_result result = ORGPOL_CONFIG_RESULT_INIT;
    size_t at = 0;

    check(&base, &setup, &result, findings, 8);
    while (at < result.finding_count && strcmp(findings[at].rule, rule) != 0)
        at++;
    assert_true(at < result.finding_count);
    assert_string_equal(findings[at].message, message);
    assert_string_equal(findings[at].remedy, remedy);
}

static void advice_has_its_words(void **state)
{
    (void)state;
    base_of(ORGPOL_FAMILY_CLIENT_CONFIG);
    strict(&setup);
    setup.client.organization_require_behavior = ORGPOL_BEHAVIOR_NO_PROMPT;
    assert_advice(ORGPOL_FAMILY_CLIENT_CONFIG, "PROMPT-29",
                  "No Prompt is not reliable for third-party applications.",
                  "Set organization_require_behavior to pre_login_prompt or post_login_prompt.");
    permissive(&setup);
    setup.client.organization_usage = ORGPOL_USAGE_ALLOW;
    assert_advice(ORGPOL_FAMILY_CLIENT_CONFIG, "CFG-22",
                  "Permissive applications cannot use organizations; organization_usage reads as deny.",
                  "Create the application anew as strict, or set organization_usage to deny.");
    base_of(ORGPOL_FAMILY_CLIENT_GRANT_CONFIG);
    setup.resource_server.scope_count = 0;
    assert_advice(ORGPOL_FAMILY_CLIENT_GRANT_CONFIG, "CFG-31", "The API does not have this scope.",
                  "Add the scope to the API, or take it out of the grant.");
}

static struct said ask_client(void)
{
    struct orgpol_config_result result = ORGPOL_CONFIG_RESULT_INIT;

    return said(orgpol_check_client_config(&setup.client_config, &result, NULL, 0), &result, sizeof result);
}

static struct said ask_organization(void)
{
    struct orgpol_config_result result = ORGPOL_CONFIG_RESULT_INIT;

    return said(orgpol_check_organization_config(&setup.organization_config, &result, NULL, 0), &result,
                sizeof result);
}

static struct said ask_grant(void)
{
    struct orgpol_config_result result = ORGPOL_CONFIG_RESULT_INIT;

    return said(orgpol_check_client_grant_config(&setup.grant_config, &result, NULL, 0), &result,
                sizeof result);
}

static void lists_end_at_their_count(void **state)
{
    static const char *const words[] = {"*", "a..b", "con_3", "x12.example", "r", "w"};
    const size_t count = sizeof words / sizeof *words;

    (void)state;
    base_of(ORGPOL_FAMILY_CLIENT_CONFIG);
    strict(&setup);
    setup.client.callback_count = setup.client_config.allowed_origin_count = 1;
    setup.client_config.web_origins = setup.origins;
    setup.client_config.web_origin_count = 1;
    assert_ends_before(&setup.callbacks[1], words, count, ask_client);
    assert_ends_before(&setup.origins[1], words, count, ask_client);
    setup.client.callbacks = setup.client_config.allowed_origins = setup.client_config.web_origins = EMPTY;
    setup.client.callback_count = setup.client_config.allowed_origin_count = 0;
    setup.client_config.web_origin_count = 0;
    assert_int_equal(ask_client().decision.effect, ORGPOL_EFFECT_ALLOW);
    base_of(ORGPOL_FAMILY_ORGANIZATION_CONFIG);
    assert_ends_before(&setup.grants[100], words, count, ask_organization);
    setup.organization_config.client_grant_count = 5;
    assert_ends_before(&setup.grants[5], words, count, ask_organization);
    setup.organization_config.discovery_domain_count = 5;
    assert_ends_before(&setup.domains[12 + 5], words, count, ask_organization);
    setup.enabled_of[4].strategy = ORGPOL_STR("okta"); /* CFG-37 */
    setup.organization_config.enabled_connection_count = 4;
    assert_int_equal(ask_organization().decision.effect, ORGPOL_EFFECT_ALLOW);
    setup.connections[4].reserved = 1;
    assert_int_equal(ask_organization().decision.effect, ORGPOL_EFFECT_ALLOW);
    setup.organization_config.enabled_connections = EMPTY;
    setup.organization_config.invitations = EMPTY;
    setup.organization_config.client_grants = setup.organization_config.discovery_domains = EMPTY;
    setup.organization_config.enabled_connection_count = setup.organization_config.invitation_count = 0;
    setup.organization_config.client_grant_count = setup.organization_config.discovery_domain_count = 0;
    assert_int_equal(ask_organization().decision.effect, ORGPOL_EFFECT_ALLOW);
    base_of(ORGPOL_FAMILY_CLIENT_GRANT_CONFIG);
    setup.grant.scope_count = setup.resource_server.scope_count = 1;
    assert_ends_before(&setup.scopes[1], words, count, ask_grant);
    setup.grant.scope_count = 2;
    assert_ends_before(&setup.known[1], words, count, ask_grant);
    setup.grant.scopes = setup.resource_server.scopes = setup.grant.authorization_details_types = EMPTY;
    setup.grant.scope_count = setup.resource_server.scope_count = 0;
    setup.grant.authorization_details_type_count = 0;
    assert_int_equal(ask_grant().decision.effect, ORGPOL_EFFECT_ALLOW);
}

/* One invitation, and behind it one that nobody may send (CFG-40). */
static void invitations_end_at_their_count(void **state)
{
    struct orgpol_configured_invitation invitations[2];

    (void)state;
    base_of(ORGPOL_FAMILY_ORGANIZATION_CONFIG);
    invitations[0] = invitations[1] = setup.invitation;
    invitations[1].client = NULL;
    setup.organization_config.invitations = invitations;
    setup.organization_config.invitation_count = 1;
    assert_int_equal(ask_organization().decision.effect, ORGPOL_EFFECT_ALLOW);
    invitations[1].reserved = 1;
    assert_int_equal(ask_organization().decision.effect, ORGPOL_EFFECT_ALLOW);
    setup.organization_config.invitation_count = 2;
    assert_int_equal(ask_organization().decision.effect, ORGPOL_EFFECT_ERROR);
}

/* CFG-11: a URL is what its bytes say, and those behind them are not read. */
static void urls_end_where_they_end(void **state)
{
    static const char whole[] = "https://user@app.example:8443/cb";
    static const size_t host = sizeof "https://" - 1;
    static const size_t user = sizeof "https://user@" - 1; /* behind which the host is still to come */

    (void)state;
    for (size_t length = 1; length < sizeof whole; length++) {
        const bool exact = length > host && length != user;
        char *const copy = malloc(length);

        base_of(ORGPOL_FAMILY_CLIENT_CONFIG);
        strict(&setup);
        memcpy(copy, whole, length);
        setup.callbacks[1] = (struct orgpol_str){copy, length};
        assert_int_equal(ask_client().decision.effect, exact ? ORGPOL_EFFECT_ALLOW : ORGPOL_EFFECT_DENY);
        setup.callbacks[1].ptr = whole;
        assert_int_equal(ask_client().decision.effect, exact ? ORGPOL_EFFECT_ALLOW : ORGPOL_EFFECT_DENY);
        setup.callbacks[1] = (struct orgpol_str){whole, 0};
        free(copy);
    }
}

/* CFG-35, CFG-37, CFG-38: a list that is too long is one finding, and what is too much is not compared. */
static void beyond_the_limit_nothing_is_compared(void **state)
{
    struct orgpol_config_result result = ORGPOL_CONFIG_RESULT_INIT;
    struct orgpol_config_finding found;

    (void)state;
    base_of(ORGPOL_FAMILY_ORGANIZATION_CONFIG);
    setup.organization_config.client_grant_count = ORGPOL_ORGANIZATION_CLIENT_GRANTS_MAX + 1;
    setup.grants[ORGPOL_ORGANIZATION_CLIENT_GRANTS_MAX] = setup.grants[0];
    orgpol_check_organization_config(&setup.organization_config, &result, &found, 1);
    assert_int_equal(result.finding_count, 1);
    assert_int_equal(found.reason, ORGPOL_REASON_CFG_35);
    base_of(ORGPOL_FAMILY_ORGANIZATION_CONFIG);
    setup.organization_config.discovery_domains = setup.grants; /* the last of which is the first again */
    setup.organization_config.discovery_domain_count = ORGPOL_ORGANIZATION_DOMAINS_MAX + 1;
    for (size_t i = 0; i < 12; i++)
        setup.grants[i] = numbered(&setup, (int)i, "x%d.example");
    setup.grants[ORGPOL_ORGANIZATION_DOMAINS_MAX] = setup.grants[0];
    setup.organization_config.client_grant_count = 0;
    orgpol_check_organization_config(&setup.organization_config, &result, &found, 1);
    assert_int_equal(result.finding_count, 1);
    assert_int_equal(found.reason, ORGPOL_REASON_CFG_38);
    base_of(ORGPOL_FAMILY_ORGANIZATION_CONFIG);
    setup.organization_config.enabled_connection_count = ORGPOL_ORGANIZATION_CONNECTIONS_MAX + 1;
    setup.connections[ORGPOL_ORGANIZATION_CONNECTIONS_MAX] = setup.connections[0];
    orgpol_check_organization_config(&setup.organization_config, &result, &found, 1);
    assert_int_equal(result.finding_count, 1);
    assert_int_equal(found.reason, ORGPOL_REASON_CFG_37);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reserved_bytes_are_zero),
        cmocka_unit_test(the_invitation_has_rows_of_its_own),
        cmocka_unit_test(the_other_grant_has_the_same_key),
        cmocka_unit_test(results_have_sizes),
        cmocka_unit_test(flows_alone_are_a_default_organization),
        cmocka_unit_test(an_issuer_is_taken_for_cross_app_access),
        cmocka_unit_test(counts_at_their_limits),
        cmocka_unit_test(absent_texts_are_not_repeated),
        cmocka_unit_test(names_and_domains_byte_by_byte),
        cmocka_unit_test(advice_has_its_words),
        cmocka_unit_test(lists_end_at_their_count),
        cmocka_unit_test(invitations_end_at_their_count),
        cmocka_unit_test(urls_end_where_they_end),
        cmocka_unit_test(beyond_the_limit_nothing_is_compared),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
