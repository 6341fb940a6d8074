/* SPDX-License-Identifier: MIT */
/* Requests to endpoints as an interface. The rules are in test/vectors/endpoint.txt. */
#include "support.h"

#include "orgpol/authzen.h"

/* RFC 7636 appendix B. */
#define VERIFIER "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
#define CHALLENGE "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"

static struct orgpol_parameter parameters[ORGPOL_PARAMETER_LIMIT + 1];
static struct orgpol_client client;
static struct orgpol_organization organization;
static struct orgpol_options options;
static struct orgpol_tenant_settings settings;
static struct orgpol_authorization_code code;
static struct orgpol_refresh_token refresh_token;
static struct orgpol_endpoint_request request;

static void add(const char *name, const char *value)
{
    parameters[request.parameter_count++] =
        (struct orgpol_parameter){orgpol_str_of(name), orgpol_str_of(value)};
}

/* A code exchange that nothing is wrong with. */
static void make_usable(void)
{
    client = (struct orgpol_client)ORGPOL_CLIENT_INIT;
    client.client_id = ORGPOL_STR("tps");
    organization = (struct orgpol_organization)ORGPOL_ORGANIZATION_INIT;
    organization.id = ORGPOL_STR("org_A");
    organization.name = ORGPOL_STR("acme");
    options = (struct orgpol_options)ORGPOL_OPTIONS_INIT;
    settings = (struct orgpol_tenant_settings)ORGPOL_TENANT_SETTINGS_INIT;
    code = (struct orgpol_authorization_code)ORGPOL_AUTHORIZATION_CODE_INIT;
    code.client_id = ORGPOL_STR("tps");
    code.code_challenge = ORGPOL_STR(CHALLENGE);
    code.organization_id = ORGPOL_STR("org_A");
    code.organization = &organization;
    refresh_token = (struct orgpol_refresh_token)ORGPOL_REFRESH_TOKEN_INIT;
    refresh_token.client_id = ORGPOL_STR("tps");
    refresh_token.organization_id = ORGPOL_STR("org_A");
    refresh_token.organization = &organization;
    request = (struct orgpol_endpoint_request)ORGPOL_ENDPOINT_REQUEST_INIT;
    request.client = &client;
    request.options = &options;
    request.settings = &settings;
    request.path = ORGPOL_STR("/oauth/token");
    request.parameters = parameters;
    request.code = &code;
    add("grant_type", "authorization_code");
    add("code_verifier", VERIFIER);
    add("client_id", "tps");
}

static void assert_error(enum orgpol_reason reason)
{
    struct orgpol_endpoint_result result = ORGPOL_ENDPOINT_RESULT_INIT;
    struct orgpol_decision decision;

    result.org_id = ORGPOL_STR("stale");
    decision = orgpol_check_endpoint_request(&request, &result);
    assert_broken(decision, ORGPOL_FAMILY_ENDPOINT, reason);
    assert_null(result.org_id.ptr);
}

static void assert_first_reason(enum orgpol_reason reason)
{
    const struct orgpol_decision decision = orgpol_check_endpoint_request(&request, NULL);

    assert_int_equal(decision.effect, reason ? ORGPOL_EFFECT_DENY : ORGPOL_EFFECT_ALLOW);
    assert_int_equal(decision.reason, reason);
}

