/* SPDX-License-Identifier: MIT */
/* The configuration checks as interfaces. The rules are in test/vectors/config.txt and test/property. */
#include "unit/config_setups.h"

static void assert_allowed(uint8_t family)
{
    const struct base base = {.family = family};

    assert_int_equal(check(&base, &setup, NULL, NULL, 0).effect, ORGPOL_EFFECT_ALLOW);
}

static void families_are_the_contract(void **state)
{
    static const struct {
        uint8_t family;
        const char *name;
        const char *rules;
    } families[] = {
        {11, "client_config",
         "01 02 03 06 07 08 09 10 11 12 14 15 18 20 credentials_missing too_many_credentials "
         "credential_invalid too_many_ip_entries ip_entry_invalid too_many_grants too_many_grant_scopes "
         "grant_scopes_empty grant_connection_repeated"},
        {12, "organization_config", "23 24 35 37 38 39 40"},
        {13, "connection_config", "42"},
        {14, "resource_server_config", "36"},
        {15, "client_grant_config", "25 26 27 28 29 30 32 33"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof families / sizeof *families; i++) {
        char rules[256] = "";

        assert_string_equal(orgpol_family_name(families[i].family), families[i].name);
        for (unsigned place = 0; place < orgpol_family_size(families[i].family); place++) {
            const struct orgpol_reason_entry *info =
                orgpol_reason_info(orgpol_family_reason(families[i].family, place));

            const bool numbered = strncmp(info->rule, "CFG-", 4) == 0; /* the others have names (PWX-40) */
            const char *rule = numbered ? info->rule + 4 : info->name;

            snprintf(rules + strlen(rules), sizeof rules - strlen(rules), "%s%s", place ? " " : "", rule);
            assert_true(numbered || strcmp(info->rule, "PWX-40") == 0);
            assert_true(!numbered ||
                        (strncmp(info->name, "cfg_", 4) == 0 && strcmp(info->name + 4, rule) == 0));
            assert_int_equal(info->http_status, 400);
            assert_null(info->error);
        }
        assert_string_equal(rules, families[i].rules);
    }
}

static void clean_rows_may_be_saved(void **state)
{
    (void)state;
    for (size_t i = 0; i < BASE_COUNT; i++) {
        base_of(bases[i].family);
        bases[i].build(&setup);
        assert_allowed(bases[i].family);
    }
}

/* Nothing is read through NULL, and the row itself is needed. */
static void null_is_an_error(void **state)
{
    struct orgpol_config_result result = ORGPOL_CONFIG_RESULT_INIT;
    const struct orgpol_decision decisions[] = {
        orgpol_check_client_config(NULL, &result, NULL, 0),
        orgpol_check_organization_config(NULL, &result, NULL, 0),
        orgpol_check_connection_config(NULL, &result, NULL, 0),
        orgpol_check_resource_server_config(NULL, &result, NULL, 0),
        orgpol_check_client_grant_config(NULL, NULL, NULL, 0),
    };

    (void)state;
    for (size_t i = 0; i < sizeof decisions / sizeof *decisions; i++) {
        assert_int_equal(decisions[i].effect, ORGPOL_EFFECT_ERROR);
        assert_int_equal(decisions[i].reason, ORGPOL_REASON_MISSING_INPUT);
    }
}

/* Every struct_size in reach of a check, one after the other, is made unusable. */
static void odd_sizes_are_errors(void **state)
{
    uint32_t *const sizes[][9] = {
        {&setup.client_config.struct_size, &setup.client.struct_size, &setup.previous.struct_size,
         &setup.options.struct_size},
        {&setup.organization_config.struct_size, &setup.organization.struct_size,
         &setup.same_name.struct_size, &setup.options.struct_size, &setup.enabled[3].struct_size,
         &setup.enabled_of[3].struct_size, &setup.connections[0].struct_size, &setup.invitation.struct_size,
         &setup.invited_client.struct_size},
        {&setup.connection_config.struct_size, &setup.connection.struct_size, &setup.same_issuer.struct_size},
        {&setup.resource_server_config.struct_size, &setup.resource_server.struct_size},
        {&setup.grant_config.struct_size, &setup.grant.struct_size, &setup.same_key.struct_size,
         &setup.client.struct_size, &setup.resource_server.struct_size, &setup.options.struct_size},
    };

    (void)state;
    for (uint8_t family = ORGPOL_FAMILY_CLIENT_CONFIG; family <= ORGPOL_FAMILY_CLIENT_GRANT_CONFIG; family++)
        for (size_t i = 0; i < 9 && sizes[family - ORGPOL_FAMILY_CLIENT_CONFIG][i]; i++) {
            base_of(family);
            *sizes[family - ORGPOL_FAMILY_CLIENT_CONFIG][i] = 14;
            assert_error(family, ORGPOL_REASON_UNSUPPORTED_INPUT);
        }
    base_of(ORGPOL_FAMILY_ORGANIZATION_CONFIG);
    setup.connections[5].struct_size += 8; /* not the size of the first */
    assert_error(ORGPOL_FAMILY_ORGANIZATION_CONFIG, ORGPOL_REASON_UNSUPPORTED_INPUT);
}

static void reserved_members_are_errors(void **state)
{
    (void)state;
    base_of(ORGPOL_FAMILY_CLIENT_CONFIG);
    setup.client_config.reserved = 1;
    assert_error(ORGPOL_FAMILY_CLIENT_CONFIG, ORGPOL_REASON_UNSUPPORTED_INPUT);
    base_of(ORGPOL_FAMILY_CLIENT_CONFIG);
    setup.client_config.reserved2 = 1;
    assert_error(ORGPOL_FAMILY_CLIENT_CONFIG, ORGPOL_REASON_UNSUPPORTED_INPUT);
    base_of(ORGPOL_FAMILY_CLIENT_CONFIG);
    setup.client.reserved = 1;
    assert_error(ORGPOL_FAMILY_CLIENT_CONFIG, ORGPOL_REASON_UNSUPPORTED_INPUT);
    base_of(ORGPOL_FAMILY_CLIENT_CONFIG);
    setup.previous.reserved = 1;
    assert_error(ORGPOL_FAMILY_CLIENT_CONFIG, ORGPOL_REASON_UNSUPPORTED_INPUT);
    base_of(ORGPOL_FAMILY_CLIENT_CONFIG);
    setup.options.absent_security_mode = 9;
    assert_error(ORGPOL_FAMILY_CLIENT_CONFIG, ORGPOL_REASON_UNSUPPORTED_INPUT);
    base_of(ORGPOL_FAMILY_ORGANIZATION_CONFIG);
    setup.organization_config.reserved = 1;
    assert_error(ORGPOL_FAMILY_ORGANIZATION_CONFIG, ORGPOL_REASON_UNSUPPORTED_INPUT);
    base_of(ORGPOL_FAMILY_ORGANIZATION_CONFIG);
    setup.invitation.reserved = 1;
    assert_error(ORGPOL_FAMILY_ORGANIZATION_CONFIG, ORGPOL_REASON_UNSUPPORTED_INPUT);
    base_of(ORGPOL_FAMILY_ORGANIZATION_CONFIG);
    setup.connections[1].reserved = 1;
    assert_error(ORGPOL_FAMILY_ORGANIZATION_CONFIG, ORGPOL_REASON_UNSUPPORTED_INPUT);
    base_of(ORGPOL_FAMILY_ORGANIZATION_CONFIG);
    setup.organization.reserved = 1;
    assert_error(ORGPOL_FAMILY_ORGANIZATION_CONFIG, ORGPOL_REASON_UNSUPPORTED_INPUT);
    base_of(ORGPOL_FAMILY_ORGANIZATION_CONFIG);
    setup.organization.reserved2 = 1;
    assert_error(ORGPOL_FAMILY_ORGANIZATION_CONFIG, ORGPOL_REASON_UNSUPPORTED_INPUT);
    base_of(ORGPOL_FAMILY_ORGANIZATION_CONFIG);
    setup.same_name.reserved = 1;
    assert_error(ORGPOL_FAMILY_ORGANIZATION_CONFIG, ORGPOL_REASON_UNSUPPORTED_INPUT);
    base_of(ORGPOL_FAMILY_ORGANIZATION_CONFIG);
    setup.same_name.reserved2 = 1;
    assert_error(ORGPOL_FAMILY_ORGANIZATION_CONFIG, ORGPOL_REASON_UNSUPPORTED_INPUT);
    base_of(ORGPOL_FAMILY_ORGANIZATION_CONFIG);
    setup.options.picker_filter = 9;
    assert_error(ORGPOL_FAMILY_ORGANIZATION_CONFIG, ORGPOL_REASON_UNSUPPORTED_INPUT);
    base_of(ORGPOL_FAMILY_ORGANIZATION_CONFIG);
    setup.enabled[1].reserved = 1;
    assert_error(ORGPOL_FAMILY_ORGANIZATION_CONFIG, ORGPOL_REASON_UNSUPPORTED_INPUT);
    base_of(ORGPOL_FAMILY_ORGANIZATION_CONFIG);
    setup.enabled_of[1].reserved2 = 1;
    assert_error(ORGPOL_FAMILY_ORGANIZATION_CONFIG, ORGPOL_REASON_UNSUPPORTED_INPUT);
    base_of(ORGPOL_FAMILY_ORGANIZATION_CONFIG);
    setup.invited_client.reserved = 1;
    assert_error(ORGPOL_FAMILY_ORGANIZATION_CONFIG, ORGPOL_REASON_UNSUPPORTED_INPUT);
    base_of(ORGPOL_FAMILY_RESOURCE_SERVER_CONFIG);
    setup.resource_server_config.reserved = 1;
    assert_error(ORGPOL_FAMILY_RESOURCE_SERVER_CONFIG, ORGPOL_REASON_UNSUPPORTED_INPUT);
    base_of(ORGPOL_FAMILY_RESOURCE_SERVER_CONFIG);
    setup.resource_server.reserved = 1;
    assert_error(ORGPOL_FAMILY_RESOURCE_SERVER_CONFIG, ORGPOL_REASON_UNSUPPORTED_INPUT);
    base_of(ORGPOL_FAMILY_CLIENT_GRANT_CONFIG);
    setup.grant.reserved3 = 1;
    assert_error(ORGPOL_FAMILY_CLIENT_GRANT_CONFIG, ORGPOL_REASON_UNSUPPORTED_INPUT);
    base_of(ORGPOL_FAMILY_CLIENT_GRANT_CONFIG);
    setup.same_key.reserved = 1;
    assert_error(ORGPOL_FAMILY_CLIENT_GRANT_CONFIG, ORGPOL_REASON_UNSUPPORTED_INPUT);
    base_of(ORGPOL_FAMILY_RESOURCE_SERVER_CONFIG);
    setup.resource_server_config.reserved2 = 1;
    assert_error(ORGPOL_FAMILY_RESOURCE_SERVER_CONFIG, ORGPOL_REASON_UNSUPPORTED_INPUT);
    base_of(ORGPOL_FAMILY_CLIENT_GRANT_CONFIG);
    setup.grant_config.reserved = 1;
    assert_error(ORGPOL_FAMILY_CLIENT_GRANT_CONFIG, ORGPOL_REASON_UNSUPPORTED_INPUT);
    base_of(ORGPOL_FAMILY_CONNECTION_CONFIG);
    setup.same_issuer.reserved2 = 1;
    assert_error(ORGPOL_FAMILY_CONNECTION_CONFIG, ORGPOL_REASON_UNSUPPORTED_INPUT);
}

static void foreign_rows_are_errors(void **state)
{
    const uint8_t organization_family = ORGPOL_FAMILY_ORGANIZATION_CONFIG;
    const uint8_t grant_family = ORGPOL_FAMILY_CLIENT_GRANT_CONFIG;

    (void)state;
    base_of(ORGPOL_FAMILY_CLIENT_CONFIG);
    setup.previous.client_id = ORGPOL_STR("other");
    assert_error(ORGPOL_FAMILY_CLIENT_CONFIG, ORGPOL_REASON_ROW_OF_OTHER_CLIENT);
    setup.client.client_id.len = 0; /* an id that is not given is no other */
    assert_allowed(ORGPOL_FAMILY_CLIENT_CONFIG);

    base_of(organization_family);
    setup.same_name.name = ORGPOL_STR("other");
    assert_error(organization_family, ORGPOL_REASON_ROW_OF_OTHER_ORGANIZATION);
    base_of(organization_family);
    setup.enabled[4].organization_id = ORGPOL_STR("org_other");
    assert_error(organization_family, ORGPOL_REASON_ROW_OF_OTHER_ORGANIZATION);
    base_of(organization_family);
    setup.enabled_of[4].id = ORGPOL_STR("con_other");
    assert_error(organization_family, ORGPOL_REASON_ROW_OF_OTHER_CONNECTION);
    base_of(organization_family);
    setup.connections[4].enabled_connection = NULL;
    assert_error(organization_family, ORGPOL_REASON_MISSING_INPUT);
    base_of(organization_family);
    setup.invited_client.client_id = ORGPOL_STR("other");
    assert_error(organization_family, ORGPOL_REASON_ROW_OF_OTHER_CLIENT);
    base_of(organization_family);
    setup.invitation.connection = &setup.enabled_of[1];
    assert_error(organization_family, ORGPOL_REASON_ROW_OF_OTHER_CONNECTION);
    base_of(organization_family);
    setup.invitation.enabled_connection = &setup.enabled[1];
    assert_error(organization_family, ORGPOL_REASON_ROW_OF_OTHER_CONNECTION);

    base_of(grant_family);
    setup.client.client_id = ORGPOL_STR("other");
    assert_error(grant_family, ORGPOL_REASON_ROW_OF_OTHER_CLIENT);
    base_of(grant_family);
    setup.resource_server.identifier = ORGPOL_STR("other");
    assert_error(grant_family, ORGPOL_REASON_ROW_OF_OTHER_RESOURCE_SERVER);
    base_of(grant_family);
    setup.same_key.subject_type = ORGPOL_SUBJECT_TYPE_USER;
    assert_error(grant_family, ORGPOL_REASON_ROW_OF_OTHER_CLIENT_GRANT);
    base_of(grant_family);
    setup.same_key.audience = ORGPOL_STR("other");
    assert_error(grant_family, ORGPOL_REASON_ROW_OF_OTHER_CLIENT_GRANT);
}

/* A condition whose row is missing is not evaluated. */
static void missing_rows_break_nothing(void **state)
{
    (void)state;
    base_of(ORGPOL_FAMILY_CLIENT_GRANT_CONFIG);
    setup.grant.allow_any_organization = 1;
    setup.grant_config.client = NULL;
    setup.grant_config.resource_server = NULL;
    setup.grant_config.same_key = NULL;
    assert_allowed(ORGPOL_FAMILY_CLIENT_GRANT_CONFIG);
}

/* A list that is NULL has no elements, and never a count. */
static void lists_that_are_not_there_are_errors(void **state)
{
    static const uint8_t families[] = {ORGPOL_FAMILY_CLIENT_CONFIG, ORGPOL_FAMILY_ORGANIZATION_CONFIG,
                                       ORGPOL_FAMILY_CLIENT_GRANT_CONFIG};
    static const struct {
        const void **list;
        size_t *count;
    } lists[][5] = {
        {{(const void **)&setup.client.callbacks, &setup.client.callback_count},
         {(const void **)&setup.client_config.allowed_origins, &setup.client_config.allowed_origin_count},
         {(const void **)&setup.client_config.web_origins, &setup.client_config.web_origin_count}},
        {{(const void **)&setup.organization_config.enabled_connections,
          &setup.organization_config.enabled_connection_count},
         {(const void **)&setup.organization_config.invitations, &setup.organization_config.invitation_count},
         {(const void **)&setup.organization_config.client_grants,
          &setup.organization_config.client_grant_count},
         {(const void **)&setup.organization_config.discovery_domains,
          &setup.organization_config.discovery_domain_count}},
        {{(const void **)&setup.grant.scopes, &setup.grant.scope_count},
         {(const void **)&setup.resource_server.scopes, &setup.resource_server.scope_count},
         {(const void **)&setup.grant.authorization_details_types,
          &setup.grant.authorization_details_type_count}},
    };

    (void)state;
    for (size_t family = 0; family < 3; family++)
        for (size_t i = 0; i < 5 && lists[family][i].list; i++) {
            base_of(families[family]);
            *lists[family][i].list = NULL;
            *lists[family][i].count = 1;
            assert_error(families[family], ORGPOL_REASON_MISSING_INPUT);
            *lists[family][i].count = 0;
            assert_allowed(families[family]);
        }
}

/* The id of either row tells what a mode left out means for both (TRAP-49). */
static void an_id_in_one_row_is_of_both(void **state)
{
    (void)state;
    base_of(ORGPOL_FAMILY_CLIENT_CONFIG);
    setup.options.absent_security_mode = ORGPOL_ABSENT_SECURITY_MODE_PERMISSIVE;
    setup.client.is_first_party = setup.previous.is_first_party = 0;
    setup.client.client_id = ORGPOL_STR("tpc_x");
    setup.previous.client_id.len = 0;
    assert_allowed(ORGPOL_FAMILY_CLIENT_CONFIG);
}

static void scopes_have_a_limit(void **state)
{
    static struct orgpol_str many[1025];
    static char names[1025][16];

    (void)state;
    for (int i = 0; i < 1025; i++) {
        snprintf(names[i], sizeof names[i], "s%d", i);
        many[i] = orgpol_str_of(names[i]);
    }
    base_of(ORGPOL_FAMILY_CLIENT_GRANT_CONFIG);
    setup.grant.scopes = setup.resource_server.scopes = many;
    setup.grant.scope_count = setup.resource_server.scope_count = 1024;
    assert_allowed(ORGPOL_FAMILY_CLIENT_GRANT_CONFIG);
    setup.grant.scope_count = 1025;
    assert_error(ORGPOL_FAMILY_CLIENT_GRANT_CONFIG, ORGPOL_REASON_TOO_MANY_SCOPES);
    setup.grant.scope_count = 1024;
    setup.resource_server.scope_count = 1025;
    assert_error(ORGPOL_FAMILY_CLIENT_GRANT_CONFIG, ORGPOL_REASON_TOO_MANY_SCOPES);
}

/* As many findings as there is room for; more is an error that says how many. */
static void findings_need_room(void **state)
{
    struct orgpol_config_result result = ORGPOL_CONFIG_RESULT_INIT;
    struct orgpol_config_finding findings[3];
    struct orgpol_decision decision;
    const struct base *base = base_of(ORGPOL_FAMILY_CLIENT_CONFIG);

    (void)state;
    setup.client.third_party_security_mode = ORGPOL_SECURITY_MODE_STRICT;
    hs256(&setup);
    wildcard(&setup);
    for (size_t room = 0; room <= 3; room++) {
        memset(findings, 0xAA, sizeof findings);
        decision = check(base, &setup, &result, findings, room);
        assert_int_equal(result.finding_count, 1);
        assert_int_equal(decision.effect, room < 1 ? ORGPOL_EFFECT_ERROR : ORGPOL_EFFECT_DENY);
        assert_int_equal(decision.reason, room < 1 ? ORGPOL_REASON_RESULT_TOO_SMALL : ORGPOL_REASON_CFG_02);
        assert_int_equal(findings[room < 3 ? room : 0].reason, room < 3 ? 0xAAAA : ORGPOL_REASON_CFG_02);
    }
    result.struct_size = 14;
    decision = check(base, &setup, &result, findings, 3);
    assert_int_equal(decision.effect, ORGPOL_EFFECT_ERROR);
    assert_int_equal(decision.reason, ORGPOL_REASON_UNSUPPORTED_INPUT);
}

static void findings_say_where(void **state)
{
    struct orgpol_config_result result = ORGPOL_CONFIG_RESULT_INIT;
    struct orgpol_config_finding found;
    const struct base *base = base_of(ORGPOL_FAMILY_ORGANIZATION_CONFIG);

    (void)state;
    signup_enterprise(&setup);
    assert_int_equal(check(base, &setup, &result, &found, 1).reason, ORGPOL_REASON_CFG_37);
    assert_int_equal(found.reason, ORGPOL_REASON_CFG_37);
    assert_int_equal(found.severity, ORGPOL_SEVERITY_ERROR);
    assert_int_equal(found.index, 2);
    assert_string_equal(found.rule, "CFG-37");
    assert_string_equal(found.field, "enabled_connections");
    assert_string_equal(found.member, "is_signup_enabled");
    assert_string_equal(found.message, orgpol_reason_info(ORGPOL_REASON_CFG_37)->summary);
    assert_string_equal(found.remedy, orgpol_reason_info(ORGPOL_REASON_CFG_37)->remedy);
    assert_int_equal(found.reserved, 0);
}

/* A shorter struct, of an older header, reads as if the rest were absent. */
static void short_structs_are_read(void **state)
{
    (void)state;
    base_of(ORGPOL_FAMILY_ORGANIZATION_CONFIG);
    setup.organization_config.struct_size = offsetof(struct orgpol_organization_config, options);
    setup.organization_config.discovery_domains = NULL;
    assert_allowed(ORGPOL_FAMILY_ORGANIZATION_CONFIG);
    base_of(ORGPOL_FAMILY_CLIENT_CONFIG);
    was_third_party(&setup);
    setup.client_config.struct_size = offsetof(struct orgpol_client_config, previous);
    assert_allowed(ORGPOL_FAMILY_CLIENT_CONFIG);
}

/* The order of lists changes which elements are found, never whether a rule is broken. */
static void order_changes_nothing(void **state)
{
    const struct base *base = base_of(ORGPOL_FAMILY_ORGANIZATION_CONFIG);
    uint64_t unmet;

    (void)state;
    signup_unassigned(&setup);
    domain_twice(&setup);
    grants_twice(&setup);
    unmet = check(base, &setup, NULL, NULL, 0).unmet;
    assert_int_not_equal(unmet, 0);
    for (size_t i = 1; i < 90; i++) {
        struct orgpol_str domain = setup.domains[12 + i];
        struct orgpol_str grant_id = setup.grants[i];
        struct orgpol_configured_connection connection_row = setup.connections[i % 10];

        setup.domains[12 + i] = setup.domains[12];
        setup.domains[12] = domain;
        setup.grants[i] = setup.grants[0];
        setup.grants[0] = grant_id;
        setup.connections[i % 10] = setup.connections[0];
        setup.connections[0] = connection_row;
        assert_int_equal(check(base, &setup, NULL, NULL, 0).unmet, unmet);
    }
}

/* Each change alone breaks what stands beside it; test/property/config_table.c has all sets of them. */
static void each_change_breaks_its_rules(void **state)
{
    (void)state;
    for (size_t at = 0; at < BASE_COUNT; at++)
        for (unsigned i = 0; i < bases[at].count; i++) {
            const struct change *change = &bases[at].changes[i];
            struct orgpol_config_result result = ORGPOL_CONFIG_RESULT_INIT;
            struct orgpol_config_finding findings[8];
            char found[512] = "";

            memset(&setup, 0, sizeof setup);
            bases[at].build(&setup);
            change->apply(&setup);
            check(&bases[at], &setup, &result, findings, 8);
            for (size_t k = 0; k < result.finding_count; k++) {
                char text[128];

                finding_text(&findings[k], text, sizeof text);
                snprintf(found + strlen(found), sizeof found - strlen(found), "%s%s", k ? "; " : "", text);
            }
            if (strcmp(found, change->findings) != 0)
                fail_msg("%s, %s: \"%s\", not \"%s\"", bases[at].name, change->name, found, change->findings);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(families_are_the_contract),
        cmocka_unit_test(clean_rows_may_be_saved),
        cmocka_unit_test(null_is_an_error),
        cmocka_unit_test(odd_sizes_are_errors),
        cmocka_unit_test(reserved_members_are_errors),
        cmocka_unit_test(foreign_rows_are_errors),
        cmocka_unit_test(missing_rows_break_nothing),
        cmocka_unit_test(lists_that_are_not_there_are_errors),
        cmocka_unit_test(an_id_in_one_row_is_of_both),
        cmocka_unit_test(scopes_have_a_limit),
        cmocka_unit_test(findings_need_room),
        cmocka_unit_test(findings_say_where),
        cmocka_unit_test(short_structs_are_read),
        cmocka_unit_test(order_changes_nothing),
        cmocka_unit_test(each_change_breaks_its_rules),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
