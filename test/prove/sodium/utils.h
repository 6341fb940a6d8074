/* SPDX-License-Identifier: MIT */
/* What the core calls of libsodium to compare secrets, as a contract in place of its code. */
#ifndef ORGPOL_TEST_SODIUM_UTILS_H
#define ORGPOL_TEST_SODIUM_UTILS_H

#include <stddef.h>

/*@ requires b1: len == 0 || \valid_read((const char *)b1 + (0 .. len - 1));
    requires b2: len == 0 || \valid_read((const char *)b2 + (0 .. len - 1));
    requires initialized_b1: len == 0 || \initialized((const char *)b1 + (0 .. len - 1));
    requires initialized_b2: len == 0 || \initialized((const char *)b2 + (0 .. len - 1));
    terminates \true;
    assigns \result \from ((const char *)b1)[0 .. len - 1], ((const char *)b2)[0 .. len - 1];
    ensures result: \result == 0 || \result == -1;
 */
int sodium_memcmp(const void *const b1, const void *const b2, size_t len);

#endif
