/* SPDX-License-Identifier: MIT */
#include "build.h"

#include <stdlib.h>

struct build_mark orgpol_build_mark(const struct orgpol_tenant *tenant)
{
    struct build_mark mark = {.index = orgpol_index_mark(&tenant->index)};

    for (size_t array = 0; array < ARRAY_COUNT; array++)
        mark.counts[array] = orgpol_tenant_count(tenant, (enum tenant_array)array);
    return mark;
}

void orgpol_build_go_back(struct orgpol_tenant *tenant, const struct build_mark *mark)
{
    for (size_t array = 0; array < ARRAY_COUNT; array++)
        orgpol_tenant_set_count(tenant, (enum tenant_array)array, mark->counts[array]);
    orgpol_index_go_back(&tenant->index, &mark->index);
}

static char *row_of(const struct orgpol_tenant *tenant, enum index_kind kind, size_t place)
{
    const enum tenant_array array = orgpol_tenant_array_of(kind);

    return (char *)orgpol_tenant_rows(tenant, array) + place * orgpol_tenant_arrays[array].size;
}

static bool is_removed(const struct orgpol_tenant *tenant, enum index_kind kind, size_t place)
{
    return orgpol_row_first(row_of(tenant, kind, place)) == NOBODY;
}

/* The entry of a key whose rows have not been removed, or NULL. */
static uint32_t *entry_of(const struct orgpol_tenant *tenant, const struct build_lookup *lookup,
                          const struct index_key *key)
{
    const enum index_kind kind = (enum index_kind)key->kind;
    struct table_walk walk = orgpol_table_walk(&lookup->table, orgpol_tenant_hash(tenant, key));
    uint32_t *slot;

    while ((slot = orgpol_table_next(&walk)) != NULL) {
        struct index_key held;

        if (*slot == NOBODY || is_removed(tenant, kind, *slot))
            continue;
        held = orgpol_tenant_key(tenant, kind, *slot);
        if (index_key_same(&held, key))
            return slot;
    }
    return NULL;
}

/* The slot of removed rows on the way of a hash, or NULL: one key coming and going needs no more than one. */
static uint32_t *left_slot(const struct build_lookup *lookup, uint64_t hash)
{
    struct table_walk walk = orgpol_table_walk(&lookup->table, hash);
    uint32_t *slot;

    do
        slot = orgpol_table_next(&walk);
    while (slot && *slot != NOBODY);
    return slot;
}

/* Enters a row; there is room for it. */
static void enter(const struct orgpol_tenant *tenant, struct build_lookup *lookup, enum index_kind kind,
                  size_t place)
{
    const struct index_key key = orgpol_tenant_key(tenant, kind, place);
    uint64_t hash;
    uint32_t *slot;

    lookup->before[place] = 0;
    if (key.id == 0 || is_removed(tenant, kind, place))
        return;
    hash = orgpol_tenant_hash(tenant, &key);
    slot = entry_of(tenant, lookup, &key);
    if (slot)
        lookup->before[place] = *slot + 1;
    else
        slot = left_slot(lookup, hash);
    if (slot)
        *slot = (uint32_t)place;
    else
        orgpol_table_enter(&lookup->table, hash, (uint32_t)place);
}

/* Room for `end` rows, with half as many to come. */
static bool make_room(const struct orgpol_tenant *tenant, struct build_lookup *lookup, enum index_kind kind,
                      size_t end)
{
    const size_t capacity = end + end / 2 + TABLE_GROUP;
    struct table table;
    uint32_t *before;

    if (end <= lookup->capacity)
        return true;
    before = malloc(capacity * sizeof *before);
    if (before == NULL || !orgpol_table_init(&table, capacity)) {
        free(before);
        return false;
    }
    free(lookup->before);
    orgpol_table_free(&lookup->table);
    lookup->before = before;
    lookup->table = table;
    lookup->capacity = capacity;
    for (size_t place = 0; place < lookup->entered; place++)
        enter(tenant, lookup, kind, place);
    return true;
}

bool orgpol_build_find(const struct orgpol_tenant *tenant, struct build_lookup *lookup, struct index_key key,
                       size_t end, uint32_t *place)
{
    const enum index_kind kind = (enum index_kind)key.kind;
    const uint32_t *slot;

    *place = NOBODY;
    if (!make_room(tenant, lookup, kind, end))
        return false;
    for (; lookup->entered < end; lookup->entered++)
        enter(tenant, lookup, kind, lookup->entered);
    slot = key.id != 0 ? entry_of(tenant, lookup, &key) : NULL;
    if (slot)
        *place = *slot;
    return true;
}

void orgpol_build_remove(struct orgpol_tenant *tenant, struct build_lookup *lookup, enum index_kind kind,
                         uint32_t place)
{
    static const uint32_t nobody = NOBODY;
    const struct index_key key = orgpol_tenant_key(tenant, kind, place);
    uint32_t *slot;

    slot = entry_of(tenant, lookup, &key);
    if (slot)
        *slot = NOBODY;
    for (uint32_t next = place + 1; next != 0; next = lookup->before[next - 1])
        memcpy(row_of(tenant, kind, next - 1), &nobody, sizeof nobody);
    tenant->has_removed_rows = 1;
}

void orgpol_build_free(struct build_lookup *lookup)
{
    orgpol_table_free(&lookup->table);
    free(lookup->before);
    *lookup = (struct build_lookup){.before = NULL};
}
