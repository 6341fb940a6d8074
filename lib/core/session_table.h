/* SPDX-License-Identifier: MIT */
/*
 * The conditions of session reuse and of the connections to offer, in evaluation order: the place of a line
 * is the bit in `unmet`. session.c has the facts of the last column. Private.
 */
#ifndef ORGPOL_CORE_SESSION_TABLE_H
#define ORGPOL_CORE_SESSION_TABLE_H

/* clang-format off */
/*      rule        reason                                  unmet when */
#define SESSION_TABLE(X, x)                                                                      \
    X(x, "LOGIN-33", DELEGATED_SESSION_NEEDS_INTERACTION,    delegated & interaction)             \
    X(x, "LOGIN-32", SESSION_TRANSFER_ORGANIZATION_MISMATCH, mismatch)                            \
    X(x, "LOGIN-30", SESSION_NOT_USABLE,                     unusable)

#define CONNECTION_OFFER_TABLE(X, x)                                                             \
    X(x, "LOGIN-28", UNKNOWN_ORGANIZATION,                   !found)                              \
    X(x, "LOGIN-09", ORG_HAS_NO_CONNECTIONS,                 found & !any)                        \
    X(x, "LOGIN-17", NO_VISIBLE_CONNECTION,                  found & any & !visible)
/* clang-format on */

#endif
