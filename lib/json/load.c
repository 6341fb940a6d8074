/* SPDX-License-Identifier: MIT */
#include "load.h"

#include "../core/text.h"

#include <stdlib.h>
#include <string.h>

enum orgpol_status orgpol_load_no_memory(struct loader *load)
{
    if (load->tenant->index.is_full)
        return orgpol_json_fail(load->error, ORGPOL_ERR_LIMIT, 0, NULL,
                                "the tenant has more than 2^31 rows of a kind, or 4 GiB of text");
    return orgpol_json_no_memory(load->error);
}

enum orgpol_status orgpol_load_arrays(struct loader *load, const struct load_array *arrays, size_t count,
                                      const struct json_path *path, size_t owner)
{
    enum orgpol_status status = ORGPOL_OK;

    for (size_t i = 0; i < count && status == ORGPOL_OK; i++) {
        const struct json_path *array = PATH_MEMBER(path, arrays[i].name);
        const cJSON *item = arrays[i].array ? arrays[i].array->child : NULL;

        for (size_t index = 0; item && status == ORGPOL_OK; item = item->next)
            status = arrays[i].element(load, item, PATH_ELEMENT(array, index++), owner);
    }
    return status;
}

enum orgpol_status orgpol_load_require(struct loader *load, struct orgpol_str key,
                                       const struct json_path *path, const char *name)
{
    if (key.len > 0)
        return ORGPOL_OK;
    return orgpol_decode_fail(load->error, PATH_MEMBER(path, name), "required, and absent or empty");
}

enum orgpol_status orgpol_load_keep(struct loader *load, struct orgpol_str *text, uint32_t *number)
{
    if (!orgpol_index_add_text(&load->tenant->index, *text, number))
        return orgpol_load_no_memory(load);
    *text = orgpol_index_text(&load->tenant->index, *number);
    return ORGPOL_OK;
}

enum orgpol_status orgpol_load_keep_lower(struct loader *load, struct orgpol_str *text, uint32_t *number)
{
    char *lower = text->len > 0 ? malloc(text->len) : NULL;
    struct orgpol_str lowered = {lower, text->len};
    enum orgpol_status status;

    *number = 0;
    if (text->len == 0)
        return ORGPOL_OK;
    if (lower == NULL)
        return orgpol_load_no_memory(load);
    for (size_t i = 0; i < text->len; i++)
        lower[i] = (char)text_lowered(text->ptr[i]);
    status = orgpol_load_keep(load, &lowered, number);
    *text = lowered;
    free(lower);
    return status;
}

enum orgpol_status orgpol_load_list(struct loader *load, const cJSON *array, const struct json_path *path,
                                    const struct field_table *table, struct text_list *list)
{
    const size_t size = (size_t)(array ? cJSON_GetArraySize(array) : 0);
    struct orgpol_str *texts =
        size > 0 ? orgpol_room_take(&load->tenant->index.room, size * sizeof *texts) : NULL;
    enum orgpol_status status = ORGPOL_OK;
    size_t index = 0;

    *list = (struct text_list){texts, 0};
    if (size > 0 && texts == NULL)
        return orgpol_load_no_memory(load);
    for (const cJSON *item = size > 0 ? array->child : NULL; item && status == ORGPOL_OK; item = item->next) {
        const struct json_path *place = PATH_ELEMENT(path, index++);
        struct text_object object = {ORGPOL_STR_NONE};
        uint32_t number;

        status = table ? orgpol_decode_fields(item, place, table, &object, load->error)
                       : orgpol_decode_text_element(item, place, &object.text, load->error);
        if (status == ORGPOL_OK)
            status = orgpol_load_keep(load, &object.text, &number);
        if (status == ORGPOL_OK && number != 0)
            texts[list->count++] = object.text;
    }
    return status;
}

enum orgpol_status orgpol_load_relation(struct loader *load, enum tenant_array array, size_t owner,
                                        struct orgpol_str id, uint32_t value)
{
    struct tenant_relation row = {.owner = (uint32_t)owner, .value = value};
    const enum orgpol_status status = orgpol_load_keep(load, &id, &row.id);

    return status == ORGPOL_OK ? orgpol_load_append(load, array, &row) : status;
}

enum orgpol_status orgpol_load_quota(struct loader *load, const cJSON *json, const struct json_path *path,
                                     struct tenant_quota *quota)
{
    struct quota_object object = {0};
    enum orgpol_status status = ORGPOL_OK;

    if (json)
        status = orgpol_decode_fields(json, path, &orgpol_quota_members, &object, load->error);
    *quota = (struct tenant_quota){
        .per_hour = object.per_hour.value,
        .per_day = object.per_day.value,
        .is_given = json != NULL,
        .has_per_hour = object.per_hour.is_given,
        .has_per_day = object.per_day.is_given,
        .is_not_enforced = object.is_not_enforced,
    };
    return status;
}
