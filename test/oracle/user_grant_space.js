// SPDX-License-Identifier: MIT
// The space of tokens for a user: what struct orgpol_user_grant_request and its rows can say, one axis a member. The
// first value of an axis is the usual one. `undefined` is a member that is absent, "unknown" a stored word that orgpol
// does not know.
"use strict";
const { row, flag, word, list } = require("./space.js");
const { CLASS, CLASS_AXES, AUDIENCE_AXES, API_SCOPES, SCOPES, hasAudience } =
  require("./shared_axes.js");

const TYPES = [["t"], [], ["t", "u"]];

const axes = [
  word("action", ["exchange"]),
  flag("is_refresh"),
  word("response_mode", [undefined, "web_message"]),
  ...AUDIENCE_AXES,
  word("organization_id", ["org_a", undefined]),
  list("scopes", SCOPES),
  list("original_scopes", SCOPES),
  list("authorization_details_types", [[], ["t"], ["t", "u"], ["v"]]),
  flag("user_grant_ceiling"),

  ...CLASS_AXES,
  word("client.organization_usage", [undefined, "deny", "allow", "require", "unknown"]),
  row("organization", ["organization_id"]),
  row("resource_server", [hasAudience]),
  flag("resource_server.is_system"),
  word("resource_server.user_policy", [undefined, "allow_all", "deny_all", "require_client_grant", "unknown"]),
  word("resource_server.client_policy", [undefined, "deny_all"]),
  list("resource_server.scopes", API_SCOPES),
  flag("has_several_client_grants"),
  row("client_grant", [hasAudience, "client"]),
  word("client_grant.subject_type", ["user", undefined, "client", "unknown"]),
  list("client_grant.authorization_details_types", TYPES),
  row("default_client_grant", [hasAudience]),
  word("default_client_grant.subject_type", ["user", undefined, "client", "unknown"]),
  list("default_client_grant.authorization_details_types", TYPES),
];

const facts = [
  CLASS,
  { name: "has_audience", words: new Map([[true, "has_audience"], [false, null]]) },
  {
    name: "grant",
    words: new Map([["own", "has_own_user_grant"], ["default", "has_default_user_grant"], ["none", null]]),
  },
];

// Scopes of the original token are given on a refresh only.
function settle(row) {
  const original = this.inputOf("original_scopes");
  if (!this.value(row, "is_refresh")) row[original.index] = 0;
}

module.exports = {
  name: "user_grant",
  axes,
  facts,
  settle,
  policies: ["user_grant.cedar"],
  schema: "user_grant.cedarschema",
  actions: {},
};
