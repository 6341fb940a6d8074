/* SPDX-License-Identifier: MIT */
/* Finds the rows an organization prompt is decided by. */
#include "prompt_rows.h"

#include "../core/text.h"

#include <stdlib.h>
#include <string.h>

/* One connection or organization with the rows it points at. */
struct connection_rows {
    struct orgpol_prompt_connection row;
    struct orgpol_enabled_client enabled_client;
    struct orgpol_enabled_connection enabled_connection;
};
struct organization_rows {
    struct orgpol_prompt_organization row;
    struct orgpol_organization organization;
    struct orgpol_organization_client organization_client;
    struct orgpol_organization_member member;
    struct orgpol_discovery_domain domain;
};

struct finder {
    const struct orgpol_tenant *tenant;
    struct orgpol_prompt_request *request;
    struct room *room;
    const struct tenant_user *user;
    const struct tenant_connection *named;
    const struct tenant_connection *of_session;
    struct orgpol_str domain; /* of the identifier */
    bool routes;              /* the user may have to log in, and names no connection */
    bool failed;              /* memory ended */
};

/* Rows are written whole before they are read. */
static void *take(struct finder *finder, size_t count, size_t size)
{
    void *memory = orgpol_room_items(finder->room, count, size);

    finder->failed |= memory == NULL;
    return memory;
}

/* The row that enables a connection for the client, or NULL when none does. */
static const struct orgpol_enabled_client *enabled_client_of(const struct finder *finder,
                                                             const struct tenant_connection *connection,
                                                             struct orgpol_enabled_client *row)
{
    const struct orgpol_client *client = finder->request->client;

    return client && orgpol_tenant_enabled_client(finder->tenant, connection, client, row) ? row : NULL;
}

/* The connection with its rows; `organization` and `enabled_client` may be NULL. */
static const struct orgpol_prompt_connection *
make_connection(struct finder *finder, const struct tenant_connection *connection,
                const struct tenant_organization *organization,
                const struct orgpol_enabled_client *enabled_client)
{
    struct connection_rows *rows = take(finder, 1, sizeof *rows);

    if (rows == NULL)
        return NULL;
    rows->row = (struct orgpol_prompt_connection)ORGPOL_PROMPT_CONNECTION_INIT;
    rows->row.organization_count = connection->login_organization_count;
    if (connection->has_own_name)
        rows->row.name = connection->row.name; /* a name that two have names none */
    rows->row.domain_aliases = connection->domain_aliases.texts;
    rows->row.domain_alias_count = connection->domain_aliases.count;
    rows->row.connection = &connection->row;
    if (enabled_client) {
        rows->enabled_client = *enabled_client;
        rows->row.enabled_client = &rows->enabled_client;
    }
    if (organization &&
        orgpol_tenant_enabled_connection(finder->tenant, organization, connection, &rows->enabled_connection))
        rows->row.enabled_connection = &rows->enabled_connection;
    return &rows->row;
}

/* Those that the request names are made first, and what was found for them need not be found again. */
static const struct orgpol_prompt_connection *made_before(const struct finder *finder,
                                                          const struct tenant_connection *connection)
{
    if (connection == finder->named)
        return finder->request->connection_row;
    return connection == finder->of_session ? finder->request->session_connection : NULL;
}

/* A tenant's connection with its rows; NULL of NULL. */
static const struct orgpol_prompt_connection *connection_of(struct finder *finder,
                                                            const struct tenant_connection *connection,
                                                            const struct tenant_organization *organization)
{
    const struct orgpol_prompt_connection *made;
    struct orgpol_enabled_client row;

    if (connection == NULL)
        return NULL;
    made = made_before(finder, connection);
    return make_connection(finder, connection, organization,
                           made ? made->enabled_client : enabled_client_of(finder, connection, &row));
}

static int by_number(const void *left, const void *right)
{
    const uint32_t a = *(const uint32_t *)left;
    const uint32_t b = *(const uint32_t *)right;

    return (a > b) - (a < b);
}

