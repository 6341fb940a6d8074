/* SPDX-License-Identifier: MIT */
/* Privileged workers: their settings, where they call from, and the JWT that they sign. */
#include "exchanges.h"

static struct exchange_world world;
static struct exchange_world *const w = &world;

static uint32_t obligations(void)
{
    return orgpol_check_token_exchange(&w->request, NULL, NULL, 0, NULL, 0).obligations;
}

static uint32_t advice(void)
{
    struct orgpol_exchange_result result = ORGPOL_EXCHANGE_RESULT_INIT;

    orgpol_check_token_exchange(&w->request, &result, NULL, 0, NULL, 0);
    return result.advice;
}

#define WORKER(change, names) SPOILED(w, OF_WORKER, change, names)

/* PWX-02 to -05: what is missing is said once. */
static void settings_are_complete(void **state)
{
    (void)state;
    WORKER(w->client.token_vault_privileged_access = NULL, "privileged_access_not_configured");
    WORKER(w->access.credential_count = 0, "privileged_access_not_configured");
    WORKER((w->client.app_type = ORGPOL_APP_TYPE_RESOURCE_SERVER), "privileged_access_not_configured");
    WORKER(w->access.ip_allowlist_count = 0, "ip_allowlist_empty");
    w->options.enforce_ip_allowlist_off = 1;
    assert_unmet(w, "");
    WORKER(w->access.grant_count = 0, "grants_empty");
    ask_for(w, "repo"); /* there is no list to hold it against */
    assert_unmet(w, "grants_empty");
    WORKER((w->access.credential_count = 0, w->access.ip_allowlist_count = 0, w->access.grant_count = 0),
           "privileged_access_not_configured ip_allowlist_empty grants_empty");
    WORKER((w->request.client = NULL, w->request.enabled_client = NULL), "client_not_authenticated");
}

static void authentication_should_be_asymmetric(void **state)
{
    static const struct {
        uint8_t method;
        uint32_t advice;
        bool denied;
    } rows[] = {
        {ORGPOL_AUTHENTICATED_BY_CLIENT_SECRET_POST, ORGPOL_ADVICE_SYMMETRIC_CLIENT_AUTHENTICATION, true},
        {ORGPOL_AUTHENTICATED_BY_CLIENT_SECRET_BASIC, ORGPOL_ADVICE_SYMMETRIC_CLIENT_AUTHENTICATION, true},
        {ORGPOL_AUTHENTICATED_BY_PRIVATE_KEY_JWT, 0, false},
        {ORGPOL_AUTHENTICATED_BY_TLS_CLIENT_AUTH, 0, false},
        {ORGPOL_AUTHENTICATED_BY_SELF_SIGNED_TLS_CLIENT_AUTH, 0, false},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        WORKER(w->request.authenticated_by = rows[i].method, "");
        assert_int_equal(advice(), rows[i].advice);
        w->options.require_asymmetric_auth = 1;
        assert_unmet(w, rows[i].denied ? "asymmetric_authentication_required" : "");
        assert_int_equal(advice(), 0);
    }
    w->request.authenticated_by = ORGPOL_AUTHENTICATED_BY_UNSET; /* nothing says how */
    assert_unmet(w, "client_not_authenticated");
    w->request.authenticated_by = ORGPOL_AUTHENTICATED_BY_NONE;
    assert_unmet(w, "client_not_authenticated asymmetric_authentication_required");
    w->client.token_endpoint_auth_method = ORGPOL_AUTH_METHOD_NONE;
    assert_unmet(w, "asymmetric_authentication_required client_not_confidential");
    SPOILED(w, OF_REFRESH_TOKEN, w->options.require_asymmetric_auth = 1, "");
    assert_int_equal(advice(), 0);
}

/* ELIG-02, ELIG-03: a client that authenticates by any method there is, but by no other. */
static void every_method_but_none_is_confidential(void **state)
{
    (void)state;
    for (uint8_t method = ORGPOL_AUTH_METHOD_CLIENT_SECRET_POST;
         method <= ORGPOL_AUTH_METHOD_SELF_SIGNED_TLS_CLIENT_AUTH; method++)
        WORKER(w->client.token_endpoint_auth_method = method, "");
    WORKER(w->client.token_endpoint_auth_method = ORGPOL_AUTH_METHOD_SELF_SIGNED_TLS_CLIENT_AUTH + 1,
           "client_not_confidential");
}

static void address_is(const char *address, bool allowed)
{
    WORKER(w->request.source_ip = orgpol_str_of(address), allowed ? "" : "source_ip_not_allowed");
}

