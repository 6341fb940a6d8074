/* SPDX-License-Identifier: MIT */
/*
 * Addresses and ranges against another implementation: the system's inet_pton for what an address is, and
 * texts of zeros and ones for what is in a range (PWX-06, PWX-07). Every prefix length with every bit turned,
 * every form of an IPv6 address, every short text of the characters that matter, and random texts, good and
 * spoiled.
 *
 * QUICK=1 in the environment visits and draws less (for sanitizers).
 */
#include "support.h"

#include <arpa/inet.h>

#include "../../lib/core/ip.h"
#include "random.h"

/* ---- the model ---- */

struct model {
    bool good;
    char bits[129]; /* the address, most significant first */
    size_t prefix;
};

static void write_bits(char *bits, const unsigned char *bytes, size_t count)
{
    for (size_t i = 0; i < count; i++)
        bits[i] = bytes[i / 8] & 0x80 >> i % 8 ? '1' : '0';
    bits[count] = '\0';
}

/* "0" or digits that begin with another one, up to `most`. */
static bool prefix_fits(const char *text, size_t most, size_t *prefix)
{
    char again[8];

    if (strlen(text) > 3 || strspn(text, "0123456789") != strlen(text))
        return false;
    *prefix = (size_t)atoi(text);
    snprintf(again, sizeof again, "%zu", *prefix);
    return strcmp(again, text) == 0 && *prefix <= most;
}

static struct model model_of(const char *text, bool ranges, bool map)
{
    static const char mapped[] =
        "00000000000000000000000000000000000000000000000000000000000000000000000000000000"
        "1111111111111111";
    struct model model = {false, "", 0};
    unsigned char bytes[16];
    char address[256];
    char *slash;

    snprintf(address, sizeof address, "%s", text);
    slash = ranges ? strchr(address, '/') : NULL;
    if (slash)
        *slash = '\0';
    if (inet_pton(AF_INET, address, bytes) == 1)
        write_bits(model.bits, bytes, 32);
    else if (inet_pton(AF_INET6, address, bytes) == 1)
        write_bits(model.bits, bytes, 128);
    else
        return model;
    model.prefix = strlen(model.bits);
    model.good = slash == NULL || prefix_fits(slash + 1, model.prefix, &model.prefix);
    if (map && model.prefix >= strlen(mapped) && strncmp(model.bits, mapped, strlen(mapped)) == 0) {
        memmove(model.bits, model.bits + 96, 33);
        model.prefix -= 96;
    }
    return model;
}

static bool model_is_in(const struct model *address, const struct model *range)
{
    return strlen(address->bits) == strlen(range->bits) &&
           strncmp(address->bits, range->bits, range->prefix) == 0;
}

/* ---- the comparison ---- */

/* Reads a text both ways; false when it is none. */
static bool both_read(const char *text, bool ranges, bool map, struct ip_range *range, struct model *model)
{
    char bits[129];
    bool good;

    memset(range, 0xA5, sizeof *range);
    good = orgpol_read_ip(orgpol_str_of(text), ranges, map, range);
    *model = model_of(text, ranges, map);
    if (good != model->good)
        fail_msg("\"%s\" (ranges %d, map %d) is %s", text, ranges, map, good ? "read" : "refused");
    if (!good)
        return false;
    write_bits(bits, range->bytes, 8 * (size_t)range->length);
    if (strcmp(bits, model->bits) != 0 || range->prefix != model->prefix)
        fail_msg("\"%s\" (ranges %d, map %d) reads as %s/%u", text, ranges, map, bits, range->prefix);
    for (size_t i = range->length; i < 16; i++)
        assert_int_equal(range->bytes[i], 0);
    return true;
}

/* Reads a text in every way. */
static void compare(const char *text)
{
    struct ip_range range;
    struct model model;

    for (int way = 0; way < 4; way++)
        both_read(text, way & 1, way & 2, &range, &model);
}

/* Whether an address is in a range, which both must agree on. */
static bool both_are_in(const char *address, const char *range, bool map)
{
    struct ip_range one;
    struct ip_range many;
    struct model model_one;
    struct model model_many;
    bool in;

    if (!both_read(address, false, map, &one, &model_one) || !both_read(range, true, map, &many, &model_many))
        fail_msg("%s or %s is refused", address, range);
    in = orgpol_is_ip_in(&one, &many);
    if (in != model_is_in(&model_one, &model_many))
        fail_msg("%s is %sin %s (map %d)", address, in ? "" : "not ", range, map);
    return in;
}

/* ---- every prefix ---- */

static void draw_bytes(unsigned char bytes[16])
{
    for (size_t i = 0; i < 16; i++)
        bytes[i] = (unsigned char)random_bits();
}

