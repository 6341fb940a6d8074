/* SPDX-License-Identifier: MIT */
/*
 * The login decision as an interface: what is an error, that no error is an allow, and the struct_size rule
 * at every boundary. The rules themselves are in test/vectors/login.txt and test/property.
 */
#include "logins.h"

static void nothing_is_an_error(void **state)
{
    struct orgpol_login_request empty = ORGPOL_LOGIN_REQUEST_INIT;

    (void)state;
    assert_both_error(NULL, ORGPOL_REASON_MISSING_INPUT);
    /* Cross App Access over a connection of one organization is in that organization. */
    allowed_exchange();
    world.exchange.organization_count = 1;
    assert_both_error(&world.request, ORGPOL_REASON_MISSING_INPUT);
    /* An empty request is a denial: the client is unknown. */
    assert_int_equal(orgpol_can_login(&empty, NULL).effect, ORGPOL_EFFECT_DENY);
    assert_int_equal(orgpol_can_login(&empty, NULL).reason, ORGPOL_REASON_UNKNOWN_CLIENT);
    assert_int_equal(orgpol_can_login(&empty, NULL).unmet, 1);
}

static void zeroed_structs_are_errors(void **state)
{
    struct orgpol_login_request *request = allowed_login();
    const struct orgpol_login_request zeroed = {0};
    const struct orgpol_client client = {0};
    const struct orgpol_organization organization = {0};
    const struct orgpol_connection connection = {0};

    (void)state;
    assert_both_error(&zeroed, ORGPOL_REASON_UNSUPPORTED_INPUT);
    request->client = &client;
    assert_both_error(request, ORGPOL_REASON_UNSUPPORTED_INPUT);
    allowed_login()->organization = &organization;
    assert_both_error(request, ORGPOL_REASON_UNSUPPORTED_INPUT);
    allowed_login()->connection = &connection;
    assert_both_error(request, ORGPOL_REASON_UNSUPPORTED_INPUT);
}

static void words_out_of_range_are_errors(void **state)
{
    struct orgpol_login_request *request = allowed_login();

    (void)state;
    request->protocol = ORGPOL_PROTOCOL_REFRESH_TOKEN + 1;
    assert_both_error(request, ORGPOL_REASON_UNSUPPORTED_INPUT);
    request = allowed_login();
    request->protocol = ORGPOL_WORD_UNKNOWN;
    assert_both_error(request, ORGPOL_REASON_UNSUPPORTED_INPUT);
    request = allowed_login();
    request->mfa = ORGPOL_MFA_FAILED + 1;
    assert_both_error(request, ORGPOL_REASON_UNSUPPORTED_INPUT);
    request = allowed_login();
    request->action_verdict = ORGPOL_ACTION_VERDICT_DENY + 1;
    assert_both_error(request, ORGPOL_REASON_UNSUPPORTED_INPUT);
    request = allowed_login();
    request->response_mode = ORGPOL_RESPONSE_MODE_WEB_MESSAGE + 1;
    assert_both_error(request, ORGPOL_REASON_UNSUPPORTED_INPUT);
    request = allowed_login();
    world.options.absent_security_mode = ORGPOL_ABSENT_SECURITY_MODE_PERMISSIVE + 1;
    assert_both_error(request, ORGPOL_REASON_UNSUPPORTED_INPUT);
    request = allowed_login();
    world.options.refresh_recheck = ORGPOL_REFRESH_RECHECK_OFF + 1;
    assert_both_error(request, ORGPOL_REASON_UNSUPPORTED_INPUT);
    request = allowed_exchange();
    request->protocol = ORGPOL_PROTOCOL_OIDC;
    assert_both_error(request, ORGPOL_REASON_UNSUPPORTED_INPUT);
}

