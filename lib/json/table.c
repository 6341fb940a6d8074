/* SPDX-License-Identifier: MIT */
#include "table.h"

#include <stdlib.h>

/* Four fifths of a group's slots, so that most groups have one free. */
#define FILLED(groups) ((uint64_t)(groups)*TABLE_GROUP * 4 / 5)

bool orgpol_table_init(struct table *table, size_t count)
{
    const uint64_t groups = ((uint64_t)count * 5 / 4 + TABLE_GROUP) / TABLE_GROUP;

    *table = (struct table){NULL, 0, 0};
    if (count == 0)
        return true;
    if (count > UINT32_MAX / 2)
        return false;
    table->groups = calloc((size_t)groups, sizeof *table->groups);
    table->group_count = table->groups ? (uint32_t)groups : 0;
    return table->groups != NULL;
}

void orgpol_table_free(struct table *table)
{
    free(table->groups);
    *table = (struct table){NULL, 0, 0};
}

bool orgpol_table_has_room(const struct table *table)
{
    return table->count < FILLED(table->group_count);
}

void orgpol_table_enter(struct table *table, uint64_t hash, uint32_t number)
{
    const struct table_walk walk = orgpol_table_walk(table, hash);
    uint32_t at = walk.group;
    uint32_t place = 0;

    while (table->groups[at].tags[TABLE_GROUP - 1] != 0)
        at = at + 1 < table->group_count ? at + 1 : 0;
    while (table->groups[at].tags[place] != 0)
        place++;
    table->groups[at].tags[place] = walk.tag;
    table->groups[at].slots[place] = number;
    table->count++;
}

void orgpol_table_take_out(struct table *table, uint64_t hash, uint32_t number)
{
    uint32_t at = orgpol_table_walk(table, hash).group;
    uint32_t place = 0;
    uint32_t last = TABLE_GROUP - 1;
    struct table_group *group;

    /* Groups on the way may have a free slot by now, from which something else was taken out. */
    while (table->groups[at].tags[place] == 0 || table->groups[at].slots[place] != number) {
        place = place + 1 < TABLE_GROUP ? place + 1 : 0;
        if (place == 0)
            at = at + 1 < table->group_count ? at + 1 : 0;
    }
    group = &table->groups[at];
    while (group->tags[last] == 0)
        last--;
    group->tags[place] = group->tags[last];
    group->slots[place] = group->slots[last];
    group->tags[last] = 0;
    table->count--;
}

size_t orgpol_table_bytes(const struct table *table)
{
    return table->group_count * sizeof *table->groups;
}
