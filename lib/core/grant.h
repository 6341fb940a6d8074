/* SPDX-License-Identifier: MIT */
/* What client grants are to both subject types: which one counts, what it allows, what tokens say. Private.
 */
#ifndef ORGPOL_CORE_GRANT_H
#define ORGPOL_CORE_GRANT_H

#include "client.h"
#include "orgpol/client_grant.h"
#include "scope.h"

/* The rows among which a grant is chosen; a missing one is zeros, and not given. */
struct grant_rows {
    const struct orgpol_client_grant *own;
    const struct orgpol_client_grant *fallback;
    bool is_own_given;
    bool is_fallback_given;
    bool are_several; /* two grants hold the key (CFG-26) */
};

/* The grant that counts. */
struct grant_choice {
    const struct orgpol_client_grant *grant; /* NULL: none */
    bool is_default;
};

static inline bool is_of_subject_type(const struct orgpol_client_grant *grant, uint8_t subject_type)
{
    return (grant->subject_type == subject_type) | ((grant->subject_type == ORGPOL_SUBJECT_TYPE_UNSET) &
                                                    (subject_type == ORGPOL_SUBJECT_TYPE_CLIENT));
}

/*
 * M2M-10, UAPI-07: the client's own grant, and only without one the default grant; nothing is merged. Two of
 * its own count for none and keep the default out, and so do two default ones (CFG-26). A grant of another
 * subject type neither helps nor keeps out (M2M-12). Default grants are for third parties of both kinds,
 * never for first parties (M2M-11, M2M-13, UAPI-06); a client that may be either gets none (CFG-43).
 */
static inline struct grant_choice choose_grant(const struct grant_rows *rows, unsigned classes,
                                               uint8_t subject_type)
{
    const bool own = rows->is_own_given & is_of_subject_type(rows->own, subject_type) &
                     (rows->own->default_for == ORGPOL_DEFAULT_FOR_UNSET) & !rows->are_several;
    const bool fallback = rows->is_fallback_given & is_of_subject_type(rows->fallback, subject_type) &
                          (rows->fallback->default_for == ORGPOL_DEFAULT_FOR_THIRD_PARTY_CLIENTS) & !own &
                          !rows->are_several & ((classes & FIRST_PARTY) == 0);

    return (struct grant_choice){own ? rows->own : fallback ? rows->fallback : NULL, fallback};
}

/*
 * The grant's scopes that the API defines, or all of the API's with allow_all_scopes (M2M-26, UAPI-18,
 * CFG-28, CFG-31). True when the grant names one that the API does not define.
 */
static inline bool ceiling_of(struct scope_mask *ceiling, const struct orgpol_client_grant *grant,
                              const struct orgpol_resource_server *api, const struct scope_set *api_scopes)
{
    if (grant->allow_all_scopes) {
        orgpol_scope_mask_of(ceiling, api_scopes, api->scopes, api->scope_count);
        return false;
    }
    return orgpol_scope_mask_of(ceiling, api_scopes, grant->scopes, grant->scope_count);
}

/* TOKEN-07 TOKEN-08. An unknown dialect reads as access_token. */
static inline uint8_t token_profile_of(uint8_t dialect)
{
    const bool rfc9068 = (dialect == ORGPOL_TOKEN_DIALECT_RFC9068_PROFILE) |
                         (dialect == ORGPOL_TOKEN_DIALECT_RFC9068_PROFILE_AUTHZ);

    return rfc9068 ? ORGPOL_TOKEN_PROFILE_RFC9068 : ORGPOL_TOKEN_PROFILE_AUTH0;
}

#endif
