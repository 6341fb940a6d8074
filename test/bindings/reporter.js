// SPDX-License-Identifier: MIT
// A reporter for node --test: what failed, and one line at the end.
"use strict";

module.exports = async function* (source) {
  let passed = 0;
  let failed = 0;
  for await (const { type, data } of source) {
    if (type === "test:pass" && data.details?.type !== "suite") passed++;
    if (type === "test:fail") {
      failed++;
      const error = data.details.error;
      yield `FAIL    node: ${data.name}\n${error.cause?.stack ?? error.stack ?? error}\n`;
    }
    if (type === "test:stderr" || type === "test:stdout") yield data.message;
  }
  yield `${failed ? "FAILED " : "ok     "} node: ${passed} tests passed, ${failed} failed\n`;
};
