/* SPDX-License-Identifier: MIT */
/* orgpol_check_user_grant as an interface; the rules are in test/vectors/user_grant.txt too. */
#include "support.h"

#include "../property/grants.h"

#define BIT(name) (UINT64_C(1) << place_of(ORGPOL_REASON_##name))

static struct grant_world world;
static struct orgpol_user_grant_result result;
static struct orgpol_str scopes[8];
static struct orgpol_str permissions[8];

static const struct orgpol_str everything[] = {
    {"openid", 6}, {"d", 1}, {"w", 1}, {"r", 1}, {"offline_access", 14}};

static unsigned place_of(uint16_t reason)
{
    for (unsigned place = 0; place < orgpol_family_size(ORGPOL_FAMILY_USER_GRANT); place++)
        if (orgpol_family_reason(ORGPOL_FAMILY_USER_GRANT, place) == reason)
            return place;
    fail_msg("reason %u is not of the family", reason);
    return 0;
}

static struct orgpol_user_grant_request usual(void)
{
    struct orgpol_user_grant_request request = user_request(&world);

    request.scopes = everything;
    request.scope_count = 5;
    return request;
}

static struct orgpol_decision check(const struct orgpol_user_grant_request *request)
{
    result = (struct orgpol_user_grant_result)ORGPOL_USER_GRANT_RESULT_INIT;
    memset(&result.advice, 0xA5, sizeof result - sizeof result.struct_size);
    return orgpol_check_user_grant(request, &result, scopes, 8, permissions, 8);
}

static void assert_unmet(const struct orgpol_user_grant_request *request, uint64_t unmet)
{
    static const struct orgpol_user_grant_result strictest = ORGPOL_USER_GRANT_RESULT_INIT;
    const struct orgpol_decision decision = check(request);

    assert_int_equal(decision.family, ORGPOL_FAMILY_USER_GRANT);
    assert_int_equal(decision.effect, unmet ? ORGPOL_EFFECT_DENY : ORGPOL_EFFECT_ALLOW);
    assert_int_equal(decision.unmet, unmet);
    if (unmet) {
        result.advice = 0;
        assert_memory_equal(&result, &strictest, sizeof result);
    }
}

