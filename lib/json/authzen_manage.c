/* SPDX-License-Identifier: MIT */
/* can_manage_connected_accounts: reads who calls and for what, finds the rows, writes the answer. */
#include "orgpol/manage.h"

#include "authzen_grant.h"
#include "authzen_vault.h"
#include "orgpol/connect.h"

/* The members of `context`, strings pointing into the request's tree, and the rows found. */
struct manage_question {
    struct orgpol_manage_request request;
    struct orgpol_user user;
    struct caller_context caller;
    const cJSON *query;
    struct orgpol_str names[ORGPOL_MANAGE_FILTER_MAX + 1]; /* one more than a filter may have */
    const struct tenant_user *owner;                       /* whose accounts are meant; NULL: nobody's */
};

#define END     \
    {           \
        NULL, 0 \
    }
#define AT(member) offsetof(struct manage_question, member)

static const struct word operation_words[] = {
    {"list", ORGPOL_MANAGE_OPERATION_LIST},
    {"delete", ORGPOL_MANAGE_OPERATION_DELETE},
    {"list_connections", ORGPOL_MANAGE_OPERATION_LIST_CONNECTIONS},
    END,
};
static const struct word api_words[] = {
    {"my_account", ORGPOL_MANAGE_API_MY_ACCOUNT},
    {"management", ORGPOL_MANAGE_API_MANAGEMENT},
    END,
};

static const struct field context_fields[] = {
    {"operation", FIELD_ONE_OF, AT(request.operation), operation_words, true},
    {"api", FIELD_ONE_OF, AT(request.api), api_words, false},
    {"query", FIELD_OBJECT, AT(query), NULL, false},
};
static const struct field_table context_members = FIELD_TABLE(context_fields);

/* ---- reading ---- */

/* MGE-03: what is no text makes the filter malformed; how many and how long they may be, the core knows. */
static void read_filter(const cJSON *filter, struct manage_question *question)
{
    struct orgpol_manage_request *request = &question->request;
    const size_t room = sizeof question->names / sizeof *question->names;
    const cJSON *item = cJSON_IsArray(filter) ? filter->child : filter;

    request->is_filter_malformed = filter != NULL && item == NULL;
    request->connection_names = question->names;
    for (; item && request->connection_name_count < room; item = cJSON_IsArray(filter) ? item->next : NULL) {
        if (!cJSON_IsString(item))
            request->is_filter_malformed = 1;
        question->names[request->connection_name_count++] = orgpol_str_of(cJSON_GetStringValue(item));
    }
}

static void read_query(struct manage_question *question)
{
    const cJSON *take = orgpol_decode_member(question->query, "take");
    const cJSON *from = orgpol_decode_member(question->query, "from");
    struct orgpol_manage_request *request = &question->request;
    const double value = cJSON_IsNumber(take) ? take->valuedouble : -1;

    read_filter(orgpol_decode_member(question->query, "connection"), question);
    request->has_take = value >= 0 && value <= UINT32_MAX;
    request->take = request->has_take ? (uint32_t)value : 0;
    request->is_take_malformed = take != NULL && (!request->has_take || (double)request->take < value);
    request->is_from_malformed = from != NULL && !cJSON_IsString(from);
}

static enum orgpol_status read_context(const struct evaluation *evaluation, struct manage_question *question)
{
    enum orgpol_status status = orgpol_read_caller_context(evaluation, &question->caller);
    const bool of_account = strcmp(evaluation->resource_type, "connected_account") == 0;

    if (status == ORGPOL_OK)
        status = orgpol_decode_fields(evaluation->context, PATH_MEMBER(NULL, "context"), &context_members,
                                      question, evaluation->error);
    if (status != ORGPOL_OK)
        return status;
    if (of_account != (question->request.operation == ORGPOL_MANAGE_OPERATION_DELETE))
        return orgpol_decode_fail(evaluation->error, PATH_MEMBER(PATH_MEMBER(NULL, "resource"), "type"),
                                  "the operation takes %s", of_account ? "user" : "connected_account");
    read_query(question);
    return ORGPOL_OK;
}

/* ---- rows ---- */

/* The account of this id; two of one id are none, as everywhere. */
static const struct orgpol_connected_account *account_of(const struct orgpol_tenant *tenant,
                                                         const struct tenant_user *user, struct orgpol_str id)
{
    const struct orgpol_connected_account *found = NULL;
    size_t count = 0;
    const struct orgpol_connected_account *accounts = orgpol_tenant_accounts(tenant, user, &count);
    size_t times = 0;

    for (size_t i = 0; i < count; i++)
        if (!text_absent(id) && text_same(accounts[i].id, id)) {
            found = &accounts[i];
            times++;
        }
    return times == 1 ? found : NULL;
}

