/* SPDX-License-Identifier: MIT */
/* Reads the organization prompt's question: sizes, words, keys, and that its rows belong together. */
#include "client.h"
#include "prompt.h"
#include "rows.h"
#include "text.h"

bool orgpol_prompt_view_organization(const struct orgpol_prompt_organization *given,
                                     struct organization_view *view)
{
    static const struct orgpol_prompt_organization no_row = ORGPOL_PROMPT_ORGANIZATION_INIT;
    static const struct orgpol_organization no_organization = ORGPOL_ORGANIZATION_INIT;
    static const struct orgpol_discovery_domain no_domain = ORGPOL_DISCOVERY_DOMAIN_INIT;
    bool unsupported = false;

    view->row = read_row(given, &no_row, &view->row_copy, sizeof no_row, &unsupported);
    view->organization = read_row(view->row->organization, &no_organization, &view->organization_copy,
                                  sizeof no_organization, &unsupported);
    view->domain =
        read_row(view->row->discovery_domain, &no_domain, &view->domain_copy, sizeof no_domain, &unsupported);
    return !unsupported && (view->row->reserved | view->domain->reserved) == 0;
}

bool orgpol_prompt_view_connection(const struct orgpol_prompt_connection *given, struct connection_view *view)
{
    static const struct orgpol_prompt_connection no_row = ORGPOL_PROMPT_CONNECTION_INIT;
    static const struct orgpol_connection no_connection = ORGPOL_CONNECTION_INIT;
    static const struct orgpol_enabled_connection not_enabled = ORGPOL_ENABLED_CONNECTION_INIT;
    bool unsupported = false;

    view->row = read_row(given, &no_row, &view->row_copy, sizeof no_row, &unsupported);
    view->connection = read_row(view->row->connection, &no_connection, &view->connection_copy,
                                sizeof no_connection, &unsupported);
    view->enabled = read_row(view->row->enabled_connection, &not_enabled, &view->enabled_copy,
                             sizeof not_enabled, &unsupported);
    return !unsupported;
}

struct prompt_place orgpol_prompt_place_of(const struct orgpol_prompt_organization *row)
{
    struct organization_view view;

    orgpol_prompt_view_organization(row, &view);
    return (struct prompt_place){view.organization->id, row};
}

/* The organization's row of a connection, or NULL. */
static const struct orgpol_enabled_connection *
enabled_in(const struct orgpol_prompt_organization *organization, struct orgpol_str connection_id)
{
    for (size_t i = 0; i < organization->connection_count && !text_absent(connection_id); i++) {
        struct connection_view view;

        orgpol_prompt_view_connection(organization->connections[i], &view);
        if (text_same(view.connection->id, connection_id))
            return view.row->enabled_connection;
    }
    return NULL;
}

bool orgpol_prompt_assigns(const struct orgpol_prompt_organization *organization,
                           const struct orgpol_prompt_connection *connection)
{
    static const struct orgpol_enabled_connection not_enabled = ORGPOL_ENABLED_CONNECTION_INIT;
    struct orgpol_enabled_connection copy;
    const struct orgpol_enabled_connection *enabled;
    struct organization_view organization_view;
    struct connection_view connection_view;
    const bool has_organization = orgpol_prompt_view_organization(organization, &organization_view);
    const bool has_connection = orgpol_prompt_view_connection(connection, &connection_view);
    bool unsupported = !(has_organization & has_connection);

    enabled = enabled_in(organization_view.row, connection_view.connection->id);
    enabled = read_row(enabled, &not_enabled, &copy, sizeof not_enabled, &unsupported);
    return !unsupported && !enabled->is_disabled && enabled->assign_membership_on_login;
}

/* Where a login is, and over what. */
struct login_views {
    struct organization_view organization;
    struct connection_view connection;
};

