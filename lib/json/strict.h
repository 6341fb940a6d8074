/* SPDX-License-Identifier: MIT */
/* The strict reader. Private. */
#ifndef ORGPOL_JSON_STRICT_H
#define ORGPOL_JSON_STRICT_H

#include <stdbool.h>

#include <cjson/cJSON.h>

#include "orgpol/json.h"
#include "room.h"

/*
 * Sets `error` and returns its status. `pointer` may be NULL. The message is cut to its room, and control
 * characters in either text are replaced.
 */
enum orgpol_status orgpol_json_fail(struct orgpol_json_error *error, enum orgpol_status status, size_t offset,
                                    const char *pointer, const char *format, ...)
#if defined(__GNUC__)
    __attribute__((format(printf, 5, 6)))
#endif
    ;

/* Memory ended: ORGPOL_ERR_MEMORY. */
enum orgpol_status orgpol_json_no_memory(struct orgpol_json_error *error);

/* Terminates a text that fills its room, at the end of a character. */
void orgpol_json_cut(char *text, size_t size);

/*
 * What every public function begins with: the caller's options, with every default filled in and `max_bytes`
 * as that of the size; and a look at `out`, the struct its error is to go to, or NULL. ORGPOL_ERR_ARGUMENT,
 * and `error` filled in, when one of the two cannot be used.
 */
enum orgpol_status orgpol_json_begin(const struct orgpol_json_options *given, size_t max_bytes,
                                     struct orgpol_json_options *options, const struct orgpol_json_error *out,
                                     struct orgpol_json_error *error);

/*
 * ... and ends with: hands the error, or that there is none, to the caller's struct of any usable size, both
 * texts terminated. NULL is fine.
 */
void orgpol_json_give_error(struct orgpol_json_error *out, const struct orgpol_json_error *error);

/*
 * Reads a document under the rules of orgpol/json.h into a tree, which is in the room, also after a failure,
 * and never cJSON_Delete's; the caller may take `spare` bytes more before another block is added. With `tree`
 * and `room` NULL, whether it keeps to them. `options` are those of orgpol_json_begin. Anything but ORGPOL_OK
 * leaves *tree NULL and fills in `error`.
 */
enum orgpol_status orgpol_json_read(const char *text, size_t length,
                                    const struct orgpol_json_options *options, struct room *room,
                                    size_t spare, cJSON **tree, struct orgpol_json_error *error);

/*
 * Byte offset of the value at a JSON pointer, or of the deepest value on the way to it, in a document that
 * orgpol_json_read accepted. For error messages: it reads the document once more.
 */
size_t orgpol_json_locate(const char *text, size_t length, const char *pointer);

#endif
