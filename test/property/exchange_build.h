/* SPDX-License-Identifier: MIT */
/* How a point of exchange_space.h becomes a request. */
#ifndef ORGPOL_TEST_EXCHANGE_BUILD_H
#define ORGPOL_TEST_EXCHANGE_BUILD_H

#include "exchange_space.h"

/* One of several texts; NULL: absent. */
static inline struct orgpol_str pick(const char *const *texts, unsigned char value)
{
    return orgpol_str_of(texts[value]);
}

/* So many seconds from the clock; the first value is absent. */
static inline struct orgpol_time pick_time(const int64_t *offsets, unsigned char value)
{
    return value ? at_time(CLOCK + offsets[value]) : NO_TIME;
}

/* Puts words with commas between them into a list of scopes. */
static inline size_t list_of(struct orgpol_str *scopes, const char *words)
{
    size_t count = 0;

    if (strcmp(words, "none") == 0 || strcmp(words, "empty") == 0 || strcmp(words, "absent") == 0)
        return 0;
    for (const char *word = words; *word; word += strspn(word, ",")) {
        const size_t length = strcspn(word, ",");

        scopes[count] = (struct orgpol_str){word, length};
        if (length == 7 && memcmp(word, "offline", 7) == 0)
            scopes[count] = ORGPOL_STR("offline_access");
        count++;
        word += length;
    }
    return count;
}

static inline void build_parameters(struct exchange_world *w, const unsigned char *a)
{
    static const char *const types[] = {ORGPOL_TOKEN_TYPE_REFRESH_TOKEN,
                                        ORGPOL_TOKEN_TYPE_ACCESS_TOKEN,
                                        ORGPOL_TOKEN_TYPE_JWT,
                                        "urn:ietf:params:oauth:token-type:id_token",
                                        NULL,
                                        ""};
    static const char *const requested[] = {NULL,
                                            "",
                                            ORGPOL_TOKEN_TYPE_FEDERATED,
                                            ORGPOL_TOKEN_TYPE_TOKEN_VAULT,
                                            "http://auth0.com/oauth/token-type/token-vault-refresh-token",
                                            "x"};
    static const char *const connections[] = {NULL, "", "nope", "google"};
    static const char *const hints[] = {NULL, "", "g-100", "g-999", "a@gmail.example"};
    static const char *const sources[] = {
        NULL, "203.0.113.10", "2001:db8:5::7", "::ffff:203.0.113.10", "198.51.100.1", "203.0.113"};

    w->request.subject_token_type = pick(types, a[TYPE]);
    w->request.requested_token_type = pick(requested, a[REQUESTED]);
    w->request.connection = pick(connections, a[CONNECTION]);
    w->request.audience = pick((const char *const[]){NULL, "x", NULL, ""}, a[AUDIENCE]);
    w->request.resource = pick((const char *const[]){NULL, NULL, "x", NULL}, a[AUDIENCE]);
    w->request.actor_token = pick((const char *const[]){NULL, "x", ""}, a[ACTOR]);
    w->request.login_hint = pick(hints, a[HINT]);
    w->request.source_ip = pick(sources, a[SOURCE]);
    w->request.authenticated_by = a[METHOD];
    w->request.is_authenticated = a[AUTHENTICATED];
    w->request.dpop_proof = a[PROOF];
    w->request.risk_verdict = a[RISK];
    w->request.action_requires_mfa = a[ACTION];
    w->request.provider_refresh = a[REFRESH];
    w->request.provider_refresh_expires_at = pick_time((const int64_t[]){0, 50, -50}, a[REFRESHED_END]);
    w->request.now_s = CLOCK;
    w->request.has_scopes = !is(a, SCOPE, "absent");
    w->request.scope_count = list_of(w->asked, NAME_OF(a, SCOPE));
    w->request.has_provider_scopes = !is(a, PROVIDED, "absent");
    w->request.provider_scope_count = list_of(w->provided, NAME_OF(a, PROVIDED));
}

