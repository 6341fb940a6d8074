/* SPDX-License-Identifier: MIT */
/*
 * Who may list and delete connected accounts, and list the connections there are to connect? Rules
 * MGE-01..20.
 */
#ifndef ORGPOL_MANAGE_H
#define ORGPOL_MANAGE_H

#include "orgpol/vault.h"

#ifdef __cplusplus
extern "C" {
#endif

enum orgpol_manage_operation {
    ORGPOL_MANAGE_OPERATION_UNSET = 0, /* an error: say which */
    ORGPOL_MANAGE_OPERATION_LIST = 1,
    ORGPOL_MANAGE_OPERATION_DELETE = 2,
    ORGPOL_MANAGE_OPERATION_LIST_CONNECTIONS = 3 /* those the user may connect, connected or not (MGE-10) */
};

enum orgpol_manage_api {
    ORGPOL_MANAGE_API_UNSET = 0,      /* my_account */
    ORGPOL_MANAGE_API_MY_ACCOUNT = 1, /* users manage their own accounts */
    ORGPOL_MANAGE_API_MANAGEMENT = 2  /* administrators list those of any user, and can do no more (MGE-12) */
};

/* The most accounts on one page of either API (MGE-04). */
#define ORGPOL_MANAGE_TAKE_MAX 20
#define ORGPOL_MANAGE_TAKE_MAX_MANAGEMENT 100

/* The most names in the filter, and the most characters (code points) of one (MGE-03). */
#define ORGPOL_MANAGE_FILTER_MAX 20
#define ORGPOL_CONNECTION_NAME_MAX 128

/*
 * The question. The caller's user_id is whom the caller takes the token for, its `user` the row of token.sub.
 * For the Management API the caller's client, user and resource_server are not read: its tokens need no user.
 */
struct orgpol_manage_request {
    uint32_t struct_size;
    uint8_t operation;           /* enum orgpol_manage_operation; required */
    uint8_t api;                 /* enum orgpol_manage_api */
    uint8_t is_filter_malformed; /* query.connection was sent, and is no text, no list of texts, or an empty
                                    list (MGE-03) */
    uint8_t is_take_malformed;   /* query.take was sent, and is no whole number that `take` holds (MGE-04) */
    uint8_t is_from_malformed;   /* query.from was sent, and is no text (MGE-04) */
    uint8_t has_take;            /* query.take was sent */
    uint16_t reserved;
    uint32_t take;
    const struct orgpol_my_account_caller *caller; /* required */
    struct orgpol_str user_id;                     /* whose accounts or connections: both lists */
    const struct orgpol_user *user;                /* row of user_id, for the Management API; NULL: unknown */
    struct orgpol_str account_id;                  /* as sent: delete */
    const struct orgpol_connected_account
        *account; /* of that id in the profile of token.sub: delete; NULL: there is none */
    const struct orgpol_connection *connection; /* row of account.connection: delete, MGE-16; NULL: unknown */
    const struct orgpol_str *connection_names;  /* query.connection; none: every connection */
    size_t connection_name_count;
    const struct orgpol_str *linked_user_ids; /* of profiles that were linked into the user's (LINK-01) */
    size_t linked_user_id_count;
};
#define ORGPOL_MANAGE_REQUEST_INIT                                                                           \
    {                                                                                                        \
        (uint32_t)sizeof(struct orgpol_manage_request), 0, 0, 0, 0, 0, 0, 0, 0, NULL, ORGPOL_STR_NONE, NULL, \
            ORGPOL_STR_NONE, NULL, NULL, NULL, 0, NULL, 0                                                    \
    }

/* What goes with the decision. */
struct orgpol_manage_result {
    uint32_t struct_size;
    uint16_t
        http_status;     /* of the answer: 200 for lists, 204 for delete, on DENY the problem's; 0 on ERROR */
    uint8_t has_problem; /* DENY: the body is orgpol_problem_info(reason); 0: no body (MGE-06) */
    uint8_t reserved;
};
#define ORGPOL_MANAGE_RESULT_INIT                              \
    {                                                          \
        (uint32_t)sizeof(struct orgpol_manage_result), 0, 0, 0 \
    }

/*
 * May the caller do this to the user's connected accounts?
 *
 * `request`: the question; NULL is an error. `result`: may be NULL when only the decision is wanted.
 *
 * ALLOW, or DENY with any of, on the My Account API:
 *   API_NOT_ACTIVE                     (MYA-01)
 *   LIST_TOKEN_INVALID, DELETE_TOKEN_INVALID, CONNECTIONS_TOKEN_INVALID
 *                                      by operation: none, not valid, over, or for no My Account API. Without
 *                                      a token nothing is said of what it lacks (MGE-01, -05, -09)
 *   WRONG_DOMAIN, MACHINE_TOKEN        (MYA-12, MYA-04)
 *   CALLER_NOT_USER                    its sub is no user, or not the one that the caller says (MGE-17)
 *   CLIENT_THIRD_PARTY, PROOF_INVALID  (MYA-07, MYA-17)
 *   LIST_SCOPE_MISSING, DELETE_SCOPE_MISSING, CONNECTIONS_SCOPE_MISSING
 *                                      by operation: read:me:connected_accounts for both lists,
 *                                      delete:me:connected_accounts (MGE-01, -05, -09, -15)
 *   ACCOUNT_ID_MALFORMED               delete: not cac_ and ASCII letters or digits (MGE-05)
 *   OTHER_USER                         lists: user_id is not the token's sub (MGE-02, -14); not evaluated
 *                                      for a token without one
 *   ACCOUNT_NOT_OWN                    delete: no account of this id is the user's own, by the option
 *                                      link_carries_accounts a linked profile's (MGE-06, LINK-05); not
 *                                      evaluated for a malformed id or a sub that is no user
 *   PURPOSE_OFF                        delete of an own account, under the option manage_when_purpose_off:
 *                                      connected accounts are off for its connection, or it is unknown
 *                                      (MGE-16)
 * on the Management API:
 *   OPERATION_NOT_AVAILABLE            anything but list (MGE-12)
 *   MANAGEMENT_TOKEN_INVALID           none, not valid, over, not for https://{domain}/api/v2/, or with a
 *                                      DPoP proof that is refused, or bound and without one (MGE-11)
 *   MANAGEMENT_SCOPE_MISSING           not read:users; not evaluated without a token (MGE-11)
 *   MANAGEMENT_USER_NOT_FOUND          lists: `user` is NULL (MGE-11)
 * and for the lists of both:
 *   CONNECTION_FILTER_INVALID          not one name or 1 to 20, of up to 128 characters each (MGE-03)
 *   PAGING_INVALID                     take is not 1 to 20, on the Management API 100; from is no text
 *                                      (MGE-04)
 *
 * ERROR with MISSING_INPUT (request or caller NULL, now_s 0, or a list NULL that has a count),
 * UNSUPPORTED_INPUT (the struct_size rule, a reserved member, a word or option outside its list, an `account`
 * of another id than account_id), ROW_WITHOUT_ID, ROW_OF_OTHER_CLIENT, ROW_OF_OTHER_USER,
 * ROW_OF_OTHER_RESOURCE_SERVER, ROW_OF_OTHER_CONNECTION (`connection` is not the account's), TOO_MANY_SCOPES.
 *
 * Obligations of an allowed delete: MUST_DELETE_TOKENS, MUST_DELETE_CONNECTED_ACCOUNT. Nothing is revoked at
 * the provider (MGE-08). A delete of an account that is not the user's changes nothing and is denied, also
 * where the option foreign_delete answers it with 204 and no body.
 *
 * Which accounts an allowed list has, orgpol_is_account_listed says; which connections an allowed list of
 * connections has, orgpol_is_connection_available (connect.h) for the client of token.azp. Pages are cut by
 * the caller.
 *
 * Cost: no allocation; one pass over the token's audiences and scopes, the filter and the linked profiles.
 * Source: rulebook 2.13, 2.14.
 */
ORGPOL_API struct orgpol_decision
orgpol_can_manage_connected_accounts(const struct orgpol_manage_request *request,
                                     struct orgpol_manage_result *result);

/*
 * Does the account belong in the list? 1, or 0; also 0 for a request that is not an allowed list, which the
 * function decides once more.
 *
 * `request`: that of the decision. `account`: one from the profile of the user whose accounts are listed;
 * NULL is 0. `connection`: the row of account.connection, read under the option manage_when_purpose_off only;
 * NULL: unknown.
 *
 * Listed are the user's own accounts (MGE-02, LINK-05) that the filter names (MGE-03; a name nobody has gives
 * an empty list), under list_all_orgs false and in an organization's session (token.org_id) those of them
 * with no tag or that organization's (MGE-18), and under manage_when_purpose_off those whose connection still
 * has connected accounts on (MGE-16). 0 for rows that cannot be read or do not belong together.
 *
 * Cost: that of the decision. Source: rulebook 2.13.
 */
ORGPOL_API uint8_t orgpol_is_account_listed(const struct orgpol_manage_request *request,
                                            const struct orgpol_connected_account *account,
                                            const struct orgpol_connection *connection);

#ifdef __cplusplus
}
#endif

#endif
