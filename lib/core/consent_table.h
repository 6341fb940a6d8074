/* SPDX-License-Identifier: MIT */
/*
 * The conditions of consent, in evaluation order: the place of a line is the bit in `unmet`. consent.c has
 * the facts of the last column. Private.
 */
#ifndef ORGPOL_CORE_CONSENT_TABLE_H
#define ORGPOL_CORE_CONSENT_TABLE_H

/* clang-format off */
/*      rule          reason                                unmet when */
#define CONSENT_TABLE(X, x)                                                                              \
    X(x, "CONSENT-12", PROMPT_NONE_COMBINED,                 combined)                                    \
    X(x, "CONSENT-16", CONSENT_REFUSED,                      refused)                                     \
    X(x, "LOGIN-33",   DELEGATED_SESSION_NEEDS_INTERACTION,  delegated & (consent | confirmation | interaction)) \
    X(x, "CONSENT-17", LOGIN_REQUIRED,                       silent & !session)                           \
    X(x, "CONSENT-11", CONSENT_REQUIRED,                     silent & consent)                            \
    X(x, "CONSENT-17", INTERACTION_REQUIRED,                 silent & interaction)                        \
    X(x, "CONSENT-22", CONFIRMATION_REQUIRED,                silent & confirmation)
/* clang-format on */

#endif
