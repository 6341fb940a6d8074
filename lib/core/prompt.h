/* SPDX-License-Identifier: MIT */
/*
 * The organization prompt's question as its parts read it: prompt_parse.c the texts, prompt_rows.c the rows,
 * prompt_discover.c the organizations found and joined, prompt_route.c the connection, prompt_course.c how it
 * goes on; prompt.c decides.
 * Private.
 */
#ifndef ORGPOL_CORE_PROMPT_H
#define ORGPOL_CORE_PROMPT_H

#include <stdbool.h>

#include "decision.h"
#include "login.h"
#include "orgpol/prompt.h"

/* LOGIN-03 to LOGIN-07: may the application be used with the organization at all? */
#define GATE_CONDITIONS                                                                                \
    (LOGIN_BIT(ORG_NOT_FOR_PERMISSIVE) | LOGIN_BIT(MEMBER_ACCESS_OFF) | LOGIN_BIT(CLIENT_NOT_LISTED) | \
     LOGIN_BIT(THIRD_PARTY_MEMBER_ACCESS_OFF) | LOGIN_BIT(ORG_BLOCKS_THIRD_PARTY))

/* What the texts of the request say. */
struct prompt_texts {
    bool sent;                /* an organization */
    bool by_id;               /* PROMPT-01 */
    bool invited;             /* an invitation */
    bool personal;            /* the personal account is chosen */
    bool chosen;              /* an organization is */
    bool typed;               /* an identifier */
    bool email;               /* which is an e-mail address */
    bool silent;              /* prompt=none */
    bool combined;            /* beside another word */
    bool login_wanted;        /* prompt has login */
    struct orgpol_str domain; /* of the e-mail address, as typed */
};

/* The question, read. Rows that are not there point at zeros. */
struct prompt {
    const struct orgpol_prompt_request *request;
    const struct orgpol_session *session;
    const struct orgpol_invitation *invitation;
    const struct orgpol_options *options;
    const struct orgpol_tenant_settings *settings;
    const struct orgpol_client *client;
    const struct orgpol_user *user;
    struct prompt_texts texts;
    unsigned classes;
    const struct orgpol_prompt_connection *used; /* the connection of the session, or just used; or NULL */
    bool is_used_told;                           /* there is one, known or not */
};

/* Room for structs of another size than ours. */
struct prompt_copies {
    struct orgpol_prompt_request request;
    struct orgpol_session session;
    struct orgpol_invitation invitation;
    struct orgpol_options options;
    struct orgpol_tenant_settings settings;
    struct orgpol_client client;
    struct orgpol_user user;
};

/* The organization a login is in: none (id absent), an unknown one (row NULL), or one with its rows. */
struct prompt_place {
    struct orgpol_str id;
    const struct orgpol_prompt_organization *row;
};

/* A caller's organization or connection, of whatever struct size. */
struct organization_view {
    const struct orgpol_prompt_organization *row;
    const struct orgpol_organization *organization;
    const struct orgpol_discovery_domain *domain;
    struct orgpol_prompt_organization row_copy;
    struct orgpol_organization organization_copy;
    struct orgpol_discovery_domain domain_copy;
};
struct connection_view {
    const struct orgpol_prompt_connection *row;
    const struct orgpol_connection *connection;
    const struct orgpol_enabled_connection *enabled;
    struct orgpol_prompt_connection row_copy;
    struct orgpol_connection connection_copy;
    struct orgpol_enabled_connection enabled_copy;
};

/* ---- prompt_parse.c ---- */

void orgpol_prompt_parse(const struct orgpol_prompt_request *request, struct prompt_texts *texts);

/* ---- prompt_rows.c ---- */

/*
 * Fills `in` and checks that all rows can be read and belong together. Returns the error, or
 * ORGPOL_REASON_NONE. `copies` must outlive `in`.
 */
enum orgpol_reason orgpol_prompt_read(const struct orgpol_prompt_request *request, struct prompt *in,
                                      struct prompt_copies *copies);

/*
 * NULL reads as zeros, and so does what cannot be read. False where the rows cannot be read, which is looked
 * at once, before they are viewed again.
 */
