/* SPDX-License-Identifier: MIT */
/* Consent keys as an interface. Known ones are in test/vectors/consent_key.txt. */
#include "support.h"

#include <sodium/crypto_generichash.h>

#include "../property/random.h"

static const struct orgpol_str effective[] = {{"r", 1}, {"w", 1}, {"r", 1}, {NULL, 0}};
static const uint8_t secret[64] = "a secret of the embedder's";

static struct orgpol_consent_key_request usable_key(void)
{
    struct orgpol_consent_key_request request = ORGPOL_CONSENT_KEY_REQUEST_INIT;

    request.user_id = ORGPOL_STR("auth0|u1");
    request.client_id = ORGPOL_STR("tps");
    request.audience = ORGPOL_STR("https://api1.example.com");
    return request;
}

static void assert_key_error(const struct orgpol_consent_key_request *request, uint16_t reason)
{
    static const uint8_t zeros[ORGPOL_CONSENT_KEY_BYTES];
    uint8_t key[ORGPOL_CONSENT_KEY_BYTES + 1];
    struct orgpol_decision decision;

    memset(key, 0xA5, sizeof key);
    decision = orgpol_consent_key_for(request, key);
    assert_int_equal(decision.effect, ORGPOL_EFFECT_ERROR);
    assert_int_equal(decision.family, ORGPOL_FAMILY_CONSENT);
    assert_int_equal(decision.reason, reason);
    assert_int_equal(decision.obligations, 0);
    assert_int_equal(decision.unmet, 0);
    assert_memory_equal(key, zeros, sizeof zeros);
    assert_int_equal(key[ORGPOL_CONSENT_KEY_BYTES], 0xA5);
}

static void keys_of_unreadable_questions_are_zero(void **state)
{
    struct orgpol_consent_key_request request = usable_key();

    (void)state;
    assert_key_error(NULL, ORGPOL_REASON_MISSING_INPUT);
    assert_int_equal(orgpol_consent_key_for(&request, NULL).reason, ORGPOL_REASON_MISSING_INPUT);
    request.user_id.len = 0;
    assert_key_error(&request, ORGPOL_REASON_MISSING_INPUT);
    request = usable_key();
    request.client_id.ptr = NULL;
    assert_key_error(&request, ORGPOL_REASON_MISSING_INPUT);
    request = usable_key();
    request.has_scopes = 1;
    request.scope_count = 1;
    assert_key_error(&request, ORGPOL_REASON_MISSING_INPUT);
    request.scopes = effective;
    request.has_scopes = 0; /* else the key without scopes would pass for the one with them */
    assert_key_error(&request, ORGPOL_REASON_UNSUPPORTED_INPUT);
    request = usable_key();
    request.organization_id = ORGPOL_STR("org_A");
    request.has_empty_organization = 1;
    assert_key_error(&request, ORGPOL_REASON_UNSUPPORTED_INPUT);
    request = usable_key();
    request.reserved = 1;
    assert_key_error(&request, ORGPOL_REASON_UNSUPPORTED_INPUT);
    request = usable_key();
    request.struct_size = 9;
    assert_key_error(&request, ORGPOL_REASON_UNSUPPORTED_INPUT);
}

static void secrets_have_16_to_64_bytes(void **state)
{
    struct orgpol_consent_key_request request = usable_key();
    uint8_t unkeyed[ORGPOL_CONSENT_KEY_BYTES];
    uint8_t key[ORGPOL_CONSENT_KEY_BYTES];

    (void)state;
    assert_int_equal(orgpol_consent_key_for(&request, unkeyed).effect, ORGPOL_EFFECT_ALLOW);
    request.secret = secret;
    for (size_t bytes = 0; bytes <= 130; bytes++) {
        request.secret_bytes = bytes;
        if (bytes >= ORGPOL_CONSENT_SECRET_BYTES_MIN && bytes <= ORGPOL_CONSENT_SECRET_BYTES_MAX) {
            assert_int_equal(orgpol_consent_key_for(&request, key).effect, ORGPOL_EFFECT_ALLOW);
            assert_memory_not_equal(key, unkeyed, sizeof key);
        } else {
            assert_key_error(&request, ORGPOL_REASON_UNSUPPORTED_INPUT);
        }
    }
    request.secret = NULL;
    request.secret_bytes = 32;
    assert_key_error(&request, ORGPOL_REASON_UNSUPPORTED_INPUT);
}

/* An older header ended before the secret, and before the scopes. */
static void short_key_questions_are_read(void **state)
{
    struct orgpol_consent_key_request request = usable_key();
    uint8_t whole[ORGPOL_CONSENT_KEY_BYTES];
    uint8_t key[ORGPOL_CONSENT_KEY_BYTES];

    (void)state;
    orgpol_consent_key_for(&request, whole);
    request.struct_size = offsetof(struct orgpol_consent_key_request, scopes);
    request.secret_bytes = 99;
    assert_int_equal(orgpol_consent_key_for(&request, key).effect, ORGPOL_EFFECT_ALLOW);
    assert_memory_equal(key, whole, sizeof key);
}

