/* SPDX-License-Identifier: MIT */
/*
 * The organization prompt once more, read off WIRE section 5 over the attributes of prompt_space.h instead of
 * rows: what the library must answer at a point.
 */
#ifndef ORGPOL_TEST_PROMPT_MODEL_H
#define ORGPOL_TEST_PROMPT_MODEL_H

#include "prompt_space.h"

/* Organizations and connections by number. */
enum { NO_ORG = -1, ORG_A, ORG_B, ORG_C, ORG_UNKNOWN };
enum { NO_CON, CON_DB, CON_ENT, CON_UNKNOWN };

struct expected {
    uint64_t unmet;
    uint32_t must;
    uint32_t advice;
    int mode;
    int organization;
    int candidates[3];
    size_t candidate_count;
    bool personal;
    uint8_t methods;
    int connection;
    int auto_membership;
    bool accepted;
};

/* The place of a reason in the family, as a bit. */
static inline uint64_t one(uint16_t reason)
{
    static uint64_t bits[ORGPOL_REASON_COUNT];

    if (bits[ORGPOL_REASON_UNKNOWN_CLIENT] == 0)
        for (unsigned place = 0; place < orgpol_family_size(ORGPOL_FAMILY_PROMPT); place++)
            bits[orgpol_family_reason(ORGPOL_FAMILY_PROMPT, place)] = UINT64_C(1) << place;
    return bits[reason];
}
#define ONE(name) one(ORGPOL_REASON_##name)

static inline bool is_first(const unsigned char *at)
{
    return at[CLIENT] == 1 || at[CLIENT] == 4;
}

static inline bool is_strict(const unsigned char *at)
{
    return at[CLIENT] == 2 || at[CLIENT] == 4;
}

static inline bool is_permissive(const unsigned char *at)
{
    return at[CLIENT] == 3;
}

static inline uint64_t model_gate(const unsigned char *at, int organization)
{
    uint64_t unmet = 0;

    if (organization == NO_ORG)
        return 0;
    if (is_permissive(at))
        unmet |= ONE(ORG_NOT_FOR_PERMISSIVE);
    if (organization != ORG_A)
        return unmet;
    if (is_first(at) && at[GATE] == 3)
        unmet |= ONE(MEMBER_ACCESS_OFF);
    if (is_first(at) && at[GATE] == 4)
        unmet |= ONE(CLIENT_NOT_LISTED);
    if (is_strict(at) && at[GATE] == 3)
        unmet |= ONE(THIRD_PARTY_MEMBER_ACCESS_OFF);
    if (is_strict(at) && at[GATE] == 1)
        unmet |= ONE(ORG_BLOCKS_THIRD_PARTY);
    return unmet;
}

static inline bool model_enabled(const unsigned char *at, int connection, int organization)
{
    if (connection == CON_DB)
        return organization == ORG_A ? at[A_DB] >= 2 : organization == ORG_B || at[AUTO] != 3;
    return connection == CON_ENT && organization == ORG_A && at[A_ENT] > 0;
}

static inline bool model_domain(const unsigned char *at, int connection)
{
    return connection == CON_DB && at[DOMAIN_LEVEL];
}

static inline bool model_for_client(const unsigned char *at, int connection)
{
    return connection == CON_DB ? at[FOR_CLIENT] : at[ENT] == 1;
}

static inline bool model_active(const unsigned char *at, int connection)
{
    return connection == CON_ENT || at[ACTIVE];
}

static inline uint64_t model_connection(const unsigned char *at, int connection, int organization)
{
    const bool domain = model_domain(at, connection);
    const bool for_client = model_for_client(at, connection);
    uint64_t unmet = 0;

    if (connection == NO_CON || connection == CON_UNKNOWN)
        return ONE(CONNECTION_DISABLED);
    if (!model_active(at, connection))
        unmet |= ONE(CONNECTION_DISABLED);
    if (organization == NO_ORG) {
        if (is_strict(at) && !domain)
            unmet |= ONE(NO_DOMAIN_LEVEL_CONNECTION);
        if (is_first(at) && !for_client)
            unmet |= ONE(CONNECTION_NOT_ENABLED_FOR_CLIENT);
        if (is_permissive(at) && !for_client && !domain)
            unmet |= ONE(CONNECTION_NOT_FOR_PERMISSIVE);
        return unmet;
    }
    if (is_strict(at) && !domain)
        unmet |= ONE(CONNECTION_NOT_DOMAIN_LEVEL);
    if (is_first(at) && !for_client && at[OPTION] == 3)
        unmet |= ONE(APP_CONNECTION_REQUIRED);
    if (organization != ORG_UNKNOWN && !model_enabled(at, connection, organization)) {
        const bool any = organization != ORG_A || at[A_DB] >= 2 || at[A_ENT];

        unmet |= any ? ONE(CONNECTION_NOT_ENABLED_FOR_ORG) : ONE(ORG_HAS_NO_CONNECTIONS);
    }
    return unmet;
}

