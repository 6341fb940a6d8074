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

/*
 * Puts a question mark for every control character (C0, DEL and C1), so that a text that repeats what a
 * request said cannot steer the terminal or split the log line it ends up in.
 */
static void replace_controls(char *text)
{
    char *out = text;

    for (const char *in = text; *in; in++) {
        const unsigned char c = (unsigned char)in[0];
        const unsigned char next = (unsigned char)in[1];
        const bool c1 = c == 0xC2 && next >= 0x80 && next <= 0x9F;

        *out++ = *in;
        if (c < 0x20 || c == 0x7F || c1)
            out[-1] = '?';
        in += c1;
    }
    *out = '\0';
}

void orgpol_json_cut(char *text, size_t size)
{
    text[size - 1] = '\0';
    trim(text);
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
    trim(error->pointer);
    trim(error->message);
    replace_controls(error->message);
    replace_controls(error->pointer);
    return status;
}

enum orgpol_status orgpol_json_no_memory(struct orgpol_json_error *error)
{
    return orgpol_json_fail(error, ORGPOL_ERR_MEMORY, 0, NULL, "out of memory");
}

void orgpol_json_give_error(struct orgpol_json_error *out, const struct orgpol_json_error *error)
{
    struct orgpol_json_error copy;

    if (out == NULL || out->struct_size >= sizeof copy ||
        out->struct_size <= offsetof(struct orgpol_json_error, pointer)) {
        write_result(out, error, sizeof *error);
        return;
    }
    /* A shorter struct ends inside one of the texts. */
    copy = *error;
    ((char *)&copy)[out->struct_size - 1] = '\0';
    trim(out->struct_size > offsetof(struct orgpol_json_error, message) ? copy.message : copy.pointer);
    write_result(out, &copy, sizeof copy);
}

enum orgpol_status orgpol_json_begin(const struct orgpol_json_options *given, size_t max_bytes,
                                     struct orgpol_json_options *options, const struct orgpol_json_error *out,
                                     struct orgpol_json_error *error)
{
    static const struct orgpol_json_options none = ORGPOL_JSON_OPTIONS_INIT;
    struct orgpol_json_options copy;
    bool unsupported = false;

    *options = *(const struct orgpol_json_options *)read_row(given, &none, &copy, sizeof none, &unsupported);
    if (options->max_depth == 0)
        options->max_depth = ORGPOL_JSON_MAX_DEPTH;
    if (options->max_bytes == 0)
        options->max_bytes = max_bytes;
    if (out && !usable_size(out->struct_size))
        return orgpol_json_fail(error, ORGPOL_ERR_ARGUMENT, 0, NULL,
                                "expected an error struct with the struct_size of ORGPOL_JSON_ERROR_INIT");
    if (unsupported)
        return orgpol_json_fail(error, ORGPOL_ERR_ARGUMENT, 0, NULL,
                                "expected options with the struct_size of ORGPOL_JSON_OPTIONS_INIT");
    if (options->max_depth > ORGPOL_JSON_MAX_DEPTH_CEILING)
        return orgpol_json_fail(error, ORGPOL_ERR_ARGUMENT, 0, NULL,
                                "expected a max_depth up to %d, found %u", ORGPOL_JSON_MAX_DEPTH_CEILING,
                                (unsigned)options->max_depth);
    return ORGPOL_OK;
}
