/* SPDX-License-Identifier: MIT */
/* Reading and writing callers' structs under the struct_size rule (orgpol/base.h). Private to both layers. */
#ifndef ORGPOL_CORE_ROWS_H
#define ORGPOL_CORE_ROWS_H

#include <stdbool.h>
#include <string.h>

#include "orgpol/base.h"

#if defined(__GNUC__)
#define RARE __attribute__((noinline, cold, unused))
#define INLINE static inline __attribute__((always_inline))
#else
#define RARE
#define INLINE static inline
#endif

static inline bool usable_size(uint32_t size)
{
    return size >= 8 && size <= ORGPOL_STRUCT_SIZE_MAX && size % sizeof(void *) == 0;
}

/* The case read_row leaves: a struct of another size than ours. */
static RARE const void *read_other_size(const void *row, const void *none, void *copy, size_t size,
                                        bool *unsupported)
{
    const unsigned char *bytes = row;
    const uint32_t whole = (uint32_t)size; /* what the copy is, whatever the caller's is */
    unsigned char unknown = 0;
    uint32_t given;

    memcpy(&given, row, sizeof given);
    if (usable_size(given))
        for (size_t at = size; at < given; at++)
            unknown |= bytes[at];
    if (!usable_size(given) || unknown) {
        *unsupported = true;
        return none;
    }
    memset(copy, 0, size);
    memcpy(copy, row, given < size ? given : size);
    memcpy(copy, &whole, sizeof whole);
    return copy;
}

/*
 * The struct to read in place of the caller's `row`, which is there: itself when its size is ours; `none`
 * when it cannot be read, which sets *unsupported; else `copy`, filled under the rule. `size` is that of all
 * three.
 */
INLINE const void *read_present_row(const void *row, const void *none, void *copy, size_t size,
                                    bool *unsupported)
{
    uint32_t given_size;

    memcpy(&given_size, row, sizeof given_size);
    if (given_size == size)
        return row;
    return read_other_size(row, none, copy, size, unsupported);
}

/* The same for a row that may be NULL: then `none`, whose struct_size is ours. */
INLINE const void *read_row(const void *row, const void *none, void *copy, size_t size, bool *unsupported)
{
    return read_present_row(row ? row : none, none, copy, size, unsupported);
}

/*
 * Writes `result` over as much of the caller's struct `out` as it has, keeping its struct_size; a tail we do
 * not know becomes zero. False, and nothing written, when the caller's struct_size is unusable. NULL is fine.
 */
static inline bool write_result(void *out, const void *result, size_t size)
{
    const size_t header = sizeof(uint32_t);
    uint32_t given;

    if (out == NULL)
        return true;
    memcpy(&given, out, sizeof given);
    if (!usable_size(given))
        return false;
    if (given > size)
        memset((char *)out + size, 0, given - size);
    memcpy((char *)out + header, (const char *)result + header, (given < size ? given : size) - header);
    return true;
}

#endif
