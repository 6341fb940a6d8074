/* SPDX-License-Identifier: MIT */
/* The questions that rows can ask. */
#include "rows.h"

#include <orgpol/client_grant.h>
#include <orgpol/consent.h>
#include <orgpol/login.h>
#include <sodium.h>

/* ---- the answer ---- */

static void set_text(napi_env env, napi_value object, const char *name, struct orgpol_str text)
{
    napi_value value = NULL;

    if (text.ptr && text.len && napi_create_string_utf8(env, text.ptr, text.len, &value) == napi_ok)
        set_member(env, object, name, value);
}

static void set_texts(napi_env env, napi_value object, const char *name, const struct orgpol_str *texts,
                      size_t count)
{
    napi_value array = NULL;

    napi_create_array_with_length(env, count, &array);
    for (size_t i = 0; array && i < count; i++) {
        napi_value value = NULL;

        if (napi_create_string_utf8(env, texts[i].ptr, texts[i].len, &value) == napi_ok)
            napi_set_element(env, array, (uint32_t)i, value);
    }
    set_member(env, object, name, array);
}

/* An array [effect, family, reason, obligations, low half of unmet, high half, advice, result], for
 * lib/rows.js. */
static napi_value answer_value(napi_env env, struct orgpol_decision decision, uint32_t advice,
                               napi_value result)
{
    const double numbers[] = {decision.effect,
                              decision.family,
                              decision.reason,
                              decision.obligations,
                              (double)(decision.unmet & UINT32_MAX),
                              (double)(decision.unmet >> 32),
                              advice};
    const uint32_t count = sizeof numbers / sizeof *numbers;
    napi_value array = NULL;

    napi_create_array_with_length(env, count + 1, &array);
    for (uint32_t i = 0; array && i < count; i++)
        napi_set_element(env, array, i, number_value(env, numbers[i]));
    if (array && result)
        napi_set_element(env, array, count, result);
    return array;
}

/* The error_description of a denial, as a member of its result. */
static void set_description(struct reading *reading, napi_value object, struct orgpol_decision decision,
                            const struct orgpol_description_values *values)
{
    const size_t length = orgpol_describe(decision.reason, values, NULL, 0);
    char *const text = length ? arena_take(reading->arena, length + 1) : NULL;

    if (text == NULL)
        return;
    orgpol_describe(decision.reason, values, text, length + 1);
    set_text(reading->env, object, "error_description", (struct orgpol_str){text, length});
}

/* ---- the questions ---- */

/* Reads the first argument and asks; the request and what it points to last until then. */
static napi_value ask(napi_env env, napi_callback_info info, const struct row_type *type,
                      napi_value (*question)(struct reading *reading, void *request))
{
    struct reading reading = {.env = env};
    struct arena arena;
    napi_value arguments[ARGUMENTS];
    napi_value value = NULL;
    void *request;

    arena.blocks = NULL;
    arena.used = 0;
    reading.arena = &arena;
    arguments_of(env, info, arguments);
    request = read_row(&reading, type, arguments[0]);
    value = request ? question(&reading, request) : refusal_of_reading(&reading);
    arena_free(&arena);
    return value;
}

static napi_value login_answer(struct reading *reading, const struct orgpol_login_request *request,
                               struct orgpol_decision decision, const struct orgpol_login_result *result)
{
    struct orgpol_description_values values = ORGPOL_DESCRIPTION_VALUES_INIT;
    napi_value object = NULL;

    napi_create_object(reading->env, &object);
    if (decision.effect == ORGPOL_EFFECT_ALLOW) {
        set_text(reading->env, object, "org_id", result->org_id);
        set_text(reading->env, object, "org_name", result->org_name);
        set_text(reading->env, object, "audience", result->audience);
    } else {
        values.org_id = request->organization_id;
        if (request->user)
            values.user_id = request->user->user_id;
        set_description(reading, object, decision, &values);
    }
    return answer_value(reading->env, decision, result->advice, object);
}

static napi_value ask_login(struct reading *reading, void *request)
{
    struct orgpol_login_result result = ORGPOL_LOGIN_RESULT_INIT;
    const struct orgpol_decision decision = orgpol_can_login(request, &result);

    return login_answer(reading, request, decision, &result);
}

static napi_value ask_third_party_login(struct reading *reading, void *request)
{
    struct orgpol_login_result result = ORGPOL_LOGIN_RESULT_INIT;
    const struct orgpol_decision decision = orgpol_can_third_party_login(request, &result);

    return login_answer(reading, request, decision, &result);
}