static inline void build_client(struct exchange_world *w, const unsigned char *a)
{
    static const uint32_t grants[] = {0,
                                      ORGPOL_GRANT_TYPE_OTHER,
                                      UINT32_MAX,
                                      ORGPOL_GRANT_TYPE_FEDERATED_CONNECTION_ACCESS_TOKEN,
                                      ORGPOL_GRANT_TYPE_AUTHORIZATION_CODE | ORGPOL_GRANT_TYPE_REFRESH_TOKEN,
                                      ORGPOL_GRANT_TYPE_FEDERATED_CONNECTION_ACCESS_TOKEN |
                                          ORGPOL_GRANT_TYPE_AUTHORIZATION_CODE};
    static const uint8_t methods[] = {0, ORGPOL_AUTH_METHOD_NONE, ORGPOL_AUTH_METHOD_CLIENT_SECRET_POST,
                                      ORGPOL_WORD_UNKNOWN};
    static const uint8_t apps[] = {0,
                                   ORGPOL_APP_TYPE_SPA,
                                   ORGPOL_APP_TYPE_NATIVE,
                                   ORGPOL_APP_TYPE_REGULAR_WEB,
                                   ORGPOL_APP_TYPE_RESOURCE_SERVER,
                                   ORGPOL_WORD_UNKNOWN};
    static const char *const identifiers[] = {NULL, "https://api", "https://acme.example/me/",
                                              "https://login.acme.example/me/", "https://other.example/me/"};

    w->client.grant_types = grants[a[GRANTS]];
    w->client.is_first_party = !is(a, PARTY, "third");
    w->client.external_metadata_type = is(a, PARTY, "first_or_cimd") ? ORGPOL_WORD_UNKNOWN : 0;
    w->client.token_endpoint_auth_method = methods[a[CLIENT_METHOD]];
    w->client.has_client_authentication_methods = a[CLIENT_METHODS];
    w->client.app_type = apps[a[APP]];
    w->client.is_oidc_conformant = a[OIDC];
    w->client.refresh_token_rotation_type = is(a, ROTATION, "odd") ? ORGPOL_WORD_UNKNOWN : a[ROTATION];
    w->client.resource_server_identifier = pick(identifiers, a[IDENTIFIER]);
    w->client.token_vault_privileged_access = a[BLOCK] ? &w->access : NULL;
    w->request.client = a[CLIENT] ? &w->client : NULL;
    w->settings.mfa_policy = is(a, MFA, "odd") ? ORGPOL_WORD_UNKNOWN : a[MFA];
}

static inline void build_access(struct exchange_world *w, const unsigned char *a)
{
    static const uint8_t counts[] = {0, 1, 2, 2, 1, 2};
    static const char *const entries[] = {"", "203.0.113.0/24", "2001:db8:5::/48", "::ffff:203.0.113.0/120",
                                          "203.0.113.10/x"};
    const uint8_t alg = is(a, CREDENTIAL_ALG, "odd") ? ORGPOL_WORD_UNKNOWN : a[CREDENTIAL_ALG];
    const struct orgpol_time end = pick_time((const int64_t[]){0, 1, 0}, a[CREDENTIAL_END]);

    for (int i = 0; i < 2; i++) {
        w->credentials[i].alg = alg;
        w->credentials[i].expires_at = end;
    }
    w->access.credential_count = counts[a[CREDENTIALS]];
    if (among(a, CREDENTIALS, "two_of_one_kid one_and_odd_twin"))
        w->credentials[1].kid = w->credentials[0].kid;
    if (is(a, CREDENTIALS, "odd"))
        w->credentials[0].credential_type = ORGPOL_WORD_UNKNOWN;
    if (is(a, CREDENTIALS, "one_and_odd_twin"))
        w->credentials[1].credential_type = ORGPOL_WORD_UNKNOWN;
    w->ip_allowlist[0] = ORGPOL_STR("192.0.2.1");
    w->ip_allowlist[1] = pick(entries, a[ALLOWLIST]);
    w->access.ip_allowlist_count = a[ALLOWLIST] ? 2 : 0;
    w->access.grant_count = a[WORKER_GRANTS] ? 2 : 0;
    w->grants[0].connection = orgpol_str_of(is(a, WORKER_GRANTS, "other") ? "Google" : "google");
    w->grants[1].connection = orgpol_str_of(is(a, WORKER_GRANTS, "two_of_this") ? "google" : "github");
    w->grants[0].scope_count = list_of(w->granted[0], "read,write,offline");
    w->grants[1].scope_count = list_of(w->granted[1], "other,read");
}

