/* SPDX-License-Identifier: MIT */
/* can_complete_account as JSON: what is an error, where it points, and what is the end user's. The decisions
 * are in the vectors. */
#include "support.h"

#include "orgpol/authzen.h"

#define REQUEST_OF(subject, resource, id, context)                                          \
    "{\"subject\":{\"type\":\"" subject "\",\"id\":\"auth0|b\"},\"action\":{\"name\":"      \
    "\"can_complete_account\"},\"resource\":{\"type\":\"" resource "\",\"id\":\"" id "\"}," \
    "\"context\":" context "}"
#define REQUEST(context) REQUEST_OF("user", "connection", "github", context)

/* Members of a context that nothing is wrong with; the body and the transaction are without their braces. */
#define TOKEN                                                                                         \
    "\"now\":1790000060,\"same_device\":true,\"token\":{\"valid\":true,\"expires_at\":1790003600,"    \
    "\"sub\":\"auth0|b\",\"azp\":\"C-WEB\",\"aud\":\"https://acme.example.auth0.com/me/\",\"scope\":" \
    "\"create:me:connected_accounts\"}"
#define BODY                                               \
    "\"auth_session\":\"as-1\",\"connect_code\":\"cc-1\"," \
    "\"redirect_uri\":\"https://app.example.com/cb\""
#define TRANSACTION                                                                                \
    "\"auth_session\":\"as-1\",\"user_id\":\"auth0|b\",\"client_id\":\"C-WEB\",\"connection\":"    \
    "\"github\",\"redirect_uri\":\"https://app.example.com/cb\",\"ticket_expires_at\":1790000300," \
    "\"connect_code\":\"cc-1\",\"connect_code_used\":false"
#define PROVIDER \
    "\"provider_account\":{\"idp_user_id\":\"h-2\",\"scopes\":[\"repo\"],\"refresh_token_issued\":true}"
#define WITH(body, transaction) \
    "{" TOKEN ",\"body\":{" body "},\"transaction\":{" transaction "}," PROVIDER "}"

static struct orgpol_tenant *tenant;

static int load(void **state)
{
    size_t length;
    char *document = slurp("test/vectors/vault.json", &length);
    const enum orgpol_status status = orgpol_tenant_load(document, length, NULL, &tenant, NULL);

    (void)state;
    free(document);
    return status == ORGPOL_OK ? 0 : -1;
}

static int unload(void **state)
{
    (void)state;
    orgpol_tenant_free(tenant);
    return 0;
}

static char answer[8192];

static enum orgpol_status ask(const char *request, struct orgpol_json_error *error,
                              struct orgpol_decision *decision)
{
    *error = (struct orgpol_json_error)ORGPOL_JSON_ERROR_INIT;
    *decision = (struct orgpol_decision){.effect = ORGPOL_EFFECT_ALLOW};
    return orgpol_authzen_evaluate(tenant, request, strlen(request), NULL, answer, sizeof answer, NULL,
                                   decision, error);
}

/* WIRE 5.3, and the same with another session: the whole answers. */
static void answers_are_whole(void **state)
{
    static const char allowed[] =
        "{\"decision\":true,\"context\":{\"http_status\":201,\"obligations\":[\"consume_connect_code\","
        "\"add_connected_account\",\"store_tokens\"],\"advice\":[],\"connected_account\":{\"connection\":"
        "\"github\",\"access_type\":\"offline\",\"scopes\":[\"repo\"],\"user_id\":\"auth0|b\"}}}";
    static const char denied[] =
        "{\"decision\":false,\"context\":{\"reason\":\"auth_session_invalid\",\"rule\":\"COMPLETE-05\","
        "\"http_status\":404,\"problem\":{\"type\":\"https://auth0.com/api-errors/A0E-404-0001\",\"title\":"
        "\"Invalid or expired session\",\"status\":404,\"detail\":\"no such session of this user\"},"
        "\"unmet\":[\"auth_session_invalid\"],\"obligations\":[],\"advice\":[],\"remedy\":\"The user who "
        "started must complete; start again.\"}}";
    struct orgpol_json_error error;
    struct orgpol_decision decision;

    (void)state;
    assert_int_equal(ask(REQUEST(WITH(BODY, TRANSACTION)), &error, &decision), ORGPOL_OK);
    assert_int_equal(decision.effect, ORGPOL_EFFECT_ALLOW);
    assert_string_equal(answer, allowed);
    assert_int_equal(ask(REQUEST("{" TOKEN ",\"body\":{" BODY "}," PROVIDER "}"), &error, &decision),
                     ORGPOL_OK);
    assert_int_equal(decision.effect, ORGPOL_EFFECT_DENY);
    assert_string_equal(answer, denied);
}

