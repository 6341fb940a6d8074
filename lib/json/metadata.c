/* SPDX-License-Identifier: MIT */
/* The metadata document of a policy decision point. */
#include <string.h>

#include "authzen.h"
#include "orgpol/authzen.h"

static bool begins_with(struct orgpol_str text, struct orgpol_str prefix)
{
    return text.len >= prefix.len && memcmp(text.ptr, prefix.ptr, prefix.len) == 0;
}

static struct orgpol_str from(struct orgpol_str text, size_t at)
{
    return (struct orgpol_str){text.ptr + at, text.len - at};
}

/* How many bytes from the start are not in `stop`; the whole text when none is. */
static size_t span(struct orgpol_str text, const char *stop)
{
    size_t at = 0;

    while (at < text.len && (text.ptr[at] == '\0' || strchr(stop, text.ptr[at]) == NULL))
        at++;
    return at;
}

static bool is_hex(struct orgpol_str text, size_t at)
{
    return at < text.len && text.ptr[at] != '\0' && strchr("0123456789ABCDEFabcdef", text.ptr[at]);
}

/* Where the first byte stands that no URL has, or that begins a query or fragment. */
static size_t first_wrong(struct orgpol_str url)
{
    size_t at = 0;

    for (; at < url.len; at++) {
        const unsigned char c = (unsigned char)url.ptr[at];

        if (c <= ' ' || c >= 0x7F || strchr("\"<>\\^`{|}?#", c) ||
            (c == '%' && !(is_hex(url, at + 1) && is_hex(url, at + 2))))
            break;
    }
    return at;
}

/* The host: what is before the port, brackets and all. */
static struct orgpol_str host_of(struct orgpol_str authority)
{
    const bool literal = authority.len > 0 && authority.ptr[0] == '[';
    const size_t length = literal ? span(authority, "]") + 1 : span(authority, ":");

    return (struct orgpol_str){authority.ptr, length < authority.len ? length : authority.len};
}

/* Nothing, or a colon and a number that a port can have. */
static bool is_port(struct orgpol_str text)
{
    unsigned port = 0;

    for (size_t i = 1; i < text.len; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9')
            return false;
        port = 10 * port + (unsigned)(text.ptr[i] - '0');
        if (port > 65535)
            return false;
    }
    return text.len == 0 || (text.ptr[0] == ':' && port > 0);
}

static bool is_host(struct orgpol_str host)
{
    const bool literal = host.len > 0 && host.ptr[0] == '[';

    /* An address in brackets is looked at by its characters only; who serves there has it right. */
    if (literal)
        return host.len > 2 && host.ptr[host.len - 1] == ']' &&
               strspn(host.ptr + 1, "0123456789ABCDEFabcdef:.") == host.len - 2;
    return host.len > 0 && span(host, "@[]") == host.len;
}

static bool is_this_machine(struct orgpol_str host)
{
    return text_same(host, ORGPOL_STR("localhost")) || text_same(host, ORGPOL_STR("127.0.0.1")) ||
           text_same(host, ORGPOL_STR("[::1]"));
}

static enum orgpol_status check_url(struct orgpol_str url, struct orgpol_json_error *error)
{
    const bool secure = begins_with(url, ORGPOL_STR("https://"));
    const bool plain = begins_with(url, ORGPOL_STR("http://"));
    const size_t start = secure ? strlen("https://") : strlen("http://");
    const size_t wrong = first_wrong(url);
    struct orgpol_str authority;
    struct orgpol_str host;

    if (!secure && !plain)
        return orgpol_json_fail(error, ORGPOL_ERR_ARGUMENT, 0, NULL,
                                "expected a base URL that begins with https://");
    if (wrong < url.len)
        return orgpol_json_fail(error, ORGPOL_ERR_ARGUMENT, wrong, NULL,
                                "expected a base URL without query and fragment, percent-encoded but for "
                                "printable ASCII; byte %zu is none of that",
                                wrong);
    authority = from(url, start);
    authority.len = span(authority, "/");
    host = host_of(authority);
    if (!is_host(host) || !is_port(from(authority, host.len)))
        return orgpol_json_fail(error, ORGPOL_ERR_ARGUMENT, start, NULL,
                                "expected a base URL with a host, and a port at most, before its path");
    if (url.len - start > 1 && text_same(from(url, url.len - 2), ORGPOL_STR("//")))
        return orgpol_json_fail(error, ORGPOL_ERR_ARGUMENT, url.len - 1, NULL,
                                "expected a base URL with one slash at its end at most");
    if (plain && !is_this_machine(host))
        return orgpol_json_fail(error, ORGPOL_ERR_ARGUMENT, 0, NULL,
                                "expected https; http is for localhost, 127.0.0.1 and [::1] only");
    return ORGPOL_OK;
}

enum orgpol_status orgpol_authzen_metadata(struct orgpol_str base_url, char *answer, size_t size,
                                           size_t *answer_length, struct orgpol_json_error *error)
{
    static const struct {
        const char *name;
        const char *path;
    } endpoints[] = {
        {"access_evaluation_endpoint", "/access/v1/evaluation"},
        {"access_evaluations_endpoint", "/access/v1/evaluations"},
        {"search_subject_endpoint", "/access/v1/search/subject"},
        {"search_resource_endpoint", "/access/v1/search/resource"},
        {"search_action_endpoint", "/access/v1/search/action"},
    };
    struct call call = {.answer = CALL_ANSWER(answer, size), .error = ORGPOL_JSON_ERROR_INIT};
    struct orgpol_str base = base_url;
    enum orgpol_status status = orgpol_json_begin(NULL, 0, &call.options, error, &call.error);

    if (status == ORGPOL_OK)
        status = check_url(base_url, &call.error);
    if (status == ORGPOL_OK) {
        base.len -= base.ptr[base.len - 1] == '/';
        orgpol_answer_open(&call.answer, NULL, '{');
        orgpol_answer_text(&call.answer, "policy_decision_point", base_url);
        for (size_t i = 0; i < sizeof endpoints / sizeof *endpoints; i++)
            orgpol_answer_joined(&call.answer, endpoints[i].name, base, orgpol_str_of(endpoints[i].path));
        orgpol_answer_close(&call.answer, '}');
    }
    return orgpol_authzen_finish(&call, status, answer_length, error);
}
