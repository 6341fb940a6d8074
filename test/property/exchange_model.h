/* SPDX-License-Identifier: MIT */
/*
 * The conditions of token exchanges a second time, by reason, as WIRE section 5.5 states them; and what an
 * exchange that is allowed gives.
 */
#ifndef ORGPOL_TEST_EXCHANGE_MODEL_H
#define ORGPOL_TEST_EXCHANGE_MODEL_H

#include "exchange_parts.h"

/* ---- which account ---- */

enum outcome { NOT_ASKED, NONE_FOUND, OTHER_ORGANIZATION, NONE_HINTED, SEVERAL, FIRST, SECOND };

static inline enum outcome outcome_of(const unsigned char *a)
{
    const bool tagged = among(a, ACCOUNTS, "tagged tagged,untagged");
    const bool exact = is(a, O_BINDING, "exact");
    bool first = is(a, CONNECTION, "known") && among(a, ACCOUNTS, "one tagged two tagged,untagged");
    bool second = first && among(a, ACCOUNTS, "two tagged,untagged");

    if (!has_user_row(a) || among(a, CONNECTION, "absent empty"))
        return NOT_ASKED;
    if (!first)
        return NONE_FOUND;
    if (!is(a, O_BINDING, "off")) {
        const bool session = !is(a, ORGANIZATION, "absent");

        first = tagged ? is(a, ORGANIZATION, "known") : !(exact && session);
        second = second && !(exact && session);
    }
    if (!first && !second)
        return OTHER_ORGANIZATION;
    if (among(a, HINT, "first nobody email")) {
        first = first && (is(a, HINT, "first") || (is(a, HINT, "email") && a[O_EMAIL]));
        second = false;
    }
    if (!first && !second)
        return NONE_HINTED;
    if (first && second && tagged && !is(a, O_BINDING, "off"))
        second = false;
    if (first && second) {
        if (is(a, O_AMBIGUOUS, "deny"))
            return SEVERAL;
        return is(a, CREATED, "absent") ? SECOND : FIRST;
    }
    return first ? FIRST : SECOND;
}

static inline bool has_account(const unsigned char *a)
{
    return outcome_of(a) >= FIRST;
}

static inline bool token_over(const unsigned char *a)
{
    return has_account(a) && !among(a, STORED_TOKEN, "good issued_recently");
}

static inline bool older_than_a_year(const unsigned char *a, int attribute)
{
    return a[O_UNUSED] ? is(a, attribute, "366d+1s") : among(a, attribute, "365d+1s 366d 366d+1s");
}

static inline bool unused(const unsigned char *a)
{
    if (!is(a, LAST_USED, "absent"))
        return older_than_a_year(a, LAST_USED);
    if (a[O_NEVER])
        return false;
    return outcome_of(a) == SECOND || is(a, CREATED, "absent") || older_than_a_year(a, CREATED);
}

/* ---- scopes: sets of four ---- */

enum { READ = 1, WRITE = 2, OTHER = 4, OFFLINE_ACCESS = 8 };

static inline unsigned set_of(const char *words)
{
    return (strstr(words, "read") ? READ : 0u) | (strstr(words, "write") ? WRITE : 0u) |
           (strstr(words, "other") ? OTHER : 0u) | (strstr(words, "offline") ? OFFLINE_ACCESS : 0u);
}

static inline bool has_grant(const unsigned char *a)
{
    return a[CLIENT] && a[BLOCK] && is(a, CONNECTION, "known") && among(a, WORKER_GRANTS, "this two_of_this");
}

static inline unsigned granted(const unsigned char *a)
{
    return is(a, WORKER_GRANTS, "two_of_this") ? READ : READ | WRITE | OFFLINE_ACCESS;
}

static inline unsigned held(const unsigned char *a)
{
    return set_of(NAME_OF(a, HELD));
}

static inline unsigned wanted(const unsigned char *a)
{
    return is(a, SCOPE, "absent") ? granted(a) & held(a) : set_of(NAME_OF(a, SCOPE));
}

/* The account can do more than the worker asks for. */
static inline bool narrowed(const unsigned char *a)
{
    const unsigned more = held(a) & ~wanted(a);

    return has_grant(a) && has_account(a) && (a[O_OFFLINE] ? more : more & ~(unsigned)OFFLINE_ACCESS) != 0;
}

/* ---- conditions ---- */

