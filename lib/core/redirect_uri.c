/* SPDX-License-Identifier: MIT */
/* redirect_uri against callbacks. What is not plainly a match is none (AUTHZ-22, -23, CFG-11). */
#include "redirect_uri.h"

#include "text.h"

#define LONGEST_LABEL 63

static bool is_lower(char c)
{
    return c >= 'a' && c <= 'z';
}

static bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static struct orgpol_str from(struct orgpol_str text, size_t at)
{
    return (struct orgpol_str){text.ptr + at, text.len - at};
}

/* Length of the text before the first of the bytes of `ends`, or the whole. */
static size_t length_until(struct orgpol_str text, const char *ends)
{
    size_t length = 0;

    while (length < text.len && (text.ptr[length] == '\0' || !strchr(ends, text.ptr[length])))
        length++;
    return length;
}

static bool has(struct orgpol_str text, char c)
{
    return text.len > 0 && memchr(text.ptr, c, text.len) != NULL;
}

/*
 * Has the URI what only patterns have: a brace, or a star where its authority may be? A backslash ends no
 * authority here, since some readers take it for a slash and others do not.
 */
static bool has_marks(struct orgpol_str uri)
{
    size_t begin = 0;

    for (size_t i = 0; i + 3 <= uri.len && begin == 0; i++)
        if (memcmp(uri.ptr + i, "://", 3) == 0)
            begin = i + 3;
    const struct orgpol_str rest = from(uri, begin);
    const struct orgpol_str authority = {rest.ptr, length_until(rest, "/?#")};

    return has(uri, '{') || has(uri, '}') || has(authority, '*');
}

/* What a star stands for: one label of a host name as DNS has it, in lower case. */
static bool is_label(struct orgpol_str text)
{
    bool good = text.len > 0 && text.len <= LONGEST_LABEL;

    for (size_t i = 0; i < text.len; i++)
        good &= is_lower(text.ptr[i]) || is_digit(text.ptr[i]) || text.ptr[i] == '-';
    return good && text.ptr[0] != '-' && text.ptr[text.len - 1] != '-';
}

/* A name as organizations have them (1.2), so that no stored text can be more than a label. */
static bool is_organization_name(struct orgpol_str text)
{
    bool good = text.len > 0 && text.len <= LONGEST_LABEL;

    for (size_t i = 0; i < text.len; i++)
        good &= is_lower(text.ptr[i]) || is_digit(text.ptr[i]) || text.ptr[i] == '-' || text.ptr[i] == '_';
    return good;
}

/* At least two labels, the last of which begins with a letter: no top-level domain, no address. */
static bool is_parent_domain(struct orgpol_str host)
{
    size_t labels = 0;
    char first = '\0';

    while (host.len > 0) {
        const size_t length = length_until(host, ".");

        if (length == 0 || length > LONGEST_LABEL || length + 1 == host.len)
            return false; /* an empty label, a label too long, or a dot at the end */
        for (size_t i = 0; i < length; i++) {
            const char c = host.ptr[i];

            if (!is_lower(c) && !is_upper(c) && !is_digit(c) && c != '-' && c != '_')
                return false;
        }
        first = host.ptr[0];
        labels++;
        host = length < host.len ? from(host, length + 1) : from(host, length);
    }
    return labels >= 2 && (is_lower(first) || is_upper(first));
}

/* `rest` is what follows a pattern's first label: domain, port, path, query, fragment. */
static bool is_sound_rest(struct orgpol_str rest)
{
    const size_t domain = length_until(rest, ":/?#");
    struct orgpol_str after = from(rest, domain);

    if (has(rest, '*') || has(rest, '{') || has(rest, '}'))
        return false;
    if (after.len > 0 && after.ptr[0] == ':') {
        const struct orgpol_str port = {after.ptr + 1, length_until(from(after, 1), "/?#")};

        if (port.len == 0 || port.len > 5)
            return false;
        for (size_t i = 0; i < port.len; i++)
            if (!is_digit(port.ptr[i]))
                return false;
    }
    return is_parent_domain((struct orgpol_str){rest.ptr, domain});
}

/* Length of the scheme and slashes that patterns are possible with, or 0. */
static size_t scheme_length(struct orgpol_str uri)
{
    if (text_starts_with(uri, ORGPOL_STR("https://")))
        return 8;
    return text_starts_with(uri, ORGPOL_STR("http://")) ? 7 : 0;
}

static bool pattern_matches(struct orgpol_str pattern, const struct callback_rules *rules,
                            struct orgpol_str uri)
{
    const size_t scheme = scheme_length(pattern);
    const struct orgpol_str star = ORGPOL_STR("*.");
    const struct orgpol_str placeholder = ORGPOL_STR("{organization_name}.");
    struct orgpol_str label;
    struct orgpol_str rest;
    bool wildcard;

    if (scheme == 0 || scheme_length(uri) != scheme)
        return false;
    pattern = from(pattern, scheme);
    uri = from(uri, scheme);
    wildcard = text_starts_with(pattern, star);
    if (!wildcard && !text_starts_with(pattern, placeholder))
        return false;
    rest = from(pattern, wildcard ? star.len : placeholder.len);
    label = (struct orgpol_str){uri.ptr, length_until(uri, ".")};
    if (!is_sound_rest(rest) || label.len == uri.len || !text_same(from(uri, label.len + 1), rest))
        return false;
    if (wildcard)
        return is_label(label);
    return is_organization_name(label) && text_same(label, rules->organization_name); /* AUTHZ-23 */
}

bool orgpol_redirect_uri_is_registered(const struct orgpol_client *client, const struct callback_rules *rules,
                                       struct orgpol_str uri)
{
    bool registered = false;

    if (text_absent(uri) || has_marks(uri))
        return false;
    for (size_t i = 0; i < client->callback_count; i++) {
        const struct orgpol_str callback = client->callbacks[i];

        if (text_absent(callback))
            continue;
        registered |= text_same(callback, uri);
        registered |= rules->patterns && pattern_matches(callback, rules, uri);
    }
    return registered;
}
