/* SPDX-License-Identifier: MIT */
/* The organizations that an identifier stands for, and those the user may pick. */
#include "prompt.h"

#include "text.h"

/* What makes a connection unusable in an organization that is otherwise open (PROMPT-27). */
#define NOT_HERE                                                                  \
    (LOGIN_BIT(CONNECTION_NOT_DOMAIN_LEVEL) | LOGIN_BIT(ORG_HAS_NO_CONNECTIONS) | \
     LOGIN_BIT(CONNECTION_NOT_ENABLED_FOR_ORG))

uint8_t orgpol_prompt_methods(const struct prompt *in)
{
    const uint8_t own = in->client->organization_discovery_methods;
    const uint8_t option = in->options->default_discovery_methods;
    const uint8_t fallback = option ? option : ORGPOL_DISCOVERY_EMAIL; /* TRAP-17 */

    return (own ? own : fallback) & (ORGPOL_DISCOVERY_EMAIL | ORGPOL_DISCOVERY_ORGANIZATION_NAME);
}

/* Where ids go, and how many there are. Doubles are recognized of the first ones only, to stay linear. */
struct list {
    struct orgpol_str *ids;
    size_t capacity;
    size_t count;
    const struct orgpol_prompt_organization *first;
    struct orgpol_str known[ORGPOL_PICKER_LIMIT];
};

static void add(struct list *list, const struct orgpol_prompt_organization *row, struct orgpol_str id)
{
    for (size_t i = 0; i < list->count && i < ORGPOL_PICKER_LIMIT; i++)
        if (text_same(list->known[i], id))
            return;
    if (list->count == 0)
        list->first = row;
    if (list->count < ORGPOL_PICKER_LIMIT)
        list->known[list->count] = id;
    if (list->count < list->capacity)
        list->ids[list->count] = id;
    list->count++;
}

/* PROMPT-17 to PROMPT-19: does the identifier stand for this organization? */
static bool is_match(const struct prompt *in, const struct organization_view *view)
{
    const struct orgpol_discovery_domain *row = view->domain;
    const bool discoverable =
        row->status == ORGPOL_DOMAIN_STATUS_VERIFIED && row->use_for_organization_discovery;

    if (in->texts.email)
        return discoverable && !text_absent(in->texts.domain) &&
               text_same_folded(in->texts.domain, row->domain);
    return in->texts.typed && text_same_lowered(in->request->identifier, view->organization->name);
}

size_t orgpol_prompt_matches(const struct prompt *in, struct orgpol_str *ids, size_t capacity,
                             const struct orgpol_prompt_organization **first)
{
    const bool filtered = in->options->discovery_filter == ORGPOL_DISCOVERY_FILTER_GATE;
    struct list list = {.ids = ids, .capacity = capacity};

    for (size_t i = 0; i < in->request->match_count; i++) {
        const struct orgpol_prompt_organization *row = in->request->matches[i];
        const struct prompt_place place = orgpol_prompt_place_of(row);
        struct organization_view view;

        orgpol_prompt_view_organization(row, &view);
        if (!is_match(in, &view))
            continue;
        if (filtered && (orgpol_prompt_unmet(in, &place, NULL, false) & GATE_CONDITIONS) != 0)
            continue; /* PROMPT-19b */
        add(&list, row, place.id);
    }
    *first = list.first;
    return list.count;
}

/* PROMPT-27: is the organization open to the application over the connection used? */
static bool is_open(const struct prompt *in, const struct prompt_place *place)
{
    const uint64_t unmet = orgpol_prompt_unmet(in, place, in->used, false);
    const bool unknown = in->is_used_told && in->used == NULL;

    return in->options->picker_filter == ORGPOL_PICKER_FILTER_NONE ||
           ((unmet & (GATE_CONDITIONS | NOT_HERE)) == 0 && !unknown);
}

size_t orgpol_prompt_picks(const struct prompt *in, const struct orgpol_prompt_organization *joined,
                           struct orgpol_str *ids, size_t capacity,
                           const struct orgpol_prompt_organization **first)
{
    const size_t count = in->request->membership_count;
    struct list list = {.ids = ids, .capacity = capacity};

    for (size_t i = 0; i < count + (joined != NULL); i++) { /* the last joined comes last */
        const struct orgpol_prompt_organization *row = i < count ? in->request->memberships[i] : joined;
        const struct prompt_place place = orgpol_prompt_place_of(row);

        if (is_open(in, &place))
            add(&list, row, place.id);
    }
    *first = list.first;
    return list.count;
}
