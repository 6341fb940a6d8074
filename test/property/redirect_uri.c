/* SPDX-License-Identifier: MIT */
/*
 * redirect_uri against callbacks, asked through orgpol_check_authorize_request: a list of attacks written by
 * hand, and generated pairs compared with a model that takes both URIs apart into scheme, labels, port and
 * tail, where the library compares text around one label.
 */
#include "support.h"

#include "random.h"

enum { STRICT, FIRST_PARTY, PERMISSIVE };

#define CALLBACKS 4

struct question {
    int class;
    struct orgpol_str callbacks[CALLBACKS];
    size_t callback_count;
    struct orgpol_str uri;
    struct orgpol_str organization; /* name; absent: no organization */
    uint8_t usage;
};

static bool matches(const struct question *question)
{
    struct orgpol_authorize_request request = ORGPOL_AUTHORIZE_REQUEST_INIT;
    struct orgpol_client client = ORGPOL_CLIENT_INIT;
    struct orgpol_organization organization = ORGPOL_ORGANIZATION_INIT;
    const struct orgpol_parameter parameter = {ORGPOL_STR("redirect_uri"), question->uri};
    struct orgpol_decision decision;

    client.client_id = ORGPOL_STR("client");
    client.is_first_party = question->class == FIRST_PARTY;
    client.third_party_security_mode =
        question->class == PERMISSIVE ? ORGPOL_SECURITY_MODE_PERMISSIVE : ORGPOL_SECURITY_MODE_UNSET;
    client.organization_usage = question->usage;
    client.callbacks = question->callbacks;
    client.callback_count = question->callback_count;
    organization.id = ORGPOL_STR("org_A");
    organization.name = question->organization;
    request.client = &client;
    request.organization = question->organization.ptr ? &organization : NULL;
    request.organization_id = ORGPOL_STR("org_A");
    request.parameters = &parameter;
    request.parameter_count = 1;
    decision = orgpol_check_authorize_request(&request, NULL);
    assert_int_equal(decision.effect, ORGPOL_EFFECT_DENY); /* without response_type */
    if (decision.reason == ORGPOL_REASON_REDIRECT_URI_MISMATCH) {
        assert_true((decision.obligations & ORGPOL_MUST_SHOW_ERROR_PAGE) != 0); /* AUTHZ-24 */
        return false;
    }
    return true;
}

static bool one_matches(int class, struct orgpol_str callback, struct orgpol_str uri,
                        const char *organization)
{
    const struct question question = {.class = class,
                                      .callbacks = {callback},
                                      .callback_count = 1,
                                      .uri = uri,
                                      .organization = orgpol_str_of(organization),
                                      .usage = ORGPOL_USAGE_ALLOW};

    return matches(&question);
}

/* ---- by hand ---- */

struct pair {
    struct orgpol_str callback;
    struct orgpol_str uri;
};

#define TEXT(literal)                \
    {                                \
        literal, sizeof(literal) - 1 \
    }

