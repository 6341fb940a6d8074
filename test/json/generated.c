/* SPDX-License-Identifier: MIT */
/*
 * Documents by rule instead of by row: every code point, every short number, every short sequence of tokens,
 * every depth and size around its limit. What is expected is said here in another way than in the reader: a
 * regular expression, the table of the Unicode standard, a descent over tokens.
 */
#include "support.h"

#include <math.h>
#include <regex.h>

#include "orgpol/authzen.h"
#include "property/random.h"

static const struct orgpol_json_options defaults = ORGPOL_JSON_OPTIONS_INIT;

/* Over a copy without a byte to spare, so that a read beyond the end is seen. */
static enum orgpol_status check(const char *bytes, size_t length, const struct orgpol_json_options *options,
                                struct orgpol_json_error *error)
{
    char *const exact = malloc(length ? length : 1);
    enum orgpol_status status;

    memcpy(exact, bytes, length);
    status = orgpol_json_check(exact, length, options, error);
    free(exact);
    return status;
}

static void must_be(bool accepted, const char *bytes, size_t length)
{
    const enum orgpol_status status = check(bytes, length, NULL, NULL);

    if (status != (accepted ? ORGPOL_OK : ORGPOL_ERR_SYNTAX)) {
        for (size_t i = 0; i < length; i++)
            print_error(bytes[i] > ' ' && bytes[i] <= '~' ? "%c" : "\\x%02x", (unsigned char)bytes[i]);
        fail_msg(": status %d, expected it to be %s", (int)status, accepted ? "accepted" : "refused");
    }
}

/* ---- code points ---- */

/* RFC 3629, section 3. */
static size_t encode(uint32_t point, char *out)
{
    if (point < 0x80)
        return (size_t)sprintf(out, "%c", (int)point);
    if (point < 0x800)
        return (size_t)sprintf(out, "%c%c", (int)(0xC0 | point >> 6), (int)(0x80 | (point & 63)));
    if (point < 0x10000)
        return (size_t)sprintf(out, "%c%c%c", (int)(0xE0 | point >> 12), (int)(0x80 | (point >> 6 & 63)),
                               (int)(0x80 | (point & 63)));
    return (size_t)sprintf(out, "%c%c%c%c", (int)(0xF0 | point >> 18), (int)(0x80 | (point >> 12 & 63)),
                           (int)(0x80 | (point >> 6 & 63)), (int)(0x80 | (point & 63)));
}

/* Every code point as it is and escaped (QUICK=1: beyond U+0800 every seventh). */
static void code_points(void **state)
{
    (void)state;
    for (uint32_t point = 0; point <= 0x10FFFF; point += quick() && point > 0x800 ? 7 : 1) {
        const bool surrogate = point >= 0xD800 && point <= 0xDFFF;
        const bool noncharacter = (point >= 0xFDD0 && point <= 0xFDEF) || point % 0x10000 >= 0xFFFE;
        const bool allowed = !surrogate && !noncharacter;
        char text[32] = "\"";
        const size_t length = encode(point, text + 1);

        text[1 + length] = '"';
        must_be(allowed && point >= ' ' && point != '"' && point != '\\', text, length + 2);
        if (point < 0x10000)
            sprintf(text, point % 2 ? "\"\\u%04x\"" : "\"\\u%04X\"", (unsigned)point);
        else
            sprintf(text, "\"\\u%04X\\u%04x\"", (unsigned)(0xD7C0 + (point >> 10)),
                    (unsigned)(0xDC00 + point % 0x400));
        must_be(allowed && point != 0, text, strlen(text));
    }
}

/* Well-formed UTF-8: Unicode, table 3-7. */
static const unsigned char well_formed[][5] = {
    /* length, first byte from, to, second byte from, to; the others are 80 to BF */
    {1, 0x00, 0x7F, 0, 0},       {2, 0xC2, 0xDF, 0x80, 0xBF}, {3, 0xE0, 0xE0, 0xA0, 0xBF},
    {3, 0xE1, 0xEC, 0x80, 0xBF}, {3, 0xED, 0xED, 0x80, 0x9F}, {3, 0xEE, 0xEF, 0x80, 0xBF},
    {4, 0xF0, 0xF0, 0x90, 0xBF}, {4, 0xF1, 0xF3, 0x80, 0xBF}, {4, 0xF4, 0xF4, 0x80, 0x8F},
};

static size_t well_formed_length(const unsigned char *at, size_t left)
{
    for (size_t row = 0; row < sizeof well_formed / sizeof *well_formed; row++) {
        const unsigned char *table = well_formed[row];
        size_t i = 2;

        if (at[0] < table[1] || at[0] > table[2])
            continue;
        if (table[0] > left || (table[0] > 1 && (at[1] < table[3] || at[1] > table[4])))
            return 0;
        while (i < table[0] && (at[i] & 0xC0) == 0x80)
            i++;
        return table[0] == 1 || i == table[0] ? table[0] : 0;
    }
    return 0;
}

