/* SPDX-License-Identifier: MIT */
/* AuthZEN access evaluation: the shape every request has, and the way from its bytes to the answer's. */
#include "authzen.h"

#include <string.h>

#include "orgpol/search.h"

#define EVALUATION_BYTES 86016 /* the most that usual ones take: the two questions of a consent, and rows */

/* A subject, action or resource. */
struct entity {
    struct orgpol_str type;
    struct orgpol_str id;
    struct orgpol_str name;
    const cJSON *properties; /* checked, not read */
};

static const struct field question_fields[] = {
    {"subject", FIELD_OBJECT, offsetof(struct question, subject), NULL, false},
    {"resource", FIELD_OBJECT, offsetof(struct question, resource), NULL, false},
    {"context", FIELD_OBJECT, offsetof(struct question, context), NULL, false},
    {"action", FIELD_OBJECT, offsetof(struct question, action), NULL, false},
};
const struct field_table orgpol_question_members = FIELD_TABLE(question_fields);
const struct field_table orgpol_action_search_members = {
    question_fields,
    sizeof question_fields / sizeof *question_fields - 1,
};

static const struct field entity_fields[] = {
    {"type", FIELD_TEXT, offsetof(struct entity, type), NULL, true},
    {"id", FIELD_TEXT, offsetof(struct entity, id), NULL, true},
    {"properties", FIELD_OBJECT, offsetof(struct entity, properties), NULL, false},
};
static const struct field_table entity_members = FIELD_TABLE(entity_fields);

/* The id of what is searched is ignored, whatever it is. */
static const struct field searched_fields[] = {
    {"type", FIELD_TEXT, offsetof(struct entity, type), NULL, true},
    {"properties", FIELD_OBJECT, offsetof(struct entity, properties), NULL, false},
};
static const struct field_table searched_members = FIELD_TABLE(searched_fields);

static const struct field action_fields[] = {
    {"name", FIELD_TEXT, offsetof(struct entity, name), NULL, true},
    {"properties", FIELD_OBJECT, offsetof(struct entity, properties), NULL, false},
};
static const struct field_table action_members = FIELD_TABLE(action_fields);

/* ---- reading ---- */

static enum orgpol_status read_entity(const cJSON *tree, const char *name, const struct field_table *members,
                                      struct entity *entity, struct orgpol_json_error *error)
{
    const struct json_path *path = PATH_MEMBER(NULL, name);

    return tree ? orgpol_decode_fields(tree, path, members, entity, error)
                : orgpol_decode_fail(error, path, "required, and absent");
}

enum orgpol_status orgpol_authzen_read(const struct question *question, uint32_t search,
                                       struct evaluation *evaluation, const struct action **action)
{
    struct orgpol_json_error *error = evaluation->error;
    struct entity subject = {0};
    struct entity verb = {.name = ORGPOL_STR("")}; /* no action has this name */
    struct entity resource = {0};
    enum orgpol_status status = read_entity(
        question->subject, "subject",
        search == ORGPOL_AUTHZEN_SEARCH_SUBJECT ? &searched_members : &entity_members, &subject, error);

    *action = NULL;
    if (status == ORGPOL_OK && search != ORGPOL_AUTHZEN_SEARCH_ACTION)
        status = read_entity(question->action, "action", &action_members, &verb, error);
    if (status == ORGPOL_OK)
        status = read_entity(question->resource, "resource",
                             search == ORGPOL_AUTHZEN_SEARCH_RESOURCE ? &searched_members : &entity_members,
                             &resource, error);
    if (status != ORGPOL_OK)
        return status;
    if (search != ORGPOL_AUTHZEN_SEARCH_ACTION) {
        *action = orgpol_authzen_find_action(verb.name);
        if (*action == NULL)
            return orgpol_decode_fail(error, PATH_MEMBER(PATH_MEMBER(NULL, "action"), "name"),
                                      "unknown action \"%s\", expected one that orgpol/authzen.h lists",
                                      verb.name.ptr);
    }
    evaluation->subject_type = subject.type.ptr;
    evaluation->subject_id = subject.id;
    evaluation->resource_type = resource.type.ptr;
    evaluation->resource_id = resource.id;
    evaluation->context = question->context;
    return ORGPOL_OK;
}

static bool listed(const char *const *list, const char *word)
{
    while (*list && strcmp(*list, word) != 0)
        list++;
    return *list != NULL;
}

static enum orgpol_status unknown_type(struct orgpol_json_error *error, const char *entity,
                                       const char *action, const char *const *types, const char *found)
{
    return orgpol_decode_fail(error, PATH_MEMBER(PATH_MEMBER(NULL, entity), "type"),
                              "%s takes %s%s%s, found \"%s\"", action, types[0], types[1] ? " or " : "",
                              types[1] ? types[1] : "", found);
}

enum orgpol_status orgpol_authzen_match(struct evaluation *evaluation, const struct action *action)
{
    if (action->subjects[0] && !listed(action->subjects, evaluation->subject_type))
        return unknown_type(evaluation->error, "subject", action->name, action->subjects,
                            evaluation->subject_type);
    if (!listed(action->resources, evaluation->resource_type))
        return unknown_type(evaluation->error, "resource", action->name, action->resources,
                            evaluation->resource_type);
    evaluation->action = action->name;
    return ORGPOL_OK;
}

/* ---- asking ---- */

