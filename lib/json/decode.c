/* SPDX-License-Identifier: MIT */
#include "decode.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define PATH_DEPTH 16
#define EXPECTED_TIME "expected an RFC 3339 time in UTC, such as 2026-01-31T12:00:00Z"

/* Whether a value is of a kind, without a call; the other bits of its type tell who owns the memory. */
static inline bool is_type(int type, const cJSON *value)
{
    return value && (value->type & 0xFF) == type;
}

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

/* Whether a name, or the part of it before a dot, is `held`; *rest is what follows. */
static inline bool is_named(const char *held, const char *name, const char **rest)
{
    for (; *name != '\0' && *name != '.' && *name == *held; name++)
        held++;
    *rest = name;
    return *held == '\0' && (*name == '\0' || *name == '.');
}

/*
 * The member of an object that a name, or the part of it before a dot, names, and in *rest what follows; NULL
 * when it is absent or null.
 */
static const cJSON *find_member(const cJSON *object, const char *name, const char **rest)
{
    for (const cJSON *member = object->child; member; member = member->next)
        if (*member->string == *name && is_named(member->string, name, rest))
            return is_type(cJSON_NULL, member) ? NULL : member;
    return NULL;
}

/* The elements of an array have no names. */
const cJSON *orgpol_decode_member(const cJSON *object, const char *name)
{
    const char *rest;

    return object && object->child && object->child->string ? find_member(object, name, &rest) : NULL;
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

static inline enum orgpol_status decode_text(const cJSON *value, const struct json_path *path,
                                             struct orgpol_str *text, struct orgpol_json_error *error)
{
    if (!is_type(cJSON_String, value))
        return expected("text", value, path, error);
    *text = (struct orgpol_str){value->valuestring, strlen(value->valuestring)};
    return ORGPOL_OK;
}

enum orgpol_status orgpol_decode_text_element(const cJSON *value, const struct json_path *path,
                                              struct orgpol_str *text, struct orgpol_json_error *error)
{
    return decode_text(value, path, text, error);
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

    if (!is_type(cJSON_Array, value))
        return expected("an array", value, path, error);
    *mask = value->child ? 0 : MASK_OTHER;
    cJSON_ArrayForEach(item, value)
    {
        const struct word *word;

        if (!is_type(cJSON_String, item))
            return expected("text", item, PATH_ELEMENT(path, index), error);
        word = find_word(field->words, item->valuestring);
        if (word == NULL && field->kind == FIELD_CHOICES)
            return unknown_choice(field->words, item, PATH_ELEMENT(path, index), error);
        *mask |= word ? word->value : MASK_OTHER;
        index++;
    }
    return ORGPOL_OK;
}

static enum orgpol_status decode_word(const struct field *field, const cJSON *value,
                                      const struct json_path *path, uint8_t *target,
                                      struct orgpol_json_error *error)
{
    const struct word *word;

    if (!is_type(cJSON_String, value))
        return expected("text", value, path, error);
    if (*value->valuestring == '\0' && (field->kind == FIELD_WORD || field->kind == FIELD_CHOICE))
        return ORGPOL_OK;
    word = find_word(field->words, value->valuestring);
    if (word == NULL && (field->kind == FIELD_CHOICE || field->kind == FIELD_ONE_OF))
        return unknown_choice(field->words, value, path, error);
    *target = word ? (uint8_t)word->value : ORGPOL_WORD_UNKNOWN;
    return ORGPOL_OK;
}

static enum orgpol_status decode_count(const cJSON *value, const struct json_path *path,
                                       struct given_count *target, struct orgpol_json_error *error)
{
    double number;

    if (!is_type(cJSON_Number, value))
        return expected("a whole number", value, path, error);
    number = value->valuedouble;
    /* From 2^53 on every double is whole. */
    if (!(number >= 0) || (number < 9007199254740992.0 && (double)(uint64_t)number < number))
        return orgpol_decode_fail(error, path, "expected a whole number from 0");
    target->value = number < 9223372036854775808.0 ? (uint64_t)number : UINT64_C(1) << 63;
    target->is_given = 1;
    return ORGPOL_OK;
}

static enum orgpol_status decode_seconds(const cJSON *value, const struct json_path *path,
                                         struct orgpol_time *target, struct orgpol_json_error *error)
{
    struct given_count count = {0, 0};
    const enum orgpol_status status = decode_count(value, path, &count, error);

    if (status == ORGPOL_OK)
        *target = (struct orgpol_time){count.value < INT64_MAX ? (int64_t)count.value : INT64_MAX, 1};
    return status;
}

/* Days from 1970-01-01 to a date of the Gregorian calendar. */
static int64_t days_of(int64_t year, int64_t month, int64_t day)
{
    /* Years begin in March, so that a leap day is the last. */
    const int64_t y = month <= 2 ? year - 1 : year;
    const int64_t m = month <= 2 ? month + 9 : month - 3;

    return 365 * y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + day - 1 - 719468;
}

/* Reads `count` digits; false when there are others. */
static bool digits(const char **at, int count, int64_t *number)
{
    *number = 0;
    for (; count > 0; count--, ++*at) {
        if (**at < '0' || **at > '9')
            return false;
        *number = 10 * *number + (**at - '0');
    }
    return true;
}

static bool one_of(const char **at, const char *characters)
{
    const bool found = **at != '\0' && strchr(characters, **at) != NULL;

    *at += found;
    return found;
}

/* Seconds since 1970 of RFC 3339 text whose offset is zero. Fractions are dropped. */
static bool read_time(const char *at, int64_t *seconds)
{
    static const uint8_t lengths[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int64_t year, month, day, hour, minute, second, fraction;

    if (!digits(&at, 4, &year) || !one_of(&at, "-") || !digits(&at, 2, &month) || !one_of(&at, "-") ||
        !digits(&at, 2, &day) || !one_of(&at, "Tt") || !digits(&at, 2, &hour) || !one_of(&at, ":") ||
        !digits(&at, 2, &minute) || !one_of(&at, ":") || !digits(&at, 2, &second))
        return false;
    if (one_of(&at, ".")) {
        if (!digits(&at, 1, &fraction))
            return false;
        at += strspn(at, "0123456789");
    }
    if (strcmp(at, "Z") != 0 && strcmp(at, "z") != 0 && strcmp(at, "+00:00") != 0 &&
        strcmp(at, "-00:00") != 0)
        return false;
    if (month < 1 || month > 12 || day < 1 || day > lengths[month - 1] || hour > 23 || minute > 59 ||
        second > 60 || (month == 2 && day == 29 && (year % 4 != 0 || (year % 100 == 0 && year % 400 != 0))))
        return false;
    *seconds = 86400 * days_of(year, month, day) + 3600 * hour + 60 * minute + second;
    return true;
}

static enum orgpol_status decode_time(const cJSON *value, const struct json_path *path,
                                      struct given_time *target, struct orgpol_json_error *error)
{
    if (!is_type(cJSON_String, value))
        return expected("a time", value, path, error);
    if (*value->valuestring == '\0')
        return ORGPOL_OK;
    if (!read_time(value->valuestring, &target->seconds))
        return orgpol_decode_fail(error, path, EXPECTED_TIME);
    target->is_given = 1;
    return ORGPOL_OK;
}

static enum orgpol_status decode_given_time(const cJSON *value, const struct json_path *path,
                                            struct orgpol_time *target, struct orgpol_json_error *error)
{
    struct given_time time = {0, 0};
    enum orgpol_status status = decode_time(value, path, &time, error);

    if (status == ORGPOL_OK && !time.is_given)
        status = orgpol_decode_fail(error, path, EXPECTED_TIME);
    if (status == ORGPOL_OK)
        *target = (struct orgpol_time){time.seconds, 1};
    return status;
}

static enum orgpol_status decode_value(const struct field *field, const cJSON *value,
                                       const struct json_path *path, void *target,
                                       struct orgpol_json_error *error)
{
    switch (field->kind) {
    case FIELD_TEXT: return decode_text(value, path, target, error);
    case FIELD_FLAG:
    case FIELD_FLAG_OFF:
        if (!cJSON_IsBool(value))
            return expected("true or false", value, path, error);
        *(uint8_t *)target = is_type(cJSON_True, value) == (field->kind == FIELD_FLAG);
        return ORGPOL_OK;
    case FIELD_SETTING:
        if (!cJSON_IsBool(value))
            return expected("true or false", value, path, error);
        *(uint8_t *)target = is_type(cJSON_True, value) ? ORGPOL_SETTING_ON : ORGPOL_SETTING_OFF;
        return ORGPOL_OK;
    case FIELD_WORD:
    case FIELD_CHOICE:
    case FIELD_GIVEN_WORD:
    case FIELD_ONE_OF: return decode_word(field, value, path, target, error);
    case FIELD_MASK:
    case FIELD_CHOICES: return decode_words(field, value, path, target, error);
    case FIELD_COUNT: return decode_count(value, path, target, error);
    case FIELD_TIME: return decode_time(value, path, target, error);
    case FIELD_GIVEN_TIME: return decode_given_time(value, path, target, error);
    case FIELD_SECONDS: return decode_seconds(value, path, target, error);
    case FIELD_VALUE: *(const cJSON **)target = value; return ORGPOL_OK;
    case FIELD_TEXTS:
        if (!is_type(cJSON_String, value) && !is_type(cJSON_Array, value))
            return expected("text or an array of text", value, path, error);
        *(const cJSON **)target = value;
        return ORGPOL_OK;
    case FIELD_OBJECT:
        if (!is_type(cJSON_Object, value))
            return expected("an object", value, path, error);
        *(const cJSON **)target = value;
        return ORGPOL_OK;
    case FIELD_ARRAY:
        if (!is_type(cJSON_Array, value))
            return expected("an array", value, path, error);
        *(const cJSON **)target = value;
        return ORGPOL_OK;
    }
    return orgpol_decode_fail(error, path, "unreadable member");
}

#define NESTING 4

/* The member that the dots of a table's names led into last, if any: such names stand together. */
struct entered {
    const cJSON *member;
    size_t name_length;
};

static inline bool leads_into(const struct entered *entered, const char *name)
{
    return entered->member && strncmp(name, entered->member->string, entered->name_length) == 0 &&
           name[entered->name_length] == '.';
}

/* One member; the dots of its name lead into objects, and where one of those is absent, so is the member. */
static enum orgpol_status decode_field(const struct field *field, const cJSON *object,
                                       struct entered *entered, const struct json_path *path, void *target,
                                       struct orgpol_json_error *error)
{
    struct json_path steps[NESTING];
    const cJSON *value = entered->member;
    const char *rest;

    if (leads_into(entered, field->name)) {
        rest = field->name + entered->name_length;
    } else {
        value = find_member(object, field->name, &rest);
        if (value && *rest == '.')
            *entered = (struct entered){value, (size_t)(rest - field->name)};
    }
    for (size_t depth = 0; value && *rest == '.' && depth < NESTING; depth++) {
        steps[depth] = (struct json_path){path, value->string, 0};
        path = &steps[depth];
        if (!is_type(cJSON_Object, value))
            return expected("an object", value, path, error);
        value = find_member(value, rest + 1, &rest);
    }
    if (value)
        return decode_value(field, value, PATH_MEMBER(path, value->string), target, error);
    return field->required ? orgpol_decode_fail(error, PATH_MEMBER(path, field->name), "required, and absent")
                           : ORGPOL_OK;
}

/* A set of first bytes; of bytes 64 apart, one stands for the others. */
static inline uint64_t initial(const char *name)
{
    return UINT64_C(1) << ((unsigned char)*name & 63);
}

static uint64_t initials_of(const cJSON *object)
{
    uint64_t initials = 0;

    for (const cJSON *member = object->child; member; member = member->next)
        initials |= initial(member->string);
    return initials;
}

enum orgpol_status orgpol_decode_fields(const cJSON *object, const struct json_path *path,
                                        const struct field_table *table, void *target,
                                        struct orgpol_json_error *error)
{
    struct entered entered = {NULL, 0};
    enum orgpol_status status = ORGPOL_OK;
    uint64_t initials;

    if (!is_type(cJSON_Object, object))
        return expected("an object", object, path, error);
    initials = initials_of(object);
    for (size_t i = 0; i < table->count && status == ORGPOL_OK; i++) {
        const struct field *field = &table->fields[i];

        /* A table names more members than most objects have. */
        if (field->required || (initials & initial(field->name)) != 0)
            status = decode_field(field, object, &entered, path, (char *)target + field->offset, error);
    }
    return status;
}