static void what_is_documented_matches(void **state)
{
    static const struct pair good[] = {
        {TEXT("https://*.example.com"), TEXT("https://a.example.com")},
        {TEXT("https://*.example.com/cb"), TEXT("https://tenant-1.example.com/cb")},
        {TEXT("http://*.example.com:3000/cb"), TEXT("http://a.example.com:3000/cb")},
        {TEXT("https://*.sub.example.com/cb?x=1#f"), TEXT("https://a.sub.example.com/cb?x=1#f")},
        {TEXT("https://*.example.com/cb"), TEXT("https://xn--80ak6aa92e.example.com/cb")},
        {TEXT("https://*.example.com/cb"), TEXT("https://127.example.com/cb")},
        {TEXT("https://{organization_name}.example.com/cb"), TEXT("https://acme.example.com/cb")},
        {TEXT("http://{organization_name}.app.example.com:8080/cb?y"),
         TEXT("http://acme.app.example.com:8080/cb?y")},
        {TEXT("https://example.com/cb?x=*"), TEXT("https://example.com/cb?x=*")},
        {TEXT("com.example.app://callback"), TEXT("com.example.app://callback")},
        {TEXT("com.example.app:/cb"), TEXT("com.example.app:/cb")},
        {TEXT("http://[::1]:3000/cb"), TEXT("http://[::1]:3000/cb")},
        {TEXT("http://127.0.0.1/cb"), TEXT("http://127.0.0.1/cb")},
        {TEXT("HTTPS://Example.COM/cb"), TEXT("HTTPS://Example.COM/cb")},
        {TEXT("https://\xc3\xa9.example.com/cb"), TEXT("https://\xc3\xa9.example.com/cb")},
        {TEXT("https://*.example.com/cb"), TEXT("https://az09.example.com/cb")},
        {TEXT("https://*.AZ.ZA/cb"), TEXT("https://a.AZ.ZA/cb")},
        {TEXT("https://*.ZA.AZ/cb"), TEXT("https://a.ZA.AZ/cb")},
        {TEXT("https://*.example.com:65535/cb"), TEXT("https://a.example.com:65535/cb")},
        {TEXT("https:///x*"), TEXT("https:///x*")},
        {TEXT("a*://"), TEXT("a*://")}, /* no authority, and so no star in it */
        {TEXT("https://*.example.com"), TEXT("https://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
                                             "aaaaaaaaaaaaaaa.example.com")}, /* 63 */
    };

    (void)state;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        for (int class = FIRST_PARTY; class <= PERMISSIVE; class ++)
            if (!one_matches(class, good[i].callback, good[i].uri, "acme"))
                fail_msg("%s does not match %s", good[i].uri.ptr, good[i].callback.ptr);
}

