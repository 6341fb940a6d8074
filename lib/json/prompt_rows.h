/* SPDX-License-Identifier: MIT */
/* The rows of an organization prompt, put together from a tenant. Private. */
#ifndef ORGPOL_JSON_PROMPT_ROWS_H
#define ORGPOL_JSON_PROMPT_ROWS_H

#include "orgpol/prompt.h"
#include "room.h"
#include "store.h"

/* What the rows are looked up by, beside the texts of the request. */
struct prompt_keys {
    bool has_session;
    const struct tenant_user *user;       /* whose row the request has */
    struct orgpol_str session_connection; /* id or name */
};

/*
 * Fills in every row and list of a request whose texts, client and session are set. False when memory ended.
 * The rows are in the room.
 */
bool orgpol_prompt_find_rows(const struct orgpol_tenant *tenant, const struct prompt_keys *keys,
                             struct orgpol_prompt_request *request, struct room *room);

#endif
