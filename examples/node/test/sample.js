// SPDX-License-Identifier: MIT
// The Travel0 sample, and a login of it that is allowed, as a question and as rows. Run from the top of the tree.
"use strict";
const fs = require("node:fs");
const { Tenant } = require("..");

const sample = fs.readFileSync("examples/travel0/tenant.json");

// Emilio logs in to a first-party application.
const question = () => ({
  subject: "emilio",
  resource: "adventure-management",
  context: { organization: "org_granite", connection: "travel0-database" },
});
const request = () => ({
  subject: { type: "user", id: "emilio" },
  action: { name: "can_login" },
  resource: { type: "client", id: "adventure-management" },
  context: { organization: "org_granite", connection: "travel0-database" },
});

// A third party's login.
const rows = () => ({
  organization_id: "org_a",
  client: { client_id: "tpc_x", organization_usage: "allow", grant_types: ["authorization_code"] },
  organization: { id: "org_a", third_party_client_access: "allow" },
  connection: { id: "con_db", is_domain_connection: true },
  enabled_connection: { organization_id: "org_a", connection_id: "con_db" },
  member: { organization_id: "org_a", user_id: "u1" },
  user: { user_id: "u1" },
});

const grantRows = () => ({
  is_client_authenticated: true,
  audience: "https://api",
  scopes: ["read"],
  client: { client_id: "m2m", is_first_party: true, grant_types: ["client_credentials"], token_endpoint_auth_method: "client_secret_post" },
  resource_server: { identifier: "https://api", scopes: ["read", "write"] },
  client_grant: { id: "cgr_1", client_id: "m2m", audience: "https://api", scopes: ["read"] },
});

module.exports = { sample, load: () => Tenant.load(sample), question, request, rows, grantRows };