static void keys_take_1024_scopes(void **state)
{
    static char names[1025][8];
    static struct orgpol_str scopes[1025];
    struct orgpol_consent_key_request request = usable_key();
    uint8_t up[ORGPOL_CONSENT_KEY_BYTES];
    uint8_t down[ORGPOL_CONSENT_KEY_BYTES];

    (void)state;
    for (size_t i = 0; i < 1025; i++) {
        snprintf(names[i], sizeof names[i], "s%04zu", i);
        scopes[i] = orgpol_str_of(names[i]);
    }
    request.has_scopes = 1;
    request.scopes = scopes;
    request.scope_count = 1024;
    assert_int_equal(orgpol_consent_key_for(&request, up).effect, ORGPOL_EFFECT_ALLOW);
    for (size_t i = 0; i < 1024; i++)
        scopes[i] = orgpol_str_of(names[1023 - i]);
    assert_int_equal(orgpol_consent_key_for(&request, down).effect, ORGPOL_EFFECT_ALLOW);
    assert_memory_equal(up, down, sizeof up);
    for (size_t i = 0; i < 1024; i++)
        scopes[i] = orgpol_str_of(names[i * 677 % 1024]);
    assert_int_equal(orgpol_consent_key_for(&request, down).effect, ORGPOL_EFFECT_ALLOW);
    assert_memory_equal(up, down, sizeof up);
    request.scope_count = 1023;
    orgpol_consent_key_for(&request, down);
    assert_memory_not_equal(up, down, sizeof up);
    request.scope_count = 1025;
    assert_key_error(&request, ORGPOL_REASON_TOO_MANY_SCOPES);
}

/* The key of a set: what stands twice counts once, also where the list is in order. */
static void doubled_scopes_count_once(void **state)
{
    static const struct orgpol_str sets[][4] = {
        {{"a", 1}, {"b", 1}},
        {{"a", 1}, {"a", 1}, {"b", 1}},
        {{"a", 1}, {"b", 1}, {"b", 1}},
        {{"a", 1}, {"", 0}, {"a", 1}, {"b", 1}},
        {{"b", 1}, {"a", 1}, {"b", 1}, {"a", 1}},
    };
    static const size_t counts[] = {2, 3, 3, 4, 4};
    struct orgpol_consent_key_request request = usable_key();
    uint8_t keys[2][ORGPOL_CONSENT_KEY_BYTES];

    (void)state;
    request.has_scopes = 1;
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        const struct orgpol_decision decision = (request.scopes = sets[i], request.scope_count = counts[i],
                                                 orgpol_consent_key_for(&request, keys[i != 0]));

        assert_int_equal(decision.effect, ORGPOL_EFFECT_ALLOW);
        assert_int_equal(decision.family, ORGPOL_FAMILY_CONSENT);
        assert_memory_equal(keys[i != 0], keys[0], sizeof keys[0]);
    }
}

static void hash_text(crypto_generichash_state *hash, struct orgpol_str text)
{
    unsigned char length[8];

    for (size_t i = 0; i < 8; i++)
        length[i] = (unsigned char)((uint64_t)text.len >> 8 * i);
    crypto_generichash_update(hash, length, sizeof length);
    crypto_generichash_update(hash, (const unsigned char *)text.ptr, text.len);
}

static int by_bytes(const void *left, const void *right)
{
    const struct orgpol_str *a = left;
    const struct orgpol_str *b = right;
    const int order = memcmp(a->ptr, b->ptr, a->len < b->len ? a->len : b->len);

    return order != 0 ? order : (a->len > b->len) - (a->len < b->len);
}

/* The key of usable_key() with these scopes, which are put in order, as the header has it. */
static void plain_key(struct orgpol_str *scopes, size_t count, uint8_t key[ORGPOL_CONSENT_KEY_BYTES])
{
    const struct orgpol_consent_key_request request = usable_key();
    crypto_generichash_state hash;
    unsigned char number[8] = {0};
    size_t distinct = 0;

    qsort(scopes, count, sizeof *scopes, by_bytes);
    for (size_t i = 0; i < count; i++)
        if (scopes[i].len > 0 && (distinct == 0 || by_bytes(&scopes[i], &scopes[distinct - 1]) != 0))
            scopes[distinct++] = scopes[i];
    crypto_generichash_init(&hash, NULL, 0, ORGPOL_CONSENT_KEY_BYTES);
    crypto_generichash_update(&hash, (const unsigned char *)"orgpol-consent-1", 16);
    hash_text(&hash, request.user_id);
    hash_text(&hash, request.client_id);
    hash_text(&hash, request.audience);
    crypto_generichash_update(&hash, (const unsigned char *)"\0\1", 2);
    number[0] = (unsigned char)distinct;
    crypto_generichash_update(&hash, number, sizeof number);
    for (size_t i = 0; i < distinct; i++)
        hash_text(&hash, scopes[i]);
    crypto_generichash_final(&hash, key, ORGPOL_CONSENT_KEY_BYTES);
}

