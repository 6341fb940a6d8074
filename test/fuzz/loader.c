/* SPDX-License-Identifier: MIT */
/*
 * Any bytes as a tenant document. What loads is JSON that the reader accepts, a builder that is given its
 * objects one at a time makes the same tenant of them, it permits nothing to a client it does not name, and
 * the lint reads it; what does not load does none of that.
 */
#define MUTATIONS 150

#include "fuzz/answers.h"
#include "orgpol/lint.h"

#define NOBODY "nobody-of-this-name"

static const char *const sections[] = {
    "settings",      "options",       "custom_domains", "clients", "connections", "resource_servers",
    "client_grants", "organizations", "users",          "roles",   "rules",       "hooks",
};

/* ---- the tenant again, object by object ---- */

static void add(struct orgpol_tenant_builder *builder, const char *kind, const cJSON *object)
{
    char *text = cJSON_PrintUnformatted(object);

    MUST(text && orgpol_tenant_builder_add(builder, orgpol_str_of(kind), (struct orgpol_str)ORGPOL_STR_NONE,
                                           text, strlen(text), NULL) == ORGPOL_OK);
    cJSON_free(text);
}

static struct orgpol_tenant *built_of(const cJSON *document)
{
    struct orgpol_tenant_builder *builder;
    struct orgpol_tenant *tenant;
    const cJSON *object;

    MUST(orgpol_tenant_builder_new(NULL, &builder, NULL) == ORGPOL_OK);
    for (size_t i = 0; i < sizeof sections / sizeof *sections; i++) {
        const cJSON *section = member_of(document, sections[i]);

        if (cJSON_IsObject(section))
            add(builder, sections[i], section);
        if (cJSON_IsArray(section))
            cJSON_ArrayForEach(object, section) add(builder, sections[i], object);
    }
    MUST(orgpol_tenant_builder_publish(builder, &tenant, NULL) == ORGPOL_OK);
    orgpol_tenant_builder_free(builder);
    return tenant;
}

/* ---- questions to it ---- */

/* The text of a member of the row of a section, the first or the last one; NULL when there is none. */
static const char *id_in(const cJSON *document, const char *section, const char *member, bool last)
{
    const cJSON *rows = member_of(document, section);
    const int count = cJSON_GetArraySize(rows);

    return cJSON_IsArray(rows) && count > 0
               ? cJSON_GetStringValue(member_of(cJSON_GetArrayItem(rows, last ? count - 1 : 0), member))
               : NULL;
}

static void add_party(cJSON *request, const char *name, const char *type, const char *id)
{
    cJSON *party = cJSON_AddObjectToObject(request, name);

    cJSON_AddStringToObject(party, "type", type);
    cJSON_AddStringToObject(party, "id", id ? id : NOBODY);
}

/* The questions, each about one client, organization, user, connection and API. */
static const struct {
    const char *action;
    const char *subject;
    const char *resource;
    const char *context;
    bool by_name; /* the connection's name is the resource */
} questions[] = {
    {"can_login", "user", "client", "{}", false},
    {"can_login", "anonymous", "client", "{\"protocol\":\"refresh_token\"}", false},
    {"resolve_org_prompt_mode", "user", "client", "{}", false},
    {"check_authorize_request", "user", "client", "{\"query\":\"response_type=code\"}", false},
    {"check_client_grant", "client", "resource_server", "{\"scope\":\"r\"}", false},
    {"check_user_grant", "user", "resource_server", "{\"scope\":\"r openid\"}", false},
    {"check_consent", "user", "resource_server", "{\"scope\":\"r\"}", false},
    {"select_connected_account", "user", "connection", "{}", true},
    {"check_token_exchange", "client", "connection",
     "{\"now\":1790000000,\"client_authentication\":{\"method\":\"client_secret_post\",\"valid\":true},"
     "\"subject_token_type\":\"urn:ietf:params:oauth:token-type:refresh_token\",\"requested_token_type\":"
     "\"http://auth0.com/oauth/token-type/federated-connection-access-token\"}",
     true},
};

struct ids {
    const char *client;
    const char *organization;
    const char *user;
    const char *connection;
    const char *connection_name;
    const char *api;
};

static char *request_of(size_t question, const struct ids *ids)
{
    const char *const subject = questions[question].subject;
    const char *const resource = questions[question].resource;
    cJSON *request = cJSON_CreateObject();
    cJSON *context = cJSON_Parse(questions[question].context);
    cJSON *token;
    char *text;

    add_party(request, "subject", subject, strcmp(subject, "client") == 0 ? ids->client : ids->user);
    add_party(request, "resource", resource,
              strcmp(resource, "client") == 0       ? ids->client
              : strcmp(resource, "connection") == 0 ? ids->connection_name
                                                    : ids->api);
    cJSON_AddStringToObject(cJSON_AddObjectToObject(request, "action"), "name", questions[question].action);
    if (ids->organization)
        cJSON_AddStringToObject(context, "organization", ids->organization);
    if (ids->connection)
        cJSON_AddStringToObject(context, "connection", ids->connection);
    cJSON_AddStringToObject(context, "client", ids->client ? ids->client : NOBODY);
    token = cJSON_AddObjectToObject(context, "subject_token");
    cJSON_AddStringToObject(token, "type", "refresh_token");
    cJSON_AddTrueToObject(token, "valid");
    cJSON_AddStringToObject(token, "sub", ids->user ? ids->user : NOBODY);
    cJSON_AddStringToObject(token, "azp", ids->client ? ids->client : NOBODY);
    cJSON_AddItemToObject(request, "context", context);
    text = cJSON_PrintUnformatted(request);
    cJSON_Delete(request);
    return text;
}

