/* SPDX-License-Identifier: MIT */
/* May this connection be saved? */
#include "config.h"
#include "decision.h"
#include "rows.h"
#include "text.h"

struct connection_facts {
    bool issuer_taken, several_organizations;
};

static bool for_cross_app_access(const struct orgpol_connection *connection)
{
    return connection->cross_app_access_resource_app_status == ORGPOL_CROSS_APP_ACCESS_ENABLED;
}

struct orgpol_decision orgpol_check_connection_config(const struct orgpol_connection_config *config,
                                                      struct orgpol_config_result *result,
                                                      struct orgpol_config_finding *findings, size_t capacity)
{
    static const struct orgpol_connection_config no_config = ORGPOL_CONNECTION_CONFIG_INIT;
    static const struct orgpol_connection none = ORGPOL_CONNECTION_INIT;
    struct config_findings list = {.array = findings, .capacity = capacity};
    struct orgpol_connection_config config_copy;
    struct orgpol_connection copy;
    struct orgpol_connection other_copy;
    const struct orgpol_connection *row;
    const struct orgpol_connection *other;
    struct connection_facts is;
    bool unsupported = !orgpol_config_begin(result);

    config = read_row(config, &no_config, &config_copy, sizeof no_config, &unsupported);
    row = read_row(config->connection, &none, &copy, sizeof none, &unsupported);
    other = read_row(config->same_issuer, &none, &other_copy, sizeof none, &unsupported);
    if (unsupported || (row->reserved | row->reserved2 | row->reserved3) ||
        (other->reserved | other->reserved2 | other->reserved3))
        return orgpol_error(ORGPOL_FAMILY_CONNECTION_CONFIG, ORGPOL_REASON_UNSUPPORTED_INPUT);
    if (config->connection == NULL)
        return orgpol_error(ORGPOL_FAMILY_CONNECTION_CONFIG, ORGPOL_REASON_MISSING_INPUT);

    const bool exchange = for_cross_app_access(row);
    const bool same_row = !text_absent(row->id) && text_same(row->id, other->id);
    const bool taken = config->same_issuer && for_cross_app_access(other) && !same_row;

    is.issuer_taken = FOUND(&list, 42, exchange && taken, AT_MEMBER("options", "issuer"));
    is.several_organizations = FOUND(&list, 42, exchange && config->organization_count > 1,
                                     AT_MEMBER("cross_app_access_resource_app", "status"));
    return orgpol_config_answer(ORGPOL_FAMILY_CONNECTION_CONFIG,
                                0 CONNECTION_CONFIG_TABLE(FAMILY_UNMET, CONNECTION_CONFIG), &list, result);
}
