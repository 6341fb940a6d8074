/* SPDX-License-Identifier: MIT */
/* One configuration check: a row, of a request or of the tenant, put before the core. Private. */
#ifndef ORGPOL_JSON_CONFIG_H
#define ORGPOL_JSON_CONFIG_H

#include "decode.h"
#include "objects.h"
#include "store.h"

struct config_check {
    const struct orgpol_tenant *tenant;
    struct orgpol_str id; /* the row's key: the tenant's row of that id is this row itself */
    const cJSON *object;  /* the row to be saved; NULL: the tenant's of that id */
    const struct json_path *object_path;
    const cJSON *previous; /* the row before an update; NULL: none */
    const struct json_path *previous_path;
    bool is_stored; /* the object is the tenant's row as it stands: nothing is chosen anew (CFG-03) */
    struct orgpol_config_finding *findings; /* NULL: not wanted */
    size_t capacity;
    struct orgpol_config_result result; /* answers from here on */
    struct orgpol_decision decision;
    struct room *room;   /* for what the core reads; the caller gives it back */
    bool is_row_missing; /* the tenant has no row of the id, and the request brings none: an error */
    struct orgpol_json_error *error;
};

/* Anything but ORGPOL_OK has filled in the error. A decision of ERROR is the core's, for the caller to see.
 */
typedef enum orgpol_status check_config(struct config_check *check);

check_config orgpol_config_client;
check_config orgpol_config_organization;
check_config orgpol_config_connection;
check_config orgpol_config_resource_server;
check_config orgpol_config_client_grant;

/* The tenant has no row of the id, and the request brings none. */
enum orgpol_status orgpol_config_no_row(struct config_check *check);

/* An array of text, or with `table` of objects with a struct text_object. */
enum orgpol_status orgpol_config_texts(const struct config_check *check, const cJSON *array,
                                       const struct json_path *path, const struct field_table *table,
                                       struct text_list *list);

/* The tenant's client with its settings, and the API's, from the row that a lookup gave. */
static inline const struct tenant_client *tenant_client_of(const struct orgpol_client *client)
{
    return (const struct tenant_client *)(const void *)client;
}

static inline const struct tenant_resource_server *
tenant_resource_server_of(const struct orgpol_resource_server *resource_server)
{
    return (const struct tenant_resource_server *)(const void *)resource_server;
}

#endif
