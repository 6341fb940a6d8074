/* SPDX-License-Identifier: MIT */
/*
 * Every distinct string of a tenant once, under a number, and lists of such strings. Texts, and keys that are
 * an id alone, are hashed with SipHash under the tenant's key, so chosen ids do not collide more often than
 * others. Private.
 */
#ifndef ORGPOL_JSON_INDEX_H
#define ORGPOL_JSON_INDEX_H

#include "orgpol/base.h"
#include "room.h"
#include "table.h"

#define INDEX_NUMBERS 4 /* that are hashed together */

struct index {
    uint8_t hash_key[16];
    uint64_t factors[INDEX_NUMBERS + 1]; /* as secret as the key they are hashed from */
    bool is_full;                        /* a text, or a row, was one too many */
    /*
     * A string's number is the place of its length in the segments, which are as long as one another; a
     * string that needs several has them in one piece, and the others are NULL. 0 is the absent string.
     */
    char **segments;
    uint32_t segment_count;
    uint32_t segment_capacity;
    uint32_t end; /* number of the next string */
    struct table texts;
    struct room room; /* lists, and rows that only some have */
};

/* How much there is, to go back to. */
struct index_mark {
    uint32_t end;
    uint32_t segment_count;
    struct room room;
};

/* Allocates nothing. index_free releases everything, whatever failed. */
void orgpol_index_init(struct index *index, const uint8_t hash_key[16]);
void orgpol_index_free(struct index *index);

/* The number of a string, which is copied when it is new. False when memory ended, or the index is full. */
bool orgpol_index_add_text(struct index *index, struct orgpol_str text, uint32_t *number);

/* The number of a string, or 0. */
uint32_t orgpol_index_find_text(const struct index *index, struct orgpol_str text);

/* The index's own copy of a string. It stays where it is. */
struct orgpol_str orgpol_index_text(const struct index *index, uint32_t number);

/* Forgets what was added since the mark. */
struct index_mark orgpol_index_mark(const struct index *index);
void orgpol_index_go_back(struct index *index, const struct index_mark *mark);

/* Makes the lookup as small as it can be, now that all strings are there. False when memory ended. */
bool orgpol_index_finish(struct index *index);

uint64_t orgpol_index_hash(const struct index *index, const void *bytes, size_t length);

/*
 * The hash of numbers that are the tenant's own, as places and those of strings are. Whoever writes the
 * tenant chooses them, but not the factors, which are secret as the key is: two keys have one sum with a
 * probability of at most 2^-33 (multiplying by random factors is universal), and what follows keeps sums
 * apart. At a fraction of SipHash's cost.
 */
static inline uint64_t orgpol_index_hash_numbers(const struct index *index,
                                                 const uint32_t numbers[INDEX_NUMBERS])
{
    const uint64_t *factors = index->factors;
    const uint64_t sum = factors[0] * numbers[0] + factors[1] * numbers[1] + factors[2] * numbers[2] +
                         factors[3] * numbers[3] + factors[INDEX_NUMBERS];
    /* Numbers in sequence give sums in sequence: those are scattered. */
    const uint64_t product = (sum ^ sum >> 32) * UINT64_C(0x9E3779B97F4A7C15);

    return product ^ product >> 32;
}

size_t orgpol_index_bytes(const struct index *index);

#endif
