/* SPDX-License-Identifier: MIT */
/* Who answers which action, and for what. */
#include "authzen.h"

#include <string.h>

static const struct action actions[] = {
    {"can_login", {"user", "anonymous"}, {"client"}, false, false, orgpol_authzen_login},
    {"can_third_party_login", {"user", "anonymous"}, {"client"}, false, false, orgpol_authzen_login},
    {"resolve_org_prompt_mode", {"user", "anonymous"}, {"client"}, false, false, orgpol_authzen_prompt},
    {"check_authorize_request", {"user", "anonymous"}, {"client"}, false, false, orgpol_authzen_authorize},
    {"check_endpoint_request", {"client"}, {"endpoint"}, false, false, orgpol_authzen_endpoint},
    {"check_client_grant", {"client"}, {"resource_server"}, false, false, orgpol_authzen_client_grant},
    {"check_user_grant", {"user"}, {"resource_server"}, false, false, orgpol_authzen_user_grant},
    {"check_consent", {"user"}, {"resource_server"}, false, false, orgpol_authzen_consent},
    {"consent_key_for", {"user"}, {"resource_server"}, true, false, orgpol_authzen_consent_key},
    {"check_token_organization",
     {"client"},
     {"client", "resource_server"},
     true,
     false,
     orgpol_authzen_token_organization},
    {"check_client_config", {NULL}, {"client"}, false, false, orgpol_authzen_config},
    {"check_organization_config", {NULL}, {"organization"}, false, false, orgpol_authzen_config},
    {"check_connection_config", {NULL}, {"connection"}, false, false, orgpol_authzen_config},
    {"check_resource_server_config", {NULL}, {"resource_server"}, false, false, orgpol_authzen_config},
    {"check_client_grant_config", {NULL}, {"client_grant"}, false, false, orgpol_authzen_config},
    {"can_manage_connected_accounts",
     {"user", "client"},
     {"user", "connected_account"},
     false,
     false,
     orgpol_authzen_manage},
    {"check_my_account_token",
     {"user", "client"},
     {"resource_server"},
     false,
     false,
     orgpol_authzen_my_account},
    {"can_complete_account", {"user", "client"}, {"connection"}, false, true, orgpol_authzen_complete},
    {"can_connect_account", {"user", "client"}, {"connection"}, false, true, orgpol_authzen_connect},
    {"check_token_exchange", {"client"}, {"connection"}, false, true, orgpol_authzen_exchange},
    {"select_connected_account", {"user"}, {"connection"}, false, true, orgpol_authzen_select},
};

const struct action *orgpol_authzen_action(size_t place)
{
    return place < sizeof actions / sizeof *actions ? &actions[place] : NULL;
}

const struct action *orgpol_authzen_find_action(struct orgpol_str name)
{
    if (name.len == 0 || name.len >= sizeof actions->name)
        return NULL;
    for (size_t i = 0; i < sizeof actions / sizeof *actions; i++) {
        const char *const own = actions[i].name;
        const size_t last = name.len - 1;

        /* Hardly another is as long and ends alike. */
        if (own[last] == name.ptr[last] && own[name.len] == '\0' && memcmp(own, name.ptr, name.len) == 0)
            return &actions[i];
    }
    return NULL;
}
