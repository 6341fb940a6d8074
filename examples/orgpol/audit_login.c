/* SPDX-License-Identifier: MIT */
/* orgpol audit: who can log in through an application, over which connection, and why. */
#include "audit.h"

#include <string.h>

/* ---- causes: what the rows say about a login the library allows ---- */

/* ENT-03, ENT-06: listed, and with member access in every row of a doubled listing. */
static bool has_member_access(const cJSON *organization, const char *client_id, unsigned *rows)
{
    const cJSON *row;
    bool access = true;

    *rows = 0;
    cJSON_ArrayForEach(row, row_member(organization, "clients"))
    {
        if (!text_is(text_member(row, "client_id"), client_id))
            continue;
        access = access && row_true(row, "use_for_member_access");
        ++*rows;
    }
    return *rows > 0 && access;
}

unsigned organization_causes(const struct place *place, const struct application *application)
{
    const cJSON *organization = place->rows.rows->row;
    const bool entitlement = row_true(organization, "is_app_entitlement_active");
    const bool opted_in = text_is(text_member(organization, "third_party_client_access"), "allow");
    unsigned rows;
    const bool access = has_member_access(organization, application->id, &rows);
    unsigned causes = application->is_permissive ? CAUSE_UNKNOWN : 0;

    if (application->is_first_party && entitlement)
        causes |= access ? CAUSE_LISTING : CAUSE_UNKNOWN;
    else if (application->is_first_party)
        causes |= CAUSE_FIRST_PARTY;
    if (application->is_strict && entitlement && rows > 0)
        causes |= access ? CAUSE_LISTING : CAUSE_UNKNOWN;
    else if (application->is_strict)
        causes |= opted_in ? CAUSE_OPT_IN : CAUSE_UNKNOWN;
    return causes ? causes : CAUSE_UNKNOWN;
}

/* LOGIN-04, -05, -15: what opens the connection to the application without organization. */
static unsigned connection_causes(bool is_domain, bool is_enabled, const struct application *application)
{
    unsigned causes = 0;

    if (application->is_strict || application->is_permissive)
        causes |= is_domain ? CAUSE_DOMAIN_LEVEL : 0;
    if (application->is_first_party || application->is_permissive)
        causes |= is_enabled ? CAUSE_ENABLED_FOR_APPLICATION : 0;
    return causes ? causes : CAUSE_UNKNOWN;
}

static bool is_enabled_for(const cJSON *connection, const char *client_id)
{
    const cJSON *id;

    cJSON_ArrayForEach(id, row_member(connection, "enabled_clients"))
    {
        if (cJSON_IsString(id) && text_is(id->valuestring, client_id))
            return true;
    }
    return false;
}

/* LOGIN-19: in every row of a doubled one. */
static bool makes_members(const struct row_run *enabled)
{
    bool makes = true;

    for (size_t i = 0; i < enabled->count; i++)
        makes = makes && row_true(enabled->rows[i].row, "assign_membership_on_login");
    return makes;
}

/* ---- logins ---- */

/* A member of the organization, or somebody who is none and has no account yet. */
static cJSON *ask_login(struct audit *audit, const struct place *place, const struct application *application,
                        const char *connection, bool is_member)
{
    const struct question member = {audit->members, "can_login", "user",
                                    ANY_MEMBER,     "client",    application->key};
    const struct question stranger = {audit->tenant, "can_login", "anonymous",
                                      "-",           "client",    application->key};
    cJSON *context = cJSON_CreateObject();

    if (add_text(context, "connection", connection) && add_text(context, "organization", place->id))
        return audit_ask(audit, is_member ? &member : &stranger, context);
    cJSON_Delete(context);
    complain("out of memory");
    return NULL;
}

/*
 * The answer to somebody who is not a member, and in *key what the connection is found by: its name, where
 * its id finds none, because it is another one's name.
 */