static void unreadable_questions_are_errors(void **state)
{
    (void)state;
    assert_int_equal(orgpol_check_endpoint_request(NULL, NULL).reason, ORGPOL_REASON_MISSING_INPUT);
    make_usable();
    assert_first_reason(ORGPOL_REASON_NONE);
    request.struct_size = 0;
    assert_error(ORGPOL_REASON_UNSUPPORTED_INPUT);
#define BROKEN(change, reason) \
    do {                       \
        make_usable();         \
        change;                \
        assert_error(reason);  \
    } while (0)
    BROKEN(request.reserved = 1, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(options.refresh_recheck = 2, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(settings.reserved = 1, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(client.reserved = 1, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(code.reserved = 1, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(code.reserved2 = 1, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(settings.reserved2 = 1, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(organization.reserved = 1, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(organization.reserved2 = 1, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN((code.organization = NULL, request.refresh_token = &refresh_token, organization.reserved = 1),
           ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN((code.organization = NULL, request.refresh_token = &refresh_token, organization.reserved2 = 1),
           ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN((request.refresh_token = &refresh_token, refresh_token.reserved = 1),
           ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(code.struct_size = 3, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(request.parameters = NULL, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(request.parameter_count = ORGPOL_PARAMETER_LIMIT + 1, ORGPOL_REASON_TOO_MANY_PARAMETERS);
    BROKEN(client.client_id.len = 0, ORGPOL_REASON_ROW_WITHOUT_ID);
    BROKEN(organization.id.len = 0, ORGPOL_REASON_ROW_WITHOUT_ID);
    BROKEN(organization.id = ORGPOL_STR("org_B"), ORGPOL_REASON_ROW_OF_OTHER_ORGANIZATION);
    BROKEN(code.organization_id.len = 0, ORGPOL_REASON_ROW_OF_OTHER_ORGANIZATION);
    BROKEN((request.refresh_token = &refresh_token, refresh_token.organization_id.len = 0),
           ORGPOL_REASON_ROW_OF_OTHER_ORGANIZATION);
    BROKEN(parameters[2].value = ORGPOL_STR("web"), ORGPOL_REASON_PARAMETER_OF_OTHER_CLIENT);
    BROKEN((request.path = (struct orgpol_str){NULL, 12}), ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN((request.path = (struct orgpol_str){NULL, 13}), ORGPOL_REASON_UNSUPPORTED_INPUT);
}

static void paths_are_in_normal_form(void **state)
{
    static const char *const bad[] = {
        "",
        "/",
        "oauth/token",
        "//oauth/token",
        "/oauth//token",
        "/oauth/token/",
        "/oauth/./token",
        "/./oauth/token",
        "/.well-known/../userinfo",
        "/.well-known/..",
        "/oauth/token?x",
        "/oauth/token#x",
        "/oauth%2Ftoken",
        "/oauth\\token",
        "/oauth/token ",
        "/oauth/tok\ten",
        "/oauth/tok\xc3\xa9n",
        "/oauth/token\x7f",
        "https://t.example/oauth/token",
    };
    static const char *const good[] = {"/userinfo", "/a",         "/...",        "/.a",
                                       "/..a/b.",   "/v2/logout", "/samlp/x~y*z"};

    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        make_usable();
        request.path = orgpol_str_of(bad[i]);
        assert_error(ORGPOL_REASON_UNSUPPORTED_INPUT);
    }
    make_usable();
    request.path = (struct orgpol_str){"/a\0b", 4};
    assert_error(ORGPOL_REASON_UNSUPPORTED_INPUT);
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        make_usable();
        request.path = orgpol_str_of(good[i]);
        assert_first_reason(ORGPOL_REASON_ENDPOINT_NOT_FOR_STRICT);
        client.is_first_party = 1;
        assert_first_reason(ORGPOL_REASON_NONE);
    }
}

/* A path that some server takes for the token endpoint has the token endpoint's conditions. */
static void the_token_endpoint_is_known_in_any_case(void **state)
{
    (void)state;
    make_usable();
    client.is_first_party = 1;
    parameters[0].value = ORGPOL_STR("password");
    request.path = ORGPOL_STR("/OAuth/TOKEN");
    assert_first_reason(ORGPOL_REASON_GRANT_TYPE_NOT_ENABLED);
    client.is_first_party = 0;
    assert_first_reason(ORGPOL_REASON_ENDPOINT_NOT_FOR_STRICT);
    request.path = ORGPOL_STR("/oauth/tokens");
    client.is_first_party = 1;
    assert_first_reason(ORGPOL_REASON_NONE);
}

static void verifiers_are_checked(void **state)
{
    static const char unreserved[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    char verifier[130];
    char challenge[] = CHALLENGE;

    (void)state;
    make_usable();
    assert_first_reason(ORGPOL_REASON_NONE);
    for (size_t i = 0; i < 43; i++) { /* a difference anywhere is seen */
        challenge[i] = challenge[i] == 'A' ? 'B' : 'A';
        code.code_challenge = orgpol_str_of(challenge);
        assert_first_reason(ORGPOL_REASON_CODE_VERIFIER_MISMATCH);
        challenge[i] = CHALLENGE[i];
    }
    code.code_challenge = ORGPOL_STR(CHALLENGE "=");
    assert_first_reason(ORGPOL_REASON_CODE_VERIFIER_MISMATCH);
    code.code_challenge = ORGPOL_STR(VERIFIER); /* `plain` is not S256 */
    assert_first_reason(ORGPOL_REASON_CODE_VERIFIER_MISMATCH);

    /* lengths and characters; challenges computed with openssl dgst -sha256 */
    memset(verifier, 'a', sizeof verifier);
    code.code_challenge = ORGPOL_STR("aDbPE7rEAOkQUHHNavRwhN-srU5eMCyUv-0k4BOvtz4");
    parameters[1].value = (struct orgpol_str){verifier, 128};
    assert_first_reason(ORGPOL_REASON_NONE);
    code.code_challenge = ORGPOL_STR("wSywJKLlVRzKDgj86PHF4xRVXMP-9jKe6ZSj23UhZq4");
    parameters[1].value.len = 129;
    assert_first_reason(ORGPOL_REASON_CODE_VERIFIER_MISMATCH);
    code.code_challenge = ORGPOL_STR("ZtNPunH49FD35FWYhT5Tv8I7vRKQJ8uxMaL0_9eHjNA");
    parameters[1].value.len = 43;
    assert_first_reason(ORGPOL_REASON_NONE);
    code.code_challenge = ORGPOL_STR("elOGB_2quSlplZKfRRVlu7gULhhEEXMiqv0rPXawGv8");
    parameters[1].value.len = 42;
    assert_first_reason(ORGPOL_REASON_CODE_VERIFIER_MISMATCH);
    code.code_challenge = ORGPOL_STR("iwXbWFm6ct1JDeJlZO8FYEXe0UbbNRVyu6etiydm5O8");
    verifier[42] = '+';
    parameters[1].value.len = 43;
    assert_first_reason(ORGPOL_REASON_CODE_VERIFIER_MISMATCH);
    code.code_challenge = ORGPOL_STR("RZ77XZltYSfl0BLxuGd8pHGJ4EoMoVDVuSWHgNq3RY8");
    parameters[1].value = orgpol_str_of(unreserved);
    assert_first_reason(ORGPOL_REASON_NONE);
}

static void the_result_says_what(void **state)
{
    struct orgpol_endpoint_result result = ORGPOL_ENDPOINT_RESULT_INIT;

    (void)state;
    make_usable();
    assert_int_equal(orgpol_check_endpoint_request(&request, &result).effect, ORGPOL_EFFECT_ALLOW);
    assert_ptr_equal(result.org_id.ptr, code.organization_id.ptr);
    assert_null(result.org_name.ptr);
    settings.allow_organization_name_in_authentication_api = 1;
    orgpol_check_endpoint_request(&request, &result);
    assert_ptr_equal(result.org_name.ptr, organization.name.ptr);
    code.organization = NULL; /* gone since: the code's organization stays what it was */
    orgpol_check_endpoint_request(&request, &result);
    assert_ptr_equal(result.org_id.ptr, code.organization_id.ptr);
    assert_null(result.org_name.ptr);
    code.is_used = 2; /* a flag: any value but 0 is on */
    assert_int_equal(orgpol_check_endpoint_request(&request, &result).reason, ORGPOL_REASON_CODE_INVALID);
    assert_null(result.org_id.ptr);
    assert_int_equal(result.grant_type.len, strlen("authorization_code"));
    request.path = ORGPOL_STR("/authorize");
    assert_int_equal(orgpol_check_endpoint_request(&request, &result).effect, ORGPOL_EFFECT_ALLOW);
    assert_null(result.org_id.ptr);
    assert_null(result.grant_type.ptr);
    result.struct_size = 16;
    assert_int_equal(orgpol_check_endpoint_request(&request, &result).effect, ORGPOL_EFFECT_ALLOW);
    result.struct_size = 9;
    assert_int_equal(orgpol_check_endpoint_request(&request, &result).reason,
                     ORGPOL_REASON_UNSUPPORTED_INPUT);
}

/* What is sent twice matches nothing. */
static void repeated_parameters_match_nothing(void **state)
{
    (void)state;
    make_usable();
    add("grant_type", "");
    assert_first_reason(ORGPOL_REASON_GRANT_TYPE_NOT_FOR_STRICT);
    make_usable();
    add("code_verifier", VERIFIER);
    assert_first_reason(ORGPOL_REASON_CODE_VERIFIER_MISMATCH);
    make_usable();
    add("code", "c");
    assert_first_reason(ORGPOL_REASON_NONE);
    add("code", "c");
    assert_first_reason(ORGPOL_REASON_CODE_INVALID);
    make_usable();
    code.redirect_uri = ORGPOL_STR("https://a");
    add("redirect_uri", "https://a");
    assert_first_reason(ORGPOL_REASON_NONE);
    add("redirect_uri", "https://a");
    assert_first_reason(ORGPOL_REASON_CODE_INVALID);
    make_usable();
    client.grant_types = ORGPOL_GRANT_TYPE_REFRESH_TOKEN;
    request.refresh_token = &refresh_token;
    parameters[0].value = ORGPOL_STR("refresh_token");
    add("refresh_token", "r");
    assert_first_reason(ORGPOL_REASON_NONE);
    add("refresh_token", "r");
    assert_first_reason(ORGPOL_REASON_CODE_INVALID);
}

static void json_errors_say_where(void **state)
{
    static const struct {
        const char *path;
        const char *context;
        const char *pointer;
        const char *message;
    } errors[] = {
        {"/oauth/token/", "{}", "/resource/id", "not a path in normal form"},
        {"/oauth/token", "{\"query\":\"a\",\"parameters\":{}}", "/context/parameters", "excludes query"},
        {"/oauth/token", "{\"code\":7}", "/context/code", "expected an object, found a number"},
        {"/oauth/token", "{\"code\":{\"used\":\"no\"}}", "/context/code/used",
         "expected true or false, found text"},
        {"/oauth/token", "{\"refresh_token\":{\"client_id\":1}}", "/context/refresh_token/client_id",
         "expected text, found a number"},
        {"/oauth/token", "{\"query\":\"client_id=web\"}", "/context/query",
         "client_id names another client than \"tps\""},
    };
    struct orgpol_tenant *tenant;
    size_t length;
    char *json = slurp("test/vectors/tenant.json", &length);

    (void)state;
    assert_int_equal(orgpol_tenant_load(json, length, NULL, &tenant, NULL), ORGPOL_OK);
    free(json);
    for (size_t i = 0; i < sizeof errors / sizeof *errors; i++) {
        struct orgpol_json_error error = ORGPOL_JSON_ERROR_INIT;
        char text[1024];
        char answer[1024];

        snprintf(text, sizeof text,
                 "{\"subject\":{\"type\":\"client\",\"id\":\"tps\"},\"action\":{\"name\":"
                 "\"check_endpoint_request\"},\"resource\":{\"type\":\"endpoint\",\"id\":\"%s\"},"
                 "\"context\":%s}",
                 errors[i].path, errors[i].context);
        assert_int_equal(orgpol_authzen_evaluate(tenant, text, strlen(text), NULL, answer, sizeof answer,
                                                 NULL, NULL, &error),
                         ORGPOL_ERR_REQUEST);
        assert_string_equal(error.pointer, errors[i].pointer);
        assert_string_equal(error.message, errors[i].message);
    }
    orgpol_tenant_free(tenant);
}

/* AUTHZ-16: each grant type is looked for under its own name. */
static void grant_types_have_names(void **state)
{
    static const struct {
        const char *name;
        uint32_t bit;
    } types[] = {
        {"authorization_code", ORGPOL_GRANT_TYPE_AUTHORIZATION_CODE},
        {"refresh_token", ORGPOL_GRANT_TYPE_REFRESH_TOKEN},
        {"client_credentials", ORGPOL_GRANT_TYPE_CLIENT_CREDENTIALS},
        {"password", ORGPOL_GRANT_TYPE_PASSWORD},
        {"http://auth0.com/oauth/grant-type/password-realm", ORGPOL_GRANT_TYPE_PASSWORD_REALM},
        {"http://auth0.com/oauth/grant-type/mfa-oob", ORGPOL_GRANT_TYPE_MFA_OOB},
        {"http://auth0.com/oauth/grant-type/mfa-otp", ORGPOL_GRANT_TYPE_MFA_OTP},
        {"http://auth0.com/oauth/grant-type/mfa-recovery-code", ORGPOL_GRANT_TYPE_MFA_RECOVERY_CODE},
        {"http://auth0.com/oauth/grant-type/passwordless/otp", ORGPOL_GRANT_TYPE_PASSWORDLESS_OTP},
        {"urn:auth0:params:oauth:grant-type:token-exchange:federated-connection-access-token",
         ORGPOL_GRANT_TYPE_FEDERATED_CONNECTION_ACCESS_TOKEN},
        {"urn:ietf:params:oauth:grant-type:device_code", ORGPOL_GRANT_TYPE_DEVICE_CODE},
        {"urn:ietf:params:oauth:grant-type:token-exchange", ORGPOL_GRANT_TYPE_TOKEN_EXCHANGE},
        {"urn:openid:params:grant-type:ciba", ORGPOL_GRANT_TYPE_CIBA},
        {"urn:okta:params:oauth:grant-type:webauthn", ORGPOL_GRANT_TYPE_WEBAUTHN},
    };

    (void)state;
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        for (size_t has = 0; has < 2; has++) {
            char names[512];

            make_usable();
            client.is_first_party = 1;
            client.grant_types = has ? types[i].bit : ~types[i].bit;
            parameters[0].value = orgpol_str_of(types[i].name);
            unmet_names(orgpol_check_endpoint_request(&request, NULL), names, sizeof names);
            if ((strstr(names, "grant_type_not_enabled") == NULL) != has)
                fail_msg("%s: %s", types[i].name, names);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(unreadable_questions_are_errors),
        cmocka_unit_test(paths_are_in_normal_form),
        cmocka_unit_test(the_token_endpoint_is_known_in_any_case),
        cmocka_unit_test(verifiers_are_checked),
        cmocka_unit_test(the_result_says_what),
        cmocka_unit_test(repeated_parameters_match_nothing),
        cmocka_unit_test(json_errors_say_where),
        cmocka_unit_test(grant_types_have_names),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
