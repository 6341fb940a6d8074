/* SPDX-License-Identifier: MIT */
/* Objects of a script as structs of the library. Whatever is not exactly what a table says is refused. */
#include "rows.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* Longer arrays are refused, whatever the library would say: an array of a script may claim any length. */
enum { TEXTS_MAX = 65536, NAME_MAX_BYTES = 64 };

/* ---- what is wrong ---- */

static bool wrong(struct reading *reading, const char *message)
{
    if (reading->message[0] == '\0')
        snprintf(reading->message, sizeof reading->message, "%s", message);
    return false;
}

static const char *kind_of(napi_env env, napi_value value)
{
    bool is_array = false;

    switch (type_of(env, value)) {
    case napi_undefined: return "undefined, which is neither absent nor null";
    case napi_null: return "null";
    case napi_boolean: return "true or false";
    case napi_number: return "a number";
    case napi_string: return "text";
    case napi_object:
        return napi_is_array(env, value, &is_array) == napi_ok && is_array ? "an array" : "an object";
    case napi_symbol: return "a symbol";
    case napi_function: return "a function";
    case napi_external: return "an external";
    case napi_bigint: return "a BigInt";
    }
    return "something else";
}

static bool expected(struct reading *reading, const char *what, napi_value found)
{
    char message[sizeof reading->message];

    snprintf(message, sizeof message, "expected %s, found %s", what, kind_of(reading->env, found));
    return wrong(reading, message);
}

/* Whether a call of Node's succeeded. Where it did not, an exception may be pending, which then says why. */
static bool done(struct reading *reading, napi_status status)
{
    bool pending = false;

    if (status == napi_ok)
        return true;
    if (napi_is_exception_pending(reading->env, &pending) != napi_ok || !pending)
        wrong(reading, "cannot be read");
    return false;
}

napi_value refusal_of_reading(const struct reading *reading)
{
    bool pending = false;

    if (napi_is_exception_pending(reading->env, &pending) != napi_ok || pending)
        return NULL;
    return refusal_with(reading->env, "ERR_ORGPOL_ROWS", reading->pointer, reading->message);
}

/* Goes down to a member, or an element; returns what to go back up with. Rows are few levels deep: it has
 * room. */
static size_t enter(struct reading *reading, const char *name, size_t length)
{
    const size_t up = reading->pointer_length;

    if (length + 2 > sizeof reading->pointer - up)
        return up;
    reading->pointer[up] = '/';
    memcpy(reading->pointer + up + 1, name, length);
    reading->pointer_length = up + 1 + length;
    reading->pointer[reading->pointer_length] = '\0';
    return up;
}

/* The pointer stays where something is wrong. */
static void leave(struct reading *reading, size_t up)
{
    reading->pointer_length = up;
    reading->pointer[up] = '\0';
}

static void *take(struct reading *reading, size_t size)
{
    void *bytes = arena_take(reading->arena, size);

    if (bytes == NULL)
        wrong(reading, "out of memory");
    return bytes;
}

/* ---- values ---- */

/* Texts that the table names are compared with; longer ones are cut, and equal none. */
static bool read_name(struct reading *reading, napi_value value, char name[NAME_MAX_BYTES + 2],
                      size_t *length)
{
    return done(reading, napi_get_value_string_utf8(reading->env, value, name, NAME_MAX_BYTES + 2, length));
}

/* The UTF-8 of a text; short ones, which nearly all are, are written at once where they are kept. */
static char *copy_text(struct reading *reading, napi_value value, size_t *length)
{
    enum { SHORT_BYTES = 64 };
    char *bytes = take(reading, SHORT_BYTES);

    if (bytes == NULL ||
        !done(reading, napi_get_value_string_utf8(reading->env, value, bytes, SHORT_BYTES, length)))
        return NULL;
    if (*length < SHORT_BYTES - 4) /* a character of four bytes would have had room */
        return bytes;
    if (!done(reading, napi_get_value_string_utf8(reading->env, value, NULL, 0, length)))
        return NULL;
    bytes = *length < SIZE_MAX ? take(reading, *length + 1) : NULL;
    if (bytes == NULL ||
        !done(reading, napi_get_value_string_utf8(reading->env, value, bytes, *length + 1, length)))
        return NULL;
    return bytes;
}

static bool read_text(struct reading *reading, napi_value value, struct orgpol_str *text)
{
    size_t length = 0;
    const char *bytes;

    if (type_of(reading->env, value) != napi_string)
        return expected(reading, "text", value);
    bytes = copy_text(reading, value, &length);
    if (bytes == NULL)
        return false;
    if (memchr(bytes, '\0', length))
        return wrong(reading, "expected text without a zero character");
    if (has_lone_surrogate(reading->env, value, bytes, length))
        return wrong(reading, "expected well-formed text, found a lone surrogate");
    *text = (struct orgpol_str){bytes, length};
    return true;
}

