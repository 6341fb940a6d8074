/* SPDX-License-Identifier: MIT */
/*
 * Which organization does this authorization request lead to, and what is shown first: a login page, an
 * organization prompt, a selector, a picker, or nothing?
 *
 * Rules PROMPT-01..46 of the organizations rulebook, with those of LOGIN, ENT, ERR and CONSENT that apply to
 * the organization, the connection and the session it leads to. A server asks again whenever the user has
 * typed, chosen or authenticated, with what it knows by then; every answer is complete by itself.
 */
#ifndef ORGPOL_PROMPT_H
#define ORGPOL_PROMPT_H

#include "orgpol/decision.h"
#include "orgpol/model.h"
#include "orgpol/session.h"

#ifdef __cplusplus
extern "C" {
#endif

enum orgpol_prompt_mode {
    ORGPOL_PROMPT_MODE_UNSET = 0, /* not resolved */
    ORGPOL_PROMPT_MODE_ORGANIZATION_LOGIN = 1,
    ORGPOL_PROMPT_MODE_NONE = 2,                  /* a login without an organization */
    ORGPOL_PROMPT_MODE_ORGANIZATION_PROMPT = 3,   /* the user types an e-mail address or a name */
    ORGPOL_PROMPT_MODE_ORGANIZATION_SELECTOR = 4, /* the user chooses among those found */
    ORGPOL_PROMPT_MODE_LOGIN_PROMPT = 5,          /* the application's login; the picker follows */
    ORGPOL_PROMPT_MODE_ORGANIZATION_PICKER = 6    /* the user chooses among the user's own */
};

/* The picker lists this many organizations, the first ones joined (PROMPT-23). */
#define ORGPOL_PICKER_LIMIT 20

/* The value of `choice` that stands for no organization (PROMPT-19c, -25). */
#define ORGPOL_PERSONAL_ACCOUNT "personal_account"

/* A connection the login may go over, with its rows. */
struct orgpol_prompt_connection {
    uint32_t struct_size;
    uint32_t organization_count;             /* organizations that have it enabled (PROMPT-41) */
    struct orgpol_str name;                  /* absent when another connection has it too (PROMPT-43) */
    const struct orgpol_str *domain_aliases; /* options.domain_aliases (PROMPT-41); any case */
    size_t domain_alias_count;
    const struct orgpol_connection *connection;                 /* must be given */
    const struct orgpol_enabled_client *enabled_client;         /* (connection, client); NULL: none */
    const struct orgpol_enabled_connection *enabled_connection; /* (organization, connection), in the list of
                                                                   an organization; elsewhere NULL */
};
#define ORGPOL_PROMPT_CONNECTION_INIT                                                                    \
    {                                                                                                    \
        (uint32_t)sizeof(struct orgpol_prompt_connection), 0, ORGPOL_STR_NONE, NULL, 0, NULL, NULL, NULL \
    }

/*
 * An organization the request may lead to, with its rows. `connections` are those enabled for it. They need
 * be complete where the user may have to log in there: for the organization sent, the one chosen, the only
 * match, and the only membership; elsewhere the row of the connection used is enough. A connection that is
 * not in the list is not enabled.
 */
struct orgpol_prompt_organization {
    uint32_t struct_size;
    uint32_t member_count; /* members it has; read only when one is to be added (LOGIN-22) */
    uint32_t
        visible_connection_count; /* connections enabled for it that are not both enterprise and hidden */
    uint32_t reserved;
    const struct orgpol_organization *organization;               /* must be given */
    const struct orgpol_organization_client *organization_client; /* (organization, client); NULL: none */
    const struct orgpol_organization_member *member;              /* (organization, user); NULL: none */
    const struct orgpol_discovery_domain *discovery_domain;       /* of a match by e-mail; NULL: none */
    const struct orgpol_prompt_connection *const *connections;
    size_t connection_count;
};
#define ORGPOL_PROMPT_ORGANIZATION_INIT                                                               \
    {                                                                                                 \
        (uint32_t)sizeof(struct orgpol_prompt_organization), 0, 0, 0, NULL, NULL, NULL, NULL, NULL, 0 \
    }

/*
 * The question. Texts are as they came; an empty one is absent (PROMPT-06). Rows are those the server fetched
 * by key for exactly this question; NULL means that there is none.
 *
 * `organization_row` is found by id when `organization` begins with "org_" (PROMPT-01), else by its
 * lower-cased name (PROMPT-03). `connection` is named in the request, or, for a user without session, the one
 * just used; its row is found by id or name. `invitation_row` is found by ticket.
 *
 * `matches` are the organizations `identifier` may stand for: those that have a row for the lower-cased part
 * after its last '@', or, without '@', the one of that lower-cased name. Which of them count is decided here.
 * `memberships` are the user's, in the order joined, each with its `member`. `auto_membership` is read when
 * auto_membership_count is 1 and the user gets to the picker (PROMPT-26). An organization that stands in a
 * list again counts once; do not rely on it beyond the first ORGPOL_PICKER_LIMIT.
 *
 * `connections` are those a login without organization may go over: at least every database and one other
 * active connection that is enabled for the client or domain-level, every enterprise connection that has the
 * e-mail domain of `identifier` among its aliases, and the default directory.
 */
struct orgpol_prompt_request {
    uint32_t struct_size;
    uint8_t response_mode; /* enum orgpol_response_mode; decides only where an error is shown */
    uint8_t reserved;
    uint16_t reserved2;
    uint32_t auto_membership_count; /* organizations that have the connection used (the session's, or the one
                                       just used) enabled with assign_membership_on_login */
    uint32_t reserved3;
    int64_t now_s;                  /* seconds since 1970; required with an invitation */
    struct orgpol_str organization; /* parameter: id or name */
    struct orgpol_str invitation;   /* parameter: ticket id */
    struct orgpol_str identifier;   /* what the user typed: an e-mail address when it has '@', else a name */
    struct orgpol_str choice;       /* id of the organization chosen, or ORGPOL_PERSONAL_ACCOUNT */
    struct orgpol_str connection;   /* id or name */
    struct orgpol_str prompt;       /* parameter: words with spaces between */
    struct orgpol_str user_id;      /* who has logged in; absent: nobody yet */
    const struct orgpol_options *options;                  /* NULL: every default */
    const struct orgpol_tenant_settings *settings;         /* NULL: every default */
    const struct orgpol_client *client;                    /* NULL: unknown client */
    const struct orgpol_user *user;                        /* row of user_id; NULL: no such profile */
    const struct orgpol_session *session;                  /* NULL: none; then the user has just logged in */
    const struct orgpol_invitation *invitation_row;        /* NULL: no such ticket */
    const struct orgpol_prompt_connection *connection_row; /* NULL: unknown connection */
    const struct orgpol_prompt_connection *session_connection;    /* the session's; NULL: unknown */
    const struct orgpol_prompt_organization *organization_row;    /* NULL: unknown organization */
    const struct orgpol_prompt_organization *chosen_organization; /* row of choice; NULL: unknown */
    const struct orgpol_prompt_organization *auto_membership;     /* the only one there is */
    const struct orgpol_prompt_organization *const *matches;
    size_t match_count;
    const struct orgpol_prompt_organization *const *memberships;
    size_t membership_count;
    const struct orgpol_prompt_connection *const *connections;
    size_t connection_count;
};
#define ORGPOL_PROMPT_REQUEST_INIT                                                                           \
    {                                                                                                        \
        (uint32_t)sizeof(struct orgpol_prompt_request), 0, 0, 0, 0, 0, 0, ORGPOL_STR_NONE, ORGPOL_STR_NONE,  \
            ORGPOL_STR_NONE, ORGPOL_STR_NONE, ORGPOL_STR_NONE, ORGPOL_STR_NONE, ORGPOL_STR_NONE, NULL, NULL, \
            NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, NULL, 0, NULL, 0                  \
    }

/*
 * What goes with the decision. Strings and lists are those of the rows that were passed in. On a denial only
 * `advice` and `described_organization` are set, and with MUST_SHOW_PROMPT_ERROR the members that describe
 * the prompt to stay on; on an error only `candidate_count`, with RESULT_TOO_SMALL.
 */
struct orgpol_prompt_result {
    uint32_t struct_size;
    uint32_t advice;                 /* mask of enum orgpol_advice */
    uint8_t mode;                    /* enum orgpol_prompt_mode */
    uint8_t methods;                 /* what the prompt takes: mask of enum orgpol_discovery_method */
    uint8_t offers_personal_account; /* the page has a way on without an organization */
    uint8_t is_invitation_accepted;
    uint32_t reserved;
    size_t candidate_count;               /* organizations of the selector or the picker */
    struct orgpol_str organization_id;    /* the organization selected; absent: none */
    struct orgpol_str connection_id;      /* routed to, or logged in over; absent: the page offers a choice */
    struct orgpol_str auto_membership_id; /* the organization the user joins (LOGIN-19, PROMPT-26) */
    struct orgpol_str described_organization; /* {org_id} of orgpol_describe: as sent, or the id selected */
    const struct orgpol_str *roles;           /* of the invitation accepted */
    size_t role_count;
};
#define ORGPOL_PROMPT_RESULT_INIT                                                            \
    {                                                                                        \
        (uint32_t)sizeof(struct orgpol_prompt_result), 0, 0, 0, 0, 0, 0, 0, ORGPOL_STR_NONE, \
            ORGPOL_STR_NONE, ORGPOL_STR_NONE, ORGPOL_STR_NONE, NULL, 0                       \
    }

/*
 * Resolves the mode, the organization or the candidates, and the connection.
 *
 * `request`: the question; NULL is an error. `result`: may be NULL when only the decision is wanted; then
 * nothing is written. `candidates`: room for `capacity` ids of organizations, for the selector and the
 * picker; may be NULL when capacity is 0. Selectors list matches in the order given, pickers the first
 * ORGPOL_PICKER_LIMIT memberships, so that a capacity of that many and of match_count is always enough.
 *
 * The organization is, first that applies: the one sent (PROMPT-09); the one chosen; the only match; the only
 * membership, unless usage is `allow` (PROMPT-22). `choice` is read with pre_login_prompt, and for a known
 * user with post_login_prompt; `identifier` is matched with pre_login_prompt while nothing is chosen. Known
 * is a user who has just logged in, or whose session is reused (LOGIN-30..32), in the organization selected.
 * The identifier routes to a connection in every mode (PROMPT-41); a domain that two connections claim does
 * not, nor does an inactive connection.
 *
 * Answers ALLOW, with obligations MUST_AUTHENTICATE (who is not known, where no page comes first),
 * MUST_REJECT_SESSION_TRANSFER_TOKEN with it (LOGIN-32), MUST_SHOW_ORGANIZATION_PROMPT (prompt, selector,
 * picker), MUST_ADD_MEMBER (to auto_membership_id, else to the organization selected), and with an accepted
 * invitation MUST_ASSIGN_ROLES (when it has any), MUST_VERIFY_EMAIL and MUST_CONSUME_INVITATION; DENY with
 * any of the conditions of lib/core/prompt_table.h, of which IDENTIFIER_KIND_NOT_ENABLED,
 * NO_ORGANIZATION_FOR_EMAIL and NO_ORGANIZATION_OF_NAME, when first, stay on the prompt
 * (MUST_SHOW_PROMPT_ERROR, no OAuth error: ERR-02), all others have MUST_SHOW_ERROR_PAGE where they must not
 * be redirected, and INVITATION_EMAIL_MISMATCH has MUST_CONSUME_INVITATION (PROMPT-34); or ERROR with
 * MISSING_INPUT (no request, no now_s with an invitation, a list without its array, no auto_membership with a
 * count of 1), UNSUPPORTED_INPUT (the struct_size rule, a reserved member, a word of the request or an option
 * outside its list, a session of nobody), ROW_WITHOUT_ID (a row without its key, an element that is NULL, a
 * membership without `member`), ROW_OF_OTHER_* (a row of another client, organization, connection or user
 * than the texts of the request name), or RESULT_TOO_SMALL. An invitation of another ticket, organization or
 * client is INVITATION_NOT_FOUND. A condition whose row is missing is not evaluated; with an unknown client
 * nothing else is.
 *
 * A user must be the one the session or the login is of, and an identifier proves nothing: discovery only
 * selects (PROMPT-19a), and every organization meets the same conditions however it was selected (LOGIN-27).
 *
 * Cost: no allocation; linear in the rows passed. Source: rulebook 2.1, 2.2, 2.8, 2.9.
 */
ORGPOL_API struct orgpol_decision orgpol_resolve_org_prompt_mode(const struct orgpol_prompt_request *request,
                                                                 struct orgpol_prompt_result *result,
                                                                 struct orgpol_str *candidates,
                                                                 size_t capacity);

#ifdef __cplusplus
}
#endif

#endif
