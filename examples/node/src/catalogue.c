/* SPDX-License-Identifier: MIT */
/* The library's words: reasons, families, obligations and advice. */
#include "addon.h"

#include <orgpol/decision.h>
#include <orgpol/version.h>

static napi_value reason_value(napi_env env, const struct orgpol_reason_entry *entry)
{
    napi_value object = NULL;

    napi_create_object(env, &object);
    set_member(env, object, "name", text_value(env, entry->name));
    set_member(env, object, "rule", text_value(env, entry->rule));
    set_member(env, object, "error", text_value(env, entry->error));
    set_member(env, object, "description", text_value(env, entry->description));
    set_member(env, object, "summary", text_value(env, entry->summary));
    set_member(env, object, "remedy", text_value(env, entry->remedy));
    set_member(env, object, "http_status", number_value(env, entry->http_status));
    return object;
}

/* An array whose places are the reasons' numbers. */
static napi_value reasons(napi_env env)
{
    napi_value array = NULL;

    napi_create_array(env, &array);
    for (uint16_t reason = 0; reason < ORGPOL_REASON_COUNT; reason++) {
        const struct orgpol_reason_entry *entry = orgpol_reason_info(reason);

        if (entry)
            napi_set_element(env, array, reason, reason_value(env, entry));
    }
    return array;
}

/* An array of families, each the array of its reasons' numbers, in order. */
static napi_value families(napi_env env)
{
    napi_value array = NULL;

    napi_create_array(env, &array);
    for (uint8_t family = 0; family < ORGPOL_FAMILY_COUNT; family++) {
        const unsigned size = orgpol_family_size(family);
        napi_value members = NULL;

        napi_create_array(env, &members);
        for (unsigned place = 0; place < size; place++)
            napi_set_element(env, members, place, number_value(env, orgpol_family_reason(family, place)));
        napi_set_element(env, array, family, members);
    }
    return array;
}

/* An array whose places are the bits. */
static napi_value bits(napi_env env, const char *(*name_of)(uint32_t bit))
{
    napi_value array = NULL;

    napi_create_array(env, &array);
    for (uint32_t bit = 0; bit < 32; bit++) {
        const char *name = name_of(UINT32_C(1) << bit);

        if (name)
            napi_set_element(env, array, bit, text_value(env, name));
    }
    return array;
}

void export_catalogue(napi_env env, napi_value exports)
{
    set_member(env, exports, "version", text_value(env, orgpol_version()));
    set_member(env, exports, "rulesVersion", text_value(env, orgpol_rules_version()));
    set_member(env, exports, "reasons", reasons(env));
    set_member(env, exports, "families", families(env));
    set_member(env, exports, "obligations", bits(env, orgpol_obligation_name));
    set_member(env, exports, "advice", bits(env, orgpol_advice_name));
}
