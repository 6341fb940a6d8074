/* SPDX-License-Identifier: MIT */
/* Listing and deleting connected accounts. The rules are in manage_table.h; here are the facts. */
#include "orgpol/manage.h"

#include "decision.h"
#include "keys.h"
#include "rows.h"
#include "select.h"
#include "vault.h"

/* An account and its connection; a missing one points at zeros. */
struct entry {
    const struct orgpol_connected_account *account;
    const struct orgpol_connection *connection;
    bool has_account;
    bool has_connection;
};

struct entry_copies {
    struct orgpol_connected_account account;
    struct orgpol_connection connection;
};

struct manage_rows {
    const struct orgpol_manage_request *request;
    const struct orgpol_user *user; /* whose accounts are meant */
    struct caller_rows caller;
    struct entry entry; /* the account to delete */
};

struct manage_copies {
    struct orgpol_manage_request request;
    struct orgpol_user user;
    struct caller_copies caller;
    struct entry_copies entry;
};

/* Members of `is` in manage_table.h. */
struct manage_facts {
    bool list;
    bool remove;
    bool offer;
    bool unavailable;
    bool token_invalid;
    bool scope_missing;
    bool no_user;
    bool filter_wrong;
    bool paging_wrong;
    bool id_malformed;
    bool other_user;
    bool not_own;
    bool purpose_off;
};

/* ---- reading ---- */

static enum orgpol_reason read_entry(const struct orgpol_connected_account *account,
                                     const struct orgpol_connection *connection, struct entry *entry,
                                     struct entry_copies *copies)
{
    static const struct entry_copies none = {
        .account = ORGPOL_CONNECTED_ACCOUNT_INIT,
        .connection = ORGPOL_CONNECTION_INIT,
    };
    bool unsupported = false;

    entry->account = read_row(account, &none.account, &copies->account, sizeof none.account, &unsupported);
    entry->connection =
        read_row(connection, &none.connection, &copies->connection, sizeof none.connection, &unsupported);
    entry->has_account = account != NULL;
    entry->has_connection = connection != NULL;

    const struct list lists[] = {
        {entry->account->scopes, entry->account->scope_count},
        {entry->connection->scopes, entry->connection->scope_count},
    };
    const struct key keys[] = {
        {account, entry->account->id, entry->account->id, ORGPOL_REASON_UNSUPPORTED_INPUT},
        {connection, entry->connection->name, entry->account->connection,
         ORGPOL_REASON_ROW_OF_OTHER_CONNECTION},
    };

    if (unsupported || entry->account->reserved != 0 || !is_connection_reserved_zero(entry->connection))
        return ORGPOL_REASON_UNSUPPORTED_INPUT;
    if (lists_are_missing(lists, sizeof lists / sizeof *lists))
        return ORGPOL_REASON_MISSING_INPUT;
    return first_wrong_key(keys, sizeof keys / sizeof *keys);
}

static enum orgpol_reason request_error(const struct manage_rows *in)
{
    const struct orgpol_manage_request *request = in->request;
    const struct list lists[] = {
        {request->connection_names, request->connection_name_count},
        {request->linked_user_ids, request->linked_user_id_count},
    };
    const struct key keys[] = {
        {request->account, in->entry.account->id, request->account_id, ORGPOL_REASON_UNSUPPORTED_INPUT},
        {request->user, in->user->user_id, request->user_id, ORGPOL_REASON_ROW_OF_OTHER_USER},
    };

    if ((request->reserved | in->user->reserved) != 0 || request->api > ORGPOL_MANAGE_API_MANAGEMENT ||
        request->operation == ORGPOL_MANAGE_OPERATION_UNSET ||
        request->operation > ORGPOL_MANAGE_OPERATION_LIST_CONNECTIONS)
        return ORGPOL_REASON_UNSUPPORTED_INPUT;
    if (lists_are_missing(lists, sizeof lists / sizeof *lists))
        return ORGPOL_REASON_MISSING_INPUT;
    return first_wrong_key(keys, sizeof keys / sizeof *keys);
}

static enum orgpol_reason read_rows(const struct orgpol_manage_request *request, struct manage_rows *rows,
                                    struct manage_copies *copies)
{
    static const struct orgpol_manage_request no_request = ORGPOL_MANAGE_REQUEST_INIT;
    static const struct orgpol_user no_user = ORGPOL_USER_INIT;
    bool unsupported = false;
    enum orgpol_reason error;

    if (request == NULL)
        return ORGPOL_REASON_MISSING_INPUT;
    rows->request = read_row(request, &no_request, &copies->request, sizeof no_request, &unsupported);
    rows->user = read_row(rows->request->user, &no_user, &copies->user, sizeof no_user, &unsupported);
    if (unsupported)
        return ORGPOL_REASON_UNSUPPORTED_INPUT;
    error = orgpol_read_caller(rows->request->caller, &rows->caller, &copies->caller);
    if (error == ORGPOL_REASON_NONE)
        error = read_entry(rows->request->account, rows->request->connection, &rows->entry, &copies->entry);
    return error != ORGPOL_REASON_NONE ? error : request_error(rows);
}

