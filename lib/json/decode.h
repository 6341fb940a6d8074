/* SPDX-License-Identifier: MIT */
/* Reading the members of a JSON object into a struct, by table. Private. */
#ifndef ORGPOL_JSON_DECODE_H
#define ORGPOL_JSON_DECODE_H

#include "orgpol/vault.h"
#include "strict.h"

enum field_kind {
    FIELD_TEXT,     /* struct orgpol_str; "" is absent */
    FIELD_FLAG,     /* uint8_t: 1 when the member is true */
    FIELD_FLAG_OFF, /* uint8_t: 1 when the member is false */
    FIELD_WORD,     /* uint8_t: value of the word, ORGPOL_WORD_UNKNOWN for another */
    FIELD_CHOICE,   /* uint8_t: value of the word; another is an error */
    FIELD_SETTING,  /* uint8_t: enum orgpol_setting */
    FIELD_MASK, /* uint32_t: array of words, their values or-ed; another, and an empty array, is MASK_OTHER */
    FIELD_CHOICES, /* uint32_t: the same, but another word is an error */
    FIELD_COUNT,   /* struct given_count: a whole number from 0; from 2^63 on they read as 2^63 */
    FIELD_TIME,    /* struct given_time: RFC 3339 text in UTC */
    FIELD_OBJECT,  /* const cJSON *: the object itself */
    FIELD_ARRAY,   /* const cJSON *: the array itself */
    /* For Token Vault, where "" is a value. */
    FIELD_GIVEN_WORD, /* uint8_t: value of the word, ORGPOL_WORD_UNKNOWN for another and for "" */
    FIELD_ONE_OF,     /* uint8_t: value of the word; another and "" are an error */
    FIELD_GIVEN_TIME, /* struct orgpol_time: RFC 3339 text in UTC; "" is an error */
    FIELD_SECONDS,    /* struct orgpol_time: a whole number from 0; above INT64_MAX it reads as INT64_MAX */
    FIELD_VALUE,      /* const cJSON *: any value, which is the reader's to check */
    FIELD_TEXTS       /* const cJSON *: text or an array, whose elements are the reader's to check */
};

#define MASK_OTHER (1u << 30)

/* A word and its value; a list ends with NULL. */
struct word {
    const char *text;
    uint32_t value;
};

/* One member. An absent or null one leaves the target alone, unless it is required. */
struct field {
    const char *name; /* dots lead into nested objects */
    enum field_kind kind;
    size_t offset;
    const struct word *words;
    bool required;
};

/* A count and whether it was given, the target of FIELD_COUNT. */
struct given_count {
    uint64_t value;
    uint8_t is_given;
};

/* Seconds since 1970, the target of FIELD_TIME. */
struct given_time {
    int64_t seconds;
    uint8_t is_given;
};

/* Where a value stands in the document, from the inside out. */
struct json_path {
    const struct json_path *up; /* NULL at the top */
    const char *name;           /* member name, or NULL for an element */
    size_t index;
};

/* A table of fields, for orgpol_decode_fields. */
struct field_table {
    const struct field *fields;
    size_t count;
};

#define FIELD_TABLE(fields)                         \
    {                                               \
        (fields), sizeof(fields) / sizeof *(fields) \
    }

#define PATH_MEMBER(up, name) (&(const struct json_path){(up), (name), 0})
#define PATH_ELEMENT(up, index) (&(const struct json_path){(up), NULL, (index)})

/* Fails with ORGPOL_ERR_REQUEST at a path. */
enum orgpol_status orgpol_decode_fail(struct orgpol_json_error *error, const struct json_path *path,
                                      const char *format, ...)
#if defined(__GNUC__)
    __attribute__((format(printf, 3, 4)))
#endif
    ;

/* The member of an object, or NULL when it is absent or null. */
const cJSON *orgpol_decode_member(const cJSON *object, const char *name);

/* What a value is, in the words of error messages: "text", "a number" ... */
const char *orgpol_decode_kind_name(const cJSON *value);

/* The bytes of an array's element; fails unless it is text. */
enum orgpol_status orgpol_decode_text_element(const cJSON *value, const struct json_path *path,
                                              struct orgpol_str *text, struct orgpol_json_error *error);

/*
 * Reads every member the table names into `target`; fails unless `object` is one. Strings and trees point
 * into the document's tree.
 */
enum orgpol_status orgpol_decode_fields(const cJSON *object, const struct json_path *path,
                                        const struct field_table *table, void *target,
                                        struct orgpol_json_error *error);

#endif