/* Words of rows that are beyond every list read as unknown ones: they never allow. */
static void odd_words_of_rows_restrict(void **state)
{
    struct orgpol_login_request *request = allowed_login();

    (void)state;
    world.client.organization_usage = 77;
    assert_int_equal(orgpol_can_login(request, NULL).reason, ORGPOL_REASON_ORGANIZATION_NOT_ALLOWED);
    request = allowed_login();
    world.organization.third_party_client_access = 77;
    assert_int_equal(orgpol_can_login(request, NULL).reason, ORGPOL_REASON_ORG_BLOCKS_THIRD_PARTY);
    request = allowed_exchange();
    world.connection.cross_app_access_resource_app_status = 77;
    assert_int_equal(orgpol_can_login(request, NULL).reason, ORGPOL_REASON_CONNECTION_DISABLED);
    request = allowed_exchange();
    world.own_grant.subject_type = 77;
    world.default_grant.subject_type = 77;
    assert_int_equal(orgpol_can_login(request, NULL).reason, ORGPOL_REASON_XAA_NO_CLIENT_GRANT);
    request = allowed_exchange();
    world.own_grant.subject_type = ORGPOL_SUBJECT_TYPE_CLIENT;
    world.default_grant.default_for = 77;
    assert_int_equal(orgpol_can_login(request, NULL).reason, ORGPOL_REASON_XAA_NO_CLIENT_GRANT);
}

/* A flag is true for every value but 0. */
static void flags_are_zero_or_not(void **state)
{
    struct orgpol_login_request *request = allowed_login();

    (void)state;
    world.enabled_connection.is_disabled = 0x80;
    assert_int_equal(orgpol_can_login(request, NULL).reason, ORGPOL_REASON_CONNECTION_NOT_ENABLED_FOR_ORG);
    request = allowed_login();
    world.connection.is_authentication_inactive = 2;
    assert_int_equal(orgpol_can_login(request, NULL).reason, ORGPOL_REASON_CONNECTION_DISABLED);
    request = allowed_login();
    world.connection.is_domain_connection = 0x40;
    assert_int_equal(orgpol_can_login(request, NULL).effect, ORGPOL_EFFECT_ALLOW);
    request = allowed_exchange();
    world.resource_server.is_system = 0x10;
    assert_int_equal(orgpol_can_login(request, NULL).reason, ORGPOL_REASON_XAA_NO_CLIENT_GRANT);
}

static void rows_without_ids_are_errors(void **state)
{
    struct orgpol_str *const ids[] = {
        &world.client.client_id,
        &world.organization.id,
        &world.connection.id,
        &world.user.user_id,
        &world.enabled_client.connection_id,
        &world.enabled_client.client_id,
        &world.enabled_connection.organization_id,
        &world.enabled_connection.connection_id,
        &world.organization_client.organization_id,
        &world.organization_client.client_id,
        &world.member.organization_id,
        &world.member.user_id,
    };
    struct orgpol_str *const exchange_ids[] = {
        &world.resource_server.identifier,
        &world.own_grant.client_id,
        &world.own_grant.audience,
        &world.default_grant.audience,
    };

    (void)state;
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
        const struct orgpol_login_request *request = allowed_login();

        ids[i]->len = 0;
        assert_both_error(request, ORGPOL_REASON_ROW_WITHOUT_ID);
        request = allowed_login();
        ids[i]->ptr = NULL; /* with a length: still nothing to read */
        assert_both_error(request, ORGPOL_REASON_ROW_WITHOUT_ID);
    }
    for (size_t i = 0; i < sizeof exchange_ids / sizeof *exchange_ids; i++) {
        const struct orgpol_login_request *request = allowed_exchange();

        exchange_ids[i]->len = 0;
        assert_both_error(request, ORGPOL_REASON_ROW_WITHOUT_ID);
    }
}

