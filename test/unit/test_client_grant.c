/* SPDX-License-Identifier: MIT */
/* orgpol_check_client_grant as an interface; the rules are in test/vectors/client_grant.txt too. */
#include "support.h"

#include "../property/grants.h"

#define BIT(name) (UINT64_C(1) << place_of(ORGPOL_REASON_##name))

static struct grant_world world;
static struct orgpol_client_grant_result result;
static struct orgpol_str scopes[8];
static struct orgpol_str missing[8];

static unsigned place_of(uint16_t reason)
{
    for (unsigned place = 0; place < orgpol_family_size(ORGPOL_FAMILY_CLIENT_GRANT); place++)
        if (orgpol_family_reason(ORGPOL_FAMILY_CLIENT_GRANT, place) == reason)
            return place;
    fail_msg("reason %u is not of the family", reason);
    return 0;
}

static struct orgpol_decision check(const struct orgpol_client_grant_request *request)
{
    result = (struct orgpol_client_grant_result)ORGPOL_CLIENT_GRANT_RESULT_INIT;
    memset(&result.advice, 0xA5, sizeof result - sizeof result.struct_size);
    return orgpol_check_client_grant(request, &result, scopes, 8, missing, 8);
}

static void assert_unmet(const struct orgpol_client_grant_request *request, uint64_t unmet)
{
    const struct orgpol_decision decision = check(request);

    assert_int_equal(decision.family, ORGPOL_FAMILY_CLIENT_GRANT);
    assert_int_equal(decision.effect, unmet ? ORGPOL_EFFECT_DENY : ORGPOL_EFFECT_ALLOW);
    assert_int_equal(decision.unmet, unmet);
    if (unmet) {
        assert_int_equal(result.scope_count, 0);
        assert_int_equal(result.grant_id.len | result.audience.len | result.client_id.len | result.org_id.len,
                         0);
        assert_int_equal(result.token_profile, ORGPOL_TOKEN_PROFILE_UNSET);
    }
}

static void assert_error(const struct orgpol_client_grant_request *request, uint16_t reason)
{
    static const struct orgpol_client_grant_result strictest = ORGPOL_CLIENT_GRANT_RESULT_INIT;
    const struct orgpol_decision decision = check(request);

    assert_int_equal(decision.effect, ORGPOL_EFFECT_ERROR);
    assert_int_equal(decision.family, ORGPOL_FAMILY_CLIENT_GRANT);
    assert_int_equal(decision.reason, reason);
    assert_int_equal(decision.unmet | decision.obligations, 0);
    assert_memory_equal(&result, &strictest, sizeof result);
}

static void assert_text(struct orgpol_str have, const char *want)
{
    assert_int_equal(have.len, strlen(want));
    if (have.len)
        assert_memory_equal(have.ptr, want, have.len);
}

static void everything_in_order_is_allowed(void **state)
{
    struct orgpol_client_grant_request request = client_request(&world);

    (void)state;
    assert_unmet(&request, 0);
    assert_int_equal(result.scope_count, 2);
    assert_text(scopes[0], "r"); /* the API's order, not the grant's */
    assert_text(scopes[1], "w");
    assert_text(result.grant_id, "cgr_own");
    assert_text(result.audience, "https://api.example.com");
    assert_text(result.client_id, "app");
    assert_text(result.org_id, "");
    assert_text(result.org_name, "");
    assert_int_equal(result.advice, 0);
    assert_int_equal(result.token_profile, ORGPOL_TOKEN_PROFILE_AUTH0);
    assert_int_equal(result.is_default_grant, 0);
    assert_int_equal(result.missing_scope_count, 0);
}

/* Zeros are the strictest question: nobody authenticated. */
static void nothing_given_is_denied(void **state)
{
    struct orgpol_client_grant_request request = ORGPOL_CLIENT_GRANT_REQUEST_INIT;

    (void)state;
    assert_unmet(&request, BIT(M2M_CLIENT_NOT_AUTHENTICATED));
    assert_int_equal(orgpol_check_client_grant(&request, NULL, NULL, 0, NULL, 0).effect, ORGPOL_EFFECT_DENY);
    assert_error(NULL, ORGPOL_REASON_MISSING_INPUT);
    request = client_request(&world);
    request.client = NULL;
    request.client_grant = NULL;
    request.audience.len = 0;
    request.resource_server = NULL;
    assert_unmet(&request, BIT(M2M_CLIENT_NOT_AUTHENTICATED));
    request = client_request(&world);
    request.is_client_authenticated = 0;
    assert_unmet(&request, BIT(M2M_CLIENT_NOT_AUTHENTICATED));
}

