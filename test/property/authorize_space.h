/* SPDX-License-Identifier: MIT */
/*
 * The input space of authorization requests: every fact that their conditions read, with every value that
 * makes a difference, and how a point of it becomes a request. Texts are cut to kinds: which texts are of a
 * kind is the matter of redirect_uri.c, query.c, test_endpoint.c (challenges) and the vectors (words).
 */
#ifndef ORGPOL_TEST_AUTHORIZE_SPACE_H
#define ORGPOL_TEST_AUTHORIZE_SPACE_H

#include "truth_table.h"

enum attribute {
    CLIENT,
    CLASS,
    CALLBACKS,
    REDIRECT,
    USAGE,
    ORGANIZATION,
    FORBIDDEN,
    EXT,
    UNLISTED,
    REPEATED,
    TYPE,
    GRANTS,
    CHALLENGE,
    METHOD,
    PUBLIC,
    PKCE,
    PROMPT,
    RULES,
    REDIRECTION,
    MODE,
    SCOPE,
    ATTRIBUTES
};

static const struct axis axes[ATTRIBUTES] = {
    [CLIENT] = {"client", {"unknown", "known"}},
    [CLASS] = {"class",
               {"first_party", "strict", "permissive", "first_party_or_strict", "permissive_or_strict"}},
    [CALLBACKS] = {"callbacks", {"none", "exact", "all", "pattern"}},
    [REDIRECT] = {"redirect_uri",
                  {"absent", "empty", "exact", "other", "under_star", "of_organization", "the_star",
                   "exact_twice", "exact_and_other"}},
    [USAGE] = {"usage", {"absent", "deny", "allow", "require", "odd"}},
    [ORGANIZATION] = {"organization", {"none", "id", "name", "selected", "unknown", "id_twice"}},
    [FORBIDDEN] = {"forbidden", {"no", "yes"}},
    [EXT] = {"ext-", {"absent", "unnamed", "named"}},
    [UNLISTED] = {"unlisted", {"no", "yes", "empty_name"}},
    [REPEATED] = {"state", {"once", "twice"}},
    [TYPE] = {"response_type",
              {"absent", "empty", "code", "token", "id_token", "code_token", "id_token_code",
               "token_id_token", "all_three", "code_twice", "unknown", "code_unknown", "spaced_code"}},
    [GRANTS] = {"grant_types", {"absent", "empty", "code", "implicit", "both"}},
    [CHALLENGE] = {"code_challenge", {"absent", "empty", "sound", "malformed"}},
    [METHOD] = {"method", {"absent", "empty", "S256", "plain"}},
    [PUBLIC] = {"public", {"no", "yes"}},
    [PKCE] = {"require_pkce", {"false", "true"}},
    [PROMPT] = {"prompt",
                {"absent", "none", "login", "three", "none_login", "unknown", "none_unknown", "none_twice"}},
    [RULES] = {"rules", {"none", "enabled"}},
    [REDIRECTION] = {"redirection_policy", {"absent", "protected", "allow_always", "odd"}},
    [MODE] = {"response_mode", {"absent", "query", "web_message", "twice"}},
    [SCOPE] = {"scope", {"absent", "openid", "others", "among_others"}},
};

/* Everything a request points at. */
struct world {
    struct orgpol_authorize_request request;
    struct orgpol_options options;
    struct orgpol_tenant_settings settings;
    struct orgpol_client client;
    struct orgpol_organization organization;
    struct orgpol_str callbacks[3];
    struct orgpol_parameter parameters[32];
};

#define EXACT "https://app.example.com/cb"
#define STAR "https://*.w.example.com/cb"
#define PLACEHOLDER "https://{organization_name}.o.example.com/cb"

static inline void send(struct world *w, const char *name, const char *value)
{
    if (value)
        w->parameters[w->request.parameter_count++] =
            (struct orgpol_parameter){orgpol_str_of(name), orgpol_str_of(value)};
}

