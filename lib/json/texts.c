/* SPDX-License-Identifier: MIT */
#include "texts.h"

#include <stdlib.h>

enum orgpol_status orgpol_texts_room(struct text_array *array, size_t count, struct orgpol_json_error *error)
{
    array->texts = count > FEW_TEXTS ? malloc(count * sizeof *array->texts) : array->few;
    return array->texts ? ORGPOL_OK : orgpol_json_fail(error, ORGPOL_ERR_MEMORY, 0, NULL, "out of memory");
}

void orgpol_free_texts(struct text_array *array)
{
    if (array->texts != array->few)
        free(array->texts);
    array->texts = NULL;
    array->count = 0;
}
