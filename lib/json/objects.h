/* SPDX-License-Identifier: MIT */
/* The Management API objects of a tenant document: which members are read, and into what. Private. */
#ifndef ORGPOL_JSON_OBJECTS_H
#define ORGPOL_JSON_OBJECTS_H

#include "decode.h"
#include "orgpol/model.h"

/* Everything points into the document's tree. */
struct tenant_object {
    const cJSON *options;
    const cJSON *settings;
    const cJSON *clients;
    const cJSON *connections;
    const cJSON *resource_servers;
    const cJSON *client_grants;
    const cJSON *organizations;
    const cJSON *users;
    const cJSON *rules;
};

struct client_object {
    struct orgpol_client row;
    struct orgpol_str external_client_id;
};

struct connection_object {
    struct orgpol_connection row;
    struct orgpol_str name;
    const cJSON *enabled_clients;
};

struct organization_object {
    struct orgpol_organization row;
    const cJSON *enabled_connections;
    const cJSON *connections; /* the other spelling */
    const cJSON *clients;
    const cJSON *members;
};

struct rule_object {
    uint8_t is_disabled;
};

extern const struct field_table orgpol_tenant_members;
extern const struct field_table orgpol_option_members;              /* struct orgpol_options */
extern const struct field_table orgpol_setting_members;             /* struct orgpol_tenant_settings */
extern const struct field_table orgpol_client_members;              /* struct client_object */
extern const struct field_table orgpol_connection_members;          /* struct connection_object */
extern const struct field_table orgpol_resource_server_members;     /* struct orgpol_resource_server */
extern const struct field_table orgpol_client_grant_members;        /* struct orgpol_client_grant */
extern const struct field_table orgpol_organization_members;        /* struct organization_object */
extern const struct field_table orgpol_enabled_connection_members;  /* struct orgpol_enabled_connection */
extern const struct field_table orgpol_organization_client_members; /* struct orgpol_organization_client */
extern const struct field_table orgpol_organization_member_members; /* struct orgpol_organization_member */
extern const struct field_table orgpol_user_members;                /* struct orgpol_user */
extern const struct field_table orgpol_rule_members;                /* struct rule_object */

#endif
