/* SPDX-License-Identifier: MIT */
/* The structs that decisions read, those that others hold before them. */
#ifndef ORGPOL_TEST_FUZZ_STRUCTS_NAMES_H
#define ORGPOL_TEST_FUZZ_STRUCTS_NAMES_H

/* clang-format off */
#define STRUCTS(X) \
    X(options) X(tenant_settings) X(refresh_token_policy) X(credential) X(worker_grant) \
    X(privileged_access) X(client) X(organization) X(connection) X(enabled_client) X(enabled_connection) \
    X(organization_client) X(organization_member) X(user) X(resource_server) X(client_grant) \
    X(cross_app_access) X(login_request) X(session) X(invitation) X(prompt_connection) X(discovery_domain) \
    X(prompt_organization) X(prompt_request) X(parameter) X(authorize_request) X(authorization_code) \
    X(refresh_token) X(endpoint_request) X(organization_client_grant) X(token_quota) X(token_usage) \
    X(client_grant_request) X(user_grant_request) X(user_grant) X(consent_request) X(consent_key_request) \
    X(known_organization) X(token_organization_request) X(granted_connection) X(client_config) \
    X(configured_connection) X(configured_invitation) X(organization_config) X(connection_config) \
    X(resource_server_config) X(client_grant_config) X(my_account_request) X(access_token) \
    X(my_account_caller) X(authorization_params) X(connect_body) X(connect_request) X(complete_body) \
    X(connect_transaction) X(provider_account) X(connected_account) X(complete_request) X(manage_request) \
    X(account_request) X(subject_token) X(exchange_request) X(description_values)
/* clang-format on */

#endif
