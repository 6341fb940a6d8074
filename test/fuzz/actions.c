/* SPDX-License-Identifier: MIT */
/*
 * Requests of an AuthZEN action: the one the program is named after, or else that which the first byte
 * chooses. The input chooses a row of test/vectors, which gives tenant and request, and what changes in the
 * request: members are left out, taken from other rows, or get odd values. Whatever becomes of it: the answer
 * is whole and says what the decision is; it is the same once more, with members in another order and unknown
 * ones added, and in a batch; without a member that it cannot do without it is an error; a tenant without
 * rows permits nothing; and stricter options permit nothing that laxer ones do not.
 */
#define MUTATIONS 1
#define QUICK_STEP 5

#include "vectors/rows.h"

#include "../../lib/json/authzen.h"
#include "fuzz/answers.h"
#include "fuzz/choices.h"
#include "fuzz/seen.h"

#define ROWS_MAX 512
#define ACTIONS_MAX 32

/* The tenants that a request is put to. */
enum { OWN, STRICT, LAX, TENANTS };

/* Options of which every other value permits less, and more. Others change what is found, or what is given.
 */
static const char *const options_of[TENANTS] = {
    [STRICT] = "{\"require_app_connection_in_org\":true,\"refresh_recheck\":true,\"require_pkce\":true,"
               "\"unsupported_strategy\":\"deny\",\"missing_offline_access\":\"deny\","
               "\"google_minimum_scopes\":\"deny\",\"verifier_without_challenge\":\"deny\","
               "\"complete_client\":\"same\",\"complete_organization\":\"same\",\"recheck_connection\":true,"
               "\"empty_login_hint\":\"deny\",\"ambiguous\":\"deny\",\"strict_scope\":true,"
               "\"never_exchanged\":\"created_at\",\"manage_when_purpose_off\":\"deny\","
               "\"organization_membership\":\"require\",\"require_org_connection\":true,"
               "\"accept_rtt_alias\":false,\"unsupported_parameters\":\"deny\",\"blocked_user\":\"deny\","
               "\"adaptive_mfa\":\"deny\",\"purpose_off_exchange\":\"deny\","
               "\"access_token_client_enabled\":true,\"login_grants\":\"deny\","
               "\"require_asymmetric_auth\":true,\"lenient_worker_audience\":false,\"clock_skew_s\":0,"
               "\"audit_context_unit\":\"bytes\",\"absent_worker_scope\":\"deny\","
               "\"worker_login_hint\":\"deny\",\"enforce_jti\":true,\"enforce_audit_context\":true,"
               "\"enforce_ip_allowlist\":true}",
    [LAX] = "{\"require_app_connection_in_org\":false,\"refresh_recheck\":false,\"require_pkce\":false,"
            "\"unsupported_strategy\":\"allow\",\"missing_offline_access\":\"warn\","
            "\"google_minimum_scopes\":\"warn\",\"verifier_without_challenge\":\"ignore\","
            "\"complete_client\":\"any\",\"complete_organization\":\"any\",\"recheck_connection\":false,"
            "\"empty_login_hint\":\"absent\",\"ambiguous\":\"latest\",\"strict_scope\":false,"
            "\"never_exchanged\":\"never_ages\",\"manage_when_purpose_off\":\"allow\","
            "\"organization_membership\":\"ignore\",\"require_org_connection\":false,"
            "\"accept_rtt_alias\":true,\"unsupported_parameters\":\"ignore\",\"blocked_user\":\"allow\","
            "\"adaptive_mfa\":\"allow\",\"purpose_off_exchange\":\"allow\","
            "\"access_token_client_enabled\":false,\"login_grants\":\"warn\","
            "\"require_asymmetric_auth\":false,\"lenient_worker_audience\":true,\"clock_skew_s\":60,"
            "\"audit_context_unit\":\"code_points\",\"absent_worker_scope\":\"pinned\","
            "\"worker_login_hint\":\"accept\",\"enforce_jti\":false,\"enforce_audit_context\":false,"
            "\"enforce_ip_allowlist\":false}",
};

/* A row of the vectors: what it asks, and of whom; tenants are loaded when they are needed. */
struct row {
    cJSON *request;
    cJSON *document;
    struct orgpol_tenant *tenants[TENANTS];
};

struct rows {
    struct row rows[ROWS_MAX];
    size_t count;
};

/* ---- the rows of the vectors ---- */

/* The action that the program is named after, or NULL. */
static const struct action *only;

static size_t place_of(const char *name)
{
    size_t place = 0;

    while (orgpol_authzen_action(place) && strcmp(orgpol_authzen_action(place)->name, name) != 0)
        place++;
    return place;
}

