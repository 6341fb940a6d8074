/* SPDX-License-Identifier: MIT */
/*
 * Which connected account serves the user? Rules SEL-01..16 and ORG-10..12.
 */
#ifndef ORGPOL_SELECT_H
#define ORGPOL_SELECT_H

#include "orgpol/vault.h"

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Whose accounts are candidates, and which is wanted. The accounts are the entries of the user's profile, in
 * its order. An entry whose user_id is another owner's is no candidate, whatever else fits (SEL-14); under
 * the option link_carries_accounts the owners in linked_user_ids count as the user too (LINK-05).
 */
struct orgpol_account_request {
    uint32_t struct_size;
    uint32_t reserved;
    struct orgpol_str user_id;         /* of the user asked about; required where `user` is given */
    struct orgpol_str connection;      /* name, as sent */
    struct orgpol_str login_hint;      /* as sent; "" was sent too (SEL-13) */
    struct orgpol_str organization_id; /* of the session; absent: none */
    const struct orgpol_user *user;    /* NULL: no such user (VAULT-14) */
    const struct orgpol_connected_account *accounts;
    size_t account_count;
    const struct orgpol_str *linked_user_ids; /* of profiles that were linked into the user's (LINK-01) */
    size_t linked_user_id_count;
    const struct orgpol_options *options; /* NULL: every default */
};
#define ORGPOL_ACCOUNT_REQUEST_INIT                                                           \
    {                                                                                         \
        (uint32_t)sizeof(struct orgpol_account_request), 0, ORGPOL_STR_NONE, ORGPOL_STR_NONE, \
            ORGPOL_STR_NONE, ORGPOL_STR_NONE, NULL, NULL, 0, NULL, 0, NULL                    \
    }

/* What goes with the decision. */
struct orgpol_account_result {
    uint32_t struct_size;
    uint32_t advice;                                /* mask of enum orgpol_advice: RECONNECT_ACCOUNT */
    const struct orgpol_connected_account *account; /* ALLOW: one of `accounts`; else NULL */
};
#define ORGPOL_ACCOUNT_RESULT_INIT                              \
    {                                                           \
        (uint32_t)sizeof(struct orgpol_account_result), 0, NULL \
    }

/*
 * Which of the user's accounts of the connection serves?
 *
 * Candidates are the user's own accounts of the connection (SEL-01, -03), of which those stay that the
 * session's organization may use (ORG-10, ORG-11), and of those the ones that the hint names (SEL-05, -07):
 * never another one than the hint's (SEL-06). Tagged ones go before untagged ones (ORG-12). One must be left
 * (SEL-09, -10); under the option `ambiguous` the newest of several, unless two are of that age. Whether the
 * account's tokens are good, and what its connection is, is not read here: the account is selected first
 * (SEL-16).
 *
 * ALLOW, or DENY with LOGIN_HINT_EMPTY (the hint then counts as not sent for the others),
 * SUBJECT_USER_NOT_FOUND (unknown, or blocked; the accounts of one that is unknown are not evaluated),
 * ACCOUNT_NOT_FOUND, ACCOUNT_OTHER_ORGANIZATION, ACCOUNT_HINT_NOT_FOUND, ACCOUNT_AMBIGUOUS. Of the last four
 * at most one is unmet.
 *
 * The accounts are an array of structs of one size, which every struct_size says; one that says another is
 * UNSUPPORTED_INPUT. ERROR also with MISSING_INPUT (request NULL, or a list NULL that has a count),
 * UNSUPPORTED_INPUT (the struct_size rule, a reserved member, an option outside its list), ROW_WITHOUT_ID (an
 * account without id; a user without user_id), ROW_OF_OTHER_USER (`user` is another than user_id).
 *
 * Cost: no allocation; one pass over the accounts, each held against the linked ids. Source: rulebook 2.11.
 */
ORGPOL_API struct orgpol_decision
orgpol_select_connected_account(const struct orgpol_account_request *request,
                                struct orgpol_account_result *result);

#ifdef __cplusplus
}
#endif

#endif
