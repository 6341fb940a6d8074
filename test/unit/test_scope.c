/* SPDX-License-Identifier: MIT */
/* Scope text, sets of scopes and the audience of a request. */
#include "support.h"

#include "../property/grants.h"

static void assert_splits(const char *text, const char *joined)
{
    struct orgpol_str scopes[8];
    const size_t count = orgpol_split_scope(orgpol_str_of(text), scopes, 8);
    char have[128] = "";

    assert_true(count <= 8);
    for (size_t i = 0; i < count; i++) {
        strcat(have, i ? "," : "");
        strncat(have, scopes[i].ptr, scopes[i].len);
        assert_true(scopes[i].ptr >= text && scopes[i].ptr + scopes[i].len <= text + strlen(text));
    }
    assert_string_equal(have, joined);
}

static void text_is_split_at_spaces(void **state)
{
    (void)state;
    assert_splits("", "");
    assert_splits("   ", "");
    assert_splits("r", "r");
    assert_splits("r w", "r,w");
    assert_splits("  r   w ", "r,w");
    assert_splits("r r", "r,r");
    assert_splits("read:items https://x/y#z!", "read:items,https://x/y#z!");
    assert_int_equal(orgpol_split_scope((struct orgpol_str)ORGPOL_STR_NONE, NULL, 0), 0);
    assert_int_equal(orgpol_split_scope((struct orgpol_str){NULL, 5}, NULL, 0), 0);
}

/* What RFC 6749 does not allow stays inside the scope, and cannot make two of one. */
static void malformed_text_stays_one_scope(void **state)
{
    (void)state;
    assert_splits("r\tw", "r\tw");
    assert_splits("r\nw d", "r\nw,d");
    assert_splits("\"r\" w\\", "\"r\",w\\");
    assert_splits("r\xC2\xA0w", "r\xC2\xA0w");
    assert_splits("r,w", "r,w");
    assert_int_equal(orgpol_split_scope((struct orgpol_str){"r\0w", 3}, NULL, 0), 1);
}

static void short_arrays_are_counted_on(void **state)
{
    struct orgpol_str scopes[3] = {ORGPOL_STR("a"), ORGPOL_STR("b"), ORGPOL_STR("untouched")};

    (void)state;
    assert_int_equal(orgpol_split_scope(ORGPOL_STR("x y z"), scopes, 2), 3);
    assert_memory_equal(scopes[0].ptr, "x", 1);
    assert_memory_equal(scopes[1].ptr, "y", 1);
    assert_string_equal(scopes[2].ptr, "untouched");
    assert_int_equal(orgpol_split_scope(ORGPOL_STR("x y z"), scopes, 0), 3);
    assert_int_equal(orgpol_split_scope(ORGPOL_STR("x y z"), NULL, 3), 3);
}

static void assert_audience(const char *audience, const char *resource,
                            const struct orgpol_tenant_settings *settings, const char *want)
{
    const struct orgpol_str have =
        orgpol_resolve_audience(orgpol_str_of(audience), orgpol_str_of(resource), settings);

    assert_int_equal(have.len, strlen(want));
    if (have.len)
        assert_memory_equal(have.ptr, want, have.len);
}

/* M2M-05, UAPI-01, TRAP-30: sixteen cases, the whole table. */
static void audience_is_resolved(void **state)
{
    struct orgpol_tenant_settings settings = ORGPOL_TENANT_SETTINGS_INIT;

    (void)state;
    assert_audience("", "", NULL, "");
    assert_audience("a", "", NULL, "a");
    assert_audience("", "r", NULL, "");
    assert_audience("a", "r", NULL, "a");
    for (uint8_t profile = 0; profile <= 3; profile++) {
        const bool counts = profile == ORGPOL_RESOURCE_PROFILE_COMPATIBILITY;

        settings.resource_parameter_profile = profile == 3 ? ORGPOL_WORD_UNKNOWN : profile;
        settings.default_audience = ORGPOL_STR("d");
        assert_audience("a", "", &settings, "a");
        assert_audience("a", "r", &settings, "a");
        assert_audience("", "r", &settings, counts ? "r" : "d");
        assert_audience("", "", &settings, "d");
        settings.default_audience.len = 0;
        assert_audience("", "r", &settings, counts ? "r" : "");
        assert_audience("", "", &settings, "");
    }
    settings.struct_size = 3;
    assert_audience("a", "r", &settings, "");
}