static void assert_error(const struct orgpol_user_grant_request *request, uint16_t reason)
{
    static const struct orgpol_user_grant_result strictest = ORGPOL_USER_GRANT_RESULT_INIT;
    const struct orgpol_decision decision = check(request);

    assert_int_equal(decision.effect, ORGPOL_EFFECT_ERROR);
    assert_int_equal(decision.family, ORGPOL_FAMILY_USER_GRANT);
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

static void assert_scopes(const struct orgpol_user_grant_request *request, const char *want)
{
    char have[64] = "";

    assert_unmet(request, 0);
    for (uint32_t i = 0; i < result.scope_count; i++) {
        strcat(have, i ? " " : "");
        strncat(have, scopes[i].ptr, scopes[i].len);
    }
    assert_string_equal(have, want);
}

static void everything_in_order_is_allowed(void **state)
{
    struct orgpol_user_grant_request request = usual();

    (void)state;
    assert_scopes(&request, "r w d"); /* UAPI-04: allow_all, the grant is no ceiling */
    assert_int_equal(result.is_grant_governing, 0);
    assert_text(result.grant_id, "");
    assert_text(result.audience, "https://api.example.com");
    assert_text(result.sub, "auth0|u");
    assert_text(result.client_id, "app");
    assert_text(result.org_id, "");
    assert_int_equal(result.is_id_token_issued, 1);
    assert_int_equal(result.may_have_refresh_token, 0); /* the API does not allow it */
    assert_int_equal(result.token_profile, ORGPOL_TOKEN_PROFILE_AUTH0);
    assert_int_equal(result.is_refresh, 0);
    assert_int_equal(result.has_permissions, 0);
    assert_int_equal(result.advice, 0);
}

static void nothing_given_is_denied(void **state)
{
    struct orgpol_user_grant_request request = ORGPOL_USER_GRANT_REQUEST_INIT;

    (void)state;
    assert_error(&request, ORGPOL_REASON_MISSING_INPUT); /* whose token it is must be said */
    request.user_id = ORGPOL_STR("auth0|u");
    assert_unmet(&request, BIT(UNKNOWN_CLIENT));
    assert_int_equal(check(&request).obligations, ORGPOL_MUST_SHOW_ERROR_PAGE);
    request.organization_id = ORGPOL_STR("org_x");
    request.audience = ORGPOL_STR("https://x");
    assert_unmet(&request, BIT(UNKNOWN_CLIENT)); /* nothing else is evaluated */
    assert_error(NULL, ORGPOL_REASON_MISSING_INPUT);
    assert_int_equal(orgpol_check_user_grant(&request, NULL, NULL, 0, NULL, 0).effect, ORGPOL_EFFECT_DENY);
}

static void odd_structs_are_refused(void **state)
{
    struct orgpol_user_grant_request request = usual();
    uint32_t *const sizes[] = {
        &request.struct_size,        &world.options.struct_size,      &world.settings.struct_size,
        &world.client.struct_size,   &world.api.struct_size,          &world.own.struct_size,
        &world.fallback.struct_size, &world.organization.struct_size,
    };

    (void)state;
    request.organization_id = world.organization.id;
    request.organization = &world.organization;
    request.default_client_grant = &world.fallback;
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        const uint32_t size = *sizes[i];

        *sizes[i] = 0;
        assert_error(&request, ORGPOL_REASON_UNSUPPORTED_INPUT);
        *sizes[i] = size + 1;
        assert_error(&request, ORGPOL_REASON_UNSUPPORTED_INPUT);
        *sizes[i] = size;
    }
    assert_unmet(&request, 0);
    request.struct_size = 8; /* nothing of it but that: nobody */
    assert_error(&request, ORGPOL_REASON_MISSING_INPUT);
    request.struct_size = sizeof request;
    result.struct_size = 4;
    assert_int_equal(orgpol_check_user_grant(&request, &result, NULL, 0, NULL, 0).effect,
                     ORGPOL_EFFECT_ERROR);
#define REFUSED(change)                                          \
    do {                                                         \
        request = usual();                                       \
        request.organization_id = world.organization.id;         \
        request.organization = &world.organization;              \
        request.default_client_grant = &world.fallback;          \
        change;                                                  \
        assert_error(&request, ORGPOL_REASON_UNSUPPORTED_INPUT); \
    } while (0)
    REFUSED(request.reserved = 1);
    REFUSED(request.response_mode = 2);
    REFUSED(request.original_scopes = everything; request.original_scope_count = 1);
    REFUSED(request.original_scope_count = 1); /* a list that is not there is no reason to read it */
    REFUSED(world.options.reserved = 1);
    REFUSED(world.options.absent_security_mode = 2);
    REFUSED(world.settings.reserved = 1);
    REFUSED(world.settings.reserved2 = 1);
    REFUSED(world.client.reserved = 1);
    REFUSED(world.organization.reserved = 1);
    REFUSED(world.organization.reserved2 = 1);
    REFUSED(world.api.reserved = 1);
    REFUSED(world.own.reserved = 1);
    REFUSED(world.own.reserved2 = 1);
    REFUSED(world.own.reserved3 = 1);
    REFUSED(world.fallback.reserved = 1);
    REFUSED(world.fallback.reserved2 = 1);
    REFUSED(world.fallback.reserved3 = 1);
#undef REFUSED
}

