/* SPDX-License-Identifier: MIT */
/*
 * May this request end the Connected Accounts flow, and which account comes of it? Rules COMPLETE-01..22,
 * ORG-04 and ORG-13.
 */
#ifndef ORGPOL_COMPLETE_H
#define ORGPOL_COMPLETE_H

#include "orgpol/vault.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The request's body, a closed object (COMPLETE-04). A text is absent when it was not sent, or was no text.
 */
struct orgpol_complete_body {
    uint32_t struct_size;
    uint8_t has_unknown_member; /* there is a member not listed here, or a listed one that is no text */
    uint8_t reserved;
    uint16_t reserved2;
    struct orgpol_str auth_session;  /* required, up to 64 characters */
    struct orgpol_str connect_code;  /* required, up to 46 */
    struct orgpol_str redirect_uri;  /* required, up to 2048 */
    struct orgpol_str code_verifier; /* 43 to 128 */
};
#define ORGPOL_COMPLETE_BODY_INIT                                                                 \
    {                                                                                             \
        (uint32_t)sizeof(struct orgpol_complete_body), 0, 0, 0, ORGPOL_STR_NONE, ORGPOL_STR_NONE, \
            ORGPOL_STR_NONE, ORGPOL_STR_NONE                                                      \
    }

/* What the server stored when the flow was started (connect.h), and what has happened to it since. */
struct orgpol_connect_transaction {
    uint32_t struct_size;
    uint8_t is_dpop_bound;     /* the token that started was bound to a key */
    uint8_t connect_code_used; /* enum orgpol_setting; only OFF says that it was not */
    uint16_t reserved;
    struct orgpol_str auth_session;
    struct orgpol_str user_id;
    struct orgpol_str client_id;
    struct orgpol_str connection; /* name */
    struct orgpol_str redirect_uri;
    struct orgpol_str code_challenge; /* S256; absent: none was sent */
    struct orgpol_str connect_code;
    struct orgpol_str org_id;             /* organization of the session that started; absent: none */
    struct orgpol_time ticket_expires_at; /* absent: over */
};
#define ORGPOL_CONNECT_TRANSACTION_INIT                                                                 \
    {                                                                                                   \
        (uint32_t)sizeof(struct orgpol_connect_transaction), 0, 0, 0, ORGPOL_STR_NONE, ORGPOL_STR_NONE, \
            ORGPOL_STR_NONE, ORGPOL_STR_NONE, ORGPOL_STR_NONE, ORGPOL_STR_NONE, ORGPOL_STR_NONE,        \
            ORGPOL_STR_NONE, ORGPOL_TIME_NONE                                                           \
    }

/* What the provider answered. Scopes and end are for the caller to store; no condition reads them. */
struct orgpol_provider_account {
    uint32_t struct_size;
    uint8_t is_refresh_token_issued;
    uint8_t reserved;
    uint16_t reserved2;
    struct orgpol_str idp_user_id;   /* the user's id at the provider; absent or empty: unknown */
    const struct orgpol_str *scopes; /* what the user granted (COMPLETE-17) */
    size_t scope_count;
    struct orgpol_time expires_at; /* end of the refresh token; absent: none known */
};
#define ORGPOL_PROVIDER_ACCOUNT_INIT                                                         \
    {                                                                                        \
        (uint32_t)sizeof(struct orgpol_provider_account), 0, 0, 0, ORGPOL_STR_NONE, NULL, 0, \
            ORGPOL_TIME_NONE                                                                 \
    }

/* The question. */
struct orgpol_complete_request {
    uint32_t struct_size;
    uint8_t is_same_device; /* the request comes from the device that started the flow (COMPLETE-06) */
    uint8_t reserved;
    uint16_t reserved2;
    const struct orgpol_my_account_caller *caller;
    struct orgpol_str content_type; /* absent: application/json */
    const struct orgpol_complete_body *body;
    const struct orgpol_connect_transaction *transaction;   /* NULL: the auth_session is unknown */
    const struct orgpol_provider_account *provider_account; /* NULL: nothing is known of it */
    const struct orgpol_connection *connection;         /* row of transaction->connection; NULL: unknown */
    const struct orgpol_enabled_client *enabled_client; /* of that connection and token->azp; NULL: none */
    const struct orgpol_connected_account *accounts;    /* the entries of the user's profile, in its order */
    size_t account_count;
};
#define ORGPOL_COMPLETE_REQUEST_INIT                                                                        \
    {                                                                                                       \
        (uint32_t)sizeof(struct orgpol_complete_request), 0, 0, 0, NULL, ORGPOL_STR_NONE, NULL, NULL, NULL, \
            NULL, NULL, NULL, 0                                                                             \
    }

/* What goes with the decision. Strings point into what was passed in. */
struct orgpol_complete_result {
    uint32_t struct_size;
    uint32_t advice;      /* mask of enum orgpol_advice: NO_REFRESH_TOKEN */
    uint16_t http_status; /* ALLOW: 201; DENY: the problem's; ERROR: 0 */
    uint16_t reserved;
    uint32_t reserved2;
    const struct orgpol_problem_entry *problem;      /* DENY: what to answer; else NULL */
    const struct orgpol_connected_account *replaced; /* ALLOW: one of `accounts`; NULL: a new one is added */
    struct orgpol_str user_id;                       /* ALLOW: the owner, always the user (ORG-04) */
    struct orgpol_str connection;                    /* ALLOW: name */
    struct orgpol_str org_id;                        /* ALLOW: the tag (ORG-13); absent: none */
};
#define ORGPOL_COMPLETE_RESULT_INIT                                                               \
    {                                                                                             \
        (uint32_t)sizeof(struct orgpol_complete_result), 0, 0, 0, 0, NULL, NULL, ORGPOL_STR_NONE, \
            ORGPOL_STR_NONE, ORGPOL_STR_NONE                                                      \
    }

