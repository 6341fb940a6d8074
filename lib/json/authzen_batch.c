/* SPDX-License-Identifier: MIT */
/* AuthZEN access evaluations: many questions over one set of defaults, answered one by one. */
#include <stdio.h>
#include <string.h>

#include "authzen.h"
#include "orgpol/authzen.h"

enum semantic {
    SEMANTIC_EXECUTE_ALL = 0, /* the default */
    SEMANTIC_DENY_ON_FIRST_DENY = 1,
    SEMANTIC_PERMIT_ON_FIRST_PERMIT = 2
};

struct batch {
    struct question defaults;
    const cJSON *evaluations;
    const cJSON *options; /* checked; its members are read where they stand */
    uint8_t semantic;     /* enum semantic */
};

static const struct word semantic_words[] = {
    {"execute_all", SEMANTIC_EXECUTE_ALL},
    {"deny_on_first_deny", SEMANTIC_DENY_ON_FIRST_DENY},
    {"permit_on_first_permit", SEMANTIC_PERMIT_ON_FIRST_PERMIT},
    {NULL, 0},
};

static const struct field batch_fields[] = {
    {"evaluations", FIELD_ARRAY, offsetof(struct batch, evaluations), NULL, false},
    {"options", FIELD_OBJECT, offsetof(struct batch, options), NULL, false},
    {"options.evaluations_semantic", FIELD_ONE_OF, offsetof(struct batch, semantic), semantic_words, false},
};
static const struct field_table batch_members = FIELD_TABLE(batch_fields);

/* About the bytes of a tree, without the subtree `but`. */
static size_t bytes_of(const cJSON *tree, const cJSON *but)
{
    const cJSON *rest[ORGPOL_JSON_MAX_DEPTH_CEILING + 1];
    size_t depth = 0;
    size_t bytes = 0;

    rest[0] = tree ? tree->child : NULL;
    for (;;) {
        const cJSON *value = rest[depth];

        if (value == NULL && depth-- == 0)
            return bytes;
        if (value == NULL)
            continue;
        rest[depth] = value->next;
        if (value == but)
            continue;
        bytes += 8 + (value->string ? strlen(value->string) : 0) +
                 (value->valuestring ? strlen(value->valuestring) : 0);
        if (value->child)
            rest[++depth] = value->child;
    }
}

/* Refuses defaults that the items, each reading them again, would take too long over. */
static enum orgpol_status check_defaults(struct call *call, const struct batch *batch, size_t count)
{
    const struct question *defaults = &batch->defaults;
    const cJSON *tenant = orgpol_decode_member(defaults->context, "tenant"); /* which is read once */
    const size_t bytes = bytes_of(defaults->subject, NULL) + bytes_of(defaults->action, NULL) +
                         bytes_of(defaults->resource, NULL) + bytes_of(defaults->context, tenant);

    if (bytes <= ORGPOL_AUTHZEN_MAX_DEFAULT_BYTES / count)
        return ORGPOL_OK;
    return orgpol_decode_fail(&call->error, PATH_MEMBER(NULL, "evaluations"),
                              "%zu evaluations with defaults of %zu bytes, expected less than %d in all",
                              count, bytes, ORGPOL_AUTHZEN_MAX_DEFAULT_BYTES);
}

static enum orgpol_status read_batch(struct call *call, const cJSON *tree, struct batch *batch)
{
    enum orgpol_status status = orgpol_decode_fields(tree, NULL, &batch_members, batch, &call->error);
    size_t count;

    if (status == ORGPOL_OK)
        status = orgpol_decode_fields(tree, NULL, &orgpol_question_members, &batch->defaults, &call->error);
    if (status != ORGPOL_OK || batch->evaluations == NULL)
        return status;
    count = (size_t)cJSON_GetArraySize(batch->evaluations);
    if (count > ORGPOL_AUTHZEN_MAX_EVALUATIONS)
        return orgpol_decode_fail(&call->error, PATH_MEMBER(NULL, "evaluations"),
                                  "expected at most %d evaluations, found %zu",
                                  ORGPOL_AUTHZEN_MAX_EVALUATIONS, count);
    return count > 0 ? check_defaults(call, batch, count) : ORGPOL_OK;
}

/*
 * Makes a pointer into an item one into the request, unless it leads into a default: into a member that the
 * item has not and the request has.
 */
