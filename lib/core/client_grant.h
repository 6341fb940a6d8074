/* SPDX-License-Identifier: MIT */
/* The client_grant question as the rules read it. Private. */
#ifndef ORGPOL_CORE_CLIENT_GRANT_H
#define ORGPOL_CORE_CLIENT_GRANT_H

#include <stdbool.h>

#include "orgpol/client_grant.h"

/* Every row of a request; a missing one points at zeros, so that conditions need no branch for it. */
struct client_grant_rows {
    const struct orgpol_client_grant_request *request;
    const struct orgpol_options *options;
    const struct orgpol_tenant_settings *settings;
    const struct orgpol_client *client;
    const struct orgpol_resource_server *resource_server;
    const struct orgpol_client_grant *client_grant;
    const struct orgpol_client_grant *default_client_grant;
    const struct orgpol_organization *organization;
    const struct orgpol_organization_client_grant *association;
    const struct orgpol_token_quota *client_quota;       /* M2M-32: the client's own, else the tenant's */
    const struct orgpol_token_quota *organization_quota; /* the organization's own, else the tenant's */
    const struct orgpol_token_usage *client_usage;
    const struct orgpol_token_usage *organization_usage;
    struct orgpol_str audience; /* M2M-05; absent: none */
};

/* Room for rows whose struct is of another size than ours. */
struct client_grant_copies {
    struct orgpol_client_grant_request request;
    struct orgpol_options options;
    struct orgpol_tenant_settings settings;
    struct orgpol_client client;
    struct orgpol_resource_server resource_server;
    struct orgpol_client_grant client_grant;
    struct orgpol_client_grant default_client_grant;
    struct orgpol_organization organization;
    struct orgpol_organization_client_grant association;
    struct orgpol_token_quota client_quota;
    struct orgpol_token_quota organization_quota;
    struct orgpol_token_usage client_usage;
    struct orgpol_token_usage organization_usage;
};

/*
 * Fills `rows` from the request and checks that they can be read and belong together. Returns the error, or
 * ORGPOL_REASON_NONE. `copies` must outlive `rows`.
 */
enum orgpol_reason orgpol_read_client_grant(const struct orgpol_client_grant_request *request,
                                            struct client_grant_rows *rows,
                                            struct client_grant_copies *copies);

#endif