/* ---- facts ---- */

static bool is_management(const struct manage_rows *in)
{
    return in->request->api == ORGPOL_MANAGE_API_MANAGEMENT;
}

/* MGE-05: ^cac_[A-Za-z0-9]+$ */
static bool is_account_id(struct orgpol_str id)
{
    const struct orgpol_str prefix = ORGPOL_STR("cac_");
    bool plain = text_starts_with(id, prefix) && id.len > prefix.len;

    for (size_t i = prefix.len; plain && i < id.len; i++) {
        const unsigned char c = text_lowered(id.ptr[i]);

        plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    }
    return plain;
}

/* MGE-03: absent, one name, or up to 20, each a text of up to 128 characters. */
static bool is_filter_good(const struct orgpol_manage_request *request)
{
    bool good = !request->is_filter_malformed && request->connection_name_count <= ORGPOL_MANAGE_FILTER_MAX;

    for (size_t i = 0; good && i < request->connection_name_count; i++)
        good = text_given(request->connection_names[i]) &&
               text_within(request->connection_names[i], 0, ORGPOL_CONNECTION_NAME_MAX);
    return good;
}

/* MGE-04: a page of 1 to 20, on the Management API to 100; what `from` says is the server's. */
static bool is_paging_good(const struct manage_rows *in)
{
    const struct orgpol_manage_request *request = in->request;
    const uint32_t most = is_management(in) ? ORGPOL_MANAGE_TAKE_MAX_MANAGEMENT : ORGPOL_MANAGE_TAKE_MAX;
    const bool within = !request->has_take || (request->take >= 1 && request->take <= most);

    return within && !request->is_take_malformed && !request->is_from_malformed;
}

/* MGE-11: it verified, it is not over, and it is for the Management API. */
static bool is_management_token(const struct caller_rows *caller)
{
    const struct orgpol_access_token *token = caller->token;
    bool ours = false;

    for (size_t i = 0; i < token->audience_count; i++)
        ours |= orgpol_is_url_of(token->audiences[i], caller->settings->domain, ORGPOL_STR("/api/v2/"));
    return token->is_valid && time_is_ahead(token->expires_at, caller->caller->now_s) && ours;
}

/*
 * MGE-02 MGE-06 LINK-05: whose is it? Users manage their own accounts, whomever the request names;
 * administrators list those of the user it names.
 */
static bool is_own(const struct manage_rows *in, const struct entry *entry)
{
    struct orgpol_account_request owner = ORGPOL_ACCOUNT_REQUEST_INIT;
    const struct account_rows rows = {.request = &owner, .options = in->caller.options};

    owner.user_id = is_management(in) ? in->request->user_id : in->caller.token->sub;
    owner.linked_user_ids = in->request->linked_user_ids;
    owner.linked_user_id_count = in->request->linked_user_id_count;
    return entry->has_account && orgpol_is_account_own(&rows, entry->account);
}

/* MGE-16: an account whose connection no longer serves, or is not there, may still be managed by default. */
static bool is_purpose_missed(const struct manage_rows *in, const struct entry *entry)
{
    const bool must_be_on =
        in->caller.options->manage_when_purpose_off == ORGPOL_MANAGE_WHEN_PURPOSE_OFF_DENY;

    return must_be_on && !(entry->has_connection && entry->connection->is_connected_accounts_active);
}

static struct manage_facts facts_of(const struct manage_rows *in)
{
    const struct orgpol_manage_request *request = in->request;
    const struct orgpol_access_token *token = in->caller.token;
    const bool management = is_management(in);
    const bool own_api = !management;
    const bool remove = request->operation == ORGPOL_MANAGE_OPERATION_DELETE;
    const bool shown = in->caller.has_token;
    const bool named = shown & !text_absent(token->sub);
    const bool has_user = shown & (in->caller.caller->user != NULL);
    const bool own = is_own(in, &in->entry);
    const bool id_good = is_account_id(request->account_id);
    const bool reads_users = text_listed(token->scopes, token->scope_count, ORGPOL_STR("read:users"));
    const bool unproven = is_unproven(in->caller.caller->dpop_proof, token->is_dpop_bound);
    const bool removes_own = own_api & remove & id_good & has_user;

    return (struct manage_facts){
        .list = request->operation == ORGPOL_MANAGE_OPERATION_LIST,
        .remove = remove,
        .offer = request->operation == ORGPOL_MANAGE_OPERATION_LIST_CONNECTIONS,
        .unavailable = management & (request->operation != ORGPOL_MANAGE_OPERATION_LIST),
        .token_invalid = management & (!is_management_token(&in->caller) | unproven),
        .scope_missing = management & shown & !reads_users,
        .no_user = management & !remove & (request->user == NULL),
        .filter_wrong = !remove & !is_filter_good(request),
        .paging_wrong = !remove & !is_paging_good(in),
        .id_malformed = own_api & remove & !id_good,
        .other_user = own_api & !remove & named & !text_equal(request->user_id, token->sub),
        .not_own = removes_own & !own,
        .purpose_off = removes_own & own & is_purpose_missed(in, &in->entry),
    };
}