static void odd_structs_are_refused(void **state)
{
    struct orgpol_client_grant_request request = client_request(&world);
    uint32_t *const sizes[] = {
        &request.struct_size,
        &world.options.struct_size,
        &world.settings.struct_size,
        &world.client.struct_size,
        &world.api.struct_size,
        &world.own.struct_size,
        &world.fallback.struct_size,
        &world.organization.struct_size,
        &world.association.struct_size,
        &world.client_quota.struct_size,
        &world.organization_quota.struct_size,
        &world.client_usage.struct_size,
        &world.organization_usage.struct_size,
    };

    (void)state;
    make_third_party(&world, ORGPOL_SECURITY_MODE_STRICT);
    request.sent_organization = world.organization.id;
    request.organization = &world.organization;
    request.organization_client_grant = &world.association;
    request.default_client_grant = &world.fallback;
    request.client_quota = &world.client_quota;
    request.organization_quota = &world.organization_quota;
    request.client_usage = &world.client_usage;
    request.organization_usage = &world.organization_usage;
    world.own.organization_usage = ORGPOL_USAGE_ALLOW;
    assert_unmet(&request, 0);
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        const uint32_t size = *sizes[i];

        *sizes[i] = 0;
        assert_error(&request, ORGPOL_REASON_UNSUPPORTED_INPUT);
        *sizes[i] = size + 1;
        assert_error(&request, ORGPOL_REASON_UNSUPPORTED_INPUT);
        *sizes[i] = size;
    }
    assert_unmet(&request, 0);
    /* The tenant's quotas are read where there is no own one, and then only. */
    world.default_client_quota.struct_size = 1;
    request.default_client_quota = &world.default_client_quota;
    assert_unmet(&request, 0);
    request.client_quota = NULL;
    assert_error(&request, ORGPOL_REASON_UNSUPPORTED_INPUT);
    /* A result of no usable size is not written to, and the answer is an error. */
    request = client_request(&world);
    result.struct_size = 4;
    assert_int_equal(orgpol_check_client_grant(&request, &result, NULL, 0, NULL, 0).effect,
                     ORGPOL_EFFECT_ERROR);
}

static void reserved_members_must_be_zero(void **state)
{
    struct orgpol_client_grant_request request;

    (void)state;
#define REFUSED(change)                                          \
    do {                                                         \
        request = client_request(&world);                        \
        request.default_client_grant = &world.fallback;          \
        request.client_quota = &world.client_quota;              \
        request.organization_quota = &world.organization_quota;  \
        request.client_usage = &world.client_usage;              \
        request.organization_usage = &world.organization_usage;  \
        request.sent_organization = world.organization.id;       \
        request.organization = &world.organization;              \
        request.organization_client_grant = &world.association;  \
        change;                                                  \
        assert_error(&request, ORGPOL_REASON_UNSUPPORTED_INPUT); \
    } while (0)
    REFUSED(request.reserved = 1);
    REFUSED(world.options.reserved = 1);
    REFUSED(world.settings.reserved = 1);
    REFUSED(world.settings.reserved2 = 1);
    REFUSED(world.client.reserved = 1);
    REFUSED(world.api.reserved = 1);
    REFUSED(world.own.reserved = 1);
    REFUSED(world.own.reserved2 = 1);
    REFUSED(world.own.reserved3 = 1);
    REFUSED(world.fallback.reserved = 1);
    REFUSED(world.fallback.reserved2 = 1);
    REFUSED(world.fallback.reserved3 = 1);
    REFUSED(world.organization.reserved = 1);
    REFUSED(world.organization.reserved2 = 1);
    REFUSED(world.association.reserved = 1);
    REFUSED(world.client_quota.reserved = 1);
    REFUSED(world.organization_quota.reserved = 1);
    REFUSED(world.client_usage.reserved = 1);
    REFUSED(world.organization_usage.reserved = 1);
    REFUSED(request.action_verdict = 3);
    REFUSED(world.options.scope_subset = 2);
#undef REFUSED
}

static void rows_without_ids_are_refused(void **state)
{
    struct orgpol_client_grant_request request;

    (void)state;
#define REFUSED(change)                                         \
    do {                                                        \
        request = client_request(&world);                       \
        request.default_client_grant = &world.fallback;         \
        request.sent_organization = world.organization.id;      \
        request.organization = &world.organization;             \
        request.organization_client_grant = &world.association; \
        change;                                                 \
        assert_error(&request, ORGPOL_REASON_ROW_WITHOUT_ID);   \
    } while (0)
    REFUSED(world.client.client_id.len = 0);
    REFUSED(world.api.identifier.ptr = NULL);
    REFUSED(world.own.client_id.len = 0);
    REFUSED(world.own.audience.len = 0);
    REFUSED(world.fallback.audience.len = 0);
    REFUSED(world.organization.id.len = 0; request.organization_client_grant = NULL);
    REFUSED(world.association.organization_id.len = 0);
    REFUSED(world.association.grant_id.len = 0);
#undef REFUSED
}

