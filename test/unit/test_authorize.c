/* SPDX-License-Identifier: MIT */
/* Authorization requests as an interface. The rules are in test/vectors/authorize.txt. */
#include "support.h"

#include "orgpol/authzen.h"

#define CHALLENGE "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"

static struct orgpol_parameter parameters[ORGPOL_PARAMETER_LIMIT + 1];
static struct orgpol_str callbacks[2];
static struct orgpol_client client;
static struct orgpol_organization organization;
static struct orgpol_options options;
static struct orgpol_tenant_settings settings;
static struct orgpol_authorize_request request;

static void add(const char *name, const char *value)
{
    parameters[request.parameter_count++] =
        (struct orgpol_parameter){orgpol_str_of(name), orgpol_str_of(value)};
}

/* A strict client's request that nothing is wrong with. */
static void make_usable(void)
{
    client = (struct orgpol_client)ORGPOL_CLIENT_INIT;
    client.client_id = ORGPOL_STR("tps");
    client.third_party_security_mode = ORGPOL_SECURITY_MODE_STRICT;
    client.callbacks = callbacks;
    client.callback_count = 1;
    callbacks[0] = ORGPOL_STR("https://tps.example.com/cb");
    callbacks[1] = ORGPOL_STR("https://tps.example.com/other");
    organization = (struct orgpol_organization)ORGPOL_ORGANIZATION_INIT;
    organization.id = ORGPOL_STR("org_A");
    organization.name = ORGPOL_STR("acme");
    options = (struct orgpol_options)ORGPOL_OPTIONS_INIT;
    settings = (struct orgpol_tenant_settings)ORGPOL_TENANT_SETTINGS_INIT;
    request = (struct orgpol_authorize_request)ORGPOL_AUTHORIZE_REQUEST_INIT;
    request.client = &client;
    request.options = &options;
    request.settings = &settings;
    request.parameters = parameters;
    add("client_id", "tps");
    add("response_type", "code");
    add("code_challenge", CHALLENGE);
    add("code_challenge_method", "S256");
}

static struct orgpol_decision check(struct orgpol_authorize_result *result)
{
    return orgpol_check_authorize_request(&request, result);
}

static void assert_error(enum orgpol_reason reason)
{
    struct orgpol_authorize_result result = ORGPOL_AUTHORIZE_RESULT_INIT;
    struct orgpol_decision decision;

    result.has_id_token = 1;
    result.redirect_uri = ORGPOL_STR("stale");
    decision = check(&result);
    assert_broken(decision, ORGPOL_FAMILY_AUTHORIZE, reason);
    assert_int_equal(result.has_id_token, 0);
    assert_null(result.redirect_uri.ptr);
}

static void assert_first_reason(enum orgpol_reason reason)
{
    const struct orgpol_decision decision = check(NULL);

    assert_int_equal(decision.effect, reason ? ORGPOL_EFFECT_DENY : ORGPOL_EFFECT_ALLOW);
    assert_int_equal(decision.reason, reason);
}