static void attacks_never_match(void **state)
{
    static const struct pair bad[] = {
        /* more than one label, or none */
        {TEXT("https://*.example.com/cb"), TEXT("https://a.b.example.com/cb")},
        {TEXT("https://*.example.com/cb"), TEXT("https://.example.com/cb")},
        {TEXT("https://*.example.com/cb"), TEXT("https://example.com/cb")},
        {TEXT("https://*.example.com/cb"), TEXT("https://a..example.com/cb")},
        {TEXT("https://*.example.com/cb"), TEXT("https://aexample.com/cb")},
        /* another host behind, before or beside */
        {TEXT("https://*.example.com/cb"), TEXT("https://a.example.com.evil.example/cb")},
        {TEXT("https://*.example.com"), TEXT("https://a.example.com.evil.example")},
        {TEXT("https://*.example.com"), TEXT("https://a.example.community")},
        {TEXT("https://*.example.com/cb"), TEXT("https://evil.example/a.example.com/cb")},
        {TEXT("https://*.example.com/cb"), TEXT("https://evil.example?.example.com/cb")},
        {TEXT("https://*.example.com/cb"), TEXT("https://evil?.example.com/cb")},
        {TEXT("https://*.example.com/cb"), TEXT("https://evil/.example.com/cb")},
        {TEXT("https://*.example.com/cb"), TEXT("https://evil#.example.com/cb")},
        {TEXT("https://*.example.com/cb"), TEXT("https://evil\\.example.com/cb")},
        {TEXT("https://*.example.com/cb"), TEXT("https://a.example.com\\@evil.example/cb")},
        {TEXT("https://*.example.com/cb"), TEXT("https://evil:443.example.com/cb")},
        /* user information */
        {TEXT("https://*.example.com/cb"), TEXT("https://a@evil.example.com/cb")},
        {TEXT("https://*.example.com/cb"), TEXT("https://a:b@c.example.com/cb")},
        {TEXT("https://*.example.com@evil.example/cb"), TEXT("https://a.example.com@evil.example/cb")},
        {TEXT("https://*.example.com:1@evil.example/cb"), TEXT("https://a.example.com:1@evil.example/cb")},
        {TEXT("https://user@*.example.com/cb"), TEXT("https://user@a.example.com/cb")},
        /* percent signs, controls, spaces, bytes beyond ASCII */
        {TEXT("https://*.example.com/cb"), TEXT("https://a%2Eb.example.com/cb")},
        {TEXT("https://*.example.com/cb"), TEXT("https://evil.example%2F.example.com/cb")},
        {TEXT("https://*.example.com/cb"), TEXT("https://evil%23.example.com/cb")},
        {TEXT("https://*.example.com/cb"), TEXT("https://a\t.example.com/cb")},
        {TEXT("https://*.example.com/cb"), TEXT("https://a\n.example.com/cb")},
        {TEXT("https://*.example.com/cb"), TEXT("https:// .example.com/cb")},
        {TEXT("https://*.example.com/cb"), TEXT("https://a\0b.example.com/cb")},
        {TEXT("https://*.example.com/cb"), TEXT("https://a\0.example.com/cb")},
        {TEXT("https://*.example.com/cb"), TEXT("https://\xc3\xa9.example.com/cb")},
        {TEXT("https://*.example.com/cb"), TEXT("https://evil\xe3\x80\x82tld.example.com/cb")},
        {TEXT("https://*.example.com/cb"), TEXT("https://evil\xef\xbc\x8f.example.com/cb")},
        /* upper case: bytes are compared, and labels are lower case */
        {TEXT("https://*.example.com/cb"), TEXT("https://A.example.com/cb")},
        {TEXT("https://*.example.com/cb"), TEXT("https://a.EXAMPLE.com/cb")},
        {TEXT("https://*.example.com/cb"), TEXT("HTTPS://a.example.com/cb")},
        {TEXT("HTTPS://*.example.com/cb"), TEXT("HTTPS://a.example.com/cb")},
        {TEXT("https://{organization_name}.example.com/cb"), TEXT("https://Acme.example.com/cb")},
        {TEXT("https://{Organization_Name}.example.com/cb"), TEXT("https://acme.example.com/cb")},
        /* another scheme, port, path, query, fragment */
        {TEXT("https://*.example.com/cb"), TEXT("http://a.example.com/cb")},
        {TEXT("http://*.example.com/cb"), TEXT("https://a.example.com/cb")},
        {TEXT("https://*.example.com/cb"), TEXT("https://a.example.com:8443/cb")},
        {TEXT("https://*.example.com:8443/cb"), TEXT("https://a.example.com/cb")},
        {TEXT("https://*.example.com:443/cb"), TEXT("https://a.example.com/cb")},
        {TEXT("https://*.example.com/cb"), TEXT("https://a.example.com/cb/")},
        {TEXT("https://*.example.com/cb"), TEXT("https://a.example.com/cb/../evil")},
        {TEXT("https://*.example.com/cb"), TEXT("https://a.example.com/cb?x=1")},
        {TEXT("https://*.example.com/cb"), TEXT("https://a.example.com/cb#x")},
        {TEXT("https://*.example.com"), TEXT("https://a.example.com/")},
        {TEXT("https://*.example.com/"), TEXT("https://a.example.com")},
        {TEXT("com.app://*.example.com/cb"), TEXT("com.app://a.example.com/cb")},
        {TEXT("javascript://*.example.com/cb"), TEXT("javascript://a.example.com/cb")},
        {TEXT("//*.example.com/cb"), TEXT("//a.example.com/cb")},
        {TEXT("*.example.com/cb"), TEXT("a.example.com/cb")},
        {TEXT("https:/*.example.com/cb"), TEXT("https:/a.example.com/cb")},
        {TEXT("https:///*.example.com/cb"), TEXT("https:///a.example.com/cb")},
        /* labels that are none */
        {TEXT("https://*.example.com/cb"), TEXT("https://-a.example.com/cb")},
        {TEXT("https://*.example.com/cb"), TEXT("https://a-.example.com/cb")},
        {TEXT("https://*.example.com/cb"), TEXT("https://a_b.example.com/cb")},
        {TEXT("https://*.example.com/cb"), TEXT("https://[.example.com/cb")},
        {TEXT("https://*.example.com/cb"),
         TEXT("https://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
              "aaaaaaaaaaa.example.com/cb")},
        /* the star where it may not be */
        {TEXT("https://*"), TEXT("https://a")},
        {TEXT("https://*/cb"), TEXT("https://evil.example/cb")},
        {TEXT("https://*.com/cb"), TEXT("https://evil.com/cb")},
        {TEXT("https://*.com./cb"), TEXT("https://evil.com./cb")},
        {TEXT("https://*./cb"), TEXT("https://evil./cb")},
        {TEXT("https://*..com/cb"), TEXT("https://evil..com/cb")},
        {TEXT("https://*.example.com./cb"), TEXT("https://a.example.com./cb")},
        {TEXT("https://sub.*.example.com/cb"), TEXT("https://sub.a.example.com/cb")},
        {TEXT("https://*.*.example.com/cb"), TEXT("https://a.b.example.com/cb")},
        {TEXT("https://*.*.com/cb"), TEXT("https://a.b.com/cb")},
        {TEXT("https://**.example.com/cb"), TEXT("https://a.example.com/cb")},
        {TEXT("https://*example.com/cb"), TEXT("https://aexample.com/cb")},
        {TEXT("https://a*.example.com/cb"), TEXT("https://ab.example.com/cb")},
        {TEXT("https://*-b.example.com/cb"), TEXT("https://a-b.example.com/cb")},
        {TEXT("https://*.example.com/*"), TEXT("https://a.example.com/b")},
        {TEXT("https://*.example.com/*"), TEXT("https://a.example.com/*")},
        {TEXT("https://*.example.com:*/cb"), TEXT("https://a.example.com:1/cb")},
        {TEXT("https://example.com/*"), TEXT("https://example.com/cb")},
        {TEXT("https://example.com/cb?x=*"), TEXT("https://example.com/cb?x=1")},
        {TEXT("https://example.*/cb"), TEXT("https://example.com/cb")},
        {TEXT("*"), TEXT("https://evil.example/")},
        {TEXT("*://a.example.com/cb"), TEXT("https://a.example.com/cb")},
        /* addresses */
        {TEXT("http://*.0.0.1/cb"), TEXT("http://127.0.0.1/cb")},
        {TEXT("http://*.168.0.0x1/cb"), TEXT("http://192.168.0.0x1/cb")},
        {TEXT("http://[*.example.com]/cb"), TEXT("http://[a.example.com]/cb")},
        {TEXT("http://*.example.com]/cb"), TEXT("http://a.example.com]/cb")},
        /* ports that are none */
        {TEXT("https://*.example.com:/cb"), TEXT("https://a.example.com:/cb")},
        {TEXT("https://*.example.com:8a/cb"), TEXT("https://a.example.com:8a/cb")},
        {TEXT("https://*.example.com:123456/cb"), TEXT("https://a.example.com:123456/cb")},
        /* patterns are no URIs */
        {TEXT("https://*.example.com/cb"), TEXT("https://*.example.com/cb")},
        {TEXT("https://{organization_name}.example.com/cb"),
         TEXT("https://{organization_name}.example.com/cb")},
        {TEXT("https://{custom_domain.metadata.public_app}.example.com/cb"),
         TEXT("https://{custom_domain.metadata.public_app}.example.com/cb")},
        {TEXT("https://{custom_domain.metadata.public_app}.example.com/cb"),
         TEXT("https://acme.example.com/cb")},
        {TEXT("https://example.com/{organization_name}"), TEXT("https://example.com/{organization_name}")},
        /* the placeholder where it may not be */
        {TEXT("https://{organization_name}.example.com/cb"), TEXT("https://globex.example.com/cb")},
        {TEXT("https://{organization_name}.example.com/cb"), TEXT("https://acme.acme.example.com/cb")},
        {TEXT("https://{organization_name}/cb"), TEXT("https://acme/cb")},
        {TEXT("https://{organization_name}.com/cb"), TEXT("https://acme.com/cb")},
        {TEXT("https://example.com/{organization_name}"), TEXT("https://example.com/acme")},
        {TEXT("https://sub.{organization_name}.example.com/cb"), TEXT("https://sub.acme.example.com/cb")},
        {TEXT("https://{organization_name}.{organization_name}.example.com/cb"),
         TEXT("https://acme.acme.example.com/cb")},
        {TEXT("https://x-{organization_name}.example.com/cb"), TEXT("https://x-acme.example.com/cb")},
        {TEXT("https://{organization_name}-x.example.com/cb"), TEXT("https://acme-x.example.com/cb")},
        {TEXT("https://{organization_name}.*.example.com/cb"), TEXT("https://acme.a.example.com/cb")},
        {TEXT("https://*.{organization_name}.example.com/cb"), TEXT("https://a.acme.example.com/cb")},
        {TEXT("https://{organization_name}.example.com/{organization_name}"),
         TEXT("https://acme.example.com/acme")},
        {TEXT("com.app://{organization_name}.example.com/cb"), TEXT("com.app://acme.example.com/cb")},
        {TEXT("https://{organization_name.example.com/cb"), TEXT("https://acme.example.com/cb")},
        /* marks, wherever they are */
        {TEXT("https://example.com/{x"), TEXT("https://example.com/{x")},
        {TEXT("https://example.com/x}"), TEXT("https://example.com/x}")},
        {TEXT("{"), TEXT("{")},
        {TEXT("*"), TEXT("*")},
        {TEXT("://*"), TEXT("://*")},
        {TEXT("https://a\0*.example/cb"), TEXT("https://a\0*.example/cb")},
        {TEXT("https://*.example.com:a80/cb"), TEXT("https://a.example.com:a80/cb")},
        /* nothing */
        {TEXT(""), TEXT("https://evil.example/cb")},
        {TEXT("https://example.com/cb"), TEXT("https://example.com/c")},
        {TEXT("https://example.com/cb"), TEXT("https://example.com/cb\0")},
        {TEXT("https://example.com/cb"), TEXT("https://EXAMPLE.com/cb")},
        {TEXT("https://example.com/cb"), TEXT("https://example.com:443/cb")},
    };

    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        for (int class = STRICT; class <= PERMISSIVE; class ++)
            if (one_matches(class, bad[i].callback, bad[i].uri, "acme"))
                fail_msg("%s matches %s", bad[i].uri.ptr, bad[i].callback.ptr);
}

