/* SPDX-License-Identifier: MIT */
/*
 * The conditions of a token's organization, in evaluation order: the place of a line is the bit in `unmet`.
 * token.c has the facts of the last column. Private.
 */
#ifndef ORGPOL_CORE_TOKEN_TABLE_H
#define ORGPOL_CORE_TOKEN_TABLE_H

/* clang-format off */
/*      rule        reason                          unmet when */
#define TOKEN_ORGANIZATION_TABLE(X, x)                                                                  \
    X(x, "TOKEN-20", ISSUER_MISMATCH,                !issued_here)                                      \
    X(x, "TOKEN-23", ORGANIZATION_CLAIM_MISSING,     (expects_id & !has_id) | (expects_name & !has_name)) \
    X(x, "TOKEN-21", ORG_ID_MISMATCH,                relying & expects_id & has_id & !id_matches)       \
    X(x, "TOKEN-22", ORG_NAME_MISMATCH,              relying & expects_name & has_name & !name_matches) \
    X(x, "TOKEN-24", ORGANIZATION_UNEXPECTED,        relying & !expects & has_id & !known)              \
    X(x, "TOKEN-25", ORGANIZATION_NOT_KNOWN,         !relying & claims_any & !known & !id_matches & !name_matches) \
    X(x, "TOKEN-26", ORG_NAME_NOT_OF_ORGANIZATION,   (!expects & has_name & !has_id) | contradicted)
/* clang-format on */

#endif
