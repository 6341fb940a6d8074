/* SPDX-License-Identifier: MIT */
/*
 * Splitting a query undoes encoding it: generated parameters, encoded in one of the many ways that mean the
 * same, come back. And whatever bytes are split, the answer is sound.
 */
#include "support.h"

#include "random.h"

#define MOST 12

static struct orgpol_parameter parameters[ORGPOL_PARAMETER_LIMIT];
static char buffer[8192];

/* ---- texts ---- */

static size_t write_point(char *text, uint32_t point)
{
    if (point < 0x80) {
        text[0] = (char)point;
        return 1;
    }
    if (point < 0x800) {
        text[0] = (char)(0xC0 | point >> 6);
        text[1] = (char)(0x80 | (point & 63));
        return 2;
    }
    if (point < 0x10000) {
        text[0] = (char)(0xE0 | point >> 12);
        text[1] = (char)(0x80 | (point >> 6 & 63));
        text[2] = (char)(0x80 | (point & 63));
        return 3;
    }
    text[0] = (char)(0xF0 | point >> 18);
    text[1] = (char)(0x80 | (point >> 12 & 63));
    text[2] = (char)(0x80 | (point >> 6 & 63));
    text[3] = (char)(0x80 | (point & 63));
    return 4;
}

static uint32_t random_point(void)
{
    static const uint32_t edges[] = {1,     ' ',   '%',    '+',    '&',    '=',     0x7F,    0x80,
                                     0x7FF, 0x800, 0xD7FF, 0xE000, 0xFFFF, 0x10000, 0x10FFFF};
    uint32_t point;

    switch (random_bits() % 4) {
    case 0: return edges[random_bits() % (sizeof edges / sizeof *edges)];
    case 1:
        point = 1 + (uint32_t)(random_bits() % 0x10FFFF);
        return point >= 0xD800 && point <= 0xDFFF ? 'x' : point;
    default: return 'a' + (uint32_t)(random_bits() % 26);
    }
}

static size_t random_text(char *text)
{
    const size_t points = random_bits() % 6;
    size_t length = 0;

    for (size_t i = 0; i < points; i++)
        length += write_point(text + length, random_point());
    return length;
}

/* Appends a text, each byte as it is where it may be, or escaped. */
static size_t encode(char *out, const char *text, size_t length, bool is_name)
{
    size_t written = 0;

    for (size_t i = 0; i < length; i++) {
        const unsigned char byte = (unsigned char)text[i];
        const bool must = byte == '%' || byte == '+' || byte == '&' || (is_name && byte == '=');

        if (byte == ' ' && random_bits() % 2)
            out[written++] = '+';
        else if (must || random_bits() % 3 == 0)
            written += (size_t)sprintf(out + written, random_bits() % 2 ? "%%%02X" : "%%%02x", byte);
        else
            out[written++] = (char)byte;
    }
    return written;
}

/* ---- an independent reader of UTF-8: decodes, and encodes again ---- */

static bool is_utf8(const char *text, size_t length)
{
    size_t at = 0;

    while (at < length) {
        const unsigned char lead = (unsigned char)text[at];
        const size_t size = lead < 0x80 ? 1 : lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 0;
        uint32_t point = size == 1 ? lead : lead & (0xFFu >> (size + 1));
        char again[4];

        if (size == 0 || size > length - at || lead >= 0xF8)
            return false;
        for (size_t i = 1; i < size; i++) {
            if ((text[at + i] & 0xC0) != 0x80)
                return false;
            point = point << 6 | (text[at + i] & 63u);
        }
        if (point == 0 || (point >= 0xD800 && point <= 0xDFFF) || point > 0x10FFFF ||
            write_point(again, point) != size)
            return false;
        at += size;
    }
    return true;
}

static bool same(struct orgpol_str text, const char *want, size_t length)
{
    return text.len == length && (length == 0 || memcmp(text.ptr, want, length) == 0);
}