/* All of them, or those of the only action, in one pass over the files. */
static void read_rows(struct rows *of_actions)
{
    for (size_t i = 0; i < VECTOR_FAMILIES; i++) {
        struct vector_file file = vectors_of(vector_families[i].family, vector_families[i].tenant);
        char *cells[CELLS];

        while (next_cells(&file, cells)) {
            struct rows *const rows = &of_actions[place_of(cells[ACTION])];

            MUST(rows < of_actions + ACTIONS_MAX && rows->count < ROWS_MAX);
            if (only == NULL || strcmp(cells[ACTION], only->name) == 0)
                rows->rows[rows->count++] =
                    (struct row){request_of(file.base, cells), document_of(file.base, cells), {NULL}};
        }
        close_vectors(&file);
    }
}

static struct rows *rows_of(const struct action *action)
{
    static struct rows of_actions[ACTIONS_MAX];
    struct rows *const rows = &of_actions[place_of(action->name)];

    if (rows->count == 0)
        read_rows(of_actions);
    MUST(rows->count > 0);
    return rows;
}

static const struct orgpol_tenant *tenant_for(struct row *row, size_t which)
{
    if (row->tenants[which] == NULL) {
        cJSON *document = cJSON_Duplicate(row->document, true);

        if (options_of[which]) {
            cJSON *options = cJSON_Parse(options_of[which]);

            if (!cJSON_IsObject(member_of(document, "options"))) {
                cJSON_DeleteItemFromObjectCaseSensitive(document, "options");
                cJSON_AddObjectToObject(document, "options");
            }
            change(cJSON_GetObjectItemCaseSensitive(document, "options"), options);
            cJSON_Delete(options);
        }
        row->tenants[which] = tenant_of(document, "a row of the vectors");
        cJSON_Delete(document);
    }
    return row->tenants[which];
}

/* ---- changes to a request ---- */

static const struct row *row_chosen(struct choices *choices, const struct rows *rows)
{
    const size_t first = choose(choices);

    return &rows->rows[(first + CHOICES * choose_of(choices, 8)) % rows->count];
}

static cJSON *odd_value(struct choices *choices)
{
    static const char *const values[] = {
        "null",
        "\"\"",
        "true",
        "false",
        "0",
        "1",
        "-1",
        "1790000000",
        "1.5",
        "1e308",
        "9223372036854775808",
        "[]",
        "{}",
        "[\"\"]",
        "[null]",
        "[{}]",
        "\"x\"",
        "\" \"",
        "\"a b\"",
        "\"\\u00e9\"",
        "\"\\n\"",
        "[\"x\",\"x\"]",
        "\"auth0|a\"",
        "\"org_1\"",
        "\"org_a\"",
        "\"tpc_x\"",
        "\"C-WEB\"",
        "\"none\"",
        "\"allow\"",
        "[1]",
        "{\"id\":\"x\"}",
        "\"personal_account\"",
        "18446744073709551616",
        "\"refresh_token\"",
    };

    return cJSON_Parse(values[choose_of(choices, sizeof values / sizeof *values)]);
}

static void put(cJSON *object, const char *name, cJSON *value)
{
    cJSON_DeleteItemFromObjectCaseSensitive(object, name);
    cJSON_AddItemToObject(object, name, value);
}

/* One change to an object; `other` is the object that stands there in another row, and may be NULL. */
static void change_object(struct choices *choices, cJSON *object, const cJSON *other)
{
    const int count = cJSON_GetArraySize(object);
    cJSON *const member =
        count > 0 ? cJSON_GetArrayItem(object, (int)choose_of(choices, (size_t)count)) : NULL;
    const int others = cJSON_IsObject(other) ? cJSON_GetArraySize(other) : 0;
    const cJSON *taken =
        others > 0 ? cJSON_GetArrayItem(other, (int)choose_of(choices, (size_t)others)) : NULL;
    cJSON *wrapped;
    char name[128];

    if (member)
        snprintf(name, sizeof name, "%s", member->string);
    switch (choose_of(choices, 8)) {
    case 0:
        if (member)
            cJSON_DeleteItemFromObjectCaseSensitive(object, name);
        return;
    case 1:
        if (member)
            put(object, name, odd_value(choices));
        return;
    case 2:
        if (member && cJSON_IsString(member)) {
            wrapped = cJSON_CreateArray();
            cJSON_AddItemToArray(wrapped, cJSON_Duplicate(member, true));
            put(object, name, wrapped);
        }
        return;
    case 3:
        if (member && taken)
            put(object, name, cJSON_Duplicate(taken, true));
        return;
    case 4:
        if (taken)
            put(object, taken->string, odd_value(choices));
        return;
    default:
        if (taken)
            put(object, taken->string, cJSON_Duplicate(taken, true));
    }
}