/* The connection of the session, or named or used. */
static inline int model_used(const unsigned char *at)
{
    if (at[WHO] >= 2)
        return at[WHO] == 3 ? CON_UNKNOWN : CON_DB;
    return at[CONNECTION] == 0 ? NO_CON : at[CONNECTION] == 1 ? CON_DB : CON_UNKNOWN;
}

static inline int session_organization(const unsigned char *at)
{
    return at[WHO] == 5 || at[WHO] == 8 ? ORG_A : at[WHO] == 6 ? ORG_B : NO_ORG;
}

static inline bool model_mismatch(const unsigned char *at, int organization)
{
    return (at[WHO] == 5 || at[WHO] == 6) && session_organization(at) != organization;
}

static inline bool model_known(const unsigned char *at, int organization)
{
    if (at[WHO] < 2)
        return at[WHO] == 1;
    return at[WORDS] < 2 && model_connection(at, model_used(at), organization) == 0 &&
           !model_mismatch(at, organization);
}

static inline bool model_is_member(const unsigned char *at, int organization, bool by_membership)
{
    return organization == ORG_A ? by_membership || at[MEMBER] : organization == ORG_B;
}

/* Where a login goes that names no connection, and what is unmet if it can go nowhere. */
static inline int model_route(const unsigned char *at, int organization, bool login_prompt, uint64_t *unmet)
{
    bool usable[3];
    bool meets = false;
    bool any = false;
    bool active = false;
    bool fits = false; /* all but that it may be inactive */

    for (int c = CON_DB; c <= CON_ENT; c++) {
        const bool enabled = organization == NO_ORG || model_enabled(at, c, organization);
        const bool own = (!is_strict(at) || model_domain(at, c)) &&
                         (!(is_first(at) || is_permissive(at)) || model_for_client(at, c));

        usable[c] = enabled && own;
        any |= enabled;
        active |= enabled && model_active(at, c);
        fits |= enabled && (!is_strict(at) || model_domain(at, c)) &&
                (organization != NO_ORG || is_strict(at) || model_for_client(at, c) ||
                 (is_permissive(at) && model_domain(at, c))) &&
                (organization != NO_ORG || !is_first(at) || model_for_client(at, c));
        meets |= enabled && (model_connection(at, c, organization) & ~ONE(APP_CONNECTION_REQUIRED)) == 0;
    }
    if (organization == ORG_A && any && at[A_DB] < 2 && at[A_ENT] == 1)
        *unmet |= ONE(NO_VISIBLE_CONNECTION);
    if (at[TYPED] == 1 && at[ENT] != 2 &&
        (usable[CON_ENT] || (login_prompt && !is_strict(at) && organization == NO_ORG)))
        return CON_ENT;
    if (at[DIRECTORY] && login_prompt) {
        const int c = at[DIRECTORY] == 1 ? CON_DB : at[DIRECTORY] == 2 ? CON_ENT : CON_UNKNOWN;

        if (c == CON_UNKNOWN || !model_active(at, c))
            *unmet |= ONE(CONNECTION_DISABLED);
        if (c != CON_UNKNOWN && is_strict(at) && !model_domain(at, c))
            *unmet |= ONE(NO_DOMAIN_LEVEL_CONNECTION);
        return c;
    }
    if (at[DIRECTORY] == 1 && usable[CON_DB]) {
        if (!at[ACTIVE])
            *unmet |= ONE(CONNECTION_DISABLED);
        return CON_DB;
    }
    if (!meets && fits)
        *unmet |= ONE(CONNECTION_DISABLED); /* it is only inactive */
    else if (!meets && organization != NO_ORG)
        *unmet |= !any     ? ONE(ORG_HAS_NO_CONNECTIONS)
                  : active ? ONE(CONNECTION_NOT_DOMAIN_LEVEL)
                           : ONE(CONNECTION_NOT_DOMAIN_LEVEL) | ONE(CONNECTION_DISABLED);
    else if (!meets)
        *unmet |= (is_strict(at) ? ONE(NO_DOMAIN_LEVEL_CONNECTION) : 0) |
                  (is_first(at) ? ONE(CONNECTION_NOT_ENABLED_FOR_CLIENT) : 0) |
                  (is_permissive(at) ? ONE(CONNECTION_NOT_FOR_PERMISSIVE) : 0);
    return usable[CON_DB] && at[ACTIVE] ? CON_DB : NO_CON;
}

