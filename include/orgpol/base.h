/* SPDX-License-Identifier: MIT */
/* What every other header needs: export macro and strings. */
#ifndef ORGPOL_BASE_H
#define ORGPOL_BASE_H

#include <stddef.h>
#include <stdint.h>

#if defined(__GNUC__)
#define ORGPOL_API __attribute__((visibility("default")))
#else
#define ORGPOL_API
#endif

#ifdef __cplusplus
extern "C" {
#endif

/*
 * UTF-8 bytes with a length; no terminator is needed or read. The bytes stay the caller's: orgpol never
 * copies, changes or frees them. {NULL, anything} and {anything, 0} both mean "absent". Ids are compared
 * byte by byte (TRAP-47). The layout is frozen.
 */
struct orgpol_str {
    const char *ptr;
    size_t len;
};

/* ORGPOL_STR("text"): a struct orgpol_str over a string literal. */
#ifdef __cplusplus
#define ORGPOL_STR(literal) (orgpol_str{"" literal, sizeof(literal) - 1})
#else
#define ORGPOL_STR(literal) ((struct orgpol_str){"" literal, sizeof(literal) - 1})
#endif

/* The absent string, as an initializer. */
#define ORGPOL_STR_NONE \
    {                   \
        NULL, 0         \
    }

/* A struct orgpol_str over a terminated C string; NULL gives the absent string. Cost: one strlen. */
ORGPOL_API struct orgpol_str orgpol_str_of(const char *text);

/*
 * The struct_size rule. Every input and result struct of orgpol begins with `uint32_t struct_size`, which
 * its ORGPOL_<TYPE>_INIT sets. A struct that is shorter than the library's (an older header) is read as if
 * the missing tail were zero. A longer one (a newer header) is accepted only if the tail unknown to the
 * library is zero; otherwise, or when the size is no multiple of sizeof(void *), below 8 or above
 * ORGPOL_STRUCT_SIZE_MAX, the answer is an error with reason `unsupported_input`. Members called
 * `reserved` must be zero, under the same penalty. NULL for a struct means that the row does not exist.
 */
#define ORGPOL_STRUCT_SIZE_MAX 4096

#ifdef __cplusplus
}
#endif

#endif
