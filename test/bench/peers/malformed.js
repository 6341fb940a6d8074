// SPDX-License-Identifier: MIT
// Requests with one fact that is missing or of another type (malformed.json): with "rule", what orgpol denies by it,
// without one, what it calls an error. And the request they are made of, which everyone allows.
"use strict";
const { usual, missing, wrong } = require("./malformed.json");

function read({ fact, value, action = "log_in", facts, rule = "error" }) {
  const what = value === undefined ? `no ${fact}` : `${fact}=${JSON.stringify(value)}`;
  const request = { action, facts: { ...usual, ...facts, [fact]: value } };
  return { name: action === "log_in" ? what : `${what} (${action})`, request, rule };
}

module.exports = { wellFormed: { action: "log_in", facts: usual }, malformed: [...missing, ...wrong].map(read) };