/* The length of an array that is no longer than those read. */
static bool read_length(struct reading *reading, napi_value value, uint32_t *length)
{
    bool is_array = false;

    if (!done(reading, napi_is_array(reading->env, value, &is_array)))
        return false;
    if (!is_array)
        return expected(reading, "an array", value);
    if (!done(reading, napi_get_array_length(reading->env, value, length)))
        return false;
    return *length <= TEXTS_MAX || wrong(reading, "the array is too long");
}

/* An element; the pointer is at it until leave. */
static bool get_element(struct reading *reading, napi_value array, uint32_t place, napi_value *element,
                        size_t *up)
{
    char digits[16];
    const int length = snprintf(digits, sizeof digits, "%u", (unsigned)place);

    *up = enter(reading, digits, (size_t)length);
    return done(reading, napi_get_element(reading->env, array, place, element));
}

static bool read_texts(struct reading *reading, napi_value value, const struct orgpol_str **list,
                       size_t *count)
{
    struct orgpol_str *texts;
    uint32_t length = 0;

    if (!read_length(reading, value, &length))
        return false;
    texts = take(reading, (size_t)length * sizeof *texts + 1);
    if (texts == NULL)
        return false;
    for (uint32_t i = 0; i < length; i++) {
        napi_value element = NULL;
        size_t up;

        if (!get_element(reading, value, i, &element, &up) || !read_text(reading, element, &texts[i]))
            return false;
        leave(reading, up);
    }
    *list = texts;
    *count = length;
    return true;
}

static bool read_word(struct reading *reading, napi_value value, const struct word *words, uint32_t *number)
{
    char text[128] = "";
    char message[sizeof reading->message];
    size_t length = 0;

    if (type_of(reading->env, value) != napi_string)
        return expected(reading, "a word", value);
    if (!done(reading, napi_get_value_string_utf8(reading->env, value, text, sizeof text, &length)))
        return false;
    for (; words->text; words++)
        if (strlen(words->text) == length && memcmp(words->text, text, length) == 0) {
            *number = words->value;
            return true;
        }
    snprintf(message, sizeof message, "no such word: \"%s\"", text);
    return wrong(reading, message);
}

/* An empty array is the last word, which stands for the types that nothing is known of. */
static bool read_words(struct reading *reading, napi_value value, const struct word *words, uint32_t *mask)
{
    uint32_t length = 0;

    if (!read_length(reading, value, &length))
        return false;
    for (const struct word *word = words; length == 0 && word->text; word++)
        *mask = word->value;
    for (uint32_t i = 0; i < length; i++) {
        napi_value element = NULL;
        uint32_t bit = 0;
        size_t up;

        if (!get_element(reading, value, i, &element, &up) || !read_word(reading, element, words, &bit))
            return false;
        *mask |= bit;
        leave(reading, up);
    }
    return true;
}

static bool read_flag(struct reading *reading, napi_value value, uint8_t *flag)
{
    bool is_set = false;

    if (type_of(reading->env, value) != napi_boolean)
        return expected(reading, "true or false", value);
    if (!done(reading, napi_get_value_bool(reading->env, value, &is_set)))
        return false;
    *flag = is_set;
    return true;
}

static bool read_count(struct reading *reading, napi_value value, double most, uint64_t *count)
{
    double number = -1;

    if (type_of(reading->env, value) != napi_number)
        return expected(reading, "a whole number", value);
    if (!done(reading, napi_get_value_double(reading->env, value, &number)))
        return false;
    if (!(number >= 0 && number <= most) || floor(number) != number)
        return wrong(reading, "expected a whole number from 0, and not so large");
    *count = (uint64_t)number;
    return true;
}

/* Never NULL, even of an empty one, which is not the same as none. */
static bool read_bytes(struct reading *reading, napi_value value, const uint8_t **bytes, size_t *count)
{
    napi_typedarray_type type = napi_float64_array;
    bool is_array = false;
    void *data = NULL;
    uint8_t *copy;

    if (!done(reading, napi_is_typedarray(reading->env, value, &is_array)))
        return false;
    if (!is_array)
        return expected(reading, "a Buffer", value);
    if (!done(reading, napi_get_typedarray_info(reading->env, value, &type, count, &data, NULL, NULL)))
        return false;
    if (type != napi_uint8_array)
        return expected(reading, "a Buffer", value);
    copy = *count < SIZE_MAX ? take(reading, *count + 1) : NULL;
    if (copy == NULL)
        return false;
    if (*count)
        memcpy(copy, data, *count);
    *bytes = copy;
    return true;
}