/* The places of the connections that the organization's rows name, each once: an array, and how many. */
static uint32_t *connection_places(struct finder *finder, const struct tenant_organization *organization,
                                   size_t *count)
{
    size_t rows;
    size_t found = 0;
    const struct tenant_relation *relations =
        orgpol_tenant_relations(finder->tenant, ARRAY_ENABLED_CONNECTIONS, organization, &rows);
    uint32_t *places = take(finder, rows + 1, sizeof *places);

    *count = 0;
    for (size_t i = 0; i < rows && places; i++) {
        const struct index_key key = {.kind = KIND_CONNECTION, .id = relations[i].id};

        if (orgpol_tenant_find(finder->tenant, key, &places[found]) && places[found] != AMBIGUOUS)
            found++;
    }
    if (found > 0)
        qsort(places, found, sizeof *places, by_number);
    for (size_t i = 0; i < found; i++)
        if (i == 0 || places[i] != places[i - 1])
            places[(*count)++] = places[i];
    return places;
}

/* The connections of an organization: all of them, or those in question. */
static void add_connections(struct finder *finder, const struct tenant_organization *organization, bool all,
                            struct orgpol_prompt_organization *row)
{
    const struct orgpol_tenant *tenant = finder->tenant;
    const struct tenant_connection *const asked[2] = {finder->named, finder->of_session};
    const struct orgpol_prompt_connection **list;
    size_t count = 2;
    const uint32_t *places = all ? connection_places(finder, organization, &count) : NULL;

    list = take(finder, count + 1, sizeof(const struct orgpol_prompt_connection *));
    for (size_t i = 0; i < count && list; i++) {
        const struct tenant_connection *connection = places ? &tenant->connections[places[i]] : asked[i];
        const struct orgpol_prompt_connection *made =
            connection && connection->has_own_id ? connection_of(finder, connection, organization) : NULL;

        if (made && made->enabled_connection)
            list[row->connection_count++] = made;
    }
    row->connections = list;
}

/* The organization with its rows; with `all`, the user may have to log in there. */
static struct organization_rows *organization_of(struct finder *finder,
                                                 const struct tenant_organization *organization, bool all)
{
    const struct orgpol_prompt_request *request = finder->request;
    struct organization_rows *rows = organization ? take(finder, 1, sizeof *rows) : NULL;

    if (rows == NULL)
        return NULL;
    rows->row = (struct orgpol_prompt_organization)ORGPOL_PROMPT_ORGANIZATION_INIT;
    rows->row.member_count = organization->member_count;
    rows->row.visible_connection_count = organization->visible_connection_count;
    rows->row.organization =
        orgpol_tenant_organization_row(finder->tenant, organization, &rows->organization);
    if (request->client && orgpol_tenant_organization_client(finder->tenant, organization, request->client,
                                                             &rows->organization_client))
        rows->row.organization_client = &rows->organization_client;
    if (finder->user && orgpol_tenant_member(finder->tenant, organization, finder->user, &rows->member))
        rows->row.member = &rows->member;
    add_connections(finder, organization, all && finder->routes, &rows->row);
    return rows;
}

static const struct orgpol_prompt_organization *row_of(const struct organization_rows *rows)
{
    return rows ? &rows->row : NULL;
}

/*
 * Whether one of several rows of a domain may turn out to be the only match, where the user logs in. Which
 * rows match is the core's to say; this only spares it the connections of the others.
 */
static bool may_be_alone(const struct finder *finder, const uint32_t *domains, size_t count)
{
    size_t candidates = 0;

    for (size_t i = 0; i < count; i++) {
        const struct tenant_relation *domain = &finder->tenant->discovery_domains[domains[i]];

        candidates += domain->value == (DOMAIN_IS_VERIFIED | DOMAIN_IS_FOR_DISCOVERY) &&
                      orgpol_tenant_organization_at(finder->tenant, domain->owner);
    }
    return candidates <= 1 || finder->tenant->options.discovery_filter == ORGPOL_DISCOVERY_FILTER_GATE;
}

