/* SPDX-License-Identifier: MIT */
/* Addresses and ranges as text (PWX-06, PWX-07): what is one, and what is in which. */
#include "support.h"

#include "../../lib/core/ip.h"

static const uint8_t untouched = 0xA5;

/* The range that a text is; the test fails when it is none. */
static struct ip_range range_of(const char *text, bool ranges, bool map)
{
    struct ip_range range;

    memset(&range, untouched, sizeof range);
    if (!orgpol_read_ip(orgpol_str_of(text), ranges, map, &range))
        fail_msg("%s is refused", text);
    assert_true(range.length == 4 || range.length == 16);
    assert_true(range.prefix <= 8 * range.length);
    return range;
}

static void assert_refused_text(struct orgpol_str text, bool ranges)
{
    struct ip_range range;

    for (int map = 0; map < 2; map++) {
        memset(&range, untouched, sizeof range);
        if (orgpol_read_ip(text, ranges, map, &range))
            fail_msg("%.*s is read", (int)text.len, text.ptr);
        for (size_t i = 0; i < sizeof range; i++) /* not set */
            assert_int_equal(((unsigned char *)&range)[i], untouched);
    }
}

/* Refused as an address and as a range. */
static void assert_refused(const char *text)
{
    assert_refused_text(orgpol_str_of(text), false);
    assert_refused_text(orgpol_str_of(text), true);
}

static void assert_ipv4(const char *text, uint8_t a, uint8_t b, uint8_t c, uint8_t d)
{
    const struct ip_range range = range_of(text, false, false);
    const uint8_t bytes[16] = {a, b, c, d};

    assert_int_equal(range.length, 4);
    assert_int_equal(range.prefix, 32);
    assert_memory_equal(range.bytes, bytes, sizeof bytes); /* and zeros behind */
}

static void ipv4_is_four_numbers(void **state)
{
    static const char *const refused[] = {
        "",
        "1",
        "1.2.3",
        "1.2.3.",
        "1.2.3.4.",
        "1.2.3.4.5",
        ".1.2.3.4",
        "1..3.4",
        "1.2.3.256",
        "256.2.3.4",
        "1.999.3.4",
        "1.2.3.4294967297",
        "1.2.3.18446744073709551617",
        "1.2.3.04",
        "01.2.3.4",
        "1.00.3.4",
        "0x1.2.3.4",
        "1.2.3.a",
        "+1.2.3.4",
        "-1.2.3.4",
        "1.2.3.+4",
        " 1.2.3.4",
        "1.2.3.4 ",
        "1. 2.3.4",
        "1.2.3.4\n",
        "1,2,3,4",
        "3232235777",
        "0xC0A80101",
        "1.2.3.4:80",
        "[1.2.3.4]",
        "1.2.3.4%eth0",
        "example.com",
        "localhost",
        "\xd9\xa1.2.3.4",
    };

    (void)state;
    assert_ipv4("0.0.0.0", 0, 0, 0, 0);
    assert_ipv4("255.255.255.255", 255, 255, 255, 255);
    assert_ipv4("203.0.113.10", 203, 0, 113, 10);
    assert_ipv4("1.20.249.200", 1, 20, 249, 200);
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
        assert_refused(refused[i]);
}

/* Each text stands for these eight groups. */
static void assert_ipv6(const char *text, const uint16_t groups[8])
{
    const struct ip_range range = range_of(text, false, false);

    assert_int_equal(range.length, 16);
    assert_int_equal(range.prefix, 128);
    for (size_t i = 0; i < 8; i++)
        if ((range.bytes[2 * i] << 8 | range.bytes[2 * i + 1]) != groups[i])
            fail_msg("group %zu of %s is wrong", i, text);
}

