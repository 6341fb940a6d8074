/* SPDX-License-Identifier: MIT */
/*
 * Before credentials are asked for: may the session the user came with be reused, and is there a connection
 * to offer when the request names none? Rules LOGIN-09, -17, -28 and -30..33.
 */
#ifndef ORGPOL_SESSION_H
#define ORGPOL_SESSION_H

#include "orgpol/login.h"

#ifdef __cplusplus
extern "C" {
#endif

enum orgpol_session_kind {
    ORGPOL_SESSION_UNSET = 0, /* browser */
    ORGPOL_SESSION_BROWSER = 1,
    ORGPOL_SESSION_TRANSFER = 2, /* native to web: begun by a session transfer token */
    ORGPOL_SESSION_DELEGATED = 3 /* acts for a user who is not there: can show nothing */
};

/* The single sign-on session the user came with. */
struct orgpol_session {
    uint32_t struct_size;
    uint8_t kind;                  /* enum orgpol_session_kind */
    uint8_t is_login_prompted;     /* the request's `prompt` has `login`: credentials are wanted anyway */
    uint8_t is_interaction_needed; /* another page waits: MFA, consent, enrolment, a picker */
    uint8_t reserved;
    struct orgpol_str
        organization_id; /* organization of the session or of its transfer token; absent: none */
};
#define ORGPOL_SESSION_INIT                                                  \
    {                                                                        \
        (uint32_t)sizeof(struct orgpol_session), 0, 0, 0, 0, ORGPOL_STR_NONE \
    }

/*
 * May the session stand in for asking for credentials?
 *
 * `login`: the login in question, with the session's connection as `connection` and its rows; NULL is an
 * error, and so are a refresh and Cross App Access, which have no session. `session`: NULL means none.
 *
 * ALLOW: reuse it, then ask orgpol_can_login, which tests membership as after a fresh login (LOGIN-30, -31).
 * DENY: with DELEGATED_SESSION_NEEDS_INTERACTION the request fails; with
 * SESSION_TRANSFER_ORGANIZATION_MISMATCH or SESSION_NOT_USABLE the user must authenticate, or, under
 * prompt=none, gets the reason's error. Obligations say which: MUST_REJECT_SESSION_TRANSFER_TOKEN,
 * MUST_AUTHENTICATE. ERROR as orgpol_can_login. Cost: that of orgpol_can_login.
 */
ORGPOL_API struct orgpol_decision orgpol_can_reuse_session(const struct orgpol_login_request *login,
                                                           const struct orgpol_session *session);

/*
 * The login page of an organization is about to be shown and the request names no connection: is there one to
 * offer? `organization`: NULL means unknown. `visible_connection_count`: of the connections enabled for it,
 * those that are not both enterprise and hidden (show_as_button false).
 *
 * ALLOW, or DENY with UNKNOWN_ORGANIZATION, ORG_HAS_NO_CONNECTIONS, NO_VISIBLE_CONNECTION (LOGIN-17), or
 * ERROR with UNSUPPORTED_INPUT or ROW_WITHOUT_ID. Where the error is shown follows from the client and is not
 * answered here. Cost: constant.
 */
ORGPOL_API struct orgpol_decision orgpol_can_offer_connections(const struct orgpol_organization *organization,
                                                               uint32_t visible_connection_count);

#ifdef __cplusplus
}
#endif

#endif
