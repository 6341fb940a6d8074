/* SPDX-License-Identifier: MIT */
/* One AuthZEN evaluation on its way from the request to the answer. Private. */
#ifndef ORGPOL_JSON_AUTHZEN_H
#define ORGPOL_JSON_AUTHZEN_H

#include "../core/text.h"
#include "answer.h"
#include "decode.h"
#include "orgpol/login.h"
#include "store.h"

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
};

/* Answers one action; anything but ORGPOL_OK has filled in the error. */
typedef enum orgpol_status evaluate_action(struct evaluation *evaluation);

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

#endif
