/* SPDX-License-Identifier: MIT */
/* Session reuse and connections to offer, as interfaces. The rules are in test/vectors/session.txt. */
#include "support.h"

#include "../property/space.h"

static struct world world;

static struct orgpol_login_request *usable_login(void)
{
    const struct point point = {.at = {[CLIENT] = 1,
                                       [FIRST_PARTY_MEMBER] = 1,
                                       [USAGE] = 2,
                                       [CONNECTION] = 1,
                                       [CLIENTS] = 2,
                                       [USER] = 1}};

    build(&world, &point);
    return &world.request;
}

static void assert_decision(struct orgpol_decision decision, enum orgpol_family family,
                            enum orgpol_effect effect, enum orgpol_reason reason)
{
    assert_int_equal(decision.family, family);
    assert_int_equal(decision.effect, effect);
    assert_int_equal(decision.reason, reason);
    assert_int_equal(decision.unmet != 0, effect == ORGPOL_EFFECT_DENY);
}

static void assert_reuse_error(const struct orgpol_login_request *login, const struct orgpol_session *session,
                               enum orgpol_reason reason)
{
    const struct orgpol_decision decision = orgpol_can_reuse_session(login, session);

    assert_decision(decision, ORGPOL_FAMILY_SESSION, ORGPOL_EFFECT_ERROR, reason);
    assert_int_equal(decision.obligations, 0);
}

static void reuse_refuses_what_it_cannot_read(void **state)
{
    struct orgpol_session session = ORGPOL_SESSION_INIT;
    struct orgpol_login_request *login = usable_login();

    (void)state;
    assert_decision(orgpol_can_reuse_session(login, &session), ORGPOL_FAMILY_SESSION, ORGPOL_EFFECT_ALLOW,
                    ORGPOL_REASON_NONE);
    assert_reuse_error(NULL, &session, ORGPOL_REASON_MISSING_INPUT);
    session.struct_size = 0;
    assert_reuse_error(login, &session, ORGPOL_REASON_UNSUPPORTED_INPUT);
    session = (struct orgpol_session)ORGPOL_SESSION_INIT;
    session.reserved = 1;
    assert_reuse_error(login, &session, ORGPOL_REASON_UNSUPPORTED_INPUT);
    session.reserved = 0;
    session.kind = ORGPOL_SESSION_DELEGATED + 1;
    assert_reuse_error(login, &session, ORGPOL_REASON_UNSUPPORTED_INPUT);
    session.kind = ORGPOL_SESSION_BROWSER;
    login->protocol = ORGPOL_PROTOCOL_REFRESH_TOKEN;
    assert_reuse_error(login, &session, ORGPOL_REASON_UNSUPPORTED_INPUT);
    login = usable_login();
    login->cross_app_access = &world.exchange;
    assert_reuse_error(login, &session, ORGPOL_REASON_UNSUPPORTED_INPUT);
    login->protocol = ORGPOL_PROTOCOL_UNSET; /* as an exchange has it */
    assert_int_not_equal(orgpol_can_login(login, NULL).effect, ORGPOL_EFFECT_ERROR);
    assert_reuse_error(login, &session, ORGPOL_REASON_UNSUPPORTED_INPUT);
    login = usable_login();
    world.client.client_id.len = 0;
    assert_reuse_error(login, &session, ORGPOL_REASON_ROW_WITHOUT_ID);
    login = usable_login();
    world.enabled_client.client_id = ORGPOL_STR("other");
    assert_reuse_error(login, &session, ORGPOL_REASON_ROW_OF_OTHER_CLIENT);
}

/* A shorter struct, from a header that had fewer members, reads as if they were absent. */
static void short_sessions_are_read(void **state)
{
    struct orgpol_session session = ORGPOL_SESSION_INIT;

    (void)state;
    session.kind = ORGPOL_SESSION_TRANSFER;
    session.organization_id = ORGPOL_STR("org_other");
    assert_int_equal(orgpol_can_reuse_session(usable_login(), &session).reason,
                     ORGPOL_REASON_SESSION_TRANSFER_ORGANIZATION_MISMATCH);
    session.struct_size = 8;
    assert_int_equal(orgpol_can_reuse_session(usable_login(), &session).effect, ORGPOL_EFFECT_ALLOW);
}

/* LOGIN-12: under the option an organization's connection must be enabled for the application too. */
static void the_connection_must_be_the_applications(void **state)
{
    const struct point point = {.at = {[CLIENT] = 1,
                                       [FIRST_PARTY_MEMBER] = 1,
                                       [USAGE] = 2,
                                       [ORGANIZATION] = 2,
                                       [ORG_COUNT] = 1,
                                       [CONNECTION] = 1,
                                       [CLIENTS] = 1,
                                       [ORG_CONNECTION] = 2,
                                       [USER] = 1,
                                       [MEMBER] = 1}};
    const struct orgpol_session session = ORGPOL_SESSION_INIT;

    (void)state;
    build(&world, &point);
    assert_decision(orgpol_can_reuse_session(&world.request, &session), ORGPOL_FAMILY_SESSION,
                    ORGPOL_EFFECT_ALLOW, ORGPOL_REASON_NONE);
    world.options.require_app_connection_in_org = 1;
    assert_decision(orgpol_can_reuse_session(&world.request, &session), ORGPOL_FAMILY_SESSION,
                    ORGPOL_EFFECT_DENY, ORGPOL_REASON_SESSION_NOT_USABLE);
}

static void offer_refuses_what_it_cannot_read(void **state)
{
    struct orgpol_organization organization = ORGPOL_ORGANIZATION_INIT;

    (void)state;
    organization.enabled_connection_count = 1;
    assert_decision(orgpol_can_offer_connections(&organization, 1), ORGPOL_FAMILY_CONNECTION_OFFER,
                    ORGPOL_EFFECT_ERROR, ORGPOL_REASON_ROW_WITHOUT_ID);
    organization.id = ORGPOL_STR("org_x");
    assert_decision(orgpol_can_offer_connections(&organization, 1), ORGPOL_FAMILY_CONNECTION_OFFER,
                    ORGPOL_EFFECT_ALLOW, ORGPOL_REASON_NONE);
    organization.reserved = 1;
    assert_decision(orgpol_can_offer_connections(&organization, 1), ORGPOL_FAMILY_CONNECTION_OFFER,
                    ORGPOL_EFFECT_ERROR, ORGPOL_REASON_UNSUPPORTED_INPUT);
    organization.reserved = 0;
    organization.reserved2 = 1;
    assert_decision(orgpol_can_offer_connections(&organization, 1), ORGPOL_FAMILY_CONNECTION_OFFER,
                    ORGPOL_EFFECT_ERROR, ORGPOL_REASON_UNSUPPORTED_INPUT);
    organization.reserved2 = 0;
    organization.struct_size = 14;
    assert_decision(orgpol_can_offer_connections(&organization, 1), ORGPOL_FAMILY_CONNECTION_OFFER,
                    ORGPOL_EFFECT_ERROR, ORGPOL_REASON_UNSUPPORTED_INPUT);
    assert_decision(orgpol_can_offer_connections(NULL, 1), ORGPOL_FAMILY_CONNECTION_OFFER, ORGPOL_EFFECT_DENY,
                    ORGPOL_REASON_UNKNOWN_ORGANIZATION);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reuse_refuses_what_it_cannot_read),
        cmocka_unit_test(short_sessions_are_read),
        cmocka_unit_test(the_connection_must_be_the_applications),
        cmocka_unit_test(offer_refuses_what_it_cannot_read),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