static inline bool is_shared(uint16_t reason)
{
    static const uint16_t reasons[] = {
        ORGPOL_REASON_PARAMETER_MISSING,
        ORGPOL_REASON_REQUESTED_TOKEN_TYPE_MISSING,
        ORGPOL_REASON_AUDIENCE_NOT_SUPPORTED,
        ORGPOL_REASON_ACTOR_TOKEN_NOT_SUPPORTED,
        ORGPOL_REASON_LOGIN_HINT_EMPTY,
        ORGPOL_REASON_CLIENT_NOT_AUTHENTICATED,
        ORGPOL_REASON_TOKEN_VAULT_GRANT_MISSING,
        ORGPOL_REASON_CLIENT_NOT_FIRST_PARTY,
        ORGPOL_REASON_CLIENT_NOT_CONFIDENTIAL,
        ORGPOL_REASON_CLIENT_NOT_OIDC_CONFORMANT,
        ORGPOL_REASON_SUBJECT_TOKEN_TYPE_UNSUPPORTED,
        ORGPOL_REASON_PROVIDER_REFRESH_TOKEN_REQUESTED,
        ORGPOL_REASON_ORGANIZATION_NOT_MEMBER,
        ORGPOL_REASON_MFA_POLICY_ALWAYS,
        ORGPOL_REASON_RISK_CHALLENGE,
        ORGPOL_REASON_ACTION_REQUIRES_MFA,
        ORGPOL_REASON_STRATEGY_UNSUPPORTED,
        ORGPOL_REASON_UPSTREAM_DPOP,
        ORGPOL_REASON_CONNECTION_NOT_VAULT_ENABLED,
        ORGPOL_REASON_ACCOUNT_NOT_FOUND,
        ORGPOL_REASON_ACCOUNT_OTHER_ORGANIZATION,
        ORGPOL_REASON_ACCOUNT_HINT_NOT_FOUND,
        ORGPOL_REASON_ACCOUNT_AMBIGUOUS,
        ORGPOL_REASON_PROVIDER_REFRESH_TOKEN_MISSING,
        ORGPOL_REASON_PROVIDER_REFRESH_TOKEN_EXPIRED,
        ORGPOL_REASON_ACCOUNT_UNUSED,
        ORGPOL_REASON_PROVIDER_REFRESH_FAILED,
    };

    for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++)
        if (reasons[i] == reason)
            return true;
    return false;
}

static inline bool request_reason(uint16_t reason, const unsigned char *a)
{
    const bool hint_counts = !is(a, HINT, "absent") && !(is(a, HINT, "empty") && a[O_EMPTY_HINT]);

    switch (reason) {
    case ORGPOL_REASON_PARAMETER_MISSING:
        return among(a, TYPE, "absent empty") || !a[TOKEN] || among(a, CONNECTION, "absent empty");
    case ORGPOL_REASON_REQUESTED_TOKEN_TYPE_MISSING: return among(a, REQUESTED, "absent empty");
    case ORGPOL_REASON_AUDIENCE_NOT_SUPPORTED: return !is(a, AUDIENCE, "none") && !a[O_PARAMETERS];
    case ORGPOL_REASON_ACTOR_TOKEN_NOT_SUPPORTED: return !is(a, ACTOR, "none") && !a[O_PARAMETERS];
    case ORGPOL_REASON_LOGIN_HINT_EMPTY: return is(a, HINT, "empty") && !a[O_EMPTY_HINT];
    case ORGPOL_REASON_LOGIN_HINT_NOT_SUPPORTED: return a[O_WORKER_HINT] && hint_counts;
    case ORGPOL_REASON_SUBJECT_TOKEN_TYPE_UNSUPPORTED: return is(a, TYPE, "other");
    case ORGPOL_REASON_PROVIDER_REFRESH_TOKEN_REQUESTED: return is(a, REQUESTED, "provider_refresh");
    case ORGPOL_REASON_REQUESTED_TOKEN_TYPE_ALIAS: return is(a, REQUESTED, "vault") && !a[O_ALIAS];
    case ORGPOL_REASON_REQUESTED_TOKEN_TYPE_UNSUPPORTED: return is(a, REQUESTED, "other");
    case ORGPOL_REASON_WORKER_TOKEN_TYPE_UNSUPPORTED: return among(a, REQUESTED, "federated other");
    default: return false;
    }
}

static inline bool is_public_client(const unsigned char *a)
{
    if (is(a, CLIENT_METHOD, "absent"))
        return !a[CLIENT_METHODS] && among(a, APP, "spa native resource_server");
    return is(a, CLIENT_METHOD, "none");
}