static void rows_of_others_are_refused(void **state)
{
    struct orgpol_client_grant_request request;

    (void)state;
#define REFUSED(change, reason)                                 \
    do {                                                        \
        request = client_request(&world);                       \
        request.default_client_grant = &world.fallback;         \
        request.sent_organization = world.organization.id;      \
        request.organization = &world.organization;             \
        request.organization_client_grant = &world.association; \
        change;                                                 \
        assert_error(&request, ORGPOL_REASON_##reason);         \
    } while (0)
    REFUSED(world.api.identifier = ORGPOL_STR("https://other"), ROW_OF_OTHER_RESOURCE_SERVER);
    REFUSED(request.audience = ORGPOL_STR("https://other"), ROW_OF_OTHER_RESOURCE_SERVER);
    REFUSED(request.audience.len = 0, ROW_OF_OTHER_RESOURCE_SERVER);
    REFUSED(world.own.audience = ORGPOL_STR("https://other"), ROW_OF_OTHER_RESOURCE_SERVER);
    REFUSED(world.fallback.audience = ORGPOL_STR("https://other"), ROW_OF_OTHER_RESOURCE_SERVER);
    REFUSED(world.own.client_id = ORGPOL_STR("App"), ROW_OF_OTHER_CLIENT);
    REFUSED(request.client = NULL, ROW_OF_OTHER_CLIENT);
    REFUSED(world.fallback.client_id = world.client.client_id, ROW_OF_OTHER_CLIENT);
    REFUSED(request.sent_organization = ORGPOL_STR("org_A"), ROW_OF_OTHER_ORGANIZATION);
    REFUSED(request.sent_organization = ORGPOL_STR("acm"), ROW_OF_OTHER_ORGANIZATION);
    REFUSED(request.sent_organization = ORGPOL_STR("acmf"), ROW_OF_OTHER_ORGANIZATION);
    REFUSED(request.sent_organization.len = 0, ROW_OF_OTHER_ORGANIZATION);
    REFUSED(request.sent_organization.len = 0;
            world.client.default_organization_id = ORGPOL_STR("org_b"), ROW_OF_OTHER_ORGANIZATION);
    REFUSED(world.association.organization_id = ORGPOL_STR("org_b"), ROW_OF_OTHER_ORGANIZATION);
    REFUSED(request.organization = NULL, ROW_OF_OTHER_ORGANIZATION);
    REFUSED(world.association.grant_id = world.fallback.id, ROW_OF_OTHER_CLIENT_GRANT);
    REFUSED(request.client_grant = NULL, ROW_OF_OTHER_CLIENT_GRANT);
#undef REFUSED
}

static void lists_have_limits(void **state)
{
    static struct orgpol_str many[ORGPOL_SCOPE_LIMIT + 1];
    static struct orgpol_str room[ORGPOL_SCOPE_LIMIT];
    static char names[ORGPOL_SCOPE_LIMIT + 1][8];
    struct orgpol_client_grant_request request = client_request(&world);
    struct {
        const struct orgpol_str **list;
        size_t *count;
    } const lists[] = {
        {&request.scopes, &request.scope_count},
        {&world.api.scopes, &world.api.scope_count},
        {&world.own.scopes, &world.own.scope_count},
        {&world.fallback.scopes, &world.fallback.scope_count},
    };

    (void)state;
    for (size_t i = 0; i <= ORGPOL_SCOPE_LIMIT; i++) {
        snprintf(names[i], sizeof names[i], "s%zu", i);
        many[i] = orgpol_str_of(names[i]);
    }
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        request = client_request(&world);
        request.default_client_grant = &world.fallback;
        *lists[i].list = many;
        *lists[i].count = ORGPOL_SCOPE_LIMIT + 1;
        assert_error(&request, ORGPOL_REASON_TOO_MANY_SCOPES);
        *lists[i].list = NULL;
        *lists[i].count = 1;
        assert_error(&request, ORGPOL_REASON_MISSING_INPUT);
    }
    /* 1,024 of everything is answered, all of them. */
    request = client_request(&world);
    for (size_t i = 0; i < 3; i++) {
        *lists[i].list = many;
        *lists[i].count = ORGPOL_SCOPE_LIMIT;
    }
    result = (struct orgpol_client_grant_result)ORGPOL_CLIENT_GRANT_RESULT_INIT;
    assert_int_equal(orgpol_check_client_grant(&request, &result, room, ORGPOL_SCOPE_LIMIT, NULL, 0).effect,
                     ORGPOL_EFFECT_ALLOW);
    assert_int_equal(result.scope_count, ORGPOL_SCOPE_LIMIT);
    assert_memory_equal(room, many, sizeof room);
}

