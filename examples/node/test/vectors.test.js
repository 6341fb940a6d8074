// SPDX-License-Identifier: MIT
// Every row of test/vectors through the addon.
"use strict";
const assert = require("node:assert/strict");
const { test } = require("node:test");
const { RequestError, Tenant } = require("..");
const { actions } = require("../lib/actions");
const { families, rowsOf } = require("./vectors");

function runRow({ id, action, question, tenant: document, allowed, unmet, obligations, answer }) {
  const tenant = Tenant.load(JSON.stringify(document));
  const request = { ...question, action: { name: action.name } };
  const decision = tenant.evaluate(request);
  assert.equal(decision.decision, allowed, id);
  assert.equal(decision.allowed, allowed, id);
  assert.deepEqual(decision.unmet, unmet, id);
  assert.deepEqual(decision.obligations, obligations, id);
  assert.equal(decision.reason, allowed ? null : unmet[0], id);
  for (const [name, value] of Object.entries(answer)) assert.deepEqual(decision.context[name], value, `${id}: ${name}`);
  // The action's own method refuses members that it does not read, which a request may have.
  if (Object.keys(question.context).every((name) => name in action.context))
    assert.deepEqual(tenant[action.method](question), decision, id);
  else assert.throws(() => tenant[action.method](question), RequestError, id);
  // The same through text and Buffer, and in a batch of one.
  for (const form of [JSON.stringify(request), Buffer.from(JSON.stringify(request))])
    assert.deepEqual(tenant.evaluate(form), decision, id);
  assert.deepEqual(tenant.evaluations({ evaluations: [request] }), [decision], id);
  tenant.close();
  return action;
}

const asked = new Set();

assert.equal(families.length, 17);
for (const family of families)
  test(`vectors of ${family}`, () => {
    const rows = rowsOf(family);
    assert.ok(rows.length > 0);
    for (const row of rows) asked.add(runRow(row));
  });

test("vectors ask every action", () => assert.deepEqual(asked, new Set(actions)));