static void ipv6_has_many_forms(void **state)
{
    static const struct {
        const char *text;
        uint16_t groups[8];
    } rows[] = {
        {"2001:db8:5::7", {0x2001, 0xdb8, 5, 0, 0, 0, 0, 7}},
        {"2001:db8:5:0:0:0:0:7", {0x2001, 0xdb8, 5, 0, 0, 0, 0, 7}},
        {"2001:0db8:0005:0000:0000:0000:0000:0007", {0x2001, 0xdb8, 5, 0, 0, 0, 0, 7}},
        {"2001:DB8:5::7", {0x2001, 0xdb8, 5, 0, 0, 0, 0, 7}},
        {"2001:dB8:5:0::0:7", {0x2001, 0xdb8, 5, 0, 0, 0, 0, 7}},
        {"2001:db8:5::0.0.0.7", {0x2001, 0xdb8, 5, 0, 0, 0, 0, 7}},
        {"2001:db8:5:0:0:0:0.0.0.7", {0x2001, 0xdb8, 5, 0, 0, 0, 0, 7}},
        {"::", {0}},
        {"::0", {0}},
        {"0::", {0}},
        {"0::0", {0}},
        {"0:0:0:0:0:0:0:0", {0}},
        {"::0.0.0.0", {0}},
        {"::1", {0, 0, 0, 0, 0, 0, 0, 1}},
        {"1::", {1}},
        {"1::8", {1, 0, 0, 0, 0, 0, 0, 8}},
        {"1:2:3:4:5:6:7:8", {1, 2, 3, 4, 5, 6, 7, 8}},
        {"::2:3:4:5:6:7:8", {0, 2, 3, 4, 5, 6, 7, 8}}, /* two colons for one group */
        {"1:2:3::5:6:7:8", {1, 2, 3, 0, 5, 6, 7, 8}},
        {"1:2:3:4:5:6:7::", {1, 2, 3, 4, 5, 6, 7, 0}},
        {"1:2:3:4:5:6:127.9.0.255", {1, 2, 3, 4, 5, 6, 0x7f09, 0xff}},
        {"::2:3:4:5:6:1.2.3.4", {0, 2, 3, 4, 5, 6, 0x102, 0x304}},
        {"1:2::1.2.3.4", {1, 2, 0, 0, 0, 0, 0x102, 0x304}},
        {"::1.2.3.4", {0, 0, 0, 0, 0, 0, 0x102, 0x304}},
        {"::ffff:1.2.3.4", {0, 0, 0, 0, 0, 0xffff, 0x102, 0x304}},
        {"FFFF:ffff:fFfF:FfFf:ffff:ffff:ffff:ffff",
         {0xffff, 0xffff, 0xffff, 0xffff, 0xffff, 0xffff, 0xffff, 0xffff}},
        {"fe80::abcd:EF01", {0xfe80, 0, 0, 0, 0, 0, 0xabcd, 0xef01}},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_ipv6(rows[i].text, rows[i].groups);
}

static void what_is_no_ipv6(void **state)
{
    static const char *const refused[] = {
        ":",
        ":::",
        "::::",
        ":1",
        "1:",
        ":1:2:3:4:5:6:7",
        ":1:2:3:4:5:6:7:8",
        "1:2:3:4:5:6:7:",
        "1:2:3:4:5:6:7:8:",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "1:2:3:4:5:6:7:8::", /* eight groups leave none for the two colons */
        "::1:2:3:4:5:6:7:8",
        "1:2:3:4::5:6:7:8",
        "1::2::3",
        "::1::",
        "1:::2",
        ":::1",
        "1:::",
        "12345::",
        "::00001",
        "1:2:3:4:5:6:7:00008",
        "g::",
        "::1g",
        "::-1",
        "::+1",
        "::0x1",
        "fe80::1%eth0",
        "fe80::1%1",
        "fe80::1%",
        " ::1",
        "::1 ",
        ":: 1",
        "::1\t",
        "[::1]",
        "[::1]:80",
        "::1.2.3",
        "::1.2.3.4.5",
        "::1.2.3.256",
        "::1.2.3.04",
        "::01.2.3.4",
        "::1.2.3.4:5",
        "::1.2.3.4::",
        "1.2.3.4::",
        "1:2:1.2.3.4",
        "1:2:3:4:5:1.2.3.4",
        "1:2:3:4:5:6:7:1.2.3.4",
        "1:2:3:4:5:6::1.2.3.4",
        "::ffff:1.2.3.4.",
        "::ffff:a.b.c.d",
        "::1.2.3.4a",
        "1;2",
        "\xc2\xb9::",
    };

    (void)state;
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
        assert_refused(refused[i]);
    assert_refused_text((struct orgpol_str){NULL, 0}, true);
    assert_refused_text((struct orgpol_str){NULL, 7}, true);
    assert_refused_text((struct orgpol_str){"1.2.3.4", 8}, true); /* with the zero byte at the end */
    assert_refused_text((struct orgpol_str){"::1\0", 4}, true);
    assert_refused_text((struct orgpol_str){"1.2.3.4\0/8", 10}, true);
}

/* Bytes behind the text are not read: a text is no C string. */
static void a_text_ends_where_it_ends(void **state)
{
    struct ip_range range;
    char *exact = malloc(7);

    (void)state;
    assert_true(orgpol_read_ip((struct orgpol_str){"1.2.3.45", 7}, true, true, &range));
    assert_int_equal(range.bytes[3], 4);
    assert_true(orgpol_read_ip((struct orgpol_str){"::12", 3}, true, true, &range));
    assert_int_equal(range.bytes[15], 1);
    assert_true(orgpol_read_ip((struct orgpol_str){"::/12", 4}, true, true, &range));
    assert_int_equal(range.prefix, 1);
    memcpy(exact, "1.2.3.4", 7); /* a sanitizer sees a byte too many */
    assert_true(orgpol_read_ip((struct orgpol_str){exact, 7}, true, true, &range));
    for (size_t length = 0; length < 7; length++)
        assert_false(orgpol_read_ip((struct orgpol_str){exact, length}, true, true, &range));
    free(exact);
}

static void prefixes_are_numbers_up_to_the_length(void **state)
{
    static const char *const refused[] = {
        "1.2.3.4/",
        "1.2.3.4/33",
        "1.2.3.4/032",
        "1.2.3.4/00",
        "1.2.3.4/-1",
        "1.2.3.4/+8",
        "1.2.3.4/8 ",
        "1.2.3.4 /8",
        "1.2.3.4/ 8",
        "1.2.3.4/8/8",
        "1.2.3.4//8",
        "1.2.3.4/0x8",
        "1.2.3.4/8.0",
        "1.2.3.4/256",
        "1.2.3.4/4294967304",
        "1.2.3.4/a",
        "1.2.3/8",
        "/8",
        "/",
        "::/129",
        "::/",
        "::/064",
        "::/-1",
        "::/1%eth0",
        "::%eth0/64",
        "::/999",
        "203.0.113.0/33",
        "example.com/24",
        "::/1.2.3.4",
        "10/8",
        "10.0.0.0/255.0.0.0",
        "::ffff:1.2.3.4/129",
        "1.2.3.4/24 ",
        "1.2.3.4\\24",
    };
    char text[64];

    (void)state;
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
        assert_refused(refused[i]);
    for (unsigned prefix = 0; prefix <= 130; prefix++)
        for (int wide = 0; wide < 2; wide++) {
            snprintf(text, sizeof text, "%s/%u", wide ? "2001:db8::" : "10.0.0.0", prefix);
            assert_refused_text(orgpol_str_of(text), false); /* an address is none */
            if (prefix > (wide ? 128 : 32))
                assert_refused(text);
            else
                assert_int_equal(range_of(text, true, false).prefix, prefix);
        }
    assert_int_equal(range_of("::1", true, false).prefix, 128); /* an address is the range of itself */
    assert_int_equal(range_of("1.2.3.4", true, false).prefix, 32);
}

static bool is_in(const char *address, const char *range, bool map)
{
    const struct ip_range one = range_of(address, false, map);
    const struct ip_range many = range_of(range, true, map);

    return orgpol_is_ip_in(&one, &many);
}

static void addresses_are_in_ranges(void **state)
{
    (void)state;
    assert_true(is_in("203.0.113.10", "203.0.113.0/24", true));
    assert_false(is_in("203.0.114.1", "203.0.113.0/24", true));
    assert_true(is_in("203.0.113.10", "203.0.113.99/24", true)); /* bits behind the prefix are no matter */
    assert_true(is_in("203.0.113.10", "203.0.113.10", true));
    assert_false(is_in("203.0.113.11", "203.0.113.10", true));
    assert_true(is_in("203.0.113.11", "203.0.113.10/31", true));
    assert_true(is_in("10.255.0.1", "10.0.0.0/8", true));
    assert_false(is_in("11.0.0.1", "10.0.0.0/8", true));
    assert_true(is_in("127.255.255.255", "0.0.0.0/1", true));
    assert_false(is_in("128.0.0.0", "0.0.0.0/1", true));
    assert_true(is_in("255.255.255.255", "0.0.0.0/0", true));
    assert_true(is_in("2001:db8:5:0:0:0:0:7", "2001:db8:5::7", true));
    assert_true(is_in("2001:db8:ffff::", "2001:db8::/32", true));
    assert_false(is_in("2001:db9::", "2001:db8::/32", true));
    assert_true(is_in("2001:db9::", "2001:db8::/31", true));
    assert_true(is_in("2001:db8::7fff:0:0:0", "2001:db8::1/65", true));
    assert_false(is_in("2001:db8::8000:0:0:0", "2001:db8::1/65", true));
    assert_true(is_in("ffff::", "::/0", true));
    assert_true(is_in("::1", "::1/128", true));
    assert_false(is_in("::1", "::/128", true));
}

static void families_never_mix(void **state)
{
    (void)state;
    for (int map = 0; map < 2; map++) {
        assert_false(is_in("0.0.0.0", "::/0", map));
        assert_false(is_in("::", "0.0.0.0/0", map));
        assert_false(is_in("::1.2.3.4", "1.2.3.4", map)); /* compatible, which is not mapped */
        assert_false(is_in("1.2.3.4", "::1.2.3.4", map));
        assert_false(is_in("102:304::", "1.2.3.4/32", map)); /* whose first bytes are the same */
        assert_false(is_in("1.2.3.4", "102:304::/32", map));
        assert_false(is_in("::ffff:0:1.2.3.4", "1.2.3.4", map)); /* translated, which is not mapped */
        assert_false(is_in("64:ff9b::1.2.3.4", "1.2.3.4", map));
    }
}

static void mapped_addresses_are_ipv4_by_the_option(void **state)
{
    static const char *const forms[] = {
        "::ffff:203.0.113.10",      "::FFFF:203.0.113.10",         "::ffff:cb00:710a",
        "0:0:0:0:0:ffff:cb00:710a", "0:0:0:0:0:FFFF:203.0.113.10", "0000:0000:0000:0000:0000:ffff:cb00:710a",
        "0::ffff:203.0.113.10",
    };

    (void)state;
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        struct ip_range range = range_of(forms[i], false, true);

        assert_int_equal(range.length, 4);
        assert_int_equal(range.prefix, 32);
        assert_memory_equal(range.bytes, ((uint8_t[16]){203, 0, 113, 10}), 16);
        range = range_of(forms[i], false, false);
        assert_int_equal(range.length, 16);
        assert_int_equal(range.prefix, 128);
        assert_true(is_in(forms[i], "203.0.113.0/24", true));
        assert_false(is_in(forms[i], "203.0.113.0/24", false));
        assert_true(is_in("203.0.113.10", forms[i], true));
        assert_false(is_in("203.0.113.10", forms[i], false));
        assert_true(is_in(forms[i], "::ffff:203.0.113.0/120", true));
        assert_true(is_in(forms[i], "::ffff:203.0.113.0/120", false));
        assert_false(is_in(forms[i], "::ffff:203.0.114.0/120", true));
        assert_true(is_in(forms[i], "::ffff:0:0/96", true));
        assert_true(is_in(forms[i], "::ffff:0:0/96", false));
        assert_false(is_in(forms[i], "::/0", true)); /* IPv4 now, and that range is IPv6 */
        assert_true(is_in(forms[i], "::/0", false));
        assert_false(is_in(forms[i], "::ffff:0:0/95", true));
        assert_true(is_in(forms[i], "::ffff:0:0/95", false));
    }
    assert_true(is_in("198.51.100.1", "::ffff:0:0/96", true));
    assert_int_equal(range_of("::ffff:0:0/96", true, true).prefix, 0);
    assert_int_equal(range_of("::ffff:10.0.0.0/104", true, true).prefix, 8);
    assert_int_equal(range_of("::ffff:10.0.0.0/95", true, true).length, 16);
    assert_int_equal(range_of("::fffe:1.2.3.4", true, true).length, 16);
    assert_int_equal(range_of("1::ffff:1.2.3.4", true, true).length, 16);
    assert_int_equal(range_of("::1:ffff:1.2.3.4", true, true).length, 16);
}