static void short_arrays_are_an_error_with_the_count(void **state)
{
    const struct orgpol_str asked[] = {ORGPOL_STR("x"), ORGPOL_STR("d"), ORGPOL_STR("r")};
    struct orgpol_str short_array[2] = {ORGPOL_STR("untouched"), ORGPOL_STR("untouched")};
    struct orgpol_client_grant_request request = client_request(&world);
    struct orgpol_decision decision;

    (void)state;
    decision = orgpol_check_client_grant(&request, &result, short_array, 1, NULL, 0);
    assert_broken(decision, ORGPOL_FAMILY_CLIENT_GRANT, ORGPOL_REASON_RESULT_TOO_SMALL);
    assert_int_equal(result.scope_count, 2);
    assert_int_equal(result.grant_id.len | result.token_profile, 0);
    assert_text(short_array[0], "untouched");
    assert_int_equal(orgpol_check_client_grant(&request, NULL, short_array, 0, NULL, 0).reason,
                     ORGPOL_REASON_RESULT_TOO_SMALL);
    assert_int_equal(orgpol_check_client_grant(&request, NULL, NULL, 0, NULL, 0).effect, ORGPOL_EFFECT_ALLOW);
    request.is_client_authenticated = 0; /* a denial writes no scopes, whatever room there is */
    assert_int_equal(orgpol_check_client_grant(&request, &result, short_array, 2, NULL, 0).effect,
                     ORGPOL_EFFECT_DENY);
    assert_text(short_array[0], "untouched");
    request.is_client_authenticated = 1;
    request.scopes = asked;
    request.scope_count = 3;
    decision = orgpol_check_client_grant(&request, &result, NULL, 0, short_array, 1);
    assert_int_equal(decision.reason, ORGPOL_REASON_RESULT_TOO_SMALL);
    assert_int_equal(result.missing_scope_count, 2);
    assert_text(short_array[0], "untouched");
    decision = orgpol_check_client_grant(&request, &result, NULL, 0, short_array, 2);
    assert_int_equal(decision.reason, ORGPOL_REASON_SCOPE_NOT_IN_CLIENT_GRANT);
    assert_text(short_array[0], "x"); /* as requested, not in the API's order */
    assert_text(short_array[1], "d");
}

static void conditions_on_the_client(void **state)
{
    struct orgpol_client_grant_request request = client_request(&world);

    (void)state;
    world.client.grant_types = ORGPOL_GRANT_TYPE_AUTHORIZATION_CODE; /* M2M-02 */
    assert_unmet(&request, BIT(CLIENT_CREDENTIALS_NOT_ENABLED));
    world.client.grant_types = 0; /* a first party's default has it, a strict client's not */
    assert_unmet(&request, 0);
    make_third_party(&world, ORGPOL_SECURITY_MODE_STRICT);
    assert_unmet(&request, BIT(CLIENT_CREDENTIALS_NOT_ENABLED));
    make_third_party(&world, ORGPOL_SECURITY_MODE_PERMISSIVE);
    assert_unmet(&request, 0);
    world.client.token_endpoint_auth_method = ORGPOL_AUTH_METHOD_NONE; /* M2M-03; and its default lacks it */
    assert_unmet(&request, BIT(CLIENT_CREDENTIALS_NOT_ENABLED) | BIT(CLIENT_IS_PUBLIC));
    world.client.grant_types = ORGPOL_GRANT_TYPE_CLIENT_CREDENTIALS;
    assert_unmet(&request, BIT(CLIENT_IS_PUBLIC));
    for (unsigned type = 0; type <= 3; type++) { /* M2M-04 */
        request = client_request(&world);
        world.client.external_metadata_type = (uint8_t)(type == 3 ? ORGPOL_WORD_UNKNOWN : type);
        assert_unmet(&request, type == 0 ? 0 : BIT(CLIENT_IS_DYNAMIC));
    }
}

static void conditions_on_the_api(void **state)
{
    struct orgpol_client_grant_request request = client_request(&world);

    (void)state;
    request.audience.len = 0; /* M2M-05 */
    request.resource_server = NULL;
    request.client_grant = NULL;
    assert_unmet(&request, BIT(M2M_AUDIENCE_MISSING));
    request = client_request(&world);
    request.resource_server = NULL; /* M2M-06: nothing that needs an API is evaluated, even with a grant */
    assert_unmet(&request, BIT(M2M_AUDIENCE_UNKNOWN));
    request = client_request(&world);
    request.audience.len = 0;
    world.settings.default_audience = GRANT_AUDIENCE;
    assert_unmet(&request, 0);
    request = client_request(&world);
    world.api.is_system = 1; /* M2M-07: first parties can */
    assert_unmet(&request, 0);
    make_third_party(&world, ORGPOL_SECURITY_MODE_PERMISSIVE);
    assert_unmet(&request, BIT(M2M_SYSTEM_API));
    request = client_request(&world);
    for (unsigned policy = 0; policy <= 3; policy++) { /* M2M-08, TRAP-19 */
        const bool grants = policy == 0 || policy == ORGPOL_CLIENT_POLICY_REQUIRE_CLIENT_GRANT;

        world.api.client_policy = (uint8_t)(policy == 3 ? ORGPOL_WORD_UNKNOWN : policy);
        assert_unmet(&request, grants ? 0 : BIT(API_DENIES_CLIENTS));
    }
}

