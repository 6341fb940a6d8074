// SPDX-License-Identifier: MIT
"use strict";
const native = require("./lib/native");
const { Decision } = require("./lib/decision");
const errors = require("./lib/errors");
const rows = require("./lib/rows");
const { Tenant, evaluate, evaluations } = require("./lib/tenant");

module.exports = Object.freeze({
  version: native.version,
  rulesVersion: native.rulesVersion,
  Tenant,
  Decision,
  ...errors,
  evaluate,
  evaluations,
  ...rows,
});