static const struct orgpol_connection *connection_of(const struct orgpol_tenant *tenant,
                                                     const struct orgpol_connected_account *account)
{
    const struct tenant_connection *connection =
        orgpol_tenant_connection_by_name(tenant, account->connection);

    return connection ? &connection->row : NULL;
}

/* What is read for a delete, and for the lists. */
static void find_resource(const struct evaluation *evaluation, struct manage_question *question)
{
    const struct orgpol_tenant *tenant = evaluation->tenant;
    struct orgpol_manage_request *request = &question->request;
    const struct tenant_user *user;

    if (request->operation == ORGPOL_MANAGE_OPERATION_DELETE) {
        request->account_id = evaluation->resource_id;
        if (question->owner)
            request->account = account_of(tenant, question->owner, evaluation->resource_id);
        if (request->account)
            request->connection = connection_of(tenant, request->account);
        return;
    }
    user = orgpol_tenant_user(tenant, evaluation->resource_id);
    request->user_id = evaluation->resource_id;
    request->user = orgpol_tenant_user_row(tenant, user, &question->user);
}

/* Users manage what is theirs, whatever the resource says; administrators list what is the user's named. */
static void find_rows(const struct evaluation *evaluation, struct manage_question *question)
{
    struct orgpol_manage_request *request = &question->request;
    const bool management = request->api == ORGPOL_MANAGE_API_MANAGEMENT;

    request->caller = &question->caller.caller;
    question->owner = orgpol_tenant_user(evaluation->tenant,
                                         management ? evaluation->resource_id : question->caller.token.sub);
    if (question->owner) {
        const struct text_list linked =
            orgpol_tenant_user_more(evaluation->tenant, question->owner)->linked_user_ids;

        request->linked_user_ids = linked.texts;
        request->linked_user_id_count = linked.count;
    }
    find_resource(evaluation, question);
}

/* ---- the answer ---- */

static void write_accounts(const struct evaluation *evaluation, const struct manage_question *question)
{
    const struct orgpol_tenant *tenant = evaluation->tenant;
    size_t count = 0;
    const struct orgpol_connected_account *accounts =
        question->owner ? orgpol_tenant_accounts(tenant, question->owner, &count) : NULL;

    orgpol_answer_open(evaluation->answer, "connected_accounts", '[');
    for (size_t i = 0; i < count; i++)
        if (orgpol_is_account_listed(&question->request, &accounts[i], connection_of(tenant, &accounts[i])))
            orgpol_answer_text(evaluation->answer, NULL, accounts[i].id);
    orgpol_answer_close(evaluation->answer, ']');
}

/* MGE-10: a connection whose name another one has too cannot be named, and so not be connected. */
static void write_connections(const struct evaluation *evaluation, const struct manage_question *question)
{
    const struct orgpol_tenant *tenant = evaluation->tenant;
    const struct orgpol_client *client = question->caller.caller.client;

    orgpol_answer_open(evaluation->answer, "connections", '[');
    for (size_t i = 0; i < tenant->connection_count; i++) {
        const struct tenant_connection *connection = &tenant->connections[i];
        struct orgpol_enabled_client room;

        if (orgpol_tenant_connection_by_name(tenant, connection->row.name) == connection &&
            orgpol_is_connection_available(&connection->row,
                                           orgpol_find_enabled_client(tenant, connection, client, &room),
                                           &tenant->options))
            orgpol_answer_text(evaluation->answer, NULL, connection->row.name);
    }
    orgpol_answer_close(evaluation->answer, ']');
}

static enum orgpol_status answer(struct evaluation *evaluation, struct manage_question *question)
{
    struct orgpol_manage_result result = ORGPOL_MANAGE_RESULT_INIT;
    struct orgpol_decision decision;
    bool allowed;

    find_rows(evaluation, question);
    evaluation->decision = decision = orgpol_can_manage_connected_accounts(&question->request, &result);
    if (decision.effect == ORGPOL_EFFECT_ERROR)
        return orgpol_fail_with_reason(evaluation);
    allowed = decision.effect == ORGPOL_EFFECT_ALLOW;
    orgpol_answer_problem_begin(evaluation->answer, decision, 0,
                                result.has_problem ? orgpol_problem_info(decision.reason) : NULL,
                                result.http_status);
    if (allowed && question->request.operation == ORGPOL_MANAGE_OPERATION_LIST)
        write_accounts(evaluation, question);
    if (allowed && question->request.operation == ORGPOL_MANAGE_OPERATION_LIST_CONNECTIONS)
        write_connections(evaluation, question);
    orgpol_answer_decision_end(evaluation->answer, decision);
    return ORGPOL_OK;
}

enum orgpol_status orgpol_authzen_manage(struct evaluation *evaluation)
{
    struct manage_question question = {.request = ORGPOL_MANAGE_REQUEST_INIT};
    const enum orgpol_status status = read_context(evaluation, &question);

    return status == ORGPOL_OK ? answer(evaluation, &question) : status;
}
