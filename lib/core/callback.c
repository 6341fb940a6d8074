/* SPDX-License-Identifier: MIT */
#include "callback.h"

#include "text.h"

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_hex(char c)
{
    return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/* `text` from `at` on. */
static struct orgpol_str rest_of(struct orgpol_str text, size_t at)
{
    return (struct orgpol_str){text.ptr + at, text.len - at};
}

/* How many bytes there are before the first of `ends`. */
static size_t length_before(struct orgpol_str text, struct orgpol_str ends)
{
    size_t length = 0;

    while (length < text.len && memchr(ends.ptr, text.ptr[length], ends.len) == NULL)
        length++;
    return length;
}

static bool is_scheme_byte(char c)
{
    return is_letter(c) || is_digit(c) || c == '+' || c == '-' || c == '.';
}

/* RFC 3986: a letter, then letters, digits, "+", "-" and ".", then a colon. 0: there is none. */
static size_t scheme_length(struct orgpol_str uri)
{
    size_t length = 0;

    while (length < uri.len && is_scheme_byte(uri.ptr[length]))
        length++;
    return length < uri.len && uri.ptr[length] == ':' && is_letter(uri.ptr[0]) ? length : 0;
}

/* Read as a number by those who read 127.1 or 0x7f000001 as an address: all digits, or hexadecimal. */
static bool is_number(struct orgpol_str label)
{
    const bool hexadecimal = label.len >= 2 && label.ptr[0] == '0' && (label.ptr[1] | 0x20) == 'x';
    bool number = true;

    for (size_t i = hexadecimal ? 2 : 0; i < label.len; i++)
        number &= hexadecimal ? is_hex(label.ptr[i]) : is_digit(label.ptr[i]);
    return number;
}

/* An address in the usual writing, four decimal numbers, and not 127.0.0.0/8 or 0.0.0.0/8. */
static bool is_address_elsewhere(struct orgpol_str host)
{
    unsigned part[4] = {0};
    unsigned parts = 0;

    for (size_t at = 0; at <= host.len; parts++) {
        const size_t digits = length_before(rest_of(host, at), ORGPOL_STR("."));

        if (parts == 4 || digits == 0 || digits > 3 || (digits > 1 && host.ptr[at] == '0'))
            return false;
        for (size_t i = at; i < at + digits; i++) {
            if (!is_digit(host.ptr[i]))
                return false;
            part[parts] = 10 * part[parts] + (unsigned)(host.ptr[i] - '0');
        }
        if (part[parts] > 255)
            return false;
        at += digits + 1;
    }
    return parts == 4 && part[0] != 127 && part[0] != 0;
}

/* A name or an IPv4 address that is certainly not of this machine. */
static bool is_host_elsewhere(struct orgpol_str host)
{
    size_t label = 0;

    if (host.len > 0 && host.ptr[host.len - 1] == '.')
        host.len--;
    for (size_t i = 0; i < host.len; i++) {
        const char c = host.ptr[i];

        if (!is_letter(c) && !is_digit(c) && c != '-' && c != '_' && (c != '.' || i == label))
            return false;
        if (c == '.')
            label = i + 1;
    }
    if (label == host.len || text_same_lowered(rest_of(host, label), ORGPOL_STR("localhost")))
        return false;
    return is_number(rest_of(host, label)) ? is_address_elsewhere(host) : true;
}

/*
 * An IPv6 address, brackets off. The loopback address, the unspecified one, and those that carry an IPv4
 * address of this machine all begin with a group of zeros, however they are written; so one that does not is
 * elsewhere.
 */
static bool is_address6_elsewhere(struct orgpol_str host)
{
    const size_t digits = length_before(host, ORGPOL_STR(":"));
    bool zeros = true;
    bool readable = digits <= 4 && digits < host.len;

    for (size_t i = 0; i < host.len; i++) {
        readable &= is_hex(host.ptr[i]) || (i >= digits && (host.ptr[i] == ':' || host.ptr[i] == '.'));
        zeros &= i >= digits || host.ptr[i] == '0';
    }
    return readable && !zeros;
}

static bool is_port(struct orgpol_str text)
{
    bool port = text.len == 0 || text.ptr[0] == ':';

    for (size_t i = 1; i < text.len; i++)
        port &= is_digit(text.ptr[i]);
    return port;
}

enum callback_kind orgpol_callback_kind(struct orgpol_str uri)
{
    const size_t scheme = text_absent(uri) ? 0 : scheme_length(uri);
    const struct orgpol_str name = {uri.ptr, scheme};
    struct orgpol_str authority;
    size_t host;
    bool elsewhere;

    if (scheme == 0)
        return CALLBACK_OF_THIS_MACHINE;
    if (!text_same_lowered(name, ORGPOL_STR("https")) && !text_same_lowered(name, ORGPOL_STR("http")))
        return CALLBACK_OF_CUSTOM_SCHEME;
    authority = rest_of(uri, scheme + 1);
    if (!text_starts_with(authority, ORGPOL_STR("//")))
        return CALLBACK_OF_THIS_MACHINE;
    authority = rest_of(authority, 2);
    authority.len = length_before(authority, ORGPOL_STR("/?#"));
    if (authority.len > 0 && authority.ptr[0] == '[') {
        host = length_before(authority, ORGPOL_STR("]"));
        if (host == authority.len)
            return CALLBACK_OF_THIS_MACHINE;
        elsewhere = is_address6_elsewhere((struct orgpol_str){authority.ptr + 1, host - 1});
        host++;
    } else {
        host = length_before(authority, ORGPOL_STR(":"));
        elsewhere = is_host_elsewhere((struct orgpol_str){authority.ptr, host});
    }
    return elsewhere && is_port(rest_of(authority, host)) ? CALLBACK_VERIFIABLE : CALLBACK_OF_THIS_MACHINE;
}
