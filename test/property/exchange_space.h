/* SPDX-License-Identifier: MIT */
/*
 * The input space of token exchanges: every fact that their conditions read, with every value that makes a
 * difference, and how a point of it becomes a request. What cannot be read is an error
 * (test_exchange_structs.c); addresses and sets of scopes have their own spaces (ip_space.c,
 * exchange_scopes.c).
 */
#ifndef ORGPOL_TEST_EXCHANGE_SPACE_H
#define ORGPOL_TEST_EXCHANGE_SPACE_H

#include "truth_table.h"

#include "unit/exchanges.h"

enum attribute {
    TYPE,
    REQUESTED,
    CONNECTION,
    TOKEN,
    AUDIENCE,
    ACTOR,
    HINT,
    CLIENT,
    METHOD,
    AUTHENTICATED,
    GRANTS,
    PARTY,
    CLIENT_METHOD,
    CLIENT_METHODS,
    APP,
    OIDC,
    ROTATION,
    IDENTIFIER,
    BLOCK,
    CREDENTIALS,
    ALLOWLIST,
    WORKER_GRANTS,
    SOURCE,
    KIND,
    VALID,
    EXPIRES,
    SUB,
    USER,
    MACHINE,
    BOUND,
    PROOF,
    AZP,
    ROTATING,
    AUD,
    TYP,
    ALG,
    KID,
    CREDENTIAL_ALG,
    CREDENTIAL_END,
    ISS,
    IAT,
    EXP,
    NBF,
    AUDIT,
    JTI,
    SCOPE,
    ORGANIZATION,
    MEMBER,
    MFA,
    RISK,
    ACTION,
    STRATEGY,
    DPOP,
    PURPOSE,
    ENABLED,
    OWN_KEYS,
    DOWNSCOPING,
    ACCOUNTS,
    HELD,
    STORED_TOKEN,
    STORED_REFRESH,
    OFFLINE,
    REFRESH_END,
    LAST_USED,
    CREATED,
    REFRESH,
    REFRESHED_END,
    PROVIDED,
    /* options */
    O_PARAMETERS,
    O_EMPTY_HINT,
    O_WORKER_HINT,
    O_ASYMMETRIC,
    O_LOGIN_GRANTS,
    O_ALIAS,
    O_ALLOWLIST,
    O_MAPPED,
    O_BLOCKED,
    O_AUDIENCE,
    O_SKEW,
    O_AUDIT,
    O_AUDIT_UNIT,
    O_JTI,
    O_ABSENT_SCOPE,
    O_MEMBERSHIP,
    O_ADAPTIVE,
    O_STRATEGY,
    O_PURPOSE,
    O_ACCESS_ENABLED,
    O_BINDING,
    O_AMBIGUOUS,
    O_EMAIL,
    O_UNUSED,
    O_NEVER,
    O_STRICT,
    O_OFFLINE,
    ATTRIBUTES
};

enum { TYPE_REFRESH, TYPE_ACCESS, TYPE_WORKER, TYPE_OTHER, TYPE_ABSENT, TYPE_EMPTY };

#define NO_YES      \
    {               \
        "no", "yes" \
    }
#define OFF_ON          \
    {                   \
        "false", "true" \
    }