static void rows_of_others_are_refused(void **state)
{
    struct orgpol_user_grant_request request;

    (void)state;
#define REFUSED(change, reason)                          \
    do {                                                 \
        request = usual();                               \
        request.organization_id = world.organization.id; \
        request.organization = &world.organization;      \
        request.default_client_grant = &world.fallback;  \
        change;                                          \
        assert_error(&request, ORGPOL_REASON_##reason);  \
    } while (0)
    REFUSED(world.client.client_id.len = 0, ROW_WITHOUT_ID);
    REFUSED(world.organization.id.len = 0, ROW_WITHOUT_ID);
    REFUSED(world.api.identifier.len = 0, ROW_WITHOUT_ID);
    REFUSED(world.own.client_id.len = 0, ROW_WITHOUT_ID);
    REFUSED(world.own.audience.len = 0, ROW_WITHOUT_ID);
    REFUSED(world.fallback.audience.len = 0, ROW_WITHOUT_ID);
    REFUSED(request.organization_id = ORGPOL_STR("org_b"), ROW_OF_OTHER_ORGANIZATION);
    REFUSED(request.organization_id.len = 0, ROW_OF_OTHER_ORGANIZATION);
    REFUSED(request.audience = ORGPOL_STR("https://b"), ROW_OF_OTHER_RESOURCE_SERVER);
    REFUSED(world.own.audience = ORGPOL_STR("https://b"), ROW_OF_OTHER_RESOURCE_SERVER);
    REFUSED(world.fallback.audience = ORGPOL_STR("https://b"), ROW_OF_OTHER_RESOURCE_SERVER);
    REFUSED(world.own.client_id = ORGPOL_STR("b"), ROW_OF_OTHER_CLIENT);
    REFUSED(world.fallback.client_id = ORGPOL_STR("app"), ROW_OF_OTHER_CLIENT);
    REFUSED(request.client = NULL, ROW_OF_OTHER_CLIENT);
#undef REFUSED
}

static void lists_have_limits(void **state)
{
    static struct orgpol_str many[ORGPOL_SCOPE_LIMIT + 1];
    struct orgpol_user_grant_request request = usual();
    struct {
        const struct orgpol_str **list;
        size_t *count;
    } const lists[] = {
        {&request.scopes, &request.scope_count},
        {&request.original_scopes, &request.original_scope_count},
        {&request.permissions, &request.permission_count},
        {&request.authorization_details_types, &request.authorization_details_type_count},
        {&world.api.scopes, &world.api.scope_count},
        {&world.own.scopes, &world.own.scope_count},
        {&world.own.authorization_details_types, &world.own.authorization_details_type_count},
        {&world.fallback.scopes, &world.fallback.scope_count},
        {&world.fallback.authorization_details_types, &world.fallback.authorization_details_type_count},
    };

    (void)state;
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        request = usual();
        if (lists[i].list == &request.original_scopes) {
            request.is_refresh = 1;
            request.scope_count = 0;
        }
        request.default_client_grant = &world.fallback;
        *lists[i].list = many;
        *lists[i].count = ORGPOL_SCOPE_LIMIT + 1;
        assert_error(&request, ORGPOL_REASON_TOO_MANY_SCOPES);
        *lists[i].count = ORGPOL_SCOPE_LIMIT;
        assert_unmet(&request, 0);
        *lists[i].list = NULL;
        *lists[i].count = 1;
        assert_error(&request, ORGPOL_REASON_MISSING_INPUT);
    }
}

static void short_arrays_are_an_error_with_the_count(void **state)
{
    const struct orgpol_str held[] = {ORGPOL_STR("w"), ORGPOL_STR("r")};
    struct orgpol_str room[3] = {ORGPOL_STR("untouched")};
    struct orgpol_user_grant_request request = usual();

    (void)state;
    world.api.enforce_policies = 1;
    world.api.token_dialect = ORGPOL_TOKEN_DIALECT_ACCESS_TOKEN_AUTHZ;
    request.permissions = held;
    request.permission_count = 2;
    assert_broken(orgpol_check_user_grant(&request, &result, room, 1, NULL, 0), ORGPOL_FAMILY_USER_GRANT,
                  ORGPOL_REASON_RESULT_TOO_SMALL);
    assert_int_equal(result.scope_count, 2);
    assert_int_equal(result.sub.len | result.token_profile | result.is_id_token_issued, 0);
    assert_int_equal(orgpol_check_user_grant(&request, &result, NULL, 0, room, 1).reason,
                     ORGPOL_REASON_RESULT_TOO_SMALL);
    assert_int_equal(result.permission_count, 2);
    assert_text(room[0], "untouched");
    assert_int_equal(orgpol_check_user_grant(&request, NULL, NULL, 0, NULL, 0).effect, ORGPOL_EFFECT_ALLOW);
    assert_int_equal(orgpol_check_user_grant(&request, NULL, NULL, 0, room, 2).effect, ORGPOL_EFFECT_ALLOW);
    assert_text(room[0], "r");
    assert_text(room[1], "w");
}