/* As long as a label may be. */
#define LONGEST "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"

/* A stored name that is no organization name stands for nothing, however it got there. */
static void odd_organization_names_match_nothing(void **state)
{
    static const char *const odd[] = {"",
                                      "a.b",
                                      "evil.example/",
                                      "a/",
                                      "a?",
                                      "a#",
                                      "a@",
                                      "a\\",
                                      "Acme",
                                      "a b",
                                      "\xc3\xa9",
                                      "*",
                                      "a%2E",
                                      "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
                                      "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"};

    (void)state;
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
        char uri[256];

        snprintf(uri, sizeof uri, "https://%s.example.com/cb", odd[i]);
        if (one_matches(FIRST_PARTY, ORGPOL_STR("https://{organization_name}.example.com/cb"),
                        orgpol_str_of(uri), odd[i]))
            fail_msg("the organization name %s matches", odd[i]);
    }
    assert_true(one_matches(FIRST_PARTY, ORGPOL_STR("https://{organization_name}.example.com/cb"),
                            ORGPOL_STR("https://a_b-1.example.com/cb"), "a_b-1"));
    assert_true(one_matches(FIRST_PARTY, ORGPOL_STR("https://{organization_name}.example.com/cb"),
                            ORGPOL_STR("https://" LONGEST ".example.com/cb"), LONGEST));
    assert_false(one_matches(FIRST_PARTY, ORGPOL_STR("https://{organization_name}.example.com/cb"),
                             ORGPOL_STR("https://.example.com/cb"), NULL));
}

