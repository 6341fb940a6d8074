/* SPDX-License-Identifier: MIT */
/*
 * The conditions of selecting a connected account, in evaluation order: the place of a line is the bit in
 * `unmet`. select.c has the facts: members of `is` for the request, of `chosen` for the accounts. The lines
 * of the accounts are those of every exchange too. Private.
 */
#ifndef ORGPOL_CORE_SELECT_TABLE_H
#define ORGPOL_CORE_SELECT_TABLE_H

/* clang-format off */
/*      rule       reason                      unmet when */
#define CHOSEN_ACCOUNT_TABLE(X, x)                                        \
    X(x, "SEL-04",  ACCOUNT_NOT_FOUND,          chosen.none)               \
    X(x, "ORG-10",  ACCOUNT_OTHER_ORGANIZATION, chosen.other_organization) \
    X(x, "SEL-06",  ACCOUNT_HINT_NOT_FOUND,     chosen.no_hinted)          \
    X(x, "SEL-10",  ACCOUNT_AMBIGUOUS,          chosen.several)

#define SELECT_TABLE(X, x)                                                \
    X(x, "SEL-13",  LOGIN_HINT_EMPTY,           is.hint_empty)             \
    X(x, "VAULT-14", SUBJECT_USER_NOT_FOUND,    is.no_user)                \
    CHOSEN_ACCOUNT_TABLE(X, x)
/* clang-format on */

#endif