/* The address with one bit turned is in the range exactly when that bit is behind the prefix. */
static void turn_every_bit(int family, unsigned char bytes[16], size_t first, bool map)
{
    const size_t length = family == AF_INET ? 32 : 128;

    for (size_t prefix = first; prefix <= length; prefix++) {
        char range[80];
        char address[64];

        inet_ntop(family, bytes, address, sizeof address);
        snprintf(range, sizeof range, "%s/%zu", address, prefix);
        assert_true(both_are_in(address, range, map));
        for (size_t bit = first; bit < length; bit++) {
            bytes[bit / 8] ^= (unsigned char)(0x80 >> bit % 8);
            inet_ntop(family, bytes, address, sizeof address);
            assert_int_equal(both_are_in(address, range, map), bit >= prefix);
            bytes[bit / 8] ^= (unsigned char)(0x80 >> bit % 8);
        }
    }
}

static void every_prefix_and_bit(void **state)
{
    unsigned char bytes[16];

    (void)state;
    for (int times = 0; times < (quick() ? 1 : 8); times++)
        for (int map = 0; map < 2; map++) {
            draw_bytes(bytes);
            turn_every_bit(AF_INET, bytes, 0, map);
            draw_bytes(bytes);
            bytes[0] = 0x20; /* whatever bit is turned, it is not mapped */
            bytes[1] = 0x01;
            turn_every_bit(AF_INET6, bytes, 0, map);
            draw_bytes(bytes);
            memset(bytes, 0, 10);
            memset(bytes + 10, 0xFF, 2);
            turn_every_bit(AF_INET6, bytes, 96, map);
        }
}

/* The same through every prefix of a mapped range: below 96 bits it stays IPv6. */
static void mapped_ranges(void **state)
{
    char range[80];

    (void)state;
    for (unsigned prefix = 0; prefix <= 128; prefix++)
        for (int map = 0; map < 2; map++) {
            snprintf(range, sizeof range, "::ffff:203.0.113.10/%u", prefix);
            assert_int_equal(both_are_in("203.0.113.10", range, map), map && prefix >= 96);
            assert_int_equal(both_are_in("::ffff:203.0.113.10", range, map), !map || prefix >= 96);
            assert_int_equal(both_are_in("::fffe:203.0.113.10", range, map), prefix <= 95);
        }
}

/* ---- every form ---- */

/* How groups are written. */
enum { LOWER, UPPER, PADDED, STYLES };

static void add_group(char *text, uint16_t group, int style)
{
    static const char *const formats[] = {"%x", "%X", "%04x"};

    sprintf(text + strlen(text), formats[style], group);
}

/* Groups from `from` up to `end` with colons between them, the last two perhaps as IPv4. */
static void add_groups(char *text, const uint16_t *groups, int from, int end, bool dotted, int style)
{
    for (int i = from; i < end; i++) {
        if (i > from)
            strcat(text, ":");
        if (dotted && i == 6) {
            sprintf(text + strlen(text), "%d.%d.%d.%d", groups[6] >> 8, groups[6] & 255, groups[7] >> 8,
                    groups[7] & 255);
            return;
        }
        add_group(text, groups[i], style);
    }
}

/* Two colons stand for the groups from `gap` up to `behind`; 0, 0 for none. */
static void read_form(const uint16_t *groups, int gap, int behind, bool dotted, int style)
{
    char text[128] = "";
    struct ip_range range;
    struct model model;

    if (behind > gap) {
        add_groups(text, groups, 0, gap, false, style);
        strcat(text, "::");
        add_groups(text, groups, behind, 8, dotted, style);
    } else
        add_groups(text, groups, 0, 8, dotted, style);
    for (int map = 0; map < 2; map++) {
        assert_true(both_read(text, false, map, &range, &model));
        for (int i = 0; i < 8 && range.length == 16; i++)
            assert_int_equal(range.bytes[2 * i] << 8 | range.bytes[2 * i + 1], groups[i]);
    }
    strcat(text, ":");
    compare(text);
    strcat(text, ":");
    compare(text);
}

/* Every way to write an address of which these groups are zero. */
static void every_form_with(unsigned zeros)
{
    uint16_t groups[8];

    for (int i = 0; i < 8; i++) {
        const unsigned bits = random_bits() & 0xFFFF;
        const unsigned shift = random_bits() % 16;

        groups[i] = (uint16_t)(zeros >> i & 1 ? 0 : (bits >> shift) | 1);
    }
    for (int style = 0; style < STYLES; style++)
        for (int dotted = 0; dotted < 2; dotted++) {
            read_form(groups, 0, 0, dotted, style);
            for (int gap = 0; gap < 8; gap++)
                for (int behind = gap + 1; behind <= 8 && zeros >> (behind - 1) & 1; behind++)
                    if (!dotted || behind <= 6) /* what the colons stand for is not dotted */
                        read_form(groups, gap, behind, dotted, style);
        }
}

