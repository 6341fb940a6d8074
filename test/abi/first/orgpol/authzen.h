/* SPDX-License-Identifier: MIT */
#ifndef ORGPOL_AUTHZEN_H
#define ORGPOL_AUTHZEN_H
#include "orgpol/decision.h"
#include "orgpol/json.h"
#include "orgpol/tenant.h"
#ifdef __cplusplus
extern "C" {
#endif
ORGPOL_API enum orgpol_status orgpol_authzen_evaluate(const struct orgpol_tenant *tenant, const char *request,
                                                      size_t length,
                                                      const struct orgpol_json_options *options, char *answer,
                                                      size_t size, size_t *answer_length,
                                                      struct orgpol_decision *decision,
                                                      struct orgpol_json_error *error);
#ifdef __cplusplus
}
#endif
#endif
