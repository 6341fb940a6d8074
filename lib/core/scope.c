/* SPDX-License-Identifier: MIT */
/* Sets of scopes; and what a request names, before rows are fetched. */
#include "scope.h"

#include <string.h>

#include "orgpol/scope.h"
#include "rows.h"
#include "text.h"

_Static_assert(SCOPE_LIMIT == ORGPOL_SCOPE_LIMIT, "the limit that headers name");
_Static_assert(SCOPE_LIMIT % SCOPE_WORD_BITS == 0, "a mask has whole words");

/* Eight bytes, or fewer, as a number; equal bytes give equal numbers, which is all that a hash needs. */
static inline uint64_t word_at(const char *bytes, size_t length)
{
    uint64_t word = 0;

    if (length >= sizeof word)
        memcpy(&word, bytes, sizeof word);
    else
        for (size_t i = 0; i < length; i++)
            word = word << 8 | (unsigned char)bytes[i];
    return word;
}

/* Every bit of the number has its part in the low half of the result. */
static inline uint64_t mixed(uint64_t number)
{
    number = (number ^ number >> 32) * UINT64_C(0x9E3779B97F4A7C15);
    return number ^ number >> 32;
}

/*
 * Mixes the words of the text; the last one may overlap the one before. No secret goes in, as none could stay
 * one here: what texts that collide on purpose cost is bounded by SCOPE_LIMIT squared, some milliseconds, for
 * whoever chooses the scopes of a list that is made a set.
 */
static inline uint64_t hash_of(struct orgpol_str scope)
{
    const size_t word = sizeof(uint64_t);
    uint64_t hash = scope.len;

    for (size_t at = 0; at + word < scope.len; at += word)
        hash = mixed(hash ^ word_at(scope.ptr + at, word));
    hash = mixed(hash ^ word_at(scope.len < word ? scope.ptr : scope.ptr + scope.len - word, scope.len));
    return hash & UINT32_MAX;
}

/* The slot that holds the scope, or the free one where it belongs: there are more slots than scopes. */
static size_t slot_of(const struct scope_set *set, struct orgpol_str scope)
{
    size_t at = (size_t)(hash_of(scope) * set->slot_count >> 32);
    size_t place = set->slots[at];

    while (place != 0 && !text_same(set->scopes[place - 1], scope)) {
        at = at + 1 < set->slot_count ? at + 1 : 0;
        place = set->slots[at];
    }
    return at;
}

bool orgpol_scope_set_has(const struct scope_set *set, struct orgpol_str scope)
{
    return !text_absent(scope) && set->slots[slot_of(set, scope)] != 0;
}

/* The word of a mask that has the place, and the bit in it. */
static inline size_t word_of(size_t place)
{
    return place / SCOPE_WORD_BITS;
}

static inline uint64_t bit_of(size_t place)
{
    return UINT64_C(1) << place % SCOPE_WORD_BITS;
}

void orgpol_scope_set_of(struct scope_set *set, struct scope_mask *firsts, const struct orgpol_str *scopes,
                         size_t count)
{
    const size_t limited = count < SCOPE_LIMIT ? count : SCOPE_LIMIT;
    const size_t wanted = 2 * limited + 1;

    set->scopes = scopes;
    set->slot_count = wanted < SCOPE_SLOTS ? wanted : SCOPE_SLOTS;
    memset(set->slots, 0, set->slot_count * sizeof *set->slots);
    *firsts = (struct scope_mask){{0}};
    for (size_t i = 0; i < limited; i++) {
        const struct orgpol_str scope = scopes[i];

        if (!text_absent(scope)) {
            uint16_t *const slot = &set->slots[slot_of(set, scope)];

            if (*slot == 0) {
                *slot = (uint16_t)(i + 1);
                firsts->words[word_of(i)] |= bit_of(i);
            }
        }
    }
}

void orgpol_scope_set(struct scope_set *set, const struct orgpol_str *scopes, size_t count)
{
    struct scope_mask firsts;

    orgpol_scope_set_of(set, &firsts, scopes, count);
}

bool orgpol_scope_mask_of(struct scope_mask *mask, const struct scope_set *set,
                          const struct orgpol_str *scopes, size_t count)
{
    bool others = false;

    *mask = (struct scope_mask){{0}};
    for (size_t i = 0; i < count; i++) {
        const struct orgpol_str scope = scopes[i];
        size_t place;

        if (text_absent(scope))
            continue;
        place = set->slots[slot_of(set, scope)];
        if (place == 0)
            others = true;
        else
            mask->words[word_of(place - 1)] |= bit_of(place - 1);
    }
    return others;
}

