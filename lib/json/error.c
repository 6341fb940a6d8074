/* SPDX-License-Identifier: MIT */
/* Errors and options of the JSON layer, under the struct_size rule of orgpol/base.h. */
#include <stdarg.h>
#include <stdio.h>

#include "../core/rows.h"
#include "strict.h"

/* Takes away the part of a character that a cut left at the end. */
static void trim(char *text)
{
    size_t length = strlen(text);
    size_t last = length;

    while (last > 0 && ((unsigned char)text[last - 1] & 0xC0) == 0x80)
        last--;
    if (last > 0 && (unsigned char)text[last - 1] >= 0xC0) {
        const unsigned char lead = (unsigned char)text[last - 1];
        const size_t whole = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;

        if (length - (last - 1) < whole)
            text[last - 1] = '\0';
    }
}

enum orgpol_status orgpol_json_fail(struct orgpol_json_error *error, enum orgpol_status status, size_t offset,
                                    const char *pointer, const char *format, ...)
{
    va_list arguments;

    error->status = (uint32_t)status;
    error->offset = offset;
    snprintf(error->pointer, sizeof error->pointer, "%s", pointer ? pointer : "");
    va_start(arguments, format);
    vsnprintf(error->message, sizeof error->message, format, arguments);
    va_end(arguments);
    trim(error->message);
    return status;
}

void orgpol_json_give_error(struct orgpol_json_error *out, const struct orgpol_json_error *error)
{
    write_result(out, error, sizeof *error);
}

bool orgpol_json_read_options(const struct orgpol_json_options *given, struct orgpol_json_options *options)
{
    static const struct orgpol_json_options none = ORGPOL_JSON_OPTIONS_INIT;
    struct orgpol_json_options copy;
    bool unsupported = false;

    *options = *(const struct orgpol_json_options *)read_row(given, &none, &copy, sizeof none, &unsupported);
    if (options->max_depth == 0)
        options->max_depth = ORGPOL_JSON_MAX_DEPTH;
    if (options->max_bytes == 0)
        options->max_bytes = ORGPOL_JSON_MAX_BYTES;
    return !unsupported && options->max_depth <= ORGPOL_JSON_MAX_DEPTH_CEILING;
}
