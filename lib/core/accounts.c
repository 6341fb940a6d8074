/* SPDX-License-Identifier: MIT */
/* Arrays of accounts as callers have them. */
#include "accounts.h"

#include <string.h>

#include "rows.h"
#include "text.h"

static const struct orgpol_connected_account no_account = ORGPOL_CONNECTED_ACCOUNT_INIT;

struct account_list orgpol_account_list(const struct orgpol_connected_account *accounts, size_t count)
{
    uint32_t size = 0;

    if (accounts && count > 0)
        memcpy(&size, accounts, sizeof size);
    return (struct account_list){accounts, count, size};
}

const struct orgpol_connected_account *orgpol_account_given(const struct account_list *list, size_t place)
{
    const char *const first = (const char *)list->accounts;

    return (const struct orgpol_connected_account *)(const void *)(first + place * list->size);
}

const struct orgpol_connected_account *orgpol_account_read(const struct orgpol_connected_account *given,
                                                           struct orgpol_connected_account *copy)
{
    bool unsupported = false;

    return read_row(given, &no_account, copy, sizeof *copy, &unsupported);
}

enum orgpol_reason orgpol_account_list_error(const struct account_list *list)
{
    bool unsupported = false;
    bool list_missing = false;
    bool id_missing = false;

    if (list->accounts == NULL && list->count > 0)
        return ORGPOL_REASON_MISSING_INPUT;
    if (list->count > 0 && !usable_size((uint32_t)list->size))
        return ORGPOL_REASON_UNSUPPORTED_INPUT;
    for (size_t i = 0; i < list->count; i++) {
        struct orgpol_connected_account copy;
        const struct orgpol_connected_account *const given = orgpol_account_given(list, i);
        const struct orgpol_connected_account *account;

        if (given->struct_size != list->size) /* where the next one stands is not known */
            return ORGPOL_REASON_UNSUPPORTED_INPUT;
        account = read_row(given, &no_account, &copy, sizeof copy, &unsupported);
        unsupported |= account->reserved != 0;
        list_missing |= account->scopes == NULL && account->scope_count > 0;
        id_missing |= text_absent(account->id);
    }
    if (unsupported)
        return ORGPOL_REASON_UNSUPPORTED_INPUT;
    if (list_missing)
        return ORGPOL_REASON_MISSING_INPUT;
    return id_missing ? ORGPOL_REASON_ROW_WITHOUT_ID : ORGPOL_REASON_NONE;
}
