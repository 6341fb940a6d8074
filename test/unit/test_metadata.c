/* SPDX-License-Identifier: MIT */
/* The metadata document of a policy decision point, and which base URLs it is made for. */
#include "support.h"

#include <cjson/cJSON.h>

#include "orgpol/authzen.h"

static char answer[4096];
static struct orgpol_json_error error;

static enum orgpol_status describe(struct orgpol_str base_url)
{
    error = (struct orgpol_json_error)ORGPOL_JSON_ERROR_INIT;
    return orgpol_authzen_metadata(base_url, answer, sizeof answer, NULL, &error);
}

/* Section 9 of the specification, and its default paths. */
static void the_document(void **state)
{
    static const struct {
        const char *base_url;
        const char *base;
    } rows[] = {{"https://pdp.example.com", "https://pdp.example.com"},
                {"https://pdp.example.com/", "https://pdp.example.com"},
                {"https://pdp.example.com:8443/tenant1", "https://pdp.example.com:8443/tenant1"},
                {"https://pdp.example.com/tenant1/", "https://pdp.example.com/tenant1"}};

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char expected[4096];

        snprintf(expected, sizeof expected,
                 "{\"policy_decision_point\":\"%s\","
                 "\"access_evaluation_endpoint\":\"%s/access/v1/evaluation\","
                 "\"access_evaluations_endpoint\":\"%s/access/v1/evaluations\","
                 "\"search_subject_endpoint\":\"%s/access/v1/search/subject\","
                 "\"search_resource_endpoint\":\"%s/access/v1/search/resource\","
                 "\"search_action_endpoint\":\"%s/access/v1/search/action\"}",
                 rows[i].base_url, rows[i].base, rows[i].base, rows[i].base, rows[i].base, rows[i].base);
        assert_int_equal(describe(orgpol_str_of(rows[i].base_url)), ORGPOL_OK);
        assert_string_equal(answer, expected);
        assert_int_equal(error.status, ORGPOL_OK);
    }
}

static void good_urls(void **state)
{
    static const char *const urls[] = {
        "https://a",
        "https://a:1",
        "https://a:65535/",
        "https://[2001:db8::1]:443/x",
        "https://[::1]",
        "https://[FE80::abcd:0001]",
        "https://[::ffff:192.0.2.255]",
        "https://a:00443",
        "https://a//b",
        "https://a/b/c",
        "https://a/%41%c3%A9/~b!$&'()*+,;=:@",
        "https://127.0.0.1",
        "http://localhost",
        "http://localhost:8080",
        "http://127.0.0.1:8080/x",
        "http://[::1]:8080",
    };

    (void)state;
    for (size_t i = 0; i < sizeof urls / sizeof *urls; i++) {
        cJSON *document;

        if (describe(orgpol_str_of(urls[i])) != ORGPOL_OK)
            fail_msg("%s: %s", urls[i], error.message);
        document = cJSON_Parse(answer);
        assert_string_equal(
            cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(document, "policy_decision_point")),
            urls[i]);
        cJSON_Delete(document);
    }
}

