/* SPDX-License-Identifier: MIT */
/*
 * The conditions of the three token exchanges, in evaluation order, step by step (rulebook 2.16): the place
 * of a line in its family's table is the bit in `unmet`. exchange.c and the files beside it have the facts,
 * members of `is`. Private.
 */
#ifndef ORGPOL_CORE_EXCHANGE_TABLE_H
#define ORGPOL_CORE_EXCHANGE_TABLE_H

#include "select_table.h"

/* clang-format off */
/*      rule         reason                             unmet when */

/* X1: the request */
#define EXCHANGE_REQUEST(X, x)                                                                  \
    X(x, "VAULT-04",  PARAMETER_MISSING,                 is.parameter_missing)                   \
    X(x, "VAULT-05",  REQUESTED_TOKEN_TYPE_MISSING,      is.requested_type_missing)              \
    X(x, "VAULT-11",  AUDIENCE_NOT_SUPPORTED,            is.audience_sent)                       \
    X(x, "VAULT-12",  ACTOR_TOKEN_NOT_SUPPORTED,         is.actor_sent)                          \
    X(x, "SEL-13",    LOGIN_HINT_EMPTY,                  is.hint_empty)
#define WORKER_REQUEST(X, x)                                                                    \
    X(x, "PWX-36",    LOGIN_HINT_NOT_SUPPORTED,          is.hint_sent)

/* X2: client authentication */
#define EXCHANGE_AUTHENTICATION(X, x)                                                           \
    X(x, "VAULT-01",  CLIENT_NOT_AUTHENTICATED,          is.client_unknown | is.not_authenticated)
#define WORKER_AUTHENTICATION(X, x)                                                             \
    X(x, "PWX-09",    ASYMMETRIC_AUTHENTICATION_REQUIRED, is.symmetric)

/* X3: the grant. ELIG-06 is ELIG-07, VAULT-03, ATX-05 and PWX-01 too */
#define EXCHANGE_GRANT(X, x)                                                                    \
    X(x, "ELIG-06",   TOKEN_VAULT_GRANT_MISSING,         is.grant_missing)
#define REFRESH_GRANT(X, x)                                                                     \
    X(x, "RTX-01",    LOGIN_GRANTS_MISSING,              is.login_grants_missing)

/* X4: eligibility, VAULT-02 ATX-06 ELIG-09. ELIG-01 is ELIG-08, ELIG-02 is ELIG-03 and VAULT-32 too */
#define EXCHANGE_ELIGIBILITY(X, x)                                                              \
    X(x, "ELIG-01",   CLIENT_NOT_FIRST_PARTY,            is.not_first_party)                     \
    X(x, "ELIG-02",   CLIENT_NOT_CONFIDENTIAL,           is.not_confidential)                    \
    X(x, "ELIG-04",   CLIENT_NOT_OIDC_CONFORMANT,        is.not_oidc_conformant)

/* X5: types */
#define EXCHANGE_TYPES(X, x)                                                                    \
    X(x, "VAULT-06",  SUBJECT_TOKEN_TYPE_UNSUPPORTED,    is.subject_type_unsupported)            \
    X(x, "VAULT-10",  PROVIDER_REFRESH_TOKEN_REQUESTED,  is.provider_refresh_token_requested)
#define USER_TYPES(X, x)                                                                        \
    X(x, "VAULT-09",  REQUESTED_TOKEN_TYPE_ALIAS,        is.alias_requested)                     \
    X(x, "VAULT-07",  REQUESTED_TOKEN_TYPE_UNSUPPORTED,  is.requested_type_unsupported)
#define WORKER_TYPES(X, x)                                                                      \
    X(x, "VAULT-08",  WORKER_TOKEN_TYPE_UNSUPPORTED,     is.requested_type_unsupported)

/* X6: the client as this variant needs it, before the subject token is read. ATX-01 is ATX-13, PWX-05 is PWX-06 to
 * PWX-08 too */
#define REFRESH_GATE(X, x)                                                                      \
    X(x, "RTX-04",    ROTATION_ENABLED,                  is.rotation_enabled)
#define ACCESS_GATE(X, x)                                                                       \
    X(x, "ATX-01",    CLIENT_NOT_RESOURCE_SERVER,        is.not_resource_server)
#define WORKER_GATE(X, x)                                                                       \
    X(x, "PWX-02",    PRIVILEGED_ACCESS_NOT_CONFIGURED,  is.not_configured)                      \
    X(x, "PWX-03",    IP_ALLOWLIST_EMPTY,                is.allowlist_empty)                     \
    X(x, "PWX-04",    GRANTS_EMPTY,                      is.grants_empty)                        \
    X(x, "PWX-05",    SOURCE_IP_NOT_ALLOWED,             is.address_not_allowed)