enum orgpol_status orgpol_authzen_settle(struct evaluation *evaluation, const struct question *question,
                                         const uint8_t *hash_key, struct orgpol_tenant **own)
{
    const struct json_path *path = PATH_MEMBER(PATH_MEMBER(NULL, "context"), "tenant");
    const cJSON *inlined = orgpol_decode_member(question->context, "tenant");
    enum orgpol_status status;

    *own = NULL;
    if (inlined == NULL)
        return ORGPOL_OK;
    if (evaluation->tenant)
        return orgpol_decode_fail(evaluation->error, path, "a tenant is loaded already; send none");
    if (question->tenant) {
        evaluation->tenant = question->tenant;
        return ORGPOL_OK;
    }
    status = orgpol_tenant_build(inlined, path, hash_key, own, evaluation->error);
    evaluation->tenant = *own;
    return status;
}

enum orgpol_status orgpol_authzen_need_tenant(const struct evaluation *evaluation)
{
    if (evaluation->tenant == NULL)
        return orgpol_decode_fail(evaluation->error, PATH_MEMBER(PATH_MEMBER(NULL, "context"), "tenant"),
                                  "no tenant is loaded, and none was sent");
    return ORGPOL_OK;
}

enum orgpol_status orgpol_authzen_ask(struct evaluation *evaluation, const struct action *action)
{
    const struct room before = *evaluation->room;
    enum orgpol_status status = action->without_tenant ? ORGPOL_OK : orgpol_authzen_need_tenant(evaluation);

    if (status == ORGPOL_OK)
        status = action->evaluate(evaluation);
    orgpol_room_restore(evaluation->room, &before);
    return status;
}

enum orgpol_status orgpol_authzen_question(struct evaluation *evaluation, const struct question *question,
                                           const uint8_t *hash_key)
{
    const struct action *action = NULL;
    struct orgpol_tenant *own = NULL;
    enum orgpol_status status =
        orgpol_authzen_read(question, ORGPOL_AUTHZEN_SEARCH_UNSET, evaluation, &action);

    if (status == ORGPOL_OK)
        status = orgpol_authzen_match(evaluation, action);
    if (status == ORGPOL_OK)
        status = orgpol_authzen_settle(evaluation, question, hash_key, &own);
    if (status == ORGPOL_OK)
        status = orgpol_authzen_ask(evaluation, action);
    orgpol_tenant_free(own);
    return status;
}

enum orgpol_status orgpol_authzen_single(struct call *call, const cJSON *tree)
{
    struct evaluation evaluation = {
        .tenant = call->tenant, .answer = &call->answer, .error = &call->error, .room = &call->room};
    struct question question = {0};
    enum orgpol_status status =
        orgpol_decode_fields(tree, NULL, &orgpol_question_members, &question, &call->error);

    if (status == ORGPOL_OK)
        status = orgpol_authzen_question(&evaluation, &question, call->options.hash_key);
    if (status == ORGPOL_OK)
        call->decision = evaluation.decision;
    return status;
}

/* ---- calls ---- */

enum orgpol_status orgpol_authzen_finish(struct call *call, enum orgpol_status status, size_t *answer_length,
                                         struct orgpol_json_error *error)
{
    if (status != ORGPOL_OK) {
        answer_restart(&call->answer);
        orgpol_answer_error(&call->answer, &call->error);
    }
    if (!orgpol_answer_finish(&call->answer) && status == ORGPOL_OK)
        status = orgpol_json_fail(&call->error, ORGPOL_ERR_BUFFER, 0, NULL, "the answer has %zu bytes",
                                  call->answer.length);
    orgpol_json_give_error(error, &call->error);
    if (answer_length)
        *answer_length = call->answer.length;
    return status;
}

static enum orgpol_status read_and_answer(struct call *call, answer_call *answer)
{
    cJSON *tree = NULL;
    enum orgpol_status status;

    if (call->request == NULL)
        return orgpol_json_fail(&call->error, ORGPOL_ERR_ARGUMENT, 0, NULL, "expected a request, found NULL");
    status = orgpol_json_read(call->request, call->length, &call->options, &call->room, EVALUATION_BYTES,
                              &tree, &call->error);
    if (status == ORGPOL_OK)
        status = answer(call, tree);
    if (status == ORGPOL_ERR_REQUEST)
        call->error.offset = orgpol_json_locate(call->request, call->length, call->error.pointer);
    orgpol_room_free(&call->room);
    return status;
}

enum orgpol_status orgpol_authzen_serve(struct call *call, answer_call *answer,
                                        const struct orgpol_json_options *options, size_t *answer_length,
                                        struct orgpol_json_error *error)
{
    enum orgpol_status status =
        orgpol_json_begin(options, ORGPOL_JSON_MAX_REQUEST_BYTES, &call->options, error, &call->error);

    if (status == ORGPOL_OK)
        status = read_and_answer(call, answer);
    return orgpol_authzen_finish(call, status, answer_length, error);
}

enum orgpol_status orgpol_authzen_evaluate(const struct orgpol_tenant *tenant, const char *request,
                                           size_t length, const struct orgpol_json_options *options,
                                           char *answer, size_t size, size_t *answer_length,
                                           struct orgpol_decision *decision, struct orgpol_json_error *error)
{
    static const struct orgpol_decision not_evaluated;
    struct call call = {.tenant = tenant,
                        .request = request,
                        .length = length,
                        .answer = CALL_ANSWER(answer, size),
                        .error = ORGPOL_JSON_ERROR_INIT};
    enum orgpol_status status;

    if (decision)
        *decision = not_evaluated;
    status = orgpol_authzen_serve(&call, orgpol_authzen_single, options, answer_length, error);
    if (status == ORGPOL_OK && decision)
        *decision = call.decision;
    return status;
}
