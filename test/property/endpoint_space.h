/* SPDX-License-Identifier: MIT */
/*
 * The input space of requests to endpoints: every fact that their conditions read, with every value that
 * makes a difference, and how a point of it becomes a request. Paths out of normal form and foreign rows are
 * errors (test_endpoint.c).
 */
#ifndef ORGPOL_TEST_ENDPOINT_SPACE_H
#define ORGPOL_TEST_ENDPOINT_SPACE_H

#include "truth_table.h"

enum attribute {
    CLIENT,
    CLASS,
    PATH,
    GRANT,
    GRANTS,
    PUBLIC,
    XAA,
    CODE,
    USED,
    RECORD_URI,
    FORM_URI,
    CODES,
    CHALLENGE,
    VERIFIER,
    REFRESH,
    TOKENS,
    RECORD_ORGANIZATION,
    FORM_ORGANIZATION,
    ORGANIZATION_NAMES,
    REVOKES,
    ATTRIBUTES
};

enum { AT_TOKEN = 1, AT_TOKEN_UPPER = 5, AT_REVOKE = 2 };
enum { BY_CODE = 1, BY_REFRESH = 2, BY_CLIENT_CREDENTIALS = 3, BY_PASSWORD = 4, BY_JWT = 6, BY_EXCHANGE = 7 };

static const struct axis axes[ATTRIBUTES] = {
    [CLIENT] = {"client", {"unknown", "known"}},
    [CLASS] = {"class",
               {"first_party", "strict", "permissive", "first_party_or_strict", "permissive_or_strict"}},
    [PATH] = {"path",
              {"/authorize", "/oauth/token", "/oauth/revoke", "/.well-known/x", "/v2/logout", "/OAuth/Token",
               "/.well-known"}},
    [GRANT] = {"grant_type",
               {"absent", "authorization_code", "refresh_token", "client_credentials", "password",
                "password-realm", "jwt-bearer", "token-exchange", "device_code", "implicit", "unknown",
                "twice"}},
    [GRANTS] = {"grant_types", {"absent", "empty", "all", "code"}},
    [PUBLIC] = {"public", {"no", "yes"}},
    [XAA] = {"cross_app_access", {"off", "on"}},
    [CODE] = {"code", {"none", "own", "own_by_url", "other", "nobodys"}},
    [USED] = {"used", {"no", "yes"}},
    [RECORD_URI] = {"code_redirect_uri", {"absent", "present"}},
    [FORM_URI] = {"redirect_uri", {"absent", "same", "other", "same_twice"}},
    [CODES] = {"codes_sent", {"none", "one", "two"}},
    [CHALLENGE] = {"code_challenge", {"absent", "sound", "malformed"}},
    [VERIFIER] = {"code_verifier", {"absent", "right", "wrong", "short", "right_twice", "the_challenge"}},
    [REFRESH] = {"refresh_token", {"none", "own", "own_by_url", "other", "nobodys"}},
    [TOKENS] = {"refresh_tokens_sent", {"none", "one", "two"}},
    [RECORD_ORGANIZATION] = {"record_organization", {"none", "gone", "found"}},
    [FORM_ORGANIZATION] = {"organization", {"absent", "other"}},
    [ORGANIZATION_NAMES] = {"organization_names", {"off", "on"}},
    [REVOKES] = {"revoke_refresh_token_grant", {"off", "on"}},
};

/* Everything a request points at. */
struct world {
    struct orgpol_endpoint_request request;
    struct orgpol_tenant_settings settings;
    struct orgpol_client client;
    struct orgpol_organization organization;
    struct orgpol_authorization_code code;
    struct orgpol_refresh_token refresh_token;
    struct orgpol_parameter parameters[16];
};

/* RFC 7636 appendix B. */
#define RIGHT_VERIFIER "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
#define SOUND_CHALLENGE "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
#define CLIENT_URL "https://agent.example/meta.json"

static inline void send(struct world *w, const char *name, const char *value)
{
    if (value)
        w->parameters[w->request.parameter_count++] =
            (struct orgpol_parameter){orgpol_str_of(name), orgpol_str_of(value)};
}

static inline void build_client(struct world *w, const unsigned char *a)
{
    static const uint32_t grants[] = {0, ORGPOL_GRANT_TYPE_OTHER, UINT32_MAX,
                                      ORGPOL_GRANT_TYPE_AUTHORIZATION_CODE};

    w->client = (struct orgpol_client)ORGPOL_CLIENT_INIT;
    w->client.client_id = ORGPOL_STR("client");
    w->client.external_client_id = ORGPOL_STR(CLIENT_URL);
    w->client.is_first_party = a[CLASS] == 0 || a[CLASS] == 3;
    w->client.third_party_security_mode =
        a[CLASS] == 2 || a[CLASS] == 4 ? ORGPOL_SECURITY_MODE_PERMISSIVE : ORGPOL_SECURITY_MODE_UNSET;
    w->client.external_metadata_type = a[CLASS] >= 3 ? ORGPOL_WORD_UNKNOWN : ORGPOL_METADATA_UNSET;
    w->client.grant_types = grants[a[GRANTS]];
    w->client.token_endpoint_auth_method = a[PUBLIC] ? ORGPOL_AUTH_METHOD_NONE : ORGPOL_AUTH_METHOD_UNSET;
    w->client.identity_assertion_authorization_grant_active = a[XAA];
}

