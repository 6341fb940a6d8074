/* SPDX-License-Identifier: MIT */
/* The organization prompt where rows and texts that are there say nothing, or say the same in two ways. */
#include "support.h"

#include "../property/prompt_space.h"

static struct prompt_world world;
static unsigned char at[AXES];

struct answer {
    struct orgpol_decision decision;
    struct orgpol_prompt_result result;
};

/* A first party that may use organizations, whose user has typed what A is found by; nobody is logged in. */
static struct orgpol_prompt_request *typed_request(void)
{
    memset(&world, 0, sizeof world);
    memset(at, 0, sizeof at);
    at[CLIENT] = at[DOMAIN_LEVEL] = at[FOR_CLIENT] = at[ACTIVE] = at[TYPED] = at[MATCHES] = 1;
    at[USAGE] = at[A_DB] = at[BEHAVIOR] = 2;
    build_prompt(&world, at);
    return &world.request;
}

static struct answer answer(void)
{
    static struct orgpol_str candidates[ORGPOL_PICKER_LIMIT];
    struct answer answer = {.result = ORGPOL_PROMPT_RESULT_INIT};

    answer.decision =
        orgpol_resolve_org_prompt_mode(&world.request, &answer.result, candidates, ORGPOL_PICKER_LIMIT);
    assert_int_not_equal(answer.decision.effect, ORGPOL_EFFECT_ERROR);
    return answer;
}

static void assert_same(struct answer a, struct answer b)
{
    assert_memory_equal(&a.decision, &b.decision, sizeof a.decision);
    assert_memory_equal(&a.result, &b.result, sizeof a.result);
}

/* PROMPT-17, PROMPT-18: an e-mail address that ends with the at is of no domain. */
static void an_address_without_domain_finds_nobody(void **state)
{
    struct answer elsewhere;

    (void)state;
    typed_request()->identifier = ORGPOL_STR("jonno@nowhere.example");
    elsewhere = answer();
    typed_request()->identifier = ORGPOL_STR("jonno@");
    assert_same(answer(), elsewhere);
    assert_int_equal(elsewhere.decision.effect, ORGPOL_EFFECT_DENY);
}

/* PROMPT-17: what was fetched for a text that is not there matches nothing. */
static void nothing_typed_finds_nobody(void **state)
{
    struct answer without;

    (void)state;
    typed_request()->identifier = (struct orgpol_str)ORGPOL_STR_NONE;
    world.request.match_count = 0;
    without = answer();
    typed_request()->identifier = (struct orgpol_str)ORGPOL_STR_NONE;
    world.organizations[0].name = (struct orgpol_str)ORGPOL_STR_NONE;
    assert_true(world.request.match_count > 0);
    assert_same(answer(), without);
    assert_int_equal(without.result.mode, ORGPOL_PROMPT_MODE_ORGANIZATION_PROMPT);
}

/* LOGIN-09: a connection in the organization's list without the row that enables it there is not enabled. */
static void a_listed_connection_needs_its_row(void **state)
{
    struct answer absent;

    (void)state;
    for (int without = 0; without < 2; without++) {
        memset(&world, 0, sizeof world);
        memset(at, 0, sizeof at);
        at[CLIENT] = at[DOMAIN_LEVEL] = at[FOR_CLIENT] = at[ACTIVE] = at[ORGANIZATION] = 1;
        at[USAGE] = at[GATE] = 2;
        at[A_DB] = without ? 2 : 0;
        build_prompt(&world, at);
        if (without) {
            world.p_a_db.enabled_connection = NULL;
            assert_same(answer(), absent);
        }
        absent = answer();
        assert_int_equal(absent.decision.reason, ORGPOL_REASON_ORG_HAS_NO_CONNECTIONS);
    }
}