/* PROMPT-17 to PROMPT-19. */
static void find_matches(struct finder *finder)
{
    const struct orgpol_tenant *tenant = finder->tenant;
    struct orgpol_prompt_request *request = finder->request;
    const bool email = finder->domain.ptr != NULL;
    const struct orgpol_prompt_organization **list;
    const uint32_t *domains = NULL;
    size_t count = request->identifier.len > 0 && !email;
    bool all = true;

    if (email) {
        domains = orgpol_tenant_discovery_domains(tenant, finder->domain, &count);
        all = may_be_alone(finder, domains, count);
    }
    list = take(finder, count + 1, sizeof(const struct orgpol_prompt_organization *));
    for (size_t i = 0; i < count && list; i++) {
        const struct tenant_relation *domain = email ? &tenant->discovery_domains[domains[i]] : NULL;
        const struct tenant_organization *organization =
            domain ? orgpol_tenant_organization_at(tenant, domain->owner)
                   : orgpol_tenant_organization_by_name(tenant, request->identifier);
        struct organization_rows *rows = organization_of(finder, organization, all);

        if (rows == NULL)
            continue;
        if (domain) {
            rows->domain = (struct orgpol_discovery_domain)ORGPOL_DISCOVERY_DOMAIN_INIT;
            rows->domain.organization_id = rows->organization.id;
            rows->domain.domain = orgpol_index_text(&tenant->index, domain->id);
            rows->domain.status = (domain->value & DOMAIN_IS_VERIFIED) ? ORGPOL_DOMAIN_STATUS_VERIFIED
                                                                       : ORGPOL_DOMAIN_STATUS_PENDING;
            rows->domain.use_for_organization_discovery = (domain->value & DOMAIN_IS_FOR_DISCOVERY) != 0;
            rows->row.discovery_domain = &rows->domain;
        }
        list[request->match_count++] = &rows->row;
    }
    request->matches = list;
}

/* PROMPT-20. The only one of which the user is a member may be logged in to. */
static void find_memberships(struct finder *finder)
{
    const struct orgpol_tenant *tenant = finder->tenant;
    struct orgpol_prompt_request *request = finder->request;
    const struct orgpol_prompt_organization **list;
    size_t count;
    size_t found = 0;
    const struct tenant_membership *memberships =
        orgpol_tenant_memberships(tenant, request->user->user_id, &count);

    for (size_t i = 0; i < count; i++)
        found += orgpol_tenant_organization_at(tenant, memberships[i].organization) != NULL;
    list = take(finder, count + 1, sizeof(const struct orgpol_prompt_organization *));
    for (size_t i = 0; i < count && list; i++) {
        const struct tenant_organization *organization =
            orgpol_tenant_organization_at(tenant, memberships[i].organization);
        const struct organization_rows *rows = organization_of(finder, organization, found == 1);

        if (rows && rows->row.member)
            list[request->membership_count++] = &rows->row;
    }
    request->memberships = list;
}

/* PROMPT-26 over the connection used. */
static void find_auto_membership(struct finder *finder, const struct tenant_connection *used)
{
    const struct orgpol_tenant *tenant = finder->tenant;
    struct orgpol_prompt_request *request = finder->request;

    if (used && used->auto_membership_count == 1)
        request->auto_membership = row_of(
            organization_of(finder, orgpol_tenant_organization_at(tenant, used->auto_membership), true));
    request->auto_membership_count = request->auto_membership ? 1 : 0;
}

/* Whether a login without organization may go over a connection whose id is its own. */
static bool is_open(const struct finder *finder, const struct tenant_connection *connection,
                    const struct orgpol_enabled_client *enabled_client)
{
    const struct orgpol_str directory = finder->tenant->settings.default_directory;

    if (connection->row.is_domain_connection || enabled_client)
        return true;
    if (directory.len > 0 && directory.len == connection->row.name.len &&
        memcmp(directory.ptr, connection->row.name.ptr, directory.len) == 0)
        return true;
    return finder->domain.len > 0 && connection->domain_aliases.count > 0 &&
           connection->login_organization_count > 0;
}

