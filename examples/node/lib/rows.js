// SPDX-License-Identifier: MIT
// Decisions over rows that the caller has fetched: no JSON, no tenant.
"use strict";
const native = require("./native");
const { Decision } = require("./decision");
const { RequestError } = require("./errors");

const ALLOW = 2;
const DENY = 1;

function namesOf(low, high, nameAt) {
  const names = [];
  for (let bit = 0; bit < 32; bit++) if ((low >>> bit) & 1) names.push(nameAt(bit));
  for (let bit = 0; bit < 32; bit++) if ((high >>> bit) & 1) names.push(nameAt(32 + bit));
  return names;
}

// The effect and the rest of an answer; what is no answer is thrown.
function answered(answer) {
  if (!Array.isArray(answer)) throw new RequestError(answer ?? { code: "ERR_ORGPOL_ROWS", message: "no answer" });
  const [effect, , reason] = answer;
  if (effect === ALLOW || effect === DENY) return answer;
  const { name, summary } = native.reasons[reason];
  throw new RequestError({ code: "ERR_ORGPOL_ROWS", message: `${name}: ${summary}`, pointer: "" });
}

function contextOf([effect, family, reason, obligations, low, high, advice, result]) {
  const rest = {
    obligations: namesOf(obligations, 0, (bit) => native.obligations[bit]),
    advice: namesOf(advice, 0, (bit) => native.advice[bit]),
    ...result,
  };
  if (effect === ALLOW) return rest;
  const { name, rule, error, http_status, remedy } = native.reasons[reason];
  const unmet = namesOf(low, high, (place) => native.reasons[native.families[family][place]].name);
  return { reason: name, rule, http_status, error, unmet, remedy, ...rest };
}

function decided(answer) {
  answered(answer);
  return new Decision({ decision: answer[0] === ALLOW, context: contextOf(answer) });
}

function canLogin(rows) {
  return decided(native.canLogin(rows));
}

function canThirdPartyLogin(rows) {
  return decided(native.canThirdPartyLogin(rows));
}

function checkClientGrant(rows) {
  return decided(native.checkClientGrant(rows));
}

// 64 hexadecimal digits.
function consentKey(named) {
  const answer = answered(native.consentKey(named));
  if (answer[0] !== ALLOW || typeof answer[7] !== "string")
    throw new RequestError({ code: "ERR_ORGPOL_ROWS", message: "no key" });
  return answer[7];
}

module.exports = { canLogin, canThirdPartyLogin, checkClientGrant, consentKey };
