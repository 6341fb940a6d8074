/* SPDX-License-Identifier: MIT */
/*
 * Which organization an authorization request leads to, and what is shown first. The rules are in
 * prompt_table.h; here are its facts.
 */
#include "prompt.h"
#include "client.h"
#include "rows.h"
#include "text.h"

/* The facts of the table's last column are the local variables here. */
#define AS(from, reason) ((course->from & LOGIN_BIT(reason)) != 0)

static uint64_t request_conditions(const struct prompt *in, const struct prompt_course *course)
{
    const uint8_t usage = in->client->organization_usage;
    const uint8_t behavior = in->client->organization_require_behavior;
    const bool client = in->request->client != NULL;
    const bool combined = in->texts.combined;
    const bool invited = in->texts.invited;
    const bool strict = (in->classes & STRICT) != 0;
    const bool sent = in->texts.sent;
    const bool by_id = in->texts.by_id;
    const bool names_on = in->settings->allow_organization_name_in_authentication_api != 0;
    const bool chosen = course->chosen;
    const bool selected = course->selected;
    const bool found = course->place.row != NULL;
    const bool usage_with = admits_with(usage);
    const bool usage_without = admits_without(usage);
    const bool no_prompt =
        behavior != ORGPOL_BEHAVIOR_PRE_LOGIN_PROMPT && behavior != ORGPOL_BEHAVIOR_POST_LOGIN_PROMPT;
    const bool personal = course->personal;

    return 0 PROMPT_REQUEST(FAMILY_UNMET, PROMPT);
}

static uint64_t organization_conditions(const struct prompt *in, const struct prompt_course *course)
{
    const bool invited = in->texts.invited;
    const bool sent = in->texts.sent;
    const bool found = course->place.row != NULL;
    const bool ticket = course->ticket;
    const bool used = in->invitation->is_used != 0;
    const bool expired = orgpol_prompt_is_expired(in);
    const bool discovering = course->discovering;
    const bool kind_enabled = course->kind_enabled;
    const bool email = in->texts.email;
    const bool match = course->match_count > 0;
    const bool picking = course->picking;
    const bool usage_allow = in->client->organization_usage == ORGPOL_USAGE_ALLOW;
    const bool membership = course->pick_count > 0;
    const bool hidden = course->route.hidden;

    return 0 PROMPT_INVITATION(FAMILY_UNMET, PROMPT) PROMPT_DISCOVERY(FAMILY_UNMET, PROMPT)
        PROMPT_GATE(FAMILY_UNMET, PROMPT);
}

static uint64_t user_conditions(const struct prompt *in, const struct prompt_course *course)
{
    const bool session = in->request->session != NULL;
    const bool delegated = in->session->kind == ORGPOL_SESSION_DELEGATED;
    const bool page = course->page;
    const bool known = course->known;
    const bool credentials = course->credentials;
    const bool waiting = in->session->is_interaction_needed != 0;
    const bool same = text_same(in->session->organization_id, course->place.id);
    const bool silent = in->texts.silent;
    const bool other_connection = course->other_connection;
    const bool other_email = course->other_email;
    struct organization_view view;

    orgpol_prompt_view_organization(course->joined, &view);

    const bool full = course->joined && view.row->member_count >= ORGPOL_MEMBER_LIMIT;

    return 0 PROMPT_SESSION(FAMILY_UNMET, PROMPT) PROMPT_USER(FAMILY_UNMET, PROMPT);
}

static uint64_t unmet_conditions(const struct prompt *in, const struct prompt_course *course)
{
    const uint64_t nothing_else = in->request->client ? UINT64_MAX : UINT64_C(1) << PROMPT_UNKNOWN_CLIENT;

    return (request_conditions(in, course) | organization_conditions(in, course) |
            user_conditions(in, course)) &
           nothing_else; /* LOGIN-01 */
}

