/* SPDX-License-Identifier: MIT */
/*
 * The organization prompt as an interface: structs, errors, arrays, and what JSON cannot say. Its rules are
 * in test/vectors/prompt.txt and test/property/prompt_space.c.
 */
#include "support.h"

#include "../property/prompt_space.h"

static struct prompt_world world;
static unsigned char at[AXES];

/* A known user of a first-party client in A, with every row there is; every other test changes one thing. */
static struct orgpol_prompt_request *whole_request(void)
{
    memset(at, 0, sizeof at);
    at[CLIENT] = at[DOMAIN_LEVEL] = at[FOR_CLIENT] = at[ACTIVE] = at[MEMBER] = at[ORGANIZATION] = 1;
    at[USAGE] = at[A_DB] = at[A_ENT] = at[INVITATION] = at[WHO] = at[MEMBERSHIPS] = at[MATCHES] = 2;
    at[CONNECTION] = at[AUTO] = at[ENT] = at[TYPED] = 1;
    at[GATE] = 2;
    build_prompt(&world, at);
    world.request.choice = ORGPOL_STR("org_a");
    world.request.chosen_organization = &world.p_a;
    return &world.request;
}

static struct orgpol_decision ask(struct orgpol_prompt_result *result)
{
    static struct orgpol_str candidates[ORGPOL_PICKER_LIMIT];

    return orgpol_resolve_org_prompt_mode(&world.request, result, candidates, ORGPOL_PICKER_LIMIT);
}

static void assert_error(enum orgpol_reason reason)
{
    struct orgpol_prompt_result result;
    struct orgpol_prompt_result strictest = ORGPOL_PROMPT_RESULT_INIT;
    struct orgpol_decision decision;

    memset(&result, 0xA5, sizeof result);
    result.struct_size = sizeof result;
    decision = ask(&result);
    assert_int_equal(decision.reason, reason);
    assert_int_equal(decision.effect, ORGPOL_EFFECT_ERROR);
    assert_int_equal(decision.family, ORGPOL_FAMILY_PROMPT);
    assert_int_equal(decision.obligations, 0);
    assert_int_equal(decision.unmet, 0);
    assert_memory_equal(&result, &strictest, sizeof result);
}

static void the_whole_request_is_allowed(void **state)
{
    struct orgpol_prompt_result result = ORGPOL_PROMPT_RESULT_INIT;

    (void)state;
    whole_request();
    assert_int_equal(ask(&result).effect, ORGPOL_EFFECT_ALLOW);
    assert_int_equal(result.mode, ORGPOL_PROMPT_MODE_ORGANIZATION_LOGIN);
    assert_int_equal(result.is_invitation_accepted, 1);
    assert_ptr_equal(result.roles, world.roles);
    assert_int_equal(result.role_count, 1);
    assert_int_equal(ask(NULL).effect, ORGPOL_EFFECT_ALLOW);
}

static void nothing_is_an_error(void **state)
{
    struct orgpol_prompt_result result = ORGPOL_PROMPT_RESULT_INIT;
    struct orgpol_decision decision;

    (void)state;
    result.mode = ORGPOL_PROMPT_MODE_NONE;
    decision = orgpol_resolve_org_prompt_mode(NULL, &result, NULL, 5);
    assert_int_equal(decision.effect, ORGPOL_EFFECT_ERROR);
    assert_int_equal(decision.reason, ORGPOL_REASON_MISSING_INPUT);
    assert_int_equal(result.mode, ORGPOL_PROMPT_MODE_UNSET);
    result.struct_size = 3;
    whole_request();
    assert_int_equal(ask(&result).reason, ORGPOL_REASON_UNSUPPORTED_INPUT);
    assert_int_equal(result.struct_size, 3);
}

/* An empty request names no client. */
static void zeros_are_denied(void **state)
{
    (void)state;
    world.request = (struct orgpol_prompt_request)ORGPOL_PROMPT_REQUEST_INIT;
    assert_int_equal(ask(NULL).effect, ORGPOL_EFFECT_DENY);
    assert_int_equal(ask(NULL).reason, ORGPOL_REASON_UNKNOWN_CLIENT);
    assert_int_equal(ask(NULL).obligations, ORGPOL_MUST_SHOW_ERROR_PAGE);
}