static void conditions_on_rows(void **state)
{
    struct orgpol_user_grant_request request = usual();

    (void)state;
    request.organization_id = world.organization.id; /* LOGIN-28 */
    assert_unmet(&request, BIT(UNKNOWN_ORGANIZATION));
    request.organization = &world.organization;
    assert_unmet(&request, 0);
    assert_text(result.org_id, "org_a");
    assert_text(result.org_name, "");
    world.settings.allow_organization_name_in_authentication_api = 1;
    assert_unmet(&request, 0);
    assert_text(result.org_name, "acme");
    request = usual();
    request.resource_server = NULL; /* UAPI-02 */
    assert_unmet(&request, BIT(SERVICE_NOT_FOUND));
    request = usual();
    world.api.is_system = 1; /* UAPI-08 */
    assert_unmet(&request, 0);
    make_third_party(&world, ORGPOL_SECURITY_MODE_STRICT);
    assert_unmet(&request, BIT(SYSTEM_API_NOT_FOR_THIRD_PARTY));
    make_third_party(&world, ORGPOL_SECURITY_MODE_PERMISSIVE);
    assert_unmet(&request, BIT(SYSTEM_API_NOT_FOR_THIRD_PARTY));
}

/* UAPI-01: no API is asked for. */
static void without_an_audience(void **state)
{
    struct orgpol_user_grant_request request = usual();

    (void)state;
    request.audience.len = 0;
    request.resource_server = NULL;
    request.client_grant = NULL;
    assert_scopes(&request, "");
    assert_text(result.audience, "");
    assert_int_equal(result.token_profile, ORGPOL_TOKEN_PROFILE_UNSET);
    assert_int_equal(result.is_id_token_issued, 1);
    assert_int_equal(result.may_have_refresh_token, 0);
    make_third_party(&world, ORGPOL_SECURITY_MODE_STRICT);
    assert_scopes(&request, "");
    assert_int_equal(result.is_id_token_issued, 0);
}

/* UAPI-05 to -07; the whole policy table is in test/property/user_grant_space.c. */
static void conditions_on_the_grant(void **state)
{
    struct orgpol_user_grant_request request = usual();

    (void)state;
    request.client_grant = NULL;
    assert_unmet(&request, 0);
    world.api.user_policy = ORGPOL_USER_POLICY_REQUIRE_CLIENT_GRANT;
    assert_unmet(&request, BIT(NO_USER_GRANT));
    request.default_client_grant = &world.fallback;
    assert_unmet(&request, BIT(NO_USER_GRANT));
    make_third_party(&world, ORGPOL_SECURITY_MODE_PERMISSIVE);
    assert_scopes(&request, "r");
    assert_int_equal(result.is_default_grant, 1);
    assert_text(result.grant_id, "cgr_default");
    make_third_party(&world, ORGPOL_SECURITY_MODE_STRICT);
    assert_scopes(&request, "r");
    request.has_several_client_grants = 1;
    assert_unmet(&request, BIT(NO_USER_GRANT_STRICT));
    request.has_several_client_grants = 0;
    request.client_grant = &world.own;
    assert_scopes(&request, "r w");
    assert_int_equal(result.is_grant_governing, 1);
    assert_int_equal(result.is_default_grant, 0);
    world.own.subject_type = ORGPOL_SUBJECT_TYPE_UNSET; /* reads as client, M2M-12 */
    assert_scopes(&request, "r");
    request.default_client_grant = NULL;
    assert_unmet(&request, BIT(NO_USER_GRANT_STRICT));
    world.own.subject_type = ORGPOL_SUBJECT_TYPE_USER;
    world.own.organization_usage = ORGPOL_USAGE_REQUIRE; /* UAPI-09 */
    assert_scopes(&request, "r w");
    world.own.allow_all_scopes = 1; /* UAPI-18 */
    assert_scopes(&request, "r w d");
    world.api.user_policy = ORGPOL_USER_POLICY_UNSET;
    request.client_grant = NULL;
    assert_unmet(&request, BIT(NO_USER_GRANT_STRICT));
    world.api.user_policy = ORGPOL_WORD_UNKNOWN; /* deny_all */
    assert_unmet(&request, BIT(API_DENIES_USERS) | BIT(NO_USER_GRANT_STRICT));
    world.client.is_first_party = 1;
    assert_unmet(&request, BIT(API_DENIES_USERS));
}

