/* SPDX-License-Identifier: MIT */
/* The module, and how values are made. A call of Node's that fails leaves NULL or an exception: never an
 * answer. */
#include "addon.h"

#include <sodium.h>
#include <stdlib.h>

struct addon *addon_of(napi_env env)
{
    void *data = NULL;

    napi_get_instance_data(env, &data);
    return data;
}

void arguments_of(napi_env env, napi_callback_info info, napi_value arguments[ARGUMENTS])
{
    size_t count = ARGUMENTS;

    for (size_t i = 0; i < ARGUMENTS; i++)
        arguments[i] = NULL;
    napi_get_cb_info(env, info, &count, arguments, NULL, NULL);
}

napi_valuetype type_of(napi_env env, napi_value value)
{
    napi_valuetype type = napi_undefined;

    return value && napi_typeof(env, value, &type) == napi_ok ? type : napi_undefined;
}

void set_member(napi_env env, napi_value object, const char *name, napi_value value)
{
    if (object && value)
        napi_set_named_property(env, object, name, value);
}

napi_value number_value(napi_env env, double number)
{
    napi_value value = NULL;

    napi_create_double(env, number, &value);
    return value;
}

napi_value text_value(napi_env env, const char *text)
{
    napi_value value = NULL;

    if (text)
        napi_create_string_utf8(env, text, NAPI_AUTO_LENGTH, &value);
    else
        napi_get_null(env, &value);
    return value;
}

napi_value refusal(napi_env env, const char *code, const struct orgpol_json_error *error)
{
    napi_value object = NULL;

    napi_create_object(env, &object);
    set_member(env, object, "code", text_value(env, code));
    set_member(env, object, "message", text_value(env, error->message));
    set_member(env, object, "pointer", text_value(env, error->pointer));
    set_member(env, object, "offset", number_value(env, (double)error->offset));
    return object;
}

napi_value refusal_of_status(napi_env env, enum orgpol_status status, const struct orgpol_json_error *error)
{
    static const char *const codes[] = {
        [ORGPOL_ERR_ARGUMENT] = "ERR_ORGPOL_ARGUMENT", [ORGPOL_ERR_SYNTAX] = "ERR_ORGPOL_SYNTAX",
        [ORGPOL_ERR_LIMIT] = "ERR_ORGPOL_LIMIT",       [ORGPOL_ERR_REQUEST] = "ERR_ORGPOL_REQUEST",
        [ORGPOL_ERR_MEMORY] = "ERR_ORGPOL_MEMORY",     [ORGPOL_ERR_BUFFER] = "ERR_ORGPOL_BUFFER",
    };
    const size_t place = (size_t)status;

    return refusal(env,
                   place && place < sizeof codes / sizeof *codes ? codes[place] : codes[ORGPOL_ERR_ARGUMENT],
                   error);
}

napi_value refusal_with(napi_env env, const char *code, const char *pointer, const char *message)
{
    napi_value object = NULL;

    napi_create_object(env, &object);
    set_member(env, object, "code", text_value(env, code));
    set_member(env, object, "message", text_value(env, message));
    set_member(env, object, "pointer", text_value(env, pointer));
    return object;
}

void export_function(napi_env env, napi_value exports, const char *name, napi_callback function)
{
    napi_value value = NULL;

    napi_create_function(env, name, NAPI_AUTO_LENGTH, function, NULL, &value);
    set_member(env, exports, name, value);
}

static void free_addon(napi_env env, void *data, void *hint)
{
    (void)env;
    (void)hint;
    free(data);
}

/* Node's macro defines this without declaring it. */
NAPI_MODULE_EXPORT int32_t NODE_API_MODULE_GET_API_VERSION(void);

/* Called once for every environment that loads the module. */
NAPI_MODULE_INIT()
{
    struct addon *addon = calloc(1, sizeof *addon);

    /* sodium_init takes turns with other threads, and may be called again. */
    if (addon == NULL || sodium_init() < 0 ||
        napi_set_instance_data(env, addon, free_addon, NULL) != napi_ok) {
        free(addon);
        napi_throw_error(env, NULL, "orgpol cannot start: no memory, or no random bytes");
        return NULL;
    }
    randombytes_buf(addon->hash_key, sizeof addon->hash_key);
    export_tenant(env, exports);
    export_evaluate(env, exports);
    export_catalogue(env, exports);
    export_decide(env, exports);
    export_types(env, exports);
    return exports;
}
