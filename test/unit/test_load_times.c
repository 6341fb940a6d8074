/* SPDX-License-Identifier: MIT */
/* Times of tenants: RFC 3339 text in UTC, fractions dropped. And ids of requests that are there, and empty.
 */
#include "support.h"

#include "orgpol/authzen.h"

/* Is this the time of an invitation that the tenant takes? */
static bool is_time(const char *text)
{
    struct orgpol_json_error error = ORGPOL_JSON_ERROR_INIT;
    struct orgpol_tenant *tenant;
    char json[256];
    enum orgpol_status status;

    snprintf(json, sizeof json,
             "{\"organizations\":[{\"id\":\"org_a\",\"invitations\":[{\"ticket_id\":\"t\",\"expires_at\":\"%"
             "s\"}]}]}",
             text);
    status = orgpol_tenant_load(json, strlen(json), NULL, &tenant, &error);
    if (status == ORGPOL_OK) {
        orgpol_tenant_free(tenant);
        return true;
    }
    assert_null(tenant);
    assert_string_equal(error.pointer, "/organizations/0/invitations/0/expires_at");
    return false;
}

static void times_are_rfc_3339(void **state)
{
    static const char *const good[] = {
        "2026-08-20T10:20:30Z",      "2026-08-20t10:20:30z",
        "2026-08-20T10:20:30.1Z",    "2026-08-20T10:20:30.0123456789Z",
        "2026-08-20T10:20:30+00:00", "2026-08-20T10:20:30-00:00",
        "0000-01-01T00:00:00Z",      "9999-12-31T23:59:60Z",
        "2024-02-29T00:00:00Z",      "2000-02-29T00:00:00Z",
        "2026-04-30T00:00:00Z",
    };
    static const char *const bad[] = {
        "2026-08-20T10:20:30+01:00", "2026-08-20T10:20:30",   "2026-08-20T10:20:30ZZ",
        "2026-08-20T10:20:30.Z",     "2026-08-20T10:20:30.1", "2026-00-20T10:20:30Z",
        "2026-13-20T10:20:30Z",      "2026-08-00T10:20:30Z",  "2026-08-32T10:20:30Z",
        "2026-04-31T10:20:30Z",      "2026-02-30T10:20:30Z",  "2026-02-29T10:20:30Z",
        "1900-02-29T10:20:30Z",      "2026-08-20T24:20:30Z",  "2026-08-20T10:60:30Z",
        "2026-08-20T10:20:61Z",      "2026-08-20 10:20:30Z",  "today",
    };
    static const char whole[] = "2026-08-20T10:20:30Z";

    (void)state;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        if (!is_time(good[i]))
            fail_msg("%s is no time", good[i]);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (is_time(bad[i]))
            fail_msg("%s is a time", bad[i]);
    for (size_t i = 0; i < sizeof whole - 1; i++) {
        char text[sizeof whole];

        for (size_t k = 0; k < 3; k++) { /* another byte instead, and the end: an empty text is absent */
            memcpy(text, whole, sizeof whole);
            text[i] = "/:"[k];
            if ((i > 0 || k < 2) && !(text[i] == whole[i]) && is_time(text))
                fail_msg("%s is a time", text);
        }
    }
}

/* The user or client, and the client or path, that a request is about have names. */
static void empty_ids_are_errors(void **state)
{
    static const char *const actions[] = {"check_authorize_request", "check_endpoint_request"};
    struct orgpol_tenant *tenant;

    (void)state;
    assert_int_equal(orgpol_tenant_load("{}", 2, NULL, &tenant, NULL), ORGPOL_OK);
    for (size_t i = 0; i < sizeof actions / sizeof *actions; i++)
        for (int of_subject = 0; of_subject < 2; of_subject++) {
            struct orgpol_json_error error = ORGPOL_JSON_ERROR_INIT;
            char json[512];
            char answer[2048];
            size_t length;

            snprintf(json, sizeof json,
                     "{\"subject\":{\"type\":\"%s\",\"id\":\"%s\"},\"action\":{\"name\":\"%s\"},"
                     "\"resource\":{\"type\":\"%s\",\"id\":\"%s\"},\"context\":{\"client\":\"app\"}}",
                     i ? "client" : "user", of_subject ? "" : "a", actions[i], i ? "endpoint" : "client",
                     of_subject ? "a" : "");
            assert_int_not_equal(orgpol_authzen_evaluate(tenant, json, strlen(json), NULL, answer,
                                                         sizeof answer, &length, NULL, &error),
                                 ORGPOL_OK);
            assert_string_equal(error.pointer, of_subject ? "/subject/id" : "/resource/id");
        }
    orgpol_tenant_free(tenant);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(times_are_rfc_3339),
        cmocka_unit_test(empty_ids_are_errors),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
