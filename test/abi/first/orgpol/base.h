/* SPDX-License-Identifier: MIT */
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
struct orgpol_str {
    const char *ptr;
    size_t len;
};
#ifdef __cplusplus
#define ORGPOL_STR(literal) (orgpol_str{"" literal, sizeof(literal) - 1})
#else
#define ORGPOL_STR(literal) ((struct orgpol_str){"" literal, sizeof(literal) - 1})
#endif
#define ORGPOL_STR_NONE \
    { \
        NULL, 0 \
    }
ORGPOL_API struct orgpol_str orgpol_str_of(const char *text);
#define ORGPOL_STRUCT_SIZE_MAX 4096
#ifdef __cplusplus
}
#endif
#endif