/* LOGIN-31: that credentials are wanted anyway may be said of the session, or in the request's prompt. */
static void login_is_asked_for_in_two_ways(void **state)
{
    struct answer said;
    struct answer reused;

    (void)state;
    for (int way = 0; way < 3; way++) {
        memset(&world, 0, sizeof world);
        memset(at, 0, sizeof at);
        at[CLIENT] = at[DOMAIN_LEVEL] = at[FOR_CLIENT] = at[ACTIVE] = at[ORGANIZATION] = at[MEMBER] = 1;
        at[USAGE] = at[A_DB] = at[WHO] = at[GATE] = 2;
        build_prompt(&world, at);
        assert_non_null(world.request.session);
        if (way == 0)
            reused = answer();
        if (way == 1)
            world.request.prompt = ORGPOL_STR("login");
        if (way == 1)
            said = answer();
        world.session.is_login_prompted = way == 2;
    }
    assert_same(answer(), said);
    assert_int_equal(said.decision.obligations, ORGPOL_MUST_AUTHENTICATE);
    assert_int_equal(reused.decision.obligations, 0);
}

/* A list of one is as missing as a longer one, and one of none is none. */
static void lists_are_there_from_one_on(void **state)
{
    static const struct {
        size_t list; /* places in the world */
        size_t count;
    } lists[] = {
        {offsetof(struct prompt_world, request.matches), offsetof(struct prompt_world, request.match_count)},
        {offsetof(struct prompt_world, request.memberships),
         offsetof(struct prompt_world, request.membership_count)},
        {offsetof(struct prompt_world, request.connections),
         offsetof(struct prompt_world, request.connection_count)},
        {offsetof(struct prompt_world, p_a.connections), offsetof(struct prompt_world, p_a.connection_count)},
        {offsetof(struct prompt_world, p_ent.domain_aliases),
         offsetof(struct prompt_world, p_ent.domain_alias_count)},
    };

    (void)state;
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        for (size_t count = 0; count < 2; count++) {
            unsigned char *const bytes = (unsigned char *)&world;

            typed_request();
            memset(bytes + lists[i].list, 0, sizeof(void *));
            memcpy(bytes + lists[i].count, &count, sizeof count);
            if (count == 0)
                answer();
            else
                assert_broken(orgpol_resolve_org_prompt_mode(&world.request, NULL, NULL, 0),
                              ORGPOL_FAMILY_PROMPT, ORGPOL_REASON_MISSING_INPUT);
        }
}

/* PROMPT-16 to PROMPT-19: one character is an identifier too, and an at sign alone an e-mail address. */
static void short_identifiers_are_read(void **state)
{
    (void)state;
    typed_request()->identifier = ORGPOL_STR("@");
    assert_int_equal(answer().decision.reason, ORGPOL_REASON_NO_ORGANIZATION_FOR_EMAIL);
    typed_request()->identifier = ORGPOL_STR("x");
    world.client.organization_discovery_methods = ORGPOL_DISCOVERY_ORGANIZATION_NAME;
    assert_int_equal(answer().decision.reason, ORGPOL_REASON_NO_ORGANIZATION_OF_NAME);
}

/* A picker of one, which a usage of `allow` still shows (PROMPT-25), needs room for one. */
static void one_candidate_needs_room(void **state)
{
    struct orgpol_prompt_result result = ORGPOL_PROMPT_RESULT_INIT;
    struct orgpol_str candidate = ORGPOL_STR_NONE;

    (void)state;
    memset(&world, 0, sizeof world);
    memset(at, 0, sizeof at);
    at[CLIENT] = at[DOMAIN_LEVEL] = at[FOR_CLIENT] = at[ACTIVE] = at[WHO] = at[CONNECTION] = at[MEMBERSHIPS] =
        1;
    at[USAGE] = at[A_DB] = 2;
    at[BEHAVIOR] = 3;
    build_prompt(&world, at);
    assert_broken(orgpol_resolve_org_prompt_mode(&world.request, &result, NULL, 0), ORGPOL_FAMILY_PROMPT,
                  ORGPOL_REASON_RESULT_TOO_SMALL);
    assert_int_equal(result.candidate_count, 1);
    /* without a result nothing is written, whatever room there is said to be */
    assert_int_equal(orgpol_resolve_org_prompt_mode(&world.request, NULL, &candidate, 0).effect,
                     ORGPOL_EFFECT_ALLOW);
    assert_null(candidate.ptr);
    assert_int_equal(orgpol_resolve_org_prompt_mode(&world.request, NULL, &candidate, 1).effect,
                     ORGPOL_EFFECT_ALLOW);
    assert_null(candidate.ptr);
    assert_int_equal(orgpol_resolve_org_prompt_mode(&world.request, &result, &candidate, 1).effect,
                     ORGPOL_EFFECT_ALLOW);
    assert_int_equal(result.mode, ORGPOL_PROMPT_MODE_ORGANIZATION_PICKER);
    assert_ptr_equal(candidate.ptr, prompt_ids[0].ptr);
}