static void every_form_of_ipv6(void **state)
{
    (void)state;
    for (int times = 0; times < (quick() ? 1 : 20); times++)
        for (unsigned zeros = 0; zeros < 256; zeros++)
            every_form_with(zeros);
}

/* ---- every short text ---- */

static void every_short_text(void **state)
{
    static const char characters[] = ":./01f";
    const size_t most = quick() ? 5 : 8;
    char text[16];

    (void)state;
    for (size_t length = 0; length <= most; length++) {
        size_t places[16] = {0};
        size_t place = 0;

        while (place < length || length == 0) {
            for (size_t i = 0; i < length; i++)
                text[i] = characters[places[i]];
            text[length] = '\0';
            compare(text);
            for (place = 0; place < length && ++places[place] == sizeof characters - 1; place++)
                places[place] = 0;
            if (length == 0)
                break;
        }
    }
}

/* ---- random texts ---- */

static void draw_text(char *text, size_t size)
{
    const bool wide = random_bits() % 4;
    unsigned char bytes[16];
    char address[64];

    draw_bytes(bytes);
    for (size_t i = 0; i < 16; i += 2)
        if (random_bits() % 2)
            bytes[i] = bytes[i + 1] = 0;
    if (random_bits() % 4 == 0) {
        memset(bytes, 0, 10);
        memset(bytes + 10, 0xFF, 2);
    }
    inet_ntop(wide ? AF_INET6 : AF_INET, bytes, address, sizeof address);
    if (random_bits() % 2)
        snprintf(text, size, "%s/%u", address, (unsigned)(random_bits() % (wide ? 131 : 35)));
    else
        snprintf(text, size, "%s", address);
}

/* Takes a character out, puts one in, changes one, cuts the end off, or puts a piece in twice. */
static void spoil(char *text)
{
    static const char characters[] = "0123456789abcdefABCDEF::::....//%+- xgG\n\t[]";
    const char c = characters[random_bits() % (sizeof characters - 1)];
    const size_t length = strlen(text);
    const size_t at = length ? random_bits() % length : 0;

    switch (random_bits() % 5) {
    case 0:
        if (length > 0)
            memmove(text + at, text + at + 1, length - at);
        break;
    case 1:
        memmove(text + at + 1, text + at, length - at + 1);
        text[at] = c;
        break;
    case 2:
        if (length > 0)
            text[at] = c;
        break;
    case 3: text[at] = '\0'; break;
    default: memmove(text + at + (length - at) / 2, text + at, length - at + 1); break;
    }
}

static void random_texts(void **state)
{
    const long draws = quick() ? 20000 : 1000000;

    (void)state;
    for (long times = 0; times < draws; times++) {
        char text[256];

        draw_text(text, sizeof text);
        compare(text);
        for (uint64_t changes = random_bits() % 4; changes > 0 && strlen(text) < 100; changes--) {
            spoil(text);
            compare(text);
        }
    }
}

/* Two addresses that share some bits, and a range of either. */
static void random_ranges(void **state)
{
    const long draws = quick() ? 20000 : 500000;

    (void)state;
    for (long times = 0; times < draws; times++) {
        const int family = random_bits() % 2 ? AF_INET : AF_INET6;
        const size_t length = family == AF_INET ? 32 : 128;
        const size_t shared = random_bits() % (length + 1);
        unsigned char one[16];
        unsigned char other[16];
        char address[64];
        char base[64];
        char range[80];

        draw_bytes(one);
        draw_bytes(other);
        if (random_bits() % 4 == 0)
            memcpy(one, "\0\0\0\0\0\0\0\0\0\0\xff\xff", 12);
        for (size_t bit = 0; bit < shared; bit++) {
            const unsigned char mask = (unsigned char)(0x80 >> bit % 8);

            other[bit / 8] = (unsigned char)((other[bit / 8] & ~mask) | (one[bit / 8] & mask));
        }
        inet_ntop(family, one, address, sizeof address);
        inet_ntop(random_bits() % 16 ? family : AF_INET, other, base, sizeof base);
        snprintf(range, sizeof range, "%s/%u", base,
                 (unsigned)(random_bits() % (strchr(base, ':') ? 129 : 33)));
        both_are_in(address, range, false);
        both_are_in(address, range, true);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_prefix_and_bit), cmocka_unit_test(mapped_ranges),
        cmocka_unit_test(every_form_of_ipv6),   cmocka_unit_test(every_short_text),
        cmocka_unit_test(random_texts),         cmocka_unit_test(random_ranges),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
