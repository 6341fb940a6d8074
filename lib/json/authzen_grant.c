/* SPDX-License-Identifier: MIT */
#include "authzen_grant.h"

#include <string.h>

#include "../core/client.h"

static enum orgpol_status too_many(const struct json_path *path, struct orgpol_json_error *error)
{
    return orgpol_decode_fail(error, path, "%s", orgpol_reason_info(ORGPOL_REASON_TOO_MANY_SCOPES)->summary);
}

void *orgpol_question_room(const struct evaluation *evaluation, size_t size, size_t head)
{
    void *const question = orgpol_room_take(evaluation->room, size);

    return question ? memset(question, 0, head) : NULL;
}

enum orgpol_status orgpol_read_scope(const struct evaluation *evaluation, struct orgpol_str text,
                                     const struct json_path *path, struct text_array *list)
{
    /* Between two words there is a space. */
    const size_t most = text.len / 2 < ORGPOL_SCOPE_LIMIT ? text.len / 2 + 1 : ORGPOL_SCOPE_LIMIT;

    if (orgpol_texts_room(evaluation, list, most) != ORGPOL_OK)
        return ORGPOL_ERR_MEMORY;
    list->count = orgpol_split_scope(text, list->texts, most);
    return list->count <= ORGPOL_SCOPE_LIMIT ? ORGPOL_OK : too_many(path, evaluation->error);
}

/* The text of an object's member, which it must have. */
static enum orgpol_status read_member(const cJSON *object, const struct json_path *path, const char *member,
                                      struct orgpol_str *text, struct orgpol_json_error *error)
{
    const struct field field = {member, FIELD_TEXT, 0, NULL, true};
    const struct field_table table = {&field, 1};
    const enum orgpol_status status = orgpol_decode_fields(object, path, &table, text, error);

    if (status == ORGPOL_OK && text->len == 0)
        return orgpol_decode_fail(error, PATH_MEMBER(path, member), "required, and empty");
    return status;
}

enum orgpol_status orgpol_read_texts(const struct evaluation *evaluation, const cJSON *array,
                                     const struct json_path *path, const char *member,
                                     struct text_array *list)
{
    const size_t size = (size_t)cJSON_GetArraySize(array);
    enum orgpol_status status =
        orgpol_texts_room(evaluation, list, size < ORGPOL_SCOPE_LIMIT ? size : ORGPOL_SCOPE_LIMIT);
    const cJSON *item;

    for (item = array && status == ORGPOL_OK ? array->child : NULL; item; item = item->next) {
        const struct json_path *at = PATH_ELEMENT(path, list->count);
        struct orgpol_str text = ORGPOL_STR_NONE;

        if (list->count == ORGPOL_SCOPE_LIMIT)
            status = too_many(path, evaluation->error);
        else if (member)
            status = read_member(item, at, member, &text, evaluation->error);
        else
            status = orgpol_decode_text_element(item, at, &text, evaluation->error);
        if (status != ORGPOL_OK)
            break;
        list->texts[list->count++] = text;
    }
    return status;
}

void orgpol_find_grants(const struct orgpol_tenant *tenant, const struct orgpol_client *client,
                        const struct orgpol_resource_server *api, struct orgpol_str audience,
                        uint8_t subject_type, const struct orgpol_client_grant **own,
                        const struct orgpol_client_grant **fallback, uint8_t *several)
{
    const uint32_t number = orgpol_tenant_audience(tenant, api, audience);
    unsigned count = 0;

    *own = *fallback = NULL;
    if (client)
        count = orgpol_tenant_own_grant(tenant, client, number, subject_type, own);
    *several = count > 1;
    if (client && count == 0) {
        count = orgpol_tenant_default_grant(tenant, number, subject_type, fallback);
        *several = count > 1 && (classes_of(client, &tenant->options) & THIRD_PARTY) != 0;
    }
}

void orgpol_answer_grant(struct answer *answer, struct orgpol_str id, struct orgpol_str audience,
                         const struct orgpol_str *scopes, size_t count, struct orgpol_str organization)
{
    orgpol_answer_open(answer, "grant", '{');
    orgpol_answer_text_or_null(answer, "id", id);
    orgpol_answer_text_or_null(answer, "audience", audience);
    orgpol_answer_texts(answer, "scopes", scopes, count);
    orgpol_answer_text_or_null(answer, "organization", organization);
    orgpol_answer_close(answer, '}');
}

void orgpol_answer_client_claims(struct answer *answer, uint8_t token_profile, struct orgpol_str client_id,
                                 const char *gty, struct orgpol_str org_id, struct orgpol_str org_name)
{
    const bool rfc9068 = token_profile == ORGPOL_TOKEN_PROFILE_RFC9068;

    orgpol_answer_text(answer, rfc9068 ? "client_id" : "azp", client_id); /* TOKEN-07 */
    if (gty && !rfc9068)
        orgpol_answer_text(answer, "gty", orgpol_str_of(gty)); /* TOKEN-08 */
    if (org_id.len > 0)
        orgpol_answer_text(answer, "org_id", org_id);
    if (org_name.len > 0)
        orgpol_answer_text(answer, "org_name", org_name);
}

void orgpol_answer_token(struct answer *answer, uint8_t token_profile, bool id_token, bool refresh_token)
{
    orgpol_answer_open(answer, "token", '{');
    if (token_profile != ORGPOL_TOKEN_PROFILE_UNSET)
        orgpol_answer_text(answer, "typ",
                           orgpol_str_of(token_profile == ORGPOL_TOKEN_PROFILE_RFC9068 ? "at+jwt" : "JWT"));
    orgpol_answer_bool(answer, "id_token", id_token);
    orgpol_answer_bool(answer, "refresh_token", refresh_token);
    orgpol_answer_close(answer, '}');
}

enum orgpol_status orgpol_fail_with_reason(const struct evaluation *evaluation)
{
    return orgpol_decode_fail(evaluation->error, NULL, "%s",
                              orgpol_reason_info(evaluation->decision.reason)->summary);
}