/* The login prompt of a first party, at which somebody types an address of corp.example. */
static void login_prompt(void)
{
    memset(&world, 0, sizeof world);
    memset(at, 0, sizeof at);
    at[CLIENT] = at[DOMAIN_LEVEL] = at[FOR_CLIENT] = at[ACTIVE] = at[TYPED] = 1;
    at[USAGE] = 2;
    at[BEHAVIOR] = 3;
    build_prompt(&world, at);
}

static void assert_route(struct orgpol_str connection)
{
    const struct answer found = answer();

    assert_int_equal(found.result.mode, ORGPOL_PROMPT_MODE_LOGIN_PROMPT);
    assert_int_equal(found.result.connection_id.len, connection.len);
    assert_memory_equal(found.result.connection_id.ptr, connection.ptr, connection.len);
}

/* PROMPT-41: at a login prompt, also what any organization has enabled; by any of its domains. */
static void domains_route_to_what_some_organization_has(void **state)
{
    const struct orgpol_str two[] = {ORGPOL_STR("other.example"), ORGPOL_STR("corp.example")};

    (void)state;
    login_prompt();
    assert_null(world.p_ent.enabled_client);
    assert_route(ORGPOL_STR("con_ent"));
    world.p_ent.domain_aliases = two;
    assert_route(ORGPOL_STR("con_db")); /* PROMPT-42: the only database */
    world.p_ent.domain_alias_count = 2;
    assert_route(ORGPOL_STR("con_ent"));
    world.p_ent.organization_count = 0;
    assert_route(ORGPOL_STR("con_db"));
}

/* PROMPT-41: of enterprise connections, by any strategy that is one and no other. */
static void enterprise_strategies_route(void **state)
{
    static const char *const enterprise[] = {"ad",   "adfs",       "auth0-adldap", "custom", "google-apps",
                                             "ip",   "oidc",       "office365",    "okta",   "pingfederate",
                                             "waad", "sharepoint", "samlp"};
    static const char *const others[] = {"google-oauth2", "sms", "email", "okt", "oktaa", "OKTA", ""};

    (void)state;
    for (size_t i = 0; i < sizeof enterprise / sizeof *enterprise; i++) {
        login_prompt();
        world.ent.strategy = orgpol_str_of(enterprise[i]);
        assert_route(ORGPOL_STR("con_ent"));
    }
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        login_prompt();
        world.ent.strategy = orgpol_str_of(others[i]);
        assert_route(ORGPOL_STR("con_db"));
    }
}

/* What an organization has enabled stands in its own list; elsewhere its row is another's. */
static void enabled_rows_stand_in_their_organization(void **state)
{
    (void)state;
    login_prompt();
    world.p_db.enabled_connection = &world.a_db;
    assert_broken(orgpol_resolve_org_prompt_mode(&world.request, NULL, NULL, 0), ORGPOL_FAMILY_PROMPT,
                  ORGPOL_REASON_ROW_OF_OTHER_ORGANIZATION);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_address_without_domain_finds_nobody),
        cmocka_unit_test(nothing_typed_finds_nobody),
        cmocka_unit_test(a_listed_connection_needs_its_row),
        cmocka_unit_test(login_is_asked_for_in_two_ways),
        cmocka_unit_test(lists_are_there_from_one_on),
        cmocka_unit_test(short_identifiers_are_read),
        cmocka_unit_test(one_candidate_needs_room),
        cmocka_unit_test(domains_route_to_what_some_organization_has),
        cmocka_unit_test(enterprise_strategies_route),
        cmocka_unit_test(enabled_rows_stand_in_their_organization),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
