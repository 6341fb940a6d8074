/* SPDX-License-Identifier: MIT */
/* The class of a client, on which most rules turn. Private. */
#ifndef ORGPOL_CORE_CLIENT_H
#define ORGPOL_CORE_CLIENT_H

#include <stdbool.h>

#include "orgpol/model.h"
#include "text.h"

enum client_class { CLASS_FIRST_PARTY, CLASS_STRICT, CLASS_PERMISSIVE, CLASSES };

/*
 * LOGIN-02, CFG-05, TRAP-49. A metadata type we do not know reads as cimd: whatever is registered by its own
 * metadata is third party and strict.
 */
static inline enum client_class client_class(const struct orgpol_client *client,
                                             const struct orgpol_options *options)
{
    const bool by_admin_or_dcr = (client->external_metadata_type == ORGPOL_METADATA_UNSET) |
                                 (client->external_metadata_type == ORGPOL_METADATA_DCR);
    const bool first_party = by_admin_or_dcr & (client->is_first_party != 0);
    const bool mode_permissive = client->third_party_security_mode == ORGPOL_SECURITY_MODE_PERMISSIVE;
    const bool mode_absent = client->third_party_security_mode == ORGPOL_SECURITY_MODE_UNSET;
    const bool absent_permissive = options->absent_security_mode == ORGPOL_ABSENT_SECURITY_MODE_PERMISSIVE &&
                                   !text_starts_with(client->client_id, ORGPOL_STR("tpc_"));
    const bool permissive = by_admin_or_dcr & (mode_permissive | (mode_absent & absent_permissive));

    if (first_party)
        return CLASS_FIRST_PARTY;
    return permissive ? CLASS_PERMISSIVE : CLASS_STRICT;
}

#endif
