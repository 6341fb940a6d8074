/* SPDX-License-Identifier: MIT */
/* orgpol audit: which APIs an application has tokens for, for its users and in its own name, and why. */
#include "audit.h"

#include <stdlib.h>

/* The rows that could govern access of an application to an API, of one subject type. */
struct grants {
    const cJSON *own;
    const cJSON *fallback; /* the default grant of third-party applications */
    size_t count;          /* of both kinds */
    bool are_doubled;      /* CFG-26 */
};

static size_t count_grants(const struct row_index *index, const char *client_id, const char *audience,
                           const char *subject_type, const char *default_for, const cJSON **found)
{
    const struct row_run run = index_find(index, client_id);
    size_t count = 0;

    *found = NULL;
    for (size_t i = 0; i < run.count; i++) {
        const cJSON *row = run.rows[i].row;
        const char *type = text_member(row, "subject_type");

        if (!text_is(text_member(row, "audience"), audience) ||
            !text_is(*type ? type : "client", subject_type) ||
            !text_is(text_member(row, "default_for"), default_for))
            continue;
        if (*found == NULL)
            *found = row;
        count++;
    }
    return count;
}

static struct grants grants_of(const struct audit *audit, const struct application *application,
                               const char *audience, const char *subject_type)
{
    struct grants grants;
    const size_t own = count_grants(&audit->grants, application->id, audience, subject_type, "", &grants.own);
    size_t fallback =
        count_grants(&audit->grants, "", audience, subject_type, "third_party_clients", &grants.fallback);

    if (application->is_first_party || own > 0) /* M2M-10, M2M-11: not for this application */
        fallback = 0;
    if (fallback == 0)
        grants.fallback = NULL;
    grants.count = own + fallback;
    grants.are_doubled = own > 1 || fallback > 1;
    return grants;
}

static unsigned notes_of(const struct audit *audit, const struct grants *grants, const char *audience)
{
    return (grants->are_doubled ? NOTE_GRANTS : 0) |
           (index_find(&audit->apis, audience).count > 1 ? NOTE_APIS : 0);
}

unsigned grant_causes(const struct audit *audit, const struct application *application, const char *audience)
{
    const struct grants grants = grants_of(audit, application, audience, "user");

    if (grants.own)
        return CAUSE_CLIENT_GRANT;
    return grants.fallback ? CAUSE_DEFAULT_GRANT : CAUSE_UNKNOWN;
}

/* ---- machine to machine ---- */

/* M2M-19, M2M-21: the organization's rows that name the grant. */
static bool is_associated(const struct place *place, const cJSON *grant)
{
    const char *id = text_member(grant, "id");
    const cJSON *row;

    for (size_t i = 0; *id && i < place->rows.count; i++) {
        cJSON_ArrayForEach(row, row_member(place->rows.rows[i].row, "client_grants"))
        {
            const char *name = text_member(row, "grant_id");

            if (text_is(*name ? name : text_member(row, "id"), id))
                return true;
        }
    }
    return false;
}

static unsigned machine_causes(const struct place *place, const struct application *application,
                               const struct grants *grants)
{
    const bool third_party = application->is_strict || application->is_permissive;
    unsigned causes = 0;

    if (grants->own == NULL)
        return grants->fallback && place->id == NULL ? CAUSE_DEFAULT_GRANT : CAUSE_UNKNOWN; /* M2M-20 */
    if (place->id == NULL)
        return CAUSE_CLIENT_GRANT;
    if (is_associated(place, grants->own))
        causes |= CAUSE_DIRECT_ASSOCIATION;
    if (!third_party && row_true(grants->own, "allow_any_organization")) /* CFG-30 */
        causes |= CAUSE_ANY_ORGANIZATION;
    return causes ? causes : CAUSE_UNKNOWN;
}

/* `organization`: as sent; NULL: none. */
static cJSON *ask_machine(struct audit *audit, const struct application *application, const char *audience,
                          const char *organization)
{
    const struct question question = {audit->tenant,    "check_client_grant", "client",
                                      application->key, "resource_server",    audience};
    cJSON *context = cJSON_CreateObject();

    if (context && add_text(context, "organization", organization))
        return audit_ask(audit, &question, context);
    cJSON_Delete(context);
    complain("out of memory");
    return NULL;
}

/* A token, and of this organization, or of none. */
static bool is_token_of(const cJSON *answer, const struct place *place)
{
    const char *organization = cJSON_GetStringValue(answer_member(answer, "grant", "organization"));

    if (!answer_allows(answer))
        return false;
    return place->id ? organization && text_is(organization, place->id) : organization == NULL;
}

/*
 * Asks with the organization's id, else by its name, which helps where the id does not look like one; then
 * without, for the default organization. NULL after a complaint.
 */