static void foreign_rows_are_errors(void **state)
{
    const struct {
        struct orgpol_str *id;
        enum orgpol_reason reason;
    } ids[] = {
        {&world.request.organization_id, ORGPOL_REASON_ROW_OF_OTHER_ORGANIZATION},
        {&world.enabled_connection.organization_id, ORGPOL_REASON_ROW_OF_OTHER_ORGANIZATION},
        {&world.organization_client.organization_id, ORGPOL_REASON_ROW_OF_OTHER_ORGANIZATION},
        {&world.member.organization_id, ORGPOL_REASON_ROW_OF_OTHER_ORGANIZATION},
        {&world.organization_client.client_id, ORGPOL_REASON_ROW_OF_OTHER_CLIENT},
        {&world.enabled_client.client_id, ORGPOL_REASON_ROW_OF_OTHER_CLIENT},
        {&world.enabled_client.connection_id, ORGPOL_REASON_ROW_OF_OTHER_CONNECTION},
        {&world.enabled_connection.connection_id, ORGPOL_REASON_ROW_OF_OTHER_CONNECTION},
        {&world.member.user_id, ORGPOL_REASON_ROW_OF_OTHER_USER},
    };
    static char other[64];

    (void)state;
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
        const struct orgpol_login_request *request = allowed_login();
        const struct orgpol_str id = *ids[i].id;

        /* The same text in other bytes belongs; one changed bit, one byte less or more does not. */
        memcpy(other, id.ptr, id.len);
        *ids[i].id = (struct orgpol_str){other, id.len};
        assert_int_equal(orgpol_can_login(request, NULL).effect, ORGPOL_EFFECT_ALLOW);
        other[id.len - 1] ^= 0x20;
        assert_both_error(request, ids[i].reason);
        other[id.len - 1] ^= 0x20;
        ids[i].id->len--;
        assert_both_error(request, ids[i].reason);
        ids[i].id->len += 2;
        other[id.len] = 'x';
        assert_both_error(request, ids[i].reason);
    }
}

static void foreign_exchange_rows_are_errors(void **state)
{
    const struct {
        struct orgpol_str *id;
        enum orgpol_reason reason;
    } ids[] = {
        {&world.resource_server.identifier, ORGPOL_REASON_ROW_OF_OTHER_RESOURCE_SERVER},
        {&world.own_grant.audience, ORGPOL_REASON_ROW_OF_OTHER_RESOURCE_SERVER},
        {&world.default_grant.audience, ORGPOL_REASON_ROW_OF_OTHER_RESOURCE_SERVER},
        {&world.own_grant.client_id, ORGPOL_REASON_ROW_OF_OTHER_CLIENT},
        {&world.default_grant.client_id, ORGPOL_REASON_ROW_OF_OTHER_CLIENT},
    };

    (void)state;
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
        const struct orgpol_login_request *request = allowed_exchange();

        *ids[i].id = ORGPOL_STR("other");
        assert_both_error(request, ids[i].reason);
    }
}

/* Rows that name an owner the request does not have. */
static void orphans_are_errors(void **state)
{
    struct orgpol_login_request *request = allowed_login();

    (void)state;
    request->organization = NULL;
    assert_both_error(request, ORGPOL_REASON_ROW_OF_OTHER_ORGANIZATION);
    request = allowed_login();
    request->organization_id = (struct orgpol_str)ORGPOL_STR_NONE;
    assert_both_error(request, ORGPOL_REASON_ROW_OF_OTHER_ORGANIZATION);
    request = allowed_login();
    request->client = NULL;
    assert_both_error(request, ORGPOL_REASON_ROW_OF_OTHER_CLIENT);
    request = allowed_login();
    request->connection = NULL;
    assert_both_error(request, ORGPOL_REASON_ROW_OF_OTHER_CONNECTION);
    request = allowed_login();
    request->user = NULL;
    assert_both_error(request, ORGPOL_REASON_ROW_OF_OTHER_USER);
    /* One that names nobody is not of the owner that is not there either. */
    world.member.user_id = (struct orgpol_str)ORGPOL_STR_NONE;
    assert_both_error(request, ORGPOL_REASON_ROW_WITHOUT_ID);
}

/* Ids that are there but empty name nobody, even where all of them are. */
static void empty_ids_name_nobody(void **state)
{
    struct orgpol_str *const ids[] = {
        &world.request.organization_id,
        &world.organization.id,
        &world.enabled_connection.organization_id,
        &world.organization_client.organization_id,
        &world.member.organization_id,
    };
    const struct orgpol_login_request *request = allowed_login();

    (void)state;
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++)
        *ids[i] = ORGPOL_STR("");
    assert_both_error(request, ORGPOL_REASON_ROW_WITHOUT_ID);
    /* Nor do absent ones, whatever length stands beside them. */
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++)
        *ids[i] = (struct orgpol_str){NULL, 5};
    assert_both_error(request, ORGPOL_REASON_ROW_WITHOUT_ID);
}