static void unreadable_questions_are_errors(void **state)
{
    static const uint8_t methods[] = {ORGPOL_DISCOVERY_EMAIL, ORGPOL_DISCOVERY_ORGANIZATION_NAME,
                                      ORGPOL_DISCOVERY_OTHER};
    struct orgpol_decision decision = orgpol_check_authorize_request(NULL, NULL);

    (void)state;
    assert_int_equal(decision.effect, ORGPOL_EFFECT_ERROR);
    assert_int_equal(decision.reason, ORGPOL_REASON_MISSING_INPUT);
    make_usable();
    assert_first_reason(ORGPOL_REASON_NONE);
    request.struct_size = 4;
    assert_error(ORGPOL_REASON_UNSUPPORTED_INPUT);
    make_usable();
    request.reserved = 1;
    assert_error(ORGPOL_REASON_UNSUPPORTED_INPUT);
    make_usable();
    options.require_pkce = 2; /* a flag: any value but 0 is on */
    assert_first_reason(ORGPOL_REASON_NONE);
    options.absent_security_mode = 2;
    assert_error(ORGPOL_REASON_UNSUPPORTED_INPUT);
    make_usable();
    options.default_discovery_methods = 1 << 5;
    assert_error(ORGPOL_REASON_UNSUPPORTED_INPUT);
    make_usable();
    options.discovery_filter = ORGPOL_DISCOVERY_FILTER_GATE + 1;
    assert_error(ORGPOL_REASON_UNSUPPORTED_INPUT);
    make_usable();
    settings.reserved = 1;
    assert_error(ORGPOL_REASON_UNSUPPORTED_INPUT);
    make_usable();
    settings.reserved2 = 1;
    assert_error(ORGPOL_REASON_UNSUPPORTED_INPUT);
    make_usable();
    client.reserved = 1;
    assert_error(ORGPOL_REASON_UNSUPPORTED_INPUT);
    make_usable();
    client.callbacks = NULL;
    assert_error(ORGPOL_REASON_UNSUPPORTED_INPUT);
    make_usable();
    request.parameters = NULL;
    assert_error(ORGPOL_REASON_UNSUPPORTED_INPUT);
    request.parameter_count = 1;
    assert_error(ORGPOL_REASON_UNSUPPORTED_INPUT);
    for (size_t i = 0; i < sizeof methods; i++) {
        make_usable();
        options.default_discovery_methods = methods[i];
        assert_first_reason(ORGPOL_REASON_NONE);
    }
    make_usable();
    client.client_id.len = 0;
    assert_error(ORGPOL_REASON_ROW_WITHOUT_ID);
}

static void parameters_are_limited(void **state)
{
    char names[ORGPOL_PARAMETER_LIMIT + 1][12];

    (void)state;
    make_usable();
    while (request.parameter_count < ORGPOL_PARAMETER_LIMIT) {
        snprintf(names[request.parameter_count], sizeof names[0], "ext-%zu", request.parameter_count);
        add(names[request.parameter_count], "");
    }
    assert_first_reason(ORGPOL_REASON_NONE);
    add("ext-more", "");
    assert_error(ORGPOL_REASON_TOO_MANY_PARAMETERS);
    request.client = NULL;
    assert_error(ORGPOL_REASON_TOO_MANY_PARAMETERS);
}

static void client_id_is_the_clients(void **state)
{
    (void)state;
    make_usable();
    parameters[0].value = ORGPOL_STR("web");
    assert_error(ORGPOL_REASON_PARAMETER_OF_OTHER_CLIENT);
    parameters[0].value = ORGPOL_STR("https://agent.example/meta.json");
    assert_error(ORGPOL_REASON_PARAMETER_OF_OTHER_CLIENT);
    client.external_client_id = ORGPOL_STR("https://agent.example/meta.json");
    assert_first_reason(ORGPOL_REASON_NONE);
    parameters[0].value = ORGPOL_STR("");
    assert_first_reason(ORGPOL_REASON_NONE);
    parameters[0].value = ORGPOL_STR("tps");
    add("client_id", "web");
    assert_error(ORGPOL_REASON_PARAMETER_OF_OTHER_CLIENT);
    request.client = NULL; /* an unknown client has no id to compare with */
    assert_first_reason(ORGPOL_REASON_UNKNOWN_CLIENT);
}

/* AUTHZ-14, RFC 7636: 43 bytes of base64url, wherever another byte stands. */
static void challenges_are_base64url(void **state)
{
    static const char base64url[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    static const size_t places[] = {0, 7, sizeof CHALLENGE - 2};

    (void)state;
    for (int byte = 0; byte < 256; byte++)
        for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
            char challenge[sizeof CHALLENGE] = CHALLENGE;

            make_usable();
            challenge[places[i]] = (char)byte;
            parameters[2].value = (struct orgpol_str){challenge, sizeof CHALLENGE - 1};
            assert_first_reason(byte && strchr(base64url, byte) ? ORGPOL_REASON_NONE
                                                                : ORGPOL_REASON_CODE_CHALLENGE_MALFORMED);
        }
}

