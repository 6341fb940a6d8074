/* SPDX-License-Identifier: MIT */
/* orgpol test: a table of expectations over one request. */
#include "test.h"

#include <stdlib.h>
#include <string.h>

enum { AXES_MAX = 8 };

static const char none[] = "(none)";

struct axis {
    const char *name;
    const char *value;   /* of the cell; NULL: none */
    const cJSON *values; /* the object that first gave them */
    bool used;
};

struct matrix {
    const struct test_source *source;
    struct axis axes[AXES_MAX];
    size_t count;
};

/* ---- filling in the request ---- */

static struct axis *find_axis(struct matrix *matrix, const char *name, size_t length)
{
    for (size_t i = 0; i < matrix->count; i++)
        if (strlen(matrix->axes[i].name) == length && memcmp(matrix->axes[i].name, name, length) == 0)
            return &matrix->axes[i];
    return NULL;
}

/*
 * Writes a text with the values in their places to `to`, unless that is NULL, and tells its length.
 * *left_out: the whole text is a value that there is not.
 */
static bool write_filled(struct matrix *matrix, const char *text, const struct path *path, char *to,
                         size_t *length, bool *left_out)
{
    const struct test_file *file = matrix->source->file;

    *length = 0;
    for (const char *at = text; *at;) {
        const bool is_axis = strncmp(at, "${", 2) == 0;
        const char *end = is_axis ? strchr(at, '}') : at;
        struct axis *axis;
        const char *part = at;
        size_t part_length = 1;

        if (end == NULL)
            return wrong_at(file, path, "expected } after ${");
        if (is_axis) {
            axis = find_axis(matrix, at + 2, (size_t)(end - at - 2));
            if (axis == NULL)
                return wrong_at(file, path, "'over' names no %.*s}", (int)(end - at), at);
            axis->used = true;
            *left_out = axis->value == NULL;
            if (*left_out && (at != text || end[1] != '\0'))
                return wrong_at(file, path, "%s leaves out a member; here ${%s} is only a part of the text",
                                none, axis->name);
            part = axis->value ? axis->value : "";
            part_length = strlen(part);
        }
        if (to)
            memcpy(to + *length, part, part_length);
        *length += part_length;
        at = end + 1;
    }
    return true;
}

/* Fills in one text of the request. */
static bool fill_text(struct matrix *matrix, cJSON *value, const struct path *path, bool *left_out)
{
    char *filled;
    size_t length;

    if (!write_filled(matrix, value->valuestring, path, NULL, &length, left_out))
        return false;
    filled = cJSON_malloc(length + 1); /* what cJSON is to free */
    if (filled == NULL)
        return no_memory();
    write_filled(matrix, value->valuestring, path, filled, &length, left_out);
    filled[length] = '\0';
    cJSON_free(value->valuestring);
    value->valuestring = filled;
    return true;
}

/* Fills in every text of the request, and takes out the members whose value there is not. */
static bool fill(struct matrix *matrix, cJSON *container, const struct path *path)
{
    cJSON *value = container->child;
    size_t index = 0;

    while (value) {
        const struct path *place = value->string ? AT_MEMBER(path, value->string) : AT_ELEMENT(path, index);
        cJSON *next = value->next;
        bool left_out = false;

        if (value->string && strstr(value->string, "${"))
            return wrong_at(matrix->source->file, place, "${ has no place in the name of a member");
        if (cJSON_IsString(value) ? !fill_text(matrix, value, place, &left_out) : !fill(matrix, value, place))
            return false;
        if (left_out)
            cJSON_Delete(cJSON_DetachItemViaPointer(container, value));
        value = next;
        index++;
    }
    return true;
}

/* ---- cells ---- */

/* "name [client=tpc_x, organization=(none)]", or the name where there is no axis; NULL when memory ends. */
static char *cell_name(const struct matrix *matrix)
{
    char *name = NULL;
    size_t length;
    FILE *to = open_memstream(&name, &length);

    if (to == NULL)
        return NULL;
    fputs(matrix->source->name, to);
    for (size_t i = 0; i < matrix->count; i++)
        fprintf(to, "%s%s=%s", i > 0 ? ", " : " [", matrix->axes[i].name,
                matrix->axes[i].value ? matrix->axes[i].value : none);
    if (matrix->count > 0)
        putc(']', to);
    return end_text(to, &name);
}

