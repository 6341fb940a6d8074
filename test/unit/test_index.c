/* SPDX-License-Identifier: MIT */
/* The strings of a tenant and the tables over them: kept, found, forgotten, and not slowed down by chosen
 * ids. */
#include "tenants.h"

#include "../../lib/json/load.h"
#include "property/random.h"

static const uint8_t zero_key[16];
static const uint8_t secret_key[16] = {0x8F, 0x12, 0xA0, 0x5C, 0x77, 0x31, 0xE9, 0x04,
                                       0xBB, 0x6D, 0x2A, 0xC8, 0x90, 0x43, 0xF5, 0x1E};

/* The n-th of a family of texts: lengths from 1 to more than three segments, most of them short. */
static struct orgpol_str text_of(size_t n)
{
    static char bytes[20000];
    const size_t length = 1 + (n % 50 == 7 ? (n * 263) % 15000 : n % 61);

    memset(bytes, 'a' + (int)(n % 23), length);
    snprintf(bytes + length, sizeof bytes - length, "#%zu", n);
    return (struct orgpol_str){bytes, strlen(bytes)};
}

static void assert_held(const struct index *index, uint32_t number, size_t n)
{
    const struct orgpol_str want = text_of(n);
    const struct orgpol_str have = orgpol_index_text(index, number);

    assert_int_equal(have.len, want.len);
    assert_memory_equal(have.ptr, want.ptr, want.len);
    assert_int_equal(orgpol_index_find_text(index, want), number);
}

static void texts_are_kept_once(void **state)
{
    enum { TEXTS = 4000 };
    static uint32_t numbers[TEXTS];
    struct index index;
    uint32_t number;

    (void)state;
    orgpol_index_init(&index, secret_key);
    assert_int_equal(orgpol_index_find_text(&index, text_of(0)), 0); /* an empty table */
    assert_true(orgpol_index_add_text(&index, ORGPOL_STR(""), &number));
    assert_int_equal(number, 0);
    for (size_t n = 0; n < TEXTS; n++)
        assert_true(orgpol_index_add_text(&index, text_of(n), &numbers[n]));
    for (size_t n = 0; n < TEXTS; n++) {
        assert_true(orgpol_index_add_text(&index, text_of(n), &number));
        assert_int_equal(number, numbers[n]);
    }
    assert_int_equal(index.texts.count, TEXTS);
    assert_true(orgpol_index_finish(&index));
    for (size_t n = 0; n < TEXTS; n++)
        assert_held(&index, numbers[n], n);
    assert_int_equal(orgpol_index_find_text(&index, text_of(TEXTS)), 0);
    assert_absent(orgpol_index_text(&index, 0));
    orgpol_index_free(&index);
}

/* Adds and forgets, and compares with an index that never had what was forgotten. */
static void going_back_leaves_nothing(void **state)
{
    struct index tried;
    struct index plain;
    size_t n = 0;

    (void)state;
    orgpol_index_init(&tried, zero_key);
    orgpol_index_init(&plain, zero_key);
    for (int round = 0; round < 1500; round++) {
        const struct index_mark mark = orgpol_index_mark(&tried);
        const size_t tries = random_bits() % 40;
        uint32_t number;
        uint32_t same;

        for (size_t i = 0; i < tries; i++) {
            assert_true(orgpol_index_add_text(&tried, text_of(n + i), &number));
            assert_non_null(orgpol_room_take(&tried.room, random_bits() % 6000));
        }
        orgpol_index_go_back(&tried, &mark);
        for (size_t i = 0; i < tries; i++)
            assert_int_equal(orgpol_index_find_text(&tried, text_of(n + i)), 0);
        assert_true(orgpol_index_add_text(&tried, text_of(n), &number));
        assert_true(orgpol_index_add_text(&plain, text_of(n), &same));
        assert_int_equal(number, same);
        n++;
    }
    for (size_t i = 0; i < n; i++)
        assert_held(&tried, orgpol_index_find_text(&plain, text_of(i)), i);
    assert_true(orgpol_index_finish(&tried) && orgpol_index_finish(&plain));
    assert_int_equal(orgpol_index_bytes(&tried), orgpol_index_bytes(&plain));
    orgpol_index_free(&tried);
    orgpol_index_free(&plain);
}

/* The most groups that a lookup can have to look at. */
static uint32_t longest_walk(const struct table *table)
{
    uint32_t longest = 0;
    uint32_t full = 0;

    for (uint32_t at = 0; at < 2 * table->group_count; at++) {
        full = table->groups[at % table->group_count].tags[TABLE_GROUP - 1] ? full + 1 : 0;
        longest = full > longest ? full : longest;
    }
    return longest + 1;
}

/* The tenant of organizations with ids that all belong into one group under the key that everybody knows. */
static struct orgpol_tenant *chosen_tenant(const uint8_t *hash_key, size_t count)
{
    struct orgpol_json_options options = ORGPOL_JSON_OPTIONS_INIT;
    struct orgpol_tenant_builder *builder;
    struct orgpol_tenant *tenant;
    struct index known;