/* A login in the organization over the connection, which is in the organization's list or in none. */
static struct orgpol_login_request login_of(const struct orgpol_prompt_request *request,
                                            const struct prompt_place *place,
                                            const struct orgpol_prompt_connection *connection,
                                            struct login_views *views)
{
    struct orgpol_login_request login = ORGPOL_LOGIN_REQUEST_INIT;
    const bool has_organization = orgpol_prompt_view_organization(place->row, &views->organization);
    const bool has_connection = orgpol_prompt_view_connection(connection, &views->connection);

    /* What cannot be read makes the login unreadable. */
    login.reserved = !(has_organization & has_connection);
    login.response_mode = request->response_mode;
    login.options = request->options;
    login.settings = request->settings;
    login.client = request->client;
    login.user = request->user;
    login.organization_id = place->id;
    login.organization = views->organization.row->organization;
    login.organization_client = views->organization.row->organization_client;
    login.member = views->organization.row->member;
    login.member_count = views->organization.row->member_count;
    login.connection = views->connection.row->connection;
    login.enabled_client = views->connection.row->enabled_client;
    login.enabled_connection = views->connection.row->enabled_connection;
    return login;
}

static enum orgpol_reason login_error(const struct orgpol_prompt_request *request,
                                      const struct prompt_place *place,
                                      const struct orgpol_prompt_connection *connection)
{
    struct login_views views;
    const struct orgpol_login_request login = login_of(request, place, connection, &views);
    struct login_copies copies;
    struct login_rows rows;

    return orgpol_read_login(&login, &rows, &copies);
}

/* Every condition is unmet where the rows cannot be read; they have been. */
static uint64_t unmet_of(const struct orgpol_login_request *login)
{
    struct login_copies copies;
    struct login_rows rows;

    return orgpol_read_login(login, &rows, &copies) == ORGPOL_REASON_NONE ? orgpol_login_unmet(&rows)
                                                                          : UINT64_MAX;
}

uint64_t orgpol_prompt_unmet(const struct prompt *in, const struct prompt_place *place,
                             const struct orgpol_prompt_connection *connection, bool is_invitation_accepted)
{
    struct login_views views;
    struct orgpol_login_request login = login_of(in->request, place, connection, &views);

    login.enabled_connection = enabled_in(views.organization.row, views.connection.connection->id);
    login.is_invitation_accepted = is_invitation_accepted;
    return unmet_of(&login);
}

uint64_t orgpol_prompt_unmet_listed(const struct prompt *in, const struct prompt_place *place,
                                    const struct orgpol_prompt_connection *connection)
{
    struct login_views views;
    const struct orgpol_login_request login = login_of(in->request, place, connection, &views);

    return unmet_of(&login);
}

/* A connection with its rows, alone or in the list of an organization. */
static enum orgpol_reason connection_error(const struct orgpol_prompt_request *request,
                                           const struct prompt_place *place,
                                           const struct orgpol_prompt_connection *given)
{
    struct connection_view view;

    if (given == NULL)
        return ORGPOL_REASON_ROW_WITHOUT_ID;
    if (!orgpol_prompt_view_connection(given, &view))
        return ORGPOL_REASON_UNSUPPORTED_INPUT;
    if (view.row->connection == NULL)
        return ORGPOL_REASON_ROW_WITHOUT_ID;
    if (view.row->domain_alias_count > 0 && view.row->domain_aliases == NULL)
        return ORGPOL_REASON_MISSING_INPUT;
    return login_error(request, place, given);
}

/* An organization with its rows and connections, which is also looked at through `view`. */
static enum orgpol_reason organization_error(const struct orgpol_prompt_request *request,
                                             const struct orgpol_prompt_organization *given,
                                             struct organization_view *view)
{
    struct prompt_place place;
    enum orgpol_reason error;

