// SPDX-License-Identifier: MIT
// The space of client credentials exchanges: what struct orgpol_client_grant_request and its rows can say, one axis a
// member. The first value of an axis is the usual one. `undefined` is a member that is absent, "unknown" a stored word
// that orgpol does not know.
"use strict";
const { row, flag, word, number, list, need } = require("./space.js");
const { CLASS, CLASS_AXES, AUDIENCE_AXES, API_SCOPES, GRANT_SCOPES, SCOPES, hasAudience } =
  require("./shared_axes.js");

const LIMITS = [undefined, 0, 5];
const TOKENS = [0, 4, 5, 6];

function quota(name) {
  return [
    row(name, []),
    flag(`${name}.is_not_enforced`),
    word(`${name}.per_hour`, LIMITS),
    word(`${name}.per_day`, LIMITS),
  ];
}

function usage(name) {
  return [row(name, []), number(`${name}.hour`, TOKENS), number(`${name}.day`, TOKENS)];
}

// An organization is looked up that was sent, or the client's default one.
const hasLookup = need(["sent_organization", "client.default_organization_id"], (space, at) =>
  ["sent_organization", "client.default_organization_id"].some((name) => space.value(at, name) !== undefined));

const axes = [
  word("action", ["exchange"]),
  flag("is_client_authenticated", true),
  word("action_verdict", [undefined, "allow", "deny"]),
  ...AUDIENCE_AXES,
  word("sent_organization", [undefined, "org_a", "acme"]),
  list("scopes", SCOPES),
  flag("allow_organization_name_in_authentication_api", true),
  flag("has_credentials_exchange_hook"),

  ...CLASS_AXES,
  list("client.grant_types", [["client_credentials"], undefined, [], ["authorization_code"],
    ["authorization_code", "client_credentials"]]),
  word("client.token_endpoint_auth_method", ["client_secret_post", undefined, "none", "client_secret_basic",
    "private_key_jwt", "tls_client_auth", "self_signed_tls_client_auth", "unknown"]),
  flag("client.has_client_authentication_methods"),
  word("client.app_type", [undefined, "spa", "native", "regular_web", "non_interactive", "resource_server", "unknown"]),
  word("client.organization_usage", [undefined, "deny", "allow", "require", "unknown"]),
  word("client.default_organization_id", ["org_a", undefined]),
  flag("client.default_organization_for_client_credentials", true),

  row("resource_server", [hasAudience]),
  flag("resource_server.is_system"),
  word("resource_server.client_policy", [undefined, "require_client_grant", "deny_all", "unknown"]),
  word("resource_server.user_policy", [undefined, "deny_all"]),
  list("resource_server.scopes", API_SCOPES),
  flag("has_several_client_grants"),
  row("client_grant", [hasAudience, "client"]),
  word("client_grant.subject_type", ["client", undefined, "user", "unknown"]),
  word("client_grant.organization_usage", ["allow", undefined, "deny", "require", "unknown"]),
  flag("client_grant.allow_any_organization"),
  flag("client_grant.allow_all_scopes"),
  list("client_grant.scopes", GRANT_SCOPES),
  row("default_client_grant", [hasAudience]),
  word("default_client_grant.subject_type", ["client", undefined, "user", "unknown"]),
  flag("default_client_grant.allow_all_scopes"),
  list("default_client_grant.scopes", GRANT_SCOPES),
  row("organization", [hasLookup]),
  word("organization.third_party_client_access", [undefined, "block", "allow"]),
  flag("organization.is_app_entitlement_active"),
  row("organization_client_grant", ["organization", "client_grant"]),

  ...quota("client_quota"),
  ...quota("default_client_quota"),
  ...quota("organization_quota"),
  ...quota("default_organization_quota"),
  ...usage("client_usage"),
  ...usage("organization_usage"),
];

const facts = [
  CLASS,
  { name: "is_public", words: new Map([[true, "is_public"], [false, null]]) },
  { name: "has_audience", words: new Map([[true, "has_audience"], [false, null]]) },
  {
    name: "grant",
    words: new Map([["own", "has_own_client_grant"], ["default", "has_default_client_grant"], ["none", null]]),
  },
  { name: "has_organization", words: new Map([[true, "has_organization"], [false, null]]) },
];

module.exports = {
  name: "client_grant",
  axes,
  facts,
  policies: ["client_grant.cedar"],
  schema: "client_grant.cedarschema",
  actions: {},
};