static void conditions_on_the_grant(void **state)
{
    struct orgpol_client_grant_request request = client_request(&world);

    (void)state;
    request.client_grant = NULL; /* M2M-09 */
    assert_unmet(&request, BIT(NO_CLIENT_GRANT));
    request.default_client_grant = &world.fallback; /* M2M-11 */
    assert_unmet(&request, BIT(NO_CLIENT_GRANT));
    make_third_party(&world, ORGPOL_SECURITY_MODE_PERMISSIVE); /* M2M-13 */
    assert_unmet(&request, 0);
    assert_text(result.grant_id, "cgr_default");
    assert_int_equal(result.is_default_grant, 1);
    make_third_party(&world, ORGPOL_SECURITY_MODE_STRICT); /* M2M-10 */
    assert_unmet(&request, 0);
    assert_int_equal(result.scope_count, 1);
    request.has_several_client_grants = 1; /* CFG-26 */
    assert_unmet(&request, BIT(NO_CLIENT_GRANT_STRICT));
    request.client_grant = &world.own;
    assert_unmet(&request, BIT(NO_CLIENT_GRANT_STRICT));
    request.has_several_client_grants = 0;
    assert_unmet(&request, 0);
    assert_text(result.grant_id, "cgr_own");
    world.own.subject_type = ORGPOL_SUBJECT_TYPE_USER; /* M2M-12: neither helps nor keeps the default out */
    assert_unmet(&request, 0);
    assert_text(result.grant_id, "cgr_default");
    world.fallback.subject_type = ORGPOL_SUBJECT_TYPE_USER;
    assert_unmet(&request, BIT(NO_CLIENT_GRANT_STRICT));
    world.fallback.subject_type = ORGPOL_WORD_UNKNOWN;
    assert_unmet(&request, BIT(NO_CLIENT_GRANT_STRICT));
    world.own.subject_type = ORGPOL_SUBJECT_TYPE_UNSET; /* client */
    assert_unmet(&request, 0);
    world.own.default_for = ORGPOL_WORD_UNKNOWN; /* both owners: no grant */
    assert_unmet(&request, BIT(NO_CLIENT_GRANT_STRICT));
    world.fallback.subject_type = ORGPOL_SUBJECT_TYPE_CLIENT;
    world.fallback.default_for = ORGPOL_WORD_UNKNOWN;
    assert_unmet(&request, BIT(NO_CLIENT_GRANT_STRICT));
    /* a client that may be first party or strict: the conditions of both, and no default grant */
    world.fallback.default_for = ORGPOL_DEFAULT_FOR_THIRD_PARTY_CLIENTS;
    world.client.is_first_party = 1;
    world.client.external_metadata_type = ORGPOL_WORD_UNKNOWN;
    assert_unmet(&request, BIT(CLIENT_IS_DYNAMIC) | BIT(NO_CLIENT_GRANT_STRICT) | BIT(NO_CLIENT_GRANT));
}

/* In an organization: the table of rulebook 2.3 is in test/property/client_grant_space.c. */
static void conditions_on_the_organization(void **state)
{
    struct orgpol_client_grant_request request = client_request(&world);

    (void)state;
    world.own.organization_usage = ORGPOL_USAGE_ALLOW;
    request.sent_organization = ORGPOL_STR("ACME"); /* M2M-15 */
    assert_unmet(&request, BIT(M2M_ORGANIZATION_MUST_BE_ID));
    request.organization = &world.organization; /* a row all the same is not read */
    assert_unmet(&request, BIT(M2M_ORGANIZATION_MUST_BE_ID));
    world.settings.allow_organization_name_in_authentication_api = 1;
    assert_unmet(&request, BIT(GRANT_NOT_ASSOCIATED));
    request.organization_client_grant = &world.association;
    assert_unmet(&request, 0);
    assert_text(result.org_id, "org_a");
    assert_text(result.org_name, "acme");
    request.organization = NULL; /* M2M-14 */
    request.organization_client_grant = NULL;
    assert_unmet(&request, BIT(M2M_ORGANIZATION_UNKNOWN));
    request.client_grant = NULL; /* also without a grant */
    assert_unmet(&request, BIT(NO_CLIENT_GRANT) | BIT(M2M_ORGANIZATION_UNKNOWN));
    request.client_grant = &world.own;
    request.sent_organization = ORGPOL_STR("org_a");
    request.organization = &world.organization;
    world.own.allow_any_organization = 1; /* M2M-19 */
    assert_unmet(&request, 0);
    make_third_party(&world, ORGPOL_SECURITY_MODE_STRICT); /* CFG-30 */
    assert_unmet(&request, BIT(GRANT_NOT_ASSOCIATED));
    make_third_party(&world, ORGPOL_SECURITY_MODE_PERMISSIVE); /* M2M-36 */
    assert_unmet(&request, BIT(GRANT_NOT_ASSOCIATED));
    world.own.organization_usage = ORGPOL_USAGE_UNSET; /* M2M-18 */
    assert_unmet(&request, BIT(GRANT_DENIES_ORGANIZATION));
    world.own.organization_usage = ORGPOL_WORD_UNKNOWN;
    assert_unmet(&request, BIT(GRANT_DENIES_ORGANIZATION));
    request.client_grant = NULL; /* M2M-20 */
    request.default_client_grant = &world.fallback;
    world.fallback.organization_usage = ORGPOL_USAGE_ALLOW; /* CFG-29 */
    world.fallback.allow_any_organization = 1;
    assert_unmet(&request, BIT(DEFAULT_GRANT_WITHOUT_ORGANIZATION));
    request.sent_organization.len = 0;
    request.organization = NULL;
    world.fallback.organization_usage = ORGPOL_USAGE_REQUIRE;
    assert_unmet(&request, 0);
}