/* ---- rows ---- */

/* Only the library's own prototypes are above a row: another one's members would not be read. */
static bool check_is_plain(struct reading *reading, napi_value value)
{
    napi_value parent = NULL;
    bool is_object = true; /* the prototype is that of {}, in any realm */

    if (type_of(reading->env, value) != napi_object)
        return expected(reading, "an object", value);
    if (!done(reading, napi_get_prototype(reading->env, value, &parent)))
        return false;
    if (type_of(reading->env, parent) == napi_object) {
        napi_value name;

        if (!done(reading,
                  napi_create_string_utf8(reading->env, "hasOwnProperty", NAPI_AUTO_LENGTH, &name)) ||
            !done(reading, napi_has_own_property(reading->env, parent, name, &is_object)) ||
            !done(reading, napi_get_prototype(reading->env, parent, &parent)))
            return false;
    }
    return (is_object && type_of(reading->env, parent) == napi_null) ||
           wrong(reading, "expected a plain object");
}

static bool read_member(struct reading *reading, const struct member *member, napi_value value,
                        unsigned char *row)
{
    unsigned char *const at = row + member->offset;
    uint64_t count = 0;
    uint32_t number = 0;
    void *link;

    switch (member->kind) {
    case MEMBER_TEXT: return read_text(reading, value, (struct orgpol_str *)(void *)at);
    case MEMBER_TEXTS:
        return read_texts(reading, value, (const struct orgpol_str **)(void *)at,
                          (size_t *)(void *)(row + member->count_offset));
    case MEMBER_FLAG: return read_flag(reading, value, at);
    case MEMBER_WORD:
        if (!read_word(reading, value, member->words, &number))
            return false;
        *at = (uint8_t)number;
        return true;
    case MEMBER_WORDS: return read_words(reading, value, member->words, (uint32_t *)(void *)at);
    case MEMBER_BYTES:
        return read_bytes(reading, value, (const uint8_t **)(void *)at,
                          (size_t *)(void *)(row + member->count_offset));
    case MEMBER_COUNT_32:
        if (!read_count(reading, value, UINT32_MAX, &count))
            return false;
        *(uint32_t *)(void *)at = (uint32_t)count;
        return true;
    case MEMBER_COUNT_64: return read_count(reading, value, 9007199254740991.0, (uint64_t *)(void *)at);
    case MEMBER_ROW: break;
    }
    link = read_row(reading, member->type, value);
    memcpy(at, &link, sizeof link);
    return link != NULL;
}

static const struct member *member_named(const struct row_type *type, const char *name, size_t length)
{
    for (size_t i = 0; i < type->count; i++)
        if (type->members[i].length == length && memcmp(type->members[i].name, name, length) == 0)
            return &type->members[i];
    return NULL;
}

/* The member of that name; null is absent. */
static bool read_named(struct reading *reading, const struct row_type *type, napi_value object,
                       napi_value key, unsigned char *row)
{
    char name[NAME_MAX_BYTES + 2];
    char message[sizeof reading->message];
    const struct member *member;
    napi_value value = NULL;
    size_t length = 0;
    size_t up;

    if (!read_name(reading, key, name, &length))
        return false;
    member = member_named(type, name, length);
    if (member == NULL) {
        snprintf(message, sizeof message, "%s has no member \"%s\"", type->name, name);
        return wrong(reading, message);
    }
    up = enter(reading, member->name, member->length);
    if (!done(reading, napi_get_property(reading->env, object, key, &value)))
        return false;
    if (type_of(reading->env, value) != napi_null && !read_member(reading, member, value, row))
        return false;
    leave(reading, up);
    return true;
}

void *read_row(struct reading *reading, const struct row_type *type, napi_value object)
{
    const uint32_t size = (uint32_t)type->size;
    napi_value keys = NULL;
    uint32_t count = 0;
    unsigned char *row;

    if (!check_is_plain(reading, object) ||
        !done(reading, napi_get_all_property_names(reading->env, object, napi_key_own_only,
                                                   napi_key_enumerable | napi_key_skip_symbols,
                                                   napi_key_numbers_to_strings, &keys)) ||
        !done(reading, napi_get_array_length(reading->env, keys, &count)))
        return NULL;
    row = take(reading, type->size);
    if (row == NULL)
        return NULL;
    memset(row, 0, type->size);
    memcpy(row, &size, sizeof size);
    for (uint32_t i = 0; i < count; i++) {
        napi_value key = NULL;

        if (!done(reading, napi_get_element(reading->env, keys, i, &key)) ||
            !read_named(reading, type, object, key, row))
            return NULL;
    }
    return row;
}
