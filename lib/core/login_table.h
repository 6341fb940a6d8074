/* SPDX-License-Identifier: MIT */
/*
 * The login rules, one line each, in evaluation order: the place of a line is the bit in `unmet`.
 *
 * A condition applies to the transactions, the classes of client and the presence of an organization that its
 * columns name, and is then unmet when its last column is true. login.c has the sets and the facts. After a
 * change, run `make golden` and read the difference. Private.
 */
#ifndef ORGPOL_CORE_LOGIN_TABLE_H
#define ORGPOL_CORE_LOGIN_TABLE_H

/* clang-format off */
/*      rule           reason                               transactions        classes         presence      unmet when */

/* the application and the protocol */
#define LOGIN_CLIENT(X, x)                                                                                                                          \
    X(x, "LOGIN-01",  UNKNOWN_CLIENT,                      ANY,                EVERYONE,       EITHER_WAY,   !known)                                \
    X(x, "LOGIN-02",  CLIENT_IS_FIRST_PARTY,               ANY,                FIRST_PARTY,    EITHER_WAY,   third_party_only)                      \
    X(x, "ENT-13",    CLIENT_CANNOT_LOG_USERS_IN,          OIDC,               EVERYONE,       EITHER_WAY,   !logs_users_in)                        \
    X(x, "AUTHZ-27",  TENANT_RULES_ACTIVE,                 ANY,                STRICT,         EITHER_WAY,   enabled_rule)                          \
    X(x, "AUTHZ-27",  PROTOCOL_NOT_FOR_STRICT,             SAMLP | LEGACY,     STRICT,         EITHER_WAY,   true)                                  \
    X(x, "AUTHZ-17",  PASSWORD_NOT_FOR_STRICT,             PASSWORD,           STRICT,         EITHER_WAY,   true)                                  \
    X(x, "AUTHZ-18",  PASSWORD_NOT_FOR_PERMISSIVE,         PASSWORD,           PERMISSIVE,     EITHER_WAY,   true)                                  \
    X(x, "LOGIN-35",  TOKEN_EXCHANGE_NOT_FOR_THIRD_PARTY,  TOKEN_EXCHANGE,     THIRD_PARTY,    EITHER_WAY,   true)                                  \
    X(x, "LOGIN-36",  PASSKEY_NOT_FOR_THIRD_PARTY,         PASSKEY,            THIRD_PARTY,    EITHER_WAY,   true)                                  \
    X(x, "LOGIN-36",  PASSKEY_NEEDS_ORGANIZATION,          PASSKEY,            EVERYONE,       WITHOUT,      usage_require)                         \
    X(x, "LOGIN-29",  PROTOCOL_NOT_FOR_ORGANIZATION,       PASSWORD | LEGACY,  EVERYONE,       WITH,         true)

/* Cross App Access */
#define LOGIN_EXCHANGE(X, x)                                                                                                                        \
    X(x, "XAA-01",    CROSS_APP_ACCESS_OFF,                EXCHANGE,           EVERYONE,       EITHER_WAY,   !exchange_active)                      \
    X(x, "XAA-10",    ASSERTION_INVALID,                   EXCHANGE,           EVERYONE,       EITHER_WAY,   !assertion_valid)                      \
    X(x, "XAA-06",    XAA_USER_NOT_FOUND,                  EXCHANGE,           EVERYONE,       EITHER_WAY,   !user_found)                           \
    X(x, "XAA-04",    CONNECTION_IN_SEVERAL_ORGANIZATIONS, EXCHANGE,           EVERYONE,       EITHER_WAY,   several_organizations)