static void wrong_urls(void **state)
{
    static const struct {
        const char *url;
        const char *message; /* how it begins */
        size_t offset;
    } rows[] = {
        {"", "expected a base URL that begins with https://", 0},
        {"pdp.example.com", "expected a base URL that begins with https://", 0},
        {"ftp://pdp.example.com", "expected a base URL that begins with https://", 0},
        {"https:/a", "expected a base URL that begins with https://", 0},
        {"//a", "expected a base URL that begins with https://", 0},
        {"https://", "expected a base URL with a host", 8},
        {"https:///a", "expected a base URL with a host", 8},
        {"https://:443", "expected a base URL with a host", 8},
        {"https://a:", "expected a base URL with a host", 8},
        {"https://a:x", "expected a base URL with a host", 8},
        {"https://a:123456", "expected a base URL with a host", 8},
        {"https://a:1:2", "expected a base URL with a host", 8},
        {"https://a:0", "expected a base URL with a host", 8},
        {"https://a:00", "expected a base URL with a host", 8},
        {"https://a:65536", "expected a base URL with a host", 8},
        {"https://a:99999", "expected a base URL with a host", 8},
        {"https://a:18446744073709551617", "expected a base URL with a host", 8},
        {"https://[::1]:0", "expected a base URL with a host", 8},
        {"https://user@a", "expected a base URL with a host", 8},
        {"https://user:1@a", "expected a base URL with a host", 8},
        {"https://[::1", "expected a base URL with a host", 8},
        {"https://[]", "expected a base URL with a host", 8},
        {"https://[", "expected a base URL with a host", 8},
        {"https://[]:1", "expected a base URL with a host", 8},
        {"https://[zz]", "expected a base URL with a host", 8},
        {"https://[fe80::1%25eth0]", "expected a base URL with a host", 8},
        {"https://[v1.x]", "expected a base URL with a host", 8},
        {"https://[::1]x", "expected a base URL with a host", 8},
        {"https://a]", "expected a base URL with a host", 8},
        {"https://a//", "expected a base URL with one slash", 10},
        {"https://a/b//", "expected a base URL with one slash", 12},
        {"https://a/b///", "expected a base URL with one slash", 13},
        {"https://a?b", "expected a base URL without query", 9},
        {"https://a/?", "expected a base URL without query", 10},
        {"https://a#", "expected a base URL without query", 9},
        {"https://a/b c", "expected a base URL without query", 11},
        {"https://a/\"", "expected a base URL without query", 10},
        {"https://a/\\", "expected a base URL without query", 10},
        {"https://a/\n", "expected a base URL without query", 10},
        {"https://a/\x7F", "expected a base URL without query", 10},
        {"https://caf\xC3\xA9.example", "expected a base URL without query", 11},
        {"https://a/%4", "expected a base URL without query", 10},
        {"https://a/%4g", "expected a base URL without query", 10},
        {"http://pdp.example.com", "expected https; http is for localhost", 0},
        {"http://localhost.example.com", "expected https; http is for localhost", 0},
        {"http://127.0.0.1.example.com", "expected https; http is for localhost", 0},
        {"http://localhost@pdp.example.com", "expected a base URL with a host", 7},
        {"http://127.0.0.2", "expected https; http is for localhost", 0},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (describe(orgpol_str_of(rows[i].url)) != ORGPOL_ERR_ARGUMENT || error.offset != rows[i].offset ||
            strncmp(error.message, rows[i].message, strlen(rows[i].message)) != 0)
            fail_msg("%s: %s at %zu", rows[i].url, error.message, error.offset);
        assert_int_equal(strncmp(answer, "{\"decision\":false,\"context\":{\"error\":", 37), 0);
    }
    assert_int_equal(describe((struct orgpol_str){"https://a\0b", 11}), ORGPOL_ERR_ARGUMENT);
    assert_int_equal(error.offset, 9);
    assert_int_equal(describe((struct orgpol_str)ORGPOL_STR_NONE), ORGPOL_ERR_ARGUMENT);
    /* Not terminated: the length counts. */
    assert_int_equal(describe((struct orgpol_str){"https://a?b", 9}), ORGPOL_OK);
}

static void buffers_are_not_overrun(void **state)
{
    const struct orgpol_str url = ORGPOL_STR("https://a");
    char buffer[1024];
    size_t whole;
    size_t length;

    (void)state;
    assert_int_equal(orgpol_authzen_metadata(url, NULL, 0, &whole, NULL), ORGPOL_ERR_BUFFER);
    for (size_t size = 0; size < whole + 10; size++) {
        memset(buffer, '#', sizeof buffer);
        assert_int_equal(orgpol_authzen_metadata(url, buffer, size, &length, NULL),
                         size > whole ? ORGPOL_OK : ORGPOL_ERR_BUFFER);
        assert_int_equal(length, whole);
        if (size > 0)
            assert_int_equal(strlen(buffer), size > whole ? whole : 0);
        for (size_t i = size; i < sizeof buffer; i++)
            assert_int_equal(buffer[i], '#');
    }
    error = (struct orgpol_json_error){.struct_size = 1};
    assert_int_equal(orgpol_authzen_metadata(url, buffer, sizeof buffer, NULL, &error), ORGPOL_ERR_ARGUMENT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_document),
        cmocka_unit_test(good_urls),
        cmocka_unit_test(wrong_urls),
        cmocka_unit_test(buffers_are_not_overrun),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
