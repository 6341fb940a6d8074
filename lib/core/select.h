/* SPDX-License-Identifier: MIT */
/* The selection of an account, for the exchanges too. Private. */
#ifndef ORGPOL_CORE_SELECT_H
#define ORGPOL_CORE_SELECT_H

#include "accounts.h"
#include "orgpol/select.h"
#include "vault.h"

struct account_rows {
    const struct orgpol_account_request *request;
    const struct orgpol_user *user;
    const struct orgpol_options *options;
    struct account_list accounts;
    bool has_user;
};

struct account_copies {
    struct orgpol_account_request request;
    struct orgpol_user user;
    struct orgpol_options options;
};

/* Fills `rows` and checks that they can be read and belong together. The error, or ORGPOL_REASON_NONE. */
enum orgpol_reason orgpol_read_account_request(const struct orgpol_account_request *request,
                                               struct account_rows *rows, struct account_copies *copies);

/* VAULT-14: the user is there, and is not blocked, unless the option lets blocked ones be. */
bool orgpol_is_user_usable(const struct account_rows *rows);

/* SEL-13: a hint was sent, and is empty; by the option that is the same as none. */
static inline bool is_hint_empty(struct orgpol_str hint, const struct orgpol_options *options)
{
    return text_given(hint) && text_absent(hint) &&
           options->empty_login_hint != ORGPOL_EMPTY_LOGIN_HINT_ABSENT;
}

/* At most one of the four is true; `account` is set when none is. */
struct chosen_account {
    const struct orgpol_connected_account *account; /* the caller's, perhaps of another size: read_row */
    bool none;                                      /* SEL-04 */
    bool other_organization;                        /* ORG-10 */
    bool no_hinted;                                 /* SEL-06 */
    bool several;                                   /* SEL-10 */
};

/* Whose is it? The user's own, or, by the option, a linked profile's (SEL-14, LINK-05). */
bool orgpol_is_account_own(const struct account_rows *rows, const struct orgpol_connected_account *account);

/* SEL-01 to -12, ORG-10 to -12. An empty hint counts as none. For a user who is there. */
struct chosen_account orgpol_choose_account(const struct account_rows *rows);

/* CACHE-03: connecting an account again would help against this reason. */
bool orgpol_helps_to_reconnect(uint16_t reason);

#endif
