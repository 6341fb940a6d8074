/* SPDX-License-Identifier: MIT */
/* Consent as an interface. The rules are in test/vectors/consent.txt. */
#include "support.h"

static const struct orgpol_str effective[] = {{"r", 1}, {"w", 1}, {"r", 1}, {NULL, 0}};
static const struct orgpol_str granted[] = {{"d", 1}, {"r", 1}, {"d", 1}};
static const uint8_t secret[64] = "a secret of the embedder's";

static struct orgpol_client client;
static struct orgpol_resource_server api;
static struct orgpol_user_grant grant;
static struct orgpol_tenant_settings settings;
static struct orgpol_options options;
static struct orgpol_session session;

/* A first-party application with a session and a stored consent of d and r, that asks for r and w. */
static struct orgpol_consent_request usable(void)
{
    struct orgpol_consent_request request = ORGPOL_CONSENT_REQUEST_INIT;

    client = (struct orgpol_client)ORGPOL_CLIENT_INIT;
    client.client_id = ORGPOL_STR("web");
    client.is_first_party = 1;
    client.is_oidc_conformant = 1;
    api = (struct orgpol_resource_server)ORGPOL_RESOURCE_SERVER_INIT;
    api.identifier = ORGPOL_STR("https://api1.example.com");
    grant = (struct orgpol_user_grant)ORGPOL_USER_GRANT_INIT;
    grant.user_id = ORGPOL_STR("auth0|u1");
    grant.client_id = ORGPOL_STR("web");
    grant.audience = ORGPOL_STR("https://api1.example.com");
    grant.organization_id = ORGPOL_STR("org_A");
    grant.scopes = granted;
    grant.scope_count = 3;
    settings = (struct orgpol_tenant_settings)ORGPOL_TENANT_SETTINGS_INIT;
    options = (struct orgpol_options)ORGPOL_OPTIONS_INIT;
    session = (struct orgpol_session)ORGPOL_SESSION_INIT;
    request.user_id = ORGPOL_STR("auth0|u1");
    request.audience = ORGPOL_STR("https://api1.example.com");
    request.organization_id = ORGPOL_STR("org_A");
    request.client = &client;
    request.resource_server = &api;
    request.user_grant = &grant;
    request.settings = &settings;
    request.options = &options;
    request.session = &session;
    request.scopes = effective;
    request.scope_count = 4;
    return request;
}

static struct orgpol_decision ask(const struct orgpol_consent_request *request)
{
    return orgpol_check_consent(request, NULL, NULL, 0, NULL, 0);
}

static void assert_error(const struct orgpol_consent_request *request, uint16_t reason)
{
    static const uint8_t zeros[ORGPOL_CONSENT_KEY_BYTES];
    struct orgpol_consent_result result = ORGPOL_CONSENT_RESULT_INIT;
    struct orgpol_str scopes[4] = {{"left", 4}, {"over", 4}};
    struct orgpol_decision decision;

    result.is_consent_required = result.is_confirmation_required = 0;
    memset(result.key, 7, sizeof result.key);
    decision = orgpol_check_consent(request, &result, scopes, 4, scopes, 4);
    assert_broken(decision, ORGPOL_FAMILY_CONSENT, reason);
    assert_int_equal(result.is_consent_required, 1);
    assert_int_equal(result.is_confirmation_required, 1);
    assert_memory_equal(result.key, zeros, sizeof zeros);
    assert_string_equal(scopes[0].ptr, "left");
}

