// SPDX-License-Identifier: MIT
// Worker threads, and what the collector frees. Run with --expose-gc.
"use strict";
const assert = require("node:assert/strict");
const { test } = require("node:test");
const { setImmediate: turn } = require("node:timers/promises");
const { Worker, isMainThread, parentPort } = require("node:worker_threads");
const { load, question, rows } = require("./sample");
const orgpol = require("..");

const TURNS = 200;

// Loads tenants, asks, and leaves one open: the end of the thread frees it.
function ask() {
  let allowed = 0;
  for (let i = 0; i < TURNS; i++) {
    const tenant = load();
    if (tenant.canLogin(question()).allowed) allowed++;
    if (orgpol.canLogin(rows()).allowed) allowed++;
    if (i % 2) tenant.close();
  }
  return allowed;
}

if (!isMainThread) {
  parentPort.postMessage(ask());
} else {
  test("workers load, ask and end beside each other", async () => {
    const answers = Array.from({ length: 4 }, () => new Promise((resolve, reject) => {
      new Worker(__filename).on("message", resolve).on("error", reject);
    }));
    const own = ask();
    assert.deepEqual([own, ...(await Promise.all(answers))], new Array(5).fill(2 * TURNS));
  });

  test("a worker that is ended in the middle", async () => {
    const worker = new Worker(`
      const { load, question } = require(${JSON.stringify(require.resolve("./sample"))});
      const tenants = [];
      for (let i = 0; ; i++) {
        const tenant = (tenants[i % 50] = load());
        tenant.canLogin(question());
        if (i === 100) require("node:worker_threads").parentPort.postMessage("going");
      }`, { eval: true });
    await new Promise((resolve) => worker.once("message", resolve));
    await worker.terminate();
    assert.equal(load().canLogin(question()).allowed, true);
  });

  test("a tenant does not go to another thread", async () => {
    const worker = new Worker("require('node:worker_threads').parentPort.once('message', (m) => { throw m.evaluate; })", { eval: true });
    const failed = new Promise((resolve) => worker.once("error", resolve));
    worker.postMessage(load());
    assert.equal(await failed, undefined); // no method came along
  });

  test("tenants are freed by close, and by the collector", async () => {
    const { external } = require("../lib/native");
    const settle = async () => { for (let i = 0; i < 5; i++) { global.gc(); await turn(); } };
    await settle();
    const before = external();
    const one = load();
    const bytes = external() - before;
    assert.ok(bytes > 4096, `${bytes} bytes of a tenant`);
    one.close();
    assert.equal(external(), before);
    let tenants = Array.from({ length: 100 }, load);
    assert.ok(external() >= before + 100 * bytes);
    tenants = undefined;
    await settle();
    assert.ok(external() < before + 10 * bytes, `${external() - before} bytes are left`);
  });
}
