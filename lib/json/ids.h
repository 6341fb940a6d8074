/* SPDX-License-Identifier: MIT */
/* The ids of a tenant's rows, one after another, for what goes through all of them. Private. */
#ifndef ORGPOL_JSON_IDS_H
#define ORGPOL_JSON_IDS_H

#include "store.h"

enum id_list {
    IDS_NONE,
    IDS_USER, /* users, then who is only a member */
    IDS_CLIENT,
    IDS_CONNECTION,
    IDS_CONNECTION_NAME,
    IDS_RESOURCE_SERVER,
    IDS_ORGANIZATION,
    IDS_CLIENT_GRANT,
    IDS_CONNECTED_ACCOUNT /* those in the profile of a user, the owner */
};

/* How many places a list has. `owner`: the user_id of whose accounts are meant; other lists do not read it.
 */
size_t orgpol_ids_count(const struct orgpol_tenant *tenant, enum id_list list, struct orgpol_str owner);

/*
 * The id at a place, in the tenant's order; absent past the end, and where there is none to be found by: the
 * row has none, another row has it too, or it stood at a place before. The text is the tenant's.
 */
struct orgpol_str orgpol_id_at(const struct orgpol_tenant *tenant, enum id_list list, struct orgpol_str owner,
                               size_t place);

#endif
