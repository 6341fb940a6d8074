/* SPDX-License-Identifier: MIT */
/* An array of accounts whose structs may be of another size than ours, but are all of one. Private. */
#ifndef ORGPOL_CORE_ACCOUNTS_H
#define ORGPOL_CORE_ACCOUNTS_H

#include <stddef.h>

#include "orgpol/decision.h"
#include "orgpol/vault.h"

struct account_list {
    const struct orgpol_connected_account *accounts;
    size_t count;
    size_t size; /* struct_size of every account; 0: there is none */
};

struct account_list orgpol_account_list(const struct orgpol_connected_account *accounts, size_t count);

/* The accounts are there, are of one size, and can be read. The error, or ORGPOL_REASON_NONE. */
enum orgpol_reason orgpol_account_list_error(const struct account_list *list);

/* One of them as the caller has it. */
const struct orgpol_connected_account *orgpol_account_given(const struct account_list *list, size_t place);

/* The caller's account as a struct of our size: itself, or `copy`. NULL: one without anything. */
const struct orgpol_connected_account *orgpol_account_read(const struct orgpol_connected_account *given,
                                                           struct orgpol_connected_account *copy);

#endif