#define CONTEXT(members) REQUEST("{\"now\":1,\"body\":{}," members "}")
#define IN_TRANSACTION(member) CONTEXT("\"transaction\":{" member "}")
#define IN_PROVIDER(member) CONTEXT("\"provider_account\":{" member "}")

static void what_is_malformed_is_an_error(void **state)
{
    static const struct {
        const char *request;
        const char *pointer;
    } rows[] = {
        {REQUEST("{}"), "/context/now"},
        {REQUEST("null"), "/context/now"},
        {REQUEST("[]"), "/context"},
        {REQUEST("{\"body\":{}}"), "/context/now"},
        {REQUEST("{\"now\":-1,\"body\":{}}"), "/context/now"},
        {REQUEST("{\"now\":1}"), "/context/body"},
        {REQUEST("{\"now\":1,\"body\":null}"), "/context/body"},
        {REQUEST("{\"now\":1,\"body\":\"{}\"}"), "/context/body"},
        {REQUEST("{\"now\":1,\"body\":[]}"), "/context/body"},
        {CONTEXT("\"token\":\"ey\""), "/context/token"},
        {CONTEXT("\"token\":{\"valid\":1}"), "/context/token/valid"},
        {CONTEXT("\"host\":1"), "/context/host"},
        {CONTEXT("\"dpop_proof_valid\":\"yes\""), "/context/dpop_proof_valid"},
        {CONTEXT("\"content_type\":[]"), "/context/content_type"},
        {CONTEXT("\"same_device\":1"), "/context/same_device"},
        {CONTEXT("\"transaction\":\"as-1\""), "/context/transaction"},
        {CONTEXT("\"provider_account\":[]"), "/context/provider_account"},
        {IN_TRANSACTION("\"auth_session\":1"), "/context/transaction/auth_session"},
        {IN_TRANSACTION("\"user_id\":{}"), "/context/transaction/user_id"},
        {IN_TRANSACTION("\"client_id\":1"), "/context/transaction/client_id"},
        {IN_TRANSACTION("\"connection\":1"), "/context/transaction/connection"},
        {IN_TRANSACTION("\"redirect_uri\":[]"), "/context/transaction/redirect_uri"},
        {IN_TRANSACTION("\"code_challenge\":false"), "/context/transaction/code_challenge"},
        {IN_TRANSACTION("\"ticket_expires_at\":\"1\""), "/context/transaction/ticket_expires_at"},
        {IN_TRANSACTION("\"ticket_expires_at\":0.5"), "/context/transaction/ticket_expires_at"},
        {IN_TRANSACTION("\"ticket_expires_at\":-1"), "/context/transaction/ticket_expires_at"},
        {IN_TRANSACTION("\"dpop_bound\":\"no\""), "/context/transaction/dpop_bound"},
        {IN_TRANSACTION("\"connect_code\":7"), "/context/transaction/connect_code"},
        {IN_TRANSACTION("\"connect_code_used\":0"), "/context/transaction/connect_code_used"},
        {IN_TRANSACTION("\"org_id\":1"), "/context/transaction/org_id"},
        {IN_PROVIDER("\"idp_user_id\":100"), "/context/provider_account/idp_user_id"},
        {IN_PROVIDER("\"scopes\":\"repo\""), "/context/provider_account/scopes"},
        {IN_PROVIDER("\"scopes\":[\"repo\",null]"), "/context/provider_account/scopes/1"},
        {IN_PROVIDER("\"refresh_token_issued\":1"), "/context/provider_account/refresh_token_issued"},
        {IN_PROVIDER("\"expires_at\":\"2026\""), "/context/provider_account/expires_at"},
        {REQUEST_OF("anonymous", "connection", "github", WITH(BODY, TRANSACTION)), "/subject/type"},
        {REQUEST_OF("user", "connected_account", "github", WITH(BODY, TRANSACTION)), "/resource/type"},
        {REQUEST_OF("user", "connection", "GitHub", WITH(BODY, TRANSACTION)), "/resource/id"},
        {REQUEST_OF("user", "connection", "", WITH(BODY, TRANSACTION)), "/resource/id"},
        {IN_TRANSACTION("\"connection\":\"\""), "/resource/id"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct orgpol_json_error error;
        struct orgpol_decision decision;

        if (ask(rows[i].request, &error, &decision) != ORGPOL_ERR_REQUEST ||
            strcmp(error.pointer, rows[i].pointer) != 0)
            fail_msg("%s: %s: %s", rows[i].request, error.pointer, error.message);
        assert_int_equal(decision.effect, ORGPOL_EFFECT_ERROR);
        assert_non_null(strstr(answer, "{\"decision\":false,\"context\":{\"error\":{"));
    }
}

/* Whatever is wrong inside the body is the end user's: a denial, and nothing else is in the way. */
static void what_is_wrong_in_the_body_is_a_denial(void **state)
{
    static const char *const requests[] = {
        REQUEST(WITH("", TRANSACTION)),
        REQUEST(WITH(BODY ",\"code_verifier\":1", TRANSACTION)),
        REQUEST(WITH(BODY ",\"tenant\":{}", TRANSACTION)),
        REQUEST(WITH(BODY ",\"\":\"\"", TRANSACTION)),
        REQUEST(WITH("\"auth_session\":[\"as-1\"],\"connect_code\":{},\"redirect_uri\":false", TRANSACTION)),
    };
    static const char *const fine[] = {
        REQUEST(WITH(BODY ",\"code_verifier\":null", TRANSACTION)),
        REQUEST(WITH(BODY ",\"state\":null", TRANSACTION)),
        /* Outside the body what nobody knows is no matter. */
        REQUEST(WITH(BODY, TRANSACTION ",\"scopes\":7,\"ticket\":{}")),
        REQUEST(WITH(BODY, TRANSACTION ",\"code_challenge\":null,\"org_id\":null,\"dpop_bound\":null")),
    };
    struct orgpol_json_error error;
    struct orgpol_decision decision;

    (void)state;
    for (size_t i = 0; i < sizeof requests / sizeof *requests; i++) {
        assert_int_equal(ask(requests[i], &error, &decision), ORGPOL_OK);
        assert_int_equal(decision.effect, ORGPOL_EFFECT_DENY);
        assert_non_null(strstr(answer, "\"unmet\":[\"completion_body_invalid\"],"));
    }
    for (size_t i = 0; i < sizeof fine / sizeof *fine; i++) {
        assert_int_equal(ask(fine[i], &error, &decision), ORGPOL_OK);
        assert_int_equal(decision.effect, ORGPOL_EFFECT_ALLOW);
    }
}

/* A transaction that names no connection, whatever the resource: a denial, and no error. */
static void a_transaction_may_name_no_connection(void **state)
{
    static const char *const requests[] = {
        REQUEST(WITH(BODY, "\"connection\":null")),
        REQUEST_OF("user", "connection", "", WITH(BODY, "\"connection\":\"\"")),
        REQUEST_OF("user", "connection", "", WITH(BODY, "\"auth_session\":\"as-1\"")),
    };
    struct orgpol_json_error error;
    struct orgpol_decision decision;

    (void)state;
    for (size_t i = 0; i < sizeof requests / sizeof *requests; i++) {
        assert_int_equal(ask(requests[i], &error, &decision), ORGPOL_OK);
        assert_int_equal(decision.effect, ORGPOL_EFFECT_DENY);
        assert_non_null(strstr(answer, ",\"connection_not_available\"]"));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(answers_are_whole),
        cmocka_unit_test(what_is_malformed_is_an_error),
        cmocka_unit_test(what_is_wrong_in_the_body_is_a_denial),
        cmocka_unit_test(a_transaction_may_name_no_connection),
    };

    return cmocka_run_group_tests(tests, load, unload);
}