static bool add_cell(struct matrix *matrix, const cJSON *expect, const struct path *path)
{
    cJSON *request = cJSON_Duplicate(matrix->source->request, true);
    bool filled = request != NULL && fill(matrix, request, AT_MEMBER(matrix->source->path, "request"));
    char *text = filled ? cJSON_PrintUnformatted(request) : NULL;
    char *name = text ? cell_name(matrix) : NULL;

    cJSON_Delete(request);
    if (name)
        return add_test(matrix->source, name, text, expect, path,
                        matrix->count > 0 ? path : matrix->source->path);
    cJSON_free(text);
    return request != NULL && !filled ? false : no_memory();
}

/* An object of cells has the values that the first one on its level has. */
static bool values_are_complete(const struct matrix *matrix, size_t level, const cJSON *cells,
                                const struct path *path)
{
    const struct axis *axis = &matrix->axes[level];
    const cJSON *value;

    cJSON_ArrayForEach(value, axis->values)
    {
        if (cJSON_GetObjectItemCaseSensitive(cells, value->string) == NULL)
            return wrong_at(matrix->source->file, path, "no cell for the %s '%s'", axis->name, value->string);
    }
    cJSON_ArrayForEach(value, cells)
    {
        if (cJSON_GetObjectItemCaseSensitive(axis->values, value->string) == NULL)
            return wrong_at(matrix->source->file, AT_MEMBER(path, value->string),
                            "the cells before have no %s '%s'", axis->name, value->string);
    }
    return true;
}

static bool add_level(struct matrix *matrix, size_t level, const cJSON *cells, const struct path *path)
{
    struct axis *axis = &matrix->axes[level];
    const cJSON *cell;

    if (level == matrix->count)
        return add_cell(matrix, cells, path);
    if (!cJSON_IsObject(cells) || cells->child == NULL)
        return wrong_at(matrix->source->file, path, "expected an object with a member for each %s, found %s",
                        axis->name, cJSON_IsObject(cells) ? "an empty one" : kind_of(cells));
    if (axis->values == NULL)
        axis->values = cells;
    if (!values_are_complete(matrix, level, cells, path))
        return false;
    cJSON_ArrayForEach(cell, cells)
    {
        axis->value = strcmp(cell->string, none) == 0 ? NULL : cell->string;
        if (!add_level(matrix, level + 1, cell, AT_MEMBER(path, cell->string)))
            return false;
    }
    return true;
}

/* The names of the axes. */
static bool read_axes(struct matrix *matrix, const cJSON *over, const struct path *path)
{
    const struct test_file *file = matrix->source->file;
    const cJSON *name;

    if (!cJSON_IsArray(over) || over->child == NULL)
        return wrong_at(file, path, "expected a list of names, found %s",
                        cJSON_IsArray(over) ? "an empty one" : kind_of(over));
    cJSON_ArrayForEach(name, over)
    {
        const struct path *place = AT_ELEMENT(path, matrix->count);

        if (matrix->count == AXES_MAX)
            return wrong_at(file, place, "at most %d names are possible", AXES_MAX);
        if (!cJSON_IsString(name) || name->valuestring[0] == '\0' || strpbrk(name->valuestring, "{}"))
            return wrong_at(file, place, "expected a name without braces");
        if (find_axis(matrix, name->valuestring, strlen(name->valuestring)))
            return wrong_at(file, place, "'%s' is here twice", name->valuestring);
        matrix->axes[matrix->count++].name = name->valuestring;
    }
    return true;
}

bool add_single(const struct test_source *source, const cJSON *expect)
{
    struct matrix matrix = {.source = source};

    return add_cell(&matrix, expect, AT_MEMBER(source->path, "expect"));
}

bool add_cells(const struct test_source *source, const cJSON *over, const cJSON *cells)
{
    const struct path *over_path = AT_MEMBER(source->path, "over");
    struct matrix matrix = {.source = source};

    if (!read_axes(&matrix, over, over_path) ||
        !add_level(&matrix, 0, cells, AT_MEMBER(source->path, "cells")))
        return false;
    for (size_t i = 0; i < matrix.count; i++)
        if (!matrix.axes[i].used)
            return wrong_at(source->file, AT_ELEMENT(over_path, i), "the request has no ${%s}",
                            matrix.axes[i].name);
    return true;
}
