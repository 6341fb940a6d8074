/* SPDX-License-Identifier: MIT */
/*
 * The conditions of managing connected accounts, in evaluation order: the place of a line is the bit in
 * `unmet`. manage.c has the facts, members of `is` and of the caller's `by`. Private.
 */
#ifndef ORGPOL_CORE_MANAGE_TABLE_H
#define ORGPOL_CORE_MANAGE_TABLE_H

/* clang-format off */
/*      rule      reason                     unmet when */
#define MANAGE_TABLE(X, x)                                                     \
    X(x, "MYA-01", API_NOT_ACTIVE,            by.inactive_api)                  \
    X(x, "MGE-01", LIST_TOKEN_INVALID,        is.list & by.invalid)             \
    X(x, "MGE-05", DELETE_TOKEN_INVALID,      is.remove & by.invalid)           \
    X(x, "MGE-09", CONNECTIONS_TOKEN_INVALID, is.offer & by.invalid)            \
    X(x, "MYA-12", WRONG_DOMAIN,              by.other_domain)                  \
    X(x, "MYA-04", MACHINE_TOKEN,             by.machine)                       \
    X(x, "MGE-17", CALLER_NOT_USER,           by.other_user)                    \
    X(x, "MYA-07", CLIENT_THIRD_PARTY,        by.third_party)                   \
    X(x, "MYA-17", PROOF_INVALID,             by.unproven)                      \
    X(x, "MGE-01", LIST_SCOPE_MISSING,        is.list & by.without_scope)       \
    X(x, "MGE-05", DELETE_SCOPE_MISSING,      is.remove & by.without_scope)     \
    X(x, "MGE-09", CONNECTIONS_SCOPE_MISSING, is.offer & by.without_scope)      \
    X(x, "MGE-12", OPERATION_NOT_AVAILABLE,   is.unavailable)                   \
    X(x, "MGE-11", MANAGEMENT_TOKEN_INVALID,  is.token_invalid)                 \
    X(x, "MGE-11", MANAGEMENT_SCOPE_MISSING,  is.scope_missing)                 \
    X(x, "MGE-11", MANAGEMENT_USER_NOT_FOUND, is.no_user)                       \
    X(x, "MGE-03", CONNECTION_FILTER_INVALID, is.filter_wrong)                  \
    X(x, "MGE-04", PAGING_INVALID,            is.paging_wrong)                  \
    X(x, "MGE-05", ACCOUNT_ID_MALFORMED,      is.id_malformed)                  \
    X(x, "MGE-02", OTHER_USER,                is.other_user)                    \
    X(x, "MGE-06", ACCOUNT_NOT_OWN,           is.not_own)                       \
    X(x, "MGE-16", PURPOSE_OFF,               is.purpose_off)
/* clang-format on */

#endif