static void point_into_request(struct orgpol_json_error *error, const struct batch *batch, const cJSON *item,
                               size_t index)
{
    const struct {
        const char *name;
        const cJSON *by_default;
    } members[] = {{"/subject", batch->defaults.subject},
                   {"/action", batch->defaults.action},
                   {"/resource", batch->defaults.resource},
                   {"/context", batch->defaults.context}};
    const size_t length = strcspn(error->pointer + (*error->pointer == '/'), "/") + 1;
    char place[sizeof "/evaluations/" + 20];
    size_t room;

    for (size_t i = 0; i < sizeof members / sizeof *members; i++)
        if (members[i].by_default && strlen(members[i].name) == length &&
            strncmp(error->pointer, members[i].name, length) == 0 &&
            orgpol_decode_member(item, members[i].name + 1) == NULL)
            return;
    snprintf(place, sizeof place, "/evaluations/%zu", index);
    room = sizeof error->pointer - strlen(place);
    memmove(error->pointer + strlen(place), error->pointer, room);
    memcpy(error->pointer, place, strlen(place));
    orgpol_json_cut(error->pointer, sizeof error->pointer);
}

/*
 * Answers one item, and gives whether it is permitted. An item in error is answered with the error, and no
 * failure; what fails the item for want of memory fails the whole.
 */
static enum orgpol_status answer_item(struct call *call, const struct batch *batch, const cJSON *item,
                                      size_t index, bool *permitted)
{
    static const struct orgpol_json_error none = ORGPOL_JSON_ERROR_INIT;
    struct evaluation evaluation = {
        .tenant = call->tenant, .answer = &call->answer, .error = &call->error, .room = &call->room};
    struct question question = batch->defaults;
    const struct answer before = call->answer;
    enum orgpol_status status =
        orgpol_decode_fields(item, NULL, &orgpol_question_members, &question, &call->error);

    if (question.context != batch->defaults.context)
        question.tenant = NULL;
    if (status == ORGPOL_OK)
        status = orgpol_authzen_question(&evaluation, &question, call->options.hash_key);
    *permitted = status == ORGPOL_OK && evaluation.decision.effect == ORGPOL_EFFECT_ALLOW;
    if (status != ORGPOL_ERR_REQUEST)
        return status;
    point_into_request(&call->error, batch, item, index);
    call->answer = before;
    orgpol_answer_error(&call->answer, &call->error);
    call->error = none;
    return ORGPOL_OK;
}

static enum orgpol_status answer_items(struct call *call, const struct batch *batch)
{
    enum orgpol_status status = ORGPOL_OK;
    bool permitted = false;
    bool decided = false;
    const cJSON *item;
    size_t index = 0;

    orgpol_answer_open(&call->answer, NULL, '{');
    orgpol_answer_open(&call->answer, "evaluations", '[');
    for (item = batch->evaluations->child; item && !decided && status == ORGPOL_OK; item = item->next) {
        status = answer_item(call, batch, item, index++, &permitted);
        decided = (batch->semantic == SEMANTIC_DENY_ON_FIRST_DENY && !permitted) ||
                  (batch->semantic == SEMANTIC_PERMIT_ON_FIRST_PERMIT && permitted);
    }
    orgpol_answer_close(&call->answer, ']');
    orgpol_answer_close(&call->answer, '}');
    return status;
}

static enum orgpol_status answer_batch(struct call *call, const cJSON *tree)
{
    struct evaluation evaluation = {.tenant = call->tenant, .error = &call->error, .room = &call->room};
    struct batch batch = {.evaluations = NULL};
    struct orgpol_tenant *own = NULL;
    enum orgpol_status status = read_batch(call, tree, &batch);

    if (status != ORGPOL_OK)
        return status;
    if (batch.evaluations == NULL || batch.evaluations->child == NULL)
        return orgpol_authzen_single(call, tree);
    /* Built here, so that it is built once, however many items are asked of it. */
    status = orgpol_authzen_settle(&evaluation, &batch.defaults, call->options.hash_key, &own);
    batch.defaults.tenant = own;
    if (status == ORGPOL_OK)
        status = answer_items(call, &batch);
    orgpol_tenant_free(own);
    return status;
}

enum orgpol_status orgpol_authzen_evaluations(const struct orgpol_tenant *tenant, const char *request,
                                              size_t length, const struct orgpol_json_options *options,
                                              char *answer, size_t size, size_t *answer_length,
                                              struct orgpol_json_error *error)
{
    struct call call = {.tenant = tenant,
                        .request = request,
                        .length = length,
                        .answer = CALL_ANSWER(answer, size),
                        .error = ORGPOL_JSON_ERROR_INIT};

    return orgpol_authzen_serve(&call, answer_batch, options, answer_length, error);
}
