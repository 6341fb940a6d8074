/* SPDX-License-Identifier: MIT */
/* AuthZEN searches: every candidate is asked about in turn, until a page is full. */
#include <stdlib.h>
#include <string.h>

#include "orgpol/search.h"

#include "ids.h"
#include "page.h"

struct search {
    struct call *call;
    struct question question;
    struct page page;
    struct evaluation evaluation; /* of one candidate after another */
    const struct action *action;  /* NULL where actions are searched */
    enum id_list list;
    size_t *found; /* places of the results: room for page.limit */
    size_t found_count;
    bool has_more; /* beyond this page, from `next` on */
    size_t next;
    char note[sizeof((struct orgpol_json_error *)NULL)->message]; /* why nothing was searched, or empty */
};

/* ---- candidates ---- */

static const struct {
    const char *type;
    enum id_list list; /* IDS_NONE: there is no list of them */
} lists[] = {
    {"user", IDS_USER},
    {"client", IDS_CLIENT},
    {"connection", IDS_CONNECTION},
    {"resource_server", IDS_RESOURCE_SERVER},
    {"organization", IDS_ORGANIZATION},
    {"client_grant", IDS_CLIENT_GRANT},
    {"connected_account", IDS_CONNECTED_ACCOUNT},
    {"anonymous", IDS_NONE},
    {"endpoint", IDS_NONE},
};

static bool is_for_subjects(const struct search *search)
{
    return search->call->search == ORGPOL_AUTHZEN_SEARCH_SUBJECT;
}

/* Forgets an error that is none of the search. */
static void forget_error(struct search *search)
{
    search->call->error = (struct orgpol_json_error)ORGPOL_JSON_ERROR_INIT;
}

/* What there is to search of the type asked for; a note when there is nothing. */
static enum orgpol_status find_list(struct search *search)
{
    const char *type =
        is_for_subjects(search) ? search->evaluation.subject_type : search->evaluation.resource_type;
    const char *entity = is_for_subjects(search) ? "subject" : "resource";
    struct orgpol_json_error *error = &search->call->error;
    size_t at = 0;

    if (orgpol_authzen_match(&search->evaluation, search->action) != ORGPOL_OK) {
        memcpy(search->note, error->message, sizeof search->note);
        forget_error(search);
        return ORGPOL_OK;
    }
    while (at < sizeof lists / sizeof *lists && strcmp(lists[at].type, type) != 0)
        at++;
    if (at == sizeof lists / sizeof *lists) {
        strcpy(search->note, "nothing is known of this type");
        return ORGPOL_OK;
    }
    if (lists[at].list == IDS_NONE)
        return orgpol_decode_fail(error, PATH_MEMBER(PATH_MEMBER(NULL, entity), "type"),
                                  "there is no list of \"%s\" to search", type);
    search->list =
        lists[at].list == IDS_CONNECTION && search->action->by_name ? IDS_CONNECTION_NAME : lists[at].list;
    return ORGPOL_OK;
}

/* Whose connected accounts are candidates: the subject's, which manages no other's (MGE-06). */
static struct orgpol_str owner_of(const struct search *search)
{
    static const struct orgpol_str nobody = ORGPOL_STR_NONE;
    const bool person = strcmp(search->evaluation.subject_type, "user") == 0 && !is_for_subjects(search);

    return person ? search->evaluation.subject_id : nobody;
}

static size_t place_count(const struct search *search)
{
    size_t count = 0;

    if (search->action)
        return orgpol_ids_count(search->evaluation.tenant, search->list, owner_of(search));
    while (orgpol_authzen_action(count))
        count++;
    return count;
}

/* Puts an id into the part of the evaluation that is searched. */
static void ask_about(struct search *search, struct orgpol_str id)
{
    if (is_for_subjects(search))
        search->evaluation.subject_id = id;
    else
        search->evaluation.resource_id = id;
}

/* ---- evaluating ---- */