static void option_ceiling(void **state)
{
    struct orgpol_user_grant_request request = usual();

    (void)state;
    world.options.user_grant_ceiling = 1; /* UAPI-04 */
    assert_scopes(&request, "r w");
    assert_int_equal(result.is_grant_governing, 1);
    request.client_grant = NULL;
    assert_scopes(&request, "r w d");
    assert_int_equal(result.is_grant_governing, 0);
    request.has_several_client_grants = 1; /* one of two limits, and nobody knows which */
    assert_scopes(&request, "");
    request.authorization_details_types = everything;
    request.authorization_details_type_count = 1;
    assert_unmet(&request, BIT(AUTHORIZATION_DETAILS_NOT_GRANTED));
    world.options.user_grant_ceiling = 0;
    assert_scopes(&request, "r w d");
}

static void scopes_that_are_unknown(void **state)
{
    const struct orgpol_str odd[] = {ORGPOL_STR("gone"), ORGPOL_STR("r")};
    struct orgpol_user_grant_request request = usual();

    (void)state;
    world.own.scopes = odd; /* CFG-31 */
    assert_unmet(&request, 0);
    assert_int_equal(result.advice, 0); /* no grant governs, none is read */
    make_third_party(&world, ORGPOL_SECURITY_MODE_STRICT);
    assert_scopes(&request, "r");
    assert_int_equal(result.advice, ORGPOL_ADVICE_UNKNOWN_SCOPE);
    request.scopes = odd;
    request.scope_count = 2;
    assert_scopes(&request, "r");
    request.scope_count = 1; /* UAPI-15 */
    assert_scopes(&request, "");
    request.scope_count = 0; /* UAPI-13 */
    assert_scopes(&request, "");
}

/* UAPI-16: an API that defines them itself does not make them scopes of an API. */
static void scopes_of_the_identity(void **state)
{
    const struct orgpol_str odd[] = {ORGPOL_STR("openid"), ORGPOL_STR("profile"),        ORGPOL_STR("email"),
                                     ORGPOL_STR("r"),      ORGPOL_STR("offline_access"), ORGPOL_STR("phone")};
    struct orgpol_user_grant_request request = usual();

    (void)state;
    world.api.scopes = odd;
    world.api.scope_count = 6;
    world.api.allow_offline_access = 1;
    world.own.allow_all_scopes = 1;
    request.scopes = odd;
    request.scope_count = 6;
    assert_scopes(&request, "r phone");
    assert_int_equal(result.is_id_token_issued, 1);
    assert_int_equal(result.may_have_refresh_token, 1);
    make_third_party(&world, ORGPOL_SECURITY_MODE_PERMISSIVE);
    assert_scopes(&request, "r phone");
    make_third_party(&world, ORGPOL_SECURITY_MODE_STRICT);
    assert_scopes(&request, "r phone");
    assert_int_equal(result.is_id_token_issued, 0);
    assert_int_equal(result.may_have_refresh_token, 1);
    request.is_refresh = 1; /* they exceed nothing either (UAPI-14) */
    request.original_scopes = odd + 3;
    request.original_scope_count = 3;
    assert_scopes(&request, "r phone");
    request.original_scope_count = 1;
    assert_unmet(&request, BIT(SCOPE_EXCEEDS_ORIGINAL)); /* phone */
    request.scope_count = 5;
    assert_scopes(&request, "r");
    assert_int_equal(result.may_have_refresh_token, 0);
}

static void permissions_of_the_user(void **state)
{
    const struct orgpol_str held[] = {ORGPOL_STR("d"), ORGPOL_STR("gone"), ORGPOL_STR("w")};
    struct orgpol_user_grant_request request = usual();

    (void)state;
    request.permissions = held;
    request.permission_count = 3;
    assert_scopes(&request, "r w d"); /* UAPI-11 */
    world.api.token_dialect = ORGPOL_TOKEN_DIALECT_RFC9068_PROFILE_AUTHZ;
    assert_scopes(&request, "r w d");
    assert_int_equal(result.has_permissions, 0);
    world.api.enforce_policies = 1; /* UAPI-12, TOKEN-09 */
    assert_scopes(&request, "w d");
    assert_int_equal(result.has_permissions, 1);
    assert_int_equal(result.permission_count, 2);
    assert_text(permissions[0], "w");
    assert_text(permissions[1], "d");
    request.permission_count = 0;
    assert_scopes(&request, "");
    assert_int_equal(result.has_permissions, 1); /* empty, but there */
    assert_int_equal(result.permission_count, 0);
    world.api.token_dialect = ORGPOL_TOKEN_DIALECT_RFC9068_PROFILE;
    assert_scopes(&request, "");
    assert_int_equal(result.has_permissions, 0);
}

