/* SPDX-License-Identifier: MIT */
/* AuthZEN requests: text in, text out. No script runs between taking the tenant and having the answer. */
#include "addon.h"

#include <orgpol/authzen.h>
#include <stdlib.h>

/* Room for nearly all answers. One that needs more is asked for twice. */
enum { ROOM_OF_ONE = 16384, ROOM_OF_SEVERAL = 1048576 };

struct question {
    bool several;
    const struct orgpol_tenant *tenant;
    struct bytes request;
    struct orgpol_json_options options;
};

/* Answers into *answer, which the caller frees in any case. */
static enum orgpol_status ask(const struct question *question, struct bytes *answer,
                              struct orgpol_json_error *error)
{
    size_t room = question->several ? ROOM_OF_SEVERAL : ROOM_OF_ONE;
    enum orgpol_status status = ORGPOL_ERR_MEMORY;

    for (int asked = 0; asked < 2; asked++) {
        free(answer->at);
        answer->at = malloc(room);
        if (answer->at == NULL)
            return ORGPOL_ERR_MEMORY;
        if (question->several)
            status =
                orgpol_authzen_evaluations(question->tenant, question->request.at, question->request.length,
                                           &question->options, answer->at, room, &answer->length, error);
        else
            status =
                orgpol_authzen_evaluate(question->tenant, question->request.at, question->request.length,
                                        &question->options, answer->at, room, &answer->length, NULL, error);
        if (answer->length < room)
            break;
        room = answer->length + 1;
    }
    return status;
}

/* evaluate(handle or null, request): the answer's text, or a refusal. */
static napi_value answer_to(napi_env env, napi_callback_info info, bool several)
{
    struct question question = {several, NULL, {NULL, 0}, ORGPOL_JSON_OPTIONS_INIT};
    struct orgpol_json_error error = ORGPOL_JSON_ERROR_INIT;
    struct bytes answer = {NULL, 0};
    napi_value arguments[ARGUMENTS];
    napi_value value = NULL;
    enum orgpol_status status;
    enum taken taken;

    arguments_of(env, info, arguments);
    taken = take_bytes(env, arguments[1], &question.request);
    if (taken != TAKEN)
        return refusal_with(env, "ERR_ORGPOL_ARGUMENT", "", why_not_taken(taken));
    if (!tenant_of(env, arguments[0], &question.tenant, &value)) {
        free(question.request.at);
        return value;
    }
    question.options.hash_key = addon_of(env)->hash_key;
    status = ask(&question, &answer, &error);
    if (status == ORGPOL_OK)
        napi_create_string_utf8(env, answer.at, answer.length, &value);
    else
        value = refusal_of_status(env, status, &error);
    free(question.request.at);
    free(answer.at);
    return value;
}

static napi_value evaluate(napi_env env, napi_callback_info info)
{
    return answer_to(env, info, false);
}

static napi_value evaluations(napi_env env, napi_callback_info info)
{
    return answer_to(env, info, true);
}

void export_evaluate(napi_env env, napi_value exports)
{
    export_function(env, exports, "evaluate", evaluate);
    export_function(env, exports, "evaluations", evaluations);
}