/*
 * Evaluates with the action, and gives whether it is permitted. An error is the search's, unless it is about
 * the candidate: its id does not go with the rest, or the rest is not enough for the action.
 */
static enum orgpol_status evaluate(struct search *search, const struct action *action, bool *permitted)
{
    struct answer nowhere = {.bytes = NULL};
    struct evaluation *evaluation = &search->evaluation;
    enum orgpol_status status;

    evaluation->answer = &nowhere;
    evaluation->unfit = ORGPOL_AUTHZEN_SEARCH_UNSET;
    status = orgpol_authzen_ask(evaluation, action);
    *permitted = status == ORGPOL_OK && evaluation->decision.effect == ORGPOL_EFFECT_ALLOW;
    if (status == ORGPOL_ERR_REQUEST &&
        (search->action == NULL || evaluation->unfit == search->call->search)) {
        forget_error(search);
        return ORGPOL_OK;
    }
    return status;
}

/* Evaluates the candidate at a place, if there is one. */
static enum orgpol_status try_place(struct search *search, size_t place, bool *is_candidate, bool *permitted)
{
    const struct action *action = search->action;

    *permitted = false;
    if (action) {
        const struct orgpol_str id =
            orgpol_id_at(search->evaluation.tenant, search->list, owner_of(search), place);

        *is_candidate = !text_absent(id);
        ask_about(search, id);
    } else {
        action = orgpol_authzen_action(place);
        *is_candidate = orgpol_authzen_match(&search->evaluation, action) == ORGPOL_OK;
        forget_error(search);
    }
    return *is_candidate ? evaluate(search, action, permitted) : ORGPOL_OK;
}

/*
 * Where there is no candidate at all, the rest of the request is still to be right: it is asked about an id
 * that nothing has.
 */
static enum orgpol_status try_rest(struct search *search)
{
    bool permitted;

    ask_about(search, ORGPOL_STR("-"));
    return evaluate(search, search->action, &permitted);
}

/*
 * How many candidates a page looks at. Each may read the whole request again, so that long requests get
 * fewer.
 */
static size_t candidate_limit(const struct call *call)
{
    const size_t by_length = (size_t)ORGPOL_AUTHZEN_SEARCH_MAX_BYTES / (call->length + 1);

    if (by_length >= ORGPOL_AUTHZEN_SEARCH_MAX_CANDIDATES)
        return ORGPOL_AUTHZEN_SEARCH_MAX_CANDIDATES;
    return by_length > 0 ? by_length : 1;
}

/* Collects the results of the page. One more is looked for, because only then there is a next page. */
static enum orgpol_status collect(struct search *search)
{
    const size_t count = place_count(search);
    const size_t most = candidate_limit(search->call);
    enum orgpol_status status = ORGPOL_OK;
    size_t candidates = 0;

    /* Room for one more than the page takes, so that a limit of 0 allocates too. */
    search->found = malloc((search->page.limit + 1) * sizeof *search->found);
    if (search->found == NULL)
        return orgpol_json_no_memory(&search->call->error);
    for (size_t place = search->page.place < count ? (size_t)search->page.place : count; place < count;
         place++) {
        bool is_candidate;
        bool permitted;

        search->next = place;
        search->has_more = candidates == most;
        if (search->has_more)
            return ORGPOL_OK;
        status = try_place(search, place, &is_candidate, &permitted);
        if (status != ORGPOL_OK)
            return status;
        candidates += is_candidate;
        search->has_more = permitted && search->found_count == search->page.limit;
        if (search->has_more)
            return ORGPOL_OK;
        if (permitted)
            search->found[search->found_count++] = place;
    }
    return candidates == 0 && search->page.place == 0 && search->action ? try_rest(search) : ORGPOL_OK;
}

/* ---- the answer ---- */

