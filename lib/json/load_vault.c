/* SPDX-License-Identifier: MIT */
/* Loading what only Token Vault reads. An empty text is a value here, and stays one. */
#include "load.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../core/text.h"
#include "orgpol/scope.h"

enum orgpol_status orgpol_load_keep_given(struct loader *load, struct orgpol_str *text)
{
    uint32_t number;

    if (text->ptr && text->len == 0) {
        *text = ORGPOL_STR(""); /* the document's own is freed */
        return ORGPOL_OK;
    }
    return orgpol_load_keep(load, text, &number);
}

/* Room for as many rows as an array has elements, and the first of these; both NULL where there are none. */
static enum orgpol_status make_room(struct loader *load, const cJSON *array, size_t size, void **rows,
                                    const cJSON **first)
{
    const size_t count = (size_t)(array ? cJSON_GetArraySize(array) : 0);

    *rows = count > 0 ? orgpol_room_take(&load->tenant->index.room, count * size) : NULL;
    *first = *rows ? array->child : NULL;
    return count > 0 && *rows == NULL ? orgpol_load_no_memory(load) : ORGPOL_OK;
}

/* An array of text. */
static enum orgpol_status load_texts(struct loader *load, const cJSON *array, const struct json_path *path,
                                     struct text_list *list)
{
    const cJSON *item;
    void *room;
    enum orgpol_status status = make_room(load, array, sizeof *list->texts, &room, &item);
    struct orgpol_str *texts = room;

    *list = (struct text_list){texts, 0};
    for (; item && status == ORGPOL_OK; item = item->next) {
        struct orgpol_str *text = &texts[list->count];

        status = orgpol_decode_text_element(item, PATH_ELEMENT(path, list->count), text, load->error);
        if (status == ORGPOL_OK)
            status = orgpol_load_keep_given(load, text);
        list->count++;
    }
    return status;
}

/* Scopes in one text, with spaces between them. */
static enum orgpol_status load_scope_text(struct loader *load, struct orgpol_str text, struct text_list *list)
{
    const size_t count = orgpol_split_scope(text, NULL, 0);
    struct orgpol_str *texts =
        count > 0 ? orgpol_room_take(&load->tenant->index.room, count * sizeof *texts) : NULL;
    enum orgpol_status status = ORGPOL_OK;

    *list = (struct text_list){texts, 0};
    if (count > 0 && texts == NULL)
        return orgpol_load_no_memory(load);
    orgpol_split_scope(text, texts, count);
    for (; list->count < count && status == ORGPOL_OK; list->count++)
        status = orgpol_load_keep_given(load, &texts[list->count]);
    return status;
}

/* ---- applications ---- */

static enum orgpol_status load_token_policies(struct loader *load, const cJSON *array,
                                              const struct json_path *path, struct orgpol_client *client)
{
    const cJSON *item;
    void *room;
    enum orgpol_status status = make_room(load, array, sizeof *client->refresh_token_policies, &room, &item);
    struct orgpol_refresh_token_policy *policies = room;
    size_t count = 0;

    for (; item && status == ORGPOL_OK; item = item->next) {
        const struct json_path *place = PATH_ELEMENT(path, count);
        struct token_policy_object object = {.audience = ORGPOL_STR_NONE};
        struct text_list scopes = {NULL, 0};

        status = orgpol_decode_fields(item, place, &orgpol_token_policy_members, &object, load->error);
        if (status == ORGPOL_OK)
            status = orgpol_load_keep_given(load, &object.audience);
        if (status == ORGPOL_OK)
            status = load_texts(load, object.scope, PATH_MEMBER(place, "scope"), &scopes);
        policies[count++] = (struct orgpol_refresh_token_policy){object.audience, scopes.texts, scopes.count};
    }
    client->refresh_token_policies = policies;
    client->refresh_token_policy_count = count;
    return status;
}

static enum orgpol_status load_credentials(struct loader *load, const cJSON *array,
                                           const struct json_path *path,
                                           struct orgpol_privileged_access *access)
{
    const cJSON *item;
    void *room;
    enum orgpol_status status = make_room(load, array, sizeof *access->credentials, &room, &item);
    struct orgpol_credential *credentials = room;

    for (; item && status == ORGPOL_OK; item = item->next) {
        struct credential_object object = {.id = ORGPOL_STR_NONE};

        status = orgpol_decode_fields(item, PATH_ELEMENT(path, access->credential_count),
                                      &orgpol_credential_members, &object, load->error);
        if (status == ORGPOL_OK)
            status = orgpol_load_keep_given(load, &object.row.kid);
        if (status == ORGPOL_OK)
            status = orgpol_load_keep_given(load, &object.row.name);
        credentials[access->credential_count++] = object.row;
    }
    access->credentials = credentials;
    access->has_credentials = array != NULL;
    return status;
}

static enum orgpol_status load_worker_grants(struct loader *load, const cJSON *array,
                                             const struct json_path *path,
                                             struct orgpol_privileged_access *access)
{
    const cJSON *item;
    void *room;
    enum orgpol_status status = make_room(load, array, sizeof *access->grants, &room, &item);
    struct orgpol_worker_grant *grants = room;