/* Every struct, with the places that point at it. */
#define SLOTS 6
static const struct part {
    size_t offset;
    size_t size;
    size_t slots[SLOTS]; /* of the world; ends with 0 */
} parts[] = {
#define IN(member) offsetof(struct prompt_world, member)
#define PART(member, ...)                                          \
    {                                                              \
        IN(member), sizeof(((struct prompt_world *)NULL)->member), \
        {                                                          \
            __VA_ARGS__                                            \
        }                                                          \
    }
    PART(options, IN(request.options)),
    PART(settings, IN(request.settings)),
    PART(client, IN(request.client)),
    PART(user, IN(request.user)),
    PART(session, IN(request.session)),
    PART(invitation, IN(request.invitation_row)),
    PART(db, IN(p_db.connection), IN(p_a_db.connection), IN(p_b_db.connection), IN(p_c_db.connection)),
    PART(db_client, IN(p_db.enabled_client), IN(p_a_db.enabled_client), IN(p_b_db.enabled_client)),
    PART(organizations[0], IN(p_a.organization), IN(p_member_a.organization)),
    PART(a_db, IN(p_a_db.enabled_connection)),
    PART(listing, IN(p_a.organization_client), IN(p_member_a.organization_client)),
    PART(members[0], IN(p_a.member), IN(p_member_a.member)),
    PART(domains[0], IN(p_a.discovery_domain)),
    PART(p_db, IN(request.connection_row), IN(request.session_connection), IN(list[0])),
    PART(p_a_db, IN(a_list[0])),
    PART(p_a, IN(request.organization_row), IN(request.chosen_organization), IN(matches[0])),
    PART(p_member_a, IN(memberships[0])),
    PART(p_c, IN(request.auto_membership)),
};

/* Has a copy of the part, `size` bytes long by its own account, take its place. */
static void replace(const struct part *part, unsigned char *room, uint32_t size)
{
    unsigned char *bytes = (unsigned char *)&world;

    memcpy(room, bytes + part->offset, part->size < size ? part->size : size);
    memcpy(room, &size, sizeof size);
    for (int i = 0; i < SLOTS && part->slots[i]; i++)
        memcpy(bytes + part->slots[i], &room, sizeof room);
}

static void struct_sizes_are_obeyed(void **state)
{
    static const uint32_t unusable[] = {0, 4, 7, 12, ORGPOL_STRUCT_SIZE_MAX + 8, UINT32_MAX};

    (void)state;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        const struct part *part = &parts[i];
        _Alignas(max_align_t) unsigned char room[ORGPOL_STRUCT_SIZE_MAX] = {0};

        for (size_t j = 0; j < sizeof unusable / sizeof *unusable; j++) {
            const uint32_t size = unusable[j];

            whole_request();
            replace(part, room, (uint32_t)part->size);
            memcpy(room, &size, sizeof size);
            if (size != 12 || sizeof(void *) == 8)
                assert_error(ORGPOL_REASON_UNSUPPORTED_INPUT);
        }
        whole_request();
        replace(part, room, (uint32_t)part->size + 16);
        assert_int_equal(ask(NULL).effect, ORGPOL_EFFECT_ALLOW);
        room[part->size + 15] = 1;
        assert_error(ORGPOL_REASON_UNSUPPORTED_INPUT);
    }
}