static inline void build_token(struct exchange_world *w, const unsigned char *a)
{
    static const char *const audiences[] = {"",
                                            "https://acme.example/userinfo",
                                            "https://api",
                                            "https://api",
                                            "https://api/",
                                            "https://acme.example/me/",
                                            "https://login.acme.example/me/",
                                            "https://acme.example/",
                                            "https://acme.example/",
                                            "acme.example",
                                            "https://login.acme.example/",
                                            "login.acme.example",
                                            "https://acme.example",
                                            "https://other.example/me/"};

    w->token.kind = a[KIND];
    w->token.is_valid = a[VALID];
    w->token.is_machine = a[MACHINE];
    w->token.is_dpop_bound = a[BOUND];
    w->token.is_rotating = a[ROTATING];
    w->token.expires_at = pick_time((const int64_t[]){0, 1, 0}, a[EXPIRES]);
    w->token.sub = pick((const char *const[]){NULL, "", "auth0|a"}, a[SUB]);
    w->token.org_id = pick((const char *const[]){NULL, "org_1", "org_9"}, a[ORGANIZATION]);
    w->token.azp = pick((const char *const[]){NULL, "client", "other"}, a[AZP]);
    w->audiences[0] = ORGPOL_STR("https://acme.example/userinfo");
    w->audiences[1] = pick(audiences, a[AUD]);
    w->token.audiences = among(a, AUD, "x,tenant userinfo,api") ? w->audiences : w->audiences + 1;
    w->token.audience_count = a[AUD] == 0 ? 0 : (size_t)(w->audiences + 2 - w->token.audiences);
    w->request.subject_token = a[TOKEN] ? &w->token : NULL;
}

static inline void build_jwt(struct exchange_world *w, const unsigned char *a)
{
    static char contexts[2][2 * 129];
    static const size_t lengths[] = {0, 0, 256, 257, 258};

    memset(contexts[0], 'a', sizeof contexts[0]);
    for (size_t i = 0; i < sizeof contexts[1]; i += 2)
        memcpy(contexts[1] + i, "\xc3\xa9", 2);
    w->token.typ = pick((const char *const[]){NULL, "token-vault-req+jwt", "JWT"}, a[TYP]);
    w->token.alg = a[ALG] ? orgpol_str_of(NAME_OF(a, ALG)) : NO_TEXT;
    w->token.kid =
        pick((const char *const[]){NULL, "", "worker-key-1", "worker-key-2", "worker-key-9"}, a[KID]);
    w->token.iss = pick((const char *const[]){NULL, "client", "other"}, a[ISS]);
    w->token.iat = pick_time((const int64_t[]){0, -61, -60, 0, 1, 5, 6, 60, 61}, a[IAT]);
    w->token.exp = pick_time((const int64_t[]){0, 1, 0}, a[EXP]);
    w->token.nbf = pick_time((const int64_t[]){0, 0, 1}, a[NBF]);
    w->token.audit_context = (struct orgpol_str){contexts[a[AUDIT] == 4], lengths[a[AUDIT]]};
    if (is(a, AUDIT, "absent"))
        w->token.audit_context = NO_TEXT;
    w->token.jti = is(a, JTI, "absent") ? NO_TEXT : ORGPOL_STR("jti-1");
    w->token.is_jti_unused = is(a, JTI, "unused");
}

/* Rows of the user and of the organization are those of the token's claims, as a server fetches them. */
static inline bool has_user_row(const unsigned char *a)
{
    return a[TOKEN] && is(a, SUB, "given") && a[USER];
}

static inline void build_context(struct exchange_world *w, const unsigned char *a)
{
    const bool organization = a[TOKEN] && is(a, ORGANIZATION, "known");
    const bool connection = is(a, CONNECTION, "known");

    w->user.is_blocked = is(a, USER, "blocked");
    w->account.user = has_user_row(a) ? &w->user : NULL;
    w->account.user_id = a[TOKEN] ? w->token.sub : NO_TEXT;
    w->request.organization = organization ? &w->organization : NULL;
    w->request.member = organization && a[MEMBER] && has_user_row(a) ? &w->member : NULL;
    w->connection.strategy = a[STRATEGY] == 4 ? NO_TEXT : orgpol_str_of(NAME_OF(a, STRATEGY));
    w->connection.has_upstream_dpop = a[DPOP];
    w->connection.is_connected_accounts_active = a[PURPOSE];
    w->connection.has_client_id = a[OWN_KEYS];
    w->connection.has_downscoping = a[DOWNSCOPING];
    w->request.connection_row = connection ? &w->connection : NULL;
    w->request.enabled_client = connection && a[CLIENT] && a[ENABLED] ? &w->enabled_client : NULL;
}

