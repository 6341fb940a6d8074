/* SPDX-License-Identifier: MIT */
/* The SQL of authorize-gate; its parameters are client, connection, organization and user. */
#ifndef AUTHORIZE_GATE_STATEMENTS_H
#define AUTHORIZE_GATE_STATEMENTS_H

/* Every row by its key, in one statement and so of one moment; decide() reads the columns in their order. */
static const char lookup[] =
    "SELECT EXISTS (SELECT 1 FROM rules WHERE enabled IS NOT 0), c.client_id, c.is_first_party,"
    " c.third_party_security_mode, c.external_metadata_type, c.organization_usage,"
    " c.organization_require_behavior, c.grant_types IS NULL OR EXISTS (SELECT 1 FROM "
    "json_each(c.grant_types)"
    "  WHERE value IN ('authorization_code', 'implicit')),"
    " n.id, n.strategy, n.is_domain_connection, n.authentication_active IS NOT 1,"
    " (SELECT COUNT(*) FROM enabled_clients WHERE connection_id = n.id), nc.connection_id, nc.client_id,"
    " o.id, o.third_party_client_access, o.is_app_entitlement_active IS NOT 0,"
    " (SELECT COUNT(*) FROM enabled_connections WHERE organization_id = o.id AND is_enabled),"
    " (SELECT COUNT(*) FROM organization_members WHERE organization_id = o.id),"
    " oc.organization_id, oc.client_id, oc.use_for_member_access,"
    " e.organization_id, e.connection_id, e.is_enabled IS NOT 1, e.assign_membership_on_login,"
    " u.user_id, m.organization_id, m.user_id"
    " FROM tenant_settings LEFT JOIN clients c ON c.client_id = ?1 LEFT JOIN connections n ON n.id = ?2"
    " LEFT JOIN enabled_clients nc ON nc.connection_id = ?2 AND nc.client_id = ?1"
    " LEFT JOIN organizations o ON o.id = ?3"
    " LEFT JOIN organization_clients oc ON oc.organization_id = ?3 AND oc.client_id = ?1"
    " LEFT JOIN enabled_connections e ON e.organization_id = ?3 AND e.connection_id = ?2"
    " LEFT JOIN users u ON u.user_id = ?4"
    " LEFT JOIN organization_members m ON m.organization_id = ?3 AND m.user_id = ?4";
static const char add_member[] =
    "INSERT OR IGNORE INTO organization_members (organization_id, user_id) VALUES (?3, ?4)";

#endif
