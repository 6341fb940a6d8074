/* SPDX-License-Identifier: MIT */
/* May this organization be saved, with the relations inside it? */
#include "client.h"
#include "config.h"
#include "decision.h"
#include "keys.h"
#include "options.h"
#include "rows.h"

#define NAME_MAX_BYTES 50
#define DOMAIN_MIN_BYTES 3
#define DOMAIN_MAX_BYTES 255
#define LABEL_MAX_BYTES 63

/* The rows, each readable. */
struct organization_rows {
    const struct orgpol_organization_config *config;
    const struct orgpol_organization *organization;
    const struct orgpol_organization *same_name;
    const struct orgpol_options *options;
};

struct organization_copies {
    struct orgpol_organization_config config;
    struct orgpol_organization organization;
    struct orgpol_organization same_name;
    struct orgpol_options options;
};

/* What the conditions of the table turn on, in their order. */
struct organization_facts {
    bool name_wrong, name_taken, access_wrong, too_many_grants, grant_twice;
    bool too_many_connections, connection_twice, signup;
    bool too_many_domains, domain_twice, domain_wrong, too_many_clients, invitation_wrong;
};

/* A relation's rows, readable until the next is read. */
struct connection_rows {
    const struct orgpol_enabled_connection *enabled;
    const struct orgpol_connection *connection; /* NULL: there is none */
    struct orgpol_configured_connection copy;
    struct orgpol_enabled_connection enabled_copy;
    struct orgpol_connection connection_copy;
};

struct invitation_rows {
    const struct orgpol_configured_invitation *invitation;
    const struct orgpol_client *client;         /* NULL: there is none */
    const struct orgpol_connection *connection; /* NULL: there is none */
    bool is_connection_enabled;
    struct orgpol_configured_invitation copy;
    struct orgpol_client client_copy;
    struct orgpol_connection connection_copy;
    struct orgpol_enabled_connection enabled_copy;
};

static const struct orgpol_enabled_connection no_enabled_connection = ORGPOL_ENABLED_CONNECTION_INIT;
static const struct orgpol_connection no_connection = ORGPOL_CONNECTION_INIT;
static const struct orgpol_client no_client = ORGPOL_CLIENT_INIT;

/* Where an organization has no id yet, its rows have none either. */
static bool elsewhere(const struct orgpol_enabled_connection *enabled,
                      const struct orgpol_organization *organization)
{
    return !text_same(enabled->organization_id, organization->id);
}

static enum orgpol_reason read_connection(const struct organization_rows *rows, size_t index,
                                          struct connection_rows *out)
{
    static const struct orgpol_configured_connection none = ORGPOL_CONFIGURED_CONNECTION_INIT;
    const void *array = rows->config->enabled_connections;
    const struct orgpol_configured_connection *row;
    bool unsupported = !of_size(array, index);

    row = read_row(element(array, index), &none, &out->copy, sizeof none, &unsupported);
    out->enabled = read_row(row->enabled_connection, &no_enabled_connection, &out->enabled_copy,
                            sizeof no_enabled_connection, &unsupported);
    out->connection =
        read_row(row->connection, &no_connection, &out->connection_copy, sizeof no_connection, &unsupported);
    if (unsupported || row->reserved || out->enabled->reserved ||
        (out->connection->reserved | out->connection->reserved2 | out->connection->reserved3))
        return ORGPOL_REASON_UNSUPPORTED_INPUT;
    if (row->enabled_connection == NULL)
        return ORGPOL_REASON_MISSING_INPUT;
    if (elsewhere(out->enabled, rows->organization))
        return ORGPOL_REASON_ROW_OF_OTHER_ORGANIZATION;
    if (row->connection && !text_same(out->connection->id, out->enabled->connection_id))
        return ORGPOL_REASON_ROW_OF_OTHER_CONNECTION;
    if (row->connection == NULL)
        out->connection = NULL;
    return ORGPOL_REASON_NONE;
}