/* The picker's organizations. */
static inline void model_pick(const unsigned char *at, bool joins_c, struct expected *e)
{
    const int used = model_used(at);
    const bool a = at[MEMBERSHIPS] == 1 || at[MEMBERSHIPS] == 2;
    const bool b = at[MEMBERSHIPS] >= 2;
    const bool here[3] = {a, b, joins_c};

    for (int o = ORG_A; o <= ORG_C; o++) {
        const uint64_t over = used == NO_CON ? 0
                                             : model_connection(at, used, o) & ~ONE(APP_CONNECTION_REQUIRED) &
                                                   (used == CON_DB ? ~ONE(CONNECTION_DISABLED) : UINT64_MAX);

        if (here[o] && (at[OPTION] == 2 || (model_gate(at, o) | over) == 0))
            e->candidates[e->candidate_count++] = o;
    }
}

static inline int mode_number(const unsigned char *at, const struct expected *e, bool pre, bool post,
                              bool known, bool personal, bool selected, size_t matches)
{
    if (at[ORGANIZATION] || at[INVITATION] || selected)
        return ORGPOL_PROMPT_MODE_ORGANIZATION_LOGIN;
    if (personal || !(pre || post))
        return ORGPOL_PROMPT_MODE_NONE;
    if (pre)
        return matches > 1 ? ORGPOL_PROMPT_MODE_ORGANIZATION_SELECTOR
                           : ORGPOL_PROMPT_MODE_ORGANIZATION_PROMPT;
    if (!known)
        return ORGPOL_PROMPT_MODE_LOGIN_PROMPT;
    return e->candidate_count ? ORGPOL_PROMPT_MODE_ORGANIZATION_PICKER : ORGPOL_PROMPT_MODE_NONE;
}