static void encoding_is_undone(void **state)
{
    const int draws = quick() ? 20000 : 200000;

    (void)state;
    for (int times = 0; times < draws; times++) {
        static char names[MOST][32];
        static char values[MOST][32];
        static char query[8192];
        static char in_place[8192];
        size_t name_lengths[MOST];
        size_t value_lengths[MOST];
        const size_t count = random_bits() % MOST;
        struct orgpol_query_split split = ORGPOL_QUERY_SPLIT_INIT;
        size_t length = 0;
        size_t decoded = 0;
        bool repeated = false;

        for (size_t i = 0; i < count; i++) {
            name_lengths[i] = random_text(names[i]);
            value_lengths[i] = random_text(values[i]);
            decoded += name_lengths[i] + value_lengths[i];
            for (size_t other = 0; other < i; other++)
                repeated |= name_lengths[i] == name_lengths[other] &&
                            memcmp(names[i], names[other], name_lengths[i]) == 0;
            while (random_bits() % 4 == 0)
                query[length++] = '&';
            length += encode(query + length, names[i], name_lengths[i], true);
            if (value_lengths[i] > 0 || name_lengths[i] == 0 || random_bits() % 2)
                query[length++] = '=';
            length += encode(query + length, values[i], value_lengths[i], false);
            if (i + 1 < count || random_bits() % 4 == 0)
                query[length++] = '&';
        }
        const struct orgpol_str text = {query, length};

        memset(buffer, '#', decoded + 1);
        assert_int_equal(orgpol_split_query(text, parameters, count, buffer, decoded, &split),
                         ORGPOL_REASON_NONE);
        assert_int_equal(buffer[decoded], '#');
        assert_true(decoded <= length);
        assert_int_equal(split.parameter_count, count);
        assert_int_equal(split.is_name_repeated, repeated);
        for (size_t i = 0; i < count; i++) {
            assert_true(same(parameters[i].name, names[i], name_lengths[i]));
            assert_true(same(parameters[i].value, values[i], value_lengths[i]));
        }
        if (decoded > 0)
            assert_int_equal(orgpol_split_query(text, parameters, count, buffer, decoded - 1, &split),
                             ORGPOL_REASON_RESULT_TOO_SMALL);
        memcpy(in_place, query, length);
        assert_int_equal(orgpol_split_query((struct orgpol_str){in_place, length}, parameters, count,
                                            in_place, length, &split),
                         ORGPOL_REASON_NONE);
        for (size_t i = 0; i < count; i++)
            assert_true(same(parameters[i].name, names[i], name_lengths[i]) &&
                        same(parameters[i].value, values[i], value_lengths[i]));
    }
}

/* Bytes of a kind that makes trouble: what comes out is UTF-8 without zeros, or an offset into the query. */
static void any_bytes_are_safe(void **state)
{
    static const char bytes[] = "%%%%&&==++0129aAfFgGzZ\x00\x80\xbf\xc2\xc3\xe0\xed\xf0\xf4\xff";
    const int draws = quick() ? 100000 : 1000000;
    int sound = 0;

    (void)state;
    for (int times = 0; times < draws; times++) {
        struct orgpol_query_split split = ORGPOL_QUERY_SPLIT_INIT;
        const size_t length = 1 + random_bits() % 14;
        char *query = malloc(length); /* so that a sanitizer sees a byte too many */
        uint16_t reason;

        assert_non_null(query);
        for (size_t i = 0; i < length; i++)
            query[i] = bytes[random_bits() % (sizeof bytes - 1)];
        reason = orgpol_split_query((struct orgpol_str){query, length}, parameters, ORGPOL_PARAMETER_LIMIT,
                                    buffer, length, &split);
        if (reason == ORGPOL_REASON_QUERY_MALFORMED) {
            assert_true(split.offset < length);
        } else {
            assert_int_equal(reason, ORGPOL_REASON_NONE);
            sound++;
            for (size_t i = 0; i < split.parameter_count; i++)
                assert_true(is_utf8(parameters[i].name.ptr, parameters[i].name.len) &&
                            is_utf8(parameters[i].value.ptr, parameters[i].value.len));
        }
        free(query);
    }
    print_message("  %d of %d were sound\n", sound, draws);
    assert_true(sound > draws / 100 && sound < draws);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(encoding_is_undone),
        cmocka_unit_test(any_bytes_are_safe),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
