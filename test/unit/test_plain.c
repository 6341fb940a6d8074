/* SPDX-License-Identifier: MIT */
/* The bytes of a JSON string that stand for themselves, which are looked for eight at a time. */
#include "support.h"

#include "../../lib/json/plain.h"
#include "orgpol/decision.h"

#define LONGEST 27

/* RFC 8259 section 7, and DEL, which orgpol escapes, and what may be the beginning of more than ASCII. */
static bool stands_for_itself(unsigned char c)
{
    return c != '"' && c != '\\' && c > 0x1F && c < 0x7F;
}

/* The copy has the plain bytes, and nothing is written behind the length. */
static void assert_copied(const unsigned char *text, size_t length, size_t plain)
{
    unsigned char *const copy = malloc(length); /* so that writing behind it is noticed */

    assert_int_equal(plain_copy(copy, text, length), plain);
    assert_memory_equal(copy, text, plain);
    free(copy);
}

/* One byte, at each place of texts of each length. */
static void every_byte_is_told_at_every_place(void **state)
{
    (void)state;
    for (size_t length = 1; length <= LONGEST; length++)
        for (size_t place = 0; place < length; place++)
            for (unsigned c = 0; c <= 0xFF; c++) {
                unsigned char *const text = malloc(length); /* so that reading behind it is noticed */

                memset(text, 'a', length);
                text[place] = (unsigned char)c;
                assert_int_equal(plain_length(text, length),
                                 stands_for_itself((unsigned char)c) ? length : place);
                assert_copied(text, length, stands_for_itself((unsigned char)c) ? length : place);
                free(text);
            }
}

/* No byte is told wrongly because of the one before it, or behind it. */
static void bytes_do_not_hide_one_another(void **state)
{
    unsigned char text[16];
    unsigned char copy[16];

    (void)state;
    for (size_t place = 0; place + 1 < sizeof text; place++)
        for (unsigned pair = 0; pair <= 0xFFFF; pair++) {
            const unsigned char first = (unsigned char)(pair >> 8);
            const unsigned char second = (unsigned char)(pair & 0xFF);
            const size_t expected = !stands_for_itself(first)    ? place
                                    : !stands_for_itself(second) ? place + 1
                                                                 : sizeof text;

            memset(text, '~', sizeof text);
            text[place] = first;
            text[place + 1] = second;
            if (plain_length(text, sizeof text) != expected ||
                plain_copy(copy, text, sizeof text) != expected)
                fail_msg("%02x %02x at %zu", first, second, place);
        }
}

static void no_text_has_no_length(void **state)
{
    (void)state;
    assert_int_equal(plain_length((const unsigned char *)"", 0), 0);
    assert_int_equal(plain_length((const unsigned char *)"abc", 0), 0);
    assert_int_equal(plain_copy(NULL, NULL, 0), 0);
}

static void assert_plain(const char *word)
{
    assert_int_not_equal(strlen(word), 0);
    for (const char *at = word; *at; at++)
        if (!stands_for_itself((unsigned char)*at))
            fail_msg("\"%s\" does not stand for itself", word);
}

/* Answers write these as they are. */
static void words_of_answers_stand_for_themselves(void **state)
{
    size_t words = 0;

    (void)state;
    for (uint16_t reason = 0; reason < ORGPOL_REASON_COUNT; reason++) {
        const struct orgpol_reason_entry *const info = orgpol_reason_info(reason);

        if (info == NULL)
            continue;
        assert_plain(info->name);
        if (info->rule)
            assert_plain(info->rule);
        if (info->error)
            assert_plain(info->error);
        words += info->rule != NULL;
    }
    assert_in_range(words, 250, ORGPOL_REASON_COUNT);
    words = 0;
    for (uint32_t bit = 1; bit != 0; bit <<= 1) {
        const char *const names[] = {orgpol_obligation_name(bit), orgpol_advice_name(bit)};

        for (size_t i = 0; i < 2; i++) {
            if (names[i])
                assert_plain(names[i]);
            words += names[i] != NULL;
        }
    }
    assert_in_range(words, 10, 64);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_byte_is_told_at_every_place),
        cmocka_unit_test(bytes_do_not_hide_one_another),
        cmocka_unit_test(no_text_has_no_length),
        cmocka_unit_test(words_of_answers_stand_for_themselves),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
