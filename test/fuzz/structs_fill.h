/* SPDX-License-Identifier: MIT */
/*
 * Fills the public structs as an input chooses: rows that belong together unless it wants others, texts that
 * are absent, empty or not text, lists without their array, sizes of older and newer headers and of none.
 * Every struct, list and text is an allocation of its own of just its size, so that AddressSanitizer sees
 * what is read beyond it.
 */
#ifndef ORGPOL_TEST_FUZZ_STRUCTS_FILL_H
#define ORGPOL_TEST_FUZZ_STRUCTS_FILL_H

#include <stdbool.h>

#include "fuzz/choices.h"
#include "fuzz/replay.h"
#include "fuzz/structs_words.h"
#include "orgpol.h"

#define NOW_S INT64_C(1790000000)

enum kind {
    KIND_SIZE,    /* struct_size */
    KIND_ZERO,    /* reserved, or of no account */
    KIND_BYTE,    /* a flag or a word, usually zero */
    KIND_WORD,    /* a word, usually `of` */
    KIND_ON,      /* a flag, usually set */
    KIND_MASK,    /* uint32_t, usually full */
    KIND_NUMBER,  /* a count */
    KIND_SOME,    /* uint32_t, usually one */
    KIND_SECONDS, /* int64_t */
    KIND_TIME,
    KIND_TEXT,
    KIND_SELDOM,       /* a text, usually absent */
    KIND_TEXTS,        /* an array and its count */
    KIND_SELDOM_TEXTS, /* the same, usually empty */
    KIND_BYTES,        /* the same, of bytes */
    KIND_ROW,
    KIND_NONE, /* a row, usually absent */
    KIND_ROWS, /* an array of structs and its count */
    KIND_EACH  /* an array of pointers to structs and its count */
};

struct member {
    uint16_t offset;
    uint8_t kind;
    uint8_t of; /* enum pool, enum of_struct, or a word */
    uint8_t size;
};

#define MEMBER(name, kind, of)                                                                 \
    {                                                                                          \
        (uint16_t) offsetof(STRUCT, name), (kind), (of), (uint8_t)sizeof((STRUCT *)NULL)->name \
    }
#define LIST(name, count, kind, of)                                                 \
    {                                                                               \
        (uint16_t) offsetof(STRUCT, name), (kind), (of),                            \
            (uint8_t)(sizeof((STRUCT *)NULL)->name + sizeof((STRUCT *)NULL)->count) \
    }
#define SIZE(name) MEMBER(name, KIND_SIZE, 0)
#define ZERO(name) MEMBER(name, KIND_ZERO, 0)
#define BYTE(name) MEMBER(name, KIND_BYTE, 0)
#define ON(name) MEMBER(name, KIND_ON, 0)
#define WORD(name, usual) MEMBER(name, KIND_WORD, usual)
#define MASK(name) MEMBER(name, KIND_MASK, 0)
#define NUMBER(name) MEMBER(name, KIND_NUMBER, 0)
#define SOME(name) MEMBER(name, KIND_SOME, 0)
#define SECONDS(name) MEMBER(name, KIND_SECONDS, 0)
#define TIME(name) MEMBER(name, KIND_TIME, 0)
#define TEXT(name, pool) MEMBER(name, KIND_TEXT, POOL_##pool)
#define SELDOM(name, pool) MEMBER(name, KIND_SELDOM, POOL_##pool)
#define TEXTS(name, count, pool) LIST(name, count, KIND_TEXTS, POOL_##pool)
#define SELDOM_TEXTS(name, count, pool) LIST(name, count, KIND_SELDOM_TEXTS, POOL_##pool)
#define BYTES(name, count) LIST(name, count, KIND_BYTES, 0)
#define ROW(name, type) MEMBER(name, KIND_ROW, OF_##type)
#define NONE(name, type) MEMBER(name, KIND_NONE, OF_##type)
#define ROWS(name, count, type) LIST(name, count, KIND_ROWS, OF_##type)
#define EACH(name, count, type) LIST(name, count, KIND_EACH, OF_##type)

#include "fuzz/structs_names.h"

#define OF_STRUCT(name) OF_##name,
enum of_struct { STRUCTS(OF_STRUCT) STRUCT_COUNT };