static void find_connections(struct finder *finder)
{
    const struct orgpol_tenant *tenant = finder->tenant;
    struct orgpol_prompt_request *request = finder->request;
    const struct orgpol_prompt_connection **list;

    list = take(finder, tenant->connection_count + 1, sizeof(const struct orgpol_prompt_connection *));
    for (size_t i = 0; i < tenant->connection_count && list; i++) {
        const struct tenant_connection *connection = &tenant->connections[i];
        const struct orgpol_enabled_client *enabled_client;
        struct orgpol_enabled_client row;

        if (!connection->has_own_id)
            continue;
        enabled_client = enabled_client_of(finder, connection, &row);
        if (is_open(finder, connection, enabled_client))
            list[request->connection_count++] = make_connection(finder, connection, NULL, enabled_client);
    }
    request->connections = list;
}

/* PROMPT-01, PROMPT-03: by id or by name. */
static const struct tenant_organization *sent_organization(const struct finder *finder)
{
    const struct orgpol_str text = finder->request->organization;

    if (text.len >= 4 && memcmp(text.ptr, "org_", 4) == 0)
        return orgpol_tenant_organization(finder->tenant, text);
    return orgpol_tenant_organization_by_name(finder->tenant, text);
}

static void find_invitation(struct finder *finder, const struct tenant_organization *organization)
{
    struct orgpol_prompt_request *request = finder->request;
    const struct index *index = &finder->tenant->index;
    const struct tenant_invitation *found =
        orgpol_tenant_invitation(finder->tenant, organization, request->invitation);
    struct orgpol_invitation *row = found ? take(finder, 1, sizeof *row) : NULL;

    if (row == NULL)
        return;
    *row = (struct orgpol_invitation)ORGPOL_INVITATION_INIT;
    row->is_used = found->used;
    row->expires_at_s = found->expires_at;
    row->ticket_id = orgpol_index_text(index, found->ticket_id);
    row->organization_id = orgpol_index_text(index, organization->id);
    row->client_id = orgpol_index_text(index, found->client_id);
    row->connection_id = orgpol_index_text(index, found->connection_id);
    row->email = orgpol_index_text(index, found->email);
    row->roles = found->roles.texts;
    row->role_count = found->roles.count;
    request->invitation_row = row;
}

bool orgpol_prompt_find_rows(const struct orgpol_tenant *tenant, const struct prompt_keys *keys,
                             struct orgpol_prompt_request *request, struct room *room)
{
    struct finder finder = {
        .tenant = tenant,
        .request = request,
        .room = room,
        .user = keys->user,
        .named = orgpol_tenant_connection(tenant, request->connection),
        .of_session = orgpol_tenant_connection(tenant, keys->session_connection),
        .domain = text_domain(request->identifier),
        .routes = request->connection.len == 0 && (request->user_id.len == 0 || keys->has_session),
    };
    const struct tenant_organization *sent = sent_organization(&finder);
    const bool open = request->organization.len == 0;

    request->connection_row = connection_of(&finder, finder.named, NULL);
    request->session_connection = connection_of(&finder, finder.of_session, NULL);
    request->organization_row = row_of(organization_of(&finder, sent, true));
    if (sent && request->invitation.len > 0)
        find_invitation(&finder, sent);
    if (open && request->choice.len > 0)
        request->chosen_organization =
            row_of(organization_of(&finder, orgpol_tenant_organization(tenant, request->choice), true));
    if (open && request->choice.len == 0)
        find_matches(&finder);
    if (open && request->user)
        find_memberships(&finder);
    if (open && request->user_id.len > 0) /* a profile that has just been created has no row yet */
        find_auto_membership(&finder, keys->has_session ? finder.of_session : finder.named);
    if (open && finder.routes)
        find_connections(&finder);
    return !finder.failed;
}
