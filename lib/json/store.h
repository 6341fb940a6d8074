/* SPDX-License-Identifier: MIT */
/* A loaded tenant, and the lookups decisions need. Private. */
#ifndef ORGPOL_JSON_STORE_H
#define ORGPOL_JSON_STORE_H

#include "index.h"
#include "strict.h"
#include "tenant_rows.h"

struct orgpol_tenant {
    struct orgpol_tenant_settings settings;
    struct orgpol_options options;
    struct tenant_quota clients_quota;
    struct tenant_quota organizations_quota;
    struct index index;
    struct table tables[KIND_BUILT];
    size_t capacities[ARRAY_COUNT];
    struct tenant_client *clients;
    size_t client_count;
    struct tenant_connection *connections;
    size_t connection_count;
    struct tenant_resource_server *resource_servers;
    size_t resource_server_count;
    struct tenant_client_grant *client_grants;
    size_t client_grant_count;
    struct tenant_organization *organizations;
    size_t organization_count;
    struct tenant_user *users;
    size_t user_count;
    struct tenant_role *roles;
    size_t role_count;
    struct tenant_permission *permissions;
    size_t permission_count;
    struct tenant_relation *enabled_clients;
    size_t enabled_client_count;
    struct tenant_relation *enabled_connections;
    size_t enabled_connection_count;
    struct tenant_relation *organization_clients;
    size_t organization_client_count;
    struct tenant_relation *organization_grants;
    size_t organization_grant_count;
    struct tenant_relation *discovery_domains;
    size_t discovery_domain_count;
    uint32_t *domain_order; /* places of discovery_domains, by domain and organization, each pair once */
    size_t domain_order_count;
    struct tenant_membership *memberships;
    size_t membership_count;
    struct tenant_membership_more *membership_mores;
    size_t membership_more_count;
    struct tenant_invitation *invitations;
    size_t invitation_count;
    struct tenant_organization_quota *quotas;
    size_t quota_count;
    struct tenant_user_more *user_mores;
    size_t user_more_count;
    struct tenant_user_grant *user_grants;
    size_t user_grant_count;
    struct orgpol_connected_account *accounts; /* by user, in the profile's order */
    size_t account_count;
    uint32_t *account_owners; /* places of their users */
    size_t account_owner_count;
    struct tenant_account *built_accounts;
    size_t built_account_count;
    struct tenant_part *rules;
    size_t rule_count;
    struct tenant_part *hooks;
    size_t hook_count;
    struct tenant_part *custom_domains;
    size_t custom_domain_count;
    const struct orgpol_resource_server *my_account_api; /* NULL: not active */
    uint8_t has_default_login_route;                     /* settings.default_redirection_uri */
    uint8_t has_options;                                 /* what the builder was given */
    uint8_t has_settings;
    uint8_t has_removed_rows;
};

/* Where the rows of an array stand in the tenant, and how large one is. */
struct tenant_array_info {
    size_t rows;  /* offset of the pointer */
    size_t count; /* offset of the count */
    size_t size;
};
extern const struct tenant_array_info orgpol_tenant_arrays[ARRAY_COUNT];

size_t orgpol_tenant_count(const struct orgpol_tenant *tenant, enum tenant_array array);
void *orgpol_tenant_rows(const struct orgpol_tenant *tenant, enum tenant_array array);

/* The array a kind's values are places in, and the key a row has there. */
enum tenant_array orgpol_tenant_array_of(enum index_kind kind);
struct index_key orgpol_tenant_key(const struct orgpol_tenant *tenant, enum index_kind kind, size_t place);

/* A key that is an id alone hashes as its text does: who has hashed that finds the rows of every kind. */
uint64_t orgpol_tenant_hash(const struct orgpol_tenant *tenant, const struct index_key *key);

static inline bool index_key_same(const struct index_key *a, const struct index_key *b)
{
    return a->owner == b->owner && a->id == b->id && a->more == b->more && a->last == b->last;
}

static inline size_t place_of_organization(const struct orgpol_tenant *tenant,
                                           const struct tenant_organization *organization)
{
    return (size_t)(organization - tenant->organizations);
}

/* The place of a key's row, AMBIGUOUS when only one row may hold it and two do. False when there is none. */
bool orgpol_tenant_find(const struct orgpol_tenant *tenant, struct index_key key, uint32_t *place);

/* Whether the key of a row leads to it, and not to none, an earlier row or several. */
bool orgpol_tenant_leads_to(const struct orgpol_tenant *tenant, enum index_kind kind, size_t place);