/* ERR-02: the error stays on the prompt. */
static bool stays_on_prompt(uint64_t unmet)
{
    const uint64_t prompt = UINT64_C(1) << PROMPT_IDENTIFIER_KIND_NOT_ENABLED |
                            UINT64_C(1) << PROMPT_NO_ORGANIZATION_FOR_EMAIL |
                            UINT64_C(1) << PROMPT_NO_ORGANIZATION_OF_NAME;

    return (unmet & (~unmet + 1) & prompt) != 0;
}

static bool adds_member(const struct prompt_course *course)
{
    return course->accepted || course->is_auto_member || course->joined;
}

static uint32_t obligations_of(const struct prompt *in, const struct prompt_course *course, uint64_t unmet)
{
    const bool known = in->request->client != NULL;
    const bool kept = shows_error_page(in->client, known, in->classes, in->request->response_mode);
    const bool consumed = (unmet & UINT64_C(1) << PROMPT_INVITATION_EMAIL_MISMATCH) != 0;
    const bool rejected = course->credentials && orgpol_prompt_is_mismatched(in, course);
    const bool accepted = course->accepted;
    const bool roles = in->invitation->role_count > 0;

    if (stays_on_prompt(unmet))
        return ORGPOL_MUST_SHOW_PROMPT_ERROR; /* ERR-02 */
    if (unmet)
        return (uint32_t)kept * ORGPOL_MUST_SHOW_ERROR_PAGE |       /* ERR-01 */
               (uint32_t)consumed * ORGPOL_MUST_CONSUME_INVITATION; /* PROMPT-34 */
    return (uint32_t)adds_member(course) * ORGPOL_MUST_ADD_MEMBER |
           (uint32_t)(accepted && roles) * ORGPOL_MUST_ASSIGN_ROLES |
           (uint32_t)accepted * (ORGPOL_MUST_VERIFY_EMAIL | ORGPOL_MUST_CONSUME_INVITATION) | /* PROMPT-33 */
           (uint32_t)rejected * ORGPOL_MUST_REJECT_SESSION_TRANSFER_TOKEN |                   /* LOGIN-32 */
           (uint32_t)course->credentials * ORGPOL_MUST_AUTHENTICATE |
           (uint32_t)course->page * ORGPOL_MUST_SHOW_ORGANIZATION_PROMPT;
}

/* PROMPT-29: third parties without an organization on No Prompt. */
static uint32_t advice_of(const struct prompt *in, const struct prompt_course *course)
{
    const uint8_t behavior = in->client->organization_require_behavior;
    const bool prompts =
        behavior == ORGPOL_BEHAVIOR_PRE_LOGIN_PROMPT || behavior == ORGPOL_BEHAVIOR_POST_LOGIN_PROMPT;
    const bool third_party = in->request->client && (in->classes & THIRD_PARTY);

    return third_party && text_absent(course->place.id) && !prompts ? ORGPOL_ADVICE_NO_PROMPT_UNRELIABLE : 0;
}

/* The organization that descriptions name: what was sent, so that nothing shows whether it exists (LOGIN-28),
 * but its id where it is known to the user. */
static struct orgpol_str described(const struct prompt *in, const struct prompt_course *course,
                                   uint64_t unmet)
{
    const bool member = course->place.row && unmet == UINT64_C(1) << PROMPT_USER_NOT_MEMBER;

    return in->texts.sent && !member ? in->request->organization : course->place.id;
}

static struct orgpol_str routed(const struct prompt *in, const struct prompt_course *course)
{
    const bool named = !text_absent(in->request->connection);
    const struct orgpol_prompt_connection *row = course->known ? in->used : in->request->connection_row;
    struct connection_view view;

    orgpol_prompt_view_connection(row, &view);
    if (course->credentials && !named)
        return course->route.connection_id;
    return course->credentials || course->known ? view.connection->id : (struct orgpol_str)ORGPOL_STR_NONE;
}

