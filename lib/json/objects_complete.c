/* SPDX-License-Identifier: MIT */
/* What no single member of a Management API object says. */
#include "objects.h"

#include <string.h>

#include "../core/text.h"

static const struct word method_words[] = {
    {"private_key_jwt", ORGPOL_CLIENT_AUTHENTICATION_PRIVATE_KEY_JWT},
    {"tls_client_auth", ORGPOL_CLIENT_AUTHENTICATION_TLS},
    {"self_signed_tls_client_auth", ORGPOL_CLIENT_AUTHENTICATION_SELF_SIGNED_TLS},
    {NULL, 0},
};

static uint8_t method_of(const char *name, uint8_t otherwise)
{
    for (const struct word *word = method_words; word->text; word++)
        if (strcmp(word->text, name) == 0)
            return (uint8_t)word->value;
    return otherwise;
}

static uint8_t discovery_methods(uint32_t mask)
{
    return (uint8_t)((mask & (ORGPOL_DISCOVERY_EMAIL | ORGPOL_DISCOVERY_ORGANIZATION_NAME)) |
                     (mask & MASK_OTHER ? ORGPOL_DISCOVERY_OTHER : 0));
}

void orgpol_client_object_complete(struct client_object *client)
{
    const cJSON *methods = client->authentication_methods;
    const uint32_t flows = client->default_organization_flows;
    struct orgpol_client_config *config = &client->config;

    client->row.organization_discovery_methods = discovery_methods(client->discovery_methods);
    client->row.default_organization_for_client_credentials = flows & 1;
    config->default_organization_flows =
        (uint8_t)((flows & 1) | (flows & MASK_OTHER ? ORGPOL_DEFAULT_ORGANIZATION_OTHER : 0));
    config->has_default_organization = client->default_organization != NULL;
    config->has_no_grant_types = client->grant_types && client->grant_types->child == NULL;
    for (const cJSON *method = methods ? methods->child : NULL; method; method = method->next) {
        if (cJSON_IsNull(method)) /* as if it were not there */
            continue;
        client->row.has_client_authentication_methods = 1;
        config->client_authentication_methods |=
            method_of(method->string, ORGPOL_CLIENT_AUTHENTICATION_OTHER);
    }
    if (client->token_endpoint_auth_method.len > 0)
        config->client_authentication_methods |= method_of(client->token_endpoint_auth_method.ptr, 0);
}

uint8_t orgpol_mfa_policy_of(const struct setting_object *settings)
{
    if (settings->mfa_policies == NULL || settings->mfa_policies->child == NULL)
        return ORGPOL_MFA_POLICY_UNSET;
    return settings->mfa_policy == MFA_ADAPTIVE ? ORGPOL_MFA_POLICY_ADAPTIVE : ORGPOL_MFA_POLICY_ALWAYS;
}

void orgpol_connection_object_complete(struct connection_object *connection)
{
    connection->row.has_upstream_dpop = connection->dpop_signing_alg.ptr != NULL;
    connection->row.has_client_id = connection->client_id.len > 0;
}

void orgpol_connected_account_object_complete(struct connected_account_object *account)
{
    const struct orgpol_str *tag = account->org_id.ptr ? &account->org_id : &account->organization_id;
    const bool both = account->org_id.ptr && account->organization_id.ptr;

    account->row.is_access_type_offline = account->access_type == ACCESS_TYPE_OFFLINE;
    account->row.organization_id = *tag;
    /* Two tags that differ: it belongs to some organization, and to none that can be named. */
    if (both && !text_same(account->org_id, account->organization_id))
        account->row.organization_id = ORGPOL_STR("");
}

void orgpol_organization_object_complete(struct organization_object *organization, const cJSON *json)
{
    if (cJSON_IsNull(cJSON_GetObjectItemCaseSensitive(json, "third_party_client_access")))
        organization->row.third_party_client_access = ORGPOL_WORD_UNKNOWN;
}

bool orgpol_is_client_policy_allow_all(const struct resource_server_object *resource_server)
{
    return resource_server->client_policy.len > 0 &&
           strcmp(resource_server->client_policy.ptr, "allow_all") == 0;
}
