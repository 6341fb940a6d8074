/* SPDX-License-Identifier: MIT */
/* The rows of a tenant's tree, by key. The strict reader has accepted the document the tree was read from. */
#include "audit.h"

#include <stdlib.h>
#include <string.h>

bool text_is(const char *text, const char *other)
{
    return strcmp(text, other) == 0;
}

const cJSON *row_member(const cJSON *row, const char *name)
{
    return cJSON_GetObjectItemCaseSensitive(row, name);
}

bool row_true(const cJSON *row, const char *name)
{
    return cJSON_IsTrue(row_member(row, name));
}

bool index_add(struct row_index *index, const cJSON *array, const char *key)
{
    const cJSON *row;

    cJSON_ArrayForEach(row, array)
    {
        struct keyed_row *rows = with_room(index->rows, index->count, &index->size, sizeof *rows);

        if (rows == NULL)
            return false;
        index->rows = rows;
        index->rows[index->count] = (struct keyed_row){text_member(row, key), row, index->count};
        index->count++;
    }
    return true;
}

static int compare(const void *left, const void *right)
{
    const struct keyed_row *a = left;
    const struct keyed_row *b = right;
    const int order = strcmp(a->key, b->key);

    return order ? order : (a->place > b->place) - (a->place < b->place);
}

void index_sort(struct row_index *index)
{
    if (index->count > 0)
        qsort(index->rows, index->count, sizeof *index->rows, compare);
}

void index_free(struct row_index *index)
{
    free(index->rows);
    *index = (struct row_index){0};
}

struct row_run index_run(const struct row_index *index, size_t place)
{
    struct row_run run = {index->rows + place, 1};

    while (place + run.count < index->count && text_is(run.rows[run.count].key, run.rows->key))
        run.count++;
    return run;
}

struct row_run index_find(const struct row_index *index, const char *key)
{
    size_t low = 0;
    size_t high = index->count;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;

        if (strcmp(index->rows[middle].key, key) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == index->count || !text_is(index->rows[low].key, key))
        return (struct row_run){NULL, 0};
    return index_run(index, low);
}
