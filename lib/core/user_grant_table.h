/* SPDX-License-Identifier: MIT */
/*
 * The conditions of a user grant, in evaluation order: the place of a line is the bit in `unmet`.
 * user_grant.c has the facts of the last column. Private.
 */
#ifndef ORGPOL_CORE_USER_GRANT_TABLE_H
#define ORGPOL_CORE_USER_GRANT_TABLE_H

/* clang-format off */
/*         rule       reason                             unmet when */
#define USER_GRANT_TABLE(X, x)                                                                     \
    X(x, "LOGIN-01",  UNKNOWN_CLIENT,                    !known)                                   \
    X(x, "LOGIN-28",  UNKNOWN_ORGANIZATION,              organization & !found)                    \
    X(x, "UAPI-02",   SERVICE_NOT_FOUND,                 audience & !api)                          \
    X(x, "UAPI-08",   SYSTEM_API_NOT_FOR_THIRD_PARTY,    api & system & third_party)               \
    X(x, "UAPI-03",   API_DENIES_USERS,                  api & !allow_all & !require)              \
    X(x, "UAPI-05",   NO_USER_GRANT_STRICT,              api & !granted & strict)                  \
    X(x, "UAPI-06",   NO_USER_GRANT,                     api & !granted & not_strict & require)    \
    X(x, "UAPI-17",   AUTHORIZATION_DETAILS_NOT_GRANTED, other_types)                              \
    X(x, "UAPI-14",   SCOPE_EXCEEDS_ORIGINAL,            exceeds)
/* clang-format on */

#endif
