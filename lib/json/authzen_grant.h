/* SPDX-License-Identifier: MIT */
/* What the grant actions share: lists of a request, grants of a tenant, the result. Private. */
#ifndef ORGPOL_JSON_AUTHZEN_GRANT_H
#define ORGPOL_JSON_AUTHZEN_GRANT_H

#include "authzen.h"
#include "orgpol/user_grant.h"
#include "texts.h"

/*
 * Room for a question whose results, its last members, begin at `head` bytes: 16 kB each, which are not
 * cleared as the rest is. NULL when there is none.
 */
void *orgpol_question_room(const struct evaluation *evaluation, size_t size, size_t head);

/* The words of a `scope` text; fails when they are too many. */
enum orgpol_status orgpol_read_scope(const struct evaluation *evaluation, struct orgpol_str text,
                                     const struct json_path *path, struct text_array *list);

/*
 * The texts of an array; fails when they are too many. `member` is where an object has its text, which it
 * must; with NULL the element is the text. NULL for the array is none.
 */
enum orgpol_status orgpol_read_texts(const struct evaluation *evaluation, const cJSON *array,
                                     const struct json_path *path, const char *member,
                                     struct text_array *list);

/* The client's own grant for the audience, which is the API's when that is not NULL, and only without one the
 * default grant (CFG-26). Two of its own set *several, and so do, where it has none and is a third party, two
 * default ones. */
void orgpol_find_grants(const struct orgpol_tenant *tenant, const struct orgpol_client *client,
                        const struct orgpol_resource_server *api, struct orgpol_str audience,
                        uint8_t subject_type, const struct orgpol_client_grant **own,
                        const struct orgpol_client_grant **fallback, uint8_t *several);

/* The member `grant`. Absent texts become null. */
void orgpol_answer_grant(struct answer *answer, struct orgpol_str id, struct orgpol_str audience,
                         const struct orgpol_str *scopes, size_t count, struct orgpol_str organization);

/* The claims azp or client_id, gty, org_id and org_name; absent ones are not issued. */
void orgpol_answer_client_claims(struct answer *answer, uint8_t token_profile, struct orgpol_str client_id,
                                 const char *gty, struct orgpol_str org_id, struct orgpol_str org_name);

/* The member `token`. */
void orgpol_answer_token(struct answer *answer, uint8_t token_profile, bool id_token, bool refresh_token);

/* The core refused the rows or lists found. */
enum orgpol_status orgpol_fail_with_reason(const struct evaluation *evaluation);

/*
 * The question of check_user_grant, also for actions that ask it first: the members of `context` that it has,
 * and the rows found. Its results begin with `effective`.
 */
struct user_grant_question {
    struct orgpol_user_grant_request request;
    struct orgpol_organization organization;
    struct orgpol_str client;
    struct orgpol_str scope;
    struct orgpol_str original_scope;
    struct orgpol_str response_mode;
    const cJSON *permissions_member;
    const cJSON *authorization_details;
    struct text_array scopes;
    struct text_array original_scopes;
    struct text_array permissions;
    struct text_array authorization_details_types;
    struct orgpol_str effective[ORGPOL_SCOPE_LIMIT]; /* scopes of the token */
    struct orgpol_str claim[ORGPOL_SCOPE_LIMIT];     /* permissions of the token */
};

/* Reads `context` and finds the rows. *question is NULL when anything fails. */
enum orgpol_status orgpol_ask_user_grant(const struct evaluation *evaluation,
                                         struct user_grant_question **question);

/* What the placeholders of its denials stand for. */
struct orgpol_description_values orgpol_user_grant_values(const struct evaluation *evaluation,
                                                          const struct user_grant_question *question);

#endif