    orgpol_index_init(&known, zero_key);
    options.hash_key = hash_key;
    assert_int_equal(orgpol_tenant_builder_new(&options, &builder, NULL), ORGPOL_OK);
    for (uint64_t i = 0, found = 0; found < count; i++) {
        char object[64];
        const int length = snprintf(object, sizeof object, "{\"id\":\"org_%llu\"}", (unsigned long long)i);

        if (orgpol_index_hash(&known, object + 7, (size_t)length - 9) >> 56 != 0)
            continue;
        assert_int_equal(orgpol_tenant_builder_add(builder, ORGPOL_STR("organizations"),
                                                   (struct orgpol_str)ORGPOL_STR_NONE, object, (size_t)length,
                                                   NULL),
                         ORGPOL_OK);
        found++;
    }
    assert_int_equal(orgpol_tenant_builder_publish(builder, &tenant, NULL), ORGPOL_OK);
    orgpol_tenant_builder_free(builder);
    orgpol_index_free(&known);
    return tenant;
}

static void chosen_ids_do_not_collide_under_a_secret_key(void **state)
{
    struct orgpol_tenant *known = chosen_tenant(NULL, 2000);
    struct orgpol_tenant *secret = chosen_tenant(secret_key, 2000);

    (void)state;
    assert_true(longest_walk(&known->index.texts) > 100); /* that is what was chosen */
    assert_true(longest_walk(&secret->index.texts) < 12);
    assert_true(longest_walk(&secret->tables[KIND_ORGANIZATION]) < 12);
    orgpol_tenant_free(known);
    orgpol_tenant_free(secret);
}

/* Relations whose numbers follow one another, as they do where rows come in order. */
static void relations_are_spread(void **state)
{
    struct orgpol_json_options options = ORGPOL_JSON_OPTIONS_INIT;
    struct orgpol_tenant_builder *builder;
    struct orgpol_tenant *tenant;

    (void)state;
    options.hash_key = secret_key;
    assert_int_equal(orgpol_tenant_builder_new(&options, &builder, NULL), ORGPOL_OK);
    for (int i = 0; i < 100; i++) {
        char object[4096];
        int length = snprintf(object, sizeof object, "{\"id\":\"%d\",\"members\":[", i);

        for (int j = 0; j < 100; j++)
            length += snprintf(object + length, sizeof object - (size_t)length, "%s{\"user_id\":\"u%d\"}",
                               j ? "," : "", j);
        length += snprintf(object + length, sizeof object - (size_t)length, "]}");
        assert_int_equal(orgpol_tenant_builder_add(builder, ORGPOL_STR("organizations"),
                                                   (struct orgpol_str)ORGPOL_STR_NONE, object, (size_t)length,
                                                   NULL),
                         ORGPOL_OK);
    }
    assert_int_equal(orgpol_tenant_builder_publish(builder, &tenant, NULL), ORGPOL_OK);
    assert_int_equal(tenant->tables[KIND_MEMBER].count, 10000);
    assert_true(longest_walk(&tenant->tables[KIND_MEMBER]) < 20);
    assert_true(orgpol_table_bytes(&tenant->tables[KIND_MEMBER]) < 70000);
    for (size_t i = 0; i < tenant->membership_count; i++) {
        const struct index_key key = orgpol_tenant_key(tenant, KIND_MEMBER, i);
        uint32_t place;

        assert_true(orgpol_tenant_find(tenant, key, &place));
        assert_int_equal(place, i);
    }
    orgpol_tenant_builder_free(builder);
    orgpol_tenant_free(tenant);
}

/* The limits of numbers and places, with an index and an array that say they are at them. */
static void what_is_too_much_is_refused(void **state)
{
    struct orgpol_json_error error = ORGPOL_JSON_ERROR_INIT;
    struct loader load = {.tenant = orgpol_tenant_new(NULL), .error = &error};
    struct index *index = &load.tenant->index;
    const struct tenant_part row = {.id = 1};
    struct orgpol_str text = text_of(1);
    struct index before;
    uint32_t number;

    (void)state;
    assert_true(orgpol_index_add_text(index, text_of(0), &number));
    before = *index;
    index->segment_count = UINT32_MAX / 4096 - 1;
    index->end = index->segment_count * 4096;
    assert_int_equal(orgpol_load_keep(&load, &text, &number), ORGPOL_ERR_LIMIT);
    assert_non_null(strstr(error.message, "4 GiB of text"));
    assert_int_equal(number, 0);
    *index = before;
    assert_int_equal(orgpol_load_keep(&load, &text, &number), ORGPOL_OK);

    load.tenant->rule_count = AMBIGUOUS_PLACE - 1;
    assert_int_equal(orgpol_load_append(&load, ARRAY_RULES, &row), ORGPOL_ERR_LIMIT);
    assert_non_null(strstr(error.message, "2^31 rows"));
    assert_int_equal(load.tenant->rule_count, AMBIGUOUS_PLACE - 1);
    load.tenant->rule_count = 0;
    index->is_full = false;
    assert_int_equal(orgpol_load_append(&load, ARRAY_RULES, &row), ORGPOL_OK);
    orgpol_tenant_free(load.tenant);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_are_kept_once),
        cmocka_unit_test(going_back_leaves_nothing),
        cmocka_unit_test(chosen_ids_do_not_collide_under_a_secret_key),
        cmocka_unit_test(relations_are_spread),
        cmocka_unit_test(what_is_too_much_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