/*
 * May the request end the flow?
 *
 * `request`: the question; it, its caller and its body are required. `result`: may be NULL when only the
 * decision is wanted.
 *
 * ALLOW, or DENY with any of:
 *   API_NOT_ACTIVE                   (MYA-01)
 *   COMPLETION_TOKEN_INVALID         none, not valid, over, or for no My Account API (COMPLETE-01)
 *   WRONG_DOMAIN, MACHINE_TOKEN      (MYA-12, MYA-04)
 *   TOKEN_OTHER_USER                 of no user, or not of caller->user_id (CONNECT-02)
 *   CLIENT_THIRD_PARTY               or unknown (MYA-07)
 *   COMPLETION_SCOPE_MISSING         create:me:connected_accounts (COMPLETE-02)
 *   COMPLETION_CONTENT_TYPE_NOT_JSON (COMPLETE-03)
 *   COMPLETION_BODY_INVALID          a text is missing, empty or too long, or a member is none of the four's;
 *                                    lengths are in code points (COMPLETE-04)
 *   AUTH_SESSION_INVALID             no transaction, one of another auth_session or without any, or of
 *                                    another user than the token's (COMPLETE-05)
 *   OTHER_DEVICE                     (COMPLETE-06)
 *   COMPLETION_PROOF_INVALID         a refused proof; token or transaction are bound and there is no valid
 *                                    one; the API requires bound tokens and this one is not (COMPLETE-07,
 *                                    MYA-17)
 *   CONNECT_CODE_INVALID             another code than the transaction's, or used (COMPLETE-08)
 *   CODE_VERIFIER_INVALID            the transaction has a code_challenge, and the verifier is missing or not
 *                                    43 to 128 unreserved characters whose SHA-256 it is (COMPLETE-09)
 *   CODE_VERIFIER_UNEXPECTED         the transaction has none, and a verifier was sent; not under the option
 *                                    verifier_without_challenge (COMPLETE-10)
 *   REDIRECT_URI_CHANGED             not the transaction's, byte by byte (COMPLETE-11)
 *   SESSION_EXPIRED                  now is at or past ticket_expires_at, or that is absent (COMPLETE-12,
 *                                    CONNECT-23)
 *   OTHER_CLIENT                     not the one that started; not under complete_client (COMPLETE-13)
 *   COMPLETION_ORGANIZATION_MISMATCH the transaction has an org_id, which is not the token's; not under
 *                                    complete_organization (COMPLETE-14)
 *   CONNECTION_NOT_AVAILABLE         unknown, of an unsupported strategy, bound by DPoP at the provider, not
 *                                    for connected accounts, or not enabled for the client: not under
 *                                    recheck_connection_off; or the transaction names none (COMPLETE-15)
 *
 * One fault has one reason. What cannot be evaluated because something is missing is not: without a
 * transaction nothing that compares with it, without a token nothing that reads it, without a known client
 * not whether the connection is enabled. A required text of the body that is absent or empty is compared with
 * nothing, since COMPLETION_BODY_INVALID says so. An empty code_verifier was sent, and fits nothing.
 *
 * ERROR with MISSING_INPUT (request, caller or body NULL, now_s 0, or a list NULL that has a count),
 * UNSUPPORTED_INPUT (the struct_size rule, a reserved member, an option or word outside its list, accounts of
 * several sizes), ROW_WITHOUT_ID, ROW_OF_OTHER_CLIENT, ROW_OF_OTHER_USER, ROW_OF_OTHER_RESOURCE_SERVER,
 * TOO_MANY_SCOPES, or ROW_OF_OTHER_CONNECTION (`connection` is not the one that the transaction names, as it
 * is when there is no transaction; or enabled_client is of another one).
 *
 * Obligations of an ALLOW, in this order: MUST_CONSUME_CONNECT_CODE; MUST_ADD_CONNECTED_ACCOUNT, or
 * MUST_UPDATE_CONNECTED_ACCOUNT where `replaced` is set, whose scopes and tokens are replaced, not added to
 * (COMPLETE-18); MUST_STORE_TOKENS. The replaced account keeps its tag, unless this flow gives it one
 * (ORG-13). Replaced is the first account of the user's own with this connection and
 * idp_user_id; another owner's never is, and an account without an idp_user_id is always a new one
 * (COMPLETE-19). A DENY with MUST_CONSUME_CONNECT_CODE spends the code: when everything up to
 * AUTH_SESSION_INVALID is met, unless under the option failed_complete (COMPLETE-21).
 *
 * Advice NO_REFRESH_TOKEN on an ALLOW where the provider issued none (COMPLETE-20). Whether somebody else has
 * connected the same external account is not read (COMPLETE-22).
 *
 * `problem` is that of orgpol_problem_info; under the option used_code one of status 409 when the reason is
 * CONNECT_CODE_INVALID and the code is the transaction's, but was used.
 *
 * Cost: no allocation; one pass over the accounts; one SHA-256 of at most 128 bytes. auth_session,
 * connect_code and challenge are compared in the same time wherever they differ. Source: rulebook 2.5.
 */
ORGPOL_API struct orgpol_decision orgpol_can_complete_account(const struct orgpol_complete_request *request,
                                                              struct orgpol_complete_result *result);

#ifdef __cplusplus
}
#endif

#endif