static cJSON *ask_stranger(struct audit *audit, const struct place *place,
                           const struct application *application, const cJSON *connection, const char **key)
{
    const char *name = text_member(connection, "name");
    cJSON *by_name;
    cJSON *answer;

    *key = text_member(connection, "id");
    answer = ask_login(audit, place, application, *key, false);
    if (answer == NULL || *name == '\0' || !answer_names(answer, "unmet", "connection_disabled"))
        return answer;
    by_name = ask_login(audit, place, application, name, false);
    if (by_name == NULL || !answer_names(by_name, "unmet", "connection_disabled")) {
        cJSON_Delete(answer);
        *key = name;
        return by_name;
    }
    cJSON_Delete(by_name);
    return answer;
}

/* Who gets in, why, and what to know about the rows; without organization `member` is NULL. */
static void explain_login(const struct place *place, const struct application *application,
                          const struct row_run *enabled, const cJSON *connection, const cJSON *member,
                          const cJSON *stranger, struct path *path)
{
    const bool strangers = answer_allows(stranger);
    unsigned listings = 0;

    path->is_open = strangers || answer_allows(member);
    path->answer = member ? member : stranger;
    if (place->id == NULL) {
        path->who = strangers ? WHO_USERS : 0;
        path->causes = connection_causes(row_true(connection, "is_domain_connection"),
                                         is_enabled_for(connection, application->id), application);
        return;
    }
    path->who = (answer_allows(member) ? WHO_MEMBERS : 0) | (strangers ? WHO_NON_MEMBERS : 0);
    path->causes = organization_causes(place, application);
    if (strangers)
        path->causes |= makes_members(enabled) ? CAUSE_AUTO_MEMBERSHIP : CAUSE_UNKNOWN;
    has_member_access(place->rows.rows->row, application->id, &listings);
    path->notes |= (enabled->count > 1 && place->rows.count == 1 ? NOTE_ENABLED : 0) |
                   (listings > 1 ? NOTE_LISTINGS : 0);
}

/* Without organization, most connections have nothing to do with the application; those go unmentioned. */
static bool is_of_interest(const struct place *place, const struct application *application,
                           const cJSON *connection, const struct path *path)
{
    return path->is_open || place->id || is_enabled_for(connection, application->id) ||
           (!application->is_first_party && row_true(connection, "is_domain_connection"));
}

static bool audit_login(struct audit *audit, const struct place *place, const struct application *application,
                        const struct row_run *enabled, unsigned *who)
{
    const struct row_run rows = index_find(&audit->connections, enabled->rows->key);
    struct login_connection connection = {enabled->rows->key, enabled->rows->key};
    struct path path = {.kind = "login", .connection = connection.id};
    cJSON *stranger;
    cJSON *member = NULL;
    bool given;

    path.notes = rows.count == 1 ? 0 : NOTE_CONNECTIONS;
    if (rows.count == 0) /* its id could be another connection's name: there is nothing to ask about */
        return give_path(audit, place, application, &path);
    stranger = ask_stranger(audit, place, application, rows.rows->row, &connection.key);
    if (stranger && place->id)
        member = ask_login(audit, place, application, connection.key, true);
    given = stranger && (member || place->id == NULL);
    if (given)
        explain_login(place, application, enabled, rows.rows->row, member, stranger, &path);
    if (given && is_of_interest(place, application, rows.rows->row, &path))
        given = give_path(audit, place, application, &path);
    if (given && place->id)
        given = audit_exchanges(audit, place, application, &connection);
    *who |= path.who;
    cJSON_Delete(stranger);
    cJSON_Delete(member);
    return given;
}

bool audit_logins(struct audit *audit, const struct place *place, const struct application *application,
                  unsigned *who)
{
    const struct row_index *connections = place->id ? &place->connections : &audit->connections;
    struct row_run run;

    for (size_t i = 0; i < connections->count; i += run.count) {
        run = index_run(connections, i);
        if (!audit_login(audit, place, application, &run, who))
            return false;
    }
    return true;
}
