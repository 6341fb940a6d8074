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

/* LOGIN-04, -05, -15 */
unsigned connection_causes(const cJSON *connection, const struct application *application)
{
    const bool is_domain = row_true(connection, "is_domain_connection");
    const bool is_enabled = is_enabled_for(connection, application->id);
    unsigned causes = 0;

    if (application->is_strict || application->is_permissive)
        causes |= is_domain ? CAUSE_DOMAIN_LEVEL : 0;
    if (application->is_first_party || application->is_permissive)
        causes |= is_enabled ? CAUSE_ENABLED_FOR_APPLICATION : 0;
    return causes ? causes : CAUSE_UNKNOWN;
}

/* LOGIN-19: in every row of a doubled one. */
static bool makes_members(const struct row_run *enabled)
{
    bool makes = true;

    for (size_t i = 0; i < enabled->count; i++)
        makes = makes && row_true(enabled->rows[i].row, "assign_membership_on_login");
    return makes;
}

/* PROMPT-32, -35: an invitation that is not used, to this application and over this connection. */
static bool has_invitation(const struct place *place, const char *client_id, const char *connection)
{
    const cJSON *row;

    for (size_t i = 0; i < place->rows.count; i++) {
        cJSON_ArrayForEach(row, row_member(place->rows.rows[i].row, "invitations"))
        {
            const char *only = text_member(row, "connection_id");

            if (!row_true(row, "used") && text_is(text_member(row, "client_id"), client_id) &&
                (*only == '\0' || text_is(only, connection)))
                return true;
        }
    }
    return false;
}

/* ---- logins ---- */

const char *const login_protocols[] = {"oidc",        "samlp",    "wsfed",   "classic_login",  "lock",
                                       "device_code", "password", "passkey", "token_exchange", NULL};

/* Where an application wants to take people in; without connection: to a new token for those already in. */
struct door {
    const struct place *place;
    const struct application *application;
    const char *connection;
};

/* `person`: one of WHO_MEMBERS and the like; who is no member has no account yet, but for a refresh. */
static cJSON *ask_login(struct audit *audit, const struct door *door, const char *protocol, unsigned person)
{
    const bool is_known = (person & (WHO_MEMBERS | WHO_FORMER_MEMBERS)) != 0;
    const struct question question = {is_known ? audit->members : audit->tenant,
                                      "can_login",
                                      is_known ? "user" : "anonymous",
                                      person == WHO_MEMBERS ? ANY_MEMBER
                                      : is_known            ? ANY_USER
                                                            : "-",
                                      "client",
                                      door->application->key};
    cJSON *context = cJSON_CreateObject();

    if (add_text(context, "protocol", protocol) && add_text(context, "connection", door->connection) &&
        add_text(context, "organization", door->place->id) &&
        (person != WHO_INVITED || cJSON_AddTrueToObject(context, "invitation_accepted")))
        return audit_ask(audit, &question, context);
    cJSON_Delete(context);
    complain("out of memory");
    return NULL;
}

/* Asks by every protocol; the first answer, which has the reasons, is kept in *answer if that is NULL. */
static bool ask_person(struct audit *audit, const struct door *door, unsigned person, struct path *path,
                       cJSON **answer)
{
    for (size_t i = 0; login_protocols[i]; i++) {
        cJSON *next = ask_login(audit, door, login_protocols[i], person);

        if (next == NULL)
            return false;
        if (answer_allows(next)) {
            path->who |= person;
            path->protocols |= 1u << i;
        }
        if (*answer)
            cJSON_Delete(next);
        else
            *answer = next;
    }
    return true;
}

/*
 * Says what the connection is found by: its name, where its id finds none, because it is another one's name.
 * NULL after a complaint.
 */
static const char *find_key(struct audit *audit, const struct door *door, const cJSON *connection)
{
    const char *keys[] = {text_member(connection, "id"), text_member(connection, "name")};

    for (size_t i = 0; i < 2 && *keys[i]; i++) {
        const struct door by_key = {door->place, door->application, keys[i]};
        cJSON *answer = ask_login(audit, &by_key, login_protocols[0], WHO_USERS);
        const bool asked = answer != NULL;
        const bool is_disabled = answer_names(answer, "unmet", "connection_disabled");

        cJSON_Delete(answer);
        if (!asked)
            return NULL;
        if (!is_disabled)
            return keys[i];
    }
    return keys[0];
}