static inline void build_records(struct world *w, const unsigned char *a)
{
    static const char *const owners[] = {"", "client", CLIENT_URL, "other", ""};
    static const char *const challenges[] = {"", SOUND_CHALLENGE, "short"};
    const struct orgpol_organization *organization = a[RECORD_ORGANIZATION] == 2 ? &w->organization : NULL;
    const struct orgpol_str id = orgpol_str_of(a[RECORD_ORGANIZATION] ? "org_A" : "");

    w->organization = (struct orgpol_organization)ORGPOL_ORGANIZATION_INIT;
    w->organization.id = ORGPOL_STR("org_A");
    w->organization.name = ORGPOL_STR("acme");
    w->code = (struct orgpol_authorization_code)ORGPOL_AUTHORIZATION_CODE_INIT;
    w->code.client_id = orgpol_str_of(owners[a[CODE]]);
    w->code.is_used = a[USED];
    w->code.redirect_uri = orgpol_str_of(a[RECORD_URI] ? "https://a/cb" : "");
    w->code.code_challenge = orgpol_str_of(challenges[a[CHALLENGE]]);
    w->code.organization_id = id;
    w->code.organization = organization;
    w->refresh_token = (struct orgpol_refresh_token)ORGPOL_REFRESH_TOKEN_INIT;
    w->refresh_token.client_id = orgpol_str_of(owners[a[REFRESH]]);
    w->refresh_token.organization_id = id;
    w->refresh_token.organization = organization;
    w->request.code = a[CODE] ? &w->code : NULL;
    w->request.refresh_token = a[REFRESH] ? &w->refresh_token : NULL;
}

static inline void build_form(struct world *w, const unsigned char *a)
{
    static const char *const grants[] = {NULL,
                                         "authorization_code",
                                         "refresh_token",
                                         "client_credentials",
                                         "password",
                                         "http://auth0.com/oauth/grant-type/password-realm",
                                         "urn:ietf:params:oauth:grant-type:jwt-bearer",
                                         "urn:ietf:params:oauth:grant-type:token-exchange",
                                         "urn:ietf:params:oauth:grant-type:device_code",
                                         "implicit",
                                         "urn:example:tomorrow",
                                         "authorization_code"};
    static const char *const uris[] = {NULL, "https://a/cb", "https://a/cb/", "https://a/cb"};
    static const char *const verifiers[] = {NULL, RIGHT_VERIFIER, RIGHT_VERIFIER "x",
                                            "x",  RIGHT_VERIFIER, SOUND_CHALLENGE};

    send(w, "grant_type", grants[a[GRANT]]);
    send(w, "grant_type", a[GRANT] == 11 ? "authorization_code" : NULL);
    send(w, "redirect_uri", uris[a[FORM_URI]]);
    send(w, "redirect_uri", a[FORM_URI] == 3 ? "https://a/cb" : NULL);
    send(w, "code", a[CODES] ? "c" : NULL);
    send(w, "code", a[CODES] == 2 ? "c" : NULL);
    send(w, "code_verifier", verifiers[a[VERIFIER]]);
    send(w, "code_verifier", a[VERIFIER] == 4 ? RIGHT_VERIFIER : NULL);
    send(w, "refresh_token", a[TOKENS] ? "r" : NULL);
    send(w, "refresh_token", a[TOKENS] == 2 ? "r" : NULL);
    send(w, "organization", a[FORM_ORGANIZATION] ? "org_B" : NULL);
}

static inline void build(struct world *w, const unsigned char *a)
{
    build_client(w, a);
    w->settings = (struct orgpol_tenant_settings)ORGPOL_TENANT_SETTINGS_INIT;
    w->settings.allow_organization_name_in_authentication_api = a[ORGANIZATION_NAMES];
    w->settings.revoke_refresh_token_grant = a[REVOKES];
    w->request = (struct orgpol_endpoint_request)ORGPOL_ENDPOINT_REQUEST_INIT;
    w->request.settings = &w->settings;
    w->request.client = a[CLIENT] ? &w->client : NULL;
    w->request.path = orgpol_str_of(axes[PATH].values[a[PATH]]);
    w->request.parameters = w->parameters;
    build_records(w, a);
    build_form(w, a);
}

static inline struct orgpol_decision decide(const unsigned char *a)
{
    static struct world world;

    build(&world, a);
    return orgpol_check_endpoint_request(&world.request, NULL);
}

static const struct group groups[] = {
    {"path", ORGPOL_REASON_UNKNOWN_CLIENT, ORGPOL_REASON_ENDPOINT_NOT_FOR_STRICT, {CLIENT, CLASS, PATH, -1}},
    {"grant type",
     ORGPOL_REASON_GRANT_TYPE_NOT_FOR_STRICT,
     ORGPOL_REASON_TOKEN_EXCHANGE_NOT_FOR_THIRD_PARTY,
     {CLIENT, PATH, CLASS, GRANT, GRANTS, PUBLIC, XAA, -1}},
    {"code",
     ORGPOL_REASON_CODE_INVALID,
     ORGPOL_REASON_CODE_INVALID,
     {CLIENT, PATH, GRANT, CODE, USED, CODES, RECORD_URI, FORM_URI, REFRESH, TOKENS, -1}},
    {"verifier",
     ORGPOL_REASON_CODE_VERIFIER_MISMATCH,
     ORGPOL_REASON_CODE_VERIFIER_MISMATCH,
     {CLIENT, PATH, GRANT, CODE, CHALLENGE, VERIFIER, -1}},
};

#define GROUPS (sizeof groups / sizeof *groups)

/* A point at which nothing is in the way. */
static const unsigned char open_point[ATTRIBUTES] = {
    [CLIENT] = 1, [PATH] = 1,   [GRANT] = 1,     [GRANTS] = 2,   [XAA] = 1,     [CODE] = 1,
    [CODES] = 1,  [TOKENS] = 1, [CHALLENGE] = 1, [VERIFIER] = 1, [REFRESH] = 1,
};

#endif