/* Is the peer in the list, as addresses of one family? */
static inline bool address_fits(const unsigned char *a)
{
    const bool mapping = !a[O_MAPPED];

    if (is(a, SOURCE, "ipv6"))
        return is(a, ALLOWLIST, "ipv6");
    if (is(a, SOURCE, "ipv4"))
        return is(a, ALLOWLIST, "ipv4") || (mapping && is(a, ALLOWLIST, "mapped"));
    if (is(a, SOURCE, "mapped"))
        return is(a, ALLOWLIST, "mapped") || (mapping && is(a, ALLOWLIST, "ipv4"));
    return false;
}

static inline bool client_reason(uint16_t reason, const unsigned char *a)
{
    switch (reason) {
    case ORGPOL_REASON_CLIENT_NOT_AUTHENTICATED:
        if (!a[CLIENT])
            return true;
        return !is_public_client(a) && (!a[AUTHENTICATED] || among(a, METHOD, "unset none"));
    case ORGPOL_REASON_ASYMMETRIC_AUTHENTICATION_REQUIRED:
        return a[O_ASYMMETRIC] && among(a, METHOD, "none secret_post secret_basic");
    default: break;
    }
    if (!a[CLIENT])
        return false;
    switch (reason) {
    case ORGPOL_REASON_TOKEN_VAULT_GRANT_MISSING: return among(a, GRANTS, "absent none login");
    case ORGPOL_REASON_LOGIN_GRANTS_MISSING: return a[O_LOGIN_GRANTS] && !among(a, GRANTS, "all login");
    case ORGPOL_REASON_CLIENT_NOT_FIRST_PARTY: return !is(a, PARTY, "first");
    case ORGPOL_REASON_CLIENT_NOT_CONFIDENTIAL: return is_public_client(a) || is(a, CLIENT_METHOD, "odd");
    case ORGPOL_REASON_CLIENT_NOT_OIDC_CONFORMANT: return !a[OIDC];
    case ORGPOL_REASON_ROTATION_ENABLED: return among(a, ROTATION, "rotating odd");
    case ORGPOL_REASON_CLIENT_NOT_RESOURCE_SERVER: return !is(a, APP, "resource_server");
    case ORGPOL_REASON_PRIVILEGED_ACCESS_NOT_CONFIGURED:
        return !a[BLOCK] || is(a, CREDENTIALS, "none") || is(a, APP, "resource_server");
    case ORGPOL_REASON_IP_ALLOWLIST_EMPTY: return a[BLOCK] && is(a, ALLOWLIST, "empty") && !a[O_ALLOWLIST];
    case ORGPOL_REASON_GRANTS_EMPTY: return a[BLOCK] && is(a, WORKER_GRANTS, "empty");
    case ORGPOL_REASON_SOURCE_IP_NOT_ALLOWED:
        return a[BLOCK] && !is(a, ALLOWLIST, "empty") && !a[O_ALLOWLIST] && !address_fits(a);
    default: return false;
    }
}

static inline bool token_reason(uint16_t reason, const unsigned char *a)
{
    const bool jwt = is(a, KIND, "jwt");
    const bool machine = a[MACHINE] && !jwt;
    const bool refresh = is(a, KIND, "refresh_token") || (is(a, KIND, "unset") && is(a, TYPE, "refresh"));

    if (!a[TOKEN])
        return false;
    switch (reason) {
    case ORGPOL_REASON_SUBJECT_TOKEN_INVALID:
        return !a[VALID] || is(a, EXPIRES, "now") || (is(a, EXPIRES, "absent") && !refresh);
    case ORGPOL_REASON_SUBJECT_USER_NOT_FOUND:
        if (is(a, SUB, "absent") || machine)
            return false;
        return is(a, SUB, "empty") || is(a, USER, "unknown") || (is(a, USER, "blocked") && !a[O_BLOCKED]);
    case ORGPOL_REASON_EXCHANGE_PROOF_INVALID:
        return is(a, PROOF, "invalid") || (a[BOUND] && !jwt && is(a, PROOF, "none"));
    case ORGPOL_REASON_NOT_A_REFRESH_TOKEN: return !is(a, KIND, "refresh_token");
    case ORGPOL_REASON_NOT_AN_ACCESS_TOKEN: return !is(a, KIND, "access_token");
    case ORGPOL_REASON_REFRESH_TOKEN_OTHER_CLIENT: return !is(a, AZP, "client");
    case ORGPOL_REASON_REFRESH_TOKEN_WITHOUT_USER:
    case ORGPOL_REASON_ACCESS_TOKEN_WITHOUT_USER: return is(a, SUB, "absent") || machine;
    case ORGPOL_REASON_SUBJECT_TOKEN_ROTATING: return a[ROTATING] && among(a, KIND, "unset refresh_token");
    case ORGPOL_REASON_AUDIENCE_NOT_LINKED:
        if (!a[CLIENT])
            return false;
        return !((is(a, IDENTIFIER, "api") && among(a, AUD, "api userinfo,api")) ||
                 (is(a, IDENTIFIER, "me_elsewhere") && is(a, AUD, "me_elsewhere")));
    default: return false;
    }
}