/* The request itself, and a result of an older and of a newer header. */
static void requests_and_results_have_sizes(void **state)
{
    struct {
        struct orgpol_prompt_request request;
        unsigned char tail[8];
    } longer;
    struct {
        struct orgpol_prompt_result result;
        unsigned char tail[8];
    } result;

    (void)state;
    memset(&longer, 0, sizeof longer);
    longer.request = *whole_request();
    longer.request.struct_size = sizeof longer;
    assert_int_equal(orgpol_resolve_org_prompt_mode(&longer.request, NULL, NULL, 0).effect,
                     ORGPOL_EFFECT_ALLOW);
    longer.tail[3] = 1;
    assert_int_equal(orgpol_resolve_org_prompt_mode(&longer.request, NULL, NULL, 0).reason,
                     ORGPOL_REASON_UNSUPPORTED_INPUT);
    longer.request.struct_size = 8; /* nothing of it but that: no client */
    assert_int_equal(orgpol_resolve_org_prompt_mode(&longer.request, NULL, NULL, 0).reason,
                     ORGPOL_REASON_UNKNOWN_CLIENT);
    memset(&result, 0xA5, sizeof result);
    result.result.struct_size = sizeof result;
    assert_int_equal(ask(&result.result).effect, ORGPOL_EFFECT_ALLOW);
    assert_int_equal(result.tail[0] | result.tail[7], 0);
    assert_int_equal(result.result.mode, ORGPOL_PROMPT_MODE_ORGANIZATION_LOGIN);
    memset(&result, 0xA5, sizeof result);
    result.result.struct_size = 8;
    assert_int_equal(ask(&result.result).effect, ORGPOL_EFFECT_ALLOW);
    assert_int_equal(result.result.advice, 0);
    assert_int_equal(result.result.mode, 0xA5);
}

static void reserved_members_are_zero(void **state)
{
#define RESERVED(member)                   \
    {                                      \
        &world.member, sizeof world.member \
    }
    static const struct {
        void *member;
        size_t size;
    } reserved[] = {
        RESERVED(request.reserved),     RESERVED(request.reserved2),
        RESERVED(request.reserved3),    RESERVED(session.reserved),
        RESERVED(invitation.reserved),  RESERVED(invitation.reserved2),
        RESERVED(invitation.reserved3), RESERVED(domains[0].reserved),
        RESERVED(p_a.reserved),         RESERVED(organizations[0].reserved),
        RESERVED(client.reserved),      RESERVED(settings.reserved),
        RESERVED(user.reserved),
    };

    (void)state;
    for (size_t i = 0; i < sizeof reserved / sizeof *reserved; i++) {
        whole_request();
        memset(reserved[i].member, 1, reserved[i].size);
        assert_error(ORGPOL_REASON_UNSUPPORTED_INPUT);
    }
}

static void unknown_words(void **state)
{
    struct orgpol_prompt_result result = ORGPOL_PROMPT_RESULT_INIT;

    (void)state;
    whole_request()->response_mode = ORGPOL_RESPONSE_MODE_WEB_MESSAGE + 1;
    assert_error(ORGPOL_REASON_UNSUPPORTED_INPUT);
    whole_request();
    world.session.kind = ORGPOL_SESSION_DELEGATED + 1;
    assert_error(ORGPOL_REASON_UNSUPPORTED_INPUT);
    whole_request();
    world.options.picker_filter = ORGPOL_PICKER_FILTER_NONE + 1;
    assert_error(ORGPOL_REASON_UNSUPPORTED_INPUT);

    /* a domain's status we do not know is not `verified` */
    whole_request()->organization = (struct orgpol_str)ORGPOL_STR_NONE;
    world.request.organization_row = NULL;
    world.request.invitation = world.request.choice = (struct orgpol_str)ORGPOL_STR_NONE;
    world.request.chosen_organization = NULL;
    world.client.organization_require_behavior = ORGPOL_BEHAVIOR_PRE_LOGIN_PROMPT;
    world.domains[0].status = ORGPOL_WORD_UNKNOWN;
    assert_int_equal(ask(&result).reason, ORGPOL_REASON_USER_NOT_MEMBER); /* of B, the only match left */
    assert_ptr_equal(result.described_organization.ptr, prompt_ids[1].ptr);
}

