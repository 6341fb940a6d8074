/* SPDX-License-Identifier: MIT */
/*
 * The conditions of the configuration checks, in evaluation order: the place of a line is the bit in `unmet`.
 * config_client.c and the files beside it have the facts, the members of `is`. Private.
 */
#ifndef ORGPOL_CORE_CONFIG_TABLE_H
#define ORGPOL_CORE_CONFIG_TABLE_H

/* clang-format off */
/*      rule      reason  unmet when */
#define CLIENT_CONFIG_TABLE(X, x)                                                                   \
    X(x, "CFG-01", CFG_01, is.party_changed | is.mode_changed)                                      \
    X(x, "CFG-02", CFG_02, is.strict_first_party)                                                   \
    X(x, "CFG-03", CFG_03, is.permissive_chosen)                                                    \
    X(x, "CFG-06", CFG_06, is.foreign_grant_type)                                                   \
    X(x, "CFG-07", CFG_07, is.strict_public_credentials)                                            \
    X(x, "CFG-08", CFG_08, is.public_credentials)                                                   \
    X(x, "CFG-09", CFG_09, is.app_type_wrong | is.auth_method_wrong | is.methods_wrong)             \
    X(x, "CFG-10", CFG_10, is.symmetric)                                                            \
    X(x, "CFG-11", CFG_11, is.inexact_callback | is.inexact_origin | is.inexact_web_origin)         \
    X(x, "CFG-12", CFG_12, is.not_expiring | is.infinite_idle)                                      \
    X(x, "CFG-14", CFG_14, is.two_methods)                                                          \
    X(x, "CFG-15", CFG_15, is.permissive_password)                                                  \
    X(x, "CFG-18", CFG_18, is.not_conformant)                                                       \
    X(x, "CFG-20", CFG_20, is.default_without_id | is.default_flows_wrong)                      \
    X(x, "PWX-40", CREDENTIALS_MISSING, vault.credentials_missing)                                  \
    X(x, "PWX-40", TOO_MANY_CREDENTIALS, vault.too_many_credentials)                                \
    X(x, "PWX-40", CREDENTIAL_INVALID, vault.credential_invalid)                                    \
    X(x, "PWX-40", TOO_MANY_IP_ENTRIES, vault.too_many_ip_entries)                                  \
    X(x, "PWX-40", IP_ENTRY_INVALID, vault.ip_entry_invalid)                                        \
    X(x, "PWX-40", TOO_MANY_GRANTS, vault.too_many_grants)                                          \
    X(x, "PWX-40", TOO_MANY_GRANT_SCOPES, vault.too_many_grant_scopes)                              \
    X(x, "PWX-40", GRANT_SCOPES_EMPTY, vault.grant_scopes_empty)                                    \
    X(x, "PWX-40", GRANT_CONNECTION_REPEATED, vault.grant_connection_repeated)

#define ORGANIZATION_CONFIG_TABLE(X, x)                                                             \
    X(x, "CFG-23", CFG_23, is.name_wrong | is.name_taken)                                           \
    X(x, "CFG-24", CFG_24, is.access_wrong)                                                         \
    X(x, "CFG-35", CFG_35, is.too_many_grants | is.grant_twice)                                     \
    X(x, "CFG-37", CFG_37, is.too_many_connections | is.connection_twice | is.signup)               \
    X(x, "CFG-38", CFG_38, is.too_many_domains | is.domain_twice | is.domain_wrong)                 \
    X(x, "CFG-39", CFG_39, is.too_many_clients)                                                     \
    X(x, "CFG-40", CFG_40, is.invitation_wrong)

#define CONNECTION_CONFIG_TABLE(X, x)                                                               \
    X(x, "CFG-42", CFG_42, is.issuer_taken | is.several_organizations)

#define RESOURCE_SERVER_CONFIG_TABLE(X, x)                                                          \
    X(x, "CFG-36", CFG_36, is.allow_all)

#define CLIENT_GRANT_CONFIG_TABLE(X, x)                                                             \
    X(x, "CFG-25", CFG_25, is.both_or_neither | is.unknown_default)                                 \
    X(x, "CFG-26", CFG_26, is.key_taken)                                                            \
    X(x, "CFG-27", CFG_27, is.details_without_user)                                                 \
    X(x, "CFG-28", CFG_28, is.all_scopes_and_some)                                                  \
    X(x, "CFG-29", CFG_29, is.default_with_usage | is.default_with_any)                             \
    X(x, "CFG-30", CFG_30, is.any_for_third_party)                                                  \
    X(x, "CFG-32", CFG_32, is.system_api)                                                           \
    X(x, "CFG-33", CFG_33, is.system_grant)
/* clang-format on */

#endif
