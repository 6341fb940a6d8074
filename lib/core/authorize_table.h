/* SPDX-License-Identifier: MIT */
/*
 * The conditions of an authorization request, in evaluation order: the place of a line is the bit in `unmet`.
 * A condition applies to the classes of client in its column; authorize.c has the facts of the last one.
 * After a change, run `make golden` and read the difference. Private.
 */
#ifndef ORGPOL_CORE_AUTHORIZE_TABLE_H
#define ORGPOL_CORE_AUTHORIZE_TABLE_H

/* clang-format off */
/*      rule          reason                         classes   unmet when */
#define AUTHORIZE_TABLE(X, x)                                                                            \
    X(x, "LOGIN-01",   UNKNOWN_CLIENT,                EVERYONE, !known)                                   \
    X(x, "AUTHZ-22",   REDIRECT_URI_MISMATCH,         EVERYONE, text_absent(redirect_uri))                \
    X(x, "AUTHZ-09",   PARAMETER_REPEATED,            EVERYONE, names.repeated)                           \
    X(x, "AUTHZ-04",   PARAMETER_FORBIDDEN,           STRICT,   names.forbidden)                          \
    X(x, "AUTHZ-08",   EXT_PARAMETER_UNNAMED,         STRICT,   names.ext_unnamed)                        \
    X(x, "AUTHZ-07",   PARAMETER_NOT_ALLOWED,         STRICT,   names.unlisted)                           \
    X(x, "AUTHZ-11",   RESPONSE_TYPE_MISSING,         EVERYONE, type_missing)                             \
    X(x, "AUTHZ-10",   RESPONSE_TYPE_UNSUPPORTED,     EVERYONE, type_unknown | (strict & type_not_code))  \
    X(x, "AUTHZ-16",   GRANT_TYPE_NOT_ENABLED,        EVERYONE, lacks_code | lacks_implicit)              \
    X(x, "AUTHZ-12",   CODE_CHALLENGE_MISSING,        STRICT,   !challenge)                               \
    X(x, "AUTHZ-15",   PUBLIC_CLIENT_WITHOUT_PKCE,    EVERYONE, !challenge & public_client & pkce_option) \
    X(x, "AUTHZ-13",   CODE_CHALLENGE_METHOD_NOT_S256, EVERYONE, other_method | (strict & no_method))     \
    X(x, "AUTHZ-14",   CODE_CHALLENGE_MALFORMED,      EVERYONE, challenge & !challenge_sound)             \
    X(x, "AUTHZ-30",   PROMPT_UNKNOWN,                STRICT,   prompts.unknown)                          \
    X(x, "CONSENT-12", PROMPT_NONE_COMBINED,          EVERYONE, prompts.combined)       \
    X(x, "AUTHZ-27",   TENANT_RULES_ACTIVE,           STRICT,   enabled_rule)
/* clang-format on */

#endif
