/* SPDX-License-Identifier: MIT */
/* How an authorization request goes on: the organization, the mode, the user, the invitation. */
#include "client.h"
#include "prompt.h"
#include "text.h"

/* LOGIN-32: the session transfer token is of another organization. */
bool orgpol_prompt_is_mismatched(const struct prompt *in, const struct prompt_course *course)
{
    return in->session->kind == ORGPOL_SESSION_TRANSFER && !text_absent(in->session->organization_id) &&
           !text_same(in->session->organization_id, course->place.id);
}

/* The user has just logged in, or the session can be reused in the organization (LOGIN-30, LOGIN-31). */
static bool is_known(const struct prompt *in, const struct prompt_course *course)
{
    uint64_t unmet;

    if (text_absent(in->request->user_id))
        return false;
    if (in->request->session == NULL)
        return true;
    if (in->texts.login_wanted || in->session->is_login_prompted || orgpol_prompt_is_mismatched(in, course))
        return false;
    unmet = orgpol_prompt_unmet(in, &course->place, in->used, false);
    return (unmet & CONNECTION_CONDITIONS) == 0;
}

/* PROMPT-09: the organization sent, by id or, where names are taken, by name. */
static struct prompt_place sent_place(const struct prompt *in)
{
    const bool names_on = in->settings->allow_organization_name_in_authentication_api != 0;
    const struct orgpol_prompt_organization *row =
        in->texts.by_id || names_on ? in->request->organization_row : NULL;

    return row ? orgpol_prompt_place_of(row) : (struct prompt_place){in->request->organization, NULL};
}

/* PROMPT-26: the only organization that makes members of those who log in over the connection used. */
static const struct orgpol_prompt_organization *joined(const struct prompt *in)
{
    const struct orgpol_prompt_organization *row =
        in->request->auto_membership_count == 1 ? in->request->auto_membership : NULL;
    struct organization_view view;

    orgpol_prompt_view_organization(row, &view);
    return row && view.row->member == NULL && orgpol_prompt_assigns(row, in->used) ? row : NULL;
}

/* Which prompts apply, and whether the user is known at them. */
static void enter(const struct prompt *in, struct prompt_course *course)
{
    const uint8_t usage = in->client->organization_usage;
    const uint8_t behavior = in->client->organization_require_behavior;
    const bool denied = usage == ORGPOL_USAGE_UNSET || usage == ORGPOL_USAGE_DENY; /* PROMPT-08 */
    const bool prompts = !in->texts.sent && !in->texts.invited && !denied;         /* PROMPT-09 PROMPT-10 */
    bool read;

    course->pre = prompts && behavior == ORGPOL_BEHAVIOR_PRE_LOGIN_PROMPT;
    course->post = prompts && behavior == ORGPOL_BEHAVIOR_POST_LOGIN_PROMPT;
    if (in->texts.sent)
        course->place = sent_place(in);
    course->was_known = is_known(in, course);
    read = course->pre || (course->post && course->was_known);
    course->personal = read && in->texts.personal;
    course->chosen = read && in->texts.chosen;
    if (course->post && course->was_known)
        course->joined = joined(in);
}

/* The organization, where none was sent: chosen, found or picked. */
static void select_organization(const struct prompt *in, struct prompt_course *course)
{
    const bool open = !course->personal && !course->chosen;
    const bool usage_allow = in->client->organization_usage == ORGPOL_USAGE_ALLOW;
    const struct orgpol_prompt_organization *first = NULL;
    const uint8_t kind = in->texts.email ? ORGPOL_DISCOVERY_EMAIL : ORGPOL_DISCOVERY_ORGANIZATION_NAME;

    course->discovering = course->pre && open && in->texts.typed;
    course->kind_enabled = (orgpol_prompt_methods(in) & kind) != 0; /* PROMPT-16 */
    course->picking = course->post && course->was_known && open;
    if (course->chosen) {
        course->selected = true;
        course->place = in->request->chosen_organization
                            ? orgpol_prompt_place_of(in->request->chosen_organization)
                            : (struct prompt_place){in->request->choice, NULL};
    }
    if (course->discovering && course->kind_enabled)
        course->match_count = orgpol_prompt_matches(in, NULL, 0, &first);
    if (course->picking)
        course->pick_count = orgpol_prompt_picks(in, course->joined, NULL, 0, &first);
    if (course->match_count == 1 || (course->pick_count == 1 && !usage_allow)) { /* PROMPT-18 PROMPT-22 */
        course->selected = true;
        course->place = orgpol_prompt_place_of(first);
    }
}