/* A callback ends where it ends; one that is absent hides none; a name of one letter is a name. */
static void callbacks_are_read_one_by_one(void **state)
{
    const struct question absent_first = {
        .class = FIRST_PARTY,
        .callbacks = {ORGPOL_STR_NONE, ORGPOL_STR("https://example.com/cb")},
        .callback_count = 2,
        .uri = ORGPOL_STR("https://example.com/cb")};

    (void)state;
    assert_true(matches(&absent_first));
    assert_true(one_matches(FIRST_PARTY, (struct orgpol_str){"https://*.example.com:x", 21},
                            ORGPOL_STR("https://a.example.com"), "acme"));
    assert_true(one_matches(FIRST_PARTY, ORGPOL_STR("https://{organization_name}.example.com/cb"),
                            ORGPOL_STR("https://a.example.com/cb"), "a"));
}

/* ---- the model: both URIs taken apart ---- */

#define LABELS 12

struct parts {
    bool sound; /* http or https, a host of labels, an optional port */
    char scheme[8];
    char labels[LABELS][160];
    int label_count;
    char port[16]; /* with its colon; empty: none */
    char tail[200];
};

static struct parts parts_of(struct orgpol_str uri)
{
    struct parts parts = {.sound = false};
    char text[512];
    char *at;
    char *host;

