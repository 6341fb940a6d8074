/* SPDX-License-Identifier: MIT */
/* CONSENT-18: which callbacks a user has to confirm, asked through orgpol_check_consent. */
#include "support.h"

/* What answers a URI, told apart by the pages shown. */
enum kind {
    HERE,     /* this machine, or what a lenient reader could take for it */
    CUSTOM,   /* a scheme of some program's */
    ELSEWHERE /* a site that can be verified */
};

static const char *const names[] = {"this machine", "a custom scheme", "elsewhere"};

/*
 * A first-party client of an API that asks nobody for consent, where TRAP-15's option keeps the old rule:
 * callbacks of this machine force consent. CONSENT-23: without it they are confirmed, as custom schemes are.
 */
static enum kind kind_of(struct orgpol_str uri)
{
    struct orgpol_consent_request request = ORGPOL_CONSENT_REQUEST_INIT;
    struct orgpol_resource_server api = ORGPOL_RESOURCE_SERVER_INIT;
    struct orgpol_options options = ORGPOL_OPTIONS_INIT;
    struct orgpol_client client = ORGPOL_CLIENT_INIT;
    struct orgpol_session session = ORGPOL_SESSION_INIT;
    struct orgpol_consent_result result = ORGPOL_CONSENT_RESULT_INIT;
    struct orgpol_decision decision;
    bool confirmed;

    client.client_id = ORGPOL_STR("web");
    client.is_first_party = 1;
    client.is_oidc_conformant = 1;
    api.identifier = ORGPOL_STR("https://api1.example.com");
    api.skip_consent_for_verifiable_first_party_clients = 1;
    request.user_id = ORGPOL_STR("auth0|u1");
    request.audience = ORGPOL_STR("https://api1.example.com");
    request.client = &client;
    request.resource_server = &api;
    request.session = &session;
    request.options = &options;
    request.redirect_uri = uri;
    decision = orgpol_check_consent(&request, &result, NULL, 0, NULL, 0);
    assert_int_equal(decision.effect, ORGPOL_EFFECT_ALLOW);
    confirmed = decision.obligations == ORGPOL_MUST_SHOW_CONFIRMATION;
    assert_int_equal(result.is_confirmation_required, confirmed);
    options.localhost_forces_consent = 1;
    decision = orgpol_check_consent(&request, NULL, NULL, 0, NULL, 0);
    if (decision.obligations == ORGPOL_MUST_SHOW_CONSENT) {
        assert_true(confirmed);
        return HERE;
    }
    assert_int_equal(decision.obligations, confirmed ? ORGPOL_MUST_SHOW_CONFIRMATION : 0);
    return confirmed ? CUSTOM : ELSEWHERE;
}

/* The same bytes in memory that ends where they do, so that a sanitizer sees what is read behind them. */
static enum kind kind_of_bytes(const char *text, size_t length)
{
    char *const exact = malloc(length ? length : 1);
    enum kind kind;

    memcpy(exact, text, length);
    kind = kind_of((struct orgpol_str){exact, length});
    free(exact);
    return kind;
}

static void assert_kind(enum kind kind, const char *const *uris, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const enum kind found = kind_of_bytes(uris[i], strlen(uris[i]));

        if (found != kind)
            fail_msg("%s is taken for one of %s, not of %s", uris[i], names[found], names[kind]);
    }
}

static void sites_elsewhere_are_not_confirmed(void **state)
{
    static const char *const uris[] = {
        "https://app.example.com/cb",
        "http://app.example.com",
        "HTTPS://App.Example.COM:8443/cb?x=localhost#localhost",
        "https://app.example.com./cb",
        "https://az.example",
        "https://AZ.EXAMPLE",
        "https://localhost.example.com/cb",
        "https://mylocalhost/cb",
        "https://localhost2",
        "https://kocalhost",
        "https://127.example.com",
        "https://127.0.0.1.example.com",
        "https://0x.example",
        "https://app.0xg",
        "https://192.168.127.1/cb",
        "https://10.0.0.1/cb",
        "https://8.8.8.8",
        "https://255.255.255.255:1/",
        "https://a_b.example-c.com:",
        "https://example.com/path\\with@odd:things%6c",
        "https://example.com?http://localhost",
        "https://[2001:db8::1]/cb",
        "https://[2001:db8::127.0.0.1]:443/cb",
        "https://[fe80::1]",
        "https://[a::1]",
        "https://[2001:DB8:aF09::1]",
        "https://[2001:ABC:DEF::1]",
    };

    (void)state;
    assert_kind(ELSEWHERE, uris, sizeof uris / sizeof *uris);
}

/* RFC 3986: a letter, then letters, digits, "+", "-" and ".". */
static void custom_schemes_are_confirmed(void **state)
{
    static const char *const uris[] = {
        "com.example.app:/cb",
        "com.example.app://localhost/cb",
        "myapp://app.example.com/cb",
        "gttps://app.example.com/cb",
        "urn:ietf:wg:oauth:2.0:oob",
        "com.example+app-1:/cb",
        "web+app:/cb",
        "my-app:/cb",
        "app09:/cb",
        "A.Z:/cb",
        "a:/cb",
        "x:",
        "httpss://app.example.com",
    };

    (void)state;
    assert_kind(CUSTOM, uris, sizeof uris / sizeof *uris);
}