/* Every four of the bytes at which that table changes. */
static void utf8_sequences(void **state)
{
    static const unsigned char bytes[] = {'a',  0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xB0, 0xBD, 0xC1, 0xC2,
                                          0xDF, 0xE0, 0xE1, 0xEC, 0xED, 0xEE, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5};
    const size_t count = sizeof bytes;

    (void)state;
    for (size_t number = 0; number < count * count * count * count; number++) {
        unsigned char text[6] = {'"'};
        size_t at = 1;
        size_t length = 1;
        size_t rest = number;

        for (size_t i = 1; i < 5; i++, rest /= count)
            text[i] = bytes[rest % count];
        text[5] = '"';
        for (; at < 5 && length > 0; at += length)
            length = well_formed_length(text + at, 5 - at);
        must_be(length > 0, (const char *)text, sizeof text);
    }
}

/* ---- numbers ---- */

/* Every text of up to six of these characters (QUICK=1: five). */
static void short_numbers(void **state)
{
    static const char characters[] = "019.-+eE";
    const size_t count = sizeof characters - 1;
    regex_t grammar;

    (void)state;
    assert_int_equal(
        regcomp(&grammar, "^-?(0|[1-9][0-9]*)([.][0-9]+)?([eE][-+]?[0-9]+)?$", REG_EXTENDED | REG_NOSUB), 0);
    for (size_t length = 1, texts = count; length <= (quick() ? 5 : 6); length++, texts *= count)
        for (size_t number = 0; number < texts; number++) {
            char text[8] = "";
            size_t rest = number;

            for (size_t i = 0; i < length; i++, rest /= count)
                text[i] = characters[rest % count];
            must_be(regexec(&grammar, text, 0, NULL, 0) == 0 && isfinite(strtod(text, NULL)), text, length);
        }
    regfree(&grammar);
}

/* ---- tokens ---- */

static const char *const tokens[] = {"{", "}", "[", "]", ",", ":", "\"a\"", "\"\\u0061\"", "\"b\"", "1"};
enum { OPEN_OBJECT, CLOSE_OBJECT, OPEN_ARRAY, CLOSE_ARRAY, COMMA, COLON, A, ESCAPED_A, B, ONE };
#define TOKENS_MAX 6

/* The grammar of RFC 8259 over tokens: where the value at `at` ends, or NULL. Beyond the last is a -1. */
static const int *after_value(const int *at)
{
    const bool object = *at == OPEN_OBJECT;
    const int close = object ? CLOSE_OBJECT : CLOSE_ARRAY;
    unsigned names = 0;

    if (*at == A || *at == ESCAPED_A || *at == B || *at == ONE)
        return at + 1;
    if (*at != OPEN_OBJECT && *at != OPEN_ARRAY)
        return NULL;
    if (at[1] == close)
        return at + 2;
    do {
        at++; /* the bracket, or a comma */
        if (object) {
            const unsigned name = *at == A || *at == ESCAPED_A ? 1 : *at == B ? 2 : 0;

            if (name == 0 || (names & name) != 0 || at[1] != COLON)
                return NULL;
            names |= name;
            at += 2;
        }
        at = after_value(at);
    } while (at && *at == COMMA);
    return at && *at == close ? at + 1 : NULL;
}

/* Every sequence of up to six tokens, with names that are equal and not (QUICK=1: five). */
static void token_sequences(void **state)
{
    const size_t count = sizeof tokens / sizeof *tokens;
    size_t accepted = 0;

    (void)state;
    for (size_t length = 1, all = count; length <= (quick() ? 5 : 6); length++, all *= count)
        for (size_t number = 0; number < all; number++) {
            int sequence[TOKENS_MAX + 2];
            char text[64] = "";
            char *end = text;
            size_t rest = number;
            const int *after;

            for (size_t i = 0; i < length; i++, rest /= count) {
                sequence[i] = (int)(rest % count);
                end = stpcpy(end, tokens[sequence[i]]);
            }
            sequence[length] = sequence[length + 1] = -1;
            after = after_value(sequence);
            /* Two numbers side by side are one token. */
            if (strstr(text, "11") == NULL) {
                must_be(after == sequence + length, text, (size_t)(end - text));
                accepted += after == sequence + length;
            }
        }
    print_message("%zu sequences accepted\n", accepted);
    assert_int_equal(accepted, quick() ? 44 : 68); /* counted by hand */
}

/* ---- limits ---- */

/* Brackets of one kind or of both, `depth` of them. Returns how long they are; *last is the innermost. */
static size_t nested(char *out, unsigned depth, unsigned objects, size_t *last)
{
    char *at = out;

    for (unsigned i = 0; i < depth; i++) {
        *last = (size_t)(at - out);
        at += sprintf(at, "%s", objects >> i % 2 & 1 ? "{\"a\":" : "[");
    }
    *at++ = '0';
    for (unsigned i = depth; i-- > 0;)
        *at++ = objects >> i % 2 & 1 ? '}' : ']';
    return (size_t)(at - out);
}

