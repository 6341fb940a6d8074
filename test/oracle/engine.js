// SPDX-License-Identifier: MIT
// The Cedar engine, and what must not fail in it.
"use strict";

// Node 20 ends itself ("unreachable code") when it leaves optimized code in the middle of a call that it had taken
// into it, of a Wasm function that gives an object.
require("v8").setFlagsFromString("--no-turbo-inline-js-wasm-calls");
const engine = require("@cedar-policy/cedar-wasm/nodejs");

function must(answer) {
  if (answer.type !== "success") throw new Error(JSON.stringify(answer.errors || answer.error));
  return answer;
}

module.exports = { engine, must };
