/* SPDX-License-Identifier: MIT */
/*
 * The conditions of a client grant, in evaluation order: the place of a line is the bit in `unmet`.
 * client_grant.c has the facts of the last column. Private.
 */
#ifndef ORGPOL_CORE_CLIENT_GRANT_TABLE_H
#define ORGPOL_CORE_CLIENT_GRANT_TABLE_H

/* clang-format off */
/*         rule      reason                              unmet when */
#define CLIENT_GRANT_TABLE(X, x)                                                                      \
    X(x, "M2M-01",   M2M_CLIENT_NOT_AUTHENTICATED,       !known | !authenticated)                     \
    X(x, "M2M-02",   CLIENT_CREDENTIALS_NOT_ENABLED,     !enabled)                                    \
    X(x, "M2M-03",   CLIENT_IS_PUBLIC,                   public)                                      \
    X(x, "M2M-04",   CLIENT_IS_DYNAMIC,                  dynamic)                                     \
    X(x, "M2M-05",   M2M_AUDIENCE_MISSING,               !audience)                                   \
    X(x, "M2M-06",   M2M_AUDIENCE_UNKNOWN,               audience & !api)                             \
    X(x, "M2M-07",   M2M_SYSTEM_API,                     api & system & third_party)                  \
    X(x, "M2M-08",   API_DENIES_CLIENTS,                 api & !policy)                               \
    X(x, "M2M-09",   NO_CLIENT_GRANT_STRICT,             api & !granted & strict)                     \
    X(x, "M2M-09",   NO_CLIENT_GRANT,                    api & !granted & not_strict)                 \
    X(x, "M2M-15",   M2M_ORGANIZATION_MUST_BE_ID,        sent & !readable)                            \
    X(x, "M2M-14",   M2M_ORGANIZATION_UNKNOWN,           sent & readable & !row)                      \
    X(x, "M2M-24",   DEFAULT_ORGANIZATION_UNKNOWN,       by_default & !row)                           \
    X(x, "M2M-20",   DEFAULT_GRANT_WITHOUT_ORGANIZATION, fallback & sent)                             \
    X(x, "M2M-18",   GRANT_DENIES_ORGANIZATION,          own & sent & !usage_with)                    \
    X(x, "M2M-18",   GRANT_REQUIRES_ORGANIZATION,        own & !sent & !by_default & !usage_without)  \
    X(x, "M2M-19",   GRANT_NOT_ASSOCIATED,               own & found & usage_with & !associated & !any) \
    X(x, "M2M-28",   SCOPE_NOT_IN_CLIENT_GRANT,          granted & exceeds)                           \
    X(x, "M2M-32",   CLIENT_QUOTA_EXCEEDED,              client_quota == QUOTA_REFUSES)               \
    X(x, "M2M-32",   ORGANIZATION_QUOTA_EXCEEDED,        found & (organization_quota == QUOTA_REFUSES)) \
    X(x, "M2M-33",   HOOK_NOT_FOR_STRICT,                strict & hook)                               \
    X(x, "M2M-34",   EXCHANGE_DENIED_BY_ACTION,          denied)
/* clang-format on */

#endif