static uint8_t mode_of(const struct prompt *in, const struct prompt_course *course)
{
    if (in->texts.sent || in->texts.invited || course->selected)
        return ORGPOL_PROMPT_MODE_ORGANIZATION_LOGIN; /* PROMPT-09 */
    if ((!course->pre && !course->post) || course->personal)
        return ORGPOL_PROMPT_MODE_NONE; /* PROMPT-08 PROMPT-11 PROMPT-19c */
    if (course->pre)
        return course->match_count > 1 ? ORGPOL_PROMPT_MODE_ORGANIZATION_SELECTOR /* PROMPT-18 */
                                       : ORGPOL_PROMPT_MODE_ORGANIZATION_PROMPT;  /* PROMPT-13 PROMPT-14 */
    if (!course->was_known)
        return ORGPOL_PROMPT_MODE_LOGIN_PROMPT;                            /* PROMPT-15 */
    return course->pick_count > 0 ? ORGPOL_PROMPT_MODE_ORGANIZATION_PICKER /* PROMPT-23 PROMPT-25 */
                                  : ORGPOL_PROMPT_MODE_NONE;               /* PROMPT-24 */
}

/* When an invitation ends (PROMPT-36). */
static int64_t expiry_of(const struct orgpol_invitation *row)
{
    const int64_t lifetime = row->ttl_s ? row->ttl_s : ORGPOL_INVITATION_TTL_S;

    if (row->expires_at_s != 0)
        return row->expires_at_s;
    if (row->created_at_s == 0)
        return INT64_MIN;
    return row->created_at_s > INT64_MAX - lifetime ? INT64_MAX : row->created_at_s + lifetime;
}

bool orgpol_prompt_is_expired(const struct prompt *in)
{
    return in->request->now_s >= expiry_of(in->invitation);
}

/* PROMPT-32 to PROMPT-35. Who accepts an invitation is known by then. */
static void consider_invitation(const struct prompt *in, struct prompt_course *course)
{
    const struct orgpol_invitation *row = in->invitation;
    const struct orgpol_str email = in->user->email;
    struct connection_view used;

    if (!in->texts.invited)
        return;
    orgpol_prompt_view_connection(in->used, &used);
    course->ticket =
        in->texts.sent && course->place.row && text_same(row->ticket_id, in->request->invitation) &&
        text_same(row->organization_id, course->place.id) && text_same(row->client_id, in->client->client_id);
    course->other_connection = course->ticket && course->known && !text_absent(row->connection_id) &&
                               !text_same(row->connection_id, used.connection->id);
    course->other_email =
        course->ticket && course->known && (text_absent(email) || !text_same_folded(email, row->email));
    course->accepted = course->ticket && course->known && !row->is_used && !orgpol_prompt_is_expired(in) &&
                       !course->other_connection && !course->other_email &&
                       (in->classes & STRICT) == 0; /* PROMPT-30 PROMPT-33 */
}

/* What the login family says about the organization, the connection and the user (LOGIN-27, PROMPT-28). */
static void ask_login(const struct prompt *in, struct prompt_course *course)
{
    const bool named = !text_absent(in->request->connection);
    const bool usage_allow = in->client->organization_usage == ORGPOL_USAGE_ALLOW;
    const bool nothing_to_pick = course->picking && course->pick_count == 0 && !usage_allow; /* PROMPT-21 */
    const bool settled = !course->page && !nothing_to_pick;
    const bool in_place = in->texts.sent || !in->texts.invited; /* PROMPT-31: else nobody knows where */
    const bool unknown = !text_absent(course->place.id) && course->place.row == NULL;
    const bool login_prompt = course->mode == ORGPOL_PROMPT_MODE_LOGIN_PROMPT;
    const struct orgpol_prompt_connection *over = settled && named ? in->request->connection_row : NULL;
    struct organization_view view;
    const uint64_t unmet = orgpol_prompt_unmet(in, &course->place, over, false);

    course->gate = unmet; /* no connection changes what it says of the organization */
    if (settled && named)
        course->connection = unmet; /* PROMPT-40 */
    if (settled && in_place && !named && course->credentials && !unknown) {
        orgpol_prompt_route(in, &course->place, login_prompt, &course->route);
        course->connection = course->route.unmet;
    }
    if (course->known && course->place.row) {
        orgpol_prompt_view_organization(course->place.row, &view);
        course->user = orgpol_prompt_unmet(in, &course->place, in->used, course->accepted);
        course->is_auto_member = view.row->member == NULL && !course->accepted &&
                                 orgpol_prompt_assigns(course->place.row, in->used); /* LOGIN-19 LOGIN-20 */
    }
}

void orgpol_prompt_course(const struct prompt *in, struct prompt_course *course)
{
    *course = (struct prompt_course){.place = {ORGPOL_STR_NONE, NULL}};
    enter(in, course);
    select_organization(in, course);
    course->mode = mode_of(in, course);
    course->page = course->mode == ORGPOL_PROMPT_MODE_ORGANIZATION_PROMPT ||
                   course->mode == ORGPOL_PROMPT_MODE_ORGANIZATION_SELECTOR ||
                   course->mode == ORGPOL_PROMPT_MODE_ORGANIZATION_PICKER;
    course->known = course->selected ? is_known(in, course) : course->was_known; /* LOGIN-31 PROMPT-46 */
    course->credentials = !course->known && !course->page;
    consider_invitation(in, course);
    ask_login(in, course);
}