/* X7: the subject token. RTX-03 is ATX-14 too */
#define USER_TOKEN(X, x)                                                                        \
    X(x, "VAULT-13",  SUBJECT_TOKEN_INVALID,             is.token_invalid)                       \
    X(x, "VAULT-14",  SUBJECT_USER_NOT_FOUND,            is.no_user)                             \
    X(x, "VAULT-27",  EXCHANGE_PROOF_INVALID,            is.unproven)
#define REFRESH_TOKEN(X, x)                                                                     \
    X(x, "RTX-02",    NOT_A_REFRESH_TOKEN,               is.other_kind)                          \
    X(x, "RTX-03",    REFRESH_TOKEN_OTHER_CLIENT,        is.of_other_client)                     \
    X(x, "RTX-10",    REFRESH_TOKEN_WITHOUT_USER,        is.without_user)                        \
    X(x, "RTX-05",    SUBJECT_TOKEN_ROTATING,            is.rotating)
#define ACCESS_TOKEN(X, x)                                                                      \
    X(x, "ATX-08",    NOT_AN_ACCESS_TOKEN,               is.other_kind)                          \
    X(x, "ATX-09",    ACCESS_TOKEN_WITHOUT_USER,         is.without_user)
#define WORKER_JWT(X, x)                                                                        \
    X(x, "PWX-10",    JWT_TYP_INVALID,                   jwt.typ_wrong)                          \
    X(x, "PWX-11",    JWT_ALG_INVALID,                   jwt.alg_wrong)                          \
    X(x, "PWX-12",    JWT_KEY_UNKNOWN,                   jwt.key_unknown)                        \
    X(x, "PWX-14",    CREDENTIAL_EXPIRED,                jwt.credential_expired)                 \
    X(x, "PWX-13",    JWT_SIGNATURE_INVALID,             jwt.signature_wrong)                    \
    X(x, "PWX-15",    JWT_ISS_INVALID,                   jwt.iss_wrong)                          \
    X(x, "PWX-16",    JWT_AUD_INVALID,                   jwt.aud_wrong)                          \
    X(x, "PWX-17",    JWT_SUB_MISSING,                   jwt.sub_missing)                        \
    X(x, "PWX-18",    JWT_IAT_MISSING,                   jwt.iat_missing)                        \
    X(x, "PWX-20",    JWT_TOO_OLD,                       jwt.too_old)                            \
    X(x, "PWX-19",    JWT_EXPIRED,                       jwt.expired)                            \
    X(x, "PWX-21",    JWT_NOT_YET_VALID,                 jwt.not_yet_valid)                      \
    X(x, "PWX-23",    AUDIT_CONTEXT_INVALID,             jwt.audit_context_wrong)                \
    X(x, "PWX-22",    JTI_MISSING,                       jwt.jti_missing)                        \
    X(x, "PWX-22",    JTI_REUSED,                        jwt.jti_reused)                         \
    X(x, "VAULT-14",  SUBJECT_USER_NOT_FOUND,            is.no_user)

/* X8: what the variant is bound to. ATX-02 is ATX-03, ATX-04, ATX-11 and ATX-16, PWX-27 is PWX-28 too */
#define ACCESS_LINK(X, x)                                                                       \
    X(x, "ATX-02",    AUDIENCE_NOT_LINKED,               is.audience_not_linked)
#define WORKER_PIN(X, x)                                                                        \
    X(x, "PWX-26",    CONNECTION_NOT_GRANTED,            is.connection_not_granted)              \
    X(x, "PWX-31",    WORKER_SCOPE_MISSING,              is.scope_missing)                       \
    X(x, "PWX-27",    WORKER_SCOPE_NOT_GRANTED,          is.scope_not_granted)

/* X9 the organization, ORG-14 PWX-37 too; X10 second factors, VAULT-18: of every variant */
#define EXCHANGE_CONTEXT(X, x)                                                                  \
    X(x, "ORG-15",    ORGANIZATION_NOT_MEMBER,           is.not_member)                          \
    X(x, "VAULT-15",  MFA_POLICY_ALWAYS,                 is.mfa_always)                          \
    X(x, "VAULT-16",  RISK_CHALLENGE,                    is.risk_challenge)                      \
    X(x, "VAULT-17",  ACTION_REQUIRES_MFA,               is.action_requires_mfa)

/* X11: the connection. VAULT-19 is VAULT-21 and PWX-41 too */
#define EXCHANGE_CONNECTION(X, x)                                                               \
    X(x, "PURP-09",   STRATEGY_UNSUPPORTED,              is.strategy_unsupported)                \
    X(x, "PURP-10",   UPSTREAM_DPOP,                     is.bound_upstream)                      \
    X(x, "VAULT-19",  CONNECTION_NOT_VAULT_ENABLED,      is.connection_unknown | is.purpose_off)