/* The same as orgpol_tenant_find, by the hash of an id's text, which is not empty; of kinds whose keys are an
 * id alone. */
bool orgpol_tenant_find_id(const struct orgpol_tenant *tenant, enum index_kind kind, struct orgpol_str id,
                           uint64_t hash, uint32_t *place);

/* Where the rows of an owner begin in an array that is in the order of owners, and how many there are. */
size_t orgpol_tenant_slice(const struct orgpol_tenant *tenant, enum tenant_array array, size_t owner,
                           size_t *count);

/* The value of a key that two rows hold: no lookup finds it. */
#define AMBIGUOUS UINT32_MAX

/* In a table, the place of a row whose key others hold too. */
#define AMBIGUOUS_PLACE 0x80000000u

/*
 * Builds a tenant from a tree that stands at `path`. On failure *tenant is NULL. The tree may be freed
 * afterwards.
 */
struct json_path;
enum orgpol_status orgpol_tenant_build(const cJSON *tree, const struct json_path *path,
                                       const uint8_t *hash_key, struct orgpol_tenant **tenant,
                                       struct orgpol_json_error *error);

/* A tenant with nothing in it, keyed with 16 bytes. NULL when memory ended. */
struct orgpol_tenant *orgpol_tenant_new(const uint8_t *hash_key);

/* Lookups. NULL or false: there is none, or two. */
const struct orgpol_client *orgpol_tenant_client(const struct orgpol_tenant *tenant, struct orgpol_str id);
const struct tenant_connection *orgpol_tenant_connection(const struct orgpol_tenant *tenant,
                                                         struct orgpol_str id_or_name);
const struct tenant_connection *orgpol_tenant_connection_by_id(const struct orgpol_tenant *tenant,
                                                               struct orgpol_str id);
/* The same by name alone, as Token Vault goes. */
const struct tenant_connection *orgpol_tenant_connection_by_name(const struct orgpol_tenant *tenant,
                                                                 struct orgpol_str name);
const struct tenant_organization *orgpol_tenant_organization(const struct orgpol_tenant *tenant,
                                                             struct orgpol_str id);
const struct orgpol_resource_server *orgpol_tenant_resource_server(const struct orgpol_tenant *tenant,
                                                                   struct orgpol_str identifier);
const struct tenant_user *orgpol_tenant_user(const struct orgpol_tenant *tenant, struct orgpol_str user_id);

/* The number of an identifier; `api` is the row that its lookup gave, NULL when it gave none. */
uint32_t orgpol_tenant_audience(const struct orgpol_tenant *tenant, const struct orgpol_resource_server *api,
                                struct orgpol_str identifier);

/* The API of the tenant's own domain, https://{settings.domain}/me/ (MYA-01). */
const struct orgpol_resource_server *orgpol_tenant_my_account_api(const struct orgpol_tenant *tenant);

/* The connected accounts in a user's profile, in its order, and how many; also those of other owners. */
const struct orgpol_connected_account *orgpol_tenant_accounts(const struct orgpol_tenant *tenant,
                                                              const struct tenant_user *user, size_t *count);

/* A row as decisions read it, in `row`, whose address is given back; NULL for NULL. */
const struct orgpol_organization *
orgpol_tenant_organization_row(const struct orgpol_tenant *tenant,
                               const struct tenant_organization *organization,
                               struct orgpol_organization *row);
const struct orgpol_user *orgpol_tenant_user_row(const struct orgpol_tenant *tenant,
                                                 const struct tenant_user *user, struct orgpol_user *row);

/* The quota of an organization; is_given tells whether it has one of its own. */
const struct tenant_quota *orgpol_tenant_organization_quota(const struct orgpol_tenant *tenant,
                                                            const struct tenant_organization *organization);

/* A user's lists, and a member's. */
const struct tenant_user_more *orgpol_tenant_user_more(const struct orgpol_tenant *tenant,
                                                       const struct tenant_user *user);
const struct tenant_membership_more *orgpol_tenant_membership_more(const struct orgpol_tenant *tenant,
                                                                   const struct tenant_membership *member);

/* What stands in an organization, row by row in its order: an array, and how many. */
const struct tenant_relation *orgpol_tenant_relations(const struct orgpol_tenant *tenant,
                                                      enum tenant_array array,
                                                      const struct tenant_organization *organization,
                                                      size_t *count);
const struct tenant_invitation *orgpol_tenant_invitations(const struct orgpol_tenant *tenant,
                                                          const struct tenant_organization *organization,
                                                          size_t *count);