/* A row of somebody else's, or without its key, is an error and never a pass. */
static void foreign_rows(void **state)
{
    static const struct orgpol_str other = {"other", 5};
    static const struct {
        struct orgpol_str *id;
        enum orgpol_reason reason;
    } foreign[] = {
        {&world.user.user_id, ORGPOL_REASON_ROW_OF_OTHER_USER},
        {&world.organizations[0].id, ORGPOL_REASON_ROW_OF_OTHER_ORGANIZATION},
        {&world.members[0].user_id, ORGPOL_REASON_ROW_OF_OTHER_USER},
        {&world.members[0].organization_id, ORGPOL_REASON_ROW_OF_OTHER_ORGANIZATION},
        {&world.members[1].user_id, ORGPOL_REASON_ROW_OF_OTHER_USER},
        {&world.listing.client_id, ORGPOL_REASON_ROW_OF_OTHER_CLIENT},
        {&world.listing.organization_id, ORGPOL_REASON_ROW_OF_OTHER_ORGANIZATION},
        {&world.domains[0].organization_id, ORGPOL_REASON_ROW_OF_OTHER_ORGANIZATION},
        {&world.domains[1].organization_id, ORGPOL_REASON_ROW_OF_OTHER_ORGANIZATION},
        {&world.a_db.organization_id, ORGPOL_REASON_ROW_OF_OTHER_ORGANIZATION},
        {&world.a_db.connection_id, ORGPOL_REASON_ROW_OF_OTHER_CONNECTION},
        {&world.a_ent.organization_id, ORGPOL_REASON_ROW_OF_OTHER_ORGANIZATION},
        {&world.c_db.connection_id, ORGPOL_REASON_ROW_OF_OTHER_CONNECTION},
        {&world.db_client.client_id, ORGPOL_REASON_ROW_OF_OTHER_CLIENT},
        {&world.db_client.connection_id, ORGPOL_REASON_ROW_OF_OTHER_CONNECTION},
        {&world.ent_client.client_id, ORGPOL_REASON_ROW_OF_OTHER_CLIENT},
    };

    (void)state;
    for (size_t i = 0; i < sizeof foreign / sizeof *foreign; i++) {
        whole_request();
        *foreign[i].id = other;
        assert_error(foreign[i].reason);
    }
    for (size_t i = 1; i < sizeof foreign / sizeof *foreign; i++) {
        whole_request();
        *foreign[i].id = (struct orgpol_str)ORGPOL_STR_NONE;
        assert_error(ORGPOL_REASON_ROW_WITHOUT_ID);
    }
}

/* The rows of an organization without connections are looked at as well. */
static void organizations_without_connections(void **state)
{
    static const struct {
        struct orgpol_str *id;
        enum orgpol_reason reason;
    } foreign[] = {
        {&world.members[0].user_id, ORGPOL_REASON_ROW_OF_OTHER_USER},
        {&world.members[0].organization_id, ORGPOL_REASON_ROW_OF_OTHER_ORGANIZATION},
        {&world.listing.client_id, ORGPOL_REASON_ROW_OF_OTHER_CLIENT},
        {&world.listing.organization_id, ORGPOL_REASON_ROW_OF_OTHER_ORGANIZATION},
    };

    (void)state;
    for (size_t i = 0; i < sizeof foreign / sizeof *foreign; i++) {
        whole_request();
        world.p_a.connection_count = 0;
        *foreign[i].id = ORGPOL_STR("other");
        assert_error(foreign[i].reason);
    }
}

