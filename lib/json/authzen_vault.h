/* SPDX-License-Identifier: MIT */
/* What the Token Vault actions share: lists of a request, who calls the My Account API, accounts. Private. */
#ifndef ORGPOL_JSON_AUTHZEN_VAULT_H
#define ORGPOL_JSON_AUTHZEN_VAULT_H

#include "authzen.h"
#include "orgpol/select.h"
#include "texts.h"

/* A text, or an array of text; NULL is none. Anything else fails. */
enum orgpol_status orgpol_read_text_or_texts(const struct evaluation *evaluation, const cJSON *value,
                                             const struct json_path *path, struct text_array *array);

/* An array of text; NULL is none. */
enum orgpol_status orgpol_read_text_array(const struct evaluation *evaluation, const cJSON *value,
                                          const struct json_path *path, struct text_array *array);

/* The scopes of a scope text: what stands between spaces, and, with `commas`, between commas too (SCOPE-14).
 */
enum orgpol_status orgpol_split_texts(const struct evaluation *evaluation, struct orgpol_str text,
                                      bool commas, struct text_array *array);

/* What `dpop_proof_valid`, read as FIELD_SETTING, is to the decisions. */
static inline uint8_t dpop_proof_of(uint8_t setting)
{
    return setting == ORGPOL_SETTING_ON    ? ORGPOL_DPOP_PROOF_VALID
           : setting == ORGPOL_SETTING_OFF ? ORGPOL_DPOP_PROOF_INVALID
                                           : ORGPOL_DPOP_PROOF_NONE;
}

/* gty of a machine's token. */
static inline bool is_machine_gty(struct orgpol_str gty)
{
    return text_same(gty, ORGPOL_STR("client-credentials"));
}

/* The client of exactly this id: a client id is no URL of a metadata document here. */
const struct orgpol_client *orgpol_vault_client(const struct orgpol_tenant *tenant,
                                                struct orgpol_str client_id);

/* Decodes `context` into `target`, of which `now` is a part: 0, a time that no clock says, fails. */
enum orgpol_status orgpol_read_timed_context(const struct evaluation *evaluation,
                                             const struct field_table *members, void *target,
                                             const struct orgpol_time *now);

/* The members `token`, `host`, `dpop_proof_valid` and `now` of `context`, and the rows they lead to. */
struct caller_context {
    struct orgpol_my_account_caller caller; /* points at `token`: do not move */
    struct orgpol_access_token token;
    struct orgpol_user user;
    struct text_array audiences;
    struct text_array scopes;
};

/* Reads them, `now` being required, and finds the rows. */
enum orgpol_status orgpol_read_caller_context(const struct evaluation *evaluation,
                                              struct caller_context *context);

/* Whose accounts: the user's row (put into `row`), the accounts in the profile and the linked ids. Gives back
 * the user; for an unknown one it does nothing and gives back NULL. */
const struct tenant_user *orgpol_find_accounts(const struct orgpol_tenant *tenant, struct orgpol_str user_id,
                                               struct orgpol_account_request *request,
                                               struct orgpol_user *row);

/* The row of the enabled client, or NULL; `row` is the room for it. */
const struct orgpol_enabled_client *orgpol_find_enabled_client(const struct orgpol_tenant *tenant,
                                                               const struct tenant_connection *connection,
                                                               const struct orgpol_client *client,
                                                               struct orgpol_enabled_client *row);

/*
 * An answer of the My Account API: `allowed_status` on ALLOW, the problem of the reason on DENY. The caller
 * adds results and calls orgpol_answer_decision_end.
 */
void orgpol_answer_my_account_begin(struct evaluation *evaluation, uint32_t advice, unsigned allowed_status);

/* The member `connected_account` of sections 5.5 and 5.6: id, connection, user_id, and org_id if tagged. */
void orgpol_answer_account(struct answer *answer, const struct orgpol_connected_account *account);

#endif
