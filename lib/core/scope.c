/* SPDX-License-Identifier: MIT */
#include "scope.h"

#include <string.h>

#include <sodium/crypto_shorthash.h>

#include "text.h"

/* The slot that holds the scope, or the free one where it belongs: there are twice as many as scopes. */
static size_t slot_of(const struct scope_set *set, struct orgpol_str scope)
{
    /* Lists are short, so a key that everybody knows costs an attacker's victim little. */
    static const unsigned char key[crypto_shorthash_KEYBYTES] = "orgpol scopes";
    unsigned char hash[crypto_shorthash_BYTES];
    size_t at;

    crypto_shorthash(hash, (const unsigned char *)scope.ptr, scope.len, key);
    at = (hash[0] | (size_t)hash[1] << 8) % SCOPE_SLOTS;
    while (set->slots[at] != 0 && !text_same(set->scopes[set->slots[at] - 1], scope))
        at = (at + 1) % SCOPE_SLOTS;
    return at;
}

void orgpol_scope_set(struct scope_set *set, const struct orgpol_str *scopes, size_t count)
{
    set->scopes = scopes;
    memset(set->slots, 0, sizeof set->slots);
    for (size_t i = 0; i < count && i < SCOPE_LIMIT; i++)
        if (!text_absent(scopes[i]))
            set->slots[slot_of(set, scopes[i])] = (uint16_t)(i + 1);
}

bool orgpol_scope_set_has(const struct scope_set *set, struct orgpol_str scope)
{
    return !text_absent(scope) && set->slots[slot_of(set, scope)] != 0;
}
