/* SPDX-License-Identifier: MIT */
/* check_token_exchange as JSON: what is an error, and where it points. The decisions are in the vectors. */
#include "support.h"

#include "orgpol/authzen.h"

#define HEAD                                                                                              \
    "{\"subject\":{\"type\":\"client\",\"id\":\"C-WEB\"},\"action\":{\"name\":\"check_token_exchange\"}," \
    "\"resource\":{\"type\":\"connection\",\"id\":\"google-oauth2\"},\"context\":"

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

static enum orgpol_status ask(const char *context, struct orgpol_json_error *error,
                              struct orgpol_decision *decision)
{
    static char request[8192];
    static char answer[8192];

    snprintf(request, sizeof request, HEAD "%s}", context);
    *error = (struct orgpol_json_error)ORGPOL_JSON_ERROR_INIT;
    return orgpol_authzen_evaluate(tenant, request, strlen(request), NULL, answer, sizeof answer, NULL,
                                   decision, error);
}

static void what_is_malformed_is_an_error(void **state)
{
    static const struct {
        const char *context;
        const char *pointer;
    } rows[] = {
        {"{}", "/context/now"},
        {"{\"now\":null}", "/context/now"},
        {"{\"now\":-1}", "/context/now"},
        {"{\"now\":1.5}", "/context/now"},
        {"{\"now\":\"1\"}", "/context/now"},
        {"{\"now\":1,\"client_authentication\":true}", "/context/client_authentication"},
        {"{\"now\":1,\"client_authentication\":{\"method\":\"secret\"}}",
         "/context/client_authentication/method"},
        {"{\"now\":1,\"client_authentication\":{\"method\":\"\"}}", "/context/client_authentication/method"},
        {"{\"now\":1,\"client_authentication\":{\"valid\":1}}", "/context/client_authentication/valid"},
        {"{\"now\":1,\"subject_token_type\":3}", "/context/subject_token_type"},
        {"{\"now\":1,\"requested_token_type\":[]}", "/context/requested_token_type"},
        {"{\"now\":1,\"subject_token\":\"ey\"}", "/context/subject_token"},
        {"{\"now\":1,\"subject_token\":{\"type\":\"id_token\"}}", "/context/subject_token/type"},
        {"{\"now\":1,\"subject_token\":{\"valid\":\"true\"}}", "/context/subject_token/valid"},
        {"{\"now\":1,\"subject_token\":{\"aud\":{}}}", "/context/subject_token/aud"},
        {"{\"now\":1,\"subject_token\":{\"aud\":[\"a\",1]}}", "/context/subject_token/aud/1"},
        {"{\"now\":1,\"subject_token\":{\"iat\":-5}}", "/context/subject_token/iat"},
        {"{\"now\":1,\"subject_token\":{\"exp\":0.5}}", "/context/subject_token/exp"},
        {"{\"now\":1,\"subject_token\":{\"sub\":1}}", "/context/subject_token/sub"},
        {"{\"now\":1,\"login_hint\":1}", "/context/login_hint"},
        {"{\"now\":1,\"scope\":[\"a\"]}", "/context/scope"},
        {"{\"now\":1,\"source_ip\":1}", "/context/source_ip"},
        {"{\"now\":1,\"dpop_proof_valid\":\"no\"}", "/context/dpop_proof_valid"},
        {"{\"now\":1,\"risk_verdict\":\"deny\"}", "/context/risk_verdict"},
        {"{\"now\":1,\"action_requires_mfa\":0}", "/context/action_requires_mfa"},
        {"{\"now\":1,\"provider_refresh\":true}", "/context/provider_refresh"},
        {"{\"now\":1,\"provider_refresh\":{\"expires_at\":-1}}", "/context/provider_refresh/expires_at"},
        {"{\"now\":1,\"provider_scope\":[]}", "/context/provider_scope"},
        {"{\"now\":1,\"required_scopes\":\"a\"}", "/context/required_scopes"},
        {"{\"now\":1,\"required_scopes\":[1]}", "/context/required_scopes/0"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct orgpol_decision decision = {.effect = ORGPOL_EFFECT_ALLOW};
        struct orgpol_json_error error;

        if (ask(rows[i].context, &error, &decision) != ORGPOL_ERR_REQUEST ||
            strcmp(error.pointer, rows[i].pointer) != 0)
            fail_msg("%s: %s: %s", rows[i].context, error.pointer, error.message);
        assert_int_equal(decision.effect, ORGPOL_EFFECT_ERROR);
    }
}

/* Members that nobody knows are no error, and numbers beyond 64 bits are the largest there is. */
static void what_is_odd_is_a_denial(void **state)
{
    static const char *const contexts[] = {
        "{\"now\":0}",
        "{\"now\":1e300,\"whatever\":[1]}",
        "{\"now\":1,\"subject_token\":{\"type\":\"jwt\",\"iat\":18446744073709551616,\"extra\":{}}}",
        "{\"now\":1,\"subject_token\":{\"aud\":[]},\"scope\":\"\",\"required_scopes\":[]}",
    };

    (void)state;
    for (size_t i = 0; i < sizeof contexts / sizeof *contexts; i++) {
        struct orgpol_decision decision = {.effect = ORGPOL_EFFECT_ALLOW};
        struct orgpol_json_error error;

        assert_int_equal(ask(contexts[i], &error, &decision), ORGPOL_OK);
        assert_int_equal(decision.effect, ORGPOL_EFFECT_DENY);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_malformed_is_an_error),
        cmocka_unit_test(what_is_odd_is_a_denial),
    };

    return cmocka_run_group_tests(tests, load, unload);
}
