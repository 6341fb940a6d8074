/* SPDX-License-Identifier: MIT */
/* What loading a tenant carries along, and how rows and relations are entered. Private. */
#ifndef ORGPOL_JSON_LOAD_H
#define ORGPOL_JSON_LOAD_H

#include <string.h>

#include "objects.h"
#include "store.h"

struct loader {
    struct orgpol_tenant *tenant;
    struct orgpol_json_error *error;
};

/* For sorting. */
static inline int by_value(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

/* Stores one element of an array of the document. `owner` is the place of the row it belongs to. */
typedef enum orgpol_status load_element(struct loader *load, const cJSON *json, const struct json_path *path,
                                        size_t owner);

load_element orgpol_load_client;
load_element orgpol_load_connection;
load_element orgpol_load_resource_server;
load_element orgpol_load_client_grant;
load_element orgpol_load_organization;
load_element orgpol_load_user;
load_element orgpol_load_role; /* owner: an organization, or TENANT_ITSELF */
load_element orgpol_load_rule;
load_element orgpol_load_hook;
load_element orgpol_load_custom_domain;
load_element orgpol_load_options;
load_element orgpol_load_settings;

/* What stands in one of these, whose place is `owner`. */
load_element orgpol_load_enabled_client;
load_element orgpol_load_enabled_connection;
load_element orgpol_load_organization_client;
load_element orgpol_load_organization_client_grant;
load_element orgpol_load_member;
load_element orgpol_load_discovery_domain;
load_element orgpol_load_invitation;
load_element orgpol_load_user_grant;
load_element orgpol_load_account;

/* An array of the document, and who stores its elements. */
struct load_array {
    const char *name;
    const cJSON *array; /* NULL: absent */
    load_element *element;
};

/* Stores every element of every array, which are members of the object at `path`. */
enum orgpol_status orgpol_load_arrays(struct loader *load, const struct load_array *arrays, size_t count,
                                      const struct json_path *path, size_t owner);

enum orgpol_status orgpol_load_no_memory(struct loader *load);

/* Fails unless the member is there: a row without its key cannot be read, and leaving it out could permit. */
enum orgpol_status orgpol_load_require(struct loader *load, struct orgpol_str key,
                                       const struct json_path *path, const char *name);

/* What the arrays of a tenant hold. Resizing fails when memory ends, and changes nothing then. */
void orgpol_tenant_set_count(struct orgpol_tenant *tenant, enum tenant_array array, size_t count);
void orgpol_tenant_set_rows(struct orgpol_tenant *tenant, enum tenant_array array, void *rows,
                            size_t capacity);
bool orgpol_tenant_resize(struct orgpol_tenant *tenant, enum tenant_array array, size_t capacity);

/* The first member of a row. */
static inline uint32_t orgpol_row_first(const void *row)
{
    uint32_t first;

    memcpy(&first, row, sizeof first);
    return first;
}

/* Adds a copy of a row to an array. */
enum orgpol_status orgpol_load_append(struct loader *load, enum tenant_array array, const void *row);

/* Puts the tenant's copy in place of a text of the document, and gives its number. */
enum orgpol_status orgpol_load_keep(struct loader *load, struct orgpol_str *text, uint32_t *number);

/* The same where "" is a value, which stays one. */
enum orgpol_status orgpol_load_keep_given(struct loader *load, struct orgpol_str *text);

/* The same, with upper-case ASCII letters lowered. */
enum orgpol_status orgpol_load_keep_lower(struct loader *load, struct orgpol_str *text, uint32_t *number);

/*
 * Copies an array of text, or, with `table`, of objects that have their text in a struct text_object. Absent
 * texts are left out.
 */
enum orgpol_status orgpol_load_list(struct loader *load, const cJSON *array, const struct json_path *path,
                                    const struct field_table *table, struct text_list *list);

/* A member, whose text has been kept, of an organization or a connection. */
enum orgpol_status orgpol_load_relation(struct loader *load, enum tenant_array array, size_t owner,
                                        struct orgpol_str id, uint32_t value);

/* token_quota.client_credentials; NULL is none. */
enum orgpol_status orgpol_load_quota(struct loader *load, const cJSON *json, const struct json_path *path,
                                     struct tenant_quota *quota);

/*
 * What only Token Vault reads of an object whose members are read: its texts and lists as the tenant's, in
 * the row of the object, or of the user.
 */
enum orgpol_status orgpol_load_vault_client(struct loader *load, struct client_object *object,
                                            const struct json_path *path);
enum orgpol_status orgpol_load_vault_connection(struct loader *load, struct connection_object *object,
                                                const struct json_path *path);
enum orgpol_status orgpol_load_vault_user(struct loader *load, const struct user_object *object,
                                          const struct json_path *path, struct tenant_user *user,
                                          struct tenant_user_more *more);
enum orgpol_status orgpol_load_clock_skew(struct loader *load, const cJSON *value,
                                          const struct json_path *path, struct orgpol_options *options);

/* Closes gaps, and puts rows in the order of their owners. False when memory ended; it can be done again. */
bool orgpol_tenant_arrange(struct orgpol_tenant *tenant);

/*
 * Makes what was loaded a tenant to ask: rows by owner, lookups, counts. Failure leaves it to be loaded
 * further and finished again.
 */
enum orgpol_status orgpol_tenant_finish(struct loader *load);

/* The same for a document: its members are loaded, and the tenant finished. */
enum orgpol_status orgpol_load_document(struct loader *load, const cJSON *tree, const struct json_path *path);

#endif
