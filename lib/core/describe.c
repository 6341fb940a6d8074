/* SPDX-License-Identifier: MIT */
/* The error_description of a reason: its template with the placeholders filled in. */
#include "decision.h"
#include "rows.h"
#include "text.h"

/* The value of a placeholder, `name` being the text between its braces. */
static struct orgpol_str placeholder(struct orgpol_str name, const struct orgpol_description_values *values)
{
    if (text_same(name, ORGPOL_STR("org_id")))
        return values->org_id;
    if (text_same(name, ORGPOL_STR("user_id")))
        return values->user_id;
    return ORGPOL_STR("");
}

struct orgpol_str orgpol_description_part(uint16_t reason, const struct orgpol_description_values *values,
                                          size_t part)
{
    static const struct orgpol_description_values none = ORGPOL_DESCRIPTION_VALUES_INIT;
    const struct orgpol_reason_entry *info = orgpol_reason_info(reason);
    const char *at = info ? info->description : NULL;
    struct orgpol_description_values copy;
    bool unsupported = false;

    values = read_row(values, &none, &copy, sizeof none, &unsupported);
    if (unsupported || values->reserved)
        values = &none;

    for (; at && *at; part--) {
        const bool filled = *at == '{';
        const size_t length = strcspn(at + 1, filled ? "}" : "{") + 1;

        if (part == 0) {
            const struct orgpol_str text = filled
                                               ? placeholder((struct orgpol_str){at + 1, length - 1}, values)
                                               : (struct orgpol_str){at, length};
            return text_absent(text) ? ORGPOL_STR("") : text;
        }
        at += length + (filled ? 1 : 0);
    }
    return (struct orgpol_str)ORGPOL_STR_NONE;
}

size_t orgpol_describe(uint16_t reason, const struct orgpol_description_values *values, char *buffer,
                       size_t size)
{
    struct orgpol_str text;
    size_t length = 0;

    for (size_t part = 0; (text = orgpol_description_part(reason, values, part)).ptr; part++) {
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
