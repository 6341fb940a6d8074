/* SPDX-License-Identifier: MIT */
/* What building a tenant object by object needs besides loading: going back, finding rows, removing them.
 * Private. */
#ifndef ORGPOL_JSON_BUILD_H
#define ORGPOL_JSON_BUILD_H

#include "load.h"

/* How much a tenant holds, to go back to. */
struct build_mark {
    struct index_mark index;
    size_t counts[ARRAY_COUNT];
};

struct build_mark orgpol_build_mark(const struct orgpol_tenant *tenant);

/* Forgets what was loaded since the mark. */
void orgpol_build_go_back(struct orgpol_tenant *tenant, const struct build_mark *mark);

/*
 * The rows of a kind by key, while there may be more than one of a key. It comes to be when it is first
 * asked, and then takes up what was added since.
 */
struct build_lookup {
    struct table table; /* places of the last row of each key, NOBODY where they are all removed */
    uint32_t *before;   /* by place: the row of the key before it, as place plus one; 0: there is none */
    size_t capacity;    /* of `before` */
    size_t entered;     /* rows in it */
};

/*
 * Finds the last row of a key among those at places below `end`, which is not below what was asked before;
 * NOBODY where there is none. False when memory ended.
 */
bool orgpol_build_find(const struct orgpol_tenant *tenant, struct build_lookup *lookup, struct index_key key,
                       size_t end, uint32_t *place);

/* Removes a row that was found, and all others of its key. */
void orgpol_build_remove(struct orgpol_tenant *tenant, struct build_lookup *lookup, enum index_kind kind,
                         uint32_t place);

void orgpol_build_free(struct build_lookup *lookup);

#endif
