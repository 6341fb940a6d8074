/* SPDX-License-Identifier: MIT */
/* Checks that rows belong together and that lists can be read. Private. */
#ifndef ORGPOL_CORE_KEYS_H
#define ORGPOL_CORE_KEYS_H

#include "orgpol/decision.h"
#include "rows.h"
#include "scope.h"
#include "text.h"

/* One id of a row's key, whose it must be, and the error when it is another's. */
struct key {
    const void *row; /* NULL: no such row, nothing to check */
    struct orgpol_str id;
    struct orgpol_str owner;
    enum orgpol_reason error;
};

/* The error of rows that do not fit: an id that is missing, else the first that is another owner's. */
static inline enum orgpol_reason first_wrong_key(const struct key *keys, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (keys[i].row && text_absent(keys[i].id))
            return ORGPOL_REASON_ROW_WITHOUT_ID;
    for (size_t i = 0; i < count; i++)
        if (keys[i].row && !text_same(keys[i].id, keys[i].owner))
            return keys[i].error;
    return ORGPOL_REASON_NONE;
}

/* A list as callers pass it. */
struct list {
    const void *items;
    size_t count;
};

/* A list is not there, and has elements all the same. */
static inline bool lists_are_missing(const struct list *lists, size_t count)
{
    bool missing = false;

    for (size_t i = 0; i < count; i++)
        missing |= lists[i].items == NULL && lists[i].count != 0;
    return missing;
}

/* The error of lists that are not there, else of one that is too long. */
static inline enum orgpol_reason first_wrong_list(const struct list *lists, size_t count)
{
    if (lists_are_missing(lists, count))
        return ORGPOL_REASON_MISSING_INPUT;
    for (size_t i = 0; i < count; i++)
        if (lists[i].count > SCOPE_LIMIT)
            return ORGPOL_REASON_TOO_MANY_SCOPES;
    return ORGPOL_REASON_NONE;
}

#endif
