/* SPDX-License-Identifier: MIT */
/*
 * A hash table of numbers, compact and filled to 80 %: twelve entries stand together with a byte of each
 * one's hash, so that a lookup looks at little more than one such group and at the row it is about. What a
 * number stands for, and whether it is the one looked for, the caller knows. Private.
 */
#ifndef ORGPOL_JSON_TABLE_H
#define ORGPOL_JSON_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define TABLE_GROUP 12

struct table_group {
    uint8_t tags[TABLE_GROUP]; /* of the hash; 0: the slot is free */
    uint32_t slots[TABLE_GROUP];
};

struct table {
    struct table_group *groups; /* NULL: an empty table */
    uint32_t group_count;
    uint32_t count; /* entries */
};

/* On the way over the entries that may be the one of a hash. */
struct table_walk {
    struct table_group *groups;
    uint32_t group_count;
    uint32_t group;
    uint32_t place; /* in the group */
    uint8_t tag;
};

/* Makes an empty table with room for `count` entries. False when memory ended, or there are too many. */
bool orgpol_table_init(struct table *table, size_t count);
void orgpol_table_free(struct table *table);

/* Whether another entry has room. */
bool orgpol_table_has_room(const struct table *table);

/* Enters a number under a hash; there is room. */
void orgpol_table_enter(struct table *table, uint64_t hash, uint32_t number);

/*
 * Takes out a number that was entered under a hash. Only the last ones entered may be taken out, and all of
 * them must be before the table is used again; their order is free.
 */
void orgpol_table_take_out(struct table *table, uint64_t hash, uint32_t number);

size_t orgpol_table_bytes(const struct table *table);

static inline struct table_walk orgpol_table_walk(const struct table *table, uint64_t hash)
{
    return (struct table_walk){
        .groups = table->groups,
        .group_count = table->group_count,
        .group = (uint32_t)(((hash >> 32) * table->group_count) >> 32),
        .tag = (uint8_t)((hash & 0xFF) != 0 ? (hash & 0xFF) : 1),
    };
}

/* The next entry that may be the one; NULL when there is none, and never will be. */
static inline uint32_t *orgpol_table_next(struct table_walk *walk)
{
    while (walk->groups) {
        struct table_group *group = &walk->groups[walk->group];

        while (walk->place < TABLE_GROUP) {
            const uint32_t place = walk->place++;

            if (group->tags[place] == walk->tag)
                return &group->slots[place];
        }
        /* Groups are filled from the front. */
        if (group->tags[TABLE_GROUP - 1] == 0)
            break;
        walk->group = walk->group + 1 < walk->group_count ? walk->group + 1 : 0;
        walk->place = 0;
    }
    return NULL;
}

#endif
