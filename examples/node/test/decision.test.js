// SPDX-License-Identifier: MIT
"use strict";
const assert = require("node:assert/strict");
const { test } = require("node:test");
const orgpol = require("..");
const { load, question, request, rows, grantRows } = require("./sample");

const denied = () => load().canLogin({ ...question(), subject: "nobody" });

test("a decision cannot be changed", () => {
  const decision = denied();
  for (const change of [
    () => (decision.decision = true),
    () => (decision.allowed = true),
    () => (decision.more = 1),
    () => decision.unmet.pop(),
    () => decision.obligations.push("x"),
    () => (decision.context.reason = null),
    () => Object.defineProperty(decision, "decision", { value: true }),
  ])
    assert.throws(change, TypeError);
  assert.equal(decision.allowed, false);
  assert.throws(() => load().evaluations({ ...request() }).push(decision), TypeError);
});

test("a decision is no boolean", () => {
  const decision = denied();
  for (const use of [() => decision == true, () => decision == false, () => decision + 1, () => `${decision}`, () => decision > 0])
    assert.throws(use, { name: "TypeError", message: /\.allowed/ });
  assert.equal(JSON.stringify(decision), JSON.stringify({ decision: false, context: decision.context }));
});

test("assertAllowed", () => {
  const decision = denied();
  assert.throws(() => decision.assertAllowed(), (error) => {
    assert.ok(error instanceof orgpol.DeniedError);
    assert.deepEqual([error.name, error.code, error.reason, error.decision], ["DeniedError", "ERR_ORGPOL_DENIED", decision.reason, decision]);
    assert.equal(error.message, decision.description);
    return true;
  });
  const allowed = load().canLogin(question());
  assert.equal(allowed.assertAllowed(), allowed);
  assert.deepEqual([allowed.reason, allowed.unmet, allowed.description], [null, [], null]);
});

test("only true is yes", () => {
  for (const decision of ["true", 1, {}, undefined, null])
    assert.equal(new orgpol.Decision({ decision, context: {} }).allowed, false);
  assert.equal(new orgpol.Decision({ decision: true, context: { error: {} } }).allowed, false);
});

test("batches", () => {
  const tenant = load();
  const wrong = { ...request(), context: { connection: 3 } };
  const [first, second, third] = tenant.evaluations({ evaluations: [request(), wrong, { ...request(), subject: { type: "user", id: "nobody" } }] });
  assert.equal(first.allowed, true);
  assert.deepEqual([second.allowed, second.reason, second.unmet], [false, null, []]);
  assert.match(second.description, /text/);
  assert.throws(() => second.assertAllowed(), orgpol.DeniedError);
  assert.equal(third.allowed, false);
  assert.equal(tenant.evaluations({ ...request(), evaluations: [] }).length, 1);
  const many = tenant.evaluations({ ...request(), evaluations: new Array(1000).fill({ context: { organization: "x".repeat(900) } }) });
  assert.equal(many.length, 1000); // an answer that is asked for twice
  assert.ok(many.every(({ allowed }) => !allowed));
});

test("answers that need more room", () => {
  const organization = "x".repeat(20000);
  const decision = load().canLogin({ ...question(), context: { organization, connection: "travel0-database" } });
  assert.equal(decision.allowed, false);
  assert.ok(decision.description.includes(organization));
});

test("a tenant that comes with the request", () => {
  const tenant = JSON.parse(require("./sample").sample);
  const inline = { ...request(), context: { ...request().context, tenant } };
  assert.equal(orgpol.evaluate(inline).allowed, true);
  assert.equal(orgpol.evaluations({ evaluations: [inline] })[0].allowed, true);
  assert.throws(() => load().evaluate(inline), orgpol.RequestError); // both
  assert.throws(() => orgpol.evaluate(request()), orgpol.RequestError); // neither
});

test("the catalogue", () => {
  const { org_blocks_third_party } = orgpol.reasons;
  assert.equal(org_blocks_third_party.rule, "LOGIN-07");
  assert.throws(() => (org_blocks_third_party.rule = "x"), TypeError);
  assert.match(orgpol.version, /^\d+\.\d+\.\d+$/);
  assert.match(orgpol.rulesVersion, /^\d{4}-\d\d-\d\d\+[0-9a-f]{16}$/);
});

test("what goes with decisions over rows", () => {
  assert.deepEqual(orgpol.canLogin(rows()).context, { obligations: [], advice: [], org_id: "org_a" });
  const blocked = orgpol.canThirdPartyLogin({ ...rows(), organization: { id: "org_a" }, member: null });
  assert.equal(blocked.reason, "org_blocks_third_party");
  assert.deepEqual(blocked.unmet, ["org_blocks_third_party", "user_not_member"]);
  assert.deepEqual(blocked.obligations, ["show_error_page"]);
  assert.equal(blocked.description, "parameter organization is invalid: org_a");
  assert.equal(blocked.context.rule, "LOGIN-07");
  const granted = orgpol.checkClientGrant(grantRows()).context;
  assert.deepEqual([granted.grant_id, granted.audience, granted.client_id, granted.scopes], ["cgr_1", "https://api", "m2m", ["read"]]);
  const missing = orgpol.checkClientGrant({ ...grantRows(), scopes: ["read", "write"] });
  assert.deepEqual([missing.allowed, missing.context.missing_scopes], [false, ["write"]]);
  assert.equal(missing.description, "Client has not been granted scopes: write");
});

test("import { ... }", async () => {
  const { Tenant, canLogin } = await import("../index.js");
  assert.equal(Tenant, orgpol.Tenant);
  assert.equal(canLogin, orgpol.canLogin);
});
