/* SPDX-License-Identifier: MIT */
/* orgpol audit: Cross App Access, by which users come in without a login of their own (XAA-01 to -10). */
#include "audit.h"

/* An exchange of a user, with a good assertion; `audience` NULL: for the tenant's default API, if any. */
static cJSON *ask_exchange(struct audit *audit, const struct place *place,
                           const struct application *application, const char *connection,
                           const char *audience, const char *user)
{
    const struct question question = {audit->members, "can_login", "user", user, "client", application->key};
    cJSON *context = cJSON_CreateObject();
    cJSON *exchange = cJSON_AddObjectToObject(context, "cross_app_access");

    if (exchange && cJSON_AddTrueToObject(exchange, "assertion_valid") &&
        add_text(exchange, "resource", audience) && add_text(context, "organization", place->id) &&
        add_text(context, "connection", connection))
        return audit_ask(audit, &question, context);
    cJSON_Delete(context);
    complain("out of memory");
    return NULL;
}

/*
 * What opens an exchange of somebody who gets into no organization: XAA-04, the one that has the connection,
 * if any, which an exchange of a member tells; else the connection, where it matters (XAA-02). False after a
 * complaint.
 */
static bool find_causes(struct audit *audit, const struct place *place, const struct application *application,
                        const struct login_connection *connection, struct path *path)
{
    struct place meant = {0};
    cJSON *answer = ask_exchange(audit, place, application, connection->key, path->audience, ANY_MEMBER);
    const bool asked = answer != NULL;

    meant.id = cJSON_GetStringValue(answer_member(answer, "claims", "org_id"));
    if (meant.id)
        meant.rows = index_find(&audit->organizations, meant.id);
    if (meant.rows.count > 0)
        path->causes = organization_causes(&meant, application);
    else if (application->is_first_party || application->is_permissive)
        path->causes = connection_causes(connection->row, application);
    cJSON_Delete(answer);
    return asked;
}

/* XAA-08: a third party is let in for an API it has a grant for, so one without goes unmentioned. */
static bool is_of_interest(const cJSON *answer, const char *audience)
{
    return !answer_names(answer, "unmet", "unknown_client") &&
           !answer_names(answer, "unmet", "cross_app_access_off") &&
           !answer_names(answer, "unmet", "connection_disabled") &&
           (audience == NULL || !answer_names(answer, "unmet", "xaa_no_client_grant"));
}

static bool audit_exchange(struct audit *audit, const struct place *place,
                           const struct application *application, const struct login_connection *connection,
                           const char *audience)
{
    struct path path = {.kind = "cross_app_access",
                        .connection = connection->id,
                        .audience = audience,
                        .who = place->id ? WHO_MEMBERS : WHO_USERS};
    cJSON *answer =
        ask_exchange(audit, place, application, connection->key, audience, place->id ? ANY_MEMBER : ANY_USER);
    const char *organization = cJSON_GetStringValue(answer_member(answer, "claims", "org_id"));
    bool given = answer != NULL;

    path.answer = answer;
    path.is_open = answer_allows(answer) &&
                   (place->id ? organization && text_is(organization, place->id) : organization == NULL);
    if (place->id)
        path.causes = organization_causes(place, application);
    else if (path.is_open)
        given = find_causes(audit, place, application, connection, &path);
    if (audience)
        path.causes |= grant_causes(audit, application, audience);
    if (given && is_of_interest(answer, audience))
        given = give_path(audit, place, application, &path);
    cJSON_Delete(answer);
    return given;
}

bool audit_exchanges(struct audit *audit, const struct place *place, const struct application *application,
                     const struct login_connection *connection)
{
    const size_t before = audit->open_count + audit->closed_count;
    const bool third_party = application->is_strict || application->is_permissive;
    bool whole = true;
    struct row_run run;

    for (size_t i = 0; third_party && i < audit->apis.count && whole; i += run.count) {
        run = index_run(&audit->apis, i);
        whole = audit_exchange(audit, place, application, connection, run.rows->key);
    }
    if (whole && audit->open_count + audit->closed_count == before)
        whole = audit_exchange(audit, place, application, connection, NULL);
    return whole;
}
