/* SPDX-License-Identifier: MIT */
/* What a request names: its scopes, and the API they are of. Asked before rows are fetched. */
#ifndef ORGPOL_SCOPE_H
#define ORGPOL_SCOPE_H

#include "orgpol/model.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The longest list of scopes, permissions or authorization_details types a decision reads. */
#define ORGPOL_SCOPE_LIMIT 1024

/*
 * Splits a `scope` parameter at its spaces. Writes at most `capacity` scopes, in the order sent, each
 * pointing into `text`, and returns how many there are: more than `capacity` means that the array is too
 * small. Runs of spaces count as one, and those at the ends as none; absent text has no scopes. `scopes` may
 * be NULL when `capacity` is 0.
 *
 * Text that RFC 6749 section 3.3 does not allow is not refused here: every byte but the space (0x20) belongs
 * to a scope, also tabs, line ends, quotation marks, backslashes and bytes beyond ASCII. Such a scope is
 * compared byte by byte like any other and equals none that an API may define, so it is dropped or denied
 * as an unknown scope is, and cannot break one scope into two. The scopes of an API's row are yours to keep
 * to RFC 6749: one with a space, granted whole, would read as two once a token joins them. Loading a tenant
 * leaves such values out. A scope sent twice is written twice.
 *
 * Cost: one pass over the text.
 */
ORGPOL_API size_t orgpol_split_scope(struct orgpol_str text, struct orgpol_str *scopes, size_t capacity);

/*
 * The audience of a request (M2M-05, UAPI-01): its `audience`; else its RFC 8707 `resource`, where the
 * tenant's resource_parameter_profile is `compatibility`; else the tenant's default audience; else the absent
 * string. Look the API and the grants up with it. `settings`: NULL means every default; a struct that cannot
 * be read gives the absent string. Cost: constant.
 */
ORGPOL_API struct orgpol_str orgpol_resolve_audience(struct orgpol_str audience, struct orgpol_str resource,
                                                     const struct orgpol_tenant_settings *settings);

#ifdef __cplusplus
}
#endif

#endif
