/* SPDX-License-Identifier: MIT */
/*
 * A tenant: Management API objects, loaded once and then asked many questions.
 *
 * The document is one object whose members are grouped as the API groups them, relations inside their owner:
 * settings, options, custom_domains, clients, connections, resource_servers, client_grants, organizations
 * (with enabled_connections or connections, clients, client_grants, members, roles, discovery_domains,
 * invitations), users (with roles, grants, identities, connected_accounts), roles, rules, hooks. All are
 * optional. Members this release does not read are ignored. A row of clients, connections, resource_servers,
 * organizations, users, enabled_connections, members, connected_accounts and an organization's clients needs
 * its key: without it the load fails, because leaving out a row that denies would permit. Other rows without
 * a key grant nothing.
 *
 * Reading, beyond what orgpol/json.h and orgpol/model.h say: an unknown enum word restricts; a key (id, name,
 * ticket_id, grant of client, audience and subject type) held by two rows is found by no lookup, and two
 * grants of one client also keep the default grant out; two rows for one id inside one owner count setting by
 * setting as the stricter, and of their lists what both have; an id that leads nowhere matches nothing. Times
 * are RFC 3339 text in UTC. `options` holds the choices of struct orgpol_options; another value than listed
 * there fails the load.
 *
 * Token Vault reads, besides the members that other decisions read, and "" as a text that was sent:
 *  - settings: domain, mfa.policy ([] never, ["confidence-score"] adaptive, anything else always),
 *    my_account.default_policy, flags.token_vault_org_binding; custom_domains: domain.
 *  - resource_servers: proof_of_possession {mechanism, required}. The one named https://{settings.domain}/me/
 *    is the My Account API. Whatever mechanism is required, tokens need DPoP (MYA-17).
 *  - clients: resource_server_identifier, refresh_token.rotation_type, refresh_token.policies {audience,
 *    scope}, token_vault_privileged_access {credentials {kid, alg, credential_type, name, expires_at},
 *    ip_allowlist, grants {connection, scopes}}.
 *  - connections: name, connected_accounts.active, and of options: scope (a list, or text with spaces
 *    between), offline_access, offline_access_required, downscoping, dpop_signing_alg, client_id.
 *  - users: blocked, email_verified, multifactor, identities {provider, user_id}, which name the profiles
 *    linked, and connected_accounts {id, connection, access_type, scopes, created_at, expires_at, org_id or
 *    organization_id}. Where both are there and differ, the account is of no organization that can be asked
 *    for. An account also has what only the vault knows: idp_user_id, email, access_token_expires_at,
 *    access_token_issued_at, last_used_at (these three in whole seconds since 1970), refresh_token_stored,
 *    and user_id, its owner, where that is another user than this one.
 *
 * Options of Token Vault have their member's name and word; flags that are on by default (recheck_connection,
 * list_all_orgs, enforce_jti, enforce_audit_context, enforce_ip_allowlist) are turned off with false, and
 * clock_skew_s is a whole number from 0 to 60.
 */
#ifndef ORGPOL_TENANT_H
#define ORGPOL_TENANT_H

#include "orgpol/json.h"

#ifdef __cplusplus
extern "C" {
#endif

struct orgpol_tenant;

/*
 * Reads a tenant document of `length` bytes; no terminator is needed, and the bytes may be freed afterwards.
 * On ORGPOL_OK *tenant is a read-only tenant, which any number of threads may use at once, and which the
 * caller frees. Otherwise *tenant is NULL, the status is returned, and `error`, unless NULL, says where and
 * why. `options` may be NULL. Cost: linear in the document; while it loads, its tree stands in memory beside
 * the result.
 */
ORGPOL_API enum orgpol_status orgpol_tenant_load(const char *json, size_t length,
                                                 const struct orgpol_json_options *options,
                                                 struct orgpol_tenant **tenant,
                                                 struct orgpol_json_error *error);

/* All bytes that a tenant holds on the heap; 0 for NULL. Cost: linear in the bytes, by blocks of 4 KiB. */
ORGPOL_API size_t orgpol_tenant_memory_bytes(const struct orgpol_tenant *tenant);

/* Frees a tenant; NULL is fine. No thread may be using it. */
ORGPOL_API void orgpol_tenant_free(struct orgpol_tenant *tenant);

#ifdef __cplusplus
}
#endif

#endif