/* PWX-05 to -07 */
static void addresses_are_in_the_list(void **state)
{
    (void)state;
    address_is("203.0.113.0", true);
    address_is("203.0.113.255", true);
    address_is("203.0.114.1", false);
    address_is("203.0.112.255", false);
    address_is("2001:db8:5:0:0:0:0:7", true);
    address_is("2001:DB8:5::0007", true);
    address_is("2001:db8:5::8", false);
    address_is("::ffff:203.0.113.10", true);
    address_is("::ffff:203.0.114.10", false);
    address_is("203.0.113.10/32", false); /* a range is no peer */
    address_is("203.0.113.10 ", false);
    address_is("fe80::1%eth0", false);
    address_is("", false);
    WORKER(w->request.source_ip = NO_TEXT, "source_ip_not_allowed");
    w->options.enforce_ip_allowlist_off = 1;
    assert_unmet(w, "");
    WORKER((w->request.source_ip = ORGPOL_STR("::ffff:203.0.113.10"),
            w->options.ipv4_mapped = ORGPOL_IPV4_MAPPED_IPV6),
           "source_ip_not_allowed");
    w->ip_allowlist[1] = ORGPOL_STR("::ffff:cb00:710a");
    assert_unmet(w, "");
    w->request.source_ip = ORGPOL_STR("203.0.113.10");
    w->ip_allowlist[0] = ORGPOL_STR("not an address");
    assert_unmet(w, "source_ip_not_allowed");
    w->options.ipv4_mapped = ORGPOL_IPV4_MAPPED_IPV4;
    assert_unmet(w, ""); /* the entry is mapped too */
    w->ip_allowlist[1] = ORGPOL_STR("203.0.113.10/33");
    assert_unmet(w, "source_ip_not_allowed");
    w->ip_allowlist[1] = ORGPOL_STR("203.0.113.99/8"); /* bits behind the prefix are no matter */
    assert_unmet(w, "");
    w->ip_allowlist[1] = ORGPOL_STR("::ffff:203.0.113.10/96"); /* every IPv4 address */
    assert_unmet(w, "");
    w->ip_allowlist[1] = ORGPOL_STR("::ffff:203.0.113.10/95"); /* of the other family, which never matches */
    assert_unmet(w, "source_ip_not_allowed");
}

static void headers_are_exact(void **state)
{
    static const char *const types[] = {"JWT", "token-vault-req+JWT", "token-vault-req+jwt ",
                                        "application/token-vault-req+jwt", ""};
    static const char *const algorithms[] = {"HS256", "none",  "ES256", "RS384",
                                             "PS256", "rs256", "RS512", ""};

    (void)state;
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        WORKER(w->token.typ = orgpol_str_of(types[i]), "jwt_typ_invalid");
    WORKER(w->token.typ = NO_TEXT, "jwt_typ_invalid");
    WORKER(w->token.kind = ORGPOL_SUBJECT_TOKEN_ACCESS_TOKEN, "jwt_typ_invalid");
    WORKER(w->token.kind = ORGPOL_SUBJECT_TOKEN_UNSET, "jwt_typ_invalid");
    for (size_t i = 0; i < sizeof algorithms / sizeof *algorithms; i++)
        WORKER(w->token.alg = orgpol_str_of(algorithms[i]), "jwt_alg_invalid");
    WORKER(w->token.alg = NO_TEXT, "jwt_alg_invalid");
    WORKER((w->token.alg = ORGPOL_STR("RS384"), w->credentials[0].alg = ORGPOL_CREDENTIAL_ALGORITHM_RS384),
           "");
    WORKER((w->token.alg = ORGPOL_STR("PS256"), w->credentials[0].alg = ORGPOL_CREDENTIAL_ALGORITHM_PS256),
           "");
    WORKER(w->credentials[0].alg = ORGPOL_CREDENTIAL_ALGORITHM_RS256, "");
    WORKER(w->credentials[0].alg = ORGPOL_WORD_UNKNOWN, "jwt_alg_invalid");
    /* without a key any of the three will do, and no other */
    WORKER((w->token.alg = ORGPOL_STR("PS256"), w->token.kid = ORGPOL_STR("x")), "jwt_key_unknown");
    WORKER((w->token.alg = ORGPOL_STR("HS256"), w->token.kid = ORGPOL_STR("x")),
           "jwt_alg_invalid jwt_key_unknown");
    WORKER((w->token.alg = ORGPOL_STR("PS256"), w->access.credential_count = 0),
           "privileged_access_not_configured");
}

