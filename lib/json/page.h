/* SPDX-License-Identifier: MIT */
/* The pages of a search: limits, and the tokens that lead from one to the next. Private. */
#ifndef ORGPOL_JSON_PAGE_H
#define ORGPOL_JSON_PAGE_H

#include "authzen.h"

#define PAGE_TOKEN_DIGITS 36 /* limit 4, place 16, check 16, hexadecimal */

struct page {
    uint64_t request; /* hash of what is asked, without the page */
    uint64_t place;   /* where it begins */
    uint16_t limit;
};

/*
 * Reads `page` of a request, or the first page's defaults where it has none. Fails on a token that is
 * malformed, or was given for something else than `search` and `question`.
 */
enum orgpol_status orgpol_page_read(const cJSON *tree, uint32_t search, const struct question *question,
                                    struct page *page, struct orgpol_json_error *error);

/* The token of the page that begins at `place`, terminated. */
void orgpol_page_token(const struct page *page, uint64_t place, char token[PAGE_TOKEN_DIGITS + 1]);

#endif
