/* SPDX-License-Identifier: MIT */
/* What loading a tenant carries along, and how rows and relations are entered. Private. */
#ifndef ORGPOL_JSON_LOAD_H
#define ORGPOL_JSON_LOAD_H

#include "objects.h"
#include "store.h"

struct loader {
    struct orgpol_tenant *tenant;
    struct orgpol_json_error *error;
};

/* Stores one element of an array of the document. `owner` is the place of the row it belongs to. */
typedef enum orgpol_status load_element(struct loader *load, const cJSON *json, const struct json_path *path,
                                        size_t owner);

load_element orgpol_load_client;
load_element orgpol_load_connection;
load_element orgpol_load_resource_server;
load_element orgpol_load_client_grant;
load_element orgpol_load_organization;
load_element orgpol_load_user;
load_element orgpol_load_role; /* of the organization at owner - 1, or, with 0, of the tenant */

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

/*
 * The array with a row more, counted in *count; it doubles at powers of two. NULL when memory ended, or 2^31
 * rows are reached; the array given then stays as it was.
 */
void *orgpol_load_append(void *rows, size_t *count, const void *row, size_t size);

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

/* The texts both lists have, in the order of the first. */
enum orgpol_status orgpol_load_intersect(struct loader *load, struct text_list *list,
                                         const struct text_list *other);

/* Enters a key that only one row may hold; a second one makes it AMBIGUOUS. An absent id is no key. */
enum orgpol_status orgpol_load_unique(struct loader *load, struct index_key key, size_t value);

/* The same for a row of its own under its text, of which the tenant's copy takes the place. */
enum orgpol_status orgpol_load_row(struct loader *load, enum index_kind kind, struct orgpol_str *text,
                                   size_t value);

/*
 * Enters a relation; a second row for the same two leaves only the settings both have. `fresh`, unless NULL,
 * tells whether the relation is new.
 */
enum orgpol_status orgpol_load_relation(struct loader *load, enum index_kind kind, size_t owner,
                                        struct orgpol_str id, uint32_t settings, bool *fresh);

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
                                          const struct json_path *path, struct tenant_user *user);
enum orgpol_status orgpol_load_clock_skew(struct loader *load, const cJSON *value,
                                          const struct json_path *path, struct orgpol_options *options);

/* Finds the My Account API, once every API is there. */
enum orgpol_status orgpol_load_my_account_api(struct loader *load);

#endif