static void unreadable_questions_are_errors(void **state)
{
    struct orgpol_consent_request request = usable();

    (void)state;
    assert_int_equal(ask(&request).effect, ORGPOL_EFFECT_ALLOW);
    assert_error(NULL, ORGPOL_REASON_MISSING_INPUT);
    request.client = NULL;
    assert_error(&request, ORGPOL_REASON_MISSING_INPUT);
    request = usable();
    request.user_grant = NULL;
    request.user_id.len = 0;
    assert_error(&request, ORGPOL_REASON_MISSING_INPUT);
    request = usable();
    request.scopes = NULL;
    assert_error(&request, ORGPOL_REASON_MISSING_INPUT);
    request = usable();
    grant.scopes = NULL;
    assert_error(&request, ORGPOL_REASON_MISSING_INPUT);
    request = usable();
    request.scope_count = 1025;
    assert_error(&request, ORGPOL_REASON_TOO_MANY_SCOPES);
    request = usable();
    grant.scope_count = 1025;
    assert_error(&request, ORGPOL_REASON_TOO_MANY_SCOPES);
    request = usable();
    request.secret = secret;
    assert_error(&request, ORGPOL_REASON_UNSUPPORTED_INPUT);
    request.secret_bytes = 15;
    assert_error(&request, ORGPOL_REASON_UNSUPPORTED_INPUT);
    request.secret_bytes = 16;
    assert_int_equal(ask(&request).effect, ORGPOL_EFFECT_ALLOW);
}

/* Everything that is not listed, in every struct. */
static void unsupported_values_are_errors(void **state)
{
    struct orgpol_consent_request request = usable();

    (void)state;
#define REFUSED(assignment)                                      \
    do {                                                         \
        request = usable();                                      \
        assignment;                                              \
        assert_error(&request, ORGPOL_REASON_UNSUPPORTED_INPUT); \
    } while (0)
    REFUSED(request.approval = ORGPOL_APPROVAL_REFUSED + 1);
    REFUSED(request.approval = ORGPOL_WORD_UNKNOWN);
    REFUSED(request.response_mode = ORGPOL_RESPONSE_MODE_WEB_MESSAGE + 1);
    REFUSED(request.reserved = 1);
    REFUSED(request.reserved2 = 1);
    REFUSED(request.reserved3 = 1);
    REFUSED(request.struct_size = 4);
    REFUSED(session.kind = ORGPOL_SESSION_DELEGATED + 1);
    REFUSED(session.kind = ORGPOL_WORD_UNKNOWN);
    REFUSED(session.reserved = 1);
    REFUSED(session.struct_size = 0);
    REFUSED(options.consented_scopes = ORGPOL_CONSENTED_SCOPES_REPLACE + 1);
    REFUSED(options.reserved = 1);
    REFUSED(options.struct_size = 0);
    REFUSED(settings.reserved = 1);
    REFUSED(settings.reserved2 = 1);
    REFUSED(settings.struct_size = 0);
    REFUSED(client.reserved = 1);
    REFUSED(client.struct_size = 0);
    REFUSED(api.reserved = 1);
    REFUSED(api.struct_size = 0);
    REFUSED(grant.reserved = 1);
    REFUSED(grant.struct_size = 0);
#undef REFUSED
}