static void refreshes(void **state)
{
    const struct orgpol_str original[] = {ORGPOL_STR("w"), ORGPOL_STR("offline_access"), ORGPOL_STR("r")};
    const struct orgpol_str more[] = {ORGPOL_STR("r"), ORGPOL_STR("d")};
    const struct orgpol_str others[] = {ORGPOL_STR("r"), ORGPOL_STR("openid"), ORGPOL_STR("gone")};
    const struct orgpol_str second[] = {ORGPOL_STR(""), ORGPOL_STR("w")};
    struct orgpol_user_grant_request request = usual();

    (void)state;
    world.api.allow_offline_access = 1;
    request.scope_count = 0;
    request.original_scopes = original;
    request.original_scope_count = 3;
    assert_error(&request, ORGPOL_REASON_UNSUPPORTED_INPUT); /* not a refresh, and yet its scopes */
    request.is_refresh = 1;
    assert_scopes(&request, "r w"); /* UAPI-13 */
    assert_int_equal(result.may_have_refresh_token, 1);
    assert_int_equal(result.is_refresh, 1);
    request.scopes = more;
    request.scope_count = 2;
    assert_unmet(&request, BIT(SCOPE_EXCEEDS_ORIGINAL)); /* UAPI-14 */
    assert_int_equal(check(&request).obligations, 0);    /* ERR-03 */
    request.scope_count = 1;
    assert_scopes(&request, "r");
    assert_int_equal(result.may_have_refresh_token, 0);
    request.scopes = second; /* an empty scope is none, and not all */
    request.scope_count = 2;
    assert_scopes(&request, "w");
    request.scopes = others; /* only the API's scopes can exceed; an ID token was never asked for */
    request.scope_count = 3;
    assert_scopes(&request, "r");
    assert_int_equal(result.is_id_token_issued, 0);
    request.scope_count = 0;
    make_third_party(&world, ORGPOL_SECURITY_MODE_STRICT); /* today's grant and policy count too */
    request.client_grant = NULL;
    request.default_client_grant = &world.fallback;
    assert_scopes(&request, "r");
    request.original_scope_count = 0; /* a refresh of nothing */
    assert_scopes(&request, "");
}

static void id_and_refresh_tokens(void **state)
{
    struct orgpol_user_grant_request request = usual();

    (void)state;
    world.api.allow_offline_access = 1; /* UAPI-16 */
    assert_unmet(&request, 0);
    assert_int_equal(result.may_have_refresh_token, 1);
    world.client.grant_types = ORGPOL_GRANT_TYPE_AUTHORIZATION_CODE;
    assert_unmet(&request, 0);
    assert_int_equal(result.may_have_refresh_token, 0);
    world.client.grant_types = 0; /* a first party's default has refresh_token */
    assert_unmet(&request, 0);
    assert_int_equal(result.may_have_refresh_token, 1);
    make_third_party(&world, ORGPOL_SECURITY_MODE_STRICT);
    assert_unmet(&request, 0);
    assert_int_equal(result.may_have_refresh_token, 0);
    assert_int_equal(result.is_id_token_issued, 0); /* TOKEN-04 */
    world.client.grant_types = ORGPOL_GRANT_TYPE_REFRESH_TOKEN;
    assert_unmet(&request, 0);
    assert_int_equal(result.may_have_refresh_token, 1);
    make_third_party(&world, ORGPOL_SECURITY_MODE_PERMISSIVE);
    assert_unmet(&request, 0);
    assert_int_equal(result.is_id_token_issued, 1); /* TOKEN-05 */
    request.scopes = everything + 1;
    request.scope_count = 3;
    assert_unmet(&request, 0);
    assert_int_equal(result.is_id_token_issued, 0);
    assert_int_equal(result.may_have_refresh_token, 0);
    world.client.is_first_party = 1; /* may be strict: no ID token */
    request.scopes = everything;
    assert_unmet(&request, 0);
    assert_int_equal(result.is_id_token_issued, 1);
    world.client.external_metadata_type = ORGPOL_WORD_UNKNOWN;
    assert_unmet(&request, 0);
    assert_int_equal(result.is_id_token_issued, 0);
}

