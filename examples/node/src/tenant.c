/* SPDX-License-Identifier: MIT */
/* Tenants behind handles: objects that own one, and let it go when they are closed or collected. */
#include "addon.h"

#include <orgpol/tenant.h>
#include <stdlib.h>

/* What tells a handle from any other object. */
static const napi_type_tag handle_tag = {0x6f7267706f6c2d74, 0x656e616e742d3031};

struct handle {
    struct orgpol_tenant *tenant; /* NULL: closed */
    int64_t bytes;                /* that the collector was told of */
};

static void let_go(napi_env env, struct handle *handle)
{
    int64_t total;

    orgpol_tenant_free(handle->tenant);
    handle->tenant = NULL;
    napi_adjust_external_memory(env, -handle->bytes, &total);
    handle->bytes = 0;
}

static void finalize(napi_env env, void *data, void *hint)
{
    (void)hint;
    let_go(env, data);
    free(data);
}

static struct handle *handle_of(napi_env env, napi_value value)
{
    bool is_handle = false;
    void *data = NULL;

    if (type_of(env, value) != napi_object ||
        napi_check_object_type_tag(env, value, &handle_tag, &is_handle) != napi_ok || !is_handle ||
        napi_unwrap(env, value, &data) != napi_ok)
        return NULL;
    return data;
}

bool tenant_of(napi_env env, napi_value value, const struct orgpol_tenant **tenant, napi_value *why)
{
    const struct handle *handle;

    *tenant = NULL;
    if (type_of(env, value) == napi_null)
        return true;
    handle = handle_of(env, value);
    if (handle && handle->tenant) {
        *tenant = handle->tenant;
        return true;
    }
    *why = refusal_with(env, handle ? "ERR_ORGPOL_CLOSED" : "ERR_ORGPOL_ARGUMENT", "",
                        handle ? "the tenant is closed" : "expected a tenant");
    return false;
}

/* Makes an object that owns the tenant; NULL with an exception, and the tenant freed, where that fails. */
static napi_value own(napi_env env, struct orgpol_tenant *tenant)
{
    struct handle *handle = malloc(sizeof *handle);
    napi_value object = NULL;
    int64_t total;

    if (handle == NULL || napi_create_object(env, &object) != napi_ok ||
        napi_wrap(env, object, handle, finalize, NULL, NULL) != napi_ok) {
        free(handle);
        orgpol_tenant_free(tenant);
        napi_throw_error(env, NULL, "out of memory");
        return NULL;
    }
    *handle = (struct handle){tenant, (int64_t)orgpol_tenant_memory_bytes(tenant)};
    napi_adjust_external_memory(env, handle->bytes, &total);
    return napi_type_tag_object(env, object, &handle_tag) == napi_ok ? object : NULL;
}

/* load(json): a handle, or a refusal. */
static napi_value load(napi_env env, napi_callback_info info)
{
    struct orgpol_json_options options = ORGPOL_JSON_OPTIONS_INIT;
    struct orgpol_json_error error = ORGPOL_JSON_ERROR_INIT;
    napi_value arguments[ARGUMENTS];
    struct orgpol_tenant *tenant;
    enum orgpol_status status;
    enum taken taken;
    struct bytes json;

    arguments_of(env, info, arguments);
    taken = take_bytes(env, arguments[0], &json);
    if (taken != TAKEN)
        return refusal_with(env, "ERR_ORGPOL_ARGUMENT", "", why_not_taken(taken));
    options.hash_key = addon_of(env)->hash_key;
    status = orgpol_tenant_load(json.at, json.length, &options, &tenant, &error);
    free(json.at);
    return status == ORGPOL_OK ? own(env, tenant) : refusal_of_status(env, status, &error);
}

/* close(handle): whether it was open. */
static napi_value close_handle(napi_env env, napi_callback_info info)
{
    napi_value arguments[ARGUMENTS];
    struct handle *handle;
    napi_value was_open = NULL;

    arguments_of(env, info, arguments);
    handle = handle_of(env, arguments[0]);
    napi_get_boolean(env, handle && handle->tenant, &was_open);
    if (handle)
        let_go(env, handle);
    return was_open;
}

/* external(): what the collector was told of, in bytes, by this addon and others; for the tests. */
static napi_value external(napi_env env, napi_callback_info info)
{
    int64_t total = 0;

    (void)info;
    napi_adjust_external_memory(env, 0, &total);
    return number_value(env, (double)total);
}

void export_tenant(napi_env env, napi_value exports)
{
    export_function(env, exports, "load", load);
    export_function(env, exports, "close", close_handle);
    export_function(env, exports, "external", external);
}