static void rows_that_do_not_fit_the_texts(void **state)
{
    (void)state;
    whole_request()->organization = ORGPOL_STR("org_A"); /* ids are compared byte by byte */
    assert_error(ORGPOL_REASON_ROW_OF_OTHER_ORGANIZATION);
    whole_request()->organization = (struct orgpol_str)ORGPOL_STR_NONE;
    assert_error(ORGPOL_REASON_ROW_OF_OTHER_ORGANIZATION);
    whole_request()->organization = ORGPOL_STR("acmf");
    assert_error(ORGPOL_REASON_ROW_OF_OTHER_ORGANIZATION);
    whole_request()->organization = ORGPOL_STR("ACME"); /* fits; whether names are taken is a rule's matter */
    assert_int_equal(ask(NULL).reason, ORGPOL_REASON_ORGANIZATION_MUST_BE_ID);
    whole_request()->organization = ORGPOL_STR("acme");
    world.organizations[0].name = ORGPOL_STR("ACME"); /* only the input is lower-cased */
    assert_error(ORGPOL_REASON_ROW_OF_OTHER_ORGANIZATION);
    whole_request()->choice = ORGPOL_STR("org_b");
    assert_error(ORGPOL_REASON_ROW_OF_OTHER_ORGANIZATION);
    whole_request()->choice = ORGPOL_STR("acme");
    assert_error(ORGPOL_REASON_ROW_OF_OTHER_ORGANIZATION);
    whole_request()->connection = ORGPOL_STR("ent");
    assert_error(ORGPOL_REASON_ROW_OF_OTHER_CONNECTION);
    whole_request()->connection = (struct orgpol_str)ORGPOL_STR_NONE;
    assert_error(ORGPOL_REASON_ROW_OF_OTHER_CONNECTION);
    world.p_db.name = (struct orgpol_str)ORGPOL_STR_NONE; /* a text that is absent names nothing */
    assert_error(ORGPOL_REASON_ROW_OF_OTHER_CONNECTION);
    whole_request()->connection = ORGPOL_STR("con_db");
    assert_int_equal(ask(NULL).effect, ORGPOL_EFFECT_ALLOW);
    whole_request()->session = NULL;
    assert_error(ORGPOL_REASON_ROW_OF_OTHER_CONNECTION);
    whole_request()->user_id = (struct orgpol_str)ORGPOL_STR_NONE;
    assert_error(ORGPOL_REASON_UNSUPPORTED_INPUT);
    whole_request()->user_id = ORGPOL_STR("v");
    assert_error(ORGPOL_REASON_ROW_OF_OTHER_USER);
    whole_request()->invitation = ORGPOL_STR("else");
    assert_int_equal(ask(NULL).reason, ORGPOL_REASON_INVITATION_NOT_FOUND);
    whole_request();
    world.invitation.ticket_id = (struct orgpol_str)ORGPOL_STR_NONE;
    assert_error(ORGPOL_REASON_ROW_WITHOUT_ID);
}

static void incomplete_requests(void **state)
{
    static const struct orgpol_prompt_connection no_connection = ORGPOL_PROMPT_CONNECTION_INIT;
    static const struct orgpol_prompt_organization no_organization = ORGPOL_PROMPT_ORGANIZATION_INIT;

    (void)state;
    whole_request()->now_s = 0;
    assert_error(ORGPOL_REASON_MISSING_INPUT);
    whole_request()->now_s = -1;
    assert_error(ORGPOL_REASON_MISSING_INPUT);
    whole_request()->matches = NULL;
    assert_error(ORGPOL_REASON_MISSING_INPUT);
    whole_request()->memberships = NULL;
    assert_error(ORGPOL_REASON_MISSING_INPUT);
    whole_request()->connections = NULL;
    assert_error(ORGPOL_REASON_MISSING_INPUT);
    whole_request()->auto_membership = NULL;
    assert_error(ORGPOL_REASON_MISSING_INPUT);
    whole_request();
    world.invitation.roles = NULL;
    assert_error(ORGPOL_REASON_MISSING_INPUT);
    world.invitation.role_count = 0;
    assert_int_equal(ask(NULL).effect, ORGPOL_EFFECT_ALLOW);
    whole_request();
    world.p_a.connections = NULL;
    assert_error(ORGPOL_REASON_MISSING_INPUT);
    whole_request();
    world.p_ent.domain_aliases = NULL;
    assert_error(ORGPOL_REASON_MISSING_INPUT);
    for (int i = 0; i < 2; i++) {
        whole_request();
        world.list[i] = NULL;
        assert_error(ORGPOL_REASON_ROW_WITHOUT_ID);
    }
    whole_request();
    world.a_list[1] = &no_connection;
    assert_error(ORGPOL_REASON_ROW_WITHOUT_ID);
    whole_request();
    world.matches[1] = NULL;
    assert_error(ORGPOL_REASON_ROW_WITHOUT_ID);
    whole_request();
    world.matches[1] = &no_organization;
    assert_error(ORGPOL_REASON_ROW_WITHOUT_ID);
    whole_request();
    world.p_member_b.member = NULL;
    assert_error(ORGPOL_REASON_ROW_WITHOUT_ID);
    whole_request();
    world.domains[0].domain = (struct orgpol_str)ORGPOL_STR_NONE;
    assert_error(ORGPOL_REASON_ROW_WITHOUT_ID);
}

