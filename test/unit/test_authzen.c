/* SPDX-License-Identifier: MIT */
/* AuthZEN evaluation as an interface: shapes, errors, buffers. The decisions are in test/vectors/login.txt.
 */
#include "support.h"

#include <cjson/cJSON.h>

#include "orgpol/authzen.h"

static struct orgpol_tenant *tenant;

static int load_tenant(void **state)
{
    size_t length;
    char *json = slurp("test/vectors/tenant.json", &length);
    const enum orgpol_status status = orgpol_tenant_load(json, length, NULL, &tenant, NULL);

    (void)state;
    free(json);
    return status != ORGPOL_OK;
}

static int free_tenant(void **state)
{
    (void)state;
    orgpol_tenant_free(tenant);
    return 0;
}

#define REQUEST(context)                                                                  \
    "{\"subject\":{\"type\":\"user\",\"id\":\"u1\"},\"action\":{\"name\":\"can_login\"}," \
    "\"resource\":{\"type\":\"client\",\"id\":\"web\"},\"context\":" context "}"

static void the_wire_examples(void **state)
{
    static const struct {
        const char *request;
        const char *answer;
    } examples[] = {
        {"{\"subject\":{\"type\":\"user\",\"id\":\"u0\"},\"action\":{\"name\":\"can_third_party_login\"},"
         "\"resource\":{\"type\":\"client\",\"id\":\"tps\"},\"context\":{\"organization\":\"org_A\","
         "\"connection\":\"db\"}}",
         "{\"decision\":false,\"context\":{\"reason\":\"user_not_member\",\"rule\":\"LOGIN-18\",\"http_"
         "status\":403,"
         "\"error\":\"access_denied\",\"error_description\":\"user u0 is not part of the org_A "
         "organization\","
         "\"unmet\":[\"user_not_member\"],\"obligations\":[\"show_error_page\"],\"advice\":[],"
         "\"remedy\":\"Add the user to the organization.\"}}"},
        {"{\"subject\":{\"type\":\"user\",\"id\":\"u2\"},\"action\":{\"name\":\"can_third_party_login\"},"
         "\"resource\":{\"type\":\"client\",\"id\":\"tps\"},\"context\":{\"organization\":\"org_B\","
         "\"connection\":\"xaa_b\"}}",
         "{\"decision\":false,\"context\":{\"reason\":\"org_blocks_third_party\",\"rule\":\"LOGIN-07\","
         "\"http_status\":400,"
         "\"error\":\"invalid_request\",\"error_description\":\"parameter organization is invalid: org_B\","
         "\"unmet\":[\"org_blocks_third_party\",\"connection_not_domain_level\"],\"obligations\":[\"show_"
         "error_page\"],"
         "\"advice\":[],\"remedy\":\"Set third_party_client_access to \\\"allow\\\" on the "
         "organization.\"}}"},
        {REQUEST("{\"organization\":\"org_A\",\"connection\":\"db\"}"),
         "{\"decision\":true,\"context\":{\"http_status\":200,\"obligations\":[],\"advice\":[],"
         "\"claims\":{\"org_id\":\"org_A\"}}}"},
        {"{\"subject\":{\"type\":\"user\",\"id\":\"u1\"},\"action\":{\"name\":\"can_login\"},\"resource\":{"
         "\"type\":"
         "\"client\",\"id\":\"web_xaa\"},\"context\":{\"connection\":\"xaa\",\"cross_app_access\":{"
         "\"assertion_valid\":true}}}",
         "{\"decision\":true,\"context\":{\"http_status\":200,\"obligations\":[],\"advice\":[],"
         "\"claims\":{\"org_id\":\"org_A\"},\"audience\":null,\"token\":{\"id_token\":false,\"refresh_"
         "token\":false}}}"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        char answer[2048];
        size_t length;

        assert_int_equal(orgpol_authzen_evaluate(tenant, examples[i].request, strlen(examples[i].request),
                                                 NULL, answer, sizeof answer, &length, NULL, NULL),
                         ORGPOL_OK);
        assert_string_equal(answer, examples[i].answer);
        assert_int_equal(length, strlen(answer));
    }
}

static void wrong_requests_are_named(void **state)
{
    static const struct {
        const char *request;
        const char *at; /* what stands at the offset */
        const char *pointer;
        const char *message;
    } requests[] = {
        {"[]", "[]", "", "expected an object, found an array"},
        {"{}", "{}", "/subject", "required, and absent"},
        {"{\"subject\":null,\"action\":{}}", "null,\"action\":", "/subject", "required, and absent"},
        {"{\"subject\":\"u1\"}", "\"u1\"}", "/subject", "expected an object, found text"},
        {"{\"subject\":{},\"action\":{},\"resource\":{}}", "{},\"action\":{}", "/subject/type",
         "required, and absent"},
        {"{\"subject\":{\"type\":\"user\"},\"action\":{},\"resource\":{}}", "{\"type\":\"user\"",
         "/subject/id", "required, and absent"},
        {"{\"subject\":{\"type\":\"user\",\"id\":5},\"action\":{},\"resource\":{}}", "5},\"action\":{}",
         "/subject/id", "expected text, found a number"},
        {"{\"subject\":{\"type\":\"user\",\"id\":\"u\",\"properties\":[]},\"action\":{},\"resource\":{}}",
         "[]},\"action\":{", "/subject/properties", "expected an object, found an array"},
        {"{\"subject\":{\"type\":\"user\",\"id\":\"u\"},\"action\":{},\"resource\":{}}",
         "{},\"resource\":", "/action/name", "required, and absent"},
        {"{\"subject\":{\"type\":\"user\",\"id\":\"u\"},\"action\":{\"name\":\"can_fly\"},\"resource\":{"
         "\"type\":\"client\",\"id\":\"web\"}}",
         "\"can_fly\"},\"re", "/action/name",
         "unknown action \"can_fly\", expected one that orgpol/authzen.h lists"},
        {"{\"subject\":{\"type\":\"user\",\"id\":\"u\"},\"action\":{\"name\":\"Can_login\"},\"resource\":{"
         "\"type\":\"client\",\"id\":\"web\"}}",
         "\"Can_login\"},\"", "/action/name",
         "unknown action \"Can_login\", expected one that orgpol/authzen.h lists"},
        {"{\"subject\":{\"type\":\"client\",\"id\":\"u\"},\"action\":{\"name\":\"can_login\"},\"resource\":{"
         "\"type\":\"client\",\"id\":\"web\"}}",
         "\"client\",\"id\":", "/subject/type", "can_login takes user or anonymous, found \"client\""},
        {"{\"subject\":{\"type\":\"user\",\"id\":\"u\"},\"action\":{\"name\":\"can_login\"},\"resource\":{"
         "\"type\":\"user\",\"id\":\"web\"}}",
         "\"user\",\"id\":\"w", "/resource/type", "can_login takes client, found \"user\""},
        {"{\"subject\":{\"type\":\"user\",\"id\":\"\"},\"action\":{\"name\":\"can_login\"},\"resource\":{"
         "\"type\":\"client\",\"id\":\"web\"}}",
         "\"\"},\"action\":{", "/subject/id", "required, and empty"},
        {"{\"subject\":{\"type\":\"user\",\"id\":\"u\"},\"action\":{\"name\":\"can_login\"},\"resource\":{"
         "\"type\":\"client\",\"id\":\"\"}}",
         "\"\"}}", "/resource/id", "required, and empty"},
        {"{\"subject\":{\"type\":\"user\",\"id\":\"u\"},\"action\":{\"name\":\"can_login\"},\"resource\":{"
         "\"type\":\"client\",\"id\":\"web\"}}",
         "{\"subject\":{\"t", "/context/connection", "required, and absent"},
        {REQUEST("[]"), "[]}", "/context", "expected an object, found an array"},
        {REQUEST("{}"), "{}}", "/context/connection", "required, and absent"},
        {REQUEST("{\"connection\":\"\"}"), "\"\"}}", "/context/connection", "required, and empty"},
        {REQUEST("{\"connection\":7}"), "7}}", "/context/connection", "expected text, found a number"},
        {REQUEST("{\"connection\":\"db\",\"organization\":{}}"), "{}}}", "/context/organization",
         "expected text, found an object"},
        {REQUEST("{\"connection\":\"db\",\"protocol\":\"oauth\"}"), "\"oauth\"}}", "/context/protocol",
         "expected one of oidc, samlp, wsfed, classic_login, lock, device_code, password, passkey, "
         "token_exchange, "
         "refresh_token, found \"oauth\""},
        {REQUEST("{\"connection\":\"db\",\"protocol\":\"oidc\",\"cross_app_access\":{}}"),
         "\"oidc\",\"cross_", "/context/protocol", "excludes cross_app_access"},
        {REQUEST("{\"connection\":\"db\",\"cross_app_access\":true}"), "true}}", "/context/cross_app_access",
         "expected an object, found true"},
        {REQUEST("{\"connection\":\"db\",\"cross_app_access\":{\"assertion_valid\":1}}"), "1}}}",
         "/context/cross_app_access/assertion_valid", "expected true or false, found a number"},
        {REQUEST("{\"connection\":\"db\",\"signup\":\"yes\"}"), "\"yes\"}}", "/context/signup",
         "expected true or false, found text"},
        {REQUEST("{\"connection\":\"db\",\"invitation_accepted\":0}"), "0}}", "/context/invitation_accepted",
         "expected true or false, found a number"},
        {REQUEST("{\"connection\":\"db\",\"member_count\":-1}"), "-1}}", "/context/member_count",
         "expected a whole number from 0"},
        {REQUEST("{\"connection\":\"db\",\"member_count\":4294967296.5}"), "4294967296.5}}",
         "/context/member_count", "expected a whole number from 0"},
        {REQUEST("{\"connection\":\"db\",\"member_count\":1.5}"), "1.5}}", "/context/member_count",
         "expected a whole number from 0"},
        {REQUEST("{\"connection\":\"db\",\"member_count\":\"1\"}"), "\"1\"}}", "/context/member_count",
         "expected a whole number, found text"},
        {REQUEST("{\"connection\":\"db\",\"mfa\":\"maybe\"}"), "\"maybe\"}}", "/context/mfa",
         "expected one of satisfied, required, failed, found \"maybe\""},
        {REQUEST("{\"connection\":\"db\",\"action_verdict\":\"challenge\"}"), "\"challenge\"}}",
         "/context/action_verdict", "expected one of allow, deny, found \"challenge\""},
        {REQUEST("{\"connection\":\"db\",\"response_mode\":1}"), "1}}", "/context/response_mode",
         "expected text, found a number"},
        {REQUEST("{\"connection\":\"db\",\"tenant\":{}}"), "{}}}", "/context/tenant",
         "a tenant is loaded already; send none"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof requests / sizeof *requests; i++) {
        struct orgpol_json_error error = ORGPOL_JSON_ERROR_INIT;
        struct orgpol_decision decision = {.effect = ORGPOL_EFFECT_ALLOW};
        char answer[1024];
        cJSON *parsed;
        const cJSON *told;

        if (orgpol_authzen_evaluate(tenant, requests[i].request, strlen(requests[i].request), NULL, answer,
                                    sizeof answer, NULL, &decision, &error) != ORGPOL_ERR_REQUEST ||
            error.offset != (size_t)(strstr(requests[i].request, requests[i].at) - requests[i].request) ||
            strcmp(error.pointer, requests[i].pointer) != 0 ||
            strcmp(error.message, requests[i].message) != 0)
            fail_msg("%s: offset %zu, pointer %s, %s", requests[i].request, error.offset, error.pointer,
                     error.message);
        assert_int_equal(decision.effect, ORGPOL_EFFECT_ERROR);
        parsed = cJSON_Parse(answer);
        assert_true(cJSON_IsFalse(cJSON_GetObjectItemCaseSensitive(parsed, "decision")));
        told = cJSON_GetObjectItemCaseSensitive(cJSON_GetObjectItemCaseSensitive(parsed, "context"), "error");
        assert_int_equal(cJSON_GetObjectItemCaseSensitive(told, "status")->valueint, 400);
        assert_string_equal(cJSON_GetObjectItemCaseSensitive(told, "message")->valuestring,
                            requests[i].message);
        assert_string_equal(cJSON_GetObjectItemCaseSensitive(told, "pointer")->valuestring,
                            requests[i].pointer);
        assert_null(strstr(answer, "reason"));
        cJSON_Delete(parsed);
    }
}

/* Null is absent everywhere, and members of other actions and releases are ignored. */
static void absent_and_unknown_members_are_ignored(void **state)
{
    static const char *const contexts[] = {
        "{\"connection\":\"db\"}",
        "{\"connection\":\"db\",\"organization\":null,\"protocol\":null,\"cross_app_access\":null,\"signup\":"
        "null,"
        "\"member_count\":null,\"mfa\":null,\"action_verdict\":null,\"response_mode\":null,\"tenant\":null}",
        "{\"connection\":\"db\",\"organization\":\"\",\"protocol\":\"\",\"mfa\":\"\",\"action_verdict\":"
        "\"\"}",
        "{\"connection\":\"db\",\"Organization\":\"org_B\",\"prompt\":7,\"session\":\"x\",\"anything\":[{}]}",
        "{\"connection\":\"db\",\"member_count\":100000."
        "00000000000000000000000000000000000000000000000000000000000000}",
    };

    (void)state;
    for (size_t i = 0; i < sizeof contexts / sizeof *contexts; i++) {
        char request[1024];
        struct orgpol_json_error error = ORGPOL_JSON_ERROR_INIT;
        struct orgpol_decision decision;

        snprintf(request, sizeof request, "%s", REQUEST("{}"));
        snprintf(request + strlen(request) - 3, sizeof request - strlen(request), "%s,\"more\":1}",
                 contexts[i]);
        if (orgpol_authzen_evaluate(tenant, request, strlen(request), NULL, NULL, 0, NULL, &decision,
                                    &error) != ORGPOL_ERR_BUFFER)
            fail_msg("%s: %s: %s", contexts[i], error.pointer, error.message);
        request[0] = '{';
        char answer[1024];
        assert_int_equal(orgpol_authzen_evaluate(tenant, request, strlen(request), NULL, answer,
                                                 sizeof answer, NULL, &decision, &error),
                         ORGPOL_OK);
        assert_int_equal(decision.effect, ORGPOL_EFFECT_ALLOW);
    }
}

/* A number longer than cJSON reads keeps its value: here it decides between 99,999 and 100,000 members. */
static void long_numbers_keep_their_value(void **state)
{
    static const struct {
        const char *count;
        enum orgpol_effect effect;
    } counts[] = {
        {"99999.000000000000000000000000000000000000000000000000000000000000000000000000",
         ORGPOL_EFFECT_ALLOW},
        {"100000.00000000000000000000000000000000000000000000000000000000000000000000000",
         ORGPOL_EFFECT_DENY},
        {"0.00000000000000000000000000000000000000000000000000000000000000000000000099999e77",
         ORGPOL_EFFECT_ALLOW},
        {"0.0000000000000000000000000000000000000000000000000000000000000000000000001e78",
         ORGPOL_EFFECT_DENY},
        {"100000000000000000000000000000000000000000000000000000000000000000000000000000",
         ORGPOL_EFFECT_DENY},
        {"9999900000000000000000000000000000000000000000000000000000000000000000000000e-71",
         ORGPOL_EFFECT_ALLOW},
        {"0.0000000000000000000000000000000000000000000000000000000000000000000000000000",
         ORGPOL_EFFECT_ALLOW},
    };

    (void)state;
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        struct orgpol_json_error error = ORGPOL_JSON_ERROR_INIT;
        struct orgpol_decision decision;
        char request[512];
        char answer[1024];

        snprintf(request, sizeof request,
                 "{\"subject\":{\"type\":\"user\",\"id\":\"u0\"},\"action\":{\"name\":\"can_login\"},"
                 "\"resource\":{\"type\":"
                 "\"client\",\"id\":\"web\"},\"context\":{\"organization\":\"org_A\",\"connection\":\"ent\","
                 "\"member_count\":%s}}",
                 counts[i].count);
        if (orgpol_authzen_evaluate(tenant, request, strlen(request), NULL, answer, sizeof answer, NULL,
                                    &decision, &error) != ORGPOL_OK)
            fail_msg("%s: %s", counts[i].count, error.message);
        if (decision.effect != counts[i].effect)
            fail_msg("%s: %s", counts[i].count, answer);
    }
}

static void inline_tenants_are_read(void **state)
{
    static const char request[] =
        REQUEST("{\"connection\":\"db\",\"tenant\":{\"clients\":[{\"client_id\":\"web\","
                "\"is_first_party\":true}],\"connections\":[{\"id\":\"c\",\"name\":\"db\","
                "\"enabled_clients\":[\"web\"]}]}}");
    static const char wrong[] =
        REQUEST("{\"connection\":\"db\",\"tenant\":{\"clients\":[{\"client_id\":true}]}}");
    static const char none[] = REQUEST("{\"connection\":\"db\"}");
    struct orgpol_json_error error = ORGPOL_JSON_ERROR_INIT;
    struct orgpol_decision decision;
    char answer[1024];

    (void)state;
    assert_int_equal(orgpol_authzen_evaluate(NULL, request, sizeof request - 1, NULL, answer, sizeof answer,
                                             NULL, &decision, &error),
                     ORGPOL_OK);
    assert_int_equal(decision.effect, ORGPOL_EFFECT_ALLOW);
    assert_int_equal(orgpol_authzen_evaluate(NULL, wrong, sizeof wrong - 1, NULL, answer, sizeof answer, NULL,
                                             &decision, &error),
                     ORGPOL_ERR_REQUEST);
    assert_string_equal(error.pointer, "/context/tenant/clients/0/client_id");
    assert_string_equal(error.message, "expected text, found true");
    assert_int_equal(error.offset, strstr(wrong, "true}]}") - wrong);
    assert_int_equal(decision.effect, ORGPOL_EFFECT_ERROR);
    assert_int_equal(orgpol_authzen_evaluate(NULL, none, sizeof none - 1, NULL, answer, sizeof answer, NULL,
                                             &decision, &error),
                     ORGPOL_ERR_REQUEST);
    assert_string_equal(error.pointer, "/context/tenant");
    assert_string_equal(error.message, "no tenant is loaded, and none was sent");
}

/* Every buffer size: nothing beyond it is written, and only one that holds the answer gives a decision. */
static void buffers_are_not_overrun(void **state)
{
    static const char request[] = REQUEST("{\"organization\":\"org_zzz\",\"connection\":\"db\"}");
    static const char broken[] = "{\"subject\":";
    char answer[1024];
    size_t whole;
    size_t length;

    (void)state;
    assert_int_equal(
        orgpol_authzen_evaluate(tenant, request, sizeof request - 1, NULL, NULL, 0, &whole, NULL, NULL),
        ORGPOL_ERR_BUFFER);
    for (size_t size = 0; size < whole + 20; size++) {
        struct orgpol_decision decision;
        struct orgpol_json_error error = ORGPOL_JSON_ERROR_INIT;

        memset(answer, '#', sizeof answer);
        assert_int_equal(orgpol_authzen_evaluate(tenant, request, sizeof request - 1, NULL, answer, size,
                                                 &length, &decision, &error),
                         size > whole ? ORGPOL_OK : ORGPOL_ERR_BUFFER);
        assert_int_equal(length, whole);
        assert_int_equal(decision.effect, size > whole ? ORGPOL_EFFECT_DENY : ORGPOL_EFFECT_ERROR);
        if (size > 0)
            assert_int_equal(strlen(answer), size > whole ? whole : 0);
        for (size_t i = size; i < sizeof answer; i++)
            assert_int_equal(answer[i], '#');
        memset(answer, '#', sizeof answer);
        assert_int_equal(orgpol_authzen_evaluate(tenant, broken, sizeof broken - 1, NULL, answer, size,
                                                 &length, &decision, &error),
                         ORGPOL_ERR_SYNTAX);
        if (size > 0)
            assert_int_equal(strlen(answer), size > length ? length : 0);
        for (size_t i = size; i < sizeof answer; i++)
            assert_int_equal(answer[i], '#');
    }
}

/* What the request says comes back escaped. */
static void answers_are_json(void **state)
{
    static const char request[] =
        "{\"subject\":{\"type\":\"user\",\"id\":"
        "\"a\\\"b\\\\c\\u0001\\u001f\\u007f\\u0080\\u009f\\u00a0\\u20ac\"},\"action\":{"
        "\"name\":\"can_login\"},"
        "\"resource\":{\"type\":\"client\",\"id\":\"web\"},\"context\":{\"organization\":\"org_A\","
        "\"connection\":\"db\"}}";
    char answer[1024];
    cJSON *parsed;
    const char *text;

    (void)state;
    assert_int_equal(orgpol_authzen_evaluate(tenant, request, sizeof request - 1, NULL, answer, sizeof answer,
                                             NULL, NULL, NULL),
                     ORGPOL_OK);
    for (const char *c = answer; *c; c++)
        assert_true((unsigned char)*c >= 0x20 && *c != 0x7f);
    assert_non_null(strstr(answer, "\\u007f\\u0080\\u009f\xc2\xa0\xe2\x82\xac"));
    parsed = cJSON_Parse(answer);
    text = cJSON_GetObjectItemCaseSensitive(cJSON_GetObjectItemCaseSensitive(parsed, "context"),
                                            "error_description")
               ->valuestring;
    assert_string_equal(
        text,
        "user a\"b\\c\x01\x1f\x7f\xc2\x80\xc2\x9f\xc2\xa0\xe2\x82\xac is not part of the org_A organization");
    cJSON_Delete(parsed);
}

/* Control characters of a request do not get into the error's texts. */
static void errors_hold_no_control_characters(void **state)
{
    static const char word[] =
        REQUEST("{\"connection\":\"db\",\"mfa\":\"\\u001b[2J\\r\\n\\u007f\\u0080\\u009f\\u00a0\xc2\x9b.\"}");
    static const char name[] = "{\"a\\u001b\xc2\x85\\tb\xc3\xa9\":tru";
    struct orgpol_json_error error = ORGPOL_JSON_ERROR_INIT;
    char answer[1024];

    (void)state;
    assert_int_equal(orgpol_authzen_evaluate(tenant, word, sizeof word - 1, NULL, answer, sizeof answer, NULL,
                                             NULL, &error),
                     ORGPOL_ERR_REQUEST);
    assert_string_equal(error.message,
                        "expected one of satisfied, required, failed, found \"?[2J?????\xc2\xa0?.\"");
    assert_non_null(strstr(answer, "found \\\"?[2J?????\xc2\xa0?.\\\""));
    assert_int_equal(orgpol_authzen_evaluate(tenant, name, sizeof name - 1, NULL, answer, sizeof answer, NULL,
                                             NULL, &error),
                     ORGPOL_ERR_SYNTAX);
    assert_string_equal(error.pointer, "/a???b\xc3\xa9");
}

/* An error is written as far as the caller's struct goes, terminated there; an unusable one is an error. */
static void errors_obey_their_size(void **state)
{
    static const char request[] =
        REQUEST("{\"connection\":\"db\",\"cross_app_access\":{\"assertion_valid\":1}}");
    static const char pointer[] = "/context/cross_app_access/assertion_valid";
    static const char message[] = "expected true or false, found a number";
    const size_t texts = offsetof(struct orgpol_json_error, pointer);
    const size_t second = offsetof(struct orgpol_json_error, message);

    (void)state;
    for (uint32_t size = 0; size <= sizeof(struct orgpol_json_error) + 16; size++) {
        const bool usable = size >= 8 && size % sizeof(void *) == 0;
        struct orgpol_decision decision = {.effect = ORGPOL_EFFECT_ALLOW};
        union {
            struct orgpol_json_error error;
            unsigned char bytes[sizeof(struct orgpol_json_error) + 64];
        } room;
        char answer[256];

        memset(room.bytes, 0xA5, sizeof room);
        room.error.struct_size = size;
        assert_int_equal(orgpol_authzen_evaluate(tenant, request, sizeof request - 1, NULL, answer,
                                                 sizeof answer, NULL, &decision, &room.error),
                         usable ? ORGPOL_ERR_REQUEST : ORGPOL_ERR_ARGUMENT);
        assert_int_equal(decision.effect, ORGPOL_EFFECT_ERROR);
        assert_int_equal(room.error.struct_size, size);
        for (size_t at = usable ? size : 4; at < sizeof room; at++)
            assert_int_equal(room.bytes[at], 0xA5);
        if (!usable) {
            assert_non_null(strstr(answer, "expected an error struct"));
            continue;
        }
        assert_int_equal(room.error.status, ORGPOL_ERR_REQUEST);
        if (size > texts) {
            const size_t most = (size < second ? size : second) - texts - 1;

            assert_int_equal(strlen(room.error.pointer),
                             most < sizeof pointer - 1 ? most : sizeof pointer - 1);
            assert_memory_equal(room.error.pointer, pointer, strlen(room.error.pointer));
        }
        if (size > second) {
            const size_t most = size - second - 1;

            assert_int_equal(strlen(room.error.message),
                             most < sizeof message - 1 ? most : sizeof message - 1);
            assert_memory_equal(room.error.message, message, strlen(room.error.message));
        }
    }
}

/* A cut inside a character takes all of it away. */
static void cut_errors_are_text(void **state)
{
    char request[1024];

    (void)state;
    for (size_t shift = 0; shift < 3; shift++) {
        struct orgpol_json_error error;
        char answer[1024];

        snprintf(request, sizeof request, "{\"%.*s", (int)shift, "xx");
        for (int i = 0; i < 60; i++)
            strcat(request, "\xe2\x82\xac");
        strcat(request, "\":tru");
        for (uint32_t size = offsetof(struct orgpol_json_error, pointer) + 8; size < sizeof error;
             size += 8) {
            error.struct_size = size;
            orgpol_authzen_evaluate(tenant, request, strlen(request), NULL, answer, sizeof answer, NULL, NULL,
                                    &error);
            assert_int_equal((strlen(error.pointer) - 1 - shift) % 3, 0);
        }
    }
}

/* A struct that was used for an error before does not keep it. */
static void success_clears_the_error(void **state)
{
    static const char request[] = REQUEST("{\"connection\":\"db\"}");
    struct orgpol_json_error error = ORGPOL_JSON_ERROR_INIT;
    char answer[1024];

    (void)state;
    assert_int_equal(
        orgpol_authzen_evaluate(tenant, "[}", 2, NULL, answer, sizeof answer, NULL, NULL, &error),
        ORGPOL_ERR_SYNTAX);
    assert_int_equal(error.status, ORGPOL_ERR_SYNTAX);
    assert_int_equal(error.offset, 1);
    assert_int_equal(orgpol_authzen_evaluate(tenant, request, sizeof request - 1, NULL, answer, sizeof answer,
                                             NULL, NULL, &error),
                     ORGPOL_OK);
    assert_int_equal(error.status, ORGPOL_OK);
    assert_int_equal(error.offset, 0);
    assert_string_equal(error.pointer, "");
    assert_string_equal(error.message, "");
}

/* A request has a default limit of its own, below a tenant's, and the caller's limit in place of it. */
static void requests_have_their_own_limit(void **state)
{
    static const char request[] = REQUEST("{\"connection\":\"db\"}");
    const size_t limit = ORGPOL_JSON_MAX_REQUEST_BYTES;
    struct orgpol_json_options options = ORGPOL_JSON_OPTIONS_INIT;
    struct orgpol_json_error error = ORGPOL_JSON_ERROR_INIT;
    char *padded = malloc(limit + 1);
    char answer[1024];

    (void)state;
    assert_non_null(padded);
    memset(padded, ' ', limit + 1);
    memcpy(padded, request, sizeof request - 1);
    assert_int_equal(
        orgpol_authzen_evaluate(tenant, padded, limit, NULL, answer, sizeof answer, NULL, NULL, &error),
        ORGPOL_OK);
    assert_int_equal(
        orgpol_authzen_evaluate(tenant, padded, limit + 1, NULL, answer, sizeof answer, NULL, NULL, &error),
        ORGPOL_ERR_LIMIT);
    assert_int_equal(error.offset, limit);
    options.max_bytes = limit + 1;
    assert_int_equal(orgpol_authzen_evaluate(tenant, padded, limit + 1, &options, answer, sizeof answer, NULL,
                                             NULL, &error),
                     ORGPOL_OK);
    free(padded);
}

static void arguments_are_checked(void **state)
{
    struct orgpol_json_options options = ORGPOL_JSON_OPTIONS_INIT;
    struct orgpol_json_error error = ORGPOL_JSON_ERROR_INIT;
    struct orgpol_decision decision = {.effect = ORGPOL_EFFECT_ALLOW};
    char answer[256];

    (void)state;
    assert_int_equal(
        orgpol_authzen_evaluate(tenant, NULL, 0, NULL, answer, sizeof answer, NULL, &decision, &error),
        ORGPOL_ERR_ARGUMENT);
    assert_int_equal(decision.effect, ORGPOL_EFFECT_ERROR);
    assert_string_equal(error.message, "expected a request, found NULL");
    options.struct_size = 1;
    decision.effect = ORGPOL_EFFECT_ALLOW;
    assert_int_equal(
        orgpol_authzen_evaluate(tenant, "{}", 2, &options, answer, sizeof answer, NULL, &decision, &error),
        ORGPOL_ERR_ARGUMENT);
    assert_int_equal(decision.effect, ORGPOL_EFFECT_ERROR);
    assert_string_equal(error.message, "expected options with the struct_size of ORGPOL_JSON_OPTIONS_INIT");
    assert_non_null(strstr(answer, "\"decision\":false"));
    options = (struct orgpol_json_options)ORGPOL_JSON_OPTIONS_INIT;
    options.max_depth = ORGPOL_JSON_MAX_DEPTH_CEILING + 1;
    assert_int_equal(
        orgpol_authzen_evaluate(tenant, "{}", 2, &options, answer, sizeof answer, NULL, &decision, &error),
        ORGPOL_ERR_ARGUMENT);
    assert_string_equal(error.message, "expected a max_depth up to 128, found 129");
}

/*
 * Of a request that is allowed, every byte dropped, doubled or flipped in one bit: never a crash, and still
 * allowed only where it still asks the same question (names, words and ids untouched), which is where the
 * decoded request is equal.
 */
static void spoiled_requests_open_nothing(void **state)
{
    /* Ids that one change does not turn into one another. */
    static const char document[] =
        "{\"clients\":[{\"client_id\":\"web\",\"is_first_party\":true,\"organization_usage\":\"allow\"}],"
        "\"connections\":[{\"id\":\"con_db\",\"name\":\"base\",\"enabled_clients\":[\"web\"]}],"
        "\"organizations\":[{\"id\":\"org_acme\",\"enabled_connections\":[{\"connection_id\":\"con_db\"}],"
        "\"members\":[{\"user_id\":\"u1\"}]}],\"users\":[{\"user_id\":\"u1\"}]}";
    static const char request[] = REQUEST("{ \"organization\":\"org_acme\", \"connection\":\"base\" }");
    struct orgpol_tenant *small;
    cJSON *original = cJSON_Parse(request);
    int still_allowed = 0;

    (void)state;
    assert_int_equal(orgpol_tenant_load(document, sizeof document - 1, NULL, &small, NULL), ORGPOL_OK);
    for (size_t at = 0; at < sizeof request - 1; at++)
        for (int change = 0; change < 10; change++) {
            char spoiled[sizeof request + 1];
            char answer[2048];
            struct orgpol_decision decision;
            size_t length = sizeof request - 1;
            cJSON *parsed;

            memcpy(spoiled, request, length);
            if (change < 8) {
                spoiled[at] = (char)(spoiled[at] ^ 1 << change);
            } else if (change == 8) {
                memmove(spoiled + at, spoiled + at + 1, --length - at);
            } else {
                memmove(spoiled + at + 1, spoiled + at, length - at);
                length++;
            }
            orgpol_authzen_evaluate(small, spoiled, length, NULL, answer, sizeof answer, NULL, &decision,
                                    NULL);
            if (decision.effect != ORGPOL_EFFECT_ALLOW)
                continue;
            still_allowed++;
            /* The same members, or an organization or user that is absent now: a login without organization.
             */
            parsed = cJSON_ParseWithLength(spoiled, length);
            if (!cJSON_Compare(parsed, original, true)) {
                const cJSON *context = cJSON_GetObjectItemCaseSensitive(parsed, "context");

                if (cJSON_GetObjectItemCaseSensitive(context, "organization"))
                    fail_msg("allowed: %.*s", (int)length, spoiled);
                assert_non_null(strstr(answer, "\"claims\":{}"));
            }
            cJSON_Delete(parsed);
        }
    cJSON_Delete(original);
    orgpol_tenant_free(small);
    assert_true(still_allowed > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_wire_examples),
        cmocka_unit_test(wrong_requests_are_named),
        cmocka_unit_test(absent_and_unknown_members_are_ignored),
        cmocka_unit_test(long_numbers_keep_their_value),
        cmocka_unit_test(inline_tenants_are_read),
        cmocka_unit_test(buffers_are_not_overrun),
        cmocka_unit_test(answers_are_json),
        cmocka_unit_test(errors_hold_no_control_characters),
        cmocka_unit_test(errors_obey_their_size),
        cmocka_unit_test(cut_errors_are_text),
        cmocka_unit_test(success_clears_the_error),
        cmocka_unit_test(requests_have_their_own_limit),
        cmocka_unit_test(arguments_are_checked),
        cmocka_unit_test(spoiled_requests_open_nothing),
    };

    return cmocka_run_group_tests(tests, load_tenant, free_tenant);
}