/* 0: none of them, or it is not known which; else the place of the credential, from 1. */
static inline int credential_at(const unsigned char *a)
{
    if (!a[CLIENT] || !a[BLOCK])
        return 0;
    switch (a[CREDENTIALS]) {
    case 1: return among(a, KID, "absent first") ? 1 : 0;
    case 2: return is(a, KID, "first") ? 1 : is(a, KID, "second") ? 2 : 0;
    case 5: return is(a, KID, "first") ? 1 : 0;
    default: return 0;
    }
}

static inline bool key_reason(uint16_t reason, const unsigned char *a)
{
    const int credential = credential_at(a);
    const char *alg = is(a, CREDENTIAL_ALG, "absent") ? "RS256" : NAME_OF(a, CREDENTIAL_ALG);

    switch (reason) {
    case ORGPOL_REASON_JWT_ALG_INVALID:
        return !among(a, ALG, "RS256 RS384 PS256") || (credential && !is(a, ALG, alg));
    case ORGPOL_REASON_JWT_KEY_UNKNOWN:
        return a[CLIENT] && a[BLOCK] && !is(a, CREDENTIALS, "none") && !credential;
    case ORGPOL_REASON_CREDENTIAL_EXPIRED: return credential && is(a, CREDENTIAL_END, "now");
    default: return false;
    }
}

static inline bool jwt_reason(uint16_t reason, const unsigned char *a)
{
    if (!a[TOKEN])
        return false;
    switch (reason) {
    case ORGPOL_REASON_JWT_TYP_INVALID: return !is(a, TYP, "right") || !is(a, KIND, "jwt");
    case ORGPOL_REASON_JWT_SIGNATURE_INVALID: return !a[VALID];
    case ORGPOL_REASON_JWT_ISS_INVALID: return !is(a, ISS, "client");
    case ORGPOL_REASON_JWT_AUD_INVALID:
        return !among(a, AUD,
                      a[O_AUDIENCE] ? "tenant x,tenant tenant_bare custom custom_bare" : "tenant x,tenant");
    case ORGPOL_REASON_JWT_SUB_MISSING: return is(a, SUB, "absent");
    case ORGPOL_REASON_JWT_IAT_MISSING: return is(a, IAT, "absent");
    case ORGPOL_REASON_JWT_TOO_OLD: return is(a, IAT, "-61");
    case ORGPOL_REASON_JWT_EXPIRED: return is(a, EXP, "now");
    case ORGPOL_REASON_JWT_NOT_YET_VALID:
        if (is(a, NBF, "+1") || is(a, IAT, "+61"))
            return true;
        return is(a, O_SKEW, "unset") ? among(a, IAT, "+6 +60")
                                      : is(a, O_SKEW, "0") && among(a, IAT, "+1 +5 +6 +60");
    case ORGPOL_REASON_AUDIT_CONTEXT_INVALID:
        if (a[O_AUDIT])
            return false;
        return among(a, AUDIT, "absent empty 257") || (is(a, AUDIT, "129_of_two_bytes") && a[O_AUDIT_UNIT]);
    case ORGPOL_REASON_JTI_MISSING: return is(a, JTI, "absent") && !a[O_JTI];
    case ORGPOL_REASON_JTI_REUSED: return is(a, JTI, "used") && !a[O_JTI];
    default: return key_reason(reason, a);
    }
}

static inline bool pin_reason(uint16_t reason, const unsigned char *a)
{
    const bool asked = !is(a, SCOPE, "absent");

    switch (reason) {
    case ORGPOL_REASON_CONNECTION_NOT_GRANTED:
        return a[CLIENT] && a[BLOCK] && !is(a, WORKER_GRANTS, "empty") &&
               among(a, CONNECTION, "known unknown") && !has_grant(a);
    case ORGPOL_REASON_WORKER_SCOPE_MISSING: return !asked && a[O_ABSENT_SCOPE];
    case ORGPOL_REASON_WORKER_SCOPE_NOT_GRANTED:
        return has_grant(a) && asked && (wanted(a) & ~granted(a)) != 0;
    case ORGPOL_REASON_SCOPE_NOT_HELD:
        return has_grant(a) && has_account(a) && asked && (wanted(a) & ~held(a)) != 0;
    case ORGPOL_REASON_DOWNSCOPING_UNSUPPORTED: return narrowed(a) && (!a[DOWNSCOPING] || wanted(a) == 0);
    case ORGPOL_REASON_REQUESTED_SCOPE_NOT_HELD:
        return a[O_STRICT] && has_account(a) && asked && (set_of(NAME_OF(a, SCOPE)) & ~held(a)) != 0;
    default: return false;
    }
}