/* A selector of A and B. */
static void selector(void)
{
    memset(at, 0, sizeof at);
    at[CLIENT] = at[DOMAIN_LEVEL] = at[FOR_CLIENT] = at[ACTIVE] = at[TYPED] = 1;
    at[USAGE] = at[A_DB] = at[MATCHES] = at[BEHAVIOR] = 2;
    build_prompt(&world, at);
}

static void arrays_that_are_too_small(void **state)
{
    struct orgpol_prompt_result result = ORGPOL_PROMPT_RESULT_INIT;
    struct orgpol_prompt_result needed = ORGPOL_PROMPT_RESULT_INIT;
    struct orgpol_str candidates[3] = {ORGPOL_STR_NONE, ORGPOL_STR_NONE, ORGPOL_STR_NONE};
    struct orgpol_decision decision;

    (void)state;
    selector();
    needed.candidate_count = 2;
    for (size_t capacity = 0; capacity < 2; capacity++) {
        result.mode = 77;
        decision = orgpol_resolve_org_prompt_mode(&world.request, &result, candidates, capacity);
        assert_broken(decision, ORGPOL_FAMILY_PROMPT, ORGPOL_REASON_RESULT_TOO_SMALL);
        assert_memory_equal(&result, &needed, sizeof result);
        assert_null(candidates[0].ptr);
    }
    decision = orgpol_resolve_org_prompt_mode(&world.request, &result, NULL, 9);
    assert_int_equal(decision.reason, ORGPOL_REASON_RESULT_TOO_SMALL);
    decision = orgpol_resolve_org_prompt_mode(&world.request, &result, candidates, 2);
    assert_int_equal(decision.effect, ORGPOL_EFFECT_ALLOW);
    assert_int_equal(decision.obligations, ORGPOL_MUST_SHOW_ORGANIZATION_PROMPT);
    assert_int_equal(result.mode, ORGPOL_PROMPT_MODE_ORGANIZATION_SELECTOR);
    assert_int_equal(result.candidate_count, 2);
    assert_ptr_equal(candidates[0].ptr, prompt_ids[0].ptr);
    assert_ptr_equal(candidates[1].ptr, prompt_ids[1].ptr);
    assert_null(candidates[2].ptr);
    /* the decision alone needs no room */
    assert_int_equal(orgpol_resolve_org_prompt_mode(&world.request, NULL, NULL, 0).effect,
                     ORGPOL_EFFECT_ALLOW);
}

/* A denial lists nobody. */
static void denials_need_no_room(void **state)
{
    struct orgpol_prompt_result result = ORGPOL_PROMPT_RESULT_INIT;

    (void)state;
    selector();
    world.request.prompt = ORGPOL_STR("none");
    assert_int_equal(orgpol_resolve_org_prompt_mode(&world.request, &result, NULL, 0).reason,
                     ORGPOL_REASON_LOGIN_REQUIRED);
    assert_int_equal(result.candidate_count, 0);
    assert_int_equal(result.mode, ORGPOL_PROMPT_MODE_UNSET);
}

/* An organization that a list has again counts once. */
static void doubled_organizations_count_once(void **state)
{
    struct orgpol_str candidates[4];
    struct orgpol_prompt_result result = ORGPOL_PROMPT_RESULT_INIT;
    const struct orgpol_prompt_organization *doubled[] = {&world.p_a, &world.p_b, &world.p_a, &world.p_b};

    (void)state;
    selector();
    world.request.matches = doubled;
    world.request.match_count = 4;
    assert_int_equal(orgpol_resolve_org_prompt_mode(&world.request, &result, candidates, 4).effect,
                     ORGPOL_EFFECT_ALLOW);
    assert_int_equal(result.candidate_count, 2);
    assert_ptr_equal(candidates[1].ptr, prompt_ids[1].ptr);
    doubled[1] = doubled[3] = &world.p_a;
    assert_int_equal(orgpol_resolve_org_prompt_mode(&world.request, &result, NULL, 0).effect,
                     ORGPOL_EFFECT_ALLOW);
    assert_int_equal(result.mode, ORGPOL_PROMPT_MODE_ORGANIZATION_LOGIN);
    memset(at, 0, sizeof at);
    at[CLIENT] = at[DOMAIN_LEVEL] = at[FOR_CLIENT] = at[ACTIVE] = at[WHO] = at[CONNECTION] = 1;
    at[A_DB] = 2;
    at[USAGE] = at[BEHAVIOR] = 3;
    build_prompt(&world, at);
    doubled[0] = doubled[1] = &world.p_member_a;
    world.request.memberships = doubled;
    world.request.membership_count = 2;
    assert_int_equal(orgpol_resolve_org_prompt_mode(&world.request, &result, NULL, 0).effect,
                     ORGPOL_EFFECT_ALLOW);
    assert_int_equal(result.mode, ORGPOL_PROMPT_MODE_ORGANIZATION_LOGIN);
}