/* A client, connection or user that is not there does not keep the other rows from being checked. */
static void absent_parties_hide_no_foreign_row(void **state)
{
    (void)state;
    for (int absent = 0; absent < 4; absent++) {
        struct orgpol_login_request *request = allowed_exchange();

        if (absent == 1) {
            request->client = NULL;
            world.exchange.client_grant = NULL;
        }
        if (absent == 2)
            request->connection = NULL;
        if (absent == 1 || absent == 2)
            request->enabled_client = NULL;
        if (absent == 3)
            request->user = NULL;
        assert_int_not_equal(orgpol_can_login(request, NULL).effect, ORGPOL_EFFECT_ERROR);
        world.resource_server.identifier = ORGPOL_STR("https://other");
        assert_both_error(request, ORGPOL_REASON_ROW_OF_OTHER_RESOURCE_SERVER);
    }
}

/* NULL for any one pointer never crashes and never opens a door. */
static void missing_rows_never_allow_more(void **state)
{
    (void)state;
    for (int i = 0; i < 11; i++) {
        struct orgpol_login_request *request = allowed_login();
        struct orgpol_decision decision;

        switch (i) {
        case 0: request->options = NULL; break;
        case 1: request->settings = NULL; break;
        case 2: request->client = NULL; break;
        case 3: request->organization = NULL; break;
        case 4: request->connection = NULL; break;
        case 5: request->enabled_client = NULL; break;
        case 6: request->enabled_connection = NULL; break;
        case 7: request->organization_client = NULL; break;
        case 8: request->member = NULL; break;
        case 9: request->user = NULL; break;
        default: request->cross_app_access = NULL; break;
        }
        decision = orgpol_can_third_party_login(request, NULL);
        /* Options, settings, enabled_client, a listing without entitlement: not needed for this login. */
        assert_int_equal(decision.effect == ORGPOL_EFFECT_ALLOW,
                         i == 0 || i == 1 || i == 5 || i == 7 || i == 10);
    }
}

static void audience_is_the_first_given(void **state)
{
    struct orgpol_cross_app_access exchange = ORGPOL_CROSS_APP_ACCESS_INIT;
    struct orgpol_tenant_settings settings = ORGPOL_TENANT_SETTINGS_INIT;

    (void)state;
    assert_null(orgpol_cross_app_access_audience(NULL, NULL).ptr);
    assert_null(orgpol_cross_app_access_audience(&exchange, &settings).ptr);
    settings.default_audience = ORGPOL_STR("default");
    assert_string_equal(orgpol_cross_app_access_audience(&exchange, &settings).ptr, "default");
    exchange.resource = ORGPOL_STR("resource");
    assert_string_equal(orgpol_cross_app_access_audience(&exchange, &settings).ptr, "resource");
    exchange.assertion_resource = ORGPOL_STR("assertion");
    assert_string_equal(orgpol_cross_app_access_audience(&exchange, &settings).ptr, "assertion");
    exchange.assertion_resource.len = 0;
    assert_string_equal(orgpol_cross_app_access_audience(&exchange, &settings).ptr, "resource");
    exchange.struct_size = 3;
    assert_null(orgpol_cross_app_access_audience(&exchange, &settings).ptr);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_an_error),
        cmocka_unit_test(zeroed_structs_are_errors),
        cmocka_unit_test(words_out_of_range_are_errors),
        cmocka_unit_test(odd_words_of_rows_restrict),
        cmocka_unit_test(flags_are_zero_or_not),
        cmocka_unit_test(rows_without_ids_are_errors),
        cmocka_unit_test(foreign_rows_are_errors),
        cmocka_unit_test(foreign_exchange_rows_are_errors),
        cmocka_unit_test(orphans_are_errors),
        cmocka_unit_test(empty_ids_name_nobody),
        cmocka_unit_test(absent_parties_hide_no_foreign_row),
        cmocka_unit_test(missing_rows_never_allow_more),
        cmocka_unit_test(audience_is_the_first_given),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
