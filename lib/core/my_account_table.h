/* SPDX-License-Identifier: MIT */
/*
 * The conditions of obtaining a My Account token, in evaluation order: the place of a line is the bit in
 * `unmet`. my_account.c has the facts of the last column. Private.
 */
#ifndef ORGPOL_CORE_MY_ACCOUNT_TABLE_H
#define ORGPOL_CORE_MY_ACCOUNT_TABLE_H

/* clang-format off */
/*      rule      reason                  unmet when */
#define MY_ACCOUNT_TABLE(X, x)                                                    \
    X(x, "MYA-01", API_NOT_ACTIVE,         !active)                                \
    X(x, "MYA-12", WRONG_DOMAIN,           !one_domain)                            \
    X(x, "MYA-04", MACHINE_TOKEN,          machine)                                \
    X(x, "MYA-11", GRANT_TYPE_UNSUPPORTED, !machine & !user_grant_type)            \
    X(x, "MYA-07", CLIENT_THIRD_PARTY,     !first_party)                           \
    X(x, "MYA-02", CLIENT_GRANT_MISSING,   active & known & !granted)              \
    X(x, "MYA-08", AUDIENCE_NOT_IN_POLICY, known & multi_resource & !in_policy)    \
    X(x, "MYA-09", CONSENT_NOT_SKIPPABLE,  active & multi_resource & !skips)       \
    X(x, "MYA-13", MFA_NEEDED,             !machine & challenge)                   \
    X(x, "MYA-14", AUTHENTICATION_TOO_OLD, !machine & denied)                      \
    X(x, "MYA-06", NO_USABLE_SCOPE,        scopes_known & !usable)
/* clang-format on */

#endif
