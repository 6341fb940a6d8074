/* SPDX-License-Identifier: MIT */
/* Bytes of the caller's, as a copy. */
#include "addon.h"

#include <stdlib.h>
#include <string.h>

/* U+FFFD stands in the UTF-8 for every lone surrogate, and for itself. */
static bool has_replacement(const char *utf8, size_t length)
{
    const char *end = utf8 + length;

    for (const char *at = utf8; (at = memchr(at, 0xEF, (size_t)(end - at))); at++)
        if (end - at >= 3 && memcmp(at, "\xEF\xBF\xBD", 3) == 0)
            return true;
    return false;
}

static bool is_lone(const char16_t *units, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const unsigned unit = units[i];

        if (unit < 0xD800 || unit > 0xDFFF)
            continue;
        if (unit > 0xDBFF || i + 1 == count || units[i + 1] < 0xDC00 || units[i + 1] > 0xDFFF)
            return true;
        i++;
    }
    return false;
}

bool has_lone_surrogate(napi_env env, napi_value text, const char *utf8, size_t length)
{
    char16_t *units;
    size_t count = 0;
    bool lone = true;

    if (!has_replacement(utf8, length))
        return false;
    if (napi_get_value_string_utf16(env, text, NULL, 0, &count) != napi_ok)
        return true;
    units = malloc((count + 1) * sizeof *units);
    if (units && napi_get_value_string_utf16(env, text, units, count + 1, &count) == napi_ok)
        lone = is_lone(units, count);
    free(units);
    return lone;
}

static enum taken take_text(napi_env env, napi_value value, struct bytes *bytes)
{
    if (napi_get_value_string_utf8(env, value, NULL, 0, &bytes->length) != napi_ok)
        return TAKEN_WRONG;
    bytes->at = malloc(bytes->length + 1);
    if (bytes->at == NULL)
        return TAKEN_NO_MEMORY;
    if (napi_get_value_string_utf8(env, value, bytes->at, bytes->length + 1, &bytes->length) == napi_ok &&
        !has_lone_surrogate(env, value, bytes->at, bytes->length))
        return TAKEN;
    free(bytes->at);
    *bytes = (struct bytes){NULL, 0};
    return TAKEN_LONE;
}

enum taken take_bytes(napi_env env, napi_value value, struct bytes *bytes)
{
    napi_typedarray_type type = napi_float64_array;
    bool is_array = false;
    void *data = NULL;
    size_t length = 0;

    *bytes = (struct bytes){NULL, 0};
    if (type_of(env, value) == napi_string)
        return take_text(env, value, bytes);
    /* A Buffer is a Uint8Array. */
    if (napi_is_typedarray(env, value, &is_array) != napi_ok || !is_array ||
        napi_get_typedarray_info(env, value, &type, &length, &data, NULL, NULL) != napi_ok ||
        type != napi_uint8_array)
        return TAKEN_WRONG;
    bytes->at = malloc(length + 1);
    if (bytes->at == NULL)
        return TAKEN_NO_MEMORY;
    if (length)
        memcpy(bytes->at, data, length);
    bytes->length = length;
    return TAKEN;
}

const char *why_not_taken(enum taken taken)
{
    switch (taken) {
    case TAKEN: return NULL;
    case TAKEN_LONE: return "expected well-formed text, found a lone surrogate";
    case TAKEN_NO_MEMORY: return "out of memory";
    case TAKEN_WRONG: break;
    }
    return "expected JSON as text or as a Buffer";
}