    if (given == NULL)
        return ORGPOL_REASON_ROW_WITHOUT_ID;
    if (!orgpol_prompt_view_organization(given, view))
        return ORGPOL_REASON_UNSUPPORTED_INPUT;
    if (view->row->connection_count > 0 && view->row->connections == NULL)
        return ORGPOL_REASON_MISSING_INPUT;
    if (text_absent(view->organization->id) ||
        (view->row->discovery_domain &&
         (text_absent(view->domain->organization_id) || text_absent(view->domain->domain))))
        return ORGPOL_REASON_ROW_WITHOUT_ID;
    if (view->row->discovery_domain && !text_same(view->domain->organization_id, view->organization->id))
        return ORGPOL_REASON_ROW_OF_OTHER_ORGANIZATION;
    place = (struct prompt_place){view->organization->id, given};
    for (size_t i = 0; i < view->row->connection_count; i++) {
        error = connection_error(request, &place, view->row->connections[i]);
        if (error != ORGPOL_REASON_NONE)
            return error;
    }
    /* What a login over one of its connections reads of the organization has been read. */
    return view->row->connection_count > 0 ? ORGPOL_REASON_NONE : login_error(request, &place, NULL);
}

static enum orgpol_reason organizations_error(const struct orgpol_prompt_request *request,
                                              const struct orgpol_prompt_organization *const *list,
                                              size_t count, bool are_memberships)
{
    if (count > 0 && list == NULL)
        return ORGPOL_REASON_MISSING_INPUT;
    for (size_t i = 0; i < count; i++) {
        struct organization_view view;
        const enum orgpol_reason error = organization_error(request, list[i], &view);

        if (error != ORGPOL_REASON_NONE)
            return error;
        if (are_memberships && view.row->member == NULL)
            return ORGPOL_REASON_ROW_WITHOUT_ID;
    }
    return ORGPOL_REASON_NONE;
}

/* The organization row is the one that the text stands for. */
static enum orgpol_reason organization_fits(const struct orgpol_prompt_request *request,
                                            const struct orgpol_prompt_organization *given,
                                            struct orgpol_str text, bool by_id)
{
    struct organization_view view;
    enum orgpol_reason error;

    if (given == NULL)
        return ORGPOL_REASON_NONE;
    error = organization_error(request, given, &view);
    if (error != ORGPOL_REASON_NONE)
        return error;
    if (text_absent(text) ||
        !(by_id ? text_same(text, view.organization->id) : text_same_lowered(text, view.organization->name)))
        return ORGPOL_REASON_ROW_OF_OTHER_ORGANIZATION; /* PROMPT-03 TRAP-47 */
    return ORGPOL_REASON_NONE;
}

/* The connection row is the one that the text, when it is asked for, stands for. */
static enum orgpol_reason connection_fits(const struct orgpol_prompt_request *request,
                                          const struct orgpol_prompt_connection *given, bool expected,
                                          const struct orgpol_str *text)
{
    static const struct prompt_place nowhere = {ORGPOL_STR_NONE, NULL};
    struct connection_view view;
    enum orgpol_reason error;

    if (given == NULL)
        return ORGPOL_REASON_NONE;
    error = connection_error(request, &nowhere, given);
    if (error != ORGPOL_REASON_NONE)
        return error;
    orgpol_prompt_view_connection(given, &view);
    if (!expected || (text && (text_absent(*text) || (!text_same(*text, view.connection->id) &&
                                                      !text_same(*text, view.row->name)))))
        return ORGPOL_REASON_ROW_OF_OTHER_CONNECTION;
    return ORGPOL_REASON_NONE;
}

static enum orgpol_reason lists_error(const struct orgpol_prompt_request *request)
{
    static const struct prompt_place nowhere = {ORGPOL_STR_NONE, NULL};
    enum orgpol_reason error = organizations_error(request, request->matches, request->match_count, false);

    if (error == ORGPOL_REASON_NONE)
        error = organizations_error(request, request->memberships, request->membership_count, true);
    if (error == ORGPOL_REASON_NONE && request->auto_membership)
        error = organizations_error(request, &request->auto_membership, 1, false);
    if (error == ORGPOL_REASON_NONE && request->connection_count > 0 && request->connections == NULL)
        error = ORGPOL_REASON_MISSING_INPUT;
    for (size_t i = 0; i < request->connection_count && error == ORGPOL_REASON_NONE; i++)
        error = connection_error(request, &nowhere, request->connections[i]);
    return error;
}

