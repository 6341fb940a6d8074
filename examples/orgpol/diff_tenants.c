/* SPDX-License-Identifier: MIT */
/*
 * The tenants that are asked. Files often list no users, but there will be some: one is made up who is a
 * member of every organization, so that what opens for members is found all the same.
 */
#include "diff.h"

#include <stdlib.h>
#include <string.h>

static const char stem[] = "any-member";

/* The made-up id is the stem with more dots than any id has. */
static void count_dots(const cJSON *rows, size_t *dots)
{
    const cJSON *row;

    cJSON_ArrayForEach(row, rows)
    {
        const char *id = text_member(row, "user_id");
        size_t length;

        if (strncmp(id, stem, sizeof stem - 1) != 0)
            continue;
        id += sizeof stem - 1;
        length = strspn(id, ".");
        if (id[length] == '\0' && length >= *dots)
            *dots = length + 1;
    }
}

static char *choose_id(cJSON *const trees[SIDES])
{
    const cJSON *organization;
    size_t dots = 0;
    char *id;

    for (int side = 0; side < SIDES; side++) {
        count_dots(array_in(trees[side], "users"), &dots);
        cJSON_ArrayForEach(organization, array_in(trees[side], "organizations"))
        {
            count_dots(array_in(organization, "members"), &dots);
        }
    }
    id = malloc(sizeof stem + dots);
    if (id) {
        memcpy(id, stem, sizeof stem - 1);
        memset(id + sizeof stem - 1, '.', dots);
        id[sizeof stem - 1 + dots] = '\0';
    }
    return id;
}

static bool add_row(cJSON *object, const char *name, const char *id)
{
    cJSON *array = array_in(object, name);
    cJSON *row = cJSON_CreateObject();

    if (array == NULL) {
        cJSON_DeleteItemFromObjectCaseSensitive(object, name); /* null is absent */
        array = cJSON_AddArrayToObject(object, name);
    }
    if (array && row && cJSON_AddStringToObject(row, "user_id", id) && cJSON_AddItemToArray(array, row))
        return true;
    cJSON_Delete(row);
    return false;
}

static size_t count_members(const struct id *organization)
{
    size_t count = 0;

    for (int side = 0; side < SIDES; side++)
        count += (size_t)cJSON_GetArraySize(array_in(organization->rows[side], "members"));
    return count;
}

bool add_any_member(struct diff *diff)
{
    bool done = (diff->people.made_up = choose_id(diff->trees)) != NULL;

    for (int side = 0; side < SIDES && done; side++)
        done = add_row(diff->trees[side], "users", diff->people.made_up);
    for (size_t i = 0; i < diff->organizations.count && done; i++) {
        const struct id *organization = &diff->organizations.list[i];

        /* LOGIN-22 counts rows: one more must not fill the organization, with all changes or some. */
        if (count_members(organization) + 1 >= ORGPOL_MEMBER_LIMIT)
            continue;
        for (int side = 0; side < SIDES && done; side++)
            done = organization->rows[side] == NULL ||
                   add_row(organization->rows[side], "members", diff->people.made_up);
    }
    return done;
}

bool load_tenants(struct diff *diff)
{
    static const char *const names[SIDES] = {"OLD", "NEW"};
    struct orgpol_json_error error;
    enum orgpol_status status = ORGPOL_OK;
    size_t length;

    for (int side = 0; side < SIDES && status == ORGPOL_OK; side++) {
        orgpol_tenant_free(diff->tenants[side]);
        status = load_tree(diff->trees[side], &diff->tenants[side], &length, &error);
        if (status == ORGPOL_ERR_MEMORY)
            complain("out of memory");
        else if (status != ORGPOL_OK)
            complain("%s: with one member more in every organization: %s", names[side], error.message);
    }
    return status == ORGPOL_OK;
}