    if (uri.len >= sizeof text || strlen(uri.ptr) != uri.len)
        return parts;
    memcpy(text, uri.ptr, uri.len);
    text[uri.len] = '\0';
    at = strstr(text, "://");
    if (at == NULL || at - text > 5)
        return parts;
    memcpy(parts.scheme, text, (size_t)(at - text));
    if (strcmp(parts.scheme, "http") != 0 && strcmp(parts.scheme, "https") != 0)
        return parts;
    host = at + 3;
    at = host + strcspn(host, "/?#");
    snprintf(parts.tail, sizeof parts.tail, "%s", at);
    *at = '\0';
    at = strchr(host, ':');
    if (at) {
        snprintf(parts.port, sizeof parts.port, "%s", at);
        *at = '\0';
        if (strlen(parts.port) < 2 || strlen(parts.port) > 6 ||
            parts.port[1 + strspn(parts.port + 1, "0123456789")])
            return parts;
    }
    while (parts.label_count < LABELS) {
        at = strchr(host, '.');
        snprintf(parts.labels[parts.label_count++], sizeof parts.labels[0], "%.*s",
                 at ? (int)(at - host) : (int)strlen(host), host);
        if (at == NULL) {
            parts.sound = true;
            return parts;
        }
        host = at + 1;
    }
    return parts;
}

static bool made_of(const char *text, const char *bytes)
{
    return *text && strlen(text) <= 63 && text[strspn(text, bytes)] == '\0';
}

#define LOWER "abcdefghijklmnopqrstuvwxyz"
#define UPPER "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define DIGITS "0123456789"

static bool model_pattern(struct orgpol_str callback, struct orgpol_str uri, const char *organization)
{
    const struct parts want = parts_of(callback);
    const struct parts have = parts_of(uri);
    const char *first = have.labels[0];
    const char *last = want.labels[want.label_count ? want.label_count - 1 : 0];

    if (!want.sound || !have.sound || strcmp(want.scheme, have.scheme) != 0 ||
        want.label_count != have.label_count || want.label_count < 3 || strcmp(want.port, have.port) != 0 ||
        strcmp(want.tail, have.tail) != 0 || strpbrk(want.tail, "*{}") || !strchr(LOWER UPPER, *last))
        return false;
    for (int i = 1; i < want.label_count; i++)
        if (strcmp(want.labels[i], have.labels[i]) != 0 || !made_of(want.labels[i], LOWER UPPER DIGITS "-_"))
            return false;
    if (strcmp(want.labels[0], "*") == 0)
        return made_of(first, LOWER DIGITS "-") && *first != '-' && first[strlen(first) - 1] != '-';
    return strcmp(want.labels[0], "{organization_name}") == 0 && organization &&
           strcmp(first, organization) == 0 && made_of(first, LOWER DIGITS "-_");
}

/* The part of a URI in which a star makes it a pattern. */
static bool is_marked(struct orgpol_str uri)
{
    const char *authority = strstr(uri.ptr, "://");

    authority = authority ? authority + 3 : uri.ptr;
    return strpbrk(uri.ptr, "{}") || memchr(authority, '*', strcspn(authority, "/?#"));
}

static bool model(const struct question *question)
{
    const bool in_organization =
        question->usage == ORGPOL_USAGE_ALLOW || question->usage == ORGPOL_USAGE_REQUIRE;
    const char *organization = in_organization ? question->organization.ptr : NULL;

    if (is_marked(question->uri))
        return false;
    for (size_t i = 0; i < question->callback_count; i++) {
        if (strcmp(question->callbacks[i].ptr, question->uri.ptr) == 0)
            return true;
        if (question->class != STRICT && model_pattern(question->callbacks[i], question->uri, organization))
            return true;
    }
    return false;
}

/* ---- generated ---- */

static const char *one_of(const char *const *texts, size_t count)
{
    return texts[random_bits() % count];
}

#define PICK(...) \
    one_of((const char *const[]){__VA_ARGS__}, sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *))