static void the_organization_is_the_one_named(void **state)
{
    (void)state;
    make_usable();
    request.organization = &organization;
    assert_error(ORGPOL_REASON_ROW_OF_OTHER_ORGANIZATION); /* nothing names it */
    request.organization_id = ORGPOL_STR("org_A");
    assert_first_reason(ORGPOL_REASON_NONE);
    organization.id.len = 0;
    assert_error(ORGPOL_REASON_ROW_WITHOUT_ID);
    organization.id = ORGPOL_STR("org_B");
    assert_error(ORGPOL_REASON_ROW_OF_OTHER_ORGANIZATION);
    organization.id = ORGPOL_STR("org_A");
    add("organization", "org_B");
    assert_error(ORGPOL_REASON_ROW_OF_OTHER_ORGANIZATION);
    parameters[4].value = ORGPOL_STR("org_A");
    assert_first_reason(ORGPOL_REASON_NONE);
    request.organization_id.len = 0;
    assert_first_reason(ORGPOL_REASON_NONE);
    parameters[4].value = ORGPOL_STR("ACME");
    assert_error(ORGPOL_REASON_ROW_OF_OTHER_ORGANIZATION); /* names are off */
    settings.allow_organization_name_in_authentication_api = 1;
    assert_first_reason(ORGPOL_REASON_NONE);
    parameters[4].value = ORGPOL_STR("acmes");
    assert_error(ORGPOL_REASON_ROW_OF_OTHER_ORGANIZATION);
    organization.name.len = 0;
    parameters[4].value = ORGPOL_STR("acme");
    assert_error(ORGPOL_REASON_ROW_OF_OTHER_ORGANIZATION);
    organization.name = ORGPOL_STR("acme");
    organization.reserved = 1;
    assert_error(ORGPOL_REASON_UNSUPPORTED_INPUT);
    organization.reserved = 0;
    organization.reserved2 = 1;
    assert_error(ORGPOL_REASON_UNSUPPORTED_INPUT);
}

/* A shorter struct, from a header that had fewer members, reads as if they were absent. */
static void other_sizes_are_read(void **state)
{
    struct {
        struct orgpol_authorize_request request;
        uint64_t more;
    } longer;
    struct orgpol_authorize_result result = ORGPOL_AUTHORIZE_RESULT_INIT;

    (void)state;
    make_usable();
    request.struct_size = (uint32_t)offsetof(struct orgpol_authorize_request, organization_id);
    assert_first_reason(ORGPOL_REASON_RESPONSE_TYPE_MISSING);
    make_usable();
    longer.request = request;
    longer.more = 0;
    longer.request.struct_size = sizeof longer;
    assert_int_equal(orgpol_check_authorize_request(&longer.request, NULL).effect, ORGPOL_EFFECT_ALLOW);
    longer.more = 1;
    assert_int_equal(orgpol_check_authorize_request(&longer.request, NULL).reason,
                     ORGPOL_REASON_UNSUPPORTED_INPUT);
    result.struct_size = 14;
    assert_int_equal(check(&result).reason, ORGPOL_REASON_UNSUPPORTED_INPUT);
    result.struct_size = 8;
    assert_int_equal(check(&result).effect, ORGPOL_EFFECT_ALLOW);
}

static void the_result_says_where_and_what(void **state)
{
    struct orgpol_authorize_result result = ORGPOL_AUTHORIZE_RESULT_INIT;

    (void)state;
    make_usable();
    client.callback_count = 2;
    add("redirect_uri", "https://tps.example.com/other");
    assert_int_equal(check(&result).effect, ORGPOL_EFFECT_ALLOW);
    assert_int_equal(result.redirect_uri.len, strlen("https://tps.example.com/other"));
    assert_null(result.parameter.ptr);
    add("foo", "x");
    add("claims", "x");
    assert_int_equal(check(&result).reason, ORGPOL_REASON_PARAMETER_FORBIDDEN);
    assert_memory_equal(result.parameter.ptr, "foo", 3); /* the first in the request's order */
    assert_non_null(result.redirect_uri.ptr);
    parameters[4].value = ORGPOL_STR("https://evil.example/");
    assert_int_equal(check(&result).reason, ORGPOL_REASON_REDIRECT_URI_MISMATCH);
    assert_null(result.redirect_uri.ptr);

    make_usable();
    assert_int_equal(check(&result).effect, ORGPOL_EFFECT_ALLOW);
    assert_ptr_equal(result.redirect_uri.ptr, callbacks[0].ptr);
    client.grant_types = ORGPOL_GRANT_TYPE_IMPLICIT;
    assert_int_equal(check(&result).reason, ORGPOL_REASON_GRANT_TYPE_NOT_ENABLED);
    assert_string_equal(result.grant_type.ptr, "authorization_code");

    make_usable();
    client.is_first_party = 1;
    client.third_party_security_mode = 0;
    add("scope", "profile openid");
    add("foo", "x");
    assert_int_equal(check(&result).effect, ORGPOL_EFFECT_ALLOW);
    assert_int_equal(result.has_id_token, 1);
    assert_null(result.parameter.ptr);
    add("", "x");
    add("", "x");
    assert_int_equal(check(&result).reason, ORGPOL_REASON_PARAMETER_REPEATED);
    assert_int_equal(result.has_id_token, 0);
    assert_non_null(result.parameter.ptr); /* an empty name is a name */
    assert_int_equal(result.parameter.len, 0);

    request.client = NULL;
    assert_int_equal(check(&result).reason, ORGPOL_REASON_UNKNOWN_CLIENT);
    assert_null(result.parameter.ptr);
    assert_null(result.redirect_uri.ptr);
}