/* Both tenants answer alike, and a client that no row names is permitted nothing. */
static void check_questions(const struct orgpol_tenant *tenants[2], const struct ids *ids)
{
    static struct asked answers[2];
    struct ids stranger = *ids;

    stranger.client = NOBODY;
    for (size_t i = 0; i < sizeof questions / sizeof *questions; i++) {
        char *request = request_of(i, ids);

        for (int k = 0; k < 2; k++)
            ask(tenants[k], request, strlen(request), &answers[k]);
        MUST(strcmp(answers[0].text, answers[1].text) == 0);
        cJSON_free(request);
        request = request_of(i, &stranger);
        ask(tenants[0], request, strlen(request), &answers[0]);
        /* Whose account it is does not hang on a client. */
        MUST(answers[0].decision.effect != ORGPOL_EFFECT_ALLOW ||
             strcmp(questions[i].action, "select_connected_account") == 0);
        cJSON_free(request);
    }
}

static void check_tenant(const cJSON *document, struct orgpol_tenant *tenant)
{
    struct orgpol_tenant *built = built_of(document);
    const struct orgpol_tenant *tenants[2] = {tenant, built};

    MUST(orgpol_tenant_memory_bytes(tenant) > 0);
    for (int last = 0; last < 2; last++) {
        const struct ids ids = {
            id_in(document, "clients", "client_id", last),
            id_in(document, "organizations", "id", last),
            id_in(document, "users", "user_id", last),
            id_in(document, "connections", "id", last),
            id_in(document, "connections", "name", last),
            id_in(document, "resource_servers", "identifier", last),
        };

        if (ids.client == NULL || strcmp(ids.client, NOBODY) != 0)
            check_questions(tenants, &ids);
    }
    orgpol_tenant_free(built);
}

/* ---- lint ---- */

/* One object a line, as many of each severity as were counted, each with all that it must have. */
static void check_lines(const char *text, const struct orgpol_lint_result *result)
{
    size_t errors = 0;
    size_t advice = 0;

    while (*text) {
        const char *const end = strchr(text, '\n');
        cJSON *line;
        const char *severity;

        MUST(end);
        line = cJSON_ParseWithLength(text, (size_t)(end - text));
        severity = cJSON_GetStringValue(member_of(line, "severity"));
        MUST(severity && cJSON_IsString(member_of(line, "rule")) &&
             cJSON_IsString(member_of(line, "message")));
        MUST(cJSON_IsString(member_of(line, "pointer")) && cJSON_IsString(member_of(line, "field")));
        errors += strcmp(severity, "error") == 0;
        advice += strcmp(severity, "advice") == 0;
        cJSON_Delete(line);
        text = end + 1;
    }
    MUST(errors == result->error_count && advice == result->advice_count);
}

static void check_lint(const char *text, size_t size, enum orgpol_status loaded)
{
    static char answer[1 << 19];
    struct orgpol_lint_result result = ORGPOL_LINT_RESULT_INIT;
    struct orgpol_lint_result counted = ORGPOL_LINT_RESULT_INIT;
    size_t length = 0;
    size_t needed = 0;
    const enum orgpol_status status =
        orgpol_tenant_lint(text, size, NULL, answer, sizeof answer, &length, &result, NULL);

    if (length >= sizeof answer)
        return;
    MUST(status == loaded && strlen(answer) == length);
    if (status == ORGPOL_OK)
        check_lines(answer, &result);
    else
        MUST(length == 0);
    MUST(orgpol_tenant_lint(text, size, NULL, NULL, 0, &needed, &counted, NULL) ==
         (status == ORGPOL_OK ? ORGPOL_ERR_BUFFER : status));
    MUST(needed == length && counted.error_count == result.error_count);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *const text = (const char *)data;
    struct orgpol_json_error error = ORGPOL_JSON_ERROR_INIT;
    struct orgpol_tenant *tenant = NULL;
    const enum orgpol_status status = orgpol_tenant_load(text, size, NULL, &tenant, &error);

    MUST((status == ORGPOL_OK) == (tenant != NULL) && error.status == status && error.offset <= size);
    MUST((status == ORGPOL_OK) == (error.message[0] == '\0'));
    check_lint(text, size, status);
    if (tenant) {
        cJSON *document = cJSON_ParseWithLength(text, size);

        MUST(document && orgpol_json_check(text, size, NULL, NULL) == ORGPOL_OK);
        check_tenant(document, tenant);
        cJSON_Delete(document);
    }
    orgpol_tenant_free(tenant);
    return 0;
}

REPLAY("test/fuzz/loader.corpus")
