/* SPDX-License-Identifier: MIT */
/* AuthZEN access evaluation: the shape every request has, and who answers which action. */
#include "orgpol/authzen.h"

#include <string.h>

#include "authzen.h"

/* Each action with the subject and resource types it takes; lists end with NULL, and no subjects are any. */
static const struct action {
    const char *name;
    const char *subjects[3];
    const char *resources[3];
    bool without_tenant; /* needs no tenant, though one may be there */
    evaluate_action *evaluate;
} actions[] = {
    {"can_login", {"user", "anonymous"}, {"client"}, false, orgpol_authzen_login},
    {"can_third_party_login", {"user", "anonymous"}, {"client"}, false, orgpol_authzen_login},
    {"resolve_org_prompt_mode", {"user", "anonymous"}, {"client"}, false, orgpol_authzen_prompt},
    {"check_authorize_request", {"user", "anonymous"}, {"client"}, false, orgpol_authzen_authorize},
    {"check_endpoint_request", {"client"}, {"endpoint"}, false, orgpol_authzen_endpoint},
    {"check_client_grant", {"client"}, {"resource_server"}, false, orgpol_authzen_client_grant},
    {"check_user_grant", {"user"}, {"resource_server"}, false, orgpol_authzen_user_grant},
    {"check_consent", {"user"}, {"resource_server"}, false, orgpol_authzen_consent},
    {"consent_key_for", {"user"}, {"resource_server"}, true, orgpol_authzen_consent_key},
    {"check_token_organization",
     {"client"},
     {"client", "resource_server"},
     true,
     orgpol_authzen_token_organization},
    {"check_client_config", {NULL}, {"client"}, false, orgpol_authzen_config},
    {"check_organization_config", {NULL}, {"organization"}, false, orgpol_authzen_config},
    {"check_connection_config", {NULL}, {"connection"}, false, orgpol_authzen_config},
    {"check_resource_server_config", {NULL}, {"resource_server"}, false, orgpol_authzen_config},
    {"check_client_grant_config", {NULL}, {"client_grant"}, false, orgpol_authzen_config},
    {"can_manage_connected_accounts",
     {"user", "client"},
     {"user", "connected_account"},
     false,
     orgpol_authzen_manage},
    {"check_my_account_token", {"user", "client"}, {"resource_server"}, false, orgpol_authzen_my_account},
    {"can_complete_account", {"user", "client"}, {"connection"}, false, orgpol_authzen_complete},
    {"can_connect_account", {"user", "client"}, {"connection"}, false, orgpol_authzen_connect},
    {"check_token_exchange", {"client"}, {"connection"}, false, orgpol_authzen_exchange},
    {"select_connected_account", {"user"}, {"connection"}, false, orgpol_authzen_select},
};

/* A subject, action or resource. */
struct entity {
    struct orgpol_str type;
    struct orgpol_str id;
    struct orgpol_str name;
    const cJSON *properties; /* checked, not read */
};

struct request {
    const cJSON *subject;
    const cJSON *action;
    const cJSON *resource;
    const cJSON *context;
};

static const struct field request_fields[] = {
    {"subject", FIELD_OBJECT, offsetof(struct request, subject), NULL, true},
    {"action", FIELD_OBJECT, offsetof(struct request, action), NULL, true},
    {"resource", FIELD_OBJECT, offsetof(struct request, resource), NULL, true},
    {"context", FIELD_OBJECT, offsetof(struct request, context), NULL, false},
};
static const struct field_table request_members = FIELD_TABLE(request_fields);

static const struct field entity_fields[] = {
    {"type", FIELD_TEXT, offsetof(struct entity, type), NULL, true},
    {"id", FIELD_TEXT, offsetof(struct entity, id), NULL, true},
    {"properties", FIELD_OBJECT, offsetof(struct entity, properties), NULL, false},
};
static const struct field_table entity_members = FIELD_TABLE(entity_fields);

static const struct field action_fields[] = {
    {"name", FIELD_TEXT, offsetof(struct entity, name), NULL, true},
    {"properties", FIELD_OBJECT, offsetof(struct entity, properties), NULL, false},
};
static const struct field_table action_members = FIELD_TABLE(action_fields);

/* The entry of a list that ends with NULL. */
static const char *listed(const char *const *list, struct orgpol_str word)
{
    while (*list && strcmp(*list, word.ptr) != 0)
        list++;
    return *list;
}

static const struct action *find_action(struct orgpol_str name)
{
    for (size_t i = 0; i < sizeof actions / sizeof *actions; i++)
        if (strcmp(actions[i].name, name.ptr) == 0)
            return &actions[i];
    return NULL;
}

static enum orgpol_status unknown_type(struct orgpol_json_error *error, const char *entity,
                                       const char *action, const char *const *types, struct orgpol_str found)
{
    return orgpol_decode_fail(error, PATH_MEMBER(PATH_MEMBER(NULL, entity), "type"),
                              "%s takes %s%s%s, found \"%s\"", action, types[0], types[1] ? " or " : "",
                              types[1] ? types[1] : "", found.ptr);
}

