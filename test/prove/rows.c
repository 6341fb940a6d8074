/* SPDX-License-Identifier: MIT */
/*
 * The struct_size rule by itself: read_row and write_result with every size, the caller's struct ending where
 * the memory ends. The harness of a public function has structs of the library's size only.
 */
#include "../../lib/core/rows.h"

#include "inputs.h"

#define SIZES 96

struct row {
    uint32_t struct_size;
    uint32_t word;
    struct orgpol_str text;
};

void prove_read_row(void)
{
    static const struct row none = {(uint32_t)sizeof none, 0, {NULL, 0}};
    unsigned char room[SIZES];

    unknown(room, sizeof room);
    /*@ loop unroll 96; */
    for (uint32_t size = 0; size < SIZES; size++) {
        unsigned char *const row = room + SIZES - (size < sizeof size ? sizeof size : size);
        struct row copy;
        bool unsupported = false;
        const unsigned char *read;

        memcpy(row, &size, sizeof size);
        read = read_row(either(NULL, row), &none, &copy, sizeof copy, &unsupported);
        /*@ check readable: \valid_read(read + (0 .. sizeof(struct row) - 1)); */
        /*@ check initialized: unsupported == 0 ==> \initialized(read + (0 .. sizeof(struct row) - 1)); */
    }
}

void prove_write_result(void)
{
    struct row result;
    unsigned char room[SIZES];

    unknown(&result, sizeof result);
    unknown(room, sizeof room);
    /*@ loop unroll 96; */
    for (uint32_t size = 0; size < SIZES; size++) {
        unsigned char *const out = room + SIZES - (size < sizeof size ? sizeof size : size);

        memcpy(out, &size, sizeof size);
        write_result(either(NULL, out), &result, sizeof result);
    }
}