#include "fuzz/structs_table.h"
#include "fuzz/structs_table_vault.h"

static const struct {
    const struct member *members;
    size_t count;
    size_t size;
} shapes[] = {
#define SHAPE_OF(name) \
    {members_of_##name, sizeof members_of_##name / sizeof *members_of_##name, sizeof(struct orgpol_##name)},
    STRUCTS(SHAPE_OF)};

/*
 * The members of every struct fill it, one after the other, but for padding before a pointer, and at the end
 * where a number is wider than a pointer.
 */
static inline void check_shapes(void)
{
    for (size_t i = 0; i < STRUCT_COUNT; i++) {
        size_t end = 0;

        for (size_t k = 0; k < shapes[i].count; k++) {
            const struct member *const member = &shapes[i].members[k];

            MUST(member->offset == end || member->offset == (end + 7) / 8 * 8);
            end = member->offset + member->size;
        }
        MUST(end == shapes[i].size || (sizeof(void *) < 8 && (end + 7) / 8 * 8 == shapes[i].size));
    }
}

/* ---- memory of one input ---- */

#define BLOCKS_MAX 4096

struct filler {
    struct choices choices;
    unsigned depth;      /* 0 while the request itself is filled */
    size_t turn;         /* place in a list: its elements usually differ */
    bool is_unsupported; /* the request or a row it points to cannot be read, or has something reserved */
    size_t block_count;
    void *blocks[BLOCKS_MAX];
};

static inline void *block(struct filler *filler, size_t size)
{
    void *const new = calloc(1, size > 0 ? size : 1);

    MUST(new && filler->block_count < BLOCKS_MAX);
    filler->blocks[filler->block_count++] = new;
    return new;
}

static inline void free_blocks(struct filler *filler)
{
    while (filler->block_count > 0)
        free(filler->blocks[--filler->block_count]);
}

/* ---- values ---- */

static inline struct orgpol_str copied(struct filler *filler, const char *text, size_t length)
{
    char *const copy = block(filler, length);

    memcpy(copy, text, length);
    return (struct orgpol_str){copy, length};
}

static inline struct orgpol_str text_value(struct filler *filler, enum pool pool)
{
    const unsigned choice = choose(&filler->choices);
    const char *word = words[0];
    size_t length;

    if (choice < 50)
        word = pools[pool][(choice + filler->turn) % POOL_WORDS];
    else if (choice < 65)
        return (struct orgpol_str){NULL, choice == 50 ? 5 : 0};
    else if (choice < 68)
        return copied(filler, "", 0);
    else if (choice < 90)
        word = words[choose_of(&filler->choices, WORDS)];
    else {
        length = choose_of(&filler->choices, 12);
        length = length < filler->choices.left ? length : filler->choices.left;
        filler->choices.left -= length;
        filler->choices.at += length;
        return copied(filler, (const char *)filler->choices.at - length, length);
    }
    return copied(filler, word, strlen(word));
}

static inline uint8_t byte_value(struct filler *filler, bool on)
{
    static const uint8_t rare[] = {4, 5, 6, 7, 8, 9, 10, 16, 61, 62, 254, 255};
    static const uint8_t usual[] = {0, 1, 2, 3, 0, 1, 2};
    const unsigned choice = choose(&filler->choices);

    if (on)
        return choice % 8 < 6 ? 1 : choice % 8 == 6 ? 0 : 255;
    return choice % 8 < 7 ? usual[choice % 8] : rare[choice / 8];
}

static inline uint64_t number_value(struct filler *filler)
{
    static const uint64_t rare[] = {1024, 1025, UINT32_MAX, UINT64_MAX, INT64_MAX, 16,
                                    17,   20,   21,         64,         65,        100};
    const unsigned choice = choose(&filler->choices);

    return choice % 8 < 7 ? choice % 8 : rare[choice / 8];
}

static inline int64_t seconds_value(struct filler *filler, bool is_clock)
{
    static const int64_t apart[] = {-1, 0, 1, 59, 60, 61, -59, -60, -61, 3600, -31536000, -31536001};
    static const int64_t rare[] = {0, 1, -1, INT64_MIN, INT64_MAX, 253402300800};
    const unsigned choice = choose(&filler->choices);

    if (choice % 8 < 5)
        return is_clock || choice % 8 == 3 ? NOW_S : NOW_S + (choice % 8 == 4 ? -10 : 10);
    return choice % 8 < 7 ? NOW_S + apart[choice / 8] : rare[choice / 8 % 6];
}

/* How many elements, `usual` to begin with; `missing`: the array is NULL all the same. */
static inline size_t count_value(struct filler *filler, size_t usual, bool *missing)
{
    const unsigned choice = choose(&filler->choices);

    *missing = choice == CHOICES - 1;
    return choice < 85 ? (choice + usual) % (usual + 3) : choice < 92 ? 5 : choice < 94 ? 17 : 2;
}

/* ---- structs ---- */

static inline void *struct_value(struct filler *filler, unsigned shape);

static inline void put_list(char *place, const void *list, size_t count)
{
    memcpy(place, &list, sizeof list);
    memcpy(place + sizeof list, &count, sizeof count);
}

static inline void fill_texts(struct filler *filler, const struct member *member, char *place)
{
    bool missing;
    const size_t count = count_value(filler, member->of == POOL_SCOPE ? 3 : 1, &missing);
    struct orgpol_str *const texts = block(filler, count * sizeof *texts);

    for (size_t i = 0; i < count && !missing; i++) {
        filler->turn = i;
        texts[i] = text_value(filler, member->of);
    }
    filler->turn = 0;
    put_list(place, missing ? NULL : texts, count);
}

static inline void fill_bytes(struct filler *filler, char *place)
{
    const size_t count = choose(&filler->choices);

    put_list(place, count > 0 ? block(filler, count) : NULL, count);
}

static inline uint32_t size_of(const void *row)
{
    uint32_t size;

    memcpy(&size, row, sizeof size);
    return size;
}

/* Elements of the size of the first one, which is the distance between them; or one that says another. */
static inline void fill_rows(struct filler *filler, const struct member *member, char *place)
{
    const bool sized = shapes[member->of].members[0].kind == KIND_SIZE;
    bool missing;
    const size_t count = count_value(filler, member->of == OF_parameter ? POOL_WORDS : 1, &missing);
    const unsigned odd = choose(&filler->choices);
    const size_t size = sized && odd == 94   ? 8
                        : sized && odd == 93 ? shapes[member->of].size + 16
                                             : shapes[member->of].size;
    char *const rows = block(filler, count * size);
    const bool unsupported = filler->is_unsupported;

    for (size_t i = 0; i < count && !missing; i++) {
        const uint32_t own = (uint32_t)(odd == 92 && i == 1 ? 16 : size);
        void *row;

        filler->turn = member->of == OF_parameter ? i : 0;
        row = struct_value(filler, member->of);
        if (!sized || size_of(row) == shapes[member->of].size)
            memcpy(rows + i * size, row, size < shapes[member->of].size ? size : shapes[member->of].size);
        if (sized)
            memcpy(rows + i * size, &own, sizeof own);
    }
    filler->turn = 0;
    filler->is_unsupported = unsupported;
    put_list(place, missing ? NULL : rows, count);
}

static inline void *row_value(struct filler *filler, unsigned shape)
{
    return choose(&filler->choices) % 8 == 7 ? NULL : struct_value(filler, shape);
}

static inline void fill_each(struct filler *filler, const struct member *member, char *place)
{
    bool missing;
    const size_t count = count_value(filler, 1, &missing);
    void **const rows = block(filler, count * sizeof *rows);

    for (size_t i = 0; i < count && !missing; i++)
        rows[i] = row_value(filler, member->of);
    put_list(place, missing ? NULL : (void *)rows, count);
}

static inline void fill_number(struct filler *filler, const struct member *member, char *place)
{
    uint64_t number = number_value(filler);
    uint32_t short_number = (uint32_t)number;

    if (member->kind == KIND_SOME)
        short_number = short_number < 2 ? 1 - short_number : short_number;
    if (member->kind == KIND_MASK)
        short_number = number == 0 ? 0x7FFFFFFF : number == 1 ? 0 : 1u << number % 32;
    memcpy(place, member->size == 8 ? (void *)&number : (void *)&short_number, member->size);
}

static inline void fill_member(struct filler *filler, const struct member *member, char *place)
{
    struct orgpol_str text;
    struct orgpol_time time;
    int64_t seconds;
    void *row;

    switch ((enum kind)member->kind) {
    case KIND_SIZE:
    case KIND_ZERO: return;
    case KIND_BYTE:
    case KIND_ON: *place = (char)byte_value(filler, member->kind == KIND_ON); return;
    case KIND_WORD:
        *place = (char)byte_value(filler, false);
        *place = *place == 0 ? (char)member->of : *place == (char)member->of ? 0 : *place;
        return;
    case KIND_MASK:
    case KIND_SOME:
    case KIND_NUMBER: fill_number(filler, member, place); return;
    case KIND_SECONDS:
        seconds = seconds_value(filler, true);
        memcpy(place, &seconds, sizeof seconds);
        return;
    case KIND_TIME:
        time.is_given = choose(&filler->choices) % 4 != 3;
        time.s = seconds_value(filler, false);
        memcpy(place, &time, sizeof time);
        return;
    case KIND_SELDOM:
        if (choose(&filler->choices) % 2 == 0)
            return;
        text = text_value(filler, member->of);
        memcpy(place, &text, sizeof text);
        return;
    case KIND_TEXT:
        text = text_value(filler, member->of);
        memcpy(place, &text, sizeof text);
        return;
    case KIND_SELDOM_TEXTS:
        if (choose(&filler->choices) % 2 == 0)
            return;
        fill_texts(filler, member, place);
        return;
    case KIND_TEXTS: fill_texts(filler, member, place); return;
    case KIND_BYTES: fill_bytes(filler, place); return;
    case KIND_NONE:
    case KIND_ROW:
        if (member->kind == KIND_NONE && choose(&filler->choices) % 2 == 0)
            return;
        row = row_value(filler, member->of);
        memcpy(place, &row, sizeof row);
        return;
    case KIND_ROWS: fill_rows(filler, member, place); return;
    case KIND_EACH: fill_each(filler, member, place); return;
    }
}

/* Of the options only a few are chosen, since each has few values that are known. */
static inline void fill_options(struct filler *filler, char *place)
{
    for (unsigned times = choose_of(&filler->choices, 4); times > 0; times--) {
        const unsigned which = choose_of(&filler->choices, shapes[OF_options].count);

        fill_member(filler, &shapes[OF_options].members[which],
                    place + shapes[OF_options].members[which].offset);
    }
}

/* A struct of another size: cut, longer and zero there, longer and not zero there, or of no size there is. */
static inline void *resized(struct filler *filler, const char *whole, size_t size, unsigned choice)
{
    static const uint32_t none[] = {0, 4, 7, 13, 4104, UINT32_MAX};
    const size_t step = 8 * ((size_t)choose(&filler->choices) + 1);
    const bool is_cut = choice < 84 && step < size;
    const size_t given = choice >= 91 ? 8 : is_cut ? size - step : size + step;
    const uint32_t says = choice >= 91 ? none[step / 8 % 6] : (uint32_t)given;
    char *const row = block(filler, given);

    memcpy(row, whole, given < size ? given : size);
    memcpy(row, &says, sizeof says);
    if (choice >= 89 && choice < 91)
        row[given - 1] = 1;
    if (is_cut && filler->depth == 0)
        filler->is_unsupported = false; /* the row may be what was cut off */
    filler->is_unsupported |= choice >= 89 && filler->depth <= 1;
    return row;
}

/* A struct of just its size. */
static inline void *struct_value(struct filler *filler, unsigned shape)
{
    const size_t size = shapes[shape].size;
    const unsigned choice = choose(&filler->choices);
    char *const row = block(filler, size);
    uint32_t given = (uint32_t)size;

    filler->depth++;
    if (shape == OF_options)
        fill_options(filler, row);
    else
        for (size_t i = 0; i < shapes[shape].count; i++)
            fill_member(filler, &shapes[shape].members[i], row + shapes[shape].members[i].offset);
    filler->depth--;
    if (shapes[shape].members[0].kind != KIND_SIZE)
        return row;
    memcpy(row, &given, sizeof given);
    return choice >= 80 ? resized(filler, row, size, choice) : row;
}

#endif
