/* SPDX-License-Identifier: MIT */
#include "parameters.h"

#include "../core/text.h"
#include "orgpol/search.h"

static enum orgpol_status too_many(const struct evaluation *evaluation, const struct json_path *path)
{
    return orgpol_decode_fail(evaluation->error, path, "more than %d parameters", ORGPOL_PARAMETER_LIMIT);
}

static enum orgpol_status split_query(const struct evaluation *evaluation, struct orgpol_str query,
                                      const struct json_path *context, struct parameter_list *parameters)
{
    const struct json_path *path = PATH_MEMBER(context, "query");
    struct orgpol_query_split split = ORGPOL_QUERY_SPLIT_INIT;
    uint16_t reason;
    char *decoded;

    decoded = orgpol_room_take(evaluation->room, query.len);
    if (decoded == NULL)
        return orgpol_json_no_memory(evaluation->error);
    reason = orgpol_split_query(query, parameters->list, ORGPOL_PARAMETER_LIMIT, decoded, query.len, &split);
    if (reason == ORGPOL_REASON_TOO_MANY_PARAMETERS)
        return too_many(evaluation, path);
    if (reason != ORGPOL_REASON_NONE)
        return orgpol_decode_fail(evaluation->error, path, "not form-encoded UTF-8 at byte %zu of the query",
                                  split.offset);
    parameters->count = split.parameter_count;
    return ORGPOL_OK;
}

/* Adds one value under the name; `value` stands at `path`. */
static enum orgpol_status add(const struct evaluation *evaluation, const char *name, const cJSON *value,
                              const struct json_path *path, struct parameter_list *parameters)
{
    struct orgpol_parameter *parameter;

    if (parameters->count == ORGPOL_PARAMETER_LIMIT)
        return too_many(evaluation, path);
    parameter = &parameters->list[parameters->count];
    parameter->name = orgpol_str_of(name);
    parameters->count++;
    return orgpol_decode_text_element(value, path, &parameter->value, evaluation->error);
}

static enum orgpol_status add_all(const struct evaluation *evaluation, const cJSON *member,
                                  const struct json_path *path, struct parameter_list *parameters)
{
    enum orgpol_status status = ORGPOL_OK;
    const cJSON *value;
    size_t index = 0;

    if (!cJSON_IsString(member) && !cJSON_IsArray(member))
        return orgpol_decode_fail(evaluation->error, path, "expected text or an array of text, found %s",
                                  orgpol_decode_kind_name(member));
    if (cJSON_IsString(member))
        return add(evaluation, member->string, member, path, parameters);
    cJSON_ArrayForEach(value, member)
    {
        status = add(evaluation, member->string, value, PATH_ELEMENT(path, index), parameters);
        if (status != ORGPOL_OK)
            return status;
        index++;
    }
    return ORGPOL_OK;
}

enum orgpol_status orgpol_read_parameters(const struct evaluation *evaluation,
                                          const struct parameter_members *members, bool needed,
                                          struct parameter_list *parameters)
{
    const struct json_path *context = PATH_MEMBER(NULL, "context");
    const struct json_path *object = PATH_MEMBER(context, "parameters");
    enum orgpol_status status = ORGPOL_OK;
    const cJSON *member;

    *parameters = (struct parameter_list){NULL, 0};
    if (members->parameters && members->query.len > 0)
        return orgpol_decode_fail(evaluation->error, object, "excludes query");
    if (members->parameters == NULL && members->query.len == 0 && needed)
        return orgpol_decode_fail(evaluation->error, object, "query or parameters is required, and absent");
    if (members->parameters == NULL && members->query.len == 0)
        return ORGPOL_OK;
    parameters->list = orgpol_room_take(evaluation->room, ORGPOL_PARAMETER_LIMIT * sizeof *parameters->list);
    if (parameters->list == NULL)
        return orgpol_json_no_memory(evaluation->error);
    if (members->query.len > 0)
        return split_query(evaluation, members->query, context, parameters);
    cJSON_ArrayForEach(member, members->parameters)
    {
        if (cJSON_IsNull(member))
            continue;
        status = add_all(evaluation, member, PATH_MEMBER(object, member->string), parameters);
        if (status != ORGPOL_OK)
            break;
    }
    return status;
}

struct orgpol_str orgpol_parameter_value(const struct parameter_list *parameters, struct orgpol_str name)
{
    for (size_t i = 0; i < parameters->count; i++)
        if (text_same(parameters->list[i].name, name) && parameters->list[i].value.len > 0)
            return parameters->list[i].value;
    return (struct orgpol_str)ORGPOL_STR_NONE;
}

enum orgpol_status orgpol_check_client_id(struct evaluation *evaluation,
                                          const struct parameter_members *members,
                                          const struct parameter_list *parameters,
                                          const struct orgpol_client *client, uint32_t party)
{
    const struct json_path *context = PATH_MEMBER(NULL, "context");
    const struct json_path *path = PATH_MEMBER(context, members->parameters ? "parameters" : "query");
    const struct orgpol_str id =
        party == ORGPOL_AUTHZEN_SEARCH_SUBJECT ? evaluation->subject_id : evaluation->resource_id;

    for (size_t i = 0; i < parameters->count; i++) {
        const struct orgpol_str sent = parameters->list[i].value;

        if (!text_same(parameters->list[i].name, ORGPOL_STR("client_id")) || sent.len == 0 ||
            text_same(sent, id))
            continue;
        if (client == NULL ||
            (!text_same(sent, client->client_id) && !text_same(sent, client->external_client_id))) {
            evaluation->unfit = party;
            return orgpol_decode_fail(evaluation->error, path, "client_id names another client than \"%.*s\"",
                                      (int)(id.len < sizeof evaluation->error->message
                                                ? id.len
                                                : sizeof evaluation->error->message),
                                      id.ptr);
        }
    }
    return ORGPOL_OK;
}