#define MANY 30

static void pickers_end_at_the_limit(void **state)
{
    static char ids[MANY][20];
    static struct orgpol_organization organizations[MANY];
    static struct orgpol_organization_member members[MANY];
    static struct orgpol_prompt_organization rows[MANY];
    static const struct orgpol_prompt_organization *list[MANY];
    struct orgpol_str candidates[MANY] = {ORGPOL_STR_NONE};
    struct orgpol_prompt_result result = ORGPOL_PROMPT_RESULT_INIT;

    (void)state;
    selector();
    world.client.organization_require_behavior = ORGPOL_BEHAVIOR_POST_LOGIN_PROMPT;
    world.request.user_id = ORGPOL_STR("u");
    world.user.user_id = world.request.user_id;
    world.request.user = &world.user;
    for (int i = 0; i < MANY; i++) {
        snprintf(ids[i], sizeof ids[i], "org_%d", i);
        organizations[i] = (struct orgpol_organization)ORGPOL_ORGANIZATION_INIT;
        organizations[i].id = orgpol_str_of(ids[i]);
        members[i] = (struct orgpol_organization_member)ORGPOL_ORGANIZATION_MEMBER_INIT;
        members[i].organization_id = organizations[i].id;
        members[i].user_id = world.request.user_id;
        rows[i] = (struct orgpol_prompt_organization)ORGPOL_PROMPT_ORGANIZATION_INIT;
        rows[i].organization = &organizations[i];
        rows[i].member = &members[i];
        list[i] = &rows[i];
    }
    world.request.memberships = list;
    for (size_t count = ORGPOL_PICKER_LIMIT - 1; count <= MANY; count++) {
        world.request.membership_count = count;
        assert_int_equal(
            orgpol_resolve_org_prompt_mode(&world.request, &result, candidates, ORGPOL_PICKER_LIMIT).effect,
            ORGPOL_EFFECT_ALLOW);
        assert_int_equal(result.mode, ORGPOL_PROMPT_MODE_ORGANIZATION_PICKER);
        assert_int_equal(result.candidate_count, count < ORGPOL_PICKER_LIMIT ? count : ORGPOL_PICKER_LIMIT);
        for (size_t i = 0; i < result.candidate_count; i++)
            assert_ptr_equal(candidates[i].ptr, ids[i]);
        assert_null(candidates[ORGPOL_PICKER_LIMIT].ptr);
    }
}

/* PROMPT-36 at the ends of time. */
static void lifetimes(void **state)
{
    static const struct {
        int64_t created_at_s, expires_at_s, now_s;
        uint32_t ttl_s;
        bool valid;
    } rows[] = {
        {100, 0, 100 + ORGPOL_INVITATION_TTL_S - 1, 0, true},
        {100, 0, 100 + ORGPOL_INVITATION_TTL_S, 0, false},
        {100, 0, 101, 1, false},
        {100, 0, 100, 1, true},
        {100, 500, 499, 1, true},
        {100, 500, 500, 1000, false},
        {0, 0, 1, 0, false},
        {0, 0, 1, UINT32_MAX, false},
        {INT64_MAX, 0, INT64_MAX, 1, false},
        {INT64_MAX, 0, INT64_MAX - 1, 1, true},
        {INT64_MIN, 0, 1, UINT32_MAX, false},
        {100, INT64_MIN, 1, 0, false},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        whole_request()->now_s = rows[i].now_s;
        world.invitation.created_at_s = rows[i].created_at_s;
        world.invitation.expires_at_s = rows[i].expires_at_s;
        world.invitation.ttl_s = rows[i].ttl_s;
        assert_int_equal(ask(NULL).reason,
                         rows[i].valid ? ORGPOL_REASON_NONE : ORGPOL_REASON_INVITATION_EXPIRED);
    }
}

