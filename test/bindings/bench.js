// SPDX-License-Identifier: MIT
// bench.js PACKAGE: nanoseconds of a decision asked from Node. Median and best of RUNS runs, which take turns; in
// each the questions, half of them denied, are asked CALLS times. BENCH_JSON=1: one JSON object a line.
"use strict";
const path = require("node:path");

const package_ = path.resolve(process.argv[2]);
const orgpol = require(package_);
const sample = require(path.join(package_, "test/sample.js"));

const RUNS = 11;
const CALLS = 4000;
const BATCH = 100;

const tenant = sample.load();
const nobody = (request) => ({ ...request, subject: { type: "user", id: "nobody" } });
const requests = [sample.request(), nobody(sample.request())];
const questions = requests.map(({ subject, resource, context }) => ({ subject, resource, context }));
const texts = requests.map((request) => JSON.stringify(request));
const buffers = texts.map((text) => Buffer.from(text));
const batch = { evaluations: Array.from({ length: BATCH }, (_, i) => requests[i % 2]) };
const logins = [sample.rows(), { ...sample.rows(), member: null }];
const grants = [sample.grantRows(), { ...sample.grantRows(), scopes: ["read", "write"] }];
const named = { user_id: "auth0|u1", client_id: "tpc_x", audience: "https://api", organization_id: "org_a" };

// Name, what asks question i, and how many decisions that are. Answers are true where it was allowed.
const benches = [
  ["rows: canThirdPartyLogin", (i) => orgpol.canThirdPartyLogin(logins[i % 2]).allowed, 1],
  ["rows: checkClientGrant", (i) => orgpol.checkClientGrant(grants[i % 2]).allowed, 1],
  ["rows: consentKey", () => orgpol.consentKey(named).length === 64, 1],
  ["JSON: canLogin of a tenant", (i) => tenant.canLogin(questions[i % 2]).allowed, 1],
  ["JSON: evaluate, an object", (i) => tenant.evaluate(requests[i % 2]).allowed, 1],
  ["JSON: evaluate, text", (i) => tenant.evaluate(texts[i % 2]).allowed, 1],
  ["JSON: evaluate, a Buffer", (i) => tenant.evaluate(buffers[i % 2]).allowed, 1],
  [`JSON: evaluations, ${BATCH} at once`, (i) => tenant.evaluations(batch)[i % 2].allowed, BATCH],
];
const median = (numbers) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1];

function run(ask, decisions) {
  const calls = CALLS / decisions;
  let allowed = 0;
  const start = process.hrtime.bigint();
  for (let i = 0; i < calls; i++) allowed += ask(i);
  const ns = Number(process.hrtime.bigint() - start) / (calls * decisions);
  if (allowed !== calls / 2 && allowed !== calls) throw new Error(`${allowed} of ${calls} were allowed`);
  return ns;
}

const figures = benches.map(() => []);
for (let turn = 0; turn <= RUNS; turn++)
  benches.forEach(([, ask, decisions], at) => {
    const ns = run(ask, decisions);
    if (turn > 0) figures[at].push(ns); // the first one is to warm up
  });

benches.forEach(([name], at) => {
  const ns = Math.round(median(figures[at]));
  const best = Math.round(Math.min(...figures[at]));
  if (process.env.BENCH_JSON === "1") console.log(JSON.stringify({ name: `node ${name}`, p50_ns: ns, best_ns: best, runs: RUNS }));
  else console.log(`node   ${name.padEnd(34)} ${String(ns).padStart(7)} ns a decision (best ${best})`);
});
