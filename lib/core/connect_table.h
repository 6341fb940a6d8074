/* SPDX-License-Identifier: MIT */
/*
 * The conditions of starting the Connected Accounts flow, in evaluation order: the place of a line is the bit
 * in `unmet`. connect.c has the facts, members of `is` and of the caller's `by`. Private.
 */
#ifndef ORGPOL_CORE_CONNECT_TABLE_H
#define ORGPOL_CORE_CONNECT_TABLE_H

/* clang-format off */
/*      rule          reason                         unmet when */
#define CONNECT_TABLE(X, x)                                                                   \
    X(x, "MYA-01",     API_NOT_ACTIVE,                by.inactive_api)                         \
    X(x, "CONNECT-01", TOKEN_INVALID,                 by.invalid)                              \
    X(x, "MYA-12",     WRONG_DOMAIN,                  by.other_domain)                         \
    X(x, "MYA-04",     MACHINE_TOKEN,                 by.machine)                              \
    X(x, "CONNECT-02", TOKEN_OTHER_USER,              by.other_user)                           \
    X(x, "MYA-07",     CLIENT_THIRD_PARTY,            by.third_party)                          \
    X(x, "CONNECT-04", CONNECT_PROOF_INVALID,         by.unproven)                             \
    X(x, "CONNECT-03", CREATE_SCOPE_MISSING,          by.without_scope)                        \
    X(x, "CONNECT-06", CONTENT_TYPE_NOT_JSON,         is.not_json)                             \
    X(x, "CONNECT-07", BODY_INVALID,                  is.body_wrong)                           \
    X(x, "CONNECT-08", CODE_CHALLENGE_INVALID,        is.challenge_wrong)                      \
    X(x, "CONNECT-09", SCOPES_INVALID,                is.scopes_wrong)                         \
    X(x, "CONNECT-22", AUTHORIZATION_PARAMS_INVALID,  is.params_wrong)                         \
    X(x, "CONNECT-11", CONNECTION_UNKNOWN,            is.unknown)                              \
    X(x, "PURP-09",    STRATEGY_UNSUPPORTED,          is.unsupported)                          \
    X(x, "PURP-10",    UPSTREAM_DPOP,                 is.bound_upstream)                       \
    X(x, "CONNECT-12", CONNECTED_ACCOUNTS_OFF,        is.purpose_off)                          \
    X(x, "CONNECT-13", CONNECTION_NOT_ENABLED,        is.not_enabled)                          \
    X(x, "CONNECT-15", REDIRECT_URI_NOT_REGISTERED,   is.not_registered)                       \
    X(x, "ORG-02",     ORGANIZATION_USAGE_VIOLATED,   is.denied_organization | is.no_organization) \
    X(x, "ORG-01",     ORGANIZATION_MISMATCH,         is.other_organization)                   \
    X(x, "ORG-17",     CONNECTION_NOT_IN_ORGANIZATION, is.not_in_organization)                 \
    X(x, "CONNECT-16", OFFLINE_ACCESS_OFF,            is.offline_off)                          \
    X(x, "CONNECT-17", GOOGLE_SCOPES_MISSING,         is.google_incomplete)
/* clang-format on */

#endif
