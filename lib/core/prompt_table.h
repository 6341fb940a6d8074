/* SPDX-License-Identifier: MIT */
/*
 * The conditions of the organization prompt, in evaluation order: the place of a line is the bit in `unmet`.
 * prompt.c has the facts of the last column. AS(from, REASON) is the login family's condition of that reason
 * (LOGIN-27: login_table.h says when it is unmet), for the organization and connection that `from` names.
 * Private.
 */
#ifndef ORGPOL_CORE_PROMPT_TABLE_H
#define ORGPOL_CORE_PROMPT_TABLE_H

/* clang-format off */
/*      rule         reason                                unmet when */

/* the request */
#define PROMPT_REQUEST(X, x)                                                                                       \
    X(x, "LOGIN-01",   UNKNOWN_CLIENT,                      !client)                                                \
    X(x, "CONSENT-12", PROMPT_NONE_COMBINED,                combined)                                               \
    X(x, "PROMPT-30",  INVITATION_NOT_FOR_STRICT,           invited & strict)                                       \
    X(x, "PROMPT-02",  ORGANIZATION_MUST_BE_ID,             sent & !by_id & !names_on)                              \
    X(x, "LOGIN-28",   UNKNOWN_ORGANIZATION,                ((sent & by_id) | chosen) & !found)                     \
    X(x, "PROMPT-03",  UNKNOWN_ORGANIZATION_NAME,           sent & !by_id & names_on & !found)                      \
    X(x, "PROMPT-07",  ORGANIZATION_NOT_ALLOWED,            (sent | selected) & !usage_with)                        \
    X(x, "PROMPT-12",  ORGANIZATION_REQUIRED,               ((!sent & no_prompt) | personal) & !usage_without)

/* the invitation */
#define PROMPT_INVITATION(X, x)                                                                                    \
    X(x, "PROMPT-31",  INVITATION_WITHOUT_ORGANIZATION,     invited & !sent)                                        \
    X(x, "PROMPT-32",  INVITATION_NOT_FOUND,                invited & found & (!ticket | used))                     \
    X(x, "PROMPT-36",  INVITATION_EXPIRED,                  ticket & expired)

/* discovery and the picker */
#define PROMPT_DISCOVERY(X, x)                                                                                     \
    X(x, "PROMPT-16",  IDENTIFIER_KIND_NOT_ENABLED,         discovering & !kind_enabled)                            \
    X(x, "PROMPT-18",  NO_ORGANIZATION_FOR_EMAIL,           discovering & kind_enabled & email & !match)            \
    X(x, "PROMPT-19",  NO_ORGANIZATION_OF_NAME,             discovering & kind_enabled & !email & !match)           \
    X(x, "PROMPT-21",  NO_ORGANIZATION_MEMBERSHIP,          picking & !usage_allow & !membership)

/* the organization selected, and the connection to log in over */
#define PROMPT_GATE(X, x)                                                                                          \
    X(x, "LOGIN-03",   ORG_NOT_FOR_PERMISSIVE,              AS(gate, ORG_NOT_FOR_PERMISSIVE))                       \
    X(x, "ENT-04",     MEMBER_ACCESS_OFF,                   AS(gate, MEMBER_ACCESS_OFF))                            \
    X(x, "ENT-05",     CLIENT_NOT_LISTED,                   AS(gate, CLIENT_NOT_LISTED))                            \
    X(x, "ENT-07",     THIRD_PARTY_MEMBER_ACCESS_OFF,       AS(gate, THIRD_PARTY_MEMBER_ACCESS_OFF))                \
    X(x, "LOGIN-07",   ORG_BLOCKS_THIRD_PARTY,              AS(gate, ORG_BLOCKS_THIRD_PARTY))                       \
    X(x, "LOGIN-16",   CONNECTION_DISABLED,                 AS(connection, CONNECTION_DISABLED))                    \
    X(x, "LOGIN-04",   NO_DOMAIN_LEVEL_CONNECTION,          AS(connection, NO_DOMAIN_LEVEL_CONNECTION))             \
    X(x, "LOGIN-05",   CONNECTION_NOT_ENABLED_FOR_CLIENT,   AS(connection, CONNECTION_NOT_ENABLED_FOR_CLIENT))      \
    X(x, "LOGIN-15",   CONNECTION_NOT_FOR_PERMISSIVE,       AS(connection, CONNECTION_NOT_FOR_PERMISSIVE))          \
    X(x, "LOGIN-08",   CONNECTION_NOT_DOMAIN_LEVEL,         AS(connection, CONNECTION_NOT_DOMAIN_LEVEL))            \
    X(x, "LOGIN-09",   ORG_HAS_NO_CONNECTIONS,              AS(connection, ORG_HAS_NO_CONNECTIONS))                 \
    X(x, "LOGIN-09",   CONNECTION_NOT_ENABLED_FOR_ORG,      AS(connection, CONNECTION_NOT_ENABLED_FOR_ORG))         \
    X(x, "LOGIN-12",   APP_CONNECTION_REQUIRED,             AS(connection, APP_CONNECTION_REQUIRED))                \
    X(x, "LOGIN-17",   NO_VISIBLE_CONNECTION,               hidden)

/* the session */
#define PROMPT_SESSION(X, x)                                                                                       \
    X(x, "LOGIN-33",   DELEGATED_SESSION_NEEDS_INTERACTION, delegated & (page | credentials | waiting | !same))     \
    X(x, "CONSENT-17", LOGIN_REQUIRED,                      silent & !session)                                      \
    X(x, "PROMPT-45",  ORGANIZATION_PAGE_NEEDED,            silent & page)                                          \
    X(x, "LOGIN-30",   SESSION_NOT_USABLE,                  silent & session & !known)

/* the user, once known */
#define PROMPT_USER(X, x)                                                                                          \
    X(x, "PROMPT-35",  INVITATION_OTHER_CONNECTION,         other_connection)                                       \
    X(x, "PROMPT-34",  INVITATION_EMAIL_MISMATCH,           other_email)                                            \
    X(x, "LOGIN-18",   USER_NOT_MEMBER,                     AS(user, USER_NOT_MEMBER))                              \
    X(x, "LOGIN-22",   MEMBER_LIMIT_REACHED,                AS(user, MEMBER_LIMIT_REACHED) | full)
/* clang-format on */

#define PROMPT_TABLE(X, x) \
    PROMPT_REQUEST(X, x)   \
    PROMPT_INVITATION(X, x) PROMPT_DISCOVERY(X, x) PROMPT_GATE(X, x) PROMPT_SESSION(X, x) PROMPT_USER(X, x)

#endif
