/* SPDX-License-Identifier: MIT */
#ifndef ORGPOL_TENANT_H
#define ORGPOL_TENANT_H
#include "orgpol/json.h"
#ifdef __cplusplus
extern "C" {
#endif
struct orgpol_tenant;
ORGPOL_API enum orgpol_status orgpol_tenant_load(const char *json, size_t length,
                                                 const struct orgpol_json_options *options,
                                                 struct orgpol_tenant **tenant,
                                                 struct orgpol_json_error *error);
ORGPOL_API void orgpol_tenant_free(struct orgpol_tenant *tenant);
#ifdef __cplusplus
}
#endif
#endif
