/* SPDX-License-Identifier: MIT */
/* The rows of an organization prompt, put together from a tenant. Private. */
#ifndef ORGPOL_JSON_PROMPT_ROWS_H
#define ORGPOL_JSON_PROMPT_ROWS_H

#include "orgpol/prompt.h"
#include "store.h"

/* What the rows are looked up by, beside the texts of the request. */
struct prompt_keys {
    bool has_session;
    struct orgpol_str session_connection; /* id or name */
};

/* Everything allocated for one request. */
struct prompt_arena {
    struct prompt_block *blocks;
};

/*
 * Fills in every row and list of a request whose texts, client and session are set. False when memory ended.
 * The rows live until the arena is freed.
 */
bool orgpol_prompt_find_rows(const struct orgpol_tenant *tenant, const struct prompt_keys *keys,
                             struct orgpol_prompt_request *request, struct prompt_arena *arena);
void *orgpol_prompt_take(struct prompt_arena *arena, size_t count, size_t size);
void orgpol_prompt_free(struct prompt_arena *arena);

#endif
