/* SPDX-License-Identifier: MIT */
/* The class of a client, on which most rules turn. Private. */
#ifndef ORGPOL_CORE_CLIENT_H
#define ORGPOL_CORE_CLIENT_H

#include <stdbool.h>

#include "orgpol/model.h"
#include "text.h"

/* Sets of classes. */
enum {
    FIRST_PARTY = 1 << 0,
    STRICT = 1 << 1,
    PERMISSIVE = 1 << 2,
    THIRD_PARTY = STRICT | PERMISSIVE,
    NOT_PERMISSIVE = FIRST_PARTY | STRICT,
    EVERYONE = FIRST_PARTY | STRICT | PERMISSIVE,
    CLASS_SETS = EVERYONE + 1
};

/*
 * The client's class (LOGIN-02, CFG-05, TRAP-49), as a set: where external_metadata_type is a word we do not
 * know, the client may be strict as cimd is, or what its other members say, and the conditions of both
 * classes apply (CFG-43: the word can only restrict).
 */
static inline unsigned classes_of(const struct orgpol_client *client, const struct orgpol_options *options)
{
    const uint8_t mode = client->third_party_security_mode;
    const uint8_t type = client->external_metadata_type;
    const bool absent_permissive = options->absent_security_mode == ORGPOL_ABSENT_SECURITY_MODE_PERMISSIVE &&
                                   !text_starts_with(client->client_id, ORGPOL_STR("tpc_"));
    const bool permissive = (mode == ORGPOL_SECURITY_MODE_PERMISSIVE) |
                            ((mode == ORGPOL_SECURITY_MODE_UNSET) & absent_permissive);
    const unsigned third_party = permissive ? PERMISSIVE : STRICT;
    const unsigned by_members = client->is_first_party ? FIRST_PARTY : third_party;

    if (type == ORGPOL_METADATA_UNSET || type == ORGPOL_METADATA_DCR)
        return by_members;
    return type == ORGPOL_METADATA_CIMD ? STRICT : by_members | STRICT;
}

#endif