/* Reads the shape of the request into `evaluation` and finds who answers it. */
static enum orgpol_status read_request(const cJSON *tree, struct evaluation *evaluation,
                                       const struct action **action)
{
    struct orgpol_json_error *error = evaluation->error;
    struct request request = {0};
    struct entity subject = {0};
    struct entity verb = {0};
    struct entity resource = {0};
    enum orgpol_status status = orgpol_decode_fields(tree, NULL, &request_members, &request, error);

    if (status == ORGPOL_OK)
        status = orgpol_decode_fields(request.subject, PATH_MEMBER(NULL, "subject"), &entity_members,
                                      &subject, error);
    if (status == ORGPOL_OK)
        status =
            orgpol_decode_fields(request.action, PATH_MEMBER(NULL, "action"), &action_members, &verb, error);
    if (status == ORGPOL_OK)
        status = orgpol_decode_fields(request.resource, PATH_MEMBER(NULL, "resource"), &entity_members,
                                      &resource, error);
    if (status != ORGPOL_OK)
        return status;
    *action = find_action(verb.name);
    if (*action == NULL)
        return orgpol_decode_fail(error, PATH_MEMBER(PATH_MEMBER(NULL, "action"), "name"),
                                  "unknown action \"%s\", expected one that orgpol/authzen.h lists",
                                  verb.name.ptr);
    evaluation->action = (*action)->name;
    evaluation->subject_type =
        (*action)->subjects[0] ? listed((*action)->subjects, subject.type) : subject.type.ptr;
    if (evaluation->subject_type == NULL)
        return unknown_type(error, "subject", (*action)->name, (*action)->subjects, subject.type);
    evaluation->resource_type = listed((*action)->resources, resource.type);
    if (evaluation->resource_type == NULL)
        return unknown_type(error, "resource", (*action)->name, (*action)->resources, resource.type);
    evaluation->subject_id = subject.id;
    evaluation->resource_id = resource.id;
    evaluation->context = request.context;
    return ORGPOL_OK;
}

/*
 * Settles which tenant is asked. An inline one is built, and also given as *own, which the caller frees.
 * `optional`: none at all is no error, and leaves evaluation->tenant NULL.
 */
static enum orgpol_status settle_tenant(struct evaluation *evaluation, bool optional, const uint8_t *hash_key,
                                        struct orgpol_tenant **own)
{
    const struct json_path *path = PATH_MEMBER(PATH_MEMBER(NULL, "context"), "tenant");
    const cJSON *inlined = orgpol_decode_member(evaluation->context, "tenant");
    enum orgpol_status status;

    *own = NULL;
    if (inlined && evaluation->tenant)
        return orgpol_decode_fail(evaluation->error, path, "a tenant is loaded already; send none");
    if (evaluation->tenant || (optional && inlined == NULL))
        return ORGPOL_OK;
    if (inlined == NULL)
        return orgpol_decode_fail(evaluation->error, path, "no tenant is loaded, and none was sent");
    status = orgpol_tenant_build(inlined, path, hash_key, own, evaluation->error);
    evaluation->tenant = *own;
    return status;
}

static enum orgpol_status evaluate(struct evaluation *evaluation, const char *request, size_t length,
                                   const struct orgpol_json_options *options)
{
    const struct action *action = NULL;
    struct orgpol_tenant *own = NULL;
    cJSON *tree = NULL;
    enum orgpol_status status = orgpol_json_read(request, length, options, &tree, evaluation->error);

    if (status == ORGPOL_OK)
        status = read_request(tree, evaluation, &action);
    if (status == ORGPOL_OK)
        status = settle_tenant(evaluation, action->without_tenant, options->hash_key, &own);
    if (status == ORGPOL_OK)
        status = action->evaluate(evaluation);
    if (status == ORGPOL_ERR_REQUEST)
        evaluation->error->offset = orgpol_json_locate(request, length, evaluation->error->pointer);
    orgpol_tenant_free(own);
    cJSON_Delete(tree);
    return status;
}

enum orgpol_status orgpol_authzen_evaluate(const struct orgpol_tenant *tenant, const char *request,
                                           size_t length, const struct orgpol_json_options *options,
                                           char *answer, size_t size, size_t *answer_length,
                                           struct orgpol_decision *decision, struct orgpol_json_error *error)
{
    static const struct orgpol_decision not_evaluated;
    struct orgpol_json_error local = ORGPOL_JSON_ERROR_INIT;
    struct answer text = {.bytes = answer, .size = answer ? size : 0};
    struct evaluation evaluation = {.tenant = tenant, .answer = &text, .error = &local};
    struct orgpol_json_options read;
    enum orgpol_status status;

    if (decision)
        *decision = not_evaluated;
    status = orgpol_json_begin(options, ORGPOL_JSON_MAX_REQUEST_BYTES, &read, error, &local);
    if (status == ORGPOL_OK)
        status = request ? evaluate(&evaluation, request, length, &read)
                         : orgpol_json_fail(&local, ORGPOL_ERR_ARGUMENT, 0, NULL,
                                            "expected a request, found NULL");
    if (status != ORGPOL_OK) {
        text.length = 0;
        orgpol_answer_error(&text, &local);
    }
    if (!orgpol_answer_finish(&text) && status == ORGPOL_OK)
        status =
            orgpol_json_fail(&local, ORGPOL_ERR_BUFFER, 0, NULL, "the answer has %zu bytes", text.length);
    orgpol_json_give_error(error, &local);
    if (answer_length)
        *answer_length = text.length;
    if (status == ORGPOL_OK && decision)
        *decision = evaluation.decision;
    return status;
}
