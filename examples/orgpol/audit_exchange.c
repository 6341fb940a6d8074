/* SPDX-License-Identifier: MIT */
/* orgpol audit: Cross App Access, by which members come in without a login of their own (XAA-01 to -10). */
#include "audit.h"

/* An exchange for a member, with a good assertion; `audience` NULL: for the tenant's default API, if any. */
static cJSON *ask_exchange(struct audit *audit, const struct place *place,
                           const struct application *application, const char *connection,
                           const char *audience)
{
    const struct question question = {audit->members, "can_login", "user",
                                      ANY_MEMBER,     "client",    application->key};
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
                        .who = WHO_MEMBERS,
                        .causes = organization_causes(place, application)};
    cJSON *answer = ask_exchange(audit, place, application, connection->key, audience);
    const char *organization = cJSON_GetStringValue(answer_member(answer, "claims", "org_id"));
    bool given = answer != NULL;

    path.answer = answer;
    path.is_open = answer_allows(answer) && organization && text_is(organization, place->id);
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