static napi_value client_grant_result(napi_env env, const struct orgpol_client_grant_result *result,
                                      const struct orgpol_str *scopes)
{
    napi_value object = NULL;
    napi_value flag = NULL;

    if (napi_create_object(env, &object) != napi_ok)
        return NULL;
    set_text(env, object, "grant_id", result->grant_id);
    set_text(env, object, "audience", result->audience);
    set_text(env, object, "client_id", result->client_id);
    set_text(env, object, "org_id", result->org_id);
    set_text(env, object, "org_name", result->org_name);
    set_texts(env, object, "scopes", scopes, result->scope_count);
    if (result->token_profile != ORGPOL_TOKEN_PROFILE_UNSET)
        set_member(
            env, object, "token_profile",
            text_value(env, result->token_profile == ORGPOL_TOKEN_PROFILE_RFC9068 ? "rfc9068" : "auth0"));
    napi_get_boolean(env, result->is_default_grant, &flag);
    set_member(env, object, "is_default_grant", flag);
    return object;
}

static napi_value client_grant_denial(struct reading *reading,
                                      const struct orgpol_client_grant_request *request,
                                      struct orgpol_decision decision, const struct orgpol_str *missing,
                                      size_t missing_count)
{
    struct orgpol_description_values values = ORGPOL_DESCRIPTION_VALUES_INIT;
    napi_value object = NULL;

    napi_create_object(reading->env, &object);
    values.org_id = request->sent_organization;
    if (request->client) {
        values.client_id = request->client->client_id;
        if (values.org_id.len == 0)
            values.org_id = request->client->default_organization_id;
    }
    values.audience = orgpol_resolve_audience(request->audience, request->resource, request->settings);
    values.scopes = missing;
    values.scope_count = missing_count;
    set_description(reading, object, decision, &values);
    set_texts(reading->env, object, "missing_scopes", missing, missing_count);
    return object;
}

static napi_value ask_client_grant(struct reading *reading, void *request)
{
    struct orgpol_client_grant_result result = ORGPOL_CLIENT_GRANT_RESULT_INIT;
    struct orgpol_str *const scopes = arena_take(reading->arena, 2 * ORGPOL_SCOPE_LIMIT * sizeof *scopes);
    struct orgpol_str *missing;
    struct orgpol_decision decision;
    napi_value object = NULL;

    if (scopes == NULL)
        return refusal_with(reading->env, "ERR_ORGPOL_MEMORY", "", "out of memory");
    missing = scopes + ORGPOL_SCOPE_LIMIT;
    decision =
        orgpol_check_client_grant(request, &result, scopes, ORGPOL_SCOPE_LIMIT, missing, ORGPOL_SCOPE_LIMIT);
    if (decision.effect == ORGPOL_EFFECT_ALLOW)
        object = client_grant_result(reading->env, &result, scopes);
    else if (decision.effect == ORGPOL_EFFECT_DENY)
        object = client_grant_denial(reading, request, decision, missing, result.missing_scope_count);
    return answer_value(reading->env, decision, result.advice, object);
}

/* The result is the key, 64 hexadecimal digits. "" is an organization, and an array without scopes a set of
 * them. */
static napi_value ask_consent_key(struct reading *reading, void *data)
{
    struct orgpol_consent_key_request *const request = data;
    uint8_t key[ORGPOL_CONSENT_KEY_BYTES];
    char digits[2 * sizeof key + 1];
    struct orgpol_decision decision;
    napi_value value = NULL;

    request->has_empty_organization = request->organization_id.ptr && request->organization_id.len == 0;
    request->has_scopes = request->scopes != NULL;
    decision = orgpol_consent_key_for(request, key);
    if (decision.effect == ORGPOL_EFFECT_ALLOW)
        value = text_value(reading->env, sodium_bin2hex(digits, sizeof digits, key, sizeof key));
    return answer_value(reading->env, decision, 0, value);
}

static napi_value can_login(napi_env env, napi_callback_info info)
{
    return ask(env, info, &login_request_type, ask_login);
}

static napi_value can_third_party_login(napi_env env, napi_callback_info info)
{
    return ask(env, info, &login_request_type, ask_third_party_login);
}

static napi_value check_client_grant(napi_env env, napi_callback_info info)
{
    return ask(env, info, &client_grant_request_type, ask_client_grant);
}

static napi_value consent_key(napi_env env, napi_callback_info info)
{
    return ask(env, info, &consent_key_request_type, ask_consent_key);
}

void export_decide(napi_env env, napi_value exports)
{
    export_function(env, exports, "canLogin", can_login);
    export_function(env, exports, "canThirdPartyLogin", can_third_party_login);
    export_function(env, exports, "checkClientGrant", check_client_grant);
    export_function(env, exports, "consentKey", consent_key);
}