static void change_request(struct choices *choices, cJSON *request, const struct rows *rows)
{
    static const char *const parts[] = {"context", "context", "context", "context", "subject", "resource"};
    const char *const part = parts[choose_of(choices, sizeof parts / sizeof *parts)];
    cJSON *object = cJSON_GetObjectItemCaseSensitive(request, part);
    const cJSON *other = member_of(row_chosen(choices, rows)->request, part);
    const unsigned inner = choose(choices);
    cJSON *member;

    /* An object inside, such as the token. */
    if (inner % 2 == 1 && cJSON_IsObject(object) && cJSON_GetArraySize(object) > 0) {
        member = cJSON_GetArrayItem(object, (int)(inner / 2) % cJSON_GetArraySize(object));
        if (cJSON_IsObject(member)) {
            other = member_of(other, member->string);
            object = member;
        }
    }
    if (cJSON_IsObject(object))
        change_object(choices, object, other);
}

/* ---- what must hold ---- */

/* Members of `context` without which a request is an error. */
static const struct {
    const char *action;
    const char *member;
} required[] = {
    {"check_user_grant", "client"},
    {"check_consent", "client"},
    {"consent_key_for", "client"},
    {"check_token_organization", "claims"},
    {"check_token_organization", "issuer"},
    {"check_my_account_token", "client"},
    {"check_my_account_token", "grant_type"},
    {"check_my_account_token", "now"},
    {"can_connect_account", "body"},
    {"can_connect_account", "now"},
    {"can_complete_account", "body"},
    {"can_complete_account", "now"},
    {"can_manage_connected_accounts", "operation"},
    {"can_manage_connected_accounts", "now"},
    {"check_token_exchange", "now"},
};

static bool absent(const cJSON *context, const char *member)
{
    const cJSON *value = member_of(context, member);

    return value == NULL || cJSON_IsNull(value);
}

/* Empty text is absent, where it is no error. */
static bool is_empty(const cJSON *context, const char *member)
{
    const char *text = cJSON_GetStringValue(member_of(context, member));

    return absent(context, member) || (text && *text == '\0');
}

static bool lacks_required(const char *action, const cJSON *request)
{
    const cJSON *context = member_of(request, "context");
    const char *protocol = cJSON_GetStringValue(member_of(context, "protocol"));

    for (size_t i = 0; i < sizeof required / sizeof *required; i++)
        if (strcmp(required[i].action, action) == 0 && absent(context, required[i].member))
            return true;
    if (strcmp(action, "check_authorize_request") == 0)
        return is_empty(context, "query") == absent(context, "parameters");
    if (strcmp(action, "can_login") == 0 || strcmp(action, "can_third_party_login") == 0)
        return absent(context, "connection") && (protocol == NULL || strcmp(protocol, "refresh_token") != 0);
    return text_at(request, "subject", "id") == NULL || text_at(request, "resource", "id") == NULL ||
           text_at(request, "subject", "type") == NULL || text_at(request, "resource", "type") == NULL;
}

/* The same object with its members the other way round and one that nobody knows. */
static cJSON *turned_round(const cJSON *object)
{
    cJSON *turned = cJSON_CreateObject();

    cJSON_AddStringToObject(turned, "a member that nobody knows", "allow");
    for (int i = cJSON_GetArraySize(object) - 1; i >= 0; i--) {
        const cJSON *member = cJSON_GetArrayItem(object, i);
        const bool is_party = strcmp(member->string, "subject") == 0 ||
                              strcmp(member->string, "resource") == 0 ||
                              strcmp(member->string, "action") == 0 || strcmp(member->string, "context") == 0;

        cJSON_AddItemToObject(turned, member->string,
                              is_party && cJSON_IsObject(member) ? turned_round(member)
                                                                 : cJSON_Duplicate(member, true));
    }
    return turned;
}

static void check_turned(const struct orgpol_tenant *tenant, const cJSON *request, const struct asked *asked)
{
    static struct asked again;
    cJSON *turned = turned_round(request);
    char *text = cJSON_PrintUnformatted(turned);

    again.document = asked->document;
    ask(tenant, text, strlen(text), &again);
    MUST(again.status == asked->status && strcmp(again.text, asked->text) == 0);
    cJSON_free(text);
    cJSON_Delete(turned);
}