/* Absent strings may have any length or pointer. */
/* AUTHZ-04, -07, -08: the first parameter that a strict client may not send is named, whichever it is. */
static void the_parameter_refused_is_named(void **state)
{
    static const char *const refused[] = {"claims",       "id_token_hint", "invitation",
                                          "login_ticket", "request",       "request_uri",
                                          "screen_hint",  "ext-",          "foo"};

    (void)state;
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        struct orgpol_authorize_result result = ORGPOL_AUTHORIZE_RESULT_INIT;

        make_usable();
        add(refused[i], "x");
        add("last", "x");
        assert_int_equal(check(&result).effect, ORGPOL_EFFECT_DENY);
        assert_int_equal(result.parameter.len, strlen(refused[i]));
        assert_memory_equal(result.parameter.ptr, refused[i], strlen(refused[i]));
    }
}

static void absent_strings_are_read(void **state)
{
    (void)state;
    make_usable();
    add("organization", "");
    parameters[4].value = (struct orgpol_str){NULL, 9};
    add("prompt", "");
    parameters[5].value = (struct orgpol_str){"none login", 0};
    assert_first_reason(ORGPOL_REASON_NONE);
    callbacks[0] = (struct orgpol_str){NULL, 9};
    assert_first_reason(ORGPOL_REASON_REDIRECT_URI_MISMATCH);
}

/* ---- JSON ---- */

#define ASK(context)                                                                  \
    "{\"subject\":{\"type\":\"anonymous\",\"id\":\"-\"},\"action\":{\"name\":"        \
    "\"check_authorize_request\"},\"resource\":{\"type\":\"client\",\"id\":\"web\"}," \
    "\"context\":" context "}"

static void json_errors_say_where(void **state)
{
    static const struct {
        const char *request;
        const char *pointer;
        const char *message;
    } errors[] = {
        {ASK("{}"), "/context/parameters", "query or parameters is required, and absent"},
        {ASK("{\"query\":\"a=b\",\"parameters\":{}}"), "/context/parameters", "excludes query"},
        {ASK("{\"query\":7}"), "/context/query", "expected text, found a number"},
        {ASK("{\"parameters\":[]}"), "/context/parameters", "expected an object, found an array"},
        {ASK("{\"parameters\":{\"a\":1}}"), "/context/parameters/a",
         "expected text or an array of text, found a number"},
        {ASK("{\"parameters\":{\"a\":[\"x\",null]}}"), "/context/parameters/a/1",
         "expected text, found null"},
        {ASK("{\"query\":\"a=b&c=%4\"}"), "/context/query", "not form-encoded UTF-8 at byte 6 of the query"},
        {ASK("{\"query\":\"client_id=tps\"}"), "/context/query",
         "client_id names another client than \"web\""},
        {ASK("{\"parameters\":{\"client_id\":[\"web\",\"tps\"]}}"), "/context/parameters",
         "client_id names another client than \"web\""},
        {ASK("{\"query\":\"organization=org_A\",\"organization\":\"org_B\"}"), "/context/organization",
         "another organization than the parameter names"},
    };
    struct orgpol_tenant *tenant;
    size_t length;
    char *json = slurp("test/vectors/authorize.json", &length);

    (void)state;
    assert_int_equal(orgpol_tenant_load(json, length, NULL, &tenant, NULL), ORGPOL_OK);
    free(json);
    for (size_t i = 0; i < sizeof errors / sizeof *errors; i++) {
        struct orgpol_json_error error = ORGPOL_JSON_ERROR_INIT;
        char answer[1024];

        assert_int_equal(orgpol_authzen_evaluate(tenant, errors[i].request, strlen(errors[i].request), NULL,
                                                 answer, sizeof answer, NULL, NULL, &error),
                         ORGPOL_ERR_REQUEST);
        assert_string_equal(error.pointer, errors[i].pointer);
        assert_string_equal(error.message, errors[i].message);
    }
    orgpol_tenant_free(tenant);
}

