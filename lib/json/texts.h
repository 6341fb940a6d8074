/* SPDX-License-Identifier: MIT */
/* Lists of texts in a request. Private. */
#ifndef ORGPOL_JSON_TEXTS_H
#define ORGPOL_JSON_TEXTS_H

#include "authzen.h"

/* Empty when it is zeroed. */
struct text_array {
    struct orgpol_str *texts;
    size_t count;
};

/* Room for `count` texts in an empty one. */
static inline enum orgpol_status orgpol_texts_room(const struct evaluation *evaluation,
                                                   struct text_array *array, size_t count)
{
    array->texts = orgpol_room_array(evaluation->room, count, sizeof *array->texts);
    return array->texts ? ORGPOL_OK : orgpol_json_no_memory(evaluation->error);
}

#endif
