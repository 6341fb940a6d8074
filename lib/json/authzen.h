/* SPDX-License-Identifier: MIT */
/* AuthZEN requests on their way to the answer: one evaluation, several, or a search. Private. */
#ifndef ORGPOL_JSON_AUTHZEN_H
#define ORGPOL_JSON_AUTHZEN_H

#include "../core/text.h"
#include "answer.h"
#include "decode.h"
#include "orgpol/login.h"
#include "store.h"

/* ---- one evaluation ---- */

struct evaluation {
    const struct orgpol_tenant *tenant; /* NULL: none, which only actions that need none meet */
    const char *action;
    const char *subject_type;
    struct orgpol_str subject_id;
    const char *resource_type;
    struct orgpol_str resource_id;
    const cJSON *context; /* NULL: none was sent */
    struct answer *answer;
    struct orgpol_decision decision;
    struct orgpol_json_error *error;
    struct room *room; /* what is taken while an action is asked is given back after it */
    uint32_t unfit;    /* enum orgpol_authzen_search: whose id the error is about, where another could do */
};

/* Answers one action; anything but ORGPOL_OK has filled in the error. */
typedef enum orgpol_status evaluate_action(struct evaluation *evaluation);

/* An action, and the subject and resource types it takes; lists end with NULL, and no subjects are any. */
struct action {
    char name[32]; /* zeros behind it */
    const char *subjects[3];
    const char *resources[3];
    bool without_tenant; /* needs no tenant, though one may be there */
    bool by_name;        /* a connection's id is its name, as Token Vault has it */
    evaluate_action *evaluate;
};

/* The action at a place, in the order of their list; NULL past the end. */
const struct action *orgpol_authzen_action(size_t place);

/* The action of that name; NULL when none has it. */
const struct action *orgpol_authzen_find_action(struct orgpol_str name);

/* What `response_mode` is to the decisions: one that needs no redirect, or another. */
static inline uint8_t response_mode_of(struct orgpol_str text)
{
    return text_same(text, ORGPOL_STR("web_message")) ? ORGPOL_RESPONSE_MODE_WEB_MESSAGE
                                                      : ORGPOL_RESPONSE_MODE_UNSET;
}

evaluate_action orgpol_authzen_login;
evaluate_action orgpol_authzen_authorize;
evaluate_action orgpol_authzen_endpoint;
evaluate_action orgpol_authzen_client_grant;
evaluate_action orgpol_authzen_user_grant;
evaluate_action orgpol_authzen_prompt;
evaluate_action orgpol_authzen_consent;
evaluate_action orgpol_authzen_consent_key;
evaluate_action orgpol_authzen_token_organization;
evaluate_action orgpol_authzen_config;
evaluate_action orgpol_authzen_complete;
evaluate_action orgpol_authzen_connect;
evaluate_action orgpol_authzen_exchange;
evaluate_action orgpol_authzen_manage;
evaluate_action orgpol_authzen_my_account;
evaluate_action orgpol_authzen_select;

/* ---- questions: what evaluations and searches are read from ---- */

/* What a request says; a member that was not sent is NULL. */
struct question {
    const cJSON *subject;
    const cJSON *action;
    const cJSON *resource;
    const cJSON *context;
    const struct orgpol_tenant *tenant; /* that of the context, when it is built already */
};

/* Its members, each an object and none required: what an item of a batch lacks, the defaults have. */
extern const struct field_table orgpol_question_members;
/* The same without the action, where actions are searched: one that is sent is ignored. */
extern const struct field_table orgpol_action_search_members;

/*
 * Reads the members into `evaluation`, and finds the action unless it is what is searched. `search` is enum
 * orgpol_authzen_search: the entity searched needs no id, or, being the action, is not read at all.
 */
enum orgpol_status orgpol_authzen_read(const struct question *question, uint32_t search,
                                       struct evaluation *evaluation, const struct action **action);

/* Fails unless the action takes subject and resource of the types that were read. */
enum orgpol_status orgpol_authzen_match(struct evaluation *evaluation, const struct action *action);

/*
 * Settles which tenant is asked: evaluation->tenant, when one is loaded, or that of the context, or NULL. One
 * that is built here is also given as *own, which the caller frees.
 */
enum orgpol_status orgpol_authzen_settle(struct evaluation *evaluation, const struct question *question,
                                         const uint8_t *hash_key, struct orgpol_tenant **own);

/* Fails when there is no tenant. */
enum orgpol_status orgpol_authzen_need_tenant(const struct evaluation *evaluation);

/* Answers what was read, matched and settled; fails when the action needs a tenant and there is none. */
enum orgpol_status orgpol_authzen_ask(struct evaluation *evaluation, const struct action *action);

/* All of that for one question of an evaluation. */
enum orgpol_status orgpol_authzen_question(struct evaluation *evaluation, const struct question *question,
                                           const uint8_t *hash_key);

/* ---- calls: what the functions of orgpol/authzen.h have in common ---- */

struct call {
    const struct orgpol_tenant *tenant; /* as loaded, or NULL */
    const char *request;
    size_t length;
    uint32_t search; /* enum orgpol_authzen_search */
    struct answer answer;
    struct orgpol_json_options options; /* every default filled in */
    struct orgpol_json_error error;     /* begins as ORGPOL_JSON_ERROR_INIT */
    struct orgpol_decision decision;    /* of a single evaluation */
    struct room room;                   /* where the request's tree is */
};

#define CALL_ANSWER(bytes_, size_)                          \
    {                                                       \
        .bytes = (bytes_), .size = (bytes_) ? (size_) : 0u, \
    }

/* Answers a request that was read into `tree`. */
typedef enum orgpol_status answer_call(struct call *call, const cJSON *tree);

/* Reads the request, lets `answer` answer it, and hands over what came out. */
enum orgpol_status orgpol_authzen_serve(struct call *call, answer_call *answer,
                                        const struct orgpol_json_options *options, size_t *answer_length,
                                        struct orgpol_json_error *error);

/* The last part of that: an error becomes the answer; the buffer, the length and the error are the caller's.
 */
enum orgpol_status orgpol_authzen_finish(struct call *call, enum orgpol_status status, size_t *answer_length,
                                         struct orgpol_json_error *error);

/* Answers one evaluation. */
answer_call orgpol_authzen_single;

#endif