/* The same texts, cut where they are whole: what stands behind is not read, nor anything of the memory's end.
 */
static void a_text_cut_where_it_is_whole(void **state)
{
    static const struct {
        const char *text;
        size_t length;
        uint8_t prefix; /* as a range */
    } rows[] = {
        {"1.2.3.4/8", 7, 32}, {"1.2.3.4/12", 9, 1},    {"1.2.3.45", 7, 32}, {"::1", 2, 128},
        {"::1/64", 3, 128},   {"1::2", 3, 128},        {"1::2:3", 4, 128},  {"::a", 2, 128},
        {"1::f", 3, 128},     {"::1.2.3.4.5", 9, 128},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char *const exact = malloc(rows[i].length);
        struct ip_range cut;
        struct ip_range range;

        assert_true(orgpol_read_ip((struct orgpol_str){rows[i].text, rows[i].length}, true, false, &cut));
        memcpy(exact, rows[i].text, rows[i].length);
        assert_true(orgpol_read_ip((struct orgpol_str){exact, rows[i].length}, true, false, &range));
        assert_memory_equal(&cut, &range, sizeof cut);
        assert_int_equal(range.prefix, rows[i].prefix);
        for (size_t length = 0; length < rows[i].length;
             length++) { /* and what is not whole, in exact memory */
            char *const shorter = malloc(length ? length : 1);

            memcpy(shorter, rows[i].text, length);
            orgpol_read_ip((struct orgpol_str){shorter, length}, true, true, &range);
            free(shorter);
        }
        free(exact);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ipv4_is_four_numbers),
        cmocka_unit_test(ipv6_has_many_forms),
        cmocka_unit_test(what_is_no_ipv6),
        cmocka_unit_test(a_text_ends_where_it_ends),
        cmocka_unit_test(prefixes_are_numbers_up_to_the_length),
        cmocka_unit_test(addresses_are_in_ranges),
        cmocka_unit_test(families_never_mix),
        cmocka_unit_test(mapped_addresses_are_ipv4_by_the_option),
        cmocka_unit_test(a_text_cut_where_it_is_whole),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
