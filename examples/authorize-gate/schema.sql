-- SPDX-License-Identifier: MIT
-- What a login reads, with the names and words of the Management API. Keys are primary keys, so a lookup finds one row
-- or none. A word is text, so that next quarter's can be stored: orgpol reads one it does not know as the stricter.
-- NULL is "absent". Flags are 0 or 1, nothing else.

CREATE TABLE tenant_settings (
    id INTEGER PRIMARY KEY CHECK (id = 1), -- there is one row, always
    default_audience TEXT,
    default_directory TEXT
) STRICT;
INSERT INTO tenant_settings (id) VALUES (1);

CREATE TABLE rules (
    id TEXT PRIMARY KEY NOT NULL,
    enabled INTEGER NOT NULL DEFAULT 1 CHECK (enabled IN (0, 1))
) STRICT;

CREATE TABLE clients (
    client_id TEXT PRIMARY KEY NOT NULL CHECK (client_id <> ''),
    is_first_party INTEGER NOT NULL DEFAULT 0 CHECK (is_first_party IN (0, 1)),
    third_party_security_mode TEXT,
    external_metadata_type TEXT,
    organization_usage TEXT,
    organization_require_behavior TEXT,
    grant_types TEXT CHECK (grant_types IS NULL OR json_valid(grant_types)) -- an array of texts
) STRICT;

CREATE TABLE connections (
    id TEXT PRIMARY KEY NOT NULL CHECK (id <> ''),
    name TEXT NOT NULL UNIQUE,
    strategy TEXT NOT NULL,
    is_domain_connection INTEGER NOT NULL DEFAULT 0 CHECK (is_domain_connection IN (0, 1)),
    authentication_active INTEGER NOT NULL DEFAULT 1 CHECK (authentication_active IN (0, 1))
) STRICT;

CREATE TABLE enabled_clients (
    connection_id TEXT NOT NULL REFERENCES connections,
    client_id TEXT NOT NULL REFERENCES clients,
    PRIMARY KEY (connection_id, client_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE organizations (
    id TEXT PRIMARY KEY NOT NULL CHECK (id <> ''),
    name TEXT NOT NULL UNIQUE,
    third_party_client_access TEXT,
    is_app_entitlement_active INTEGER NOT NULL DEFAULT 0 CHECK (is_app_entitlement_active IN (0, 1))
) STRICT;

CREATE TABLE enabled_connections (
    organization_id TEXT NOT NULL REFERENCES organizations,
    connection_id TEXT NOT NULL REFERENCES connections,
    is_enabled INTEGER NOT NULL DEFAULT 1 CHECK (is_enabled IN (0, 1)),
    assign_membership_on_login INTEGER NOT NULL DEFAULT 0 CHECK (assign_membership_on_login IN (0, 1)),
    PRIMARY KEY (organization_id, connection_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE organization_clients (
    organization_id TEXT NOT NULL REFERENCES organizations,
    client_id TEXT NOT NULL REFERENCES clients,
    use_for_member_access INTEGER NOT NULL DEFAULT 0 CHECK (use_for_member_access IN (0, 1)),
    PRIMARY KEY (organization_id, client_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE users (user_id TEXT PRIMARY KEY NOT NULL CHECK (user_id <> '')) STRICT;

CREATE TABLE organization_members (
    organization_id TEXT NOT NULL REFERENCES organizations,
    user_id TEXT NOT NULL REFERENCES users,
    PRIMARY KEY (organization_id, user_id)
) STRICT, WITHOUT ROWID;
