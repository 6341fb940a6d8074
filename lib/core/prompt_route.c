/* SPDX-License-Identifier: MIT */
/* Which connection a login goes over when none is named: PROMPT-41 to PROMPT-44, LOGIN-17. */
#include "client.h"
#include "prompt.h"
#include "strategy.h"
#include "text.h"

/* What the search of the connections has found so far. */
struct search {
    const struct prompt *in;
    const struct prompt_place *place;
    bool login_prompt;
    bool any;              /* one is enabled here, */
    bool active;           /* and active */
    bool meets;            /* one meets every condition of this place, */
    bool would_meet;       /* or would if it were active */
    unsigned domain_count; /* that claim the identifier's domain ... */
    unsigned database_count;
    struct orgpol_str domain_id; /* ... and the last of them */
    struct orgpol_str database_id;
    unsigned directory_count;
    bool directory_listed; /* it is one of the databases of this place */
    bool directory_inactive;
    bool directory_domain_level;
    struct orgpol_str directory_id;
};

/* The identifier's e-mail domain is one of the connection's. */
static bool claims_domain(const struct prompt *in, const struct connection_view *view)
{
    if (text_absent(in->texts.domain))
        return false;
    for (size_t i = 0; i < view->row->domain_alias_count; i++)
        if (text_same_folded(in->texts.domain, view->row->domain_aliases[i]))
            return true;
    return false;
}

static void look_at(struct search *search, const struct orgpol_prompt_connection *given)
{
    const struct prompt *in = search->in;
    const bool strict = (in->classes & STRICT) != 0;
    const bool others = (in->classes & (FIRST_PARTY | PERMISSIVE)) != 0;
    const bool inside = search->place->row != NULL;
    const struct orgpol_str directory = in->settings->default_directory;
    struct connection_view view;

    orgpol_prompt_view_connection(given, &view);

    const bool active = !view.connection->is_authentication_inactive;
    const bool domain_level = view.connection->is_domain_connection != 0;
    const bool for_client = view.row->enabled_client != NULL;
    const bool enabled = !inside || (view.row->enabled_connection && !view.enabled->is_disabled);
    const bool anywhere = search->login_prompt && !strict && view.row->organization_count > 0; /* PROMPT-41 */
    const bool usable = (!strict || domain_level) && (!others || for_client); /* LOGIN-13 LOGIN-14 */
    const bool database = text_same(view.connection->strategy, ORGPOL_STR("auth0"));
    const uint64_t unmet = orgpol_prompt_unmet_listed(in, search->place, given) & CONNECTION_CONDITIONS &
                           ~LOGIN_BIT(APP_CONNECTION_REQUIRED);

    search->any |= enabled;
    search->active |= enabled && active;
    search->meets |= enabled && unmet == 0;
    search->would_meet |= enabled && unmet == LOGIN_BIT(CONNECTION_DISABLED);
    if (active && enabled && (usable || anywhere) && is_enterprise(view.connection->strategy) &&
        claims_domain(in, &view)) {
        search->domain_count++;
        search->domain_id = view.connection->id;
    }
    if (active && enabled && usable && database) {
        search->database_count++;
        search->database_id = view.connection->id;
    }
    if (!text_absent(directory) && text_same(view.row->name, directory)) {
        search->directory_count++;
        search->directory_listed = enabled && usable && database;
        search->directory_inactive = !active;
        search->directory_domain_level = domain_level;
        search->directory_id = view.connection->id;
    }
}

/* PROMPT-43, PROMPT-44: the tenant's default directory, which login prompts take wherever it is enabled. */
static bool route_to_directory(const struct search *search, struct prompt_route *route)
{
    const bool set = !text_absent(search->in->settings->default_directory);
    const bool strict = (search->in->classes & STRICT) != 0;

    const bool one = search->directory_count == 1; /* a name that two have names none */

    if (!set || !(search->login_prompt || (one && search->directory_listed)))
        return false;
    if (!one || search->directory_inactive)
        route->unmet |= LOGIN_BIT(CONNECTION_DISABLED);
    if (one && strict && !search->directory_domain_level)
        route->unmet |= LOGIN_BIT(NO_DOMAIN_LEVEL_CONNECTION);
    route->connection_id = search->directory_id;
    return true;
}

/* LOGIN-04, -05, -15, -08, -09 where no connection meets them, and LOGIN-16 where only inactive ones do. */
static uint64_t unmet_by_all(const struct search *search)
{
    const unsigned classes = search->in->classes;
    const bool inside = search->place->row != NULL;

    if (search->meets)
        return 0;
    if (search->would_meet)
        return LOGIN_BIT(CONNECTION_DISABLED);
    if (inside && !search->any)
        return LOGIN_BIT(ORG_HAS_NO_CONNECTIONS);
    if (inside)
        return LOGIN_BIT(CONNECTION_NOT_DOMAIN_LEVEL) | (search->active ? 0 : LOGIN_BIT(CONNECTION_DISABLED));
    return (classes & STRICT ? LOGIN_BIT(NO_DOMAIN_LEVEL_CONNECTION) : 0) |
           (classes & FIRST_PARTY ? LOGIN_BIT(CONNECTION_NOT_ENABLED_FOR_CLIENT) : 0) |
           (classes & PERMISSIVE ? LOGIN_BIT(CONNECTION_NOT_FOR_PERMISSIVE) : 0);
}

void orgpol_prompt_route(const struct prompt *in, const struct prompt_place *place, bool login_prompt,
                         struct prompt_route *route)
{
    struct search search = {.in = in, .place = place, .login_prompt = login_prompt};
    struct organization_view view;

    orgpol_prompt_view_organization(place->row, &view);
    if (place->row)
        for (size_t i = 0; i < view.row->connection_count; i++)
            look_at(&search, view.row->connections[i]);
    else
        for (size_t i = 0; i < in->request->connection_count; i++)
            look_at(&search, in->request->connections[i]);

    *route = (struct prompt_route){.connection_id = ORGPOL_STR_NONE};
    route->hidden = place->row && search.any && view.row->visible_connection_count == 0; /* LOGIN-17 */
    if (search.domain_count == 1)
        route->connection_id = search.domain_id; /* PROMPT-41 */
    else if (!route_to_directory(&search, route)) {
        if (search.database_count == 1)
            route->connection_id = search.database_id; /* PROMPT-42 */
        route->unmet |= unmet_by_all(&search);
    }
}