static enum orgpol_reason rows_error(const struct prompt *in)
{
    const struct orgpol_prompt_request *request = in->request;
    const struct prompt_texts *texts = &in->texts;
    enum orgpol_reason error = ORGPOL_REASON_NONE;

    if (texts->invited && request->now_s <= 0)
        return ORGPOL_REASON_MISSING_INPUT; /* PROMPT-36 */
    if (request->auto_membership_count == 1 && request->auto_membership == NULL)
        return ORGPOL_REASON_MISSING_INPUT; /* PROMPT-26 */
    if (in->invitation->role_count > 0 && in->invitation->roles == NULL)
        return ORGPOL_REASON_MISSING_INPUT; /* PROMPT-33 */
    if (request->invitation_row && text_absent(in->invitation->ticket_id))
        return ORGPOL_REASON_ROW_WITHOUT_ID;
    if (request->user && !text_same(in->user->user_id, request->user_id))
        return ORGPOL_REASON_ROW_OF_OTHER_USER;
    error = organization_fits(request, request->organization_row, request->organization, texts->by_id);
    if (error == ORGPOL_REASON_NONE)
        error = organization_fits(request, request->chosen_organization, request->choice, true);
    if (error == ORGPOL_REASON_NONE)
        error = connection_fits(request, request->connection_row, true, &request->connection);
    if (error == ORGPOL_REASON_NONE)
        error = connection_fits(request, request->session_connection, request->session != NULL, NULL);
    return error == ORGPOL_REASON_NONE ? lists_error(request) : error;
}

enum orgpol_reason orgpol_prompt_read(const struct orgpol_prompt_request *request, struct prompt *in,
                                      struct prompt_copies *copies)
{
    static const struct prompt_place nowhere = {ORGPOL_STR_NONE, NULL};
    static const struct prompt_copies none = {
        .request = ORGPOL_PROMPT_REQUEST_INIT,
        .session = ORGPOL_SESSION_INIT,
        .invitation = ORGPOL_INVITATION_INIT,
        .options = ORGPOL_OPTIONS_INIT,
        .settings = ORGPOL_TENANT_SETTINGS_INIT,
        .client = ORGPOL_CLIENT_INIT,
        .user = ORGPOL_USER_INIT,
    };
    const bool present = request != NULL;
    enum orgpol_reason rows;
    enum orgpol_reason error;
    bool unsupported = false;

#define READ(member, row) \
    (in->member = read_row((row), &none.member, &copies->member, sizeof none.member, &unsupported))
    READ(request, request);
    request = in->request;
    READ(session, request->session);
    READ(invitation, request->invitation_row);
    READ(options, request->options);
    READ(settings, request->settings);
    READ(client, request->client);
    READ(user, request->user);
#undef READ
    in->classes = classes_of(in->client, in->options);
    in->used = request->session ? request->session_connection : request->connection_row;
    in->is_used_told = request->session || !text_absent(request->connection);
    orgpol_prompt_parse(request, &in->texts);
    if (!present)
        return ORGPOL_REASON_MISSING_INPUT;
    if (unsupported || request->reserved || request->reserved2 || request->reserved3 ||
        in->session->reserved || in->invitation->reserved || in->invitation->reserved2 ||
        in->invitation->reserved3 || in->session->kind > ORGPOL_SESSION_DELEGATED ||
        (request->session && text_absent(request->user_id)))
        return ORGPOL_REASON_UNSUPPORTED_INPUT;
    rows = rows_error(in);
    if (rows == ORGPOL_REASON_NONE && (request->organization_row || request->connection_row))
        return ORGPOL_REASON_NONE; /* a login over either reads all that one over none does */
    error = login_error(request, &nowhere, NULL);
    return error == ORGPOL_REASON_NONE ? rows : error;
}