static void loopback_hosts_are_of_this_machine(void **state)
{
    static const char *const uris[] = {
        /* as the documentation lists them */
        "http://localhost",
        "http://localhost:3000/cb",
        "https://LocalHost/cb",
        "http://127.0.0.1/cb",
        "http://127.0.0.1:8080",
        "http://127.255.255.254",
        "http://[::1]/cb",
        "http://[::1]:3000",
        /* the same for those who read on where others stop */
        "http://localhost./cb",
        "http://app.localhost/cb",
        "http://app.LOCALHOST.:80/cb",
        "http://127.1",
        "http://127.0.1",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://0X7f.0.0.0x1",
        "http://0177.0.0.1",
        "http://127.0.0.01",
        "http://0.0.0.0:80",
        "http://0.1.1.1",
        "http://0",
        "http://0x",
        "http://1.2.3",
        "http://1.2.3.4.5",
        "http://1.2.3.256",
        "http://1.2.3.04",
        "http://999.1.1.1",
        "http://1234.1.1.1",
        "http://4294967297.1.1.1", /* 1 to those whose numbers have 32 bits */
        "http://1.2.3.",
        "http://1..2.3",
        "http://a.1.1.1",
        "http://127.0.0.1.",
        "http://[0:0:0:0:0:0:0:1]",
        "http://[0000:0000:0000:0000:0000:0000:0000:0001]",
        "http://[::]",
        "http://[::ffff:127.0.0.1]",
        "http://[::ffff:7f00:1]",
        "http://[::1%25lo]",
        "http://[fe80::1%25lo]",
        "http://[2001:db8::1",
        "http://[2001]",
        "http://[20010:db8::1]",
        "http://[2001:db8::1]x",
        "http://[2001:db8::1]:80x",
        "http://[g::1]",
        "http://[g1::1]",
        "http://[2001:`::1]",
        "http://[2001:~::1]",
        "http://[2001:@::1]",
        "http://[2001:G::1]",
        "http://[]",
        "http://[",
    };

    (void)state;
    assert_kind(HERE, uris, sizeof uris / sizeof *uris);
}

static void what_is_no_url_is_of_this_machine(void **state)
{
    static const char *const uris[] = {
        "https://user@app.example.com/cb",
        "https://app.example.com@localhost/cb",
        "https://app.example.com\\@localhost/cb",
        "https://app.example.com\\.localhost/cb",
        "https://%6cocalhost/cb",
        "https://app%2eexample.com",
        "https://\xEF\xBD\x8C\xEF\xBD\x8F\xEF\xBD\x83\xEF\xBD\x81\xEF\xBD\x8Chost/",
        "https://b\303\274cher.example",
        "https://loc\talhost",
        "https://app~.example.com",
        "https://app`.example.com",
        "https://app.example.com:80:90",
        "https://app.example.com:8o",
        "https://app.example.com :80",
        "https:///localhost/cb",
        "https:app.example.com",
        "https:/app.example.com",
        "https:\\\\app.example.com",
        "https://",
        "https://:80",
        "https://.",
        "https://..",
        "https://.example.com",
        "https://app..example.com",
        "https:",
        " https://app.example.com",
        "app.example.com/cb",
        "//app.example.com/cb",
        "1https://app.example.com",
        "+app:/cb",
        "my_app:/cb",
        "ht\ntps://app.example.com",
        ":",
        "::",
        ":a:",
        "*",
        "/cb",
        "a",
        "https",
        "{https://app.example.com",
    };

    (void)state;
    assert_kind(HERE, uris, sizeof uris / sizeof *uris);
}

/* A URL ends where it ends, whatever stands behind it in memory. */
static void callbacks_end_where_they_end(void **state)
{
    static const char whole[] = "https://app.example.com/cb";
    static const size_t scheme = sizeof "https" - 1;
    static const size_t host = sizeof "https://a" - 1; /* the first that has a host */

    (void)state;
    for (size_t length = 1; length < sizeof whole; length++) {
        const enum kind kind = length < host ? HERE : ELSEWHERE;

        assert_int_equal(kind_of((struct orgpol_str){whole, length}), kind);
        assert_int_equal(kind_of_bytes(whole, length), kind);
    }
    /* A scheme needs its colon, a name that ends earlier is another, and so is an address. */
    assert_int_equal(kind_of((struct orgpol_str){"app:", scheme - 2}), HERE);
    assert_int_equal(kind_of((struct orgpol_str){"http://localhost.example", 16}), HERE);
    assert_int_equal(kind_of((struct orgpol_str){"http://127.0.0.1.example", 16}), HERE);
    assert_int_equal(kind_of((struct orgpol_str){"https://[2001:db8::1]", 20}), HERE);
    assert_int_equal(kind_of((struct orgpol_str){"https://[2001:db8::1]", 8}), HERE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sites_elsewhere_are_not_confirmed),
        cmocka_unit_test(custom_schemes_are_confirmed),
        cmocka_unit_test(loopback_hosts_are_of_this_machine),
        cmocka_unit_test(what_is_no_url_is_of_this_machine),
        cmocka_unit_test(callbacks_end_where_they_end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