/* A domain that two connections claim routes to neither, and so does a name that two have. */
static void ambiguous_routes(void **state)
{
    struct orgpol_prompt_result result = ORGPOL_PROMPT_RESULT_INIT;
    struct orgpol_connection twin;
    struct orgpol_prompt_connection row;
    const struct orgpol_prompt_connection *list[3];

    (void)state;
    memset(at, 0, sizeof at);
    at[CLIENT] = at[DOMAIN_LEVEL] = at[FOR_CLIENT] = at[ACTIVE] = at[TYPED] = at[ENT] = 1;
    at[USAGE] = at[A_DB] = 2;
    build_prompt(&world, at);
    assert_int_equal(ask(&result).effect, ORGPOL_EFFECT_ALLOW);
    assert_ptr_equal(result.connection_id.ptr, world.ent.id.ptr);
    twin = world.ent;
    twin.id = ORGPOL_STR("con_twin");
    row = connection_row(&twin, NULL, NULL, "ent");
    row.domain_aliases = world.aliases;
    row.domain_alias_count = 1;
    list[0] = &row;
    list[1] = world.list[0];
    list[2] = world.list[1];
    world.request.connections = list;
    world.request.connection_count = 3;
    assert_int_equal(ask(&result).effect, ORGPOL_EFFECT_ALLOW); /* the twin is not enabled for the client */
    assert_ptr_equal(result.connection_id.ptr, world.ent.id.ptr);
    world.client.organization_require_behavior = ORGPOL_BEHAVIOR_POST_LOGIN_PROMPT;
    row.organization_count = 1;
    assert_int_equal(ask(&result).effect, ORGPOL_EFFECT_ALLOW);
    assert_ptr_equal(result.connection_id.ptr, world.db.id.ptr);
    world.settings.default_directory = ORGPOL_STR("ent");
    assert_int_equal(ask(&result).reason, ORGPOL_REASON_CONNECTION_DISABLED);
}

/* What {org_id} stands for: what was sent, so that a denial shows nothing, or the id where it is known. */
static void descriptions_name_what_was_sent(void **state)
{
    struct orgpol_prompt_result result = ORGPOL_PROMPT_RESULT_INIT;

    (void)state;
    whole_request()->organization = ORGPOL_STR("ACME");
    world.settings.allow_organization_name_in_authentication_api = 1;
    world.listing.use_for_member_access = 0;
    assert_int_equal(ask(&result).reason, ORGPOL_REASON_MEMBER_ACCESS_OFF);
    assert_memory_equal(result.described_organization.ptr, "ACME", 4);
    world.listing.use_for_member_access = 1;
    world.request.invitation = (struct orgpol_str)ORGPOL_STR_NONE;
    world.p_a.member = NULL;
    assert_int_equal(ask(&result).reason, ORGPOL_REASON_USER_NOT_MEMBER);
    assert_memory_equal(result.described_organization.ptr, "org_a", 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_whole_request_is_allowed),
        cmocka_unit_test(nothing_is_an_error),
        cmocka_unit_test(zeros_are_denied),
        cmocka_unit_test(struct_sizes_are_obeyed),
        cmocka_unit_test(requests_and_results_have_sizes),
        cmocka_unit_test(reserved_members_are_zero),
        cmocka_unit_test(unknown_words),
        cmocka_unit_test(foreign_rows),
        cmocka_unit_test(organizations_without_connections),
        cmocka_unit_test(rows_that_do_not_fit_the_texts),
        cmocka_unit_test(incomplete_requests),
        cmocka_unit_test(arrays_that_are_too_small),
        cmocka_unit_test(denials_need_no_room),
        cmocka_unit_test(doubled_organizations_count_once),
        cmocka_unit_test(pickers_end_at_the_limit),
        cmocka_unit_test(lifetimes),
        cmocka_unit_test(ambiguous_routes),
        cmocka_unit_test(descriptions_name_what_was_sent),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