static void check_batch(const struct orgpol_tenant *tenant, const char *request, const struct asked *asked)
{
    static char answer[ANSWER_ROOM + 64];
    static char batch[1 << 17];
    size_t length = 0;

    snprintf(batch, sizeof batch, "{\"evaluations\":[%s]}", request);
    MUST(orgpol_authzen_evaluations(tenant, batch, strlen(batch), NULL, answer, sizeof answer, &length,
                                    NULL) == ORGPOL_OK);
    MUST(length == asked->length + strlen("{\"evaluations\":[]}"));
    MUST(strncmp(answer, "{\"evaluations\":[", 16) == 0 &&
         strncmp(answer + 16, asked->text, asked->length) == 0);
}

/* A buffer that is too small stays empty, and the length is that of the whole answer. */
static void check_room(const struct orgpol_tenant *tenant, const char *request, const struct asked *asked,
                       size_t room)
{
    struct orgpol_decision decision = {.effect = ORGPOL_EFFECT_ALLOW};
    char *answer = malloc(room + 1);
    size_t length = 0;
    enum orgpol_status status;

    MUST(answer);
    status = orgpol_authzen_evaluate(tenant, request, strlen(request), NULL, answer, room + 1, &length,
                                     &decision, NULL);
    MUST(length == asked->length);
    if (room >= length)
        MUST(status == asked->status && strcmp(answer, asked->text) == 0);
    else
        MUST(status != ORGPOL_OK && decision.effect == ORGPOL_EFFECT_ERROR && *answer == '\0');
    free(answer);
}

/* Who may answer without a tenant's rows: what reads none, and a row to be saved that is in the request. */
static bool needs_rows(const struct action *action, const cJSON *request)
{
    const char *const end = strrchr(action->name, '_');

    return !action->without_tenant &&
           !(strcmp(end, "_config") == 0 && !absent(member_of(request, "context"), "object"));
}

/* Who has to log in first is not in: a stricter tenant may ask for that where another one denies outright. */
static bool lets_in(struct orgpol_decision decision)
{
    return decision.effect == ORGPOL_EFFECT_ALLOW && !(decision.obligations & ORGPOL_MUST_AUTHENTICATE);
}

static void check_tenants(const struct action *action, struct row *row, const cJSON *request,
                          const char *text, const struct asked *own)
{
    static struct asked asked;
    static struct orgpol_tenant *nothing;

    if (nothing == NULL)
        MUST(orgpol_tenant_load("{}", 2, NULL, &nothing, NULL) == ORGPOL_OK);
    asked.document = row->document;
    ask(nothing, text, strlen(text), &asked);
    MUST(asked.decision.effect != ORGPOL_EFFECT_ALLOW || !needs_rows(action, request));
    ask(tenant_for(row, STRICT), text, strlen(text), &asked);
    MUST(!lets_in(asked.decision) || lets_in(own->decision));
    ask(tenant_for(row, LAX), text, strlen(text), &asked);
    MUST(lets_in(asked.decision) || !lets_in(own->decision));
}

static void run_action(const struct action *action, struct choices *choices)
{
    static struct asked asked;
    static struct asked again;
    struct rows *const rows = rows_of(action);
    struct row *const row = &rows->rows[row_chosen(choices, rows) - rows->rows];
    const struct orgpol_tenant *const tenant = tenant_for(row, OWN);
    cJSON *request = cJSON_Duplicate(row->request, true);
    size_t room;
    char *text;

    for (unsigned changes = choose_of(choices, 8); changes > 0; changes--)
        change_request(choices, request, rows);
    text = cJSON_PrintUnformatted(request);
    asked.document = again.document = row->document;
    ask(tenant, text, strlen(text), &asked);
    note(asked.decision);
    ask(tenant, text, strlen(text), &again);
    MUST(again.status == asked.status && strcmp(again.text, asked.text) == 0);
    /* Just too small, just large enough, or any. */
    room = choose(choices);
    check_room(tenant, text, &asked, room < 40 ? room * 20 : asked.length - 2 + room % 4);
    if (lacks_required(action->name, request))
        MUST(asked.status == ORGPOL_ERR_REQUEST);
    if (asked.status == ORGPOL_OK) {
        check_turned(tenant, request, &asked);
        check_batch(tenant, text, &asked);
    }
    check_tenants(action, row, request, text, &asked);
    cJSON_free(text);
    cJSON_Delete(request);
}

int LLVMFuzzerInitialize(int *argc, char ***argv);

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    const char *const slash = strrchr(**argv, '/');

    (void)argc;
    only = orgpol_authzen_action(place_of(slash ? slash + 1 : **argv));
    return 0;
}

static const struct action *action_chosen(struct choices *choices)
{
    const size_t place = choose(choices) % place_of("");

    return only ? only : orgpol_authzen_action(place);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct choices choices = {data, size};
    const struct action *const action = action_chosen(&choices);

    run_action(action, &choices);
    return 0;
}

REPLAY("test/fuzz/actions.corpus")