/* A request cannot be about one client that is not there, however long its id, and name another. */
static void unknown_clients_are_named_once(void **state)
{
    struct orgpol_json_error error = ORGPOL_JSON_ERROR_INIT;
    struct orgpol_tenant *tenant;
    char question[2048];
    char answer[1024];

    (void)state;
    assert_int_equal(orgpol_tenant_load("{}", 2, NULL, &tenant, NULL), ORGPOL_OK);
    snprintf(question, sizeof question,
             "{\"subject\":{\"type\":\"anonymous\",\"id\":\"-\"},\"action\":{\"name\":"
             "\"check_authorize_request\"},\"resource\":{\"type\":\"client\",\"id\":\"n%0900d\"},"
             "\"context\":{\"query\":\"client_id=web\"}}",
             0);
    assert_int_equal(orgpol_authzen_evaluate(tenant, question, strlen(question), NULL, answer, sizeof answer,
                                             NULL, NULL, &error),
                     ORGPOL_ERR_REQUEST);
    assert_string_equal(error.pointer, "/context/query");
    assert_memory_equal(error.message, "client_id names another client than \"n0000", 40);
    orgpol_tenant_free(tenant);
}

static void json_parameters_are_limited(void **state)
{
    static const char tenant_json[] = "{\"clients\":[{\"client_id\":\"web\",\"is_first_party\":true}]}";
    static const char *const openings[] = {"{\"query\":\"", "{\"parameters\":{\"a\":["};
    static const char *const items[] = {"a=b&", "\"b\","};
    static const char *const endings[] = {"a=b\"}", "\"b\"]}}"};
    struct orgpol_tenant *tenant;

    (void)state;
    assert_int_equal(orgpol_tenant_load(tenant_json, strlen(tenant_json), NULL, &tenant, NULL), ORGPOL_OK);
    for (size_t form = 0; form < 2; form++)
        for (int count = ORGPOL_PARAMETER_LIMIT; count <= ORGPOL_PARAMETER_LIMIT + 1; count++) {
            char text[4096] = "{\"subject\":{\"type\":\"user\",\"id\":\"u\"},\"action\":{\"name\":"
                              "\"check_authorize_request\"},\"resource\":{\"type\":\"client\",\"id\":"
                              "\"web\"},\"context\":";
            struct orgpol_json_error error = ORGPOL_JSON_ERROR_INIT;
            char answer[1024];
            const bool fits = count <= ORGPOL_PARAMETER_LIMIT;

            strcat(text, openings[form]);
            for (int i = 1; i < count; i++)
                strcat(text, items[form]);
            strcat(text, endings[form]);
            strcat(text, "}");
            assert_int_equal(orgpol_authzen_evaluate(tenant, text, strlen(text), NULL, answer, sizeof answer,
                                                     NULL, NULL, &error),
                             fits ? ORGPOL_OK : ORGPOL_ERR_REQUEST);
            if (!fits)
                assert_string_equal(error.message, "more than 128 parameters");
        }
    orgpol_tenant_free(tenant);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(unreadable_questions_are_errors),   cmocka_unit_test(parameters_are_limited),
        cmocka_unit_test(client_id_is_the_clients),          cmocka_unit_test(challenges_are_base64url),
        cmocka_unit_test(the_organization_is_the_one_named), cmocka_unit_test(other_sizes_are_read),
        cmocka_unit_test(the_result_says_where_and_what),    cmocka_unit_test(the_parameter_refused_is_named),
        cmocka_unit_test(absent_strings_are_read),           cmocka_unit_test(json_errors_say_where),
        cmocka_unit_test(unknown_clients_are_named_once),    cmocka_unit_test(json_parameters_are_limited),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
