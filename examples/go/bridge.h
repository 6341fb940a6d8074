/* SPDX-License-Identifier: MIT */
/*
 * What Go cannot do itself: structs that hold pointers into Go memory. cgo forbids Go to build them in its
 * own memory, so they are built here, on the C stack, and are gone when the call returns.
 */
#ifndef ORGPOL_GO_BRIDGE_H
#define ORGPOL_GO_BRIDGE_H

#include <orgpol/authzen.h>

/* What one call gives back beside its answer. No pointers: it may lie in Go memory. */
struct outcome {
    struct orgpol_decision decision; /* ORGPOL_EFFECT_ERROR unless the library says otherwise */
    size_t answer_length;
    struct orgpol_json_error error;
};

static inline void begin(struct outcome *out)
{
    *out = (struct outcome){.error = ORGPOL_JSON_ERROR_INIT};
}

/* `key`: 16 bytes. */
static inline struct orgpol_json_options options_of(const uint8_t *key)
{
    struct orgpol_json_options options = ORGPOL_JSON_OPTIONS_INIT;

    options.hash_key = key;
    return options;
}

static inline struct orgpol_tenant *load(const char *json, size_t length, const uint8_t *key,
                                         struct outcome *out)
{
    const struct orgpol_json_options options = options_of(key);
    struct orgpol_tenant *tenant;

    begin(out);
    orgpol_tenant_load(json, length, &options, &tenant, &out->error);
    return tenant;
}

static inline enum orgpol_status evaluate(const struct orgpol_tenant *tenant, const char *request,
                                          size_t length, const uint8_t *key, char *answer, size_t size,
                                          struct outcome *out)
{
    const struct orgpol_json_options options = options_of(key);

    begin(out);
    return orgpol_authzen_evaluate(tenant, request, length, &options, answer, size, &out->answer_length,
                                   &out->decision, &out->error);
}

static inline enum orgpol_status evaluations(const struct orgpol_tenant *tenant, const char *request,
                                             size_t length, const uint8_t *key, char *answer, size_t size,
                                             struct outcome *out)
{
    const struct orgpol_json_options options = options_of(key);

    begin(out);
    return orgpol_authzen_evaluations(tenant, request, length, &options, answer, size, &out->answer_length,
                                      &out->error);
}

#endif