void orgpol_scope_mask_cut(struct scope_mask *mask, const struct scope_mask *other)
{
    for (size_t word = 0; word < sizeof mask->words / sizeof *mask->words; word++)
        mask->words[word] &= other->words[word];
}

void orgpol_scope_mask_drop(struct scope_mask *mask, const struct scope_mask *other)
{
    for (size_t word = 0; word < sizeof mask->words / sizeof *mask->words; word++)
        mask->words[word] &= ~other->words[word];
}

bool orgpol_scope_mask_exceeds(const struct scope_mask *mask, const struct scope_mask *other)
{
    uint64_t more = 0;

    for (size_t word = 0; word < sizeof mask->words / sizeof *mask->words; word++)
        more |= mask->words[word] & ~other->words[word];
    return more != 0;
}

bool orgpol_scope_mask_is_empty(const struct scope_mask *mask)
{
    static const struct scope_mask none = {{0}};

    return !orgpol_scope_mask_exceeds(mask, &none);
}

bool orgpol_scope_mask_has(const struct scope_mask *mask, const struct scope_set *set,
                           struct orgpol_str scope)
{
    size_t place;

    if (text_absent(scope))
        return false;
    place = set->slots[slot_of(set, scope)];
    return place != 0 && (mask->words[word_of(place - 1)] & bit_of(place - 1)) != 0;
}

bool orgpol_scope_mask_take(struct scope_mask *mask, const struct scope_set *set, struct orgpol_str scope)
{
    struct scope_mask one;

    if (!orgpol_scope_mask_has(mask, set, scope))
        return false;
    orgpol_scope_mask_of(&one, set, &scope, 1);
    orgpol_scope_mask_drop(mask, &one);
    return true;
}

size_t orgpol_scope_mask_append(const struct scope_mask *mask, const struct orgpol_str *list,
                                struct orgpol_str *scopes, size_t count, size_t capacity)
{
    for (size_t word = 0; word < sizeof mask->words / sizeof *mask->words; word++) {
        uint64_t rest = mask->words[word];

        for (size_t place = word * SCOPE_WORD_BITS; rest != 0; place++, rest >>= 1) {
            if ((rest & 1) == 0)
                continue;
            if (count < capacity)
                scopes[count] = list[place];
            count++;
        }
    }
    return count;
}

void orgpol_scope_distinct(struct scope_mask *mask, const struct orgpol_str *scopes, size_t count)
{
    struct scope_set set;

    orgpol_scope_set_of(&set, mask, scopes, count);
}

void orgpol_scope_missing(struct scope_mask *mask, const struct orgpol_str *scopes, size_t count,
                          const struct orgpol_str *others, size_t other_count)
{
    struct scope_set set;
    struct scope_mask held;

    orgpol_scope_set_of(&set, mask, scopes, count);
    orgpol_scope_mask_of(&held, &set, others, other_count);
    orgpol_scope_mask_drop(mask, &held);
}

bool orgpol_scope_listed(const struct orgpol_str *scopes, size_t count, struct orgpol_str scope)
{
    bool listed = false;

    for (size_t i = 0; i < count; i++)
        listed |= !text_absent(scope) && text_same(scopes[i], scope);
    return listed;
}

size_t orgpol_split_scope(struct orgpol_str text, struct orgpol_str *scopes, size_t capacity)
{
    const size_t length = text_length(text);
    size_t count = 0;
    size_t start = 0;

    for (size_t at = 0; at <= length; at++) {
        if (at < length && text.ptr[at] != ' ')
            continue;
        if (at > start) {
            if (scopes && count < capacity)
                scopes[count] = (struct orgpol_str){text.ptr + start, at - start};
            count++;
        }
        start = at + 1;
    }
    return count;
}

struct orgpol_str orgpol_resolve_audience(struct orgpol_str audience, struct orgpol_str resource,
                                          const struct orgpol_tenant_settings *settings)
{
    static const struct orgpol_tenant_settings none = ORGPOL_TENANT_SETTINGS_INIT;
    struct orgpol_tenant_settings copy;
    bool unsupported = false;

    settings = read_row(settings, &none, &copy, sizeof none, &unsupported);
    if (unsupported)
        return (struct orgpol_str)ORGPOL_STR_NONE;
    if (!text_absent(audience))
        return audience;
    if (!text_absent(resource) &&
        settings->resource_parameter_profile == ORGPOL_RESOURCE_PROFILE_COMPATIBILITY) /* TRAP-30 */
        return resource;
    return settings->default_audience; /* M2M-05 UAPI-01 */
}
