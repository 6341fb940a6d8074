/* SPDX-License-Identifier: MIT */
/*
 * The conditions of ending the Connected Accounts flow, in evaluation order: the place of a line is the bit
 * in `unmet`. complete.c has the facts, members of `is` and of the caller's `by`. Private.
 */
#ifndef ORGPOL_CORE_COMPLETE_TABLE_H
#define ORGPOL_CORE_COMPLETE_TABLE_H

/* clang-format off */
/*      rule           reason                            unmet when */
#define COMPLETE_TABLE(X, x)                                                                      \
    X(x, "MYA-01",      API_NOT_ACTIVE,                   by.inactive_api)                         \
    X(x, "COMPLETE-01", COMPLETION_TOKEN_INVALID,         by.invalid)                              \
    X(x, "MYA-12",      WRONG_DOMAIN,                     by.other_domain)                         \
    X(x, "MYA-04",      MACHINE_TOKEN,                    by.machine)                              \
    X(x, "CONNECT-02",  TOKEN_OTHER_USER,                 by.other_user)                           \
    X(x, "MYA-07",      CLIENT_THIRD_PARTY,               by.third_party)                          \
    X(x, "COMPLETE-02", COMPLETION_SCOPE_MISSING,         by.without_scope)                        \
    X(x, "COMPLETE-03", COMPLETION_CONTENT_TYPE_NOT_JSON, is.not_json)                             \
    X(x, "COMPLETE-04", COMPLETION_BODY_INVALID,          is.body_wrong)                           \
    X(x, "COMPLETE-05", AUTH_SESSION_INVALID,             is.session_unknown | is.other_session | is.other_owner) \
    X(x, "COMPLETE-06", OTHER_DEVICE,                     is.other_device)                         \
    X(x, "COMPLETE-07", COMPLETION_PROOF_INVALID,         by.unproven | is.unproven)               \
    X(x, "COMPLETE-08", CONNECT_CODE_INVALID,             is.other_code | is.code_used)            \
    X(x, "COMPLETE-09", CODE_VERIFIER_INVALID,            is.verifier_wrong)                       \
    X(x, "COMPLETE-10", CODE_VERIFIER_UNEXPECTED,         is.verifier_unexpected)                  \
    X(x, "COMPLETE-11", REDIRECT_URI_CHANGED,             is.other_redirect_uri)                   \
    X(x, "COMPLETE-12", SESSION_EXPIRED,                  is.expired) /* CONNECT-23 */             \
    X(x, "COMPLETE-13", OTHER_CLIENT,                     is.other_client)                         \
    X(x, "COMPLETE-14", COMPLETION_ORGANIZATION_MISMATCH, is.other_organization)                   \
    X(x, "COMPLETE-15", CONNECTION_NOT_AVAILABLE,         is.unavailable)
/* clang-format on */

#endif