static void authorization_details(void **state)
{
    const struct orgpol_str types[] = {ORGPOL_STR("payment"), ORGPOL_STR("account"), ORGPOL_STR("")};
    struct orgpol_user_grant_request request = usual();

    (void)state;
    request.authorization_details_types = types;
    request.authorization_details_type_count = 2;
    assert_unmet(&request, 0); /* no grant governs */
    make_third_party(&world, ORGPOL_SECURITY_MODE_STRICT);
    assert_unmet(&request, BIT(AUTHORIZATION_DETAILS_NOT_GRANTED)); /* UAPI-17 */
    world.own.authorization_details_types = types;
    world.own.authorization_details_type_count = 1;
    assert_unmet(&request, BIT(AUTHORIZATION_DETAILS_NOT_GRANTED));
    world.own.authorization_details_type_count = 2;
    assert_unmet(&request, 0);
    request.authorization_details_type_count = 3; /* no type at all is not one that is listed */
    world.own.authorization_details_type_count = 3;
    assert_unmet(&request, BIT(AUTHORIZATION_DETAILS_NOT_GRANTED));
}

static void claims_and_delivery(void **state)
{
    struct orgpol_user_grant_request request = usual();

    (void)state;
    world.client.external_metadata_type = ORGPOL_METADATA_CIMD; /* TOKEN-10 */
    world.client.external_client_id = ORGPOL_STR("https://cimd.example/c");
    assert_unmet(&request, 0);
    assert_text(result.client_id, "https://cimd.example/c");
    world.client.external_client_id.len = 0;
    assert_unmet(&request, 0);
    assert_text(result.client_id, "app");
    request = usual();
    world.client.external_client_id = ORGPOL_STR("https://cimd.example/c"); /* no cimd client */
    assert_unmet(&request, 0);
    assert_text(result.client_id, "app");
    world.api.token_dialect = ORGPOL_TOKEN_DIALECT_RFC9068_PROFILE;
    assert_int_equal(check(&request).obligations, ORGPOL_MUST_ADD_JTI);
    assert_int_equal(result.token_profile, ORGPOL_TOKEN_PROFILE_RFC9068);
    world.api.user_policy = ORGPOL_USER_POLICY_DENY_ALL;
    assert_int_equal(check(&request).obligations, 0); /* a first party's errors are redirected */
    make_third_party(&world, ORGPOL_SECURITY_MODE_STRICT);
    assert_int_equal(check(&request).obligations, ORGPOL_MUST_SHOW_ERROR_PAGE);
    request.response_mode = ORGPOL_RESPONSE_MODE_WEB_MESSAGE;
    assert_int_equal(check(&request).obligations, 0);
    request.response_mode = ORGPOL_RESPONSE_MODE_UNSET;
    request.is_refresh = 1;
    assert_int_equal(check(&request).obligations, 0);
    request.is_refresh = 0;
    request.options = NULL;
    request.settings = NULL;
    assert_unmet(&request, BIT(API_DENIES_USERS));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everything_in_order_is_allowed),
        cmocka_unit_test(nothing_given_is_denied),
        cmocka_unit_test(odd_structs_are_refused),
        cmocka_unit_test(rows_of_others_are_refused),
        cmocka_unit_test(lists_have_limits),
        cmocka_unit_test(short_arrays_are_an_error_with_the_count),
        cmocka_unit_test(conditions_on_rows),
        cmocka_unit_test(without_an_audience),
        cmocka_unit_test(conditions_on_the_grant),
        cmocka_unit_test(option_ceiling),
        cmocka_unit_test(scopes_that_are_unknown),
        cmocka_unit_test(scopes_of_the_identity),
        cmocka_unit_test(permissions_of_the_user),
        cmocka_unit_test(refreshes),
        cmocka_unit_test(id_and_refresh_tokens),
        cmocka_unit_test(authorization_details),
        cmocka_unit_test(claims_and_delivery),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