static inline void build_accounts(struct exchange_world *w, const unsigned char *a)
{
    static const int64_t ages[] = {0, -365 * DAY, -365 * DAY - 1, -366 * DAY, -366 * DAY - 1};
    static const size_t counts[] = {0, 1, 1, 1, 1, 2, 2};
    struct orgpol_connected_account *first = w->accounts;

    w->account.account_count = counts[a[ACCOUNTS]];
    if (is(a, ACCOUNTS, "other"))
        first->connection = ORGPOL_STR("github");
    if (is(a, ACCOUNTS, "foreign"))
        first->user_id = ORGPOL_STR("auth0|b");
    if (among(a, ACCOUNTS, "tagged tagged,untagged"))
        first->organization_id = ORGPOL_STR("org_1");
    first->scope_count = list_of(w->held, NAME_OF(a, HELD));
    first->email = ORGPOL_STR("a@gmail.example");
    first->access_token_expires_at = NO_TIME;
    if (among(a, STORED_TOKEN, "good over"))
        first->access_token_expires_at = at_time(is(a, STORED_TOKEN, "good") ? CLOCK + 1377 : CLOCK);
    if (among(a, STORED_TOKEN, "issued_recently issued_long_ago"))
        first->access_token_issued_at =
            at_time(is(a, STORED_TOKEN, "issued_recently") ? CLOCK - 599 : CLOCK - 600);
    first->refresh_token_stored = is(a, STORED_REFRESH, "odd") ? ORGPOL_WORD_UNKNOWN : a[STORED_REFRESH];
    first->is_access_type_offline = a[OFFLINE];
    first->expires_at = pick_time((const int64_t[]){0, 1, 0}, a[REFRESH_END]);
    first->last_used_at = pick_time(ages, a[LAST_USED]);
    first->created_at = pick_time(ages, a[CREATED]);
    /* like the first one, but older than any */
    w->accounts[1] = *first;
    w->accounts[1].id = ORGPOL_STR("cac_2");
    w->accounts[1].idp_user_id = ORGPOL_STR("g-200");
    w->accounts[1].email = ORGPOL_STR("b@gmail.example");
    w->accounts[1].organization_id = NO_TEXT;
    w->accounts[1].created_at = at_time(CLOCK - 1000 * DAY);
}

static inline void build_options(struct exchange_world *w, const unsigned char *a)
{
    struct orgpol_options *options = &w->options;

    options->unsupported_parameters = a[O_PARAMETERS];
    options->empty_login_hint = a[O_EMPTY_HINT];
    options->worker_login_hint = a[O_WORKER_HINT];
    options->require_asymmetric_auth = a[O_ASYMMETRIC];
    options->login_grants = a[O_LOGIN_GRANTS];
    options->accept_rtt_alias = a[O_ALIAS];
    options->enforce_ip_allowlist_off = a[O_ALLOWLIST];
    options->ipv4_mapped = a[O_MAPPED];
    options->blocked_user = a[O_BLOCKED];
    options->lenient_worker_audience = a[O_AUDIENCE];
    options->clock_skew = (const uint8_t[]){0, 1, 61}[a[O_SKEW]];
    options->enforce_audit_context_off = a[O_AUDIT];
    options->audit_context_unit = a[O_AUDIT_UNIT];
    options->enforce_jti_off = a[O_JTI];
    options->absent_worker_scope = a[O_ABSENT_SCOPE];
    options->organization_membership = a[O_MEMBERSHIP];
    options->adaptive_mfa = a[O_ADAPTIVE];
    options->unsupported_strategy = a[O_STRATEGY];
    options->purpose_off_exchange = a[O_PURPOSE];
    options->access_token_client_enabled = a[O_ACCESS_ENABLED];
    options->org_binding = a[O_BINDING];
    options->ambiguous = a[O_AMBIGUOUS];
    options->hint_matches_email = a[O_EMAIL];
    options->unused_after = a[O_UNUSED];
    options->never_exchanged = a[O_NEVER];
    options->strict_scope = a[O_STRICT];
    options->offline_scope = a[O_OFFLINE];
}

static inline void build(struct exchange_world *w, const unsigned char *a)
{
    make_exchange(w, OF_WORKER);
    build_parameters(w, a);
    build_client(w, a);
    build_access(w, a);
    build_token(w, a);
    build_jwt(w, a);
    build_context(w, a);
    build_accounts(w, a);
    build_options(w, a);
}

static inline struct orgpol_decision decide(const unsigned char *a, struct orgpol_exchange_result *result,
                                            struct orgpol_str *scopes)
{
    static struct exchange_world world;

    build(&world, a);
    return orgpol_check_token_exchange(&world.request, result, scopes, scopes ? SCOPE_ROOM : 0, NULL, 0);
}

#endif
