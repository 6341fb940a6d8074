// SPDX-License-Identifier: MIT
// The space of logins: what struct orgpol_login_request and its rows can say, one axis a member. The first value of an
// axis is the usual one. `undefined` is a member that is absent, "unknown" a stored word that orgpol does not know.
"use strict";
const { row, flag, word, number, list, never, need } = require("./space.js");
const { CLASS, CLASS_AXES, API } = require("./shared_axes.js");

const isAction = (action) => need(["action"], (space, at) => space.value(at, "action") === action);
const GRANT_TYPES = [
  undefined,
  ["authorization_code"],
  ["implicit"],
  ["authorization_code", "implicit", "refresh_token"],
  [],
  ["client_credentials"],
  ["refresh_token", "password", "device_code", "token_exchange", "jwt_bearer"],
];
// XAA-09.
const AUDIENCES = ["cross_app_access.assertion_resource", "cross_app_access.resource", "default_audience"];
const hasAudience = need(["action", ...AUDIENCES], (space, at) =>
  AUDIENCES.some((name) => space.value(at, name) !== undefined));

const axes = [
  word("action", ["log_in", "refresh", "exchange"]),
  word("protocol", ["oidc", undefined, "samlp", "wsfed", "classic_login", "lock", "device_code", "password", "passkey",
    "token_exchange"], [isAction("log_in")]),
  flag("is_third_party_login"),
  word("mfa", [undefined, "satisfied", "required", "failed"]),
  word("action_verdict", [undefined, "allow", "deny"]),
  flag("is_signup"),
  flag("is_invitation_accepted"),
  number("member_count", [0, 99999, 100000, 100001, 4294967295]),
  word("response_mode", [undefined, "web_message"]),
  word("organization_id", ["org_a", undefined]),
  flag("require_app_connection_in_org"),
  flag("refresh_recheck_off"),
  flag("has_enabled_rule"),

  ...CLASS_AXES,
  word("client.redirection_policy", [undefined, "allow_always", "unknown"]),
  word("client.organization_usage", ["allow", undefined, "deny", "require", "unknown"]),
  word("client.organization_require_behavior", ["post_login_prompt", undefined, "no_prompt", "pre_login_prompt", "unknown"]),
  flag("client.identity_assertion_authorization_grant_active", true),
  list("client.grant_types", GRANT_TYPES),

  row("organization", ["organization_id"]),
  word("organization.third_party_client_access", ["allow", undefined, "block", "unknown"]),
  flag("organization.is_app_entitlement_active"),
  number("organization.enabled_connection_count", [1, 0, 2]),

  row("connection", []),
  flag("connection.is_domain_connection", true),
  flag("connection.is_authentication_inactive"),
  word("connection.cross_app_access_resource_app_status", ["enabled", undefined, "disabled", "unknown"]),
  number("connection.enabled_client_count", [1, 0, 2]),
  word("connection.strategy", ["auth0", undefined, "samlp"]),

  row("enabled_client", ["client", "connection"]),
  row("enabled_connection", ["organization", "connection"]),
  flag("enabled_connection.is_disabled"),
  flag("enabled_connection.assign_membership_on_login"),
  flag("enabled_connection.is_signup_enabled", true),
  row("organization_client", ["organization", "client"]),
  flag("organization_client.use_for_member_access", true),
  row("user", []),
  row("member", ["organization", "user"]),

  row("cross_app_access", [isAction("exchange")], true),
  flag("cross_app_access.is_assertion_valid", true),
  number("cross_app_access.organization_count", [1, 0, 2]),
  word("cross_app_access.assertion_resource", [API, undefined]),
  word("cross_app_access.resource", [undefined, API]),
  word("default_audience", [undefined, API]),
  row("resource_server", [isAction("exchange"), hasAudience]),
  flag("resource_server.is_system"),
  word("resource_server.user_policy", [undefined, "allow_all", "deny_all", "require_client_grant", "unknown"]),
  row("client_grant", [isAction("exchange"), hasAudience, "client"]),
  word("client_grant.subject_type", ["user", undefined, "client", "unknown"]),
  row("default_client_grant", [isAction("exchange"), hasAudience]),
  word("default_client_grant.subject_type", ["user", undefined, "client", "unknown"]),
  never("has_several_client_grants"),
];

const facts = [
  CLASS,
  {
    name: "grant",
    words: new Map([["own", "has_own_user_grant"], ["default", "has_default_user_grant"], ["none", null]]),
  },
];

// An exchange is in the organization that has the connection enabled: with one such organization it is given
// (XAA-04).
function settle(row) {
  const count = this.inputOf("cross_app_access.organization_count");
  if (this.value(row, count.name) === 1 && this.value(row, "organization_id") === undefined)
    row[count.index] = count.none;
}

module.exports = {
  name: "login",
  axes,
  facts,
  settle,
  policies: ["login.cedar", "login_connection.cedar"],
  schema: "login.cedarschema",
  actions: { refresh: " protocol=refresh_token" },
};