static enum orgpol_reason read_invitation(const struct organization_rows *rows, size_t index,
                                          struct invitation_rows *out)
{
    static const struct orgpol_configured_invitation none = ORGPOL_CONFIGURED_INVITATION_INIT;
    const void *array = rows->config->invitations;
    const struct orgpol_configured_invitation *row;
    const struct orgpol_enabled_connection *enabled;
    bool unsupported = !of_size(array, index);

    row = read_row(element(array, index), &none, &out->copy, sizeof none, &unsupported);
    out->invitation = row;
    out->client = read_row(row->client, &no_client, &out->client_copy, sizeof no_client, &unsupported);
    out->connection =
        read_row(row->connection, &no_connection, &out->connection_copy, sizeof no_connection, &unsupported);
    enabled = read_row(row->enabled_connection, &no_enabled_connection, &out->enabled_copy,
                       sizeof no_enabled_connection, &unsupported);
    out->is_connection_enabled = row->enabled_connection && !enabled->is_disabled;
    if (unsupported || row->reserved || out->client->reserved ||
        (out->connection->reserved | out->connection->reserved2 | out->connection->reserved3) ||
        enabled->reserved)
        return ORGPOL_REASON_UNSUPPORTED_INPUT;
    if (row->client && !text_same(out->client->client_id, row->client_id))
        return ORGPOL_REASON_ROW_OF_OTHER_CLIENT;
    if ((row->connection && !text_same(out->connection->id, row->connection_id)) ||
        (row->enabled_connection && !text_same(enabled->connection_id, row->connection_id)))
        return ORGPOL_REASON_ROW_OF_OTHER_CONNECTION;
    if (row->enabled_connection && elsewhere(enabled, rows->organization))
        return ORGPOL_REASON_ROW_OF_OTHER_ORGANIZATION;
    if (row->client == NULL)
        out->client = NULL;
    if (row->connection == NULL)
        out->connection = NULL;
    return ORGPOL_REASON_NONE;
}

static enum orgpol_reason read_relations(const struct organization_rows *rows)
{
    const struct orgpol_organization_config *config = rows->config;
    struct connection_rows connection;
    struct invitation_rows invitation;
    enum orgpol_reason error = ORGPOL_REASON_NONE;

    for (size_t i = 0; i < config->enabled_connection_count && error == ORGPOL_REASON_NONE; i++)
        error = read_connection(rows, i, &connection);
    for (size_t i = 0; i < config->invitation_count && error == ORGPOL_REASON_NONE; i++)
        error = read_invitation(rows, i, &invitation);
    return error;
}

static enum orgpol_reason read_config(const struct orgpol_organization_config *given,
                                      struct organization_rows *rows, struct organization_copies *copies)
{
    static const struct orgpol_organization_config no_config = ORGPOL_ORGANIZATION_CONFIG_INIT;
    static const struct orgpol_organization none = ORGPOL_ORGANIZATION_INIT;
    static const struct orgpol_options defaults = ORGPOL_OPTIONS_INIT;
    const struct orgpol_organization_config *config;
    bool unsupported = false;

    config = read_row(given, &no_config, &copies->config, sizeof no_config, &unsupported);
    rows->config = config;
    rows->organization =
        read_row(config->organization, &none, &copies->organization, sizeof none, &unsupported);
    rows->same_name = read_row(config->same_name, &none, &copies->same_name, sizeof none, &unsupported);
    rows->options = read_row(config->options, &defaults, &copies->options, sizeof defaults, &unsupported);
    if (unsupported || config->reserved || rows->organization->reserved || rows->organization->reserved2 ||
        rows->same_name->reserved || rows->same_name->reserved2 || !options_are_known(rows->options))
        return ORGPOL_REASON_UNSUPPORTED_INPUT;
    const struct list lists[] = {{config->enabled_connections, config->enabled_connection_count},
                                 {config->invitations, config->invitation_count},
                                 {config->client_grants, config->client_grant_count},
                                 {config->discovery_domains, config->discovery_domain_count}};

