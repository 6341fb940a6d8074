// SPDX-License-Identifier: MIT
// Axes and facts of more than one space.
"use strict";
const { row, flag, word, need } = require("./space.js");

const CLASS = {
  name: "class",
  isSet: true,
  words: new Map([["first_party", "is_first_party"], ["strict", "is_strict"], ["permissive", "is_permissive"]]),
};

const CLASS_AXES = [
  word("absent_security_mode", [undefined, "permissive"]),
  row("client", []),
  word("client.client_id", ["app", "tpc_app"]),
  flag("client.is_first_party"),
  word("client.third_party_security_mode", [undefined, "strict", "permissive", "unknown"]),
  word("client.external_metadata_type", [undefined, "cimd", "dcr", "unknown"]),
];

const API = "https://api";
const AUDIENCE_AXES = [
  word("audience", [API, undefined]),
  word("resource", [undefined, API]),
  word("resource_parameter_profile", [undefined, "audience", "compatibility", "unknown"]),
  word("default_audience", [undefined, API]),
];
const hasAudience = need(["has_audience"], (space, at) => space.inputOf("has_audience").value(at));

module.exports = {
  CLASS,
  CLASS_AXES,
  API,
  AUDIENCE_AXES,
  hasAudience,
  SCOPES: [[], ["r"], ["w"], ["r", "w"], ["d"], ["x"], ["r", "r"], ["openid", "r"]],
  API_SCOPES: [["r", "w", "d"], [], ["r"], ["r", "w"], ["openid", "r", "w", "d"]],
  GRANT_SCOPES: [["r", "w", "d"], [], ["r"], ["w", "d"], ["r", "x"]],
};
