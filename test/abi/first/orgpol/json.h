/* SPDX-License-Identifier: MIT */
#ifndef ORGPOL_JSON_H
#define ORGPOL_JSON_H
#include "orgpol/base.h"
#ifdef __cplusplus
extern "C" {
#endif
enum orgpol_status {
    ORGPOL_OK = 0,
    ORGPOL_ERR_ARGUMENT = 1,
    ORGPOL_ERR_SYNTAX = 2,
    ORGPOL_ERR_LIMIT = 3,
    ORGPOL_ERR_REQUEST =
        4,
    ORGPOL_ERR_MEMORY = 5,
    ORGPOL_ERR_BUFFER = 6
};
struct orgpol_json_error {
    uint32_t struct_size;
    uint32_t status;
    size_t offset;
    char pointer[256];
    char message[256];
};
#define ORGPOL_JSON_ERROR_INIT \
    { \
        (uint32_t)sizeof(struct orgpol_json_error), 0, 0, {0}, \
        { \
            0 \
        } \
    }
#define ORGPOL_JSON_MAX_DEPTH 64
#define ORGPOL_JSON_MAX_DEPTH_CEILING 128
#define ORGPOL_JSON_MAX_BYTES 67108864u
struct orgpol_json_options {
    uint32_t struct_size;
    uint32_t max_depth;
    size_t max_bytes;
    const uint8_t *hash_key;
};
#define ORGPOL_JSON_OPTIONS_INIT \
    { \
        (uint32_t)sizeof(struct orgpol_json_options), 0, 0, NULL \
    }
#ifdef __cplusplus
}
#endif
#endif