static void default_organizations(void **state)
{
    struct orgpol_client_grant_request request = client_request(&world);

    (void)state;
    world.own.organization_usage = ORGPOL_USAGE_REQUIRE;
    assert_unmet(&request, BIT(GRANT_REQUIRES_ORGANIZATION));
    world.client.default_organization_id = world.organization.id;
    assert_unmet(&request, BIT(GRANT_REQUIRES_ORGANIZATION)); /* CFG-20: its flows lack client_credentials */
    world.client.default_organization_for_client_credentials = 1;
    assert_unmet(&request, BIT(DEFAULT_ORGANIZATION_UNKNOWN)); /* M2M-24 */
    request.organization = &world.organization;
    assert_unmet(&request, BIT(GRANT_NOT_ASSOCIATED)); /* M2M-22, M2M-19 */
    request.organization_client_grant = &world.association;
    assert_unmet(&request, 0);
    assert_text(result.org_id, "org_a");
    assert_text(result.org_name, "");
    world.own.organization_usage = ORGPOL_USAGE_ALLOW; /* not used */
    assert_unmet(&request, 0);
    assert_text(result.org_id, "");
    world.own.organization_usage = ORGPOL_USAGE_DENY;
    assert_unmet(&request, 0);
    assert_text(result.org_id, "");
    world.own.organization_usage = ORGPOL_WORD_UNKNOWN; /* neither with nor without */
    assert_unmet(&request, BIT(GRANT_REQUIRES_ORGANIZATION));
}

static void scopes_of_the_token(void **state)
{
    const struct orgpol_str asked[] = {ORGPOL_STR("w"), ORGPOL_STR(""), ORGPOL_STR("w")};
    const struct orgpol_str unknown[] = {ORGPOL_STR("gone"), ORGPOL_STR("w"), ORGPOL_STR("")};
    const struct orgpol_str doubled[] = {ORGPOL_STR("w"), ORGPOL_STR("r"), ORGPOL_STR("w")};
    const struct orgpol_str second[] = {ORGPOL_STR(""), ORGPOL_STR("w")};
    const struct orgpol_str nothing[] = {ORGPOL_STR(""), ORGPOL_STR_NONE};
    struct orgpol_client_grant_request request = client_request(&world);

    (void)state;
    request.scopes = asked;
    request.scope_count = 3;
    assert_unmet(&request, 0);
    assert_int_equal(result.scope_count, 1); /* M2M-29 */
    assert_text(scopes[0], "w");
    world.options.scope_subset = ORGPOL_SCOPE_SUBSET_CEILING;
    assert_unmet(&request, 0);
    assert_int_equal(result.scope_count, 2);
    request.scopes = nothing; /* M2M-27 */
    request.scope_count = 2;
    world.options.scope_subset = ORGPOL_SCOPE_SUBSET_SUBSET;
    assert_unmet(&request, 0);
    assert_int_equal(result.scope_count, 2);
    request.scopes = second; /* behind an empty scope too, what is asked for is all there is */
    assert_unmet(&request, 0);
    assert_int_equal(result.scope_count, 1);
    assert_text(scopes[0], "w");
    request.scopes = unknown; /* CFG-31: what the API lacks is in no ceiling, whatever the grant says */
    request.scope_count = 2;
    world.own.scopes = unknown;
    assert_unmet(&request, BIT(SCOPE_NOT_IN_CLIENT_GRANT));
    assert_int_equal(result.missing_scope_count, 1);
    assert_text(missing[0], "gone");
    request.scope_count = 3; /* M2M-27: an empty scope is none, and so is not missing */
    assert_unmet(&request, BIT(SCOPE_NOT_IN_CLIENT_GRANT));
    assert_int_equal(result.missing_scope_count, 1);
    assert_int_equal(result.advice, ORGPOL_ADVICE_UNKNOWN_SCOPE);
    request.scope_count = 0;
    assert_unmet(&request, 0);
    assert_int_equal(result.scope_count, 1);
    assert_int_equal(result.advice, ORGPOL_ADVICE_UNKNOWN_SCOPE);
    world.own.allow_all_scopes = 1; /* M2M-26, CFG-28 */
    assert_unmet(&request, 0);
    assert_int_equal(result.scope_count, 3);
    assert_int_equal(result.advice, 0);
    world.api.scopes = asked; /* an API's list with doubles and blanks */
    assert_unmet(&request, 0);
    assert_int_equal(result.scope_count, 1);
    world.api.scopes = doubled; /* a scope stands where the API has it first */
    assert_unmet(&request, 0);
    assert_int_equal(result.scope_count, 2);
    assert_text(scopes[0], "w");
    assert_text(scopes[1], "r");
}

