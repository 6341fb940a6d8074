/* SPDX-License-Identifier: MIT */
/*
 * A tenant: Management API objects, loaded once and then asked many questions.
 *
 * The document is one object whose members are grouped as the API groups them, relations inside their owner:
 * settings, options, clients, connections, resource_servers, client_grants, organizations (with
 * enabled_connections or connections, clients, client_grants, members, roles, discovery_domains,
 * invitations), users (with roles, grants), roles, rules, hooks. All are optional. Members this release does
 * not read are ignored. A row of clients, connections, resource_servers, organizations, users,
 * enabled_connections, members and an organization's clients needs its key: without it the load fails,
 * because leaving out a row that denies would permit. Other rows without a key grant nothing.
 *
 * Reading, beyond what orgpol/json.h and orgpol/model.h say: an unknown enum word restricts; a key (id, name,
 * ticket_id, grant of client, audience and subject type) held by two rows is found by no lookup, and two
 * grants of one client also keep the default grant out; two rows for one id inside one owner count setting by
 * setting as the stricter, and of their lists what both have; an id that leads nowhere matches nothing. Times
 * are RFC 3339 text in UTC. `options` holds the choices of struct orgpol_options; another value than listed
 * there fails the load.
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

/* Frees a tenant; NULL is fine. No thread may be using it. */
ORGPOL_API void orgpol_tenant_free(struct orgpol_tenant *tenant);

#ifdef __cplusplus
}
#endif

#endif
