/* SPDX-License-Identifier: MIT */
/*
 * What a tenant finds its rows with: every distinct string once, under a number, and a map from small keys of
 * such numbers to a value. Both hash with SipHash under the tenant's key, so chosen ids do not collide more
 * often than others. Private.
 */
#ifndef ORGPOL_JSON_INDEX_H
#define ORGPOL_JSON_INDEX_H

#include <stdbool.h>

#include "orgpol/base.h"

struct index_key {
    uint32_t kind;
    uint32_t owner;
    uint32_t id;
    uint32_t more;
};

struct index_entry {
    struct index_key key;
    uint32_t value;
    uint32_t used; /* 0: the slot is free */
};

struct index {
    uint8_t hash_key[16];
    struct index_chunk *chunks; /* the bytes of the strings, and lists of them */
    struct orgpol_str *texts;   /* by number; 0 is absent */
    uint32_t text_count;
    uint32_t text_capacity;
    uint32_t *text_slots; /* numbers, open addressing */
    size_t text_slot_count;
    struct index_entry *entries; /* open addressing */
    size_t entry_count;
    size_t entry_slot_count;
};

/* False when memory ended; index_free then, as always, releases everything. */
bool orgpol_index_init(struct index *index, const uint8_t hash_key[16]);
void orgpol_index_free(struct index *index);

/* The number of a string, which is copied when it is new. False when memory ended. */
bool orgpol_index_add_text(struct index *index, struct orgpol_str text, uint32_t *number);

/* The number of a string, or 0. */
uint32_t orgpol_index_find_text(const struct index *index, struct orgpol_str text);

/* The index's own copy of a string. */
struct orgpol_str orgpol_index_text(const struct index *index, uint32_t number);

/* Room for `size` bytes, aligned for any row, that lives as long as the index. NULL when memory ended. */
void *orgpol_index_room(struct index *index, size_t size);

/*
 * The value of a key, which is entered as 0 when it is new; *found tells. NULL when memory ended. The pointer
 * holds until the next call.
 */
uint32_t *orgpol_index_put(struct index *index, struct index_key key, bool *found);

/* The value of a key. False when there is none. */
bool orgpol_index_get(const struct index *index, struct index_key key, uint32_t *value);

#endif
