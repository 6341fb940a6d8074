/* SPDX-License-Identifier: MIT */
/* The conditions of token exchanges in groups that read the same facts; TYPE is always one of them. */
#ifndef ORGPOL_TEST_EXCHANGE_PARTS_H
#define ORGPOL_TEST_EXCHANGE_PARTS_H

#include "exchange_space.h"

/* `needs_account`: the conditions are evaluated only for a chosen account, and so read what chooses it too.
 */
struct part {
    struct group group;
    bool needs_account;
};

/* What chooses the account. */
static const int choice[] = {TOKEN,    CONNECTION, SUB,       USER,        HINT,    ORGANIZATION,
                             ACCOUNTS, CREATED,    O_BINDING, O_AMBIGUOUS, O_EMAIL, -1};

#define FROM_TO(name, first, last, needs_account, ...)                                        \
    {                                                                                         \
        {name, ORGPOL_REASON_##first, ORGPOL_REASON_##last, {__VA_ARGS__, -1}}, needs_account \
    }
#define ONE(name, reason, ...) FROM_TO(name, reason, reason, false, __VA_ARGS__)

static const struct part parts[] = {
    FROM_TO("parameters", PARAMETER_MISSING, REQUESTED_TOKEN_TYPE_MISSING, false, TYPE, TOKEN, CONNECTION,
            REQUESTED),
    FROM_TO("parameters not supported", AUDIENCE_NOT_SUPPORTED, ACTOR_TOKEN_NOT_SUPPORTED, false,
            O_PARAMETERS, AUDIENCE, ACTOR),
    ONE("empty hint", LOGIN_HINT_EMPTY, HINT, O_EMPTY_HINT),
    ONE("worker's hint", LOGIN_HINT_NOT_SUPPORTED, O_WORKER_HINT, HINT, O_EMPTY_HINT),
    ONE("client authentication", CLIENT_NOT_AUTHENTICATED, CLIENT, AUTHENTICATED, METHOD, CLIENT_METHOD,
        CLIENT_METHODS, APP),
    ONE("asymmetric authentication", ASYMMETRIC_AUTHENTICATION_REQUIRED, O_ASYMMETRIC, METHOD),
    ONE("grant", TOKEN_VAULT_GRANT_MISSING, CLIENT, GRANTS),
    ONE("login grants", LOGIN_GRANTS_MISSING, TYPE, CLIENT, O_LOGIN_GRANTS, GRANTS),
    ONE("first party", CLIENT_NOT_FIRST_PARTY, CLIENT, PARTY),
    ONE("confidential", CLIENT_NOT_CONFIDENTIAL, CLIENT, CLIENT_METHOD, CLIENT_METHODS, APP),
    ONE("OIDC conformant", CLIENT_NOT_OIDC_CONFORMANT, CLIENT, OIDC),
    FROM_TO("types", SUBJECT_TOKEN_TYPE_UNSUPPORTED, PROVIDER_REFRESH_TOKEN_REQUESTED, false, TYPE,
            REQUESTED),
    FROM_TO("user's requested type", REQUESTED_TOKEN_TYPE_ALIAS, REQUESTED_TOKEN_TYPE_UNSUPPORTED, false,
            TYPE, REQUESTED, O_ALIAS),
    ONE("worker's requested type", WORKER_TOKEN_TYPE_UNSUPPORTED, REQUESTED),
    ONE("rotation", ROTATION_ENABLED, TYPE, CLIENT, ROTATION),
    ONE("resource server", CLIENT_NOT_RESOURCE_SERVER, CLIENT, APP),
    ONE("worker's settings", PRIVILEGED_ACCESS_NOT_CONFIGURED, CLIENT, APP, BLOCK, CREDENTIALS),
    ONE("empty allowlist", IP_ALLOWLIST_EMPTY, CLIENT, BLOCK, ALLOWLIST, O_ALLOWLIST),
    ONE("empty grants", GRANTS_EMPTY, CLIENT, BLOCK, WORKER_GRANTS),
    ONE("source address", SOURCE_IP_NOT_ALLOWED, CLIENT, BLOCK, O_ALLOWLIST, ALLOWLIST, SOURCE, O_MAPPED),
    ONE("subject token", SUBJECT_TOKEN_INVALID, TYPE, TOKEN, KIND, VALID, EXPIRES),
    ONE("user", SUBJECT_USER_NOT_FOUND, TYPE, TOKEN, SUB, KIND, MACHINE, USER, O_BLOCKED),
    ONE("proof", EXCHANGE_PROOF_INVALID, TYPE, TOKEN, KIND, BOUND, PROOF),
    ONE("is a refresh token", NOT_A_REFRESH_TOKEN, TYPE, TOKEN, KIND),
    ONE("refresh token's client", REFRESH_TOKEN_OTHER_CLIENT, TYPE, TOKEN, AZP),
    ONE("refresh token's user", REFRESH_TOKEN_WITHOUT_USER, TYPE, TOKEN, SUB, KIND, MACHINE),
    ONE("refresh token's rotation", SUBJECT_TOKEN_ROTATING, TYPE, TOKEN, KIND, ROTATING),
    ONE("is an access token", NOT_AN_ACCESS_TOKEN, TOKEN, KIND),
    ONE("access token's user", ACCESS_TOKEN_WITHOUT_USER, TOKEN, SUB, KIND, MACHINE),
    ONE("typ", JWT_TYP_INVALID, TOKEN, KIND, TYP),
    ONE("alg", JWT_ALG_INVALID, TOKEN, CLIENT, BLOCK, CREDENTIALS, KID, CREDENTIAL_ALG, ALG),
    ONE("key", JWT_KEY_UNKNOWN, TOKEN, CLIENT, BLOCK, CREDENTIALS, KID),
    ONE("credential's end", CREDENTIAL_EXPIRED, TOKEN, CLIENT, BLOCK, CREDENTIALS, KID, CREDENTIAL_END),
    ONE("signature", JWT_SIGNATURE_INVALID, TOKEN, VALID),
    ONE("iss", JWT_ISS_INVALID, TOKEN, ISS),
    ONE("aud", JWT_AUD_INVALID, TOKEN, O_AUDIENCE, AUD),
    ONE("sub", JWT_SUB_MISSING, TOKEN, SUB),
    FROM_TO("iat", JWT_IAT_MISSING, JWT_TOO_OLD, false, TOKEN, IAT),
    ONE("exp", JWT_EXPIRED, TOKEN, EXP),
    ONE("future", JWT_NOT_YET_VALID, TOKEN, O_SKEW, IAT, NBF),
    ONE("audit_context", AUDIT_CONTEXT_INVALID, TOKEN, O_AUDIT, O_AUDIT_UNIT, AUDIT),
    FROM_TO("jti", JTI_MISSING, JTI_REUSED, false, TOKEN, O_JTI, JTI),
    ONE("linked API", AUDIENCE_NOT_LINKED, TOKEN, CLIENT, IDENTIFIER, AUD),
    ONE("worker's connection", CONNECTION_NOT_GRANTED, CLIENT, BLOCK, CONNECTION, WORKER_GRANTS),
    ONE("worker's scope", WORKER_SCOPE_MISSING, O_ABSENT_SCOPE, SCOPE),
    ONE("worker's grant", WORKER_SCOPE_NOT_GRANTED, CLIENT, BLOCK, CONNECTION, WORKER_GRANTS, SCOPE),
    ONE("organization", ORGANIZATION_NOT_MEMBER, TOKEN, O_MEMBERSHIP, ORGANIZATION, MEMBER, SUB, USER),
    FROM_TO("MFA", MFA_POLICY_ALWAYS, RISK_CHALLENGE, false, MFA, RISK, O_ADAPTIVE),
    ONE("Action", ACTION_REQUIRES_MFA, ACTION),
    ONE("strategy", STRATEGY_UNSUPPORTED, CONNECTION, O_STRATEGY, STRATEGY),
    ONE("upstream DPoP", UPSTREAM_DPOP, CONNECTION, DPOP),
    ONE("purpose", CONNECTION_NOT_VAULT_ENABLED, CONNECTION, PURPOSE, O_PURPOSE),
    ONE("enabled for user's client", EXCHANGE_CONNECTION_NOT_ENABLED, TYPE, CONNECTION, CLIENT, ENABLED,
        O_ACCESS_ENABLED),
    ONE("enabled for worker", WORKER_CONNECTION_NOT_ENABLED, CONNECTION, CLIENT, ENABLED),
    FROM_TO("account", ACCOUNT_NOT_FOUND, ACCOUNT_AMBIGUOUS, false, TOKEN, CONNECTION, SUB, USER, ACCOUNTS,
            O_BINDING, ORGANIZATION, HINT, O_EMAIL, O_AMBIGUOUS),
    FROM_TO("stored refresh token", PROVIDER_REFRESH_TOKEN_MISSING, PROVIDER_REFRESH_TOKEN_MISSING, true,
            STORED_TOKEN, STORED_REFRESH, OFFLINE),
    FROM_TO("account's end", PROVIDER_REFRESH_TOKEN_EXPIRED, PROVIDER_REFRESH_TOKEN_EXPIRED, true,
            STORED_TOKEN, REFRESH_END),
    FROM_TO("account's use", ACCOUNT_UNUSED, ACCOUNT_UNUSED, true, STORED_TOKEN, O_UNUSED, LAST_USED, O_NEVER,
            CREATED),
    FROM_TO("refresh", PROVIDER_REFRESH_FAILED, PROVIDER_REFRESH_FAILED, true, STORED_TOKEN, REFRESH),
    FROM_TO("user's scopes", REQUESTED_SCOPE_NOT_HELD, REQUESTED_SCOPE_NOT_HELD, true, TYPE, O_STRICT, SCOPE,
            HELD),
    FROM_TO("worker's scopes", SCOPE_NOT_HELD, DOWNSCOPING_UNSUPPORTED, true, CLIENT, BLOCK, CONNECTION,
            WORKER_GRANTS, SCOPE, HELD, DOWNSCOPING, O_OFFLINE),
};

#define PARTS (sizeof parts / sizeof *parts)

/* The family of a point. */
static inline uint8_t family_at(const unsigned char *a)
{
    switch (a[TYPE]) {
    case TYPE_ACCESS: return ORGPOL_FAMILY_ACCESS_TOKEN_EXCHANGE;
    case TYPE_WORKER: return ORGPOL_FAMILY_WORKER_EXCHANGE;
    default: return ORGPOL_FAMILY_REFRESH_TOKEN_EXCHANGE;
    }
}

/* The places of a part's conditions in a family; none where the family does not have them. */
static inline uint64_t part_mask(uint8_t family, const struct part *part)
{
    for (unsigned place = 0; place < orgpol_family_size(family); place++)
        if (orgpol_family_reason(family, place) == part->group.first)
            return conditions(family, &part->group);
    return 0;
}

/* Can the part's conditions depend on the attribute? */
static inline bool reads(const struct part *part, int attribute)
{
    return attribute == TYPE || is_among(part->group.order, attribute) ||
           (part->needs_account && is_among(choice, attribute));
}

/* A point at which nothing is in the way; the attributes that are not named have their first value. */
static inline void open_point(unsigned char *a, unsigned char type)
{
    static const unsigned char open[ATTRIBUTES] = {
        [CONNECTION] = 3, [TOKEN] = 1,         [CLIENT] = 1,    [METHOD] = 4,  [AUTHENTICATED] = 1,
        [GRANTS] = 2,     [CLIENT_METHOD] = 2, [APP] = 3,       [OIDC] = 1,    [IDENTIFIER] = 1,
        [BLOCK] = 1,      [CREDENTIALS] = 1,   [ALLOWLIST] = 1, [SOURCE] = 1,  [WORKER_GRANTS] = 2,
        [VALID] = 1,      [EXPIRES] = 1,       [SUB] = 2,       [USER] = 1,    [AZP] = 1,
        [TYP] = 1,        [ALG] = 1,           [KID] = 2,       [ISS] = 1,     [IAT] = 3,
        [AUDIT] = 2,      [JTI] = 1,           [MEMBER] = 1,    [PURPOSE] = 1, [ENABLED] = 1,
        [OWN_KEYS] = 1,   [DOWNSCOPING] = 1,   [ACCOUNTS] = 3,  [HELD] = 2,    [STORED_TOKEN] = 1,
        [OFFLINE] = 1,    [LAST_USED] = 1,     [CREATED] = 1,
    };

    memcpy(a, open, sizeof open);
    a[TYPE] = type;
    a[REQUESTED] = type == TYPE_WORKER ? 3 : 2;
    a[KIND] = (unsigned char)(type > TYPE_WORKER ? 1 : type + 1);
    a[AUD] = type == TYPE_WORKER ? 7 : 3;
    if (type == TYPE_ACCESS)
        a[APP] = 4;
}

#endif
