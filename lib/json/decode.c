/* SPDX-License-Identifier: MIT */
#include "decode.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "orgpol/model.h"

#define PATH_DEPTH 16

enum orgpol_status orgpol_decode_fail(struct orgpol_json_error *error, const struct json_path *path,
                                      const char *format, ...)
{
    const struct json_path *steps[PATH_DEPTH];
    char pointer[sizeof error->pointer] = "";
    char message[sizeof error->message];
    size_t depth = 0;
    size_t length = 0;
    va_list arguments;

    for (; path && depth < PATH_DEPTH; path = path->up)
        steps[depth++] = path;
    while (depth > 0 && length < sizeof pointer) {
        const struct json_path *step = steps[--depth];
        const int wrote = step->name
                              ? snprintf(pointer + length, sizeof pointer - length, "/%s", step->name)
                              : snprintf(pointer + length, sizeof pointer - length, "/%zu", step->index);
        length += wrote > 0 ? (size_t)wrote : 0;
    }
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    return orgpol_json_fail(error, ORGPOL_ERR_REQUEST, 0, pointer, "%s", message);
}

const cJSON *orgpol_decode_member(const cJSON *object, const char *name)
{
    const cJSON *value = cJSON_GetObjectItemCaseSensitive(object, name);

    return cJSON_IsNull(value) ? NULL : value;
}

const char *orgpol_decode_kind_name(const cJSON *value)
{
    if (value == NULL)
        return "nothing";
    if (cJSON_IsString(value))
        return "text";
    if (cJSON_IsNumber(value))
        return "a number";
    if (cJSON_IsBool(value))
        return cJSON_IsTrue(value) ? "true" : "false";
    if (cJSON_IsArray(value))
        return "an array";
    return cJSON_IsObject(value) ? "an object" : "null";
}

static enum orgpol_status expected(const char *what, const cJSON *value, const struct json_path *path,
                                   struct orgpol_json_error *error)
{
    return orgpol_decode_fail(error, path, "expected %s, found %s", what, orgpol_decode_kind_name(value));
}

enum orgpol_status orgpol_decode_text_element(const cJSON *value, const struct json_path *path,
                                              struct orgpol_str *text, struct orgpol_json_error *error)
{
    if (!cJSON_IsString(value))
        return expected("text", value, path, error);
    *text = orgpol_str_of(value->valuestring);
    return ORGPOL_OK;
}

static const struct word *find_word(const struct word *words, const char *text)
{
    while (words->text && strcmp(words->text, text) != 0)
        words++;
    return words->text ? words : NULL;
}

static enum orgpol_status unknown_choice(const struct word *words, const cJSON *value,
                                         const struct json_path *path, struct orgpol_json_error *error)
{
    char list[sizeof error->message] = "";
    size_t length = 0;

    for (; words->text && length < sizeof list; words++)
        length +=
            (size_t)snprintf(list + length, sizeof list - length, "%s%s", length ? ", " : "", words->text);
    return orgpol_decode_fail(error, path, "expected one of %s, found \"%s\"", list, value->valuestring);
}

static enum orgpol_status decode_words(const struct field *field, const cJSON *value,
                                       const struct json_path *path, uint32_t *mask,
                                       struct orgpol_json_error *error)
{
    const cJSON *item;
    size_t index = 0;

    if (!cJSON_IsArray(value))
        return expected("an array", value, path, error);
    *mask = cJSON_GetArraySize(value) == 0 ? ORGPOL_GRANT_TYPE_OTHER : 0;
    cJSON_ArrayForEach(item, value)
    {
        const struct word *word;

        if (!cJSON_IsString(item))
            return expected("text", item, PATH_ELEMENT(path, index), error);
        word = find_word(field->words, item->valuestring);
        *mask |= word ? word->value : ORGPOL_GRANT_TYPE_OTHER;
        index++;
    }
    return ORGPOL_OK;
}

static enum orgpol_status decode_word(const struct field *field, const cJSON *value,
                                      const struct json_path *path, uint8_t *target,
                                      struct orgpol_json_error *error)
{
    const struct word *word;