bool orgpol_prompt_view_organization(const struct orgpol_prompt_organization *given,
                                     struct organization_view *view);
bool orgpol_prompt_view_connection(const struct orgpol_prompt_connection *given,
                                   struct connection_view *view);

/* Place of an organization row: its id and itself. */
struct prompt_place orgpol_prompt_place_of(const struct orgpol_prompt_organization *row);

/*
 * The unmet conditions of a login in the organization over the connection (NULL: none, or unknown), which
 * need not be one of the organization's.
 */
uint64_t orgpol_prompt_unmet(const struct prompt *in, const struct prompt_place *place,
                             const struct orgpol_prompt_connection *connection, bool is_invitation_accepted);

/* The same for a connection out of the place's own list, which is not searched again. */
uint64_t orgpol_prompt_unmet_listed(const struct prompt *in, const struct prompt_place *place,
                                    const struct orgpol_prompt_connection *connection);

/* LOGIN-19: does the organization make members of those who log in over the connection? */
bool orgpol_prompt_assigns(const struct orgpol_prompt_organization *organization,
                           const struct orgpol_prompt_connection *connection);

/* ---- prompt_discover.c ---- */

/* What the organization prompt takes (PROMPT-16): mask of enum orgpol_discovery_method. */
uint8_t orgpol_prompt_methods(const struct prompt *in);

/*
 * The organizations that the identifier stands for, and those to pick among; `joined` (or NULL) is one the
 * user becomes a member of now. Writes at most `capacity` ids, sets *first (NULL: none), returns how many
 * there are.
 */
size_t orgpol_prompt_matches(const struct prompt *in, struct orgpol_str *ids, size_t capacity,
                             const struct orgpol_prompt_organization **first);
size_t orgpol_prompt_picks(const struct prompt *in, const struct orgpol_prompt_organization *joined,
                           struct orgpol_str *ids, size_t capacity,
                           const struct orgpol_prompt_organization **first);

/* ---- prompt_route.c ---- */

/* Where a login goes that names no connection. */
struct prompt_route {
    struct orgpol_str connection_id; /* absent: the page offers a choice */
    uint64_t unmet;                  /* places of the login family */
    bool hidden;                     /* LOGIN-17 */
};

void orgpol_prompt_route(const struct prompt *in, const struct prompt_place *place, bool login_prompt,
                         struct prompt_route *route);

/* ---- prompt_course.c ---- */

/* How the request goes on, found out step by step. */
struct prompt_course {
    bool pre;                                        /* pre_login_prompt applies */
    bool post;                                       /* post_login_prompt applies */
    bool was_known;                                  /* the user is known before an organization is chosen */
    bool personal;                                   /* the personal account is chosen */
    bool chosen;                                     /* an organization is */
    bool discovering;                                /* the identifier is matched */
    bool kind_enabled;                               /* it is of a kind the prompt takes */
    bool picking;                                    /* the user's organizations are looked at */
    size_t match_count;                              /* organizations found */
    size_t pick_count;                               /* organizations to pick among */
    bool selected;                                   /* an organization is, otherwise than by parameter */
    struct prompt_place place;                       /* the organization the login is in */
    const struct orgpol_prompt_organization *joined; /* PROMPT-26 */
    uint8_t mode;
    bool page;        /* an organization page comes first */
    bool known;       /* the user is, in the organization */
    bool credentials; /* they are needed */
    bool ticket;      /* the invitation is of this organization and client */
    bool other_connection;
    bool other_email;
    bool accepted;       /* the invitation is */
    bool is_auto_member; /* LOGIN-19 */
    uint64_t gate;       /* conditions of the login family: on the organization, */
    uint64_t connection; /* on the connection, */
    uint64_t user;       /* and on the user */
    struct prompt_route route;
};

void orgpol_prompt_course(const struct prompt *in, struct prompt_course *course);

/* LOGIN-32: the session transfer token is of another organization. */
bool orgpol_prompt_is_mismatched(const struct prompt *in, const struct prompt_course *course);

/* PROMPT-36: the invitation has ended. */
bool orgpol_prompt_is_expired(const struct prompt *in);

#endif