static inline void build_client(struct world *w, const unsigned char *a)
{
    static const uint32_t grants[] = {0, ORGPOL_GRANT_TYPE_OTHER, ORGPOL_GRANT_TYPE_AUTHORIZATION_CODE,
                                      ORGPOL_GRANT_TYPE_IMPLICIT,
                                      ORGPOL_GRANT_TYPE_AUTHORIZATION_CODE | ORGPOL_GRANT_TYPE_IMPLICIT};
    static const char *const lists[][3] = {{0}, {EXACT}, {STAR, EXACT, PLACEHOLDER}, {STAR}};
    static const size_t counts[] = {0, 1, 3, 1};

    w->client = (struct orgpol_client)ORGPOL_CLIENT_INIT;
    w->client.client_id = ORGPOL_STR("client");
    w->client.is_first_party = a[CLASS] == 0 || a[CLASS] == 3;
    w->client.third_party_security_mode =
        a[CLASS] == 2 || a[CLASS] == 4 ? ORGPOL_SECURITY_MODE_PERMISSIVE : ORGPOL_SECURITY_MODE_UNSET;
    w->client.external_metadata_type = a[CLASS] >= 3 ? ORGPOL_WORD_UNKNOWN : ORGPOL_METADATA_UNSET;
    w->client.redirection_policy = a[REDIRECTION] == 3 ? ORGPOL_WORD_UNKNOWN : a[REDIRECTION];
    w->client.organization_usage = a[USAGE] == 4 ? ORGPOL_WORD_UNKNOWN : a[USAGE];
    w->client.grant_types = grants[a[GRANTS]];
    w->client.token_endpoint_auth_method = a[PUBLIC] ? ORGPOL_AUTH_METHOD_NONE : ORGPOL_AUTH_METHOD_UNSET;
    for (size_t i = 0; i < counts[a[CALLBACKS]]; i++)
        w->callbacks[i] = orgpol_str_of(lists[a[CALLBACKS]][i]);
    w->client.callbacks = w->callbacks;
    w->client.callback_count = counts[a[CALLBACKS]];
}

static inline void build_parameters(struct world *w, const unsigned char *a)
{
    static const char *const redirects[] = {NULL,
                                            "",
                                            EXACT,
                                            "https://evil.example/cb",
                                            "https://a.w.example.com/cb",
                                            "https://acme.o.example.com/cb",
                                            STAR,
                                            EXACT,
                                            EXACT};
    static const char *const more[] = {
        NULL, NULL, NULL, NULL, NULL, NULL, NULL, EXACT, "https://evil.example/cb"};
    static const char *const types[] = {NULL,
                                        "",
                                        "code",
                                        "token",
                                        "id_token",
                                        "code token",
                                        "id_token code",
                                        "token id_token",
                                        "token code id_token",
                                        "code code",
                                        "saml",
                                        "code saml",
                                        "code "};
    static const char *const challenges[] = {NULL, "", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
                                             "short"};
    static const char *const methods[] = {NULL, "", "S256", "plain"};
    static const char *const prompts[] = {
        NULL,         "none",   "login",       "login consent select_account",
        "none login", "create", "create none", "none none"};
    static const char *const scopes[] = {NULL, "openid", "profile read:openid", "profile openid email"};
    static const char *const organizations[] = {NULL, "org_A", "Acme", NULL, "org_zzz", "org_A"};

    send(w, "redirect_uri", redirects[a[REDIRECT]]);
    send(w, "response_type", types[a[TYPE]]);
    send(w, "code_challenge", challenges[a[CHALLENGE]]);
    send(w, "code_challenge_method", methods[a[METHOD]]);
    send(w, "prompt", prompts[a[PROMPT]]);
    send(w, "scope", scopes[a[SCOPE]]);
    send(w, "organization", organizations[a[ORGANIZATION]]);
    send(w, "organization", a[ORGANIZATION] == 5 ? "org_A" : NULL);
    send(w, "response_mode", a[MODE] >= 2 ? "web_message" : a[MODE] ? "query" : NULL);
    send(w, "response_mode", a[MODE] == 3 ? "query" : NULL);
    send(w, "redirect_uri", more[a[REDIRECT]]);
    send(w, "state", "x");
    send(w, "state", a[REPEATED] ? "" : NULL);
    send(w, "screen_hint", a[FORBIDDEN] ? "" : NULL);
    send(w, a[EXT] == 1 ? "ext-" : "ext-a", a[EXT] ? "1" : NULL);
    send(w, a[UNLISTED] == 1 ? "foo" : "", a[UNLISTED] ? "" : NULL);
}

