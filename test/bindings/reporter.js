// SPDX-License-Identifier: MIT
// A reporter for node --test: what failed, and one line at the end.
"use strict";

// The name in every line.
const suite = process.env.SUITE ?? "node";

module.exports = async function* (source) {
  let passed = 0;
  let failed = 0;
  for await (const { type, data } of source) {
    if (type === "test:pass" && data.details?.type !== "suite") passed++;
    if (type === "test:fail") {
      failed++;
      const error = data.details.error;
      yield `FAIL    ${suite}: ${data.name}\n${error.cause?.stack ?? error.stack ?? error}\n`;
    }
    if (type === "test:stderr" || type === "test:stdout") yield data.message;
  }
  yield `${failed ? "FAILED " : "ok     "} ${suite}: ${passed} tests passed, ${failed} failed\n`;
};