/* ---- lists longer than a word of a set has bits ---- */

enum { MANY = 130 };

static char names[MANY][16];
static struct orgpol_str many[MANY];   /* scopes of the API */
static struct orgpol_str thirds[MANY]; /* every third of them */
static size_t third_count;

static void make_many(void)
{
    third_count = 0;
    for (int i = 0; i < MANY; i++) {
        snprintf(names[i], sizeof names[i], "s%d", i);
        many[i] = orgpol_str_of(names[i]);
        if (i % 3 == 0)
            thirds[third_count++] = many[i];
    }
}

/* M2M-28: what is outside the grant is missing, at whatever place of the API's list it stands. */
static void every_place_of_a_long_list_is_looked_up(void **state)
{
    struct grant_world world;
    struct orgpol_client_grant_request request = client_request(&world);
    struct orgpol_client_grant_result result = ORGPOL_CLIENT_GRANT_RESULT_INIT;
    struct orgpol_str missing[MANY];
    size_t at = 0;

    (void)state;
    make_many();
    world.api.scopes = request.scopes = many;
    world.api.scope_count = request.scope_count = MANY;
    world.own.scopes = thirds;
    world.own.scope_count = third_count;
    assert_int_equal(orgpol_check_client_grant(&request, &result, NULL, 0, missing, MANY).effect,
                     ORGPOL_EFFECT_DENY);
    assert_int_equal(result.missing_scope_count, MANY - third_count);
    for (int i = 0; i < MANY; i++)
        if (i % 3 != 0)
            assert_ptr_equal(missing[at++].ptr, names[i]);
    for (int i = 0; i < MANY; i++) { /* alone */
        request.scopes = many + i;
        request.scope_count = 1;
        assert_int_equal(orgpol_check_client_grant(&request, &result, NULL, 0, missing, MANY).effect,
                         i % 3 == 0 ? ORGPOL_EFFECT_ALLOW : ORGPOL_EFFECT_DENY);
        assert_int_equal(result.missing_scope_count, i % 3 != 0);
    }
}

/* UAPI-12, UAPI-16: sets are cut at every place. */
static void every_place_of_a_long_list_is_cut(void **state)
{
    struct grant_world world;
    struct orgpol_user_grant_request request = user_request(&world);
    struct orgpol_user_grant_result result = ORGPOL_USER_GRANT_RESULT_INIT;
    struct orgpol_str scopes[MANY];

    (void)state;
    make_many();
    many[99] = ORGPOL_STR("openid");
    world.api.scopes = request.scopes = many;
    world.api.scope_count = request.scope_count = MANY;
    assert_int_equal(orgpol_check_user_grant(&request, &result, scopes, MANY - 1, NULL, 0).effect,
                     ORGPOL_EFFECT_ALLOW);
    assert_int_equal(result.scope_count, MANY - 1);
    assert_ptr_equal(scopes[98].ptr, names[98]);
    assert_ptr_equal(scopes[99].ptr, names[100]);
    world.api.enforce_policies = 1;
    request.permissions = thirds;
    request.permission_count = third_count;
    assert_int_equal(orgpol_check_user_grant(&request, &result, scopes, third_count - 1, NULL, 0).effect,
                     ORGPOL_EFFECT_ALLOW);
    assert_int_equal(result.scope_count, third_count - 1); /* one of them is openid */
    for (size_t i = 0; i < result.scope_count; i++)
        assert_ptr_equal(scopes[i].ptr, thirds[i < 33 ? i : i + 1].ptr);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_is_split_at_spaces),
        cmocka_unit_test(malformed_text_stays_one_scope),
        cmocka_unit_test(short_arrays_are_counted_on),
        cmocka_unit_test(audience_is_resolved),
        cmocka_unit_test(every_place_of_a_long_list_is_looked_up),
        cmocka_unit_test(every_place_of_a_long_list_is_cut),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
