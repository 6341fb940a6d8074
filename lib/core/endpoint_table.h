/* SPDX-License-Identifier: MIT */
/*
 * The conditions of a request to an endpoint, in evaluation order: the place of a line is the bit in `unmet`.
 * A condition applies to the classes of client in its column; endpoint.c has the facts of the last one. After
 * a change, run `make golden` and read the difference. Private.
 */
#ifndef ORGPOL_CORE_ENDPOINT_TABLE_H
#define ORGPOL_CORE_ENDPOINT_TABLE_H

/* clang-format off */
/*      rule        reason                              classes      unmet when */
#define ENDPOINT_TABLE(X, x)                                                                      \
    X(x, "LOGIN-01", UNKNOWN_CLIENT,                     EVERYONE,    !known)                      \
    X(x, "AUTHZ-27", ENDPOINT_NOT_FOR_STRICT,            STRICT,      !open_to_strict)             \
    X(x, "AUTHZ-17", GRANT_TYPE_NOT_FOR_STRICT,          STRICT,      token & !grant_for_strict)   \
    X(x, "AUTHZ-18", PASSWORD_NOT_FOR_PERMISSIVE,        PERMISSIVE,  token & password)            \
    X(x, "AUTHZ-16", GRANT_TYPE_NOT_ENABLED,             EVERYONE,    token & !grant_enabled)      \
    X(x, "LOGIN-35", TOKEN_EXCHANGE_NOT_FOR_THIRD_PARTY, THIRD_PARTY, token & exchange)            \
    X(x, "AUTHZ-19", CODE_INVALID,                       EVERYONE,    bad_code | bad_refresh)      \
    X(x, "AUTHZ-19", CODE_VERIFIER_MISMATCH,             EVERYONE,    bad_verifier)
/* clang-format on */

#endif