/* the organization */
#define LOGIN_ORGANIZATION(X, x)                                                                                                                    \
    X(x, "LOGIN-28",  UNKNOWN_ORGANIZATION,                ANY,                EVERYONE,       WITH_UNKNOWN, true)                                  \
    X(x, "PROMPT-07", ORGANIZATION_NOT_ALLOWED,            ANY,                EVERYONE,       WITH,         !usage_with)                           \
    X(x, "PROMPT-12", ORGANIZATION_REQUIRED,               LOGIN,              EVERYONE,       WITHOUT,      !usage_without & !post_login_prompt)   \
    X(x, "LOGIN-03",  ORG_NOT_FOR_PERMISSIVE,              ANY,                PERMISSIVE,     WITH,         true)                                  \
    X(x, "ENT-04",    MEMBER_ACCESS_OFF,                   LOGIN,              FIRST_PARTY,    WITH_FOUND,   access_off)                            \
    X(x, "ENT-05",    CLIENT_NOT_LISTED,                   LOGIN,              FIRST_PARTY,    WITH_FOUND,   not_listed)                            \
    X(x, "ENT-07",    THIRD_PARTY_MEMBER_ACCESS_OFF,       LOGIN,              STRICT,         WITH_FOUND,   access_off)                            \
    X(x, "ENT-17",    ENTITLEMENT_LOST,                    RECHECK | EXCHANGE, NOT_PERMISSIVE, WITH_FOUND,   not_entitled)                          \
    X(x, "LOGIN-07",  ORG_BLOCKS_THIRD_PARTY,              LOGIN,              STRICT,         WITH_FOUND,   blocked)                               \
    X(x, "LOGIN-34",  THIRD_PARTY_ACCESS_LOST,             RECHECK,            STRICT,         WITH_FOUND,   blocked)                               \
    X(x, "XAA-03",    XAA_ORG_BLOCKS_THIRD_PARTY,          EXCHANGE,           STRICT,         WITH_FOUND,   blocked)

/* the connection */
#define LOGIN_CONNECTION(X, x)                                                                                                                      \
    X(x, "LOGIN-16",  CONNECTION_DISABLED,                 LOGIN | EXCHANGE,   EVERYONE,       EITHER_WAY,   !connection | disabled)                \
    X(x, "LOGIN-04",  NO_DOMAIN_LEVEL_CONNECTION,          LOGIN,              STRICT,         WITHOUT,      connection & !domain)                  \
    X(x, "LOGIN-05",  CONNECTION_NOT_ENABLED_FOR_CLIENT,   LOGIN | EXCHANGE,   FIRST_PARTY,    WITHOUT,      connection & !for_client)              \
    X(x, "LOGIN-15",  CONNECTION_NOT_FOR_PERMISSIVE,       LOGIN | EXCHANGE,   PERMISSIVE,     WITHOUT,      connection & !for_client & !domain)    \
    X(x, "LOGIN-08",  CONNECTION_NOT_DOMAIN_LEVEL,         LOGIN,              STRICT,         WITH,         connection & !domain)                  \
    X(x, "LOGIN-09",  ORG_HAS_NO_CONNECTIONS,              LOGIN | EXCHANGE,   EVERYONE,       WITH_FOUND,   org_has_none)                          \
    X(x, "LOGIN-09",  CONNECTION_NOT_ENABLED_FOR_ORG,      LOGIN | EXCHANGE,   EVERYONE,       WITH_FOUND,   org_lacks_it)                          \
    X(x, "LOGIN-12",  APP_CONNECTION_REQUIRED,             LOGIN | EXCHANGE,   FIRST_PARTY,    WITH,         connection & !for_client & app_option) \
    X(x, "LOGIN-23",  SIGNUP_NOT_ENABLED,                  LOGIN | EXCHANGE,   EVERYONE,       WITH_FOUND,   connection & no_signup)

/* the user */
#define LOGIN_USER(X, x)                                                                                                                            \
    X(x, "LOGIN-18",  USER_NOT_MEMBER,                     LOGIN,              EVERYONE,       WITH_FOUND,   !member & !joins)                      \
    X(x, "LOGIN-34",  MEMBERSHIP_LOST,                     RECHECK,            STRICT,         WITH_FOUND,   !member)                               \
    X(x, "XAA-05",    XAA_USER_NOT_MEMBER,                 EXCHANGE,           EVERYONE,       NOT_UNKNOWN,  !member & !usage_without)              \
    X(x, "LOGIN-22",  MEMBER_LIMIT_REACHED,                LOGIN,              EVERYONE,       WITH_FOUND,   joins & full)                          \
    X(x, "XAA-08",    XAA_NO_CLIENT_GRANT,                 EXCHANGE,           THIRD_PARTY,    EITHER_WAY,   !granted)                              \
    X(x, "AUTHZ-20",  MFA_REQUIRED_ON_REFRESH,             REFRESH,            STRICT,         EITHER_WAY,   mfa_required)                          \
    X(x, "LOGIN-25",  LOGIN_DENIED_BY_ACTION,              ANY,                EVERYONE,       EITHER_WAY,   denied)
/* clang-format on */

#define LOGIN_TABLE(X, x) \
    LOGIN_CLIENT(X, x) LOGIN_EXCHANGE(X, x) LOGIN_ORGANIZATION(X, x) LOGIN_CONNECTION(X, x) LOGIN_USER(X, x)

#endif
