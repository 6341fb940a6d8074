/* SPDX-License-Identifier: MIT */
/* Objects of a script as structs of the library, by table. */
#ifndef ORGPOL_NODE_ROWS_H
#define ORGPOL_NODE_ROWS_H

#include "addon.h"

#include <orgpol/base.h>

enum member_kind {
    MEMBER_TEXT,     /* struct orgpol_str: text */
    MEMBER_TEXTS,    /* const struct orgpol_str * and size_t: an array of text */
    MEMBER_FLAG,     /* uint8_t: true or false */
    MEMBER_WORD,     /* uint8_t: one of the words */
    MEMBER_WORDS,    /* uint32_t: an array of words, their values or-ed; an empty one is the last word's */
    MEMBER_BYTES,    /* const uint8_t * and size_t: a Buffer */
    MEMBER_COUNT_32, /* uint32_t: a whole number from 0 */
    MEMBER_COUNT_64, /* uint64_t: the same, up to 2^53 - 1 */
    MEMBER_ROW       /* pointer to a struct: an object */
};

/* A list ends with NULL. */
struct word {
    const char *text;
    uint32_t value;
};

struct row_type;

struct member {
    const char *name; /* the struct's */
    size_t length;    /* of the name */
    enum member_kind kind;
    size_t offset;
    size_t count_offset; /* MEMBER_TEXTS */
    const struct word *words;
    const struct row_type *type; /* MEMBER_ROW */
};

/* A struct that begins with struct_size. */
struct row_type {
    const char *name; /* without orgpol_ */
    size_t size;
    const struct member *members;
    size_t count;
};

/* What is asked with. */
extern const struct row_type login_request_type;
extern const struct row_type client_grant_request_type;
extern const struct row_type consent_key_request_type;
/* All of them, each after those it points to; NULL after the last. */
const struct row_type *row_type_at(size_t place);

/* ---- arena.c: memory of one call ---- */

enum { ARENA_FIRST = 4096 };

struct arena {
    struct block *blocks;
    size_t used; /* of `first` */
    _Alignas(16) unsigned char first[ARENA_FIRST];
};

/* Memory that lasts until arena_free, aligned for anything; NULL where there is none. */
void *arena_take(struct arena *arena, size_t size);
void arena_free(struct arena *arena);

/* ---- reader.c ---- */

/* One reading, and where and why it failed. */
struct reading {
    napi_env env;
    struct arena *arena;
    size_t pointer_length;
    char pointer[256];
    char message[256]; /* empty: a script's exception is pending */
};

/*
 * The struct of an object; NULL where it is none that the type describes, and then *reading says why. Getters
 * run, and may do anything: what was read is a copy by then.
 */
void *read_row(struct reading *reading, const struct row_type *type, napi_value object);
/* The refusal of a reading that failed; NULL where an exception is pending. */
napi_value refusal_of_reading(const struct reading *reading);

#endif