static void generate_callback(char *text, size_t size)
{
    snprintf(
        text, size, "%s%s%s%s%s",
        PICK("https://", "https://", "https://", "http://", "http://", "HTTPS://", "app://", "https:/"),
        PICK("*.", "*.", "*.", "{organization_name}.", "{organization_name}.", "{organization_name}.", "",
             "a.", "sub.*.", "x-*.", "*", "**.", "{organization_name}", "user@*."),
        PICK("example.com", "example.com", "w.example.com", "com", "example.com.", "0.0.1", "Ex_ample.Com",
             "a..com", "*.example.com", "example.1com", "[::1]", "exa%6Dple.com", "com.e"),
        PICK("", "", "", ":8443", ":8443", ":", ":8x", ":123456", "@evil.example"),
        PICK("", "/", "/cb", "/cb", "/cb?x=1", "/cb#f", "?q", "#", "/*", "/{organization_name}", "\\cb"));
}

/* A URI that may have been made of the callback, and then may have been damaged. */
static void generate_uri(const char *callback, char *text, size_t size)
{
    static const char noise[] = "a.-_*{}@:/\\?#%A0\xc3 \t";
    const char *star = strpbrk(callback, "*{");
    const char *rest = star && *star == '{' ? strchr(star, '}') : star;
    size_t length;

    if (star && rest)
        snprintf(
            text, size, "%.*s%s%s", (int)(star - callback), callback,
            PICK("acme", "acme", "acme", "a", "a-b", "-a", "a-", "a.b", "", "A", "a_b", "127", "a@b", "a%2e"),
            rest + 1);
    else
        snprintf(text, size, "%s", callback);
    length = strlen(text);
    if (random_bits() % 3 == 0 && length > 1) {
        const size_t at = random_bits() % length;
        const char byte = noise[random_bits() % (sizeof noise - 1)];

        switch (random_bits() % 3) {
        case 0: text[at] = byte; break;
        case 1: memmove(text + at, text + at + 1, length - at); break;
        default: memmove(text + at + 1, text + at, length - at + 1); text[at] = byte;
        }
    }
}

static void agrees_with_model(void **state)
{
    const int draws = quick() ? 100000 : 1000000;
    int by_pattern = 0;
    int matched = 0;

    (void)state;
    for (int times = 0; times < draws; times++) {
        static char callbacks[CALLBACKS][256];
        static char uri[300];
        struct question question = {.class = (int)(random_bits() % 3),
                                    .callback_count = 1 + random_bits() % CALLBACKS,
                                    .usage = (uint8_t)(random_bits() % 4)};
        bool expected;

        for (size_t i = 0; i < question.callback_count; i++) {
            generate_callback(callbacks[i], sizeof callbacks[i]);
            question.callbacks[i] = orgpol_str_of(callbacks[i]);
        }
        generate_uri(callbacks[random_bits() % question.callback_count], uri, sizeof uri - 2);
        question.uri = orgpol_str_of(uri);
        question.organization = orgpol_str_of(PICK(NULL, "acme", "acme", "acme", "a_b", "a.b"));
        if (question.uri.len == 0)
            continue;
        expected = model(&question);
        if (matches(&question) != expected) {
            for (size_t i = 0; i < question.callback_count; i++)
                print_error("  callback %s\n", callbacks[i]);
            fail_msg("class %d, usage %d, organization %s: %s %s", question.class, question.usage,
                     question.organization.ptr ? question.organization.ptr : "none", uri,
                     expected ? "should match" : "should not match");
        }
        matched += expected;
        by_pattern += expected && question.class != STRICT;

        /* order makes no difference; fewer callbacks never match more */
        question.callbacks[0] = orgpol_str_of(callbacks[question.callback_count - 1]);
        question.callbacks[question.callback_count - 1] = orgpol_str_of(callbacks[0]);
        assert_int_equal(matches(&question), expected);
        question.callback_count--;
        assert_true(expected || !matches(&question));
    }
    print_message("  %d matched, %d of them not for strict clients\n", matched, by_pattern);
    assert_true(matched > draws / 50 && by_pattern > draws / 100);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_documented_matches),
        cmocka_unit_test(attacks_never_match),
        cmocka_unit_test(callbacks_are_read_one_by_one),
        cmocka_unit_test(odd_organization_names_match_nothing),
        cmocka_unit_test(agrees_with_model),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