    if (!cJSON_IsString(value))
        return expected("text", value, path, error);
    if (*value->valuestring == '\0')
        return ORGPOL_OK;
    word = find_word(field->words, value->valuestring);
    if (word == NULL && field->kind == FIELD_CHOICE)
        return unknown_choice(field->words, value, path, error);
    *target = word ? (uint8_t)word->value : ORGPOL_WORD_UNKNOWN;
    return ORGPOL_OK;
}

static enum orgpol_status decode_count(const cJSON *value, const struct json_path *path,
                                       struct given_count *target, struct orgpol_json_error *error)
{
    double number;

    if (!cJSON_IsNumber(value))
        return expected("a whole number", value, path, error);
    number = value->valuedouble;
    /* From 2^53 on every double is whole. */
    if (!(number >= 0) || (number < 9007199254740992.0 && (double)(uint64_t)number < number))
        return orgpol_decode_fail(error, path, "expected a whole number from 0");
    target->value = number < UINT32_MAX ? (uint32_t)number : UINT32_MAX;
    target->is_given = 1;
    return ORGPOL_OK;
}

static enum orgpol_status decode_value(const struct field *field, const cJSON *value,
                                       const struct json_path *path, void *target,
                                       struct orgpol_json_error *error)
{
    switch (field->kind) {
    case FIELD_TEXT: return orgpol_decode_text_element(value, path, target, error);
    case FIELD_FLAG:
    case FIELD_FLAG_OFF:
        if (!cJSON_IsBool(value))
            return expected("true or false", value, path, error);
        *(uint8_t *)target = (cJSON_IsTrue(value) != 0) == (field->kind == FIELD_FLAG);
        return ORGPOL_OK;
    case FIELD_WORD:
    case FIELD_CHOICE: return decode_word(field, value, path, target, error);
    case FIELD_MASK: return decode_words(field, value, path, target, error);
    case FIELD_COUNT: return decode_count(value, path, target, error);
    case FIELD_OBJECT:
        *(const cJSON **)target = value;
        return cJSON_IsObject(value) ? ORGPOL_OK : expected("an object", value, path, error);
    case FIELD_ARRAY:
        *(const cJSON **)target = value;
        return cJSON_IsArray(value) ? ORGPOL_OK : expected("an array", value, path, error);
    }
    return orgpol_decode_fail(error, path, "unreadable member");
}

static enum orgpol_status decode_field(const struct field *field, const char *name, const cJSON *object,
                                       const struct json_path *path, void *target,
                                       struct orgpol_json_error *error)
{
    const cJSON *value = orgpol_decode_member(object, name);

    if (value == NULL && field->required)
        return orgpol_decode_fail(error, PATH_MEMBER(path, name), "required, and absent");
    return value ? decode_value(field, value, PATH_MEMBER(path, name), target, error) : ORGPOL_OK;
}

/* The same for a member of a nested object, `dot` being the place in the field's name where it begins. */
static enum orgpol_status decode_nested(const struct field *field, const char *dot, const cJSON *object,
                                        const struct json_path *path, void *target,
                                        struct orgpol_json_error *error)
{
    char outer[64];
    const cJSON *nested;

    snprintf(outer, sizeof outer, "%.*s", (int)(dot - field->name), field->name);
    nested = orgpol_decode_member(object, outer);
    if (nested == NULL)
        return ORGPOL_OK;
    if (!cJSON_IsObject(nested))
        return expected("an object", nested, PATH_MEMBER(path, outer), error);
    return decode_field(field, dot + 1, nested, PATH_MEMBER(path, outer), target, error);
}

enum orgpol_status orgpol_decode_fields(const cJSON *object, const struct json_path *path,
                                        const struct field_table *table, void *target,
                                        struct orgpol_json_error *error)
{
    enum orgpol_status status = ORGPOL_OK;

    if (!cJSON_IsObject(object))
        return expected("an object", object, path, error);
    for (size_t i = 0; i < table->count && status == ORGPOL_OK; i++) {
        const struct field *field = &table->fields[i];
        const char *dot = strchr(field->name, '.');
        void *member = (char *)target + field->offset;

        status = dot ? decode_nested(field, dot, object, path, member, error)
                     : decode_field(field, field->name, object, path, member, error);
    }
    return status;
}