/* A row of another key is no pass and no denial. */
static void foreign_rows_are_errors(void **state)
{
    struct orgpol_consent_request request = usable();

    (void)state;
#define ERROR_WHEN(assignment, reason)                  \
    do {                                                \
        request = usable();                             \
        assignment;                                     \
        assert_error(&request, ORGPOL_REASON_##reason); \
    } while (0)
    ERROR_WHEN(client.client_id.len = 0, ROW_WITHOUT_ID);
    ERROR_WHEN(api.identifier.len = 0, ROW_WITHOUT_ID);
    ERROR_WHEN(grant.user_id.len = 0, ROW_WITHOUT_ID);
    ERROR_WHEN(grant.client_id.len = 0, ROW_WITHOUT_ID);
    ERROR_WHEN(grant.audience.len = 0, ROW_WITHOUT_ID);
    ERROR_WHEN(api.identifier = ORGPOL_STR("https://api2.example.com"), ROW_OF_OTHER_RESOURCE_SERVER);
    ERROR_WHEN(grant.audience = ORGPOL_STR("https://api2.example.com"), ROW_OF_OTHER_RESOURCE_SERVER);
    ERROR_WHEN(grant.user_id = ORGPOL_STR("auth0|u2"), ROW_OF_OTHER_USER);
    ERROR_WHEN(grant.client_id = ORGPOL_STR("tps"), ROW_OF_OTHER_CLIENT);
    ERROR_WHEN(client.client_id = ORGPOL_STR("tps"), ROW_OF_OTHER_CLIENT);
    ERROR_WHEN(grant.organization_id = ORGPOL_STR("org_B"), ROW_OF_OTHER_ORGANIZATION);
    ERROR_WHEN(grant.organization_id.len = 0, ROW_OF_OTHER_ORGANIZATION);
    ERROR_WHEN(request.organization_id.len = 0, ROW_OF_OTHER_ORGANIZATION);
    ERROR_WHEN(request.audience.len = 0, ROW_OF_OTHER_RESOURCE_SERVER);
#undef ERROR_WHEN
}

static void assert_scopes(const struct orgpol_str *scopes, size_t count, const char *expected)
{
    char text[64] = "";

    for (size_t i = 0; i < count; i++)
        snprintf(text + strlen(text), sizeof text - strlen(text), "%s%.*s", i ? " " : "", (int)scopes[i].len,
                 scopes[i].ptr);
    assert_string_equal(text, expected);
}

static void results_say_what_is_missing_and_what_to_store(void **state)
{
    struct orgpol_consent_request request = usable();
    struct orgpol_consent_key_request named = ORGPOL_CONSENT_KEY_REQUEST_INIT;
    struct orgpol_consent_result result = ORGPOL_CONSENT_RESULT_INIT;
    uint8_t key[ORGPOL_CONSENT_KEY_BYTES];
    struct orgpol_str missing[4];
    struct orgpol_str store[4];

    (void)state;
    named.user_id = request.user_id;
    named.client_id = client.client_id;
    named.audience = request.audience;
    named.organization_id = request.organization_id;
    named.secret = request.secret = secret;
    named.secret_bytes = request.secret_bytes = sizeof secret;
    orgpol_consent_key_for(&named, key);
    assert_int_equal(orgpol_check_consent(&request, &result, missing, 1, store, 0).obligations,
                     ORGPOL_MUST_SHOW_CONSENT);
    assert_int_equal(result.is_consent_required, 1);
    assert_int_equal(result.is_confirmation_required, 0);
    assert_scopes(missing, result.missing_scope_count, "w");
    assert_int_equal(result.store_scope_count, 0);
    assert_memory_equal(result.key, key, sizeof key);

    request.approval = ORGPOL_APPROVAL_GIVEN;
    assert_int_equal(orgpol_check_consent(&request, &result, missing, 4, store, 3).obligations,
                     ORGPOL_MUST_STORE_CONSENT);
    assert_int_equal(result.is_consent_required, 0);
    assert_scopes(missing, result.missing_scope_count, "w");
    assert_scopes(store, result.store_scope_count, "d r w");
    assert_memory_equal(result.key, key, sizeof key);

    options.consented_scopes = ORGPOL_CONSENTED_SCOPES_REPLACE;
    orgpol_check_consent(&request, &result, missing, 4, store, 2);
    assert_scopes(store, result.store_scope_count, "r w");

    request.user_grant = NULL;
    options.consented_scopes = ORGPOL_CONSENTED_SCOPES_UNION;
    orgpol_check_consent(&request, &result, missing, 4, store, 4);
    assert_scopes(missing, result.missing_scope_count, "r w");
    assert_scopes(store, result.store_scope_count, "r w");
}

/* Without an API there is nothing to consent to, to key, or to store. */
static void no_api_needs_no_consent(void **state)
{
    static const uint8_t zeros[ORGPOL_CONSENT_KEY_BYTES];
    struct orgpol_consent_result result = ORGPOL_CONSENT_RESULT_INIT;
    struct orgpol_consent_request request = usable();

    (void)state;
    request.audience.len = 0;
    request.resource_server = NULL;
    request.user_grant = NULL;
    request.scope_count = 0;
    request.approval = ORGPOL_APPROVAL_GIVEN;
    memset(result.key, 7, sizeof result.key);
    assert_int_equal(orgpol_check_consent(&request, &result, NULL, 0, NULL, 0).obligations, 0);
    assert_int_equal(result.is_consent_required, 0);
    assert_memory_equal(result.key, zeros, sizeof zeros);
    assert_int_equal(result.store_scope_count, 0);
}

static void small_arrays_are_errors(void **state)
{
    struct orgpol_consent_result result = ORGPOL_CONSENT_RESULT_INIT;
    struct orgpol_consent_request request = usable();
    struct orgpol_str scopes[4] = {{NULL, 0}};

    (void)state;
    request.approval = ORGPOL_APPROVAL_GIVEN;
    assert_broken(orgpol_check_consent(&request, &result, scopes, 0, NULL, 0), ORGPOL_FAMILY_CONSENT,
                  ORGPOL_REASON_RESULT_TOO_SMALL);
    assert_int_equal(result.missing_scope_count, 1);
    assert_int_equal(result.store_scope_count, 3);
    assert_int_equal(result.is_consent_required, 1);
    assert_int_equal(orgpol_check_consent(&request, &result, NULL, 0, scopes, 2).reason,
                     ORGPOL_REASON_RESULT_TOO_SMALL);
    assert_null(scopes[0].ptr);
    assert_int_equal(orgpol_check_consent(&request, &result, NULL, 0, NULL, 0).effect, ORGPOL_EFFECT_ALLOW);
    assert_int_equal(result.store_scope_count, 3);
    /* A denial fits into any array. */
    request.approval = ORGPOL_APPROVAL_REFUSED;
    assert_int_equal(orgpol_check_consent(&request, &result, scopes, 0, scopes, 0).reason,
                     ORGPOL_REASON_CONSENT_REFUSED);
    assert_int_equal(result.missing_scope_count, 0);
    assert_int_equal(result.is_consent_required, 1);
    assert_int_equal(result.is_confirmation_required, 1);
    assert_int_equal(orgpol_check_consent(&request, &result, scopes, 4, NULL, 0).effect, ORGPOL_EFFECT_DENY);
    assert_null(scopes[0].ptr); /* and nothing is written */
}

static void results_keep_to_their_size(void **state)
{
    struct {
        struct orgpol_consent_result result;
        uint64_t tail;
    } newer = {ORGPOL_CONSENT_RESULT_INIT, 7};
    struct orgpol_consent_result result = ORGPOL_CONSENT_RESULT_INIT;
    struct orgpol_consent_request request = usable();

    (void)state;
    newer.result.struct_size = sizeof newer;
    orgpol_check_consent(&request, &newer.result, NULL, 0, NULL, 0);
    assert_int_equal(newer.tail, 0);
    assert_int_equal(newer.result.missing_scope_count, 1);
    result.struct_size = 8;
    result.missing_scope_count = 77;
    request.approval = ORGPOL_APPROVAL_GIVEN;
    orgpol_check_consent(&request, &result, NULL, 0, NULL, 0);
    assert_int_equal(result.is_consent_required, 0);
    assert_int_equal(result.missing_scope_count, 77);
    result.struct_size = 0;
    assert_int_equal(orgpol_check_consent(&request, &result, NULL, 0, NULL, 0).reason,
                     ORGPOL_REASON_UNSUPPORTED_INPUT);
}

/* A request of an older header that ends after the client: no API row, no consent stored, no session. */
static void short_requests_are_read(void **state)
{
    struct orgpol_consent_request request = usable();

    (void)state;
    grant.scopes = effective;
    grant.scope_count = 2;
    assert_int_equal(ask(&request).obligations, 0);
    request.struct_size = offsetof(struct orgpol_consent_request, resource_server);
    assert_int_equal(ask(&request).obligations, ORGPOL_MUST_SHOW_CONSENT);
    client.struct_size = offsetof(struct orgpol_client, callbacks);
    assert_int_equal(ask(&request).obligations, ORGPOL_MUST_SHOW_CONSENT);
}

static void lists_take_1024_scopes(void **state)
{
    static char names[2048][8];
    static struct orgpol_str scopes[2048];
    static struct orgpol_str store[2048];
    struct orgpol_consent_result result = ORGPOL_CONSENT_RESULT_INIT;
    struct orgpol_consent_request request = usable();

    (void)state;
    for (size_t i = 0; i < 2048; i++) {
        snprintf(names[i], sizeof names[i], "s%04zu", i * 1021 % 2048);
        scopes[i] = orgpol_str_of(names[i]);
    }
    request.scopes = scopes;
    request.scope_count = 1024;
    grant.scopes = scopes + 1024;
    grant.scope_count = 1024;
    request.approval = ORGPOL_APPROVAL_GIVEN;
    assert_int_equal(orgpol_check_consent(&request, &result, NULL, 0, store, 2048).effect,
                     ORGPOL_EFFECT_ALLOW);
    assert_int_equal(result.missing_scope_count, 1024);
    assert_int_equal(result.store_scope_count, 2048);
    for (size_t i = 0; i < 2048; i++)
        assert_ptr_equal(store[i].ptr, scopes[(i + 1024) % 2048].ptr);
    grant.scopes = scopes;
    request.approval = ORGPOL_APPROVAL_UNSET;
    assert_int_equal(ask(&request).obligations, 0);
}

/* CONSENT-07: where nothing is to be stored, no scope is written for storing. */
static void nothing_to_store_is_not_written(void **state)
{
    struct orgpol_str store[4] = {ORGPOL_STR("left"), ORGPOL_STR("left"), ORGPOL_STR("left"),
                                  ORGPOL_STR("left")};
    struct orgpol_consent_result result = ORGPOL_CONSENT_RESULT_INIT;
    struct orgpol_consent_request request = usable();

    (void)state;
    for (size_t count = 1; count <= 4; count++) { /* the first is granted; for more, consent is asked first */
        request.scope_count = count;
        orgpol_check_consent(&request, &result, NULL, 0, store, 4);
        assert_int_equal(result.store_scope_count, 0);
        for (size_t i = 0; i < 4; i++)
            assert_string_equal(store[i].ptr, "left");
    }
}

/* Only the space separates the words of `prompt`, and only exact words count. */
static void prompt_is_split_at_spaces(void **state)
{
    static const struct {
        const char *prompt;
        uint16_t reason;
        uint32_t obligations;
    } rows[] = {
        {"", ORGPOL_REASON_NONE, 0},
        {"none", ORGPOL_REASON_NONE, 0},
        {" none  ", ORGPOL_REASON_NONE, 0},
        {"none none", ORGPOL_REASON_NONE, 0},
        {"consent", ORGPOL_REASON_NONE, ORGPOL_MUST_SHOW_CONSENT},
        {"login  consent", ORGPOL_REASON_NONE, ORGPOL_MUST_SHOW_CONSENT},
        {"login", ORGPOL_REASON_NONE, 0},
        {"Consent", ORGPOL_REASON_NONE, 0},
        {"consents", ORGPOL_REASON_NONE, 0},
        {"none consent", ORGPOL_REASON_PROMPT_NONE_COMBINED, 0},
        {"login none", ORGPOL_REASON_PROMPT_NONE_COMBINED, 0},
        {"none x", ORGPOL_REASON_PROMPT_NONE_COMBINED, 0},
        {"none None", ORGPOL_REASON_PROMPT_NONE_COMBINED, 0},
        {"none\tconsent", ORGPOL_REASON_NONE, 0}, /* one unknown word: neither silent nor forced */
    };
    struct orgpol_consent_request request = usable();

    (void)state;
    request.scope_count = 1;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct orgpol_decision decision;

        request.prompt = orgpol_str_of(rows[i].prompt);
        decision = ask(&request);
        if (decision.reason != rows[i].reason || decision.obligations != rows[i].obligations)
            fail_msg("\"%s\": reason %u, obligations %u", rows[i].prompt, decision.reason,
                     decision.obligations);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(unreadable_questions_are_errors),
        cmocka_unit_test(unsupported_values_are_errors),
        cmocka_unit_test(foreign_rows_are_errors),
        cmocka_unit_test(results_say_what_is_missing_and_what_to_store),
        cmocka_unit_test(no_api_needs_no_consent),
        cmocka_unit_test(small_arrays_are_errors),
        cmocka_unit_test(results_keep_to_their_size),
        cmocka_unit_test(short_requests_are_read),
        cmocka_unit_test(lists_take_1024_scopes),
        cmocka_unit_test(nothing_to_store_is_not_written),
        cmocka_unit_test(prompt_is_split_at_spaces),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
