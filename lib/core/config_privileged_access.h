/* SPDX-License-Identifier: MIT */
/* The settings of a privileged worker among those of its application (PWX-40). Private. */
#ifndef ORGPOL_CORE_CONFIG_PRIVILEGED_ACCESS_H
#define ORGPOL_CORE_CONFIG_PRIVILEGED_ACCESS_H

#include "config.h"
#include "vault.h"

/* The rows, each readable. */
struct worker_rows {
    const struct orgpol_client_config *config;
    const struct orgpol_client *client;
    const struct orgpol_options *options;
    const struct orgpol_privileged_access *access; /* of zeros where there is no block */
    struct orgpol_privileged_access copy;
    bool has_block;
};

/* What the conditions of the table turn on, in their order. */
struct vault_facts {
    bool credentials_missing, too_many_credentials, credential_invalid, too_many_ip_entries, ip_entry_invalid;
    bool too_many_grants, too_many_grant_scopes, grant_scopes_empty, grant_connection_repeated;
};

/* Reads the block and the connections granted; the other three are in `rows` already. */
enum orgpol_reason orgpol_read_worker(struct worker_rows *rows);

void orgpol_find_worker(const struct worker_rows *rows, struct vault_facts *vault,
                        struct config_findings *findings);

/* What is allowed, and refuses exchanges. */
void orgpol_advise_worker(const struct worker_rows *rows, struct config_findings *findings);

#endif