/* M2M-29: a scope of the grant is in the token wherever the API has it, alone and after the API's first. */
static void any_place_of_the_api(void **state)
{
    static struct orgpol_str many[ORGPOL_SCOPE_LIMIT];
    static char names[ORGPOL_SCOPE_LIMIT][16];
    struct orgpol_client_grant_request request = client_request(&world);
    struct orgpol_str granted[2];

    (void)state;
    for (int i = 0; i < ORGPOL_SCOPE_LIMIT; i++) {
        snprintf(names[i], sizeof names[i], "s%d", i);
        many[i] = orgpol_str_of(names[i]);
    }
    world.api.scopes = many;
    world.api.scope_count = ORGPOL_SCOPE_LIMIT;
    world.own.scopes = granted;
    granted[1] = many[0];
    for (size_t place = 1; place < ORGPOL_SCOPE_LIMIT; place++) {
        granted[0] = many[place];
        world.own.scope_count = 1;
        assert_unmet(&request, 0);
        assert_int_equal(result.scope_count, 1);
        assert_text(scopes[0], names[place]);
        world.own.scope_count = 2;
        assert_unmet(&request, 0);
        assert_int_equal(result.scope_count, 2);
        assert_text(scopes[0], "s0");
        assert_text(scopes[1], names[place]);
    }
}

/* M2M-09, M2M-28: where there is no grant, that is what is missing, and not the scopes; nor is there advice.
 */
static void without_a_grant_no_scope_is_missing(void **state)
{
    const struct orgpol_str asked[] = {ORGPOL_STR("w"), ORGPOL_STR("gone")};
    struct orgpol_client_grant_request request = client_request(&world);

    (void)state;
    request.scopes = asked;
    request.scope_count = 2;
    request.client_grant = NULL;
    assert_unmet(&request, BIT(NO_CLIENT_GRANT));
    assert_int_equal(result.missing_scope_count, 0);
    assert_int_equal(result.advice, 0);
}

static void quotas(void **state)
{
    struct orgpol_client_grant_request request = client_request(&world);

    (void)state;
    world.own.organization_usage = ORGPOL_USAGE_ALLOW;
    world.own.allow_any_organization = 1;
    request.default_client_quota = &world.default_client_quota;
    request.default_organization_quota = &world.default_organization_quota;
    assert_unmet(&request, 0); /* no limits */
    world.default_client_quota.has_per_hour = 1;
    assert_unmet(&request, BIT(CLIENT_QUOTA_EXCEEDED)); /* a limit of zero tokens */
    world.default_client_quota.per_hour = 10;
    assert_unmet(&request, 0);
    request.client_usage = &world.client_usage;
    world.client_usage.hour = 9; /* one more is the tenth */
    assert_unmet(&request, 0);
    world.client_usage.hour = 10;
    assert_unmet(&request, BIT(CLIENT_QUOTA_EXCEEDED));
    world.client_usage.hour = UINT64_MAX; /* no sum overflows */
    assert_unmet(&request, BIT(CLIENT_QUOTA_EXCEEDED));
    world.default_client_quota.per_hour = UINT64_MAX;
    assert_unmet(&request, BIT(CLIENT_QUOTA_EXCEEDED));
    request.client_quota = &world.client_quota; /* the client's own takes the place of the tenant's, whole */
    assert_unmet(&request, 0);
    world.client_quota.has_per_day = 1;
    world.client_quota.per_day = 5;
    world.client_usage.day = 5;
    assert_unmet(&request, BIT(CLIENT_QUOTA_EXCEEDED));
    world.client_quota.is_not_enforced = 1;
    assert_int_equal(check(&request).obligations, ORGPOL_MUST_LOG_QUOTA_EXCEEDED);
    assert_unmet(&request, 0);
    /* the organization's counts only in one */
    world.default_organization_quota.has_per_hour = 1;
    assert_unmet(&request, 0);
    request.sent_organization = world.organization.id;
    request.organization = &world.organization;
    assert_unmet(&request, BIT(ORGANIZATION_QUOTA_EXCEEDED));
    assert_int_equal(check(&request).obligations, ORGPOL_MUST_LOG_QUOTA_EXCEEDED);
    request.organization_quota = &world.organization_quota;
    assert_unmet(&request, 0);
    request.client_quota = NULL;
    request.default_client_quota = NULL;
    assert_int_equal(check(&request).obligations, 0);
    world.organization_quota.has_per_day = 1;
    world.organization_quota.is_not_enforced = 1;
    assert_int_equal(check(&request).obligations, ORGPOL_MUST_LOG_QUOTA_EXCEEDED);
    request.action_verdict = ORGPOL_ACTION_VERDICT_DENY; /* after the quotas */
    assert_int_equal(check(&request).obligations, ORGPOL_MUST_LOG_QUOTA_EXCEEDED);
    world.client.grant_types = ORGPOL_GRANT_TYPE_IMPLICIT; /* never came to the quotas */
    assert_int_equal(check(&request).obligations, 0);
    request = client_request(&world);
    world.client_quota.has_per_hour = 1;
    request.client_quota = &world.client_quota;
    request.resource_server = NULL;
    assert_unmet(&request, BIT(M2M_AUDIENCE_UNKNOWN) | BIT(CLIENT_QUOTA_EXCEEDED));
}