    for (; item && status == ORGPOL_OK; item = item->next) {
        const struct json_path *place = PATH_ELEMENT(path, access->grant_count);
        struct worker_grant_object object = {.connection = ORGPOL_STR_NONE};
        struct text_list scopes = {NULL, 0};

        status = orgpol_decode_fields(item, place, &orgpol_worker_grant_members, &object, load->error);
        if (status == ORGPOL_OK)
            status = orgpol_load_keep_given(load, &object.connection);
        if (status == ORGPOL_OK)
            status = load_texts(load, object.scopes, PATH_MEMBER(place, "scopes"), &scopes);
        grants[access->grant_count++] =
            (struct orgpol_worker_grant){object.connection, scopes.texts, scopes.count};
    }
    access->grants = grants;
    return status;
}

static enum orgpol_status load_privileged_access(struct loader *load, const cJSON *json,
                                                 const struct json_path *path, struct orgpol_client *client)
{
    struct orgpol_privileged_access *access = orgpol_room_take(&load->tenant->index.room, sizeof *access);
    struct privileged_access_object object = {NULL, NULL, NULL};
    struct text_list addresses = {NULL, 0};
    enum orgpol_status status;

    if (access == NULL)
        return orgpol_load_no_memory(load);
    *access = (struct orgpol_privileged_access)ORGPOL_PRIVILEGED_ACCESS_INIT;
    status = orgpol_decode_fields(json, path, &orgpol_privileged_access_members, &object, load->error);
    if (status == ORGPOL_OK)
        status = load_credentials(load, object.credentials, PATH_MEMBER(path, "credentials"), access);
    if (status == ORGPOL_OK)
        status = load_texts(load, object.ip_allowlist, PATH_MEMBER(path, "ip_allowlist"), &addresses);
    if (status == ORGPOL_OK)
        status = load_worker_grants(load, object.grants, PATH_MEMBER(path, "grants"), access);
    access->ip_allowlist = addresses.texts;
    access->ip_allowlist_count = addresses.count;
    client->token_vault_privileged_access = access;
    return status;
}

enum orgpol_status orgpol_load_vault_client(struct loader *load, struct client_object *object,
                                            const struct json_path *path)
{
    const struct json_path *policies = PATH_MEMBER(PATH_MEMBER(path, "refresh_token"), "policies");
    struct orgpol_client *client = &object->row;
    enum orgpol_status status = orgpol_load_keep_given(load, &client->resource_server_identifier);

    if (status == ORGPOL_OK)
        status = load_token_policies(load, object->refresh_token_policies, policies, client);
    if (status == ORGPOL_OK && object->privileged_access)
        status = load_privileged_access(load, object->privileged_access,
                                        PATH_MEMBER(path, "token_vault_privileged_access"), client);
    return status;
}

/* ---- connections ---- */

enum orgpol_status orgpol_load_vault_connection(struct loader *load, struct connection_object *object,
                                                const struct json_path *path)
{
    const struct json_path *at_scope = PATH_MEMBER(PATH_MEMBER(path, "options"), "scope");
    struct text_list scopes;
    const enum orgpol_status status =
        cJSON_IsString(object->scope)
            ? load_scope_text(load, orgpol_str_of(object->scope->valuestring), &scopes)
            : load_texts(load, object->scope, at_scope, &scopes);

    orgpol_connection_object_complete(object);
    object->row.scopes = scopes.texts;
    object->row.scope_count = scopes.count;
    return status;
}

/* ---- users ---- */

/* user_id of an identity: text, or the digits of a whole number. */
static enum orgpol_status read_identity_id(struct loader *load, const cJSON *value,
                                           const struct json_path *path, char digits[32],
                                           struct orgpol_str *id)
{
    if (!cJSON_IsNumber(value))
        return orgpol_decode_text_element(value, path, id, load->error);
    if (!(value->valuedouble >= 0 && value->valuedouble < 9007199254740992.0) ||
        (double)(int64_t)value->valuedouble < value->valuedouble)
        return orgpol_decode_fail(load->error, path, "expected text or a whole number from 0");
    snprintf(digits, 32, "%lld", (long long)value->valuedouble);
    *id = orgpol_str_of(digits);
    return ORGPOL_OK;
}

/* Adds an id to those of the linked profiles; the user's own is none of them. */
static enum orgpol_status add_linked(struct loader *load, uint32_t user_id, struct text_list *list,
                                     struct orgpol_str id)
{
    struct orgpol_str *ids = (struct orgpol_str *)list->texts; /* in the tenant's own room */
    uint32_t number;
    const enum orgpol_status status = orgpol_load_keep(load, &id, &number);

    if (status == ORGPOL_OK && number != user_id)
        ids[list->count++] = id;
    return status;
}