static inline bool context_reason(uint16_t reason, const unsigned char *a)
{
    const bool row = is(a, CONNECTION, "known");
    const bool not_enabled = row && a[CLIENT] && !a[ENABLED];

    switch (reason) {
    case ORGPOL_REASON_ORGANIZATION_NOT_MEMBER:
        if (!a[TOKEN] || a[O_MEMBERSHIP] || is(a, ORGANIZATION, "absent"))
            return false;
        return is(a, ORGANIZATION, "unknown") || (has_user_row(a) && !a[MEMBER]);
    case ORGPOL_REASON_MFA_POLICY_ALWAYS: return among(a, MFA, "always odd");
    case ORGPOL_REASON_RISK_CHALLENGE:
        return is(a, MFA, "adaptive") &&
               (is(a, O_ADAPTIVE, "deny") || (is(a, O_ADAPTIVE, "verdict") && is(a, RISK, "challenge")));
    case ORGPOL_REASON_ACTION_REQUIRES_MFA: return a[ACTION];
    case ORGPOL_REASON_STRATEGY_UNSUPPORTED:
        return row && !a[O_STRATEGY] && !among(a, STRATEGY, "google-oauth2 oidc");
    case ORGPOL_REASON_UPSTREAM_DPOP: return row && a[DPOP];
    case ORGPOL_REASON_CONNECTION_NOT_VAULT_ENABLED:
        return is(a, CONNECTION, "unknown") || (row && !a[PURPOSE] && !a[O_PURPOSE]);
    case ORGPOL_REASON_EXCHANGE_CONNECTION_NOT_ENABLED:
        return not_enabled && (is(a, TYPE, "refresh") || a[O_ACCESS_ENABLED]);
    case ORGPOL_REASON_WORKER_CONNECTION_NOT_ENABLED: return not_enabled;
    default: return false;
    }
}

static inline bool account_reason(uint16_t reason, const unsigned char *a)
{
    switch (reason) {
    case ORGPOL_REASON_ACCOUNT_NOT_FOUND: return outcome_of(a) == NONE_FOUND;
    case ORGPOL_REASON_ACCOUNT_OTHER_ORGANIZATION: return outcome_of(a) == OTHER_ORGANIZATION;
    case ORGPOL_REASON_ACCOUNT_HINT_NOT_FOUND: return outcome_of(a) == NONE_HINTED;
    case ORGPOL_REASON_ACCOUNT_AMBIGUOUS: return outcome_of(a) == SEVERAL;
    default: break;
    }
    if (!token_over(a))
        return false;
    switch (reason) {
    case ORGPOL_REASON_PROVIDER_REFRESH_TOKEN_MISSING:
        return is(a, STORED_REFRESH, "unset") ? !a[OFFLINE] : !is(a, STORED_REFRESH, "yes");
    case ORGPOL_REASON_PROVIDER_REFRESH_TOKEN_EXPIRED: return is(a, REFRESH_END, "now");
    case ORGPOL_REASON_ACCOUNT_UNUSED: return unused(a);
    case ORGPOL_REASON_PROVIDER_REFRESH_FAILED: return is(a, REFRESH, "failed");
    default: return false;
    }
}

static inline bool model_unmet(uint16_t reason, const unsigned char *a)
{
    if (a[TYPE] > TYPE_WORKER && !is_shared(reason))
        return false;
    return request_reason(reason, a) || client_reason(reason, a) || token_reason(reason, a) ||
           jwt_reason(reason, a) || pin_reason(reason, a) || context_reason(reason, a) ||
           account_reason(reason, a);
}

/* What the model says of the conditions in `mask`. */
static inline uint64_t model_mask(uint64_t mask, const unsigned char *a)
{
    const uint8_t family = family_at(a);
    uint64_t unmet = 0;

    for (unsigned place = 0; place < orgpol_family_size(family); place++)
        if ((mask >> place & 1) && model_unmet(orgpol_family_reason(family, place), a))
            unmet |= UINT64_C(1) << place;
    return unmet;
}

#endif