/* The organization at a place, or NULL when another one has its id. */
const struct tenant_organization *orgpol_tenant_organization_at(const struct orgpol_tenant *tenant,
                                                                uint32_t place);

/* By name, which is lower-cased first (PROMPT-03). */
const struct tenant_organization *orgpol_tenant_organization_by_name(const struct orgpol_tenant *tenant,
                                                                     struct orgpol_str name);

/* How many grants hold the key of `client_id` (absent: of the default grant), 2 for more than one; *row is
 * set when it is one. `subject_type` is client or user. */
unsigned orgpol_tenant_client_grant(const struct orgpol_tenant *tenant, struct orgpol_str client_id,
                                    struct orgpol_str audience, uint8_t subject_type,
                                    const struct orgpol_client_grant **row);

/* The same for a client of this tenant, and for the default grant, by the number of the audience. */
unsigned orgpol_tenant_own_grant(const struct orgpol_tenant *tenant, const struct orgpol_client *client,
                                 uint32_t audience, uint8_t subject_type,
                                 const struct orgpol_client_grant **row);
unsigned orgpol_tenant_default_grant(const struct orgpol_tenant *tenant, uint32_t audience,
                                     uint8_t subject_type, const struct orgpol_client_grant **row);

/* The grant of an id, whether or not it is one that grants something (CFG-25). */
const struct orgpol_client_grant *orgpol_tenant_client_grant_by_id(const struct orgpol_tenant *tenant,
                                                                   struct orgpol_str id);

/* The quota of a client this tenant's lookup gave; is_given tells whether it has one of its own. */
const struct tenant_quota *orgpol_tenant_client_quota(const struct orgpol_client *client);

/* Rows between two others; the strings of the rows are those of their owners. */
bool orgpol_tenant_enabled_client(const struct orgpol_tenant *tenant,
                                  const struct tenant_connection *connection,
                                  const struct orgpol_client *client, struct orgpol_enabled_client *row);
bool orgpol_tenant_enabled_connection(const struct orgpol_tenant *tenant,
                                      const struct tenant_organization *organization,
                                      const struct tenant_connection *connection,
                                      struct orgpol_enabled_connection *row);
/* The same by the number of a connection's id, which need not be in the tenant; the row exists. */
struct orgpol_enabled_connection
orgpol_tenant_enabled_connection_row(const struct orgpol_tenant *tenant,
                                     const struct tenant_organization *organization, uint32_t connection);
bool orgpol_tenant_organization_client(const struct orgpol_tenant *tenant,
                                       const struct tenant_organization *organization,
                                       const struct orgpol_client *client,
                                       struct orgpol_organization_client *row);
bool orgpol_tenant_member(const struct orgpol_tenant *tenant, const struct tenant_organization *organization,
                          const struct tenant_user *user, struct orgpol_organization_member *row);
/* Of a grant this tenant's lookup gave; those whose id two rows have are associated with nothing. */
bool orgpol_tenant_organization_client_grant(const struct orgpol_tenant *tenant,
                                             const struct tenant_organization *organization,
                                             const struct orgpol_client_grant *grant,
                                             struct orgpol_organization_client_grant *row);

/* The user's memberships in the order joined: an array, and how many. */
const struct tenant_membership *orgpol_tenant_memberships(const struct orgpol_tenant *tenant,
                                                          struct orgpol_str user_id, size_t *count);

/* The organizations' rows of a domain, which is lower-cased first, in tenant order: their places in
 * discovery_domains, and how many. */
const uint32_t *orgpol_tenant_discovery_domains(const struct orgpol_tenant *tenant, struct orgpol_str domain,
                                                size_t *count);

const struct tenant_invitation *orgpol_tenant_invitation(const struct orgpol_tenant *tenant,
                                                         const struct tenant_organization *organization,
                                                         struct orgpol_str ticket_id);

/*
 * UAPI-12: does the user hold the permission on the API, through the roles held in the organization, or,
 * when that is NULL, through those assigned directly?
 */
bool orgpol_tenant_has_permission(const struct orgpol_tenant *tenant, const struct tenant_user *user,
                                  const struct tenant_organization *organization, struct orgpol_str audience,
                                  struct orgpol_str permission);

/* The stored consent of the key, put into `row`; organization_id absent means none (CONSENT-05). */
bool orgpol_tenant_user_grant(const struct orgpol_tenant *tenant, const struct tenant_user *user,
                              struct orgpol_str client_id, struct orgpol_str audience,
                              struct orgpol_str organization_id, struct orgpol_user_grant *row);

#endif
