/* SPDX-License-Identifier: MIT */
/* How a family turns its unmet conditions into a decision. Private. */
#ifndef ORGPOL_CORE_DECISION_H
#define ORGPOL_CORE_DECISION_H

#include <stdbool.h>

#include "login_table.h"
#include "orgpol/decision.h"

/* Places of the conditions in their families, LOGIN_UNKNOWN_CLIENT and so on. */
#define LOGIN_PLACE(x, rule, reason, transactions, classes, presence, unmet) LOGIN_##reason,
enum { LOGIN_TABLE(LOGIN_PLACE, 0) LOGIN_SIZE };
enum {
#define SESSION(constant) SESSION_##constant,
#include "families.def"
    SESSION_SIZE
};
enum {
#define CONNECTION_OFFER(constant) CONNECTION_OFFER_##constant,
#include "families.def"
    CONNECTION_OFFER_SIZE
};

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

struct orgpol_decision orgpol_error(enum orgpol_family family, enum orgpol_reason reason);

/* DENY with the first unmet condition as reason, or ALLOW when there is none; no branch on which. */
struct orgpol_decision orgpol_answer(enum orgpol_family family, uint64_t unmet, uint32_t obligations);

#endif
