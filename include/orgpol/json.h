/* SPDX-License-Identifier: MIT */
/*
 * What tenant.h and authzen.h share: status, errors and limits of everything that reads JSON.
 *
 * All JSON goes through one strict reader: RFC 8259 in the I-JSON profile (RFC 7493). Refused, with the byte
 * offset and where it is known the JSON pointer: duplicate member names (after unescaping), invalid UTF-8,
 * lone surrogates and noncharacters, \u0000, unescaped control characters, a byte order mark, trailing bytes,
 * malformed numbers and those beyond a double, nesting and size over the caller's limits. What rounds to
 * zero is zero; of a number of more than 63 characters the first 40 significant digits count.
 *
 * Members orgpol does not know are ignored. A member it knows must have the right type; null counts as
 * absent, and so does "" where text, a word or a time is expected. Member names are matched case-sensitively.
 *
 * hash_key: whoever writes a tenant chooses the ids in it, and ids chosen to collide turn a load quadratic. A
 * tenant from anybody but you - so above all the context.tenant of a request - must be read with
 * options.hash_key set to 16 random bytes. The default key is fixed, and known to all.
 *
 * Memory: a document that is read takes up to about 35 times its size (on 64-bit machines) and 150 KiB, from
 * cJSON's allocator in the main, whose hooks must align as malloc does. That is 35 MiB for a request under
 * the default limit, and 2.2 GiB for a tenant; options.max_bytes lowers both. Usual documents take 5 to 10
 * times their size, and usual requests one block, which also has room for their evaluation. A tenant that is
 * built (orgpol/tenant.h) takes that for one object at a time.
 *
 * Threads: no state is shared, except that numbers other than whole ones of up to 15 digits are read by the C
 * library in the locale of the process, which must not change meanwhile.
 */
#ifndef ORGPOL_JSON_H
#define ORGPOL_JSON_H

#include "orgpol/base.h"

#ifdef __cplusplus
extern "C" {
#endif

enum orgpol_status {
    ORGPOL_OK = 0,
    ORGPOL_ERR_ARGUMENT = 1, /* NULL where something is needed, or a struct of unusable size */
    ORGPOL_ERR_SYNTAX = 2,   /* not JSON, or JSON that the strict reader refuses */
    ORGPOL_ERR_LIMIT = 3,    /* larger or deeper than the limits */
    ORGPOL_ERR_REQUEST =
        4, /* well-formed JSON that is no request or tenant: a member, word or type is wrong */
    ORGPOL_ERR_MEMORY = 5, /* allocation failed */
    ORGPOL_ERR_BUFFER = 6  /* the caller's buffer is too small; the length needed was set */
};

/*
 * Where and why. Both texts are terminated, whatever the struct_size, and cut when they are longer than their
 * room. Control characters that the document brought in stand there as "?".
 *
 * A function that is given one writes it always: with status ORGPOL_OK and empty texts when there is none to
 * tell. When its struct_size is unusable nothing is written, and the function returns ORGPOL_ERR_ARGUMENT.
 */
struct orgpol_json_error {
    uint32_t struct_size;
    uint32_t status; /* enum orgpol_status */
    /*
     * Byte offset into the document: of the first byte that cannot be there, or of the beginning of the
     * escape, character, number or name that may not; its length when the end came too early.
     */
    size_t offset;
    char pointer[256]; /* RFC 6901; "" is the whole document, or unknown */
    char message[256]; /* what was found and what was expected */
};
#define ORGPOL_JSON_ERROR_INIT                                 \
    {                                                          \
        (uint32_t)sizeof(struct orgpol_json_error), 0, 0, {0}, \
        {                                                      \
            0                                                  \
        }                                                      \
    }

#define ORGPOL_JSON_MAX_DEPTH 64          /* default nesting limit */
#define ORGPOL_JSON_MAX_DEPTH_CEILING 128 /* highest that can be asked for */
#define ORGPOL_JSON_MAX_BYTES 67108864u   /* default size limit of a tenant: 64 MiB */
/* Default size limit of a request, a tenant inside included: 1 MiB. */
#define ORGPOL_JSON_MAX_REQUEST_BYTES 1048576u

/* Limits and the hash key. NULL where a function takes them: every default. */
struct orgpol_json_options {
    uint32_t struct_size;
    uint32_t max_depth; /* nesting of objects and arrays; 0: ORGPOL_JSON_MAX_DEPTH */
    size_t max_bytes;   /* size of a document; 0: ORGPOL_JSON_MAX_BYTES or _MAX_REQUEST_BYTES */
    /*
     * 16 secret random bytes that key the lookups of tenants, so that chosen ids cannot slow them down. NULL:
     * a fixed key, only for tenants you wrote yourself (see above). Read during the call only.
     */
    const uint8_t *hash_key;
};
#define ORGPOL_JSON_OPTIONS_INIT                                 \
    {                                                            \
        (uint32_t)sizeof(struct orgpol_json_options), 0, 0, NULL \
    }

/*
 * Does a document of your own, that is neither tenant nor request, keep to the rules above? ORGPOL_OK, or
 * ORGPOL_ERR_SYNTAX, _LIMIT, _MEMORY or _ARGUMENT, and `error` says where and why. Both `options` and `error`
 * may be NULL; of the options the limits count. Another parser reads an accepted document as this one does,
 * but for numbers of more than 63 characters, whose last place may differ (and some cJSON versions take
 * none). Cost: one pass, no tree.
 */
ORGPOL_API enum orgpol_status orgpol_json_check(const char *json, size_t length,
                                                const struct orgpol_json_options *options,
                                                struct orgpol_json_error *error);

/*
 * Byte offset of the value at a JSON pointer, or, where there is none, of the deepest value on the way to it,
 * in a document that orgpol_json_check accepted. For error messages about such a document. NULL for either
 * gives 0. Cost: one pass.
 */
ORGPOL_API size_t orgpol_json_offset(const char *json, size_t length, const char *pointer);

#ifdef __cplusplus
}
#endif

#endif
