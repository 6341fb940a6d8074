// SPDX-License-Identifier: MIT
// The rows of test/vectors, whose README.md has their columns. Run from the top of the source tree.
"use strict";
const fs = require("node:fs");
const path = require("node:path");
const { actions } = require("../lib/actions");

const folder = path.resolve("test/vectors");
const NAMES = ["id", "client_id", "identifier", "user_id", "grant_id", "ticket_id", "connection_id", "domain"];
const CELLS = 11;

const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

function change(into, changes) {
  for (const [name, value] of Object.entries(changes)) {
    const old = into[name];
    if (isObject(value) && isObject(old)) change(old, value);
    else if (isObject(value) && Array.isArray(old)) changeRows(old, value);
    else into[name] = structuredClone(value);
  }
  return into;
}

function changeRows(array, changes) {
  for (const [id, value] of Object.entries(changes)) {
    const row = array.find((item) => NAMES.some((name) => item[name] === id));
    if (row) change(row, value);
    else array.push(structuredClone(value));
  }
}

const parsed = (cell) => (cell ? JSON.parse(cell) : {});
const words = (cell) => cell.split(/[ ,]+/).filter(Boolean);

// "type=id", or an id of the usual type.
function party(usual, cell) {
  const at = cell.indexOf("=");
  return at < 0 ? { type: usual, id: cell } : { type: cell.slice(0, at), id: cell.slice(at + 1) };
}

function contextOf(base, cell) {
  if (!cell.startsWith("@")) return parsed(cell);
  const [, name, changes] = /^@(\S+)\s*(.*)$/.exec(cell);
  if (!(name in base.contexts)) throw new Error(`no context ${name}`);
  return change(structuredClone(base.contexts[name]), parsed(changes));
}

function rowOf(base, cells) {
  const [id, , name, subject, resource, context, tenant, decision, unmet, obligations, answer] = cells;
  const action = actions.find((one) => one.name === name);
  if (action === undefined) throw new Error(`${id}: unknown action ${name}`);
  return {
    id,
    action,
    question: {
      subject: subject === "-" ? { type: "anonymous", id: "-" } : party(action.subject, subject),
      resource: party(action.resource, resource),
      context: contextOf(base, context),
    },
    tenant: change(structuredClone(base), parsed(tenant)),
    allowed: { yes: true, no: false }[decision],
    unmet: words(unmet),
    obligations: words(obligations),
    answer: parsed(answer),
  };
}

// Families of Token Vault change another tenant.
const VAULT = ["worker_config", "token_vault", "select", "connect", "complete", "my_account", "manage", "exchange"];
const NOT_EVALUATIONS = ["consent_key", "rules", "session"];

const families = fs
  .readdirSync(folder)
  .filter((name) => name.endsWith(".txt"))
  .map((name) => name.slice(0, -4))
  .filter((name) => !NOT_EVALUATIONS.includes(name));

function rowsOf(family) {
  const own = path.join(folder, `${VAULT.includes(family) ? "vault" : family}.json`);
  const base = JSON.parse(fs.readFileSync(fs.existsSync(own) ? own : path.join(folder, "tenant.json"), "utf8"));
  const lines = fs.readFileSync(path.join(folder, `${family}.txt`), "utf8").split("\n");
  return lines
    .filter((line) => line.trim() && !line.startsWith("#"))
    .map((line) => {
      const cells = ` ${line} `.split(/\s\|(?=\s)|(?<=\s)\|\s/).map((cell) => cell.trim());
      if (cells.length !== CELLS) throw new Error(`${line}: ${cells.length} cells`);
      return rowOf(base, cells);
    });
}

module.exports = { families, rowsOf, folder };
