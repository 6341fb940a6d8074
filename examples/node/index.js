// SPDX-License-Identifier: MIT
"use strict";
const native = require("./lib/native");
const { Decision } = require("./lib/decision");
const { OrgpolError, TenantError, RequestError, DeniedError } = require("./lib/errors");
const { canLogin, canThirdPartyLogin, checkClientGrant, consentKey } = require("./lib/rows");
const { Tenant, evaluate, evaluations } = require("./lib/tenant");

const { version, rulesVersion } = native;

// The catalogue by name: rule, error, http_status, description, summary, remedy.
const reasons = Object.freeze(
  Object.fromEntries(native.reasons.filter(Boolean).map((entry) => [entry.name, Object.freeze(entry)])),
);

// Plain names, so that `import { Tenant }` finds them.
module.exports = {
  version,
  rulesVersion,
  reasons,
  Tenant,
  Decision,
  OrgpolError,
  TenantError,
  RequestError,
  DeniedError,
  evaluate,
  evaluations,
  canLogin,
  canThirdPartyLogin,
  checkClientGrant,
  consentKey,
};
Object.freeze(module.exports);