/* Adds the ids an identity may have as a profile: with its provider before it, or as it stands. */
static enum orgpol_status load_identity(struct loader *load, const cJSON *json, const struct json_path *path,
                                        uint32_t user_id, struct text_list *list)
{
    struct identity_object object = {.provider = ORGPOL_STR_NONE};
    struct orgpol_str id = ORGPOL_STR_NONE;
    char digits[32];
    char *joined;
    enum orgpol_status status =
        orgpol_decode_fields(json, path, &orgpol_identity_members, &object, load->error);

    if (status == ORGPOL_OK && object.user_id)
        status = read_identity_id(load, object.user_id, PATH_MEMBER(path, "user_id"), digits, &id);
    if (status != ORGPOL_OK || id.len == 0)
        return status;
    if (object.provider.len == 0)
        return memchr(id.ptr, '|', id.len) ? add_linked(load, user_id, list, id) : ORGPOL_OK; /* a whole id */
    joined = malloc(object.provider.len + 1 + id.len);
    if (joined == NULL)
        return orgpol_load_no_memory(load);
    memcpy(joined, object.provider.ptr, object.provider.len);
    joined[object.provider.len] = '|';
    memcpy(joined + object.provider.len + 1, id.ptr, id.len);
    status = add_linked(load, user_id, list, (struct orgpol_str){joined, object.provider.len + 1 + id.len});
    free(joined);
    return status;
}

static enum orgpol_status load_identities(struct loader *load, const cJSON *array,
                                          const struct json_path *path, uint32_t user_id,
                                          struct text_list *list)
{
    const cJSON *item;
    void *room;
    enum orgpol_status status = make_room(load, array, 2 * sizeof *list->texts, &room, &item);

    *list = (struct text_list){room, 0};
    for (size_t index = 0; item && status == ORGPOL_OK; item = item->next)
        status = load_identity(load, item, PATH_ELEMENT(path, index++), user_id, list);
    orgpol_room_trim(&load->tenant->index.room, room, list->count * sizeof *list->texts);
    return status;
}

enum orgpol_status orgpol_load_account(struct loader *load, const cJSON *json, const struct json_path *path,
                                       size_t owner)
{
    struct connected_account_object object = {.row = ORGPOL_CONNECTED_ACCOUNT_INIT};
    struct tenant_account account = {.user = (uint32_t)owner};
    struct text_list scopes = {NULL, 0};
    enum orgpol_status status =
        orgpol_decode_fields(json, path, &orgpol_connected_account_members, &object, load->error);

    if (status == ORGPOL_OK)
        status = orgpol_load_require(load, object.row.id, path, "id");
    if (status == ORGPOL_OK)
        status = load_texts(load, object.scopes, PATH_MEMBER(path, "scopes"), &scopes);
    orgpol_connected_account_object_complete(&object);

    enum { TEXTS = 5 };
    struct orgpol_str *const texts[TEXTS] = {&object.row.connection, &object.row.user_id,
                                             &object.row.organization_id, &object.row.idp_user_id,
                                             &object.row.email};

    if (status == ORGPOL_OK)
        status = orgpol_load_keep(load, &object.row.id, &account.id);
    for (size_t i = 0; i < TEXTS && status == ORGPOL_OK; i++)
        status = orgpol_load_keep_given(load, texts[i]);
    if (status != ORGPOL_OK)
        return status;
    account.row = object.row;
    account.row.scopes = scopes.texts;
    account.row.scope_count = scopes.count;
    if (account.row.user_id.ptr == NULL)
        account.row.user_id = orgpol_index_text(&load->tenant->index, load->tenant->users[owner].user_id);
    return orgpol_load_append(load, ARRAY_BUILT_ACCOUNTS, &account);
}

enum orgpol_status orgpol_load_vault_user(struct loader *load, const struct user_object *object,
                                          const struct json_path *path, struct tenant_user *user,
                                          struct tenant_user_more *more)
{
    struct text_list factors;
    enum orgpol_status status =
        load_texts(load, object->multifactor, PATH_MEMBER(path, "multifactor"), &factors);

    user->has_factor = factors.count > 0;
    if (factors.count > 0) /* nobody reads which they are */
        orgpol_room_trim(&load->tenant->index.room, (void *)factors.texts, 0);
    if (status == ORGPOL_OK)
        status = load_identities(load, object->identities, PATH_MEMBER(path, "identities"), user->user_id,
                                 &more->linked_user_ids);
    return status;
}

/* ---- settings ---- */

/* PWX-21: kept as the seconds plus one, for zero is the default. */
enum orgpol_status orgpol_load_clock_skew(struct loader *load, const cJSON *value,
                                          const struct json_path *path, struct orgpol_options *options)
{
    const double seconds = cJSON_IsNumber(value) ? value->valuedouble : -1;

    if (value == NULL)
        return ORGPOL_OK;
    if (!(seconds >= 0 && seconds <= ORGPOL_CLOCK_SKEW_MAX_S) || (double)(int)seconds < seconds)
        return orgpol_decode_fail(load->error, path, "expected a whole number from 0 to %d",
                                  ORGPOL_CLOCK_SKEW_MAX_S);
    options->clock_skew = (uint8_t)(seconds + 1);
    return ORGPOL_OK;
}