#define USER_CONNECTION(X, x)                                                                   \
    X(x, "VAULT-20",  EXCHANGE_CONNECTION_NOT_ENABLED,   is.not_enabled)
#define WORKER_CONNECTION(X, x)                                                                 \
    X(x, "PWX-34",    WORKER_CONNECTION_NOT_ENABLED,     is.not_enabled)

/* X12: CHOSEN_ACCOUNT_TABLE, VAULT-22 VAULT-23 PWX-35. X13: the stored tokens, EXPIRY-03 EXPIRY-05 too */
#define EXCHANGE_TOKENS(X, x)                                                                   \
    X(x, "VAULT-26",  PROVIDER_REFRESH_TOKEN_MISSING,    stored.refresh_token_missing)           \
    X(x, "EXPIRY-01", PROVIDER_REFRESH_TOKEN_EXPIRED,    stored.refresh_token_expired)           \
    X(x, "EXPIRY-02", ACCOUNT_UNUSED,                    stored.unused)                          \
    X(x, "VAULT-25",  PROVIDER_REFRESH_FAILED,           stored.refresh_failed)

/* X14: scopes */
#define USER_SCOPES(X, x)                                                                       \
    X(x, "SCOPE-11",  REQUESTED_SCOPE_NOT_HELD,          is.scope_not_held)
#define WORKER_SCOPES(X, x)                                                                     \
    X(x, "PWX-33",    SCOPE_NOT_HELD,                    is.scope_not_held)                      \
    X(x, "PWX-30",    DOWNSCOPING_UNSUPPORTED,           is.not_narrowable)

#define REFRESH_EXCHANGE_TABLE(X, x)                                          \
    EXCHANGE_REQUEST(X, x) EXCHANGE_AUTHENTICATION(X, x)                       \
    EXCHANGE_GRANT(X, x) REFRESH_GRANT(X, x)                                   \
    EXCHANGE_ELIGIBILITY(X, x) EXCHANGE_TYPES(X, x) USER_TYPES(X, x)           \
    REFRESH_GATE(X, x) USER_TOKEN(X, x) REFRESH_TOKEN(X, x)                    \
    EXCHANGE_CONTEXT(X, x) EXCHANGE_CONNECTION(X, x) USER_CONNECTION(X, x)     \
    CHOSEN_ACCOUNT_TABLE(X, x) EXCHANGE_TOKENS(X, x) USER_SCOPES(X, x)

#define ACCESS_EXCHANGE_TABLE(X, x)                                           \
    EXCHANGE_REQUEST(X, x) EXCHANGE_AUTHENTICATION(X, x) EXCHANGE_GRANT(X, x)  \
    EXCHANGE_ELIGIBILITY(X, x) EXCHANGE_TYPES(X, x) USER_TYPES(X, x)           \
    ACCESS_GATE(X, x) USER_TOKEN(X, x) ACCESS_TOKEN(X, x) ACCESS_LINK(X, x)    \
    EXCHANGE_CONTEXT(X, x) EXCHANGE_CONNECTION(X, x) USER_CONNECTION(X, x)     \
    CHOSEN_ACCOUNT_TABLE(X, x) EXCHANGE_TOKENS(X, x) USER_SCOPES(X, x)

#define WORKER_EXCHANGE_TABLE(X, x)                                           \
    EXCHANGE_REQUEST(X, x) WORKER_REQUEST(X, x)                                \
    EXCHANGE_AUTHENTICATION(X, x) WORKER_AUTHENTICATION(X, x)                  \
    EXCHANGE_GRANT(X, x) EXCHANGE_ELIGIBILITY(X, x)                            \
    EXCHANGE_TYPES(X, x) WORKER_TYPES(X, x) WORKER_GATE(X, x)                  \
    WORKER_JWT(X, x) WORKER_PIN(X, x)                                          \
    EXCHANGE_CONTEXT(X, x) EXCHANGE_CONNECTION(X, x) WORKER_CONNECTION(X, x)   \
    CHOSEN_ACCOUNT_TABLE(X, x) EXCHANGE_TOKENS(X, x) WORKER_SCOPES(X, x)

/* What all three have, with the places of the first: all there is without a subject_token_type they know. */
#define SHARED_EXCHANGE_TABLE(X, x)                                           \
    EXCHANGE_REQUEST(X, x) EXCHANGE_AUTHENTICATION(X, x) EXCHANGE_GRANT(X, x)  \
    EXCHANGE_ELIGIBILITY(X, x) EXCHANGE_TYPES(X, x) EXCHANGE_CONTEXT(X, x)     \
    EXCHANGE_CONNECTION(X, x) CHOSEN_ACCOUNT_TABLE(X, x) EXCHANGE_TOKENS(X, x)
/* clang-format on */

#endif