static void hooks_actions_and_dialects(void **state)
{
    struct orgpol_client_grant_request request = client_request(&world);

    (void)state;
    world.settings.has_credentials_exchange_hook = 1; /* M2M-33 */
    assert_unmet(&request, 0);
    make_third_party(&world, ORGPOL_SECURITY_MODE_PERMISSIVE);
    assert_unmet(&request, 0);
    make_third_party(&world, ORGPOL_SECURITY_MODE_STRICT);
    assert_unmet(&request, BIT(HOOK_NOT_FOR_STRICT));
    request = client_request(&world);
    request.action_verdict = ORGPOL_ACTION_VERDICT_DENY; /* M2M-34 */
    assert_unmet(&request, BIT(EXCHANGE_DENIED_BY_ACTION));
    request = client_request(&world);
    for (unsigned dialect = 0; dialect <= 5; dialect++) { /* TOKEN-07 */
        const bool rfc9068 = dialect == ORGPOL_TOKEN_DIALECT_RFC9068_PROFILE ||
                             dialect == ORGPOL_TOKEN_DIALECT_RFC9068_PROFILE_AUTHZ;

        world.api.token_dialect = (uint8_t)(dialect == 5 ? ORGPOL_WORD_UNKNOWN : dialect);
        assert_int_equal(check(&request).obligations, rfc9068 ? ORGPOL_MUST_ADD_JTI : 0);
        assert_int_equal(result.token_profile,
                         rfc9068 ? ORGPOL_TOKEN_PROFILE_RFC9068 : ORGPOL_TOKEN_PROFILE_AUTH0);
        request.action_verdict = ORGPOL_ACTION_VERDICT_DENY;
        assert_int_equal(check(&request).obligations, 0);
        request.action_verdict = ORGPOL_ACTION_VERDICT_ALLOW;
    }
}

static void default_options_and_settings(void **state)
{
    struct orgpol_client_grant_request request = client_request(&world);

    (void)state;
    request.options = NULL;
    request.settings = NULL;
    assert_unmet(&request, 0);
    /* A request from an older header, which ended before the quotas. */
    request = client_request(&world);
    world.client_quota.has_per_hour = 1;
    request.client_quota = &world.client_quota;
    request.struct_size = (uint32_t)offsetof(struct orgpol_client_grant_request, client_quota);
    assert_unmet(&request, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everything_in_order_is_allowed),
        cmocka_unit_test(nothing_given_is_denied),
        cmocka_unit_test(odd_structs_are_refused),
        cmocka_unit_test(reserved_members_must_be_zero),
        cmocka_unit_test(rows_without_ids_are_refused),
        cmocka_unit_test(rows_of_others_are_refused),
        cmocka_unit_test(lists_have_limits),
        cmocka_unit_test(short_arrays_are_an_error_with_the_count),
        cmocka_unit_test(conditions_on_the_client),
        cmocka_unit_test(conditions_on_the_api),
        cmocka_unit_test(conditions_on_the_grant),
        cmocka_unit_test(conditions_on_the_organization),
        cmocka_unit_test(default_organizations),
        cmocka_unit_test(scopes_of_the_token),
        cmocka_unit_test(any_place_of_the_api),
        cmocka_unit_test(without_a_grant_no_scope_is_missing),
        cmocka_unit_test(quotas),
        cmocka_unit_test(hooks_actions_and_dialects),
        cmocka_unit_test(default_options_and_settings),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
