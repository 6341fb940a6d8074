// SPDX-License-Identifier: MIT
// The types: against the library, against its headers, and as TypeScript reads them. Run from the top of the tree.
"use strict";
const assert = require("node:assert/strict");
const { spawnSync } = require("node:child_process");
const fs = require("node:fs");
const path = require("node:path");
const { test } = require("node:test");
const native = require("../lib/native");
const { actions } = require("../lib/actions");

const package_ = path.join(__dirname, "..");
const read = (file) => fs.readFileSync(file, "utf8");

test("words.d.ts is what tools/types.js writes (make node-types)", () => {
  const { stdout, status } = spawnSync(process.execPath, [path.join(package_, "tools/types.js")], { encoding: "utf8" });
  assert.equal(status, 0);
  assert.equal(read(path.join(package_, "words.d.ts")), stdout);
});

test("TypeScript takes the types, and finds the mistakes", () => {
  const options = ["--noEmit", "--strict", "--target", "es2022", "--module", "node16", "--typeRoots", __dirname];
  const file = path.join(__dirname, "types.ts");
  const { stdout, status } = spawnSync(process.execPath, [require.resolve("typescript/lib/tsc.js"), ...options, file], { encoding: "utf8" });
  assert.equal(stdout, "");
  assert.equal(status, 0);
});

// The names between spaces of the strings in a table of examples/orgpol/test_members.c, by action.
function contextsOfCommand() {
  const [, table] = /context_members\[\] = \{\n([^]*?)\n\};/.exec(read("examples/orgpol/test_members.c"));
  const contexts = {};
  for (const [, names, members] of table.matchAll(/\{((?:\s*"[^"]*")+),((?:\s*"[^"]*")+)\}/g)) {
    const words = (text) => text.replace(/"\s*"|"/g, "").trim().split(/\s+/);
    for (const name of words(names)) (contexts[name] ??= []).push(...words(members));
  }
  return contexts;
}

test("actions and members of contexts are those that `orgpol test` knows", () => {
  const contexts = contextsOfCommand();
  assert.deepEqual(actions.map(({ name }) => name).sort(), Object.keys(contexts).sort());
  for (const { name, context } of actions)
    assert.deepEqual([...Object.keys(context), "tenant"].sort(), contexts[name].sort(), name);
});

const headers = ["model", "options", "login", "client_grant", "consent"].map((name) => read(`include/orgpol/${name}.h`)).join("\n");

function structMembers(name) {
  const [, body] = new RegExp(`struct orgpol_${name} \\{([^]*?)\\n\\};`).exec(headers);
  const plain = body.replace(/\/\*[^]*?\*\//g, "");
  return [...plain.matchAll(/^\s*(?:const )?(?:struct )?(\w+)\s+\*?(\w+);/gm)].map(([, type, member]) => ({ type, member }));
}

// What these questions do not read.
const UNREAD = /^(struct_size|reserved\d?|.*_count|secret_bytes|has_scopes|has_empty_organization)$/;

test("members of rows are members of the library's structs, of the same type", () => {
  for (const [name, members] of Object.entries(native.types)) {
    const declared = new Map(structMembers(name).map(({ type, member }) => [member, type]));
    for (const [member, { kind, type }] of Object.entries(members)) {
      const c = declared.get(member);
      const kinds = {
        uint8_t: ["flag", "word", "bytes"],
        uint32_t: ["count", "words"],
        uint64_t: ["count"],
        orgpol_str: ["text", "texts"],
      }[c] ?? ["row"];
      assert.ok(kinds.includes(kind), `${name}.${member}: ${kind} is ${c}`);
      if (kind === "row") assert.equal(`orgpol_${type}`, c, `${name}.${member}`);
    }
  }
});

test("requests have every member of theirs", () => {
  for (const name of ["login_request", "client_grant_request", "consent_key_request", "cross_app_access", "token_quota", "token_usage"])
    for (const { member } of structMembers(name))
      assert.ok(member in native.types[name] || UNREAD.test(member), `${name}.${member}`);
});

function enumOf(name) {
  const [, body] = new RegExp(`enum orgpol_${name} \\{([^]*?)\\}`).exec(headers);
  const constants = body.replace(/\/\*[^]*?\*\//g, "").matchAll(/(ORGPOL_\w+) = ([^,\n]+)/g);
  return [...constants].map(([, constant, value]) => [constant, Function(`return ${value}`)()]);
}

// Members whose enum has another name, and enums whose constants are no words.
const ENUMS = {
  grant_types: "grant_type", client_policy: "client_policy", cross_app_access_resource_app_status: "cross_app_access_status",
  organization_require_behavior: "organization_require_behavior",
};

test("words are the constants of the library's enums, all of them", () => {
  for (const [name, members] of Object.entries(native.types))
    for (const [member, { kind, words }] of Object.entries(members)) {
      if (words === null) continue;
      const constants = new Map(enumOf(ENUMS[member] ?? member).filter(([constant]) => !constant.endsWith("_UNSET")).map(([c, v]) => [v, c]));
      assert.deepEqual(Object.values(words).sort(), [...constants.keys()].sort(), `${name}.${member}`);
      for (const [word, value] of Object.entries(words)) {
        const tail = word.replace(/^.*[:/]/, "").replace(/-/g, "_").toUpperCase();
        const end = tail === "OTP" && kind === "words" && word.includes("passwordless") ? "PASSWORDLESS_OTP" : tail;
        assert.ok(constants.get(value).endsWith(`_${end}`), `${name}.${member}: ${word} is ${constants.get(value)}`);
      }
    }
});
