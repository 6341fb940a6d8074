/* SPDX-License-Identifier: MIT */
/* A path of an audit as an object, which every format is made of. */
#include "audit.h"

static const char *const who_words[] = {"members", "non_members", "invited", "former_members",
                                        "users",   "application", NULL};
static const char *const cause_words[] = {"first_party",
                                          "opt_in",
                                          "listing",
                                          "auto_membership",
                                          "invitation",
                                          "domain_level",
                                          "enabled_for_application",
                                          "direct_association",
                                          "any_organization",
                                          "client_grant",
                                          "default_grant",
                                          "allow_all",
                                          "unknown",
                                          NULL};
static const char *const note_texts[] = {
    "several organizations have this id, so none of them is found",
    "several applications have this client_id, so none of them is found",
    "not exactly one connection has this id, so none is found",
    "several APIs have this identifier, so none of them is found",
    "several grants are for this application, API and subject type, so none of them counts",
    "several grants have this grant's id, so its association with the organization counts for none",
    "the organization lists the application several times; the stricter of each setting counts",
    "the organization has several rows for the connection; the stricter of each setting counts",
    "a request that names no organization is in this one, the application's default organization",
    "an invitation counts that is not used; whether it has expired is not looked at",
    "the API enforces permissions: of these scopes a user gets those it has the permission for",
    NULL,
};

static bool add_words(cJSON *row, const char *name, unsigned bits, const char *const *words)
{
    cJSON *array = cJSON_AddArrayToObject(row, name);
    bool whole = array != NULL;

    for (size_t i = 0; words[i] && whole; i++) {
        cJSON *word = bits >> i & 1 ? cJSON_CreateStringReference(words[i]) : NULL;

        if (bits >> i & 1 && (word == NULL || !cJSON_AddItemToArray(array, word))) {
            cJSON_Delete(word);
            whole = false;
        }
    }
    return whole;
}

static bool add_class(cJSON *row, const struct application *application)
{
    static const char *const words[] = {"first_party", "strict", "permissive", NULL};

    return add_words(row, "class",
                     (application->is_first_party ? 1u : 0) | (application->is_strict ? 2u : 0) |
                         (application->is_permissive ? 4u : 0),
                     words);
}

/* What the answer has, or nothing. */
static bool add_copy(cJSON *row, const char *name, const cJSON *item)
{
    return item == NULL || cJSON_IsNull(item) || add_item(row, name, cJSON_Duplicate(item, true));
}

static bool add_answer(cJSON *row, const struct path *path)
{
    static const char *const denial[] = {"reason", "rule", "unmet"};
    bool whole = true;

    if (path->is_open)
        return add_copy(row, "grant", answer_member(path->answer, "grant", "id")) &&
               add_copy(row, "scopes", answer_member(path->answer, "grant", "scopes"));
    for (size_t i = 0; i < sizeof denial / sizeof *denial; i++)
        whole = whole && add_copy(row, denial[i], answer_member(path->answer, denial[i], NULL));
    return whole;
}

bool give_path(struct audit *audit, const struct place *place, const struct application *application,
               const struct path *path)
{
    const unsigned notes = path->notes | (place->rows.count > 1 ? NOTE_ORGANIZATIONS : 0) |
                           (application->rows.count > 1 ? NOTE_APPLICATIONS : 0);
    cJSON *row;
    bool given;

    audit->open_count += path->is_open;
    audit->closed_count += !path->is_open;
    if (!path->is_open && audit->is_open_only)
        return true;
    row = cJSON_CreateObject();
    given = add_item(row, "open", cJSON_CreateBool(path->is_open)) && add_text(row, "kind", path->kind) &&
            add_item(row, "organization", place->id ? cJSON_CreateString(place->id) : cJSON_CreateNull()) &&
            add_text(row, "client", application->id) && add_class(row, application) &&
            add_text(row, "connection", path->connection) && add_text(row, "audience", path->audience) &&
            add_words(row, "who", path->is_open ? path->who : 0, who_words) &&
            add_words(row, "cause", path->is_open ? path->causes : 0, cause_words) &&
            (path->protocols == 0 || add_words(row, "protocols", path->protocols, login_protocols)) &&
            add_answer(row, path) && (notes == 0 || add_words(row, "note", notes, note_texts)) &&
            print_path(audit, row);
    cJSON_Delete(row);
    if (!given)
        complain("out of memory");
    return given;
}