/* ---- the decision ---- */

static uint64_t unmet_conditions(const struct manage_rows *in)
{
    const struct orgpol_str reading = ORGPOL_STR("read:me:connected_accounts");
    const struct orgpol_str deleting = ORGPOL_STR("delete:me:connected_accounts");
    const struct manage_facts is = facts_of(in);
    struct caller_faults by = {.invalid = false}; /* the Management API has no such conditions */

    if (!is_management(in))
        by = orgpol_caller_faults_of(&in->caller, is.remove ? deleting : reading); /* MGE-15 */
    return 0 MANAGE_TABLE(FAMILY_UNMET, MANAGE);
}

/* MGE-06: by the option, deleting what is not the user's looks like deleting what is gone already. */
static struct orgpol_manage_result answer_to(const struct manage_rows *in, struct orgpol_decision decision)
{
    struct orgpol_manage_result answer = ORGPOL_MANAGE_RESULT_INIT;
    const struct orgpol_problem_entry *problem = orgpol_problem_info(decision.reason);
    const bool silent = decision.reason == ORGPOL_REASON_ACCOUNT_NOT_OWN &&
                        in->caller.options->foreign_delete == ORGPOL_FOREIGN_DELETE_NO_CONTENT;
    const bool remove = in->request->operation == ORGPOL_MANAGE_OPERATION_DELETE;

    answer.has_problem = problem && !silent;
    answer.http_status = remove ? 204 : 200;
    if (answer.has_problem)
        answer.http_status = problem->http_status;
    return answer;
}

struct orgpol_decision orgpol_can_manage_connected_accounts(const struct orgpol_manage_request *request,
                                                            struct orgpol_manage_result *result)
{
    static const struct orgpol_manage_result strictest = ORGPOL_MANAGE_RESULT_INIT;
    const bool writable = write_result(result, &strictest, sizeof strictest);
    struct orgpol_manage_result answer;
    struct orgpol_decision decision;
    struct manage_copies copies;
    struct manage_rows rows;
    const enum orgpol_reason error = read_rows(request, &rows, &copies);

    if (!writable)
        return orgpol_error(ORGPOL_FAMILY_MANAGE, ORGPOL_REASON_UNSUPPORTED_INPUT);
    if (error != ORGPOL_REASON_NONE)
        return orgpol_error(ORGPOL_FAMILY_MANAGE, error);

    const uint64_t unmet = unmet_conditions(&rows);
    const bool removes = (unmet == 0) & (rows.request->operation == ORGPOL_MANAGE_OPERATION_DELETE);

    decision = orgpol_answer(ORGPOL_FAMILY_MANAGE, unmet,
                             (uint32_t)removes * (ORGPOL_MUST_DELETE_TOKENS |             /* MGE-07 */
                                                  ORGPOL_MUST_DELETE_CONNECTED_ACCOUNT)); /* MGE-05 */
    answer = answer_to(&rows, decision);
    write_result(result, &answer, sizeof answer);
    return decision;
}

/* ---- the list ---- */

/* MGE-03: without a filter, every connection's. */
static bool is_wanted(const struct orgpol_manage_request *request, struct orgpol_str connection)
{
    return request->connection_name_count == 0 ||
           text_listed(request->connection_names, request->connection_name_count, connection);
}

/* MGE-18: by the option, a session in an organization shows none of the accounts tagged with another. */
static bool is_shown_in_session(const struct caller_rows *caller, struct orgpol_str tag)
{
    const struct orgpol_str session = caller->token->org_id;

    return !caller->options->list_all_orgs_off || !text_given(session) || !text_given(tag) ||
           text_equal(tag, session);
}

uint8_t orgpol_is_account_listed(const struct orgpol_manage_request *request,
                                 const struct orgpol_connected_account *account,
                                 const struct orgpol_connection *connection)
{
    struct manage_copies copies;
    struct manage_rows rows;
    struct entry_copies entry_copies;
    struct entry entry;
    enum orgpol_reason error = read_rows(request, &rows, &copies);

    if (error == ORGPOL_REASON_NONE)
        error = read_entry(account, connection, &entry, &entry_copies);
    if (error != ORGPOL_REASON_NONE)
        return 0;
    return rows.request->operation == ORGPOL_MANAGE_OPERATION_LIST && unmet_conditions(&rows) == 0 &&
           is_own(&rows, &entry) && is_wanted(rows.request, entry.account->connection) &&
           is_shown_in_session(&rows.caller, entry.account->organization_id) &&
           !is_purpose_missed(&rows, &entry);
}
