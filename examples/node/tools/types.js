// SPDX-License-Identifier: MIT
// Prints words.d.ts: the library's words, the rows, and the contexts of the actions, as types.
"use strict";
const native = require("../lib/native");
const { actions } = require("../lib/actions");

const pascal = (name) => name.replace(/(^|_)(.)/g, (_, __, letter) => letter.toUpperCase());
const union = (name, words) => `export type ${name} =${words.map((word) => `\n  | ${JSON.stringify(word)}`).join("")};\n`;

function typeOf({ kind, words, type }) {
  const word = words && Object.keys(words).map((one) => JSON.stringify(one)).join(" | ");
  return {
    text: "string",
    texts: "readonly string[]",
    flag: "boolean",
    count: "number",
    bytes: "Uint8Array",
    word,
    words: `readonly (${word})[]`,
    row: type && `${pascal(type)}Row`,
  }[kind];
}

function row([name, members]) {
  const lines = Object.entries(members).map(([member, what]) => `  ${member}?: ${typeOf(what)} | null;\n`);
  return `export interface ${pascal(name)}Row {\n${lines.join("")}}\n`;
}

function context({ name, context: members }) {
  const lines = Object.entries(members).map(([member, type]) => `  ${member}?: ${type};\n`);
  return `export interface ${pascal(name)}Context {\n${lines.join("")}}\n`;
}

const methods = actions.map(({ name, method }) => `  ${method}(question: Question<${pascal(name)}Context>): Decision;\n`);

process.stdout.write(
  [
    "// SPDX-License-Identifier: MIT\n// Written by tools/types.js (make node-types) from the library's tables and those of the addon.\n" +
      'import type { Decision, Json, Question } from "./index";\n',
    union("Reason", native.reasons.filter(Boolean).map(({ name }) => name)),
    union("Obligation", native.obligations.filter(Boolean)),
    union("Advice", native.advice.filter(Boolean)),
    union("ActionName", actions.map(({ name }) => name)),
    ...actions.map(context),
    `export interface Actions {\n${methods.join("")}}\n`,
    ...Object.entries(native.types).map(row),
  ].join("\n"),
);