    if (config->organization == NULL || lists_are_missing(lists, sizeof lists / sizeof *lists))
        return ORGPOL_REASON_MISSING_INPUT;
    if (config->same_name && !text_same(rows->same_name->name, rows->organization->name))
        return ORGPOL_REASON_ROW_OF_OTHER_ORGANIZATION;
    return read_relations(rows);
}

static bool letter_or_digit(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/* CFG-23 */
static bool good_name(struct orgpol_str name)
{
    bool good = text_length(name) >= 1 && text_length(name) <= NAME_MAX_BYTES;

    for (size_t i = 0; i < text_length(name); i++)
        good &= letter_or_digit(name.ptr[i]) || name.ptr[i] == '_' || name.ptr[i] == '-';
    return good;
}

/* CFG-38: a host name, labels of letters, digits and inner hyphens between dots. */
static bool good_domain(struct orgpol_str domain)
{
    const size_t length = text_length(domain);
    bool good = length >= DOMAIN_MIN_BYTES && length <= DOMAIN_MAX_BYTES;
    size_t label = 0;

    for (size_t i = 0; i < length; i++) {
        const char c = domain.ptr[i];
        const bool dot = c == '.';
        const bool last = i + 1 >= length || domain.ptr[i + 1] == '.';
        const bool inner = label > 0 && !last;

        good &= letter_or_digit(c) || (c >= 'A' && c <= 'Z') || (c == '-' && inner) ||
                (dot && label > 0 && i + 1 < length);
        label = dot ? 0 : label + 1;
        good &= label <= LABEL_MAX_BYTES;
    }
    return good;
}

/* CFG-37 */
static void find_connections(const struct organization_rows *rows, struct organization_facts *is,
                             struct config_findings *f)
{
    static const char field[] = "enabled_connections";
    const size_t count = rows->config->enabled_connection_count;
    struct orgpol_str ids[ORGPOL_ORGANIZATION_CONNECTIONS_MAX];
    struct connection_rows row;

    is->signup = false;
    is->too_many_connections = FOUND(f, 37, count > ORGPOL_ORGANIZATION_CONNECTIONS_MAX, AT_FIELD(field));
    for (size_t i = 0; i < count; i++) {
        read_connection(rows, i, &row);
        if (i < ORGPOL_ORGANIZATION_CONNECTIONS_MAX)
            ids[i] = row.enabled->connection_id;

        const bool database = row.connection && text_same(row.connection->strategy, ORGPOL_STR("auth0"));
        const bool fit = database && row.enabled->assign_membership_on_login;

        is->signup |=
            FOUND(f, 37, row.enabled->is_signup_enabled && !fit, AT_ELEMENT(field, i, "is_signup_enabled"));
    }
    is->connection_twice = orgpol_config_twice(f, ORGPOL_REASON_CFG_37, field, ids, count,
                                               ORGPOL_ORGANIZATION_CONNECTIONS_MAX, false);
}

static void find_domains(const struct orgpol_organization_config *config, struct organization_facts *is,
                         struct config_findings *f)
{
    static const char field[] = "discovery_domains";
    const size_t count = config->discovery_domain_count;

    is->domain_wrong = false;
    is->too_many_domains = FOUND(f, 38, count > ORGPOL_ORGANIZATION_DOMAINS_MAX, AT_FIELD(field));
    for (size_t i = 0; i < count; i++)
        is->domain_wrong |=
            FOUND(f, 38, !good_domain(config->discovery_domains[i]), AT_ELEMENT(field, i, "domain"));
    is->domain_twice = orgpol_config_twice(f, ORGPOL_REASON_CFG_38, field, config->discovery_domains, count,
                                           ORGPOL_ORGANIZATION_DOMAINS_MAX, true);
}

/* CFG-40 */
static bool find_invitation(const struct organization_rows *rows, size_t index, struct config_findings *f)
{
    static const char field[] = "invitations";
    struct invitation_rows row;
    bool wrong = false;

    read_invitation(rows, index, &row);

    const struct orgpol_configured_invitation *invitation = row.invitation;
    const struct orgpol_client *client = row.client ? row.client : &no_client;
    const struct orgpol_str strategy = row.connection ? row.connection->strategy : no_connection.strategy;
    const bool open = !invitation->is_used;
    const bool permissive = (classes_of(client, rows->options) & PERMISSIVE) != 0; /* CFG-22 */
    const bool admits = row.client && admits_with(client->organization_usage) && !permissive;
    const bool named = !text_absent(invitation->connection_id);
    const bool connected = row.connection && row.is_connection_enabled;
    const bool passwordless =
        text_same(strategy, ORGPOL_STR("email")) || text_same(strategy, ORGPOL_STR("sms"));

    wrong |= FOUND(f, 40, open && !admits, AT_ELEMENT(field, index, "client_id"));
    wrong |= FOUND(f, 40, open && named && (!connected || passwordless),
                   AT_ELEMENT(field, index, "connection_id"));
    wrong |=
        FOUND(f, 40, open && admits && !invitation->has_login_route, AT_ELEMENT(field, index, "client_id"));
    wrong |= FOUND(f, 40, open && invitation->ttl_sec > ORGPOL_INVITATION_TTL_MAX,
                   AT_ELEMENT(field, index, "ttl_sec"));
    wrong |= FOUND(f, 40, open && invitation->role_count > ORGPOL_INVITATION_ROLES_MAX,
                   AT_ELEMENT(field, index, "roles"));
    return wrong;
}

static uint64_t organization_unmet(const struct organization_rows *rows, struct config_findings *f)
{
    const struct orgpol_organization_config *config = rows->config;
    const struct orgpol_organization *organization = rows->organization;
    const size_t grants = config->client_grant_count;
    const bool same_row = !text_absent(organization->id) && text_same(rows->same_name->id, organization->id);
    struct organization_facts is;

    is.name_wrong = FOUND(f, 23, !good_name(organization->name), AT_FIELD("name"));
    is.name_taken = FOUND(f, 23, config->same_name && !same_row, AT_FIELD("name"));
    is.access_wrong = FOUND(f, 24, organization->third_party_client_access > ORGPOL_ACCESS_ALLOW,
                            AT_FIELD("third_party_client_access"));
    is.too_many_grants =
        FOUND(f, 35, grants > ORGPOL_ORGANIZATION_CLIENT_GRANTS_MAX, AT_FIELD("client_grants"));
    is.grant_twice = orgpol_config_twice(f, ORGPOL_REASON_CFG_35, "client_grants", config->client_grants,
                                         grants, ORGPOL_ORGANIZATION_CLIENT_GRANTS_MAX, false);
    find_connections(rows, &is, f);
    find_domains(config, &is, f);
    is.too_many_clients =
        FOUND(f, 39, config->client_count > ORGPOL_ORGANIZATION_CLIENTS_MAX, AT_FIELD("clients"));
    is.invitation_wrong = false;
    for (size_t i = 0; i < config->invitation_count; i++)
        is.invitation_wrong |= find_invitation(rows, i, f);
    return 0 ORGANIZATION_CONFIG_TABLE(FAMILY_UNMET, ORGANIZATION_CONFIG);
}

struct orgpol_decision orgpol_check_organization_config(const struct orgpol_organization_config *config,
                                                        struct orgpol_config_result *result,
                                                        struct orgpol_config_finding *findings,
                                                        size_t capacity)
{
    struct config_findings list = {.array = findings, .capacity = capacity};
    struct organization_copies copies;
    struct organization_rows rows;
    const bool writable = orgpol_config_begin(result);
    const enum orgpol_reason error = read_config(config, &rows, &copies);

    if (!writable || error != ORGPOL_REASON_NONE)
        return orgpol_error(ORGPOL_FAMILY_ORGANIZATION_CONFIG,
                            writable ? error : ORGPOL_REASON_UNSUPPORTED_INPUT);
    return orgpol_config_answer(ORGPOL_FAMILY_ORGANIZATION_CONFIG, organization_unmet(&rows, &list), &list,
                                result);
}