/* The page and who may be chosen on it. */
static void write_page(const struct prompt *in, const struct prompt_course *course,
                       struct orgpol_prompt_result *result)
{
    const bool usage_allow = in->client->organization_usage == ORGPOL_USAGE_ALLOW;
    const size_t picks = course->pick_count < ORGPOL_PICKER_LIMIT ? course->pick_count : ORGPOL_PICKER_LIMIT;

    result->mode = course->mode;
    result->offers_personal_account = course->page && usage_allow; /* PROMPT-14 PROMPT-25 */
    if (course->mode == ORGPOL_PROMPT_MODE_ORGANIZATION_PROMPT)
        result->methods = orgpol_prompt_methods(in);
    if (course->mode == ORGPOL_PROMPT_MODE_ORGANIZATION_SELECTOR)
        result->candidate_count = course->match_count;
    if (course->mode == ORGPOL_PROMPT_MODE_ORGANIZATION_PICKER)
        result->candidate_count = picks; /* PROMPT-23 */
}

/* `result` begins as the strictest. */
static void write_answer(const struct prompt *in, const struct prompt_course *course, uint64_t unmet,
                         struct orgpol_prompt_result *result)
{
    result->advice = advice_of(in, course);
    result->described_organization = described(in, course, unmet);
    if (unmet == 0 || stays_on_prompt(unmet))
        write_page(in, course, result);
    if (unmet)
        return;
    result->organization_id = course->place.id;
    result->connection_id = routed(in, course);
    if (course->is_auto_member)
        result->auto_membership_id = course->place.id; /* LOGIN-19 */
    else if (course->joined)
        result->auto_membership_id = orgpol_prompt_place_of(course->joined).id; /* PROMPT-26 */
    result->is_invitation_accepted = course->accepted;
    if (course->accepted) {
        result->roles = in->invitation->roles;
        result->role_count = in->invitation->role_count;
    }
}

static void write_candidates(const struct prompt *in, const struct prompt_course *course,
                             struct orgpol_str *candidates, size_t count)
{
    const struct orgpol_prompt_organization *first;

    if (course->mode == ORGPOL_PROMPT_MODE_ORGANIZATION_SELECTOR)
        orgpol_prompt_matches(in, candidates, count, &first);
    else if (course->mode == ORGPOL_PROMPT_MODE_ORGANIZATION_PICKER)
        orgpol_prompt_picks(in, course->joined, candidates, count, &first);
}

struct orgpol_decision orgpol_resolve_org_prompt_mode(const struct orgpol_prompt_request *request,
                                                      struct orgpol_prompt_result *result,
                                                      struct orgpol_str *candidates, size_t capacity)
{
    static const struct orgpol_prompt_result strictest = ORGPOL_PROMPT_RESULT_INIT;
    const bool writable = write_result(result, &strictest, sizeof strictest);
    struct orgpol_prompt_result answer = strictest;
    struct prompt_copies copies;
    struct prompt in;
    const enum orgpol_reason error = orgpol_prompt_read(request, &in, &copies);
    struct prompt_course course;
    uint64_t unmet;

    if (!writable)
        return orgpol_error(ORGPOL_FAMILY_PROMPT, ORGPOL_REASON_UNSUPPORTED_INPUT);
    if (error != ORGPOL_REASON_NONE)
        return orgpol_error(ORGPOL_FAMILY_PROMPT, error);
    orgpol_prompt_course(&in, &course);
    unmet = unmet_conditions(&in, &course);
    write_answer(&in, &course, unmet, &answer);
    if (result && answer.candidate_count > (candidates ? capacity : 0)) {
        const size_t needed = answer.candidate_count;

        answer = strictest;
        answer.candidate_count = needed;
        write_result(result, &answer, sizeof answer);
        return orgpol_error(ORGPOL_FAMILY_PROMPT, ORGPOL_REASON_RESULT_TOO_SMALL);
    }
    if (result && candidates)
        write_candidates(&in, &course, candidates, answer.candidate_count);
    write_result(result, &answer, sizeof answer);
    return orgpol_answer(ORGPOL_FAMILY_PROMPT, unmet, obligations_of(&in, &course, unmet));
}