static cJSON *ask_every_way(struct audit *audit, const struct place *place,
                            const struct application *application, const char *audience, struct path *path)
{
    const char *name = place->id ? text_member(place->rows.rows->row, "name") : "";
    cJSON *answer = ask_machine(audit, application, audience, place->id);
    cJSON *other;

    path->is_open = answer && is_token_of(answer, place);
    if (answer && !path->is_open && *name) {
        other = ask_machine(audit, application, audience, name);
        path->is_open = other && is_token_of(other, place);
        cJSON_Delete(path->is_open || other == NULL ? answer : other);
        answer = path->is_open || other == NULL ? other : answer;
    }
    if (answer == NULL || place->id == NULL)
        return answer;
    other = ask_machine(audit, application, audience, NULL);
    if (other && !is_token_of(other, place)) {
        cJSON_Delete(other);
        return answer;
    }
    cJSON_Delete(answer);
    path->is_open = other != NULL;
    path->notes |= NOTE_DEFAULT_ORGANIZATION;
    return other;
}

static bool audit_machine(struct audit *audit, const struct place *place,
                          const struct application *application, const char *audience)
{
    const struct grants grants = grants_of(audit, application, audience, "client");
    struct path path = {.kind = "machine_to_machine", .audience = audience};
    cJSON *answer = ask_every_way(audit, place, application, audience, &path);
    bool given = answer != NULL;

    path.answer = answer;
    path.who = WHO_APPLICATION;
    path.causes = machine_causes(place, application, &grants);
    path.notes |= notes_of(audit, &grants, audience);
    if (place->id && grants.own && is_associated(place, grants.own) &&
        index_find(&audit->grant_ids, text_member(grants.own, "id")).count > 1)
        path.notes |= NOTE_GRANT_IDS;
    /* A token of the default organization is no path without one. */
    if (given && (path.is_open || (grants.count > 0 && (place->id || !answer_allows(answer)))))
        given = give_path(audit, place, application, &path);
    cJSON_Delete(answer);
    return given;
}

bool audit_machine_to_machine(struct audit *audit, const struct place *place,
                              const struct application *application)
{
    struct row_run run;

    for (size_t i = 0; i < audit->audiences.count; i += run.count) {
        run = index_run(&audit->audiences, i);
        if (*run.rows->key && !audit_machine(audit, place, application, run.rows->key))
            return false;
    }
    return true;
}

/* ---- users ---- */

/* UAPI-04, UAPI-05: a grant governs, or the API's policy lets every application in that is not strict. */
static unsigned user_causes(const struct audit *audit, const struct application *application,
                            const char *audience, const cJSON *api, const cJSON *answer)
{
    const cJSON *policy =
        row_member(row_member(row_member(api, "subject_type_authorization"), "user"), "policy");
    const char *word = cJSON_GetStringValue(policy);

    if (!application->is_strict && (word == NULL || text_is(word, "allow_all")) &&
        cJSON_IsNull(answer_member(answer, "grant", "id")))
        return CAUSE_ALLOW_ALL;
    return grant_causes(audit, application, audience);
}

/*
 * Asks for every scope of the API, for a user who has every permission: roles can only narrow what is listed
 * (UAPI-12). Nothing else about the user is read, so any id does.
 */
static cJSON *ask_user(struct audit *audit, const struct place *place, const struct application *application,
                       const char *audience, const cJSON *api)
{
    const struct question question = {audit->tenant, "check_user_grant", "user",
                                      "-",           "resource_server",  audience};
    cJSON *context = cJSON_CreateObject();
    cJSON *permissions = cJSON_CreateArray();
    struct bytes scope = {0};
    const cJSON *row;
    bool whole = permissions != NULL;

    cJSON_ArrayForEach(row, row_member(api, "scopes"))
    {
        const char *value = text_member(row, "value");
        cJSON *item = cJSON_CreateString(value);

        if (item == NULL || !cJSON_AddItemToArray(permissions, item)) {
            cJSON_Delete(item);
            whole = false;
        }
        whole = whole && append_word(&scope, value, " ");
    }
    whole = add_item(context, "permissions", permissions) && whole;
    whole = whole && add_text(context, "client", application->key) &&
            add_text(context, "organization", place->id) && add_text(context, "scope", scope.ptr);
    free(scope.ptr);
    if (whole)
        return audit_ask(audit, &question, context);
    cJSON_Delete(context);
    complain("out of memory");
    return NULL;
}

static bool audit_user(struct audit *audit, const struct place *place, const struct application *application,
                       const char *audience, unsigned who)
{
    const struct row_run apis = index_find(&audit->apis, audience);
    const cJSON *api = apis.count > 0 ? apis.rows->row : NULL;
    const struct grants grants = grants_of(audit, application, audience, "user");
    struct path path = {.kind = "user_access", .audience = audience, .who = who};
    cJSON *answer = ask_user(audit, place, application, audience, api);
    bool given = answer != NULL;

    path.answer = answer;
    path.is_open = answer_allows(answer);
    path.causes = user_causes(audit, application, audience, api, answer);
    path.notes = notes_of(audit, &grants, audience);
    if (path.is_open && row_true(api, "enforce_policies"))
        path.notes |= NOTE_PERMISSIONS;
    if (given && (path.is_open || grants.count > 0))
        given = give_path(audit, place, application, &path);
    cJSON_Delete(answer);
    return given;
}

bool audit_user_access(struct audit *audit, const struct place *place, const struct application *application,
                       unsigned who)
{
    struct row_run run;

    for (size_t i = 0; who && i < audit->audiences.count; i += run.count) {
        run = index_run(&audit->audiences, i);
        if (*run.rows->key && !audit_user(audit, place, application, run.rows->key, who))
            return false;
    }
    return true;
}