/* PWX-12 to -14 */
static void keys_are_chosen(void **state)
{
    (void)state;
    WORKER(w->token.kid = NO_TEXT, "");
    WORKER(w->token.kid = ORGPOL_STR(""), "jwt_key_unknown");
    WORKER(w->token.kid = ORGPOL_STR("worker-key-2"), "jwt_key_unknown");
    WORKER(w->access.credential_count = 2, "");
    w->token.kid = NO_TEXT;
    assert_unmet(w, "jwt_key_unknown");
    w->token.kid = ORGPOL_STR("worker-key-2");
    assert_unmet(w, "");
    w->credentials[1].kid = w->credentials[0].kid;
    w->token.kid = w->credentials[0].kid;
    assert_unmet(w, "jwt_key_unknown");
    w->credentials[1].credential_type = ORGPOL_WORD_UNKNOWN; /* verifies nothing */
    assert_unmet(w, "");
    w->token.kid = NO_TEXT;
    assert_unmet(w, "jwt_key_unknown");
    WORKER(w->credentials[0].credential_type = ORGPOL_CREDENTIAL_TYPE_PUBLIC_KEY, "");
    WORKER(w->credentials[0].credential_type = ORGPOL_WORD_UNKNOWN, "jwt_key_unknown");
    w->token.kid = NO_TEXT;
    assert_unmet(w, "jwt_key_unknown");
    WORKER((w->credentials[0].kid = NO_TEXT, w->token.kid = NO_TEXT), "");
    WORKER(w->credentials[0].kid = NO_TEXT, "jwt_key_unknown");
    WORKER(w->credentials[0].expires_at = at_time(NOW + 1), "");
    WORKER(w->credentials[0].expires_at = at_time(NOW), "credential_expired");
    WORKER((w->credentials[0].expires_at = at_time(NOW), w->access.credential_count = 2,
            w->token.kid = ORGPOL_STR("worker-key-2")),
           "");
    WORKER(w->token.is_valid = 0, "jwt_signature_invalid");
}

static void claims_are_exact(void **state)
{
    (void)state;
    WORKER(w->token.iss = ORGPOL_STR("other"), "jwt_iss_invalid");
    WORKER(w->token.iss = NO_TEXT, "jwt_iss_invalid");
    WORKER(w->token.audience_count = 0, "jwt_aud_invalid");
    WORKER(
        (w->audiences[1] = w->audiences[0], w->audiences[0] = ORGPOL_STR("x"), w->token.audience_count = 2),
        "");
    WORKER((w->token.sub = NO_TEXT, forget_user(w), w->account.user_id = NO_TEXT), "jwt_sub_missing");
    WORKER(forget_user(w), "subject_user_not_found");
    WORKER((w->token.is_machine = 1, forget_user(w)), "subject_user_not_found"); /* a JWT has no gty */
    WORKER((w->token.is_valid = 0, w->user.is_blocked = 1), "jwt_signature_invalid subject_user_not_found");
    WORKER(w->token.iat = NO_TIME, "jwt_iat_missing");
    WORKER(w->token.expires_at = at_time(NOW - 1), ""); /* no member of a JWT */
}

/* PWX-16 */
static void audiences_are_the_tenant(void **state)
{
    static const struct {
        const char *audience;
        bool strict;
        bool lenient;
    } rows[] = {
        {"https://acme.example/", true, true},
        {"acme.example", false, true},
        {"https://login.acme.example/", false, true},
        {"login.acme.example", false, true},
        {"https://acme.example", false, false},
        {"acme.example/", false, false},
        {"http://acme.example/", false, false},
        {"https://ACME.example/", false, false},
        {"https://acme.example/me/", false, false},
        {"https://other.example/", false, false},
        {"https:///", false, false},
        {"", false, false},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        WORKER(w->audiences[0] = orgpol_str_of(rows[i].audience), rows[i].strict ? "" : "jwt_aud_invalid");
        w->options.lenient_worker_audience = 1;
        assert_unmet(w, rows[i].lenient ? "" : "jwt_aud_invalid");
    }
    WORKER(w->settings.domain = NO_TEXT, "jwt_aud_invalid");
    WORKER((w->settings.domain = NO_TEXT, w->audiences[0] = ORGPOL_STR(""),
            w->options.lenient_worker_audience = 1),
           "jwt_aud_invalid");
}