/* Arrays, objects, and the two in turn: as deep as allowed, and one deeper, for every limit. */
static void depths(void **state)
{
    static char text[2048];

    (void)state;
    for (unsigned objects = 0; objects < 4; objects++)
        for (uint32_t limit = 0; limit <= ORGPOL_JSON_MAX_DEPTH_CEILING + 1; limit++) {
            struct orgpol_json_options options = defaults;
            struct orgpol_json_error error = ORGPOL_JSON_ERROR_INIT;
            const uint32_t meant = limit ? limit : ORGPOL_JSON_MAX_DEPTH;
            const bool usable = limit <= ORGPOL_JSON_MAX_DEPTH_CEILING;
            size_t last;
            size_t length = nested(text, meant, objects, &last);

            options.max_depth = limit;
            assert_int_equal(check(text, length, &options, &error), usable ? ORGPOL_OK : ORGPOL_ERR_ARGUMENT);
            length = nested(text, meant + 1, objects, &last);
            assert_int_equal(check(text, length, &options, &error),
                             usable ? ORGPOL_ERR_LIMIT : ORGPOL_ERR_ARGUMENT);
            assert_int_equal(error.offset, usable ? last : 0);
        }
}

/* Depth is what is open at once, not how many brackets there are. */
static void siblings_are_not_deep(void **state)
{
    struct orgpol_json_options options = defaults;
    char text[4096] = "[";

    (void)state;
    options.max_depth = 3;
    for (int i = 0; i < 300; i++)
        strcat(text, i ? ",[{}]" : "[{}]");
    strcat(text, "]");
    assert_int_equal(check(text, strlen(text), &options, NULL), ORGPOL_OK);
    options.max_depth = 2;
    assert_int_equal(check(text, strlen(text), &options, NULL), ORGPOL_ERR_LIMIT);
}

static void small_sizes(void **state)
{
    static const char text[] = "{\"a\":[1,\"b\",{\"c\":null}]}";

    (void)state;
    for (size_t limit = 1; limit <= sizeof text; limit++) {
        struct orgpol_json_options options = defaults;
        struct orgpol_json_error error = ORGPOL_JSON_ERROR_INIT;
        const bool fits = sizeof text - 1 <= limit;

        options.max_bytes = limit;
        assert_int_equal(check(text, sizeof text - 1, &options, &error), fits ? ORGPOL_OK : ORGPOL_ERR_LIMIT);
        assert_int_equal(error.offset, fits ? 0 : limit);
    }
}

/* The limits that count when none is given, with a document that is mostly spaces. */
static void default_sizes(void **state)
{
    static const char request[] = "{\"subject\":{\"type\":\"user\",\"id\":\"u\"},\"action\":{\"name\":"
                                  "\"consent_key_for\"},\"resource\":{\"type\":\"resource_server\",\"id\":"
                                  "\"a\"},\"context\":{\"client\":\"c\"}}";
    char *const text = malloc(ORGPOL_JSON_MAX_BYTES + 1);
    struct orgpol_json_error error = ORGPOL_JSON_ERROR_INIT;
    struct orgpol_tenant *tenant;

    (void)state;
    assert_non_null(text);
    memset(text, ' ', ORGPOL_JSON_MAX_BYTES + 1);
    memcpy(text, request, sizeof request - 1);
    for (size_t more = 0; more < 2; more++) {
        const enum orgpol_status expected = more ? ORGPOL_ERR_LIMIT : ORGPOL_OK;

        assert_int_equal(orgpol_authzen_evaluate(NULL, text, ORGPOL_JSON_MAX_REQUEST_BYTES + more, NULL, NULL,
                                                 0, NULL, NULL, &error),
                         more ? ORGPOL_ERR_LIMIT : ORGPOL_ERR_BUFFER);
        assert_int_equal(error.offset, more ? ORGPOL_JSON_MAX_REQUEST_BYTES : 0);
        assert_int_equal(orgpol_json_check(text, ORGPOL_JSON_MAX_BYTES + more, NULL, NULL), expected);
        assert_int_equal(orgpol_tenant_load(text, ORGPOL_JSON_MAX_BYTES + more, NULL, &tenant, &error),
                         expected);
        assert_int_equal(error.offset, more ? ORGPOL_JSON_MAX_BYTES : 0);
        orgpol_tenant_free(tenant);
    }
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(code_points),   cmocka_unit_test(utf8_sequences),
        cmocka_unit_test(short_numbers), cmocka_unit_test(token_sequences),
        cmocka_unit_test(depths),        cmocka_unit_test(siblings_are_not_deep),
        cmocka_unit_test(small_sizes),   cmocka_unit_test(default_sizes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