static void write_result(const struct search *search, size_t place)
{
    struct answer *answer = &search->call->answer;
    const struct evaluation *evaluation = &search->evaluation;

    orgpol_answer_open(answer, NULL, '{');
    if (search->action) {
        orgpol_answer_text(
            answer, "type",
            orgpol_str_of(is_for_subjects(search) ? evaluation->subject_type : evaluation->resource_type));
        orgpol_answer_text(answer, "id",
                           orgpol_id_at(evaluation->tenant, search->list, owner_of(search), place));
    } else {
        orgpol_answer_text(answer, "name", orgpol_str_of(orgpol_authzen_action(place)->name));
    }
    orgpol_answer_close(answer, '}');
}

static void write_page(const struct search *search)
{
    struct answer *answer = &search->call->answer;
    char token[PAGE_TOKEN_DIGITS + 1] = "";

    if (search->has_more)
        orgpol_page_token(&search->page, search->next, token);
    orgpol_answer_open(answer, NULL, '{');
    orgpol_answer_open(answer, "page", '{');
    orgpol_answer_text(answer, "next_token", orgpol_str_of(token));
    orgpol_answer_number(answer, "count", (unsigned)search->found_count);
    orgpol_answer_close(answer, '}');
    if (*search->note) {
        orgpol_answer_open(answer, "context", '{');
        orgpol_answer_text(answer, "note", orgpol_str_of(search->note));
        orgpol_answer_close(answer, '}');
    }
    orgpol_answer_open(answer, "results", '[');
    for (size_t i = 0; i < search->found_count; i++)
        write_result(search, search->found[i]);
    orgpol_answer_close(answer, ']');
    orgpol_answer_close(answer, '}');
}

static enum orgpol_status answer_search(struct call *call, const cJSON *tree)
{
    struct search search = {
        .call = call, .evaluation = {.tenant = call->tenant, .error = &call->error, .room = &call->room}};
    struct orgpol_tenant *own = NULL;
    enum orgpol_status status =
        orgpol_decode_fields(tree, NULL,
                             call->search == ORGPOL_AUTHZEN_SEARCH_ACTION ? &orgpol_action_search_members
                                                                          : &orgpol_question_members,
                             &search.question, &call->error);

    if (status == ORGPOL_OK)
        status = orgpol_page_read(tree, call->search, &search.question, &search.page, &call->error);
    if (status == ORGPOL_OK)
        status = orgpol_authzen_read(&search.question, call->search, &search.evaluation, &search.action);
    if (status == ORGPOL_OK)
        status = orgpol_authzen_settle(&search.evaluation, &search.question, call->options.hash_key, &own);
    if (status == ORGPOL_OK)
        status = orgpol_authzen_need_tenant(&search.evaluation);
    if (status == ORGPOL_OK && search.action)
        status = find_list(&search);
    if (status == ORGPOL_OK && *search.note == '\0')
        status = collect(&search);
    if (status == ORGPOL_OK)
        write_page(&search);
    free(search.found);
    orgpol_tenant_free(own);
    return status;
}

static enum orgpol_status nothing_to_search(struct call *call, const cJSON *tree)
{
    (void)tree;
    return orgpol_json_fail(&call->error, ORGPOL_ERR_ARGUMENT, 0, NULL,
                            "expected one of enum orgpol_authzen_search, found %u", (unsigned)call->search);
}

enum orgpol_status orgpol_authzen_search(const struct orgpol_tenant *tenant, uint32_t search,
                                         const char *request, size_t length,
                                         const struct orgpol_json_options *options, char *answer, size_t size,
                                         size_t *answer_length, struct orgpol_json_error *error)
{
    const bool known = search >= ORGPOL_AUTHZEN_SEARCH_SUBJECT && search <= ORGPOL_AUTHZEN_SEARCH_ACTION;
    struct call call = {.tenant = tenant,
                        .request = request,
                        .length = length,
                        .search = search,
                        .answer = CALL_ANSWER(answer, size),
                        .error = ORGPOL_JSON_ERROR_INIT};

    return orgpol_authzen_serve(&call, known ? answer_search : nothing_to_search, options, answer_length,
                                error);
}