static inline struct expected model_prompt(const unsigned char *at)
{
    struct expected e = {.organization = NO_ORG, .auto_membership = NO_ORG, .mode = 0};
    const bool sent = at[ORGANIZATION] != 0;
    const bool invited = at[INVITATION] != 0;
    const bool by_name = at[ORGANIZATION] >= 3;
    const bool usage_deny = at[USAGE] <= 1;
    const bool usage_allow = at[USAGE] == 2;
    const bool usage_with = at[USAGE] == 2 || at[USAGE] == 3;
    const bool usage_without = at[USAGE] <= 2;
    const bool open = !sent && !invited && !usage_deny;
    const bool pre = open && at[BEHAVIOR] == 2;
    const bool post = open && at[BEHAVIOR] == 3;
    const bool silent = at[WORDS] == 1 || at[WORDS] == 3;
    const int used = model_used(at);
    int org = NO_ORG;
    bool by_membership = false;

    if (at[ORGANIZATION] == 1 || (at[ORGANIZATION] == 3 && at[NAMES]))
        org = ORG_A;
    else if (sent)
        org = ORG_UNKNOWN;

    const bool before = model_known(at, org);
    const bool read = pre || (post && before);
    const bool personal = read && at[CHOICE] == 1;
    const bool chosen = read && at[CHOICE] >= 2;
    const bool discovering = pre && !personal && !chosen && at[TYPED];
    const uint8_t methods = at[METHODS] <= 1   ? ORGPOL_DISCOVERY_EMAIL
                            : at[METHODS] == 2 ? ORGPOL_DISCOVERY_ORGANIZATION_NAME
                                               : 0;
    const bool kind = at[TYPED] == 1 ? (methods & ORGPOL_DISCOVERY_EMAIL) != 0
                                     : (methods & ORGPOL_DISCOVERY_ORGANIZATION_NAME) != 0;
    const bool joins_c = post && before && at[AUTO] == 1 && used == CON_DB;
    const bool picking = post && before && !personal && !chosen;
    int found[2];
    size_t matches = 0;

    if (discovering && kind) {
        const bool a = at[TYPED] == 1 ? at[MATCHES] == 1 || at[MATCHES] == 2 : at[TYPED] == 2 && at[MATCHES];
        const bool b = at[TYPED] == 1 && at[MATCHES] == 2;

        if (a && (at[OPTION] != 1 || model_gate(at, ORG_A) == 0))
            found[matches++] = ORG_A;
        if (b && (at[OPTION] != 1 || model_gate(at, ORG_B) == 0))
            found[matches++] = ORG_B;
    }
    if (picking)
        model_pick(at, joins_c, &e);

    const size_t picks = e.candidate_count;
    bool selected = chosen;

    if (chosen)
        org = at[CHOICE] == 2 ? ORG_A : ORG_UNKNOWN;
    if (matches == 1) {
        selected = true;
        org = found[0];
    }
    if (picks == 1 && !usage_allow) {
        selected = true;
        org = e.candidates[0];
        by_membership = true;
    }
    e.mode = mode_number(at, &e, pre, post, before, personal, selected, matches);

    const bool page = e.mode == ORGPOL_PROMPT_MODE_ORGANIZATION_PROMPT ||
                      e.mode == ORGPOL_PROMPT_MODE_ORGANIZATION_SELECTOR ||
                      e.mode == ORGPOL_PROMPT_MODE_ORGANIZATION_PICKER;
    const bool found_org = org != NO_ORG && org != ORG_UNKNOWN;
    const int id = found_org ? org : NO_ORG;
    const bool known = model_known(at, org);
    const bool credentials = !known && !page;
    const bool no_membership = picking && picks == 0 && !usage_allow;
    const bool member = found_org && model_is_member(at, org, by_membership && org == ORG_A) && at[WHO];
    int route = NO_CON;

    /* ---- conditions ---- */
    if (at[WORDS] == 3)
        e.unmet |= ONE(PROMPT_NONE_COMBINED);
    if (invited && is_strict(at))
        e.unmet |= ONE(INVITATION_NOT_FOR_STRICT);
    if (by_name && !at[NAMES])
        e.unmet |= ONE(ORGANIZATION_MUST_BE_ID);
    if (at[ORGANIZATION] == 2 || (chosen && at[CHOICE] == 3))
        e.unmet |= ONE(UNKNOWN_ORGANIZATION);
    if (at[ORGANIZATION] == 4 && at[NAMES])
        e.unmet |= ONE(UNKNOWN_ORGANIZATION_NAME);
    if ((sent || selected) && !usage_with)
        e.unmet |= ONE(ORGANIZATION_NOT_ALLOWED);
    if (!usage_without && (personal || (!sent && at[BEHAVIOR] != 2 && at[BEHAVIOR] != 3)))
        e.unmet |= ONE(ORGANIZATION_REQUIRED);
    if (invited && !sent)
        e.unmet |= ONE(INVITATION_WITHOUT_ORGANIZATION);
    if (discovering && !kind)
        e.unmet |= ONE(IDENTIFIER_KIND_NOT_ENABLED);
    if (discovering && kind && matches == 0)
        e.unmet |= at[TYPED] == 1 ? ONE(NO_ORGANIZATION_FOR_EMAIL) : ONE(NO_ORGANIZATION_OF_NAME);
    if (no_membership)
        e.unmet |= ONE(NO_ORGANIZATION_MEMBERSHIP);
    e.unmet |= model_gate(at, org);
    if (!page && !no_membership) {
        if (at[CONNECTION])
            e.unmet |= model_connection(at, at[CONNECTION] == 1 ? CON_DB : CON_UNKNOWN, org);
        else if (credentials && org != ORG_UNKNOWN && (sent || !invited))
            route = model_route(at, org, e.mode == ORGPOL_PROMPT_MODE_LOGIN_PROMPT, &e.unmet);
    }

    /* ---- the invitation ---- */
    const bool ticket =
        invited && sent && found_org && at[INVITATION] != 1 && at[INVITATION] != 5 && at[INVITATION] != 6;

    if (invited && sent && found_org && (!ticket || at[INVITATION] == 3))
        e.unmet |= ONE(INVITATION_NOT_FOUND);
    if (ticket && at[INVITATION] == 4)
        e.unmet |= ONE(INVITATION_EXPIRED);
    if (ticket && known && at[INVITATION] == 7)
        e.unmet |= ONE(INVITATION_OTHER_CONNECTION);
    if (ticket && known && at[INVITATION] >= 8)
        e.unmet |= ONE(INVITATION_EMAIL_MISMATCH);
    e.accepted = ticket && known && at[INVITATION] == 2 && !is_strict(at);

    /* ---- the session and the user ---- */
    const bool assigns = (org == ORG_A && at[A_DB] == 3 && used == CON_DB) ||
                         (org == ORG_C && at[AUTO] != 3 && used == CON_DB);
    /* a row that assigns and is disabled denies by LOGIN-09 already; LOGIN-18 reads the setting alone */
    const bool assigns_at_all = assigns || (org == ORG_A && at[A_DB] == 1 && used == CON_DB);

    if (at[WHO] >= 7 && (page || credentials || at[WHO] == 9 || session_organization(at) != org))
        e.unmet |= ONE(DELEGATED_SESSION_NEEDS_INTERACTION);
    if (silent && at[WHO] < 2)
        e.unmet |= ONE(LOGIN_REQUIRED);
    if (silent && page)
        e.unmet |= ONE(ORGANIZATION_PAGE_NEEDED);
    if (silent && at[WHO] >= 2 && !known)
        e.unmet |= ONE(SESSION_NOT_USABLE);
    if (known && found_org && !member && !assigns_at_all && !e.accepted)
        e.unmet |= ONE(USER_NOT_MEMBER);
    if (known && found_org && !member && (assigns_at_all || e.accepted) && at[FULL] && org != ORG_B)
        e.unmet |= ONE(MEMBER_LIMIT_REACHED);
    if (joins_c && at[FULL])
        e.unmet |= ONE(MEMBER_LIMIT_REACHED);
    if (at[CLIENT] == 0)
        e.unmet = ONE(UNKNOWN_CLIENT);

    /* ---- the answer ---- */
    const uint64_t first = e.unmet & (~e.unmet + 1);
    const bool stays = first == ONE(IDENTIFIER_KIND_NOT_ENABLED) || first == ONE(NO_ORGANIZATION_FOR_EMAIL) ||
                       first == ONE(NO_ORGANIZATION_OF_NAME);
    const bool joins = known && found_org && !member && assigns && !e.accepted;

    if (first && stays)
        e.must = ORGPOL_MUST_SHOW_PROMPT_ERROR;
    else if (first)
        e.must = (at[CLIENT] == 0 || (is_strict(at) && at[MODE] == 0) ? ORGPOL_MUST_SHOW_ERROR_PAGE : 0) |
                 (e.unmet & ONE(INVITATION_EMAIL_MISMATCH) ? ORGPOL_MUST_CONSUME_INVITATION : 0);
    else
        e.must =
            (e.accepted || joins || joins_c ? ORGPOL_MUST_ADD_MEMBER : 0) |
            (e.accepted ? ORGPOL_MUST_ASSIGN_ROLES | ORGPOL_MUST_VERIFY_EMAIL | ORGPOL_MUST_CONSUME_INVITATION
                        : 0) |
            (credentials && model_mismatch(at, org) ? ORGPOL_MUST_REJECT_SESSION_TRANSFER_TOKEN : 0) |
            (credentials ? ORGPOL_MUST_AUTHENTICATE : 0) | (page ? ORGPOL_MUST_SHOW_ORGANIZATION_PROMPT : 0);
    e.advice = at[CLIENT] >= 2 && org == NO_ORG && at[BEHAVIOR] != 2 && at[BEHAVIOR] != 3
                   ? ORGPOL_ADVICE_NO_PROMPT_UNRELIABLE
                   : 0;
    if (first && !stays)
        e.mode = 0;
    if (e.mode == ORGPOL_PROMPT_MODE_ORGANIZATION_SELECTOR) {
        e.candidate_count = matches;
        memcpy(e.candidates, found, sizeof found);
    } else if (e.mode != ORGPOL_PROMPT_MODE_ORGANIZATION_PICKER) {
        e.candidate_count = 0;
    }
    e.personal = e.mode && page && usage_allow;
    e.methods = e.mode == ORGPOL_PROMPT_MODE_ORGANIZATION_PROMPT ? methods : 0;
    if (first == 0) {
        e.organization = id;
        e.connection = known ? used : !credentials ? NO_CON : at[CONNECTION] ? CON_DB : route;
        e.auto_membership = joins ? org : joins_c ? ORG_C : NO_ORG;
    } else {
        e.accepted = false;
    }
    return e;
}

#endif
