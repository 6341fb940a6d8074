// SPDX-License-Identifier: MIT
// Runs the README's snippet, and compares what it prints. Run from the top of the tree.
"use strict";
const assert = require("node:assert/strict");
const fs = require("node:fs");
const path = require("node:path");
const { test } = require("node:test");
const { format } = require("node:util");

test("the snippet of README.md prints what README.md says", () => {
  const readme = fs.readFileSync(path.join(__dirname, "../README.md"), "utf8");
  const [, snippet, output] = /```js\n([^]*?)```\n\n```\n([^]*?)```/.exec(readme);
  let printed = "";
  const log = (...values) => (printed += `${format(...values)}\n`);
  Function("require", "console", snippet)((name) => require(name === "orgpol" ? ".." : name), { log });
  assert.equal(printed, output);
});