/* PWX-19 to -21: each boundary, and one second on. */
static void times_have_exact_ends(void **state)
{
    (void)state;
    WORKER(w->token.iat = at_time(NOW - 60), "");
    WORKER(w->token.iat = at_time(NOW - 61), "jwt_too_old");
    w->token.exp = at_time(NOW + 900);
    assert_unmet(w, "jwt_too_old");
    WORKER(w->token.exp = at_time(NOW + 1), "");
    WORKER(w->token.exp = at_time(NOW), "jwt_expired");
    WORKER(w->token.exp = at_time(NOW - 1), "jwt_expired");
    WORKER(w->token.iat = at_time(NOW + 5), "");
    WORKER(w->token.iat = at_time(NOW + 6), "jwt_not_yet_valid");
    w->options.clock_skew = 1; /* no skew */
    w->token.iat = at_time(NOW);
    assert_unmet(w, "");
    w->token.iat = at_time(NOW + 1);
    assert_unmet(w, "jwt_not_yet_valid");
    w->options.clock_skew = 61; /* 60 s */
    w->token.iat = at_time(NOW + 60);
    assert_unmet(w, "");
    w->token.iat = at_time(NOW + 61);
    assert_unmet(w, "jwt_not_yet_valid");
    WORKER(w->token.nbf = at_time(NOW), "");
    WORKER(w->token.nbf = at_time(NOW + 1), "jwt_not_yet_valid");
    w->options.clock_skew = 61;
    assert_unmet(w, "jwt_not_yet_valid");
}

/* PWX-23 */
static void audit_contexts_have_a_length(void **state)
{
    char long_one[2 * 257 + 1];

    (void)state;
    memset(long_one, 'a', sizeof long_one);
    WORKER(w->token.audit_context = NO_TEXT, "audit_context_invalid");
    WORKER(w->token.audit_context = ORGPOL_STR(""), "audit_context_invalid");
    WORKER(w->token.audit_context = ORGPOL_STR("a"), "");
    WORKER(w->token.audit_context = ((struct orgpol_str){long_one, 256}), "");
    WORKER(w->token.audit_context = ((struct orgpol_str){long_one, 257}), "audit_context_invalid");
    w->options.enforce_audit_context_off = 1;
    assert_unmet(w, "");
    w->token.audit_context = NO_TEXT;
    assert_unmet(w, "");
    for (size_t i = 0; i < 257; i++)
        memcpy(long_one + 2 * i, "\xc3\xa9", 2);
    WORKER(w->token.audit_context = ((struct orgpol_str){long_one, 512}), "");
    w->options.audit_context_unit = ORGPOL_AUDIT_CONTEXT_BYTES;
    assert_unmet(w, "audit_context_invalid");
    w->token.audit_context.len = 256;
    assert_unmet(w, "");
    WORKER(w->token.audit_context = ((struct orgpol_str){long_one, 514}), "audit_context_invalid");
}

/* PWX-22: a JWT that passed is used, whatever is wrong behind it. */
static void jtis_are_used_once(void **state)
{
    (void)state;
    WORKER(w->token.jti = NO_TEXT, "jti_missing");
    assert_int_equal(obligations(), 0);
    w->options.enforce_jti_off = 1;
    assert_unmet(w, "");
    assert_int_equal(obligations(), ORGPOL_MUST_TOUCH_LAST_USED);
    WORKER(w->token.is_jti_unused = 0, "jti_reused");
    assert_int_equal(obligations(), 0);
    w->options.enforce_jti_off = 1;
    assert_unmet(w, "");
    assert_int_equal(obligations(), ORGPOL_MUST_TOUCH_LAST_USED | ORGPOL_MUST_RECORD_JTI);
    WORKER(w->account.account_count = 0, "account_not_found");
    assert_int_equal(obligations(), ORGPOL_MUST_RECORD_JTI);
    WORKER(w->grants[0].connection = ORGPOL_STR("x"), "connection_not_granted");
    assert_int_equal(obligations(), ORGPOL_MUST_RECORD_JTI);
    WORKER(forget_user(w), "subject_user_not_found");
    assert_int_equal(obligations(), 0);
    WORKER(w->request.is_authenticated = 0, "client_not_authenticated");
    assert_int_equal(obligations(), 0);
    SPOILED(w, OF_REFRESH_TOKEN, (w->account.account_count = 0, w->token.jti = ORGPOL_STR("j")),
            "account_not_found");
    assert_int_equal(obligations(), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(settings_are_complete),
        cmocka_unit_test(authentication_should_be_asymmetric),
        cmocka_unit_test(every_method_but_none_is_confidential),
        cmocka_unit_test(addresses_are_in_the_list),
        cmocka_unit_test(headers_are_exact),
        cmocka_unit_test(keys_are_chosen),
        cmocka_unit_test(claims_are_exact),
        cmocka_unit_test(audiences_are_the_tenant),
        cmocka_unit_test(times_have_exact_ends),
        cmocka_unit_test(audit_contexts_have_a_length),
        cmocka_unit_test(jtis_are_used_once),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