#define MOST 20 /* scopes, few and many */

/* Scopes that begin alike, that others begin with, that stand twice, with bytes of every sign. */
static void scopes_are_ordered_by_their_bytes(void **state)
{
    static const char letters[] = {'\0', '\1', 'a', '\x7F', '\x80', '\xFF'};
    struct orgpol_consent_key_request request = usable_key();
    struct orgpol_str scopes[MOST];
    char *bytes[MOST];

    (void)state;
    request.has_scopes = 1;
    request.scopes = scopes;
    for (unsigned round = 0; round < 20000; round++) {
        const size_t kinds = 1 + random_bits() % sizeof letters;
        const size_t alike = random_bits() % 12;
        const size_t most = 1 + random_bits() % 30;
        uint8_t keys[2][ORGPOL_CONSENT_KEY_BYTES];

        request.scope_count = random_bits() % (MOST + 1);
        for (size_t i = 0; i < request.scope_count; i++) {
            const size_t length = random_bits() % 8 == 0 ? 0 : alike + random_bits() % most;

            bytes[i] = malloc(length > 0 ? length : 1); /* a sanitizer sees what is read behind them */
            assert_non_null(bytes[i]);
            for (size_t at = 0; at < length; at++)
                bytes[i][at] = at < alike ? 'r' : letters[random_bits() % kinds];
            scopes[i] = (struct orgpol_str){bytes[i], length};
        }
        assert_int_equal(orgpol_consent_key_for(&request, keys[0]).effect, ORGPOL_EFFECT_ALLOW);
        plain_key(scopes, request.scope_count, keys[1]);
        assert_memory_equal(keys[0], keys[1], sizeof keys[0]);
        for (size_t i = 0; i < request.scope_count; i++)
            free(bytes[i]);
    }
}

/* The encoding as the header has it, for an id whose length takes four bytes, each of them its own. */
static void long_ids_are_encoded(void **state)
{
    static const unsigned char neither[2] = {0, 0}; /* no organization, no scopes */
    struct orgpol_consent_key_request request = usable_key();
    const size_t length = 0x01020304;
    char *const id = calloc(length, 1);
    crypto_generichash_state hash;
    uint8_t expected[ORGPOL_CONSENT_KEY_BYTES];
    uint8_t key[ORGPOL_CONSENT_KEY_BYTES];

    (void)state;
    assert_non_null(id);
    request.user_id = (struct orgpol_str){id, length};
    crypto_generichash_init(&hash, NULL, 0, sizeof expected);
    crypto_generichash_update(&hash, (const unsigned char *)"orgpol-consent-1", 16);
    hash_text(&hash, request.user_id);
    hash_text(&hash, request.client_id);
    hash_text(&hash, request.audience);
    crypto_generichash_update(&hash, neither, sizeof neither);
    crypto_generichash_final(&hash, expected, sizeof expected);
    assert_int_equal(orgpol_consent_key_for(&request, key).effect, ORGPOL_EFFECT_ALLOW);
    assert_memory_equal(key, expected, sizeof key);
    free(id);
}

/* The key of scopes is that of the texts, whatever stands behind them in memory. */
static void scopes_end_where_they_end(void **state)
{
    const struct orgpol_str cut[] = {{"abz", 2}, {"abc", 3}};
    const struct orgpol_str whole[] = {{"abc", 3}, {"ab", 2}};
    struct orgpol_consent_key_request request = usable_key();
    uint8_t keys[2][ORGPOL_CONSENT_KEY_BYTES];

    (void)state;
    request.has_scopes = 1;
    request.scope_count = 2;
    request.scopes = cut;
    assert_int_equal(orgpol_consent_key_for(&request, keys[0]).effect, ORGPOL_EFFECT_ALLOW);
    request.scopes = whole;
    assert_int_equal(orgpol_consent_key_for(&request, keys[1]).effect, ORGPOL_EFFECT_ALLOW);
    assert_memory_equal(keys[0], keys[1], sizeof keys[0]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_of_unreadable_questions_are_zero),
        cmocka_unit_test(secrets_have_16_to_64_bytes),
        cmocka_unit_test(short_key_questions_are_read),
        cmocka_unit_test(keys_take_1024_scopes),
        cmocka_unit_test(doubled_scopes_count_once),
        cmocka_unit_test(scopes_are_ordered_by_their_bytes),
        cmocka_unit_test(long_ids_are_encoded),
        cmocka_unit_test(scopes_end_where_they_end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
