/* SPDX-License-Identifier: MIT */
/* The strict reader for callers with documents of their own: is this JSON, and where in it is a value? */
#include "strict.h"

enum orgpol_status orgpol_json_check(const char *json, size_t length,
                                     const struct orgpol_json_options *options,
                                     struct orgpol_json_error *error)
{
    struct orgpol_json_error local = ORGPOL_JSON_ERROR_INIT;
    struct orgpol_json_options read;
    enum orgpol_status status = orgpol_json_begin(options, ORGPOL_JSON_MAX_BYTES, &read, error, &local);

    if (status == ORGPOL_OK)
        status =
            json ? orgpol_json_read(json, length, &read, NULL, 0, NULL, &local)
                 : orgpol_json_fail(&local, ORGPOL_ERR_ARGUMENT, 0, NULL, "expected a document, found NULL");
    orgpol_json_give_error(error, &local);
    return status;
}

size_t orgpol_json_offset(const char *json, size_t length, const char *pointer)
{
    return json && pointer ? orgpol_json_locate(json, length, pointer) : 0;
}