static const struct axis axes[ATTRIBUTES] = {
    [TYPE] = {"subject_token_type", {"refresh", "access", "jwt", "other", "absent", "empty"}},
    [REQUESTED] = {"requested_token_type",
                   {"absent", "empty", "federated", "vault", "provider_refresh", "other"}},
    [CONNECTION] = {"connection", {"absent", "empty", "unknown", "known"}},
    [TOKEN] = {"subject_token", {"absent", "present"}},
    [AUDIENCE] = {"audience", {"none", "audience", "resource", "empty"}},
    [ACTOR] = {"actor_token", {"none", "sent", "empty"}},
    [HINT] = {"login_hint", {"absent", "empty", "first", "nobody", "email"}},
    [CLIENT] = {"client", {"unknown", "known"}},
    [METHOD] = {"authenticated_by",
                {"unset", "none", "secret_post", "secret_basic", "private_key_jwt", "tls",
                 "self_signed_tls"}},
    [AUTHENTICATED] = {"authenticated", NO_YES},
    [GRANTS] = {"grant_types", {"absent", "none", "all", "vault", "login", "vault_and_code"}},
    [PARTY] = {"party", {"first", "third", "first_or_cimd"}},
    [CLIENT_METHOD] = {"token_endpoint_auth_method", {"absent", "none", "secret_post", "odd"}},
    [CLIENT_METHODS] = {"client_authentication_methods", {"absent", "some"}},
    [APP] = {"app_type", {"absent", "spa", "native", "regular_web", "resource_server", "odd"}},
    [OIDC] = {"oidc_conformant", OFF_ON},
    [ROTATION] = {"rotation_type", {"absent", "non-rotating", "rotating", "odd"}},
    [IDENTIFIER] = {"resource_server_identifier", {"absent", "api", "me", "me_custom", "me_elsewhere"}},
    [BLOCK] = {"privileged_access", {"absent", "present"}},
    [CREDENTIALS] = {"credentials", {"none", "one", "two", "two_of_one_kid", "odd", "one_and_odd_twin"}},
    [ALLOWLIST] = {"ip_allowlist", {"empty", "ipv4", "ipv6", "mapped", "unreadable"}},
    [WORKER_GRANTS] = {"grants", {"empty", "other", "this", "two_of_this"}},
    [SOURCE] = {"source_ip", {"absent", "ipv4", "ipv6", "mapped", "elsewhere", "unreadable"}},
    [KIND] = {"type", {"unset", "refresh_token", "access_token", "jwt"}},
    [VALID] = {"valid", OFF_ON},
    [EXPIRES] = {"expires_at", {"absent", "future", "now"}},
    [SUB] = {"sub", {"absent", "empty", "given"}},
    [USER] = {"user", {"unknown", "known", "blocked"}},
    [MACHINE] = {"machine", NO_YES},
    [BOUND] = {"dpop_bound", NO_YES},
    [PROOF] = {"dpop_proof", {"none", "valid", "invalid"}},
    [AZP] = {"azp", {"absent", "client", "other"}},
    [ROTATING] = {"rotating", NO_YES},
    [AUD] = {"aud",
             {"none", "userinfo", "api", "userinfo,api", "api/", "me", "me_custom", "tenant", "x,tenant",
              "tenant_bare", "custom", "custom_bare", "tenant_without_slash", "me_elsewhere"}},
    [TYP] = {"typ", {"absent", "right", "JWT"}},
    [ALG] = {"alg", {"absent", "RS256", "RS384", "PS256", "HS256", "none"}},
    [KID] = {"kid", {"absent", "empty", "first", "second", "unknown"}},
    [CREDENTIAL_ALG] = {"credential_alg", {"absent", "RS256", "RS384", "PS256", "odd"}},
    [CREDENTIAL_END] = {"credential_end", {"absent", "future", "now"}},
    [ISS] = {"iss", {"absent", "client", "other"}},
    [IAT] = {"iat", {"absent", "-61", "-60", "now", "+1", "+5", "+6", "+60", "+61"}},
    [EXP] = {"exp", {"absent", "+1", "now"}},
    [NBF] = {"nbf", {"absent", "now", "+1"}},
    [AUDIT] = {"audit_context", {"absent", "empty", "256", "257", "129_of_two_bytes"}},
    [JTI] = {"jti", {"absent", "unused", "used"}},
    [SCOPE] = {"scope", {"absent", "empty", "read", "read,write", "other", "offline,read", "read,other"}},
    [ORGANIZATION] = {"org_id", {"absent", "known", "unknown"}},
    [MEMBER] = {"member", NO_YES},
    [MFA] = {"mfa_policy", {"absent", "never", "adaptive", "always", "odd"}},
    [RISK] = {"risk_verdict", {"absent", "allow", "challenge"}},
    [ACTION] = {"action_requires_mfa", NO_YES},
    [STRATEGY] = {"strategy", {"google-oauth2", "oidc", "samlp", "auth0", "absent"}},
    [DPOP] = {"upstream_dpop", NO_YES},
    [PURPOSE] = {"connected_accounts", {"off", "on"}},
    [ENABLED] = {"enabled_client", NO_YES},
    [OWN_KEYS] = {"options.client_id", {"absent", "present"}},
    [DOWNSCOPING] = {"downscoping", OFF_ON},
    [ACCOUNTS] = {"accounts", {"none", "other", "foreign", "one", "tagged", "two", "tagged,untagged"}},
    [HELD] = {"held", {"none", "read", "read,write", "read,write,offline", "read,other"}},
    [STORED_TOKEN] = {"stored_token", {"absent", "good", "over", "issued_recently", "issued_long_ago"}},
    [STORED_REFRESH] = {"refresh_token_stored", {"unset", "no", "yes", "odd"}},
    [OFFLINE] = {"access_type", {"other", "offline"}},
    [REFRESH_END] = {"account_end", {"absent", "future", "now"}},
    [LAST_USED] = {"last_used_at", {"absent", "365d", "365d+1s", "366d", "366d+1s"}},
    [CREATED] = {"created_at", {"absent", "365d", "365d+1s", "366d", "366d+1s"}},
    [REFRESH] = {"provider_refresh", {"not_tried", "failed", "ok"}},
    [REFRESHED_END] = {"refreshed_end", {"absent", "+50", "-50"}},
    [PROVIDED] = {"provider_scope", {"absent", "none", "read"}},
    [O_PARAMETERS] = {"unsupported_parameters", {"deny", "ignore"}},
    [O_EMPTY_HINT] = {"empty_login_hint", {"deny", "absent"}},
    [O_WORKER_HINT] = {"worker_login_hint", {"accept", "deny"}},
    [O_ASYMMETRIC] = {"require_asymmetric_auth", OFF_ON},
    [O_LOGIN_GRANTS] = {"login_grants", {"warn", "deny"}},
    [O_ALIAS] = {"accept_rtt_alias", OFF_ON},
    [O_ALLOWLIST] = {"enforce_ip_allowlist", {"true", "false"}},
    [O_MAPPED] = {"ipv4_mapped", {"ipv4", "ipv6"}},
    [O_BLOCKED] = {"blocked_user", {"deny", "allow"}},
    [O_AUDIENCE] = {"lenient_worker_audience", OFF_ON},
    [O_SKEW] = {"clock_skew_s", {"unset", "0", "60"}},
    [O_AUDIT] = {"enforce_audit_context", {"true", "false"}},
    [O_AUDIT_UNIT] = {"audit_context_unit", {"code_points", "bytes"}},
    [O_JTI] = {"enforce_jti", {"true", "false"}},
    [O_ABSENT_SCOPE] = {"absent_worker_scope", {"pinned", "deny"}},
    [O_MEMBERSHIP] = {"organization_membership", {"require", "ignore"}},
    [O_ADAPTIVE] = {"adaptive_mfa", {"verdict", "allow", "deny"}},
    [O_STRATEGY] = {"unsupported_strategy", {"deny", "allow"}},
    [O_PURPOSE] = {"purpose_off_exchange", {"deny", "allow"}},
    [O_ACCESS_ENABLED] = {"access_token_client_enabled", OFF_ON},
    [O_BINDING] = {"org_binding", {"strict", "exact", "off"}},
    [O_AMBIGUOUS] = {"ambiguous", {"deny", "latest"}},
    [O_EMAIL] = {"hint_matches_email", OFF_ON},
    [O_UNUSED] = {"unused_after", {"365_days", "calendar_year"}},
    [O_NEVER] = {"never_exchanged", {"created_at", "never_ages"}},
    [O_STRICT] = {"strict_scope", OFF_ON},
    [O_OFFLINE] = {"offline_scope", {"ignore", "compare"}},
};

/*
 * The calendar year that ends at NOW, 2026-09-21, has no leap day; that of the clock here, 2024-12-31
 * 23:59:59, has one. So a year by the calendar is a day longer than 365 days.
 */
#define CLOCK INT64_C(1735689599)

#define NAME_OF(a, attribute) (axes[attribute].values[(a)[attribute]])

static inline bool is(const unsigned char *a, int attribute, const char *value)
{
    return strcmp(NAME_OF(a, attribute), value) == 0;
}

/* Is the value one of those, which stand between spaces? */
static inline bool among(const unsigned char *a, int attribute, const char *values)
{
    const char *name = NAME_OF(a, attribute);
    const size_t length = strlen(name);

    for (const char *at = strstr(values, name); at; at = strstr(at + 1, name))
        if ((at == values || at[-1] == ' ') && (at[length] == ' ' || at[length] == '\0'))
            return true;
    return false;
}

#include "exchange_build.h"

#endif
