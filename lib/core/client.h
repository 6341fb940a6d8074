/* SPDX-License-Identifier: MIT */
/* The class of a client, on which most rules turn. Private. */
#ifndef ORGPOL_CORE_CLIENT_H
#define ORGPOL_CORE_CLIENT_H

#include <stdbool.h>

#include "orgpol/model.h"
#include "text.h"

/* Exactly one of the three is true. */
struct client_class {
    bool first_party;
    bool strict;
    bool permissive;
};

/*
 * LOGIN-02, CFG-05, TRAP-49. A metadata type we do not know reads as cimd: whatever is registered by its own
 * metadata is third party and strict.
 */
static inline struct client_class client_class(const struct orgpol_client *client,
                                               const struct orgpol_options *options)
{
    const bool by_admin_or_dcr = (client->external_metadata_type == ORGPOL_METADATA_UNSET) |
                                 (client->external_metadata_type == ORGPOL_METADATA_DCR);
    const bool first_party = by_admin_or_dcr & (client->is_first_party != 0);
    const bool mode_permissive = client->third_party_security_mode == ORGPOL_SECURITY_MODE_PERMISSIVE;
    const bool mode_absent = client->third_party_security_mode == ORGPOL_SECURITY_MODE_UNSET;
    const bool absent_permissive = (options->absent_security_mode == ORGPOL_ABSENT_SECURITY_MODE_PERMISSIVE) &
                                   !text_starts_with(client->client_id, ORGPOL_STR("tpc_"));
    const bool permissive =
        by_admin_or_dcr & !first_party & (mode_permissive | (mode_absent & absent_permissive));

    return (struct client_class){
        .first_party = first_party,
        .strict = !first_party & !permissive,
        .permissive = permissive,
    };
}

#endif
