/* SPDX-License-Identifier: MIT */
/* The error_description of a reason: its template with the placeholders filled in. */
#include "describe.h"

#include "rows.h"

/* The description of a reason, from its first part on; `copy` is room for values of another size. */
static struct description description_of(uint16_t reason, const struct orgpol_description_values *values,
                                         struct orgpol_description_values *copy)
{
    static const struct orgpol_description_values none = ORGPOL_DESCRIPTION_VALUES_INIT;
    const struct orgpol_reason_entry *info = orgpol_reason_info(reason);
    bool unsupported = false;

    values = read_row(values, &none, copy, sizeof none, &unsupported);
    if (unsupported || values->reserved)
        values = &none;
    return (struct description){info && info->description ? info->description : "", values, 0};
}

struct orgpol_str orgpol_description_part(uint16_t reason, const struct orgpol_description_values *values,
                                          size_t part)
{
    struct orgpol_description_values copy;
    struct description description = description_of(reason, values, &copy);
    struct orgpol_str text = description_next(&description);

    for (; text.ptr && part > 0; part--)
        text = description_next(&description);
    return text;
}

size_t orgpol_describe(uint16_t reason, const struct orgpol_description_values *values, char *buffer,
                       size_t size)
{
    struct orgpol_description_values copy;
    struct description description = description_of(reason, values, &copy);
    struct orgpol_str text;
    size_t length = 0;

    if (buffer == NULL)
        size = 0;
    while ((text = description_next(&description)).ptr) {
        if (length < size) {
            const size_t room = size - length - 1;

            memcpy(buffer + length, text.ptr, text.len < room ? text.len : room);
        }
        length += text.len;
    }
    if (size > 0)
        buffer[length < size ? length : size - 1] = '\0';
    return length;
}
