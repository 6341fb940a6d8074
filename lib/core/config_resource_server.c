/* SPDX-License-Identifier: MIT */
/* May this API be saved? */
#include "config.h"
#include "decision.h"
#include "rows.h"

struct resource_server_facts {
    bool allow_all;
};

struct orgpol_decision orgpol_check_resource_server_config(const struct orgpol_resource_server_config *config,
                                                           struct orgpol_config_result *result,
                                                           struct orgpol_config_finding *findings,
                                                           size_t capacity)
{
    static const struct orgpol_resource_server_config no_config = ORGPOL_RESOURCE_SERVER_CONFIG_INIT;
    static const struct orgpol_resource_server none = ORGPOL_RESOURCE_SERVER_INIT;
    struct config_findings list = {.array = findings, .capacity = capacity};
    struct orgpol_resource_server_config config_copy;
    struct orgpol_resource_server copy;
    const struct orgpol_resource_server *row;
    struct resource_server_facts is;
    bool unsupported = !orgpol_config_begin(result);

    config = read_row(config, &no_config, &config_copy, sizeof no_config, &unsupported);
    row = read_row(config->resource_server, &none, &copy, sizeof none, &unsupported);
    if (unsupported || config->reserved || config->reserved2 || row->reserved)
        return orgpol_error(ORGPOL_FAMILY_RESOURCE_SERVER_CONFIG, ORGPOL_REASON_UNSUPPORTED_INPUT);
    if (config->resource_server == NULL)
        return orgpol_error(ORGPOL_FAMILY_RESOURCE_SERVER_CONFIG, ORGPOL_REASON_MISSING_INPUT);

    is.allow_all = FOUND(&list, 36, config->is_client_policy_allow_all != 0,
                         AT_MEMBER("subject_type_authorization", "client.policy"));
    return orgpol_config_answer(ORGPOL_FAMILY_RESOURCE_SERVER_CONFIG,
                                0 RESOURCE_SERVER_CONFIG_TABLE(FAMILY_UNMET, RESOURCE_SERVER_CONFIG), &list,
                                result);
}