static inline void build(struct world *w, const unsigned char *a)
{
    const bool found = a[ORGANIZATION] != 0 && a[ORGANIZATION] != 4;

    build_client(w, a);
    w->options = (struct orgpol_options)ORGPOL_OPTIONS_INIT;
    w->options.require_pkce = a[PKCE];
    w->settings = (struct orgpol_tenant_settings)ORGPOL_TENANT_SETTINGS_INIT;
    w->settings.has_enabled_rule = a[RULES];
    w->settings.allow_organization_name_in_authentication_api = a[ORGANIZATION] == 2;
    w->organization = (struct orgpol_organization)ORGPOL_ORGANIZATION_INIT;
    w->organization.id = ORGPOL_STR("org_A");
    w->organization.name = ORGPOL_STR("acme");
    w->request = (struct orgpol_authorize_request)ORGPOL_AUTHORIZE_REQUEST_INIT;
    w->request.options = &w->options;
    w->request.settings = &w->settings;
    w->request.client = a[CLIENT] ? &w->client : NULL;
    w->request.organization = found ? &w->organization : NULL;
    if (a[ORGANIZATION] == 3)
        w->request.organization_id = ORGPOL_STR("org_A");
    w->request.parameters = w->parameters;
    build_parameters(w, a);
}

static inline struct orgpol_decision decide(const unsigned char *a)
{
    static struct world world;

    build(&world, a);
    return orgpol_check_authorize_request(&world.request, NULL);
}

static const struct group groups[] = {
    {"redirect_uri",
     ORGPOL_REASON_UNKNOWN_CLIENT,
     ORGPOL_REASON_REDIRECT_URI_MISMATCH,
     {CLIENT, CLASS, CALLBACKS, REDIRECT, USAGE, ORGANIZATION, -1}},
    {"repeated",
     ORGPOL_REASON_PARAMETER_REPEATED,
     ORGPOL_REASON_PARAMETER_REPEATED,
     {CLIENT, REPEATED, REDIRECT, ORGANIZATION, MODE, -1}},
    {"names",
     ORGPOL_REASON_PARAMETER_FORBIDDEN,
     ORGPOL_REASON_PARAMETER_NOT_ALLOWED,
     {CLIENT, CLASS, FORBIDDEN, EXT, UNLISTED, -1}},
    {"response_type",
     ORGPOL_REASON_RESPONSE_TYPE_MISSING,
     ORGPOL_REASON_GRANT_TYPE_NOT_ENABLED,
     {CLIENT, CLASS, TYPE, GRANTS, -1}},
    {"pkce",
     ORGPOL_REASON_CODE_CHALLENGE_MISSING,
     ORGPOL_REASON_CODE_CHALLENGE_MALFORMED,
     {CLIENT, CLASS, CHALLENGE, METHOD, PUBLIC, PKCE, -1}},
    {"prompt and rules",
     ORGPOL_REASON_PROMPT_UNKNOWN,
     ORGPOL_REASON_TENANT_RULES_ACTIVE,
     {CLIENT, CLASS, PROMPT, RULES, -1}},
};

#define GROUPS (sizeof groups / sizeof *groups)

/* A point at which nothing is in the way. */
static const unsigned char open_point[ATTRIBUTES] = {
    [CLIENT] = 1, [CALLBACKS] = 1, [TYPE] = 2, [GRANTS] = 4, [CHALLENGE] = 2, [METHOD] = 2,
};

#endif