static unsigned listing_notes(const struct door *door)
{
    unsigned listings;

    has_member_access(door->place->rows.rows->row, door->application->id, &listings);
    return listings > 1 ? NOTE_LISTINGS : 0;
}

/* Who gets in, why, and what to know about the rows. */
static void explain_login(const struct door *door, const struct row_run *enabled, const cJSON *connection,
                          struct path *path)
{
    path->is_open = path->who != 0;
    if (door->place->id == NULL) {
        path->causes = connection_causes(connection, door->application);
        return;
    }
    path->causes = organization_causes(door->place, door->application);
    if (path->who & WHO_NON_MEMBERS) {
        path->who &= ~(unsigned)WHO_INVITED; /* who need no invitation */
        path->causes |= makes_members(enabled) ? CAUSE_AUTO_MEMBERSHIP : CAUSE_UNKNOWN;
    }
    if (path->who & WHO_INVITED) {
        path->causes |= CAUSE_INVITATION;
        path->notes |= NOTE_INVITATION;
    }
    path->notes |=
        (enabled->count > 1 && door->place->rows.count == 1 ? NOTE_ENABLED : 0) | listing_notes(door);
}

/* Without organization, most connections have nothing to do with the application; those go unmentioned. */
static bool is_of_interest(const struct place *place, const struct application *application,
                           const cJSON *connection, const struct path *path)
{
    return path->is_open || place->id || is_enabled_for(connection, application->id) ||
           (!application->is_first_party && row_true(connection, "is_domain_connection"));
}

static bool ask_people(struct audit *audit, const struct door *door, const char *connection,
                       struct path *path, cJSON **answer)
{
    if (door->place->id == NULL)
        return ask_person(audit, door, WHO_USERS, path, answer);
    return ask_person(audit, door, WHO_MEMBERS, path, answer) &&
           ask_person(audit, door, WHO_NON_MEMBERS, path, answer) &&
           (!has_invitation(door->place, door->application->id, connection) ||
            ask_person(audit, door, WHO_INVITED, path, answer));
}

static bool audit_login(struct audit *audit, const struct place *place, const struct application *application,
                        const struct row_run *enabled, unsigned *who)
{
    const struct row_run rows = index_find(&audit->connections, enabled->rows->key);
    struct login_connection connection = {enabled->rows->key, NULL, NULL};
    struct door door = {place, application, NULL};
    struct path path = {.kind = "login", .connection = connection.id};
    cJSON *answer = NULL;
    bool given;

    path.notes = rows.count == 1 ? 0 : NOTE_CONNECTIONS;
    if (rows.count == 0) /* its id could be another connection's name: there is nothing to ask about */
        return give_path(audit, place, application, &path);
    connection.row = rows.rows->row;
    connection.key = find_key(audit, &door, connection.row);
    door.connection = connection.key;
    given = connection.key && ask_people(audit, &door, connection.id, &path, &answer);
    path.answer = answer;
    if (given)
        explain_login(&door, enabled, connection.row, &path);
    if (given && is_of_interest(place, application, connection.row, &path))
        given = give_path(audit, place, application, &path);
    given = given && audit_exchanges(audit, place, application, &connection);
    *who |= path.who;
    cJSON_Delete(answer);
    return given;
}

/* LOGIN-34: a refresh reads no connection, and of first parties no membership either. */
static bool audit_refresh(struct audit *audit, const struct place *place,
                          const struct application *application, unsigned *who)
{
    const struct door door = {place, application, NULL};
    struct path path = {.kind = "refresh", .causes = organization_causes(place, application)};
    cJSON *member = ask_login(audit, &door, "refresh_token", WHO_MEMBERS);
    cJSON *former = member ? ask_login(audit, &door, "refresh_token", WHO_FORMER_MEMBERS) : NULL;
    bool given = former != NULL;

    path.answer = member;
    path.notes = listing_notes(&door);
    path.who = (answer_allows(member) ? WHO_MEMBERS : 0) | (answer_allows(former) ? WHO_FORMER_MEMBERS : 0);
    path.is_open = path.who != 0;
    if (given)
        given = give_path(audit, place, application, &path);
    *who |= path.who;
    cJSON_Delete(member);
    cJSON_Delete(former);
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
    return place->id == NULL || audit_refresh(audit, place, application, who);
}
