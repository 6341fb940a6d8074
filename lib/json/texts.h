/* SPDX-License-Identifier: MIT */
/* Lists of texts in a request: few of them need no allocation. Private. */
#ifndef ORGPOL_JSON_TEXTS_H
#define ORGPOL_JSON_TEXTS_H

#include "orgpol/base.h"
#include "strict.h"

#define FEW_TEXTS 16

/* Few texts stand in it, more on the heap. Empty when it is zeroed; not to be moved; to be freed. */
struct text_array {
    struct orgpol_str *texts;
    size_t count;
    struct orgpol_str few[FEW_TEXTS];
};

/* Room for `count` texts in an empty one. */
enum orgpol_status orgpol_texts_room(struct text_array *array, size_t count, struct orgpol_json_error *error);
void orgpol_free_texts(struct text_array *array);

#endif
