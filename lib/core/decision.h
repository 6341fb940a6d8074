/* SPDX-License-Identifier: MIT */
/* How a family turns its unmet conditions into a decision. Private. */
#ifndef ORGPOL_CORE_DECISION_H
#define ORGPOL_CORE_DECISION_H

#include <stdbool.h>

#include "authorize_table.h"
#include "client_grant_table.h"
#include "complete_table.h"
#include "config_table.h"
#include "connect_table.h"
#include "consent_table.h"
#include "endpoint_table.h"
#include "exchange_table.h"
#include "login_table.h"
#include "manage_table.h"
#include "my_account_table.h"
#include "orgpol/decision.h"
#include "prompt_table.h"
#include "select_table.h"
#include "session_table.h"
#include "token_table.h"
#include "user_grant_table.h"

/*
 * A family's table, X(x, rule, reason, ..., unmet when), is the only place where its conditions and their
 * order stand. Of it come the places, LOGIN_UNKNOWN_CLIENT and so on; the list of reasons, in decision.c; and
 * the mask: in a function whose local variables are the facts, `0 SESSION_TABLE(FAMILY_UNMET, SESSION)`.
 */
#define FAMILY_PLACE(prefix, rule, reason, ...) prefix##_##reason,
enum { LOGIN_TABLE(FAMILY_PLACE, LOGIN) LOGIN_SIZE };
enum { SESSION_TABLE(FAMILY_PLACE, SESSION) SESSION_SIZE };
enum { CONNECTION_OFFER_TABLE(FAMILY_PLACE, CONNECTION_OFFER) CONNECTION_OFFER_SIZE };
enum { PROMPT_TABLE(FAMILY_PLACE, PROMPT) PROMPT_SIZE };
enum { AUTHORIZE_TABLE(FAMILY_PLACE, AUTHORIZE) AUTHORIZE_SIZE };
enum { ENDPOINT_TABLE(FAMILY_PLACE, ENDPOINT) ENDPOINT_SIZE };
enum { CLIENT_GRANT_TABLE(FAMILY_PLACE, CLIENT_GRANT) CLIENT_GRANT_SIZE };
enum { USER_GRANT_TABLE(FAMILY_PLACE, USER_GRANT) USER_GRANT_SIZE };
enum { CONSENT_TABLE(FAMILY_PLACE, CONSENT) CONSENT_SIZE };
enum { TOKEN_ORGANIZATION_TABLE(FAMILY_PLACE, TOKEN_ORGANIZATION) TOKEN_ORGANIZATION_SIZE };
enum { CLIENT_CONFIG_TABLE(FAMILY_PLACE, CLIENT_CONFIG) CLIENT_CONFIG_SIZE };
enum { ORGANIZATION_CONFIG_TABLE(FAMILY_PLACE, ORGANIZATION_CONFIG) ORGANIZATION_CONFIG_SIZE };
enum { CONNECTION_CONFIG_TABLE(FAMILY_PLACE, CONNECTION_CONFIG) CONNECTION_CONFIG_SIZE };
enum { RESOURCE_SERVER_CONFIG_TABLE(FAMILY_PLACE, RESOURCE_SERVER_CONFIG) RESOURCE_SERVER_CONFIG_SIZE };
enum { CLIENT_GRANT_CONFIG_TABLE(FAMILY_PLACE, CLIENT_GRANT_CONFIG) CLIENT_GRANT_CONFIG_SIZE };
enum { MY_ACCOUNT_TABLE(FAMILY_PLACE, MY_ACCOUNT) MY_ACCOUNT_SIZE };
enum { CONNECT_TABLE(FAMILY_PLACE, CONNECT) CONNECT_SIZE };
enum { COMPLETE_TABLE(FAMILY_PLACE, COMPLETE) COMPLETE_SIZE };
enum { MANAGE_TABLE(FAMILY_PLACE, MANAGE) MANAGE_SIZE };
enum { SELECT_TABLE(FAMILY_PLACE, SELECT) SELECT_SIZE };
enum { REFRESH_EXCHANGE_TABLE(FAMILY_PLACE, REFRESH_EXCHANGE) REFRESH_EXCHANGE_SIZE };
enum { ACCESS_EXCHANGE_TABLE(FAMILY_PLACE, ACCESS_EXCHANGE) ACCESS_EXCHANGE_SIZE };
enum { WORKER_EXCHANGE_TABLE(FAMILY_PLACE, WORKER_EXCHANGE) WORKER_EXCHANGE_SIZE };
#define FAMILY_UNMET(prefix, rule, reason, unmet) | unmet_if(prefix##_##reason, (unmet))

/* The bits of `unmet`. */
#define PLACES 64

/* The condition's bit when it is unmet. */
static inline uint64_t unmet_if(unsigned place, bool unmet)
{
    return (uint64_t)unmet << place;
}

/* Place of the lowest bit set; 63 when none is. */
static inline unsigned lowest_place(uint64_t mask)
{
#if defined(__GNUC__)
    return (unsigned)__builtin_ctzll(mask | UINT64_C(1) << 63);
#else
    unsigned place = 0;

    while (place < 63 && (mask >> place & 1) == 0)
        place++;
    return place;
#endif
}

/*
 * DENY with the first unmet condition as reason, or ALLOW when there is none; no branch on which.
 * `conditions`: the family's reasons, PLACES of them, the unused ones zero.
 */
static inline struct orgpol_decision decision_of(enum orgpol_family family, const uint16_t *conditions,
                                                 uint64_t unmet, uint32_t obligations)
{
    const unsigned denied = unmet != 0;

    return (struct orgpol_decision){
        .effect = (uint8_t)(ORGPOL_EFFECT_ALLOW - denied),
        .family = (uint8_t)family,
        .reason = (uint16_t)(conditions[lowest_place(unmet)] * denied),
        .obligations = obligations,
        .unmet = unmet,
    };
}

struct orgpol_decision orgpol_error(enum orgpol_family family, enum orgpol_reason reason);

/* The reasons of the login family, by place. */
extern const uint16_t orgpol_login_conditions[PLACES];

/* decision_of with the family's conditions. */
struct orgpol_decision orgpol_answer(enum orgpol_family family, uint64_t unmet, uint32_t obligations);

#endif
