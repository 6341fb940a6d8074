/* SPDX-License-Identifier: MIT */
/* JSON numbers, without reading them into a double. Private. */
#ifndef ORGPOL_JSON_NUMBER_H
#define ORGPOL_JSON_NUMBER_H

#include <stdbool.h>
#include <stddef.h>

/* cJSON up to 1.7.17 reads no more than this many characters of a number. */
#define NUMBER_LENGTH_MAX 63

struct number {
    const unsigned char *begin; /* the sign, if there is one */
    const unsigned char *whole; /* first digit */
    const unsigned char *end;   /* after the last character */
    const unsigned char *mantissa_end;
    long long exponent; /* power of ten of the first significant digit; meaningless for zero */
    bool zero;
};

/* Reads the number at `at`. Returns NULL, or what is wrong with it; then number->end is where. */
const char *orgpol_number_scan(const unsigned char *at, const unsigned char *end, struct number *number);

/*
 * Writes a number of the same value to 40 significant digits, in at most NUMBER_LENGTH_MAX characters, and
 * returns how many.
 */
size_t orgpol_number_shorten(const struct number *number, char out[NUMBER_LENGTH_MAX + 1]);

#endif
