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
struct orgpol_tenant_builder;

/*
 * Reads a tenant document of `length` bytes; no terminator is needed, and the bytes may be freed afterwards.
 * On ORGPOL_OK *tenant is a read-only tenant, which any number of threads may use at once, and which the
 * caller frees. Otherwise *tenant is NULL, the status is returned, and `error`, unless NULL, says where and
 * why. `options` may be NULL. Cost: linear in the document; while it loads, its tree stands in memory beside
 * the result. A builder does without the tree.
 */
ORGPOL_API enum orgpol_status orgpol_tenant_load(const char *json, size_t length,
                                                 const struct orgpol_json_options *options,
                                                 struct orgpol_tenant **tenant,
                                                 struct orgpol_json_error *error);

/*
 * A tenant built object by object. Each object is parsed alone and its tree freed at once, so that a large
 * tenant never stands in memory twice, and none of it in the form of its text.
 *
 * `kind` is the name of the array that the object would stand in, and `owner`, absent where there is none,
 * the id of the row that the array stands in. An owner that is empty is an error, and so is null in a line:
 *
 *   kind                                     owner         key
 *   clients                                                client_id
 *   connections, organizations,                            id
 *     client_grants, roles, rules, hooks
 *   resource_servers                                       identifier
 *   users                                                  user_id
 *   custom_domains                                         domain
 *   settings, options (the object itself)                  none: there is one each
 *   enabled_clients (a text)                 connection    the text
 *   enabled_connections, or connections      organization  connection_id
 *   clients                                  organization  client_id
 *   client_grants                            organization  grant_id, or id
 *   members                                  organization  user_id
 *   roles                                    organization  id
 *   discovery_domains                        organization  domain, in either case
 *   invitations                              organization  ticket_id
 *   grants                                   user          id (of the stored consent)
 *   connected_accounts                       user          id
 *
 * An object may itself hold the arrays that the document has in it. An owner must have been added before what
 * is added to it; where two rows have its id, the one added last is meant. Otherwise the order is free: a
 * tenant built from a document's objects answers as orgpol_tenant_load of the document, where rows of one
 * kind are added in the document's order. That order is the tenant's, in which answers list organizations,
 * connections, accounts and scopes, and which settles ties.
 *
 * Every function returns ORGPOL_OK or leaves the builder as it was: ORGPOL_ERR_SYNTAX and ORGPOL_ERR_LIMIT
 * for what the strict reader refuses; ORGPOL_ERR_REQUEST for a type, word or key as in a document, an unknown
 * kind, an owner that is missing, unknown or too many, a second settings or options, and a key that nothing
 * has; ORGPOL_ERR_MEMORY; ORGPOL_ERR_LIMIT beyond 2^31 - 2 rows of one kind or 4 GiB of distinct text; and
 * ORGPOL_ERR_ARGUMENT for NULL and after publication. `error`, unless NULL, says where and why; its offset
 * and pointer are about the object, or the line, that the call was given, and are 0 and "" for `kind`,
 * `owner` and `key`. A builder is for one thread at a time.
 *
 * Cost of a call: linear in its object, on average. The first call for some kind that names an owner,
 * replaces or removes makes a lookup of that kind, which costs once as much as the rows added so far, and 10
 * to 15 bytes a row until publication. Rows that are removed keep their memory until publication, and their
 * texts beyond it.
 */

/*
 * A new builder, which the caller frees. `options` may be NULL; max_bytes limits one object, and hash_key is
 * copied: it keys the lookups of the builder and of its tenant.
 */
ORGPOL_API enum orgpol_status orgpol_tenant_builder_new(const struct orgpol_json_options *options,
                                                        struct orgpol_tenant_builder **builder,
                                                        struct orgpol_json_error *error);

/* Adds an object of `length` bytes. A second row with a key reads as in a document. */
ORGPOL_API enum orgpol_status orgpol_tenant_builder_add(struct orgpol_tenant_builder *builder,
                                                        struct orgpol_str kind, struct orgpol_str owner,
                                                        const char *object, size_t length,
                                                        struct orgpol_json_error *error);

/*
 * Adds an object, and removes every other row of its key, with what stands in it, as
 * orgpol_tenant_builder_remove does; there need not be any. Its place in the order is that of a row just
 * added. The object must have its key.
 */
ORGPOL_API enum orgpol_status orgpol_tenant_builder_replace(struct orgpol_tenant_builder *builder,
                                                            struct orgpol_str kind, struct orgpol_str owner,
                                                            const char *object, size_t length,
                                                            struct orgpol_json_error *error);

/*
 * Removes every row of a key, with what stands in it: an organization with its relations, a user with grants
 * and accounts, a connection with its enabled_clients. What other rows say of it stays, and leads nowhere
 * then: memberships of a user, for example. Of settings and options, whose key is absent or empty, the
 * defaults are left. A key that no row has is an error.
 */
ORGPOL_API enum orgpol_status orgpol_tenant_builder_remove(struct orgpol_tenant_builder *builder,
                                                           struct orgpol_str kind, struct orgpol_str owner,
                                                           struct orgpol_str key,
                                                           struct orgpol_json_error *error);

/*
 * The same as one JSON object, for files that have one a line (NDJSON):
 *
 *   {"kind": "members", "owner": "org_a", "object": {"user_id": "auth0|u1"}}
 *   {"kind": "clients", "object": {"client_id": "web", "is_first_party": true}, "replace": true}
 *   {"kind": "clients", "remove": "web"}
 *
 * `remove` is the key, "" of settings and options. Another member is an error, for a misspelt `owner` must
 * not turn what is an organization's into the tenant's.
 */
ORGPOL_API enum orgpol_status orgpol_tenant_builder_add_line(struct orgpol_tenant_builder *builder,
                                                             const char *line, size_t length,
                                                             struct orgpol_json_error *error);

/*
 * Makes what was added a tenant, as orgpol_tenant_load gives it. On ORGPOL_OK the builder is spent: it can
 * only be freed, before the tenant or after it. Otherwise *tenant is NULL, and the builder can be used
 * further. Cost: linear in the rows, but for sorting memberships and domains.
 */
ORGPOL_API enum orgpol_status orgpol_tenant_builder_publish(struct orgpol_tenant_builder *builder,
                                                            struct orgpol_tenant **tenant,
                                                            struct orgpol_json_error *error);

/* Frees a builder, and what was added unless it has been published; NULL is fine. */
ORGPOL_API void orgpol_tenant_builder_free(struct orgpol_tenant_builder *builder);

/* All bytes that a tenant holds on the heap; 0 for NULL. Cost: linear in the bytes, by blocks of 4 KiB. */
ORGPOL_API size_t orgpol_tenant_memory_bytes(const struct orgpol_tenant *tenant);

/* Frees a tenant; NULL is fine. No thread may be using it. */
ORGPOL_API void orgpol_tenant_free(struct orgpol_tenant *tenant);

#ifdef __cplusplus
}
#endif

#endif
