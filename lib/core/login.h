/* SPDX-License-Identifier: MIT */
/* The login question as the rules read it. Private. */
#ifndef ORGPOL_CORE_LOGIN_H
#define ORGPOL_CORE_LOGIN_H

#include <stdbool.h>

#include "decision.h"
#include "orgpol/login.h"

#define LOGIN_BIT(name) (UINT64_C(1) << LOGIN_##name)

/* LOGIN-16 to LOGIN-12: may the connection be used here? */
#define CONNECTION_CONDITIONS                                                                  \
    (LOGIN_BIT(CONNECTION_DISABLED) | LOGIN_BIT(NO_DOMAIN_LEVEL_CONNECTION) |                  \
     LOGIN_BIT(CONNECTION_NOT_ENABLED_FOR_CLIENT) | LOGIN_BIT(CONNECTION_NOT_FOR_PERMISSIVE) | \
     LOGIN_BIT(CONNECTION_NOT_DOMAIN_LEVEL) | LOGIN_BIT(ORG_HAS_NO_CONNECTIONS) |              \
     LOGIN_BIT(CONNECTION_NOT_ENABLED_FOR_ORG) | LOGIN_BIT(APP_CONNECTION_REQUIRED))

/* The rows of a Cross App Access exchange and the audience that it is about. */
struct cross_app_rows {
    const struct orgpol_cross_app_access *cross_app_access;
    const struct orgpol_resource_server *resource_server;
    const struct orgpol_client_grant *client_grant;
    const struct orgpol_client_grant *default_client_grant;
    struct orgpol_str audience;
};

/* Every row of a request; a missing one points at zeros, so that conditions need no branch for it. */
struct login_rows {
    const struct orgpol_login_request *request;
    const struct orgpol_options *options;
    const struct orgpol_tenant_settings *settings;
    const struct orgpol_client *client;
    const struct orgpol_organization *organization;
    const struct orgpol_connection *connection;
    const struct orgpol_enabled_client *enabled_client;
    const struct orgpol_enabled_connection *enabled_connection;
    const struct orgpol_organization_client *organization_client;
    const struct orgpol_organization_member *member;
    const struct orgpol_user *user;
    const struct cross_app_rows *exchange; /* NULL where the request has no Cross App Access exchange */
};

/* Room for rows whose struct is of another size than ours, and for what is found of an exchange. */
struct login_copies {
    struct orgpol_login_request request;
    struct orgpol_options options;
    struct orgpol_tenant_settings settings;
    struct orgpol_client client;
    struct orgpol_organization organization;
    struct orgpol_connection connection;
    struct orgpol_enabled_client enabled_client;
    struct orgpol_enabled_connection enabled_connection;
    struct orgpol_organization_client organization_client;
    struct orgpol_organization_member member;
    struct orgpol_user user;
    struct cross_app_rows exchange;
    struct orgpol_cross_app_access cross_app_access;
    struct orgpol_resource_server resource_server;
    struct orgpol_client_grant client_grant;
    struct orgpol_client_grant default_client_grant;
};

/*
 * Fills `rows` from the request and checks that they can be read and belong together. Returns the error, or
 * ORGPOL_REASON_NONE. `copies` must outlive `rows`.
 */
enum orgpol_reason orgpol_read_login(const struct orgpol_login_request *request, struct login_rows *rows,
                                     struct login_copies *copies);

/* The unmet conditions of orgpol_can_login. */
uint64_t orgpol_login_unmet(const struct login_rows *rows);

#endif
