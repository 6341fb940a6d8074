/* SPDX-License-Identifier: MIT */
/* The error_description of a reason: its template with the placeholders filled in. */
#include "decision.h"
#include "rows.h"
#include "text.h"

/* The value of a placeholder, `name` being the text between its braces. */
static struct orgpol_str placeholder(struct orgpol_str name, const struct orgpol_description_values *values)
{
    const struct {
        struct orgpol_str name;
        struct orgpol_str value;
    } known[] = {
        {ORGPOL_STR("org_id"), values->org_id},         {ORGPOL_STR("user_id"), values->user_id},
        {ORGPOL_STR("client_id"), values->client_id},   {ORGPOL_STR("audience"), values->audience},
        {ORGPOL_STR("grant_type"), values->grant_type}, {ORGPOL_STR("subject_token"), values->subject_token},
    };

    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (text_same(name, known[i].name))
            return known[i].value;
    return ORGPOL_STR("");
}

/* How many parts the template's piece from `at` on has: one, or the scopes and the spaces between them. */
static size_t parts_of(const char *at, const struct orgpol_description_values *values)
{
    const bool scopes = strncmp(at, "{scopes}", 8) == 0 && values->scopes && values->scope_count > 1;

    return scopes ? 2 * values->scope_count - 1 : 1;
}

static struct orgpol_str part_of(const char *at, size_t length, size_t part,
                                 const struct orgpol_description_values *values)
{
    struct orgpol_str text = {at, length};

    if (strncmp(at, "{scopes}", 8) == 0) {
        const bool any = values->scopes && values->scope_count > 0;

        text = part % 2 == 1 ? ORGPOL_STR(" ") : any ? values->scopes[part / 2] : ORGPOL_STR("");
    } else if (*at == '{') {
        text = placeholder((struct orgpol_str){at + 1, length - 1}, values);
    }
    return text_absent(text) ? ORGPOL_STR("") : text;
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

    while (at && *at) {
        const bool filled = *at == '{';
        const size_t length = strcspn(at + 1, filled ? "}" : "{") + 1;
        const size_t parts = parts_of(at, values);

        if (part < parts)
            return part_of(at, length, part, values);
        part -= parts;
        at += length + (filled ? 1 : 0);
    }
    return (struct orgpol_str)ORGPOL_STR_NONE;
}

size_t orgpol_describe(uint16_t reason, const struct orgpol_description_values *values, char *buffer,
                       size_t size)
{
    struct orgpol_str text;
    size_t length = 0;

    if (buffer == NULL)
        size = 0;
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
